//! What kind of file a form came back as, looked at before anything in it is unpacked for good: a small archive can hold any amount of
//! nothing.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

/// More than this, unpacked, is nobody's form: 32 MiB.
pub const LARGEST: u64 = 32 << 20;
/// So is what has more parts than this.
pub const MOST: usize = 500;

/// Why a file is no workbook that is read, in words: what it is, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAForm {
    /// What is the matter, to stand behind the file's name: `is encrypted`.
    pub what: String,
    /// How to mend it.
    pub help: String,
}

impl NotAForm {
    pub(super) fn new(what: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            help: help.into(),
        }
    }
}

const SAVE_AGAIN: &str = "open it in Excel or LibreOffice, save it as an Excel workbook (.xlsx), and try again";

/// Whether bytes begin as those of an office file do, packed or in the old way.
pub fn is_office(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK") || bytes.starts_with(b"\xd0\xcf\x11\xe0")
}

/// Looks into a file that should be a workbook.
///
/// # Errors
/// It is encrypted, has macros, is another kind of file, is broken, or unpacks to more than it may.
pub fn look_inside(bytes: &[u8]) -> Result<(), NotAForm> {
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        // The old kind of file: Excel of before 2007, and the envelope of an encrypted one.
        let encrypted = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";
        return Err(if bytes.windows(encrypted.len()).any(|w| w == encrypted) {
            NotAForm::new(
                "is encrypted with a password",
                "open it, take the password away, save it, and try again",
            )
        } else {
            NotAForm::new("is a file of an old kind (.xls or .doc)", SAVE_AGAIN)
        });
    }
    let broken = |_| NotAForm::new("is a broken workbook", "look for another copy of it");
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    if zip.len() > MOST {
        return Err(NotAForm::new(
            format!("holds {} parts, and no form has more than {MOST}", zip.len()),
            SAVE_AGAIN,
        ));
    }
    let mut names = Vec::with_capacity(zip.len());
    let mut left = LARGEST;
    for index in 0..zip.len() {
        let part = zip.by_index(index).map_err(|e| match e {
            zip::result::ZipError::UnsupportedArchive(_) => {
                NotAForm::new("is encrypted, or packed in a way that is not read", SAVE_AGAIN)
            }
            other => broken(other),
        })?;
        names.push(part.name().map(|n| n.to_lowercase()).unwrap_or_default());
        // What the archive says of a part's length is not believed: it is unpacked into nothing, and counted.
        let length = std::io::copy(&mut part.take(left + 1), &mut std::io::sink())
            .map_err(|_| NotAForm::new("is a broken workbook", "look for another copy of it"))?;
        left = left.checked_sub(length).ok_or_else(|| {
            NotAForm::new(
                format!("unpacks to more than {} MiB: no filled form does", LARGEST >> 20),
                "save it without pictures and further sheets, and try again",
            )
        })?;
    }
    let has = |name: &str| names.iter().any(|n| n.trim_start_matches('/') == name);
    if names.iter().any(|n| n.ends_with("vbaproject.bin")) {
        return Err(NotAForm::new(
            "has macros in it (.xlsm), and is not opened",
            "save it as a workbook without macros (.xlsx), and try again",
        ));
    }
    if has("xl/workbook.xml") {
        return Ok(());
    }
    Err(if has("xl/workbook.bin") {
        NotAForm::new("is a binary workbook (.xlsb)", SAVE_AGAIN)
    } else if has("word/document.xml") {
        NotAForm::new(
            "is a Word document, not a form",
            "send the workbook or the text of the form itself",
        )
    } else if has("content.xml") {
        NotAForm::new("is an OpenDocument file (.ods or .odt)", SAVE_AGAIN)
    } else {
        NotAForm::new("is an archive, but no workbook", "give the form itself")
    })
}
