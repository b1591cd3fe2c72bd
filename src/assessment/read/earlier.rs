//! What is wrong with what an answer was before, with what voices said, and with a risk that nobody accepted.

use chrono::NaiveDate;

use super::ProblemCollector;
use crate::assessment::{AcceptedRisk, Answer};
use crate::checklist::QuestionId;
use crate::diagnostic::Diagnostic;
use crate::format::source::{Aim, PathStep};

/// Earlier answers out of order or after the last change, and an accepted risk without a name or a post.
pub(super) fn problems(
    found: &mut ProblemCollector<'_>,
    place: &str,
    (id, answer): (&QuestionId, &Answer),
    updated: NaiveDate,
) {
    let here = [PathStep::from(place), PathStep::from(id.as_str())];
    let under = |keys: &[PathStep]| [&here[..], keys].concat();
    risk(found, &under(&["risk_accepted".into()]), answer.risk_accepted.as_ref());
    let mut before: Option<NaiveDate> = None;
    for (i, earlier) in answer.earlier.iter().enumerate() {
        let at = |key: &str| under(&["earlier".into(), i.into(), key.into()]);
        let named = format!("{place}.{id}.earlier.{}", i + 1);
        let mut wrong = |key: &str, message: String, label: &str| {
            let diagnostic = Diagnostic::error("date", message).label(label).help(
                "the blocks stand oldest first, each with the day of the change that ended it; `updated` is the day of the last change",
            );
            found.add(&at(key), Aim::Value, diagnostic);
        };
        if earlier.until > updated {
            let message = format!("`{named}.until` ({}) is after `updated` ({updated})", earlier.until);
            wrong("until", message, "after `updated`");
        } else if let Some(before) = before.filter(|b| *b > earlier.until) {
            let message = format!(
                "`{named}.until` ({}) is before the one above it ({before})",
                earlier.until
            );
            wrong("until", message, "before the one above it");
        }
        if let Some(on) = earlier.on.filter(|on| *on > earlier.until) {
            let message = format!("`{named}.on` ({on}) is after its `until` ({})", earlier.until);
            wrong("on", message, "after `until`");
        }
        before = Some(earlier.until);
        let accepted = under(&["earlier".into(), i.into(), "risk_accepted".into()]);
        risk(found, &accepted, earlier.risk_accepted.as_ref());
    }
    for (i, voice) in answer.voices.iter().enumerate() {
        let accepted = under(&["voice".into(), i.into(), "risk_accepted".into()]);
        risk(found, &accepted, voice.risk_accepted.as_ref());
    }
}

fn risk(found: &mut ProblemCollector<'_>, at: &[PathStep], risk: Option<&AcceptedRisk>) {
    if risk.is_some_and(|r| r.by.is_none()) {
        let diagnostic = Diagnostic::error("no-name", "a risk is accepted, and it does not say by whom")
            .label("no `by`")
            .help("name who accepted it, or the post: `by = \"Chief executive\"`");
        found.add(at, Aim::Value, diagnostic);
    }
}
