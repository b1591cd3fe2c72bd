//! A public copy: small counts and whatever rests on them, or would give them away, is left out.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{IndicatorReport, PointRecord};
use crate::indicators::{Figure, Indicator, IndicatorUnit, Known};

/// A count of 1 to one below this is small. None at all is no count of anybody and is told.
pub const SMALL: Figure = Figure::SIX;

fn is_small(count: Figure) -> bool {
    Figure::whole(0) < count && count < SMALL
}

/// Takes small counts out of a report.
pub(super) fn withhold(report: &mut IndicatorReport, known: &Known) {
    let mut totals: BTreeSet<(String, NaiveDate)> = BTreeSet::new();
    for series in &mut report.series {
        let definition = known.find(&series.id);
        for point in series.points.iter_mut().filter(|p| rests_on_few(p, definition)) {
            take_out(point);
            let total = definition.and_then(|d| d.part_of.clone());
            totals.extend(total.map(|total| (total, point.period.ends())));
        }
    }
    for series in &mut report.series {
        for point in &mut series.points {
            if totals.contains(&(series.id.clone(), point.period.ends())) {
                take_out(point);
            }
            for beside in &mut point.beside {
                beside.comparator.owner = None;
            }
        }
        // A move from or to what is withheld would tell it.
        let withheld: Vec<bool> = series.points.iter().map(|p| p.withheld).collect();
        for (i, point) in series.points.iter_mut().enumerate() {
            let before = i.checked_sub(1).and_then(|b| withheld.get(b)).copied().unwrap_or(false);
            if before || point.withheld {
                point.since = None;
            }
        }
        if withheld.contains(&true) {
            series.steadiness = None;
            series.above_none &= !series.points.last().is_some_and(|p| p.withheld);
        }
    }
    let told = |id: &String| {
        !report
            .series
            .iter()
            .any(|s| s.id == *id && s.points.iter().any(|p| p.withheld))
    };
    report.prompts.retain(|p| p.indicators.iter().all(told));
    if report.series.iter().any(|s| s.points.iter().any(|p| p.withheld)) {
        report.notes.push(
            "Figures that rest on fewer than six children or workers, or that would give such a number away, are withheld."
                .to_owned(),
        );
    }
}

/// Whether a small count stands behind a value, or what is left of its whole is one.
fn rests_on_few(point: &PointRecord, definition: Option<&Indicator>) -> bool {
    let unit = definition.map(|d| d.unit);
    let times = unit.map_or(100, IndicatorUnit::times);
    let numerator = point.numerator.or_else(|| match unit {
        Some(IndicatorUnit::Count) | None => point.figure,
        Some(_) => point.figure?.part(times, point.denominator?),
    });
    let denominator = point
        .denominator
        .or_else(|| Figure::share(point.numerator?, point.figure?, times));
    let apart = definition.is_some_and(|d| d.apart) || !matches!(unit, Some(IndicatorUnit::Percent) | None);
    let rest = numerator.zip(denominator).filter(|_| !apart).map(|(n, d)| d.less(n));
    [numerator, denominator, rest].into_iter().flatten().any(is_small)
}

fn take_out(point: &mut PointRecord) {
    point.withheld = true;
    point.figure = None;
    point.numerator = None;
    point.denominator = None;
    point.one_point_is = None;
    // Free words may say the number.
    point.note = None;
    point.source = None;
    point.series_break = point.series_break.take().map(|_| "a break in the series".to_owned());
    for beside in &mut point.beside {
        beside.direction = None;
        beside.by = None;
    }
}
