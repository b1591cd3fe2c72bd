//! Two texts side by side, word by word.

use std::ops::Range;

use foldhash::{HashMap, HashMapExt as _};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use similar::{Algorithm, DiffTag, capture_diff_slices};

use crate::escape::{self, single_spaced};

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
    let (old, new) = (single_spaced(old), single_spaced(new));
    let (before, after): (Vec<&str>, Vec<&str>) = (escape::words(&old).collect(), escape::words(&new).collect());
    let mut pieces = Vec::new();
    let mut push = |op: Op, text: String| {
        if !text.is_empty() {
            pieces.push(Piece { op, text });
        }
    };
    let numbers = (before.len().max(after.len()) <= MOST_WORDS).then(|| numbered(&before, &after));
    let Some((then, now)) = numbers.filter(|(then, now)| !have_little_in_common(then, now)) else {
        push(Op::Removed, old.into_owned());
        push(Op::Added, new.into_owned());
        return pieces;
    };
    for op in capture_diff_slices(Algorithm::Myers, &then, &now) {
        let (tag, old, new) = op.as_tag_tuple();
        let joined = |words: &[&str], at: Range<usize>| words.get(at).unwrap_or_default().join(" ");
        match tag {
            DiffTag::Equal => push(Op::Same, joined(&before, old)),
            DiffTag::Delete | DiffTag::Insert | DiffTag::Replace => {
                push(Op::Removed, joined(&before, old));
                push(Op::Added, joined(&after, new));
            }
        }
    }
    pieces
}

/// The words of two texts as numbers, the same word as the same: each is compared many times.
fn numbered(old: &[&str], new: &[&str]) -> (Vec<usize>, Vec<usize>) {
    let mut numbers = HashMap::with_capacity(old.len() + new.len());
    let mut number = |word| {
        let next = numbers.len();
        *numbers.entry(word).or_insert(next)
    };
    (
        old.iter().map(|word| number(*word)).collect(),
        new.iter().map(|word| number(*word)).collect(),
    )
}

/// Whether less than half of the words of both sides can be the same, in whatever order: then it is shown as one text below the other in
/// any case (see [`mostly_stayed`]), and the search for what little is the same, which takes longest just there, is spared.
///
/// The words are numbered from 0 in the order in which they come.
fn have_little_in_common(old: &[usize], new: &[usize]) -> bool {
    let mut left = vec![0_usize; old.len()];
    for word in old {
        if let Some(count) = left.get_mut(*word) {
            *count += 1;
        }
    }
    let mut common = 0;
    for word in new {
        if let Some(count) = left.get_mut(*word).filter(|count| **count > 0) {
            *count -= 1;
            common += 1;
        }
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
            .map(|p| 1 + p.text.bytes().filter(|b| *b == b' ').count())
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
