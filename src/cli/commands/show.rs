//! `assure show`

use assure::checklist::sources::trace;
use assure::checklist::{Checklist, Question, QuestionId};
use assure::diagnostic::nearest;
use assure::document::checklist as document;

use super::CommandContext;
use crate::cli::args::ShowArgs;
use crate::cli::failure::error_with_hint;
use crate::cli::load;
use crate::cli::output::{CommandOutcome, print_rendered};
use crate::cli::render::written;

/// Lines longer than this are hard to read, however wide the terminal.
pub const READABLE: usize = 100;

/// Shows a checklist, one of its questions, or its sources with what rests on them.
pub fn run(args: &ShowArgs, context: &CommandContext<'_>) -> anyhow::Result<CommandOutcome> {
    let (question, format) = (args.question.as_deref(), args.format);
    let (checklist, _) = load::checklist(&args.checklist, None)?;
    let one = question.map(|id| find(&checklist, id)).transpose()?;
    let width = context.style.width_out.min(READABLE);
    let out = if args.sources {
        let traced = trace(&checklist, one);
        let data = serde_json::json!({
            "checklist": checklist.name().to_string(),
            "question": question,
            "sources": traced,
        });
        written(format, || document::sources(&checklist, one, &traced), &data, width)
    } else if let Some(question) = one {
        written(format, || document::question(&checklist, question), question, width)
    } else {
        written(format, || document::overview(&checklist), &*checklist, width)
    };
    print_rendered(&out)?;
    Ok(CommandOutcome::Done)
}

/// The question of an id as a person gave it.
///
/// # Errors
/// Names the nearest.
pub fn find<'a>(checklist: &'a Checklist, id: &str) -> anyhow::Result<&'a Question> {
    checklist.question(&QuestionId::new(id)).ok_or_else(|| {
        let near = nearest(id, checklist.questions().map(|q| q.id.as_str()))
            .map_or(String::new(), |n| format!("did you mean `{n}`? "));
        error_with_hint(
            format!("{} has no question `{id}`", checklist.name()),
            format!("{near}`assure show {}` lists the questions", checklist.name()),
        )
    })
}
