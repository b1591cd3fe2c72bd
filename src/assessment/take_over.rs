//! Bringing answers together: given ones into an assessment.

use std::fmt;

use chrono::NaiveDate;

use super::earlier::united;
use super::{Answer, Assessment, Response, comment};
use crate::checklist::{Checklist, QuestionId};

/// An answer that stands already and says something else than the given one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// The question.
    pub question: QuestionId,
    /// What stands.
    pub stands: Answer,
    /// What was given.
    pub given: Answer,
}

impl fmt::Display for Clash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (stands, given) = (response_words(&self.stands), response_words(&self.given));
        if stands == given {
            write!(f, "{} ({given}, its details differ)", self.question)
        } else {
            write!(f, "{} (stands: {stands}; given: {given})", self.question)
        }
    }
}

/// What an answer says, in a word or two.
pub fn response_words(answer: &Answer) -> String {
    match answer.response() {
        Some(Response::Rated(r)) => r.to_string(),
        Some(Response::DontKnow) => "don't know".to_owned(),
        Some(Response::NotApplicable) => "not applicable".to_owned(),
        None => "open".to_owned(),
    }
}

/// Whether two answers say the same, whenever and to whatever digest they were given.
fn same_answer(a: &Answer, b: &Answer) -> bool {
    let plain = |x: &Answer| Answer {
        on: None,
        asked: None,
        unfinished: false,
        draft: None,
        // What an answer was is no part of what it says: it stays whichever of the two stands.
        earlier: Vec::new(),
        // Nor is what readers say of it.
        comments: Vec::new(),
        // Nor is what was said by each of those who gave it together.
        voices: Vec::new(),
        ..x.clone()
    };
    plain(a) == plain(b)
}

/// Whether an answer says anything that another would take away: one without a rating may have a finding, and plans.
fn says_something(answer: &Answer) -> bool {
    let texts = answer.finding.is_some() || answer.reason.is_some();
    answer.response().is_some() || texts || !answer.evidence.is_empty() || !answer.actions.is_empty()
}

/// Whether two answers say the same, whoever gave them.
pub fn says_the_same(a: &Answer, b: &Answer) -> bool {
    let anybody = |x: &Answer| Answer { by: None, ..x.clone() };
    same_answer(&anybody(a), &anybody(b))
}

/// What is done with an answer that stands already and says something else than the given one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnClash {
    /// Nothing is taken over at all.
    Refuse,
    /// The given one takes its place.
    Replace,
}

/// Takes given answers into an assessment; what its head leaves out is filled in from the given one's, and a recommendation that it has
/// already stays as it stands unless it may be replaced.
///
/// # Errors
/// The answers that already stand and say something else, unless they may be replaced; nothing is then changed.
pub fn take_over(
    into: &mut Assessment,
    given: &Assessment,
    checklist: &Checklist,
    on_clash: OnClash,
    today: NaiveDate,
) -> Result<(), Vec<Clash>> {
    let clashes: Vec<Clash> = given
        .answers
        .iter()
        .filter(|(_, answer)| !answer.says_nothing())
        .filter_map(|(id, answer)| {
            let stands = into
                .answer(id)
                .filter(|old| says_something(old) && !same_answer(old, answer))?;
            Some(Clash {
                question: id.clone(),
                stands: stands.clone(),
                given: answer.clone(),
            })
        })
        .collect();
    if !clashes.is_empty() && on_clash == OnClash::Refuse {
        return Err(clashes);
    }
    for (id, answer) in &given.answers {
        if answer.is_empty() {
            continue;
        }
        let nothing = Answer::default();
        let old = into.answer(id).unwrap_or(&nothing);
        let earlier = united(&old.earlier, &answer.earlier);
        let comments = comment::united(&old.comments, &answer.comments);
        let voices = if answer.voices.is_empty() {
            old.voices.clone()
        } else {
            answer.voices.clone()
        };
        // A block that holds comments alone says nothing that could take an answer's place.
        let stays = answer.says_nothing();
        if let Some(old) = into.answers.get_mut(id).filter(|old| stays || same_answer(old, answer)) {
            old.earlier = earlier;
            old.comments = comments;
            old.voices = voices;
            let new = answer
                .no_personal_data
                .iter()
                .filter(|d| stays && !old.no_personal_data.contains(d));
            let new: Vec<String> = new.cloned().collect();
            old.no_personal_data.extend(new);
            continue;
        }
        let mut answer = Answer {
            earlier,
            comments,
            voices,
            ..answer.clone()
        };
        if stays {
            into.answers.insert(id.clone(), answer);
            continue;
        }
        answer.on = answer.on.or(Some(today));
        // Somebody was in the middle of it: it is offered again, and counts for nothing.
        let begun = || into.answer(id).and_then(|old| old.draft.clone());
        answer.draft = answer.draft.take().or_else(begun);
        if answer.response().is_some() && answer.asked.is_none() {
            answer.asked = checklist.question(id).map(|q| q.digest().to_owned());
        }
        into.answers.insert(id.clone(), answer);
    }
    into.context.extend(given.context.iter().map(|(k, v)| (k.clone(), *v)));
    let fill = |into: &mut Option<String>, given: &Option<String>| {
        if into.is_none() {
            into.clone_from(given);
        }
    };
    fill(&mut into.council, &given.council);
    fill(&mut into.assessor.name, &given.assessor.name);
    fill(&mut into.assessor.post, &given.assessor.post);
    fill(&mut into.series_break, &given.series_break);
    fill(&mut into.judgement, &given.judgement);
    fill(&mut into.foreword, &given.foreword);
    fill(&mut into.setting, &given.setting);
    into.next_review = into.next_review.or(given.next_review);
    for recommendation in &given.recommendations {
        match into.recommendations.iter_mut().find(|r| r.is_same(recommendation)) {
            None => into.recommendations.push(recommendation.clone()),
            Some(stands) if on_clash == OnClash::Replace => stands.clone_from(recommendation),
            Some(_) => {}
        }
    }
    for value in &given.indicators {
        match into.indicators.iter_mut().find(|v| v.key() == value.key()) {
            None => into.indicators.push(value.clone()),
            Some(stands) if on_clash == OnClash::Replace => stands.clone_from(value),
            Some(_) => {}
        }
    }
    for (id, answer) in &given.archived {
        let comments = &mut into
            .archived
            .entry(id.clone())
            .or_insert_with(|| answer.clone())
            .comments;
        *comments = comment::united(comments, &answer.comments);
    }
    Ok(())
}
