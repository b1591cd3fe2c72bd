//! A table as a sheet: typed cells, a header that stays in sight and on every printed page, and filters.

use chrono::{Datelike as _, NaiveDate};
use rust_xlsxwriter::{
    ExcelDateTime, Format, FormatAlign, FormatBorder, Table, TableColumn, TableStyle, Url, Worksheet, XlsxError,
};

use super::super::office::{lines, web_address, width_of};
use super::super::sheet::{Cell, Sheet};

/// What a cell of Excel holds, in the units in which it counts: UTF-16.
const LONGEST: usize = 32_767;
/// What stands at the end of a text that is cut.
const CUT: &str =
    " … [cut: a cell holds no more. The whole text is in the answer file, and in the report as Word or JSON]";
/// A4.
const A4: u8 = 9;

/// How cells look.
pub(super) struct Styles {
    pub header: Format,
    pub text: Format,
    pub link: Format,
    pub number: Format,
    pub figure: Format,
    pub percent: Format,
    pub date: Format,
    pub title: Format,
    pub term: Format,
}

impl Styles {
    pub(super) fn new() -> Self {
        let base = Format::new().set_font_name("Arial").set_font_size(11);
        let cell = base.clone().set_align(FormatAlign::Top).set_align(FormatAlign::Left);
        // Set in, so that a figure does not touch the text of the next column.
        let figure = base
            .clone()
            .set_align(FormatAlign::Top)
            .set_align(FormatAlign::Right)
            .set_indent(1);
        let bold = base.clone().set_bold();
        Styles {
            header: bold
                .clone()
                .set_text_wrap()
                .set_align(FormatAlign::Top)
                .set_background_color(0xDC_E6F0)
                .set_border_bottom(FormatBorder::Thin),
            text: cell.clone().set_text_wrap(),
            link: cell
                .clone()
                .set_text_wrap()
                .set_font_color(0x1D_4F91)
                .set_underline(rust_xlsxwriter::FormatUnderline::Single),
            number: figure.clone().set_num_format("0"),
            figure: figure.clone(),
            percent: figure.set_num_format("0.0%"),
            date: cell.clone().set_num_format("dd/mm/yyyy"),
            title: bold.clone().set_font_size(16),
            term: bold.set_align(FormatAlign::Top).set_text_wrap(),
        }
    }
}

/// A day as Excel counts it; none before 1900.
pub(in crate::render) fn day(date: NaiveDate) -> Option<ExcelDateTime> {
    let part = |n: u32| u8::try_from(n).ok();
    let year = u16::try_from(date.year()).ok()?;
    ExcelDateTime::from_ymd(year, part(date.month())?, part(date.day())?).ok()
}

/// Writes a table.
pub(super) fn write(worksheet: &mut Worksheet, sheet: &Sheet, styles: &Styles) -> Result<(), XlsxError> {
    worksheet.set_name(sheet.name)?;
    let mut widest = 0;
    for (at, column) in (0..).zip(&sheet.columns) {
        worksheet.set_column_width(at, f64::from(column.width))?;
        worksheet.write_string_with_format(0, at, column.title, &styles.header)?;
        widest = at;
    }
    let titles: Vec<Cell> = sheet.columns.iter().map(|c| Cell::Text(c.title.to_owned())).collect();
    // Narrower than it is: the titles are bold, and have the filter's button beside them.
    let wide = titles.iter().zip(&sheet.columns).map(|(t, c)| (t, c.width / 4 * 3));
    worksheet.set_row_height(0, height(&wide.collect::<Vec<_>>()))?;
    let mut last = 0;
    for (row, cells) in (1..).zip(&sheet.rows) {
        for (at, cell) in (0..).zip(cells) {
            put(worksheet, (row, at), cell, styles)?;
        }
        let wide = cells
            .iter()
            .zip(&sheet.columns)
            .map(|(cell, column)| (cell, column.width));
        worksheet.set_row_height(row, height(&wide.collect::<Vec<_>>()))?;
        last = row;
    }
    if last > 0 {
        // A table by name tells a reader who listens the column of each cell.
        let columns: Vec<TableColumn> = sheet
            .columns
            .iter()
            .map(|c| TableColumn::new().set_header(c.title).set_header_format(&styles.header))
            .collect();
        let table = Table::new()
            .set_name(format!("{}Table", sheet.name))
            .set_style(TableStyle::Light1)
            .set_columns(&columns);
        worksheet.add_table(0, 0, last, widest, &table)?;
    }
    worksheet.set_freeze_panes(1, 0)?;
    worksheet.set_repeat_rows(0, 0)?;
    printable(worksheet);
    worksheet.set_landscape();
    let printed = u16::try_from(sheet.printed.saturating_sub(1)).unwrap_or(widest);
    worksheet.set_print_area(0, 0, last, printed.min(widest))?;
    Ok(())
}

/// On A4, as wide as the page, with its name and number.
pub(in crate::render) fn printable(worksheet: &mut Worksheet) {
    worksheet
        .set_paper_size(A4)
        .set_print_fit_to_pages(1, 0)
        .set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3)
        .set_footer("&L&A&RPage &P of &N");
}

/// Writes a cell as what it is. A text is always written as text, whatever it begins with.
pub(super) fn put(
    worksheet: &mut Worksheet,
    (row, at): (u32, u16),
    cell: &Cell,
    styles: &Styles,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => worksheet.write_blank(row, at, &styles.text)?,
        Cell::Text(text) => worksheet.write_string_with_format(row, at, cut(text), &styles.text)?,
        Cell::Address(text) => match web_address(text) {
            Some(address) => {
                let url = Url::new(address).set_text(address);
                worksheet.write_url_with_format(row, at, url, &styles.link)?
            }
            None => worksheet.write_string_with_format(row, at, cut(text), &styles.text)?,
        },
        Cell::Number(n) => worksheet.write_number_with_format(row, at, *n, &styles.number)?,
        Cell::Figure(figure) => worksheet.write_number_with_format(row, at, figure.as_f64(), &styles.figure)?,
        Cell::PerMille(n) => worksheet.write_number_with_format(row, at, f64::from(*n) / 1000.0, &styles.percent)?,
        Cell::Date(date) => match day(*date) {
            Some(day) => worksheet.write_datetime_with_format(row, at, &day, &styles.date)?,
            None => worksheet.write_string_with_format(row, at, date.to_string(), &styles.text)?,
        },
        Cell::YesNo(is) => worksheet.write_string_with_format(row, at, if *is { "yes" } else { "no" }, &styles.text)?,
    };
    Ok(())
}

/// The height of a row, in points, in which each of its cells shows all its lines, as far as Excel has rows of that height. Excel finds
/// it by itself when it opens the file; other programs do not, and lay the lines over each other.
pub(in crate::render) fn height(cells: &[(&Cell, u8)]) -> f64 {
    const LINE: u32 = 15;
    const HIGHEST: u32 = 409;
    let lines_of = |(cell, width): &(&Cell, u8)| match cell {
        Cell::Text(text) | Cell::Address(text) => {
            // A digit is 556 thousandths wide; words that do not fit leave a part of each line free.
            let room = u32::from(*width) * 500;
            let line = |l: &str| width_of(l).div_ceil(room.max(1)).max(1);
            text.lines().take(100).map(line).sum()
        }
        _ => 1,
    };
    let lines = cells.iter().map(lines_of).max().unwrap_or(1).max(1);
    f64::from(lines.saturating_mul(LINE).min(HIGHEST))
}

/// A text that fits a cell: one that does not says so, and where the rest is.
pub(in crate::render) fn cut(text: &str) -> String {
    let text = lines(text);
    let units = |text: &str| text.encode_utf16().count();
    if text.len() <= LONGEST || units(&text) <= LONGEST {
        return text;
    }
    let mut room = LONGEST - units(CUT);
    let fits = |c: &char| {
        let left = room.checked_sub(c.len_utf16());
        room = left.unwrap_or(0);
        left.is_some()
    };
    let mut kept: String = text.chars().take_while(fits).collect();
    kept.push_str(CUT);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_where_a_cell_ends_and_says_so() {
        for sign in ["a", "é", "中", "\u{1f600}"] {
            let wide = sign.encode_utf16().count();
            let fits = sign.repeat(LONGEST / wide);
            assert_eq!(cut(&fits), fits);
            let longer = cut(&sign.repeat(LONGEST / wide + 1));
            let units = longer.encode_utf16().count();
            assert!(units <= LONGEST && units > LONGEST - 2, "{units}");
            assert!(longer.starts_with(sign) && longer.ends_with(CUT));
        }
    }

    #[test]
    fn a_day_that_excel_cannot_count_is_none() {
        let of = |text: &str| day(text.parse().unwrap());
        assert!(of("2026-11-22").is_some() && of("9999-12-31").is_some());
        assert!(of("1899-12-30").is_none());
    }
}
