//! The terms of the field: what an abbreviation stands for, what it replaced, and where one word means two things.
//!
//! They come from `checklists/glossary.toml`; the format is described in `docs/glossary-format.md`. A file a little longer than most: reading
//! the list and finding a term in it share one way of folding names, which nothing else is to know.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, LONGEST_SLIP, nearest};
use crate::format::schema::Rules;
use crate::format::source::{Aim, PathStep};
use crate::format::{self, FileType, Notation, UnplacedProblem, fields, read_shipped, shipped_json};

/// One term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Its abbreviations, the usual one first. Where two terms share one, each needs a `clash`.
    #[serde(default)]
    #[schemars(schema_with = "words_schema")]
    pub short: Vec<String>,
    /// The term in full. Where two terms have the same name, each says in brackets which it is: `children's trust (company or body, today)`.
    #[schemars(schema_with = "line_schema")]
    pub term: String,
    /// What it means, in one or two plain sentences of our own. For a term without abbreviation the first sentence stands beside the
    /// question, so it begins with an article.
    #[schemars(schema_with = "meaning_schema")]
    pub meaning: String,
    /// What it took the place of.
    #[serde(default, deserialize_with = "fields::one_or_more")]
    #[schemars(schema_with = "fields::one_or_more_schema::<Replaced>")]
    pub replaced: Vec<Replaced>,
    /// For a term that is no longer used: what stands in its place.
    #[serde(default)]
    #[schemars(schema_with = "line_schema")]
    pub now: Option<String>,
    /// What else the same letters or words stand for.
    #[serde(default)]
    #[schemars(schema_with = "line_schema")]
    pub clash: Option<String>,
    /// Where this was read, in a few words. "Usage in councils" marks a plain expansion without a document behind it.
    #[schemars(schema_with = "line_schema")]
    pub source: String,
    /// Other words by which a question mentions it. Whole words, in small letters or large; words in capitals only, such as `RIA`, and the
    /// abbreviations in `short` count only as they are written; an `s` behind them is allowed.
    #[serde(rename = "match", default)]
    #[schemars(schema_with = "words_schema")]
    pub matches: Vec<String>,
}

/// What a term took the place of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Replaced {
    /// The earlier term.
    #[schemars(schema_with = "line_schema")]
    pub old: String,
    /// When, in words; absent where no source that was read says so.
    #[serde(default)]
    #[schemars(schema_with = "line_schema")]
    pub when: Option<String>,
    /// More about it.
    #[serde(default)]
    #[schemars(schema_with = "line_schema")]
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
    TERMS.get_or_init(|| read_shipped(shipped_json!("glossary")).map_or_else(Vec::new, |file: Glossary| file.term))
}

/// The longest that a meaning may be: two sentences.
const LONGEST_MEANING: usize = 300;

/// The file of terms, format 1.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Glossary {
    /// `1`.
    #[serde(deserialize_with = "fields::within::<_, 1, 1>")]
    #[schemars(range(min = 1, max = 1))]
    #[allow(dead_code, reason = "read so that another format is refused")]
    format: u32,
    /// The terms, at least one.
    #[serde(default)]
    term: Vec<Term>,
}

impl FileType for Glossary {
    const RULES: Rules = &[("bad-text", is_line)];
}

/// What `is_line` asks for, as a foreign validator reads it.
const ONE_LINE: &str = r"^\S(.*\S)?$";

fn line_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "pattern": ONE_LINE, "x-check": "bad-text" })
}

fn meaning_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "pattern": ONE_LINE, "maxLength": LONGEST_MEANING, "x-check": "bad-text" })
}

fn words_schema(generator: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "array", "items": line_schema(generator) })
}

/// Whether a text is one line, neither blank nor with a space at an end.
fn is_line(text: &str) -> Result<(), String> {
    let fault = if text.trim().is_empty() {
        "is empty"
    } else if text.chars().any(char::is_control) {
        "has a line end or a control character in it"
    } else if text.trim() != text {
        "begins or ends with a space"
    } else {
        return Ok(());
    };
    Err(fault.to_owned())
}

/// Reads a glossary.
///
/// # Errors
/// Every problem of the file.
pub fn parse(text: &str) -> Result<Vec<Term>, Vec<Diagnostic>> {
    let (terms, invalid) = match format::read::<Glossary>(text, Notation::Toml) {
        Ok(file) => (file.term, None),
        Err(invalid) => (
            invalid.salvage::<Glossary>().map(|g| g.term).unwrap_or_default(),
            Some(invalid),
        ),
    };
    // What serde takes may still break a rule of single texts: then the schema says where.
    let fine = |text: &String| is_line(text).is_ok();
    let texts_are_fine = terms.iter().all(|t| {
        let lists = t.short.iter().chain(&t.matches).chain(&t.now).chain(&t.clash);
        let replaced = t
            .replaced
            .iter()
            .flat_map(|r| [Some(&r.old), r.when.as_ref(), r.note.as_ref()]);
        lists
            .chain([&t.term, &t.meaning, &t.source])
            .chain(replaced.flatten())
            .all(fine)
            && t.meaning.chars().count() <= LONGEST_MEANING
    });
    let found = findings(&terms);
    if invalid.is_none() && texts_are_fine && found.is_empty() {
        return Ok(terms);
    }
    Err(format::all_problems::<Glossary>(text, invalid, found))
}

fn findings(terms: &[Term]) -> Vec<UnplacedProblem> {
    let mut found = Vec::new();
    let mut wrong = |path: Vec<PathStep>, diagnostic: Diagnostic| {
        found.push(UnplacedProblem {
            path,
            aim: Aim::Value,
            diagnostic,
        });
    };
    if terms.is_empty() {
        let problem = Diagnostic::error("no-terms", "there is no term in it").label("at least one is needed");
        wrong(vec!["term".into()], problem);
    }
    // Each name is folded once: a list of thousands is still read at once.
    let mut names: BTreeMap<String, &str> = BTreeMap::new();
    let mut letters: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (i, t) in terms.iter().enumerate() {
        if names.insert(folded(&t.term), &t.term).is_some() {
            wrong(
                vec!["term".into(), i.into(), "term".into()],
                Diagnostic::error("duplicate-term", format!("`{}` is there twice", t.term))
                    .label("already there above"),
            );
        }
        for (list, words) in [("short", &t.short), ("match", &t.matches)] {
            let mut seen = BTreeSet::new();
            for word in words.iter().filter(|w| !seen.insert(folded(w))) {
                wrong(
                    vec!["term".into(), i.into(), list.into()],
                    Diagnostic::error("duplicate-word", format!("`{word}` is there twice")).label("once is enough"),
                );
            }
        }
        for short in &t.short {
            letters.entry(folded(short)).or_default().push(&t.term);
        }
    }
    // The same letters for two things: each has to say so, or a reader of one never hears of the other.
    for (i, t) in terms.iter().enumerate().filter(|(_, t)| t.clash.is_none()) {
        let namesake = t
            .short
            .iter()
            .flat_map(|s| letters.get(&folded(s)).into_iter().flatten())
            .find(|other| **other != t.term);
        if let Some(other) = namesake {
            wrong(
                vec!["term".into(), i.into(), "short".into()],
                Diagnostic::error(
                    "silent-clash",
                    format!("`{}` is also an abbreviation of `{other}`", t.short.join("`, `")),
                )
                .help("say so in `clash`, in both terms"),
            );
        }
    }
    found
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
