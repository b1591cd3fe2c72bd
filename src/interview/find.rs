//! Finding a question, a section or the facts by words of them.

use super::navigation::Transition;
use super::{Choice, ChoiceLayout, ChoiceRequest, Interview, InterviewCommand, InterviewOutcome, Notice, Reply};
use crate::checklist::shared::theme_title;
use crate::score::{Position, score};

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// A question, by its place among all of the checklist.
    Question(usize),
    /// A section, by its place in the checklist.
    Section(usize),
    /// The facts about the council.
    Facts,
}

impl Interview<'_> {
    /// Where to: what the words name where they name one thing alone, else what is chosen.
    pub(super) fn find(&mut self, words: Option<&str>) -> Transition {
        let (mut all, choices): (Vec<Found>, Vec<Choice>) = self.findables().into_iter().unzip();
        let mut request = ChoiceRequest {
            prompt: "Go to",
            choices,
            current: None,
            commands: &[InterviewCommand::Back, InterviewCommand::Pause],
            layout: ChoiceLayout::Search,
        };
        if let Some(words) = words.map(str::trim).filter(|w| !w.is_empty()) {
            let named = request.found_by(words);
            // A section's id may be a word that many questions have in them.
            let is_question = |i: &usize| {
                matches!(all.get(*i), Some(Found::Question(_)))
                    && request.choices.get(*i).is_some_and(|c| c.is_named(words))
            };
            match named.as_slice() {
                [first, more @ ..] if more.is_empty() || is_question(first) => {
                    if let Some(found) = all.get(*first) {
                        return Transition::Found(*found);
                    }
                }
                [] => self.respondent.show(&Notice::Mistake(&format!(
                    "Nothing in this run has `{}` in it. Choose from all of it.",
                    words.to_lowercase()
                ))),
                _ => {
                    request.layout = ChoiceLayout::TwoLines;
                    all = named.iter().filter_map(|i| all.get(*i).copied()).collect();
                    request.choices = named.iter().filter_map(|i| request.choices.get(*i).cloned()).collect();
                }
            }
        }
        for (i, choice) in request.choices.iter_mut().enumerate() {
            choice.key = (i + 1).to_string();
        }
        match self.respondent.choose(&request) {
            Reply::Given(i) => all.get(i).map_or(Transition::Again, |f| Transition::Found(*f)),
            Reply::Command(InterviewCommand::Pause) | Reply::End => Transition::Leave(InterviewOutcome::Paused),
            Reply::Command(_) => Transition::Again,
            Reply::Interrupted => Transition::Leave(InterviewOutcome::Interrupted),
        }
    }

    /// Everything of this run that can be gone to: sections, facts, questions.
    fn findables(&self) -> Vec<(Found, Choice)> {
        let run = self.run_order();
        let mut all = Vec::new();
        for (index, section) in self.checklist.sections.iter().enumerate() {
            let here: Vec<_> = run.iter().filter(|x| x.section == index).collect();
            if here.is_empty() {
                continue;
            }
            let open = here.iter().filter(|x| self.is_open(x.question)).count();
            let label = format!("Section: {}", section.title);
            // The word `open` is what open questions are found by.
            let hint = match open {
                0 => "all answered".to_owned(),
                open => format!("{open} of {} to answer", here.len()),
            };
            let choice = Choice::hinted("", label, hint);
            all.push((Found::Section(index), choice.also_found_by(section.id.as_str())));
        }
        if !self.checklist.contexts.is_empty() {
            let choice = Choice::hinted("", "Facts about your council", "they switch questions on");
            all.push((Found::Facts, choice));
        }
        let score = score(self.checklist, &self.assessment);
        // Both are in the order of the checklist.
        let mut lines = score.lines.iter();
        for asked in run {
            let question = asked.question;
            let section = self.section_title(asked.section);
            let mut states: Vec<&str> = Vec::new();
            if self.is_open(question) {
                states.push("open");
            }
            if let Some(line) = lines.by_ref().find(|l| l.question.id == question.id) {
                match line.position {
                    Position::Planned | Position::Exposed => states.push("weak"),
                    Position::BlindSpot => states.push("don't know"),
                    _ => {}
                }
                if line.alert.is_some() {
                    states.push("alert");
                }
            }
            let theme = theme_title(&question.theme);
            let state = states.join(", ");
            let hint = if state.is_empty() {
                section.to_owned()
            } else {
                format!("{section}; {state}")
            };
            let choice = Choice::hinted("", question.text.clone(), hint);
            all.push((
                Found::Question(asked.at),
                choice.also_found_by(format!("{} {theme}", question.id)),
            ));
        }
        all
    }
}
