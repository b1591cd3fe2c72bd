//! What an answer amounts to, and how many answers amount to what.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::assessment::{Answer, Response, Strength};

/// What an answer amounts to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Position {
    /// Rating 2 or 3, current evidence.
    Assured,
    /// Rating 2 or 3, no or stale evidence.
    Asserted,
    /// Rating 0 or 1, a credible action.
    Planned,
    /// Rating 0 or 1, no credible action.
    Exposed,
    /// Don't know.
    BlindSpot,
    /// Outside the count, with its reason.
    NotApplicable,
    /// Still open.
    Unanswered,
}

impl Position {
    /// Every position, best known first.
    pub const ALL: [Position; 7] = [
        Position::Assured,
        Position::Asserted,
        Position::Planned,
        Position::Exposed,
        Position::BlindSpot,
        Position::NotApplicable,
        Position::Unanswered,
    ];

    /// Its name for a person.
    pub fn title(self) -> &'static str {
        match self {
            Position::Assured => "assured",
            Position::Asserted => "asserted",
            Position::Planned => "planned",
            Position::Exposed => "exposed",
            Position::BlindSpot => "blind spot",
            Position::NotApplicable => "not applicable",
            Position::Unanswered => "unanswered",
        }
    }

    /// The word in files.
    pub fn word(self) -> &'static str {
        match self {
            Position::BlindSpot => "blind-spot",
            Position::NotApplicable => "not-applicable",
            _ => self.title(),
        }
    }

    /// What it means in plain words.
    pub fn meaning(self) -> &'static str {
        match self {
            Position::Assured => "you say it works and can show it",
            Position::Asserted => "you say it works and cannot show it",
            Position::Planned => "a named weakness with a credible plan",
            Position::Exposed => "a weakness without a credible plan",
            Position::BlindSpot => "nobody can say",
            Position::NotApplicable => "outside the count, with its reason",
            Position::Unanswered => "still open",
        }
    }

    /// How far up it is, from don't know (0) to assured (4); none where there is nothing to rank.
    pub fn rank(self) -> Option<u8> {
        match self {
            Position::Assured => Some(4),
            Position::Asserted => Some(3),
            Position::Planned => Some(2),
            Position::Exposed => Some(1),
            Position::BlindSpot => Some(0),
            Position::NotApplicable | Position::Unanswered => None,
        }
    }

    /// The position of an answer on the assessment's date, by its own evidence.
    pub fn of(answer: Option<&Answer>, on: NaiveDate) -> Position {
        Self::with(answer, answer.map_or(Strength::None, |a| a.strength(on)), on)
    }

    /// The position of an answer whose evidence stands so, on the assessment's date.
    pub(super) fn with(answer: Option<&Answer>, strength: Strength, on: NaiveDate) -> Position {
        let Some(answer) = answer else {
            return Position::Unanswered;
        };
        match answer.response() {
            None => Position::Unanswered,
            Some(Response::NotApplicable) => Position::NotApplicable,
            Some(Response::DontKnow) => Position::BlindSpot,
            Some(Response::Rated(0 | 1)) => {
                if answer.has_credible_action(on) {
                    Position::Planned
                } else {
                    Position::Exposed
                }
            }
            Some(Response::Rated(_)) => {
                if strength.is_current() {
                    Position::Assured
                } else {
                    Position::Asserted
                }
            }
        }
    }
}

/// How many questions have each position. The sum is the number of questions asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Profile {
    /// You say it works and can show it.
    pub assured: u32,
    /// You say it works and cannot show it.
    pub asserted: u32,
    /// A named weakness with a credible plan.
    pub planned: u32,
    /// A weakness without one.
    pub exposed: u32,
    /// Nobody can say.
    pub blind_spot: u32,
    /// Outside the count.
    pub not_applicable: u32,
    /// Still open.
    pub unanswered: u32,
}

impl Profile {
    /// The number at one position.
    pub fn count(&self, position: Position) -> u32 {
        match position {
            Position::Assured => self.assured,
            Position::Asserted => self.asserted,
            Position::Planned => self.planned,
            Position::Exposed => self.exposed,
            Position::BlindSpot => self.blind_spot,
            Position::NotApplicable => self.not_applicable,
            Position::Unanswered => self.unanswered,
        }
    }

    pub(super) fn add(&mut self, position: Position) {
        let place = match position {
            Position::Assured => &mut self.assured,
            Position::Asserted => &mut self.asserted,
            Position::Planned => &mut self.planned,
            Position::Exposed => &mut self.exposed,
            Position::BlindSpot => &mut self.blind_spot,
            Position::NotApplicable => &mut self.not_applicable,
            Position::Unanswered => &mut self.unanswered,
        };
        *place += 1;
    }

    /// The numbers in the order of [`Position::ALL`].
    pub fn counts(&self) -> [u32; 7] {
        Position::ALL.map(|p| self.count(p))
    }

    /// Assured + asserted + planned + exposed + blind spots + not applicable + unanswered: the questions asked.
    pub fn total(&self) -> u32 {
        self.counts().iter().sum()
    }
}
