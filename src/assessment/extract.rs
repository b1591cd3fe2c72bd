//! Values of indicators from a council's own extract: rows of cells become values, or each row that cannot says why.

pub(crate) mod cells;
mod national;
mod sheet;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::{Assessment, Comparator, ComparatorKind, IndicatorValue, value_faults};
use crate::checklist::Checklist;
use crate::indicators::{Indicator, IndicatorUnit, Known};

pub use national::{WantedComparators, is_release, read_release};
pub use sheet::{Extract, MOST_ROWS, Row, read_csv, read_workbook};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExtractColumn {
    /// The indicator's id or name.
    Indicator,
    /// When it is of.
    Period,
    /// The figure.
    Value,
    /// The count above the line.
    Numerator,
    /// The count below the line.
    Denominator,
    /// Where it was read.
    Source,
    /// Provisional or final.
    Status,
    /// Sound or doubtful.
    Quality,
    /// What a reader has to know.
    Note,
    /// Why it cannot be read on from the value before.
    Break,
    /// England's figure.
    England,
    /// The region's.
    Region,
    /// That of the statistical neighbours.
    Neighbours,
    /// The council's own target.
    Target,
    /// Who set it.
    TargetOwner,
}

/// The names that a column can have: capitals, spaces, hyphens and underscores do not matter.
const COLUMNS: &[(ExtractColumn, &[&str])] = &[
    (ExtractColumn::Indicator, &["indicator", "id", "measure", "indicatorid"]),
    (ExtractColumn::Period, &["period", "year", "date"]),
    (ExtractColumn::Value, &["value", "rate", "figure", "percentage"]),
    (ExtractColumn::Numerator, &["numerator", "num", "count"]),
    (ExtractColumn::Denominator, &["denominator", "den", "total", "outof"]),
    (ExtractColumn::Source, &["source"]),
    (ExtractColumn::Status, &["status"]),
    (ExtractColumn::Quality, &["quality", "dataquality"]),
    (ExtractColumn::Note, &["note", "qualitynote", "comment"]),
    (ExtractColumn::Break, &["break", "seriesbreak"]),
    (ExtractColumn::England, &["england"]),
    (ExtractColumn::Region, &["region"]),
    (ExtractColumn::Neighbours, &["neighbours", "statisticalneighbours"]),
    (ExtractColumn::Target, &["target", "owntarget"]),
    (ExtractColumn::TargetOwner, &["target-owner", "owner"]),
];

impl ExtractColumn {
    /// What it is called.
    pub fn name(self) -> &'static str {
        COLUMNS
            .iter()
            .find(|(c, _)| *c == self)
            .and_then(|(_, names)| names.first())
            .copied()
            .unwrap_or_default()
    }

    fn of(header: &str) -> Option<Self> {
        let wanted = folded(header);
        COLUMNS
            .iter()
            .find(|(_, names)| names.iter().any(|n| folded(n) == wanted))
            .map(|(column, _)| *column)
    }
}

/// A name as it is compared.
fn folded(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// A column as it was understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReadColumn {
    /// Its name in the extract.
    pub header: String,
    /// What it was taken for; null where it is not read. In a national release, an indicator's id.
    pub read_as: Option<String>,
}

/// A row that was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RejectedRow {
    /// Its line in the extract, counted from 1.
    pub line: u64,
    /// Why.
    pub reason: String,
}

/// What an extract holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReadExtract {
    /// The columns, in their order.
    pub columns: Vec<ReadColumn>,
    /// The values, with the line of each.
    #[serde(skip)]
    pub values: Vec<(u64, IndicatorValue)>,
    /// The rows that were not taken; where there is one, nothing may be written.
    pub rejected: Vec<RejectedRow>,
}

/// An extract that cannot be read at all: what is wrong, and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadableExtract {
    /// What is wrong.
    pub message: String,
    /// What helps.
    pub hint: String,
}

impl UnreadableExtract {
    fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            hint: hint.into(),
        }
    }
}

/// Whose answers the values are to stand in.
#[derive(Debug, Clone, Copy)]
pub struct ExtractTarget<'a> {
    /// The checklist that is answered.
    pub checklist: &'a Checklist,
    /// The answers as they stand, dated as they will be.
    pub assessment: &'a Assessment,
}

/// Reads the rows of an extract.
///
/// # Errors
/// No row, no column that names the indicator or the time, or two columns of one meaning.
pub fn read_extract(
    extract: &Extract,
    known: &Known,
    into: ExtractTarget<'_>,
) -> Result<ReadExtract, UnreadableExtract> {
    let Some((header, rows)) = extract.rows.split_first() else {
        return Err(UnreadableExtract::new(
            "there is nothing in the extract",
            "its first row has the names of the columns: indicator, period, value, numerator, denominator",
        ));
    };
    let columns: Vec<ReadColumn> = header
        .cells
        .iter()
        .map(|cell| ReadColumn {
            header: cell.clone(),
            read_as: ExtractColumn::of(cell).map(|c| c.name().to_owned()),
        })
        .collect();
    let mut places: BTreeMap<ExtractColumn, usize> = BTreeMap::new();
    for (at, column) in columns.iter().enumerate() {
        let Some(read_as) = ExtractColumn::of(&column.header) else {
            continue;
        };
        if let Some(first) = places.insert(read_as, at).and_then(|first| columns.get(first)) {
            return Err(UnreadableExtract::new(
                format!(
                    "`{}` and `{}` are both taken for `{}`",
                    first.header,
                    column.header,
                    read_as.name()
                ),
                "rename or take out one of the two columns",
            ));
        }
    }
    for needed in [ExtractColumn::Indicator, ExtractColumn::Period] {
        if !places.contains_key(&needed) {
            let headers: Vec<&str> = columns.iter().map(|c| c.header.as_str()).collect();
            return Err(UnreadableExtract::new(
                format!(
                    "the extract has no column `{}`; its first row says: {}",
                    needed.name(),
                    headers.join(", ")
                ),
                "the first row has the names of the columns; docs/indicators.md lists them",
            ));
        }
    }
    let reader = RowReader {
        places: &places,
        known,
        into,
        width: header.cells.len(),
        shares: extract.has_shares,
    };
    let mut read = ReadExtract {
        columns,
        values: Vec::new(),
        rejected: Vec::new(),
    };
    let mut seen: BTreeMap<(String, NaiveDate), u64> = BTreeMap::new();
    for row in rows.iter().filter(|r| r.cells.iter().any(|c| !c.trim().is_empty())) {
        match reader.value(row) {
            Ok(value) => match seen.insert((value.id.clone(), value.period.ends()), row.line) {
                Some(first) => read.reject(row.line, format!("line {first} has the same figure and time")),
                None => read.values.push((row.line, value)),
            },
            Err(reason) => read.reject(row.line, reason),
        }
    }
    if read.values.is_empty() && read.rejected.is_empty() {
        return Err(UnreadableExtract::new(
            "the extract has a row of names and no values below it",
            "each further row is one figure of one time",
        ));
    }
    Ok(read)
}

impl ReadExtract {
    fn reject(&mut self, line: u64, reason: String) {
        self.rejected.push(RejectedRow { line, reason });
    }
}

struct RowReader<'a> {
    places: &'a BTreeMap<ExtractColumn, usize>,
    known: &'a Known,
    into: ExtractTarget<'a>,
    width: usize,
    /// A cell that a workbook shows as a percentage holds a share of one.
    shares: bool,
}

impl RowReader<'_> {
    fn value(&self, row: &Row) -> Result<IndicatorValue, String> {
        let beyond = row.cells.iter().skip(self.width).any(|c| !c.trim().is_empty());
        if beyond || (!self.shares && row.cells.len() < self.width) {
            return Err(format!(
                "it has {} cells and the first row {}: a comma or a quotation mark is one too many or missing",
                row.cells.len(),
                self.width
            ));
        }
        let cell = |column: ExtractColumn| -> Option<&str> {
            let at = self.places.get(&column)?;
            row.cells.get(*at).map(|c| c.trim()).filter(|c| !c.is_empty())
        };
        if let Some(long) = row.cells.iter().find(|c| c.chars().count() > LONGEST_CELL) {
            return Err(format!(
                "a cell has {} characters; the most is {LONGEST_CELL}",
                long.chars().count()
            ));
        }
        let figure = |column: ExtractColumn| {
            let read = cell(column).map(cells::figure).transpose();
            read.map_err(|fault| format!("`{}` {fault}", column.name()))
        };
        let text = |column| cell(column).map(str::to_owned);
        let id = self.id(cell(ExtractColumn::Indicator).ok_or("it names no indicator")?)?;
        let period = cells::period(cell(ExtractColumn::Period).ok_or("it names no period")?)?;
        let mut comparators = Vec::new();
        for (column, with) in [
            (ExtractColumn::Neighbours, ComparatorKind::Neighbours),
            (ExtractColumn::Region, ComparatorKind::Region),
            (ExtractColumn::England, ComparatorKind::England),
            (ExtractColumn::Target, ComparatorKind::Target),
        ] {
            let owner = text(ExtractColumn::TargetOwner).filter(|_| with == ComparatorKind::Target);
            comparators.extend(figure(column)?.map(|value| Comparator {
                with,
                value,
                period: None,
                source: None,
                owner,
            }));
        }
        let value = IndicatorValue {
            id,
            period,
            value: figure(ExtractColumn::Value)?,
            numerator: figure(ExtractColumn::Numerator)?,
            denominator: figure(ExtractColumn::Denominator)?,
            source: text(ExtractColumn::Source),
            status: cell(ExtractColumn::Status).map(cells::status).transpose()?,
            quality: cell(ExtractColumn::Quality).map(cells::quality).transpose()?,
            note: text(ExtractColumn::Note),
            series_break: text(ExtractColumn::Break),
            comparators,
        };
        self.refuse_share(&value)?;
        let faults = value_faults(self.into.checklist, self.into.assessment, &value);
        if faults.is_empty() {
            Ok(value)
        } else {
            Err(faults.join("; "))
        }
    }

    /// A workbook's cell that is shown as 22.6% holds 0.226: nobody can tell it from a fifth of one per cent.
    fn refuse_share(&self, value: &IndicatorValue) -> Result<(), String> {
        let percent = self
            .known
            .find(&value.id)
            .is_some_and(|i| i.unit == IndicatorUnit::Percent);
        let share = |f: crate::indicators::Figure| f.in_thousandths() > 0 && f.in_thousandths() < 1000;
        let doubtful = value
            .comparators
            .iter()
            .map(|c| c.value)
            .chain(value.value)
            .find(|f| share(*f));
        match doubtful.filter(|_| self.shares && percent) {
            Some(figure) => Err(format!(
                "{} may be a cell that is shown as a percentage, which holds a share of one: format it as a plain number, or give numerator and denominator alone",
                figure.exactly()
            )),
            None => Ok(()),
        }
    }

    /// The id that a cell means: an id, or a name.
    fn id(&self, cell: &str) -> Result<String, String> {
        let wanted = folded(cell);
        let is = |i: &&Indicator| folded(&i.id) == wanted || folded(&i.name) == wanted;
        if let Some(one) = self.known.indicators().find(is) {
            return Ok(one.id.clone());
        }
        // One of the council's own, whose definition is not at hand.
        if cell.starts_with(crate::indicators::OWN) && crate::format::fields::is_id(cell).is_ok() {
            return Ok(cell.to_owned());
        }
        let names = self.known.indicators().flat_map(|i| [i.id.as_str(), i.name.as_str()]);
        let near = crate::diagnostic::nearest(cell, names);
        let near = near.map_or_else(String::new, |n| format!("; did you mean `{n}`?"));
        Err(format!("there is no indicator `{cell}`{near}"))
    }
}

/// So many characters a cell at most: what is longer is a quotation mark that was never closed.
const LONGEST_CELL: usize = 1000;
