//! Lists, and single items in a list's place.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, IntoDeserializer as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// So many places of a list are made ready at most, whatever a file says of its length.
const MOST_AT_ONCE: usize = 64;

/// A list, or a single item in a list's place.
pub fn one_or_more<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    struct OneOrMoreVisitor<T>(PhantomData<T>);
    impl<'de, T: Deserialize<'de>> Visitor<'de> for OneOrMoreVisitor<T> {
        type Value = Vec<T>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list")
        }
        fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<T>, A::Error> {
            // As many places as there are items: the usual growth begins at four.
            let mut list = Vec::with_capacity(seq.size_hint().unwrap_or(0).min(MOST_AT_ONCE));
            while let Some(item) = seq.next_element()? {
                list.push(item);
            }
            Ok(list)
        }
        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Vec<T>, A::Error> {
            T::deserialize(de::value::MapAccessDeserializer::new(map)).map(|one| vec![one])
        }
        fn visit_str<E: de::Error>(self, text: &str) -> Result<Vec<T>, E> {
            T::deserialize(text.into_deserializer()).map(|one| vec![one])
        }
        fn visit_unit<E: de::Error>(self) -> Result<Vec<T>, E> {
            Ok(Vec::new())
        }
    }
    deserializer.deserialize_any(OneOrMoreVisitor(PhantomData))
}

/// What stands under names: read as a list and sorted once. Put in one by one, entries leave a tree that is half empty.
pub fn by_name<'de, D: Deserializer<'de>, K: Deserialize<'de> + Ord, V: Deserialize<'de>>(
    deserializer: D,
) -> Result<BTreeMap<K, V>, D::Error> {
    struct ByNameVisitor<K, V>(PhantomData<(K, V)>);
    impl<'de, K: Deserialize<'de> + Ord, V: Deserialize<'de>> Visitor<'de> for ByNameVisitor<K, V> {
        type Value = BTreeMap<K, V>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a map")
        }
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<BTreeMap<K, V>, A::Error> {
            let mut list = Vec::with_capacity(map.size_hint().unwrap_or(0).min(MOST_AT_ONCE));
            while let Some(entry) = map.next_entry()? {
                list.push(entry);
            }
            Ok(list.into_iter().collect())
        }
    }
    deserializer.deserialize_map(ByNameVisitor(PhantomData))
}

/// The schema of a list, or of a single item in a list's place.
pub fn one_or_more_schema<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    let item = generator.subschema_for::<T>();
    json_schema!({ "anyOf": [{ "type": "array", "items": item.clone() }, item] })
}

/// The same with at least one in it.
pub fn some<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    let list = one_or_more(deserializer)?;
    if list.is_empty() {
        return Err(de::Error::custom("must name at least one thing"));
    }
    Ok(list)
}

/// The schema of the same with at least one in it.
pub fn some_schema<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    let item = generator.subschema_for::<T>();
    json_schema!({ "anyOf": [{ "type": "array", "minItems": 1, "items": item.clone() }, item] })
}
