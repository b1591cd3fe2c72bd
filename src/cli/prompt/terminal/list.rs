//! A list to move in and to choose from by key, and what it comes to where there is no room for one.

use assure::diagnostic::clean;
use assure::interview::{ChoiceRequest, InterviewCommand, Reply};

use super::super::input::{ListInput, jump_words, key_list, parse_list_input, parse_marks};
use super::Terminal;
use super::frame::{Frame, ListKind, ListState, Space};
use super::keys::Press;
use super::on_screen::{KeyOutcome, NOTHING_IS_CHOSEN, OnScreen};

/// What was typed of a key.
#[derive(Debug, PartialEq, Eq)]
enum KeyMatch {
    Choice(usize),
    Command(InterviewCommand),
    /// Keys begin with it: the rest is waited for, or Enter.
    Begun,
    None,
}

impl Terminal {
    /// One of a list, or a command below it.
    pub(super) fn choose_from_list(&mut self, request: &ChoiceRequest<'_>) -> Reply<usize> {
        match self.run_list(request, ListKind::Choose) {
            Some(Reply::Given(chosen)) => chosen.first().map_or(Reply::End, |i| Reply::Given(*i)),
            Some(Reply::Command(command)) => Reply::Command(command),
            Some(Reply::End) => Reply::End,
            Some(Reply::Interrupted) => Reply::Interrupted,
            None => self.choose_by_key(request),
        }
    }

    /// Any number of a list.
    pub(super) fn mark_in_list(&mut self, request: &ChoiceRequest<'_>) -> Reply<Vec<usize>> {
        match self.run_list(request, ListKind::Mark) {
            Some(reply) => reply,
            None => self.mark_by_key(request),
        }
    }

    /// The list until it is answered; none where there is no room for it.
    fn run_list(&mut self, request: &ChoiceRequest<'_>, kind: ListKind) -> Option<Reply<Vec<usize>>> {
        self.run_on_screen(&mut ListState {
            request,
            kind,
            marked: request.current.filter(|c| *c < request.choices.len()),
            ticked: vec![false; request.choices.len()],
            typed: String::new(),
            message: String::new(),
            question: None,
        })
    }

    /// Any number of a list, by their keys.
    fn mark_by_key(&mut self, request: &ChoiceRequest<'_>) -> Reply<Vec<usize>> {
        self.say_choices(request);
        loop {
            self.say("Type the keys of those you mean, such as 1, 3. An empty line marks none.");
            let typed = match self.read(request.prompt, "") {
                Ok(typed) => typed,
                Err(end) => match end.at_a_list(request) {
                    Some(reply) => return reply,
                    None => continue,
                },
            };
            match (parse_marks(request, &typed), parse_list_input(request, &typed)) {
                (Ok(marked), _) => return Reply::Given(marked),
                (_, Ok(ListInput::Command(command))) => return Reply::Command(command),
                (_, Ok(ListInput::List)) => self.say_choices(request),
                (Err(why), _) => self.say(&why),
            }
        }
    }

    /// A list without room for a list: keys are typed.
    pub(super) fn choose_by_key(&mut self, request: &ChoiceRequest<'_>) -> Reply<usize> {
        loop {
            self.say(&format!("{}: type {}.", request.prompt, key_list(request)));
            let typed = match self.read(request.prompt, "") {
                Ok(typed) => typed,
                Err(end) => match end.at_a_list(request) {
                    Some(reply) => return reply,
                    None => continue,
                },
            };
            if let Some(words) = jump_words(request, &typed) {
                self.unsubmitted = Some(words);
                return Reply::Command(InterviewCommand::Jump);
            }
            match parse_list_input(request, &typed) {
                Ok(ListInput::Choice(i)) => return Reply::Given(i),
                Ok(ListInput::Command(command)) => return Reply::Command(command),
                Ok(ListInput::List) => self.say_choices(request),
                Err(why) => self.say(&why),
            }
        }
    }
}

impl OnScreen for ListState<'_> {
    fn frame(&self, space: Space) -> Frame {
        ListState::frame(self, space)
    }

    fn recall(&mut self, question: Option<String>) {
        self.question = question;
    }

    fn wants_question(&self) -> bool {
        self.request.commands.contains(&InterviewCommand::Guide)
    }

    fn forget_message(&mut self) {
        self.message.clear();
    }

    fn refuse_burst(&mut self) {
        self.typed.clear();
        NOTHING_IS_CHOSEN.clone_into(&mut self.message);
    }

    fn take(&mut self, press: Press, pages: &[usize]) -> KeyOutcome {
        let last = self.request.choices.len().saturating_sub(1);
        let page = |marked: Option<usize>| {
            pages
                .iter()
                .rposition(|first| marked.is_none_or(|m| *first <= m))
                .unwrap_or(0)
        };
        match press {
            Press::Up => self.mark(self.marked.map_or(last, |m| m.checked_sub(1).unwrap_or(last))),
            Press::Down => self.mark(self.marked.map_or(0, |m| if m >= last { 0 } else { m + 1 })),
            Press::First => self.mark(0),
            Press::Last => self.mark(last),
            Press::PageUp => {
                let at = self.marked.map_or(0, |m| page(Some(m)));
                self.mark(pages.get(at.saturating_sub(1)).copied().unwrap_or(0));
            }
            Press::PageDown => {
                let at = self.marked.map_or(0, |m| page(Some(m)));
                self.mark(pages.get(at + 1).copied().unwrap_or(last));
            }
            Press::Enter => return self.enter(),
            Press::Escape if !self.typed.is_empty() => self.typed.clear(),
            Press::Escape if self.request.commands.contains(&InterviewCommand::Back) => {
                return KeyOutcome::Done(Reply::Command(InterviewCommand::Back));
            }
            Press::Escape => "There is no step to go back to here.".clone_into(&mut self.message),
            Press::Erase => {
                self.typed.pop();
            }
            Press::Char(c) => return self.type_key(c),
            Press::Clear => self.typed.clear(),
            Press::Paste(_) => self.refuse_burst(),
            Press::Interrupt => return KeyOutcome::Done(Reply::Interrupted),
            Press::End => return KeyOutcome::Done(Reply::End),
            Press::Changed | Press::Suspend | Press::Other => {}
        }
        KeyOutcome::Open
    }
}

impl ListState<'_> {
    fn mark(&mut self, i: usize) {
        self.typed.clear();
        self.marked = (!self.request.choices.is_empty()).then_some(i);
    }

    fn enter(&mut self) -> KeyOutcome {
        if self.typed.is_empty() {
            return match (self.kind, self.marked) {
                (ListKind::Mark, _) => {
                    let ticked = self.ticked.iter().enumerate().filter(|(_, t)| **t);
                    KeyOutcome::Done(Reply::Given(ticked.map(|(i, _)| i).collect()))
                }
                (ListKind::Choose, Some(i)) => KeyOutcome::Done(Reply::Given(vec![i])),
                (ListKind::Choose, None) => {
                    "Nothing is chosen yet: type a key, or move with the arrow keys and press Enter."
                        .clone_into(&mut self.message);
                    KeyOutcome::Open
                }
            };
        }
        let typed = std::mem::take(&mut self.typed);
        if let Some(words) = jump_words(self.request, &typed) {
            return KeyOutcome::Jump(words);
        }
        match parse_list_input(self.request, &typed) {
            Ok(ListInput::Choice(i)) => self.pick(i),
            Ok(ListInput::Command(command)) => KeyOutcome::Done(Reply::Command(command)),
            Ok(ListInput::List) => KeyOutcome::Open,
            Err(why) => {
                self.message = why;
                KeyOutcome::Open
            }
        }
    }

    /// One choice, by its key.
    fn pick(&mut self, i: usize) -> KeyOutcome {
        self.typed.clear();
        match self.kind {
            ListKind::Choose => KeyOutcome::Done(Reply::Given(vec![i])),
            ListKind::Mark => {
                self.marked = Some(i);
                if let Some(tick) = self.ticked.get_mut(i) {
                    *tick = !*tick;
                }
                KeyOutcome::Open
            }
        }
    }

    fn type_key(&mut self, c: char) -> KeyOutcome {
        // No key is longer; and a command behind a colon has a word or two.
        const LONGEST: usize = 60;
        if c == ' ' && self.kind == ListKind::Mark && self.typed.is_empty() {
            return match self.marked {
                Some(i) => self.pick(i),
                None => {
                    "Move to one with the arrow keys first, or type its key.".clone_into(&mut self.message);
                    KeyOutcome::Open
                }
            };
        }
        self.typed.push(c);
        match match_key(self.request, &self.typed) {
            KeyMatch::Choice(i) => self.pick(i),
            KeyMatch::Command(command) => {
                self.typed.clear();
                KeyOutcome::Done(Reply::Command(command))
            }
            KeyMatch::Begun if self.typed.len() <= LONGEST => KeyOutcome::Open,
            KeyMatch::Begun | KeyMatch::None => {
                self.message = format!("`{}` is none of the keys here.", clean(&self.typed));
                self.typed.pop();
                KeyOutcome::Open
            }
        }
    }
}

/// What was typed of a key, as far as it can be told yet. A colon begins a command's name, and Enter ends it.
fn match_key(request: &ChoiceRequest<'_>, typed: &str) -> KeyMatch {
    if typed.starts_with(':') {
        return KeyMatch::Begun;
    }
    let typed = typed.to_lowercase();
    let choices = || request.choices.iter().map(|c| c.key.to_lowercase());
    let commands = || request.commands.iter().map(|c| c.key().to_owned());
    if choices().chain(commands()).any(|k| k != typed && k.starts_with(&typed)) {
        return KeyMatch::Begun;
    }
    if let Some(i) = choices().position(|k| k == typed) {
        return KeyMatch::Choice(i);
    }
    let command = request
        .commands
        .iter()
        // Where texts are searched, a slash begins it.
        .find(|c| c.key() == typed || (**c == InterviewCommand::Jump && typed == "/"));
    command.map_or(KeyMatch::None, |c| KeyMatch::Command(*c))
}

#[cfg(test)]
mod tests;
