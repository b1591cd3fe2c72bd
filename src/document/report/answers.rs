//! The report's questions and answers, section by section or area by area.

use super::super::{Block, Fold, Text, day, day_or_none};
use super::plan::Plan;
use super::{Grouping, anchor, is_withheld};
use crate::checklist::Area;
use crate::indicators;
use crate::report::{AnswerRecord, EvidenceRecord, Report, answer_text};
use crate::score::Position;

pub(super) fn every_answer(out: &mut Vec<Block>, r: &Report, plan: &Plan<'_>, grouping: Grouping) {
    out.push(Block::heading(2, "Every question and answer"));
    match grouping {
        Grouping::Section => {
            for (number, s) in r.sections.iter().enumerate() {
                group(out, r, plan, format!("{}. {}", number + 1, s.title), s.answers.iter());
            }
        }
        Grouping::Area => {
            let areas = Area::ALL.iter().map(|(_, area)| (Some(*area), area.title()));
            for (area, title) in areas.chain([(None, "No inspection area is named")]) {
                let answers: Vec<&AnswerRecord> = r.answers().filter(|a| a.area == area).collect();
                if !answers.is_empty() {
                    group(out, r, plan, title.to_owned(), answers.into_iter());
                }
            }
        }
    }
    if !r.outside.is_empty() {
        out.push(Block::heading(3, "Not part of the key run"));
        out.push(Block::paragraph(format!("{}.", r.outside.join(", "))));
    }
    if !r.not_asked.is_empty() {
        out.push(Block::heading(3, "Not asked"));
        let ids = r.not_asked.join(", ");
        out.push(Block::paragraph(format!("Switched off by the facts stated: {ids}.")));
    }
}

/// A section's or an area's answers; its open questions are listed at the end.
fn group<'r>(
    out: &mut Vec<Block>,
    r: &Report,
    plan: &Plan<'_>,
    title: String,
    answers: impl Iterator<Item = &'r AnswerRecord>,
) {
    out.push(Block::heading(3, title));
    let mut open = Vec::new();
    for a in answers {
        if a.position == Position::Unanswered && is_bare(a) {
            let marks: Vec<&str> = marks(a).collect();
            let marks = if marks.is_empty() {
                String::new()
            } else {
                format!("; {}", marks.join(", "))
            };
            open.push(format!("{} ({}{marks})", a.text, a.id));
        } else {
            out.push(answer(a, r, plan));
        }
    }
    if !open.is_empty() {
        out.push(Block::paragraph("Still open:"));
        out.push(Block::list(open));
    }
}

/// Whether nothing at all is said of a question.
fn is_bare(a: &AnswerRecord) -> bool {
    a.finding.is_none() && a.risk_accepted.is_none() && a.evidence.is_empty() && a.actions.is_empty() && !a.private
}

fn answer(a: &AnswerRecord, r: &Report, plan: &Plan<'_>) -> Block {
    let mut blocks = vec![Block::paragraph(facts(a))];
    if let Some(risk) = &a.risk_accepted {
        blocks.push(Block::paragraph(format!("{}.", risk.words())));
    }
    if is_withheld(a, r) {
        blocks.push(Block::paragraph("The text is kept private."));
    } else {
        let reason = a.reason.as_ref();
        blocks.extend(reason.map(|reason| Block::paragraph(format!("Reason: {reason}"))));
        blocks.extend(a.finding.clone().map(Block::UserText));
        if !a.evidence.is_empty() {
            blocks.push(Block::list(a.evidence.iter().map(evidence)));
        }
        if !a.figures.is_empty() {
            let named = a
                .figures
                .iter()
                .map(|id| figure_name(id))
                .collect::<Vec<_>>()
                .join("; ");
            blocks.push(Block::paragraph(format!(
                "Current figures that count as data: {named}."
            )));
        }
        let actions = plan.of_answer(a);
        if !actions.is_empty() {
            let said = Text::from("See ")
                .then(plan.references(&actions))
                .plain(" in the plan.");
            blocks.push(Block::paragraph(said));
        }
        if let Some(by) = &a.by {
            let on = a.on.map_or_else(String::new, |d| format!(", {}", day(d)));
            blocks.push(Block::paragraph(format!("Answered by {by}{on}.")));
        }
    }
    Block::Fold(Fold {
        level: 4,
        anchor: anchor(&a.id),
        title: a.text.as_str().into(),
        blocks,
    })
}

fn figure_name(id: &str) -> &str {
    indicators::find(id).map_or(id, |i| &i.name)
}

fn facts(a: &AnswerRecord) -> Text {
    let mut facts = vec![a.position.title().to_owned()];
    if a.rating.is_some() {
        facts.push(format!("evidence: {}", a.evidence_strength.word()));
    }
    facts.extend(a.earned.map(|earned| format!("{earned} of {} points", a.possible)));
    facts.extend(marks(a).map(str::to_owned));
    let answer = Text::new().strong(answer_text(a));
    answer.plain(format!(" · {} · {}", facts.join(" · "), a.id))
}

fn marks(a: &AnswerRecord) -> impl Iterator<Item = &'static str> {
    [
        (a.critical, "critical"),
        (a.alert.is_some(), "alert"),
        (a.key, "key"),
        (a.to_confirm, "answered to other words: to be confirmed"),
        (a.unfinished, "the interview stopped here"),
    ]
    .into_iter()
    .filter(|m| m.0)
    .map(|m| m.1)
}

fn evidence(e: &EvidenceRecord) -> Text {
    let mut facts = vec![e.evidence.kind.title().to_owned(), day_or_none(e.evidence.date)];
    facts.extend(e.evidence.review_by.map(|d| format!("review by {}", day(d))));
    if !e.current {
        facts.push("stale".to_owned());
    }
    let said = Text::from(format!("{} ({})", e.evidence.text, facts.join(", ")));
    match &e.evidence.link {
        Some(link) => said.plain(" ").address(link),
        None => said,
    }
}
