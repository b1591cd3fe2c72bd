//! What would move the result most.

use super::{Alert, Position, Score, ScoreLine};
use crate::assessment::Response;

/// One question whose answer could change the result.
#[derive(Debug, Clone, Copy)]
pub struct Move<'a> {
    /// The question as it stands.
    pub line: ScoreLine<'a>,
    /// Points it would add at a rating of 3.
    pub gain: u32,
    /// What would have to happen, in plain words.
    pub what: &'static str,
}

/// The questions that would move the result most: alerts first, then by points, then in the order of the checklist.
pub fn biggest_moves<'a>(score: &Score<'a>) -> Vec<Move<'a>> {
    let mut moves: Vec<Move<'a>> = score
        .lines
        .iter()
        .filter(|l| !matches!(l.position, Position::NotApplicable))
        .map(|line| Move {
            line: *line,
            gain: line.question.max_points() - line.earned.unwrap_or(0).min(line.question.max_points()),
            what: what(line),
        })
        .filter(|m| m.gain > 0 || m.line.position == Position::Asserted)
        .collect();
    let rank = |m: &Move<'_>| match m.line.alert {
        Some(Alert::Open) => 0,
        Some(Alert::Planned) => 1,
        None => 2,
    };
    moves.sort_by(|a, b| rank(a).cmp(&rank(b)).then(b.gain.cmp(&a.gain)));
    moves
}

fn what(line: &ScoreLine<'_>) -> &'static str {
    match (line.position, line.response) {
        (Position::Unanswered, _) => "answer it",
        (Position::BlindSpot, _) => "find out",
        (Position::Asserted, _) => "name current evidence",
        (Position::Exposed, _) => "make a credible plan: owner, measure, due within 12 months",
        (Position::Planned, _) => "carry the plan out",
        (Position::Assured, Some(Response::Rated(2))) => "show its effect on children",
        _ => "",
    }
}
