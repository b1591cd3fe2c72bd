//! What a second reader says of the answers, and what the author says to that: kept beside the answers, which stay as they are.

mod author;
mod reader;

use super::Interview;
use super::asking::{StepExit, StepResult};
use super::navigation::Transition;
use super::response::response_text;
use super::selection::Asked;
use crate::assessment::drift::is_to_confirm;
use crate::assessment::{Action, Comment, Evidence, personal};
use crate::checklist::Question;
use crate::dates::day;
use crate::score::{notes, score};

pub(super) use author::ToSettle;
pub use reader::Reader;

impl Interview<'_> {
    /// Changes what is said of an answer, and nothing else: not the answer, and not the day of the last change.
    fn change_comments(&mut self, question: &Question, change: impl FnOnce(&mut Vec<Comment>)) -> StepResult<()> {
        let mut wanted = self.assessment.clone();
        let answer = wanted.answers.entry(question.id.clone()).or_default();
        change(&mut answer.comments);
        personal::confirm(answer, &self.confirmed);
        if answer.is_empty() {
            wanted.answers.remove(&question.id);
        }
        match self.keep(wanted) {
            None => Ok(()),
            Some(outcome) => Err(StepExit::Leave(Transition::Leave(outcome))),
        }
    }

    /// The comments on an answer as they stand.
    fn comments_on(&self, question: &Question) -> &[Comment] {
        self.assessment.answer(&question.id).map_or(&[], |a| &a.comments)
    }

    /// An answer as somebody else reads it: what was answered, what is known, how it is known, what will be done, and what a critical
    /// friend would say.
    fn lines_of_answer(&self, question: &Question) -> Vec<String> {
        let Some(answer) = self.assessment.answer(&question.id).filter(|a| !a.says_nothing()) else {
            return vec!["Not answered.".to_owned()];
        };
        let mut lines = vec![match answer.response() {
            Some(response) => format!("Answer: {}.", response_text(question.answer, response)),
            None => "Answer: not rated.".to_owned(),
        }];
        lines.extend(answer.reason.as_ref().map(|text| format!("Reason: {text}")));
        lines.extend(answer.finding.as_ref().map(|text| format!("Finding: {text}")));
        lines.extend(answer.evidence.iter().map(evidence_line));
        lines.extend(answer.actions.iter().map(action_line));
        lines.extend(answer.risk_accepted.as_ref().map(|risk| format!("{}.", risk.words())));
        let marks = [
            (
                is_to_confirm(question, answer),
                "Given to other words than the question has now: to be confirmed.",
            ),
            (answer.private, "Kept out of a public report."),
            (answer.unfinished, "The interview stopped inside this answer."),
        ];
        lines.extend(marks.iter().filter(|m| m.0).map(|m| m.1.to_owned()));
        let noted = notes(&score(self.checklist, &self.assessment));
        let noted = noted.iter().filter(|n| n.question == question.id.as_str());
        lines.extend(noted.map(|n| format!("A critical friend would say: {}", n.text)));
        lines
    }

    /// How an item among comments is headed: `Answer 3 of 42, Workforce.`
    fn comment_heading(&self, what: &str, (number, of): (usize, usize), asked: Asked<'_>) -> String {
        format!("{what} {number} of {of}, {}.", self.section_title(asked.section))
    }
}

fn evidence_line(evidence: &Evidence) -> String {
    let date = evidence.date.map_or_else(|| "undated".to_owned(), day);
    let link = evidence.link.as_ref().map_or_else(String::new, |at| format!(" ({at})"));
    format!("Evidence, {}, {date}: {}{link}", evidence.kind.title(), evidence.text)
}

fn action_line(action: &Action) -> String {
    let owner = action.owner.as_deref().unwrap_or("no owner");
    let due = action
        .due
        .map_or_else(|| "no date".to_owned(), |d| format!("due {}", day(d)));
    let status = action.status.word().replace('-', " ");
    let measure = action.measure.as_ref();
    let measure = measure.map_or_else(String::new, |m| format!(". Success is seen by: {m}"));
    let ending = action.ending();
    let ending = ending.map_or_else(String::new, |(title, said)| format!(". {title}: {said}"));
    format!("Action ({owner}, {due}, {status}): {}{measure}{ending}", action.what)
}

/// A comment with all that was said to it.
fn comment_lines(comment: &Comment, question: &Question) -> Vec<String> {
    let mut lines = vec![format!("Comment of {}: {}", comment.who(), comment.text)];
    lines.extend(
        comment
            .replies
            .iter()
            .map(|r| format!("Reply of {}, {}: {}", r.by, day(r.on), r.text)),
    );
    lines.push(comment.standing(question.answer));
    lines
}
