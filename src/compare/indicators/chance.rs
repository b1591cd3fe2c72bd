//! Whether a move is more than chance alone would often make: two standard errors, and the weight of more than a few children.

use super::{MoveDirection, PointRecord, Reading, Steadiness};
use crate::indicators::{Figure, Indicator, IndicatorUnit};

/// What a step from one value to the next is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Chance alone would often make as much, or it is the weight of fewer than six.
    WithinChance,
    /// More than that.
    More,
    /// The counts are not given.
    NotCounted,
}

/// So many standard errors are what chance alone seldom passes.
const ERRORS: f64 = 2.0;

/// A move of fewer than so many is one of a few children: the same number below which a public copy says nothing.
const FEW: f64 = 6.0;

/// Figure, numerator and denominator of one time, as far as they are known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measured {
    /// The figure.
    pub figure: Figure,
    /// The count above the line.
    pub numerator: Option<Figure>,
    /// The count below it.
    pub denominator: Option<Figure>,
}

impl Measured {
    fn of(point: &PointRecord) -> Option<Self> {
        Some(Self {
            figure: point.figure?,
            numerator: point.numerator,
            denominator: point.denominator,
        })
    }
}

/// Numerator and denominator, one of them from the figure where it has to be.
fn counts(m: Measured, unit: IndicatorUnit) -> Option<(f64, f64)> {
    let times = unit.times() as f64;
    match (m.numerator, m.denominator, Some(m.figure)) {
        (Some(n), Some(d), _) => Some((n.as_f64(), d.as_f64())),
        (None, Some(d), Some(f)) => Some((f.as_f64() * d.as_f64() / times, d.as_f64())),
        (Some(n), None, Some(f)) if f > Figure::whole(0) => Some((n.as_f64(), n.as_f64() * times / f.as_f64())),
        _ => None,
    }
}

/// What the step from one value to the next is.
pub(super) fn step(definition: Option<&Indicator>, before: Measured, now: Measured) -> Step {
    let (from, to) = (before.figure, now.figure);
    let Some(definition) = definition else {
        return Step::NotCounted;
    };
    let by = from.distance(to).as_f64();
    let judged = |children: f64, error: f64, by: f64| {
        if children < FEW || by <= ERRORS * error {
            Step::WithinChance
        } else {
            Step::More
        }
    };
    let unit = definition.unit;
    if unit == IndicatorUnit::Count {
        return judged(by, (from.as_f64() + to.as_f64()).sqrt(), by);
    }
    let (Some((n1, d1)), Some((n2, d2))) = (counts(before, unit), counts(now, unit)) else {
        return Step::NotCounted;
    };
    if d1 <= 0.0 || d2 <= 0.0 {
        return Step::NotCounted;
    }
    let times = unit.times() as f64;
    let share = by / times;
    match unit {
        // How cases spread over workers is not known: of an average only the few are looked at.
        IndicatorUnit::Average | IndicatorUnit::Count => judged(by * d1.min(d2), 0.0, by),
        IndicatorUnit::Percent if !definition.apart => {
            let all = ((n1 + n2) / (d1 + d2)).clamp(0.0, 1.0);
            let error = (all * (1.0 - all) * (1.0 / d1 + 1.0 / d2)).sqrt();
            judged(share * d1.min(d2), error, share)
        }
        IndicatorUnit::Percent | IndicatorUnit::Per10000 => {
            let error = (n1 / (d1 * d1) + n2 / (d2 * d2)).sqrt();
            judged(share * d1.min(d2), error, share)
        }
    }
}

/// How a series moves: over its values since the last break, all at the same time of the year. A drift in small steps shows from its
/// first value to its last.
pub(super) fn steadiness(points: &[PointRecord], definition: Option<&Indicator>) -> Steadiness {
    let broken = points
        .iter()
        .rposition(|p| p.since.as_ref().is_none_or(|s| s.reading == Reading::NotComparable))
        .unwrap_or(0);
    let steps: Vec<_> = points
        .iter()
        .skip(broken + 1)
        .filter_map(|p| p.since.as_ref())
        .collect();
    if steps.len() < 2 {
        return Steadiness::TooShort;
    }
    if definition.is_none() || steps.iter().any(|s| s.reading == Reading::NotCounted) {
        return Steadiness::NotCounted;
    }
    let more = |way| {
        steps
            .iter()
            .any(|s| s.direction == way && s.reading != Reading::TooSmall)
    };
    let ends = points.get(broken).zip(points.last());
    let ends = ends.and_then(|(first, last)| Measured::of(first).zip(Measured::of(last)));
    let drift = ends.filter(|(first, last)| step(definition, *first, *last) == Step::More);
    match (more(MoveDirection::Up), more(MoveDirection::Down), drift) {
        (true, true, _) => Steadiness::Volatile,
        (true, false, _) => Steadiness::Rising,
        (false, true, _) => Steadiness::Falling,
        (false, false, Some((first, last))) if last.figure > first.figure => Steadiness::Rising,
        (false, false, Some(_)) => Steadiness::Falling,
        (false, false, None) => Steadiness::Steady,
    }
}
