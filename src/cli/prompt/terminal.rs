//! A rich terminal: lists to move in, texts with a cursor, pastes that stay one text.
//!
//! Everything goes to the terminal and nothing to standard output, so that the data may go elsewhere.

mod line_helper;
mod list;
mod text;

use std::io::ErrorKind;

use assure::diagnostic::clean;
use assure::interview::{ChoiceRequest, Notice, Reply, Respondent, TextRequest, Unconfirmed};
use console::Term;
use rustyline::config::BellStyle;
use rustyline::error::ReadlineError;
use rustyline::history::DefaultHistory;
use rustyline::{Behavior, ColorMode, Config, Editor};

use super::active_text::{self, Typing};
use super::guard::{self, PendingInput, TerminalGuard};
use super::page::{self, Layout, StyledLine, Weight};
use crate::cli::screen::{Ink, Stream};
use crate::cli::style::Colour;
use line_helper::LineHelper;
use list::{cut, needs_room, room};

/// Rows that the list below a question takes.
const LIST_ROWS: usize = 14;

/// Below this many columns the meanings of the ratings stand above their list, and take about so many rows.
const NARROW: u16 = 74;
const MEANING_ROWS: usize = 10;

/// Asks at a terminal that can be drawn on.
pub struct Terminal {
    colour: Colour,
    term: Term,
    line: Editor<LineHelper, DefaultHistory>,
    /// How lists and texts work was not said yet.
    list_unexplained: bool,
    text_unexplained: bool,
    /// The last prompt was a text: the rest of a paste may still come in.
    after_text: bool,
    /// What came with the last reply and is no answer.
    unsubmitted: Option<String>,
    /// Last, so that it is the last thing given back.
    _guard: TerminalGuard,
}

/// Why no line was read.
enum ReadEnd {
    End,
    Interrupted,
}

impl<T> From<ReadEnd> for Reply<T> {
    fn from(end: ReadEnd) -> Self {
        match end {
            ReadEnd::End => Reply::End,
            ReadEnd::Interrupted => Reply::Interrupted,
        }
    }
}

impl Terminal {
    /// Takes the terminal over. None where it cannot be opened for reading and drawing.
    pub fn open(colour: Colour) -> Option<Self> {
        // Without it, rustyline would draw on standard output.
        #[cfg(unix)]
        std::fs::File::options().read(true).write(true).open("/dev/tty").ok()?;
        let term = Stream::Err.term();
        let config = Config::builder()
            .behavior(Behavior::PreferTerm)
            .bell_style(BellStyle::None)
            // The highlighter makes control characters harmless, so it must run without colours too.
            .color_mode(ColorMode::Forced)
            .bracketed_paste(true)
            .build();
        let mut line = Editor::with_config(config).ok()?;
        let colour = if cfg!(unix) || term.features().colors_supported() {
            colour
        } else {
            Colour::Off
        };
        line.set_helper(Some(LineHelper::new(colour)));
        Some(Self {
            colour,
            term,
            line,
            list_unexplained: true,
            text_unexplained: true,
            after_text: false,
            unsubmitted: None,
            _guard: TerminalGuard::new(),
        })
    }

    fn size(&self) -> (u16, u16) {
        self.term.size()
    }

    fn width(&self) -> usize {
        page::text_width(self.size().1.into())
    }

    /// One write, so that a page appears at once.
    fn print(&self, lines: impl IntoIterator<Item = StyledLine>) {
        let mut ink = Ink::new();
        for line in lines {
            if line.weight == Weight::Strong && self.colour.is_on() && !line.text.is_empty() {
                ink.bold(&line.text);
            } else {
                ink.text(&line.text);
            }
            ink.text("\n");
        }
        guard::pass();
        let _ = Stream::Err.draw(&ink);
    }

    fn print_wrapped(&self, text: &str, weight: Weight) {
        let lines = page::wrapped(text, Some(self.width()));
        self.print(lines.into_iter().map(|text| StyledLine { text, weight }));
    }

    fn say(&self, text: &str) {
        self.print_wrapped(text, Weight::Normal);
    }

    /// The terminal itself failed.
    fn say_unusable(&self, error: &dyn std::fmt::Display) {
        let _ = self.term.show_cursor();
        self.say(&format!(
            "The terminal cannot be used for this: {}. Try again with --plain, or in another terminal{}.",
            clean(&error.to_string()),
            if cfg!(windows) {
                ", or start the program with winpty"
            } else {
                ""
            }
        ));
    }

    /// One line, or one paste.
    fn read(&mut self, prompt: &str, initial: &str) -> Result<String, ReadEnd> {
        let prompt = format!("{}: ", cut(&clean(prompt), self.width() / 2));
        let mut initial = initial.to_owned();
        self.after_text = true;
        loop {
            if let Some(helper) = self.line.helper() {
                helper.begin(&initial);
            }
            guard::line_opened();
            let result = self.line.readline_with_initial(&prompt, (&initial, ""));
            guard::pass();
            guard::line_closed();
            let helper = self.line.helper();
            match result {
                Ok(text) => return Ok(text),
                Err(ReadlineError::Eof) => {
                    if let Some(text) = helper.and_then(LineHelper::take_burst_text) {
                        return Ok(text);
                    }
                    self.unsubmitted = helper.map(LineHelper::drawn_text);
                    return Err(ReadEnd::End);
                }
                Err(ReadlineError::Interrupted) => {
                    self.unsubmitted = helper.map(LineHelper::drawn_text);
                    return Err(ReadEnd::Interrupted);
                }
                Err(ReadlineError::Io(error)) if error.kind() == ErrorKind::InvalidData => {
                    initial = helper.map(LineHelper::drawn_text).unwrap_or_default();
                    self.say("What was typed is not UTF-8 text and was left out. Set the terminal to UTF-8.");
                }
                Err(error) => {
                    // A closed window, among others.
                    self.unsubmitted = helper.map(LineHelper::drawn_text);
                    self.say_unusable(&error);
                    return Err(ReadEnd::End);
                }
            }
        }
    }
}

impl Respondent for Terminal {
    fn show(&mut self, notice: &Notice<'_>) {
        let _permit = guard::enter();
        let lines = page::notice_lines(notice, Layout::Screen, Some(self.width()));
        let (_, columns) = self.size();
        let height = lines.len() + LIST_ROWS + if columns < NARROW { MEANING_ROWS } else { 0 };
        self.print(lines);
        // On a low screen the question is gone by the time it is to be answered.
        if let Notice::Question(page) = notice
            && height > usize::from(self.size().0)
        {
            self.print([StyledLine::blank()]);
            self.print_wrapped(&page.question.text, Weight::Strong);
        }
        if matches!(notice, Notice::Opening { .. }) {
            self.say(
                "Back, skip and pause stand below the choices of every list; in a text, type :back, :skip or :pause.",
            );
        }
    }

    fn take_unsubmitted_text(&mut self) -> Option<String> {
        self.unsubmitted.take()
    }

    fn choose(&mut self, request: &ChoiceRequest<'_>) -> Reply<usize> {
        let _permit = guard::enter();
        self.unsubmitted = None;
        if std::mem::take(&mut self.after_text) && guard::discard() == PendingInput::Interrupt {
            return Reply::Interrupted;
        }
        if needs_room(request, room(self.size().1.into())) {
            self.print([StyledLine::blank()]);
            for choice in request.choices.iter().filter(|c| !c.reminds && !c.hint.is_empty()) {
                self.say(&format!("{}: {}", choice.label, choice.hint));
            }
        }
        let reply = self.choose_from_list(request);
        let chosen = match &reply {
            Reply::Given(i) => request.choices.get(*i).map(|c| clean(&c.label)),
            Reply::Command(command) => Some(command.label().to_owned()),
            Reply::End | Reply::Interrupted => None,
        };
        if let Some(chosen) = chosen {
            self.say(&format!("{}: {chosen}", request.prompt));
        }
        reply
    }

    fn mark(&mut self, request: &ChoiceRequest<'_>) -> Reply<Vec<usize>> {
        let _permit = guard::enter();
        self.unsubmitted = None;
        self.mark_by_key(request)
    }

    fn write(&mut self, request: &TextRequest<'_>) -> Reply<String> {
        let from = match request.unconfirmed {
            Some(Unconfirmed::Draft(text)) => text,
            Some(Unconfirmed::Rejected(_)) | None => request.current,
        };
        active_text::begin(request.draft_field.as_ref(), request.kind, Typing::Keys, from);
        let reply = self.write_text(request);
        active_text::end();
        reply
    }
}
