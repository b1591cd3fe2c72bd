//! `assure glossary`

use assure::document::glossary as document;
use assure::glossary::{self, Term};

use super::Setting;
use super::show::READABLE;
use crate::cli::args::GlossaryArgs;
use crate::cli::failure::told;
use crate::cli::output::{Verdict, print};
use crate::cli::render::written;

/// Shows every term in short, or all that is known of one; of several where a name means several things.
pub fn run(args: &GlossaryArgs, setting: &Setting<'_>) -> anyhow::Result<Verdict> {
    let (name, format) = (args.term.join(" "), args.format);
    let width = setting.look.width_out.min(READABLE);
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
    print(&written(format, blocks, &terms, width))?;
    Ok(Verdict::Done)
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
        told(
            format!("the glossary has no `{name}`"),
            format!("{near}`assure glossary` lists every term"),
        )
    })
}
