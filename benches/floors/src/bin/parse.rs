//! Reads answer files and checklists and parses each into types: the bare work of most commands.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::value::Datetime;

/// An answer file, as far as a score needs it: every field that answers have.
#[derive(Deserialize)]
#[allow(dead_code)]
struct Answers {
    checklist: String,
    edition: u16,
    period: String,
    council: Option<String>,
    #[serde(default)]
    context: BTreeMap<String, bool>,
    answer: BTreeMap<String, Answer>,
}

#[derive(Deserialize)]
#[allow(dead_code)]
struct Answer {
    rating: Option<u8>,
    state: Option<String>,
    reason: Option<String>,
    finding: Option<String>,
    by: Option<String>,
    on: Option<Datetime>,
    asked: Option<String>,
    #[serde(default)]
    private: bool,
    #[serde(default)]
    evidence: Vec<Evidence>,
    #[serde(default)]
    action: Vec<Action>,
}

#[derive(Deserialize)]
#[allow(dead_code)]
struct Evidence {
    kind: String,
    text: String,
    date: Option<Datetime>,
    link: Option<String>,
    review_by: Option<Datetime>,
}

#[derive(Deserialize)]
#[allow(dead_code)]
struct Action {
    what: String,
    owner: Option<String>,
    due: Option<Datetime>,
    measure: Option<String>,
    status: Option<String>,
    reason: Option<String>,
    effect: Option<String>,
}

/// A checklist.
#[derive(Deserialize)]
#[allow(dead_code)]
struct Checklist {
    id: String,
    edition: u16,
    title: String,
    source: Vec<BTreeMap<String, toml::Value>>,
    section: Vec<Section>,
}

#[derive(Deserialize)]
#[allow(dead_code)]
struct Section {
    id: String,
    title: String,
    question: Vec<Question>,
}

#[derive(Deserialize)]
#[allow(dead_code)]
struct Question {
    id: String,
    text: String,
    why: String,
    look_for: Vec<String>,
    #[serde(default)]
    warning_signs: Vec<String>,
    theme: String,
    #[serde(default)]
    topic: Option<toml::Value>,
    area: Option<String>,
    answer: Option<String>,
    weight: Option<u8>,
    #[serde(default)]
    key: bool,
    #[serde(default)]
    critical: bool,
    only_if: Option<String>,
    source: Option<toml::Value>,
    was: Option<toml::Value>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut questions = 0;
    for path in std::env::args_os().skip(1) {
        let text = std::fs::read_to_string(&path)?;
        if text.contains("\n[[section]]") {
            let list: Checklist = toml::from_str(&text)?;
            questions += list.section.iter().map(|s| s.question.len()).sum::<usize>();
        } else {
            let answers: Answers = toml::from_str(&text)?;
            questions += answers.answer.len();
        }
    }
    println!("{questions}");
    Ok(())
}
