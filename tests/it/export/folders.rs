//! Files and folders: what is found, what is left out, and what a broken file does to the others.

use std::fs;

use super::{councils, lines};
use crate::harness::{Place, project};

#[test]
fn the_bytes_are_the_same_whatever_the_number_of_threads_and_the_order_of_names() {
    let place = Place::new();
    councils(&place, 12);
    place.copy("examples/ce-2025-26.toml", "b.toml");
    let run = |names: &[&str], more: &[&str]| {
        let args = [&["export"], names, more].concat();
        let ran = place.run(&args).exits(0).says(&["Read: 25 files of answers."]);
        ran.out
    };
    for flags in [&[][..], &["--actions", "--format", "jsonl"], &["--summary", "--texts"]] {
        let wanted = run(&["b.toml", "all"], &[flags, &["--jobs", "1"]].concat());
        assert!(wanted.lines().count() > 25);
        for jobs in ["2", "3", "7", "64"] {
            assert_eq!(
                run(&["all", "b.toml", "b.toml"], &[flags, &["--jobs", jobs]].concat()),
                wanted
            );
        }
        assert_eq!(run(&["b.toml", "all"], flags), wanted);
    }
}

#[test]
fn a_file_is_counted_once_under_whatever_names_it_is_found() {
    let place = Place::new();
    councils(&place, 2);
    let whole = place.at("all");
    let again = whole.to_str().unwrap();
    let files = |names: &[&str]| -> Vec<String> {
        let rows = place
            .run(&[&["export", "-q", "--summary", "--format", "jsonl"], names].concat())
            .quietly();
        lines(&rows)
            .iter()
            .map(|r| r["file"].as_str().unwrap().to_owned())
            .collect()
    };
    let one = fs::read_dir(&whole)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path()
        .join("ce.toml");
    for names in [
        &["all", "."][..],
        &[".", "all", "./all/"],
        &["all", again, "all/../all"],
        &[one.to_str().unwrap(), "all"],
    ] {
        assert_eq!(files(names).len(), 4, "{names:?}");
    }
    // One that was named keeps the name that it was given.
    assert!(files(&[one.to_str().unwrap(), "all"]).contains(&one.to_str().unwrap().to_owned()));
}

#[test]
fn a_broken_file_among_good_ones_is_told_and_keeps_nobody() {
    let place = Place::new();
    councils(&place, 4);
    let folder = place.at("all");
    // What is no answer file, and what is broken.
    fs::write(folder.join("own.toml"), project("examples/own-checklist.toml")).unwrap();
    fs::write(folder.join("said.toml"), project("examples/comments.toml")).unwrap();
    fs::write(folder.join("Cargo.toml"), "[package]\nname = \"x\"\n").unwrap();
    fs::write(folder.join("notes.txt"), "none").unwrap();
    fs::create_dir(folder.join(".git")).unwrap();
    fs::write(folder.join(".git/x.toml"), "checklist = ").unwrap();
    let good = place.run(&["export", "all"]).exits(0).says(&[
        "Read: 8 files of answers; left out, without answers: 3: all/Cargo.toml, all/own.toml, all/said.toml.",
    ]);

    let broken = folder.join("broken.toml");
    let text = project("examples/ce-2025-26.toml");
    fs::write(&broken, text.replace("rating = 2", "rating = 9")).unwrap();
    fs::write(folder.join("cut.toml"), &text[..text.len() / 2 - 7]).unwrap();
    fs::write(folder.join("empty.toml"), "").unwrap();
    fs::write(folder.join("utf16.toml"), [0xff, 0xfe, 0x61, 0x00]).unwrap();
    let ran = place.run(&["export", "all", "-o", "rows.csv"]).exits(2).says(&[
        "all/broken.toml",
        "rating` must be 0, 1, 2 or 3",
        "all/cut.toml",
        "`all/utf16.toml` is UTF-16",
        "Read: 8 files of answers;",
        "not read: 4: all/broken.toml, all/cut.toml, all/empty.toml, all/utf16.toml.",
        "Written: rows.csv",
    ]);
    assert_eq!(
        place.read("rows.csv"),
        good.out,
        "the others are all there: {}",
        ran.err
    );

    // Named, a file has to be what it is taken for.
    place
        .run(&["export", "all/Cargo.toml"])
        .exits(2)
        .says(&["Cargo.toml", "not read: 1"]);
    // Another kind of file is told as what it is.
    for (example, said) in [
        ("examples/comments.toml", "assure comment ANSWERS --from other.toml"),
        ("examples/own-checklist.toml", "assure run other.toml"),
        ("Cargo.toml", "is no answer file"),
    ] {
        place.copy(example, "other.toml");
        for command in ["export", "score"] {
            place
                .run(&[command, "other.toml"])
                .exits(2)
                .says(&["`other.toml` ", said]);
        }
    }
    // With every file broken nothing is written.
    fs::create_dir(place.at("bad")).unwrap();
    fs::copy(&broken, place.at("bad/a.toml")).unwrap();
    place.run(&["export", "bad", "-o", "none.csv"]).exits(2);
    assert!(!place.at("none.csv").exists());
}

#[test]
fn nothing_to_export_is_an_error_that_helps() {
    let place = Place::new();
    fs::create_dir(place.at("void")).unwrap();
    place
        .run(&["export", "void"])
        .exits(2)
        .says(&["`void` is a folder without an answer file", "hint: "]);
    place
        .run(&["export", "nowhere.toml"])
        .exits(2)
        .says(&["there is no file `nowhere.toml`"]);
    place.run(&["export"]).exits(2).says(&["<FILE|FOLDER>"]);
    place.copy("examples/ce-2025-26.toml", "a.toml");
    for (args, said) in [
        (
            &["--format", "csv", "-o", "x.jsonl"][..],
            "is not what `--format csv` writes",
        ),
        (&["-o", "x.parquet"], "ends in `.parquet`"),
        (&["-o", "x.toml"], "ends in `.toml`"),
        (&["-o", "no/x.csv"], "there is no folder `no`"),
        (&["-o", "void"], "`void` is a folder"),
        (&["--summary", "--actions"], "cannot be used with"),
        (&["--jobs", "0"], "--jobs"),
    ] {
        place
            .run(&[&["export", "a.toml"], args].concat())
            .exits(2)
            .says(&[said]);
    }
    assert_eq!(place.files(), ["a.toml", "void"]);
}

#[test]
fn a_file_that_is_there_is_only_written_over_by_force_and_never_one_with_answers() {
    let place = Place::new();
    place.copy("examples/ce-2025-26.toml", "a.toml");
    place.put("rows.csv", "mine");
    place
        .run(&["export", "a.toml", "-o", "rows.csv"])
        .exits(2)
        .says(&["is there already", "--force"]);
    assert_eq!(place.read("rows.csv"), "mine");
    place.run(&["export", "a.toml", "-o", "rows.csv", "--force"]).exits(0);
    assert_eq!(place.read("rows.csv"), place.run(&["export", "a.toml", "-q"]).quietly());
    fs::copy(place.at("a.toml"), place.at("answers.csv")).unwrap();
    place
        .run(&["export", "a.toml", "-o", "answers.csv", "--force"])
        .exits(2)
        .says(&["holds answers"]);
    assert_eq!(place.read("answers.csv"), project("examples/ce-2025-26.toml"));
}

/// A file that lost its answers is a council that is missing: it is not taken for somebody else's file.
#[test]
fn an_answer_file_cut_anywhere_is_told_and_never_left_out() {
    let place = Place::new();
    councils(&place, 1);
    let text = project("examples/ce-2025-26.toml");
    // Cut at the end of every line of its head, and emptied in every way.
    let mut cuts: Vec<String> = text
        .lines()
        .take(12)
        .scan(0, |end, line| {
            *end += line.len() + 1;
            Some(text[..*end].to_owned())
        })
        .collect();
    cuts.extend(["", "\n\n", "\u{feff}", "# Northmoor\n# nothing yet\n", "   \n\t"].map(str::to_owned));
    for cut in cuts {
        place.put("all/cut.toml", &cut);
        for command in [
            &["export"][..],
            &["export", "--summary"],
            &["score"],
            &["report", "--format", "json"],
        ] {
            place
                .run(&[command, &["all"]].concat())
                .exits(2)
                .says(&["Read: 2 files of answers; not read: 1: all/cut.toml."]);
        }
        assert_ne!(place.run(&["check", "all"]).code, 0, "{cut}");
    }
}

/// One fault in every file of a region is told without flooding the screen, and no file's name is lost.
#[test]
fn one_fault_in_many_files_is_told_in_few_lines() {
    let place = Place::new();
    councils(&place, 1);
    let text = project("examples/ce-2025-26.toml").replace("rating = 2", "rating = 9");
    for i in 10..40 {
        place.put(&format!("all/x{i}.toml"), &text);
    }
    let ran = place.run(&["export", "all"]).exits(2);
    for i in 10..40 {
        assert!(
            ran.err.contains(&format!("all/x{i}.toml` is not valid")),
            "x{i}: {}",
            ran.err
        );
    }
    let ran = ran.says(&[
        "the first 3 of 33 problems in `all/x10.toml`",
        "all of them: `assure check all/x10.toml`",
        "not read: 30: all/x10.toml, all/x11.toml, all/x12.toml, all/x13.toml, all/x14.toml and 25 more, named above.",
    ]);
    assert!(ran.err.lines().count() < 120, "{}", ran.err);
    // A file by itself is told whole.
    let alone = place.run(&["score", "all/x10.toml"]).exits(2);
    assert_eq!(
        alone.err.matches("rating` must be").count(),
        text.matches("rating = 9").count()
    );
}

/// What is written once can be written again: as it is unasked, and over other rows by force. What a person wrote never is.
#[test]
fn rows_are_written_over_by_force_and_left_where_they_are_the_same() {
    let place = Place::new();
    place.copy("examples/ce-2025-26.toml", "a.toml");
    place.copy("examples/ce-2026-27.toml", "b.toml");
    let kinds = [
        &[][..],
        &["--actions"],
        &["--summary"],
        &["--texts"],
        &["--summary", "--texts"],
    ];
    for (rows, name, format) in kinds.iter().flat_map(|rows| {
        [
            ("x.csv", "csv"),
            ("x.jsonl", "jsonl"),
            ("x.ndjson", "jsonl"),
            ("x", "jsonl"),
            ("x", "csv"),
        ]
        .map(|(name, format)| (rows, name, format))
    }) {
        let export = |files: &[&str], more: &[&str]| {
            place.run(&[&["export"], files, rows, &["--format", format, "-o", name], more].concat())
        };
        export(&["a.toml"], &[]).exits(0).says(&["Written: "]);
        let first = place.read(name);
        export(&["a.toml"], &[])
            .exits(0)
            .says(&["Unchanged: ", "holds just this already"]);
        // More, fewer and other rows.
        for files in [&["a.toml", "b.toml"][..], &["b.toml"]] {
            export(files, &[])
                .exits(2)
                .says(&["holds something else", "nothing was written", "--force"]);
            assert_eq!(place.read(name), first);
        }
        export(&["a.toml", "b.toml"], &["--force"])
            .exits(0)
            .says(&["Written: "]);
        let both = place.read(name);
        assert!(both.len() > first.len());
        export(&["a.toml"], &[]).exits(2).says(&["holds something else"]);
        assert_eq!(place.read(name), both, "what is there has more behind it");
        fs::remove_file(place.at(name)).unwrap();
    }
    // Answers and questions in JSON stay, whatever they begin with.
    for theirs in [
        r#"{"checklist": "ce", "edition": 2026, "answer": {}}"#,
        "{\"file\": 1, \"answer\": {}}\n{\"x\": 2}\n",
        "{\"checklist\": \"ce\"",
    ] {
        place.put("x.jsonl", theirs);
        for force in [&[][..], &["--force"]] {
            place
                .run(&[&["export", "a.toml", "-o", "x.jsonl"], force].concat())
                .exits(2)
                .says(&["holds answers"]);
        }
        assert_eq!(place.read("x.jsonl"), theirs);
    }
}

#[test]
fn reports_of_a_folder_are_written_again() {
    let place = Place::new();
    councils(&place, 1);
    let report = |more: &[&str]| place.run(&[&["report", "all", "--format", "json", "-o", "all.json"], more].concat());
    report(&[]).exits(0).says(&["Written: all.json"]);
    report(&[]).exits(0).says(&["Unchanged: all.json"]);
    place.copy("examples/ce-2025-26.toml", "all/x.toml");
    report(&[]).exits(2).says(&["holds something else", "--force"]);
    report(&["--force"]).exits(0).says(&["Written: all.json"]);
}

#[test]
fn own_checklists_standard_input_and_changed_questions() {
    let place = Place::new();
    place.copy("examples/own-checklist.toml", "own.toml");
    place.copy("examples/filled-form.md", "form.md");
    place
        .run(&["import", "form.md", "--checklist", "own.toml", "--file", "night.toml"])
        .exits(0);
    let rows = lines(&place.run(&["export", ".", "--format", "jsonl", "-q"]).quietly());
    assert!(
        rows.iter()
            .all(|r| r["file"] == "./night.toml" && r["checklist"] == "out-of-hours"),
        "{rows:?}"
    );
    let text = project("examples/ce-2025-26.toml");
    let piped = place
        .run_with(&["export", "-", "--summary", "--format", "jsonl", "-q"], &text, &[])
        .quietly();
    assert_eq!(lines(&piped)[0]["file"], "standard input");
    for command in ["export", "score", "report"] {
        place
            .run_with(&[command, "-"], " \n", &[])
            .exits(2)
            .says(&["nothing came in through standard input", "ANSWERS.toml"]);
    }

    // The checklist moved on under the answers: they are not taken for what they are not.
    place.put(
        "old.toml",
        text.replace("revision = 3\ndigest = \"sha256:8", "revision = 2\ndigest = \"sha256:0")
            .replace("asked = \"", "asked = \"0"),
    );
    place
        .run(&["export", "old.toml"])
        .exits(2)
        .says(&["not the one that was answered", "--accept-changed"]);
    let taken = place.run(&["export", "old.toml", "--accept-changed", "-q"]).quietly();
    place.put("old.toml", &text);
    assert_eq!(place.run(&["export", "old.toml", "-q"]).quietly(), taken);
}

#[test]
fn check_score_and_report_take_folders() {
    let place = Place::new();
    councils(&place, 3);
    fs::write(place.at("all/notes.toml"), "[package]\nname = \"x\"\n").unwrap();
    let checked = place.run(&["check", "all"]).exits(0);
    assert_eq!(checked.out.matches(": valid").count(), 6, "{}", checked.out);
    assert!(!checked.out.contains("notes.toml"));

    let scores: serde_json::Value =
        serde_json::from_str(&place.run(&["score", "all", "--format", "json", "-q"]).quietly()).unwrap();
    let reports_text = place.run(&["report", "all", "--format", "json", "-q"]).quietly();
    let reports: serde_json::Value = serde_json::from_str(&reports_text).unwrap();
    // An array that can be read by the line too.
    assert_eq!(reports_text.lines().count(), 6 + 2);
    assert_eq!(
        (scores.as_array().unwrap().len(), reports.as_array().unwrap().len()),
        (6, 6)
    );
    for (score, report) in scores.as_array().unwrap().iter().zip(reports.as_array().unwrap()) {
        let file = score["file"].as_str().unwrap();
        assert_eq!(score["overall"], report["overall"]);
        let alone: serde_json::Value =
            serde_json::from_str(&place.run(&["report", file, "--format", "json"]).quietly()).unwrap();
        assert_eq!(&alone, report);
    }
    let table = place.run(&["score", "all", "-q", "--format", "markdown"]).quietly();
    for score in scores.as_array().unwrap() {
        let file = score["file"].as_str().unwrap().replace(".toml", "\\.toml");
        let row = table
            .lines()
            .find(|l| l.contains(&file))
            .unwrap_or_else(|| panic!("{file} in {table}"));
        for wanted in [
            format!("{:.1}%", score["overall"]["score"].as_f64().unwrap()),
            format!(
                "{}, {}@{}, {}",
                score["council"].as_str().unwrap(),
                score["checklist"]["id"].as_str().unwrap(),
                score["checklist"]["edition"],
                score["period"].as_str().unwrap()
            ),
            format!(" {} |", score["overall"]["alerts"]),
        ] {
            assert!(row.contains(&wanted), "{wanted} in {row}");
        }
    }

    // A demand is made of each of them.
    place.run(&["score", "all", "-q", "--fail-under", "0"]).exits(0);
    place.run(&["score", "all", "-q", "--fail-under", "99"]).exits(1);
    for args in [
        &["score", "all", "--explain"][..],
        &["report", "all"],
        &["report", "all", "-o", "x.docx"],
        &["report", "all", "--format", "json", "--previous", "all/x.toml"],
    ] {
        place.run(args).exits(2).says(&["hint: "]);
    }
    // A broken one among them is told, and the others are judged.
    fs::write(place.at("all/broken.toml"), "checklist = \"ce\"\nedition = ").unwrap();
    let ran = place
        .run(&["score", "all", "--format", "json"])
        .exits(2)
        .says(&["all/broken.toml", "not read: 1"]);
    assert_eq!(serde_json::from_str::<serde_json::Value>(&ran.out).unwrap(), scores);
    place.run(&["check", "all", "-q"]).exits(1);
    // Each file once, under whatever names it is found.
    let twice = place.run(&["check", "all", "all/../all", "all/broken.toml"]).exits(1);
    assert_eq!(twice.out.matches("all/broken.toml: ").count(), 1, "{}", twice.out);
}

#[cfg(unix)]
#[test]
fn a_link_back_to_a_folder_above_is_told_and_ends() {
    let place = Place::new();
    councils(&place, 1);
    std::os::unix::fs::symlink("..", place.at("all/up")).unwrap();
    place
        .run(&["export", "all"])
        .exits(2)
        .says(&["`all/up", "link back", "Read: "]);
}

#[test]
fn invented_councils_are_the_same_each_time_and_differ_by_seed() {
    use crate::generate::Country;
    let text = |seed, number| {
        let country = Country::new(seed);
        country.answer_file(&country.council(number), "lmcs", 2026).unwrap()
    };
    assert_eq!(text(1, 5), text(1, 5));
    assert_ne!(text(1, 5), text(2, 5));
    let names: std::collections::BTreeSet<String> = (0..3000).map(|i| Country::new(1).council(i).name).collect();
    assert_eq!(names.len(), 3000, "no two councils have one name");
    assert!(
        Country::new(1)
            .answer_file(&Country::new(1).council(0), "mayor", 2026)
            .is_err()
    );
}
