//! Plain lines: append-only, for screen readers, simple terminals and pipes.

mod choice;
mod find;
mod heard;
mod text;

use std::collections::BTreeSet;
use std::io::{self, BufRead, IsTerminal as _, Write as _};

use assure::diagnostic::clean;
use assure::interview::{ChoiceLayout, ChoiceRequest, Notice, Reply, Respondent, TextRequest};
use console::Term;

use self::heard::HeardMenus;
use super::active_text::Typing;
use super::page::{self, PageLayout};
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

/// What is said up to a prompt goes out in one piece: a screen reader that is told half of it begins to read twice.
const PIECE: usize = 1 << 16;

/// Asks by lines and reads lines.
#[derive(Debug)]
pub struct Plain<R, W: io::Write> {
    input: R,
    output: io::BufWriter<W>,
    /// Somebody types at a terminal: prompts stay on their line, and there can be an editor.
    typed: bool,
    /// The terminal to whose width lines are wrapped; none where they go elsewhere.
    wraps_to: Option<Term>,
    /// No line was read yet: it may begin with a byte order mark.
    first: bool,
    /// Sentences that are said once in a run: what a text is about, what can be typed in one.
    said: BTreeSet<String>,
    /// The lists that were read whole in this run.
    menus: HeardMenus,
    /// The title of the page that was shown last, until something is chosen on it.
    title: String,
    /// What came with the last reply and is no answer.
    unsubmitted: Option<String>,
}

/// On standard input and standard error.
pub fn standard() -> Plain<io::StdinLock<'static>, Cleaned> {
    Plain {
        typed: io::stdin().is_terminal(),
        wraps_to: Stream::Err.is_terminal().then(|| Stream::Err.term()),
        ..Plain::new(io::stdin().lock(), Cleaned)
    }
}

/// Said once, before anything is asked.
const HOW_TO_ANSWER: &str = "Answer by typing what stands before a choice, then Enter. Choices are read when they are new; \
     a question mark reads them again, with everything else that can be typed. The word more says what to look for, sources and \
     whatever else there is about a question. b goes back, s skips, p saves and leaves.";

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
            output: io::BufWriter::with_capacity(PIECE, output),
            typed: false,
            wraps_to: None,
            first: true,
            said: BTreeSet::new(),
            menus: HeardMenus::default(),
            title: String::new(),
            unsubmitted: None,
        }
    }

    fn width(&self) -> Option<usize> {
        let (_, columns) = self.wraps_to.as_ref()?.size_checked()?;
        Some(page::text_width(columns.into()))
    }

    fn say(&mut self, text: &str) {
        guard::pass();
        for line in page::wrapped(text, self.width()) {
            let _ = writeln!(self.output, "{line}");
        }
    }

    /// The same, unless it was said in this run already.
    fn say_once(&mut self, text: &str) {
        if self.said.insert(text.to_owned()) {
            self.say(text);
        }
    }

    /// A sentence that quotes what can be typed: the marks around it would be read aloud.
    fn say_unquoted(&mut self, text: &str) {
        self.say(&text.replace('`', ""));
    }

    /// The prompt, and the line that is given to it.
    fn ask(&mut self, prompt: &str) -> InputLine {
        guard::pass();
        // From a pipe no line end is echoed, so what follows would stand behind the prompt.
        let end = if self.typed { " " } else { "\n" };
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
}

impl<R: BufRead, W: io::Write> Respondent for Plain<R, W> {
    fn show(&mut self, notice: &Notice<'_>) {
        for row in page::notice_lines(notice, PageLayout::Plain, self.width()) {
            let _ = writeln!(self.output, "{}", row.text);
        }
        match notice {
            Notice::Opening { .. } => self.say(HOW_TO_ANSWER),
            Notice::Page { title, .. } => (*title).clone_into(&mut self.title),
            _ => {}
        }
    }

    fn take_unsubmitted_text(&mut self) -> Option<String> {
        self.unsubmitted.take()
    }

    fn choose(&mut self, request: &ChoiceRequest<'_>) -> Reply<usize> {
        self.unsubmitted = None;
        let _ = writeln!(self.output);
        if request.layout == ChoiceLayout::Search {
            self.find(request)
        } else {
            self.choose_from_list(request)
        }
    }

    fn mark(&mut self, request: &ChoiceRequest<'_>) -> Reply<Vec<usize>> {
        self.unsubmitted = None;
        let _ = writeln!(self.output);
        self.mark_in_list(request)
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
