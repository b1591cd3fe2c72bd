//! One row a figure.

use super::{Cell, Sheet, SheetColumn, column, sheet};
use crate::assessment::ComparatorKind;
use crate::compare::indicators::{PointRecord, SeriesRecord};
use crate::report::Report;

struct FigureRow<'a> {
    series: &'a SeriesRecord,
    point: &'a PointRecord,
}

impl FigureRow<'_> {
    /// What the figure is set beside.
    fn beside(&self, with: ComparatorKind) -> Cell {
        let found = self.point.beside.iter().find(|b| b.comparator.with == with);
        found.map_or(Cell::Empty, |b| Cell::Figure(b.comparator.value))
    }
}

/// The figures of the early warning, indicator by indicator, the oldest first.
pub fn indicators(report: &Report) -> Sheet {
    let series = report.indicators.series.iter();
    let rows = series.flat_map(|series| series.points.iter().map(move |point| FigureRow { series, point }));
    let about = "One row a value of an indicator, indicator by indicator, the oldest first. A public report withholds small counts and what rests on them.";
    sheet("Indicators", about, (columns(), PRINTED), rows)
}

/// The columns for a page of paper: the first ones.
const PRINTED: usize = 10;

fn columns<'a>() -> Vec<SheetColumn<FigureRow<'a>>> {
    vec![
        column("indicator", "Indicator", 34, "its name", |r| Cell::text(&r.series.name)),
        column(
            "period",
            "Period",
            12,
            "a year to 31 March, a calendar year, or a day, as the answer file has it",
            |r| Cell::text(r.point.period.to_string()),
        ),
        column(
            "figure",
            "Figure",
            10,
            "in the unit; empty where it is withheld or does not follow from what is given",
            |r| Cell::figure(r.point.figure),
        ),
        column(
            "unit",
            "Unit",
            12,
            "`per cent`, `per 10,000`, `average` or `count`",
            |r| r.series.unit.map_or(Cell::Empty, |u| Cell::text(u.title())),
        ),
        column("numerator", "Numerator", 12, "the count above the line", |r| {
            Cell::figure(r.point.numerator)
        }),
        column("denominator", "Denominator", 13, "the count below the line", |r| {
            Cell::figure(r.point.denominator)
        }),
        column(
            "neighbours",
            "Statistical neighbours",
            13,
            "the figure of the statistical neighbours",
            |r| r.beside(ComparatorKind::Neighbours),
        ),
        column("region", "Region", 10, "the region's", |r| {
            r.beside(ComparatorKind::Region)
        }),
        column(
            "england",
            "England",
            10,
            "England's: the council's own, or the one that the program knows",
            |r| r.beside(ComparatorKind::England),
        ),
        column("target", "Own target", 10, "the council's own target", |r| {
            r.beside(ComparatorKind::Target)
        }),
        column(
            "withheld",
            "Withheld",
            10,
            "a small count stands behind it, and this copy is public",
            |r| Cell::YesNo(r.point.withheld),
        ),
        column("note", "Note", 36, "what a reader has to know of the data", |r| {
            Cell::text_or_empty(&r.point.note)
        }),
        column(
            "break",
            "Break",
            36,
            "why it cannot be read on from the value before it",
            |r| Cell::text_or_empty(&r.point.series_break),
        ),
        column("source", "Source", 30, "where it was read", |r| {
            Cell::text_or_empty(&r.point.source)
        }),
        column("indicator_id", "Indicator id", 22, "its id, the same each year", |r| {
            Cell::text(&r.series.id)
        }),
        column(
            "definition",
            "Definition",
            50,
            "what is counted, of what, and for when",
            |r| Cell::text(&r.series.definition),
        ),
    ]
}
