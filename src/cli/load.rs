//! Reading files: bytes to text, text to checklists and assessments.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use assure::assessment::file::{AnswerFile, Unbound};
use assure::assessment::read::Belongs;
use assure::assessment::{Assessment, ReadOptions, read_answers};
use assure::checklist::{self, Checklist, Library};
use assure::diagnostic::{Diagnostic, FileProblems};
use assure::interview::is_to_confirm;
use assure::node;

use super::failure::{BadFile, told};
use super::output::say;
use super::style::Look;

/// The largest file that is read: far more than a thousand answers.
const LARGEST: u64 = 16 * 1024 * 1024;

/// A file's text, or what is the matter with it.
///
/// # Errors
/// No such file, a folder, not readable, too large, UTF-16, or not UTF-8 (with line and column).
pub fn read_text(path: &Path) -> anyhow::Result<String> {
    let name = path.display();
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        std::io::stdin()
            .lock()
            .take(LARGEST + 1)
            .read_to_end(&mut bytes)
            .context("could not read standard input")?;
    } else {
        let meta = fs::metadata(path).map_err(|e| match e.kind() {
            std::io::ErrorKind::NotFound => told(format!("there is no file `{name}`"), "check the name and the folder"),
            _ => anyhow::Error::new(e).context(format!("could not read `{name}`")),
        })?;
        if meta.is_dir() {
            return Err(told(format!("`{name}` is a folder"), "name a file in it"));
        }
        let file = fs::File::open(path).with_context(|| format!("could not read `{name}`"))?;
        file.take(LARGEST + 1)
            .read_to_end(&mut bytes)
            .with_context(|| format!("could not read `{name}`"))?;
    }
    if bytes.len() as u64 > LARGEST {
        return Err(told(
            format!("`{name}` is larger than 16 MiB"),
            "this is no checklist and no answer file",
        ));
    }
    decode(bytes, path)
}

fn decode(bytes: Vec<u8>, path: &Path) -> anyhow::Result<String> {
    let name = path.display();
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(told(
            format!("`{name}` is UTF-16, not UTF-8; it was left untouched"),
            "save it as UTF-8 (in Notepad: Save as, Encoding UTF-8; in old PowerShell: Out-File -Encoding utf8)",
        ));
    }
    String::from_utf8(bytes).map_err(|e| {
        let good = e.utf8_error().valid_up_to();
        let before = String::from_utf8_lossy(e.as_bytes().get(..good).unwrap_or_default()).into_owned();
        let (line, column) = assure::diagnostic::line_column(&before, before.len());
        told(
            format!("{name}:{line}:{column}: not UTF-8 text from here on; the file was left untouched"),
            "save it as UTF-8 and try again",
        )
    })
}

fn bad(path: &Path, text: String, kind: &'static str, list: Vec<Diagnostic>) -> anyhow::Error {
    BadFile(FileProblems::of(path.display().to_string(), text, kind, list)).into()
}

/// Whether a name is a file's path rather than an id: it has a separator or ends in `.toml`.
pub fn is_path(name: &str) -> bool {
    name.contains('/')
        || name.contains('\\')
        || Path::new(name)
            .extension()
            .is_some_and(|e| e.eq_ignore_ascii_case("toml"))
}

/// A checklist by id, edition or path; for a path also the path.
///
/// # Errors
/// An unknown name (with the nearest), or every problem of the file.
pub fn checklist(name: &str, edition: Option<u16>) -> anyhow::Result<(Checklist, Option<PathBuf>)> {
    let library = Library::shipped();
    if is_path(name) {
        let path = PathBuf::from(name);
        let text = read_text(&path)?;
        let checklist = match checklist::parse(&text, &library) {
            Ok(checklist) => checklist,
            Err(list) => return Err(bad(&path, text, "checklist", list)),
        };
        if let Some(wanted) = edition
            && wanted != checklist.edition
        {
            return Err(told(
                format!("`{name}` is edition {}, not {wanted}", checklist.edition),
                "leave --edition out for a file of your own",
            ));
        }
        return Ok((checklist, Some(path)));
    }
    let wanted = match (edition, name.contains('@')) {
        (Some(edition), false) => format!("{name}@{edition}"),
        (Some(edition), true) if !name.ends_with(&format!("@{edition}")) => {
            return Err(told(
                format!("`{name}` and --edition {edition} are two editions"),
                "leave one of the two out",
            ));
        }
        _ => name.to_owned(),
    };
    library
        .resolve(&wanted)
        .map(|checklist| (checklist, None))
        .map_err(|hint| told(format!("there is no checklist `{wanted}` in this program"), hint))
}

/// The checklist that an answer file belongs to: named by the caller, by the file, or shipped.
fn checklist_for(path: &Path, text: &str, belongs: &Belongs, named: Option<&str>) -> anyhow::Result<Checklist> {
    if let Some(named) = named {
        let edition = if is_path(named) || named.contains('@') {
            None
        } else {
            belongs.edition
        };
        return Ok(checklist(named, edition)?.0);
    }
    if let Some(file) = &belongs.checklist_file {
        let beside = path.parent().unwrap_or(Path::new("")).join(file);
        if !beside.is_file() {
            return Err(told(
                format!(
                    "`{}` answers the checklist `{}`, which is not there",
                    path.display(),
                    beside.display()
                ),
                "say where it is now with --checklist PATH",
            ));
        }
        return Ok(checklist(&as_path(&beside), None)?.0);
    }
    match (&belongs.checklist, belongs.edition) {
        (Some(id), Some(edition)) => checklist(id, Some(edition))
            .map(|c| c.0)
            .with_context(|| format!("`{}` can not be read without its checklist", path.display())),
        _ => {
            let looks = text.contains("[[section");
            Err(told(
                format!("`{}` does not say which checklist it answers", path.display()),
                if looks {
                    "this is a checklist: give it to `assure check` or `assure run`"
                } else {
                    "an answer file begins with `format`, `checklist` and `edition`; see `assure run ce --blank`"
                },
            ))
        }
    }
}

/// A path that [`is_path`] takes for one.
pub fn as_path(path: &Path) -> String {
    let text = path.display().to_string();
    if is_path(&text) { text } else { format!("./{text}") }
}

/// A loaded answer file.
pub struct Loaded {
    /// Its checklist.
    pub checklist: Checklist,
    /// Its text and what it says.
    pub file: AnswerFile,
}

impl Loaded {
    /// Its assessment, once it is sure that it still answers the checklist as it is.
    ///
    /// # Errors
    /// Says which questions changed, unless the answers are to be taken as they stand.
    pub fn settled(&self, accept: bool, path: &Path, look: &Look) -> anyhow::Result<Assessment> {
        let mut assessment = self.file.assessment().clone();
        settle(
            &self.checklist,
            &mut assessment,
            accept,
            path,
            self.file.checklist_file(),
            look,
        )?;
        Ok(assessment)
    }
}

/// Reads an answer file and its checklist.
///
/// # Errors
/// Whatever [`read_text`] says, an unknown checklist, or every problem of the file.
pub fn answer_file(path: &Path, named: Option<&str>) -> anyhow::Result<Loaded> {
    let text = read_text(path)?;
    answer_file_text(path, text, named)
}

/// The same for a text already read.
pub fn answer_file_text(path: &Path, text: String, named: Option<&str>) -> anyhow::Result<Loaded> {
    answer_file_by(path, text, |_| named)
}

/// The same, where the checklist is chosen by what the file says it belongs to.
pub fn answer_file_by<'n>(
    path: &Path,
    text: String,
    choose: impl FnOnce(&Belongs) -> Option<&'n str>,
) -> anyhow::Result<Loaded> {
    let unbound = match Unbound::parse(&text) {
        Ok(unbound) => unbound,
        Err(list) => return Err(bad(path, text, "answer file", list)),
    };
    let named = choose(&unbound.belongs);
    let checklist = checklist_for(path, &text, &unbound.belongs, named)?;
    match unbound.bind(&checklist) {
        Ok(file) => Ok(Loaded { checklist, file }),
        Err(list) => Err(bad(path, text, "answer file", list)),
    }
}

/// An answer file's text, read as answers to a checklist that is already known.
///
/// # Errors
/// It answers another checklist, or every problem of the file.
pub fn answers_to(path: &Path, text: String, checklist: &Checklist) -> anyhow::Result<AnswerFile> {
    let unbound = match Unbound::parse(&text) {
        Ok(unbound) => unbound,
        Err(list) => return Err(bad(path, text, "answer file", list)),
    };
    if let (Some(id), Some(edition)) = (&unbound.belongs.checklist, unbound.belongs.edition)
        && (*id != checklist.id || edition != checklist.edition)
    {
        return Err(told(
            format!(
                "`{}` holds answers to {id}@{edition}, not to {}",
                path.display(),
                checklist.name()
            ),
            format!(
                "go on with them: `assure run {id}@{edition} --file {}`; or name another file with --file",
                path.display()
            ),
        ));
    }
    match unbound.bind(checklist) {
        Ok(file) => Ok(file),
        Err(list) => Err(bad(path, text, "answer file", list)),
    }
}

/// Answers for a script, TOML or JSON, whole or partial.
///
/// # Errors
/// Every problem of the file.
pub fn partial_answers(path: &Path, checklist: &Checklist, options: ReadOptions) -> anyhow::Result<Assessment> {
    let text = read_text(path)?;
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        return Err(told(
            format!("`{}` is empty", path.display()),
            "there are no answers in it; `assure run CHECKLIST --blank` prints a file to fill in",
        ));
    }
    let json = text.trim_start_matches('\u{feff}').trim_start().starts_with('{');
    let read = if json {
        node::parse_json(&text)
    } else {
        node::parse_toml(&text)
    };
    let read = read.and_then(|table| read_answers(&table, checklist, options));
    match read {
        Ok(assessment) => Ok(assessment),
        Err(list) => Err(bad(path, text, "file of answers", list)),
    }
}

/// Whether the checklist changed under the answers.
pub enum Digest {
    /// It is the same, or the file does not say.
    Same,
    /// A newer revision; no question that was answered asks anything else.
    Harmless(String),
    /// Answers may stand for other words: the sentence, and the ids.
    Changed(String, Vec<String>),
}

/// Compares an assessment with the checklist it was given to.
pub fn digest(checklist: &Checklist, assessment: &Assessment) -> Digest {
    let Some(given) = &assessment.digest else {
        return Digest::Same;
    };
    if *given == checklist.digest() {
        return Digest::Same;
    }
    let answered = || {
        checklist.questions().filter_map(|q| {
            assessment
                .answer(&q.id)
                .filter(|a| a.response.is_some())
                .map(|a| (q, a))
        })
    };
    let changed: Vec<String> = answered()
        .filter(|(q, a)| is_to_confirm(q, a))
        .map(|(q, _)| q.id.clone())
        .collect();
    let unknown = answered().filter(|(_, a)| a.asked.is_none()).count();
    let revision = assessment.revision.unwrap_or(0);
    if changed.is_empty() && unknown == 0 && revision != checklist.revision {
        return Digest::Harmless(format!(
            "{} has been revised since (revision {revision}, now {}); no question that was answered asks anything else",
            checklist.name(),
            checklist.revision
        ));
    }
    let what = if !changed.is_empty() {
        format!(
            "these questions were reworded or count differently: {}",
            changed.join(", ")
        )
    } else if unknown > 0 {
        format!("{unknown} answers do not say to which wording they were given")
    } else {
        "no question that was answered asks anything else, but the rest of the checklist differs".to_owned()
    };
    Digest::Changed(
        format!(
            "the checklist {} (revision {}) is not the one that was answered (revision {revision}): {what}",
            checklist.name(),
            checklist.revision
        ),
        changed,
    )
}

/// Stops where the checklist changed under the answers, unless they are taken as they stand.
///
/// `own` is the path of a council's own checklist as the answer file names it. Taken as they stand, every answer counts as given to the words of today.
///
/// # Errors
/// Says which questions changed.
pub fn settle(
    checklist: &Checklist,
    assessment: &mut Assessment,
    accept: bool,
    path: &Path,
    own: Option<&str>,
    look: &Look,
) -> anyhow::Result<()> {
    match digest(checklist, assessment) {
        Digest::Same => Ok(()),
        Digest::Harmless(message) => {
            if !look.quiet {
                say(&format!("note: {message}"));
            }
            Ok(())
        }
        Digest::Changed(..) if accept => {
            for q in checklist.questions() {
                if let Some(answer) = assessment.answers.get_mut(&q.id)
                    && answer.response.is_some()
                {
                    answer.asked = Some(Checklist::question_digest(q));
                }
            }
            assessment.digest = Some(checklist.digest());
            assessment.revision = Some(checklist.revision);
            Ok(())
        }
        Digest::Changed(message, _) => Err(told(
            format!("{}: {message}", path.display()),
            format!(
                "confirm them in the interview (`assure run {} --file {}`), or take them as they stand with --accept-changed; nothing was changed",
                own.map_or_else(
                    || checklist.name().to_string(),
                    |own| as_path(&path.parent().unwrap_or(Path::new("")).join(own))
                ),
                path.display()
            ),
        )),
    }
}
