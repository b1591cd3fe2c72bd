//! Last year's actions: what became of each, in any order, and never assumed.

use super::asking::{StepExit, StepResult};
use super::asking_date::{DateKind, DatePrompt};
use super::navigation::{Destination, Origin, Transition};
use super::pieces::shortened;
use super::tasks::count;
use super::{Choice, ChoiceLayout, ChoiceRequest, Interview, InterviewCommand, InterviewOutcome, Notice, Reply};
use crate::assessment::{Action, ActionStatus, Answer};
use crate::checklist::QuestionId;
use crate::dates::day;

/// Where an action of last year is kept this year.
#[derive(Debug, Clone)]
enum AnswerSlot {
    /// With the question that its own has become.
    Question(QuestionId),
    /// With the archived answer of a question that is no more.
    Archived(QuestionId),
}

/// An open action of last year that nothing is said of yet.
#[derive(Debug, Clone)]
pub(super) struct LastAction {
    slot: AnswerSlot,
    /// The words of its question last year.
    question: String,
    /// The section of this year's question; none where there is no question any more.
    section: Option<String>,
    action: Action,
}

impl LastAction {
    /// Those to look at first: the date is past, or the question is gone.
    fn is_pressing(&self, today: chrono::NaiveDate) -> bool {
        self.section.is_none() || self.is_past(today)
    }

    fn is_past(&self, today: chrono::NaiveDate) -> bool {
        self.action.due.is_some_and(|due| due < today)
    }

    /// Due, owner and where it belongs, in a line.
    fn hint(&self, today: chrono::NaiveDate) -> String {
        let due = match self.action.due {
            Some(due) if due < today => format!("Was due {}.", day(due)),
            Some(due) => format!("Due {}.", day(due)),
            None => "No date.".to_owned(),
        };
        let owner = self.action.owner.as_deref().unwrap_or("nobody named");
        match &self.section {
            Some(section) => format!("{due} Owner: {owner}. {section}."),
            None => format!(
                "{due} Owner: {owner}. Its question is not asked any more: {}",
                self.question
            ),
        }
    }
}

/// What can be done at the list.
const LIST_COMMANDS: &[InterviewCommand] = &[
    InterviewCommand::Back,
    InterviewCommand::Tasks,
    InterviewCommand::Jump,
    InterviewCommand::Pause,
];

/// What can be done instead of saying what became of an action.
const LAST_ACTION_COMMANDS: &[InterviewCommand] = &[
    InterviewCommand::Skip,
    InterviewCommand::Back,
    InterviewCommand::Tasks,
    InterviewCommand::Pause,
];

/// What can have become of an action.
const STATUSES: [(&str, &str, ActionStatus); 4] = [
    ("1", "done", ActionStatus::Done),
    ("2", "under way", ActionStatus::UnderWay),
    ("3", "late, and still meant to be done", ActionStatus::Late),
    ("4", "dropped", ActionStatus::Dropped),
];

/// What came of asking about one action.
enum Said {
    Kept,
    Open,
    Elsewhere(Destination),
}

impl Interview<'_> {
    /// The open actions of last year that nothing is said of yet: those that press first, then in the order of the checklist.
    pub(super) fn last_actions(&self) -> Vec<LastAction> {
        let Some(last) = self.last else { return Vec::new() };
        let mut seen: Vec<(&QuestionId, usize)> = Vec::new();
        let mut open = Vec::new();
        for section in &self.checklist.sections {
            for question in &section.questions {
                for from in last.of(&question.id) {
                    for (i, action) in from.answer.actions.iter().enumerate() {
                        // A question that was split leads here more than once.
                        if seen.contains(&(&from.question, i)) {
                            continue;
                        }
                        seen.push((&from.question, i));
                        let here = self.assessment.answers.get(&question.id);
                        if action.status.is_open() && !has_action(here, action) {
                            open.push(LastAction {
                                slot: AnswerSlot::Question(question.id.clone()),
                                question: from.text.clone(),
                                section: Some(section.title.clone()),
                                action: action.clone(),
                            });
                        }
                    }
                }
            }
        }
        for from in &last.gone {
            for action in &from.answer.actions {
                if action.status.is_open() && !has_action(self.assessment.archived.get(&from.question), action) {
                    open.push(LastAction {
                        slot: AnswerSlot::Archived(from.question.clone()),
                        question: from.text.clone(),
                        section: None,
                        action: action.clone(),
                    });
                }
            }
        }
        open.sort_by_key(|a| !a.is_pressing(self.today));
        open
    }

    /// Lists last year's actions until something is said of each, or the person goes elsewhere.
    pub(super) fn ask_last_actions(&mut self) -> Destination {
        let mut marked = 0;
        loop {
            let actions = self.last_actions();
            if actions.is_empty() {
                return Destination::Tasks;
            }
            let mut choices: Vec<Choice> = actions
                .iter()
                .enumerate()
                .map(|(i, a)| Choice::hinted((i + 1).to_string(), shortened(&a.action.what), a.hint(self.today)))
                .collect();
            // What is past its date wants a new one: it is asked about by itself.
            let markable: Vec<&LastAction> = actions.iter().filter(|a| !a.is_past(self.today)).collect();
            if markable.len() > 1 {
                choices.push(Choice::hinted(
                    "w",
                    "several are under way as planned",
                    "mark each of them: nothing is marked before you do",
                ));
            }
            let request = ChoiceRequest {
                prompt: "Last year's actions",
                choices,
                // Enter opens an action: it says nothing of it.
                current: Some(marked).filter(|m| *m < actions.len()).or(Some(0)),
                commands: LIST_COMMANDS,
                layout: ChoiceLayout::TwoLines,
            };
            match self.respondent.choose(&request) {
                Reply::Given(chosen) => match actions.get(chosen) {
                    Some(action) => match self.ask_last_action(action, (chosen + 1, actions.len())) {
                        Said::Kept => marked = chosen,
                        Said::Open => marked = chosen + 1,
                        Said::Elsewhere(destination) => return destination,
                    },
                    None => {
                        if let Some(elsewhere) = self.mark_under_way(&markable) {
                            return elsewhere;
                        }
                    }
                },
                Reply::Command(InterviewCommand::Back) => return Destination::Tasks,
                Reply::Command(command) => {
                    if let Some(elsewhere) = self.destination_for(command, Origin::Tasks) {
                        return elsewhere;
                    }
                }
                Reply::End => return Destination::Leave(InterviewOutcome::Paused),
                Reply::Interrupted => return Destination::Leave(InterviewOutcome::Interrupted),
            }
        }
    }

    /// Those that are marked, one by one, are under way and due as they were.
    fn mark_under_way(&mut self, actions: &[&LastAction]) -> Option<Destination> {
        let choices = actions
            .iter()
            .enumerate()
            .map(|(i, a)| Choice::hinted((i + 1).to_string(), shortened(&a.action.what), a.hint(self.today)))
            .collect();
        let request = ChoiceRequest {
            prompt: "Under way as planned",
            choices,
            current: None,
            commands: &[InterviewCommand::Back, InterviewCommand::Pause],
            layout: ChoiceLayout::TwoLines,
        };
        let marked = match self.respondent.mark(&request) {
            Reply::Given(marked) => marked,
            Reply::Command(InterviewCommand::Pause) | Reply::End => {
                return Some(Destination::Leave(InterviewOutcome::Paused));
            }
            Reply::Command(_) => return None,
            Reply::Interrupted => return Some(Destination::Leave(InterviewOutcome::Interrupted)),
        };
        let mut wanted = self.assessment.clone();
        let mut kept = 0;
        for i in marked {
            if let Some(action) = actions.get(i) {
                let said = Action {
                    status: ActionStatus::UnderWay,
                    ..action.action.clone()
                };
                self.put_last_action(&mut wanted, &action.slot, said);
                kept += 1;
            }
        }
        if kept > 0 {
            if let Some(outcome) = self.save(wanted) {
                return Some(Destination::Leave(outcome));
            }
            self.respondent.show(&Notice::Line(&format!(
                "{} under way as planned.",
                count(kept, "action is", "actions are")
            )));
        }
        None
    }

    /// Asks what became of one action, which is so-and-so many of so many.
    fn ask_last_action(&mut self, last: &LastAction, (number, of): (usize, usize)) -> Said {
        let Some(period) = self.last.map(|l| l.period) else {
            return Said::Open;
        };
        self.respondent.show(&Notice::LastAction {
            period,
            question: &last.question,
            action: &last.action,
            number,
            of,
        });
        loop {
            let choices = STATUSES
                .iter()
                .map(|(key, label, _)| Choice::new(*key, *label))
                .collect();
            let request = ChoiceRequest {
                prompt: "What became of it",
                choices,
                current: None,
                commands: LAST_ACTION_COMMANDS,
                layout: ChoiceLayout::Keys,
            };
            let chosen = match self.respondent.choose(&request) {
                Reply::Given(i) => i,
                Reply::Command(InterviewCommand::Skip | InterviewCommand::Back) => return Said::Open,
                Reply::Command(InterviewCommand::Tasks) => return Said::Elsewhere(Destination::Tasks),
                Reply::Command(InterviewCommand::Pause) | Reply::End => {
                    return Said::Elsewhere(Destination::Leave(InterviewOutcome::Paused));
                }
                Reply::Command(_) => continue,
                Reply::Interrupted => return Said::Elsewhere(Destination::Leave(InterviewOutcome::Interrupted)),
            };
            let Some((_, _, status)) = STATUSES.get(chosen) else {
                continue;
            };
            let mut said = Action {
                status: *status,
                ..last.action.clone()
            };
            match self.ask_about_action(&mut said) {
                Ok(()) => {}
                Err(StepExit::Leave(Transition::Leave(outcome))) => {
                    return Said::Elsewhere(Destination::Leave(outcome));
                }
                Err(StepExit::Leave(Transition::Tasks)) => return Said::Elsewhere(Destination::Tasks),
                Err(StepExit::Leave(Transition::Found(found))) => {
                    return Said::Elsewhere(self.destination_of(found, Origin::Tasks));
                }
                // As if nothing had been chosen.
                Err(StepExit::Leave(Transition::Forward)) => return Said::Open,
                Err(_) => continue,
            }
            let mut wanted = self.assessment.clone();
            self.put_last_action(&mut wanted, &last.slot, said);
            return match self.save(wanted) {
                None => Said::Kept,
                Some(outcome) => Said::Elsewhere(Destination::Leave(outcome)),
            };
        }
    }

    /// How it ended, or the new date of what is late.
    fn ask_about_action(&mut self, action: &mut Action) -> StepResult<()> {
        match action.status {
            ActionStatus::Late | ActionStatus::UnderWay => {
                action.due = self.ask_date(
                    None,
                    &DatePrompt {
                        prompt: "Due",
                        about: "By when will it be done now? Such as March 2027, 31/3/2027 or in 3 months.",
                        kind: DateKind::Due,
                        current: action.due,
                        same: None,
                    },
                )?;
            }
            ActionStatus::Done | ActionStatus::Dropped | ActionStatus::Open => self.ask_ending(None, action)?,
        }
        Ok(())
    }

    fn put_last_action(&self, wanted: &mut crate::assessment::Assessment, slot: &AnswerSlot, action: Action) {
        let (id, answers) = match slot {
            AnswerSlot::Question(id) => (id, &mut wanted.answers),
            AnswerSlot::Archived(id) => (id, &mut wanted.archived),
        };
        let answer = answers.entry(id.clone()).or_default();
        match answer.actions.iter_mut().find(|a| a.what == action.what) {
            Some(there) => *there = action,
            None => answer.actions.push(action),
        }
        answer.on = Some(self.today);
        crate::assessment::personal::confirm(answer, &self.confirmed);
    }
}

/// Whether something is said of an action already.
fn has_action(answer: Option<&Answer>, action: &Action) -> bool {
    answer.is_some_and(|a| a.actions.iter().any(|x| x.what == action.what))
}
