//! `assure ce` and its like: ask, keep, score, report.

mod alone;
mod answers;
mod carry;
mod person;
mod place;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use assure::assessment::file::Unbound;
use assure::assessment::{Assessment, Assessor, Period, RULE, blank};
use assure::checklist::Checklist;
use assure::diagnostic::nearest;
use assure::interview::Selection;

use super::Setting;
use crate::cli::args::{Interview, Target};
use crate::cli::failure::told;
use crate::cli::load;
use crate::cli::output::{Verdict, print_copy, write_report};
use alone::without_person;
use person::with_person;

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
            && let Ok(Unbound { belongs, .. }) = Unbound::parse(&text)
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
        previous: None,
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
        _ => print_copy(&text)?,
    }
    Ok(Verdict::Done)
}
