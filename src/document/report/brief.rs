//! The report in brief: two printed pages, however long the answers are. What is left out is said, and where it stands.

use super::super::{Block, Item, Text, day, sums};
use super::plan::Plan;
use super::{approvals, comments, is_withheld, strengths, weaknesses, who};
use crate::assessment::EvidenceKind;
use crate::compare::actions::ActionOutcome;
use crate::report::{AnswerRecord, Audience, Report, answer_text, plan_text};
use crate::score::Position;

/// How many alerts, strengths, weaknesses, actions and questions to talk through are shown.
const ALERTS: usize = 3;
const STRENGTHS: usize = 3;
const WEAKNESSES: usize = 3;
const ACTIONS: usize = 4;
const TALK: usize = 3;

/// How many characters of a text are shown: of a finding, of a question or an action, and of a part of an action. With the counts
/// above they keep the longest answers on two pages; a test prints them.
const JUDGEMENT: usize = 340;
const COUNCIL: usize = 45;
const FINDING: usize = 110;
const LONG: usize = 95;
const SHORT: usize = 70;

/// The brief as a document.
pub(super) fn page(r: &Report) -> Vec<Block> {
    let plan = Plan::of(r);
    let council = cut(r.council.as_deref().unwrap_or("Council not named"), COUNCIL);
    let mut out = vec![
        Block::heading(
            1,
            format!("Self-assessment of children's services, {}: in brief", r.period),
        ),
        // Two lines on paper: each part is cut by itself, so that no other is cut for it.
        Block::paragraph(format!(
            "{council} · {} · {}@{} · {} · answered by {}",
            r.checklist.role.title(),
            r.checklist.id,
            r.checklist.edition,
            day(r.date),
            cut(&who(r), SHORT)
        )),
    ];
    if r.audience == Audience::Public {
        out.push(Block::paragraph(
            "This is the public version: names, owners of actions and the texts of private answers are left out.",
        ));
    }
    out.extend(r.judgement.as_ref().map(|text| Block::paragraph(cut(text, JUDGEMENT))));
    out.extend(approvals::in_short(r).map(|said| Block::paragraph(cut(&said, LONG))));
    let read = comments::count(r).words();
    out.extend(read.map(|said| Block::paragraph(format!("Read by others: {said}."))));
    stand(&mut out, r);
    alerts(&mut out, r);
    known(&mut out, r, &plan);
    evidence(&mut out, r);
    plan.brief(&mut out, r, ACTIONS, SHORT);
    promises(&mut out, r);
    talk(&mut out, r);
    out.push(Block::paragraph(
        "What is cut or left out here stands in the full report, under the same headings. A self-assessment: no Ofsted grade is predicted, and it is no audit opinion.",
    ));
    out
}

fn stand(out: &mut Vec<Block>, r: &Report) {
    let p = &r.overall.positions;
    let counts: Vec<String> = Position::ALL
        .iter()
        .filter(|position| p.count(**position) > 0)
        .map(|position| format!("{} {}", p.count(*position), position.title()))
        .collect();
    out.push(Block::heading(2, "Where we stand"));
    out.push(Block::paragraph(format!(
        "Of {} questions asked: {}.",
        r.overall.asked,
        counts.join(", ")
    )));
    out.push(sums::in_a_line(&r.overall));
}

fn alerts(out: &mut Vec<Block>, r: &Report) {
    out.push(Block::heading(2, of_all("Alerts", ALERTS, r.alerts.len())));
    if r.alerts.is_empty() {
        out.push(Block::paragraph(
            "None: every critical question that applies is assured.",
        ));
        return;
    }
    let all: Vec<&AnswerRecord> = r.answers().filter(|a| a.alert.is_some()).collect();
    let items = all.iter().take(ALERTS).filter_map(|a| {
        let standing = plan_text(a, a.alert?);
        let risk = a.risk_accepted.as_ref().map_or_else(String::new, |risk| {
            format!(" {}", cut(&format!("{}.", risk.words()), LONG))
        });
        Some(Item::from(
            Text::new()
                .strong(cut(&a.text, LONG))
                .plain(format!(" {}, {standing}.{risk}", a.position.title())),
        ))
    });
    out.push(Block::list(items));
}

fn known(out: &mut Vec<Block>, r: &Report, plan: &Plan<'_>) {
    let item = |a: &&AnswerRecord| {
        let critical = if a.critical { ", critical" } else { "" };
        let said = Text::new()
            .strong(cut(&a.text, LONG))
            .plain(format!(" ({}{critical}) ", answer_text(a)));
        let withheld = if is_withheld(a, r) {
            "The text is kept private."
        } else {
            ""
        };
        said.plain(cut(a.finding.as_deref().unwrap_or(withheld), FINDING))
    };
    let strong = strengths(r);
    out.push(Block::heading(2, "What we know"));
    out.push(Block::heading(
        3,
        of_all("Strengths that we can show", STRENGTHS, strong.len()),
    ));
    if strong.is_empty() {
        out.push(Block::paragraph("None yet."));
    }
    out.push(Block::list(strong.iter().take(STRENGTHS).map(item)));
    let weak = weaknesses(r);
    out.push(Block::heading(3, of_all("Weaknesses, named", WEAKNESSES, weak.len())));
    if weak.is_empty() {
        out.push(Block::paragraph("None is named."));
    }
    out.push(Block::list(weak.iter().take(WEAKNESSES).map(|a| {
        let actions = plan.of_answer(a);
        let planned = match actions.first() {
            Some(first) => plan.in_brief(*first, r, SHORT),
            None if is_withheld(a, r) => "Its plan is kept private.".to_owned(),
            None => "Nothing is planned.".to_owned(),
        };
        Item {
            text: item(a),
            inside: vec![planned.into()],
        }
    })));
}

fn evidence(out: &mut Vec<Block>, r: &Report) {
    let kinds: Vec<String> = EvidenceKind::ALL
        .iter()
        .filter_map(|(_, kind)| Some((r.evidence_by_kind.get(kind)?, kind)))
        .map(|(n, kind)| format!("{n} {}", kind.title()))
        .collect();
    out.push(Block::heading(2, "How we know it"));
    let current = if kinds.is_empty() {
        "No current evidence is written down.".to_owned()
    } else {
        format!("Current evidence: {}.", kinds.join(", "))
    };
    let asserted = r.at(Position::Asserted).count();
    let blind = r.at(Position::BlindSpot).count();
    out.push(Block::paragraph(format!(
        "{current} Resting on assertion: {asserted}. Blind spots: {blind}."
    )));
}

/// Last year's promises, counted.
fn promises(out: &mut Vec<Block>, r: &Report) {
    let Some(c) = &r.previous else { return };
    let mut counts: Vec<(ActionOutcome, u32)> = Vec::new();
    for action in c.notable_actions() {
        match counts.iter_mut().find(|(outcome, _)| *outcome == action.outcome) {
            Some((_, n)) => *n += 1,
            None => counts.push((action.outcome, 1)),
        }
    }
    if counts.is_empty() {
        return;
    }
    let said: Vec<String> = counts
        .iter()
        .map(|(outcome, n)| format!("{n} {}", outcome.words()))
        .collect();
    out.push(Block::heading(2, "Last year's promises"));
    out.push(Block::paragraph(format!(
        "Of the actions of {}: {}. Questions: {} worse, {} better.",
        c.old.period,
        said.join(", "),
        c.worse.len(),
        c.better.len()
    )));
}

fn talk(out: &mut Vec<Block>, r: &Report) {
    let open: Vec<&AnswerRecord> = r.at(Position::Exposed).chain(r.at(Position::BlindSpot)).collect();
    if open.is_empty() {
        return;
    }
    out.push(Block::heading(2, of_all("To talk through", TALK, open.len())));
    out.push(Block::list(
        open.iter()
            .take(TALK)
            .map(|a| format!("{} ({})", cut(&a.text, LONG), a.position.title())),
    ));
}

/// A heading that says how many of all are shown.
pub(super) fn of_all(title: &str, shown: usize, all: usize) -> String {
    match all {
        0 => title.to_owned(),
        _ if all <= shown => format!("{title}: {all}"),
        _ => format!("{title}: {shown} of {all}"),
    }
}

/// A text of at most so many characters, cut at a word; that it is cut shows.
pub(super) fn cut(text: &str, most: usize) -> String {
    let text = crate::escape::one_line(text);
    if text.chars().count() <= most {
        return text.into_owned();
    }
    let short: String = text.chars().take(most).collect();
    // One word that is too long is cut in itself.
    let short = short.rsplit_once(' ').map_or(short.as_str(), |(words, _)| words);
    format!("{short} …")
}
