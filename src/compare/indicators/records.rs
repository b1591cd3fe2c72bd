//! What is told of the figures over the years: the records, as they stand in the JSON.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::RaisedPrompt;
use crate::assessment::{Comparator, DataQuality, IndicatorStatus, IndicatorValue};
use crate::indicators::{Figure, GoodDirection, IndicatorPeriod, IndicatorUnit};
use crate::report::Audience;

/// Which way a figure went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum MoveDirection {
    /// It is higher.
    Up,
    /// It is lower.
    Down,
    /// It is the same.
    Same,
}

/// What can be read out of a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Reading {
    /// It went the way that is commonly thought better.
    WantedWay,
    /// It went the other way.
    OtherWay,
    /// It moved, and neither way is better in itself; or it did not move.
    Neutral,
    /// It is no more than chance alone would often make, or than a few children make.
    TooSmall,
    /// Its counts are not given, so that nobody can say whether it is more than chance.
    NotCounted,
    /// It went the wanted way on data that are doubted: nothing good is read out of it.
    Doubtful,
    /// The two do not count the same, or not at the same time of the year.
    NotComparable,
}

impl Reading {
    /// For a person, behind the size of the move.
    pub fn words(self) -> &'static str {
        match self {
            Reading::WantedWay => "the way that is commonly thought better",
            Reading::OtherWay => "against the way that is commonly thought better",
            Reading::Neutral => "neither way is better in itself",
            Reading::TooSmall => "too small to tell from chance",
            Reading::NotCounted => "without its counts nobody can say whether it is more than chance",
            Reading::Doubtful => "not called better: the data are doubted",
            Reading::NotComparable => "not comparable",
        }
    }
}

/// What became of a figure since the one before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MoveRecord {
    /// Which way.
    pub direction: MoveDirection,
    /// By how much, in the indicator's unit.
    pub by: Figure,
    /// What can be read out of it.
    pub reading: Reading,
}

/// What a figure is set beside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BesideRecord {
    /// What it is, as it was given.
    #[serde(flatten)]
    pub comparator: Comparator,
    /// `true`: not the council but this program gave it.
    #[serde(default)]
    pub from_program: bool,
    /// Where the council's figure stands to it; null where the two are of different times, or the figure is withheld.
    pub direction: Option<MoveDirection>,
    /// By how much.
    pub by: Option<Figure>,
}

/// One value of a series.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PointRecord {
    /// When it is of.
    pub period: IndicatorPeriod,
    /// The figure; null where it is withheld, or does not follow from what is given.
    pub figure: Option<Figure>,
    /// The count above the line.
    pub numerator: Option<Figure>,
    /// The count below the line.
    pub denominator: Option<Figure>,
    /// Of a percentage: how many of the denominator one point is.
    pub one_point_is: Option<Figure>,
    /// `true`: a small count stands behind it, and this copy is public.
    #[serde(default)]
    pub withheld: bool,
    /// Whether it may still be revised.
    pub status: Option<IndicatorStatus>,
    /// Whether the data can be relied on.
    pub quality: Option<DataQuality>,
    /// What a reader has to know of the data.
    pub note: Option<String>,
    /// Where it was read.
    pub source: Option<String>,
    /// Why it cannot be read on from the value before it.
    #[serde(rename = "break")]
    pub series_break: Option<String>,
    /// What became of it since the value before it; null for the first, and where one of the two is withheld.
    pub since: Option<MoveRecord>,
    /// What it is set beside.
    pub beside: Vec<BesideRecord>,
}

/// How a series moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Steadiness {
    /// Fewer than three values in a row that can be compared.
    TooShort,
    /// No step, and no drift from the first value to the last, is more than chance alone would often make.
    Steady,
    /// It rose by more than chance, in a step or from its first value to its last, and never fell by more than chance.
    Rising,
    /// It fell by more than chance, in a step or from its first value to its last, and never rose by more than chance.
    Falling,
    /// It rose and fell, each time by more than chance.
    Volatile,
    /// Counts are missing, so that chance cannot be reckoned.
    NotCounted,
}

impl Steadiness {
    /// In a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Steadiness::TooShort => {
                "Fewer than three values in a row can be compared: how steady it is cannot be said."
            }
            Steadiness::Steady => {
                "Steady: no step, and no drift from the first to the last, is more than chance alone would often make."
            }
            Steadiness::Rising => {
                "It rises, by more than chance alone would often make; no step down is more than that."
            }
            Steadiness::Falling => {
                "It falls, by more than chance alone would often make; no step up is more than that."
            }
            Steadiness::Volatile => {
                "Volatile: it went up and down, each time by more than chance alone would often make."
            }
            Steadiness::NotCounted => "Counts are missing: how much of its movement is chance cannot be said.",
        }
    }
}

/// One indicator over the years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SeriesRecord {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is given in; null where its definition is not at hand.
    pub unit: Option<IndicatorUnit>,
    /// Which way is commonly thought better.
    pub good: GoodDirection,
    /// What is counted, of what, and for when, in a sentence.
    pub definition: String,
    /// Where its definition comes from.
    pub origin: String,
    /// What to mind.
    pub cautions: Vec<String>,
    /// England's figure as this program knows it, in words with its date.
    pub england: Option<String>,
    /// `true`: the guides accept none, and the newest value is above it.
    #[serde(default)]
    pub above_none: bool,
    /// How it moves; null where a value is withheld.
    pub steadiness: Option<Steadiness>,
    /// Its values, oldest first.
    pub points: Vec<PointRecord>,
}

impl SeriesRecord {
    /// A figure of it for a person.
    pub fn figure(&self, figure: Figure) -> String {
        self.unit.map_or_else(|| figure.to_string(), |unit| unit.figure(figure))
    }

    /// How far two figures of it lie apart, for a person.
    pub fn distance(&self, by: Figure) -> String {
        self.unit.map_or_else(|| by.to_string(), |unit| unit.distance(by))
    }
}

/// The figures of one council.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct IndicatorReport {
    /// Each indicator of which there are values, in the order of the list.
    pub series: Vec<SeriesRecord>,
    /// What is worth a talk, by the guides.
    pub prompts: Vec<RaisedPrompt>,
    /// What a reader ought to know first, a sentence each.
    pub notes: Vec<String>,
}

impl IndicatorReport {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.series.is_empty()
    }

    /// The values as an answer file has them, as far as they are told.
    pub fn values(&self) -> Vec<IndicatorValue> {
        let of = |s: &SeriesRecord, p: &PointRecord| {
            let given = p
                .beside
                .iter()
                .filter(|b| !b.from_program)
                .map(|b| b.comparator.clone());
            (p.figure.is_some() || p.numerator.is_some()).then(|| IndicatorValue {
                id: s.id.clone(),
                period: p.period,
                value: p.figure,
                numerator: p.numerator,
                denominator: p.denominator,
                source: p.source.clone(),
                status: p.status,
                quality: p.quality,
                note: p.note.clone(),
                series_break: p.series_break.clone(),
                comparators: given.collect(),
            })
        };
        let of = &of;
        self.series
            .iter()
            .flat_map(|s| s.points.iter().filter_map(move |p| of(s, p)))
            .collect()
    }
}

/// The figures of one council as a file of their own.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct IndicatorPage {
    /// The format number of this structure: `1`.
    pub format: u32,
    /// What kind of file it is.
    #[schemars(extend("const" = "assure-indicators"))]
    pub kind: &'static str,
    /// Name and version of the program that made it.
    pub program: String,
    /// The council's name, as the newest file has it.
    pub council: Option<String>,
    /// Whom it is for: in a public one small counts are withheld, and owners of targets are null.
    pub audience: Audience,
    /// The figures.
    #[serde(flatten)]
    pub figures: IndicatorReport,
}

impl IndicatorPage {
    /// Such a file.
    pub fn new(program: &str, council: Option<String>, audience: Audience, figures: IndicatorReport) -> Self {
        Self {
            format: crate::compare::FORMAT,
            kind: "assure-indicators",
            program: program.to_owned(),
            council,
            audience,
            figures,
        }
    }
}
