use assure::assessment::RATINGS;
use assure::checklist::{Checklist, Library, Question, Section};
use assure::interview::{Choice, ChoiceLayout, Notice, QuestionPage};

use super::super::super::page::{PageLayout, notice_paragraphs, text_width, wrapped};
use super::*;

const COMMANDS: &[InterviewCommand] = &[
    InterviewCommand::Skip,
    InterviewCommand::Back,
    InterviewCommand::Jump,
    InterviewCommand::Tasks,
    InterviewCommand::Undo,
    InterviewCommand::Guide,
    InterviewCommand::Pause,
];

fn rating() -> ChoiceRequest<'static> {
    let mut choices: Vec<Choice> = RATINGS
        .iter()
        .map(|(r, word, hint)| Choice::hinted(r.to_string(), *word, *hint))
        .collect();
    choices.push(Choice::hinted(
        "d",
        "don't know",
        "nobody can say: a blind spot, worth naming",
    ));
    choices.push(Choice::hinted(
        "na",
        "not applicable",
        "a reason is asked for and printed",
    ));
    ChoiceRequest {
        prompt: "Rating",
        choices,
        current: None,
        commands: COMMANDS,
        layout: ChoiceLayout::Keys,
    }
}

fn state<'r>(request: &'r ChoiceRequest<'r>, kind: ListKind) -> ListState<'r> {
    ListState {
        request,
        kind,
        marked: request.current,
        ticked: vec![false; request.choices.len()],
        typed: String::new(),
        message: String::new(),
        question: None,
    }
}

fn many(n: usize, layout: ChoiceLayout) -> ChoiceRequest<'static> {
    ChoiceRequest {
        prompt: "Go to",
        choices: (1..=n)
            .map(|i| {
                Choice::hinted(
                    i.to_string(),
                    format!("区分 {i} \u{1b}[2J"),
                    "https://example.org/a/very/long/address/that/cannot/be/broken and words".to_owned(),
                )
            })
            .collect(),
        current: None,
        commands: COMMANDS,
        layout,
    }
}

#[test]
fn a_key_chooses_when_no_other_begins_with_it() {
    let request = many(12, ChoiceLayout::Keys);
    assert_eq!(match_key(&request, "2"), KeyMatch::Choice(1));
    assert_eq!(match_key(&request, "1"), KeyMatch::Begun);
    assert_eq!(match_key(&request, "12"), KeyMatch::Choice(11));
    assert_eq!(match_key(&request, "19"), KeyMatch::None);
    let request = rating();
    assert_eq!(match_key(&request, "n"), KeyMatch::Begun);
    assert_eq!(match_key(&request, "NA"), KeyMatch::Choice(5));
    assert_eq!(
        match_key(&request, "/"),
        KeyMatch::Command(InterviewCommand::Jump),
        "a slash searches, as it does elsewhere"
    );
    assert_eq!(match_key(&request, "B"), KeyMatch::Command(InterviewCommand::Back));
    assert_eq!(match_key(&request, ":b"), KeyMatch::Begun);
    assert_eq!(match_key(&request, "x"), KeyMatch::None);
    // A choice's own key comes before a command's.
    let leave = ChoiceRequest {
        choices: vec![Choice::new("l", "leave without it")],
        ..rating()
    };
    assert_eq!(match_key(&leave, "l"), KeyMatch::Choice(0));
}

#[test]
fn what_is_typed_of_a_key_is_shown_and_taken_back() {
    let request = many(12, ChoiceLayout::Keys);
    let mut state = state(&request, ListKind::Choose);
    let space = Space { rows: 60, columns: 79 };
    assert!(matches!(state.take(Press::Enter, &[0]), KeyOutcome::Open));
    assert!(state.message.contains("Nothing is chosen yet"));
    assert!(matches!(state.take(Press::Char('1'), &[0]), KeyOutcome::Open));
    assert!(state.frame(space).lines.iter().any(|l| l.text.starts_with("Go to: 1")));
    assert!(matches!(state.take(Press::Erase, &[0]), KeyOutcome::Open));
    assert!(state.typed.is_empty());
    assert!(matches!(state.take(Press::Char('1'), &[0]), KeyOutcome::Open));
    assert!(matches!(state.take(Press::Enter, &[0]), KeyOutcome::Done(Reply::Given(i)) if i == [0]));
    for c in ":jump workforce".chars() {
        assert!(matches!(state.take(Press::Char(c), &[0]), KeyOutcome::Open));
    }
    assert!(matches!(state.take(Press::Enter, &[0]), KeyOutcome::Jump(w) if w == "workforce"));
}

#[test]
fn every_list_fits_every_screen() {
    let requests = [
        rating(),
        many(1, ChoiceLayout::Keys),
        many(20, ChoiceLayout::Keys),
        many(20, ChoiceLayout::TwoLines),
        many(0, ChoiceLayout::TwoLines),
    ];
    for request in &requests {
        for kind in [ListKind::Choose, ListKind::Mark] {
            for columns in [1, 39, 79] {
                for rows in [4, 7, 12, 24] {
                    let space = Space { rows, columns };
                    let mut state = state(request, kind);
                    state.question = Some("Do you know it? ".repeat(20));
                    state.message = "Nothing is chosen yet: type a key. ".repeat(4);
                    for _ in 0..=request.choices.len() {
                        let frame = state.frame(space);
                        frame.assert_fits(space, state.marked.is_some());
                        state.take(Press::Down, &frame.pages);
                    }
                }
            }
        }
    }
}

#[test]
fn pages_are_turned_and_numbered() {
    let request = many(30, ChoiceLayout::TwoLines);
    let space = Space { rows: 24, columns: 79 };
    let mut state = state(&request, ListKind::Choose);
    let first = state.frame(space);
    let pages = first.pages.len();
    assert!(pages > 1 && first.lines[0].text.ends_with(&format!("(page 1 of {pages})")));
    state.take(Press::PageDown, &first.pages);
    assert_eq!(state.marked, Some(first.pages[1]));
    assert!(
        state.frame(space).lines[0]
            .text
            .ends_with(&format!("(page 2 of {pages})"))
    );
    state.take(Press::PageUp, &first.pages);
    assert_eq!(state.marked, Some(0));
    state.take(Press::Last, &first.pages);
    assert_eq!(state.marked, Some(29));
    state.take(Press::Down, &first.pages);
    assert_eq!(state.marked, Some(0));
}

#[test]
fn ticks_are_set_and_taken_back() {
    let request = rating();
    let mut state = state(&request, ListKind::Mark);
    for key in ['0', '2', '2'] {
        state.take(Press::Char(key), &[0]);
    }
    state.take(Press::Down, &[0]);
    state.take(Press::Char(' '), &[0]);
    assert!(matches!(state.take(Press::Enter, &[0]), KeyOutcome::Done(Reply::Given(i)) if i == [0, 3]));
}

fn page_height(section: &Section, question: &Question, columns: usize) -> usize {
    let page = QuestionPage {
        number: 12,
        of: 80,
        minutes_left: 50,
        section_number: 3,
        sections: 14,
        section,
        question,
        sources: Vec::new(),
        answer: None,
        to_confirm: false,
        last: None,
        terms: Vec::new(),
    };
    notice_paragraphs(&Notice::Question(page), PageLayout::Screen)
        .iter()
        .filter(|p| !p.is_spare())
        .map(|p| p.lines(Some(text_width(columns))).len())
        .sum()
}

/// A question's page has its own texts, a line for its head, one for the word `Look for:`, and the list: nothing else.
#[test]
fn a_question_with_its_choices_fits_a_small_screen_wherever_its_texts_allow() {
    let library = Library::shipped();
    let checklists: Vec<&Checklist> = library
        .ids()
        .filter_map(|id| {
            let newest = library.editions(id).into_iter().max()?;
            library.edition(id, newest)
        })
        .collect();
    let request = rating();
    let list = state(&request, ListKind::Choose)
        .frame(Space { rows: 24, columns: 79 })
        .lines
        .len();
    assert_eq!(
        list,
        request.choices.len() + 2,
        "the prompt and the keys take a line each"
    );
    let (mut all, mut too_long) = (0, Vec::new());
    for checklist in &checklists {
        for section in &checklist.sections {
            for question in &section.questions {
                let lines = |text: &str, width| wrapped(text, Some(width)).len();
                let own = lines(&question.text, 79)
                    + lines(&format!("Why: {}", question.why), 79)
                    + question.look_for.iter().map(|l| lines(l, 77)).sum::<usize>()
                    + usize::from(!question.look_for.is_empty());
                let height = page_height(section, question, 80);
                let head = height - own;
                assert!((1..=2).contains(&head), "{}: {head}", question.id);
                all += 1;
                if height + list > 24 {
                    too_long.push(format!("{} {}: {} rows", checklist.id, question.id, height + list));
                }
            }
        }
    }
    // Nearly all: the number moves with the checklists' texts, and with nothing else.
    assert!(
        too_long.len() * 20 < all,
        "{} of {all} do not fit: {too_long:#?}",
        too_long.len()
    );
}

#[test]
fn a_burst_neither_chooses_nor_ticks_and_says_so() {
    for kind in [ListKind::Choose, ListKind::Mark] {
        let request = ChoiceRequest {
            current: Some(1),
            ..rating()
        };
        let mut state = state(&request, kind);
        state.take(Press::Char('n'), &[0]);
        let burst = Press::Paste("2 3\nna\n".to_owned());
        assert!(matches!(state.take(burst, &[0]), KeyOutcome::Open));
        assert!(state.typed.is_empty() && state.marked == Some(1) && !state.ticked.contains(&true));
        let space = Space { rows: 24, columns: 60 };
        let said = state
            .frame(space)
            .lines
            .iter()
            .filter(|l| l.text.contains("nothing is chosen"))
            .count();
        assert_eq!(said, 1, "in one line");
    }
}
