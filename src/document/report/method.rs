//! How the report was made, and what it rests on: last, for whoever wants to make it again.

use super::super::{Block, Text, day};
use super::{definitions, question};
use crate::checklist::QuestionId;
use crate::checklist::Source;
use crate::dates::day_or_month;
use crate::report::Report;
use crate::score::NoteKind;

pub(super) fn method(out: &mut Vec<Block>, r: &Report) {
    out.push(Block::heading(2, "Method and sources"));
    out.extend(r.checklist.note.as_ref().map(Block::paragraph));
    out.push(Block::paragraph(format!(
        "Scoring rule {}. A rating of 0 (not in place, no), 1 (developing), 2 (established) or 3 (embedded, yes) earns rating × weight, which is 1 where none is named; don't know earns 0 and counts as possible; not applicable is left out; an unanswered question is left out of the score and held against coverage. Evidence is current when it is dated, at most 12 months old on {} and not past its review date; triangulated when current evidence is of two kinds or more, one of them from outside line management. A credible action is open, with owner, measure and a due date that is not past and at most 12 months ahead; each is, unless its status says otherwise.",
        r.rule,
        day(r.date)
    )));
    quality_notes(out, r);
    if r.archived > 0 {
        out.push(Block::paragraph(format!(
            "{} answers to questions of earlier editions are kept in the answer file, archived.",
            r.archived
        )));
    }
    out.push(Block::heading(3, "Sources"));
    let source = |s: &Source| format!("{}, {}, {}", s.title, s.publisher, day_or_month(&s.date));
    out.push(Block::list(r.checklist.sources.iter().map(source)));
    let mut facts = vec![("Checklist digest", r.checklist.digest.clone())];
    facts.extend(r.checklist.extends.as_ref().map(|base| ("Extends", base.to_string())));
    facts.extend([
        ("Scoring rule", r.rule.clone()),
        ("Program", r.program.clone()),
        ("Report format", r.format.to_string()),
    ]);
    out.push(definitions(facts));
}

/// What a critical friend would say, each note once with the questions that it is about. What is amiss with an action stands in the plan.
fn quality_notes(out: &mut Vec<Block>, r: &Report) {
    let mut said: Vec<(&str, Text)> = Vec::new();
    for note in r.notes.iter().filter(|n| !is_of_an_action(n.kind)) {
        let about = match r.answer(&QuestionId::new(note.question.as_str())) {
            Some(a) => question(&a.id),
            None => Text::from(&note.question),
        };
        match said.iter_mut().find(|(text, _)| *text == note.text) {
            Some((_, those)) => *those = std::mem::take(those).plain(", ").then(about),
            None => said.push((&note.text, about)),
        }
    }
    if !said.is_empty() {
        out.push(Block::heading(3, "Quality notes"));
        out.push(Block::list(
            said.into_iter().map(|(text, those)| those.plain(format!(": {text}"))),
        ));
    }
}

fn is_of_an_action(kind: NoteKind) -> bool {
    matches!(
        kind,
        NoteKind::IncompleteAction | NoteKind::FarAction | NoteKind::OverdueAction | NoteKind::DroppedWithoutReason
    )
}
