//! `assure trend`

use assure::compare::trend::{Break, Row, Trend, trend};
use assure::compare::{LikeSide, Side};
use assure::report::to_json;
use assure::score::percent;

use super::Setting;
use crate::cli::args::{CompareFormat, TrendArgs};
use crate::cli::compared::{Own, as_paths, each_once, refused};
use crate::cli::output::{Verdict, compare_format, deliver, sealed};
use crate::cli::table::{figures, names, render, text, wrapped};

/// Sets years in a row.
pub fn run(args: &TrendArgs, setting: &Setting<'_>) -> anyhow::Result<Verdict> {
    let (files, written, own) = (&args.files, &args.written, &args.own);
    let format = compare_format(written)?;
    let paths = as_paths(files);
    each_once(&paths)?;
    let own = Own::load(own)?;
    let mut loaded = Vec::new();
    for path in &paths {
        loaded.push(own.assessment(path, setting.look)?);
    }
    let sides: Vec<Side<'_>> = loaded.iter().map(|l| l.side()).collect();
    let oldest = loaded.iter().map(|l| l.checklist.edition).min();
    let newest = loaded.iter().map(|l| &l.checklist).max_by_key(|c| c.edition);
    let known = oldest
        .zip(newest)
        .map(|(after, of)| own.between(after, of))
        .unwrap_or_default();
    let trend = trend(&sides, &known).map_err(refused)?;
    let out = match format {
        CompareFormat::Json => to_json(&trend),
        CompareFormat::Markdown => sealed(&assure::compare::trend_page(&trend)),
        CompareFormat::Text => for_a_person(&trend, setting.look.width_out),
    };
    deliver(&out, written, &paths, setting.look.quiet)?;
    Ok(Verdict::Done)
}

fn for_a_person(t: &Trend, width: usize) -> String {
    let mut out = wrapped(
        &format!(
            "{}, {}: {} years, as {} asks",
            t.council.as_deref().unwrap_or("Council not named"),
            t.role.title(),
            t.points.len(),
            t.checklist
        ),
        width,
        "",
    );
    for note in &t.notes {
        out.push_str(&wrapped(&format!("Note: {note}"), width, ""));
    }
    out.push('\n');
    out.push_str(&wrapped(
        &format!(
            "Like for like: the {} questions comparable through all editions and asked in every year; the score rests on the {} of them answered in every year.",
            t.questions, t.answered_in_all
        ),
        width,
        "",
    ));
    course(&mut out, t, width, None, |i| {
        t.points.get(i).map(|p| cells(&p.like_for_like))
    });
    for (n, b) in t.breaks.iter().enumerate() {
        out.push_str(&wrapped(&break_words(n, b), width, ""));
    }
    out.push('\n');
    out.push_str(&wrapped(
        "Each year's own figures, over its own questions: not like for like.",
        width,
        "",
    ));
    course(&mut out, t, width, Some("Asked"), |i| {
        let s = &t.points.get(i)?.side.overall;
        let mut row = vec![s.asked.to_string()];
        row.extend(figures_of(
            percent(s.tally.score()),
            percent(s.tally.coverage()),
            &s.positions,
            s.alerts,
        ));
        Some(row)
    });
    for (title, rows) in [("Section", &t.sections), ("Theme", &t.themes)] {
        out.push('\n');
        out.push_str(&rows_of(t, title, rows, width));
    }
    out
}

const SUMS: [&str; 3] = ["Score", "Coverage", "Alerts"];
const PROFILE: [&str; 7] = ["Assured", "Asserted", "Planned", "Exposed", "Blind", "N/A", "Open"];

/// The columns that a table takes: the year with its frame, then each title or `100.0%` with its own.
fn needed(titles: &[&str]) -> usize {
    18 + titles.iter().map(|t| t.len().max(6) + 3).sum::<usize>()
}

/// The years: in one table where it fits, else the sums first and then the profile, in as many parts as it takes.
fn course(
    out: &mut String,
    t: &Trend,
    width: usize,
    first: Option<&'static str>,
    cells: impl Fn(usize) -> Option<Vec<String>>,
) {
    let titles: Vec<&'static str> = first.into_iter().chain(SUMS).chain(PROFILE).collect();
    let sums = usize::from(first.is_some()) + SUMS.len();
    let mut from = 0;
    while from < titles.len() {
        let mut to = if from < sums && needed(&titles) > width {
            sums
        } else {
            titles.len()
        };
        while to > from + 1 && titles.get(from..to).is_some_and(|part| needed(part) > width) {
            to -= 1;
        }
        let mut columns = vec![names("Year")];
        columns.extend(titles.get(from..to).unwrap_or_default().iter().map(|t| figures(t)));
        let part = |i| {
            let row: Vec<String> = cells(i)?;
            row.get(from..to).map(<[String]>::to_vec)
        };
        if from > 0 {
            out.push('\n');
        }
        out.push_str(&render(&columns, &years(t, columns.len(), part), width));
        from = to;
    }
}

/// One row a year, and a row of its own where the series breaks.
fn years(t: &Trend, columns: usize, cells: impl Fn(usize) -> Option<Vec<String>>) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for (i, point) in t.points.iter().enumerate() {
        if let Some((n, _)) = breaks_before(t, &point.side.period) {
            let mut row = vec![format!("~ break {} ~", n + 1)];
            row.resize(columns, "~".to_owned());
            rows.push(row);
        }
        let mut row = vec![format!("{} ({})", point.side.period, point.side.checklist.edition)];
        row.extend(cells(i).unwrap_or_default());
        rows.push(row);
    }
    rows
}

fn breaks_before<'a>(t: &'a Trend, period: &str) -> Option<(usize, &'a Break)> {
    t.breaks.iter().enumerate().find(|(_, b)| b.before == period)
}

fn break_words(n: usize, b: &Break) -> String {
    format!(
        "~ break {} ~ between {} and {}: {}",
        n + 1,
        b.after,
        b.before,
        b.why.join("; ")
    )
}

fn cells(s: &LikeSide) -> Vec<String> {
    figures_of(s.score_words(), percent(s.coverage_per_mille), &s.positions, s.alerts)
}

fn figures_of(score: String, coverage: String, p: &assure::score::Profile, alerts: u32) -> Vec<String> {
    let mut row = vec![score, coverage, alerts.to_string()];
    row.extend(p.counts().iter().map(u32::to_string));
    row
}

/// Sections or themes: a line each, the years' scores and alerts in words that wrap, so that any number of years fits.
fn rows_of(t: &Trend, title: &'static str, rows: &[Row], width: usize) -> String {
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|r| {
            let mut course = Vec::new();
            let mut alerts = Vec::new();
            for (point, side) in t.points.iter().zip(&r.points) {
                if breaks_before(t, &point.side.period).is_some() {
                    course.push("~".to_owned());
                    alerts.push("~".to_owned());
                }
                course.push(side.score_words());
                alerts.push(side.alerts.to_string());
            }
            vec![
                r.title.clone(),
                r.questions.to_string(),
                course.join(" "),
                alerts.join(" "),
            ]
        })
        .collect();
    render(
        &[
            text(title),
            figures("Questions"),
            text("Score, year by year"),
            text("Alerts"),
        ],
        &rows,
        width,
    )
}
