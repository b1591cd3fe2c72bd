//! Alerts, and how many there are: one count and one wording for every screen and paper.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Position;

/// A critical question, applicable and not assured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Alert {
    /// Without a credible plan.
    Open,
    /// With a credible plan; it stays an alert.
    Planned,
}

impl Alert {
    /// Both with their words in files.
    pub const ALL: [(&'static str, Alert); 2] = [("open", Alert::Open), ("planned", Alert::Planned)];

    /// The word in files.
    pub fn word(self) -> &'static str {
        match self {
            Alert::Open => "open",
            Alert::Planned => "planned",
        }
    }
}

/// How many alerts some questions have. A critical question that nobody answered yet is one of them, and is told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AlertCount {
    /// All of them.
    pub all: usize,
    /// Those with a credible plan.
    pub planned: usize,
    /// Those that are not answered yet.
    pub unanswered: usize,
}

impl AlertCount {
    /// Counts a question in, by its alert and what its answer amounts to.
    pub fn add(&mut self, alert: Option<Alert>, position: Position) {
        let Some(alert) = alert else { return };
        self.all += 1;
        self.planned += usize::from(alert == Alert::Planned);
        self.unanswered += usize::from(position == Position::Unanswered);
    }

    /// Of all of these together.
    pub fn of(alerts: impl IntoIterator<Item = (Option<Alert>, Position)>) -> Self {
        let mut count = Self::default();
        for (alert, position) in alerts {
            count.add(alert, position);
        }
        count
    }

    /// Both together.
    pub fn and(self, other: Self) -> Self {
        Self {
            all: self.all + other.all,
            planned: self.planned + other.planned,
            unanswered: self.unanswered + other.unanswered,
        }
    }

    /// `3 alerts`.
    pub fn text(self) -> String {
        format!("{} {}", self.all, if self.all == 1 { "alert" } else { "alerts" })
    }

    /// In a few words: `3 alerts, 1 not answered yet`.
    pub fn short_text(self) -> String {
        match self.unanswered {
            0 => self.text(),
            open => format!("{}, {open} not answered yet", self.text()),
        }
    }

    /// What kind they are of: `2 with a credible plan, 1 not answered yet`. Empty where there is none.
    pub fn kinds(self) -> String {
        let mut kinds = Vec::new();
        if self.all > self.unanswered || self.planned > 0 {
            kinds.push(format!("{} with a credible plan", self.planned));
        }
        if self.unanswered > 0 {
            kinds.push(format!("{} not answered yet", self.unanswered));
        }
        kinds.join(", ")
    }

    /// How many and of what kind: `3 alerts (2 with a credible plan, 1 not answered yet)`.
    pub fn whole_text(self) -> String {
        match self.kinds() {
            kinds if kinds.is_empty() => self.text(),
            kinds => format!("{} ({kinds})", self.text()),
        }
    }
}
