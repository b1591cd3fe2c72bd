//! Last year's answer, given again.

use super::asking::{StepExit, StepResult};
use super::asking_date::{DateKind, DatePrompt};
use super::navigation::Transition;
use super::{Interview, Notice};
use crate::assessment::{Answer, Evidence};
use crate::checklist::Question;

impl<'a> Interview<'a> {
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
        answer.asked = Some(question.digest().to_owned());
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
