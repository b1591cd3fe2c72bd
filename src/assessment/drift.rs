//! Whether answers still stand for the questions as they are: a checklist can change under them.

use super::{Answer, Assessment};
use crate::checklist::{Checklist, Question, QuestionId};

/// Whether an answer was given to other words than the question has now.
pub fn is_to_confirm(question: &Question, answer: &Answer) -> bool {
    answer.response().is_some() && answer.asked.as_ref().is_some_and(|asked| asked != question.digest())
}

/// Whether a checklist has moved away from the answers that were given to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Drift {
    /// It is the same, or the answers do not say.
    Same,
    /// A newer revision; no question that was answered asks anything else. The sentence says so.
    Harmless(String),
    /// Answers may stand for other words: the sentence, and the ids of the questions where that is known.
    Changed(String, Vec<QuestionId>),
}

/// Compares an assessment with the checklist as it is now.
pub fn drift(checklist: &Checklist, assessment: &Assessment) -> Drift {
    let Some(given) = &assessment.digest else {
        return Drift::Same;
    };
    if *given == checklist.digest() {
        return Drift::Same;
    }
    let answered = || {
        checklist.questions().filter_map(|q| {
            assessment
                .answer(&q.id)
                .filter(|a| a.response().is_some())
                .map(|a| (q, a))
        })
    };
    let changed: Vec<QuestionId> = answered()
        .filter(|(q, a)| is_to_confirm(q, a))
        .map(|(q, _)| q.id.clone())
        .collect();
    let unknown = answered().filter(|(_, a)| a.asked.is_none()).count();
    let revision = assessment.revision.unwrap_or(0);
    if changed.is_empty() && unknown == 0 && revision != checklist.revision {
        return Drift::Harmless(format!(
            "{} has been revised since (revision {revision}, now {}); no question that was answered asks anything else{}",
            checklist.name(),
            checklist.revision,
            match assessment.archived.len() {
                0 => String::new(),
                1 => "; 1 answer to a question that is no longer asked is in the archive".to_owned(),
                n => format!("; {n} answers to questions that are no longer asked are in the archive"),
            }
        ));
    }
    let what = if !changed.is_empty() {
        format!(
            "these questions were reworded or count differently: {}",
            changed.join(", ")
        )
    } else if unknown > 0 {
        format!("{unknown} answers do not say to which wording they were given")
    } else {
        "no question that was answered asks anything else, but the rest of the checklist differs".to_owned()
    };
    Drift::Changed(
        format!(
            "the checklist {} (revision {}) is not the one that was answered (revision {revision}): {what}",
            checklist.name(),
            checklist.revision
        ),
        changed,
    )
}

/// Takes answers as they stand: every one counts as given to the words of today.
pub fn accept_as_they_stand(checklist: &Checklist, assessment: &mut Assessment) {
    for q in checklist.questions() {
        if let Some(answer) = assessment.answers.get_mut(&q.id)
            && answer.response().is_some()
        {
            answer.asked = Some(q.digest().to_owned());
        }
    }
    assessment.digest = Some(checklist.digest());
    assessment.revision = Some(checklist.revision);
}
