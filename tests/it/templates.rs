//! A council's own template over the report's data.

use pulldown_cmark::{Event, Parser, Tag};

use crate::harness::{Place, project};

const HOSTILE: &str = "<script>alert(1)</script> {{ council }} {% raw %} | **bold** [a](javascript:x) # not a heading";

/// A place with an example whose first finding is hostile.
fn place() -> Place {
    let place = Place::new();
    let text = project("examples/ce-2025-26.toml");
    let hostile = text.replacen("\nfinding = \"", &format!("\nfinding = \"{HOSTILE} "), 1);
    assert_ne!(text, hostile);
    place.put("a.toml", hostile);
    for kind in ["html", "markdown"] {
        let template = place.run(&["report", "--print-template", kind]).quietly();
        place.put(&format!("t.{}", if kind == "html" { "html" } else { "md" }), template);
    }
    place
}

fn by(place: &Place, template: &str, text: &str, more: &[&str]) -> crate::harness::Ran {
    place.put(template, text);
    let args: Vec<&str> = ["report", "a.toml", "--template", template]
        .into_iter()
        .chain(more.iter().copied())
        .collect();
    place.run(&args)
}

#[test]
fn the_printed_templates_make_a_report_and_texts_stay_texts() {
    let place = place();
    let html = place.run(&["report", "a.toml", "--template", "t.html"]).quietly();
    assert!(
        html.contains("&lt;script&gt;alert(1)&lt;/script&gt; {{ council }} {% raw %}"),
        "{html}"
    );
    assert!(!html.contains("<script"));
    assert!(
        html.contains("<h1>Northmoor Council: self-assessment of children&#39;s services")
            || html.contains("<h1>Northmoor Council")
    );
    let markdown = place.run(&["report", "a.toml", "--template", "t.md"]).quietly();
    let mut read = String::new();
    let (mut strong, mut links) = (Vec::new(), 0);
    for event in Parser::new(&markdown) {
        match event {
            Event::Text(t) => read.push_str(&t),
            Event::Start(Tag::Strong) => strong.push(read.len()),
            Event::Start(Tag::Link { .. }) => links += 1,
            Event::SoftBreak => read.push('\n'),
            Event::InlineHtml(h) | Event::Html(h) => assert!(h.starts_with("<!--"), "{h}"),
            _ => {}
        }
    }
    assert!(read.contains(HOSTILE), "{markdown}");
    assert_eq!(links, 0);
    // Whatever else is in the report is there too.
    let json: serde_json::Value =
        serde_json::from_str(&place.run(&["report", "a.toml", "--format", "json"]).quietly()).unwrap();
    for made in [&read, &html] {
        assert!(made.contains(&format!(
            "Score: {:.1} per cent",
            json["overall"]["score"].as_f64().unwrap()
        )));
        assert!(made.contains(&format!("Alerts: {}", json["alerts"].as_array().unwrap().len())));
    }
}

#[test]
fn a_file_with_nothing_in_it_makes_a_report_too() {
    let place = place();
    let blank = place.run(&["ce", "--blank"]).quietly();
    place.put("a.toml", blank);
    for template in ["t.html", "t.md"] {
        let made = place.run(&["report", "a.toml", "--template", template]).exits(0).out;
        assert!(made.contains("no score yet"), "{made}");
    }
}

#[test]
fn what_is_withheld_is_not_there_to_be_printed() {
    let place = place();
    let all = "{{ assessor.name }};{% for action, answer in actions() %}{{ action.owner }};{% endfor %}";
    let full = by(&place, "all.md", all, &[]).quietly();
    assert!(
        full.starts_with("A\\. Example;") && full.contains("Monitoring officer;"),
        "{full}"
    );
    let public = by(&place, "all.md", all, &["--public"]).quietly();
    assert!(!public.contains("Example") && !public.contains("officer"), "{public}");
}

#[test]
fn a_mistake_is_shown_with_its_line_and_what_there_is() {
    let place = place();
    for (text, says) in [
        (
            "a\n{{ counsil }}",
            ["t.md:2:4", "there is no `counsil` here", "did you mean `council`?"],
        ),
        (
            "{% for s in sections %}{% for a in s.answers %}{{ a.findng }}{% endfor %}{% endfor %}",
            ["t.md:1:", "there is no `findng` here", "evidence_strength, actions"],
        ),
        (
            "{% if judgment %}x{% endif %}",
            ["t.md:1:7", "there is no `judgment` here", "did you mean `judgement`?"],
        ),
        (
            "{{ overall.score | percnt }}",
            ["t.md:1:", "percnt is unknown", "did you mean `percent`?"],
        ),
        ("{% for x in %}", ["t.md:1:", "unexpected", "docs/templates.md"]),
        (
            "\n\n{{ question(\"none\") }}",
            ["t.md:3:", "the report has no question `none`", "docs/templates.md"],
        ),
        ("{% include \"t.html\" %}", ["t.md:1:", "include", "docs/templates.md"]),
        (
            "{{ council | day }}",
            ["t.md:1:", "is no date of the report", "docs/templates.md"],
        ),
    ] {
        let ran = by(&place, "t.md", text, &["-o", "made.md"]).exits(2).says(&says);
        assert_eq!(ran.out, "");
        assert!(!place.at("made.md").exists(), "{text}");
    }
}

#[test]
fn a_template_that_has_no_end_is_stopped() {
    let place = place();
    let endless = "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}";
    by(&place, "t.md", endless, &[])
        .exits(2)
        .says(&["more than any report needs"]);
    let huge = "{{ 'x' * 100000000000 }}";
    by(&place, "t.md", huge, &[]).exits(2);
}

#[test]
fn what_it_makes_is_said_by_its_name_or_by_the_format() {
    let place = place();
    for (template, more) in [
        ("own.md", &[][..]),
        ("own.md.j2", &[]),
        ("own", &["--format", "markdown"]),
        ("own", &["-o", "made.md"]),
    ] {
        by(&place, template, "# {{ council }}", more).exits(0);
    }
    assert!(
        place
            .read("made.md")
            .starts_with("# Northmoor Council\n<!-- made by assure")
    );
    by(&place, "own", "x", &[])
        .exits(2)
        .says(&["nothing says what `own` makes", "--format html"]);
    by(&place, "own.md", "x", &["-o", "made.docx"])
        .exits(2)
        .says(&["makes Markdown or HTML"]);
    by(&place, "own.md", "x", &["--format", "html"])
        .exits(2)
        .says(&["`own.md` makes markdown"]);
    by(&place, "own.md", "x", &["--brief"]).exits(2).says(&["--brief"]);
}

#[test]
fn neither_the_template_nor_an_edited_report_is_written_over() {
    let place = place();
    by(&place, "own.md", "# {{ council }}", &["-o", "own.md"])
        .exits(2)
        .says(&["is a file that was read"]);
    assert_eq!(place.read("own.md"), "# {{ council }}");
    by(&place, "own.md", "# {{ council }}", &["-o", "made.md"]).exits(0);
    by(&place, "own.md", "# {{ council }}, again", &["-o", "made.md"]).exits(0);
    place.put("made.md", place.read("made.md").replace("Northmoor", "Southmoor"));
    by(&place, "own.md", "# {{ council }}", &["-o", "made.md"])
        .exits(2)
        .says(&["is not an unedited report"]);
}

#[test]
fn a_link_that_runs_something_is_dead_in_a_page() {
    let place = place();
    place.put(
        "a.toml",
        project("examples/ce-2025-26.toml").replacen(
            "https://northmoor.example/constitution/part-3",
            "JavaScript:alert(1)",
            1,
        ),
    );
    let each = "{% for s in sections %}{% for a in s.answers %}{% for e in a.evidence %}{% if e.link %}<a href='{{ e.link }}'>x</a>{% endif %}{% endfor %}{% endfor %}{% endfor %}";
    let made = by(&place, "own.html", each, &[]).quietly();
    assert!(made.contains("JavaScript :alert(1)"), "{made}");
}
