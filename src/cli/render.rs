//! The library's renderers, given what is the terminal's business: its width and its tables.

use assure::document::Block;
use assure::document::report::{Layout, in_parts, page as report_page};
use assure::form::Form;
use assure::render::form::FormFormat;
use assure::render::seal::{self, sealed_package};
use assure::render::{Format, Page, Rendering, Seal, ended, text};
use assure::report::{Report, to_json};

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
        Rendering::Blocks(render) => render(&blocks(), &page(width)),
        Rendering::Running(push) => running(push, |take| take(blocks())),
        // What has no report is offered no format of reports.
        Rendering::Data | Rendering::Report(_) => to_json(data).into_bytes(),
    };
    sealed(format, out)
}

/// Data that are made only for a format that wants them.
pub struct MadeWhenWanted<F>(pub F);

impl<D: serde::Serialize, F: Fn() -> D> serde::Serialize for MadeWhenWanted<F> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.0)().serialize(serializer)
    }
}

/// A report in a format.
pub fn report(format: &Format, report: &Report, layout: Layout, width: usize) -> Vec<u8> {
    match format.source {
        Rendering::Report(render) => sealed(format, render(report)),
        Rendering::Running(push) => sealed(format, running(push, |take| in_parts(report, layout, take))),
        _ => written(format, || report_page(report, layout), report, width),
    }
}

/// What is written, with its seal where the format has one.
pub fn sealed(format: &Format, out: Vec<u8>) -> Vec<u8> {
    with_seal(format.seal, out)
}

/// A form as a file, by which the program knows one that nobody has filled in.
pub fn form_file(format: &FormFormat, form: &Form) -> Vec<u8> {
    with_seal(format.seal, (format.write)(form))
}

fn with_seal(seal: Option<Seal>, out: Vec<u8>) -> Vec<u8> {
    match seal {
        Some(Seal::LastLine) => {
            String::from_utf8(out).map_or_else(|no_text| no_text.into_bytes(), |text| seal::sealed(text).into_bytes())
        }
        Some(Seal::Package) => sealed_package(out),
        None => out,
    }
}

/// Running text of what comes part by part.
fn running(push: fn(&mut String, &[Block]), parts: impl FnOnce(&mut dyn FnMut(Vec<Block>))) -> Vec<u8> {
    let mut out = String::new();
    parts(&mut |part| push(&mut out, &part));
    ended(out).into_bytes()
}

fn page(width: usize) -> Page {
    Page {
        width,
        table: table::render,
    }
}
