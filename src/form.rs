//! A form: a checklist's questions to be filled in without the program, and read back by it.
//!
//! What is here is the form as data; `render::form` makes files of it, one a format. A form holds no answer of this year's: last year's
//! stands beside a question to be looked at, never in the place of an answer.

pub mod field;
pub mod filled;
mod last;
mod meaning;
pub mod package;
pub mod sheets;
pub mod text;
mod words;
pub mod workbook;

use serde::Serialize;
use sha2::{Digest as _, Sha256};

pub use filled::FilledForm;
pub use last::LastGiven;
use last::word;
pub use meaning::answers;

use crate::assessment::Period;
use crate::checklist::{
    AnswerKind, Checklist, Citation, ContextId, Question, QuestionId, RestsOn, Role, Section, SectionId, ThenNow,
};
use crate::dates::day_or_month;
use crate::format::digest::hex;
use crate::interview::LastYear;

/// The newest form that this program writes and reads. A higher number is a newer program's and is refused.
pub const FORMAT: u32 = 1;

/// For whom a form is made, and for which year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormFor {
    /// The council's name, where it is known.
    pub council: Option<String>,
    /// The municipal year.
    pub period: Period,
}

/// A form, ready to be written in any format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Form {
    /// The form's format: [`FORMAT`].
    pub format: u32,
    /// The checklist's id: `ce`.
    pub checklist: String,
    /// Its edition: `2026`.
    pub edition: u16,
    /// Its revision when the form was made.
    pub revision: u32,
    /// Its digest when the form was made: `sha256:` and 64 hexadecimal digits.
    pub checklist_digest: String,
    /// The form's own digest, over everything that it asks and for which year: 12 hexadecimal digits. Two forms with the same one ask
    /// the same.
    pub digest: String,
    /// The council's name, where it is known.
    pub council: Option<String>,
    /// The municipal year.
    pub period: Period,
    /// Whom it is put to.
    pub role: Role,
    /// The checklist's title.
    pub title: String,
    /// What a reader must know before the first question.
    pub note: Option<String>,
    /// Whole minutes that its questions take.
    pub minutes: u32,
    /// A council's own checklist: its path, as an answer file beside it names it.
    pub checklist_file: Option<String>,
    /// The id of every question of the checklist, in its order: answers stand so in a file, whether the form asks them or not.
    pub order: Vec<QuestionId>,
    /// How many questions the whole checklist has: more than the form's, where only some are asked.
    pub of_questions: usize,
    /// Last year's period, where last year's answers are shown.
    pub last_period: Option<Period>,
    /// Facts that switch questions on, in the checklist's order.
    pub facts: Vec<FormFact>,
    /// Its sections, in the checklist's order; none is empty.
    pub sections: Vec<FormSection>,
}

/// A yes/no fact that switches questions on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FormFact {
    /// Its id.
    pub id: ContextId,
    /// The question.
    pub text: String,
    /// Help with it.
    pub note: Option<String>,
}

/// A group of questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FormSection {
    /// Its id.
    pub id: SectionId,
    /// Its title.
    pub title: String,
    /// What it is about.
    pub intro: Option<String>,
    /// Its questions, in order; at least one.
    pub questions: Vec<FormQuestion>,
}

/// A question with its guidance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FormQuestion {
    /// Its id, by which an answer finds its question again.
    pub id: QuestionId,
    /// The short digest of what it asks: 12 hexadecimal digits. Given back with the answer, so that a question that was reworded
    /// since is told.
    pub asked: String,
    /// The question.
    pub text: String,
    /// Why it matters.
    pub why: String,
    /// What a good answer can point to.
    pub look_for: Vec<String>,
    /// Signs that something is wrong.
    pub warning_signs: Vec<String>,
    /// What kind of answer it takes.
    pub answer: AnswerKind,
    /// Part of the key run.
    pub key: bool,
    /// A hard expectation.
    pub critical: bool,
    /// How much it counts.
    pub weight: u32,
    /// The fact that it waits for.
    pub only_if: Option<ContextId>,
    /// Measures worth having in front of you.
    pub indicators: Vec<String>,
    /// The places that it rests on.
    pub sources: Vec<FormSource>,
    /// It rests on good practice as the authors know it.
    pub practice: bool,
    /// Obsolete terms, and what stands in their place today.
    pub then_now: Vec<ThenNow>,
    /// Last year's answers to what has become this question: to be looked at, never the answer.
    pub last: Vec<LastGiven>,
}

/// A place that a question rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FormSource {
    /// The document's title.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// Its date, as printed.
    pub date: String,
    /// A heading or paragraph number in it.
    pub locator: String,
    /// Where it is published, where that is known.
    pub url: Option<String>,
}

impl Form {
    /// The form of a checklist's questions; `wanted` says of which. Where last year is given, its answers stand beside them.
    pub fn new(
        checklist: &Checklist,
        made_for: FormFor,
        last: Option<&LastYear>,
        wanted: &dyn Fn(&Section, &Question) -> bool,
    ) -> Self {
        let sections: Vec<FormSection> = checklist
            .sections
            .iter()
            .map(|section| FormSection {
                id: section.id.clone(),
                title: section.title.clone(),
                intro: section.intro.clone(),
                questions: section
                    .questions
                    .iter()
                    .filter(|q| wanted(section, q))
                    .map(|q| FormQuestion::new(checklist, q, last))
                    .collect(),
            })
            .filter(|section| !section.questions.is_empty())
            .collect();
        let asked = sections.iter().flat_map(|s| &s.questions);
        let facts = checklist
            .contexts
            .iter()
            .filter(|c| asked.clone().any(|q| q.only_if.as_ref() == Some(&c.id)))
            .map(|c| FormFact {
                id: c.id.clone(),
                text: c.text.clone(),
                note: c.note.clone(),
            })
            .collect();
        let mut form = Self {
            format: FORMAT,
            checklist: checklist.id.clone(),
            edition: checklist.edition,
            revision: checklist.revision,
            checklist_digest: checklist.digest(),
            digest: String::new(),
            council: made_for.council,
            period: made_for.period,
            role: checklist.role,
            title: checklist.title.clone(),
            note: checklist.note.clone(),
            minutes: checklist.minutes_for(asked.count()),
            checklist_file: None,
            order: checklist.questions().map(|q| q.id.clone()).collect(),
            of_questions: checklist.len(),
            last_period: last.map(|l| l.period),
            facts,
            sections,
        };
        form.digest = form.digest_of_what_it_asks();
        form
    }

    /// Every question, in order.
    pub fn questions(&self) -> impl Iterator<Item = &FormQuestion> {
        self.sections.iter().flat_map(|s| &s.questions)
    }

    /// The edition's name: `ce@2026`.
    pub fn name(&self) -> String {
        format!("{}@{}", self.checklist, self.edition)
    }

    /// What it is a form of, in a line, as [`filled::FilledHead::of_line`] reads it.
    pub fn line(&self) -> String {
        format!(
            "{} {} revision {} {} {}",
            self.format,
            self.name(),
            self.revision,
            self.checklist_digest,
            self.digest
        )
    }

    fn digest_of_what_it_asks(&self) -> String {
        let mut hash = Sha256::new();
        // The length stands before each text, so that no two texts can pass for one.
        let mut field = |text: &str| {
            hash.update((text.len() as u64).to_le_bytes());
            hash.update(text.as_bytes());
        };
        field(&self.format.to_string());
        field(&self.checklist_digest);
        field(&self.revision.to_string());
        field(&self.period.to_string());
        field(self.council.as_deref().unwrap_or_default());
        for question in self.questions() {
            field(question.id.as_str());
            field(&question.asked);
        }
        hex(&hash.finalize()).chars().take(12).collect()
    }
}

impl FormQuestion {
    fn new(checklist: &Checklist, question: &Question, last: Option<&LastYear>) -> Self {
        let repeat = last.and_then(|l| l.to_repeat(&question.id));
        let repeat = repeat.and_then(|l| l.answer.response()).map(word);
        Self {
            id: question.id.clone(),
            asked: question.digest().to_owned(),
            text: question.text.clone(),
            why: question.why.clone(),
            look_for: question.look_for.clone(),
            warning_signs: question.warning_signs.clone(),
            answer: question.answer,
            key: question.key,
            critical: question.critical,
            weight: question.weight,
            only_if: question.only_if.clone(),
            indicators: question.indicators.clone(),
            sources: question.source.iter().map(|c| FormSource::new(checklist, c)).collect(),
            practice: question.rests_on == Some(RestsOn::Practice),
            then_now: question.then_now.clone(),
            last: last
                .map(|l| l.of(&question.id))
                .unwrap_or_default()
                .iter()
                .map(|l| LastGiven {
                    // Its text may not be shown, and without its texts it is not the same answer.
                    repeat: repeat.clone().filter(|_| !l.answer.private),
                    ..LastGiven::new(l, question)
                })
                .collect(),
        }
    }
}

impl FormSource {
    fn new(checklist: &Checklist, citation: &Citation) -> Self {
        let source = checklist.source(&citation.id);
        Self {
            title: source.map_or_else(|| citation.id.to_string(), |s| s.title.clone()),
            publisher: source.map_or_else(String::new, |s| s.publisher.clone()),
            date: source.map_or_else(String::new, |s| day_or_month(&s.date)),
            locator: citation.locator.clone(),
            url: source.and_then(|s| s.url.clone()),
        }
    }
}
