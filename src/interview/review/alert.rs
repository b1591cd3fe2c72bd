//! An alert in a review: left, answered anew, or its risk accepted.

use crate::assessment::{AcceptedRisk, Action, Answer, Response, rating_word};
use crate::checklist::{AnswerKind, Question};
use crate::dates::day;
use crate::interview::asking::{StepExit, StepResult, TextPrompt};
use crate::interview::navigation::Transition;
use crate::interview::pieces::{capital, non_empty};
use crate::interview::response::response_choices;
use crate::interview::{Choice, Interview, Notice, TextKind};
use crate::score::{Alert, Position, score};

impl<'a> Interview<'a> {
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

    pub(super) fn review_alert(&mut self, question: &'a Question, (number, of): (usize, usize)) -> StepResult<()> {
        let mut changed = false;
        let mut shown = Vec::new();
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
            // What did not change still stands on the screen.
            if lines != shown {
                self.respondent.show(&Notice::Review {
                    heading: &format!("Alert {number} of {of}."),
                    text: &question.text,
                    lines: &lines,
                });
                shown = lines;
            }
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
                Transition::Found(_) | Transition::Tasks | Transition::Undo => self.stays_here(),
                leave @ Transition::Leave(_) => return Err(StepExit::Leave(leave)),
                // Before the first detail comes the rating.
                Transition::Back | Transition::Again | Transition::Guidance => {}
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
}

fn plan_line(action: &Action) -> String {
    let due = action.due.map_or_else(|| "no date".to_owned(), day);
    format!("Plan: {} ({due})", action.what)
}
