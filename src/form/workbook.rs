//! Reads a form that was filled in as a workbook.
//!
//! Sheets, columns and rows are found by what stands in them, not by where they are: rows may be sorted, columns moved, lines put in
//! between. Cells are read one by one, for a sheet may say that it has a million rows.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use calamine::{Data, DataType as _, Reader as _, Xlsx};
use chrono::NaiveDate;

use super::field::FormField;
use super::filled::{Entry, FilledAnswer, FilledField, FilledForm, FilledHead, Given, Place};
use super::package::{NotAForm, look_inside};
use super::{sheets, text};
use crate::diagnostic::Diagnostic;
use crate::format::source::unix_line_ends;

/// More cells than this in a sheet are nobody's form.
const MOST_CELLS: usize = 200_000;

/// The number of the pieces in the further sheets: behind those of a question's row.
const FURTHER: usize = 1_000;

/// Reads a form.
///
/// # Errors
/// The file is no workbook that is read, or none of this program's forms. What cannot be read in it is among its problems.
pub fn parse(bytes: &[u8]) -> Result<FilledForm, NotAForm> {
    look_inside(bytes)?;
    let broken = |_| NotAForm::new("is a broken workbook", "look for another copy of it");
    let mut book: Xlsx<Cursor<&[u8]>> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let names = book.sheet_names().to_vec();
    let mut problems = Vec::new();
    let mut all = BTreeMap::new();
    for name in [
        sheets::START,
        sheets::FACTS,
        sheets::QUESTIONS,
        sheets::MORE_EVIDENCE,
        sheets::MORE_ACTIONS,
    ] {
        if let Some(there) = names.iter().find(|n| n.trim().eq_ignore_ascii_case(name)) {
            all.insert(name, SheetCells::read(&mut book, there, &mut problems)?);
        }
    }
    let none = NotAForm::new(
        "is a workbook, but no form of this program",
        "a form has the sheets Start and Questions; `assure form CHECKLIST -o FORM.xlsx` makes one",
    );
    let head = all.get(sheets::START).and_then(head);
    let (Some(head), Some(questions)) = (head, all.get(sheets::QUESTIONS)) else {
        return Err(none);
    };
    let mut form = FilledForm {
        head,
        problems,
        ..FilledForm::default()
    };
    if let Some(facts) = all.get(sheets::FACTS) {
        read_facts(facts, &mut form);
    }
    read_questions(questions, &mut form);
    for (name, columns) in [
        (sheets::MORE_EVIDENCE, sheets::of_more_evidence()),
        (sheets::MORE_ACTIONS, sheets::of_more_actions()),
    ] {
        if let Some(sheet) = all.get(name) {
            read_further(sheet, &columns, &mut form);
        }
    }
    Ok(form)
}

/// The cells of a sheet that have something in them, by row and column, both from 0.
struct SheetCells {
    name: String,
    rows: BTreeMap<u32, BTreeMap<u32, Entry>>,
}

impl SheetCells {
    fn read(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, problems: &mut Vec<Diagnostic>) -> Result<Self, NotAForm> {
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
                .insert(column, Entry { given, place });
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
    fn headings(&self, name: &str) -> Option<(u32, BTreeMap<String, u32>)> {
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
fn formulas(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Option<BTreeSet<(u32, u32)>> {
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
fn tell_merged(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, problems: &mut Vec<Diagnostic>) {
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
fn plain(text: &str) -> String {
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
            let text = decoded(text);
            let text = unix_line_ends(&text);
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

/// Characters that XML cannot hold stand in a workbook as `_x000B_`, and what looks so by itself as `_x005F_x000B_`.
fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, found) = rest.split_at(at);
        out.push_str(before);
        let code = found
            .get(2..6)
            .filter(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()))
            .filter(|_| found.get(6..7) == Some("_"))
            .and_then(|hex| u32::from_str_radix(hex, 16).ok())
            .and_then(char::from_u32);
        match code {
            Some(c) => {
                out.push(c);
                rest = found.get(7..).unwrap_or("");
            }
            None => {
                out.push_str("_x");
                rest = found.get(2..).unwrap_or("");
            }
        }
    }
    out.push_str(rest);
    out
}

/// The head: what stands beside the names of its lines.
fn head(start: &SheetCells) -> Option<FilledHead> {
    let beside = |name: &str| {
        start.rows.values().find_map(|cells| {
            let mut cells = cells.values();
            let first = cells.next()?.text()?;
            plain(first).eq(&plain(name)).then(|| cells.next().cloned())?
        })
    };
    let [which, year, council, name, post] = text::HEAD;
    let mut head = FilledHead::of_line(beside(which)?.text()?)?;
    head.period = beside(year);
    head.council = beside(council);
    head.name = beside(name);
    head.post = beside(post);
    Some(head)
}

fn read_facts(sheet: &SheetCells, form: &mut FilledForm) {
    let Some((row, columns)) = sheet.headings(sheets::FACT) else {
        return missing(sheet, sheets::FACT, form);
    };
    let Some(answer) = columns.get(&plain(sheets::ANSWER)) else {
        return missing(sheet, sheets::ANSWER, form);
    };
    let Some(id) = columns.get(&plain(sheets::FACT)) else {
        return;
    };
    for cells in sheet.rows.range(row + 1..).map(|(_, cells)| cells) {
        if let (Some(id), Some(answer)) = (cells.get(id), cells.get(answer)) {
            form.facts.push((id.clone(), answer.clone()));
        }
    }
}

/// A column is not there any more.
fn missing(sheet: &SheetCells, column: &str, form: &mut FilledForm) {
    form.problems.push(
        Place::Cell(format!("sheet {}", sheet.name))
            .problem("no-column", format!("the column `{column}` is not there any more"))
            .help(
                "the headings stay as they were in the form: put the column back, or copy the answers into a new form",
            ),
    );
}

/// The columns of fields that are there. One that is missing is told: it may have been renamed, with answers below it.
fn field_columns(
    sheet: &SheetCells,
    columns: &BTreeMap<String, u32>,
    wanted: &[sheets::FieldColumn],
    form: &mut FilledForm,
) -> Vec<(u32, FormField, usize)> {
    let mut found = Vec::new();
    for (title, field, piece) in wanted {
        match columns.get(&plain(title)) {
            Some(column) => found.push((*column, *field, *piece)),
            None => missing(sheet, title, form),
        }
    }
    found
}

fn read_questions(sheet: &SheetCells, form: &mut FilledForm) {
    let Some((row, columns)) = sheet.headings(sheets::ID) else {
        return missing(sheet, sheets::ID, form);
    };
    let Some(id) = columns.get(&plain(sheets::ID)).copied() else {
        return;
    };
    let asked = columns.get(&plain(sheets::ASKED)).copied();
    let fields = field_columns(sheet, &columns, &sheets::of_questions(), form);
    for (row, cells) in sheet.rows.range(row + 1..) {
        let filled = fields.iter().filter_map(|(column, field, piece)| {
            Some(FilledField {
                field: *field,
                piece: *piece,
                entry: cells.get(column)?.clone(),
            })
        });
        let filled: Vec<FilledField> = filled.collect();
        match cells.get(&id) {
            Some(id) => form.answers.push(FilledAnswer {
                id: id.clone(),
                asked: asked.and_then(|a| cells.get(&a)).map(Entry::shown),
                fields: filled,
            }),
            None => nobodys(sheet, *row, &filled, form),
        }
    }
}

/// Entries in a row that names no question.
fn nobodys(sheet: &SheetCells, row: u32, filled: &[FilledField], form: &mut FilledForm) {
    if let Some(first) = filled.first() {
        form.problems.push(
            first
                .entry
                .problem(
                    "no-question",
                    format!("row {} of the sheet {} names no question", row + 1, sheet.name),
                )
                .help(format!(
                    "put the question's name into its column `{}`, or empty the row",
                    sheets::ID
                )),
        );
    }
}

/// What a question's row had no room for.
fn read_further(sheet: &SheetCells, columns: &[sheets::FieldColumn], form: &mut FilledForm) {
    let Some((heading, named)) = sheet.headings(sheets::ID) else {
        return missing(sheet, sheets::ID, form);
    };
    let Some(id) = named.get(&plain(sheets::ID)).copied() else {
        return;
    };
    let fields = field_columns(sheet, &named, columns, form);
    for (row, cells) in sheet.rows.range(heading + 1..) {
        let piece = FURTHER + usize::try_from(*row).unwrap_or(0);
        let filled: Vec<FilledField> = fields
            .iter()
            .filter_map(|(column, field, _)| {
                Some(FilledField {
                    field: *field,
                    piece,
                    entry: cells.get(column)?.clone(),
                })
            })
            .collect();
        let Some(id) = cells.get(&id) else {
            nobodys(sheet, *row, &filled, form);
            continue;
        };
        if filled.is_empty() {
            continue;
        }
        // The same name is the same question; where its row is gone, the answer is what stands here.
        match form.answers.iter_mut().find(|a| a.id.shown() == id.shown()) {
            Some(answer) => answer.fields.extend(filled),
            None => form.answers.push(FilledAnswer {
                id: id.clone(),
                asked: None,
                fields: filled,
            }),
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

    #[test]
    fn what_xml_cannot_hold_is_read_as_what_it_was() {
        assert_eq!(decoded("a_x000B_b_x005F_x000B_c"), "a\u{b}b_x000B_c");
        assert_eq!(decoded("_xyz_ _x12_ _x00"), "_xyz_ _x12_ _x00");
        assert_eq!(decoded("_x0_x000A_é_x"), "_x0\né_x");
    }
}
