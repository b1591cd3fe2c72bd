//! The glossary, the terms beside a question, and sources with what rests on them.

use std::collections::BTreeSet;

use assure::checklist::{Library, library};
use assure::glossary::{self, Term, terms_in};

use crate::harness::{Place, project};

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|e| panic!("{e}: {text}"))
}

fn names(terms: &[&Term]) -> Vec<String> {
    terms.iter().map(|t| t.term.clone()).collect()
}

fn say(args: &[&str]) -> String {
    let mut all = vec!["glossary"];
    all.extend(args);
    Place::new().run(&all).quietly()
}

#[test]
fn the_file_is_valid_and_the_one_in_the_program() {
    let terms = glossary::parse(&project("checklists/glossary.toml")).unwrap();
    assert_eq!(terms, glossary::glossary());
    assert!((60..=130).contains(&terms.len()), "{}", terms.len());
    let place = Place::new();
    place.copy("checklists/glossary.toml", "g.toml");
    let said = place.run(&["check", "g.toml"]).quietly();
    assert_eq!(said, format!("g.toml: valid, {} terms\n", terms.len()));
}

#[test]
fn an_abbreviation_is_explained_with_what_it_replaced() {
    for name in [
        "LSCP",
        "lscp",
        " Lscp ",
        "LSCPs",
        "local safeguarding children partnership",
    ] {
        let said = say(&[name]);
        assert!(
            said.starts_with("LSCP, SCP: local safeguarding children partnership\n"),
            "{said}"
        );
        assert!(said.contains("Replaced: local safeguarding children board (LSCB), by the end of September 2019."));
        assert!(said.contains("Source: "), "{said}");
    }
    let old = say(&["LSCB"]);
    assert!(old.contains("Now: multi-agency safeguarding arrangements"), "{old}");
}

#[test]
fn a_name_of_several_words_needs_no_quotation_marks() {
    assert_eq!(say(&["annual", "conversation"]), say(&["annual conversation"]));
    assert!(say(&["annual", "conversation"]).contains("annual engagement meeting"));
    // Apostrophes and hyphens are typed in many ways.
    for name in ["children's trust", "children’s trust", "Childrens Trust"] {
        assert!(say(&[name]).contains("a partnership with a board"), "{name}");
    }
    assert_eq!(say(&["twin hatter"]), say(&["twin-hatter"]));
}

#[test]
fn an_earlier_name_leads_to_what_took_its_place() {
    for (old, new) in [("SIF", "ILACS"), ("RIA", "RIIA"), ("benchmarking club", "RIIA")] {
        assert!(say(&[old]).starts_with(new), "{old}");
    }
}

#[test]
fn one_name_for_two_things_gives_both() {
    for (name, first, second) in [
        ("LSP", "lead safeguarding partner", "local strategic partnership"),
        ("cpp", "child protection plan", "corporate parenting panel"),
        ("AP", "alternative provision", "area partnership"),
        (
            "children's trust",
            "(company or body, today)",
            "(partnership and board, 2009)",
        ),
    ] {
        let said = say(&[name]);
        assert!(said.contains(&format!("`{name}` means 2 things.")), "{said}");
        assert!(said.contains(first) && said.contains(second), "{said}");
        assert_eq!(said.matches("Take care: ").count(), 2, "{said}");
    }
    let trust = say(&["trust"]);
    assert!(
        trust.contains("academy trust") && trust.contains("NHS trust"),
        "{trust}"
    );
}

/// What councils write, and what stood in the guidance of 2009, is found by its name and by its abbreviation.
#[test]
fn a_term_is_found_in_each_of_its_spellings() {
    for (name, heading) in [
        ("health and well-being board", "HWBB: health and well-being board"),
        ("health and wellbeing board", "HWBB: health and well-being board"),
        ("UNCRC", "UNCRC: UN Convention on the Rights of the Child"),
        ("family group conference", "FGC: family group conference"),
        ("self-assessment", "self-assessment"),
        ("IDeA", "IDeA: Improvement and Development Agency"),
        ("Sustainable Community Strategy", "SCS: sustainable community strategy"),
        ("YPLA", "YPLA: Young People's Learning Agency"),
        ("Sure Start", "Sure Start children's centre"),
        ("local offer", "local offer"),
        ("re-referral", "re-referral"),
    ] {
        let said = say(&[name]);
        assert!(said.starts_with(heading), "{name}: {said}");
        assert!(!said.contains("means 2 things"), "{name}: {said}");
    }
    let outcomes = say(&["five outcomes"]);
    for one in ["healthy", "safe", "achieving", "contribution", "economic"] {
        assert!(outcomes.contains(one), "{one}: {outcomes}");
    }
    assert_eq!(
        names(&terms_in("Does the health and well-being board look at children?")),
        ["health and well-being board"]
    );
    assert_eq!(names(&terms_in("Is the self-evaluation candid?")), ["self-evaluation"]);
}

#[test]
fn every_shared_abbreviation_is_a_declared_clash() {
    let terms = glossary::glossary();
    for (i, a) in terms.iter().enumerate() {
        for b in terms.iter().skip(i + 1) {
            if a.short.iter().any(|s| b.short.contains(s)) {
                assert!(a.clash.is_some() && b.clash.is_some(), "{} and {}", a.term, b.term);
            }
        }
    }
}

#[test]
fn an_unknown_term_names_the_nearest() {
    let place = Place::new();
    for (name, near) in [
        ("LCSP", "did you mean `LSCP`, "),
        ("safeguarding", "`safeguarding partners`"),
        ("delegated safeguarding partnr", "`delegated safeguarding partner`"),
        ("xyzzy", "`assure glossary` lists every term"),
    ] {
        for format in ["text", "json"] {
            let ran = place.run(&["glossary", name, "--format", format]).exits(2);
            assert_eq!(ran.out, "");
            assert!(
                ran.err.contains(&format!("the glossary has no `{name}`")),
                "{}",
                ran.err
            );
            assert!(ran.err.contains(near), "{}", ran.err);
        }
    }
    let ran = place.run(&["glossary", "x\nerror: y"]).exits(2);
    assert!(!ran.err.contains("\nerror"), "{}", ran.err);
    let ran = place.run(&["glossary", "\u{1b}[2JLSP\u{202e}"]).exits(2);
    assert!(
        !ran.err.contains('\u{1b}') && !ran.err.contains('\u{202e}'),
        "{}",
        ran.err
    );
}

#[test]
fn the_whole_list_is_in_alphabetical_order() {
    let said = say(&[]);
    let headings: Vec<String> = said
        .lines()
        .filter_map(|l| l.strip_prefix("- "))
        .map(str::to_lowercase)
        .collect();
    assert_eq!(headings.len(), glossary::glossary().len());
    assert!(headings.is_sorted());
    assert_eq!(say(&[""]), said);
}

#[test]
fn it_fits_the_terminal() {
    let place = Place::new();
    for width in ["40", "60", "100"] {
        let most: usize = width.parse().unwrap();
        for args in [
            vec!["glossary"],
            vec!["glossary", "LSP"],
            vec!["glossary", "LSCP"],
            vec!["show", "ce@2022", "--sources"],
        ] {
            let ran = place.run_with(&args, "", &[("COLUMNS", width)]).exits(0);
            for line in ran.out.lines() {
                // An address on a line of its own stays whole.
                let is_address = line.contains("://") && !line.trim().contains(' ');
                assert!(
                    is_address || console::measure_text_width(line) <= most,
                    "{args:?} at {width}: {line}"
                );
            }
        }
    }
}

#[test]
fn it_is_there_as_data() {
    let all = json(&say(&["--format", "json"]));
    assert_eq!(all.as_array().unwrap().len(), glossary::glossary().len());
    let two = json(&say(&["lsp", "--format", "json"]));
    assert_eq!(two.as_array().unwrap().len(), 2);
    let one = &json(&say(&["LSCP", "--format", "json"]))[0];
    assert_eq!(one["short"], serde_json::json!(["LSCP", "SCP"]));
    assert_eq!(one["replaced"][0]["when"], "by the end of September 2019");
    assert!(one["now"].is_null() && one["match"].is_array() && one["source"].is_string());
}

#[test]
fn terms_are_whole_words() {
    assert_eq!(
        names(&terms_in("Does the LSCP meet?")),
        ["local safeguarding children partnership"]
    );
    assert_eq!(names(&terms_in("LSCPs, and Focused Visits")).len(), 2);
    for nothing in [
        "",
        "XLSCP LSCPx lscp",
        "map gap AP1",
        "a riata",
        "crosssection 11a",
        "ap",
    ] {
        assert_eq!(names(&terms_in(nothing)), Vec::<String>::new(), "{nothing}");
    }
    assert!(terms_in("it builds the trust on which help depends").is_empty());
    assert_eq!(names(&terms_in("looked-after")), names(&terms_in("Looked\n after")));
}

#[test]
fn the_longest_words_come_first_and_hide_what_is_inside_them() {
    let both = names(&terms_in("the Children’s Trust"));
    assert_eq!(both.len(), 2, "the same words for two things: {both:?}");
    let board = names(&terms_in("the children's trust board"));
    assert_eq!(board, ["children's trust (partnership and board, 2009)"]);
    let found =
        terms_in("CCG, ICB, RIIA, ILACS, JTAI, DCS, LMCS, DSP and the clinical commissioning group's rapid review");
    assert_eq!(found.len(), 6);
    assert_eq!(found[0].term, "clinical commissioning group");
    assert_eq!(found[1].term, "rapid review");
    let clash = names(&terms_in("the LSP"));
    assert_eq!(clash, ["lead safeguarding partner", "local strategic partnership"]);
}

#[test]
fn hostile_texts_are_only_text() {
    for text in [
        "’s",
        "İLSCP",
        "LSCP\u{301}",
        "ẞ section 11 ß",
        "\u{0}LSCP\u{1b}",
        &"LSP ".repeat(10_000),
    ] {
        let _ = terms_in(text);
        let _ = glossary::find(text);
    }
}

#[test]
fn the_interview_names_the_terms_of_the_question() {
    let place = Place::new();
    let facts = Library::shipped().resolve("ce@2022").unwrap().contexts.len();
    // The head, the facts, the task list; then the guidance of each question.
    let input = format!("\n\n\n{}\n{}", "n\n".repeat(facts), "more\n:skip\n".repeat(10));
    let ran = place.run_with(
        &["ce", "--edition", "2022", "--plain", "--section", "partnership"],
        &input,
        &[],
    );
    assert_ne!(ran.code, 2, "{}", ran.err);
    let lines: Vec<&str> = ran.err.lines().filter(|l| l.starts_with("Terms: ")).collect();
    assert!(
        lines
            .iter()
            .any(|l| l.contains("LCSPR: local child safeguarding practice review")),
        "{}",
        ran.err
    );
}

#[test]
fn a_bad_glossary_is_reported_whole() {
    let place = Place::new();
    place.put(
        "g.toml",
        "format = 1\n\n[[term]]\nshort = [\"AB\"]\nterm = \"one\"\nmeaning = \"\"\nsource = \"s\"\n\n\
         [[term]]\nshort = [\"ab\"]\nterm = \"One\"\nmeening = \"x\"\nsource = \"a\\nb\"\nreplaced = [{ when = \"2019\" }]\n",
    );
    let found = json(&place.run(&["check", "g.toml", "--format", "json"]).exits(1).out);
    assert_eq!(found[0]["kind"], "glossary");
    let problems: BTreeSet<(u64, String)> = found[0]["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| (p["line"].as_u64().unwrap(), p["code"].as_str().unwrap().to_owned()))
        .collect();
    for (line, code) in [
        (4, "silent-clash"),
        (6, "bad-text"),
        (10, "silent-clash"),
        (11, "duplicate-term"),
        (12, "unknown-key"),
        (13, "bad-text"),
        (14, "missing-key"),
        (9, "missing-key"),
    ] {
        assert!(
            problems.contains(&(line, code.to_owned())),
            "{line} {code}: {problems:?}"
        );
    }
    let told = place.run(&["check", "g.toml"]).exits(1).out;
    assert!(told.contains("did you mean `meaning`?"), "{told}");
    assert!(glossary::parse("format = 1\n").is_err());
    assert!(glossary::parse("format = 2\n[[term]]\nterm = \"a\"\nmeaning = \"b\"\nsource = \"c\"\n").is_err());
}

#[test]
fn sources_show_what_rests_on_them() {
    let place = Place::new();
    for s in library::SHIPPED {
        let name = s.name().to_string();
        let c = Library::shipped().resolve(&name).unwrap();
        let said = place.run(&["show", &name, "--sources"]).quietly();
        let data = json(&place.run(&["show", &name, "--sources", "--format", "json"]).quietly());
        assert_eq!(data["checklist"], name.as_str());
        let sources = data["sources"].as_array().unwrap();
        assert_eq!(sources.len(), c.sources.len());
        // Both directions say the same, and nothing is lost.
        let mut back: BTreeSet<(String, String, String)> = BTreeSet::new();
        for (source, shown) in c.sources.iter().zip(sources) {
            assert_eq!(shown["id"], source.id.as_str());
            assert_eq!(shown["title"], source.title.as_str());
            let mut first: Vec<&str> = Vec::new();
            for x in c.questions().flat_map(|q| &q.source).filter(|x| x.id == source.id) {
                if !first.contains(&x.locator.as_str()) {
                    first.push(&x.locator);
                }
            }
            let places = shown["places"].as_array().unwrap();
            let order: Vec<&str> = places.iter().map(|p| p["locator"].as_str().unwrap()).collect();
            assert_eq!(order, first, "as they first appear");
            for p in places {
                for q in p["questions"].as_array().unwrap() {
                    let q = q.as_str().unwrap();
                    assert!(said.contains(q), "{q}");
                    back.insert((source.id.to_string(), p["locator"].as_str().unwrap().into(), q.into()));
                }
            }
        }
        let there: BTreeSet<(String, String, String)> = c
            .questions()
            .flat_map(|q| {
                q.source
                    .iter()
                    .map(|x| (x.id.to_string(), x.locator.clone(), q.id.to_string()))
            })
            .collect();
        assert_eq!(back, there);
    }
}

#[test]
fn sources_of_one_question() {
    let place = Place::new();
    let args = ["show", "ce@2022", "dcs-reports-to-ce", "--sources"];
    let said = place.run(&args).quietly();
    assert!(said.contains("The DCS role structurally, paragraph 2"), "{said}");
    assert!(
        said.contains("dcs-separate-from-ce"),
        "what else rests on the same place: {said}"
    );
    assert!(!said.contains("The DCS role structurally, paragraph 3"), "{said}");
    let data = json(&place.run(&[&args[..], &["--format", "json"]].concat()).quietly());
    assert_eq!(data["question"], "dcs-reports-to-ce");
    for p in data["sources"][0]["places"].as_array().unwrap() {
        assert!(
            p["questions"]
                .as_array()
                .unwrap()
                .iter()
                .any(|q| q == "dcs-reports-to-ce")
        );
    }
    place
        .run(&["show", "ce@2022", "dcs-report-to-ce", "--sources"])
        .exits(2)
        .says(&["did you mean `dcs-reports-to-ce`"]);
}
