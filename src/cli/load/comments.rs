//! Reading comments that came in a file of their own.

use std::path::Path;

use assure::assessment::file::ParsedAnswers;
use assure::assessment::{Assessment, CommentFile, in_copy};
use assure::checklist::Checklist;
use assure::format::source;
use assure::report::read::looks_like_json;

use super::{bad, read_text};
use crate::cli::failure::error_with_hint;

const KIND: &str = "comments file";

/// The comments on an assessment's answers, out of a file of comments or out of a copy of the answer file.
///
/// # Errors
/// Every problem of the file: its structure, another checklist, council or year, and questions that there are not.
pub fn comments(path: &Path, checklist: &Checklist, assessment: &Assessment) -> anyhow::Result<CommentFile> {
    let text = read_text(path)?;
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        return Err(error_with_hint(
            format!("`{}` is empty", path.display()),
            "there are no comments in it; `assure comment FILE -o COMMENTS` writes such a file",
        ));
    }
    if looks_like_json(&text) {
        return Err(error_with_hint(
            format!("`{}` is JSON: comments come as TOML", path.display()),
            "name a file of comments, or a copy of the answer file with comments in it",
        ));
    }
    // A copy of an answer file says when it was begun, and a file of comments what it is.
    let table = source::parse_toml(&text).ok();
    let has = |key: &str| table.as_ref().is_some_and(|t| t.get(key).is_some());
    if has("kind") || !(has("started") || has("updated")) {
        return of_file(path, text, checklist, assessment);
    }
    let copy = ParsedAnswers::parse(&text).and_then(|read| {
        // That it answers something else is said first: every question would be unknown.
        if read.checklist_ref.checklist.as_deref() == Some(assessment.checklist.as_str())
            && read.checklist_ref.edition == Some(assessment.edition)
        {
            read.assessment(checklist)
        } else {
            Ok(assessment.clone())
        }
    });
    match copy.and_then(|copy| in_copy(&text, &copy, assessment)) {
        Ok(comments) => Ok(comments),
        Err(list) => Err(bad(path, text, "answer file", list)),
    }
}

/// A file of comments alone.
///
/// # Errors
/// Every problem of it.
pub fn of_file(
    path: &Path,
    text: String,
    checklist: &Checklist,
    assessment: &Assessment,
) -> anyhow::Result<CommentFile> {
    match CommentFile::parse_for(&text, checklist, assessment) {
        Ok(file) => Ok(file),
        Err(list) => Err(bad(path, text, KIND, list)),
    }
}

/// A file of comments, whatever answers it is about.
///
/// # Errors
/// Every problem of its structure.
pub fn unbound(path: &Path, text: String) -> anyhow::Result<CommentFile> {
    match CommentFile::parse(&text) {
        Ok(file) => Ok(file),
        Err(list) => Err(bad(path, text, KIND, list)),
    }
}
