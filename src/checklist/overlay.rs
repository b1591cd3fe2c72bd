//! A council's overlay: questions and sections added to a shipped checklist, which itself is never changed.

use schemars::JsonSchema;
use serde::Deserialize;

use super::rules::{Parts, RULES, key_run, problem_at};
use super::{Checklist, Context, EditionName, Id, Library, Question, Section, SectionId, Source, id};
use crate::diagnostic::Diagnostic;
use crate::format::schema::Rules;
use crate::format::source::PathStep;
use crate::format::{FileType, UnplacedProblem, fields};

/// A council's additions to a shipped checklist, format 1.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Overlay {
    /// A higher number is a newer program's file and is refused.
    #[serde(deserialize_with = "fields::within::<_, 1, 1>")]
    #[schemars(range(min = 1, max = 1))]
    pub format: u32,
    /// The shipped edition that it adds to: `ce@2022`.
    pub extend: String,
    /// Its own id; not a shipped one.
    #[serde(deserialize_with = "fields::id")]
    #[schemars(schema_with = "fields::id_schema")]
    pub id: String,
    /// Wording mended.
    #[serde(deserialize_with = "fields::within::<_, 1, 1_000_000>")]
    #[schemars(range(min = 1, max = 1_000_000))]
    pub revision: u32,
    /// Its title.
    #[serde(deserialize_with = "fields::limited::<_, 120>")]
    #[schemars(schema_with = "fields::limited_schema::<120>")]
    pub title: String,
    /// What a reader must know. It stands behind the shipped note.
    #[serde(default, deserialize_with = "fields::limited_or_none::<_, 600>")]
    #[schemars(schema_with = "fields::limited_or_none_schema::<600>")]
    pub note: Option<String>,
    /// Minutes that are added to the shipped ones.
    #[serde(default, deserialize_with = "fields::optional_within::<_, 1, 600>")]
    #[schemars(range(min = 1, max = 600))]
    pub minutes: Option<u32>,
    /// Further documents.
    #[serde(default)]
    pub source: Vec<Source>,
    /// Further facts.
    #[serde(default)]
    pub context: Vec<Context>,
    /// Further sections, and further questions for shipped sections.
    pub section: Vec<OverlaySection>,
}

/// A section of an overlay: one of its own, or a shipped one that is named by its id alone.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OverlaySection {
    /// Its own id, or that of a shipped section.
    #[serde(deserialize_with = "id::well_formed")]
    #[schemars(schema_with = "fields::id_schema")]
    pub id: SectionId,
    /// The title of a section of its own; a shipped section has its own already.
    #[serde(default, deserialize_with = "fields::limited_or_none::<_, 120>")]
    #[schemars(schema_with = "fields::limited_or_none_schema::<120>")]
    pub title: Option<String>,
    /// What it is about.
    #[serde(default, deserialize_with = "fields::limited_or_none::<_, 600>")]
    #[schemars(schema_with = "fields::limited_or_none_schema::<600>")]
    pub intro: Option<String>,
    /// The questions that it adds.
    pub question: Vec<Question>,
}

impl FileType for Overlay {
    const RULES: Rules = RULES;
}

/// The shipped checklist with the overlay's additions, and everything that is wrong with them.
pub fn extend(overlay: &Overlay, library: &Library) -> (Option<Checklist>, Vec<UnplacedProblem>) {
    let mut found = Vec::new();
    let base = match library.resolve(&overlay.extend) {
        Ok(base) => Some(base),
        Err(message) => {
            found.push(problem_at(
                vec!["extend".into()],
                Diagnostic::error(
                    "unknown-checklist",
                    format!("no shipped checklist `{}` to extend", overlay.extend),
                )
                .help(message),
            ));
            None
        }
    };
    if library.ids().any(|id| id == overlay.id) {
        found.push(problem_at(
            vec!["id".into()],
            Diagnostic::error(
                "overlay",
                format!("`{}` is a shipped checklist's id; an overlay has its own", overlay.id),
            )
            .label("choose another"),
        ));
    }
    let shipped = base.iter();
    let parts = Parts {
        sources: &overlay.source,
        contexts: &overlay.context,
        sections: overlay.section.iter().map(|s| (&s.id, s.question.as_slice())).collect(),
        known_sources: shipped
            .clone()
            .flat_map(|b| &b.sources)
            .chain(&overlay.source)
            .map(|s| &s.id)
            .collect(),
        known_contexts: shipped
            .flat_map(|b| &b.contexts)
            .chain(&overlay.context)
            .map(|c| &c.id)
            .collect(),
        edition: u16::MAX,
    };
    found.extend(parts.problems());
    let merged = base.map(|base| {
        let merged = merge_overlay(overlay, &base, &mut found);
        found.extend(key_run(&merged));
        merged
    });
    (merged, found)
}

fn merge_overlay(overlay: &Overlay, base: &Checklist, found: &mut Vec<UnplacedProblem>) -> Checklist {
    let mut merged = base.clone();
    merged.extends = Some(base.name());
    merged.id.clone_from(&overlay.id);
    merged.revision = overlay.revision;
    merged.title.clone_from(&overlay.title);
    merged.note = match (merged.note.take(), &overlay.note) {
        (Some(a), Some(b)) => Some(format!("{a} {b}")),
        (a, b) => a.or_else(|| b.clone()),
    };
    merged.minutes = merged.minutes.saturating_add(overlay.minutes.unwrap_or(0));
    let named = |kind: &str, i: usize| -> Vec<PathStep> { vec![kind.into(), i.into(), "id".into()] };
    for (i, source) in overlay.source.iter().enumerate() {
        if merged.source(&source.id).is_some() {
            found.push(redefined(named("source", i), "source", &source.id, &base.name()));
        } else {
            merged.sources.push(source.clone());
        }
    }
    for (i, context) in overlay.context.iter().enumerate() {
        if merged.contexts.iter().any(|c| c.id == context.id) {
            found.push(redefined(named("context", i), "context", &context.id, &base.name()));
        } else {
            merged.contexts.push(context.clone());
        }
    }
    for (i, section) in overlay.section.iter().enumerate() {
        for (j, question) in section.question.iter().enumerate() {
            if base.question(&question.id).is_some() {
                let path = vec!["section".into(), i.into(), "question".into(), j.into(), "id".into()];
                found.push(redefined(path, "question", &question.id, &base.name()));
            }
        }
        let here: Vec<PathStep> = vec!["section".into(), i.into()];
        match merged.sections.iter_mut().find(|s| s.id == section.id) {
            Some(shipped) => {
                if section.title.is_some() || section.intro.is_some() {
                    found.push(problem_at(
                        here,
                        Diagnostic::error(
                            "overlay",
                            format!(
                                "section `{}` is shipped with {}: its title and intro cannot be changed",
                                section.id,
                                base.name()
                            ),
                        )
                        .help("leave `title` and `intro` out to add questions to it, or give your section an id of its own"),
                    ));
                }
                shipped.questions.extend(section.question.iter().cloned());
            }
            None => {
                if section.title.is_none() {
                    found.push(problem_at(
                        here,
                        Diagnostic::error("missing-key", format!("section `{}` has no `title`", section.id)).help(
                            format!(
                                "a section without a title adds to one of {}: there is none of that id",
                                base.name()
                            ),
                        ),
                    ));
                }
                merged.sections.push(Section {
                    id: section.id.clone(),
                    title: section.title.clone().unwrap_or_default(),
                    intro: section.intro.clone(),
                    questions: section.question.clone(),
                });
            }
        }
    }
    merged
}

fn redefined<Of>(path: Vec<PathStep>, what: &str, id: &Id<Of>, base: &EditionName) -> UnplacedProblem {
    problem_at(
        path,
        Diagnostic::error(
            "overlay",
            format!("{what} `{id}` is shipped with {base}: an overlay cannot redefine it"),
        )
        .help("give yours an id of its own"),
    )
}
