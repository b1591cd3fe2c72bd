//! CSV (RFC 4180): the answers, or the actions, one a row. For a spreadsheet or a program; the columns are documented in
//! `docs/spreadsheets.md`.

use csv::{Terminator, WriterBuilder};

use super::office::lines;
use super::sheet::{Cell, Sheet, actions, answers};
use super::{Format, Rendering};

/// The answers.
pub const FORMAT: Format = Format {
    name: "csv",
    about: "The answers as CSV, documented in docs/spreadsheets.md",
    endings: &["csv"],
    seal: None,
    source: Rendering::Report(|report| csv(&answers(report))),
};

/// The actions.
pub const ACTIONS: Format = Format {
    name: "csv-actions",
    about: "The actions as CSV",
    endings: &["csv"],
    seal: None,
    source: Rendering::Report(|report| csv(&actions(report))),
};

/// By this Excel knows that the file is UTF-8; without it every £ and é is broken.
pub(crate) const MARK: &str = "\u{feff}";

/// What a spreadsheet takes for the beginning of a formula, in their wide forms too.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Whether a text is the beginning of a file of this module.
pub fn is_csv(bytes: &[u8]) -> bool {
    bytes.starts_with(MARK.as_bytes())
}

fn csv(sheet: &Sheet) -> Vec<u8> {
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(MARK.as_bytes().to_vec());
    // Memory takes whatever is written to it, and every row has as many cells as the first.
    let _ = writer.write_record(sheet.columns.iter().map(|c| c.name));
    for row in &sheet.rows {
        let _ = writer.write_record(row.iter().map(written));
    }
    writer.into_inner().unwrap_or_default()
}

fn written(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) | Cell::Address(text) => guarded(text),
        Cell::Number(n) => n.to_string(),
        Cell::Figure(figure) => figure.exactly(),
        Cell::PerMille(n) => format!("{}.{}", n / 10, n % 10),
        Cell::Date(date) => date.to_string(),
        Cell::YesNo(is) => if *is { "yes" } else { "no" }.to_owned(),
    }
}

/// A text that a spreadsheet shows and never reckons: quotes do not keep it from that, an apostrophe does.
pub(crate) fn guarded(text: &str) -> String {
    let opens = |c: char| FORMULA.contains(&c) || matches!(c, '\t' | '\r' | '\n');
    // Spreadsheets differ in whether they look past spaces.
    let guard = text.starts_with(opens) || text.trim_start().starts_with(opens);
    let text = lines(text);
    if guard { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sheet::Heading;

    #[test]
    fn texts_are_guarded_and_figures_are_not() {
        for (text, wanted) in [
            ("=1+1", "'=1+1"),
            ("+44 20", "'+44 20"),
            ("-5 days", "'-5 days"),
            ("@home", "'@home"),
            (" =1", "' =1"),
            ("\t=1", "' =1"),
            ("\tx", "' x"),
            ("\r=1", "'\n=1"),
            ("\nx", "'\nx"),
            ("＝1", "'＝1"),
            ("", ""),
            ("5 = 5", "5 = 5"),
            ("a\r\n=b", "a\n=b"),
        ] {
            assert_eq!(written(&Cell::Text(text.to_owned())), wanted);
            assert_eq!(written(&Cell::Address(text.to_owned())), wanted);
        }
        assert_eq!(written(&Cell::Number(7)), "7");
        assert_eq!(written(&Cell::PerMille(667)), "66.7");
        assert_eq!(written(&Cell::YesNo(true)), "yes");
    }

    #[test]
    fn it_is_as_the_standard_says_and_marked_for_excel() {
        let heading = |name| Heading {
            name,
            title: "",
            width: 9,
            about: "",
        };
        let sheet = Sheet {
            name: "",
            about: "",
            columns: vec![heading("a"), heading("b")],
            printed: 2,
            rows: vec![vec![Cell::Text("x, \"y\"\nz".into()), Cell::Empty]],
        };
        let out = String::from_utf8(csv(&sheet)).unwrap();
        assert_eq!(out, "\u{feff}a,b\r\n\"x, \"\"y\"\"\nz\",\r\n");
        assert!(is_csv(out.as_bytes()));
    }
}
