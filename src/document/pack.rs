//! What is in the folder for the annual conversation.

use super::{Block, day, row, text};
use crate::report::{Audience, Report};

/// A file of the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PackedFile {
    /// Its path in the folder, with a slash.
    pub name: &'static str,
    /// What it is, in a few words.
    pub about: &'static str,
    /// Whom it is for.
    pub audience: Audience,
}

/// The page that says what each file is, and who may see it.
pub fn contents(r: &Report, files: &[PackedFile]) -> Vec<Block> {
    let council = r.council.as_deref().unwrap_or("Council not named");
    let mut out = vec![
        Block::heading(1, "For the annual conversation"),
        Block::paragraph(format!(
            "{council} · {} · {} · answers as of {}",
            r.checklist.role.title(),
            r.period,
            day(r.date)
        )),
        Block::paragraph(
            "All files say the same of the same answers. A file that somebody edited is never written over: a later pack stops before it and says so.",
        ),
    ];
    let groups = [
        (
            Audience::Full,
            "For those who prepare it, and the inspectors",
            "These files hold private answers and names.",
        ),
        (
            Audience::Public,
            "For anybody",
            "Private answers, names and owners are left out of these files.",
        ),
    ];
    for (audience, title, about) in groups {
        let rows: Vec<_> = files
            .iter()
            .filter(|f| f.audience == audience)
            .map(|f| row([f.name.to_owned(), f.about.to_owned()]))
            .collect();
        if !rows.is_empty() {
            out.push(Block::heading(2, title));
            out.push(Block::paragraph(about));
            out.push(Block::table(vec![text("File"), text("What it is")], rows));
        }
    }
    out
}
