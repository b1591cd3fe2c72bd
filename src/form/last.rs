//! Last year's answer, as a form shows it.

use serde::Serialize;

use crate::assessment::{Action, Evidence, Response};
use crate::checklist::{Question, QuestionId};
use crate::interview::{LastAnswer, response_text};

/// An answer of last year to what has become a question of this one.
///
/// A form is sent round: of a private answer it says what was answered, and none of its texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LastGiven {
    /// The question's id last year.
    pub question: QuestionId,
    /// Its words last year, where they were others.
    pub worded: Option<String>,
    /// Whether an answer then and an answer now answer the same thing.
    pub comparable: bool,
    /// What was answered, in words: `2, established`, `yes`, `don't know`.
    pub answered: String,
    /// What was answered, as a form gives it again (`0` to `3`, `dont-know`, `not-applicable`): only where the question asks the same, and
    /// has no other answer of last year.
    pub repeat: Option<String>,
    /// Why it was not applicable.
    pub reason: Option<String>,
    /// What was known.
    pub finding: Option<String>,
    /// How it was known.
    pub evidence: Vec<Evidence>,
    /// What was to be done.
    pub actions: Vec<Action>,
}

impl LastGiven {
    pub(super) fn new(last: &LastAnswer, question: &Question) -> Self {
        let answer = &last.answer;
        let shown = !answer.private;
        let text = |text: &Option<String>| text.clone().filter(|_| shown);
        Self {
            question: last.question.clone(),
            worded: Some(last.text.clone()).filter(|then| *then != question.text),
            comparable: last.comparable,
            answered: match answer.response() {
                Some(response) => response_text(question.answer, response),
                None => "no answer".to_owned(),
            },
            repeat: None,
            reason: text(&answer.reason),
            finding: text(&answer.finding),
            evidence: if shown { answer.evidence.clone() } else { Vec::new() },
            actions: if shown { answer.actions.clone() } else { Vec::new() },
        }
    }
}

/// A response as a form's field has it.
pub(super) fn word(response: Response) -> String {
    match response {
        Response::Rated(rating) => rating.to_string(),
        Response::DontKnow => "dont-know".to_owned(),
        Response::NotApplicable => "not-applicable".to_owned(),
    }
}
