//! The figures that give early warning, over the years: what moved, what it is set beside, and what is worth a talk.
//!
//! Nothing here is a verdict on a council. A move is called "the wanted way" only where a wanted way is commonly named, the two values
//! count the same thing at the same time of the year, the data are not doubted, and it is more than chance alone would often make.

mod chance;
mod prompts;
mod public;
mod records;

use std::collections::BTreeMap;

use crate::assessment::{Assessment, Comparator, ComparatorKind, DataQuality, IndicatorValue, Period};
use crate::indicators::{Figure, GoodDirection, Indicator, IndicatorUnit, Known};
use crate::report::Audience;
use chrono::{Datelike as _, NaiveDate};

pub use prompts::RaisedPrompt;
pub use public::SMALL;
pub use records::{
    BesideRecord, IndicatorPage, IndicatorReport, MoveDirection, MoveRecord, PointRecord, Reading, SeriesRecord,
    Steadiness,
};

/// What a value is, and where it stands.
struct Point<'a> {
    value: &'a IndicatorValue,
    figure: Option<Figure>,
    /// An older file has another figure for the same time.
    restated: Option<(Period, Option<Figure>)>,
}

impl Point<'_> {
    fn measured(&self, figure: Figure) -> chance::Measured {
        chance::Measured {
            figure,
            numerator: self.value.numerator,
            denominator: self.value.denominator,
        }
    }

    fn is_doubted(&self) -> bool {
        // A note that nobody called harmless may be a doubt.
        match self.value.quality {
            Some(DataQuality::Doubtful) => true,
            Some(DataQuality::Sound) => false,
            None => self.value.note.is_some(),
        }
    }
}

/// The values of one indicator by the last day of their time: the newest file's, and what an older one says of the same time.
type ByTime<'a> = BTreeMap<NaiveDate, (&'a IndicatorValue, Period, Option<(Period, &'a IndicatorValue)>)>;

/// The series of some assessments of one council, for whoever reads them.
pub fn series(assessments: &[&Assessment], known: &Known, audience: Audience) -> IndicatorReport {
    let mut sorted = assessments.to_vec();
    sorted.sort_by_key(|a| a.period);
    let mut by_id: BTreeMap<&str, ByTime<'_>> = BTreeMap::new();
    for a in &sorted {
        for value in &a.indicators {
            let points = by_id.entry(&value.id).or_default();
            let before = points.get(&value.period.ends()).map(|(old, period, _)| (*period, *old));
            points.insert(value.period.ends(), (value, a.period, before));
        }
    }
    // In the order of the list; what it does not know stands behind.
    let order: BTreeMap<&str, usize> = known
        .indicators()
        .enumerate()
        .map(|(i, x)| (x.id.as_str(), i))
        .collect();
    let mut ids: Vec<&str> = by_id.keys().copied().collect();
    ids.sort_by_key(|id| (order.get(id).copied().unwrap_or(usize::MAX), *id));
    let mut report = IndicatorReport::default();
    for id in ids {
        let definition = known.find(id);
        let unit = definition.map(|d| d.unit);
        let figure = |v: &IndicatorValue| unit.map_or(v.value, |unit| v.figure(unit));
        let points: Vec<Point<'_>> = by_id
            .get(id)
            .into_iter()
            .flat_map(BTreeMap::values)
            .map(|(value, _, before)| Point {
                value,
                figure: figure(value),
                restated: before
                    .map(|(period, old)| (period, figure(old)))
                    .filter(|(_, old)| *old != figure(value)),
            })
            .collect();
        report.series.push(record(id, definition, &points));
        if definition.is_none() {
            report.notes.push(format!(
                "The definition of `{id}` is not at hand: name its file with `assure indicators --indicators FILE`."
            ));
        }
    }
    for a in &sorted {
        let said = a.series_break.as_ref().filter(|_| !report.series.is_empty());
        report.notes.extend(said.map(|why| {
            format!(
                "{}: the council says that its series breaks with this year: {why}",
                a.period
            )
        }));
    }
    report.prompts = prompts::raised(&report.series, known);
    if audience == Audience::Public {
        public::withhold(&mut report, known);
    }
    report
}

fn record(id: &str, definition: Option<&Indicator>, points: &[Point<'_>]) -> SeriesRecord {
    let unit = definition.map(|d| d.unit);
    let mut records: Vec<PointRecord> = Vec::new();
    for (i, point) in points.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|b| points.get(b));
        records.push(point_record(definition, point, before));
    }
    let newest = records.last().and_then(|p| p.figure);
    SeriesRecord {
        id: id.to_owned(),
        name: definition.map_or(id, |d| &d.name).to_owned(),
        unit,
        good: definition.map_or(GoodDirection::Neither, |d| d.good),
        definition: definition.map_or_else(
            || "Its definition is not at hand.".to_owned(),
            |d| match &d.denominator {
                // The whole first: what is counted is mostly a part of it.
                Some(of) => format!(
                    "Over: {of}. Counted: {}. Given as: {}. Time: {}.",
                    d.numerator,
                    d.unit.title(),
                    d.period.title()
                ),
                None => format!("Counted: {}. Time: {}.", d.numerator, d.period.title()),
            },
        ),
        origin: definition.map_or_else(|| "the council's own figure".to_owned(), Indicator::origin),
        cautions: definition.map(|d| cautions(d, points)).unwrap_or_default(),
        england: definition.and_then(|d| {
            let england = d.england.as_ref()?;
            Some(format!("{} ({})", d.unit.figure(england.value), england.of))
        }),
        above_none: definition.is_some_and(|d| d.none_allowed) && newest.is_some_and(|f| f > Figure::whole(0)),
        steadiness: Some(chance::steadiness(&records, definition)),
        points: records,
    }
}

/// What to mind, and that values of another time than the publisher's are not the published figure.
fn cautions(definition: &Indicator, points: &[Point<'_>]) -> Vec<String> {
    let other = definition.period.last_day().filter(|(month, day)| {
        let ends = |p: &Point<'_>| p.value.period.ends();
        points
            .iter()
            .any(|p| (ends(p).month(), ends(p).day()) != (*month, *day))
    });
    let said = other.map(|_| {
        format!(
            "Not all values here are of the time that is published ({}): those are the council's own count.",
            definition.period.title()
        )
    });
    said.into_iter().chain(definition.cautions.iter().cloned()).collect()
}

fn point_record(definition: Option<&Indicator>, point: &Point<'_>, before: Option<&Point<'_>>) -> PointRecord {
    let value = point.value;
    let mut beside: Vec<BesideRecord> = value
        .comparators
        .iter()
        .map(|c| set_beside(point, c.clone(), false))
        .collect();
    // England's figure of the same time, where the council gave none.
    if let Some(england) = definition.and_then(|d| d.england.as_ref().map(|e| (d, e)))
        && england.1.ends == value.period.ends()
        && !value.comparators.iter().any(|c| c.with == ComparatorKind::England)
    {
        let comparator = Comparator {
            with: ComparatorKind::England,
            value: england.1.value,
            period: None,
            source: Some(england.0.source.clone()),
            owner: None,
        };
        beside.push(set_beside(point, comparator, true));
    }
    beside.sort_by_key(|b| b.comparator.with);
    let restated = point
        .restated
        .as_ref()
        .map(|(period, _)| format!("restated since the file of {period}"));
    let broken = value.series_break.clone().or_else(|| {
        // Where the year before was restated too, both are new and go together.
        restated.filter(|_| before.is_some_and(|b| b.restated.is_none()))
    });
    let percent = definition.is_some_and(|d| d.unit == IndicatorUnit::Percent);
    let denominator = value.denominator.filter(|_| percent);
    PointRecord {
        period: value.period,
        figure: point.figure,
        numerator: value.numerator,
        denominator: value.denominator,
        one_point_is: denominator.and_then(|d| Figure::share(d, Figure::whole(100), 1)),
        withheld: false,
        status: value.status,
        quality: value.quality,
        note: value.note.clone(),
        source: value.source.clone(),
        since: before.and_then(|before| moved(definition, before, point, broken.is_some())),
        series_break: broken,
        beside,
    }
}

fn direction(from: Figure, to: Figure) -> MoveDirection {
    match to.cmp(&from) {
        std::cmp::Ordering::Less => MoveDirection::Down,
        std::cmp::Ordering::Equal => MoveDirection::Same,
        std::cmp::Ordering::Greater => MoveDirection::Up,
    }
}

fn set_beside(point: &Point<'_>, comparator: Comparator, from_program: bool) -> BesideRecord {
    // A target is of no time; everything else is compared at the same time only.
    let same_time = comparator.with == ComparatorKind::Target
        || comparator.period.is_none_or(|p| p.ends() == point.value.period.ends());
    let figure = point.figure.filter(|_| same_time);
    BesideRecord {
        from_program,
        direction: figure.map(|f| direction(comparator.value, f)),
        by: figure.map(|f| f.distance(comparator.value)),
        comparator,
    }
}

fn moved(definition: Option<&Indicator>, before: &Point<'_>, now: &Point<'_>, broken: bool) -> Option<MoveRecord> {
    let (from, to) = before.figure.zip(now.figure)?;
    let direction = direction(from, to);
    let good = definition.map_or(GoodDirection::Neither, |d| d.good);
    let wanted = match (good, direction) {
        (_, MoveDirection::Same) | (GoodDirection::Neither, _) => None,
        (GoodDirection::Higher, way) => Some(way == MoveDirection::Up),
        (GoodDirection::Lower, way) => Some(way == MoveDirection::Down),
    };
    let reading = if broken || !now.value.period.same_time_of_year(before.value.period) {
        Reading::NotComparable
    } else if direction == MoveDirection::Same {
        Reading::Neutral
    } else {
        match (
            chance::step(definition, before.measured(from), now.measured(to)),
            wanted,
        ) {
            (chance::Step::WithinChance, _) => Reading::TooSmall,
            (chance::Step::NotCounted, _) => Reading::NotCounted,
            (chance::Step::More, Some(true)) if before.is_doubted() || now.is_doubted() => Reading::Doubtful,
            (chance::Step::More, Some(true)) => Reading::WantedWay,
            (chance::Step::More, Some(false)) => Reading::OtherWay,
            (chance::Step::More, None) => Reading::Neutral,
        }
    };
    Some(MoveRecord {
        direction,
        by: from.distance(to),
        reading,
    })
}
