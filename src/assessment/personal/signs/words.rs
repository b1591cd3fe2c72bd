//! The words of a text, each with its place.

use std::ops::Range;

/// A word of a text: letters and figures, and nothing else.
pub(super) struct Word<'t> {
    pub start: usize,
    pub end: usize,
    pub text: &'t str,
    pub lower: String,
}

pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut start = None;
    for (i, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(i),
            (false, Some(from)) => {
                let word = text.get(from..i).unwrap_or_default();
                words.push(Word {
                    start: from,
                    end: i,
                    text: word,
                    lower: word.to_lowercase(),
                });
                start = None;
            }
            _ => {}
        }
    }
    words
}

pub(super) fn range(words: &[Word<'_>], from: usize, to: usize) -> Range<usize> {
    let at = |i: usize| words.get(i);
    at(from).map_or(0, |w| w.start)..at(to).map_or(0, |w| w.end)
}

pub(super) fn lower<'w>(words: &'w [Word<'_>], i: usize) -> &'w str {
    words.get(i).map_or("", |w| w.lower.as_str())
}

/// What stands between a word and the next.
pub(super) fn gap<'t>(text: &'t str, words: &[Word<'_>], i: usize) -> &'t str {
    match (words.get(i), words.get(i + 1)) {
        (Some(a), Some(b)) => text.get(a.end..b.start).unwrap_or_default(),
        _ => "",
    }
}

pub(super) fn figures(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
}
