//! `assure upgrade`

use std::path::{Path, PathBuf};

use assure::checklist::Checklist;
use assure::compare::upgrade::{Fate, Upgrade};
use assure::compare::{Refusal, chain, upgrade};

use super::Setting;
use super::interview::relative;
use crate::cli::args::OwnChecklists;
use crate::cli::compared::{Own, refused, refused_at};
use crate::cli::failure::told;
use crate::cli::load;
use crate::cli::output::{Verdict, ends_as_answers, is_stdout, print, say};
use crate::cli::store::write_new;
use crate::cli::table::{figures, render, text, wrapped};

/// Carries answers to a later edition.
pub fn run(
    path: &Path,
    to: &str,
    dry_run: bool,
    output: Option<&Path>,
    own: &OwnChecklists,
    setting: &Setting<'_>,
) -> anyhow::Result<Verdict> {
    ends_as_answers(output)?;
    let own = Own::load(own)?;
    if path == Path::new("-") && output.is_none() && !dry_run {
        return Err(told(
            "there is no folder beside standard input to write to",
            "name the new file with --output",
        ));
    }
    let old = own.assessment(path, setting.look)?;
    let Some(file) = &old.file else {
        return Err(told(
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
    let done = upgrade(old.side(), &new, &way).map_err(refused)?;
    if !done.reconciles() {
        anyhow::bail!("the upgrade does not account for every answer; nothing was written: please report it");
    }
    let out = output.map_or_else(|| beside(path, new.edition), Path::to_path_buf);
    let named = at.map(|at| relative(&at, &out));
    let made = file
        .upgraded(&done.assessment, &new, named.as_deref())
        .map_err(|e| anyhow::anyhow!(e.message))?;
    if !dry_run {
        if !is_stdout(&out) && std::fs::symlink_metadata(&out).is_ok() {
            return Err(told(
                format!("`{}` is there already; nothing was written", out.display()),
                "name another file with --output",
            ));
        }
        if !is_stdout(&out) {
            write_new(&out, made.text().as_bytes())?;
        }
    }
    let account = account(&done, setting.look.width_out);
    if is_stdout(&out) && !dry_run {
        print(made.text())?;
        say(account.trim_end());
        return Ok(Verdict::Done);
    }
    print(&account)?;
    if !setting.look.quiet {
        if dry_run {
            say(&format!("Nothing was written. It would be: {}", out.display()));
        } else {
            say(&format!(
                "Answers: {} (`{}` stays as it is)",
                out.display(),
                path.display()
            ));
            if done.count(Fate::ToConfirm) > 0 || !done.fresh.is_empty() {
                let command = named.map_or_else(|| new.name().to_string(), |_| load::as_path(Path::new(to)));
                say(&format!(
                    "Next: confirm and answer what is open: assure run {command} --file {}",
                    out.display()
                ));
            }
        }
    }
    Ok(Verdict::Done)
}

/// Why an upgrade cannot be.
fn not_possible(refusal: Refusal, old: &Checklist, at: Option<&Path>) -> anyhow::Error {
    match &refusal {
        Refusal::Backwards { new, .. } => told(
            refusal.to_string(),
            format!("an upgrade only goes forwards; what was answered to {new} stays in the file it was given in"),
        ),
        _ => refused_at(refusal, old, at),
    }
}

/// The edition to go to: a year of the same checklist, an edition's name, or a file's path.
fn target(to: &str, old: &Checklist, own: &Own) -> anyhow::Result<(Checklist, Option<PathBuf>)> {
    if let Ok(year) = to.parse::<u16>() {
        if let Some(name) = own.find(Some(&old.id), Some(year)) {
            return load::checklist(name, None);
        }
        if year == old.edition {
            return Err(refused(Refusal::SameEdition(old.name())));
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

fn account(u: &Upgrade, width: usize) -> String {
    let way: Vec<String> = u.editions.iter().map(u16::to_string).collect();
    let mut out = wrapped(
        &format!("{} to {} (over the editions {})", u.from, u.to, way.join(", ")),
        width,
        "",
    );
    out.push('\n');
    let row = |what: &str, n: usize, meaning: &str| vec![what.to_owned(), n.to_string(), meaning.to_owned()];
    out.push_str(&render(
        &[text("Answers"), figures("Number"), text("What it means")],
        &[
            row("carried", u.count(Fate::Carried), "the question asks the same"),
            row(
                "to confirm",
                u.count(Fate::ToConfirm),
                "the question asks something else: unanswered until someone confirms",
            ),
            row(
                "archived",
                u.count(Fate::Archived),
                "the question is withdrawn, or the answers do not fit together",
            ),
            row("all old answers", u.answers, "carried + to confirm + archived"),
        ],
        width,
    ));
    for (fate, title) in [(Fate::ToConfirm, "To confirm"), (Fate::Archived, "Archived")] {
        let rows: Vec<Vec<String>> = u
            .moved
            .iter()
            .filter(|m| m.fate == fate)
            .map(|m| vec![m.old.clone(), m.to.join(", "), m.why.clone().unwrap_or_default()])
            .collect();
        if !rows.is_empty() {
            out.push_str(&format!("\n{title}\n"));
            out.push_str(&render(&[text("Was"), text("Is at"), text("Why")], &rows, width));
        }
    }
    let mut list = |title: &str, ids: &[String]| {
        if !ids.is_empty() {
            out.push('\n');
            out.push_str(&wrapped(&format!("{title}: {}", ids.join(", ")), width, ""));
        }
    };
    list("New questions", &u.fresh);
    list("Facts to state", &u.context_new);
    list("Facts that are no longer asked", &u.context_left);
    out
}
