//! Excel: the report as a workbook, a sheet a table, behind one that says what it is.
//!
//! `rust_xlsxwriter` asks the clock for the day on which a workbook was made, and writes its sheets in threads. Nothing of either shows: the
//! report's own date is put in the place of that day, and the sheets come in their order.

mod about;
pub(super) mod cells;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::sheet::all;
use super::{Format, Rendering, Seal};
use crate::report::Report;

/// The format.
pub const FORMAT: Format = Format {
    name: "xlsx",
    about: "An Excel workbook: answers, actions, recommendations, evidence and scores",
    endings: &["xlsx"],
    seal: Some(Seal::Package),
    // Every text is cut to what a cell holds and every name is one of ours: nothing of what the writer refuses gets to it.
    source: Rendering::Report(|report| xlsx(report).unwrap_or_default()),
};

/// A report as the bytes of an .xlsx.
///
/// # Errors
/// What the format cannot hold: a text longer than a cell, a name of a sheet that is none. Neither is ever given to it.
pub fn xlsx(report: &Report) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let styles = cells::Styles::new();
    let sheets = all(report);
    about::write(workbook.add_worksheet(), report, &sheets, &styles)?;
    for sheet in &sheets {
        cells::write(workbook.add_worksheet(), sheet, &styles)?;
    }
    let mut properties = DocProperties::new().set_title(about::title(report));
    if let Some(date) = cells::day(report.date).or_else(|| ExcelDateTime::from_ymd(2000, 1, 1).ok()) {
        properties = properties.set_creation_datetime(&date);
    }
    workbook.set_properties(&properties);
    workbook.save_to_buffer()
}
