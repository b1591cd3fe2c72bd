//! The account of what was put together: how answers spread, who spoke, and what stays behind.

use super::{Gatherer, Speaker};
use crate::assessment::voice::{some_names, spread};
use crate::assessment::{Answer, Assessment, Response, State};
use crate::checklist::Question;
use crate::compare::gathering::{Alike, GroupSpread, QuestionSpread, SpreadOutcome, VoiceSummary};

impl<'a> Gatherer<'a, '_> {
    pub(super) fn groups(&self) -> Vec<&'a str> {
        let mut groups: Vec<&str> = Vec::new();
        for group in self.speakers.iter().filter_map(|s| s.group.as_deref()) {
            if !groups.contains(&group) {
                groups.push(group);
            }
        }
        groups
    }

    pub(super) fn spread(&self, question: &Question, answer: &Answer, outcome: SpreadOutcome) -> QuestionSpread {
        let of = |group: Option<&str>| {
            let said = self.speakers.iter().enumerate();
            let said = said.filter(|(_, s)| group.is_none() || s.group.as_deref() == group);
            let parts = spread(said.map(|(at, s)| (self.response(at, question), s.name.clone())));
            let alike = |(response, voices): (Option<Response>, Vec<String>)| {
                let said = Answer::responding(response);
                Alike {
                    state: state(&said),
                    rating: said.rating,
                    count: voices.len(),
                    voices,
                }
            };
            parts.into_iter().map(alike).collect::<Vec<_>>()
        };
        let everybody = of(None);
        let ratings = || everybody.iter().filter_map(|a| a.rating);
        QuestionSpread {
            id: question.id.clone(),
            text: question.text.clone(),
            answer: question.answer,
            outcome,
            state: state(answer),
            rating: answer.rating,
            range: ratings().max().unwrap_or(0) - ratings().min().unwrap_or(0),
            groups: self
                .groups()
                .into_iter()
                .map(|group| GroupSpread {
                    group: group.to_owned(),
                    spread: of(Some(group)),
                })
                .collect(),
            spread: everybody,
        }
    }

    pub(super) fn summaries(&self) -> Vec<VoiceSummary> {
        let summary = |(at, s): (usize, &Speaker<'_>)| VoiceSummary {
            name: s.name.clone(),
            post: s.assessment.assessor.post.clone(),
            group: s.group.clone(),
            answered: self
                .checklist
                .questions()
                .filter(|q| self.response(at, q).is_some())
                .count() as u32,
        };
        self.speakers.iter().enumerate().map(summary).collect()
    }

    /// What stays behind in the people's own files.
    pub(super) fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        let mut note = |of: fn(&Assessment) -> bool, what: &str| {
            let who: Vec<&str> = self
                .speakers
                .iter()
                .filter(|s| of(s.assessment))
                .map(|s| s.name.as_str())
                .collect();
            if !who.is_empty() {
                notes.push(format!("{what}: {}.", some_names(&who)));
            }
        };
        note(
            |a| !a.approvals.is_empty(),
            "Approvals are not carried, for nobody has approved what several people's answers come to. They stay in the files of",
        );
        note(
            |a| a.answers.values().any(|answer| answer.draft.is_some()),
            "A text that was begun and not confirmed stays in the file of",
        );
        note(
            |a| a.answers.values().any(|answer| !answer.earlier.is_empty()),
            "What answers were before a review stays in the file of",
        );
        let waiting = |at: usize| {
            let asked = self.checklist.questions();
            asked
                .filter(|q| {
                    self.response(at, q).is_none()
                        && self
                            .speakers
                            .get(at)
                            .is_some_and(|s| s.assessment.response(&q.id).is_some())
                })
                .count()
        };
        for (at, speaker) in self.speakers.iter().enumerate() {
            match waiting(at) {
                0 => {}
                n => notes.push(format!(
                    "{n} of the answers of {} were given to other words and are still to be confirmed: they are not counted.",
                    speaker.name
                )),
            }
        }
        notes
    }
}

fn state(answer: &Answer) -> State {
    match answer.response() {
        Some(Response::Rated(_)) => State::Rated,
        Some(Response::DontKnow) => State::DontKnow,
        Some(Response::NotApplicable) => State::NotApplicable,
        None => State::Unanswered,
    }
}
