//! What holds for every format alike: a public copy holds nothing that is withheld, text comes out as text, and the figures agree.
//!
//! The formats are those that the program itself offers, and the fields are those of the published schema: a new one of either falls
//! under these tests, or fails them until somebody has said what becomes of it.

pub mod fields;
mod figures;
pub mod hostile;
pub mod read;
mod withheld;

pub use withheld::everything;

use std::borrow::Cow;

use assure::document::report::{Grouping, Layout, page};
use assure::document::{Block, Column};
use assure::render::{ALL, Format, Page, Rendering, ended};
use assure::report::{Report, to_json};

use crate::harness::Place;

pub const FULL: Layout = Layout::Full(Grouping::Section);

/// The names of the formats that a command offers.
pub fn offered(command: &str) -> Vec<String> {
    let help = Place::new().run(&[command, "--help"]).quietly();
    let values = help.split("--format <FORMAT>").nth(1).unwrap();
    let values = values.split("Possible values:\n").nth(1).unwrap();
    let names = values
        .lines()
        .map_while(|line| line.trim().strip_prefix("- ")?.split_once(':'));
    names.map(|(name, _)| name.to_owned()).collect()
}

/// A table of one row a line, its cells parted by a sign that no text holds: nothing is wrapped, so that it can be read back.
fn plainly(columns: &[Column], rows: &[Vec<Cow<'_, str>>], _: usize) -> String {
    let titles = columns.iter().map(|c| c.title.as_str().into()).collect();
    let line = |cells: &Vec<Cow<'_, str>>| {
        let cells: Vec<String> = cells.iter().map(|c| assure::diagnostic::clean(c)).collect();
        cells.join(read::CELL) + "\n"
    };
    [titles].iter().chain(rows).map(line).collect()
}

/// Blocks in a format that has them.
pub fn of_blocks(format: &Format, blocks: &[Block]) -> Option<Vec<u8>> {
    let page = Page {
        width: usize::MAX / 2,
        table: plainly,
    };
    match format.source {
        Rendering::Blocks(render) => Some(render(blocks, &page)),
        Rendering::Running(push) => {
            let mut text = String::new();
            push(&mut text, blocks);
            Some(ended(text).into_bytes())
        }
        Rendering::Report(_) | Rendering::Data => None,
    }
}

/// A report in a format, as the library makes it.
pub fn made(format: &Format, report: &Report, layout: Layout) -> Vec<u8> {
    match format.source {
        Rendering::Blocks(_) | Rendering::Running(_) => of_blocks(format, &page(report, layout)).unwrap(),
        Rendering::Report(render) => render(report),
        Rendering::Data => to_json(report).into_bytes(),
    }
}

#[test]
fn the_program_offers_every_format_of_the_library() {
    let all: Vec<&str> = ALL.iter().map(|f| f.name).collect();
    assert_eq!(offered("report"), all);
    let of_documents: Vec<&str> = ALL.iter().filter(|f| !f.is_for_reports()).map(|f| f.name).collect();
    for command in ["diff", "trend", "quartet"] {
        assert_eq!(offered(command), of_documents, "{command}");
    }
}
