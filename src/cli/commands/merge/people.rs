//! Several people's answers: each voice is kept, and what all gave alike is agreed.

use std::path::Path;
use std::sync::Arc;

use assure::assessment::{AnswerFile, Assessment};
use assure::compare::gather::{Gathered, Speaker, gather, why_apart};
use assure::diagnostic::clean;
use assure::document;
use assure::report::read::looks_like_json;

use super::super::CommandContext;
use super::super::interview::relative;
use super::ask::{End, Settling};
use super::{deliver, file_to_write, from_there};
use crate::cli::args::{MergeArgs, VoiceGroups};
use crate::cli::compared::OwnEditions;
use crate::cli::failure::error_with_hint;
use crate::cli::load::{self, LoadedAnswers};
use crate::cli::output::{CommandOutcome, say};
use crate::cli::shell;
use crate::cli::store::folder_of;

/// One person's file.
struct PersonFile<'a> {
    path: &'a Path,
    loaded: LoadedAnswers,
    assessment: Assessment,
}

/// Puts them together.
pub fn run(args: &MergeArgs, context: &CommandContext<'_>) -> anyhow::Result<CommandOutcome> {
    let people = loaded(args, context)?;
    let Some(first) = people.first().filter(|_| people.len() > 1) else {
        return Err(error_with_hint(
            "one file is one person's answers: there is nothing to put together",
            "name the answer files of two people or more",
        ));
    };
    let names = names(&people);
    let take = args
        .take
        .as_deref()
        .map(|who| taken(who, &people, &names))
        .transpose()?;
    let speakers: Vec<Speaker<'_>> = people
        .iter()
        .zip(&names)
        .map(|(p, name)| Speaker {
            name: name.clone(),
            group: args.by.map(|by| group(p, by)),
            assessment: &p.assessment,
        })
        .collect();
    let checklist = &first.loaded.checklist;
    let put = |decide: &mut dyn FnMut(&_) -> Option<usize>| gather(checklist, &speakers, take, decide);
    let undecided = put(&mut |_| None);
    let open = undecided.account.unresolved as usize + undecided.account.left_out.len();
    let mut settling = Settling::open(open, args, context)?;
    let Gathered {
        mut assessment,
        mut account,
    } = put(&mut |unsettled| settling.ask(unsettled));
    let ended = settling.close();
    if ended == Some(End::Interrupted) {
        return Ok(CommandOutcome::Interrupted);
    }
    account.notes.extend(copies_of_each_other(&people, &names));
    assessment.checklist_file = first
        .loaded
        .checklist_at
        .as_ref()
        .map(|at| relative(at, file_to_write(args).unwrap_or(Path::new("merged.toml"))));
    let own = assessment.checklist_file.clone();
    let file = AnswerFile::create(assessment, checklist, own.as_deref()).map_err(|e| anyhow::anyhow!(e.message))?;
    deliver(&file, || document::merge::gathering(&account), &account, args, context)?;
    if !context.style.quiet {
        if ended == Some(End::Enough) {
            say("What was not settled is left unresolved.");
        }
        tell(&file, account.unresolved, args);
    }
    Ok(CommandOutcome::Done)
}

/// Says where the answers are, and what can be done next.
fn tell(file: &AnswerFile, unresolved: u32, args: &MergeArgs) {
    let Some(out) = file_to_write(args) else {
        if args.output.is_none() {
            say("Nothing was written: --output FILE keeps the answers, with every voice.");
        }
        return;
    };
    say(&format!(
        "Answers: {} (the people's own files stay as they are)",
        out.display()
    ));
    if unresolved > 0 {
        let own = file.checklist_file().map(|own| match folder_of(out) {
            here if here == Path::new(".") => load::as_path(Path::new(own)),
            folder => load::as_path(&folder.join(own)),
        });
        let name = own.unwrap_or_else(|| file.assessment().checklist.clone());
        say(&format!(
            "Next: settle what is unresolved: {}",
            load::interview_command(&name, out)
        ));
    } else {
        say(&format!("Next: assure check {}", shell::path(out)));
    }
}

/// The files, all of them answers to one checklist for one period and council.
fn loaded<'a>(args: &'a MergeArgs, context: &CommandContext<'_>) -> anyhow::Result<Vec<PersonFile<'a>>> {
    let own = OwnEditions::load(&args.own)?;
    let mut people: Vec<PersonFile<'a>> = Vec::new();
    for path in args.files.iter().map(std::path::PathBuf::as_path) {
        let text = load::read_text(path)?;
        if looks_like_json(&text) {
            return Err(error_with_hint(
                format!(
                    "`{}` is JSON, and people's answers are put together from answer files",
                    path.display()
                ),
                "name the answer file that it was made from",
            ));
        }
        let loaded = load::answer_file_choosing(path, text, |text, belongs| own.choose(path, text, belongs))?;
        let assessment = loaded.current_assessment(args.own.accept_changed, path, context.style)?;
        let mut assessment = Arc::unwrap_or_clone(assessment);
        if assessment.answers.values().any(|a| !a.voices.is_empty()) {
            return Err(error_with_hint(
                format!("`{}` holds the voices of several people already", path.display()),
                "name the people's own files; all of them are put together at once",
            ));
        }
        if let Some(first) = people.first() {
            let other_words = || {
                (loaded.checklist.digest() != first.loaded.checklist.digest()).then(|| {
                    format!(
                        "its checklist {} is another file with other words",
                        loaded.checklist.name()
                    )
                })
            };
            if let Some(why) = people
                .iter()
                .find_map(|p| why_apart(&p.assessment, &assessment))
                .or_else(other_words)
            {
                return Err(error_with_hint(
                    format!(
                        "`{}` cannot be put together with `{}`: {why}; nothing was written",
                        path.display(),
                        first.path.display()
                    ),
                    "put together what answers one checklist, for one council and one year: leave that file out, or mend its head",
                ));
            }
        }
        assessment.previous = from_there(assessment.previous.take(), path, args);
        people.push(PersonFile {
            path,
            loaded,
            assessment,
        });
    }
    Ok(people)
}

/// The last part of a path, for a person: it becomes a name in a file, where a character that cannot be seen has no place.
fn file_name(path: &Path) -> String {
    path.file_name()
        .map_or_else(|| whole(path), |n| plain_name(&n.to_string_lossy()))
}

/// A whole path, for a person.
fn whole(path: &Path) -> String {
    plain_name(&path.display().to_string())
}

fn plain_name(text: &str) -> String {
    let text = clean(text);
    match text.trim() {
        "" => "no name".to_owned(),
        text => text.to_owned(),
    }
}

/// A name a voice: who answers, the post, or the file's name. Voices of one name are told apart by their files.
fn names(people: &[PersonFile<'_>]) -> Vec<String> {
    let given = |p: &PersonFile<'_>| {
        let assessor = &p.assessment.assessor;
        let said = assessor.name.clone().or_else(|| assessor.post.clone());
        said.unwrap_or_else(|| file_name(p.path))
    };
    let mut names: Vec<String> = people.iter().map(given).collect();
    let told_apart: [fn(&Path) -> String; 2] = [file_name, whole];
    for by in told_apart {
        let before = names.clone();
        let is_twice = |name: &String| before.iter().filter(|n| alike(n, name)).count() > 1;
        for (name, p) in names.iter_mut().zip(people) {
            if is_twice(name) {
                *name = format!("{} ({})", given(p), by(p.path));
            }
        }
    }
    // Whatever a file calls its assessor, no two voices have one name.
    let mut told: Vec<String> = Vec::new();
    for name in names {
        let numbered = (2..).map(|n| format!("{name} {n}"));
        let free = std::iter::once(name.clone())
            .chain(numbered)
            .find(|n| !told.iter().any(|t| alike(t, n)));
        told.push(free.unwrap_or(name));
    }
    told
}

/// Whether two names are one to a reader.
fn alike(a: &str, b: &str) -> bool {
    let plain = |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    plain(a) == plain(b)
}

/// Whose answers are to stand.
fn taken(who: &str, people: &[PersonFile<'_>], names: &[String]) -> anyhow::Result<usize> {
    let is_named = |(p, name): (&PersonFile<'_>, &String)| {
        alike(name, who) || p.path == Path::new(who) || file_name(p.path) == plain_name(who)
    };
    if let Some(at) = people.iter().zip(names).position(is_named) {
        return Ok(at);
    }
    // A post or a shared name will do where it says who it is.
    let by_head = |p: &PersonFile<'_>| {
        let assessor = &p.assessment.assessor;
        [&assessor.name, &assessor.post]
            .into_iter()
            .flatten()
            .any(|n| alike(n, who))
    };
    let found: Vec<usize> = (0..)
        .zip(people)
        .filter(|(_, p)| by_head(p))
        .map(|(at, _)| at)
        .collect();
    match found.as_slice() {
        [at] => Ok(*at),
        [] => Err(error_with_hint(
            format!("nobody of `{who}` is among the voices; nothing was written"),
            format!("there are: {}", assure::assessment::voice::some_names(names)),
        )),
        _ => Err(error_with_hint(
            format!("several voices are of `{who}`; nothing was written"),
            "name the file: --take FILE",
        )),
    }
}

/// The group that somebody belongs to.
fn group(p: &PersonFile<'_>, by: VoiceGroups) -> String {
    match by {
        VoiceGroups::Post => {
            let post = p.assessment.assessor.post.clone();
            post.unwrap_or_else(|| "no post named".to_owned())
        }
        VoiceGroups::Folder => std::fs::canonicalize(p.path)
            .ok()
            .and_then(|full| Some(plain_name(&full.parent()?.file_name()?.to_string_lossy())))
            .unwrap_or_else(|| "no folder".to_owned()),
    }
}

/// Two files of one text are two voices only by mistake.
fn copies_of_each_other(people: &[PersonFile<'_>], names: &[String]) -> Vec<String> {
    let mut notes = Vec::new();
    for (i, (a, name)) in people.iter().zip(names).enumerate() {
        let twin = people
            .iter()
            .zip(names)
            .skip(i + 1)
            .find(|(b, _)| a.loaded.file.text() == b.loaded.file.text());
        if let Some((_, twin)) = twin {
            notes.push(format!(
                "{name} and {twin} say exactly the same, word for word: is one a copy of the other?"
            ));
        }
    }
    notes
}
