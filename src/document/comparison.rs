//! A comparison: a page of its own, a section of a report, or in short.

mod actions;
mod moved;
mod recommended;

use super::{Block, Item, NONE, Span, Text, day, day_or_none, figures, row, text};
use crate::checklist::{AnswerKind, QuestionId};
use crate::compare::actions::ActionOutcome;
use crate::compare::text::{Op, Piece, mostly_stayed, side};
use crate::compare::{Comparison, FamilyMember, Pair, SideRecord, Standing, Verdict};
use crate::score::{Position, percent};

/// The comparison as a page of its own.
pub fn page(c: &Comparison) -> Vec<Block> {
    let mut out = vec![
        Block::heading(1, title(c)),
        Block::paragraph(format!("{} · {}", council(c), c.role.title())),
    ];
    out.extend(section(c, 2));
    out
}

fn title(c: &Comparison) -> String {
    match c.since {
        Some(date) => format!("Inside the year {}, since {}", c.new.period, day(date)),
        None => format!("Year on year, {} and {}", c.old.period, c.new.period),
    }
}

/// The comparison as a section whose heading has this level; the headings inside are one deeper.
pub fn section(c: &Comparison, level: u8) -> Vec<Block> {
    let sub = level + 1;
    let mut out = vec![Block::heading(level, format!("What changed since {}", c.times().0))];
    out.push(Block::paragraph(intro(c)));
    out.extend(c.notes.iter().map(Block::note));
    like_for_like(&mut out, c, sub);
    out.extend(moved::answers(c));
    listed(&mut out, sub, "Worse", &c.worse, pair);
    listed(&mut out, sub, "Better", &c.better, pair);
    listed(&mut out, sub, "Evidence lost", &c.lost_evidence, pair);
    listed(&mut out, sub, "Better in one way, worse in another", &c.mixed, pair);
    actions::actions(&mut out, c, sub);
    recommended::recommendations(&mut out, c, sub);
    listed(&mut out, sub, "Otherwise changed", &c.otherwise_changed, pair);
    out.extend(comments(c).map(|said| Block::paragraph(format!("{said}."))));
    checklist(&mut out, c, sub);
    if c.is_empty() {
        let said = c.comments.is_some_and(|x| x.new + x.settled > 0);
        out.push(Block::paragraph(if said {
            "No answer changed."
        } else {
            "Nothing changed."
        }));
    }
    out
}

fn council(c: &Comparison) -> &str {
    let named = c.new.council.as_deref().or(c.old.council.as_deref());
    named.unwrap_or("Council not named")
}

/// What there is of a kind, under a heading that counts it; nothing where there is nothing.
fn listed<T>(out: &mut Vec<Block>, level: u8, title: &str, these: &[T], item: impl Fn(&T) -> Item) {
    if !these.is_empty() {
        out.push(Block::heading(level, format!("{title}: {}", these.len())));
        out.push(Block::list(these.iter().map(item)));
    }
}

fn intro(c: &Comparison) -> String {
    if let Some(date) = c.since {
        return format!(
            "{} ({}) as it stood at the end of {}, compared with how it stands now, as of {}. What it was is put together from what reviews have kept.",
            c.new.period,
            c.new.checklist,
            day(date),
            day(c.new.date)
        );
    }
    let name = |s: &SideRecord| format!("{} ({}, as of {})", s.period, s.checklist, day(s.date));
    let text = format!("{} compared with {}.", name(&c.old), name(&c.new));
    match c.editions.as_slice() {
        [first, middle @ .., last] if first != last => {
            let over = if middle.is_empty() {
                String::new()
            } else {
                let names: Vec<String> = middle.iter().map(u16::to_string).collect();
                format!(" (over {})", names.join(", "))
            };
            format!(
                "{text} Questions are followed from edition to edition{over}; what the checklist changed is told apart from what we changed, and a question that asks something else now gets no verdict."
            )
        }
        _ => text,
    }
}

fn like_for_like(out: &mut Vec<Block>, c: &Comparison, level: u8) {
    let l = &c.like_for_like;
    out.push(Block::heading(level, "Like for like"));
    if l.questions == 0 {
        out.push(Block::paragraph(
            "No question is comparable and was asked on both sides, so there is nothing to set side by side.",
        ));
        return;
    }
    out.push(Block::paragraph(format!(
        "The profile rests on the {} comparable questions asked on both sides, the score on the {} of them answered on both.",
        l.questions, l.answered_on_both
    )));
    let count = |what: &str, a: u32, b: u32| row([what.to_owned(), a.to_string(), b.to_string(), signed(a, b)]);
    let share =
        |what: &str, a: Option<u32>, b: Option<u32>| row([what.to_owned(), percent(a), percent(b), points(a, b)]);
    let (old, new) = (&l.old, &l.new);
    let mut rows: Vec<Vec<Text>> = Position::ALL
        .iter()
        .map(|p| count(p.title(), old.positions.count(*p), new.positions.count(*p)))
        .collect();
    rows.push(count("alerts", old.alerts, new.alerts));
    rows.push(share("score", old.points.per_mille, new.points.per_mille));
    rows.push(share("coverage", old.coverage_per_mille, new.coverage_per_mille));
    let (then, now) = c.times();
    let columns = vec![text(""), figures(&then), figures(&now), figures("Change")];
    out.push(Block::table(columns, rows));
}

/// A change in a number: `+2`, `-1`, `0`.
fn signed(old: u32, new: u32) -> String {
    match i64::from(new) - i64::from(old) {
        0 => "0".to_owned(),
        change => format!("{change:+}"),
    }
}

/// A change in percentage points: `+2.5`.
fn points(old: Option<u32>, new: Option<u32>) -> String {
    let (Some(old), Some(new)) = (old, new) else {
        return NONE.to_owned();
    };
    let change = i64::from(new) - i64::from(old);
    let sign = match change {
        0 => "",
        1.. => "+",
        _ => "-",
    };
    format!("{sign}{}.{}", change.abs() / 10, change.abs() % 10)
}

/// `id`, or `id, critical`.
fn id(id: &QuestionId, critical: bool) -> String {
    format!("{id}{}", if critical { ", critical" } else { "" })
}

fn pair(p: &Pair) -> Item {
    let verdict = match p.verdict {
        Verdict::Worse | Verdict::Better | Verdict::Unchanged | Verdict::NothingToCompare => String::new(),
        other => format!(" ({})", other.words()),
    };
    Item {
        text: Text::new().strong(&p.text).plain(format!(
            " ({}): {}{verdict}",
            id(&p.id, p.critical),
            movement(&p.old, &p.new)
        )),
        inside: details(p),
    }
}

fn arrow(then: String, now: String) -> String {
    if then == now { now } else { format!("{then} → {now}") }
}

fn movement(old: &Standing, new: &Standing) -> String {
    let moved = arrow(old.words(), new.words());
    let (then, now) = (old.evidence_strength, new.evidence_strength);
    if then == now || !old.asked || !new.asked {
        return moved;
    }
    format!("{moved}; evidence {} → {}", then.word(), now.word())
}

fn details(p: &Pair) -> Vec<Item> {
    let mut out: Vec<Item> = Vec::new();
    if p.private && p.finding.is_none() && p.old.finding.is_none() && p.new.finding.is_none() {
        out.push("The text is kept private.".into());
    }
    if let Some(pieces) = &p.finding {
        finding(&mut out, pieces);
    }
    if p.old.reason != p.new.reason
        && let Some(reason) = &p.new.reason
    {
        out.push(format!("Reason: {reason}").into());
    }
    match (&p.old.risk_accepted, &p.new.risk_accepted) {
        (_, Some(risk)) => out.push(format!("{}.", risk.words()).into()),
        (Some(_), None) => out.push("The risk is no longer accepted.".into()),
        (None, None) => {}
    }
    for (what, e) in p.evidence_changes() {
        let date = day_or_none(e.date);
        out.push(format!("Evidence {what}: {} ({}, {date})", e.text, e.kind.title()).into());
    }
    if let Some(was) = &p.was.text
        && p.comparable
    {
        out.push(format!("Then worded: {was}").into());
    }
    out
}

/// A finding that changed: woven where most of it stayed, the two one below the other where it was rewritten.
fn finding(out: &mut Vec<Item>, pieces: &[Piece]) {
    if mostly_stayed(pieces) {
        let woven = pieces.iter().enumerate().fold(Text::from("Finding: "), |text, (i, p)| {
            let text = if i > 0 { text.plain(" ") } else { text };
            match p.op {
                Op::Same => text.plain(&p.text),
                Op::Removed => text.span(Span::Removed(p.text.clone())),
                Op::Added => text.span(Span::Added(p.text.clone())),
            }
        });
        out.push(woven.into());
        return;
    }
    for (when, without) in [("Then", Op::Added), ("Now", Op::Removed)] {
        let text = side(pieces, without);
        let text = if text.is_empty() { "no finding" } else { &text };
        out.push(format!("{when}: {text}").into());
    }
}

/// What the checklist changed: never a verdict.
fn checklist(out: &mut Vec<Block>, c: &Comparison, level: u8) {
    listed(out, level, "New questions", &c.new_questions, |q| {
        format!("{} ({}): {}", q.text, id(&q.id, q.critical), q.standing.words()).into()
    });
    listed(out, level, "Withdrawn questions", &c.withdrawn, |q| {
        let then = q.standing.words();
        format!(
            "{} ({}): {then} then. Withdrawn in {}: {}",
            q.text, q.id, q.edition, q.reason
        )
        .into()
    });
    let then_and_now = |text: String, then: String, now: String| Item {
        text: text.into(),
        inside: vec![format!("Then: {then}").into(), format!("Now: {now}").into()],
    };
    let title = "Asked differently, so not compared";
    listed(out, level, title, &c.not_comparable, |p| {
        let then = p.was.text.as_deref().unwrap_or(&p.text);
        then_and_now(
            format!("{} ({})", p.id, p.was.change.word()),
            format!("{then} ({})", p.old.words()),
            format!("{} ({})", p.text, p.new.words()),
        )
    });
    listed(out, level, "Split and merged", &c.families, |f| {
        let member =
            |when: &str, m: &FamilyMember| Item::from(format!("{when}: {} ({}): {}", m.text, m.id, m.standing.words()));
        let questions = if f.old.len() == 1 { "question" } else { "questions" };
        let (then, now) = (f.old.len(), f.new.len());
        let old = f.old.iter().map(|m| member("Then", m));
        Item {
            text: format!("{}: {then} {questions} then, {now} now", f.change.word()).into(),
            inside: old.chain(f.new.iter().map(|m| member("Now", m))).collect(),
        }
    });
    let reworded: Vec<(&Pair, &String)> = c
        .reworded
        .iter()
        .filter_map(|p| Some((p, p.was.text.as_ref()?)))
        .collect();
    listed(out, level, "Reworded, the meaning kept", &reworded, |(p, was)| {
        then_and_now(p.id.to_string(), (*was).clone(), p.text.clone())
    });
}

/// The comparison in short: the counts, then one line a question.
pub fn in_short(c: &Comparison) -> Vec<Block> {
    let name = |s: &SideRecord| format!("{} ({})", s.period, s.checklist);
    let compared = match c.since {
        Some(date) => format!("{}, what changed since {}", name(&c.new), day(date)),
        None => format!("{} compared with {}", name(&c.old), name(&c.new)),
    };
    let mut out = vec![Block::paragraph(format!("{}: {compared}", council(c)))];
    out.extend(c.notes.iter().map(Block::note));
    let lists: [(&str, &[Pair]); 5] = [
        ("worse", &c.worse),
        ("better", &c.better),
        ("evidence lost", &c.lost_evidence),
        ("mixed", &c.mixed),
        ("otherwise changed", &c.otherwise_changed),
    ];
    let always = lists.iter().map(|(what, pairs)| (pairs.len(), *what));
    let others = [
        (c.new_questions.len(), "new"),
        (c.withdrawn.len(), "withdrawn"),
        (c.not_comparable.len(), "asked differently"),
        (c.families.len(), "split or merged"),
        (c.reworded.len(), "reworded"),
    ];
    let said = |counts: Vec<(usize, &str)>| -> String {
        let counts: Vec<String> = counts.iter().map(|(n, what)| format!("{n} {what}")).collect();
        counts.join(", ")
    };
    let mut facts = vec![said(always.chain(others.into_iter().filter(|(n, _)| *n > 0)).collect())];
    let l = &c.like_for_like;
    if l.questions > 0 {
        facts.push(format!(
            "Like for like, {} questions answered on both sides: score {} then, {} now; alerts {} then, {} now",
            l.answered_on_both,
            percent(l.old.points.per_mille),
            percent(l.new.points.per_mille),
            l.old.alerts,
            l.new.alerts
        ));
    }
    let followed = c.notable_actions();
    let outcomes = ActionOutcome::ALL.map(|o| (followed.iter().filter(|a| a.outcome == o).count(), o.words()));
    let outcomes = said(outcomes.into_iter().filter(|(n, _)| *n > 0).collect());
    if !outcomes.is_empty() {
        facts.push(format!("Actions of {}: {outcomes}", c.times().0));
    }
    let recommendations = recommended::in_a_line(c);
    if !recommendations.is_empty() {
        facts.push(format!("Recommendations of {}: {recommendations}", c.times().0));
    }
    if !c.new_actions.is_empty() {
        facts.push(format!("New actions: {}", c.new_actions.len()));
    }
    facts.extend(comments(c));
    out.push(Block::list(facts));
    let moved = lists.iter().flat_map(|(what, pairs)| {
        pairs.iter().map(move |p| {
            let critical = if p.critical { " · critical" } else { "" };
            format!("{what} · {} · {}{critical}", p.id, arrow(brief(&p.old), brief(&p.new)))
        })
    });
    let new = c.new_questions.iter().map(|q| ("new", &q.id, &q.standing));
    let gone = c.withdrawn.iter().map(|q| ("withdrawn", &q.id, &q.standing));
    let others = new
        .chain(gone)
        .map(|(what, id, s)| format!("{what} · {id} · {}", brief(s)));
    let questions: Vec<String> = moved.chain(others).collect();
    if !questions.is_empty() {
        out.push(Block::heading(3, "Question by question"));
        out.push(Block::list(questions));
    }
    out
}

/// What became of the comments of second readers.
fn comments(c: &Comparison) -> Option<String> {
    Some(format!("Comments of second readers: {}", c.comments?.words()))
}

/// Where a question stands, short enough for one line: `2 assured`.
fn brief(s: &Standing) -> String {
    match (s.asked && !s.to_confirm, s.rating, s.position) {
        (true, Some(rating), Some(position)) => {
            let rating = match (s.kind, rating) {
                (AnswerKind::YesNo, 3) => "yes".to_owned(),
                (AnswerKind::YesNo, _) => "no".to_owned(),
                (AnswerKind::Graded, r) => r.to_string(),
            };
            format!("{rating} {}", position.title())
        }
        _ => s.words(),
    }
}
