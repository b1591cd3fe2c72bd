//! A rich terminal: lists to move in, texts with a cursor, pastes that stay one text.
//!
//! Everything goes to the terminal and nothing to standard output, so that the data may go elsewhere.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::io::ErrorKind;
use std::time::{Duration, Instant};

use assure::diagnostic::{clean, clean_lines};
use assure::interview::{
    Choice, ChoiceRequest, InterviewCommand, Notice, Reply, Respondent, TextKind, TextRequest, Unconfirmed,
};
use console::Term;
use dialoguer::Select;
use dialoguer::theme::Theme;
use rustyline::completion::Completer;
use rustyline::config::BellStyle;
use rustyline::error::ReadlineError;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::Hinter;
use rustyline::history::DefaultHistory;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Behavior, ColorMode, Config, Context, Editor, Helper};

use super::active_text::Typing;
use super::editor::{self, EditResult};
use super::guard::{self, PendingInput, Switch, TerminalGuard};
use super::page::{self, Layout, StyledLine, Weight};
use super::{
    ListInput, TextInput, active_text, jump_words, key_list, normalise_text, parse_list_input, parse_text_input,
    text_commands, text_help, text_so_far,
};
use crate::cli::screen::{Ink, Stream, bold};
use crate::cli::style::Colour;

/// Keys that come faster than this were not typed one by one.
const BURST_GAP: Duration = Duration::from_millis(if cfg!(windows) { 10 } else { 5 });
/// A list that is answered faster than this was not read, where pending input cannot be looked at.
const MIN_READING_TIME: Duration = Duration::from_millis(if cfg!(unix) { 0 } else { 50 });
/// Fewer rows than this hold no list; dialoguer panics below three.
const MIN_LIST_ROWS: u16 = 4;

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
    fn broken(&self, error: &dyn std::fmt::Display) {
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
            if let Some(keys) = self.line.helper() {
                keys.begin(&initial);
            }
            guard::line_opened();
            let result = self.line.readline_with_initial(&prompt, (&initial, ""));
            guard::pass();
            guard::line_closed();
            let keys = self.line.helper();
            match result {
                Ok(text) => return Ok(text),
                Err(ReadlineError::Eof) => {
                    if let Some(text) = keys.and_then(|k| k.burst_text.borrow_mut().take()) {
                        return Ok(text);
                    }
                    self.unsubmitted = keys.map(|k| k.drawn_text.borrow().clone());
                    return Err(ReadEnd::End);
                }
                Err(ReadlineError::Interrupted) => {
                    self.unsubmitted = keys.map(|k| k.drawn_text.borrow().clone());
                    return Err(ReadEnd::Interrupted);
                }
                Err(ReadlineError::Io(error)) if error.kind() == ErrorKind::InvalidData => {
                    initial = keys.map(|k| k.drawn_text.borrow().clone()).unwrap_or_default();
                    self.say("What was typed is not UTF-8 text and was left out. Set the terminal to UTF-8.");
                }
                Err(error) => {
                    // A closed window, among others.
                    self.unsubmitted = keys.map(|k| k.drawn_text.borrow().clone());
                    self.broken(&error);
                    return Err(ReadEnd::End);
                }
            }
        }
    }

    /// The items as they fit: choices, then commands in brackets.
    fn items(&self, request: &ChoiceRequest<'_>, columns: usize) -> Vec<String> {
        let room = room(columns);
        let apart = needs_room(request, room);
        let choices = request.choices.iter().map(|c| {
            if apart && !c.reminds {
                cut(&clean(&c.label), room)
            } else {
                item(c, room)
            }
        });
        let commands = request.commands.iter().map(|c| cut(&format!("[{}]", c.label()), room));
        choices.chain(commands).collect()
    }

    /// A list without room for a list: keys are typed.
    fn choose_by_key(&mut self, request: &ChoiceRequest<'_>) -> Reply<usize> {
        loop {
            self.say(&format!("{}: type {}.", request.prompt, key_list(request)));
            let typed = match self.read(request.prompt, "") {
                Ok(typed) => typed,
                Err(ReadEnd::End) => return Reply::End,
                Err(ReadEnd::Interrupted) => return Reply::Interrupted,
            };
            if let Some(words) = jump_words(request, &typed) {
                self.unsubmitted = Some(words);
                return Reply::Command(InterviewCommand::Jump);
            }
            match parse_list_input(request, &typed) {
                Ok(ListInput::Choice(i)) => return Reply::Given(i),
                Ok(ListInput::Command(command)) => return Reply::Command(command),
                Ok(ListInput::List) => {
                    for choice in &request.choices {
                        let meaning = if choice.hint.is_empty() {
                            String::new()
                        } else {
                            format!(" ({})", choice.hint)
                        };
                        self.say(&format!("{} {}{meaning}", choice.key, choice.label));
                    }
                }
                Err(why) => self.say(&why),
            }
        }
    }

    /// What a line of text means: itself, a command, or the text so far and a wish for the editor.
    fn understand(text: &str, shown: &str, request: &TextRequest<'_>) -> (TextInput, Option<String>) {
        // A command typed behind an unchanged text is meant as one: nobody has to clear the text first.
        let behind = text.strip_prefix(shown).filter(|_| !shown.is_empty()).map(str::trim);
        if let Some(behind) = behind
            && behind.starts_with(':')
            && !behind.starts_with("::")
        {
            match parse_text_input(behind, request.commands) {
                TextInput::Text(_) | TextInput::Unknown(_) => {}
                typed => return (typed, Some(shown.to_owned())),
            }
        }
        if let Some(before) = text.trim_end().strip_suffix(":edit")
            && (before.is_empty() || before.ends_with(char::is_whitespace))
        {
            return (TextInput::Edit, Some(before.trim_end().to_owned()));
        }
        (parse_text_input(text, request.commands), None)
    }
}

/// The bytes of an item: dialoguer counts them, and clears too much where an item has more than fit.
fn room(columns: usize) -> usize {
    columns.saturating_sub(4).max(8)
}

/// Whether what a choice means does not fit behind it: then it stands above the list, whole.
fn needs_room(request: &ChoiceRequest<'_>, room: usize) -> bool {
    request
        .choices
        .iter()
        .any(|c| !c.reminds && !c.hint.is_empty() && clean(&c.label).len() + 3 + clean(&c.hint).len() > room)
}

/// As much of a text as has room, in bytes.
fn cut(text: &str, room: usize) -> String {
    if text.len() <= room {
        return text.to_owned();
    }
    let mut end = room.saturating_sub(3);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}...", text.get(..end).unwrap_or_default().trim_end())
}

fn item(choice: &Choice, room: usize) -> String {
    // Fewer bytes than this of a hint say nothing.
    const LEAST: usize = 16;
    let label = clean(&choice.label);
    let hint = clean(&choice.hint);
    if hint.is_empty() || label.len() + 3 + hint.len().min(LEAST) > room {
        cut(&label, room)
    } else {
        cut(&format!("{label} ({hint})"), room)
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
        let reply = loop {
            let (rows, columns) = self.size();
            if rows < MIN_LIST_ROWS {
                break self.choose_by_key(request);
            }
            let columns = usize::from(columns);
            let items = self.items(request, columns);
            let items_len = items.len();
            // Behind a long prompt there is no room for the number of the page.
            let mut prompt = clean(request.prompt);
            if prompt.len() + 15 > columns {
                self.print_wrapped(&prompt, Weight::Strong);
                prompt = "Choose".to_owned();
            }
            if std::mem::take(&mut self.list_unexplained) {
                self.say("Choose with the arrow keys, then Enter.");
            }
            let theme = PointerTheme { colour: self.colour };
            let mut select = Select::with_theme(&theme)
                .with_prompt(prompt)
                .items(items)
                .report(false);
            if let Some(current) = request.current.filter(|c| *c < items_len) {
                select = select.default(current);
            }
            // The marks around a paste tell a paste from typing.
            guard::bracketed_paste(Switch::On);
            let shown = Instant::now();
            let chosen = select.interact_on_opt(&self.term);
            guard::pass();
            let rest = guard::pasted();
            let pasted = rest == PendingInput::Paste || shown.elapsed() < MIN_READING_TIME;
            guard::bracketed_paste(Switch::Off);
            match chosen {
                Ok(_) if rest == PendingInput::Interrupt => break Reply::Interrupted,
                Ok(_) if pasted => {
                    self.say("That came like a pasted text, so nothing is chosen. Choose from the list.");
                }
                Ok(Some(i)) => match i.checked_sub(request.choices.len()) {
                    None => break Reply::Given(i),
                    Some(command) => match request.commands.get(command) {
                        Some(command) => break Reply::Command(*command),
                        None => continue,
                    },
                },
                Ok(None) => self.say(if request.commands.is_empty() {
                    "Choose one of the list with the arrow keys, then Enter."
                } else {
                    "Nothing is chosen. To go back, skip or pause, choose it at the end of the list."
                }),
                Err(dialoguer::Error::IO(error)) => {
                    let _ = self.term.show_cursor();
                    match error.kind() {
                        ErrorKind::Interrupted => break Reply::Interrupted,
                        ErrorKind::UnexpectedEof => {}
                        _ => self.broken(&error),
                    }
                    break Reply::End;
                }
            }
        };
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

impl Terminal {
    fn write_text(&mut self, request: &TextRequest<'_>) -> Reply<String> {
        let _permit = guard::enter();
        self.unsubmitted = None;
        self.print([StyledLine::blank()]);
        // What was wrong with it was said just now.
        if !matches!(request.unconfirmed, Some(Unconfirmed::Rejected(_))) {
            self.say(request.about);
        }
        if std::mem::take(&mut self.text_unexplained) {
            self.say(&format!(
                "Enter ends the text. Instead of it you can type {}.",
                text_commands(request.commands)
            ));
        }
        let mut standing = match request.unconfirmed {
            Some(Unconfirmed::Draft(text)) => {
                self.say("This is a draft from an earlier visit and no answer yet: Enter takes it.");
                text.to_owned()
            }
            Some(Unconfirmed::Rejected(text)) => text.to_owned(),
            None => request.current.to_owned(),
        };
        // What was typed and could not be taken, to be put right.
        let mut refused: Option<String> = None;
        loop {
            let mut shown = refused.clone().unwrap_or_else(|| clean_lines(&standing));
            if request.kind == TextKind::Line {
                shown = shown.replace('\n', " ");
            }
            let (rows, _) = self.size();
            let lines = page::wrapped(&shown, Some(self.width()));
            // What does not fit on the screen cannot be drawn again and again.
            let too_long = refused.is_none() && !shown.is_empty() && lines.len() + 4 > usize::from(rows);
            if too_long {
                self.print(lines.into_iter().map(StyledLine::normal));
                self.say("Enter keeps this text, :edit opens it in your editor, a new text takes its place.");
            }
            let initial = if too_long { "" } else { shown.as_str() };
            let text = match self.read(request.prompt, initial) {
                Ok(text) => text,
                Err(stop) => {
                    let from = if refused.is_some() { "" } else { initial };
                    self.unsubmitted = self.unsubmitted.take().map(|typed| text_so_far(&typed, from));
                    return match stop {
                        ReadEnd::End => Reply::End,
                        ReadEnd::Interrupted => Reply::Interrupted,
                    };
                }
            };
            if text == initial && refused.is_none() {
                return Reply::Given(if standing == request.current {
                    standing
                } else {
                    normalise_text(&standing, request.kind)
                });
            }
            let (typed, so_far) = Self::understand(&text, if refused.is_some() { "" } else { initial }, request);
            refused = None;
            match typed {
                TextInput::Text(text) => return Reply::Given(normalise_text(&text, request.kind)),
                TextInput::Command(command) => return Reply::Command(command),
                TextInput::Jump(words) => {
                    self.unsubmitted = Some(words);
                    return Reply::Command(InterviewCommand::Jump);
                }
                TextInput::Unknown(why) => {
                    self.say(&why);
                    refused = Some(text);
                }
                TextInput::Help => {
                    for line in text_help(request.commands) {
                        self.say(&line);
                    }
                    self.say(request.about);
                }
                TextInput::Edit => {
                    let so_far = so_far
                        .filter(|t| !t.is_empty() && t != initial)
                        .unwrap_or_else(|| standing.clone());
                    let Some(editor_command) = editor::find_editor() else {
                        standing = so_far;
                        self.say(editor::NO_EDITOR);
                        continue;
                    };
                    if let Some(instructions) = editor_command.instructions {
                        // It covers the screen at once: what is said of it must have been read.
                        self.say(instructions);
                        self.say("Enter opens it; anything else goes back to the text.");
                        match self.read("Open it", "") {
                            Ok(line) if line.trim().is_empty() => {}
                            Ok(_) => {
                                standing = so_far;
                                continue;
                            }
                            Err(stop) => {
                                self.unsubmitted = Some(so_far);
                                return match stop {
                                    ReadEnd::End => Reply::End,
                                    ReadEnd::Interrupted => Reply::Interrupted,
                                };
                            }
                        }
                    }
                    match editor::edit(&editor_command, &so_far) {
                        EditResult::Text(text) => {
                            standing = text;
                            self.say("The text from the editor; Enter takes it.");
                        }
                        EditResult::Unchanged(why) => {
                            standing = so_far;
                            self.say(&why);
                        }
                        EditResult::Interrupted => {
                            self.unsubmitted = Some(so_far);
                            return Reply::Interrupted;
                        }
                    }
                }
            }
        }
    }
}

/// Marks the item under the cursor by a sign, and only then by weight.
struct PointerTheme {
    colour: Colour,
}

impl Theme for PointerTheme {
    fn format_select_prompt(&self, f: &mut dyn std::fmt::Write, prompt: &str) -> std::fmt::Result {
        write!(f, "{}:", clean(prompt))
    }

    fn format_select_prompt_item(&self, f: &mut dyn std::fmt::Write, text: &str, active: bool) -> std::fmt::Result {
        guard::pass();
        match (active, self.colour.is_on()) {
            (true, true) => write!(f, "> {}", bold(text)),
            (true, false) => write!(f, "> {}", clean(text)),
            (false, _) => write!(f, "  {}", clean(text)),
        }
    }
}

/// What rustyline asks at every key.
struct LineHelper {
    colour: Colour,
    /// When the key before was done with.
    last: Cell<Instant>,
    /// The text that stood when an Enter came in a burst, until something follows it.
    burst_text: RefCell<Option<String>>,
    /// The text as it was last drawn.
    drawn_text: RefCell<String>,
}

impl LineHelper {
    fn new(colour: Colour) -> Self {
        Self {
            colour,
            last: Cell::new(Instant::now()),
            burst_text: RefCell::new(None),
            drawn_text: RefCell::new(String::new()),
        }
    }

    /// The text stands like this now.
    fn see(&self, line: &str) {
        let mut seen = self.drawn_text.borrow_mut();
        if *seen != line {
            line.clone_into(&mut seen);
            active_text::update(line);
        }
    }

    fn begin(&self, initial: &str) {
        self.last.set(Instant::now());
        *self.burst_text.borrow_mut() = None;
        initial.clone_into(&mut self.drawn_text.borrow_mut());
    }
}

/// Whether a character may be drawn as it is. A tab moves the cursor, and rustyline counts on it.
fn is_harmless(c: char, cleaned: char) -> bool {
    c == cleaned || c == '\t'
}

/// Whether a whole text may be. Most are plain, and it is asked at every key.
fn is_drawable(line: &str) -> bool {
    line.bytes().all(|b| matches!(b, b' '..=b'~' | b'\n' | b'\t'))
        || line
            .chars()
            .zip(clean_lines(line).chars())
            .all(|(c, v)| is_harmless(c, v))
}

impl Helper for LineHelper {}

impl Completer for LineHelper {
    type Candidate = String;
}

impl Hinter for LineHelper {
    type Hint = String;

    fn hint(&self, line: &str, pos: usize, _: &Context<'_>) -> Option<String> {
        // Where a burst cannot be told by waiting, a line end at its end may have been the person's Enter.
        (cfg!(not(unix)) && pos == line.len() && line.ends_with('\n')).then(|| "(Enter ends the text)".to_owned())
    }
}

impl Highlighter for LineHelper {
    fn highlight<'l>(&self, line: &'l str, _: usize) -> Cow<'l, str> {
        self.see(line);
        if is_drawable(line) {
            return Cow::Borrowed(line);
        }
        let cleaned = clean_lines(line);
        // Left out rather than replaced: rustyline reckons that they have no width.
        Cow::Owned(
            line.chars()
                .zip(cleaned.chars())
                .filter(|(c, v)| is_harmless(*c, *v))
                .map(|(c, _)| c)
                .collect(),
        )
    }

    fn highlight_prompt<'b, 's: 'b, 'p: 'b>(&'s self, prompt: &'p str, _: bool) -> Cow<'b, str> {
        guard::pass();
        if self.colour.is_on() {
            Cow::Owned(bold(prompt))
        } else {
            Cow::Owned(clean(prompt))
        }
    }

    fn highlight_char(&self, line: &str, _: usize, kind: CmdKind) -> bool {
        if kind != CmdKind::ForcedRefresh {
            self.last.set(Instant::now());
        }
        let mut probe = self.burst_text.borrow_mut();
        if probe
            .as_ref()
            .is_some_and(|before| line.len() != before.len() && line.len() != before.len() + 1)
        {
            // Something followed: it was a paste, and the text goes on.
            *probe = None;
            guard::end_idle_reads(Switch::Off);
        }
        self.see(line);
        !is_drawable(line)
    }
}

impl Validator for LineHelper {
    fn validate(&self, ctx: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        if self.last.get().elapsed() >= BURST_GAP {
            return Ok(ValidationResult::Valid(None));
        }
        // An Enter in a burst: inside a paste it is a line end, at the end of one it ends the text. A line end it is for
        // now; if nothing follows, the read ends, and the text is what stood before it.
        if guard::end_idle_reads(Switch::On) {
            *self.burst_text.borrow_mut() = Some(ctx.input().to_owned());
        }
        Ok(ValidationResult::Incomplete)
    }
}

#[cfg(test)]
mod tests {
    use assure::interview::InterviewCommand;

    use super::*;

    #[test]
    fn items_fit_in_bytes() {
        let choice = Choice::hinted("1", "établi – “oui”", "in place and working everywhere");
        for room in 8..80 {
            assert!(item(&choice, room).len() <= room, "{room}");
        }
        assert_eq!(item(&choice, 80), "établi – “oui” (in place and working everywhere)");
        assert_eq!(item(&choice, 25), "établi – “oui”");
        assert_eq!(cut("abcdef", 5), "ab...");
    }

    #[test]
    fn a_command_behind_a_text_is_one() {
        let request = TextRequest {
            prompt: "Finding",
            about: "",
            current: "old text",
            unconfirmed: None,
            draft_field: None,
            kind: TextKind::Paragraph,
            commands: &[InterviewCommand::Back],
        };
        let of = |text: &str| Terminal::understand(text, "old text", &request);
        assert_eq!(of("old text:back").0, TextInput::Command(InterviewCommand::Back));
        assert_eq!(of("old text:edit"), (TextInput::Edit, Some("old text".to_owned())));
        assert_eq!(of("new start :edit"), (TextInput::Edit, Some("new start".to_owned())));
        assert_eq!(of("old text :nonsense").0, TextInput::Text("old text :nonsense".into()));
        assert_eq!(of("old text::back").0, TextInput::Text("old text::back".into()));
    }

    #[test]
    fn what_cannot_be_drawn_is_left_out() {
        let keys = LineHelper::new(Colour::Off);
        assert_eq!(keys.highlight("a\u{1b}b\tc\nd\u{202e}", 0), "ab\tc\nd");
        assert!(keys.highlight_char("a\u{7}", 0, CmdKind::Other));
        assert!(!keys.highlight_char("a\té\n", 0, CmdKind::Other));
    }
}
