//! Charts as pictures, and the tables of the same figures.

use assure::diagnostic::clean;
use assure::document::{Block, ChartKind};

use super::page::Node;
use super::{assert_links_lead_somewhere, page_of, sample};

#[test]
fn every_figure_of_a_chart_is_in_its_table() {
    for block in sample::charts() {
        let Block::Chart(c) = &block else { continue };
        let page = page_of([block.clone()]);
        let figure = page.all("figure")[0].clone();
        let rows = figure.all("tbody")[0].all("tr");
        let cells = rows.iter().flat_map(|r| r.children().skip(1));
        let cells: Vec<String> = cells.map(Node::words).collect();
        let wanted: Vec<String> = c
            .rows
            .iter()
            .flat_map(|(_, values)| values.iter().map(|v| c.figure(*v)))
            .collect();
        assert_eq!(cells, wanted);
        assert!(!figure.all("details").is_empty());
        let heads: Vec<String> = rows.iter().map(|r| r.children().next().unwrap().words()).collect();
        let labels: Vec<String> = c
            .rows
            .iter()
            .map(|(l, _)| clean(&assure::escape::one_line(l)))
            .collect();
        assert_eq!(heads, labels);
        // In the picture: a label a row, and each figure that is written there is one of the table's.
        let picture = figure.children().find(|n| n.name == "svg").unwrap().clone();
        assert_eq!(picture.attribute("role"), "img");
        assert!(picture.attribute("viewbox").starts_with("0 0 400 "));
        assert_eq!(picture.all("title")[0].words(), "Most is shown");
        assert!(
            picture.all("desc")[0]
                .words()
                .starts_with("Questions by section, 2025-26")
        );
        for (label, values) in &c.rows {
            let start: String = clean(label).chars().take(5).collect();
            assert!(picture.words().contains(&start), "{label}");
            if c.kind == ChartKind::Range {
                let said = format!("{} → {}", c.figure(values[0]), c.figure(values[1]));
                assert!(picture.words().contains(&said), "{said}");
            }
        }
        for name in ["pattern", "image", "use", "foreignobject", "a", "style"] {
            assert!(picture.all(name).is_empty());
        }
        assert_links_lead_somewhere(&page);
    }
}

#[test]
fn nothing_is_drawn_outside_a_picture() {
    for block in sample::charts() {
        let page = page_of([block]);
        let figure = page.all("figure")[0].clone();
        let picture = figure.children().find(|n| n.name == "svg").unwrap().clone();
        let size = picture.attribute("viewbox").to_owned();
        let size: Vec<f64> = size.split(' ').map(|n| n.parse().unwrap()).collect();
        let number = |n: &Node, a: &str| n.attribute(a).parse::<f64>().unwrap();
        for r in picture.all("rect") {
            let (x, y, w, h) = (number(r, "x"), number(r, "y"), number(r, "width"), number(r, "height"));
            assert!(x >= 0.0 && y >= 0.0 && w > 0.0 && h > 0.0);
            assert!(x + w <= size[2] && y + h <= size[3], "{x} {w}");
        }
        for c in picture.all("circle") {
            let (x, r) = (number(c, "cx"), number(c, "r") + 1.0);
            assert!(x - r >= 0.0 && x + r <= size[2]);
        }
        for t in picture.all("text") {
            let (x, y) = (number(t, "x"), number(t, "y"));
            assert!((0.0..=size[2]).contains(&x) && (0.0..=size[3]).contains(&y));
        }
        let grid = picture.all("path")[0].attribute("d").matches('M').count();
        assert!((2..=10).contains(&grid), "{grid} grid lines");
    }
}
