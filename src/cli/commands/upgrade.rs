//! `assure upgrade`

use std::path::{Path, PathBuf};

use assure::assessment::file::NotWritable;
use assure::checklist::Checklist;
use assure::compare::upgrade::MoveOutcome;
use assure::compare::{Refusal, chain, upgrade};
use assure::document;

use super::CommandContext;
use super::interview::relative;
use crate::cli::args::UpgradeArgs;
use crate::cli::compared::{OwnEditions, refusal_error, refusal_error_at};
use crate::cli::failure::error_with_hint;
use crate::cli::load::{self, LoadedChecklist};
use crate::cli::output::{CommandOutcome, is_stdout, print, print_copy, require_answer_ending, say};
use crate::cli::render::shown;
use crate::cli::shell;
use crate::cli::store::write_new;

/// Carries answers to a later edition.
pub fn run(args: &UpgradeArgs, context: &CommandContext<'_>) -> anyhow::Result<CommandOutcome> {
    let (path, to, dry_run) = (args.file.as_path(), args.to.as_str(), args.dry_run);
    let (output, own) = (args.output.as_deref(), &args.own);
    require_answer_ending(output)?;
    let own = OwnEditions::load(own)?;
    if path == Path::new("-") && output.is_none() && !dry_run {
        return Err(error_with_hint(
            "there is no folder beside standard input to write to",
            "name the new file with --output",
        ));
    }
    let old = own.assessment(path, context.style)?;
    let Some(file) = &old.file else {
        return Err(error_with_hint(
            format!(
                "`{}` is a report, and a report leaves out what an answer file keeps",
                path.display()
            ),
            "upgrade the answer file that it was made from",
        ));
    };
    let (new, at) = target(to, &old.checklist, &own)?;
    let way = chain(&old.checklist, &new, &own.between(old.checklist.edition, &new))
        .map_err(|r| not_possible(r, &old.checklist, at.as_deref()))?;
    let done = upgrade(old.side(), &new, &way).map_err(refusal_error)?;
    if !done.reconciles() {
        anyhow::bail!("the upgrade does not account for every answer; nothing was written: please report it");
    }
    let out = output.map_or_else(|| beside(path, new.edition), Path::to_path_buf);
    let named = at.map(|at| relative(&at, &out));
    let account = shown(&document::upgrade::account(&done), context.style.width_out);
    let is_open = done.count(MoveOutcome::ToConfirm) > 0 || !done.new_questions.is_empty();
    let not_writable = |e: NotWritable| anyhow::anyhow!(e.message);
    let head = file.file_head().map_err(not_writable)?;
    // The old answers and the way from them are not wanted any more.
    drop((old, way));
    let made = head
        .with_answers(done.assessment, &new, named.as_deref())
        .map_err(not_writable)?;
    if !dry_run {
        if !is_stdout(&out) && std::fs::symlink_metadata(&out).is_ok() {
            return Err(error_with_hint(
                format!("`{}` is there already; nothing was written", out.display()),
                "name another file with --output",
            ));
        }
        if !is_stdout(&out) {
            write_new(&out, made.text().as_bytes())?;
        }
    }
    if is_stdout(&out) && !dry_run {
        print_copy(made.text())?;
        say(account.trim_end());
        return Ok(CommandOutcome::Done);
    }
    print(&account)?;
    if !context.style.quiet {
        if dry_run {
            say(&format!("Nothing was written. It would be: {}", out.display()));
        } else {
            say(&format!(
                "Answers: {} (`{}` stays as it is)",
                out.display(),
                path.display()
            ));
            if is_open {
                let command = named.map_or_else(
                    || new.name().to_string(),
                    |_| shell::argument(&load::as_path(Path::new(to))),
                );
                say(&format!(
                    "Next: confirm and answer what is open: assure run {command} --file {}",
                    shell::path(&out)
                ));
            }
        }
    }
    Ok(CommandOutcome::Done)
}

/// Why an upgrade cannot be.
fn not_possible(refusal: Refusal, old: &Checklist, at: Option<&Path>) -> anyhow::Error {
    match &refusal {
        Refusal::Backwards { new, .. } => error_with_hint(
            refusal.to_string(),
            format!("an upgrade only goes forwards; what was answered to {new} stays in the file it was given in"),
        ),
        _ => refusal_error_at(refusal, old, at),
    }
}

/// The edition to go to: a year of the same checklist, an edition's name, or a file's path.
fn target(to: &str, old: &Checklist, own: &OwnEditions) -> anyhow::Result<LoadedChecklist> {
    if let Ok(year) = to.parse::<u16>() {
        if let Some(given) = own.find(Some(&old.id), Some(year)) {
            return Ok(given);
        }
        if year == old.edition {
            return Err(refusal_error(Refusal::SameEdition(old.name())));
        }
        return load::checklist(&old.id, Some(year));
    }
    load::checklist(to, None)
}

/// `ce-2025-26.toml` becomes `ce-2025-26-2026.toml`.
fn beside(path: &Path, edition: u16) -> PathBuf {
    let stem = path
        .file_stem()
        .map(|s| s.to_string_lossy().into_owned())
        .unwrap_or_default();
    path.with_file_name(format!("{stem}-{edition}.toml"))
}
