//! The page for a browser, read as a browser reads it: what is ours is markup, and whatever a person wrote is text.

mod charts;
mod hostile;
pub mod page;
mod sample;

use std::collections::HashSet;

use assure::document::{Block, Chart, ChartKind, Fold, Span, Text, Unit, figures, text};
use assure::render::html::html;

use crate::harness::Place;
use page::{Node, parse};

/// A page of these blocks under a title.
fn page_of(blocks: impl IntoIterator<Item = Block>) -> Node {
    let blocks: Vec<Block> = [Block::heading(1, "Title")].into_iter().chain(blocks).collect();
    parse(&html(&blocks))
}

fn chart(kind: ChartKind, unit: Unit, series: &[&str], rows: &[(&str, &[Option<u32>])]) -> Chart {
    Chart {
        without_pictures: assure::document::WithoutPictures::Table,
        headline: "Most is shown".into(),
        about: "Questions by section, 2025-26".into(),
        kind,
        unit,
        rows_are: "Section".to_owned(),
        series: series.iter().map(|s| (*s).to_owned()).collect(),
        rows: rows.iter().map(|(l, v)| ((*l).to_owned(), v.to_vec())).collect(),
    }
}

fn fold(level: u8, anchor: &str, title: impl Into<Text>, blocks: Vec<Block>) -> Block {
    Block::Fold(Fold {
        level,
        anchor: anchor.to_owned(),
        title: title.into(),
        blocks,
    })
}

#[test]
fn the_page_is_whole_and_asks_for_nothing() {
    let out = html(&sample::blocks());
    let page = parse(&out);
    assert!(out.starts_with("<!doctype html>\n<html lang=\"en-GB\">\n"));
    assert!(out.ends_with("</html>\n"));
    for (name, count) in [
        ("html", 1),
        ("main", 1),
        ("h1", 1),
        ("header", 1),
        ("footer", 1),
        ("nav", 1),
        ("style", 1),
        ("script", 0),
        ("iframe", 0),
        ("img", 0),
        ("object", 0),
        ("form", 0),
    ] {
        assert_eq!(page.all(name).len(), count, "{name}");
    }
    for node in page.nodes() {
        for (attribute, value) in &node.attributes {
            assert!(!attribute.starts_with("on") && attribute != "style" && attribute != "src");
            if attribute == "href" {
                let own = value.starts_with('#') || node.name == "link" && value == "data:,";
                assert!(own || node.name == "a" && value.starts_with("https://"), "{value}");
            }
        }
    }
    let style = page.all("style")[0].words();
    assert!(!style.contains("url(") && !style.contains("@import"));
    let first = page.all("a")[0];
    assert_eq!((first.attribute("href"), first.attribute("class")), ("#main", "skip"));
    assert_eq!(page.all("main")[0].attribute("id"), "main");
    assert_eq!(page.all("head")[0].all("title")[0].words(), page.all("h1")[0].words());
}

#[test]
fn a_document_without_a_heading_takes_what_it_says_first_for_one() {
    let title = |blocks: &[Block]| {
        let page = parse(&html(blocks));
        let title = page.all("title")[0].words();
        assert_eq!(page.all("h1")[0].words(), title);
        assert_eq!(page.all("main").len(), 1);
        (title, page.all("main")[0].words().trim().to_owned())
    };
    let both = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    let p = |text: &str| Block::paragraph(text);
    let h = |level: u8, text: &str| Block::heading(level, text);
    assert_eq!(title(&[p("a"), p("b")]), both("a", "b"));
    assert_eq!(title(&[h(3, "a"), p("b")]), both("a", "b"));
    assert_eq!(title(&[p("b"), h(1, "a")]), both("a", "b"));
    assert_eq!(title(&[Block::list(["b"])]), both("assure", "b"));
    assert_eq!(title(&[]), both("assure", ""));
}

#[test]
fn no_level_of_heading_is_skipped() {
    let page = page_of([
        Block::heading(4, "a"),
        Block::heading(6, "b"),
        Block::heading(4, "c"),
        fold(9, "f", "d", vec![Block::heading(9, "e"), Block::heading(12, "f")]),
        Block::heading(2, "g"),
        Block::heading(1, "h"),
        Block::heading(3, "i"),
    ]);
    let levels: Vec<String> = page
        .nodes()
        .into_iter()
        .filter(|n| n.name.len() == 2 && n.name.starts_with('h') && n.name != "hr")
        .map(|n| format!("{} {}", n.name, n.words()))
        .collect();
    assert_eq!(
        levels,
        [
            "h1 Title",
            "h2 Contents",
            "h2 a",
            "h3 b",
            "h2 c",
            "h3 d",
            "h3 e",
            "h4 f",
            "h2 g",
            "h2 h",
            "h3 i"
        ]
    );
    assert_eq!(page.all("summary")[0].all("h3")[0].words(), "d");
}

#[test]
fn anchors_stay_the_same_from_year_to_year_and_are_never_given_twice() {
    let reference = |to: &str| {
        Block::Paragraph(Text::new().span(Span::Reference {
            to: to.to_owned(),
            text: "there".to_owned(),
        }))
    };
    let year = |n: u32| {
        page_of([
            Block::heading(2, format!("What changed since {}-{}", n, n - 1999)),
            Block::heading(2, format!("Worse: {n}")),
            Block::heading(3, format!("{n}. Children's voice – Môn")),
            Block::heading(3, "Duty line"),
            Block::heading(3, "Worse"),
            Block::heading(3, "Main"),
            Block::heading(3, n.to_string()),
            fold(3, "duty-line", "Is it answered?", vec![Block::heading(4, "Evidence")]),
            fold(3, "duty-line", "Again?", Vec::new()),
            fold(3, "a b<", "Odd", Vec::new()),
            reference("duty-line"),
            reference("a b<"),
            reference("worse"),
            reference("nowhere"),
        ])
    };
    let ids = |page: &Node| -> Vec<String> {
        let main = page.all("main")[0].clone();
        main.nodes()
            .iter()
            .map(|n| n.attribute("id").to_owned())
            .filter(|i| !i.is_empty())
            .collect()
    };
    let page = year(2025);
    assert_eq!(
        ids(&page),
        [
            "main",
            "what-changed-since",
            "worse",
            "childrens-voice-môn",
            "duty-line-3",
            "worse-2",
            "main-2",
            "part",
            "duty-line",
            "evidence",
            "duty-line-2",
            "a-b-"
        ]
    );
    assert_eq!(ids(&page), ids(&year(2026)));
    let links: Vec<String> = page.all("main")[0]
        .all("a")
        .iter()
        .map(|a| a.attribute("href").to_owned())
        .collect();
    assert_eq!(
        links,
        ["#duty-line", "#a-b-", "#worse"],
        "what leads nowhere is no link"
    );
    // The contents: level 2, and level 3 inside.
    let nav = page.all("nav")[0].clone();
    assert_eq!(nav.all("a").len(), 7);
    assert_eq!(nav.all("a")[2].attribute("href"), "#childrens-voice-môn");
    assert_links_lead_somewhere(&page);
}

fn assert_links_lead_somewhere(page: &Node) {
    let nodes = page.nodes();
    let ids: Vec<&str> = nodes
        .iter()
        .map(|n| n.attribute("id"))
        .filter(|i| !i.is_empty())
        .collect();
    let unique: HashSet<&&str> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len(), "an id is given twice");
    for node in &nodes {
        if let Some(anchor) = node.attribute("href").strip_prefix('#') {
            assert!(ids.contains(&anchor), "{anchor}");
        }
        for name in ["aria-labelledby", "aria-describedby"] {
            for id in node.attribute(name).split_whitespace() {
                assert!(ids.contains(&id), "{id}");
            }
        }
    }
    // Regions are told apart by name.
    let regions: Vec<&str> = nodes
        .iter()
        .filter(|n| n.attribute("role") == "region")
        .map(|n| n.attribute("aria-label"))
        .collect();
    let unique: HashSet<&&str> = regions.iter().collect();
    assert!(unique.len() == regions.len() && !regions.contains(&""), "{regions:?}");
}

#[test]
fn each_block_is_what_it_is_to_a_screen_reader() {
    let page = page_of([
        Block::UserText("First\n\n- one\n- two\n\n1. a\n2. b\n\nשלום, ŵyn".to_owned()),
        Block::Definitions(vec![("Term".into(), "Text".into())]),
        Block::table(
            vec![text(""), figures("Score")],
            vec![vec!["Section".into(), "1".into()], vec!["".into(), "2".into()]],
        ),
        Block::note("Mind"),
        Block::Verbatim("a = 1\n    ^".to_owned()),
        fold(2, "q", "Title", vec![Block::paragraph("inside")]),
        Block::list([""; 0]),
        Block::Definitions(Vec::new()),
    ]);
    let main = page.all("main")[0].clone();
    let shape: Vec<&str> = main.children().map(|n| n.name.as_str()).collect();
    assert_eq!(
        shape,
        ["p", "ul", "ol", "p", "dl", "div", "div", "pre", "details"],
        "an empty list is none"
    );
    assert!(main.all("li").iter().all(|li| li.attribute("dir") == "auto"));
    assert_eq!(main.all("bdi")[0].words(), "שלום");
    let table = main.all("table")[0].clone();
    let scopes: Vec<&str> = table.all("th").iter().map(|n| n.attribute("scope")).collect();
    assert_eq!(scopes, ["col", "row"], "a heading without a word is none");
    // Figures stand to the right, and no word of their heading is broken where it fits.
    assert_eq!(table.all("thead")[0].all("th")[0].attribute("class"), "n k");
    assert_eq!(main.all("pre")[0].words(), "a = 1\n    ^\n");
    assert_eq!(main.all("pre")[0].attribute("tabindex"), "0");
    // What is inside has the name: whoever is led to it finds it unfolded.
    assert_eq!(main.all("details")[0].all("div")[0].attribute("id"), "q");
}

#[test]
fn a_wide_table_scrolls_by_itself_and_a_narrow_one_is_no_stop() {
    let row = |n: usize| vec![Text::from("12345"); n];
    let of = |n: usize| {
        let columns = (0..n).map(|c| figures(c.to_string())).collect();
        let page = page_of([Block::heading(2, "Sums"), Block::table(columns, vec![row(n)])]);
        let region = page.all("main")[0].all("div")[0].clone();
        (
            region.attribute("tabindex").to_owned(),
            region.attribute("aria-label").to_owned(),
        )
    };
    assert_eq!(of(3), (String::new(), String::new()));
    assert_eq!(of(12), ("0".to_owned(), "Sums".to_owned()));
}

#[test]
fn the_same_document_is_the_same_page_and_a_long_one_is_small() {
    let blocks = sample::blocks();
    assert_eq!(html(&blocks), html(&blocks));
    let place = Place::new();
    place.copy("examples/ce-2025-26.toml", "a.toml");
    place.run(&["report", "a.toml", "-o", "r.html"]).exits(0);
    let made = place.read("r.html");
    assert!(made.len() < 500_000, "{}", made.len());
    assert_eq!(place.run(&["report", "a.toml", "--format", "html"]).quietly(), made);
    let page = parse(&made);
    assert_links_lead_somewhere(&page);
    let title = page.all("title")[0].words();
    assert_eq!(title, "Self-assessment of children's services, 2025-26");
    // The seal is the last line, so that the program knows its own work.
    assert!(made.trim_end().lines().last().unwrap().starts_with("<!-- "));
    place.run(&["report", "a.toml", "-o", "r.html"]).exits(0);
    place.put("r.html", made.replace("</main>", "<p>Agreed.</p></main>"));
    place.run(&["report", "a.toml", "-o", "r.html"]).exits(2);
    place.run(&["report", "a.toml", "-o", "r.HTM"]).exits(0);
}

#[test]
fn every_command_that_shows_something_shows_it_as_a_page() {
    let place = Place::new();
    place
        .copy("examples/ce-2025-26.toml", "a.toml")
        .copy("examples/ce-2024-25.toml", "old.toml")
        .copy("examples/quartet/ce-2026-27.toml", "ce.toml")
        .copy("examples/quartet/leader-2026-27.toml", "leader.toml")
        .copy("examples/ce-2025-26-half.toml", "b.toml");
    for args in [
        &["report", "a.toml", "--public"][..],
        &["merge", "a.toml", "b.toml"],
        &["report", "a.toml", "--previous", "old.toml"],
        &["diff", "old.toml", "a.toml"],
        &["trend", "old.toml", "a.toml"],
        &["quartet", "ce.toml", "leader.toml"],
        &["score", "a.toml"],
        &["score", "a.toml", "--explain"],
        &["list"],
        &["show", "ce"],
        &["show", "ce", "quartet-works"],
        &["show", "ce", "--sources"],
        &["glossary"],
        &["glossary", "LADO"],
    ] {
        let mut args = args.to_vec();
        args.extend(["--format", "html"]);
        let page = parse(&place.run(&args).exits(0).out);
        assert!(!page.all("main")[0].words().trim().is_empty(), "{args:?}");
        assert_links_lead_somewhere(&page);
    }
}

/// For `.ci/pages.sh`, which looks at it in a browser: each kind of block, and text that nobody would write but everybody can.
#[test]
fn the_sample_is_kept_where_it_is_wanted() {
    let made = html(&sample::blocks());
    if let Some(folder) = std::env::var_os("ASSURE_PAGES") {
        std::fs::write(std::path::Path::new(&folder).join("sample.html"), made).unwrap();
    }
}
