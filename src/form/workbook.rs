//! Reads a form that was filled in as a workbook.
//!
//! Sheets, columns and rows are found by what stands in them, not by where they are: rows may be sorted, columns moved, lines put in
//! between. Cells are read one by one, for a sheet may say that it has a million rows.

mod cells;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use calamine::Reader as _;

use super::field::FormField;
use super::filled::{FilledAnswer, FilledEntry, FilledField, FilledForm, FilledHead, Place};
use super::package::{NotAForm, look_inside};
use super::{sheets, text};
use cells::{Book, SheetCells, plain};

/// The number of the pieces in the further sheets: behind those of a question's row.
const FURTHER: usize = 1_000;

/// Reads a form.
///
/// # Errors
/// The file is no workbook that is read, or none of this program's forms. What cannot be read in it is among its problems.
pub fn parse(bytes: &[u8]) -> Result<FilledForm, NotAForm> {
    look_inside(bytes)?;
    let broken = |_| NotAForm::new("is a broken workbook", "look for another copy of it");
    let mut book: Book<'_> = Book::new(Cursor::new(bytes)).map_err(broken)?;
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
    let known: Vec<u32> = fields.iter().map(|(c, ..)| *c).chain([id]).chain(asked).collect();
    tell_strays(sheet, row, &columns, &known, form);
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
                asked: asked.and_then(|a| cells.get(&a)).map(FilledEntry::shown),
                fields: filled,
            }),
            None => nobodys(sheet, *row, &filled, form),
        }
    }
}

/// What stands in columns that a form has not got is lost on nobody: it is told, once a column.
fn tell_strays(
    sheet: &SheetCells,
    heading: u32,
    columns: &BTreeMap<String, u32>,
    known: &[u32],
    form: &mut FilledForm,
) {
    let read = columns
        .iter()
        .filter(|(title, _)| sheets::is_read(title))
        .map(|(_, column)| *column);
    let known: BTreeSet<u32> = known.iter().copied().chain(read).collect();
    let mut told = BTreeSet::new();
    for cells in sheet.rows.range(heading + 1..).map(|(_, cells)| cells) {
        for (column, entry) in cells.iter().filter(|(column, _)| !known.contains(column)) {
            if told.insert(*column) {
                form.problems.push(
                    entry
                        .problem(
                            "stray-text",
                            "this column is none of the form's: what stands in it would be lost",
                        )
                        .help("put it into a column of the form, such as `Finding`, or take the column out"),
                );
            }
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
    let known: Vec<u32> = fields.iter().map(|(c, ..)| *c).chain([id]).collect();
    tell_strays(sheet, heading, &named, &known, form);
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
