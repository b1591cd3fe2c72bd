//! The report's actions: numbered once, told once, and referred to by their numbers.

use super::super::{Block, Chart, ChartKind, Item, Text, Unit, WithoutPictures, day_or_none, figures, text};
use super::brief::{cut, of_all};
use super::{list_or, question};
use crate::assessment::{ActionStatus, DueChange};
use crate::checklist::QuestionId;
use crate::report::{ActionRecord, AnswerRecord, Audience, Report, answer_text};
use crate::score::Position;
use chrono::Datelike as _;
use std::collections::BTreeMap;

/// Every action of a report by its number: the open ones by due date, then those that are closed.
pub(super) struct Plan<'r> {
    actions: Vec<(&'r AnswerRecord, &'r ActionRecord)>,
    by_answer: BTreeMap<&'r QuestionId, Vec<usize>>,
}

impl<'r> Plan<'r> {
    /// The actions of a report.
    pub(super) fn of(r: &'r Report) -> Self {
        let mut actions: Vec<(&AnswerRecord, &ActionRecord)> = r
            .answers()
            .flat_map(|a| a.actions.iter().map(move |x| (a, x)))
            .collect();
        actions.sort_by_key(|(_, x)| x.number);
        let mut by_answer: BTreeMap<&QuestionId, Vec<usize>> = BTreeMap::new();
        for (i, (a, _)) in actions.iter().enumerate() {
            by_answer.entry(&a.id).or_default().push(i);
        }
        Self { actions, by_answer }
    }

    /// The places in the plan of an answer's actions.
    pub(super) fn of_answer(&self, a: &AnswerRecord) -> Vec<usize> {
        self.by_answer.get(&a.id).cloned().unwrap_or_default()
    }

    /// `action 3` or `actions 3, 7`, each leading to its row.
    pub(super) fn references(&self, places: &[usize]) -> Text {
        let word = if places.len() == 1 { "action " } else { "actions " };
        let mut said = Text::from(word);
        for (i, place) in places.iter().enumerate() {
            let gap = if i == 0 { "" } else { ", " };
            let number = self.actions.get(*place).map_or(0, |(_, x)| x.number);
            said = said.plain(gap).reference(ANCHOR, number.to_string());
        }
        said
    }

    /// An action in a line: for an alert, which is to be read without turning pages.
    pub(super) fn in_short(&self, place: usize, r: &Report) -> String {
        let Some((_, x)) = self.actions.get(place) else {
            return String::new();
        };
        format!("{} ({}; {}; {})", x.action.what, owner(x, r), due(x), status(x))
    }

    pub(super) fn will_do(&self, out: &mut Vec<Block>, r: &Report) {
        out.push(Block::heading(2, ANCHOR_TITLE));
        let open = self.actions.iter().filter(|(_, x)| x.action.status.is_open()).count();
        if open == 0 {
            out.push(Block::paragraph("No open action is written down."));
        } else {
            out.extend(by_quarter(self.actions.iter().take(open).map(|(_, x)| *x)));
            let columns = [
                "Due",
                "Action",
                "Owner",
                "How success will be seen",
                "Status",
                "Question",
            ];
            let columns = [figures("No.")].into_iter().chain(columns.map(text)).collect();
            let rows = self.actions.iter().take(open).map(|(a, x)| {
                vec![
                    x.number.to_string().into(),
                    due_and_moves(x).into(),
                    x.action.what.as_str().into(),
                    owner(x, r).into(),
                    x.action.measure.as_deref().unwrap_or("no measure").into(),
                    status(x).into(),
                    question(&a.id),
                ]
            });
            out.push(Block::table(columns, rows.collect()));
        }
        if open < self.actions.len() {
            out.push(Block::heading(3, "Done and dropped"));
            let columns = [
                "What became of it",
                "Action",
                "Owner",
                "Due",
                "How success was to be seen",
                "Question",
            ];
            let columns = [figures("No.")].into_iter().chain(columns.map(text)).collect();
            let rows = self.actions.iter().skip(open).map(|(a, x)| {
                vec![
                    x.number.to_string().into(),
                    ending(x).into(),
                    x.action.what.as_str().into(),
                    owner(x, r).into(),
                    due_and_moves(x).into(),
                    x.action.measure.as_deref().unwrap_or("no measure").into(),
                    question(&a.id),
                ]
            });
            out.push(Block::table(columns, rows.collect()));
        }
        out.push(Block::heading(3, "Weaknesses without a credible plan"));
        let exposed = r.at(Position::Exposed).collect();
        list_or(out, exposed, "None.", |a: &AnswerRecord| {
            let said = Text::from(format!("{} ({}; ", a.text, answer_text(a)));
            Item::from(said.then(question(&a.id)).plain(")"))
        });
    }
}

impl Plan<'_> {
    /// An action in a line that fits the brief: cut at so many letters.
    pub(super) fn in_brief(&self, place: usize, r: &Report, letters: usize) -> String {
        let Some((_, x)) = self.actions.get(place) else {
            return String::new();
        };
        let (what, owner) = (cut(&x.action.what, letters), cut(owner(x, r), letters / 2));
        format!("{what} ({owner}; {})", due(x))
    }

    /// The next open actions, a line each.
    pub(super) fn brief(&self, out: &mut Vec<Block>, r: &Report, most: usize, letters: usize) {
        let open = self.actions.iter().filter(|(_, x)| x.action.status.is_open()).count();
        out.push(Block::heading(2, of_all("The next 12 months", most, open)));
        if open == 0 {
            out.push(Block::paragraph("No open action is written down."));
            return;
        }
        let items = (0..open.min(most)).map(|place| self.in_brief(place, r, letters));
        out.push(Block::list(items));
    }
}

/// The heading that references to an action lead to.
const ANCHOR_TITLE: &str = "What we will do";
const ANCHOR: &str = "what-we-will-do";

/// How many open actions fall due in each quarter.
fn by_quarter<'r>(open: impl Iterator<Item = &'r ActionRecord>) -> Option<Block> {
    let mut quarters: BTreeMap<(i32, u32), u32> = BTreeMap::new();
    let (mut undated, mut all) = (0, 0);
    for x in open {
        all += 1;
        match x.action.due {
            Some(due) => *quarters.entry((due.year(), due.month0() / 3)).or_default() += 1,
            None => undated += 1,
        }
    }
    let names = [
        "January to March",
        "April to June",
        "July to September",
        "October to December",
    ];
    let mut rows: Vec<(String, Vec<Option<u32>>)> = quarters
        .into_iter()
        .filter_map(|((year, quarter), n)| {
            let name = names.get(usize::try_from(quarter).ok()?)?;
            Some((format!("{name} {year}"), vec![Some(n)]))
        })
        .collect();
    if undated > 0 {
        rows.push(("no date".to_owned(), vec![Some(undated)]));
    }
    (rows.len() > 1).then(|| {
        Block::Chart(Chart {
            headline: format!("When the {all} open actions fall due").into(),
            about: "Open actions by the quarter in which they are due.".into(),
            kind: ChartKind::Bars,
            unit: Unit::Count,
            without_pictures: WithoutPictures::Nothing,
            rows_are: "Quarter".to_owned(),
            series: vec!["Open actions".to_owned()],
            rows,
        })
    })
}

/// Who sees to an action, or why nobody is named.
fn owner<'a>(x: &'a ActionRecord, r: &Report) -> &'a str {
    match &x.action.owner {
        Some(owner) => owner,
        None if r.audience == Audience::Public => "left out",
        None => "no owner",
    }
}

fn due(x: &ActionRecord) -> String {
    let due = day_or_none(x.action.due);
    let moved = if x.action.moved.is_empty() { "" } else { ", moved" };
    if x.action.due.is_some() {
        format!("due {due}{moved}")
    } else {
        due
    }
}

/// By when, and by when it was to be done before, with why that changed.
fn due_and_moves(x: &ActionRecord) -> String {
    let moves: Vec<String> = x.action.moved.iter().rev().map(DueChange::words).collect();
    match moves.as_slice() {
        [] => day_or_none(x.action.due),
        _ => format!("{} ({})", day_or_none(x.action.due), moves.join("; ")),
    }
}

/// What became of a closed action, and what is said of it.
fn ending(x: &ActionRecord) -> String {
    let word = x.action.status.word();
    match (x.action.ending(), x.action.status) {
        (Some((title, text)), _) => format!("{word}. {title}: {text}"),
        (None, ActionStatus::Dropped) => format!("{word}, no reason is given"),
        _ => word.to_owned(),
    }
}

/// An action's status; while it is open with what its dates and gaps amount to.
fn status(x: &ActionRecord) -> String {
    if !x.action.status.is_open() {
        return ending(x);
    }
    let word = x.action.status.word().replace('-', " ");
    if x.overdue {
        format!("{word}, overdue")
    } else if x.credible {
        format!("{word}, credible")
    } else {
        format!("{word}, not credible yet")
    }
}
