//! One assessment beside itself as it stood on an earlier day: what moved inside the year.

use chrono::NaiveDate;

use super::{Chain, Comparison, Refusal, Side, chain, diff};
use crate::assessment::Assessment;
use crate::checklist::{Checklist, QuestionId};
use crate::dates::day;

/// Compares an assessment with itself as it stood at the end of a day, as far as its file tells; what it does not tell, the notes say.
///
/// # Errors
/// A day before the assessment was begun.
pub fn since(checklist: &Checklist, assessment: &Assessment, date: NaiveDate) -> Result<Comparison, Refusal> {
    if date < assessment.started {
        return Err(Refusal::BeforeStart {
            date,
            started: assessment.started,
        });
    }
    let then = assessment.as_of(date);
    let way: Chain = chain(checklist, checklist, &[])?;
    let mut compared = diff(
        Side::new(checklist, &then.assessment),
        Side::new(checklist, assessment),
        &way,
    );
    compared.since = Some(date);
    let in_order = |ids: &[QuestionId]| -> String {
        let known = checklist.questions().map(|q| &q.id);
        known
            .filter(|id| ids.contains(id))
            .map(QuestionId::as_str)
            .collect::<Vec<_>>()
            .join(", ")
    };
    let mut notes = Vec::new();
    if date >= assessment.updated {
        notes.push(format!(
            "The file was last changed on {}: no answer in it is later than {}.",
            day(assessment.updated),
            day(date)
        ));
    } else {
        let kept = assessment
            .answers
            .values()
            .any(|a| a.earlier.iter().any(|e| e.until > date));
        if !kept {
            notes.push(format!(
                "No review has kept an answer since {}, so what moved inside the year is not known from this file. `--review` keeps what the answers were.",
                day(date)
            ));
        }
        notes.push(
            "Facts about the council, recommendations and the texts of the report are taken as they are now: what they were is not kept."
                .to_owned(),
        );
    }
    let not_kept = in_order(&then.not_kept);
    if !not_kept.is_empty() {
        notes.push(format!(
            "Given or changed since, and not in a review, so what they were is not known; they count as unanswered then: {not_kept}."
        ));
    }
    let undated = in_order(&then.undated);
    if !undated.is_empty() {
        notes.push(format!(
            "These answers name no day and are taken as they stand, then and now: {undated}."
        ));
    }
    compared.notes = notes;
    Ok(compared)
}
