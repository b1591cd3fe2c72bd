//! What a question can be answered with.

use super::Choice;
use crate::assessment::{RATINGS, Response};
use crate::checklist::AnswerKind;

/// Every answer that a question of a kind takes, each with how it is chosen.
pub(super) fn response_choices(kind: AnswerKind) -> Vec<(Choice, Response)> {
    let mut choices: Vec<(Choice, Response)> = match kind {
        AnswerKind::Graded => RATINGS
            .iter()
            .map(|(r, word, hint)| (Choice::hinted(r.to_string(), *word, *hint), Response::Rated(*r)))
            .collect(),
        AnswerKind::YesNo => vec![
            (Choice::new("y", "yes"), Response::Rated(3)),
            (Choice::new("n", "no"), Response::Rated(0)),
        ],
    };
    choices.push((
        Choice::hinted("d", "don't know", "nobody can say: a blind spot, worth naming"),
        Response::DontKnow,
    ));
    choices.push((
        // Not `n`: that is "no", everywhere.
        Choice::hinted("na", "not applicable", "a reason is asked for and printed"),
        Response::NotApplicable,
    ));
    choices
}
