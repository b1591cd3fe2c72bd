//! What a check says of a file that is valid: how far it is answered, and what a critical friend would say.

use super::report::{approvals, comments};
use super::{Block, Item, indicators};
use crate::checklist::Checklist;
use crate::report::{AnswerRecord, Report, is_unresolved, voices_text};
use crate::score::Position;

/// So many of a thing.
pub fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// A valid checklist.
pub fn checklist(file: &str, c: &Checklist) -> Vec<Block> {
    vec![Block::paragraph(format!(
        "{file}: valid, checklist {} revision {}, {}, {} key, {}",
        c.name(),
        c.revision,
        count(c.len(), "question"),
        c.key_count(),
        count(c.minutes as usize, "minute")
    ))]
}

/// A valid answer file.
pub fn answers(file: &str, r: &Report) -> Vec<Block> {
    let complete = if r.complete { "complete" } else { "not complete" };
    let mut out = vec![Block::paragraph(format!(
        "{file}: valid, {complete}: {} of {} applicable answered ({}@{})",
        r.overall.answered, r.overall.applicable, r.checklist.id, r.checklist.edition
    ))];
    if !r.approvals.is_empty() {
        out.push(Block::heading(3, count(r.approvals.len(), "approval")));
        out.push(approvals::list(r));
    }
    let said = comments::count(r).words();
    out.extend(said.map(|said| Block::paragraph(format!("Read by others: {said}."))));
    let facts: Vec<String> = r
        .context
        .iter()
        .filter(|c| c.answer.is_none())
        .map(|c| format!("{} ({})", c.text, c.id))
        .collect();
    if !facts.is_empty() {
        out.push(Block::heading(3, format!("Not stated: {}", count(facts.len(), "fact"))));
        out.push(Block::list(facts));
    }
    waiting(&mut out, r, "Stopped half-way", |a| a.unfinished);
    waiting(&mut out, r, "Open", |a| a.position == Position::Unanswered);
    let unresolved: Vec<String> = r
        .answers()
        .filter(|a| is_unresolved(a))
        .map(|a| format!("{} ({}): {}", a.text, a.id, voices_text(a).join("; ")))
        .collect();
    if !unresolved.is_empty() {
        let title = format!(
            "Unresolved between several voices: {}",
            count(unresolved.len(), "question")
        );
        out.push(Block::heading(3, title));
        out.push(Block::list(unresolved));
    }
    out.extend(indicators::worth_a_talk(&r.indicators, 3));
    if !r.notes.is_empty() {
        out.push(Block::heading(3, count(r.notes.len(), "quality note")));
        out.push(Block::list(
            r.notes.iter().map(|n| format!("{}: {}", n.question, n.text)),
        ));
    }
    out
}

/// The questions of a kind, by section.
fn waiting(out: &mut Vec<Block>, r: &Report, title: &str, kind: fn(&AnswerRecord) -> bool) {
    let n = r.answers().filter(|a| kind(a)).count();
    if n == 0 {
        return;
    }
    out.push(Block::heading(3, format!("{title}: {}", count(n, "question"))));
    let sections = r.sections.iter().filter_map(|s| {
        let inside: Vec<Item> = s
            .answers
            .iter()
            .filter(|a| kind(a))
            .map(|a| {
                let critical = if a.critical { "! " } else { "" };
                format!("{critical}{} ({})", a.text, a.id).into()
            })
            .collect();
        (!inside.is_empty()).then(|| Item {
            text: s.title.as_str().into(),
            inside,
        })
    });
    out.push(Block::List(sections.collect()));
}
