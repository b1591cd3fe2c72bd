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

fn rated(r: u8) -> Answer {
    Answer::responding(Response::Rated(r))
}

type Edit = fn(&mut Assessment, bool);

/// Every field, with two ways to change it.
const CHANGES: [(&str, Edit); 23] = [
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
