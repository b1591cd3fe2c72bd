//! The report's questions and answers, section by section.

use super::super::{Block, Text, day, day_or_none, sums};
use super::plan;
use crate::report::{AnswerRecord, Audience, EvidenceRecord, Report, answer_text};

pub(super) fn every_answer(out: &mut Vec<Block>, r: &Report) {
    out.push(Block::heading(2, "Every question and answer"));
    for (number, s) in r.sections.iter().enumerate() {
        out.push(Block::heading(3, format!("{}. {}", number + 1, s.title)));
        out.push(sums::in_a_line(&s.sums));
        for a in &s.answers {
            answer(out, a, r);
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

fn answer(out: &mut Vec<Block>, a: &AnswerRecord, r: &Report) {
    out.push(Block::heading(4, &a.text));
    out.push(Block::paragraph(facts(a)));
    if a.private && r.audience == Audience::Public {
        out.push(Block::paragraph("The text is kept private."));
        return;
    }
    let reason = a.reason.as_ref();
    out.extend(reason.map(|reason| Block::paragraph(format!("Reason: {reason}"))));
    out.extend(a.finding.clone().map(Block::UserText));
    if !a.evidence.is_empty() {
        out.push(Block::paragraph("Evidence:"));
        out.push(Block::list(a.evidence.iter().map(evidence)));
    }
    if !a.actions.is_empty() {
        out.push(Block::paragraph("Actions:"));
        out.push(Block::list(a.actions.iter().map(|x| plan::said(x, r))));
    }
    if let Some(by) = &a.by {
        let on = a.on.map_or_else(String::new, |d| format!(", {}", day(d)));
        out.push(Block::paragraph(format!("Answered by {by}{on}.")));
    }
}

fn facts(a: &AnswerRecord) -> Text {
    let mut facts = vec![a.position.title().to_owned()];
    if a.rating.is_some() {
        facts.push(format!("evidence: {}", a.evidence_strength.word()));
    }
    facts.extend(a.earned.map(|earned| format!("{earned} of {} points", a.possible)));
    let marks = [
        (a.critical, "critical"),
        (a.alert.is_some(), "alert"),
        (a.key, "key"),
        (a.to_confirm, "answered to other words: to be confirmed"),
        (a.unfinished, "the interview stopped here"),
    ];
    facts.extend(marks.into_iter().filter(|m| m.0).map(|m| m.1.to_owned()));
    let answer = Text::new().strong(answer_text(a));
    answer.plain(format!(" · {} · {}", facts.join(" · "), a.id))
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
