//! What the guides tell leaders to put together: raised by the values, by a plain rule that is said. A prompt is no verdict.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{MoveDirection, PointRecord, SeriesRecord, Steadiness};
use crate::indicators::{Known, Prompt, PromptRule};

/// A relation that the values show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RaisedPrompt {
    /// Its id.
    pub id: String,
    /// What shows.
    pub title: String,
    /// The values that show it, a line each.
    pub because: Vec<String>,
    /// The rule by which it was raised. It is ours.
    pub rule: String,
    /// What to talk through.
    pub question: String,
    /// Which guide names the relation.
    pub source: String,
    /// The ids of the indicators.
    pub indicators: Vec<String>,
}

/// The prompts that some series raise.
pub(super) fn raised(series: &[SeriesRecord], known: &Known) -> Vec<RaisedPrompt> {
    known.prompts().filter_map(|p| raise(p, series)).collect()
}

fn raise(prompt: &Prompt, series: &[SeriesRecord]) -> Option<RaisedPrompt> {
    let of = |id: &String| series.iter().find(|s| s.id == *id);
    let found: Vec<&SeriesRecord> = prompt.indicators.iter().filter_map(of).collect();
    let all = found.len() == prompt.indicators.len();
    let because: Vec<String> = match prompt.rule {
        PromptRule::AllAboveComparator => {
            let above: Vec<String> = found.iter().filter_map(|s| above(s)).collect();
            (all && above.len() == found.len()).then_some(above)?
        }
        PromptRule::AnyAboveComparator => found.iter().filter_map(|s| above(s)).collect(),
        PromptRule::FirstNotBelowSecond => not_below(&found)?,
        PromptRule::GoesUpAndDown => found
            .iter()
            .filter(|s| s.steadiness == Some(Steadiness::Volatile))
            .map(|s| format!("{}: {}", s.name, over_the_years(s)))
            .collect(),
    };
    (!because.is_empty()).then(|| RaisedPrompt {
        id: prompt.id.clone(),
        title: prompt.title.clone(),
        because,
        rule: prompt.rule.words().to_owned(),
        question: prompt.question.clone(),
        source: prompt.source.clone(),
        indicators: prompt
            .indicators
            .iter()
            .filter(|id| of(id).is_some())
            .cloned()
            .collect(),
    })
}

/// The newest value above the first comparator that the council gave with it, in words.
fn above(s: &SeriesRecord) -> Option<String> {
    let newest = s.points.last()?;
    let beside = newest
        .beside
        .iter()
        .find(|b| !b.from_program && b.direction.is_some())?;
    (beside.direction == Some(MoveDirection::Up)).then_some(())?;
    Some(format!(
        "{}, {}: {}; {}: {}",
        s.name,
        newest.period.words(),
        s.figure(newest.figure?),
        beside.comparator.with.title(),
        s.figure(beside.comparator.value)
    ))
}

fn not_below(found: &[&SeriesRecord]) -> Option<Vec<String>> {
    let [first, second] = found else { return None };
    let now = first.points.last()?;
    let then: &PointRecord = second.points.iter().find(|p| p.period.ends() == now.period.ends())?;
    let (a, b) = (now.figure?, then.figure?);
    (a.rounded() >= b.rounded()).then(|| {
        let line = |s: &SeriesRecord, f| format!("{}, {}: {}", s.name, now.period.words(), s.figure(f));
        vec![line(first, a), line(second, b)]
    })
}

fn over_the_years(s: &SeriesRecord) -> String {
    let said = s
        .points
        .iter()
        .filter_map(|p| Some(format!("{} {}", p.period.words(), s.figure(p.figure?))));
    said.collect::<Vec<_>>().join(", ")
}
