//! Year on year: properties over generated checklists, lineages and answers, and what is said by hand.

use std::collections::{BTreeMap, BTreeSet};

use assure::assessment::drift::is_to_confirm;
use assure::assessment::{
    Action, ActionStatus, Answer, AnswerFile, Assessment, Evidence, EvidenceKind, Period, Response,
};
use assure::checklist::{self, Change, Checklist, Library, QuestionId};
use assure::compare::actions::ActionOutcome;
use assure::compare::upgrade::MoveOutcome;
use assure::compare::{Comparison, Only, Refusal, Side, Verdict, carry_forward, chain, diff, text, trend, upgrade};
use assure::report::{Audience, read, report, to_json};
use assure::score::{Position, score};
use proptest::prelude::*;

use crate::harness::as_id;
use crate::scoring::{action, day, empty, evidence, rated};

// ---- generated checklists ----

/// Edition, id, change, comparable.
type Descends<'a> = (u16, &'a str, Change, bool);

#[derive(Debug, Clone)]
struct Q {
    id: String,
    text: String,
    yes_no: bool,
    critical: bool,
    weight: u8,
    fact: bool,
    was: Vec<(u16, String, Change, bool)>,
}

#[derive(Debug, Clone)]
struct Edition {
    year: u16,
    questions: Vec<Q>,
    withdrawn: Vec<(u16, String)>,
}

impl Edition {
    fn first(year: u16, seeds: &[u8]) -> Self {
        let questions = seeds.iter().enumerate().map(|(i, s)| fresh(year, i, *s)).collect();
        Self {
            year,
            questions,
            withdrawn: Vec::new(),
        }
    }

    /// A later edition: what happens to each question follows from the seeds.
    fn after(earlier: &Self, year: u16, seeds: &[u8]) -> Self {
        let mut questions: Vec<Q> = Vec::new();
        let mut withdrawn = Vec::new();
        let mut old = earlier.questions.iter().peekable();
        let mut i = 0;
        while let Some(q) = old.next() {
            let seed = seeds[i % seeds.len()].wrapping_add((i / seeds.len()) as u8);
            i += 1;
            let comparable = seed & 0x40 != 0;
            let was = |change, comparable| vec![(earlier.year, q.id.clone(), change, comparable)];
            match seed % 10 {
                0..=2 => questions.push(Q {
                    was: was(Change::Same, true),
                    weight: if seed & 0x20 != 0 { 3 } else { q.weight },
                    critical: q.critical ^ (seed & 0x10 != 0),
                    ..q.clone()
                }),
                3 => questions.push(Q {
                    // Now and then the words stay: then only the lineage says that the meaning changed.
                    text: if seed & 0x80 != 0 {
                        q.text.clone()
                    } else {
                        format!("{} in {year}?", q.text.trim_end_matches('?'))
                    },
                    was: was(Change::Reworded, comparable),
                    ..q.clone()
                }),
                4 | 5 => {
                    let change = if seed % 10 == 4 {
                        Change::Narrowed
                    } else {
                        Change::Widened
                    };
                    questions.push(Q {
                        id: format!("{}-n{year}", q.id),
                        was: was(change, comparable),
                        yes_no: q.yes_no ^ (seed & 0x80 != 0),
                        ..q.clone()
                    });
                }
                6 => {
                    for part in ["x", "y"] {
                        questions.push(Q {
                            id: format!("{}-{part}{year}", q.id),
                            text: format!("{part} {}", q.text),
                            was: was(Change::Split, comparable),
                            ..q.clone()
                        });
                    }
                }
                7 if old.peek().is_some() => {
                    let other = old.next().unwrap();
                    questions.push(Q {
                        id: format!("{}-m{year}", q.id),
                        text: format!("both {}", q.text),
                        was: vec![
                            (earlier.year, q.id.clone(), Change::Merged, comparable),
                            (earlier.year, other.id.clone(), Change::Merged, comparable),
                        ],
                        ..q.clone()
                    });
                }
                8 => withdrawn.push((earlier.year, q.id.clone())),
                _ => {
                    questions.push(Q {
                        was: was(Change::Same, true),
                        ..q.clone()
                    });
                    questions.push(fresh(year, i, seed));
                }
            }
        }
        questions.push(fresh(year, 99, seeds[0]));
        Self {
            year,
            questions,
            withdrawn,
        }
    }

    fn parse(&self) -> Checklist {
        let mut text = format!(
            "format = 1\nid = \"own\"\nedition = {}\nrevision = 1\nrole = \"dcs\"\ntitle = \"Own\"\nstatus = \"current\"\nminutes = 5\n\
             [[source]]\nid = \"g\"\ntitle = \"G\"\npublisher = \"P\"\ndate = \"2026\"\n[[context]]\nid = \"fact\"\ntext = \"Fact?\"\n\
             [[section]]\nid = \"s\"\ntitle = \"S\"\n",
            self.year
        );
        for q in &self.questions {
            let was: Vec<String> = q
                .was
                .iter()
                .map(|(e, id, change, comparable)| {
                    format!(
                        "{{ edition = {e}, id = \"{id}\", change = \"{}\", comparable = {comparable} }}",
                        change.word()
                    )
                })
                .collect();
            text += &format!(
                "[[section.question]]\nid = \"{}\"\ntext = \"{}\"\nwhy = \"w\"\nlook_for = [\"l\"]\ntheme = \"voice\"\nweight = {}\ncritical = {}\n\
                 source = {{ id = \"g\", locator = \"1\" }}\n{}{}was = [{}]\n",
                q.id,
                q.text,
                q.weight,
                q.critical,
                if q.yes_no { "answer = \"yes-no\"\n" } else { "" },
                if q.fact { "only_if = \"fact\"\n" } else { "" },
                was.join(", ")
            );
        }
        for (edition, id) in &self.withdrawn {
            text += &format!("[[withdrawn]]\nedition = {edition}\nid = \"{id}\"\nreason = \"no longer a duty\"\n");
        }
        checklist::parse(&text, &Library::empty()).unwrap_or_else(|e| panic!("{e:#?}\n{text}"))
    }
}

fn fresh(year: u16, i: usize, seed: u8) -> Q {
    Q {
        id: format!("q{i}-{year}"),
        text: format!("Question {i} of {year}?"),
        yes_no: seed.is_multiple_of(7),
        critical: seed.is_multiple_of(3),
        weight: 1 + seed % 3,
        fact: seed.is_multiple_of(11),
        was: Vec::new(),
    }
}

/// An answer that follows from a number.
fn answer(seed: u16, yes_no: bool, on: &str) -> Option<Answer> {
    let response = match seed % 8 {
        0 => return None,
        1 => None,
        2 => Some(Response::DontKnow),
        3 => Some(Response::NotApplicable),
        n if yes_no => Some(Response::Rated(if n % 2 == 0 { 0 } else { 3 })),
        n => Some(Response::Rated((n - 4) as u8)),
    };
    let date = day(on);
    let kinds = [EvidenceKind::Audit, EvidenceKind::Data];
    let statuses = [
        ActionStatus::Open,
        ActionStatus::UnderWay,
        ActionStatus::Late,
        ActionStatus::Done,
        ActionStatus::Dropped,
    ];
    Some(Answer {
        reason: (response == Some(Response::NotApplicable)).then(|| "none here".to_owned()),
        finding: (seed & 0x100 != 0).then(|| format!("We know {seed} of it.")),
        evidence: (0..usize::from((seed >> 4) % 3))
            .map(|i| Evidence {
                kind: kinds[i],
                text: format!("Shows {i}"),
                date: (seed & 0x200 == 0).then_some(date),
                link: None,
                review_by: None,
            })
            .collect(),
        actions: (0..usize::from((seed >> 6) % 3))
            .map(|i| Action {
                what: format!("Mend part {i} for {}", seed % 97),
                owner: (seed & 0x400 != 0).then(|| "Director".to_owned()),
                due: date.checked_add_months(chrono::Months::new(3 * (i as u32) + 1)),
                measure: Some("Children wait less".to_owned()),
                status: statuses[usize::from(seed % 5)],
                reason: None,
                effect: (seed & 0x2000 != 0).then(|| "Fewer children wait".to_owned()),
                moved: Vec::new(),
            })
            .collect(),
        private: seed & 0x800 != 0,
        draft: (seed & 0x1000 != 0).then(|| assure::assessment::Draft {
            field: assure::assessment::Field::Measure,
            item: Some(1),
            text: format!("half of {seed}"),
        }),
        ..Answer::responding(response)
    })
}

fn assessment(c: &Checklist, seeds: &[u16], year: u16) -> Assessment {
    let on = format!("{year}-11-22");
    let mut a = Assessment {
        period: Period::parse(&format!("{year}-{:02}", (year + 1) % 100)).unwrap(),
        started: day(&on),
        updated: day(&on),
        ..empty(c)
    };
    if !seeds[0].is_multiple_of(3) {
        a.context.insert(as_id("fact"), seeds[0] % 3 == 1);
    }
    for (i, q) in c.questions().enumerate() {
        let seed = seeds[i % seeds.len()].wrapping_add((i / seeds.len()) as u16 * 31);
        if let Some(mut answer) = answer(seed, q.answer == checklist::AnswerKind::YesNo, &on) {
            if answer.response().is_some() {
                answer.asked = Some(if seed.is_multiple_of(13) {
                    "000000000000".to_owned()
                } else {
                    q.digest().to_owned()
                });
            }
            a.answers.insert(q.id.clone(), answer);
        }
    }
    a
}

#[derive(Debug, Clone)]
struct World {
    checklists: Vec<Checklist>,
    assessments: Vec<Assessment>,
}

impl World {
    fn side(&self, i: usize) -> Side<'_> {
        Side::new(&self.checklists[i], &self.assessments[i])
    }

    fn diff(&self, i: usize, j: usize) -> Comparison {
        diff(self.side(i), self.side(j), &self.chain(i, j))
    }

    fn chain(&self, i: usize, j: usize) -> assure::compare::Chain {
        chain(&self.checklists[i], &self.checklists[j], &self.checklists).unwrap()
    }
}

/// Three editions, each answered once.
fn world() -> impl Strategy<Value = World> {
    (
        prop::collection::vec(any::<u8>(), 1..12),
        prop::collection::vec(any::<u8>(), 1..12),
        prop::collection::vec(any::<u8>(), 1..12),
        prop::collection::vec(any::<u16>(), 3..16),
        prop::collection::vec(any::<u16>(), 3..16),
        prop::collection::vec(any::<u16>(), 3..16),
    )
        .prop_map(|(a, b, c, x, y, z)| {
            let first = Edition::first(2019, &a);
            let second = Edition::after(&first, 2022, &b);
            let third = Edition::after(&second, 2026, &c);
            let checklists: Vec<Checklist> = [first, second, third].iter().map(Edition::parse).collect();
            let assessments = vec![
                assessment(&checklists[0], &x, 2024),
                assessment(&checklists[1], &y, 2025),
                assessment(&checklists[2], &z, 2026),
            ];
            World {
                checklists,
                assessments,
            }
        })
}

fn verdicts(c: &Comparison) -> BTreeMap<QuestionId, Verdict> {
    c.pairs().map(|p| (p.id.clone(), p.verdict)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, ..ProptestConfig::default() })]

    #[test]
    fn nothing_differs_from_itself(w in world()) {
        for i in 0..3 {
            let c = w.diff(i, i);
            prop_assert!(c.is_empty(), "{c:#?}");
            prop_assert_eq!(c.like_for_like.old, c.like_for_like.new);
        }
    }

    #[test]
    fn a_difference_read_the_other_way_round_is_its_mirror(w in world(), other in prop::collection::vec(any::<u16>(), 3..16)) {
        let c = &w.checklists[2];
        let b = assessment(c, &other, 2026);
        let way = w.chain(2, 2);
        let (x, y) = (w.side(2), Side::new(c, &b));
        let (there, back) = (diff(x, y, &way), diff(y, x, &way));
        let mirrored: BTreeMap<QuestionId, Verdict> = verdicts(&there).into_iter().map(|(id, v)| (id, v.mirrored())).collect();
        prop_assert_eq!(mirrored, verdicts(&back));
        prop_assert_eq!(there.like_for_like.old, back.like_for_like.new);
        prop_assert_eq!(there.like_for_like.new, back.like_for_like.old);
        prop_assert_eq!(there.unchanged, back.unchanged);
        prop_assert_eq!(there.is_empty(), back.is_empty());
        for (p, q) in there.pairs().flat_map(|p| back.pairs().filter(|q| q.id == p.id).map(move |q| (p, q))) {
            prop_assert_eq!(&p.evidence_added, &q.evidence_gone);
            prop_assert_eq!(&p.old, &q.new);
        }
    }

    #[test]
    fn totals_reconcile_on_both_sides(w in world()) {
        for (i, j) in [(0, 1), (1, 2), (0, 2), (2, 2)] {
            let c = w.diff(i, j);
            let a = c.account;
            prop_assert_eq!(a.comparable + a.not_comparable + a.family_old + a.withdrawn, a.old_questions);
            prop_assert_eq!(a.comparable + a.not_comparable + a.family_new + a.new, a.new_questions);
            prop_assert_eq!(c.pairs().count() as u32 + c.unchanged, a.comparable);
            prop_assert_eq!(c.not_comparable.len() as u32, a.not_comparable);
            prop_assert_eq!(c.withdrawn.len() as u32, a.withdrawn);
            prop_assert_eq!(c.new_questions.len() as u32, a.new);
            let l = c.like_for_like;
            for side in [l.old, l.new] {
                prop_assert_eq!(side.positions.total(), l.questions);
                prop_assert!(l.answered_on_both <= side.answered);
                prop_assert!(side.points.earned <= side.points.possible);
            }
            prop_assert_eq!(l.old.points.possible, l.new.points.possible, "the score rests on the same questions and weights");
            let wanted = w.assessments[i].answers.iter().filter(|(id, _)| w.checklists[i].question(id).is_some());
            let actions: usize = wanted.map(|(_, a)| a.actions.len()).sum();
            prop_assert_eq!(c.actions.len(), actions, "every action of last year has one outcome");
        }
    }

    /// Followed here by hand, entry by entry, and not by the code under test.
    #[test]
    fn nothing_is_better_or_worse_across_a_link_that_is_not_comparable(w in world()) {
        for (i, j) in [(0, 1), (1, 2), (0, 2)] {
            let c = w.diff(i, j);
            for p in c.pairs() {
                let mut at = p.id.clone();
                for k in (i + 1..=j).rev() {
                    let q = w.checklists[k].question(&at).unwrap();
                    prop_assert_eq!(q.was.len(), 1);
                    prop_assert!(q.was[0].is_comparable());
                    let earlier = q.was[0].id.clone();
                    let followers = w.checklists[k].questions().filter(|x| x.was.iter().any(|y| y.id == earlier)).count();
                    prop_assert_eq!(followers, 1);
                    at = earlier;
                }
                prop_assert_eq!(&at, &p.was.id);
                if matches!(p.verdict, Verdict::Worse | Verdict::Better | Verdict::LostEvidence | Verdict::GainedEvidence | Verdict::Mixed) {
                    for s in [&p.old, &p.new] {
                        prop_assert!(s.asked && !matches!(s.position, Some(Position::NotApplicable | Position::Unanswered) | None));
                    }
                }
            }
            prop_assert!(c.not_comparable.iter().all(|p| p.verdict == Verdict::NotComparable));
        }
    }

    #[test]
    fn a_chain_over_two_editions_is_the_two_chains_together(w in world()) {
        let (near, far, whole) = (w.chain(0, 1), w.chain(1, 2), w.chain(0, 2));
        prop_assert_eq!(&whole.editions, &vec![2019, 2022, 2026]);
        for q in w.checklists[2].questions() {
            let by_hand: BTreeSet<&str> = far
                .predecessors(&q.id)
                .iter()
                .flat_map(|l| near.predecessors(&l.old).iter().map(|l| l.old.as_str()))
                .collect();
            let said: BTreeSet<&str> = whole.predecessors(&q.id).iter().map(|l| l.old.as_str()).collect();
            prop_assert_eq!(by_hand, said);
        }
    }

    #[test]
    fn an_upgrade_loses_no_answer(w in world()) {
        for (i, j) in [(0, 1), (1, 2), (0, 2)] {
            let (old, new) = (w.side(i), &w.checklists[j]);
            let way = w.chain(i, j);
            let u = upgrade(old, new, &way).unwrap();
            let all = old.assessment.answers.values().filter(|a| !a.is_empty()).count();
            prop_assert_eq!(u.count(MoveOutcome::Carried) + u.count(MoveOutcome::ToConfirm) + u.count(MoveOutcome::Archived), all);
            prop_assert!(u.reconciles());
            let scored = score(new, &u.assessment);
            for m in &u.moved {
                let before = &old.assessment.answers[&m.old];
                let asks_the_same = way.pairs.iter().any(|(_, l)| {
                    let kept = |s: &chain::LineageStep| s.comparable && matches!(s.change, Change::Same | Change::Reworded);
                    l.old == m.old && l.steps.iter().all(kept)
                });
                let stood = !is_to_confirm(old.checklist.question(&m.old).unwrap(), before);
                prop_assert_eq!(m.outcome == MoveOutcome::Carried, asks_the_same && stood, "{:?}", m);
                for to in &m.to {
                    match m.outcome {
                        MoveOutcome::Carried => {
                            let after = &u.assessment.answers[to];
                            prop_assert_eq!(&Answer { asked: before.asked.clone(), ..after.clone() }, before);
                            prop_assert!(!is_to_confirm(new.question(to).unwrap(), after));
                        }
                        MoveOutcome::ToConfirm => {
                            let after = &u.assessment.answers[to];
                            prop_assert!(before.response().is_none() || after.response() == before.response());
                            prop_assert!(after.response().is_none() || is_to_confirm(new.question(to).unwrap(), after));
                            for line in scored.lines.iter().filter(|l| l.question.id == *to) {
                                prop_assert_eq!(line.position, Position::Unanswered, "until someone confirms it");
                            }
                            for e in &before.evidence {
                                prop_assert!(after.evidence.contains(e));
                            }
                            prop_assert!(!before.private || after.private);
                            if let Some(begun) = &before.draft {
                                let kept = after.draft.as_ref().is_some_and(|d| d.text.contains(&begun.text));
                                prop_assert!(kept, "{:?}", after.draft);
                            }
                        }
                        MoveOutcome::Archived => prop_assert_eq!(&u.assessment.archived[to], before),
                    }
                }
            }
            // What was carried did not change, so nothing is better or worse for it.
            let c = diff(old, Side::new(new, &u.assessment), &way);
            prop_assert!(c.worse.is_empty() && c.better.is_empty() && c.lost_evidence.is_empty() && c.mixed.is_empty());
            // An action is only ever missing with the answer it stood in.
            for a in c.actions.iter().filter(|a| a.outcome == ActionOutcome::Vanished) {
                prop_assert!(false, "{:?}", a);
            }
            // The file says the same.
            let file = AnswerFile::create(old.assessment.clone(), old.checklist, None).unwrap();
            let made = file.file_head().unwrap().with_answers(u.assessment.clone(), new, None).unwrap();
            prop_assert_eq!(made.assessment(), &u.assessment);
        }
    }

    #[test]
    fn a_json_report_compares_as_the_answer_file_does(w in world()) {
        let (c, a) = (&w.checklists[2], &w.assessments[2]);
        for audience in [Audience::Full, Audience::Public] {
            let json = to_json(&report(c, a, audience, "assure"));
            let read = read::read(&json).unwrap_or_else(|e| panic!("{e:#?}"));
            let back = read.recover(c).unwrap_or_else(|e| panic!("{e:#?}"));
            prop_assert_eq!(back.withheld, audience == Audience::Public);
            let from_report = Side { withheld: back.withheld, reported: Some(&back.reported), ..Side::new(c, &back.assessment) };
            let way = w.chain(2, 2);
            for (x, y) in [(w.side(2), from_report), (from_report, w.side(2))] {
                let d = diff(x, y, &way);
                let asked: Vec<&QuestionId> = d.actions.iter().filter(|a| a.changed).map(|a| &a.old_question).collect();
                // A report does not tell what stands under questions that are switched off.
                let off = |id: &QuestionId| !score(c, a).lines.iter().any(|l| l.question.id == *id);
                prop_assert!(asked.iter().all(|id| off(id)), "{d:#?}");
                prop_assert!(d.new_actions.iter().all(|n| off(&n.question)));
                let rest = Comparison { actions: Vec::new(), new_actions: Vec::new(), ..d };
                prop_assert!(rest.is_empty(), "{rest:#?}");
                prop_assert_eq!(rest.like_for_like.old, rest.like_for_like.new);
            }
        }
    }

    #[test]
    fn a_public_comparison_tells_nothing_private(w in world()) {
        for (i, j) in [(0, 1), (0, 2), (2, 2)] {
            let mut w = w.clone();
            for a in &mut w.assessments {
                for answer in a.answers.values_mut() {
                    for x in &mut answer.actions {
                        x.owner = x.owner.as_ref().map(|_| "Ownername".to_owned());
                    }
                    if answer.private {
                        answer.finding = answer.finding.as_ref().map(|f| format!("Secret {f}"));
                        for e in &mut answer.evidence {
                            e.text = "Secret".to_owned();
                        }
                        for x in &mut answer.actions {
                            x.what = format!("Secret {}", x.what);
                        }
                    }
                }
            }
            let public = w.diff(i, j).public();
            let out = serde_json::to_string(&public).unwrap() + &assure::render::markdown::markdown(&assure::document::comparison::section(&public, 2));
            prop_assert!(!out.contains("Secret") && !out.contains("Ownername"), "{out}");
        }
    }

    #[test]
    fn a_trend_reconciles(w in world()) {
        let sides: Vec<Side<'_>> = vec![w.side(2), w.side(0), w.side(1)];
        let t = trend(&sides, &[]).unwrap();
        prop_assert_eq!(t.points.iter().map(|p| p.side.checklist.edition).collect::<Vec<_>>(), [2019, 2022, 2026]);
        let possible: BTreeSet<u32> = t.points.iter().map(|p| p.like_for_like.points.possible).collect();
        prop_assert_eq!(possible.len(), 1, "every year's score rests on the same questions and weights");
        for p in &t.points {
            prop_assert_eq!(p.like_for_like.positions.total(), t.questions);
            prop_assert_eq!(p.side.overall.positions.total(), p.side.overall.asked);
        }
        prop_assert_eq!(t.sections.iter().map(|r| r.questions).sum::<u32>(), t.questions);
        prop_assert_eq!(t.themes.iter().map(|r| r.questions).sum::<u32>(), t.questions);
        for (n, p) in t.points.iter().enumerate() {
            prop_assert_eq!(t.sections.iter().map(|r| r.points[n].alerts).sum::<u32>(), p.like_for_like.alerts);
            prop_assert_eq!(t.sections.iter().map(|r| r.points[n].points.earned).sum::<u32>(), p.like_for_like.points.earned);
        }
        prop_assert_eq!(t.breaks.len(), 2, "each edition adds a question at least, and says so");
    }

    #[test]
    fn last_years_answers_stand_under_this_years_questions(w in world()) {
        for (i, j) in [(0, 1), (0, 2), (2, 2)] {
            let way = w.chain(i, j);
            let last = carry_forward(w.side(i), &w.checklists[j], &way);
            prop_assert_eq!(last.period, w.assessments[i].period);
            for (id, answers) in &last.answers {
                prop_assert!(!answers.is_empty());
                for l in answers {
                    // An answer can only be repeated where it is the only one, and to the same question.
                    prop_assert!(!l.comparable || answers.len() == 1);
                    prop_assert!(!l.asks_the_same || l.comparable);
                    prop_assert_eq!(&w.assessments[i].answers[&l.question], &l.answer);
                    prop_assert!(way.successors(&l.question).any(|s| s == id));
                }
            }
            let placed: BTreeSet<&QuestionId> = last.answers.values().flatten().map(|l| &l.question).collect();
            prop_assert!(last.gone.iter().all(|l| !l.comparable && !placed.contains(&l.question)));
            let gone: BTreeSet<&QuestionId> = way.withdrawn.iter().map(|g| &g.id).collect();
            for (id, _) in w.assessments[i].answers.iter().filter(|(_, a)| !a.is_empty()) {
                prop_assert!(placed.contains(id) != gone.contains(id));
            }
        }
    }

    #[test]
    fn words_that_differ_give_back_both_texts(old in "[a-d ]{0,40}", new in "[a-d \n]{0,40}") {
        let pieces = text::words(&old, &new);
        let side = |out: text::Op| -> Vec<String> {
            pieces.iter().filter(|p| p.op != out).flat_map(|p| p.text.split(' ').map(str::to_owned).collect::<Vec<_>>()).collect()
        };
        prop_assert_eq!(side(text::Op::Added), old.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
        prop_assert_eq!(side(text::Op::Removed), new.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
        prop_assert_eq!(text::differ(Some(&old), Some(&new)), pieces.iter().any(|p| p.op != text::Op::Same));
    }
}

// ---- by hand ----

fn five_questions() -> (Checklist, Assessment) {
    let c = crate::scoring::five();
    let a = empty(&c);
    (c, a)
}

fn verdict_of(then: Answer, now: Answer) -> Verdict {
    let (c, mut old) = five_questions();
    let mut new = old.clone();
    old.answers.insert(as_id("a"), then);
    new.answers.insert(as_id("a"), now);
    let way = chain(&c, &c, &[]).unwrap();
    let d = diff(Side::new(&c, &old), Side::new(&c, &new), &way);
    d.pairs()
        .find(|p| p.id == "a")
        .map_or(Verdict::Unchanged, |p| p.verdict)
}

#[test]
fn verdicts_by_hand() {
    let shown = |r: u8| Answer {
        evidence: vec![evidence(EvidenceKind::Audit, "2026-10-01")],
        ..rated(r)
    };
    let stale = |r: u8| Answer {
        evidence: vec![evidence(EvidenceKind::Audit, "2020-10-01")],
        ..rated(r)
    };
    let planned = |r: u8| Answer {
        actions: vec![action("2027-01-01")],
        ..rated(r)
    };
    let state = |response| Answer {
        reason: Some("none".to_owned()),
        ..Answer::responding(Some(response))
    };
    let unknown = || state(Response::DontKnow);
    let outside = || state(Response::NotApplicable);
    let open = Answer::default;
    for (then, now, wanted) in [
        (shown(3), shown(2), Verdict::Worse),
        (shown(2), rated(1), Verdict::Worse),
        (planned(1), rated(1), Verdict::Worse),
        (rated(0), unknown(), Verdict::Worse),
        (shown(2), unknown(), Verdict::Worse),
        (shown(3), rated(2), Verdict::Worse),
        (rated(1), planned(1), Verdict::Better),
        (unknown(), rated(0), Verdict::Better),
        (shown(2), shown(2), Verdict::Unchanged),
        (rated(2), stale(2), Verdict::NothingToCompare),
        (shown(2), stale(2), Verdict::LostEvidence),
        (shown(3), rated(3), Verdict::LostEvidence),
        (shown(1), rated(1), Verdict::LostEvidence),
        (rated(3), shown(3), Verdict::GainedEvidence),
        (shown(2), rated(3), Verdict::Mixed),
        (planned(0), rated(1), Verdict::Mixed),
        (rated(3), open(), Verdict::NoLongerAnswered),
        (open(), rated(0), Verdict::NowAnswered),
        (unknown(), outside(), Verdict::NoLongerApplicable),
        (outside(), rated(0), Verdict::NowApplicable),
        (open(), open(), Verdict::Unchanged),
    ] {
        // Only the evidence's age differs, and neither side shows anything: a change, and no verdict but unchanged.
        let wanted = if wanted == Verdict::NothingToCompare {
            Verdict::Unchanged
        } else {
            wanted
        };
        assert_eq!(verdict_of(then.clone(), now.clone()), wanted, "{then:?}\n{now:?}");
        assert_eq!(
            verdict_of(now.clone(), then.clone()),
            wanted.mirrored(),
            "{now:?}\n{then:?}"
        );
    }
}

#[test]
fn a_switched_off_question_is_neither_better_nor_worse() {
    let (c, mut old) = five_questions();
    let mut new = old.clone();
    for a in [&mut old, &mut new] {
        a.answers.insert(as_id("e"), rated(3));
    }
    old.context.insert(as_id("trust"), true);
    new.context.insert(as_id("trust"), false);
    let d = diff(Side::new(&c, &old), Side::new(&c, &new), &chain(&c, &c, &[]).unwrap());
    assert_eq!(verdicts(&d), BTreeMap::from([(as_id("e"), Verdict::NoLongerAsked)]));
    assert_eq!(d.like_for_like.questions, 4);
}

#[test]
fn an_open_question_does_not_move_the_like_for_like_score() {
    let (c, mut old) = five_questions();
    old.answers.insert(as_id("a"), rated(3));
    old.answers.insert(as_id("b"), rated(0));
    let mut new = old.clone();
    new.answers.remove("b");
    let d = diff(Side::new(&c, &old), Side::new(&c, &new), &chain(&c, &c, &[]).unwrap());
    let l = d.like_for_like;
    assert_eq!((l.questions, l.answered_on_both), (4, 1));
    assert_eq!(
        (l.old.score_words(), l.new.score_words()),
        ("100.0%".to_owned(), "100.0%".to_owned())
    );
    assert_eq!((l.old.answered, l.new.answered), (2, 1), "the coverage tells");
}

#[test]
fn every_action_has_an_outcome() {
    let (c, mut old) = five_questions();
    let mut new = old.clone();
    let named = |what: &str, due: &str, status: ActionStatus| Action {
        what: what.to_owned(),
        status,
        ..action(due)
    };
    let later = |what: &str, status| named(what, "2027-06-01", status);
    use ActionStatus::{Done, Dropped, Open, UnderWay};
    let with = |actions: Vec<Action>| Answer { actions, ..rated(1) };
    old.answers.insert(
        as_id("a"),
        with(vec![
            later("Finish the audit", Open),
            later("Train every manager in supervision", Open),
            named("Hire two workers", "2026-03-01", Open),
            later("Move to the new office", Open),
            later("Write the quarterly report for members", Open),
            later("Closed long ago", Done),
            later("Keep going", Open),
        ]),
    );
    old.answers
        .insert(as_id("b"), with(vec![later("Stands elsewhere now", Open)]));
    new.answers.insert(
        as_id("a"),
        with(vec![
            later("Finish the  AUDIT", Done),
            later("Train every team manager in supervision", UnderWay),
            named("Hire two workers", "2026-03-01", Open),
            Action {
                reason: Some("the lease ended".to_owned()),
                ..later("Move to the new office", Dropped)
            },
            later("Keep going", Open),
            later("Something else entirely", Open),
            later("Stands elsewhere now", Open),
        ]),
    );
    let d = diff(Side::new(&c, &old), Side::new(&c, &new), &chain(&c, &c, &[]).unwrap());
    let told: BTreeMap<&str, ActionOutcome> = d
        .actions
        .iter()
        .map(|a| (a.what.as_deref().unwrap(), a.outcome))
        .collect();
    assert_eq!(
        told,
        BTreeMap::from([
            ("Finish the audit", ActionOutcome::Done),
            ("Train every manager in supervision", ActionOutcome::UnderWay),
            ("Hire two workers", ActionOutcome::Late),
            ("Move to the new office", ActionOutcome::Dropped),
            ("Write the quarterly report for members", ActionOutcome::Vanished),
            ("Closed long ago", ActionOutcome::ClosedBefore),
            ("Keep going", ActionOutcome::StillOpen),
            ("Stands elsewhere now", ActionOutcome::StillOpen),
        ])
    );
    assert_eq!(d.actions[0].outcome, ActionOutcome::Vanished, "the worst comes first");
    let similar = d
        .actions
        .iter()
        .find(|a| a.what_now.as_deref() == Some("Train every team manager in supervision"));
    assert_eq!(similar.unwrap().found, assure::compare::actions::ActionMatch::Similar);
    assert_eq!(d.new_actions.len(), 1);
    assert_eq!(d.new_actions[0].what.as_deref(), Some("Something else entirely"));
}

#[test]
fn two_actions_that_became_one_have_not_vanished() {
    let a = edition(2022, &[("a", &[]), ("b", &[])], &[]);
    let ab = [(2022, "a", Change::Merged, false), (2022, "b", Change::Merged, false)];
    let b = edition(2026, &[("ab", &ab)], &[]);
    let mut old = empty(&a);
    for id in ["a", "b"] {
        let answer = Answer {
            actions: vec![action("2027-01-01")],
            ..rated(1)
        };
        old.answers.insert(as_id(id), answer);
    }
    let way = chain(&a, &b, &[]).unwrap();
    let u = upgrade(Side::new(&a, &old), &b, &way).unwrap();
    assert_eq!(u.assessment.answers["ab"].actions.len(), 1, "said once");
    let d = diff(Side::new(&a, &old), Side::new(&b, &u.assessment), &way);
    assert!(
        d.actions.iter().all(|x| x.outcome == ActionOutcome::StillOpen),
        "{:?}",
        d.actions
    );
}

#[test]
fn an_action_that_lost_its_date_is_judged_by_the_one_it_had() {
    let (c, mut old) = five_questions();
    let mut new = old.clone();
    let with = |due: Option<&str>| Answer {
        actions: vec![Action {
            due: due.map(day),
            ..action("2026-01-01")
        }],
        ..rated(1)
    };
    old.answers.insert(as_id("a"), with(Some("2026-01-01")));
    new.answers.insert(as_id("a"), with(None));
    let d = diff(Side::new(&c, &old), Side::new(&c, &new), &chain(&c, &c, &[]).unwrap());
    assert_eq!(d.actions[0].outcome, ActionOutcome::Late);
    assert!(d.actions[0].moved());
}

fn edition(year: u16, questions: &[(&str, &[Descends<'_>])], withdrawn: &[(u16, &str)]) -> Checklist {
    Edition {
        year,
        questions: questions
            .iter()
            .map(|(id, was)| Q {
                id: (*id).to_owned(),
                text: format!("{id} in {year}?"),
                yes_no: false,
                critical: false,
                weight: 1,
                fact: false,
                was: was.iter().map(|(e, id, c, x)| (*e, (*id).to_owned(), *c, *x)).collect(),
            })
            .collect(),
        withdrawn: withdrawn.iter().map(|(e, id)| (*e, (*id).to_owned())).collect(),
    }
    .parse()
}

#[test]
fn lineage_that_is_missing_is_said_with_the_edition_that_lacks_it() {
    let a = edition(2019, &[("a", &[])], &[]);
    let b = edition(2022, &[("a", &[(2019, "a", Change::Same, true)])], &[]);
    let c = edition(2026, &[("a", &[(2022, "a", Change::Same, true)])], &[]);
    let orphan = edition(2026, &[("a", &[])], &[]);
    assert_eq!(
        chain(&a, &c, std::slice::from_ref(&b)).unwrap().editions,
        [2019, 2022, 2026]
    );
    match chain(&a, &c, &[]) {
        Err(Refusal::UnknownEdition { edition, .. }) => assert_eq!(edition.to_string(), "own@2022"),
        other => panic!("{other:?}"),
    }
    match chain(&a, &orphan, std::slice::from_ref(&b)) {
        Err(Refusal::NoLineage { edition, earlier }) => {
            assert_eq!(
                (edition.to_string(), earlier.to_string()),
                ("own@2026".to_owned(), "own@2019".to_owned())
            );
        }
        other => panic!("{other:?}"),
    }
    assert!(matches!(chain(&b, &a, &[]), Err(Refusal::Backwards { .. })));
    let broken = edition(2022, &[("z", &[(2019, "z", Change::Same, true)])], &[]);
    match chain(&a, &broken, &[]) {
        Err(Refusal::BrokenLineage { later, problems, .. }) => {
            assert_eq!(later.to_string(), "own@2022");
            assert!(
                problems.iter().any(|p| p.contains("neither followed nor withdrawn")),
                "{problems:?}"
            );
        }
        other => panic!("{other:?}"),
    }
    let other = crate::scoring::five();
    assert!(matches!(chain(&a, &other, &[]), Err(Refusal::OtherChecklist { .. })));
}

#[test]
fn a_chain_is_only_as_comparable_as_its_weakest_link() {
    let a = edition(2019, &[("a", &[]), ("b", &[]), ("c", &[]), ("d", &[])], &[]);
    let b = edition(
        2022,
        &[
            ("a", &[(2019, "a", Change::Reworded, true)]),
            ("b2", &[(2019, "b", Change::Narrowed, false)]),
            ("c1", &[(2019, "c", Change::Split, true)]),
            ("c2", &[(2019, "c", Change::Split, true)]),
        ],
        &[(2019, "d")],
    );
    let c = edition(
        2026,
        &[
            ("a", &[(2022, "a", Change::Same, true)]),
            ("b3", &[(2022, "b2", Change::Widened, true)]),
            ("c1", &[(2022, "c1", Change::Same, true)]),
        ],
        &[(2022, "c2")],
    );
    let way = chain(&a, &c, &[b]).unwrap();
    let said: Vec<(&str, Change, bool)> = way
        .pairs
        .iter()
        .map(|(id, l)| (id.as_str(), l.change, l.comparable))
        .collect();
    assert_eq!(
        said,
        [
            ("a", Change::Reworded, true),
            ("b3", Change::Reworded, false),
            ("c1", Change::Split, false),
        ]
    );
    assert_eq!(way.withdrawn.len(), 1);
    assert_eq!((way.withdrawn[0].id.as_str(), way.withdrawn[0].edition), ("d", 2022));
}

#[test]
fn merged_answers_that_disagree_make_up_no_rating() {
    let a = edition(2022, &[("a", &[]), ("b", &[]), ("c", &[]), ("d", &[])], &[]);
    let merged =
        |x: &'static str, y: &'static str| vec![(2022, x, Change::Merged, false), (2022, y, Change::Merged, false)];
    let (ab, cd) = (merged("a", "b"), merged("c", "d"));
    let b = edition(2026, &[("ab", &ab), ("cd", &cd)], &[]);
    let mut old = empty(&a);
    let with = |r: u8, finding: &str| Answer {
        finding: Some(finding.to_owned()),
        actions: vec![Action {
            what: format!("Mend {finding}"),
            ..action("2027-01-01")
        }],
        ..rated(r)
    };
    old.answers.insert(as_id("a"), with(3, "one"));
    old.answers.insert(as_id("b"), with(1, "two"));
    old.answers.insert(as_id("c"), with(2, "three"));
    old.answers.insert(as_id("d"), with(2, "four"));
    let u = upgrade(Side::new(&a, &old), &b, &chain(&a, &b, &[]).unwrap()).unwrap();
    assert_eq!(
        (u.count(MoveOutcome::Archived), u.count(MoveOutcome::ToConfirm)),
        (2, 2)
    );
    let open = &u.assessment.answers["ab"];
    assert_eq!(open.response(), None);
    assert_eq!(open.finding.as_deref(), Some("one\n\ntwo"));
    assert_eq!(open.actions.len(), 2);
    assert_eq!(u.assessment.archived["a"], old.answers["a"]);
    let agreed = &u.assessment.answers["cd"];
    assert_eq!(agreed.response(), Some(Response::Rated(2)));
    assert_eq!(agreed.finding.as_deref(), Some("three\n\nfour"));
    assert!(is_to_confirm(b.question(&as_id("cd")).unwrap(), agreed));
}

#[test]
fn an_upgrade_keeps_the_head_the_facts_and_the_archive() {
    let text = |year: u16, more: &str, fact: &str| {
        format!(
            "format = 1\nid = \"own\"\nedition = {year}\nrevision = 1\nrole = \"dcs\"\ntitle = \"Own\"\nstatus = \"current\"\nminutes = 5\n\
             [[source]]\nid = \"g\"\ntitle = \"G\"\npublisher = \"P\"\ndate = \"2026\"\n{fact}\
             [[section]]\nid = \"s\"\ntitle = \"S\"\n[[section.question]]\nid = \"a\"\ntext = \"a?\"\nwhy = \"w\"\nlook_for = [\"l\"]\n\
             theme = \"voice\"\nsource = {{ id = \"g\", locator = \"1\" }}\n{more}"
        )
    };
    let facts = "[[context]]\nid = \"stays\"\ntext = \"Stays?\"\n[[context]]\nid = \"goes\"\ntext = \"Goes?\"\n";
    let old = checklist::parse(&text(2022, "", facts), &Library::empty()).unwrap();
    let was = "was = [{ edition = 2022, id = \"a\", change = \"same\", comparable = true }]\n";
    let fact = "[[context]]\nid = \"stays\"\ntext = \"Stays?\"\n";
    let new = checklist::parse(&text(2026, was, fact), &Library::empty()).unwrap();
    let file = format!(
        "# Read me first.\nformat = 1\nchecklist = \"own\"\nedition = 2022 # ours\ndigest = \"{}\"\nrule = \"assure-1\"\ncouncil = \"Northmoor\"\n\
         # Our year.\nperiod = \"2025-26\"\nstarted = 2025-11-01\nupdated = 2025-11-02\nbreak = \"two councils became one\"\n\n[assessor]\nname = \"N\" # for now\n\n\
         [context]\nstays = true\ngoes = true\n\n# An aside.\n[answer.a]\nrating = 2\nprivate = true\n\n[archived.long-ago]\nrating = 1\n",
        old.digest()
    );
    for text in [file.clone(), file.replace('\n', "\r\n"), format!("\u{feff}{file}")] {
        let parsed = AnswerFile::parse(&text, &old).unwrap();
        let way = chain(&old, &new, &[]).unwrap();
        let u = upgrade(Side::new(&old, parsed.assessment()), &new, &way).unwrap();
        assert_eq!(u.context_left, ["goes"]);
        let made = parsed
            .file_head()
            .unwrap()
            .with_answers(u.assessment.clone(), &new, None)
            .unwrap();
        let a = made.assessment();
        assert_eq!(
            (a.edition, a.council.as_deref(), a.assessor.name.as_deref()),
            (2026, Some("Northmoor"), Some("N"))
        );
        assert_eq!(a.series_break.as_deref(), Some("two councils became one"));
        assert_eq!(a.context, BTreeMap::from([(as_id("stays"), true)]));
        assert!(a.answers["a"].private && a.archived.contains_key("long-ago"));
        for comment in ["# Read me first.", "edition = 2026 # ours", "# Our year.", "# for now"] {
            assert!(made.text().contains(comment), "{comment}\n{}", made.text());
        }
        assert_eq!(made.text().contains('\r'), text.contains('\r'));
        assert_eq!(made.text().starts_with('\u{feff}'), text.starts_with('\u{feff}'));
        assert_eq!(parsed.text(), text, "the old file is as it was");
    }
    let same = chain(&old, &old, &[]).unwrap();
    let a = AnswerFile::parse(&file, &old).unwrap();
    assert!(matches!(
        upgrade(Side::new(&old, a.assessment()), &old, &same),
        Err(Refusal::SameEdition(_))
    ));
}

#[test]
fn only_keeps_what_is_asked_for() {
    let (c, mut old) = five_questions();
    old.answers.insert(as_id("a"), rated(3));
    old.answers.insert(as_id("b"), rated(0));
    let mut new = old.clone();
    new.answers.insert(as_id("a"), rated(1));
    new.answers.insert(as_id("b"), rated(2));
    let d = || diff(Side::new(&c, &old), Side::new(&c, &new), &chain(&c, &c, &[]).unwrap());
    let counts = |d: Comparison| (d.worse.len(), d.better.len());
    assert_eq!(counts(d()), (1, 1));
    assert_eq!(counts(d().only(&[Only::Worse])), (1, 0));
    assert_eq!(counts(d().only(&[Only::Better, Only::Actions])), (0, 1));
    assert!(d().only(&[Only::Actions]).is_empty());
    assert_eq!(d().only(&[]), d());
}

#[test]
fn councils_are_told_apart_by_name_and_not_by_case_or_spaces() {
    let (c, old) = five_questions();
    let together = |name: &str, broken: Option<&str>| {
        let mut new = old.clone();
        new.council = Some(name.to_owned());
        new.series_break = broken.map(str::to_owned);
        assure::compare::check_same_series(Side::new(&c, &old), Side::new(&c, &new))
    };
    assert_eq!(together("  NORTHMOOR ", None), Ok(vec![]));
    assert!(matches!(together("Southmoor", None), Err(Refusal::OtherCouncil { .. })));
    let notes = together("Southmoor", Some("reorganised")).unwrap();
    assert!(notes.iter().any(|n| n.contains("reorganised")));
}
