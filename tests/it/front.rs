//! What an answer file says before its answers: the assessor's own texts, the next review, and what inspectors and peers recommended.

use assure::assessment::{ActionStatus, AnswerFile, Assessment, Recommendation, merge};
use assure::compare::{Side, chain, diff};
use assure::document::Block;
use assure::interview::Selection;
use assure::report::{Audience, report};
use assure::score::{NoteKind, front_notes};

use crate::harness::{Place, as_id};
use crate::interview::{interview, stated};
use crate::scoring::{day, five};

const FULL: assure::document::report::Layout =
    assure::document::report::Layout::Full(assure::document::report::Grouping::Section);

const TEXTS: &str = "\
judgement = \"Good. And not good. And why.\"
foreword = \"\"\"
First.

- a point
- another
\"\"\"
setting = \"46,000 children live here.\"
next_review = 2027-05-14
";

const RECOMMENDATION: &str = "
# From the letter.
[[recommendation]]
source = \"Ofsted inspection, March 2025\"
text = \"See children alone\"   # in their words
question = \"a\"
owner = \"Jo Bloggs\"
due = 2026-10-01
status = \"under-way\"
note = \"Half of them.\"
";

fn head(more: &str) -> String {
    format!(
        "format = 1\nchecklist = \"five\"\nedition = 2026\nrevision = 1\nrule = \"assure-1\"\ncouncil = \"Northmoor\"\n\
         period = \"2026-27\"\nstarted = 2026-11-01\nupdated = 2026-11-22\n{more}"
    )
}

fn file(text: &str) -> AnswerFile {
    AnswerFile::parse(text, &five()).unwrap_or_else(|problems| panic!("{problems:?}\n{text}"))
}

fn recommendation(text: &str) -> Recommendation {
    Recommendation {
        source: "Peers".to_owned(),
        text: text.to_owned(),
        ..Recommendation::default()
    }
}

fn markdown(a: &Assessment, audience: Audience) -> String {
    let report = report(&five(), a, audience, "assure");
    assure::render::markdown::markdown(&assure::document::report::page(&report, FULL))
}

#[test]
fn what_is_given_is_printed_in_its_place_and_what_is_not_is_not_mentioned() {
    let given = file(&head(&format!(
        "{TEXTS}\n[assessor]\npost = \"Director\"\n{RECOMMENDATION}"
    )));
    let said = markdown(given.assessment(), Audience::Full);
    let places: Vec<usize> = [
        "## Our judgement\n\nGood. And not good. And why.",
        "## Foreword\n\nFirst.\n\n- a point\n- another",
        "## Context\n\n46,000 children live here.",
        "## Recommendations of inspectors and peers",
        "| Ofsted inspection, March 2025 | See children alone | under way, overdue. Half of them | Jo Bloggs | 1 October 2026 | a |",
        "## Where we stand",
        "## Method",
        "**Next review:** 14 May 2027.",
    ]
    .iter()
    .map(|piece| said.find(piece).unwrap_or_else(|| panic!("{piece}\n{said}")))
    .collect();
    assert!(places.is_sorted(), "{places:?}");

    let public = markdown(given.assessment(), Audience::Public);
    assert!(!public.contains("Jo Bloggs"));
    assert!(public.contains("Half of them | left out |"), "{public}");
    assert!(public.contains("## Foreword"));

    let nothing = markdown(file(&head("")).assessment(), Audience::Full);
    for word in ["judgement", "Foreword", "## Context", "Recommendations", "Next review"] {
        assert!(!nothing.contains(word), "{word}");
    }
}

#[test]
fn a_file_comes_back_byte_for_byte_and_a_change_leaves_the_rest() {
    let text = head(&format!("{TEXTS}{RECOMMENDATION}\n[answer.a]\nrating = 1\n"));
    let c = five();
    let mut read = file(&text);
    assert_eq!(read.text(), text);
    let mut wanted = read.assessment().clone();
    wanted.recommendations[0].status = ActionStatus::Done;
    wanted.recommendations.push(recommendation("Ask fathers"));
    wanted.next_review = None;
    read.apply(&wanted, &c).unwrap();
    let expected = text
        .replace("next_review = 2027-05-14\n", "")
        .replace("\"under-way\"", "\"done\"")
        .replace(
            "note = \"Half of them.\"\n",
            "note = \"Half of them.\"\n\n[[recommendation]]\nsource = \"Peers\"\ntext = \"Ask fathers\"\nstatus = \"open\"\n",
        );
    assert_eq!(read.text(), expected);

    // Written for the first time, the texts stand in the head, and the recommendations before the answers.
    let mut fresh = file(&head("\n[assessor]\npost = \"Director\"\n\n[answer.a]\nrating = 1\n"));
    fresh
        .apply(
            &Assessment {
                assessor: fresh.assessment().assessor.clone(),
                ..wanted
            },
            &c,
        )
        .unwrap();
    let made = fresh.text();
    let places: Vec<usize> = [
        "judgement =",
        "foreword =",
        "setting =",
        "[assessor]",
        "[[recommendation]]",
        "[answer.a]",
    ]
    .iter()
    .map(|piece| made.find(piece).unwrap_or_else(|| panic!("{piece}\n{made}")))
    .collect();
    assert!(places.is_sorted(), "{made}");
}

#[test]
fn what_is_broken_is_said_at_its_place() {
    let c = five();
    let question = RECOMMENDATION.replace("question = \"a\"", "question = \"aa\"");
    for (text, code, line, words) in [
        (head("next_review = \"soon\"\n"), "wrong-kind", 10, "next_review"),
        (head("next_review = 2027-02-30\n"), "syntax", 10, ""),
        (head("foreword = 3\n"), "wrong-kind", 10, "foreword"),
        (head("forword = \"x\"\n"), "unknown-key", 10, "forword"),
        (
            head(&question),
            "unknown-question",
            15,
            "five@2026 has no question `aa`",
        ),
        (head("[[recommendation]]\ntext = \"x\"\n"), "missing-key", 10, "source"),
        (
            head("[[recommendation]]\nsource = \"s\"\ntext = \"x\"\nstatus = \"gone\"\n"),
            "",
            13,
            "status",
        ),
    ] {
        let problems = AnswerFile::parse(&text, &c).unwrap_err();
        let first = &problems[0];
        let at = first
            .span
            .as_ref()
            .map_or(0, |s| text[..s.start].matches('\n').count() + 1);
        assert!(code.is_empty() || first.code == code, "{first:?}");
        assert_eq!(at, line, "{first:?}");
        assert!(first.message.contains(words), "{first:?}");
    }
    let nearest = AnswerFile::parse(head(&question), &c).unwrap_err();
    assert!(format!("{:?}", nearest[0]).contains("did you mean `a`?"), "{nearest:?}");
}

#[test]
fn long_texts_controls_and_markdown_do_no_harm() {
    let long = "word ".repeat(2_000);
    let given = file(&head(&format!(
        "judgement = \"{}\"\nforeword = \"# Not a heading\\n\\n<script>alert(1)</script> **bold** \\u001b[31m\"\n",
        long.trim()
    )));
    let notes = front_notes(given.assessment());
    assert_eq!(notes.len(), 1);
    assert_eq!(notes[0].kind, NoteKind::LongJudgement);
    assert_eq!(notes[0].question, "judgement");
    assert!(notes[0].text.contains("9999 characters"), "{}", notes[0].text);
    let said = markdown(given.assessment(), Audience::Full);
    assert!(!said.contains('\u{1b}') && !said.contains("<script>"), "{said}");
    assert!(
        !said.contains("\n# Not a heading") && !said.contains("**bold**"),
        "{said}"
    );
    assert!(said.contains(long.trim()));
}

#[test]
fn quality_notes_on_recommendations() {
    let due = |text: &str, d: &str, status| Recommendation {
        due: Some(day(d)),
        owner: Some("DCS".to_owned()),
        status,
        ..recommendation(text)
    };
    let mut a = stated(&five());
    a.judgement = Some("One. Two. Three.".to_owned());
    a.recommendations = vec![
        due("late", "2026-11-21", ActionStatus::UnderWay),
        due("in time", "2026-11-22", ActionStatus::Open),
        recommendation("nothing is said"),
        due("done", "2026-01-01", ActionStatus::Done),
        due("dropped", "2026-01-01", ActionStatus::Dropped),
        Recommendation {
            note: Some("Asked of jo@example.org".to_owned()),
            ..recommendation("said")
        },
    ];
    let notes: Vec<(String, NoteKind)> = front_notes(&a).into_iter().map(|n| (n.question, n.kind)).collect();
    let expected = [
        ("recommendation.1", NoteKind::OverdueRecommendation),
        ("recommendation.3", NoteKind::UntrackedRecommendation),
        ("recommendation.5", NoteKind::DroppedRecommendation),
        ("recommendation.6", NoteKind::PersonalData),
    ];
    assert_eq!(notes, expected.map(|(place, kind)| (place.to_owned(), kind)));
    let digest = assure::assessment::personal::digest("Asked of jo@example.org");
    a.no_personal_data = vec![digest];
    assert_eq!(front_notes(&a).len(), 3);
}

#[test]
fn personal_data_in_them_is_named_and_keeps_a_public_report_back() {
    let place = Place::new();
    let text = crate::harness::project("examples/ce-2025-26.toml");
    place.put(
        "a.toml",
        text.replacen(
            "status = \"under-way\"\nnote = \"Of 30",
            "status = \"under-way\"\nnote = \"Born 12/03/2014. Of 30",
            1,
        ),
    );
    let said = place.run(&["check", "a.toml"]).out;
    for piece in [
        "`recommendation.1.note` looks like",
        "12/03/2014",
        "at the top of the file",
    ] {
        assert!(said.contains(piece), "{piece}\n{said}");
    }
    place.run(&["report", "a.toml", "--public"]).exits(2);
}

#[test]
fn two_hands_lose_no_recommendation() {
    let mut base = stated(&five());
    base.recommendations = vec![recommendation("one"), recommendation("two")];
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    ours.recommendations[0].status = ActionStatus::Done;
    ours.recommendations.push(recommendation("ours"));
    ours.foreword = Some("Ours".to_owned());
    theirs.recommendations.push(recommendation("theirs"));
    theirs.recommendations.remove(1);
    theirs.judgement = Some("Theirs".to_owned());
    let merged = merge(&base, &ours, &theirs).unwrap();
    let said: Vec<(&str, ActionStatus)> = merged
        .recommendations
        .iter()
        .map(|r| (r.text.as_str(), r.status))
        .collect();
    assert_eq!(
        said,
        [
            ("one", ActionStatus::Done),
            ("theirs", ActionStatus::Open),
            ("ours", ActionStatus::Open)
        ]
    );
    assert_eq!(
        (merged.foreword.as_deref(), merged.judgement.as_deref()),
        (Some("Ours"), Some("Theirs"))
    );
    // One thing changed in two ways is decided by nobody; so is one that a hand took away and the other changed.
    theirs.recommendations[0].status = ActionStatus::Dropped;
    assert!(merge(&base, &ours, &theirs).is_err());
    theirs.recommendations.remove(0);
    assert!(merge(&base, &ours, &theirs).is_err());
}

#[test]
fn what_became_of_last_years() {
    let c = five();
    let mut old = stated(&c);
    old.period = assure::assessment::Period::parse("2025-26").unwrap();
    old.updated = day("2025-11-22");
    old.started = day("2025-11-01");
    let closed = Recommendation {
        status: ActionStatus::Done,
        ..recommendation("closed then")
    };
    old.recommendations = vec![
        recommendation("Gone"),
        recommendation("Moved  on"),
        Recommendation {
            due: Some(day("2026-03-01")),
            ..recommendation("late")
        },
        closed,
    ];
    let mut new = stated(&c);
    new.recommendations = vec![
        Recommendation {
            status: ActionStatus::Done,
            effect: Some("Children say so".to_owned()),
            owner: Some("Jo".to_owned()),
            ..recommendation("moved on")
        },
        recommendation("late"),
        recommendation("fresh"),
    ];
    let links = chain(&c, &c, &[]).unwrap();
    let made = diff(Side::new(&c, &old), Side::new(&c, &new), &links);
    let outcomes: Vec<(&str, &str)> = made
        .recommendations
        .iter()
        .map(|r| (r.text.as_str(), r.outcome.words()))
        .collect();
    assert_eq!(
        outcomes,
        [
            ("Gone", "vanished without a word"),
            ("late", "late"),
            ("Moved  on", "done"),
            ("closed then", "closed before")
        ]
    );
    assert!(!made.is_empty());
    let said = assure::render::markdown::markdown(&assure::document::comparison::page(&made));
    for piece in [
        "### What became of the recommendations in 2025-26",
        "| **vanished without a word** | Gone (Peers) |",
        "| done: Children say so | Moved on (Peers) | Jo |",
        "### New recommendations: 1",
        "fresh (Peers; open)",
    ] {
        assert!(said.contains(piece), "{piece}\n{said}");
    }
    let short = assure::render::markdown::markdown(&assure::document::comparison::in_short(&made));
    assert!(
        short.contains("Recommendations of 2025-26: 1 vanished without a word, 1 late, 1 done, 1 closed before"),
        "{short}"
    );
    assert!(!serde_json::to_string(&made.public()).unwrap().contains("Jo"));
    // The same twice is no change.
    let same = diff(Side::new(&c, &new), Side::new(&c, &new), &links);
    assert!(same.recommendations.iter().all(|r| !r.changed) && same.new_recommendations.is_empty());
}

#[test]
fn a_json_report_tells_them_all_and_is_read_back() {
    let given = file(&head(&format!("{TEXTS}{RECOMMENDATION}")));
    let c = five();
    let made = report(&c, given.assessment(), Audience::Full, "assure");
    assert!(made.recommendations[0].overdue);
    let read = assure::report::read::read(&assure::report::to_json(&made)).unwrap();
    let back = read.recover(&c).unwrap().assessment;
    let a = given.assessment();
    assert_eq!(back.recommendations, a.recommendations);
    assert_eq!(
        (back.foreword, back.judgement, back.setting, back.next_review),
        (
            a.foreword.clone(),
            a.judgement.clone(),
            a.setting.clone(),
            a.next_review
        )
    );
}

#[test]
fn open_recommendations_are_carried_forward_once_and_the_texts_are_not() {
    let place = Place::new();
    place.copy("examples/ce-2025-26.toml", "last.toml");
    let begin = [
        "ce",
        "--plain",
        "--edition",
        "2022",
        "--from",
        "last.toml",
        "--file",
        "a.toml",
    ];
    place
        .run_with(&begin, "n\ny\nn\n", &[])
        .exits(0)
        .says(&["2 recommendations of last year are still open and stand here too"]);
    let made = place.read("a.toml");
    assert_eq!(made.matches("[[recommendation]]").count(), 2, "{made}");
    assert!(made.contains("status = \"under-way\"\nnote = \"Of 30"), "{made}");
    for key in ["foreword", "setting", "judgement", "next_review"] {
        assert!(!made.contains(&format!("{key} =")), "{key}");
    }
    // What is taken out of this year's file stays out.
    let end = made.find("\n[[recommendation]]").unwrap();
    let rest = made[end..].find("\n[answer").map_or("", |at| &made[end + at..]);
    place.put("a.toml", format!("{}{rest}", &made[..end]));
    place.run_with(&begin, "", &[]).exits(0);
    assert!(!place.read("a.toml").contains("[[recommendation]]"));
}

#[test]
fn an_upgrade_keeps_all_of_it_and_follows_the_questions() {
    let place = Place::new();
    place.copy("examples/ce-2025-26.toml", "a.toml");
    place.run(&["upgrade", "a.toml", "--to", "2026"]).exits(0);
    let made = place.read("a-2026.toml");
    for piece in [
        "foreword = ",
        "next_review = 2026-05-14",
        "question = \"follows-statutory-guidance\"",
    ] {
        assert!(made.contains(piece), "{piece}");
    }
    assert_eq!(made.matches("[[recommendation]]").count(), 2);
    place.run(&["check", "a-2026.toml"]).exits(0);
}

#[test]
fn the_blank_file_shows_how_they_are_written() {
    let place = Place::new();
    let blank = place.run(&["ce", "--blank"]).exits(0).out.clone();
    for line in [
        "# judgement = \"\"",
        "# foreword = \"\"",
        "# setting = \"\"",
        "# next_review = ",
        "# [[recommendation]]",
    ] {
        assert!(blank.contains(line), "{line}");
    }
}

#[test]
fn they_are_offered_at_the_end_and_never_asked_unasked() {
    let c = five();
    let mut start = stated(&c);
    for q in c.questions() {
        start.answers.insert(q.id.clone(), crate::scoring::rated(2));
    }
    let ended = interview(
        &c,
        start.clone(),
        Selection::default(),
        &[
            "t",
            "1",
            ">Good. Not good.",
            "4",
            ">May 2027",
            "5",
            ">See children alone",
            ">Peers, May 2026",
            "2",
            ">DCS",
            ">March 2027",
            ">Begun in one team",
            ">aa",
            ">a",
            ":back",
            "f",
        ],
        0,
    );
    assert_eq!(
        ended.outcome,
        assure::interview::InterviewOutcome::Finished,
        "{:#?}",
        ended.transcript
    );
    let a = ended.assessment;
    assert_eq!(a.judgement.as_deref(), Some("Good. Not good."));
    assert_eq!(a.next_review, Some(day("2027-05-31")), "{:#?}", ended.transcript);
    assert_eq!(
        a.recommendations,
        [Recommendation {
            source: "Peers, May 2026".to_owned(),
            text: "See children alone".to_owned(),
            question: Some(as_id("a")),
            owner: Some("DCS".to_owned()),
            due: Some(day("2027-03-31")),
            status: ActionStatus::UnderWay,
            effect: None,
            note: Some("Begun in one team".to_owned()),
        }]
    );
    assert!(
        ended
            .transcript
            .iter()
            .any(|l| l == "mistake: five@2026 has no question aa. Did you mean a?")
    );

    // Changed, and taken out.
    let done = interview(
        &c,
        a.clone(),
        Selection::default(),
        &["t", "5", "=", "=", "4", ">It works", ">", "=", "^C"],
        0,
    );
    let r = &done.assessment.recommendations[0];
    assert_eq!(
        (r.status, r.effect.as_deref(), r.note.as_deref()),
        (ActionStatus::Done, Some("It works"), None)
    );
    assert_eq!(done.outcome, assure::interview::InterviewOutcome::Interrupted);
    let out = interview(&c, a, Selection::default(), &["t", "5", ">", ":pause"], 0);
    assert!(out.assessment.recommendations.is_empty());

    // A run is not a prompt longer for them.
    let plain = interview(&c, start, Selection::default(), &["f"], 0);
    assert_eq!(plain.outcome, assure::interview::InterviewOutcome::Finished);
}

/// A report's page is blocks like any other.
#[test]
fn an_opening_is_user_text() {
    let mut a = stated(&five());
    a.foreword = Some("1. one\n2. two".to_owned());
    let page = assure::document::report::page(&report(&five(), &a, Audience::Full, "assure"), FULL);
    assert!(
        page.iter()
            .any(|b| matches!(b, Block::UserText(t) if t.starts_with("1. one")))
    );
}
