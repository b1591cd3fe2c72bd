//! What the checklists of all roles share: themes and topics.

use std::sync::OnceLock;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Id, ThemeId, TopicId, id};
use crate::diagnostic::{Diagnostic, Problems};
use crate::format::schema::Rules;
use crate::format::source::{self, Aim};
use crate::format::{self, FileType, Notation, UnplacedProblem, fields, read_shipped, shipped_json};

/// What questions are about, across the roles.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Permanent id.
    #[serde(deserialize_with = "id::well_formed")]
    #[schemars(schema_with = "fields::id_schema")]
    pub id: ThemeId,
    /// Its title.
    pub title: String,
    /// What it covers.
    pub about: String,
}

/// The file of themes, format 1.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Themes {
    /// `1`.
    #[serde(deserialize_with = "fields::within::<_, 1, 1>")]
    #[schemars(range(min = 1, max = 1))]
    #[allow(dead_code, reason = "read so that another format is refused")]
    format: u32,
    /// The themes, in the order in which they are shown.
    theme: Vec<Theme>,
}

impl FileType for Themes {
    const RULES: Rules = &[("bad-id", fields::is_id)];
}

/// The file of topics, format 1.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Topics {
    /// `1`.
    #[serde(deserialize_with = "fields::within::<_, 1, 1>")]
    #[schemars(range(min = 1, max = 1))]
    #[allow(dead_code, reason = "read so that another format is refused")]
    format: u32,
    /// The topics, in the order in which they are shown.
    topic: Vec<Topic>,
}

impl FileType for Topics {
    const RULES: Rules = &[("bad-id", fields::is_id)];
}

/// The shared list of themes, from `checklists/themes.toml`.
pub fn themes() -> &'static [Theme] {
    static THEMES: OnceLock<Vec<Theme>> = OnceLock::new();
    // The tests parse the shipped file, so the fallback is never seen.
    THEMES.get_or_init(|| read_shipped(shipped_json!("themes")).map_or_else(Vec::new, |file: Themes| file.theme))
}

/// A theme's title; the id itself where there is no such theme.
pub fn theme_title(id: &ThemeId) -> &str {
    themes()
        .iter()
        .find(|t| t.id == *id)
        .map_or(id.as_str(), |t| t.title.as_str())
}

/// What two roles or more are asked, narrower than a theme: the rows in which four roles' answers can be set side by side.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// Permanent id.
    #[serde(deserialize_with = "id::well_formed")]
    #[schemars(schema_with = "fields::id_schema")]
    pub id: TopicId,
    /// Its title.
    pub title: String,
    /// The question that the roles have in common.
    pub asks: String,
}

/// The shared list of topics, from `checklists/topics.toml`.
pub fn topics() -> &'static [Topic] {
    static TOPICS: OnceLock<Vec<Topic>> = OnceLock::new();
    // The tests parse the shipped file, so the fallback is never seen.
    TOPICS.get_or_init(|| read_shipped(shipped_json!("topics")).map_or_else(Vec::new, |file: Topics| file.topic))
}

/// A topic's title; the id itself where there is no such topic.
pub fn topic_title(id: &TopicId) -> &str {
    topics()
        .iter()
        .find(|t| t.id == *id)
        .map_or(id.as_str(), |t| t.title.as_str())
}

/// Reads a list of topics.
///
/// # Errors
/// Every problem of the file.
pub fn parse_topics(text: &str) -> Result<Vec<Topic>, Vec<Diagnostic>> {
    each_once::<Topics, Topic>(text, "topic", |file| file.topic, |topic| &topic.id)
}

/// Reads a list of themes.
///
/// # Errors
/// Every problem of the file.
pub fn parse_themes(text: &str) -> Result<Vec<Theme>, Vec<Diagnostic>> {
    each_once::<Themes, Theme>(text, "theme", |file| file.theme, |theme| &theme.id)
}

/// Reads a file that is a list of things with ids, each of them once.
fn each_once<F: FileType, T: 'static>(
    text: &str,
    key: &str,
    list: fn(F) -> Vec<T>,
    id: fn(&T) -> &Id<T>,
) -> Result<Vec<T>, Vec<Diagnostic>> {
    let list = format::read::<F>(text, Notation::Toml)
        .map(list)
        .map_err(|invalid| invalid.problems)?;
    let mut seen = std::collections::BTreeSet::new();
    let twice = list.iter().enumerate().filter(|(_, item)| !seen.insert(id(item)));
    let found: Vec<UnplacedProblem> = twice
        .map(|(i, item)| UnplacedProblem {
            path: vec![key.into(), i.into(), "id".into()],
            aim: Aim::Value,
            diagnostic: Diagnostic::error("duplicate-id", format!("{key} id `{}` is used twice", id(item)))
                .label("already used above"),
        })
        .collect();
    if found.is_empty() {
        return Ok(list);
    }
    let problems = Problems::default();
    format::place_problems(found, &source::parse_toml(text)?, &problems);
    Err(problems.into_sorted())
}
