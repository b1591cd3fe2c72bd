//! A question's page, put together from checklist, answers and last year.

use super::{LastYear, QuestionPage};
use crate::assessment::Assessment;
use crate::assessment::drift::is_to_confirm;
use crate::checklist::{Checklist, Question, Section};
use crate::glossary::{Term, terms_in};

/// Where a question stands in a run.
pub(super) struct PagePlace<'q> {
    pub question: &'q Question,
    pub section: &'q Section,
    /// The section's number, from 1.
    pub section_number: usize,
    /// The question's place in the run, from 1.
    pub number: usize,
    /// How many questions the run has.
    pub of: usize,
    pub minutes_left: u32,
}

/// The page of a question.
pub(super) fn page<'q>(
    checklist: &'q Checklist,
    assessment: &'q Assessment,
    last: Option<&'q LastYear>,
    place: &PagePlace<'q>,
) -> QuestionPage<'q> {
    let question = place.question;
    let answer = assessment.answer(&question.id);
    QuestionPage {
        number: place.number,
        of: place.of,
        minutes_left: place.minutes_left,
        section: place.section,
        section_number: place.section_number,
        sections: checklist.sections.len(),
        question,
        sources: question
            .source
            .iter()
            .map(|c| {
                (
                    checklist.source(&c.id).map_or(c.id.as_str(), |s| s.title.as_str()),
                    c.locator.as_str(),
                )
            })
            .collect(),
        answer,
        to_confirm: answer.is_some_and(|a| is_to_confirm(question, a)),
        last: last
            .map(|l| (l.period, l.of(&question.id)))
            .filter(|(_, of)| !of.is_empty()),
        terms: terms_of(question),
    }
}

/// The terms that a question and its guidance mention.
fn terms_of(question: &Question) -> Vec<&'static Term> {
    let mut texts = vec![question.text.as_str(), question.why.as_str()];
    texts.extend(question.look_for.iter().map(String::as_str));
    // No word runs over from one text into the next.
    terms_in(&texts.join(" | "))
}
