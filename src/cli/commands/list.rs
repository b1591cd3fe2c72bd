//! `assure list`

use assure::checklist::{Library, Shipped};
use assure::report::to_json;

use super::CommandContext;
use crate::cli::args::DataFormat;
use crate::cli::output::{CommandOutcome, print};
use crate::cli::table::{figures, render, text, wrapped};

/// Lists the checklists in the program.
pub fn run(format: DataFormat, context: &CommandContext<'_>) -> anyhow::Result<CommandOutcome> {
    let library = Library::shipped();
    let is_default = |s: &Shipped| library.editions(s.id).last() == Some(&s.edition);
    if format == DataFormat::Json {
        let list: Vec<serde_json::Value> = library
            .entries()
            .iter()
            .map(|s| {
                serde_json::json!({
                    "id": s.id,
                    "edition": s.edition,
                    "name": s.name().to_string(),
                    "role": s.role.id(),
                    "status": s.status.word(),
                    "default": is_default(s),
                    "title": s.title,
                    "questions": s.questions,
                    "key_questions": s.key,
                    "minutes": s.minutes,
                    "key_minutes": s.key_minutes(),
                })
            })
            .collect();
        print(&to_json(&list))?;
        return Ok(CommandOutcome::Done);
    }
    let width = context.style.width_out;
    let mut out = String::new();
    if width >= 90 {
        let rows: Vec<Vec<String>> = library
            .entries()
            .iter()
            .map(|s| {
                vec![
                    s.name().to_string(),
                    s.status.word().to_owned(),
                    if is_default(s) { "yes" } else { "" }.to_owned(),
                    s.questions.to_string(),
                    s.minutes.to_string(),
                    s.key.to_string(),
                    s.key_minutes().to_string(),
                    s.title.to_owned(),
                ]
            })
            .collect();
        let columns = [
            text("Checklist"),
            text("Status"),
            text("Default"),
            figures("Questions"),
            figures("Minutes"),
            figures("Key"),
            figures("Key min"),
            text("Title"),
        ];
        out.push_str(&render(&columns, &rows, width));
    } else {
        for s in library.entries() {
            let default = if is_default(s) { ", the default edition" } else { "" };
            out.push_str(&wrapped(
                &format!("{} ({}{default})", s.name(), s.status.word()),
                width,
                "",
            ));
            out.push_str(&wrapped(s.title, width, "  "));
            out.push_str(&wrapped(
                &format!(
                    "{} questions, {} minutes; {} key, {} minutes",
                    s.questions,
                    s.minutes,
                    s.key,
                    s.key_minutes()
                ),
                width,
                "  ",
            ));
        }
    }
    print(&out)?;
    Ok(CommandOutcome::Done)
}
