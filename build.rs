//! The shipped checklists and lists as JSON: the same data as their TOML files, read in a fraction of the time at every start. Beside each
//! checklist stand the digests of its questions, which nearly every command asks for.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "it runs while the program is built, and is none of it"
)]

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use toml::{Table, Value};

#[path = "src/format/digest.rs"]
#[allow(dead_code, reason = "the program uses the rest")]
mod digest;
#[path = "src/checklist/digest/meaning.rs"]
mod meaning;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=checklists");
    let out = env::var("OUT_DIR")?;
    for entry in fs::read_dir("checklists")? {
        let path = entry?.path();
        let Some(stem) = path
            .file_stem()
            .filter(|_| path.extension().is_some_and(|e| e == "toml"))
        else {
            continue;
        };
        let table: Table =
            toml::from_str(&fs::read_to_string(&path)?).map_err(|e| format!("{}: {e}", path.display()))?;
        let made = Path::new(&out).join(stem);
        fs::write(made.with_extension("json"), serde_json::to_string(&table)?)?;
        fs::write(made.with_extension("digests"), question_digests(&table))?;
    }
    Ok(())
}

/// The digest of each question of a checklist, a line each; nothing of any other list. The tests compare each with what the program finds.
fn question_digests(checklist: &Table) -> String {
    tables(checklist, "section")
        .flat_map(|section| tables(section, "question"))
        .map(|question| {
            let text = |key: &str| question.get(key).and_then(Value::as_str);
            let mut asked = String::new();
            meaning::Meaning {
                id: text("id").unwrap_or_default(),
                text: text("text").unwrap_or_default(),
                yes_no: text("answer") == Some("yes-no"),
                critical: question.get("critical").and_then(Value::as_bool) == Some(true),
                weight: question
                    .get("weight")
                    .and_then(Value::as_integer)
                    .and_then(|w| u32::try_from(w).ok())
                    .unwrap_or(1),
                only_if: text("only_if"),
            }
            .push(&mut asked);
            digest::short(asked.as_bytes(), 12) + "\n"
        })
        .collect()
}

/// The tables in a list of them.
fn tables<'t>(of: &'t Table, key: &str) -> impl Iterator<Item = &'t Table> {
    let list = of.get(key).and_then(Value::as_array).into_iter().flatten();
    list.filter_map(Value::as_table)
}
