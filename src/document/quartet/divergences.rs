//! The divergences: each with what either side found, and with questions to talk through.

use super::super::{Block, Item, Text, day_or_none};
use super::{stand, standing};
use crate::assessment::Action;
use crate::quartet::{Divergence, Quartet, QuartetAnswer, RolePair, RoleVoice, TopicRow, TopicVoice};
use crate::report::{Audience, EvidenceRecord};
use crate::score::Position;

pub(super) fn divergences(out: &mut Vec<Block>, q: &Quartet) {
    out.push(Block::heading(
        2,
        format!("Where they diverge: {}", q.divergences.len()),
    ));
    if q.divergences.is_empty() {
        out.push(Block::paragraph(
            "On no topic that two roles have answered do they diverge.",
        ));
        return;
    }
    out.push(Block::paragraph(
        "What reaches furthest comes first: one can show that it works and another has it as a weakness without a credible plan; one can show it and another cannot say; three ratings apart; two ratings apart. Of one reach, a hard expectation comes first, then what most roles are party to. Last come topics on which the best answers are close and only weaker ones are apart.",
    ));
    for (number, d) in (1..).zip(&q.divergences) {
        if let Some(row) = q.topic(&d.topic) {
            divergence(out, q, number, d, row);
        }
    }
}

fn divergence(out: &mut Vec<Block>, q: &Quartet, number: usize, d: &Divergence, row: &TopicRow) {
    out.push(Block::heading(3, format!("{number}. {}", row.title)));
    let critical = if d.critical {
        " A hard expectation is among these answers."
    } else {
        ""
    };
    let between: Vec<String> = d.between.iter().map(pair).collect();
    let said = Text::new().strong(&row.asks);
    out.push(Block::paragraph(said.plain(format!(" {}.{critical}", d.reach.words()))));
    let apart = if d.in_part { "Apart in part" } else { "Apart" };
    out.push(Block::paragraph(format!("{apart}: {}.", between.join("; "))));
    let voices = row.roles.iter().filter(|r| r.voice == TopicVoice::Answered);
    out.push(Block::List(voices.flat_map(|r| role(q, d, r)).collect()));
    let silent: Vec<String> = row.roles.iter().filter_map(silence).collect();
    if !silent.is_empty() {
        out.push(Block::paragraph(format!("{}.", silent.join("; "))));
    }
    out.push(Block::paragraph(Text::new().strong("To talk through:")));
    out.push(Block::list(&d.talk));
}

fn pair(p: &RolePair) -> String {
    format!("{} and {}", stand(&p.higher), stand(&p.lower))
}

/// What a role answered: in full what is apart from another's answer, what is weak and what is not known; in a line the rest.
fn role(q: &Quartet, d: &Divergence, voice: &RoleVoice) -> Vec<Item> {
    let stands = || d.between.iter().flat_map(|p| [&p.higher, &p.lower]);
    let apart = |a: &QuartetAnswer| stands().any(|s| s.role == voice.role && s.question == a.id);
    let none = !voice.answers.iter().any(apart);
    voice
        .answers
        .iter()
        .map(|a| {
            // A role that is party to no divergence says its part in full as well.
            let inside = if none || apart(a) || is_to_read(a) {
                details(q, a)
            } else {
                Vec::new()
            };
            let about = Text::new().strong(format!("{}: {}", voice.role.short_title(), standing(a)));
            let critical = if a.critical { ", critical" } else { "" };
            Item {
                text: about.plain(format!(". {} ({}{critical})", a.text, a.id)),
                inside,
            }
        })
        .collect()
}

/// Whether it names a weakness, or says don't know: one is lost on nobody because something else is further apart.
fn is_to_read(a: &QuartetAnswer) -> bool {
    use Position::{BlindSpot, Exposed, Planned};
    matches!(a.standing.position, Some(Planned | Exposed | BlindSpot))
}

fn details(q: &Quartet, a: &QuartetAnswer) -> Vec<Item> {
    let s = &a.standing;
    let mut out: Vec<Item> = Vec::new();
    let told = s.finding.is_some() || s.reason.is_some() || !a.evidence.is_empty();
    if a.private && !told {
        out.push("The text is kept private.".into());
    } else if a.private && q.audience == Audience::Full {
        out.push("A private answer: left out of a public copy.".into());
    }
    out.extend(s.finding.iter().map(|f| Item::from(format!("Finding: {f}"))));
    out.extend(s.reason.iter().map(|r| Item::from(format!("Reason: {r}"))));
    out.extend(a.evidence.iter().map(|e| Item::from(evidence(e))));
    out.extend(a.plans.iter().map(|p| plan(q, p)));
    out.extend(
        s.risk_accepted
            .iter()
            .map(|r| Item::from(format!("{}. The alert stays.", r.words()))),
    );
    out
}

fn plan(q: &Quartet, p: &Action) -> Item {
    let owner = match (&p.owner, q.audience) {
        (Some(owner), Audience::Full) => format!("{owner}, "),
        _ => String::new(),
    };
    format!("Plan: {} ({owner}due {})", p.what, day_or_none(p.due)).into()
}

fn evidence(e: &EvidenceRecord) -> String {
    let old = if e.current { "" } else { ", not current" };
    let date = day_or_none(e.evidence.date);
    format!(
        "Evidence: {} ({}, {date}{old})",
        e.evidence.text,
        e.evidence.kind.title()
    )
}

/// Why a role says nothing, where it says nothing: none of it is don't know.
fn silence(r: &RoleVoice) -> Option<String> {
    let title = r.role.short_title();
    Some(match r.voice {
        TopicVoice::Answered => return None,
        TopicVoice::Unanswered => format!("{title}: asked, still open"),
        TopicVoice::DoesNotApply => {
            let reasons: Vec<&str> = r.answers.iter().filter_map(|a| a.standing.reason.as_deref()).collect();
            let why = if reasons.is_empty() {
                String::new()
            } else {
                format!(" ({})", reasons.join("; ").trim_end_matches('.'))
            };
            format!("{title}: does not apply{why}")
        }
        TopicVoice::SwitchedOff => format!("{title}: not asked, because of the facts about the council"),
        TopicVoice::NotAsked => format!("{title}: not asked of this role"),
        TopicVoice::NotGiven => format!("{title}: took no part"),
    })
}
