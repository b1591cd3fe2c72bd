//! `assure score`

mod several;

use assure::checklist::QuestionId;
use assure::document::Block;
use assure::document::score::{self as document, Sections};
use assure::report::{Audience, Report};
use assure::score::{Move, Tally, biggest_moves, score};

use super::{CommandContext, PROGRAM, explain_verdict, show, verdict};
use crate::cli::args::ScoreArgs;
use crate::cli::load;
use crate::cli::output::{CommandOutcome, print_rendered};
use crate::cli::render::{MadeWhenWanted, written};

/// Shows the profile, the alerts and the score.
pub fn run(args: &ScoreArgs, context: &CommandContext<'_>) -> anyhow::Result<CommandOutcome> {
    let path = match args.files.as_slice() {
        [path] if !path.is_dir() => path.as_path(),
        _ => return several::run(args, context),
    };
    let (format, demands, own) = (args.format, &args.demands, &args.own);
    let loaded = load::answer_file(path, own.checklist.as_deref())?;
    let assessment = loaded.current_assessment(own.accept_changed, path, context.style)?;
    // The file's text is not wanted any more.
    let checklist = loaded.checklist;
    drop(loaded.file);
    let report = assure::report::report(&checklist, &assessment, Audience::Full, PROGRAM);
    let one = match args.question.as_deref() {
        Some(id) => Some(&show::find(&checklist, id)?.id),
        None => None,
    };
    let explains = args.explain || one.is_some();
    let width = context.style.width_out;
    // Only what explains needs it.
    let scored = explains.then(|| score(&checklist, &assessment));
    let moves = scored.as_ref().map(biggest_moves).unwrap_or_default();
    let blocks = || match one {
        Some(id) => document::explained_one(&report, id),
        None if explains => {
            let mut out = summary(&report, width);
            out.extend(document::explained(&report, &moves));
            out
        }
        None => summary(&report, width),
    };
    let data = MadeWhenWanted(|| data(&report, explains.then_some((one, moves.as_slice()))));
    print_rendered(&written(format, blocks, &data, width))?;
    explain_verdict(&report, demands, context.style);
    Ok(verdict(&report, demands))
}

/// The score for a program, with what explains it where that is asked for: of one question, or of all.
fn data(report: &Report, explain: Option<(Option<&QuestionId>, &[Move<'_>])>) -> serde_json::Value {
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
        "sections": report.sections.iter().map(|s| sums_of(s.id.as_str(), &s.title, &s.sums)).collect::<Vec<_>>(),
        "themes": report.themes.iter().map(|t| sums_of(t.id.as_str(), &t.title, &t.sums)).collect::<Vec<_>>(),
        "alerts": report.alerts,
    });
    if let (Some((one, moves)), Some(map)) = (explain, value.as_object_mut()) {
        let lines: Vec<serde_json::Value> = report
            .answers()
            .filter(|a| one.is_none_or(|id| *id == a.id))
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
            .filter(|m| one.is_none_or(|id| *id == m.line.question.id))
            .map(|m| serde_json::json!({ "id": m.line.question.id, "gain": m.gain, "what": m.what }))
            .collect();
        map.insert("moves".to_owned(), moves.into());
    }
    value
}

fn sums_of(id: &str, title: &str, sums: &Tally) -> serde_json::Value {
    let mut value = serde_json::to_value(sums).unwrap_or_default();
    if let Some(map) = value.as_object_mut() {
        map.insert("id".to_owned(), id.into());
        map.insert("title".to_owned(), title.into());
    }
    value
}

/// The summary for a page of so many columns.
pub fn summary(r: &Report, width: usize) -> Vec<Block> {
    document::summary(r, if width >= 116 { Sections::Full } else { Sections::Brief })
}
