//! `assure approve`

use std::path::Path;

use assure::assessment::drift::{Drift, drift};
use assure::assessment::{Approval, Assessment, same_post};
use assure::dates::day;
use assure::diagnostic::is_unseen;
use assure::document::approve as document;
use assure::report::{Audience, Report, read::looks_like_json, report};

use super::{CommandContext, PROGRAM};
use crate::cli::args::ApproveArgs;
use crate::cli::failure::error_with_hint;
use crate::cli::load::{self, LoadedAnswers};
use crate::cli::output::{CommandOutcome, is_stdout, print_rendered, say};
use crate::cli::render::written;
use crate::cli::shell;
use crate::cli::store::{AnswerLocation, read_only, write_atomically};

/// Adds an approval of the answers as they stand, or withdraws one.
pub fn run(args: &ApproveArgs, context: &CommandContext<'_>) -> anyhow::Result<CommandOutcome> {
    let path = args.file.as_path();
    let post = one_line("--post", &args.post)?;
    let name = args.name.as_deref().map(|name| one_line("--name", name)).transpose()?;
    let reason = args
        .reason
        .as_deref()
        .map(|text| one_line("--reason", text))
        .transpose()?;
    // First without the lock: what is no answer file is told before anything is made beside it.
    loaded(path, args)?;
    if let Some(error) = read_only(path) {
        return Err(error);
    }
    let location = AnswerLocation::new(path.to_path_buf());
    let _lock = location.lock()?;
    let LoadedAnswers {
        checklist, mut file, ..
    } = loaded(path, args)?;
    let mut wanted = file.assessment().clone();
    let made = |a: &Assessment| report(&checklist, a, Audience::Full, PROGRAM);
    let said = match &name {
        None => withdraw(&mut wanted, path, &post, reason, context)?,
        Some(name) => {
            let r = made(&wanted);
            refuse_unconfirmed(&r, path)?;
            let open = r.overall.positions.unanswered;
            let new = Approval::of(&checklist, &wanted, (name, &post), context.today, open);
            approve(&mut wanted, new, &r, path)
        }
    };
    if wanted != *file.assessment() {
        file.apply(&wanted, &checklist)
            .map_err(|e| anyhow::anyhow!(e.message))?;
        write_atomically(path, file.text().as_bytes())
            .map_err(|e| anyhow::Error::new(e).context(format!("could not write `{}`", path.display())))?;
    }
    let now = made(&wanted);
    let blocks = || document::done(&said, &now);
    print_rendered(&written(args.format, blocks, &now.approvals, context.style.width_out))?;
    if !context.style.quiet {
        say(&format!(
            "Next: the report says so: assure report {}",
            shell::path(path)
        ));
    }
    Ok(CommandOutcome::Done)
}

/// The answer file, sure to answer the checklist as it is.
fn loaded(path: &Path, args: &ApproveArgs) -> anyhow::Result<LoadedAnswers> {
    if is_stdout(path) {
        return Err(error_with_hint(
            "an approval is written into the answer file, and standard input is none",
            "name the file: assure approve FILE --name NAME --post POST",
        ));
    }
    let text = load::read_text(path)?;
    if looks_like_json(&text) {
        return Err(error_with_hint(
            format!("`{}` is JSON, and approvals are kept in an answer file", path.display()),
            "name the answer file that it was made from",
        ));
    }
    let loaded = load::answer_file_text(path, text, args.checklist.as_deref())?;
    if let (Drift::Changed(message, _), false) = (drift(&loaded.checklist, loaded.file.assessment()), args.withdraw) {
        return Err(error_with_hint(
            format!(
                "{}: {message}; nobody can approve what is to be confirmed",
                path.display()
            ),
            format!("confirm the answers first: {}", interview(path, &loaded)),
        ));
    }
    Ok(loaded)
}

fn interview(path: &Path, loaded: &LoadedAnswers) -> String {
    let own = loaded.checklist_at.as_deref().map(load::as_path);
    load::interview_command(&own.unwrap_or_else(|| loaded.checklist.name().to_string()), path)
}

/// A name, a post or a reason: something on one line that can be seen.
pub(super) fn one_line(option: &str, text: &str) -> anyhow::Result<String> {
    let text = text.trim();
    let fault = if text.is_empty() {
        "is empty"
    } else if text.contains(|c: char| c.is_control() || is_unseen(c)) {
        "holds a character that cannot be seen"
    } else if text.chars().count() > LONGEST {
        "is longer than a line"
    } else {
        return Ok(text.to_owned());
    };
    Err(error_with_hint(
        format!("what was given to {option} {fault}"),
        format!(
            "give one line of plain text of at most {LONGEST} characters, such as --name 'A. Example' --post 'Chief executive'"
        ),
    ))
}

/// So many characters at most.
const LONGEST: usize = 300;

/// Answers that wait to be confirmed read as answered and count as open: nobody approves both.
fn refuse_unconfirmed(r: &Report, path: &Path) -> anyhow::Result<()> {
    let waiting: Vec<&str> = r.answers().filter(|a| a.to_confirm).map(|a| a.id.as_str()).collect();
    if waiting.is_empty() {
        return Ok(());
    }
    Err(error_with_hint(
        format!(
            "{}: these answers were given to other words and are to be confirmed: {}",
            path.display(),
            waiting.join(", ")
        ),
        format!(
            "confirm them first: {}",
            load::interview_command(&format!("{}@{}", r.checklist.id, r.checklist.edition), path)
        ),
    ))
}

/// Adds the approval, unless the very same stands already; gives what is said of it.
fn approve(wanted: &mut Assessment, new: Approval, r: &Report, path: &Path) -> String {
    let (file, who) = (path.display(), format!("{}, {}", new.name, new.post));
    if wanted.standing_approvals().any(|a| *a == new) {
        return format!("{file} is approved already by {who}: nothing was written.");
    }
    let how = match new.open {
        0 => String::new(),
        n => format!(" with {n} of {} questions open", r.overall.asked),
    };
    let said = format!("{file}: approved by {who}, on {}{how}.", day(new.on));
    wanted.approvals.push(new);
    said
}

/// Marks the standing approval of a post as withdrawn; gives what is said of it.
fn withdraw(
    wanted: &mut Assessment,
    path: &Path,
    post: &str,
    reason: Option<String>,
    context: &CommandContext<'_>,
) -> anyhow::Result<String> {
    let standing: Vec<String> = wanted
        .standing_approvals()
        .map(|a| format!("{} ({}, {})", a.post, a.name, day(a.on)))
        .collect();
    let last = wanted.approvals.iter_mut().rev().find(|a| same_post(&a.post, post));
    match last.filter(|a| a.withdrawn.is_none()) {
        Some(approval) => {
            approval.withdrawn = Some(context.today.max(approval.on));
            approval.reason = reason;
            Ok(format!(
                "{}: the approval of {}, {}, is withdrawn as of {}. It stays in the file.",
                path.display(),
                approval.name,
                approval.post,
                day(context.today.max(approval.on))
            ))
        }
        None => Err(error_with_hint(
            format!("`{}` has no approval of `{post}` to withdraw", path.display()),
            if standing.is_empty() {
                "nobody's approval stands in it; `assure check` lists what there is".to_owned()
            } else {
                format!("these stand: {}", standing.join(", "))
            },
        )),
    }
}
