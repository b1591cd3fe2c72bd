//! `assure` alone: what there is to do in this folder, and the next step.

use std::fs;
use std::path::{Path, PathBuf};

use assure::assessment::Period;
use assure::checklist::Role;
use assure::diagnostic::clean;
use assure::report::{Audience, report};

use super::{CommandContext, PROGRAM};
use crate::cli::load::{self, FileKind};
use crate::cli::output::{CommandOutcome, print};
use crate::cli::shell::{self, runnable};
use crate::cli::table::wrapped;

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
    alerts: usize,
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
    print(&runnable(&lines(
        &found,
        &broken,
        Period::of(context.today),
        context.style.width_out,
    )))?;
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

fn look_at(path: &Path, checklist: String) -> Option<FoundAnswers> {
    let loaded = load::answer_file(path, None).ok()?;
    let assessment = loaded.file.assessment();
    let report = report(&loaded.checklist, assessment, Audience::Full, PROGRAM);
    Some(FoundAnswers {
        path: path.to_path_buf(),
        checklist,
        title: loaded.checklist.role.title().to_owned(),
        period: assessment.period,
        answered: report.overall.answered,
        applicable: report.overall.applicable,
        complete: report.complete,
        alerts: report.alerts.len(),
        comments: assessment.comment_count().open,
    })
}

fn lines(found: &[FoundAnswers], broken: &[PathBuf], now: Period, width: usize) -> String {
    let mut out = String::new();
    // A line with a command in it is never broken: it is there to be copied.
    let mut say = |text: &str, indent: &str| {
        if text.contains("assure ") {
            out.push_str(indent);
            out.push_str(&clean(text));
            out.push('\n');
        } else {
            out.push_str(&wrapped(text, width, indent));
        }
    };
    for f in found.iter().take(MOST_TOLD) {
        let name = shell::path(&f.path);
        let alerts = match f.alerts {
            1 => "1 alert".to_owned(),
            n => format!("{n} alerts"),
        };
        say(
            &format!(
                "{}: {}, {}: {} of {} answered, {alerts}",
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
            say(
                &format!("Go on: {}", load::interview_command(&f.checklist, &f.path)),
                "  ",
            );
        } else if f.period < now {
            let command = load::interview_command(
                &f.checklist,
                &f.path.with_file_name(format!("{}-{now}.toml", stem(&f.checklist))),
            );
            say(&format!("Carry it forward to {now}: {command} --from {name}"), "  ");
        } else {
            say(&format!("Its report: assure report {name}"), "  ");
        }
    }
    match found.len().saturating_sub(MOST_TOLD) {
        0 => {}
        n => say(&format!("And {n} more: assure check FILE says where each stands."), ""),
    }
    if let Some(first) = broken.first() {
        let more = match broken.len() {
            1 => String::new(),
            n => format!(" and {} more", n - 1),
        };
        say(
            &format!(
                "{}{more} cannot be read as it stands: assure check {}",
                first.display(),
                shell::path(first)
            ),
            "",
        );
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

/// The name that an answer file begins with.
fn stem(checklist: &str) -> String {
    Path::new(checklist)
        .file_stem()
        .map_or_else(|| checklist.to_owned(), |s| s.to_string_lossy().into_owned())
}
