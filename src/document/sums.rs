//! What is said of sums: the profile, the score, the coverage, and the table by section or theme. Report and score say it alike.

use super::{Block, Text, figures, row, text};
use crate::score::{Position, Tally, percent};

/// The profile: how many questions stand at each position.
pub fn profile(s: &Tally) -> Block {
    let mut rows: Vec<Vec<Text>> = Position::ALL
        .iter()
        .map(|p| {
            let count = s.positions.count(*p).to_string();
            row([p.title().to_owned(), count, p.meaning().to_owned()])
        })
        .collect();
    rows.push(row([
        "asked".to_owned(),
        s.asked.to_string(),
        "all of the above".to_owned(),
    ]));
    Block::table(
        vec![text("Position"), figures("Questions"), text("What it means")],
        rows,
    )
}

/// The share of the points that sums earned.
pub fn share(s: &Tally) -> String {
    percent(s.score())
}

/// Score, coverage, and the range that the open questions leave: each with what it is over.
pub fn facts(s: &Tally) -> Vec<(&'static str, Text)> {
    let score = if s.answered == 0 {
        Text::from("none yet; nothing is answered.")
    } else {
        Text::new().strong(share(s)).plain(format!(
            " ({} of {} points over the {} answered).",
            s.earned, s.possible, s.answered
        ))
    };
    let coverage = Text::new()
        .strong(percent(s.coverage()))
        .plain(format!(" ({} of {} applicable answered).", s.answered, s.applicable));
    let mut facts = vec![("Score", score), ("Coverage", coverage)];
    if s.open_possible > 0 && s.applicable > 0 {
        let range = Text::new().strong(s.range_text());
        facts.push((
            "Range that the open questions leave",
            range.plain(" (all at 0, all at 3)."),
        ));
    }
    facts
}

/// The same in one paragraph.
pub fn in_a_line(s: &Tally) -> Block {
    let mut said = Text::new();
    for (term, text) in facts(s) {
        let gap = if said.spans().is_empty() { "" } else { " " };
        said = said.plain(format!("{gap}{term}: ")).then(text);
    }
    Block::paragraph(said)
}

/// The headings of the columns that count positions, in the order of [`Position::ALL`].
pub const POSITIONS: [&str; 7] = [
    "Assured",
    "Asserted",
    "Planned",
    "Exposed",
    "Blind spots",
    "Not applicable",
    "Unanswered",
];

/// What the rows of a table of sums are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    /// The checklist's sections.
    Sections,
    /// The themes that cross them.
    Themes,
}

/// The sums of sections or themes, one a row. A position that none of them has is no column of it.
pub fn table<'a>(of: Rows, rows: impl Iterator<Item = (&'a str, &'a Tally)>) -> Block {
    let mut columns = vec![text(match of {
        Rows::Sections => "Section",
        Rows::Themes => "Theme",
    })];
    let rows: Vec<(&str, &Tally)> = rows.collect();
    // A column of noughts says nothing, and where nothing is open all is answered that applies.
    let counted = |n: usize| {
        rows.iter()
            .any(|(_, s)| s.positions.counts().get(n).is_some_and(|c| *c > 0))
    };
    let shown: Vec<usize> = (0..POSITIONS.len()).filter(|n| counted(*n)).collect();
    let open = rows.iter().any(|(_, s)| s.positions.count(Position::Unanswered) > 0);
    let counts = ["Asked"].into_iter().chain(open.then_some("Answered")).chain(["Score"]);
    let positions = shown.iter().filter_map(|n| POSITIONS.get(*n).copied());
    columns.extend(counts.chain(positions).chain(["Alerts"]).map(figures));
    let rows = rows
        .iter()
        .map(|(title, s)| {
            // One answer is no share of anything: a percentage would make a trend of it.
            let share = if of == Rows::Themes && s.answered == 1 {
                "one question".to_owned()
            } else {
                share(s)
            };
            let mut cells = row([(*title).to_owned(), s.asked.to_string()]);
            cells.extend(open.then(|| Text::from(s.answered.to_string())));
            cells.push(share.into());
            let counts = s.positions.counts();
            cells.extend(
                shown
                    .iter()
                    .filter_map(|n| Some(Text::from(counts.get(*n)?.to_string()))),
            );
            cells.push(s.alerts.to_string().into());
            cells
        })
        .collect();
    Block::table(columns, rows)
}
