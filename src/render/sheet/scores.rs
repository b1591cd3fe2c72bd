//! One row a sum: over everything, over the key questions, by section and by theme.

use super::{Cell, Sheet, SheetColumn, column, sheet};
use crate::report::Report;
use crate::score::{Position, Tally};

struct ScoreRow<'a> {
    over: &'static str,
    id: &'a str,
    title: &'a str,
    sums: &'a Tally,
}

/// The sums.
pub fn scores(report: &Report) -> Sheet {
    let row = |over, id, title, sums| ScoreRow { over, id, title, sums };
    let whole = [
        row("all", "all", "All questions asked", &report.overall),
        row("key", "key", "The key questions", &report.key),
    ];
    let sections = report
        .sections
        .iter()
        .map(|s| row("section", s.id.as_str(), &s.title, &s.sums));
    let themes = report
        .themes
        .iter()
        .map(|t| row("theme", t.id.as_str(), &t.title, &t.sums));
    let about = "The sums: over all questions asked, over the key questions, by section, and by theme.";
    sheet(
        "Scores",
        about,
        (columns(), PRINTED),
        whole.into_iter().chain(sections).chain(themes),
    )
}

fn per_mille(value: Option<u32>) -> Cell {
    value.map_or(Cell::Empty, Cell::PerMille)
}

/// The columns for a page of paper: all of them.
const PRINTED: usize = 23;

fn columns<'a>() -> Vec<SheetColumn<ScoreRow<'a>>> {
    let mut columns: Vec<SheetColumn<ScoreRow<'a>>> = vec![
        column("over", "Over", 10, "`all`, `key`, `section` or `theme`", |r| {
            Cell::text(r.over)
        }),
        column("id", "Id", 18, "the section's or the theme's id", |r| Cell::text(r.id)),
        column("title", "Title", 34, "its title", |r| Cell::text(r.title)),
        column(
            "score",
            "Score",
            9,
            "earned ÷ possible over the answered; empty while nothing is answered",
            |r| per_mille(r.sums.score()),
        ),
        column("coverage", "Coverage", 10, "answered ÷ applicable", |r| {
            per_mille(r.sums.coverage())
        }),
        column("lowest", "Lowest", 9, "the score if all open questions were 0", |r| {
            per_mille(r.sums.lowest())
        }),
        column("highest", "Highest", 9, "the score if all open questions were 3", |r| {
            per_mille(r.sums.highest())
        }),
        column("asked", "Asked", 9, "questions asked", |r| Cell::Number(r.sums.asked)),
        column("applicable", "Applicable", 11, "asked, less not applicable", |r| {
            Cell::Number(r.sums.applicable)
        }),
        column("answered", "Answered", 11, "rated or don't know", |r| {
            Cell::Number(r.sums.answered)
        }),
        column("rated", "Rated", 9, "rated 0 to 3", |r| Cell::Number(r.sums.rated)),
        column("earned", "Points earned", 9, "points earned over the answered", |r| {
            Cell::Number(r.sums.earned)
        }),
        column(
            "possible",
            "Points possible",
            10,
            "points possible over the answered",
            |r| Cell::Number(r.sums.possible),
        ),
        column(
            "open_possible",
            "Points still open",
            10,
            "points possible over the unanswered",
            |r| Cell::Number(r.sums.open_possible),
        ),
        column(
            "alerts",
            "Alerts",
            9,
            "critical questions that apply and are not assured",
            |r| Cell::Number(r.sums.alerts),
        ),
        column(
            "alerts_with_plan",
            "Alerts with a plan",
            10,
            "those of them with a credible plan",
            |r| Cell::Number(r.sums.alerts_with_plan),
        ),
    ];
    columns.extend([
        column(
            "assured",
            "Assured",
            10,
            "rated 2 or 3, with current evidence",
            |r: &ScoreRow<'_>| position(r, Position::Assured),
        ),
        column(
            "asserted",
            "Asserted",
            10,
            "rated 2 or 3, without current evidence",
            |r: &ScoreRow<'_>| position(r, Position::Asserted),
        ),
        column(
            "planned",
            "Planned",
            10,
            "rated 0 or 1, with a credible action",
            |r: &ScoreRow<'_>| position(r, Position::Planned),
        ),
        column(
            "exposed",
            "Exposed",
            10,
            "rated 0 or 1, without a credible action",
            |r: &ScoreRow<'_>| position(r, Position::Exposed),
        ),
        column("blind_spot", "Blind spots", 9, "don't know", |r: &ScoreRow<'_>| {
            position(r, Position::BlindSpot)
        }),
        column(
            "not_applicable",
            "Not applicable",
            12,
            "outside the count, with a reason",
            |r: &ScoreRow<'_>| position(r, Position::NotApplicable),
        ),
        column("unanswered", "Unanswered", 13, "still open", |r: &ScoreRow<'_>| {
            position(r, Position::Unanswered)
        }),
    ]);
    columns
}

fn position(r: &ScoreRow<'_>, position: Position) -> Cell {
    Cell::Number(r.sums.positions.count(position))
}
