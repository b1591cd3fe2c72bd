//! The report's questions and answers, section by section or area by area.

use super::super::{Block, Fold, Text, day, day_or_none};
use super::plan::Plan;
use super::{Grouping, anchor, comments, is_withheld};
use crate::checklist::Area;
use crate::indicators;
use crate::report::{AnswerRecord, EvidenceRecord, Report, answer_text, is_unresolved, voices_text};
use crate::score::Position;

pub(super) fn every_answer(r: &Report, plan: &Plan<'_>, grouping: Grouping, take: &mut dyn FnMut(Vec<Block>)) {
    let mut out = vec![Block::heading(2, "Every question and answer")];
    match grouping {
        Grouping::Section => {
            for (number, s) in r.sections.iter().enumerate() {
                group(
                    &mut out,
                    r,
                    plan,
                    format!("{}. {}", number + 1, s.title),
                    s.answers.iter(),
                );
                take(std::mem::take(&mut out));
            }
        }
        Grouping::Area => {
            let areas = Area::ALL.iter().map(|(_, area)| (Some(*area), area.title()));
            for (area, title) in areas.chain([(None, "No inspection area is named")]) {
                let answers: Vec<&AnswerRecord> = r.answers().filter(|a| a.area == area).collect();
                if !answers.is_empty() {
                    group(&mut out, r, plan, title.to_owned(), answers.into_iter());
                    take(std::mem::take(&mut out));
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
    take(out);
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
            let marks: Vec<&str> = marks(a).chain(a.key.then_some("key")).collect();
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
    a.finding.is_none()
        && a.risk_accepted.is_none()
        && a.evidence.is_empty()
        && a.actions.is_empty()
        && a.comments.is_empty()
        && a.voices.is_empty()
        && !a.private
}

fn answer(a: &AnswerRecord, r: &Report, plan: &Plan<'_>) -> Block {
    let mut blocks = vec![Block::paragraph(facts(a))];
    if let Some(risk) = &a.risk_accepted {
        blocks.push(Block::paragraph(format!("{}.", risk.words())));
    }
    if !a.voices.is_empty() {
        let title = if is_unresolved(a) {
            "Unresolved: the voices differ. "
        } else {
            "Voices: "
        };
        blocks.push(Block::paragraph(format!("{title}{}.", voices_text(a).join("; "))));
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
            let said = Text::from("Plan: ").then(plan.references(&actions));
            blocks.push(Block::paragraph(said.plain(".")));
        }
        if let Some(by) = &a.by {
            let on = a.on.map_or_else(String::new, |d| format!(", {}", day(d)));
            blocks.push(Block::paragraph(format!("Answered by {by}{on}.")));
        }
    }
    blocks.extend(comments::of_answer(a));
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
    let (said, position) = (answer_text(a), a.position.title());
    let mut facts = Vec::new();
    // What does not apply or is open is called so twice.
    if said != position {
        facts.push(position.to_owned());
    }
    if a.rating.is_some() {
        facts.push(format!("evidence: {}", a.evidence_strength.word()));
    }
    facts.extend((a.weight > 1).then(|| format!("weight {}", a.weight)));
    facts.extend(marks(a).map(str::to_owned));
    facts.push(a.id.to_string());
    Text::new().strong(said).plain(format!(" · {}", facts.join(" · ")))
}

fn marks(a: &AnswerRecord) -> impl Iterator<Item = &'static str> {
    [
        (a.critical, "critical"),
        (a.alert.is_some(), "alert"),
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
