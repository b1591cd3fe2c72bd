//! Data as JSON. The fields of a report are documented in `docs/json.md`.

use std::io;

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter};

use crate::diagnostic::{all_bytes, is_unseen};

/// Data as indented JSON, ending in a line end.
///
/// What would act on a terminal or hide in a text is written as an escape: the data is the same for whoever reads it as JSON.
pub fn to_json<T: Serialize + ?Sized>(data: &T) -> String {
    let mut bytes = Vec::with_capacity(1024);
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, Escaping(PrettyFormatter::new()));
    // A report is plain data with string keys: writing it cannot fail.
    let _ = data.serialize(&mut serializer);
    bytes.push(b'\n');
    String::from_utf8(bytes).unwrap_or_default()
}

/// Adds data as one line of JSON, its line end included; escaped as in [`to_json`].
pub fn add_json_line<T: Serialize + ?Sized>(data: &T, out: &mut Vec<u8>) {
    let mut serializer = serde_json::Serializer::with_formatter(&mut *out, Escaping(CompactFormatter));
    let _ = data.serialize(&mut serializer);
    out.push(b'\n');
}

/// Sets data out as another formatter does, and escapes what has no look of its own.
struct Escaping<F>(F);

impl<F: Formatter> Formatter for Escaping<F> {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        if all_bytes(fragment, |b| matches!(b, b' '..=b'~')) {
            return writer.write_all(fragment.as_bytes());
        }
        let mut rest = fragment;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| is_unseen(*c)) {
            let (before, after) = rest.split_at(at);
            writer.write_all(before.as_bytes())?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = after.get(c.len_utf8()..).unwrap_or("");
        }
        writer.write_all(rest.as_bytes())
    }

    fn begin_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_array(writer)
    }

    fn end_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object(writer)
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object_value(writer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[allow(clippy::disallowed_methods, reason = "what it is compared with")]
    fn json_shows_nothing_raw_and_says_the_same() {
        let every: String = (0..=0x10_ffff_u32).filter_map(char::from_u32).collect();
        let data = serde_json::json!({ every.clone(): [every.clone(), 1, null, {}] });
        let text = to_json(&data);
        assert!(!text.chars().any(is_unseen));
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), data);
        let plain = serde_json::json!({ "a": [1, { "b": "ŵ \n \" £" }], "c": [] });
        assert_eq!(
            to_json(&plain),
            format!("{}\n", serde_json::to_string_pretty(&plain).unwrap())
        );
        let mut line = Vec::new();
        add_json_line(&plain, &mut line);
        assert_eq!(String::from_utf8(line).unwrap(), format!("{plain}\n"));
    }
}
