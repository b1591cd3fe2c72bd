//! `assure form`

use std::path::Path;

use assure::assessment::Period;
use assure::checklist::Checklist;
use assure::compare::{Side, carry_forward, chain, check_same_series};
use assure::form::{Form, FormFor};
use assure::interview::{LastYear, Selection};
use assure::render::form as formats;

use super::CommandContext;
use super::interview::{begun, section_of};
use crate::cli::args::{FormArgs, Overwrite, OwnChecklists};
use crate::cli::compared::{OwnEditions, refusal_error};
use crate::cli::failure::error_with_hint;
use crate::cli::load;
use crate::cli::output::{
    CommandOutcome, form_format, is_stdout, may_replace, print_rendered, refuse_overwrite, say, write_report,
};
use crate::cli::render::form_file;

/// Writes a form to be filled in without the program.
pub fn run(args: &FormArgs, context: &CommandContext<'_>) -> anyhow::Result<CommandOutcome> {
    let format = form_format(args.format, args.output.as_deref(), &formats::markdown::FORMAT)?;
    let (checklist, own) = load::checklist(&args.checklist, None)?;
    let mut made_for = FormFor {
        council: args.council.clone().filter(|c| !c.trim().is_empty()),
        period: args.period.unwrap_or_else(|| Period::of(context.today)),
    };
    let selection = Selection {
        key: args.key,
        section: args
            .section
            .as_deref()
            .map(|id| section_of(&checklist, id))
            .transpose()?,
        ..Selection::default()
    };
    let last = match &args.from {
        Some(from) => Some(last_year(&checklist, from, &mut made_for, args, context)?),
        None => None,
    };
    let mut form = Form::new(&checklist, made_for, last.as_ref(), &|s, q| {
        selection.includes(&s.id, q)
    });
    // The answers go beside the council's own checklist: that is where they look for it.
    form.checklist_file = own
        .as_deref()
        .and_then(Path::file_name)
        .map(|name| name.to_string_lossy().into_owned());
    if form.questions().next().is_none() {
        return Err(error_with_hint(
            format!(
                "there is no key question in the section `{}`",
                args.section.as_deref().unwrap_or_default()
            ),
            "leave --key or --section out",
        ));
    }
    let bytes = form_file(format, &form);
    let Some(path) = args.output.as_deref().filter(|p| !is_stdout(p)) else {
        print_rendered(&bytes)?;
        return Ok(CommandOutcome::Done);
    };
    let inputs: Vec<&Path> = args.from.as_deref().into_iter().collect();
    refuse_overwrite(path, &inputs)?;
    if path.is_file() && !may_replace(path, &bytes) {
        return Err(error_with_hint(
            format!(
                "`{}` is there already, and may be a form that somebody has filled in; nothing was written",
                path.display()
            ),
            "name another file with --output",
        ));
    }
    write_report(path, &bytes, Overwrite::OwnWork)?;
    if !context.style.quiet {
        let questions = form.questions().count();
        say(&format!(
            "Form: {} ({questions} questions, about {} minutes)",
            path.display(),
            form.minutes
        ));
        say(if format == &formats::page::FORMAT {
            "It opens in any browser, and saves its answers as an answer file: assure check ANSWERS.toml"
        } else {
            "It comes back with: assure import FORM --file ANSWERS.toml"
        });
    }
    Ok(CommandOutcome::Done)
}

/// Last year's answers by this year's questions, as the interview shows them.
fn last_year(
    checklist: &Checklist,
    from: &Path,
    made_for: &mut FormFor,
    args: &FormArgs,
    context: &CommandContext<'_>,
) -> anyhow::Result<LastYear> {
    let own = OwnEditions::load(&OwnChecklists {
        checklist: Vec::new(),
        accept_changed: args.accept_changed,
    })?;
    let last = own.assessment(from, context.style)?;
    if last.assessment.period >= made_for.period {
        return Err(error_with_hint(
            format!(
                "`{}` is for {}, which is not before {}",
                from.display(),
                last.assessment.period,
                made_for.period
            ),
            "name an earlier year's answers with --from, or another year with --period",
        ));
    }
    made_for.council = made_for.council.take().or_else(|| last.assessment.council.clone());
    let now = begun(checklist, made_for.period, made_for.council.as_deref(), context.today);
    for note in check_same_series(last.side(), Side::new(checklist, &now)).map_err(refusal_error)? {
        say(&format!("note: {note}"));
    }
    let between = own.between(last.checklist.edition, checklist);
    let chain = chain(&last.checklist, checklist, &between).map_err(refusal_error)?;
    Ok(carry_forward(last.side(), checklist, &chain))
}
