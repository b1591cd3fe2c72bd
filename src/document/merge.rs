//! What came of several people's answers, or of two copies of one file, that were put together.

use super::{Block, Column, Item, NONE, Text, figures, names, row, text};
use crate::assessment::voice::{said_word, some_names};
use crate::assessment::{Response, State};
use crate::checklist::AnswerKind;
use crate::compare::copies::{Copies, CopyConflict};
use crate::compare::gathering::{Alike, Gathering, QuestionSpread, SpreadOutcome, Unsettled};

/// Several people's answers.
pub fn gathering(g: &Gathering) -> Vec<Block> {
    let council = g.council.as_deref().unwrap_or("Council not named");
    let mut out = vec![
        Block::heading(1, format!("Answers of {} people", g.voices.len())),
        Block::paragraph(format!("{council} · {} · {}", g.checklist, g.period)),
    ];
    out.extend(g.notes.iter().map(Block::note));
    out.push(Block::heading(2, "Whose answers"));
    out.push(voices(g));
    out.push(Block::heading(2, "What became of the questions"));
    out.push(counts(g));
    let (differ, agree): (Vec<_>, Vec<_>) = g.spread.iter().partition(|q| q.outcome != SpreadOutcome::Agreed);
    if !differ.is_empty() {
        out.push(Block::heading(2, "Where they differ"));
        out.push(Block::paragraph("The widest spread first. Nothing is averaged."));
        out.push(spreads(g, &differ, Names::Shown));
    }
    if !agree.is_empty() {
        out.push(Block::heading(2, "Where all who answered say the same"));
        out.push(spreads(g, &agree, Names::LeftOut));
    }
    if !g.left_out.is_empty() {
        out.push(Block::heading(2, "What else differs, and was left out"));
        out.push(Block::List(g.left_out.iter().map(left_out).collect()));
    }
    out
}

fn voices(g: &Gathering) -> Block {
    let posts = g.voices.iter().any(|v| v.post.is_some());
    let mut columns = vec![text("Voice")];
    columns.extend(posts.then(|| text("Post")));
    columns.extend((!g.groups.is_empty()).then(|| text("Group")));
    columns.push(figures("Answered"));
    let or_none = |text: &Option<String>| Text::from(text.as_deref().unwrap_or(NONE));
    let rows = g.voices.iter().map(|v| {
        let mut cells = vec![Text::from(&v.name)];
        cells.extend(posts.then(|| or_none(&v.post)));
        cells.extend((!g.groups.is_empty()).then(|| or_none(&v.group)));
        cells.push(v.answered.to_string().into());
        cells
    });
    Block::table(columns, rows.collect())
}

fn counts(g: &Gathering) -> Block {
    let rows = [
        ("All who answered say the same", Some(g.agreed)),
        (
            "They differ, and one person's answer was taken",
            Some(g.taken).filter(|n| *n > 0),
        ),
        ("They differ, and somebody chose", Some(g.chosen).filter(|n| *n > 0)),
        ("They differ: unresolved, and counted as unanswered", Some(g.unresolved)),
        ("Nobody answered", Some(g.unanswered)),
        ("Together", Some(g.questions)),
    ];
    let rows = rows
        .into_iter()
        .filter_map(|(what, n)| Some(row([what.to_owned(), n?.to_string()])));
    Block::table(vec![text("Questions"), figures("Number")], rows.collect())
}

/// Whether a spread says who gave which answer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Names {
    Shown,
    LeftOut,
}

/// A row a question: over everybody, or a column a group where there are groups.
fn spreads(g: &Gathering, questions: &[&QuestionSpread], who: Names) -> Block {
    let mut columns: Vec<Column> = vec![text("Question")];
    if g.groups.is_empty() {
        columns.push(text("Spread"));
    } else {
        columns.extend(g.groups.iter().map(text));
    }
    columns.push(names("Stands"));
    let rows = questions.iter().map(|q| {
        let mut cells = vec![Text::from(format!("{} ({})", q.text, q.id))];
        if g.groups.is_empty() {
            cells.push(spread(&q.spread, q.answer, who).into());
        } else {
            cells.extend(q.groups.iter().map(|of| Text::from(spread(&of.spread, q.answer, who))));
        }
        cells.push(stands(q));
        cells
    });
    Block::table(columns, rows.collect())
}

fn stands(q: &QuestionSpread) -> Text {
    match response(q.state, q.rating) {
        Some(response) => said_word(Some(response), q.answer).into(),
        None => Text::new().strong("unresolved"),
    }
}

fn response(state: State, rating: Option<u8>) -> Option<Response> {
    match (state, rating) {
        (State::Rated, rating) => rating.map(Response::Rated),
        (State::DontKnow, _) => Some(Response::DontKnow),
        (State::NotApplicable, _) => Some(Response::NotApplicable),
        (State::Unanswered, _) => None,
    }
}

fn spread(alike: &[Alike], kind: AnswerKind, who: Names) -> String {
    let parts = alike.iter().map(|a| {
        let said = format!("{} {}", a.count, said_word(response(a.state, a.rating), kind));
        match who {
            Names::Shown => format!("{said} ({})", some_names(&a.voices)),
            Names::LeftOut => said,
        }
    });
    parts.collect::<Vec<_>>().join(", ")
}

fn left_out(unsettled: &Unsettled) -> Item {
    let opinions = unsettled.opinions.iter();
    Item {
        text: format!("{} ({})", unsettled.title, unsettled.place).into(),
        inside: opinions
            .map(|o| Item::from(Text::new().strong(some_names(&o.voices)).plain(format!(": {}", o.says))))
            .collect(),
    }
}

/// Two copies of one file.
pub fn copies(c: &Copies) -> Vec<Block> {
    let mut out = vec![
        Block::heading(1, "Two copies of one file"),
        Block::paragraph(format!("{} and {}, both made from {}", c.ours, c.theirs, c.base)),
    ];
    out.extend(c.notes.iter().map(Block::note));
    let open = c.conflicts.iter().filter(|x| x.settled.is_none()).count();
    out.push(Block::paragraph(match (c.conflicts.len(), open) {
        (0, _) => "Nothing was changed in two ways: what either changed stands.".to_owned(),
        (1, 0) => "One thing was changed in two ways, and is settled.".to_owned(),
        (n, 0) => format!("{n} things were changed in two ways, and are settled."),
        (1, _) => "One thing was changed in two ways. Nobody but you can say which stands.".to_owned(),
        (n, 1..) if n == open => format!("{n} things were changed in two ways. Nobody but you can say which stands."),
        (n, _) => format!("{n} things were changed in two ways, and {open} of them are not settled."),
    }));
    out.extend(c.conflicts.iter().flat_map(|x| conflict(c, x)));
    out
}

fn conflict(c: &Copies, x: &CopyConflict) -> Vec<Block> {
    let columns = vec![text("What"), text("Before"), text(&c.ours), text(&c.theirs)];
    let said = |text: &Option<String>| text.clone().unwrap_or_else(|| NONE.to_owned());
    let rows = x.conflict.differences.iter().map(|d| {
        let what = if d.key.is_empty() { &x.conflict.place } else { &d.key };
        row([what.clone(), said(&d.base), said(&d.ours), said(&d.theirs)])
    });
    let mut out = vec![
        Block::heading(2, &x.conflict.place),
        Block::table(columns, rows.collect()),
    ];
    out.extend(
        x.settled
            .as_ref()
            .map(|who| Block::paragraph(format!("What stands: {who}."))),
    );
    out
}
