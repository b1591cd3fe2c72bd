//! The library's renderers, given what is the terminal's business: its width and its tables.

use assure::document::Block;
use assure::render::seal::sealed;
use assure::render::{Format, Page, Seal, Source, text};
use assure::report::to_json;

use super::table;

/// Blocks as text for a terminal of so many columns.
pub fn shown(blocks: &[Block], width: usize) -> String {
    text::text(blocks, &page(width))
}

/// What is written in a format: the document or the data, sealed where the format has a seal.
pub fn written(
    format: &Format,
    blocks: impl FnOnce() -> Vec<Block>,
    data: &impl serde::Serialize,
    width: usize,
) -> Vec<u8> {
    let out = match format.source {
        Source::Blocks(render) => render(&blocks(), &page(width)),
        Source::Data => to_json(data).into_bytes(),
    };
    match (format.seal, std::str::from_utf8(&out)) {
        (Some(Seal::LastLine), Ok(text)) => sealed(text).into_bytes(),
        _ => out,
    }
}

fn page(width: usize) -> Page {
    Page {
        width,
        table: table::render,
    }
}
