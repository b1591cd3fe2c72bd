use assure::interview::{Choice, ChoiceLayout, InterviewCommand, TextKind, Unconfirmed};

use super::*;

type ScriptedPlain<'a> = Plain<&'a [u8], Vec<u8>>;

fn plain(input: &[u8]) -> ScriptedPlain<'_> {
    Plain::new(input, Vec::new())
}

fn said(plain: ScriptedPlain<'_>) -> String {
    plain
        .output
        .into_inner()
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .unwrap_or_default()
}

const COMMANDS: &[InterviewCommand] = &[InterviewCommand::Back, InterviewCommand::Skip, InterviewCommand::Guide];

fn rating(current: Option<usize>) -> ChoiceRequest<'static> {
    ChoiceRequest {
        prompt: "Rating",
        choices: vec![
            Choice::hinted("0", "not in place", "nothing yet"),
            Choice::new("2", "established"),
        ],
        current,
        commands: COMMANDS,
        layout: ChoiceLayout::Keys,
    }
}

fn finding(current: &'static str) -> TextRequest<'static> {
    TextRequest {
        prompt: "Finding",
        about: "What do you know?",
        current,
        unconfirmed: None,
        draft_field: None,
        kind: TextKind::Paragraph,
        commands: COMMANDS,
    }
}

#[test]
fn a_choice_is_listed_and_read() {
    let mut plain = plain(b"7\n\n2\n");
    assert_eq!(plain.choose(&rating(None)), Reply::Given(1));
    let said = said(plain);
    for wanted in [
        "0 not in place: nothing yet.\n",
        "Rating?\n",
        "7 is not one of the choices. Type 0, 2, b, s or ?.",
        "Nothing is chosen yet.",
        "Chosen: established.",
    ] {
        assert!(said.contains(wanted), "{wanted} in {said}");
    }
    assert!(!said.contains('\u{1b}'));
    assert!(!said.contains("b back"), "nobody asked for it: {said}");
}

#[test]
fn what_was_read_is_one_line_until_it_is_asked_for() {
    let mut plain = plain(b"2\n?\n0\n\n");
    assert_eq!(plain.choose(&rating(None)), Reply::Given(1));
    assert_eq!(plain.choose(&rating(None)), Reply::Given(0));
    assert_eq!(plain.choose(&rating(Some(1))), Reply::Given(1));
    let said = said(plain);
    assert_eq!(
        said,
        "\nRating:\n0 not in place: nothing yet.\n2 established\nRating?\nChosen: established.\n\n\
         Rating, 0 or 2?\n0 not in place: nothing yet.\n2 established\nb back\ns skip for now\nmore about it\n\
         Rating, 0 or 2?\nChosen: not in place.\n\n\
         Rating, 0 or 2? Enter alone: 2 established.\nKept: established.\n"
    );
}

#[test]
fn more_is_the_guidance_and_a_question_mark_is_not() {
    let mut plain = plain(b"more\n??\n:more\n?\nhelp\nmore about it\n");
    for _ in 0..4 {
        assert_eq!(plain.choose(&rating(None)), Reply::Command(InterviewCommand::Guide));
    }
    assert_eq!(plain.choose(&rating(None)), Reply::End);
    let mut plain = Plain::new(&b"more\n"[..], Vec::new());
    let named = ChoiceRequest {
        prompt: "Go on",
        choices: vec![Choice::new("m", "more")],
        ..rating(None)
    };
    assert_eq!(
        plain.choose(&named),
        Reply::Given(0),
        "a choice of that name comes first"
    );
}

/// Twenty sections, of which one is about the workforce.
fn many() -> ChoiceRequest<'static> {
    let mut choices: Vec<Choice> = (1..=20)
        .map(|n| {
            Choice::hinted(
                n.to_string(),
                format!("Section {n}"),
                if n % 2 == 0 { "even" } else { "odd" },
            )
        })
        .collect();
    choices.push(Choice::hinted("21", "The workforce", "2 of 10 open"));
    ChoiceRequest {
        prompt: "Go to",
        choices,
        current: None,
        commands: &[InterviewCommand::Back, InterviewCommand::Pause],
        layout: ChoiceLayout::Search,
    }
}

#[test]
fn one_of_many_is_found_by_words_in_any_order() {
    let mut plain = plain(
        "OPEN Workforce\nsection\nsection odd 1\n2\nnothing like it\neven 12\n\np\n:pause\nback\n17\n".as_bytes(),
    );
    assert_eq!(plain.choose(&many()), Reply::Given(20), "one alone is chosen");
    assert_eq!(plain.choose(&many()), Reply::Given(10), "the second that was read");
    assert_eq!(plain.choose(&many()), Reply::Given(11));
    assert_eq!(
        plain.choose(&many()),
        Reply::Command(InterviewCommand::Back),
        "an empty line"
    );
    for wanted in [InterviewCommand::Pause, InterviewCommand::Pause, InterviewCommand::Back] {
        assert_eq!(plain.choose(&many()), Reply::Command(wanted));
    }
    assert_eq!(plain.choose(&many()), Reply::Given(16), "its own key");
    assert_eq!(plain.choose(&many()), Reply::End);
    let said = said(plain);
    for wanted in [
        "Go to? Type words of it; an empty line goes back.\nChosen: The workforce.\n",
        "20 have these words.",
        "1 Section 1: odd.\n2 Section 11: odd.\n3 Section 13: odd.\n",
        "Which, 1 to 6? Or other words.\nChosen: Section 11.\n",
        "None has all of these words. Type other words.",
    ] {
        assert!(said.contains(wanted), "{wanted} in {said}");
    }
    assert!(!said.contains("4 Section 4"), "not read unasked: {said}");
}

#[test]
fn marks_are_read_back() {
    let mut plain = plain(b"9\n2, 0\n\n:back\n");
    assert_eq!(plain.mark(&rating(None)), Reply::Given(vec![0, 1]));
    assert_eq!(plain.mark(&rating(None)), Reply::Given(Vec::new()));
    assert_eq!(plain.mark(&rating(None)), Reply::Command(InterviewCommand::Back));
    let said = said(plain);
    assert!(
        said.contains("9 is not one of the choices, and nothing is marked."),
        "{said}"
    );
    assert!(said.contains("Marked: not in place; established.\n"), "{said}");
    assert!(said.contains("None is marked.\n"), "{said}");
    assert_eq!(said.matches("Type the keys of all that you mean").count(), 1, "{said}");
}

/// Counts the pieces in which something is written.
#[derive(Default)]
struct Pieces(std::rc::Rc<std::cell::Cell<usize>>);

impl io::Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.set(self.0.get() + 1);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn what_stands_before_a_prompt_and_the_prompt_come_in_one_piece() {
    let pieces = Pieces::default();
    let count = std::rc::Rc::clone(&pieces.0);
    let mut plain = Plain::new(&b"2\n0\nOne.\n.\n"[..], pieces);
    plain.show(&Notice::Line("One thing."));
    plain.show(&Notice::Line("Another."));
    plain.choose(&rating(None));
    assert_eq!(count.get(), 1, "two notices, the list and its prompt");
    plain.choose(&rating(None));
    plain.write(&finding(""));
    assert_eq!(count.get(), 4, "a piece a prompt, and a text of two lines has two");
    drop(plain);
    assert_eq!(count.get(), 4, "nothing was left to say");
    let mut plain = Plain::new(&b""[..], Pieces(std::rc::Rc::clone(&count)));
    plain.show(&Notice::Line("The last word."));
    drop(plain);
    assert_eq!(count.get(), 5, "the last word is said, prompt or no prompt");
}

#[test]
fn an_empty_line_keeps_what_stands() {
    let mut plain = plain(b"\n");
    assert_eq!(plain.choose(&rating(Some(1))), Reply::Given(1));
    assert!(said(plain).contains("Kept: established."));
}

#[test]
fn a_command_is_read_and_the_end_is_the_end() {
    let mut plain = plain(b"s\n:back\n");
    assert_eq!(plain.choose(&rating(None)), Reply::Command(InterviewCommand::Skip));
    assert_eq!(plain.write(&finding("")), Reply::Command(InterviewCommand::Back));
    assert_eq!(plain.choose(&rating(None)), Reply::End);
    assert_eq!(plain.write(&finding("")), Reply::End);
}

#[test]
fn a_paragraph_ends_with_a_full_stop() {
    let mut plain = plain("one é\r\n\r\n..\r\n::back\r\n:smile:\r\n.\r\nx".as_bytes());
    assert_eq!(
        plain.write(&finding("old")),
        Reply::Given("one é\n\n.\n:back\n:smile:".into())
    );
    // What follows it was not eaten, and what has no end is not an answer.
    assert_eq!(plain.write(&finding("old")), Reply::End);
    assert_eq!(
        plain.take_unsubmitted_text().as_deref(),
        Some("x"),
        "it is handed over apart"
    );
    assert_eq!(plain.take_unsubmitted_text(), None);
    let said = said(plain);
    assert_eq!(
        said.matches("a line with only a full stop to end the text").count(),
        1,
        "whole the first time: {said}"
    );
    assert_eq!(said.matches("More, or a full stop.").count(), 1, "{said}");
    assert_eq!(said.matches("What do you know?").count(), 1, "{said}");
}

#[test]
fn a_text_is_kept_cleared_or_begins_with_a_colon() {
    let mut plain = plain(b"\n-\n::back\n.\n");
    assert_eq!(plain.write(&finding("old")), Reply::Given("old".into()));
    assert_eq!(plain.write(&finding("old")), Reply::Given(String::new()));
    assert_eq!(plain.write(&finding("")), Reply::Given(":back".into()));
}

#[test]
fn a_draft_is_offered_and_a_refused_text_is_not_said_to_stand() {
    let draft = |current| TextRequest {
        unconfirmed: Some(Unconfirmed::Draft("half a sen")),
        ..finding(current)
    };
    let mut plain = plain(b"\n-\n\nwhole\n.\n");
    assert_eq!(plain.write(&draft("old")), Reply::Given("half a sen".into()));
    assert_eq!(
        plain.write(&draft("old")),
        Reply::Given("old".into()),
        "dropped, then kept"
    );
    assert_eq!(plain.write(&draft("")), Reply::Given("whole".into()));
    let text = said(plain);
    assert!(text.contains("no answer yet: half a sen"), "{text}");
    let mut plain = Plain::new(&b"\n"[..], Vec::new());
    let rejected = TextRequest {
        unconfirmed: Some(Unconfirmed::Rejected("soon")),
        ..finding("")
    };
    assert_eq!(plain.write(&rejected), Reply::Given(String::new()));
    assert!(!said(plain).contains("soon"));
}

#[test]
fn a_command_in_the_middle_of_a_text_is_one_and_loses_nothing() {
    let mut plain = plain(b"one\ntwo\n:back\n");
    assert_eq!(plain.write(&finding("")), Reply::Command(InterviewCommand::Back));
    assert_eq!(plain.take_unsubmitted_text().as_deref(), Some("one\ntwo"));
}

#[test]
fn a_jump_says_where() {
    let mut plain = plain(b":jump workforce\n:jumble\n");
    let request = TextRequest {
        commands: &[InterviewCommand::Jump],
        ..finding("")
    };
    assert_eq!(plain.write(&request), Reply::Command(InterviewCommand::Jump));
    assert_eq!(plain.take_unsubmitted_text().as_deref(), Some("workforce"));
    assert_eq!(plain.write(&request), Reply::End, "a command that is none is no text");
    assert!(said(plain).contains(":jumble is not possible here"));
}

#[test]
fn a_line_is_one_line() {
    let mut plain = plain(b"\xef\xbb\xbfKent\nDirector\n..\n");
    let line = TextRequest {
        kind: TextKind::Line,
        ..finding("")
    };
    assert_eq!(plain.write(&line), Reply::Given("Kent".into()));
    assert_eq!(plain.write(&line), Reply::Given("Director".into()));
    assert_eq!(plain.write(&line), Reply::Given(".".into()));
}

#[test]
fn what_cannot_be_used_is_said_and_asked_again() {
    let mut plain = plain(b"\xff\xfe\n:jump\n:edit\n:help\n");
    assert_eq!(plain.write(&finding("")), Reply::End);
    let said = said(plain);
    assert!(said.contains("not UTF-8"));
    assert!(said.contains(":jump is not possible here"));
    assert!(said.contains("An editor needs a terminal"));
    assert!(said.contains(":back goes back"));
}

#[test]
fn a_line_that_the_terminal_may_have_cut_is_not_taken() {
    let Some(limit) = LIMIT else { return };
    let input = format!("start\n{}\nend\n.\n", "x".repeat(limit));
    let mut plain = plain(input.as_bytes());
    plain.typed = true;
    assert_eq!(plain.write(&finding("")), Reply::Given("start\nend".into()));
    let said = said(plain);
    assert!(said.contains("may be lost") && said.contains("are kept"));
    // From a pipe no line is cut.
    let mut plain = Plain::new(input.as_bytes(), Vec::new());
    assert!(matches!(plain.write(&finding("")), Reply::Given(t) if t.len() > limit));
}

#[test]
fn nothing_from_a_file_reaches_the_terminal_as_a_command() {
    let mut plain = plain(b"\n");
    let request = finding("a\u{1b}]0;x\u{7}");
    assert_eq!(plain.write(&request), Reply::Given(request.current.into()));
    assert!(!said(plain).contains('\u{1b}'));
}
