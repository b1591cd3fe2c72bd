//! What there is to talk through at the annual conversation.

use super::super::{Block, Item, Text};
use super::brief::cut;
use super::question;
use crate::checklist::QuestionId;
use crate::report::Report;
use crate::score::Position;

/// How many characters of a question are shown: enough to know it by, since it stands in full above or below.
const QUESTION: usize = 60;

/// What there is to talk through: what is neither shown nor credibly planned, and where a promise of last year slipped.
pub(super) fn talk(out: &mut Vec<Block>, r: &Report) {
    let mut items: Vec<Item> = Vec::new();
    let mut add = |title: &str, ids: Vec<&QuestionId>| {
        if !ids.is_empty() {
            items.push(Item {
                text: format!("{title}:").into(),
                inside: ids.into_iter().map(|id| Item::from(named(r, id))).collect(),
            });
        }
    };
    let ids = |position| r.at(position).map(|a| &a.id).collect::<Vec<_>>();
    add("Alerts", r.alerts.iter().collect());
    add("Weaknesses without a credible plan", ids(Position::Exposed));
    add("Blind spots", ids(Position::BlindSpot));
    let slipped = r
        .previous
        .iter()
        .flat_map(|c| c.notable_actions())
        .filter(|a| a.outcome.is_slipped());
    let mut slipped: Vec<&QuestionId> = slipped
        .map(|a| a.question.as_ref().unwrap_or(&a.old_question))
        .collect();
    slipped.dedup();
    add("Where last year's promise slipped", slipped);
    if !items.is_empty() {
        out.push(Block::heading(2, "To talk through at the annual conversation"));
        out.push(Block::List(items));
    }
}

/// A question by the beginning of its words, and by its id, which leads to the answer. One of last year that is gone has its id alone.
fn named(r: &Report, id: &QuestionId) -> Text {
    match r.answer(id) {
        Some(a) => Text::new()
            .plain(format!("{} (", cut(&a.text, QUESTION)))
            .then(question(id))
            .plain(")"),
        None => question(id),
    }
}
