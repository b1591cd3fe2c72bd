//! The interview at a real terminal: what a person types, and the screen they see.
#![cfg(unix)]

use std::io::{Read as _, Write as _};
use std::num::NonZeroU16;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::harness::{Place, TODAY};

mod choosing;
mod headings;
mod messages;

/// Long enough for a busy machine; a test that passes never waits for it.
const PATIENCE: Duration = Duration::from_secs(30);

struct Tty {
    child: Box<dyn Child + Send + Sync>,
    writer: Box<dyn std::io::Write + Send>,
    screen: vt100::Parser,
    bytes: Receiver<Vec<u8>>,
    /// The terminal's modes before anything ran in it.
    before: String,
    // Kept open: the terminal lives as long as its master.
    master: Box<dyn MasterPty + Send>,
}

impl Drop for Tty {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

impl Tty {
    fn start(place: &Place, columns: u16, args: &[&str]) -> Self {
        Self::start_with(place, columns, args, &[])
    }

    fn start_with(place: &Place, columns: u16, args: &[&str], env: &[(&str, &str)]) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_assure"));
        command.args(args);
        command.args(["--today", TODAY]);
        Self::spawn(place, (60, columns), command, env)
    }

    fn sized(place: &Place, size: (u16, u16), args: &[&str]) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_assure"));
        command.args(args);
        command.args(["--today", TODAY]);
        Self::spawn(place, size, command, &[])
    }

    fn spawn(place: &Place, (rows, columns): (u16, u16), mut command: CommandBuilder, env: &[(&str, &str)]) -> Self {
        let pty = native_pty_system()
            .openpty(PtySize {
                rows,
                cols: columns,
                pixel_width: 0,
                pixel_height: 0,
            })
            .unwrap();
        command.cwd(place.dir.path());
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("EDITOR", "false");
        for keep in ["PATH", "LLVM_PROFILE_FILE"] {
            if let Some(value) = std::env::var_os(keep) {
                command.env(keep, value);
            }
        }
        for (name, value) in env {
            command.env(name, value);
        }
        let before = modes(pty.master.as_ref());
        let child = pty.slave.spawn_command(command).unwrap();
        drop(pty.slave);
        let mut reader = pty.master.try_clone_reader().unwrap();
        let (sender, bytes) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(n @ 1..) = reader.read(&mut buffer) {
                if sender.send(buffer[..n].to_vec()).is_err() {
                    break;
                }
            }
        });
        let writer = pty.master.take_writer().unwrap();
        let size = |n: u16| NonZeroU16::new(n).unwrap();
        let screen = vt100::Parser::new(size(rows), size(columns), 2000);
        Self {
            child,
            writer,
            screen,
            bytes,
            before,
            master: pty.master,
        }
    }

    fn text(&self) -> String {
        self.screen.screen().contents()
    }

    /// Waits until the screen shows something.
    #[track_caller]
    fn wait(&mut self, what: &str) -> &mut Self {
        self.until(what, |t| t.text().contains(what))
    }

    /// Waits until the last line with text on it begins so: a prompt that is ready.
    #[track_caller]
    fn prompt(&mut self, what: &str) -> &mut Self {
        self.until(what, |t| {
            t.text().trim_end().lines().last().is_some_and(|l| l.starts_with(what))
        })
    }

    /// Waits until a list is ready: its keys are drawn below it.
    #[track_caller]
    fn list(&mut self, head: &str) -> &mut Self {
        self.until(head, |t| t.has_list(head))
    }

    fn has_list(&self, head: &str) -> bool {
        let text = self.text();
        let text = text.trim_end();
        text.ends_with("p pause")
            && text.rfind(head).is_some_and(|at| {
                let below: Vec<&str> = text[at..].lines().skip(1).collect();
                let items = below.iter().filter(|l| l.starts_with("  ") || l.starts_with('>'));
                // The keys take two lines at most.
                items.count() + 2 >= below.len() && below.len() > 1
            })
    }

    /// The interview has begun, and the first question is there.
    #[track_caller]
    fn begin(&mut self) -> &mut Self {
        self.wait("Task list:");
        // On a screen without room for a list its key is typed.
        self.until("the task list", |t| {
            t.has_list("Task list:") || t.text().trim_end().ends_with("Task list:")
        });
        if self.has_list("Task list:") {
            self.send("g").list("Rating:")
        } else {
            self.send("g\r").prompt("Rating:")
        }
    }

    /// Makes the terminal another size.
    fn resize(&mut self, rows: u16, columns: u16) -> &mut Self {
        self.master
            .resize(PtySize {
                rows,
                cols: columns,
                pixel_width: 0,
                pixel_height: 0,
            })
            .unwrap();
        let size = |n: u16| NonZeroU16::new(n).unwrap();
        self.screen.screen_mut().set_size(size(rows), size(columns));
        self
    }

    /// Whether it shows something in so long a time.
    fn within(&mut self, time: Duration, ready: impl Fn(&Self) -> bool) -> bool {
        let end = Instant::now() + time;
        while !ready(self) {
            match self.bytes.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.screen.process(&bytes),
                Err(_) => return false,
            }
        }
        true
    }

    #[track_caller]
    fn until(&mut self, what: &str, ready: impl Fn(&Self) -> bool) -> &mut Self {
        let end = Instant::now() + PATIENCE;
        while !ready(self) {
            match self.bytes.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.screen.process(&bytes),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    panic!("never saw `{what}`:\n{}", self.text())
                }
            }
        }
        self
    }

    fn send(&mut self, keys: &str) -> &mut Self {
        self.writer.write_all(keys.as_bytes()).unwrap();
        self.writer.flush().unwrap();
        self
    }

    /// Moves down to the item that begins so, and chooses it.
    #[track_caller]
    fn pick(&mut self, item: &str) -> &mut Self {
        for _ in 0..20 {
            self.down();
            if self.on(item) {
                return self.send("\r");
            }
        }
        panic!("never reached `{item}`:\n{}", self.text());
    }

    /// One item down, and the list drawn again.
    #[track_caller]
    fn down(&mut self) -> &mut Self {
        let before = self.selected();
        self.send("\u{1b}[B").until("another item", |t| {
            let now = t.selected();
            now.is_some() && now != before && t.text().trim_end().ends_with("p pause")
        })
    }

    /// The item with the sign, without its key.
    fn selected(&self) -> Option<String> {
        self.text().lines().rev().find_map(|l| {
            let item = l.strip_prefix("> ")?;
            Some(
                item.split_once("  ")
                    .map_or(item, |(_, label)| label.trim_start())
                    .to_owned(),
            )
        })
    }

    fn on(&self, item: &str) -> bool {
        self.selected().is_some_and(|s| s.starts_with(item))
    }

    /// The exit code, and everything shown until then. However the program is left, the terminal is as it was.
    #[track_caller]
    fn exit(&mut self) -> u32 {
        let end = Instant::now() + PATIENCE;
        while let Ok(bytes) = self.bytes.recv_timeout(end.saturating_duration_since(Instant::now())) {
            self.screen.process(&bytes);
        }
        let code = self.child.wait().unwrap().exit_code();
        assert_eq!(
            modes(self.master.as_ref()),
            self.before,
            "the terminal is given back with its modes"
        );
        assert!(self.cursor_is_visible(), "the cursor is given back");
        assert!(
            !self.screen.screen().bracketed_paste(),
            "pastes come as they did before"
        );
        code
    }

    fn cursor_is_visible(&self) -> bool {
        !self.screen.screen().hide_cursor()
    }
}

/// The modes of a terminal, to compare.
fn modes(terminal: &dyn MasterPty) -> String {
    let t = terminal.get_termios().unwrap();
    format!(
        "{:?} {:?} {:?} {:?}",
        t.local_flags, t.input_flags, t.output_flags, t.control_chars
    )
}

/// A folder with an answer file whose head and facts are given, so that the first question comes at once.
fn begun() -> Place {
    let place = Place::new();
    place.put(
        "a.toml",
        "council = \"Northmoor\"\n[context]\ntrust = false\ncombined-dcs = false\nshared-dcs = false\n",
    );
    place
        .run(&[
            "ce",
            "--edition",
            "2022",
            "--answers",
            "a.toml",
            "--no-input",
            "--file",
            "ce.toml",
            "--quiet",
        ])
        .exits(0);
    place
}

#[test]
fn answer_go_back_pause_and_resume() {
    let place = begun();
    let mut tty = Tty::start(&place, 100, &["ce", "--file", "ce.toml"]);
    tty.begin()
        .pick("embedded")
        .prompt("Finding:")
        .send("It works\u{1b}[H!\u{1b}[3~I\u{1b}[F.\r");
    tty.list("What else:")
        .pick("evidence: case audit")
        .prompt("Evidence:")
        .send("Twenty cases\r");
    tty.prompt("Its date:").send("today\r");
    tty.list("What else:").send("\r");
    // The second question; back to the first, which shows what stands.
    tty.wait("[2/").list("Rating:").send("b").wait("[1/").list("Rating:");
    assert!(
        tty.text().contains("!It works.") || tty.text().contains("It works."),
        "{}",
        tty.text()
    );
    tty.send("p").wait("Paused.");
    assert_eq!(tty.exit(), 0);
    assert!(tty.cursor_is_visible());
    let file = place.read("ce.toml");
    assert!(
        file.contains("rating = 3") && file.contains("text = \"Twenty cases\"") && file.contains("date = 2026-11-22"),
        "{file}"
    );
    assert!(
        file.contains("finding = \"!It works.\""),
        "Home, Delete and End work: {file}"
    );
    assert!(!file.contains("unfinished"), "{file}");
    let mut tty = Tty::start(&place, 100, &["ce", "--file", "ce.toml"]);
    tty.begin().wait("[2/").send("\u{3}").wait("Interrupted.");
    assert_eq!(tty.exit(), 130);
}

#[test]
fn ctrl_c_at_every_kind_of_prompt() {
    for at in ["list", "text", "evidence list", "inside a text", "date"] {
        let place = begun();
        let mut tty = Tty::start(&place, 80, &["ce", "--file", "ce.toml"]);
        tty.begin();
        if at != "list" {
            tty.pick("established").prompt("Finding:");
        }
        if at == "inside a text" {
            tty.send("half a sentence").wait("half a sentence");
        }
        if matches!(at, "evidence list" | "date") {
            tty.send("Said.\r").list("What else:");
        }
        if at == "date" {
            tty.pick("evidence: performance data")
                .prompt("Evidence:")
                .send("Counts\r")
                .prompt("Its date:");
        }
        tty.send("\u{3}").wait("Interrupted.");
        assert_eq!(tty.exit(), 130, "{at}");
        assert!(tty.cursor_is_visible(), "{at}");
        let screen = tty.text().replace('\n', " ");
        assert_eq!(screen.matches("Interrupted.").count(), 1, "{at}: {screen}");
        assert!(screen.contains("assure ce --file ce.toml"), "{at}: {screen}");
        let left: Vec<_> = std::fs::read_dir(place.dir.path())
            .unwrap()
            .map(|e| e.unwrap().file_name())
            .collect();
        assert_eq!(left.len(), 3, "no lock and no temporary file is left: {left:?}");
        let file = place.read("ce.toml");
        assert_eq!(file.contains("rating = 2"), at != "list", "{at}");
        assert_eq!(
            file.contains("finding = \"Said.\""),
            matches!(at, "evidence list" | "date"),
            "{at}"
        );
        assert_eq!(file.contains("text = \"Counts\""), at == "date", "{at}");
        assert!(
            !file.contains("finding = \"half a sentence\""),
            "what was not confirmed is not an answer"
        );
        let draft = ".draft]\nfield = \"finding\"\ntext = \"half a sentence\"\n";
        assert_eq!(file.contains(draft), at == "inside a text", "{at}: {file}");
        assert_eq!(
            screen.contains("kept as a draft"),
            at == "inside a text",
            "{at}: {screen}"
        );
        if at == "inside a text" {
            let mut tty = Tty::start(&place, 80, &["ce", "--file", "ce.toml"]);
            tty.begin().send("\r").prompt("Finding: half a sentence");
            tty.send(" is whole\r")
                .list("What else:")
                .send("\u{3}")
                .wait("Interrupted.");
            assert_eq!(tty.exit(), 130);
            let file = place.read("ce.toml");
            assert!(file.contains("finding = \"half a sentence is whole\""), "{file}");
            assert!(!file.contains("draft"), "{file}");
        }
    }
}

#[test]
fn a_mistyped_date_is_put_right_where_it_stands() {
    for columns in [40, 80] {
        let place = begun();
        let mut tty = Tty::start(&place, columns, &["ce", "--file", "ce.toml"]);
        tty.begin().pick("not in place").prompt("Finding:").send("\r");
        tty.list("What else:")
            .pick("add an action")
            .prompt("Action:")
            .send("Mend it\r");
        tty.prompt("Owner and date:")
            .send("Me, March 207\r")
            .wait("Write it like")
            .prompt("Owner and date: Me, March 207");
        tty.send("\u{7f}27\r")
            .wait("Due: Wednesday 31 March")
            .list("What else:");
        tty.pick("change")
            .list("Change:")
            .pick("action")
            .list("This action:")
            .pick("due");
        tty.prompt("Due: 31 March 2027").send("\u{15}end of April\r");
        tty.wait("Friday 30 April 2027").list("This action:").pick("measure");
        tty.prompt("Measure:").send(":nonsense here\r");
        tty.wait("not possible").prompt("Measure: :nonsense here");
        tty.send("\u{15}::fine\r").list("This action:").pick("owner");
        tty.prompt("Owner: Me").send("\u{15}:jump workforce\r");
        tty.list("Go to:").send("1\r");
        tty.wait("Section").list("Rating:").send("\u{3}").wait("Interrupted.");
        assert_eq!(tty.exit(), 130);
        let file = place.read("ce.toml");
        assert!(
            file.contains("due = 2027-04-30") && file.contains("measure = \":fine\""),
            "{file}"
        );
        assert!(!file.contains("nonsense"), "{file}");
    }
}

#[test]
fn at_forty_columns_the_ratings_say_all_they_mean() {
    let place = begun();
    let mut tty = Tty::start(&place, 40, &["ce", "--file", "ce.toml"]);
    tty.begin();
    let text = tty.text();
    let list = &text[text.rfind("Rating:").unwrap()..];
    let words = list.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        words.contains("embedded (in place, tested, and its effect on children can be shown)"),
        "{words}"
    );
    assert!(!words.contains("..."), "nothing is cut: {words}");
    tty.send("\u{3}").wait("Interrupted.");
    assert_eq!(tty.exit(), 130);
}

#[test]
fn an_editor_nobody_chose_says_how_to_leave_it() {
    let place = begun();
    place.put("vi", "#!/bin/sh\nprintf 'written in it\\n' >\"$1\"\n");
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(place.at("vi"), std::fs::Permissions::from_mode(0o755)).unwrap();
    for plain in [false, true] {
        let mut args = vec!["ce", "--file", "ce.toml"];
        args.extend(plain.then_some("--plain"));
        let here = place.dir.path().display().to_string();
        let mut tty = Tty::start_with(&place, 80, &args, &[("EDITOR", ""), ("PATH", &here)]);
        if plain {
            tty.prompt("Task list?")
                .send("\r")
                .prompt("Rating?")
                .send("2\r")
                .prompt("Finding?")
                .send(":edit\r");
        } else {
            tty.begin().pick("established").prompt("Finding:").send(":edit\r");
        }
        tty.wait(":wq").wait("vi opens").send("\r");
        if !plain {
            tty.prompt("Finding: written in it").send("\r");
        }
        tty.wait("What else").send("\u{3}").wait("Interrupted.");
        assert_eq!(tty.exit(), 130);
        assert!(
            place.read("ce.toml").contains("finding = \"written in it\""),
            "plain: {plain}"
        );
    }
}

#[test]
fn a_pasted_paragraph_stays_one_finding() {
    let place = begun();
    let mut tty = Tty::start(&place, 80, &["ce", "--file", "ce.toml"]);
    tty.begin().pick("established").prompt("Finding:");
    tty.send("\u{1b}[200~line one\rline two\r\ry\r3\u{1b}[201~")
        .wait("line two");
    tty.send("\r").list("What else:").send("\u{3}").wait("Interrupted.");
    assert_eq!(tty.exit(), 130);
    let file = place.read("ce.toml");
    assert!(file.contains("line one\nline two\n\ny\n3"), "{file}");
    assert!(!file.contains("evidence"), "{file}");
}

#[test]
fn the_rest_of_a_paste_behind_the_line_end_that_ended_a_text_chooses_nothing() {
    let place = begun();
    let mut tty = Tty::start(&place, 80, &["ce", "--file", "ce.toml"]);
    tty.begin().pick("established").prompt("Finding:");
    // Without the marks around it, and torn before a line end, as a slow line delivers it.
    tty.send("line one").wait("line one");
    tty.send("\rline two\r1\ra\rp\r")
        .list("What else:")
        .send("\u{3}")
        .wait("Interrupted.");
    assert_eq!(tty.exit(), 130);
    let file = place.read("ce.toml");
    // As it arrives it is taken for one text, or what comes behind the line end is thrown away. It never answers anything.
    let whole = file.contains("finding = \"\"\"\nline one\nline two\n1\na\np");
    assert!(whole || file.contains("finding = \"line one\"\n"), "{file}");
    assert!(!file.contains("evidence") && !file.contains("action"), "{file}");
    assert_eq!(file.matches("rating = ").count(), 1, "{file}");
}

#[test]
fn nothing_is_eaten_or_left_stale_at_forty_columns_with_accents() {
    let place = Place::new();
    let own = crate::harness::project("examples/own-checklist.toml").replace(
        "Do you know how quickly",
        "Süßes Café – “naïve” façade: do you know how quickly",
    );
    place
        .put("own.toml", own)
        .put("a.toml", "council = \"Ñorthmoor\"\n[context]\nshared-service = false\n");
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
    let mut tty = Tty::start(&place, 40, &["run", "own.toml", "--file", "x.toml"]);
    tty.begin();
    let before = tty.text();
    let head = before[..before.rfind("Rating:").unwrap()].to_owned();
    tty.send("\u{1b}[B").until("the first item", |t| t.on("not in place"));
    tty.send("\u{1b}[B\u{1b}[B")
        .until("the third item", |t| t.on("established"));
    assert!(
        tty.text().starts_with(&head),
        "nothing above the list moves:\n{head}\n---\n{}",
        tty.text()
    );
    assert_eq!(tty.text().matches("Rating:").count(), 1);
    tty.send("\r").prompt("Finding:");
    assert!(
        tty.text().starts_with(&head) && !tty.text().contains("  not in place") && !tty.text().contains("> "),
        "no stale lines of the list:\n{}",
        tty.text()
    );
    tty.send(&"é".repeat(90))
        .send("\r")
        .list("What else:")
        .send("\u{3}")
        .wait("Interrupted");
    assert_eq!(tty.exit(), 130);
    assert!(place.read("x.toml").contains(&"é".repeat(90)));
}

#[test]
fn plain_lines_at_a_terminal() {
    let place = begun();
    let mut tty = Tty::start(&place, 80, &["ce", "--file", "ce.toml", "--plain"]);
    tty.prompt("Task list?")
        .send("\r")
        .prompt("Rating?")
        .send("2\r")
        .wait("Finding")
        .send("One.\r\rTwo.\r.\r")
        .prompt("What else?")
        .send("\u{3}")
        .wait("Interrupted.");
    assert_eq!(tty.exit(), 130);
    let file = place.read("ce.toml");
    assert!(file.contains("One.\n\nTwo."), "{file}");
}

#[test]
fn a_text_that_a_signal_cuts_off_is_kept_as_a_draft() {
    for (plain, signal) in [
        (false, "-TERM"),
        (false, "-HUP"),
        (true, "-TERM"),
        (true, "-HUP"),
        (true, "Ctrl-C"),
    ] {
        let place = begun();
        let mut args = vec!["ce", "--file", "ce.toml"];
        args.extend(plain.then_some("--plain"));
        let mut tty = Tty::start(&place, 80, &args);
        if plain {
            tty.prompt("Task list?")
                .send("\r")
                .prompt("Rating?")
                .send("2\r")
                .prompt("Finding?")
                .send("One.\r");
            tty.wait("More lines");
        } else {
            tty.begin().pick("established").prompt("Finding:");
            tty.send("One.").wait("Finding: One.");
        }
        if signal == "Ctrl-C" {
            tty.send("\u{3}");
        } else {
            let id = tty.child.process_id().unwrap().to_string();
            let kill = std::process::Command::new("kill").args([signal, &id]).status();
            assert!(kill.unwrap().success());
        }
        tty.wait("kept as a draft");
        assert_eq!(tty.exit(), 130);
        let file = place.read("ce.toml");
        assert!(
            file.contains(".draft]\nfield = \"finding\"\ntext = \"One.\"\n") && !file.contains("\nfinding"),
            "plain: {plain}, {signal}: {file}"
        );
        place.run(&["check", "ce.toml"]).exits(0);
    }
}

/// Whichever moment a signal chooses: it is heard, and the terminal is as it was.
#[test]
fn a_signal_at_any_moment_behind_an_enter_gives_the_terminal_back() {
    let place = begun();
    let begun = place.read("ce.toml");
    for round in 0..32_u64 {
        place.put("ce.toml", &begun);
        let mut tty = Tty::start(&place, 80, &["ce", "--file", "ce.toml"]);
        tty.begin();
        tty.send("\u{1b}[B").until("an item", |t| t.selected().is_some());
        if round % 2 == 1 {
            tty.send("\r").prompt("Finding:").send("Said.").wait("Said.");
        }
        tty.send("\r");
        // No waiting for something to happen: the moment itself is what is tried.
        std::thread::sleep(Duration::from_millis(round / 2));
        let by_key = round % 4 != 3;
        if by_key {
            tty.send("\u{3}");
        } else {
            let id = tty.child.process_id().unwrap().try_into().unwrap();
            let id = rustix::process::Pid::from_raw(id).unwrap();
            rustix::process::kill_process(id, rustix::process::Signal::TERM).unwrap();
        }
        if by_key {
            // In the instant in which the prompt's library changes the terminal's modes a Ctrl-C can fall between byte and
            // signal, and the next prompt stands there as ever: then a person presses it again.
            // Not before the first has had its time: the second would wipe out what is on its way to the screen.
            let end = Instant::now() + Duration::from_secs(2);
            while !tty.text().contains("Interrupted.")
                && let Ok(bytes) = tty.bytes.recv_timeout(end.saturating_duration_since(Instant::now()))
            {
                tty.screen.process(&bytes);
            }
            if !tty.text().contains("Interrupted.") {
                tty.send("\u{3}");
            }
        }
        tty.wait("Interrupted.");
        assert_eq!(tty.exit(), 130, "{round}");
        assert!(tty.cursor_is_visible(), "{round}: the cursor");
        assert!(!tty.screen.screen().bracketed_paste(), "{round}: the marks of a paste");
        assert_eq!(modes(tty.master.as_ref()), tty.before, "{round}");
        let text = tty.text();
        let said = text.split("Interrupted.").nth(1).unwrap();
        assert!(
            !said.contains("What else") && !said.contains("> "),
            "{round}: nothing is drawn behind it: {text}"
        );
        let hidden: Vec<_> = std::fs::read_dir(place.dir.path())
            .unwrap()
            .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
            .filter(|n| n.starts_with('.'))
            .collect();
        assert!(hidden.is_empty(), "{round}: {hidden:?}");
        if round % 2 == 1 {
            assert!(place.read("ce.toml").contains("rating = "), "{round}");
        }
    }
}

#[test]
fn a_key_chooses_at_once_and_two_letters_wait_for_each_other() {
    let place = begun();
    let mut tty = Tty::start(&place, 80, &["ce", "--file", "ce.toml"]);
    tty.begin().send("\r").wait("Nothing is chosen yet");
    tty.send("x").wait("`x` is none of the keys here.");
    tty.send("n").wait("Rating: n").send("\r").wait("`n` means no");
    tty.send("n")
        .wait("Rating: n")
        .send("\u{7f}")
        .until("an empty prompt", |t| {
            t.text().lines().any(|l| l.trim_end() == "Rating:")
        });
    tty.send("2").prompt("Finding:");
    assert!(tty.text().contains("Rating: established"));
    tty.send("Said.\r").list("What else:");
    // Of the sources, `1` is data and `10` a document: the first waits for Enter.
    tty.send("1").wait("What else: 1").send("0").prompt("Evidence:");
    assert!(tty.text().contains("What else: evidence: document"), "{}", tty.text());
    tty.send(":back\r").list("What else:").send("1").wait("What else: 1");
    tty.send("\r")
        .prompt("Evidence:")
        .send(":skip\r")
        .wait("[2/")
        .list("Rating:");
    tty.send("na").prompt("Reason:").send("No such thing here\r");
    tty.wait("[3/")
        .list("Answer:")
        .send("b")
        .wait("Your answer so far: not applicable.");
    tty.list("Rating:").send("p").wait("Paused.");
    assert_eq!(tty.exit(), 0);
    let file = place.read("ce.toml");
    assert!(
        file.contains("rating = 2") && file.contains("reason = \"No such thing here\""),
        "{file}"
    );
}

#[test]
fn escape_goes_back_and_a_text_that_was_begun_is_kept() {
    let place = begun();
    let mut tty = Tty::start(&place, 80, &["ce", "--file", "ce.toml"]);
    tty.begin()
        .send("2")
        .prompt("Finding:")
        .send("half a sentence")
        .wait("half a sentence");
    tty.send("\u{1b}").wait("kept as a draft").list("Rating:");
    let file = place.read("ce.toml");
    assert!(
        file.contains(".draft]\nfield = \"finding\"\ntext = \"half a sentence\"\n"),
        "{file}"
    );
    // It is offered again; an arrow or Home in a text is no Esc.
    tty.send("2")
        .prompt("Finding: half a sentence")
        .send("\u{1b}[D\u{1b}[H\u{1b}OF, whole\r");
    tty.list("What else:");
    // In a list, Esc is back where there is a way back.
    tty.send("\u{1b}").prompt("Finding: half a sentence, whole");
    tty.send("\u{1b}")
        .list("Rating:")
        .send("\u{1b}")
        .wait("This is the first question.");
    tty.send("\u{3}").wait("Interrupted.");
    assert_eq!(tty.exit(), 130);
    let file = place.read("ce.toml");
    assert!(
        file.contains("finding = \"half a sentence, whole\"") && !file.contains("draft"),
        "{file}"
    );
}

#[test]
fn what_is_pasted_at_a_list_chooses_nothing_and_no_sequence_is_taken_for_a_key() {
    let place = begun();
    let mut tty = Tty::start(&place, 80, &["ce", "--file", "ce.toml"]);
    tty.begin().send("\u{1b}[200~2\r1 established\rp\u{1b}[201~");
    tty.wait("pasted text, so nothing is chosen");
    tty.down();
    tty.until("no more of it", |t| !t.text().contains("pasted text"));
    // Without the marks around it, as an old terminal sends it.
    tty.send("2 of 3 were seen\r").wait("nothing is chosen");
    // Ctrl and an arrow, a function key, Alt and a letter, and an arrow as some terminals send it.
    tty.send("\u{1b}[1;5B\u{1b}[20~\u{1b}p\u{1b}[15;2~");
    tty.send("\u{1b}OB").until("the second item", |t| t.on("developing"));
    tty.send("\u{1b}[F").until("the last item", |t| t.on("not applicable"));
    tty.send("\u{1b}[H").until("the first item", |t| t.on("not in place"));
    // The input's end is a pause, in a list as in a text.
    tty.list("Rating:").send("\u{4}").wait("Paused.");
    assert_eq!(tty.exit(), 0);
    assert!(!place.read("ce.toml").contains("rating"));
}

/// The question can be read, and so can the keys; nothing runs over the edge.
#[track_caller]
fn is_whole(tty: &Tty, (rows, columns): (u16, u16), question: &str) {
    let text = tty.text();
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains(question), "{rows} x {columns}: the question\n{text}");
    assert!(
        text.trim_end().ends_with("p pause"),
        "{rows} x {columns}: the keys\n{text}"
    );
    assert_eq!(text.matches("Rating:").count(), 1, "{rows} x {columns}\n{text}");
    let (mut wrapped, mut items) = (0, 0);
    for row in 0..rows {
        wrapped += usize::from(tty.screen.screen().row_wrapped(row));
    }
    for line in text.lines() {
        items += usize::from(line.starts_with('>') || line.starts_with("  "));
    }
    assert_eq!(
        wrapped, 0,
        "{rows} x {columns}: a line is wider than the screen\n{text}"
    );
    assert!(items > 0, "{rows} x {columns}\n{text}");
}

const FIRST: &str = "Does the council follow the statutory guidance on the director and the lead";

#[test]
fn a_question_is_answered_on_a_screen_of_any_size() {
    for rows in [12, 24, 60] {
        for columns in [40, 80, 160] {
            let place = begun();
            let mut tty = Tty::sized(&place, (rows, columns), &["ce", "--file", "ce.toml"]);
            tty.begin();
            // At twelve rows of forty the words of the question are cut behind their first lines.
            let seen = if rows == 12 && columns == 40 {
                &FIRST[..48]
            } else {
                FIRST
            };
            is_whole(&tty, (rows, columns), seen);
            tty.send("\u{1b}[B\u{1b}[B")
                .until("the second item", |t| t.on("developing") && t.has_list("Rating:"));
            is_whole(&tty, (rows, columns), seen);
            tty.send("2").prompt("Finding:").send("Said here.\r");
            tty.list("What else:");
            tty.send("\r").list("Rating:").send("p").wait("Paused.");
            assert_eq!(tty.exit(), 0);
            let file = place.read("ce.toml");
            assert!(
                file.contains("rating = 2") && file.contains("finding = \"Said here.\""),
                "{file}"
            );
        }
    }
}

#[test]
fn the_terminal_changes_its_size_under_a_list_and_under_a_text() {
    let place = begun();
    let mut tty = Tty::sized(&place, (60, 160), &["ce", "--file", "ce.toml"]);
    tty.begin();
    for size in [(24, 80), (12, 80), (12, 40), (60, 40), (24, 160)] {
        tty.resize(size.0, size.1);
        let seen = if size == (12, 40) { &FIRST[..48] } else { FIRST };
        tty.until("the list in the new size", |t| {
            let words = t.text().split_whitespace().collect::<Vec<_>>().join(" ");
            t.has_list("Rating:") && words.contains(seen) && t.text().matches("Rating:").count() == 1
        });
        tty.send("\u{1b}[B")
            .until("a sign", |t| t.selected().is_some() && t.has_list("Rating:"));
        is_whole(&tty, size, seen);
    }
    // So low that there is no room for a list: keys are typed, and nothing breaks.
    tty.resize(2, 80).prompt("Rating:").send("2\r").prompt("Finding:");
    tty.send("A sentence that is so long that it takes more than one row of it.")
        .wait("one row of it.");
    let whole = |t: &Tty| {
        let text = t.text().replace('\n', "");
        text.contains("A sentence that is so long that it takes more than one row of it.")
    };
    for (rows, columns) in [(24, 40), (12, 80), (60, 160)] {
        // A size that changes in the instant before the line is read again is seen by the line editor at the next change only.
        for _ in 0..10 {
            tty.resize(rows, columns);
            if tty.within(Duration::from_secs(3), whole) {
                break;
            }
            tty.resize(rows, columns + 1);
        }
        assert!(whole(&tty), "{rows} x {columns}:\n{}", tty.text());
    }
    tty.send("\r").list("What else:").send("\u{3}").wait("Interrupted.");
    assert_eq!(tty.exit(), 130);
    let file = place.read("ce.toml");
    assert!(
        file.contains("rating = 2") && file.contains("more than one row of it.\"\n"),
        "{file}"
    );
}

#[test]
fn two_rows_are_enough_to_answer() {
    let place = begun();
    let mut tty = Tty::sized(&place, (2, 60), &["ce", "--file", "ce.toml"]);
    tty.begin().send("2\r").prompt("Finding:").send("Low.\r");
    tty.until("the evidence", |t| {
        t.text()
            .trim_end()
            .lines()
            .last()
            .is_some_and(|l| l.starts_with("What else"))
    });
    tty.send("\u{1b}").prompt("Finding:").send("\u{3}");
    assert_eq!(tty.exit(), 130);
    assert!(place.read("ce.toml").contains("finding = \"Low.\""));
}

/// Ctrl-Z, and a signal from elsewhere, under a shell that knows jobs: the terminal is the shell's, and then the list's again.
#[test]
fn stopped_and_continued() {
    for by_key in [true, false] {
        // Where no list of a process's children can be read, only the key is tried.
        if !by_key && !cfg!(target_os = "linux") {
            continue;
        }
        let place = begun();
        let program = env!("CARGO_BIN_EXE_assure");
        let mut command = CommandBuilder::new("sh");
        // Its own modes are set where nobody gave them back, as a shell that is typed into does.
        let sane = if by_key { "" } else { "stty sane;" };
        command.args([
            "-c",
            &format!("set -m; '{program}' ce --file ce.toml --today {TODAY}; {sane} stty -a; echo STOPPED; read x; fg"),
        ]);
        let mut tty = Tty::spawn(&place, (40, 100), command, &[]);
        tty.begin();
        if by_key {
            tty.send("\u{1a}");
        } else {
            let shell = tty.child.process_id().unwrap();
            let children = std::fs::read_to_string(format!("/proc/{shell}/task/{shell}/children")).unwrap();
            let killed = std::process::Command::new("kill")
                .args(["-TSTP", children.trim()])
                .status();
            assert!(killed.unwrap().success());
        }
        tty.wait("STOPPED");
        assert!(
            !tty.text().contains("-icanon"),
            "the shell reads lines:\n{}",
            tty.text()
        );
        assert!(!by_key || tty.cursor_is_visible());
        tty.send("\r").until("the list once more", |t| {
            t.has_list("Rating:") && !t.text().contains("STOPPED")
        });
        is_whole(&tty, (40, 100), FIRST);
        tty.send("2").prompt("Finding:").send("After it.\r");
        tty.list("What else:").send("\u{3}").wait("Interrupted.");
        assert_eq!(tty.exit(), 130);
        assert!(place.read("ce.toml").contains("finding = \"After it.\""));
    }
}

#[test]
fn a_place_to_go_to_is_found_by_words() {
    for rows in [3, 12, 60] {
        let place = begun();
        let mut tty = Tty::sized(&place, (rows, 80), &["ce", "--file", "ce.toml"]);
        if rows == 3 {
            // No room for a list: words are typed, and then a key.
            tty.begin().send("j\r").prompt("Go to:").send("nowhere at all\r");
            tty.wait("Nothing here has")
                .prompt("Go to:")
                .send("section workforce\r");
            tty.prompt("Rating:").send("p\r");
        } else {
            tty.begin().send("j").wait("Go to: |");
            // Words that nothing has, wide ones too: Enter chooses nothing.
            tty.send("qqq漢字")
                .wait("Go to: qqq漢字|")
                .send("\r\u{7f}")
                .wait("Go to: qqq漢|");
            tty.send("\u{1b}").list("Rating:").send("/").wait("Go to: |");
            tty.send("workforce")
                .wait("Go to: workforce|")
                .until("the one that has it", |t| {
                    t.selected().is_some_and(|s| s.contains("The workforce"))
                });
            tty.send("\r").list("Rating:").wait("Can all your practitioners");
            tty.send("j").wait("Go to: |").send("\u{3}");
        }
        let code = tty.exit();
        assert_eq!(code, if rows == 3 { 0 } else { 130 }, "{rows}");
        assert!(tty.cursor_is_visible());
    }
}

/// What is answered, as it is typed at either: at a prompt, and whether it is a text of several lines.
const REPLIES: &[(&str, &str)] = &[
    ("Rating:", "3"),
    ("Finding:", "It works, as parents say."),
    ("What else:", "2"),
    ("Evidence:", "Twenty cases"),
    ("Its date:", "1/11/2026"),
    ("What else:", "0"),
    ("Rating:", "1"),
    ("Finding:", "Children wait."),
    ("What else:", "a"),
    ("Action:", "Mend it"),
    ("Owner and date:", "Director, 31 March 2027"),
    ("What else:", "c"),
];

#[test]
fn the_same_replies_make_the_same_file_at_a_terminal_and_in_plain_lines() {
    let (at_terminal, plain) = (begun(), begun());
    let mut tty = Tty::start(&at_terminal, 100, &["ce", "--file", "ce.toml"]);
    tty.begin();
    let mut typed = "g\n".to_owned();
    for (prompt, reply) in REPLIES {
        let is_list = matches!(*prompt, "Rating:" | "What else:");
        if is_list {
            tty.list(prompt).send(reply);
        } else {
            tty.prompt(prompt).send(reply).send("\r");
        }
        typed.push_str(reply);
        // Several lines end with a full stop alone.
        let is_paragraph = matches!(*prompt, "Finding:" | "Evidence:" | "Action:");
        typed.push_str(if is_paragraph { "\n.\n" } else { "\n" });
    }
    tty.until("what stands", |t| t.text().trim_end().ends_with("p pause"))
        .send("p")
        .wait("Paused.");
    assert_eq!(tty.exit(), 0);
    typed.push_str("p\n");
    plain
        .run_with(&["ce", "--file", "ce.toml", "--plain"], &typed, &[])
        .exits(0);
    let file = plain.read("ce.toml");
    for part in [
        "as parents say.",
        "\"Twenty cases\"",
        "2026-11-01",
        "\"Mend it\"",
        "\"Director\"",
        "2027-03-31",
    ] {
        assert!(file.contains(part), "{part}: {file}");
    }
    assert_eq!(at_terminal.read("ce.toml"), file);
}

#[test]
fn what_goes_on_as_planned_is_marked_one_by_one() {
    let place = Place::new();
    place.copy("examples/ce-2025-26.toml", "ce-2025-26.toml");
    let before = "2025-11-20";
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_assure"));
    command.args([
        "ce",
        "--edition",
        "2026",
        "--from",
        "ce-2025-26.toml",
        "--file",
        "now.toml",
        "--period",
        "2026-27",
    ]);
    command.args(["--today", before]);
    let mut tty = Tty::spawn(&place, (60, 100), command, &[]);
    tty.until("the facts or the task list", |t| {
        t.text().trim_end().ends_with("p pause")
    });
    while !tty.has_list("Task list:") {
        let shown = tty.text();
        tty.send("n").until("what follows", |t| {
            t.text() != shown && t.text().trim_end().ends_with("p pause")
        });
    }
    tty.send("a")
        .list("Last year's actions:")
        .send("w")
        .list("Under way as planned:");
    // Space marks and takes back, and not before one was moved to.
    tty.send(" ").wait("Move to one").down().send(" ").wait("[x]");
    tty.send(" ").until("no mark", |t| !t.text().contains("[x]"));
    tty.send(" ").wait("[x]").down().down().send(" ");
    tty.until("two marks", |t| t.text().matches("[x]").count() == 2);
    tty.send("\r").wait("2 actions are under way as planned.");
    tty.list("Last year's actions:").send("p").wait("Paused.");
    assert_eq!(tty.exit(), 0);
    let file = place.read("now.toml");
    let kept = &file[file.find("[answer.").unwrap()..];
    assert_eq!(
        (
            kept.matches("what = ").count(),
            kept.matches("status = \"under-way\"").count()
        ),
        (2, 2),
        "{file}"
    );
}

#[test]
fn a_second_reader_and_the_author_at_a_terminal() {
    let place = Place::new();
    place.copy("examples/ce-2026-27.toml", "a.toml");
    let mut tty = Tty::start(&place, 100, &["comment", "a.toml", "--name", "R. Okafor", "--weak"]);
    tty.wait("Answer 1 of ").list("Your comment:");
    tty.send("1")
        .prompt("Comment:")
        .send("Seen by night?\r")
        .wait("Kept beside the answer.");
    tty.wait("Answer 2 of ")
        .list("Your comment:")
        .send("2")
        .list("Would rate it:");
    // A key for which there is no other goes at once, and Esc goes back out of a text, which nobody keeps.
    tty.send("d")
        .prompt("Why:")
        .send("Nobody")
        .wait("Why: Nobody")
        .send("\u{1b}");
    tty.list("Your comment:")
        .send("\r")
        .wait("Answer 3 of ")
        .list("Your comment:");
    tty.send("1")
        .prompt("Comment:")
        .send("zxq half")
        .wait("zxq half")
        .send("\u{3}")
        .wait("Interrupted.");
    assert_eq!(tty.exit(), 130);
    assert!(tty.cursor_is_visible());
    let screen = tty.text();
    assert!(
        screen.contains("assure comment a.toml --name 'R. Okafor' --weak"),
        "{screen}"
    );
    let file = place.read("a.toml");
    assert_eq!(
        file.matches(".comment]]").count(),
        1,
        "what was not confirmed is no comment"
    );
    assert!(!file.contains("zxq half") && !file.contains(".draft]"));
    let mut tty = Tty::start(&place, 100, &["ce", "--file", "a.toml", "--comments"]);
    tty.wait("Comment 1 of 1")
        .list("This comment:")
        .send("3")
        .wait("Every comment is settled.");
    tty.list("Task list:").send("p").wait("Paused.");
    assert_eq!(tty.exit(), 0);
    assert!(place.read("a.toml").contains("settled = 2026-11-22"));
    assert_eq!(place.files(), ["a.toml"]);
}
