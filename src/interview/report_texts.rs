//! The assessor's own texts for the report, and the recommendations that are tracked: offered at the end of the questions, never asked
//! unasked.

use super::asking::{StepExit, StepResult, TextPrompt};
use super::asking_date::{DateKind, DatePrompt};
use super::navigation::Transition;
use super::pieces::{non_empty, shortened};
use super::{Choice, Interview, Notice, TextKind};
use crate::assessment::{ActionStatus, Assessment, Recommendation, personal};
use crate::checklist::QuestionId;
use crate::diagnostic::nearest;

/// A text of the head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum HeadText {
    Judgement,
    Foreword,
    Setting,
}

impl HeadText {
    const ALL: [HeadText; 3] = [HeadText::Judgement, HeadText::Foreword, HeadText::Setting];

    fn title(self) -> &'static str {
        match self {
            HeadText::Judgement => "Judgement",
            HeadText::Foreword => "Foreword",
            HeadText::Setting => "Context",
        }
    }

    fn about(self) -> &'static str {
        match self {
            HeadText::Judgement => "What it all amounts to for children, in three sentences at most. Empty: none.",
            HeadText::Foreword => "A foreword in your own words. Empty: none.",
            HeadText::Setting => {
                "Your council for a reader from outside: children in the area, people, systems, reorganisation. Empty: none."
            }
        }
    }

    fn of(self, assessment: &mut Assessment) -> &mut Option<String> {
        match self {
            HeadText::Judgement => &mut assessment.judgement,
            HeadText::Foreword => &mut assessment.foreword,
            HeadText::Setting => &mut assessment.setting,
        }
    }
}

/// How far a recommendation has come, with the words for it.
const STATUSES: [(&str, &str, ActionStatus); 5] = [
    ("1", "not begun", ActionStatus::Open),
    ("2", "under way", ActionStatus::UnderWay),
    ("3", "late, and still meant to be done", ActionStatus::Late),
    ("4", "done", ActionStatus::Done),
    ("5", "dropped", ActionStatus::Dropped),
];

impl Interview<'_> {
    /// How many of the texts stand, in words for the menu.
    pub(super) fn report_texts_hint(&self) -> String {
        let a = &self.assessment;
        let given = a.opening_texts().count() + usize::from(a.next_review.is_some());
        format!("{given} of 4 given; recommendations: {}", a.recommendations.len())
    }

    /// The menu of the texts, until the person goes back.
    pub(super) fn ask_report_texts(&mut self) -> Transition {
        loop {
            let mut choices: Vec<Choice> = Vec::new();
            let mut add = |label: String, hint: String| {
                choices.push(Choice::hinted((choices.len() + 1).to_string(), label, hint));
            };
            for text in HeadText::ALL {
                let given = text.of(&mut self.assessment).is_some();
                add(text.title().to_owned(), if given { "given" } else { "open" }.to_owned());
            }
            let review = self.assessment.next_review;
            add(
                "Next review".to_owned(),
                review.map_or_else(|| "open".to_owned(), crate::dates::day),
            );
            for r in &self.assessment.recommendations {
                let words = STATUSES.iter().find(|s| s.2 == r.status).map_or("", |s| s.1);
                add(format!("Recommendation: {}", shortened(&r.text)), words.to_owned());
            }
            add(
                "Another recommendation".to_owned(),
                "of an inspection or of peers".to_owned(),
            );
            let chosen = match self.choose_to_open("Text for the report", choices) {
                Ok(chosen) => chosen,
                Err(elsewhere) => return elsewhere,
            };
            let asked = match HeadText::ALL.get(chosen) {
                Some(text) => self.ask_head_text(*text),
                None if chosen == HeadText::ALL.len() => self.ask_next_review(),
                None => {
                    let at = chosen - HeadText::ALL.len() - 1;
                    self.ask_recommendation(self.assessment.recommendations.get(at).cloned())
                }
            };
            match asked {
                Ok(()) | Err(StepExit::Back | StepExit::Leave(Transition::Forward | Transition::Back)) => {}
                Err(StepExit::Leave(elsewhere)) => return elsewhere,
            }
        }
    }

    fn ask_head_text(&mut self, text: HeadText) -> StepResult<()> {
        let current = text.of(&mut self.assessment).clone();
        let last = self.last.map(|l| &l.texts).and_then(|l| match text {
            HeadText::Judgement => l.judgement.as_deref(),
            HeadText::Foreword => l.foreword.as_deref(),
            HeadText::Setting => l.setting.as_deref(),
        });
        self.show_last(text.title(), last);
        let given = self.ask_text(
            None,
            &TextPrompt {
                prompt: text.title(),
                about: text.about(),
                current: current.as_deref().unwrap_or(""),
                kind: TextKind::Paragraph,
            },
        )?;
        let mut wanted = self.assessment.clone();
        *text.of(&mut wanted) = non_empty(given);
        self.save_head(wanted)
    }

    fn ask_next_review(&mut self) -> StepResult<()> {
        let last = self.last.and_then(|l| l.texts.next_review).map(crate::dates::day);
        self.show_last("Next review", last.as_deref());
        let next_review = self.ask_date(
            None,
            &DatePrompt {
                prompt: "Next review",
                about: "When will this assessment be looked at again? Such as May 2027 or in 6 months. Empty: not said.",
                kind: DateKind::NextReview,
                current: self.assessment.next_review,
                same: None,
            },
        )?;
        let wanted = Assessment {
            next_review,
            ..self.assessment.clone()
        };
        self.save_head(wanted)
    }

    /// What was said last year: shown, and never the text to begin from.
    fn show_last(&mut self, title: &str, text: Option<&str>) {
        if let (Some(last), Some(text)) = (self.last, text) {
            let line = format!("{title} of {}: {text}", last.period);
            self.respondent.show(&Notice::Line(&line));
        }
    }

    /// A recommendation, part by part: a new one, or one that stands. Every part is kept at once.
    fn ask_recommendation(&mut self, stands: Option<Recommendation>) -> StepResult<()> {
        let mut now = stands.clone().unwrap_or_default();
        let about = "What was recommended? Empty: none, or take it out.";
        now.text = self.ask_text(None, &text("Recommendation", about, &now.text, TextKind::Paragraph))?;
        if now.text.is_empty() {
            return self.keep_recommendation(stands.as_ref(), None);
        }
        let about = "Who made it, and when? Such as Ofsted inspection, March 2025.";
        now.source = self.ask_required_text(None, &text("Source", about, &now.source, TextKind::Line))?;
        self.keep_recommendation(stands.as_ref(), Some(&now))?;
        let choices = STATUSES
            .iter()
            .map(|(key, label, _)| Choice::new(*key, *label))
            .collect();
        // Of a new one nothing is said yet: Enter alone says nothing of it.
        let current = STATUSES.iter().position(|s| stands.is_some() && s.2 == now.status);
        let before = now.clone();
        let status = self.ask_choice("Where it stands", choices, current)?;
        now.status = STATUSES.get(status).map_or(now.status, |s| s.2);
        self.keep_recommendation(Some(&before), Some(&now))?;
        if now.status.is_open() {
            let about = "Who will see to it? A post says more than a name. Empty: nobody yet.";
            let owner = now.owner.clone().unwrap_or_default();
            now.owner = non_empty(self.ask_text(None, &text("Owner", about, &owner, TextKind::Line))?);
            self.keep_recommendation(Some(&before), Some(&now))?;
            now.due = self.ask_date(
                None,
                &DatePrompt {
                    prompt: "Due",
                    about: "By when? Such as March 2027, 31/3/2027 or in 6 months. Empty: not said.",
                    kind: DateKind::Due,
                    current: now.due,
                    same: None,
                },
            )?;
        } else if now.status == ActionStatus::Done {
            let about = "Did it work, for children, and how do you know? Empty: not known yet.";
            let effect = now.effect.clone().unwrap_or_default();
            now.effect = non_empty(self.ask_text(None, &text("Effect", about, &effect, TextKind::Paragraph))?);
        }
        self.keep_recommendation(Some(&before), Some(&now))?;
        let about = if now.status == ActionStatus::Dropped {
            "Why was it dropped? A sentence."
        } else {
            "Where does it stand, in a sentence? Empty: nothing more."
        };
        let note = now.note.clone().unwrap_or_default();
        now.note = non_empty(self.ask_text(None, &text("Note", about, &note, TextKind::Paragraph))?);
        self.keep_recommendation(Some(&before), Some(&now))?;
        now.question = self.ask_question_id(now.question.as_ref())?;
        self.keep_recommendation(Some(&before), Some(&now))
    }

    /// The id of a question of the checklist, or none.
    fn ask_question_id(&mut self, current: Option<&QuestionId>) -> StepResult<Option<QuestionId>> {
        loop {
            let given = self.ask_text(
                None,
                &TextPrompt {
                    prompt: "Question",
                    about: "The id of the question that it speaks to, as it stands beside each question. Empty: none.",
                    current: current.map_or("", |id| id.as_str()),
                    kind: TextKind::Line,
                },
            )?;
            let Some(given) = non_empty(given).map(QuestionId::new) else {
                return Ok(None);
            };
            if self.checklist.question(&given).is_some() {
                return Ok(Some(given));
            }
            let ids = self.checklist.questions().map(|q| q.id.as_str());
            let near = nearest(given.as_str(), ids).map_or_else(String::new, |near| format!(" Did you mean {near}?"));
            let line = format!("{} has no question {given}.{near}", self.checklist.name());
            self.respondent.show(&Notice::Mistake(&line));
        }
    }

    /// Puts a recommendation in the place of the one that stood there, behind the others where there was none, or takes it out.
    fn keep_recommendation(&mut self, before: Option<&Recommendation>, now: Option<&Recommendation>) -> StepResult<()> {
        let mut wanted = self.assessment.clone();
        let list = &mut wanted.recommendations;
        let place = before.and_then(|before| list.iter().position(|r| r.is_same(before)));
        match (place, now) {
            (Some(place), None) => {
                list.remove(place);
            }
            (Some(place), Some(now)) => {
                if let Some(stands) = list.get_mut(place) {
                    stands.clone_from(now);
                }
            }
            (None, Some(now)) => list.push(now.clone()),
            (None, None) => {}
        }
        self.save_head(wanted)
    }

    fn save_head(&mut self, mut wanted: Assessment) -> StepResult<()> {
        personal::confirm_head(&mut wanted, &self.confirmed);
        match self.save(wanted) {
            None => Ok(()),
            Some(outcome) => Err(StepExit::Leave(Transition::Leave(outcome))),
        }
    }
}

fn text<'t>(prompt: &'t str, about: &'t str, current: &'t str, kind: TextKind) -> TextPrompt<'t> {
    TextPrompt {
        prompt,
        about,
        current,
        kind,
    }
}
