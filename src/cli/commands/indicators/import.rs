//! `assure indicators --import`: values from a council's own extract, or England's and the neighbours' from a national release, into an
//! answer file, all of them or none.

use std::path::Path;

use assure::assessment::extract::{
    Extract, ExtractTarget, ReadExtract, UnreadableExtract, WantedComparators, is_release, read_csv, read_extract,
    read_release, read_workbook,
};
use assure::assessment::{Assessment, IndicatorValue};
use assure::document::indicators::{Taken, imported};
use assure::indicators::Known;
use serde::Serialize;

use super::super::CommandContext;
use super::super::interview::approved::approvers;
use crate::cli::args::IndicatorsArgs;
use crate::cli::failure::error_with_hint;
use crate::cli::load::{self, LoadedAnswers};
use crate::cli::output::{CommandOutcome, compare_format, is_stdout, say, write_comparison};
use crate::cli::render::written as rendered;
use crate::cli::shell;
use crate::cli::store::{AnswerLocation, read_only, write_atomically};

/// What came of it, as data.
#[derive(Debug, Serialize)]
struct ImportOutcome<'a> {
    format: u32,
    kind: &'static str,
    written: bool,
    #[serde(flatten)]
    taken: Taken,
    #[serde(flatten)]
    read: &'a ReadExtract,
}

/// Takes the values in.
pub fn run(
    args: &IndicatorsArgs,
    known: &Known,
    extract: &Path,
    file: &Path,
    context: &CommandContext<'_>,
) -> anyhow::Result<CommandOutcome> {
    if is_stdout(file) {
        return Err(error_with_hint(
            "values are written into the answer file, and standard input is none",
            "name the file: --file ANSWERS.toml",
        ));
    }
    let rows = rows(extract)?;
    let checklist = args.own.checklist.first().map(String::as_str);
    let loaded = |file: &Path| load::answer_file_text(file, load::read_text(file)?, checklist);
    // First without the lock: what is no answer file is told before anything is made beside it.
    loaded(file)?;
    if let Some(error) = read_only(file) {
        return Err(error);
    }
    let location = AnswerLocation::new(file.to_path_buf());
    let _lock = location.lock()?;
    let LoadedAnswers {
        checklist,
        file: mut answers,
        ..
    } = loaded(file)?;
    let before = answers.assessment().clone();
    let mut wanted = Assessment {
        updated: before.updated.max(context.today),
        ..before.clone()
    };
    let into = ExtractTarget {
        checklist: &checklist,
        assessment: &wanted,
    };
    let beside = WantedComparators {
        region: args.region.as_deref(),
        neighbours: &args.neighbours,
        replace: args.replace,
    };
    let release = is_release(&rows);
    if !release && !beside.is_empty() {
        return Err(error_with_hint(
            format!("`{}` is no national release; nothing was written", extract.display()),
            "leave out --region and --neighbour: an extract has columns of its own for them",
        ));
    }
    let read = if release {
        read_release(&rows, known, into, beside)
    } else {
        read_extract(&rows, known, into)
    };
    let mut read = read.map_err(|e| unreadable(extract, e))?;
    // A release changes nothing but what stands beside a value, and looked at that itself.
    let taken = take(&mut wanted, &mut read, args.replace || release);
    let changes = taken.added + taken.replaced > 0;
    let sound = read.rejected.is_empty();
    if sound && changes {
        if let Some(who) = approvers(&before).filter(|_| !args.change_approved) {
            return Err(error_with_hint(
                format!(
                    "the answers in `{}` are approved ({who}); nothing was changed",
                    file.display()
                ),
                "give --change-approved to change them all the same, and the approval will say what changed since",
            ));
        }
        answers
            .apply(&wanted, &checklist)
            .map_err(|e| anyhow::anyhow!(e.message))?;
        write_atomically(file, answers.text().as_bytes())
            .map_err(|e| anyhow::Error::new(e).context(format!("could not write `{}`", file.display())))?;
    }
    let outcome = ImportOutcome {
        format: 1,
        kind: "assure-import",
        written: sound && changes,
        taken,
        read: &read,
    };
    let name = file.display().to_string();
    let blocks = || imported(&name, &read, &outcome.taken);
    let out = rendered(
        compare_format(&args.written)?,
        blocks,
        &outcome,
        context.style.width_out,
    );
    write_comparison(&out, &args.written, &[file, extract], context.style)?;
    if !sound {
        return Ok(CommandOutcome::Negative);
    }
    if !context.style.quiet {
        say(&format!(
            "Next: see the figures: assure indicators {}",
            shell::path(file)
        ));
    }
    Ok(CommandOutcome::Done)
}

/// The rows of a CSV file or a workbook, told by its first bytes: a name may say anything.
fn rows(path: &Path) -> anyhow::Result<Extract> {
    let bytes = load::read_file(path)?;
    if bytes.len() as u64 > load::LARGEST {
        return Err(error_with_hint(
            format!("`{}` is larger than 16 MiB; nothing was written", path.display()),
            "give an extract with the indicators alone",
        ));
    }
    let read = if bytes.starts_with(b"PK") {
        read_workbook(&bytes)
    } else if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(error_with_hint(
            format!(
                "`{}` is a workbook of the old kind (.xls), or one with a password",
                path.display()
            ),
            "save it as .xlsx without a password, or as CSV UTF-8",
        ));
    } else {
        read_csv(&load::decode(bytes, path)?)
    };
    read.map_err(|e| unreadable(path, e))
}

fn unreadable(path: &Path, e: UnreadableExtract) -> anyhow::Error {
    error_with_hint(
        format!("`{}`: {}; nothing was written", path.display(), e.message),
        e.hint,
    )
}

/// Puts the values beside those that stand; what stands and differs is rejected, unless it may be replaced.
fn take(into: &mut Assessment, read: &mut ReadExtract, replace: bool) -> Taken {
    let mut taken = Taken::default();
    for (line, value) in std::mem::take(&mut read.values) {
        let stands = into.indicators.iter_mut().find(|v| v.key() == value.key());
        match stands {
            None => {
                taken.added += 1;
                into.indicators.push(value);
            }
            Some(stands) if *stands == value => taken.unchanged += 1,
            Some(stands) if replace => {
                taken.replaced += 1;
                *stands = value;
            }
            Some(stands) => read.rejected.push(clash(line, stands)),
        }
    }
    read.rejected.sort_by_key(|r| r.line);
    taken
}

fn clash(line: u64, stands: &IndicatorValue) -> assure::assessment::extract::RejectedRow {
    let reason = format!(
        "`{}` has another value for {} in the answer file: give --replace to change it",
        stands.id, stands.period
    );
    assure::assessment::extract::RejectedRow { line, reason }
}
