//! The first look at a text, over its bytes: nearly every text has nothing that any form could rest on, and needs no words.

use crate::diagnostic::all_bytes;

/// Digits near each other that could be a number of ten figures or more.
const LONG_NUMBER: usize = 10;
/// So many bytes can stand between the figures of one number, such as ` (0) `.
const WIDEST_GAP: usize = 6;

/// Whether a text could hold a sign. True for every text that holds one, and for few others.
///
/// Bytes outside ASCII may be letters or spaces: they are taken for whichever says yes.
pub(in crate::assessment::personal) fn may_hold(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.contains(&b'@') {
        return true;
    }
    // Without a figure there is none of the rest.
    if all_bytes(text, |b| !b.is_ascii_digit()) {
        return false;
    }
    // Where the word began, the figures in it, and those of the numbers close before it too.
    let (mut start, mut figures, mut near, mut gap) = (None, 0_usize, 0_usize, 0_usize);
    let mut at = 0;
    while at <= bytes.len() {
        // Behind the last byte a space ends the last word.
        let byte = bytes.get(at).copied().unwrap_or(b' ');
        if byte.is_ascii_digit() {
            (figures, near, gap) = (figures + 1, near + 1, 0);
            if near >= LONG_NUMBER {
                return true;
            }
        } else {
            gap += 1;
            if gap > WIDEST_GAP {
                near = 0;
            }
        }
        at += 1;
        if byte.is_ascii_alphanumeric() {
            start = start.or(Some(at - 1));
            continue;
        }
        if let Some(from) = start {
            let word = bytes.get(from..at - 1).unwrap_or_default();
            let beside = from.checked_sub(1).and_then(|at| bytes.get(at)).copied();
            let is_whole = byte.is_ascii() && beside.is_none_or(|b| b.is_ascii());
            if is_part_of_a_number(word, figures, is_whole) {
                return true;
            }
        }
        start = None;
        if byte.is_ascii() {
            figures = 0;
            // Far from every figure nothing is counted: it goes on with the word in which the next one stands.
            if near == 0 {
                at = next_with_figure(bytes, at);
            }
        }
    }
    speaks_of_age(bytes)
}

/// The beginning of the next word with a figure in it; behind the end where there is none.
fn next_with_figure(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    let Some(figure) = rest.iter().position(u8::is_ascii_digit) else {
        return bytes.len() + 1;
    };
    let before = rest.get(..figure).unwrap_or_default();
    let word = before
        .iter()
        .rev()
        .take_while(|b| !b.is_ascii() || b.is_ascii_alphanumeric());
    from + figure - word.count()
}

/// The second half of a postcode (a figure and two letters at a word's end), or the number of a case. A year is neither, where it is the
/// whole word.
fn is_part_of_a_number(word: &[u8], figures: usize, is_whole: bool) -> bool {
    if let [.., digit, first, second] = word
        && digit.is_ascii_digit()
        && first.is_ascii_alphabetic()
        && second.is_ascii_alphabetic()
    {
        return true;
    }
    figures >= 4 && !(is_whole && word.len() == 4 && word.starts_with(b"20"))
}

/// Whether it has a word of birth or age in it: `born`, `birth`, `dob`, `d.o.b.`, `aged`.
fn speaks_of_age(bytes: &[u8]) -> bool {
    let is = |at: usize, word: &[u8]| {
        bytes
            .get(at..at + word.len())
            .is_some_and(|b| b.eq_ignore_ascii_case(word))
    };
    bytes
        .iter()
        .enumerate()
        // A letter in lower case, whatever becomes of other signs.
        .any(|(i, byte)| match byte | 0x20 {
            b'b' => is(i, b"birth") || is(i, b"born"),
            b'd' => is(i, b"dob"),
            b'a' => is(i, b"aged"),
            b'o' => {
                let beside = |at: Option<&u8>| at.is_none_or(|b| !b.is_ascii_alphanumeric());
                beside(i.checked_sub(1).and_then(|at| bytes.get(at))) && beside(bytes.get(i + 1))
            }
            _ => false,
        })
}
