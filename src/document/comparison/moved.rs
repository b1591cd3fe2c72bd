//! The answers that moved, as a range plot from then to now.

use super::super::{Block, Chart, ChartKind, Unit, WithoutPictures};
use crate::assessment::State;
use crate::compare::{Comparison, Pair, Standing};

/// How many questions are drawn: as many as fit a printed page, each with its text.
const MOST: usize = 8;

/// A question whose answer moved, and from which rating to which. Don't know is none, and below them all.
struct AnswerMove<'c> {
    pair: &'c Pair,
    then: Option<u8>,
    now: Option<u8>,
}

impl AnswerMove<'_> {
    fn fell(&self) -> bool {
        self.now < self.then
    }

    /// What is drawn first: what fell, what moved far, what is a hard expectation.
    fn order(&self) -> impl Ord + use<> {
        let step = |rating: Option<u8>| rating.map_or(0, |r| r + 1);
        let far = step(self.then).abs_diff(step(self.now));
        (!self.fell(), u8::MAX - far, !self.pair.critical)
    }
}

/// The plot, where answers to comparable questions moved. A comparison of which a part was asked for has none: it would count that part
/// as the whole.
pub(super) fn answers(c: &Comparison) -> Option<Block> {
    let listed = u32::try_from(c.pairs().count()).ok()?;
    if listed.checked_add(c.unchanged)? != c.account.comparable {
        return None;
    }
    let mut moves: Vec<AnswerMove<'_>> = c.pairs().filter_map(of_pair).collect();
    // What stands alike stays in the order of the lists.
    moves.sort_by_key(AnswerMove::order);
    let (all, fell) = (moves.len(), moves.iter().filter(|m| m.fell()).count());
    if all == 0 {
        return None;
    }
    moves.truncate(MOST);
    let left_out = match all - moves.len() {
        0 => String::new(),
        1 => format!("; 1 more of {all} stands in the lists below"),
        n => format!("; {n} more of {all} stand in the lists below"),
    };
    let (then, now) = c.times();
    let about = format!(
        "Answers to comparable questions that moved, {then} and {now}, what fell first: 0 not in place or no, 1 developing, 2 established, 3 embedded or yes, – don't know{left_out}."
    );
    let row = |m: &AnswerMove<'_>| (m.pair.text.clone(), [m.then, m.now].map(|r| r.map(u32::from)).to_vec());
    Some(Block::Chart(Chart {
        headline: headline(fell, all - fell).into(),
        about: about.into(),
        kind: ChartKind::Range,
        unit: Unit::Rating,
        without_pictures: WithoutPictures::Table,
        rows_are: "Question".to_owned(),
        series: vec![then, now],
        rows: moves.iter().map(row).collect(),
    }))
}

/// A question that was answered on both sides, and not alike.
fn of_pair(pair: &Pair) -> Option<AnswerMove<'_>> {
    let answered = |s: &Standing| s.asked && !s.to_confirm && matches!(s.state, State::Rated | State::DontKnow);
    let (then, now) = (pair.old.rating, pair.new.rating);
    (answered(&pair.old) && answered(&pair.new) && then != now).then_some(AnswerMove { pair, then, now })
}

fn headline(fell: usize, rose: usize) -> String {
    let answers = |n: usize| match n {
        0 => "No answer".to_owned(),
        1 => "1 answer".to_owned(),
        n => format!("{n} answers"),
    };
    let rose = match rose {
        0 => "none".to_owned(),
        n => n.to_string(),
    };
    format!("{} fell and {rose} rose", answers(fell))
}
