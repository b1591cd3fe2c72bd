//! The form as a workbook: a question a row, with its guidance beside the cells that are filled in.
//!
//! What must not be changed is protected, without a password: against a slip, not against anybody. Cells are read back by the names of
//! sheets and columns, see `form::sheets`.

mod start;
mod words;

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties, ExcelDateTime, Format, FormatAlign,
    FormatBorder, Formula, ProtectionOptions, Workbook, Worksheet, XlsxError,
};

use super::FormFormat;
use crate::assessment::{ActionStatus, EvidenceKind};
use crate::form::field::{ActionPart, EvidencePart, FormField};
use crate::form::{Form, FormQuestion, sheets};
use crate::render::Seal;
use crate::render::office::line;
use crate::render::sheet::Cell;
use crate::render::xlsx::cells::{cut, height, printable};
use words::{guidance_of, last_of, responses, text_of};

/// The format.
pub const FORMAT: FormFormat = FormFormat {
    name: "xlsx",
    about: "A spreadsheet for Excel or LibreOffice, a question a row",
    endings: &["xlsx"],
    seal: Some(Seal::Package),
    // Every text is cut to what a cell holds and every name is one of ours: nothing of what the writer refuses gets to it.
    write: |form| xlsx(form).unwrap_or_default(),
};

/// How many rows there are for further evidence, and for further actions.
const MORE_ROWS: u32 = 300;

/// A form as the bytes of an .xlsx.
///
/// # Errors
/// What the format cannot hold; nothing of it is ever given to it.
pub fn xlsx(form: &Form) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let styles = FormStyles::new();
    start::write(workbook.add_worksheet(), form, &styles)?;
    if !form.facts.is_empty() {
        facts(workbook.add_worksheet(), form, &styles)?;
    }
    let last = questions(workbook.add_worksheet(), form, &styles)?;
    let more = [
        (sheets::MORE_EVIDENCE, sheets::of_more_evidence()),
        (sheets::MORE_ACTIONS, sheets::of_more_actions()),
    ];
    for (name, columns) in more {
        further(workbook.add_worksheet(), (name, &columns), last, &styles)?;
    }
    let mut properties = DocProperties::new().set_title(line(&form.title));
    // One day for every form: the same form is the same file on any day.
    if let Ok(date) = ExcelDateTime::from_ymd(2000, 1, 1) {
        properties = properties.set_creation_datetime(&date);
    }
    workbook.set_properties(&properties);
    workbook.save_to_buffer()
}

/// How cells look.
struct FormStyles {
    title: Format,
    term: Format,
    header: Format,
    section: Format,
    /// A text to be read.
    read: Format,
    /// An id, to be read.
    id: Format,
    /// A text to be entered: what begins with `=` or looks like a date stays the text that it is.
    text: Format,
    /// One of a list.
    choice: Format,
    date: Format,
}

impl FormStyles {
    fn new() -> Self {
        let base = Format::new()
            .set_font_name("Arial")
            .set_font_size(11)
            .set_align(FormatAlign::Top)
            .set_align(FormatAlign::Left)
            .set_text_wrap();
        // Pale, with a line around: to be filled in. Never by colour alone.
        let entered = base
            .clone()
            .set_unlocked()
            .set_background_color(0xFF_FBE6)
            .set_border(FormatBorder::Thin)
            .set_border_color(0x8C_8C8C);
        let bold = base.clone().set_bold();
        Self {
            // It goes over the next column too, and is not wrapped into its own.
            title: Format::new().set_font_name("Arial").set_font_size(16).set_bold(),
            term: bold.clone(),
            header: bold
                .clone()
                .set_background_color(0xDC_E6F0)
                .set_border_bottom(FormatBorder::Thin),
            section: bold.set_font_size(13).set_background_color(0xEE_F2F7),
            id: base.clone().set_font_size(9),
            read: base,
            text: entered.clone().set_num_format("@"),
            choice: entered.clone(),
            // The month in words: nobody takes 3/4 for the fourth of March without seeing it.
            date: entered.set_num_format("d mmmm yyyy"),
        }
    }

    fn of(&self, field: FormField) -> &Format {
        match field {
            FormField::Response
            | FormField::Private
            | FormField::Evidence(EvidencePart::Kind)
            | FormField::Action(ActionPart::Status) => &self.choice,
            FormField::Evidence(EvidencePart::Date | EvidencePart::ReviewBy) | FormField::Action(ActionPart::Due) => {
                &self.date
            }
            _ => &self.text,
        }
    }
}

/// The width of a field's column, in digits.
fn width(field: FormField) -> f64 {
    match field {
        FormField::Finding => 50.0,
        FormField::Evidence(EvidencePart::Text) | FormField::Action(ActionPart::What | ActionPart::Measure) => 36.0,
        FormField::Evidence(EvidencePart::Link) | FormField::Action(ActionPart::Owner) | FormField::Reason => 24.0,
        FormField::Private => 12.0,
        _ => 19.0,
    }
}

/// What must not be changed cannot be, by a slip; columns and rows can be made wider and higher.
fn protect(worksheet: &mut Worksheet) {
    let options = ProtectionOptions {
        format_columns: true,
        format_rows: true,
        ..ProtectionOptions::new()
    };
    worksheet.protect_with_options(&options);
}

/// A list to choose from. What is typed instead is taken too, and looked at when the form is read.
fn list<W: AsRef<str>>(words: &[W]) -> Result<DataValidation, XlsxError> {
    Ok(DataValidation::new()
        .allow_list_strings(&words.iter().map(AsRef::as_ref).collect::<Vec<&str>>())?
        .show_error_message(false))
}

/// The words that a field is chosen from; none where it is written.
fn choices(field: FormField) -> Vec<&'static str> {
    match field {
        FormField::Private => vec!["yes", "no"],
        FormField::Evidence(EvidencePart::Kind) => EvidenceKind::ALL.iter().map(|(word, _)| *word).collect(),
        FormField::Action(ActionPart::Status) => ActionStatus::ALL.iter().map(|(word, _)| *word).collect(),
        _ => Vec::new(),
    }
}

/// Lets a field's cells be filled in as they are meant to be.
fn validate(worksheet: &mut Worksheet, (first, last): (u32, u32), at: u16, field: FormField) -> Result<(), XlsxError> {
    let words = choices(field);
    let rule = match field {
        FormField::Evidence(EvidencePart::Date | EvidencePart::ReviewBy) | FormField::Action(ActionPart::Due) => {
            let between = DataValidationRule::Between(
                ExcelDateTime::from_ymd(1990, 1, 1)?,
                ExcelDateTime::from_ymd(2099, 12, 31)?,
            );
            DataValidation::new()
                .allow_date(between)
                .set_error_style(DataValidationErrorStyle::Warning)
                .set_error_title("No date")?
                .set_error_message("Write day, month and year, such as 31/3/2027.")?
        }
        _ if !words.is_empty() => list(&words)?,
        _ => return Ok(()),
    };
    worksheet.add_data_validation(first, at, last, at, &rule)?;
    Ok(())
}

fn facts(worksheet: &mut Worksheet, form: &Form, styles: &FormStyles) -> Result<(), XlsxError> {
    worksheet.set_name(sheets::FACTS)?;
    let columns = [(sheets::FACT, 20), ("What is asked", 70), (sheets::ANSWER, 14)];
    header(worksheet, &columns, styles)?;
    let mut last = 1;
    for (row, fact) in (1..).zip(&form.facts) {
        let mut text = fact.text.clone();
        if let Some(note) = &fact.note {
            text = format!("{text}\n{note}");
        }
        worksheet.write_string_with_format(row, 0, fact.id.as_str(), &styles.id)?;
        worksheet.write_string_with_format(row, 1, cut(&text), &styles.read)?;
        worksheet.write_blank(row, 2, &styles.choice)?;
        worksheet.set_row_height(row, height(&[(&Cell::Text(text), 70)]))?;
        last = row;
    }
    worksheet.add_data_validation(1, 2, last, 2, &list(&["yes", "no"])?)?;
    worksheet.set_freeze_panes(1, 0)?;
    worksheet.set_selection(1, 2, 1, 2)?;
    printable(worksheet);
    protect(worksheet);
    Ok(())
}

fn header(worksheet: &mut Worksheet, columns: &[(&str, u8)], styles: &FormStyles) -> Result<(), XlsxError> {
    for (at, (title, width)) in (0..).zip(columns) {
        worksheet.set_column_width(at, f64::from(*width))?;
        worksheet.write_string_with_format(0, at, *title, &styles.header)?;
    }
    Ok(())
}

/// The widths of what is read, in digits.
const ID_WIDTH: u8 = 20;
const TEXT_WIDTH: u8 = 40;
const GUIDANCE_WIDTH: u8 = 64;
const LAST_WIDTH: u8 = 50;

/// Writes the questions; gives the last row.
fn questions(worksheet: &mut Worksheet, form: &Form, styles: &FormStyles) -> Result<u32, XlsxError> {
    worksheet.set_name(sheets::QUESTIONS)?;
    let last_year = form.last_period.map(sheets::last_year);
    let [text, guidance] = sheets::READ;
    let mut read = vec![(sheets::ID, ID_WIDTH), (text, TEXT_WIDTH), (guidance, GUIDANCE_WIDTH)];
    read.extend(last_year.as_deref().map(|title| (title, LAST_WIDTH)));
    header(worksheet, &read, styles)?;
    let fields: Vec<(u16, sheets::FieldColumn)> = (u16::try_from(read.len()).unwrap_or(4)..)
        .zip(sheets::of_questions())
        .collect();
    for (at, (title, field, _)) in &fields {
        worksheet.set_column_width(*at, width(*field))?;
        worksheet.write_string_with_format(0, *at, title, &styles.header)?;
    }
    let reference = fields.last().map_or(4, |(at, _)| at + 1);
    worksheet.write_string_with_format(0, reference, sheets::ASKED, &styles.header)?;
    worksheet.set_column_hidden(reference)?;
    worksheet.set_row_height(0, 32)?;
    let mut row = 0;
    for section in &form.sections {
        row += 1;
        worksheet.write_string_with_format(row, 1, line(&section.title), &styles.section)?;
        if let Some(intro) = &section.intro {
            worksheet.write_string_with_format(row, 2, cut(intro), &styles.read)?;
        }
        let cells = [
            (&Cell::Text(section.title.clone()), TEXT_WIDTH / 5 * 4),
            (&Cell::Text(section.intro.clone().unwrap_or_default()), GUIDANCE_WIDTH),
        ];
        worksheet.set_row_height(row, height(&cells))?;
        for question in &section.questions {
            row += 1;
            question_row(worksheet, (row, reference), form, question, styles)?;
            for (at, (_, field, _)) in &fields {
                worksheet.write_blank(row, *at, styles.of(*field))?;
            }
            if let Some((at, _)) = fields.first() {
                worksheet.add_data_validation(row, *at, row, *at, &list(&responses(question.answer))?)?;
            }
        }
    }
    for (at, (_, field, _)) in &fields {
        validate(worksheet, (1, row), *at, *field)?;
    }
    worksheet.set_freeze_panes(1, 2)?;
    let first = fields.first().map_or(3, |(at, _)| *at);
    worksheet.set_selection(2, first, 2, first)?;
    printable(worksheet);
    worksheet.set_landscape();
    worksheet.set_repeat_rows(0, 0)?;
    // On paper it is for reading: up to the finding.
    worksheet.set_print_area(0, 0, row, first + 2)?;
    protect(worksheet);
    Ok(row)
}

fn question_row(
    worksheet: &mut Worksheet,
    (row, reference): (u32, u16),
    form: &Form,
    question: &FormQuestion,
    styles: &FormStyles,
) -> Result<(), XlsxError> {
    let asked = text_of(form, question);
    let guidance = guidance_of(question);
    let last = question.last.iter().map(last_of).collect::<Vec<_>>().join("\n\n");
    worksheet.write_string_with_format(row, 0, question.id.as_str(), &styles.id)?;
    worksheet.write_string_with_format(row, 1, cut(&asked), &styles.read)?;
    worksheet.write_string_with_format(row, 2, cut(&guidance), &styles.read)?;
    if form.last_period.is_some() {
        worksheet.write_string_with_format(row, 3, cut(&last), &styles.read)?;
    }
    worksheet.write_string_with_format(row, reference, &question.asked, &styles.id)?;
    let cells = [
        (&Cell::Text(asked), TEXT_WIDTH),
        (&Cell::Text(guidance), GUIDANCE_WIDTH),
        (&Cell::Text(last), LAST_WIDTH),
    ];
    worksheet.set_row_height(row, height(&cells))?;
    Ok(())
}

/// A sheet for what a question's row has no room for.
fn further(
    worksheet: &mut Worksheet,
    (name, columns): (&str, &[sheets::FieldColumn]),
    last: u32,
    styles: &FormStyles,
) -> Result<(), XlsxError> {
    worksheet.set_name(name)?;
    worksheet.set_column_width(0, 34)?;
    worksheet.write_string_with_format(0, 0, sheets::ID, &styles.header)?;
    let ids = Formula::new(format!("={}!$A$2:$A${}", sheets::QUESTIONS, last + 1));
    let of_question = DataValidation::new().allow_list_formula(ids).show_error_message(false);
    worksheet.add_data_validation(1, 0, MORE_ROWS, 0, &of_question)?;
    for (at, (title, field, _)) in (1..).zip(columns) {
        worksheet.set_column_width(at, width(*field))?;
        worksheet.write_string_with_format(0, at, title, &styles.header)?;
        validate(worksheet, (1, MORE_ROWS), at, *field)?;
    }
    for row in 1..=MORE_ROWS {
        worksheet.write_blank(row, 0, &styles.choice)?;
        for (at, (_, field, _)) in (1..).zip(columns) {
            worksheet.write_blank(row, at, styles.of(*field))?;
        }
    }
    worksheet.set_freeze_panes(1, 1)?;
    worksheet.set_selection(1, 0, 1, 0)?;
    printable(worksheet);
    worksheet.set_landscape();
    worksheet.set_repeat_rows(0, 0)?;
    protect(worksheet);
    Ok(())
}
