//! The heads of pages, at the widths that terminals have.

use super::*;

#[test]
fn a_long_section_title_takes_one_line_with_where_one_is() {
    for (columns, head) in [
        (40, "-- Appointing...  [8/69]  critical "),
        (60, "-- Appointing and supporting the...  [8/69]  critical "),
        (
            80,
            "-- Appointing and supporting the director and...  [8/69]  critical  77 min left ",
        ),
        (
            120,
            "-- Appointing and supporting the director and the safeguarding lead  [8/69]  critical  77 min left ",
        ),
    ] {
        let place = begun();
        let args = ["ce", "--file", "ce.toml", "--question", "dcs-appointment-due-diligence"];
        let mut tty = Tty::start(&place, columns, &args);
        tty.list("Rating:");
        let text = tty.text();
        let line = text.lines().find(|l| l.starts_with("-- ")).unwrap();
        assert!(line.starts_with(head.trim_end()), "{columns}: {line}");
        let at = text.lines().position(|l| l == line).unwrap();
        assert_eq!(text.lines().nth(at + 1).map(str::trim), Some(""), "one line: {text}");
        tty.send("\u{3}").wait("Interrupted.");
        assert_eq!(tty.exit(), 130);
    }
}
