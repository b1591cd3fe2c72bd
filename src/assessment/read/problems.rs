//! Where the problems of an assessment's meaning are gathered, each with its place.

use crate::checklist::Checklist;
use crate::diagnostic::{Diagnostic, nearest};
use crate::format::UnplacedProblem;
use crate::format::source::{Aim, PathStep};

/// Adds what is wrong with what an assessment means.
pub(super) struct ProblemCollector<'c> {
    pub checklist: &'c Checklist,
    pub list: Vec<UnplacedProblem>,
}

impl ProblemCollector<'_> {
    pub(super) fn add(&mut self, path: &[PathStep], aim: Aim, diagnostic: Diagnostic) {
        self.list.push(UnplacedProblem {
            path: path.to_vec(),
            aim,
            diagnostic,
        });
    }

    pub(super) fn at(
        &mut self,
        path: &[&str],
        code: &'static str,
        message: impl Into<String>,
        label: impl Into<String>,
    ) {
        let path: Vec<PathStep> = path.iter().map(|s| PathStep::from(*s)).collect();
        self.add(&path, Aim::Value, Diagnostic::error(code, message).label(label));
    }

    pub(super) fn unknown_id(&mut self, what: &str, place: &str, id: &str, names: &[&str]) {
        let code = if what == "question" {
            "unknown-question"
        } else {
            "unknown-context"
        };
        let label = nearest(id, names.iter().copied())
            .map_or_else(|| "unknown".to_owned(), |near| format!("did you mean `{near}`?"));
        let help = match (what, names.is_empty()) {
            ("context", true) => "this checklist asks no context questions".to_owned(),
            ("context", false) => format!("context questions: {}", names.join(", ")),
            _ => format!("`assure show {}` lists the questions", self.checklist.name()),
        };
        let message = format!("{} has no {what} `{}`", self.checklist.name(), id.escape_debug());
        self.add(
            &[place.into(), id.into()],
            Aim::Key,
            Diagnostic::error(code, message).label(label).help(help),
        );
    }
}
