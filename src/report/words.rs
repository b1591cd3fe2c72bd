//! What stands in a report, in words for a person.

use super::AnswerRecord;
use crate::assessment::{State, rating_word};
use crate::checklist::AnswerKind;
use crate::score::{Alert, Position};

/// What was answered, for a person: `2 established`, `yes`, `don't know`.
pub fn answer_text(a: &AnswerRecord) -> String {
    response_words(a.state, a.rating, a.answer)
}

/// The same of the parts of an answer.
pub fn response_words(state: State, rating: Option<u8>, kind: AnswerKind) -> String {
    match (state, rating, kind) {
        (State::Rated, Some(r), AnswerKind::YesNo) => if r == 3 { "yes" } else { "no" }.to_owned(),
        (State::Rated, Some(r), AnswerKind::Graded) => format!("{r} {}", rating_word(r)),
        (State::DontKnow, ..) => "don't know".to_owned(),
        (State::NotApplicable, ..) => "not applicable".to_owned(),
        _ => "unanswered".to_owned(),
    }
}

/// What an alert's plan amounts to, for a person.
pub fn plan_text(a: &AnswerRecord, alert: Alert) -> &'static str {
    match (a.position, alert) {
        (Position::Unanswered, _) => "still to be answered",
        (_, Alert::Planned) => "credible plan",
        (_, Alert::Open) => "no credible plan",
    }
}

/// How many questions wait for a fact, for a person.
pub fn waiting(questions: usize) -> String {
    match questions {
        1 => "1 question waits on it".to_owned(),
        n => format!("{n} questions wait on it"),
    }
}
