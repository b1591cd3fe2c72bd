//! A checklist at hand, wherever it comes from.

use std::ops::Deref;
use std::sync::Arc;

use assure::checklist::Checklist;

/// A checklist. Whoever keeps one shares it with the others: one of thousands of questions is read once, and goes when nobody wants it any more.
#[derive(Debug, Clone)]
pub enum KnownChecklist {
    /// In the program.
    Shipped(&'static Checklist),
    /// Read from a file.
    Own(Arc<Checklist>),
}

impl Deref for KnownChecklist {
    type Target = Checklist;

    fn deref(&self) -> &Checklist {
        match self {
            KnownChecklist::Shipped(checklist) => checklist,
            KnownChecklist::Own(checklist) => checklist,
        }
    }
}
