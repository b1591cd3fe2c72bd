//! What became of several people's answers that were put together, as data.

use schemars::JsonSchema;
use serde::Serialize;

use crate::assessment::State;
use crate::checklist::{AnswerKind, EditionName, QuestionId};

/// Several people's answers to one checklist, put together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Gathering {
    /// The format number of this structure: `1`.
    pub format: u32,
    /// What kind of file it is.
    #[schemars(extend("const" = "assure-merge"))]
    pub kind: &'static str,
    /// The checklist that all of them answer.
    pub checklist: EditionName,
    /// The council's name, as the first file has it that names it.
    pub council: Option<String>,
    /// The municipal year: `2026-27`.
    pub period: String,
    /// Whose answers were put together, in the order of the files.
    pub voices: Vec<VoiceSummary>,
    /// The groups that are set side by side, in the order of the files; empty where there are none.
    pub groups: Vec<String>,
    /// How many questions there are.
    pub questions: u32,
    /// On how many of them all who answered say the same.
    pub agreed: u32,
    /// On how many they differ, and the answer of the person named with `--take` stands.
    pub taken: u32,
    /// On how many they differ, and somebody chose with `--interactive`.
    pub chosen: u32,
    /// On how many they differ, and nobody has settled it: they count as unanswered.
    pub unresolved: u32,
    /// How many nobody answered.
    pub unanswered: u32,
    /// Question by question, the widest spread first. Questions that nobody answered are left out.
    pub spread: Vec<QuestionSpread>,
    /// What else differs and was left out: texts of the head, facts, recommendations, accepted risks, archived answers.
    pub left_out: Vec<Unsettled>,
    /// What a reader ought to know.
    pub notes: Vec<String>,
}

/// One of those whose answers were put together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct VoiceSummary {
    /// The name that the voice has.
    pub name: String,
    /// The post, where the file names it.
    pub post: Option<String>,
    /// The group, where there are groups.
    pub group: Option<String>,
    /// How many questions this person answered.
    pub answered: u32,
}

/// How the answers to one question spread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct QuestionSpread {
    /// The question's id.
    pub id: QuestionId,
    /// The question.
    pub text: String,
    /// What kind of answer it takes.
    pub answer: AnswerKind,
    /// What became of it.
    pub outcome: SpreadOutcome,
    /// The state of the answer that stands.
    pub state: State,
    /// The rating of the answer that stands.
    #[schemars(range(min = 0, max = 3))]
    pub rating: Option<u8>,
    /// From the lowest rating to the highest: 0 where all rated it alike, 3 at most.
    #[schemars(range(min = 0, max = 3))]
    pub range: u8,
    /// Over everybody.
    pub spread: Vec<Alike>,
    /// Group by group, where there are groups.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<GroupSpread>,
}

/// Those who gave the same answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Alike {
    /// What they answered; `unanswered` for those who did not.
    pub state: State,
    /// The rating, where it was rated: yes is 3, no is 0.
    #[schemars(range(min = 0, max = 3))]
    pub rating: Option<u8>,
    /// How many they are.
    pub count: usize,
    /// Who they are.
    pub voices: Vec<String>,
}

/// How one group's answers spread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GroupSpread {
    /// The group.
    pub group: String,
    /// Its spread.
    pub spread: Vec<Alike>,
}

/// What became of a question that somebody answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SpreadOutcome {
    /// All who answered say the same.
    Agreed,
    /// They differ, and the answer of the person named with `--take` stands.
    Taken,
    /// They differ, and somebody chose.
    Chosen,
    /// They differ, and nobody has settled it.
    Unresolved,
}

/// Something on which they differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Unsettled {
    /// Where, as an answer file names it: `judgement`.
    pub place: String,
    /// What it is about, for a person.
    pub title: String,
    /// What there is to choose from.
    pub opinions: Vec<Opinion>,
}

/// One of the things that were said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Opinion {
    /// In words.
    pub says: String,
    /// Who says it.
    pub voices: Vec<String>,
    /// What they found, where it is an answer.
    #[serde(skip)]
    pub findings: Vec<String>,
}
