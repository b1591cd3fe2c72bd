//! The cells of a sheet, as they are: what each holds and where, and what in them cannot be taken.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use calamine::{Data, DataType as _, Xlsx};
use chrono::NaiveDate;

use crate::diagnostic::Diagnostic;
use crate::form::filled::{FilledEntry, Given, Place};
use crate::form::package::NotAForm;
use crate::form::sheets;
use crate::format::source::unix_line_ends;

/// A workbook in memory.
pub(super) type Book<'b> = Xlsx<Cursor<&'b [u8]>>;

/// More cells than this in a sheet are nobody's form.
const MOST_CELLS: usize = 200_000;

/// The cells of a sheet that have something in them, by row and column, both from 0.
pub(super) struct SheetCells {
    pub name: String,
    pub rows: BTreeMap<u32, BTreeMap<u32, FilledEntry>>,
}

impl SheetCells {
    /// Reads a sheet, and tells what in its cells cannot be taken.
    ///
    /// # Errors
    /// The sheet is broken, or far larger than any form's.
    pub fn read(book: &mut Book<'_>, name: &str, problems: &mut Vec<Diagnostic>) -> Result<Self, NotAForm> {
        let broken = || {
            NotAForm::new(
                format!("is a workbook whose sheet {name} cannot be read"),
                "open it in Excel or LibreOffice, save it as an Excel workbook (.xlsx), and try again",
            )
        };
        let mut sheet = Self {
            name: name.to_owned(),
            rows: BTreeMap::new(),
        };
        let formulas = formulas(book, name).ok_or_else(broken)?;
        let mut cells = book.worksheet_cells_reader(name).map_err(|_| broken())?;
        let mut count = 0;
        while let Some(cell) = cells.next_cell().map_err(|_| broken())? {
            let (row, column) = cell.get_position();
            let place = sheet.place(row, column);
            if formulas.contains(&(row, column)) {
                problems.push(
                    place
                        .problem(
                            "formula",
                            "this cell holds a formula: its value may be another tomorrow",
                        )
                        .help("put the value itself in its place: copy the cell, and paste it as a value"),
                );
                continue;
            }
            let Some(given) = given(&Data::from(cell.get_value().clone()), &place, problems) else {
                continue;
            };
            count += 1;
            if count > MOST_CELLS {
                return Err(NotAForm::new(
                    format!("has more than {MOST_CELLS} filled cells in the sheet {name}: no form does"),
                    "give the form itself",
                ));
            }
            sheet
                .rows
                .entry(row)
                .or_default()
                .insert(column, FilledEntry { given, place });
        }
        drop(cells);
        // The head is found by what stands beside what; a fact or an answer must have its own cell.
        if !name.trim().eq_ignore_ascii_case(sheets::START) {
            tell_merged(book, name, problems);
        }
        Ok(sheet)
    }

    fn place(&self, row: u32, column: u32) -> Place {
        Place::Cell(format!("sheet {}, cell {}", self.name, cell_name(row, column)))
    }

    /// The row of the headings, which has one of these names: the row's number, and each heading's column.
    pub fn headings(&self, name: &str) -> Option<(u32, BTreeMap<String, u32>)> {
        self.rows.iter().take(20).find_map(|(row, cells)| {
            let named: BTreeMap<String, u32> = cells
                .iter()
                .filter_map(|(column, entry)| Some((plain(entry.text()?), *column)))
                .rev()
                .collect();
            named.contains_key(&plain(name)).then_some((*row, named))
        })
    }
}

/// The cells of a sheet that hold formulas; none where it cannot be read.
fn formulas(book: &mut Book<'_>, name: &str) -> Option<BTreeSet<(u32, u32)>> {
    let mut found = BTreeSet::new();
    let mut cells = book.worksheet_cells_reader(name).ok()?;
    while let Some(cell) = cells.next_formula().ok()? {
        if !cell.get_value().is_empty() {
            found.insert(cell.get_position());
        }
    }
    Some(found)
}

/// Tells the merged cells of a sheet.
fn tell_merged(book: &mut Book<'_>, name: &str, problems: &mut Vec<Diagnostic>) {
    for area in book.merge_cells_by_sheet_name(name).unwrap_or_default() {
        let ((row, column), (last_row, last_column)) = (area.start, area.end);
        let cells = format!("{}:{}", cell_name(row, column), cell_name(last_row, last_column));
        problems.push(
            Place::Cell(format!("sheet {name}, cells {cells}"))
                .problem(
                    "merged-cells",
                    "these cells are merged: to which of them the entry belongs cannot be told",
                )
                .help("unmerge them, and put each entry into its own cell"),
        );
    }
}

/// A heading as it is compared: in small letters with single blanks.
pub(super) fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// `D7`, of row 6 and column 3.
fn cell_name(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        left -= 1;
        letters.push(char::from(b'A' + u8::try_from(left % 26).unwrap_or(0)));
        left /= 26;
    }
    letters.reverse();
    format!("{}{}", letters.into_iter().collect::<String>(), row + 1)
}

/// What a cell holds; none where it is empty.
fn given(data: &Data, place: &Place, problems: &mut Vec<Diagnostic>) -> Option<Given> {
    let day = |data: &Data| -> Option<NaiveDate> { data.as_date() };
    match data {
        Data::Empty => None,
        Data::String(text) => {
            let text = unix_line_ends(text);
            let text = text.trim();
            (!text.is_empty()).then(|| Given::Text(text.to_owned()))
        }
        Data::Int(n) => Some(Given::Number(f64::from(i32::try_from(*n).unwrap_or(i32::MAX)))),
        Data::Float(n) => Some(Given::Number(*n)),
        Data::Bool(is) => Some(Given::YesNo(*is)),
        Data::DateTime(_) | Data::DateTimeIso(_) => match day(data) {
            Some(day) => Some(Given::Date(day)),
            None => {
                problems.push(
                    place
                        .problem("date", "this cell holds a date or a time that is no day")
                        .help("write day, month and year: 31/3/2027"),
                );
                None
            }
        },
        Data::DurationIso(text) => Some(Given::Text(text.clone())),
        Data::Error(error) => {
            problems.push(
                place
                    .problem(
                        "cell-error",
                        format!("this cell shows an error of the spreadsheet ({error})"),
                    )
                    .help("put what was meant in its place"),
            );
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_a_spreadsheet_names_them() {
        for (row, column, name) in [
            (0, 0, "A1"),
            (6, 25, "Z7"),
            (9, 26, "AA10"),
            (0, 701, "ZZ1"),
            (0, 702, "AAA1"),
        ] {
            assert_eq!(cell_name(row, column), name);
        }
    }
}
