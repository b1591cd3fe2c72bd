//! Reading files: text to checklists and assessments.

mod comments;
mod kind;
mod known;
mod text;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;
use assure::assessment::drift::{Drift, accept_as_they_stand, drift};
use assure::assessment::file::{AnswerFile, CheckedAnswers, ParsedAnswers};
use assure::assessment::read::ChecklistRef;
use assure::assessment::{Assessment, ReadOptions, read_answers};
use assure::checklist::{self, Checklist, Library};
use assure::diagnostic::Diagnostic;
use assure::format::Notation;
use assure::format::source as node;
use assure::report::read;

use super::args::ChangedQuestions;
use super::failure::{error_with_hint, unreadable};
use super::output::say;
use super::shell;
use super::style::OutputStyle;
pub use comments::{comments, of_file, unbound};
pub use kind::{FileKind, bad_answers, holds_answers, interview_command, kind_of};
use kind::{bad, without_checklist};
pub use known::KnownChecklist;
pub use text::{LARGEST, decode, file_name, read_file, read_text};

/// Whether a name is a file's path rather than an id: it has a separator or ends in `.toml`.
pub fn is_path(name: &str) -> bool {
    name.contains('/')
        || name.contains('\\')
        || Path::new(name)
            .extension()
            .is_some_and(|e| e.eq_ignore_ascii_case("toml"))
}

/// A checklist, and where it is a council's own its file.
pub type LoadedChecklist = (KnownChecklist, Option<PathBuf>);

/// A checklist by id, edition or path; for a path also the path.
///
/// # Errors
/// An unknown name (with the nearest), or every problem of the file.
pub fn checklist(name: &str, edition: Option<u16>) -> anyhow::Result<LoadedChecklist> {
    let library = Library::shipped();
    if is_path(name) {
        let path = PathBuf::from(name);
        let text = read_text(&path)?;
        let checklist = match checklist::parse(&text, &library) {
            Ok(checklist) => checklist,
            Err(list) => {
                return Err(match kind_of(&path) {
                    Some(FileKind::Answers { checklist }) => error_with_hint(
                        format!("`{name}` holds answers: it is no checklist"),
                        format!("to go on answering: {}", interview_command(&checklist, &path)),
                    ),
                    _ => bad(&path, text, "checklist", list),
                });
            }
        };
        if let Some(wanted) = edition
            && wanted != checklist.edition
        {
            return Err(error_with_hint(
                format!("`{name}` is edition {}, not {wanted}", checklist.edition),
                "leave --edition out for a file of your own",
            ));
        }
        return Ok((KnownChecklist::Own(Arc::new(checklist)), Some(path)));
    }
    if Path::new(name).is_dir() {
        return Err(error_with_hint(
            format!("`{name}` is a folder, not a checklist"),
            "name one of this program, such as `assure run ce`, or a checklist file in the folder",
        ));
    }
    let wanted = match (edition, name.contains('@')) {
        (Some(edition), false) => format!("{name}@{edition}"),
        (Some(edition), true) if !name.ends_with(&format!("@{edition}")) => {
            return Err(error_with_hint(
                format!("`{name}` and --edition {edition} are two editions"),
                "leave one of the two out",
            ));
        }
        _ => name.to_owned(),
    };
    library
        .resolve(&wanted)
        .map(|checklist| (KnownChecklist::Shipped(checklist), None))
        .map_err(|hint| error_with_hint(format!("there is no checklist `{wanted}` in this program"), hint))
}

/// The problems of a checklist's file beside an earlier edition, each at its place.
///
/// # Errors
/// Exactly those problems; a file that cannot be read any more says nothing new.
pub fn lineage_in_file(at: &Path, earlier: &Checklist) -> anyhow::Result<()> {
    let Ok(text) = read_text(at) else { return Ok(()) };
    match checklist::parse_after(&text, &Library::shipped(), std::slice::from_ref(earlier)) {
        Ok(_) => Ok(()),
        Err(list) => Err(bad(at, text, "checklist", list)),
    }
}

/// A file that an answer file names: from the answer file's own folder.
pub fn beside(answers: &Path, named: &str) -> PathBuf {
    answers.parent().unwrap_or(Path::new("")).join(named)
}

/// The checklist that an answer file belongs to: named by the caller, by the file, or shipped.
///
/// # Errors
/// There is none of that name, or it is not valid.
pub fn checklist_for(
    path: &Path,
    text: &str,
    belongs: &ChecklistRef,
    named: Option<&str>,
) -> anyhow::Result<LoadedChecklist> {
    if let Some(named) = named {
        let edition = if is_path(named) || named.contains('@') {
            None
        } else {
            belongs.edition
        };
        return checklist(named, edition);
    }
    if let Some(file) = &belongs.checklist_file {
        let beside = beside(path, file);
        if !beside.is_file() {
            return Err(unreadable(
                format!(
                    "`{}` answers the checklist `{}`, which is not there",
                    path.display(),
                    beside.display()
                ),
                "say where it is now with --checklist PATH",
            ));
        }
        return checklist(&as_path(&beside), None);
    }
    match (&belongs.checklist, belongs.edition) {
        (Some(id), Some(edition)) => checklist(id, Some(edition))
            .with_context(|| format!("`{}` cannot be read without its checklist", path.display())),
        _ => Err(without_checklist(path, text)),
    }
}

/// A path that [`is_path`] takes for one.
pub fn as_path(path: &Path) -> String {
    let text = path.display().to_string();
    if is_path(&text) { text } else { format!("./{text}") }
}

/// A loaded answer file.
pub struct LoadedAnswers {
    pub checklist: KnownChecklist,
    /// The checklist's file, where it is a council's own.
    pub checklist_at: Option<PathBuf>,
    /// Its text and what it says.
    pub file: AnswerFile,
}

impl LoadedAnswers {
    /// Its assessment, once it is sure that it still answers the checklist as it is.
    ///
    /// # Errors
    /// Says which questions changed, unless the answers are to be taken as they stand.
    pub fn current_assessment(
        &self,
        changed: ChangedQuestions,
        path: &Path,
        style: &OutputStyle,
    ) -> anyhow::Result<Arc<Assessment>> {
        let own = self.file.checklist_file();
        let taken = check_currency(&self.checklist, self.file.assessment(), changed, path, own, style)?;
        Ok(taken.map_or_else(|| self.file.shared(), Arc::new))
    }
}

/// Reads an answer file and its checklist.
///
/// # Errors
/// Whatever [`read_text`] says, an unknown checklist, or every problem of the file.
pub fn answer_file(path: &Path, named: Option<&str>) -> anyhow::Result<LoadedAnswers> {
    let text = read_text(path)?;
    answer_file_text(path, text, named)
}

/// The same for a text already read.
pub fn answer_file_text(path: &Path, text: String, named: Option<&str>) -> anyhow::Result<LoadedAnswers> {
    answer_file_choosing(path, text, |text, belongs| checklist_for(path, text, belongs, named))
}

/// The same, where the checklist is chosen by the text and by what it says it belongs to.
pub fn answer_file_choosing(
    path: &Path,
    text: String,
    choose: impl FnOnce(&str, &ChecklistRef) -> anyhow::Result<LoadedChecklist>,
) -> anyhow::Result<LoadedAnswers> {
    let bound = match ParsedAnswers::parse(&text) {
        Ok(parsed) => {
            let chosen = choose(&text, &parsed.checklist_ref)?;
            bound(path, &text, parsed, chosen)?
        }
        Err(list) => return Err(bad_answers(path, text, list)),
    };
    Ok(bound.with_text(text))
}

/// The same for a text already parsed.
///
/// # Errors
/// Every problem of the file.
pub fn bound(
    path: &Path,
    text: &str,
    parsed: ParsedAnswers<'_>,
    (checklist, checklist_at): LoadedChecklist,
) -> anyhow::Result<BoundAnswers> {
    match parsed.bind(&checklist) {
        Ok(answers) => Ok(BoundAnswers {
            checklist,
            checklist_at,
            answers,
        }),
        Err(list) => Err(bad_answers(path, text, list)),
    }
}

/// Answers with their checklist, before they get the text that they were read from: it is handed over, never copied.
pub struct BoundAnswers {
    checklist: KnownChecklist,
    checklist_at: Option<PathBuf>,
    answers: CheckedAnswers,
}

impl BoundAnswers {
    /// The answer file.
    pub fn with_text(self, text: String) -> LoadedAnswers {
        LoadedAnswers {
            checklist: self.checklist,
            checklist_at: self.checklist_at,
            file: AnswerFile::of(text, self.answers),
        }
    }
}

/// An answer file's text, read as answers to a checklist that is already known.
///
/// # Errors
/// It answers another checklist, or every problem of the file.
pub fn answers_to(path: &Path, text: String, checklist: &Checklist) -> anyhow::Result<AnswerFile> {
    let unbound = match ParsedAnswers::parse(&text) {
        Ok(unbound) => unbound,
        Err(list) => return Err(bad_answers(path, text, list)),
    };
    if let (Some(id), Some(edition)) = (&unbound.checklist_ref.checklist, unbound.checklist_ref.edition)
        && (*id != checklist.id || edition != checklist.edition)
    {
        return Err(error_with_hint(
            format!(
                "`{}` holds answers to {id}@{edition}, not to {}",
                path.display(),
                checklist.name()
            ),
            format!(
                "go on with them: `assure run {id}@{edition} --file {}`; or name another file with --file",
                shell::path(path)
            ),
        ));
    }
    match unbound.bind(checklist) {
        Ok(answers) => Ok(AnswerFile::of(text, answers)),
        Err(list) => Err(bad_answers(path, text, list)),
    }
}

/// What a file of answers belongs to, TOML or JSON.
///
/// # Errors
/// Its syntax errors, and a newer format.
pub fn answered_checklist(text: &str) -> Result<ChecklistRef, Vec<Diagnostic>> {
    let table = if read::looks_like_json(text) {
        node::parse_json(text)?
    } else {
        node::parse_toml(text)?
    };
    Ok(assure::assessment::read::checklist_ref(&table))
}

/// Answers for a script, TOML or JSON, whole or partial.
///
/// # Errors
/// Every problem of the file.
pub fn partial_answers(path: &Path, checklist: &Checklist, options: ReadOptions) -> anyhow::Result<Assessment> {
    let text = read_text(path)?;
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        return Err(error_with_hint(
            format!("`{}` is empty", path.display()),
            "there are no answers in it; `assure run CHECKLIST --blank` prints a file to fill in",
        ));
    }
    let json = read::looks_like_json(&text);
    let notation = if json { Notation::Json } else { Notation::Toml };
    match read_answers(&text, notation, checklist, options) {
        Ok(assessment) => Ok(assessment),
        Err(list) => Err(bad(path, text, "file of answers", list)),
    }
}

/// Stops where the checklist changed under the answers, unless they are taken as they stand.
///
/// `own` is the path of a council's own checklist as the answer file names it. Gives the answers as they are to be taken where they stand for
/// other words: every one counts as given to the words of today.
///
/// # Errors
/// Says which questions changed.
pub fn check_currency(
    checklist: &Checklist,
    assessment: &Assessment,
    changed: ChangedQuestions,
    path: &Path,
    own: Option<&str>,
    style: &OutputStyle,
) -> anyhow::Result<Option<Assessment>> {
    match drift(checklist, assessment) {
        Drift::Same => Ok(None),
        Drift::Harmless(message) => {
            if !style.quiet {
                say(&format!("note: {message}"));
            }
            Ok(None)
        }
        Drift::Changed(..) if changed == ChangedQuestions::Accept => {
            let mut taken = assessment.clone();
            accept_as_they_stand(checklist, &mut taken);
            Ok(Some(taken))
        }
        Drift::Changed(message, _) => Err(error_with_hint(
            format!("{}: {message}", path.display()),
            format!(
                "confirm them in the interview (`assure run {} --file {}`), or take them as they stand with --accept-changed; nothing was changed",
                own.map_or_else(
                    || checklist.name().to_string(),
                    |own| shell::argument(&as_path(&beside(path, own)))
                ),
                shell::path(path)
            ),
        )),
    }
}
