//! `assure check`

use std::collections::HashSet;
use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use assure::assessment::file::ParsedAnswers;
use assure::assessment::{Assessment, CommentCount, CommentFile, personal};
use assure::checklist::{
    self, Checklist, ContextId, Library, QuestionId,
    shared::{parse_themes, parse_topics},
};
use assure::diagnostic::{Diagnostic, DiagnosticRecord, FileProblems, Styling};
use assure::document::Block;
use assure::document::check::{self as document, count};
use assure::format::recognise::{is_ours, problems_of};
use assure::format::source as node;
use assure::glossary;
use assure::indicators;
use assure::render::{Rendering, text};
use assure::report::{ApprovalRecord, Audience, to_json};
use serde::Serialize;

use super::show::READABLE;
use super::{CommandContext, PROGRAM};
use crate::cli::args::{CheckArgs, OwnChecklist};
use crate::cli::batch::{Flow, Found, FoundFile, Origin, find, in_order};
use crate::cli::failure::{BadFile, error_with_hint, is_unreadable, show};
use crate::cli::load::{self, LoadedAnswers};
use crate::cli::output::{CommandOutcome, print, print_ink, print_rendered};
use crate::cli::render::{shown, written};
use crate::cli::screen::Ink;

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
    unanswered: Vec<QuestionId>,
    context_open: Vec<ContextId>,
    approvals: Vec<ApprovalRecord>,
    unfinished: Vec<QuestionId>,
    /// Open because several people's answers differ.
    unresolved: Vec<QuestionId>,
    problems: Vec<DiagnosticRecord>,
    /// What kept the file from being read at all.
    error: Option<String>,
    notes: Vec<assure::score::Note>,
    #[serde(skip)]
    unread: bool,
    /// What is said of it.
    #[serde(skip)]
    said: Vec<Block>,
    /// The problems that stand below.
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
    let Found {
        files,
        failures: unfound,
    } = found(files);
    for failure in &unfound {
        show(failure, context.style);
    }
    if files.is_empty() && unfound.is_empty() {
        return Err(error_with_hint(
            "there is no file to check in what was named",
            "name files, or a folder with files in it or below it: they end in .toml",
        ));
    }
    let together = checklists_of(&files)?;
    let (mut findings, mut bad, mut unread, mut any) = (Vec::new(), false, !unfound.is_empty(), false);
    // The text of thousands of files is not kept until the last of them is read.
    let shown_at_once = *format == text::FORMAT;
    // Notes beside the findings come in the order of the files only where one thread makes them.
    let jobs = if files.iter().any(|f| f.origin == Origin::InFolder) {
        None
    } else {
        Some(NonZeroUsize::MIN)
    };
    in_order(
        &files,
        jobs,
        |file| one(file, &together, own, context),
        |finding| {
            let Some(finding) = finding else { return Ok(Flow::On) };
            bad |= !finding.valid || (require_complete && finding.complete == Some(false));
            unread |= finding.unread;
            if shown_at_once {
                // At a terminal the problems come in colour, which blocks have not.
                let mut ink = Ink::new();
                ink.text(if any { "\n" } else { "" });
                ink.text(&shown(&finding.said, width));
                if let Some(problems) = &finding.shown {
                    ink.problems(problems, context.style.colour_out, width);
                }
                print_ink(&ink)?;
            } else {
                findings.push(finding);
            }
            any = true;
            Ok(Flow::On)
        },
    )?;
    match format.source {
        Rendering::Blocks(_) | Rendering::Running(_) if shown_at_once => {}
        Rendering::Data | Rendering::Report(_) => print(&to_json(&findings))?,
        Rendering::Blocks(_) | Rendering::Running(_) => {
            let blocks = || {
                let of = |f: &Finding| {
                    let problems = f
                        .shown
                        .as_ref()
                        .map(|p| Block::Verbatim(p.render(Styling::Plain, READABLE)));
                    f.said.iter().cloned().chain(problems).collect::<Vec<_>>()
                };
                findings.iter().flat_map(of).collect()
            };
            print_rendered(&written(format, blocks, &findings, width))?;
        }
    }
    // What could not be read could not be judged, whatever was found in the others.
    Ok(if unread {
        CommandOutcome::Partial
    } else if bad {
        CommandOutcome::Negative
    } else {
        CommandOutcome::Done
    })
}

/// What is to be checked: files in the order in which they are named, those of folders in the order of their paths; each once, under whatever
/// names it is found.
fn found(names: &[PathBuf]) -> Found {
    if let [name] = names {
        return find(std::slice::from_ref(name));
    }
    let (mut all, mut places) = (Found::default(), HashSet::new());
    for name in names {
        let Found { files, failures } = find(std::slice::from_ref(name));
        let is_new =
            |file: &FoundFile| places.insert(fs::canonicalize(&file.path).unwrap_or_else(|_| file.path.clone()));
        all.files.extend(files.into_iter().filter(is_new));
        all.failures.extend(failures);
    }
    all
}

/// The checklists among files given together. They are checked against each other: a newer edition has to account for an older one's
/// questions.
fn checklists_of(files: &[FoundFile]) -> anyhow::Result<Vec<Checklist>> {
    let mut together = Vec::new();
    if files.len() > 1 {
        let library = Library::shipped();
        let read = |file: &FoundFile| {
            let text = load::read_text(&file.path).ok().filter(|t| t.contains("[[section"))?;
            checklist::parse(&text, &library).ok()
        };
        in_order(files, None, read, |checklist| {
            together.extend(checklist);
            Ok(Flow::On)
        })?;
    }
    Ok(together)
}

/// What is found in a file; nothing where it lies in a folder and is none of ours.
fn one(file: &FoundFile, together: &[Checklist], own: &OwnChecklist, context: &CommandContext<'_>) -> Option<Finding> {
    let path = file.path.as_path();
    let mut finding = Finding {
        file: load::file_name(path),
        kind: "file",
        ..Finding::default()
    };
    let text = load::read_text(path);
    let result = text.and_then(|text| judge(path, text, together, own, &mut finding, context));
    let foreign = |text: String| !is_ours(&text) && !load::holds_answers(&text);
    if result.is_err() && file.origin == Origin::InFolder && load::read_text(path).is_ok_and(foreign) {
        return None;
    }
    if let Err(error) = result {
        finding.valid = false;
        finding.unread = is_unreadable(&error);
        let chain: Vec<String> = error.chain().map(ToString::to_string).collect();
        match error.chain().find_map(|e| e.downcast_ref::<BadFile>()) {
            Some(BadFile(problems)) => {
                finding.kind = problems.kind;
                finding.problems = problems.records();
                let errors = count(problems.errors(), "error");
                finding.said = vec![Block::paragraph(format!("{}: not valid, {errors}", finding.file))];
                finding.shown = Some(problems.clone());
            }
            None => {
                let chain = chain.join(": ");
                let hint = error.chain().find_map(crate::cli::failure::hint);
                let hint = hint.map(|hint| format!("hint: {hint}"));
                finding.said = vec![
                    Block::paragraph(format!("{}: cannot be checked", finding.file)),
                    Block::list([chain.clone()].into_iter().chain(hint)),
                ];
                finding.error = Some(chain);
            }
        }
    }
    Some(finding)
}

fn judge(
    path: &Path,
    text: String,
    together: &[Checklist],
    own: &OwnChecklist,
    finding: &mut Finding,
    context: &CommandContext<'_>,
) -> anyhow::Result<()> {
    let name = load::file_name(path);
    if text.trim_start_matches('\u{feff}').trim_start().starts_with('{') {
        return Err(told_json(&name));
    }
    // Most files hold answers without a fault. What is read as such is nothing else: no other file of ours has that head.
    if let Ok(parsed) = ParsedAnswers::parse(&text)
        && parsed.is_sound()
    {
        finding.kind = "answer file";
        let chosen = load::checklist_for(path, &text, &parsed.checklist_ref, own.checklist.as_deref())?;
        let bound = load::bound(path, &text, parsed, chosen)?;
        return answers(path, bound.with_text(text), own, finding, context);
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
        } else if has("indicator") && !has("checklist") {
            // The shipped list can be checked as well as a council's own: its ids tell which it is.
            let ours = table.as_ref().is_some_and(|t| !indicators::is_own(t));
            let read = if ours {
                indicators::parse(&text)
            } else {
                indicators::parse_own(&text)
            };
            ("list of indicators", "indicator", read.map(|l| l.indicators.len()))
        } else {
            ("", "", Ok(0))
        };
        if !kind.is_empty() {
            finding.kind = kind;
            let entries = read.map_err(|list| BadFile(problems_of(name.clone(), text.clone(), kind, list)))?;
            finding.valid = true;
            finding.said = vec![Block::paragraph(format!("{name}: valid, {}", count(entries, entry)))];
            return Ok(());
        }
    }
    if has("section") || has("role") || has("source") || has("extend") {
        finding.kind = "checklist";
        return match checklist::parse_after(&text, &Library::shipped(), together) {
            Ok(c) => {
                finding.valid = true;
                finding.said = document::checklist(&name, &c);
                Ok(())
            }
            Err(list) => Err(BadFile(problems_of(name, text, "checklist", list)).into()),
        };
    }
    if CommentFile::is_one(&text) {
        finding.kind = "comments file";
        let file = load::unbound(path, text)?;
        let comments = CommentCount::of(file.answers.values().flat_map(|a| &a.comments));
        let said = comments.words().unwrap_or_else(|| "no comment".to_owned());
        finding.valid = true;
        finding.said = vec![Block::paragraph(format!("{name}: valid, {said}"))];
        return Ok(());
    }
    finding.kind = "answer file";
    let loaded = load::answer_file_text(path, text, own.checklist.as_deref())?;
    answers(path, loaded, own, finding, context)
}

/// What is told of a file of answers.
fn answers(
    path: &Path,
    loaded: LoadedAnswers,
    own: &OwnChecklist,
    finding: &mut Finding,
    context: &CommandContext<'_>,
) -> anyhow::Result<()> {
    let name = load::file_name(path);
    let assessment = loaded.current_assessment(own.accept_changed, path, context.style)?;
    let personal = personal_data(&name, loaded.file.text(), &assessment);
    // The file's text is not wanted any more.
    drop(loaded.file);
    let report = assure::report::report(&loaded.checklist, &assessment, Audience::Full, PROGRAM);
    let ids = |keep: &dyn Fn(&assure::report::AnswerRecord) -> bool| -> Vec<QuestionId> {
        report.answers().filter(|a| keep(a)).map(|a| a.id.clone()).collect()
    };
    finding.valid = true;
    finding.complete = Some(report.complete);
    finding.answered = Some(report.overall.answered);
    finding.applicable = Some(report.overall.applicable);
    finding.unanswered = ids(&|a| a.position == assure::score::Position::Unanswered);
    finding.unfinished = ids(&|a| a.unfinished);
    finding.unresolved = ids(&assure::report::is_unresolved);
    finding.context_open = report
        .context
        .iter()
        .filter(|c| c.answer.is_none())
        .map(|c| c.id.clone())
        .collect();
    finding.said = document::answers(&name, &report);
    if !personal.list.is_empty() {
        finding.problems = personal.records();
        let looks = if personal.list.len() == 1 { "looks" } else { "look" };
        let title = format!("{} {looks} like personal data", count(personal.list.len(), "text"));
        finding.said.push(Block::heading(3, title));
        finding.shown = Some(personal);
    }
    finding.notes = report.notes;
    finding.approvals = report.approvals;
    Ok(())
}

/// Every text that looks like personal data, with its place and with the ways to settle it.
fn personal_data(name: &str, text: &str, assessment: &Assessment) -> FileProblems {
    let list = personal::find_unconfirmed(assessment)
        .into_iter()
        .map(|f| {
            let help = match f.place.split('.').collect::<Vec<_>>().as_slice() {
                [block @ ("answer" | "archived"), id, ..] => format!(
                    "take it out, or keep the answer out of a public report (`private = true`); if it is none, say so under [{block}.{id}]: no_personal_data = [\"{}\"]",
                    f.digest
                ),
                ["approval", ..] => format!(
                    "take it out; if it is none, say so at the top of the file: no_personal_data = [\"{}\"]",
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
        .collect::<Vec<_>>();
    FileProblems {
        file: name.to_owned(),
        // Without a problem no line of it is shown.
        text: if list.is_empty() {
            String::new()
        } else {
            text.to_owned()
        },
        kind: "answer file",
        list,
    }
}

fn told_json(name: &str) -> anyhow::Error {
    error_with_hint(
        format!("`{name}` is JSON: checklists and answer files are TOML"),
        "answers in JSON are checked by `assure run CHECKLIST --answers FILE --no-input`; a report by `assure diff`",
    )
}
