//! A choice among many, found by typing words of it or its id.

use assure::diagnostic::clean;
use assure::interview::{Choice, ChoiceLayout, ChoiceRequest, InterviewCommand, Reply};

use dialoguer::theme::Theme;

use super::super::guard::PendingInput;
use super::super::page::{StyledLine, Weight, cut, wrapped};
use super::Terminal;
use super::frame::{Frame, Space};
use super::keys::Press;
use super::on_screen::{KeyOutcome, NOTHING_IS_CHOSEN, OnScreen};

/// Rows that a list to search in takes at most: what it is about stays on the screen above it.
const MOST_ROWS: usize = 12;
/// More than this nobody types to find something.
const LONGEST: usize = 200;

/// What is searched in, and what was typed so far.
#[derive(Debug)]
struct SearchState<'r> {
    request: &'r ChoiceRequest<'r>,
    typed: String,
    /// The places of the choices that have what was typed.
    found: Vec<usize>,
    /// Which of them the sign stands at.
    marked: usize,
    message: String,
}

impl<'r> SearchState<'r> {
    fn new(request: &'r ChoiceRequest<'r>) -> Self {
        Self {
            request,
            typed: String::new(),
            found: request.found_by(""),
            marked: 0,
            message: String::new(),
        }
    }

    fn look(&mut self) {
        self.found = self.request.found_by(&self.typed);
        self.marked = 0;
    }

    fn add(&mut self, text: &str) {
        // A line end is where a search ends, and an escape begins what is no text.
        let text = text.trim_start_matches(['\n', '\r']);
        let line = text.split(char::is_control).next().unwrap_or_default();
        let room = LONGEST.saturating_sub(self.typed.chars().count());
        self.typed.extend(line.chars().take(room));
        self.look();
    }

    fn can_go_back(&self) -> bool {
        self.request.commands.contains(&InterviewCommand::Back)
    }

    /// What can be pressed, in a line or two.
    fn keys(&self) -> String {
        let mut keys = vec!["Enter\u{a0}chooses"];
        if !self.typed.is_empty() {
            keys.push("Ctrl-U\u{a0}clears\u{a0}the\u{a0}line");
        }
        if self.can_go_back() {
            keys.push("Esc\u{a0}goes\u{a0}back");
        }
        let moving = "Type words of it or its id, or move with the arrow keys.";
        format!("{moving} {}.", keys.join(", "))
    }
}

impl OnScreen for SearchState<'_> {
    fn frame(&self, space: Space) -> Frame {
        let number = match self.found.len() {
            _ if self.typed.trim().is_empty() => String::new(),
            n => format!(" ({n} of {})", self.request.choices.len()),
        };
        let theme = SearchTheme {
            columns: space.columns,
            number,
        };
        let mut lines = vec![StyledLine::normal(theme.prompt(self.request.prompt, &self.typed))];
        let mut foot: Vec<StyledLine> = [self.message.as_str(), &self.keys()]
            .into_iter()
            .filter(|text| !text.is_empty())
            .flat_map(|text| wrapped(text, Some(space.columns)))
            .map(|line| StyledLine::normal(line.replace('\u{a0}', " ")))
            .collect();
        // What can be pressed gives way before what can be chosen does.
        foot.truncate(space.rows.saturating_sub(3));
        let room = space.rows.saturating_sub(lines.len() + foot.len()).clamp(1, MOST_ROWS);
        if self.found.is_empty() {
            let none = format!("Nothing here has `{}` in it.", clean(self.typed.trim()));
            lines.extend(
                wrapped(&none, Some(space.columns))
                    .into_iter()
                    .take(room)
                    .map(|line| StyledLine::normal(cut(&line, space.columns))),
            );
        }
        let pages: Vec<usize> = (0..self.found.len()).step_by(room).collect();
        let first = (self.marked / room) * room;
        for (n, choice) in self
            .found
            .iter()
            .filter_map(|i| self.request.choices.get(*i))
            .enumerate()
            .skip(first)
            .take(room)
        {
            let (sign, weight) = if n == self.marked {
                ('>', Weight::Strong)
            } else {
                (' ', Weight::Normal)
            };
            let text = cut(&format!("{sign} {}", in_a_line(choice)), space.columns);
            lines.push(StyledLine { text, weight });
        }
        lines.extend(foot);
        Frame { lines, pages }
    }

    fn recall(&mut self, _: Option<String>) {}

    fn wants_question(&self) -> bool {
        false
    }

    fn forget_message(&mut self) {
        self.message.clear();
    }

    fn refuse_burst(&mut self) {
        NOTHING_IS_CHOSEN.clone_into(&mut self.message);
    }

    fn take(&mut self, press: Press, pages: &[usize]) -> KeyOutcome {
        let last = self.found.len().saturating_sub(1);
        let page = pages.iter().rposition(|first| *first <= self.marked).unwrap_or(0);
        match press {
            Press::Up => self.marked = self.marked.checked_sub(1).unwrap_or(last),
            Press::Down => self.marked = if self.marked >= last { 0 } else { self.marked + 1 },
            Press::First => self.marked = 0,
            Press::Last => self.marked = last,
            Press::PageUp => self.marked = pages.get(page.saturating_sub(1)).copied().unwrap_or(0),
            Press::PageDown => self.marked = pages.get(page + 1).copied().unwrap_or(last),
            Press::Enter => match self.found.get(self.marked) {
                Some(i) => return KeyOutcome::Done(Reply::Given(vec![*i])),
                None => "Nothing is chosen: type other words.".clone_into(&mut self.message),
            },
            Press::Escape if self.can_go_back() => {
                return KeyOutcome::Done(Reply::Command(InterviewCommand::Back));
            }
            Press::Escape => "There is no step to go back to here.".clone_into(&mut self.message),
            Press::Erase => {
                self.typed.pop();
                self.look();
            }
            Press::Clear => {
                self.typed.clear();
                self.look();
            }
            Press::Char(c) => self.add(c.encode_utf8(&mut [0; 4])),
            Press::Paste(text) => {
                self.add(&text);
                // Words can be pasted. An Enter that came with them is nobody's choice.
                if text.contains(['\n', '\r']) {
                    self.refuse_burst();
                }
            }
            Press::Interrupt => return KeyOutcome::Done(Reply::Interrupted),
            Press::End => return KeyOutcome::Done(Reply::End),
            Press::Changed | Press::Suspend | Press::Other => {}
        }
        KeyOutcome::Open
    }
}

impl Terminal {
    /// One of many: what is typed narrows them down.
    pub(super) fn search(&mut self, request: &ChoiceRequest<'_>) -> Reply<usize> {
        if request.choices.is_empty() {
            return self.search_by_words(request);
        }
        match self.run_on_screen(&mut SearchState::new(request)) {
            Some(Reply::Given(chosen)) => chosen.first().map_or(Reply::End, |i| Reply::Given(*i)),
            Some(Reply::Command(command)) => Reply::Command(command),
            Some(Reply::End) => Reply::End,
            Some(Reply::Interrupted) => Reply::Interrupted,
            None => self.search_by_words(request),
        }
    }

    /// The same without room for a list: words first, then what has them.
    fn search_by_words(&mut self, request: &ChoiceRequest<'_>) -> Reply<usize> {
        if self.wait_out_paste() == PendingInput::Interrupt {
            return Reply::Interrupted;
        }
        let mut choices = vec![Choice::new("w", "other words")];
        self.say("Type words of it, or its id.");
        loop {
            let typed = match self.read(request.prompt, "") {
                Ok(typed) => typed.trim().to_owned(),
                Err(end) => match end.at_a_list(request) {
                    Some(reply) => return reply,
                    None => continue,
                },
            };
            if typed.is_empty() && request.commands.contains(&InterviewCommand::Back) {
                return Reply::Command(InterviewCommand::Back);
            }
            let found = request.found_by(&typed);
            match found.as_slice() {
                [] => self.say(&format!(
                    "Nothing here has `{}` in it. Type other words.",
                    clean(&typed)
                )),
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

/// What is typed stays on one line with how many have it, and says nothing to the terminal.
struct SearchTheme {
    columns: usize,
    number: String,
}

impl SearchTheme {
    fn prompt(&self, prompt: &str, typed: &str) -> String {
        let mut line = String::new();
        // Writing into a text cannot fail.
        let _ = self.format_fuzzy_select_prompt(&mut line, &clean(prompt), &clean(typed), usize::MAX);
        line
    }
}

impl Theme for SearchTheme {
    fn format_fuzzy_select_prompt(
        &self,
        f: &mut dyn std::fmt::Write,
        prompt: &str,
        search_term: &str,
        _: usize,
    ) -> std::fmt::Result {
        let head = format!("{prompt}: ");
        let tail = format!("|{}", self.number);
        let width = |text: &str| console::measure_text_width(text);
        let mut over = (width(&head) + width(search_term) + width(&tail)).saturating_sub(self.columns);
        // Of a long line the end is what is being typed.
        let shown = search_term.trim_start_matches(|c: char| {
            let is_over = over > 0;
            over = over.saturating_sub(width(c.encode_utf8(&mut [0; 4])));
            is_over
        });
        f.write_str(&cut(&format!("{head}{shown}{tail}"), self.columns))
    }
}

/// What it is, and more about it.
fn in_a_line(choice: &Choice) -> String {
    if choice.hint.is_empty() {
        clean(&choice.label)
    } else {
        format!("{} ({})", clean(&choice.label), clean(&choice.hint))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request() -> ChoiceRequest<'static> {
        ChoiceRequest {
            prompt: "Go to",
            choices: (0..40)
                .map(|n| {
                    Choice::hinted(
                        "",
                        format!("établi – “oui” 漢字漢字 {n} \u{1b}[2J"),
                        "in place, working",
                    )
                    .also_found_by(format!("id-{n} theme"))
                })
                .collect(),
            commands: &[InterviewCommand::Back],
            layout: ChoiceLayout::Search,
            ..ChoiceRequest::default()
        }
    }

    #[test]
    fn a_search_fits_every_screen_and_shows_what_is_marked() {
        let request = request();
        for columns in [1, 12, 39, 79] {
            for rows in [4, 7, 24] {
                let space = Space { rows, columns };
                let mut state = SearchState::new(&request);
                for press in [
                    Press::Down,
                    Press::PageDown,
                    Press::Last,
                    Press::Paste("漢字 ".repeat(80)),
                    Press::Enter,
                    Press::Clear,
                    Press::Up,
                ] {
                    state.take(press, &state.frame(space).pages);
                    state.frame(space).assert_fits(space, !state.found.is_empty());
                }
            }
        }
    }

    #[test]
    fn an_id_is_found_and_a_pasted_line_end_chooses_nothing() {
        let request = request();
        let mut state = SearchState::new(&request);
        assert!(matches!(
            state.take(Press::Paste("id-3\n".into()), &[0]),
            KeyOutcome::Open
        ));
        assert_eq!(
            state.found.first(),
            Some(&3),
            "the id itself before those that begin with it"
        );
        assert!(state.found.len() > 1 && state.message.contains("nothing is chosen"));
        assert!(matches!(state.take(Press::Enter, &[0]), KeyOutcome::Done(Reply::Given(i)) if i == [3]));
        state.take(Press::Char('x'), &[0]);
        assert!(state.found.is_empty());
        assert!(matches!(state.take(Press::Enter, &[]), KeyOutcome::Open));
        state.take(Press::Clear, &[]);
        assert_eq!((state.found.len(), state.typed.as_str()), (40, ""));
    }
}
