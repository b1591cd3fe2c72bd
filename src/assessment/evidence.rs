//! How a thing is known: Ofsted's second question.

use chrono::{Months, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{FigureEvidence, MONTHS};
use crate::format::fields;

/// What kind of knowledge a piece of evidence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum EvidenceKind {
    /// Performance data.
    Data,
    /// Case audit.
    Audit,
    /// Children and families.
    Voice,
    /// Staff.
    Staff,
    /// A leader's own visit.
    Visit,
    /// Inspection.
    Inspection,
    /// Peer review or challenge.
    Peer,
    /// A partner agency.
    Partner,
    /// A complaint.
    Complaint,
    /// A document.
    Document,
}

impl EvidenceKind {
    /// Every kind: word in files, kind, what it is.
    pub const ALL: [(&'static str, EvidenceKind); 10] = [
        ("data", EvidenceKind::Data),
        ("audit", EvidenceKind::Audit),
        ("voice", EvidenceKind::Voice),
        ("staff", EvidenceKind::Staff),
        ("visit", EvidenceKind::Visit),
        ("inspection", EvidenceKind::Inspection),
        ("peer", EvidenceKind::Peer),
        ("partner", EvidenceKind::Partner),
        ("complaint", EvidenceKind::Complaint),
        ("document", EvidenceKind::Document),
    ];

    /// The word in files.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, k)| *k == self).map_or("", |(w, _)| w)
    }

    /// What it is, for a person.
    pub fn title(self) -> &'static str {
        match self {
            EvidenceKind::Data => "performance data",
            EvidenceKind::Audit => "case audit",
            EvidenceKind::Voice => "children and families",
            EvidenceKind::Staff => "staff",
            EvidenceKind::Visit => "own visit",
            EvidenceKind::Inspection => "inspection",
            EvidenceKind::Peer => "peer review",
            EvidenceKind::Partner => "partner agency",
            EvidenceKind::Complaint => "complaints",
            EvidenceKind::Document => "document",
        }
    }

    /// Whether it comes from outside line management.
    pub fn is_independent(self) -> bool {
        matches!(
            self,
            EvidenceKind::Audit
                | EvidenceKind::Voice
                | EvidenceKind::Inspection
                | EvidenceKind::Peer
                | EvidenceKind::Partner
        )
    }
}

/// One piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// What kind of knowledge it is.
    pub kind: EvidenceKind,
    /// What it says.
    #[serde(deserialize_with = "fields::required_text")]
    #[schemars(length(min = 1))]
    pub text: String,
    /// Its date. Without one, or dated after the assessment, it does not count as current.
    #[serde(default, deserialize_with = "fields::optional_day")]
    #[schemars(schema_with = "fields::optional_day_schema")]
    pub date: Option<NaiveDate>,
    /// Where it can be found.
    #[serde(default, deserialize_with = "fields::text", skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// The day it should be looked at again.
    #[serde(
        default,
        deserialize_with = "fields::optional_day",
        skip_serializing_if = "Option::is_none"
    )]
    #[schemars(schema_with = "fields::optional_day_schema")]
    pub review_by: Option<NaiveDate>,
}

impl Evidence {
    /// Whether it counts on a day: dated, not after that day, at most 12 months old, and not past its review-by date.
    pub fn is_current(&self, on: NaiveDate) -> bool {
        let oldest = on.checked_sub_months(Months::new(MONTHS)).unwrap_or(NaiveDate::MIN);
        self.date.is_some_and(|d| oldest <= d && d <= on) && self.review_by.is_none_or(|r| r >= on)
    }
}

/// How well an answer's evidence stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Strength {
    /// There is none.
    None,
    /// All of it is past its review-by date, older than 12 months, undated, or dated ahead.
    Stale,
    /// Current, but of one kind, or all of it from inside line management.
    Single,
    /// Current, of two kinds or more, one of them from outside line management.
    Triangulated,
}

impl Strength {
    /// Every strength.
    pub const ALL: [Strength; 4] = [
        Strength::None,
        Strength::Stale,
        Strength::Single,
        Strength::Triangulated,
    ];

    /// Whether it counts: single or triangulated.
    pub fn is_current(self) -> bool {
        matches!(self, Strength::Single | Strength::Triangulated)
    }

    /// The word.
    pub fn word(self) -> &'static str {
        match self {
            Strength::None => "none",
            Strength::Stale => "stale",
            Strength::Single => "single",
            Strength::Triangulated => "triangulated",
        }
    }
}

/// How well some evidence stands on a day.
pub fn strength(evidence: &[Evidence], on: NaiveDate) -> Strength {
    strength_with(evidence, FigureEvidence::Absent, on)
}

/// The same beside the figures of the file. Current figures count as one more piece, of the kind `data`; figures that are not current count
/// for nothing, and make nothing stale.
pub fn strength_with(evidence: &[Evidence], figures: FigureEvidence, on: NaiveDate) -> Strength {
    let counted = (figures == FigureEvidence::Current).then_some(EvidenceKind::Data);
    if evidence.is_empty() && counted.is_none() {
        return Strength::None;
    }
    let current = evidence.iter().filter(|e| e.is_current(on)).map(|e| e.kind);
    let mut kinds: Vec<EvidenceKind> = current.chain(counted).collect();
    kinds.sort_unstable();
    kinds.dedup();
    match kinds.len() {
        0 => Strength::Stale,
        1 => Strength::Single,
        _ if kinds.iter().any(|k| k.is_independent()) => Strength::Triangulated,
        _ => Strength::Single,
    }
}
