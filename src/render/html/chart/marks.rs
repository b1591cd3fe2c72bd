//! What a chart is drawn with: colours, rectangles, dots and words.

use super::super::markup::Markup;
use super::measure::width;

/// The colours of series, in this order, and of the text on each.
const SERIES: [(&str, &str); 4] = [
    ("#12436D", WHITE),
    ("#28A197", BLACK),
    ("#801650", WHITE),
    ("#F46A25", BLACK),
];
/// What is still open is only outlined.
const OPEN: (&str, &str) = (WHITE, BLACK);
const OUTLINE: &str = "#3D3D3D";
/// Lines to read figures by.
pub const GRID: &str = "#D9D9D9";
/// What is behind a chart.
pub const WHITE: &str = "#FFFFFF";
/// Its letters.
pub const BLACK: &str = "#0B0C0C";

/// The colour of what is marked in one colour.
pub const SERIES_FIRST: &str = SERIES[0].0;

/// The picture's width; every other length is in the same units.
pub const WIDTH: f64 = 400.0;
/// From one line of a label to the next.
pub const LINE: f64 = 20.0;
/// The size of labels.
pub const LETTER: f64 = 16.0;
/// The size of figures inside a mark and below the grid.
pub const SMALL: f64 = 14.0;

/// A series' rectangle: left, top, width, height.
pub fn block(out: &mut Markup, [x, y, w, h]: [f64; 4], series: usize) {
    let Some((colour, _)) = SERIES.get(series) else {
        // The line lies inside the rectangle, as the filled ones do.
        let (x, y, w, h) = (x + 0.75, y + 0.75, (w - 1.5).max(0.5), h - 1.5);
        return rectangle(
            out,
            [x, y, w, h],
            &[("fill", OPEN.0), ("stroke", OUTLINE), ("stroke-width", "1.5")],
        );
    };
    rectangle(out, [x, y, w, h], &[("fill", colour)]);
}

/// A rectangle: left, top, width, height.
pub fn rectangle(out: &mut Markup, place: [f64; 4], more: &[(&'static str, &str)]) {
    let [x, y, w, h] = place.map(round);
    let mut attributes = vec![("x", x.as_str()), ("y", &y), ("width", &w), ("height", &h)];
    attributes.extend(more);
    out.open("rect", &attributes);
    out.close("rect");
}

/// Then is a ring, now is a disc inside it where both are the same: told apart without colour.
pub fn dot(out: &mut Markup, x: f64, y: f64, series: usize) {
    let (radius, fill) = if series == 0 { ("7", WHITE) } else { ("5", SERIES_FIRST) };
    let (x, y) = (round(x), round(y));
    let attributes = [
        ("cx", x.as_str()),
        ("cy", &y),
        ("r", radius),
        ("fill", fill),
        ("stroke", SERIES_FIRST),
        ("stroke-width", "2"),
    ];
    out.open("circle", &attributes);
    out.close("circle");
}

/// How a word is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// From the left, above a bar or behind it.
    Label,
    /// In the middle of a series' mark.
    Inside(usize),
    /// Below the grid, from the picture's edge.
    First,
    /// Around it.
    Middle,
    /// Up to it.
    Last,
}

/// A word. No grid line runs through a label: it stands on white. (A white outline would do it too, but on paper each word would
/// then be there twice for whoever searches or listens.)
pub fn word(out: &mut Markup, text: &str, x: f64, y: f64, style: Style) {
    if style == Style::Label && !text.is_empty() {
        let wide = (width(text) * LETTER).min(WIDTH - x).max(1.0);
        rectangle(out, [x, y - LETTER, wide, LINE], &[("fill", WHITE)]);
    }
    let (x, y, small) = (round(x), round(y), round(SMALL));
    let mut attributes = vec![("x", x.as_str()), ("y", &y)];
    match style {
        Style::Label => {}
        Style::Inside(n) => {
            let colour = SERIES.get(n).unwrap_or(&OPEN).1;
            attributes.extend([("text-anchor", "middle"), ("font-size", &small), ("fill", colour)]);
        }
        Style::First => attributes.push(("font-size", &small)),
        Style::Middle => attributes.extend([("text-anchor", "middle"), ("font-size", &small)]),
        Style::Last => attributes.extend([("text-anchor", "end"), ("font-size", &small)]),
    }
    out.open("text", &attributes);
    out.words(text);
    out.close("text");
}

/// A length with one decimal where it needs one.
pub fn round(length: f64) -> String {
    let text = format!("{length:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::html::STYLE;

    /// The relative luminance of a colour, as WCAG 2.2 defines it.
    fn luminance(colour: &str) -> f64 {
        let hex = colour.strip_prefix('#').unwrap();
        let hex = if hex.len() == 3 {
            hex.chars().flat_map(|c| [c, c]).collect()
        } else {
            hex.to_owned()
        };
        let channel = |at: usize| {
            let c = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
            if c <= 0.040_45 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
    }

    fn contrast(a: &str, b: &str) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn marks_are_told_from_their_ground_and_neighbours_and_figures_are_read_on_them() {
        assert!((contrast("#000", "#fff") - 21.0).abs() < 0.001);
        assert_eq!(SERIES.map(|s| s.0), ["#12436D", "#28A197", "#801650", "#F46A25"]);
        for (colour, text) in SERIES {
            assert!(contrast(colour, WHITE) >= 3.0, "{colour} on white");
            assert!(contrast(colour, text) >= 4.5, "{text} on {colour}");
        }
        for pair in SERIES.windows(2) {
            assert!(contrast(pair[0].0, pair[1].0) >= 3.0, "{pair:?}");
        }
        assert!(contrast(OUTLINE, WHITE) >= 3.0 && contrast(OPEN.1, OPEN.0) >= 4.5);
        assert!(contrast(GRID, WHITE) < 1.5, "grid lines stay behind the marks");
    }

    /// Each place that sets the colours: light, dark, under a chart, on paper.
    #[test]
    fn the_pages_own_colours_are_read_in_light_and_dark_and_on_paper() {
        let mut places = 0;
        for block in STYLE.split('}').filter(|b| b.contains("--page:")) {
            let colour = |name: &str| {
                let value = block.split(&format!("--{name}:")).nth(1)?;
                Some(value.split(';').next().unwrap().trim())
            };
            let page = colour("page").unwrap();
            for ground in [page, colour("panel").unwrap_or(page)] {
                for name in ["ink", "soft", "link", "visited", "out", "in"] {
                    let Some(text) = colour(name) else { continue };
                    assert!(contrast(text, ground) >= 4.5, "{name} {text} on {ground}");
                }
            }
            if let Some(focus) = colour("focus") {
                assert!(contrast(focus, page) >= 3.0, "{focus}");
            }
            places += 1;
        }
        assert_eq!(places, 4);
        assert!(contrast("#fff", "#12436d") >= 4.5 && contrast("#0b0c0c", "#fd0") >= 4.5);
    }
}
