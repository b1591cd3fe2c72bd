//! From a file's text to a valid checklist, or to every problem it has.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Change, Checklist, Context, KEY_MINUTES, Library, Question, Source, lineage, overlay};
use crate::diagnostic::{Diagnostic, Problems, nearest};
use crate::format::schema::Rules;
use crate::format::source::{self, Aim, Node, Step, Table, Value};
use crate::format::{self, Faulty, FileType, Finding, Notation, fields};

/// The newest format this program reads.
pub const FORMAT: i64 = 1;

/// The rules for texts that no schema can say.
const RULES: Rules = &[
    ("control-character", fields::no_controls),
    ("bad-id", fields::is_id),
    ("question", fields::is_question),
    ("url", fields::is_address),
    ("date", fields::is_time),
];

impl FileType for Checklist {
    const RULES: Rules = RULES;
}

impl FileType for Overlay {
    const RULES: Rules = RULES;
}

/// A council's additions to a shipped checklist, format 1.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Overlay {
    /// `1`. A higher number is a newer program's file and is refused.
    #[serde(deserialize_with = "fields::within::<_, 1, 1>")]
    #[schemars(range(min = 1, max = 1))]
    pub format: u32,
    /// The shipped edition that it adds to: `ce@2022`.
    pub extend: String,
    /// Its own id, not a shipped one.
    #[serde(deserialize_with = "fields::id")]
    #[schemars(schema_with = "fields::id_schema")]
    pub id: String,
    /// 1 and up.
    #[serde(deserialize_with = "fields::within::<_, 1, 1_000_000>")]
    #[schemars(range(min = 1, max = 1_000_000))]
    pub revision: u32,
    /// Its title.
    #[serde(deserialize_with = "fields::limited::<_, 120>")]
    #[schemars(schema_with = "fields::limited_schema::<120>")]
    pub title: String,
    /// Stands behind the shipped note.
    #[serde(default, deserialize_with = "fields::limited_or_none::<_, 600>")]
    #[schemars(schema_with = "fields::limited_schema::<600>")]
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
    /// Further sections, or questions for shipped ones.
    pub section: Vec<OverlaySection>,
}

/// A section of an overlay: one of its own, or a shipped one that is named by its id alone.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OverlaySection {
    /// Its own id, or that of a shipped section.
    #[serde(deserialize_with = "fields::id")]
    #[schemars(schema_with = "fields::id_schema")]
    pub id: String,
    /// Its title, where it is a section of its own.
    #[serde(default, deserialize_with = "fields::limited_or_none::<_, 120>")]
    #[schemars(schema_with = "fields::limited_schema::<120>")]
    pub title: Option<String>,
    /// What it is about.
    #[serde(default, deserialize_with = "fields::limited_or_none::<_, 600>")]
    #[schemars(schema_with = "fields::limited_schema::<600>")]
    pub intro: Option<String>,
    /// The questions that it adds.
    pub question: Vec<Question>,
}

/// Reads a checklist or an overlay.
///
/// `library` gives the shipped checklists: an overlay extends one, and lineage is checked against the editions in it.
///
/// # Errors
/// Every problem of the file, in the order of the file.
pub fn parse(text: &str, library: &Library) -> Result<Checklist, Vec<Diagnostic>> {
    let faulty = match format::read::<Checklist>(text, Notation::Toml) {
        Ok(checklist) => {
            let findings = whole(&checklist, library);
            if findings.is_empty() {
                return Ok(checklist);
            }
            let document = source::parse_toml(text)?;
            return Err(all(Vec::new(), findings, &[], &document));
        }
        Err(faulty) => faulty,
    };
    refuse_newer(&faulty.document)?;
    if faulty.document.get("extend").is_some() {
        let faulty = Faulty::of::<Overlay>(faulty.document);
        let Some(read) = faulty.rest::<Overlay>() else {
            return Err(faulty.problems);
        };
        let (checklist, findings) = overlay::extend(&read, library);
        let problems = all(faulty.problems, findings, &faulty.paths, &faulty.document);
        return match checklist {
            Some(checklist) if problems.is_empty() => Ok(checklist),
            _ => Err(problems),
        };
    }
    let findings = faulty
        .rest::<Checklist>()
        .map(|c| whole(&c, library))
        .unwrap_or_default();
    Err(all(faulty.problems, findings, &faulty.paths, &faulty.document))
}

/// Structural problems and those of meaning together, in the order of the file. What rests on a place that is wrong in itself is left out.
fn all(structural: Vec<Diagnostic>, findings: Vec<Finding>, faults: &[Vec<Step>], document: &Table) -> Vec<Diagnostic> {
    let problems = Problems::default();
    for problem in structural {
        problems.push(problem);
    }
    format::placed(format::founded(findings, faults), document, &problems);
    problems.into_sorted()
}

/// The format number is read loosely first: nothing else of a newer file is judged by this program's rules.
fn refuse_newer(document: &Table) -> Result<(), Vec<Diagnostic>> {
    match document.get("format").map(|e| &e.node) {
        Some(Node {
            value: Value::Integer(given),
            span,
        }) if *given > FORMAT => Err(vec![
            Diagnostic::error(
                "newer-format",
                format!("this checklist has format {given}; this program reads format {FORMAT}"),
            )
            .at(span.clone())
            .in_place("format")
            .help("use a newer assure; the file was left untouched"),
        ]),
        _ => Ok(()),
    }
}

/// What a file defines and uses, with its places.
pub(super) struct Parts<'f> {
    pub sources: &'f [Source],
    pub contexts: &'f [Context],
    /// Each section's id and questions.
    pub sections: Vec<(&'f str, &'f [Question])>,
    /// Every source and context that a question can name: its own, and those of what it extends.
    pub known_sources: Vec<&'f str>,
    pub known_contexts: Vec<&'f str>,
    /// Lineage leads to editions before this one.
    pub edition: u16,
}

/// The path to a question.
fn to_question(section: usize, question: usize) -> Vec<Step> {
    vec!["section".into(), section.into(), "question".into(), question.into()]
}

fn below(path: &[Step], steps: &[Step]) -> Vec<Step> {
    [path, steps].concat()
}

/// A problem with the value at a path.
pub(super) fn at(path: Vec<Step>, diagnostic: Diagnostic) -> Finding {
    Finding {
        path,
        aim: Aim::Value,
        diagnostic,
    }
}

impl Parts<'_> {
    /// Everything that is wrong with their meaning.
    pub fn findings(&self) -> Vec<Finding> {
        let mut found = self.twice();
        for (s, (_, questions)) in self.sections.iter().enumerate() {
            if questions.is_empty() {
                found.push(at(
                    vec!["section".into(), s.into(), "question".into()],
                    Diagnostic::error("missing-key", "a section has at least one question")
                        .label("`question` is needed here"),
                ));
            }
            for (q, question) in questions.iter().enumerate() {
                self.question(&mut found, &to_question(s, q), question);
            }
        }
        found
    }

    fn twice(&self) -> Vec<Finding> {
        let sources = self.sources.iter().enumerate();
        let contexts = self.contexts.iter().enumerate();
        let sections = self.sections.iter().enumerate();
        let top = |kind: &str, i: usize| vec![kind.into(), i.into(), "id".into()];
        let mut defined: Vec<(&str, &str, Vec<Step>)> = Vec::new();
        defined.extend(sources.map(|(i, s)| ("source", s.id.as_str(), top("source", i))));
        defined.extend(contexts.map(|(i, c)| ("context", c.id.as_str(), top("context", i))));
        for (i, (id, questions)) in sections {
            defined.push(("section", id, top("section", i)));
            let each = questions.iter().enumerate();
            defined.extend(each.map(|(j, q)| ("question", q.id.as_str(), below(&to_question(i, j), &["id".into()]))));
        }
        let mut seen = std::collections::BTreeSet::new();
        defined
            .into_iter()
            .filter(|(kind, id, _)| !seen.insert((*kind, *id)))
            .map(|(kind, id, path)| {
                at(
                    path,
                    Diagnostic::error("duplicate-id", format!("{kind} id `{id}` is used twice"))
                        .label("already used above"),
                )
            })
            .collect()
    }

    fn question(&self, found: &mut Vec<Finding>, path: &[Step], q: &Question) {
        let here = format!("question.{}", q.id);
        let mut wrong = |steps: &[Step], diagnostic: Diagnostic| found.push(at(below(path, steps), diagnostic));
        let themes: Vec<&str> = super::themes().iter().map(|t| t.id.as_str()).collect();
        if !themes.contains(&q.theme.as_str()) {
            let problem = Diagnostic::error("unknown-theme", format!("`{}` is no theme of themes.toml", q.theme));
            wrong(&["theme".into()], problem.help(choices("themes", &q.theme, &themes)));
        }
        topics(q, &mut wrong);
        if q.not_key_because.is_some() && (q.key || !q.critical) {
            wrong(
                &["not_key_because".into()],
                Diagnostic::error(
                    "not-key-because",
                    "`not_key_because` says why a `critical` question is not part of the key run; this one is `key`, or not `critical`",
                )
                .label("take this line away"),
            );
        }
        match (q.source.is_empty(), q.rests_on) {
            (true, None) => wrong(
                &["source".into()],
                Diagnostic::error("missing-key", format!("`{here}` has no `source`")).label("`source` is needed here"),
            ),
            (false, Some(_)) => wrong(
                &["rests_on".into()],
                Diagnostic::error(
                    "rests-on",
                    "`rests_on = \"practice\"` is for a question that no document stands behind; this one cites a source",
                )
                .label("take away this line, or the source"),
            ),
            _ => {}
        }
        if let Some(context) = &q.only_if
            && !self.known_contexts.contains(&context.as_str())
        {
            wrong(
                &["only_if".into()],
                undeclared("context", context, &self.known_contexts),
            );
        }
        for (i, citation) in q.source.iter().enumerate() {
            if !self.known_sources.contains(&citation.id.as_str()) {
                wrong(
                    &["source".into(), i.into(), "id".into()],
                    undeclared("source", &citation.id, &self.known_sources),
                );
            }
        }
        self.descent(q, &here, &mut wrong);
    }

    fn descent(&self, q: &Question, here: &str, wrong: &mut dyn FnMut(&[Step], Diagnostic)) {
        for (i, w) in q.was.iter().enumerate() {
            let step = |key: &str| ["was".into(), i.into(), key.into()];
            if w.edition >= self.edition {
                wrong(&step("edition"), cycle(w.edition, self.edition));
            }
            match (w.change, w.comparable) {
                (Change::Same, Some(false)) => wrong(
                    &step("comparable"),
                    Diagnostic::error("lineage", "a question that is the `same` is comparable").label("must be true"),
                ),
                (Change::Same, None) | (_, Some(_)) => {}
                (_, None) => wrong(
                    &step("comparable"),
                    Diagnostic::error("missing-key", format!("`{here}.was[{}]` has no `comparable`", i + 1))
                        .label("`comparable` is needed here"),
                ),
            }
            if q.was.iter().take(i).any(|x| x.edition == w.edition && x.id == w.id) {
                wrong(
                    &step("id"),
                    Diagnostic::error("lineage", format!("`{}` is named twice in `{here}.was`", w.id))
                        .label("already named"),
                );
            }
        }
        let mut editions: Vec<u16> = q.was.iter().map(|w| w.edition).collect();
        editions.sort_unstable();
        editions.dedup();
        for edition in editions {
            let from = q.was.iter().filter(|w| w.edition == edition);
            let merged = from.clone().filter(|w| w.change == Change::Merged).count();
            let message = match (from.count(), merged) {
                (1, 1) => "is said to be merged, but names only one earlier question",
                (2.., n) if n != q.was.iter().filter(|w| w.edition == edition).count() => {
                    "names several earlier questions, which is only possible when each link says `merged`"
                }
                _ => continue,
            };
            wrong(
                &["was".into()],
                Diagnostic::error("lineage", format!("`{here}.was` {message}")),
            );
        }
    }
}

fn topics(q: &Question, wrong: &mut dyn FnMut(&[Step], Diagnostic)) {
    if q.topic.is_empty() {
        return;
    }
    if q.topic.len() > 2 {
        wrong(
            &["topic".into()],
            Diagnostic::error("too-many-topics", "`topic` names one topic or two").label("one id, or a list of two"),
        );
    }
    let names: Vec<&str> = super::topics().iter().map(|t| t.id.as_str()).collect();
    for (i, id) in q.topic.iter().enumerate() {
        if q.topic.iter().take(i).any(|earlier| earlier == id) {
            wrong(
                &["topic".into()],
                Diagnostic::error("duplicate-id", format!("topic `{id}` is named twice")).label("already named"),
            );
        }
        if !names.contains(&id.as_str()) {
            wrong(
                &["topic".into()],
                Diagnostic::error("unknown-topic", format!("`{id}` is no topic of topics.toml"))
                    .help(choices("topics", id, &names)),
            );
        }
    }
}

fn choices(what: &str, given: &str, names: &[&str]) -> String {
    let all = format!("{what}: {}", names.join(", "));
    nearest(given, names.iter().copied()).map_or_else(|| all.clone(), |near| format!("did you mean `{near}`? {all}"))
}

fn undeclared(kind: &str, id: &str, names: &[&str]) -> Diagnostic {
    let code = if kind == "context" {
        "unknown-context"
    } else {
        "unknown-source"
    };
    let help = if names.is_empty() {
        format!("no [[{kind}]] is declared")
    } else {
        choices("declared", id, names)
    };
    Diagnostic::error(code, format!("{kind} `{id}` is not declared")).help(help)
}

fn cycle(earlier: u16, edition: u16) -> Diagnostic {
    Diagnostic::error(
        "lineage-cycle",
        format!(
            "lineage must lead to an earlier edition: {earlier} is not earlier than {edition}, and would make a cycle"
        ),
    )
    .label(format!("must be before {edition}"))
}

/// Everything that is wrong with the meaning of a checklist that stands alone.
fn whole(c: &Checklist, library: &Library) -> Vec<Finding> {
    let parts = Parts {
        sources: &c.sources,
        contexts: &c.contexts,
        sections: c
            .sections
            .iter()
            .map(|s| (s.id.as_str(), s.questions.as_slice()))
            .collect(),
        known_sources: c.sources.iter().map(|s| s.id.as_str()).collect(),
        known_contexts: c.contexts.iter().map(|x| x.id.as_str()).collect(),
        edition: c.edition,
    };
    let mut found = parts.findings();
    for (key, empty) in [("source", c.sources.is_empty()), ("section", c.sections.is_empty())] {
        if empty {
            found.push(at(
                vec![key.into()],
                Diagnostic::error("missing-key", format!("the file's head has no `{key}`"))
                    .label(format!("`{key}` is needed here")),
            ));
        }
    }
    let mut withdrawn: BTreeMap<(u16, &str), Vec<Step>> = BTreeMap::new();
    for (i, w) in c.withdrawn.iter().enumerate() {
        let path: Vec<Step> = vec!["withdrawn".into(), i.into()];
        if w.edition >= c.edition {
            found.push(at(below(&path, &["edition".into()]), cycle(w.edition, c.edition)));
        }
        if withdrawn.insert((w.edition, &w.id), path.clone()).is_some() {
            found.push(at(
                below(&path, &["id".into()]),
                Diagnostic::error("lineage", format!("`{}` of {} is withdrawn twice", w.id, w.edition))
                    .label("already withdrawn"),
            ));
        }
    }
    found.extend(key_run(c));
    let mut places: BTreeMap<&str, Vec<Step>> = BTreeMap::new();
    for (s, section) in c.sections.iter().enumerate() {
        for (q, question) in section.questions.iter().enumerate() {
            places
                .entry(&question.id)
                .or_insert_with(|| below(&to_question(s, q), &["id".into()]));
        }
    }
    for edition in lineage::editions_named(c) {
        let Some(earlier) = library.edition(&c.id, edition) else {
            continue;
        };
        for problem in lineage::check(&earlier, c) {
            let id = problem.place.clone();
            let path = places
                .get(id.as_str())
                .or_else(|| withdrawn.get(&(edition, id.as_str())))
                .cloned()
                .unwrap_or_else(|| vec![Step::from(id.as_str())]);
            found.push(at(path, problem));
        }
    }
    found
}

/// The key run is for people with 25 minutes.
pub(super) fn key_run(c: &Checklist) -> Option<Finding> {
    let minutes = (!c.is_empty()).then(|| c.minutes_for(c.key_count()))?;
    (minutes > KEY_MINUTES).then(|| {
        at(
            vec!["minutes".into()],
            Diagnostic::error(
                "key-run",
                format!(
                    "the key run takes {minutes} minutes ({} of {} questions at {} minutes in all); the most is {KEY_MINUTES}",
                    c.key_count(),
                    c.len(),
                    c.minutes
                ),
            )
            .help("mark fewer questions as `key`, or mend `minutes`"),
        )
    })
}
