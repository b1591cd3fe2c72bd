//! Getting about in an interview: the task list, finding, checking, taking back, and last year's actions.

use std::cell::Cell;
use std::time::Duration;

use assure::assessment::{ActionStatus, Answer, Assessment, Draft, Field, Response};
use assure::checklist::Checklist;
use assure::interview::{AnswerFilter, Interview, InterviewOutcome, Selection};

use crate::harness::as_id;
use crate::interview::{Ended, Memory, Scripted, interview_by_hand, last_year, stated};
use crate::scoring::{five, rated};

/// Replies given by hand, also to the task list and the answers to check.
fn by_hand(start: Assessment, replies: &[&'static str]) -> Ended {
    interview_by_hand(&five(), start, Selection::default(), replies, None)
}

/// Answers to the wording of today.
fn answered(c: &Checklist, ratings: &[(&str, u8)]) -> Assessment {
    let mut a = stated(c);
    for (id, rating) in ratings {
        let asked = Some(c.question(&as_id(id)).unwrap().digest().to_owned());
        a.answers.insert(
            as_id(id),
            Answer {
                asked,
                ..rated(*rating)
            },
        );
    }
    a
}

/// The ids of the question pages that were shown.
fn pages(ended: &Ended) -> Vec<&str> {
    ended
        .transcript
        .iter()
        .filter(|l| l.starts_with('['))
        .filter_map(|l| l.split(' ').nth(1))
        .collect()
}

#[track_caller]
fn says(ended: &Ended, line: &str) {
    assert!(
        ended.transcript.iter().any(|l| l.contains(line)),
        "{line}: {:#?}",
        ended.transcript
    );
}

#[test]
fn the_task_list_says_how_each_part_stands_and_leads_there() {
    let c = five();
    let mut a = answered(&c, &[("a", 3), ("b", 1)]);
    a.answers.get_mut("a").unwrap().finding = Some("Known.".to_owned());
    let ended = by_hand(a, &["2", ":list", "1", ":pause"]);
    let list = &ended.lists[0];
    assert_eq!(
        list,
        &[
            "g go on (question 3: T)",
            "1 S (complete; 1 alert; 1 weakness without a plan)",
            "2 T (not begun, 2 questions)",
            "c check all answers",
            "y facts about your council",
            "t texts for the report (0 of 4 given; recommendations: 0)",
            "f finish: score and report",
        ]
    );
    assert_eq!(ended.at_enter[0], ("Task list".to_owned(), Some("g".to_owned())));
    // An open section begins at its first open question, a complete one with its answers to check.
    assert_eq!(pages(&ended), ["c"]);
    says(
        &ended,
        "page: Task list: Wants attention: 1 alert (0 with a credible plan); 1 weakness without a plan.",
    );
    says(&ended, "page: Task list: 2 of 4 answered, about 2 minutes left.");
    says(&ended, "page: Check your answers: S: Choose an answer to change it.");
}

/// Of the alerts, those that nobody answered yet are told apart, and the figures are those of the score.
#[test]
fn the_task_list_counts_alerts_as_the_score_does_and_knows_drafts() {
    let c = five();
    let critical: Vec<&str> = c.questions().filter(|q| q.critical).map(|q| q.id.as_str()).collect();
    assert_eq!(critical, ["b"]);
    let mut a = stated(&c);
    let first = |a: &Assessment| by_hand(a.clone(), &[":pause"]);
    assert_eq!(first(&a).lists[0][1], "1 S (not begun, 2 questions; 1 alert)");
    says(
        &first(&a),
        "page: Task list: Wants attention: 1 alert (1 not answered yet).",
    );
    // A draft is no answer, and it is not nothing.
    a.answers.insert(
        as_id("a"),
        Answer {
            draft: Some(Draft {
                field: Field::Finding,
                item: None,
                text: "half a sen".to_owned(),
            }),
            ..Answer::default()
        },
    );
    assert_eq!(
        first(&a).lists[0][1],
        "1 S (2 of 2 open; 1 draft; 1 alert, 1 not answered yet)"
    );
    says(
        &first(&a),
        "page: Task list: Wants attention: 1 draft; 1 alert (1 not answered yet).",
    );
    let report = assure::report::report(&c, &a, assure::report::Audience::Full, "assure");
    assert_eq!(report.alert_count().whole_text(), "1 alert (1 not answered yet)");
    assert_eq!(report.alert_count().all, report.alerts.len());
    a.answers.get_mut("a").unwrap().draft = None;
    a.answers.get_mut("a").unwrap().finding = Some("Known.".to_owned());
    assert!(
        first(&a).lists[0][1].starts_with("1 S (2 of 2 open; "),
        "a finding begins it too"
    );
}

#[test]
fn where_all_is_answered_enter_finishes() {
    let c = five();
    let all = answered(&c, &[("a", 3), ("b", 2), ("c", 2), ("d", 3)]);
    let ended = by_hand(all, &["f"]);
    assert_eq!(ended.at_enter[0].1.as_deref(), Some("f"));
    assert_eq!(ended.outcome, InterviewOutcome::Finished);
    assert!(ended.kept.is_empty(), "to look is to change nothing");
}

#[test]
fn a_section_ends_with_its_answers_and_the_run_with_all_of_them() {
    let ended = by_hand(
        stated(&five()),
        &[
            "g", "na", ">One.", ":skip", "0", "na", ">Three.", "na", ">Four.", "0", "g", "na", ">Two.", "0", "0", "f",
        ],
    );
    assert_eq!(ended.outcome, InterviewOutcome::Finished, "{:#?}", ended.transcript);
    let checks: Vec<&Vec<String>> = ended
        .lists
        .iter()
        .filter(|l| l[0].starts_with("0 go on") || l[0].starts_with("0 back"))
        .collect();
    assert_eq!(
        checks[0],
        &["0 go on: T", "1 a? (Not applicable. One.)", "2 b? (Not answered.)"]
    );
    assert_eq!(
        checks[1][0], "0 back to the task list",
        "b is open, and nothing behind d"
    );
    assert_eq!(checks[2][0], "0 go on: check all answers");
    assert_eq!(checks[3].len(), 5, "all four at the end");
    says(
        &ended,
        "page: Check your answers: S: Choose an answer to change it. 1 question is still open.",
    );
}

#[test]
fn a_run_of_one_section_is_checked_once() {
    let selection = Selection {
        section: Some(as_id("s")),
        ..Selection::default()
    };
    let replies = ["g", "na", ">One.", "na", ">Two.", "0", "f"];
    let ended = interview_by_hand(&five(), stated(&five()), selection, &replies, None);
    assert_eq!(ended.outcome, InterviewOutcome::Finished, "{:#?}", ended.transcript);
}

#[test]
fn the_answers_to_check_say_what_a_critical_friend_would() {
    let c = five();
    let ended = by_hand(
        answered(&c, &[("a", 3), ("b", 1)]),
        &["1", "1", "na", ">Not ours.", ":pause"],
    );
    let check = &ended.lists[1];
    assert!(
        check[1].contains("3, embedded. To look at: rated 2 or 3 and nothing shows it"),
        "{check:?}"
    );
    // Back at the answers after the change, which shows.
    let again = ended.lists.last().unwrap();
    assert_eq!(again[1], "1 a? (Not applicable. Not ours.)");
    assert_eq!(ended.transcript.last().unwrap(), "Check your answers <- :pause");
}

#[test]
fn whatever_is_named_by_one_thing_alone_is_gone_to_and_left_for_where_one_was() {
    let c = five();
    // From c to a and back to c, by words of the question.
    let ended = by_hand(stated(&c), &["2", ":jump a?", "na", ">One.", ":pause"]);
    assert_eq!(pages(&ended), ["c", "a", "c"], "{:#?}", ended.transcript);
    let ended = by_hand(stated(&c), &["2", ":jump a?", ":skip", ":pause"]);
    assert_eq!(pages(&ended), ["c", "a", "c"], "left open, it leads back as well");
    let ended = by_hand(stated(&c), &["2", ":jump a?", ":back", ":pause"]);
    assert_eq!(pages(&ended), ["c", "a", "c"], "and so does back");
    let ended = by_hand(stated(&c), &["2", ":jump a?", ":jump b?", ":back", ":back", ":pause"]);
    assert_eq!(pages(&ended), ["c", "a", "b", "a", "c"], "step by step");
    // From the task list back to it.
    let ended = by_hand(stated(&c), &[":jump d?", ":skip", ":pause"]);
    assert_eq!(ended.transcript.last().unwrap(), "Task list <- :pause");
}

#[test]
fn what_words_name_more_than_once_is_chosen() {
    let c = five();
    let a = answered(&c, &[("a", 0), ("b", 1)]);
    let ended = by_hand(a.clone(), &[":jump weak", ":back", ":jump section", "2", ":pause"]);
    let found = ended.lists.iter().find(|l| l[0].starts_with("1 a?")).unwrap();
    assert_eq!(found, &["1 a? (S; weak)", "2 b? (S; weak, alert)"]);
    assert_eq!(pages(&ended), ["c"], "the second section's first open question");
    let ended = by_hand(a.clone(), &[":jump OPEN", ":back", ":pause"]);
    assert!(
        ended.lists.iter().any(|l| l.iter().any(|x| x == "1 c? (T; open)")),
        "{:?}",
        ended.lists
    );
    let ended = by_hand(a.clone(), &[":jump zzz", ":back", ":pause"]);
    says(&ended, "mistake: Nothing in this run has `zzz` in it.");
    // By its theme.
    let ended = by_hand(a, &[":jump child voice", ":back", ":pause"]);
    assert!(
        ended.lists.iter().any(|l| l.iter().any(|x| x.contains("d?"))),
        "{:#?}",
        ended.transcript
    );
}

#[test]
fn the_last_answer_can_be_taken_back() {
    let c = five();
    let ended = by_hand(
        stated(&c),
        &["g", "na", ">One.", "na", ">Two.", ":undo", ":undo", ":pause"],
    );
    assert!(ended.assessment.answers.is_empty(), "{:#?}", ended.assessment.answers);
    // The question whose answer was taken back, then the one before.
    assert_eq!(pages(&ended), ["a", "b", "b", "a"], "{:#?}", ended.transcript);
    says(&ended, "line: Taken back");
    // An answer that was changed stands again as it did.
    let before = answered(&c, &[("a", 2)]);
    let ended = by_hand(before.clone(), &["1", ":jump a?", "na", ">No more.", ":undo", ":pause"]);
    assert_eq!(ended.assessment.answers, before.answers, "{:#?}", ended.transcript);
}

#[test]
fn undo_is_offered_where_there_is_something_to_take_back() {
    let ended = by_hand(stated(&five()), &["g", ":skip", "na", ">Two.", "0", ":pause"]);
    let undo: Vec<bool> = ended.offered.iter().map(|o| o.contains(&"undo".to_owned())).collect();
    // List, a, b; its reason is a text; the section's answers, then c.
    assert_eq!(undo, [false, false, false, true, true]);
}

#[test]
fn open_and_weak_choose_by_what_stood_at_the_beginning() {
    let c = five();
    let a = answered(&c, &[("a", 1), ("c", 3)]);
    let run = |only, replies: &[&'static str]| {
        let selection = Selection {
            only,
            ..Selection::default()
        };
        interview_by_hand(&c, a.clone(), selection, replies, None)
    };
    let open = run(AnswerFilter::Open, &["g", "na", ">Two.", ":back", ":pause"]);
    assert_eq!(
        pages(&open),
        ["b", "d", "b"],
        "answered now, it stays in the run: {:#?}",
        open.transcript
    );
    let weak = run(AnswerFilter::Weak, &["1", "1", ":pause"]);
    assert_eq!(pages(&weak), ["a"], "{:#?}", weak.transcript);
    let none = interview_by_hand(
        &c,
        answered(&c, &[("a", 3), ("b", 3), ("c", 3), ("d", 3)]),
        Selection {
            only: AnswerFilter::Open,
            ..Selection::default()
        },
        &[],
        None,
    );
    assert_eq!(none.outcome, InterviewOutcome::Finished);
    says(&none, "There is no question to ask");
}

#[test]
fn a_question_by_its_id_comes_first_and_leads_to_the_task_list() {
    let c = five();
    let at = |id: &str| Selection {
        question: Some(as_id(id)),
        ..Selection::default()
    };
    let ended = interview_by_hand(&c, stated(&c), at("d"), &["na", ">None.", ":pause"], None);
    assert_eq!(pages(&ended), ["d"]);
    assert_eq!(ended.transcript.last().unwrap(), "Task list <- :pause");
    // Switched off by the facts: said, and the task list.
    let ended = interview_by_hand(&c, stated(&c), at("e"), &[":pause"], None);
    says(&ended, "mistake: The question `e` is not asked");
}

#[test]
fn last_years_actions_are_taken_in_any_order_and_marked_one_by_one() {
    let c = five();
    let mut last = last_year(&c);
    let ahead = crate::scoring::day("2027-03-01");
    for answer in last.answers.get_mut("b").unwrap() {
        for action in &mut answer.answer.actions {
            action.due = Some(ahead);
        }
    }
    let replies = [
        "a",
        "2",
        "4",
        ">No money",
        "1",
        "1",
        ">It helped",
        "1",
        ":back",
        ":list",
        "g",
        ":pause",
    ];
    let ended = interview_by_hand(&c, stated(&c), Selection::default(), &replies, Some(&last));
    let first = ended.lists.iter().find(|l| l[0].contains("third")).unwrap();
    // What is past its date, or has lost its question, stands first.
    assert_eq!(
        first,
        &[
            "1 third (Was due 1 June 2026. Owner: Director. Its question is not asked any more: Gone?)",
            "2 first (Due 1 March 2027. Owner: Director. S.)",
            "3 second (Due 1 March 2027. Owner: Director. S.)",
            "w several are under way as planned (mark each of them: nothing is marked before you do)",
        ]
    );
    assert_eq!(ended.outcome, InterviewOutcome::Paused, "{:#?}", ended.transcript);
    let b = &ended.assessment.answers["b"].actions;
    assert_eq!((b[0].what.as_str(), b[0].status), ("first", ActionStatus::Dropped));
    let third = &ended.assessment.archived["old-one"].actions[0];
    assert_eq!(
        (third.status, third.effect.as_deref()),
        (ActionStatus::Done, Some("It helped"))
    );
    // One is left, and the questions are open to whoever leaves it.
    says(&ended, "last action 1/1 second");
    assert_eq!(pages(&ended), ["a"]);
}

#[test]
fn marking_none_says_nothing_of_any() {
    let c = five();
    let mut last = last_year(&c);
    for answer in last.answers.get_mut("b").unwrap() {
        for action in &mut answer.answer.actions {
            action.due = None;
        }
    }
    let none = interview_by_hand(
        &c,
        stated(&c),
        Selection::default(),
        &["a", "w", "", ":pause"],
        Some(&last),
    );
    assert!(none.kept.is_empty(), "{:#?}", none.transcript);
    let both = interview_by_hand(
        &c,
        stated(&c),
        Selection::default(),
        &["a", "w", "1,2", ":pause"],
        Some(&last),
    );
    let actions = &both.assessment.answers["b"].actions;
    assert_eq!(actions.len(), 2, "{:#?}", both.transcript);
    assert!(
        actions
            .iter()
            .all(|a| a.status == ActionStatus::UnderWay && a.due.is_none())
    );
    assert_eq!(both.assessment.answers["b"].response(), None::<Response>);
    says(&both, "line: 2 actions are under way as planned.");
}

#[test]
fn the_minutes_left_follow_the_persons_own_pace() {
    let c = five();
    let seconds = Cell::new(0_u64);
    // Each look at the time is two minutes later: an answer takes that long.
    let elapsed = || {
        seconds.set(seconds.get() + 120);
        Duration::from_secs(seconds.get())
    };
    let mut person = Scripted::by_hand(&["g", "na", ">One.", "na", ">Two.", "0", ":pause"]);
    let mut store = Memory::default();
    let mut run = Interview {
        checklist: &c,
        assessment: stated(&c),
        selection: Selection::default(),
        today: crate::scoring::day("2026-11-22"),
        elapsed: &elapsed,
        respondent: &mut person,
        store: &mut store,
        last: None,
        confirmed: Vec::new(),
        memory: Default::default(),
    };
    run.run();
    let shown: Vec<&String> = person.transcript.iter().filter(|l| l.starts_with('[')).collect();
    // Reckoned at a minute each at first: four, then three questions at six fifths, two at eight sixths of a minute.
    assert_eq!(
        shown,
        ["[1/4] a (4 min left)", "[2/4] b (4 min left)", "[3/4] c (3 min left)"]
    );
}
