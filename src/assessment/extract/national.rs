//! The national releases' own CSV files: England, the region and the statistical neighbours beside the council's values.
//!
//! The Department for Education publishes its statistics as one row a place and time, with the names of the columns in the first row. The
//! layouts that are known stand in [`LAYOUTS`]; where a release has another, its figures are typed, or come in by an extract.

mod beside;

use std::collections::{BTreeMap, HashSet};

use chrono::{Datelike as _, NaiveDate};

use super::{Extract, ExtractTarget, ReadColumn, ReadExtract, Row, UnreadableExtract, folded};
use crate::indicators::{Figure, Indicator, Known};
use beside::set_beside;

/// What a column of a release holds.
struct ReleaseColumn {
    /// The column.
    name: &'static str,
    /// The indicator whose figure it is.
    indicator: &'static str,
    /// The rows that it counts in, where one file holds several figures in one column: another column, and what it says there.
    only: Option<(&'static str, &'static str)>,
}

const fn column(name: &'static str, indicator: &'static str) -> ReleaseColumn {
    ReleaseColumn {
        name,
        indicator,
        only: None,
    }
}

/// A column of a release that is at hand.
struct FoundColumn<'a> {
    name: &'static str,
    at: usize,
    indicator: &'a Indicator,
    /// The column that parts the rows, and what it says, folded, in those that count.
    only: Option<(usize, String)>,
}

impl ReleaseColumn {
    fn found<'a>(&self, header: &Row, known: &'a Known) -> Option<FoundColumn<'a>> {
        let only = match self.only {
            Some((other, says)) => Some((place(header, other)?, folded(says))),
            None => None,
        };
        Some(FoundColumn {
            name: self.name,
            at: place(header, self.name)?,
            indicator: known.find(self.indicator)?,
            only,
        })
    }
}

/// The columns that are known, of the editions of 2025.
const LAYOUTS: &[ReleaseColumn] = &[
    // Children's social work workforce, 1. Indicators.
    column("turnover_rate_fte", "sw-turnover"),
    column("vacancy_rate_fte", "sw-vacancy"),
    column("agency_rate_fte", "sw-agency"),
    column("absence_rate_fte", "sw-sickness"),
    column("caseload_fte", "sw-caseload"),
    // Children in need, C1 and D3.
    column("rereferral_percent", "rereferrals-12m"),
    column("rereferral_child_percent", "rereferrals-12m-children"),
    column("CPP_subsequent_percent", "cpp-repeat"),
    // Children looked after, placement stability.
    ReleaseColumn {
        name: "children_percent",
        indicator: "cla-3-placements",
        only: Some(("placement_stability", "With 3 or more placements during the year")),
    },
];

/// Which comparators are wanted besides England.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WantedComparators<'a> {
    /// The region's name, as the release has it.
    pub region: Option<&'a str>,
    /// The statistical neighbours: names of councils as the release has them, or their codes.
    pub neighbours: &'a [String],
    /// Whether a comparator that stands in the answer file already may be changed.
    pub replace: bool,
}

impl WantedComparators<'_> {
    /// Whether anything is wanted that only a release has.
    pub fn is_empty(&self) -> bool {
        self.region.is_none() && self.neighbours.is_empty()
    }
}

/// Whether the rows are a national release's: they name a time and a geographic level.
pub fn is_release(extract: &Extract) -> bool {
    extract
        .rows
        .first()
        .is_some_and(|header| place(header, "time_period").is_some() && place(header, "geographic_level").is_some())
}

fn place(header: &Row, name: &str) -> Option<usize> {
    let wanted = folded(name);
    header.cells.iter().position(|cell| folded(cell) == wanted)
}

/// Whose figure a row holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum ReleasePlace {
    England,
    Region,
    /// A neighbour, by its place among those that are wanted.
    Neighbour(usize),
}

/// The figures of one indicator and time, and the lines on which they stand. A figure that is not published is none.
type ReleaseFigures = BTreeMap<ReleasePlace, (u64, Option<Figure>)>;

/// Reads a release: its values are those of the answer file, with what they are to be set beside.
///
/// # Errors
/// No column that is known, a region or neighbour that it does not name, two figures of one place and time, or no figure that fits a
/// value of the answer file.
pub fn read_release(
    extract: &Extract,
    known: &Known,
    into: ExtractTarget<'_>,
    wanted: WantedComparators<'_>,
) -> Result<ReadExtract, UnreadableExtract> {
    let Some((header, rows)) = extract.rows.split_first() else {
        return Err(unknown_layout());
    };
    let found: Vec<FoundColumn<'_>> = LAYOUTS.iter().filter_map(|c| c.found(header, known)).collect();
    if found.is_empty() {
        return Err(unknown_layout());
    }
    let mut columns: Vec<ReadColumn> = ["time_period", "geographic_level", "region_name", "la_name"]
        .iter()
        .zip(["the time", "whose figure it is", "the region", "the council"])
        .filter_map(|(name, meaning)| read_column(header, place(header, name)?, meaning))
        .collect();
    columns.extend(found.iter().filter_map(|c| read_column(header, c.at, &c.indicator.id)));
    let reader = ReleaseReader::new(header, wanted);
    reader.refuse_unknown(rows, wanted)?;
    let rows: Vec<(&Row, ReleasePlace)> = rows.iter().filter_map(|r| Some((r, reader.place(r)?))).collect();
    let mut read = ReadExtract {
        columns,
        values: Vec::new(),
        rejected: Vec::new(),
    };
    let mut fits = false;
    for column in &found {
        let indicator = column.indicator;
        let by_time = reader.figures(&rows, column, &mut read)?;
        let own = into.assessment.indicators.iter().filter(|v| v.id == indicator.id);
        for value in own {
            let Some(figures) = by_time.get(&value.period.ends()) else {
                continue;
            };
            fits = true;
            set_beside(value, figures, indicator, into, wanted, &mut read);
        }
    }
    if !fits && read.rejected.is_empty() {
        return Err(UnreadableExtract::new(
            "the release has no figure for any value of the answer file: same indicator, same time",
            "put in your own values first; what the release has is set beside them",
        ));
    }
    Ok(read)
}

fn unknown_layout() -> UnreadableExtract {
    UnreadableExtract::new(
        "this is a national release, and none of its columns is known",
        "docs/indicators.md lists the releases that are; type the figures of another as `england`, `region` and `neighbours` into an extract",
    )
}

fn read_column(header: &Row, at: usize, meaning: &str) -> Option<ReadColumn> {
    Some(ReadColumn {
        header: header.cells.get(at)?.clone(),
        read_as: Some(meaning.to_owned()),
    })
}

/// Where a row says when and whose it is, and whose rows are wanted: names are folded.
struct ReleaseReader {
    time: Option<usize>,
    level: Option<usize>,
    /// The columns with a region's name and code, the name first.
    region_columns: Vec<usize>,
    /// Those with a council's.
    council_columns: Vec<usize>,
    region: Option<String>,
    neighbours: Vec<String>,
}

/// A cell without spaces around it; nothing where the row has none.
fn cell(row: &Row, at: usize) -> &str {
    row.cells.get(at).map_or("", |c| c.trim())
}

impl ReleaseReader {
    fn new(header: &Row, wanted: WantedComparators<'_>) -> Self {
        let places = |names: &[&str]| names.iter().filter_map(|n| place(header, n)).collect();
        Self {
            time: place(header, "time_period"),
            level: place(header, "geographic_level"),
            region_columns: places(&["region_name", "region_code"]),
            council_columns: places(&["la_name", "new_la_code", "old_la_code"]),
            region: wanted.region.map(folded),
            neighbours: wanted.neighbours.iter().map(|n| folded(n)).collect(),
        }
    }

    /// Whose figures a row has, where they are wanted.
    fn place(&self, row: &Row) -> Option<ReleasePlace> {
        let names = |columns: &[usize]| -> Vec<String> { columns.iter().map(|c| folded(cell(row, *c))).collect() };
        match folded(cell(row, self.level?)).as_str() {
            "national" => Some(ReleasePlace::England),
            "regional" => {
                let region = self.region.as_ref()?;
                names(&self.region_columns)
                    .contains(region)
                    .then_some(ReleasePlace::Region)
            }
            "localauthority" => {
                let names = names(&self.council_columns);
                let wanted = self.neighbours.iter().position(|n| names.contains(n));
                wanted.map(ReleasePlace::Neighbour)
            }
            _ => None,
        }
    }

    /// A name that no row has is a slip, and would be left out in silence.
    fn refuse_unknown(&self, rows: &[Row], wanted: WantedComparators<'_>) -> Result<(), UnreadableExtract> {
        refuse_unknown("region", wanted.region, &self.region_columns, rows)?;
        let councils = wanted.neighbours.iter().map(String::as_str);
        refuse_unknown("council", councils, &self.council_columns, rows)
    }

    /// The figures of one column by the last day of their time.
    fn figures(
        &self,
        rows: &[(&Row, ReleasePlace)],
        column: &FoundColumn<'_>,
        read: &mut ReadExtract,
    ) -> Result<BTreeMap<NaiveDate, ReleaseFigures>, UnreadableExtract> {
        let mut out: BTreeMap<NaiveDate, ReleaseFigures> = BTreeMap::new();
        for (row, place) in rows {
            let others = |(other, says): &(usize, String)| folded(cell(row, *other)) != *says;
            if column.only.as_ref().is_some_and(others) {
                continue;
            }
            let time = self.time.map_or("", |at| cell(row, at));
            let Some(ends) = ends(time, column.indicator) else {
                read.reject(
                    row.line,
                    format!("`time_period` is `{time}`: a year such as 2025 or 202425"),
                );
                continue;
            };
            let figure = match published(cell(row, column.at)) {
                Ok(figure) => figure,
                Err(fault) => {
                    read.reject(row.line, format!("`{}` {fault}", column.name));
                    continue;
                }
            };
            let stands = out.entry(ends).or_default();
            match stands.get(place) {
                Some((line, other)) if *other != figure => {
                    return Err(UnreadableExtract::new(
                        format!(
                            "lines {line} and {} have two figures of `{}` for one place and time ({time})",
                            row.line, column.name
                        ),
                        "the release has further columns that part its rows: keep the rows of the total alone",
                    ));
                }
                Some(_) => {}
                None => {
                    stands.insert(*place, (row.line, figure));
                }
            }
        }
        Ok(out)
    }
}

/// Refuses those of the wanted names that no row has in any of some columns; the first of them has names for a person.
fn refuse_unknown<'a>(
    what: &str,
    wanted: impl IntoIterator<Item = &'a str>,
    columns: &[usize],
    rows: &[Row],
) -> Result<(), UnreadableExtract> {
    let told: HashSet<String> = rows
        .iter()
        .flat_map(|r| columns.iter().map(|c| folded(cell(r, *c))))
        .filter(|name| !name.is_empty())
        .collect();
    let Some(unknown) = wanted.into_iter().find(|name| !told.contains(&folded(name))) else {
        return Ok(());
    };
    let names = columns.first().into_iter();
    let names = names.flat_map(|c| rows.iter().map(|r| cell(r, *c)).filter(|n| !n.is_empty()));
    let near = crate::diagnostic::nearest(unknown, names);
    Err(UnreadableExtract::new(
        format!("the release has no {what} `{unknown}`"),
        near.map_or_else(
            || "write the name as the release has it".to_owned(),
            |n| format!("did you mean `{n}`?"),
        ),
    ))
}

/// The last day of a release's time: `2025` or `202425`.
fn ends(time: &str, indicator: &Indicator) -> Option<NaiveDate> {
    let (month, day) = indicator.period.last_day()?;
    let year: i32 = match (time.len(), time.bytes().all(|b| b.is_ascii_digit())) {
        (4, true) => time.parse().ok()?,
        (6, true) => {
            let first: i32 = time.get(..4)?.parse().ok()?;
            let second: i32 = time.get(4..)?.parse().ok()?;
            ((first + 1) % 100 == second).then_some(first + 1)?
        }
        _ => return None,
    };
    NaiveDate::from_ymd_opt(year, month, day).filter(|d| (1990..3000).contains(&d.year()))
}

/// A figure as it is published: to one decimal. A letter, or nothing, stands where it is withheld or not known.
fn published(cell: &str) -> Result<Option<Figure>, String> {
    const WITHHELD: &[&str] = &[
        "", "c", "k", "low", "u", "x", "z", ":", "..", ".", "-", "~", "na", "n/a",
    ];
    if WITHHELD.contains(&cell.to_lowercase().as_str()) {
        return Ok(None);
    }
    let plain = cell.strip_suffix('%').unwrap_or(cell);
    let number: f64 = plain
        .parse()
        .map_err(|_| format!("is `{cell}`, which is no number and no sign for a figure that is not published"))?;
    let figure = Figure::read(number).map_err(|fault| format!("is `{cell}`: it {fault}"))?;
    Ok(Some(to_one_decimal(figure.in_thousandths())))
}

/// Half is rounded up.
fn to_one_decimal(thousandths: i64) -> Figure {
    Figure::thousandths((thousandths + 50).div_euclid(100) * 100)
}
