//! From a scored answer to its record.

use std::collections::BTreeMap;

use super::records::{self, ActionRecord, AnswerRecord, EvidenceRecord};
use crate::assessment::{Action, Answer};
use crate::checklist::{QuestionId, SectionId};
use crate::score::{Score, ScoreLine};

/// The numbers of the actions, by question and place: the open ones by due date, then those that are closed.
pub(super) type ActionNumbers<'a> = BTreeMap<(&'a QuestionId, usize), u32>;

pub(super) fn action_numbers<'a>(scored: &Score<'a>) -> ActionNumbers<'a> {
    let mut actions: Vec<(&QuestionId, usize, &Action)> = scored
        .lines
        .iter()
        .filter_map(|l| Some((&l.question.id, l.answer?)))
        .flat_map(|(id, answer)| answer.actions.iter().enumerate().map(move |(i, a)| (id, i, a)))
        .collect();
    actions.sort_by_key(|(_, _, a)| (!a.status.is_open(), a.due.is_none(), a.due));
    (1..).zip(actions).map(|(n, (id, i, _))| ((id, i), n)).collect()
}

/// One answer as the report holds it.
pub(super) fn record(
    line: &ScoreLine<'_>,
    section: &SectionId,
    scored: &Score<'_>,
    numbers: &ActionNumbers<'_>,
    public: bool,
) -> AnswerRecord {
    let nothing = Answer::default();
    let answer = line.answer.unwrap_or(&nothing);
    let hidden = public && answer.private;
    // Without a filter the lists are as long as they need to be: the usual growth begins at four places.
    let (evidence, actions) = if hidden {
        (&[][..], &[][..])
    } else {
        (answer.evidence.as_slice(), answer.actions.as_slice())
    };
    let (state, rating) = records::state_of(line.response);
    let q = line.question;
    AnswerRecord {
        id: q.id.clone(),
        section: section.clone(),
        theme: q.theme.clone(),
        text: q.text.clone(),
        area: q.area,
        answer: q.answer,
        key: q.key,
        critical: q.critical,
        weight: q.weight,
        state,
        rating,
        reason: answer.reason.clone().filter(|_| !hidden),
        finding: answer.finding.clone().filter(|_| !hidden),
        evidence: evidence
            .iter()
            .map(|e| EvidenceRecord {
                evidence: e.clone(),
                current: e.is_current(scored.on),
            })
            .collect(),
        evidence_strength: line.strength,
        actions: actions
            .iter()
            .enumerate()
            .map(|(i, a)| ActionRecord {
                number: numbers.get(&(&q.id, i)).copied().unwrap_or_default(),
                action: if public {
                    Action {
                        owner: None,
                        ..a.clone()
                    }
                } else {
                    a.clone()
                },
                credible: a.is_credible(scored.on),
                overdue: a.is_overdue(scored.on),
            })
            .collect(),
        position: line.position,
        earned: line.earned,
        figures: Vec::new(),
        possible: q.max_points(),
        alert: line.alert,
        risk_accepted: records::risk_accepted(answer, public),
        voices: records::voices(answer, public),
        private: answer.private,
        unfinished: answer.unfinished,
        to_confirm: line.to_confirm,
        by: answer.by.clone().filter(|_| !public),
        on: answer.on,
        comments: answer.comments.iter().filter(|_| !public).cloned().collect(),
        source: q.source.clone(),
    }
}
