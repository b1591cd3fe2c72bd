//! A checklist the other way round: which questions rest on which place of which source.

use serde::Serialize;

use super::{Checklist, Question, QuestionId, Source};

/// A source with what rests on it.
#[derive(Debug, Serialize)]
pub struct Traced<'a> {
    /// The source.
    #[serde(flatten)]
    pub source: &'a Source,
    /// Its places that are cited, in the order in which they first are.
    pub places: Vec<Cited<'a>>,
}

/// A place in a source, with the questions that rest on it.
#[derive(Debug, Serialize)]
pub struct Cited<'a> {
    /// Where in the source.
    pub locator: &'a str,
    /// The questions' ids.
    pub questions: Vec<&'a QuestionId>,
}

/// Every place that a checklist cites, by source; or only those of one question.
pub fn trace<'a>(c: &'a Checklist, one: Option<&Question>) -> Vec<Traced<'a>> {
    let mut traced: Vec<Traced<'a>> = Vec::new();
    for source in &c.sources {
        let mut places: Vec<Cited<'a>> = Vec::new();
        for q in c.questions() {
            for x in q.source.iter().filter(|x| x.id == source.id) {
                match places.iter_mut().find(|p| p.locator == x.locator) {
                    Some(place) if place.questions.contains(&&q.id) => {}
                    Some(place) => place.questions.push(&q.id),
                    None => places.push(Cited {
                        locator: &x.locator,
                        questions: vec![&q.id],
                    }),
                }
            }
        }
        if let Some(one) = one {
            places.retain(|p| p.questions.contains(&&one.id));
            if places.is_empty() {
                continue;
            }
        }
        traced.push(Traced { source, places });
    }
    traced
}
