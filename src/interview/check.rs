//! The answers of a section or of the whole, to look through before one goes on.

use std::collections::BTreeMap;

use super::navigation::{CheckScope, Destination, Next, Origin};
use super::pieces::{capital, shortened};
use super::response::response_text;
use super::selection::Asked;
use super::tasks::count;
use super::{Choice, ChoiceLayout, ChoiceRequest, Interview, InterviewCommand, InterviewOutcome, Notice, Reply};
use crate::assessment::Answer;
use crate::checklist::Question;
use crate::score::{notes, score};

/// What can be done there besides changing an answer.
const COMMANDS: &[InterviewCommand] = &[
    InterviewCommand::Back,
    InterviewCommand::Tasks,
    InterviewCommand::Jump,
    InterviewCommand::Undo,
    InterviewCommand::Pause,
];

impl Interview<'_> {
    /// Lists the answers of a part, each with what a critical friend would say, until the person goes on.
    pub(super) fn check_answers(&mut self, scope: CheckScope) -> Destination {
        let run: Vec<Asked<'_>> = self
            .run_order()
            .into_iter()
            .filter(|x| match scope {
                CheckScope::Section(section) => x.section == section,
                CheckScope::Whole => true,
            })
            .collect();
        let after = match scope {
            CheckScope::Section(_) => run.last().map_or(Destination::Tasks, |last| self.go_on_after(last.at)),
            CheckScope::Whole => Destination::Tasks,
        };
        let scored = score(self.checklist, &self.assessment);
        let notes = notes(&scored);
        let mut noted: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for note in &notes {
            noted.entry(&note.question).or_default().push(&note.text);
        }
        let mut choices = vec![Choice::new("0", self.label_of(&after))];
        let mut blank = 0;
        for Asked { question, .. } in &run {
            let answer = self.assessment.answer(&question.id);
            blank += usize::from(self.is_open(question));
            let mut hint = summary(question, answer);
            for note in noted.get(question.id.as_str()).into_iter().flatten() {
                hint.push_str(&format!(" To look at: {note}."));
            }
            choices.push(Choice::hinted(choices.len().to_string(), question.text.clone(), hint));
        }
        let title = match scope {
            CheckScope::Section(section) => format!("Check your answers: {}", self.section_title(section)),
            CheckScope::Whole => "Check your answers".to_owned(),
        };
        let mut lines = vec!["Choose an answer to change it.".to_owned()];
        if blank > 0 {
            lines.push(format!("{} still open.", count(blank, "question is", "questions are")));
        }
        self.respondent.show(&Notice::Page {
            title: &title,
            lines: &lines,
        });
        let commands = self.possible(COMMANDS);
        let request = ChoiceRequest {
            prompt: "Check your answers",
            choices,
            current: Some(0),
            commands: &commands,
            layout: ChoiceLayout::TwoLines,
        };
        match self.respondent.choose(&request) {
            Reply::Given(0) => after,
            Reply::Given(n) => match run.get(n - 1) {
                Some(x) => Destination::Question(x.at, Next::Return(Origin::Check(scope))),
                None => after,
            },
            Reply::Command(InterviewCommand::Back) => match run.last() {
                Some(last) => Destination::Question(last.at, Next::GoOn),
                None => Destination::Tasks,
            },
            Reply::Command(command) => self
                .destination_for(command, Origin::Check(scope))
                .unwrap_or(Destination::Check(scope)),
            Reply::End => Destination::Leave(InterviewOutcome::Paused),
            Reply::Interrupted => Destination::Leave(InterviewOutcome::Interrupted),
        }
    }

    /// Where a place leads, in words for the choice that goes there.
    fn label_of(&self, destination: &Destination) -> String {
        match destination {
            Destination::Question(at, _) => {
                let run = self.run_order();
                let section = run.iter().find(|x| x.at == *at).map(|x| x.section);
                format!("go on: {}", section.map_or("", |s| self.section_title(s)))
            }
            Destination::Check(_) => "go on: check all answers".to_owned(),
            _ => "back to the task list".to_owned(),
        }
    }
}

/// An answer in a line.
fn summary(question: &Question, answer: Option<&Answer>) -> String {
    let Some(answer) = answer.filter(|a| !a.says_nothing()) else {
        return "Not answered.".to_owned();
    };
    let said = answer
        .response()
        .map_or_else(|| "not answered".to_owned(), |r| response_text(question.answer, r));
    let mut line = format!("{}.", capital(&said));
    if let Some(text) = answer.finding.as_ref().or(answer.reason.as_ref()) {
        line.push(' ');
        line.push_str(&shortened(text));
        if !line.ends_with(['.', '!', '?', '…']) {
            line.push('.');
        }
    }
    for (n, one, more) in [
        (answer.evidence.len(), "piece of evidence", "pieces of evidence"),
        (answer.actions.len(), "action", "actions"),
    ] {
        if n > 0 {
            line.push_str(&format!(" {}.", count(n, one, more)));
        }
    }
    if answer.unfinished {
        line.push_str(" Not finished.");
    }
    if answer.draft.is_some() {
        line.push_str(" A text is begun.");
    }
    line
}
