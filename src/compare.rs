//! Two assessments side by side, year on year: what we changed, told apart from what the checklist changed.
//!
//! Questions are matched by id and lineage. A verdict (better, worse) is only ever given on a question that is comparable and was asked on
//! both sides; everything else is said without one.

pub mod actions;
mod approvals;
pub mod chain;
mod comments;
mod comparison;
pub mod copies;
mod diff;
pub mod gather;
pub mod gathering;
pub mod indicators;
mod last_year;
mod like_for_like;
mod pair;
pub mod recommendations;
mod since;
pub mod text;
pub mod trend;
pub mod upgrade;
mod verdict;

use std::fmt;

use chrono::NaiveDate;

use crate::assessment::drift::is_to_confirm;
use crate::assessment::{Answer, Assessment};
use crate::checklist::{Checklist, EditionName, Question};
use crate::dates::day;
use crate::score::{ReportedResults, Score, score_as_reported};

pub use actions::{ActionOutcome, Followed};
pub use approvals::approval_notes;
pub use chain::{Chain, chain};
pub use comments::{CommentChanges, comment_changes};
pub use comparison::{Account, Comparison, ComparisonKind, Only, SideRecord};
pub use diff::diff;
pub use last_year::carry_forward;
pub use like_for_like::{LikeForLike, LikeSide, Points};
pub use pair::{Descent, FamilyChange, FamilyMember, NewQuestion, Pair, Withdrawal};
pub use recommendations::FollowedRecommendation;
pub use since::since;
pub use trend::trend;
pub use upgrade::upgrade;
pub use verdict::{Standing, Verdict, judge};

/// The format number of a comparison and of a trend as data.
pub const FORMAT: u32 = 1;

/// An assessment with the checklist it answers.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// The checklist.
    pub checklist: &'a Checklist,
    /// The answers.
    pub assessment: &'a Assessment,
    /// Owners and the texts of private answers are left out: it was read from a public report.
    pub withheld: bool,
    /// What a report says that its answers come to, where they were read from one: it knows more than it tells.
    pub reported: Option<&'a ReportedResults>,
}

impl<'a> Side<'a> {
    /// An assessment of which everything is known.
    pub fn new(checklist: &'a Checklist, assessment: &'a Assessment) -> Self {
        Self {
            checklist,
            assessment,
            withheld: false,
            reported: None,
        }
    }

    /// What its answers come to.
    pub fn score(&self) -> Score<'a> {
        score_as_reported(self.checklist, self.assessment, self.reported)
    }

    /// Whether an answer was given to other words than the question has now.
    pub fn is_to_confirm(&self, question: &Question, answer: &Answer) -> bool {
        match self.reported {
            Some(reported) => reported.get(&question.id).is_some_and(|s| s.to_confirm),
            None => is_to_confirm(question, answer),
        }
    }
}

/// Why two assessments or editions cannot be set side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// They answer different checklists.
    OtherChecklist {
        /// The earlier.
        old: EditionName,
        /// The later.
        new: EditionName,
    },
    /// They were put to different offices.
    OtherRole {
        /// The earlier's.
        old: &'static str,
        /// The later's.
        new: &'static str,
    },
    /// They are two councils'.
    OtherCouncil {
        /// The earlier.
        old: String,
        /// The later.
        new: String,
    },
    /// The earlier edition was given as the later one.
    Backwards {
        /// Given as the earlier.
        old: EditionName,
        /// Given as the later.
        new: EditionName,
    },
    /// The earlier year was given as the later one.
    Swapped {
        /// Given as the earlier.
        old: String,
        /// Given as the later.
        new: String,
    },
    /// There is nothing to carry: it is the same edition.
    SameEdition(EditionName),
    /// An edition on the way is not known here.
    UnknownEdition {
        /// The edition that is wanted.
        edition: EditionName,
        /// Between which two.
        between: (EditionName, EditionName),
    },
    /// An edition does not say what its questions were before.
    NoLineage {
        /// The edition that lacks it.
        edition: EditionName,
        /// The edition that cannot be reached.
        earlier: EditionName,
    },
    /// An edition's lineage does not account for every question of the one before.
    BrokenLineage {
        /// The earlier edition.
        earlier: EditionName,
        /// The edition whose lineage is broken.
        later: EditionName,
        /// Every problem of it.
        problems: Vec<String>,
    },
    /// One assessment makes no series.
    TooFew,
    /// Two assessments of one municipal year.
    SamePeriod(String),
    /// An assessment is to be set beside itself before it was begun.
    BeforeStart {
        /// The day that was asked for.
        date: NaiveDate,
        /// The day it was begun.
        started: NaiveDate,
    },
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::OtherChecklist { old, new } => {
                write!(f, "these answer different checklists: {old} and {new}")
            }
            Refusal::OtherRole { old, new } => write!(f, "these are answers of different roles: {old} and {new}"),
            Refusal::OtherCouncil { old, new } => write!(f, "these are two councils': `{old}` and `{new}`"),
            Refusal::Backwards { old, new } => write!(
                f,
                "{old} is a later edition than {new}: lineage only leads forwards, so what is new cannot be told from what is old"
            ),
            Refusal::Swapped { old, new } => write!(
                f,
                "the first is of {old} and the second of {new}: the order is reversed"
            ),
            Refusal::SameEdition(edition) => write!(f, "these are answers to {edition} already"),
            Refusal::UnknownEdition {
                edition,
                between: (old, new),
            } => write!(
                f,
                "the way from {old} to {new} leads over {edition}, which is not known here"
            ),
            Refusal::NoLineage { edition, earlier } => write!(
                f,
                "{edition} does not say what its questions were in {earlier}, nor in any edition between: its lineage is missing"
            ),
            Refusal::BrokenLineage {
                earlier,
                later,
                problems,
            } => write!(
                f,
                "the lineage of {later} does not account for every question of {earlier}: {}",
                problems.join("; ")
            ),
            Refusal::TooFew => f.write_str("one assessment makes no series"),
            Refusal::SamePeriod(period) => write!(f, "two of these are of {period}"),
            Refusal::BeforeStart { date, started } => write!(
                f,
                "the file was begun on {}: there is nothing of {} to compare with",
                day(*started),
                day(*date)
            ),
        }
    }
}

impl std::error::Error for Refusal {}

impl Refusal {
    /// How to mend it.
    pub fn hint(&self) -> &'static str {
        match self {
            Refusal::OtherChecklist { .. } | Refusal::OtherRole { .. } => {
                "name two files of the same role and checklist, last year's first"
            }
            Refusal::OtherCouncil { .. } => {
                "name two files of the same council; where it was reorganised or renamed, say so in the newer file's head: `break = \"…\"`"
            }
            Refusal::Backwards { .. } | Refusal::Swapped { .. } => "name the older file first, then the newer one",
            Refusal::SameEdition(_) => "`assure list` shows the editions there are; name a later one",
            Refusal::UnknownEdition { .. } => "give that edition's checklist with --checklist PATH",
            Refusal::NoLineage { .. } | Refusal::BrokenLineage { .. } => {
                "give each question of the later edition its `was` entry, or list the earlier one under [[withdrawn]]; see docs/checklist-format.md"
            }
            Refusal::TooFew => "name the files of two years or more",
            Refusal::SamePeriod(_) => "name one file a year",
            Refusal::BeforeStart { .. } => "name a later day, or compare with last year's file: assure diff OLD NEW",
        }
    }
}

/// A council's name without what does not tell councils apart: case and spaces.
pub fn council_key(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Whether two assessments belong to one series: the same role, council and checklist, the earlier one first.
///
/// Gives notes that a reader ought to see. Another council's name is let through where the newer file says that the series breaks.
///
/// # Errors
/// The first thing that keeps them apart.
pub fn check_same_series(old: Side<'_>, new: Side<'_>) -> Result<Vec<String>, Refusal> {
    let (a, b) = (old.assessment, new.assessment);
    if old.checklist.role != new.checklist.role {
        return Err(Refusal::OtherRole {
            old: old.checklist.role.id(),
            new: new.checklist.role.id(),
        });
    }
    if old.checklist.base_id() != new.checklist.base_id() {
        return Err(Refusal::OtherChecklist {
            old: old.checklist.name(),
            new: new.checklist.name(),
        });
    }
    let mut notes = Vec::new();
    for (side, name) in [(old, "earlier"), (new, "later")] {
        if side.withheld {
            notes.push(format!(
                "The {name} side is a public report: owners and the texts of private answers are left out of it, and are not compared."
            ));
        }
    }
    match (&a.council, &b.council) {
        (Some(x), Some(y)) if council_key(x) != council_key(y) => {
            if b.series_break.is_none() {
                return Err(Refusal::OtherCouncil {
                    old: x.clone(),
                    new: y.clone(),
                });
            }
            notes.push(format!("The council was {x} then and is {y} now."));
        }
        (None, _) => notes.push("The earlier file does not name its council.".to_owned()),
        (_, None) => notes.push("The later file does not name its council.".to_owned()),
        _ => {}
    }
    if let Some(why) = &b.series_break {
        notes.push(format!("The later file says that the series breaks here: {why}"));
    }
    if a.edition > b.edition {
        return Err(Refusal::Backwards {
            old: old.checklist.name(),
            new: new.checklist.name(),
        });
    }
    if a.period > b.period {
        return Err(Refusal::Swapped {
            old: a.period.to_string(),
            new: b.period.to_string(),
        });
    }
    let years = b.period.start_year() - a.period.start_year();
    if years > 1 {
        notes.push(format!(
            "These are {years} years apart: what was said in between, of an action that was done for one, is not known here."
        ));
    }
    if a.updated > b.updated {
        notes.push(format!(
            "The first was last changed on {}, after the second ({}): make sure that the older one comes first.",
            a.updated, b.updated
        ));
    }
    Ok(notes)
}
