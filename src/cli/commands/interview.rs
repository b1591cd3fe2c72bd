//! `assure ce` and its like: ask, keep, score, report.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use assure::assessment::file::AnswerFile;
use assure::assessment::{Answer, Assessment, Assessor, Period, RULE, ReadOptions, Response, blank};
use assure::checklist::Checklist;
use assure::diagnostic::{clean, nearest};
use assure::interview::{Interview as Run, Keeper as _, Outcome, Selection};
use assure::report::Report;

use super::report::{audience, deliver, text};
use super::score::summary;
use super::{PROGRAM, Setting, explain_verdict, verdict};
use crate::cli::args::{Interview, ReportFormat, Target};
use crate::cli::failure::told;
use crate::cli::load;
use crate::cli::output::{Verdict, format_of, may_replace, print, say, write_report};
use crate::cli::prompt;
use crate::cli::store::{Store, lock};

/// Runs an interview, or its work without a person.
pub fn run(name: &str, args: Interview, setting: &Setting<'_>) -> anyhow::Result<Verdict> {
    let period = args.period.unwrap_or_else(|| Period::of(setting.today));
    let (name, edition) = edition_of(name, &args, period);
    let (checklist, own) = load::checklist(&name, edition)?;
    let name = if own.is_some() {
        name
    } else {
        checklist.name().to_string()
    };
    let selection = selection(&checklist, &args)?;
    let fresh = fresh(&checklist, period, &args, setting);
    let path = args
        .file
        .clone()
        .unwrap_or_else(|| PathBuf::from(format!("{}-{period}.toml", checklist.id)));
    let own = own.map(|own| relative(&own, &path));

    if args.blank {
        // Nothing of a person's is read: only the checklist and the head.
        return blank_form(&checklist, &fresh, own.as_deref(), &args.target);
    }
    if args.no_input {
        return without_person(&checklist, fresh, own, &path, &args, setting);
    }
    with_person(&checklist, &name, fresh, own, path, selection, &args, setting)
}

/// A file that is there is resumed in its own edition, unless one is asked for.
fn edition_of(name: &str, args: &Interview, period: Period) -> (String, Option<u16>) {
    if args.edition.is_some() || name.contains('@') || load::is_path(name) || args.blank {
        return (name.to_owned(), args.edition);
    }
    let path = args
        .file
        .clone()
        .unwrap_or_else(|| PathBuf::from(format!("{name}-{period}.toml")));
    let candidates = [Some(path), args.answers.clone().filter(|p| p != Path::new("-"))];
    for candidate in candidates.iter().flatten().filter(|p| p.is_file()) {
        if let Ok(text) = load::read_text(candidate)
            && let Ok(belongs) = AnswerFile::belongs(&text)
            && belongs.checklist.as_deref() == Some(name)
        {
            return (name.to_owned(), belongs.edition);
        }
    }
    (name.to_owned(), None)
}

fn selection(checklist: &Checklist, args: &Interview) -> anyhow::Result<Selection> {
    if let Some(wanted) = &args.section
        && !checklist.sections.iter().any(|s| s.id == *wanted)
    {
        let ids: Vec<&str> = checklist.sections.iter().map(|s| s.id.as_str()).collect();
        let near = nearest(wanted, ids.iter().copied()).map_or(String::new(), |n| format!("did you mean `{n}`? "));
        return Err(told(
            format!("{} has no section `{wanted}`", checklist.name()),
            format!("{near}sections: {}", ids.join(", ")),
        ));
    }
    Ok(Selection {
        key: args.key,
        section: args.section.clone(),
    })
}

fn fresh(checklist: &Checklist, period: Period, args: &Interview, setting: &Setting<'_>) -> Assessment {
    Assessment {
        checklist: checklist.id.clone(),
        edition: checklist.edition,
        revision: Some(checklist.revision),
        digest: Some(checklist.digest()),
        rule: RULE.to_owned(),
        council: args.council.clone().filter(|c| !c.trim().is_empty()),
        period,
        assessor: Assessor::default(),
        context: BTreeMap::new(),
        started: setting.today,
        updated: setting.today,
        series_break: None,
        answers: BTreeMap::new(),
        archived: BTreeMap::new(),
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
    fresh: &Assessment,
    own: Option<&str>,
    target: &Target,
) -> anyhow::Result<Verdict> {
    let text = blank(checklist, fresh, own);
    match &target.output {
        Some(path) if path != Path::new("-") => {
            if std::fs::symlink_metadata(path).is_ok() && !target.force {
                return Err(told(
                    format!("`{}` is there already", path.display()),
                    "name another file with --output: an answer file is never written over by an empty one",
                ));
            }
            write_report(path, &text, true)?;
        }
        _ => print(&text)?,
    }
    Ok(Verdict::Done)
}

/// The answer file that is there, if one is; checked and settled.
fn existing(
    checklist: &Checklist,
    path: &Path,
    confirm_in_interview: bool,
    args: &Interview,
    setting: &Setting<'_>,
) -> anyhow::Result<Option<(AnswerFile, Assessment)>> {
    if !path.exists() && path.symlink_metadata().is_err() {
        return Ok(None);
    }
    let file = load::answers_to(path, load::read_text(path)?, checklist)?;
    let mut assessment = file.assessment().clone();
    if let Some(period) = args.period
        && period != assessment.period
    {
        return Err(told(
            format!("`{}` is for {}, not for {period}", path.display(), assessment.period),
            "name another file with --file, or leave --period out",
        ));
    }
    if confirm_in_interview && !args.accept_changed {
        match load::digest(checklist, &assessment) {
            load::Digest::Same => {}
            load::Digest::Harmless(message) => say(&format!("note: {message}")),
            load::Digest::Changed(message, ids) => {
                say(&format!("note: {}", clean(&message)));
                if ids.is_empty() {
                    say(
                        "note: look at your answers once more; what you change or confirm is kept with the wording of today.",
                    );
                } else {
                    say(
                        "note: these questions are asked again; your answers to them are kept until you confirm or change them.",
                    );
                }
            }
        }
    } else {
        load::settle(
            checklist,
            &mut assessment,
            args.accept_changed,
            path,
            file.checklist_file(),
            setting.look,
        )?;
    }
    Ok(Some((file, assessment)))
}

/// Takes given answers into an assessment.
///
/// # Errors
/// Names the answers that already stand and say something else, unless they may be replaced.
fn take_over(
    into: &mut Assessment,
    given: &Assessment,
    checklist: &Checklist,
    args: &Interview,
    setting: &Setting<'_>,
) -> anyhow::Result<()> {
    let differs = |id: &str, new: &Answer| {
        into.answer(id)
            .is_some_and(|old| old.response.is_some() && !same_answer(old, new))
    };
    let clashes: Vec<String> = given
        .answers
        .iter()
        .filter(|(id, a)| !a.is_empty() && differs(id, a))
        .map(|(id, a)| {
            let stands = into.answer(id).map_or_else(String::new, said);
            let new = said(a);
            if stands == new {
                format!("{id} ({new}, its details differ)")
            } else {
                format!("{id} (stands: {stands}; given: {new})")
            }
        })
        .collect();
    if !clashes.is_empty() && !args.replace {
        let stand = if clashes.len() == 1 {
            "1 answer stands already and says"
        } else {
            "answers stand already and say"
        };
        let count = if clashes.len() == 1 {
            String::new()
        } else {
            format!("{} ", clashes.len())
        };
        return Err(told(
            format!("{count}{stand} something else: {}", clashes.join(", ")),
            "nothing was changed; --replace lets the given answers take their place",
        ));
    }
    for (id, answer) in &given.answers {
        if answer.is_empty() || into.answer(id).is_some_and(|old| same_answer(old, answer)) {
            continue;
        }
        let mut answer = answer.clone();
        answer.on = answer.on.or(Some(setting.today));
        if answer.response.is_some() && answer.asked.is_none() {
            answer.asked = checklist.question(id).map(Checklist::question_digest);
        }
        into.answers.insert(id.clone(), answer);
    }
    into.context.extend(given.context.iter().map(|(k, v)| (k.clone(), *v)));
    into.council = into.council.take().or_else(|| given.council.clone());
    into.assessor.name = into.assessor.name.take().or_else(|| given.assessor.name.clone());
    into.assessor.post = into.assessor.post.take().or_else(|| given.assessor.post.clone());
    into.series_break = into.series_break.take().or_else(|| given.series_break.clone());
    for (id, answer) in &given.archived {
        into.archived.entry(id.clone()).or_insert_with(|| answer.clone());
    }
    Ok(())
}

/// What an answer says, in a word or two.
fn said(answer: &Answer) -> String {
    match answer.response {
        Some(Response::Rated(r)) => r.to_string(),
        Some(Response::DontKnow) => "don't know".to_owned(),
        Some(Response::NotApplicable) => "not applicable".to_owned(),
        None => "open".to_owned(),
    }
}

/// Whether two answers say the same, whenever and to whatever digest they were given.
fn same_answer(a: &Answer, b: &Answer) -> bool {
    let plain = |x: &Answer| Answer {
        on: None,
        asked: None,
        unfinished: false,
        ..x.clone()
    };
    plain(a) == plain(b)
}

/// Answers from `--answers`, with the head they came with.
fn given(checklist: &Checklist, args: &Interview, setting: &Setting<'_>) -> anyhow::Result<Option<Assessment>> {
    let Some(path) = &args.answers else { return Ok(None) };
    let period = args.period.unwrap_or_else(|| Period::of(setting.today));
    let mut answers = load::partial_answers(
        path,
        checklist,
        ReadOptions::Partial {
            today: setting.today,
            period,
        },
    )?;
    if let Some(wanted) = args.period
        && wanted != answers.period
    {
        return Err(told(
            format!("`{}` is for {}, not for {wanted}", path.display(), answers.period),
            "leave --period out, or mend the file",
        ));
    }
    load::settle(checklist, &mut answers, args.accept_changed, path, None, setting.look)?;
    Ok(Some(answers))
}

fn without_person(
    checklist: &Checklist,
    fresh: Assessment,
    own: Option<String>,
    path: &Path,
    args: &Interview,
    setting: &Setting<'_>,
) -> anyhow::Result<Verdict> {
    let given = given(checklist, args, setting)?;
    let keep = args.file.is_some();
    if given.is_none() && !path.exists() {
        return Err(told(
            format!(
                "there is nothing to score: no --answers, and no file `{}`",
                path.display()
            ),
            format!(
                "give answers with --answers FILE; `assure run {} --blank` prints a file to fill in",
                checklist.name()
            ),
        ));
    }
    let assessment = match (given, keep) {
        // Answers alone: they are the assessment, dated as they say, and nothing is written but the report.
        (Some(given), false) => Assessment {
            revision: Some(checklist.revision),
            digest: Some(checklist.digest()),
            ..given
        },
        (given, _) => {
            let _lock = if given.is_some() { Some(lock(path)?) } else { None };
            let existing = existing(checklist, path, false, args, setting)?;
            let (file, mut assessment) = match existing {
                Some((file, assessment)) => (Some(file), assessment),
                None => (None, fresh),
            };
            if let Some(given) = given {
                let is_new = file.is_none();
                let before = assessment.clone();
                take_over(&mut assessment, &given, checklist, args, setting)?;
                if is_new {
                    // A first file is dated as its answers are, so that importing them changes no evidence's age.
                    assessment.period = given.period;
                    assessment.started = given.started;
                    assessment.updated = given.updated;
                } else if assessment != before {
                    assessment.updated = setting.today.max(assessment.started);
                }
                if is_new || assessment != before {
                    Store::new(path.to_path_buf(), checklist, own, file).save(&assessment)?;
                    if !setting.look.quiet {
                        say(&format!("Answers: {}", path.display()));
                    }
                }
            }
            assessment
        }
    };
    let mut assessment = assessment;
    if let Some(council) = &args.council {
        assessment.council = Some(council.clone());
    }
    let report = assure::report::report(checklist, &assessment, audience(args.target.public), PROGRAM);
    let mut target = args.target.clone();
    if target.output.is_none() && keep {
        target.output = Some(beside(path, format_of(&target)));
    }
    let inputs: Vec<&Path> = args
        .answers
        .as_deref()
        .into_iter()
        .chain(std::iter::once(path))
        .collect();
    deliver(&report, &target, &inputs, setting)?;
    explain_verdict(&report, &args.demands, setting.look);
    Ok(verdict(&report, &args.demands))
}

/// The report's place beside the answer file.
fn beside(path: &Path, format: ReportFormat) -> PathBuf {
    path.with_extension(match format {
        ReportFormat::Markdown => "md",
        ReportFormat::Json => "json",
    })
}

/// The report's place beside the answer file, or the next free one where somebody edited the report that is there.
fn free_place(path: &Path, format: ReportFormat) -> PathBuf {
    let first = beside(path, format);
    if may_replace(&first) {
        return first;
    }
    let stem = first
        .file_stem()
        .map(|s| s.to_string_lossy().into_owned())
        .unwrap_or_default();
    let ending = first
        .extension()
        .map(|s| s.to_string_lossy().into_owned())
        .unwrap_or_default();
    (2..1000)
        .map(|n| first.with_file_name(format!("{stem}-{n}.{ending}")))
        .find(|p| may_replace(p))
        .unwrap_or(first)
}

#[allow(
    clippy::too_many_arguments,
    reason = "called once; a struct of these would say nothing more"
)]
fn with_person(
    checklist: &Checklist,
    name: &str,
    fresh: Assessment,
    own: Option<String>,
    path: PathBuf,
    selection: Selection,
    args: &Interview,
    setting: &Setting<'_>,
) -> anyhow::Result<Verdict> {
    let resume = resume_command(checklist, name, &path, args);
    let leave = {
        let (resume, path) = (resume.clone(), path.clone());
        move || {
            if path.exists() {
                say(&format!(
                    "Interrupted. What you confirmed is saved in {}.\nGo on with: {resume}",
                    path.display()
                ));
            } else {
                say(&format!(
                    "Interrupted. Nothing was answered yet.\nStart again with: {resume}"
                ));
            }
        }
    };
    prompt::signals::install(leave);
    // After the handler: it turns echo off, and only the handler turns it on again at Ctrl-C.
    let mut respondent = prompt::best(setting.look.colour_err, args.plain).map_err(|e| {
        told(
            e.to_string(),
            format!("{}: `assure run {name} --blank`", prompt::NoTerminal::HINT),
        )
    })?;
    let held = lock(&path)?;
    if let Some(warning) = &held.warning {
        say(&format!("warning: {warning}"));
    }
    let (file, mut assessment) = match existing(checklist, &path, true, args, setting)? {
        Some((file, assessment)) => (Some(file), assessment),
        None => (None, fresh),
    };
    let mut store = Store::new(path.clone(), checklist, own, file);
    if let Some(council) = args.council.clone().filter(|c| !c.trim().is_empty()) {
        assessment.council = Some(council);
    }
    if let Some(given) = given(checklist, args, setting)? {
        take_over(&mut assessment, &given, checklist, args, setting)?;
        assessment.updated = setting.today.max(assessment.started);
        store.keep(&assessment).map_err(|e| anyhow::anyhow!(e))?;
    }
    let mut run = Run {
        checklist,
        assessment,
        selection,
        today: setting.today,
        respondent: respondent.as_mut(),
        keeper: &mut store,
    };
    let outcome = run.run();
    let assessment = run.assessment;
    drop(respondent);
    let path = store.path().to_path_buf();
    let saved = path.exists();
    match outcome {
        Outcome::Interrupted => {
            prompt::signals::leave();
            return Ok(Verdict::Interrupted);
        }
        Outcome::NotKept => {
            let text = AnswerFile::create(assessment, checklist, None)
                .map(|f| f.text().to_owned())
                .unwrap_or_default();
            print(&text)?;
            return Err(told(
                "the last answers could not be saved",
                format!(
                    "everything confirmed and saved before is in `{}`; the answers as they stand were written to standard output",
                    path.display()
                ),
            ));
        }
        Outcome::Paused | Outcome::Finished if !saved => {
            say("Nothing was answered, and no file was written.");
            return Ok(Verdict::Done);
        }
        Outcome::Paused => {
            say(&format!(
                "Paused. Everything you confirmed is saved in {}.\nGo on with: {resume}",
                path.display()
            ));
            return Ok(Verdict::Done);
        }
        Outcome::Finished => {}
    }
    let report = assure::report::report(checklist, &assessment, audience(args.target.public), PROGRAM);
    let to_stdout = args.target.output.as_deref() == Some(Path::new("-"));
    say("");
    say(summary(&report, setting.look.width_err).trim_end());
    say("");
    if to_stdout {
        deliver(&report, &args.target, &[&path], setting)?;
    } else {
        finish_file(&report, args, &path, setting)?;
    }
    say(&format!("Answers: {}", path.display()));
    say(&next_command(&report, &path, &resume));
    Ok(verdict(&report, &args.demands))
}

fn finish_file(report: &Report, args: &Interview, path: &Path, setting: &Setting<'_>) -> anyhow::Result<()> {
    if args.target.output.is_some() {
        return deliver(report, &args.target, &[path], setting);
    }
    let format = format_of(&args.target);
    let place = free_place(path, format);
    write_report(&place, &text(report, format), false)?;
    if place != beside(path, format) {
        say("The report that was there was edited by hand and is left as it is.");
    }
    say(&format!("Report: {}", place.display()));
    Ok(())
}

fn quoted(path: &Path) -> String {
    let text = clean(&path.display().to_string());
    if text.chars().all(|c| c.is_alphanumeric() || "-_./\\:@+,".contains(c)) {
        text
    } else {
        format!("\"{text}\"")
    }
}

fn resume_command(checklist: &Checklist, name: &str, path: &Path, args: &Interview) -> String {
    let mut command = match checklist.id.as_str() {
        id @ ("ce" | "leader" | "lmcs" | "dcs") if !load::is_path(name) => format!("assure {id}"),
        _ => format!("assure run {}", quoted(Path::new(name))),
    };
    // The path and not the period: it names the file whatever the date will be.
    command.push_str(&format!(" --file {}", quoted(path)));
    if args.key {
        command.push_str(" --key");
    }
    if let Some(section) = &args.section {
        command.push_str(&format!(" --section {section}"));
    }
    if args.plain {
        command.push_str(" --plain");
    }
    command
}

fn next_command(report: &Report, path: &Path, resume: &str) -> String {
    let open = report.overall.positions.unanswered;
    if open > 0 {
        format!("Next: {open} questions are still open. Go on with: {resume}")
    } else if !report.notes.is_empty() {
        format!(
            "Next: read the {} quality notes with: assure check {}",
            report.notes.len(),
            quoted(path)
        )
    } else {
        format!(
            "Next: see how the score is made with: assure score {} --explain",
            quoted(path)
        )
    }
}
