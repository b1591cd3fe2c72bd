//! A comparison in short: the counts, then one line a question.

use std::fmt::Write as _;

use assure::checklist::AnswerKind;
use assure::compare::actions::Outcome;
use assure::compare::{Comparison, Pair, Standing};
use assure::score::percent;

use crate::cli::table::wrapped;

/// The comparison as `git diff --stat` has it: the counts, then one line a question.
pub fn in_short(c: &Comparison, width: usize) -> String {
    let council = c.new.council.as_deref().or(c.old.council.as_deref());
    let mut out = wrapped(
        &format!(
            "{}: {} ({}) compared with {} ({})",
            council.unwrap_or("Council not named"),
            c.old.period,
            c.old.checklist,
            c.new.period,
            c.new.checklist
        ),
        width,
        "",
    );
    for note in &c.notes {
        out.push_str(&wrapped(&format!("Note: {note}"), width, ""));
    }
    let lists: [(&str, &[Pair]); 5] = [
        ("worse", &c.worse),
        ("better", &c.better),
        ("evidence lost", &c.lost_evidence),
        ("mixed", &c.mixed),
        ("otherwise changed", &c.otherwise_changed),
    ];
    let mut counts: Vec<String> = lists
        .iter()
        .map(|(what, pairs)| format!("{} {what}", pairs.len()))
        .collect();
    for (what, n) in [
        ("new", c.new_questions.len()),
        ("withdrawn", c.withdrawn.len()),
        ("asked differently", c.not_comparable.len()),
        ("split or merged", c.families.len()),
        ("reworded", c.reworded.len()),
    ] {
        if n > 0 {
            counts.push(format!("{n} {what}"));
        }
    }
    out.push_str(&wrapped(&counts.join(", "), width, ""));
    let l = &c.like_for_like;
    if l.questions > 0 {
        out.push_str(&wrapped(
            &format!(
                "Like for like, {} questions answered on both sides: score {} then, {} now; alerts {} then, {} now",
                l.answered_on_both,
                percent(l.old.points.per_mille),
                percent(l.new.points.per_mille),
                l.old.alerts,
                l.new.alerts
            ),
            width,
            "",
        ));
    }
    let told = c.told_actions();
    let outcomes: Vec<String> = Outcome::ALL
        .iter()
        .map(|o| (o, told.iter().filter(|a| a.outcome == *o).count()))
        .filter(|(_, n)| *n > 0)
        .map(|(o, n)| format!("{n} {}", o.words()))
        .collect();
    if !outcomes.is_empty() {
        out.push_str(&wrapped(
            &format!("Actions of {}: {}", c.old.period, outcomes.join(", ")),
            width,
            "",
        ));
    }
    if !c.new_actions.is_empty() {
        let _ = writeln!(out, "New actions: {}", c.new_actions.len());
    }
    let mut lines: Vec<(&str, String, String)> = Vec::new();
    for (what, pairs) in lists {
        lines.extend(pairs.iter().map(|p| {
            let critical = if p.critical { "! " } else { "" };
            let (then, now) = (brief(&p.old), brief(&p.new));
            let moved = if then == now { now } else { format!("{then} → {now}") };
            (what, format!("{critical}{}", p.id), moved)
        }));
    }
    lines.extend(
        c.new_questions
            .iter()
            .map(|q| ("new", q.id.clone(), brief(&q.standing))),
    );
    lines.extend(
        c.withdrawn
            .iter()
            .map(|q| ("withdrawn", q.id.clone(), brief(&q.standing))),
    );
    if !lines.is_empty() {
        out.push('\n');
    }
    let widest = lines.iter().map(|(_, id, _)| id.len()).max().unwrap_or(0);
    for (what, id, moved) in lines {
        let _ = writeln!(out, "{what:<17}  {id:<widest$}  {moved}");
    }
    out
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
