//! Checklists: versioned files of questions for one role. The format is described in `docs/checklist-format.md`.

mod digest;
pub mod library;
pub mod lineage;
mod overlay;
mod parse;

use std::fmt;

use serde::Serialize;

pub use library::{Library, Shipped, Theme, Topic, themes, topics};
pub use parse::{parse, parse_after};

/// The office a checklist is put to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AnswerKind {
    /// 0 to 3.
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
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
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Source {
    /// Its id inside the checklist.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// Its date, as printed.
    pub date: String,
    /// Where it is published.
    pub url: Option<String>,
    /// What a reader must know about it.
    pub note: Option<String>,
}

/// A yes/no fact that switches questions on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Context {
    /// Its id inside the checklist.
    pub id: String,
    /// The question.
    pub text: String,
    /// Help with it.
    pub note: Option<String>,
}

/// A place in a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Citation {
    /// The source's id.
    pub id: String,
    /// Heading or paragraph number.
    pub locator: String,
}

/// An obsolete term, kept as the source has it, with what stands in its place today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ThenNow {
    /// The source's term.
    pub then: String,
    /// Today's.
    pub now: String,
    /// Since when: a year, a month or a day.
    pub when: String,
    /// More about it.
    pub note: Option<String>,
}

/// What became of an earlier edition's question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Was {
    /// The earlier edition.
    pub edition: u16,
    /// The question's id there.
    pub id: String,
    /// What happened to it.
    pub change: Change,
    /// Whether an answer then and an answer now answer the same thing.
    pub comparable: bool,
}

/// An earlier edition's question without a successor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Withdrawn {
    /// The earlier edition.
    pub edition: u16,
    /// The question's id there.
    pub id: String,
    /// Why it has none.
    pub reason: String,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Question {
    /// Permanent, readable, never reused.
    pub id: String,
    /// The question itself.
    pub text: String,
    /// Why it matters.
    pub why: String,
    /// What a good answer can point to.
    pub look_for: Vec<String>,
    /// Signs that something is wrong.
    pub warning_signs: Vec<String>,
    /// The theme's id.
    pub theme: String,
    /// The ids of the topics that it shares with other roles' checklists: none, one or two.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub topic: Vec<String>,
    /// The inspection area that it speaks to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area: Option<Area>,
    /// Graded or yes/no.
    pub answer: AnswerKind,
    /// Part of the run of at most 25 minutes.
    pub key: bool,
    /// A hard expectation: an alert until assured.
    pub critical: bool,
    /// Why a hard expectation is not part of the key run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_key_because: Option<String>,
    /// How much it counts, 1 to 10.
    pub weight: u32,
    /// The context fact that switches it on.
    pub only_if: Option<String>,
    /// What it rests on.
    pub source: Vec<Citation>,
    /// What it rests on where it cites no document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rests_on: Option<RestsOn>,
    /// Measures worth having at hand.
    pub indicators: Vec<String>,
    /// Obsolete terms.
    pub then_now: Vec<ThenNow>,
    /// What it was in earlier editions.
    pub was: Vec<Was>,
}

impl Question {
    /// The most points it can earn: 3 × weight.
    pub fn most(&self) -> u32 {
        3 * self.weight
    }
}

/// A group of questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    /// Its id inside the checklist.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it is about.
    pub intro: Option<String>,
    /// Its questions, in order.
    pub questions: Vec<Question>,
}

/// A valid checklist. Every instance has passed every rule of the format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Checklist {
    /// `ce`, `leader`, `lmcs`, `dcs`, or a council's own.
    pub id: String,
    /// The year its content stands for.
    pub edition: u16,
    /// Wording mended inside an edition.
    pub revision: u32,
    /// The shipped edition that an overlay extends.
    pub extends: Option<EditionName>,
    /// Whom it is put to.
    pub role: Role,
    /// Its title.
    pub title: String,
    /// Whether it is the one to use.
    pub status: Status,
    /// Whole minutes that a full run takes.
    pub minutes: u32,
    /// What a reader must know first.
    pub note: Option<String>,
    /// What it rests on.
    pub sources: Vec<Source>,
    /// Facts that switch questions on.
    pub contexts: Vec<Context>,
    /// Its sections, in order.
    pub sections: Vec<Section>,
    /// Earlier questions without a successor.
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
