//! What a report holds of each thing: the records, as they stand in the JSON file.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::assessment::{
    AcceptedRisk, Action, Answer, Comment, CurrentFigures, Evidence, FigureEvidence, Recommendation, Response, State,
    Strength, Texts, Voice,
};
use crate::checklist::{
    AnswerKind, Area, Citation, ContextId, EditionName, QuestionId, Role, SectionId, Source, Status, ThemeId,
};
use crate::score::{Alert, Position, ScoreLine, Tally};

/// A piece of evidence with what it amounts to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EvidenceRecord {
    /// The evidence.
    #[serde(flatten)]
    pub evidence: Evidence,
    /// Whether it counts on the assessment's date: dated, not after it, not older than 12 months, not past `review_by`.
    pub current: bool,
}

/// An action with what it amounts to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ActionRecord {
    /// Its number in the report: the open ones by due date, then those that are closed. The public copy has the same numbers.
    #[serde(default)]
    pub number: u32,
    /// The action.
    #[serde(flatten)]
    pub action: Action,
    /// Whether it is a credible plan: open, with owner and measure, due within 12 months.
    pub credible: bool,
    /// Whether it is open and its date is past.
    pub overdue: bool,
}

/// A recommendation with what it amounts to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RecommendationRecord {
    /// The recommendation.
    #[serde(flatten)]
    pub recommendation: Recommendation,
    /// Whether it is open and its date is past.
    pub overdue: bool,
}

/// How one of several people answered, where their answers were put together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct VoiceRecord {
    /// Who; null in a public report.
    pub name: Option<String>,
    /// Whose voice it is, where groups were set side by side; null in a public report.
    pub group: Option<String>,
    /// What was answered.
    pub state: State,
    /// The rating, where it was rated: yes is 3, no is 0.
    #[schemars(range(min = 0, max = 3))]
    pub rating: Option<u8>,
}

impl VoiceRecord {
    /// What was answered; none where this person did not.
    pub fn response(&self) -> Option<Response> {
        match (self.state, self.rating) {
            (State::Rated, rating) => rating.map(Response::Rated),
            (State::DontKnow, _) => Some(Response::DontKnow),
            (State::NotApplicable, _) => Some(Response::NotApplicable),
            (State::Unanswered, _) => None,
        }
    }
}

/// One question asked, with its answer and what it amounts to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AnswerRecord {
    /// The question's id.
    pub id: QuestionId,
    /// Its section's id.
    pub section: SectionId,
    /// Its theme's id.
    pub theme: ThemeId,
    /// The question.
    pub text: String,
    /// The inspection area that it speaks to, where the checklist says.
    pub area: Option<Area>,
    /// What kind of answer the question takes.
    pub answer: AnswerKind,
    /// Whether the question is part of the key run.
    pub key: bool,
    /// Whether the question is a hard expectation.
    pub critical: bool,
    /// How much the question counts.
    pub weight: u32,
    /// What was answered.
    pub state: State,
    /// The rating, where it was rated: yes is 3, no is 0.
    #[schemars(range(min = 0, max = 3))]
    pub rating: Option<u8>,
    /// Why it is not applicable.
    pub reason: Option<String>,
    /// What is known.
    pub finding: Option<String>,
    /// How it is known.
    pub evidence: Vec<EvidenceRecord>,
    /// Ids of the indicators whose current values count as evidence of the kind `data`, besides the evidence named. Left out where there
    /// are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<String>,
    /// How well the evidence stands.
    pub evidence_strength: Strength,
    /// What will be done.
    pub actions: Vec<ActionRecord>,
    /// What the answer amounts to.
    pub position: Position,
    /// Points earned; null while it is unanswered or not applicable.
    pub earned: Option<u32>,
    /// Points possible: 3 × weight.
    pub possible: u32,
    /// Whether it is an alert, and of which kind.
    pub alert: Option<Alert>,
    /// Who accepted the risk, where somebody did. In a public report `by` is null, and for a private answer `reason` too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub risk_accepted: Option<AcceptedRisk>,
    /// How each of several people answered, where their answers were put together. Their texts stay in the answer file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub voices: Vec<VoiceRecord>,
    /// Whether its texts are left out of a public report.
    pub private: bool,
    /// Whether the interview stopped inside this answer.
    pub unfinished: bool,
    /// Whether it was given to other words than the question has now: it counts as unanswered.
    pub to_confirm: bool,
    /// Who gave it, where it was not the assessor.
    pub by: Option<String>,
    /// When it was last changed.
    pub on: Option<NaiveDate>,
    /// What second readers say of it. A public report has none of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comments: Vec<Comment>,
    /// What the question rests on.
    pub source: Vec<Citation>,
}

/// A section with its sums and answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SectionRecord {
    /// Its id.
    pub id: SectionId,
    /// Its title.
    pub title: String,
    /// Its sums.
    #[serde(flatten)]
    pub sums: Tally,
    /// Every question asked.
    pub answers: Vec<AnswerRecord>,
}

/// A theme with its sums.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ThemeRecord {
    /// Its id.
    pub id: ThemeId,
    /// Its title.
    pub title: String,
    /// Its sums.
    #[serde(flatten)]
    pub sums: Tally,
}

/// A context fact as stated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ContextRecord {
    /// Its id.
    pub id: ContextId,
    /// The question.
    pub text: String,
    /// Whether it is so; null while it is not stated.
    pub answer: Option<bool>,
    /// The ids of the questions that wait for a yes.
    pub questions: Vec<QuestionId>,
}

/// The checklist that was answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ChecklistRecord {
    /// Its id.
    pub id: String,
    /// Its edition.
    pub edition: u16,
    /// Its revision.
    pub revision: u32,
    /// Only for an overlay: the shipped edition that it extends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extends: Option<EditionName>,
    /// Whom it is put to.
    pub role: Role,
    /// Its title.
    pub title: String,
    /// Whether it is the one to use.
    pub status: Status,
    /// What a reader must know before the first question.
    pub note: Option<String>,
    /// SHA-256 over its content.
    pub digest: String,
    /// What its questions rest on.
    pub sources: Vec<Source>,
}

/// The voices of an answer, as a copy may name them.
pub(super) fn voices(answer: &Answer, public: bool) -> Vec<VoiceRecord> {
    let record = |voice: &Voice| {
        let (state, rating) = state_of(voice.response());
        VoiceRecord {
            name: Some(voice.name.clone()).filter(|_| !public),
            group: voice.group.clone().filter(|_| !public),
            state,
            rating,
        }
    };
    let mut voices: Vec<VoiceRecord> = answer.voices.iter().map(record).collect();
    if public {
        // Their order in the file is that of the names: it would say who is who to whoever knows it.
        voices.sort_by_key(VoiceRecord::response);
    }
    voices
}

/// What was answered, as a word in files and a rating.
pub(crate) fn state_of(response: Option<Response>) -> (State, Option<u8>) {
    match response {
        Some(Response::Rated(r)) => (State::Rated, Some(r)),
        Some(Response::DontKnow) => (State::DontKnow, None),
        Some(Response::NotApplicable) => (State::NotApplicable, None),
        None => (State::Unanswered, None),
    }
}

/// The risk that was accepted, as a copy may say it.
pub(super) fn risk_accepted(answer: &Answer, public: bool) -> Option<AcceptedRisk> {
    let risk = answer.risk_accepted.clone()?;
    let texts = if answer.private { Texts::Withheld } else { Texts::Shown };
    Some(if public { risk.public(texts) } else { risk })
}

/// The ids of the indicators whose current values count as evidence for an answer.
pub(super) fn counted_figures(line: &ScoreLine<'_>, current: &CurrentFigures<'_>) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    if line.answer.is_some() && line.figures == FigureEvidence::Current {
        for value in current.speaking_to(line.question.id.as_str()) {
            if !ids.contains(&value.id) {
                ids.push(value.id.clone());
            }
        }
    }
    ids
}
