//! What the report's length is made of: each text that a person wrote stands in it once, and only an alert is told where it is named too.

use std::fmt::Write as _;

use assure::escape::inline;
use serde_json::Value as Json;

use crate::harness::{Place, project, root};

const BEGIN: &str = "<!-- lengths -->";
const END: &str = "<!-- /lengths -->";

/// The example's report, and its data.
fn example() -> (String, Json) {
    let place = Place::new();
    place.copy("examples/ce-2025-26.toml", "a.toml");
    let json = place.run(&["report", "a.toml", "--format", "json"]).quietly();
    (
        place.run(&["report", "a.toml"]).quietly(),
        serde_json::from_str(&json).unwrap(),
    )
}

fn list(value: &Json) -> impl Iterator<Item = &Json> {
    value.as_array().unwrap().iter()
}

fn answers(report: &Json) -> impl Iterator<Item = &Json> {
    list(&report["sections"]).flat_map(|s| list(&s["answers"]))
}

/// The lines of these texts of a record, as Markdown has them.
fn lines(record: &Json, fields: &[&str]) -> Vec<String> {
    let texts = fields.iter().filter_map(|f| record[*f].as_str());
    let lines = texts.flat_map(str::lines).map(|l| l.trim_start_matches("- "));
    lines.filter(|l| !l.is_empty()).map(inline).collect()
}

const ACTION: [&str; 4] = ["what", "measure", "reason", "effect"];

/// What people wrote: of each answer, and what stands before all.
fn written(report: &Json) -> Vec<String> {
    let of_answer = |a: &Json| {
        let mut all = lines(a, &["finding", "reason"]);
        all.extend(list(&a["evidence"]).flat_map(|e| lines(e, &["text"])));
        all.extend(list(&a["actions"]).flat_map(|x| lines(x, &ACTION)));
        all
    };
    let mut all: Vec<String> = answers(report).flat_map(of_answer).collect();
    all.extend(lines(report, &["judgement", "foreword", "setting"]));
    all.extend(list(&report["recommendations"]).flat_map(|r| lines(r, &["text", "source", "note", "effect"])));
    all
}

/// What an alert repeats: its finding and what will be done.
fn of_alerts(report: &Json) -> Vec<String> {
    let alerts = answers(report).filter(|a| !a["alert"].is_null());
    alerts
        .flat_map(|a| {
            let mut all = lines(a, &["finding"]);
            all.extend(list(&a["actions"]).flat_map(|x| lines(x, &["what", "reason", "effect"])));
            all
        })
        .collect()
}

fn times(texts: &[String], text: &str) -> usize {
    texts.iter().map(|t| t.matches(text).count()).sum()
}

#[test]
fn what_a_person_wrote_stands_once_and_with_an_alert_twice() {
    let (markdown, report) = example();
    let (written, again) = (written(&report), of_alerts(&report));
    assert!(written.len() > 200 && again.len() > 5);
    for text in &written {
        // A text may be a part of another one.
        let wanted = times(&written, text) + times(&again, text);
        // Of a recommendation its own full stop is left out before what else is said of it.
        let bare = text.trim_end_matches('.');
        let found = markdown
            .matches(text.as_str())
            .count()
            .max(markdown.matches(bare).count().min(wanted));
        assert_eq!(found, wanted, "{text}");
    }
}

/// A part of the report: how long it is, how much of that people wrote, and how much are questions.
struct Part {
    title: String,
    bytes: usize,
    people: usize,
    questions: usize,
}

impl Part {
    fn of(title: &str, text: &str, people: &[&str], questions: &[String]) -> Self {
        let sum = |texts: &mut dyn Iterator<Item = &str>| texts.map(|t| t.len() * text.matches(t).count()).sum();
        Self {
            title: title.to_owned(),
            bytes: text.len(),
            people: sum(&mut people.iter().copied()),
            questions: sum(&mut questions.iter().map(String::as_str)),
        }
    }
}

/// The part that a report of a file without figures has not.
const FIGURES: &str = "figures that give early warning";

/// The parts under headings of the second level, a few of them together.
fn parts(markdown: &str, report: &Json) -> Vec<Part> {
    let written = written(report);
    // Each text by itself, and none that is a part of another.
    let mut people: Vec<&str> = written.iter().map(String::as_str).collect();
    people.sort_by_key(|t| std::cmp::Reverse(t.len()));
    let mut apart: Vec<&str> = Vec::new();
    for text in people {
        if !apart.iter().any(|t| t.contains(text)) {
            apart.push(text);
        }
    }
    let questions: Vec<String> = answers(report).flat_map(|a| lines(a, &["text"])).collect();
    let groups = [
        (
            "head, approval, the assessor's texts, recommendations",
            "Where we stand",
        ),
        ("where we stand, alerts", "What we know"),
        ("what we know", "How we know it"),
        ("how we know it", "What we will do"),
        ("what we will do", "To talk through at the annual conversation"),
        ("to talk through, by section and theme", "Early warning: the figures"),
        (FIGURES, "Every question and answer"),
        ("every question and answer", "Method and sources"),
    ];
    let mut rest = markdown;
    let mut parts = Vec::new();
    for (title, next) in groups {
        let (part, _) = rest
            .split_once(&format!("\n## {next}\n"))
            .unwrap_or_else(|| panic!("{next}"));
        parts.push(Part::of(title, part, &apart, &questions));
        rest = &rest[part.len()..];
    }
    parts.push(Part::of("method and sources", rest, &apart, &questions));
    assert_eq!(parts.iter().map(|p| p.bytes).sum::<usize>(), markdown.len());
    parts
}

fn grouped(n: usize) -> String {
    if n < 1000 {
        return n.to_string();
    }
    format!("{},{:03}", n / 1000, n % 1000)
}

#[test]
fn the_lengths_in_the_documents_are_those_of_the_example() {
    let (markdown, report) = example();
    let mut table =
        "| part | bytes | what people wrote | questions | the rest |\n|---|---:|---:|---:|---:|\n".to_owned();
    let parts = parts(&markdown, &report);
    let sum = |f: fn(&Part) -> usize| parts.iter().map(f).sum::<usize>();
    let all = Part {
        title: "**the whole**".to_owned(),
        bytes: markdown.len(),
        people: sum(|p| p.people),
        questions: sum(|p| p.questions),
    };
    let mut row = |title: &str, figures: [usize; 4]| {
        let figures = figures.map(grouped).join(" | ");
        writeln!(table, "| {title} | {figures} |").unwrap();
    };
    for p in parts.iter().chain([&all]) {
        row(
            &p.title,
            [p.bytes, p.people, p.questions, p.bytes - p.people - p.questions],
        );
    }
    let questions: usize = answers(&report).map(|a| a["text"].as_str().unwrap().len()).sum();
    let once: usize = written(&report).iter().map(String::len).sum();
    row("each text once", [once + questions, once, questions, 0]);
    // Each mark and label that comes in anew is weighed against what it is for.
    // The figures are all the council's own, and not told apart here.
    let figures: usize = parts.iter().filter(|p| p.title == FIGURES).map(|p| p.bytes).sum();
    let own = all.bytes - all.people - all.questions - figures;
    assert!(own * 100 < (all.bytes - figures) * 37, "{table}");
    let page = project("docs/report.md").replace("\r\n", "\n");
    let (before, rest) = page.split_once(BEGIN).unwrap();
    let (_, after) = rest.split_once(END).unwrap();
    let wanted = format!("{before}{BEGIN}\n\n{table}\n{END}{after}");
    if std::env::var_os("GOLDEN").is_some_and(|v| v == "overwrite") {
        std::fs::write(root().join("docs/report.md"), wanted).unwrap();
    } else {
        assert_eq!(page, wanted, "GOLDEN=overwrite cargo test the_lengths_in_the_documents");
    }
}
