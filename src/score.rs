//! Scoring rule `assure-1`: points, coverage, range, positions and alerts.
//!
//! Integers inside; percentages only at the edge, in tenths. Alerts are never averaged away, and every question asked has
//! exactly one position, so the totals reconcile.

mod explain;
mod notes;
mod sums;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::assessment::currency::is_to_confirm;
use crate::assessment::{Answer, Assessment, Response, Strength};
use crate::checklist::{Checklist, Question};

pub use explain::{Move, biggest_moves};
pub use notes::{Note, NoteKind, notes};
pub use sums::{Range, Sums, percentage};

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

    /// The position of an answer on the assessment's date.
    pub fn of(answer: Option<&Answer>, on: NaiveDate) -> Position {
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
                if answer.strength(on).is_current() {
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

    fn add(&mut self, position: Position) {
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

/// A share in tenths of a per cent, rounded half up; none of nothing.
pub fn per_mille(part: u32, whole: u32) -> Option<u32> {
    if whole == 0 {
        return None;
    }
    let exact = (u64::from(part) * 2000 + u64::from(whole)) / (2 * u64::from(whole));
    u32::try_from(exact).ok()
}

/// A share for a person: `66.7%`, or a dash where there is nothing to share.
pub fn percent(per_mille: Option<u32>) -> String {
    per_mille.map_or_else(|| "–".to_owned(), |p| format!("{}.{}%", p / 10, p % 10))
}

/// The sums over some questions: all of them, a section's or a theme's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Questions asked: those switched on.
    pub asked: u32,
    /// Asked, less not applicable.
    pub applicable: u32,
    /// Rated or don't know.
    pub answered: u32,
    /// Rated.
    pub rated: u32,
    /// Points earned over the answered: rating × weight.
    pub earned: u32,
    /// Points possible over the answered: 3 × weight.
    pub possible: u32,
    /// Points possible over the unanswered.
    pub open: u32,
    /// Critical questions, applicable and not assured.
    pub alerts: u32,
    /// Alerts with a credible plan; they stay alerts.
    pub alerts_planned: u32,
    /// How many questions have each position.
    pub profile: Profile,
}

impl Tally {
    pub(crate) fn add(&mut self, line: &Line<'_>) {
        self.asked += 1;
        self.profile.add(line.position);
        if line.position != Position::NotApplicable {
            self.applicable += 1;
        }
        if matches!(line.response, Some(Response::Rated(_))) {
            self.rated += 1;
        }
        if let Some(earned) = line.earned {
            self.answered += 1;
            self.earned += earned;
            self.possible += line.question.most();
        } else if line.position == Position::Unanswered {
            self.open += line.question.most();
        }
        if let Some(alert) = line.alert {
            self.alerts += 1;
            if alert == Alert::Planned {
                self.alerts_planned += 1;
            }
        }
    }

    /// Earned ÷ possible over the answered, in tenths of a per cent. No answers, no score.
    pub fn score(&self) -> Option<u32> {
        per_mille(self.earned, self.possible)
    }

    /// Answered ÷ applicable, in tenths of a per cent.
    pub fn coverage(&self) -> Option<u32> {
        per_mille(self.answered, self.applicable)
    }

    /// The score if every open question were 0.
    pub fn lowest(&self) -> Option<u32> {
        per_mille(self.earned, self.possible + self.open)
    }

    /// The score if every open question were 3.
    pub fn highest(&self) -> Option<u32> {
        per_mille(self.earned + self.open, self.possible + self.open)
    }

    /// Score and range for a person: `66.7%`, or `66.7% (40.0–80.0%)` while questions are open.
    pub fn score_text(&self) -> String {
        if self.answered == 0 {
            return "no score yet".to_owned();
        }
        if self.open == 0 {
            percent(self.score())
        } else {
            format!("{} (open: {})", percent(self.score()), self.range_text())
        }
    }

    /// The range that the open questions leave: `40.0–80.0%`.
    pub fn range_text(&self) -> String {
        match (self.lowest(), self.highest()) {
            (Some(low), Some(high)) => format!("{}.{}–{}", low / 10, low % 10, percent(Some(high))),
            _ => "–".to_owned(),
        }
    }
}

/// A critical question, applicable and not assured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Alert {
    /// Without a credible plan.
    Open,
    /// With a credible plan; it stays an alert.
    Planned,
}

/// One question asked, with what its answer amounts to.
#[derive(Debug, Clone, Copy)]
pub struct Line<'a> {
    /// The section it stands in.
    pub section: usize,
    /// The question.
    pub question: &'a Question,
    /// Its answer, where there is one.
    pub answer: Option<&'a Answer>,
    /// What was answered.
    pub response: Option<Response>,
    /// What it amounts to.
    pub position: Position,
    /// How well its evidence stands.
    pub strength: Strength,
    /// It was given to other words than the question has now: it counts as unanswered until someone confirms it.
    pub to_confirm: bool,
    /// Points earned; none while unanswered or not applicable.
    pub earned: Option<u32>,
    /// It has a credible plan.
    pub planned: bool,
    /// Whether it is an alert.
    pub alert: Option<Alert>,
}

/// What a report says that an answer comes to. A public report tells this of private answers whose texts it leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stand {
    /// What it amounts to.
    pub position: Position,
    /// How well its evidence stands.
    pub strength: Strength,
    /// It was given to other words than the question has now.
    pub to_confirm: bool,
    /// It has a credible plan.
    pub planned: bool,
}

/// What a report says that its answers come to, by question id.
pub type Known = BTreeMap<String, Stand>;

impl<'a> Line<'a> {
    /// The same answer counted with another edition's weight and hard expectation, for a comparison like for like.
    pub(crate) fn counted_as(self, question: &'a Question) -> Line<'a> {
        Line {
            question,
            earned: earned(self.response, question),
            alert: alert(question, self.planned, self.position),
            ..self
        }
    }
}

fn earned(response: Option<Response>, question: &Question) -> Option<u32> {
    match response {
        Some(Response::Rated(rating)) => Some(u32::from(rating) * question.weight),
        Some(Response::DontKnow) => Some(0),
        _ => None,
    }
}

fn alert(question: &Question, planned: bool, position: Position) -> Option<Alert> {
    let alert = if planned { Alert::Planned } else { Alert::Open };
    (question.critical && !matches!(position, Position::Assured | Position::NotApplicable)).then_some(alert)
}

/// An assessment scored.
#[derive(Debug, Clone)]
pub struct Score<'a> {
    /// Every question asked, in order.
    pub lines: Vec<Line<'a>>,
    /// Over all questions asked.
    pub overall: Tally,
    /// By section, in order: index of the section and its sums. Sections without a question asked are left out.
    pub sections: Vec<(usize, Tally)>,
    /// By theme id.
    pub themes: BTreeMap<&'a str, Tally>,
    /// Over the key questions.
    pub key: Tally,
    /// Context questions still open, by id: questions may wait on them.
    pub open_context: Vec<&'a str>,
    /// The day that everything is reckoned from.
    pub on: NaiveDate,
}

impl Score<'_> {
    /// Whether every applicable question is answered and every context fact stated.
    pub fn is_complete(&self) -> bool {
        self.overall.profile.unanswered == 0 && self.open_context.is_empty()
    }
}

/// Whether a question is asked: always, or where its context fact is stated and true.
pub fn is_asked(question: &Question, context: &BTreeMap<String, bool>) -> bool {
    question
        .only_if
        .as_ref()
        .is_none_or(|id| context.get(id).copied().unwrap_or(false))
}

/// Scores an assessment by rule `assure-1`, as of its `updated` date.
pub fn score<'a>(checklist: &'a Checklist, assessment: &'a Assessment) -> Score<'a> {
    score_as_known(checklist, assessment, None)
}

/// The same for answers read from a report, which says what they come to.
pub fn score_as_known<'a>(checklist: &'a Checklist, assessment: &'a Assessment, known: Option<&Known>) -> Score<'a> {
    let on = assessment.updated;
    let mut score = Score {
        lines: Vec::new(),
        overall: Tally::default(),
        sections: Vec::new(),
        themes: BTreeMap::new(),
        key: Tally::default(),
        open_context: checklist
            .contexts
            .iter()
            .map(|c| c.id.as_str())
            .filter(|id| !assessment.context.contains_key(*id))
            .collect(),
        on,
    };
    for (index, section) in checklist.sections.iter().enumerate() {
        let mut sums = Tally::default();
        for question in section.questions.iter().filter(|q| is_asked(q, &assessment.context)) {
            let stand = known.and_then(|k| k.get(&question.id));
            let line = line(index, question, assessment.answer(&question.id), stand, on);
            sums.add(&line);
            score.overall.add(&line);
            score.themes.entry(&question.theme).or_default().add(&line);
            if question.key {
                score.key.add(&line);
            }
            score.lines.push(line);
        }
        if sums.asked > 0 {
            score.sections.push((index, sums));
        }
    }
    score
}

fn line<'a>(
    section: usize,
    question: &'a Question,
    answer: Option<&'a Answer>,
    stand: Option<&Stand>,
    on: NaiveDate,
) -> Line<'a> {
    let stand = stand.copied().unwrap_or_else(|| {
        let to_confirm = answer.is_some_and(|a| is_to_confirm(question, a));
        Stand {
            position: Position::of(answer.filter(|_| !to_confirm), on),
            strength: answer.map_or(Strength::None, |a| a.strength(on)),
            to_confirm,
            planned: answer.is_some_and(|a| a.has_credible_action(on)),
        }
    });
    let response = answer.filter(|_| !stand.to_confirm).and_then(Answer::response);
    Line {
        section,
        question,
        answer,
        response,
        position: stand.position,
        strength: stand.strength,
        to_confirm: stand.to_confirm,
        earned: earned(response, question),
        planned: stand.planned,
        alert: alert(question, stand.planned, stand.position),
    }
}
