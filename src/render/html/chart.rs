//! Charts as pictures in the page. They are drawn for a narrow page, a label above its bar, so that their letters are still read
//! on a telephone; the page shows them at most half as large again.

mod measure;
mod scale;

use super::markup::Markup;
use super::spans;
use crate::document::{Chart, ChartKind, Unit};
use crate::escape::one_line;
use measure::{width, wrap};
use scale::Scale;

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
const GRID: &str = "#D9D9D9";
const WHITE: &str = "#FFFFFF";
const BLACK: &str = "#0B0C0C";

/// The picture's width; every other length is in the same units.
const WIDTH: f64 = 440.0;
/// The size of labels, and of figures inside a mark and below the grid.
const LETTER: f64 = 16.0;
const SMALL: f64 = 14.0;
/// From one line of a label to the next.
const LINE: f64 = 20.0;
/// The height of a bar, and what is free below it.
const BAR: f64 = 24.0;
const GAP: f64 = 16.0;
/// Lines of a label at most.
const MOST_LINES: usize = 4;
/// How far a mark's edge is from the middle of it, where from and to are marked.
const MARK: f64 = 8.0;

/// The key and the picture.
pub fn draw(out: &mut Markup, chart: &Chart, number: usize) {
    if chart.rows.is_empty() || chart.series.is_empty() {
        return;
    }
    key(out, chart);
    let plan = Plan::of(chart);
    let (title, desc) = (format!("chart-{number}-title"), format!("chart-{number}-desc"));
    let size = format!("0 0 {WIDTH} {}", round(plan.height()));
    let attributes = [
        ("viewBox", size.as_str()),
        ("role", "img"),
        ("aria-labelledby", &title),
        ("aria-describedby", &desc),
        ("font-family", "Arial, Helvetica, sans-serif"),
        ("font-size", "16"),
        ("fill", BLACK),
    ];
    out.open("svg", &attributes);
    out.open("title", &[("id", &title)]);
    out.words(&spans::plain(&chart.headline));
    out.close("title");
    out.open("desc", &[("id", &desc)]);
    out.words(&spans::plain(&chart.about));
    out.words(" The same figures are in the table that follows.");
    out.close("desc");
    out.line_end();
    plan.grid(out);
    for (row, (_, values)) in plan.rows.iter().zip(&chart.rows) {
        for (n, line) in row.label.iter().enumerate() {
            let below = row.top + LINE * n as f64 + LETTER;
            word(out, line, 0.0, below, Style::Label);
        }
        let value = |n: usize| values.get(n).copied().flatten();
        match chart.kind {
            ChartKind::Bars => plan.bar(out, value(0), row.bar),
            ChartKind::Stacked => plan.stack(out, values, row.bar),
            ChartKind::Range => plan.range(out, [value(0), value(1)], row.bar),
        }
        out.line_end();
    }
    out.raw("</svg>\n");
}

/// Which mark stands for what, in words above the picture; one series needs none.
fn key(out: &mut Markup, chart: &Chart) {
    let series: &[String] = match chart.kind {
        ChartKind::Bars => return,
        ChartKind::Stacked => &chart.series,
        ChartKind::Range => chart.series.get(..2).unwrap_or(&chart.series),
    };
    out.raw("<ul class=\"key\">\n");
    for (n, name) in series.iter().enumerate() {
        out.raw("<li><svg viewBox=\"0 0 20 20\" aria-hidden=\"true\">");
        if chart.kind == ChartKind::Range {
            dot(out, 10.0, 10.0, n);
        } else {
            block(out, [1.0, 1.0, 18.0, 18.0], n);
        }
        out.raw("</svg>");
        out.text(&one_line(name));
        out.raw("</li>\n");
    }
    out.raw("</ul>\n");
}

/// Where a row is.
struct Row {
    label: Vec<String>,
    /// Its upper edge, and its bar's.
    top: f64,
    bar: f64,
}

/// What is drawn where.
struct Plan<'c> {
    chart: &'c Chart,
    rows: Vec<Row>,
    scale: Scale,
    /// The length of the scale, and where it begins.
    length: f64,
    left: f64,
}

impl<'c> Plan<'c> {
    fn of(chart: &'c Chart) -> Self {
        let mut top = 0.0;
        let rows = chart.rows.iter().map(|(label, _)| {
            let label = wrap(&one_line(label), WIDTH / LETTER, MOST_LINES);
            let bar = top + LINE * label.len() as f64 + 4.0;
            let row = Row { label, top, bar };
            top = bar + BAR + GAP;
            row
        });
        let rows = rows.collect();
        let values = chart.rows.iter().map(|(_, v)| v.as_slice());
        let greatest = values.clone().map(|v| match chart.kind {
            ChartKind::Bars => first(v, 1).max().unwrap_or(0),
            ChartKind::Range => first(v, 2).max().unwrap_or(0),
            ChartKind::Stacked => first(v, v.len()).sum(),
        });
        // What is written behind a bar needs its room, whichever row it is in.
        let behind = values.map(|v| match chart.kind {
            ChartKind::Bars => width(&chart.figure(v.first().copied().flatten())),
            ChartKind::Range => width(&from_to(chart, v)),
            ChartKind::Stacked => 0.0,
        });
        let behind = behind.fold(0.0, f64::max) * LETTER;
        let left = if chart.kind == ChartKind::Range { MARK } else { 0.0 };
        let right = if chart.kind == ChartKind::Stacked {
            1.0
        } else {
            behind + 8.0 + left
        };
        Self {
            chart,
            rows,
            scale: Scale::up_to(greatest.max().unwrap_or(0), chart.unit),
            length: (WIDTH - left - right).max(WIDTH / 4.0),
            left,
        }
    }

    fn height(&self) -> f64 {
        self.rows.last().map_or(0.0, |r| r.bar + BAR) + 8.0 + SMALL + 6.0
    }

    fn place(&self, figure: u64) -> f64 {
        self.left + self.scale.place(figure, self.length)
    }

    fn grid(&self, out: &mut Markup) {
        let (top, bottom) = (
            self.rows.first().map_or(0.0, |r| r.bar - 2.0),
            self.rows.last().map_or(0.0, |r| r.bar + BAR + 4.0),
        );
        let lines: Vec<u64> = self.scale.lines().collect();
        let line = |at: &u64| format!("M{} {}V{}", round(self.place(*at)), round(top), round(bottom));
        let path: String = lines.iter().map(line).collect();
        out.open("path", &[("d", &path), ("stroke", GRID), ("fill", "none")]);
        out.close("path");
        for (n, at) in lines.iter().enumerate() {
            let style = match n {
                0 => Style::First,
                n if n + 1 == lines.len() => Style::Last,
                _ => Style::Middle,
            };
            let said = match self.chart.unit {
                Unit::Count => at.to_string(),
                Unit::PerMille => format!("{}%", at / 10),
            };
            // The ends of the scale stand under their lines where there is room, and inside the picture where there is none.
            let style = match style {
                Style::First if self.left > 0.0 && width(&said) * SMALL / 2.0 <= self.left => Style::Middle,
                Style::Last if self.chart.kind != ChartKind::Stacked => Style::Middle,
                style => style,
            };
            word(out, &said, self.place(*at), bottom + 4.0 + SMALL, style);
        }
        out.line_end();
    }

    fn bar(&self, out: &mut Markup, value: Option<u32>, top: f64) {
        let end = self.place(u64::from(value.unwrap_or(0)));
        // However small, what is there is seen.
        if value.is_some_and(|v| v > 0) {
            block(out, [self.left, top, (end - self.left).max(1.0), BAR], 0);
        }
        let said = self.chart.figure(value);
        word(out, &said, end + 6.0, middle(top, LETTER), Style::Label);
    }

    fn stack(&self, out: &mut Markup, values: &[Option<u32>], top: f64) {
        let mut from = 0;
        for (n, value) in values.iter().enumerate() {
            let to = from + u64::from(value.unwrap_or(0));
            let (x, end) = (self.place(from), self.place(to));
            from = to;
            if end <= x {
                continue;
            }
            // White between two: neighbours are told apart by more than their colours.
            let wide = (end - x - 2.0).max(1.0);
            block(out, [x, top, wide, BAR], n);
            let said = self.chart.figure(*value);
            if width(&said) * SMALL + 4.0 <= wide {
                word(out, &said, x + wide / 2.0, middle(top, SMALL), Style::Inside(n));
            }
        }
    }

    fn range(&self, out: &mut Markup, values: [Option<u32>; 2], top: f64) {
        let [from, to] = values.map(|v| v.map(|v| self.place(u64::from(v))));
        let y = top + BAR / 2.0;
        if let (Some(from), Some(to)) = (from, to) {
            let path = format!("M{} {}H{}", round(from), round(y), round(to));
            out.open("path", &[("d", &path), ("stroke", SERIES_FIRST), ("stroke-width", "4")]);
            out.close("path");
        }
        for (n, at) in [from, to].into_iter().enumerate() {
            if let Some(at) = at {
                dot(out, at, y, n);
            }
        }
        let end = self.left + self.length + MARK + 8.0;
        word(
            out,
            &from_to(self.chart, &values),
            end,
            middle(top, LETTER),
            Style::Label,
        );
    }
}

/// The colour of what is marked in one colour.
const SERIES_FIRST: &str = SERIES[0].0;

fn first(values: &[Option<u32>], n: usize) -> impl Iterator<Item = u64> {
    values.iter().take(n).flatten().map(|v| u64::from(*v))
}

/// Then and now, in words.
fn from_to(chart: &Chart, values: &[Option<u32>]) -> String {
    let figure = |n: usize| chart.figure(values.get(n).copied().flatten());
    format!("{} → {}", figure(0), figure(1))
}

/// The line that letters of a size stand on, in the middle of a bar.
fn middle(top: f64, letter: f64) -> f64 {
    top + BAR / 2.0 + letter * 0.35
}

/// A series' rectangle: left, top, width, height.
fn block(out: &mut Markup, [x, y, w, h]: [f64; 4], series: usize) {
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

fn rectangle(out: &mut Markup, place: [f64; 4], more: &[(&'static str, &str)]) {
    let [x, y, w, h] = place.map(round);
    let mut attributes = vec![("x", x.as_str()), ("y", &y), ("width", &w), ("height", &h)];
    attributes.extend(more);
    out.open("rect", &attributes);
    out.close("rect");
}

/// Then is a ring, now is a disc inside it where both are the same: told apart without colour.
fn dot(out: &mut Markup, x: f64, y: f64, series: usize) {
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
enum Style {
    /// From the left, above a bar or behind it.
    Label,
    /// In the middle of a series' mark.
    Inside(usize),
    /// Below the grid: from the line, around it, up to it.
    First,
    Middle,
    Last,
}

/// A word. What stands on grid lines has white around it.
fn word(out: &mut Markup, text: &str, x: f64, y: f64, style: Style) {
    let (x, y, small) = (round(x), round(y), round(SMALL));
    let mut attributes = vec![("x", x.as_str()), ("y", &y)];
    match style {
        Style::Label => attributes.extend([("stroke", WHITE), ("stroke-width", "4"), ("paint-order", "stroke")]),
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
fn round(length: f64) -> String {
    let text = format!("{length:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}
