//! A list by ear: read whole when it is new, one short line after that, and again whenever it is asked for.

use std::io::{self, BufRead};

use assure::diagnostic::clean;
use assure::interview::{Choice, ChoiceLayout, ChoiceRequest, InterviewCommand, Reply};

use super::super::input::{ListInput, jump_words, parse_list_input, parse_marks};
use super::super::page::sentence;
use super::heard::{ToRead, keys_in_short};
use super::{InputLine, Plain};

/// A list with more choices than this has keys that nobody keeps in mind.
const FEW: usize = 6;

/// What was typed at a list, as it is meant by ear.
pub(super) enum TypedWord {
    /// A question mark: the list again.
    Again,
    /// `more`: the guidance.
    Guide,
    /// Something else.
    Other,
}

/// Tells what reads something aloud from what chooses. A choice whose key or name it is comes first.
pub(super) fn typed(request: &ChoiceRequest<'_>, line: &str) -> TypedWord {
    let word = line.trim().trim_start_matches(':').to_lowercase();
    let is_choice = |c: &Choice| c.key.to_lowercase() == word || c.label.to_lowercase() == word;
    if request.choices.iter().any(is_choice) {
        return TypedWord::Other;
    }
    match word.as_str() {
        "?" | "help" => TypedWord::Again,
        "??" | "more" if request.commands.contains(&InterviewCommand::Guide) => TypedWord::Guide,
        "??" | "more" => TypedWord::Again,
        _ => TypedWord::Other,
    }
}

/// A choice as it is read.
pub(super) fn spoken(key: &str, choice: &Choice, layout: ChoiceLayout) -> String {
    let mut line = format!("{} {}", clean(key), clean(&choice.label));
    if !choice.hint.is_empty() {
        // Two lines on a screen are two sentences.
        let between = if layout == ChoiceLayout::TwoLines { "." } else { ":" };
        let label = line.trim_end_matches(['.', ':']).len();
        line.truncate(label);
        line.push_str(&format!("{between} {}", sentence(&clean(&choice.hint))));
    }
    line
}

impl<R: BufRead, W: io::Write> Plain<R, W> {
    pub(super) fn choose_from_list(&mut self, request: &ChoiceRequest<'_>) -> Reply<usize> {
        let kept = request.current.and_then(|i| request.choices.get(i).map(|c| (i, c)));
        let mut prompt = self.list_when_new(request);
        if let Some((_, choice)) = kept {
            prompt.push_str(&format!(
                " Enter alone: {} {}.",
                clean(&choice.key),
                clean(&choice.label)
            ));
        }
        loop {
            match self.ask(&prompt) {
                InputLine::End => return Reply::End,
                InputLine::Unusable(why) | InputLine::Cut(why) => self.say(&why),
                InputLine::Text(line) if line.trim().is_empty() => match kept {
                    Some((i, choice)) => {
                        self.say(&format!("Kept: {}.", clean(&choice.label)));
                        return Reply::Given(i);
                    }
                    None => self.say(&format!("Nothing is chosen yet. Type {}.", keys(request))),
                },
                InputLine::Text(line) if jump_words(request, &line).is_some() => {
                    self.unsubmitted = jump_words(request, &line);
                    return Reply::Command(InterviewCommand::Jump);
                }
                InputLine::Text(line) => match typed(request, &line) {
                    TypedWord::Again => self.list_everything(request),
                    TypedWord::Guide => return Reply::Command(InterviewCommand::Guide),
                    TypedWord::Other => match parse_list_input(request, &line) {
                        Ok(ListInput::Choice(i)) => return self.chosen(request, i),
                        Ok(ListInput::Command(command)) => return Reply::Command(command),
                        Ok(ListInput::List) => self.list_everything(request),
                        Err(why) => self.say_unquoted(&why),
                    },
                },
            }
        }
    }

    pub(super) fn chosen(&mut self, request: &ChoiceRequest<'_>, i: usize) -> Reply<usize> {
        if let Some(choice) = request.choices.get(i) {
            self.say(&format!("Chosen: {}", sentence(&clean(&choice.label))));
        }
        Reply::Given(i)
    }

    pub(super) fn mark_in_list(&mut self, request: &ChoiceRequest<'_>) -> Reply<Vec<usize>> {
        let prompt = self.list_when_new(request);
        self.say_once(
            "Type the keys of all that you mean, with commas between them, such as 1, 3. An empty line marks none.",
        );
        loop {
            match self.ask(&prompt) {
                InputLine::End => return Reply::End,
                InputLine::Unusable(why) | InputLine::Cut(why) => self.say(&why),
                InputLine::Text(line) => match (parse_marks(request, &line), typed(request, &line)) {
                    (Ok(marked), _) => {
                        let labels: Vec<String> = marked
                            .iter()
                            .filter_map(|i| request.choices.get(*i))
                            .map(|c| clean(&c.label))
                            .collect();
                        self.say(&if labels.is_empty() {
                            "None is marked.".to_owned()
                        } else {
                            format!("Marked: {}", sentence(&labels.join("; ")))
                        });
                        return Reply::Given(marked);
                    }
                    (_, TypedWord::Again) => self.list_everything(request),
                    (_, TypedWord::Guide) => return Reply::Command(InterviewCommand::Guide),
                    (Err(why), TypedWord::Other) => match parse_list_input(request, &line) {
                        Ok(ListInput::Command(command)) => return Reply::Command(command),
                        Ok(ListInput::List) => self.list_everything(request),
                        _ => self.say_unquoted(&why),
                    },
                },
            }
        }
    }

    /// Reads what of a list is new, and gives the prompt for it.
    fn list_when_new(&mut self, request: &ChoiceRequest<'_>) -> String {
        let name = request.prompt;
        let read = self.menus.read_now(request);
        // A page that has just said its name is not named again.
        let named = std::mem::take(&mut self.title).starts_with(name);
        match &read {
            ToRead::Nothing => {}
            ToRead::New(places) => {
                self.say("The choices are as before, but for:");
                for choice in places.iter().filter_map(|i| request.choices.get(*i)) {
                    self.say(&spoken(&choice.key, choice, request.layout));
                }
            }
            ToRead::Whole => {
                if !named {
                    self.say(&format!("{name}:"));
                }
                self.list_choices(request);
                return format!("{name}?");
            }
        }
        let again = if request.choices.len() > FEW {
            " A question mark reads the choices."
        } else {
            ""
        };
        format!("{name}, {}?{again}", keys(request))
    }

    fn list_choices(&mut self, request: &ChoiceRequest<'_>) {
        for choice in &request.choices {
            self.say(&spoken(&choice.key, choice, request.layout));
        }
    }

    /// The choices, and everything else that can be typed.
    pub(super) fn list_everything(&mut self, request: &ChoiceRequest<'_>) {
        self.list_choices(request);
        if let Some(choice) = request.current.and_then(|i| request.choices.get(i)) {
            self.say(&format!("Now it is {}.", clean(&choice.label)));
        }
        for command in request.commands {
            let (key, label) = (command.key(), command.label());
            match command {
                // Its key reads this.
                InterviewCommand::Guide => self.say(label),
                // Not `next next question`.
                _ if label.starts_with(key) && key.len() > 1 => self.say(label),
                _ => self.say(&format!("{key} {label}")),
            }
        }
    }
}

/// What the choices go by.
pub(super) fn keys(request: &ChoiceRequest<'_>) -> String {
    let keys: Vec<String> = request.choices.iter().map(|c| clean(&c.key)).collect();
    keys_in_short(keys.iter().map(String::as_str))
}
