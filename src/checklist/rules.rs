//! What a checklist has to mean, beyond the form of its fields: ids once, sources and facts declared, lineage that leads back.

use super::shared::{themes, topics as shared_topics};
use super::{Change, Checklist, Context, ContextId, Id, KEY_MINUTES, Question, SectionId, Source, SourceId};
use crate::diagnostic::{Diagnostic, nearest};
use crate::format::schema::Rules;
use crate::format::source::{Aim, PathStep};
use crate::format::{UnplacedProblem, fields};

/// The rules for texts that no schema can say.
pub const RULES: Rules = &[
    ("control-character", fields::no_controls),
    ("bad-id", fields::is_id),
    ("question", fields::is_question),
    ("url", fields::is_address),
    ("date", fields::is_time),
];

/// What a file defines and uses, with its places.
pub struct Parts<'f> {
    pub sources: &'f [Source],
    pub contexts: &'f [Context],
    /// Each section's id and questions.
    pub sections: Vec<(&'f SectionId, &'f [Question])>,
    /// Every source and context that a question can name: its own, and those of what it extends.
    pub known_sources: Vec<&'f SourceId>,
    pub known_contexts: Vec<&'f ContextId>,
    /// Lineage leads to editions before this one.
    pub edition: u16,
}

/// The path to a question.
pub fn question_path(section: usize, question: usize) -> Vec<PathStep> {
    vec!["section".into(), section.into(), "question".into(), question.into()]
}

pub fn join_path(path: &[PathStep], steps: &[PathStep]) -> Vec<PathStep> {
    [path, steps].concat()
}

/// A problem with the value at a path.
pub fn problem_at(path: Vec<PathStep>, diagnostic: Diagnostic) -> UnplacedProblem {
    UnplacedProblem {
        path,
        aim: Aim::Value,
        diagnostic,
    }
}

impl Parts<'_> {
    /// Everything that is wrong with their meaning.
    pub fn problems(&self) -> Vec<UnplacedProblem> {
        let mut found = self.duplicate_ids();
        for (s, (_, questions)) in self.sections.iter().enumerate() {
            if questions.is_empty() {
                found.push(problem_at(
                    vec!["section".into(), s.into(), "question".into()],
                    Diagnostic::error("missing-key", "a section has at least one question")
                        .label("`question` is needed here"),
                ));
            }
            for (q, question) in questions.iter().enumerate() {
                self.question(&mut found, &question_path(s, q), question);
            }
        }
        found
    }

    fn duplicate_ids(&self) -> Vec<UnplacedProblem> {
        let sources = self.sources.iter().enumerate();
        let contexts = self.contexts.iter().enumerate();
        let sections = self.sections.iter().enumerate();
        let top = |kind: &str, i: usize| vec![kind.into(), i.into(), "id".into()];
        let mut defined: Vec<(&str, &str, Vec<PathStep>)> = Vec::new();
        defined.extend(sources.map(|(i, s)| ("source", s.id.as_str(), top("source", i))));
        defined.extend(contexts.map(|(i, c)| ("context", c.id.as_str(), top("context", i))));
        for (i, (id, questions)) in sections {
            defined.push(("section", id.as_str(), top("section", i)));
            let each = questions.iter().enumerate();
            defined.extend(each.map(|(j, q)| {
                (
                    "question",
                    q.id.as_str(),
                    join_path(&question_path(i, j), &["id".into()]),
                )
            }));
        }
        let mut seen = std::collections::BTreeSet::new();
        defined
            .into_iter()
            .filter(|(kind, id, _)| !seen.insert((*kind, *id)))
            .map(|(kind, id, path)| {
                problem_at(
                    path,
                    Diagnostic::error("duplicate-id", format!("{kind} id `{id}` is used twice"))
                        .label("already used above"),
                )
            })
            .collect()
    }

    fn question(&self, found: &mut Vec<UnplacedProblem>, path: &[PathStep], q: &Question) {
        let here = format!("question.{}", q.id);
        let mut wrong =
            |steps: &[PathStep], diagnostic: Diagnostic| found.push(problem_at(join_path(path, steps), diagnostic));
        let themes: Vec<&str> = themes().iter().map(|t| t.id.as_str()).collect();
        if !themes.contains(&q.theme.as_str()) {
            let problem = Diagnostic::error("unknown-theme", format!("`{}` is no theme of themes.toml", q.theme));
            wrong(
                &["theme".into()],
                problem.help(help_with_choices("themes", q.theme.as_str(), &themes)),
            );
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
            && !self.known_contexts.contains(&context)
        {
            wrong(
                &["only_if".into()],
                undeclared("context", context, &self.known_contexts),
            );
        }
        for (i, citation) in q.source.iter().enumerate() {
            if !self.known_sources.contains(&&citation.id) {
                wrong(
                    &["source".into(), i.into(), "id".into()],
                    undeclared("source", &citation.id, &self.known_sources),
                );
            }
        }
        self.lineage(q, &here, &mut wrong);
    }

    fn lineage(&self, q: &Question, here: &str, wrong: &mut dyn FnMut(&[PathStep], Diagnostic)) {
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

fn topics(q: &Question, wrong: &mut dyn FnMut(&[PathStep], Diagnostic)) {
    if q.topic.is_empty() {
        return;
    }
    if q.topic.len() > 2 {
        wrong(
            &["topic".into()],
            Diagnostic::error("too-many-topics", "`topic` names one topic or two").label("one id, or a list of two"),
        );
    }
    let names: Vec<&str> = shared_topics().iter().map(|t| t.id.as_str()).collect();
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
                    .help(help_with_choices("topics", id.as_str(), &names)),
            );
        }
    }
}

fn help_with_choices(what: &str, given: &str, names: &[&str]) -> String {
    let all = format!("{what}: {}", names.join(", "));
    nearest(given, names.iter().copied()).map_or_else(|| all.clone(), |near| format!("did you mean `{near}`? {all}"))
}

fn undeclared<Of>(kind: &str, id: &Id<Of>, names: &[&Id<Of>]) -> Diagnostic {
    let code = if kind == "context" {
        "unknown-context"
    } else {
        "unknown-source"
    };
    let help = if names.is_empty() {
        format!("no [[{kind}]] is declared")
    } else {
        let names: Vec<&str> = names.iter().map(|n| n.as_str()).collect();
        help_with_choices("declared", id.as_str(), &names)
    };
    Diagnostic::error(code, format!("{kind} `{id}` is not declared")).help(help)
}

pub fn cycle(earlier: u16, edition: u16) -> Diagnostic {
    Diagnostic::error(
        "lineage-cycle",
        format!(
            "lineage must lead to an earlier edition: {earlier} is not earlier than {edition}, and would make a cycle"
        ),
    )
    .label(format!("must be before {edition}"))
}

/// The key run is for people with 25 minutes.
pub fn key_run(c: &Checklist) -> Option<UnplacedProblem> {
    let minutes = (!c.is_empty()).then(|| c.minutes_for(c.key_count()))?;
    (minutes > KEY_MINUTES).then(|| {
        problem_at(
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
