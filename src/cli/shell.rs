//! Names and paths inside the commands that hints give: whoever pastes the command gets the file, and never runs its name.

use std::borrow::Cow;
use std::path::Path;
use std::sync::OnceLock;

use assure::diagnostic::clean;

/// An argument that is a name: a checklist's id, a section.
pub fn argument(text: &str) -> String {
    if cfg!(windows) {
        for_windows(text)
    } else {
        for_posix(text.as_bytes())
    }
}

/// An argument that is a path. One that begins with a dash would be taken for a flag: it gets its folder.
pub fn path(path: &Path) -> String {
    let folder = if path.as_os_str().as_encoded_bytes().first() == Some(&b'-') && path != Path::new("-") {
        "./"
    } else {
        ""
    };
    if cfg!(windows) {
        return for_windows(&format!("{folder}{}", path.display()));
    }
    let mut bytes = folder.as_bytes().to_vec();
    bytes.extend_from_slice(path.as_os_str().as_encoded_bytes());
    for_posix(&bytes)
}

/// For sh, bash, zsh and their like: by shlex; a name that a terminal does not show as it is, in the form `$'…'`.
fn for_posix(bytes: &[u8]) -> String {
    let text = std::str::from_utf8(bytes).ok().filter(|t| clean(t) == **t);
    if let Some(quoted) = text.and_then(|t| shlex::try_quote(t).ok()) {
        return quoted.into_owned();
    }
    let mut out = "$'".to_owned();
    for b in bytes {
        match b {
            b'\'' | b'\\' => out.extend(['\\', char::from(*b)]),
            b' '..=b'~' => out.push(char::from(*b)),
            // Three octal digits are never read on into what follows.
            _ => out.push_str(&format!("\\{b:03o}")),
        }
    }
    out.push('\'');
    out
}

/// What stands for a name that has no form which both shells of Windows read as itself.
const NO_FORM: &str = "\"(a name that cannot be typed safely: rename the file first)\"";

/// For cmd and PowerShell alike, since a program cannot tell which of the two it was started from: there is no kept library that
/// quotes for both. In double quotes each reads a name as itself, but for what cmd (`%`) or PowerShell (`$`, the backtick and the
/// typographer's quotes) looks for there too.
fn for_windows(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./\\:+".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    let live = |c: char| matches!(c, '"' | '$' | '`' | '%' | '!' | '\u{201c}'..='\u{201f}');
    if text.chars().any(live) || clean(text) != text {
        return NO_FORM.to_owned();
    }
    // A backslash at the end would take the closing quote with it.
    let tail = text.len() - text.trim_end_matches('\\').len();
    format!("\"{text}{}\"", "\\".repeat(tail))
}

/// How this reader started the program: `assure`, the path that was typed, or cargo's command.
pub fn invocation() -> &'static str {
    static INVOCATION: OnceLock<String> = OnceLock::new();
    INVOCATION.get_or_init(|| {
        let typed = std::env::args().next().unwrap_or_default();
        // `cargo run` starts the program by a path that nobody typed, and says that it was cargo.
        let by_cargo = std::env::var_os("CARGO").is_some() && std::env::var_os("CARGO_MANIFEST_DIR").is_some();
        if by_cargo && Path::new(&typed).components().any(|c| c.as_os_str() == "target") {
            let release = if cfg!(debug_assertions) { "" } else { "--release " };
            format!("cargo run {release}--")
        } else if typed.contains(std::path::MAIN_SEPARATOR) || typed.contains('/') {
            path(Path::new(&typed))
        } else {
            "assure".to_owned()
        }
    })
}

/// A hint in which every command is the one that this reader can run.
///
/// The texts name the program `assure` wherever they come from; here, at the one door to the reader, that becomes what was typed.
pub fn runnable(hint: &str) -> Cow<'_, str> {
    let invocation = invocation();
    if invocation == "assure" {
        return Cow::Borrowed(hint);
    }
    let mut out = String::with_capacity(hint.len() + 64);
    let mut rest = hint;
    while let Some(at) = rest.find("assure ") {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        // A command stands behind a quote mark, behind a colon, or at the start; `another assure` is prose.
        let command = before.is_empty() && out.is_empty() || before.ends_with('`') || before.ends_with(": ");
        out.push_str(if command { invocation } else { "assure" });
        out.push(' ');
        rest = from.get("assure ".len()..).unwrap_or_default();
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 14] = [
        "ce-2026-27.toml",
        "my answers.toml",
        "$(touch X).toml",
        "`touch X`.toml",
        "it's \"mine\".toml",
        "a;touch X;.toml",
        "a&b|c>d.toml",
        "!x ~ #y *.toml",
        "a\nb.toml",
        "\u{1b}]0;x\u{7}.toml",
        "\u{202e}lmot.a",
        "ŵ – é.toml",
        "%PATH%.toml",
        "back\\slash",
    ];

    #[cfg(unix)]
    #[test]
    fn a_shell_reads_every_name_as_itself() {
        for name in NAMES {
            let quoted = path(Path::new(name));
            assert_eq!(clean(&quoted), quoted, "{name:?} can be shown");
            // Whether every sh knows `$'…'` is another matter: bash does.
            let Ok(out) = std::process::Command::new("bash")
                .args(["-c", &format!("printf %s {quoted}")])
                .output()
            else {
                return;
            };
            assert_eq!(String::from_utf8_lossy(&out.stdout), name, "{quoted}");
        }
        assert_eq!(path(Path::new("ce-2026-27.toml")), "ce-2026-27.toml");
        assert_eq!(path(Path::new("-rf.toml")), "./-rf.toml");
        assert_eq!(path(Path::new("$(touch X).toml")), "'$(touch X).toml'");
        assert_eq!(argument("a\nb"), "$'a\\012b'");
    }

    #[test]
    fn on_windows_a_name_is_itself_in_both_shells_or_nothing() {
        assert_eq!(for_windows("C:\\a\\ce.toml"), "C:\\a\\ce.toml");
        assert_eq!(for_windows("my answers.toml"), "\"my answers.toml\"");
        assert_eq!(for_windows("a&b (1).toml"), "\"a&b (1).toml\"");
        assert_eq!(for_windows("it's.toml"), "\"it's.toml\"");
        assert_eq!(for_windows("a b\\"), "\"a b\\\\\"");
        for name in ["$(x).toml", "`x`.toml", "%PATH%.toml", "“x”.toml", "a\nb", "\u{202e}x"] {
            assert_eq!(for_windows(name), NO_FORM, "{name}");
        }
        for name in NAMES {
            let quoted = for_windows(name);
            let inside = quoted.trim_matches('"');
            assert!(!inside.contains(['$', '`', '%', '\n']) || inside == NO_FORM, "{quoted}");
        }
    }
}
