//! `assure ce` and its like: ask, keep, score, report.

pub mod answers;
pub mod approved;
mod carry;
mod interactive;
mod report_path;
mod review;
mod unattended;

use std::path::{Path, PathBuf};

use assure::assessment::{Assessment, Period, blank};
use assure::checklist::{Checklist, QuestionId, SectionId};
use assure::diagnostic::nearest;
use assure::interview::{Begin, Selection};
use chrono::NaiveDate;

use super::CommandContext;
use crate::cli::args::{EditionArg, InterviewArgs, ReportTarget};
use crate::cli::failure::error_with_hint;
use crate::cli::load::{self, KnownChecklist};
use crate::cli::output::{
    CommandOutcome, is_stdout, print_copy, refuse_overwrite, report_format, require_answer_ending, write_report,
};
use interactive::run_interactive;
use unattended::run_unattended;

/// Runs an interview, or its work without a person.
pub fn run(name: &str, mut args: InterviewArgs, context: &CommandContext<'_>) -> anyhow::Result<CommandOutcome> {
    if !load::is_path(name) {
        review::choose_file(name.split('@').next().unwrap_or(name), &mut args, context);
    }
    let period = args.period.unwrap_or_else(|| Period::of(context.today));
    if let Some(EditionArg { id: Some(id), year }) = &args.edition
        && id != name.split('@').next().unwrap_or(name)
    {
        return Err(error_with_hint(
            format!("--edition {id}@{year} is an edition of `{id}`, not of `{name}`"),
            format!("to answer that one: assure run {id}@{year}"),
        ));
    }
    // Before anything is asked: nobody answers for an hour to be told then that the report cannot be written.
    if let Some(output) = args.target.output.as_deref().filter(|p| !is_stdout(p)) {
        if args.blank {
            require_answer_ending(Some(output))?;
        } else {
            report_format(&args.target)?;
        }
        refuse_overwrite(output, &[])?;
    }
    let (name, edition) = edition_of(name, &args, period);
    let (checklist, own) = load::checklist(&name, edition)?;
    let name = if own.is_some() {
        name
    } else {
        checklist.name().to_string()
    };
    let selection = selection(&checklist, &args)?;
    review::choose_file(&checklist.id, &mut args, context);
    let path = args
        .file
        .clone()
        .unwrap_or_else(|| PathBuf::from(format!("{}-{period}.toml", checklist.id)));
    if args.review && !path.exists() {
        return Err(review::nothing_to_review(&checklist, &path));
    }
    if args.comments && !path.exists() {
        return Err(error_with_hint(
            format!(
                "there is no answer file `{}` with comments to go through",
                path.display()
            ),
            "name it with --file",
        ));
    }
    let own = own.map(|own| relative(&own, &path));
    let new_assessment = Assessment {
        checklist_file: own.clone(),
        ..new_assessment(&checklist, period, &args, context)
    };

    if args.blank {
        // Nothing of a person's is read: only the checklist and the head.
        return blank_form(&checklist, &new_assessment, own.as_deref(), &selection, &args.target);
    }
    let run = InterviewPlan {
        checklist,
        name,
        new_assessment,
        own,
        path,
        selection,
        args,
    };
    if run.args.no_input {
        run_unattended(run, context)
    } else {
        run_interactive(run, context)
    }
}

/// Whether a person is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunMode {
    /// Somebody answers: what changed is asked again.
    Interactive,
    /// Nobody does: what changed stops the run.
    Unattended,
}

/// What a run of the interview is about, once its arguments are understood.
struct InterviewPlan {
    checklist: KnownChecklist,
    /// The checklist as a command names it: its edition, or the path of a council's own.
    name: String,
    /// The assessment as it begins, where there is no answer file yet.
    new_assessment: Assessment,
    /// The path of a council's own checklist, as an answer file names it.
    own: Option<String>,
    /// The answer file.
    path: PathBuf,
    /// Which questions are asked.
    selection: Selection,
    args: InterviewArgs,
}

/// A file that is there is resumed in its own edition, unless one is asked for.
fn edition_of(name: &str, args: &InterviewArgs, period: Period) -> (String, Option<u16>) {
    if args.edition.is_some() || name.contains('@') || load::is_path(name) || args.blank {
        return (name.to_owned(), args.edition.as_ref().map(|e| e.year));
    }
    let path = args
        .file
        .clone()
        .unwrap_or_else(|| PathBuf::from(format!("{name}-{period}.toml")));
    let candidates = [Some(path).filter(|p| p.is_file()), args.answers.clone()];
    for candidate in candidates.iter().flatten() {
        // What is the matter with a file is told where it is read for its answers.
        if let Ok(text) = load::read_text(candidate)
            && let Ok(belongs) = load::answered_checklist(&text)
            && belongs.checklist.as_deref().is_none_or(|c| c == name)
            && belongs.edition.is_some()
        {
            return (name.to_owned(), belongs.edition);
        }
    }
    (name.to_owned(), None)
}

fn selection(checklist: &Checklist, args: &InterviewArgs) -> anyhow::Result<Selection> {
    let section = args.section.as_deref().map(|id| section_of(checklist, id));
    let mut selection = Selection {
        key: args.key,
        section: section.transpose()?,
        only: args.chosen.only(),
        question: None,
        begin: if args.comments { Begin::Comments } else { Begin::Tasks },
    };
    if let Some(id) = &args.chosen.question {
        selection.question = Some(question_to_ask(checklist, id, &selection)?);
    }
    Ok(selection)
}

/// The id of a section of a checklist.
///
/// # Errors
/// There is none; says which there are.
pub(super) fn section_of(checklist: &Checklist, id: &str) -> anyhow::Result<SectionId> {
    let wanted = SectionId::new(id);
    if checklist.sections.iter().any(|s| s.id == wanted) {
        return Ok(wanted);
    }
    let ids: Vec<&str> = checklist.sections.iter().map(|s| s.id.as_str()).collect();
    let near = nearest(id, ids.iter().copied()).map_or(String::new(), |n| format!("did you mean `{n}`? "));
    Err(error_with_hint(
        format!("{} has no section `{wanted}`", checklist.name()),
        format!("{near}sections: {}", ids.join(", ")),
    ))
}

/// The id of a question, as a person gave it, that this choice of questions asks.
fn question_to_ask(checklist: &Checklist, id: &str, selection: &Selection) -> anyhow::Result<QuestionId> {
    let question = super::show::find(checklist, id)?;
    let section = checklist.section_of(&question.id);
    if !section.is_some_and(|s| selection.includes(&s.id, question)) {
        return Err(error_with_hint(
            format!("the question `{id}` is not among the questions that are chosen"),
            "leave --key and --section out",
        ));
    }
    Ok(question.id.clone())
}

fn new_assessment(
    checklist: &Checklist,
    period: Period,
    args: &InterviewArgs,
    context: &CommandContext<'_>,
) -> Assessment {
    begun(checklist, period, args.council.as_deref(), context.today)
}

/// An assessment that begins today: nothing is answered yet.
pub fn begun(checklist: &Checklist, period: Period, council: Option<&str>, today: NaiveDate) -> Assessment {
    Assessment {
        council: council.filter(|c| !c.trim().is_empty()).map(str::to_owned),
        ..Assessment::begun(checklist, period, today)
    }
}

/// A checklist's path as an answer file names it: relative to the answer file's folder where that can be said.
pub fn relative(checklist: &Path, answer_file: &Path) -> String {
    let absolute = |p: &Path| std::fs::canonicalize(p).ok();
    let folder = answer_file
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    if let (Some(checklist), Some(folder)) = (absolute(checklist), absolute(folder)) {
        if let Ok(inside) = checklist.strip_prefix(&folder) {
            return inside.display().to_string().replace('\\', "/");
        }
        return checklist.display().to_string();
    }
    checklist.display().to_string()
}

fn blank_form(
    checklist: &Checklist,
    new_assessment: &Assessment,
    own: Option<&str>,
    selection: &Selection,
    target: &ReportTarget,
) -> anyhow::Result<CommandOutcome> {
    let text = blank(checklist, new_assessment, own, &|section, question| {
        selection.includes(&section.id, question)
    });
    match &target.output {
        Some(path) if !is_stdout(path) => {
            write_report(path, text.as_bytes(), target.force)?;
        }
        _ => print_copy(&text)?,
    }
    Ok(CommandOutcome::Done)
}
