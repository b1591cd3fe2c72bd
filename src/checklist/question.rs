//! A question and what belongs to it.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::digest;
use super::known::Known;
use super::lineage::Was;
use super::{ContextId, QuestionId, SourceId, ThemeId, TopicId, id};
use crate::format::fields;

/// What kind of answer a question takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AnswerKind {
    /// 0 to 3.
    #[default]
    Graded,
    /// A plain fact: no is 0, yes is 3.
    YesNo,
}

impl AnswerKind {
    /// Both kinds with their words in files.
    pub const ALL: [(&'static str, AnswerKind); 2] = [("graded", AnswerKind::Graded), ("yes-no", AnswerKind::YesNo)];

    /// The word in files.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, k)| *k == self).map_or("", |(word, _)| word)
    }
}

/// The inspection area that a question speaks to: the four judgements of Ofsted's framework of 2026, SEND, or none of them.
///
/// For reports grouped the way inspectors read; it is never part of a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Area {
    /// The impact of leaders on social work practice with children and families.
    Leaders,
    /// Children who need help and protection.
    HelpAndProtection,
    /// Children in care.
    ChildrenInCare,
    /// Care leavers.
    CareLeavers,
    /// The area's arrangements for special educational needs and disabilities, which are inspected apart.
    Send,
    /// No inspection area.
    None,
}

impl Area {
    /// Every area with its word in files, in the order in which inspectors report.
    pub const ALL: [(&'static str, Area); 6] = [
        ("leaders", Area::Leaders),
        ("help-and-protection", Area::HelpAndProtection),
        ("children-in-care", Area::ChildrenInCare),
        ("care-leavers", Area::CareLeavers),
        ("send", Area::Send),
        ("none", Area::None),
    ];

    /// The word in files.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, a)| *a == self).map_or("", |(word, _)| word)
    }

    /// Its name in a report.
    pub fn title(self) -> &'static str {
        match self {
            Area::Leaders => "Impact of leaders",
            Area::HelpAndProtection => "Help and protection",
            Area::ChildrenInCare => "Children in care",
            Area::CareLeavers => "Care leavers",
            Area::Send => "SEND",
            Area::None => "No inspection area",
        }
    }
}

/// What a question rests on where that is no document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RestsOn {
    /// Good practice as the authors know it: the question asks neutrally and makes no claim about law.
    Practice,
}

impl RestsOn {
    /// Every ground with its word in files.
    pub const ALL: [(&'static str, RestsOn); 1] = [("practice", RestsOn::Practice)];
}

/// A place in a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// The id of the source.
    pub id: SourceId,
    /// A heading or paragraph number.
    #[serde(deserialize_with = "fields::limited::<_, 120>")]
    #[schemars(schema_with = "fields::limited_schema::<120>")]
    pub locator: String,
}

/// An obsolete term, kept as the source has it, with what stands in its place today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ThenNow {
    /// The source's term.
    #[serde(deserialize_with = "fields::limited::<_, 200>")]
    #[schemars(schema_with = "fields::limited_schema::<200>")]
    pub then: String,
    /// Today's.
    #[serde(deserialize_with = "fields::limited::<_, 400>")]
    #[schemars(schema_with = "fields::limited_schema::<400>")]
    pub now: String,
    /// Since when: a year, a month or a day.
    #[serde(deserialize_with = "fields::time")]
    #[schemars(schema_with = "fields::time_schema")]
    pub when: String,
    /// More about it.
    #[serde(default, deserialize_with = "fields::limited_or_none::<_, 400>")]
    #[schemars(schema_with = "fields::limited_or_none_schema::<400>")]
    pub note: Option<String>,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Permanent, readable, unique in the checklist over all editions, never reused.
    #[serde(deserialize_with = "id::well_formed")]
    #[schemars(schema_with = "fields::id_schema")]
    pub id: QuestionId,
    /// One question to the role-holder.
    #[serde(deserialize_with = "fields::question")]
    #[schemars(schema_with = "fields::question_schema")]
    pub text: String,
    /// Why it matters, in one to three sentences.
    #[serde(deserialize_with = "fields::limited::<_, 600>")]
    #[schemars(schema_with = "fields::limited_schema::<600>")]
    pub why: String,
    /// What a good answer can point to.
    #[serde(deserialize_with = "fields::some_texts::<_, 240>")]
    #[schemars(schema_with = "fields::some_texts_schema::<240>")]
    pub look_for: Vec<String>,
    /// Signs that something is wrong.
    #[serde(default, deserialize_with = "fields::texts::<_, 240>")]
    #[schemars(schema_with = "fields::texts_schema::<240>")]
    pub warning_signs: Vec<String>,
    /// An id of `checklists/themes.toml`.
    pub theme: ThemeId,
    /// What it has in common with other roles' questions: one id of `checklists/topics.toml`, or a list of two.
    #[serde(default, deserialize_with = "fields::some", skip_serializing_if = "Vec::is_empty")]
    #[schemars(schema_with = "topic_schema")]
    pub topic: Vec<TopicId>,
    /// The inspection area that it speaks to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Area")]
    pub area: Option<Area>,
    /// `graded` is 0 to 3; `yes-no` is a plain fact: no is 0, yes is 3.
    #[serde(default)]
    pub answer: AnswerKind,
    /// `true`: part of the run of at most 25 minutes.
    #[serde(default)]
    pub key: bool,
    /// `true`: a hard expectation; an alert until assured.
    #[serde(default)]
    pub critical: bool,
    /// Why a `critical` question is not `key`; for no other question.
    #[serde(
        default,
        deserialize_with = "fields::limited_or_none::<_, 240>",
        skip_serializing_if = "Option::is_none"
    )]
    #[schemars(schema_with = "fields::limited_or_none_schema::<240>")]
    pub not_key_because: Option<String>,
    /// How much it counts.
    #[serde(default = "default_weight", deserialize_with = "fields::within::<_, 1, 10>")]
    #[schemars(range(min = 1, max = 10))]
    pub weight: u32,
    /// The id of the fact that switches it on.
    #[serde(default)]
    #[schemars(with = "String")]
    pub only_if: Option<ContextId>,
    /// What it rests on: one place or a list of them. Needed, unless the question says `rests_on`.
    #[serde(default, deserialize_with = "fields::one_or_more")]
    #[schemars(schema_with = "fields::one_or_more_schema::<Citation>")]
    pub source: Vec<Citation>,
    /// `practice`: no document stands behind the question, which asks neutrally and makes no claim about law; then without `source`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "RestsOn")]
    pub rests_on: Option<RestsOn>,
    /// Measures worth having in front of you: names only, never a threshold.
    #[serde(default, deserialize_with = "fields::texts::<_, 160>")]
    #[schemars(schema_with = "fields::texts_schema::<160>")]
    pub indicators: Vec<String>,
    /// Obsolete terms, as the source has them.
    #[serde(default, deserialize_with = "fields::one_or_more")]
    #[schemars(schema_with = "fields::one_or_more_schema::<ThenNow>")]
    pub then_now: Vec<ThenNow>,
    /// Lineage: what it was in earlier editions.
    #[serde(default, deserialize_with = "fields::one_or_more")]
    #[schemars(schema_with = "fields::one_or_more_schema::<Was>")]
    pub was: Vec<Was>,
    #[serde(skip)]
    #[schemars(skip)]
    known_digest: Known<String>,
}

/// One topic or two; the rule of meaning says so in its own words.
fn topic_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "anyOf": [
        { "type": "array", "minItems": 1, "maxItems": 2, "items": { "type": "string" } },
        { "type": "string" },
    ] })
}

fn default_weight() -> u32 {
    1
}

impl Question {
    /// The most points it can earn: 3 × weight.
    pub fn max_points(&self) -> u32 {
        3 * self.weight
    }

    /// A short digest of what it asks and how it counts: 12 hexadecimal digits. An answer keeps it.
    pub fn digest(&self) -> &str {
        self.known_digest.or_find(|| digest::of_question(self))
    }

    /// Takes a digest that is known from elsewhere.
    pub(super) fn know_digest(&mut self, digest: &str) {
        self.known_digest = Known::from(digest.to_owned());
    }
}
