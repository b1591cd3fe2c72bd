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

/// Something that can be found: what it is, how it is shown, and the words it is found by.
struct Findable {
    found: Found,
    label: String,
    hint: String,
    words: String,
}

impl Interview<'_> {
    /// Where to: what the words name where they name one thing alone, else what is chosen.
    pub(super) fn find(&mut self, words: Option<&str>) -> Transition {
        let mut all = self.findables();
        let mut layout = ChoiceLayout::Search;
        if let Some(words) = words.map(folded).filter(|w| !w.trim().is_empty()) {
            let named: Vec<usize> = (0..all.len())
                .filter(|i| {
                    all.get(*i)
                        .is_some_and(|f| words.split_whitespace().all(|w| f.words.contains(w)))
                })
                .collect();
            match named.as_slice() {
                [only] => {
                    if let Some(one) = all.get(*only) {
                        return Transition::Found(one.found);
                    }
                }
                [] => self.respondent.show(&Notice::Mistake(&format!(
                    "Nothing in this run has `{}` in it. Choose from all of it.",
                    words.trim()
                ))),
                _ => {
                    layout = ChoiceLayout::TwoLines;
                    let mut at = 0;
                    all.retain(|_| {
                        at += 1;
                        named.contains(&(at - 1))
                    });
                }
            }
        }
        let choices = all
            .iter()
            .enumerate()
            .map(|(i, f)| Choice::hinted((i + 1).to_string(), f.label.clone(), f.hint.clone()))
            .collect();
        let request = ChoiceRequest {
            prompt: "Go to",
            choices,
            current: None,
            commands: &[InterviewCommand::Back, InterviewCommand::Pause],
            layout,
        };
        match self.respondent.choose(&request) {
            Reply::Given(i) => all.get(i).map_or(Transition::Again, |f| Transition::Found(f.found)),
            Reply::Command(InterviewCommand::Pause) | Reply::End => Transition::Leave(InterviewOutcome::Paused),
            Reply::Command(_) => Transition::Again,
            Reply::Interrupted => Transition::Leave(InterviewOutcome::Interrupted),
        }
    }

    /// Everything of this run that can be gone to: sections, facts, questions.
    fn findables(&self) -> Vec<Findable> {
        let run = self.run_order();
        let mut all = Vec::new();
        for (index, section) in self.checklist.sections.iter().enumerate() {
            let here: Vec<_> = run.iter().filter(|x| x.section == index).collect();
            if here.is_empty() {
                continue;
            }
            let open = here.iter().filter(|x| self.is_open(x.question)).count();
            all.push(Findable {
                found: Found::Section(index),
                label: format!("Section: {}", section.title),
                hint: format!("{open} of {} open", here.len()),
                words: folded(&format!("section {} {}", section.title, section.id)),
            });
        }
        if !self.checklist.contexts.is_empty() {
            all.push(Findable {
                found: Found::Facts,
                label: "Facts about your council".to_owned(),
                hint: "they switch questions on".to_owned(),
                words: "facts about your council".to_owned(),
            });
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
                if line.alert.is_some() && line.position != Position::Unanswered {
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
            all.push(Findable {
                found: Found::Question(asked.at),
                words: folded(&format!("{} {hint} {theme} {}", question.text, question.id)),
                label: question.text.clone(),
                hint,
            });
        }
        all
    }
}

/// A text as words are looked for in it: in small letters.
fn folded(text: &str) -> String {
    text.to_lowercase()
}
