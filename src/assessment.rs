//! Assessments: one person's answers to one edition of a checklist for one period.

mod action;
mod blank;
mod evidence;
pub mod file;
mod merge;
mod period;
pub mod read;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

pub use action::{Action, ActionStatus};
pub use blank::blank;
pub use evidence::{Evidence, EvidenceKind, Strength, strength};
pub use file::AnswerFile;
pub use merge::merge;
pub use period::Period;
pub use read::{ReadOptions, read_answers};

/// The name of the scoring rule that this program applies.
pub const RULE: &str = "assure-1";

/// A date this many months before the assessment is the oldest evidence that still counts, and as far ahead an action may be due.
///
/// Ofsted's third question looks at the next 12 months; an annual self-evaluation looks back at the last 12.
pub const MONTHS: u32 = 12;

/// What was answered. An unanswered question has none of these: it is an absence, never 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Response {
    /// 0 not in place, 1 developing, 2 established, 3 embedded.
    Rated(u8),
    /// Nobody can say.
    DontKnow,
    /// Outside the count; a reason is compulsory.
    NotApplicable,
}

/// The words of the four ratings.
pub const RATINGS: [(u8, &str, &str); 4] = [
    (0, "not in place", "nothing yet, or it does not work"),
    (1, "developing", "begun, or in place in parts"),
    (2, "established", "in place and working across the service"),
    (
        3,
        "embedded",
        "in place, tested, and its effect on children can be shown",
    ),
];

/// The word for a rating.
pub fn rating_word(rating: u8) -> &'static str {
    RATINGS.iter().find(|r| r.0 == rating).map_or("", |r| r.1)
}

/// An answer to one question.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answer {
    /// What was answered; none while the question is open.
    pub response: Option<Response>,
    /// Why it is not applicable.
    pub reason: Option<String>,
    /// What is known: Ofsted's first question.
    pub finding: Option<String>,
    /// How it is known: Ofsted's second.
    pub evidence: Vec<Evidence>,
    /// What will be done: Ofsted's third.
    pub actions: Vec<Action>,
    /// Left out of a public report.
    pub private: bool,
    /// The interview stopped inside this answer: it is asked again first.
    pub unfinished: bool,
    /// Who gave it, where it was not the assessor.
    pub by: Option<String>,
    /// The day it was last changed.
    pub on: Option<NaiveDate>,
    /// The short digest of the question that was answered.
    pub asked: Option<String>,
}

impl Answer {
    /// Whether there is nothing in it at all.
    pub fn is_empty(&self) -> bool {
        *self == Answer::default()
    }

    /// How well its evidence stands on a day.
    pub fn strength(&self, on: NaiveDate) -> Strength {
        strength(&self.evidence, on)
    }

    /// Whether one of its actions is a credible plan on a day.
    pub fn has_credible_action(&self, on: NaiveDate) -> bool {
        self.actions.iter().any(|a| a.is_credible(on))
    }
}

/// Who answers.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Assessor {
    /// Name.
    pub name: Option<String>,
    /// Post.
    pub post: Option<String>,
}

/// One person's answers to one edition for one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// The checklist's id.
    pub checklist: String,
    /// Its edition.
    pub edition: u16,
    /// Its revision when the answers were given.
    pub revision: Option<u32>,
    /// Its digest when the answers were given.
    pub digest: Option<String>,
    /// The scoring rule.
    pub rule: String,
    /// The council's name.
    pub council: Option<String>,
    /// The municipal year.
    pub period: Period,
    /// Who answers.
    pub assessor: Assessor,
    /// Yes/no facts that switch questions on.
    pub context: BTreeMap<String, bool>,
    /// The day it was begun.
    pub started: NaiveDate,
    /// The day of the last change: the assessment's date, from which evidence and actions are reckoned.
    pub updated: NaiveDate,
    /// Last year's answer file, relative to this one's folder, where its answers are carried forward.
    pub previous: Option<String>,
    /// A break in the series, such as a reorganisation, in the assessor's words.
    pub series_break: Option<String>,
    /// The answers by question id.
    pub answers: BTreeMap<String, Answer>,
    /// Answers to questions that an upgrade withdrew.
    pub archived: BTreeMap<String, Answer>,
}

impl Assessment {
    /// The answer to a question, where there is one.
    pub fn answer(&self, id: &str) -> Option<&Answer> {
        self.answers.get(id)
    }

    /// What was answered to a question; none while it is open.
    pub fn response(&self, id: &str) -> Option<Response> {
        self.answers.get(id).and_then(|a| a.response)
    }
}
