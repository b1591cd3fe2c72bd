//! Approvals: who stands behind the answers, and what changed since.

use serde_json::Value as Json;

use crate::harness::{Place, project};
use crate::together::{Talk, begun};

const ANN: [&str; 6] = [
    "approve",
    "a.toml",
    "--name",
    "Ann Example",
    "--post",
    "Chief executive",
];
const BOB: [&str; 6] = ["approve", "a.toml", "--name", "Bob Specimen", "--post", "Lead member"];

/// A complete assessment, approved by two.
fn approved() -> Place {
    let place = Place::new();
    place.copy("examples/ce-2025-26.toml", "a.toml");
    place.run(&ANN).exits(0);
    place.run(&BOB).exits(0);
    place
}

/// Lowers one rating by hand; gives the question.
fn change(place: &Place) -> String {
    let text = place.read("a.toml");
    let at = text.find("\nrating = 2\n").unwrap();
    let head = text[..at].rfind("[answer.").unwrap();
    let id = text[head + 8..].split(']').next().unwrap().to_owned();
    place.put("a.toml", text.replacen("\nrating = 2\n", "\nrating = 1\n", 1));
    id
}

fn json(text: &str) -> Json {
    serde_json::from_str(text).unwrap()
}

#[test]
fn an_approval_is_added_behind_everything_and_nothing_else_is_touched() {
    let place = Place::new();
    let before = format!(
        "{}\n# The last word is mine.\n",
        project("examples/ce-2025-26.toml").trim_end()
    );
    place.put("a.toml", &before);
    let ran = place.run(&ANN).exits(0).says(&["assure report a.toml"]);
    assert!(
        ran.out
            .starts_with("a.toml: approved by Ann Example, Chief executive, on 22 November 2026.\n"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("Nothing has changed since."), "{}", ran.out);
    let after = place.read("a.toml");
    assert!(after.contains("\n# The last word is mine.\n"));
    assert!(
        after.contains(
            "\n[[approval]]\nname = \"Ann Example\"\npost = \"Chief executive\"\non = 2026-11-22\ndigest = \"sha256:"
        ),
        "{after}"
    );
    for line in before.lines() {
        assert!(after.contains(line), "{line}");
    }
    // Once more says so, and writes nothing.
    let again = place.run(&ANN).exits(0);
    assert!(again.out.contains("is approved already"), "{}", again.out);
    assert_eq!(place.read("a.toml"), after);
    // Reading it changes nothing either.
    place.run(&["check", "a.toml"]).exits(0);
    place.run(&["report", "a.toml"]).exits(0);
    assert_eq!(place.read("a.toml"), after);
}

#[test]
fn two_approve_and_the_report_says_who_and_when() {
    let place = approved();
    let report = place.run(&["report", "a.toml"]).quietly();
    assert!(report.contains("## Approval\n"), "{report}");
    for (name, post) in [("Ann Example", "Chief executive"), ("Bob Specimen", "Lead member")] {
        let said = format!("- **{name}, {post}**: 22 November 2026. Nothing has changed since.\n");
        assert!(report.contains(&said), "{said}");
    }
    let public = place.run(&["report", "a.toml", "--public"]).quietly();
    assert!(public.contains("- **Lead member**: 22 November 2026."), "{public}");
    assert!(!public.contains("Ann Example") && !public.contains("Bob Specimen"));
    let data = json(
        &place
            .run(&["report", "a.toml", "--public", "--format", "json"])
            .quietly(),
    );
    assert_eq!(data["approvals"][0]["name"], Json::Null);
    assert_eq!(data["approvals"][0]["post"], "Chief executive");
    assert_eq!(data["approvals"][1]["standing"], true);
    // The brief says it in a line, without names.
    let brief = place.run(&["report", "a.toml", "--brief"]).quietly();
    assert!(
        brief.contains("\nApproved by: Chief executive (22 November 2026); Lead member (22 November 2026).\n"),
        "{brief}"
    );
    // A report on the key questions is of the same approval.
    let key = json(&place.run(&["report", "a.toml", "--key", "--format", "json"]).quietly());
    assert_eq!(key["approvals"][0]["changed_since"], json("[]"));
    let key = place.run(&["report", "a.toml", "--key"]).quietly();
    assert!(key.contains("Nothing has changed since."), "{key}");
}

#[test]
fn without_an_approval_only_the_full_report_says_so() {
    let place = Place::new();
    place.copy("examples/ce-2025-26.toml", "a.toml");
    let none = "Nobody has approved these answers yet.";
    assert!(place.run(&["report", "a.toml"]).quietly().contains(none));
    let public = place.run(&["report", "a.toml", "--public"]).quietly();
    assert!(!public.contains(none) && !public.contains("## Approval"));
}

#[test]
fn what_changed_since_is_named_by_check_report_and_diff() {
    let place = approved();
    let id = change(&place);
    let check = place.run(&["check", "a.toml"]).exits(0).out;
    assert!(check.contains("2 approvals\n"), "{check}");
    assert!(
        check.contains("Chief executive: 22 November 2026. Changed since:"),
        "{check}"
    );
    assert_eq!(check.matches(&format!("({id})")).count(), 2, "{check}");
    let data = json(&place.run(&["check", "a.toml", "--format", "json"]).exits(0).out);
    assert_eq!(data[0]["approvals"][1]["changed_since"][0], id.as_str());
    assert_eq!(data[0]["approvals"][1]["head_changed"], false);
    let report = place.run(&["report", "a.toml"]).quietly();
    assert!(report.contains("Changed since:\n  - "), "{report}");
    place.copy("examples/ce-2024-25.toml", "old.toml");
    let said =
        format!("The later file no longer fits its approval of 22 November 2026 (Lead member). Changed since: {id}.");
    for new in ["a.toml", "a.json"] {
        place.run(&["report", "a.toml", "-o", "a.json", "--force"]).exits(0);
        let diff = place.run(&["diff", "old.toml", new, "--format", "json"]).exits(0).out;
        let notes = json(&diff)["notes"].to_string();
        assert!(notes.contains(&said), "{new}: {notes}");
        assert!(!notes.contains("Bob"), "a comparison can be public: {notes}");
    }
    // Another answer and another fact: outside the answers is told apart.
    place.put(
        "a.toml",
        place.read("a.toml").replacen("council = \"", "council = \"New ", 1),
    );
    let data = json(&place.run(&["report", "a.toml", "--format", "json"]).quietly());
    assert_eq!(data["approvals"][0]["head_changed"], true);
    assert_eq!(data["approvals"][0]["changed_since"].as_array().unwrap().len(), 1);
    // Taken back, everything fits again.
    let text = place.read("a.toml").replacen("council = \"New ", "council = \"", 1);
    place.put("a.toml", text.replacen("\nrating = 1\n", "\nrating = 2\n", 1));
}

#[test]
fn what_is_no_change_of_an_answer_is_none() {
    let place = approved();
    let text = place.read("a.toml");
    place.put("a.toml", format!("# A remark.\n{}", text.replace('\n', "\r\n")));
    let report = place.run(&["report", "a.toml"]).quietly();
    assert_eq!(report.matches("Nothing has changed since.").count(), 2);
    // The assessment's date decides what evidence counts.
    let moved = text.replacen("\nupdated = 2025-11-14", "\nupdated = 2026-11-14", 1);
    assert_ne!(moved, text);
    place.put("a.toml", moved);
    let report = place.run(&["report", "a.toml"]).quietly();
    assert!(report.contains("the date of the assessment"), "{report}");
}

#[test]
fn a_post_that_approves_again_leaves_its_first_approval_as_history() {
    let place = approved();
    change(&place);
    place.run(&ANN).exits(0);
    let data = json(&place.run(&["report", "a.toml", "--format", "json"]).quietly());
    let standing: Vec<bool> = data["approvals"]
        .as_array()
        .unwrap()
        .iter()
        .map(|a| a["standing"].as_bool().unwrap())
        .collect();
    assert_eq!(standing, [false, true, true]);
    assert_eq!(data["approvals"][2]["changed_since"], json("[]"));
}

#[test]
fn withdrawing_leaves_a_trace() {
    let place = approved();
    let withdraw = [
        "approve",
        "a.toml",
        "--withdraw",
        "--post",
        "lead  MEMBER",
        "--reason",
        "Read too fast",
    ];
    place.run(&withdraw).exits(0);
    let text = place.read("a.toml");
    assert!(text.contains("name = \"Bob Specimen\"") && text.contains("withdrawn = 2026-11-22"));
    let report = place.run(&["report", "a.toml"]).quietly();
    assert!(
        report.contains("Withdrawn on 22 November 2026. Read too fast"),
        "{report}"
    );
    let public = place.run(&["report", "a.toml", "--public"]).quietly();
    assert!(public.contains("Withdrawn on") && !public.contains("Read too fast"));
    // What is withdrawn cannot be withdrawn again.
    place.run(&withdraw).exits(2).says(&[
        "has no approval of `lead  MEMBER` to withdraw",
        "these stand: Chief executive (Ann Example, 22 November 2026)",
    ]);
    assert_eq!(place.read("a.toml"), text);
}

#[test]
fn an_incomplete_file_is_approved_with_what_is_open() {
    let place = Place::new();
    place.copy("examples/ce-2025-26-half.toml", "a.toml");
    let ran = place.run(&ANN).exits(0);
    assert!(
        ran.out.contains(" questions open.") && ran.out.contains("\nOpen: "),
        "{}",
        ran.out
    );
    let report = place.run(&["report", "a.toml"]).quietly();
    assert!(report.contains("22 November 2026, with "), "{report}");
    let data = json(&place.run(&[&ANN[..], &["--format", "json"]].concat()).exits(0).out);
    assert!(data[0]["open"].as_u64().unwrap() > 0);
}

#[test]
fn what_cannot_be_approved_says_why_and_how_to_mend_it() {
    let place = approved();
    place.copy("examples/own-checklist.toml", "own.toml");
    place.put("empty.toml", "");
    place.put("broken.toml", "format = 1\nchecklist = ");
    place.run(&["report", "a.toml", "-o", "a.json"]).exits(0);
    let approve = |file: &'static str, name: &'static str, post: &'static str| {
        place.run(&["approve", file, "--name", name, "--post", post])
    };
    let before = place.files();
    approve("gone.toml", "A", "B").exits(2).says(&["gone.toml", "hint:"]);
    approve("empty.toml", "A", "B").exits(2).says(&["the file is empty"]);
    approve("broken.toml", "A", "B")
        .exits(2)
        .says(&["broken.toml", "left untouched"]);
    approve("own.toml", "A", "B").exits(2).says(&["own.toml"]);
    approve("a.json", "A", "B")
        .exits(2)
        .says(&["is JSON", "name the answer file"]);
    approve("-", "A", "B")
        .exits(2)
        .says(&["standard input", "name the file"]);
    approve("a.toml", " ", "B").exits(2).says(&["--name is empty", "hint:"]);
    approve("a.toml", "A", "").exits(2).says(&["--post is empty", "hint:"]);
    for name in ["A\u{1b}[31mB", "A\nB", "A\u{202e}B", "A\u{200b}B"] {
        place
            .run(&["approve", "a.toml", "--name", name, "--post", "B"])
            .exits(2)
            .says(&["--name holds a character that cannot be seen"]);
    }
    place
        .run(&["approve", "a.toml", "--post", "B"])
        .exits(2)
        .says(&["--name"]);
    assert_eq!(place.files(), before, "nothing is made beside them");
    // A checklist that changed under the answers.
    let text = place.read("a.toml");
    let asked = text.find("\nasked = \"").map(|at| text[at + 10..at + 22].to_owned());
    let drifted = asked.map_or(text.clone(), |a| text.replacen(&a, "000000000000", 1));
    let at = drifted.find("\ndigest = \"sha256:").unwrap() + 18;
    place.put("drifted.toml", format!("{}0{}", &drifted[..at], &drifted[at + 1..]));
    approve("drifted.toml", "A", "B")
        .exits(2)
        .says(&["confirm", "assure run ce@2022 --file drifted.toml"]);
}

#[cfg(unix)]
#[test]
fn a_file_that_is_read_only_or_in_somebodys_hands_stays_as_it_is() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = approved();
    let before = place.read("a.toml");
    std::fs::set_permissions(place.at("a.toml"), std::fs::Permissions::from_mode(0o444)).unwrap();
    place
        .run(&["approve", "a.toml", "--name", "C", "--post", "Leader"])
        .exits(2)
        .says(&["read-only", "chmod u+w a.toml"]);
    assert_eq!(place.read("a.toml"), before);
}

#[test]
fn the_interview_says_who_approved_and_asks_before_it_changes_anything() {
    let place = approved();
    let before = place.read("a.toml");
    for (input, says) in [
        ("2\n", "Left as it is: a.toml"),
        ("\n", "Left as it is"),
        ("", "Left as it is"),
    ] {
        place
            .run_with(&["ce", "--file", "a.toml", "--plain"], input, &[])
            .exits(0)
            .says(&[
                "These answers are approved: Ann Example, Chief executive, on 22 November 2026; Bob Specimen",
                "go on: the approval will say what changed since.",
                "Enter alone: 2 leave them as they are.",
                says,
            ]);
        assert_eq!(place.read("a.toml"), before);
    }
    // To go on and change nothing changes nothing.
    let args = ["ce", "--file", "a.toml", "--plain", "--council", "Northmoor Council"];
    place.run_with(&args, "1\np\n", &[]).exits(0);
    assert_eq!(place.read("a.toml"), before);
}

#[test]
fn answers_from_a_file_change_approved_ones_only_where_that_is_said() {
    let place = approved();
    let before = place.read("a.toml");
    let id = change(&place);
    place.put("new.toml", place.read("a.toml").split("\n[[approval]]").next().unwrap());
    place.put("a.toml", &before);
    let args = ["ce", "--file", "a.toml", "--answers", "new.toml", "--replace"];
    for way in ["--no-input", "--plain"] {
        place
            .run(&[&args[..], &[way]].concat())
            .exits(2)
            .says(&["are approved (Ann Example, Chief executive", "--change-approved"]);
        assert_eq!(place.read("a.toml"), before);
    }
    // Without a change there is nothing to refuse.
    place
        .run(&["ce", "--file", "a.toml", "--no-input", "-o", "r.md"])
        .exits(0);
    assert_eq!(place.read("a.toml"), before);
    place
        .run(&[&args[..], &["--no-input", "--change-approved", "-o", "r.md"]].concat())
        .exits(0);
    let data = json(&place.run(&["report", "a.toml", "--format", "json"]).quietly());
    assert_eq!(data["approvals"][0]["changed_since"], json(&format!("[\"{id}\"]")));
}

#[test]
fn a_name_by_hand_acts_nowhere() {
    let place = approved();
    let text = place.read("a.toml");
    let hostile = r#"name = "\u001b[31m**Ann** | <script>\n# x\u202e [a](http://x)""#;
    place.put("a.toml", text.replacen("name = \"Ann Example\"", hostile, 1));
    for args in [
        &["report", "a.toml"][..],
        &["check", "a.toml"],
        &["report", "a.toml", "--format", "text"],
        &["report", "a.toml", "--format", "json"],
        &["approve", "a.toml", "--name", "C", "--post", "Leader"],
    ] {
        let ran = place.run(args).exits(0);
        assert!(!ran.out.contains(['\u{1b}', '\u{202e}']), "{args:?}: {}", ran.out);
    }
    let report = place.run(&["report", "a.toml"]).quietly();
    assert!(
        !report.contains("<script>") && !report.contains("[a](http://x)"),
        "{report}"
    );
    assert!(!report.contains("\n# x"), "{report}");
    // An interview shows it too.
    let ran = place.run_with(&["ce", "--file", "a.toml", "--plain"], "", &[]).exits(0);
    assert!(!ran.err.contains(['\u{1b}', '\u{202e}']), "{}", ran.err);
}

#[test]
fn an_upgrade_leaves_the_approvals_in_the_old_file_and_says_so() {
    let place = approved();
    let before = place.read("a.toml");
    let ran = place.run(&["upgrade", "a.toml", "--to", "2026"]).exits(0);
    let said = ran.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        said.contains(
            "Approved by: Chief executive, Lead member. That was given to ce@2022, and stays in the old file"
        ),
        "{}",
        ran.out
    );
    assert_eq!(place.read("a.toml"), before);
    assert!(!place.read("a-2026.toml").contains("approval"));
    // Answers that wait to be confirmed are approved by nobody.
    place
        .run(&["approve", "a-2026.toml", "--name", "A", "--post", "B"])
        .exits(2)
        .says(&["are to be confirmed", "assure run ce@2026 --file a-2026.toml"]);
}

#[test]
fn the_reason_of_a_withdrawal_is_looked_at_for_personal_data() {
    let place = approved();
    let reason = "Born 3 May 2012, NHS 943 476 5919";
    place
        .run(&[
            "approve",
            "a.toml",
            "--withdraw",
            "--post",
            "Lead member",
            "--reason",
            reason,
        ])
        .exits(0);
    let check = place.run(&["check", "a.toml"]).exits(0).out;
    assert!(check.contains("approval.2.reason"), "{check}");
    // A public report leaves it out, and needs no settling.
    let public = place.run(&["report", "a.toml", "--public"]).quietly();
    assert!(!public.contains("943 476"));
}

#[test]
fn a_large_file_is_approved_and_every_answer_of_it_is_known() {
    let place = Place::new();
    place.copy("examples/ce-2026-27.toml", "a.toml");
    place.run(&ANN).exits(0);
    let answers = place
        .read("a.toml")
        .lines()
        .filter(|l| l.starts_with("[answer."))
        .count();
    assert!(answers >= 70, "{answers}");
    let text = place.read("a.toml");
    let (current, rest) = text.split_at(text.find("\n[archived").unwrap_or(text.len()));
    let lowered = current.matches("\nrating = 2\n").count();
    place.put("a.toml", current.replace("\nrating = 2\n", "\nrating = 1\n") + rest);
    let data = json(&place.run(&["report", "a.toml", "--format", "json"]).quietly());
    let changed = data["approvals"][0]["changed_since"].as_array().unwrap().len();
    assert!(changed > 10 && changed == lowered, "{changed}, {lowered}");
    // Every one is named, in a report for a person too.
    let report = place.run(&["report", "a.toml"]).quietly();
    let said = report
        .split("Changed since:")
        .nth(1)
        .unwrap()
        .split("\n## ")
        .next()
        .unwrap();
    assert_eq!(said.matches("\n  - ").count(), changed, "{said}");
}

#[test]
fn an_approval_that_comes_in_during_an_interview_is_kept() {
    let place = begun();
    place.put("copy.toml", place.read("x.toml"));
    place
        .run(&["approve", "copy.toml", "--name", "Ann", "--post", "Leader"])
        .exits(0);
    let approved = place.read("copy.toml");
    let mut talk = Talk::start(&place, &["run", "own.toml", "--file", "x.toml", "--plain"]);
    talk.first_question();
    // Whoever answers has the file in hand.
    place
        .run(&["approve", "x.toml", "--name", "Bob", "--post", "Lead member"])
        .exits(2);
    place.put("x.toml", &approved);
    talk.send("d\n").wait("both changes are kept").send(":pause\n");
    talk.end();
    let data = json(&place.run(&["report", "x.toml", "--format", "json"]).quietly());
    assert_eq!(data["approvals"][0]["name"], "Ann");
    assert_eq!(data["approvals"][0]["changed_since"].as_array().unwrap().len(), 1);
}
