//! Carrying last year forward: which file, whether it fits, and what it says to this year's questions.

use std::path::{Path, PathBuf};

use assure::assessment::{Assessment, Recommendation, personal};
use assure::checklist::Checklist;
use assure::compare::{Side, carry_forward, chain, check_same_series};
use assure::interview::{Choice, ChoiceLayout, ChoiceRequest, LastYear, Notice, Reply, Respondent};

use super::super::CommandContext;
use super::relative;
use crate::cli::args::{InterviewArgs, OwnChecklists};
use crate::cli::compared::{OwnEditions, refusal_error};
use crate::cli::failure::error_with_hint;
use crate::cli::output::say;

/// Last year's answers, where there are some to carry forward.
///
/// They come from `--from`, or from the file that this one was begun from, or from last year's file beside a new one, which is
/// offered and never taken unasked.
///
/// # Errors
/// A file that cannot be read, is not an earlier year's, or belongs to another council, role or checklist.
pub fn last_year(
    checklist: &Checklist,
    assessment: &mut Assessment,
    path: &Path,
    args: &InterviewArgs,
    respondent: &mut dyn Respondent,
    context: &CommandContext<'_>,
) -> anyhow::Result<Option<LastYear>> {
    let is_new = !path.exists();
    let folder = path.parent().unwrap_or(Path::new(""));
    let from = match (&args.from, &assessment.previous) {
        (Some(from), _) => from.clone(),
        (None, Some(previous)) => {
            let from = folder.join(previous);
            if !from.is_file() {
                say(&format!(
                    "note: last year's file `{}` is not there any more: it is left out. Say where it is with --from.",
                    from.display()
                ));
                return Ok(None);
            }
            from
        }
        (None, None) if is_new => match offer(checklist, assessment, folder, respondent) {
            Some(from) => from,
            None => return Ok(None),
        },
        (None, None) => return Ok(None),
    };
    let own = OwnEditions::load(&OwnChecklists {
        checklist: Vec::new(),
        accept_changed: args.accept_changed,
    })?;
    let last = own.assessment(&from, context.style)?;
    if last.assessment.period >= assessment.period {
        return Err(error_with_hint(
            format!(
                "`{}` is for {}, which is not before {}",
                from.display(),
                last.assessment.period,
                assessment.period
            ),
            "name an earlier year's answers with --from, or another year with --period",
        ));
    }
    assessment.council = assessment.council.take().or_else(|| last.assessment.council.clone());
    let notes = check_same_series(last.side(), Side::new(checklist, assessment)).map_err(refusal_error)?;
    for note in notes {
        say(&format!("note: {note}"));
    }
    let chain = chain(
        &last.checklist,
        checklist,
        &own.between(last.checklist.edition, checklist),
    )
    .map_err(refusal_error)?;
    assessment.assessor.name = assessment
        .assessor
        .name
        .take()
        .or_else(|| last.assessment.assessor.name.clone());
    assessment.assessor.post = assessment
        .assessor
        .post
        .take()
        .or_else(|| last.assessment.assessor.post.clone());
    let begun = assessment.previous.is_some();
    assessment.previous = Some(relative(&from, path));
    let carried = carry_forward(last.side(), checklist, &chain);
    // Once, when the two years meet: what was taken out of this year's file since stays out of it.
    if !begun {
        carry_recommendations(&carried, &last.assessment, assessment, respondent);
    }
    Ok(Some(carried))
}

/// Takes over last year's recommendations that are still open, as they stood.
fn carry_recommendations(
    carried: &LastYear,
    last: &Assessment,
    assessment: &mut Assessment,
    respondent: &mut dyn Respondent,
) {
    let known = &assessment.recommendations;
    let new: Vec<Recommendation> = carried
        .recommendations
        .iter()
        .filter(|r| !known.iter().any(|k| k.is_same(r)))
        .cloned()
        .collect();
    if new.is_empty() {
        return;
    }
    let them = if new.len() == 1 {
        "1 recommendation of last year is still open and stands here too".to_owned()
    } else {
        format!(
            "{} recommendations of last year are still open and stand here too",
            new.len()
        )
    };
    respondent.show(&Notice::Line(&format!(
        "{them}. Say how far each has come at the end of the questions, under the texts for the report."
    )));
    assessment.recommendations.extend(new);
    // What was confirmed last year is bound to the words, and they are the same.
    personal::confirm_head(assessment, &last.no_personal_data);
}

/// Offers last year's file where one lies beside the new one.
fn offer(
    checklist: &Checklist,
    assessment: &Assessment,
    folder: &Path,
    respondent: &mut dyn Respondent,
) -> Option<PathBuf> {
    let last = assessment.period.before()?;
    let from = folder.join(format!("{}-{last}.toml", checklist.id));
    if !from.is_file() {
        return None;
    }
    respondent.show(&Notice::Line(&format!(
        "Last year's answers are here: {}. They can be shown beside each question; nothing of them is taken over unless you say so.",
        from.display()
    )));
    let choices = vec![
        Choice::new("y", "yes, carry them forward"),
        Choice::new("n", "no, begin without them"),
    ];
    loop {
        match respondent.choose(&ChoiceRequest {
            prompt: "Carry last year forward",
            choices: choices.clone(),
            current: None,
            commands: &[],
            layout: ChoiceLayout::Keys,
        }) {
            Reply::Given(0) => return Some(from),
            Reply::Given(_) | Reply::End | Reply::Interrupted => return None,
            Reply::Command(_) => {}
        }
    }
}
