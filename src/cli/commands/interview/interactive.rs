//! The interview with a person: the terminal, the lock, the loop, and what is said at its end.

use std::path::Path;
use std::time::Instant;

use assure::document::Block;
use assure::interview::{AnswerFilter, AnswerStore as _, Interview as Run, InterviewOutcome, Memory};
use assure::render::text::aloud;
use assure::report::Report;

use super::super::report::{audience, deliver, layout_of, made, publishable, rendered};
use super::super::score::summary;
use super::super::{CommandContext, PROGRAM, verdict};
use super::answers::{ChangeRights, answers_from_file, existing, take_over};
use super::approved::{Decision, ask_to_change, refuse_change};
use super::carry::last_year;
use super::report_path::{beside, free_path};
use super::review::{has_answers, nothing_to_review, say_what_moved};
use super::{InterviewPlan, RunMode};
use crate::cli::args::{ChosenQuestions, InterviewArgs, Overwrite};
use crate::cli::failure::error_with_hint;
use crate::cli::load;
use crate::cli::output::{CommandOutcome, is_stdout, print_unsaved, report_format, say, write_report};
use crate::cli::prompt::{self, PromptMode};
use crate::cli::shell;
use crate::cli::store::{AnswerLocation, Store};

/// Asks a person.
pub fn run_interactive(run: InterviewPlan, context: &CommandContext<'_>) -> anyhow::Result<CommandOutcome> {
    let InterviewPlan {
        checklist,
        name,
        new_assessment,
        own,
        path,
        selection,
        args,
    } = run;
    let (checklist, name, args) = (&checklist, name.as_str(), &args);
    let at = AnswerLocation::new(path.clone());
    let resume = {
        let (id, name, args) = (checklist.id.clone(), name.to_owned(), args.clone());
        move |path: &Path| resume_command(&id, &name, path, &args)
    };
    let leave = {
        let (resume, at) = (resume.clone(), at.clone());
        let checklist = checklist.clone();
        move || {
            // Before the lock goes.
            let draft = prompt::active_text::save_as_draft(&at.path(), &checklist);
            at.release();
            interrupted(&at, &resume(&at.path()));
            if let Some(draft) = draft {
                say(&draft);
            }
        }
    };
    prompt::signals::install(leave);
    // In one piece: a signal in the middle of it would leave a lock behind.
    let _release = prompt::signals::undisturbed(|| at.lock())?;
    // After the handler: it turns echo off, and only the handler turns it on again at Ctrl-C.
    let mode = PromptMode::of(args.plain);
    let prompt::Opened { mut respondent, mode } = prompt::open(context.style.colour_err, mode).map_err(|e| {
        error_with_hint(
            e.to_string(),
            format!(
                "{}: `assure run {} --blank`",
                prompt::NoTerminal::HINT,
                shell::argument(name)
            ),
        )
    })?;
    let (file, mut assessment) = match existing(
        checklist,
        &path,
        RunMode::Interactive,
        &ChangeRights::from(args),
        context,
    )? {
        Some((file, assessment)) => (Some(file), assessment),
        None => (None, new_assessment),
    };
    if args.review && !has_answers(&assessment) {
        return Err(nothing_to_review(checklist, &path));
    }
    let taken = match answers_from_file(checklist, args, context)? {
        Some(given) => {
            let mut taken = assessment.clone();
            take_over(&mut taken, &given, checklist, &ChangeRights::from(args), context)?;
            refuse_change(&assessment, &taken, &path, &ChangeRights::from(args))?;
            Some(taken).filter(|taken| file.is_none() || *taken != assessment)
        }
        None => None,
    };
    match ask_to_change(&assessment, args, respondent.as_mut()) {
        Decision::Change => {}
        Decision::Leave => {
            drop(respondent);
            say(&format!(
                "Left as it is: {}.\nThe report says who approved it: assure report {}",
                path.display(),
                shell::path(&path)
            ));
            return Ok(CommandOutcome::Done);
        }
        Decision::Interrupted => {
            drop(respondent);
            prompt::signals::leave();
            return Ok(CommandOutcome::Interrupted);
        }
    }
    let mut store = Store::new(at.clone(), checklist, own, file);
    let is_taken = taken.is_some();
    assessment = taken.unwrap_or(assessment);
    if let Some(council) = args.council.clone().filter(|c| !c.trim().is_empty()) {
        assessment.council = Some(council);
    }
    if is_taken {
        assessment.updated = context.today.max(assessment.started);
        if let Err(error) = store.save(&assessment) {
            drop(respondent);
            if let Some(lost) = at.unsaved().filter(|u| u.copy.is_none()) {
                print_unsaved(&lost.text);
            }
            return Err(anyhow::anyhow!(error));
        }
    }
    let last = if args.review {
        None
    } else {
        last_year(checklist, &mut assessment, &path, args, respondent.as_mut(), context)?
    };
    let before = assessment.clone();
    let begun = Instant::now();
    let mut run = Run {
        checklist,
        assessment,
        selection,
        today: context.today,
        elapsed: &|| begun.elapsed(),
        respondent: respondent.as_mut(),
        store: &mut store,
        last: last.as_ref(),
        confirmed: Vec::new(),
        memory: Memory::default(),
    };
    let outcome = if args.review { run.review() } else { run.run() };
    let assessment = run.assessment;
    drop(respondent);
    prompt::signals::go_on();
    // Elsewhere than at first, if somebody else had the same file in hand.
    let path = at.path();
    let saved = path.exists();
    match outcome {
        InterviewOutcome::Interrupted => {
            prompt::signals::leave();
            return Ok(CommandOutcome::Interrupted);
        }
        InterviewOutcome::NotSaved => {
            let lost = at.unsaved().unwrap_or_default();
            print_unsaved(&lost.text);
            let copy = lost
                .copy
                .map_or_else(String::new, |at| format!(", and are in `{}`", at.display()));
            return Err(error_with_hint(
                "the last answers could not be saved",
                format!(
                    "everything confirmed and saved before is in `{}`; the answers as they stand were written to standard output{copy}",
                    path.display()
                ),
            ));
        }
        InterviewOutcome::Paused | InterviewOutcome::Finished if !saved => {
            say("Nothing was answered, and no file was written.");
            return Ok(CommandOutcome::Done);
        }
        InterviewOutcome::Paused => {
            say(&format!(
                "Paused. Everything you confirmed is saved in {}.\nGo on with: {}",
                path.display(),
                resume(&path)
            ));
            return Ok(CommandOutcome::Done);
        }
        InterviewOutcome::Finished => {}
    }
    let format = report_format(&args.target)?;
    let finished = made(checklist, &assessment, audience(args.target.public), format, args.key);
    let to_stdout = args.target.output.as_deref().is_some_and(is_stdout);
    let moved = if args.review {
        say_what_moved(checklist, (&before, &assessment), &path, (mode, context))
    } else {
        say("");
        let width = context.style.width_err;
        let summary = summary(&finished.shown, width);
        say(in_the_end(&summary, mode, width).trim_end());
        say("");
        None
    };
    // The answers are saved, and the summary is shown: only what goes out waits.
    publishable(audience(args.target.public), &assessment, &path, None, false)?;
    if to_stdout {
        deliver(&finished.shown, &args.target, &[&path], context)?;
    } else {
        finish_file(&finished.shown, args, &path, context)?;
    }
    say(&format!("Answers: {}", path.display()));
    if args.review {
        moved.iter().for_each(|line| say(line));
        return Ok(verdict(finished.judged(), &args.demands));
    }
    // The chosen questions are answered as far as the person wanted: what is open now lies elsewhere.
    let whole = InterviewArgs {
        key: false,
        section: None,
        comments: false,
        chosen: ChosenQuestions::default(),
        ..args.clone()
    };
    let whole_report = assure::report::report(checklist, &assessment, audience(args.target.public), PROGRAM);
    say(&next_command(
        &whole_report,
        &path,
        &resume_command(&checklist.id, name, &path, &whole),
    ));
    Ok(verdict(finished.judged(), &args.demands))
}

fn finish_file(report: &Report, args: &InterviewArgs, path: &Path, context: &CommandContext<'_>) -> anyhow::Result<()> {
    if args.target.output.is_some() {
        return deliver(report, &args.target, &[path], context);
    }
    let format = report_format(&args.target)?;
    let bytes = rendered(report, format, layout_of(&args.target), context);
    let place = free_path(path, format, &bytes);
    write_report(&place, &bytes, Overwrite::OwnWork)?;
    if place != beside(path, format) {
        say(if format.seal.is_some() {
            "The report that was there was edited by hand and is left as it is."
        } else {
            "The file that was there may be edited, which this format does not show, and is left as it is."
        });
    }
    say(&format!("Report: {}", place.display()));
    Ok(())
}

/// What is said at Ctrl-C and its like, and the answers themselves where nothing else has them.
fn interrupted(at: &AnswerLocation, resume: &str) {
    let path = at.path();
    let Some(lost) = at.unsaved() else {
        if path.exists() {
            say(&format!(
                "Interrupted. What you confirmed is saved in {}.\nGo on with: {resume}",
                path.display()
            ));
        } else {
            say(&format!(
                "Interrupted. Nothing was answered yet.\nStart again with: {resume}"
            ));
        }
        return;
    };
    let place = match &lost.copy {
        Some(copy) => format!("is in {}", copy.display()),
        None => "is written to standard output".to_owned(),
    };
    say(&format!(
        "Interrupted. Your last answers are NOT saved in {}: it could not be written.\nEverything as you answered it {place}.\n\
         Go on, without these answers, with: {resume}",
        path.display()
    ));
    if lost.copy.is_none() {
        print_unsaved(&lost.text);
    }
}

/// A document at the end of an interview. What was asked line by line is summed up line by line.
pub(super) fn in_the_end(document: &[Block], mode: PromptMode, width: usize) -> String {
    match mode {
        PromptMode::Auto => crate::cli::render::shown(document, width),
        PromptMode::Plain => aloud(document, width),
    }
}

fn resume_command(id: &str, name: &str, path: &Path, args: &InterviewArgs) -> String {
    let mut command = match id {
        id @ ("ce" | "leader" | "lmcs" | "dcs") if !load::is_path(name) => format!("assure {id}"),
        _ => format!("assure run {}", shell::argument(name)),
    };
    // The path and not the period: it names the file whatever the date will be.
    command.push_str(&format!(" --file {}", shell::path(path)));
    // As long as nothing is saved, the file cannot say which edition and which year it is for.
    if let Some(edition) = &args.edition {
        command.push_str(&format!(" --edition {}", edition.year));
    }
    if let Some(period) = args.period {
        command.push_str(&format!(" --period {period}"));
    }
    if let Some(from) = &args.from {
        command.push_str(&format!(" --from {}", shell::path(from)));
    }
    if args.key {
        command.push_str(" --key");
    }
    if let Some(section) = &args.section {
        command.push_str(&format!(" --section {}", shell::argument(section)));
    }
    match args.chosen.only() {
        AnswerFilter::All => {}
        AnswerFilter::Open => command.push_str(" --open"),
        AnswerFilter::Weak => command.push_str(" --weak"),
    }
    for (option, is) in [("--review", args.review), ("--comments", args.comments)] {
        if is {
            command.push_str(&format!(" {option}"));
        }
    }
    if args.plain {
        command.push_str(" --plain");
    }
    command
}

fn next_command(report: &Report, path: &Path, resume: &str) -> String {
    let open = report.overall.positions.unanswered;
    if open > 0 {
        format!("Next: {open} questions are still open. Go on with: {resume}")
    } else if !report.notes.is_empty() {
        format!(
            "Next: read the {} quality notes with: assure check {}",
            report.notes.len(),
            shell::path(path)
        )
    } else {
        format!(
            "Next: see how the score is made with: assure score {} --explain",
            shell::path(path)
        )
    }
}
