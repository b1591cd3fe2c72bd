//! One run over a checklist: where it begins, what is asked of each question, and where it leads.

use std::collections::BTreeSet;
use std::time::Duration;

use chrono::NaiveDate;

use super::comments::ToSettle;
use super::navigation::{CheckScope, Destination, Next, Origin, Transition};
use super::opening::ContextScope;
use super::pace::Pace;
use super::question_page::{PagePlace, page};
use super::response::QuestionReply;
use super::selection::{AnswerFilter, Asked, Begin, Selection};
use super::undo::AnswerChange;
use super::{AnswerStore, LastYear, Notice, Respondent};
use crate::assessment::Assessment;
use crate::assessment::drift::is_to_confirm;
use crate::checklist::{Checklist, Question, QuestionId};

/// How an interview ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InterviewOutcome {
    /// The person came to the end and said so.
    Finished,
    /// The person paused, or the input ended.
    Paused,
    /// Ctrl-C.
    Interrupted,
    /// The answers could not be kept, and the person chose to stop.
    NotSaved,
}

/// What a run remembers of itself; nothing at first.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    /// The questions that stood as the selection wants them when the run began.
    pub(super) chosen: Option<BTreeSet<QuestionId>>,
    /// What each visit to a question changed, the last at the end.
    pub(super) changes: Vec<AnswerChange>,
    /// How long an answer takes.
    pace: Pace,
    /// The opening was followed by the task list already.
    pub(super) opened: bool,
    /// The comments that the author goes through, as they stood when that began.
    pub(super) comments: Vec<ToSettle>,
    /// As whom the author replies, where the file does not say.
    pub(super) replies_as: Option<String>,
    /// The section that was shown last.
    section_shown: Option<usize>,
}

/// One run over a checklist's questions.
pub struct Interview<'a> {
    /// The checklist.
    pub checklist: &'a Checklist,
    /// The answers so far.
    pub assessment: Assessment,
    /// Which questions are asked.
    pub selection: Selection,
    /// The day of the run.
    pub today: NaiveDate,
    /// The time since some moment before the run, for the reckoning of what is left: the library has no clock.
    pub elapsed: &'a dyn Fn() -> Duration,
    /// The person.
    pub respondent: &'a mut dyn Respondent,
    /// The file.
    pub store: &'a mut dyn AnswerStore,
    /// Last year's answers, where they are carried forward.
    pub last: Option<&'a LastYear>,
    /// Digests of the texts that the person confirmed in this run to be no personal data of a child; empty at first.
    pub confirmed: Vec<String>,
    /// What the run remembers of itself; `Memory::default()` at first.
    pub memory: Memory,
}

impl<'a> Interview<'a> {
    /// Asks until the end, a pause, or Ctrl-C. The assessment then holds what was answered.
    pub fn run(&mut self) -> InterviewOutcome {
        let checklist = self.checklist;
        self.memory.chosen = self.chosen();
        let run = self.run_order();
        let open = run.iter().filter(|x| self.is_open(x.question)).count();
        self.respondent.show(&Notice::Opening {
            checklist,
            assessment: &self.assessment,
            questions: run.len(),
            open,
            minutes: self.minutes_left(),
        });
        if let Some(outcome) = self.ask_header() {
            return outcome;
        }
        if checklist
            .contexts
            .iter()
            .any(|c| !self.assessment.context.contains_key(&c.id))
            && let Some(outcome) = self.ask_context(ContextScope::Open)
        {
            return outcome;
        }
        if self.run_order().is_empty() {
            self.respondent.show(&Notice::Line(
                "There is no question to ask in this choice of questions.",
            ));
            return InterviewOutcome::Finished;
        }
        let mut place = match (self.first_question(), &self.selection.question) {
            (Some(at), _) => Destination::Question(at, Next::Return(Origin::Tasks)),
            (None, Some(id)) => {
                let line = format!("The question `{id}` is not asked: the facts about your council switch it off.");
                self.respondent.show(&Notice::Mistake(&line));
                Destination::Tasks
            }
            (None, None) if self.selection.begin == Begin::Comments => Destination::Comments(None),
            (None, None) => Destination::Tasks,
        };
        loop {
            place = match place {
                Destination::Tasks => self.ask_tasks(),
                Destination::Question(at, next) => self.ask_questions(at, next),
                Destination::Check(scope) => self.check_answers(scope),
                Destination::Comments(from) => self.ask_comments(from),
                Destination::LastActions => self.ask_last_actions(),
                Destination::ReportTexts => {
                    let left = self.ask_report_texts();
                    self.left_for(left)
                }
                Destination::Figures => {
                    let left = self.ask_figures();
                    self.left_for(left)
                }
                Destination::Facts(origin) => match self.ask_context(ContextScope::All) {
                    Some(outcome) => Destination::Leave(outcome),
                    None => origin.destination(),
                },
                Destination::Leave(outcome) => return outcome,
            };
        }
    }

    /// Where somebody is who left a place of the task list.
    fn left_for(&self, transition: Transition) -> Destination {
        match transition {
            Transition::Leave(outcome) => Destination::Leave(outcome),
            Transition::Found(found) => self.destination_of(found, Origin::Tasks),
            _ => Destination::Tasks,
        }
    }

    /// The title of a section.
    pub(super) fn section_title(&self, section: usize) -> &'a str {
        let checklist = self.checklist;
        checklist.sections.get(section).map_or("", |s| s.title.as_str())
    }

    /// Whether a question still wants an answer in this run.
    pub(super) fn is_open(&self, question: &Question) -> bool {
        self.assessment
            .answer(&question.id)
            .is_none_or(|a| a.response().is_none() || a.unfinished || a.draft.is_some() || is_to_confirm(question, a))
    }

    /// The minutes that the open questions and last year's actions take.
    pub(super) fn minutes_left(&self) -> u32 {
        let open = self.run_order().iter().filter(|x| self.is_open(x.question)).count();
        let checklist = (self.checklist.minutes, self.checklist.len());
        self.memory.pace.minutes(checklist, open, self.last_actions().len())
    }

    /// Asks questions from one on, until another kind of place is to be gone to.
    fn ask_questions(&mut self, start: usize, next: Next) -> Destination {
        let checklist = self.checklist;
        let mut at = start;
        // Forward leads to the next open question; where somebody looks again at what is answered, to the next question.
        let mut review: Option<bool> = None;
        let mut show_page = true;
        loop {
            let run = self.run_order();
            let Some((place, asked)) = run.iter().copied().enumerate().find(|(_, x)| x.at == at) else {
                // It is not asked any more: the facts have changed.
                return Destination::Tasks;
            };
            let Asked {
                section: index,
                question,
                ..
            } = asked;
            let Some(section) = checklist.sections.get(index) else {
                return Destination::Tasks;
            };
            let looks_again = *review.get_or_insert_with(|| !self.is_open(question));
            let page_place = |minutes_left| PagePlace {
                question,
                section,
                section_number: index + 1,
                number: place + 1,
                of: run.len(),
                minutes_left,
            };
            if std::mem::replace(&mut show_page, true) {
                if self.memory.section_shown.replace(index) != Some(index) {
                    self.respondent.show(&Notice::Section {
                        section,
                        number: index + 1,
                        of: checklist.sections.len(),
                    });
                }
                let minutes_left = self.minutes_left();
                let page = page(checklist, &self.assessment, self.last, &page_place(minutes_left));
                self.respondent.show(&Notice::Question(page));
            }
            let before = self.assessment.answer(&question.id).cloned();
            let was_open = self.is_open(question);
            let begun = (self.elapsed)();
            let reply = self.ask_question(question);
            if was_open && !self.is_open(question) {
                self.memory.pace.record((self.elapsed)().saturating_sub(begun));
            }
            let changed = self.assessment.answer(&question.id) != before.as_ref();
            self.remember_change(at, question, before);
            match reply {
                Transition::Guidance => {
                    let page = page(checklist, &self.assessment, self.last, &page_place(0));
                    self.respondent.show(&Notice::Guidance(page));
                    show_page = false;
                }
                // What is on the screen still holds.
                Transition::Again => show_page = changed,
                Transition::Forward => match next {
                    Next::Return(origin) => return origin.destination(),
                    Next::GoOn => match self.following(&run, place, looks_again) {
                        Some(following) => at = following,
                        None => return self.section_done(asked),
                    },
                },
                Transition::Back => match next {
                    Next::Return(origin) => return origin.destination(),
                    Next::GoOn => match place.checked_sub(1).and_then(|before| run.get(before)) {
                        Some(before) => at = before.at,
                        None => {
                            self.respondent.show(&Notice::Line("This is the first question."));
                            show_page = false;
                        }
                    },
                },
                Transition::Undo => match self.undo() {
                    Some(undone) => {
                        at = undone;
                        review = None;
                    }
                    None => show_page = false,
                },
                Transition::Tasks => return Destination::Tasks,
                Transition::Found(found) => return self.destination_of(found, Origin::Question(at, Box::new(next))),
                Transition::Leave(outcome) => return Destination::Leave(outcome),
            }
        }
    }

    /// The question of the same section that follows: the next open one, or the next one where somebody looks again at what is
    /// answered.
    fn following(&self, run: &[Asked<'_>], place: usize, looks_again: bool) -> Option<usize> {
        let section = run.get(place)?.section;
        run.iter()
            .skip(place + 1)
            .take_while(|x| x.section == section)
            .find(|x| looks_again || self.is_open(x.question))
            .map(|x| x.at)
    }

    /// After a section's last question: its answers to look through. A run that asks only a few questions of each section, as a key
    /// run does, has them looked through at its end.
    fn section_done(&self, last: Asked<'_>) -> Destination {
        if self.run_order().iter().all(|x| x.section == last.section) {
            Destination::Check(CheckScope::Whole)
        } else if self.selection.key || self.selection.only != AnswerFilter::All {
            self.go_on_after(last.at)
        } else {
            Destination::Check(CheckScope::Section(last.section))
        }
    }

    /// Where it goes on after a question: the next open one behind it, all answers to look through where none is open, else the
    /// task list.
    pub(super) fn go_on_after(&self, at: usize) -> Destination {
        let open: Vec<usize> = self
            .run_order()
            .iter()
            .filter(|x| self.is_open(x.question))
            .map(|x| x.at)
            .collect();
        match open.iter().find(|x| **x > at) {
            Some(next) => Destination::Question(*next, Next::GoOn),
            None if open.is_empty() => Destination::Check(CheckScope::Whole),
            None => Destination::Tasks,
        }
    }

    /// The rating, and the details it asks for.
    fn ask_question(&mut self, question: &'a Question) -> Transition {
        match self.ask_response(question) {
            Ok(QuestionReply::Response(response)) => self.follow_up(question, response),
            Ok(QuestionReply::AsLastYear) => self.repeat_last_year(question),
            Err(next) => next,
        }
    }
}
