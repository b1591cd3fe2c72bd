//! Where results go: never over what a person wrote or answered, as what their name says, and with the verdict's own code.

use std::process::Stdio;

use crate::harness::{Place, Ran, project, root};

const COMPLETE: &str = "examples/ce-2025-26.toml";
const OWN: &str = "examples/own-checklist.toml";
const OVERLAY: &str = "examples/overlay.toml";

fn answered() -> Place {
    let place = Place::new();
    place.copy(COMPLETE, "a.toml");
    place
}

/// The seal covers the whole file, not what stands above it.
#[test]
fn a_report_that_somebody_added_to_is_never_written_over() {
    let place = answered();
    place.run(&["report", "a.toml", "-o", "r.md"]).exits(0);
    let made = place.read("r.md");
    for edited in [
        format!("{made}\nAgreed with the leader on 3 November.\n"),
        format!("{made}\n\n\n"),
        format!("{made} "),
        made.trim_end().to_owned(),
        format!("For the cabinet.\n\n{made}"),
        made.replace('\n', "\r\n"),
        made.replace("## Method", "## Our method"),
        format!("{made}{}", made.lines().last().unwrap()),
    ] {
        place.put("r.md", &edited);
        place
            .run(&["report", "a.toml", "-o", "r.md"])
            .exits(2)
            .says(&["`r.md`", "not an unedited report", "--output"]);
        assert_eq!(place.read("r.md"), edited);
    }
    place.put("r.md", &made);
    place.run(&["report", "a.toml", "-o", "r.md"]).exits(0);
}

#[test]
fn the_end_of_an_interview_leaves_a_report_that_somebody_added_to() {
    let place = answered();
    let finish = |place: &Place| {
        place
            .run_with(&["ce", "--plain", "--file", "a.toml"], "f\n", &[])
            .exits(0)
    };
    finish(&place);
    let noted = format!("{}\nMy notes for Ofsted.\n", place.read("a.md"));
    place.put("a.md", &noted);
    finish(&place).says(&["left as it is", "a-2.md"]);
    assert_eq!(place.read("a.md"), noted);
    assert!(place.read("a-2.md").starts_with("# Self-assessment"));
}

/// The next free name: an edited report is never counted as one, an unedited one is replaced.
#[test]
fn the_next_free_name_of_a_report_counts_on() {
    let place = answered();
    let finish = |more: &[&str]| {
        let args = [&["ce", "--plain", "--file", "a.toml"], more].concat();
        place.run_with(&args, "f\n", &[]).exits(0)
    };
    for (name, more) in [("md", &[][..]), ("json", &["--format", "json"][..])] {
        let at = |n: &str| format!("a{n}.{name}");
        finish(more).says(&[&format!("Report: {}", at(""))]);
        for (edited, next) in [("", "-2"), ("-2", "-3")] {
            let text = place.read(&at(edited)) + "Agreed.\n";
            place.put(&at(edited), &text);
            finish(more).says(&["left as it is", &format!("Report: {}", at(next))]);
            assert_eq!(place.read(&at(edited)), text);
        }
        // Its own unedited work is not kept beside a newer one.
        finish(more).says(&[&format!("Report: {}", at("-3"))]);
        assert!(!place.at(&at("-4")).exists());
        // A name in between that is free again is taken.
        std::fs::remove_file(place.at(&at("-2"))).unwrap();
        finish(more).says(&[&format!("Report: {}", at("-2"))]);
    }
}

#[test]
fn the_ending_of_a_name_says_the_format() {
    let place = answered();
    place.copy("examples/ce-2024-25.toml", "old.toml");
    let refused = |args: &[&str], said: &[&str]| {
        let before = place.files();
        place.run(args).exits(2).says(said);
        assert_eq!(place.files(), before, "{args:?} wrote something");
    };
    for name in ["r.doc", "r.pdf", "r.xhtml", "r.xls", ".pdf", "r.md.bak", "R.PDF"] {
        for format in [&[][..], &["--format", "markdown"], &["--format", "json"]] {
            let mut args = vec!["report", "a.toml", "-o", name];
            args.extend(format);
            refused(&args, &[name, ".md", ".markdown", ".json"]);
        }
        let blank = ["ce", "--blank", "-o", name];
        refused(&blank, &[name, ".toml"]);
        let without = ["ce", "--no-input", "--file", "a.toml", "--edition", "2022", "-o", name];
        refused(&without, &[name, ".md"]);
        refused(
            &["ce", "--plain", "--file", "new.toml", "-o", name],
            &[name, ".md", ".json"],
        );
        refused(
            &["diff", "old.toml", "a.toml", "-o", name],
            &[name, ".txt", ".md", ".json"],
        );
        refused(&["trend", "old.toml", "a.toml", "-o", name], &[name, ".txt"]);
        let upgrade = ["upgrade", "old.toml", "--to", "2026", "-o", name];
        refused(&upgrade, &[name, ".toml"]);
    }
    refused(
        &["report", "a.toml", "-o", "r.md", "--format", "json"],
        &["r.md", "json", "markdown"],
    );
    refused(
        &["report", "a.toml", "-o", "r.json", "--format", "markdown"],
        &["r.json", "--format"],
    );
    refused(
        &["diff", "old.toml", "a.toml", "-o", "d.md", "--format", "text"],
        &["d.md", "--format"],
    );
    for (name, starts) in [
        ("r.md", "# Self"),
        ("r.MARKDOWN", "# Self"),
        ("r.json", "{"),
        ("r", "# Self"),
    ] {
        place.run(&["report", "a.toml", "-o", name]).exits(0);
        assert!(place.read(name).starts_with(starts), "{name}");
    }
    place.run(&["report", "a.toml", "-o", "j", "--format", "json"]).exits(0);
    assert!(place.read("j").starts_with('{'));
    for (name, starts) in [
        ("d.txt", "Year on year"),
        ("d.md", "# Year on year"),
        ("d.json", "{"),
        ("d", "Year on year"),
    ] {
        place.run(&["diff", "old.toml", "a.toml", "-o", name]).exits(0);
        assert!(place.read(name).starts_with(starts), "{name}: {}", place.read(name));
    }
    place.run(&["ce", "--blank", "-o", "blank.toml"]).exits(0);
    place.run(&["report", "a.toml", "-o", "-", "--format", "json"]).exits(0);
}

/// Whatever it is called and however it is reached, forced or not.
#[test]
fn a_file_that_holds_answers_or_questions_is_never_an_output() {
    let place = answered();
    place
        .copy("examples/ce-2024-25.toml", "old.toml")
        .copy(OWN, "own.toml")
        .copy(OVERLAY, "overlay.toml");
    let answers = place.read("a.toml");
    place.put("answers.md", &answers);
    place.put("broken.md", answers.replace("rating = ", "rating == "));
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(answers.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    place.put("notepad.md", utf16);
    place.put("bom.md", format!("\u{feff}{answers}"));
    place.put("questions.md", project(OWN));
    place.put("overlay.md", project(OVERLAY));
    place.put("given.json", "{\"answer\": {\"quartet-works\": {\"rating\": 3}}}");
    place.put("facts.md", "[context]\ntrust = true\n");
    place.put("broken.json", "{\"answer\": {\"quartet-works\": {\"rating\": 3},}}");
    std::fs::hard_link(place.at("a.toml"), place.at("hard.md")).unwrap();
    let mut names = vec![
        "answers.md",
        "broken.md",
        "notepad.md",
        "bom.md",
        "questions.md",
        "overlay.md",
        "given.json",
        "facts.md",
        "broken.json",
        "hard.md",
    ];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(place.at("a.toml"), place.at("soft.md")).unwrap();
        names.push("soft.md");
    }
    for name in names {
        let before = std::fs::read(place.at(name)).unwrap();
        for args in [
            &["report", "old.toml", "-o", name][..],
            &["report", "a.toml", "-o", name],
            &["diff", "old.toml", "a.toml", "-o", name],
            &["trend", "old.toml", "a.toml", "-o", name],
            &[
                "ce",
                "--no-input",
                "--edition",
                "2022",
                "--answers",
                "a.toml",
                "-o",
                name,
            ],
            &["ce", "--plain", "--file", "new.toml", "-o", name],
        ] {
            for force in [&[][..], &["--force"]] {
                let mut args = args.to_vec();
                args.extend(force);
                let ran = place.run(&args).exits(2).says(&[name, "--output"]);
                assert!(ran.err.contains("holds "), "{args:?}: {}", ran.err);
                assert!(!ran.err.contains("--force"), "it does not help: {}", ran.err);
                assert_eq!(std::fs::read(place.at(name)).unwrap(), before, "{args:?}");
            }
        }
    }
    // A blank form goes nowhere near them either.
    place
        .run(&["run", "ce", "--blank", "-o", "a.toml", "--force"])
        .exits(2)
        .says(&["`a.toml` holds answers", "--output"]);
    assert_eq!(place.read("a.toml"), answers);
    // A report that was read is not written over by what is made of it, by whatever road it is reached.
    place.run(&["report", "old.toml", "-o", "old.json"]).exits(0);
    std::fs::hard_link(place.at("old.json"), place.at("same.json")).unwrap();
    let before = place.read("old.json");
    for name in ["old.json", "./old.json", "same.json"] {
        place
            .run(&["diff", "old.json", "a.toml", "-o", name, "--force"])
            .exits(2)
            .says(&["was read"]);
        place
            .run(&["report", "a.toml", "--previous", "old.json", "-o", name, "--force"])
            .exits(2)
            .says(&["was read"]);
    }
    assert_eq!(place.read("old.json"), before);
    // Anything else can be forced.
    place.put("notes.md", "my notes\n");
    place.run(&["report", "a.toml", "-o", "notes.md", "--force"]).exits(0);
}

#[cfg(unix)]
mod devices {
    use std::os::unix::fs::FileTypeExt as _;

    use super::*;

    /// Looked at before it is opened: a device has no end, and a pipe waits for ever.
    #[test]
    fn a_device_or_a_pipe_is_written_into_and_never_replaced() {
        let place = answered();
        for force in [&[][..], &["--force"]] {
            for name in ["/dev/null", "/dev/zero"] {
                let mut args = vec!["report", "a.toml", "-o", name];
                args.extend(force);
                place.run(&args).exits(0);
                let kind = std::fs::metadata(name).unwrap().file_type();
                assert!(kind.is_char_device(), "{name} was replaced");
            }
        }
        let wanted = place.run(&["report", "a.toml"]).quietly();
        assert_eq!(
            place.run(&["report", "a.toml", "-o", "/dev/stdout"]).exits(0).out,
            wanted
        );
        assert_eq!(place.run(&["report", "a.toml", "-o", "/dev/fd/1"]).exits(0).out, wanted);
        let blank = place.run(&["ce", "--blank", "-o", "/dev/stdout"]).exits(0);
        assert!(blank.out.contains("format = 1"));
        let diff = place.run(&["diff", "a.toml", "a.toml", "-o", "/dev/stdout"]).exits(0);
        assert!(diff.out.contains("Nothing changed."), "{}", diff.out);
    }

    #[test]
    fn standard_output_in_a_file_is_written_to_it() {
        let place = answered();
        let wanted = place.run(&["report", "a.toml"]).quietly();
        let file = std::fs::File::create(place.at("out.md")).unwrap();
        let status = place
            .command(&["report", "a.toml", "-o", "/dev/stdout"])
            .stdout(Stdio::from(file))
            .stderr(Stdio::null())
            .status()
            .unwrap();
        assert_eq!((status.code(), place.read("out.md")), (Some(0), wanted));
    }

    #[test]
    fn a_named_pipe_stays_one() {
        let place = answered();
        let made = std::process::Command::new("mkfifo").arg(place.at("pipe")).status();
        if !made.is_ok_and(|s| s.success()) {
            return;
        }
        let reader = {
            let at = place.at("pipe");
            std::thread::spawn(move || std::fs::read_to_string(at).unwrap())
        };
        place.run(&["report", "a.toml", "-o", "pipe"]).exits(0);
        assert!(reader.join().unwrap().starts_with("# Self-assessment"));
        assert!(
            std::fs::symlink_metadata(place.at("pipe"))
                .unwrap()
                .file_type()
                .is_fifo()
        );
        // Nor does an interview's report go there unasked, or wait for a reader.
        std::fs::rename(place.at("pipe"), place.at("a.md")).unwrap();
        place
            .run_with(&["ce", "--plain", "--file", "a.toml"], "f\n", &[])
            .exits(0)
            .says(&["a-2.md"]);
    }
}

/// The program with a reader that is gone before anything is written.
fn without_a_reader(place: &Place, args: &[&str]) -> Ran {
    let mut child = place
        .command(args)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::new(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn a_verdict_stands_although_the_reader_leaves() {
    let place = answered();
    place
        .copy("examples/ce-2025-26-half.toml", "half.toml")
        .copy("examples/broken-checklist.toml", "broken.toml")
        .copy("examples/ce-2024-25.toml", "old.toml");
    for (args, code) in [
        (&["report", "a.toml", "--fail-under", "99", "--quiet"][..], 1),
        (&["report", "a.toml", "--quiet"], 0),
        (
            &[
                "report",
                "half.toml",
                "--require-complete",
                "--format",
                "json",
                "--quiet",
            ],
            1,
        ),
        (&["score", "a.toml", "--fail-under", "99", "--quiet"], 1),
        (&["score", "a.toml"], 0),
        (&["diff", "old.toml", "a.toml", "--exit-code"], 1),
        (&["check", "broken.toml"], 1),
        (&["check", "half.toml", "--require-complete"], 1),
        (&["check", "none.toml"], 2),
        (&["ce", "--blank"], 0),
        (&["list"], 0),
    ] {
        let ran = without_a_reader(&place, args);
        assert_eq!((ran.code, ran.err.as_str()), (code, ""), "{args:?}");
    }
}

#[test]
fn answers_from_standard_input_say_their_edition_as_a_file_does() {
    let place = answered();
    let by_path = place
        .run(&["ce", "--answers", "a.toml", "--no-input", "--format", "json"])
        .exits(0);
    let piped = |text: &str| place.run_with(&["ce", "--answers", "-", "--no-input", "--format", "json"], text, &[]);
    assert_eq!(piped(&place.read("a.toml")).exits(0).out, by_path.out);
    let json = "{\"checklist\": \"ce\", \"edition\": 2022, \"answer\": {\"quartet-works\": {\"rating\": 3}}}";
    place.put("given.json", json);
    let by_path = place
        .run(&["ce", "--answers", "given.json", "--no-input", "--format", "json"])
        .exits(0);
    assert_eq!(piped(json).exits(0).out, by_path.out);
    assert!(by_path.out.contains("\"edition\": 2022"));
    // Without the checklist's name the edition is still the one that is said.
    piped(&json.replace("\"checklist\": \"ce\", ", "")).exits(0);
    #[cfg(unix)]
    {
        let ran = place.run_with(
            &["ce", "--answers", "/dev/stdin", "--no-input", "--format", "json"],
            json,
            &[],
        );
        assert_eq!(ran.exits(0).out, by_path.out);
    }
}

#[test]
fn a_file_that_cannot_be_read_is_no_verdict_on_it() {
    let place = answered();
    place.copy("examples/broken-checklist.toml", "broken.toml");
    std::fs::create_dir(place.at("folder")).unwrap();
    for format in ["text", "json"] {
        place.run(&["check", "none.toml", "--format", format]).exits(2);
        place.run(&["check", "folder", "--format", format]).exits(2);
        place.run(&["check", "broken.toml", "--format", format]).exits(1);
        let both = place
            .run(&["check", "none.toml", "broken.toml", "a.toml", "--format", format])
            .exits(2);
        assert!(
            both.out.contains("there is no file `none.toml`"),
            "the missing one is named: {}",
            both.out
        );
        assert!(
            both.out.contains("broken.toml") && both.out.contains("a.toml"),
            "all others are checked: {}",
            both.out
        );
    }
    place.put("latin.toml", b"format = 1\ncouncil = \"M\xfcnster\"\n");
    place.run(&["check", "latin.toml"]).exits(1);
    // Answers to a checklist that is not there cannot be judged either.
    place.copy(OWN, "own.toml");
    place.put(
        "moved.toml",
        place
            .run(&["run", "own.toml", "--blank", "-o", "-"])
            .quietly()
            .replace("\"own.toml\"", "\"gone.toml\""),
    );
    place.run(&["check", "moved.toml"]).exits(2);
}

#[test]
fn a_file_does_not_differ_from_itself() {
    let place = answered();
    for args in [
        &["diff", "a.toml", "a.toml"][..],
        &["diff", "a.toml", "a.toml", "--exit-code"],
        &["diff", "a.toml", "./a.toml", "--exit-code"],
    ] {
        let ran = place.run(args).exits(0).says(&["`a.toml`", "same file"]);
        assert!(ran.out.contains("Nothing changed."), "{args:?}: {}", ran.out);
    }
    let ran = place
        .run(&["diff", "a.toml", "a.toml", "--exit-code", "--format", "json", "--quiet"])
        .quietly();
    assert!(ran.contains("\"assure-comparison\""));
    let text = place.read("a.toml");
    let ran = place.run_with(&["diff", "-", "-", "--exit-code"], &text, &[]).exits(0);
    assert!(ran.out.contains("Nothing changed."));
}

#[test]
fn evidence_of_a_day_to_come_does_not_count() {
    let place = Place::new();
    let answers = |date: &str| {
        format!(
            "format = 1\nchecklist = \"ce\"\nedition = 2026\nperiod = \"2026-27\"\nstarted = 2026-11-01\nupdated = 2026-11-22\n\n\
             [answer.quartet-works]\nrating = 3\nfinding = \"It works.\"\n\n\
             [[answer.quartet-works.evidence]]\nkind = \"audit\"\ntext = \"An audit\"\ndate = {date}\n\n\
             [[answer.quartet-works.evidence]]\nkind = \"voice\"\ntext = \"A forum\"\ndate = {date}\n"
        )
    };
    assert!(root().join("checklists/ce-2026.toml").exists());
    let looked = |date: &str| -> serde_json::Value {
        place.put("a.toml", answers(date));
        let json = place.run(&["report", "a.toml", "--format", "json"]).quietly();
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        json["sections"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|s| s["answers"].as_array().unwrap())
            .find(|a| a["id"] == "quartet-works")
            .unwrap()
            .clone()
    };
    let on_the_day = looked("2026-11-22");
    assert_eq!(on_the_day["position"], "assured");
    assert_eq!(on_the_day["evidence_strength"], "triangulated");
    for ahead in ["2026-11-23", "2062-01-01"] {
        let answer = looked(ahead);
        assert_eq!(answer["position"], "asserted", "{ahead}");
        assert_eq!(answer["evidence_strength"], "stale", "{ahead}");
        assert_eq!(answer["evidence"][0]["current"], false, "{ahead}");
    }
    let said = place.run(&["check", "a.toml"]).exits(0).out;
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        said.contains(
            "evidence 1 is dated 1 January 2062, after the assessment (22 November 2026), so it does not count as current"
        ),
        "{said}"
    );
}
