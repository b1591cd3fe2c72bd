//! The report: golden files, formats that agree, and Markdown that renders as what was written.

use std::collections::BTreeSet;

use assure::checklist::Library;
use assure::escape::{TextBlock, at_line_start, blocks, inline, link, one_line, paragraphs};
use assure::format::schema::published;
use assure::report::Report;
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::Value as Json;

use crate::harness::{Place, golden};

/// The one example with whole golden reports. Whatever else a report can say has small tests, so that a sentence stands in one file.
#[test]
fn golden_report_of_the_example() {
    let place = Place::new();
    place.copy("examples/ce-2025-26.toml", "a.toml");
    golden("ce-2025-26.md", &place.run(&["report", "a.toml"]).quietly());
    golden(
        "ce-2025-26.json",
        &place.run(&["report", "a.toml", "--format", "json"]).quietly(),
    );
}

/// One question of three answered, in a section of its own; a fact not stated.
fn begun() -> Place {
    let place = Place::new();
    place.copy("examples/own-checklist.toml", "own.toml").put(
        "a.toml",
        "format = 1\nchecklist = \"out-of-hours\"\nedition = 2026\nchecklist_file = \"own.toml\"\nperiod = \"2026-27\"\n\
         started = 2026-11-20\nupdated = 2026-11-22\n[answer.handover-complete]\nrating = 1\nunfinished = true\n",
    );
    place
}

#[test]
fn an_assessment_that_is_not_complete_says_what_is_open() {
    let place = begun();
    let report = place.run(&["report", "a.toml"]).quietly();
    for said in [
        "\nCouncil not named · Director of children's services\n",
        "| Answered by | not named |",
        "\n**This assessment is not complete.** 2 of 3 questions are still open. Not stated yet: Is the out-of-hours service shared with \
         another council? (1 question waits on it).\n",
        "| unanswered | 2 | still open |",
        "\nScore: **33.3%** (1 of 3 points over the 1 answered). Coverage: **33.3%** (1 of 3 applicable answered). Range that the open \
         questions leave: **8.3–83.3%** (all at 0, all at 3).\n",
        "? (unanswered, still to be answered)\n",
        "\nNone yet: nothing is both rated 2 or 3 and shown by current evidence.\n",
        "? (1 developing, exposed). Nothing is planned\n",
        "\n### Blind spots\n\nNone was named.\n",
        "\n## What we will do\n\nNo open action is written down.\n",
        "\nStill open:\n\n- ",
        " (duty-line-answered; critical, alert, key)\n- ",
        " (placement-found-at-night)\n",
        "\n**1 developing** · exposed · evidence: none · the interview stopped here · handover-complete\n",
        "\n| Section | Asked | Answered | Score | Exposed | Unanswered | Alerts |\n",
        "\n| Getting through at night | 2 | 0 | – | 0 | 2 | 1 |\n",
        "\n| Children in care | 1 | 0 | – | 0 | 1 |",
        "\n| Practice and its quality | 1 | 1 | one question | 1 | 0 |",
    ] {
        assert!(report.contains(said), "{said}\n{report}");
    }
    let score = place.run(&["score", "a.toml"]).quietly();
    for said in [
        "Council not named, 2026-27: Director of children's services (out-of-hours@2026)\n",
        "\nAlerts: 1 (1 not answered yet)\n- ! duty-line-answered (unanswered; still to be answered): ",
        "\nRange that the open questions leave: 8.3–83.3% (all at 0, all at 3).\nKey questions answered: 1 of 2.\n\
         Not stated yet: Is the out-of-hours service shared with another council? (1 question waits on it)\n",
        "\n| Getting through at night    |      0/2 |     – |      1 |\n",
    ] {
        assert!(score.contains(said), "{said}\n{score}");
    }
    let json: Json = serde_json::from_str(&place.run(&["report", "a.toml", "--format", "json"]).quietly()).unwrap();
    assert_eq!(json["complete"], false);
    assert_eq!(json["context"][0]["answer"], Json::Null);
    assert_eq!(json["not_asked"][0], "partner-has-records");
    assert_eq!(json["alerts"], serde_json::json!(["duty-line-answered"]));
    let open = &json["sections"][0];
    assert_eq!((&open["score"], &open["coverage"]), (&Json::Null, &0.0.into()));
    assert_eq!(open["range"], serde_json::json!({ "lowest": 0.0, "highest": 100.0 }));
    let [open, begun] = [&open["answers"][0], &json["sections"][1]["answers"][0]];
    for (field, of_open, of_begun) in [
        ("state", Json::from("unanswered"), Json::from("rated")),
        ("rating", Json::Null, 1.into()),
        ("earned", Json::Null, 1.into()),
        ("position", "unanswered".into(), "exposed".into()),
        ("alert", "open".into(), Json::Null),
        ("unfinished", false.into(), true.into()),
    ] {
        assert_eq!((&open[field], &begun[field]), (&of_open, &of_begun), "{field}");
    }
}

/// The half-finished example: the same sums in every format, and one open question a row.
#[test]
fn the_half_finished_example_counts_the_same_everywhere() {
    let place = Place::new();
    place.copy("examples/ce-2025-26-half.toml", "a.toml");
    let report = place.run(&["report", "a.toml"]).quietly();
    let score = place.run(&["score", "a.toml"]).quietly();
    let json: Json = serde_json::from_str(&place.run(&["report", "a.toml", "--format", "json"]).quietly()).unwrap();
    let overall = &json["overall"];
    let open = overall["positions"]["unanswered"].as_u64().unwrap();
    assert!(open > 0 && json["complete"] == false);
    assert!(report.contains(&format!("{open} of {} questions are still open.", overall["asked"])));
    // Listed once each below the answers, and not spelled out.
    let answers = report.split("\n## Every question and answer\n").nth(1).unwrap();
    let listed = answers
        .split("\nStill open:\n\n")
        .skip(1)
        .flat_map(|part| part.lines().take_while(|l| l.starts_with("- ")));
    assert_eq!(listed.count() as u64, open);
    for (text, strong) in [(&report, "**"), (&score, "")] {
        let (share, range) = (&overall["score"], &overall["range"]);
        for said in [
            format!(
                "Score: {strong}{share}%{strong} ({} of {} points",
                overall["earned"], overall["possible"]
            ),
            format!("leave: {strong}{}–{}%{strong}", range["lowest"], range["highest"]),
        ] {
            assert!(text.contains(&said), "{said}");
        }
    }
}

#[test]
fn every_question_of_the_json_report_stands_in_the_markdown() {
    let place = Place::new();
    place.copy("examples/ce-2025-26.toml", "a.toml");
    let markdown = place.run(&["report", "a.toml"]).quietly();
    let json: serde_json::Value =
        serde_json::from_str(&place.run(&["report", "a.toml", "--format", "json"]).quietly()).unwrap();
    let overall = &json["overall"];
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
    let again: serde_json::Value = serde_json::from_str(&again.quietly()).unwrap();
    assert_eq!(again, json, "a report is reckoned from the answers' own date");
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

/// A public report is the full one but for what it leaves out, and says so.
#[test]
fn a_public_report_differs_in_nothing_else() {
    let place = Place::new();
    place.copy("examples/ce-2025-26.toml", "a.toml");
    let (full, public) = (
        place.run(&["report", "a.toml"]).quietly(),
        place.run(&["report", "a.toml", "--public"]).quietly(),
    );
    let note = "This is the public version: names, owners of actions and the texts of private answers are left out. Every figure counts them.";
    assert!(public.contains(&format!("\n\n{note}\n\n")) && !full.contains(note));
    // The figures have rules of their own (tests/it/indicators/public.rs).
    let without_figures = |text: &str| {
        let (before, after) = text.split_once("\n## Early warning: the figures\n").unwrap();
        let (_, after) = after.split_once("\n## Every question and answer\n").unwrap();
        format!("{before}\n{after}")
    };
    let (full, public) = (without_figures(&full), without_figures(&public));
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<BTreeSet<String>>();
    let (of_full, of_public) = (lines(&full), lines(&public));
    let added: Vec<&String> = of_public.difference(&of_full).collect();
    for line in &added {
        let known = *line == note
            || *line == "| Answered by | Chief executive |"
            || line.ends_with("The text is kept private.")
            || line.starts_with("<!-- made by assure;")
            || line.contains("left out")
                && of_full.iter().any(|l| {
                    // The same line but for the owner.
                    let (before, after) = line.split_once("left out").unwrap();
                    l.starts_with(before) && l.ends_with(after)
                });
        assert!(known, "{line}");
    }
    assert!(added.len() > 40, "{added:?}");
    // What is gone is the text of a private answer, or the line that stands in a changed form.
    let json = |args: &[&str]| -> Json { serde_json::from_str(&place.run(args).quietly()).unwrap() };
    let full = json(&["report", "a.toml", "--format", "json"]);
    let public = json(&["report", "a.toml", "--format", "json", "--public"]);
    assert_eq!(
        (&full["audience"], &public["audience"]),
        (&"full".into(), &"public".into())
    );
    for field in [
        "overall",
        "key",
        "themes",
        "alerts",
        "notes",
        "evidence_by_kind",
        "complete",
        "date",
        "checklist",
    ] {
        assert_eq!(full[field], public[field], "{field}");
    }
    let sections = |r: &Json| r["sections"].as_array().unwrap().clone();
    for (full, public) in sections(&full).iter().zip(&sections(&public)) {
        let answers = |s: &Json| s["answers"].as_array().unwrap().clone();
        for (full, public) in answers(full).iter().zip(&answers(public)) {
            for (field, value) in full.as_object().unwrap() {
                let kept = match field.as_str() {
                    "reason" | "finding" | "evidence" | "actions" if full["private"] == true => continue,
                    "by" => continue,
                    "actions" => {
                        let mut actions = value.clone();
                        for action in actions.as_array_mut().unwrap() {
                            action["owner"] = Json::Null;
                        }
                        actions
                    }
                    _ => value.clone(),
                };
                assert_eq!(kept, public[field], "{field} of {}", full["id"]);
            }
        }
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
        "## To talk through at the annual conversation",
        "## Every question and answer",
        "## Method and sources",
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
pub fn options() -> Options {
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

/// Nothing is written that the published schema has no field for, and null only where it allows null: the page of the fields is
/// made from it.
#[test]
fn a_report_is_what_its_schema_says() {
    let schema = published::<Report>();
    let place = begun();
    let undated = "\n[[answer.handover-complete.evidence]]\nkind = \"audit\"\ntext = \"x\"\n[[answer.handover-complete.action]]\nwhat = \"y\"\n";
    place.put("undated.toml", place.read("a.toml") + undated);
    place.copy("examples/ce-2025-26.toml", "whole.toml");
    for file in ["undated.toml", "whole.toml"] {
        let json: Json = serde_json::from_str(&place.run(&["report", file, "--format", "json"]).quietly()).unwrap();
        fits(&schema, &schema, &json, file);
    }
}

/// Asserts that a value has no field and no null that its schema does not know.
pub fn fits(root: &Json, schema: &Json, value: &Json, place: &str) {
    let here = match schema["$ref"].as_str() {
        Some(name) => &root["$defs"][name.trim_start_matches("#/$defs/")],
        None => schema,
    };
    let forms: Vec<&Json> = here["anyOf"]
        .as_array()
        .map_or_else(|| vec![here], |any| any.iter().collect());
    let is = |form: &Json, name: &str| {
        form["type"] == name || form["type"].as_array().is_some_and(|t| t.contains(&name.into()))
    };
    match value {
        Json::Null => assert!(forms.iter().any(|f| is(f, "null")), "{place} is null"),
        Json::Array(list) => list
            .iter()
            .enumerate()
            .for_each(|(i, v)| fits(root, &here["items"], v, &format!("{place}[{i}]"))),
        Json::Object(map) => {
            let form = forms.iter().find(|f| !is(f, "null")).unwrap();
            if form.get("$ref").is_some() {
                return fits(root, form, value, place);
            }
            for (name, v) in map {
                let field = form["properties"].get(name).or(form.get("additionalProperties"));
                let field =
                    field.unwrap_or_else(|| panic!("{place} has a field `{name}` that the schema does not know"));
                fits(root, field, v, &format!("{place}.{name}"));
            }
            for name in form["required"].as_array().into_iter().flatten() {
                assert!(map.contains_key(name.as_str().unwrap()), "{place} has no {name}");
            }
        }
        _ => {}
    }
}

/// The head of the brief names whoever answered in full: no part of it is cut for the others.
#[test]
fn the_head_of_the_brief_cuts_no_post() {
    let place = Place::new();
    place.copy("examples/quartet/dcs-2026-27.toml", "dcs.toml");
    let text = place.read("dcs.toml");
    for (council, shown) in [
        ("Alderbeck Council", "Alderbeck Council"),
        (
            "The Borough of Alderbeck and the Hundred of Upper and Lower Northmoor",
            "The Borough of Alderbeck and the Hundred of …",
        ),
    ] {
        place.put("dcs.toml", text.replace("Alderbeck Council", council));
        let brief = place.run(&["report", "dcs.toml", "--brief"]).quietly();
        let head = format!(
            "\n{shown} · Director of children's services · dcs@2026 · 10 November 2026 · answered by D. Example, Director of children's services\n"
        );
        assert!(brief.contains(&head), "{head}\n{brief}");
    }
}
