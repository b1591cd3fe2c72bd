//! Checklists: versioned files of questions for one role. The format is described in `docs/checklist-format.md`.

mod digest;
pub mod library;
pub mod lineage;
mod overlay;
mod parse;
mod rules;
pub mod shared;

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::format::fields;

pub use library::{Library, Shipped};
pub use overlay::{Overlay, OverlaySection};
pub use parse::{parse, parse_after};
pub use shared::{Theme, Topic, themes, topics};

/// The office a checklist is put to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Chief executive.
    Ce,
    /// Council leader, or elected mayor.
    Leader,
    /// Lead member for children's services.
    Lmcs,
    /// Director of children's services.
    Dcs,
}

impl Role {
    /// Every role with its short name, in the order of the quartet.
    pub const ALL: [(&'static str, Role); 4] = [
        ("ce", Role::Ce),
        ("leader", Role::Leader),
        ("lmcs", Role::Lmcs),
        ("dcs", Role::Dcs),
    ];

    /// The short name.
    pub fn id(self) -> &'static str {
        match self {
            Role::Ce => "ce",
            Role::Leader => "leader",
            Role::Lmcs => "lmcs",
            Role::Dcs => "dcs",
        }
    }

    /// The name in full.
    pub fn title(self) -> &'static str {
        match self {
            Role::Ce => "Chief executive",
            Role::Leader => "Council leader",
            Role::Lmcs => "Lead member for children's services",
            Role::Dcs => "Director of children's services",
        }
    }
}

/// Whether an edition is the one to use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// The one to use.
    Current,
    /// A later edition has taken its place.
    Superseded,
    /// Kept for the record: it names bodies and duties that are no more.
    Historic,
}

impl Status {
    /// Every status with its word in files.
    pub const ALL: [(&'static str, Status); 3] = [
        ("current", Status::Current),
        ("superseded", Status::Superseded),
        ("historic", Status::Historic),
    ];

    /// The word.
    pub fn word(self) -> &'static str {
        match self {
            Status::Current => "current",
            Status::Superseded => "superseded",
            Status::Historic => "historic",
        }
    }
}

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

/// An edition's name: `ce@2022`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct EditionName {
    /// The checklist's id.
    pub id: String,
    /// The year its content stands for.
    pub edition: u16,
}

impl fmt::Display for EditionName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.id, self.edition)
    }
}

/// A document that questions rest on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its id inside the checklist.
    #[serde(deserialize_with = "fields::id")]
    #[schemars(schema_with = "fields::id_schema")]
    pub id: String,
    /// Its title.
    #[serde(deserialize_with = "fields::limited::<_, 300>")]
    #[schemars(schema_with = "fields::limited_schema::<300>")]
    pub title: String,
    /// Who published it.
    #[serde(deserialize_with = "fields::limited::<_, 200>")]
    #[schemars(schema_with = "fields::limited_schema::<200>")]
    pub publisher: String,
    /// Its date, as printed: `27 July 2022`, `undated, after July 2022`.
    #[serde(deserialize_with = "fields::limited::<_, 100>")]
    #[schemars(schema_with = "fields::limited_schema::<100>")]
    pub date: String,
    /// Where it is published.
    #[serde(default, deserialize_with = "fields::address")]
    #[schemars(schema_with = "fields::address_schema")]
    pub url: Option<String>,
    /// What a reader must know about it.
    #[serde(default, deserialize_with = "fields::limited_or_none::<_, 600>")]
    #[schemars(schema_with = "fields::limited_or_none_schema::<600>")]
    pub note: Option<String>,
}

/// A yes/no fact that switches questions on. Until it is stated, such a question is not asked, and the assessment is not complete.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Context {
    /// Its id inside the checklist.
    #[serde(deserialize_with = "fields::id")]
    #[schemars(schema_with = "fields::id_schema")]
    pub id: String,
    /// The question, ending in `?`.
    #[serde(deserialize_with = "fields::question")]
    #[schemars(schema_with = "fields::question_schema")]
    pub text: String,
    /// Help with it.
    #[serde(default, deserialize_with = "fields::limited_or_none::<_, 600>")]
    #[schemars(schema_with = "fields::limited_or_none_schema::<600>")]
    pub note: Option<String>,
}

/// A place in a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// The source's id.
    pub id: String,
    /// Heading or paragraph number.
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

/// What became of an earlier edition's question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// Word for word the same question.
    Same,
    /// Other words, or nearly the same words.
    Reworded,
    /// Asks for less.
    Narrowed,
    /// Asks for more.
    Widened,
    /// One became several.
    Split,
    /// Several became one.
    Merged,
}

impl Change {
    /// Every change with its word in files.
    pub const ALL: [(&'static str, Change); 6] = [
        ("same", Change::Same),
        ("reworded", Change::Reworded),
        ("narrowed", Change::Narrowed),
        ("widened", Change::Widened),
        ("split", Change::Split),
        ("merged", Change::Merged),
    ];

    /// The word.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, c)| *c == self).map_or("", |(w, _)| w)
    }
}

/// A link from a question to the one it descends from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Was {
    /// The earlier edition.
    #[serde(deserialize_with = "fields::edition")]
    #[schemars(range(min = 1989, max = 2999))]
    pub edition: u16,
    /// The question's id there.
    pub id: String,
    /// What happened to it.
    pub change: Change,
    /// Whether an answer then and an answer now answer the same thing. It need not be said for `same`, which always is.
    #[serde(default, serialize_with = "said")]
    #[schemars(with = "bool")]
    pub comparable: Option<bool>,
}

/// A comparison that is not said is one of the same question.
fn said<S: serde::Serializer>(comparable: &Option<bool>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_bool(comparable.unwrap_or(true))
}

impl Was {
    /// Whether an answer then and an answer now answer the same thing.
    pub fn is_comparable(&self) -> bool {
        self.comparable.unwrap_or(self.change == Change::Same)
    }
}

/// An earlier edition's question without a successor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Withdrawn {
    /// The earlier edition.
    #[serde(deserialize_with = "fields::edition")]
    #[schemars(range(min = 1989, max = 2999))]
    pub edition: u16,
    /// The question's id there.
    pub id: String,
    /// Why it has none.
    #[serde(deserialize_with = "fields::limited::<_, 600>")]
    #[schemars(schema_with = "fields::limited_schema::<600>")]
    pub reason: String,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Permanent, readable, unique in the checklist over all editions, never reused.
    #[serde(deserialize_with = "fields::id")]
    #[schemars(schema_with = "fields::id_schema")]
    pub id: String,
    /// One question to the role-holder, with one `?`, at its end.
    #[serde(deserialize_with = "fields::question")]
    #[schemars(schema_with = "fields::question_schema")]
    pub text: String,
    /// Why it matters, in one to three sentences.
    #[serde(deserialize_with = "fields::limited::<_, 600>")]
    #[schemars(schema_with = "fields::limited_schema::<600>")]
    pub why: String,
    /// What a good answer can point to, at least one thing.
    #[serde(deserialize_with = "fields::some_texts::<_, 240>")]
    #[schemars(schema_with = "fields::some_texts_schema::<240>")]
    pub look_for: Vec<String>,
    /// Signs that something is wrong.
    #[serde(default, deserialize_with = "fields::texts::<_, 240>")]
    #[schemars(schema_with = "fields::texts_schema::<240>")]
    pub warning_signs: Vec<String>,
    /// The theme's id, of `themes.toml`.
    pub theme: String,
    /// What it has in common with other roles' questions: one id of `topics.toml` or a list of two.
    #[serde(default, deserialize_with = "fields::some", skip_serializing_if = "Vec::is_empty")]
    #[schemars(schema_with = "fields::some_schema::<String>")]
    pub topic: Vec<String>,
    /// The inspection area that it speaks to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Area")]
    pub area: Option<Area>,
    /// `graded`, or `yes-no` for a plain fact: no is 0, yes is 3.
    #[serde(default)]
    pub answer: AnswerKind,
    /// Part of the run of at most 25 minutes.
    #[serde(default)]
    pub key: bool,
    /// A hard expectation: an alert until assured.
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
    /// How much it counts, 1 to 10.
    #[serde(default = "one", deserialize_with = "fields::within::<_, 1, 10>")]
    #[schemars(range(min = 1, max = 10))]
    pub weight: u32,
    /// The context fact that switches it on.
    #[serde(default)]
    #[schemars(with = "String")]
    pub only_if: Option<String>,
    /// What it rests on: one place or a list of them.
    #[serde(default, deserialize_with = "fields::one_or_more")]
    #[schemars(schema_with = "fields::one_or_more_schema::<Citation>")]
    pub source: Vec<Citation>,
    /// `practice`: no document stands behind the question, which asks neutrally and makes no claim about law; then without `source`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "RestsOn")]
    pub rests_on: Option<RestsOn>,
    /// Measures worth having at hand: names only, never a threshold.
    #[serde(default, deserialize_with = "fields::texts::<_, 160>")]
    #[schemars(schema_with = "fields::texts_schema::<160>")]
    pub indicators: Vec<String>,
    /// Obsolete terms.
    #[serde(default, deserialize_with = "fields::one_or_more")]
    #[schemars(schema_with = "fields::one_or_more_schema::<ThenNow>")]
    pub then_now: Vec<ThenNow>,
    /// What it was in earlier editions.
    #[serde(default, deserialize_with = "fields::one_or_more")]
    #[schemars(schema_with = "fields::one_or_more_schema::<Was>")]
    pub was: Vec<Was>,
}

fn one() -> u32 {
    1
}

impl Question {
    /// The most points it can earn: 3 × weight.
    pub fn max_points(&self) -> u32 {
        3 * self.weight
    }
}

/// A group of questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its id inside the checklist.
    #[serde(deserialize_with = "fields::id")]
    #[schemars(schema_with = "fields::id_schema")]
    pub id: String,
    /// Its title.
    #[serde(deserialize_with = "fields::limited::<_, 120>")]
    #[schemars(schema_with = "fields::limited_schema::<120>")]
    pub title: String,
    /// What it is about.
    #[serde(default, deserialize_with = "fields::limited_or_none::<_, 600>")]
    #[schemars(schema_with = "fields::limited_or_none_schema::<600>")]
    pub intro: Option<String>,
    /// Its questions, in order, at least one.
    #[serde(rename(deserialize = "question"))]
    pub questions: Vec<Question>,
}

/// A checklist: questions for one role, format 1. Every instance that [`parse()`] gives has passed every rule of the format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Checklist {
    /// `1`. A higher number is a newer program's file and is refused.
    #[serde(deserialize_with = "fields::within::<_, 1, 1>", skip_serializing)]
    #[schemars(range(min = 1, max = 1))]
    pub format: u32,
    /// `ce`, `leader`, `lmcs`, `dcs`, or a council's own.
    #[serde(deserialize_with = "fields::id")]
    #[schemars(schema_with = "fields::id_schema")]
    pub id: String,
    /// The year its content stands for.
    #[serde(deserialize_with = "fields::edition")]
    #[schemars(range(min = 1989, max = 2999))]
    pub edition: u16,
    /// Wording mended inside an edition: 1 and up.
    #[serde(deserialize_with = "fields::within::<_, 1, 1_000_000>")]
    #[schemars(range(min = 1, max = 1_000_000))]
    pub revision: u32,
    /// The shipped edition that an overlay extends.
    #[serde(skip_deserializing)]
    #[schemars(skip)]
    pub extends: Option<EditionName>,
    /// Whom it is put to.
    pub role: Role,
    /// Its title.
    #[serde(deserialize_with = "fields::limited::<_, 120>")]
    #[schemars(schema_with = "fields::limited_schema::<120>")]
    pub title: String,
    /// Whether it is the one to use.
    pub status: Status,
    /// Whole minutes that a full run takes. The key run's minutes are its share of the questions, rounded up, and must be 25 at most.
    #[serde(deserialize_with = "fields::within::<_, 1, 600>")]
    #[schemars(range(min = 1, max = 600))]
    pub minutes: u32,
    /// What a reader must know before the first question: what it does not cover, what it is no substitute for.
    #[serde(default, deserialize_with = "fields::limited_or_none::<_, 600>")]
    #[schemars(schema_with = "fields::limited_or_none_schema::<600>")]
    pub note: Option<String>,
    /// What it rests on, at least one document.
    #[serde(default, rename(deserialize = "source"))]
    pub sources: Vec<Source>,
    /// Facts that switch questions on.
    #[serde(default, rename(deserialize = "context"))]
    pub contexts: Vec<Context>,
    /// Its sections, in order, at least one.
    #[serde(rename(deserialize = "section"))]
    pub sections: Vec<Section>,
    /// Earlier questions without a successor.
    #[serde(default)]
    pub withdrawn: Vec<Withdrawn>,
}

impl Checklist {
    /// Its edition's name.
    pub fn name(&self) -> EditionName {
        EditionName {
            id: self.id.clone(),
            edition: self.edition,
        }
    }

    /// The id of the checklist that its questions belong to: an overlay's are those of the one it extends, and more.
    pub fn base_id(&self) -> &str {
        self.extends.as_ref().map_or(&self.id, |e| &e.id)
    }

    /// Every question in order.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.sections.iter().flat_map(|s| s.questions.iter())
    }

    /// The question of this id.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions().find(|q| q.id == id)
    }

    /// The section that holds this question.
    pub fn section_of(&self, id: &str) -> Option<&Section> {
        self.sections.iter().find(|s| s.questions.iter().any(|q| q.id == id))
    }

    /// The source of this id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|s| s.id == id)
    }

    /// How many questions there are.
    pub fn len(&self) -> usize {
        self.questions().count()
    }

    /// Whether it has no questions; a valid one always has.
    pub fn is_empty(&self) -> bool {
        self.questions().next().is_none()
    }

    /// How many key questions there are.
    pub fn key_count(&self) -> usize {
        self.questions().filter(|q| q.key).count()
    }

    /// The same checklist with its key questions only, and the facts that they wait for. It is for reading and counting: answers
    /// belong to the whole.
    #[must_use]
    pub fn key_run(&self) -> Checklist {
        let mut key = self.clone();
        for section in &mut key.sections {
            section.questions.retain(|q| q.key);
        }
        key.sections.retain(|s| !s.questions.is_empty());
        key.contexts
            .retain(|c| self.questions().any(|q| q.key && q.only_if.as_ref() == Some(&c.id)));
        key
    }

    /// Whole minutes that so many of its questions take: their share of the full run, rounded up.
    pub fn minutes_for(&self, questions: usize) -> u32 {
        let all = u64::try_from(self.len()).unwrap_or(1).max(1);
        let wanted = u64::try_from(questions).unwrap_or(0);
        u32::try_from((u64::from(self.minutes) * wanted).div_ceil(all)).unwrap_or(u32::MAX)
    }

    /// The digest of everything in it that a reader sees: `sha256:` and 64 hexadecimal digits.
    pub fn digest(&self) -> String {
        digest::of_checklist(self)
    }

    /// A short digest of what one question asks and how it counts: 12 hexadecimal digits.
    pub fn question_digest(question: &Question) -> String {
        digest::of_question(question)
    }
}

/// The most minutes a key run may take.
pub const KEY_MINUTES: u32 = 25;
