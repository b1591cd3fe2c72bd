//! What is asked before the questions: whose assessment it is, and the facts that switch questions on.

use super::asking::Turn;
use super::session::Next;
use super::{Choice, Choose, Command, Interview, Notice, Outcome, Reply, TextKind, Write};

/// What can be done instead of answering a context question.
const AT_CONTEXT: &[Command] = &[Command::Skip, Command::Back, Command::Pause];
/// The same where the fact is stated already.
const AT_STATED: &[Command] = &[Command::Next, Command::Back, Command::Pause];

impl Interview<'_> {
    /// Council, name and post: asked once, and only where nothing stands yet.
    pub(super) fn ask_head(&mut self) -> Option<Outcome> {
        if self.assessment.council.is_some() || !self.assessment.answers.is_empty() {
            return None;
        }
        let asks = [
            (
                "Council",
                "The council's name, as it should stand in the report. Leave it empty to fill it in later.",
            ),
            (
                "Your name",
                "Your name, for the record. It can be left empty, and a public report leaves it out.",
            ),
            ("Your post", "Your post, such as Chief executive. It can be left empty."),
        ];
        let mut given: Vec<String> = Vec::new();
        let mut typed = [String::new(), String::new(), String::new()];
        while let Some((prompt, about)) = asks.get(given.len()) {
            let ask = Write {
                prompt,
                about,
                current: typed.get(given.len()).map_or("", String::as_str),
                unconfirmed: None,
                spot: None,
                kind: TextKind::Line,
                commands: &[Command::Skip, Command::Back, Command::Pause],
            };
            match self.respondent.write(&ask) {
                Reply::Given(text) => {
                    match self.may_stand(text.trim(), TextKind::Line) {
                        Ok(true) => {}
                        Err(Turn::Leave(Next::Leave(outcome))) => return Some(outcome),
                        _ => continue,
                    }
                    if let Some(place) = typed.get_mut(given.len()) {
                        text.trim().clone_into(place);
                    }
                    given.push(text.trim().to_owned());
                }
                Reply::Command(Command::Skip) => given.push(String::new()),
                Reply::Command(Command::Back) => {
                    given.pop();
                }
                Reply::Command(Command::Pause) => return Some(Outcome::Paused),
                Reply::Command(_) => {}
                Reply::End => {
                    self.tell_loose_text();
                    return Some(Outcome::Paused);
                }
                Reply::Interrupted => {
                    self.tell_loose_text();
                    return Some(Outcome::Interrupted);
                }
            }
            let text = |i: usize| given.get(i).filter(|t| !t.is_empty()).cloned();
            let mut wanted = self.assessment.clone();
            for digest in &self.confirmed {
                if !wanted.no_personal_data.contains(digest) {
                    wanted.no_personal_data.push(digest.clone());
                }
            }
            wanted.council = text(0);
            wanted.assessor.name = text(1);
            wanted.assessor.post = text(2);
            if let Some(outcome) = self.keep(wanted) {
                return Some(outcome);
            }
        }
        None
    }

    /// The facts that switch questions on: the open ones, or all.
    pub(super) fn ask_context(&mut self, all: bool) -> Option<Outcome> {
        let checklist = self.checklist;
        let wanted: Vec<usize> = (0..checklist.contexts.len())
            .filter(|i| {
                all || checklist
                    .contexts
                    .get(*i)
                    .is_some_and(|c| !self.assessment.context.contains_key(&c.id))
            })
            .collect();
        let mut at = 0;
        while let Some(context) = wanted.get(at).and_then(|i| checklist.contexts.get(*i)) {
            self.respondent.tell(&Notice::Context {
                context,
                number: at + 1,
                of: wanted.len(),
            });
            let current = self.assessment.context.get(&context.id).map(|yes| usize::from(!*yes));
            let choices = vec![Choice::new("y", "yes"), Choice::new("n", "no")];
            match self.respondent.choose(&Choose {
                prompt: "Answer",
                choices,
                current,
                commands: if current.is_some() { AT_STATED } else { AT_CONTEXT },
            }) {
                Reply::Given(i) => {
                    let mut assessment = self.assessment.clone();
                    assessment.context.insert(context.id.clone(), i == 0);
                    if let Some(outcome) = self.keep(assessment) {
                        return Some(outcome);
                    }
                    at += 1;
                }
                Reply::Command(Command::Back) => at = at.saturating_sub(1),
                Reply::Command(Command::Skip | Command::Next) => at += 1,
                Reply::Command(Command::Pause) | Reply::End => return Some(Outcome::Paused),
                Reply::Command(_) => {}
                Reply::Interrupted => return Some(Outcome::Interrupted),
            }
        }
        None
    }
}
