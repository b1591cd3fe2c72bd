//! The author goes through what second readers said: change the answer, reply, settle, or leave it.

use super::comment_lines;
use crate::assessment::{Comment, CommentReply};
use crate::checklist::Question;
use crate::interview::asking::{MenuReply, StepExit, StepResult, TextPrompt};
use crate::interview::navigation::{Destination, Next, Origin, Transition};
use crate::interview::selection::Asked;
use crate::interview::{Choice, Interview, InterviewCommand, Notice, TextKind};
use crate::score::is_asked;

/// A comment to go through: its question's place among all of the checklist, and what it says.
pub(in crate::interview) type ToSettle = (usize, Comment);

/// What the author can do instead.
const AUTHOR_COMMANDS: &[InterviewCommand] = &[
    InterviewCommand::Back,
    InterviewCommand::Jump,
    InterviewCommand::Tasks,
    InterviewCommand::Guide,
    InterviewCommand::Pause,
];

impl<'a> Interview<'a> {
    /// How many comments on this run's answers are not settled.
    pub(in crate::interview) fn comments_open(&self) -> usize {
        let of = |x: &Asked<'_>| self.comments_on(x.question).iter().filter(|c| c.is_open()).count();
        self.commented().iter().map(of).sum()
    }

    /// The questions of this run with a comment, those too that the facts about the council switch off: what was said waits all the same.
    fn commented(&self) -> Vec<Asked<'a>> {
        let mut all = self.selected();
        all.retain(|x| !self.comments_on(x.question).is_empty());
        all
    }

    /// Goes through the comments that are not settled: from the first one, or on from one of those that this walk began with.
    pub(in crate::interview) fn ask_comments(&mut self, from: Option<usize>) -> Destination {
        if from.is_none() {
            let run = self.commented();
            let open = run.iter().flat_map(|x| {
                let comments = self.comments_on(x.question).iter().filter(|c| c.is_open());
                comments.map(|c| (x.at, c.clone()))
            });
            self.memory.comments = open.collect();
            if self.memory.comments.is_empty() {
                self.respondent.show(&Notice::Line("No comment waits to be settled."));
                return Destination::Tasks;
            }
        }
        let mut index = from.unwrap_or(0);
        while let Some((at, comment)) = self.memory.comments.get(index).cloned() {
            let asked = self.commented().into_iter().find(|x| x.at == at);
            let Some(asked) = asked.filter(|x| self.comment_now(x.question, &comment).is_some()) else {
                let line = "This comment is no longer in the file.";
                self.respondent.show(&Notice::Line(line));
                index += 1;
                continue;
            };
            match self.ask_about_comment(asked, &comment, index) {
                Ok(Some(elsewhere)) => return elsewhere,
                Ok(None) | Err(StepExit::Leave(Transition::Forward)) => index += 1,
                Err(StepExit::Back | StepExit::Leave(Transition::Back)) => match index.checked_sub(1) {
                    Some(before) => index = before,
                    None => return Destination::Tasks,
                },
                Err(StepExit::Leave(Transition::Leave(outcome))) => return Destination::Leave(outcome),
                Err(StepExit::Leave(Transition::Found(found))) => {
                    return self.destination_of(found, Origin::Comments(index));
                }
                Err(StepExit::Leave(Transition::Tasks)) => return Destination::Tasks,
                Err(StepExit::Leave(Transition::Undo)) => {
                    if let Some(at) = self.undo() {
                        return Destination::Question(at, Next::Return(Origin::Comments(index)));
                    }
                }
                Err(StepExit::Leave(Transition::Again | Transition::Guidance)) => {}
            }
        }
        let left = match self.comments_open() {
            0 => "Every comment is settled.".to_owned(),
            1 => "That was the last of them. 1 is not settled.".to_owned(),
            n => format!("That was the last of them. {n} are not settled."),
        };
        self.respondent.show(&Notice::Line(&left));
        Destination::Tasks
    }

    /// A comment as it stands now, with what was said to it since.
    fn comment_now(&self, question: &Question, comment: &Comment) -> Option<Comment> {
        let all = self.comments_on(question).iter();
        all.into_iter().find(|c| c.is_same(comment)).cloned()
    }

    /// One comment, until the author goes on: or the way elsewhere.
    fn ask_about_comment(
        &mut self,
        asked: Asked<'a>,
        comment: &Comment,
        index: usize,
    ) -> StepResult<Option<Destination>> {
        let question = asked.question;
        let place = (index + 1, self.memory.comments.len());
        let mut shown = Vec::new();
        loop {
            let Some(now) = self.comment_now(question, comment) else {
                return Ok(None);
            };
            let lines = [comment_lines(&now, question), self.lines_of_answer(question)].concat();
            // What did not change still stands on the screen.
            if lines != shown {
                self.respondent.show(&Notice::Review {
                    heading: &self.comment_heading("Comment", place, asked),
                    text: &question.text,
                    lines: &lines,
                });
                shown = lines;
            }
            let settle = if now.is_open() {
                Choice::hinted("3", "settle it", "it stays in the file, with the day")
            } else {
                Choice::new("3", "open it again")
            };
            let choices = vec![
                Choice::new("=", if now == *comment { "leave it" } else { "go on" }),
                Choice::hinted("1", "change the answer", "as in the interview"),
                Choice::new("2", "reply"),
                settle,
            ];
            match self.ask_menu_with("This comment", choices, Some(0), AUTHOR_COMMANDS)? {
                MenuReply::Guide => self.show_guidance(asked, place),
                MenuReply::Chosen(0) => return Ok(None),
                MenuReply::Chosen(1) if !is_asked(question, &self.assessment.context) => {
                    self.respondent.show(&Notice::Mistake(
                        "The facts about your council switch this question off: its answer counts for nothing, and is not asked.",
                    ));
                }
                MenuReply::Chosen(1) => {
                    let back = Next::Return(Origin::Comments(index));
                    return Ok(Some(Destination::Question(asked.at, back)));
                }
                MenuReply::Chosen(2) => match self.reply_to(question, &now) {
                    // Back from a text leads to this choice.
                    Ok(()) | Err(StepExit::Back) => {}
                    Err(exit) => return Err(exit),
                },
                MenuReply::Chosen(_) => {
                    let settled = now.is_open().then_some(self.today);
                    self.change_comment(question, &now, |c| c.settled = settled)?;
                    if settled.is_some() {
                        self.respondent.show(&Notice::Line("Settled."));
                        return Ok(None);
                    }
                }
            }
        }
    }

    /// Changes a comment; a file by hand may say one twice, and then both.
    fn change_comment(
        &mut self,
        question: &Question,
        comment: &Comment,
        change: impl Fn(&mut Comment),
    ) -> StepResult<()> {
        self.change_comments(question, |all| {
            all.iter_mut().filter(|c| c.is_same(comment)).for_each(change)
        })
    }

    fn reply_to(&mut self, question: &Question, comment: &Comment) -> StepResult<()> {
        let by = self.author()?;
        let ask = TextPrompt {
            prompt: "Reply",
            about: "What do you say to it? It stands below the comment, and in no public report. Empty leaves it out.",
            current: "",
            kind: TextKind::Paragraph,
        };
        let text = self.ask_text(None, &ask)?;
        if text.is_empty() {
            self.respondent.show(&Notice::Line("Left out."));
            return Ok(());
        }
        let reply = CommentReply {
            by,
            on: self.today,
            text,
        };
        self.change_comment(question, comment, |c| c.replies.push(reply.clone()))
    }

    /// Who replies: the assessor by name, else by post, else it is asked.
    fn author(&mut self) -> StepResult<String> {
        let assessor = &self.assessment.assessor;
        let known = assessor.name.clone().or_else(|| assessor.post.clone());
        if let Some(known) = known.or_else(|| self.memory.replies_as.clone()) {
            return Ok(known);
        }
        let ask = TextPrompt {
            prompt: "Your name",
            about: "Who replies? The name stands with the reply, and in no public report.",
            current: "",
            kind: TextKind::Line,
        };
        loop {
            let name = self.ask_text(None, &ask)?;
            if name.is_empty() {
                let line = "A reply says whose it is: give a name, or go back.";
                self.respondent.show(&Notice::Mistake(line));
                continue;
            }
            self.memory.replies_as = Some(name.clone());
            return Ok(name);
        }
    }
}
