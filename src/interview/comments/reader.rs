//! A moderator, a critical friend or a colleague goes through the answers: nothing to say, a comment, or another rating.

use super::comment_lines;
use crate::assessment::{Comment, Response, WouldRate};
use crate::checklist::Question;
use crate::interview::asking::{MenuReply, StepExit, StepResult, TextPrompt};
use crate::interview::find::Found;
use crate::interview::navigation::Transition;
use crate::interview::pieces::{non_empty, shortened};
use crate::interview::question_page::{PagePlace, page};
use crate::interview::response::response_choices;
use crate::interview::selection::Asked;
use crate::interview::tasks::count;
use crate::interview::{Choice, Interview, InterviewCommand, InterviewOutcome, Notice, TextKind};

/// What a reader can do instead.
const READER_COMMANDS: &[InterviewCommand] = &[
    InterviewCommand::Back,
    InterviewCommand::Jump,
    InterviewCommand::Guide,
    InterviewCommand::Pause,
];

/// Who reads the answers. What is not given is asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reader {
    /// The name.
    pub name: Option<String>,
    /// The post.
    pub post: Option<String>,
}

/// Who reads, once that is known.
struct Named {
    name: String,
    post: Option<String>,
}

impl<'a> Interview<'a> {
    /// Goes through the answers with a second reader. Nothing of an answer changes, whatever is said of it.
    pub fn comment(&mut self, reader: &Reader) -> InterviewOutcome {
        self.memory.chosen = self.chosen();
        let Some(items) = self.answers_to_read() else {
            return InterviewOutcome::Finished;
        };
        let one = count(items.len(), "answer", "answers");
        self.respondent.show(&Notice::Line(&format!(
            "{}, {}: {one} to read. Enter passes on to the next. What you say is saved at once and stands beside the answer; the answer stays as it is.",
            self.checklist.title, self.assessment.period
        )));
        let reader = match self.ask_reader(reader) {
            Ok(reader) => reader,
            Err(outcome) => return outcome,
        };
        self.read_answers(items, &reader)
    }

    /// The answers to read, or the question that was asked for; none where there is nothing, which is then said.
    fn answers_to_read(&mut self) -> Option<Vec<Asked<'a>>> {
        let run = self.run_order();
        let wanted = self.selection.question.clone();
        let said = |x: &Asked<'_>| {
            self.assessment
                .answer(&x.question.id)
                .is_some_and(|a| !a.says_nothing())
        };
        let items: Vec<Asked<'a>> = run
            .into_iter()
            .filter(|x| wanted.as_ref().map_or_else(|| said(x), |id| x.question.id == *id))
            .collect();
        if items.is_empty() {
            let line = match wanted {
                Some(id) => format!("The question `{id}` is not asked: the facts about the council switch it off."),
                None => "There is no answer to read in this choice of questions.".to_owned(),
            };
            self.respondent.show(&Notice::Line(&line));
            return None;
        }
        Some(items)
    }

    /// Name and post of the reader, as far as they are not known.
    fn ask_reader(&mut self, reader: &Reader) -> Result<Named, InterviewOutcome> {
        if let Some(name) = reader.name.clone() {
            let post = reader.post.clone();
            return Ok(Named { name, post });
        }
        let mut named = String::new();
        loop {
            let ask = TextPrompt {
                prompt: "Your name",
                about: "Who reads? The name stands with each comment, and in no public report.",
                current: &named,
                kind: TextKind::Line,
            };
            let name = match self.ask_text(None, &ask) {
                Ok(name) if name.is_empty() => {
                    let line = "A comment says whose it is: give a name, or pause.";
                    self.respondent.show(&Notice::Mistake(line));
                    continue;
                }
                Ok(name) => name,
                Err(StepExit::Leave(Transition::Leave(outcome))) => return Err(outcome),
                Err(_) => continue,
            };
            if reader.post.is_some() {
                let post = reader.post.clone();
                return Ok(Named { name, post });
            }
            let ask = TextPrompt {
                prompt: "Your post",
                about: "In which post, or as whom: moderator, critical friend. It can be left empty.",
                current: "",
                kind: TextKind::Line,
            };
            match self.ask_text(None, &ask) {
                Ok(post) => {
                    let post = non_empty(post);
                    return Ok(Named { name, post });
                }
                Err(StepExit::Leave(Transition::Leave(outcome))) => return Err(outcome),
                Err(StepExit::Leave(Transition::Forward)) => return Ok(Named { name, post: None }),
                Err(_) => named = name,
            }
        }
    }

    fn read_answers(&mut self, mut items: Vec<Asked<'a>>, reader: &Named) -> InterviewOutcome {
        let mut index = 0;
        while let Some(asked) = items.get(index).copied() {
            match self.read_answer(asked, (index + 1, items.len()), reader) {
                Ok(()) | Err(StepExit::Leave(Transition::Forward)) => index += 1,
                Err(StepExit::Back | StepExit::Leave(Transition::Back)) if index == 0 => {
                    self.respondent.show(&Notice::Line("This is the first answer."));
                }
                Err(StepExit::Back | StepExit::Leave(Transition::Back)) => index -= 1,
                Err(StepExit::Leave(Transition::Leave(outcome))) => return outcome,
                Err(StepExit::Leave(Transition::Found(found))) => index = self.place_of(found, &mut items, index),
                Err(StepExit::Leave(Transition::Again | Transition::Guidance)) => {}
                Err(StepExit::Leave(Transition::Tasks | Transition::Undo)) => {
                    self.respondent.show(&Notice::Line(
                        "A reader has no task list: jump leads to every question, and what was said can be taken back where it was said.",
                    ));
                }
            }
        }
        InterviewOutcome::Finished
    }

    /// The place of what was found. A question that was not to be read, because it is open, is put in its place.
    fn place_of(&mut self, found: Found, items: &mut Vec<Asked<'a>>, index: usize) -> usize {
        match found {
            Found::Question(at) => {
                let place = items.iter().take_while(|x| x.at < at).count();
                if items.get(place).is_none_or(|x| x.at != at)
                    && let Some(asked) = self.run_order().into_iter().find(|x| x.at == at)
                {
                    items.insert(place, asked);
                }
                place
            }
            Found::Section(section) => match items.iter().position(|x| x.section == section) {
                Some(place) => place,
                None => {
                    let line = "Nothing is answered in that section: jump to one of its questions.";
                    self.respondent.show(&Notice::Line(line));
                    index
                }
            },
            Found::Facts => {
                let line = "The facts about the council are the author's: a reader goes through the answers.";
                self.respondent.show(&Notice::Line(line));
                index
            }
        }
    }

    /// One answer, until the reader passes on.
    fn read_answer(&mut self, asked: Asked<'a>, place: (usize, usize), reader: &Named) -> StepResult<()> {
        let question = asked.question;
        let mut shown = Vec::new();
        loop {
            let mut lines = self.lines_of_answer(question);
            for comment in self.comments_on(question) {
                lines.extend(comment_lines(comment, question));
            }
            // What did not change still stands on the screen.
            if lines != shown {
                self.respondent.show(&Notice::Review {
                    heading: &self.comment_heading("Answer", place, asked),
                    text: &question.text,
                    lines: &lines,
                });
                shown = lines;
            }
            let own = self
                .comments_on(question)
                .iter()
                .rev()
                .find(|c| c.by == reader.name && c.is_open())
                .cloned();
            let mut choices = vec![
                Choice::new("=", "nothing to say"),
                Choice::hinted("1", "comment", "what you would ask, or know otherwise"),
                Choice::hinted("2", "would rate it otherwise", "what you would rate it, and why"),
            ];
            if let Some(own) = &own {
                choices.push(Choice::hinted("3", "take back what I said", shortened(&own.text)));
            }
            let said = match self.ask_menu_with("Your comment", choices, Some(0), READER_COMMANDS)? {
                MenuReply::Guide => {
                    self.show_guidance(asked, place);
                    continue;
                }
                MenuReply::Chosen(0) => return Ok(()),
                MenuReply::Chosen(1) => self.ask_comment(question, reader, None),
                MenuReply::Chosen(2) => self.ask_other_rating(question, reader),
                MenuReply::Chosen(_) => {
                    self.change_comments(question, |all| all.retain(|c| Some(c) != own.as_ref()))?;
                    self.respondent.show(&Notice::Line("Taken back."));
                    continue;
                }
            };
            match said {
                Ok(true) => return Ok(()),
                // Back from a text leads to this choice.
                Ok(false) | Err(StepExit::Back) => {}
                Err(exit) => return Err(exit),
            }
        }
    }

    /// Another rating, and why; whether it was said.
    fn ask_other_rating(&mut self, question: &'a Question, reader: &Named) -> StepResult<bool> {
        let now = self.assessment.response(&question.id);
        let rates = response_choices(question.answer).into_iter();
        let (choices, rates): (Vec<Choice>, Vec<(WouldRate, Response)>) = rates
            .filter_map(|(choice, response)| match response {
                Response::Rated(rating) => Some((choice, (WouldRate::Rated(rating), response))),
                Response::DontKnow => Some((choice, (WouldRate::DontKnow, response))),
                Response::NotApplicable => None,
            })
            .unzip();
        let chosen = match self.ask_menu_with("Would rate it", choices, None, READER_COMMANDS)? {
            MenuReply::Chosen(chosen) => chosen,
            MenuReply::Guide => return Ok(false),
        };
        let Some((rate, response)) = rates.get(chosen) else {
            return Ok(false);
        };
        if now == Some(*response) {
            self.respondent.show(&Notice::Mistake(
                "That is what was answered. To say something of it, choose to comment.",
            ));
            return Ok(false);
        }
        self.ask_comment(question, reader, Some(*rate))
    }

    /// What the reader says; whether it was said.
    fn ask_comment(&mut self, question: &Question, reader: &Named, rate: Option<WouldRate>) -> StepResult<bool> {
        let (prompt, about) = match rate {
            None => (
                "Comment",
                "What do you say to it? The author reads it beside the answer, and no public report has it. Empty leaves it out.",
            ),
            Some(_) => (
                "Why",
                "Why would you rate it so? The author reads it beside the answer, and no public report has it. Empty leaves it out.",
            ),
        };
        let ask = TextPrompt {
            prompt,
            about,
            current: "",
            kind: TextKind::Paragraph,
        };
        let text = self.ask_text(None, &ask)?;
        if text.is_empty() {
            self.respondent.show(&Notice::Line("Left out."));
            return Ok(false);
        }
        let new = Comment {
            by: reader.name.clone(),
            post: reader.post.clone(),
            on: self.today,
            text,
            would_rate: rate,
            settled: None,
            replies: Vec::new(),
        };
        if self.comments_on(question).iter().any(|c| c.is_same(&new)) {
            self.respondent
                .show(&Notice::Line("You have said this already: it stands once."));
            return Ok(true);
        }
        self.change_comments(question, |all| all.push(new))?;
        self.respondent.show(&Notice::Line("Kept beside the answer."));
        Ok(true)
    }

    /// All there is to say about the question.
    pub(super) fn show_guidance(&mut self, asked: Asked<'a>, (number, of): (usize, usize)) {
        let checklist = self.checklist;
        let Some(section) = checklist.sections.get(asked.section) else {
            return;
        };
        let place = PagePlace {
            question: asked.question,
            section,
            section_number: asked.section + 1,
            number,
            of,
            minutes_left: 0,
        };
        let page = page(checklist, &self.assessment, self.last, &place);
        self.respondent.show(&Notice::Guidance(page));
    }
}
