//! What recommendations mean: which question each speaks to.

use super::ProblemCollector;
use crate::assessment::Assessment;
use crate::checklist::Checklist;
use crate::diagnostic::{Diagnostic, nearest};
use crate::format::source::Aim;

/// Recommendations that speak to a question which the checklist has not got.
pub(super) fn problems(found: &mut ProblemCollector<'_>, a: &Assessment) {
    let checklist = found.checklist;
    for (i, recommendation) in a.recommendations.iter().enumerate() {
        let Some(id) = recommendation.question.as_ref() else {
            continue;
        };
        if checklist.question(id).is_some() {
            continue;
        }
        let label = nearest(id.as_str(), checklist.questions().map(|q| q.id.as_str()))
            .map_or_else(|| "unknown".to_owned(), |near| format!("did you mean `{near}`?"));
        found.add(
            &["recommendation".into(), i.into(), "question".into()],
            Aim::Value,
            Diagnostic::error(
                "unknown-question",
                format!("{} has no question `{}`", checklist.name(), id.as_str().escape_debug()),
            )
            .label(label)
            .help(format!(
                "`assure show {}` lists the questions; a recommendation that speaks to none has no `question`",
                checklist.name()
            )),
        );
    }
}

/// Takes away the questions that a later revision took away: the recommendation itself stays.
pub(super) fn unlink(assessment: &mut Assessment, checklist: &Checklist) {
    for recommendation in &mut assessment.recommendations {
        recommendation.question = recommendation
            .question
            .take()
            .filter(|id| checklist.question(id).is_some());
    }
}
