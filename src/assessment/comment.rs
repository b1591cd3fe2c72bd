//! What a second reader says of an answer: kept beside it, and never in it.
//!
//! A comment changes no answer, no figure and no date; an approval does not cover it. It stands in the full report, and in no public one.

use std::collections::BTreeSet;
use std::fmt;

use chrono::NaiveDate;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Answer, Assessment, rating_word};
use crate::checklist::AnswerKind;
use crate::dates::day;
use crate::format::fields;

/// What a moderator, a critical friend or a colleague says of an answer. `assure comment` writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Comment {
    /// Who says it.
    #[serde(deserialize_with = "fields::required_text")]
    #[schemars(length(min = 1))]
    pub by: String,
    /// In which post.
    #[serde(default, deserialize_with = "fields::text", skip_serializing_if = "Option::is_none")]
    pub post: Option<String>,
    /// The day.
    #[serde(deserialize_with = "fields::day")]
    #[schemars(schema_with = "fields::day_schema")]
    pub on: NaiveDate,
    /// What is said.
    #[serde(deserialize_with = "fields::required_text")]
    #[schemars(length(min = 1))]
    pub text: String,
    /// What the reader would rate it: 0 to 3, for a plain fact 0 (no) or 3 (yes), or `dont-know`. It moves no figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "would_rate_schema")]
    pub would_rate: Option<WouldRate>,
    /// The day on which it was settled. It stays in the file.
    #[serde(
        default,
        deserialize_with = "fields::optional_day",
        skip_serializing_if = "Option::is_none"
    )]
    #[schemars(schema_with = "fields::optional_day_schema")]
    pub settled: Option<NaiveDate>,
    /// What was said to it, oldest first.
    #[serde(
        rename = "reply",
        default,
        deserialize_with = "fields::one_or_more",
        skip_serializing_if = "Vec::is_empty"
    )]
    #[schemars(schema_with = "fields::one_or_more_schema::<CommentReply>")]
    pub replies: Vec<CommentReply>,
}

/// What somebody says to a comment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CommentReply {
    /// Who says it.
    #[serde(deserialize_with = "fields::required_text")]
    #[schemars(length(min = 1))]
    pub by: String,
    /// The day.
    #[serde(deserialize_with = "fields::day")]
    #[schemars(schema_with = "fields::day_schema")]
    pub on: NaiveDate,
    /// What is said.
    #[serde(deserialize_with = "fields::required_text")]
    #[schemars(length(min = 1))]
    pub text: String,
}

/// What a reader would have answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WouldRate {
    /// 0 to 3.
    Rated(u8),
    /// Nobody can say.
    DontKnow,
}

/// As files have it.
const DONT_KNOW: &str = "dont-know";

impl Serialize for WouldRate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            WouldRate::Rated(rating) => serializer.serialize_u8(*rating),
            WouldRate::DontKnow => serializer.serialize_str(DONT_KNOW),
        }
    }
}

impl<'de> Deserialize<'de> for WouldRate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct WouldRateVisitor;
        impl Visitor<'_> for WouldRateVisitor {
            type Value = WouldRate;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("0, 1, 2, 3 or `dont-know`")
            }
            fn visit_i64<E: de::Error>(self, n: i64) -> Result<WouldRate, E> {
                u8::try_from(n)
                    .ok()
                    .filter(|n| *n <= 3)
                    .map(WouldRate::Rated)
                    .ok_or_else(|| E::invalid_value(de::Unexpected::Signed(n), &self))
            }
            fn visit_u64<E: de::Error>(self, n: u64) -> Result<WouldRate, E> {
                self.visit_i64(i64::try_from(n).unwrap_or(i64::MAX))
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<WouldRate, E> {
                match text {
                    "yes" => Ok(WouldRate::Rated(3)),
                    "no" => Ok(WouldRate::Rated(0)),
                    DONT_KNOW | "don't know" => Ok(WouldRate::DontKnow),
                    _ => Err(E::invalid_value(de::Unexpected::Str(text), &self)),
                }
            }
        }
        deserializer.deserialize_any(WouldRateVisitor)
    }
}

fn would_rate_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "anyOf": [
            { "type": "integer", "minimum": 0, "maximum": 3 },
            { "type": "string", "enum": ["yes", "no", "dont-know", "don't know"] },
        ],
        "x-problem": {
            "code": "rating",
            "message": "must be 0, 1, 2, 3 or `dont-know`; of a plain fact 0 (no) or 3 (yes)",
            "help": "0 not in place, 1 developing, 2 established, 3 embedded; leave it out where the reader would rate it as it is",
        }
    })
}

impl WouldRate {
    /// In words: `1, developing`, `yes`, `don't know`.
    pub fn words(self, kind: AnswerKind) -> String {
        match (self, kind) {
            (WouldRate::DontKnow, _) => "don't know".to_owned(),
            (WouldRate::Rated(0), AnswerKind::YesNo) => "no".to_owned(),
            (WouldRate::Rated(3), AnswerKind::YesNo) => "yes".to_owned(),
            (WouldRate::Rated(rating), _) => format!("{rating}, {}", rating_word(rating)),
        }
    }
}

impl Comment {
    /// Who says it and when: `A. Reader, moderator, 2 May 2027`.
    pub fn who(&self) -> String {
        let post = self.post.as_ref().map_or_else(String::new, |post| format!(", {post}"));
        format!("{}{post}, {}", self.by, day(self.on))
    }

    /// What else there is to know of it, a sentence: what the reader would rate, and whether it is settled.
    pub fn standing(&self, kind: AnswerKind) -> String {
        let rate = self
            .would_rate
            .map_or_else(String::new, |rate| format!("Would rate it {}. ", rate.words(kind)));
        match self.settled {
            Some(on) => format!("{rate}Settled on {}.", day(on)),
            None => format!("{rate}Not settled."),
        }
    }

    /// What is said, and what was said to it.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        [self.text.as_str()]
            .into_iter()
            .chain(self.replies.iter().map(|r| r.text.as_str()))
    }

    /// Whether nobody has settled it.
    pub fn is_open(&self) -> bool {
        self.settled.is_none()
    }

    /// Whether two are one comment, whatever was said to it since.
    pub fn is_same(&self, other: &Comment) -> bool {
        let own = |c: &Comment| (c.by.clone(), c.post.clone(), c.on, c.text.clone(), c.would_rate);
        own(self) == own(other)
    }
}

/// How many comments there are, by how many readers, and how many of them wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CommentCount {
    /// All of them.
    pub comments: usize,
    /// By so many names.
    pub readers: usize,
    /// Those that nobody has settled.
    pub open: usize,
}

impl CommentCount {
    /// Counts.
    pub fn of<'c>(comments: impl Iterator<Item = &'c Comment>) -> Self {
        let mut count = Self::default();
        let mut readers = BTreeSet::new();
        for comment in comments {
            count.comments += 1;
            count.open += usize::from(comment.is_open());
            readers.insert(comment.by.as_str());
        }
        count.readers = readers.len();
        count
    }

    /// `12 comments by 2 readers, 5 not settled`; none where there is no comment.
    pub fn words(self) -> Option<String> {
        let many = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
        let open = match self.open {
            0 => "all settled".to_owned(),
            n if n == self.comments => "none settled".to_owned(),
            n => format!("{n} not settled"),
        };
        (self.comments > 0).then(|| {
            format!(
                "{} by {}, {open}",
                many(self.comments, "comment"),
                many(self.readers, "reader")
            )
        })
    }
}

impl Assessment {
    /// The comments on its answers, counted. Those in the archive are not: nothing asks about them.
    pub fn comment_count(&self) -> CommentCount {
        CommentCount::of(self.answers.values().flat_map(|a| &a.comments))
    }
}

impl Answer {
    /// What it says itself: without the comments on it, and without confirmations, which may be of their texts.
    #[must_use]
    pub fn own(&self) -> Answer {
        Answer {
            comments: Vec::new(),
            no_personal_data: Vec::new(),
            ..self.clone()
        }
    }

    /// Whether it says nothing itself: there may be comments on it all the same.
    pub fn says_nothing(&self) -> bool {
        self.own().is_empty()
    }
}

/// Comments as they stood at the end of a day.
pub(super) fn as_of(comments: &[Comment], date: NaiveDate) -> Vec<Comment> {
    let made = comments.iter().filter(|c| c.on <= date);
    made.map(|c| Comment {
        settled: c.settled.filter(|on| *on <= date),
        replies: c.replies.iter().filter(|r| r.on <= date).cloned().collect(),
        ..c.clone()
    })
    .collect()
}

/// The comments of two, each once; what was said to one of them, or that it is settled, from both.
pub fn united(ours: &[Comment], theirs: &[Comment]) -> Vec<Comment> {
    merged(&[], ours, theirs)
}

/// The comments of two hands that both had `base`. They never stand in each other's way: what either added is there, with all that was said
/// to it; what one took away is gone, unless the other has said something to it since.
pub fn merged(base: &[Comment], ours: &[Comment], theirs: &[Comment]) -> Vec<Comment> {
    if ours == base || ours == theirs {
        return theirs.to_vec();
    }
    if theirs == base {
        return ours.to_vec();
    }
    fn find<'c>(list: &'c [Comment], like: &Comment) -> Option<&'c Comment> {
        list.iter().find(|c| c.is_same(like))
    }
    let mut all: Vec<Comment> = Vec::new();
    for one in theirs.iter().chain(ours) {
        if find(&all, one).is_some() {
            continue;
        }
        let before = find(base, one);
        all.extend(match (before, find(ours, one), find(theirs, one)) {
            (before, Some(ours), Some(theirs)) => Some(with_both(before, ours, theirs)),
            (Some(before), Some(only), None) | (Some(before), None, Some(only)) => {
                (only != before).then(|| only.clone())
            }
            (None, only, None) | (None, None, only) => only.cloned(),
            (Some(_), None, None) => None,
        });
    }
    all.sort_by_key(|c| c.on);
    all
}

/// One comment that two hands said something to.
fn with_both(base: Option<&Comment>, ours: &Comment, theirs: &Comment) -> Comment {
    let before = base.map_or(&[][..], |b| &b.replies);
    let taken = |r: &CommentReply| before.contains(r) && !(ours.replies.contains(r) && theirs.replies.contains(r));
    let mut replies: Vec<CommentReply> = Vec::new();
    for reply in theirs.replies.iter().chain(&ours.replies) {
        if !taken(reply) && !replies.contains(reply) {
            replies.push(reply.clone());
        }
    }
    replies.sort_by_key(|r| r.on);
    let settled = match (ours.settled, theirs.settled) {
        (Some(a), Some(b)) => Some(a.min(b)),
        // Opened again by one of them: only who says nothing of it leaves it at that.
        (a, b) if base.is_some_and(|base| base.settled.is_some()) => a.and(b),
        (a, b) => a.or(b),
    };
    Comment {
        settled,
        replies,
        ..theirs.clone()
    }
}
