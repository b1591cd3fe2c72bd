//! Lines and columns of places in a text.

/// Where the lines of a text begin, for finding many places in it.
pub(super) struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
    /// How many characters begin before each block of [`BLOCK`] bytes: the column of a place on a line of megabytes is a
    /// subtraction, and not the line counted once more for each of its problems.
    counts: Vec<usize>,
}

/// Bytes that are counted at most to know how many characters stand before a place.
const BLOCK: usize = 1024;

/// How many characters begin in these bytes.
fn beginnings(bytes: &[u8]) -> usize {
    bytes.iter().filter(|b| (**b & 0xc0) != 0x80).count()
}

impl<'t> Lines<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let starts = std::iter::once(0).chain(
            text.bytes()
                .enumerate()
                .filter(|(_, b)| *b == b'\n')
                .map(|(i, _)| i + 1),
        );
        let mut counts = vec![0];
        for block in text.as_bytes().chunks(BLOCK) {
            counts.push(counts.last().copied().unwrap_or(0) + beginnings(block));
        }
        Self {
            text,
            starts: starts.collect(),
            counts,
        }
    }

    /// How many characters stand before a byte, and the bytes that had to be looked at for it.
    fn before(&self, byte: usize) -> (usize, usize) {
        let block = byte / BLOCK;
        let rest = self.text.as_bytes().get(block * BLOCK..byte).unwrap_or_default();
        (
            self.counts.get(block).copied().unwrap_or(0) + beginnings(rest),
            rest.len(),
        )
    }

    /// The line from 0 that a byte stands on, and where it begins.
    pub(super) fn line_of(&self, byte: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|s| *s <= byte).saturating_sub(1);
        (line, self.starts.get(line).copied().unwrap_or(0))
    }

    /// The line's text without its line end.
    pub(super) fn text_of(&self, line: usize) -> &'t str {
        let start = self.starts.get(line).copied().unwrap_or(0);
        let end = self.starts.get(line + 1).map_or(self.text.len(), |next| next - 1);
        self.text.get(start..end).unwrap_or("").trim_end_matches('\r')
    }

    /// Line and column, both from 1, the column in characters.
    pub(super) fn place(&self, byte: usize) -> (usize, usize) {
        let byte = floor_boundary(self.text, byte.min(self.text.len()));
        let (line, start) = self.line_of(byte);
        (line + 1, self.before(byte).0 - self.before(start).0 + 1)
    }
}

/// The place of a byte: line and column, both from 1, the column in characters.
pub fn line_column(text: &str, byte: usize) -> (usize, usize) {
    Lines::of(text).place(byte)
}

/// The nearest beginning of a character at or before a byte.
pub(super) fn floor_boundary(text: &str, mut byte: usize) -> usize {
    while byte > 0 && !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_found_without_reading_its_line_again() {
        let text = format!("aé\n{}", "é, ".repeat(50_000));
        let lines = Lines::of(&text);
        for (byte, _) in text.char_indices().step_by(997) {
            let before = text.get(..byte).unwrap();
            let slow = (
                before.matches('\n').count() + 1,
                before.rsplit('\n').next().unwrap().chars().count() + 1,
            );
            assert_eq!(lines.place(byte), slow);
            assert!(lines.before(byte).1 < BLOCK, "looked at {} bytes", lines.before(byte).1);
        }
    }
}
