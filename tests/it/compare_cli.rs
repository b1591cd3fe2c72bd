//! `diff`, `upgrade`, `trend` and `report --previous`, on the real program.

use pulldown_cmark::{Event, Parser};

use crate::harness::{Place, golden, project};
use crate::report::options;

const OLD: &str = "2024-25.toml";
const MIDDLE: &str = "2025-26.toml";
const NEW: &str = "2026-27.toml";
/// The edition between the first and the last, which neither file names.
const BETWEEN: [&str; 2] = ["--checklist", "nights-2025.toml"];

/// A night service's own checklist in three editions, and a year answered to each.
fn nights() -> Place {
    let place = Place::new();
    for name in [
        "nights-2024.toml",
        "nights-2025.toml",
        "nights-2026.toml",
        OLD,
        MIDDLE,
        NEW,
    ] {
        place.copy(&format!("tests/fixtures/compare/{name}"), name);
    }
    place
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|e| panic!("{e}: {text}"))
}

fn with<'a>(args: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    args.iter().chain(more).copied().collect()
}

#[test]
fn golden_differences() {
    let place = nights();
    for (name, old, new, more) in [
        ("diff-one-edition-on.txt", OLD, MIDDLE, &[][..]),
        ("diff-two-editions-on.md", OLD, NEW, &BETWEEN[..]),
    ] {
        let text = place.run(&with(&["diff", old, new], more)).quietly();
        let markdown = place
            .run(&with(&["diff", old, new, "--format", "markdown"], more))
            .quietly();
        golden(name, if name.ends_with("md") { &markdown } else { &text });
        assert_eq!(words_of_markdown(&markdown), words(&text), "{name}");
    }
    golden(
        "diff.json",
        &place.run(&["diff", MIDDLE, NEW, "--format", "json"]).quietly(),
    );
}

/// The words of a text in order of the alphabet. The terminal breaks cells and tables, marks what was woven, and calls a quotation a note.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric() && c != '.' && c != '%' && c != '-')
        .map(|w| w.trim_matches(['-', '.']).to_owned())
        .filter(|w| !w.is_empty() && w != "Note")
        .collect();
    words.sort();
    words
}

fn words_of_markdown(markdown: &str) -> Vec<String> {
    let mut text = String::new();
    for event in Parser::new_ext(markdown, options()) {
        match event {
            Event::Text(t) => text.push_str(&t),
            Event::Start(_) | Event::End(_) | Event::SoftBreak => text.push(' '),
            _ => {}
        }
    }
    words(&text)
}

#[test]
fn what_changed_is_told_apart() {
    let place = nights();
    let d = json(&place.run(&["diff", MIDDLE, NEW, "--format", "json"]).quietly());
    let ids = |list: &str| -> Vec<String> {
        d[list]
            .as_array()
            .unwrap()
            .iter()
            .map(|p| p["id"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(ids("worse"), ["duty-line"]);
    assert_eq!(ids("better"), ["handover"]);
    assert_eq!(ids("not_comparable"), ["transport-safe"]);
    assert_eq!(
        ids("otherwise_changed"),
        ["night-records", "placement"].iter().rev().copied().collect::<Vec<_>>()
    );
    assert_eq!(ids("new_questions"), ["children-asked"]);
    assert_eq!(d["families"].as_array().unwrap().len(), 2);
    let outcomes: Vec<(&str, &str)> = d["actions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|a| (a["outcome"].as_str().unwrap(), a["what"].as_str().unwrap()))
        .collect();
    assert_eq!(outcomes[0], ("vanished", "Ask the region for a shared pool"));
    assert!(outcomes.contains(&("dropped", "Agree a nightly rate with the carers")));
}

#[test]
fn answer_files_and_json_reports_are_alike() {
    let place = nights();
    let direct = place.run(&["diff", OLD, MIDDLE, "--format", "json"]).quietly();
    for file in [OLD, MIDDLE] {
        let report = file.replace(".toml", ".json");
        place.run(&["report", file, "--format", "json", "-o", &report]).exits(0);
    }
    let own = ["--checklist", "nights-2024.toml", "--checklist", "nights-2025.toml"];
    for (old, new) in [
        ("2024-25.json", MIDDLE),
        (OLD, "2025-26.json"),
        ("2024-25.json", "2025-26.json"),
    ] {
        let args = with(&["diff", old, new, "--format", "json"], &own);
        assert_eq!(place.run(&args).quietly(), direct, "{old} {new}");
    }
    place
        .run(&["diff", "2024-25.json", MIDDLE])
        .exits(2)
        .says(&["nights@2024, which is not known here", "--checklist"]);
    place
        .run(&["report", OLD, "--public", "--format", "json", "-o", "public.json"])
        .exits(0);
    let public = place.run(&with(&["diff", "public.json", MIDDLE], &own)).quietly();
    assert!(public.contains("Note: The earlier side is a public report"), "{public}");
    assert!(
        !public.contains("lone working"),
        "a private action is not said to have vanished:\n{public}"
    );
}

#[test]
fn differences_and_exit_codes() {
    let place = nights();
    place.put("copy.toml", place.read(OLD));
    for format in ["text", "markdown", "json"] {
        place
            .run(&["diff", OLD, "copy.toml", "--exit-code", "--format", format])
            .exits(0);
        place
            .run(&["diff", OLD, MIDDLE, "--exit-code", "--format", format])
            .exits(1);
        place.run(&["diff", OLD, MIDDLE, "--format", format]).exits(0);
    }
    assert!(
        place
            .run(&["diff", OLD, "copy.toml"])
            .quietly()
            .contains("Nothing changed.")
    );
    place
        .run(&["diff", OLD, MIDDLE, "--exit-code", "--only", "new"])
        .exits(0);
    let only = place
        .run(&["diff", OLD, MIDDLE, "--only", "worse,lost-evidence"])
        .quietly();
    assert!(
        only.contains("Worse: 2") && only.contains("Evidence lost: 1") && !only.contains("Better"),
        "{only}"
    );
    place
        .run(&["diff", OLD, MIDDLE, "--only", "nonsense"])
        .exits(2)
        .says(&["lost-evidence"]);
}

#[test]
fn a_comparison_is_written_where_it_is_asked_for_and_over_nothing_else() {
    let place = nights();
    place
        .run(&["diff", OLD, MIDDLE, "-o", "d.md"])
        .exits(0)
        .says(&["Written: d.md"]);
    assert!(place.read("d.md").starts_with("# Year on year"));
    place.run(&["diff", OLD, MIDDLE, "-o", "d.md"]).exits(0);
    place.run(&["diff", OLD, MIDDLE, "-o", "d.json"]).exits(0);
    assert_eq!(json(&place.read("d.json"))["kind"], "assure-comparison");
    place.run(&["trend", OLD, MIDDLE, "-o", "d.json"]).exits(0);
    place.put("mine.md", "mine");
    place
        .run(&["diff", OLD, MIDDLE, "-o", "mine.md"])
        .exits(2)
        .says(&["mine.md", "--force"]);
    assert_eq!(place.read("mine.md"), "mine");
    let before = place.read(OLD);
    place
        .run(&["diff", OLD, MIDDLE, "-o", OLD, "--force"])
        .exits(2)
        .says(&["ends in `.toml`", ".md"]);
    assert_eq!(place.read(OLD), before);
}

#[test]
fn what_does_not_belong_together_is_refused() {
    let place = nights();
    place.copy("examples/ce-2025-26.toml", "ce.toml");
    place.put(
        "south.toml",
        place.read(MIDDLE).replace("Northmoor Council", "Southmoor"),
    );
    place.put(
        "case.toml",
        place.read(MIDDLE).replace("Northmoor Council", " northmoor  COUNCIL"),
    );
    place.put(
        "early.toml",
        place.read(OLD).replace("period = \"2024-25\"", "period = \"2023-24\""),
    );
    place.put(
        "nowhere.toml",
        place
            .read(OLD)
            .replace("edition = 2024", "edition = 2020")
            .replace("nights-2024", "nights-2020"),
    );
    place.put(
        "unknown.toml",
        place.read("ce.toml").replace("edition = 2022", "edition = 2021"),
    );
    place.put(
        "other.toml",
        place.read("nights-2024.toml").replace("\"nights\"", "\"days\""),
    );
    place.put(
        "days.toml",
        place
            .read(OLD)
            .replace("\"nights\"", "\"days\"")
            .replace("nights-2024.toml", "other.toml"),
    );
    for command in ["diff", "trend"] {
        for (files, said) in [
            (
                [OLD, "ce.toml"],
                vec!["different roles: dcs and ce", "hint: name two files of the same role"],
            ),
            (
                [OLD, "days.toml"],
                vec!["different checklists: nights@2024 and days@2024", "hint:"],
            ),
            ([OLD, "south.toml"], vec!["two councils'", "Southmoor", "break ="]),
            ([OLD, "nowhere.toml"], vec!["nights-2020.toml", "not there"]),
            (["unknown.toml", "ce.toml"], vec!["ce@2021", "there is: ce@2019"]),
            ([OLD, "none.toml"], vec!["there is no file `none.toml`"]),
            ([OLD, NEW], vec!["nights@2025, which is not known here", "--checklist"]),
        ] {
            let ran = place.run(&with(&[command], &files));
            assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{command} {files:?}");
            ran.says(&said);
        }
    }
    place.run(&["diff", OLD, "case.toml"]).exits(0);
    place.run(&["diff", MIDDLE, OLD]).exits(2).says(&[
        "nights@2025 is a later edition than nights@2024",
        "name the older file first",
    ]);
    place.run(&["diff", OLD, "early.toml"]).exits(2).says(&[
        "the first is of 2024-25 and the second of 2023-24",
        "name the older file first",
    ]);
    place
        .run(&["trend", OLD, "./2024-25.toml"])
        .exits(2)
        .says(&["named twice"]);
    place
        .run(&["trend", OLD])
        .exits(2)
        .says(&["one assessment makes no series"]);
    place.put("twin.toml", place.read(OLD));
    place
        .run(&["trend", OLD, "twin.toml"])
        .exits(2)
        .says(&["two of these are of 2024-25", "one file a year"]);
    place.put("a.json", "{\"kind\": \"assure-score\"}");
    place
        .run(&["diff", OLD, "a.json"])
        .exits(2)
        .says(&["assure-score", "assure report --format json"]);
    place.put("b.json", "{");
    place.run(&["diff", OLD, "b.json"]).exits(2).says(&["not JSON"]);
    place.put("c.json", "{\"kind\": \"assure-report\", \"format\": 9}");
    place
        .run(&["diff", OLD, "c.json"])
        .exits(2)
        .says(&["format 9", "newer assure"]);
}

#[test]
fn lineage_that_is_missing_between_two_editions() {
    let place = nights();
    let orphan: String = place
        .read("nights-2025.toml")
        .lines()
        .filter(|l| !l.starts_with("was = "))
        .collect::<Vec<_>>()
        .join("\n");
    let orphan = orphan.split("[[withdrawn]]").next().unwrap().to_owned();
    place.put("nights-2025.toml", orphan);
    place.run(&["diff", OLD, MIDDLE]).exits(2).says(&[
        "nights@2025 does not say what its questions were in nights@2024",
        "lineage is missing",
        "[[withdrawn]]",
    ]);
    place
        .run(&["upgrade", OLD, "--to", "nights-2025.toml"])
        .exits(2)
        .says(&["lineage is missing"]);
    assert!(!place.files().contains(&"2024-25-2025.toml".to_owned()));
    let half = project("tests/fixtures/compare/nights-2025.toml").replace(
        "[[withdrawn]]\nedition = 2024\nid = \"fax\"\nreason = \"Nobody sends a fax any more.\"\n",
        "",
    );
    place.put("nights-2025.toml", half);
    place.run(&["diff", OLD, MIDDLE]).exits(2).says(&[
        "`fax` of nights@2024 is neither followed nor withdrawn",
        "nights-2025.toml:",
    ]);
    place
        .run(&["upgrade", OLD, "--to", "nights-2025.toml"])
        .exits(2)
        .says(&["`fax` of nights@2024", "nights-2025.toml:", "[[withdrawn]]"]);
    // Alone it cannot be seen; beside the older one it is, at its place.
    place.run(&["check", "nights-2025.toml"]).exits(0);
    for order in [
        ["nights-2024.toml", "nights-2025.toml"],
        ["nights-2025.toml", "nights-2024.toml"],
    ] {
        let ran = place.run(&with(&["check"], &order)).exits(1);
        for part in [
            "`fax` of nights@2024 is neither followed nor withdrawn",
            "nights-2025.toml:4:",
            "nights-2024.toml: valid",
        ] {
            assert!(ran.out.contains(part), "`{part}`: {}", ran.out);
        }
    }
    let place = nights();
    place
        .run(&["check", "nights-2024.toml", "nights-2025.toml", "nights-2026.toml"])
        .exits(0);
}

/// What is the same can be compared: only a change has to say whether it can.
#[test]
fn comparable_need_not_be_said_of_the_same() {
    let place = nights();
    let text = place.read("nights-2025.toml");
    let short = text.replace("change = \"same\", comparable = true", "change = \"same\"");
    assert_ne!(short, text);
    place.put("nights-2025.toml", &short);
    place.run(&["check", "nights-2025.toml"]).exits(0);
    place.put(
        "nights-2025.toml",
        text.replace("change = \"reworded\", comparable = true", "change = \"reworded\""),
    );
    place.run(&["check", "nights-2025.toml"]).exits(1);
}

#[test]
fn an_upgrade_accounts_for_every_answer_and_leaves_the_old_file() {
    let place = nights();
    let before = place.read(OLD);
    let to = with(&["upgrade", OLD, "--to", "nights-2026.toml"], &BETWEEN);
    let dry = place
        .run(&with(&to, &["--dry-run"]))
        .exits(0)
        .says(&["Nothing was written. It would be: 2024-25-2026.toml"]);
    assert_eq!(place.files().len(), 6, "nothing was written");
    golden("upgrade.txt", &dry.out);
    let ran = place
        .run(&to)
        .exits(0)
        .says(&["Answers: 2024-25-2026.toml (`2024-25.toml` stays as it is)", "Next:"]);
    assert_eq!(ran.out, dry.out, "the same account");
    assert_eq!(place.read(OLD), before);
    golden("upgrade.toml", &place.read("2024-25-2026.toml"));
    place
        .run(&to)
        .exits(2)
        .says(&["is there already; nothing was written", "--output"]);
    let score = json(&place.run(&["score", "2024-25-2026.toml", "--format", "json"]).quietly());
    assert_eq!(score["checklist"]["edition"], 2026);
    assert_eq!(
        score["overall"]["answered"], 4,
        "what is to be confirmed counts as unanswered"
    );
    let d = json(
        &place
            .run(&with(&["diff", OLD, "2024-25-2026.toml", "--format", "json"], &BETWEEN))
            .quietly(),
    );
    assert_eq!(
        d["worse"].as_array().unwrap().len() + d["better"].as_array().unwrap().len(),
        0
    );
    place
        .run(&["upgrade", OLD, "--to", "nights-2025.toml", "-o", "there.toml"])
        .exits(0);
    place.run(&["check", "there.toml"]).exits(0);
    let out = place
        .run(&["upgrade", OLD, "--to", "nights-2025.toml", "-o", "-"])
        .exits(0);
    assert_eq!(out.out, place.read("there.toml"));
}

#[test]
fn upgrades_that_cannot_be() {
    let place = nights();
    place.copy("examples/ce-2025-26.toml", "ce.toml");
    place.run(&["report", OLD, "--format", "json", "-o", "r.json"]).exits(0);
    for (args, said) in [
        (
            ["ce.toml", "--to", "2019"],
            vec!["ce@2022 is a later edition than ce@2019", "only goes forwards"],
        ),
        (["ce.toml", "--to", "2022"], vec!["answers to ce@2022 already"]),
        (["ce.toml", "--to", "ce@2022"], vec!["answers to ce@2022 already"]),
        (["ce.toml", "--to", "2031"], vec!["ce@2031", "there is: ce@2019"]),
        (["ce.toml", "--to", "dcs@2026"], vec!["different checklists"]),
        (["ce.toml", "--to", "nonsense"], vec!["nonsense"]),
        (
            [OLD, "--to", "nights-2026.toml"],
            vec!["nights@2025, which is not known here"],
        ),
        (["none.toml", "--to", "2026"], vec!["there is no file"]),
    ] {
        let ran = place.run(&with(&["upgrade"], &args));
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        ran.says(&said);
    }
    place
        .run(&["upgrade", "r.json", "--to", "2025", "--checklist", "nights-2024.toml"])
        .exits(2)
        .says(&["is a report", "answer file"]);
    place.run(&["upgrade", "ce.toml", "--to", "2026"]).exits(0);
    place.run(&["check", "ce-2026.toml"]).exits(0);
    let u = place.run(&["upgrade", "ce.toml", "--to", "2026", "--dry-run"]);
    assert!(u.out.contains("| all old answers |     70 |"), "{}", u.out);
}

#[test]
fn every_shipped_edition_leads_to_the_next() {
    use assure::checklist::Library;
    use assure::compare::chain;
    let library = Library::shipped();
    let mut pairs = 0;
    for id in library.ids() {
        let editions: Vec<_> = library
            .editions(id)
            .into_iter()
            .map(|e| library.edition(id, e).unwrap().clone())
            .collect();
        for (i, old) in editions.iter().enumerate() {
            for new in editions.iter().skip(i + 1) {
                let way = chain(old, new, &editions).unwrap_or_else(|e| panic!("{} {}: {e}", old.name(), new.name()));
                let family: (usize, usize) = way
                    .families
                    .iter()
                    .fold((0, 0), |s, f| (s.0 + f.old.len(), s.1 + f.new.len()));
                assert_eq!(way.pairs.len() + family.0 + way.withdrawn.len(), old.len());
                assert_eq!(way.pairs.len() + family.1 + way.new_questions.len(), new.len());
                pairs += 1;
            }
        }
    }
    assert!(pairs >= 5, "{pairs}");
}

#[test]
fn golden_trends() {
    let place = nights();
    let files = [NEW, OLD, MIDDLE];
    golden("trend.txt", &place.run(&with(&["trend"], &files)).quietly());
    let markdown = place.run(&with(&["trend", "--format", "markdown"], &files)).quietly();
    let whole = place
        .run_with(&with(&["trend"], &files), "", &[("COLUMNS", "200")])
        .quietly();
    assert_eq!(words_of_markdown(&markdown), words(&whole), "the same in every format");
    for row in [
        "\n| 2026-27 (2026) | 41.7% | 100.0% | 2 | 0 | 0 | 0 | 1 | 1 | 0 | 1 |\n",
        "\n| **break 1** | – |",
        "\n- **Break 1**, between 2024-25 and 2025-26: ",
        "\n| Getting through at night | 2 | 77.8% (0) | – | 66.7% (0) | – | 22.2% (1) |\n",
    ] {
        assert!(markdown.contains(row), "{row}\n{markdown}");
    }
    let t = json(&place.run(&with(&["trend", "--format", "json"], &files)).quietly());
    assert_eq!(t["kind"], "assure-trend");
    assert_eq!(t["points"].as_array().unwrap().len(), 3);
    let breaks: Vec<String> = t["breaks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|b| b["why"].to_string())
        .collect();
    assert_eq!(breaks.len(), 2);
    assert!(breaks[1].contains("moved to the regional trust") && breaks[1].contains("the edition changed"));
    let wide = place
        .run_with(&with(&["trend"], &files), "", &[("COLUMNS", "140")])
        .quietly();
    assert!(
        wide.contains("| Coverage | Assured |") && wide.contains("| Unanswered | Alerts |"),
        "{wide}"
    );
}

#[test]
fn everything_fits_the_terminal() {
    let place = nights();
    for (columns, width) in [("60", 60), ("100", 100), ("200", 200)] {
        for args in [
            with(&["diff", OLD, NEW], &BETWEEN),
            with(&["upgrade", OLD, "--to", "nights-2026.toml", "--dry-run"], &BETWEEN),
            vec!["trend", OLD, MIDDLE, NEW],
        ] {
            let out = place.run_with(&args, "", &[("COLUMNS", columns)]).exits(0).out;
            for line in out.lines() {
                assert!(
                    line.chars().count() <= width,
                    "{} > {width}: {line}",
                    line.chars().count()
                );
            }
        }
    }
}

#[test]
fn texts_from_files_do_no_harm() {
    let place = nights();
    let nasty = "\\u001b[31m | <script>alert(1)</script> **bold** ~~x~~ \\u202e";
    for file in [OLD, MIDDLE] {
        let text = place
            .read(file)
            .replace("on most days.", &format!("on most days. {nasty} {file}"));
        place.put(file, text.replace("Northmoor Council", &format!("Northmoor {nasty}")));
    }
    for args in [["diff", OLD, MIDDLE], ["trend", OLD, MIDDLE]] {
        let terminal = place.run(&args).quietly();
        let page = place.run(&with(&args, &["--format", "markdown"])).quietly();
        for out in [&terminal, &page] {
            assert!(!out.contains('\u{1b}') && !out.contains('\u{202e}'), "{out}");
        }
        assert!(!page.contains("<script>"), "{page}");
    }
}

#[test]
fn a_report_says_what_changed_since_last_year() {
    let place = nights();
    place
        .run(&["report", OLD, "--format", "json", "-o", "last.json"])
        .exits(0);
    let markdown = place.run(&["report", MIDDLE, "--previous", OLD]).quietly();
    let order: Vec<usize> = ["## Where we stand", "## What changed since 2024-25", "## What we know"]
        .iter()
        .map(|h| markdown.find(h).unwrap_or_else(|| panic!("{h}")))
        .collect();
    assert!(order.is_sorted(), "{order:?}");
    // It is the report that it is without, and the comparison in its place.
    let without = place.run(&["report", MIDDLE]).quietly();
    let compared = place.run(&["diff", OLD, MIDDLE, "--format", "markdown"]).quietly();
    let (head, tail) = without.split_once("\n## What we know\n").unwrap();
    let (_, compared) = compared.split_once("\n## What changed since 2024-25\n").unwrap();
    let unsealed = |text: &str| text.rsplit_once("\n<!-- made by assure").unwrap().0.to_owned();
    // What slipped since is to be talked through.
    let slipped = "\n- Where last year's promise slipped:\n  - Are workers safe and supported? (staff-safe)\n";
    assert!(markdown.contains(slipped));
    assert_eq!(
        unsealed(&markdown).replace(slipped, "\n"),
        format!(
            "{head}\n## What changed since 2024-25\n{}\n## What we know\n{}",
            unsealed(compared),
            unsealed(tail)
        )
    );
    let data = json(
        &place
            .run(&["report", MIDDLE, "--previous", OLD, "--format", "json"])
            .quietly(),
    );
    let direct = json(&place.run(&["diff", OLD, MIDDLE, "--format", "json"]).quietly());
    assert_eq!(data["previous"], direct, "the same comparison as data");
    let without = json(&place.run(&["report", MIDDLE, "--format", "json"]).quietly());
    assert!(without["previous"].is_null());
    let public = place.run(&["report", MIDDLE, "--previous", OLD, "--public"]).quietly();
    for secret in ["was alone", "End lone working", "Head of nights", "A. Example"] {
        assert!(!public.contains(secret), "{secret}:\n{public}");
    }
    assert!(
        public.contains("vanished without a word"),
        "that it vanished is no secret"
    );
    place
        .run(&["report", MIDDLE, "--previous", MIDDLE])
        .exits(2)
        .says(&["named twice"]);
    place
        .run(&["report", OLD, "--previous", MIDDLE])
        .exits(2)
        .says(&["name the older file first"]);
    place
        .run(&["report", MIDDLE, "--previous", OLD, "-o", OLD, "--force"])
        .exits(2)
        .says(&["ends in `.toml`"]);
    let piped = place.run_with(
        &["report", "-", "--previous", OLD, "--checklist", "nights-2025.toml"],
        &place.read(MIDDLE),
        &[],
    );
    assert_eq!(piped.exits(0).out, markdown, "this year's file is read once");
    place
        .run(&[
            "report",
            NEW,
            "--previous",
            "last.json",
            "--previous-checklist",
            "nights-2024.toml",
            "--previous-checklist",
            "nights-2025.toml",
        ])
        .exits(0);
    // A report that holds a comparison is still a report to compare with.
    place
        .run(&[
            "report",
            MIDDLE,
            "--previous",
            OLD,
            "--format",
            "json",
            "-o",
            "this.json",
        ])
        .exits(0);
    place
        .run(&["diff", "this.json", NEW, "--checklist", "nights-2025.toml"])
        .exits(0);
}
