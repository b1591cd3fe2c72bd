//! Assessments: one person's answers to one edition of a checklist for one period.

mod action;
mod answer;
mod approval;
mod blank;
pub mod comment;
mod comment_file;
mod draft;
pub mod drift;
pub mod earlier;
mod evidence;
mod excerpt;
pub mod extract;
pub mod file;
mod indicator;
pub mod merge;
mod period;
pub mod personal;
pub mod read;
mod recommendation;
mod risk;
pub mod take_over;
pub mod voice;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::checklist::{Checklist, ContextId, QuestionId};
use crate::format::pieces::Blocks;
use crate::format::schema::Rules;
use crate::format::{FileType, fields};
use crate::indicators::IndicatorPeriod;

pub use action::{Action, ActionStatus, DueChange};
pub use answer::{Answer, RATINGS, Response, State, rating_word};
pub use approval::{Approval, ChangedSince, same_post};
pub use blank::blank;
pub use comment::{Comment, CommentCount, CommentReply, WouldRate};
pub use comment_file::{CommentFile, CommentFileKind, Commented, TakenIn, in_copy, take_in};
pub use draft::{Draft, Field};
pub use earlier::{AsOf, EarlierAnswer};
pub use evidence::{Evidence, EvidenceKind, Strength, strength, strength_with};
pub use file::AnswerFile;
pub use indicator::{
    Comparator, ComparatorKind, CurrentFigures, DataQuality, FigureEvidence, IndicatorStatus, IndicatorValue,
};
pub use merge::{Difference, MergeConflict, MergeSide, merge, merge_deciding};
pub use period::Period;
pub(crate) use read::value_faults;
pub use read::{ReadOptions, read_answers};
pub use recommendation::{JUDGEMENT_CHARACTERS, JUDGEMENT_SENTENCES, Recommendation, sentences};
pub use risk::{AcceptedRisk, Texts};
pub use voice::Voice;

/// The name of the scoring rule that this program applies.
pub const RULE: &str = "assure-1";

/// A date this many months before the assessment is the oldest evidence that still counts, and as far ahead an action may be due.
///
/// Ofsted's third question looks at the next 12 months; an annual self-evaluation looks back at the last 12.
pub const MONTHS: u32 = 12;

/// Who answers.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Assessor {
    /// The name.
    #[serde(deserialize_with = "fields::text")]
    pub name: Option<String>,
    /// The post.
    #[serde(deserialize_with = "fields::text")]
    pub post: Option<String>,
}

/// One person's answers to one edition of a checklist for one period: the answer file, format 1.
///
/// The order of the fields is the order of the keys in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Assessment {
    /// A higher number is a newer program's file and is refused.
    #[serde(deserialize_with = "fields::within::<_, 1, 1>")]
    #[schemars(range(min = 1, max = 1))]
    pub format: u32,
    /// The id of the checklist that is answered: `ce`.
    #[serde(deserialize_with = "fields::required_text")]
    pub checklist: String,
    /// Its edition: `2026`.
    #[serde(deserialize_with = "fields::edition")]
    #[schemars(range(min = 1989, max = 2999))]
    pub edition: u16,
    /// The checklist's revision when the answers were given.
    #[serde(default, deserialize_with = "fields::optional_within::<_, 1, 1_000_000>")]
    #[schemars(range(min = 1, max = 1_000_000))]
    pub revision: Option<u32>,
    /// The path of a council's own checklist, from this file's folder.
    #[serde(default, deserialize_with = "fields::text")]
    pub checklist_file: Option<String>,
    /// The checklist's digest when the answers were given; if it changed under them, `score` and `report` say which questions.
    #[serde(default, deserialize_with = "fields::text")]
    pub digest: Option<String>,
    /// The scoring rule.
    #[serde(default = "rule")]
    pub rule: String,
    /// The council's name.
    #[serde(default, deserialize_with = "fields::text")]
    pub council: Option<String>,
    /// The municipal year: `2026-27`.
    pub period: Period,
    /// The day it was begun.
    #[serde(deserialize_with = "fields::day")]
    #[schemars(schema_with = "fields::day_schema")]
    pub started: NaiveDate,
    /// The day of the last change: the assessment's date, from which evidence and due dates are reckoned. Move it when you edit by hand.
    #[serde(deserialize_with = "fields::day")]
    #[schemars(schema_with = "fields::day_schema")]
    pub updated: NaiveDate,
    /// Last year's answer file, from this file's folder, where its answers are carried forward.
    #[serde(default, deserialize_with = "fields::text")]
    pub previous: Option<String>,
    /// A break in the series in the assessor's words, such as a reorganisation.
    #[serde(rename = "break", default, deserialize_with = "fields::text")]
    pub series_break: Option<String>,
    /// What the whole amounts to, in the assessor's words: at most three sentences and 600 characters.
    #[serde(default, deserialize_with = "fields::text")]
    pub judgement: Option<String>,
    /// A foreword in the assessor's words.
    #[serde(default, deserialize_with = "fields::text")]
    pub foreword: Option<String>,
    /// The council in a few paragraphs, for a reader from outside: children in the area, people, systems, reorganisation. The report
    /// prints it as its context.
    #[serde(default, deserialize_with = "fields::text")]
    pub setting: Option<String>,
    /// The day on which this assessment is looked at again.
    #[serde(default, deserialize_with = "fields::optional_day")]
    #[schemars(schema_with = "fields::optional_day_schema")]
    pub next_review: Option<NaiveDate>,
    /// As in an answer, for the texts of the head, of the recommendations and of the indicators.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub no_personal_data: Vec<String>,
    /// Who answers.
    #[serde(default)]
    pub assessor: Assessor,
    /// Facts that switch questions on: `trust = false`.
    #[serde(
        default,
        deserialize_with = "fields::facts",
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    #[schemars(schema_with = "fields::facts_schema")]
    pub context: BTreeMap<ContextId, bool>,
    /// What inspectors and peers recommended, each tracked like an action.
    #[serde(
        rename = "recommendation",
        default,
        deserialize_with = "fields::one_or_more",
        skip_serializing_if = "Vec::is_empty"
    )]
    #[schemars(schema_with = "fields::one_or_more_schema::<Recommendation>")]
    pub recommendations: Vec<Recommendation>,
    /// The figures that give early warning, a block a figure and year.
    #[serde(
        rename = "indicator",
        default,
        deserialize_with = "fields::one_or_more",
        skip_serializing_if = "Vec::is_empty"
    )]
    #[schemars(schema_with = "fields::one_or_more_schema::<IndicatorValue>")]
    pub indicators: Vec<IndicatorValue>,
    /// The answers by question id.
    #[serde(
        rename = "answer",
        default,
        deserialize_with = "fields::by_name",
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    #[schemars(with = "BTreeMap<QuestionId, Answer>")]
    pub answers: BTreeMap<QuestionId, Answer>,
    /// Answers to questions that a later edition withdrew, or that a later revision of the same edition took away. They are kept, and count
    /// for nothing.
    #[serde(
        default,
        deserialize_with = "fields::by_name",
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    #[schemars(with = "BTreeMap<QuestionId, Answer>")]
    pub archived: BTreeMap<QuestionId, Answer>,
    /// Who approved the answers and when, in the order in which it was done.
    #[serde(
        rename = "approval",
        default,
        deserialize_with = "fields::one_or_more",
        skip_serializing_if = "Vec::is_empty"
    )]
    #[schemars(schema_with = "fields::one_or_more_schema::<Approval>")]
    pub approvals: Vec<Approval>,
}

impl FileType for Assessment {
    const BLOCKS: &'static [Blocks] = &[Blocks::Named("answer"), Blocks::Named("archived")];
    const RULES: Rules = &[
        ("period", |text| Period::parse(text).map(drop)),
        ("indicator-period", |text| IndicatorPeriod::parse(text).map(drop)),
    ];
}

fn rule() -> String {
    RULE.to_owned()
}

impl Assessment {
    /// One that begins on a day: nothing is answered or said yet.
    pub fn begun(checklist: &Checklist, period: Period, today: NaiveDate) -> Self {
        Self {
            format: read::FORMAT,
            checklist_file: None,
            checklist: checklist.id.clone(),
            edition: checklist.edition,
            revision: Some(checklist.revision),
            digest: Some(checklist.digest()),
            rule: RULE.to_owned(),
            council: None,
            period,
            assessor: Assessor::default(),
            context: BTreeMap::new(),
            started: today,
            updated: today,
            previous: None,
            series_break: None,
            judgement: None,
            foreword: None,
            setting: None,
            next_review: None,
            no_personal_data: Vec::new(),
            recommendations: Vec::new(),
            indicators: Vec::new(),
            answers: BTreeMap::new(),
            archived: BTreeMap::new(),
            approvals: Vec::new(),
        }
    }

    /// The same without its answers, its archive and its approvals: what stands above them in a file. They are not even copied.
    pub(crate) fn head(&self) -> Self {
        Self {
            format: self.format,
            checklist: self.checklist.clone(),
            edition: self.edition,
            revision: self.revision,
            checklist_file: self.checklist_file.clone(),
            digest: self.digest.clone(),
            rule: self.rule.clone(),
            council: self.council.clone(),
            period: self.period,
            started: self.started,
            updated: self.updated,
            previous: self.previous.clone(),
            series_break: self.series_break.clone(),
            judgement: self.judgement.clone(),
            foreword: self.foreword.clone(),
            setting: self.setting.clone(),
            next_review: self.next_review,
            no_personal_data: self.no_personal_data.clone(),
            assessor: self.assessor.clone(),
            context: self.context.clone(),
            recommendations: self.recommendations.clone(),
            indicators: self.indicators.clone(),
            answers: BTreeMap::new(),
            archived: BTreeMap::new(),
            approvals: Vec::new(),
        }
    }

    /// The answer to a question, where there is one.
    pub fn answer(&self, id: &QuestionId) -> Option<&Answer> {
        self.answers.get(id)
    }

    /// What was answered to a question; none while it is open.
    pub fn response(&self, id: &QuestionId) -> Option<Response> {
        self.answers.get(id).and_then(Answer::response)
    }
}
