//! What there is to do here, mistakes on the command line, and outputs that fit what was asked: seen by a new user.

use crate::harness::{Place, Ran};

/// Runs every command that a text offers after one of these words, and says which there were.
fn offered<'t>(text: &'t str, before: &str) -> Vec<&'t str> {
    text.lines()
        .filter_map(|l| l.split_once(before))
        .map(|(_, command)| command.trim())
        .collect()
}

fn half_finished(place: &Place) {
    place.copy("examples/ce-2025-26-half.toml", "half.toml");
    let text = place
        .read("half.toml")
        .replacen("period = \"2025-26\"", "period = \"2026-27\"", 1);
    place.put("ce-2026-27.toml", text);
    std::fs::remove_file(place.at("half.toml")).unwrap();
}

#[test]
fn alone_it_says_how_to_begin() {
    let place = Place::new();
    let said = place.run(&[]).quietly();
    assert!(said.lines().count() <= 10, "{said}");
    for command in [
        "assure ce ",
        "assure leader ",
        "assure lmcs ",
        "assure dcs ",
        "assure --help",
    ] {
        assert!(said.contains(command), "{command}: {said}");
    }
}

#[test]
fn alone_it_leads_on_from_what_lies_here() {
    let place = Place::new();
    half_finished(&place);
    place
        .put("notes.toml", "a = 1\n")
        .put("broken.toml", "checklist = \"ce\"\n");
    let said = place.run(&[]).quietly();
    assert!(said.lines().count() <= 10, "{said}");
    assert!(
        said.contains("ce-2026-27.toml: Chief executive, 2026-27: 32 of 70 answered"),
        "{said}"
    );
    assert_eq!(offered(&said, "Go on: "), ["assure ce --file ce-2026-27.toml"]);
    assert!(
        said.contains("broken.toml cannot be read as it stands: assure check broken.toml"),
        "{said}"
    );
    assert!(!said.contains("notes.toml"), "{said}");

    // A year later it is carried forward, and the command does so.
    let place = Place::new();
    place.copy("examples/ce-2025-26.toml", "ce-2025-26.toml");
    let said = place.run(&[]).quietly();
    let carry = offered(&said, "Carry it forward to 2026-27: ");
    assert_eq!(carry, ["assure ce --file ce-2026-27.toml --from ce-2025-26.toml"]);
    let mut args: Vec<&str> = carry[0].split(' ').skip(1).collect();
    args.push("--plain");
    place.run(&args).exits(0).says(&["Northmoor Council"]);
}

#[test]
fn alone_after_a_run_of_the_key_questions_it_goes_on_with_them() {
    let place = Place::new();
    place.put("a.toml", "[answer.dcs-reports-to-ce]\nrating = 3\n");
    let made = [
        "ce",
        "--key",
        "--answers",
        "a.toml",
        "--no-input",
        "--file",
        "ce.toml",
        "--quiet",
    ];
    place.run(&made).exits(0);
    std::fs::remove_file(place.at("a.toml")).unwrap();
    let said = place.run(&[]).quietly();
    assert!(said.contains(" key questions answered"), "{said}");
    assert_eq!(offered(&said, "Go on: "), ["assure ce --file ce.toml --key"]);
    assert_eq!(offered(&said, "questions: "), ["assure ce --file ce.toml"]);
    // Another question answered: it is a run of all of them.
    let text = place.read("ce.toml");
    place.put(
        "ce.toml",
        format!("{text}\n[answer.follows-statutory-guidance]\nrating = 3\n"),
    );
    let said = place.run(&[]).quietly();
    assert_eq!(offered(&said, "Go on: "), ["assure ce --file ce.toml"], "{said}");
    assert!(!said.contains("key"), "{said}");
}

#[test]
fn alone_it_names_every_broken_file_or_the_first_three() {
    let place = Place::new();
    place
        .put("one.toml", "checklist = \"ce\"\n")
        .put("a two.toml", "checklist = \"ce\"\n");
    let said = place.run(&[]).quietly();
    assert!(
        said.contains("a two.toml and one.toml cannot be read as they stand: assure check 'a two.toml' one.toml"),
        "{said}"
    );
    for name in ["x", "y", "z"] {
        place.put(&format!("{name}.toml"), "checklist = \"ce\"\n");
    }
    let said = place.run(&[]).quietly();
    assert!(
        said.contains("a two.toml, one.toml, x.toml and 2 more cannot be read as they stand: assure check ."),
        "{said}"
    );
    let checked = place.run(&["check", "."]).exits(1);
    for name in ["a two", "one", "x", "y", "z"] {
        assert!(checked.out.contains(&format!("{name}.toml")), "{}", checked.out);
    }
}

#[test]
fn alone_in_a_folder_with_many_files_it_is_short() {
    let place = Place::new();
    for n in 0..250 {
        place.copy("examples/ce-2025-26-half.toml", &format!("a{n:03}.toml"));
    }
    let said = place.run(&[]).quietly();
    assert!(said.lines().count() <= 10, "{said}");
    assert!(said.contains("more: assure check"), "{said}");
}

#[test]
fn the_edition_may_be_given_by_its_name() {
    let place = Place::new();
    let by_name = place.run(&["ce", "--edition", "ce@2022", "--blank"]).quietly();
    assert_eq!(by_name, place.run(&["ce", "--edition", "2022", "--blank"]).quietly());
    assert!(by_name.contains("edition = 2022"));
    place
        .run(&["ce", "--edition", "leader@2024", "--blank"])
        .exits(2)
        .says(&[
            "leader@2024 is an edition of `leader`, not of `ce`",
            "assure run leader@2024",
        ]);
    for bad in ["new", "@2022", "ce@", "-1", "99999999"] {
        let ran = place.run(&["ce", &format!("--edition={bad}"), "--blank"]).exits(2);
        assert!(ran.err.contains("such as ce@2022"), "{bad}: {}", ran.err);
        assert!(!ran.err.contains("digit"), "{bad}: {}", ran.err);
    }
}

#[test]
fn two_editions_at_once_are_refused_whoever_names_them() {
    let place = Place::new();
    place
        .copy("examples/ce-2025-26-half.toml", "half.toml")
        .copy("examples/own-checklist.toml", "own.toml");
    let before = place.read("half.toml");
    for (args, says) in [
        (
            &["run", "ce@2022", "--edition", "2026", "--blank"][..],
            &["`ce@2022` and --edition 2026", "leave one of the two out"][..],
        ),
        (
            &["ce", "--edition", "2026", "--file", "half.toml", "--plain"],
            &["answers to ce@2022, not to ce@2026", "--file half.toml"],
        ),
        (
            &["ce", "--edition", "2026", "--file", "half.toml", "--no-input"],
            &["answers to ce@2022, not to ce@2026"],
        ),
        (
            &[
                "ce",
                "--edition",
                "2026",
                "--answers",
                "half.toml",
                "--no-input",
                "--file",
                "new.toml",
            ],
            &["answers to ce@2022, not to ce@2026", "half.toml:8"],
        ),
        (
            &["run", "own.toml", "--edition", "2022", "--blank"],
            &["`own.toml` is edition 2026, not 2022", "leave --edition out"],
        ),
    ] {
        let ran = place.run_with(args, "n\n", &[]).exits(2).says(says);
        assert!(ran.out.is_empty() && !ran.err.contains("Answer?"), "{}", ran.err);
    }
    assert_eq!(place.files(), ["half.toml", "own.toml"]);
    assert_eq!(place.read("half.toml"), before);
    // The same edition twice is no conflict.
    place.run(&["run", "ce@2022", "--edition", "2022", "--blank"]).quietly();
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let place = Place::new();
    place.copy("examples/ce-2025-26.toml", "a.toml");
    for args in [
        vec!["report", "a.toml", "-o", "nodir/r.md"],
        vec!["diff", "a.toml", "a.toml", "-o", "nodir/r.md"],
        vec!["ce", "--blank", "-o", "nodir/r.toml"],
    ] {
        let ran = place.run(&args).exits(2);
        assert!(!ran.err.contains(".tmp"), "{}", ran.err);
        if args[0] != "diff" {
            ran.says(&["there is no folder `nodir`", "hint: make the folder first"]);
        }
    }
}

#[test]
fn a_mistaken_word_gets_a_tip_that_works() {
    let place = Place::new();
    place.copy("examples/ce-2025-26.toml", "answers.toml");
    place.copy("examples/own-checklist.toml", "own.toml");

    // An edition where a command belongs keeps its edition.
    let ran = place.run(&["ce@2022"]).exits(2);
    assert_eq!(offered(&ran.err, "to answer that edition: "), ["assure run ce@2022"]);
    place.run(&["run", "ce@2022", "--blank"]).exits(0);
    place
        .run(&["ce@1999"])
        .exits(2)
        .says(&["assure run ce@2026", "assure run ce@2019"]);

    // So does a file: each command that is offered runs.
    let ran = place.run(&["answers.toml"]).exits(2);
    for (before, code) in [("where it stands: ", 0), ("write its report: ", 0)] {
        let commands = offered(&ran.err, before);
        assert_eq!(commands.len(), 1, "{before}: {}", ran.err);
        let args: Vec<&str> = commands[0].split(' ').skip(1).collect();
        place.run(&args).exits(code);
    }
    let ran = place.run(&["own.toml"]).exits(2);
    assert_eq!(offered(&ran.err, "to answer this checklist: "), ["assure run own.toml"]);

    // An option that is not there: nobody means to pass it as a value.
    let ran = place.run(&["score", "answers.toml", "-o", "x"]).exits(2);
    assert!(!ran.err.contains("-- -o"), "{}", ran.err);
    ran.says(&["`assure score` prints its result", "assure report FILE -o REPORT.md"]);
    let ran = place.run(&["score", "answers.toml", "--nonsense"]).exits(2);
    assert!(!ran.err.contains("-- --nonsense"), "{}", ran.err);
    ran.says(&["assure score --help"]);
    // A slip of the keys is still recognised.
    place
        .run(&["report", "answers.toml", "--fromat", "json"])
        .exits(2)
        .says(&["--format"]);

    place
        .run(&["run", "."])
        .exits(2)
        .says(&["`.` is a folder", "assure run ce"]);
    place
        .run(&["run", "answers.toml", "--no-input"])
        .exits(2)
        .says(&["`answers.toml` holds answers", "assure ce --file answers.toml"]);
}

#[test]
fn an_empty_file_of_the_key_questions_alone() {
    let place = Place::new();
    let count = |text: &str| text.matches("\n[answer.").count();
    let key = place.run(&["ce", "--edition", "2022", "--blank", "--key"]).quietly();
    assert_eq!(count(&key), 20);
    assert!(key.contains("20 of its 72 questions are in this file"), "{key}");
    place.put("key.toml", &key);
    place.run(&["check", "key.toml"]).exits(0);
    let section = place
        .run(&["ce", "--edition", "2022", "--blank", "--section", "workforce"])
        .quietly();
    assert!((1..20).contains(&count(&section)), "{section}");
    assert!(count(&place.run(&["ce", "--edition", "2022", "--blank"]).quietly()) == 72);
}

#[test]
fn open_questions_are_listed_with_their_texts_by_section() {
    let place = Place::new();
    place.copy("examples/ce-2025-26-half.toml", "half.toml");
    let said = place.run(&["check", "half.toml"]).exits(0).out;
    let section = said.find("\n- Performance data\n").unwrap_or_else(|| panic!("{said}"));
    let question = said.find("(data-trusted)").unwrap_or_else(|| panic!("{said}"));
    assert!(section < question, "{said}");
    assert!(
        said.contains("\n  - Have you good grounds for confidence in the data"),
        "{said}"
    );
    let widest = said.lines().map(|l| l.chars().count()).max().unwrap();
    assert!(widest <= 100, "{widest}");
    // The data stay as they were.
    let json: serde_json::Value =
        serde_json::from_str(&place.run(&["check", "half.toml", "--format", "json"]).exits(0).out).unwrap();
    assert_eq!(
        json[0]["unanswered"].as_array().unwrap().len(),
        said.split("Open: ")
            .nth(1)
            .unwrap()
            .split(' ')
            .next()
            .unwrap()
            .parse::<usize>()
            .unwrap()
    );
}

/// The examples of two years.
fn two_years() -> Place {
    let place = Place::new();
    place.copy("examples/ce-2024-25.toml", "old.toml");
    place.copy("examples/ce-2025-26.toml", "new.toml");
    place
}

#[test]
fn a_comparison_in_short_has_one_line_a_question() {
    let place = two_years();
    let short = place.run(&["diff", "old.toml", "new.toml", "--summary"]).quietly();
    let json: serde_json::Value = serde_json::from_str(
        &place
            .run(&["diff", "old.toml", "new.toml", "--format", "json"])
            .quietly(),
    )
    .unwrap();
    let mut listed = 0;
    for (list, word) in [
        ("worse", "worse"),
        ("better", "better"),
        ("lost_evidence", "evidence lost"),
    ] {
        for pair in json[list].as_array().unwrap() {
            let id = pair["id"].as_str().unwrap();
            let lines: Vec<&str> = short
                .lines()
                .filter(|l| l.split_whitespace().any(|w| w == id))
                .collect();
            assert_eq!(lines.len(), 1, "{id}: {short}");
            assert!(lines[0].starts_with(&format!("- {word} · ")), "{}", lines[0]);
            listed += 1;
        }
    }
    assert!(listed > 5, "{short}");
    assert!(short.contains(&format!("{} worse, ", json["worse"].as_array().unwrap().len())));
    place
        .run(&["diff", "old.toml", "new.toml", "--summary", "--format", "json"])
        .exits(2)
        .says(&["--summary is text"]);
}

#[test]
fn a_rewritten_finding_stands_then_and_now_and_the_id_once() {
    let place = two_years();
    let rewritten = |ran: Ran| ran.quietly();
    let text = rewritten(place.run(&["diff", "old.toml", "new.toml"]));
    assert!(text.contains("  - Then: ") && text.contains("  - Now: "), "{text}");
    // What is said below a question does not name it again.
    let item = text.split("\n- ").find(|i| i.contains("  - Then: ")).unwrap();
    let id = item.split_once('(').unwrap().1.split([',', ')']).next().unwrap();
    assert_eq!(item.matches(id).count(), 1, "{item}");

    // Woven where most stayed, whole where it was rewritten.
    let change = |finding: &str| {
        let answers = |text: &str| {
            format!(
                "format = 1\nchecklist = \"ce\"\nedition = 2022\nperiod = \"{}\"\nstarted = 2025-11-01\nupdated = 2025-11-01\n\n[answer.quartet-works]\nrating = 2\nfinding = \"{}\"\n",
                if text.starts_with('O') { "2024-25" } else { "2025-26" },
                text
            )
        };
        place.put(
            "a.toml",
            answers("Our four meet monthly and each says what worries them most"),
        );
        place.put("b.toml", answers(finding));
        let md = place
            .run(&["diff", "a.toml", "b.toml", "--format", "markdown"])
            .exits(0)
            .out;
        let text = place.run(&["diff", "a.toml", "b.toml"]).exits(0).out;
        (md, text)
    };
    let (md, text) = change("The four meet weekly and each says what worries them most");
    assert!(
        md.contains("Finding: ~~Our~~ **The** four meet ~~monthly~~ **weekly** and each"),
        "{md}"
    );
    assert!(text.contains("[-monthly-] {+weekly+}"), "{text}");
    let (md, text) = change("A new start since May under another leader");
    assert!(
        md.contains("  - Then: Our four meet monthly and each says what worries them most\n"),
        "{md}"
    );
    assert!(
        md.contains("  - Now: A new start since May under another leader\n"),
        "{md}"
    );
    assert!(!md.contains("~~"), "{md}");
    assert!(text.contains("  - Then: Our four meet monthly"), "{text}");
}

/// An answer file in which every key question is answered and no other.
fn key_run(place: &Place) {
    let blank = place.run(&["ce", "--edition", "2022", "--blank", "--key"]).quietly();
    let answered = blank
        .lines()
        .map(|l| {
            if l.starts_with("# rating =") {
                "rating = 3"
            } else if let Some(fact) = l.strip_prefix("# ").filter(|l| l.ends_with(" = false")) {
                fact
            } else {
                l
            }
        })
        .collect::<Vec<_>>()
        .join("\n");
    place.put("key.toml", answered);
}

#[test]
fn a_key_run_is_reported_as_one() {
    let place = Place::new();
    key_run(&place);
    let page = place.run(&["report", "key.toml"]).quietly();
    assert!(
        page.contains("# Self-assessment of children's services, 2026-27: the key questions"),
        "{page}"
    );
    assert!(
        page.contains("**A key run:** it covers the 1") || page.contains("**A key run:** it covers the 20"),
        "{page}"
    );
    assert!(!page.contains("not complete"), "{page}");
    assert_eq!(page.matches("\n**unanswered**").count(), 0, "{page}");
    // The rest in one line.
    let rest = page
        .split("### Not part of the key run\n\n")
        .nth(1)
        .unwrap()
        .lines()
        .next()
        .unwrap();
    assert!(rest.split(", ").count() >= 40, "{rest}");
    assert_eq!(place.run(&["report", "key.toml", "--key"]).quietly(), page);

    // Data stay whole and say what they are; what is demanded is judged over the questions that were asked for.
    let json: serde_json::Value =
        serde_json::from_str(&place.run(&["report", "key.toml", "--format", "json"]).quietly()).unwrap();
    assert_eq!(json["scope"], "key");
    let all = json["overall"]["asked"].as_u64().unwrap();
    assert!(all > 60, "{all}");
    place.run(&["report", "key.toml", "--require-complete"]).exits(1);
    place
        .run(&["report", "key.toml", "--key", "--require-complete"])
        .exits(0);
    place
        .run(&["report", "key.toml", "--key", "--require-complete", "--format", "json"])
        .exits(0);

    // A whole assessment says nothing of the kind, and can be reported on its key questions.
    place.copy("examples/ce-2025-26.toml", "whole.toml");
    let whole = place.run(&["report", "whole.toml"]).quietly();
    assert!(!whole.contains("key run"), "{whole}");
    let json: serde_json::Value =
        serde_json::from_str(&place.run(&["report", "whole.toml", "--format", "json"]).quietly()).unwrap();
    assert_eq!(json["scope"], "whole");
    let key = place.run(&["report", "whole.toml", "--key"]).quietly();
    assert!(
        key.lines().count() < whole.lines().count() / 2,
        "{}",
        key.lines().count()
    );
}

#[test]
fn a_key_run_in_the_interview_ends_with_its_own_sums() {
    let place = Place::new();
    key_run(&place);
    let ran = place
        .run(&[
            "ce",
            "--edition",
            "2022",
            "--key",
            "--answers",
            "key.toml",
            "--no-input",
        ])
        .exits(0);
    assert!(ran.out.contains("**A key run:**"), "{}", ran.out);
}

#[cfg(unix)]
#[test]
fn hints_name_the_command_that_this_reader_typed() {
    use std::os::unix::process::CommandExt as _;
    let place = Place::new();
    let run = |arg0: &str, env: &[(&str, &str)]| {
        let output = place
            .command(&["check", "nothing.toml", "--quiet"])
            .arg0(arg0)
            .envs(env.iter().copied())
            .output()
            .unwrap();
        let bare = place
            .command(&[])
            .arg0(arg0)
            .envs(env.iter().copied())
            .output()
            .unwrap();
        assert!(bare.status.success(), "{output:?}");
        String::from_utf8(bare.stdout).unwrap()
    };
    assert!(run("assure", &[]).contains("All commands: assure --help"));
    assert!(run("./assure", &[]).contains("All commands: ./assure --help"));
    let by_cargo = [("CARGO", "/usr/bin/cargo"), ("CARGO_MANIFEST_DIR", "/a")];
    let said = run("target/debug/assure", &by_cargo);
    assert!(said.contains("All commands: cargo run -- --help"), "{said}");
    // A hint of an error goes through the same door.
    let output = place
        .command(&["show", "ce", "nothing"])
        .arg0("./bin/assure")
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("`./bin/assure show ce@2026` lists"), "{said}");
}

/// A name that a shell would run, in every hint that names a file: pasted, it is the file.
#[cfg(unix)]
#[test]
fn a_pasted_hint_names_the_file_and_runs_nothing() {
    let place = Place::new();
    let name = "$(touch RUN)`touch RUN`; touch RUN '\" \u{1b}[2J.toml";
    place.copy("examples/ce-2025-26-half.toml", name);
    let bare = place.run(&[]).quietly();
    let score = place.run(&["run", name, "--no-input"]).exits(2).err;
    let carry = offered(&bare, "Carry it forward to 2026-27: ");
    let go_on = offered(&score, "to go on answering: ");
    assert_eq!((carry.len(), go_on.len()), (1, 1), "{bare}{score}");
    for command in [carry[0], go_on[0]] {
        // As the shell takes it apart: every argument on a line of its own.
        let script = format!("assure() {{ printf '%s\\0' \"$@\"; }}; {command}");
        let output = std::process::Command::new("bash")
            .args(["-c", &script])
            .current_dir(place.dir.path())
            .output()
            .unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(said.split('\0').any(|a| a == name), "{command}: {said:?}");
        assert!(!place.at("RUN").exists(), "{command}");
    }
}
