//! Scoring rule `assure-1`: points, coverage, range, positions and alerts.
//!
//! Integers inside; percentages only at the edge, in tenths. Alerts are never averaged away, and every question asked has
//! exactly one position, so the totals reconcile.

mod alerts;
mod explain;
mod front;
mod notes;
mod position;
mod tally;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::assessment::drift::is_to_confirm;
use crate::assessment::{Answer, Assessment, CurrentFigures, FigureEvidence, Response, Strength, strength_with};
use crate::checklist::{Checklist, ContextId, Question, QuestionId, ThemeId};

pub use alerts::{Alert, AlertCount};
pub use explain::{Move, biggest_moves};
pub use front::front_notes;
pub use notes::{Note, NoteKind, notes};
pub use position::{Position, Profile};
pub use tally::{Tally, per_mille, percent, percentage};

/// One question asked, with what its answer amounts to.
#[derive(Debug, Clone, Copy)]
pub struct ScoreLine<'a> {
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
    /// Whether current figures of the file count as evidence for it.
    pub figures: FigureEvidence,
}

/// What a report says that an answer comes to. A public report tells this of private answers whose texts it leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportedResult {
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
pub type ReportedResults = BTreeMap<QuestionId, ReportedResult>;

impl<'a> ScoreLine<'a> {
    /// The same answer counted with another edition's weight and hard expectation, for a comparison like for like.
    pub(crate) fn counted_as(self, question: &'a Question) -> ScoreLine<'a> {
        ScoreLine {
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
    pub lines: Vec<ScoreLine<'a>>,
    /// Over all questions asked.
    pub overall: Tally,
    /// By section, in order: index of the section and its sums. Sections without a question asked are left out.
    pub sections: Vec<(usize, Tally)>,
    /// By theme id.
    pub themes: BTreeMap<&'a ThemeId, Tally>,
    /// Over the key questions.
    pub key: Tally,
    /// Context questions still open, by id: questions may wait on them.
    pub open_context: Vec<&'a ContextId>,
    /// The day that everything is reckoned from.
    pub on: NaiveDate,
}

impl Score<'_> {
    /// Whether every applicable question is answered and every context fact stated.
    pub fn is_complete(&self) -> bool {
        self.overall.positions.unanswered == 0 && self.open_context.is_empty()
    }
}

/// Whether a question is asked: always, or where its context fact is stated and true.
pub fn is_asked(question: &Question, context: &BTreeMap<ContextId, bool>) -> bool {
    question
        .only_if
        .as_ref()
        .is_none_or(|id| context.get(id).copied().unwrap_or(false))
}

/// Scores an assessment by rule `assure-1`, as of its `updated` date.
pub fn score<'a>(checklist: &'a Checklist, assessment: &'a Assessment) -> Score<'a> {
    score_as_reported(checklist, assessment, None)
}

/// The same for answers read from a report, which says what they come to.
pub fn score_as_reported<'a>(
    checklist: &'a Checklist,
    assessment: &'a Assessment,
    reported: Option<&ReportedResults>,
) -> Score<'a> {
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
            .map(|c| &c.id)
            .filter(|id| !assessment.context.contains_key(*id))
            .collect(),
        on,
    };
    let current = CurrentFigures::of(assessment, checklist, on);
    for (index, section) in checklist.sections.iter().enumerate() {
        let mut sums = Tally::default();
        for question in section.questions.iter().filter(|q| is_asked(q, &assessment.context)) {
            let result = reported.and_then(|r| r.get(&question.id));
            let figures = match current.speaking_to(question.id.as_str()).next() {
                Some(_) => FigureEvidence::Current,
                None => FigureEvidence::Absent,
            };
            let line = line((index, question), assessment.answer(&question.id), result, figures, on);
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
    (section, question): (usize, &'a Question),
    answer: Option<&'a Answer>,
    reported: Option<&ReportedResult>,
    figures: FigureEvidence,
    on: NaiveDate,
) -> ScoreLine<'a> {
    let result = reported.copied().unwrap_or_else(|| {
        let to_confirm = answer.is_some_and(|a| is_to_confirm(question, a));
        // Figures answer nothing: what nobody answered has no evidence.
        let strength = answer.map_or(Strength::None, |a| strength_with(&a.evidence, figures, on));
        ReportedResult {
            position: Position::with(answer.filter(|_| !to_confirm), strength, on),
            strength,
            to_confirm,
            planned: answer.is_some_and(|a| a.has_credible_action(on)),
        }
    });
    let response = answer.filter(|_| !result.to_confirm).and_then(Answer::response);
    ScoreLine {
        section,
        question,
        answer,
        response,
        position: result.position,
        strength: result.strength,
        to_confirm: result.to_confirm,
        earned: earned(response, question),
        planned: result.planned,
        alert: alert(question, result.planned, result.position),
        figures,
    }
}
