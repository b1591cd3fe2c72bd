//! Longer texts in the person's own editor.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use assure::diagnostic::clean;

use super::{guard, signals};
use crate::cli::screen::Stream;

/// What came of an editor.
#[derive(Debug, PartialEq, Eq)]
pub enum EditResult {
    /// The new text.
    Text(String),
    /// The text stays as it was, and why.
    Unchanged(String),
    /// A signal ended the editor.
    Interrupted,
}

/// The editor that a text would be opened in.
#[derive(Debug, PartialEq, Eq)]
pub struct EditorCommand {
    words: Vec<String>,
    /// Which editor it is and how to leave it, where the person did not choose it.
    pub instructions: Option<&'static str>,
}

/// The editor that is used here: the person's own, or the easiest that there is.
pub fn find_editor() -> Option<EditorCommand> {
    let set = |name: &str| std::env::var(name).ok();
    choose(set("VISUAL"), set("EDITOR"), Platform::HERE, &is_program)
}

/// What is said where there is none.
pub const NO_EDITOR: &str = "No editor is known. Set VISUAL or EDITOR to one, such as `nano`.";

/// Opens a text in the editor and waits until it is closed.
pub fn edit(editor: &EditorCommand, text: &str) -> EditResult {
    run(&editor.words, text)
}

/// Editors to open unasked, the easiest first, and what to press in each.
const USUAL: [(&str, &str); 6] = [
    ("nano", "nano opens. In it, Ctrl-O and Enter save, Ctrl-X leaves."),
    ("micro", "micro opens. In it, Ctrl-S saves, Ctrl-Q leaves."),
    ("mcedit", "mcedit opens. In it, F2 saves, F10 leaves."),
    ("jed", "jed opens. In it, Ctrl-X Ctrl-S saves, Ctrl-X Ctrl-C leaves."),
    (
        "joe",
        "joe opens. In it, Ctrl-K X saves and leaves, Ctrl-C leaves without saving.",
    ),
    (
        "vi",
        "vi opens. In it, type i to write and Esc when you are done; then :wq and Enter saves and leaves, :q! and Enter leaves without saving.",
    ),
];

/// Whose rules a command line follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Platform {
    Unix,
    Windows,
}

impl Platform {
    const HERE: Self = if cfg!(windows) {
        Platform::Windows
    } else {
        Platform::Unix
    };
}

/// Windows' own.
const NOTEPAD: (&str, &str) = (
    "notepad.exe",
    "Notepad opens. In it, Ctrl-S saves; then close its window.",
);

/// The editor and its arguments.
fn choose(
    visual: Option<String>,
    editor: Option<String>,
    platform: Platform,
    is_program: &dyn Fn(&str) -> bool,
) -> Option<EditorCommand> {
    let named = [visual, editor]
        .into_iter()
        .flatten()
        .find(|value| !value.trim().is_empty());
    if let Some(value) = named {
        // A path with spaces and backslashes is one word on Windows.
        let words = if platform == Platform::Windows && is_program(value.trim()) {
            vec![value.trim().to_owned()]
        } else {
            split(&value, platform)
        };
        return (!words.is_empty()).then_some(EditorCommand {
            words,
            instructions: None,
        });
    }
    let found = match platform {
        Platform::Windows => Some(&NOTEPAD),
        Platform::Unix => USUAL.iter().find(|(name, _)| is_program(name)),
    };
    found.map(|(name, instructions)| EditorCommand {
        words: vec![(*name).to_owned()],
        instructions: Some(instructions),
    })
}

/// Splits as a shell does: blanks, quotes, and on Unix the backslash.
fn split(value: &str, platform: Platform) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match (c, quote) {
            (c, Some(q)) if c == q => quote = None,
            ('"' | '\'', None) => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            ('\\', None | Some('"')) if platform == Platform::Unix => {
                word.get_or_insert_default().extend(chars.next());
            }
            (c, None) if c.is_whitespace() => words.extend(word.take()),
            (c, _) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

fn is_program(name: &str) -> bool {
    if Path::new(name).components().count() > 1 {
        return Path::new(name).is_file();
    }
    std::env::var_os("PATH").is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(name).is_file()))
}

fn run(words: &[String], text: &str) -> EditResult {
    let Some((program, arguments)) = words.split_first() else {
        return EditResult::Unchanged("No editor is known.".to_owned());
    };
    // The folder is the owner's alone, and goes with everything that the editor leaves in it.
    let mut builder = tempfile::Builder::new();
    builder.prefix("assure-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    let folder = match builder.tempdir() {
        Ok(folder) => folder,
        Err(error) => return EditResult::Unchanged(no_file(&error)),
    };
    let file = folder.path().join("text.txt");
    let written = if text.is_empty() {
        String::new()
    } else {
        format!("{text}\n")
    };
    if let Err(error) = fs::write(&file, written) {
        return EditResult::Unchanged(no_file(&error));
    }
    let mut command = Command::new(program);
    command.args(arguments).arg(OsString::from(&file));
    // The editor needs the screen, also where standard output goes to a file.
    if !Stream::Out.is_terminal()
        && let Ok(screen) = fs::File::options()
            .write(true)
            .open(if cfg!(windows) { "CONOUT$" } else { "/dev/tty" })
    {
        command.stdout(Stdio::from(screen));
    }
    let (status, signalled) = signals::lent(|| guard::lend(|| command.status()));
    match status {
        Ok(status) if status.success() => read_back(&file),
        Ok(_) if signalled => EditResult::Interrupted,
        Ok(_) => EditResult::Unchanged("The editor ended without success: the text is as it was.".to_owned()),
        Err(error) => EditResult::Unchanged(format!(
            "The editor `{}` cannot be started: {}. Set VISUAL or EDITOR to one that is there.",
            clean(program),
            clean(&error.to_string())
        )),
    }
}

fn no_file(error: &std::io::Error) -> String {
    format!(
        "A temporary file for the editor cannot be made: {}.",
        clean(&error.to_string())
    )
}

fn read_back(file: &Path) -> EditResult {
    let bytes = match fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) => {
            return EditResult::Unchanged(format!(
                "What the editor saved cannot be read: {}. The text is as it was.",
                clean(&error.to_string())
            ));
        }
    };
    match String::from_utf8(bytes) {
        Ok(text) => {
            let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
            EditResult::Text(text.replace("\r\n", "\n").trim_end_matches('\n').to_owned())
        }
        Err(_) => EditResult::Unchanged("The editor did not save the file as UTF-8: the text is as it was.".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(words: &[&str]) -> Option<Vec<String>> {
        Some(words.iter().map(|w| (*w).to_owned()).collect())
    }

    #[test]
    fn the_editor_is_found() {
        use Platform::{Unix, Windows};
        let of = |v: &str, e: &str, platform, there: bool| {
            choose(Some(v.into()), Some(e.into()), platform, &|_| there).map(|c| c.words)
        };
        assert_eq!(of("", "", Unix, false), None);
        assert_eq!(of("", "", Windows, false), words(&["notepad.exe"]));
        assert_eq!(of("code --wait", "nano", Unix, true), words(&["code", "--wait"]));
        assert_eq!(
            of("", "'/my editor/x' -a\\ b \"c d\" ''", Unix, true),
            words(&["/my editor/x", "-a b", "c d", ""])
        );
        assert_eq!(
            of("", r"C:\Program Files\npp.exe", Windows, true),
            words(&[r"C:\Program Files\npp.exe"])
        );
        assert_eq!(
            of("", r#""C:\Program Files\npp.exe" -x"#, Windows, false),
            words(&[r"C:\Program Files\npp.exe", "-x"])
        );
    }

    #[test]
    fn an_editor_nobody_chose_is_the_easiest_and_says_how_to_leave() {
        let of = |there: &[&str]| choose(None, Some(" ".into()), Platform::Unix, &|p| there.contains(&p));
        let said = |c: Option<EditorCommand>| c.and_then(|c| c.instructions).unwrap_or_default();
        assert_eq!(of(&["vi", "nano", "micro"]).map(|c| c.words), words(&["nano"]));
        assert_eq!(of(&["vi", "micro"]).map(|c| c.words), words(&["micro"]));
        assert!(said(of(&["nano"])).contains("Ctrl-X leaves"));
        assert!(said(of(&["vi"])).contains(":wq"));
        assert!(said(choose(None, None, Platform::Windows, &|_| false)).contains("Ctrl-S"));
        // Who chose an editor knows it.
        assert_eq!(
            choose(None, Some("vi".into()), Platform::Unix, &|_| true).and_then(|c| c.instructions),
            None
        );
    }

    #[cfg(unix)]
    #[test]
    fn texts_go_there_and_back() {
        let sh = |script: &str, text: &str| run(&["sh".into(), "-c".into(), script.into(), "sh".into()], text);
        assert_eq!(
            sh(r#"cat "$1" >/dev/null; printf 'a\r\n\r\nb\n\n' >"$1""#, "x"),
            EditResult::Text("a\n\nb".into())
        );
        assert_eq!(sh(r#"printf 'more' >>"$1""#, "x"), EditResult::Text("x\nmore".into()));
        assert!(matches!(sh("exit 1", "x"), EditResult::Unchanged(_)));
        assert!(matches!(sh(r#"printf '\377' >"$1""#, "x"), EditResult::Unchanged(m) if m.contains("UTF-8")));
        assert!(matches!(sh(r#"rm "$1""#, "x"), EditResult::Unchanged(_)));
        assert!(
            matches!(run(&["/no/such/editor".into()], "x"), EditResult::Unchanged(m) if m.contains("/no/such/editor"))
        );
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_can_read_the_text_and_nothing_is_left() {
        let seen = std::env::temp_dir().join(format!("assure-editor-test-{}", std::process::id()));
        let script = format!(
            r#"ls -ld "$(dirname "$1")" >{0}; dirname "$1" >>{0}; touch "$1~""#,
            seen.display()
        );
        let edited = run(&["sh".into(), "-c".into(), script, "sh".into()], "x");
        assert_eq!(edited, EditResult::Text("x".into()));
        let said = fs::read_to_string(&seen).unwrap_or_default();
        let _ = fs::remove_file(&seen);
        let (mode, folder) = said.trim().split_once('\n').unwrap_or_default();
        assert!(mode.starts_with("drwx------"), "{mode}");
        assert!(!folder.is_empty() && !Path::new(folder).exists());
    }
}
