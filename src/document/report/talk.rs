//! What there is to talk through at the annual conversation.

use std::collections::BTreeMap;

use super::super::{Block, Item, Text};
use super::brief::cut;
use super::question;
use crate::checklist::QuestionId;
use crate::report::{AnswerRecord, Report};
use crate::score::Position;

/// How many characters of a question are shown: enough to know it by, since it stands in full above or below.
const QUESTION: usize = 60;

/// What there is to talk through: what is neither shown nor credibly planned, and where a promise of last year slipped.
pub(super) fn talk(out: &mut Vec<Block>, r: &Report) {
    let mut items: Vec<Item> = Vec::new();
    let mut add = |title: &str, questions: Vec<Text>| {
        if !questions.is_empty() {
            items.push(Item {
                text: format!("{title}:").into(),
                inside: questions.into_iter().map(Item::from).collect(),
            });
        }
    };
    let at = |position| r.at(position).map(named).collect::<Vec<_>>();
    add("Alerts", r.answers().filter(|a| a.alert.is_some()).map(named).collect());
    add("Weaknesses without a credible plan", at(Position::Exposed));
    add("Blind spots", at(Position::BlindSpot));
    let slipped = r
        .previous
        .iter()
        .flat_map(|c| c.notable_actions())
        .filter(|a| a.outcome.is_slipped());
    let mut slipped: Vec<&QuestionId> = slipped
        .map(|a| a.question.as_ref().unwrap_or(&a.old_question))
        .collect();
    slipped.dedup();
    if !slipped.is_empty() {
        let answers: BTreeMap<&QuestionId, &AnswerRecord> = r.answers().map(|a| (&a.id, a)).collect();
        // A question of last year that is gone has its id alone.
        let shown = |id| answers.get(id).map_or_else(|| question(id), |a| named(a));
        add(
            "Where last year's promise slipped",
            slipped.into_iter().map(shown).collect(),
        );
    }
    if !items.is_empty() {
        out.push(Block::heading(2, "To talk through at the annual conversation"));
        out.push(Block::List(items));
    }
}

/// A question by the beginning of its words, and by its id, which leads to the answer.
fn named(a: &AnswerRecord) -> Text {
    Text::new()
        .plain(format!("{} (", cut(&a.text, QUESTION)))
        .then(question(&a.id))
        .plain(")")
}
