//! A file of comments alone: what a second reader says of somebody's answers, without the answers. So two people need not share a file.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::comment::{merged, united};
use super::file::{NotWritable, in_order};
use super::{Answer, Assessment, Comment, Period};
use crate::checklist::{Checklist, QuestionId};
use crate::diagnostic::{Diagnostic, Problems, nearest};
use crate::format::patch::{self, Dates};
use crate::format::schema::Rules;
use crate::format::source::{self, Aim, PathStep, SourceTable, Value};
use crate::format::{self, FileType, Notation, UnplacedProblem, fields};

/// The newest format of it that this program reads.
const FORMAT: u32 = 1;

/// What kind of file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Kind")]
pub enum CommentFileKind {
    /// Comments.
    #[serde(rename = "assure-comments")]
    Comments,
}

/// Comments on somebody's answers, by question: the comments file, format 1. `assure comment FILE -o COMMENTS` writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CommentFile {
    /// A higher number is a newer program's file and is refused.
    #[serde(deserialize_with = "fields::within::<_, 1, 1>")]
    #[schemars(range(min = 1, max = 1))]
    pub format: u32,
    /// What kind of file it is.
    pub kind: CommentFileKind,
    /// The id of the checklist whose answers are commented: `ce`.
    #[serde(deserialize_with = "fields::required_text")]
    pub checklist: String,
    /// Its edition: `2026`.
    #[serde(deserialize_with = "fields::edition")]
    #[schemars(range(min = 1989, max = 2999))]
    pub edition: u16,
    /// The council's name. Where the answers name one, it is the same.
    #[serde(default, deserialize_with = "fields::text", skip_serializing_if = "Option::is_none")]
    pub council: Option<String>,
    /// The municipal year of the answers: `2026-27`.
    pub period: Period,
    /// The comments by question id.
    #[serde(rename = "answer", default, skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<QuestionId, Commented>,
}

/// What is said of one answer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Commented {
    /// As in an answer, for the texts of the comments.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub no_personal_data: Vec<String>,
    /// The comments.
    #[serde(
        rename = "comment",
        deserialize_with = "fields::one_or_more",
        skip_serializing_if = "Vec::is_empty"
    )]
    #[schemars(schema_with = "fields::one_or_more_schema::<Comment>")]
    pub comments: Vec<Comment>,
}

impl FileType for CommentFile {
    const RULES: Rules = &[("period", |text| Period::parse(text).map(drop))];
}

/// What stands at the top of a new one.
const PREFACE: &str = "\
# Comments on answers that are kept by assure. The author takes them in with: assure comment ANSWERS --from THIS-FILE
# It can be asked for under freedom of information. Never write a child's name or details in it.
";

fn dates() -> &'static Dates {
    static DATES: OnceLock<Dates> = OnceLock::new();
    DATES.get_or_init(Dates::of::<CommentFile>)
}

impl CommentFile {
    /// One without a comment, for the answers of an assessment.
    pub fn on(assessment: &Assessment) -> Self {
        Self {
            format: FORMAT,
            kind: CommentFileKind::Comments,
            checklist: assessment.checklist.clone(),
            edition: assessment.edition,
            council: assessment.council.clone(),
            period: assessment.period,
            answers: BTreeMap::new(),
        }
    }

    /// Whether a text says that it is one.
    pub fn is_one(text: &str) -> bool {
        let said = source::parse_toml(text).ok();
        let said = said.as_ref().and_then(|table| table.get("kind"));
        said.is_some_and(|e| matches!(&e.node.value, Value::Text(kind) if kind == "assure-comments"))
    }

    /// Reads one.
    ///
    /// # Errors
    /// Every problem of its structure, in the order of the file.
    pub fn parse(text: &str) -> Result<Self, Vec<Diagnostic>> {
        format::read(text, Notation::Toml).map_err(|invalid| {
            let newer = match invalid.document.get("format").map(|e| &e.node) {
                Some(node) => match node.value {
                    Value::Integer(given) if given > i64::from(FORMAT) => Some((given, node.span.clone())),
                    _ => None,
                },
                None => None,
            };
            // Nothing else of a newer file is judged by this program's rules.
            newer.map_or(invalid.problems, |(given, span)| {
                let message = format!("this comments file has format {given}; this program reads format {FORMAT}");
                let problem = Diagnostic::error("newer-format", message).at(span).in_place("format");
                vec![problem.help("use a newer assure; the file was left untouched")]
            })
        })
    }

    /// Reads one as comments on the answers of an assessment.
    ///
    /// # Errors
    /// Every problem in the order of the file: another checklist, council or year, and questions that there are not.
    pub fn parse_for(text: &str, checklist: &Checklist, assessment: &Assessment) -> Result<Self, Vec<Diagnostic>> {
        let file = Self::parse(text)?;
        let document = source::parse_toml(text)?;
        let mut found = head_problems(&document, assessment);
        for id in file.answers.keys() {
            if checklist.question(id).is_none() && !assessment.archived.contains_key(id) {
                found.push(unknown_question(id, checklist));
            }
        }
        placed(found, &document).map(|()| file)
    }

    /// Its text, made from the one that stands, where one does.
    ///
    /// # Errors
    /// If the text would not say exactly that.
    pub fn text(&self, stands: Option<&str>, checklist: &Checklist) -> Result<String, NotWritable> {
        let table = |file: &Self| patch::document(file, dates()).map_err(NotWritable::because);
        let not_read = |_| NotWritable::because("the comments file that stands cannot be read any more");
        let before = stands.map(|text| Self::parse(text).map_err(not_read)).transpose()?;
        let before = before.as_ref().map(table).transpose()?.unwrap_or_default();
        let preface = if stands.is_none() { PREFACE } else { "" };
        let made = patch::rewritten(stands.unwrap_or(""), &before, &table(self)?, &in_order(checklist));
        let text = format!("{preface}{}", made.map_err(NotWritable::because)?);
        match Self::parse(&text) {
            Ok(file) if file == *self => Ok(text),
            _ => Err(NotWritable::because("the changed file would not say what was said")),
        }
    }

    /// The comments of two hands that both had `base`, and everything else as theirs has it.
    #[must_use]
    pub fn merged(base: &Self, ours: &Self, theirs: &Self) -> Self {
        let mut all = theirs.clone();
        let nothing = Commented::default();
        let of = |file: &'_ Self, id: &QuestionId| file.answers.get(id).unwrap_or(&nothing).clone();
        for id in ours.answers.keys().chain(base.answers.keys()) {
            let (base, ours, theirs) = (of(base, id), of(ours, id), of(theirs, id));
            let mut confirmed = theirs.no_personal_data;
            for digest in ours.no_personal_data {
                if !confirmed.contains(&digest) {
                    confirmed.push(digest);
                }
            }
            let comments = merged(&base.comments, &ours.comments, &theirs.comments);
            if comments.is_empty() {
                all.answers.remove(id);
            } else {
                let one = Commented {
                    no_personal_data: confirmed,
                    comments,
                };
                all.answers.insert(id.clone(), one);
            }
        }
        all
    }

    /// What an assessment has beyond another one: the comments that were made since.
    #[must_use]
    pub fn since(before: &Assessment, now: &Assessment) -> Self {
        let mut file = Self::on(now);
        for (id, answer) in &now.answers {
            let stood = before.answer(id).map_or(&[][..], |a| &a.comments);
            let new = answer.comments.iter().filter(|c| !stood.contains(c));
            let comments: Vec<Comment> = new.cloned().collect();
            if !comments.is_empty() {
                let confirmed = before.answer(id).map_or(&[][..], |a| &a.no_personal_data);
                let new = answer.no_personal_data.iter().filter(|d| !confirmed.contains(d));
                let one = Commented {
                    no_personal_data: new.cloned().collect(),
                    comments,
                };
                file.answers.insert(id.clone(), one);
            }
        }
        file
    }
}

/// The problems of the head of a file that speaks of somebody's answers: it is of another checklist, council or year.
fn head_problems(document: &SourceTable, assessment: &Assessment) -> Vec<UnplacedProblem> {
    let mut found = Vec::new();
    let mut differs = |key: &str, code: &'static str, theirs: String, ours: String| {
        let message = format!("this is about answers of {theirs}, and the answer file is of {ours}");
        let diagnostic =
            Diagnostic::error(code, message).help("name the comments on these answers; nothing was taken in");
        found.push(UnplacedProblem {
            path: vec![PathStep::from(key)],
            aim: Aim::Value,
            diagnostic,
        });
    };
    let said = |key: &str| match document.get(key).map(|e| &e.node.value) {
        Some(Value::Text(text)) => Some(text.trim().to_owned()),
        Some(Value::Integer(n)) => Some(n.to_string()),
        _ => None,
    };
    if let Some(checklist) = said("checklist").filter(|c| *c != assessment.checklist) {
        differs("checklist", "other-checklist", checklist, assessment.checklist.clone());
    } else if let Some(edition) = said("edition").filter(|e| *e != assessment.edition.to_string()) {
        let of = |edition: &str| format!("{}@{edition}", assessment.checklist);
        let (theirs, ours) = (of(&edition), of(&assessment.edition.to_string()));
        differs("edition", "other-checklist", theirs, ours);
    }
    if let Some(period) = said("period").filter(|p| *p != assessment.period.to_string()) {
        differs("period", "other-period", period, assessment.period.to_string());
    }
    let folded = |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    if let (Some(theirs), Some(ours)) = (said("council"), &assessment.council)
        && !theirs.is_empty()
        && folded(&theirs) != folded(ours)
    {
        differs("council", "other-council", theirs, ours.clone());
    }
    found
}

fn unknown_question(id: &QuestionId, checklist: &Checklist) -> UnplacedProblem {
    let near = nearest(id.as_str(), checklist.questions().map(|q| q.id.as_str()));
    let label = near.map_or_else(|| "unknown".to_owned(), |near| format!("did you mean `{near}`?"));
    let message = format!("{} has no question `{}`", checklist.name(), id.as_str().escape_debug());
    let help = format!("`assure show {}` lists the questions", checklist.name());
    UnplacedProblem {
        path: vec!["answer".into(), id.as_str().into()],
        aim: Aim::Key,
        diagnostic: Diagnostic::error("unknown-question", message).label(label).help(help),
    }
}

/// Nothing where there is no problem, else each at its place.
fn placed(found: Vec<UnplacedProblem>, document: &SourceTable) -> Result<(), Vec<Diagnostic>> {
    if found.is_empty() {
        return Ok(());
    }
    let problems = Problems::default();
    format::place_problems(found, document, &problems);
    Err(problems.into_sorted())
}

/// The comments in a copy of an answer file, once it is sure that it is a copy of these answers' file.
///
/// # Errors
/// It is of another checklist, council or year: each at its place in the text.
pub fn in_copy(text: &str, copy: &Assessment, assessment: &Assessment) -> Result<CommentFile, Vec<Diagnostic>> {
    let document = source::parse_toml(text)?;
    placed(head_problems(&document, assessment), &document)?;
    let of = |answer: &Answer| Commented {
        no_personal_data: answer.no_personal_data.clone(),
        comments: answer.comments.clone(),
    };
    let all = copy.answers.iter().chain(&copy.archived);
    let commented = all.filter(|(_, a)| !a.comments.is_empty());
    Ok(CommentFile {
        answers: commented.map(|(id, a)| (id.clone(), of(a))).collect(),
        ..CommentFile::on(assessment)
    })
}

/// What came of taking comments in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TakenIn {
    /// Comments that were not there.
    pub new: usize,
    /// Comments that were there, and to which something was said, or which were settled.
    pub more_said: usize,
    /// Comments that were there already, with all that was said to them.
    pub there: usize,
}

/// Takes comments into an assessment, each once. The answers stay as they are.
pub fn take_in(into: &mut Assessment, given: &CommentFile) -> TakenIn {
    let mut taken = TakenIn::default();
    for (id, commented) in given.answers.iter().filter(|(_, c)| !c.comments.is_empty()) {
        let answer = match into.archived.get_mut(id) {
            Some(archived) if !into.answers.contains_key(id) => archived,
            _ => into.answers.entry(id.clone()).or_default(),
        };
        let before = answer.comments.clone();
        answer.comments = united(&before, &commented.comments);
        for comment in &answer.comments {
            if !commented.comments.iter().any(|c| c.is_same(comment)) {
                continue;
            }
            match before.iter().find(|c| c.is_same(comment)) {
                None => taken.new += 1,
                Some(stood) if stood == comment => taken.there += 1,
                Some(_) => taken.more_said += 1,
            }
        }
        // Of a copy's answer only what its comments need is taken over.
        let texts = commented.comments.iter().flat_map(Comment::texts);
        for digest in texts.map(super::personal::digest) {
            if commented.no_personal_data.contains(&digest) && !answer.no_personal_data.contains(&digest) {
                answer.no_personal_data.push(digest);
            }
        }
    }
    taken
}
