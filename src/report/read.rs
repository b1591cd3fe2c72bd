//! A JSON report read back as data, and as the answers that it was made from, as far as it tells.
//!
//! What a report leaves out (answers that the context switches off, the archive, what stood in an answer that waits to be confirmed, the
//! texts of private answers in a public one) does not come back. What those answers come to is said all the same, and is taken as said.

use super::{Audience, FORMAT, Report, VoiceRecord};
use crate::assessment::read::{ChecklistRef, FORMAT as ANSWERS};
use crate::assessment::{Answer, Assessment, Period, RULE, Response, State, Voice};
use crate::checklist::{Checklist, Question};
use crate::diagnostic::Diagnostic;
use crate::format::schema::Rules;
use crate::format::{self, FileType, Notation};
use crate::score::{Alert, Position, ReportedResult, ReportedResults};

impl FileType for Report {
    const RULES: Rules = &[];
}

/// What a report tells.
#[derive(Debug, Clone)]
pub struct Recovered {
    /// The answers.
    pub assessment: Assessment,
    /// What they come to.
    pub reported: ReportedResults,
    /// It is a public report: owners and the texts of private answers are left out.
    pub withheld: bool,
    /// The checklist had another revision or digest when the report was made.
    pub other_checklist: bool,
}

/// Whether a text looks like JSON rather than an answer file.
pub fn looks_like_json(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').trim_start().starts_with('{')
}

fn refuse(code: &'static str, message: impl Into<String>, help: &str) -> Vec<Diagnostic> {
    vec![Diagnostic::error(code, message).help(help)]
}

/// Reads a report.
///
/// # Errors
/// No JSON, another kind of file, a newer format, or every structural problem of it.
pub fn read(text: &str) -> Result<Report, Vec<Diagnostic>> {
    let faulty = match format::read::<Report>(text, Notation::Json) {
        Ok(report) if report.format == FORMAT => return Ok(report),
        Ok(report) => return Err(other_format(i64::from(report.format))),
        Err(faulty) => faulty,
    };
    use format::source::Value;
    let said = |key: &str| faulty.document.get(key).map(|e| &e.node.value);
    if faulty.document.entries.is_empty() {
        let first = faulty.problems.first().map_or("", |d| d.message.as_str());
        return Err(refuse(
            "syntax",
            format!("this is not JSON: {first}"),
            "make it again with `assure report --format json`",
        ));
    }
    match said("kind") {
        Some(Value::Text(kind)) if kind == "assure-report" => {}
        kind => {
            let message = match kind {
                Some(Value::Text(kind)) => {
                    format!(
                        "this JSON is of the kind `{}`, not `assure-report`",
                        kind.escape_debug()
                    )
                }
                _ => "this JSON is no report of assure: it has no `kind`".to_owned(),
            };
            return Err(refuse(
                "other-kind",
                message,
                "name an answer file, or a report made with `assure report --format json`",
            ));
        }
    }
    match said("format") {
        Some(Value::Integer(n)) if *n != i64::from(FORMAT) => Err(other_format(*n)),
        Some(Value::Integer(_)) => Err(faulty.problems),
        _ => Err(refuse(
            "missing-key",
            "this report has no `format`",
            "make it again with `assure report --format json`",
        )),
    }
}

/// How one of several people answered; none where the report does not say who it was.
fn voice(record: &VoiceRecord) -> Option<Voice> {
    let said = Answer::responding(record.response());
    Some(Voice::of(record.name.as_deref()?, record.group.as_deref(), Some(&said)))
}

fn other_format(format: i64) -> Vec<Diagnostic> {
    refuse(
        "newer-format",
        format!("this report has format {format}; this program reads format {FORMAT}"),
        "use a newer assure; the file was left untouched",
    )
}

impl Report {
    /// What it belongs to.
    pub fn belongs(&self) -> ChecklistRef {
        ChecklistRef {
            checklist: Some(self.checklist.id.clone()),
            edition: Some(self.checklist.edition),
            checklist_file: None,
        }
    }

    /// The answers that it tells of, as answers to this checklist.
    ///
    /// # Errors
    /// A period that is none, another scoring rule, and questions that the checklist has not got.
    pub fn recover(&self, checklist: &Checklist) -> Result<Recovered, Vec<Diagnostic>> {
        let period = Period::parse(&self.period)
            .map_err(|message| vec![Diagnostic::error("period", message).in_place("period")])?;
        let mut problems = Vec::new();
        if self.rule != RULE {
            problems.push(
                Diagnostic::error(
                    "unknown-rule",
                    format!("this program scores by rule {RULE}, not `{}`", self.rule.escape_debug()),
                )
                .in_place("rule"),
            );
        }
        let mut reported = ReportedResults::new();
        let mut answers = std::collections::BTreeMap::new();
        for record in self.answers() {
            let Some(question) = checklist.question(&record.id) else {
                problems.push(
                    Diagnostic::error(
                        "unknown-question",
                        format!(
                            "{} has no question `{}`",
                            checklist.name(),
                            record.id.as_str().escape_debug()
                        ),
                    )
                    .in_place(format!("answer.{}", record.id)),
                );
                continue;
            };
            // Other words than today's: what was answered counts as unanswered until someone confirms it.
            let other_words = record.state != State::Unanswered && !self.asked_the_same(record, question);
            let to_confirm = record.to_confirm || other_words;
            let result = ReportedResult {
                position: if to_confirm {
                    Position::Unanswered
                } else {
                    record.position
                },
                strength: record.evidence_strength,
                to_confirm,
                planned: record.position == Position::Planned
                    || record.alert == Some(Alert::Planned)
                    || record.actions.iter().any(|a| a.credible),
            };
            reported.insert(record.id.clone(), result);
            let answer = Answer {
                reason: record.reason.clone(),
                finding: record.finding.clone(),
                evidence: record.evidence.iter().map(|e| e.evidence.clone()).collect(),
                actions: record.actions.iter().map(|a| a.action.clone()).collect(),
                risk_accepted: record.risk_accepted.clone(),
                private: record.private,
                unfinished: record.unfinished,
                by: record.by.clone(),
                on: record.on,
                comments: record.comments.clone(),
                // A public report does not say whose they are.
                voices: record.voices.iter().filter_map(voice).collect(),
                ..Answer::responding(match (record.state, record.rating) {
                    (State::Rated, Some(rating)) => Some(Response::Rated(rating)),
                    (State::DontKnow, _) => Some(Response::DontKnow),
                    (State::NotApplicable, _) => Some(Response::NotApplicable),
                    _ => None,
                })
            };
            if !answer.is_empty() {
                answers.insert(record.id.clone(), answer);
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Recovered {
            assessment: Assessment {
                format: ANSWERS,
                checklist: checklist.id.clone(),
                edition: checklist.edition,
                revision: Some(self.checklist.revision),
                checklist_file: None,
                digest: Some(self.checklist.digest.clone()),
                rule: self.rule.clone(),
                council: self.council.clone(),
                period,
                started: self.started,
                updated: self.date,
                previous: None,
                series_break: self.series_break.clone(),
                judgement: self.judgement.clone(),
                foreword: self.foreword.clone(),
                setting: self.setting.clone(),
                next_review: self.next_review,
                no_personal_data: Vec::new(),
                assessor: self.assessor.clone(),
                context: self
                    .context
                    .iter()
                    .filter_map(|c| Some((c.id.clone(), c.answer?)))
                    .collect(),
                recommendations: self.recommendations.iter().map(|r| r.recommendation.clone()).collect(),
                indicators: self.indicators.values(),
                answers,
                archived: std::collections::BTreeMap::new(),
                approvals: Vec::new(),
            },
            reported,
            withheld: self.audience == Audience::Public,
            other_checklist: self.checklist.digest != checklist.digest(),
        })
    }

    /// Whether a question asks and counts now as it did when the report was made.
    fn asked_the_same(&self, record: &super::AnswerRecord, question: &Question) -> bool {
        let switched_on_by = self
            .context
            .iter()
            .find(|c| c.questions.contains(&record.id))
            .map(|c| &c.id);
        record.text == question.text
            && record.answer == question.answer
            && record.critical == question.critical
            && record.weight == question.weight
            && switched_on_by == question.only_if.as_ref()
    }
}
