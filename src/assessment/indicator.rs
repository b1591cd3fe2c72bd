//! The values of indicators, as a person wrote them; and what they are worth as evidence.

use std::collections::BTreeSet;

use chrono::{Months, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Assessment, MONTHS};
use crate::checklist::Checklist;
use crate::format::fields;
use crate::indicators::{self, Figure, Indicator, IndicatorPeriod, IndicatorUnit};

/// How final a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum IndicatorStatus {
    /// It may still be revised.
    Provisional,
    /// It stands.
    Final,
}

/// What the council thinks of the data behind a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum DataQuality {
    /// They can be relied on.
    Sound,
    /// They cannot: nothing good is read out of such a value, and it counts as no evidence.
    Doubtful,
}

/// What a value is set beside. The order is the order in which one is chosen where a rule needs one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ComparatorKind {
    /// The statistical neighbours.
    Neighbours,
    /// The region.
    Region,
    /// England.
    England,
    /// The council's own target, which has an owner.
    Target,
}

impl ComparatorKind {
    /// What it is called.
    pub fn title(self) -> &'static str {
        match self {
            ComparatorKind::Neighbours => "statistical neighbours",
            ComparatorKind::Region => "the region",
            ComparatorKind::England => "England",
            ComparatorKind::Target => "own target",
        }
    }
}

/// A figure that a value is set beside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Comparator {
    /// Whose it is.
    pub with: ComparatorKind,
    /// The figure, in the indicator's unit.
    pub value: Figure,
    /// When it is of, where that is not the value's own time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "IndicatorPeriod")]
    pub period: Option<IndicatorPeriod>,
    /// Where it was read.
    #[serde(default, deserialize_with = "fields::text", skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Who set the target and answers for it; a target needs one, and nothing else has one. A public report leaves it out.
    #[serde(default, deserialize_with = "fields::text", skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
}

/// The value of an indicator for one time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IndicatorValue {
    /// The indicator's id: `assure indicators` lists them. One of the council's own begins with `own-`.
    #[serde(deserialize_with = "fields::required_text")]
    #[schemars(length(min = 1))]
    pub id: String,
    /// When it is of: a year to 31 March (`2025-26`), a calendar year (`2025`), or a day (`2025-09-30`), which is the day or the last day
    /// of the year, as the indicator says.
    pub period: IndicatorPeriod,
    /// The figure in the indicator's unit. It can be left out where numerator and denominator are given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Figure")]
    pub value: Option<Figure>,
    /// The count above the line; of a count, the count itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Figure")]
    pub numerator: Option<Figure>,
    /// The count below the line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Figure")]
    pub denominator: Option<Figure>,
    /// Where it was read.
    #[serde(default, deserialize_with = "fields::text", skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Whether it may still be revised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "IndicatorStatus")]
    pub status: Option<IndicatorStatus>,
    /// Whether the data behind it can be relied on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "DataQuality")]
    pub quality: Option<DataQuality>,
    /// What a reader has to know of the data. Unless `quality` is `sound`, nothing good is read out of a value with a note.
    #[serde(default, deserialize_with = "fields::text", skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Why it cannot be read on from the value before it: the definition changed, data were restated, the council was reorganised.
    #[serde(
        rename = "break",
        default,
        deserialize_with = "fields::text",
        skip_serializing_if = "Option::is_none"
    )]
    pub series_break: Option<String>,
    /// What it is set beside.
    #[serde(
        rename = "comparator",
        default,
        deserialize_with = "fields::one_or_more",
        skip_serializing_if = "Vec::is_empty"
    )]
    #[schemars(schema_with = "fields::one_or_more_schema::<Comparator>")]
    pub comparators: Vec<Comparator>,
}

impl IndicatorValue {
    /// The figure: as it was given, or from its two counts.
    pub fn figure(&self, unit: IndicatorUnit) -> Option<Figure> {
        self.value.or_else(|| match unit {
            IndicatorUnit::Count => self.numerator,
            _ => Figure::share(self.numerator?, self.denominator?, unit.times()),
        })
    }

    /// What it is told from others by.
    pub fn key(&self) -> (&str, NaiveDate) {
        (&self.id, self.period.ends())
    }

    /// Its texts that a report prints, by their keys in a file. An owner is no text: it is a post or a name.
    pub fn texts(&self) -> impl Iterator<Item = (String, &str)> {
        let own = [
            ("source", &self.source),
            ("note", &self.note),
            ("break", &self.series_break),
        ];
        let own = own
            .into_iter()
            .filter_map(|(key, text)| Some((key.to_owned(), text.as_deref()?)));
        let comparators = self.comparators.iter().zip(1..);
        own.chain(
            comparators.filter_map(|(c, n): (&Comparator, usize)| {
                Some((format!("comparator.{n}.source"), c.source.as_deref()?))
            }),
        )
    }

    /// Whether it counts as evidence on a day, by the rule of evidence: its time ended at most 12 months before that day and not after
    /// it. Data that are doubtful show nothing, and the figures of a council's own list count for no question.
    pub fn is_evidence(&self, on: NaiveDate) -> bool {
        let oldest = on.checked_sub_months(Months::new(MONTHS)).unwrap_or(NaiveDate::MIN);
        let ends = self.period.ends();
        oldest <= ends
            && ends <= on
            && self.quality != Some(DataQuality::Doubtful)
            && indicators::find(&self.id).is_some()
    }
}

/// Whether current figures stand behind an answer, besides the evidence that it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FigureEvidence {
    /// No.
    #[default]
    Absent,
    /// Yes: they count as one piece of evidence of the kind `data`.
    Current,
}

/// The values of an assessment that count as evidence on a day, by the list inside the program; gathered once for all questions.
#[derive(Debug)]
pub struct CurrentFigures<'a> {
    checklist: &'a Checklist,
    values: Vec<(&'a IndicatorValue, &'a Indicator)>,
}

impl<'a> CurrentFigures<'a> {
    /// Those of an assessment.
    pub fn of(assessment: &'a Assessment, checklist: &'a Checklist, on: NaiveDate) -> Self {
        let current = assessment.indicators.iter().filter(|v| v.is_evidence(on));
        Self {
            checklist,
            values: current.filter_map(|v| Some((v, indicators::find(&v.id)?))).collect(),
        }
    }

    /// The values that count for a question of the checklist.
    pub fn speaking_to(&self, question: &str) -> impl Iterator<Item = &'a IndicatorValue> {
        let base = self.checklist.extends.as_ref().map(|e| e.id.as_str());
        self.values
            .iter()
            .filter(move |(_, i)| {
                i.speaks_to(&self.checklist.id, question) || base.is_some_and(|b| i.speaks_to(b, question))
            })
            .map(|(value, _)| *value)
    }
}

impl Assessment {
    /// Ids of the indicators of which it has values, each once, in the order of the file.
    pub fn indicator_ids(&self) -> Vec<&str> {
        let mut seen = BTreeSet::new();
        let ids = self.indicators.iter().map(|v| v.id.as_str());
        ids.filter(|id| seen.insert(*id)).collect()
    }
}
