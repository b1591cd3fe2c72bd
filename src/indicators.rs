//! The figures that give early warning: what each counts, who publishes it, which way is thought the better one, and what to mind.
//!
//! They come from `checklists/indicators.toml`, and from a council's own file of the same form; `docs/indicators.md` describes both. The
//! values of a year stand in the answer file ([`crate::assessment::IndicatorValue`]).

mod figure;
mod parse;
mod period;

use std::sync::OnceLock;

use chrono::NaiveDate;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use crate::format::{fields, read_shipped, shipped_json};

pub use figure::Figure;
pub use parse::{IndicatorFile, is_own, parse, parse_own};
pub use period::{IndicatorPeriod, PeriodKind};

/// A council's own indicators have ids that begin so: nothing that this program ever ships has one, and an answer file may name them
/// without their definitions being at hand.
pub const OWN: &str = "own-";

/// What a figure is given in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum IndicatorUnit {
    /// The numerator in per cent of the denominator.
    Percent,
    /// The numerator for every 10,000 of the denominator.
    #[serde(rename = "per-10000")]
    #[schemars(rename = "per-10000")]
    Per10000,
    /// The numerator divided by the denominator.
    Average,
    /// The numerator alone.
    Count,
}

impl IndicatorUnit {
    /// What a figure of it is multiplied by: the numerator over the denominator, times this.
    pub fn times(self) -> i64 {
        match self {
            IndicatorUnit::Percent => 100,
            IndicatorUnit::Per10000 => 10_000,
            IndicatorUnit::Average | IndicatorUnit::Count => 1,
        }
    }

    /// A figure of it for a person.
    pub fn figure(self, value: Figure) -> String {
        match self {
            IndicatorUnit::Percent => format!("{value}%"),
            IndicatorUnit::Per10000 => format!("{value} per 10,000"),
            IndicatorUnit::Average | IndicatorUnit::Count => value.to_string(),
        }
    }

    /// How far two figures of it lie apart, for a person.
    pub fn distance(self, by: Figure) -> String {
        match self {
            IndicatorUnit::Percent => format!("{by} {}", if by.is_one() { "point" } else { "points" }),
            IndicatorUnit::Per10000 => format!("{by} per 10,000"),
            IndicatorUnit::Average | IndicatorUnit::Count => by.to_string(),
        }
    }

    /// What it is called.
    pub fn title(self) -> &'static str {
        match self {
            IndicatorUnit::Percent => "per cent",
            IndicatorUnit::Per10000 => "per 10,000",
            IndicatorUnit::Average => "average",
            IndicatorUnit::Count => "count",
        }
    }
}

/// Which way is commonly thought the better one. It is a convention: no publisher says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum GoodDirection {
    /// The higher the better.
    Higher,
    /// The lower the better.
    Lower,
    /// Neither: what is right depends on the children.
    Neither,
}

impl GoodDirection {
    /// For a person.
    pub fn words(self) -> &'static str {
        match self {
            GoodDirection::Higher => "higher is commonly thought better",
            GoodDirection::Lower => "lower is commonly thought better",
            GoodDirection::Neither => "neither way is better in itself",
        }
    }
}

/// England's figure as it was read in its source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EnglandValue {
    /// The figure, in the indicator's unit.
    pub value: Figure,
    /// Of when, in words: `the year to 31 March 2025`.
    #[schemars(schema_with = "line_schema")]
    pub of: String,
    /// The last day of that time.
    #[serde(deserialize_with = "fields::day")]
    #[schemars(schema_with = "fields::day_schema")]
    pub ends: NaiveDate,
}

/// One indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Its id, which is permanent. One of a council's own begins with `own-`.
    #[serde(deserialize_with = "fields::id")]
    #[schemars(schema_with = "fields::id_schema")]
    pub id: String,
    /// Its name.
    #[schemars(schema_with = "line_schema")]
    pub name: String,
    /// What it is given in.
    pub unit: IndicatorUnit,
    /// What is counted.
    #[schemars(schema_with = "line_schema")]
    pub numerator: String,
    /// Of what. A `count` has none; everything else needs one.
    #[serde(default)]
    #[schemars(schema_with = "line_schema")]
    pub denominator: Option<String>,
    /// The time that one figure is of.
    pub period: PeriodKind,
    /// Which way is commonly thought the better one.
    pub good: GoodDirection,
    /// `true`: the numerator is no part of the denominator and can be the larger of the two, as leavers in a year can outnumber the posts.
    #[serde(default)]
    pub apart: bool,
    /// `true`: the guides accept none at all. It is the one absolute among them.
    #[serde(default)]
    pub none_allowed: bool,
    /// The id of the total that this is a part of: where a part is withheld, so is the total.
    #[serde(default)]
    #[schemars(schema_with = "line_schema")]
    pub part_of: Option<String>,
    /// Who publishes it, and in which statistics; `local` where nobody does.
    #[schemars(schema_with = "line_schema")]
    pub source: String,
    /// The table; only, and always, where it is published.
    #[serde(default)]
    #[schemars(schema_with = "line_schema")]
    pub table: Option<String>,
    /// The month in which it is published; only, and always, where it is.
    #[serde(default)]
    #[schemars(schema_with = "line_schema")]
    pub published: Option<String>,
    /// Where the table is.
    #[serde(default)]
    #[schemars(schema_with = "line_schema")]
    pub address: Option<String>,
    /// England's latest figure that was read in its source; absent where none was.
    #[serde(default)]
    #[schemars(with = "EnglandValue")]
    pub england: Option<EnglandValue>,
    /// Ids of figures that look like it and are counted over something else: they are never set beside it.
    #[serde(default)]
    #[schemars(schema_with = "lines_schema")]
    pub never_compared_with: Vec<String>,
    /// What to mind when it is read.
    #[serde(default)]
    #[schemars(schema_with = "lines_schema")]
    pub cautions: Vec<String>,
    /// The questions for which a current value counts as evidence of the kind `data`: `ce:early-warning-of-trends`, whichever edition of
    /// that checklist has the question. Only those of the shipped list count.
    #[serde(default)]
    #[schemars(schema_with = "lines_schema")]
    pub questions: Vec<String>,
}

/// What `source` says where nobody publishes a figure.
pub const LOCAL: &str = "local";

impl Indicator {
    /// Whether nobody publishes it for every council: its definition is then ours, or the council's own.
    pub fn is_local(&self) -> bool {
        self.source == LOCAL
    }

    /// Whether it speaks to a question of a checklist.
    pub fn speaks_to(&self, checklist: &str, question: &str) -> bool {
        self.questions
            .iter()
            .any(|q| q.strip_prefix(checklist).and_then(|rest| rest.strip_prefix(':')) == Some(question))
    }

    /// Where its definition comes from, in a sentence.
    pub fn origin(&self) -> String {
        match (&self.table, &self.published) {
            (Some(table), Some(month)) => format!("{}; table {table}; published in {month}", self.source),
            _ if self.id.starts_with(OWN) => "the council's own figure and definition".to_owned(),
            _ => "local: nobody publishes it for every council, and the definition is this program's own".to_owned(),
        }
    }
}

/// The plain rule by which values raise a prompt. All rules are ours; none of them is a threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PromptRule {
    /// Every one of the indicators is above the first comparator that the council gave with its newest value.
    AllAboveComparator,
    /// One of the indicators is above the first comparator that the council gave with its newest value.
    AnyAboveComparator,
    /// The newest value of the first, in whole numbers, is not below that of the second for the same time.
    FirstNotBelowSecond,
    /// The indicator rose and fell, each time by more than chance alone would often make it.
    GoesUpAndDown,
}

impl PromptRule {
    /// The rule in a sentence.
    pub fn words(self) -> &'static str {
        match self {
            PromptRule::AllAboveComparator => {
                "raised where each of the figures is above the comparator that the council itself gave with it"
            }
            PromptRule::AnyAboveComparator => {
                "raised where the figure is above the comparator that the council itself gave with it"
            }
            PromptRule::FirstNotBelowSecond => {
                "raised where, in whole cases, the first figure is not below the second for the same time"
            }
            PromptRule::GoesUpAndDown => {
                "raised where the figure went up and down within its series, each time by more than chance alone would often make it"
            }
        }
    }
}

/// A relation that the guides tell leaders to look at: something to talk through, no verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Prompt {
    /// Its id.
    #[serde(deserialize_with = "fields::id")]
    #[schemars(schema_with = "fields::id_schema")]
    pub id: String,
    /// When the values raise it.
    pub rule: PromptRule,
    /// The ids of the indicators, in the order that the rule means.
    #[schemars(schema_with = "lines_schema")]
    pub indicators: Vec<String>,
    /// What shows, in a few words.
    #[schemars(schema_with = "line_schema")]
    pub title: String,
    /// What to talk through.
    #[schemars(schema_with = "line_schema")]
    pub question: String,
    /// Which guide names the relation.
    #[schemars(schema_with = "line_schema")]
    pub source: String,
}

/// The list inside the program, in the order of its file.
pub fn shipped() -> &'static IndicatorFile {
    static LIST: OnceLock<IndicatorFile> = OnceLock::new();
    // The tests parse the shipped file with all its rules, so the fallback is never seen.
    LIST.get_or_init(|| read_shipped(shipped_json!("indicators")).unwrap_or_default())
}

/// The indicators that a command knows: those of the program, and a council's own where it named a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Known {
    own: Vec<Indicator>,
    prompts: Vec<Prompt>,
}

impl Known {
    /// Those of the program and these.
    pub fn with(own: IndicatorFile) -> Self {
        Self {
            own: own.indicators,
            prompts: own.prompts,
        }
    }

    /// Every indicator, those of the program first.
    pub fn indicators(&self) -> impl Iterator<Item = &Indicator> {
        shipped().indicators.iter().chain(&self.own)
    }

    /// Every prompt.
    pub fn prompts(&self) -> impl Iterator<Item = &Prompt> {
        shipped().prompts.iter().chain(&self.prompts)
    }

    /// The indicator of an id.
    pub fn find(&self, id: &str) -> Option<&Indicator> {
        self.indicators().find(|i| i.id == id)
    }
}

/// The shipped indicator of an id.
pub fn find(id: &str) -> Option<&'static Indicator> {
    shipped().indicators.iter().find(|i| i.id == id)
}

/// What `is_line` asks for, as a foreign validator reads it.
const ONE_LINE: &str = r"^\S(.*\S)?$";

fn line_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "pattern": ONE_LINE, "x-check": "bad-text" })
}

fn lines_schema(generator: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "array", "items": line_schema(generator) })
}
