//! A text, line by line: what stands, what keeps and clears it, and the end of a paragraph.

use std::io::{self, BufRead, Write as _};

use assure::interview::{InterviewCommand, Reply, TextKind, TextRequest, Unconfirmed};

use super::super::active_text;
use super::super::editor::{self, EditResult};
use super::super::input::{TextInput, normalise_text, parse_text_input, text_commands, text_help};
use super::{InputLine, Plain};

/// What is said once of the commands inside a text, before their names.
const TEXT_COMMANDS: &str = "Instead of a text you can type";
/// What is said the first time that a text may have several lines, and after that.
const MORE_LINES: [&str; 2] = [
    "More lines, or a line with only a full stop to end the text.",
    "More, or a full stop.",
];

/// Two full stops alone are one, which alone would end the text.
fn full_stop(line: String) -> String {
    if line.trim_end() == ".." { ".".to_owned() } else { line }
}

impl<R: BufRead, W: io::Write> Plain<R, W> {
    pub(super) fn write_text(&mut self, request: &TextRequest<'_>) -> Reply<String> {
        self.unsubmitted = None;
        let _ = writeln!(self.output);
        // What was wrong with it was said just now.
        if !matches!(request.unconfirmed, Some(Unconfirmed::Rejected(_))) {
            self.say_once(request.about);
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
                self.say("An empty line takes it; a line with only a hyphen drops it.");
            }
            None => self.say_current(request),
        }
        if self.said.insert(TEXT_COMMANDS.to_owned()) {
            self.say(&format!("{TEXT_COMMANDS} {}.", text_commands(request.commands)));
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
                            self.say_unquoted(&line);
                        }
                        self.say(request.about);
                        None
                    }
                    TextInput::Edit => self.edit(draft.unwrap_or(request.current)),
                    TextInput::Unknown(why) => {
                        self.say_unquoted(&why);
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
            self.say("An empty line keeps it; a line with only a hyphen clears it.");
        }
    }

    /// The lines behind the first one, up to the full stop. None where the text is to be asked for again.
    fn paragraph(&mut self, first: String, commands: &[InterviewCommand]) -> Option<Reply<String>> {
        let mut lines = vec![full_stop(first)];
        active_text::update(&lines.join("\n"));
        let [first, later] = MORE_LINES;
        let text = if self.said.insert(first.to_owned()) {
            first
        } else {
            later
        };
        self.say(text);
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
                                self.say_unquoted(&line);
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
