//! `assure diff`

mod summary;

use std::fmt::Write as _;

use assure::compare::actions::{Followed, Outcome};
use assure::compare::{self, Comparison, FamilyMember, Only, Pair, chain, text as words};
use assure::report::to_json;
use assure::score::{Position, percent};

use super::Setting;
use crate::cli::args::{Changed, CompareFormat, DiffArgs};
use crate::cli::compared::{Compared, Own, refused, refused_at};
use crate::cli::failure::told;
use crate::cli::output::{Verdict, compare_format, deliver, same_file, say, sealed};
use crate::cli::table::{figures, render, text, wrapped};

/// Compares two years.
pub fn run(args: &DiffArgs, setting: &Setting<'_>) -> anyhow::Result<Verdict> {
    let (old, new, written) = (args.old.as_path(), args.new.as_path(), &args.written);
    let format = compare_format(written)?;
    if same_file(old, new) && !setting.look.quiet {
        say(&format!(
            "note: `{}` is named twice: the same file on both sides",
            old.display()
        ));
    }
    if args.summary && format != CompareFormat::Text {
        return Err(told(
            "--summary is text for a terminal",
            "leave --summary out for Markdown or JSON, or choose --format text",
        ));
    }
    let wanted: Vec<Only> = args.only.iter().map(|c| (*c).into()).collect();
    let own = Own::load(&args.own)?;
    let (before, after) = (own.assessment(old, setting.look)?, own.assessment(new, setting.look)?);
    let comparison = compared(&before, &after, &own)?.only(&wanted);
    let out = match format {
        CompareFormat::Json => to_json(&comparison),
        CompareFormat::Markdown => sealed(&compare::markdown_page(&comparison)),
        CompareFormat::Text if args.summary => summary::in_short(&comparison, setting.look.width_out),
        CompareFormat::Text => for_a_person(&comparison, setting.look.width_out),
    };
    deliver(&out, written, &[old, new], setting.look.quiet)?;
    Ok(if args.exit_code && !comparison.is_empty() {
        Verdict::Negative
    } else {
        Verdict::Done
    })
}

/// Two years compared, whether they belong together looked at first.
pub fn compared(old: &Compared, new: &Compared, own: &Own) -> anyhow::Result<Comparison> {
    let notes = compare::belong_together(old.side(), new.side()).map_err(refused)?;
    let way = chain(
        &old.checklist,
        &new.checklist,
        &own.between(old.checklist.edition, &new.checklist),
    )
    .map_err(|r| refused_at(r, &old.checklist, new.checklist_at.as_deref()))?;
    Ok(Comparison {
        notes,
        ..compare::diff(old.side(), new.side(), &way)
    })
}

impl From<Changed> for Only {
    fn from(changed: Changed) -> Self {
        match changed {
            Changed::Worse => Only::Worse,
            Changed::Better => Only::Better,
            Changed::LostEvidence => Only::LostEvidence,
            Changed::Actions => Only::Actions,
            Changed::New => Only::New,
            Changed::Withdrawn => Only::Withdrawn,
        }
    }
}

fn for_a_person(c: &Comparison, width: usize) -> String {
    let mut out = String::new();
    let council = c.new.council.as_deref().or(c.old.council.as_deref());
    out.push_str(&wrapped(
        &format!(
            "{}, {}: {} ({}) compared with {} ({})",
            council.unwrap_or("Council not named"),
            c.role.title(),
            c.old.period,
            c.old.checklist,
            c.new.period,
            c.new.checklist
        ),
        width,
        "",
    ));
    for note in &c.notes {
        out.push_str(&wrapped(&format!("Note: {note}"), width, ""));
    }
    like_for_like(&mut out, c, width);
    pairs(&mut out, "Worse", &c.worse, width);
    pairs(&mut out, "Better", &c.better, width);
    pairs(&mut out, "Evidence lost", &c.lost_evidence, width);
    pairs(&mut out, "Better in one way, worse in another", &c.mixed, width);
    actions(&mut out, c, width);
    pairs(&mut out, "Otherwise changed", &c.otherwise_changed, width);
    the_checklist(&mut out, c, width);
    if c.is_empty() {
        out.push_str("\nNothing changed.\n");
    }
    out
}

fn like_for_like(out: &mut String, c: &Comparison, width: usize) {
    let l = &c.like_for_like;
    out.push('\n');
    if l.questions == 0 {
        out.push_str(&wrapped(
            "Like for like: no question is comparable and was asked on both sides.",
            width,
            "",
        ));
        return;
    }
    out.push_str(&wrapped(
        &format!(
            "Like for like: the profile rests on the {} comparable questions asked on both sides, the score on the {} of them answered on both.",
            l.questions, l.answered_on_both
        ),
        width,
        "",
    ));
    let row = |what: &str, then: String, now: String, change: String| vec![what.to_owned(), then, now, change];
    let mut rows: Vec<Vec<String>> = Position::ALL
        .iter()
        .map(|p| {
            let (a, b) = (l.old.positions.count(*p), l.new.positions.count(*p));
            row(p.title(), a.to_string(), b.to_string(), compare::signed(a, b))
        })
        .collect();
    rows.push(row(
        "alerts",
        l.old.alerts.to_string(),
        l.new.alerts.to_string(),
        compare::signed(l.old.alerts, l.new.alerts),
    ));
    let share = |what: &str, a: Option<u32>, b: Option<u32>| row(what, percent(a), percent(b), compare::points(a, b));
    rows.push(share("score", l.old.points.per_mille, l.new.points.per_mille));
    rows.push(share("coverage", l.old.coverage_per_mille, l.new.coverage_per_mille));
    out.push_str(&render(
        &[text("Position"), figures("Then"), figures("Now"), figures("Change")],
        &rows,
        width,
    ));
}

fn pairs(out: &mut String, title: &str, pairs: &[Pair], width: usize) {
    if pairs.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{title}: {}", pairs.len());
    let rows: Vec<Vec<String>> = pairs
        .iter()
        .map(|p| {
            let critical = if p.critical { "! " } else { "" };
            vec![format!("{critical}{} ({})", p.text, p.id), p.old.words(), p.new.words()]
        })
        .collect();
    out.push_str(&render(&[text("Question"), text("Then"), text("Now")], &rows, width));
    for p in pairs {
        details(out, p, width);
    }
}

fn details(out: &mut String, p: &Pair, width: usize) {
    let mut said = false;
    let mut say = |text: String| {
        if !said {
            out.push_str(&wrapped(&p.id, width, "  "));
            said = true;
        }
        out.push_str(&wrapped(&text, width, "    "));
    };
    if p.old.evidence_strength != p.new.evidence_strength && p.old.asked && p.new.asked {
        say(format!(
            "evidence was {} and is {}",
            p.old.evidence_strength.word(),
            p.new.evidence_strength.word()
        ));
    }
    if let Some(pieces) = &p.finding {
        if words::mostly_stayed(pieces) {
            say(format!("finding: {}", words::marked(pieces)));
        } else {
            for (when, without) in [("then", words::Op::Added), ("now", words::Op::Removed)] {
                let text = words::side(pieces, without);
                let text = if text.is_empty() { "no finding" } else { &text };
                say(format!("{when}: {text}"));
            }
        }
    }
    if p.old.reason != p.new.reason
        && let Some(reason) = &p.new.reason
    {
        say(format!("reason: {reason}"));
    }
    for (what, e) in p.evidence_changes() {
        let date = e.date.map_or_else(|| "no date".to_owned(), |d| d.to_string());
        say(format!("evidence {what}: {} ({}, {date})", e.text, e.kind.title()));
    }
}

fn actions(out: &mut String, c: &Comparison, width: usize) {
    let told = c.told_actions();
    if !told.is_empty() {
        let _ = writeln!(out, "\nWhat became of the actions of {}: {}", c.old.period, told.len());
        let vanished = told.iter().filter(|a| a.outcome == Outcome::Vanished).count();
        if vanished > 0 {
            out.push_str(&wrapped(
                &format!("! Alert: {vanished} vanished without a word. An action that is given up is dropped with its reason."),
                width,
                "",
            ));
        }
        let rows: Vec<Vec<String>> = told.into_iter().map(action).collect();
        out.push_str(&render(
            &[text("What became of it"), text("Action"), text("Due"), text("Question")],
            &rows,
            width,
        ));
    }
    if !c.new_actions.is_empty() {
        let _ = writeln!(out, "\nNew actions: {}", c.new_actions.len());
        let rows: Vec<Vec<String>> = c
            .new_actions
            .iter()
            .map(|a| {
                vec![
                    a.what.clone().unwrap_or_else(|| "kept private".to_owned()),
                    a.due.map_or_else(|| "no date".to_owned(), |d| d.to_string()),
                    a.question.clone(),
                ]
            })
            .collect();
        out.push_str(&render(&[text("Action"), text("Due"), text("Question")], &rows, width));
    }
}

fn action(a: &Followed) -> Vec<String> {
    let outcome = match (a.outcome, &a.reason) {
        (Outcome::Vanished, _) => format!("! {}", a.outcome.words()),
        (Outcome::Dropped, Some(reason)) => format!("dropped: {reason}"),
        (Outcome::Dropped, None) => "dropped, no reason is given".to_owned(),
        _ => a.outcome.words().to_owned(),
    };
    let day = |d: Option<chrono::NaiveDate>| d.map_or_else(|| "no date".to_owned(), |d| d.to_string());
    let what = match (&a.what, &a.what_now) {
        (Some(was), Some(now)) => format!("{was} (now: {now})"),
        (Some(was), None) => was.clone(),
        (None, _) => "kept private".to_owned(),
    };
    let due = if a.moved() {
        format!("{}, moved to {}", day(a.due), day(a.due_now))
    } else {
        day(a.due)
    };
    vec![
        outcome,
        what,
        due,
        a.question.clone().unwrap_or_else(|| a.old_question.clone()),
    ]
}

/// What the checklist changed.
fn the_checklist(out: &mut String, c: &Comparison, width: usize) {
    if !c.new_questions.is_empty() {
        let _ = writeln!(out, "\nNew questions: {}", c.new_questions.len());
        let rows: Vec<Vec<String>> = c
            .new_questions
            .iter()
            .map(|q| {
                let critical = if q.critical { "! " } else { "" };
                vec![format!("{critical}{} ({})", q.text, q.id), q.standing.words()]
            })
            .collect();
        out.push_str(&render(&[text("Question"), text("Now")], &rows, width));
    }
    if !c.withdrawn.is_empty() {
        let _ = writeln!(out, "\nWithdrawn questions: {}", c.withdrawn.len());
        let rows: Vec<Vec<String>> = c
            .withdrawn
            .iter()
            .map(|q| {
                vec![
                    format!("{} ({})", q.text, q.id),
                    q.standing.words(),
                    format!("{}: {}", q.edition, q.reason),
                ]
            })
            .collect();
        out.push_str(&render(
            &[text("Question"), text("Then"), text("Withdrawn in")],
            &rows,
            width,
        ));
    }
    if !c.not_comparable.is_empty() {
        let _ = writeln!(out, "\nAsked differently, so not compared: {}", c.not_comparable.len());
        let rows: Vec<Vec<String>> = c
            .not_comparable
            .iter()
            .map(|p| {
                let then = p.was.text.as_deref().unwrap_or(&p.text);
                vec![
                    format!("{} ({})", p.id, p.was.change.word()),
                    format!("{then} ({})", p.old.words()),
                    format!("{} ({})", p.text, p.new.words()),
                ]
            })
            .collect();
        out.push_str(&render(&[text("Question"), text("Then"), text("Now")], &rows, width));
    }
    if !c.families.is_empty() {
        let _ = writeln!(out, "\nSplit and merged: {}", c.families.len());
        let mut rows: Vec<Vec<String>> = Vec::new();
        for f in &c.families {
            let member = |when: &str, m: &FamilyMember| {
                vec![
                    f.change.word().to_owned(),
                    when.to_owned(),
                    format!("{} ({})", m.text, m.id),
                    m.standing.words(),
                ]
            };
            rows.extend(f.old.iter().map(|m| member("then", m)));
            rows.extend(f.new.iter().map(|m| member("now", m)));
        }
        out.push_str(&render(
            &[text("Change"), text("When"), text("Question"), text("Answer")],
            &rows,
            width,
        ));
    }
    let reworded: Vec<Vec<String>> = c
        .reworded
        .iter()
        .filter_map(|p| Some(vec![p.id.clone(), p.was.text.clone()?, p.text.clone()]))
        .collect();
    if !reworded.is_empty() {
        let _ = writeln!(out, "\nReworded, the meaning kept: {}", reworded.len());
        out.push_str(&render(
            &[text("Question"), text("Then"), text("Now")],
            &reworded,
            width,
        ));
    }
}
