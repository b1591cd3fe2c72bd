//! What became of the earlier assessment's actions, as a table.

use super::super::{Block, Item, NONE, Text, day, day_or_none, text};
use super::listed;
use crate::compare::Comparison;
use crate::compare::actions::{ActionOutcome, Followed, NewAction};

/// What became of each action, and the actions that are new.
pub(super) fn actions(out: &mut Vec<Block>, c: &Comparison, level: u8) {
    let followed = c.notable_actions();
    if !followed.is_empty() {
        out.push(Block::heading(
            level,
            format!("What became of the actions of {}", c.times().0),
        ));
        let vanished = followed.iter().filter(|a| a.outcome == ActionOutcome::Vanished).count();
        if vanished > 0 {
            let alert = format!("Alert: {vanished} of {} vanished without a word.", followed.len());
            out.push(Block::paragraph(
                Text::new()
                    .strong(alert)
                    .plain(" An action that is given up is dropped with its reason."),
            ));
        }
        let columns = ["What became of it", "Action", "Owner", "Due", "Question"].map(text);
        out.push(Block::table(columns.into(), followed.into_iter().map(action).collect()));
    }
    listed(out, level, "New actions", &c.new_actions, new_action);
}

fn new_action(a: &NewAction) -> Item {
    let due = a.due.map_or_else(|| day_or_none(None), |d| format!("due {}", day(d)));
    let owner = a.owner.as_ref().map_or_else(String::new, |o| format!("{o}; "));
    let what = a.what.as_deref().unwrap_or("kept private");
    format!("{what} ({owner}{due}; {})", a.question).into()
}

fn action(a: &Followed) -> Vec<Text> {
    let outcome = match (a.outcome, &a.reason) {
        (ActionOutcome::Vanished, _) => Text::new().strong(a.outcome.words()),
        (ActionOutcome::Dropped, Some(reason)) => format!("dropped: {reason}").into(),
        (ActionOutcome::Done, _) if a.effect.is_some() => {
            format!("done: {}", a.effect.as_deref().unwrap_or_default()).into()
        }
        (ActionOutcome::Dropped, None) if !a.private => "dropped, no reason is given".into(),
        _ => a.outcome.words().into(),
    };
    let what = match (&a.what, &a.what_now) {
        (None, _) => "kept private".to_owned(),
        (Some(was), Some(now)) => format!("{was} (now: {now})"),
        (Some(was), None) => was.clone(),
    };
    let owner = a.owner_now.as_deref().or(a.owner.as_deref()).unwrap_or(NONE);
    let due = if a.moved() {
        let why = a
            .moved_because
            .as_ref()
            .map_or_else(String::new, |why| format!(": {why}"));
        format!("{}, moved to {}{why}", day_or_none(a.due), day_or_none(a.due_now))
    } else {
        day_or_none(a.due)
    };
    let question = a.question.as_ref().unwrap_or(&a.old_question);
    vec![outcome, what.into(), owner.into(), due.into(), question.as_str().into()]
}
