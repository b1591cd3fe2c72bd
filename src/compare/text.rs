//! Two texts side by side, word by word.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// What became of some words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Op {
    /// In both.
    Same,
    /// Only in the earlier text.
    Removed,
    /// Only in the later one.
    Added,
}

/// Some words that share a fate, single spaces between them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Piece {
    /// What became of them.
    pub op: Op,
    /// The words.
    pub text: String,
}

/// More words than this on one side, and the whole text counts as replaced: nobody reads a word-level difference of a book, and the
/// time it takes grows with the product of the lengths.
const MOST_WORDS: usize = 5000;

/// The difference of two texts, word by word. Spaces and line ends are no difference. Texts that have little in common are replaced whole.
pub fn words(old: &str, new: &str) -> Vec<Piece> {
    let old: Vec<&str> = old.split_whitespace().collect();
    let new: Vec<&str> = new.split_whitespace().collect();
    let mut pieces = Vec::new();
    let mut push = |op: Op, words: Option<&[&str]>| {
        let words = words.unwrap_or_default();
        if !words.is_empty() {
            pieces.push(Piece {
                op,
                text: words.join(" "),
            });
        }
    };
    if old.len().max(new.len()) > MOST_WORDS || have_little_in_common(&old, &new) {
        push(Op::Removed, Some(&old));
        push(Op::Added, Some(&new));
        return pieces;
    }
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        match op {
            DiffOp::Equal { old_index, len, .. } => push(Op::Same, old.get(old_index..old_index + len)),
            DiffOp::Delete { old_index, old_len, .. } => push(Op::Removed, old.get(old_index..old_index + old_len)),
            DiffOp::Insert { new_index, new_len, .. } => push(Op::Added, new.get(new_index..new_index + new_len)),
            DiffOp::Replace {
                old_index,
                old_len,
                new_index,
                new_len,
            } => {
                push(Op::Removed, old.get(old_index..old_index + old_len));
                push(Op::Added, new.get(new_index..new_index + new_len));
            }
        }
    }
    pieces
}

/// Whether less than half of the words of both sides can be the same, in whatever order: then it is shown as one text below the other in
/// any case (see [`mostly_stayed`]), and the search for what little is the same, which takes longest just there, is spared.
fn have_little_in_common(old: &[&str], new: &[&str]) -> bool {
    let (mut before, mut after) = (old.to_vec(), new.to_vec());
    before.sort_unstable();
    after.sort_unstable();
    let mut after = after.into_iter().peekable();
    let mut common = 0;
    for word in before {
        while after.next_if(|w| *w < word).is_some() {}
        common += usize::from(after.next_if_eq(&word).is_some());
    }
    4 * common < old.len() + new.len()
}

/// Whether two texts differ in more than spaces and line ends.
pub fn differ(old: Option<&str>, new: Option<&str>) -> bool {
    let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
    !old.split_whitespace().eq(new.split_whitespace())
}

/// Whether most of a text stayed: at least half of the words on both sides together are in both.
///
/// Only then is a word-level difference read more easily than the two texts one below the other.
pub fn mostly_stayed(pieces: &[Piece]) -> bool {
    let count = |op: Op| -> usize {
        pieces
            .iter()
            .filter(|p| p.op == op)
            .map(|p| p.text.split(' ').count())
            .sum()
    };
    let stayed = 2 * count(Op::Same);
    2 * stayed >= stayed + count(Op::Removed) + count(Op::Added)
}

/// One side of a difference: the earlier text without what was added, the later without what was removed.
pub fn side(pieces: &[Piece], without: Op) -> String {
    let parts: Vec<&str> = pieces
        .iter()
        .filter(|p| p.op != without)
        .map(|p| p.text.as_str())
        .collect();
    parts.join(" ")
}
