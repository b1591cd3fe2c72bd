//! Plain lines: append-only, for screen readers, simple terminals and pipes.

use std::io::{self, BufRead, IsTerminal as _};

use assure::diagnostic::clean;
use assure::interview::{
    ChoiceRequest, InterviewCommand, Notice, Reply, Respondent, TextKind, TextRequest, Unconfirmed,
};

use super::active_text::Typing;
use super::editor::{self, EditResult};
use super::page::{self, Layout};
use super::{
    ListInput, TextInput, active_text, guard, jump_words, key_list, normalise_text, parse_list_input, parse_text_input,
    text_commands, text_help,
};
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
    commands_unexplained: bool,
    /// What came with the last reply and is no answer.
    unsubmitted: Option<String>,
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
enum InputLine {
    Text(String),
    /// It cannot be used: the sentence to say.
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
            commands_unexplained: true,
            unsubmitted: None,
        }
    }

    fn width(&self) -> Option<usize> {
        let size = Stream::Err.term().size_checked();
        size.filter(|_| self.wraps)
            .map(|(_, columns)| page::text_width(columns.into()))
    }

    fn say(&mut self, text: &str) {
        guard::pass();
        for line in page::wrapped(text, self.width()) {
            let _ = writeln!(self.output, "{line}");
        }
    }

    /// The prompt, and the line that is given to it.
    fn ask(&mut self, prompt: &str) -> InputLine {
        guard::pass();
        // From a pipe no line end is echoed, so what follows would stand behind the prompt.
        let end = if self.typed { " " } else { " \n" };
        if !prompt.is_empty() {
            let _ = write!(self.output, "{}{end}", clean(prompt));
        }
        let _ = self.output.flush();
        if self.typed {
            guard::line_opened();
        }
        let line = self.read();
        guard::pass();
        guard::line_closed();
        if matches!(line, InputLine::End) && self.typed {
            let _ = writeln!(self.output);
        }
        line
    }

    fn read(&mut self) -> InputLine {
        let mut bytes = Vec::new();
        match self.input.read_until(b'\n', &mut bytes) {
            Ok(0) => return InputLine::End,
            Ok(_) => {}
            Err(error) => {
                self.say(&format!("The input cannot be read: {}.", clean(&error.to_string())));
                return InputLine::End;
            }
        }
        let mut line = bytes.as_slice();
        line = line.strip_suffix(b"\n").unwrap_or(line);
        if std::mem::take(&mut self.first) {
            line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
        }
        if let Some(limit) = LIMIT.filter(|limit| self.typed && line.len() >= *limit) {
            return InputLine::Cut(format!(
                "This line was not taken: the terminal hands over {limit} bytes of a line, so its end may be lost. \
                 Give it in shorter lines, or type :edit."
            ));
        }
        line = line.strip_suffix(b"\r").unwrap_or(line);
        match std::str::from_utf8(line) {
            Ok(text) => InputLine::Text(text.to_owned()),
            Err(_) => InputLine::Unusable(
                "This line was not taken: it is not UTF-8 text. Set the terminal, or the file behind the pipe, to \
                 UTF-8 and give the line again."
                    .to_owned(),
            ),
        }
    }

    fn list(&mut self, request: &ChoiceRequest<'_>) {
        for (i, choice) in request.choices.iter().enumerate() {
            let mut line = format!("{} {}", clean(&choice.key), clean(&choice.label));
            if !choice.hint.is_empty() {
                line.push_str(&format!(" ({})", clean(&choice.hint)));
            }
            if request.current == Some(i) {
                line.push_str(", stands now");
            }
            self.say(&line);
        }
        for command in request.commands {
            // Not `next next question`.
            if command.label().starts_with(command.key()) && command.key().len() > 1 {
                self.say(command.label());
            } else {
                self.say(&format!("{} {}", command.key(), command.label()));
            }
        }
    }

    fn edit(&mut self, text: &str) -> Option<Reply<String>> {
        if !self.typed {
            self.say("An editor needs a terminal; from a pipe, give the text in lines.");
            return None;
        }
        let Some(editor_command) = editor::find_editor() else {
            self.say(editor::NO_EDITOR);
            return None;
        };
        if let Some(instructions) = editor_command.instructions {
            // It covers the screen at once: what is said of it must have been read.
            self.say(instructions);
            match self.ask("Enter opens it; anything else goes back to the text.") {
                InputLine::Text(line) if line.trim().is_empty() => {}
                InputLine::End => return Some(Reply::End),
                _ => return None,
            }
        }
        match editor::edit(&editor_command, text) {
            EditResult::Text(text) => {
                self.say("Taken from the editor.");
                Some(Reply::Given(text))
            }
            EditResult::Unchanged(why) => {
                self.say(&why);
                None
            }
            EditResult::Interrupted => {
                self.unsubmitted = Some(text.to_owned());
                Some(Reply::Interrupted)
            }
        }
    }

    /// What stands, and how to keep or clear it.
    fn say_current(&mut self, request: &TextRequest<'_>) {
        if !request.current.is_empty() {
            self.say(&format!("It stands as: {}", request.current));
            self.say("An empty line keeps it; a line with only - clears it.");
        }
    }

    /// The lines behind the first one, up to the full stop. None where the text is to be asked for again.
    fn paragraph(&mut self, first: String, commands: &[InterviewCommand]) -> Option<Reply<String>> {
        let mut lines = vec![full_stop(first)];
        active_text::update(&lines.join("\n"));
        self.say("More lines, or a line with only a full stop to end the text.");
        loop {
            match self.ask("") {
                InputLine::Text(line) if line.trim_end() == "." => break,
                // On a line of its own a command is one here too; what was typed before it is not lost.
                InputLine::Text(line) if line.trim() == ":edit" => {
                    if let Some(reply) = self.edit(&lines.join("\n")) {
                        return Some(reply);
                    }
                    self.say("What you typed so far is kept. Go on, then a line with only a full stop.");
                }
                InputLine::Text(line) if line.trim_start().starts_with(':') => {
                    match parse_text_input(&line, commands) {
                        TextInput::Command(command) if command != InterviewCommand::Jump => {
                            self.unsubmitted = Some(normalise_text(&lines.join("\n"), TextKind::Paragraph));
                            return Some(Reply::Command(command));
                        }
                        TextInput::Help => {
                            for line in text_help(commands) {
                                self.say(&line);
                            }
                        }
                        // Two colons before a command are one, and the text goes on.
                        TextInput::Text(text)
                            if !matches!(
                                parse_text_input(&text, commands),
                                TextInput::Unknown(_) | TextInput::Text(_)
                            ) =>
                        {
                            lines.push(text);
                        }
                        _ => lines.push(full_stop(line)),
                    }
                }
                InputLine::Text(line) => {
                    lines.push(full_stop(line));
                    active_text::update(&lines.join("\n"));
                }
                InputLine::Unusable(why) => {
                    self.say(&why);
                    self.say("The lines before it are kept.");
                }
                InputLine::Cut(why) => {
                    self.say(&why);
                    self.say("The lines before it are kept.");
                }
                InputLine::End => {
                    self.say("The input ended inside this text.");
                    self.unsubmitted = Some(normalise_text(&lines.join("\n"), TextKind::Paragraph));
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
    fn show(&mut self, notice: &Notice<'_>) {
        for row in page::notice_lines(notice, Layout::Plain, self.width()) {
            let _ = writeln!(self.output, "{}", row.text);
        }
        if matches!(notice, Notice::Opening { .. }) {
            self.say(
                "Answer by typing what stands before a choice, then Enter. The letters after the choices go back, \
                 skip and pause.",
            );
        }
    }

    fn take_unsubmitted_text(&mut self) -> Option<String> {
        self.unsubmitted.take()
    }

    fn choose(&mut self, request: &ChoiceRequest<'_>) -> Reply<usize> {
        self.unsubmitted = None;
        let _ = writeln!(self.output);
        self.say(&format!("{}:", request.prompt));
        self.list(request);
        let kept = request.current.and_then(|i| request.choices.get(i).map(|c| (i, c)));
        if let Some((_, choice)) = kept {
            self.say(&format!("An empty line chooses: {}.", clean(&choice.label)));
        }
        loop {
            match self.ask(&format!("{}?", request.prompt)) {
                InputLine::End => return Reply::End,
                InputLine::Unusable(why) | InputLine::Cut(why) => self.say(&why),
                InputLine::Text(line) if line.trim().is_empty() => match kept {
                    Some((i, choice)) => {
                        self.say(&format!("Kept: {}.", clean(&choice.label)));
                        return Reply::Given(i);
                    }
                    None => self.say(&format!("Nothing is chosen yet. Type {}.", key_list(request))),
                },
                InputLine::Text(line) if jump_words(request, &line).is_some() => {
                    self.unsubmitted = jump_words(request, &line);
                    return Reply::Command(InterviewCommand::Jump);
                }
                InputLine::Text(line) => match parse_list_input(request, &line) {
                    Ok(ListInput::Choice(i)) => {
                        if let Some(choice) = request.choices.get(i) {
                            self.say(&format!("Chosen: {}.", clean(&choice.label)));
                        }
                        return Reply::Given(i);
                    }
                    Ok(ListInput::Command(command)) => return Reply::Command(command),
                    Ok(ListInput::List) => self.list(request),
                    Err(why) => self.say(&why),
                },
            }
        }
    }

    fn write(&mut self, request: &TextRequest<'_>) -> Reply<String> {
        active_text::begin(request.draft_field.as_ref(), request.kind, Typing::Lines, "");
        let reply = self.write_text(request);
        active_text::end();
        reply
    }
}

impl<R: BufRead, W: io::Write> Plain<R, W> {
    fn write_text(&mut self, request: &TextRequest<'_>) -> Reply<String> {
        self.unsubmitted = None;
        let _ = writeln!(self.output);
        // What was wrong with it was said just now.
        if !matches!(request.unconfirmed, Some(Unconfirmed::Rejected(_))) {
            self.say(request.about);
        }
        let mut draft = match request.unconfirmed {
            Some(Unconfirmed::Draft(text)) => Some(text),
            // Here nothing can be put right in place: it is typed again.
            Some(Unconfirmed::Rejected(_)) | None => None,
        };
        match draft {
            Some(text) => {
                self.say(&format!(
                    "A draft from an earlier visit, which is no answer yet: {text}"
                ));
                self.say("An empty line takes it; a line with only - drops it.");
            }
            None => self.say_current(request),
        }
        if std::mem::take(&mut self.commands_unexplained) {
            self.say(&format!(
                "Instead of a text you can type {}.",
                text_commands(request.commands)
            ));
        }
        loop {
            let line = match self.ask(&format!("{}?", request.prompt)) {
                InputLine::Text(line) => line,
                InputLine::Unusable(why) | InputLine::Cut(why) => {
                    self.say(&why);
                    continue;
                }
                InputLine::End => return Reply::End,
            };
            let reply = match line.trim() {
                "" => {
                    if let Some(text) = draft {
                        self.say("Taken.");
                        return Reply::Given(text.to_owned());
                    }
                    if !request.current.is_empty() {
                        self.say("Kept.");
                    }
                    return Reply::Given(request.current.to_owned());
                }
                "-" if draft.is_some() => {
                    draft = None;
                    self.say("The draft is dropped.");
                    self.say_current(request);
                    continue;
                }
                "-" => {
                    self.say(if request.current.is_empty() {
                        "Left empty."
                    } else {
                        "Cleared."
                    });
                    return Reply::Given(String::new());
                }
                // The end of a text that was not begun: as good as an empty line.
                "." if request.kind == TextKind::Paragraph => {
                    return Reply::Given(draft.unwrap_or(request.current).to_owned());
                }
                _ => match parse_text_input(&line, request.commands) {
                    TextInput::Command(command) => return Reply::Command(command),
                    TextInput::Jump(words) => {
                        self.unsubmitted = Some(words);
                        return Reply::Command(InterviewCommand::Jump);
                    }
                    TextInput::Help => {
                        for line in text_help(request.commands) {
                            self.say(&line);
                        }
                        self.say(request.about);
                        None
                    }
                    TextInput::Edit => self.edit(draft.unwrap_or(request.current)),
                    TextInput::Unknown(why) => {
                        self.say(&why);
                        None
                    }
                    TextInput::Text(text) if request.kind == TextKind::Paragraph => {
                        self.paragraph(text, request.commands)
                    }
                    TextInput::Text(text) => Some(Reply::Given(full_stop(text))),
                },
            };
            match reply {
                Some(Reply::Given(text)) => return Reply::Given(normalise_text(&text, request.kind)),
                Some(other) => return other,
                None => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use assure::interview::{Choice, InterviewCommand};

    use super::*;

    type ScriptedPlain<'a> = Plain<&'a [u8], Vec<u8>>;

    fn plain(input: &[u8]) -> ScriptedPlain<'_> {
        Plain::new(input, Vec::new())
    }

    fn said(plain: ScriptedPlain<'_>) -> String {
        String::from_utf8(plain.output).unwrap_or_default()
    }

    const COMMANDS: &[InterviewCommand] = &[InterviewCommand::Back, InterviewCommand::Skip, InterviewCommand::Guide];

    fn rating(current: Option<usize>) -> ChoiceRequest<'static> {
        ChoiceRequest {
            prompt: "Rating",
            choices: vec![
                Choice::hinted("0", "not in place", "nothing yet"),
                Choice::new("2", "established"),
            ],
            current,
            commands: COMMANDS,
        }
    }

    fn finding(current: &'static str) -> TextRequest<'static> {
        TextRequest {
            prompt: "Finding",
            about: "What do you know?",
            current,
            unconfirmed: None,
            draft_field: None,
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
        assert_eq!(plain.choose(&rating(None)), Reply::Command(InterviewCommand::Skip));
        assert_eq!(plain.write(&finding("")), Reply::Command(InterviewCommand::Back));
        assert_eq!(plain.choose(&rating(None)), Reply::End);
        assert_eq!(plain.write(&finding("")), Reply::End);
    }

    #[test]
    fn a_paragraph_ends_with_a_full_stop() {
        let mut plain = plain("one é\r\n\r\n..\r\n::back\r\n:smile:\r\n.\r\nx".as_bytes());
        assert_eq!(
            plain.write(&finding("old")),
            Reply::Given("one é\n\n.\n:back\n:smile:".into())
        );
        // What follows it was not eaten, and what has no end is not an answer.
        assert_eq!(plain.write(&finding("old")), Reply::End);
        assert_eq!(
            plain.take_unsubmitted_text().as_deref(),
            Some("x"),
            "it is handed over apart"
        );
        assert_eq!(plain.take_unsubmitted_text(), None);
        let said = said(plain);
        assert_eq!(
            said.matches("a line with only a full stop to end the text").count(),
            2,
            "once a text: {said}"
        );
    }

    #[test]
    fn a_text_is_kept_cleared_or_begins_with_a_colon() {
        let mut plain = plain(b"\n-\n::back\n.\n");
        assert_eq!(plain.write(&finding("old")), Reply::Given("old".into()));
        assert_eq!(plain.write(&finding("old")), Reply::Given(String::new()));
        assert_eq!(plain.write(&finding("")), Reply::Given(":back".into()));
    }

    #[test]
    fn a_draft_is_offered_and_a_refused_text_is_not_said_to_stand() {
        let draft = |current| TextRequest {
            unconfirmed: Some(Unconfirmed::Draft("half a sen")),
            ..finding(current)
        };
        let mut plain = plain(b"\n-\n\nwhole\n.\n");
        assert_eq!(plain.write(&draft("old")), Reply::Given("half a sen".into()));
        assert_eq!(
            plain.write(&draft("old")),
            Reply::Given("old".into()),
            "dropped, then kept"
        );
        assert_eq!(plain.write(&draft("")), Reply::Given("whole".into()));
        let text = said(plain);
        assert!(text.contains("no answer yet: half a sen"), "{text}");
        let mut plain = Plain::new(&b"\n"[..], Vec::new());
        let rejected = TextRequest {
            unconfirmed: Some(Unconfirmed::Rejected("soon")),
            ..finding("")
        };
        assert_eq!(plain.write(&rejected), Reply::Given(String::new()));
        assert!(!said(plain).contains("soon"));
    }

    #[test]
    fn a_command_in_the_middle_of_a_text_is_one_and_loses_nothing() {
        let mut plain = plain(b"one\ntwo\n:back\n");
        assert_eq!(plain.write(&finding("")), Reply::Command(InterviewCommand::Back));
        assert_eq!(plain.take_unsubmitted_text().as_deref(), Some("one\ntwo"));
    }

    #[test]
    fn a_jump_says_where() {
        let mut plain = plain(b":jump workforce\n:jumble\n");
        let request = TextRequest {
            commands: &[InterviewCommand::Jump],
            ..finding("")
        };
        assert_eq!(plain.write(&request), Reply::Command(InterviewCommand::Jump));
        assert_eq!(plain.take_unsubmitted_text().as_deref(), Some("workforce"));
        assert_eq!(plain.write(&request), Reply::End, "a command that is none is no text");
        assert!(said(plain).contains("`:jumble` is not possible here"));
    }

    #[test]
    fn a_line_is_one_line() {
        let mut plain = plain(b"\xef\xbb\xbfKent\nDirector\n..\n");
        let line = TextRequest {
            kind: TextKind::Line,
            ..finding("")
        };
        assert_eq!(plain.write(&line), Reply::Given("Kent".into()));
        assert_eq!(plain.write(&line), Reply::Given("Director".into()));
        assert_eq!(plain.write(&line), Reply::Given(".".into()));
    }

    #[test]
    fn what_cannot_be_used_is_said_and_asked_again() {
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
        let request = finding("a\u{1b}]0;x\u{7}");
        assert_eq!(plain.write(&request), Reply::Given(request.current.into()));
        assert!(!said(plain).contains('\u{1b}'));
    }
}
