//! A rich terminal: lists to move in, texts with a cursor, pastes that stay one text.
//!
//! Everything goes to the terminal and nothing to standard output, so that the data may go elsewhere.

mod frame;
mod keys;
mod line_helper;
mod list;
mod on_screen;
mod search;
mod text;
mod transcript;

use std::io::ErrorKind;

use assure::checklist::{AnswerKind, SectionId};
use assure::diagnostic::clean;
use assure::interview::{
    ChoiceLayout, ChoiceRequest, InterviewCommand, Notice, QuestionPage, Reply, Respondent, TextRequest, Unconfirmed,
};
use console::Term;
use rustyline::config::BellStyle;
use rustyline::error::ReadlineError;
use rustyline::history::DefaultHistory;
use rustyline::{Behavior, ColorMode, Config, Editor, EventHandler, KeyCode, KeyEvent, Modifiers};

use super::active_text::{self, Typing};
use super::guard::{self, PendingInput, TerminalGuard};
use super::page::{self, PageLayout, Paragraph, StyledLine, Weight};
use crate::cli::screen::{Ink, Stream};
use crate::cli::style::Colour;
use keys::KeyReader;
use line_helper::{EscapeKey, LineHelper};
use transcript::Transcript;

/// How long a lone Esc waits for the rest of a longer sequence, in milliseconds.
const ESCAPE_MILLISECONDS: u16 = 100;

/// Asks at a terminal that can be drawn on.
pub struct Terminal {
    colour: Colour,
    term: Term,
    line: Editor<LineHelper, DefaultHistory>,
    /// How lists work was not said yet.
    list_unexplained: bool,
    /// The last prompt was a text: the rest of a paste may still come in.
    after_text: bool,
    /// The keys of lists.
    keys: KeyReader,
    /// Esc was pressed in a text.
    escape: EscapeKey,
    /// What was said so far.
    transcript: Transcript,
    /// The ids of the sections whose beginning was shown.
    sections: Vec<SectionId>,
    /// What came with the last reply and is no answer.
    unsubmitted: Option<String>,
    /// Last, so that it is the last thing given back.
    _guard: TerminalGuard,
}

/// Why no line was read.
enum ReadEnd {
    End,
    Interrupted,
    /// Esc.
    Back,
}

impl ReadEnd {
    /// What it means where the keys of a list are typed; none where there is nothing to go back to.
    fn at_a_list<T>(self, request: &ChoiceRequest<'_>) -> Option<Reply<T>> {
        match self {
            ReadEnd::End => Some(Reply::End),
            ReadEnd::Interrupted => Some(Reply::Interrupted),
            ReadEnd::Back => {
                let back = InterviewCommand::Back;
                request.commands.contains(&back).then_some(Reply::Command(back))
            }
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
            .keyseq_timeout(Some(ESCAPE_MILLISECONDS))
            .build();
        let mut line = Editor::with_config(config).ok()?;
        let colour = if cfg!(unix) || term.features().colors_supported() {
            colour
        } else {
            Colour::Off
        };
        let escape = EscapeKey::default();
        line.bind_sequence(
            KeyEvent(KeyCode::Esc, Modifiers::NONE),
            EventHandler::Conditional(Box::new(escape.clone())),
        );
        line.set_helper(Some(LineHelper::new(colour)));
        Some(Self {
            colour,
            term,
            line,
            list_unexplained: true,
            after_text: false,
            keys: KeyReader::default(),
            escape,
            transcript: Transcript::default(),
            sections: Vec::new(),
            unsubmitted: None,
            _guard: TerminalGuard::new(),
        })
    }

    fn size(&self) -> (u16, u16) {
        self.term.size()
    }

    fn width(&self) -> usize {
        self.width_of(self.size())
    }

    fn width_of(&self, (_, columns): (u16, u16)) -> usize {
        page::text_width(columns.into()).min(usize::from(columns).saturating_sub(1).max(1))
    }

    /// One write, so that a page appears at once. The cursor stays behind the last line.
    fn draw(&self, lines: &[StyledLine]) {
        let mut ink = Ink::new();
        for (i, line) in lines.iter().enumerate() {
            if i > 0 {
                ink.text("\n");
            }
            if line.weight == Weight::Strong && self.colour.is_on() && !line.text.is_empty() {
                ink.bold(&line.text);
            } else {
                ink.text(&line.text);
            }
        }
        guard::pass();
        let _ = Stream::Err.draw(&ink);
    }

    fn say_all(&mut self, paragraphs: impl IntoIterator<Item = Paragraph>) {
        let width = self.width();
        let mut lines = Vec::new();
        for paragraph in paragraphs {
            lines.extend(paragraph.lines(Some(width)));
            self.transcript.push(paragraph);
        }
        if !lines.is_empty() {
            lines.push(StyledLine::blank());
        }
        self.draw(&lines);
    }

    fn say(&mut self, text: &str) {
        self.say_all([Paragraph::new(text, "", Weight::Normal)]);
    }

    /// The choices, a line each, where they stand in no list.
    pub(super) fn say_choices(&mut self, request: &ChoiceRequest<'_>) {
        for choice in &request.choices {
            let meaning = if choice.hint.is_empty() {
                String::new()
            } else {
                format!(" ({})", choice.hint)
            };
            self.say(&format!("{} {}{meaning}", choice.key, choice.label));
        }
    }

    /// The terminal itself failed.
    fn say_unusable(&mut self, error: &dyn std::fmt::Display) {
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

    /// Before a list: what has come in already of a paste into the text before it is thrown away. The rest of it is a burst at the list.
    fn begin_list(&mut self) -> PendingInput {
        self.unsubmitted = None;
        if std::mem::take(&mut self.after_text) {
            if guard::waits(0) {
                match guard::discard() {
                    PendingInput::Interrupt => return PendingInput::Interrupt,
                    PendingInput::Paste => {
                        self.say("More came close behind the text, like the rest of a paste. It was left out.");
                    }
                    PendingInput::None => {}
                }
            } else {
                self.keys.begin_behind_text();
            }
        }
        if std::mem::take(&mut self.list_unexplained) {
            self.say("Type the key before a choice, or move with the arrow keys and press Enter.");
        }
        PendingInput::None
    }

    /// Waits for the rest of a paste before anything is read that is no key of a list.
    fn wait_out_paste(&mut self) -> PendingInput {
        if self.keys.is_behind_text() {
            guard::discard()
        } else {
            PendingInput::None
        }
    }

    /// One line, or one paste.
    fn read(&mut self, prompt: &str, initial: &str) -> Result<String, ReadEnd> {
        let prompt = format!("{}: ", page::cut(&clean(prompt), self.width() / 2));
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
            let escaped = self.escape.take();
            let helper = self.line.helper();
            let so_far = helper.map(LineHelper::drawn_text).unwrap_or_default();
            // It stands on the screen, and is drawn again with it.
            let shown = format!("{prompt}{}", result.as_ref().unwrap_or(&so_far));
            self.transcript.push(Paragraph::new(&shown, "", Weight::Normal));
            match result {
                Ok(text) => return Ok(text),
                Err(ReadlineError::Interrupted) if escaped => {
                    self.unsubmitted = Some(so_far);
                    return Err(ReadEnd::Back);
                }
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

/// The rows of the list below a question, as it is mostly.
fn list_rows(page: &QuestionPage<'_>, columns: u16) -> usize {
    /// Below this many columns the meanings of the ratings take a second line each, and the keys too.
    const NARROW: u16 = 80;
    let choices = match page.question.answer {
        AnswerKind::Graded => 6,
        AnswerKind::YesNo => 4,
    };
    let narrow = if columns < NARROW { choices + 1 } else { 0 };
    // The prompt, the keys, and last year's answer once more.
    2 + choices + narrow + usize::from(page.last.is_some())
}

impl Respondent for Terminal {
    fn show(&mut self, notice: &Notice<'_>) {
        let _permit = guard::enter();
        if let Notice::Section { section, .. } = notice {
            // Its title stands at the head of every question.
            if self.sections.contains(&section.id) {
                return;
            }
            self.sections.push(section.id.clone());
        }
        let mut paragraphs = page::notice_paragraphs(notice, PageLayout::Screen);
        let (rows, columns) = self.size();
        match notice {
            Notice::Question(page) => {
                let width = self.width();
                let height: usize = paragraphs.iter().map(|p| p.lines(Some(width)).len()).sum();
                let left = usize::from(rows).saturating_sub(list_rows(page, columns));
                if height > left {
                    paragraphs.retain(|p| !p.is_spare());
                }
                // Coming back from somewhere: what still stands there is not said twice.
                if self.transcript.shows(&paragraphs, left, columns.into()) {
                    return;
                }
                self.transcript.begin_page(Some(&page.question.text));
            }
            Notice::Guidance(_) | Notice::Mistake(_) | Notice::Line(_) => {}
            _ => self.transcript.begin_page(None),
        }
        self.say_all(paragraphs);
        if matches!(notice, Notice::Opening { .. }) {
            self.list_unexplained = false;
            self.say(
                "In a list, type the key before a choice, or move with the arrow keys and press Enter. The keys below a list \
                 go back, skip and pause; in a text, Esc goes back, and you can type :skip or :pause.",
            );
        }
    }

    fn take_unsubmitted_text(&mut self) -> Option<String> {
        self.unsubmitted.take()
    }

    fn choose(&mut self, request: &ChoiceRequest<'_>) -> Reply<usize> {
        let _permit = guard::enter();
        if self.begin_list() == PendingInput::Interrupt {
            return Reply::Interrupted;
        }
        let reply = if request.layout == ChoiceLayout::Search {
            self.search(request)
        } else {
            self.choose_from_list(request)
        };
        let chosen = match &reply {
            Reply::Given(i) => request.choices.get(*i).map(|c| clean(&c.label)),
            // What another command comes to is seen at once.
            Reply::Command(command @ (InterviewCommand::Skip | InterviewCommand::Next)) => {
                Some(command.label().to_owned())
            }
            _ => None,
        };
        if let Some(chosen) = chosen {
            self.say(&format!("{}: {chosen}", request.prompt));
        }
        reply
    }

    fn mark(&mut self, request: &ChoiceRequest<'_>) -> Reply<Vec<usize>> {
        let _permit = guard::enter();
        if self.begin_list() == PendingInput::Interrupt {
            return Reply::Interrupted;
        }
        let reply = self.mark_in_list(request);
        if let Reply::Given(marked) = &reply {
            let labels: Vec<String> = marked
                .iter()
                .filter_map(|i| request.choices.get(*i))
                .map(|c| clean(&c.label))
                .collect();
            let labels = if labels.is_empty() {
                "none".to_owned()
            } else {
                labels.join("; ")
            };
            self.say(&format!("{}: {labels}", request.prompt));
        }
        reply
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
