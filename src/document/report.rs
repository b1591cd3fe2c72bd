//! The report, in the order of a conversation: where we stand and the alerts, what we know, how we know it, what we will do, then every
//! answer, and last the method and the sources.
//!
//! A text that a person wrote stands once in full, with its answer or, for an action, in the plan; elsewhere the report refers to it.

mod answers;
pub(crate) mod approvals;
mod brief;
pub(crate) mod comments;
mod front;
mod method;
mod parts;
mod plan;
mod talk;

use super::{
    Block, Chart, ChartKind, Item, Text, Unit, WithoutPictures, comparison, day, figures, indicators, row, sums, text,
};
use crate::assessment::{AcceptedRisk, EvidenceKind, Strength};
use crate::checklist::{QuestionId, Status};
use crate::report::{AnswerRecord, Audience, Report, Scope, answer_text, plan_text, waiting};
use crate::score::Position;

use plan::Plan;

/// By what the answers are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Grouping {
    /// By the checklist's sections.
    #[default]
    Section,
    /// By the inspection areas that the questions speak to.
    Area,
}

/// How much a report says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Everything, the answers grouped so.
    Full(Grouping),
    /// Two printed pages.
    Brief,
}

/// The report as a document.
pub fn page(r: &Report, layout: Layout) -> Vec<Block> {
    let mut out = Vec::new();
    in_parts(r, layout, &mut |part| out.extend(part));
    out
}

/// The same part by part, in their order: of a report of thousands of answers no more than a part is in memory.
pub fn in_parts(r: &Report, layout: Layout, take: &mut dyn FnMut(Vec<Block>)) {
    match layout {
        Layout::Full(grouping) => full(r, grouping, take),
        Layout::Brief => take(brief::page(r)),
    }
}

fn full(r: &Report, grouping: Grouping, take: &mut dyn FnMut(Vec<Block>)) {
    let plan = Plan::of(r);
    let mut out = Vec::new();
    head(&mut out, r);
    approvals::approvals(&mut out, r);
    front::opening(&mut out, r);
    front::recommendations(&mut out, r);
    summary(&mut out, r, &plan);
    if let Some(c) = &r.previous {
        out.extend(comparison::section(c, 2));
    }
    know(&mut out, r, &plan);
    how(&mut out, r);
    take(std::mem::take(&mut out));
    plan.will_do(&mut out, r);
    take(std::mem::take(&mut out));
    talk::talk(&mut out, r);
    parts::by_section(&mut out, r);
    indicators::section(&mut out, &r.indicators, r.scope);
    take(std::mem::take(&mut out));
    answers::every_answer(r, &plan, grouping, take);
    method::method(&mut out, r);
    front::next_review(&mut out, r);
    take(out);
}

/// What there is of a kind as a list, or what is said where there is nothing.
fn list_or<T>(out: &mut Vec<Block>, these: Vec<T>, none: &str, item: impl Fn(T) -> Item) {
    out.push(if these.is_empty() {
        Block::paragraph(none)
    } else {
        Block::list(these.into_iter().map(item))
    });
}

/// The name of a question's part in addresses: its id is the same each year.
fn anchor(question: &QuestionId) -> String {
    format!("question-{question}")
}

/// A question by its id, leading to its answer.
fn question(id: &QuestionId) -> Text {
    Text::new().reference(anchor(id), id.as_str())
}

/// A question in its words, leading to its answer, and in brackets what there is to say of it.
fn in_words(a: &AnswerRecord, facts: &[&str]) -> Text {
    let said = Text::new().reference(anchor(&a.id), &a.text);
    let facts: Vec<&str> = facts.iter().copied().filter(|f| !f.is_empty()).collect();
    if facts.is_empty() {
        said
    } else {
        said.plain(format!(" ({})", facts.join(", ")))
    }
}

/// The mark of a hard expectation.
fn critical(a: &AnswerRecord) -> &'static str {
    if a.critical { "critical" } else { "" }
}

fn definitions(facts: Vec<(&str, String)>) -> Block {
    Block::Definitions(facts.into_iter().map(|(a, b)| (a.into(), b.into())).collect())
}

fn head(out: &mut Vec<Block>, r: &Report) {
    let council = r.council.as_deref().unwrap_or("Council not named");
    let scope = match r.scope {
        Scope::Whole => "",
        Scope::Key => ": the key questions",
    };
    let title = format!("Self-assessment of children's services, {}{scope}", r.period);
    out.push(Block::heading(1, title));
    out.push(Block::paragraph(format!("{council} · {}", r.checklist.role.title())));
    let c = &r.checklist;
    let mut facts = vec![
        ("Answered by", who(r)),
        ("Begun, last changed", format!("{}, {}", day(r.started), day(r.date))),
        (
            "Checklist",
            format!("{} ({}@{}, revision {})", c.title, c.id, c.edition, c.revision),
        ),
    ];
    if c.status != Status::Current {
        let word = c.status.word();
        let said = format!("{word}: there is a later one, or its duties are no longer in force");
        facts.push(("Status of the edition", said));
    }
    facts.extend(comments::count(r).words().map(|said| ("Read by others", said)));
    // A comparison says it where it is needed.
    let alone = r.series_break.as_ref().filter(|_| r.previous.is_none());
    facts.extend(alone.map(|said| ("A break in the series", said.clone())));
    out.push(definitions(facts));
    out.push(Block::paragraph(
        "A self-assessment: what the person named above says, and what they can show. It is not an inspection result, not an audit opinion, and no figure in it predicts one.",
    ));
    if r.scope == Scope::Key {
        let (asked, others) = (r.overall.asked, r.outside.len());
        out.push(Block::paragraph(Text::new().strong("A key run:").plain(format!(
            " it covers the {asked} key questions, and every figure is over those. The other {others} are named below the answers."
        ))));
    }
    if r.audience == Audience::Public {
        out.push(Block::paragraph(
            "This is the public version: names, owners of actions and the texts of private answers are left out. Every figure counts them.",
        ));
    }
}

/// Who answered.
fn who(r: &Report) -> String {
    let named = [r.assessor.name.as_deref(), r.assessor.post.as_deref()];
    let named: Vec<&str> = named.into_iter().flatten().collect();
    if named.is_empty() {
        "not named".to_owned()
    } else {
        named.join(", ")
    }
}

fn summary(out: &mut Vec<Block>, r: &Report, plan: &Plan<'_>) {
    out.push(Block::heading(2, "Where we stand"));
    if !r.complete {
        let said = Text::new().strong("This assessment is not complete.");
        out.push(Block::paragraph(said.plain(format!(" {}", incomplete(r)))));
    }
    out.push(profile_chart(r));
    out.push(sums::profile(&r.overall));
    out.push(sums::in_a_line(&r.overall));
    out.push(Block::heading(3, "Alerts"));
    if r.alerts.is_empty() {
        out.push(Block::paragraph(
            "None: every critical question that applies is assured.",
        ));
        return;
    }
    out.push(Block::paragraph(
        "A critical question that applies and is not assured. An alert is never averaged away; a credible plan is said, and the alert stays.",
    ));
    out.push(Block::list(r.answers().filter_map(|a| {
        let standing = plan_text(a, a.alert?);
        let finding = a.finding.as_deref().map(|f| Item::from(format!("Finding: {f}")));
        let risk = a.risk_accepted.as_ref().map(|risk| Item::from(risk_stays(risk)));
        let actions = plan.of_answer(a);
        let planned = actions.iter().map(|n| Item::from(plan.in_short(*n, r)));
        Some(Item {
            text: in_words(a, &[a.position.title(), standing]),
            inside: finding.into_iter().chain(risk).chain(planned).collect(),
        })
    })));
}

/// Who accepted a risk, and that no figure moves by it.
fn risk_stays(risk: &AcceptedRisk) -> String {
    format!("{}. The alert stays.", risk.words())
}

fn profile_chart(r: &Report) -> Block {
    let p = &r.overall.positions;
    let (assured, asked) = (p.count(Position::Assured), r.overall.asked);
    let rows = Position::ALL.iter().map(|position| {
        let label = format!("{}: {}", position.title(), position.meaning());
        (label, vec![Some(p.count(*position))])
    });
    Block::Chart(Chart {
        headline: format!("{assured} of {asked} questions are assured").into(),
        about: format!(
            "How many of the {asked} questions asked stand at each position, {}.",
            day(r.date)
        )
        .into(),
        kind: ChartKind::Bars,
        unit: Unit::Count,
        without_pictures: WithoutPictures::TableBelow,
        rows_are: "Position".to_owned(),
        series: vec!["Questions".to_owned()],
        rows: rows.collect(),
    })
}

/// What keeps the assessment from being complete.
fn incomplete(r: &Report) -> String {
    let mut parts = Vec::new();
    let open = r.overall.positions.unanswered;
    if open > 0 {
        let is = if open == 1 { "is" } else { "are" };
        parts.push(format!("{open} of {} questions {is} still open.", r.overall.asked));
    }
    for c in r.context.iter().filter(|c| c.answer.is_none()) {
        let waits = waiting(c.questions.len());
        parts.push(format!("Not stated yet: {} ({waits}).", c.text));
    }
    parts.join(" ")
}

/// How many strengths are named before the sections; weaknesses always are.
const STRENGTHS: usize = 12;

/// The strengths, those rated highest and shown best first.
fn strengths(r: &Report) -> Vec<&AnswerRecord> {
    let mut strong: Vec<&AnswerRecord> = r.at(Position::Assured).collect();
    strong.sort_by_key(|a| (std::cmp::Reverse(a.rating), std::cmp::Reverse(a.evidence_strength)));
    strong
}

/// The weaknesses, hard expectations and the weakest first.
fn weaknesses(r: &Report) -> Vec<&AnswerRecord> {
    let mut weak: Vec<&AnswerRecord> = r.at(Position::Exposed).chain(r.at(Position::Planned)).collect();
    weak.sort_by_key(|a| (!a.critical, a.rating));
    weak
}

fn know(out: &mut Vec<Block>, r: &Report, plan: &Plan<'_>) {
    out.push(Block::heading(2, "What we know"));
    out.push(Block::heading(3, "Strengths that we can show"));
    let mut strong = strengths(r);
    let more = strong.len().saturating_sub(STRENGTHS);
    strong.truncate(STRENGTHS);
    let none = "None yet: nothing is both rated 2 or 3 and shown by current evidence.";
    list_or(out, strong, none, |a| {
        in_words(a, &[&answer_text(a), critical(a)]).into()
    });
    if more > 0 {
        out.push(Block::paragraph(format!(
            "And {more} more, each in its section below: the {STRENGTHS} shown are those rated highest and shown best."
        )));
    }
    out.push(Block::heading(3, "Weaknesses, named"));
    let none = "None is named. An assessment without a weakness is read with doubt: look once more.";
    list_or(out, weaknesses(r), none, |a| {
        let actions = plan.of_answer(a);
        let said = in_words(a, &[&answer_text(a), a.position.title(), critical(a)]);
        if is_withheld(a, r) {
            said.plain(". The text is kept private.").into()
        } else if actions.is_empty() {
            said.plain(". Nothing is planned").into()
        } else {
            said.plain(". Plan: ").then(plan.references(&actions)).into()
        }
    });
}

/// Whether an answer's texts are left out of this copy: then nothing can be said of what is not there.
fn is_withheld(a: &AnswerRecord, r: &Report) -> bool {
    a.private && r.audience == Audience::Public
}

fn how(out: &mut Vec<Block>, r: &Report) {
    out.push(Block::heading(2, "How we know it"));
    let count = |kind: &EvidenceKind| r.evidence_by_kind.get(kind).copied().unwrap_or(0);
    let outside: u32 = EvidenceKind::ALL
        .iter()
        .filter(|(_, kind)| kind.is_independent())
        .map(|(_, kind)| count(kind))
        .sum();
    let all: u32 = r.evidence_by_kind.values().sum();
    let rows = EvidenceKind::ALL.iter().map(|(_, kind)| {
        let outside = if kind.is_independent() { " (outside)" } else { "" };
        (format!("{}{outside}", kind.title()), vec![Some(count(kind))])
    });
    out.push(Block::Chart(Chart {
        headline: format!("{outside} of {all} current pieces come from outside line management").into(),
        about: format!(
            "Current pieces of evidence of each kind, {}; what is marked is from outside line management.",
            day(r.date)
        )
        .into(),
        kind: ChartKind::Bars,
        unit: Unit::Count,
        without_pictures: WithoutPictures::Table,
        rows_are: "Evidence of the kind".to_owned(),
        series: vec!["Current pieces".to_owned()],
        rows: rows.collect(),
    }));
    out.extend(indicators::counted(r));
    let strengths = Strength::ALL.iter().rev().map(|strength| {
        let of_it = |a: &&AnswerRecord| a.rating.is_some() && a.evidence_strength == *strength;
        let count = r.answers().filter(of_it).count();
        row([strength.word().to_owned(), count.to_string()])
    });
    let columns = vec![text("Evidence strength"), figures("Rated questions")];
    out.push(Block::table(columns, strengths.collect()));
    out.push(Block::heading(3, "What rests on assertion"));
    let none = "Nothing: every rating of 2 or 3 has current evidence.";
    list_or(out, r.at(Position::Asserted).collect(), none, |a: &AnswerRecord| {
        let evidence = format!("evidence: {}", a.evidence_strength.word());
        in_words(a, &[&answer_text(a), &evidence]).into()
    });
    out.push(Block::heading(3, "Blind spots"));
    let blind = r.at(Position::BlindSpot).collect();
    list_or(out, blind, "None was named.", |a| in_words(a, &[]).into());
}
