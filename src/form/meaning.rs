//! From a filled form to answers, or to everything in it that cannot be taken.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::FORMAT;
use super::field::{ActionPart, EvidencePart, FormField};
use super::filled::{FilledAnswer, FilledEntry, FilledField, FilledForm};
use super::words::{CellRefusal, date, evidence_kind, quoted, response, status, yes_no};
use crate::assessment::{Action, Answer, Assessment, Assessor, Evidence, Period, Response};
use crate::checklist::{Checklist, ContextId, Question, QuestionId};
use crate::dates::DateDirection;
use crate::diagnostic::{Diagnostic, nearest};
use crate::escape::one_line;

/// The answers of a form, with its head, as `--answers` reads them from a file.
///
/// # Errors
/// Everything that cannot be taken, at once, each with its place and what can be written instead.
pub fn answers(form: FilledForm, checklist: &Checklist, today: NaiveDate) -> Result<Assessment, Vec<Diagnostic>> {
    if form.head.format > FORMAT {
        let message = format!(
            "this form has format {}; this program reads format {FORMAT}",
            form.head.format
        );
        return Err(vec![
            Diagnostic::error("newer-format", message).help("use a newer assure"),
        ]);
    }
    let mut reader = FormReader {
        today,
        problems: form.problems,
    };
    let period = reader.period(form.head.period.as_ref());
    reader.headings(&form.headings, checklist);
    let context = reader.facts(&form.facts, checklist);
    let answers = reader.answers(&form.answers, checklist);
    if !reader.problems.is_empty() {
        // In the order of a text; what has no bytes keeps the order of its cells.
        reader
            .problems
            .sort_by_key(|d| d.span.as_ref().map_or(usize::MAX, |s| s.start));
        return Err(reader.problems);
    }
    let text = |entry: &Option<FilledEntry>| entry.as_ref().map(|e| one_line(&e.shown()).into_owned());
    Ok(Assessment {
        revision: form.head.revision,
        digest: form.head.checklist_digest,
        council: text(&form.head.council),
        assessor: Assessor {
            name: text(&form.head.name),
            post: text(&form.head.post),
        },
        context,
        answers,
        ..Assessment::begun(checklist, period.unwrap_or_else(|| Period::of(today)), today)
    })
}

/// Reads on after a problem, so that all of them are told at once.
struct FormReader {
    today: NaiveDate,
    problems: Vec<Diagnostic>,
}

impl FormReader {
    /// What was understood of an entry; what was not is put among the problems.
    fn take<T>(&mut self, entry: &FilledEntry, read: Result<T, CellRefusal>) -> Option<T> {
        read.map_err(|refusal| self.problems.push(refusal.at(entry))).ok()
    }

    fn period(&mut self, entry: Option<&FilledEntry>) -> Option<Period> {
        let Some(entry) = entry else {
            self.problems.push(
                Diagnostic::error("no-period", "the form does not say for which municipal year it is")
                    .help("write it behind `Municipal year`, such as 2026-27"),
            );
            return None;
        };
        let read = Period::parse(entry.shown().trim());
        self.take(
            entry,
            read.map_err(|why| {
                CellRefusal::new(
                    "period",
                    why,
                    "the year is not changed in a form: put back what stood there",
                )
            }),
        )
    }

    fn headings(&mut self, headings: &[FilledEntry], checklist: &Checklist) {
        for heading in headings {
            let said = heading.shown();
            if !checklist.sections.iter().any(|s| same_words(&s.title, &said)) {
                self.problems.push(
                    heading
                        .problem("unknown-heading", format!("{} is no heading of this form", quoted(&said)))
                        .help("a line of your own that begins with `#` wants a backslash before it; a heading of the form stays as it was"),
                );
            }
        }
    }

    fn facts(&mut self, given: &[(FilledEntry, FilledEntry)], checklist: &Checklist) -> BTreeMap<ContextId, bool> {
        let mut facts = BTreeMap::new();
        for (id, answer) in given {
            let name = id.shown();
            let known: Vec<&str> = checklist.contexts.iter().map(|c| c.id.as_str()).collect();
            if !known.contains(&name.as_str()) {
                let near = nearest(&name, known.iter().copied()).map(|n| format!("did you mean `{n}`?"));
                self.problems.push(
                    id.problem(
                        "unknown-fact",
                        format!("{} is no fact of {}", quoted(&name), checklist.name()),
                    )
                    .help(near.unwrap_or_else(|| "leave the names of facts as they are".to_owned())),
                );
            }
            let Some(is) = self.take(answer, yes_no(answer)) else {
                continue;
            };
            if facts
                .insert(ContextId::new(name.as_str()), is)
                .is_some_and(|before| before != is)
            {
                self.problems
                    .push(id.problem("twice", format!("the fact `{name}` is stated twice, and not alike")));
            }
        }
        facts
    }

    fn answers(&mut self, given: &[FilledAnswer], checklist: &Checklist) -> BTreeMap<QuestionId, Answer> {
        let mut answers = BTreeMap::new();
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for filled in given {
            let name = filled.id.shown();
            let id = QuestionId::new(name.as_str());
            let Some(question) = checklist.question(&id) else {
                self.unknown_question(filled, &name, checklist);
                continue;
            };
            if filled.fields.is_empty() {
                continue;
            }
            *seen.entry(name.clone()).or_default() += 1;
            if seen.get(&name).is_some_and(|n| *n > 1) {
                self.problems.push(
                    filled
                        .id
                        .problem("twice", format!("the question `{name}` is answered a second time here"))
                        .help("keep one of the two, and empty the other"),
                );
                continue;
            }
            let answer = self.answer(filled, question);
            answers.insert(id, answer);
        }
        answers
    }

    /// A question that this checklist has not got: told even where nothing is filled in, for the id was edited.
    fn unknown_question(&mut self, filled: &FilledAnswer, name: &str, checklist: &Checklist) {
        let near = nearest(name, checklist.questions().map(|q| q.id.as_str()));
        let help = match near {
            Some(near) => format!("did you mean `{near}`? The name of a question stays as it was in the form"),
            None => format!("`assure show {}` lists the questions", checklist.name()),
        };
        self.problems.push(
            filled
                .id
                .problem(
                    "unknown-question",
                    format!("{} has no question {}", checklist.name(), quoted(name)),
                )
                .help(help),
        );
    }

    fn answer(&mut self, filled: &FilledAnswer, question: &Question) -> Answer {
        let mut answer = Answer::default();
        let mut evidence: BTreeMap<usize, Vec<(EvidencePart, &FilledEntry)>> = BTreeMap::new();
        let mut actions: BTreeMap<usize, Vec<(ActionPart, &FilledEntry)>> = BTreeMap::new();
        let mut once: Vec<FormField> = Vec::new();
        for FilledField { field, piece, entry } in &filled.fields {
            match field {
                FormField::Evidence(part) => evidence.entry(*piece).or_default().push((*part, entry)),
                FormField::Action(part) => actions.entry(*piece).or_default().push((*part, entry)),
                field if once.contains(field) => self.problems.push(
                    entry
                        .problem(
                            "twice",
                            format!("`{}` stands twice in the answer to `{}`", field.name(), question.id),
                        )
                        .help(
                            "keep one of the two; a line of your own text that begins so wants a backslash before it",
                        ),
                ),
                FormField::Response => {
                    let read = self.take(entry, response(entry, question.answer)).flatten();
                    answer.respond(read);
                    if read == Some(Response::NotApplicable)
                        && !filled.fields.iter().any(|f| f.field == FormField::Reason)
                    {
                        self.problems.push(
                            entry
                                .problem(
                                    "no-reason",
                                    format!("`{}` is not applicable without a reason", question.id),
                                )
                                .help("say why in `Reason`: it is printed in the report"),
                        );
                    }
                }
                FormField::Reason => answer.reason = Some(entry.shown()),
                FormField::Finding => answer.finding = Some(entry.shown()),
                FormField::Private => answer.private = self.take(entry, yes_no(entry)).unwrap_or_default(),
            }
            once.push(*field);
        }
        answer.evidence = evidence.values().filter_map(|parts| self.evidence(parts)).collect();
        answer.actions = actions.values().filter_map(|parts| self.action(parts)).collect();
        if answer.response().is_some() {
            answer.asked.clone_from(&filled.asked);
        }
        answer
    }

    fn evidence(&mut self, parts: &[(EvidencePart, &FilledEntry)]) -> Option<Evidence> {
        let get = |wanted| parts.iter().find(|(part, _)| *part == wanted).map(|(_, e)| *e);
        let first = parts.first()?.1;
        let kind = match get(EvidencePart::Kind) {
            Some(entry) => self.take(entry, evidence_kind(entry)),
            None => {
                let kinds = "choose its kind: data, audit, voice, staff, visit, inspection, peer, partner, complaint or document";
                self.problems.push(
                    first
                        .problem("no-kind", "a piece of evidence does not say of what kind it is")
                        .help(kinds),
                );
                None
            }
        };
        let text = get(EvidencePart::Text).map(FilledEntry::shown);
        if text.is_none() {
            self.problems.push(
                first
                    .problem("no-text", "a piece of evidence does not say what it shows")
                    .help("say it in `Evidence text`, or empty the other fields of this piece"),
            );
        }
        let mut day = |part, direction| {
            let entry = get(part)?;
            let read = date(entry, self.today, direction);
            self.take(entry, read)
        };
        Some(Evidence {
            date: day(EvidencePart::Date, DateDirection::Past),
            review_by: day(EvidencePart::ReviewBy, DateDirection::Future),
            kind: kind?,
            text: text?,
            link: get(EvidencePart::Link).map(FilledEntry::shown),
        })
    }

    fn action(&mut self, parts: &[(ActionPart, &FilledEntry)]) -> Option<Action> {
        let get = |wanted| parts.iter().find(|(part, _)| *part == wanted).map(|(_, e)| *e);
        let first = parts.first()?.1;
        let what = get(ActionPart::What).map(FilledEntry::shown);
        if what.is_none() {
            self.problems.push(
                first
                    .problem("no-action", "an action does not say what will be done")
                    .help("say it in `Action what`, or empty the other fields of this action"),
            );
        }
        let due =
            get(ActionPart::Due).and_then(|entry| self.take(entry, date(entry, self.today, DateDirection::Future)));
        let status = get(ActionPart::Status).and_then(|entry| self.take(entry, status(entry)));
        Some(Action {
            what: what?,
            owner: get(ActionPart::Owner).map(FilledEntry::shown),
            due,
            measure: get(ActionPart::Measure).map(FilledEntry::shown),
            status: status.unwrap_or_default(),
            ..Action::default()
        })
    }
}

/// Whether a heading says what a title says, however it is escaped and spaced.
fn same_words(title: &str, heading: &str) -> bool {
    let words = |text: &str| {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .map(str::to_lowercase)
            .collect::<Vec<_>>()
    };
    words(title) == words(heading)
}
