//! The review inside the year: the alerts and the open actions alone, each with Enter for "as it was".

mod action;
mod alert;

use std::mem;

use super::asking::{StepExit, StepResult};
use super::keeping::KeepingStore;
use super::navigation::Transition;
use super::{
    Choice, ChoiceLayout, ChoiceRequest, Interview, InterviewCommand, InterviewOutcome, Memory, Notice, Reply,
};
use crate::assessment::{Action, Assessment};
use crate::checklist::Question;
use crate::score::{ScoreLine, score};

/// One thing that a review asks about.
enum ReviewItem<'a> {
    /// A critical question that is not assured.
    Alert(&'a Question),
    /// An open action: its question, its place there when the review began, and what is to be done.
    Action(&'a Question, usize, String),
}

/// What can be done instead of answering.
const REVIEW_COMMANDS: &[InterviewCommand] = &[InterviewCommand::Skip, InterviewCommand::Back, InterviewCommand::Pause];

impl<'a> Interview<'a> {
    /// Asks about the alerts and the open actions alone. Whatever it changes, the file also keeps what it was.
    pub fn review(&mut self) -> InterviewOutcome {
        let mut store = KeepingStore {
            inner: &mut *self.store,
            before: self.assessment.clone(),
            today: self.today,
        };
        let mut run = Interview {
            checklist: self.checklist,
            assessment: self.assessment.clone(),
            selection: self.selection.clone(),
            today: self.today,
            elapsed: self.elapsed,
            respondent: &mut *self.respondent,
            store: &mut store,
            last: None,
            confirmed: mem::take(&mut self.confirmed),
            memory: Memory::default(),
        };
        let outcome = run.review_items();
        (self.assessment, self.confirmed) = (run.assessment, run.confirmed);
        outcome
    }

    fn review_items(&mut self) -> InterviewOutcome {
        let items = self.items();
        let alerts = items.iter().filter(|i| matches!(i, ReviewItem::Alert(_))).count();
        let actions = items.len() - alerts;
        let counted = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
        let opening = if items.is_empty() {
            "There is no alert and no open action to review.".to_owned()
        } else {
            format!(
                "A review of {}: {} and {}. Enter leaves each as it was; what you change is saved at once, and what it was is kept beside it.",
                self.assessment.period,
                counted(alerts, "alert"),
                counted(actions, "open action")
            )
        };
        self.respondent.show(&Notice::Line(&opening));
        let mut index = 0;
        while let Some(item) = items.get(index) {
            let said = match item {
                ReviewItem::Alert(question) => self.review_alert(question, (index + 1, alerts)),
                ReviewItem::Action(question, place, what) => {
                    self.review_action(question, (*place, what), (index - alerts + 1, actions))
                }
            };
            match said {
                Ok(()) | Err(StepExit::Leave(Transition::Forward)) => index += 1,
                Err(StepExit::Back | StepExit::Leave(Transition::Back)) if index == 0 => {
                    self.respondent.show(&Notice::Line("This is the first of the review."));
                }
                Err(StepExit::Back | StepExit::Leave(Transition::Back)) => index -= 1,
                Err(StepExit::Leave(Transition::Leave(outcome))) => return outcome,
                Err(StepExit::Leave(Transition::Again | Transition::Guidance)) => {}
                Err(StepExit::Leave(Transition::Found(_) | Transition::Tasks | Transition::Undo)) => self.stays_here(),
            }
        }
        InterviewOutcome::Finished
    }

    /// A jump leads to questions, and a review asks none.
    fn stays_here(&mut self) {
        self.respondent.show(&Notice::Line(
            "A review goes through the alerts and the open actions only. The interview without --review leads to every question.",
        ));
    }

    /// The answers reckoned from today, as they are once anything is saved: evidence ages, and plans fall due.
    fn as_of_today(&self) -> Assessment {
        Assessment {
            updated: self.today.max(self.assessment.updated),
            ..self.assessment.clone()
        }
    }

    /// The alerts in the order of the checklist, then the open actions as the report numbers them: the first due first.
    fn items(&self) -> Vec<ReviewItem<'a>> {
        let checklist = self.checklist;
        let today = self.as_of_today();
        let scored = score(checklist, &today);
        let question = |line: &ScoreLine<'_>| checklist.question(&line.question.id);
        let alerts = scored.lines.iter().filter(|l| l.alert.is_some());
        let mut items: Vec<ReviewItem<'a>> = alerts.filter_map(question).map(ReviewItem::Alert).collect();
        let mut open: Vec<(&'a Question, usize, &Action)> = Vec::new();
        for line in &scored.lines {
            let (Some(question), Some(answer)) = (question(line), line.answer) else {
                continue;
            };
            let actions = answer.actions.iter().enumerate();
            open.extend(
                actions
                    .filter(|(_, a)| a.status.is_open())
                    .map(|(i, a)| (question, i, a)),
            );
        }
        open.sort_by_key(|(_, _, a)| (a.due.is_none(), a.due));
        let actions = open
            .into_iter()
            .map(|(q, i, a)| ReviewItem::Action(q, i, a.what.clone()));
        items.extend(actions);
        items
    }

    /// A choice with what can be done instead in a review.
    fn choose_in_review(&mut self, prompt: &str, choices: Vec<Choice>, current: Option<usize>) -> StepResult<usize> {
        let request = ChoiceRequest {
            prompt,
            choices,
            current,
            commands: REVIEW_COMMANDS,
            layout: ChoiceLayout::Keys,
        };
        loop {
            match self.respondent.choose(&request) {
                Reply::Given(i) => return Ok(i),
                Reply::Command(InterviewCommand::Back) => return Err(StepExit::Back),
                Reply::Command(InterviewCommand::Skip) => return Err(StepExit::Leave(Transition::Forward)),
                Reply::Command(InterviewCommand::Pause) | Reply::End => {
                    return Err(StepExit::Leave(Transition::Leave(InterviewOutcome::Paused)));
                }
                Reply::Command(_) => {}
                Reply::Interrupted => return Err(StepExit::Leave(Transition::Leave(InterviewOutcome::Interrupted))),
            }
        }
    }
}
