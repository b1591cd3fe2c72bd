//! Opening what should be a plain file, and never waiting for what is none.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _};
use std::path::Path;

use crate::cli::failure::error_with_hint;

/// What stands at a path is no plain file.
#[derive(Debug)]
pub struct NotRegularFile(&'static str);

impl std::fmt::Display for NotRegularFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for NotRegularFile {}

impl NotRegularFile {
    /// The error for what stands at a path.
    pub fn error(at: &Path) -> io::Error {
        let what = match fs::symlink_metadata(at) {
            Ok(m) if m.is_symlink() => "a link",
            Ok(m) if m.is_dir() => "a folder",
            _ => "a pipe or a device",
        };
        io::Error::other(Self(what))
    }

    /// Whether an error is this one.
    pub fn is(error: &io::Error) -> bool {
        error.get_ref().is_some_and(|e| e.is::<Self>())
    }
}

/// Opens a file of this program's own making: never through a link, never waiting for the other end of a pipe.
pub fn open_own_file(options: &mut OpenOptions, at: &Path) -> io::Result<File> {
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt as _;
        options.custom_flags((OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed());
    }
    #[cfg(windows)]
    {
        use std::os::windows::fs::OpenOptionsExt as _;
        const FILE_FLAG_OPEN_REPARSE_POINT: u32 = 0x0020_0000;
        options.custom_flags(FILE_FLAG_OPEN_REPARSE_POINT);
    }
    let file = options.open(at).map_err(|e| match fs::symlink_metadata(at) {
        // ELOOP for a link, ENXIO for a pipe that nobody reads, EISDIR: one thing to the person.
        Ok(m) if !m.is_file() => NotRegularFile::error(at),
        _ => e,
    })?;
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(NotRegularFile::error(at))
    }
}

/// The text of an answer file, which may be a link by its owner's choice; none where there is no file.
///
/// # Errors
/// It is no plain file, it is far too large, it is not UTF-8, or the disk does not give it.
pub fn read_answers(path: &Path) -> io::Result<Option<String>> {
    /// As for every file that is read, see `load`.
    const LARGEST: u64 = 16 << 20;
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    }
    let file = match options.open(path) {
        Ok(file) => file,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(e),
    };
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::other("it is no plain file any more"));
    }
    // One byte more than it has, so that a single read sees its end.
    let expected = metadata.len().min(LARGEST).saturating_add(1);
    let mut text = String::with_capacity(usize::try_from(expected).unwrap_or(0));
    file.take(LARGEST + 1).read_to_string(&mut text)?;
    if text.len() as u64 > LARGEST {
        return Err(io::Error::other("it is larger than 16 MiB"));
    }
    Ok(Some(text))
}

/// The error for a file that is marked as not to be written. Its mark is looked at, for root and a folder's owner could
/// replace it all the same.
pub fn read_only(path: &Path) -> Option<anyhow::Error> {
    is_read_only(path).then(|| {
        error_with_hint(
            format!("`{}` is marked read-only, and is not written over", path.display()),
            if cfg!(windows) {
                format!("take the mark away with: attrib -R {}", crate::cli::shell::path(path))
            } else {
                format!("take the mark away with: chmod u+w {}", crate::cli::shell::path(path))
            },
        )
    })
}

/// Whether nobody may write a file.
pub fn is_read_only(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|m| m.is_file() && m.permissions().readonly())
}

/// Whether a plain file, or a link to one, stands at a path.
pub fn is_regular_file(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|m| m.is_file())
}
