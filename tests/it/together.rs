//! Two hands on one answer file: somebody edits it while an interview goes on.

use std::io::{Read as _, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use crate::harness::Place;

/// An interview in plain lines that is talked to line by line.
pub struct Talk {
    child: Child,
    stdin: Option<ChildStdin>,
    heard: Receiver<Vec<u8>>,
    said: String,
}

impl Talk {
    pub fn start(place: &Place, args: &[&str]) -> Self {
        let mut command = place.command(args);
        command.stdout(Stdio::null());
        Self::of(command)
    }

    /// Of a command that says itself where its standard output goes.
    pub fn of(mut command: Command) -> Self {
        let mut child = command.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let stdin = child.stdin.take();
        let mut stderr = child.stderr.take().unwrap();
        let (sender, heard) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(n @ 1..) = stderr.read(&mut buffer) {
                if sender.send(buffer[..n].to_vec()).is_err() {
                    break;
                }
            }
        });
        Self {
            child,
            stdin,
            heard,
            said: String::new(),
        }
    }

    /// Waits until it says something new.
    #[track_caller]
    pub fn wait(&mut self, what: &str) -> &mut Self {
        let end = Instant::now() + Duration::from_secs(30);
        while !self.said.contains(what) {
            match self.heard.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.said.push_str(&String::from_utf8_lossy(&bytes)),
                Err(_) => panic!("never said `{what}`:\n{}", self.said),
            }
        }
        // What was said behind it may be waited for next.
        let end = self.said.find(what).unwrap_or(0) + what.len();
        self.said.drain(..end);
        self
    }

    /// Goes on from the task list to the first question.
    #[track_caller]
    pub fn first_question(&mut self) -> &mut Self {
        self.wait("Task list?").send("\n").wait("Rating?")
    }

    pub fn send(&mut self, lines: &str) -> &mut Self {
        self.stdin.as_mut().unwrap().write_all(lines.as_bytes()).unwrap();
        self
    }

    /// Sends a signal.
    #[cfg(unix)]
    pub fn signal(&self, signal: rustix::process::Signal) {
        let id = rustix::process::Pid::from_raw(self.child.id().try_into().unwrap()).unwrap();
        rustix::process::kill_process(id, signal).unwrap();
    }

    /// Its standard output, where that is a pipe.
    #[cfg(unix)]
    pub fn stdout(&mut self) -> Option<std::process::ChildStdout> {
        self.child.stdout.take()
    }

    /// Ends the input and says how it left.
    pub fn end(mut self) -> (Option<i32>, String) {
        drop(self.stdin.take());
        let code = self.child.wait().unwrap().code();
        while let Ok(bytes) = self.heard.recv() {
            self.said.push_str(&String::from_utf8_lossy(&bytes));
        }
        (code, self.said)
    }
}

pub fn begun() -> Place {
    let place = Place::new();
    place.copy("examples/own-checklist.toml", "own.toml");
    place.put("a.toml", "council = \"Northmoor\"\n[context]\nshared-service = false\n");
    place
        .run(&[
            "run",
            "own.toml",
            "--answers",
            "a.toml",
            "--no-input",
            "--file",
            "x.toml",
            "--quiet",
        ])
        .exits(0);
    place
}

#[test]
fn both_changes_are_kept_where_they_fit_together() {
    let place = begun();
    let mut talk = Talk::start(&place, &["run", "own.toml", "--file", "x.toml", "--plain"]);
    talk.first_question().send("2\n").wait("Finding?");
    // Somebody else answers the third question in an editor meanwhile.
    place.put(
        "x.toml",
        place.read("x.toml") + "\n# from Sam\n[answer.handover-complete]\nrating = 1\n",
    );
    talk.send("Mine.\n.\n")
        .wait("changed by somebody else meanwhile: both changes are kept");
    let (code, _) = talk.end();
    assert_eq!(code, Some(0));
    let file = place.read("x.toml");
    for kept in [
        "finding = \"Mine.\"",
        "# from Sam",
        "[answer.handover-complete]\nrating = 1",
    ] {
        assert!(file.contains(kept), "{kept}:\n{file}");
    }
    place.run(&["check", "x.toml"]).exits(0);
}

/// What no answer holds is kept as well: the archive, last year's file, a break in the series.
#[test]
fn the_archive_and_the_previous_file_are_kept_whoever_changes_them() {
    let place = begun();
    let head = |text: &str, more: &str| text.replacen("\nperiod = ", &format!("\n{more}\nperiod = "), 1);
    place.put(
        "x.toml",
        head(&place.read("x.toml"), "previous = \"last.toml\"")
            + "\n[archived.gone-long-ago]\nrating = 1\nfinding = \"Kept for the record.\"\n",
    );
    let mut talk = Talk::start(&place, &["run", "own.toml", "--file", "x.toml", "--plain"]);
    talk.first_question().send("2\n").wait("Finding?");
    let theirs = place
        .read("x.toml")
        .replace("\"last.toml\"", "\"archive/2025-26.toml\"");
    place.put(
        "x.toml",
        head(&theirs, "break = \"the service moved\"") + "\n[archived.gone-last-year]\nrating = 3\n",
    );
    talk.send("Mine.\n.\n")
        .wait("changed by somebody else meanwhile: both changes are kept");
    assert_eq!(talk.end().0, Some(0));
    let file = place.read("x.toml");
    for kept in [
        "finding = \"Mine.\"",
        "previous = \"archive/2025-26.toml\"",
        "break = \"the service moved\"",
        "[archived.gone-long-ago]\nrating = 1\nfinding = \"Kept for the record.\"",
        "[archived.gone-last-year]\nrating = 3",
    ] {
        assert_eq!(file.matches(kept).count(), 1, "{kept}:\n{file}");
    }
    place.run(&["check", "x.toml"]).exits(0);
}

#[test]
fn neither_is_lost_where_they_clash() {
    for theirs in [
        // The same answer, another rating.
        "rating = 0",
        // A file that cannot be read any more.
        "rating = = 0",
    ] {
        let place = begun();
        let mut talk = Talk::start(&place, &["run", "own.toml", "--file", "x.toml", "--plain"]);
        talk.first_question().send("2\n").wait("Finding?");
        let edited = place.read("x.toml").replace("rating = 2", theirs);
        assert!(edited.contains(theirs));
        place.put("x.toml", &edited);
        talk.send("Mine.\n.\n").wait("x.conflict-1.toml");
        let (code, said) = talk.end();
        assert_eq!(code, Some(0));
        assert!(said.contains("x.conflict-1.toml"), "it says where it goes on: {said}");
        assert_eq!(place.read("x.toml"), edited, "theirs is left as they have it");
        let ours = place.read("x.conflict-1.toml");
        assert!(
            ours.contains("rating = 2") && ours.contains("finding = \"Mine.\""),
            "{ours}"
        );
    }
}

#[test]
fn a_file_that_is_gone_is_written_again() {
    let place = begun();
    let mut talk = Talk::start(&place, &["run", "own.toml", "--file", "x.toml", "--plain"]);
    talk.first_question().send("2\n").wait("Finding?");
    std::fs::remove_file(place.at("x.toml")).unwrap();
    talk.send("Mine.\n.\n").wait("What else");
    assert_eq!(talk.end().0, Some(0));
    assert!(place.read("x.toml").contains("finding = \"Mine.\""));
}

/// A place that cannot be written: it says so, asks what to do, and leaves without pretending.
#[test]
fn what_cannot_be_saved_is_said() {
    let place = begun();
    let mut talk = Talk::start(&place, &["run", "own.toml", "--file", "x.toml", "--plain"]);
    talk.first_question().send("2\n").wait("Finding?");
    std::fs::remove_file(place.at("x.toml")).unwrap();
    std::fs::create_dir(place.at("x.toml")).unwrap();
    talk.send("Mine.\n.\n")
        .wait("could not")
        .send("t\n")
        .wait("could not")
        .send("l\n");
    let (code, said) = talk.end();
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("could not be saved"), "{said}");
}
