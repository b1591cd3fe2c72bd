//! The review inside the year: what it asks, what it keeps, and what `diff --since` makes of it.

use assure::assessment::{
    AcceptedRisk, Action, ActionStatus, Answer, AnswerFile, Assessment, DueChange, Response, merge,
};
use assure::checklist::Checklist;
use assure::compare::since;
use assure::interview::InterviewOutcome;

use crate::harness::{Place, Ran, as_id};
use crate::interview::{Ended, review, stated};
use crate::scoring::{action, day, evidence, five, rated};

const SPRING: &str = "2027-05-20";

/// Last autumn: `b`, which is critical, rated 1 with a plan; an open action under `a`, due later; `c` shown.
fn autumn(c: &Checklist) -> Assessment {
    let mut a = stated(c);
    let given = |answer: Answer| Answer {
        on: Some(day("2026-11-10")),
        ..answer
    };
    let mut weak = given(rated(1));
    weak.finding = Some("Children wait.".to_owned());
    weak.actions = vec![action("2027-04-30")];
    let mut other = given(rated(2));
    other.actions = vec![Action {
        what: "Ask the children".to_owned(),
        ..action("2027-09-30")
    }];
    let mut shown = given(rated(3));
    shown.evidence = vec![evidence(assure::assessment::EvidenceKind::Audit, "2026-10-01")];
    a.answers.insert(as_id("a"), other);
    a.answers.insert(as_id("b"), weak);
    a.answers.insert(as_id("c"), shown);
    a.answers.insert(as_id("d"), given(rated(3)));
    a
}

fn in_spring(replies: &[&'static str]) -> Ended {
    let c = five();
    let ended = review(&c, autumn(&c), SPRING, replies, None);
    // Whatever was kept can be written, and says the same when it is read again.
    for kept in &ended.kept {
        let file = AnswerFile::create(kept.clone(), &c, None).unwrap();
        assert_eq!(AnswerFile::parse(file.text(), &c).unwrap().assessment(), kept);
    }
    ended
}

#[test]
fn it_asks_the_alerts_and_the_open_actions_alone_the_first_due_first() {
    let ended = in_spring(&["=", "=", "="]);
    assert_eq!(ended.outcome, InterviewOutcome::Finished);
    let shown: Vec<&str> = ended
        .transcript
        .iter()
        .filter_map(|l| {
            l.split(" | ")
                .next()
                .filter(|l| l.starts_with("Alert") || l.starts_with("Open action"))
        })
        .collect();
    assert_eq!(
        shown,
        [
            "Alert 1 of 1. b?",
            "Open action 1 of 2. Mend it",
            "Open action 2 of 2. Ask the children"
        ]
    );
    assert!(
        ended
            .transcript
            .iter()
            .any(|l| l.contains("due 30 April 2027, overdue")),
        "{:#?}",
        ended.transcript
    );
    // Enter alone leaves each as it was, says so, and nothing is written.
    assert!(ended.at_enter.iter().all(|(_, key)| key.as_deref() == Some("=")));
    assert_eq!(
        ended
            .transcript
            .iter()
            .filter(|l| l.starts_with("line: Left as it was"))
            .count(),
        3
    );
    assert_eq!((ended.kept.len(), ended.assessment), (0, autumn(&five())));
}

#[test]
fn an_accepted_risk_is_kept_beside_an_alert_that_stays() {
    let ended = in_spring(&["2", ">Leader", ">No other bidder.", ":pause"]);
    assert_eq!(ended.outcome, InterviewOutcome::Paused);
    let b = ended.assessment.answer(&as_id("b")).unwrap();
    let risk = b.risk_accepted.as_ref().unwrap();
    assert_eq!(risk.words(), "Risk accepted by Leader on 20 May 2027: No other bidder");
    assert!(
        ended
            .transcript
            .iter()
            .any(|l| l.ends_with("No other bidder. The alert stays."))
    );
    assert_eq!(b.earlier.len(), 1);
    assert_eq!(
        (b.earlier[0].until, b.earlier[0].on),
        (day(SPRING), Some(day("2026-11-10")))
    );
    assert_eq!(b.earlier[0].risk_accepted, None);
    // Taken back the same day, it is as it was: nothing is kept of the day.
    let c = five();
    let ended = review(&c, ended.assessment, SPRING, &["3", "=", ":pause"], None);
    let back = ended.assessment.answer(&as_id("b")).unwrap();
    assert_eq!((back.risk_accepted.as_ref(), back.earlier.len()), (None, 1));
    let ended = in_spring(&["2", ">Leader", ">", ":back", "3", "=", ":pause"]);
    let back = ended.assessment.answer(&as_id("b")).unwrap();
    assert_eq!(
        (back.risk_accepted.as_ref(), back.earlier.len()),
        (None, 0),
        "{:#?}",
        ended.transcript
    );
    // Nobody is no one to accept it; back leads from the reason to the name, and from there to the alert.
    let ended = in_spring(&["2", ">", ">Leader", ":back", "=", ":back", ":back", "=", "=", "="]);
    assert_eq!(ended.kept.len(), 0, "{:#?}", ended.transcript);
}

#[test]
fn an_alert_is_answered_anew_and_what_it_was_is_kept_once_a_day() {
    let ended = in_spring(&["1", "2", ">It works now.", "2", ">Audit", ">1/5/2027", "0", "=", "="]);
    assert_eq!(ended.outcome, InterviewOutcome::Finished);
    assert!(
        ended
            .transcript
            .contains(&"line: No alert any more: 2 established, assured.".to_owned())
    );
    let b = ended.assessment.answer(&as_id("b")).unwrap();
    assert_eq!(b.response(), Some(Response::Rated(2)));
    assert_eq!(b.earlier.len(), 1, "of several changes on one day the first is kept");
    assert_eq!(
        (b.earlier[0].rating, b.earlier[0].finding.as_deref()),
        (Some(1), Some("Children wait."))
    );
    assert_eq!(b.earlier[0].actions, [action("2027-04-30")]);
    // It is there from the first save on: a power cut loses no history.
    assert_eq!(ended.kept[0].answer(&as_id("b")).unwrap().earlier.len(), 1);
    // Untouched answers keep nothing.
    assert!(
        ended
            .assessment
            .answers
            .iter()
            .all(|(id, a)| id == "b" || a.earlier.is_empty())
    );
    // Another day, another change: both are kept, in order.
    let c = five();
    let again = review(&c, ended.assessment, "2027-06-03", &["1", ">Fewer wait.", "="], None);
    let b = again.assessment.answer(&as_id("b")).unwrap();
    let untils: Vec<_> = b.earlier.iter().map(|e| e.until.to_string()).collect();
    assert_eq!(untils, ["2027-05-20", "2027-06-03"], "{:#?}", again.transcript);
    assert_eq!(b.earlier[1].rating, Some(2));
    // What was given today was nothing yesterday, and nothing is kept of it.
    let mut fresh = autumn(&c);
    fresh.answers.get_mut("b").unwrap().on = Some(day(SPRING));
    let ended = review(&c, fresh, SPRING, &["2", ">Leader", ">", ":pause"], None);
    assert!(ended.assessment.answer(&as_id("b")).unwrap().earlier.is_empty());
}

#[test]
fn a_due_date_is_moved_with_its_reason_and_an_action_ends_with_its_effect() {
    let ended = in_spring(&[
        "=",
        "3",
        "1",
        ">31/7/2027",
        ">The post was empty.",
        "1",
        ">They say so.",
    ]);
    assert_eq!(ended.outcome, InterviewOutcome::Finished, "{:#?}", ended.transcript);
    let moved = &ended.assessment.answer(&as_id("b")).unwrap().actions[0];
    assert_eq!((moved.status, moved.due), (ActionStatus::Late, Some(day("2027-07-31"))));
    let change = DueChange {
        from: day("2027-04-30"),
        on: day(SPRING),
        reason: "The post was empty.".to_owned(),
    };
    assert_eq!(moved.moved, [change]);
    let done = &ended.assessment.answer(&as_id("a")).unwrap().actions[0];
    assert_eq!(
        (done.status, done.effect.as_deref()),
        (ActionStatus::Done, Some("They say so."))
    );
    // The date as before wants no reason; neither does the same date given again, nor an empty line.
    for replies in [
        &["=", "2", "=", ":pause"][..],
        &["=", "2", "1", ">30/4/2027", "y", ":pause"],
        &["=", "2", "1", ">", ":pause"],
    ] {
        let ended = in_spring(replies);
        let kept = &ended.assessment.answer(&as_id("b")).unwrap().actions[0];
        assert_eq!(
            (kept.status, kept.due),
            (ActionStatus::UnderWay, Some(day("2027-04-30")))
        );
        assert_eq!(kept.moved, []);
    }
    // Dropped: not without a reason.
    let ended = in_spring(&["=", "4", ">", ">No money.", ":pause"]);
    let dropped = &ended.assessment.answer(&as_id("b")).unwrap().actions[0];
    assert_eq!(
        (dropped.status, dropped.reason.as_deref()),
        (ActionStatus::Dropped, Some("No money."))
    );
}

#[test]
fn back_skip_and_the_end_of_the_input() {
    // From the reason to the choice of a date, from there to the status, to the alert, and no further.
    let ended = in_spring(&[
        "=",
        "3",
        "1",
        ">31/7/2027",
        ":back",
        ":back",
        ":back",
        ":back",
        ":skip",
        ":skip",
        ":skip",
    ]);
    assert_eq!(ended.outcome, InterviewOutcome::Finished, "{:#?}", ended.transcript);
    assert!(
        ended
            .transcript
            .contains(&"line: This is the first of the review.".to_owned())
    );
    assert_eq!(ended.kept.len(), 0);
    assert_eq!(in_spring(&["="]).outcome, InterviewOutcome::Paused);
    assert_eq!(in_spring(&["=", "^C"]).outcome, InterviewOutcome::Interrupted);
    // A jump leads nowhere, and says so.
    let ended = in_spring(&["1", "0", ":jump", "1", ":pause"]);
    assert!(
        ended.transcript.iter().any(|l| l.contains("goes through the alerts")),
        "{:#?}",
        ended.transcript
    );
    let c = five();
    let ended = review(&c, stated(&c), SPRING, &[":pause"], None);
    assert!(
        ended.transcript[0].contains("1 alert and 0 open actions"),
        "{:?}",
        ended.transcript
    );
}

#[test]
fn what_somebody_else_changed_meanwhile_is_no_change_of_the_review() {
    let c = five();
    let ended = review(
        &c,
        autumn(&c),
        SPRING,
        &["2", ">Leader", ">", "=", "2", "="],
        Some(|file| {
            let a = file.answers.get_mut("a").unwrap();
            a.respond(Response::Rated(0));
            a.on = Some(day(SPRING));
        }),
    );
    let a = ended.assessment.answer(&as_id("a")).unwrap();
    assert_eq!(a.response(), Some(Response::Rated(0)));
    assert!(a.earlier.is_empty(), "{:#?}", a.earlier);
    assert_eq!(a.actions[0].status, ActionStatus::UnderWay);
    assert_eq!(ended.assessment.answer(&as_id("b")).unwrap().earlier.len(), 1);
}

#[test]
fn two_hands_lose_no_history() {
    let c = five();
    let base = autumn(&c);
    let ours = review(&c, base.clone(), SPRING, &["2", ">Leader", ">", ":pause"], None).assessment;
    let theirs = review(&c, base.clone(), SPRING, &["=", "=", "1", ">Yes."], None).assessment;
    let both = merge(&base, &ours, &theirs).unwrap();
    assert_eq!(both.answer(&as_id("b")), ours.answer(&as_id("b")));
    assert_eq!(both.answer(&as_id("a")), theirs.answer(&as_id("a")));
    assert_eq!(
        (both.answers["a"].earlier.len(), both.answers["b"].earlier.len()),
        (1, 1)
    );
    // The same answer in two ways is decided by nobody.
    let others = review(&c, base.clone(), SPRING, &["2", ">Cabinet", ">", ":pause"], None).assessment;
    assert!(merge(&base, &ours, &others).is_err());
}

#[test]
fn an_assessment_as_it_stood() {
    let c = five();
    let first = review(
        &c,
        autumn(&c),
        "2027-02-01",
        &["1", "0", ">Worse.", "0", "=", "="],
        None,
    )
    .assessment;
    let second = review(
        &c,
        first,
        SPRING,
        &["2", ">Leader", ">", "3", "1", ">31/7/2027", ">Late.", "="],
        None,
    );
    let now = second.assessment;
    let rating = |date: &str| {
        let then = now.as_of(day(date)).assessment;
        let b = then.answer(&as_id("b")).unwrap().clone();
        (
            then.updated.to_string(),
            b.rating,
            b.risk_accepted.is_some(),
            b.actions[0].due,
        )
    };
    let (april, july) = (Some(day("2027-04-30")), Some(day("2027-07-31")));
    assert_eq!(rating("2026-11-22"), ("2026-11-22".to_owned(), Some(1), false, april));
    assert_eq!(rating("2027-01-31"), ("2027-01-31".to_owned(), Some(1), false, april));
    assert_eq!(rating("2027-02-01"), ("2027-02-01".to_owned(), Some(0), false, april));
    assert_eq!(rating("2027-05-19"), ("2027-05-19".to_owned(), Some(0), false, april));
    assert_eq!(rating(SPRING), (SPRING.to_owned(), Some(0), true, july));
    assert_eq!(rating("2028-01-01").0, SPRING, "never later than the last change");
    assert_eq!(now.as_of(day(SPRING)).assessment, now);
    // Before the answers were given they are not known, nor claimed.
    let then = now.as_of(day("2026-11-05"));
    assert!(then.assessment.answers.is_empty());
    assert_eq!(then.not_kept, ["a", "b", "c", "d"]);
    // Changed outside a review: what it was is not known, and so it says.
    let mut edited = now.clone();
    let c_answer = edited.answers.get_mut("c").unwrap();
    c_answer.respond(Response::Rated(1));
    c_answer.on = Some(day("2027-05-10"));
    edited.answers.get_mut("d").unwrap().on = None;
    let then = edited.as_of(day("2027-03-01"));
    assert_eq!(then.assessment.response(&as_id("c")), None);
    assert_eq!((then.not_kept, then.undated), (vec![as_id("c")], vec![as_id("d")]));
    let compared = since(&c, &edited, day("2027-03-01")).unwrap();
    assert!(
        compared
            .notes
            .iter()
            .any(|n| n.contains("not in a review") && n.ends_with("then: c.")),
        "{:?}",
        compared.notes
    );
    assert!(
        compared
            .notes
            .iter()
            .any(|n| n.contains("name no day") && n.ends_with("now: d.")),
        "{:?}",
        compared.notes
    );
    // Nor is it better or worse than what is not known.
    let verdicts: Vec<&str> = compared
        .worse
        .iter()
        .chain(&compared.better)
        .map(|p| p.id.as_str())
        .collect();
    assert!(!verdicts.contains(&"c"), "{verdicts:?}");
}

#[test]
fn an_open_question_was_open() {
    let c = five();
    let mut start = autumn(&c);
    start.answers.remove("b");
    let ended = review(&c, start, SPRING, &["1", "0", ">Nothing yet.", "0", "=", "="], None);
    let b = ended.assessment.answer(&as_id("b")).unwrap();
    assert_eq!((b.earlier.len(), b.earlier[0].rating), (1, None));
    let then = ended.assessment.as_of(day("2027-05-19"));
    assert_eq!((then.assessment.answer(&as_id("b")), then.not_kept.len()), (None, 0));
}

/// The example's year, looked at again in spring: two answers changed, one action moved, one risk accepted.
fn reviewed() -> (Place, Ran) {
    let place = Place::new();
    place.copy("examples/ce-2026-27.toml", "ce-2026-27.toml");
    let mut input = "2\nLeader of the council\nAnnual council decides in May\n.\n1\n3\n\n2\nThe file was read again\n.\n10/5/2027\n0\n".to_owned();
    input.push_str(&"\n".repeat(4));
    input.push_str("3\n1\n30/9/2027\nThe officer left\n.\n");
    input.push_str(&"\n".repeat(32));
    let ran = place.run_with(&["ce", "--review", "--plain", "--today", SPRING], &input, &[]);
    (place, ran)
}

#[test]
fn a_review_in_spring_finds_last_autumns_file_and_ends_with_what_moved() {
    let (place, ran) = reviewed();
    let ran = ran.exits(0).says(&[
        "A review of 2026-27: 6 alerts and 33 open actions.",
        "No alert any more: 3 embedded, assured.",
        "what changed since 13 November 2026",
        "better · dcs-appointment-due-diligence · 3 asserted → 3 assured · critical",
        "assure diff ce-2026-27.toml --since 2026-11-13",
    ]);
    assert!(!ran.err.contains("year on year"), "{}", ran.err);
    assert_eq!(place.files(), ["ce-2026-27.md", "ce-2026-27.toml"]);
    let file = place.read("ce-2026-27.toml");
    assert_eq!(file.matches("earlier]]\nuntil = 2027-05-20\n").count(), 3);
    // The comments that a person wrote are still there.
    assert!(file.starts_with("# An example of a complete assessment."));
    let check = place.run(&["check", "ce-2026-27.toml"]).exits(0);
    assert!(check.out.contains("valid"), "{}", check.out);
}

trait OnDay {
    fn on(&self, today: &str, args: &[&str]) -> Ran;
}

impl OnDay for Place {
    fn on(&self, today: &str, args: &[&str]) -> Ran {
        let args: Vec<&str> = args.iter().copied().chain(["--today", today]).collect();
        self.run(&args)
    }
}

#[test]
fn what_moved_inside_the_year_in_every_format() {
    let (place, _) = reviewed();
    let diff = |more: &[&str]| {
        let args: Vec<&str> = ["diff", "ce-2026-27.toml", "--since", "13 November 2026"]
            .iter()
            .chain(more)
            .copied()
            .collect();
        place.on(SPRING, &args).quietly()
    };
    for format in ["text", "markdown", "html"] {
        let said = diff(&["--format", format]);
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        for part in [
            "Inside the year 2026-27, since 13 November 2026",
            "What changed since 13 November 2026",
            "What became of the actions of 13 November 2026",
            "Risk accepted by Leader of the council on 20 May 2027: Annual council decides in May.",
            "The file was read again",
        ] {
            assert!(said.contains(part), "{format}: {part}");
        }
        assert!(!said.to_lowercase().contains("year on year"), "{format}");
    }
    let markdown = diff(&["--format", "markdown"]);
    assert!(
        markdown.contains("31 March 2026, moved to 30 September 2027: The officer left"),
        "{markdown}"
    );
    let json: serde_json::Value = serde_json::from_str(&diff(&["--format", "json"])).unwrap();
    assert_eq!(json["since"], "2026-11-13");
    assert_eq!(
        (&json["old"]["date"], &json["new"]["date"]),
        (&"2026-11-13".into(), &"2027-05-20".into())
    );
    assert_eq!(json["better"][0]["id"], "dcs-appointment-due-diligence");
    let moved = json["actions"]
        .as_array()
        .unwrap()
        .iter()
        .find(|a| a["moved_because"] == "The officer left")
        .unwrap();
    assert_eq!(
        (&moved["due"], &moved["due_now"]),
        (&"2026-03-31".into(), &"2027-09-30".into())
    );
    let risk = json["worse"]
        .as_array()
        .unwrap()
        .iter()
        .find(|p| p["new"]["risk_accepted"].is_object())
        .unwrap();
    assert_eq!(risk["new"]["risk_accepted"]["by"], "Leader of the council");
    assert!(risk["old"].get("risk_accepted").is_none());
    // The earlier side says what the file of last autumn says: figure for figure.
    let autumn = Place::new();
    autumn.copy("examples/ce-2026-27.toml", "autumn.toml");
    let report: serde_json::Value =
        serde_json::from_str(&autumn.run(&["report", "autumn.toml", "--format", "json"]).quietly()).unwrap();
    assert_eq!(json["old"]["overall"], report["overall"]);
    assert_eq!(
        place
            .on(
                SPRING,
                &["diff", "ce-2026-27.toml", "--since", "2026-11-13", "--exit-code"]
            )
            .code,
        1
    );
    place
        .on(
            SPRING,
            &["diff", "ce-2026-27.toml", "--since", "2026-11-13", "-o", "moved.docx"],
        )
        .exits(0);
}

#[test]
fn days_that_nothing_can_be_said_of() {
    let (place, _) = reviewed();
    let since = |date: &str| place.on(SPRING, &["diff", "ce-2026-27.toml", "--since", date]);
    since("1/11/2026")
        .exits(2)
        .says(&["the file was begun on 2 November 2026", "name a later day"]);
    since("1 June 2027").exits(2).says(&["1 June 2027 is still to come"]);
    since("soon").exits(2).says(&["`soon` is no date"]);
    let today = since("today").quietly();
    assert!(
        today.contains("Nothing changed.") && today.contains("no answer in it is later than 20 May 2027"),
        "{today}"
    );
    place
        .run(&["diff", "ce-2026-27.toml", "other.toml", "--since", "2026-11-13"])
        .exits(2)
        .says(&["cannot be used with '--since <DATE>'"]);
    place.run(&["diff", "ce-2026-27.toml"]).exits(2).says(&["<NEW>"]);
    place
        .on(SPRING, &["report", "ce-2026-27.toml", "-o", "report.json"])
        .exits(0);
    place
        .on(SPRING, &["diff", "report.json", "--since", "2026-11-13"])
        .exits(2)
        .says(&["a report does not keep what the answers were", "name the answer file"]);
    // Nothing was kept: it says so, and claims neither better nor worse.
    place.copy("examples/ce-2026-27.toml", "plain.toml");
    let plain = place
        .on(SPRING, &["diff", "plain.toml", "--since", "2026-11-05"])
        .quietly();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        plain.contains("No review has kept an answer since 5 November 2026"),
        "{plain}"
    );
    assert!(!plain.contains("Worse:") && !plain.contains("Better:"), "{plain}");
}

#[test]
fn a_review_needs_answers() {
    let place = Place::new();
    place.run(&["ce", "--review", "--plain"]).exits(2).says(&[
        "there is no answer file `ce-2026-27.toml`",
        "assure ce --file ce-2026-27.toml",
    ]);
    assert!(place.files().is_empty());
    place.put("empty.toml", place.run(&["ce", "--blank"]).quietly());
    let before = place.read("empty.toml");
    place
        .run_with(&["ce", "--review", "--plain", "--file", "empty.toml"], "\n", &[])
        .exits(2)
        .says(&["`empty.toml` has no answers yet"]);
    assert_eq!(place.read("empty.toml"), before);
    for other in [
        &["--no-input"][..],
        &["--blank"],
        &["--from", "x.toml"],
        &["--section", "s"],
        &["--key"],
        &["--answers", "x.toml"],
    ] {
        let args: Vec<&str> = ["ce", "--review"].iter().chain(other).copied().collect();
        place.run(&args).exits(2).says(&["cannot be used with"]);
    }
}

#[test]
fn approved_answers_are_reviewed_only_when_somebody_says_so() {
    let place = Place::new();
    place.copy("examples/ce-2026-27.toml", "a.toml");
    place
        .run(&["approve", "a.toml", "--name", "Example", "--post", "Leader"])
        .exits(0);
    let before = place.read("a.toml");
    let args = ["ce", "--review", "--plain", "--file", "a.toml"];
    place
        .run_with(&args, "\n", &[])
        .exits(0)
        .says(&["These answers are approved: Example, Leader", "Left as it is"]);
    assert_eq!(place.read("a.toml"), before);
    place.run_with(&args, "1\n2\nLeader\n\n", &[]).exits(0);
    let check = place.run(&["check", "a.toml"]).exits(0).out;
    assert!(!check.contains("Nothing has changed since."), "{check}");
    // What an answer was is no part of what is approved: taken out by hand, it moves no approval.
    place
        .run(&["approve", "a.toml", "--name", "Example", "--post", "Leader"])
        .exits(0);
    let text = place.read("a.toml");
    let (head, rest) = text.split_once("\n[[answer.lead-member-whole-remit.earlier]]").unwrap();
    let (_, tail) = rest.split_once("\n[answer.").unwrap();
    place.put("a.toml", format!("{head}\n[answer.{tail}"));
    let check = place.run(&["check", "a.toml"]).exits(0);
    assert!(check.out.contains("Nothing has changed since."), "{}", check.out);
    assert!(!check.out.contains("Changed since"), "{}", check.out);
}

/// An answer file of the example checklist with all that a review leaves in it.
const KEPT: &str = r#"
format = 1
checklist = "ce"
edition = 2026
period = "2026-27"
started = 2026-11-01
updated = 2027-05-20

[answer.lead-member-whole-remit]
rating = 1
finding = "Seen."
on = 2027-05-20
risk_accepted = { by = "Jo Leader", on = 2027-05-20, reason = "REASON-NOW" }

[[answer.lead-member-whole-remit.action]]
what = "Mend it"
owner = "Director"
due = 2027-09-30
measure = "Seen"
[[answer.lead-member-whole-remit.action.moved]]
from = 2027-03-31
on = 2027-05-20
reason = "MOVED-BECAUSE"

[[answer.lead-member-whole-remit.earlier]]
until = 2027-05-20
rating = 0
finding = "FINDING-THEN"
on = 2026-11-10
[[answer.lead-member-whole-remit.earlier.action]]
what = "ACTION-THEN"
"#;

#[test]
fn reports_print_the_risk_and_the_moves_and_no_earlier_answer() {
    let place = Place::new();
    place.put("a.toml", KEPT);
    for format in ["markdown", "html", "json", "csv", "csv-actions"] {
        for public in [false, true] {
            let mut args = vec!["report", "a.toml", "--format", format];
            args.extend(public.then_some("--public"));
            let said = place.run(&args).quietly();
            assert!(
                !said.contains("FINDING-THEN") && !said.contains("ACTION-THEN"),
                "{format}"
            );
            assert_eq!(said.contains("REASON-NOW"), format != "csv-actions", "{format}");
            assert_eq!(said.contains("MOVED-BECAUSE"), format != "csv", "{format}");
            assert_eq!(
                said.contains("Jo Leader"),
                !public && format != "csv-actions",
                "{format} {public}"
            );
        }
    }
    let brief = place.run(&["report", "a.toml", "--brief"]).quietly();
    assert!(
        brief.contains("Risk accepted by Jo Leader on 20 May 2027: REASON-NOW."),
        "{brief}"
    );
    let full = place.run(&["report", "a.toml"]).quietly();
    assert!(full.contains("REASON-NOW. The alert stays."), "{full}");
    assert!(
        full.contains("30 September 2027 (until 20 May 2027 due 31 March 2027: MOVED-BECAUSE)"),
        "{full}"
    );
    // An accepted risk moves no figure.
    let without = KEPT
        .lines()
        .filter(|l| !l.starts_with("risk_accepted"))
        .collect::<Vec<_>>()
        .join("\n");
    place.put("b.toml", without);
    let score = |file: &str| place.run(&["score", file]).quietly();
    assert_eq!(score("a.toml"), score("b.toml"));
    // Of a private answer its public copy says that a risk is accepted, not why.
    place.put(
        "p.toml",
        KEPT.replace("finding = \"Seen.\"", "finding = \"Seen.\"\nprivate = true"),
    );
    for format in ["markdown", "json", "csv"] {
        let said = place
            .run(&["report", "p.toml", "--format", format, "--public"])
            .quietly();
        assert!(
            !said.contains("REASON-NOW") && !said.contains("MOVED-BECAUSE") && !said.contains("Jo Leader"),
            "{format}"
        );
    }
    // Set beside itself as a public report, nobody's acceptance came or went.
    place.run(&["report", "a.toml", "--public", "-o", "a.json"]).exits(0);
    let diff = place.run(&["diff", "a.json", "a.toml", "--format", "json"]).quietly();
    assert!(!diff.contains("Jo Leader"), "{diff}");
    assert_eq!(place.run(&["diff", "a.json", "a.toml", "--exit-code"]).code, 0);
    // And in the comparison of a public report.
    place.put(
        "last.toml",
        KEPT.replace("2026-27", "2025-26")
            .replace("2026-11-01", "2026-10-01")
            .replace("rating = 1", "rating = 2"),
    );
    let public = place
        .run(&["report", "a.toml", "--previous", "last.toml", "--public"])
        .quietly();
    assert!(
        public.contains("REASON-NOW") && !public.contains("Jo Leader"),
        "{public}"
    );
}

#[test]
fn check_names_what_is_wrong_and_what_may_identify_a_child() {
    let place = Place::new();
    let wrong = |from: &str, to: &str, says: &[&str]| {
        assert!(KEPT.contains(from), "{from}");
        place.put("w.toml", KEPT.replace(from, to));
        let ran = place.run(&["check", "w.toml"]).exits(1);
        for part in says {
            assert!(ran.out.contains(part), "{part}: {}", ran.out);
        }
    };
    wrong(
        "until = 2027-05-20",
        "until = 2027-05-21",
        &["earlier.1.until` (2027-05-21) is after `updated`"],
    );
    wrong(
        "on = 2026-11-10",
        "on = 2027-06-10",
        &["earlier.1.on` (2027-06-10) is after its `until`"],
    );
    wrong(
        "\n[[answer.lead-member-whole-remit.earlier]]\n",
        "\n[[answer.lead-member-whole-remit.earlier]]\nuntil = 2027-05-20\n\n[[answer.lead-member-whole-remit.earlier]]\nuntil = 2027-05-01\nrating = 2\n\n[[answer.lead-member-whole-remit.earlier]]\n",
        &["earlier.2.until` (2027-05-01) is before the one above it (2027-05-20)"],
    );
    wrong("by = \"Jo Leader\", ", "", &["does not say by whom"]);
    wrong("rating = 0\n", "ratng = 0\n", &["unknown key `ratng`"]);
    wrong("reason = \"MOVED-BECAUSE\"\n", "", &["reason"]);
    // Each text is looked at; one that no report prints keeps no public report from being written.
    for (text, place_in_file, blocks) in [
        ("FINDING-THEN", "earlier.1.finding", false),
        ("ACTION-THEN", "earlier.1.action.1.what", false),
        ("REASON-NOW", "risk_accepted.reason", true),
        ("MOVED-BECAUSE", "action.1.moved.1.reason", true),
    ] {
        place.put("p.toml", KEPT.replace(text, "born 12/03/2014"));
        let check = place.run(&["check", "p.toml"]);
        assert!(
            check.out.contains(place_in_file) && check.out.contains("a date of birth"),
            "{}",
            check.out
        );
        let report = place.run(&["report", "p.toml", "--public"]);
        assert_eq!(report.code, if blocks { 2 } else { 0 }, "{text}: {}", report.err);
    }
}

#[test]
fn taking_over_and_upgrading_lose_no_history() {
    let place = Place::new();
    place.put("a.toml", KEPT).put(
        "given.toml",
        "[answer.lead-member-whole-remit]\nrating = 3\n[[answer.lead-member-whole-remit.earlier]]\nuntil = 2026-11-20\nrating = 2\non = 2026-11-05\n",
    );
    place
        .run(&[
            "ce",
            "--no-input",
            "--file",
            "a.toml",
            "--answers",
            "given.toml",
            "--replace",
            "--today",
            "2027-06-01",
        ])
        .exits(0);
    let file = place.read("a.toml");
    let (older, newer) = (
        file.find("until = 2026-11-20").unwrap(),
        file.find("until = 2027-05-20").unwrap(),
    );
    assert!(older < newer && file.contains("FINDING-THEN"), "{file}");
    // An edition on, the history stands with the answer.
    let nights = Place::new();
    for name in ["nights-2024.toml", "nights-2025.toml", "2024-25.toml"] {
        nights.copy(&format!("tests/fixtures/compare/{name}"), name);
    }
    let text = nights.read("2024-25.toml");
    let updated = text
        .lines()
        .find(|l| l.starts_with("updated"))
        .unwrap()
        .split(" = ")
        .nth(1)
        .unwrap()
        .to_owned();
    let file: toml::Value = toml::from_str(&text).unwrap();
    let ids: Vec<&String> = file["answer"].as_table().unwrap().keys().collect();
    let mut with = text.clone();
    for id in &ids {
        with.push_str(&format!(
            "\n[[answer.{id}.earlier]]\nuntil = {updated}\nfinding = \"was {id}\"\n"
        ));
    }
    nights.put("2024-25.toml", with);
    nights
        .run(&["upgrade", "2024-25.toml", "--to", "nights-2025.toml", "-o", "new.toml"])
        .exits(0);
    let new = nights.read("new.toml");
    for id in ids {
        assert!(new.contains(&format!("was {id}\"")), "{id}:\n{new}");
    }
}

#[test]
fn an_accepted_risk_says_who_and_when() {
    let risk = AcceptedRisk {
        by: None,
        on: day(SPRING),
        reason: None,
    };
    assert_eq!(risk.words(), "Risk accepted on 20 May 2027");
}
