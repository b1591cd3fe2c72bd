//! A large TOML text read block by block: the parser takes twenty times the room of what it reads, and so takes it for one block at a time.
//!
//! It reads only what is sure: a text of blocks of known headings, each whole in itself. Of anything else (a block that stands twice or goes
//! on further below, a fault) nothing is read, and the caller reads it as a whole.

use std::collections::{BTreeSet, VecDeque};

use serde::de::value::StrDeserializer;
use serde::de::{DeserializeOwned, DeserializeSeed, Error as _, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserializer, forward_to_deserialize_any};
use toml::Spanned;
use toml::de::{DeTable, DeValue, Error, ValueDeserializer};

use super::blocks::blocks as cut;

/// The blocks that a type of file may have many of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blocks {
    /// Tables under a key, each with a name of its own: `[answer.x]`.
    Named(&'static str),
    /// Tables in a list: `[[section]]`.
    Listed(&'static str),
}

impl Blocks {
    fn key(self) -> &'static str {
        match self {
            Blocks::Named(key) | Blocks::Listed(key) => key,
        }
    }

    /// Whether a heading begins another of these, where `before` is that of the block above.
    fn begins_anew(self, (key, name): Heading<'_>, before: Option<Heading<'_>>) -> bool {
        key == self.key()
            && match self {
                // Its evidence and actions stand under headings of the same name.
                Blocks::Named(_) => name.is_some() && before != Some((key, name)),
                Blocks::Listed(_) => name.is_none(),
            }
    }
}

/// The first two keys of a heading.
type Heading<'t> = (&'t str, Option<&'t str>);

/// Texts below this many bytes are read whole: that is quicker.
const LARGE: usize = 256 * 1024;

/// Reads a large text block by block; none where it is small, or where it is not sure that this says the same.
pub fn read<T: DeserializeOwned>(text: &str, blocks: &[Blocks]) -> Option<T> {
    if text.len() < LARGE {
        return None;
    }
    by_blocks(text, blocks)
}

fn by_blocks<T: DeserializeOwned>(text: &str, blocks: &[Blocks]) -> Option<T> {
    // The whole text is the texts of its blocks: a piece is some of them behind each other.
    let mut pieces: VecDeque<(Blocks, &str)> = VecDeque::new();
    let (mut kind, mut from, mut at, mut above, mut head) = (None, 0, 0, None, "");
    let mut end_piece = |kind: Option<Blocks>, piece| match kind {
        Some(kind) => pieces.push_back((kind, piece)),
        None => head = piece,
    };
    for block in cut(text)? {
        let next = block
            .heading
            .and_then(|heading| blocks.iter().copied().find(|b| b.begins_anew(heading, above)));
        if next.is_some() {
            end_piece(kind, text.get(from..at)?);
            (kind, from) = (next, at);
        }
        above = block.heading;
        at += block.text.len();
    }
    end_piece(kind, text.get(from..)?);
    if pieces.is_empty() {
        return None;
    }
    let head = DeTable::parse(head).ok()?.into_inner();
    T::deserialize(Document {
        head: head.into_iter().collect(),
        value: None,
        pieces,
    })
    .ok()
}

type Entry<'de> = (Spanned<toml::de::DeString<'de>>, Spanned<DeValue<'de>>);

/// The whole file: the keys of its head, and the blocks behind them.
struct Document<'de> {
    head: VecDeque<Entry<'de>>,
    value: Option<Spanned<DeValue<'de>>>,
    pieces: VecDeque<(Blocks, &'de str)>,
}

impl<'de> Deserializer<'de> for Document<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_map(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct newtype_struct seq
        tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de> MapAccess<'de> for Document<'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        if let Some((key, value)) = self.head.pop_front() {
            self.value = Some(value);
            return seed.deserialize(key.into_inner().into_deserializer()).map(Some);
        }
        // A key that stands twice is refused by the type.
        let Some((kind, _)) = self.pieces.front() else {
            return Ok(None);
        };
        let key: StrDeserializer<'_, Error> = kind.key().into_deserializer();
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        match self.value.take() {
            Some(value) => seed.deserialize(ValueDeserializer::from(value)),
            None => seed.deserialize(Run::next(&mut self.pieces)),
        }
    }
}

/// Blocks of one kind that stand one behind the other.
struct Run<'p, 'de> {
    kind: Option<Blocks>,
    pieces: &'p mut VecDeque<(Blocks, &'de str)>,
    /// What has yet to be read of the block in hand.
    entries: VecDeque<Entry<'de>>,
    value: Option<Spanned<DeValue<'de>>>,
    names: BTreeSet<String>,
}

impl<'p, 'de> Run<'p, 'de> {
    fn next(pieces: &'p mut VecDeque<(Blocks, &'de str)>) -> Self {
        Self {
            kind: pieces.front().map(|(kind, _)| *kind),
            pieces,
            entries: VecDeque::new(),
            value: None,
            names: BTreeSet::new(),
        }
    }

    /// What the next block says under the key of its kind, and it says nothing else.
    fn block(&mut self) -> Result<Option<Spanned<DeValue<'de>>>, Error> {
        let Some((kind, text)) = self
            .pieces
            .front()
            .copied()
            .filter(|(kind, _)| Some(*kind) == self.kind)
        else {
            return Ok(None);
        };
        self.pieces.pop_front();
        let mut entries = DeTable::parse(text)?.into_inner().into_iter();
        match (entries.next(), entries.next()) {
            (Some((key, value)), None) if key.get_ref() == kind.key() => Ok(Some(value)),
            _ => Err(Error::custom("something else stands behind a block")),
        }
    }
}

impl<'de> Deserializer<'de> for Run<'_, 'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.kind {
            Some(Blocks::Listed(_)) => visitor.visit_seq(self),
            _ => visitor.visit_map(self),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct newtype_struct seq
        tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de> MapAccess<'de> for Run<'_, 'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        while self.entries.is_empty() {
            match self.block()?.map(Spanned::into_inner) {
                Some(DeValue::Table(table)) => self.entries = table.into_iter().collect(),
                Some(_) => return Err(Error::custom("not a table of blocks")),
                None => return Ok(None),
            }
        }
        let Some((key, value)) = self.entries.pop_front() else {
            return Ok(None);
        };
        let key = key.into_inner();
        if !self.names.insert(key.to_string()) {
            return Err(Error::custom("two blocks of one name"));
        }
        self.value = Some(value);
        seed.deserialize(key.into_deserializer()).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        let value = self
            .value
            .take()
            .ok_or_else(|| Error::custom("a value before its key"))?;
        seed.deserialize(ValueDeserializer::from(value))
    }
}

impl<'de> SeqAccess<'de> for Run<'_, 'de> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        match self.block()?.map(Spanned::into_inner) {
            Some(DeValue::Array(list)) => {
                let mut items = list.into_iter();
                match (items.next(), items.next()) {
                    (Some(item), None) => seed.deserialize(ValueDeserializer::from(item)).map(Some),
                    _ => Err(Error::custom("more than one block where one begins")),
                }
            }
            Some(_) => Err(Error::custom("not a list of blocks")),
            None => Ok(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use proptest::prelude::*;

    use super::*;
    use crate::assessment::Assessment;
    use crate::checklist::Checklist;
    use crate::format::FileType;

    const HEAD: &str = "format = 1\nchecklist = \"ce\"\nedition = 2026\nperiod = \"2026-27\"\nstarted = 2026-11-01\nupdated = 2026-11-02\n";

    fn whole<T: DeserializeOwned>(text: &str) -> Option<T> {
        toml::from_str(text).ok()
    }

    #[test]
    fn the_examples_read_the_same_in_either_way() {
        for name in ["ce-2024-25", "ce-2025-26", "ce-2026-27"] {
            let text = include(&format!("examples/{name}.toml"));
            let read = by_blocks::<Assessment>(&text, Assessment::BLOCKS);
            assert!(read.is_some(), "{name}");
            assert_eq!(read, whole(&text), "{name}");
        }
        for name in ["ce-2019", "ce-2026", "lmcs-2009"] {
            let text = include(&format!("checklists/{name}.toml"));
            if let Some(read) = by_blocks::<Checklist>(&text, Checklist::BLOCKS) {
                assert_eq!(Some(read), whole(&text), "{name}");
            }
        }
    }

    #[allow(clippy::disallowed_methods, reason = "the files that a test reads")]
    fn include(path: &str) -> String {
        std::fs::read_to_string(path).unwrap()
    }

    #[test]
    fn a_heading_that_is_none_is_not_taken_for_one() {
        for text in [
            "foreword = \"\"\"\n[answer.a]\nrating = 1\n\"\"\"\n[answer.b]\nrating = 2\n",
            "[answer.a]\nfinding = '''\n[answer.b]\n'''\nrating = 2\n[answer.c]\nrating = 1\n",
            "[answer.a]\nfinding = \"\"\"\n[answer.b]\nfinding = \"\"\"\nrating = 2\n",
        ] {
            let text = format!("{HEAD}{text}");
            let read = by_blocks::<Assessment>(&text, Assessment::BLOCKS);
            assert!(read.is_none() || read == whole(&text), "{text}");
        }
    }

    #[test]
    fn what_stands_twice_is_left_to_the_parser() {
        for text in [
            "[answer.a]\nrating = 1\n[answer.a]\nrating = 2\n",
            "[answer.a]\nrating = 1\n[context]\nx = true\n",
            "[answer.a]\nrating = 1\n[archived.b]\nrating = 1\n[answer.c]\nrating = 1\n",
            "answer.a.rating = 1\n[answer.b]\nrating = 2\n",
            "answer = {}\n[answer.b]\nrating = 2\n",
            "[answer.a]\nrating = 9\n",
        ] {
            assert!(
                by_blocks::<Assessment>(&format!("{HEAD}{text}"), Assessment::BLOCKS).is_none(),
                "{text}"
            );
        }
    }

    /// Lines of which files are made, right ones and wrong ones.
    const LINES: &[&str] = &[
        "[answer.a]",
        "[answer.b]",
        "[answer.c]",
        "[archived.a]",
        "[archived.b]",
        "[[answer.a.evidence]]",
        "[[answer.b.evidence]]",
        "[answer.a.risk_accepted]",
        "[context]",
        "[answer]",
        "[[answer.c]]",
        "[answer.\"b\"]",
        "[answer.a] # again",
        "rating = 1",
        "rating = 2",
        "finding = \"\"\"",
        "\"\"\"",
        "finding = '''",
        "'''",
        "kind = \"data\"",
        "text = \"t\"",
        "x = true",
        "answer.b.rating = 1",
        "a = { rating = 2 }",
        "a.rating = 1",
        "private = true",
        "# [answer.b]",
        "",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn what_is_read_by_blocks_is_what_is_read_whole(lines in proptest::collection::vec(0..LINES.len(), 1..14)) {
            let mut text = HEAD.to_owned();
            for line in lines {
                let _ = writeln!(text, "{}", LINES[line]);
            }
            let read = by_blocks::<Assessment>(&text, Assessment::BLOCKS);
            prop_assert!(read.is_none() || read == whole(&text), "{text}");
        }
    }
}
