//! The answers that are there already, and those that are given in a file.

use std::path::Path;

use assure::assessment::drift::{Drift, drift};
use assure::assessment::file::AnswerFile;
use assure::assessment::{Assessment, Period, ReadOptions, take_over};
use assure::checklist::Checklist;
use assure::diagnostic::clean;

use super::super::CommandContext;
use super::RunMode;
use crate::cli::args::{ChangedQuestions, InterviewArgs};
use crate::cli::failure::error_with_hint;
use crate::cli::load;
use crate::cli::output::{print_unsaved, say};
use crate::cli::store::{AnswerLocation, Store, is_regular_file};

/// What given answers may do to an answer file.
#[derive(Debug, Clone, Copy)]
pub struct ChangeRights {
    /// The period that the file must be for, where one was named.
    pub period: Option<Period>,
    /// What becomes of answers to questions that changed since.
    pub changed: ChangedQuestions,
    /// What becomes of an answer that stands and says something else.
    pub on_clash: take_over::OnClash,
    /// What becomes of answers that somebody has approved.
    pub approved: Approved,
}

/// What becomes of answers that somebody has approved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Approved {
    /// They stay as they are.
    Keep,
    /// They may be changed, and the approval says what changed since.
    Change,
}

impl Approved {
    /// By the flag `--change-approved`.
    pub fn by_flag(change: bool) -> Self {
        if change { Approved::Change } else { Approved::Keep }
    }
}

/// By the flag `--replace`.
pub fn on_clash(replace: bool) -> take_over::OnClash {
    if replace {
        take_over::OnClash::Replace
    } else {
        take_over::OnClash::Refuse
    }
}

impl From<&InterviewArgs> for ChangeRights {
    fn from(args: &InterviewArgs) -> Self {
        Self {
            period: args.period,
            changed: args.accept_changed,
            on_clash: on_clash(args.replace),
            approved: Approved::by_flag(args.change_approved),
        }
    }
}

/// The answer file that is there, if one is; checked and settled.
pub fn existing(
    checklist: &Checklist,
    path: &Path,
    mode: RunMode,
    rights: &ChangeRights,
    context: &CommandContext<'_>,
) -> anyhow::Result<Option<(AnswerFile, Assessment)>> {
    if !path.exists() && path.symlink_metadata().is_err() {
        return Ok(None);
    }
    if !is_regular_file(path) && !path.is_dir() {
        return Err(error_with_hint(
            format!("`{}` is no plain file: answers cannot be kept in it", path.display()),
            "name another file with --file",
        ));
    }
    let file = load::answers_to(path, load::read_text(path)?, checklist)?;
    let mut assessment = file.assessment().clone();
    if let Some(period) = rights.period
        && period != assessment.period
    {
        return Err(error_with_hint(
            format!("`{}` is for {}, not for {period}", path.display(), assessment.period),
            "name another file with --file, or leave --period out",
        ));
    }
    if mode == RunMode::Interactive && rights.changed == ChangedQuestions::Refuse {
        match drift(checklist, &assessment) {
            Drift::Same => {}
            Drift::Harmless(message) => say(&format!("note: {message}")),
            Drift::Changed(message, ids) => {
                say(&format!("note: {}", clean(&message)));
                if ids.is_empty() {
                    say(
                        "note: look at your answers once more; what you change or confirm is kept with the wording of today.",
                    );
                } else {
                    say(
                        "note: these questions are asked again; your answers to them are kept until you confirm or change them.",
                    );
                }
            }
        }
    } else {
        let own = file.checklist_file();
        let taken = load::check_currency(checklist, &assessment, rights.changed, path, own, context.style)?;
        assessment = taken.unwrap_or(assessment);
    }
    Ok(Some((file, assessment)))
}

/// Takes given answers into an assessment.
///
/// # Errors
/// Names the answers that already stand and say something else, unless they may be replaced.
pub fn take_over(
    into: &mut Assessment,
    given: &Assessment,
    checklist: &Checklist,
    rights: &ChangeRights,
    context: &CommandContext<'_>,
) -> anyhow::Result<()> {
    take_over::take_over(into, given, checklist, rights.on_clash, context.today).map_err(|clashes| {
        let stand = match clashes.len() {
            1 => "1 answer stands already and says".to_owned(),
            n => format!("{n} answers stand already and say"),
        };
        let clashes: Vec<String> = clashes.iter().map(ToString::to_string).collect();
        error_with_hint(
            format!("{stand} something else: {}", clashes.join(", ")),
            "nothing was changed; --replace lets the given answers take their place",
        )
    })
}

/// Keeps an assessment in its answer file, which is locked.
///
/// # Errors
/// It is not kept: where a copy of it is instead.
pub fn keep(
    at: &AnswerLocation,
    checklist: &Checklist,
    own: Option<String>,
    file: Option<AnswerFile>,
    assessment: &Assessment,
) -> anyhow::Result<()> {
    let saved = Store::new(at.clone(), checklist, own, file).save_unguarded(assessment);
    if let Some(lost) = at.unsaved().filter(|u| u.copy.is_none()) {
        print_unsaved(&lost.text);
    }
    if let Some(message) = saved?.message {
        say(&message);
    }
    Ok(())
}

/// Answers from `--answers`, with the head they came with.
pub fn answers_from_file(
    checklist: &Checklist,
    args: &InterviewArgs,
    context: &CommandContext<'_>,
) -> anyhow::Result<Option<Assessment>> {
    let Some(path) = &args.answers else { return Ok(None) };
    let period = args.period.unwrap_or_else(|| Period::of(context.today));
    let answers = load::partial_answers(
        path,
        checklist,
        ReadOptions::Partial {
            today: context.today,
            period,
        },
    )?;
    if let Some(wanted) = args.period
        && wanted != answers.period
    {
        return Err(error_with_hint(
            format!("`{}` is for {}, not for {wanted}", path.display(), answers.period),
            "leave --period out, or mend the file",
        ));
    }
    let taken = load::check_currency(checklist, &answers, args.accept_changed, path, None, context.style)?;
    Ok(Some(taken.unwrap_or(answers)))
}
