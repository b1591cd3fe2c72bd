//! A file of indicators read: the shipped list, or a council's own.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Indicator, IndicatorUnit, LOCAL, OWN, Prompt, PromptRule};
use crate::diagnostic::Diagnostic;
use crate::format::schema::Rules;
use crate::format::source::{Aim, PathStep, SourceTable, Value};
use crate::format::{self, FileType, Notation, UnplacedProblem, fields};

/// A file of indicators, format 1.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IndicatorFile {
    /// `1`.
    #[serde(deserialize_with = "fields::within::<_, 1, 1>")]
    #[schemars(range(min = 1, max = 1))]
    pub format: u32,
    /// The indicators, at least one.
    #[serde(rename = "indicator", default)]
    pub indicators: Vec<Indicator>,
    /// The relations that are worth a talk.
    #[serde(rename = "prompt", default)]
    pub prompts: Vec<Prompt>,
}

impl FileType for IndicatorFile {
    const RULES: Rules = &[("bad-text", is_line), ("bad-id", fields::is_id)];
}

/// Whether a text is one line, neither blank nor with a space at an end.
fn is_line(text: &str) -> Result<(), String> {
    let fault = if text.trim().is_empty() {
        "is empty"
    } else if text.chars().any(char::is_control) {
        "has a line end or a control character in it"
    } else if text.trim() != text {
        "begins or ends with a space"
    } else {
        return Ok(());
    };
    Err(fault.to_owned())
}

/// Whose file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    Ours,
    Council,
}

/// Whether a file is a council's own list: none of its ids is one of the list inside the program.
pub fn is_own(table: &SourceTable) -> bool {
    let Some(Value::List(list)) = table.get("indicator").map(|e| &e.node.value) else {
        return true;
    };
    !list.iter().any(|node| {
        matches!(&node.value, Value::Table(t)
            if matches!(t.get("id").map(|e| &e.node.value), Some(Value::Text(id)) if super::find(id).is_some()))
    })
}

/// Reads the shipped list.
///
/// # Errors
/// Every problem of the file.
pub fn parse(text: &str) -> Result<IndicatorFile, Vec<Diagnostic>> {
    read(text, Whose::Ours)
}

/// Reads a council's own file: every id in it begins with `own-`.
///
/// # Errors
/// Every problem of the file.
pub fn parse_own(text: &str) -> Result<IndicatorFile, Vec<Diagnostic>> {
    read(text, Whose::Council)
}

fn read(text: &str, whose: Whose) -> Result<IndicatorFile, Vec<Diagnostic>> {
    let (file, invalid) = match format::read::<IndicatorFile>(text, Notation::Toml) {
        Ok(file) => (file, None),
        Err(invalid) => (invalid.salvage::<IndicatorFile>().unwrap_or_default(), Some(invalid)),
    };
    let found = findings(&file, whose);
    if invalid.is_none() && found.is_empty() && texts_are_fine(&file) {
        return Ok(file);
    }
    Err(format::all_problems::<IndicatorFile>(text, invalid, found))
}

/// What serde takes may still break a rule of single texts: then the schema says where.
fn texts_are_fine(file: &IndicatorFile) -> bool {
    let fine = |text: &String| is_line(text).is_ok();
    file.indicators.iter().all(|i| {
        let single = [&i.name, &i.numerator, &i.source];
        let maybe = [&i.denominator, &i.part_of, &i.table, &i.published, &i.address];
        let lists = [&i.never_compared_with, &i.cautions, &i.questions];
        single.into_iter().all(fine)
            && maybe.into_iter().flatten().all(fine)
            && lists.into_iter().flatten().all(fine)
            && i.england.iter().all(|e| fine(&e.of))
    }) && file.prompts.iter().all(|p| {
        let single = [&p.title, &p.question, &p.source];
        single.into_iter().all(fine) && p.indicators.iter().all(fine)
    })
}

/// Adds what is wrong with what the file means.
struct Findings(Vec<UnplacedProblem>);

impl Findings {
    fn add(&mut self, path: &[PathStep], aim: Aim, diagnostic: Diagnostic) {
        self.0.push(UnplacedProblem {
            path: path.to_vec(),
            aim,
            diagnostic,
        });
    }

    fn at(&mut self, list: &str, i: usize, key: &str, diagnostic: Diagnostic) {
        self.add(&[list.into(), i.into(), key.into()], Aim::Value, diagnostic);
    }
}

fn findings(file: &IndicatorFile, whose: Whose) -> Vec<UnplacedProblem> {
    let mut found = Findings(Vec::new());
    if file.indicators.is_empty() {
        let problem = Diagnostic::error("no-indicators", "there is no indicator in it").label("at least one is needed");
        found.add(&["indicator".into()], Aim::Value, problem);
    }
    let mut ids: BTreeMap<&str, &Indicator> = BTreeMap::new();
    for (i, one) in file.indicators.iter().enumerate() {
        if ids.insert(&one.id, one).is_some() {
            let problem = Diagnostic::error("duplicate-id", format!("`{}` is there twice", one.id.escape_debug()));
            found.at("indicator", i, "id", problem.label("already there above"));
        }
        of_indicator(&mut found, i, one, whose);
    }
    let known = |id: &str| ids.contains_key(id) || (whose == Whose::Council && super::find(id).is_some());
    for (i, one) in file.indicators.iter().enumerate() {
        let named = one.never_compared_with.iter().map(|id| ("never_compared_with", id));
        for (key, id) in named.chain(one.part_of.iter().map(|id| ("part_of", id))) {
            if !known(id) || *id == one.id {
                let problem = Diagnostic::error(
                    "unknown-indicator",
                    format!("`{}` names no other indicator", id.escape_debug()),
                );
                found.at("indicator", i, key, problem.label("not an id of another indicator"));
            }
        }
    }
    let mut prompts = BTreeSet::new();
    for (i, prompt) in file.prompts.iter().enumerate() {
        if !prompts.insert(&prompt.id) {
            let problem = Diagnostic::error("duplicate-id", format!("`{}` is there twice", prompt.id.escape_debug()));
            found.at("prompt", i, "id", problem.label("already there above"));
        }
        let wanted = match prompt.rule {
            PromptRule::FirstNotBelowSecond => 2..=2,
            PromptRule::GoesUpAndDown => 1..=1,
            PromptRule::AllAboveComparator | PromptRule::AnyAboveComparator => 1..=usize::MAX,
        };
        if !wanted.contains(&prompt.indicators.len()) {
            let many = if *wanted.start() == 2 {
                "two indicators"
            } else {
                "one indicator"
            };
            let problem =
                Diagnostic::error("prompt", format!("this rule is about {many}")).label("too few or too many");
            found.at("prompt", i, "indicators", problem);
        }
        for id in prompt.indicators.iter().filter(|id| !known(id)) {
            let problem = Diagnostic::error("unknown-indicator", format!("`{}` is no indicator", id.escape_debug()));
            found.at("prompt", i, "indicators", problem.label("unknown"));
        }
    }
    found.0
}

fn of_indicator(found: &mut Findings, i: usize, one: &Indicator, whose: Whose) {
    let mut wrong = |key: &str, code: &'static str, message: String, label: &str| {
        found.at("indicator", i, key, Diagnostic::error(code, message).label(label));
    };
    if (whose == Whose::Council) != one.id.starts_with(OWN) {
        let message = match whose {
            Whose::Council => format!("the id of an indicator of your own begins with `{OWN}`"),
            Whose::Ours => format!("`{OWN}` is kept for the indicators of councils"),
        };
        wrong("id", "own-id", message, "another id is needed");
    }
    match (one.unit, &one.denominator) {
        (IndicatorUnit::Count, Some(_)) => {
            wrong(
                "denominator",
                "denominator",
                "a count has no denominator".to_owned(),
                "take it out, or name another unit",
            );
        }
        (IndicatorUnit::Count, None) | (_, Some(_)) => {}
        (_, None) => {
            wrong(
                "unit",
                "denominator",
                "this unit needs a `denominator`".to_owned(),
                "of what?",
            );
        }
    }
    let published = [("table", one.table.is_some()), ("published", one.published.is_some())];
    for (key, there) in published {
        if there == one.is_local() {
            let message = if there {
                format!("a figure that is `{LOCAL}` has no `{key}`")
            } else {
                format!("a published figure needs its `{key}`")
            };
            wrong("source", "source", message, "local, or published with table and month");
        }
    }
    for q in one.questions.iter().filter(|q| {
        !q.split_once(':')
            .is_some_and(|(checklist, question)| fields::is_id(checklist).is_ok() && fields::is_id(question).is_ok())
    }) {
        let message = format!("`{}` names no question", q.escape_debug());
        wrong(
            "questions",
            "question-name",
            message,
            "write CHECKLIST:QUESTION, such as ce:early-warning-of-trends",
        );
    }
}
