//! What a question says it descends from.

use crate::checklist::{Change, Was};
use crate::diagnostic::{Diagnostic, Problems};
use crate::node::Fields;

pub fn edition_before(f: &Fields<'_>, edition: u16) -> Option<u16> {
    let earlier = f
        .required_integer("edition", 1989, 2999)
        .and_then(|i| u16::try_from(i).ok())?;
    if earlier >= edition {
        f.wrong(
            "edition",
            "lineage-cycle",
            format!("lineage must lead to an earlier edition: {earlier} is not earlier than {edition}, and would make a cycle"),
            format!("must be before {edition}"),
        );
        return None;
    }
    Some(earlier)
}

pub fn lineage_of(f: &Fields<'_>, edition: u16, problems: &Problems) -> Vec<Was> {
    let mut was: Vec<Was> = Vec::new();
    for w in f.tables("was", true) {
        let earlier = edition_before(&w, edition);
        let id = w.required_text("id").unwrap_or_default().to_owned();
        if w.get("change").is_none() {
            w.missing("change");
        }
        let change = w.one_of("change", &Change::ALL);
        let comparable = match (w.boolean("comparable"), change) {
            // What is the same can be compared: there is nothing to say.
            (None, Some(Change::Same)) if w.get("comparable").is_none() => Some(true),
            (None, _) if w.get("comparable").is_none() => {
                w.missing("comparable");
                None
            }
            (said, _) => said,
        };
        if change == Some(Change::Same) && comparable == Some(false) {
            w.wrong(
                "comparable",
                "lineage",
                "a question that is the `same` is comparable",
                "must be true",
            );
        }
        if was.iter().any(|x| Some(x.edition) == earlier && x.id == id) {
            w.wrong(
                "id",
                "lineage",
                format!("`{id}` is named twice in `{}`", f.path("was")),
                "already named",
            );
        }
        if let (Some(edition), Some(change), Some(comparable)) = (earlier, change, comparable) {
            was.push(Was {
                edition,
                id,
                change,
                comparable,
            });
        }
        w.finish();
    }
    let span = f.get("was").and_then(|n| n.span.clone());
    for edition in was.iter().map(|w| w.edition).collect::<std::collections::BTreeSet<_>>() {
        let from: Vec<&Was> = was.iter().filter(|w| w.edition == edition).collect();
        let merged = from.iter().filter(|w| w.change == Change::Merged).count();
        let message = match (from.len(), merged) {
            (1, 1) => "is said to be merged, but names only one earlier question",
            (2.., n) if n != from.len() => {
                "names several earlier questions, which is only possible when each link says `merged`"
            }
            _ => continue,
        };
        problems.push(
            Diagnostic::error("lineage", format!("`{}` {message}", f.path("was")))
                .at(span.clone())
                .in_place(f.path("was")),
        );
    }
    was
}
