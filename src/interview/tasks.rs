//! The task list: where everything stands, and the way to each part of it.

use std::collections::BTreeMap;

use super::navigation::{CheckScope, Destination, Next, Origin};
use super::selection::Asked;
use super::{Choice, ChoiceLayout, ChoiceRequest, Interview, InterviewCommand, InterviewOutcome, Notice, Reply};
use crate::assessment::Answer;
use crate::score::{AlertCount, Position, score};

/// What can be done at the task list besides what stands in it.
const COMMANDS: &[InterviewCommand] = &[InterviewCommand::Jump, InterviewCommand::Undo, InterviewCommand::Pause];

/// The answers of a part, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct SectionStanding {
    asked: usize,
    open: usize,
    /// Of the open ones, those to which something is said.
    begun: usize,
    drafts: usize,
    alerts: AlertCount,
    without_plan: usize,
}

impl SectionStanding {
    /// Both together.
    fn and(self, other: SectionStanding) -> SectionStanding {
        SectionStanding {
            asked: self.asked + other.asked,
            open: self.open + other.open,
            begun: self.begun + other.begun,
            drafts: self.drafts + other.drafts,
            alerts: self.alerts.and(other.alerts),
            without_plan: self.without_plan + other.without_plan,
        }
    }

    /// What wants attention, in words; what is complete says no more than that.
    fn text(self) -> String {
        let is_begun = self.open < self.asked || self.begun > 0;
        let mut parts = vec![match self.open {
            0 => "complete".to_owned(),
            open if !is_begun => format!("not begun, {}", count(open, "question", "questions")),
            open => format!("{open} of {} open", self.asked),
        }];
        // What is not begun has said so.
        let alerts = if is_begun {
            self.alerts.short_text()
        } else {
            self.alerts.text()
        };
        parts.extend(self.attention(alerts));
        parts.join("; ")
    }

    /// Drafts, alerts in these words, and weaknesses without a plan, where there are some.
    fn attention(self, alerts: String) -> Vec<String> {
        let mut parts = Vec::new();
        if self.drafts > 0 {
            parts.push(count(self.drafts, "draft", "drafts"));
        }
        if self.alerts.all > 0 {
            parts.push(alerts);
        }
        if self.without_plan > 0 {
            parts.push(format!(
                "{} without a plan",
                count(self.without_plan, "weakness", "weaknesses")
            ));
        }
        parts
    }
}

/// `1 question`, `2 questions`.
pub fn count(n: usize, one: &str, more: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { more })
}

impl Interview<'_> {
    /// How the questions of this run stand: by section, those without a question left out, each with its first open question.
    fn standings(&self, run: &[Asked<'_>]) -> BTreeMap<usize, SectionStanding> {
        let score = score(self.checklist, &self.assessment);
        // Both are in the order of the checklist.
        let mut lines = score.lines.iter();
        let mut standings: BTreeMap<usize, SectionStanding> = BTreeMap::new();
        for asked in run {
            let standing = standings.entry(asked.section).or_default();
            standing.asked += 1;
            if self.is_open(asked.question) {
                let answer = self.assessment.answer(&asked.question.id);
                standing.open += 1;
                standing.begun += usize::from(answer.is_some_and(|a| *a != Answer::default()));
                standing.drafts += usize::from(answer.is_some_and(|a| a.draft.is_some()));
            }
            if let Some(line) = lines.by_ref().find(|l| l.question.id == asked.question.id) {
                standing.alerts.add(line.alert, line.position);
                standing.without_plan += usize::from(line.position == Position::Exposed);
            }
        }
        standings
    }

    /// Shows what there is to do, and asks where to go.
    pub(super) fn ask_tasks(&mut self) -> Destination {
        let run = self.run_order();
        let standings = self.standings(&run);
        let whole = standings.values().fold(SectionStanding::default(), |a, b| a.and(*b));
        let actions = self.last_actions().len();
        let mut choices = Vec::new();
        let mut places = Vec::new();
        let mut current = None;
        let first_open = run.iter().enumerate().find(|(_, x)| self.is_open(x.question));
        if let Some((place, x)) = first_open {
            choices.push(Choice::hinted(
                "g",
                "go on",
                format!("question {}: {}", place + 1, self.section_title(x.section)),
            ));
            places.push(Destination::Question(x.at, Next::GoOn));
            current = Some(0);
        }
        if actions > 0 {
            choices.push(Choice::hinted(
                "a",
                "last year's actions",
                format!("{actions} to say something of"),
            ));
            places.push(Destination::LastActions);
            current = current.or(Some(0));
        }
        let comments = self.comments_open();
        if comments > 0 {
            current = current.or(Some(choices.len()));
            choices.push(Choice::hinted(
                "r",
                "what the second reader said",
                format!("{} not settled", count(comments, "comment", "comments")),
            ));
            places.push(Destination::Comments(None));
        }
        for (number, (section, standing)) in standings.iter().enumerate() {
            choices.push(Choice::hinted(
                (number + 1).to_string(),
                self.section_title(*section),
                standing.text(),
            ));
            places.push(self.destination_of_section(*section));
        }
        choices.push(Choice::new("c", "check all answers"));
        places.push(Destination::Check(CheckScope::Whole));
        if !self.checklist.contexts.is_empty() {
            choices.push(Choice::new("y", "facts about your council"));
            places.push(Destination::Facts(Origin::Tasks));
        }
        if let Some(hint) = self.figures_hint() {
            choices.push(Choice::hinted("i", "indicators: figures that warn early", hint));
            places.push(Destination::Figures);
        }
        choices.push(Choice::hinted("t", "texts for the report", self.report_texts_hint()));
        places.push(Destination::ReportTexts);
        choices.push(Choice::new("f", "finish: score and report"));
        places.push(Destination::Leave(InterviewOutcome::Finished));
        let lines = self.tasks_head(whole, actions);
        self.respondent.show(&Notice::Page {
            title: "Task list",
            lines: &lines,
        });
        let commands = self.possible(COMMANDS);
        let request = ChoiceRequest {
            prompt: "Task list",
            current: current.or(choices.len().checked_sub(1)),
            choices,
            commands: &commands,
            layout: ChoiceLayout::Keys,
        };
        match self.respondent.choose(&request) {
            Reply::Given(chosen) => places.into_iter().nth(chosen).unwrap_or(Destination::Tasks),
            Reply::Command(command) => self
                .destination_for(command, Origin::Tasks)
                .unwrap_or(Destination::Tasks),
            Reply::End => Destination::Leave(InterviewOutcome::Paused),
            Reply::Interrupted => Destination::Leave(InterviewOutcome::Interrupted),
        }
    }

    /// How far it has come, and what wants attention. At the first sight of it the opening has just said how far.
    fn tasks_head(&mut self, whole: SectionStanding, actions: usize) -> Vec<String> {
        let mut lines = Vec::new();
        if std::mem::replace(&mut self.memory.opened, true) {
            let answered = whole.asked - whole.open;
            lines.push(match (whole.open, self.minutes_left()) {
                (0, _) => format!("All {} answered.", count(whole.asked, "question", "questions")),
                (_, minutes) => format!(
                    "{answered} of {} answered, about {} left.",
                    whole.asked,
                    count(usize::try_from(minutes).unwrap_or(usize::MAX), "minute", "minutes")
                ),
            });
        }
        let mut attention = whole.attention(whole.alerts.whole_text());
        if actions > 0 {
            attention.push(format!(
                "of {} nothing is said yet",
                count(actions, "action of last year", "actions of last year")
            ));
        }
        if !attention.is_empty() {
            lines.push(format!("Wants attention: {}.", attention.join("; ")));
        }
        lines
    }
}
