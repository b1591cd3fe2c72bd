//! What is said when answers were approved, or an approval was withdrawn.

use super::report::approvals::list;
use super::{Block, check::count};
use crate::report::Report;
use crate::score::Position;

/// What was done, what is open, and every approval as it stands now.
pub fn done(said: &str, r: &Report) -> Vec<Block> {
    let mut out = vec![Block::paragraph(said)];
    let open: Vec<String> = r
        .at(Position::Unanswered)
        .map(|a| format!("{} ({})", a.text, a.id))
        .chain(
            r.context
                .iter()
                .filter(|c| c.answer.is_none())
                .map(|c| format!("not stated: {} ({})", c.text, c.id)),
        )
        .collect();
    if !open.is_empty() {
        out.push(Block::heading(3, format!("Open: {}", count(open.len(), "answer"))));
        out.push(Block::list(open));
    }
    if !r.approvals.is_empty() {
        out.push(Block::heading(3, count(r.approvals.len(), "approval")));
        out.push(list(r));
    }
    out
}
