//! The review inside the year: the alerts and the open actions alone, each with Enter for "as it was".

use std::mem;

use super::asking::{AnswerFieldMut, DateKind, DatePrompt, StepExit, StepResult, TextPrompt};
use super::keeping::KeepingStore;
use super::navigation::Transition;
use super::pieces::non_empty;
use super::responses::response_choices;
use super::{Choice, ChoiceRequest, Interview, InterviewCommand, InterviewOutcome, Notice, Reply, TextKind};
use crate::assessment::{
    AcceptedRisk, Action, ActionStatus, Answer, Assessment, DueChange, Field, Response, rating_word,
};
use crate::checklist::{AnswerKind, Question};
use crate::dates::day;
use crate::score::{Alert, Position, ScoreLine, score};

/// One thing that a review asks about.
enum ReviewItem<'a> {
    /// A critical question that is not assured.
    Alert(&'a Question),
    /// An open action: its question, its place there when the review began, and what is to be done.
    Action(&'a Question, usize, String),
}

/// What can be done instead of answering.
const REVIEW_COMMANDS: &[InterviewCommand] = &[InterviewCommand::Skip, InterviewCommand::Back, InterviewCommand::Pause];

/// What became of an action, as in the questions about last year's, after "as it was".
const STATUSES: [(&str, &str, ActionStatus); 5] = [
    ("1", "done", ActionStatus::Done),
    ("2", "under way", ActionStatus::UnderWay),
    ("3", "late, and still meant to be done", ActionStatus::Late),
    ("4", "dropped", ActionStatus::Dropped),
    ("5", "not begun", ActionStatus::Open),
];

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
            respondent: &mut *self.respondent,
            store: &mut store,
            last: None,
            confirmed: mem::take(&mut self.confirmed),
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
                Err(StepExit::Leave(Transition::Again)) => {}
                Err(StepExit::Leave(Transition::To(_) | Transition::ToContext)) => self.stays_here(),
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

    /// Where a question stands now, and whether it is an alert.
    fn stands(&self, question: &Question) -> (String, Option<Alert>) {
        let today = self.as_of_today();
        let scored = score(self.checklist, &today);
        let Some(line) = scored.lines.iter().find(|l| l.question.id == question.id) else {
            return ("not asked".to_owned(), None);
        };
        let said = match (line.to_confirm, line.response, question.answer) {
            (true, ..) => "answered to other words, to be confirmed".to_owned(),
            (_, Some(Response::Rated(3)), AnswerKind::YesNo) => "yes".to_owned(),
            (_, Some(Response::Rated(_)), AnswerKind::YesNo) => "no".to_owned(),
            (_, Some(Response::Rated(r)), AnswerKind::Graded) => format!("{r} {}", rating_word(r)),
            (_, Some(Response::DontKnow), _) => "don't know".to_owned(),
            (_, Some(Response::NotApplicable), _) => "not applicable".to_owned(),
            (_, None, _) => "still open".to_owned(),
        };
        let said = match line.position {
            Position::Unanswered | Position::NotApplicable => said,
            // A blind spot can have one too.
            position if position != Position::Planned && line.alert == Some(Alert::Planned) => {
                format!("{said}, {}, with a credible plan", position.title())
            }
            position => format!("{said}, {}", position.title()),
        };
        (said, line.alert)
    }

    fn answer_now(&self, question: &Question) -> Answer {
        self.assessment.answer(&question.id).cloned().unwrap_or_default()
    }

    fn review_alert(&mut self, question: &'a Question, (number, of): (usize, usize)) -> StepResult<()> {
        let mut changed = false;
        loop {
            let (stands, alert) = self.stands(question);
            let answer = self.answer_now(question);
            if alert.is_none() {
                self.respondent
                    .show(&Notice::Line(&format!("No alert any more: {stands}.")));
                return Ok(());
            }
            let mut lines = vec![format!("{}.", capital(&stands))];
            lines.extend(answer.finding.as_ref().map(|f| format!("Finding: {f}")));
            lines.extend(answer.actions.iter().filter(|a| a.status.is_open()).map(plan_line));
            lines.extend(answer.risk_accepted.as_ref().map(|r| format!("{}.", r.words())));
            self.respondent.show(&Notice::Review {
                heading: &format!("Alert {number} of {of}."),
                text: &question.text,
                lines: &lines,
            });
            let first = if changed {
                Choice::new("=", "go on")
            } else {
                Choice::hinted("=", "as it was", stands)
            };
            let mut choices = vec![
                first,
                Choice::hinted("1", "answer it anew", "rating, finding, and evidence or plan"),
                Choice::hinted("2", "the risk is accepted", "who accepts it, and why; the alert stays"),
            ];
            if answer.risk_accepted.is_some() {
                choices.push(Choice::new("3", "the risk is no longer accepted"));
            }
            match self.choose_in_review("This alert", choices, Some(0))? {
                0 => {
                    if !changed {
                        self.respondent.show(&Notice::Line("Left as it was."));
                    }
                    return Ok(());
                }
                1 => changed |= self.answer_anew(question)?,
                2 => match self.accept_risk(question, answer) {
                    Err(StepExit::Back) => {}
                    said => return said,
                },
                _ => {
                    let answer = Answer {
                        risk_accepted: None,
                        ..answer
                    };
                    self.save_step(question, answer)?;
                    changed = true;
                }
            }
        }
    }

    /// The rating and what it asks for, as in the interview; whether it was said to the end.
    fn answer_anew(&mut self, question: &'a Question) -> StepResult<bool> {
        loop {
            let (choices, responses): (Vec<Choice>, Vec<Response>) =
                response_choices(question.answer).into_iter().unzip();
            let now = self.assessment.response(&question.id);
            let current = responses.iter().position(|r| Some(*r) == now);
            let chosen = match self.choose_in_review("Rating now", choices, current) {
                Err(StepExit::Back) => return Ok(false),
                chosen => chosen?,
            };
            let Some(response) = responses.get(chosen) else {
                return Ok(false);
            };
            match self.follow_up(question, *response) {
                Transition::Forward => return Ok(true),
                Transition::To(_) | Transition::ToContext => self.stays_here(),
                leave @ Transition::Leave(_) => return Err(StepExit::Leave(leave)),
                // Before the first detail comes the rating.
                Transition::Back | Transition::Again => {}
            }
        }
    }

    fn accept_risk(&mut self, question: &'a Question, mut answer: Answer) -> StepResult<()> {
        let mut before = answer.risk_accepted.clone().unwrap_or(AcceptedRisk {
            by: None,
            on: self.today,
            reason: None,
        });
        loop {
            let ask = TextPrompt {
                prompt: "Accepted by",
                about: "Who accepts the risk, and answers for it? A post says more than a name.",
                current: before.by.as_deref().unwrap_or(""),
                kind: TextKind::Line,
            };
            let by = self.ask_required_text(None, &ask)?;
            let ask = TextPrompt {
                prompt: "Reason",
                about: "Why is it accepted, and until when? A sentence. Empty leaves it out.",
                current: before.reason.as_deref().unwrap_or(""),
                kind: TextKind::Paragraph,
            };
            let reason = match self.ask_text(None, &ask) {
                Err(StepExit::Back) => {
                    before.by = Some(by);
                    continue;
                }
                reason => non_empty(reason?),
            };
            let risk = AcceptedRisk {
                by: Some(by),
                on: self.today,
                reason,
            };
            let said = format!("{}. The alert stays.", risk.words());
            answer.risk_accepted = Some(risk);
            self.save_step(question, answer)?;
            self.respondent.show(&Notice::Line(&said));
            return Ok(());
        }
    }

    fn review_action(
        &mut self,
        question: &'a Question,
        (place, what): (usize, &str),
        (number, of): (usize, usize),
    ) -> StepResult<()> {
        loop {
            let mut answer = self.answer_now(question);
            let is_it = |a: &Action| a.what == *what;
            let there = answer.actions.get(place).filter(|a| is_it(a)).map(|_| place);
            let Some(at) = there.or_else(|| answer.actions.iter().position(is_it)) else {
                self.respondent
                    .show(&Notice::Line(&format!("This action is no longer in the file: {what}")));
                return Ok(());
            };
            let Some(action) = answer.actions.get(at).cloned() else {
                return Ok(());
            };
            self.show_action(question, &action, (number, of));
            let mut choices = vec![Choice::hinted("=", "as it was", status_and_due(&action, self))];
            choices.extend(STATUSES.iter().map(|(key, label, _)| Choice::new(*key, *label)));
            let chosen = self.choose_in_review("What became of it", choices, Some(0))?;
            let Some((.., status)) = chosen.checked_sub(1).and_then(|i| STATUSES.get(i)) else {
                let said = format!("Left as it was: {}.", status_and_due(&action, self));
                self.respondent.show(&Notice::Line(&said));
                return Ok(());
            };
            let mut said = Action {
                status: *status,
                ..action
            };
            let asked = if status.is_open() {
                said.reason = None;
                said.effect = None;
                self.ask_due_now(&mut said)
            } else {
                let target = AnswerFieldMut {
                    question,
                    answer: &mut answer,
                    field: Field::Ending,
                    item: Some(at),
                };
                self.ask_ending(Some(target), &mut said)
            };
            match asked {
                Err(StepExit::Back) => continue,
                other => other?,
            }
            if let Some(kept) = answer.actions.get_mut(at) {
                *kept = said;
            }
            return self.save_step(question, answer);
        }
    }

    fn show_action(&mut self, question: &Question, action: &Action, (number, of): (usize, usize)) {
        let owner = action.owner.as_deref().unwrap_or("nobody named");
        let mut lines = vec![
            format!("Owner: {owner}."),
            format!("{}.", capital(&status_and_due(action, self))),
        ];
        lines.extend(action.moved.iter().rev().map(|m| format!("{}.", capital(&m.words()))));
        lines.extend(
            action
                .measure
                .as_ref()
                .map(|m| format!("Success was to be seen by: {m}")),
        );
        lines.push(format!("It belongs to: {}", question.text));
        self.respondent.show(&Notice::Review {
            heading: &format!("Open action {number} of {of}."),
            text: &action.what,
            lines: &lines,
        });
    }

    /// The due date as before, or a new one with its reason.
    fn ask_due_now(&mut self, action: &mut Action) -> StepResult<()> {
        let before = action.due;
        loop {
            if let Some(due) = before {
                let choices = vec![
                    Choice::new("=", format!("as before: {}", day(due))),
                    Choice::hinted("1", "another date", "with the reason"),
                ];
                if self.choose_in_review("Due", choices, Some(0))? == 0 {
                    return Ok(());
                }
            }
            let asked = self.ask_date(
                None,
                &DatePrompt {
                    prompt: "Due",
                    about: "By when will it be done now? Such as March 2027, 31/3/2027 or in 3 months. Empty leaves the date as it was.",
                    kind: DateKind::Due,
                    current: None,
                    same: None,
                },
            );
            let new = match asked {
                // To the choice, where there was one.
                Err(StepExit::Back) if before.is_some() => continue,
                asked => asked?,
            };
            let (Some(from), Some(new)) = (before, new) else {
                action.due = new.or(before);
                return Ok(());
            };
            if from == new {
                return Ok(());
            }
            let ask = TextPrompt {
                prompt: "Reason",
                about: "Why is it due at another date? A sentence; it is printed beside the date.",
                current: "",
                kind: TextKind::Paragraph,
            };
            let reason = match self.ask_required_text(None, &ask) {
                Err(StepExit::Back) => continue,
                reason => reason?,
            };
            action.moved.push(DueChange {
                from,
                on: self.today,
                reason,
            });
            action.due = Some(new);
            return Ok(());
        }
    }
}

/// `under way, due 31 March 2027, overdue`
fn status_and_due(action: &Action, run: &Interview<'_>) -> String {
    let status = action.status.word().replace('-', " ");
    let due = action
        .due
        .map_or_else(|| "no date".to_owned(), |d| format!("due {}", day(d)));
    let overdue = if action.is_overdue(run.today) { ", overdue" } else { "" };
    format!("{status}, {due}{overdue}")
}

fn plan_line(action: &Action) -> String {
    let due = action.due.map_or_else(|| "no date".to_owned(), day);
    format!("Plan: {} ({due})", action.what)
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
