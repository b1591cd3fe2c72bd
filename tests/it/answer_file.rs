//! The answer file: byte for byte when unchanged, changed in place, comments kept, nothing guessed.

use assure::assessment::file::AnswerFile;
use assure::assessment::{Answer, Assessment, Evidence, EvidenceKind, Response, blank};
use assure::checklist::{Checklist, Library};
use proptest::prelude::*;

use crate::harness::{Place, as_id, keep_snippet, project};
use crate::scoring::{action, day, empty, evidence, five, rated};

fn parse(text: &str, c: &Checklist) -> AnswerFile {
    AnswerFile::parse(text, c).unwrap_or_else(|e| panic!("{e:#?}\n{text}"))
}

fn full(c: &Checklist) -> Assessment {
    let mut a = empty(c);
    a.assessor.name = Some("A. Example".to_owned());
    a.context.insert(as_id("trust"), true);
    a.answers.insert(
        as_id("a"),
        Answer {
            finding: Some("One.\n\nTwo \"quoted\" \\ back.".to_owned()),
            evidence: vec![evidence(EvidenceKind::Audit, "2026-10-01")],
            on: Some(day("2026-11-02")),
            ..rated(3)
        },
    );
    a.answers.insert(
        as_id("c"),
        Answer {
            actions: vec![action("2027-01-01"), action("2027-02-01")],
            private: true,
            ..rated(1)
        },
    );
    a.answers.insert(
        as_id("d"),
        Answer {
            reason: Some("No such board".to_owned()),
            ..Answer::responding(Some(Response::NotApplicable))
        },
    );
    a
}

#[test]
fn a_new_file_says_what_was_meant_in_checklist_order() {
    let c = five();
    let a = full(&c);
    let file = AnswerFile::create(a.clone(), &c, None).unwrap();
    assert_eq!(parse(file.text(), &c).assessment(), &a);
    let order: Vec<usize> = [
        "[assessor]",
        "[context]",
        "[answer.a]",
        "[[answer.a.evidence]]",
        "[answer.c]",
        "[[answer.c.action]]",
        "[answer.d]",
    ]
    .iter()
    .map(|h| file.text().find(h).unwrap_or_else(|| panic!("{h}\n{}", file.text())))
    .collect();
    assert!(order.is_sorted(), "{}", file.text());
}

#[test]
fn later_answers_go_to_their_place() {
    let c = five();
    let mut file = AnswerFile::create(full(&c), &c, None).unwrap();
    let mut a = full(&c);
    a.answers.insert(as_id("b"), rated(2));
    file.apply(&a, &c).unwrap();
    let at = |h: &str| file.text().find(h).unwrap();
    assert!(
        at("[[answer.a.evidence]]") < at("[answer.b]") && at("[answer.b]") < at("[answer.c]"),
        "{}",
        file.text()
    );
    // Whatever order answers come in, the file is the same.
    let mut other = AnswerFile::create(empty(&c), &c, None).unwrap();
    let mut step = empty(&c);
    step.assessor = a.assessor.clone();
    step.context = a.context.clone();
    for id in ["d", "b", "c", "a"] {
        step.answers.insert(as_id(id), a.answers[id].clone());
        other.apply(&step, &c).unwrap();
    }
    assert_eq!(other.text(), file.text());
}

#[test]
fn unchanged_is_byte_identical_and_comments_survive_changes() {
    let c = five();
    let text = AnswerFile::create(full(&c), &c, None).unwrap().text().to_owned();
    let text = text
        .replace("[answer.a]", "# asked twice, see minutes\n[answer.a] # mine")
        .replace("rating = 3", "rating =   3   # after the audit")
        .replace("council = \"Northmoor\"", "council = 'Northmoor' # renamed soon")
        + "\n# the end\n";
    for text in [text.clone(), text.replace('\n', "\r\n"), format!("\u{feff}{text}")] {
        let mut file = parse(&text, &c);
        let same = file.assessment().clone();
        file.apply(&same, &c).unwrap();
        assert_eq!(file.text(), text, "unchanged is byte-identical");
        let mut a = same;
        a.answers.get_mut("a").unwrap().respond(Some(Response::Rated(2)));
        a.answers
            .get_mut("a")
            .unwrap()
            .evidence
            .push(evidence(EvidenceKind::Voice, "2026-09-01"));
        a.answers.insert(as_id("e"), rated(0));
        a.updated = day("2026-11-23");
        file.apply(&a, &c).unwrap();
        assert_eq!(parse(file.text(), &c).assessment(), &a);
        for kept in [
            "# asked twice, see minutes",
            "[answer.a] # mine",
            "rating =   2   # after the audit",
            "council = 'Northmoor' # renamed soon",
            "# the end",
        ] {
            assert!(file.text().contains(kept), "{kept} is gone:\n{}", file.text());
        }
        assert_eq!(text.contains("\r\n"), file.text().contains("\r\n"), "line ends stay");
        assert_eq!(
            file.text().matches('\n').count(),
            file.text()
                .matches(if text.contains("\r\n") { "\r\n" } else { "\n" })
                .count()
        );
        assert_eq!(text.starts_with('\u{feff}'), file.text().starts_with('\u{feff}'));
    }
}

#[test]
fn removing_evidence_keeps_the_comments_of_the_rest() {
    let c = five();
    let mut a = full(&c);
    let piece = |text: &str| Evidence {
        text: text.to_owned(),
        ..evidence(EvidenceKind::Audit, "2026-10-01")
    };
    a.answers.get_mut("a").unwrap().evidence = vec![piece("one"), piece("two"), piece("three")];
    let text = AnswerFile::create(a.clone(), &c, None)
        .unwrap()
        .text()
        .replace("text = \"three\"", "text = \"three\" # the best");
    let mut file = parse(&text, &c);
    a.answers.get_mut("a").unwrap().evidence.remove(0);
    file.apply(&a, &c).unwrap();
    assert!(
        file.text().contains("text = \"three\" # the best") && !file.text().contains("\"one\""),
        "{}",
        file.text()
    );
    a.answers.get_mut("a").unwrap().evidence.clear();
    file.apply(&a, &c).unwrap();
    assert!(!file.text().contains("[[answer.a.evidence]]"));
}

#[test]
fn other_ways_to_write_it_are_understood_and_can_be_changed() {
    let c = five();
    let head = AnswerFile::create(empty(&c), &c, None)
        .unwrap()
        .text()
        .replace("\n[assessor]\n", "");
    let text = format!(
        "{head}assessor = {{ name = \"A\" }}\nanswer.a = {{ rating = 2, evidence = [{{ kind = \"audit\", text = \"t\", date = \"2026-10-01\" }}] }}\nanswer.d.rating = \"yes\"\n"
    );
    let mut file = parse(&text, &c);
    assert_eq!(file.assessment().response(&as_id("d")), Some(Response::Rated(3)));
    let mut a = file.assessment().clone();
    a.answers
        .get_mut("a")
        .unwrap()
        .evidence
        .push(evidence(EvidenceKind::Voice, "2026-09-01"));
    a.answers.insert(as_id("b"), rated(1));
    file.apply(&a, &c).unwrap();
    assert_eq!(parse(file.text(), &c).assessment(), &a);
}

#[test]
fn the_blank_form_is_valid_as_it_stands_and_fills_in() {
    for c in [five(), Library::shipped().resolve("ce").unwrap().clone()] {
        let head = Assessment {
            council: None,
            ..empty(&c)
        };
        let text = blank(&c, &head, None, &|_, _| true);
        let mut file = parse(&text, &c);
        assert!(file.assessment().answers.values().all(|a| a.response().is_none()));
        for q in c.questions() {
            assert!(text.contains(&format!("[answer.{}]", q.id)));
        }
        let first = c.questions().next().unwrap().id.clone();
        let mut a = file.assessment().clone();
        a.answers.insert(first.clone(), rated(3));
        file.apply(&a, &c).unwrap();
        assert_eq!(parse(file.text(), &c).assessment(), &a);
        assert_eq!(
            text.matches("# ").count(),
            file.text().matches("# ").count(),
            "no comment is lost"
        );
    }
}

#[test]
fn a_later_revision_keeps_answers_to_questions_that_it_took_away() {
    let mut c = five();
    let text = AnswerFile::create(full(&c), &c, None).unwrap().text().to_owned();
    let text = text.replace("revision = 1\n", "revision = 1 # as it was\n").replace(
        "[answer.a]",
        "# my own words\n[answer.taken-away]\nrating = 1\nfinding = \"Kept.\"\n\n[answer.a]",
    );
    assert!(
        messages(&text, &c).iter().any(|(code, _)| code == "unknown-question"),
        "of the present revision it is a mistake"
    );
    c.revision = 2;
    let mut file = parse(&text, &c);
    assert_eq!(file.text(), text, "what was only read is as it was");
    assert!(file.assessment().answer(&as_id("taken-away")).is_none());
    assert_eq!(
        file.assessment().archived["taken-away"].finding.as_deref(),
        Some("Kept.")
    );
    // Saved, it stands there in the file too, and everything else as before.
    let mut wanted = file.assessment().clone();
    wanted.answers.insert(as_id("b"), rated(1));
    wanted.revision = Some(2);
    file.apply(&wanted, &c).unwrap();
    assert!(
        file.text()
            .contains("[archived.taken-away]\nrating = 1\nfinding = \"Kept.\""),
        "{}",
        file.text()
    );
    assert!(!file.text().contains("[answer.taken-away]"), "{}", file.text());
    assert!(file.text().contains("revision = 2 # as it was"), "{}", file.text());
    assert_eq!(parse(file.text(), &c).assessment(), &wanted);
}

fn messages(text: &str, c: &Checklist) -> Vec<(String, String)> {
    AnswerFile::parse(text, c)
        .map(|_| vec![])
        .unwrap_or_else(|e| e.into_iter().map(|d| (d.code.to_owned(), d.message)).collect())
}

#[test]
fn every_rule_of_the_file() {
    let c = five();
    let valid = AnswerFile::create(full(&c), &c, None).unwrap().text().to_owned();
    keep_snippet("answers", "valid", &valid);
    for (old, new, code) in [
        ("format = 1", "format = 2", "newer-format"),
        ("checklist = \"five\"", "checklist = \"six\"", "other-checklist"),
        ("edition = 2026", "edition = 2025", "other-checklist"),
        ("rule = \"assure-1\"", "rule = \"assure-9\"", "unknown-rule"),
        ("period = \"2026-27\"", "period = \"2026\"", "period"),
        ("period = \"2026-27\"", "period = \"2026-28\"", "period"),
        ("updated = 2026-11-22", "updated = 2026-02-30", "syntax"),
        ("updated = 2026-11-22", "updated = \"soon\"", "wrong-kind"),
        ("updated = 2026-11-22", "updated = 2020-01-01", "date"),
        ("updated = 2026-11-22\n", "", "missing-key"),
        ("rating = 3", "rating = 4", "rating"),
        ("rating = 3", "rating = -1", "rating"),
        ("rating = 3", "rating = 2.5", "rating"),
        ("rating = 3", "rating = \"3\"", "rating"),
        ("rating = 3", "rating = 3\nstate = \"dont-know\"", "state"),
        ("rating = 3", "state = \"rated\"", "state"),
        ("rating = 3", "state = \"unknown\"", "unknown-value"),
        ("rating = 3", "ratng = 3", "unknown-key"),
        ("reason = \"No such board\"", "", "no-reason"),
        ("reason = \"No such board\"", "reason = \"   \"", "no-reason"),
        ("[answer.d]", "[answer.x]", "unknown-question"),
        ("trust = true", "thrust = true", "unknown-context"),
        ("trust = true", "trust = 1", "wrong-kind"),
        ("kind = \"audit\"", "kind = \"audits\"", "unknown-value"),
        ("text = \"It shows.\"", "text = \" \"", "empty"),
        ("text = \"It shows.\"\n", "", "missing-key"),
        ("due = 2027-01-01", "due = \"January\"", "wrong-kind"),
        (
            "status = \"open\"\n\n[[answer.c.action]]",
            "status = \"opne\"\n\n[[answer.c.action]]",
            "unknown-value",
        ),
        ("[answer.d]", "[answer.a]", "syntax"),
    ] {
        assert!(valid.contains(old), "{old}\n{valid}");
        let text = valid.replacen(old, new, 1);
        keep_snippet("answers", code, &text);
        let told = messages(&text, &c);
        assert!(told.iter().any(|(c, _)| c == code), "{new}: {told:?}");
    }
    let yes_no = valid.replace("state = \"not-applicable\"\nreason = \"No such board\"", "rating = 1");
    assert_eq!(messages(&yes_no, &c)[0].0, "rating", "a plain fact is 0 or 3");
}

#[test]
fn a_broken_file_is_reported_and_left_untouched() {
    let place = Place::new();
    let whole = project("examples/ce-2025-26.toml");
    let cut: String = whole.chars().take(whole.chars().count() / 2).collect();
    // Cut inside a quoted text, wherever the middle happens to lie.
    let cut = format!("{cut}\nfinding = \"cut o");
    for (name, bytes, says) in [
        ("cut.toml", cut.clone().into_bytes(), "cut.toml:"),
        ("empty.toml", Vec::new(), "the file is empty"),
        ("latin.toml", [whole.as_bytes(), b"\n# caf\xe9\n"].concat(), "not UTF-8"),
        (
            "utf16.toml",
            [
                &[0xff_u8, 0xfe][..],
                &whole.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>(),
            ]
            .concat(),
            "UTF-16",
        ),
    ] {
        place.put(name, &bytes);
        for command in [
            vec!["score", name],
            vec!["report", name],
            vec!["ce", "--plain", "--file", name],
            vec!["ce", "--no-input", "--file", name],
        ] {
            let ran = place.run(&command).exits(2);
            assert!(ran.err.contains(says), "{command:?}: {}", ran.err);
            assert_eq!(
                std::fs::read(place.at(name)).unwrap(),
                bytes,
                "{command:?} changed {name}"
            );
        }
        assert_eq!(place.run(&["check", name]).code, 1);
    }
}

#[test]
fn a_new_answer_file_is_for_its_owner_only_and_keeps_given_permissions() {
    let place = Place::new();
    place.put("a.json", r#"{"answer": {"dcs-reports-to-ce": {"rating": 3}}}"#);
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
            "--quiet",
        ])
        .exits(0);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |n: &str| std::fs::metadata(place.at(n)).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode("x.toml"), 0o600);
        std::fs::set_permissions(place.at("x.toml"), std::fs::Permissions::from_mode(0o640)).unwrap();
        place.put("b.json", r#"{"answer": {"dcs-separate-from-ce": {"rating": 3}}}"#);
        place
            .run(&["ce", "--answers", "b.json", "--no-input", "--file", "x.toml", "--quiet"])
            .exits(0);
        assert_eq!(mode("x.toml"), 0o640);
    }
    assert!(place.read("x.toml").contains("[answer.dcs-reports-to-ce]"));
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link() {
    let place = Place::new();
    place.put("real.toml", "");
    std::fs::remove_file(place.at("real.toml")).unwrap();
    place.put("a.json", r#"{"answer": {"dcs-reports-to-ce": {"rating": 3}}}"#);
    place
        .run(&[
            "ce",
            "--edition",
            "2022",
            "--answers",
            "a.json",
            "--no-input",
            "--file",
            "real.toml",
            "--quiet",
        ])
        .exits(0);
    std::os::unix::fs::symlink("real.toml", place.at("link.toml")).unwrap();
    place.put("b.json", r#"{"answer": {"dcs-separate-from-ce": {"rating": 3}}}"#);
    place
        .run(&[
            "ce",
            "--answers",
            "b.json",
            "--no-input",
            "--file",
            "link.toml",
            "--quiet",
        ])
        .exits(0);
    assert!(std::fs::symlink_metadata(place.at("link.toml")).unwrap().is_symlink());
    assert!(place.read("real.toml").contains("dcs-separate-from-ce"));
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~]{1,40}",
        proptest::collection::vec(any::<char>(), 1..20).prop_map(|c| c.into_iter().collect()),
        Just("\"\"\"".to_owned()),
        Just("'''\n\"\"\"\r\n\\".to_owned()),
        Just("# not a comment\n[answer.b]\nrating = 0".to_owned()),
        Just("\u{1b}[2J\0\u{2028}\u{feff}".to_owned()),
    ]
    .prop_map(|t| t.replace("\r\n", "\n").replace('\r', "\n"))
    .prop_filter("blank text counts as none", |t| !t.trim().is_empty())
}

proptest! {
    /// Whatever people write, it comes back as it was, and step by step gives the same as all at once.
    #[test]
    fn what_is_kept_comes_back(findings in proptest::collection::vec(text(), 4), kinds in proptest::collection::vec(0_usize..10, 3), reason in text()) {
        let c = five();
        let mut a = empty(&c);
        let mut file = AnswerFile::create(a.clone(), &c, None).unwrap();
        for (id, finding) in ["c", "a", "b"].iter().zip(&findings) {
            let evidence = kinds.iter().map(|k| Evidence { kind: EvidenceKind::ALL[*k].1, text: finding.clone(), date: None, link: Some(finding.clone()), review_by: None }).collect();
            let answer = Answer { finding: Some(finding.clone()), evidence, actions: vec![assure::assessment::Action { what: finding.clone(), ..action("2027-01-01") }], ..rated(2) };
            a.answers.insert(as_id(id), answer);
            file.apply(&a, &c).unwrap();
        }
        a.answers.insert(as_id("d"), Answer { reason: Some(reason), ..Answer::responding(Some(Response::NotApplicable)) });
        a.council = findings.last().cloned();
        file.apply(&a, &c).unwrap();
        let read = AnswerFile::parse(file.text(), &c).unwrap();
        prop_assert_eq!(read.assessment(), &a);
    }
}
