use assure::interview::{Choice, ChoiceLayout, InterviewCommand, TextKind, Unconfirmed};

use super::*;

type ScriptedPlain<'a> = Plain<&'a [u8], Vec<u8>>;

fn plain(input: &[u8]) -> ScriptedPlain<'_> {
    Plain::new(input, Vec::new())
}

fn said(plain: ScriptedPlain<'_>) -> String {
    String::from_utf8(plain.output).unwrap_or_default()
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
        "0 not in place (nothing yet)\n",
        "b back\n",
        "Rating? \n",
        "`7` is not one of the choices. Type 0, 2, b, s or ?.",
        "Nothing is chosen yet.",
        "Chosen: established.",
    ] {
        assert!(said.contains(wanted), "{wanted} in {said}");
    }
    assert!(!said.contains('\u{1b}'));
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
        2,
        "once a text: {said}"
    );
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
    assert!(said(plain).contains("`:jumble` is not possible here"));
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
    assert!(said.contains("`:jump` is not possible here"));
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
