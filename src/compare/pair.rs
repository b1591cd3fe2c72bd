//! Questions of both editions side by side: one to one, split and merged, new, withdrawn.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::chain::LineageStep;
use super::text::Piece;
use super::verdict::{Standing, Verdict};
use crate::assessment::Evidence;
use crate::checklist::{Change, QuestionId, SectionId, ThemeId};

/// A question's way from one edition to the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Descent {
    /// The earlier question's id.
    pub id: QuestionId,
    /// The earlier wording, where it is another; else null.
    pub text: Option<String>,
    /// The whole way in one word.
    pub change: Change,
    /// Every step.
    pub steps: Vec<LineageStep>,
}

/// A question that both sides have, one to one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Pair {
    /// The later question's id.
    pub id: QuestionId,
    /// Its section's id.
    pub section: SectionId,
    /// Its theme's id.
    pub theme: ThemeId,
    /// Its wording.
    pub text: String,
    /// Whether it is a hard expectation in the later edition.
    pub critical: bool,
    /// What it was.
    pub was: Descent,
    /// Whether an answer then and an answer now answer the same thing.
    pub comparable: bool,
    /// What to say of it.
    pub verdict: Verdict,
    /// Where it stood.
    pub old: Standing,
    /// Where it stands.
    pub new: Standing,
    /// The two findings' words in order; null where they do not differ.
    pub finding: Option<Vec<Piece>>,
    /// Evidence that is new or was changed.
    pub evidence_added: Vec<Evidence>,
    /// Evidence that is gone or was changed.
    pub evidence_gone: Vec<Evidence>,
    /// Whether evidence was current then and is not now, whatever the verdict.
    pub evidence_lost: bool,
    /// Whether its actions are not what they were.
    pub actions_changed: bool,
    /// Whether its texts are left out of a public report, on one side at least.
    pub private: bool,
}

impl Pair {
    /// Whether we changed anything that a reader would see.
    pub fn changed(&self) -> bool {
        self.old != self.new
            || self.finding.is_some()
            || !self.evidence_added.is_empty()
            || !self.evidence_gone.is_empty()
            || self.actions_changed
    }

    /// What became of its evidence, one word and one piece at a time: what only got another date was looked at again.
    pub fn evidence_changes(&self) -> Vec<(&'static str, &Evidence)> {
        let like = |a: &Evidence, b: &Evidence| a.kind == b.kind && a.text == b.text;
        let gone = self
            .evidence_gone
            .iter()
            .filter(|e| !self.evidence_added.iter().any(|n| like(e, n)));
        let added = self.evidence_added.iter().map(|e| {
            let known = self.evidence_gone.iter().any(|o| like(o, e));
            (if known { "changed" } else { "new" }, e)
        });
        gone.map(|e| ("gone", e)).chain(added).collect()
    }

    /// Whether the checklist changed anything.
    pub fn reworded(&self) -> bool {
        self.was.text.is_some() || self.was.change != Change::Same
    }
}

/// One question of a family.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FamilyMember {
    /// Its id.
    pub id: QuestionId,
    /// Its wording.
    pub text: String,
    /// Where it stands on its side.
    pub standing: Standing,
    /// Whether its texts are left out of a public report.
    pub private: bool,
}

/// Questions that were split or merged. There is no verdict on them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FamilyChange {
    /// Split or merged.
    pub change: Change,
    /// The earlier questions.
    pub old: Vec<FamilyMember>,
    /// The later ones.
    pub new: Vec<FamilyMember>,
}

/// A question that the earlier edition did not have.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct NewQuestion {
    /// Its id.
    pub id: QuestionId,
    /// Its wording.
    pub text: String,
    /// Whether it is a hard expectation.
    pub critical: bool,
    /// Where it stands.
    pub standing: Standing,
    /// Whether its texts are left out of a public report.
    pub private: bool,
}

/// A question that the later edition no longer has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Withdrawal {
    /// Its id.
    pub id: QuestionId,
    /// Its wording.
    pub text: String,
    /// The edition that withdrew it.
    pub edition: u16,
    /// Why.
    pub reason: String,
    /// Where it stood.
    pub standing: Standing,
    /// Whether its texts are left out of a public report.
    pub private: bool,
}
