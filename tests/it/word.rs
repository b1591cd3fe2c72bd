//! The Word document: its parts, its styles, and what stands in it.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};

use assure::document::{Block, Chart, ChartKind, Fold, Item, Span, Text, Unit, figures, names, text};
use assure::render::docx::docx;
use assure::render::seal::is_unedited;
use quick_xml::Reader;
use quick_xml::events::Event;

use crate::harness::Place;

/// The parts of an office document, by name.
pub fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("it is a package");
    (0..zip.len())
        .map(|i| {
            let mut file = zip.by_index(i).unwrap();
            let name = file.name().unwrap().into_owned();
            let mut content = Vec::new();
            file.read_to_end(&mut content).unwrap();
            (name, content)
        })
        .collect()
}

/// Packs parts anew, as an editor would.
pub fn packed(parts: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Every part is XML that its reader takes from end to end, and each is said to be of some type.
#[track_caller]
pub fn assert_sound(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let parts = parts(bytes);
    for (name, content) in &parts {
        let text = std::str::from_utf8(content).unwrap();
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_end_names = true;
        let mut depth = 0;
        loop {
            match reader.read_event().unwrap_or_else(|e| panic!("{name}: {e}")) {
                Event::Start(e) => {
                    depth += 1;
                    assert!(e.attributes().all(|a| a.is_ok()), "{name}");
                }
                Event::Empty(e) => assert!(e.attributes().all(|a| a.is_ok()), "{name}"),
                Event::End(_) => depth -= 1,
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(depth, 0, "{name}");
        let forbidden = |c: char| (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}');
        assert!(!text.contains(forbidden), "{name} holds what XML forbids");
        let types = std::str::from_utf8(&parts["[Content_Types].xml"]).unwrap();
        let known = types.contains(&format!("\"/{name}\"")) || name.ends_with(".rels") || name == "[Content_Types].xml";
        assert!(known, "{name} is of no type");
    }
    parts
}

fn paragraphs(bytes: &[u8]) -> Vec<(String, String)> {
    crate::every_format::read::paragraphs(bytes, &mut Vec::new())
}

fn made(place: &Place, args: &[&str]) -> Vec<u8> {
    let mut args = args.to_vec();
    args.extend(["--format", "docx"]);
    let out = place.command(&args).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&out.stderr), "", "{args:?}");
    out.stdout
}

fn examples() -> Place {
    let place = Place::new();
    for role in ["ce", "dcs"] {
        place.copy(
            &format!("examples/quartet/{role}-2026-27.toml"),
            &format!("{role}.toml"),
        );
    }
    for name in ["ce-2024-25", "ce-2025-26", "ce-2025-26-half"] {
        place.copy(&format!("examples/{name}.toml"), &format!("{name}.toml"));
    }
    place.run(&["ce", "--blank", "-o", "blank.toml"]).exits(0);
    place
}

#[test]
fn whatever_has_blocks_comes_as_a_sound_document_and_the_same_each_time() {
    let place = examples();
    for args in [
        &["report", "ce-2025-26.toml"][..],
        &["report", "ce-2025-26.toml", "--public"],
        &["report", "ce-2025-26.toml", "--key"],
        &["report", "ce-2025-26.toml", "--previous", "ce-2024-25.toml"],
        &["report", "ce-2025-26-half.toml"],
        &["report", "blank.toml"],
        &["diff", "ce-2024-25.toml", "ce-2025-26.toml"],
        &["trend", "ce-2024-25.toml", "ce-2025-26.toml"],
        &["quartet", "ce.toml", "dcs.toml"],
        &["score", "ce-2025-26.toml", "--explain"],
        &["show", "ce"],
        &["show", "ce", "--sources"],
        &["list"],
        &["glossary"],
        &["check", "ce-2025-26-half.toml"],
    ] {
        let bytes = made(&place, args);
        let parts = assert_sound(&bytes);
        assert_eq!(bytes, made(&place, args), "{args:?}");
        assert!(is_unedited(&bytes), "{args:?}");
        assert!(bytes.len() < 200_000, "{args:?}: {}", bytes.len());
        let text = |name: &str| String::from_utf8(parts[name].clone()).unwrap();
        let document = text("word/document.xml");
        // Every link leads somewhere, and every bookmark is one.
        let after = |mark: &str| -> Vec<String> {
            let pieces = document.split(mark).skip(1);
            pieces.map(|p| p.split('"').next().unwrap().to_owned()).collect()
        };
        let bookmarks = after("w:bookmarkStart w:id=\"");
        let mut once = bookmarks.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), bookmarks.len(), "{args:?}");
        for to in after("w:hyperlink w:anchor=\"") {
            assert_eq!(
                document.matches(&format!("w:name=\"{to}\"")).count(),
                1,
                "{args:?}: {to}"
            );
        }
        for id in after("r:id=\"") {
            let links = text("word/_rels/document.xml.rels");
            assert_eq!(links.matches(&format!("Id=\"{id}\"")).count(), 1, "{args:?}: {id}");
        }
        assert_eq!(
            document.matches("<w:tbl>").count(),
            document.matches("<w:tblHeader/>").count()
        );
        assert_eq!(document.matches("w:styleId").count(), 0);
        let styles = text("word/styles.xml");
        for (style, _) in paragraphs(&bytes) {
            assert!(styles.contains(&format!("w:styleId=\"{style}\"")), "{args:?}: {style}");
        }
        assert!(styles.contains("w:lang w:val=\"en-GB\"") && styles.contains("w:ascii=\"Arial\""));
        assert!(text("word/footer1.xml").contains(" NUMPAGES "));
    }
}

#[test]
fn headings_contents_and_figures_are_those_of_the_report() {
    let place = examples();
    let bytes = made(&place, &["report", "ce-2025-26.toml"]);
    let json = place.run(&["report", "ce-2025-26.toml", "--format", "json"]).quietly();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let said = paragraphs(&bytes);
    let of = |style: &str| -> Vec<&str> { said.iter().filter(|p| p.0 == style).map(|p| p.1.as_str()).collect() };
    assert_eq!(of("Title"), ["Self-assessment of children's services, 2025-26"]);
    assert_eq!(of("Heading1"), of("TOC1"), "the contents are filled");
    assert_eq!(of("Heading2"), of("TOC2"));
    let questions: Vec<&str> = json["sections"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|s| s["answers"].as_array().unwrap())
        .map(|a| a["text"].as_str().unwrap())
        .collect();
    assert_eq!(of("Heading3"), questions);
    let cells: Vec<&str> = said
        .iter()
        .filter(|p| p.0.starts_with("TableText"))
        .map(|p| p.1.as_str())
        .collect();
    for position in ["assured", "asserted", "planned", "exposed"] {
        let at = cells.iter().position(|c| *c == position).unwrap();
        assert_eq!(cells[at + 1], json["overall"]["positions"][position].to_string());
    }
    let score = format!("Score: {}% ({}", json["overall"]["score"], json["overall"]["earned"]);
    assert!(of("Normal").iter().any(|p| p.starts_with(&score)), "{score}");
}

#[test]
fn each_block_has_its_style() {
    let fold = |anchor: &str, blocks: Vec<Block>| {
        Block::Fold(Fold {
            level: 3,
            anchor: anchor.to_owned(),
            title: anchor.into(),
            blocks,
        })
    };
    let refer = |to: &str| Span::Reference {
        to: to.to_owned(),
        text: format!("see {to}"),
    };
    let chart = Chart {
        headline: "More is known".into(),
        about: "Questions by position, 2025-26".into(),
        kind: ChartKind::Bars,
        without_pictures: assure::document::WithoutPictures::Table,
        unit: Unit::PerMille,
        rows_are: "Position".to_owned(),
        series: vec!["Share".to_owned()],
        rows: vec![("assured".to_owned(), vec![Some(667)]), ("open".to_owned(), vec![None])],
    };
    let long = "a-part-with-a-name-that-is-longer-than-a-bookmark-can-be-";
    let blocks = [
        Block::heading(1, "Title"),
        Block::note("Know this"),
        Block::heading(2, "First"),
        Block::Paragraph(
            Text::new()
                .plain(" to ")
                .strong("stand out")
                .span(Span::Removed("old".into()))
                .span(Span::Added("new".into()))
                .address("https://example.org/a?b=c&d")
                .address("javascript:alert(1)")
                .span(refer("a-b"))
                .span(refer(&format!("{long}2")))
                .span(refer("nowhere")),
        ),
        Block::UserText("One\n- a\n- b\n\n1. c\n2. d\n\nlast\n\n1. e\n2. f".into()),
        Block::List(vec![Item {
            text: "outer".into(),
            inside: vec!["inner".into()],
        }]),
        Block::Definitions(vec![("DCS".into(), "director".into())]),
        Block::Verbatim("a  b\n\u{1b}^".into()),
        Block::table(
            vec![names("Name"), figures("n"), text("What")],
            vec![vec!["x".into(), "1".into()]],
        ),
        Block::table(vec![text("Only")], vec![]),
        Block::Chart(chart),
        fold("a-b", vec![Block::paragraph("inside")]),
        fold("a_b", vec![]),
        fold(&format!("{long}1"), vec![]),
        fold(&format!("{long}2"), vec![Block::heading(9, "deep")]),
    ];
    let bytes = docx(&blocks);
    let parts = assert_sound(&bytes);
    let said = paragraphs(&bytes);
    let has = |style: &str, text: &str| {
        assert!(
            said.contains(&(style.to_owned(), text.to_owned())),
            "{style}: {text}\n{said:#?}"
        )
    };
    has("Title", "Title");
    has("Note", "Know this");
    has("Heading1", "First");
    has("Heading2", "a-b");
    has("Heading5", "deep");
    has("ListBullet", "outer");
    has("ListBullet2", "inner");
    has("ListBullet", "a");
    has("ListNumber", "c");
    has("Definition", "DCS: director");
    has("Verbatim", "a  b\u{241b}^");
    has("ChartHeadline", "More is known");
    has("Caption", "Questions by position, 2025-26");
    has("TableText", "66.7%");
    has("TableText", "–");
    has("Normal", "inside");
    let text = |name: &str| String::from_utf8(parts[name].clone()).unwrap();
    let document = text("word/document.xml");
    assert!(document.contains("w:rStyle w:val=\"Removed\"") && document.contains("w:rStyle w:val=\"Added\""));
    let links = text("word/_rels/document.xml.rels");
    assert!(
        links.contains("Target=\"https://example.org/a?b=c&amp;d\" TargetMode=\"External\""),
        "{links}"
    );
    assert!(!links.contains("javascript"));
    // Two parts whose names would be one, and two that differ only where a bookmark has ended.
    let names: Vec<&str> = document
        .split("w:name=\"")
        .skip(1)
        .map(|p| p.split('"').next().unwrap())
        .collect();
    let mut once: Vec<&&str> = names.iter().collect();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), names.len(), "{names:?}");
    assert!(names.iter().all(|n| n.len() <= 40), "{names:?}");
    assert_eq!(
        document.matches("w:anchor=\"p_").count(),
        2,
        "what is not there is not led to"
    );
    // Each numbered list begins at 1.
    assert_eq!(
        text("word/numbering.xml")
            .matches("w:startOverride w:val=\"1\"")
            .count(),
        2
    );
    assert!(document.contains("w:numId w:val=\"3\"") && document.contains("w:numId w:val=\"4\""));
    // Two tables are two.
    assert!(!document.contains("</w:tbl><w:tbl>"));
}

#[test]
fn an_office_document_is_written_over_until_somebody_edits_it() {
    let place = examples();
    for name in ["r.docx", "r.xlsx"] {
        let run = |more: &[&str]| {
            let mut args = vec!["report", "ce-2025-26.toml", "-o", name];
            args.extend(more);
            place.run(&args)
        };
        run(&[]).exits(0);
        let made = std::fs::read(place.at(name)).unwrap();
        run(&["--public"]).exits(0);
        run(&[]).exits(0);
        assert_eq!(std::fs::read(place.at(name)).unwrap(), made);
        let all = parts(&made);
        let body = all
            .keys()
            .find(|k| k.ends_with("document.xml") || k.ends_with("sheet2.xml"))
            .unwrap();
        let mut edited = all.clone();
        edited.get_mut(body).unwrap().push(b' ');
        let mut added = all.clone();
        added.insert("word/comments.xml".to_owned(), b"<c/>".to_vec());
        let mut bare = all.clone();
        bare.remove("docProps/custom.xml");
        let kept = packed(&all);
        for bytes in [
            packed(&edited),
            packed(&added),
            packed(&bare),
            made[..made.len() - 7].to_vec(),
            [made.as_slice(), b"notes"].concat(),
            b"PK\x03\x04".to_vec(),
        ] {
            place.put(name, &bytes);
            run(&[]).exits(2).says(&[name, "not an unedited report", "--force"]);
            assert_eq!(std::fs::read(place.at(name)).unwrap(), bytes);
        }
        // Packed anew without a change it still says the same.
        place.put(name, kept);
        run(&[]).exits(0);
        place.put(name, packed(&edited));
        run(&["--force"]).exits(0);
        assert_eq!(std::fs::read(place.at(name)).unwrap(), made);
    }
}
