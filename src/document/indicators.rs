//! The figures that give early warning: what each counts, its values over the years as a chart and a table, and what is worth a talk.

mod imported;
mod list;

use super::{Block, Chart, ChartKind, Item, NONE, Table, Text, Unit, WithoutPictures, figures, names, text};
use crate::assessment::{DataQuality, IndicatorStatus};
use crate::compare::indicators::{
    BesideRecord, IndicatorReport, MoveDirection, PointRecord, Reading, SeriesRecord, Steadiness,
};
use crate::indicators::{Figure, IndicatorUnit};
use crate::report::{Audience, Report, Scope};

pub use imported::{Taken, imported};
pub use list::{definition, list};

/// A page of its own.
pub fn page(council: Option<&str>, r: &IndicatorReport, audience: Audience) -> Vec<Block> {
    let mut out = vec![Block::heading(1, "Early warning: the figures")];
    out.extend(council.map(Block::paragraph));
    if audience == Audience::Public {
        out.push(Block::paragraph(
            "This is the public version: owners of targets, small counts and what rests on them are left out.",
        ));
    }
    if r.is_empty() {
        out.push(Block::paragraph(
            "There are no values of indicators in it. docs/indicators.md says how they are written; `assure indicators` lists the indicators.",
        ));
        return out;
    }
    body(&mut out, r, 2);
    out
}

/// The section of a report; nothing where there are no values. In a key run it says where each stands and what is worth a talk, no more.
pub fn section(out: &mut Vec<Block>, r: &IndicatorReport, scope: Scope) {
    if r.is_empty() {
        return;
    }
    out.push(Block::heading(2, "Early warning: the figures"));
    match scope {
        Scope::Whole => body(out, r, 3),
        Scope::Key => {
            out.extend(r.notes.iter().map(Block::note));
            out.push(overview(&r.series));
            out.extend(talk(r, 3));
            out.push(Block::paragraph(
                "Each figure over the years, with what it counts and what to mind, stands in the whole report.",
            ));
        }
    }
}

fn body(out: &mut Vec<Block>, r: &IndicatorReport, level: u8) {
    out.extend(r.notes.iter().map(Block::note));
    out.push(Block::paragraph(
        "Each figure as its publisher or the council gives it. A move is read only against a figure of the same time of the year, and only where it is more than chance alone would often make (two standard errors, and the weight of at least six). Which way is the better one is convention, and no figure predicts an inspection result.",
    ));
    out.push(overview(&r.series));
    out.extend(talk(r, level));
    for s in &r.series {
        one(out, s, level);
    }
}

/// The newest value of each.
fn overview(series: &[SeriesRecord]) -> Block {
    let rows = series.iter().map(|s| {
        let newest = s.points.last();
        vec![
            Text::from(&s.name),
            newest.map_or(NONE.into(), |p| p.period.words().into()),
            newest.map_or(NONE.into(), |p| value(s, p).into()),
            newest
                .and_then(|p| since(s, p))
                .unwrap_or_else(|| NONE.to_owned())
                .into(),
            newest
                .and_then(|p| p.beside.iter().find_map(|b| beside(s, b)))
                .unwrap_or_else(|| NONE.to_owned())
                .into(),
        ]
    });
    let columns = vec![
        text("Figure"),
        names("Newest"),
        figures("Value"),
        text("Since the one before"),
        text("Beside"),
    ];
    Block::Table(Table {
        caption: Some("The newest value of each figure".into()),
        columns,
        rows: rows.collect(),
    })
}

/// What is worth a talk; nothing where nothing is.
pub fn worth_a_talk(r: &IndicatorReport, level: u8) -> Vec<Block> {
    if r.prompts.is_empty() && !r.series.iter().any(|s| s.above_none) {
        return Vec::new();
    }
    talk(r, level)
}

/// What is worth a talk; also where nothing is.
fn talk(r: &IndicatorReport, level: u8) -> Vec<Block> {
    let mut out = vec![Block::heading(level, "What the guides would talk through")];
    let above: Vec<&SeriesRecord> = r.series.iter().filter(|s| s.above_none).collect();
    if r.prompts.is_empty() && above.is_empty() {
        let all = r.series.iter().all(|s| s.points.iter().all(|p| !p.withheld));
        let these = if all {
            "These values"
        } else {
            "The values that are told here"
        };
        out.push(Block::paragraph(format!(
            "{these} raise none of the relations that the guides name. That is no proof that all is well.",
        )));
        return out;
    }
    out.push(Block::paragraph(
        "Prompts for a talk, no verdicts: the guides name the relation, and the rule that raises it is this program's own.",
    ));
    let absolute = above.iter().map(|s| Item {
        text: Text::new()
            .strong(&s.name)
            .plain(": there are some, and the guides accept none"),
        inside: vec!["To talk through: who are they, since when, and who sees each of them today?".into()],
    });
    let raised = r.prompts.iter().map(|p| Item {
        text: Text::new().strong(&p.title),
        inside: p
            .because
            .iter()
            .map(Item::from)
            .chain([
                format!("To talk through: {}", p.question).into(),
                format!("Rule: {}. Source of the relation: {}", p.rule, p.source).into(),
            ])
            .collect(),
    });
    out.push(Block::List(absolute.chain(raised).collect()));
    out
}

/// One indicator: chart, table and what to mind.
fn one(out: &mut Vec<Block>, s: &SeriesRecord, level: u8) {
    out.push(Block::heading(level, &s.name));
    out.push(Block::paragraph(format!(
        "{} Source: {}; {}.",
        s.definition,
        s.origin,
        s.good.words()
    )));
    if s.points.iter().filter(|p| p.figure.is_some()).count() > 1 {
        out.push(Block::Chart(chart(s)));
    }
    out.push(table(s));
    let mut said: Vec<Item> = Vec::new();
    if s.points.len() > 1 {
        said.extend(
            s.steadiness
                .filter(|x| *x != Steadiness::TooShort || s.points.len() > 2)
                .map(|x| x.words().into()),
        );
    }
    if let Some(point) = s.points.last()
        && let Some(children) = point.one_point_is
    {
        said.push(
            format!(
                "One percentage point stands for about {children} of those counted ({}).",
                point.period.words()
            )
            .into(),
        );
    }
    said.extend(
        s.england
            .iter()
            .map(|e| format!("England, as last read by this program: {e}.").into()),
    );
    said.extend(remarks(s));
    said.extend(s.cautions.iter().map(|c| format!("Mind: {c}").into()));
    if !said.is_empty() {
        out.push(Block::List(said));
    }
}

/// What is to be said of single values; what is the same of several is said once.
fn remarks(s: &SeriesRecord) -> Vec<Item> {
    let mut said: Vec<(String, Vec<String>)> = Vec::new();
    for p in &s.points {
        for what in of_value(p) {
            let at = p.period.words();
            match said.iter_mut().find(|(other, _)| *other == what) {
                Some((_, times)) => times.push(at),
                None => said.push((what, vec![at])),
            }
        }
    }
    said.iter()
        .map(|(what, times)| format!("{}: {what}", times.join(", ")).into())
        .collect()
}

fn of_value(p: &PointRecord) -> Vec<String> {
    let mut said = Vec::new();
    if let Some(why) = &p.series_break {
        said.push(format!("a break, not read on from the value before: {why}"));
    }
    if p.quality == Some(DataQuality::Doubtful) {
        said.push("the data are doubtful".to_owned());
    }
    said.extend(p.note.clone());
    said.extend(p.source.iter().map(|source| format!("read in {source}")));
    // What this program knows of England stands in a line of its own.
    for b in p.beside.iter().filter(|b| !b.from_program) {
        let mut of: Vec<String> = Vec::new();
        of.extend(b.comparator.owner.iter().map(|o| format!("set by {o}")));
        of.extend(b.comparator.source.iter().map(|s| format!("read in {s}")));
        if !of.is_empty() {
            said.push(format!("{}: {}", b.comparator.with.title(), of.join("; ")));
        }
    }
    said
}

/// The figures as bars, one a year: in tenths, so that small shares are seen.
fn chart(s: &SeriesRecord) -> Chart {
    let unit = s.unit.unwrap_or(IndicatorUnit::Average);
    let tenths = |f: Figure| u32::try_from((f.in_thousandths() + 50) / 100).ok();
    let count = |f: Figure| u32::try_from(f.rounded()).ok();
    let rows = s.points.iter().map(|p| {
        let figure = p.figure.and_then(|f| {
            if unit == IndicatorUnit::Count {
                count(f)
            } else {
                tenths(f)
            }
        });
        let broken = if p.series_break.is_some() {
            " (after a break)"
        } else {
            ""
        };
        let withheld = if p.withheld { " (withheld)" } else { "" };
        (format!("{}{broken}{withheld}", p.period.words()), vec![figure])
    });
    Chart {
        headline: s.name.as_str().into(),
        about: format!("{}, {}, by year.", s.name, unit.title()).into(),
        kind: ChartKind::Bars,
        unit: if unit == IndicatorUnit::Count {
            Unit::Count
        } else {
            Unit::Tenths
        },
        without_pictures: WithoutPictures::Nothing,
        rows_are: "Time".to_owned(),
        series: vec![unit.title().to_owned()],
        rows: rows.collect(),
    }
}

fn table(s: &SeriesRecord) -> Block {
    let with_counts = s.points.iter().any(|p| p.denominator.is_some());
    let mut columns = vec![names("Time"), figures("Value")];
    if with_counts {
        columns.push(figures("Counts"));
    }
    columns.extend([text("Since the one before"), text("Beside")]);
    let rows = s.points.iter().map(|p| {
        let mut cells: Vec<Text> = vec![p.period.words().into(), value(s, p).into()];
        if with_counts {
            let counts = p.numerator.zip(p.denominator);
            cells.push(counts.map_or(NONE.into(), |(n, d)| format!("{n} of {d}").into()));
        }
        cells.push(since(s, p).unwrap_or_else(|| NONE.to_owned()).into());
        let all: Vec<String> = p.beside.iter().filter_map(|b| beside(s, b)).collect();
        cells.push(if all.is_empty() {
            NONE.into()
        } else {
            all.join("; ").into()
        });
        cells
    });
    Block::table(columns, rows.collect())
}

fn value(s: &SeriesRecord, p: &PointRecord) -> String {
    let provisional = if p.status == Some(IndicatorStatus::Provisional) {
        " (provisional)"
    } else {
        ""
    };
    match p.figure {
        _ if p.withheld => "withheld".to_owned(),
        Some(figure) => format!("{}{provisional}", s.figure(figure)),
        None => NONE.to_owned(),
    }
}

/// What became of it since the value before, in words.
fn since(s: &SeriesRecord, p: &PointRecord) -> Option<String> {
    let moved = p.since.as_ref()?;
    if moved.reading == Reading::NotComparable {
        let why = if p.series_break.is_some() {
            "a break"
        } else {
            "another time of the year"
        };
        return Some(format!("not comparable: {why}"));
    }
    let by = s.distance(moved.by);
    Some(match moved.direction {
        MoveDirection::Same => "unchanged".to_owned(),
        MoveDirection::Up => format!("up {by}: {}", moved.reading.words()),
        MoveDirection::Down => format!("down {by}: {}", moved.reading.words()),
    })
}

/// What it is set beside, in words.
fn beside(s: &SeriesRecord, b: &BesideRecord) -> Option<String> {
    let c = &b.comparator;
    let mut whose = format!("{} {}", c.with.title(), s.figure(c.value));
    if let Some(period) = c.period {
        whose.push_str(&format!(" ({})", period.words()));
    }
    Some(match (b.direction, b.by) {
        (Some(MoveDirection::Same), _) => format!("the same as {whose}"),
        (Some(MoveDirection::Up), Some(by)) => format!("{} above {whose}", s.distance(by)),
        (Some(MoveDirection::Down), Some(by)) => format!("{} below {whose}", s.distance(by)),
        _ => whose,
    })
}

/// That current figures count as data besides the evidence that answers name, where some do.
pub(super) fn counted(r: &Report) -> Option<Block> {
    let mut ids: Vec<&str> = r.answers().flat_map(|a| a.figures.iter().map(String::as_str)).collect();
    ids.sort_unstable();
    ids.dedup();
    let many = match ids.len() {
        0 => return None,
        1 => "one current figure counts as data; it stands".to_owned(),
        n => format!("{n} current figures count as data; they stand"),
    };
    Some(Block::paragraph(format!(
        "Besides what the answers name, {many} with the answers."
    )))
}
