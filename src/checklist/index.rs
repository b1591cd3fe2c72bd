//! Where each question of a checklist stands, so that nobody walks past ten thousand to find one.

use std::collections::HashMap;

use super::known::Known;
use super::{Question, QuestionId, Section};

/// The place of each question: its section's, and its own within it. Made when it is first asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct QuestionIndex(Known<HashMap<QuestionId, (usize, usize)>>);

impl QuestionIndex {
    /// The question of this id, with its section. The sections are those of the index's own checklist.
    pub(super) fn find<'a>(&self, sections: &'a [Section], id: &QuestionId) -> Option<(&'a Section, &'a Question)> {
        let places = self.0.or_find(|| {
            let mut places = HashMap::new();
            for (s, section) in sections.iter().enumerate() {
                for (q, question) in section.questions.iter().enumerate() {
                    // Of two of one id, which no checklist has once it is checked, the first is found.
                    places.entry(question.id.clone()).or_insert((s, q));
                }
            }
            places
        });
        let there = places.get(id).and_then(|(s, q)| {
            let section = sections.get(*s)?;
            Some((section, section.questions.get(*q)?))
        });
        // A checklist is changed while it is put together: what the index says is looked at before it counts.
        there.filter(|(_, question)| question.id == *id).or_else(|| {
            let mut all = sections.iter().flat_map(|s| s.questions.iter().map(move |q| (s, q)));
            (places.len() != sections.iter().map(|s| s.questions.len()).sum::<usize>() || there.is_some())
                .then(|| all.find(|(_, q)| q.id == *id))
                .flatten()
        })
    }
}
