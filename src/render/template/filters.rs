//! What a template can do with a value besides what the language has: dates and figures in words, texts of several lines, links.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use minijinja::value::Value;
use minijinja::{Environment, Error, ErrorKind};

use super::{TemplateKind, escaped};
use crate::assessment::{EvidenceKind, State};
use crate::checklist::shared::{theme_title, topic_title};
use crate::checklist::{AnswerKind, QuestionId, ThemeId, TopicId};
use crate::dates;
use crate::escape;
use crate::report::response_words;

/// Our own filters and functions, as an error lists them.
pub(super) const NAMES: [&str; 10] = [
    "day",
    "percent",
    "words",
    "answered",
    "paragraphs",
    "web_address",
    "theme",
    "topic",
    "question(id)",
    "actions()",
];

/// Adds them.
pub(super) fn add(env: &mut Environment<'_>, kind: TemplateKind, answers: BTreeMap<QuestionId, Value>) {
    env.add_filter("day", day);
    env.add_filter("percent", percent);
    env.add_filter("words", words);
    env.add_filter("answered", answered);
    env.add_filter("paragraphs", move |text: Value| paragraphs(&text, kind));
    env.add_filter("web_address", |text: Value| {
        let text = text.as_str().map(str::to_owned);
        text.as_deref().and_then(escape::web_address).map(str::to_owned)
    });
    env.add_filter("theme", |id: String| theme_title(&ThemeId::new(id)).to_owned());
    env.add_filter("topic", |id: String| topic_title(&TopicId::new(id)).to_owned());
    // What is printed is escaped in any case: to ask for it once more changes nothing.
    for name in ["escape", "e"] {
        env.add_filter(name, move |text: Value| {
            if text.is_safe() {
                text
            } else {
                Value::from_safe_string(escaped(&text.to_string(), kind))
            }
        });
    }
    let mut actions: Vec<(i64, Value)> = Vec::new();
    for answer in answers.values() {
        let list = answer.get_attr("actions").ok().and_then(|l| l.try_iter().ok());
        for action in list.into_iter().flatten() {
            let number = action
                .get_attr("number")
                .ok()
                .and_then(|n| n.as_i64())
                .unwrap_or(i64::MAX);
            actions.push((number, [action, answer.clone()].into_iter().collect()));
        }
    }
    actions.sort_by_key(|(number, _)| *number);
    let actions: Value = actions.into_iter().map(|(_, pair)| pair).collect();
    env.add_function("actions", move || actions.clone());
    env.add_function("question", move |id: String| {
        answers.get(id.as_str()).cloned().ok_or_else(|| {
            Error::new(
                ErrorKind::InvalidOperation,
                format!("the report has no question `{id}`"),
            )
        })
    });
}

/// `14 November 2025` of `2025-11-14`; nothing of nothing.
fn day(value: Value) -> Result<String, Error> {
    if value.is_none() {
        return Ok(String::new());
    }
    let text = value.to_string();
    let date: NaiveDate = text.parse().map_err(|_| {
        Error::new(
            ErrorKind::InvalidOperation,
            format!("`{text}` is no date of the report"),
        )
    })?;
    Ok(dates::day(date))
}

/// `59.5 per cent`; `no score yet` of nothing.
fn percent(value: Value) -> Result<String, Error> {
    if value.is_none() {
        return Ok("no score yet".to_owned());
    }
    let number = f64::try_from(value.clone()).map_err(|_| {
        Error::new(
            ErrorKind::InvalidOperation,
            format!("`{value}` is no figure of the report"),
        )
    })?;
    Ok(format!("{number:.1} per cent"))
}

/// A word of the data as a person says it: `own visit`, `under way`, `blind spot`.
fn words(value: Value) -> String {
    let word = value.to_string();
    match EvidenceKind::ALL.iter().find(|(w, _)| *w == word) {
        Some((_, kind)) => kind.title().to_owned(),
        None if word == "dont-know" => "don't know".to_owned(),
        None if value.is_none() => String::new(),
        None => word.replace(['-', '_'], " "),
    }
}

/// What was answered, of an answer: `2 established`, `yes`, `don't know`.
fn answered(answer: Value) -> Result<String, Error> {
    let field = |name: &str| {
        let value = answer.get_attr(name)?;
        Ok::<_, Error>(match (value.as_str(), value.as_i64()) {
            (Some(text), _) => serde_json::Value::from(text),
            (None, Some(number)) => serde_json::Value::from(number),
            (None, None) => serde_json::Value::Null,
        })
    };
    let none = |what: &str| {
        Error::new(
            ErrorKind::InvalidOperation,
            format!("`answered` is for an answer: no {what}"),
        )
    };
    let state: State = serde_json::from_value(field("state")?).map_err(|_| none("state"))?;
    let kind: AnswerKind = serde_json::from_value(field("answer")?).map_err(|_| none("kind"))?;
    let rating: Option<u8> = serde_json::from_value(field("rating")?).map_err(|_| none("rating"))?;
    Ok(response_words(state, rating, kind))
}

/// A text of several lines: paragraphs stay paragraphs, and everything in them text.
fn paragraphs(text: &Value, kind: TemplateKind) -> Value {
    let text = text.as_str().unwrap_or_default();
    Value::from_safe_string(match kind {
        TemplateKind::Markdown => escape::paragraphs(text),
        TemplateKind::Html => {
            let each = text.split("\n\n").map(str::trim).filter(|p| !p.is_empty());
            each.map(|p| format!("<p>{}</p>\n", escaped(p, kind).replace('\n', "<br>\n")))
                .collect()
        }
    })
}
