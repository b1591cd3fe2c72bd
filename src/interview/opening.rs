//! What is asked before the questions: whose assessment it is, and the facts that switch questions on.

use super::asking::StepExit;
use super::navigation::Transition;
use super::{
    Choice, ChoiceLayout, ChoiceRequest, Interview, InterviewCommand, InterviewOutcome, Notice, Reply, TextKind,
    TextRequest,
};

/// What can be done instead of answering a context question.
const CONTEXT_COMMANDS: &[InterviewCommand] =
    &[InterviewCommand::Skip, InterviewCommand::Back, InterviewCommand::Pause];
/// The same where the fact is stated already.
const STATED_CONTEXT_COMMANDS: &[InterviewCommand] =
    &[InterviewCommand::Next, InterviewCommand::Back, InterviewCommand::Pause];

/// Which facts are asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ContextScope {
    /// Those that are not stated yet.
    Open,
    /// All of them, to look at and to change.
    All,
}

impl Interview<'_> {
    /// Council, name and post: asked once, and only where nothing stands yet.
    pub(super) fn ask_header(&mut self) -> Option<InterviewOutcome> {
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
            let request = TextRequest {
                prompt,
                about,
                current: typed.get(given.len()).map_or("", String::as_str),
                unconfirmed: None,
                draft_field: None,
                kind: TextKind::Line,
                commands: &[InterviewCommand::Skip, InterviewCommand::Back, InterviewCommand::Pause],
            };
            match self.respondent.write(&request) {
                Reply::Given(text) => {
                    match self.passes_privacy_check(text.trim(), TextKind::Line) {
                        Ok(true) => {}
                        Err(StepExit::Leave(Transition::Leave(outcome))) => return Some(outcome),
                        _ => continue,
                    }
                    if let Some(place) = typed.get_mut(given.len()) {
                        text.trim().clone_into(place);
                    }
                    given.push(text.trim().to_owned());
                }
                Reply::Command(InterviewCommand::Skip) => given.push(String::new()),
                Reply::Command(InterviewCommand::Back) => {
                    given.pop();
                }
                Reply::Command(InterviewCommand::Pause) => return Some(InterviewOutcome::Paused),
                Reply::Command(_) => {}
                Reply::End => {
                    self.show_unsubmitted_text();
                    return Some(InterviewOutcome::Paused);
                }
                Reply::Interrupted => {
                    self.show_unsubmitted_text();
                    return Some(InterviewOutcome::Interrupted);
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
            if let Some(outcome) = self.save(wanted) {
                return Some(outcome);
            }
        }
        None
    }

    /// The facts that switch questions on: the open ones, or all.
    pub(super) fn ask_context(&mut self, scope: ContextScope) -> Option<InterviewOutcome> {
        let checklist = self.checklist;
        let wanted: Vec<usize> = (0..checklist.contexts.len())
            .filter(|i| {
                scope == ContextScope::All
                    || checklist
                        .contexts
                        .get(*i)
                        .is_some_and(|c| !self.assessment.context.contains_key(&c.id))
            })
            .collect();
        let mut index = 0;
        while let Some(context) = wanted.get(index).and_then(|i| checklist.contexts.get(*i)) {
            self.respondent.show(&Notice::Context {
                context,
                number: index + 1,
                of: wanted.len(),
            });
            let current = self.assessment.context.get(&context.id).map(|yes| usize::from(!*yes));
            let choices = vec![Choice::new("y", "yes"), Choice::new("n", "no")];
            match self.respondent.choose(&ChoiceRequest {
                prompt: "Answer",
                choices,
                current,
                commands: if current.is_some() {
                    STATED_CONTEXT_COMMANDS
                } else {
                    CONTEXT_COMMANDS
                },
                layout: ChoiceLayout::Keys,
            }) {
                Reply::Given(i) => {
                    let mut assessment = self.assessment.clone();
                    assessment.context.insert(context.id.clone(), i == 0);
                    if let Some(outcome) = self.save(assessment) {
                        return Some(outcome);
                    }
                    index += 1;
                }
                Reply::Command(InterviewCommand::Back) => index = index.saturating_sub(1),
                Reply::Command(InterviewCommand::Skip | InterviewCommand::Next) => index += 1,
                Reply::Command(InterviewCommand::Pause) | Reply::End => return Some(InterviewOutcome::Paused),
                Reply::Command(_) => {}
                Reply::Interrupted => return Some(InterviewOutcome::Interrupted),
            }
        }
        None
    }
}
