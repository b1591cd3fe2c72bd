//! `assure merge`

mod ask;
mod copies;
mod people;

use std::path::{Path, PathBuf};

use assure::assessment::AnswerFile;
use assure::document::Block;

use super::CommandContext;
use super::interview::relative;
use crate::cli::args::MergeArgs;
use crate::cli::failure::error_with_hint;
use crate::cli::load::LARGEST;
use crate::cli::output::{
    CommandOutcome, is_stdout, print_copy, print_rendered, print_unsaved, require_answer_ending, same_file, say,
};
use crate::cli::render::{shown, written};
use crate::cli::store::{folder_of, write_new};

/// Puts answer files together.
pub fn run(args: &MergeArgs, context: &CommandContext<'_>) -> anyhow::Result<CommandOutcome> {
    require_answer_ending(args.output.as_deref())?;
    // Before anybody is asked anything.
    if let Some(out) = file_to_write(args)
        && std::fs::symlink_metadata(out).is_ok()
    {
        return Err(error_with_hint(
            format!("`{}` is there already; nothing was written", out.display()),
            "name another file with --output",
        ));
    }
    if let Some(folder) = file_to_write(args).map(folder_of).filter(|f| !f.is_dir()) {
        return Err(error_with_hint(
            format!("there is no folder `{}`", folder.display()),
            "make the folder first, or name another file with --output",
        ));
    }
    let named: Vec<&Path> = args.base.iter().chain(&args.files).map(PathBuf::as_path).collect();
    for (i, a) in named.iter().enumerate() {
        if named.iter().take(i).any(|b| same_file(a, b)) {
            return Err(error_with_hint(
                format!("`{}` is named twice", a.display()),
                "name each person's own file once",
            ));
        }
    }
    match &args.base {
        Some(base) => copies::run(base, args, context),
        None => people::run(args, context),
    }
}

/// The file that the answers are to be kept in, where it is one.
fn file_to_write(args: &MergeArgs) -> Option<&Path> {
    args.output.as_deref().filter(|out| !is_stdout(out))
}

/// Keeps what was put together where it is wanted, and shows the account of it.
fn deliver(
    file: &AnswerFile,
    blocks: impl Fn() -> Vec<Block>,
    data: &impl serde::Serialize,
    args: &MergeArgs,
    context: &CommandContext<'_>,
) -> anyhow::Result<()> {
    let text = file.text();
    if text.len() as u64 > LARGEST {
        return Err(error_with_hint(
            "put together, the answers are larger than 16 MiB, and no program would read them again; nothing was written",
            "put fewer people's files together",
        ));
    }
    let width = context.style.width_out;
    match args.output.as_deref() {
        Some(out) if is_stdout(out) => {
            print_copy(text)?;
            say(shown(&blocks(), width).trim_end());
            Ok(())
        }
        out => {
            if let Some(out) = out
                && let Err(error) = write_new(out, text.as_bytes())
            {
                // What somebody has just settled stands nowhere else.
                if args.interactive {
                    print_unsaved(text);
                }
                return Err(error);
            }
            print_rendered(&written(args.format, blocks, data, width))
        }
    }
}

/// The path of a file that an answer file names, from the folder where the answers put together will be.
fn from_there(named: Option<String>, in_file: &Path, args: &MergeArgs) -> Option<String> {
    let named = named?;
    let folder = |path: &Path| std::fs::canonicalize(folder_of(path)).ok();
    let Some(out) = file_to_write(args).filter(|out| folder(out) != folder(in_file)) else {
        return Some(named);
    };
    let meant = in_file.parent().unwrap_or(Path::new("")).join(&named);
    Some(if meant.is_file() { relative(&meant, out) } else { named })
}
