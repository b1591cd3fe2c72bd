//! `assure pack`: everything for the annual conversation in one folder.

use std::fs;

use crate::harness::{Place, project};

const FILES: [&str; 11] = [
    "brief.docx",
    "brief.html",
    "changes.docx",
    "changes.html",
    "contents.html",
    "public/report.docx",
    "public/report.html",
    "report.docx",
    "report.html",
    "report.json",
    "workbook.xlsx",
];

/// A small assessment of a council's own checklist, in two years.
fn place() -> Place {
    let place = Place::new();
    place
        .put("own.toml", project("examples/own-checklist.toml"))
        .put("now.toml", answers("2026-27", "2026-10-01", 1))
        .put("last.toml", answers("2025-26", "2025-10-01", 2));
    place
}

fn answers(period: &str, day: &str, rating: u8) -> String {
    format!(
        "format = 1\nchecklist = \"out-of-hours\"\nchecklist_file = \"own.toml\"\nedition = 2026\nrule = \"assure-1\"\n\
         council = \"Northmoor Council\"\nperiod = \"{period}\"\nstarted = {day}\nupdated = {day}\n\n\
         [context]\nshared-service = false\n\n[answer.duty-line-answered]\nrating = {rating}\nfinding = \"Calls are answered.\"\non = {day}\n"
    )
}

/// The files of a folder and of its folders, in order.
fn files(place: &Place, folder: &str) -> Vec<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(place.at(folder)).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            names.extend(
                files(place, &format!("{folder}/{name}"))
                    .into_iter()
                    .map(|f| format!("{name}/{f}")),
            );
        } else {
            names.push(name);
        }
    }
    names.sort();
    names
}

#[test]
fn everything_is_written_and_is_what_the_single_commands_write() {
    let place = place();
    let ran = place
        .run(&["pack", "now.toml", "--previous", "last.toml", "-o", "conversation"])
        .exits(0);
    assert_eq!(ran.out, "");
    assert_eq!(files(&place, "conversation"), FILES);
    for name in FILES {
        assert!(
            ran.err.contains(&format!("  {name}: ")),
            "{name} is not listed:\n{}",
            ran.err
        );
    }
    let same: [(&str, &[&str]); 9] = [
        (
            "brief.docx",
            &["report", "now.toml", "--previous", "last.toml", "--brief"],
        ),
        (
            "brief.html",
            &["report", "now.toml", "--previous", "last.toml", "--brief"],
        ),
        ("report.docx", &["report", "now.toml", "--previous", "last.toml"]),
        ("report.html", &["report", "now.toml", "--previous", "last.toml"]),
        ("report.json", &["report", "now.toml", "--previous", "last.toml"]),
        ("workbook.xlsx", &["report", "now.toml", "--previous", "last.toml"]),
        ("changes.docx", &["diff", "last.toml", "now.toml"]),
        ("changes.html", &["diff", "last.toml", "now.toml"]),
        (
            "public/report.html",
            &["report", "now.toml", "--previous", "last.toml", "--public"],
        ),
    ];
    for (name, args) in same {
        let single = name.replace('/', "-");
        let args: Vec<&str> = args.iter().copied().chain(["-o", &single]).collect();
        place.run(&args).exits(0);
        let (packed, alone) = (
            fs::read(place.at("conversation").join(name)),
            fs::read(place.at(&single)),
        );
        assert!(
            packed.unwrap() == alone.unwrap(),
            "{name} differs from what {args:?} writes"
        );
    }
    let contents = place.read("conversation/contents.html");
    for name in FILES.iter().filter(|f| **f != "contents.html") {
        assert!(contents.contains(name), "{name} is not in the contents");
    }
}

#[test]
fn a_pack_can_be_made_again_and_leaves_what_was_edited() {
    let place = place();
    let pack = ["pack", "now.toml", "--previous", "last.toml", "-o", "conversation"];
    place.run(&pack).exits(0);
    place.put("conversation/minutes.txt", "Of the last meeting.");
    place.run(&pack).exits(0);
    assert_eq!(place.read("conversation/minutes.txt"), "Of the last meeting.");
    let edited = place.read("conversation/report.html").replace("Northmoor", "Southmoor");
    place.put("conversation/report.html", &edited);
    place.put("conversation/brief.html", "");
    let before = place.read("conversation/report.json");
    // Nothing is written where one of them may not be.
    place.put("now.toml", answers("2026-27", "2026-10-01", 0));
    let refused = place.run(&pack).exits(2);
    refused.says(&[
        "brief.html",
        "is there already, and is not an unedited report",
        "--force",
    ]);
    assert_eq!(place.read("conversation/report.json"), before);
    assert_eq!(place.read("conversation/report.html"), edited);
    let forced: Vec<&str> = pack.iter().copied().chain(["--force"]).collect();
    place.run(&forced).exits(0);
    assert!(place.read("conversation/report.html") != edited);
}

#[test]
fn without_last_year_there_is_no_comparison_and_an_old_one_is_said() {
    let place = place();
    place
        .run(&["pack", "now.toml", "--previous", "last.toml", "-o", "conversation"])
        .exits(0);
    place
        .run(&["pack", "now.toml", "-o", "conversation", "--no-public"])
        .exits(0)
        .says(&[
            "without --previous LAST there is no comparison",
            "of an earlier pack there is still changes.docx, changes.html, public/report.docx, public/report.html",
        ]);
    // Beside the file, named after it, where no folder is named.
    place
        .run(&["pack", "now.toml"])
        .exits(0)
        .says(&["Written to now-pack:"]);
    let without: Vec<&str> = FILES.into_iter().filter(|f| !f.starts_with("changes")).collect();
    assert_eq!(files(&place, "now-pack"), without);
}

#[test]
fn a_public_copy_that_may_not_be_made_stops_the_pack_or_is_left_out() {
    let place = place();
    let text = place
        .read("now.toml")
        .replace("Calls are", "Born 12/03/2014. Calls are");
    place.put("now.toml", text);
    place
        .run(&["pack", "now.toml", "-o", "c"])
        .exits(2)
        .says(&["--no-public", "now.toml:", "12/03/2014"]);
    assert!(!place.at("c").exists());
    place.run(&["pack", "now.toml", "-o", "c", "--no-public"]).exits(0);
    assert!(!files(&place, "c").iter().any(|f| f.starts_with("public")));
}

#[test]
fn what_is_no_folder_is_refused() {
    let place = place();
    place.put("taken", "");
    for (folder, why) in [("taken", "is no folder"), ("-", "cannot go to standard output")] {
        let before = place.files();
        place
            .run(&["pack", "now.toml", "-o", folder])
            .exits(2)
            .says(&[why, "--output"]);
        assert_eq!(place.files(), before);
    }
    // A folder where a file should be, and answers where a report should be.
    fs::create_dir_all(place.at("a/report.json")).unwrap();
    place
        .run(&["pack", "now.toml", "-o", "a"])
        .exits(2)
        .says(&["report.json", "is a folder"]);
    assert_eq!(files(&place, "a"), Vec::<String>::new());
    fs::create_dir(place.at("b")).unwrap();
    place.put("b/report.html", project("examples/ce-2025-26.toml"));
    place
        .run(&["pack", "now.toml", "-o", "b", "--force"])
        .exits(2)
        .says(&["holds answers"]);
    place.run(&["pack", "gone.toml", "-o", "c"]).exits(2);
    assert!(!place.at("c").exists());
}

#[test]
fn what_is_open_and_not_approved_is_said() {
    let place = place();
    place.run(&["pack", "now.toml", "-o", "c"]).exits(0).says(&[
        "questions are still open",
        "assure check now.toml",
        "nobody has approved",
    ]);
    let quiet = place.run(&["pack", "now.toml", "-o", "c", "--quiet"]).exits(0);
    assert_eq!(quiet.err, "");
}
