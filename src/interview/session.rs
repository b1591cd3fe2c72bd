//! The loop over the questions: where to begin, what is asked of each, and where it leads.

use chrono::NaiveDate;

use super::navigation::Transition;
use super::opening::ContextScope;
use super::{AnswerStore, Choice, ChoiceRequest, InterviewCommand, LastYear, Notice, QuestionPage, Reply, Respondent};
use crate::assessment::drift::is_to_confirm;
use crate::assessment::{Assessment, RATINGS, Response};
use crate::checklist::{AnswerKind, Checklist, Question, SectionId};
use crate::glossary::{Term, terms_in};
use crate::score::is_asked;

/// Which questions a run asks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    /// Key questions only.
    pub key: bool,
    /// Only the section of this id.
    pub section: Option<SectionId>,
}

impl Selection {
    /// Whether a question is in it.
    pub fn includes(&self, section: &SectionId, question: &Question) -> bool {
        (!self.key || question.key) && self.section.as_ref().is_none_or(|wanted| wanted == section)
    }
}

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

/// What was given to a question.
enum QuestionReply {
    /// A response.
    Response(Response),
    /// Last year's answer once more.
    AsLastYear,
}

/// The terms that a question and its guidance mention.
fn terms_of(question: &Question) -> Vec<&'static Term> {
    let mut texts = vec![question.text.as_str(), question.why.as_str()];
    texts.extend(question.look_for.iter().map(String::as_str));
    // No word runs over from one text into the next.
    terms_in(&texts.join(" | "))
}

/// What can be done instead of rating a question.
const RATING_COMMANDS: &[InterviewCommand] = &[
    InterviewCommand::Skip,
    InterviewCommand::Back,
    InterviewCommand::Jump,
    InterviewCommand::Details,
    InterviewCommand::Guide,
    InterviewCommand::Pause,
];

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
    /// The person.
    pub respondent: &'a mut dyn Respondent,
    /// The file.
    pub store: &'a mut dyn AnswerStore,
    /// Last year's answers, where they are carried forward.
    pub last: Option<&'a LastYear>,
    /// Digests of the texts that the person confirmed in this run to be no personal data of a child; empty at first.
    pub confirmed: Vec<String>,
}

impl<'a> Interview<'a> {
    /// Asks until the end, a pause, or Ctrl-C. The assessment then holds what was answered.
    pub fn run(&mut self) -> InterviewOutcome {
        let checklist = self.checklist;
        let run = self.run_order();
        let open = run.iter().filter(|q| self.is_open(q)).count();
        self.respondent.show(&Notice::Opening {
            checklist,
            assessment: &self.assessment,
            questions: run.len(),
            open,
            minutes: checklist.minutes_for(open),
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
        if let Some(outcome) = self.ask_last_actions() {
            return outcome;
        }
        let run = self.run_order();
        if run.is_empty() {
            self.respondent.show(&Notice::Line(
                "There is no question to ask in this choice of questions.",
            ));
            return InterviewOutcome::Finished;
        }
        let start = run.iter().position(|q| self.is_open(q));
        let outcome = match start {
            Some(start) => self.ask_from(start),
            None => {
                self.respondent
                    .show(&Notice::Line("Every question of this run is answered."));
                // Past the last question the loop asks what to do.
                self.ask_from(run.len())
            }
        };
        match outcome {
            Transition::Leave(outcome) => outcome,
            _ => InterviewOutcome::Finished,
        }
    }

    /// The questions of this run, in order: selected and, as far as the context is known, switched on.
    pub(super) fn run_order(&self) -> Vec<&'a Question> {
        let checklist = self.checklist;
        checklist
            .sections
            .iter()
            .flat_map(|s| s.questions.iter().filter(|q| self.selection.includes(&s.id, q)))
            .filter(|q| is_asked(q, &self.assessment.context))
            .collect()
    }

    /// Whether a question still wants an answer in this run.
    pub(super) fn is_open(&self, question: &Question) -> bool {
        self.assessment
            .answer(&question.id)
            .is_none_or(|a| a.response().is_none() || a.unfinished || a.draft.is_some() || is_to_confirm(question, a))
    }

    fn minutes_left(&self) -> u32 {
        self.checklist
            .minutes_for(self.run_order().iter().filter(|q| self.is_open(q)).count())
    }

    fn ask_from(&mut self, start: usize) -> Transition {
        let checklist = self.checklist;
        let mut place = start;
        // Forward leads to the next open question; in a review, to the next question.
        let mut review = !self.run_order().get(start).is_some_and(|q| self.is_open(q));
        let mut section_shown: Option<&SectionId> = None;
        let mut guide_again = true;
        loop {
            let run = self.run_order();
            let Some(question) = run.get(place).copied() else {
                match self.ask_at_end() {
                    Transition::To(to) => {
                        place = to;
                        review = !self.run_order().get(to).is_some_and(|q| self.is_open(q));
                        guide_again = true;
                        continue;
                    }
                    other => return other,
                }
            };
            let Some(index) = checklist
                .sections
                .iter()
                .position(|s| s.questions.iter().any(|q| q.id == question.id))
            else {
                return Transition::Forward;
            };
            let Some(section) = checklist.sections.get(index) else {
                return Transition::Forward;
            };
            if section_shown != Some(&section.id) {
                section_shown = Some(&section.id);
                self.respondent.show(&Notice::Section {
                    section,
                    number: index + 1,
                    of: checklist.sections.len(),
                });
            }
            if guide_again {
                let answer = self.assessment.answer(&question.id);
                let page = QuestionPage {
                    number: place + 1,
                    of: run.len(),
                    minutes_left: self.minutes_left(),
                    section,
                    question,
                    sources: question
                        .source
                        .iter()
                        .map(|c| {
                            (
                                checklist.source(&c.id).map_or(c.id.as_str(), |s| s.title.as_str()),
                                c.locator.as_str(),
                            )
                        })
                        .collect(),
                    answer,
                    to_confirm: answer.is_some_and(|a| is_to_confirm(question, a)),
                    last: self
                        .last
                        .map(|l| (l.period, l.of(&question.id)))
                        .filter(|(_, of)| !of.is_empty()),
                    terms: terms_of(question),
                };
                self.respondent.show(&Notice::Question(page));
            }
            guide_again = true;
            match self.ask_question(question) {
                Transition::Forward => {
                    place += 1;
                    if !review {
                        let run = self.run_order();
                        place = (place..run.len())
                            .find(|i| run.get(*i).is_some_and(|q| self.is_open(q)))
                            .unwrap_or(run.len());
                    }
                }
                Transition::Back if place == 0 => {
                    self.respondent.show(&Notice::Line("This is the first question."));
                    guide_again = false;
                }
                Transition::Back => place -= 1,
                Transition::To(to) => {
                    place = to;
                    review = !self.run_order().get(to).is_some_and(|q| self.is_open(q));
                    section_shown = None;
                }
                Transition::ToContext => match self.ask_context(ContextScope::All) {
                    Some(outcome) => return Transition::Leave(outcome),
                    None => {
                        // Questions may have been switched on or off before this one.
                        place = self.run_order().iter().position(|q| q.id == question.id).unwrap_or(0);
                    }
                },
                Transition::Again => {}
                Transition::Leave(outcome) => return Transition::Leave(outcome),
            }
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

    /// The first thing asked of every question.
    fn ask_response(&mut self, question: &'a Question) -> Result<QuestionReply, Transition> {
        let mut choices: Vec<(Choice, Response)> = match question.answer {
            AnswerKind::Graded => RATINGS
                .iter()
                .map(|(r, word, hint)| (Choice::hinted(r.to_string(), *word, *hint), Response::Rated(*r)))
                .collect(),
            AnswerKind::YesNo => vec![
                (Choice::new("y", "yes"), Response::Rated(3)),
                (Choice::new("n", "no"), Response::Rated(0)),
            ],
        };
        choices.push((
            Choice::hinted("d", "don't know", "nobody can say: a blind spot, worth naming"),
            Response::DontKnow,
        ));
        choices.push((
            // Not `n`: that is "no", everywhere.
            Choice::hinted("na", "not applicable", "a reason is asked for and printed"),
            Response::NotApplicable,
        ));
        let now = self.assessment.response(&question.id);
        let to_confirm = self
            .assessment
            .answer(&question.id)
            .is_some_and(|a| is_to_confirm(question, a));
        let answered = self.assessment.answer(&question.id).is_some_and(|a| !a.is_empty());
        let done = !self.is_open(question);
        let commands: Vec<InterviewCommand> = RATING_COMMANDS
            .iter()
            .copied()
            .filter(|c| *c != InterviewCommand::Details || answered)
            .map(|c| {
                if c == InterviewCommand::Skip && done {
                    InterviewCommand::Next
                } else {
                    c
                }
            })
            .collect();
        let mut shown: Vec<Choice> = choices.iter().map(|(c, _)| c.clone()).collect();
        // Shown, not assumed: it is chosen like any other answer, and only where it answers the same thing.
        let unfinished = self.assessment.answer(&question.id).is_some_and(|a| a.unfinished);
        if (now.is_none() || unfinished)
            && let Some(last) = self.last.and_then(|l| l.to_repeat(&question.id))
            && let Some((word, _)) = choices.iter().find(|(_, r)| Some(*r) == last.answer.response())
        {
            shown.push(Choice::new("=", format!("as last year: {}", word.label)));
        }
        let request = ChoiceRequest {
            prompt: if question.answer == AnswerKind::YesNo {
                "Answer"
            } else {
                "Rating"
            },
            choices: shown,
            // To other words an old rating would be given again by a mere Enter: it is chosen, or it does not stand.
            current: choices.iter().position(|(_, r)| Some(*r) == now && !to_confirm),
            commands: &commands,
        };
        match self.respondent.choose(&request) {
            Reply::Given(i) => Ok(choices
                .get(i)
                .map_or(QuestionReply::AsLastYear, |(_, r)| QuestionReply::Response(*r))),
            Reply::Command(InterviewCommand::Details) => Err(self.ask_details(question)),
            Reply::Command(command) => Err(self.transition_for(command)),
            Reply::End => Err(Transition::Leave(InterviewOutcome::Paused)),
            Reply::Interrupted => Err(Transition::Leave(InterviewOutcome::Interrupted)),
        }
    }
}
