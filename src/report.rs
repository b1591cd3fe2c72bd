//! The report: one finished structure, from which every format is made, so that all formats agree.

mod answer_record;
mod approvals;
mod json;
pub mod read;
mod records;
mod words;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::assessment::{Answer, Assessment, Assessor, CurrentFigures, EvidenceKind, RULE, Recommendation};
use crate::checklist::shared::theme_title;
use crate::checklist::{Checklist, Question, QuestionId};
use crate::compare::Comparison;
use crate::compare::indicators::{IndicatorReport, series};
use crate::indicators::Known;
use crate::score::{AlertCount, Note, Position, Score, ScoreLine, Tally, front_notes, notes, score};
use answer_record::{action_numbers, record};

pub use approvals::{ApprovalRecord, approvals};
pub use json::{add_json_line, to_json};
pub(crate) use records::state_of;
pub use records::{
    ActionRecord, AnswerRecord, ChecklistRecord, ContextRecord, EvidenceRecord, RecommendationRecord, SectionRecord,
    ThemeRecord, VoiceRecord,
};
pub use words::{answer_text, is_unresolved, plan_text, response_words, voices_text, waiting};

/// The format number of the JSON report.
pub const FORMAT: u32 = 1;

/// Whom a report is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Audience {
    /// Everything.
    Full,
    /// Without private answers, names and owners.
    Public,
}

impl Audience {
    /// The word in files.
    pub fn word(self) -> &'static str {
        match self {
            Audience::Full => "full",
            Audience::Public => "public",
        }
    }
}

/// Which questions a report is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// All of them.
    Whole,
    /// The key questions: those of the run of at most 25 minutes.
    Key,
}

/// What kind of file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Kind")]
pub enum ReportKind {
    /// A report.
    #[serde(rename = "assure-report")]
    Report,
}

/// Everything a report says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    /// The format number of this structure: `1`.
    pub format: u32,
    /// What kind of file it is.
    pub kind: ReportKind,
    /// Name and version of the program that made it.
    pub program: String,
    /// The scoring rule: `assure-1`.
    pub rule: String,
    /// Whom it is for. In a public report names, owners and private texts are null or left out; every figure still counts them.
    pub audience: Audience,
    /// `key` where every key question is answered and no other, or where the key questions were asked for with `--key`. The data are whole
    /// either way.
    pub scope: Scope,
    /// The questions outside that scope, which no figure counts. Empty where the report is about all of them.
    #[serde(skip)]
    pub outside: Vec<QuestionId>,
    /// What was answered.
    pub checklist: ChecklistRecord,
    /// The council's name.
    pub council: Option<String>,
    /// The municipal year: `2026-27`.
    pub period: String,
    /// Only where the assessor declared a break: why the series breaks with this year.
    #[serde(rename = "break", skip_serializing_if = "Option::is_none")]
    pub series_break: Option<String>,
    /// Who answered.
    pub assessor: Assessor,
    /// The day it was begun.
    pub started: NaiveDate,
    /// The assessment's date: the day of the last change. Everything that depends on a date is reckoned from it.
    pub date: NaiveDate,
    /// Whether every applicable question is answered and every context fact is stated.
    pub complete: bool,
    /// Who approved the answers, when, and what has changed since; in the order in which they were given.
    #[serde(default)]
    pub approvals: Vec<ApprovalRecord>,
    /// What the whole amounts to, in the assessor's words.
    pub judgement: Option<String>,
    /// A foreword in the assessor's words.
    pub foreword: Option<String>,
    /// The council, for a reader from outside: children in the area, people, systems, reorganisation.
    pub setting: Option<String>,
    /// The day on which the assessment is looked at again.
    #[schemars(schema_with = "crate::format::fields::optional_day_schema")]
    pub next_review: Option<NaiveDate>,
    /// What inspectors and peers recommended, in the order of the answer file. Their owners are null in a public report.
    #[serde(default)]
    pub recommendations: Vec<RecommendationRecord>,
    /// The figures that give early warning, where the answer file has some: over its years, and last year's with `--previous`. In a public
    /// report small counts and what rests on them are withheld.
    #[serde(default, skip_serializing_if = "IndicatorReport::is_empty")]
    pub indicators: IndicatorReport,
    /// The facts that switch questions on.
    pub context: Vec<ContextRecord>,
    /// The sums over all questions asked.
    pub overall: Tally,
    /// The sums over the key questions.
    pub key: Tally,
    /// Each section with its sums, and every answer.
    pub sections: Vec<SectionRecord>,
    /// Each theme with its sums, also where one answer is all there is.
    pub themes: Vec<ThemeRecord>,
    /// Ids of the critical questions that apply and are not assured, in the order of the checklist.
    pub alerts: Vec<QuestionId>,
    /// Quality notes: what a critical friend would say.
    pub notes: Vec<Note>,
    /// How many pieces of current evidence the answers name, by kind. The figures of the file that count as data stand with each answer.
    pub evidence_by_kind: BTreeMap<EvidenceKind, u32>,
    /// Ids of the questions that the context switches off.
    pub not_asked: Vec<QuestionId>,
    /// How many answers to questions of earlier editions the answer file keeps.
    pub archived: usize,
    /// What changed since last year's assessment; null without `--previous`.
    pub previous: Option<Box<Comparison>>,
}

impl Report {
    /// Every answer in the order of the checklist.
    pub fn answers(&self) -> impl Iterator<Item = &AnswerRecord> {
        self.sections.iter().flat_map(|s| s.answers.iter())
    }

    /// How many alerts there are, and of what kind.
    pub fn alert_count(&self) -> AlertCount {
        AlertCount::of(self.answers().map(|a| (a.alert, a.position)))
    }

    /// The answers at one position.
    pub fn at(&self, position: Position) -> impl Iterator<Item = &AnswerRecord> {
        self.answers().filter(move |a| a.position == position)
    }

    /// The answer to a question.
    pub fn answer(&self, id: &QuestionId) -> Option<&AnswerRecord> {
        self.answers().find(|a| a.id == *id)
    }
}

/// Whether the answers are those of a key run: every key question that is asked is answered, and no other.
pub fn is_key_run(checklist: &Checklist, assessment: &Assessment) -> bool {
    let mut any = false;
    checklist
        .questions()
        .filter(|q| crate::score::is_asked(q, &assessment.context))
        .all(|q| {
            any |= q.key;
            q.key == assessment.response(&q.id).is_some()
        })
        && any
        && checklist.questions().any(|q| !q.key)
}

/// Whether what was begun looks like a key run: something is said to key questions, to no other, and there are others.
pub fn is_begun_as_key_run(checklist: &Checklist, assessment: &Assessment) -> bool {
    let begun = |q: &&Question| assessment.answer(&q.id).is_some_and(|a| *a != Answer::default());
    let mut begun = checklist.questions().filter(begun).peekable();
    begun.peek().is_some() && begun.all(|q| q.key) && checklist.questions().any(|q| !q.key)
}

/// Makes the finished report on the key questions alone: every sum, alert and list is over them, and `outside` names the others.
pub fn key_report(checklist: &Checklist, assessment: &Assessment, audience: Audience, program: &str) -> Report {
    let mut made = report(&checklist.key_run(), assessment, audience, program);
    made.scope = Scope::Key;
    made.checklist.digest = checklist.digest();
    made.approvals = approvals(checklist, assessment, audience);
    made.outside = checklist
        .questions()
        .filter(|q| !q.key && crate::score::is_asked(q, &assessment.context))
        .map(|q| q.id.clone())
        .collect();
    made
}

/// The lines of a section: they stand in the order of the checklist.
fn lines_of<'s, 'a>(scored: &'s Score<'a>, section: usize) -> &'s [ScoreLine<'a>] {
    let lines = &scored.lines;
    let from = lines.partition_point(|l| l.section < section);
    let to = lines.partition_point(|l| l.section <= section);
    lines.get(from..to).unwrap_or_default()
}

/// Makes the finished report.
pub fn report(checklist: &Checklist, assessment: &Assessment, audience: Audience, program: &str) -> Report {
    let scored = score(checklist, assessment);
    let public = audience == Audience::Public;
    let numbers = action_numbers(&scored);
    let figures = CurrentFigures::of(assessment, checklist, scored.on);
    let mut sections: Vec<SectionRecord> = Vec::new();
    for (index, sums) in &scored.sections {
        let Some(section) = checklist.sections.get(*index) else {
            continue;
        };
        sections.push(SectionRecord {
            id: section.id.clone(),
            title: section.title.clone(),
            sums: *sums,
            answers: lines_of(&scored, *index)
                .iter()
                .map(|l| AnswerRecord {
                    figures: records::counted_figures(l, &figures),
                    ..record(l, &section.id, &scored, &numbers, public)
                })
                .collect(),
        });
    }
    let mut evidence_by_kind = BTreeMap::new();
    for line in &scored.lines {
        for evidence in line
            .answer
            .iter()
            .flat_map(|a| a.evidence.iter())
            .filter(|e| e.is_current(scored.on))
        {
            *evidence_by_kind.entry(evidence.kind).or_insert(0) += 1;
        }
    }
    Report {
        format: FORMAT,
        kind: ReportKind::Report,
        program: program.to_owned(),
        rule: RULE.to_owned(),
        audience,
        scope: if is_key_run(checklist, assessment) {
            Scope::Key
        } else {
            Scope::Whole
        },
        outside: Vec::new(),
        checklist: ChecklistRecord {
            id: checklist.id.clone(),
            edition: checklist.edition,
            revision: checklist.revision,
            extends: checklist.extends.clone(),
            role: checklist.role,
            title: checklist.title.clone(),
            status: checklist.status,
            note: checklist.note.clone(),
            digest: checklist.digest(),
            sources: checklist.sources.clone(),
        },
        council: assessment.council.clone(),
        period: assessment.period.to_string(),
        series_break: assessment.series_break.clone(),
        assessor: if public {
            Assessor {
                name: None,
                post: assessment.assessor.post.clone(),
            }
        } else {
            assessment.assessor.clone()
        },
        started: assessment.started,
        date: scored.on,
        complete: scored.is_complete(),
        approvals: approvals(checklist, assessment, audience),
        judgement: assessment.judgement.clone(),
        foreword: assessment.foreword.clone(),
        setting: assessment.setting.clone(),
        next_review: assessment.next_review,
        recommendations: assessment
            .recommendations
            .iter()
            .map(|r| RecommendationRecord {
                recommendation: Recommendation {
                    owner: r.owner.clone().filter(|_| !public),
                    ..r.clone()
                },
                overdue: r.is_overdue(scored.on),
            })
            .collect(),
        indicators: series(&[assessment], &Known::default(), audience),
        context: checklist
            .contexts
            .iter()
            .map(|c| ContextRecord {
                id: c.id.clone(),
                text: c.text.clone(),
                answer: assessment.context.get(&c.id).copied(),
                questions: checklist
                    .questions()
                    .filter(|q| q.only_if.as_ref() == Some(&c.id))
                    .map(|q| q.id.clone())
                    .collect(),
            })
            .collect(),
        overall: scored.overall,
        key: scored.key,
        themes: scored
            .themes
            .iter()
            .map(|(id, tally)| ThemeRecord {
                id: (*id).clone(),
                title: theme_title(id).to_owned(),
                sums: *tally,
            })
            .collect(),
        alerts: scored
            .lines
            .iter()
            .filter(|l| l.alert.is_some())
            .map(|l| l.question.id.clone())
            .collect(),
        notes: [notes(&scored), front_notes(assessment)].concat(),
        evidence_by_kind,
        not_asked: checklist
            .questions()
            .filter(|q| !crate::score::is_asked(q, &assessment.context))
            .map(|q| q.id.clone())
            .collect(),
        archived: assessment.archived.len(),
        previous: None,
        sections,
    }
}
