//! The second reader at the terminal: the lock, the walk through the answers, and what is said at its end.

use std::time::Instant;

use assure::assessment::Assessment;
use assure::interview::{Interview as Run, InterviewOutcome, Memory, Reader, Selection};

use super::super::CommandContext;
use super::{authors_command, counted, loaded, reading_command};
use crate::cli::args::CommentArgs;
use crate::cli::failure::error_with_hint;
use crate::cli::load::{self, LoadedAnswers};
use crate::cli::output::{CommandOutcome, print_unsaved, say};
use crate::cli::prompt::{self, PromptMode};
use crate::cli::store::{AnswerLocation, Store, read_only};

/// Asks a person.
pub fn run(args: &CommentArgs, selection: Selection, context: &CommandContext<'_>) -> anyhow::Result<CommandOutcome> {
    let path = args.file.as_path();
    if let Some(error) = read_only(path) {
        return Err(error);
    }
    let at = AnswerLocation::new(path.to_path_buf());
    install_goodbye(args, &at)?;
    // In one piece: a signal in the middle of it would leave a lock behind.
    let (_release, warning) = prompt::signals::undisturbed(|| at.lock())?;
    if let Some(warning) = warning {
        say(&format!("warning: {warning}"));
    }
    let mode = if args.plain {
        PromptMode::Plain
    } else {
        PromptMode::Auto
    };
    let prompt::Opened { mut respondent, .. } = prompt::open(context.style.colour_err, mode).map_err(|e| {
        error_with_hint(
            e.to_string(),
            format!(
                "{}, or write comments into the file by hand: docs/answer-file.md",
                prompt::NoTerminal::HINT
            ),
        )
    })?;
    let LoadedAnswers {
        checklist,
        checklist_at,
        file,
    } = loaded(args)?;
    let before = file.assessment().clone();
    let own = file.checklist_file().map(str::to_owned);
    let mut store = Store::new(at.clone(), &checklist, own, Some(file));
    let begun = Instant::now();
    let mut run = Run {
        checklist: &checklist,
        assessment: before.clone(),
        selection,
        today: context.today,
        elapsed: &|| begun.elapsed(),
        respondent: respondent.as_mut(),
        store: &mut store,
        last: None,
        confirmed: Vec::new(),
        memory: Memory::default(),
    };
    let reader = Reader {
        name: args.name.clone(),
        post: args.post.clone(),
    };
    let outcome = run.comment(&reader);
    let after = run.assessment;
    drop(respondent);
    prompt::signals::go_on();
    let path = at.path();
    match outcome {
        InterviewOutcome::Interrupted => {
            prompt::signals::leave();
            return Ok(CommandOutcome::Interrupted);
        }
        InterviewOutcome::NotSaved => return Err(not_saved(&at)),
        InterviewOutcome::Paused => say(&format!(
            "Paused. What you said is saved in {}.\nGo on with: {}",
            path.display(),
            reading_command(args, &path)
        )),
        InterviewOutcome::Finished => {}
    }
    say(&said(&before, &after));
    if after.comment_count().open > 0 && !context.style.quiet {
        // The file itself says which edition it answers.
        let name = checklist_at
            .as_deref()
            .map_or_else(|| checklist.id.clone(), load::as_path);
        say(&format!(
            "Next: the author goes through them: {}",
            authors_command(&name, &path)
        ));
    }
    Ok(CommandOutcome::Done)
}

/// What was said in this run, and what there is.
fn said(before: &Assessment, after: &Assessment) -> String {
    let all = counted(after.comment_count());
    match after
        .comment_count()
        .comments
        .checked_sub(before.comment_count().comments)
    {
        None | Some(0) => all,
        Some(1) => format!("1 comment made. In all: {all}"),
        Some(n) => format!("{n} comments made. In all: {all}"),
    }
}

/// What is said at Ctrl-C and its like.
fn install_goodbye(args: &CommentArgs, at: &AnswerLocation) -> anyhow::Result<()> {
    let (args, at) = (args.clone(), at.clone());
    let checklist = loaded(&args)?.checklist;
    prompt::signals::install(move || {
        // Before the lock goes.
        let typed = prompt::active_text::save_as_draft(&at.path(), &checklist);
        at.release();
        let path = at.path();
        match at.unsaved() {
            None => say(&format!(
                "Interrupted. What you said is saved in {}.\nGo on with: {}",
                path.display(),
                reading_command(&args, &path)
            )),
            Some(lost) => {
                say(&format!(
                    "Interrupted. What you said last is NOT saved in {}: it could not be written.",
                    path.display()
                ));
                match lost.copy {
                    Some(copy) => say(&format!("All of it is in {}.", copy.display())),
                    None => print_unsaved(&lost.text),
                }
            }
        }
        if let Some(typed) = typed {
            say(&typed);
        }
    });
    Ok(())
}

fn not_saved(at: &AnswerLocation) -> anyhow::Error {
    let lost = at.unsaved().unwrap_or_default();
    print_unsaved(&lost.text);
    let copy = lost
        .copy
        .map_or_else(String::new, |at| format!(", and are in `{}`", at.display()));
    error_with_hint(
        "the last comments could not be saved",
        format!(
            "everything saved before is in `{}`; the answers with the comments were written to standard output{copy}",
            at.path().display()
        ),
    )
}
