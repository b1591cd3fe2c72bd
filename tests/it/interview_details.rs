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
fn evidence_or_an_action_takes_six_prompts_whatever_the_rating() {
    let c = five();
    for rating in ["0", "1", "2", "3", "d"] {
        for piece in [
            ["2", ">Audit", ">1/10/2026"],
            ["a", ">Mend it", ">Director, March 2027"],
        ] {
            let replies = [&[rating, ">Said."][..], &piece, &["0", ":pause"]].concat();
            let ended = answers(&c, stated(&c), &replies);
            let prompts = given(&ended);
            assert_eq!(prompts.len() - 1, 6, "{rating}: {:#?}", ended.transcript);
            assert!(
                prompts[6].starts_with("Rating <- :pause"),
                "the next question: {prompts:?}"
            );
            let answer = &ended.assessment.answers["a"];
            assert!(
                !answer.unfinished && answer.finding.as_deref() == Some("Said."),
                "{rating}"
            );
            if piece[0] == "a" {
                let action = &answer.actions[0];
                assert_eq!(
                    (action.owner.as_deref(), action.due),
                    (Some("Director"), Some(day("2027-03-31")))
                );
            } else {
                assert_eq!(answer.evidence[0].date, Some(day("2026-10-01")));
            }
        }
        // Enter goes on, and what the rating wants most stands first.
        let ended = answers(&c, stated(&c), &[rating, ">", ":pause"]);
        assert_eq!(
            ended.at_enter.last(),
            Some(&("What else".to_owned(), Some("0".to_owned())))
        );
        let first = if matches!(rating, "2" | "3") { "1" } else { "a" };
        assert_eq!(ended.offered.last().map(|o| o[1].as_str()), Some(first), "{rating}");
        assert!(ended.assessment.answers["a"].unfinished, "until the menu is left");
    }
}

#[test]
fn the_menu_says_once_what_stands() {
    let c = five();
    let replies = [
        "1",
        ">",
        "a",
        ">Mend it",
        ">Director, March 2027",
        "m",
        ">Calls are answered",
        "2",
        ">Audit",
        ">1/10/2026",
        "k",
        ":back",
        "k",
        ">a link",
        ":help",
        "0",
        ":pause",
    ];
    let ended = answers(&c, stated(&c), &replies);
    let said = |line: &str| {
        ended
            .transcript
            .iter()
            .filter(|l| l.as_str() == format!("line: {line}"))
            .count()
    };
    assert_eq!(
        said("1 action: Director, due 31 March 2027."),
        1,
        "{:#?}",
        ended.transcript
    );
    assert_eq!(
        said("1 piece of evidence: case audit, 1 October 2026. 1 action: Director, due 31 March 2027."),
        1,
        "{:#?}",
        ended.transcript
    );
    assert!(
        ended
            .transcript
            .contains(&"details of a: 1 evidence, 1 actions".to_owned())
    );
    let answer = &ended.assessment.answers["a"];
    assert_eq!(answer.actions[0].measure.as_deref(), Some("Calls are answered"));
    assert_eq!(answer.evidence[0].link.as_deref(), Some("a link"));
    // Neither is offered any more once it stands.
    let last = ended.offered.iter().rfind(|o| o.contains(&"a".to_owned())).unwrap();
    assert!(
        !last.contains(&"m".to_owned()) && !last.contains(&"k".to_owned()),
        "{last:?}"
    );
}

#[test]
fn back_leads_from_each_step_to_the_one_before() {
    let c = five();
    let ended = answers(
        &c,
        stated(&c),
        &[
            "2",
            ">It works.",
            "2",
            ":back",
            "3",
            ">Audit",
            ":back",
            ">Audit of 20",
            ">1/10/2026",
            "c",
            "2",
            "3",
            ":back",
            ":back",
            ":back",
            ":back",
            "=",
            "c",
            "2",
            "5",
            "2",
            "0",
            "0",
            ":pause",
        ],
    );
    let wanted = [
        "Rating <- 2",
        "Finding <- >It works.",
        "What else <- 2",
        "Evidence <- :back",
        "What else <- 3",
        "Evidence <- >Audit",
        "Its date <- :back",
        "Evidence <- >Audit of 20",
        "Its date <- >1/10/2026",
        "What else <- c",
        "Change <- 2",
        "This evidence <- 3",
        "Link <- :back",
        "This evidence <- :back",
        "Change <- :back",
        "What else <- :back",
        "Finding <- =",
        "What else <- c",
        "Change <- 2",
        "This evidence <- 5",
        "This evidence is from <- 2",
        "This evidence <- 0",
        "Change <- 0",
        "What else <- :pause",
    ];
    assert_eq!(given(&ended), wanted, "{:#?}", ended.transcript);
    let answer = &ended.assessment.answers["a"];
    assert_eq!(answer.evidence.len(), 1, "put right, not given twice");
    let piece = &answer.evidence[0];
    assert_eq!(
        (piece.kind, piece.text.as_str(), piece.date),
        (EvidenceKind::Audit, "Audit of 20", Some(day("2026-10-01")))
    );
    // And on to the rating.
    let ended = answers(&c, stated(&c), &["2", ">Said", ":back", ":back", ":pause"]);
    assert_eq!(
        given(&ended)[2..],
        ["What else <- :back", "Finding <- :back", "Rating <- :pause"]
    );
}

#[test]
fn back_from_a_date_of_an_action_is_its_owner() {
    let c = five();
    let ended = answers(
        &c,
        stated(&c),
        &[
            "1",
            ">",
            "a",
            ">Mend it",
            ">Director",
            ":back",
            ":back",
            ">Mend it well",
            "=",
            ">end of April",
            "0",
            ":pause",
        ],
    );
    let wanted = [
        "Rating <- 1",
        "Finding <- >",
        "What else <- a",
        "Action <- >Mend it",
        "Owner and date <- >Director",
        "Due <- :back",
        "Owner and date <- :back",
        "Action <- >Mend it well",
        "Owner and date <- =",
        "Due <- >end of April",
        "What else <- 0",
        "Rating <- :pause",
    ];
    assert_eq!(given(&ended), wanted, "{:#?}", ended.transcript);
    let actions = &ended.assessment.answers["a"].actions;
    assert_eq!(actions.len(), 1);
    assert_eq!(
        (actions[0].what.as_str(), actions[0].owner.as_deref(), actions[0].due),
        ("Mend it well", Some("Director"), Some(day("2027-04-30")))
    );
}

/// What became of an owner and a date that were typed in one text, and what was said of it.
fn owner_and_due(typed: &[&'static str]) -> (Option<String>, Option<String>, Vec<String>) {
    let c = five();
    let replies = [&["1", ">", "a", ">Mend it"][..], typed, &[":pause"]].concat();
    let ended = answers(&c, stated(&c), &replies);
    let action = ended.assessment.answers["a"].actions[0].clone();
    (action.owner, action.due.map(|d| d.to_string()), ended.transcript)
}

#[test]
fn owner_and_date_come_in_one_text() {
    // What is typed; then owner, date, and what is said of it.
    type Row = (
        &'static [&'static str],
        Option<&'static str>,
        Option<&'static str>,
        &'static str,
    );
    let table: &[Row] = &[
        (
            &[">Assistant director, end of March"],
            Some("Assistant director"),
            Some("2027-03-31"),
            "Owner: Assistant director. Due: Wednesday 31 March 2027.",
        ),
        (
            &[">Smith, Jones and partners, March 2027"],
            Some("Smith, Jones and partners"),
            Some("2027-03-31"),
            "Owner: Smith, Jones and partners. Due: Wednesday 31 March 2027.",
        ),
        (
            &[">Director", ">March 2027"],
            Some("Director"),
            Some("2027-03-31"),
            "No date is in it.",
        ),
        (&[">Director", ">"], Some("Director"), None, "No date is in it."),
        (
            &[">April May", ">"],
            Some("April May"),
            None,
            "Owner: April May. No date is in it.",
        ),
        (
            &[">March 2027"],
            None,
            Some("2027-03-31"),
            "No owner is named, so that it is no credible plan yet. Due: Wed",
        ),
        (
            &[">"],
            None,
            None,
            "Without an owner and a date it is no credible plan.",
        ),
        // What is no date is asked for again, with what was typed.
        (
            &[">Me, 31/2/27", ">Me, 28/2/27"],
            Some("Me"),
            Some("2027-02-28"),
            "mistake: `31/2/27` is not taken as a date",
        ),
        (
            &[">Me, soon", ">Me", ">"],
            Some("Me"),
            None,
            "mistake: `soon` is no date",
        ),
        (
            &[">soon", ">Me, May"],
            Some("Me"),
            Some("2027-05-31"),
            "mistake: `soon` is no date",
        ),
        // What may be either is asked about.
        (
            &[">Head, Early Years", "o", ">"],
            Some("Head, Early Years"),
            None,
            "mistake: `Early Years` looks like a date",
        ),
        (
            &[">Me - March 2027", "c", ">Me, March 2027"],
            Some("Me"),
            Some("2027-03-31"),
            "looks like a date",
        ),
        (
            &[">Me - March 2027", ":back", ">Me, March 2027"],
            Some("Me"),
            Some("2027-03-31"),
            "looks like a date",
        ),
        // The check for personal data looks at the whole text.
        (
            &[">Born 12/03/2014, May", "c", ">Me, May"],
            Some("Me"),
            Some("2027-05-31"),
            "mistake: This looks like a date of birth",
        ),
        // A day that is past is asked about as ever.
        (
            &[">Me, 31/3/2020", "y"],
            Some("Me"),
            Some("2020-03-31"),
            "mistake: That day is past",
        ),
        (
            &[">Me, 31/3/2020", "n", ">Me, 31/3/2027"],
            Some("Me"),
            Some("2027-03-31"),
            "mistake: That day is past",
        ),
        (
            &[">Me, in 2 years"],
            Some("Me"),
            Some("2028-11-22"),
            "more than 12 months ahead",
        ),
    ];
    for (typed, owner, due, said) in table {
        let (o, d, transcript) = owner_and_due(typed);
        assert_eq!(
            (o.as_deref(), d.as_deref()),
            (*owner, *due),
            "{typed:?}: {transcript:#?}"
        );
        assert!(
            transcript.iter().any(|l| l.contains(said)),
            "{typed:?}: {transcript:#?}"
        );
    }
    let long: &'static str = Box::leak(format!(">{}, March 2027", "é, ".repeat(5000)).into_boxed_str());
    let (owner, due, _) = owner_and_due(&[long]);
    assert_eq!(owner.map(|o| o.chars().count()), Some(3 * 5000 - 2));
    assert_eq!(due.as_deref(), Some("2027-03-31"));
}

/// An answer with two pieces of evidence and two actions.
fn full() -> Answer {
    let named = |what: &str| assure::assessment::Action {
        what: what.to_owned(),
        ..crate::scoring::action("2027-01-31")
    };
    Answer {
        evidence: vec![
            crate::scoring::evidence(EvidenceKind::Audit, "2026-09-01"),
            crate::scoring::evidence(EvidenceKind::Voice, "2026-10-01"),
        ],
        actions: vec![named("first"), named("second")],
        ..rated(2)
    }
}

/// An interview that begins with the details of the first question.
fn details(first: Answer, replies: &[&'static str]) -> Ended {
    let c = five();
    let replies = [&[":jump a?", ":details"][..], replies, &[":pause"]].concat();
    answers(&c, with_first(&c, first), &replies)
}

#[test]
fn one_part_is_changed_and_nothing_else_is_asked() {
    let before = full();
    type Change = fn(&mut Answer);
    let table: &[(&[&'static str], Change)] = &[
        (&["c", "3", "1", ">Said"], |a| a.evidence[1].text = "Said".into()),
        (&["c", "3", "2", ">2/10/2026"], |a| {
            a.evidence[1].date = Some(day("2026-10-02"))
        }),
        (&["c", "3", "3", ">a link"], |a| {
            a.evidence[1].link = Some("a link".into())
        }),
        (&["c", "3", "4", ">May 2027"], |a| {
            a.evidence[1].review_by = Some(day("2027-05-31"))
        }),
        (&["c", "3", "5", "4"], |a| a.evidence[1].kind = EvidenceKind::Staff),
        (&["c", "5", "1", ">third"], |a| a.actions[1].what = "third".into()),
        (&["c", "5", "2", ">Head"], |a| a.actions[1].owner = Some("Head".into())),
        // A date behind the owner is understood here too, and a date alone is no owner by mistake.
        (&["c", "5", "2", ">Head, May"], |a| {
            a.actions[1].owner = Some("Head".into());
            a.actions[1].due = Some(day("2027-05-31"));
        }),
        (&["c", "5", "2", ">May", "o"], |a| {
            a.actions[1].owner = Some("May".into())
        }),
        (&["c", "5", "3", ">end of April"], |a| {
            a.actions[1].due = Some(day("2027-04-30"))
        }),
        (&["c", "5", "4", ">Seen"], |a| {
            a.actions[1].measure = Some("Seen".into())
        }),
        (&["c", "5", "5", "2"], |a| {
            a.actions[1].status = assure::assessment::ActionStatus::UnderWay
        }),
        (&["c", "5", "5", "5", ":back", "5", ">No money"], |a| {
            a.actions[1].status = assure::assessment::ActionStatus::Dropped;
            a.actions[1].reason = Some("No money".into());
        }),
        (&["c", "1", ">Found"], |a| a.finding = Some("Found".into())),
        (&["c", "6"], |a| a.private = true),
        (&["c", "3", "x"], |a| drop(a.evidence.remove(1))),
        (&["c", "3", "1", ">"], |a| drop(a.evidence.remove(1))),
        (&["c", "4", "x"], |a| drop(a.actions.remove(0))),
    ];
    for (replies, change) in table {
        let ended = details(before.clone(), replies);
        let now = &ended.assessment.answers["a"];
        let mut wanted = before.clone();
        change(&mut wanted);
        // Given by the interview: the day.
        wanted.on = now.on;
        wanted.asked.clone_from(&now.asked);
        assert_eq!(*now, wanted, "{replies:?}: {:#?}", ended.transcript);
        assert_eq!(ended.kept.last(), Some(&ended.assessment), "{replies:?}: kept at once");
    }
}

#[test]
fn what_is_deleted_is_said() {
    let ended = details(full(), &["c", "3", "x", "0", "0"]);
    assert!(
        ended
            .transcript
            .iter()
            .any(|l| l.starts_with("line: Deleted: children and families, 1 October 2026: ")),
        "{:#?}",
        ended.transcript
    );
    // A draft of a later piece stays with it, and one of the piece itself goes.
    let mut first = full();
    let draft = |item| Draft {
        field: Field::Measure,
        item: Some(item),
        text: "half a sen".to_owned(),
    };
    for (item, left) in [(2, Some(draft(1))), (1, None)] {
        first.draft = Some(draft(item));
        let ended = details(first.clone(), &[":back", ":back", "c", "4", "x"]);
        assert_eq!(ended.assessment.answers["a"].draft, left, "{:#?}", ended.transcript);
    }
}

#[test]
fn an_action_of_last_year_is_dropped_rather_than_deleted() {
    let c = five();
    let last = last_year(&c);
    let begin = ["2", ">", "2", ">", ":skip", ":skip", ":details", "c", "2", "x"];
    let with = |rest: &[&'static str]| {
        let replies = [&begin[..], rest, &[":pause"]].concat();
        interview_from(&c, stated(&c), Selection::default(), &replies, 0, Some(&last))
    };
    let ended = with(&["d", ">No money"]);
    assert!(
        ended.transcript.iter().any(|l| l.contains("one of last year's")),
        "{:#?}",
        ended.transcript
    );
    let action = &ended.assessment.answers["b"].actions[0];
    assert_eq!(
        (action.status.word(), action.reason.as_deref()),
        ("dropped", Some("No money"))
    );
    let ended = with(&["x"]);
    assert_eq!(
        ended.assessment.answers["b"].actions.len(),
        1,
        "{:#?}",
        ended.transcript
    );
    let ended = with(&[":back"]);
    assert_eq!(ended.assessment.answers["b"].actions.len(), 2);
}

#[test]
fn the_details_of_an_open_question_lead_back_to_its_rating() {
    let c = five();
    let mut first = full();
    first.respond(None);
    let ended = answers(&c, with_first(&c, first), &[":details", "0", ":pause"]);
    assert_eq!(
        given(&ended),
        ["Rating <- :details", "What else <- 0", "Rating <- :pause"]
    );
    // Of a finished one to the next question; of an unfinished one too, and it is finished.
    let unfinished = Answer {
        unfinished: true,
        ..full()
    };
    let ended = answers(&c, with_first(&c, unfinished), &[":details", "0", ":pause"]);
    assert!(!ended.assessment.answers["a"].unfinished);
    assert!(
        ended.transcript.iter().any(|l| l.starts_with("[2/")),
        "{:#?}",
        ended.transcript
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
}

#[test]
fn a_text_that_was_begun_is_kept_and_offered_again() {
    let c = five();
    // Field, item, what leads there, and what leads there again.
    type Way = &'static [&'static str];
    let table: [(Field, Option<u32>, Way, Way); 11] = [
        (Field::Finding, None, &["2"], &["2"]),
        (Field::Reason, None, &["na"], &["na"]),
        (Field::Evidence, None, &["2", ">", "2"], &["2", "=", "2"]),
        (Field::Date, Some(1), &["2", ">", "2", ">Audit"], &["2", "="]),
        (Field::Link, Some(1), &["2", ">", "2", ">Audit", ">", "k"], &["2", "="]),
        (Field::Action, None, &["2", ">", "a"], &["2", "="]),
        (Field::Owner, Some(1), &["1", ">", "a", ">Do it"], &["1", "="]),
        (
            Field::Owner,
            Some(1),
            &["1", ">", "a", ">Do it", ">Me, May", "c", "2", "2"],
            &["1", "="],
        ),
        (Field::Due, Some(1), &["1", ">", "a", ">Do it", ">Me"], &["1", "="]),
        (
            Field::Measure,
            Some(1),
            &["1", ">", "a", ">Do it", ">Me, May", "m"],
            &["1", "="],
        ),
        (
            Field::Ending,
            Some(1),
            &["1", ">", "a", ">Do it", ">Me, May", "c", "2", "5", "4"],
            &["1", "=", "c", "2", "5", "4"],
        ),
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
        if !matches!(field, Field::Due | Field::Date) {
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
    let ended = answers(&c, with_first(&c, drafted), &[":details", "c", "3", "0", ":pause"]);
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
    let ended = answers(&c, stated(&c), &["1", ">", "a", ">Do it", ">Me", ">1/1/2020", ":pause"]);
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
        &[":details", "c", "1", ">Said", "0", "0", ":pause"],
    );
    let now = &ended.assessment.answers["a"];
    assert_eq!((now.finding.as_deref(), &now.asked), (Some("Said"), &changed.asked));
    // To rate it is.
    let ended = answers(&c, with_first(&c, changed), &["3", ":pause"]);
    let asked = c.question(&as_id("a")).unwrap().digest().to_owned();
    assert_eq!(ended.assessment.answers["a"].asked, Some(asked));
}

#[test]
fn doubtful_dates_are_asked_about() {
    let c = five();
    let to_due: &[&'static str] = &["1", ">", "a", ">Do it", ">Me"];
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
        ended.begun_from.last().map(|(_, d)| d.as_str()),
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
        &[":jump a?", ":details", "c", "2", "3", "=", ":pause"],
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
    let asked = c.question(&as_id("a")).unwrap().digest().to_owned();
    let done = Answer {
        asked: Some(asked),
        ..rated(2)
    };
    let mut a = stated(&c);
    for id in ["a", "b"] {
        let asked = c.question(&as_id(id)).unwrap().digest().to_owned();
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
    let ended = answers(&c, stated(&c), &[":jump c?", ":jump nowhere", "1", ":pause"]);
    assert_eq!(
        given(&ended),
        [
            "Rating <- :jump c?",
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
            .any(|l| l.contains("Nothing in this run has `nowhere` in it"))
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
