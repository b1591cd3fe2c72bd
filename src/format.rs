//! What is on disk, and nothing else: the text of a file, its parsed form with places, what its type's schema says of it, and how a text
//! is changed so that it says something new.

pub mod fields;
pub mod ours;
pub mod patch;
pub mod schema;
pub mod source;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use crate::diagnostic::{Diagnostic, Problems};
use source::{Aim, Step, Table};

/// The two notations of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notation {
    /// TOML.
    Toml,
    /// JSON.
    Json,
}

/// The type of a whole file.
pub trait FileType: DeserializeOwned + JsonSchema {
    /// The rules of its texts that no schema can say.
    const RULES: schema::Rules;
}

/// A problem with what a file means, at a place that has yet to be found in its text.
#[derive(Debug, Clone)]
pub struct Finding {
    /// Where it is.
    pub path: Vec<Step>,
    /// What of that place.
    pub aim: Aim,
    /// What is wrong.
    pub diagnostic: Diagnostic,
}

/// Findings that do not rest on a place that is wrong in itself.
pub fn founded(findings: Vec<Finding>, faults: &[Vec<Step>]) -> Vec<Finding> {
    findings
        .into_iter()
        .filter(|f| {
            !faults
                .iter()
                .any(|fault| f.path.starts_with(fault) || fault.starts_with(&f.path))
        })
        .collect()
}

/// Findings as diagnostics of a document.
pub fn placed(findings: Vec<Finding>, document: &Table, problems: &Problems) {
    for finding in findings {
        let span = document.span_of(&finding.path, finding.aim);
        problems.push(finding.diagnostic.at(span).in_place(document.name_of(&finding.path)));
    }
}

/// Reads a text as a value of a type; where that fails, says every structural problem and gives what can be read all the same.
///
/// # Errors
/// Syntax errors, or the structural problems together with the document in which they stand.
pub fn read<T: FileType>(text: &str, notation: Notation) -> Result<T, Box<Faulty>> {
    let plain = text.strip_prefix('\u{feff}').unwrap_or(text);
    let read = match notation {
        Notation::Toml => toml::from_str::<T>(plain).map_err(|e| e.message().to_owned()),
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
        Box::new(Faulty {
            problems,
            paths: Vec::new(),
            document: Table::default(),
            schema: serde_json::Value::Null,
        })
    })?;
    let mut faulty = Faulty::of::<T>(document);
    if faulty.problems.is_empty() {
        // serde knows a rule that the schema does not: a fault of ours, told all the same.
        faulty.problems.push(Diagnostic::error("not-valid", message));
    }
    Err(Box::new(faulty))
}

/// A text that is not what it should be.
#[derive(Debug)]
pub struct Faulty {
    /// What is wrong with its structure, in the order of the file.
    pub problems: Vec<Diagnostic>,
    /// Where that is.
    pub paths: Vec<Vec<Step>>,
    /// The parsed document; empty where it could not be parsed.
    pub document: Table,
    schema: serde_json::Value,
}

impl Faulty {
    /// A document gone through with the schema of a type.
    pub fn of<T: FileType>(document: Table) -> Self {
        let schema = schema::of::<T>();
        let problems = Problems::default();
        let paths = schema::check(&schema, T::RULES, &document, &problems);
        Self {
            problems: problems.into_sorted(),
            paths,
            document,
            schema,
        }
    }

    /// What can be read all the same: without what is wrong, and with something harmless where something needed is missing.
    pub fn rest<T: DeserializeOwned>(&self) -> Option<T> {
        let mut json = self.document.to_json();
        for path in &self.paths {
            schema::take_out(&mut json, path);
        }
        schema::fill_in(&self.schema, &mut json);
        serde_json::from_value(json).ok()
    }
}
