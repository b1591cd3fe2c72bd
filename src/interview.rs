//! The interview: the question loop, without a terminal.
//!
//! The person is behind the trait [`Respondent`], the file behind [`AnswerStore`]: a test scripts one and looks into the other.

mod actions;
mod as_last_year;
mod asking;
mod asking_date;
mod change;
mod check;
mod choice;
mod comments;
mod details;
mod ending;
mod evidence;
mod figures;
mod find;
mod keeping;
mod last_actions;
mod last_year;
mod navigation;
mod opening;
mod owner;
mod pace;
mod pieces;
mod question_page;
mod report_texts;
mod response;
mod review;
mod saving;
mod selection;
mod session;
mod tasks;
mod undo;
mod what_else;

use crate::assessment::{Action, Answer, Assessment, Field, Period};
use crate::checklist::{Checklist, Context, Question, QuestionId, Section};
use crate::glossary::Term;

pub use choice::{Choice, ChoiceLayout, ChoiceRequest};
pub use comments::Reader;
pub use last_year::{LastAnswer, LastTexts, LastYear};
pub use response::response_text;
pub use selection::{AnswerFilter, Begin, Selection};
pub use session::{Interview, InterviewOutcome, Memory};
pub use tasks::count;

/// The person who answers, at a terminal, by ear, or in a test.
pub trait Respondent {
    /// Shows something; never waits.
    fn show(&mut self, notice: &Notice<'_>);

    /// Asks for one of a few choices.
    fn choose(&mut self, ask: &ChoiceRequest<'_>) -> Reply<usize>;

    /// Asks for any number of choices, of which none is marked at first. What is given are their places, in order.
    fn mark(&mut self, ask: &ChoiceRequest<'_>) -> Reply<Vec<usize>>;

    /// Asks for text. What is given is the whole new text: the old one where it was kept, empty where it was cleared.
    fn write(&mut self, ask: &TextRequest<'_>) -> Reply<String>;

    /// Text that came with the last reply without being an answer, once: what was typed of a text when Ctrl-C, the input's
    /// end or a command came, or the words behind a jump, as in `:jump workforce`.
    fn take_unsubmitted_text(&mut self) -> Option<String> {
        None
    }
}

/// Where answers are kept. Called after every confirmed step.
pub trait AnswerStore {
    /// Keeps the assessment as it now stands.
    ///
    /// # Errors
    /// A sentence that says why it could not be kept; the interview asks what to do.
    fn save(&mut self, assessment: &Assessment) -> Result<Saved, String>;
}

/// What was kept.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Saved {
    /// The assessment as it now stands, where somebody else had changed the file meanwhile and both changes were kept.
    pub merged: Option<Assessment>,
    /// What the person should know about it.
    pub message: Option<String>,
}

/// What came back from a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply<T> {
    /// An answer.
    Given(T),
    /// A wish to be somewhere else.
    Command(InterviewCommand),
    /// The input ended: a pause, never an answer.
    End,
    /// Ctrl-C.
    Interrupted,
}

/// What a person can always do instead of answering.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InterviewCommand {
    /// Go back one step: from a detail to the one before it, from the first to the rating, from a rating to the question before.
    Back,
    /// Leave this open and go on.
    Skip,
    /// Go on: what stands here is answered. Stands where [`InterviewCommand::Skip`] would, and never beside it.
    Next,
    /// Go to another question or section, by words of it.
    Jump,
    /// Go to the task list.
    Tasks,
    /// Take the last answer back: it stands again as it did before.
    Undo,
    /// Look at or change everything said to this question so far.
    Details,
    /// Show everything there is to say about what is asked.
    Guide,
    /// Save and leave.
    Pause,
}

impl InterviewCommand {
    /// Its one-letter key at a choice.
    pub fn key(self) -> &'static str {
        match self {
            InterviewCommand::Back => "b",
            InterviewCommand::Skip => "s",
            // Forward: `n` is "no", everywhere.
            InterviewCommand::Next => "f",
            InterviewCommand::Jump => "j",
            InterviewCommand::Tasks => "l",
            InterviewCommand::Undo => "u",
            InterviewCommand::Details => "e",
            InterviewCommand::Guide => "?",
            InterviewCommand::Pause => "p",
        }
    }

    /// Its name inside text, typed after a colon: `:back`.
    pub fn word(self) -> &'static str {
        match self {
            InterviewCommand::Back => "back",
            InterviewCommand::Skip => "skip",
            InterviewCommand::Next => "next",
            InterviewCommand::Jump => "jump",
            InterviewCommand::Tasks => "list",
            InterviewCommand::Undo => "undo",
            InterviewCommand::Details => "details",
            InterviewCommand::Guide => "help",
            InterviewCommand::Pause => "pause",
        }
    }

    /// What it does, short enough for a menu.
    pub fn label(self) -> &'static str {
        match self {
            InterviewCommand::Back => "back",
            InterviewCommand::Skip => "skip for now",
            InterviewCommand::Next => "forward to the next question",
            InterviewCommand::Jump => "jump to a question or section",
            InterviewCommand::Tasks => "list of tasks",
            InterviewCommand::Undo => "undo the last answer",
            InterviewCommand::Details => "edit finding, evidence, actions",
            InterviewCommand::Guide => "more about it",
            InterviewCommand::Pause => "pause: save and leave",
        }
    }
}

/// What kind of text is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextKind {
    /// One line: a name, a link, a date.
    Line,
    /// A sentence or a paragraph, or several.
    Paragraph,
}

/// A text that was typed and does not stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unconfirmed<'a> {
    /// Begun at an earlier visit and not confirmed: it is offered.
    Draft(&'a str),
    /// Given just now and refused: it can be put right.
    Rejected(&'a str),
}

/// The place in an answer that a text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnswerField<'a> {
    /// The question's id.
    pub question: &'a QuestionId,
    /// The part of its answer.
    pub field: Field,
    /// Which piece of evidence or action, from 1; none for a new one.
    pub item: Option<u32>,
}

/// A question with a free answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextRequest<'a> {
    /// A short prompt: `Finding`.
    pub prompt: &'a str,
    /// What is wanted, in a sentence.
    pub about: &'a str,
    /// What stands there now; empty when nothing does.
    pub current: &'a str,
    /// What was typed and does not stand: a place to begin from.
    pub unconfirmed: Option<Unconfirmed<'a>>,
    /// Where a text that is begun and not given can be kept, where it can.
    pub draft_field: Option<AnswerField<'a>>,
    /// One line or more.
    pub kind: TextKind,
    /// What can be done instead.
    pub commands: &'a [InterviewCommand],
}

/// Something to show.
#[derive(Debug, Clone)]
pub enum Notice<'a> {
    /// The interview begins or goes on.
    Opening {
        /// The checklist.
        checklist: &'a Checklist,
        /// The assessment as it stands.
        assessment: &'a Assessment,
        /// Questions in this run.
        questions: usize,
        /// How many of them are still open.
        open: usize,
        /// Minutes that the open ones take.
        minutes: u32,
    },
    /// A section begins.
    Section {
        /// The section.
        section: &'a Section,
        /// Its number, from 1.
        number: usize,
        /// How many there are.
        of: usize,
    },
    /// The facts that switch questions on.
    Context {
        /// The question.
        context: &'a Context,
        /// Its number, from 1.
        number: usize,
        /// How many there are.
        of: usize,
    },
    /// A page of its own kind, such as the head of the task list: a title, and lines below it.
    Page {
        /// Its title.
        title: &'a str,
        /// Its lines, each a sentence or more.
        lines: &'a [String],
    },
    /// A question's page: what is needed to answer it.
    Question(QuestionPage<'a>),
    /// What a question's page leaves out: where it comes from, the signs that warn, the terms, last year's answer in full.
    Guidance(QuestionPage<'a>),
    /// An action of last year, before it is asked what became of it.
    LastAction {
        /// Last year.
        period: Period,
        /// The words of the question it belonged to.
        question: &'a str,
        /// The action.
        action: &'a Action,
        /// Its number, from 1.
        number: usize,
        /// How many there are.
        of: usize,
    },
    /// An alert or an open action of a review.
    Review {
        /// Which it is: `Alert 1 of 3.`
        heading: &'a str,
        /// The question's words, or what is to be done.
        text: &'a str,
        /// How it stands.
        lines: &'a [String],
    },
    /// What stands to a question so far.
    Details {
        /// The question.
        question: &'a Question,
        /// The answer.
        answer: &'a Answer,
    },
    /// A mistake in what was typed, and how to mend it.
    Mistake(&'a str),
    /// Anything else worth a line.
    Line(&'a str),
}

/// A question with all that a person needs to answer it.
#[derive(Debug, Clone)]
pub struct QuestionPage<'a> {
    /// Its place in this run, from 1.
    pub number: usize,
    /// How many questions this run has.
    pub of: usize,
    /// Minutes that the questions still open take.
    pub minutes_left: u32,
    /// Its section.
    pub section: &'a Section,
    /// The section's number, from 1.
    pub section_number: usize,
    /// How many sections the checklist has.
    pub sections: usize,
    /// The question.
    pub question: &'a Question,
    /// What it rests on: title of the source and place in it.
    pub sources: Vec<(&'a str, &'a str)>,
    /// The answer as it stands, where there is one.
    pub answer: Option<&'a Answer>,
    /// The question's wording changed since it was answered: the answer is to be confirmed.
    pub to_confirm: bool,
    /// Last year's period and the answers that the question descends from.
    pub last: Option<(Period, &'a [LastAnswer])>,
    /// The terms of the field that it mentions.
    pub terms: Vec<&'static Term>,
}
