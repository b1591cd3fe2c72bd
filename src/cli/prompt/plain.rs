//! Plain lines: append-only, for screen readers, simple terminals and pipes.

mod text;

use std::io::{self, BufRead, IsTerminal as _};

use assure::diagnostic::clean;
use assure::interview::{ChoiceRequest, InterviewCommand, Notice, Reply, Respondent, TextRequest};

use super::active_text::Typing;
use super::input::{ListInput, jump_words, key_list, parse_list_input, parse_marks};
use super::page::{self, Layout};
use super::{active_text, guard};
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

    fn mark(&mut self, request: &ChoiceRequest<'_>) -> Reply<Vec<usize>> {
        self.unsubmitted = None;
        let _ = writeln!(self.output);
        self.say(&format!("{}:", request.prompt));
        self.list(request);
        self.say("Type the keys of those you mean, such as 1, 3. An empty line marks none.");
        loop {
            match self.ask(&format!("{}?", request.prompt)) {
                InputLine::End => return Reply::End,
                InputLine::Unusable(why) | InputLine::Cut(why) => self.say(&why),
                InputLine::Text(line) => match parse_marks(request, &line) {
                    Ok(marked) => return Reply::Given(marked),
                    Err(why) => match parse_list_input(request, &line) {
                        Ok(ListInput::Command(command)) => return Reply::Command(command),
                        Ok(ListInput::List) => self.list(request),
                        _ => self.say(&why),
                    },
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

#[cfg(test)]
mod tests;
