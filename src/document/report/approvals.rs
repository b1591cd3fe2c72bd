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

/// An approval in a line, for a cell.
pub(crate) fn in_a_line(r: &Report, a: &ApprovalRecord) -> String {
    let ApprovalSaid { who, what, changed } = said(r, a);
    if changed.is_empty() {
        return format!("{who}: {what}");
    }
    format!("{who}: {what} {}.", changed.join("; "))
}

fn item(r: &Report, a: &ApprovalRecord) -> Item {
    let ApprovalSaid { who, what, changed } = said(r, a);
    Item {
        text: Text::new().strong(who).plain(format!(": {what}")),
        inside: changed.into_iter().map(Item::from).collect(),
    }
}

/// What there is to say of an approval.
struct ApprovalSaid {
    /// Who gave it.
    who: String,
    /// When, and what became of it.
    what: String,
    /// What has changed since.
    changed: Vec<String>,
}

fn said(r: &Report, a: &ApprovalRecord) -> ApprovalSaid {
    let who = match &a.name {
        Some(name) => format!("{name}, {}", a.post),
        None => a.post.clone(),
    };
    let open = match a.open {
        0 => String::new(),
        1 => ", with 1 question open".to_owned(),
        n => format!(", with {n} questions open"),
    };
    let mut changed = Vec::new();
    let since = match a.withdrawn {
        Some(withdrawn) => {
            let why = a.reason.as_ref().map_or_else(String::new, |why| format!(" {why}"));
            format!("Withdrawn on {}.{why}", day(withdrawn))
        }
        None if !a.standing => "Followed by a later one of the same post.".to_owned(),
        None if !a.is_outdated() => "Nothing has changed since.".to_owned(),
        None => {
            changed.extend(a.changed_since.iter().map(|id| match r.answer(id) {
                Some(answer) => format!("{} ({id})", answer.text),
                None => id.to_string(),
            }));
            changed.extend(a.head_changed.then(|| {
                "outside the answers: the council, the year, the assessor, the facts, a figure, or the date of the assessment"
                    .to_owned()
            }));
            "Changed since:".to_owned()
        }
    };
    ApprovalSaid {
        who,
        what: format!("{}{open}. {since}", day(a.on)),
        changed,
    }
}
