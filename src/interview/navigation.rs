//! Getting about in a run: what a command means between questions, jumping to a section, and what is asked after the last question.

use super::opening::ContextScope;
use super::{Choice, ChoiceLayout, ChoiceRequest, Interview, InterviewCommand, InterviewOutcome, Notice, Reply};

/// What happens after a step.
pub(super) enum Transition {
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
    /// All there is to say about the question, and then what is asked of it once more.
    Guidance,
    /// Out.
    Leave(InterviewOutcome),
}

impl Interview<'_> {
    /// What a command means at the level of questions.
    pub(super) fn transition_for(&mut self, command: InterviewCommand) -> Transition {
        match command {
            InterviewCommand::Back => Transition::Back,
            InterviewCommand::Skip | InterviewCommand::Next => Transition::Forward,
            InterviewCommand::Jump => {
                let words = self.respondent.take_unsubmitted_text();
                self.ask_section(words.as_deref())
            }
            InterviewCommand::Guide => Transition::Guidance,
            InterviewCommand::Details | InterviewCommand::Tasks | InterviewCommand::Undo => Transition::Again,
            InterviewCommand::Pause => Transition::Leave(InterviewOutcome::Paused),
        }
    }

    /// Where to, by words of a section's title where some were given.
    fn ask_section(&mut self, words: Option<&str>) -> Transition {
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
                        Some(Some(place)) => Transition::To(*place),
                        _ => Transition::ToContext,
                    };
                }
                [] => self.respondent.show(&Notice::Mistake(&format!(
                    "No section of this run has `{}` in its title. Choose one.",
                    words.trim()
                ))),
                _ => {
                    choices = found.iter().filter_map(|i| choices.get(*i).cloned()).collect();
                    places = found.iter().filter_map(|i| places.get(*i).copied()).collect();
                }
            }
        }
        let request = ChoiceRequest {
            prompt: "Go to",
            choices,
            current: None,
            commands: &[InterviewCommand::Back, InterviewCommand::Pause],
            layout: ChoiceLayout::Search,
        };
        match self.respondent.choose(&request) {
            Reply::Given(i) => match places.get(i) {
                Some(Some(place)) => Transition::To(*place),
                Some(None) => Transition::ToContext,
                None => Transition::Again,
            },
            Reply::Command(InterviewCommand::Pause) | Reply::End => Transition::Leave(InterviewOutcome::Paused),
            Reply::Command(_) => Transition::Again,
            Reply::Interrupted => Transition::Leave(InterviewOutcome::Interrupted),
        }
    }

    /// After the last question: back to the open ones, or finish.
    pub(super) fn ask_at_end(&mut self) -> Transition {
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
        let texts = choices.len();
        choices.push(Choice::hinted("t", "texts for the report", self.report_texts_hint()));
        let request = ChoiceRequest {
            prompt: "End of the questions",
            choices,
            current: None,
            commands: &[InterviewCommand::Jump, InterviewCommand::Pause],
            layout: ChoiceLayout::Keys,
        };
        loop {
            let next = match self.respondent.choose(&request) {
                Reply::Given(i) if i == texts => self.ask_report_texts(),
                Reply::Given(i) => match places.get(i) {
                    Some(Some(place)) => return Transition::To(*place),
                    _ => return Transition::Leave(InterviewOutcome::Finished),
                },
                Reply::Command(InterviewCommand::Jump) => self.transition_for(InterviewCommand::Jump),
                Reply::Command(_) | Reply::End => return Transition::Leave(InterviewOutcome::Paused),
                Reply::Interrupted => return Transition::Leave(InterviewOutcome::Interrupted),
            };
            match next {
                Transition::ToContext => {
                    if let Some(outcome) = self.ask_context(ContextScope::All) {
                        return Transition::Leave(outcome);
                    }
                }
                Transition::To(_) | Transition::Leave(_) => return next,
                // Here once more, with what stands now.
                _ => return Transition::To(run.len()),
            }
        }
    }
}
