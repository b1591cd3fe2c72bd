//! Rule `assure-1`, counted by hand.

use assure::assessment::{
    Action, ActionStatus, Answer, Assessment, Evidence, EvidenceKind, Period, Response, Strength, strength,
};
use assure::checklist::{self, Checklist, Library};
use assure::score::{Alert, NoteKind, Position, biggest_moves, notes, per_mille, score};
use chrono::NaiveDate;
use proptest::prelude::*;

use crate::harness::as_id;

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn evidence(kind: EvidenceKind, date: &str) -> Evidence {
    Evidence {
        kind,
        text: "It shows.".to_owned(),
        date: Some(day(date)),
        link: None,
        review_by: None,
    }
}

pub fn action(due: &str) -> Action {
    Action {
        what: "Mend it".to_owned(),
        owner: Some("Director".to_owned()),
        due: Some(day(due)),
        measure: Some("Children wait less".to_owned()),
        status: ActionStatus::Open,
        reason: None,
        effect: None,
        moved: Vec::new(),
    }
}

pub fn rated(rating: u8) -> Answer {
    Answer::responding(Some(Response::Rated(rating)))
}

pub fn empty(c: &Checklist) -> Assessment {
    Assessment {
        council: Some("Northmoor".to_owned()),
        updated: day("2026-11-22"),
        ..Assessment::begun(c, Period::parse("2026-27").unwrap(), day("2026-11-01"))
    }
}

/// Five questions of weights 1, 2, 3, 1, 1; the second critical; the last waits for a context fact.
pub fn five() -> Checklist {
    let question = |id: &str, more: &str| {
        format!(
            "[[section.question]]\nid = \"{id}\"\ntext = \"{id}?\"\nwhy = \"w\"\nlook_for = [\"l\"]\ntheme = \"voice\"\nsource = {{ id = \"g\", locator = \"1\" }}\n{more}\n"
        )
    };
    let text = format!(
        "format = 1\nid = \"five\"\nedition = 2026\nrevision = 1\nrole = \"ce\"\ntitle = \"Five\"\nstatus = \"current\"\nminutes = 5\n\
         [[source]]\nid = \"g\"\ntitle = \"G\"\npublisher = \"P\"\ndate = \"2026\"\n[[context]]\nid = \"trust\"\ntext = \"Trust?\"\n\
         [[section]]\nid = \"s\"\ntitle = \"S\"\n{}{}[[section]]\nid = \"t\"\ntitle = \"T\"\n{}{}{}",
        question("a", ""),
        question("b", "weight = 2\ncritical = true"),
        question("c", "weight = 3\nkey = true"),
        question("d", "answer = \"yes-no\""),
        question("e", "only_if = \"trust\""),
    );
    checklist::parse(&text, &Library::empty()).unwrap_or_else(|e| panic!("{e:#?}"))
}

#[test]
fn no_answers_no_score() {
    let c = five();
    let a = empty(&c);
    let s = score(&c, &a);
    assert_eq!((s.overall.asked, s.overall.applicable, s.overall.answered), (4, 4, 0));
    assert_eq!(s.overall.score(), None);
    assert_eq!(s.overall.coverage(), Some(0));
    assert_eq!((s.overall.lowest(), s.overall.highest()), (Some(0), Some(1000)));
    assert_eq!(s.overall.alerts, 1, "a critical question without an answer is an alert");
    assert!(!s.is_complete());
    assert_eq!(s.open_context, ["trust"]);
}

#[test]
fn the_sum_by_hand() {
    let c = five();
    let mut a = empty(&c);
    a.context.insert(as_id("trust"), true);
    a.answers.insert(as_id("a"), rated(3));
    a.answers.insert(as_id("b"), rated(1));
    a.answers
        .insert(as_id("c"), Answer::responding(Some(Response::DontKnow)));
    a.answers.insert(
        as_id("d"),
        Answer {
            reason: Some("none".to_owned()),
            ..Answer::responding(Some(Response::NotApplicable))
        },
    );
    let s = score(&c, &a);
    // a: 3 × 1 of 3; b: 1 × 2 of 6; c: 0 of 9; d left out; e open, 3 possible.
    let t = &s.overall;
    assert_eq!((t.earned, t.possible, t.open_possible), (5, 18, 3));
    assert_eq!((t.asked, t.applicable, t.answered, t.rated), (5, 4, 3, 2));
    assert_eq!(t.score(), Some(278), "5 of 18 is 27.777… per cent");
    assert_eq!(t.coverage(), Some(750));
    assert_eq!((t.lowest(), t.highest()), (Some(238), Some(381)), "5 of 21 and 8 of 21");
    let p = &t.positions;
    assert_eq!(
        (
            p.assured,
            p.asserted,
            p.planned,
            p.exposed,
            p.blind_spot,
            p.not_applicable,
            p.unanswered
        ),
        (0, 1, 0, 1, 1, 1, 1)
    );
    assert_eq!(p.total(), t.asked);
    assert_eq!(s.sections[0].1.earned, 5);
    assert_eq!(s.sections[1].1.possible, 9);
    assert_eq!((s.key.asked, s.key.earned), (1, 0));
    assert_eq!(s.themes[&as_id("voice")], s.overall);
}

#[test]
fn an_unstated_or_denied_fact_leaves_its_questions_out() {
    let c = five();
    let mut a = empty(&c);
    a.answers.insert(as_id("e"), rated(3));
    assert_eq!(score(&c, &a).overall.asked, 4);
    assert_eq!(score(&c, &a).overall.earned, 0);
    a.context.insert(as_id("trust"), false);
    assert_eq!(score(&c, &a).overall.asked, 4);
    assert!(score(&c, &a).open_context.is_empty());
    a.context.insert(as_id("trust"), true);
    assert_eq!((score(&c, &a).overall.asked, score(&c, &a).overall.earned), (5, 3));
}

#[test]
fn positions() {
    let on = day("2026-11-22");
    let with = |r: u8, e: Vec<Evidence>, x: Vec<Action>| Answer {
        evidence: e,
        actions: x,
        ..rated(r)
    };
    let current = evidence(EvidenceKind::Data, "2026-10-01");
    let stale = evidence(EvidenceKind::Data, "2025-11-21");
    let cases = [
        (Some(with(3, vec![current.clone()], vec![])), Position::Assured),
        (Some(with(2, vec![current.clone()], vec![])), Position::Assured),
        (Some(with(2, vec![], vec![])), Position::Asserted),
        (Some(with(3, vec![stale.clone()], vec![])), Position::Asserted),
        (Some(with(2, vec![], vec![action("2027-01-01")])), Position::Asserted),
        (Some(with(1, vec![], vec![action("2027-01-01")])), Position::Planned),
        (Some(with(0, vec![], vec![action("2027-11-22")])), Position::Planned),
        (Some(with(0, vec![], vec![action("2027-11-23")])), Position::Exposed),
        (Some(with(0, vec![], vec![action("2026-11-22")])), Position::Planned),
        (Some(with(0, vec![], vec![action("2026-11-21")])), Position::Exposed),
        (Some(with(1, vec![current], vec![])), Position::Exposed),
        (
            Some(Answer {
                actions: vec![action("2027-01-01")],
                ..Answer::responding(Some(Response::DontKnow))
            }),
            Position::BlindSpot,
        ),
        (
            Some(Answer::responding(Some(Response::NotApplicable))),
            Position::NotApplicable,
        ),
        (
            Some(Answer {
                finding: Some("only words".to_owned()),
                ..Answer::default()
            }),
            Position::Unanswered,
        ),
        (None, Position::Unanswered),
    ];
    for (answer, position) in cases {
        assert_eq!(Position::of(answer.as_ref(), on), position, "{answer:?}");
    }
    for gap in [
        Action {
            owner: None,
            ..action("2027-01-01")
        },
        Action {
            owner: Some("  ".to_owned()),
            ..action("2027-01-01")
        },
        Action {
            measure: None,
            ..action("2027-01-01")
        },
        Action {
            due: None,
            ..action("2027-01-01")
        },
        Action {
            status: ActionStatus::Done,
            ..action("2027-01-01")
        },
        Action {
            status: ActionStatus::Dropped,
            ..action("2027-01-01")
        },
    ] {
        assert_eq!(
            Position::of(Some(&with(1, vec![], vec![gap.clone()])), on),
            Position::Exposed,
            "{gap:?}"
        );
    }
}

#[test]
fn strength_of_evidence() {
    use EvidenceKind::{Audit, Data, Document, Staff, Voice};
    let on = day("2026-11-22");
    let at =
        |list: &[(EvidenceKind, &str)]| strength(&list.iter().map(|(k, d)| evidence(*k, d)).collect::<Vec<_>>(), on);
    assert_eq!(at(&[]), Strength::None);
    assert_eq!(
        at(&[(Data, "2025-11-22")]),
        Strength::Single,
        "exactly 12 months old still counts"
    );
    assert_eq!(at(&[(Data, "2025-11-21")]), Strength::Stale);
    assert_eq!(
        at(&[(Data, "2026-11-01"), (Data, "2026-10-01")]),
        Strength::Single,
        "two of one kind are one kind"
    );
    assert_eq!(
        at(&[(Data, "2026-11-01"), (Staff, "2026-10-01")]),
        Strength::Single,
        "both from inside line management"
    );
    assert_eq!(
        at(&[(Data, "2026-11-01"), (Document, "2026-10-01"), (Staff, "2026-10-01")]),
        Strength::Single
    );
    assert_eq!(
        at(&[(Data, "2026-11-01"), (Audit, "2026-10-01")]),
        Strength::Triangulated
    );
    assert_eq!(
        at(&[(Voice, "2026-11-01"), (Audit, "2024-10-01")]),
        Strength::Single,
        "the audit is stale"
    );
    let undated = Evidence {
        date: None,
        ..evidence(Data, "2026-01-01")
    };
    assert_eq!(strength(&[undated], on), Strength::Stale);
    let reviewed = |by: &str| Evidence {
        review_by: Some(day(by)),
        ..evidence(Data, "2026-10-01")
    };
    assert_eq!(strength(&[reviewed("2026-11-22")], on), Strength::Single);
    assert_eq!(strength(&[reviewed("2026-11-21")], on), Strength::Stale);
}

#[test]
fn alerts_are_never_averaged_away() {
    let c = five();
    let mut a = empty(&c);
    let mut alert = |answer: Answer| {
        a.answers.insert(as_id("b"), answer);
        score(&c, &a).lines.iter().find(|l| l.question.id == "b").unwrap().alert
    };
    assert_eq!(alert(rated(3)), Some(Alert::Open), "asserted is not assured");
    assert_eq!(
        alert(Answer {
            evidence: vec![evidence(EvidenceKind::Data, "2026-10-01")],
            ..rated(2)
        }),
        None
    );
    assert_eq!(alert(rated(0)), Some(Alert::Open));
    assert_eq!(
        alert(Answer {
            actions: vec![action("2027-01-01")],
            ..rated(0)
        }),
        Some(Alert::Planned)
    );
    assert_eq!(alert(Answer::responding(Some(Response::DontKnow))), Some(Alert::Open));
    assert_eq!(alert(Answer::responding(Some(Response::NotApplicable))), None);
}

#[test]
fn an_answer_to_other_words_counts_as_unanswered() {
    let c = five();
    let mut a = empty(&c);
    a.answers.insert(
        as_id("a"),
        Answer {
            asked: Some("000000000000".to_owned()),
            ..rated(3)
        },
    );
    let s = score(&c, &a);
    assert_eq!(
        (s.overall.earned, s.overall.answered, s.overall.positions.unanswered),
        (0, 0, 4)
    );
    assert!(notes(&s).iter().any(|n| n.kind == NoteKind::ToConfirm));
    let asked = c.question(&as_id("a")).unwrap().digest().to_owned();
    a.answers.insert(
        as_id("a"),
        Answer {
            asked: Some(asked),
            ..rated(3)
        },
    );
    assert_eq!(score(&c, &a).overall.earned, 3);
}

#[test]
fn what_would_move_it_most() {
    let c = five();
    let mut a = empty(&c);
    a.answers.insert(as_id("a"), rated(2));
    a.answers.insert(as_id("c"), rated(0));
    let s = score(&c, &a);
    let moves: Vec<(&str, u32)> = biggest_moves(&s)
        .iter()
        .map(|m| (m.line.question.id.as_str(), m.gain))
        .collect();
    assert_eq!(
        moves,
        [("b", 6), ("c", 9), ("d", 3), ("a", 1)],
        "the alert first, then by points"
    );
}

#[test]
fn quality_notes() {
    let c = five();
    let note = |answer: Answer| -> Vec<NoteKind> {
        let mut a = empty(&c);
        a.answers.insert(as_id("a"), answer);
        notes(&score(&c, &a)).into_iter().map(|n| n.kind).collect()
    };
    let found = |text: &str| Answer {
        finding: Some(text.to_owned()),
        ..rated(1)
    };
    assert_eq!(note(rated(3)), [NoteKind::StrongWithoutEvidence]);
    assert_eq!(note(rated(1)), [NoteKind::WeakWithoutFinding]);
    assert_eq!(
        note(Answer {
            evidence: vec![evidence(EvidenceKind::Data, "2026-10-01")],
            ..rated(3)
        }),
        [NoteKind::DataAlone]
    );
    assert_eq!(
        note(Answer {
            evidence: vec![evidence(EvidenceKind::Audit, "2020-10-01")],
            ..rated(3)
        }),
        [NoteKind::StaleEvidence]
    );
    assert_eq!(
        note(Answer {
            evidence: vec![evidence(EvidenceKind::Audit, "2026-12-01")],
            ..rated(3)
        }),
        [NoteKind::FutureEvidence]
    );
    assert_eq!(
        note(Answer {
            actions: vec![Action {
                owner: None,
                ..action("2027-01-01")
            }],
            ..found("f")
        }),
        [NoteKind::IncompleteAction]
    );
    assert_eq!(
        note(Answer {
            actions: vec![action("2026-01-01")],
            ..found("f")
        }),
        [NoteKind::OverdueAction]
    );
    assert_eq!(
        note(Answer {
            actions: vec![action("2028-01-01")],
            ..found("f")
        }),
        [NoteKind::FarAction]
    );
    let dropped = Action {
        status: ActionStatus::Dropped,
        ..action("2026-01-01")
    };
    assert_eq!(
        note(Answer {
            actions: vec![dropped],
            ..found("f")
        }),
        [NoteKind::DroppedWithoutReason]
    );
    for personal in [
        "Jamie, aged 7, waited",
        "dob 3/4/2015",
        "She lives in SO23 8UJ",
        "NHS number 943 476 5919",
        "Case number 204417 waited",
    ] {
        assert_eq!(note(found(personal)), [NoteKind::PersonalData], "{personal}");
    }
    for fine in [
        "Children aged 7 wait longest",
        "In 2026-27 we saw 1234567890 things",
        "Rated by 12 of 30 teams",
        "Section 47 enquiries rose 12%",
    ] {
        assert_eq!(note(found(fine)), [], "{fine}");
    }
}

proptest! {
    /// Any answers at all: the totals reconcile, the range holds the score, and the sections add up to the whole.
    #[test]
    fn totals_reconcile(choices in proptest::collection::vec((0_u8..8, 0_u8..4, 0_i64..900, -400_i64..900), 5), trust: Option<bool>) {
        let c = five();
        let mut a = empty(&c);
        if let Some(yes) = trust {
            a.context.insert(as_id("trust"), yes);
        }
        for (q, (what, rating, age, due)) in c.questions().zip(choices) {
            let rating = if q.id == "d" { rating / 2 * 3 } else { rating };
            let date = a.updated - chrono::Days::new(age.unsigned_abs());
            let due = if due < 0 { a.updated - chrono::Days::new(due.unsigned_abs()) } else { a.updated + chrono::Days::new(due.unsigned_abs()) };
            let answer = match what {
                0 => continue,
                1 => Answer::responding(Some(Response::DontKnow)),
                2 => Answer { reason: Some("r".to_owned()), ..Answer::responding(Some(Response::NotApplicable)) },
                3 => rated(rating),
                4 => Answer { evidence: vec![Evidence { date: Some(date), ..evidence(EvidenceKind::Audit, "2026-01-01") }], ..rated(rating) },
                _ => Answer { actions: vec![Action { due: Some(due), ..action("2026-01-01") }], ..rated(rating) },
            };
            a.answers.insert(q.id.clone(), answer);
        }
        let s = score(&c, &a);
        let t = s.overall;
        prop_assert_eq!(t.positions.total(), t.asked);
        prop_assert_eq!(t.asked as usize, s.lines.len());
        prop_assert_eq!(t.applicable, t.answered + t.positions.unanswered);
        prop_assert_eq!(t.asked, t.applicable + t.positions.not_applicable);
        prop_assert_eq!(t.answered, t.rated + t.positions.blind_spot);
        prop_assert!(t.earned <= t.possible);
        if let (Some(low), Some(score), Some(high)) = (t.lowest(), t.score(), t.highest()) {
            prop_assert!(low <= score && score <= high && high <= 1000);
        }
        for part in [s.sections.iter().map(|x| x.1).collect::<Vec<_>>(), s.themes.values().copied().collect()] {
            prop_assert_eq!(part.iter().map(|x| x.earned).sum::<u32>(), t.earned);
            prop_assert_eq!(part.iter().map(|x| x.possible).sum::<u32>(), t.possible);
            prop_assert_eq!(part.iter().map(|x| x.asked).sum::<u32>(), t.asked);
            prop_assert_eq!(part.iter().map(|x| x.alerts).sum::<u32>(), t.alerts);
        }
    }

    #[test]
    fn a_share_is_rounded_half_up(part in 0_u32..100_000, whole in 1_u32..100_000) {
        let part = part.min(whole);
        let exact = f64::from(part) * 1000.0 / f64::from(whole);
        let given = f64::from(per_mille(part, whole).unwrap());
        prop_assert!((given - exact).abs() <= 0.5 + 1e-9);
    }
}
