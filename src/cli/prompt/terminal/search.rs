//! A choice among many, found by typing words of it.

use std::io::ErrorKind;

use assure::diagnostic::clean;
use assure::interview::{Choice, ChoiceLayout, ChoiceRequest, InterviewCommand, Reply};
use dialoguer::FuzzySelect;
use dialoguer::theme::Theme;

use super::super::guard::{self, PendingInput};
use super::super::page::cut;
use super::Terminal;
use super::list::MIN_LIST_ROWS;

/// Rows that a list to search in takes at most: what it is about stays on the screen above it.
const MOST_ROWS: usize = 12;

impl Terminal {
    /// One of many: what is typed narrows them down.
    pub(super) fn search(&mut self, request: &ChoiceRequest<'_>) -> Reply<usize> {
        loop {
            let (rows, columns) = self.size();
            if rows < MIN_LIST_ROWS || request.choices.is_empty() {
                return self.search_by_words(request);
            }
            self.say("Type words of it, or move with the arrow keys. Enter chooses, Esc goes back.");
            let theme = SearchTheme {
                columns: self.width_of((rows, columns)),
            };
            let select = FuzzySelect::with_theme(&theme)
                .with_prompt(clean(request.prompt))
                .items(items(&request.choices, columns.into()))
                .default(0)
                .max_length(MOST_ROWS.min(usize::from(rows).saturating_sub(3)))
                .highlight_matches(false)
                .report(false);
            let chosen = select.interact_on_opt(&self.term);
            guard::pass();
            let rest = guard::pasted();
            match chosen {
                Ok(_) if rest == PendingInput::Interrupt => return Reply::Interrupted,
                Ok(_) if rest == PendingInput::Paste => {
                    self.say("That came like a pasted text, so nothing is chosen.");
                }
                Ok(Some(i)) => return Reply::Given(i),
                Ok(None) if request.commands.contains(&InterviewCommand::Back) => {
                    return Reply::Command(InterviewCommand::Back);
                }
                Ok(None) => self.say("There is no step to go back to here."),
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

    /// The same without room for a list: words first, then what has them.
    fn search_by_words(&mut self, request: &ChoiceRequest<'_>) -> Reply<usize> {
        let mut choices = vec![Choice::new("w", "other words")];
        loop {
            self.say("Type words of it.");
            let typed = match self.read(request.prompt, "") {
                Ok(typed) => typed.trim().to_lowercase(),
                Err(end) => match end.at_a_list(request) {
                    Some(reply) => return reply,
                    None => continue,
                },
            };
            if typed.is_empty() && request.commands.contains(&InterviewCommand::Back) {
                return Reply::Command(InterviewCommand::Back);
            }
            let found: Vec<usize> = (0..request.choices.len())
                .filter(|i| {
                    request.choices.get(*i).is_some_and(|c| {
                        let text = format!("{} {}", c.label, c.hint).to_lowercase();
                        typed.split_whitespace().all(|w| text.contains(w))
                    })
                })
                .collect();
            match found.as_slice() {
                [] => self.say(&format!("Nothing here has `{}` in it.", clean(&typed))),
                [only] => return Reply::Given(*only),
                _ => {
                    choices.truncate(1);
                    choices.extend(found.iter().enumerate().filter_map(|(n, i)| {
                        let choice = request.choices.get(*i)?;
                        Some(Choice {
                            key: (n + 1).to_string(),
                            ..choice.clone()
                        })
                    }));
                    let matches = ChoiceRequest {
                        choices: choices.clone(),
                        current: None,
                        layout: ChoiceLayout::Keys,
                        ..*request
                    };
                    self.say_choices(&matches);
                    match self.choose_by_key(&matches) {
                        Reply::Given(n) => {
                            if let Some(i) = n.checked_sub(1).and_then(|n| found.get(n)) {
                                return Reply::Given(*i);
                            }
                        }
                        other => return other,
                    }
                }
            }
        }
    }
}

/// A line for each choice, none like another: the one that is chosen is found again by its text. Cut by bytes, because by
/// bytes it is reckoned how many lines are to be cleared.
fn items(choices: &[Choice], columns: usize) -> Vec<String> {
    let room = columns.saturating_sub(4).max(8);
    let mut items: Vec<String> = Vec::new();
    for choice in choices {
        let text = if choice.hint.is_empty() {
            clean(&choice.label)
        } else {
            format!("{} ({})", clean(&choice.label), clean(&choice.hint))
        };
        let mut item = cut_bytes(&text, room);
        for n in 2.. {
            if !items.contains(&item) {
                break;
            }
            let number = format!(" #{n}");
            item = format!("{}{number}", cut_bytes(&text, room.saturating_sub(number.len())));
        }
        items.push(item);
    }
    items
}

/// As much of a text as has room, in bytes.
fn cut_bytes(text: &str, room: usize) -> String {
    if text.len() <= room {
        return text.to_owned();
    }
    let mut end = room.saturating_sub(3);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}...", text.get(..end).unwrap_or_default().trim_end())
}

/// What is typed stays on one line, and says nothing to the terminal.
struct SearchTheme {
    columns: usize,
}

impl Theme for SearchTheme {
    fn format_fuzzy_select_prompt(
        &self,
        f: &mut dyn std::fmt::Write,
        prompt: &str,
        search_term: &str,
        bytes_pos: usize,
    ) -> std::fmt::Result {
        guard::pass();
        let (head, tail) = search_term.split_at_checked(bytes_pos).unwrap_or((search_term, ""));
        let line = format!("{prompt}: {}|{}", clean(head), clean(tail));
        f.write_str(&cut(&line, self.columns))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_fit_in_bytes_and_none_is_like_another() {
        let choices = [
            Choice::hinted("1", "établi – “oui” 漢字漢字", "in place and working everywhere"),
            Choice::hinted("2", "établi – “oui” 漢字漢字", "in place and working everywhere"),
            Choice::new("3", "\u{1b}[2Jx"),
        ];
        for columns in 12..90 {
            let items = items(&choices, columns);
            assert!(items.iter().all(|i| i.len() <= columns - 4), "{columns}: {items:?}");
            assert!(items[0] != items[1] && !items[2].contains('\u{1b}'), "{items:?}");
        }
    }
}
