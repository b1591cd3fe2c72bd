//! `assure check`

use std::fmt::Write as _;
use std::path::Path;

use assure::assessment::{Assessment, personal};
use assure::checklist::{
    self, Checklist, Library,
    shared::{parse_themes, parse_topics},
};
use assure::diagnostic::{Diagnostic, DiagnosticRecord, FileProblems};
use assure::format::ours::problems_of;
use assure::format::source as node;
use assure::glossary;
use assure::report::{Audience, Report, to_json};
use serde::Serialize;

use super::{CommandContext, PROGRAM};
use crate::cli::args::{CheckArgs, DataFormat, OwnChecklist};
use crate::cli::failure::{BadFile, is_unreadable};
use crate::cli::load;
use crate::cli::output::{CommandOutcome, print, print_ink};
use crate::cli::screen::Ink;
use crate::cli::table::wrapped;

/// What was found in one file.
#[derive(Debug, Default, Serialize)]
struct Finding {
    file: String,
    kind: &'static str,
    valid: bool,
    /// For an answer file.
    complete: Option<bool>,
    answered: Option<u32>,
    applicable: Option<u32>,
    unanswered: Vec<String>,
    context_open: Vec<String>,
    unfinished: Vec<String>,
    problems: Vec<DiagnosticRecord>,
    /// What kept the file from being read at all.
    error: Option<String>,
    notes: Vec<assure::score::Note>,
    #[serde(skip)]
    unread: bool,
    #[serde(skip)]
    text: String,
    /// What stands below the text.
    #[serde(skip)]
    shown: Option<FileProblems>,
}

/// Checks files; negative if one is not valid.
pub fn run(args: &CheckArgs, context: &CommandContext<'_>) -> anyhow::Result<CommandOutcome> {
    let CheckArgs {
        files,
        format,
        require_complete,
        own,
    } = args;
    let (format, require_complete) = (*format, *require_complete);
    let width = context.style.width_out;
    // Files given together are checked against each other: a newer edition has to account for an older one's questions.
    let library = Library::shipped();
    let together: Vec<Checklist> = if files.len() > 1 {
        let read = files.iter().filter_map(|path| load::read_text(path).ok());
        read.filter(|text| text.contains("[[section"))
            .filter_map(|text| checklist::parse(&text, &library).ok())
            .collect()
    } else {
        Vec::new()
    };
    let findings: Vec<Finding> = files
        .iter()
        .map(|path| one(path, &together, own, context, width))
        .collect();
    let bad = findings
        .iter()
        .any(|f| !f.valid || (require_complete && f.complete == Some(false)));
    match format {
        DataFormat::Json => print(&to_json(&findings))?,
        DataFormat::Text => {
            let mut ink = Ink::new();
            for (i, finding) in findings.iter().enumerate() {
                ink.text(if i == 0 { "" } else { "\n" }).text(&finding.text);
                if let Some(problems) = &finding.shown {
                    ink.problems(problems, context.style.colour_out, width);
                }
            }
            print_ink(&ink)?;
        }
    }
    // What could not be read could not be judged, whatever was found in the others.
    Ok(if findings.iter().any(|f| f.unread) {
        CommandOutcome::Partial
    } else if bad {
        CommandOutcome::Negative
    } else {
        CommandOutcome::Done
    })
}

fn one(path: &Path, together: &[Checklist], own: &OwnChecklist, context: &CommandContext<'_>, width: usize) -> Finding {
    let mut finding = Finding {
        file: path.display().to_string(),
        kind: "file",
        ..Finding::default()
    };
    let result = load::read_text(path).and_then(|text| judge(path, text, together, own, &mut finding, context));
    if let Err(error) = result {
        finding.valid = false;
        finding.unread = is_unreadable(&error);
        let chain: Vec<String> = error.chain().map(ToString::to_string).collect();
        let mut text = String::new();
        match error.chain().find_map(|e| e.downcast_ref::<BadFile>()) {
            Some(BadFile(problems)) => {
                finding.kind = problems.kind;
                finding.problems = problems.records();
                let _ = writeln!(
                    text,
                    "{}: not valid, {}",
                    finding.file,
                    count(problems.errors(), "error")
                );
                finding.shown = Some(problems.clone());
            }
            None => {
                finding.error = Some(chain.join(": "));
                let _ = writeln!(text, "{}: cannot be checked", finding.file);
                text.push_str(&wrapped(&chain.join(": "), width, "  "));
                if let Some(hint) = error.chain().find_map(crate::cli::failure::hint) {
                    text.push_str(&wrapped(&format!("hint: {hint}"), width, "  "));
                }
            }
        }
        finding.text = text;
    }
    finding
}

fn judge(
    path: &Path,
    text: String,
    together: &[Checklist],
    own: &OwnChecklist,
    finding: &mut Finding,
    context: &CommandContext<'_>,
) -> anyhow::Result<()> {
    let width = context.style.width_out;
    let name = path.display().to_string();
    if text.trim_start_matches('\u{feff}').trim_start().starts_with('{') {
        return Err(told_json(&name));
    }
    // What kind of file it is shows in its head; a file that cannot be parsed at all is told as such by either road.
    let table = node::parse_toml(&text).ok();
    let has = |key: &str| table.as_ref().is_some_and(|t| t.get(key).is_some());
    if !has("section") {
        let (kind, entry, read) = if has("theme") {
            ("list of themes", "theme", parse_themes(&text).map(|l| l.len()))
        } else if has("topic") {
            ("list of topics", "topic", parse_topics(&text).map(|l| l.len()))
        } else if has("term") {
            ("glossary", "term", glossary::parse(&text).map(|l| l.len()))
        } else {
            ("", "", Ok(0))
        };
        if !kind.is_empty() {
            finding.kind = kind;
            let entries = read.map_err(|list| BadFile(problems_of(name.clone(), text.clone(), kind, list)))?;
            finding.valid = true;
            finding.text = format!("{name}: valid, {}\n", count(entries, entry));
            return Ok(());
        }
    }
    if has("section") || has("role") || has("source") || has("extend") {
        finding.kind = "checklist";
        return match checklist::parse_after(&text, &Library::shipped(), together) {
            Ok(c) => {
                finding.valid = true;
                finding.text = wrapped(
                    &format!(
                        "{name}: valid, checklist {} revision {}, {}, {} key, {}",
                        c.name(),
                        c.revision,
                        count(c.len(), "question"),
                        c.key_count(),
                        count(c.minutes as usize, "minute")
                    ),
                    width,
                    "",
                );
                Ok(())
            }
            Err(list) => Err(BadFile(problems_of(name, text, "checklist", list)).into()),
        };
    }
    finding.kind = "answer file";
    let loaded = load::answer_file_text(path, text, own.checklist.as_deref())?;
    let assessment = loaded.current_assessment(own.accept_changed, path, context.style)?;
    let personal = personal_data(&name, loaded.file.text(), &assessment);
    let report = assure::report::report(&loaded.checklist, &assessment, Audience::Full, PROGRAM);
    let ids = |keep: &dyn Fn(&assure::report::AnswerRecord) -> bool| -> Vec<String> {
        report.answers().filter(|a| keep(a)).map(|a| a.id.clone()).collect()
    };
    finding.valid = true;
    finding.complete = Some(report.complete);
    finding.answered = Some(report.overall.answered);
    finding.applicable = Some(report.overall.applicable);
    finding.unanswered = ids(&|a| a.position == assure::score::Position::Unanswered);
    finding.unfinished = ids(&|a| a.unfinished);
    finding.context_open = report
        .context
        .iter()
        .filter(|c| c.answer.is_none())
        .map(|c| c.id.clone())
        .collect();
    finding.text = error_with_hint(&name, &report, finding, width);
    if !personal.list.is_empty() {
        finding.problems = personal.records();
        let _ = writeln!(
            finding.text,
            "  {} {} like personal data:",
            count(personal.list.len(), "text"),
            if personal.list.len() == 1 { "looks" } else { "look" }
        );
        finding
            .text
            .push_str(&personal.render(context.style.colour_out.is_on(), width));
    }
    finding.notes = report.notes;
    Ok(())
}

/// Every text that looks like personal data, with its place and with the ways to settle it.
fn personal_data(name: &str, text: &str, assessment: &Assessment) -> FileProblems {
    let list = personal::found(assessment)
        .into_iter()
        .map(|f| {
            let help = match f.place.split('.').collect::<Vec<_>>().as_slice() {
                [block @ ("answer" | "archived"), id, ..] => format!(
                    "take it out, or keep the answer out of a public report (`private = true`); if it is none, say so under [{block}.{id}]: no_personal_data = [\"{}\"]",
                    f.digest
                ),
                _ => format!(
                    "take it out: a public report prints it; if it is none, say so at the top of the file: no_personal_data = [\"{}\"]",
                    f.digest
                ),
            };
            Diagnostic::warning(
                "personal-data",
                format!("`{}` looks like {}: {}", f.place, f.what, f.piece),
            )
            .at(f.span(text))
            .in_place(f.place)
            .help(help)
        })
        .collect();
    FileProblems {
        file: name.to_owned(),
        text: text.to_owned(),
        kind: "answer file",
        list,
    }
}

fn told_json(name: &str) -> anyhow::Error {
    crate::cli::failure::error_with_hint(
        format!("`{name}` is JSON: checklists and answer files are TOML"),
        "answers in JSON are checked by `assure run CHECKLIST --answers FILE --no-input`; a report by `assure diff`",
    )
}

fn error_with_hint(name: &str, r: &Report, finding: &Finding, width: usize) -> String {
    let complete = if r.complete { "complete" } else { "not complete" };
    let mut out = wrapped(
        &format!(
            "{name}: valid, {complete}: {} of {} applicable answered ({}@{})",
            r.overall.answered, r.overall.applicable, r.checklist.id, r.checklist.edition
        ),
        width,
        "",
    );
    for c in r.context.iter().filter(|c| c.answer.is_none()) {
        out.push_str(&wrapped(
            &format!("Fact not stated: {} ({})", c.text, c.id),
            width,
            "  ",
        ));
    }
    for (title, ids) in [("Stopped half-way", &finding.unfinished), ("Open", &finding.unanswered)] {
        if ids.is_empty() {
            continue;
        }
        let _ = writeln!(out, "  {title}: {}", count(ids.len(), "question"));
        for section in &r.sections {
            let listed: Vec<_> = section.answers.iter().filter(|a| ids.contains(&a.id)).collect();
            if listed.is_empty() {
                continue;
            }
            out.push_str(&wrapped(&section.title, width, "    "));
            for a in listed {
                let critical = if a.critical { "! " } else { "" };
                out.push_str(&wrapped(&format!("{critical}{} ({})", a.text, a.id), width, "      "));
            }
        }
    }
    if !r.notes.is_empty() {
        let _ = writeln!(out, "  {}:", count(r.notes.len(), "quality note"));
        for note in &r.notes {
            out.push_str(&wrapped(&format!("{}: {}", note.question, note.text), width, "    "));
        }
    }
    out
}

fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}
