//! An upgrade's account: where every old answer went.

use super::{Block, figures, row, text};
use crate::compare::upgrade::{MoveOutcome, Upgrade};

/// The account.
pub fn account(u: &Upgrade) -> Vec<Block> {
    let way: Vec<String> = u.editions.iter().map(u16::to_string).collect();
    let way = format!("{} to {} (over the editions {})", u.from, u.to, way.join(", "));
    let sum = |what: &str, n: usize, meaning: &str| row([what.to_owned(), n.to_string(), meaning.to_owned()]);
    let mut out = vec![
        Block::paragraph(way),
        Block::table(
            vec![text("Answers"), figures("Number"), text("What it means")],
            vec![
                sum("carried", u.count(MoveOutcome::Carried), "the question asks the same"),
                sum(
                    "to confirm",
                    u.count(MoveOutcome::ToConfirm),
                    "the question asks something else: unanswered until someone confirms",
                ),
                sum(
                    "archived",
                    u.count(MoveOutcome::Archived),
                    "the question is withdrawn, or the answers do not fit together",
                ),
                sum("all old answers", u.answers, "carried + to confirm + archived"),
            ],
        ),
    ];
    for (outcome, title) in [
        (MoveOutcome::ToConfirm, "To confirm"),
        (MoveOutcome::Archived, "Archived"),
    ] {
        let moved = u.moved.iter().filter(|m| m.outcome == outcome);
        let rows: Vec<_> = moved
            .map(|m| row([m.old.to_string(), m.to.join(", "), m.why.clone().unwrap_or_default()]))
            .collect();
        if !rows.is_empty() {
            out.push(Block::heading(3, title));
            out.push(Block::table(["Was", "Is at", "Why"].map(text).into(), rows));
        }
    }
    if !u.unlinked.is_empty() {
        out.push(Block::heading(3, "Recommendations that speak to no question now"));
        out.push(Block::list(&u.unlinked));
    }
    for (title, ids) in [
        ("New questions", u.new_questions.join(", ")),
        ("Facts to state", u.context_new.join(", ")),
        ("Facts that are no longer asked", u.context_left.join(", ")),
    ] {
        if !ids.is_empty() {
            out.push(Block::paragraph(format!("{title}: {ids}")));
        }
    }
    if !u.approved_by.is_empty() {
        out.push(Block::paragraph(format!(
            "Approved by: {}. That was given to {}, and stays in the old file: the new one is to be approved anew.",
            u.approved_by.join(", "),
            u.from
        )));
    }
    out
}
