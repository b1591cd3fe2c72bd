//! `assure show`

use assure::checklist::shared::{theme_title, topic_title};
use assure::checklist::{AnswerKind, Checklist, Question, RestsOn, Source, Status};
use assure::diagnostic::nearest;
use assure::report::to_json;
use serde::Serialize;

use super::CommandContext;
use crate::cli::args::{DataFormat, ShowArgs};
use crate::cli::failure::error_with_hint;
use crate::cli::load;
use crate::cli::output::{CommandOutcome, print};
use crate::cli::table::wrapped;

/// Shows a checklist, one of its questions, or its sources with what rests on them.
pub fn run(args: &ShowArgs, context: &CommandContext<'_>) -> anyhow::Result<CommandOutcome> {
    let (question, sources, format) = (args.question.as_deref(), args.sources, args.format);
    let name = args.checklist.as_str();
    let (checklist, _) = load::checklist(name, None)?;
    let one = match question {
        None => None,
        Some(id) => Some(find(&checklist, id)?),
    };
    if sources {
        let traced = trace(&checklist, one);
        print(&match format {
            DataFormat::Json => to_json(&serde_json::json!({
                "checklist": checklist.name().to_string(),
                "question": question,
                "sources": traced,
            })),
            DataFormat::Text => traced_text(&checklist, one, &traced, context.style.width_out.min(100)),
        })?;
        return Ok(CommandOutcome::Done);
    }
    let out = match (format, one) {
        (DataFormat::Json, Some(question)) => to_json(&question),
        (DataFormat::Json, None) => to_json(&checklist),
        (DataFormat::Text, Some(question)) => full(&checklist, question, context.style.width_out.min(100)),
        (DataFormat::Text, None) => overview(&checklist, context.style.width_out.min(100)),
    };
    print(&out)?;
    Ok(CommandOutcome::Done)
}

/// A source with what rests on it.
#[derive(Debug, Serialize)]
struct Traced<'a> {
    #[serde(flatten)]
    source: &'a Source,
    places: Vec<Place<'a>>,
}

/// A place in a source, with the questions that rest on it.
#[derive(Debug, Serialize)]
struct Place<'a> {
    locator: &'a str,
    questions: Vec<&'a str>,
}

/// Every place that the checklist cites, by source, in the order in which they first appear; or only those of one question.
fn trace<'a>(c: &'a Checklist, one: Option<&Question>) -> Vec<Traced<'a>> {
    let mut traced: Vec<Traced<'a>> = Vec::new();
    for source in &c.sources {
        let mut places: Vec<Place<'a>> = Vec::new();
        for q in c.questions() {
            for x in q.source.iter().filter(|x| x.id == source.id) {
                match places.iter_mut().find(|p| p.locator == x.locator) {
                    Some(place) if place.questions.contains(&q.id.as_str()) => {}
                    Some(place) => place.questions.push(&q.id),
                    None => places.push(Place {
                        locator: &x.locator,
                        questions: vec![&q.id],
                    }),
                }
            }
        }
        if let Some(one) = one {
            places.retain(|p| p.questions.contains(&one.id.as_str()));
            if places.is_empty() {
                continue;
            }
        }
        traced.push(Traced { source, places });
    }
    traced
}

fn traced_text(c: &Checklist, one: Option<&Question>, traced: &[Traced<'_>], width: usize) -> String {
    let what = one.map_or(String::new(), |q| format!(" {}", q.id));
    let mut out = wrapped(&format!("What {}{what} rests on", c.name()), width, "");
    for t in traced {
        out.push('\n');
        out.push_str(&wrapped(&cited(t.source), width, ""));
        if t.places.is_empty() {
            out.push_str(&wrapped("No question rests on it.", width, "  "));
        }
        for p in &t.places {
            out.push_str(&wrapped(p.locator, width, "  "));
            out.push_str(&wrapped(&p.questions.join(", "), width, "    "));
        }
    }
    out
}

/// A source in one line.
fn cited(s: &Source) -> String {
    let url = s.url.as_deref().map_or(String::new(), |u| format!(". {u}"));
    format!("{}: {}, {}, {}{url}", s.id, s.title, s.publisher, s.date)
}

/// The question of an id.
///
/// # Errors
/// Names the nearest.
pub fn find<'a>(checklist: &'a Checklist, id: &str) -> anyhow::Result<&'a Question> {
    checklist.question(id).ok_or_else(|| {
        let near = nearest(id, checklist.questions().map(|q| q.id.as_str()))
            .map_or(String::new(), |n| format!("did you mean `{n}`? "));
        error_with_hint(
            format!("{} has no question `{id}`", checklist.name()),
            format!("{near}`assure show {}` lists the questions", checklist.name()),
        )
    })
}

fn overview(c: &Checklist, width: usize) -> String {
    let mut out = wrapped(&c.title, width, "");
    let status = if c.status == Status::Current {
        String::new()
    } else {
        format!(" ({})", c.status.word())
    };
    let minutes = format!(
        "{} questions, {} minutes; {} key, {} minutes",
        c.len(),
        c.minutes,
        c.key_count(),
        c.minutes_for(c.key_count())
    );
    out.push_str(&wrapped(
        &format!("{}, revision {}{status}: {minutes}", c.name(), c.revision),
        width,
        "",
    ));
    if let Some(note) = &c.note {
        out.push('\n');
        out.push_str(&wrapped(note, width, ""));
    }
    if !c.contexts.is_empty() {
        out.push_str("\nFacts that switch questions on\n");
        for x in &c.contexts {
            out.push_str(&wrapped(&format!("{}: {}", x.id, x.text), width, "  "));
        }
    }
    for (i, s) in c.sections.iter().enumerate() {
        out.push('\n');
        out.push_str(&wrapped(&format!("{}. {} ({})", i + 1, s.title, s.id), width, ""));
        for q in &s.questions {
            out.push_str(&wrapped(&format!("{}{}", q.id, marks(q)), width, "  "));
            out.push_str(&wrapped(&q.text, width, "    "));
        }
    }
    out.push_str("\nSources\n");
    for s in &c.sources {
        out.push_str(&wrapped(&cited(s), width, "  "));
    }
    out
}

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

fn full(c: &Checklist, q: &Question, width: usize) -> String {
    let mut out = wrapped(&q.text, width, "");
    let section = c.section_of(&q.id).map_or("", |s| s.title.as_str());
    out.push_str(&wrapped(
        &format!("{}@{} {}{}", c.id, c.edition, q.id, marks(q)),
        width,
        "",
    ));
    out.push_str(&wrapped(
        &format!("Section: {section}. Theme: {}.{}", theme_title(&q.theme), shared(q)),
        width,
        "",
    ));
    out.push_str("\nWhy it matters\n");
    out.push_str(&wrapped(&q.why, width, "  "));
    for (title, list) in [
        ("Look for", &q.look_for),
        ("Warning signs", &q.warning_signs),
        ("Measures worth having at hand", &q.indicators),
    ] {
        if !list.is_empty() {
            out.push_str(&format!("\n{title}\n"));
            for x in list {
                out.push_str(&bullet(x, width));
            }
        }
    }
    if !q.then_now.is_empty() {
        out.push_str("\nThen and now\n");
        for t in &q.then_now {
            let note = t.note.as_deref().map_or(String::new(), |n| format!(" ({n})"));
            out.push_str(&bullet(
                &format!("{}: now {}, since {}{note}", t.then, t.now, t.when),
                width,
            ));
        }
    }
    if !q.was.is_empty() {
        out.push_str("\nIn earlier editions\n");
        for w in &q.was {
            let comparable = if w.is_comparable() {
                "comparable"
            } else {
                "not comparable"
            };
            out.push_str(&bullet(
                &format!("{}@{} {}: {}, {comparable}", c.id, w.edition, w.id, w.change.word()),
                width,
            ));
        }
    }
    out.push_str("\nSource\n");
    if q.rests_on == Some(RestsOn::Practice) {
        out.push_str(&bullet("No document: good practice as the authors know it", width));
    }
    for x in &q.source {
        let title = c.source(&x.id).map_or(x.id.as_str(), |s| s.title.as_str());
        out.push_str(&bullet(&format!("{title}: {}", x.locator), width));
    }
    out
}

/// The topics and the inspection area of a question, where it has them.
fn shared(q: &Question) -> String {
    let mut out = String::new();
    if !q.topic.is_empty() {
        let titles: Vec<&str> = q.topic.iter().map(|t| topic_title(t)).collect();
        out.push_str(&format!(" Topic: {}.", titles.join("; ")));
    }
    if let Some(area) = q.area {
        out.push_str(&format!(" Inspection area: {}.", area.title()));
    }
    if let Some(reason) = &q.not_key_because {
        out.push_str(&format!(" Not in the key run: {reason}"));
    }
    out
}

fn bullet(text: &str, width: usize) -> String {
    let wrapped = wrapped(text, width, "    ");
    wrapped.replacen("    ", "  - ", 1)
}
