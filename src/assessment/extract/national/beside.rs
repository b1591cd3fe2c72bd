//! A release's figures beside one value of the answer file.

use super::super::{ExtractTarget, ReadExtract};
use super::{ReleaseFigures, ReleasePlace, WantedComparators, to_one_decimal};
use crate::assessment::{Comparator, ComparatorKind, IndicatorValue, value_faults};
use crate::indicators::{Figure, Indicator};

/// The middle of the figures, as the Department for Education's own dashboard takes it for statistical neighbours.
fn median(mut figures: Vec<i64>) -> Option<Figure> {
    figures.sort_unstable();
    let middle = figures.len() / 2;
    let upper = *figures.get(middle)?;
    let value = if figures.len() % 2 == 1 {
        upper
    } else {
        let lower = *figures.get(middle.checked_sub(1)?)?;
        // Two figures of one decimal: their middle has two at most.
        (lower + upper) / 2
    };
    Some(to_one_decimal(value))
}

/// Sets a release's figures beside a value.
pub(super) fn set_beside(
    value: &IndicatorValue,
    figures: &ReleaseFigures,
    indicator: &Indicator,
    into: ExtractTarget<'_>,
    wanted: WantedComparators<'_>,
    read: &mut ReadExtract,
) {
    let table = indicator
        .table
        .as_deref()
        .map_or_else(String::new, |t| format!(", {t}"));
    let release = format!("{}{table}", indicator.source);
    let mut new = value.clone();
    let mut last_line = 0;
    let one = |place: ReleasePlace| figures.get(&place).and_then(|(line, f)| Some((*line, (*f)?)));
    let mut found: Vec<(ComparatorKind, u64, Figure, String)> = Vec::new();
    let neighbours: Vec<(u64, Figure)> = (0..wanted.neighbours.len())
        .filter_map(|n| one(ReleasePlace::Neighbour(n)))
        .collect();
    if let Some(middle) = median(neighbours.iter().map(|(_, f)| f.in_thousandths()).collect()) {
        let (named, published) = (wanted.neighbours.len(), neighbours.len());
        let how = if named == published {
            format!("median of {named}")
        } else {
            format!("median of the {published} published of {named}")
        };
        let line = neighbours.first().map_or(0, |(line, _)| *line);
        found.push((ComparatorKind::Neighbours, line, middle, format!("{release}; {how}")));
    }
    for (kind, place) in [
        (ComparatorKind::Region, ReleasePlace::Region),
        (ComparatorKind::England, ReleasePlace::England),
    ] {
        found.extend(one(place).map(|(line, f)| (kind, line, f, release.clone())));
    }
    for (kind, line, figure, source) in found {
        let comparator = Comparator {
            with: kind,
            value: figure,
            period: None,
            source: Some(source),
            owner: None,
        };
        last_line = line;
        match new.comparators.iter_mut().find(|c| c.with == kind) {
            None => new.comparators.push(comparator),
            // The same figure stays as somebody wrote it down.
            Some(stands) if stands.value == figure && stands.period.is_none() => {}
            Some(stands) if wanted.replace => *stands = comparator,
            Some(stands) => read.reject(
                line,
                format!(
                    "`{}` for {} has another figure of {} in the answer file ({}, here {}): give --replace to change it",
                    value.id,
                    value.period,
                    kind.title(),
                    stands.value,
                    figure
                ),
            ),
        }
    }
    let faults = value_faults(into.checklist, into.assessment, &new);
    if faults.is_empty() {
        read.values.push((last_line, new));
    } else {
        read.reject(last_line, faults.join("; "));
    }
}
