//! What is said of sums: the profile, the score, the coverage, and the table by section or theme. Report and score say it alike.

use super::{Block, Text, figures, row, text};
use crate::score::{Position, Sums, percent};

/// The profile: how many questions stand at each position.
pub fn profile(s: &Sums) -> Block {
    let mut rows: Vec<Vec<Text>> = Position::ALL
        .iter()
        .map(|p| {
            let count = s.positions.count(*p).to_string();
            row([p.title().to_owned(), count, p.meaning().to_owned()])
        })
        .collect();
    rows.push(vec![
        Text::new().strong("questions asked"),
        Text::new().strong(s.asked.to_string()),
        Text::new(),
    ]);
    Block::table(
        vec![text("Position"), figures("Questions"), text("What it means")],
        rows,
    )
}

/// The share of the points that sums earned.
pub fn share(s: &Sums) -> String {
    percent(s.tally.score())
}

/// Score, coverage, and the range that the open questions leave.
pub fn score_and_coverage(s: &Sums) -> Block {
    let said = if s.answered == 0 {
        Text::from("Score none: nothing is answered yet.")
    } else {
        Text::from("Score ").strong(share(s)).plain(format!(
            " ({} of {} points over the {} answered).",
            s.earned, s.possible, s.answered
        ))
    };
    let said = said
        .plain(" Coverage ")
        .strong(percent(s.tally.coverage()))
        .plain(format!(" ({} of {} applicable answered).", s.answered, s.applicable));
    Block::paragraph(if s.tally.open > 0 && s.applicable > 0 {
        said.plain(format!(
            " With all open questions at 0 or all at 3 the score would lie within {}.",
            s.tally.range_text()
        ))
    } else {
        said
    })
}

/// The sums of sections or themes, one a row.
pub fn table<'a>(first: &str, rows: impl Iterator<Item = (&'a str, &'a Sums)>) -> Block {
    let mut columns = vec![text(first)];
    columns.extend(
        [
            "Asked",
            "Answered",
            "Score",
            "Assured",
            "Asserted",
            "Planned",
            "Exposed",
            "Blind spots",
            "Not applicable",
            "Unanswered",
            "Alerts",
        ]
        .map(figures),
    );
    let rows = rows
        .map(|(title, s)| {
            let mut cells = row([title.to_owned(), s.asked.to_string(), s.answered.to_string(), share(s)]);
            cells.extend(s.positions.counts().iter().map(|n| Text::from(n.to_string())));
            cells.push(s.alerts.to_string().into());
            cells
        })
        .collect();
    Block::table(columns, rows)
}
