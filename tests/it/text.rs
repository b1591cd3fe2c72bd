//! Hostile text on its way to a person: nothing of it acts, hides or becomes markup, and a stranger's file is not passed on.

use assure::diagnostic::is_unseen;

use crate::harness::{Place, project};

const COMPLETE: &str = "examples/ce-2025-26.toml";

/// What turns, hides or acts in a terminal: escape sequences, C1, marks of direction, zero width, tags.
const HOSTILE: &str =
    "a\u{1b}]0;PWN\u{7}\u{9b}2J\u{7f}\u{61c}\u{200e}\u{200f}\u{202a}\u{202e}\u{2066}\u{200b}\u{2060}\u{feff}\u{e0041}b";

#[track_caller]
fn harmless(text: &str) {
    // Each by itself, and not only by the program's own list, which could forget one.
    let acts = |c: &char| is_unseen(*c) || *c == '\r' || (HOSTILE.contains(*c) && !(' '..='~').contains(c));
    let found: Vec<char> = text.chars().filter(acts).collect();
    assert!(found.is_empty(), "{found:?} in {text:?}");
}

/// Text as TOML writes it when it escapes all it can.
fn escaped(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_string()
            } else {
                format!("\\U{:08x}", c as u32)
            }
        })
        .collect()
}

#[test]
fn nothing_from_a_file_or_an_argument_reaches_a_stream_raw() {
    let place = Place::new();
    let own = project(COMPLETE)
        .replacen("council = \"", &format!("council = \"{}", escaped(HOSTILE)), 1)
        .replacen("finding = \"", &format!("finding = \"{}", escaped(HOSTILE)), 1);
    place.put("a.toml", &own).put(
        "bad.toml",
        format!(
            "{}\n[answer.{HOSTILE:?}]\nrating = 9 # {HOSTILE}\n",
            own.replace('\u{7f}', "")
        ),
    );
    place.put("last.toml", format!("previous = \"{}.toml\"\n{own}", escaped(HOSTILE)));
    let hostile = HOSTILE.replace('\u{7}', "");
    for args in [
        vec!["report", "a.toml"],
        vec!["report", "a.toml", "--format", "json"],
        vec!["score", "a.toml"],
        vec!["score", "a.toml", "--format", "json"],
        vec!["check", "a.toml", "bad.toml", &hostile],
        vec!["check", "a.toml", "bad.toml", &hostile, "--format", "json"],
        vec!["score", "bad.toml"],
        vec!["diff", "a.toml", "last.toml"],
        vec!["diff", "a.toml", "last.toml", "--format", "json"],
        vec!["show", &hostile],
        vec!["score", "a.toml", &hostile],
        vec![&hostile],
        vec!["report", "a.toml", "-o", &hostile],
        vec!["ce", "--plain", "--file", "last.toml"],
        vec!["ce", "--plain", "--council", &hostile, "--file", &hostile],
    ] {
        let ran = place.run(&args);
        harmless(&ran.out);
        harmless(&ran.err);
        assert!(!ran.err.is_empty() || !ran.out.is_empty(), "{args:?}");
    }
}

#[test]
fn json_hides_nothing_and_says_the_same() {
    let place = Place::new();
    let own = project(COMPLETE).replacen("finding = \"", &format!("finding = \"{}", escaped(HOSTILE)), 1);
    place.put("a.toml", own);
    let out = place.run(&["report", "a.toml", "--format", "json"]).quietly();
    harmless(&out);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    let found = json["sections"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|s| s["answers"].as_array().unwrap())
        .any(|a| a["finding"].as_str().is_some_and(|f| f.starts_with(HOSTILE)));
    assert!(found, "the text is what was written");
}

#[test]
fn a_file_of_somebody_elses_is_named_and_not_shown() {
    let place = Place::new();
    place.put("secret", "hunter2:x:0:0:root:/root:/bin/bash\nhunter2 = = 1\n");
    place.put("secret.toml", "[login]\npassword = \"hunter2\"\n");
    place.put("secret.json", "{\"password\": \"hunter2\", \"rating\": hunter2}");
    place.put(
        "led.toml",
        "format = 1\nchecklist = \"x\"\nedition = 2026\nchecklist_file = \"secret\"\n",
    );
    for args in [
        vec!["check", "secret"],
        vec!["check", "secret.toml"],
        vec!["check", "secret.json"],
        vec!["check", "led.toml"],
        vec!["score", "led.toml"],
        vec!["score", "secret"],
        vec!["report", "secret.toml"],
        vec!["diff", "secret", "secret.toml"],
        vec!["diff", "secret.json", "secret.toml"],
        vec!["run", "./secret", "--blank"],
        vec!["run", "secret.toml", "--blank"],
        vec!["ce", "--answers", "secret", "--no-input"],
        vec!["ce", "--answers", "secret.json", "--no-input"],
    ] {
        let ran = place.run(&args);
        let said = format!("{}{}", ran.out, ran.err);
        assert_ne!(ran.code, 0, "{args:?}: {said}");
        assert!(said.contains("secret") && !said.contains("hunter2"), "{args:?}: {said}");
    }
}

#[test]
fn pasted_bullets_stay_a_list_and_dates_are_readable() {
    let place = Place::new();
    let own: String = project(COMPLETE)
        .split_inclusive('\n')
        .map(|line| match line.strip_prefix("finding = \"") {
            Some(rest) if !rest.starts_with("\"\"") => {
                format!("finding = \"What we found:\\n\\n• 14 days\\n• # 9 days\\n\\nLast: {rest}")
            }
            _ => line.to_owned(),
        })
        .collect();
    place.put("a.toml", own);
    let report = place.run(&["report", "a.toml"]).quietly();
    assert!(
        report.contains("\n\nWhat we found:\n\n- 14 days\n- \\# 9 days\n\nLast: "),
        "{report}"
    );
    assert!(
        place
            .run(&["report", "a.toml", "--brief"])
            .quietly()
            .contains(") What we found: 14 days; \\# 9 days; Last: "),
        "in one line where there is one"
    );
    assert!(report.contains("| Begun, last changed | 3 November 2025, 14 November 2025 |"));
    let dated = |line: &&str| line.contains("2025-1") && !line.contains("2025-26");
    assert_eq!(report.lines().find(dated), None);
    assert!(report.lines().any(|l| l.contains("| 1 | one question |")), "{report}");
}
