//! `assure` alone: what there is to do in this folder, and the next step.

use std::fs;
use std::path::{Path, PathBuf};

use assure::assessment::Period;
use assure::checklist::Role;
use assure::diagnostic::clean;
use assure::report::{Audience, is_begun_as_key_run, key_report, report};
use assure::score::AlertCount;

use super::{CommandContext, PROGRAM};
use crate::cli::load::{self, FileKind};
use crate::cli::output::{CommandOutcome, print};
use crate::cli::screen::Stream;
use crate::cli::shell::{self, runnable};
use crate::cli::told::in_lines;

/// How many files of a folder are looked at, and how many are told of: what there is to do fits a glance.
const MOST_READ: usize = 200;
const MOST_TOLD: usize = 3;

/// An answer file of this folder.
struct FoundAnswers {
    path: PathBuf,
    /// The checklist as a command names it.
    checklist: String,
    title: String,
    period: Period,
    answered: u32,
    applicable: u32,
    complete: bool,
    /// Questions in all, where only key questions were begun: then the rest says how the key questions stand.
    outside_key: Option<usize>,
    alerts: AlertCount,
    /// Comments of second readers that nobody settled.
    comments: usize,
}

/// Says what there is to do here.
pub fn run(context: &CommandContext<'_>) -> anyhow::Result<CommandOutcome> {
    let (mut found, mut broken) = (Vec::new(), Vec::new());
    for path in toml_files() {
        if let Some(FileKind::Answers { checklist }) = load::kind_of(&path) {
            match look_at(&path, checklist) {
                Some(file) => found.push(file),
                None => broken.push(path),
            }
        }
    }
    // The newest year first, and what is unfinished before what is done.
    found.sort_by(|a, b| (b.period, a.complete, &a.path).cmp(&(a.period, b.complete, &b.path)));
    let said = lines(&found, &broken, Period::of(context.today));
    print(&in_lines(Stream::Out, runnable(&said)))?;
    Ok(CommandOutcome::Done)
}

fn toml_files() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(".")
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(PathBuf::from(entry.ok()?.file_name())))
        .filter(|p| p.extension().is_some_and(|e| e.eq_ignore_ascii_case("toml")) && p.is_file())
        .collect();
    files.sort();
    files.truncate(MOST_READ);
    files
}

fn look_at(path: &Path, id: String) -> Option<FoundAnswers> {
    let loaded = load::answer_file(path, None).ok()?;
    let assessment = loaded.file.assessment();
    let checklist = &loaded.checklist;
    let key = is_begun_as_key_run(checklist, assessment);
    let report = if key {
        key_report(checklist, assessment, Audience::Full, PROGRAM)
    } else {
        report(checklist, assessment, Audience::Full, PROGRAM)
    };
    let asked = usize::try_from(report.overall.asked).unwrap_or(usize::MAX);
    Some(FoundAnswers {
        path: path.to_path_buf(),
        checklist: id,
        title: checklist.role.title().to_owned(),
        period: assessment.period,
        answered: report.overall.answered,
        applicable: report.overall.applicable,
        complete: report.complete,
        outside_key: key.then(|| asked.saturating_add(report.outside.len())),
        alerts: report.alert_count(),
        comments: assessment.comment_count().open,
    })
}

fn lines(found: &[FoundAnswers], broken: &[PathBuf], now: Period) -> String {
    let mut out = String::new();
    let mut say = |text: &str, indent: &str| {
        out.push_str(indent);
        out.push_str(&clean(text));
        out.push('\n');
    };
    for f in found.iter().take(MOST_TOLD) {
        let name = shell::path(&f.path);
        let alerts = f.alerts.short_text();
        // As somebody began who chose the key questions, the commands go on.
        let (questions, key) = match f.outside_key {
            Some(_) => (" key questions", " --key"),
            None => ("", ""),
        };
        say(
            &format!(
                "{}: {}, {}: {} of {}{questions} answered, {alerts}",
                f.path.display(),
                f.title,
                f.period,
                f.answered,
                f.applicable
            ),
            "",
        );
        if f.comments > 0 {
            let are = if f.comments == 1 { "comment is" } else { "comments are" };
            let command = load::interview_command(&f.checklist, &f.path);
            say(&format!("{} {are} not settled: {command} --comments", f.comments), "  ");
        }
        // A later year has taken the place of an earlier one: only the newest of a checklist leads on.
        let newest = !found.iter().any(|o| o.checklist == f.checklist && o.period > f.period);
        if !newest {
            say(&format!("Its report: assure report {name}"), "  ");
        } else if !f.complete && f.period >= now {
            let command = load::interview_command(&f.checklist, &f.path);
            say(&format!("Go on: {command}{key}"), "  ");
        } else if f.period < now {
            let command = load::interview_command(
                &f.checklist,
                &f.path.with_file_name(format!("{}-{now}.toml", stem(&f.checklist))),
            );
            say(
                &format!("Carry it forward to {now}: {command} --from {name}{key}"),
                "  ",
            );
        } else {
            say(&format!("Its report: assure report {name}"), "  ");
        }
        if let Some(all) = f.outside_key.filter(|_| newest && f.period >= now) {
            let command = load::interview_command(&f.checklist, &f.path);
            say(&format!("Or with all {all} questions: {command}"), "  ");
        }
    }
    match found.len().saturating_sub(MOST_TOLD) {
        0 => {}
        n => say(&format!("And {n} more: assure check FILE says where each stands."), ""),
    }
    if !broken.is_empty() {
        say(&cannot_be_read(broken), "");
    }
    if found.is_empty() {
        say("There are no answers in this folder yet. To begin:", "");
        for (id, role) in Role::ALL {
            say(&format!("assure {id:<6}  {}", role.title()), "  ");
        }
        say("25 minutes for the key questions only: assure ce --key", "");
    }
    say("All commands: assure --help", "");
    out
}

/// Which files are broken, and what says why. Of many the first, and the folder is looked at.
fn cannot_be_read(broken: &[PathBuf]) -> String {
    let names: Vec<String> = broken.iter().take(MOST_TOLD).map(|p| p.display().to_string()).collect();
    let command = if broken.len() > MOST_TOLD {
        ".".to_owned()
    } else {
        broken.iter().map(|p| shell::path(p)).collect::<Vec<_>>().join(" ")
    };
    let (which, stand) = match names.as_slice() {
        [one] => (one.clone(), "it stands"),
        [first @ .., last] if broken.len() == names.len() => (format!("{} and {last}", first.join(", ")), "they stand"),
        _ => (
            format!("{} and {} more", names.join(", "), broken.len() - names.len()),
            "they stand",
        ),
    };
    format!("{which} cannot be read as {stand}: assure check {command}")
}

/// The name that an answer file begins with.
fn stem(checklist: &str) -> String {
    Path::new(checklist)
        .file_stem()
        .map_or_else(|| checklist.to_owned(), |s| s.to_string_lossy().into_owned())
}
