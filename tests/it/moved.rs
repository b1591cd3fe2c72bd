//! The plot of the answers that moved, and the charts of the report, read as a reader of each format reads them.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use crate::harness::Place;
use crate::html::page::parse;

const OLD: &str = "2024-25.toml";
const NEW: &str = "2025-26.toml";

fn years() -> Place {
    let place = Place::new();
    place
        .copy("examples/ce-2024-25.toml", OLD)
        .copy("examples/ce-2025-26.toml", NEW);
    place
}

/// Which answer is lower: don't know is below every rating.
fn step(standing: &Json) -> u64 {
    standing["rating"].as_u64().map_or(0, |r| r + 1)
}

fn figure(standing: &Json) -> String {
    standing["rating"].as_u64().map_or("–".to_owned(), |r| r.to_string())
}

/// The comparable questions that were answered on both sides, and not alike.
fn moved(diff: &Json) -> Vec<&Json> {
    let answered = |s: &Json| matches!(s["state"].as_str(), Some("rated" | "dont-know")) && s["asked"] == true;
    ["worse", "better", "lost_evidence", "mixed", "otherwise_changed"]
        .iter()
        .flat_map(|list| diff[*list].as_array().unwrap())
        .filter(|p| answered(&p["old"]) && answered(&p["new"]) && step(&p["old"]) != step(&p["new"]))
        .collect()
}

/// The rows of the table below a line of Markdown or of text.
fn rows(text: &str, columns: &str) -> Vec<Vec<String>> {
    let table = text
        .split_once(columns)
        .unwrap_or_else(|| panic!("no {columns}: {text}"))
        .1;
    let rows = table.lines().skip(2).take_while(|l| l.starts_with('|'));
    rows.map(|l| l.trim_matches('|').split(" | ").map(|c| c.trim().to_owned()).collect())
        .collect()
}

#[test]
fn what_fell_comes_first_and_what_is_left_out_is_said() {
    let place = years();
    let diff: Json = serde_json::from_str(&place.run(&["diff", OLD, NEW, "--format", "json"]).quietly()).unwrap();
    let moved = moved(&diff);
    let fell = moved.iter().filter(|p| step(&p["new"]) < step(&p["old"])).count();
    assert!(fell > 0 && moved.len() > 8, "the examples show both");
    let markdown = place.run(&["diff", OLD, NEW, "--format", "markdown"]).quietly();
    assert!(
        markdown.contains(&format!("\n{fell} answers fell and {} rose\n", moved.len() - fell)),
        "{markdown}"
    );
    let rows = rows(&markdown, "| Question | 2024-25 | 2025-26 |");
    assert!(markdown.contains(&format!(
        "; {} more of {} stand in the lists below.\n",
        moved.len() - rows.len(),
        moved.len()
    )));
    for (n, row) in rows.iter().enumerate() {
        let pair = moved
            .iter()
            .find(|p| p["text"].as_str() == Some(&row[0]))
            .unwrap_or_else(|| panic!("{row:?}"));
        assert_eq!(row[1..], [figure(&pair["old"]), figure(&pair["new"])]);
        assert_eq!(step(&pair["new"]) < step(&pair["old"]), n < fell, "{row:?}");
    }
    assert_eq!(rows.iter().map(|r| &r[0]).collect::<BTreeSet<_>>().len(), rows.len());
    // Yes that became no falls the furthest, and don't know is said with a dash.
    assert_eq!(rows[0][1..], ["3", "0"]);
    assert!(rows.iter().any(|r| r[2] == "–"));
}

/// The picture, the report and the public copy have the rows of the comparison.
#[test]
fn each_page_has_the_same_plot() {
    let place = years();
    let wanted = rows(
        &place.run(&["diff", OLD, NEW, "--format", "markdown"]).quietly(),
        "| Question | 2024-25 | 2025-26 |",
    );
    for args in [
        &["report", NEW, "--previous", OLD][..],
        &["report", NEW, "--previous", OLD, "--public"],
    ] {
        assert_eq!(
            rows(&place.run(args).quietly(), "| Question | 2024-25 | 2025-26 |"),
            wanted
        );
    }
    let page = parse(&place.run(&["diff", OLD, NEW, "--format", "html"]).quietly());
    let figures = page.all("figure");
    assert_eq!(figures.len(), 1);
    let picture = figures[0].children().find(|n| n.name == "svg").unwrap().words();
    for row in &wanted {
        assert!(picture.contains(&format!("{} → {}", row[1], row[2])), "{row:?}");
    }
    for word in ["not in place", "developing", "established", "embedded"] {
        let said = figures[0].all("text").iter().filter(|t| t.words() == word).count();
        assert_eq!(said, 2, "{word}: above and below");
    }
}

#[test]
fn a_part_of_a_comparison_or_nothing_that_moved_has_no_plot() {
    let place = years();
    for args in [
        &["diff", OLD, NEW, "--only", "worse"][..],
        &["diff", OLD, NEW, "--summary"],
        &["diff", NEW, NEW],
    ] {
        let said = place.run(args).out;
        assert!(
            said.contains("2025-26") && !said.contains(" rose\n"),
            "{args:?}: {said}"
        );
    }
}

/// Each chart says what it finds in few words and what it shows in a sentence, has the table of its figures, and few colours.
#[test]
fn every_chart_of_the_report_is_named_told_and_has_its_figures() {
    let place = years();
    let page = parse(
        &place
            .run(&["report", NEW, "--previous", OLD, "--format", "html"])
            .quietly(),
    );
    let figures = page.all("figure");
    let tables: Vec<String> = figures.iter().map(|f| f.all("th")[0].words()).collect();
    // Behind them the figures of each indicator over the years.
    let (tables, figures_over_time) = tables.split_at(6);
    assert!(figures_over_time.len() > 5 && figures_over_time.iter().all(|t| t == "Time"));
    assert_eq!(
        tables,
        [
            "Position",
            "Question",
            "Evidence of the kind",
            "Quarter",
            "Section",
            "Theme"
        ]
    );
    for figure in figures {
        let caption = figure.all("figcaption")[0];
        let headline = caption.all("strong")[0].words();
        assert!((1..=10).contains(&headline.split_whitespace().count()), "{headline}");
        assert!(caption.all("span")[0].words().ends_with('.'));
        let colours: BTreeSet<&str> = figure
            .all("rect")
            .iter()
            .map(|r| r.attribute("fill"))
            .filter(|fill| *fill != "#FFFFFF")
            .collect();
        assert!(colours.len() <= 4, "{headline}: {colours:?}");
        // What a label beside it says needs no key.
        assert_eq!(figure.all("li").is_empty(), colours.len() == 1, "{headline}");
        let bars = figure.all("tbody")[0].all("tr").len();
        assert!((1..=14).contains(&bars), "{headline}: {bars}");
    }
}
