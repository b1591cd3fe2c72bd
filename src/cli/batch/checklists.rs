//! The checklists that many answer files belong to, each read once.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use assure::assessment::read::ChecklistRef;
use assure::checklist::Checklist;

use crate::cli::load::{self, KnownChecklist};

/// How many checklists of councils are kept: the memory stays the same however many folders have one of their own.
const KEPT: usize = 32;

/// The checklists met so far.
pub struct KnownChecklists<'a> {
    /// The one that was named for all, if one was.
    named: Option<&'a str>,
    own: Mutex<BTreeMap<PathBuf, Arc<Checklist>>>,
}

impl<'a> KnownChecklists<'a> {
    /// None is known yet.
    pub fn new(named: Option<&'a str>) -> Self {
        Self {
            named,
            own: Mutex::new(BTreeMap::new()),
        }
    }

    /// The checklist that an answer file belongs to.
    ///
    /// # Errors
    /// As [`load::checklist_for`].
    pub fn get(&self, path: &Path, text: &str, belongs: &ChecklistRef) -> anyhow::Result<KnownChecklist> {
        let at = match (self.named, &belongs.checklist_file) {
            (Some(named), _) => Some(PathBuf::from(named)),
            (None, Some(file)) => Some(load::beside(path, file)),
            (None, None) => None,
        };
        if let Some(at) = &at
            && let Some(known) = self.own.lock().unwrap_or_else(PoisonError::into_inner).get(at)
        {
            return Ok(KnownChecklist::Own(Arc::clone(known)));
        }
        // Two threads may both read one: better than that all wait while it is read.
        let (checklist, _) = load::checklist_for(path, text, belongs, self.named)?;
        if let (KnownChecklist::Own(checklist), Some(at)) = (&checklist, at) {
            let mut own = self.own.lock().unwrap_or_else(PoisonError::into_inner);
            if own.len() >= KEPT {
                own.clear();
            }
            own.insert(at, Arc::clone(checklist));
        }
        Ok(checklist)
    }
}
