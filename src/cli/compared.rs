//! Loading what is to be compared: answer files and JSON reports alike, with every edition that is known.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use assure::assessment::Assessment;
use assure::assessment::file::AnswerFile;
use assure::assessment::read::ChecklistRef;
use assure::checklist::{Checklist, Library};
use assure::compare::{Refusal, Side};
use assure::format::recognise::problems_of;
use assure::report::{ApprovalRecord, Audience, approvals, read};
use assure::score::ReportedResults;

use super::args::{ChangedQuestions, OwnChecklists};
use super::failure::{BadFile, error_with_hint};
use super::load::{self, KnownChecklist, LoadedChecklist};
use super::output::{same_file, say};
use super::style::OutputStyle;

/// One assessment to compare.
pub struct Compared {
    pub checklist: KnownChecklist,
    pub assessment: Arc<Assessment>,
    /// The checklist's file, where it is a council's own.
    pub checklist_at: Option<PathBuf>,
    /// The answer file, where it is one.
    pub file: Option<AnswerFile>,
    withheld: bool,
    reported: Option<ReportedResults>,
    /// What a report says of its approvals, where it is one.
    approvals: Option<Vec<ApprovalRecord>>,
}

impl Compared {
    /// An assessment of which everything is known.
    pub fn new(checklist: KnownChecklist, assessment: Arc<Assessment>, file: Option<AnswerFile>) -> Self {
        Self {
            checklist,
            assessment,
            checklist_at: None,
            file,
            withheld: false,
            reported: None,
            approvals: None,
        }
    }

    /// Its approvals, with what has changed since.
    pub fn approvals(&self) -> Vec<ApprovalRecord> {
        let counted = || approvals(&self.checklist, &self.assessment, Audience::Full);
        self.approvals.clone().unwrap_or_else(counted)
    }

    /// As the library takes it.
    pub fn side(&self) -> Side<'_> {
        Side {
            withheld: self.withheld,
            reported: self.reported.as_ref(),
            ..Side::new(&self.checklist, &self.assessment)
        }
    }
}

/// A refusal of the library, with its hint.
pub fn refusal_error(refusal: Refusal) -> anyhow::Error {
    let hint = refusal.hint();
    error_with_hint(refusal.to_string(), hint)
}

/// The same, where the later checklist may be a file: its lines are shown, beside the edition that it does not account for.
pub fn refusal_error_at(refusal: Refusal, earlier: &Checklist, later: Option<&Path>) -> anyhow::Error {
    let lineage = matches!(&refusal, Refusal::NoLineage { .. } | Refusal::BrokenLineage { .. });
    match later.filter(|_| lineage).map(|at| load::lineage_in_file(at, earlier)) {
        Some(Err(shown)) => {
            let what = match &refusal {
                Refusal::BrokenLineage { earlier, later, .. } => {
                    format!("the lineage of {later} does not account for every question of {earlier}")
                }
                other => other.to_string(),
            };
            // Each problem says how to mend it.
            shown.context(what)
        }
        _ => refusal_error(refusal),
    }
}

/// A council's own checklists as given, each with its name.
pub struct OwnEditions {
    given: Vec<LoadedChecklist>,
    accept_changed: ChangedQuestions,
}

impl OwnEditions {
    /// Reads them.
    ///
    /// # Errors
    /// An unknown name, or every problem of a file.
    pub fn load(args: &OwnChecklists) -> anyhow::Result<Self> {
        let mut given = Vec::new();
        for name in &args.checklist {
            given.push(load::checklist(name, None)?);
        }
        Ok(Self {
            given,
            accept_changed: args.accept_changed,
        })
    }

    /// The one given for an edition.
    pub fn find(&self, id: Option<&str>, edition: Option<u16>) -> Option<LoadedChecklist> {
        self.given
            .iter()
            .find(|(c, _)| Some(c.id.as_str()) == id && Some(c.edition) == edition)
            .cloned()
    }

    /// The one that a file of answers belongs to: given, named by the file, or shipped.
    ///
    /// # Errors
    /// As [`load::checklist_for`].
    pub fn choose(&self, path: &Path, text: &str, belongs: &ChecklistRef) -> anyhow::Result<LoadedChecklist> {
        match self.find(belongs.checklist.as_deref(), belongs.edition) {
            Some(given) => Ok(given),
            None => load::checklist_for(path, text, belongs, None),
        }
    }

    /// Every edition of a checklist that is known, given or shipped, between two: the two are at hand, and each of the others costs
    /// the reading of a file.
    pub fn between(&self, after: u16, of: &Checklist) -> Vec<Checklist> {
        let library = Library::shipped();
        let inside = |e: &u16| after < *e && *e < of.edition;
        let id = of.extends.as_ref().map_or(&of.id, |e| &e.id);
        let given = self
            .given
            .iter()
            .map(|(c, _)| &**c)
            .filter(|c| inside(&c.edition))
            .cloned();
        let shipped = library
            .editions(id)
            .into_iter()
            .filter(inside)
            .filter_map(|e| library.edition(id, e))
            .cloned();
        given.chain(shipped).collect()
    }

    /// Reads an answer file or a JSON report.
    ///
    /// # Errors
    /// Whatever is wrong with it, and an edition that is not known here.
    pub fn assessment(&self, path: &Path, style: &OutputStyle) -> anyhow::Result<Compared> {
        let text = load::read_text(path)?;
        if read::looks_like_json(&text) {
            return self.report(path, text, style);
        }
        let loaded = load::answer_file_choosing(path, text, |text, belongs| self.choose(path, text, belongs))?;
        let assessment = loaded.current_assessment(self.accept_changed, path, style)?;
        Ok(Compared {
            checklist_at: loaded.checklist_at,
            ..Compared::new(loaded.checklist, assessment, Some(loaded.file))
        })
    }

    fn report(&self, path: &Path, text: String, style: &OutputStyle) -> anyhow::Result<Compared> {
        let bad = |text: String, list| -> anyhow::Error {
            BadFile(problems_of(path.display().to_string(), text, "report", list)).into()
        };
        let report = match read::read(&text) {
            Ok(report) => report,
            Err(list) => return Err(bad(text, list)),
        };
        let (id, edition) = (report.checklist.id.as_str(), report.checklist.edition);
        let (checklist, checklist_at) = match self.find(Some(id), Some(edition)) {
            Some(given) => given,
            None => Library::shipped()
                .edition(id, edition)
                .map(|c| (KnownChecklist::Shipped(c), None))
                .ok_or_else(|| {
                    error_with_hint(
                        format!(
                            "`{}` reports on {id}@{edition}, which is not known here",
                            path.display()
                        ),
                        "give its checklist with --checklist PATH; `assure list` shows the ones in this program",
                    )
                })?,
        };
        match report.recover(&checklist) {
            Ok(read) => {
                if read.other_checklist && !style.quiet {
                    say(&format!(
                        "note: {} was made with another revision of {}; answers to questions worded otherwise count as unanswered",
                        path.display(),
                        checklist.name()
                    ));
                }
                Ok(Compared {
                    checklist,
                    assessment: Arc::new(read.assessment),
                    checklist_at,
                    file: None,
                    withheld: read.withheld,
                    reported: Some(read.reported),
                    approvals: Some(report.approvals),
                })
            }
            Err(list) => Err(bad(text, list)),
        }
    }
}

/// What helps where a year was named twice.
pub const YEARS_IN_ORDER: &str = "name last year's file first, then this year's";

/// Refuses a file that is named twice; `hint` says what to name instead.
///
/// # Errors
/// Says which.
pub fn refuse_duplicates(paths: &[&Path], hint: &'static str) -> anyhow::Result<()> {
    for (i, a) in paths.iter().enumerate() {
        if paths.iter().take(i).any(|b| same_file(a, b)) {
            return Err(error_with_hint(
                format!("`{}` is named twice: a file does not differ from itself", a.display()),
                hint,
            ));
        }
    }
    Ok(())
}

/// Paths as references.
pub fn path_refs(paths: &[PathBuf]) -> Vec<&Path> {
    paths.iter().map(PathBuf::as_path).collect()
}
