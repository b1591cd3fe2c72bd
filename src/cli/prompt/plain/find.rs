//! A choice among many by ear: words first, then those that have them.

use std::io::{self, BufRead};

use assure::interview::{ChoiceRequest, InterviewCommand, Reply};

use super::super::input::{ListInput, parse_list_input};
use super::choice::{TypedWord, spoken, typed};
use super::{InputLine, Plain};

/// More than these are not read unasked.
const MOST_READ: usize = 12;

impl<R: BufRead, W: io::Write> Plain<R, W> {
    /// Asks for words until one choice is left, or is chosen among those that have them.
    pub(super) fn find(&mut self, request: &ChoiceRequest<'_>) -> Reply<usize> {
        let can_go_back = request.commands.contains(&InterviewCommand::Back);
        let mut prompt = format!(
            "{}? Type words of it{}",
            request.prompt,
            if can_go_back { "; an empty line goes back." } else { "." }
        );
        // Those that have the words: the numbers they were read with choose them.
        let mut found: Vec<usize> = Vec::new();
        loop {
            let line = match self.ask(&prompt) {
                InputLine::End => return Reply::End,
                InputLine::Unusable(why) | InputLine::Cut(why) => {
                    self.say(&why);
                    continue;
                }
                InputLine::Text(line) => line,
            };
            let words = line.trim();
            if words.is_empty() {
                if can_go_back {
                    return Reply::Command(InterviewCommand::Back);
                }
                continue;
            }
            match typed(request, words) {
                TypedWord::Guide => return Reply::Command(InterviewCommand::Guide),
                TypedWord::Again => {
                    if found.is_empty() {
                        self.list_everything(request);
                    } else {
                        self.read_found(request, &found);
                    }
                    continue;
                }
                TypedWord::Other => {}
            }
            let number = words.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
            if let Some(i) = number.and_then(|n| found.get(n)) {
                return self.chosen(request, *i);
            }
            match self.found_by(request, words, !found.is_empty()) {
                Ok(matches) => match matches.as_slice() {
                    [only] => return self.chosen(request, *only),
                    [] => self.say("None has all of these words. Type other words."),
                    many => {
                        prompt = format!("Which, 1 to {}? Or other words.", many.len());
                        if many.len() > MOST_READ {
                            self.say(&format!(
                                "{} have these words. Type more of them, or a question mark to hear all.",
                                many.len()
                            ));
                        } else {
                            self.read_found(request, many);
                        }
                        found = matches;
                    }
                },
                Err(command) => return Reply::Command(command),
            }
        }
    }

    /// The choices that a line names or whose words it has; or the command it is.
    fn found_by(
        &self,
        request: &ChoiceRequest<'_>,
        words: &str,
        numbers_are_taken: bool,
    ) -> Result<Vec<usize>, InterviewCommand> {
        let lower = words.to_lowercase();
        let named = request
            .choices
            .iter()
            .position(|c| (c.key.to_lowercase() == lower && !numbers_are_taken) || c.label.to_lowercase() == lower);
        if let Some(i) = named {
            return Ok(vec![i]);
        }
        let parsed = parse_list_input(request, words);
        // A key alone, or a word behind a colon, is the command; any other word is looked for first.
        if let Ok(ListInput::Command(command)) = parsed
            && (words.starts_with(':') || lower == command.key())
        {
            return Err(command);
        }
        let matches = request.found_by(words);
        match (matches.as_slice(), parsed) {
            ([], Ok(ListInput::Command(command))) => Err(command),
            _ => Ok(matches),
        }
    }

    fn read_found(&mut self, request: &ChoiceRequest<'_>, found: &[usize]) {
        for (n, choice) in found.iter().filter_map(|i| request.choices.get(*i)).enumerate() {
            self.say(&spoken(&(n + 1).to_string(), choice, request.layout));
        }
    }
}
