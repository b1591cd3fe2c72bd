//! `assure schema`

use assure::assessment::Assessment;
use assure::checklist::{Checklist, Overlay};
use assure::format::schema::published;
use assure::report::{Report, to_json};

use crate::cli::args::SchemaOf;
use crate::cli::output::{CommandOutcome, print};

/// Prints the JSON Schema of a kind of file.
pub fn run(file: SchemaOf) -> anyhow::Result<CommandOutcome> {
    let schema = match file {
        SchemaOf::Checklist => published::<Checklist>(),
        SchemaOf::Overlay => published::<Overlay>(),
        SchemaOf::Answers => published::<Assessment>(),
        SchemaOf::Report => published::<Report>(),
    };
    print(&to_json(&schema))?;
    Ok(CommandOutcome::Done)
}
