//! `assure list`

use assure::checklist::{Library, Shipped};
use assure::document;
use assure::render::Format;

use super::CommandContext;
use crate::cli::output::{CommandOutcome, print_rendered};
use crate::cli::render::{MadeWhenWanted, written};

/// Lists the checklists in the program.
pub fn run(format: &Format, context: &CommandContext<'_>) -> anyhow::Result<CommandOutcome> {
    let library = Library::shipped();
    let all = library.entries();
    let newest = |id: &str| all.iter().filter(|s| s.id == id).map(|s| s.edition).max();
    let entries: Vec<(&Shipped, bool)> = all.iter().map(|s| (s, newest(s.id) == Some(s.edition))).collect();
    let data = MadeWhenWanted(|| entries.iter().map(data).collect::<Vec<_>>());
    let blocks = || document::checklist::list(&entries);
    print_rendered(&written(format, blocks, &data, context.style.width_out))?;
    Ok(CommandOutcome::Done)
}

/// A checklist for a program, with whether it is the newest of its kind.
fn data((s, default): &(&Shipped, bool)) -> serde_json::Value {
    serde_json::json!({
        "id": s.id,
        "edition": s.edition,
        "name": s.name().to_string(),
        "role": s.role.id(),
        "status": s.status.word(),
        "default": default,
        "title": s.title,
        "questions": s.questions,
        "key_questions": s.key,
        "minutes": s.minutes,
        "key_minutes": s.key_minutes(),
    })
}
