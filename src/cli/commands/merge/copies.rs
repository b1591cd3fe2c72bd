//! Two people's copies of one file: by the rule by which an interview puts its answers together with what somebody else wrote meanwhile.

use std::collections::BTreeMap;
use std::path::Path;

use assure::assessment::{AnswerFile, Assessment, MergeConflict, MergeSide, merge, merge_deciding};
use assure::checklist::Checklist;
use assure::compare::copies::{Copies, CopyConflict};
use assure::compare::gathering::{Opinion, Unsettled};
use assure::document;

use super::super::CommandContext;
use super::super::interview::relative;
use super::ask::{End, Settling};
use super::{deliver, file_to_write, from_there};
use crate::cli::args::MergeArgs;
use crate::cli::compared::OwnEditions;
use crate::cli::failure::error_with_hint;
use crate::cli::load;
use crate::cli::output::{CommandOutcome, print_rendered, say};
use crate::cli::render::written;
use crate::cli::shell;

/// Puts two copies together with what both began from.
pub fn run(base: &Path, args: &MergeArgs, context: &CommandContext<'_>) -> anyhow::Result<CommandOutcome> {
    let [ours, theirs] = args.files.as_slice() else {
        return Err(error_with_hint(
            format!(
                "--base puts two copies of one file together, and {} were named",
                args.files.len()
            ),
            "name the two copies: assure merge --base BASE MINE THEIRS -o OUT; without --base the answers of several people are put together",
        ));
    };
    let own = OwnEditions::load(&args.own)?;
    let text = load::read_text(ours)?;
    let mine = load::answer_file_choosing(ours, text, |text, belongs| own.choose(ours, text, belongs))?;
    let checklist = &mine.checklist;
    let other = |path: &Path| copy(path, checklist, ours);
    let (base_file, their_file) = (other(base)?, other(theirs)?);
    // What each names from its own folder is named from the folder of the new file.
    let comparable = |file: &AnswerFile, path: &Path| Assessment {
        checklist_file: None,
        previous: from_there(file.assessment().previous.clone(), path, args),
        ..file.assessment().clone()
    };
    let sides = [
        comparable(&base_file, base),
        comparable(&mine.file, ours),
        comparable(&their_file, theirs),
    ];
    let [a, b, c] = &sides;
    let names = [base, ours, theirs].map(|p| p.display().to_string());
    let conflicts = merge(a, b, c).err().unwrap_or_default();
    let taken = args
        .take
        .as_deref()
        .map(|who| side(who, [(ours, b), (theirs, c)]))
        .transpose()?;
    let mut decided: BTreeMap<String, MergeSide> = BTreeMap::new();
    let mut settling = Settling::open(if taken.is_some() { 0 } else { conflicts.len() }, args, context)?;
    for conflict in &conflicts {
        let side = taken.or_else(|| match settling.ask(&unsettled(conflict, &names))? {
            0 => Some(MergeSide::Ours),
            _ => Some(MergeSide::Theirs),
        });
        decided.extend(side.map(|side| (conflict.place.clone(), side)));
    }
    if settling.close() == Some(End::Interrupted) {
        return Ok(CommandOutcome::Interrupted);
    }
    let [_, our_name, their_name] = &names;
    let stands = |conflict: MergeConflict| CopyConflict {
        settled: decided.get(&conflict.place).map(|side| match side {
            MergeSide::Ours => our_name.clone(),
            MergeSide::Theirs => their_name.clone(),
        }),
        conflict,
    };
    let conflicts = conflicts.into_iter().map(stands).collect();
    let mut account = Copies::new(names.clone(), conflicts);
    let merged = merge_deciding(a, b, c, &mut |conflict| decided.get(&conflict.place).copied());
    let Ok(mut merged) = merged else {
        let blocks = || document::merge::copies(&account);
        print_rendered(&written(args.format, blocks, &account, context.style.width_out))?;
        if !context.style.quiet {
            say(
                "Nothing was written. --interactive asks about each; --take FILE lets one side stand wherever both changed something.",
            );
        }
        return Ok(CommandOutcome::Negative);
    };
    merged.checklist_file = match (&mine.checklist_at, file_to_write(args)) {
        (Some(at), Some(out)) if mine.file.checklist_file().is_some() => Some(relative(at, out)),
        _ => mine.file.checklist_file().map(str::to_owned),
    };
    let mut file = mine.file.clone();
    file.apply(&merged, checklist).map_err(|e| anyhow::anyhow!(e.message))?;
    account
        .notes
        .extend(lost_comments(their_file.text(), file.text(), their_name));
    deliver(&file, || document::merge::copies(&account), &account, args, context)?;
    if !context.style.quiet {
        match (file_to_write(args), &args.output) {
            (Some(out), _) => say(&format!(
                "Answers: {} (both copies stay as they are)\nNext: assure check {}",
                out.display(),
                shell::path(out)
            )),
            (None, None) => say("Nothing was written: --output FILE keeps both together."),
            (None, Some(_)) => {}
        }
    }
    Ok(CommandOutcome::Done)
}

/// Another copy of the file, as answers to the same checklist.
fn copy(path: &Path, checklist: &Checklist, ours: &Path) -> anyhow::Result<AnswerFile> {
    let text = load::read_text(path)?;
    if let Ok(answered) = load::answered_checklist(&text)
        && let (Some(id), Some(edition)) = (&answered.checklist, answered.edition)
        && (*id != checklist.id || edition != checklist.edition)
    {
        return Err(error_with_hint(
            format!(
                "`{}` answers {id}@{edition}, and `{}` answers {}; nothing was written",
                path.display(),
                ours.display(),
                checklist.name()
            ),
            "name copies of one file; to carry answers to another edition there is `assure upgrade`",
        ));
    }
    load::answers_to(path, text, checklist)
}

/// Whose side is meant.
fn side(who: &str, sides: [(&std::path::PathBuf, &Assessment); 2]) -> anyhow::Result<MergeSide> {
    let is = |(path, a): (&std::path::PathBuf, &Assessment)| {
        let file = path.file_name().is_some_and(|name| name == who);
        let post = [&a.assessor.name, &a.assessor.post];
        (
            path.as_path() == Path::new(who),
            file || post.into_iter().flatten().any(|n| n == who),
        )
    };
    let [(our_path, _), (their_path, _)] = sides;
    let [ours, theirs] = sides.map(is);
    match ((ours.0, theirs.0), (ours.1, theirs.1)) {
        ((true, false), _) | ((false, false), (true, false)) => Ok(MergeSide::Ours),
        ((false, true), _) | ((false, false), (false, true)) => Ok(MergeSide::Theirs),
        _ => Err(error_with_hint(
            format!("`{who}` does not say which of the two copies is meant; nothing was written"),
            format!(
                "name the file: --take {} or --take {}",
                shell::path(our_path),
                shell::path(their_path)
            ),
        )),
    }
}

/// A conflict, as it is asked about.
fn unsettled(conflict: &MergeConflict, [_, ours, theirs]: &[String; 3]) -> Unsettled {
    let says = |of: fn(&assure::assessment::Difference) -> &Option<String>| {
        let said = conflict.differences.iter().map(|d| {
            let value = of(d).as_deref().unwrap_or("nothing");
            if d.key.is_empty() {
                value.to_owned()
            } else {
                format!("{}: {value}", d.key)
            }
        });
        said.collect::<Vec<_>>().join("; ")
    };
    let opinion = |says: String, name: &String| Opinion {
        says,
        voices: vec![name.clone()],
        findings: Vec::new(),
    };
    Unsettled {
        place: conflict.place.clone(),
        title: "Both changed it, in different ways".to_owned(),
        opinions: vec![opinion(says(|d| &d.ours), ours), opinion(says(|d| &d.theirs), theirs)],
    }
}

/// The comments of the other copy that the new file has not got: the text that is changed is ours.
fn lost_comments(theirs: &str, merged: &str, name: &str) -> Option<String> {
    let comments = |text: &str| -> Vec<String> {
        let lines = text.lines().map(str::trim).filter(|line| line.starts_with('#'));
        lines.map(str::to_owned).collect()
    };
    let kept = comments(merged);
    let lost: Vec<String> = comments(theirs).into_iter().filter(|c| !kept.contains(c)).collect();
    (!lost.is_empty()).then(|| {
        format!(
            "Comments of {name} stay in that file: {}",
            assure::assessment::voice::some_names(&lost)
        )
    })
}
