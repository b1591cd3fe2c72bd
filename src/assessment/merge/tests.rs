//! The three-way rule, field by field.

use chrono::NaiveDate;

use super::*;
use crate::assessment::{Answer, Assessor, Comment, CommentReply, Period, RULE, Response};
use crate::checklist::{ContextId, QuestionId};

fn day(d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, d).unwrap()
}

fn base() -> Assessment {
    Assessment {
        format: 1,
        checklist_file: None,
        checklist: "ce".into(),
        edition: 2026,
        revision: Some(1),
        digest: Some("d".into()),
        rule: RULE.into(),
        council: None,
        period: Period::of(day(1)),
        assessor: Assessor::default(),
        context: BTreeMap::new(),
        started: day(1),
        updated: day(1),
        previous: None,
        series_break: None,
        judgement: None,
        foreword: None,
        setting: None,
        next_review: None,
        no_personal_data: Vec::new(),
        recommendations: vec![Recommendation {
            source: "Peers".into(),
            text: "Look".into(),
            ..Recommendation::default()
        }],
        indicators: vec![value("sw-agency", 2024), value("sw-agency", 2025)],
        answers: ["gone", "reviewed"].map(|id| (QuestionId::new(id), rated(1))).into(),
        archived: BTreeMap::new(),
        approvals: vec![approval("Ann", 1)],
    }
}

fn approval(name: &str, on: u32) -> Approval {
    Approval {
        name: name.into(),
        post: "Chief executive".into(),
        on: day(on),
        open: 0,
        withdrawn: None,
        reason: None,
        digest: "sha256:d".into(),
        head: "h".into(),
        answered: BTreeMap::new(),
    }
}

fn value(id: &str, year: i32) -> IndicatorValue {
    let text = format!(r#"{{ "id": "{id}", "period": "{year}-09-30", "value": 12.5 }}"#);
    serde_json::from_str(&text).unwrap()
}

fn rated(r: u8) -> Answer {
    Answer::responding(Response::Rated(r))
}

type Edit = fn(&mut Assessment, bool);

/// Every field, with two ways to change it.
const CHANGES: [(&str, Edit); 25] = [
    ("checklist", |a, x| a.checklist = if x { "x" } else { "y" }.into()),
    ("edition", |a, x| a.edition = 2027 + u16::from(x)),
    ("revision", |a, x| a.revision = x.then_some(2)),
    ("digest", |a, x| a.digest = x.then(|| "e".into())),
    ("rule", |a, x| a.rule = if x { "x" } else { "y" }.into()),
    ("council", |a, x| {
        a.council = Some(if x { "x" } else { "y" }.into());
    }),
    ("period", |a, x| {
        a.period = Period::of(NaiveDate::from_ymd_opt(2030 + i32::from(x), 6, 1).unwrap());
    }),
    ("assessor name", |a, x| {
        a.assessor.name = Some(if x { "x" } else { "y" }.into());
    }),
    ("assessor post", |a, x| {
        a.assessor.post = Some(if x { "x" } else { "y" }.into());
    }),
    ("context", |a, x| {
        a.context.insert(ContextId::new("trust"), x);
    }),
    ("started", |a, x| a.started = day(2 + u32::from(x))),
    ("previous", |a, x| {
        a.previous = Some(if x { "x" } else { "y" }.into());
    }),
    ("series_break", |a, x| {
        a.series_break = Some(if x { "x" } else { "y" }.into());
    }),
    ("judgement", |a, x| {
        a.judgement = Some(if x { "x" } else { "y" }.into());
    }),
    ("foreword", |a, x| {
        a.foreword = Some(if x { "x" } else { "y" }.into());
    }),
    ("setting", |a, x| {
        a.setting = Some(if x { "x" } else { "y" }.into());
    }),
    ("next_review", |a, x| a.next_review = Some(day(20 + u32::from(x)))),
    ("a recommendation", |a, x| {
        if let Some(first) = a.recommendations.first_mut() {
            first.note = Some(if x { "x" } else { "y" }.into());
        }
    }),
    ("a figure", |a, x| {
        if let Some(first) = a.indicators.first_mut() {
            first.note = Some(if x { "x" } else { "y" }.into());
        }
    }),
    ("a new figure", |a, x| {
        let mut new = value("sw-vacancy", 2025);
        new.note = x.then(|| "x".into());
        a.indicators.push(new);
    }),
    ("answers", |a, x| {
        a.answers.insert(QuestionId::new("new"), rated(u8::from(x)));
    }),
    ("archived", |a, x| {
        a.archived.insert(QuestionId::new("old"), rated(u8::from(x)));
    }),
    ("an approval withdrawn", |a, x| {
        a.approvals[0].reason = Some(if x { "x" } else { "y" }.into());
    }),
    ("an answer reviewed, and what it was kept", |a, x| {
        if let Some(answer) = a.answers.get_mut("reviewed") {
            let was = answer.clone();
            answer.respond(Response::Rated(if x { 0 } else { 2 }));
            crate::assessment::earlier::keep(answer, &was, day(20));
        }
    }),
    ("an answer taken away", |a, x| {
        if x {
            a.answers.remove("gone");
        } else {
            a.answers.insert(QuestionId::new("gone"), rated(3));
        }
    }),
];

#[test]
fn what_one_of_them_changed_is_kept_whatever_it_is() {
    for (field, change) in CHANGES {
        let mut changed = base();
        change(&mut changed, true);
        assert_ne!(changed, base(), "{field}");
        assert_eq!(merge(&base(), &changed, &base()).as_ref(), Ok(&changed), "{field}");
        assert_eq!(merge(&base(), &base(), &changed).as_ref(), Ok(&changed), "{field}");
        assert_eq!(merge(&base(), &changed, &changed).as_ref(), Ok(&changed), "{field}");
    }
}

#[test]
fn what_both_changed_in_two_ways_is_decided_by_nobody() {
    for (field, change) in CHANGES {
        let (mut ours, mut theirs) = (base(), base());
        change(&mut ours, true);
        change(&mut theirs, false);
        let conflicts = merge(&base(), &ours, &theirs).unwrap_err();
        assert_eq!(conflicts.len(), 1, "{field}: {conflicts:?}");
        assert!(!conflicts[0].differences.is_empty(), "{field}");
        // Whoever is asked is asked just that, and what is said stands, whole.
        for (side, whole) in [(MergeSide::Ours, &ours), (MergeSide::Theirs, &theirs)] {
            let decided = merge_deciding(&base(), &ours, &theirs, &mut |c| {
                assert_eq!(*c, conflicts[0]);
                Some(side)
            });
            assert_eq!(decided.as_ref(), Ok(whole), "{field}");
        }
    }
}

#[test]
fn two_changes_of_different_things_stand_together() {
    for (i, (first, a)) in CHANGES.iter().enumerate() {
        for (second, b) in CHANGES.iter().skip(i + 1) {
            let (mut ours, mut theirs, mut both) = (base(), base(), base());
            a(&mut ours, true);
            b(&mut theirs, true);
            a(&mut both, true);
            b(&mut both, true);
            assert_eq!(merge(&base(), &ours, &theirs), Ok(both), "{first}, {second}");
        }
    }
}

#[test]
fn what_either_confirmed_is_confirmed() {
    let (mut ours, mut theirs) = (base(), base());
    ours.no_personal_data.push("a".into());
    theirs.no_personal_data.push("b".into());
    let merged = merge(&base(), &ours, &theirs).unwrap();
    assert_eq!(merged.no_personal_data, ["b", "a"]);
    // Taken away by one, it is gone.
    assert_eq!(
        merge(&merged, &merged, &ours).map(|m| m.no_personal_data),
        Ok(vec!["a".to_owned()])
    );
}

#[test]
fn no_approval_is_lost() {
    let (mut ours, mut theirs) = (base(), base());
    ours.approvals.push(approval("Bea", 3));
    theirs.approvals[0].withdrawn = Some(day(2));
    theirs.approvals.push(approval("Cem", 2));
    let merged = merge(&base(), &ours, &theirs).unwrap().approvals;
    let names: Vec<&str> = merged.iter().map(|a| a.name.as_str()).collect();
    assert_eq!(names, ["Ann", "Cem", "Bea"]);
    assert_eq!(merged[0].withdrawn, Some(day(2)));
    // Taken out by one, it is out.
    ours.approvals.remove(0);
    let merged = merge(&base(), &ours, &base()).unwrap().approvals;
    assert_eq!(merged, ours.approvals);
}

#[test]
fn the_younger_date_stands() {
    let (mut ours, mut theirs) = (base(), base());
    ours.updated = day(5);
    theirs.updated = day(9);
    assert_eq!(merge(&base(), &ours, &theirs).map(|m| m.updated), Ok(day(9)));
}

fn comment(by: &str, text: &str) -> Comment {
    Comment {
        by: by.into(),
        post: None,
        on: day(21),
        text: text.into(),
        would_rate: None,
        settled: None,
        replies: Vec::new(),
    }
}

fn reply(by: &str) -> CommentReply {
    CommentReply {
        by: by.into(),
        on: day(22),
        text: "So it is".into(),
    }
}

fn commented<'a>(a: &'a mut Assessment, id: &str) -> &'a mut Vec<Comment> {
    &mut a.answers.entry(QuestionId::new(id)).or_default().comments
}

#[test]
fn no_comment_stands_in_the_way_of_an_answer_or_of_another() {
    let (mut ours, mut theirs) = (base(), base());
    for id in ["reviewed", "new"] {
        commented(&mut ours, id).push(comment("Ann", "Is it?"));
        commented(&mut theirs, id).push(comment("Bea", "It is"));
        let no_child = |a: &mut Assessment, digest: &str| {
            let answer = a.answers.get_mut(&QuestionId::new(id)).unwrap();
            answer.no_personal_data.push(digest.into());
        };
        no_child(&mut ours, "a");
        no_child(&mut theirs, "b");
    }
    // The author answers meanwhile, what was open too, and takes an answer away that is commented.
    let answer = theirs.answers.get_mut(&QuestionId::new("new")).unwrap();
    answer.respond(Response::Rated(2));
    theirs.answers.remove(&QuestionId::new("gone"));
    commented(&mut ours, "gone").push(comment("Ann", "And this?"));
    let mut merged = merge(&base(), &ours, &theirs).unwrap();
    for id in ["reviewed", "new"] {
        let names: Vec<&str> = commented(&mut merged, id).iter().map(|c| c.by.as_str()).collect();
        assert_eq!(names, ["Bea", "Ann"], "{id}");
        assert_eq!(merged.answers[&QuestionId::new(id)].no_personal_data, ["b", "a"]);
    }
    assert_eq!(merged.response(&QuestionId::new("new")), Some(Response::Rated(2)));
    assert_eq!(merged.response(&QuestionId::new("gone")), None);
    assert_eq!(commented(&mut merged, "gone").len(), 1);
    // Two ways to answer are still two ways.
    ours.answers
        .get_mut(&QuestionId::new("new"))
        .unwrap()
        .respond(Response::Rated(0));
    assert!(merge(&base(), &ours, &theirs).is_err());
}

#[test]
fn what_is_said_to_one_comment_is_united() {
    let mut before = base();
    commented(&mut before, "reviewed").extend([comment("Ann", "Is it?"), comment("Ann", "And this?")]);
    let (mut ours, mut theirs) = (before.clone(), before.clone());
    commented(&mut ours, "reviewed")[0].replies.push(reply("Bea"));
    commented(&mut theirs, "reviewed")[0].replies.push(reply("Cem"));
    commented(&mut theirs, "reviewed")[0].settled = Some(day(23));
    // Taken back by one who does not know that the other said something to it: nothing is lost.
    commented(&mut ours, "reviewed")[1].replies.push(reply("Bea"));
    commented(&mut theirs, "reviewed").remove(1);
    let mut merged = merge(&before, &ours, &theirs).unwrap();
    let comments = commented(&mut merged, "reviewed").clone();
    assert_eq!(comments.len(), 2);
    assert_eq!(comments[0].settled, Some(day(23)));
    let by: Vec<&str> = comments[0].replies.iter().map(|r| r.by.as_str()).collect();
    assert_eq!(by, ["Cem", "Bea"]);
    // Taken back, and nobody said anything to it.
    let mut gone = before.clone();
    commented(&mut gone, "reviewed").clear();
    commented(&mut theirs, "reviewed").push(comment("Dan", "Also"));
    let mut merged = merge(&before, &gone, &theirs).unwrap();
    let by: Vec<&str> = commented(&mut merged, "reviewed")
        .iter()
        .map(|c| c.by.as_str())
        .collect();
    assert_eq!(by, ["Ann", "Dan"], "what was settled meanwhile stays");
    // Opened again by one, and nothing said of it by the other.
    let (mut settled, mut open) = (before.clone(), before.clone());
    commented(&mut settled, "reviewed")[0].settled = Some(day(23));
    commented(&mut open, "reviewed")[1].settled = Some(day(24));
    let mut merged = merge(&settled, &before, &settled).unwrap();
    assert_eq!(commented(&mut merged, "reviewed")[0].settled, None);
    let mut merged = merge(&before, &settled, &open).unwrap();
    let days: Vec<_> = commented(&mut merged, "reviewed").iter().map(|c| c.settled).collect();
    assert_eq!(days, [Some(day(23)), Some(day(24))]);
}
