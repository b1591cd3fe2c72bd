//! The figures, read back from every format: all say the same as the JSON report.

use std::collections::BTreeMap;

use assure::assessment::Assessment;
use assure::checklist::{Checklist, Library};
use assure::render::{ALL, Format};
use assure::report::{Audience, Report, key_report, report};
use chrono::{Datelike as _, NaiveDate};
use serde_json::Value as Json;

use super::read::{Said, read};
use super::{FULL, made};
use crate::harness::project;
use crate::scoring::empty;

/// The positions, as a person calls them.
const POSITIONS: [&str; 7] = [
    "assured",
    "asserted",
    "planned",
    "exposed",
    "blind spot",
    "not applicable",
    "unanswered",
];

/// What is counted over some questions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Sums {
    asked: u64,
    answered: u64,
    /// A percentage with one place; none while nothing is answered.
    score: Option<String>,
    positions: [u64; 7],
    alerts: u64,
}

/// The figures of a report, as far as a format has them.
#[derive(Debug, Default)]
struct Figures {
    overall: Option<Sums>,
    key: Option<Sums>,
    /// By their titles.
    sections: Option<Vec<(String, Sums)>>,
    /// Current pieces by kind.
    evidence: Option<BTreeMap<String, u64>>,
    /// Open actions by year and quarter; without a date in the year 0.
    due: Option<BTreeMap<(i32, u32), u64>>,
}

impl Figures {
    /// Which of them it has.
    fn has(&self) -> [bool; 5] {
        [
            self.overall.is_some(),
            self.key.is_some(),
            self.sections.is_some(),
            self.evidence.is_some(),
            self.due.is_some(),
        ]
    }
}

fn quarter(day: Option<NaiveDate>) -> (i32, u32) {
    day.map_or((0, 0), |d| (d.year(), d.month0() / 3))
}

fn counted<K: Ord>(these: impl Iterator<Item = K>) -> BTreeMap<K, u64> {
    let mut out = BTreeMap::new();
    these.for_each(|k| *out.entry(k).or_default() += 1);
    out
}

fn n(text: &str) -> u64 {
    text.parse().unwrap_or_else(|_| panic!("`{text}` is no number"))
}

fn share(text: &str) -> Option<String> {
    let figure = text.trim_end_matches('%');
    figure.parse::<f64>().ok().map(|n| format!("{n:.1}"))
}

fn of_json(json: &Json) -> Figures {
    let sums = |s: &Json| {
        let names = POSITIONS.map(|p| p.replace(' ', "_"));
        Sums {
            asked: s["asked"].as_u64().unwrap(),
            answered: s["answered"].as_u64().unwrap(),
            score: s["score"].as_f64().map(|n| format!("{n:.1}")),
            positions: names.map(|p| s["positions"][p].as_u64().unwrap()),
            alerts: s["alerts"].as_u64().unwrap(),
        }
    };
    let sections = json["sections"].as_array().unwrap();
    let answers = || sections.iter().flat_map(|s| s["answers"].as_array().unwrap());
    let is_open = |a: &&Json| !["done", "dropped"].contains(&a["status"].as_str().unwrap());
    let due = answers().flat_map(|a| a["actions"].as_array().unwrap()).filter(is_open);
    let kinds = json["evidence_by_kind"].as_object().unwrap();
    // Counted anew from the answers: a sum that is told is no proof of itself.
    let current = answers()
        .flat_map(|a| a["evidence"].as_array().unwrap())
        .filter(|e| e["current"] == true);
    let current = counted(current.map(|e| e["kind"].as_str().unwrap()));
    assert_eq!(
        current,
        kinds.iter().map(|(k, n)| (k.as_str(), n.as_u64().unwrap())).collect()
    );
    assert_eq!(
        json["alerts"].as_array().unwrap().len() as u64,
        json["overall"]["alerts"].as_u64().unwrap()
    );
    let title = |kind: &str| {
        let all = assure::assessment::EvidenceKind::ALL;
        all.iter().find(|(word, _)| *word == kind).unwrap().1.title().to_owned()
    };
    Figures {
        overall: Some(sums(&json["overall"])),
        key: Some(sums(&json["key"])),
        sections: Some(
            sections
                .iter()
                .map(|s| (s["title"].as_str().unwrap().to_owned(), sums(s)))
                .collect(),
        ),
        evidence: Some(current.iter().map(|(kind, n)| (title(kind), *n)).collect()),
        due: Some(counted(
            due.map(|a| quarter(a["due"].as_str().map(|d| d.parse().unwrap()))),
        )),
    }
}

/// A page for a person.
fn of_page(said: &Said) -> Figures {
    let profile = said
        .table(&["Position", "Questions", "What it means"])
        .expect("the profile");
    let of = |name: &str| {
        n(&profile
            .iter()
            .find(|r| r[0] == name)
            .unwrap_or_else(|| panic!("{name}: {profile:?}"))[1])
    };
    let score = said.after("Score: ").expect("the score");
    let coverage = said
        .pieces
        .iter()
        .find_map(|(_, t)| t.split_once("Coverage: "))
        .unwrap()
        .1;
    let answered = coverage.split_once('(').unwrap().1.split_once(" of ").unwrap().0;
    let sections: Vec<(String, Sums)> = said
        .table(&["Section", "Asked", "Answered", "Score", "Assured"])
        .expect("the sections")
        .iter()
        .map(|r| {
            let positions: Vec<u64> = r[4..11].iter().map(|c| n(c)).collect();
            let sums = Sums {
                asked: n(&r[1]),
                answered: n(&r[2]),
                score: share(&r[3]),
                positions: positions.try_into().unwrap(),
                alerts: n(&r[11]),
            };
            (r[0].clone(), sums)
        })
        .collect();
    let evidence = said
        .table(&["Evidence of the kind", "Current pieces"])
        .expect("the evidence");
    let evidence = evidence
        .iter()
        .map(|r| (r[0].split(" (from").next().unwrap().to_owned(), n(&r[1])));
    let day = |r: &Vec<String>| NaiveDate::parse_from_str(&r[1], "%d %B %Y").ok();
    let plan = said.table(&["No.", "Due", "Action"]).unwrap_or_default();
    let due = counted(plan.iter().map(|r| quarter(day(r))));
    if let Some(chart) = said.table(&["Quarter", "Open actions"]) {
        let drawn: Vec<u64> = chart.iter().map(|r| n(&r[1])).collect();
        let mut dated: Vec<u64> = due.iter().filter(|(q, _)| q.0 > 0).map(|(_, n)| *n).collect();
        dated.extend(due.get(&(0, 0)));
        assert_eq!(drawn, dated, "the chart of the quarters");
    }
    Figures {
        overall: Some(Sums {
            asked: of("asked"),
            answered: n(answered),
            score: share(score.split(' ').next().unwrap()),
            positions: POSITIONS.map(of),
            alerts: sections.iter().map(|s| s.1.alerts).sum(),
        }),
        key: None,
        sections: Some(sections),
        evidence: Some(evidence.filter(|e| e.1 > 0).collect()),
        due: Some(due),
    }
}

/// The columns of a table by their names, a row at a time.
fn columns<const N: usize>(table: &[Vec<String>], names: [&str; N]) -> Vec<[String; N]> {
    let at = names.map(|name| {
        table[0]
            .iter()
            .position(|c| c == name)
            .unwrap_or_else(|| panic!("{name}"))
    });
    table[1..].iter().map(|row| at.map(|i| row[i].clone())).collect()
}

fn with_column<'s>(said: &'s Said, first: &[&str]) -> &'s [Vec<String>] {
    let starts = |t: &&Vec<Vec<String>>| t[0].iter().zip(first).all(|(a, b)| a == b);
    said.tables.iter().find(starts).unwrap_or_else(|| panic!("{first:?}"))
}

fn due_of(rows: Vec<[String; 2]>) -> BTreeMap<(i32, u32), u64> {
    let open = rows
        .iter()
        .filter(|[_, status]| !["done", "dropped"].contains(&status.as_str()));
    counted(open.map(|[due, _]| quarter(due.parse().ok())))
}

fn of_workbook(said: &Said) -> Figures {
    let names = [
        "Over",
        "Title",
        "Asked",
        "Answered",
        "Score",
        "Assured",
        "Asserted",
        "Planned",
        "Exposed",
        "Blind spots",
        "Not applicable",
        "Unanswered",
        "Alerts",
    ];
    let rows = columns(with_column(said, &["Over", "Id"]), names);
    let sums = |r: &[String; 13]| Sums {
        asked: n(&r[2]),
        answered: n(&r[3]),
        // A share of exactly nothing or everything is a whole number to the reader.
        score: match r[4].as_str() {
            "" => None,
            "0" => Some("0.0".to_owned()),
            "1" => Some("100.0".to_owned()),
            other => share(other),
        },
        positions: std::array::from_fn(|i| n(&r[5 + i])),
        alerts: n(&r[12]),
    };
    let of = |over: &'static str| rows.iter().filter(move |r| r[0] == over);
    let evidence = columns(
        with_column(said, &["Question id", "Number", "Kind"]),
        ["Kind", "Current"],
    );
    let current = evidence.iter().filter(|r| r[1] == "yes").map(|r| r[0].clone());
    Figures {
        overall: of("all").map(sums).next(),
        key: of("key").map(sums).next(),
        sections: Some(of("section").map(|r| (r[1].clone(), sums(r))).collect()),
        evidence: Some(counted(current)),
        due: Some(due_of(columns(
            with_column(said, &["Question id", "Number", "Action"]),
            ["Due", "Status"],
        ))),
    }
}

/// The answers as CSV: whoever adds them up gets the same.
fn of_answers(said: &Said) -> Figures {
    let names = ["section", "key", "position", "alert", "earned", "possible", "answer"];
    let rows = columns(&said.tables[0], names);
    let sums = |these: Vec<&[String; 7]>| {
        let answered: Vec<_> = these.iter().filter(|r| !r[4].is_empty()).collect();
        let earned: u64 = answered.iter().map(|r| n(&r[4])).sum();
        let possible: u64 = answered.iter().map(|r| n(&r[5])).sum();
        Sums {
            asked: these.len() as u64,
            answered: answered.len() as u64,
            // Half up, in whole numbers.
            score: (possible > 0).then(|| {
                let mille = (earned * 2000 + possible) / (possible * 2);
                format!("{}.{}", mille / 10, mille % 10)
            }),
            positions: POSITIONS.map(|p| these.iter().filter(|r| r[2] == p).count() as u64),
            alerts: these.iter().filter(|r| r[3] == "yes").count() as u64,
        }
    };
    let mut sections: Vec<String> = rows.iter().map(|r| r[0].clone()).collect();
    sections.dedup();
    let of = |section: &String| sums(rows.iter().filter(|r| r[0] == *section).collect());
    Figures {
        overall: Some(sums(rows.iter().collect())),
        key: Some(sums(rows.iter().filter(|r| r[1] == "yes").collect())),
        sections: Some(sections.iter().map(|s| (s.clone(), of(s))).collect()),
        ..Figures::default()
    }
}

/// The figures that a file of a format says.
fn figures(format: &Format, bytes: &[u8]) -> Figures {
    let said = read(format, bytes);
    match format.name {
        "text" | "markdown" | "html" | "docx" => of_page(&said),
        "xlsx" => of_workbook(&said),
        "csv" => of_answers(&said),
        "csv-actions" => Figures {
            due: Some(due_of(columns(&said.tables[0], ["due", "status"]))),
            ..Figures::default()
        },
        "json" => of_json(&serde_json::from_slice(bytes).unwrap()),
        other => panic!("say how to read the figures of `{other}`"),
    }
}

#[track_caller]
fn agree(report: &Report, about: &str) {
    let json: Json = serde_json::from_str(&assure::report::to_json(report)).unwrap();
    let wanted = of_json(&json);
    for format in ALL {
        let found = figures(format, &made(format, report, FULL));
        let name = format.name;
        let has = match name {
            "csv" => [true, true, true, false, false],
            "csv-actions" => [false, false, false, false, true],
            "xlsx" | "json" => [true; 5],
            // A page is about one set of questions: the key questions have a page of their own.
            _ => [true, false, true, true, true],
        };
        assert_eq!(found.has(), has, "{about}, {name}");
        for (found, wanted) in [(&found.overall, &wanted.overall), (&found.key, &wanted.key)] {
            assert!(
                found.is_none() || found == wanted,
                "{about}, {name}: {found:#?} {wanted:#?}"
            );
        }
        if found.sections.is_some() {
            assert_eq!(found.sections, wanted.sections, "{about}, {name}");
        }
        if found.evidence.is_some() {
            assert_eq!(found.evidence, wanted.evidence, "{about}, {name}");
        }
        if found.due.is_some() {
            assert_eq!(found.due, wanted.due, "{about}, {name}");
        }
    }
}

fn checklist() -> Checklist {
    Library::shipped().edition("ce", 2022).unwrap().clone()
}

#[test]
fn the_figures_agree_in_every_format() {
    let c = checklist();
    let whole: Assessment = toml::from_str(&project("examples/ce-2025-26.toml")).unwrap();
    let none = empty(&c);
    let mut one = empty(&c);
    let (id, answer) = whole
        .answers
        .iter()
        .find(|(_, a)| !a.actions.is_empty() && !a.evidence.is_empty())
        .unwrap();
    one.answers.insert(id.clone(), answer.clone());
    for (about, a) in [
        ("the example", &whole),
        ("nothing answered", &none),
        ("one answer", &one),
    ] {
        let made = report(&c, a, Audience::Full, "assure");
        agree(&made, about);
        // On the key questions alone everything is over those.
        let key = key_report(&c, a, Audience::Full, "assure");
        if about == "the example" {
            agree(&key, "the key questions");
        }
        assert_eq!(key.overall, made.key, "{about}");
    }
}

/// A public copy is without some texts; every figure counts them.
#[test]
fn a_public_copy_has_the_same_figures() {
    let c = checklist();
    let a: Assessment = toml::from_str(&project("examples/ce-2025-26.toml")).unwrap();
    assert!(a.answers.values().any(|a| a.private && !a.evidence.is_empty()));
    let [full, public] = [Audience::Full, Audience::Public].map(|audience| report(&c, &a, audience, "assure"));
    for format in ALL.into_iter().filter(|f| !matches!(f.name, "csv-actions" | "json")) {
        let [full, public] = [&full, &public].map(|r| figures(format, &made(format, r, FULL)));
        assert!(full.overall.is_some(), "{}", format.name);
        assert_eq!(full.overall, public.overall, "{}", format.name);
        assert_eq!(full.sections, public.sections, "{}", format.name);
    }
}
