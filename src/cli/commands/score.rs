//! `assure score`

use std::fmt::Write as _;

use assure::report::{AnswerRecord, Audience, Report, Scope, answer_text, plan_text, to_json};
use assure::score::{Alert, Position, Sums, biggest_moves, percent, score};

use super::{CommandContext, PROGRAM, explain_verdict, show, verdict};
use crate::cli::args::{DataFormat, ScoreArgs};
use crate::cli::load;
use crate::cli::output::{CommandOutcome, print};
use crate::cli::table::{figures, render, text, wrapped};

/// How many questions are named that would move the result most.
const MOVES: usize = 10;

/// Shows the profile, the alerts and the score.
pub fn run(args: &ScoreArgs, context: &CommandContext<'_>) -> anyhow::Result<CommandOutcome> {
    let (path, explain, format) = (args.file.as_path(), args.explain.as_deref(), args.format);
    let (demands, own) = (&args.demands, &args.own);
    let loaded = load::answer_file(path, own.checklist.as_deref())?;
    let assessment = loaded.current_assessment(own.accept_changed, path, context.style)?;
    let report = assure::report::report(&loaded.checklist, &assessment, Audience::Full, PROGRAM);
    let one = explain.filter(|id| !id.is_empty());
    if let Some(id) = one {
        show::find(&loaded.checklist, id)?;
    }
    let width = context.style.width_out;
    // Only what explains needs it.
    let scored = explain.map(|_| score(&loaded.checklist, &assessment));
    let moves = scored.as_ref().map(biggest_moves).unwrap_or_default();
    let out = match format {
        DataFormat::Json => {
            let mut value = serde_json::json!({
                "format": assure::report::FORMAT,
                "kind": "assure-score",
                "program": report.program,
                "rule": report.rule,
                "checklist": { "id": report.checklist.id, "edition": report.checklist.edition, "revision": report.checklist.revision, "digest": report.checklist.digest },
                "council": report.council,
                "period": report.period,
                "date": report.date,
                "complete": report.complete,
                "overall": report.overall,
                "key": report.key,
                "sections": report.sections.iter().map(|s| sums_of(&s.id, &s.title, &s.sums)).collect::<Vec<_>>(),
                "themes": report.themes.iter().map(|t| sums_of(&t.id, &t.title, &t.sums)).collect::<Vec<_>>(),
                "alerts": report.alerts,
            });
            if explain.is_some()
                && let Some(map) = value.as_object_mut()
            {
                let lines: Vec<serde_json::Value> = report
                    .answers()
                    .filter(|a| one.is_none_or(|id| id == a.id))
                    .map(|a| {
                        serde_json::json!({
                            "id": a.id, "section": a.section, "weight": a.weight, "state": a.state, "rating": a.rating,
                            "earned": a.earned, "possible": a.possible, "position": a.position,
                            "evidence_strength": a.evidence_strength, "alert": a.alert,
                        })
                    })
                    .collect();
                map.insert("lines".to_owned(), lines.into());
                let moves: Vec<serde_json::Value> = moves
                    .iter()
                    .filter(|m| one.is_none_or(|id| id == m.line.question.id))
                    .map(|m| serde_json::json!({ "id": m.line.question.id, "gain": m.gain, "what": m.what }))
                    .collect();
                map.insert("moves".to_owned(), moves.into());
            }
            to_json(&value)
        }
        DataFormat::Text => match (explain, one) {
            (Some(_), Some(id)) => {
                let mut out = String::new();
                if let Some(answer) = report.answer(id) {
                    explain_one(&mut out, answer, &report, width);
                } else {
                    out.push_str(&wrapped(
                        &format!("{id} is not asked: the facts stated switch it off, so it is left out of every sum."),
                        width,
                        "",
                    ));
                }
                out
            }
            (Some(_), None) => {
                let mut out = summary(&report, width);
                explain_all(&mut out, &report, width);
                out.push_str("\nWhat would move it most\n");
                let rows: Vec<Vec<String>> = moves
                    .iter()
                    .take(MOVES)
                    .map(|m| {
                        let alert = match m.line.alert {
                            Some(Alert::Open) => "alert",
                            Some(Alert::Planned) => "alert, credible plan",
                            None => "",
                        };
                        vec![
                            m.line.question.id.clone(),
                            format!("+{}", m.gain),
                            alert.to_owned(),
                            m.what.to_owned(),
                        ]
                    })
                    .collect();
                out.push_str(&render(
                    &[
                        text("Question"),
                        figures("Points"),
                        text("Alert"),
                        text("What it takes"),
                    ],
                    &rows,
                    width,
                ));
                out
            }
            _ => summary(&report, width),
        },
    };
    print(&out)?;
    explain_verdict(&report, demands, context.style);
    Ok(verdict(&report, demands))
}

fn sums_of(id: &str, title: &str, sums: &Sums) -> serde_json::Value {
    let mut value = serde_json::to_value(sums).unwrap_or_default();
    if let Some(map) = value.as_object_mut() {
        map.insert("id".to_owned(), id.into());
        map.insert("title".to_owned(), title.into());
    }
    value
}

/// The result as a person reads it first: profile, alerts, then score and coverage, then the sections.
pub fn summary(r: &Report, width: usize) -> String {
    let mut out = String::new();
    let council = r.council.as_deref().unwrap_or("Council not named");
    out.push_str(&wrapped(
        &format!(
            "{council}, {}: {} ({}@{})",
            r.period,
            r.checklist.role.title(),
            r.checklist.id,
            r.checklist.edition
        ),
        width,
        "",
    ));
    out.push('\n');
    let rows: Vec<Vec<String>> = Position::ALL
        .iter()
        .map(|p| {
            vec![
                p.title().to_owned(),
                r.overall.positions.count(*p).to_string(),
                p.meaning().to_owned(),
            ]
        })
        .chain(std::iter::once(vec![
            "asked".to_owned(),
            r.overall.asked.to_string(),
            "all of the above".to_owned(),
        ]))
        .collect();
    out.push_str(&render(
        &[text("Position"), figures("Questions"), text("What it means")],
        &rows,
        width,
    ));
    out.push('\n');
    if r.alerts.is_empty() {
        out.push_str("Alerts: none. Every critical question that applies is assured.\n");
    } else {
        let open = r.at(Position::Unanswered).filter(|a| a.alert.is_some()).count();
        let open = if open == 0 {
            String::new()
        } else {
            format!(", {open} not answered yet")
        };
        let _ = writeln!(
            out,
            "Alerts: {} ({} with a credible plan{open})",
            r.alerts.len(),
            r.overall.alerts_with_plan
        );
        for a in r.answers() {
            if let Some(alert) = a.alert {
                let plan = plan_text(a, alert);
                out.push_str(&wrapped(
                    &format!("! {} ({}; {plan}): {}", a.id, a.position.title(), a.text),
                    width,
                    "  ",
                ));
            }
        }
    }
    out.push('\n');
    let s = &r.overall;
    let score = if s.answered == 0 {
        "Score: none yet; nothing is answered.".to_owned()
    } else {
        format!(
            "Score: {} ({} of {} points over the {} answered).",
            percent(s.tally.score()),
            s.earned,
            s.possible,
            s.answered
        )
    };
    out.push_str(&wrapped(&score, width, ""));
    out.push_str(&wrapped(
        &format!(
            "Coverage: {} ({} of {} applicable answered).",
            percent(s.tally.coverage()),
            s.answered,
            s.applicable
        ),
        width,
        "",
    ));
    if s.tally.open > 0 {
        out.push_str(&wrapped(
            &format!(
                "Range that the open questions leave: {} (all at 0, all at 3).",
                s.tally.range_text()
            ),
            width,
            "",
        ));
    }
    if r.scope == Scope::Key && !r.outside.is_empty() {
        out.push_str(&wrapped(
            &format!(
                "A key run: these are the {} key questions; the other {} are not counted here.",
                r.overall.asked,
                r.outside.len()
            ),
            width,
            "",
        ));
    }
    out.push_str(&wrapped(
        &format!("Key questions answered: {} of {}.", r.key.answered, r.key.applicable),
        width,
        "",
    ));
    for c in r.context.iter().filter(|c| c.answer.is_none()) {
        out.push_str(&wrapped(
            &format!("Not stated yet: {} ({} wait on it)", c.text, c.questions.len()),
            width,
            "",
        ));
    }
    out.push('\n');
    out.push_str(&sections(r, width));
    out.push('\n');
    out.push_str(&wrapped(
        "A self-assessment. It predicts no Ofsted grade and is no audit opinion.",
        width,
        "",
    ));
    out
}

fn sections(r: &Report, width: usize) -> String {
    let wide = width >= 116;
    let rows: Vec<Vec<String>> = r
        .sections
        .iter()
        .map(|s| {
            let p = &s.sums.positions;
            let mut row = vec![
                s.title.clone(),
                format!("{}/{}", s.sums.answered, s.sums.applicable),
                percent(s.sums.tally.score()),
            ];
            if wide {
                row.extend(p.counts().iter().map(u32::to_string));
            }
            row.push(s.sums.alerts.to_string());
            row
        })
        .collect();
    let mut columns = vec![text("Section"), figures("Answered"), figures("Score")];
    if wide {
        columns.extend([
            figures("Assured"),
            figures("Asserted"),
            figures("Planned"),
            figures("Exposed"),
            figures("Blind"),
            figures("N/A"),
            figures("Open"),
        ]);
    }
    columns.push(figures("Alerts"));
    render(&columns, &rows, width)
}

fn explain_all(out: &mut String, r: &Report, width: usize) {
    for s in &r.sections {
        out.push('\n');
        out.push_str(&wrapped(&s.title, width, ""));
        let rows: Vec<Vec<String>> = s
            .answers
            .iter()
            .map(|a| {
                vec![
                    a.id.clone(),
                    answer_text(a),
                    format!("x{}", a.weight),
                    sum(a),
                    a.position.title().to_owned(),
                ]
            })
            .chain(std::iter::once(vec![
                "sum".to_owned(),
                String::new(),
                String::new(),
                format!("{}/{}", s.sums.earned, s.sums.possible),
                percent(s.sums.tally.score()),
            ]))
            .collect();
        out.push_str(&render(
            &[
                text("Question"),
                text("Answer"),
                figures("Weight"),
                figures("Points"),
                text("Position"),
            ],
            &rows,
            width,
        ));
    }
    let _ = writeln!(
        out,
        "\nIn all: {} of {} points = {}",
        r.overall.earned,
        r.overall.possible,
        percent(r.overall.tally.score())
    );
}

/// An answer's points: `4/6`, or why it has none.
fn sum(a: &AnswerRecord) -> String {
    a.earned
        .map_or_else(|| "left out".to_owned(), |earned| format!("{earned}/{}", a.possible))
}

fn explain_one(out: &mut String, a: &AnswerRecord, r: &Report, width: usize) {
    out.push_str(&wrapped(&a.text, width, ""));
    let points = match (a.earned, a.rating) {
        (Some(earned), Some(rating)) => format!("{} × weight {} = {earned} of {} points", rating, a.weight, a.possible),
        (Some(_), None) => format!("don't know earns 0 of {} points", a.possible),
        (None, _) => format!("{}: left out of the score", answer_text(a)),
    };
    out.push_str(&wrapped(&format!("Answer: {}. {points}.", answer_text(a)), width, ""));
    let current = a.evidence.iter().filter(|e| e.current).count();
    out.push_str(&wrapped(
        &format!(
            "Evidence: {} pieces, {current} of them current on {}: {}.",
            a.evidence.len(),
            r.date,
            a.evidence_strength.word()
        ),
        width,
        "",
    ));
    let credible = a.actions.iter().filter(|x| x.credible).count();
    out.push_str(&wrapped(
        &format!(
            "Actions: {}, {credible} of them credible on {}.",
            a.actions.len(),
            r.date
        ),
        width,
        "",
    ));
    out.push_str(&wrapped(
        &format!("Position: {} ({}).", a.position.title(), a.position.meaning()),
        width,
        "",
    ));
    let alert = match a.alert {
        Some(Alert::Open) => "It is critical and not assured: an alert, without a credible plan.",
        Some(Alert::Planned) => "It is critical and not assured: an alert, with a credible plan.",
        None if a.critical => "It is critical, and no alert.",
        None => "It is not critical.",
    };
    out.push_str(&wrapped(alert, width, ""));
    for note in r.notes.iter().filter(|n| n.question == a.id) {
        out.push_str(&wrapped(&format!("Note: {}", note.text), width, ""));
    }
}
