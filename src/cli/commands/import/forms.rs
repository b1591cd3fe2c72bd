//! The files that are given: what kind each is, and what it says.

use std::path::{Path, PathBuf};

use assure::assessment::drift::{Drift, accept_as_they_stand, drift};
use assure::assessment::{Assessment, Period, ReadOptions, read_answers};
use assure::checklist::Checklist;
use assure::diagnostic::{Diagnostic, FileProblems, clean};
use assure::form::{self, FilledForm, package, text, workbook};
use assure::format::Notation;
use assure::format::recognise::problems_of;
use assure::render::form::page::is_page;
use assure::report::read::{looks_like_json, read as read_report};
use chrono::NaiveDate;

use crate::cli::args::ChangedQuestions;
use crate::cli::failure::{BadFiles, error_with_hint};
use crate::cli::load;
use crate::cli::output::say;
use crate::cli::shell;

/// A file that was opened, before its checklist is at hand to judge it by.
pub struct Unread {
    path: PathBuf,
    source: GivenSource,
}

/// What kind of file it is.
enum GivenSource {
    /// A form, with its text where it has one that can be shown.
    Form { filled: Box<FilledForm>, text: String },
    /// Answers as TOML or JSON.
    Answers(String),
}

/// A form that was read.
pub struct GivenForm {
    /// Its file.
    pub path: PathBuf,
    /// What it says.
    pub answers: Assessment,
    /// How many questions it has, answered or not; none where the file is no form.
    pub questions: Option<usize>,
}

impl Unread {
    /// Opens a file and looks what it is.
    ///
    /// # Errors
    /// It cannot be read, or is none of the kinds that are.
    pub fn open(path: &Path) -> anyhow::Result<Self> {
        let bytes = load::read_file(path)?;
        let name = path.display();
        if bytes.len() as u64 > load::LARGEST {
            return Err(error_with_hint(
                format!("`{name}` is larger than 16 MiB; nothing was written"),
                "no filled form is: save it without pictures, and try again",
            ));
        }
        if package::is_office(&bytes) {
            return Self::open_workbook(path, &bytes);
        }
        let text = load::decode(bytes, path)?;
        if text.trim_start_matches('\u{feff}').trim().is_empty() {
            return Err(error_with_hint(
                format!("`{name}` is empty; nothing was written"),
                "look for another copy of the form",
            ));
        }
        if ending_of(path).as_deref() == Some("csv") {
            return Err(error_with_hint(
                format!("`{name}` is a sheet without its form; nothing was written"),
                "give the workbook itself, saved as an Excel workbook (.xlsx)",
            ));
        }
        if looks_like_json(&text) && read_report(&text).is_ok() {
            return Err(error_with_hint(
                format!("`{name}` is a report, and a report leaves out what an answer file keeps; nothing was written"),
                "give the answer file that it was made from",
            ));
        }
        if ending_of(path).is_some_and(|e| OFFICE.contains(&e.as_str())) {
            return Err(error_with_hint(
                format!("`{name}` is called a workbook, and is plain text; nothing was written"),
                "give it the ending that fits (.md for a form as text, .toml or .json for answers), or give the workbook itself",
            ));
        }
        let source = match text::parse(&text) {
            Some(filled) => GivenSource::Form {
                filled: Box::new(filled),
                text,
            },
            None if is_page(&text) => {
                return Err(error_with_hint(
                    format!("`{name}` is the page itself, which holds no answers; nothing was written"),
                    "open it in the browser in which it was filled in, choose `Save your answers as a file`, and give that file",
                ));
            }
            None => GivenSource::Answers(text),
        };
        Ok(Self {
            path: path.to_path_buf(),
            source,
        })
    }

    fn open_workbook(path: &Path, bytes: &[u8]) -> anyhow::Result<Self> {
        let name = path.display();
        if ending_of(path).is_some_and(|e| TEXT.contains(&e.as_str())) {
            return Err(error_with_hint(
                format!("`{name}` is called a text, and is an office file; nothing was written"),
                "give it the ending that fits (.xlsx for a form as a workbook), or give the text itself",
            ));
        }
        match workbook::parse(bytes) {
            Ok(filled) => Ok(Self {
                path: path.to_path_buf(),
                source: GivenSource::Form {
                    filled: Box::new(filled),
                    text: String::new(),
                },
            }),
            Err(no) => Err(error_with_hint(
                format!("`{name}` {}; nothing was written", no.what),
                no.help,
            )),
        }
    }

    /// The checklist and edition that it says it answers, where it says so.
    pub fn belongs_to(&self) -> Option<(String, u16)> {
        match &self.source {
            GivenSource::Form { filled, .. } => Some((filled.head.checklist.clone(), filled.head.edition)),
            GivenSource::Answers(text) => {
                let belongs = load::answered_checklist(text).ok()?;
                Some((belongs.checklist?, belongs.edition?))
            }
        }
    }
}

/// Endings that promise a workbook.
const OFFICE: [&str; 4] = ["xlsx", "xlsm", "xlsb", "xls"];
/// Endings that promise a text.
const TEXT: [&str; 5] = ["md", "markdown", "txt", "toml", "json"];

fn ending_of(path: &Path) -> Option<String> {
    Some(path.extension()?.to_str()?.to_lowercase())
}

/// Reads every file as answers to a checklist. `when` is the day to reckon from, and the period of answers that name none.
///
/// # Errors
/// All that is wrong with all of them, at once; a form of another edition; a form that was made before the checklist changed.
pub fn read(
    unread: Vec<Unread>,
    checklist: &Checklist,
    when: (NaiveDate, Period),
    changed: ChangedQuestions,
) -> anyhow::Result<Vec<GivenForm>> {
    let (mut given, mut bad) = (Vec::new(), Vec::new());
    for Unread { path, source } in unread {
        let name = path.display().to_string();
        let (mut answers, questions) = match source {
            GivenSource::Form { filled, text } => {
                require_edition(&path, &filled, checklist)?;
                let questions = filled.answers.len();
                match form::answers(*filled, checklist, when.0) {
                    Ok(answers) => (answers, Some(questions)),
                    Err(list) => {
                        bad.push(shown(name, text, list));
                        continue;
                    }
                }
            }
            GivenSource::Answers(text) => {
                let notation = if looks_like_json(&text) {
                    Notation::Json
                } else {
                    Notation::Toml
                };
                let (today, period) = when;
                match read_answers(&text, notation, checklist, ReadOptions::Partial { today, period }) {
                    Ok(answers) => (answers, None),
                    Err(list) => {
                        bad.push(problems_of(name, text, "file of answers", list));
                        continue;
                    }
                }
            }
        };
        settle_wording(&path, &mut answers, checklist, changed)?;
        given.push(GivenForm {
            path,
            answers,
            questions,
        });
    }
    if bad.is_empty() {
        Ok(given)
    } else {
        Err(BadFiles(bad).into())
    }
}

fn shown(file: String, text: String, list: Vec<Diagnostic>) -> FileProblems {
    FileProblems {
        file,
        text,
        kind: "form",
        list,
    }
}

fn require_edition(path: &Path, filled: &FilledForm, checklist: &Checklist) -> anyhow::Result<()> {
    let named = filled.head.edition_name();
    if named == checklist.name().to_string() {
        return Ok(());
    }
    let own = format!("{}-{}.toml", filled.head.checklist, filled.head.edition);
    let hint = if filled.head.checklist == checklist.id && filled.head.edition < checklist.edition {
        format!(
            "read it into a file of its own edition, and carry that on: assure import {} --file {own}; then: assure upgrade {own} --to {}",
            shell::path(path),
            checklist.edition
        )
    } else {
        format!(
            "read it into a file of its own: assure import {} --file {own}",
            shell::path(path)
        )
    };
    Err(error_with_hint(
        format!(
            "`{}` is a form of {named}, not of {}; nothing was written",
            path.display(),
            checklist.name()
        ),
        hint,
    ))
}

/// Stops where the checklist changed since a form was made, unless its answers are taken as they stand.
fn settle_wording(
    path: &Path,
    answers: &mut Assessment,
    checklist: &Checklist,
    changed: ChangedQuestions,
) -> anyhow::Result<()> {
    match drift(checklist, answers) {
        Drift::Same => {}
        Drift::Harmless(message) => say(&format!("note: {}: {}", path.display(), clean(&message))),
        Drift::Changed(..) if changed == ChangedQuestions::Accept => accept_as_they_stand(checklist, answers),
        Drift::Changed(message, _) => {
            return Err(error_with_hint(
                format!("{}: {message}; nothing was written", path.display()),
                "look whether the answers still stand, and take them with --accept-changed; or have a new form filled in",
            ));
        }
    }
    Ok(())
}

/// Refuses forms in which nothing at all is filled in.
///
/// # Errors
/// Says so: a form is easily sent back unsaved.
pub fn require_something(given: &[GivenForm]) -> anyhow::Result<()> {
    let says = |a: &Assessment| a.answers.values().any(|a| !a.is_empty()) || !a.context.is_empty();
    if given.iter().any(|g| g.questions.is_none() || says(&g.answers)) {
        return Ok(());
    }
    let names: Vec<String> = given.iter().map(|g| format!("`{}`", g.path.display())).collect();
    Err(error_with_hint(
        format!("no question is answered in {}; nothing was written", names.join(", ")),
        "was the form saved before it was sent? Ask for it once more",
    ))
}

/// Refuses forms of two years.
///
/// # Errors
/// Says which two differ.
pub fn require_same_period(given: &[GivenForm]) -> anyhow::Result<()> {
    for (one, next) in given.iter().zip(given.iter().skip(1)) {
        if one.answers.period != next.answers.period {
            return Err(error_with_hint(
                format!(
                    "`{}` is for {}, and `{}` for {}; nothing was written",
                    one.path.display(),
                    one.answers.period,
                    next.path.display(),
                    next.answers.period
                ),
                "an answer file is for one year: import them one by one, each into its own",
            ));
        }
    }
    Ok(())
}

/// Refuses a form of another year than the answer file's.
///
/// # Errors
/// Says which.
pub fn require_period(given: &[GivenForm], period: Period, file: &Path) -> anyhow::Result<()> {
    match given.iter().find(|g| g.answers.period != period) {
        None => Ok(()),
        Some(other) => Err(error_with_hint(
            format!(
                "`{}` is for {}, and `{}` for {period}; nothing was written",
                other.path.display(),
                other.answers.period,
                file.display()
            ),
            "name the answer file of that year with --file, or a new one",
        )),
    }
}
