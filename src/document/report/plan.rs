//! The report's actions.

use super::super::{Block, day_or_none, row, text};
use super::{behind, list_or};
use crate::assessment::ActionStatus;
use crate::report::{ActionRecord, AnswerRecord, Audience, Report, answer_text};
use crate::score::Position;

pub(super) fn will_do(out: &mut Vec<Block>, r: &Report) {
    out.push(Block::heading(2, "What we will do"));
    let mut actions: Vec<(&AnswerRecord, &ActionRecord)> = r
        .answers()
        .flat_map(|a| a.actions.iter().map(move |x| (a, x)))
        .collect();
    actions.sort_by_key(|(_, x)| (x.action.due.is_none(), x.action.due));
    let (open, closed): (Vec<_>, Vec<_>) = actions.into_iter().partition(|(_, x)| x.action.status.is_open());
    if open.is_empty() {
        out.push(Block::paragraph("No open action is written down."));
    } else {
        let columns = ["Due", "Action", "Owner", "How success will be seen", "Status", "About"];
        let rows = open.iter().map(|(a, x)| {
            row([
                day_or_none(x.action.due),
                x.action.what.clone(),
                owner(x, r).to_owned(),
                x.action.measure.clone().unwrap_or_else(|| "no measure".to_owned()),
                status(x),
                a.id.clone(),
            ])
        });
        out.push(Block::table(columns.map(text).into(), rows.collect()));
    }
    if !closed.is_empty() {
        out.push(Block::heading(3, "Done and dropped"));
        out.push(Block::list(closed.iter().map(|(a, x)| {
            let ending = match (x.action.ending(), x.action.status) {
                (Some((title, text)), _) => format!(". {title}: {text}"),
                (None, ActionStatus::Dropped) => ". No reason is given".to_owned(),
                _ => String::new(),
            };
            format!(
                "{} ({}; {}; {}{}; {}){ending}",
                x.action.what,
                x.action.status.word(),
                owner(x, r),
                due(x),
                behind("; success: ", x.action.measure.as_deref()),
                a.id
            )
        })));
    }
    out.push(Block::heading(3, "Weaknesses without a credible plan"));
    let exposed = r.at(Position::Exposed).collect();
    list_or(out, exposed, "None.", |a: &AnswerRecord| {
        format!("{} ({})", a.text, answer_text(a)).into()
    });
}

/// An action below its answer.
pub(super) fn said(x: &ActionRecord, r: &Report) -> String {
    let measure = x.action.measure.as_deref();
    format!(
        "{} ({}; {}; {}; {}){}",
        x.action.what,
        owner(x, r),
        due(x),
        measure.map_or_else(|| "no measure".to_owned(), |m| format!("success: {m}")),
        status(x),
        x.action
            .ending()
            .map_or_else(String::new, |(title, text)| format!(". {title}: {text}"))
    )
}

/// Who sees to an action, or why nobody is named.
fn owner<'a>(x: &'a ActionRecord, r: &Report) -> &'a str {
    match &x.action.owner {
        Some(owner) => owner,
        None if r.audience == Audience::Public => "left out",
        None => "no owner",
    }
}

fn due(x: &ActionRecord) -> String {
    let due = day_or_none(x.action.due);
    if x.action.due.is_some() {
        format!("due {due}")
    } else {
        due
    }
}

/// An action's status; while it is open with what its dates and gaps amount to.
fn status(x: &ActionRecord) -> String {
    if !x.action.status.is_open() {
        return x.action.status.word().to_owned();
    }
    let word = x.action.status.word().replace('-', " ");
    if x.overdue {
        format!("{word}, overdue")
    } else if x.credible {
        format!("{word}, credible")
    } else {
        format!("{word}, not credible yet")
    }
}
