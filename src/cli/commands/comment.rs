//! `assure comment`

mod reading;
mod taking_in;

use std::path::Path;

use assure::assessment::CommentCount;
use assure::checklist::Checklist;
use assure::interview::{AnswerFilter, Selection};
use assure::report::read::looks_like_json;

use super::CommandContext;
use super::approve::one_line;
use super::interview::section_of;
use crate::cli::args::CommentArgs;
use crate::cli::failure::error_with_hint;
use crate::cli::load::{self, LoadedAnswers};
use crate::cli::output::{CommandOutcome, is_stdout};
use crate::cli::shell;

/// Goes through the answers with a second reader.
pub fn run(args: &CommentArgs, context: &CommandContext<'_>) -> anyhow::Result<CommandOutcome> {
    let mut args = args.clone();
    args.name = args.name.as_deref().map(|name| one_line("--name", name)).transpose()?;
    args.post = args.post.as_deref().map(|post| one_line("--post", post)).transpose()?;
    // First without the lock: what is no answer file is told before anything is made beside it.
    let loaded = loaded(&args)?;
    if let Some(from) = &args.from {
        return taking_in::run(&args, from, context);
    }
    let selection = selection(&loaded.checklist, &args)?;
    reading::run(&args, selection, context)
}

/// The answer file. That its checklist has changed since is no matter: a comment confirms nothing.
fn loaded(args: &CommentArgs) -> anyhow::Result<LoadedAnswers> {
    let path = args.file.as_path();
    if is_stdout(path) {
        return Err(error_with_hint(
            "comments are kept in a file, and standard input is none",
            "name the file: assure comment FILE",
        ));
    }
    let text = load::read_text(path)?;
    if looks_like_json(&text) {
        return Err(error_with_hint(
            format!(
                "`{}` is JSON, and comments are kept with an answer file",
                path.display()
            ),
            "name the answer file that it was made from",
        ));
    }
    load::answer_file_text(path, text, args.checklist.as_deref())
}

fn selection(checklist: &Checklist, args: &CommentArgs) -> anyhow::Result<Selection> {
    let section = args
        .section
        .as_deref()
        .map(|id| section_of(checklist, id))
        .transpose()?;
    let question = args.question.as_deref().map(|id| super::show::find(checklist, id));
    Ok(Selection {
        section,
        only: if args.weak {
            AnswerFilter::Weak
        } else {
            AnswerFilter::All
        },
        question: question.transpose()?.map(|q| q.id.clone()),
        ..Selection::default()
    })
}

/// What there is to say of the comments in a file, a sentence.
fn counted(count: CommentCount) -> String {
    count
        .words()
        .map_or_else(|| "No comment yet.".to_owned(), |words| format!("{words}."))
}

/// The checklist as the author's command names it: the file itself says which edition it answers.
fn author_name(checklist: &Checklist, own: Option<&Path>) -> String {
    own.map_or_else(|| checklist.id.clone(), load::as_path)
}

/// The command with which the author goes through the comments. `checklist` is an id, an edition or the path of a council's own.
fn authors_command(checklist: &str, path: &Path) -> String {
    format!("{} --comments", load::interview_command(checklist, path))
}

/// The command that goes on reading.
fn reading_command(args: &CommentArgs) -> String {
    let mut command = format!("assure comment {}", shell::path(&args.file));
    let options = [
        ("--name", &args.name),
        ("--post", &args.post),
        ("--section", &args.section),
        ("--question", &args.question),
        ("--checklist", &args.checklist),
    ];
    for (option, value) in options {
        if let Some(value) = value {
            command.push_str(&format!(" {option} {}", shell::argument(value)));
        }
    }
    if let Some(output) = &args.output {
        command.push_str(&format!(" --output {}", shell::path(output)));
    }
    for (option, is) in [("--weak", args.weak), ("--plain", args.plain)] {
        if is {
            command.push_str(&format!(" {option}"));
        }
    }
    command
}
