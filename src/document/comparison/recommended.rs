//! What became of last year's recommendations, as a table.

use super::super::{Block, NONE, Text, day_or_none, text};
use super::listed;
use crate::assessment::Recommendation;
use crate::compare::actions::ActionOutcome;
use crate::compare::{Comparison, FollowedRecommendation};

/// The recommendations of the earlier assessment, and those that are new.
pub(super) fn recommendations(out: &mut Vec<Block>, c: &Comparison, level: u8) {
    let followed = c.notable_recommendations();
    if !followed.is_empty() {
        let title = match c.since {
            Some(_) => format!("What became of the recommendations since {}", c.times().0),
            None => format!("What became of the recommendations in {}", c.old.period),
        };
        out.push(Block::heading(level, title));
        let columns = ["What became of it", "Recommendation", "Owner", "Due", "Question"].map(text);
        out.push(Block::table(
            columns.into(),
            followed.into_iter().map(recommendation).collect(),
        ));
    }
    listed(out, level, "New recommendations", &c.new_recommendations, |r| {
        new_recommendation(r).into()
    });
}

fn new_recommendation(r: &Recommendation) -> String {
    let status = r.status.word().replace('-', " ");
    format!("{} ({}; {status})", r.text, r.source)
}

fn recommendation(r: &FollowedRecommendation) -> Vec<Text> {
    let words = r.outcome.words();
    let outcome = match (r.outcome, &r.effect, &r.note) {
        (ActionOutcome::Vanished, ..) => Text::new().strong(words),
        (ActionOutcome::Done, Some(said), _) | (_, _, Some(said)) => format!("{words}: {said}").into(),
        (ActionOutcome::Dropped, _, None) => "dropped, no reason is given".into(),
        _ => words.into(),
    };
    let owner = r.owner_now.as_deref().or(r.owner.as_deref()).unwrap_or(NONE);
    let due = if r.status_now.is_some() && r.due != r.due_now {
        format!("{}, moved to {}", day_or_none(r.due), day_or_none(r.due_now))
    } else {
        day_or_none(r.due)
    };
    vec![
        outcome,
        format!("{} ({})", r.text, r.source).into(),
        owner.into(),
        due.into(),
        r.question.as_ref().map_or(NONE, |id| id.as_str()).into(),
    ]
}

/// How many came to which end, for a line: `1 late, 2 done`. Empty where there is none.
pub(super) fn in_a_line(c: &Comparison) -> String {
    let followed = c.notable_recommendations();
    let count = |o: ActionOutcome| followed.iter().filter(|r| r.outcome == o).count();
    let counts = ActionOutcome::ALL.map(|o| (count(o), o.words()));
    let said: Vec<String> = counts
        .iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, words)| format!("{n} {words}"))
        .collect();
    said.join(", ")
}
