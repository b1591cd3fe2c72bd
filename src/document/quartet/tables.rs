//! Every topic and every theme, a column a role that took part.

use super::super::{Block, Column, NONE, Text, text};
use super::place;
use crate::checklist::Role;
use crate::quartet::{Quartet, QuartetAnswer, RoleVoice, TopicOutcome, TopicVoice};

fn columns(q: &Quartet, first: &str) -> Vec<Column> {
    let roles = q.roles.iter().map(|r| text(r.role.short_title()));
    [text(first)].into_iter().chain(roles).collect()
}

fn took_part(q: &Quartet, role: Role) -> bool {
    q.roles.iter().any(|r| r.role == role)
}

pub(super) fn topics(out: &mut Vec<Block>, q: &Quartet) {
    out.push(Block::heading(2, format!("Topic by topic: {}", q.topics.len())));
    if q.topics.is_empty() {
        out.push(Block::paragraph("None of these checklists names a topic."));
        return;
    }
    out.push(Block::paragraph(
        "Position and rating of each answer, in the order of the role's checklist; an exclamation mark is an alert. Open: asked and not answered yet. Not asked: not put to that role. Switched off: not asked because of the facts about the council, or because they are not stated yet.",
    ));
    let rows = q.topics.iter().map(|t| {
        let diverge = if t.outcome == TopicOutcome::Diverging {
            " (diverge)"
        } else {
            ""
        };
        let cells = t
            .roles
            .iter()
            .filter(|r| took_part(q, r.role))
            .map(|r| Text::from(cell(r)));
        [Text::from(format!("{}{diverge}", t.title))]
            .into_iter()
            .chain(cells)
            .collect()
    });
    out.push(Block::table(columns(q, "Topic"), rows.collect()));
}

fn cell(r: &RoleVoice) -> String {
    match r.voice {
        TopicVoice::NotAsked => "not asked".to_owned(),
        TopicVoice::SwitchedOff => "switched off".to_owned(),
        TopicVoice::NotGiven => NONE.to_owned(),
        TopicVoice::Answered | TopicVoice::Unanswered | TopicVoice::DoesNotApply => {
            let answers: Vec<String> = r.answers.iter().map(answer).collect();
            answers.join("; ")
        }
    }
}

fn answer(a: &QuartetAnswer) -> String {
    let s = &a.standing;
    let alert = if s.alert.is_some() { "!" } else { "" };
    s.position
        .map_or_else(String::new, |p| format!("{}{alert}", place(p, s.rating)))
}

pub(super) fn themes(out: &mut Vec<Block>, q: &Quartet) {
    out.push(Block::heading(2, "Theme by theme"));
    out.push(Block::paragraph(
        "How many of the questions that a role is asked on a theme are assured, and how many alerts there are. The roles are asked different questions on a theme, so that no divergence is called here. Questions without a topic are counted here too.",
    ));
    let rows = q.themes.iter().map(|t| {
        let cells = q.roles.iter().map(|r| match t.roles.iter().find(|c| c.role == r.role) {
            Some(c) if c.alerts > 0 => format!("{} of {}, {}", c.positions.assured, c.asked, alerts(c.alerts)),
            Some(c) => format!("{} of {}", c.positions.assured, c.asked),
            None => "not asked".to_owned(),
        });
        let cells = cells.map(Text::from);
        [Text::from(&t.title)].into_iter().chain(cells).collect()
    });
    out.push(Block::table(columns(q, "Theme"), rows.collect()));
}

fn alerts(n: u32) -> String {
    format!("{n} {}", if n == 1 { "alert" } else { "alerts" })
}
