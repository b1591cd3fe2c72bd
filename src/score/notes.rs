//! Quality notes: what a critical friend would say about the answers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Score, ScoreLine};
use crate::assessment::{Answer, EvidenceKind, FigureEvidence, Response, Strength, personal};
use crate::dates::day;

/// What kind of note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NoteKind {
    /// A strong rating without evidence.
    StrongWithoutEvidence,
    /// All evidence is performance data: it shows how much, not what changed for children.
    DataAlone,
    /// All evidence is stale.
    StaleEvidence,
    /// Evidence without a date.
    UndatedEvidence,
    /// Evidence of a day after the assessment.
    FutureEvidence,
    /// A weak rating without the weakness named.
    WeakWithoutFinding,
    /// An action without owner, date or measure.
    IncompleteAction,
    /// An action due more than 12 months ahead.
    FarAction,
    /// An open action whose date is past.
    OverdueAction,
    /// An action dropped without a reason.
    DroppedWithoutReason,
    /// Not applicable without a reason.
    NoReason,
    /// Text that looks like personal data of a child.
    PersonalData,
    /// An answer to a question that the context switches off.
    SwitchedOff,
    /// An answer given to other words than the question has now.
    ToConfirm,
    /// A judgement of more than three sentences or 600 characters.
    LongJudgement,
    /// An open recommendation whose date is past.
    OverdueRecommendation,
    /// A recommendation that is marked open still, and of which nothing says who sees to it, by when, or where it stands.
    UntrackedRecommendation,
    /// A recommendation dropped without a reason.
    DroppedRecommendation,
}

/// One quality note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Note {
    /// The question's id; of a text of the head its key in the answer file: `judgement`, `recommendation.2`.
    pub question: String,
    /// What kind of note.
    pub kind: NoteKind,
    /// What is noticed and what to do, in a sentence.
    pub text: String,
}

/// Every quality note, in the order of the checklist.
pub fn notes(score: &Score<'_>) -> Vec<Note> {
    let mut notes = Vec::new();
    for line in &score.lines {
        if let Some(answer) = line.answer {
            of_answer(line, answer, score, &mut notes);
        }
    }
    notes
}

fn of_answer(line: &ScoreLine<'_>, answer: &Answer, score: &Score<'_>, notes: &mut Vec<Note>) {
    let on = score.on;
    let mut add = |kind: NoteKind, text: String| {
        notes.push(Note {
            question: line.question.id.to_string(),
            kind,
            text,
        })
    };
    let rating = match answer.response() {
        Some(Response::Rated(r)) => Some(r),
        _ => None,
    };
    if line.to_confirm {
        add(
            NoteKind::ToConfirm,
            "the question's wording changed since this was answered: confirm or change the answer".to_owned(),
        );
    }
    if rating.is_some_and(|r| r >= 2) && line.strength == Strength::None {
        add(
            NoteKind::StrongWithoutEvidence,
            "rated 2 or 3 and nothing shows it: name the evidence".to_owned(),
        );
    }
    // What is dated ahead has a note of its own below.
    let ahead = answer
        .evidence
        .iter()
        .filter(|e| e.date.is_some_and(|d| d > on))
        .count();
    if line.strength == Strength::Stale && ahead < answer.evidence.len() {
        let all = if ahead == 0 {
            "all evidence"
        } else {
            "all other evidence"
        };
        add(
            NoteKind::StaleEvidence,
            format!("{all} is older than 12 months, past its review date or undated: look again"),
        );
    }
    let figures = line.figures == FigureEvidence::Current;
    if (figures || !answer.evidence.is_empty()) && answer.evidence.iter().all(|e| e.kind == EvidenceKind::Data) {
        add(
            NoteKind::DataAlone,
            "evidence from data alone: add what audit, children, families or partners say".to_owned(),
        );
    }
    for (i, e) in answer.evidence.iter().enumerate() {
        match e.date {
            None => add(
                NoteKind::UndatedEvidence,
                format!("evidence {} has no date, so it does not count as current", i + 1),
            ),
            Some(d) if d > on => add(
                NoteKind::FutureEvidence,
                format!(
                    "evidence {} is dated {}, after the assessment ({}), so it does not count as current",
                    i + 1,
                    day(d),
                    day(on)
                ),
            ),
            _ => {}
        }
    }
    if rating.is_some_and(|r| r <= 1) && answer.finding.is_none() {
        add(
            NoteKind::WeakWithoutFinding,
            "rated 0 or 1 without a finding: name the weakness".to_owned(),
        );
    }
    for (i, action) in answer.actions.iter().enumerate() {
        let n = i + 1;
        if action.status.is_open() {
            let given = |t: &Option<String>| t.as_deref().is_some_and(|t| !t.trim().is_empty());
            let missing: Vec<&str> = [
                ("owner", given(&action.owner)),
                ("due date", action.due.is_some()),
                ("measure of success", given(&action.measure)),
            ]
            .iter()
            .filter(|(_, there)| !there)
            .map(|(name, _)| *name)
            .collect();
            if !missing.is_empty() {
                add(
                    NoteKind::IncompleteAction,
                    format!(
                        "action {n} has no {}: the plan is not credible yet",
                        missing.join(", no ")
                    ),
                );
            }
            if action.is_overdue(on) {
                add(
                    NoteKind::OverdueAction,
                    format!(
                        "action {n} was due {}: say what became of it",
                        action.due.map_or_else(String::new, day)
                    ),
                );
            } else if missing.is_empty() && !action.is_credible(on) {
                add(
                    NoteKind::FarAction,
                    format!("action {n} is due more than 12 months after the assessment: name a nearer step"),
                );
            }
        } else if action.status == crate::assessment::ActionStatus::Dropped && action.reason.is_none() {
            add(
                NoteKind::DroppedWithoutReason,
                format!("action {n} was dropped without a reason"),
            );
        }
    }
    if answer.response() == Some(Response::NotApplicable) && answer.reason.is_none() {
        add(NoteKind::NoReason, "not applicable without a reason".to_owned());
    }
    // What it is stands in no note: a public report prints them.
    let mut noted: Vec<&str> = Vec::new();
    for (_, what) in personal::in_answer(answer) {
        if !noted.contains(&what) {
            noted.push(what);
            add(
                NoteKind::PersonalData,
                format!(
                    "text that looks like {what}: this file can be asked for; take out anything that could identify a child"
                ),
            );
        }
    }
}
