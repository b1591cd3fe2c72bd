//! Plain lines: append-only, for screen readers, simple terminals and pipes.

use std::io::{self, BufRead, IsTerminal as _};

use assure::diagnostic::clean;
use assure::interview::{Choose, Notice, Reply, Respondent, TextKind, Write};

use super::editor::{self, Edited};
use super::page::{self, Manner};
use super::{Picked, Typed, guard, keys, pick, read_typed, text_commands, text_help, tidy};
use crate::cli::screen::{Cleaned, Stream};

/// The longest line that a terminal hands over; what is longer is cut without a word.
const LIMIT: Option<usize> = if cfg!(any(target_os = "linux", target_os = "android")) {
    Some(4095)
} else if cfg!(unix) {
    Some(1023)
} else {
    None
};

/// Asks by lines and reads lines.
#[derive(Debug)]
pub struct Plain<R, W> {
    input: R,
    output: W,
    /// Somebody types at a terminal: prompts stay on their line, and there can be an editor.
    typed: bool,
    /// Whether lines are wrapped to the terminal's width.
    wraps: bool,
    /// No line was read yet: it may begin with a byte order mark.
    first: bool,
    /// The commands inside a text were not said yet.
    untold: bool,
}

/// On standard input and standard error.
pub fn standard() -> Plain<io::StdinLock<'static>, Cleaned> {
    Plain {
        typed: io::stdin().is_terminal(),
        wraps: Stream::Err.is_terminal(),
        ..Plain::new(io::stdin().lock(), Cleaned)
    }
}

/// A line of input.
enum Line {
    Text(String),
    /// It can not be used: the sentence to say.
    Unusable(String),
    /// It may lack its end: the sentence to say.
    Cut(String),
    End,
}

impl<R: BufRead, W: io::Write> Plain<R, W> {
    /// From one stream to another, neither of them a terminal.
    pub fn new(input: R, output: W) -> Self {
        Self {
            input,
            output,
            typed: false,
            wraps: false,
            first: true,
            untold: true,
        }
    }

    fn width(&self) -> Option<usize> {
        let size = Stream::Err.term().size_checked();
        size.filter(|_| self.wraps)
            .map(|(_, columns)| page::text_width(columns.into()))
    }

    fn say(&mut self, text: &str) {
        for line in page::wrapped(text, self.width()) {
            let _ = writeln!(self.output, "{line}");
        }
    }

    /// The prompt, and the line that is given to it.
    fn ask(&mut self, prompt: &str) -> Line {
        // From a pipe no line end is echoed, so what follows would stand behind the prompt.
        let end = if self.typed { " " } else { " \n" };
        if !prompt.is_empty() {
            let _ = write!(self.output, "{}{end}", clean(prompt));
        }
        let _ = self.output.flush();
        guard::open_line(self.typed);
        let line = self.read();
        guard::open_line(false);
        if matches!(line, Line::End) && self.typed {
            let _ = writeln!(self.output);
        }
        line
    }

    fn read(&mut self) -> Line {
        let mut bytes = Vec::new();
        match self.input.read_until(b'\n', &mut bytes) {
            Ok(0) => return Line::End,
            Ok(_) => {}
            Err(error) => {
                self.say(&format!("The input can not be read: {}.", clean(&error.to_string())));
                return Line::End;
            }
        }
        let mut line = bytes.as_slice();
        line = line.strip_suffix(b"\n").unwrap_or(line);
        if std::mem::take(&mut self.first) {
            line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
        }
        if let Some(limit) = LIMIT.filter(|limit| self.typed && line.len() >= *limit) {
            return Line::Cut(format!(
                "This line was not taken: the terminal hands over {limit} bytes of a line, so its end may be lost. \
                 Give it in shorter lines, or type :edit."
            ));
        }
        line = line.strip_suffix(b"\r").unwrap_or(line);
        match std::str::from_utf8(line) {
            Ok(text) => Line::Text(text.to_owned()),
            Err(_) => Line::Unusable(
                "This line was not taken: it is not UTF-8 text. Set the terminal, or the file behind the pipe, to \
                 UTF-8 and give the line again."
                    .to_owned(),
            ),
        }
    }

    fn list(&mut self, ask: &Choose<'_>) {
        for (i, choice) in ask.choices.iter().enumerate() {
            let mut line = format!("{} {}", clean(&choice.key), clean(&choice.label));
            if !choice.hint.is_empty() {
                line.push_str(&format!(" ({})", clean(&choice.hint)));
            }
            if ask.current == Some(i) {
                line.push_str(", stands now");
            }
            self.say(&line);
        }
        for command in ask.commands {
            self.say(&format!("{} {}", command.key(), command.label()));
        }
    }

    fn edit(&mut self, text: &str) -> Option<Reply<String>> {
        if !self.typed {
            self.say("An editor needs a terminal; from a pipe, give the text in lines.");
            return None;
        }
        match editor::edit(text) {
            Edited::Text(text) => {
                self.say("Taken from the editor.");
                Some(Reply::Given(text))
            }
            Edited::Unchanged(why) => {
                self.say(&why);
                None
            }
            Edited::Interrupted => Some(Reply::Interrupted),
        }
    }

    /// The lines behind the first one, up to the full stop. None where the text is to be asked for again.
    fn paragraph(&mut self, first: String) -> Option<Reply<String>> {
        let mut lines = vec![full_stop(first)];
        let mut cut = false;
        loop {
            match self.ask("") {
                Line::Text(line) if line.trim_end() == "." => break,
                Line::Text(line) if cut && line.trim() == ":edit" => {
                    if let Some(reply) = self.edit(&lines.join("\n")) {
                        return Some(reply);
                    }
                    self.say("What you typed so far is kept. Go on, then a line with only a full stop.");
                }
                Line::Text(line) => lines.push(full_stop(line)),
                Line::Unusable(why) => {
                    self.say(&why);
                    self.say("The lines before it are kept.");
                }
                Line::Cut(why) => {
                    cut = true;
                    self.say(&why);
                    self.say("The lines before it are kept.");
                }
                Line::End => {
                    self.say("The input ended inside this text: it is not saved.");
                    return Some(Reply::End);
                }
            }
        }
        Some(Reply::Given(lines.join("\n")))
    }
}

/// Two full stops alone are one, which alone would end the text.
fn full_stop(line: String) -> String {
    if line.trim_end() == ".." { ".".to_owned() } else { line }
}

impl<R: BufRead, W: io::Write> Respondent for Plain<R, W> {
    fn tell(&mut self, notice: &Notice<'_>) {
        for row in page::rows(notice, Manner::Ear, self.width()) {
            let _ = writeln!(self.output, "{}", row.text);
        }
        if matches!(notice, Notice::Opening { .. }) {
            self.say(
                "Answer by typing what stands before a choice, then Enter. The letters after the choices go back, \
                 skip and pause.",
            );
        }
    }

    fn choose(&mut self, ask: &Choose<'_>) -> Reply<usize> {
        let _ = writeln!(self.output);
        self.say(&format!("{}:", ask.prompt));
        self.list(ask);
        let kept = ask.current.and_then(|i| ask.choices.get(i).map(|c| (i, c)));
        if let Some((_, choice)) = kept {
            self.say(&format!("An empty line chooses: {}.", clean(&choice.label)));
        }
        loop {
            match self.ask(&format!("{}?", ask.prompt)) {
                Line::End => return Reply::End,
                Line::Unusable(why) | Line::Cut(why) => self.say(&why),
                Line::Text(line) if line.trim().is_empty() => match kept {
                    Some((i, choice)) => {
                        self.say(&format!("Kept: {}.", clean(&choice.label)));
                        return Reply::Given(i);
                    }
                    None => self.say(&format!("Nothing is chosen yet. Type {}.", keys(ask))),
                },
                Line::Text(line) => match pick(ask, &line) {
                    Ok(Picked::Choice(i)) => {
                        if let Some(choice) = ask.choices.get(i) {
                            self.say(&format!("Chosen: {}.", clean(&choice.label)));
                        }
                        return Reply::Given(i);
                    }
                    Ok(Picked::Command(command)) => return Reply::Command(command),
                    Ok(Picked::List) => self.list(ask),
                    Err(why) => self.say(&why),
                },
            }
        }
    }

    fn write(&mut self, ask: &Write<'_>) -> Reply<String> {
        let _ = writeln!(self.output);
        self.say(ask.about);
        if !ask.current.is_empty() {
            self.say(&format!("It stands as: {}", ask.current));
            self.say("An empty line keeps it; a line with only - clears it.");
        }
        if std::mem::take(&mut self.untold) {
            self.say(&format!(
                "Instead of a text you can type {}.",
                text_commands(ask.commands)
            ));
        }
        loop {
            if ask.kind == TextKind::Paragraph {
                self.say("One line or several, then a line with only a full stop.");
            }
            let line = match self.ask(&format!("{}?", ask.prompt)) {
                Line::Text(line) => line,
                Line::Unusable(why) | Line::Cut(why) => {
                    self.say(&why);
                    continue;
                }
                Line::End => return Reply::End,
            };
            let reply = match line.trim() {
                "" => {
                    if !ask.current.is_empty() {
                        self.say("Kept.");
                    }
                    return Reply::Given(ask.current.to_owned());
                }
                "-" => {
                    self.say(if ask.current.is_empty() {
                        "Left empty."
                    } else {
                        "Cleared."
                    });
                    return Reply::Given(String::new());
                }
                // The end of a text that was not begun: as good as an empty line.
                "." if ask.kind == TextKind::Paragraph => {
                    return Reply::Given(ask.current.to_owned());
                }
                _ => match read_typed(&line, ask.commands) {
                    Typed::Command(command) => return Reply::Command(command),
                    Typed::Help => {
                        for line in text_help(ask.commands) {
                            self.say(&line);
                        }
                        self.say(ask.about);
                        None
                    }
                    Typed::Edit => self.edit(ask.current),
                    Typed::Unknown(why) => {
                        self.say(&why);
                        None
                    }
                    Typed::Text(text) if ask.kind == TextKind::Paragraph => self.paragraph(text),
                    Typed::Text(text) => Some(Reply::Given(full_stop(text))),
                },
            };
            match reply {
                Some(Reply::Given(text)) => return Reply::Given(tidy(&text, ask.kind)),
                Some(other) => return other,
                None => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use assure::interview::{Choice, Command};

    use super::*;

    type Scripted<'a> = Plain<&'a [u8], Vec<u8>>;

    fn plain(input: &[u8]) -> Scripted<'_> {
        Plain::new(input, Vec::new())
    }

    fn said(plain: Scripted<'_>) -> String {
        String::from_utf8(plain.output).unwrap_or_default()
    }

    const COMMANDS: &[Command] = &[Command::Back, Command::Skip, Command::Guide];

    fn rating(current: Option<usize>) -> Choose<'static> {
        Choose {
            prompt: "Rating",
            choices: vec![
                Choice::hinted("0", "not in place", "nothing yet"),
                Choice::new("2", "established"),
            ],
            current,
            commands: COMMANDS,
        }
    }

    fn finding(current: &'static str) -> Write<'static> {
        Write {
            prompt: "Finding",
            about: "What do you know?",
            current,
            kind: TextKind::Paragraph,
            commands: COMMANDS,
        }
    }

    #[test]
    fn a_choice_is_listed_and_read() {
        let mut plain = plain(b"7\n\n2\n");
        assert_eq!(plain.choose(&rating(None)), Reply::Given(1));
        let said = said(plain);
        for wanted in [
            "0 not in place (nothing yet)\n",
            "b back\n",
            "Rating? \n",
            "`7` is not one of the choices. Type 0, 2, b, s or ?.",
            "Nothing is chosen yet.",
            "Chosen: established.",
        ] {
            assert!(said.contains(wanted), "{wanted} in {said}");
        }
        assert!(!said.contains('\u{1b}'));
    }

    #[test]
    fn an_empty_line_keeps_what_stands() {
        let mut plain = plain(b"\n");
        assert_eq!(plain.choose(&rating(Some(1))), Reply::Given(1));
        assert!(said(plain).contains("Kept: established."));
    }

    #[test]
    fn a_command_is_read_and_the_end_is_the_end() {
        let mut plain = plain(b"s\n:back\n");
        assert_eq!(plain.choose(&rating(None)), Reply::Command(Command::Skip));
        assert_eq!(plain.write(&finding("")), Reply::Command(Command::Back));
        assert_eq!(plain.choose(&rating(None)), Reply::End);
        assert_eq!(plain.write(&finding("")), Reply::End);
    }

    #[test]
    fn a_paragraph_ends_with_a_full_stop() {
        let mut plain = plain("one é\r\n\r\n..\r\n:back\r\n.\r\nx".as_bytes());
        assert_eq!(plain.write(&finding("old")), Reply::Given("one é\n\n.\n:back".into()));
        // What follows it was not eaten, and what has no end is not an answer.
        assert_eq!(plain.write(&finding("old")), Reply::End);
        assert!(said(plain).contains("it is not saved"));
    }

    #[test]
    fn a_text_is_kept_cleared_or_begins_with_a_colon() {
        let mut plain = plain(b"\n-\n::back\n.\n");
        assert_eq!(plain.write(&finding("old")), Reply::Given("old".into()));
        assert_eq!(plain.write(&finding("old")), Reply::Given(String::new()));
        assert_eq!(plain.write(&finding("")), Reply::Given(":back".into()));
    }

    #[test]
    fn a_line_is_one_line() {
        let mut plain = plain(b"\xef\xbb\xbfKent\nDirector\n..\n");
        let line = Write {
            kind: TextKind::Line,
            ..finding("")
        };
        assert_eq!(plain.write(&line), Reply::Given("Kent".into()));
        assert_eq!(plain.write(&line), Reply::Given("Director".into()));
        assert_eq!(plain.write(&line), Reply::Given(".".into()));
    }

    #[test]
    fn what_can_not_be_used_is_said_and_asked_again() {
        let mut plain = plain(b"\xff\xfe\n:jump\n:edit\n:help\n");
        assert_eq!(plain.write(&finding("")), Reply::End);
        let said = said(plain);
        assert!(said.contains("not UTF-8"));
        assert!(said.contains("`:jump` is not possible here"));
        assert!(said.contains("An editor needs a terminal"));
        assert!(said.contains(":back goes back"));
    }

    #[test]
    fn a_line_that_the_terminal_may_have_cut_is_not_taken() {
        let Some(limit) = LIMIT else { return };
        let input = format!("start\n{}\nend\n.\n", "x".repeat(limit));
        let mut plain = plain(input.as_bytes());
        plain.typed = true;
        assert_eq!(plain.write(&finding("")), Reply::Given("start\nend".into()));
        let said = said(plain);
        assert!(said.contains("may be lost") && said.contains("are kept"));
        // From a pipe no line is cut.
        let mut plain = Plain::new(input.as_bytes(), Vec::new());
        assert!(matches!(plain.write(&finding("")), Reply::Given(t) if t.len() > limit));
    }

    #[test]
    fn nothing_from_a_file_reaches_the_terminal_as_a_command() {
        let mut plain = plain(b"\n");
        let ask = finding("a\u{1b}]0;x\u{7}");
        assert_eq!(plain.write(&ask), Reply::Given(ask.current.into()));
        assert!(!said(plain).contains('\u{1b}'));
    }
}
