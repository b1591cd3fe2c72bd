//! The checklists as a person reads them without answering: the list, one checklist, one question, and what rests on which source.

use super::{Block, Item, Text, figures, names, row, text};
use crate::checklist::library::Shipped;
use crate::checklist::shared::{theme_title, topic_title};
use crate::checklist::sources::Traced;
use crate::checklist::{AnswerKind, Checklist, Question, RestsOn, Source, Status};
use crate::dates::day_or_month;

/// The shipped checklists, each with whether it is the edition that its id alone stands for.
pub fn list(shipped: &[(&Shipped, bool)]) -> Vec<Block> {
    let columns = vec![
        names("Checklist"),
        names("Status"),
        names("Default"),
        figures("Questions"),
        figures("Minutes"),
        figures("Key"),
        figures("Key min"),
        text("Title"),
    ];
    let rows = shipped.iter().map(|(s, default)| {
        row([
            s.name().to_string(),
            s.status.word().to_owned(),
            if *default { "yes" } else { "" }.to_owned(),
            s.questions.to_string(),
            s.minutes.to_string(),
            s.key.to_string(),
            s.key_minutes().to_string(),
            s.title.to_owned(),
        ])
    });
    vec![Block::table(columns, rows.collect())]
}

/// A checklist: what it is, its questions and its sources.
pub fn overview(c: &Checklist) -> Vec<Block> {
    let status = if c.status == Status::Current {
        String::new()
    } else {
        format!(" ({})", c.status.word())
    };
    let mut out = vec![
        Block::heading(1, &c.title),
        Block::paragraph(format!(
            "{}, revision {}{status}: {} questions, {} minutes; {} key, {} minutes",
            c.name(),
            c.revision,
            c.len(),
            c.minutes,
            c.key_count(),
            c.minutes_for(c.key_count())
        )),
    ];
    out.extend(c.note.as_ref().map(Block::paragraph));
    if !c.contexts.is_empty() {
        out.push(Block::heading(3, "Facts that switch questions on"));
        out.push(Block::list(c.contexts.iter().map(|x| format!("{}: {}", x.id, x.text))));
    }
    for (i, s) in c.sections.iter().enumerate() {
        out.push(Block::heading(3, format!("{}. {} ({})", i + 1, s.title, s.id)));
        out.push(Block::list(s.questions.iter().map(|q| {
            let about = format!("{}{}", q.id, marks(q));
            Item {
                text: Text::new().strong(&q.text),
                inside: vec![about.into()],
            }
        })));
    }
    out.push(Block::heading(3, "Sources"));
    out.push(Block::list(c.sources.iter().map(cited)));
    out
}

/// What is marked of a question, in brackets.
fn marks(q: &Question) -> String {
    let mut marks = Vec::new();
    if q.key {
        marks.push("key".to_owned());
    }
    if q.critical {
        marks.push("critical".to_owned());
    }
    if q.answer == AnswerKind::YesNo {
        marks.push("yes or no".to_owned());
    }
    if q.weight > 1 {
        marks.push(format!("weight {}", q.weight));
    }
    if let Some(context) = &q.only_if {
        marks.push(format!("only if {context}"));
    }
    if marks.is_empty() {
        String::new()
    } else {
        format!(" ({})", marks.join(", "))
    }
}

/// A question with all its guidance.
pub fn question(c: &Checklist, q: &Question) -> Vec<Block> {
    let section = c.section_of(&q.id).map_or("", |s| s.title.as_str());
    let mut facts = vec![
        ("Section", section.to_owned()),
        ("Theme", theme_title(&q.theme).to_owned()),
    ];
    if !q.topic.is_empty() {
        let titles: Vec<&str> = q.topic.iter().map(topic_title).collect();
        facts.push(("Topic", titles.join("; ")));
    }
    facts.extend(q.area.map(|area| ("Inspection area", area.title().to_owned())));
    let reason = q.not_key_because.clone();
    facts.extend(reason.map(|reason| ("Not in the key run", reason)));
    let mut out = vec![
        Block::paragraph(Text::new().strong(&q.text)),
        Block::paragraph(format!("{} {}{}", c.name(), q.id, marks(q))),
        Block::Definitions(facts.into_iter().map(|(a, b)| (a.into(), b.into())).collect()),
        Block::heading(3, "Why it matters"),
        Block::paragraph(&q.why),
    ];
    let mut part = |title: &str, items: Vec<Item>| {
        if !items.is_empty() {
            out.push(Block::heading(3, title));
            out.push(Block::List(items));
        }
    };
    let items = |texts: &[String]| texts.iter().map(Item::from).collect();
    part("Look for", items(&q.look_for));
    part("Warning signs", items(&q.warning_signs));
    part("Measures worth having at hand", items(&q.indicators));
    let then_now = q.then_now.iter().map(|t| {
        let note = t.note.as_deref().map_or(String::new(), |n| format!(" ({n})"));
        format!("{}: now {}, since {}{note}", t.then, t.now, t.when).into()
    });
    part("Then and now", then_now.collect());
    let earlier = q.was.iter().map(|w| {
        let comparable = if w.is_comparable() {
            "comparable"
        } else {
            "not comparable"
        };
        format!("{}@{} {}: {}, {comparable}", c.id, w.edition, w.id, w.change.word()).into()
    });
    part("In earlier editions", earlier.collect());
    let practice =
        (q.rests_on == Some(RestsOn::Practice)).then(|| "No document: good practice as the authors know it".into());
    let documents = q.source.iter().map(|x| {
        let title = c.source(&x.id).map_or(x.id.as_str(), |s| s.title.as_str());
        format!("{title}: {}", x.locator).into()
    });
    part("Source", practice.into_iter().chain(documents).collect());
    out
}

/// Each source with its places, and the questions that rest on them: of a checklist, or of one of its questions.
pub fn sources(c: &Checklist, one: Option<&Question>, traced: &[Traced<'_>]) -> Vec<Block> {
    let what = one.map_or(String::new(), |q| format!(" {}", q.id));
    let mut out = vec![Block::paragraph(format!("What {}{what} rests on", c.name()))];
    for t in traced {
        out.push(Block::heading(3, cited(t.source)));
        out.push(if t.places.is_empty() {
            Block::paragraph("No question rests on it.")
        } else {
            Block::list(t.places.iter().map(|p| Item {
                text: p.locator.into(),
                inside: vec![p.questions.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(", ").into()],
            }))
        });
    }
    out
}

/// A source in one line.
fn cited(s: &Source) -> Text {
    let said = Text::from(format!(
        "{}: {}, {}, {}",
        s.id,
        s.title,
        s.publisher,
        day_or_month(&s.date)
    ));
    match &s.url {
        Some(url) => said.plain(". ").address(url),
        None => said,
    }
}
