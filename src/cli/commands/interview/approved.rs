//! Answers that somebody has approved are not changed without saying so.

use std::path::Path;

use assure::assessment::Assessment;
use assure::dates::day;
use assure::interview::{Choice, ChoiceLayout, ChoiceRequest, Notice, Reply, Respondent};

use super::answers::{Approved, ChangeRights};
use crate::cli::args::InterviewArgs;
use crate::cli::failure::error_with_hint;
use crate::cli::shell;

/// Who has approved, and when; none where nobody's approval stands.
pub fn approvers(assessment: &Assessment) -> Option<String> {
    let standing: Vec<String> = assessment
        .standing_approvals()
        .map(|a| format!("{}, {}, on {}", a.name, a.post, day(a.on)))
        .collect();
    (!standing.is_empty()).then(|| standing.join("; "))
}

/// Refuses to change approved answers where nobody can be asked.
///
/// # Errors
/// Says who approved, and which option changes them all the same.
pub fn refuse_change(
    before: &Assessment,
    after: &Assessment,
    path: &Path,
    rights: &ChangeRights,
) -> anyhow::Result<()> {
    match approvers(before) {
        Some(who) if before != after && rights.approved == Approved::Keep => Err(error_with_hint(
            format!(
                "the answers in `{}` are approved ({who}); nothing was changed",
                path.display()
            ),
            format!(
                "give --change-approved to change them all the same, and the approval will say what changed since; or withdraw it first: \
                 assure approve {} --withdraw --post POST",
                shell::path(path)
            ),
        )),
        _ => Ok(()),
    }
}

/// What a person wants to do with answers that are approved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Go on: what changes, the approval will say.
    Change,
    /// Leave them as they are.
    Leave,
    /// Ctrl-C.
    Interrupted,
}

/// Says who approved the answers, and asks whether to go on.
pub fn ask_to_change(assessment: &Assessment, args: &InterviewArgs, respondent: &mut dyn Respondent) -> Decision {
    let Some(who) = approvers(assessment) else {
        return Decision::Change;
    };
    respondent.show(&Notice::Line(&format!("These answers are approved: {who}.")));
    if args.change_approved {
        return Decision::Change;
    }
    let request = ChoiceRequest {
        prompt: "Change approved answers",
        choices: vec![
            Choice::hinted("1", "go on", "the approval will say what changed since"),
            Choice::new("2", "leave them as they are"),
        ],
        current: Some(1),
        commands: &[],
        layout: ChoiceLayout::Keys,
    };
    match respondent.choose(&request) {
        Reply::Given(0) => Decision::Change,
        Reply::Interrupted => Decision::Interrupted,
        _ => Decision::Leave,
    }
}
