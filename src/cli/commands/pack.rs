//! `assure pack`

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use assure::document::pack::{PackedFile, contents};
use assure::document::report::Layout;
use assure::document::{Block, comparison};
use assure::render::{Format, docx, html, json, xlsx};
use assure::report::{Audience, Report};
use assure::score::Position;

use super::CommandContext;
use super::report::{Made, ReportSources, grouping};
use crate::cli::args::PackArgs;
use crate::cli::failure::error_with_hint;
use crate::cli::output::{CommandOutcome, refuse_overwrite, require_replaceable, say, write_report};
use crate::cli::render;
use crate::cli::shell;

/// The folder of what may be shown to anybody.
const PUBLIC: &str = "public";

/// A file that is ready to be written.
struct ReadyFile {
    listed: PackedFile,
    bytes: Vec<u8>,
}

/// Writes everything for the annual conversation into a folder.
pub fn run(args: &PackArgs, context: &CommandContext<'_>) -> anyhow::Result<CommandOutcome> {
    let folder = folder_of(args)?;
    let sources = ReportSources::load(&args.file, &args.last_year, &args.own, context)?;
    let public = !args.no_public;
    if public {
        sources.publishable(Audience::Public).map_err(|error| {
            error.context(
                "the public copy cannot be written; settle it as below, or leave the public copy out with --no-public",
            )
        })?;
    }
    // Everything is made before anything is written.
    let made = sources.made(Audience::Full, &html::FORMAT, args.key);
    let mut files = full(args, &sources, &made.shown, context);
    if public {
        files.extend(public_copy(args, &sources, context));
    }
    let listed: Vec<PackedFile> = files.iter().map(|f| f.listed).collect();
    let page = contents(&made.shown, &listed);
    files.insert(
        0,
        ReadyFile {
            listed: PackedFile {
                name: "contents.html",
                about: "what is in this folder",
                audience: Audience::Full,
            },
            bytes: as_blocks(&html::FORMAT, page, &made.shown, context),
        },
    );
    let paths: Vec<PathBuf> = files.iter().map(|f| folder.join(f.listed.name)).collect();
    for (file, path) in files.iter().zip(&paths) {
        refuse_overwrite(path, &sources.inputs)?;
        require_replaceable(path, &file.bytes, args.force)?;
    }
    write_all(&folder, &files, &paths, args)?;
    if !context.style.quiet {
        report_back(&folder, &files, &made, args);
    }
    Ok(CommandOutcome::Done)
}

/// Where to write.
fn folder_of(args: &PackArgs) -> anyhow::Result<PathBuf> {
    let folder = match &args.output {
        Some(folder) if folder == Path::new("-") => {
            return Err(error_with_hint(
                "a pack is several files: they cannot go to standard output",
                "name a folder with --output",
            ));
        }
        Some(folder) => folder.clone(),
        None => {
            let mut name = args.file.file_stem().unwrap_or_default().to_owned();
            name.push("-pack");
            args.file.with_file_name(name)
        }
    };
    if fs::metadata(&folder).is_ok_and(|m| !m.is_dir()) || folder.is_symlink() && !folder.exists() {
        return Err(error_with_hint(
            format!("`{}` is no folder; nothing was written", folder.display()),
            "name a folder with --output: it is made where there is none",
        ));
    }
    Ok(folder)
}

/// What is for those who prepare the conversation and for the inspectors.
fn full(args: &PackArgs, sources: &ReportSources<'_>, shown: &Report, context: &CommandContext<'_>) -> Vec<ReadyFile> {
    let audience = Audience::Full;
    let whole = Layout::Full(grouping(args.by));
    let file = |name, about, bytes| ReadyFile {
        listed: PackedFile { name, about, audience },
        bytes,
    };
    let report = |format: &Format, layout| render::report(format, shown, layout, context.style.width_out);
    let data = sources.made(audience, &json::FORMAT, args.key).shown;
    let mut files = vec![
        file(
            "brief.docx",
            "the brief, two pages, for Word",
            report(&docx::FORMAT, Layout::Brief),
        ),
        file(
            "brief.html",
            "the brief, to read and to print",
            report(&html::FORMAT, Layout::Brief),
        ),
        file("report.docx", "the full report, for Word", report(&docx::FORMAT, whole)),
        file(
            "report.html",
            "the full report, to read and to print",
            report(&html::FORMAT, whole),
        ),
        file(
            "workbook.xlsx",
            "answers, actions, recommendations, evidence and scores, for Excel",
            report(&xlsx::FORMAT, whole),
        ),
        file(
            "report.json",
            "the same for a program; next year it can stand for this year's answers",
            render::report(&json::FORMAT, &data, whole, context.style.width_out),
        ),
    ];
    if let Some(changes) = sources.comparison(audience) {
        let page = |format| render::written(format, || comparison::page(&changes), &changes, context.style.width_out);
        files.push(file(
            "changes.docx",
            "what changed since last year, for Word",
            page(&docx::FORMAT),
        ));
        files.push(file(
            "changes.html",
            "what changed since last year, to read and to print",
            page(&html::FORMAT),
        ));
    }
    files
}

/// What may be shown to anybody: without private answers, names and owners.
fn public_copy(args: &PackArgs, sources: &ReportSources<'_>, context: &CommandContext<'_>) -> Vec<ReadyFile> {
    let audience = Audience::Public;
    let Made { shown, .. } = sources.made(audience, &html::FORMAT, args.key);
    let whole = Layout::Full(grouping(args.by));
    let file = |name, about, format| ReadyFile {
        listed: PackedFile { name, about, audience },
        bytes: render::report(format, &shown, whole, context.style.width_out),
    };
    vec![
        file("public/report.docx", "the public copy, for Word", &docx::FORMAT),
        file(
            "public/report.html",
            "the public copy, to read and to print",
            &html::FORMAT,
        ),
    ]
}

fn as_blocks(format: &Format, blocks: Vec<Block>, report: &Report, context: &CommandContext<'_>) -> Vec<u8> {
    render::written(format, || blocks, report, context.style.width_out)
}

/// Writes the files, and says what is there already where one of them cannot be written.
fn write_all(folder: &Path, files: &[ReadyFile], paths: &[PathBuf], args: &PackArgs) -> anyhow::Result<()> {
    let make = |folder: &Path| {
        fs::create_dir_all(folder).with_context(|| format!("could not make the folder `{}`", folder.display()))
    };
    make(folder)?;
    if files.iter().any(|f| f.listed.audience == Audience::Public) {
        make(&folder.join(PUBLIC))?;
    }
    for (done, (file, path)) in files.iter().zip(paths).enumerate() {
        write_report(path, &file.bytes, args.force).with_context(|| {
            let names: Vec<&str> = files.iter().take(done).map(|f| f.listed.name).collect();
            if names.is_empty() {
                format!("nothing was written to `{}`", folder.display())
            } else {
                format!(
                    "only a part of the pack is in `{}`: {}",
                    folder.display(),
                    names.join(", ")
                )
            }
        })?;
    }
    Ok(())
}

/// What was written, and what ought to be known before it is handed over.
fn report_back(folder: &Path, files: &[ReadyFile], made: &Made, args: &PackArgs) {
    say(&format!("Written to {}:", folder.display()));
    for ReadyFile { listed, .. } in files {
        say(&format!("  {}: {}", listed.name, listed.about));
    }
    let shown = &made.shown;
    let open = shown.at(Position::Unanswered).count();
    if open > 0 {
        say(&format!(
            "note: {} still open; see which with: assure check {}",
            if open == 1 {
                "1 question is".to_owned()
            } else {
                format!("{open} questions are")
            },
            shell::path(&args.file)
        ));
    }
    if shown.approvals.iter().any(assure::report::ApprovalRecord::is_outdated) {
        say("note: something changed since the answers were approved: the report says what");
    } else if !shown.approvals.iter().any(|a| a.standing) {
        say(&format!(
            "note: nobody has approved these answers: assure approve {} --name NAME --post POST",
            shell::path(&args.file)
        ));
    }
    if args.last_year.previous.is_none() {
        say("note: without --previous LAST there is no comparison with last year");
    }
    let now: Vec<&str> = files.iter().map(|f| f.listed.name).collect();
    let stale: Vec<&str> = [
        "changes.docx",
        "changes.html",
        "public/report.docx",
        "public/report.html",
    ]
    .into_iter()
    .filter(|name| !now.contains(name) && folder.join(name).exists())
    .collect();
    if !stale.is_empty() {
        say(&format!(
            "warning: of an earlier pack there is still {}: it is not of these answers; take it out before you hand the folder over",
            stale.join(", ")
        ));
    }
}
