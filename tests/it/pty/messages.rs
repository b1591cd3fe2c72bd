//! What is said on the way out, at a narrow terminal: no word is broken, and what is copied is in one piece.

use super::*;

#[test]
fn errors_break_no_word_at_sixty_columns() {
    let place = begun();
    place.put(
        "an answer file with a long name.toml",
        "checklist = \"ce\"\nedition = 2022\n",
    );
    std::fs::create_dir(place.at("folder")).unwrap();
    for args in [
        &["report", "folder"][..],
        &["score", "a folder/that/is/not/there/at/all/answers-of-last-year.toml"],
        &["ce", "--edition", "ce@2021"],
        &["export", "folder", "-o", "everything.pdf"],
        &["report", "ce.toml", "--format", "foo"],
        &["score", "an answer file with a long name.toml"],
        &["quartet", "folder"],
        &["export"],
        &["check", "--jobs", "x", "ce.toml"],
    ] {
        let mut tty = Tty::start(&place, 60, args);
        assert_eq!(tty.exit(), 2, "{args:?}\n{}", tty.text());
        let text = tty.text();
        assert!(text.contains("error"), "{args:?}: {text}");
        for (row, line) in (0..60).zip(text.lines()) {
            // A command is left whole: whoever copies it gets it in one piece.
            assert!(
                !tty.screen.screen().row_wrapped(row) || line.trim_start().starts_with(env!("CARGO_BIN_EXE_assure")),
                "{args:?}: a word is broken: {line}\n{text}"
            );
        }
    }
}

#[test]
fn an_address_stays_whole_on_a_line_of_its_own() {
    let place = Place::new();
    for columns in ["40", "60", "80"] {
        let ran = place.run_with(&["indicators", "--show", "cla-rate"], "", &[("COLUMNS", columns)]);
        let address = "https://explore-education-statistics.service.gov.uk/find-statistics/children-looked-after-in-england-including-adoptions/2025";
        assert!(ran.out.lines().any(|l| l.trim() == address), "{columns}: {}", ran.out);
    }
}
