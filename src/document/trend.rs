//! A trend: the years like for like, each year's own figures, sections and themes.

use super::sums::POSITIONS;
use super::{Block, Column, Item, NONE, Text, figures, indicators, names, text};
use crate::compare::trend::{Trend, TrendRow};
use crate::report::Scope;
use crate::score::{Profile, percent};

/// The headings of what [`sums`] fills.
fn titles() -> impl Iterator<Item = &'static str> {
    ["Score", "Coverage"].into_iter().chain(POSITIONS).chain(["Alerts"])
}

/// The trend as a page.
pub fn page(t: &Trend) -> Vec<Block> {
    let period = |p: Option<&crate::compare::trend::TrendPoint>| p.map_or_else(String::new, |p| p.side.period.clone());
    let (first, last) = (period(t.points.first()), period(t.points.last()));
    let council = t.council.as_deref().unwrap_or("Council not named");
    let mut out = vec![
        Block::heading(1, format!("Trend, {first} to {last}")),
        Block::paragraph(format!("{council} · {} · as {} asks", t.role.title(), t.checklist)),
    ];
    out.extend(t.notes.iter().map(Block::note));
    out.push(Block::heading(2, "Like for like"));
    out.push(Block::paragraph(format!(
        "The {} questions comparable through all editions and asked in every year; the score rests on the {} of them answered in every year.",
        t.questions, t.answered_in_all
    )));
    let like = t.points.iter().map(|p| {
        let s = &p.like_for_like;
        let coverage = percent(s.coverage_per_mille);
        sums(s.score_words(), coverage, &s.positions, s.alerts)
    });
    out.push(years(t, &titles().collect::<Vec<_>>(), like));
    let breaks: Vec<Item> = t
        .breaks
        .iter()
        .enumerate()
        .map(|(n, b)| {
            let why = format!(", between {} and {}: {}", b.after, b.before, b.why.join("; "));
            Text::new().strong(format!("Break {}", n + 1)).plain(why).into()
        })
        .collect();
    if !breaks.is_empty() {
        out.push(Block::List(breaks));
    }
    out.push(Block::heading(2, "Each year's own figures"));
    out.push(Block::paragraph("Over its own questions: not like for like."));
    let own = t.points.iter().map(|p| {
        let s = &p.side.overall;
        let (score, coverage) = (percent(s.score()), percent(s.coverage()));
        let mut cells = vec![s.asked.to_string()];
        cells.extend(sums(score, coverage, &s.positions, s.alerts));
        cells
    });
    let asked: Vec<&str> = ["Asked"].into_iter().chain(titles()).collect();
    out.push(years(t, &asked, own));
    parts(&mut out, t, ["By section", "Section"], &t.sections);
    parts(&mut out, t, ["By theme", "Theme"], &t.themes);
    indicators::section(&mut out, &t.indicators, Scope::Whole);
    out
}

fn sums(score: String, coverage: String, p: &Profile, alerts: u32) -> Vec<String> {
    let mut cells = vec![score, coverage];
    cells.extend(p.counts().iter().chain([&alerts]).map(u32::to_string));
    cells
}

/// Which break comes before a year.
fn break_before(t: &Trend, period: &str) -> Option<usize> {
    t.breaks.iter().position(|b| b.before == period).map(|n| n + 1)
}

/// One row a year, and a row of its own where the series breaks.
fn years(t: &Trend, titles: &[&str], cells: impl Iterator<Item = Vec<String>>) -> Block {
    let mut rows = Vec::new();
    for (point, cells) in t.points.iter().zip(cells) {
        if let Some(n) = break_before(t, &point.side.period) {
            let mut broken = vec![Text::new().strong(format!("break {n}"))];
            broken.resize(titles.len() + 1, NONE.into());
            rows.push(broken);
        }
        let year = format!("{} ({})", point.side.period, point.side.checklist.edition);
        rows.push([year].into_iter().chain(cells).map(Text::from).collect());
    }
    let columns = [names("Year")].into_iter().chain(titles.iter().map(|t| figures(*t)));
    Block::table(columns.collect(), rows)
}

/// Sections or themes: scores year by year, alerts in brackets, a break as a column of its own.
fn parts(out: &mut Vec<Block>, t: &Trend, [heading, title]: [&str; 2], rows: &[TrendRow]) {
    if rows.is_empty() {
        return;
    }
    out.push(Block::heading(2, heading));
    out.push(Block::paragraph(
        "Score over the questions answered in every year; alerts in brackets.",
    ));
    let mut columns: Vec<Column> = vec![text(title), figures("Questions")];
    for point in &t.points {
        columns.extend(break_before(t, &point.side.period).map(|n| names(format!("break {n}"))));
        columns.push(figures(&point.side.period));
    }
    let cells = |r: &TrendRow| {
        let mut cells = vec![Text::from(&r.title), r.questions.to_string().into()];
        for (point, side) in t.points.iter().zip(&r.points) {
            cells.extend(break_before(t, &point.side.period).map(|_| NONE.into()));
            cells.push(format!("{} ({})", side.score_words(), side.alerts).into());
        }
        cells
    };
    out.push(Block::table(columns, rows.iter().map(cells).collect()));
}
