//! `assure quartet`: the rules with small files of few questions, each edge of them, every format, and the example council.

use std::fmt::Write as _;

use assure::format::schema::published;
use assure::quartet::Quartet;
use pulldown_cmark::{Event, Parser};
use serde_json::Value as Json;

use crate::every_format::offered;
use crate::harness::{Place, Ran, golden, root};
use crate::report::{fits, options};

/// A question: its id (with `!` a critical one), its topics, and what is answered: a rating, then `s` where something current shows it
/// and `p` where there is a credible plan; `?` don't know, `-` not applicable, nothing for what is open.
type Asked<'a> = (&'a str, &'a [&'a str], &'a str);

/// A checklist of a role's own.
fn checklist(role: &str, questions: &[Asked<'_>]) -> String {
    let mut text = format!(
        "format = 1\nid = \"own-{role}\"\nedition = 2026\nrevision = 1\nrole = \"{role}\"\ntitle = \"Own, {role}\"\nstatus = \"current\"\n\
         minutes = 10\n[[source]]\nid = \"own\"\ntitle = \"Own\"\npublisher = \"Fenby\"\ndate = \"2026\"\n[[context]]\nid = \"off\"\ntext = \"Is it so?\"\n[[section]]\nid = \"all\"\ntitle = \"All\"\n"
    );
    for (name, topics, answer) in questions {
        let id = name.trim_start_matches('!');
        let _ = write!(
            text,
            "[[section.question]]\nid = \"{id}\"\ntext = \"Is {id} so?\"\nwhy = \"It matters.\"\nlook_for = [\"A thing\"]\ntheme = \"practice\"\nkey = true\nsource = {{ id = \"own\", locator = \"1\" }}\n"
        );
        if !topics.is_empty() {
            let _ = writeln!(text, "topic = {topics:?}");
        }
        if name.starts_with('!') {
            text.push_str("critical = true\n");
        }
        if *answer == "off" {
            text.push_str("only_if = \"off\"\n");
        }
    }
    text
}

/// What is answered to it.
fn answers(role: &str, questions: &[Asked<'_>]) -> String {
    let mut text = format!(
        "format = 1\nchecklist = \"own-{role}\"\nedition = 2026\nchecklist_file = \"own-{role}.toml\"\ncouncil = \"Fenby Council\"\n\
         period = \"2026-27\"\nstarted = 2026-11-01\nupdated = 2026-11-10\n[assessor]\nname = \"Name of {role}\"\npost = \"Post of {role}\"\n\
         [context]\noff = false\n"
    );
    for (name, _, answer) in questions {
        let id = name.trim_start_matches('!');
        let _ = match *answer {
            "" | "off" => Ok(()),
            "?" => writeln!(
                text,
                "[answer.{id}]\nstate = \"dont-know\"\nfinding = \"{role} does not know {id}\""
            ),
            "-" => writeln!(
                text,
                "[answer.{id}]\nstate = \"not-applicable\"\nreason = \"{role} has no {id}\""
            ),
            _ => writeln!(
                text,
                "[answer.{id}]\nrating = {}\nfinding = \"{role} found {id}\"",
                &answer[..1]
            ),
        };
        if answer.ends_with('s') {
            let _ = writeln!(
                text,
                "[[answer.{id}.evidence]]\nkind = \"audit\"\ntext = \"Audit of {id} by {role}\"\ndate = 2026-10-01"
            );
        }
        if answer.ends_with('p') {
            let _ = writeln!(
                text,
                "[[answer.{id}.action]]\nwhat = \"Plan for {id}\"\nowner = \"Owner at {role}\"\ndue = 2027-03-01\nmeasure = \"Seen\""
            );
        }
    }
    text
}

/// A council whose roles answer their own checklists, and the names of the files.
fn council(roles: &[(&str, &[Asked<'_>])]) -> (Place, Vec<String>) {
    let place = Place::new();
    let mut files = Vec::new();
    for (role, questions) in roles {
        place
            .put(&format!("own-{role}.toml"), checklist(role, questions))
            .put(&format!("{role}.toml"), answers(role, questions));
        files.push(format!("{role}.toml"));
    }
    (place, files)
}

fn run(place: &Place, files: &[impl AsRef<str>], more: &[&str]) -> Ran {
    let mut args = vec!["quartet"];
    args.extend(files.iter().map(AsRef::as_ref));
    args.extend(more);
    place.run(&args)
}

fn json(place: &Place, files: &[impl AsRef<str>]) -> Json {
    serde_json::from_str(&run(place, files, &["--format", "json"]).quietly()).unwrap()
}

/// What comes of these roles.
fn side_by_side(roles: &[(&str, &[Asked<'_>])]) -> Json {
    let (place, files) = council(roles);
    json(&place, &files)
}

fn list<'a>(of: &'a Json, key: &str) -> &'a Vec<Json> {
    of[key].as_array().unwrap_or_else(|| panic!("no list `{key}` in {of}"))
}

fn texts(of: &Json, key: &str) -> Vec<String> {
    let texts = list(of, key).iter();
    texts.map(|t| t.as_str().unwrap().to_owned()).collect()
}

fn topics(of: &Json, key: &str) -> Vec<String> {
    let items = list(of, key).iter();
    items.map(|d| d["topic"].as_str().unwrap_or("-").to_owned()).collect()
}

/// Both roles have one topic, with these answers to it: the only divergence there is, if there is one.
fn two(ce: &[&'static str], dcs: &[&'static str]) -> Option<Json> {
    const IDS: [&str; 3] = ["question-a", "question-b", "question-c"];
    let asked = |answers: &[&'static str]| -> Vec<Asked<'static>> {
        let numbered = IDS.iter().zip(answers);
        numbered
            .map(|(id, answer)| (*id, &["caseloads"][..], *answer))
            .collect()
    };
    let (a, b) = (asked(ce), asked(dcs));
    let q = side_by_side(&[("ce", &a), ("dcs", &b)]);
    let outcome = &q["topics"][0]["outcome"];
    let mut found = list(&q, "divergences").clone();
    assert!(found.len() < 2);
    assert_eq!(outcome == "diverging", !found.is_empty(), "{outcome}");
    found.pop()
}

#[test]
fn two_answers_are_apart_by_the_published_rule() {
    for (higher, lower, reach) in [
        ("3s", "0", Some("assured-exposed")),
        ("2s", "1", Some("assured-exposed")),
        ("2s", "?", Some("assured-unknown")),
        ("3", "0", Some("three-ratings")),
        ("3s", "0p", Some("three-ratings")),
        ("3", "1", Some("two-ratings")),
        ("2", "0p", Some("two-ratings")),
        ("2s", "1p", None),
        ("2", "1", None),
        ("3s", "2", None),
        // Don't know beside what nobody can show is a blind spot, and no divergence.
        ("2", "?", None),
        ("1", "?", None),
        ("3s", "-", None),
        ("3s", "", None),
    ] {
        for [ce, dcs, high] in [[higher, lower, "ce"], [lower, higher, "dcs"]] {
            let found = two(&[ce], &[dcs]);
            let said = found.as_ref().map(|d| d["reach"].as_str().unwrap());
            assert_eq!(said, reach, "{ce} and {dcs}");
            if let Some(d) = found {
                assert_eq!(d["between"][0]["higher"]["role"], high, "{ce} and {dcs}");
                assert_eq!(d["in_part"], false);
                assert!(list(&d, "talk").len() >= 2, "{d}");
            }
        }
    }
}

#[test]
fn of_several_answers_best_stands_beside_best_and_worst_beside_worst() {
    let apart = |reach: &str, in_part: bool| Some((reach.to_owned(), in_part));
    for (ce, dcs, wanted) in [
        // Both see the same strength and the same weakness.
        (&["3s", "1"][..], &["1", "3s"][..], None),
        (&["3s"], &["3s", "1"], apart("assured-exposed", true)),
        (&["3s", "2"], &["1"], apart("assured-exposed", false)),
        // Don't know does not hide the weakness beside it.
        (&["2s"], &["1", "?"], apart("assured-exposed", false)),
        (&["2s"], &["2s", "?"], apart("assured-unknown", true)),
        (&["2s", "1"], &["2s", "?"], apart("assured-exposed", true)),
        (&["2s", "1", "?"], &["1", "2s"], None),
        // The highest rating is not the best position.
        (&["2s", "3"], &["1p"], apart("two-ratings", false)),
        (&["3", "2"], &["0p", "3"], apart("two-ratings", true)),
        // The furthest is said where they are apart in several ways.
        (&["3s"], &["1p", "0"], apart("assured-exposed", false)),
        // What is open or does not apply says nothing.
        (&["3s", "", "-"], &["2s"], None),
    ] {
        let said = |found: Option<Json>| {
            found.map(|d| (d["reach"].as_str().unwrap().to_owned(), d["in_part"].as_bool().unwrap()))
        };
        assert_eq!(said(two(ce, dcs)), wanted, "{ce:?} and {dcs:?}");
        assert_eq!(said(two(dcs, ce)), wanted, "{dcs:?} and {ce:?}");
    }
}

#[test]
fn divergences_stand_in_the_published_order() {
    // In the order of the shared list of topics, which is the last to decide.
    let ce: &[Asked<'_>] = &[
        ("a", &["accountability-line"], "3"),
        ("b", &["whole-remit"], "3s"),
        ("c", &["quartet"], "3s"),
        ("d", &["roles-apart"], "3s"),
        ("!e", &["challenge"], "3s"),
        ("f", &["whole-council"], "3"),
        ("g", &["caseloads"], "3s"),
        ("h", &["region"], "3s"),
    ];
    let lmcs: &[Asked<'_>] = &[
        ("a", &["accountability-line"], "1"),
        ("b", &["whole-remit"], "?"),
        ("c", &["quartet"], "1"),
        ("d", &["roles-apart"], "1"),
        ("e", &["challenge"], "1"),
        ("f", &["whole-council"], "0"),
        ("g", &["caseloads"], "2s"),
        ("g-too", &["caseloads"], "1"),
        ("h", &["region"], "1"),
    ];
    let dcs: &[Asked<'_>] = &[("d", &["roles-apart"], "1")];
    let q = side_by_side(&[("dcs", dcs), ("lmcs", lmcs), ("ce", ce)]);
    assert_eq!(
        topics(&q, "divergences"),
        [
            // A hard expectation is among its answers.
            "challenge",
            // Three roles are party to it.
            "roles-apart",
            "quartet",
            "region",
            "whole-remit",
            "whole-council",
            "accountability-line",
            // In part, although it is assured and exposed.
            "caseloads",
        ]
    );
    let counts = &q["counts"];
    assert_eq!((&counts["diverging"], &counts["in_part"]), (&8.into(), &1.into()));
    assert_eq!(
        counts["by_reach"],
        serde_json::json!({ "assured_exposed": 5, "assured_unknown": 1, "three_ratings": 1, "two_ratings": 1 })
    );
    // The document has them in the same order, with what either found.
    let (place, files) = council(&[("ce", ce), ("lmcs", lmcs), ("dcs", dcs)]);
    let text = run(&place, &files, &[]).quietly();
    let numbered: Vec<&str> = text
        .lines()
        .filter(|l| l.split(". ").next().unwrap().parse::<u8>().is_ok())
        .collect();
    assert_eq!(numbered[0], "1. Challenge between leaders");
    assert_eq!(numbered[7], "8. Caseloads");
    let first = text
        .split("1. Challenge")
        .nth(1)
        .unwrap()
        .split("2. Who does")
        .next()
        .unwrap();
    for said in [
        "Finding: ce found e",
        "Audit of e by ce",
        "Finding: lmcs found e",
        "To talk through:",
        "A hard expectation",
    ] {
        assert!(first.contains(said), "{said}: {first}");
    }
}

#[test]
fn who_speaks_is_told_apart_from_dont_know() {
    let q = side_by_side(&[
        (
            "ce",
            &[
                ("a", &["caseloads"], "?"),
                ("b", &["caseloads"], "-"),
                ("c", &["health"], "-"),
                ("c-too", &["health"], "-"),
                ("d", &["region"], "off"),
                ("e", &["spending"], ""),
                ("e-too", &["spending"], "-"),
            ],
        ),
        ("dcs", &[("a", &["caseloads"], "2"), ("f", &["scrutiny"], "2")]),
    ]);
    let voice = |topic: &str, role: usize| -> String {
        let row = list(&q, "topics").iter().find(|t| t["id"] == topic).unwrap();
        row["roles"][role]["voice"].as_str().unwrap().to_owned()
    };
    assert_eq!(voice("caseloads", 0), "answered");
    assert_eq!(voice("health", 0), "does-not-apply");
    assert_eq!(voice("region", 0), "switched-off");
    assert_eq!(voice("spending", 0), "unanswered");
    assert_eq!(voice("scrutiny", 0), "not-asked");
    assert_eq!(voice("scrutiny", 1), "not-given");
    assert_eq!(texts(&q, "missing"), ["leader", "lmcs"]);
    let counts = &q["counts"];
    for (key, n) in [
        ("topics", 5),
        ("diverging", 0),
        ("not_diverging", 1),
        ("one_voice", 1),
        ("no_voice", 3),
    ] {
        assert_eq!(counts[key], n, "{key}");
    }
    let positions = &q["roles"][0]["positions"];
    assert_eq!(
        (
            &positions["blind_spot"],
            &positions["not_applicable"],
            &positions["unanswered"]
        ),
        (&1.into(), &4.into(), &1.into())
    );
    assert_eq!(q["roles"][0]["switched_off"], 1);
    // The reason stands where it is read, beside those who diverge.
    let (place, files) = council(&[
        ("ce", &[("a", &["caseloads"], "-")]),
        ("leader", &[("a", &["caseloads"], "1")]),
        ("dcs", &[("a", &["caseloads"], "2s")]),
    ]);
    let text = run(&place, &files, &[]).quietly().replace('\n', " ");
    assert!(
        text.contains("Chief executive: does not apply (ce has no a); Lead member: took no part."),
        "{text}"
    );
    assert!(
        text.contains("Lead member for children's services: took no part"),
        "{text}"
    );
}

#[test]
fn blind_spots_say_whose_evidence_would_help() {
    let q = side_by_side(&[
        (
            "ce",
            &[
                ("a", &["accountability-line"], "?"),
                ("b", &["whole-remit"], "?"),
                ("!c", &["caseloads"], "?"),
                ("d", &["health"], "?"),
            ],
        ),
        (
            "lmcs",
            &[
                ("a", &["accountability-line"], "2"),
                ("c", &["caseloads"], "1"),
                ("d", &["health"], "?"),
            ],
        ),
        (
            "dcs",
            &[
                ("a", &["accountability-line"], "1"),
                ("b", &["whole-remit"], "1s"),
                ("c", &["caseloads"], "3s"),
                ("c-too", &["caseloads"], "0"),
                ("d", &["health"], "?"),
            ],
        ),
    ]);
    // Those that somebody can show something of first, of them the hard expectations; nobody can see into the last.
    assert_eq!(
        topics(&q, "blind_spots"),
        ["caseloads", "whole-remit", "accountability-line"]
    );
    let seen = &q["blind_spots"][0];
    assert_eq!(seen["role"], "ce");
    assert_eq!(texts(seen, "questions"), ["c"]);
    let by: Vec<&Json> = list(seen, "seen_by").iter().collect();
    assert_eq!(
        (&by[0]["role"], &by[0]["question"], &by[0]["evidence"][0]),
        (&"dcs".into(), &"c".into(), &"audit".into())
    );
    assert_eq!((&by[1]["role"], &by[1]["strength"]), (&"lmcs".into(), &"none".into()));
    // A weakness that is shown helps as well as a strength.
    assert_eq!(q["blind_spots"][1]["seen_by"][0]["position"], "exposed");
    assert_eq!(topics(&q, "nobody_can_say"), ["health"]);
    assert_eq!(texts(&q["nobody_can_say"][0], "roles"), ["ce", "lmcs", "dcs"]);
}

#[test]
fn hidden_strengths_and_what_is_said_and_not_shown() {
    let q = side_by_side(&[
        (
            "ce",
            &[
                ("a", &["accountability-line"], "2"),
                ("b", &["whole-remit"], "2"),
                ("c", &["caseloads"], "?"),
                ("d", &["health"], "2s"),
                ("e", &["corporate-parenting"], "2"),
                ("e-too", &["corporate-parenting"], "3"),
                ("f", &["region"], "2"),
                ("g", &["spending"], "2"),
            ],
        ),
        (
            "leader",
            &[
                ("b", &["whole-remit"], "2"),
                ("e", &["corporate-parenting"], "2"),
                ("f", &["region"], "1"),
                ("d", &["health"], "1"),
                ("d-too", &["health"], "2s"),
            ],
        ),
        (
            "dcs",
            &[
                ("a", &["accountability-line"], "2s"),
                ("b", &["whole-remit"], "2s"),
                ("c", &["caseloads"], "2s"),
                ("e", &["corporate-parenting"], "2"),
            ],
        ),
    ]);
    // What somebody does not know of first, then what is hidden from most; both can show `health`.
    assert_eq!(
        topics(&q, "hidden_strengths"),
        ["caseloads", "whole-remit", "accountability-line"]
    );
    let remit = &q["hidden_strengths"][1];
    assert_eq!(remit["shown_by"][0]["role"], "dcs");
    let hidden: Vec<&Json> = list(remit, "hidden_from").iter().map(|s| &s["role"]).collect();
    assert_eq!(hidden, ["ce", "leader"]);
    // `region` is weak for one, and of `spending` one alone speaks.
    assert_eq!(topics(&q, "said_not_shown"), ["corporate-parenting"]);
    assert_eq!(texts(&q["said_not_shown"][0], "roles"), ["ce", "leader", "dcs"]);
}

#[test]
fn a_question_with_two_topics_stands_in_both_and_its_alert_once() {
    let (place, files) = council(&[
        (
            "ce",
            &[
                ("!both", &["caseloads", "health"], "1"),
                ("!alone", &[], "1p"),
                ("!open", &["region"], ""),
            ],
        ),
        (
            "dcs",
            &[
                ("x", &["caseloads"], "3s"),
                ("y", &["health"], "3s"),
                ("!z", &["region"], "3s"),
                ("!w", &["quartet"], "2"),
            ],
        ),
    ]);
    let q = json(&place, &files);
    assert_eq!(topics(&q, "divergences"), ["caseloads", "health"]);
    assert_eq!(topics(&q, "critical"), ["quartet", "caseloads", "-", "region"]);
    let theme = &q["critical"][2];
    assert_eq!(
        (&theme["theme"], &theme["alerts"][0]["question"]),
        (&"practice".into(), &"alone".into())
    );
    assert_eq!(q["critical"][3]["alerts"][0]["position"], "unanswered");
    let all: usize = list(&q, "critical").iter().map(|m| list(m, "alerts").len()).sum();
    assert_eq!(all, 4);
    let text = run(&place, &files, &[]).quietly();
    let matters = text
        .split("Critical matters: 4")
        .nth(1)
        .unwrap()
        .split("Topic by topic")
        .next()
        .unwrap();
    for said in [
        "exposed 1, no credible plan",
        "planned 1, credible plan",
        "still to be answered",
        "(theme)",
    ] {
        assert!(matters.contains(said), "{said}: {matters}");
    }
}

#[test]
fn nothing_answered_is_no_agreement() {
    let open: &[Asked<'_>] = &[("!a", &["caseloads"], ""), ("b", &["health"], "")];
    let (place, files) = council(&[("ce", open), ("leader", open)]);
    let q = json(&place, &files);
    for key in [
        "divergences",
        "blind_spots",
        "hidden_strengths",
        "nobody_can_say",
        "said_not_shown",
    ] {
        assert!(list(&q, key).is_empty(), "{key}");
    }
    assert_eq!(q["counts"]["no_voice"], 2);
    let text = run(&place, &files, &[]).quietly();
    assert!(text.contains("Chief executive: nothing is answered yet."), "{text}");
    assert!(
        text.contains("On no topic that two roles have answered do they diverge."),
        "{text}"
    );
}

#[test]
fn a_checklist_without_topics_stands_with_the_themes() {
    let (place, files) = council(&[
        ("ce", &[("a", &["caseloads"], "3s")]),
        ("dcs", &[("!b", &[], "1"), ("c", &[], "2s")]),
    ]);
    let q = json(&place, &files);
    let row = list(&q, "topics").iter().find(|t| t["id"] == "caseloads").unwrap();
    assert_eq!(row["outcome"], "one-voice");
    assert_eq!(q["roles"][1]["without_topic"], 2);
    let theme = list(&q, "themes").iter().find(|t| t["id"] == "practice").unwrap();
    assert_eq!(texts(&theme["roles"][1], "without_topic"), ["b", "c"]);
    assert_eq!(
        (&theme["roles"][1]["asked"], &theme["roles"][1]["alerts"]),
        (&2.into(), &1.into())
    );
    assert!(
        texts(&q, "notes")
            .iter()
            .any(|n| n.starts_with("Director of children's services: own-dcs@2026 names no topics"))
    );
    // None at all: the page says so.
    let (place, files) = council(&[("ce", &[("a", &[], "3s")]), ("dcs", &[("b", &[], "1")])]);
    let text = run(&place, &files, &[]).quietly();
    assert!(text.contains("None of these checklists names a topic."), "{text}");
    // An edition of before topics, and editions of different years.
    let place = Place::new();
    place.copy("examples/ce-2025-26.toml", "ce.toml");
    place.run(&["run", "dcs", "--blank", "-o", "dcs.toml"]).exits(0);
    let dcs = place.read("dcs.toml");
    let old = dcs.lines().find(|l| l.starts_with("period")).unwrap().to_owned();
    place.put("dcs.toml", dcs.replace(&old, "period = \"2025-26\""));
    let q = json(&place, &["ce.toml", "dcs.toml"]);
    let notes = texts(&q, "notes").join("\n");
    for said in [
        "of different years: ce@2022, dcs@2026",
        "ce@2022 is superseded",
        "ce@2022 names no topics",
        "not stated yet",
        "does not name its council",
    ] {
        assert!(notes.contains(said), "{said}: {notes}");
    }
}

const ROLES: [&str; 4] = ["ce", "leader", "lmcs", "dcs"];

/// The example council.
fn example() -> (Place, Vec<String>) {
    let place = Place::new();
    let files: Vec<String> = ROLES.iter().map(|r| format!("{r}-2026-27.toml")).collect();
    for file in &files {
        place.copy(&format!("examples/quartet/{file}"), file);
        place.run(&["check", file]).exits(0);
    }
    (place, files)
}

#[test]
fn the_figures_are_those_of_the_score_of_each_file() {
    let (place, files) = example();
    let q = json(&place, &files);
    let mut alerts = 0;
    for (file, role) in files.iter().zip(list(&q, "roles")) {
        let score: Json = serde_json::from_str(&place.run(&["score", file, "--format", "json"]).quietly()).unwrap();
        for key in ["asked", "answered", "positions", "alerts", "alerts_with_plan"] {
            assert_eq!(role[key], score["overall"][key], "{file}: {key}");
        }
        let positions = role["positions"].as_object().unwrap().values();
        assert_eq!(positions.map(|n| n.as_u64().unwrap()).sum::<u64>(), role["asked"]);
        alerts += role["alerts"].as_u64().unwrap();
        // Theme by theme.
        let themes = list(&score, "themes");
        let mut asked = 0;
        for theme in list(&q, "themes") {
            let mine = list(theme, "roles").iter().find(|r| r["role"] == role["role"]);
            let of_score = themes.iter().find(|t| t["id"] == theme["id"]);
            assert_eq!(mine.is_some(), of_score.is_some(), "{file}: {}", theme["id"]);
            if let (Some(mine), Some(of_score)) = (mine, of_score) {
                for key in ["asked", "positions", "alerts"] {
                    assert_eq!(mine[key], of_score[key], "{file}: {}: {key}", theme["id"]);
                }
                asked += mine["asked"].as_u64().unwrap();
            }
        }
        assert_eq!(asked, role["asked"], "every question has a theme");
        // Every question with a topic stands in a row, every other with its theme.
        let mut ids: Vec<&str> = list(&q, "topics")
            .iter()
            .flat_map(|t| list(t, "roles"))
            .filter(|r| r["role"] == role["role"])
            .flat_map(|r| list(r, "answers"))
            .map(|a| a["id"].as_str().unwrap())
            .collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(
            ids.len() as u64 + role["without_topic"].as_u64().unwrap(),
            role["asked"],
            "{file}"
        );
    }
    let listed: usize = list(&q, "critical").iter().map(|m| list(m, "alerts").len()).sum();
    assert_eq!(listed as u64, alerts);
    let counts = q["counts"].as_object().unwrap();
    let n = |key: &str| counts[key].as_u64().unwrap();
    assert_eq!(
        n("topics"),
        n("diverging") + n("not_diverging") + n("one_voice") + n("no_voice")
    );
    assert_eq!(n("topics"), list(&q, "topics").len() as u64);
    assert_eq!(n("diverging"), list(&q, "divergences").len() as u64);
    let by_reach = counts["by_reach"].as_object().unwrap().values();
    assert_eq!(by_reach.map(|n| n.as_u64().unwrap()).sum::<u64>(), n("diverging"));
}

#[test]
fn the_example_tells_its_story() {
    let (place, files) = example();
    let q = json(&place, &files);
    // The director can show it, the chief executive says it, the other two do not know.
    let caseloads = list(&q, "divergences")
        .iter()
        .find(|d| d["topic"] == "caseloads")
        .unwrap();
    assert_eq!(caseloads["reach"], "assured-unknown");
    let pairs: Vec<(&Json, &Json)> = list(caseloads, "between")
        .iter()
        .map(|p| (&p["higher"]["role"], &p["lower"]["role"]))
        .collect();
    assert_eq!(
        pairs,
        [(&"dcs".into(), &"leader".into()), (&"dcs".into(), &"lmcs".into())]
    );
    assert!(topics(&q, "divergences").contains(&"enough-homes".to_owned()));
    // Waits for SEND: known to the director alone.
    let send: Vec<&Json> = list(&q, "blind_spots")
        .iter()
        .filter(|b| b["topic"] == "send-partnership")
        .collect();
    let blind: Vec<&Json> = send.iter().map(|b| &b["role"]).collect();
    assert_eq!(blind, ["ce", "leader", "lmcs"]);
    assert!(
        send.iter()
            .all(|b| b["seen_by"][0]["question"] == "send-self-evaluation")
    );
    // It is read beside what is further apart on the same topic, and asked about.
    let d = list(&q, "divergences")
        .iter()
        .find(|d| d["topic"] == "send-partnership")
        .unwrap();
    let talk = texts(d, "talk");
    for asked in [
        "How would the leader and the lead member come to know?",
        "Do the chief executive, the leader and the lead member know of the plan of the director?",
    ] {
        assert!(talk.contains(&asked.to_owned()), "{talk:?}");
    }
    let text = run(&place, &files, &[]).quietly();
    assert!(
        text.contains("Finding: Families wait 34 weeks for a plan on average"),
        "{text}"
    );
    assert_eq!(topics(&q, "said_not_shown"), ["corporate-parenting"]);
    assert_eq!(texts(&q["said_not_shown"][0], "roles"), ROLES);
    assert_eq!(topics(&q, "nobody_can_say"), ["growing-up"]);
}

#[test]
fn the_order_of_the_files_changes_nothing() {
    let (place, mut files) = example();
    let formats = ["text", "json"].map(|f| ["--format", f]);
    let first = formats.map(|f| run(&place, &files, &f).quietly());
    files.reverse();
    files.swap(0, 1);
    assert_eq!(formats.map(|f| run(&place, &files, &f).quietly()), first);
}

#[test]
fn json_is_what_the_published_schema_says_and_reads_back() {
    let (place, files) = example();
    let schema = published::<Quartet>();
    let printed: Json = serde_json::from_str(&place.run(&["schema", "quartet"]).quietly()).unwrap();
    assert_eq!(printed, schema);
    for more in [&[][..], &["--public"]] {
        let text = run(&place, &files, &[&["--format", "json"], more].concat()).quietly();
        let made: Json = serde_json::from_str(&text).unwrap();
        fits(&schema, &schema, &made, "quartet");
        let back: Quartet = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::to_value(&back).unwrap(), made);
    }
}

#[test]
fn json_reports_are_taken_as_answer_files_are() {
    let (place, files) = example();
    let direct = json(&place, &files);
    place
        .run(&["report", &files[0], "--format", "json", "-o", "ce.json"])
        .exits(0);
    place
        .run(&["report", &files[3], "--format", "json", "--public", "-o", "dcs.json"])
        .exits(0);
    assert_eq!(json(&place, &["ce.json", &files[1], &files[2], &files[3]]), direct);
    let mut public = json(&place, &[&files[0], &files[1], &files[2], "dcs.json"]);
    assert_eq!(public["roles"][3]["withheld"], true);
    assert!(
        texts(&public, "notes")
            .last()
            .unwrap()
            .contains("this is a public report")
    );
    // Who stands where is the same: a report says what its answers come to.
    for key in ["divergences", "hidden_strengths", "counts"] {
        assert_eq!(public[key].take(), direct[key], "{key}");
    }
}

#[test]
fn what_does_not_belong_together_is_refused_with_a_hint() {
    let q: &[Asked<'_>] = &[("a", &["caseloads"], "2")];
    let (place, files) = council(&[("ce", q), ("leader", q), ("dcs", q)]);
    let ce = place.read("ce.toml");
    place
        .put("other.toml", ce.replace("Fenby Council", "Fenby Borough Council"))
        .put("later.toml", ce.replace("2026-27", "2027-28"))
        .put("alike.toml", ce.replace("Fenby Council", "  fenby   COUNCIL "))
        .put("nameless.toml", ce.replace("council = \"Fenby Council\"\n", ""))
        .put("twin.toml", &ce)
        .put("broken.toml", ce.replace("rating = 2", "rating = 7"))
        .put("empty.toml", "")
        .put("text.json", "{}");
    for (names, says) in [
        (&["ce.toml"][..], &["nobody to stand beside", "two to four roles"][..]),
        (
            &["dcs.toml", "other.toml"],
            &[
                "two councils': `Fenby Borough Council` and `Fenby Council`",
                "write its name alike",
            ],
        ),
        (
            &["dcs.toml", "later.toml"],
            &["two years: 2027-28 and 2026-27", "assure trend"],
        ),
        (
            &["dcs.toml", "ce.toml", "twin.toml"],
            &[
                "two of these are of one role: Chief executive (ce)",
                "assure diff OLD NEW",
            ],
        ),
        (&["dcs.toml", "./dcs.toml"], &["is named twice", "name one file a role"]),
        (&["-", "-"], &["is named twice"]),
        (&["dcs.toml", "broken.toml"], &["broken.toml:", "rating"]),
        (&["dcs.toml", "empty.toml"], &["empty.toml"]),
        (&["dcs.toml", "text.json"], &["text.json"]),
        (&["dcs.toml", "nowhere.toml"], &["nowhere.toml"]),
        (&["dcs.toml", "own-ce.toml"], &["own-ce.toml"]),
    ] {
        let ran = run(&place, names, &["-o", "out.md"]).exits(2).says(says);
        assert_eq!(ran.out, "", "{names:?}");
        assert!(!place.at("out.md").exists(), "{names:?}");
    }
    // Case and spaces tell no councils apart; a file without a name is let through, and it is said.
    assert!(list(&json(&place, &["alike.toml", "dcs.toml"]), "notes").is_empty());
    let q = json(&place, &["nameless.toml", "dcs.toml"]);
    assert_eq!(q["council"], "Fenby Council");
    assert!(texts(&q, "notes")[0].contains("does not name its council"));
    // What was read is never written over, and what a person wrote neither.
    for target in ["dcs.toml", "twin.toml"] {
        run(&place, &files, &["--format", "json", "-o", target]).exits(2);
    }
    assert_eq!(place.read("twin.toml"), ce);
    // One of them can be standard input.
    let from = place.run_with(&["quartet", "-", "dcs.toml", "--format", "json"], &ce, &[]);
    assert!(from.quietly().contains("assure-quartet"));
}

#[test]
fn every_format_says_the_same_and_exits_alike() {
    let (place, files) = example();
    let text = run(&place, &files, &[]).quietly();
    let markdown = run(&place, &files, &["--format", "markdown"]).quietly();
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric());
        let mut words: Vec<String> = words
            .filter(|w| !w.is_empty() && *w != "Note")
            .map(str::to_owned)
            .collect();
        words.sort();
        words
    };
    let plain: String = Parser::new_ext(&markdown, options())
        .map(|event| match event {
            Event::Text(t) => t.to_string(),
            _ => " ".to_owned(),
        })
        .collect();
    // Numbers that begin a heading are headings in both; the terminal breaks cells between words only.
    assert_eq!(words(&plain), words(&text));
    assert!(text.lines().all(|l| l.chars().count() <= 100));
    for format in offered("quartet") {
        let name = format!("out.{format}");
        let ending = if format == "text" { "out.txt".to_owned() } else { name };
        let ending = ending.replace("markdown", "md");
        run(&place, &files, &["-o", &ending]).exits(0).says(&["Written: out."]);
        let quiet = place
            .command(&["quartet", &files[0], &files[1], "--format", &format])
            .output()
            .unwrap();
        assert_eq!(quiet.status.code(), Some(0), "{format}");
    }
    run(&place, &files, &["-o", "out.csv"]).exits(2);
    assert!(place.read("out.html").contains("<h3 id=\"caseloads\">"));
}

#[test]
fn a_narrow_terminal_breaks_no_figure() {
    let (place, files) = example();
    let mut args = vec!["quartet"];
    args.extend(files.iter().map(String::as_str));
    let text = place.run_with(&args, "", &[("COLUMNS", "80")]).quietly();
    assert!(text.lines().all(|l| l.chars().count() <= 80), "{text}");
}

/// All that is in a file, unpacked.
fn everything(bytes: &[u8]) -> String {
    let mut all = String::from_utf8_lossy(bytes).into_owned();
    if bytes.starts_with(b"PK") {
        for (_, part) in crate::word::parts(bytes) {
            all.push_str(&String::from_utf8_lossy(&part));
        }
    }
    all
}

#[test]
fn a_public_copy_withholds_private_texts_names_and_owners_in_every_format() {
    let q: &[Asked<'_>] = &[
        ("!a", &["caseloads"], "1p"),
        ("b", &["caseloads"], "-"),
        ("c", &["health"], "?"),
        ("!d", &["region"], "1"),
    ];
    let other: &[Asked<'_>] = &[
        ("a", &["caseloads"], "3s"),
        ("c", &["health"], "3s"),
        ("d", &["region"], "3s"),
    ];
    let (place, _) = council(&[("ce", q), ("dcs", other)]);
    let risk = "[answer.d.risk_accepted]\nby = \"zqacceptor\"\non = 2026-11-01\nreason = \"zqriskreason\"\n";
    let ce = place.read("ce.toml") + risk;
    let ce = ce
        .replace("Name of ce", "zqassessor")
        .replace("Owner at ce", "zqowner")
        .replace("ce found a", "zqfinding")
        .replace("Plan for a", "zqplan")
        .replace("ce does not know c", "zqblind")
        .replace("ce has no b", "zqreason")
        .replace("[answer.a]\n", "[answer.a]\nprivate = true\n")
        .replace("[answer.b]\n", "[answer.b]\nprivate = true\n")
        .replace("[answer.c]\n", "[answer.c]\nprivate = true\nby = \"zqother\"\n")
        .replace("[answer.d]\n", "[answer.d]\nprivate = true\n");
    let dcs = place
        .read("dcs.toml")
        .replace("Name of dcs", "zqdirector")
        .replace("Audit of a by dcs", "zqshown")
        .replace("Audit of c by dcs", "zqevidence")
        .replace("[answer.c]\n", "[answer.c]\nprivate = true\n");
    place.put("ce.toml", ce).put("dcs.toml", dcs);
    let made = |format: &str, more: &[&str]| {
        let mut args = vec!["quartet", "ce.toml", "dcs.toml", "--format", format];
        args.extend(more);
        let out = place.command(&args).output().unwrap();
        assert_eq!(String::from_utf8_lossy(&out.stderr), "", "{args:?}");
        everything(&out.stdout)
    };
    let withheld = [
        "zqassessor",
        "zqowner",
        "zqfinding",
        "zqplan",
        "zqblind",
        "zqreason",
        "zqother",
        "zqdirector",
        "zqevidence",
        "zqacceptor",
        "zqriskreason",
    ];
    let mut found = std::collections::BTreeSet::new();
    for format in offered("quartet") {
        let (full, public) = (made(&format, &[]), made(&format, &["--public"]));
        for mark in withheld {
            assert!(!public.contains(mark), "{format}: {mark}");
            if full.contains(mark) {
                found.insert(mark);
            }
        }
        assert!(
            full.contains("zqshown") && public.contains("zqshown"),
            "{format}: {full}"
        );
        let says = if format == "json" {
            "\"audience\": \"public\""
        } else {
            "This is the public version"
        };
        assert!(public.contains(says) && !full.contains(says), "{format}");
    }
    // The search would have found them. Who gave an answer stands in no copy.
    let missing: Vec<_> = withheld
        .iter()
        .filter(|m| !found.contains(**m) && **m != "zqother")
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
    let (full, public) = (made("json", &[]), made("json", &["--public"]));
    let (full, public): (Json, Json) = (
        serde_json::from_str(&full).unwrap(),
        serde_json::from_str(&public).unwrap(),
    );
    for key in ["counts", "divergences"] {
        assert_eq!(full[key], public[key], "{key}");
    }
    let text = made("text", &["--public"]);
    assert!(
        text.contains("The text is kept private.") && text.contains("withheld here"),
        "{text}"
    );
}

#[test]
fn small_golden() {
    let (place, files) = council(&[
        (
            "ce",
            &[
                ("a", &["caseloads"], "2"),
                ("!b", &["health"], "1p"),
                ("c", &["region"], "?"),
                ("d", &["spending"], "2"),
            ],
        ),
        (
            "leader",
            &[
                ("a", &["caseloads"], "?"),
                ("c", &["region"], "?"),
                ("d", &["spending"], "2"),
            ],
        ),
        (
            "dcs",
            &[
                ("a", &["caseloads"], "3s"),
                ("a-too", &["caseloads"], "1p"),
                ("b", &["health"], "-"),
                ("!e", &[], ""),
            ],
        ),
    ]);
    golden("quartet.txt", &run(&place, &files, &[]).quietly());
    golden("quartet.json", &run(&place, &files, &["--format", "json"]).quietly());
}

#[test]
fn the_examples_are_those_of_the_current_editions() {
    for entry in std::fs::read_dir(root().join("examples/quartet")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let (id, _) = name.split_once('-').unwrap();
        let newest = assure::checklist::Library::shipped().resolve(id).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(
            text.contains(&format!(
                "edition = {}\nrevision = {}\n",
                newest.edition, newest.revision
            )),
            "{name}"
        );
        assert!(
            text.contains(&newest.digest()),
            "{name}: the checklist changed; go through the example and give it the new digest"
        );
    }
}
