//! A council's overlay: questions and sections added to a shipped checklist, which itself is never changed.

use super::parse::Raw;
use super::{Checklist, EditionName, Section};
use crate::diagnostic::{Diagnostic, Problems};

/// The shipped checklist with the overlay's additions. Ids that stand in both are reported.
pub fn extend(base: &Checklist, raw: Raw, problems: &Problems) -> Checklist {
    let mut merged = base.clone();
    merged.extends = Some(EditionName {
        id: base.id.clone(),
        edition: base.edition,
    });
    merged.id = raw.id;
    merged.revision = raw.revision;
    merged.title = raw.title;
    merged.note = match (merged.note.take(), raw.note) {
        (Some(a), Some(b)) => Some(format!("{a} {b}")),
        (a, b) => a.or(b),
    };
    merged.minutes = merged.minutes.saturating_add(raw.minutes.unwrap_or(0));
    for source in raw.sources {
        if merged.source(&source.id).is_some() {
            taken("source", &source.id, base, problems);
        } else {
            merged.sources.push(source);
        }
    }
    for context in raw.contexts {
        if merged.contexts.iter().any(|c| c.id == context.id) {
            taken("context", &context.id, base, problems);
        } else {
            merged.contexts.push(context);
        }
    }
    for section in raw.sections {
        for question in &section.questions {
            if base.question(&question.id).is_some() {
                taken("question", &question.id, base, problems);
            }
        }
        match merged.sections.iter_mut().find(|s| s.id == section.id) {
            Some(shipped) => {
                if section.title.is_some() || section.intro.is_some() {
                    problems.push(
                        Diagnostic::error("overlay", format!("section `{}` is shipped with {}: its title and intro can not be changed", section.id, base.name()))
                            .at(section.span.clone())
                            .in_place(format!("section.{}", section.id))
                            .help("leave `title` and `intro` out to add questions to it, or give your section an id of its own"),
                    );
                }
                shipped.questions.extend(section.questions);
            }
            None => {
                if section.title.is_none() {
                    problems.push(
                        Diagnostic::error("missing-key", format!("section `{}` has no `title`", section.id))
                            .at(section.span.clone())
                            .in_place(format!("section.{}", section.id))
                            .help(format!(
                                "a section without a title adds to one of {}: there is none of that id",
                                base.name()
                            )),
                    );
                }
                merged.sections.push(Section {
                    id: section.id,
                    title: section.title.unwrap_or_default(),
                    intro: section.intro,
                    questions: section.questions,
                });
            }
        }
    }
    merged
}

fn taken(what: &str, id: &str, base: &Checklist, problems: &Problems) {
    problems.push(
        Diagnostic::error(
            "overlay",
            format!(
                "{what} `{id}` is shipped with {}: an overlay can not redefine it",
                base.name()
            ),
        )
        .in_place(format!("{what}.{id}"))
        .help("give yours an id of its own"),
    );
}
