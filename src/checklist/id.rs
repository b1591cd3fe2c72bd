//! Ids that know what they are the id of: a section's cannot be given where a question's is wanted.
//!
//! An id becomes one in two places only: where a file is read, and by [`Id::new`] where text comes from a person. Maps keyed by ids are
//! looked up by plain text too, for text from a file is only tried.
//!
//! Text stays text where there is nothing to mistake it for, or no one kind: a checklist's id, which goes with its edition or comes from
//! the command line as it is; the row of a table of sums, which is a section's or a theme's; the place of a quality note, which is a
//! question's id or a key of the answer file's head; and the source of a recommendation, which is a person's own words.

use std::borrow::{Borrow, Cow};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::sync::Arc;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Context, Question, Section, Source, Theme, Topic};
use crate::format::fields;

/// The id of one kind of thing. In a file it is its text.
///
/// ```
/// use assure::checklist::{Checklist, Question, QuestionId};
///
/// fn find<'a>(checklist: &'a Checklist, id: &QuestionId) -> Option<&'a Question> {
///     checklist.question(id)
/// }
/// ```
///
/// A section's is refused:
///
/// ```compile_fail
/// use assure::checklist::{Checklist, Question, SectionId};
///
/// fn find<'a>(checklist: &'a Checklist, id: &SectionId) -> Option<&'a Question> {
///     checklist.question(id)
/// }
/// ```
pub struct Id<Of> {
    /// Shared: every answer, line and record of a report has its own.
    text: Arc<str>,
    of: PhantomData<fn() -> Of>,
}

/// A question's id.
pub type QuestionId = Id<Question>;
/// A section's id.
pub type SectionId = Id<Section>;
/// A theme's id.
pub type ThemeId = Id<Theme>;
/// A topic's id.
pub type TopicId = Id<Topic>;
/// A source's id.
pub type SourceId = Id<Source>;
/// A context fact's id.
pub type ContextId = Id<Context>;

impl<Of> Id<Of> {
    /// Takes a text for an id. Whether there is anything of that id is for who looks it up.
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        Self {
            text: text.into(),
            of: PhantomData,
        }
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// Reads an id of the form that a checklist demands; see [`fields::is_id`].
pub(super) fn well_formed<'de, D: Deserializer<'de>, Of>(deserializer: D) -> Result<Id<Of>, D::Error> {
    fields::id(deserializer).map(Id::new)
}

/// Reads the id of something that may be absent; blank text counts as absent.
pub(crate) fn optional<'de, D: Deserializer<'de>, Of>(deserializer: D) -> Result<Option<Id<Of>>, D::Error> {
    Ok(fields::text(deserializer)?.map(Id::new))
}

// Derived, these would ask the same of the thing that the id is of.

impl<Of> Clone for Id<Of> {
    fn clone(&self) -> Self {
        Self::new(Arc::clone(&self.text))
    }
}

impl<Of> PartialEq for Id<Of> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<Of> Eq for Id<Of> {}

impl<Of> PartialOrd for Id<Of> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<Of> Ord for Id<Of> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}

impl<Of> Hash for Id<Of> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<Of> fmt::Debug for Id<Of> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

impl<Of> fmt::Display for Id<Of> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.text, f)
    }
}

impl<Of> Borrow<str> for Id<Of> {
    fn borrow(&self) -> &str {
        &self.text
    }
}

impl<Of> AsRef<str> for Id<Of> {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl<Of> PartialEq<str> for Id<Of> {
    fn eq(&self, text: &str) -> bool {
        *self.text == *text
    }
}

impl<Of> PartialEq<&str> for Id<Of> {
    fn eq(&self, text: &&str) -> bool {
        *self.text == **text
    }
}

impl<Of> Serialize for Id<Of> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de, Of> Deserialize<'de> for Id<Of> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::new)
    }
}

impl<Of> JsonSchema for Id<Of> {
    fn inline_schema() -> bool {
        String::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        String::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        String::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        String::json_schema(generator)
    }
}
