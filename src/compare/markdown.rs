//! A comparison as Markdown: a section to stand in a report, or a page of its own.

use std::fmt::Write as _;

use super::actions::{Followed, NewAction, Outcome};
use super::record::{Comparison, FamilyMember, Pair, Standing, Verdict};
use super::text::{self, Op, Piece};
use crate::dates::day;
use crate::escape::{at_line_start, inline};
use crate::score::{Position, percent};

macro_rules! line {
    ($out:expr) => { $out.push('\n') };
    ($out:expr, $($arg:tt)*) => { { let _ = writeln!($out, $($arg)*); } };
}

/// A word-level difference as Markdown: struck through what went, bold what came.
fn pieces_markdown(pieces: &[Piece]) -> String {
    let parts: Vec<String> = pieces
        .iter()
        .map(|p| match p.op {
            Op::Same => inline(&p.text),
            Op::Removed => format!("~~{}~~", inline(&p.text)),
            Op::Added => format!("**{}**", inline(&p.text)),
        })
        .collect();
    parts.join(" ")
}

/// The comparison as a page of its own.
pub fn markdown_page(c: &Comparison) -> String {
    let council = c.new.council.as_deref().or(c.old.council.as_deref());
    format!(
        "# Year on year, {} and {}\n\n{} · {}\n\n{}",
        inline(&c.old.period),
        inline(&c.new.period),
        at_line_start(council.unwrap_or("Council not named")),
        c.role.title(),
        markdown_section(c, 2).trim_end()
    ) + "\n"
}

/// The comparison as a section whose heading has this level; the headings inside are one deeper. Ends in an empty line.
pub fn markdown_section(c: &Comparison, heading_level: usize) -> String {
    let level = "#".repeat(heading_level.clamp(1, 5));
    let sub = format!("{level}#");
    let mut out = String::new();
    line!(out, "{level} What changed since {}\n", inline(&c.old.period));
    intro(&mut out, c);
    like_for_like(&mut out, c, &sub);
    let lists = [
        ("Worse", &c.worse),
        ("Better", &c.better),
        ("Evidence lost", &c.lost_evidence),
        ("Better in one way, worse in another", &c.mixed),
    ];
    for (title, pairs) in lists {
        if !pairs.is_empty() {
            line!(out, "{sub} {title}: {}\n", pairs.len());
            for p in pairs {
                pair(&mut out, p);
            }
            line!(out);
        }
    }
    actions(&mut out, c, &sub);
    if !c.otherwise_changed.is_empty() {
        line!(out, "{sub} Otherwise changed: {}\n", c.otherwise_changed.len());
        for p in &c.otherwise_changed {
            pair(&mut out, p);
        }
        line!(out);
    }
    checklist(&mut out, c, &sub);
    if c.is_empty() {
        line!(out, "Nothing changed.\n");
    }
    out
}

fn intro(out: &mut String, c: &Comparison) {
    let name = |s: &super::SideRecord| {
        format!(
            "{} ({}, as of {})",
            inline(&s.period),
            inline(&s.checklist.to_string()),
            day(s.date)
        )
    };
    let mut text = format!("{} compared with {}.", name(&c.old), name(&c.new));
    if let [first, middle @ .., last] = c.editions.as_slice()
        && first != last
    {
        let _ = write!(
            text,
            " Questions are followed from edition to edition{}; what the checklist changed is told apart from what we changed, and a question that asks something else now gets no verdict.",
            if middle.is_empty() {
                String::new()
            } else {
                let names: Vec<String> = middle.iter().map(u16::to_string).collect();
                format!(" (over {})", names.join(", "))
            }
        );
    }
    line!(out, "{text}\n");
    for note in &c.notes {
        line!(out, "> {}\n", at_line_start(note));
    }
}

fn like_for_like(out: &mut String, c: &Comparison, sub: &str) {
    let l = &c.like_for_like;
    line!(out, "{sub} Like for like\n");
    if l.questions == 0 {
        line!(
            out,
            "No question is comparable and was asked on both sides, so there is nothing to set side by side.\n"
        );
        return;
    }
    line!(
        out,
        "The profile rests on the {} comparable questions asked on both sides, the score on the {} of them answered on both.\n",
        l.questions,
        l.answered_on_both
    );
    line!(
        out,
        "| | {} | {} | Change |",
        inline(&c.old.period),
        inline(&c.new.period)
    );
    line!(out, "|---|---:|---:|---:|");
    for position in Position::ALL {
        let (a, b) = (l.old.positions.count(position), l.new.positions.count(position));
        line!(out, "| {} | {a} | {b} | {} |", position.title(), signed(a, b));
    }
    line!(
        out,
        "| alerts | {} | {} | {} |",
        l.old.alerts,
        l.new.alerts,
        signed(l.old.alerts, l.new.alerts)
    );
    line!(
        out,
        "| score | {} | {} | {} |",
        l.old.score_words(),
        l.new.score_words(),
        points(l.old.points.per_mille, l.new.points.per_mille)
    );
    line!(
        out,
        "| coverage | {} | {} | {} |\n",
        percent(l.old.coverage_per_mille),
        percent(l.new.coverage_per_mille),
        points(l.old.coverage_per_mille, l.new.coverage_per_mille)
    );
}

/// A change in a number: `+2`, `-1`, `0`.
pub fn signed(old: u32, new: u32) -> String {
    let change = i64::from(new) - i64::from(old);
    if change == 0 {
        "0".to_owned()
    } else {
        format!("{change:+}")
    }
}

/// A change in percentage points: `+2.5`.
pub fn points(old: Option<u32>, new: Option<u32>) -> String {
    match (old, new) {
        (Some(old), Some(new)) => {
            let change = i64::from(new) - i64::from(old);
            let sign = match change {
                0 => "",
                1.. => "+",
                _ => "-",
            };
            format!("{sign}{}.{}", change.abs() / 10, change.abs() % 10)
        }
        _ => "–".to_owned(),
    }
}

fn pair(out: &mut String, p: &Pair) {
    let critical = if p.critical { ", critical" } else { "" };
    let verdict = match p.verdict {
        Verdict::Worse | Verdict::Better | Verdict::Unchanged | Verdict::NothingToCompare => String::new(),
        other => format!(" ({})", other.words()),
    };
    line!(
        out,
        "- **{}** ({}{critical}): {}{verdict}",
        inline(&p.text),
        inline(&p.id),
        movement(&p.old, &p.new)
    );
    details(out, p);
}

fn movement(old: &Standing, new: &Standing) -> String {
    let (a, b) = (old.words(), new.words());
    let evidence = if old.evidence_strength == new.evidence_strength || !old.asked || !new.asked {
        String::new()
    } else {
        format!(
            "; evidence {} → {}",
            old.evidence_strength.word(),
            new.evidence_strength.word()
        )
    };
    if a == b {
        format!("{a}{evidence}")
    } else {
        format!("{a} → {b}{evidence}")
    }
}

fn details(out: &mut String, p: &Pair) {
    if p.private && p.finding.is_none() && p.old.finding.is_none() && p.new.finding.is_none() {
        line!(out, "  - The text is kept private.");
    }
    if let Some(pieces) = &p.finding {
        finding(out, pieces);
    }
    if p.old.reason != p.new.reason
        && let Some(reason) = &p.new.reason
    {
        line!(out, "  - Reason: {}", inline(reason));
    }
    for (what, e) in p.evidence_changes() {
        let date = e.date.map_or_else(|| "no date".to_owned(), day);
        line!(
            out,
            "  - Evidence {what}: {} ({}, {date})",
            inline(&e.text),
            e.kind.title()
        );
    }
    if let Some(was) = &p.was.text
        && p.comparable
    {
        line!(out, "  - Then worded: {}", inline(was));
    }
}

/// A finding that changed: woven where most of it stayed, the two one below the other where it was rewritten.
fn finding(out: &mut String, pieces: &[Piece]) {
    if text::mostly_stayed(pieces) {
        line!(out, "  - Finding: {}", pieces_markdown(pieces));
        return;
    }
    for (when, without) in [("Then", Op::Added), ("Now", Op::Removed)] {
        let text = text::side(pieces, without);
        let text = if text.is_empty() {
            "no finding".to_owned()
        } else {
            inline(&text)
        };
        line!(out, "  - {when}: {text}");
    }
}

fn actions(out: &mut String, c: &Comparison, sub: &str) {
    let told = c.told_actions();
    if !told.is_empty() {
        line!(out, "{sub} What became of the actions of {}\n", inline(&c.old.period));
        let vanished = told.iter().filter(|a| a.outcome == Outcome::Vanished).count();
        if vanished > 0 {
            line!(
                out,
                "**Alert: {} of {} vanished without a word.** An action that is given up is dropped with its reason.\n",
                vanished,
                told.len()
            );
        }
        line!(out, "| What became of it | Action | Owner | Due | Question |");
        line!(out, "|---|---|---|---|---|");
        for a in told {
            line!(
                out,
                "| {} | {} | {} | {} | {} |",
                outcome(a),
                what(a),
                a.owner_now
                    .as_deref()
                    .or(a.owner.as_deref())
                    .map_or_else(|| "–".to_owned(), inline),
                due(a),
                inline(a.question.as_deref().unwrap_or(&a.old_question))
            );
        }
        line!(out);
    }
    if !c.new_actions.is_empty() {
        line!(out, "{sub} New actions: {}\n", c.new_actions.len());
        for a in &c.new_actions {
            line!(out, "- {}", new_action(a));
        }
        line!(out);
    }
}

fn new_action(a: &NewAction) -> String {
    let what = a.what.as_deref().map_or_else(|| "kept private".to_owned(), inline);
    let mut facts = Vec::new();
    facts.extend(a.owner.as_deref().map(inline));
    facts.push(
        a.due
            .map_or_else(|| "no date".to_owned(), |d| format!("due {}", day(d))),
    );
    facts.push(inline(&a.question));
    format!("{what} ({})", facts.join("; "))
}

fn outcome(a: &Followed) -> String {
    match a.outcome {
        Outcome::Vanished => "**vanished without a word**".to_owned(),
        Outcome::Dropped => match &a.reason {
            Some(reason) => format!("dropped: {}", inline(reason)),
            None if a.private => "dropped".to_owned(),
            None => "dropped, no reason is given".to_owned(),
        },
        other => other.words().to_owned(),
    }
}

fn what(a: &Followed) -> String {
    match (&a.what, &a.what_now) {
        (None, _) => "kept private".to_owned(),
        (Some(was), Some(now)) => format!("{} (now: {})", inline(was), inline(now)),
        (Some(was), None) => inline(was),
    }
}

fn due(a: &Followed) -> String {
    let day = |d: Option<chrono::NaiveDate>| d.map_or_else(|| "no date".to_owned(), day);
    if a.moved() {
        format!("{}, moved to {}", day(a.due), day(a.due_now))
    } else {
        day(a.due)
    }
}

/// What the checklist changed: never a verdict.
fn checklist(out: &mut String, c: &Comparison, sub: &str) {
    if !c.new_questions.is_empty() {
        line!(out, "{sub} New questions: {}\n", c.new_questions.len());
        for q in &c.new_questions {
            let critical = if q.critical { ", critical" } else { "" };
            line!(
                out,
                "- {} ({}{critical}): {}",
                at_line_start(&q.text),
                inline(&q.id),
                q.standing.words()
            );
        }
        line!(out);
    }
    if !c.withdrawn.is_empty() {
        line!(out, "{sub} Withdrawn questions: {}\n", c.withdrawn.len());
        for q in &c.withdrawn {
            line!(
                out,
                "- {} ({}): {} then. Withdrawn in {}: {}",
                at_line_start(&q.text),
                inline(&q.id),
                q.standing.words(),
                q.edition,
                inline(&q.reason)
            );
        }
        line!(out);
    }
    if !c.not_comparable.is_empty() {
        line!(
            out,
            "{sub} Asked differently, so not compared: {}\n",
            c.not_comparable.len()
        );
        for p in &c.not_comparable {
            line!(out, "- {} ({})", inline(&p.id), p.was.change.word());
            let then = p.was.text.as_deref().unwrap_or(&p.text);
            line!(out, "  - Then: {} ({})", inline(then), p.old.words());
            line!(out, "  - Now: {} ({})", inline(&p.text), p.new.words());
        }
        line!(out);
    }
    if !c.families.is_empty() {
        line!(out, "{sub} Split and merged: {}\n", c.families.len());
        for f in &c.families {
            line!(
                out,
                "- {}: {} then, {} now",
                f.change.word(),
                questions(f.old.len()),
                f.new.len()
            );
            for m in &f.old {
                line!(out, "  - Then: {}", member(m));
            }
            for m in &f.new {
                line!(out, "  - Now: {}", member(m));
            }
        }
        line!(out);
    }
    let reworded: Vec<&Pair> = c.reworded.iter().filter(|p| p.was.text.is_some()).collect();
    if !reworded.is_empty() {
        line!(out, "{sub} Reworded, the meaning kept: {}\n", reworded.len());
        for p in reworded {
            line!(out, "- {}", inline(&p.id));
            line!(out, "  - Then: {}", inline(p.was.text.as_deref().unwrap_or_default()));
            line!(out, "  - Now: {}", inline(&p.text));
        }
        line!(out);
    }
}

fn member(m: &FamilyMember) -> String {
    format!("{} ({}): {}", inline(&m.text), inline(&m.id), m.standing.words())
}

fn questions(n: usize) -> String {
    if n == 1 {
        "1 question".to_owned()
    } else {
        format!("{n} questions")
    }
}
