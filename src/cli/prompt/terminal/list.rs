//! A list to move in, and what it comes to where there is no room for one.

use std::io::ErrorKind;
use std::time::{Duration, Instant};

use assure::diagnostic::clean;
use assure::interview::{Choice, ChoiceRequest, InterviewCommand, Reply};
use dialoguer::Select;
use dialoguer::theme::Theme;

use super::super::guard::{self, PendingInput, Switch};
use super::super::input::{ListInput, jump_words, key_list, parse_list_input, parse_marks};
use super::super::page::Weight;
use super::Terminal;
use crate::cli::screen::bold;
use crate::cli::style::Colour;

/// A list that is answered faster than this was not read, where pending input cannot be looked at.
const MIN_READING_TIME: Duration = Duration::from_millis(if cfg!(unix) { 0 } else { 50 });
/// Fewer rows than this hold no list; dialoguer panics below three.
const MIN_LIST_ROWS: u16 = 4;

impl Terminal {
    /// One of a list, or a command behind it.
    pub(super) fn choose_from_list(&mut self, request: &ChoiceRequest<'_>) -> Reply<usize> {
        loop {
            let (rows, columns) = self.size();
            if rows < MIN_LIST_ROWS {
                return self.choose_by_key(request);
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
                Ok(_) if rest == PendingInput::Interrupt => return Reply::Interrupted,
                Ok(_) if pasted => {
                    self.say("That came like a pasted text, so nothing is chosen. Choose from the list.");
                }
                Ok(Some(i)) => match i.checked_sub(request.choices.len()) {
                    None => return Reply::Given(i),
                    Some(command) => match request.commands.get(command) {
                        Some(command) => return Reply::Command(*command),
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
                        ErrorKind::Interrupted => return Reply::Interrupted,
                        ErrorKind::UnexpectedEof => {}
                        _ => self.say_unusable(&error),
                    }
                    return Reply::End;
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

    /// Any number of a list, by their keys.
    pub(super) fn mark_by_key(&mut self, request: &ChoiceRequest<'_>) -> Reply<Vec<usize>> {
        for choice in &request.choices {
            self.say(&format!("{} {} ({})", choice.key, choice.label, choice.hint));
        }
        loop {
            self.say("Type the keys of those you mean, such as 1, 3. An empty line marks none.");
            let typed = match self.read(request.prompt, "") {
                Ok(typed) => typed,
                Err(end) => return end.into(),
            };
            match (parse_marks(request, &typed), parse_list_input(request, &typed)) {
                (Ok(marked), _) => return Reply::Given(marked),
                (_, Ok(ListInput::Command(command))) => return Reply::Command(command),
                (Err(why), _) => self.say(&why),
            }
        }
    }

    /// A list without room for a list: keys are typed.
    fn choose_by_key(&mut self, request: &ChoiceRequest<'_>) -> Reply<usize> {
        loop {
            self.say(&format!("{}: type {}.", request.prompt, key_list(request)));
            let typed = match self.read(request.prompt, "") {
                Ok(typed) => typed,
                Err(end) => return end.into(),
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
}

/// The bytes of an item: dialoguer counts them, and clears too much where an item has more than fit.
pub(super) fn room(columns: usize) -> usize {
    columns.saturating_sub(4).max(8)
}

/// Whether what a choice means does not fit behind it: then it stands above the list, whole.
pub(super) fn needs_room(request: &ChoiceRequest<'_>, room: usize) -> bool {
    request
        .choices
        .iter()
        .any(|c| !c.reminds && !c.hint.is_empty() && clean(&c.label).len() + 3 + clean(&c.hint).len() > room)
}

/// As much of a text as has room, in bytes.
pub(super) fn cut(text: &str, room: usize) -> String {
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

#[cfg(test)]
mod tests {
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
}
