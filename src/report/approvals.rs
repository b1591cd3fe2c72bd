//! Who approved the answers, when, and what has changed since, as data.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Audience;
use crate::assessment::Assessment;
use crate::checklist::{Checklist, QuestionId};

/// An approval with what has changed since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ApprovalRecord {
    /// Who approved; null in a public report.
    pub name: Option<String>,
    /// In which post.
    pub post: String,
    /// The day.
    pub on: NaiveDate,
    /// How many questions were open then.
    pub open: u32,
    /// Whether it stands: it was not withdrawn, and the same post has not approved again since.
    pub standing: bool,
    /// The day it was withdrawn.
    pub withdrawn: Option<NaiveDate>,
    /// Why it was withdrawn; null in a public report.
    pub reason: Option<String>,
    /// The ids of the questions whose answers changed since, in the order of the checklist.
    pub changed_since: Vec<QuestionId>,
    /// Whether something outside the answers changed since: the council, the year, the assessor, the facts, or the assessment's date.
    pub head_changed: bool,
}

impl ApprovalRecord {
    /// Whether it stands and something has changed since.
    pub fn is_outdated(&self) -> bool {
        self.standing && (self.head_changed || !self.changed_since.is_empty())
    }
}

/// Every approval of an assessment, in the order in which they were given.
pub fn approvals(checklist: &Checklist, assessment: &Assessment, audience: Audience) -> Vec<ApprovalRecord> {
    let full = audience == Audience::Full;
    let changed = assessment.changed_since_approvals(checklist);
    let records = assessment.approvals.iter().zip(changed).enumerate();
    records
        .map(|(i, (approval, changed))| ApprovalRecord {
            name: full.then(|| approval.name.clone()),
            post: approval.post.clone(),
            on: approval.on,
            open: approval.open,
            standing: assessment.approval_stands(i),
            withdrawn: approval.withdrawn,
            reason: approval.reason.clone().filter(|_| full),
            changed_since: changed.questions,
            head_changed: changed.head,
        })
        .collect()
}
