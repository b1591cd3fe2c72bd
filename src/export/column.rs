//! A column: its name, what it holds, and how a row's value is made.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::{ColumnRecord, OfAnswers, OfAssessment, OfQuestion};
use crate::assessment::{Action, ActionStatus, Evidence};
use crate::checklist::{Area, Role};
use crate::score::{Alert, Position};

/// What kind of value a column holds.
#[derive(Debug, Clone, Copy)]
pub enum ValueKind {
    /// A text.
    Text,
    /// One of some words.
    Word(fn() -> Vec<&'static str>),
    /// A whole number, 0 or more.
    Number,
    /// Per cent with one decimal.
    Percentage,
    /// A day: `2026-11-22`.
    Date,
    /// `true` or `false`.
    YesNo,
}

/// Whether a column can be empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nullable {
    /// It always holds a value.
    Never,
    /// Empty in CSV, `null` in JSON: not known, not given, or not applicable; never 0.
    Empty,
}

/// A value on its way into a row.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum ExportValue<'a> {
    Empty,
    /// A text that a person wrote, or that comes from a file's name.
    Text(Cow<'a, str>),
    /// A word of the program or an id of a checklist.
    Word(&'a str),
    Number(u32),
    /// Tenths of a per cent.
    PerMille(u32),
    Date(NaiveDate),
    YesNo(bool),
}

impl<'a> ExportValue<'a> {
    pub(super) fn text(text: Option<&'a str>) -> Self {
        text.map_or(ExportValue::Empty, |t| ExportValue::Text(t.into()))
    }

    pub(super) fn word(word: Option<&'a str>) -> Self {
        word.map_or(ExportValue::Empty, ExportValue::Word)
    }

    pub(super) fn count(n: usize) -> Self {
        ExportValue::Number(u32::try_from(n).unwrap_or(u32::MAX))
    }

    pub(super) fn number(n: Option<u32>) -> Self {
        n.map_or(ExportValue::Empty, ExportValue::Number)
    }

    pub(super) fn per_mille(n: Option<u32>) -> Self {
        n.map_or(ExportValue::Empty, ExportValue::PerMille)
    }

    pub(super) fn date(date: Option<NaiveDate>) -> Self {
        date.map_or(ExportValue::Empty, ExportValue::Date)
    }
}

/// A column, and how the value of a row is made.
pub(super) struct ExportColumn<R> {
    pub(super) record: ColumnRecord,
    pub(super) value: fn(&R) -> ExportValue<'_>,
}

fn column<R>(
    (name, kind, nullable): (&'static str, ValueKind, Nullable),
    about: &'static str,
    value: fn(&R) -> ExportValue<'_>,
) -> ExportColumn<R> {
    ExportColumn {
        record: ColumnRecord {
            name,
            kind,
            nullable,
            about,
        },
        value,
    }
}

/// A column that always holds a value.
pub(super) fn always<R>(
    name: &'static str,
    kind: ValueKind,
    about: &'static str,
    value: fn(&R) -> ExportValue<'_>,
) -> ExportColumn<R> {
    column((name, kind, Nullable::Never), about, value)
}

/// A column that can be empty.
pub(super) fn maybe<R>(
    name: &'static str,
    kind: ValueKind,
    about: &'static str,
    value: fn(&R) -> ExportValue<'_>,
) -> ExportColumn<R> {
    column((name, kind, Nullable::Empty), about, value)
}

pub(super) use ValueKind::{Date, Number, Percentage, Text, Word, YesNo};

/// The words of a list of words and what they stand for.
macro_rules! words {
    ($list:expr) => {
        $crate::export::ValueKind::Word(|| $list.iter().map(|entry| entry.0).collect())
    };
}
pub(super) use words;

/// What every row begins with: whose assessment it comes from.
pub(super) fn head<R: OfAssessment>() -> Vec<ExportColumn<R>> {
    vec![
        always("file", Text, "the answer file, as it was named or found", |r: &R| {
            ExportValue::Text(r.of().file.into())
        }),
        maybe("council", Text, "the council's name", |r: &R| {
            ExportValue::text(r.of().assessment.council.as_deref())
        }),
        always("role", words!(Role::ALL), "the office that was asked", |r: &R| {
            ExportValue::Word(r.of().checklist.role.id())
        }),
        always("checklist", Text, "the checklist's id", |r: &R| {
            ExportValue::Word(&r.of().checklist.id)
        }),
        always("edition", Number, "its edition", |r: &R| {
            ExportValue::Number(r.of().checklist.edition.into())
        }),
        always("period", Text, "the municipal year: `2026-27`", |r: &R| {
            ExportValue::Word(&r.of().period)
        }),
        always("year", Number, "the year in which it begins: 2026", |r: &R| {
            ExportValue::Number(r.of().assessment.period.start_year().into())
        }),
        always(
            "date",
            Date,
            "the assessment's date, from which evidence and due dates are reckoned",
            |r: &R| ExportValue::Date(r.of().score.on),
        ),
    ]
}

/// The question that a row is about.
pub(super) fn question<R: OfQuestion>() -> Vec<ExportColumn<R>> {
    vec![
        always("section", Text, "the section's id", |r: &R| {
            let section = r.of().checklist.sections.get(r.line().section);
            ExportValue::Word(section.map_or("", |s| s.id.as_str()))
        }),
        always("theme", Text, "the theme's id", |r: &R| {
            ExportValue::Word(r.line().question.theme.as_str())
        }),
        maybe(
            "topic",
            Text,
            "the topic's id: what it has in common with other roles' questions",
            |r: &R| ExportValue::word(r.line().question.topic.first().map(|t| t.as_str())),
        ),
        maybe("second_topic", Text, "a second topic's id", |r: &R| {
            ExportValue::word(r.line().question.topic.get(1).map(|t| t.as_str()))
        }),
        maybe("area", words!(Area::ALL), "the inspection area", |r: &R| {
            ExportValue::word(r.line().question.area.map(Area::word))
        }),
        always("question", Text, "the question's id, the same each year", |r: &R| {
            ExportValue::Word(r.line().question.id.as_str())
        }),
        always(
            "position",
            Word(|| Position::ALL.iter().map(|p| p.word()).collect()),
            "what its answer amounts to",
            |r: &R| ExportValue::Word(r.line().position.word()),
        ),
        maybe(
            "alert",
            words!(Alert::ALL),
            "critical, applicable and not assured: `planned` with a credible plan, `open` without",
            |r: &R| ExportValue::word(r.line().alert.map(Alert::word)),
        ),
    ]
}

/// What is shown for the answers of a row.
pub(super) fn evidence<R: OfAnswers>() -> Vec<ExportColumn<R>> {
    fn count<R: OfAnswers>(row: &R, which: impl Fn(&Evidence) -> bool) -> ExportValue<'static> {
        let all = row.answers().flat_map(|a| &a.evidence);
        ExportValue::count(all.filter(|e| which(e)).count())
    }
    vec![
        always("evidence_pieces", Number, "pieces of evidence named", |r: &R| {
            count(r, |_| true)
        }),
        always("evidence_current", Number, "those of them that are current", |r: &R| {
            count(r, |e| e.is_current(r.of().score.on))
        }),
        always(
            "evidence_outside",
            Number,
            "current pieces from outside line management",
            |r: &R| count(r, |e| e.kind.is_independent() && e.is_current(r.of().score.on)),
        ),
    ]
}

/// What will be done, and was, about the answers of a row.
pub(super) fn actions<R: OfAnswers>() -> Vec<ExportColumn<R>> {
    fn count<R: OfAnswers>(row: &R, which: impl Fn(&Action) -> bool) -> ExportValue<'static> {
        let all = row.answers().flat_map(|a| &a.actions);
        ExportValue::count(all.filter(|a| which(a)).count())
    }
    vec![
        always("actions_open", Number, "actions open, under way or late", |r: &R| {
            count(r, |a| a.status.is_open())
        }),
        always(
            "actions_credible",
            Number,
            "those with owner and measure, due within 12 months",
            |r: &R| count(r, |a| a.is_credible(r.of().score.on)),
        ),
        always("actions_overdue", Number, "those whose date is past", |r: &R| {
            count(r, |a| a.is_overdue(r.of().score.on))
        }),
        always("actions_done", Number, "actions done", |r: &R| {
            count(r, |a| a.status == ActionStatus::Done)
        }),
        always(
            "actions_done_with_effect",
            Number,
            "those of them that say what they changed",
            |r: &R| count(r, |a| a.status == ActionStatus::Done && a.effect.is_some()),
        ),
        always("actions_dropped", Number, "actions given up", |r: &R| {
            count(r, |a| a.status == ActionStatus::Dropped)
        }),
    ]
}
