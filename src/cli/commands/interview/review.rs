//! The review inside the year: what it needs, and what is said at its end.

use std::path::{Path, PathBuf};

use assure::assessment::{Assessment, Period};
use assure::checklist::Checklist;
use assure::compare;
use assure::document::comparison;
use chrono::NaiveDate;

use super::super::CommandContext;
use super::interactive::in_the_end;
use crate::cli::args::InterviewArgs;
use crate::cli::failure::error_with_hint;
use crate::cli::load;
use crate::cli::output::say;
use crate::cli::prompt::PromptMode;
use crate::cli::shell;

/// Names the file that a review is of, where nobody did: that of this municipal year, or, from April on and before this year's is begun,
/// that of the year before: the review in spring is of last autumn.
pub fn choose_file(id: &str, args: &mut InterviewArgs, context: &CommandContext<'_>) {
    if !args.review || args.file.is_some() || args.period.is_some() {
        return;
    }
    let now = Period::of(context.today);
    let file = |period: Period| PathBuf::from(format!("{id}-{period}.toml"));
    if !file(now).exists() {
        args.file = now.before().map(file).filter(|path| path.is_file());
    }
}

/// Why there is nothing to review: no answer file, or one without an answer.
pub fn nothing_to_review(checklist: &Checklist, path: &Path) -> anyhow::Error {
    let what = if path.exists() {
        format!("`{}` has no answers yet", path.display())
    } else {
        format!("there is no answer file `{}`", path.display())
    };
    error_with_hint(
        format!("{what}: a review needs answers to look at again"),
        format!(
            "name the file of this year with --file, or answer the questions first: {}",
            load::interview_command(&checklist.id, path)
        ),
    )
}

/// Whether a file has anything that a review could look at.
pub fn has_answers(assessment: &Assessment) -> bool {
    assessment
        .answers
        .values()
        .any(|a| a.response().is_some() || !a.actions.is_empty())
}

/// The day since which it can be said what this review moved: the day of the last change before it, or the day before it. None on the
/// day on which the file was begun, of which no earlier day is known.
fn day_before(before: &Assessment, today: NaiveDate) -> Option<NaiveDate> {
    let date = before.updated.min(today.pred_opt()?);
    (date >= before.started).then_some(date)
}

/// What moved, in short, and the command that says it at length.
pub fn say_what_moved(
    checklist: &Checklist,
    (before, after): (&Assessment, &Assessment),
    path: &Path,
    (mode, context): (PromptMode, &CommandContext<'_>),
) -> Option<String> {
    let date = day_before(before, context.today)?;
    let compared = compare::since(checklist, after, date).ok()?;
    let width = context.style.width_err;
    say("");
    if before.answers == after.answers {
        say("Nothing was changed in this review.");
    } else {
        say(in_the_end(&comparison::in_short(&compared), mode, width).trim_end());
    }
    say("");
    Some(format!(
        "What moved, at length: assure diff {} --since {date}",
        shell::path(path)
    ))
}
