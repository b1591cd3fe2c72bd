//! What becomes of answers under another question: one that waits to be confirmed, or several in one.

use crate::assessment::earlier::united;
use crate::assessment::{Answer, Comment, Draft, EarlierAnswer, Response, comment};
use crate::checklist::{AnswerKind, Question};
use crate::compare::chain::Link;

/// Whether a rating can stand under a question: a plain fact takes 0 or 3.
pub(super) fn rating_fits(answer: &Answer, question: &Question) -> bool {
    question.answer == AnswerKind::Graded || !matches!(answer.response(), Some(Response::Rated(1 | 2)))
}

/// The digest of the question that an answer was given to, made to differ from the one it stands under now.
fn asked_then(then: &Question, answer: &Answer, now: &Question) -> String {
    let asked = answer.asked.clone().unwrap_or_else(|| then.digest().to_owned());
    if asked == now.digest() {
        // Word for word the same, and its lineage says that it means something else.
        format!("was-{asked}")
    } else {
        asked
    }
}

pub(super) fn to_confirm(then: &Question, answer: &Answer, now: &Question) -> Answer {
    Answer {
        asked: answer
            .response()
            .is_some()
            .then(|| asked_then(then, answer, now))
            .or(answer.asked.clone()),
        earlier: earlier_to_confirm(then, answer, now),
        ..answer.clone()
    }
}

/// What an answer was before, bound to the words that it was given to.
fn earlier_to_confirm(then: &Question, answer: &Answer, now: &Question) -> Vec<EarlierAnswer> {
    let bound = |e: &EarlierAnswer| EarlierAnswer {
        asked: e
            .answer(answer)
            .response()
            .is_some()
            .then(|| asked_then(then, &e.answer(answer), now)),
        ..e.clone()
    };
    answer.earlier.iter().map(bound).collect()
}

/// What several answers were before, oldest first: none is lost.
fn all_earlier(given: &[(&Link, &Question, &Answer)], now: &Question) -> Vec<EarlierAnswer> {
    given.iter().fold(Vec::new(), |all, (_, then, answer)| {
        united(&all, &earlier_to_confirm(then, answer, now))
    })
}

/// What readers said of several answers: none is lost.
fn all_comments(given: &[(&Link, &Question, &Answer)]) -> Vec<Comment> {
    given.iter().fold(Vec::new(), |all, (_, _, answer)| {
        comment::united(&all, &answer.comments)
    })
}

/// What several answers have in common with any later one: everything but the rating, for whoever answers the new question.
pub(super) fn without_rating(given: &[(&Link, &Question, &Answer)], now: &Question) -> Answer {
    Answer {
        finding: joined_texts(given, |a| a.finding.as_ref(), "\n\n"),
        evidence: distinct(given.iter().flat_map(|(_, _, a)| &a.evidence), |_| true),
        actions: distinct(given.iter().flat_map(|(_, _, a)| &a.actions), |x| x.status.is_open()),
        private: given.iter().any(|(_, _, a)| a.private),
        draft: merge_drafts(given),
        earlier: all_earlier(given, now),
        comments: all_comments(given),
        ..Answer::default()
    }
}

fn joined_texts(
    given: &[(&Link, &Question, &Answer)],
    pick: fn(&Answer) -> Option<&String>,
    between: &str,
) -> Option<String> {
    let texts = distinct(given.iter().filter_map(|(_, _, a)| pick(a)), |_| true);
    (!texts.is_empty()).then(|| texts.join(between))
}

/// Answers that agree, in one.
pub(super) fn merge_agreeing(given: &[(&Link, &Question, &Answer)], now: &Question) -> Option<Answer> {
    let (_, then, first) = given
        .iter()
        .find(|(_, _, a)| a.response().is_some())
        .or(given.first())?;
    if given.len() == 1 {
        return Some(to_confirm(then, first, now));
    }
    Some(Answer {
        reason: joined_texts(given, |a| a.reason.as_ref(), "; "),
        finding: joined_texts(given, |a| a.finding.as_ref(), "\n\n"),
        evidence: distinct(given.iter().flat_map(|(_, _, a)| &a.evidence), |_| true),
        actions: distinct(given.iter().flat_map(|(_, _, a)| &a.actions), |_| true),
        no_personal_data: given.iter().flat_map(|(_, _, a)| a.no_personal_data.clone()).collect(),
        private: given.iter().any(|(_, _, a)| a.private),
        unfinished: given.iter().any(|(_, _, a)| a.unfinished),
        by: joined_texts(given, |a| a.by.as_ref(), ", "),
        on: given.iter().filter_map(|(_, _, a)| a.on).max(),
        asked: first.response().is_some().then(|| asked_then(then, first, now)),
        draft: merge_drafts(given),
        // Nobody accepted the risk of several questions in one: it is said again, or it does not stand.
        risk_accepted: None,
        earlier: all_earlier(given, now),
        comments: all_comments(given),
        ..Answer::responding(first.response())
    })
}

/// Texts that were begun, in the first one's place: which piece they belonged to is no longer said.
fn merge_drafts(given: &[(&Link, &Question, &Answer)]) -> Option<Draft> {
    let field = given.iter().find_map(|(_, _, a)| a.draft.as_ref())?.field;
    let text = joined_texts(given, |a| a.draft.as_ref().map(|d| &d.text), "\n\n")?;
    Some(Draft {
        field,
        item: None,
        text,
    })
}

/// Each once, in order.
fn distinct<'a, T: Clone + PartialEq + 'a>(all: impl Iterator<Item = &'a T>, wanted: impl Fn(&&T) -> bool) -> Vec<T> {
    let mut out: Vec<T> = Vec::new();
    for item in all.filter(|t| wanted(t)) {
        if !out.contains(item) {
            out.push(item.clone());
        }
    }
    out
}
