//! What came of an extract.

use crate::assessment::extract::ReadExtract;
use crate::document::{Block, Text, figures, names, text};

/// How many values of an extract were taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Taken {
    /// New ones.
    pub added: usize,
    /// In the place of another value.
    pub replaced: usize,
    /// They stood there already.
    pub unchanged: usize,
}

/// What came of an extract: how its columns were understood, and each row that was not taken.
pub fn imported(file: &str, read: &ReadExtract, taken: &Taken) -> Vec<Block> {
    let many = |n: usize| {
        if n == 1 {
            "1 value".to_owned()
        } else {
            format!("{n} values")
        }
    };
    let said = if read.rejected.is_empty() {
        format!(
            "{file}: {} taken: {} new, {} changed; {} stood there already.",
            many(taken.added + taken.replaced),
            taken.added,
            taken.replaced,
            taken.unchanged
        )
    } else {
        let rows = if read.rejected.len() == 1 { "1 row" } else { "rows" };
        let count = if read.rejected.len() == 1 {
            String::new()
        } else {
            format!("{} ", read.rejected.len())
        };
        format!("{count}{rows} of the extract cannot be taken: nothing was written to {file}.")
    };
    let mut out = vec![Block::paragraph(said)];
    let rows = read.columns.iter().map(|c| {
        let read_as = c.read_as.clone().unwrap_or_else(|| "not read".to_owned());
        vec![Text::from(&c.header), read_as.into()]
    });
    out.push(Block::table(
        vec![text("Column of the extract"), names("Read as")],
        rows.collect(),
    ));
    if !read.rejected.is_empty() {
        let rows = read
            .rejected
            .iter()
            .map(|r| vec![Text::from(r.line.to_string()), r.reason.as_str().into()]);
        out.push(Block::table(
            vec![figures("Line"), text("Why it cannot be taken")],
            rows.collect(),
        ));
    }
    out
}
