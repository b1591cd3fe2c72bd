//! The report as tables of typed cells: what the workbook and the CSV files are made of, so that the two agree.

mod actions;
mod answers;
mod comments;
mod evidence;
mod indicators;
mod pieces;
mod recommendations;
mod scores;

use chrono::NaiveDate;

use crate::indicators::Figure;
use crate::report::Report;

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing: unknown, left out, or not applicable.
    Empty,
    /// A text, a user's or ours.
    Text(String),
    /// What may be a web address.
    Address(String),
    /// A whole number.
    Number(u32),
    /// A figure of an indicator, with up to three decimals.
    Figure(Figure),
    /// Thousandths of a whole.
    PerMille(u32),
    /// A day.
    Date(NaiveDate),
    /// Yes or no.
    YesNo(bool),
}

impl Cell {
    fn text(text: impl Into<String>) -> Self {
        Cell::Text(text.into())
    }

    fn text_or_empty(text: &Option<String>) -> Self {
        text.clone().map_or(Cell::Empty, Cell::Text)
    }

    fn date(date: Option<NaiveDate>) -> Self {
        date.map_or(Cell::Empty, Cell::Date)
    }

    fn figure(figure: Option<Figure>) -> Self {
        figure.map_or(Cell::Empty, Cell::Figure)
    }

    fn count(n: usize) -> Self {
        Cell::Number(u32::try_from(n).unwrap_or(u32::MAX))
    }
}

/// A column: what it is called, how wide it is, and what it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heading {
    /// Its name for a program. It stays as it is, whatever is added behind or before.
    pub name: &'static str,
    /// Its heading for a person.
    pub title: &'static str,
    /// Its width, in digits.
    pub width: u8,
    /// What it holds.
    pub about: &'static str,
}

/// A table of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its name.
    pub name: &'static str,
    /// What its rows are.
    pub about: &'static str,
    /// Its columns.
    pub columns: Vec<Heading>,
    /// How many of them a page of paper is for; the others are for looking up and filtering.
    pub printed: usize,
    /// Its rows, a cell a column.
    pub rows: Vec<Vec<Cell>>,
}

/// A column, and how a row's cell is made.
type SheetColumn<T> = (Heading, fn(&T) -> Cell);

/// A column of a sheet.
fn column<T>(
    name: &'static str,
    title: &'static str,
    width: u8,
    about: &'static str,
    cell: fn(&T) -> Cell,
) -> SheetColumn<T> {
    let heading = Heading {
        name,
        title,
        width,
        about,
    };
    (heading, cell)
}

fn sheet<T>(
    name: &'static str,
    about: &'static str,
    (columns, printed): (Vec<SheetColumn<T>>, usize),
    rows: impl IntoIterator<Item = T>,
) -> Sheet {
    let row = |of: T| columns.iter().map(|(_, cell)| cell(&of)).collect();
    Sheet {
        name,
        about,
        printed,
        rows: rows.into_iter().map(row).collect(),
        columns: columns.into_iter().map(|(heading, _)| heading).collect(),
    }
}

pub use actions::actions;
pub use answers::answers;
pub use comments::comments;
pub use evidence::evidence;
pub use indicators::indicators;
pub use recommendations::recommendations;
pub use scores::scores;

/// Every sheet of a report, in the order of the workbook; those of the comments and of the indicators only where there are some, and last, so
/// that the others stay where they are.
pub fn all(report: &Report) -> Vec<Sheet> {
    let mut sheets = vec![
        answers(report),
        actions(report),
        recommendations(report),
        evidence(report),
        scores(report),
    ];
    let seldom = [comments(report), indicators(report)];
    sheets.extend(seldom.into_iter().filter(|s| !s.rows.is_empty()));
    sheets
}
