//! Last year's answers by this year's questions, for the interview that carries them forward.

use std::collections::BTreeMap;

use super::Side;
use super::chain::{Chain, Link};
use super::recommendations::carried;
use crate::assessment::Answer;
use crate::checklist::{Change, Checklist, QuestionId};
use crate::interview::{LastAnswer, LastTexts, LastYear};

/// Last year's answers by the questions that they belong to now.
///
/// An answer that waited to be confirmed even then is not comparable: nobody stood by it.
pub fn carry_forward(old: Side<'_>, new: &Checklist, chain: &Chain) -> LastYear {
    // Without a link, the question has no successor.
    let last = |id: &QuestionId, answer: &Answer, link: Option<&Link>| {
        let then = old.checklist.question(id);
        let stood_by = then.is_some_and(|q| !old.is_to_confirm(q, answer));
        LastAnswer {
            question: id.clone(),
            text: then.map_or(id.as_str(), |q| q.text.as_str()).to_owned(),
            change: link.map_or(Change::Same, |l| l.change),
            comparable: stood_by && link.is_some_and(|l| l.comparable),
            asks_the_same: stood_by && link.is_some_and(Link::asks_the_same),
            answer: answer.clone(),
        }
    };
    let given = |id: &QuestionId| old.assessment.answer(id).filter(|a| !a.is_empty());
    let mut answers: BTreeMap<QuestionId, Vec<LastAnswer>> = BTreeMap::new();
    for question in new.questions() {
        let from: Vec<LastAnswer> = chain
            .predecessors(&question.id)
            .iter()
            .filter_map(|link| given(&link.old).map(|a| last(&link.old, a, Some(link))))
            .collect();
        if !from.is_empty() {
            answers.insert(question.id.clone(), from);
        }
    }
    let gone = chain
        .withdrawn
        .iter()
        .filter_map(|g| given(&g.id).map(|a| last(&g.id, a, None)))
        .collect();
    let then = old.assessment;
    LastYear {
        period: old.assessment.period,
        answers,
        gone,
        recommendations: then
            .recommendations
            .iter()
            .filter(|r| r.status.is_open())
            .map(|r| carried(r, chain))
            .collect(),
        figures: then.indicators.clone(),
        texts: LastTexts {
            judgement: then.judgement.clone(),
            foreword: then.foreword.clone(),
            setting: then.setting.clone(),
            next_review: then.next_review,
        },
    }
}
