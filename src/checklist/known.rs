//! What is known of a thing once it was worked out: a digest, or where its parts stand.

use std::sync::OnceLock;

/// Something that follows from the thing it stands in, and takes longer to work out than to keep.
///
/// A clone knows nothing: whoever clones a checklist or a question may be about to change it. It says nothing of its own, and two are always
/// equal.
#[derive(Debug)]
pub(super) struct Known<T>(OnceLock<T>);

impl<T> Known<T> {
    /// One that is known from elsewhere.
    pub(super) fn from(value: T) -> Self {
        Self(OnceLock::from(value))
    }

    /// What is known, worked out where it is not.
    pub(super) fn or_find(&self, find: impl FnOnce() -> T) -> &T {
        self.0.get_or_init(find)
    }
}

impl<T> Default for Known<T> {
    fn default() -> Self {
        Self(OnceLock::new())
    }
}

impl<T> Clone for Known<T> {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl<T> PartialEq for Known<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<T> Eq for Known<T> {}
