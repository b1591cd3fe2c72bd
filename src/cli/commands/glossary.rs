//! `assure glossary`

use assure::document::glossary as document;
use assure::glossary::{self, Term};

use super::CommandContext;
use super::show::READABLE;
use crate::cli::args::GlossaryArgs;
use crate::cli::failure::error_with_hint;
use crate::cli::output::{CommandOutcome, print_rendered};
use crate::cli::render::written;

/// Shows every term in short, or all that is known of one; of several where a name means several things.
pub fn run(args: &GlossaryArgs, context: &CommandContext<'_>) -> anyhow::Result<CommandOutcome> {
    let (name, format) = (args.term.join(" "), args.format);
    let width = context.style.width_out.min(READABLE);
    let name = &name.split_whitespace().collect::<Vec<_>>().join(" ");
    let all = name.is_empty();
    let terms = if all { everything() } else { find(name)? };
    let blocks = || {
        if all {
            document::all(&terms)
        } else {
            document::found(name, &terms)
        }
    };
    print_rendered(&written(format, blocks, &terms, width))?;
    Ok(CommandOutcome::Done)
}

/// Every term, in the order in which a reader looks for it.
fn everything() -> Vec<&'static Term> {
    let mut terms: Vec<&Term> = glossary::glossary().iter().collect();
    terms.sort_by_cached_key(|t| t.heading().to_lowercase());
    terms
}

fn find(name: &str) -> anyhow::Result<Vec<&'static Term>> {
    glossary::find(name).map_err(|near| {
        let near = if near.is_empty() {
            String::new()
        } else {
            format!("did you mean `{}`? ", near.join("`, `"))
        };
        error_with_hint(
            format!("the glossary has no `{name}`"),
            format!("{near}`assure glossary` lists every term"),
        )
    })
}
