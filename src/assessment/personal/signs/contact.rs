//! Ways to reach somebody: telephone numbers, postcodes, e-mail addresses.

use std::ops::Range;

use super::words::{Word, figures, gap, lower};

/// A person's telephone number: eleven figures from 01, 02 or 07, or +44. Numbers of services (03, 08) are none.
pub(super) fn telephone(text: &str, words: &[Word<'_>], i: usize) -> Option<(usize, usize)> {
    let first = words.get(i)?;
    if !figures(&first.lower) {
        return None;
    }
    let before = text.get(..first.start).unwrap_or_default();
    let abroad = first.lower.starts_with("44") && before.ends_with('+') || first.lower.starts_with("0044");
    let glued = before.ends_with(['/', '.', ',', '-', '£', '_']) && !abroad;
    let national = first.lower.starts_with('0') && first.lower.len() >= 3;
    if glued || !(abroad || national) {
        return None;
    }
    let (mut digits, mut end) = (String::new(), i);
    for at in i..(i + 6).min(words.len()) {
        let word = lower(words, at);
        let near = at == i
            || matches!(
                gap(text, words, at - 1),
                " " | "-" | ") " | " (0) " | "(0)" | "\u{a0}" | " (" | ")"
            );
        if !figures(word) || !near {
            break;
        }
        digits.push_str(word);
        end = at;
    }
    let national = digits.trim_start_matches("00").strip_prefix("44").filter(|_| abroad);
    let national = national.map_or(digits.clone(), |n| format!("0{}", n.trim_start_matches('0')));
    let fits = national.len() == 11 && ["01", "02", "07"].iter().any(|p| national.starts_with(p));
    let start = if before.ends_with('+') {
        first.start - 1
    } else {
        first.start
    };
    fits.then(|| (start, words.get(end).map_or(start, |w| w.end)))
}

/// The last word of a full postcode; a district alone is none.
pub(super) fn postcode(text: &str, words: &[Word<'_>], i: usize) -> Option<usize> {
    let word = words.get(i)?.text;
    let space = gap(text, words, i);
    if !space.is_empty() && space.chars().all(|c| matches!(c, ' ' | '\u{a0}')) {
        let inward = words.get(i + 1)?.text;
        // "E1 2nd row": an ordinal or a unit is no second half.
        let unit = matches!(inward.get(1..), Some("nd" | "rd" | "st" | "th" | "yr" | "hr" | "pt"));
        if !unit && outward(word) && is_inward(inward) {
            return Some(i + 1);
        }
    }
    let glued = word.len().checked_sub(3).and_then(|at| word.split_at_checked(at));
    let (out, inward) = glued?;
    let written = word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    (written && word.len() >= 6 && outward(out) && is_inward(inward)).then_some(i)
}

fn is_inward(text: &str) -> bool {
    let letter = |b: &u8| b.is_ascii_alphabetic() && !b"cikmov".contains(&b.to_ascii_lowercase());
    matches!(text.as_bytes(), [d, a, b] if d.is_ascii_digit() && letter(a) && letter(b))
}

fn outward(text: &str) -> bool {
    const AREAS: &str = " ab al b ba bb bd bh bl bn br bs bt ca cb cf ch cm co cr ct cv cw da dd de dg dh dl dn dt dy e ec eh en ex \
        fk fy g gl gu gy ha hd hg hp hr hs hu hx ig im ip iv je ka kt kw ky l la ld le ll ln ls lu m me mk ml n ne ng nn np nr nw ol \
        ox pa pe ph pl po pr rg rh rm s sa se sg sk sl sm sn so sp sr ss st sw sy ta td tf tn tq tr ts tw ub w wa wc wd wf wn wr ws \
        wv yo ze ";
    if !(2..=4).contains(&text.len()) || !text.is_ascii() {
        return false;
    }
    let lower = text.to_ascii_lowercase();
    let area = lower.trim_end_matches(|c: char| !c.is_ascii_alphabetic());
    // The last may be a letter: `EC1A`.
    let area: String = area.chars().take_while(char::is_ascii_alphabetic).collect();
    let rest = lower.get(area.len()..).unwrap_or_default();
    let district = match rest.as_bytes() {
        [a] => a.is_ascii_digit(),
        [a, b] => a.is_ascii_digit() && b.is_ascii_alphanumeric(),
        _ => false,
    };
    district && AREAS.contains(&format!(" {area} "))
}

pub(super) fn mail_addresses(text: &str) -> Vec<Range<usize>> {
    let inside = |c: char| c.is_alphanumeric() || "._%+-".contains(c);
    text.match_indices('@')
        .filter_map(|(at, _)| {
            let before = text.get(..at)?;
            let after = text.get(at + 1..)?;
            let start = at
                - before
                    .chars()
                    .rev()
                    .take_while(|c| inside(*c))
                    .map(char::len_utf8)
                    .sum::<usize>();
            let host: &str = after.split(|c: char| !inside(c)).next()?;
            let host = host.trim_end_matches('.');
            let (name, ending) = host.rsplit_once('.')?;
            let fits = start < at && !name.is_empty() && ending.len() >= 2 && ending.chars().all(char::is_alphabetic);
            fits.then(|| start..at + 1 + host.len())
        })
        .collect()
}
