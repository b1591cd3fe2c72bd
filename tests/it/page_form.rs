//! The form as a page for a browser, read without one: it is complete in itself, what it may run is its own script and nothing else, and
//! foreign text is data. `.ci/page_form.mjs` fills it in.

use std::collections::HashSet;

use serde_json::Value as Json;
use sha2::{Digest as _, Sha256};

use crate::harness::{Place, project};
use crate::html::page::{Node, parse_knowing};

/// The page of a form.
fn page(place: &Place, args: &[&str]) -> (String, Node) {
    let mut all = vec!["form"];
    all.extend(args);
    all.extend(["--format", "html", "--today", "2026-11-22"]);
    let out = place.run(&all).quietly();
    let node = parse_knowing(&out, &["section", "noscript", "script"]);
    (out, node)
}

/// What the script of a page is given.
fn data(page: &Node) -> Json {
    let scripts = page.all("script");
    let data = scripts.iter().find(|s| s.attribute("id") == "form-data").unwrap();
    serde_json::from_str(&data.words()).unwrap()
}

fn script(page: &Node) -> String {
    let scripts = page.all("script");
    scripts.iter().find(|s| s.attributes.is_empty()).unwrap().words()
}

/// The questions that a page asks, by their ids.
fn ids(data: &Json) -> Vec<String> {
    let sections = data["sections"].as_array().unwrap();
    let questions = sections.iter().flat_map(|s| s["questions"].as_array().unwrap());
    questions.map(|q| q["id"].as_str().unwrap().to_owned()).collect()
}

/// Base64 taken apart bit by bit.
fn decoded(text: &str) -> Vec<u8> {
    const SIGNS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let signs = text.trim_end_matches('=').chars();
    let bits: String = signs.map(|c| format!("{:06b}", SIGNS.find(c).unwrap())).collect();
    let whole = bits.len() / 8 * 8;
    (0..whole)
        .step_by(8)
        .map(|at| u8::from_str_radix(&bits[at..at + 8], 2).unwrap())
        .collect()
}

#[test]
fn the_page_is_whole_and_asks_for_nothing() {
    let place = Place::new();
    place.copy("examples/ce-2025-26.toml", "last.toml");
    let (out, page) = page(&place, &["ce", "--from", "last.toml"]);
    assert!(out.starts_with("<!doctype html>\n<html lang=\"en-GB\">\n"));
    for (name, count) in [
        ("html", 1),
        ("main", 1),
        ("h1", 1),
        ("style", 1),
        ("script", 2),
        ("noscript", 1),
    ] {
        assert_eq!(page.all(name).len(), count, "<{name}>");
    }
    let mut seen = HashSet::new();
    for node in page.nodes() {
        for (name, value) in &node.attributes {
            assert!(
                !name.starts_with("on") && name != "style" && name != "src",
                "{name}={value}"
            );
            if name == "href" {
                assert!(value.starts_with('#') || value == "data:,", "{value}");
            }
            if name == "id" {
                assert!(seen.insert(value.clone()), "the id {value} stands there twice");
            }
        }
    }
    let style = page.all("style")[0].words();
    assert!(
        !style.contains("url(") && !style.contains("@import"),
        "the style loads something"
    );
    for way_out in [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "Function(",
        "fetch(",
        "XMLHttpRequest",
        "WebSocket",
        "EventSource",
        "sendBeacon",
        "import(",
        "cookie",
        "createContextualFragment",
        "DOMParser",
        "srcdoc",
    ] {
        assert!(!script(&page).contains(way_out), "{way_out}");
    }
}

#[test]
fn only_the_script_and_the_style_of_the_page_are_allowed() {
    let (_, page) = page(&Place::new(), &["lmcs"]);
    let metas = page.all("meta");
    let policy = metas
        .iter()
        .find(|m| m.attribute("http-equiv") == "Content-Security-Policy")
        .unwrap()
        .attribute("content")
        .to_owned();
    let rules: Vec<&str> = policy.split("; ").collect();
    assert!(
        rules.contains(&"default-src 'none'") && rules.contains(&"form-action 'none'"),
        "{policy}"
    );
    assert!(
        !policy.contains("unsafe") && !policy.contains("http") && !policy.contains('*'),
        "{policy}"
    );
    for (rule, text) in [
        ("script-src", script(&page)),
        ("style-src", page.all("style")[0].words()),
    ] {
        let digest = rules
            .iter()
            .find_map(|r| {
                r.strip_prefix(rule)?
                    .trim()
                    .strip_prefix("'sha256-")?
                    .strip_suffix('\'')
            })
            .unwrap();
        assert_eq!(decoded(digest), Sha256::digest(text.as_bytes()).to_vec(), "{rule}");
    }
}

const HOSTILE: &str = "</script><script>alert(1)</script><img src=x onerror=alert(1)> <!-- \u{2028} & \" ' \\ ]]> הפוך";

#[test]
fn hostile_texts_are_data_and_text() {
    let quoted = |text: &str| toml::Value::from(text).to_string();
    let place = Place::new();
    let own = project("examples/own-checklist.toml")
        .replace(
            "title = \"Our out-of-hours service\"",
            &format!("title = {}", quoted(HOSTILE)),
        )
        .replace(
            "title = \"Getting through at night\"",
            &format!("title = {}", quoted(&format!("{HOSTILE}1"))),
        )
        .replace(
            "why = \"A second move within a day is a second loss.\"",
            &format!("why = {}", quoted(&format!("{HOSTILE}2"))),
        );
    place.put("own.toml", &own);
    let council = format!("{HOSTILE}3");
    let (_, page) = page(&place, &["own.toml", "--council", &council]);
    assert_eq!((page.all("script").len(), page.all("img").len()), (2, 0));
    let data = data(&page);
    assert_eq!(data["title"], HOSTILE);
    assert_eq!(data["sections"][0]["title"], format!("{HOSTILE}1"));
    assert_eq!(data["sections"][0]["questions"][1]["why"], format!("{HOSTILE}2"));
    assert_eq!(data["council"], council);
    let words = page.all("main")[0].words();
    assert!(
        words.contains("</script><script>alert(1)</script><img src=x onerror=alert(1)>"),
        "{words}"
    );
    // The answers find the council's own checklist beside them.
    assert_eq!(
        (&data["checklist_file"], &data["file"]),
        (&"own.toml".into(), &"out-of-hours-2026-27.toml".into())
    );
}

#[test]
fn a_part_of_the_checklist_is_a_smaller_form() {
    let place = Place::new();
    let all = data(&page(&place, &["ce"]).1);
    assert_eq!(all["order"], serde_json::to_value(ids(&all)).unwrap());
    assert_eq!(all["part"], Json::Null);
    let mut digests = HashSet::from([all["form"].clone()]);
    for args in [&["ce", "--key"][..], &["ce", "--section", "roles"]] {
        let (_, page) = page(&place, args);
        let part = data(&page);
        let (asked, whole) = (ids(&part), ids(&all));
        assert!(!asked.is_empty() && asked.len() < whole.len());
        assert!(asked.iter().all(|id| whole.contains(id)));
        assert_eq!(part["order"], all["order"]);
        let says = format!("{} of the checklist's {} questions", asked.len(), whole.len());
        assert!(page.all("main")[0].words().contains(&says));
        assert!(
            digests.insert(part["form"].clone()),
            "another form has the same name for its draft"
        );
    }
}

#[test]
fn the_form_for_a_pen_has_every_question_with_its_boxes() {
    let (_, page) = page(&Place::new(), &["ce"]);
    let data = data(&page);
    let asked: Vec<&Node> = page
        .all("section")
        .into_iter()
        .filter(|s| s.attribute("class") == "asked")
        .collect();
    let facts = data["facts"].as_array().unwrap().len();
    assert_eq!(asked.len(), ids(&data).len() + facts);
    for (node, question) in asked.iter().skip(facts).zip(
        data["sections"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|s| s["questions"].as_array().unwrap()),
    ) {
        assert!(node.words().contains(question["text"].as_str().unwrap()));
        let boxes = node
            .all("span")
            .iter()
            .filter(|s| s.attribute("class") == "box")
            .count();
        assert_eq!(boxes, if question["kind"] == "yes-no" { 4 } else { 6 });
        assert_eq!(node.all("table").len(), 2);
    }
}

#[test]
fn last_year_is_offered_and_never_the_answer() {
    let place = Place::new();
    let last = project("examples/ce-2025-26.toml").replace(
        "[answer.childrens-rights-understood]\n",
        "[answer.childrens-rights-understood]\nprivate = true\n",
    );
    assert!(last.contains("private = true"));
    place.put("last.toml", &last);
    let (out, page) = page(&place, &["ce", "--from", "last.toml"]);
    let data = data(&page);
    let questions: Vec<&Json> = data["sections"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|s| s["questions"].as_array().unwrap())
        .collect();
    let with = |f: &dyn Fn(&Json) -> bool| {
        questions
            .iter()
            .filter(|q| q["last"].as_array().unwrap().iter().any(f))
            .count()
    };
    assert!(with(&|l| l["repeat"] == true && l["response"].is_string()) > 10);
    assert_eq!(with(&|l| (l["repeat"] == true) != l["response"].is_string()), 0);
    // What was private stays with who wrote it: neither its texts, nor a way to take them over.
    assert!(!out.contains("When I asked the corporate management team in September"));
    let private = questions
        .iter()
        .find(|q| q["last"][0]["said"] == "0, not in place" && q["last"][0]["finding"].is_null());
    assert_eq!(private.unwrap()["last"][0]["repeat"], false);
}

#[test]
fn a_form_that_somebody_saved_from_the_browser_is_not_written_over() {
    let place = Place::new();
    let made = ["form", "leader", "-o", "form.html", "--today", "2026-11-22"];
    let said = place.run(&made).exits(0);
    assert!(
        said.err.contains("opens in any browser") && !said.err.contains("import"),
        "{}",
        said.err
    );
    let first = place.read("form.html");
    place.run(&made).exits(0);
    assert_eq!(place.read("form.html"), first);
    // What was answered is not in the page, but in the file that it saves.
    place
        .run(&["import", "form.html", "--file", "answers.toml"])
        .exits(2)
        .says(&["is the page itself", "Save your answers as a file"]);
    let edited = first.replace("<h1>", "<h1>Mine: ");
    place.put("form.html", &edited);
    place.run(&made).exits(2).says(&["nothing was written"]);
    assert_eq!(place.read("form.html"), edited);
}
