//! The report: golden files, formats that agree, and Markdown that renders as what was written.

use assure::assessment::{Answer, EvidenceKind};
use assure::checklist::Library;
use assure::document::report::page;
use assure::escape::{TextBlock, at_line_start, blocks, inline, link, one_line, paragraphs};
use assure::render::markdown::markdown;
use assure::report::{Audience, report, to_json};
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::harness::{Place, golden, project};
use crate::scoring::{action, empty, evidence, five, rated};

#[test]
fn golden_reports_of_the_examples() {
    for name in ["ce-2025-26", "ce-2025-26-half"] {
        let place = Place::new();
        place.copy(&format!("examples/{name}.toml"), "a.toml");
        golden(&format!("{name}.md"), &place.run(&["report", "a.toml"]).quietly());
        golden(
            &format!("{name}.json"),
            &place.run(&["report", "a.toml", "--format", "json"]).quietly(),
        );
        golden(&format!("{name}.score.txt"), &place.run(&["score", "a.toml"]).quietly());
        golden(
            &format!("{name}.public.md"),
            &place.run(&["report", "a.toml", "--public"]).quietly(),
        );
    }
}

#[test]
fn markdown_and_json_agree() {
    let place = Place::new();
    place.copy("examples/ce-2025-26.toml", "a.toml");
    let markdown = place.run(&["report", "a.toml"]).quietly();
    let json: serde_json::Value =
        serde_json::from_str(&place.run(&["report", "a.toml", "--format", "json"]).quietly()).unwrap();
    let overall = &json["overall"];
    for position in ["assured", "asserted", "planned", "exposed"] {
        let row = format!("| {position} | {} |", overall["positions"][position]);
        assert!(markdown.contains(&row), "{row}");
    }
    assert!(markdown.contains(&format!(
        "Score: **{}%** ({} of {} points",
        overall["score"], overall["earned"], overall["possible"]
    )));
    assert!(markdown.contains(&format!("Coverage: **{:.1}%**", overall["coverage"].as_f64().unwrap())));
    let answers = || {
        json["sections"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|s| s["answers"].as_array().unwrap())
    };
    assert_eq!(answers().count() as u64, overall["asked"].as_u64().unwrap());
    assert_eq!(
        answers().filter_map(|a| a["earned"].as_u64()).sum::<u64>(),
        overall["earned"].as_u64().unwrap()
    );
    assert_eq!(
        answers().filter(|a| !a["alert"].is_null()).count() as u64,
        overall["alerts"].as_u64().unwrap()
    );
    for answer in answers() {
        assert!(markdown.contains(&format!("#### {}", inline(answer["text"].as_str().unwrap()))));
    }
    let again = place.run(&["report", "a.toml", "--format", "json", "--today", "2031-01-01"]);
    assert_eq!(again.code, 2, "--today is given once by the test itself");
}

#[test]
fn a_report_made_on_another_day_is_the_same() {
    let c = Library::shipped().resolve("ce@2022").unwrap();
    let place = Place::new();
    place.copy("examples/ce-2025-26.toml", "a.toml");
    let now = place.run(&["report", "a.toml"]).quietly();
    let later = place
        .command(&["report", "a.toml"])
        .env("TZ", "Pacific/Auckland")
        .output()
        .unwrap();
    assert_eq!(String::from_utf8(later.stdout).unwrap(), now);
    assert_eq!(c.name().to_string(), "ce@2022");
}

#[test]
fn a_public_report_leaves_out_private_texts_names_and_owners() {
    let c = five();
    let mut a = empty(&c);
    a.assessor.name = Some("Nameless".to_owned());
    a.assessor.post = Some("Chief executive".to_owned());
    let secret = Answer {
        finding: Some("Secretfinding".to_owned()),
        evidence: vec![evidence(EvidenceKind::Audit, "2026-10-01")],
        actions: vec![assure::assessment::Action {
            what: "Secretaction".to_owned(),
            ..action("2027-01-01")
        }],
        private: true,
        by: Some("Byname".to_owned()),
        ..rated(1)
    };
    a.answers.insert("a".to_owned(), secret);
    a.answers.insert(
        "b".to_owned(),
        Answer {
            actions: vec![assure::assessment::Action {
                owner: Some("Ownername".to_owned()),
                ..action("2027-01-01")
            }],
            ..rated(1)
        },
    );
    let full = report(&c, &a, Audience::Full, "assure");
    let public = report(&c, &a, Audience::Public, "assure");
    assert_eq!(full.overall, public.overall, "every figure counts them");
    for (text, there) in [
        (markdown(&page(&full)), true),
        (to_json(&full), true),
        (markdown(&page(&public)), false),
        (to_json(&public), false),
    ] {
        for word in ["Nameless", "Secretfinding", "Secretaction", "Byname", "Ownername"] {
            assert_eq!(text.contains(word), there, "{word}");
        }
        assert!(text.contains("Chief executive"));
    }
}

#[test]
fn what_must_and_must_not_be_said() {
    let place = Place::new();
    place.copy("examples/ce-2025-26.toml", "a.toml");
    let markdown = place.run(&["report", "a.toml"]).quietly();
    let order: Vec<usize> = [
        "## Where we stand",
        "### Alerts",
        "## What we know",
        "## How we know it",
        "## What we will do",
        "## Every question and answer",
        "## Method",
    ]
    .iter()
    .map(|h| markdown.find(&format!("\n{h}\n")).unwrap_or_else(|| panic!("{h}")))
    .collect();
    assert!(order.is_sorted());
    assert!(markdown.contains("not an audit opinion"));
    for grade in [
        "Outstanding",
        "outstanding judgement",
        "requires improvement to be good",
    ] {
        assert!(!markdown.contains(grade), "{grade}");
    }
}

/// Every extension but the one that makes typographer's quotes and dashes of plain ones.
fn options() -> Options {
    Options::all() - Options::ENABLE_SMART_PUNCTUATION
}

/// The text of the only paragraph or the only cell that a piece of Markdown renders to.
fn rendered(markdown: &str) -> String {
    let mut text = String::new();
    for event in Parser::new_ext(markdown, options()) {
        match event {
            Event::Text(t) => text.push_str(&t),
            Event::Start(Tag::Paragraph | Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell) => {}
            Event::End(
                TagEnd::Paragraph | TagEnd::Table | TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell,
            ) => {}
            other => panic!("{other:?} in {markdown:?}"),
        }
    }
    text
}

/// The same for a text with at most so many lists.
fn rendered_in_lists(markdown: &str, lists: usize) -> String {
    let mut text = String::new();
    let mut found = 0;
    for event in Parser::new_ext(markdown, options()) {
        match event {
            Event::Text(t) => text.push_str(&t),
            Event::Start(Tag::List(_)) => found += 1,
            Event::Start(Tag::Paragraph | Tag::Item) => {}
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::List(_)) => {}
            other => panic!("{other:?} in {markdown:?}"),
        }
    }
    assert!(found <= lists, "{found} lists in {markdown:?}");
    text
}

fn plain(text: &str) -> String {
    assure::diagnostic::clean(&one_line(text))
}

fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[ -~]{0,12}",
        Just("[^1]: ".to_owned()),
        Just("<script>alert(1)</script>".to_owned()),
        Just("![x](javascript:alert(1))".to_owned()),
        Just("| --- |\n|---|".to_owned()),
        Just("\n# heading\n".to_owned()),
        Just("\n- [ ] task\n".to_owned()),
        Just("1. one\n12) two\n".to_owned()),
        Just("---\n===\n".to_owned()),
        Just(": definition\n~~~\n```\n".to_owned()),
        Just("&amp; &#42; $x$ ~~s~~ ^a^ {#id}".to_owned()),
        Just("\u{1b}[31m\0\u{202e}".to_owned()),
        Just("https://a_b.example/*x* www.a.org b@c.uk".to_owned()),
        Just(":smile: :100: ::: x\n(1) x\nb) y\n".to_owned()),
        Just("- a\n- b\n* # c\n\n1. x\n2. > y\n".to_owned()),
        Just("==m== ++i++ @cite {.a} [ ] 1986. ".to_owned()),
        any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 1..5).prop_map(|p| p.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]
    #[test]
    fn any_text_renders_as_itself(text in nasty()) {
        let wanted = plain(&text);
        let line = rendered(&at_line_start(&text));
        prop_assert_eq!(line.trim(), wanted.trim());
        let cell = format!("| {} |\n|---|\n| {} |\n", "head", inline(&text));
        prop_assert_eq!(rendered(&cell), format!("head{}", wanted.trim()));
        // Lists stay lists, and whatever is in them stays text.
        let together: String = blocks(&text)
            .iter()
            .flat_map(|b| match b {
                TextBlock::Paragraph(line, _) => vec![line.clone()],
                TextBlock::List { items, .. } => items.clone(),
            })
            .map(|line| plain(&line).trim().to_owned())
            .collect();
        let lists = blocks(&text).iter().filter(|b| matches!(b, TextBlock::List { .. })).count();
        prop_assert_eq!(rendered_in_lists(&paragraphs(&text), lists), together);
    }

    #[test]
    fn only_a_plain_web_address_becomes_a_link(text in nasty()) {
        for event in Parser::new_ext(&format!("x {}", link(&text)), options()) {
            if let Event::Start(Tag::Link { dest_url, .. }) = event {
                prop_assert!(dest_url.starts_with("https://") || dest_url.starts_with("http://"), "{dest_url}");
            }
        }
    }
}

/// Hostile answers do not change the report's shape: the same headings and tables as with harmless ones.
#[test]
fn hostile_answers_do_not_change_the_shape_of_the_report() {
    let c = five();
    let shape = |text: &str| -> Vec<String> {
        let mut a = empty(&c);
        let mut evidence = evidence(EvidenceKind::Audit, "2026-10-01");
        evidence.text = text.to_owned();
        evidence.link = Some(text.to_owned());
        let action = assure::assessment::Action {
            what: text.to_owned(),
            owner: Some(text.to_owned()),
            measure: Some(text.to_owned()),
            ..action("2027-01-01")
        };
        a.council = Some(text.to_owned());
        a.assessor.name = Some(text.to_owned());
        a.answers.insert(
            "a".to_owned(),
            Answer {
                finding: Some(text.to_owned()),
                evidence: vec![evidence],
                ..rated(3)
            },
        );
        a.answers.insert(
            "b".to_owned(),
            Answer {
                finding: Some(text.to_owned()),
                actions: vec![action],
                ..rated(1)
            },
        );
        let markdown = markdown(&page(&report(&c, &a, Audience::Full, "assure")));
        Parser::new_ext(&markdown, options())
            .filter_map(|e| match e {
                Event::Start(tag) if !matches!(tag, Tag::Link { .. }) => Some(format!("{tag:?}")),
                Event::Html(h) | Event::InlineHtml(h) => Some(h.to_string()),
                _ => None,
            })
            .collect()
    };
    let calm = shape("Calm text");
    for text in [
        "# x",
        "| a | b |",
        "```",
        "<b>x</b>",
        "<!-- x",
        "1. x",
        "- x",
        "> x",
        "*a* _b_",
        "[x](y)",
        "\u{1b}[2J",
        "a\\",
        "=",
        "&lt;",
    ] {
        assert_eq!(shape(text), calm, "{text}");
    }
}

#[test]
fn the_json_fields_are_documented() {
    let doc = project("docs/json.md");
    let place = Place::new();
    place.copy("examples/ce-2025-26.toml", "a.toml");
    let json: serde_json::Value =
        serde_json::from_str(&place.run(&["report", "a.toml", "--format", "json"]).quietly()).unwrap();
    fn names(value: &serde_json::Value, out: &mut std::collections::BTreeSet<String>) {
        match value {
            serde_json::Value::Object(map) => {
                for (k, v) in map {
                    out.insert(k.clone());
                    names(v, out);
                }
            }
            serde_json::Value::Array(list) => list.iter().for_each(|v| names(v, out)),
            _ => {}
        }
    }
    let mut all = std::collections::BTreeSet::new();
    names(&json, &mut all);
    let missing: Vec<&String> = all.iter().filter(|n| !doc.contains(&format!("`{n}`"))).collect();
    assert!(missing.is_empty(), "docs/json.md does not explain {missing:?}");
}
