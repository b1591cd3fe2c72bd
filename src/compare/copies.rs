//! Two people's copies of one file, put together with the file that both began from, as data.

use schemars::JsonSchema;
use serde::Serialize;

use super::FORMAT;
use crate::assessment::MergeConflict;

/// What came of two copies of one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Copies {
    /// The format number of this structure: `1`.
    pub format: u32,
    /// What kind of file it is.
    #[schemars(extend("const" = "assure-merge-copies"))]
    pub kind: &'static str,
    /// The file that both began from.
    pub base: String,
    /// The first copy: comments and the order of things are this one's.
    pub ours: String,
    /// The second copy.
    pub theirs: String,
    /// Whether the two could be put together: every conflict is settled.
    pub together: bool,
    /// What both changed in different ways.
    pub conflicts: Vec<CopyConflict>,
    /// What a reader ought to know.
    pub notes: Vec<String>,
}

/// Something that both copies changed in different ways.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CopyConflict {
    /// Where, and what differs.
    #[serde(flatten)]
    pub conflict: MergeConflict,
    /// Whose side stands: the copy's name. Null where nobody has decided.
    pub settled: Option<String>,
}

impl Copies {
    /// Of copies by their names: the base, ours and theirs.
    pub fn new([base, ours, theirs]: [String; 3], conflicts: Vec<CopyConflict>) -> Self {
        Self {
            format: FORMAT,
            kind: "assure-merge-copies",
            base,
            ours,
            theirs,
            together: conflicts.iter().all(|c| c.settled.is_some()),
            conflicts,
            notes: Vec::new(),
        }
    }
}
