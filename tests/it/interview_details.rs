//! Inside an answer: one step back, drafts of texts, dates, and what Enter alone may do.

use assure::assessment::{Answer, AnswerFile, Assessment, Draft, EvidenceKind, Field, Response};
use assure::checklist::Checklist;
use assure::interview::{InterviewOutcome, Selection};

use crate::harness::as_id;
use crate::interview::{Ended, interview, interview_from, last_year, stated};
use crate::scoring::{day, five, rated};

fn answers(c: &Checklist, start: Assessment, replies: &[&'static str]) -> Ended {
    interview(c, start, Selection::default(), replies, 0)
}

/// The prompts with what was given to them, without what was only shown.
fn given(ended: &Ended) -> Vec<&str> {
    ended
        .transcript
        .iter()
        .map(String::as_str)
        .filter(|l| l.contains(" <- "))
        .collect()
}

/// A questionnaire that is answered to the end, with an answer of its own to the first question.
fn with_first(c: &Checklist, first: Answer) -> Assessment {
    let mut a = stated(c);
    a.answers.insert(as_id("a"), first);
    a
}

#[test]
fn back_in_a_piece_of_evidence_goes_one_part_back() {
    let c = five();
    let ended = answers(
        &c,
        stated(&c),
        &[
            "2",
            ">It works.",
            "2",
            ">Audit",
            ">1/10/2026",
            ">a link",
            ":back",
            ":back",
            ":back",
            ":back",
            "3",
            "=",
            ">2/10/2026",
            "=",
            ">",
            ":back",
            ":back",
            ":back",
            ":back",
            ":back",
            ":back",
            "=",
            ":pause",
        ],
    );
    let wanted = [
        "Rating <- 2",
        "Finding <- >It works.",
        "How do you know? Evidence from <- 2",
        "Evidence <- >Audit",
        "Its date <- >1/10/2026",
        "Link <- >a link",
        "Review by <- :back",
        "Link <- :back",
        "Its date <- :back",
        "Evidence <- :back",
        "This evidence is from <- 3",
        "Evidence <- =",
        "Its date <- >2/10/2026",
        "Link <- =",
        "Review by <- >",
        "1 piece of evidence. More from <- :back",
        "Review by <- :back",
        "Link <- :back",
        "Its date <- :back",
        "Evidence <- :back",
        "This evidence is from <- :back",
        "Finding <- =",
        "1 piece of evidence. More from <- :pause",
    ];
    assert_eq!(given(&ended), wanted, "{:#?}", ended.transcript);
    let answer = &ended.assessment.answers["a"];
    assert_eq!(answer.evidence.len(), 1, "put right, not given twice");
    let piece = &answer.evidence[0];
    assert_eq!(
        (piece.kind, piece.text.as_str(), piece.date, piece.link.as_deref()),
        (EvidenceKind::Voice, "Audit", Some(day("2026-10-02")), Some("a link"))
    );
    assert!(
        ended.begun_from.contains(&("1 October 2026".to_owned(), String::new())),
        "what was typed stays: {:?}",
        ended.begun_from
    );
}

#[test]
fn back_in_an_action_puts_a_mistyped_date_right_at_once() {
    let c = five();
    let ended = answers(
        &c,
        stated(&c),
        &[
            "1",
            ">",
            ">Mend it",
            ">Director",
            ">March 2027",
            ":back",
            ">end of April",
            ">Seen",
            ":back",
            ":back",
            ":back",
            ":back",
            ">Mend it well",
            "=",
            "=",
            "=",
            ">",
            ":pause",
        ],
    );
    let wanted = [
        "Rating <- 1",
        "Finding <- >",
        "Action <- >Mend it",
        "Owner <- >Director",
        "Due <- >March 2027",
        "Measure <- :back",
        "Due <- >end of April",
        "Measure <- >Seen",
        "Another action <- :back",
        "Measure <- :back",
        "Due <- :back",
        "Owner <- :back",
        "Action <- >Mend it well",
        "Owner <- =",
        "Due <- =",
        "Measure <- =",
        "Another action <- >",
        "Rating <- :pause",
    ];
    assert_eq!(given(&ended), wanted, "{:#?}", ended.transcript);
    let actions = &ended.assessment.answers["a"].actions;
    assert_eq!(actions.len(), 1);
    assert_eq!(
        (
            actions[0].what.as_str(),
            actions[0].owner.as_deref(),
            actions[0].due,
            actions[0].measure.as_deref()
        ),
        ("Mend it well", Some("Director"), Some(day("2027-04-30")), Some("Seen"))
    );
}

#[test]
fn back_from_the_first_detail_is_the_rating() {
    let c = five();
    for (rating, prompt) in [("2", "Finding"), ("0", "Finding"), ("na", "Reason")] {
        let ended = answers(&c, stated(&c), &[rating, ":back", ":pause"]);
        let back = format!("{prompt} <- :back");
        assert_eq!(given(&ended)[1..], [back.as_str(), "Rating <- :pause"], "{rating}");
    }
    // From the list, or the first action, to the finding.
    let ended = answers(&c, stated(&c), &["2", ">Said", ":back", "=", ":pause"]);
    assert_eq!(given(&ended)[3], "Finding <- =");
    let ended = answers(&c, stated(&c), &["0", ">Said", ":back", "=", ":pause"]);
    assert_eq!(given(&ended)[3], "Finding <- =");
    assert_eq!(ended.assessment.answers["a"].finding.as_deref(), Some("Said"));
}

#[test]
fn back_while_changing_an_action_goes_part_by_part() {
    let c = five();
    let mut first = rated(1);
    first.actions = vec![crate::scoring::action("2027-01-31")];
    let ended = answers(
        &c,
        with_first(&c, first),
        &[
            ":jump 1",
            ":back",
            ":details",
            "5",
            "=",
            "=",
            "=",
            "=",
            ":back",
            ":back",
            ">28 February 2027",
            "=",
            "5",
            ":back",
            "2",
            "0",
            ":pause",
        ],
    );
    let after = given(&ended);
    let from = after.iter().position(|l| *l == "Change <- 5").unwrap();
    let wanted = [
        "Change <- 5",
        "Action <- =",
        "Owner <- =",
        "Due <- =",
        "Measure <- =",
        "Status <- :back",
        "Measure <- :back",
        "Due <- >28 February 2027",
        "Measure <- =",
        "Status <- 5",
        "Reason <- :back",
        "Status <- 2",
        "Change <- 0",
        "Rating <- :pause",
    ];
    assert_eq!(after[from..], wanted, "{:#?}", ended.transcript);
    let action = &ended.assessment.answers["a"].actions[0];
    assert_eq!(
        (action.due, action.status.word()),
        (Some(day("2027-02-28")), "under-way")
    );
}

#[test]
fn a_text_that_was_begun_is_kept_and_offered_again() {
    let c = five();
    // Field, item, what leads there, and what leads there again.
    type Way = &'static [&'static str];
    let table: [(Field, Option<u32>, Way, Way); 7] = [
        (Field::Finding, None, &["2"], &["2"]),
        (Field::Reason, None, &["na"], &["na"]),
        (Field::Evidence, None, &["2", ">", "2"], &["2", "=", "2"]),
        (Field::Link, Some(1), &["2", ">", "2", ">Audit", ">"], &["2", "="]),
        (Field::Action, None, &["1", ">"], &["1", "="]),
        (Field::Due, Some(1), &["1", ">", ">Do it", ">Me"], &["1", "="]),
        (Field::Measure, Some(1), &["1", ">", ">Do it", ">Me", ">"], &["1", "="]),
    ];
    for (field, item, there, again) in table {
        let mut replies = there.to_vec();
        replies.push("half a sen^C");
        let ended = answers(&c, stated(&c), &replies);
        assert_eq!(ended.outcome, InterviewOutcome::Interrupted, "{field:?}");
        let draft = Draft {
            field,
            item,
            text: "half a sen".to_owned(),
        };
        assert_eq!(
            ended.assessment.answers["a"].draft.as_ref(),
            Some(&draft),
            "{:#?}",
            ended.transcript
        );
        assert_eq!(
            ended.kept.last(),
            Some(&ended.assessment),
            "{field:?}: and it is in the file"
        );
        assert!(
            ended.transcript.iter().any(|l| l.contains("kept as a draft")),
            "{field:?}"
        );
        // Through the file and back.
        let file = AnswerFile::create(ended.assessment.clone(), &c, None).unwrap();
        let read = AnswerFile::parse(file.text(), &c).unwrap().assessment().clone();
        assert_eq!(read, ended.assessment, "{}", file.text());
        let mut replies = again.to_vec();
        replies.extend([":pause"]);
        let back = answers(&c, read.clone(), &replies);
        assert!(
            back.transcript.iter().any(|l| l.starts_with("[1/")),
            "the question is asked again: {:#?}",
            back.transcript
        );
        assert_eq!(
            back.begun_from.last().map(|(_, d)| d.as_str()),
            Some("half a sen"),
            "{field:?}: {:#?}",
            back.transcript
        );
        assert_eq!(
            back.assessment.answers["a"].draft.as_ref(),
            Some(&draft),
            "{field:?}: until it is confirmed"
        );
        if field != Field::Due {
            let mut replies = again.to_vec();
            replies.extend(["=", ":pause"]);
            let taken = answers(&c, read, &replies);
            assert_eq!(taken.assessment.answers["a"].draft, None, "{field:?}");
            let text = AnswerFile::create(taken.assessment, &c, None)
                .unwrap()
                .text()
                .to_owned();
            assert!(
                text.contains("= \"half a sen\"") && !text.contains("draft"),
                "{field:?}: {text}"
            );
        }
    }
}

#[test]
fn a_draft_counts_for_nothing_and_confirms_nothing() {
    let c = five();
    let old = Answer {
        asked: Some("000000000000".to_owned()),
        ..rated(3)
    };
    let ended = answers(&c, with_first(&c, old.clone()), &["na", "beca^C"]);
    let now = &ended.assessment.answers["a"];
    assert_eq!(
        (now.response(), &now.asked),
        (old.response(), &old.asked),
        "the old rating still waits to be confirmed"
    );
    assert_eq!(now.draft.as_ref().map(|d| d.text.as_str()), Some("beca"));
    // The score and the report are as without it.
    let mut plain = ended.assessment.clone();
    plain.answers.get_mut("a").unwrap().draft = None;
    let report = |a: &Assessment| {
        let report = assure::report::report(&c, a, assure::report::Audience::Full, "assure");
        (
            assure::render::markdown::markdown(&assure::document::report::page(
                &report,
                assure::document::report::Layout::Full(assure::document::report::Grouping::Section),
            )),
            assure::report::to_json(&report),
        )
    };
    assert_eq!(report(&plain), report(&ended.assessment));
    // What was not typed is no draft, nor is what stands already.
    let mut first = rated(2);
    first.finding = Some("Said".to_owned());
    first.unfinished = true;
    for typed in ["^C", "Said^C", "  ^C"] {
        let ended = answers(&c, with_first(&c, first.clone()), &["2", typed]);
        assert_eq!(ended.assessment.answers["a"].draft, None, "{typed}");
    }
    // It can be dropped.
    let mut drafted = rated(2);
    drafted.draft = Some(Draft {
        field: Field::Reason,
        item: None,
        text: "no".to_owned(),
    });
    let ended = answers(&c, with_first(&c, drafted), &[":details", "5", "0", ":pause"]);
    assert_eq!(ended.assessment.answers["a"].draft, None, "{:#?}", ended.transcript);
}

#[test]
fn where_no_answer_can_hold_it_the_text_is_said() {
    let c = five();
    let start = Assessment {
        council: None,
        ..stated(&c)
    };
    let ended = answers(&c, start, &["Northm^C"]);
    assert_eq!(ended.outcome, InterviewOutcome::Interrupted);
    assert!(
        ended
            .transcript
            .contains(&"line: What you were typing is not kept: Northm".to_owned()),
        "{:#?}",
        ended.transcript
    );
}

#[test]
fn evidence_has_no_date_unless_one_is_given() {
    let c = five();
    let ended = answers(&c, stated(&c), &["3", ">", "2", ">Audit", "=", ":pause"]);
    assert_eq!(ended.assessment.answers["a"].evidence[0].date, None);
    assert!(
        ended.transcript.iter().any(|l| l.contains("does not count as current")),
        "{:#?}",
        ended.transcript
    );
}

#[test]
fn enter_alone_makes_no_result_better() {
    let c = five();
    // A new question, and one whose words have changed since: nothing is chosen.
    let changed = Answer {
        asked: Some("000000000000".to_owned()),
        ..rated(3)
    };
    for start in [stated(&c), with_first(&c, changed)] {
        let ended = answers(&c, start, &[":pause"]);
        assert_eq!(ended.at_enter, [("Rating".to_owned(), None)]);
    }
    // As last year: the date of old evidence is given, or the piece is left out.
    let last = last_year(&c);
    let again = |reply: &'static [&'static str]| {
        let mut replies = vec![":skip", ":skip", ":skip", "="];
        replies.extend(reply);
        replies.push(":pause");
        interview_from(&c, stated(&c), Selection::default(), &replies, 0, Some(&last))
    };
    let ended = again(&["=", "="]);
    assert!(
        ended.begun_from.iter().all(|(stands, _)| stands.is_empty()),
        "{:?}",
        ended.begun_from
    );
    assert_eq!(ended.assessment.answers["a"].evidence, [], "{:#?}", ended.transcript);
    let ended = again(&[">same", "="]);
    assert_eq!(
        ended.assessment.answers["a"].evidence[0].date,
        Some(day("2025-10-01")),
        "{:#?}",
        ended.transcript
    );
    // What is asked in doubt has no answer of its own.
    let ended = answers(&c, stated(&c), &["1", ">", ">Do it", ">Me", ">1/1/2020", ":pause"]);
    assert_eq!(ended.at_enter.last(), Some(&("Keep it".to_owned(), None)));
}

#[test]
fn adding_to_an_answer_does_not_confirm_it() {
    let c = five();
    let changed = Answer {
        asked: Some("000000000000".to_owned()),
        ..rated(3)
    };
    let ended = answers(
        &c,
        with_first(&c, changed.clone()),
        &[":details", "1", ">Said", "0", ":pause"],
    );
    let now = &ended.assessment.answers["a"];
    assert_eq!((now.finding.as_deref(), &now.asked), (Some("Said"), &changed.asked));
    // To rate it is.
    let ended = answers(&c, with_first(&c, changed), &["3", ":pause"]);
    let asked = Checklist::question_digest(c.question(&as_id("a")).unwrap());
    assert_eq!(ended.assessment.answers["a"].asked, Some(asked));
}

#[test]
fn doubtful_dates_are_asked_about() {
    let c = five();
    let to_due: &[&'static str] = &["1", ">", ">Do it", ">Me"];
    let to_date: &[&'static str] = &["3", ">", "2", ">Audit"];
    let with = |to: &[&'static str], then: &[&'static str]| {
        let mut replies = to.to_vec();
        replies.extend(then);
        replies.push(":pause");
        answers(&c, stated(&c), &replies)
    };
    let due = |e: &Ended| e.assessment.answers["a"].actions[0].due;
    let date = |e: &Ended| e.assessment.answers["a"].evidence[0].date;
    let said = |e: &Ended, what: &str| e.transcript.iter().any(|l| l.contains(what));

    let ended = with(to_due, &[">31/3/2020", "y"]);
    assert_eq!(due(&ended), Some(day("2020-03-31")), "kept where it is meant");
    assert!(
        said(&ended, "Tuesday 31 March 2020") && said(&ended, "That day is past"),
        "{:#?}",
        ended.transcript
    );
    let ended = with(to_due, &[">31/3/2020", "n", ">31/3/2027"]);
    assert_eq!(due(&ended), Some(day("2027-03-31")));
    assert_eq!(
        ended.begun_from.iter().rev().nth(1).map(|(_, d)| d.as_str()),
        Some("31/3/2020"),
        "to be put right: {:?}",
        ended.begun_from
    );
    let ended = with(to_due, &[">31/3/2020", ":back", ">"]);
    assert_eq!(due(&ended), None);
    let ended = with(to_due, &[">in 2 years"]);
    assert!(said(&ended, "more than 12 months ahead"), "{:#?}", ended.transcript);
    let ended = with(to_date, &[">1/1/2062", "y"]);
    assert_eq!(date(&ended), Some(day("2062-01-01")));
    assert!(said(&ended, "does not count as current"), "{:#?}", ended.transcript);
    let ended = with(to_date, &[">November 2026"]);
    assert_eq!(date(&ended), Some(day("2026-11-22")));
    assert!(said(&ended, "has not ended"), "{:#?}", ended.transcript);
    // What stands already is not asked about again.
    let mut first = rated(1);
    first.actions = vec![crate::scoring::action("2020-01-31")];
    let ended = answers(
        &c,
        with_first(&c, first),
        &[":jump 1", ":back", ":details", "5", "=", "=", "=", ":pause"],
    );
    assert!(!said(&ended, "That day is past"), "{:#?}", ended.transcript);
    // A text that is no date does not stand; it is there to be put right.
    let ended = with(to_due, &[">soon", "^C"]);
    assert_eq!(ended.begun_from.last(), Some(&(String::new(), "soon".to_owned())));
    assert_eq!(due(&ended), None);
}

#[test]
fn one_letter_means_one_thing() {
    let c = five();
    let ended = answers(&c, stated(&c), &["2", ":skip", ":skip", ":skip", ":skip"]);
    for keys in &ended.offered {
        if keys.contains(&"n".to_owned()) {
            assert_eq!(keys[keys.iter().position(|k| k == "n").unwrap() - 1], "y", "{keys:?}");
        }
        assert!(!keys.contains(&"x".to_owned()), "{keys:?}");
    }
    let asked: Vec<_> = ended.offered.iter().filter(|k| k.contains(&"d".to_owned())).collect();
    assert!(
        !asked.is_empty() && asked.iter().all(|k| k.contains(&"na".to_owned())),
        "{asked:?}"
    );
}

#[test]
fn an_answered_question_is_not_skipped_but_left_for_the_next() {
    let c = five();
    let asked = Checklist::question_digest(c.question(&as_id("a")).unwrap());
    let done = Answer {
        asked: Some(asked),
        ..rated(2)
    };
    let mut a = stated(&c);
    for id in ["a", "b"] {
        let asked = Checklist::question_digest(c.question(&as_id(id)).unwrap());
        a.answers.insert(
            as_id(id),
            Answer {
                asked: Some(asked),
                ..done.clone()
            },
        );
    }
    let ended = answers(&c, a, &[":back", ":next", ":pause"]);
    let has = |at: usize, word: &str| ended.offered[at].contains(&word.to_owned());
    assert!(has(0, "skip") && !has(0, "next"), "{:?}", ended.offered);
    assert!(has(1, "next") && !has(1, "skip"), "{:?}", ended.offered);
    assert_eq!(ended.assessment.response(&as_id("b")), Some(Response::Rated(2)));
}

#[test]
fn a_jump_can_say_where() {
    let c = five();
    let second = c.sections[1].title.to_lowercase();
    assert!(!second.is_empty());
    let ended = answers(&c, stated(&c), &[":jump 2", ":jump nowhere", "1", ":pause"]);
    assert_eq!(
        given(&ended),
        [
            "Rating <- :jump 2",
            "Rating <- :jump nowhere",
            "Go to <- 1",
            "Rating <- :pause"
        ],
        "{:#?}",
        ended.transcript
    );
    assert!(
        ended
            .transcript
            .iter()
            .any(|l| l.contains("No section of this run has `nowhere`"))
    );
}

#[test]
fn a_piece_of_evidence_can_be_changed_later() {
    let c = five();
    let mut first = rated(2);
    first.evidence = vec![crate::scoring::evidence(EvidenceKind::Audit, "2025-01-01")];
    let ended = answers(
        &c,
        with_first(&c, first),
        &[
            ":jump 1",
            ":back",
            ":details",
            "5",
            "=",
            ">1 October 2026",
            "=",
            "=",
            "0",
            ":pause",
        ],
    );
    let evidence = &ended.assessment.answers["a"].evidence;
    assert_eq!(
        (evidence.len(), evidence[0].date),
        (1, Some(day("2026-10-01"))),
        "{:#?}",
        ended.transcript
    );
}

#[test]
fn a_draft_that_says_nothing_is_told() {
    let c = five();
    let file = AnswerFile::create(with_first(&c, rated(2)), &c, None)
        .unwrap()
        .text()
        .to_owned();
    for (draft, code) in [
        ("{ text = \"x\" }", "missing"),
        ("{ field = \"finding\" }", "missing"),
        ("{ field = \"fnding\", text = \"x\" }", "value"),
        ("{ field = \"finding\", text = \" \" }", "empty"),
        ("{ field = \"finding\", text = \"x\", txt = 1 }", "unknown-key"),
    ] {
        let text = file.replace("rating = 2", &format!("rating = 2\ndraft = {draft}"));
        let problems = AnswerFile::parse(&text, &c).unwrap_err();
        assert!(problems.iter().any(|p| p.code.contains(code)), "{draft}: {problems:#?}");
    }
}

#[test]
fn what_was_typed_before_a_command_is_a_draft() {
    let c = five();
    let ended = answers(&c, stated(&c), &["2", ">half a sen|:back", "2", "=", ":pause"]);
    let answer = &ended.assessment.answers["a"];
    assert_eq!(
        (answer.finding.as_deref(), &answer.draft),
        (Some("half a sen"), &None),
        "{:#?}",
        ended.transcript
    );
    let ended = answers(&c, stated(&c), &["2", ">half a sen|:pause"]);
    assert_eq!(ended.outcome, InterviewOutcome::Paused);
    let kept = ended.kept.last().unwrap().answers["a"].draft.as_ref();
    assert_eq!(kept.map(|d| d.text.as_str()), Some("half a sen"));
}

#[test]
fn back_in_last_years_evidence_is_the_piece_before() {
    let c = five();
    let last = last_year(&c);
    let replies = [
        ":skip",
        ":skip",
        ":skip",
        "=",
        ":back",
        "=",
        ">10 October 2026",
        ":back",
        ">11 October 2026",
        ">",
        ":pause",
    ];
    let ended = interview_from(&c, stated(&c), Selection::default(), &replies, 0, Some(&last));
    assert_eq!(ended.outcome, InterviewOutcome::Paused, "{:#?}", ended.transcript);
    let answer = &ended.assessment.answers["a"];
    let dates: Vec<_> = answer.evidence.iter().map(|e| e.date).collect();
    assert_eq!((dates, answer.unfinished), (vec![Some(day("2026-10-11"))], false));
}
