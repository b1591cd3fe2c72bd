//! What is chosen, and what is not: a text that comes all at once, and words that nothing has.

use super::*;

/// The yes-or-no question of the checklist that [`begun`] begins.
fn at_yes_or_no(place: &Place) -> Tty {
    let mut tty = Tty::start(
        place,
        80,
        &["ce", "--file", "ce.toml", "--question", "dcs-reports-to-ce"],
    );
    tty.list("Answer:");
    tty
}

#[test]
fn a_text_that_comes_all_at_once_chooses_nothing_whatever_it_begins_and_ends_with() {
    for burst in [
        "Monitoring officer\r",
        "Yes, the monitoring officer\r",
        "no\r",
        "y\r\r",
        "\rn\rn\r",
        "\u{1b}[200~Monitoring officer\u{1b}[201~\r",
        "\u{1b}[200~n\u{1b}[201~\r",
    ] {
        let place = begun();
        let before = place.read("ce.toml");
        let mut tty = at_yes_or_no(&place);
        tty.send(burst)
            .wait("That came like a pasted text, so nothing is chosen.");
        assert_eq!(tty.text().matches("nothing is chosen").count(), 1, "{burst:?}");
        // Once and in the list: it goes on, and a key chooses as ever.
        tty.list("Answer:").send("y").prompt("Finding:").send("\u{1b}");
        tty.list("Answer:").send("\u{3}").wait("Interrupted.");
        assert_eq!(tty.exit(), 130);
        let file = place.read("ce.toml");
        assert_eq!(file.matches("rating = 3").count(), 1, "{burst:?}: {file}");
        assert_eq!(
            file.matches("[answer.").count(),
            before.matches("[answer.").count() + 1,
            "{file}"
        );
        assert!(
            !file.contains("finding") && !file.contains("draft"),
            "{burst:?}: {file}"
        );
    }
}

#[test]
fn a_text_that_comes_all_at_once_leaves_a_rating_that_stands_as_it_was() {
    let place = begun();
    let mut tty = Tty::start(&place, 80, &["ce", "--file", "ce.toml"]);
    tty.begin().send("2").prompt("Finding:").send("\u{1b}").list("Rating:");
    let before = place.read("ce.toml");
    // Enter alone would keep it and go on.
    tty.send("Seen in three\r").wait("nothing is chosen").list("Rating:");
    tty.send("\u{3}").wait("Interrupted.");
    assert_eq!(tty.exit(), 130);
    assert_eq!(place.read("ce.toml"), before);
}

#[test]
fn a_key_with_one_more_right_behind_it_still_counts() {
    let place = begun();
    let mut tty = Tty::start(&place, 80, &["ce", "--file", "ce.toml"]);
    tty.begin().send("na").prompt("Reason:").send("\u{1b}").list("Rating:");
    tty.send("n\r").wait("`n` means no").send("\u{7f}3").prompt("Finding:");
    tty.send("\u{3}").wait("Interrupted.");
    assert_eq!(tty.exit(), 130);
    assert!(place.read("ce.toml").contains("rating = 3"));
}

#[test]
fn a_search_says_that_nothing_has_the_words_clears_its_line_and_knows_ids() {
    for columns in [60, 80, 120] {
        let place = begun();
        let mut tty = Tty::start(&place, columns, &["ce", "--file", "ce.toml"]);
        tty.begin().send("j").wait("Go to: |").wait("Esc goes back.");
        let help = "Type words of it or its id";
        assert_eq!(tty.text().matches(help).count(), 1, "{}", tty.text());
        tty.send("zzz")
            .wait("Nothing here has `zzz` in it.")
            .wait("Esc goes back.");
        assert!(tty.text().contains("Ctrl-U clears the line"), "{}", tty.text());
        tty.send("\r").wait("Nothing is chosen").send("\u{15}").wait("Go to: |");
        tty.until("everything again", |t| t.text().contains("> Section: "));
        assert!(!tty.text().contains("Nothing here"), "{}", tty.text());
        // Back and there again: what can be pressed is not said twice.
        tty.send("\u{1b}")
            .list("Rating:")
            .send("j")
            .wait("Go to: |")
            .wait("Esc goes back.");
        assert_eq!(tty.text().matches(help).count(), 1, "{}", tty.text());
        // An id that is pasted is looked for; the Enter in the paste is nobody's choice.
        tty.send("\u{1b}[200~quartet-works\u{1b}[201~\r")
            .wait("Go to: quartet-works| (1 of 82)")
            .wait("nothing is chosen");
        tty.send("\r")
            .wait("[7/")
            .list("Rating:")
            .send("\u{3}")
            .wait("Interrupted.");
        assert_eq!(tty.exit(), 130);
        assert!(!place.read("ce.toml").contains("[answer."));
    }
}

#[test]
fn plain_lines_find_an_id_too() {
    let place = begun();
    let ran = place.run_with(
        &["ce", "--file", "ce.toml", "--plain"],
        "g\nj\nzzz\nquartet-works\np\n",
        &[],
    );
    assert!(ran.err.contains("None has all of these words."), "{}", ran.err);
    assert!(ran.err.contains("Question 7 of 69"), "{}", ran.err);
    let ran = place.run_with(
        &["ce", "--file", "ce.toml", "--plain"],
        "g\n:jump quartet-works\np\n",
        &[],
    );
    assert!(ran.err.contains("Question 7 of 69"), "{}", ran.err);
}
