//! The answers that are there already, and those that are given in a file.

use std::path::Path;

use assure::assessment::file::AnswerFile;
use assure::assessment::{Answer, Assessment, Period, ReadOptions, Response};
use assure::checklist::Checklist;
use assure::diagnostic::clean;

use super::super::Setting;
use crate::cli::args::Interview;
use crate::cli::failure::told;
use crate::cli::load;
use crate::cli::output::say;
use crate::cli::store::is_plain;

/// The answer file that is there, if one is; checked and settled.
pub fn existing(
    checklist: &Checklist,
    path: &Path,
    confirm_in_interview: bool,
    args: &Interview,
    setting: &Setting<'_>,
) -> anyhow::Result<Option<(AnswerFile, Assessment)>> {
    if !path.exists() && path.symlink_metadata().is_err() {
        return Ok(None);
    }
    if !is_plain(path) && !path.is_dir() {
        return Err(told(
            format!("`{}` is no plain file: answers cannot be kept in it", path.display()),
            "name another file with --file",
        ));
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
pub fn take_over(
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
pub fn given(checklist: &Checklist, args: &Interview, setting: &Setting<'_>) -> anyhow::Result<Option<Assessment>> {
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
