//! Last year's answers, as this year's interview shows them.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::assessment::{Answer, IndicatorValue, Period, Recommendation};
use crate::checklist::{Change, QuestionId};

/// An answer of last year to what has become a question of this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastAnswer {
    /// The question's id last year.
    pub question: QuestionId,
    /// Its words last year.
    pub text: String,
    /// What happened to it since.
    pub change: Change,
    /// Whether an answer then and an answer now answer the same thing.
    pub comparable: bool,
    /// Whether the question asks the same, in other words at most: then, and only then, it can be answered "as last year".
    pub asks_the_same: bool,
    /// The answer.
    pub answer: Answer,
}

/// Last year's assessment, by this year's questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastYear {
    /// Last year's period.
    pub period: Period,
    /// By this year's question id: the answers that it descends from.
    pub answers: BTreeMap<QuestionId, Vec<LastAnswer>>,
    /// Answers to questions without a successor.
    pub gone: Vec<LastAnswer>,
    /// The recommendations that were still open, each with the question that its own has become.
    pub recommendations: Vec<Recommendation>,
    /// The texts for the report: shown, never taken over.
    pub texts: LastTexts,
    /// The values of indicators: shown, never taken over.
    pub figures: Vec<IndicatorValue>,
}

/// Last year's texts for the report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LastTexts {
    /// What the whole amounted to.
    pub judgement: Option<String>,
    /// The foreword.
    pub foreword: Option<String>,
    /// The council, for a reader from outside.
    pub setting: Option<String>,
    /// The day on which it was to be looked at again.
    pub next_review: Option<NaiveDate>,
}

impl LastYear {
    /// The answers that a question descends from.
    pub fn of(&self, question: &QuestionId) -> &[LastAnswer] {
        self.answers.get(question).map_or(&[], Vec::as_slice)
    }

    /// The one answer that can be given again as it stands: to the same question, and the only one.
    pub fn to_repeat(&self, question: &QuestionId) -> Option<&LastAnswer> {
        match self.of(question) {
            [only] if only.asks_the_same && only.answer.response().is_some() => Some(only),
            _ => None,
        }
    }
}
