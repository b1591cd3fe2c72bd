//! Which questions a run asks, and in what order.

use std::collections::BTreeSet;

use super::Interview;
use crate::checklist::{Question, QuestionId, SectionId};
use crate::score::{Position, is_asked, score};

/// Which answers a run is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AnswerFilter {
    /// Whatever they are.
    #[default]
    All,
    /// Those that were open when the run began.
    Open,
    /// Those that were weak when it began: rated 0 or 1, not known, or an alert.
    Weak,
}

/// What a run begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Begin {
    /// The task list.
    #[default]
    Tasks,
    /// What second readers said and nobody settled.
    Comments,
}

/// Which questions a run asks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    /// Key questions only.
    pub key: bool,
    /// Only the section of this id.
    pub section: Option<SectionId>,
    /// Only those that stand so.
    pub only: AnswerFilter,
    /// The question of this id comes first.
    pub question: Option<QuestionId>,
    /// What comes first where no question was named.
    pub begin: Begin,
}

impl Selection {
    /// Whether a question is in it, whatever its answer is.
    pub fn includes(&self, section: &SectionId, question: &Question) -> bool {
        (!self.key || question.key) && self.section.as_ref().is_none_or(|wanted| wanted == section)
    }
}

/// A question of a run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    /// Its place among all of the checklist.
    pub at: usize,
    /// Its section's place in the checklist.
    pub section: usize,
    pub question: &'a Question,
}

impl<'a> Interview<'a> {
    /// The questions that stand as the selection wants them; none where it does not care.
    pub(super) fn chosen(&self) -> Option<BTreeSet<QuestionId>> {
        let score = score(self.checklist, &self.assessment);
        let wanted: BTreeSet<QuestionId> = score
            .lines
            .iter()
            .filter(|line| match self.selection.only {
                AnswerFilter::All => true,
                AnswerFilter::Open => self.is_open(line.question),
                AnswerFilter::Weak => {
                    matches!(
                        line.position,
                        Position::Planned | Position::Exposed | Position::BlindSpot
                    ) || (line.alert.is_some() && line.position != Position::Unanswered)
                }
            })
            .map(|line| line.question.id.clone())
            .collect();
        (self.selection.only != AnswerFilter::All).then_some(wanted)
    }

    /// The question that was asked for by its id.
    pub(super) fn first_question(&self) -> Option<usize> {
        let wanted = self.selection.question.as_ref()?;
        self.run_order()
            .into_iter()
            .find(|x| x.question.id == *wanted)
            .map(|x| x.at)
    }

    /// The questions of this run, in order: selected and, as far as the context is known, switched on.
    pub(super) fn run_order(&self) -> Vec<Asked<'a>> {
        let mut run = self.selected();
        run.retain(|x| is_asked(x.question, &self.assessment.context));
        run
    }

    /// The questions that were selected, whatever the context is.
    pub(super) fn selected(&self) -> Vec<Asked<'a>> {
        let checklist = self.checklist;
        let chosen = self.memory.chosen.as_ref();
        let all = checklist.sections.iter().enumerate();
        all.flat_map(|(section, s)| s.questions.iter().map(move |q| (section, s, q)))
            .enumerate()
            .filter(|(_, (_, s, q))| self.selection.includes(&s.id, q) && chosen.is_none_or(|c| c.contains(&q.id)))
            .map(|(at, (section, _, question))| Asked { at, section, question })
            .collect()
    }
}
