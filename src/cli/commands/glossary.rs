//! `assure glossary`

use assure::glossary::{self, Term};
use assure::report::to_json;

use super::CommandContext;
use crate::cli::args::{DataFormat, GlossaryArgs};
use crate::cli::failure::error_with_hint;
use crate::cli::output::{CommandOutcome, print};
use crate::cli::table::wrapped;

/// Shows every term in short, or all that is known of one; of several where a name means several things.
pub fn run(args: &GlossaryArgs, context: &CommandContext<'_>) -> anyhow::Result<CommandOutcome> {
    let (name, format) = (args.term.join(" "), args.format);
    let width = context.style.width_out.min(100);
    let name = &name.split_whitespace().collect::<Vec<_>>().join(" ");
    let all = name.is_empty();
    let terms = if all { everything() } else { find(name)? };
    let out = match format {
        DataFormat::Json => to_json(&terms),
        DataFormat::Text if all => terms.iter().map(|t| short(t, width)).collect::<Vec<_>>().join(""),
        DataFormat::Text => {
            let mut out = String::new();
            if terms.len() > 1 {
                let n = terms.len();
                out.push_str(&wrapped(&format!("`{name}` means {n} things."), width, ""));
                out.push('\n');
            }
            out.push_str(&terms.iter().map(|t| full(t, width)).collect::<Vec<_>>().join("\n"));
            out
        }
    };
    print(&out)?;
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

fn short(t: &Term, width: usize) -> String {
    let mut out = wrapped(&t.heading(), width, "");
    out.push_str(&wrapped(&t.meaning, width, "  "));
    if let Some(now) = &t.now {
        out.push_str(&wrapped(&format!("Now: {now}."), width, "  "));
    }
    if let Some(clash) = &t.clash {
        out.push_str(&wrapped(&format!("Take care: {clash}"), width, "  "));
    }
    out
}

fn full(t: &Term, width: usize) -> String {
    let mut out = short(t, width);
    for r in &t.replaced {
        let when = r.when.as_deref().map_or(String::new(), |w| format!(", {w}"));
        let note = r.note.as_deref().map_or(String::new(), |n| format!(" {n}"));
        out.push_str(&wrapped(&format!("Replaced: {}{when}.{note}", r.old), width, "  "));
    }
    out.push_str(&wrapped(&format!("Source: {}.", t.source), width, "  "));
    out
}
