//! A text with a cursor, what can be typed instead of it, and its way through the editor.

use assure::diagnostic::clean_lines;
use assure::interview::{InterviewCommand, Reply, TextKind, TextRequest, Unconfirmed};

use super::super::editor::{self, EditResult};
use super::super::guard;
use super::super::input::{TextInput, normalise_text, parse_text_input, text_help, text_so_far};
use super::super::page::{self, Paragraph, Weight};
use super::{ReadEnd, Terminal};

/// What can be pressed or typed in a text, in a line.
fn text_keys(commands: &[InterviewCommand]) -> String {
    let mut keys = vec!["Enter ends it".to_owned()];
    for command in commands {
        match command {
            InterviewCommand::Back => keys.push("Esc back".to_owned()),
            InterviewCommand::Guide => {}
            other => keys.push(format!(":{}", other.word())),
        }
    }
    keys.push(":edit".to_owned());
    keys.push(":help".to_owned());
    keys.join("  ")
}

impl Terminal {
    pub(super) fn write_text(&mut self, request: &TextRequest<'_>) -> Reply<String> {
        let _permit = guard::enter();
        self.unsubmitted = None;
        self.say_all([Paragraph::blank()]);
        // What was wrong with it was said just now.
        if !matches!(request.unconfirmed, Some(Unconfirmed::Rejected(_))) {
            self.say(request.about);
        }
        let keys = Paragraph::new(&text_keys(request.commands), "", Weight::Normal);
        let (rows, columns) = self.size();
        // The prompt takes a row or two below it.
        if !self
            .transcript
            .has(&keys, usize::from(rows).saturating_sub(2), columns.into())
        {
            self.say_all([keys]);
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
            let mut shown = refused.clone().unwrap_or_else(|| clean_lines(&standing).into_owned());
            if request.kind == TextKind::Line {
                shown = shown.replace('\n', " ");
            }
            let (rows, _) = self.size();
            let lines = page::wrapped(&shown, Some(self.width())).len();
            // What does not fit on the screen cannot be drawn again and again.
            let too_long = refused.is_none() && !shown.is_empty() && lines + 4 > usize::from(rows);
            if too_long {
                self.say_all([Paragraph::new(&shown, "", Weight::Normal)]);
                self.say("Enter keeps this text, :edit opens it in your editor, a new text takes its place.");
            }
            let initial = if too_long { "" } else { shown.as_str() };
            let text = match self.read(request.prompt, initial) {
                Ok(text) => text,
                Err(end) => {
                    let from = if refused.is_some() { "" } else { initial };
                    let typed = self.unsubmitted.take();
                    self.unsubmitted = typed.as_deref().map(|typed| text_so_far(typed, from));
                    match end {
                        ReadEnd::End => return Reply::End,
                        ReadEnd::Interrupted => return Reply::Interrupted,
                        ReadEnd::Back if request.commands.contains(&InterviewCommand::Back) => {
                            return Reply::Command(InterviewCommand::Back);
                        }
                        ReadEnd::Back => {
                            self.say("There is no step to go back to here.");
                            self.unsubmitted = None;
                            refused = typed.filter(|typed| typed != initial);
                            continue;
                        }
                    }
                }
            };
            if text == initial && refused.is_none() {
                return Reply::Given(if standing == request.current {
                    standing
                } else {
                    normalise_text(&standing, request.kind)
                });
            }
            let (typed, so_far) = Self::parse_line(&text, if refused.is_some() { "" } else { initial }, request);
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
                    match self.edit(so_far) {
                        Ok(text) => standing = text,
                        Err(reply) => return reply,
                    }
                }
            }
        }
    }

    /// Opens a text in the editor: the text as it stands then, or why the person is gone.
    fn edit(&mut self, so_far: String) -> Result<String, Reply<String>> {
        let Some(editor_command) = editor::find_editor() else {
            self.say(editor::NO_EDITOR);
            return Ok(so_far);
        };
        if let Some(instructions) = editor_command.instructions {
            // It covers the screen at once: what is said of it must have been read.
            self.say(instructions);
            self.say("Enter opens it; anything else goes back to the text.");
            match self.read("Open it", "") {
                Ok(line) if line.trim().is_empty() => {}
                Ok(_) => return Ok(so_far),
                Err(ReadEnd::Back) => {
                    self.unsubmitted = None;
                    return Ok(so_far);
                }
                Err(end) => {
                    self.unsubmitted = Some(so_far);
                    return Err(match end {
                        ReadEnd::Interrupted => Reply::Interrupted,
                        ReadEnd::End | ReadEnd::Back => Reply::End,
                    });
                }
            }
        }
        match editor::edit(&editor_command, &so_far) {
            EditResult::Text(text) => {
                self.say("The text from the editor; Enter takes it.");
                Ok(text)
            }
            EditResult::Unchanged(why) => {
                self.say(&why);
                Ok(so_far)
            }
            EditResult::Interrupted => {
                self.unsubmitted = Some(so_far);
                Err(Reply::Interrupted)
            }
        }
    }

    /// What a line of text means: itself, a command, or the text so far and a wish for the editor.
    fn parse_line(text: &str, shown: &str, request: &TextRequest<'_>) -> (TextInput, Option<String>) {
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

#[cfg(test)]
mod tests {
    use super::*;

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
        let of = |text: &str| Terminal::parse_line(text, "old text", &request);
        assert_eq!(of("old text:back").0, TextInput::Command(InterviewCommand::Back));
        assert_eq!(of("old text:edit"), (TextInput::Edit, Some("old text".to_owned())));
        assert_eq!(of("new start :edit"), (TextInput::Edit, Some("new start".to_owned())));
        assert_eq!(of("old text :nonsense").0, TextInput::Text("old text :nonsense".into()));
        assert_eq!(of("old text::back").0, TextInput::Text("old text::back".into()));
    }
}
