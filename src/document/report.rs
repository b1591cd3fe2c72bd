//! The report, in the order of a conversation: profile and alerts, what we know, how we know it, what we will do, then everything.

mod answers;
mod front;
mod plan;

use super::{Block, Item, Text, comparison, day, figures, row, sums, text};
use crate::assessment::{EvidenceKind, Strength};
use crate::checklist::Status;
use crate::dates::day_or_month;
use crate::report::{AnswerRecord, Audience, Report, Scope, answer_text, plan_text, waiting};
use crate::score::Position;

/// The report as a document.
pub fn page(r: &Report) -> Vec<Block> {
    let mut out = Vec::new();
    head(&mut out, r);
    front::opening(&mut out, r);
    front::recommendations(&mut out, r);
    summary(&mut out, r);
    if let Some(c) = &r.previous {
        out.extend(comparison::section(c, 2));
    }
    know(&mut out, r);
    how(&mut out, r);
    plan::will_do(&mut out, r);
    answers::every_answer(&mut out, r);
    out.push(Block::heading(2, "By section and theme"));
    let sections = r.sections.iter().map(|s| (s.title.as_str(), &s.sums));
    out.push(sums::table(sums::Rows::Sections, sections));
    let themes = r.themes.iter().map(|t| (t.title.as_str(), &t.sums));
    out.push(sums::table(sums::Rows::Themes, themes));
    method(&mut out, r);
    front::next_review(&mut out, r);
    out
}

/// What there is of a kind as a list, or what is said where there is nothing.
fn list_or<T>(out: &mut Vec<Block>, these: Vec<T>, none: &str, item: impl Fn(T) -> Item) {
    out.push(if these.is_empty() {
        Block::paragraph(none)
    } else {
        Block::list(these.into_iter().map(item))
    });
}

/// A text with something before it, or nothing at all.
fn behind(before: &str, text: Option<&str>) -> String {
    text.map_or_else(String::new, |t| format!("{before}{t}"))
}

fn head(out: &mut Vec<Block>, r: &Report) {
    let council = r.council.as_deref().unwrap_or("Council not named");
    let scope = match r.scope {
        Scope::Whole => "",
        Scope::Key => ": the key questions",
    };
    let title = format!("Self-assessment of children's services, {}{scope}", r.period);
    out.push(Block::heading(1, title));
    out.push(Block::paragraph(format!("{council} · {}", r.checklist.role.title())));
    let who: Vec<&str> = [r.assessor.name.as_deref(), r.assessor.post.as_deref()]
        .into_iter()
        .flatten()
        .collect();
    let who = if who.is_empty() {
        "not named".to_owned()
    } else {
        who.join(", ")
    };
    let c = &r.checklist;
    let mut facts = vec![
        ("Council", council.to_owned()),
        ("Answered by", who),
        ("Municipal year", r.period.clone()),
        ("Begun, last changed", format!("{}, {}", day(r.started), day(r.date))),
        (
            "Checklist",
            format!("{} ({}@{}, revision {})", c.title, c.id, c.edition, c.revision),
        ),
    ];
    facts.extend(c.extends.as_ref().map(|base| ("Extends", base.to_string())));
    if c.status != Status::Current {
        let word = c.status.word();
        let said = format!("{word}: there is a later one, or its duties are no longer in force");
        facts.push(("Status of the edition", said));
    }
    let source = |s: &crate::checklist::Source| {
        (
            "Source",
            format!("{}, {}, {}", s.title, s.publisher, day_or_month(&s.date)),
        )
    };
    facts.extend(c.sources.iter().map(source));
    out.push(definitions(facts));
    out.push(Block::paragraph(
        "A self-assessment: what the person named above says, and what they can show. It is not an inspection result, not an audit opinion, and no figure in it predicts one.",
    ));
    if r.scope == Scope::Key {
        let (asked, others) = (r.overall.asked, r.outside.len());
        out.push(Block::paragraph(Text::new().strong("A key run:").plain(format!(
            " it covers the {asked} key questions, and every figure is over those. The other {others} are named below the answers."
        ))));
    }
    out.extend(c.note.as_ref().map(Block::paragraph));
    if r.audience == Audience::Public {
        out.push(Block::paragraph(
            "This is the public version: names, owners of actions and the texts of private answers are left out. Every figure counts them.",
        ));
    }
}

fn definitions(facts: Vec<(&str, String)>) -> Block {
    Block::Definitions(facts.into_iter().map(|(a, b)| (a.into(), b.into())).collect())
}

fn summary(out: &mut Vec<Block>, r: &Report) {
    out.push(Block::heading(2, "Where we stand"));
    if !r.complete {
        let said = Text::new().strong("This assessment is not complete.");
        out.push(Block::paragraph(said.plain(format!(" {}", incomplete(r)))));
    }
    out.push(sums::profile(&r.overall));
    out.push(sums::in_a_line(&r.overall));
    out.push(Block::heading(3, "Alerts"));
    if r.alerts.is_empty() {
        out.push(Block::paragraph(
            "None: every critical question that applies is assured.",
        ));
        return;
    }
    out.push(Block::paragraph(
        "A critical question that applies and is not assured. An alert is never averaged away; a credible plan is said, and the alert stays.",
    ));
    out.push(Block::list(r.answers().filter_map(|a| {
        let plan = plan_text(a, a.alert?);
        let said = format!(" ({}): {}, {plan}", a.id, a.position.title());
        Some(Text::new().strong(&a.text).plain(said))
    })));
}

/// What keeps the assessment from being complete.
fn incomplete(r: &Report) -> String {
    let mut parts = Vec::new();
    let open = r.overall.positions.unanswered;
    if open > 0 {
        let is = if open == 1 { "is" } else { "are" };
        parts.push(format!("{open} of {} questions {is} still open.", r.overall.asked));
    }
    for c in r.context.iter().filter(|c| c.answer.is_none()) {
        let waits = waiting(c.questions.len());
        parts.push(format!("Not stated yet: {} ({waits}).", c.text));
    }
    parts.join(" ")
}

/// How many strengths are written out before the sections; weaknesses always are.
const STRENGTHS: usize = 12;

fn know(out: &mut Vec<Block>, r: &Report) {
    out.push(Block::heading(2, "What we know"));
    out.push(Block::heading(3, "Strengths that we can show"));
    let mut strong: Vec<&AnswerRecord> = r.at(Position::Assured).collect();
    strong.sort_by_key(|a| (std::cmp::Reverse(a.rating), std::cmp::Reverse(a.evidence_strength)));
    let more = strong.len().saturating_sub(STRENGTHS);
    strong.truncate(STRENGTHS);
    let none = "None yet: nothing is both rated 2 or 3 and shown by current evidence.";
    list_or(out, strong, none, known);
    if more > 0 {
        out.push(Block::paragraph(format!(
            "And {more} more, each in its section below: the {STRENGTHS} shown are those rated highest and shown best."
        )));
    }
    out.push(Block::heading(3, "Weaknesses, named"));
    let mut weak: Vec<&AnswerRecord> = r.at(Position::Exposed).chain(r.at(Position::Planned)).collect();
    weak.sort_by_key(|a| (!a.critical, a.rating));
    let none = "None is named. An assessment without a weakness is read with doubt: look once more.";
    list_or(out, weak, none, known);
}

fn known(a: &AnswerRecord) -> Item {
    let critical = if a.critical { ", critical" } else { "" };
    let finding = match &a.finding {
        Some(text) => text,
        None if a.private => "The text is kept private.",
        None => "No finding is written down.",
    };
    let said = format!(" ({}, {}{critical}): {finding}", answer_text(a), a.position.title());
    Text::new().strong(&a.text).plain(said).into()
}

fn how(out: &mut Vec<Block>, r: &Report) {
    out.push(Block::heading(2, "How we know it"));
    let kinds = EvidenceKind::ALL.iter().map(|(_, kind)| {
        let count = r.evidence_by_kind.get(kind).copied().unwrap_or(0);
        let outside = if kind.is_independent() { "yes" } else { "no" };
        row([kind.title().to_owned(), count.to_string(), outside.to_owned()])
    });
    let columns = vec![
        text("Evidence of the kind"),
        figures("Current pieces"),
        text("From outside line management"),
    ];
    out.push(Block::table(columns, kinds.collect()));
    let strengths = Strength::ALL.iter().rev().map(|strength| {
        let of_it = |a: &&AnswerRecord| a.rating.is_some() && a.evidence_strength == *strength;
        let count = r.answers().filter(of_it).count();
        row([strength.word().to_owned(), count.to_string()])
    });
    let columns = vec![text("Evidence strength"), figures("Rated questions")];
    out.push(Block::table(columns, strengths.collect()));
    out.push(Block::heading(3, "What rests on assertion"));
    let none = "Nothing: every rating of 2 or 3 has current evidence.";
    list_or(out, r.at(Position::Asserted).collect(), none, |a: &AnswerRecord| {
        let finding = behind(": ", a.finding.as_deref());
        let evidence = a.evidence_strength.word();
        format!("{} ({}, evidence: {evidence}){finding}", a.text, answer_text(a)).into()
    });
    out.push(Block::heading(3, "Blind spots"));
    let blind = r.at(Position::BlindSpot).collect();
    list_or(out, blind, "None was named.", |a: &AnswerRecord| {
        format!("{}{}", a.text, behind(": ", a.finding.as_deref())).into()
    });
}

fn method(out: &mut Vec<Block>, r: &Report) {
    out.push(Block::heading(2, "Method"));
    out.push(Block::paragraph(format!(
        "Scoring rule {}. A rating of 0 (not in place), 1 (developing), 2 (established) or 3 (embedded) earns rating × weight; don't know earns 0 and counts as possible; not applicable is left out; an unanswered question is left out of the score and held against coverage. Evidence is current when it is dated, at most 12 months old on {} and not past its review date; triangulated when current evidence is of two kinds or more, one of them from outside line management. A credible action is open, with owner, measure and a due date that is not past and at most 12 months ahead.",
        r.rule,
        day(r.date)
    )));
    if !r.notes.is_empty() {
        out.push(Block::heading(3, "Quality notes"));
        let said = |n: &crate::score::Note| format!("{}: {}", n.question, n.text);
        out.push(Block::list(r.notes.iter().map(said)));
    }
    if r.archived > 0 {
        out.push(Block::paragraph(format!(
            "{} answers to questions of earlier editions are kept in the answer file, archived.",
            r.archived
        )));
    }
    out.push(definitions(vec![
        ("Checklist digest", r.checklist.digest.clone()),
        ("Scoring rule", r.rule.clone()),
        ("Program", r.program.clone()),
        ("Report format", r.format.to_string()),
    ]));
}
