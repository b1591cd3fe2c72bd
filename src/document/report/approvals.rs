//! Who approved the answers and when, and what has changed since.

use super::super::{Block, Item, Text, day};
use crate::report::{ApprovalRecord, Audience, Report};

/// Who approved what and when.
pub(super) fn approvals(out: &mut Vec<Block>, r: &Report) {
    if r.approvals.is_empty() && r.audience == Audience::Public {
        return;
    }
    out.push(Block::heading(2, "Approval"));
    out.push(if r.approvals.is_empty() {
        Block::paragraph("Nobody has approved these answers yet.")
    } else {
        list(r)
    });
}

/// In a sentence, the standing ones by post alone: for the brief, which has two pages.
pub(super) fn in_short(r: &Report) -> Option<String> {
    let standing: Vec<&ApprovalRecord> = r.approvals.iter().filter(|a| a.standing).collect();
    let said = standing.iter().map(|a| {
        let changed = if a.is_outdated() { ", changed since" } else { "" };
        format!("{} ({}{changed})", a.post, day(a.on))
    });
    let said: Vec<String> = said.collect();
    (!said.is_empty()).then(|| format!("Approved by: {}.", said.join("; ")))
}

/// Every approval, an item each.
pub(in crate::document) fn list(r: &Report) -> Block {
    Block::list(r.approvals.iter().map(|a| item(r, a)))
}

fn item(r: &Report, a: &ApprovalRecord) -> Item {
    let who = match &a.name {
        Some(name) => format!("{name}, {}", a.post),
        None => a.post.clone(),
    };
    let open = match a.open {
        0 => String::new(),
        1 => ", with 1 question open".to_owned(),
        n => format!(", with {n} questions open"),
    };
    let said = Text::new().strong(who).plain(format!(": {}{open}. ", day(a.on)));
    if let Some(withdrawn) = a.withdrawn {
        let why = a.reason.as_ref().map_or_else(String::new, |why| format!(" {why}"));
        return said.plain(format!("Withdrawn on {}.{why}", day(withdrawn))).into();
    }
    if !a.standing {
        return said.plain("Followed by a later one of the same post.").into();
    }
    if !a.is_outdated() {
        return said.plain("Nothing has changed since.").into();
    }
    let head = a.head_changed.then(|| {
        "outside the answers: the council, the year, the assessor, the facts, or the date of the assessment".into()
    });
    let questions = a.changed_since.iter().map(|id| match r.answer(id) {
        Some(answer) => format!("{} ({id})", answer.text).into(),
        None => id.as_str().into(),
    });
    Item {
        text: said.plain("Changed since:"),
        inside: questions.chain(head).collect(),
    }
}
