//! A strict builder over the real program: a folder of its own, an environment of its own, and every stream looked at.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use tempfile::TempDir;

/// The day on which every test takes place.
pub const TODAY: &str = "2026-11-22";

/// A text as the id of whatever is wanted.
pub fn as_id<Of>(text: &str) -> assure::checklist::Id<Of> {
    assure::checklist::Id::new(text)
}

/// The project's folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A file of the project.
pub fn project(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// A folder to run the program in.
pub struct Place {
    pub dir: TempDir,
}

/// What came out of a run.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Place {
    pub fn new() -> Self {
        Self {
            dir: tempfile::tempdir().unwrap(),
        }
    }

    /// A path in it.
    pub fn at(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Writes a file.
    pub fn put(&self, name: &str, text: impl AsRef<[u8]>) -> &Self {
        fs::write(self.at(name), text).unwrap();
        self
    }

    /// Copies a file of the project.
    pub fn copy(&self, from: &str, to: &str) -> &Self {
        self.put(to, project(from))
    }

    /// Reads a file.
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.at(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    /// The names of the files in it, hidden ones left out, in order.
    pub fn files(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.dir.path())
            .unwrap()
            .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
            .filter(|n| !n.starts_with('.'))
            .collect();
        names.sort();
        names
    }

    /// Runs the program without input.
    pub fn run(&self, args: &[&str]) -> Ran {
        self.run_with(args, "", &[])
    }

    /// Runs the program with input and further environment.
    pub fn run_with(&self, args: &[&str], input: &str, env: &[(&str, &str)]) -> Ran {
        let mut child = self
            .command(args)
            .envs(env.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_owned();
        // In a thread of its own: a program that answers before it has read everything must not stall the test.
        let writer = std::thread::spawn(move || {
            let _ = stdin.write_all(input.as_bytes());
        });
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        Ran {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
            err: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
        }
    }

    /// The command, with nothing of the machine's environment that could change what it prints.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_assure"));
        // As one who has it installed: hints name the program as it was started.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::arg0(&mut command, "assure");
        let today = !args.contains(&"--today");
        command
            .args(args)
            .args(today.then_some(["--today", TODAY]).into_iter().flatten())
            .current_dir(self.dir.path())
            .env_clear()
            .env("TERM", "xterm-256color")
            .env("COLUMNS", "100");
        for keep in ["PATH", "SystemRoot", "TMPDIR", "TEMP", "LLVM_PROFILE_FILE"] {
            if let Some(value) = std::env::var_os(keep) {
                command.env(keep, value);
            }
        }
        command
    }
}

impl Ran {
    /// Asserts success with nothing said on standard error.
    #[track_caller]
    pub fn quietly(self) -> String {
        assert_eq!((self.code, self.err.as_str()), (0, ""), "{}", self.out);
        self.out
    }

    /// Asserts the exit code.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, code, "out: {}\nerr: {}", self.out, self.err);
        self
    }

    /// Asserts that standard error says all of these.
    #[track_caller]
    pub fn says(self, parts: &[&str]) -> Self {
        for part in parts {
            assert!(
                self.err.contains(part),
                "standard error does not say `{part}`:\n{}",
                self.err
            );
        }
        self
    }
}

/// Compares with a golden file; `GOLDEN=overwrite` writes it anew.
#[track_caller]
pub fn golden(name: &str, actual: &str) {
    let path = root().join("tests/golden").join(name);
    if std::env::var_os("GOLDEN").is_some_and(|v| v == "overwrite") {
        fs::write(&path, actual).unwrap();
        return;
    }
    let wanted = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    if wanted != actual {
        let at = wanted
            .lines()
            .zip(actual.lines())
            .position(|(a, b)| a != b)
            .unwrap_or(wanted.lines().count().min(actual.lines().count()));
        panic!(
            "{name} differs from line {} on:\n  golden: {:?}\n  actual: {:?}\nLook at the change, then: GOLDEN=overwrite cargo test",
            at + 1,
            wanted.lines().nth(at),
            actual.lines().nth(at)
        );
    }
}

/// Keeps a text that must not be valid where `ASSURE_SNIPPETS` names a folder: `.ci/schemas.py` looks whether the published schema
/// of its kind of file rejects it too. The code is in the name.
pub fn keep_snippet(kind: &str, code: &str, text: &str) {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    if let Some(folder) = std::env::var_os("ASSURE_SNIPPETS") {
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("{kind}.{code}.{number:03}.toml");
        fs::write(Path::new(&folder).join(name), text).unwrap();
    }
}
