//! The report as Markdown, in the order of a conversation: profile and alerts, what we know, how we know it, what we will do, then everything.

use std::fmt::Write as _;

use super::{ActionRecord, AnswerRecord, Audience, Report, Scope, answer_text, plan_text, waiting};
use crate::assessment::{ActionStatus, EvidenceKind, Strength};
use crate::checklist::Status;
use crate::dates::{day, day_or_month};
use crate::escape::{at_line_start, inline, link, paragraphs};
use crate::score::{Position, Tally, percent};

/// The report as Markdown, ending in a line end.
pub fn to_markdown(r: &Report) -> String {
    let mut out = String::with_capacity(64 * 1024);
    head(&mut out, r);
    summary(&mut out, r);
    if let Some(comparison) = &r.previous {
        let section = crate::document::comparison::section(comparison, 2);
        out.push_str(&crate::render::markdown::markdown(&section));
        out.push('\n');
    }
    know(&mut out, r);
    how(&mut out, r);
    will_do(&mut out, r);
    every_answer(&mut out, r);
    by_theme(&mut out, r);
    method(&mut out, r);
    out
}

macro_rules! line {
    ($out:expr) => { $out.push('\n') };
    ($out:expr, $($arg:tt)*) => { { let _ = writeln!($out, $($arg)*); } };
}

fn head(out: &mut String, r: &Report) {
    let council = r
        .council
        .as_deref()
        .map_or_else(|| "Council not named".to_owned(), inline);
    let scope = match r.scope {
        Scope::Whole => "",
        Scope::Key => ": the key questions",
    };
    line!(out, "# Self-assessment of children's services, {}{scope}\n", r.period);
    line!(
        out,
        "{} · {}\n",
        r.council.as_deref().map_or_else(|| council.clone(), at_line_start),
        r.checklist.role.title()
    );
    line!(out, "| | |");
    line!(out, "|---|---|");
    line!(out, "| Council | {council} |");
    let who = [r.assessor.name.as_deref(), r.assessor.post.as_deref()];
    let who: Vec<String> = who.iter().flatten().map(|t| inline(t)).collect();
    line!(
        out,
        "| Answered by | {} |",
        if who.is_empty() {
            "not named".to_owned()
        } else {
            who.join(", ")
        }
    );
    line!(out, "| Municipal year | {} |", r.period);
    line!(out, "| Begun, last changed | {}, {} |", day(r.started), day(r.date));
    line!(
        out,
        "| Checklist | {} ({}@{}, revision {}) |",
        inline(&r.checklist.title),
        inline(&r.checklist.id),
        r.checklist.edition,
        r.checklist.revision
    );
    if let Some(base) = &r.checklist.extends {
        line!(out, "| Extends | {} |", inline(&base.to_string()));
    }
    if r.checklist.status != Status::Current {
        line!(
            out,
            "| Status of the edition | {}: there is a later one, or its duties are no longer in force |",
            r.checklist.status.word()
        );
    }
    for source in &r.checklist.sources {
        line!(
            out,
            "| Source | {}, {}, {} |",
            inline(&source.title),
            inline(&source.publisher),
            inline(&day_or_month(&source.date))
        );
    }
    line!(out);
    line!(
        out,
        "A self-assessment: what the person named above says, and what they can show. It is not an inspection result, not an audit\nopinion, and no figure in it predicts one."
    );
    if r.scope == Scope::Key {
        line!(out, "\n{}", key_run_text(r));
    }
    if let Some(note) = &r.checklist.note {
        line!(out, "\n{}", at_line_start(note));
    }
    if r.audience == Audience::Public {
        line!(
            out,
            "\nThis is the public version: names, owners of actions and the texts of private answers are left out. Every figure counts them."
        );
    }
    line!(out);
}

/// What a report on a key run is about.
fn key_run_text(r: &Report) -> String {
    format!(
        "**A key run:** it covers the {} key questions, and every figure is over those. The other {} are named below the answers.",
        r.overall.asked,
        r.outside.len()
    )
}

fn summary(out: &mut String, r: &Report) {
    line!(out, "## Where we stand\n");
    if !r.complete {
        let open = r.overall.positions.unanswered;
        line!(
            out,
            "**This assessment is not complete.** {}\n",
            incomplete_text(r, open)
        );
    }
    line!(out, "| Position | Questions | What it means |");
    line!(out, "|---|---:|---|");
    for position in Position::ALL {
        line!(
            out,
            "| {} | {} | {} |",
            position.title(),
            r.overall.positions.count(position),
            position.meaning()
        );
    }
    line!(out, "| **questions asked** | **{}** | |\n", r.overall.asked);
    line!(
        out,
        "Score {}. {}\n",
        score_sentence(&r.overall),
        coverage_sentence(&r.overall)
    );

    line!(out, "### Alerts\n");
    if r.alerts.is_empty() {
        line!(out, "None: every critical question that applies is assured.\n");
    } else {
        line!(
            out,
            "A critical question that applies and is not assured. An alert is never averaged away; a credible plan is said, and the alert stays.\n"
        );
        for a in r.answers() {
            if let Some(alert) = a.alert {
                let plan = plan_text(a, alert);
                line!(
                    out,
                    "- **{}** ({}): {}, {plan}",
                    inline(&a.text),
                    inline(&a.id),
                    a.position.title()
                );
            }
        }
        line!(out);
    }
}

/// What keeps the assessment from being complete.
fn incomplete_text(r: &Report, open: u32) -> String {
    let mut parts = Vec::new();
    if open > 0 {
        parts.push(format!(
            "{open} of {} questions {} still open.",
            r.overall.asked,
            if open == 1 { "is" } else { "are" }
        ));
    }
    for c in r.context.iter().filter(|c| c.answer.is_none()) {
        parts.push(format!(
            "Not stated yet: {} ({}).",
            inline(&c.text),
            waiting(c.questions.len())
        ));
    }
    parts.join(" ")
}

fn score_sentence(s: &Tally) -> String {
    if s.answered == 0 {
        return "none: nothing is answered yet".to_owned();
    }
    format!(
        "**{}** ({} of {} points over the {} answered)",
        percent(s.score()),
        s.earned,
        s.possible,
        s.answered
    )
}

fn coverage_sentence(s: &Tally) -> String {
    let mut text = format!(
        "Coverage **{}** ({} of {} applicable answered).",
        percent(s.coverage()),
        s.answered,
        s.applicable
    );
    if s.open_possible > 0 && s.applicable > 0 {
        let _ = write!(
            text,
            " With all open questions at 0 or all at 3 the score would lie within {}.",
            s.range_text()
        );
    }
    text
}

/// How many strengths are written out before the sections; weaknesses always are.
const STRENGTHS: usize = 12;

fn know(out: &mut String, r: &Report) {
    line!(out, "## What we know\n");
    line!(out, "### Strengths that we can show\n");
    let mut strong: Vec<&AnswerRecord> = r.at(Position::Assured).collect();
    strong.sort_by_key(|a| (std::cmp::Reverse(a.rating), std::cmp::Reverse(a.evidence_strength)));
    let shown = strong.get(..STRENGTHS).unwrap_or(&strong);
    list(
        out,
        shown,
        "None yet: nothing is both rated 2 or 3 and shown by current evidence.",
    );
    if strong.len() > shown.len() {
        line!(
            out,
            "And {} more, each in its section below: the {STRENGTHS} shown are those rated highest and shown best.\n",
            strong.len() - shown.len()
        );
    }
    line!(out, "### Weaknesses, named\n");
    let mut weak: Vec<&AnswerRecord> = r.at(Position::Exposed).chain(r.at(Position::Planned)).collect();
    weak.sort_by_key(|a| (!a.critical, a.rating));
    list(
        out,
        &weak,
        "None is named. An assessment without a weakness is read with doubt: look once more.",
    );
}

fn list(out: &mut String, answers: &[&AnswerRecord], none: &str) {
    if answers.is_empty() {
        line!(out, "{none}\n");
        return;
    }
    for a in answers {
        let critical = if a.critical { ", critical" } else { "" };
        let finding = match &a.finding {
            Some(text) => inline(text),
            None if a.private => "The text is kept private.".to_owned(),
            None => "No finding is written down.".to_owned(),
        };
        line!(
            out,
            "- **{}** ({}, {}{critical}): {finding}",
            inline(&a.text),
            answer_text(a),
            a.position.title()
        );
    }
    line!(out);
}

fn how(out: &mut String, r: &Report) {
    line!(out, "## How we know it\n");
    line!(
        out,
        "| Evidence of the kind | Current pieces | From outside line management |"
    );
    line!(out, "|---|---:|---|");
    for (_, kind) in EvidenceKind::ALL {
        let count = r.evidence_by_kind.get(&kind).copied().unwrap_or(0);
        line!(
            out,
            "| {} | {count} | {} |",
            kind.title(),
            if kind.is_independent() { "yes" } else { "no" }
        );
    }
    line!(out);
    line!(out, "| Evidence strength | Rated questions |");
    line!(out, "|---|---:|");
    for strength in Strength::ALL.iter().rev() {
        let count = r
            .answers()
            .filter(|a| a.rating.is_some() && a.evidence_strength == *strength)
            .count();
        line!(out, "| {} | {count} |", strength.word());
    }
    line!(out, "\n### What rests on assertion\n");
    let asserted: Vec<&AnswerRecord> = r.at(Position::Asserted).collect();
    if asserted.is_empty() {
        line!(out, "Nothing: every rating of 2 or 3 has current evidence.\n");
    } else {
        for a in asserted {
            let finding = behind(": ", a.finding.as_deref());
            line!(
                out,
                "- {} ({}, evidence: {}){finding}",
                inline(&a.text),
                answer_text(a),
                a.evidence_strength.word()
            );
        }
        line!(out);
    }
    line!(out, "### Blind spots\n");
    let blind: Vec<&AnswerRecord> = r.at(Position::BlindSpot).collect();
    if blind.is_empty() {
        line!(out, "None was named.\n");
    } else {
        for a in blind {
            let finding = behind(": ", a.finding.as_deref());
            line!(out, "- {}{finding}", inline(&a.text));
        }
        line!(out);
    }
}

fn will_do(out: &mut String, r: &Report) {
    line!(out, "## What we will do\n");
    let mut actions: Vec<(&AnswerRecord, &ActionRecord)> = r
        .answers()
        .flat_map(|a| a.actions.iter().map(move |x| (a, x)))
        .collect();
    actions.sort_by_key(|(_, x)| (x.action.due.is_none(), x.action.due));
    let (open, closed): (Vec<_>, Vec<_>) = actions.into_iter().partition(|(_, x)| x.action.status.is_open());
    if open.is_empty() {
        line!(out, "No open action is written down.\n");
    } else {
        line!(
            out,
            "| Due | Action | Owner | How success will be seen | Status | About |"
        );
        line!(out, "|---|---|---|---|---|---|");
        for (a, x) in &open {
            line!(
                out,
                "| {} | {} | {} | {} | {} | {} |",
                x.action.due.map_or_else(|| "no date".to_owned(), day),
                inline(&x.action.what),
                owner(x, r),
                x.action
                    .measure
                    .as_deref()
                    .map_or_else(|| "no measure".to_owned(), inline),
                status(x),
                inline(&a.id)
            );
        }
        line!(out);
    }
    if !closed.is_empty() {
        line!(out, "### Done and dropped\n");
        for (a, x) in &closed {
            let reason = match (&x.action.reason, x.action.status) {
                (Some(text), _) => format!(": {}", inline(text)),
                (None, ActionStatus::Dropped) => ": no reason is given".to_owned(),
                _ => String::new(),
            };
            let owner = owner(x, r);
            let due = due(x);
            let measure = behind("; success: ", x.action.measure.as_deref());
            line!(
                out,
                "- {} ({}; {owner}; {due}{measure}; {}){reason}",
                inline(&x.action.what),
                x.action.status.word(),
                inline(&a.id)
            );
        }
        line!(out);
    }
    line!(out, "### Weaknesses without a credible plan\n");
    let exposed: Vec<&AnswerRecord> = r.at(Position::Exposed).collect();
    if exposed.is_empty() {
        line!(out, "None.\n");
    } else {
        for a in exposed {
            line!(out, "- {} ({})", inline(&a.text), answer_text(a));
        }
        line!(out);
    }
}

/// Who sees to an action, or why nobody is named.
fn owner(x: &ActionRecord, r: &Report) -> String {
    match &x.action.owner {
        Some(owner) => inline(owner),
        None if r.audience == Audience::Public => "left out".to_owned(),
        None => "no owner".to_owned(),
    }
}

fn due(x: &ActionRecord) -> String {
    x.action
        .due
        .map_or_else(|| "no date".to_owned(), |d| format!("due {}", day(d)))
}

/// A text with something before it, or nothing at all.
fn behind(before: &str, text: Option<&str>) -> String {
    text.map_or_else(String::new, |t| format!("{before}{}", inline(t)))
}

/// An action's status, with what its dates and gaps amount to.
fn status(x: &ActionRecord) -> String {
    let word = x.action.status.word().replace('-', " ");
    if x.overdue {
        format!("{word}, overdue")
    } else if x.credible {
        format!("{word}, credible")
    } else {
        format!("{word}, not credible yet")
    }
}

fn every_answer(out: &mut String, r: &Report) {
    line!(out, "## Every question and answer\n");
    for (number, s) in r.sections.iter().enumerate() {
        line!(out, "### {}. {}\n", number + 1, inline(&s.title));
        line!(
            out,
            "Score {}. {}\n",
            score_sentence(&s.sums),
            coverage_sentence(&s.sums)
        );
        for a in &s.answers {
            answer(out, a, r);
        }
    }
    if !r.outside.is_empty() {
        line!(out, "### Not part of the key run\n");
        line!(
            out,
            "{}.\n",
            r.outside.iter().map(|id| inline(id)).collect::<Vec<_>>().join(", ")
        );
    }
    if !r.not_asked.is_empty() {
        line!(out, "### Not asked\n");
        line!(
            out,
            "Switched off by the facts stated: {}.\n",
            r.not_asked.iter().map(|id| inline(id)).collect::<Vec<_>>().join(", ")
        );
    }
}

fn answer(out: &mut String, a: &AnswerRecord, r: &Report) {
    line!(out, "#### {}\n", inline(&a.text));
    let mut facts = vec![format!("**{}**", answer_text(a)), a.position.title().to_owned()];
    if a.rating.is_some() {
        facts.push(format!("evidence: {}", a.evidence_strength.word()));
    }
    if let Some(earned) = a.earned {
        facts.push(format!("{earned} of {} points", a.possible));
    }
    if a.critical {
        facts.push("critical".to_owned());
    }
    if a.alert.is_some() {
        facts.push("alert".to_owned());
    }
    if a.key {
        facts.push("key".to_owned());
    }
    if a.to_confirm {
        facts.push("answered to other words: to be confirmed".to_owned());
    }
    if a.unfinished {
        facts.push("the interview stopped here".to_owned());
    }
    line!(out, "{} · {}\n", facts.join(" · "), inline(&a.id));
    if a.private && r.audience == Audience::Public {
        line!(out, "The text is kept private.\n");
        return;
    }
    if let Some(reason) = &a.reason {
        line!(out, "Reason: {}\n", inline(reason));
    }
    if let Some(finding) = &a.finding {
        line!(out, "{}\n", paragraphs(finding));
    }
    if !a.evidence.is_empty() {
        line!(out, "Evidence:\n");
        for e in &a.evidence {
            let mut facts = vec![e.evidence.kind.title().to_owned()];
            facts.push(e.evidence.date.map_or_else(|| "no date".to_owned(), day));
            if let Some(review) = e.evidence.review_by {
                facts.push(format!("review by {}", day(review)));
            }
            if !e.current {
                facts.push("stale".to_owned());
            }
            let link = e
                .evidence
                .link
                .as_deref()
                .map_or_else(String::new, |l| format!(" {}", link(l)));
            line!(
                out,
                "- {} ({}){link}",
                at_line_start(&e.evidence.text),
                facts.join(", ")
            );
        }
        line!(out);
    }
    if !a.actions.is_empty() {
        line!(out, "Actions:\n");
        for x in &a.actions {
            let owner = owner(x, r);
            let due = due(x);
            let measure = x
                .action
                .measure
                .as_deref()
                .map_or_else(|| "no measure".to_owned(), |m| format!("success: {}", inline(m)));
            let reason = behind("; ", x.action.reason.as_deref());
            line!(
                out,
                "- {} ({owner}; {due}; {measure}; {}{reason})",
                at_line_start(&x.action.what),
                status_or_closed(x)
            );
        }
        line!(out);
    }
    if let Some(by) = &a.by {
        line!(
            out,
            "Answered by {}{}.\n",
            inline(by),
            a.on.map_or_else(String::new, |d| format!(", {}", day(d)))
        );
    }
}

fn status_or_closed(x: &ActionRecord) -> String {
    if x.action.status.is_open() {
        status(x)
    } else {
        x.action.status.word().to_owned()
    }
}

fn by_theme(out: &mut String, r: &Report) {
    line!(out, "## By section and theme\n");
    table(out, "Section", r.sections.iter().map(|s| (s.title.as_str(), &s.sums)));
    table(out, "Theme", r.themes.iter().map(|t| (t.title.as_str(), &t.sums)));
}

fn table<'a>(out: &mut String, first: &str, rows: impl Iterator<Item = (&'a str, &'a Tally)>) {
    line!(
        out,
        "| {first} | Asked | Answered | Score | Assured | Asserted | Planned | Exposed | Blind spots | Not applicable | Unanswered | Alerts |"
    );
    line!(out, "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    for (title, s) in rows {
        let positions = s.positions.counts().map(|n| n.to_string()).join(" | ");
        line!(
            out,
            "| {} | {} | {} | {} | {positions} | {} |",
            inline(title),
            s.asked,
            s.answered,
            // One answer is no share of anything: a percentage would make a trend of it.
            if first == "Theme" && s.answered == 1 {
                "one question".to_owned()
            } else {
                percent(s.score())
            },
            s.alerts
        );
    }
    line!(out);
}

fn method(out: &mut String, r: &Report) {
    line!(out, "## Method\n");
    line!(
        out,
        "Scoring rule {}. A rating of 0 (not in place), 1 (developing), 2 (established) or 3 (embedded) earns rating × weight; don't know\nearns 0 and counts as possible; not applicable is left out; an unanswered question is left out of the score and held against\ncoverage. Evidence is current when it is dated, at most 12 months old on {} and not past its review date; triangulated when\ncurrent evidence is of two kinds or more, one of them from outside line management. A credible action is open, with owner,\nmeasure and a due date that is not past and at most 12 months ahead.\n",
        r.rule,
        day(r.date)
    );
    if !r.notes.is_empty() {
        line!(out, "### Quality notes\n");
        for note in &r.notes {
            line!(out, "- {}: {}", inline(&note.question), inline(&note.text));
        }
        line!(out);
    }
    if r.archived > 0 {
        line!(
            out,
            "{} answers to questions of earlier editions are kept in the answer file, archived.\n",
            r.archived
        );
    }
    line!(out, "| | |");
    line!(out, "|---|---|");
    line!(out, "| Checklist digest | {} |", r.checklist.digest);
    line!(out, "| Scoring rule | {} |", r.rule);
    line!(out, "| Program | {} |", inline(&r.program));
    line!(out, "| Report format | {} |", r.format);
}
