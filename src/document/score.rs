//! The score: what a person reads first, and how it came about.

use super::{Block, Column, Text, day, figures, row, sums, text};
use crate::checklist::QuestionId;
use crate::report::{AnswerRecord, Report, Scope, answer_text, plan_text, waiting};
use crate::score::{Alert, Move, Tally, percent};

/// How many questions are named that would move the result most.
const MOVES: usize = 10;

/// How much the table of sections says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sections {
    /// Answers, score and alerts.
    Brief,
    /// The whole profile.
    Full,
}

/// Profile, alerts, then score and coverage, then the sections.
pub fn summary(r: &Report, sections: Sections) -> Vec<Block> {
    let council = r.council.as_deref().unwrap_or("Council not named");
    let (role, id, edition) = (r.checklist.role.title(), &r.checklist.id, r.checklist.edition);
    let mut out = vec![
        Block::paragraph(format!("{council}, {}: {role} ({id}@{edition})", r.period)),
        sums::profile(&r.overall),
    ];
    alerts(&mut out, r);
    let mut facts = sums::facts(&r.overall);
    if r.scope == Scope::Key && !r.outside.is_empty() {
        let (asked, others) = (r.overall.asked, r.outside.len());
        let said = format!("these are the {asked} key questions; the other {others} are not counted here.");
        facts.push(("A key run", said.into()));
    }
    let (answered, applicable) = (r.key.answered, r.key.applicable);
    facts.push(("Key questions answered", format!("{answered} of {applicable}.").into()));
    for c in r.context.iter().filter(|c| c.answer.is_none()) {
        let waits = waiting(c.questions.len());
        facts.push(("Not stated yet", format!("{} ({waits})", c.text).into()));
    }
    let facts = facts.into_iter().map(|(term, text)| (term.into(), text));
    out.push(Block::Definitions(facts.collect()));
    out.push(by_section(r, sections));
    out.push(Block::paragraph(
        "A self-assessment. It predicts no Ofsted grade and is no audit opinion.",
    ));
    out
}

fn alerts(out: &mut Vec<Block>, r: &Report) {
    if r.alerts.is_empty() {
        out.push(Block::paragraph(
            "Alerts: none. Every critical question that applies is assured.",
        ));
        return;
    }
    let count = r.alert_count();
    out.push(Block::heading(3, format!("Alerts: {} ({})", count.all, count.kinds())));
    out.push(Block::list(r.answers().filter_map(|a| {
        let plan = plan_text(a, a.alert?);
        Some(format!("! {} ({}; {plan}): {}", a.id, a.position.title(), a.text))
    })));
}

fn by_section(r: &Report, sections: Sections) -> Block {
    let full = sections == Sections::Full;
    let mut columns: Vec<Column> = vec![text("Section"), figures("Answered"), figures("Score")];
    if full {
        let short = ["Assured", "Asserted", "Planned", "Exposed", "Blind", "N/A", "Open"];
        columns.extend(short.map(figures));
    }
    columns.push(figures("Alerts"));
    let rows = r.sections.iter().map(|s| {
        let answered = format!("{}/{}", s.sums.answered, s.sums.applicable);
        let mut cells = row([s.title.clone(), answered, sums::share(&s.sums)]);
        if full {
            cells.extend(s.sums.positions.counts().iter().map(|n| Text::from(n.to_string())));
        }
        cells.push(s.sums.alerts.to_string().into());
        cells
    });
    Block::table(columns, rows.collect())
}

/// What a table of several files says of one.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoredFile {
    file: String,
    /// Council, office and year.
    of: String,
    overall: Tally,
}

impl ScoredFile {
    /// Of a finished report; `file` is the name of its answer file.
    pub fn of(file: String, report: &Report) -> Self {
        Self {
            file,
            of: format!(
                "{}, {}@{}, {}",
                report.council.as_deref().unwrap_or("council not named"),
                report.checklist.id,
                report.checklist.edition,
                report.period
            ),
            overall: report.overall,
        }
    }
}

/// The sums of several answer files, a row a file. Nothing is summed over them: they are of different councils, years or offices.
pub fn several(files: &[ScoredFile]) -> Vec<Block> {
    let columns = vec![
        text("File"),
        text("Of"),
        figures("Answered"),
        figures("Score"),
        figures("Exposed"),
        figures("Blind"),
        figures("Alerts"),
    ];
    let rows = files.iter().map(|f| {
        let (sums, positions) = (&f.overall, &f.overall.positions);
        row([
            f.file.clone(),
            f.of.clone(),
            format!("{}/{}", sums.answered, sums.applicable),
            sums::share(sums),
            positions.exposed.to_string(),
            positions.blind_spot.to_string(),
            sums.alerts.to_string(),
        ])
    });
    vec![
        Block::table(columns, rows.collect()),
        Block::paragraph(
            "Self-assessments. They predict no Ofsted grade and are no audit opinion; councils, years and offices are not ranked by them.",
        ),
    ]
}

/// How every point came about, and what would move the score most.
pub fn explained(r: &Report, moves: &[Move<'_>]) -> Vec<Block> {
    let mut out = Vec::new();
    for s in &r.sections {
        out.push(Block::heading(3, &s.title));
        let mut rows: Vec<Vec<Text>> = s.answers.iter().map(points).collect();
        let (earned, share) = (format!("{}/{}", s.sums.earned, s.sums.possible), sums::share(&s.sums));
        let empty = String::new;
        rows.push(row(["sum".to_owned(), empty(), empty(), earned, share]));
        let columns = vec![
            text("Question"),
            text("Answer"),
            figures("Weight"),
            figures("Points"),
            text("Position"),
        ];
        out.push(Block::table(columns, rows));
    }
    out.push(Block::paragraph(format!(
        "In all: {} of {} points = {}",
        r.overall.earned,
        r.overall.possible,
        percent(r.overall.score())
    )));
    out.push(Block::heading(3, "What would move it most"));
    let rows = moves.iter().take(MOVES).map(|m| {
        let alert = match m.line.alert {
            Some(Alert::Open) => "alert",
            Some(Alert::Planned) => "alert, credible plan",
            None => "",
        };
        let (id, gain) = (m.line.question.id.to_string(), format!("+{}", m.gain));
        row([id, gain, alert.to_owned(), m.what.to_owned()])
    });
    let columns = vec![
        text("Question"),
        figures("Points"),
        text("Alert"),
        text("What it takes"),
    ];
    out.push(Block::table(columns, rows.collect()));
    out
}

/// An answer's row: its points, or why it has none.
fn points(a: &AnswerRecord) -> Vec<Text> {
    let points = a
        .earned
        .map_or_else(|| "left out".to_owned(), |earned| format!("{earned}/{}", a.possible));
    let weight = format!("x{}", a.weight);
    let position = a.position.title().to_owned();
    row([a.id.to_string(), answer_text(a), weight, points, position])
}

/// How one question counts.
pub fn explained_one(r: &Report, id: &QuestionId) -> Vec<Block> {
    let Some(a) = r.answer(id) else {
        return vec![Block::paragraph(format!(
            "{id} is not asked: the facts stated switch it off, so it is left out of every sum."
        ))];
    };
    let points = match (a.earned, a.rating) {
        (Some(earned), Some(rating)) => format!("{rating} × weight {} = {earned} of {} points", a.weight, a.possible),
        (Some(_), None) => format!("don't know earns 0 of {} points", a.possible),
        (None, _) => format!("{}: left out of the score", answer_text(a)),
    };
    let current = a.evidence.iter().filter(|e| e.current).count();
    let credible = a.actions.iter().filter(|x| x.credible).count();
    let (pieces, actions) = (a.evidence.len(), a.actions.len());
    let (on, strength) = (day(r.date), a.evidence_strength.word());
    let alert = match a.alert {
        Some(Alert::Open) => "It is critical and not assured: an alert, without a credible plan.",
        Some(Alert::Planned) => "It is critical and not assured: an alert, with a credible plan.",
        None if a.critical => "It is critical, and no alert.",
        None => "It is not critical.",
    };
    let mut out = vec![
        Block::paragraph(&a.text),
        Block::list([
            format!("Answer: {}. {points}.", answer_text(a)),
            format!("Evidence: {pieces} pieces, {current} of them current on {on}: {strength}."),
            format!("Actions: {actions}, {credible} of them credible on {on}."),
            format!("Position: {} ({}).", a.position.title(), a.position.meaning()),
            alert.to_owned(),
        ]),
    ];
    out.extend(
        r.notes
            .iter()
            .filter(|n| a.id == *n.question)
            .map(|n| Block::note(&n.text)),
    );
    out
}
