//! The loop over the questions: where to begin, back, skip, jump, pause, and the end.

use chrono::NaiveDate;

use super::{Choice, Choose, Command, Keeper, LastYear, Notice, QuestionPage, Reply, Respondent};
use crate::assessment::drift::is_to_confirm;
use crate::assessment::{Answer, Assessment, RATINGS, Response, personal};
use crate::checklist::{AnswerKind, Checklist, Question};
use crate::glossary::{Term, terms_in};
use crate::score::is_asked;

/// Which questions a run asks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    /// Key questions only.
    pub key: bool,
    /// Only the section of this id.
    pub section: Option<String>,
}

impl Selection {
    /// Whether a question is in it.
    pub fn takes(&self, section: &str, question: &Question) -> bool {
        (!self.key || question.key) && self.section.as_deref().is_none_or(|wanted| wanted == section)
    }
}

/// How an interview ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The person came to the end and said so.
    Finished,
    /// The person paused, or the input ended.
    Paused,
    /// Ctrl-C.
    Interrupted,
    /// The answers could not be kept, and the person chose to stop.
    NotKept,
}

/// What was given to a question.
enum Given {
    /// A response.
    Response(Response),
    /// Last year's answer once more.
    AsLastYear,
}

/// What happens after a step.
pub(super) enum Next {
    /// On to the next question.
    Forward,
    /// Back to the question before.
    Back,
    /// To the question of this place in the run.
    To(usize),
    /// To the context questions.
    ToContext,
    /// The same question again.
    Again,
    /// Out.
    Leave(Outcome),
}

/// The terms that a question and its guidance mention.
fn terms_of(question: &Question) -> Vec<&'static Term> {
    let mut texts = vec![question.text.as_str(), question.why.as_str()];
    texts.extend(question.look_for.iter().map(String::as_str));
    // No word runs over from one text into the next.
    terms_in(&texts.join(" | "))
}

/// What can be done instead of rating a question.
const AT_RATING: &[Command] = &[
    Command::Skip,
    Command::Back,
    Command::Jump,
    Command::Details,
    Command::Guide,
    Command::Pause,
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
    pub keeper: &'a mut dyn Keeper,
    /// Last year's answers, where they are carried forward.
    pub last: Option<&'a LastYear>,
    /// Digests of the texts that the person confirmed in this run to be no personal data of a child; empty at first.
    pub confirmed: Vec<String>,
}

impl<'a> Interview<'a> {
    /// Asks until the end, a pause, or Ctrl-C. The assessment then holds what was answered.
    pub fn run(&mut self) -> Outcome {
        let checklist = self.checklist;
        let run = self.run_order();
        let open = run.iter().filter(|q| self.is_open(q)).count();
        self.respondent.tell(&Notice::Opening {
            checklist,
            assessment: &self.assessment,
            questions: run.len(),
            open,
            minutes: checklist.minutes_for(open),
        });
        if let Some(outcome) = self.ask_head() {
            return outcome;
        }
        if checklist
            .contexts
            .iter()
            .any(|c| !self.assessment.context.contains_key(&c.id))
            && let Some(outcome) = self.ask_context(false)
        {
            return outcome;
        }
        if let Some(outcome) = self.ask_last_actions() {
            return outcome;
        }
        let run = self.run_order();
        if run.is_empty() {
            self.respondent.tell(&Notice::Line(
                "There is no question to ask in this choice of questions.",
            ));
            return Outcome::Finished;
        }
        let start = run.iter().position(|q| self.is_open(q));
        let outcome = match start {
            Some(start) => self.ask_from(start),
            None => {
                self.respondent
                    .tell(&Notice::Line("Every question of this run is answered."));
                // Past the last question the loop asks what to do.
                self.ask_from(run.len())
            }
        };
        match outcome {
            Next::Leave(outcome) => outcome,
            _ => Outcome::Finished,
        }
    }

    /// The questions of this run, in order: selected and, as far as the context is known, switched on.
    fn run_order(&self) -> Vec<&'a Question> {
        let checklist = self.checklist;
        checklist
            .sections
            .iter()
            .flat_map(|s| s.questions.iter().filter(|q| self.selection.takes(&s.id, q)))
            .filter(|q| is_asked(q, &self.assessment.context))
            .collect()
    }

    /// Whether a question still wants an answer in this run.
    fn is_open(&self, question: &Question) -> bool {
        self.assessment
            .answer(&question.id)
            .is_none_or(|a| a.response().is_none() || a.unfinished || a.draft.is_some() || is_to_confirm(question, a))
    }

    fn minutes_left(&self) -> u32 {
        self.checklist
            .minutes_for(self.run_order().iter().filter(|q| self.is_open(q)).count())
    }

    fn ask_from(&mut self, start: usize) -> Next {
        let checklist = self.checklist;
        let mut place = start;
        // Forward leads to the next open question; in a review, to the next question.
        let mut review = !self.run_order().get(start).is_some_and(|q| self.is_open(q));
        let mut section_shown = "";
        let mut guide_again = true;
        loop {
            let run = self.run_order();
            let Some(question) = run.get(place).copied() else {
                match self.at_the_end() {
                    Next::To(to) => {
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
                return Next::Forward;
            };
            let Some(section) = checklist.sections.get(index) else {
                return Next::Forward;
            };
            if section_shown != section.id {
                section_shown = &section.id;
                self.respondent.tell(&Notice::Section {
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
                self.respondent.tell(&Notice::Question(page));
            }
            guide_again = true;
            match self.ask_question(question) {
                Next::Forward => {
                    place += 1;
                    if !review {
                        let run = self.run_order();
                        place = (place..run.len())
                            .find(|i| run.get(*i).is_some_and(|q| self.is_open(q)))
                            .unwrap_or(run.len());
                    }
                }
                Next::Back if place == 0 => {
                    self.respondent.tell(&Notice::Line("This is the first question."));
                    guide_again = false;
                }
                Next::Back => place -= 1,
                Next::To(to) => {
                    place = to;
                    review = !self.run_order().get(to).is_some_and(|q| self.is_open(q));
                    section_shown = "";
                }
                Next::ToContext => match self.ask_context(true) {
                    Some(outcome) => return Next::Leave(outcome),
                    None => {
                        // Questions may have been switched on or off before this one.
                        place = self.run_order().iter().position(|q| q.id == question.id).unwrap_or(0);
                    }
                },
                Next::Again => {}
                Next::Leave(outcome) => return Next::Leave(outcome),
            }
        }
    }

    /// The rating, and the details it asks for.
    fn ask_question(&mut self, question: &'a Question) -> Next {
        match self.ask_response(question) {
            Ok(Given::Response(response)) => self.follow_up(question, response),
            Ok(Given::AsLastYear) => self.repeat(question),
            Err(next) => next,
        }
    }

    /// The first thing asked of every question.
    fn ask_response(&mut self, question: &'a Question) -> Result<Given, Next> {
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
        let commands: Vec<Command> = AT_RATING
            .iter()
            .copied()
            .filter(|c| *c != Command::Details || answered)
            .map(|c| if c == Command::Skip && done { Command::Next } else { c })
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
        let ask = Choose {
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
        match self.respondent.choose(&ask) {
            Reply::Given(i) => Ok(choices.get(i).map_or(Given::AsLastYear, |(_, r)| Given::Response(*r))),
            Reply::Command(Command::Details) => Err(self.ask_details(question)),
            Reply::Command(command) => Err(self.obey(command)),
            Reply::End => Err(Next::Leave(Outcome::Paused)),
            Reply::Interrupted => Err(Next::Leave(Outcome::Interrupted)),
        }
    }

    /// What a command means at the level of questions.
    pub(super) fn obey(&mut self, command: Command) -> Next {
        match command {
            Command::Back => Next::Back,
            Command::Skip | Command::Next => Next::Forward,
            Command::Jump => {
                let words = self.respondent.loose_text();
                self.ask_where(words.as_deref())
            }
            Command::Guide | Command::Details => Next::Again,
            Command::Pause => Next::Leave(Outcome::Paused),
        }
    }

    /// Where to, by words of a section's title where some were given.
    fn ask_where(&mut self, words: Option<&str>) -> Next {
        let checklist = self.checklist;
        let run = self.run_order();
        let mut choices = Vec::new();
        let mut places = Vec::new();
        let mut named = Vec::new();
        for section in &checklist.sections {
            let Some(place) = run.iter().position(|q| section.questions.iter().any(|s| s.id == q.id)) else {
                continue;
            };
            let all = run
                .iter()
                .filter(|q| section.questions.iter().any(|s| s.id == q.id))
                .count();
            let open = run
                .iter()
                .filter(|q| section.questions.iter().any(|s| s.id == q.id) && self.is_open(q))
                .count();
            let first_open = run
                .iter()
                .position(|q| section.questions.iter().any(|s| s.id == q.id) && self.is_open(q))
                .unwrap_or(place);
            choices.push(Choice::hinted(
                (choices.len() + 1).to_string(),
                section.title.clone(),
                format!("{open} of {all} open"),
            ));
            places.push(Some(first_open));
            named.push(format!("{} {}", section.title, section.id).to_lowercase());
        }
        if !checklist.contexts.is_empty() {
            choices.push(Choice::new((choices.len() + 1).to_string(), "Facts about your council"));
            places.push(None);
            named.push("facts about your council".to_owned());
        }
        if let Some(words) = words.map(str::to_lowercase).filter(|w| !w.trim().is_empty()) {
            let found: Vec<usize> = named
                .iter()
                .enumerate()
                .filter(|(i, name)| {
                    choices.get(*i).is_some_and(|c| c.key == words.trim())
                        || words.split_whitespace().all(|w| name.contains(w))
                })
                .map(|(i, _)| i)
                .collect();
            match found.as_slice() {
                [only] => {
                    return match places.get(*only) {
                        Some(Some(place)) => Next::To(*place),
                        _ => Next::ToContext,
                    };
                }
                [] => self.respondent.tell(&Notice::Mistake(&format!(
                    "No section of this run has `{}` in its title. Choose one.",
                    words.trim()
                ))),
                _ => {
                    choices = found.iter().filter_map(|i| choices.get(*i).cloned()).collect();
                    places = found.iter().filter_map(|i| places.get(*i).copied()).collect();
                }
            }
        }
        let ask = Choose {
            prompt: "Go to",
            choices,
            current: None,
            commands: &[Command::Back, Command::Pause],
        };
        match self.respondent.choose(&ask) {
            Reply::Given(i) => match places.get(i) {
                Some(Some(place)) => Next::To(*place),
                Some(None) => Next::ToContext,
                None => Next::Again,
            },
            Reply::Command(Command::Pause) | Reply::End => Next::Leave(Outcome::Paused),
            Reply::Command(_) => Next::Again,
            Reply::Interrupted => Next::Leave(Outcome::Interrupted),
        }
    }

    /// After the last question: back to the open ones, or finish.
    fn at_the_end(&mut self) -> Next {
        let run = self.run_order();
        let open: Vec<usize> = run
            .iter()
            .enumerate()
            .filter(|(_, q)| self.is_open(q))
            .map(|(i, _)| i)
            .collect();
        let mut choices = vec![Choice::new("f", "finish: score and report")];
        let mut places = vec![None];
        if let Some(first) = open.first() {
            let what = if open.len() == 1 {
                "the open question".to_owned()
            } else {
                format!("the {} open questions", open.len())
            };
            choices.push(Choice::new("o", format!("answer {what}")));
            places.push(Some(*first));
        }
        choices.push(Choice::new("r", "review from the first question"));
        places.push(Some(0));
        let ask = Choose {
            prompt: "End of the questions",
            choices,
            current: None,
            commands: &[Command::Jump, Command::Pause],
        };
        loop {
            match self.respondent.choose(&ask) {
                Reply::Given(i) => match places.get(i) {
                    Some(Some(place)) => return Next::To(*place),
                    _ => return Next::Leave(Outcome::Finished),
                },
                Reply::Command(Command::Jump) => match self.obey(Command::Jump) {
                    Next::To(place) => return Next::To(place),
                    Next::ToContext => {
                        if let Some(outcome) = self.ask_context(true) {
                            return Next::Leave(outcome);
                        }
                    }
                    Next::Leave(outcome) => return Next::Leave(outcome),
                    _ => {}
                },
                Reply::Command(_) | Reply::End => return Next::Leave(Outcome::Paused),
                Reply::Interrupted => return Next::Leave(Outcome::Interrupted),
            }
        }
    }

    /// Keeps an answer to a question. The day is only moved when something changed.
    pub(super) fn keep_answer(&mut self, question: &Question, mut answer: Answer) -> Option<Outcome> {
        let asked = Checklist::question_digest(question);
        personal::confirm(&mut answer, &self.confirmed);
        let before = self.assessment.answer(&question.id);
        let same = before.is_some_and(|b| {
            Answer {
                unfinished: answer.unfinished,
                on: answer.on,
                asked: answer.asked.clone(),
                draft: answer.draft.clone(),
                ..b.clone()
            } == answer
        });
        if !same || answer.on.is_none() {
            answer.on = Some(self.today);
        }
        // Where there is one, it is the rating's: to add evidence is not to rate the question as it is now.
        if answer.response().is_some() && answer.asked.is_none() {
            answer.asked = Some(asked);
        }
        let mut assessment = self.assessment.clone();
        assessment.answers.insert(question.id.clone(), answer);
        self.keep(assessment)
    }

    /// Keeps everything as it now stands, or asks what to do where that fails.
    pub(super) fn keep(&mut self, mut wanted: Assessment) -> Option<Outcome> {
        if wanted == self.assessment {
            return None;
        }
        wanted.updated = self.today.max(wanted.started);
        settle_digest(&mut wanted, self.checklist);
        loop {
            match self.keeper.keep(&wanted) {
                Ok(kept) => {
                    self.assessment = kept.merged.unwrap_or(wanted);
                    if let Some(message) = kept.message {
                        self.respondent.tell(&Notice::Line(&message));
                    }
                    return None;
                }
                Err(message) => {
                    self.respondent.tell(&Notice::Mistake(&message));
                    let ask = Choose {
                        prompt: "This answer is not saved yet",
                        choices: vec![Choice::new("t", "try again"), Choice::new("l", "leave without it")],
                        current: Some(0),
                        commands: &[],
                    };
                    match self.respondent.choose(&ask) {
                        Reply::Given(0) => {}
                        Reply::Interrupted => return Some(Outcome::Interrupted),
                        _ => {
                            // It is not in the file, and must not be lost with it: the caller shows what was answered.
                            self.assessment = wanted;
                            return Some(Outcome::NotKept);
                        }
                    }
                }
            }
        }
    }
}

/// Once no answer is left that was given to other words, the file stands for the checklist as it is now.
fn settle_digest(assessment: &mut Assessment, checklist: &Checklist) {
    let open = checklist
        .questions()
        .any(|q| assessment.answer(&q.id).is_some_and(|a| is_to_confirm(q, a)));
    if !open {
        assessment.digest = Some(checklist.digest());
        assessment.revision = Some(checklist.revision);
    }
}
