//! The interview's work without a person.

use std::path::Path;

use assure::assessment::Assessment;

use super::super::report::{audience, deliver, made, publishable};
use super::super::{CommandContext, explain_verdict, verdict};
use super::answers::{ChangeRights, answers_from_file, existing, keep as keep_answers, take_over};
use super::approved::refuse_change;
use super::report_path::beside;
use super::{InterviewPlan, RunMode};
use crate::cli::failure::error_with_hint;
use crate::cli::output::{CommandOutcome, report_format, say};
use crate::cli::store::AnswerLocation;

/// Scores and reports what is answered, and asks nothing.
pub fn run_unattended(run: InterviewPlan, context: &CommandContext<'_>) -> anyhow::Result<CommandOutcome> {
    let InterviewPlan {
        checklist,
        new_assessment,
        own,
        path,
        args,
        ..
    } = run;
    let (checklist, path, args) = (&checklist, path.as_path(), &args);
    let rights = &ChangeRights::from(args);
    let given = answers_from_file(checklist, args, context)?;
    let keep = args.file.is_some();
    if given.is_none() && !path.exists() {
        return Err(error_with_hint(
            format!(
                "there is nothing to score: no --answers, and no file `{}`",
                path.display()
            ),
            format!(
                "give answers with --answers FILE; `assure run {} --blank` prints a file to fill in",
                checklist.name()
            ),
        ));
    }
    let assessment = match (given, keep) {
        // Answers alone: they are the assessment, dated as they say, and nothing is written but the report.
        (Some(given), false) => Assessment {
            revision: Some(checklist.revision),
            digest: Some(checklist.digest()),
            ..given
        },
        (given, _) => {
            let at = AnswerLocation::new(path.to_path_buf());
            let _lock = match given {
                Some(_) => Some(at.lock()?),
                None => None,
            };
            let existing = existing(checklist, path, RunMode::Unattended, rights, context)?;
            let (file, mut assessment) = match existing {
                Some((file, assessment)) => (Some(file), assessment),
                None => (None, new_assessment),
            };
            if let Some(given) = given {
                let is_new = file.is_none();
                let before = assessment.clone();
                take_over(&mut assessment, &given, checklist, rights, context)?;
                if is_new {
                    // A first file is dated as its answers are, so that importing them changes no evidence's age.
                    assessment.period = given.period;
                    assessment.started = given.started;
                    assessment.updated = given.updated;
                } else if assessment != before {
                    assessment.updated = context.today.max(assessment.started);
                }
                refuse_change(&before, &assessment, path, rights)?;
                if is_new || assessment != before {
                    keep_answers(&at, checklist, own, file, &assessment)?;
                    if !context.style.quiet {
                        say(&format!("Answers: {}", path.display()));
                    }
                }
            }
            assessment
        }
    };
    let mut assessment = assessment;
    if let Some(council) = &args.council {
        assessment.council = Some(council.clone());
    }
    publishable(audience(args.target.public), &assessment, path, None, false)?;
    let mut target = args.target.clone();
    if target.output.is_none() && keep {
        target.output = Some(beside(path, report_format(&target)?));
    }
    let inputs: Vec<&Path> = args
        .answers
        .as_deref()
        .into_iter()
        .chain(std::iter::once(path))
        .collect();
    let format = report_format(&target)?;
    let finished = made(checklist, &assessment, audience(target.public), format, args.key);
    deliver(&finished.shown, &target, &inputs, context)?;
    explain_verdict(finished.judged(), &args.demands, context.style);
    Ok(verdict(finished.judged(), &args.demands))
}
