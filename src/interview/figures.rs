//! The figures that give early warning: a place of the task list where the checklist's questions name some. Never asked unasked.

use super::asking::{StepExit, StepResult, TextPrompt};
use super::navigation::Transition;
use super::pieces::non_empty;
use super::{Choice, Interview, Notice, TextKind};
use crate::assessment::{Assessment, IndicatorStatus, IndicatorValue, personal, value_faults};
use crate::indicators::{Figure, Indicator, IndicatorPeriod, IndicatorUnit, shipped};

/// What was typed of a figure.
enum TypedFigure {
    /// The figure itself, or a count.
    Figure(Figure),
    /// Its two counts.
    Counts(Figure, Figure),
}

impl Interview<'_> {
    /// The indicators that speak to a question of this checklist.
    fn indicators(&self) -> Vec<&'static Indicator> {
        let base = self.checklist.extends.as_ref().map(|e| e.id.as_str());
        let ids = [Some(self.checklist.id.as_str()), base];
        let speaks = |i: &&Indicator| {
            i.questions.iter().any(|q| {
                q.split_once(':').is_some_and(|(checklist, question)| {
                    ids.contains(&Some(checklist)) && self.checklist.questions().any(|x| x.id.as_str() == question)
                })
            })
        };
        shipped().indicators.iter().filter(speaks).collect()
    }

    /// How many of them have a value, in words for the task list; none where the questions name no indicator.
    pub(super) fn figures_hint(&self) -> Option<String> {
        let all = self.indicators();
        let given = all.iter().filter(|i| self.newest(&i.id).is_some()).count();
        (!all.is_empty()).then(|| format!("{given} of {} have a value", all.len()))
    }

    /// The newest value of an indicator in this file.
    fn newest(&self, id: &str) -> Option<&IndicatorValue> {
        let of_it = self.assessment.indicators.iter().filter(|v| v.id == id);
        of_it.max_by_key(|v| v.period.ends())
    }

    /// The list of indicators, until the person goes back.
    pub(super) fn ask_figures(&mut self) -> Transition {
        let all = self.indicators();
        loop {
            let choices = all
                .iter()
                .zip(1..)
                .map(|(i, number): (_, usize)| {
                    let hint = self
                        .newest(&i.id)
                        .map_or_else(|| "no value".to_owned(), |v| in_words(i, v));
                    Choice::hinted(number.to_string(), i.name.as_str(), hint)
                })
                .collect();
            let chosen = match self.choose_to_open("Figure", choices) {
                Ok(chosen) => chosen,
                Err(elsewhere) => return elsewhere,
            };
            let Some(indicator) = all.get(chosen) else { continue };
            match self.ask_figure(indicator) {
                Ok(()) | Err(StepExit::Back | StepExit::Leave(Transition::Forward | Transition::Back)) => {}
                Err(StepExit::Leave(elsewhere)) => return elsewhere,
            }
        }
    }

    /// One value of an indicator: when it is of, the figure or its counts, where it was read.
    fn ask_figure(&mut self, indicator: &Indicator) -> StepResult<()> {
        let lines = self.about_figure(indicator);
        self.respondent.show(&Notice::Page {
            title: &indicator.name,
            lines: &lines,
        });
        let (period, typed) = loop {
            let period = self.ask_figure_period(indicator)?;
            let Some(period) = period else { return Ok(()) };
            let Some(typed) = self.ask_counts(indicator)? else {
                return Ok(());
            };
            let faults = value_faults(self.checklist, &self.dated(), &value(indicator, period, &typed));
            if faults.is_empty() {
                break (period, typed);
            }
            self.respondent
                .show(&Notice::Mistake(&format!("{}.", faults.join("; "))));
        };
        let stands = |v: &IndicatorValue| v.key() == (indicator.id.as_str(), period.ends());
        let before = self.assessment.indicators.iter().find(|v| stands(v)).cloned();
        let source = self.ask_text(
            None,
            &TextPrompt {
                prompt: "Source",
                about: "Where was it read? Such as Workforce return, November 2025. Empty: not said.",
                current: before.as_ref().and_then(|b| b.source.as_deref()).unwrap_or(""),
                kind: TextKind::Line,
            },
        )?;
        let choices = vec![
            Choice::new("1", "final"),
            Choice::new("2", "provisional"),
            Choice::new("3", "not said"),
        ];
        let current = match before.as_ref().and_then(|b| b.status) {
            Some(IndicatorStatus::Final) => 0,
            Some(IndicatorStatus::Provisional) => 1,
            None => 2,
        };
        let status = self.ask_choice("The value is", choices, Some(current))?;
        let new = value(indicator, period, &typed);
        let mut kept = before.unwrap_or_else(|| new.clone());
        (kept.value, kept.numerator, kept.denominator) = (new.value, new.numerator, new.denominator);
        kept.source = non_empty(source);
        kept.status = [Some(IndicatorStatus::Final), Some(IndicatorStatus::Provisional)]
            .get(status)
            .copied()
            .flatten();
        let mut wanted = self.assessment.clone();
        match wanted.indicators.iter_mut().find(|v| stands(v)) {
            Some(there) => *there = kept,
            None => wanted.indicators.push(kept),
        }
        personal::confirm_head(&mut wanted, &self.confirmed);
        match self.save(wanted) {
            None => Ok(()),
            Some(outcome) => Err(StepExit::Leave(Transition::Leave(outcome))),
        }
    }

    /// The answers as they are dated once this is kept.
    fn dated(&self) -> Assessment {
        Assessment {
            updated: self.assessment.updated.max(self.today),
            ..self.assessment.clone()
        }
    }

    /// What is counted, what to mind, last year's value, England's.
    fn about_figure(&self, i: &Indicator) -> Vec<String> {
        // The whole first: what is counted is mostly a part of it.
        let mut lines: Vec<String> = i.denominator.iter().map(|of| format!("Over: {of}.")).collect();
        lines.push(format!("Counted: {}.", i.numerator));
        lines.push(format!("Given as: {}, for {}.", i.unit.title(), i.period.title()));
        lines.extend(i.cautions.iter().map(|c| format!("Mind: {c}")));
        let last = self
            .last
            .into_iter()
            .flat_map(|l| l.figures.iter())
            .filter(|v| v.id == i.id);
        lines.extend(last.map(|v| format!("In last year's file: {}.", in_words(i, v))));
        let here = self.assessment.indicators.iter().filter(|v| v.id == i.id);
        lines.extend(here.map(|v| format!("In this file: {}.", in_words(i, v))));
        let england = i.england.as_ref();
        lines.extend(england.map(|e| format!("England: {} ({}).", i.unit.figure(e.value), e.of)));
        lines
    }

    fn ask_figure_period(&mut self, indicator: &Indicator) -> StepResult<Option<IndicatorPeriod>> {
        let about = format!(
            "When is the value of? Such as {}. Empty: no value.",
            indicator.period.example()
        );
        loop {
            let given = self.ask_text(
                None,
                &TextPrompt {
                    prompt: "Time",
                    about: &about,
                    current: "",
                    kind: TextKind::Line,
                },
            )?;
            let Some(given) = non_empty(given) else { return Ok(None) };
            match crate::assessment::extract::cells::period(&given) {
                Ok(period) => return Ok(Some(period)),
                Err(fault) => self.respondent.show(&Notice::Mistake(&format!("{fault}."))),
            }
        }
    }

    fn ask_counts(&mut self, indicator: &Indicator) -> StepResult<Option<TypedFigure>> {
        let count = indicator.unit == IndicatorUnit::Count;
        let about = if count {
            "How many? A whole number. Empty: no value."
        } else {
            "The two counts, such as 24 of 158, or the figure alone. With the counts it can be said whether a move is more than chance. Empty: no value."
        };
        loop {
            let given = self.ask_text(
                None,
                &TextPrompt {
                    prompt: "Value",
                    about,
                    current: "",
                    kind: TextKind::Line,
                },
            )?;
            let Some(given) = non_empty(given) else { return Ok(None) };
            match typed(&given) {
                Ok(typed) => return Ok(Some(typed)),
                Err(fault) => self
                    .respondent
                    .show(&Notice::Mistake(&format!("What was typed {fault}."))),
            }
        }
    }
}

/// `24 of 158`, or one number.
fn typed(text: &str) -> Result<TypedFigure, String> {
    use crate::assessment::extract::cells::figure;
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.as_slice() {
        [n, "of" | "/", d] => Ok(TypedFigure::Counts(figure(n)?, figure(d)?)),
        _ => figure(text.trim()).map(TypedFigure::Figure),
    }
}

fn value(indicator: &Indicator, period: IndicatorPeriod, typed: &TypedFigure) -> IndicatorValue {
    let (value, numerator, denominator) = match typed {
        TypedFigure::Figure(figure) => (Some(*figure), None, None),
        TypedFigure::Counts(n, d) => (None, Some(*n), Some(*d)),
    };
    IndicatorValue {
        id: indicator.id.clone(),
        period,
        value,
        numerator,
        denominator,
        source: None,
        status: None,
        quality: None,
        note: None,
        series_break: None,
        comparators: Vec::new(),
    }
}

/// A value with its time.
fn in_words(i: &Indicator, v: &IndicatorValue) -> String {
    let figure = v.figure(i.unit).map_or_else(String::new, |f| i.unit.figure(f));
    format!("{figure}, {}", v.period.words())
}
