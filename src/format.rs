//! What is on disk, and nothing else: the text of a file, its parsed form with places, what its type's schema says of it, and how a text
//! is changed so that it says something new.

pub mod blocks;
pub mod digest;
pub mod fields;

pub mod patch;
pub mod pieces;
pub mod recognise;
pub mod schema;
pub mod source;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use crate::diagnostic::{Diagnostic, Problems};
use pieces::Blocks;
use source::{Aim, PathStep, SourceTable};

/// The two notations of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notation {
    /// TOML.
    Toml,
    /// JSON.
    Json,
}

/// What a shipped file of `checklists/` says, as JSON; see `build.rs`.
macro_rules! shipped_json {
    ($name:literal) => {
        include_str!(concat!(env!("OUT_DIR"), "/", $name, ".json"))
    };
}
pub(crate) use shipped_json;

/// The digests of the questions of a shipped checklist, a line each; see `build.rs`.
macro_rules! shipped_digests {
    ($name:literal) => {
        include_str!(concat!(env!("OUT_DIR"), "/", $name, ".digests"))
    };
}
pub(crate) use shipped_digests;

/// Reads what [`shipped_json`] gives. The tests look at every shipped file with all its rules; here is none but the types.
pub(crate) fn read_shipped<T: DeserializeOwned>(json: &str) -> Option<T> {
    serde_json::from_str(json).ok()
}

/// The type of a whole file.
pub trait FileType: DeserializeOwned + JsonSchema {
    /// The rules of its texts that no schema can say.
    const RULES: schema::Rules;
    /// The blocks that a file of it may have thousands of.
    const BLOCKS: &'static [Blocks] = &[];
}

/// A problem with what a file means, at a place that has yet to be found in its text.
#[derive(Debug, Clone)]
pub struct UnplacedProblem {
    /// Where it is.
    pub path: Vec<PathStep>,
    /// What of that place.
    pub aim: Aim,
    /// What is wrong.
    pub diagnostic: Diagnostic,
}

/// ProblemCollector that do not rest on a place that is wrong in itself.
pub fn without_consequential(findings: Vec<UnplacedProblem>, faults: &[Vec<PathStep>]) -> Vec<UnplacedProblem> {
    findings
        .into_iter()
        .filter(|f| {
            !faults
                .iter()
                .any(|fault| f.path.starts_with(fault) || fault.starts_with(&f.path))
        })
        .collect()
}

/// ProblemCollector as diagnostics of a document.
pub fn place_problems(findings: Vec<UnplacedProblem>, document: &SourceTable, problems: &Problems) {
    for finding in findings {
        let span = document.span_of(&finding.path, finding.aim);
        problems.push(finding.diagnostic.at(span).in_place(document.name_of(&finding.path)));
    }
}

/// Reads a text as a value of a type; where that fails, says every structural problem and gives what can be read all the same.
///
/// # Errors
/// Syntax errors, or the structural problems together with the document in which they stand.
pub fn read<T: FileType>(text: &str, notation: Notation) -> Result<T, Box<InvalidDocument>> {
    let plain = text.strip_prefix('\u{feff}').unwrap_or(text);
    let read = match notation {
        Notation::Toml => match pieces::read(plain, T::BLOCKS) {
            Some(value) => Ok(value),
            None => toml::from_str::<T>(plain).map_err(|e| e.message().to_owned()),
        },
        Notation::Json => serde_json::from_str::<T>(plain).map_err(|e| e.to_string()),
    };
    let message = match read {
        Ok(value) => return Ok(value),
        Err(message) => message,
    };
    let document = match notation {
        Notation::Toml => source::parse_toml(text),
        Notation::Json => source::parse_json(text),
    }
    .map_err(|problems| {
        Box::new(InvalidDocument {
            problems,
            fault_paths: Vec::new(),
            document: SourceTable::default(),
            schema: serde_json::Value::Null,
        })
    })?;
    let mut invalid = InvalidDocument::of::<T>(document);
    if invalid.problems.is_empty() {
        // serde knows a rule that the schema does not: a fault of ours, told all the same.
        invalid.problems.push(Diagnostic::error("not-valid", message));
    }
    Err(Box::new(invalid))
}

/// Everything that is wrong with a text: its structure where that is `invalid`, and what it means, each at its place.
///
/// `invalid` is none where serde could read it: then the rules of single texts, which serde does not know, are looked at once more.
pub fn all_problems<T: FileType>(
    text: &str,
    invalid: Option<Box<InvalidDocument>>,
    found: Vec<UnplacedProblem>,
) -> Vec<Diagnostic> {
    let invalid = match invalid {
        Some(invalid) => *invalid,
        None => match source::parse_toml(text) {
            Ok(document) => InvalidDocument::of::<T>(document),
            Err(problems) => return problems,
        },
    };
    let problems = Problems::default();
    place_problems(
        without_consequential(found, &invalid.fault_paths),
        &invalid.document,
        &problems,
    );
    invalid.problems.into_iter().for_each(|p| problems.push(p));
    problems.into_sorted()
}

/// A text that is not what it should be.
#[derive(Debug)]
pub struct InvalidDocument {
    /// What is wrong with its structure, in the order of the file.
    pub problems: Vec<Diagnostic>,
    /// Where that is.
    pub fault_paths: Vec<Vec<PathStep>>,
    /// The parsed document; empty where it could not be parsed.
    pub document: SourceTable,
    schema: serde_json::Value,
}

impl InvalidDocument {
    /// A document gone through with the schema of a type.
    pub fn of<T: FileType>(document: SourceTable) -> Self {
        let schema = schema::of::<T>();
        let problems = Problems::default();
        let fault_paths = schema::check(&schema, T::RULES, &document, &problems);
        Self {
            problems: problems.into_sorted(),
            fault_paths,
            document,
            schema,
        }
    }

    /// What can be read all the same: without what is wrong, and with something harmless where something needed is missing.
    pub fn salvage<T: DeserializeOwned>(&self) -> Option<T> {
        let mut json = self.document.to_json();
        for path in &self.fault_paths {
            schema::take_out(&mut json, path);
        }
        schema::fill_in(&self.schema, &mut json);
        serde_json::from_value(json).ok()
    }
}
