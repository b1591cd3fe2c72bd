//! A trend as Markdown.

use std::fmt::Write as _;

use super::trend::{Row, Trend};
use crate::escape::{at_line_start, inline};
use crate::score::{Profile, percent};

macro_rules! line {
    ($out:expr) => { $out.push('\n') };
    ($out:expr, $($arg:tt)*) => { { let _ = writeln!($out, $($arg)*); } };
}

const HEADINGS: &str =
    "Score | Coverage | Assured | Asserted | Planned | Exposed | Blind spots | Not applicable | Unanswered | Alerts";

/// The trend as a page, ending in a line end.
pub fn trend_page(t: &Trend) -> String {
    let mut out = String::new();
    let (first, last) = (t.points.first(), t.points.last());
    line!(
        out,
        "# Trend, {} to {}\n",
        first.map_or_else(String::new, |p| inline(&p.side.period)),
        last.map_or_else(String::new, |p| inline(&p.side.period))
    );
    line!(
        out,
        "{} · {} · as {} asks\n",
        at_line_start(t.council.as_deref().unwrap_or("Council not named")),
        t.role.title(),
        inline(&t.checklist.to_string())
    );
    for note in &t.notes {
        line!(out, "> {}\n", at_line_start(note));
    }
    line!(out, "## Like for like\n");
    line!(
        out,
        "The {} questions comparable through all editions and asked in every year; the score rests on the {} of them answered in every year.\n",
        t.questions,
        t.answered_in_all
    );
    years(&mut out, t, "", HEADINGS, |i| {
        let s = t.points.get(i).map(|p| p.like_for_like)?;
        Some(figures(
            s.score_words(),
            percent(s.coverage_per_mille),
            &s.positions,
            s.alerts,
        ))
    });
    for (n, b) in t.breaks.iter().enumerate() {
        let why: Vec<String> = b.why.iter().map(|w| inline(w)).collect();
        line!(
            out,
            "- **Break {}**, between {} and {}: {}",
            n + 1,
            inline(&b.after),
            inline(&b.before),
            why.join("; ")
        );
    }
    if !t.breaks.is_empty() {
        line!(out);
    }
    line!(out, "## Each year's own figures\n");
    line!(out, "Over its own questions: not like for like.\n");
    years(&mut out, t, "Asked | ", HEADINGS, |i| {
        let s = &t.points.get(i)?.side.overall;
        let mut row = vec![s.asked.to_string()];
        row.extend(figures(
            percent(s.tally.score()),
            percent(s.tally.coverage()),
            &s.positions,
            s.alerts,
        ));
        Some(row)
    });
    rows(&mut out, t, "section", &t.sections);
    rows(&mut out, t, "theme", &t.themes);
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn figures(score: String, coverage: String, p: &Profile, alerts: u32) -> Vec<String> {
    let mut row = vec![score, coverage];
    row.extend(p.counts().iter().chain([&alerts]).map(u32::to_string));
    row
}

fn is_break(t: &Trend, period: &str) -> Option<usize> {
    t.breaks.iter().position(|b| b.before == period).map(|n| n + 1)
}

fn years(out: &mut String, t: &Trend, more: &str, headings: &str, cells: impl Fn(usize) -> Option<Vec<String>>) {
    let columns = headings.split('|').count() + more.matches('|').count();
    line!(out, "| Year | {more}{headings} |");
    line!(out, "|---|{}", "---:|".repeat(columns));
    for (i, point) in t.points.iter().enumerate() {
        if let Some(n) = is_break(t, &point.side.period) {
            line!(out, "| **break {n}** |{}", " – |".repeat(columns));
        }
        line!(
            out,
            "| {} ({}) | {} |",
            inline(&point.side.period),
            point.side.checklist.edition,
            cells(i).unwrap_or_default().join(" | ")
        );
    }
    line!(out);
}

/// Scores year by year, alerts in brackets, a break as a column of its own.
fn rows(out: &mut String, t: &Trend, what: &str, rows: &[Row]) {
    if rows.is_empty() {
        return;
    }
    line!(out, "## By {what}\n");
    line!(
        out,
        "Score over the questions answered in every year; alerts in brackets.\n"
    );
    let mut head = format!(
        "| {}{} | Questions |",
        what.get(..1).unwrap_or("").to_uppercase(),
        what.get(1..).unwrap_or("")
    );
    let mut rule = "|---|---:|".to_owned();
    for point in &t.points {
        if let Some(n) = is_break(t, &point.side.period) {
            let _ = write!(head, " break {n} |");
            rule.push_str("---|");
        }
        let _ = write!(head, " {} |", inline(&point.side.period));
        rule.push_str("---:|");
    }
    line!(out, "{head}");
    line!(out, "{rule}");
    for r in rows {
        let mut row = format!("| {} | {} |", inline(&r.title), r.questions);
        for (point, side) in t.points.iter().zip(&r.points) {
            if is_break(t, &point.side.period).is_some() {
                row.push_str(" – |");
            }
            let _ = write!(row, " {} ({}) |", side.score_words(), side.alerts);
        }
        line!(out, "{row}");
    }
    line!(out);
}
