//! A list as it stands on the screen: what is in it, how it fits, and in how many pages. Nothing is drawn here.

use assure::diagnostic::clean;
use assure::interview::{Choice, ChoiceLayout, ChoiceRequest, InterviewCommand};

use super::super::page::{StyledLine, Weight, cut, wrapped};

/// Fewer columns than this of a hint say nothing.
const LEAST_HINT: usize = 16;
/// Below so many rows everything but the choices is in one line each.
const LOW: usize = 10;

/// What a person does with a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ListKind {
    /// Chooses one.
    Choose,
    /// Ticks any number.
    Mark,
}

/// A list, and what was done in it so far.
#[derive(Debug)]
pub(super) struct ListState<'r> {
    pub request: &'r ChoiceRequest<'r>,
    pub kind: ListKind,
    /// The choice that the sign stands at; none at first where none stands.
    pub marked: Option<usize>,
    /// Which are ticked, in the order of the list.
    pub ticked: Vec<bool>,
    /// What was typed of a key.
    pub typed: String,
    /// What the last key came to, where that needs a word.
    pub message: String,
    /// The question, where it has gone off the screen.
    pub question: Option<String>,
}

/// How much room there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Space {
    pub rows: usize,
    /// The width of a line.
    pub columns: usize,
}

/// A list as it fits.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Frame {
    /// Its lines, no more than there are rows.
    pub lines: Vec<StyledLine>,
    /// The first choice of every page.
    pub pages: Vec<usize>,
}

/// How long the choices are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Length {
    Whole,
    /// A line each; two where the layout has two.
    Cut,
}

/// A command in one word, for the line of keys.
fn word(command: InterviewCommand) -> &'static str {
    match command {
        InterviewCommand::Details => "edit",
        InterviewCommand::Guide => "more",
        InterviewCommand::Next => "forward",
        other => other.word(),
    }
}

/// The line of keys, with as many spaces between two of them as there is room for.
fn footer(commands: &[InterviewCommand], kind: ListKind) -> String {
    let mut keys: Vec<String> = commands
        .iter()
        .map(|c| format!("{}\u{a0}{}", c.key(), word(*c)))
        .collect();
    if kind == ListKind::Mark {
        keys.insert(0, "space\u{a0}ticks".to_owned());
        keys.insert(1, "Enter\u{a0}ends".to_owned());
    }
    keys.join("  ")
}

/// The line of keys in lines of a width; a key is never parted from its word.
pub(super) fn footer_lines(commands: &[InterviewCommand], kind: ListKind, space: Space) -> Vec<String> {
    let text = footer(commands, kind);
    if text.is_empty() {
        return Vec::new();
    }
    let mut lines: Vec<String> = wrapped(&text, Some(space.columns))
        .into_iter()
        .map(|l| l.replace('\u{a0}', " ").trim_end().to_owned())
        .collect();
    if space.rows < LOW {
        lines.truncate(1);
    }
    lines
}

impl ListState<'_> {
    /// The list as it fits.
    pub fn frame(&self, space: Space) -> Frame {
        let strong = |text: String| StyledLine {
            text,
            weight: Weight::Strong,
        };
        let mut foot: Vec<StyledLine> = Vec::new();
        if !self.message.is_empty() {
            let mut lines = wrapped(&self.message, Some(space.columns));
            lines.truncate(if space.rows < LOW { 1 } else { 3 });
            foot.extend(lines.into_iter().map(StyledLine::normal));
        }
        foot.extend(
            footer_lines(self.request.commands, self.kind, space)
                .into_iter()
                .map(StyledLine::normal),
        );
        let mut question = Vec::new();
        if let Some(text) = &self.question {
            let mut lines = wrapped(text, Some(space.columns));
            let most = space.rows / 4;
            if lines.len() > most {
                lines.truncate(most);
                if let Some(last) = lines.last_mut() {
                    let short = cut(last, space.columns.saturating_sub(4));
                    *last = cut(&format!("{short} ..."), space.columns);
                }
            }
            question.extend(lines.into_iter().map(strong));
        }
        let mut prompt = wrapped(&format!("{}:", clean(self.request.prompt)), Some(space.columns));
        if space.rows < LOW {
            prompt.truncate(1);
        }
        // What stands at the foot gives way before the choices do.
        let least = prompt.len() + 1;
        foot.truncate(space.rows.saturating_sub(least));
        question.truncate(space.rows.saturating_sub(least + foot.len()));
        let room = space
            .rows
            .saturating_sub(question.len() + prompt.len() + foot.len())
            .max(1);

        let (items, pages) = self.items(space.columns, room);
        let page = self
            .marked
            .map_or(0, |m| pages.iter().rposition(|first| *first <= m).unwrap_or(0));
        if let Some(last) = prompt.last_mut() {
            if !self.typed.is_empty() {
                last.push_str(&format!(" {}", self.typed));
            }
            if pages.len() > 1 {
                last.push_str(&format!(" (page {} of {})", page + 1, pages.len()));
            }
            *last = cut(last, space.columns);
        }
        let from = pages.get(page).copied().unwrap_or(0);
        let to = pages.get(page + 1).copied().unwrap_or(items.len());
        let mut lines = question;
        lines.extend(prompt.into_iter().map(StyledLine::normal));
        for (i, item) in items.into_iter().enumerate().take(to).skip(from) {
            let weight = if self.marked == Some(i) {
                Weight::Strong
            } else {
                Weight::Normal
            };
            lines.extend(item.into_iter().take(room).map(|text| StyledLine { text, weight }));
        }
        lines.extend(foot);
        Frame { lines, pages }
    }

    /// The choices in lines, and the first of every page.
    fn items(&self, columns: usize, room: usize) -> (Vec<Vec<String>>, Vec<usize>) {
        let all = |length| -> Vec<Vec<String>> {
            (0..self.request.choices.len())
                .map(|i| self.item(i, columns, length))
                .collect()
        };
        let mut items = all(Length::Whole);
        let height: usize = items.iter().map(Vec::len).sum();
        let too_high = match self.request.layout {
            // There may be many: they are whole, on as many pages as that takes.
            ChoiceLayout::TwoLines => items.iter().any(|i| i.len() > room),
            ChoiceLayout::Keys | ChoiceLayout::Search => height > room,
        };
        if too_high {
            items = all(Length::Cut);
        }
        let mut pages = vec![0];
        let mut used = 0;
        for (i, item) in items.iter().enumerate() {
            if used > 0 && used + item.len() > room {
                pages.push(i);
                used = 0;
            }
            used += item.len();
        }
        (items, pages)
    }

    fn item(&self, i: usize, columns: usize, length: Length) -> Vec<String> {
        let Some(choice) = self.request.choices.get(i) else {
            return Vec::new();
        };
        let widest = self
            .request
            .choices
            .iter()
            .map(|c| console::measure_text_width(&clean(&c.key)))
            .max()
            .unwrap_or(0);
        let sign = if self.marked == Some(i) { '>' } else { ' ' };
        let tick = match (self.kind, self.ticked.get(i)) {
            (ListKind::Choose, _) => "",
            (ListKind::Mark, Some(true)) => "[x] ",
            (ListKind::Mark, _) => "[ ] ",
        };
        let key = clean(&choice.key);
        let gap = " ".repeat(widest.saturating_sub(console::measure_text_width(&key)) + 2);
        let head = format!("{sign} {tick}{key}{gap}");
        let indent = " ".repeat(console::measure_text_width(&head));
        let room = columns.saturating_sub(indent.len()).max(1);
        let texts = match self.request.layout {
            ChoiceLayout::TwoLines => two_lines(choice, room, length),
            ChoiceLayout::Keys | ChoiceLayout::Search => one_text(choice, room, length),
        };
        texts
            .into_iter()
            .enumerate()
            .map(|(n, text)| {
                let line = format!("{}{text}", if n == 0 { &head } else { &indent });
                cut(line.trim_end(), columns)
            })
            .collect()
    }
}

/// The label and its hint behind it: whole, or as much as has room.
fn one_text(choice: &Choice, room: usize, length: Length) -> Vec<String> {
    let label = clean(&choice.label);
    let hint = clean(&choice.hint);
    let both = if hint.is_empty() {
        label.clone()
    } else {
        format!("{label} ({hint})")
    };
    if length == Length::Whole && !choice.reminds {
        return wrap(&both, room);
    }
    let least = console::measure_text_width(&label) + 3 + console::measure_text_width(&hint).min(LEAST_HINT);
    vec![cut(if least > room { &label } else { &both }, room)]
}

/// The label, and the hint below it.
fn two_lines(choice: &Choice, room: usize, length: Length) -> Vec<String> {
    let label = clean(&choice.label);
    let hint = clean(&choice.hint);
    let mut lines = match length {
        Length::Whole => wrap(&label, room),
        Length::Cut => vec![cut(&label, room)],
    };
    if !hint.is_empty() {
        match length {
            Length::Whole => lines.extend(wrap(&hint, room)),
            Length::Cut => lines.push(cut(&hint, room)),
        }
    }
    lines
}

/// A text in lines, of which none is wider than there is room, an address no more than anything else.
fn wrap(text: &str, room: usize) -> Vec<String> {
    textwrap::wrap(text, textwrap::Options::new(room).break_words(true))
        .into_iter()
        .map(|l| l.trim_end().to_owned())
        .collect()
}

#[cfg(test)]
impl Frame {
    /// That it fits the screen, draws nothing, and shows where the sign stands where it stands somewhere.
    pub fn assert_fits(&self, space: Space, is_marked: bool) {
        assert!(self.lines.len() <= space.rows, "{space:?}: {:#?}", self.lines);
        for line in &self.lines {
            assert!(
                console::measure_text_width(&line.text) <= space.columns,
                "{space:?}: {line:?}"
            );
            assert!(!line.text.contains('\u{1b}'));
        }
        let signs = self.lines.iter().filter(|l| l.text.starts_with('>')).count();
        assert_eq!(signs, usize::from(is_marked), "the marked one is on the screen");
    }
}
