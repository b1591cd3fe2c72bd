//! The terms of the field: what an abbreviation stands for, what it replaced, and where one word means two things.
//!
//! They come from `checklists/glossary.toml`; the format is described in `docs/glossary-format.md`.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use serde::Serialize;

use crate::diagnostic::{Diagnostic, LONGEST_SLIP, Problems, nearest};
use crate::node::{self, Fields};

/// One term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Term {
    /// Its abbreviations; none for a term that has none.
    pub short: Vec<String>,
    /// The term in full, where needed with what tells it from its namesake in brackets behind it.
    pub term: String,
    /// What it means, in plain words.
    pub meaning: String,
    /// What it took the place of.
    pub replaced: Vec<Replaced>,
    /// For a term that is no longer used: what stands in its place.
    pub now: Option<String>,
    /// What else the same letters or words stand for.
    pub clash: Option<String>,
    /// Where this was read.
    pub source: String,
    /// Other words by which a text mentions it.
    #[serde(rename = "match")]
    pub matches: Vec<String>,
}

/// What a term took the place of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Replaced {
    /// The earlier term.
    pub old: String,
    /// When, in words; absent where no source that was read says so.
    pub when: Option<String>,
    /// More about it.
    pub note: Option<String>,
}

impl Term {
    /// The term without what tells it from its namesake.
    pub fn plain_name(&self) -> &str {
        self.term.split(" (").next().unwrap_or(&self.term)
    }

    /// Abbreviations and term, as a heading.
    pub fn heading(&self) -> String {
        if self.short.is_empty() {
            self.term.clone()
        } else {
            format!("{}: {}", self.short.join(", "), self.term)
        }
    }

    /// The term in a few words, for a line beside a question: what its abbreviation stands for, or what it means.
    pub fn brief(&self) -> String {
        let Some(short) = self.short.first() else {
            return format!("{}: {}", self.term, phrase(&self.meaning));
        };
        match &self.now {
            Some(now) => format!("{short}: {} (now: {now})", self.term),
            None => format!("{short}: {}", self.term),
        }
    }

    /// Every name it answers to.
    fn names(&self) -> impl Iterator<Item = &str> {
        self.short
            .iter()
            .map(String::as_str)
            .chain([self.term.as_str(), self.plain_name()])
    }
}

/// A meaning's first sentence as it reads behind a colon.
fn phrase(meaning: &str) -> String {
    let first = meaning.split(". ").next().unwrap_or(meaning).trim_end_matches('.');
    match first.split_once(' ') {
        Some((article @ ("A" | "An" | "The" | "What"), rest)) => format!("{} {rest}", article.to_ascii_lowercase()),
        _ => first.to_owned(),
    }
}

/// The glossary inside the program, in the order of its file.
pub fn glossary() -> &'static [Term] {
    static TERMS: OnceLock<Vec<Term>> = OnceLock::new();
    // The tests parse the shipped file, so the fallback is never seen.
    TERMS.get_or_init(|| parse(include_str!("../checklists/glossary.toml")).unwrap_or_default())
}

/// The longest that a meaning may be: two sentences.
const LONGEST_MEANING: usize = 300;

/// Reads a glossary.
///
/// # Errors
/// Every problem of the file.
pub fn parse(text: &str) -> Result<Vec<Term>, Vec<Diagnostic>> {
    let table = node::parse_toml(text)?;
    let problems = Problems::default();
    let head = Fields::new(&table, Some(0..0), "", &problems);
    head.required_integer("format", 1, 1);
    let fields = head.tables("term", false);
    if fields.is_empty() {
        head.wrong("term", "no-terms", "there is no term in it", "at least one is needed");
    }
    let mut terms: Vec<Term> = Vec::new();
    for f in &fields {
        let term = read_term(f);
        if terms.iter().any(|t| same(&t.term, &term.term)) && !term.term.is_empty() {
            f.wrong(
                "term",
                "duplicate-term",
                format!("`{}` is there twice", term.term),
                "already there above",
            );
        }
        terms.push(term);
    }
    // The same letters for two things: each has to say so, or a reader of one never hears of the other.
    for (f, term) in fields.iter().zip(&terms) {
        let namesake = |t: &&Term| {
            t.term != term.term
                && term
                    .short
                    .iter()
                    .any(|mine| t.short.iter().any(|theirs| same(mine, theirs)))
        };
        if term.clash.is_none()
            && let Some(other) = terms.iter().find(namesake)
        {
            f.wrong_help(
                "short",
                "silent-clash",
                format!(
                    "`{}` is also an abbreviation of `{}`",
                    term.short.join("`, `"),
                    other.term
                ),
                "say so in `clash`, in both terms",
            );
        }
    }
    for f in fields {
        f.finish();
    }
    head.finish();
    if problems.any_error() {
        Err(problems.into_sorted())
    } else {
        Ok(terms)
    }
}

fn read_term(f: &Fields<'_>) -> Term {
    let short = words(f, "short");
    let term = required(f, "term");
    let meaning = required(f, "meaning");
    if meaning.chars().count() > LONGEST_MEANING {
        f.wrong(
            "meaning",
            "too-long",
            format!("the meaning is longer than {LONGEST_MEANING} characters"),
            "one or two sentences",
        );
    }
    let replaced = f
        .tables("replaced", true)
        .into_iter()
        .map(|r| {
            let replaced = Replaced {
                old: required(&r, "old"),
                when: optional(&r, "when"),
                note: optional(&r, "note"),
            };
            r.finish();
            replaced
        })
        .collect();
    Term {
        short,
        term,
        meaning,
        replaced,
        now: optional(f, "now"),
        clash: optional(f, "clash"),
        source: required(f, "source"),
        matches: words(f, "match"),
    }
}

fn required(f: &Fields<'_>, name: &'static str) -> String {
    checked(f, name, f.required_text(name)).unwrap_or_default()
}

fn optional(f: &Fields<'_>, name: &'static str) -> Option<String> {
    checked(f, name, f.text(name))
}

fn checked(f: &Fields<'_>, name: &'static str, text: Option<&str>) -> Option<String> {
    let text = text?;
    if let Some(what) = fault(text) {
        f.wrong(name, "bad-text", format!("`{}` {what}", f.path(name)), what);
    }
    Some(text.to_owned())
}

fn words(f: &Fields<'_>, name: &'static str) -> Vec<String> {
    let words = f.texts(name);
    for (i, word) in words.iter().enumerate() {
        if let Some(what) = fault(word) {
            f.wrong(
                name,
                "bad-text",
                format!("item {} of `{}` {what}", i + 1, f.path(name)),
                what,
            );
        }
        if words.iter().take(i).any(|w| same(w, word)) {
            f.wrong(
                name,
                "duplicate-word",
                format!("`{word}` is there twice"),
                "once is enough",
            );
        }
    }
    words.into_iter().map(str::to_owned).collect()
}

/// What is the matter with a text of one line.
fn fault(text: &str) -> Option<&'static str> {
    if text.trim().is_empty() {
        Some("is empty")
    } else if text.chars().any(char::is_control) {
        Some("has a line end or a control character in it")
    } else if text.trim() != text {
        Some("begins or ends with a space")
    } else {
        None
    }
}

/// A name as it is compared: small letters, no apostrophes, one kind of gap.
fn folded(text: &str) -> String {
    level(text).replace('\'', "").to_lowercase()
}

/// One kind of apostrophe, and one space for every gap and hyphen.
fn level(text: &str) -> String {
    let text = text
        .replace(['’', 'ʼ'], "'")
        .replace(['-', '\u{2010}', '\u{2011}'], " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn same(a: &str, b: &str) -> bool {
    folded(a) == folded(b)
}

/// The most names that are offered for one that is not there.
const MOST_OFFERED: usize = 5;

/// The terms of a name: an abbreviation, the term in full, or a word for it. Several where one name means several things.
///
/// # Errors
/// The names that come nearest; none where none is near.
pub fn find(name: &str) -> Result<Vec<&'static Term>, Vec<&'static str>> {
    let wanted = folded(name);
    // `RIIAs` and `focused visits` are asked for too.
    let is = |text: &str| {
        let text = folded(text);
        text == wanted || wanted.strip_suffix('s').is_some_and(|one| one == text)
    };
    let by = |test: &dyn Fn(&Term) -> bool| -> Vec<&'static Term> { glossary().iter().filter(|t| test(t)).collect() };
    let named = by(&|t| t.names().any(is));
    if !named.is_empty() {
        return Ok(named);
    }
    let meant = by(&|t| t.matches.iter().any(|m| is(m)));
    if !meant.is_empty() {
        return Ok(meant);
    }
    // A term that has gone and has no entry of its own: what took its place says so.
    let former = by(&|t| {
        t.replaced
            .iter()
            .any(|r| is(&r.old) || r.old.split(" (").any(|part| is(part.trim_end_matches(')'))))
    });
    if !former.is_empty() {
        return Ok(former);
    }
    Err(near(&wanted))
}

/// One slip of the keys away, then those that contain it, then the one that looks most alike.
fn near(wanted: &str) -> Vec<&'static str> {
    let names = || glossary().iter().flat_map(Term::names);
    let mut offered: Vec<&'static str> = Vec::new();
    if wanted.chars().count() >= 3 && wanted.len() <= LONGEST_SLIP {
        offered.extend(names().filter(|n| strsim::osa_distance(&folded(n), wanted) == 1));
        offered.extend(names().filter(|n| folded(n).contains(wanted)));
    }
    offered.extend(nearest(wanted, names()));
    let mut seen = BTreeSet::new();
    offered.retain(|n| seen.insert(folded(n)));
    offered.truncate(MOST_OFFERED);
    offered
}

/// The most terms that are named beside a question.
const MOST_TERMS: usize = 6;

/// The terms that a text mentions, whole words only: abbreviations as they are written, other words in small letters or
/// large, the longest first, at most six.
///
/// A word inside a longer match does not count (`children's trust` inside `children's trust board`); where the same words
/// mean several things, each of them is named.
pub fn terms_in(text: &str) -> Vec<&'static Term> {
    let text = level(text);
    let small = text.to_ascii_lowercase();
    let mut found: Vec<(usize, usize, &'static Term)> = Vec::new();
    for term in glossary() {
        let as_written = term.short.iter().flat_map(|short| places(&text, &level(short)));
        let words = term.matches.iter().flat_map(|word| {
            // Some match words are abbreviations too: `RIA` is not `ria`.
            if word.chars().all(|c| c.is_ascii_uppercase()) {
                places(&text, word)
            } else {
                places(&small, &level(word).to_ascii_lowercase())
            }
        });
        found.extend(as_written.chain(words).map(|(start, end)| (start, end, term)));
    }
    // The longest first; of the same length, the one that is read first.
    found.sort_by_key(|(start, end, _)| (std::cmp::Reverse(end - start), *start));
    // For every byte the first, so the longest, match over it: its start and its end.
    let mut over: Vec<Option<(usize, usize)>> = vec![None; text.len()];
    let mut terms: Vec<&'static Term> = Vec::new();
    for (start, end, term) in found {
        let inside = over
            .get(start)
            .copied()
            .flatten()
            .is_some_and(|(s, e)| end <= e && e - s > end - start);
        if inside {
            continue;
        }
        for byte in over.iter_mut().take(end).skip(start) {
            byte.get_or_insert((start, end));
        }
        if !terms.iter().any(|t| t.term == term.term) {
            terms.push(term);
        }
    }
    terms.truncate(MOST_TERMS);
    terms
}

/// Where a word stands in a text as a whole word, alone or with an `s` behind it.
fn places(text: &str, word: &str) -> Vec<(usize, usize)> {
    let whole = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let place = |(start, _): (usize, &str)| {
        let end = start + word.len();
        let rest = text.get(end..)?;
        if !whole(text.get(..start)?.chars().next_back()) {
            None
        } else if whole(rest.chars().next()) {
            Some((start, end))
        } else {
            let plural = rest.strip_prefix('s')?;
            whole(plural.chars().next()).then_some((start, end + 1))
        }
    };
    text.match_indices(word).filter_map(place).collect()
}
