//! Answers of every shape, filled into a form as a person would: what is read back is what `--answers` reads.

use std::sync::OnceLock;

use assure::assessment::{
    Action, ActionStatus, Answer, Assessment, Evidence, EvidenceKind, Period, ReadOptions, State, read_answers,
};
use assure::checklist::{AnswerKind, Checklist, Library, parse};
use assure::form::{self, Form, FormFor, text, workbook};
use assure::format::Notation;
use assure::render::form::{markdown, xlsx};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::fill::{bare, in_text_form, in_workbook_form, stated};
use crate::harness::{Place, as_id, project};

fn today() -> NaiveDate {
    crate::harness::TODAY.parse().unwrap()
}

fn checklist() -> Checklist {
    parse(&project("examples/own-checklist.toml"), &Library::shipped()).unwrap()
}

/// The empty form, as text and as a workbook.
fn empty() -> &'static (String, Vec<u8>) {
    static EMPTY: OnceLock<(String, Vec<u8>)> = OnceLock::new();
    EMPTY.get_or_init(|| {
        let made_for = FormFor {
            council: None,
            period: Period::of(today()),
        };
        let form = Form::new(&checklist(), made_for, None, &|_, _| true);
        (markdown::markdown(&form), xlsx::xlsx(&form).unwrap())
    })
}

/// Texts as people type and paste them, and as nobody should: never blank, no blanks around them.
fn words() -> impl Strategy<Value = String> {
    let hostile = prop::sample::select(vec![
        "Rating: 3",
        "# A heading",
        "### [handover-complete] x",
        "## Facts",
        "> quoted",
        "\\Finding: escaped already",
        "\\\\server\\share",
        "Evidence kind: data",
        "- Action what: nothing",
        "**Finding:** bold",
        "=cmd|' /C calc'!A1",
        "+1 @x -2",
        "_x000B_ and _x005F_",
        "<script>&amp;\"'</script>",
        "Ŵyau, tŷ, môr, ïaith \u{2013} \u{201c}so\u{201d}",
        "\u{202e}turned\u{200b}",
        "a\u{b}b\u{1}c",
        "<!-- made by assure; unedited as long as this fits: 0 -->",
        "👩\u{200d}👧 🇬🇧",
        "[answer.x]\nrating = 3",
        "1. one\n\n\n2. two\n   indented",
        "tab\there  ",
    ]);
    let any = "[^\\r\\x00]{0,60}";
    prop::collection::vec(
        prop_oneof![hostile.prop_map(str::to_owned), any.prop_map(|s: String| s)],
        1..4,
    )
    .prop_map(|parts| parts.join("\n").trim().to_owned())
    .prop_filter("a text that is there", |t| !t.is_empty())
}

fn day() -> impl Strategy<Value = NaiveDate> {
    (0_u64..20_000).prop_map(|n| NaiveDate::from_ymd_opt(2000, 1, 1).unwrap() + Days::new(n))
}

fn evidence() -> impl Strategy<Value = Evidence> {
    let kinds = prop::sample::select(EvidenceKind::ALL.map(|(_, k)| k).to_vec());
    (
        kinds,
        words(),
        prop::option::of(day()),
        prop::option::of(words()),
        prop::option::of(day()),
    )
        .prop_map(|(kind, text, date, link, review_by)| Evidence {
            kind,
            text,
            date,
            link,
            review_by,
        })
}

fn action() -> impl Strategy<Value = Action> {
    let status = prop::sample::select(ActionStatus::ALL.map(|(_, s)| s).to_vec());
    (
        words(),
        prop::option::of(words()),
        prop::option::of(day()),
        prop::option::of(words()),
        status,
    )
        .prop_map(|(what, owner, due, measure, status)| Action {
            what,
            owner,
            due,
            measure,
            status,
            ..Action::default()
        })
}

fn answer(kind: AnswerKind) -> impl Strategy<Value = Answer> {
    let rating = match kind {
        AnswerKind::Graded => vec![0_u8, 1, 2, 3],
        AnswerKind::YesNo => vec![0, 3],
    };
    let response = prop_oneof![
        prop::sample::select(rating).prop_map(|r| stated(None, Some(r))),
        Just(stated(Some(State::DontKnow), None)),
        Just(stated(Some(State::NotApplicable), None)),
        Just(stated(None, None)),
    ];
    (
        response,
        words(),
        prop::option::of(words()),
        any::<bool>(),
        prop::collection::vec(evidence(), 0..5),
        prop::collection::vec(action(), 0..4),
    )
        .prop_map(|(answer, reason, finding, private, mut evidence, mut actions)| {
            // What has no room in a question's row comes behind what has.
            evidence.sort_by_key(|e| e.review_by.is_some());
            actions.sort_by_key(|a| a.status != ActionStatus::Open);
            Answer {
                reason: (answer.state == Some(State::NotApplicable)).then_some(reason),
                finding,
                private,
                evidence,
                actions,
                ..answer
            }
        })
}

fn assessment(answers: Vec<Answer>, checklist: &Checklist) -> Assessment {
    let given = checklist.questions().map(|q| q.id.clone()).zip(answers);
    let mut empty = read(&format!("period = \"{}\"", Period::of(today())), checklist);
    empty.answers = given.filter(|(_, a)| !a.is_empty()).collect();
    empty
}

/// As `--answers` reads a file.
fn read(toml: &str, checklist: &Checklist) -> Assessment {
    let options = ReadOptions::Partial {
        today: today(),
        period: Period::of(today()),
    };
    read_answers(toml, Notation::Toml, checklist, options).unwrap_or_else(|e| panic!("{e:#?}\n{toml}"))
}

fn assert_comes_back(given: &Assessment, came: Assessment) {
    for (id, answer) in &given.answers {
        let back = came.answers.get(id).map(bare);
        assert_eq!(back.as_ref(), Some(answer), "{id}");
    }
    assert_eq!(came.answers.len(), given.answers.len());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_filled_in_comes_back(answers in (
        answer(AnswerKind::Graded), answer(AnswerKind::Graded), answer(AnswerKind::Graded), answer(AnswerKind::YesNo),
    )) {
        let checklist = checklist();
        let (a, b, c, d) = answers;
        let made = assessment(vec![a, b, c, d], &checklist);
        // By way of the file that `--answers` takes.
        let given = read(&toml::to_string(&made).unwrap(), &checklist);
        let (text_form, book) = empty();
        let filled = in_text_form(text_form, &given);
        let came = form::answers(text::parse(&filled).unwrap(), &checklist, today());
        assert_comes_back(&given, came.unwrap_or_else(|e| panic!("{e:#?}\n{filled}")));
        let filled = in_workbook_form(book, &given);
        let came = form::answers(workbook::parse(&filled).unwrap(), &checklist, today());
        assert_comes_back(&given, came.unwrap_or_else(|e| panic!("{e:#?}")));
    }

    #[test]
    fn no_text_and_no_damage_makes_the_readers_stumble(
        cut in 0_usize..4_000, noise in prop::collection::vec(any::<u8>(), 0..40), at in 0_usize..6_000,
    ) {
        let checklist = checklist();
        let (text_form, book) = empty();
        let mut bytes = text_form.clone().into_bytes();
        bytes.truncate(cut.max(200));
        let place = at.min(bytes.len());
        bytes.splice(place..place, noise.iter().copied());
        if let Some(filled) = text::parse(&String::from_utf8_lossy(&bytes)) {
            let _ = form::answers(filled, &checklist, today());
        }
        let mut bytes = book.clone();
        let place = at.min(bytes.len() - 1);
        bytes.splice(place..(place + noise.len()).min(bytes.len()), noise.iter().copied());
        if let Ok(filled) = workbook::parse(&bytes) {
            let _ = form::answers(filled, &checklist, today());
        }
    }
}

/// A long answer with every part, through the program: the answer file is the one that `--answers` makes.
#[test]
fn the_answer_file_is_the_one_that_answers_make() {
    let place = Place::new();
    let long = "Ŵ ".repeat(5_000);
    let answers = format!(
        "period = \"2026-27\"\n[context]\nshared-service = true\n\
         [answer.duty-line-answered]\nrating = 2\nfinding = \"{}\"\n\
         [[answer.duty-line-answered.evidence]]\nkind = \"audit\"\ntext = \"30 calls\"\ndate = 2026-09-30\nlink = \"https://example.org/a?b=c\"\n\
         [[answer.duty-line-answered.action]]\nwhat = \"Call at night\"\nowner = \"Director\"\ndue = 2027-03-31\nmeasure = \"Ten calls\"\n\
         [answer.placement-found-at-night]\nstate = \"dont-know\"\nfinding = \"two\\nlines\"\n\
         [answer.handover-complete]\nstate = \"not-applicable\"\nreason = \"No nights\"\n\
         [answer.partner-has-records]\nrating = \"no\"\n",
        long.trim()
    );
    place
        .put("own.toml", project("examples/own-checklist.toml"))
        .put("answers.toml", &answers);
    place
        .run(&[
            "run",
            "own.toml",
            "--answers",
            "answers.toml",
            "--no-input",
            "--file",
            "wanted.toml",
        ])
        .exits(0);
    let given = read(&answers, &checklist());
    for name in ["f.md", "f.xlsx"] {
        place.run(&["form", "own.toml", "-o", name]).exits(0);
        let bytes = std::fs::read(place.at(name)).unwrap();
        let filled = if name == "f.md" {
            let text = String::from_utf8(bytes).unwrap().replacen("Answer:", "Answer: yes", 1);
            in_text_form(&text, &given).into_bytes()
        } else {
            let with_facts = super::fill::workbook(&bytes, |book| {
                book.put("Facts", ("shared-service", "Yes or no"), "Yes");
            });
            in_workbook_form(&with_facts, &given)
        };
        place.put(name, filled);
        let file = format!("{name}.toml");
        place
            .run(&["import", name, "--file", &file, "--checklist", "own.toml"])
            .exits(0);
        assert_eq!(place.read(&file), place.read("wanted.toml"), "{name}");
    }
    assert_eq!(
        given.answers[&as_id("duty-line-answered")]
            .finding
            .as_ref()
            .unwrap()
            .chars()
            .count(),
        9_999
    );
}
