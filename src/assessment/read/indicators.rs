//! What the values of indicators mean: which indicator each is of, and whether such a value can be.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{ProblemCollector, ReadOptions};
use crate::assessment::{Assessment, ComparatorKind, IndicatorValue};
use crate::checklist::Checklist;
use crate::dates::day;
use crate::diagnostic::{Diagnostic, nearest};
use crate::format::source::{Aim, PathStep};
use crate::indicators::{self, Figure, Indicator, IndicatorUnit, OWN};

/// How far a figure may lie from what its two counts make: a publisher rounds to whole numbers.
const ROUNDING: Figure = Figure::ROUNDING;

/// Values that cannot be.
pub(super) fn problems(
    found: &mut ProblemCollector<'_>,
    values: &[IndicatorValue],
    updated: NaiveDate,
    options: ReadOptions,
) {
    let mut seen = BTreeSet::new();
    for (i, value) in values.iter().enumerate() {
        let mut of_value = OfValue { found, at: i };
        let known = indicators::find(&value.id);
        if known.is_none() && !value.id.starts_with(OWN) {
            of_value.unknown(&value.id);
        }
        if !seen.insert(value.key()) {
            of_value.wrong(
                &["period".into()],
                "duplicate-period",
                format!(
                    "`{}` has another value for {} already",
                    value.id.escape_debug(),
                    value.period
                ),
                "this time is in the file twice",
                "keep one of the two; a provisional value goes when the final one is known",
            );
        }
        let today = match options {
            ReadOptions::Whole => updated,
            ReadOptions::Partial { today, .. } => today.max(updated),
        };
        if value.period.ends() > today {
            of_value.wrong(
                &["period".into()],
                "future-period",
                format!(
                    "`{}` ends on {}, after the assessment ({})",
                    value.period,
                    day(value.period.ends()),
                    day(today)
                ),
                "not over yet",
                "a figure is of a time that is over; move `updated` when you edit by hand",
            );
        }
        of_value.figures(value, known);
        of_value.comparators(value, known);
    }
}

/// The problems of one value.
struct OfValue<'f, 'c> {
    found: &'f mut ProblemCollector<'c>,
    at: usize,
}

impl OfValue<'_, '_> {
    fn wrong(&mut self, below: &[PathStep], code: &'static str, message: String, label: &str, help: &str) {
        let path: Vec<PathStep> = ["indicator".into(), self.at.into()]
            .into_iter()
            .chain(below.iter().cloned())
            .collect();
        let diagnostic = Diagnostic::error(code, message).label(label).help(help);
        self.found.add(&path, Aim::Value, diagnostic);
    }

    fn unknown(&mut self, id: &str) {
        let names = indicators::shipped().indicators.iter().map(|i| i.id.as_str());
        let label = nearest(id, names).map_or_else(|| "unknown".to_owned(), |near| format!("did you mean `{near}`?"));
        let message = format!("there is no indicator `{}`", id.escape_debug());
        let help = format!("`assure indicators` lists them; one of your own has an id that begins with `{OWN}`");
        self.wrong(&["id".into()], "unknown-indicator", message, &label, &help);
    }

    fn figures(&mut self, value: &IndicatorValue, known: Option<&Indicator>) {
        if value.value.is_none() && value.numerator.is_none() {
            let message = "there is neither a `value` nor a `numerator`".to_owned();
            let help = "give the figure, or its two counts; what is not known is left out whole";
            self.wrong(&[], "no-value", message, "no figure", help);
            return;
        }
        if value.denominator == Some(Figure::whole(0)) {
            let message = "the `denominator` is 0, and nothing can be divided by it".to_owned();
            self.wrong(
                &["denominator".into()],
                "denominator",
                message,
                "0",
                "leave the value out for this time",
            );
            return;
        }
        // Of one of the council's own, its own file says what it is given in.
        let Some(known) = known else { return };
        let unit = known.unit;
        if unit == IndicatorUnit::Count {
            self.count(value);
        } else if value.value.is_none() && value.denominator.is_none() {
            let message = format!("{} needs its `denominator`, or its `value`", known.name);
            self.wrong(
                &["numerator".into()],
                "no-value",
                message,
                "of how many?",
                &denominator_help(known),
            );
        }
        let has_part_above_whole = value.numerator.zip(value.denominator).is_some_and(|(n, d)| n > d);
        if unit == IndicatorUnit::Percent && !known.apart && has_part_above_whole {
            let message = "the `numerator` is above the `denominator`".to_owned();
            self.wrong(
                &["numerator".into()],
                "numerator",
                message,
                "a part is more than the whole",
                &denominator_help(known),
            );
        } else if let (Some(given), Some(n), Some(d)) = (value.value, value.numerator, value.denominator)
            && let Some(made) = Figure::share(n, d, unit.times())
            && unit != IndicatorUnit::Count
            && made.distance(given) > ROUNDING
        {
            let message = format!("the two counts make {}, not {}", unit.figure(made), unit.figure(given));
            let help = "one of the three numbers is wrong, or the figure counts something else";
            self.wrong(
                &["value".into()],
                "value",
                message,
                "does not follow from its counts",
                help,
            );
        }
        self.at_most_all(&["value".into()], value.value, known);
    }

    fn at_most_all(&mut self, below: &[PathStep], figure: Option<Figure>, known: &Indicator) {
        if known.unit == IndicatorUnit::Percent && !known.apart && figure.is_some_and(|f| f > Figure::whole(100)) {
            let message = format!("{} is given in per cent: it cannot be above 100", known.name);
            self.wrong(below, "over-100", message, "above 100", "write 22.6 for 22.6 per cent");
        } else if known.unit == IndicatorUnit::Per10000 && figure.is_some_and(|f| f > Figure::whole(10_000)) {
            let message = format!("{} is given for every 10,000: it cannot be above 10,000", known.name);
            self.wrong(
                below,
                "over-10000",
                message,
                "above 10,000",
                "a count goes into `numerator`",
            );
        }
    }

    fn count(&mut self, value: &IndicatorValue) {
        let help = "a count is one whole number: `value = 3`";
        if value.denominator.is_some() {
            let message = "a count has no `denominator`".to_owned();
            self.wrong(&["denominator".into()], "denominator", message, "not of a count", help);
        }
        for (key, figure) in [("value", value.value), ("numerator", value.numerator)] {
            if figure.is_some_and(|f| f != Figure::whole(f.rounded())) {
                let message = format!("`{key}` of a count is a whole number");
                self.wrong(&[key.into()], "count", message, "a fraction", help);
            }
        }
        if value.value.zip(value.numerator).is_some_and(|(v, n)| v != n) {
            let message = "`value` and `numerator` of a count are the same number".to_owned();
            self.wrong(&["value".into()], "value", message, "two different counts", help);
        }
    }

    fn comparators(&mut self, value: &IndicatorValue, known: Option<&Indicator>) {
        let mut seen = BTreeSet::new();
        for (j, one) in value.comparators.iter().enumerate() {
            let at = |key: &str| -> Vec<PathStep> { vec!["comparator".into(), j.into(), key.into()] };
            if !seen.insert(one.with) {
                let message = format!("{} is there twice", one.with.title());
                self.wrong(
                    &at("with"),
                    "duplicate-comparator",
                    message,
                    "already there above",
                    "keep one of the two",
                );
            }
            if let Some(known) = known {
                self.at_most_all(&at("value"), Some(one.value), known);
            }
            match (one.with, &one.owner) {
                (ComparatorKind::Target, None) => {
                    let message = "a target of your own needs its `owner`".to_owned();
                    let path = ["comparator".into(), j.into()];
                    self.wrong(
                        &path,
                        "owner",
                        message,
                        "who set it?",
                        "name the post that set it and answers for it",
                    );
                }
                (ComparatorKind::Target, Some(_)) | (_, None) => {}
                (_, Some(_)) => {
                    let message = format!("{} has no `owner`: only a target has one", one.with.title());
                    self.wrong(
                        &at("owner"),
                        "owner",
                        message,
                        "not here",
                        "write where it was read into `source`",
                    );
                }
            }
        }
    }
}

/// What stands below the line.
fn denominator_help(known: &Indicator) -> String {
    let of = known.denominator.as_deref().unwrap_or("nothing");
    format!("the denominator is: {of}; the numerator: {}", known.numerator)
}

/// What is wrong with one value that is to stand in an assessment, a sentence each.
pub fn value_faults(checklist: &Checklist, into: &Assessment, value: &IndicatorValue) -> Vec<String> {
    let mut found = ProblemCollector {
        checklist,
        list: Vec::new(),
    };
    problems(
        &mut found,
        std::slice::from_ref(value),
        into.updated,
        ReadOptions::Whole,
    );
    found.list.into_iter().map(|p| p.diagnostic.message).collect()
}
