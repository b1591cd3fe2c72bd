//! JSON, for programs: the data themselves, no document.

use super::{Format, Rendering};

/// The format.
pub const FORMAT: Format = Format {
    name: "json",
    about: "JSON, documented in docs/json.md",
    endings: &["json"],
    seal: None,
    source: Rendering::Data,
};
