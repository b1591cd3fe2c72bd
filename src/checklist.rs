//! Checklists: versioned files of questions for one role. The format is described in `docs/checklist-format.md`.

mod digest;
pub(crate) mod id;
mod index;
mod known;
pub mod library;
pub mod lineage;
mod overlay;
mod parse;
mod question;
mod role;
mod rules;
pub mod shared;
pub mod sources;

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::format::fields;

pub use id::{ContextId, Id, QuestionId, SectionId, SourceId, ThemeId, TopicId};
pub use library::{Library, Shipped};
pub use lineage::{Change, Was, Withdrawn};
pub use overlay::{Overlay, OverlaySection};
pub use parse::{parse, parse_after};
pub use question::{AnswerKind, Area, Citation, Question, RestsOn, ThenNow};
pub use role::Role;
pub use shared::{Theme, Topic, themes, topics};

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
    #[serde(deserialize_with = "id::well_formed")]
    #[schemars(schema_with = "fields::id_schema")]
    pub id: SourceId,
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
    #[serde(deserialize_with = "id::well_formed")]
    #[schemars(schema_with = "fields::id_schema")]
    pub id: ContextId,
    /// The question.
    #[serde(deserialize_with = "fields::question")]
    #[schemars(schema_with = "fields::question_schema")]
    pub text: String,
    /// Help with it.
    #[serde(default, deserialize_with = "fields::limited_or_none::<_, 600>")]
    #[schemars(schema_with = "fields::limited_or_none_schema::<600>")]
    pub note: Option<String>,
}

/// A group of questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its id inside the checklist.
    #[serde(deserialize_with = "id::well_formed")]
    #[schemars(schema_with = "fields::id_schema")]
    pub id: SectionId,
    /// Its title.
    #[serde(deserialize_with = "fields::limited::<_, 120>")]
    #[schemars(schema_with = "fields::limited_schema::<120>")]
    pub title: String,
    /// What it is about.
    #[serde(default, deserialize_with = "fields::limited_or_none::<_, 600>")]
    #[schemars(schema_with = "fields::limited_or_none_schema::<600>")]
    pub intro: Option<String>,
    /// Its questions, in order.
    #[serde(rename(deserialize = "question"))]
    #[schemars(extend("x-min-items" = 1))]
    pub questions: Vec<Question>,
}

/// A checklist: questions for one role, format 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Checklist {
    /// A higher number is a newer program's file and is refused.
    #[serde(deserialize_with = "fields::within::<_, 1, 1>", skip_serializing)]
    #[schemars(range(min = 1, max = 1))]
    pub format: u32,
    /// The checklist's id: `ce`, `leader`, `lmcs`, `dcs`, or your own.
    #[serde(deserialize_with = "fields::id")]
    #[schemars(schema_with = "fields::id_schema")]
    pub id: String,
    /// The year its content stands for.
    #[serde(deserialize_with = "fields::edition")]
    #[schemars(range(min = 1989, max = 2999))]
    pub edition: u16,
    /// Wording mended inside an edition.
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
    /// The documents that its questions rest on.
    #[serde(default, rename(deserialize = "source"))]
    #[schemars(!default, extend("x-min-items" = 1))]
    pub sources: Vec<Source>,
    /// Facts that switch questions on.
    #[serde(default, rename(deserialize = "context"))]
    pub contexts: Vec<Context>,
    /// Its sections, in order.
    #[serde(rename(deserialize = "section"))]
    #[schemars(extend("x-min-items" = 1))]
    pub sections: Vec<Section>,
    /// Earlier questions without a successor.
    #[serde(default)]
    pub withdrawn: Vec<Withdrawn>,
    #[serde(skip)]
    #[schemars(skip)]
    known_digest: known::Known<String>,
    #[serde(skip)]
    #[schemars(skip)]
    index: index::QuestionIndex,
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
    pub fn question(&self, id: &QuestionId) -> Option<&Question> {
        self.index.find(&self.sections, id).map(|(_, question)| question)
    }

    /// The section that holds this question.
    pub fn section_of(&self, id: &QuestionId) -> Option<&Section> {
        self.index.find(&self.sections, id).map(|(section, _)| section)
    }

    /// The source of this id.
    pub fn source(&self, id: &SourceId) -> Option<&Source> {
        self.sources.iter().find(|s| s.id == *id)
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
        self.known_digest.or_find(|| digest::of_checklist(self)).clone()
    }
}

/// The most minutes a key run may take.
pub const KEY_MINUTES: u32 = 25;
