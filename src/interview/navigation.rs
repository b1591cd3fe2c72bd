//! Getting about: where a step can lead, and what a command means.

use super::find::Found;
use super::{Choice, ChoiceLayout, ChoiceRequest, Interview, InterviewCommand, InterviewOutcome, Reply};

/// What happens after a step inside a question.
pub(super) enum Transition {
    /// On to what comes next.
    Forward,
    /// Back to what came before.
    Back,
    /// The same question again.
    Again,
    /// All there is to say about the question, and then what is asked of it once more.
    Guidance,
    /// The last answer is taken back.
    Undo,
    /// To what was found.
    Found(Found),
    /// To the task list.
    Tasks,
    /// Out.
    Leave(InterviewOutcome),
}

/// A place of the interview.
#[derive(Debug, Clone)]
pub(super) enum Destination {
    /// The list of what there is to do.
    Tasks,
    /// A question, by its place among all of the checklist, and what follows when it is done.
    Question(usize, Next),
    /// The answers of a part, to look through.
    Check(CheckScope),
    /// What second readers said: from the first that is not settled, or on from one of those that the walk began with.
    Comments(Option<usize>),
    /// What became of last year's actions.
    LastActions,
    /// The texts for the report.
    ReportTexts,
    /// The figures that give early warning.
    Figures,
    /// The facts about the council, and where they were asked for from.
    Facts(Origin),
    /// Out.
    Leave(InterviewOutcome),
}

/// What follows when a question is done.
#[derive(Debug, Clone)]
pub(super) enum Next {
    /// The next one.
    GoOn,
    /// The place that it was gone to from.
    Return(Origin),
}

/// Where somebody was who went to a question or to the facts.
#[derive(Debug, Clone)]
pub(super) enum Origin {
    /// At the task list.
    Tasks,
    /// At the answers of a part.
    Check(CheckScope),
    /// At a comment, by its place in the walk through them.
    Comments(usize),
    /// At another question.
    Question(usize, Box<Next>),
}

/// Which answers are looked through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CheckScope {
    /// Those of one section, by its place in the checklist.
    Section(usize),
    /// All of the run.
    Whole,
}

impl Origin {
    /// Back there.
    pub(super) fn destination(self) -> Destination {
        match self {
            Origin::Tasks => Destination::Tasks,
            Origin::Check(scope) => Destination::Check(scope),
            Origin::Comments(place) => Destination::Comments(Some(place)),
            Origin::Question(at, next) => Destination::Question(at, *next),
        }
    }
}

impl Interview<'_> {
    /// What a command means at the level of questions.
    pub(super) fn transition_for(&mut self, command: InterviewCommand) -> Transition {
        match command {
            InterviewCommand::Back => Transition::Back,
            InterviewCommand::Skip | InterviewCommand::Next => Transition::Forward,
            InterviewCommand::Jump => {
                let words = self.respondent.take_unsubmitted_text();
                self.find(words.as_deref())
            }
            InterviewCommand::Guide => Transition::Guidance,
            InterviewCommand::Details => Transition::Again,
            InterviewCommand::Tasks => Transition::Tasks,
            InterviewCommand::Undo => Transition::Undo,
            InterviewCommand::Pause => Transition::Leave(InterviewOutcome::Paused),
        }
    }

    /// What is chosen in a list of things to open; back leads out of it.
    pub(super) fn choose_to_open(&mut self, prompt: &str, choices: Vec<Choice>) -> Result<usize, Transition> {
        let request = ChoiceRequest {
            prompt,
            choices,
            current: None,
            commands: &[InterviewCommand::Back, InterviewCommand::Pause],
            layout: ChoiceLayout::Keys,
        };
        match self.respondent.choose(&request) {
            Reply::Given(chosen) => Ok(chosen),
            Reply::Command(InterviewCommand::Back) => Err(Transition::Again),
            Reply::Command(command) => Err(self.transition_for(command)),
            Reply::End => Err(Transition::Leave(InterviewOutcome::Paused)),
            Reply::Interrupted => Err(Transition::Leave(InterviewOutcome::Interrupted)),
        }
    }

    /// Where a command leads that was given at a list, whose own place is the origin. None: the list once more.
    pub(super) fn destination_for(&mut self, command: InterviewCommand, origin: Origin) -> Option<Destination> {
        match self.transition_for(command) {
            Transition::Found(found) => Some(self.destination_of(found, origin)),
            Transition::Tasks => Some(Destination::Tasks),
            Transition::Undo => {
                let at = self.undo()?;
                Some(Destination::Question(at, Next::Return(origin)))
            }
            Transition::Leave(outcome) => Some(Destination::Leave(outcome)),
            Transition::Forward | Transition::Back | Transition::Again | Transition::Guidance => None,
        }
    }

    /// The way to what was found. A single question leads back to where it was asked for; a section goes on from there.
    pub(super) fn destination_of(&self, found: Found, origin: Origin) -> Destination {
        match found {
            Found::Question(at) => match origin {
                Origin::Question(from, next) if from == at => Destination::Question(at, *next),
                origin => Destination::Question(at, Next::Return(origin)),
            },
            Found::Section(section) => self.destination_of_section(section),
            Found::Facts => Destination::Facts(origin),
        }
    }

    /// A section: its first open question, or its answers to look through where none is open.
    pub(super) fn destination_of_section(&self, section: usize) -> Destination {
        let run = self.run_order();
        let open = run.iter().find(|x| x.section == section && self.is_open(x.question));
        match open {
            Some(x) => Destination::Question(x.at, Next::GoOn),
            None => Destination::Check(CheckScope::Section(section)),
        }
    }
}
