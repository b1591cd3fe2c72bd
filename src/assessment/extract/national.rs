//! The national releases' own CSV files: England, the region and the statistical neighbours beside the council's values.
//!
//! The Department for Education publishes its statistics as one row a place and time, with the names of the columns in the first row. The
//! layouts that are known stand in [`LAYOUTS`]; where a release has another, its figures are typed, or come in by an extract.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};

use super::{Extract, ExtractTarget, ReadColumn, ReadExtract, Row, UnreadableExtract, folded};
use crate::assessment::{Comparator, ComparatorKind, IndicatorValue, value_faults};
use crate::indicators::{Figure, Indicator, Known};

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
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
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
    let found: Vec<(&ReleaseColumn, usize, &Indicator)> = LAYOUTS
        .iter()
        .filter(|c| c.only.is_none_or(|(other, _)| place(header, other).is_some()))
        .filter_map(|c| Some((c, place(header, c.name)?, known.find(c.indicator)?)))
        .collect();
    if found.is_empty() {
        return Err(unknown_layout());
    }
    let mut columns: Vec<ReadColumn> = ["time_period", "geographic_level", "region_name", "la_name"]
        .iter()
        .zip(["the time", "whose figure it is", "the region", "the council"])
        .filter_map(|(name, meaning)| read_column(header, place(header, name)?, meaning))
        .collect();
    columns.extend(found.iter().filter_map(|(_, at, i)| read_column(header, *at, &i.id)));
    let reader = ReleaseReader { header, wanted };
    reader.refuse_unknown(rows)?;
    let mut read = ReadExtract {
        columns,
        values: Vec::new(),
        rejected: Vec::new(),
    };
    let mut fits = false;
    for (column, at, indicator) in found {
        let by_time = reader.figures(rows, column, at, indicator, &mut read)?;
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

struct ReleaseReader<'a> {
    header: &'a Row,
    wanted: WantedComparators<'a>,
}

impl ReleaseReader<'_> {
    fn cell<'r>(&self, row: &'r Row, name: &str) -> &'r str {
        place(self.header, name)
            .and_then(|at| row.cells.get(at))
            .map_or("", |c| c.trim())
    }

    /// Whose figures a row has, where they are wanted.
    fn place(&self, row: &Row) -> Option<ReleasePlace> {
        let same = |name: &str, wanted: &str| folded(self.cell(row, name)) == folded(wanted);
        match folded(self.cell(row, "geographic_level")).as_str() {
            "national" => Some(ReleasePlace::England),
            "regional" => {
                let region = self.wanted.region?;
                (same("region_name", region) || same("region_code", region)).then_some(ReleasePlace::Region)
            }
            "localauthority" => {
                let is = |n: &String| ["la_name", "new_la_code", "old_la_code"].iter().any(|c| same(c, n));
                self.wanted.neighbours.iter().position(is).map(ReleasePlace::Neighbour)
            }
            _ => None,
        }
    }

    /// A name that no row has is a slip, and would be left out in silence.
    fn refuse_unknown(&self, rows: &[Row]) -> Result<(), UnreadableExtract> {
        let names = |column: &str| -> Vec<&str> {
            let names = rows.iter().map(|r| self.cell(r, column)).filter(|n| !n.is_empty());
            names.collect()
        };
        let has = |columns: &[&str], wanted: &str| {
            rows.iter()
                .any(|r| columns.iter().any(|c| folded(self.cell(r, c)) == folded(wanted)))
        };
        let region = self
            .wanted
            .region
            .map(|r| (r, "region", ["region_name", "region_code"].as_slice()));
        let councils = self.wanted.neighbours.iter();
        let councils = councils.map(|n| {
            (
                n.as_str(),
                "council",
                ["la_name", "new_la_code", "old_la_code"].as_slice(),
            )
        });
        for (wanted, what, columns) in region.into_iter().chain(councils) {
            if folded(wanted).is_empty() || !has(columns, wanted) {
                let near = crate::diagnostic::nearest(wanted, names(columns.first().copied().unwrap_or_default()));
                return Err(UnreadableExtract::new(
                    format!("the release has no {what} `{wanted}`"),
                    near.map_or_else(
                        || "write the name as the release has it".to_owned(),
                        |n| format!("did you mean `{n}`?"),
                    ),
                ));
            }
        }
        Ok(())
    }

    /// The figures of one column by the last day of their time.
    fn figures(
        &self,
        rows: &[Row],
        column: &ReleaseColumn,
        at: usize,
        indicator: &Indicator,
        read: &mut ReadExtract,
    ) -> Result<BTreeMap<NaiveDate, ReleaseFigures>, UnreadableExtract> {
        let mut out: BTreeMap<NaiveDate, ReleaseFigures> = BTreeMap::new();
        for row in rows {
            if column
                .only
                .is_some_and(|(other, says)| folded(self.cell(row, other)) != folded(says))
            {
                continue;
            }
            let Some(place) = self.place(row) else { continue };
            let time = self.cell(row, "time_period");
            let Some(ends) = ends(time, indicator) else {
                read.reject(
                    row.line,
                    format!("`time_period` is `{time}`: a year such as 2025 or 202425"),
                );
                continue;
            };
            let figure = match published(row.cells.get(at).map_or("", |c| c.trim())) {
                Ok(figure) => figure,
                Err(fault) => {
                    read.reject(row.line, format!("`{}` {fault}", column.name));
                    continue;
                }
            };
            let stands = out.entry(ends).or_default();
            match stands.get(&place) {
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
                    stands.insert(place, (row.line, figure));
                }
            }
        }
        Ok(out)
    }
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

/// The middle of the figures, as the Department for Education's own dashboard takes it for statistical neighbours.
fn median(mut figures: Vec<i64>) -> Option<Figure> {
    figures.sort_unstable();
    let middle = figures.len() / 2;
    let upper = *figures.get(middle)?;
    let value = if figures.len() % 2 == 1 {
        upper
    } else {
        let lower = *figures.get(middle.checked_sub(1)?)?;
        // Two figures of one decimal: their middle has two at most.
        (lower + upper) / 2
    };
    Some(to_one_decimal(value))
}

/// Sets a release's figures beside a value.
fn set_beside(
    value: &IndicatorValue,
    figures: &ReleaseFigures,
    indicator: &Indicator,
    into: ExtractTarget<'_>,
    wanted: WantedComparators<'_>,
    read: &mut ReadExtract,
) {
    let table = indicator
        .table
        .as_deref()
        .map_or_else(String::new, |t| format!(", {t}"));
    let release = format!("{}{table}", indicator.source);
    let mut new = value.clone();
    let mut last_line = 0;
    let one = |place: ReleasePlace| figures.get(&place).and_then(|(line, f)| Some((*line, (*f)?)));
    let mut found: Vec<(ComparatorKind, u64, Figure, String)> = Vec::new();
    let neighbours: Vec<(u64, Figure)> = (0..wanted.neighbours.len())
        .filter_map(|n| one(ReleasePlace::Neighbour(n)))
        .collect();
    if let Some(middle) = median(neighbours.iter().map(|(_, f)| f.in_thousandths()).collect()) {
        let (named, published) = (wanted.neighbours.len(), neighbours.len());
        let how = if named == published {
            format!("median of {named}")
        } else {
            format!("median of the {published} published of {named}")
        };
        let line = neighbours.first().map_or(0, |(line, _)| *line);
        found.push((ComparatorKind::Neighbours, line, middle, format!("{release}; {how}")));
    }
    for (kind, place) in [
        (ComparatorKind::Region, ReleasePlace::Region),
        (ComparatorKind::England, ReleasePlace::England),
    ] {
        found.extend(one(place).map(|(line, f)| (kind, line, f, release.clone())));
    }
    for (kind, line, figure, source) in found {
        let comparator = Comparator {
            with: kind,
            value: figure,
            period: None,
            source: Some(source),
            owner: None,
        };
        last_line = line;
        match new.comparators.iter_mut().find(|c| c.with == kind) {
            None => new.comparators.push(comparator),
            // The same figure stays as somebody wrote it down.
            Some(stands) if stands.value == figure && stands.period.is_none() => {}
            Some(stands) if wanted.replace => *stands = comparator,
            Some(stands) => read.reject(
                line,
                format!(
                    "`{}` for {} has another figure of {} in the answer file ({}, here {}): give --replace to change it",
                    value.id,
                    value.period,
                    kind.title(),
                    stands.value,
                    figure
                ),
            ),
        }
    }
    let faults = value_faults(into.checklist, into.assessment, &new);
    if faults.is_empty() {
        read.values.push((last_line, new));
    } else {
        read.reject(last_line, faults.join("; "));
    }
}
