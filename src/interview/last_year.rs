//! Last year's answers, shown and never assumed; last year's actions, asked about first.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::asking::{DateKind, DatePrompt, StepExit, StepResult};
use super::navigation::Transition;
use super::{Choice, ChoiceRequest, Interview, InterviewCommand, InterviewOutcome, Notice, Reply};
use crate::assessment::{Action, ActionStatus, Answer, Evidence, Period, Recommendation};
use crate::checklist::{Change, Checklist, Question, QuestionId};

/// An answer of last year to what has become a question of this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastAnswer {
    /// The question's id last year.
    pub question: QuestionId,
    /// Its words last year.
    pub text: String,
    /// What happened to it since.
    pub change: Change,
    /// Whether an answer then and an answer now answer the same thing.
    pub comparable: bool,
    /// Whether the question asks the same, in other words at most: then, and only then, it can be answered "as last year".
    pub asks_the_same: bool,
    /// The answer.
    pub answer: Answer,
}

/// Last year's assessment, by this year's questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastYear {
    /// Last year's period.
    pub period: Period,
    /// By this year's question id: the answers that it descends from.
    pub answers: BTreeMap<QuestionId, Vec<LastAnswer>>,
    /// Answers to questions without a successor.
    pub gone: Vec<LastAnswer>,
    /// The recommendations that were still open, each with the question that its own has become.
    pub recommendations: Vec<Recommendation>,
    /// The texts for the report: shown, never taken over.
    pub texts: LastTexts,
}

/// Last year's texts for the report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LastTexts {
    /// What the whole amounted to.
    pub judgement: Option<String>,
    /// The foreword.
    pub foreword: Option<String>,
    /// The council, for a reader from outside.
    pub setting: Option<String>,
    /// The day on which it was to be looked at again.
    pub next_review: Option<NaiveDate>,
}

impl LastYear {
    /// The answers that a question descends from.
    pub fn of(&self, question: &QuestionId) -> &[LastAnswer] {
        self.answers.get(question).map_or(&[], Vec::as_slice)
    }

    /// The one answer that can be given again as it stands: to the same question, and the only one.
    pub fn to_repeat(&self, question: &QuestionId) -> Option<&LastAnswer> {
        match self.of(question) {
            [only] if only.asks_the_same && only.answer.response().is_some() => Some(only),
            _ => None,
        }
    }
}

/// Where an action of last year is kept this year.
#[derive(Clone)]
enum AnswerSlot {
    /// With the question that its own has become.
    Question(QuestionId),
    /// With the archived answer of a question that is no more.
    Archived(QuestionId),
}

/// What can be done instead of saying what became of an action.
const LAST_ACTION_COMMANDS: &[InterviewCommand] =
    &[InterviewCommand::Skip, InterviewCommand::Back, InterviewCommand::Pause];

impl<'a> Interview<'a> {
    /// The open actions of last year that nothing is said of yet, each with the words of its question.
    fn last_actions(&self) -> Vec<(AnswerSlot, String, Action)> {
        let Some(last) = self.last else { return Vec::new() };
        let mut seen: Vec<(&QuestionId, usize)> = Vec::new();
        let mut open = Vec::new();
        for question in self.checklist.questions() {
            for from in last.of(&question.id) {
                for (i, action) in from.answer.actions.iter().enumerate() {
                    // A question that was split leads here more than once.
                    if seen.contains(&(&from.question, i)) {
                        continue;
                    }
                    seen.push((&from.question, i));
                    let here = self.assessment.answers.get(&question.id);
                    if action.status.is_open() && !has_action(here, action) {
                        open.push((
                            AnswerSlot::Question(question.id.clone()),
                            from.text.clone(),
                            action.clone(),
                        ));
                    }
                }
            }
        }
        for from in &last.gone {
            for action in &from.answer.actions {
                if action.status.is_open() && !has_action(self.assessment.archived.get(&from.question), action) {
                    open.push((
                        AnswerSlot::Archived(from.question.clone()),
                        from.text.clone(),
                        action.clone(),
                    ));
                }
            }
        }
        open
    }

    /// Asks what became of last year's actions. What is skipped is asked again next time.
    pub(super) fn ask_last_actions(&mut self) -> Option<InterviewOutcome> {
        let actions = self.last_actions();
        let period = self.last.map(|l| l.period)?;
        let mut index = 0;
        while let Some((place, question, action)) = actions.get(index) {
            self.respondent.show(&Notice::LastAction {
                period,
                question,
                action,
                number: index + 1,
                of: actions.len(),
            });
            let words = [
                ("1", "done", ActionStatus::Done),
                ("2", "under way", ActionStatus::UnderWay),
                ("3", "late, and still meant to be done", ActionStatus::Late),
                ("4", "dropped", ActionStatus::Dropped),
            ];
            let choices = words.iter().map(|(key, label, _)| Choice::new(*key, *label)).collect();
            let request = ChoiceRequest {
                prompt: "What became of it",
                choices,
                current: None,
                commands: LAST_ACTION_COMMANDS,
            };
            let chosen = match self.respondent.choose(&request) {
                Reply::Given(i) => i,
                Reply::Command(InterviewCommand::Skip) => {
                    index += 1;
                    continue;
                }
                Reply::Command(InterviewCommand::Back) => {
                    index = index.saturating_sub(1);
                    continue;
                }
                Reply::Command(InterviewCommand::Pause) | Reply::End => return Some(InterviewOutcome::Paused),
                Reply::Command(_) => continue,
                Reply::Interrupted => return Some(InterviewOutcome::Interrupted),
            };
            let Some((_, _, status)) = words.get(chosen) else {
                continue;
            };
            let mut said = Action {
                status: *status,
                ..action.clone()
            };
            match self.ask_about_action(&mut said) {
                Ok(()) => {}
                Err(StepExit::Leave(Transition::Leave(outcome))) => return Some(outcome),
                // Back: the same action again. Skip: as if nothing had been chosen.
                Err(StepExit::Leave(Transition::Forward)) => {
                    index += 1;
                    continue;
                }
                Err(_) => continue,
            }
            if let Some(outcome) = self.save_last_action(place, said) {
                return Some(outcome);
            }
            index += 1;
        }
        None
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

    fn save_last_action(&mut self, place: &AnswerSlot, action: Action) -> Option<InterviewOutcome> {
        let mut wanted = self.assessment.clone();
        let (id, answers) = match place {
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
        self.save(wanted)
    }

    /// Gives last year's answer again: its rating, finding and evidence, whose dates are asked one by one.
    pub(super) fn repeat_last_year(&mut self, question: &'a Question) -> Transition {
        match self.repeat_last_year_steps(question) {
            Ok(()) => Transition::Forward,
            Err(StepExit::Back) => Transition::Again,
            Err(StepExit::Leave(next)) => next,
        }
    }

    fn repeat_last_year_steps(&mut self, question: &'a Question) -> StepResult<()> {
        let Some(last) = self.last.and_then(|l| l.to_repeat(&question.id)) else {
            return Err(StepExit::Back);
        };
        let last = last.answer.clone();
        let mut answer = self.assessment.answer(&question.id).cloned().unwrap_or_default();
        answer.respond(last.response());
        answer.asked = Some(Checklist::question_digest(question));
        answer.reason = last.reason;
        answer.finding = answer.finding.or(last.finding);
        answer.private = last.private;
        // What was confirmed last year is bound to the words, and they are the same.
        answer.no_personal_data.extend(last.no_personal_data);
        answer.unfinished = true;
        self.save_step(question, answer.clone())?;
        let has =
            |answer: &Answer, old: &Evidence| answer.evidence.iter().any(|e| e.kind == old.kind && e.text == old.text);
        let open: Vec<Evidence> = last.evidence.into_iter().filter(|e| !has(&answer, e)).collect();
        let mut index = 0;
        while let Some(old) = open.get(index) {
            self.respondent.show(&Notice::Line(&format!(
                "Last year's evidence, {}: {}",
                old.kind.title(),
                old.text
            )));
            // Never last year's date by a mere Enter: it would make old evidence count without a word.
            let about = match old.date {
                Some(date) => format!(
                    "It was dated {}. Of what day is it now? `same` takes last year's date; an empty line leaves this piece out.",
                    date.format("%-d %B %Y")
                ),
                None => "It had no date. Of what day is it now? An empty line leaves this piece out.".to_owned(),
            };
            let given = match self.ask_date(
                None,
                &DatePrompt {
                    prompt: "Its date",
                    about: &about,
                    kind: DateKind::Evidence,
                    current: None,
                    same: old.date,
                },
            ) {
                Err(StepExit::Back) if index > 0 => {
                    // What was said of the piece before is said anew.
                    index -= 1;
                    if let Some(before) = open.get(index) {
                        answer
                            .evidence
                            .retain(|e| e.kind != before.kind || e.text != before.text);
                    }
                    self.save_step(question, answer.clone())?;
                    continue;
                }
                other => other?,
            };
            if let Some(date) = given {
                // A review date of last year says nothing about evidence of this one.
                let review_by = old.review_by.filter(|_| old.date == Some(date));
                answer.evidence.push(Evidence {
                    date: Some(date),
                    review_by,
                    ..old.clone()
                });
                self.save_step(question, answer.clone())?;
            }
            index += 1;
        }
        answer.unfinished = false;
        self.save_step(question, answer)
    }
}

/// Whether something is said of an action already.
fn has_action(answer: Option<&Answer>, action: &Action) -> bool {
    answer.is_some_and(|a| a.actions.iter().any(|x| x.what == action.what))
}
