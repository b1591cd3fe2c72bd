//! The roles side by side: who took part, where they diverge, what each could show the others, then every topic and theme.

mod divergences;
mod findings;
mod tables;

use super::{Block, Chart, ChartKind, Item, Text, Unit, WithoutPictures, day, figures, text};
use crate::checklist::Role;
use crate::quartet::{Quartet, QuartetAnswer, Reach, RoleSide, Stand};
use crate::report::{Audience, response_words};
use crate::score::Position;

/// The roles side by side as a page.
pub fn page(q: &Quartet) -> Vec<Block> {
    let mut out = Vec::new();
    head(&mut out, q);
    took_part(&mut out, q);
    in_short(&mut out, q);
    divergences::divergences(&mut out, q);
    findings::blind_spots(&mut out, q);
    findings::hidden_strengths(&mut out, q);
    findings::alike(&mut out, q);
    findings::critical(&mut out, q);
    tables::topics(&mut out, q);
    tables::themes(&mut out, q);
    method(&mut out);
    out
}

fn head(out: &mut Vec<Block>, q: &Quartet) {
    out.push(Block::heading(1, format!("The leaders side by side, {}", q.period)));
    let council = q.council.as_deref().unwrap_or("Council not named");
    let roles = q.roles.iter().map(|r| r.role);
    out.push(Block::paragraph(format!("{council} · {}", titles(roles))));
    out.push(Block::paragraph(
        "What each says of their own part, set side by side by topic, to be talked through. Everything is counted and nothing is averaged. It is not an inspection result, not an audit opinion, and no figure in it predicts one.",
    ));
    if q.audience == Audience::Public {
        out.push(Block::paragraph(
            "This is the public version: names, owners of actions and the texts of private answers are left out. Every figure counts them.",
        ));
    }
    out.extend(q.notes.iter().map(Block::note));
}

/// Roles by their titles.
fn titles(roles: impl Iterator<Item = Role>) -> String {
    let titles: Vec<&str> = roles.map(Role::title).collect();
    titles.join(", ")
}

/// Roles by their short titles.
fn short_titles(roles: impl Iterator<Item = Role>) -> String {
    let titles: Vec<&str> = roles.map(Role::short_title).collect();
    titles.join(", ")
}

fn took_part(out: &mut Vec<Block>, q: &Quartet) {
    out.push(Block::heading(2, "Who took part"));
    out.push(chart(q));
    let columns = [text("Role")].into_iter();
    let counts = ["Asked", "Rated", "Don't know", "Not applicable", "Open", "Alerts"];
    let rows = q.roles.iter().map(|r| {
        let p = &r.positions;
        let counts = [
            r.asked,
            r.answered - p.blind_spot.min(r.answered),
            p.blind_spot,
            p.not_applicable,
            p.unanswered,
            r.alerts,
        ];
        let counts = counts.iter().map(|n| Text::from(n.to_string()));
        [Text::from(r.role.title())].into_iter().chain(counts).collect()
    });
    out.push(Block::table(
        columns.chain(counts.map(figures)).collect(),
        rows.collect(),
    ));
    let there = q.roles.iter().map(|r| (r.role, who(r)));
    let missing = q.missing.iter().map(|r| {
        let said = "took no part: no file was given, so what this role would say is not known.";
        (*r, said.to_owned())
    });
    let mut all: Vec<(Role, String)> = there.chain(missing).collect();
    all.sort_by_key(|(role, _)| *role);
    let said = all.into_iter().map(|(role, said)| (role.title().into(), said.into()));
    out.push(Block::Definitions(said.collect()));
}

/// Who answered for a role, what, and when.
fn who(r: &RoleSide) -> String {
    let named: Vec<&str> = [r.assessor.name.as_deref(), r.assessor.post.as_deref()]
        .into_iter()
        .flatten()
        .collect();
    let named = if named.is_empty() {
        "not named".to_owned()
    } else {
        named.join(", ")
    };
    let off = match r.switched_off {
        0 => String::new(),
        1 => "; 1 question not asked, because of the facts about the council".to_owned(),
        n => format!("; {n} questions not asked, because of the facts about the council"),
    };
    let complete = if r.complete { "" } else { "; not complete" };
    format!("{named}; {}, as of {}{off}{complete}", r.checklist, day(r.date))
}

fn chart(q: &Quartet) -> Block {
    let rows = q.roles.iter().map(|r| {
        let p = &r.positions;
        let weak = p.planned + p.exposed;
        let counts = [p.assured, p.asserted, weak, p.blind_spot, p.unanswered];
        (r.role.title().to_owned(), counts.map(Some).to_vec())
    });
    let series = [
        "Can show it",
        "Says it, cannot show it",
        "Weakness",
        "Don't know",
        "Still open",
    ];
    Block::Chart(Chart {
        headline: "What each can show, says and does not know".into(),
        about: format!(
            "How the questions put to each role are answered, {}; each is asked other questions, so that bars are not to be ranked.",
            q.period
        )
        .into(),
        kind: ChartKind::Stacked,
        unit: Unit::Count,
        without_pictures: WithoutPictures::Nothing,
        rows_are: "Role".to_owned(),
        series: series.map(str::to_owned).to_vec(),
        rows: rows.collect(),
    })
}

fn in_short(out: &mut Vec<Block>, q: &Quartet) {
    out.push(Block::heading(2, "In short"));
    let c = &q.counts;
    let several = c.diverging + c.not_diverging;
    let in_part = match c.in_part {
        0 => String::new(),
        n => format!(", on {n} of them in part"),
    };
    let by_reach = Reach::ALL.into_iter().filter(|r| c.by_reach.count(*r) > 0);
    let by_reach = by_reach.map(|r| Item::from(format!("{}: {}", r.words(), c.by_reach.count(r))));
    let shown = q
        .blind_spots
        .iter()
        .filter(|b| b.seen_by.iter().any(|w| w.strength.is_current()));
    let alerts: usize = q.critical.iter().map(|m| m.alerts.len()).sum();
    let counted = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    out.push(Block::List(vec![
        format!(
            "{} topics: {several} answered by two roles or more, {} by one, {} by none",
            c.topics, c.one_voice, c.no_voice
        )
        .into(),
        Item {
            text: format!("Roles diverge on {} of those {several}{in_part}", c.diverging).into(),
            inside: by_reach.collect(),
        },
        format!(
            "{} of one role that another has rated, {} of them with evidence to help",
            counted(q.blind_spots.len(), "blind spot", "blind spots"),
            shown.count()
        )
        .into(),
        counted(
            q.hidden_strengths.len(),
            "strength that one can show and another cannot",
            "strengths that one can show and another cannot",
        )
        .into(),
        format!(
            "{} on which nobody can say, {} on which all who answered say that it works and none can show it",
            counted(q.nobody_can_say.len(), "topic", "topics"),
            q.said_not_shown.len()
        )
        .into(),
        format!(
            "{} in {}",
            counted(alerts, "alert", "alerts"),
            counted(q.critical.len(), "critical matter", "critical matters")
        )
        .into(),
    ]));
}

/// How an answer stands, for a person: `2 established, assured`.
fn standing(a: &QuartetAnswer) -> String {
    let s = &a.standing;
    let response = response_words(s.state, s.rating, a.answer);
    match s.position {
        Some(Position::BlindSpot | Position::NotApplicable | Position::Unanswered) | None => response,
        Some(position) => format!("{response}, {}", position.title()),
    }
}

/// How a role stands, with its short title: `Director: 2, assured`.
fn stand(s: &Stand) -> String {
    format!("{}: {}", s.role.short_title(), place(s.position, s.rating))
}

/// A position with its rating, short enough for a cell: `assured 2`.
fn place(position: Position, rating: Option<u8>) -> String {
    match (position, rating) {
        (Position::BlindSpot, _) => "don't know".to_owned(),
        (Position::Unanswered, _) => "open".to_owned(),
        (_, Some(rating)) => format!("{} {rating}", position.title()),
        (_, None) => position.title().to_owned(),
    }
}

fn method(out: &mut Vec<Block>) {
    out.push(Block::heading(2, "How this is reckoned"));
    let positions = Position::ALL.iter().map(|p| {
        // What one role cannot say another may be able to.
        let meaning = if *p == Position::BlindSpot {
            "this role cannot say"
        } else {
            p.meaning()
        };
        (place(*p, None).into(), Text::from(meaning))
    });
    out.push(Block::Definitions(positions.collect()));
    out.push(Block::paragraph(
        "Every role is reckoned from the date of its own assessment. Of several answers of a role to one topic the best is set beside the other's best, the worst beside the other's worst; two roles diverge where one is assured and the other exposed or cannot say, or where their ratings are two apart or more. A theme is wider than a topic: no divergence is called on it. What a role is not asked, what does not apply to it and what is still open is never taken for don't know.",
    ));
}
