//! Charts as pictures in the page. They are drawn for a narrow page, a label above its bar, so that their letters are still read
//! on a telephone; the page shows them at most a fifth larger than they are drawn.

mod marks;
mod measure;
mod scale;

use super::markup::Markup;
use super::spans;
use crate::document::{Chart, ChartKind, Unit, rating};
use crate::escape::one_line;
use marks::{BLACK, GRID, LETTER, LINE, SERIES_FIRST, SMALL, Style, WIDTH, block, dot, round, word};
use measure::{width, wrap};
use scale::Scale;

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
    let plan = ChartPlan::of(chart);
    let (title, desc) = (format!("chart-{number}-title"), format!("chart-{number}-desc"));
    let size = format!("0 0 {WIDTH} {}", round(plan.height()));
    let attributes = [
        ("viewBox", size.as_str()),
        ("preserveAspectRatio", "xMinYMin"),
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
            let above = row.top + LINE * n as f64;
            word(out, line, 0.0, above + LETTER, Style::Label);
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
struct ChartRow {
    label: Vec<String>,
    /// Its upper edge, and its bar's.
    top: f64,
    bar: f64,
}

/// What is drawn where.
struct ChartPlan<'c> {
    chart: &'c Chart,
    rows: Vec<ChartRow>,
    scale: Scale,
    /// What is free above the first row: where the scale is in words they stand there too, since the last row may be far below.
    head: f64,
    /// The length of the scale, and where it begins.
    length: f64,
    left: f64,
}

impl<'c> ChartPlan<'c> {
    fn of(chart: &'c Chart) -> Self {
        let head = match chart.unit {
            Unit::Rating => SMALL + 8.0,
            Unit::Count | Unit::PerMille | Unit::Tenths => 0.0,
        };
        let mut top = head;
        let rows = chart.rows.iter().map(|(label, _)| {
            let label = wrap(&one_line(label), WIDTH / LETTER, MOST_LINES);
            let bar = top + LINE * label.len() as f64 + 4.0;
            let row = ChartRow { label, top, bar };
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
            head,
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
        let said = |at: &u64| match self.chart.unit {
            Unit::Count => at.to_string(),
            Unit::PerMille => format!("{}%", at / 10),
            Unit::Rating => u32::try_from(*at).map_or("", rating).to_owned(),
            Unit::Tenths if at.is_multiple_of(10) => (at / 10).to_string(),
            Unit::Tenths => format!("{}.{}", at / 10, at % 10),
        };
        // Figures that would run into each other stand at the ends alone.
        let room = self.scale.place(self.scale.step(), self.length);
        let crowded = lines.iter().any(|at| width(&said(at)) * SMALL + 6.0 > room);
        for (n, at) in lines.iter().enumerate() {
            let last = n + 1 == lines.len();
            if crowded && n > 0 && !last {
                continue;
            }
            let said = said(at);
            let half = width(&said) * SMALL / 2.0;
            let at = self.place(*at);
            // Under its line, and inside the picture.
            let (style, at) = match n {
                0 if half > at => (Style::First, 0.0),
                _ if at + half > WIDTH || crowded && last => (Style::Last, at),
                _ => (Style::Middle, at),
            };
            word(out, &said, at, bottom + 4.0 + SMALL, style);
            if self.head > 0.0 {
                word(out, &said, at, SMALL, style);
            }
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

fn first(values: &[Option<u32>], n: usize) -> impl Iterator<Item = u64> {
    values.iter().take(n).flatten().map(|v| u64::from(*v))
}

/// Then and now, as the figures that they are.
fn from_to(chart: &Chart, values: &[Option<u32>]) -> String {
    let figure = |n: usize| chart.figure(values.get(n).copied().flatten());
    format!("{} → {}", figure(0), figure(1))
}

/// The line that letters of a size stand on, in the middle of a bar.
fn middle(top: f64, letter: f64) -> f64 {
    top + BAR / 2.0 + letter * 0.35
}
