//! The answer file under stress: signals, full or odd drives, planted links, leftovers.

use std::fs::{self, File};
use std::io::Read as _;
use std::process::{Command, Stdio};

use crate::harness::Place;
use crate::together::{Talk, begun};

const RUN: [&str; 5] = ["run", "own.toml", "--file", "x.toml", "--plain"];

/// The interview with standard output in `out.toml` and temporary files in `tmp`.
fn talk(place: &Place, temporary: &str) -> Talk {
    let mut command = place.command(&RUN);
    let temporary = place.at(temporary);
    command
        .env("TMPDIR", &temporary)
        .env("TMP", &temporary)
        .env("TEMP", &temporary)
        .stdout(File::create(place.at("out.toml")).unwrap());
    Talk::of(command)
}

/// No file can be put over a folder.
fn block(place: &Place) {
    fs::remove_file(place.at("x.toml")).unwrap();
    fs::create_dir(place.at("x.toml")).unwrap();
}

#[test]
fn what_could_not_be_saved_or_copied_is_written_out_and_can_be_used() {
    let place = begun();
    let mut talk = talk(&place, "no-such-folder");
    talk.first_question().send("2\n").wait("Finding?");
    block(&place);
    talk.send("Mine.\n.\n").wait("no copy could be made").send("l\n");
    let (code, said) = talk.end();
    assert_eq!(code, Some(2), "{said}");
    assert!(place.read("out.toml").contains("finding = \"Mine.\""));
    place.run(&["check", "out.toml"]).exits(0);
    // Its checklist is found from any folder.
    fs::create_dir(place.at("elsewhere")).unwrap();
    fs::rename(place.at("out.toml"), place.at("elsewhere/out.toml")).unwrap();
    place.run(&["check", "elsewhere/out.toml"]).exits(0);
}

#[cfg(unix)]
#[test]
fn a_signal_at_not_saved_yet_does_not_say_that_it_is_saved() {
    for temporary in ["no-such-folder", "tmp"] {
        let place = begun();
        fs::create_dir(place.at("tmp")).unwrap();
        let mut talk = talk(&place, temporary);
        talk.first_question().send("2\n").wait("Finding?");
        block(&place);
        talk.send("Mine.\n.\n").wait("not saved yet");
        talk.signal(rustix::process::Signal::TERM);
        talk.wait("Interrupted.");
        let (code, said) = talk.end();
        assert_eq!(code, Some(130), "{said}");
        assert!(said.contains("Your last answers are NOT saved"), "{said}");
        let copies: Vec<_> = fs::read_dir(place.at("tmp"))
            .unwrap()
            .map(|e| e.unwrap().path())
            .collect();
        let copy = match (temporary, copies.as_slice()) {
            ("tmp", [one]) => {
                assert!(said.contains(&one.display().to_string()), "{said}");
                assert_eq!(place.read("out.toml"), "");
                one.clone()
            }
            ("no-such-folder", []) => place.at("out.toml"),
            _ => panic!("{temporary}: {copies:?}"),
        };
        assert!(fs::read_to_string(&copy).unwrap().contains("finding = \"Mine.\""));
        place.run(&["check", copy.to_str().unwrap()]).exits(0);
    }
}

#[test]
fn trying_again_leaves_one_copy_and_success_none() {
    let place = begun();
    fs::create_dir(place.at("tmp")).unwrap();
    let copies = || fs::read_dir(place.at("tmp")).unwrap().count();
    let saved = place.read("x.toml");
    for (then, left) in [("t\nt\nl\n", 1), ("", 1)] {
        let mut talk = talk(&place, "tmp");
        talk.first_question().send("2\n").wait("Finding?");
        block(&place);
        talk.send("Mine.\n.\n").wait("try again");
        if then.is_empty() {
            fs::remove_dir(place.at("x.toml")).unwrap();
            talk.send("t\n").wait("What else");
        }
        let (code, said) = {
            talk.send(then);
            talk.end()
        };
        assert_eq!(code, Some(if then.is_empty() { 0 } else { 2 }), "{said}");
        // The second run takes its own copy away again and leaves that of the first, which nobody has looked at yet.
        assert_eq!(copies(), left);
        if !then.is_empty() {
            fs::remove_dir(place.at("x.toml")).unwrap();
            place.put("x.toml", &saved);
        }
    }
    assert!(place.read("x.toml").contains("finding = \"Mine.\""));
}

#[test]
fn a_file_marked_read_only_is_not_written_over() {
    let place = begun();
    let set = |readonly: bool| {
        let mut permissions = fs::metadata(place.at("x.toml")).unwrap().permissions();
        #[cfg(unix)]
        std::os::unix::fs::PermissionsExt::set_mode(&mut permissions, if readonly { 0o444 } else { 0o600 });
        #[cfg(not(unix))]
        permissions.set_readonly(readonly);
        fs::set_permissions(place.at("x.toml"), permissions).unwrap();
    };
    let before = place.read("x.toml");
    set(true);
    place
        .run_with(&RUN, "2\n", &[])
        .exits(2)
        .says(&["read-only", if cfg!(windows) { "attrib -R" } else { "chmod u+w" }]);
    assert_eq!(place.read("x.toml"), before);
    set(false);
    // In the middle of it as well.
    let mut talk = talk(&place, ".");
    talk.first_question();
    set(true);
    talk.send("2\n").wait("read-only");
    assert_eq!(place.read("x.toml"), before);
    set(false);
    talk.send("t\n").wait("Finding?");
    assert_eq!(talk.end().0, Some(0));
    assert!(place.read("x.toml").contains("rating = 2"));
}

#[cfg(unix)]
fn pipe(place: &Place, name: &str) {
    let made = Command::new("mkfifo").arg(place.at(name)).status().unwrap();
    assert!(made.success());
}

#[cfg(unix)]
#[test]
fn nothing_waits_for_a_pipe_and_nothing_goes_through_a_link() {
    let place = begun();
    // The answer file turned into a pipe in the middle of it.
    let mut talk = talk(&place, ".");
    talk.first_question().send("2\n").wait("Finding?");
    fs::remove_file(place.at("x.toml")).unwrap();
    pipe(&place, "x.toml");
    talk.send("Mine.\n.\n").wait("no plain file").send("l\n");
    assert_eq!(talk.end().0, Some(2));
    // A pipe from the start.
    place.run_with(&RUN, "2\n", &[]).exits(2).says(&["no plain file"]);

    let place = begun();
    pipe(&place, ".x.toml.lock");
    place.run_with(&RUN, "2\n", &[]).exits(2).says(&["a pipe"]);
    fs::remove_file(place.at(".x.toml.lock")).unwrap();
    place.put("target", "precious");
    for planted in [".x.toml.lock.txt", ".x.toml.lock"] {
        std::os::unix::fs::symlink("target", place.at(planted)).unwrap();
        place.run_with(&RUN, "2\n", &[]);
        assert_eq!(place.read("target"), "precious", "{planted}");
    }
}

#[cfg(unix)]
#[test]
fn an_answer_file_that_is_a_link_stays_one() {
    let place = begun();
    fs::create_dir(place.at("drive")).unwrap();
    let text = place.read("x.toml").replace("own.toml", "../own.toml");
    fs::remove_file(place.at("x.toml")).unwrap();
    place.put("drive/real.toml", text);
    std::os::unix::fs::symlink("drive/real.toml", place.at("x.toml")).unwrap();
    let mut talk = talk(&place, ".");
    talk.first_question().send("2\n").wait("Finding?");
    assert_eq!(talk.end().0, Some(0));
    assert!(fs::symlink_metadata(place.at("x.toml")).unwrap().is_symlink());
    assert!(place.read("drive/real.toml").contains("rating = 2"));
}

/// The limit that a shell sets on the size of files: told like a full disk.
#[cfg(unix)]
#[test]
fn a_file_that_grows_too_large_is_said_and_does_not_kill() {
    let place = begun();
    fs::create_dir(place.at("tmp")).unwrap();
    let program = place.command(&RUN);
    let mut command = Command::new("sh");
    command
        .args(["-c", "ulimit -f 2; exec \"$0\" \"$@\""])
        .arg(program.get_program())
        .args(program.get_args())
        .current_dir(place.dir.path())
        .env("TMPDIR", place.at("tmp"))
        .stdout(Stdio::piped());
    let mut talk = Talk::of(command);
    talk.first_question().send("2\n").wait("Finding?");
    let before = place.read("x.toml");
    let long = "long ".repeat(1000);
    talk.send(&format!("{}\n.\n", long.trim_end()))
        .wait("could not save")
        // Nor does the copy fit.
        .wait("no copy could be made")
        .send("l\n");
    let mut out = String::new();
    let mut stdout = talk.stdout().unwrap();
    stdout.read_to_string(&mut out).unwrap();
    let (code, said) = talk.end();
    assert_eq!(code, Some(2), "{said}");
    assert!(out.contains(long.trim_end()), "{out}");
    assert_eq!(place.read("x.toml"), before, "what stood there stands");
    place.put("out.toml", out);
    place.run(&["check", "out.toml"]).exits(0);
    assert_eq!(fs::read_dir(place.at("tmp")).unwrap().count(), 0, "half a copy is none");
    assert_eq!(hidden(&place), Vec::<String>::new());
}

/// The disk is full for the file, for its copy and for standard output: then the answers are said.
#[cfg(target_os = "linux")]
#[test]
fn answers_that_nothing_takes_are_said_on_standard_error() {
    for full in [true, false] {
        let place = begun();
        let mut command = place.command(&RUN);
        command.env("TMPDIR", place.at("no-such-folder"));
        if full {
            command.stdout(File::options().write(true).open("/dev/full").unwrap());
        } else {
            command.stdout(Stdio::piped());
        }
        let mut talk = Talk::of(command);
        // Or its reader goes away.
        drop(talk.stdout());
        talk.first_question().send("2\n").wait("Finding?");
        block(&place);
        talk.send("Mine.\n.\n").wait("no copy could be made").send("l\n");
        talk.wait("could not be written to standard output");
        talk.wait("finding = \"Mine.\"");
        let (code, said) = talk.end();
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains("the last answers could not be saved"), "{said}");
    }
}

/// A lock that can be no lock of the program, and a folder that cannot be written.
#[test]
fn a_lock_that_cannot_be_had_is_said_before_anything_is_asked() {
    let place = begun();
    fs::create_dir(place.at(".x.toml.lock")).unwrap();
    let before = place.read("x.toml");
    let ran = place.run_with(&RUN, "2\n", &[]).exits(2).says(&[".x.toml.lock"]);
    assert!(!ran.err.contains("Rating?"), "{}", ran.err);
    assert_eq!(place.read("x.toml"), before);
    assert!(place.at(".x.toml.lock").is_dir(), "it is not ours to remove");
    let given = [
        "run",
        "own.toml",
        "--answers",
        "a.toml",
        "--no-input",
        "--file",
        "x.toml",
    ];
    place.run(&given).exits(2).says(&[".x.toml.lock"]);
    // What only reads needs no lock.
    place.run(&["score", "x.toml"]).exits(0);
}

/// The names of hidden files: locks and leftovers.
fn hidden(place: &Place) -> Vec<String> {
    fs::read_dir(place.dir.path())
        .unwrap()
        .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|n| n.starts_with('.'))
        .collect()
}

#[test]
fn after_a_conflict_everything_names_the_file_that_has_the_answers() {
    let place = begun();
    let mut talk = talk(&place, ".");
    talk.first_question().send("2\n").wait("Finding?");
    place.put("x.toml", place.read("x.toml").replace("rating = 2", "rating = 0"));
    talk.send("Mine.\n.\n").wait("x.conflict-1.toml").wait("What else");
    // It is locked as the first one is.
    place
        .run_with(&["run", "own.toml", "--file", "x.conflict-1.toml", "--plain"], "", &[])
        .exits(2)
        .says(&["is being answered by"]);
    let (code, said) = talk.end();
    assert_eq!(code, Some(0));
    assert!(
        said.contains("saved in x.conflict-1.toml") && said.contains("--file x.conflict-1.toml"),
        "{said}"
    );
    assert!(!said.contains("--file x.toml"), "{said}");
    assert_eq!(hidden(&place), Vec::<String>::new());
}
