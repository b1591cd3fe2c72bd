//! Names and commands as a reader can type them.

use std::borrow::Cow;
use std::sync::OnceLock;

/// A word as it is typed into the shell at hand.
///
/// Plain names stay as they are. Anything else stands in quotes in which no shell of the system finds a command.
pub fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:@+,=".contains(c) || (cfg!(windows) && c == '\\');
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else if cfg!(windows) {
        format!("\"{word}\"")
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

/// How this reader started the program: `assure`, the path that was typed, or cargo's command.
pub fn invocation() -> &'static str {
    static INVOCATION: OnceLock<String> = OnceLock::new();
    INVOCATION.get_or_init(|| {
        let typed = std::env::args().next().unwrap_or_default();
        // `cargo run` starts the program by a path that nobody typed, and says that it was cargo.
        let by_cargo = std::env::var_os("CARGO").is_some() && std::env::var_os("CARGO_MANIFEST_DIR").is_some();
        if by_cargo
            && std::path::Path::new(&typed)
                .components()
                .any(|c| c.as_os_str() == "target")
        {
            let release = if cfg!(debug_assertions) { "" } else { "--release " };
            format!("cargo run {release}--")
        } else if typed.contains(std::path::MAIN_SEPARATOR) || typed.contains('/') {
            quoted(&typed)
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
