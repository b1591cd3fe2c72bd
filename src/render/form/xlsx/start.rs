//! The first sheet: which form it is, who filled it in, and how to.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::{FormStyles, protect};
use crate::assessment::{EvidenceKind, RATINGS};
use crate::form::{Form, sheets, text};
use crate::render::office::line;
use crate::render::sheet::Cell;
use crate::render::xlsx::cells::{cut, height, printable};

/// The widths of its columns, in digits.
const TERMS: u8 = 26;
const SAID: u8 = 92;

/// Writes it.
pub(super) fn write(worksheet: &mut Worksheet, form: &Form, styles: &FormStyles) -> Result<(), XlsxError> {
    worksheet.set_name(sheets::START)?;
    worksheet.set_column_width(0, f64::from(TERMS))?;
    worksheet.set_column_width(1, f64::from(SAID))?;
    worksheet.write_string_with_format(0, 0, line(&form.title), &styles.title)?;
    worksheet.set_row_height(0, 24)?;
    let [which, year, council, name, post] = text::HEAD;
    worksheet.write_string_with_format(1, 0, year, &styles.term)?;
    worksheet.write_string_with_format(1, 1, form.period.to_string(), &styles.read)?;
    let mut row = 2;
    let first = row;
    for (term, said) in [
        (council, form.council.as_deref().unwrap_or_default()),
        (name, ""),
        (post, ""),
    ] {
        worksheet.write_string_with_format(row, 0, term, &styles.term)?;
        if said.is_empty() {
            worksheet.write_blank(row, 1, &styles.text)?;
        } else {
            worksheet.write_string_with_format(row, 1, cut(&line(said)), &styles.text)?;
        }
        row += 1;
    }
    for (term, said) in how_to(form) {
        worksheet.write_string_with_format(row, 0, term, &styles.term)?;
        worksheet.write_string_with_format(row, 1, cut(&said), &styles.read)?;
        let cells = [(&Cell::Text(term.to_owned()), TERMS), (&Cell::Text(said), SAID)];
        worksheet.set_row_height(row, height(&cells))?;
        row += 1;
    }
    // For the program alone, so last.
    worksheet.write_string_with_format(row, 0, which, &styles.term)?;
    worksheet.write_string_with_format(row, 1, form.line(), &styles.id)?;
    worksheet.set_selection(first + 1, 1, first + 1, 1)?;
    printable(worksheet);
    protect(worksheet);
    Ok(())
}

fn how_to(form: &Form) -> Vec<(&'static str, String)> {
    let total = form.questions().count();
    let of_all = if total < form.of_questions {
        format!(" of the {} of the checklist", form.of_questions)
    } else {
        String::new()
    };
    let ratings: Vec<String> = RATINGS
        .iter()
        .map(|(n, word, hint)| format!("{n} - {word}: {hint}"))
        .collect();
    let kinds: Vec<String> = EvidenceKind::ALL
        .iter()
        .map(|(word, kind)| format!("{word}: {}", kind.title()))
        .collect();
    let mut rows = vec![(
        "What this is",
        format!(
            "A form for the {}: {total} questions{of_all}, about {} minutes. It can be saved and gone on with at any time.",
            form.role.title().to_lowercase(),
            form.minutes
        ),
    )];
    rows.extend(form.note.as_ref().map(|note| ("About the checklist", note.clone())));
    let facts = if form.facts.is_empty() {
        String::new()
    } else {
        format!(
            " First the sheet {}, which says which questions are yours.",
            sheets::FACTS
        )
    };
    rows.extend([
        (
            "How to fill it in",
            format!(
                "Fill in the pale cells with a line around them; all others are locked against a slip.{facts} Then the sheet {}, a row a question, from left to right. What is left empty stays open: that is no fault. By keyboard: Tab goes to the next cell to fill in, Alt and the down arrow open a list, Alt and Enter begin a new line in a cell.",
                sheets::QUESTIONS
            ),
        ),
        (
            "Rating",
            format!(
                "Choose it from the list, or type the number.\n{}\nA question of fact: yes or no.\ndon't know: nobody can say.\nnot applicable: with the reason beside it, which is printed.",
                ratings.join("\n")
            ),
        ),
        ("Finding", "What is known, in a few sentences.".to_owned()),
        (
            "Evidence",
            format!("How it is known: kind, what it shows, its date, where it can be found. Kinds:\n{}", kinds.join("\n")),
        ),
        (
            "Actions",
            "What will be done, by whom, by when, and how success will be seen. Without owner, date and measure a plan is not credible."
                .to_owned(),
        ),
        (
            "More evidence, more actions",
            format!(
                "A row has room for {} pieces of evidence and {} actions. Further ones go into the sheets {} and {}, a row each: choose the question in the first column.",
                sheets::PIECES,
                sheets::ACTIONS,
                sheets::MORE_EVIDENCE,
                sheets::MORE_ACTIONS
            ),
        ),
        ("Dates", "Day, month and year: 31/3/2027 or 31 March 2027. The cell shows the month in words: look whether it is the right one.".to_owned()),
        ("Private", "yes: the texts of this answer stay out of a public report.".to_owned()),
        (
            "No names of children",
            "Never write a child's name or details: the answers can be asked for under freedom of information.".to_owned(),
        ),
    ]);
    if let Some(period) = form.last_period {
        rows.push((
            "Last year",
            format!("What was answered in {period} is shown for comparison. It is not taken over: rate afresh."),
        ));
    }
    rows.push((
        "When it is done",
        "Save it as an Excel workbook (.xlsx), without a password, and send it back.".to_owned(),
    ));
    rows
}
