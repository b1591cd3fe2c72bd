//! Terms: what they stand for, what they replaced, and what else they can mean.

use super::{Block, Item, Text};
use crate::glossary::Term;

/// Every term in short.
pub fn all(terms: &[&Term]) -> Vec<Block> {
    vec![Block::list(terms.iter().map(|t| Item {
        text: Text::new().strong(t.heading()),
        inside: short(t).into_iter().map(Item::from).collect(),
    }))]
}

/// All that is known of the terms that a name stands for.
pub fn found(name: &str, terms: &[&Term]) -> Vec<Block> {
    let mut out = Vec::new();
    if terms.len() > 1 {
        out.push(Block::paragraph(format!("`{name}` means {} things.", terms.len())));
    }
    for t in terms {
        let mut said = short(t);
        for r in &t.replaced {
            let when = r.when.as_deref().map_or(String::new(), |w| format!(", {w}"));
            let note = r.note.as_deref().map_or(String::new(), |n| format!(" {n}"));
            said.push(format!("Replaced: {}{when}.{note}", r.old));
        }
        said.push(format!("Source: {}.", t.source));
        out.push(Block::heading(3, t.heading()));
        out.push(Block::list(said));
    }
    out
}

/// What it means, what it is called now, and what to take care of.
fn short(t: &Term) -> Vec<String> {
    let mut said = vec![t.meaning.clone()];
    said.extend(t.now.as_ref().map(|now| format!("Now: {now}.")));
    said.extend(t.clash.as_ref().map(|clash| format!("Take care: {clash}")));
    said
}
