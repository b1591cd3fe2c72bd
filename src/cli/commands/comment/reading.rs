//! The second reader at the terminal: the lock, the walk through the answers, and what is said at its end.

use std::path::Path;
use std::time::Instant;

use assure::assessment::{Assessment, CommentFile};
use assure::checklist::Checklist;
use assure::interview::{AnswerStore, Interview as Run, InterviewOutcome, Memory, Reader, Respondent, Selection};

use super::super::CommandContext;
use super::{author_name, authors_command, counted, loaded, reading_command};
use crate::cli::args::CommentArgs;
use crate::cli::failure::error_with_hint;
use crate::cli::load::{self, LoadedAnswers};
use crate::cli::output::{CommandOutcome, is_stdout, print_unsaved, require_answer_ending, say};
use crate::cli::prompt::{self, PromptMode};
use crate::cli::shell;
use crate::cli::store::{AnswerLocation, CommentStore, Store, read_only};

/// Asks a person.
pub fn run(args: &CommentArgs, selection: Selection, context: &CommandContext<'_>) -> anyhow::Result<CommandOutcome> {
    let target = args.output.as_deref().unwrap_or(&args.file);
    if let Some(output) = args.output.as_deref() {
        refuse_output(output)?;
        // Told before a name is asked for.
        let LoadedAnswers { checklist, file, .. } = loaded(args)?;
        standing(output, &checklist, file.assessment())?;
    }
    if let Some(error) = read_only(target) {
        return Err(error);
    }
    let at = AnswerLocation::new(target.to_path_buf());
    install_goodbye(args, &at)?;
    // In one piece: a signal in the middle of it would leave a lock behind.
    let _release = prompt::signals::undisturbed(|| at.lock())?;
    let mode = PromptMode::of(args.plain);
    let prompt::Opened { mut respondent, .. } = prompt::open(context.style.colour_err, mode).map_err(|e| {
        let hint = "use --plain to read and comment line by line, also from a pipe; or write comments by hand: see docs/answer-file.md";
        error_with_hint(e.to_string(), hint)
    })?;
    let LoadedAnswers {
        checklist,
        checklist_at,
        file,
    } = loaded(args)?;
    let walk = Walk {
        checklist: &checklist,
        reader: Reader {
            name: args.name.clone(),
            post: args.post.clone(),
        },
        selection,
        context,
    };
    let (before, ended) = match args.output.as_deref() {
        None => {
            let before = file.assessment().clone();
            let own = file.checklist_file().map(str::to_owned);
            let mut store = Store::new(at.clone(), &checklist, own, Some(file));
            let ended = walk.ask(&before, respondent.as_mut(), &mut store);
            (before, ended)
        }
        Some(output) => {
            let answers = file.assessment();
            let stands = standing(output, &checklist, answers)?;
            let mut store = CommentStore::new(at.clone(), &checklist, answers, stands);
            let before = store.united();
            let ended = walk.ask(&before, respondent.as_mut(), &mut store);
            (before, ended)
        }
    };
    drop(respondent);
    prompt::signals::go_on();
    let path = at.path();
    match ended.outcome {
        InterviewOutcome::Interrupted => {
            prompt::signals::leave();
            return Ok(CommandOutcome::Interrupted);
        }
        InterviewOutcome::NotSaved => {
            let lost = at.unsaved().unwrap_or_default();
            print_unsaved(&lost.text);
            let copy = lost.copy;
            let copy = copy.map_or_else(String::new, |at| format!(", and is in `{}`", at.display()));
            return Err(error_with_hint(
                "the last comment could not be saved",
                format!(
                    "everything saved before is in `{}`; all of it as you said it was written to standard output{copy}",
                    path.display()
                ),
            ));
        }
        InterviewOutcome::Paused => say(&format!(
            "Paused. {}Go on with: {}",
            saved_in(&path),
            reading_command(args)
        )),
        InterviewOutcome::Finished => {}
    }
    say(&said(&before, &ended.assessment));
    if ended.assessment.comment_count().open > 0 && !context.style.quiet {
        say(&match &args.output {
            None => {
                let name = author_name(&checklist, checklist_at.as_deref());
                format!("Next: the author goes through them: {}", authors_command(&name, &path))
            }
            Some(_) if !path.exists() => "Nothing was said, and no file was written.".to_owned(),
            Some(output) => format!(
                "Next: give {} to the author, who takes it in: assure comment {} --from {}",
                output.display(),
                shell::path(&args.file),
                shell::path(output)
            ),
        });
    }
    Ok(CommandOutcome::Done)
}

/// What a walk through the answers is about.
struct Walk<'a> {
    checklist: &'a Checklist,
    reader: Reader,
    selection: Selection,
    context: &'a CommandContext<'a>,
}

/// How it ended.
struct Ended {
    outcome: InterviewOutcome,
    assessment: Assessment,
}

impl Walk<'_> {
    fn ask(self, before: &Assessment, respondent: &mut dyn Respondent, store: &mut dyn AnswerStore) -> Ended {
        let begun = Instant::now();
        let mut run = Run {
            checklist: self.checklist,
            assessment: before.clone(),
            selection: self.selection,
            today: self.context.today,
            elapsed: &|| begun.elapsed(),
            respondent,
            store,
            last: None,
            confirmed: Vec::new(),
            memory: Memory::default(),
        };
        let outcome = run.comment(&self.reader);
        Ended {
            outcome,
            assessment: run.assessment,
        }
    }
}

/// Refuses what no file of comments can be.
fn refuse_output(output: &Path) -> anyhow::Result<()> {
    if is_stdout(output) {
        return Err(error_with_hint(
            "comments are saved as they are made, and standard output is no file",
            "name a file: -o COMMENTS.toml",
        ));
    }
    require_answer_ending(Some(output))
}

/// The file of comments that is there already, with its text.
///
/// # Errors
/// What is there is no file of comments on these answers.
fn standing(
    output: &Path,
    checklist: &Checklist,
    answers: &Assessment,
) -> anyhow::Result<Option<(String, CommentFile)>> {
    if std::fs::symlink_metadata(output).is_err() {
        return Ok(None);
    }
    let text = load::read_text(output)?;
    if !CommentFile::is_one(&text) {
        return Err(error_with_hint(
            format!(
                "`{}` is there already and is no file of comments; nothing was written",
                output.display()
            ),
            "name another file with --output",
        ));
    }
    let file = load::of_file(output, text.clone(), checklist, answers)?;
    Ok(Some((text, file)))
}

fn saved_in(path: &Path) -> String {
    if path.exists() {
        format!("What you said is saved in {}.\n", path.display())
    } else {
        "Nothing was said yet.\n".to_owned()
    }
}

/// What was said in this run, and what there is.
fn said(before: &Assessment, after: &Assessment) -> String {
    let all = counted(after.comment_count());
    let made = after.comment_count().comments;
    match made.checked_sub(before.comment_count().comments) {
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
        let path = at.path();
        // Before the lock goes.
        let typed = prompt::active_text::save_as_draft(&path, &checklist);
        at.release();
        match at.unsaved() {
            None => say(&format!(
                "Interrupted. {}Go on with: {}",
                saved_in(&path),
                reading_command(&args)
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
