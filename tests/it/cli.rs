//! Commands, flags, exit codes and errors, on the real program.

use crate::harness::{Place, golden, project, root};

const COMPLETE: &str = "examples/ce-2025-26.toml";
const HALF: &str = "examples/ce-2025-26-half.toml";

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|e| panic!("{e}: {text}"))
}

#[test]
fn help_is_as_documented() {
    let place = Place::new();
    for command in [
        "",
        "ce",
        "run",
        "list",
        "show",
        "glossary",
        "check",
        "score",
        "report",
        "pack",
        "diff",
        "approve",
        "comment",
        "merge",
        "upgrade",
        "trend",
        "quartet",
        "form",
        "import",
        "indicators",
        "export",
    ] {
        let args: Vec<&str> = [command, "--help"].into_iter().filter(|a| !a.is_empty()).collect();
        let name = if command.is_empty() {
            "help.txt".to_owned()
        } else {
            format!("help-{command}.txt")
        };
        golden(&name, &place.run(&args).quietly());
    }
}

#[test]
fn every_example_is_what_it_says() {
    let place = Place::new();
    let folders = ["examples", "examples/quartet", "examples/merge"];
    let entries = folders.iter().flat_map(|f| std::fs::read_dir(root().join(f)).unwrap());
    for entry in entries {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !name.ends_with(".toml") {
            continue;
        }
        let ran = place.run(&["check", path.to_str().unwrap()]);
        let broken = name.starts_with("broken");
        assert_eq!(ran.code, i32::from(broken), "{name}: {}{}", ran.out, ran.err);
    }
}

#[test]
fn answers_without_a_person() {
    let place = Place::new();
    place.copy(COMPLETE, "a.toml");
    let ran = place
        .run(&["ce", "--answers", "a.toml", "--no-input", "--format", "json", "-o", "-"])
        .exits(0);
    let direct = place.run(&["report", "a.toml", "--format", "json"]).quietly();
    assert_eq!(ran.out, direct, "the same report as from the file itself");
    assert_eq!(place.files(), ["a.toml"], "nothing else is written");
    place
        .run(&["ce", "--answers", "a.toml", "--no-input", "--file", "ce.toml"])
        .exits(0)
        .says(&["Answers: ce.toml", "Report: ce.md"]);
    assert_eq!(place.files(), ["a.toml", "ce.md", "ce.toml"]);
    assert_eq!(place.run(&["report", "ce.toml", "--format", "json"]).quietly(), direct);
}

#[test]
fn partial_answers_in_json_and_toml_fill_one_file() {
    let place = Place::new();
    place.put("a.json", r#"{"council": "Northmoor", "answer": {"dcs-reports-to-ce": {"rating": "yes", "evidence": [{"kind": "document", "text": "Structure chart", "date": "2026-10-01"}]}}}"#);
    place.put(
        "b.toml",
        "[context]\ntrust = false\n[answer.dcs-separate-from-ce]\nrating = 3\n",
    );
    place
        .run(&[
            "ce",
            "--edition",
            "2022",
            "--answers",
            "a.json",
            "--no-input",
            "--file",
            "x.toml",
        ])
        .exits(0);
    place
        .run(&["ce", "--answers", "b.toml", "--no-input", "--file", "x.toml"])
        .exits(0);
    let score = json(&place.run(&["score", "x.toml", "--format", "json"]).quietly());
    assert_eq!(score["overall"]["positions"]["assured"], 1);
    assert_eq!(score["overall"]["positions"]["asserted"], 1);
    assert_eq!(score["overall"]["answered"], 2);
    place.put("c.json", r#"{"answer": {"dcs-reports-to-ce": {"rating": 0}}}"#);
    let before = place.read("x.toml");
    place
        .run(&["ce", "--answers", "c.json", "--no-input", "--file", "x.toml"])
        .exits(2)
        .says(&["dcs-reports-to-ce", "--replace"]);
    assert_eq!(place.read("x.toml"), before, "a confirmed answer is never lost");
    place
        .run(&[
            "ce",
            "--answers",
            "c.json",
            "--no-input",
            "--file",
            "x.toml",
            "--replace",
        ])
        .exits(0);
    assert!(place.read("x.toml").contains("rating = 0"));
}

#[test]
fn demands_and_exit_codes_are_the_same_in_every_format() {
    let place = Place::new();
    place.copy(COMPLETE, "full.toml").copy(HALF, "half.toml");
    for command in [
        vec!["score", "F"],
        vec!["score", "F", "--format", "json"],
        vec!["report", "F"],
        vec!["report", "F", "--format", "json"],
        vec!["ce", "--answers", "F", "--no-input"],
        vec!["ce", "--answers", "F", "--no-input", "--format", "json"],
    ] {
        for (file, demand, code) in [
            ("full.toml", vec!["--require-complete"], 0),
            ("half.toml", vec!["--require-complete"], 1),
            ("full.toml", vec!["--fail-under", "0"], 0),
            ("full.toml", vec!["--fail-under", "100"], 1),
            ("half.toml", vec![], 0),
        ] {
            let mut args: Vec<&str> = command.iter().map(|a| if *a == "F" { file } else { a }).collect();
            args.extend(demand);
            let ran = place.run(&args).exits(code);
            assert!(!ran.out.is_empty(), "{args:?}: the result is printed either way");
        }
    }
    assert_eq!(place.run(&["check", "half.toml"]).code, 0);
    assert_eq!(place.run(&["check", "half.toml", "--require-complete"]).code, 1);
    for wrong in ["101", "-1", "x", "50.55", ""] {
        place.run(&["score", "full.toml", "--fail-under", wrong]).exits(2);
    }
}

#[test]
fn fail_under_is_exact() {
    let place = Place::new();
    place.copy(COMPLETE, "a.toml");
    let overall = &json(&place.run(&["score", "a.toml", "--format", "json"]).quietly())["overall"];
    let (earned, possible) = (
        overall["earned"].as_u64().unwrap(),
        overall["possible"].as_u64().unwrap(),
    );
    // The largest tenth of a per cent that does not exceed the exact score, and the next one.
    let tenths = earned * 1000 / possible;
    let text = |t: u64| format!("{}.{}", t / 10, t % 10);
    place.run(&["score", "a.toml", "--fail-under", &text(tenths)]).exits(0);
    if earned * 1000 % possible != 0 {
        place
            .run(&["score", "a.toml", "--fail-under", &text(tenths + 1)])
            .exits(1);
    }
}

#[test]
fn no_answers_no_score() {
    let place = Place::new();
    let blank = place.run(&["run", "ce@2022", "--blank"]).quietly();
    place.put("blank.toml", &blank);
    let score = json(&place.run(&["score", "blank.toml", "--format", "json"]).quietly());
    assert!(score["overall"]["score"].is_null());
    assert_eq!(score["overall"]["coverage"], 0.0);
    assert_eq!(
        (
            &score["overall"]["range"]["lowest"],
            &score["overall"]["range"]["highest"]
        ),
        (&serde_json::json!(0.0), &serde_json::json!(100.0))
    );
    assert!(place.run(&["score", "blank.toml"]).quietly().contains("none yet"));
    place.run(&["score", "blank.toml", "--fail-under", "0"]).exits(1);
    assert!(place.run(&["report", "blank.toml"]).quietly().contains("none yet"));
    assert_eq!(place.run(&["check", "blank.toml"]).code, 0);
}

#[test]
fn explain_shows_the_sum() {
    let place = Place::new();
    place.copy(COMPLETE, "a.toml");
    let explained = place.run(&["score", "a.toml", "--explain"]).quietly();
    golden("ce-2025-26.explain.txt", &explained);
    // The order of the words is free: the file is never taken for a question.
    assert_eq!(place.run(&["score", "--explain", "a.toml"]).quietly(), explained);
    // What `score` says stands at its head.
    assert!(explained.starts_with(&place.run(&["score", "a.toml"]).quietly()));
    let one = place
        .run(&["score", "a.toml", "--question", "dcs-reports-to-ce"])
        .quietly();
    assert!(one.contains("3 × weight 2 = 6 of 6 points"), "{one}");
    place
        .run(&["score", "a.toml", "--question", "dcs-report-to-ce"])
        .exits(2)
        .says(&["did you mean `dcs-reports-to-ce`"]);
    let lines = json(
        &place
            .run(&["score", "a.toml", "--explain", "--format", "json"])
            .quietly(),
    );
    let sum: u64 = lines["lines"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|l| l["earned"].as_u64())
        .sum();
    assert_eq!(sum, lines["overall"]["earned"].as_u64().unwrap());
}

#[test]
fn tables_fit_the_terminal() {
    let place = Place::new();
    place.copy(COMPLETE, "a.toml");
    for width in ["40", "60", "80", "120"] {
        for args in [
            vec!["score", "a.toml", "--explain"],
            vec!["list"],
            vec!["show", "ce@2022"],
            vec!["check", "a.toml"],
        ] {
            let ran = place.run_with(&args, "", &[("COLUMNS", width)]).exits(0);
            let most: usize = width.parse().unwrap();
            for line in ran.out.lines() {
                // An address on a line of its own stays whole.
                let is_address = line.contains("://") && !line.trim().contains(' ');
                assert!(
                    is_address || console::measure_text_width(line) <= most,
                    "{args:?} at {width}: {line}"
                );
            }
        }
    }
}

#[test]
fn lists_and_shows_as_data() {
    let place = Place::new();
    let list = json(&place.run(&["list", "--format", "json"]).quietly());
    assert!(
        list.as_array()
            .unwrap()
            .iter()
            .any(|c| c["name"] == "ce@2022" && c["questions"] == 72)
    );
    let shown = json(&place.run(&["show", "ce@2022", "--format", "json"]).quietly());
    assert_eq!(
        shown["sections"]
            .as_array()
            .unwrap()
            .iter()
            .map(|s| s["questions"].as_array().unwrap().len())
            .sum::<usize>(),
        72
    );
    let one = json(
        &place
            .run(&["show", "ce@2022", "no-unallocated-cases", "--format", "json"])
            .quietly(),
    );
    assert_eq!(
        (one["critical"].as_bool(), one["id"].as_str()),
        (Some(true), Some("no-unallocated-cases"))
    );
    let check = json(&{
        place
            .copy(HALF, "half.toml")
            .put("bad.toml", "format = 1\nrole = \"x\"\n");
        place
            .run(&["check", "half.toml", "bad.toml", "--format", "json"])
            .exits(1)
            .out
    });
    assert_eq!(
        (
            check[0]["valid"].as_bool(),
            check[0]["complete"].as_bool(),
            check[1]["valid"].as_bool()
        ),
        (Some(true), Some(false), Some(false))
    );
    assert!(
        check[1]["problems"]
            .as_array()
            .unwrap()
            .iter()
            .any(|p| p["line"] == 2 && p["column"] == 8 && p["code"] == "unknown-value")
    );
}

#[test]
fn names_that_are_nearly_right() {
    let place = Place::new();
    place.copy(COMPLETE, "a.toml");
    for (args, says) in [
        (vec!["run", "cee", "--blank"], "did you mean `ce`?"),
        (vec!["run", "ce@2023", "--blank"], "ce@2022"),
        (vec!["ce", "--edition", "2021", "--blank"], "ce@2022"),
        (vec!["show", "ce@2022", "quartet-work"], "did you mean `quartet-works`?"),
        (
            vec!["ce", "--edition", "2022", "--section", "role", "--plain"],
            "did you mean `roles`?",
        ),
        (vec!["run", "./nothing.toml", "--blank"], "there is no file"),
        (vec!["score", "nothing.toml"], "there is no file"),
        (vec!["scor", "a.toml"], "'score'"),
        (vec!["score", "a.toml", "--explian"], "'--explain'"),
    ] {
        let ran = place.run(&args).exits(2);
        assert!(ran.err.contains(says), "{args:?}: {}", ran.err);
        assert_eq!(ran.out, "");
    }
}

#[test]
fn bad_answers_name_the_place() {
    let place = Place::new();
    for (text, says) in [
        (
            "[answer.no-such-thing]\nrating = 3\n",
            vec!["a.toml:1:9", "has no question `no-such-thing`"],
        ),
        (
            "[answer.dcs-report-to-ce]\nrating = 3\n",
            vec!["did you mean `dcs-reports-to-ce`?"],
        ),
        (
            "[answer.dcs-reports-to-ce]\nrating = 5\n",
            vec!["a.toml:2:10", "0 (no) or 3 (yes)"],
        ),
        (
            "[answer.quartet-works]\nrating = 4\n",
            vec!["a.toml:2:10", "must be 0, 1, 2 or 3"],
        ),
        (
            "[answer.quartet-works]\nstate = \"not-applicable\"\n",
            vec!["not applicable without a reason"],
        ),
        (
            "checklist = \"leader\"\nedition = 2024\n",
            vec!["leader@2024", "not to ce@2022"],
        ),
        (
            "[answer.quartet-works]\nrating = 2\nevidence = 3\n",
            vec!["a.toml:3:12", "must be a list"],
        ),
        ("", vec!["is empty"]),
        (
            "{\"answer\": {\"quartet-works\": {\"rating\": 9}}}",
            vec!["answer.quartet-works.rating"],
        ),
        ("{\"answer\": ", vec!["a.toml:1:"]),
    ] {
        place.put("a.toml", text);
        let ran = place
            .run(&[
                "ce",
                "--edition",
                "2022",
                "--answers",
                "a.toml",
                "--no-input",
                "--file",
                "x.toml",
            ])
            .exits(2)
            .says(&says);
        assert_eq!(ran.out, "");
        assert_eq!(place.files(), ["a.toml"], "nothing is written");
        assert_eq!(place.read("a.toml"), text);
    }
}

#[test]
fn a_checklist_that_changed_under_its_answers() {
    let place = Place::new();
    let own = project("examples/own-checklist.toml");
    place
        .put("own.toml", &own)
        .put("a.json", r#"{"answer": {"duty-line-answered": {"rating": 2}}}"#);
    place
        .run(&[
            "run",
            "own.toml",
            "--answers",
            "a.json",
            "--no-input",
            "--file",
            "x.toml",
            "--quiet",
        ])
        .exits(0);
    place.run(&["score", "x.toml"]).exits(0);
    let question = own
        .lines()
        .find(|l| l.starts_with("text = ") && l.contains("duty line"))
        .expect("the example asks about the duty line");
    place.put(
        "own.toml",
        own.replace(question, "text = \"Is the duty line answered at night?\""),
    );
    let before = place.read("x.toml");
    for command in [
        vec!["score", "x.toml"],
        vec!["report", "x.toml"],
        vec!["run", "own.toml", "--no-input", "--file", "x.toml"],
    ] {
        place
            .run(&command)
            .exits(2)
            .says(&["duty-line-answered", "--accept-changed"]);
        let mut accepted = command.clone();
        accepted.push("--accept-changed");
        place.run(&accepted).exits(0);
    }
    assert_eq!(place.run(&["check", "x.toml"]).code, 1);
    assert_eq!(place.read("x.toml"), before);
    // The interview asks the question again and then the file stands for the new words.
    let ran = place
        .run_with(
            &["run", "own.toml", "--file", "x.toml", "--plain"],
            "n\n\n2\n\n0\np\n",
            &[],
        )
        .exits(0);
    assert!(ran.err.contains("duty-line-answered"), "{}", ran.err);
    place.run(&["score", "x.toml"]).exits(0);
}

#[test]
fn a_revision_that_asks_nothing_else_is_noted_and_stops_nobody() {
    let place = Place::new();
    let own = project("examples/own-checklist.toml");
    place
        .put("own.toml", &own)
        .put("a.json", r#"{"answer": {"duty-line-answered": {"rating": 2}}}"#);
    let given = [
        "run",
        "own.toml",
        "--answers",
        "a.json",
        "--no-input",
        "--file",
        "x.toml",
    ];
    place.run(&given).exits(0);
    let before = place.read("x.toml");
    // A sentence in front of the first question is worded anew.
    let title = own.lines().find(|l| l.starts_with("title = ")).unwrap();
    let reworded = own.replacen(title, "title = \"Worded anew\"", 1);
    assert!(own.contains("\nrevision = 1\n"));
    place.put("own.toml", reworded.replacen("\nrevision = 1\n", "\nrevision = 2\n", 1));
    let note = "(revision 1, now 2); no question that was answered asks anything else";
    for command in [
        &["score", "x.toml"][..],
        &["report", "x.toml"],
        &["run", "own.toml", "--no-input", "--file", "x.toml"],
        &given,
    ] {
        place.run(command).exits(0).says(&["note: ", note]);
        place.run(&[command, &["--quiet"]].concat()).quietly();
        assert_eq!(place.read("x.toml"), before, "{command:?}");
    }
    place.run(&["check", "x.toml"]).exits(0);
    // The interview says it, asks nothing again, and what it keeps stands for the newer revision.
    let interview = ["run", "own.toml", "--file", "x.toml", "--plain"];
    let ran = place
        .run_with(&interview, "n\n1\n\n", &[])
        .exits(0)
        .says(&["note: ", note]);
    assert!(!ran.err.contains("asked again"), "{}", ran.err);
    place.run(&["score", "x.toml"]).quietly();
    // Without a new number it is no revision that anybody knows of.
    place.put("x.toml", &before).put("own.toml", &reworded);
    place
        .run(&["score", "x.toml"])
        .exits(2)
        .says(&["is not the one that was answered", "the rest of the checklist differs"]);
}

#[test]
fn a_wrong_digest_is_said() {
    let place = Place::new();
    let text = project(COMPLETE);
    let digest = text.lines().find(|l| l.starts_with("digest")).unwrap();
    place.put("a.toml", text.replace(digest, "digest = \"sha256:00\""));
    place
        .run(&["score", "a.toml"])
        .exits(2)
        .says(&["is not the one that was answered"]);
}

#[test]
fn an_own_checklist_is_found_again() {
    let place = Place::new();
    place
        .copy("examples/own-checklist.toml", "own.toml")
        .put("a.json", r#"{"answer": {"duty-line-answered": {"rating": 2}}}"#);
    std::fs::create_dir(place.at("answers")).unwrap();
    place
        .run(&[
            "run",
            "own.toml",
            "--answers",
            "a.json",
            "--no-input",
            "--file",
            "x.toml",
            "--quiet",
        ])
        .exits(0);
    assert!(place.read("x.toml").contains("checklist_file = \"own.toml\""));
    place.run(&["score", "x.toml"]).exits(0);
    std::fs::rename(place.at("own.toml"), place.at("answers/moved.toml")).unwrap();
    place.run(&["score", "x.toml"]).exits(2).says(&["--checklist"]);
    place
        .run(&["score", "x.toml", "--checklist", "answers/moved.toml"])
        .exits(0);
}

#[test]
fn an_overlay_can_be_answered() {
    let place = Place::new();
    place.copy("examples/overlay.toml", "overlay.toml");
    let blank = place.run(&["run", "overlay.toml", "--blank"]).quietly();
    place.put("x.toml", &blank);
    place.run(&["score", "x.toml"]).exits(0);
    assert!(blank.contains("[answer.dcs-reports-to-ce]"));
}

#[test]
fn targets_that_cannot_be_written() {
    let place = Place::new();
    place.copy(COMPLETE, "a.toml").put("notes.md", "my own notes\n");
    std::fs::create_dir(place.at("folder")).unwrap();
    place
        .run(&["report", "a.toml", "-o", "folder"])
        .exits(2)
        .says(&["is a folder"]);
    place
        .run(&["report", "a.toml", "-o", "nowhere/x.md"])
        .exits(2)
        .says(&["there is no folder `nowhere`"]);
    place
        .run(&["report", "a.toml", "-o", "notes.md"])
        .exits(2)
        .says(&["--force"]);
    assert_eq!(place.read("notes.md"), "my own notes\n");
    place
        .run(&["report", "a.toml", "-o", "a.toml", "--force"])
        .exits(2)
        .says(&["ends in `.toml`", ".md"]);
    place
        .run(&["ce", "--edition", "2022", "--plain", "--file", "nowhere/x.toml"])
        .exits(2)
        .says(&["there is no folder"]);
    place.run(&["score", "folder"]).exits(2).says(&["is a folder"]);
    place.run(&["report", "a.toml", "-o", "notes.md", "--force"]).exits(0);
}

#[test]
fn an_edited_report_is_never_written_over() {
    let place = Place::new();
    place.copy(COMPLETE, "a.toml");
    place.run(&["report", "a.toml", "-o", "r.md"]).exits(0);
    place.run(&["report", "a.toml", "-o", "r.md"]).exits(0);
    place.put("r.md", place.read("r.md").replace("## Method", "## Our method"));
    place
        .run(&["report", "a.toml", "-o", "r.md"])
        .exits(2)
        .says(&["not an unedited report"]);
    assert!(place.read("r.md").contains("## Our method"));
    place.run(&["report", "a.toml", "-o", "r.json"]).exits(0);
    place.run(&["report", "a.toml", "-o", "r.json"]).exits(0);
    assert_eq!(json(&place.read("r.json"))["kind"], "assure-report");
}

#[test]
fn without_a_terminal_it_says_which_ways_work() {
    let place = Place::new();
    let ran = place
        .run(&["ce"])
        .exits(2)
        .says(&["--plain", "--answers", "--no-input", "--blank"]);
    assert_eq!(ran.out, "");
    assert_eq!(place.files(), Vec::<String>::new());
    place.run(&["ce", "--no-input"]).exits(2).says(&["--answers"]);
}

#[test]
fn a_second_writer_is_told_who_holds_the_file() {
    let place = Place::new();
    // A first writer that waits for its input.
    let mut first = place
        .command(&["ce", "--plain", "--file", "x.toml"])
        .env("USER", "first.writer")
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    // It has its lock once it has said something.
    let mut byte = [0];
    std::io::Read::read_exact(first.stderr.as_mut().unwrap(), &mut byte).unwrap();
    let ran = place.run(&["ce", "--plain", "--file", "x.toml"]).exits(2);
    assert!(ran.err.contains("is being answered by first.writer"), "{}", ran.err);
    drop(first.stdin.take());
    assert_eq!(first.wait().unwrap().code(), Some(0), "the end of input is a pause");
    place.run(&["ce", "--plain", "--file", "x.toml"]).exits(0);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let place = Place::new();
    let mut child = place
        .command(&["run", "ce@2022", "--blank"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        (output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()),
        (Some(0), "")
    );
}

#[test]
fn standard_input_is_a_file_too() {
    let place = Place::new();
    let text = project(COMPLETE);
    let ran = place.run_with(&["score", "-", "--format", "json"], &text, &[]).exits(0);
    place.copy(COMPLETE, "a.toml");
    assert_eq!(ran.out, place.run(&["score", "a.toml", "--format", "json"]).quietly());
    let ran = place
        .run_with(
            &[
                "ce",
                "--edition",
                "2022",
                "--answers",
                "-",
                "--no-input",
                "--format",
                "json",
            ],
            "{\"answer\": {\"quartet-works\": {\"rating\": 3}}}",
            &[],
        )
        .exits(0);
    assert_eq!(json(&ran.out)["overall"]["earned"], 6);
}

#[test]
fn hostile_text_does_not_reach_the_terminal() {
    let place = Place::new();
    let text = project(HALF).replacen("council = \"", "council = \"\\u001b[2J\\u202e", 1);
    place.put("a.toml", &text);
    place.put("b.toml", "\u{1b}[2J = 3\nrole = \"\\u001b[31m\"\n");
    for args in [
        vec!["score", "a.toml"],
        vec!["report", "a.toml"],
        vec!["check", "a.toml"],
        vec!["check", "b.toml"],
        vec!["score", "\u{1b}[2J.toml"],
        vec!["show", "ce@2022", "\u{1b}[2J"],
    ] {
        let ran = place.run(&args);
        for c in ran.out.chars().chain(ran.err.chars()) {
            assert!(
                c == '\n' || !c.is_control() && c != '\u{202e}',
                "{args:?} prints {c:?}:\n{}{}",
                ran.out,
                ran.err
            );
        }
    }
}

#[test]
fn colour_only_where_it_is_wanted() {
    let place = Place::new();
    place.put("bad.toml", "role = 3\n");
    assert!(!place.run(&["check", "bad.toml"]).out.contains('\u{1b}'));
    assert!(
        place
            .run(&["check", "bad.toml", "--color", "always"])
            .out
            .contains('\u{1b}')
    );
    assert!(
        !place
            .run_with(
                &["check", "bad.toml", "--color", "never"],
                "",
                &[("CLICOLOR_FORCE", "1")]
            )
            .out
            .contains('\u{1b}')
    );
}

#[test]
fn a_large_file_is_read_and_scored() {
    let place = Place::new();
    let mut text = project(COMPLETE);
    let block = "\n[[answer.quartet-works.evidence]]\nkind = \"data\"\ntext = \"T\"\ndate = 2025-10-01\n";
    let at = text.find("[answer.quartet-works]").unwrap();
    let end = at + text[at + 1..].find("\n[answer.").unwrap() + 1;
    text.insert_str(end, &block.repeat(20_000));
    place.put("a.toml", &text);
    let ran = place.run(&["score", "a.toml", "--question", "quartet-works"]).exits(0);
    assert!(ran.out.contains("20000") || ran.out.contains("2000"), "{}", ran.out);
    place.put("huge.toml", vec![b'#'; 17 * 1024 * 1024]);
    place
        .run(&["score", "huge.toml"])
        .exits(2)
        .says(&["larger than 16 MiB"]);
}

#[test]
fn last_year_is_carried_forward_across_editions() {
    let place = Place::new();
    place.copy(COMPLETE, "ce-2025-26.toml");
    let ran = place
        .run_with(
            &["ce", "--plain", "--from", "ce-2025-26.toml"],
            "n\nn\ny\nn\na\n1\n1\nChildren wait less\n.\np\n",
            &[],
        )
        .exits(0);
    let (first, of) = ran
        .err
        .split_once("Last year's action, 1 of ")
        .expect("the task list leads to the actions");
    assert!(!first.contains("Question 1 of"), "{first}");
    let count: usize = of.split([' ', ',']).next().unwrap().parse().unwrap();
    let file = place.read("ce-2026-27.toml");
    assert!(
        file.contains("previous = \"ce-2025-26.toml\"")
            && file.contains("status = \"done\"\neffect = \"Children wait less\"\n"),
        "{file}"
    );
    assert!(!file.contains("rating"), "nothing is assumed");
    // Resumed without --from: the file knows where it was begun from; what was said of is not asked again.
    let ran = place
        .run_with(&["ce", "--plain"], "a\n1\n:list\ng\n=\n\n\np\n", &[])
        .exits(0);
    assert!(
        ran.err.contains(&format!("Last year's action, 1 of {}", count - 1)),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("Last year, 2025-26: "), "{}", ran.err);
    let file = place.read("ce-2026-27.toml");
    assert!(file.contains("rating = "), "as last year is one key:\n{file}");
    assert_eq!(
        place.read("ce-2025-26.toml"),
        project(COMPLETE),
        "last year's file stays as it is"
    );
}

#[test]
fn last_years_file_in_the_folder_is_offered() {
    let place = Place::new();
    place.copy(COMPLETE, "ce-2025-26.toml");
    let ran = place.run_with(&["ce", "--plain"], "n\n\n\n\np\n", &[]).exits(0);
    assert!(
        ran.err.contains("Last year's answers are here: ce-2025-26.toml"),
        "{}",
        ran.err
    );
    assert!(!ran.err.contains("Last year's action"), "{}", ran.err);
}

#[test]
fn what_cannot_be_carried_forward_is_said() {
    let place = Place::new();
    place.copy(COMPLETE, "a.toml").put(
        "other.toml",
        project(COMPLETE).replace("Northmoor Council\"", "Southmoor Council\""),
    );
    for (args, says) in [
        (vec!["ce", "--plain", "--from", "nothing.toml"], "there is no file"),
        (
            vec!["ce", "--plain", "--from", "a.toml", "--period", "2025-26"],
            "is not before 2025-26",
        ),
        (
            vec![
                "ce",
                "--plain",
                "--from",
                "other.toml",
                "--council",
                "Northmoor Council",
            ],
            "Southmoor",
        ),
        (vec!["lmcs", "--plain", "--from", "a.toml"], "hint:"),
    ] {
        let ran = place.run(&args).exits(2);
        assert!(ran.err.contains(says), "{args:?}: {}", ran.err);
    }
    assert_eq!(place.files(), ["a.toml", "other.toml"]);
}

#[test]
fn a_file_of_another_kind_is_told_as_such() {
    let place = Place::new();
    place.copy(COMPLETE, "a.toml");
    let report = place.run(&["report", "a.toml", "--format", "json"]).quietly();
    place
        .put("r.json", &report)
        .put("r.toml", format!("x\n{report}"))
        .put("mixed.toml", format!("{}\n{report}", project(COMPLETE)));
    assert!(place.run(&["check", "r.json"]).exits(1).out.contains("is JSON"));
    place.run(&["score", "r.json"]).exits(2);
    // Thousands of lines that are no TOML: none is shown. In a file that begins as one of ours the first are, and all are counted.
    let ran = place.run(&["check", "r.toml"]).exits(1);
    assert!(
        ran.out.contains("this is no answer file") && !ran.out.contains("Northmoor"),
        "{}",
        ran.out
    );
    let ran = place.run(&["check", "mixed.toml"]).exits(1);
    assert!(
        ran.out.contains("mixed.toml:") && ran.out.contains(" more: a file with so many"),
        "{}",
        ran.out
    );
    assert!(ran.out.lines().count() < 3000);
}
