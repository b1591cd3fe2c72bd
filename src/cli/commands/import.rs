//! `assure import`

mod forms;
mod together;

use assure::assessment::{Assessment, Period, personal};
use assure::checklist::Checklist;

use super::CommandContext;
use super::interview::answers::{Approved, ChangeRights, existing, keep, on_clash, take_over};
use super::interview::approved::refuse_change;
use super::interview::{RunMode, begun, relative};
use crate::cli::args::ImportArgs;
use crate::cli::failure::error_with_hint;
use crate::cli::load::{self, LoadedChecklist};
use crate::cli::output::{CommandOutcome, require_answer_ending, say};
use crate::cli::shell;
use crate::cli::store::AnswerLocation;
use forms::Unread;

/// Reads filled forms into an answer file.
pub fn run(args: &ImportArgs, context: &CommandContext<'_>) -> anyhow::Result<CommandOutcome> {
    require_answer_ending(Some(&args.file))?;
    let unread: Vec<Unread> = args
        .forms
        .iter()
        .map(|path| Unread::open(path))
        .collect::<anyhow::Result<_>>()?;
    let rights = ChangeRights {
        period: None,
        changed: args.own.accept_changed,
        on_clash: on_clash(args.replace),
        approved: Approved::by_flag(args.change_approved),
    };
    let at = AnswerLocation::new(args.file.clone());
    let _lock = at.lock()?;
    let (checklist, own) = checklist_of(&unread, args)?;
    let standing = existing(&checklist, &args.file, RunMode::Unattended, &rights, context)?;
    let period = match &standing {
        Some((_, assessment)) => assessment.period,
        None => Period::of(context.today),
    };
    let given = forms::read(unread, &checklist, (context.today, period), args.own.accept_changed)?;
    forms::require_something(&given)?;
    let (file, base) = match standing {
        Some((file, assessment)) => {
            forms::require_period(&given, assessment.period, &args.file)?;
            (Some(file), assessment)
        }
        None => {
            let period = given.first().map_or(period, |g| g.answers.period);
            forms::require_same_period(&given)?;
            let own = own.map(|own| relative(&own, &args.file));
            let begun = begun(&checklist, period, None, context.today);
            (
                None,
                Assessment {
                    checklist_file: own,
                    ..begun
                },
            )
        }
    };
    let taken = together::taken(&base, given, &checklist, &rights, context)?;
    let is_new = file.is_none();
    let mut assessment = taken.assessment;
    if !is_new && assessment != base {
        assessment.updated = context.today.max(assessment.started);
    }
    refuse_change(&base, &assessment, &args.file, &rights)?;
    if is_new || assessment != base {
        let own = assessment.checklist_file.clone();
        keep(&at, &checklist, own, file, &assessment)?;
    }
    if !context.style.quiet {
        for line in &taken.said {
            say(line);
        }
        report_back(&assessment, &checklist, args);
    }
    Ok(CommandOutcome::Done)
}

/// The checklist that the forms belong to: named, that of the answer file that is there, or that of the first form.
fn checklist_of(unread: &[Unread], args: &ImportArgs) -> anyhow::Result<LoadedChecklist> {
    let first = unread.iter().find_map(Unread::belongs_to);
    if let Some(named) = &args.own.checklist {
        let plain = !load::is_path(named) && !named.contains('@');
        return load::checklist(named, first.filter(|_| plain).map(|(_, edition)| edition));
    }
    if args.file.symlink_metadata().is_ok() {
        let loaded = load::answer_file(&args.file, None)?;
        return Ok((loaded.checklist, loaded.checklist_at));
    }
    let Some((id, edition)) = first else {
        return Err(error_with_hint(
            "none of the files says which checklist it answers",
            "name it with --checklist: an id such as ce, an edition such as ce@2022, or the path of your own",
        ));
    };
    load::checklist(&id, Some(edition)).map_err(|error| {
        error_with_hint(
            format!("{error}: the forms answer {id}@{edition}"),
            "a checklist of your own is named with --checklist PATH",
        )
    })
}

/// What is there now, and what to do next.
fn report_back(assessment: &Assessment, checklist: &Checklist, args: &ImportArgs) {
    let answered = checklist
        .questions()
        .filter(|q| assessment.response(&q.id).is_some())
        .count();
    let path = shell::path(&args.file);
    say(&format!(
        "Answers: {} ({answered} of {} questions answered)",
        args.file.display(),
        checklist.len()
    ));
    let looks_personal = personal::find_unconfirmed(assessment).len();
    if looks_personal > 0 {
        let texts = if looks_personal == 1 {
            "1 text looks"
        } else {
            &format!("{looks_personal} texts look")
        };
        say(&format!(
            "warning: {texts} like personal data of a child. To see where: assure check {path}"
        ));
    } else {
        say(&format!(
            "To see what is open and what a critical friend would ask: assure check {path}"
        ));
    }
}
