//! The bytes of an extract to rows of cells: CSV, or the first sheet of an Excel workbook.

use std::io::{Cursor, Read as _};

use calamine::{DataRef, Reader as _, Xlsx};
use chrono::{Duration, NaiveDate};

use super::UnreadableExtract;

/// So many rows at most: a national release with every council and twenty years has fewer.
pub const MOST_ROWS: usize = 50_000;

/// So many columns at most.
const MOST_COLUMNS: usize = 100;

/// So many bytes at most may a workbook be unpacked.
const LARGEST_UNPACKED: u64 = 64 * 1024 * 1024;

/// A row with its line in the extract, counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line.
    pub line: u64,
    /// Its cells.
    pub cells: Vec<String>,
}

/// An extract's rows, the names of the columns first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extract {
    /// The rows.
    pub rows: Vec<Row>,
    /// A cell of it may hold a share of one that is shown as a percentage: a workbook's.
    pub has_shares: bool,
}

fn too_many() -> UnreadableExtract {
    UnreadableExtract::new(
        format!("the extract has more than {MOST_ROWS} rows or {MOST_COLUMNS} columns"),
        "give the rows of the indicators alone",
    )
}

/// Reads CSV. Commas part the cells, or semicolons or tabs where the first line has no comma.
///
/// # Errors
/// Too many rows, or quotation marks that fit nowhere.
pub fn read_csv(text: &str) -> Result<Extract, UnreadableExtract> {
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    let parted = [b',', b';', b'\t'].into_iter().find(|c| first.as_bytes().contains(c));
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(parted.unwrap_or(b','))
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record
            .map_err(|e| UnreadableExtract::new(format!("the CSV cannot be read: {e}"), "save it anew as CSV UTF-8"))?;
        if rows.len() > MOST_ROWS || record.len() > MOST_COLUMNS {
            return Err(too_many());
        }
        rows.push(Row {
            line: record.position().map_or(0, csv::Position::line),
            cells: record.iter().map(str::to_owned).collect(),
        });
    }
    Ok(Extract {
        rows,
        has_shares: false,
    })
}

/// Reads the first sheet of a workbook.
///
/// # Errors
/// No workbook, one that grows past all measure when it is unpacked, or too many rows.
pub fn read_workbook(bytes: &[u8]) -> Result<Extract, UnreadableExtract> {
    let broken = |what: String| {
        UnreadableExtract::new(
            format!("the workbook cannot be read: {what}"),
            "save it anew as .xlsx, or as CSV UTF-8",
        )
    };
    refuse_bomb(bytes).map_err(|e| broken(e.to_string()))??;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|e| broken(e.to_string()))?;
    let Some(name) = book.sheet_names().first().cloned() else {
        return Err(broken("it has no sheet".to_owned()));
    };
    // Cell by cell: a sheet that names its farthest cell would otherwise be a table of millions.
    let mut cells = book.worksheet_cells_reader(&name).map_err(|e| broken(e.to_string()))?;
    let mut rows: Vec<Row> = Vec::new();
    while let Some(cell) = cells.next_cell().map_err(|e| broken(e.to_string()))? {
        let (row, column) = cell.get_position();
        let text = shown(cell.get_value());
        if text.is_empty() {
            continue;
        }
        let (line, column) = (u64::from(row) + 1, column as usize);
        if rows.last().is_none_or(|r| r.line != line) {
            rows.push(Row {
                line,
                cells: Vec::new(),
            });
        }
        if rows.len() > MOST_ROWS || column >= MOST_COLUMNS {
            return Err(too_many());
        }
        if let Some(row) = rows.last_mut() {
            if row.cells.len() <= column {
                row.cells.resize(column + 1, String::new());
            }
            if let Some(place) = row.cells.get_mut(column) {
                *place = text;
            }
        }
    }
    Ok(Extract { rows, has_shares: true })
}

/// Unpacks every part once, and stops where it grows past all measure.
fn refuse_bomb(bytes: &[u8]) -> Result<Result<(), UnreadableExtract>, zip::result::ZipError> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes))?;
    let mut left = LARGEST_UNPACKED;
    for i in 0..archive.len() {
        let part = archive.by_index(i)?;
        let size = std::io::copy(&mut part.take(left + 1), &mut std::io::sink())?;
        if size > left {
            return Ok(Err(UnreadableExtract::new(
                "the workbook is larger than 64 MiB when it is unpacked",
                "give a workbook with the indicators alone",
            )));
        }
        left -= size;
    }
    Ok(Ok(()))
}

/// A cell as a person reads it.
fn shown(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(n) => n.to_string(),
        DataRef::Float(f) => number(*f),
        DataRef::String(text) => text.trim().to_owned(),
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Bool(yes) => yes.to_string(),
        DataRef::DateTime(day) => serial(day.as_f64()).map_or_else(|| number(day.as_f64()), |d| d.to_string()),
        DataRef::DateTimeIso(text) => text.get(..10).unwrap_or(text).to_owned(),
        DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => format!("{error:?}"),
        DataRef::Empty => String::new(),
    }
}

/// Without the noise of sums in halves: 22.600000000000001 is 22.6.
fn number(f: f64) -> String {
    let rounded = format!("{f:.6}");
    rounded.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The day that a workbook counts from the end of 1899.
fn serial(days: f64) -> Option<NaiveDate> {
    if !(1.0..2_958_466.0).contains(&days) {
        return None;
    }
    #[allow(clippy::cast_possible_truncation, reason = "its range was looked at")]
    let whole = days.trunc() as i64;
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_signed(Duration::days(whole))
}
