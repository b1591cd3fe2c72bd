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

use super::editor::{self, Edited};
use super::guard::{self, Guard, Rest};
use super::page::{self, Manner};
use super::{Picked, Typed, begun, begun_text, jump_words, keys, pick, read_typed, text_commands, text_help, tidy};
use crate::cli::screen::{Ink, Stream, bold};
use crate::cli::style::Colour;

/// Keys that come faster than this were not typed one by one.
const BURST: Duration = Duration::from_millis(if cfg!(windows) { 10 } else { 5 });
/// A list that is answered faster than this was not read, where pending input cannot be looked at.
const UNREAD: Duration = Duration::from_millis(if cfg!(unix) { 0 } else { 50 });
/// Fewer rows than this hold no list; dialoguer panics below three.
const ROWS: u16 = 4;

/// Rows that the list below a question takes.
const LIST: usize = 14;

/// Below this many columns the meanings of the ratings stand above their list, and take about so many rows.
const NARROW: u16 = 74;
const MEANINGS: usize = 10;

/// Asks at a terminal that can be drawn on.
pub struct Terminal {
    colour: Colour,
    term: Term,
    line: Editor<Keys, DefaultHistory>,
    /// How lists and texts work was not said yet.
    list_untold: bool,
    text_untold: bool,
    /// The last prompt was a text: the rest of a paste may still come in.
    after_text: bool,
    /// What came with the last reply and is no answer.
    unsubmitted: Option<String>,
    /// Last, so that it is the last thing given back.
    _guard: Guard,
}

/// Why no line was read.
enum Stop {
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
        line.set_helper(Some(Keys::new(colour)));
        Some(Self {
            colour,
            term,
            line,
            list_untold: true,
            text_untold: true,
            after_text: false,
            unsubmitted: None,
            _guard: Guard::new(),
        })
    }

    fn size(&self) -> (u16, u16) {
        self.term.size()
    }

    fn width(&self) -> usize {
        page::text_width(self.size().1.into())
    }

    /// One write, so that a page appears at once.
    fn print(&self, lines: impl IntoIterator<Item = (String, bool)>) {
        let mut ink = Ink::new();
        for (line, strong) in lines {
            if strong && self.colour.is_on() && !line.is_empty() {
                ink.bold(&line);
            } else {
                ink.text(&line);
            }
            ink.text("\n");
        }
        guard::pass();
        let _ = Stream::Err.draw(&ink);
    }

    fn say(&self, text: &str) {
        self.print(
            page::wrapped(text, Some(self.width()))
                .into_iter()
                .map(|line| (line, false)),
        );
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
    fn read(&mut self, prompt: &str, initial: &str) -> Result<String, Stop> {
        let prompt = format!("{}: ", cut(&clean(prompt), self.width() / 2));
        let mut initial = initial.to_owned();
        self.after_text = true;
        loop {
            if let Some(keys) = self.line.helper() {
                keys.begin(&initial);
            }
            guard::open_line(true);
            let result = self.line.readline_with_initial(&prompt, (&initial, ""));
            guard::pass();
            guard::open_line(false);
            let keys = self.line.helper();
            match result {
                Ok(text) => return Ok(text),
                Err(ReadlineError::Eof) => {
                    if let Some(text) = keys.and_then(|k| k.probe.borrow_mut().take()) {
                        return Ok(text);
                    }
                    self.unsubmitted = keys.map(|k| k.seen.borrow().clone());
                    return Err(Stop::End);
                }
                Err(ReadlineError::Interrupted) => {
                    self.unsubmitted = keys.map(|k| k.seen.borrow().clone());
                    return Err(Stop::Interrupted);
                }
                Err(ReadlineError::Io(error)) if error.kind() == ErrorKind::InvalidData => {
                    initial = keys.map(|k| k.seen.borrow().clone()).unwrap_or_default();
                    self.say("What was typed is not UTF-8 text and was left out. Set the terminal to UTF-8.");
                }
                Err(error) => {
                    // A closed window, among others.
                    self.unsubmitted = keys.map(|k| k.seen.borrow().clone());
                    self.broken(&error);
                    return Err(Stop::End);
                }
            }
        }
    }

    /// The items as they fit: choices, then commands in brackets.
    fn items(&self, ask: &ChoiceRequest<'_>, columns: usize) -> Vec<String> {
        let room = room(columns);
        let apart = needs_room(ask, room);
        let choices = ask.choices.iter().map(|c| {
            if apart && !c.reminds {
                cut(&clean(&c.label), room)
            } else {
                item(c, room)
            }
        });
        let commands = ask.commands.iter().map(|c| cut(&format!("[{}]", c.label()), room));
        choices.chain(commands).collect()
    }

    /// A list without room for a list: keys are typed.
    fn choose_by_key(&mut self, ask: &ChoiceRequest<'_>) -> Reply<usize> {
        loop {
            self.say(&format!("{}: type {}.", ask.prompt, keys(ask)));
            let typed = match self.read(ask.prompt, "") {
                Ok(typed) => typed,
                Err(Stop::End) => return Reply::End,
                Err(Stop::Interrupted) => return Reply::Interrupted,
            };
            if let Some(words) = jump_words(ask, &typed) {
                self.unsubmitted = Some(words);
                return Reply::Command(InterviewCommand::Jump);
            }
            match pick(ask, &typed) {
                Ok(Picked::Choice(i)) => return Reply::Given(i),
                Ok(Picked::Command(command)) => return Reply::Command(command),
                Ok(Picked::List) => {
                    for choice in &ask.choices {
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
    fn understand(text: &str, shown: &str, ask: &TextRequest<'_>) -> (Typed, Option<String>) {
        // A command typed behind an unchanged text is meant as one: nobody has to clear the text first.
        let behind = text.strip_prefix(shown).filter(|_| !shown.is_empty()).map(str::trim);
        if let Some(behind) = behind
            && behind.starts_with(':')
            && !behind.starts_with("::")
        {
            match read_typed(behind, ask.commands) {
                Typed::Text(_) | Typed::Unknown(_) => {}
                typed => return (typed, Some(shown.to_owned())),
            }
        }
        if let Some(before) = text.trim_end().strip_suffix(":edit")
            && (before.is_empty() || before.ends_with(char::is_whitespace))
        {
            return (Typed::Edit, Some(before.trim_end().to_owned()));
        }
        (read_typed(text, ask.commands), None)
    }
}

/// The bytes of an item: dialoguer counts them, and clears too much where an item has more than fit.
fn room(columns: usize) -> usize {
    columns.saturating_sub(4).max(8)
}

/// Whether what a choice means does not fit behind it: then it stands above the list, whole.
fn needs_room(ask: &ChoiceRequest<'_>, room: usize) -> bool {
    ask.choices
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
        let _inside = guard::enter();
        let rows = page::rows(notice, Manner::Screen, Some(self.width()));
        let (_, columns) = self.size();
        let height = rows.len() + LIST + if columns < NARROW { MEANINGS } else { 0 };
        self.print(rows.into_iter().map(|row| (row.text, row.strong)));
        // On a low screen the question is gone by the time it is to be answered.
        if let Notice::Question(page) = notice
            && height > usize::from(self.size().0)
        {
            self.print([(String::new(), false)]);
            self.print(
                page::wrapped(&page.question.text, Some(self.width()))
                    .into_iter()
                    .map(|line| (line, true)),
            );
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

    fn choose(&mut self, ask: &ChoiceRequest<'_>) -> Reply<usize> {
        let _inside = guard::enter();
        self.unsubmitted = None;
        if std::mem::take(&mut self.after_text) && guard::discard() == Rest::Interrupt {
            return Reply::Interrupted;
        }
        if needs_room(ask, room(self.size().1.into())) {
            self.print([(String::new(), false)]);
            for choice in ask.choices.iter().filter(|c| !c.reminds && !c.hint.is_empty()) {
                self.say(&format!("{}: {}", choice.label, choice.hint));
            }
        }
        let reply = loop {
            let (rows, columns) = self.size();
            if rows < ROWS {
                break self.choose_by_key(ask);
            }
            let columns = usize::from(columns);
            let items = self.items(ask, columns);
            let items_len = items.len();
            // Behind a long prompt there is no room for the number of the page.
            let mut prompt = clean(ask.prompt);
            if prompt.len() + 15 > columns {
                self.print(
                    page::wrapped(&prompt, Some(self.width()))
                        .into_iter()
                        .map(|line| (line, true)),
                );
                prompt = "Choose".to_owned();
            }
            if std::mem::take(&mut self.list_untold) {
                self.say("Choose with the arrow keys, then Enter.");
            }
            let theme = Marked { colour: self.colour };
            let mut select = Select::with_theme(&theme)
                .with_prompt(prompt)
                .items(items)
                .report(false);
            if let Some(current) = ask.current.filter(|c| *c < items_len) {
                select = select.default(current);
            }
            // The marks around a paste tell a paste from typing.
            guard::bracketed_paste(true);
            let shown = Instant::now();
            let chosen = select.interact_on_opt(&self.term);
            guard::pass();
            let rest = guard::pasted();
            let pasted = rest == Rest::Paste || shown.elapsed() < UNREAD;
            guard::bracketed_paste(false);
            match chosen {
                Ok(_) if rest == Rest::Interrupt => break Reply::Interrupted,
                Ok(_) if pasted => {
                    self.say("That came like a pasted text, so nothing is chosen. Choose from the list.");
                }
                Ok(Some(i)) => match i.checked_sub(ask.choices.len()) {
                    None => break Reply::Given(i),
                    Some(command) => match ask.commands.get(command) {
                        Some(command) => break Reply::Command(*command),
                        None => continue,
                    },
                },
                Ok(None) => self.say(if ask.commands.is_empty() {
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
            Reply::Given(i) => ask.choices.get(*i).map(|c| clean(&c.label)),
            Reply::Command(command) => Some(command.label().to_owned()),
            Reply::End | Reply::Interrupted => None,
        };
        if let Some(chosen) = chosen {
            self.say(&format!("{}: {chosen}", ask.prompt));
        }
        reply
    }

    fn write(&mut self, ask: &TextRequest<'_>) -> Reply<String> {
        let from = match ask.unconfirmed {
            Some(Unconfirmed::Draft(text)) => text,
            Some(Unconfirmed::Rejected(_)) | None => ask.current,
        };
        begun::begin(ask.draft_field.as_ref(), ask.kind, true, from);
        let reply = self.write_text(ask);
        begun::end();
        reply
    }
}

impl Terminal {
    fn write_text(&mut self, ask: &TextRequest<'_>) -> Reply<String> {
        let _inside = guard::enter();
        self.unsubmitted = None;
        self.print([(String::new(), false)]);
        // What was wrong with it was said just now.
        if !matches!(ask.unconfirmed, Some(Unconfirmed::Rejected(_))) {
            self.say(ask.about);
        }
        if std::mem::take(&mut self.text_untold) {
            self.say(&format!(
                "Enter ends the text. Instead of it you can type {}.",
                text_commands(ask.commands)
            ));
        }
        let mut standing = match ask.unconfirmed {
            Some(Unconfirmed::Draft(text)) => {
                self.say("This is a draft from an earlier visit and no answer yet: Enter takes it.");
                text.to_owned()
            }
            Some(Unconfirmed::Rejected(text)) => text.to_owned(),
            None => ask.current.to_owned(),
        };
        // What was typed and could not be taken, to be put right.
        let mut refused: Option<String> = None;
        loop {
            let mut shown = refused.clone().unwrap_or_else(|| clean_lines(&standing));
            if ask.kind == TextKind::Line {
                shown = shown.replace('\n', " ");
            }
            let (rows, _) = self.size();
            let lines = page::wrapped(&shown, Some(self.width()));
            // What does not fit on the screen cannot be drawn again and again.
            let too_long = refused.is_none() && !shown.is_empty() && lines.len() + 4 > usize::from(rows);
            if too_long {
                self.print(lines.into_iter().map(|line| (line, false)));
                self.say("Enter keeps this text, :edit opens it in your editor, a new text takes its place.");
            }
            let initial = if too_long { "" } else { shown.as_str() };
            let text = match self.read(ask.prompt, initial) {
                Ok(text) => text,
                Err(stop) => {
                    let from = if refused.is_some() { "" } else { initial };
                    self.unsubmitted = self.unsubmitted.take().map(|typed| begun_text(&typed, from));
                    return match stop {
                        Stop::End => Reply::End,
                        Stop::Interrupted => Reply::Interrupted,
                    };
                }
            };
            if text == initial && refused.is_none() {
                return Reply::Given(if standing == ask.current {
                    standing
                } else {
                    tidy(&standing, ask.kind)
                });
            }
            let (typed, so_far) = Self::understand(&text, if refused.is_some() { "" } else { initial }, ask);
            refused = None;
            match typed {
                Typed::Text(text) => return Reply::Given(tidy(&text, ask.kind)),
                Typed::Command(command) => return Reply::Command(command),
                Typed::Jump(words) => {
                    self.unsubmitted = Some(words);
                    return Reply::Command(InterviewCommand::Jump);
                }
                Typed::Unknown(why) => {
                    self.say(&why);
                    refused = Some(text);
                }
                Typed::Help => {
                    for line in text_help(ask.commands) {
                        self.say(&line);
                    }
                    self.say(ask.about);
                }
                Typed::Edit => {
                    let so_far = so_far
                        .filter(|t| !t.is_empty() && t != initial)
                        .unwrap_or_else(|| standing.clone());
                    let Some(chosen) = editor::chosen() else {
                        standing = so_far;
                        self.say(editor::NO_EDITOR);
                        continue;
                    };
                    if let Some(how) = chosen.instructions {
                        // It covers the screen at once: what is said of it must have been read.
                        self.say(how);
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
                                    Stop::End => Reply::End,
                                    Stop::Interrupted => Reply::Interrupted,
                                };
                            }
                        }
                    }
                    match editor::edit(&chosen, &so_far) {
                        Edited::Text(text) => {
                            standing = text;
                            self.say("The text from the editor; Enter takes it.");
                        }
                        Edited::Unchanged(why) => {
                            standing = so_far;
                            self.say(&why);
                        }
                        Edited::Interrupted => {
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
struct Marked {
    colour: Colour,
}

impl Theme for Marked {
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
struct Keys {
    colour: Colour,
    /// When the key before was done with.
    last: Cell<Instant>,
    /// The text that stood when an Enter came in a burst, until something follows it.
    probe: RefCell<Option<String>>,
    /// The text as it was last drawn.
    seen: RefCell<String>,
}

impl Keys {
    fn new(colour: Colour) -> Self {
        Self {
            colour,
            last: Cell::new(Instant::now()),
            probe: RefCell::new(None),
            seen: RefCell::new(String::new()),
        }
    }

    /// The text stands like this now.
    fn see(&self, line: &str) {
        let mut seen = self.seen.borrow_mut();
        if *seen != line {
            line.clone_into(&mut seen);
            begun::so_far(line);
        }
    }

    fn begin(&self, initial: &str) {
        self.last.set(Instant::now());
        *self.probe.borrow_mut() = None;
        initial.clone_into(&mut self.seen.borrow_mut());
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

impl Helper for Keys {}

impl Completer for Keys {
    type Candidate = String;
}

impl Hinter for Keys {
    type Hint = String;

    fn hint(&self, line: &str, pos: usize, _: &Context<'_>) -> Option<String> {
        // Where a burst cannot be told by waiting, a line end at its end may have been the person's Enter.
        (cfg!(not(unix)) && pos == line.len() && line.ends_with('\n')).then(|| "(Enter ends the text)".to_owned())
    }
}

impl Highlighter for Keys {
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
        let mut probe = self.probe.borrow_mut();
        if probe
            .as_ref()
            .is_some_and(|before| line.len() != before.len() && line.len() != before.len() + 1)
        {
            // Something followed: it was a paste, and the text goes on.
            *probe = None;
            guard::probe(false);
        }
        self.see(line);
        !is_drawable(line)
    }
}

impl Validator for Keys {
    fn validate(&self, ctx: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        if self.last.get().elapsed() >= BURST {
            return Ok(ValidationResult::Valid(None));
        }
        // An Enter in a burst: inside a paste it is a line end, at the end of one it ends the text. A line end it is for
        // now; if nothing follows, the read ends, and the text is what stood before it.
        if guard::probe(true) {
            *self.probe.borrow_mut() = Some(ctx.input().to_owned());
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
        let ask = TextRequest {
            prompt: "Finding",
            about: "",
            current: "old text",
            unconfirmed: None,
            draft_field: None,
            kind: TextKind::Paragraph,
            commands: &[InterviewCommand::Back],
        };
        let of = |text: &str| Terminal::understand(text, "old text", &ask);
        assert_eq!(of("old text:back").0, Typed::Command(InterviewCommand::Back));
        assert_eq!(of("old text:edit"), (Typed::Edit, Some("old text".to_owned())));
        assert_eq!(of("new start :edit"), (Typed::Edit, Some("new start".to_owned())));
        assert_eq!(of("old text :nonsense").0, Typed::Text("old text :nonsense".into()));
        assert_eq!(of("old text::back").0, Typed::Text("old text::back".into()));
    }

    #[test]
    fn what_cannot_be_drawn_is_left_out() {
        let keys = Keys::new(Colour::Off);
        assert_eq!(keys.highlight("a\u{1b}b\tc\nd\u{202e}", 0), "ab\tc\nd");
        assert!(keys.highlight_char("a\u{7}", 0, CmdKind::Other));
        assert!(!keys.highlight_char("a\té\n", 0, CmdKind::Other));
    }
}
