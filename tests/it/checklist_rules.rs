//! Every rule of the checklist format: a valid file, and one bad snippet for each rule.

use assure::checklist::{self, Library, lineage};
use assure::diagnostic::{Diagnostic, line_column};

use crate::harness::{Place, as_id, keep_snippet};

/// A small valid checklist with everything in it.
pub const VALID: &str = r#"format = 1
id = "own"
edition = 2026
revision = 1
role = "ce"
title = "Our own"
status = "current"
minutes = 20
note = "A note."

[[source]]
id = "guide"
title = "Guide"
publisher = "Us"
date = "May 2026"
url = "https://council.example/guide"

[[context]]
id = "trust"
text = "Does a trust deliver services?"

[[section]]
id = "first"
title = "First"
intro = "An intro."

[[section.question]]
id = "one"
text = "Do you know the first thing?"
why = "It matters."
look_for = ["A thing", "Another"]
warning_signs = ["A sign"]
theme = "voice"
key = true
critical = true
weight = 2
source = { id = "guide", locator = "Part 1" }
indicators = ["A measure"]
then_now = [{ then = "LSCB", now = "safeguarding partners", when = "2019-09" }]
was = [{ edition = 2024, id = "one", change = "reworded", comparable = true }]

[[section.question]]
id = "two"
text = "Is there a trust board?"
why = "It matters too."
look_for = ["A board"]
theme = "governance"
topic = ["quartet", "voice-heard-and-acted-on"]
area = "send"
answer = "yes-no"
critical = true
not_key_because = "A fact of law, checked once a year."
only_if = "trust"
source = [{ id = "guide", locator = "Part 2" }, { id = "guide", locator = "Part 3" }]

[[withdrawn]]
edition = 2024
id = "three"
reason = "Gone."
"#;

fn parse(text: &str) -> Result<checklist::Checklist, Vec<Diagnostic>> {
    checklist::parse(text, &Library::shipped())
}

#[test]
fn the_valid_one_is_valid_and_complete() {
    keep_snippet("checklist", "valid", VALID);
    let c = parse(VALID).unwrap_or_else(|e| panic!("{e:#?}"));
    assert_eq!(c.len(), 2);
    let one = c.question(&as_id("one")).unwrap();
    assert_eq!(
        (one.weight, one.key, one.critical, one.max_points()),
        (2, true, true, 6)
    );
    assert_eq!(one.look_for, ["A thing", "Another"]);
    assert_eq!(one.warning_signs, ["A sign"]);
    assert_eq!(one.then_now[0].when, "2019-09");
    assert_eq!(one.was[0].edition, 2024);
    let two = c.question(&as_id("two")).unwrap();
    assert_eq!(
        (two.weight, two.source.len(), two.only_if.as_ref().map(|id| id.as_str())),
        (1, 2, Some("trust"))
    );
    assert_eq!(two.topic, ["quartet", "voice-heard-and-acted-on"]);
    assert_eq!(two.area, Some(checklist::Area::Send));
    assert_eq!(
        two.not_key_because.as_deref(),
        Some("A fact of law, checked once a year.")
    );
    assert_eq!(c.withdrawn[0].id, "three");
    assert_eq!(c.sources[0].url.as_deref(), Some("https://council.example/guide"));
}

/// The valid checklist with `old` replaced must fail with `code`, at the place where `at` stands in the changed text.
#[track_caller]
fn bad(old: &str, new: &str, code: &str, at: &str) -> Diagnostic {
    assert_eq!(
        VALID.matches(old).count(),
        1,
        "`{old}` must stand once in the valid text"
    );
    let text = VALID.replacen(old, new, 1);
    keep_snippet("checklist", code, &text);
    let errors = parse(&text).expect_err("it must not be valid");
    let Some(found) = errors.iter().find(|d| d.code == code) else {
        panic!("no `{code}` in {errors:#?}")
    };
    let span = found.span.clone().unwrap_or_else(|| panic!("no place: {found:#?}"));
    let wanted = text.find(at).unwrap();
    assert_eq!(line_column(&text, span.start), line_column(&text, wanted), "{found:#?}");
    found.clone()
}

#[test]
fn head() {
    bad("format = 1", "format = 2", "newer-format", "2\nid");
    bad("id = \"own\"", "id = \"Own List\"", "bad-id", "\"Own List\"");
    bad("edition = 2026\nrev", "edition = 26\nrev", "out-of-range", "26\nrev");
    bad("revision = 1", "revision = 0", "out-of-range", "0\nrole");
    let d = bad("role = \"ce\"", "role = \"chief\"", "unknown-value", "\"chief\"");
    assert!(d.help.unwrap().contains("allowed: ce, leader, lmcs, dcs"));
    bad(
        "status = \"current\"",
        "status = \"curent\"",
        "unknown-value",
        "\"curent\"",
    );
    bad("minutes = 20", "minutes = \"20\"", "wrong-kind", "\"20\"");
    bad("minutes = 20", "minutes = 60", "key-run", "60\nnote");
    bad("title = \"Our own\"\n", "", "missing-key", "format");
    bad("title = \"Our own\"", "title = \"  \"", "empty", "\"  \"");
    let d = bad("revision = 1", "revison = 1", "unknown-key", "revison");
    assert!(d.label.contains("did you mean `revision`"), "{d:?}");
}

#[test]
fn sources_and_contexts() {
    bad(
        "url = \"https://council.example/guide\"",
        "url = \"javascript:alert(1)\"",
        "url",
        "\"javascript:alert(1)\"",
    );
    bad("publisher = \"Us\"\n", "", "missing-key", "[[source]]");
    let d = bad(
        "source = { id = \"guide\", locator = \"Part 1\" }",
        "source = { id = \"gide\", locator = \"Part 1\" }",
        "unknown-source",
        "\"gide\"",
    );
    assert!(d.help.unwrap().contains("did you mean `guide`"));
    bad(
        "only_if = \"trust\"",
        "only_if = \"thrust\"",
        "unknown-context",
        "\"thrust\"",
    );
    bad(
        "text = \"Does a trust deliver services?\"",
        "text = \"A trust\"",
        "question-mark",
        "\"A trust\"",
    );
    bad(
        "locator = \"Part 1\" }",
        "locator = \"Part 1\", page = 3 }",
        "unknown-key",
        "page",
    );
}

#[test]
fn questions() {
    bad(
        "id = \"two\"",
        "id = \"one\"",
        "duplicate-id",
        "\"one\"\ntext = \"Is there",
    );
    bad(
        "text = \"Do you know the first thing?\"",
        "text = \"Do you know it? And this?\"",
        "two-questions",
        "\"Do you know it",
    );
    bad(
        "text = \"Do you know the first thing?\"",
        "text = \"Do you know? Say so.\"",
        "question-mark",
        "\"Do you know? Say",
    );
    let long = format!("text = \"{}?\"", "a".repeat(240));
    bad("text = \"Do you know the first thing?\"", &long, "too-long", "\"aaaa");
    bad("why = \"It matters.\"\n", "", "missing-key", "[[section.question]]");
    bad("look_for = [\"A board\"]", "look_for = []", "empty", "[]");
    bad("look_for = [\"A board\"]", "look_for = [3]", "wrong-kind", "3]");
    let d = bad("theme = \"voice\"", "theme = \"voices\"", "unknown-theme", "\"voices\"");
    assert!(d.help.unwrap().contains("did you mean `voice`"));
    bad("weight = 2", "weight = 0", "out-of-range", "0\nsource");
    bad("weight = 2", "weight = -3", "out-of-range", "-3");
    bad("weight = 2", "weight = 2.5", "out-of-range", "2.5");
    bad("key = true", "key = \"yes\"", "wrong-kind", "\"yes\"");
    bad("answer = \"yes-no\"", "answer = \"yes\"", "unknown-value", "\"yes\"");
    bad(
        "source = { id = \"guide\", locator = \"Part 1\" }\n",
        "",
        "missing-key",
        "[[section.question]]",
    );
    bad("when = \"2019-09\"", "when = \"Sept 2019\"", "date", "\"Sept 2019\"");
    bad(
        "why = \"It matters.\"",
        "why = \"\\u001b[2J\"",
        "control-character",
        "\"\\u001b",
    );
    let topics = "topic = [\"quartet\", \"voice-heard-and-acted-on\"]";
    let d = bad(topics, "topic = \"quartets\"", "unknown-topic", "\"quartets\"");
    assert!(d.help.unwrap().contains("did you mean `quartet`"));
    bad(topics, "topic = []", "empty", "[]");
    let three = "topic = [\"quartet\", \"scrutiny\", \"challenge\"]";
    bad(topics, three, "too-many-topics", "[\"quartet\"");
    let twice = "topic = [\"scrutiny\", \"scrutiny\"]";
    bad(topics, twice, "duplicate-id", "[\"scrutiny\"");
    bad("area = \"send\"", "area = \"health\"", "unknown-value", "\"health\"");
    bad(
        "answer = \"yes-no\"\ncritical = true",
        "answer = \"yes-no\"",
        "not-key-because",
        "\"A fact of law",
    );
    bad("wei", "wie", "unknown-key", "wieght");
}

#[test]
fn a_question_without_a_document_says_so() {
    let cited = "source = { id = \"guide\", locator = \"Part 1\" }";
    let c = parse(&VALID.replacen(cited, "rests_on = \"practice\"", 1)).unwrap_or_else(|e| panic!("{e:#?}"));
    let one = c.question(&as_id("one")).unwrap();
    assert_eq!(
        (one.source.len(), one.rests_on),
        (0, Some(checklist::RestsOn::Practice))
    );
    bad(cited, "rests_on = \"law\"", "unknown-value", "\"law\"");
    let both = format!("{cited}\nrests_on = \"practice\"");
    bad(cited, &both, "rests-on", "\"practice\"");
}

#[test]
fn lineage_rules_inside_one_file() {
    bad(
        "was = [{ edition = 2024,",
        "was = [{ edition = 2026,",
        "lineage-cycle",
        "2026, id = \"one\"",
    );
    bad(
        "was = [{ edition = 2024,",
        "was = [{ edition = 2030,",
        "lineage-cycle",
        "2030",
    );
    bad(
        "change = \"reworded\"",
        "change = \"rewritten\"",
        "unknown-value",
        "\"rewritten\"",
    );
    bad(
        "change = \"reworded\", comparable = true",
        "change = \"same\", comparable = false",
        "lineage",
        "false",
    );
    bad("change = \"reworded\"", "change = \"merged\"", "lineage", "[{ edition");
    bad("comparable = true", "comparable = \"yes\"", "wrong-kind", "\"yes\"");
    bad("reason = \"Gone.\"\n", "", "missing-key", "[[withdrawn]]");
}

#[test]
fn lineage_accounts_for_every_earlier_question() {
    let earlier = VALID.replace("edition = 2026", "edition = 2024").replace(
        "was = [{ edition = 2024, id = \"one\", change = \"reworded\", comparable = true }]\n",
        "",
    );
    let earlier = earlier
        .split("[[withdrawn]]")
        .next()
        .unwrap()
        .replace("id = \"two\"", "id = \"three\"");
    let earlier = parse(&earlier).unwrap();
    let check = |text: &str| {
        lineage::check(&earlier, &parse(text).unwrap())
            .into_iter()
            .map(|d| d.message)
            .collect::<Vec<_>>()
    };
    assert_eq!(check(VALID), Vec::<String>::new());
    let neither = VALID.split("[[withdrawn]]").next().unwrap();
    assert!(check(neither)[0].contains("`three` of own@2024 is neither followed nor withdrawn"));
    let both = VALID.replace("id = \"three\"", "id = \"one\"");
    let said = check(&both).join("\n");
    assert!(
        said.contains("`one` of own@2024 is both followed (by one) and withdrawn"),
        "{said}"
    );
    let unknown = VALID.replace("id = \"three\"", "id = \"four\"");
    assert!(check(&unknown).join("\n").contains("has no such question"));
    let split = VALID.replace("change = \"reworded\"", "change = \"split\"");
    assert!(check(&split)[0].contains("only one follows it"));
    let reused = VALID
        .replace(
            "was = [{ edition = 2024, id = \"one\",",
            "was = [{ edition = 2024, id = \"three\",",
        )
        .replace("id = \"three\"\nreason", "id = \"one\"\nreason");
    assert!(
        check(&reused)
            .join("\n")
            .contains("does not say that it descends from it")
    );
}

#[test]
fn all_problems_at_once_in_the_order_of_the_file() {
    let text = VALID
        .replace("weight = 2", "weight = 0")
        .replace("theme = \"governance\"", "theme = \"nonsense\"")
        .replace("role = \"ce\"", "role = \"x\"");
    let errors = parse(&text).unwrap_err();
    let codes: Vec<&str> = errors.iter().map(|d| d.code).collect();
    assert_eq!(codes, ["unknown-value", "out-of-range", "unknown-theme"]);
}

#[test]
fn every_syntax_error_is_told() {
    let errors = parse("format = \nid = \"a\nedition = 2026\n").unwrap_err();
    assert!(errors.len() >= 2, "{errors:#?}");
    assert!(errors.iter().all(|d| d.code == "syntax" && d.span.is_some()));
}

const OVERLAY: &str = r#"format = 1
extend = "ce@2022"
id = "ce-ours"
revision = 1
title = "Chief executive, with our own questions"

[[source]]
id = "plan"
title = "Our plan"
publisher = "Us"
date = "2026"

[[section]]
id = "roles"

[[section.question]]
id = "our-own"
text = "Is our own plan followed?"
why = "We said so."
look_for = ["The plan"]
theme = "governance"
source = { id = "plan", locator = "Page 1" }
"#;

#[test]
fn an_overlay_adds_and_never_changes() {
    let base = Library::shipped().resolve("ce@2022").unwrap();
    let c = parse(OVERLAY).unwrap_or_else(|e| panic!("{e:#?}"));
    assert_eq!((c.id.as_str(), c.edition, c.len()), ("ce-ours", 2022, base.len() + 1));
    assert_eq!(c.section_of(&as_id("our-own")).unwrap().id, "roles");
    for q in base.questions() {
        assert_eq!(c.question(&q.id), Some(q));
    }
    for (old, new, code) in [
        ("id = \"our-own\"", "id = \"dcs-reports-to-ce\"", "overlay"),
        ("id = \"plan\"\ntitle", "id = \"lga-ce-2022\"\ntitle", "overlay"),
        ("id = \"ce-ours\"", "id = \"ce\"", "overlay"),
        ("id = \"roles\"", "id = \"roles\"\ntitle = \"Mine\"", "overlay"),
        ("id = \"roles\"", "id = \"new-section\"", "missing-key"),
        ("extend = \"ce@2022\"", "extend = \"ce@1999\"", "unknown-checklist"),
    ] {
        let text = OVERLAY.replace(old, new);
        let errors = parse(&text).unwrap_err();
        assert!(errors.iter().any(|d| d.code == code), "{new}: {errors:#?}");
    }
}

#[test]
fn check_shows_path_line_column_caret_and_nearest_name() {
    let place = Place::new();
    place.put(
        "own.toml",
        VALID
            .replace("weight = 2", "weight = -3")
            .replace("theme = \"voice\"", "theme = \"voic\""),
    );
    let ran = place.run(&["check", "own.toml"]).exits(1);
    assert!(ran.out.contains("own.toml:33:9"), "{}", ran.out);
    assert!(ran.out.contains("own.toml:36:10"), "{}", ran.out);
    assert!(ran.out.contains("weight = -3"), "{}", ran.out);
    assert!(ran.out.contains("^^ must be between 1 and 10"), "{}", ran.out);
    assert!(ran.out.contains("did you mean `voice`?"), "{}", ran.out);
    assert!(ran.out.contains("not valid, 2 errors"), "{}", ran.out);
}

#[test]
fn hostile_files_never_panic() {
    for text in [
        "",
        "\u{feff}",
        "[[[[[[",
        "a = [[[[[[[[[[[[[[",
        "x",
        "format = 1",
        "\0\0\0",
        "[section]\nquestion = 3",
        "section = [1, 2]",
        "[[section]]\n[[section.question]]\nsource = [[1]]",
    ] {
        assert!(parse(text).is_err());
    }
    let deep = format!("a = {}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(parse(&deep).is_err());
    let deep = "[[section.question.a.b.c.d]]\n".repeat(10_000);
    assert!(parse(&deep).is_err());
}
