//! Comments that came in a file of their own, taken into the answer file: all of them, or none.

use std::path::Path;

use assure::assessment::{TakenIn, take_in};

use super::super::CommandContext;
use super::{author_name, authors_command, counted, loaded};
use crate::cli::args::CommentArgs;
use crate::cli::load::{LoadedAnswers, comments};
use crate::cli::output::{CommandOutcome, print, say};
use crate::cli::store::{AnswerLocation, read_only, write_atomically};

/// Takes them in.
pub fn run(args: &CommentArgs, from: &Path, context: &CommandContext<'_>) -> anyhow::Result<CommandOutcome> {
    let path = args.file.as_path();
    if let Some(error) = read_only(path) {
        return Err(error);
    }
    let location = AnswerLocation::new(path.to_path_buf());
    let _lock = location.lock()?;
    let LoadedAnswers {
        checklist,
        checklist_at,
        mut file,
    } = loaded(args)?;
    let mut wanted = file.assessment().clone();
    let given = comments(from, &checklist, &wanted)?;
    let taken = take_in(&mut wanted, &given);
    if wanted != *file.assessment() {
        file.apply(&wanted, &checklist)
            .map_err(|e| anyhow::anyhow!(e.message))?;
        write_atomically(path, file.text().as_bytes())
            .map_err(|e| anyhow::Error::new(e).context(format!("could not write `{}`", path.display())))?;
    }
    let count = wanted.comment_count();
    print(&format!(
        "{}: {}. In all: {}\n",
        path.display(),
        said(taken),
        counted(count)
    ))?;
    if count.open > 0 && !context.style.quiet {
        let name = author_name(&checklist, checklist_at.as_deref());
        say(&format!(
            "Next: the author goes through them: {}",
            authors_command(&name, path)
        ));
    }
    Ok(CommandOutcome::Done)
}

fn said(taken: TakenIn) -> String {
    let comments = |n: usize| format!("{n} comment{}", if n == 1 { "" } else { "s" });
    let mut parts = vec![match taken.new {
        0 => "no new comment".to_owned(),
        n => format!("{} taken in", comments(n)),
    }];
    if taken.more_said > 0 {
        parts.push(format!("more was said to {}", comments(taken.more_said)));
    }
    if taken.there > 0 {
        let are = if taken.there == 1 { "was" } else { "were" };
        parts.push(format!("{} {are} there already", comments(taken.there)));
    }
    parts.join("; ")
}
