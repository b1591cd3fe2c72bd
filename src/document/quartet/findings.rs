//! Blind spots, hidden strengths, what all say alike, and the critical matters.

use super::super::{Block, Item, NONE, Text, text};
use super::{place, short_titles, stand};
use crate::checklist::shared::topic_title;
use crate::quartet::{CriticalMatter, Quartet, RoleAlert, TopicRoles, Witness};
use crate::score::{Alert, Position};

pub(super) fn blind_spots(out: &mut Vec<Block>, q: &Quartet) {
    let title = format!("Blind spots of one that another can see: {}", q.blind_spots.len());
    out.push(Block::heading(2, title));
    if q.blind_spots.is_empty() {
        out.push(Block::paragraph(
            "None: nobody says don't know of a topic that another has rated.",
        ));
        return;
    }
    let columns = [
        "Topic",
        "Cannot say",
        "Whose evidence would help",
        "Who rated it without",
    ];
    let rows = q.blind_spots.iter().map(|b| {
        let critical = if b.critical { " (critical)" } else { "" };
        let without: Vec<String> = b
            .seen_by
            .iter()
            .filter(|w| !w.strength.is_current())
            .map(|w| stand(&w.stand))
            .collect();
        vec![
            format!("{}{critical}", topic_title(&b.topic)).into(),
            b.role.short_title().into(),
            or_none(evidence(&b.seen_by)).into(),
            or_none(without).into(),
        ]
    });
    out.push(Block::table(columns.map(text).to_vec(), rows.collect()));
}

fn or_none(these: Vec<String>) -> String {
    if these.is_empty() {
        NONE.to_owned()
    } else {
        these.join("; ")
    }
}

/// Whose current evidence there is, where they stand and by its kinds.
fn evidence(these: &[Witness]) -> Vec<String> {
    these
        .iter()
        .filter(|w| w.strength.is_current())
        .map(|w| {
            let kinds: Vec<&str> = w.evidence.iter().map(|k| k.title()).collect();
            let kinds = if kinds.is_empty() {
                "withheld here".to_owned()
            } else {
                kinds.join(", ")
            };
            format!("{} ({kinds})", stand(&w.stand))
        })
        .collect()
}

pub(super) fn hidden_strengths(out: &mut Vec<Block>, q: &Quartet) {
    out.push(Block::heading(
        2,
        format!("Hidden strengths: {}", q.hidden_strengths.len()),
    ));
    if q.hidden_strengths.is_empty() {
        out.push(Block::paragraph(
            "None: what one role can show, each other that answered can show too.",
        ));
        return;
    }
    out.push(Block::paragraph(
        "One can show that it works; another only says so, calls it weak, or does not know.",
    ));
    let columns = ["Topic", "Can show it, by", "Hidden from"];
    let rows = q.hidden_strengths.iter().map(|h| {
        let hidden: Vec<String> = h.hidden_from.iter().map(stand).collect();
        vec![
            topic_title(&h.topic).into(),
            or_none(evidence(&h.shown_by)).into(),
            hidden.join("; ").into(),
        ]
    });
    out.push(Block::table(columns.map(text).to_vec(), rows.collect()));
}

/// What all who answered say alike: that they do not know, or that it works though none can show it.
pub(super) fn alike(out: &mut Vec<Block>, q: &Quartet) {
    let item = |t: &TopicRoles| {
        let said = Text::new().strong(topic_title(&t.topic));
        Item::from(said.plain(format!(": {}", short_titles(t.roles.iter().copied()))))
    };
    let lists = [
        (
            "Where nobody can say",
            &q.nobody_can_say,
            "None: on every topic that was answered somebody gave a rating.",
        ),
        ("Said by all, shown by none", &q.said_not_shown, "None."),
    ];
    for (title, these, none) in lists {
        out.push(Block::heading(2, format!("{title}: {}", these.len())));
        out.push(if these.is_empty() {
            Block::paragraph(none)
        } else {
            Block::list(these.iter().map(item))
        });
    }
}

pub(super) fn critical(out: &mut Vec<Block>, q: &Quartet) {
    out.push(Block::heading(2, format!("Critical matters: {}", q.critical.len())));
    if q.critical.is_empty() {
        out.push(Block::paragraph(
            "None: every critical question that applies is assured.",
        ));
        return;
    }
    out.push(Block::paragraph(
        "Critical questions that any role has as an alert, by topic. An alert is never averaged away by what another role says. Those without a credible plan come first, those still to be answered last.",
    ));
    out.push(Block::list(q.critical.iter().map(matter)));
}

fn matter(m: &CriticalMatter) -> Item {
    let theme = if m.theme.is_some() { " (theme)" } else { "" };
    Item {
        text: Text::new().strong(&m.title).plain(theme),
        inside: m.alerts.iter().map(alert).collect(),
    }
}

fn alert(a: &RoleAlert) -> Item {
    let s = &a.stand;
    let plan = match (s.position, a.alert) {
        (Position::Unanswered, _) => "still to be answered".to_owned(),
        (position, Alert::Planned) => format!("{}, credible plan", place(position, s.rating)),
        (position, Alert::Open) => format!("{}, no credible plan", place(position, s.rating)),
    };
    let risk = a
        .risk_accepted
        .iter()
        .map(|r| Item::from(format!("{}. The alert stays.", r.words())));
    Item {
        text: format!("{}: {plan}. {} ({})", s.role.short_title(), a.text, s.question).into(),
        inside: risk.collect(),
    }
}
