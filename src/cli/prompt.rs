//! How the interview reaches a person: at a rich terminal, or line by line for ears and pipes.

mod editor;
mod guard;
mod page;
mod plain;
pub mod signals;
mod terminal;

use std::fmt;
use std::io::IsTerminal as _;

use assure::diagnostic::clean;
use assure::interview::{Choose, Command, Respondent, TextKind};

use super::screen::Stream;

/// There is nobody to ask.
#[derive(Debug)]
pub struct NoTerminal;

impl NoTerminal {
    /// The ways that work without a terminal.
    pub const HINT: &'static str = "use --plain to answer line by line, also from a pipe; --answers FILE with --no-input \
         to take the answers from a file; or --blank to print an empty answer file to fill in";
}

impl fmt::Display for NoTerminal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("there is no terminal to ask the questions at")
    }
}

impl std::error::Error for NoTerminal {}

/// The best way to ask here: a rich terminal where there is one, plain lines where they are wanted.
///
/// The terminal is given back as it was when the respondent is dropped, so drop it before anything else is printed.
///
/// # Errors
/// Plain lines were not asked for, and standard input or standard error is no terminal.
pub fn best(colour: bool, plain: bool) -> Result<Box<dyn Respondent>, NoTerminal> {
    let set = |name: &str| std::env::var(name).unwrap_or_default();
    if plain || wants_plain(&set("TERM"), &set("ACCESSIBLE")) {
        return Ok(Box::new(plain::standard()));
    }
    if !std::io::stdin().is_terminal() || !Stream::Err.is_terminal() {
        return Err(NoTerminal);
    }
    match terminal::Terminal::open(colour) {
        Some(terminal) => Ok(Box::new(terminal)),
        // A terminal that can not be drawn on can still be talked to.
        None => Ok(Box::new(plain::standard())),
    }
}

/// Whether the environment asks for plain lines.
fn wants_plain(term: &str, accessible: &str) -> bool {
    // The three that rustyline can not draw on.
    ["dumb", "cons25", "emacs"].iter().any(|t| term.eq_ignore_ascii_case(t))
        || !(accessible.is_empty() || accessible == "0")
}

/// What was typed where a text was wanted.
#[derive(Debug, PartialEq, Eq)]
enum Typed {
    /// A text, still as it was typed.
    Text(String),
    /// A command that is possible here.
    Command(Command),
    /// Help with what can be typed.
    Help,
    /// The text is wanted in an editor.
    Edit,
    /// Looks like a command and is none here: the sentence to say.
    Unknown(String),
}

/// Tells a text from a command.
fn read_typed(line: &str, commands: &[Command]) -> Typed {
    let trimmed = line.trim();
    if let Some(rest) = trimmed.strip_prefix("::")
        && is_word(rest)
    {
        return Typed::Text(format!(":{rest}"));
    }
    let Some(word) = trimmed.strip_prefix(':').filter(|w| is_word(w) || *w == "?") else {
        return Typed::Text(line.to_owned());
    };
    let word = word.to_lowercase();
    if word == "edit" {
        return Typed::Edit;
    }
    if word == "?" || word == Command::Guide.word() {
        return Typed::Help;
    }
    match commands.iter().find(|c| c.word() == word) {
        Some(command) => Typed::Command(*command),
        None => Typed::Unknown(format!(
            "`:{}` is not possible here: type {}. For the text itself, type `::{}`.",
            clean(&word),
            text_commands(commands),
            clean(&word)
        )),
    }
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphabetic())
}

/// The commands inside a text, in a row: `:back, :skip, :help or :edit`.
fn text_commands(commands: &[Command]) -> String {
    let mut words: Vec<String> = commands.iter().map(|c| format!(":{}", c.word())).collect();
    if !commands.contains(&Command::Guide) {
        words.push(format!(":{}", Command::Guide.word()));
    }
    words.push(":edit".to_owned());
    either(&words)
}

/// What each command inside a text does, a line each.
fn text_help(commands: &[Command]) -> Vec<String> {
    let mut lines: Vec<String> = commands
        .iter()
        .filter_map(|c| {
            let does = match c {
                Command::Back => "goes back one step",
                Command::Skip => "leaves this open and goes on",
                Command::Jump => "goes to another section",
                Command::Details => "shows what you said so far, to change it",
                Command::Pause => "saves and leaves",
                Command::Guide => return None,
            };
            Some(format!(":{} {does}", c.word()))
        })
        .collect();
    lines.push(":edit opens the text in your editor".to_owned());
    lines.push(":help shows this and what is asked".to_owned());
    lines.push("::back is the text `:back` itself".to_owned());
    lines
}

/// `a, b or c`.
fn either(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// A typed or pasted text as it is kept: no control characters, and one line where one is wanted.
fn tidy(text: &str, kind: TextKind) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let kept: String = text
        .chars()
        .filter_map(|c| match (c, kind) {
            ('\n', TextKind::Paragraph) => Some('\n'),
            ('\n' | '\t', _) => Some(' '),
            // Nobody means them, and a file with them can not be shown.
            (c, _) if c.is_control() || c == '\u{feff}' => None,
            (c, _) => Some(c),
        })
        .collect();
    kept.trim().to_owned()
}

/// What was picked from a list by typing.
#[derive(Debug, PartialEq, Eq)]
enum Picked {
    Choice(usize),
    Command(Command),
    /// `?` where the guidance can not be shown: the list again.
    List,
}

/// Finds what was typed among the choices and the commands: a key, a name, or a beginning that only one of them has.
fn pick(ask: &Choose<'_>, typed: &str) -> Result<Picked, String> {
    let typed = typed.trim();
    let wanted = typed
        .strip_prefix(':')
        .filter(|t| !t.is_empty())
        .unwrap_or(typed)
        .to_lowercase();
    let choice = |test: &dyn Fn(&str, &str) -> bool| {
        ask.choices
            .iter()
            .position(|c| test(&c.key.to_lowercase(), &c.label.to_lowercase()))
    };
    if let Some(i) = choice(&|key, _| key == wanted).or_else(|| choice(&|_, label| label == wanted)) {
        return Ok(Picked::Choice(i));
    }
    if let Some(command) = ask
        .commands
        .iter()
        .find(|c| c.key() == wanted || c.word() == wanted || c.label() == wanted)
    {
        return Ok(Picked::Command(*command));
    }
    if wanted == Command::Guide.key() || wanted == Command::Guide.word() {
        return Ok(Picked::List);
    }
    if wanted.chars().count() >= 2 {
        let mut found: Vec<(String, Picked)> = ask
            .choices
            .iter()
            .enumerate()
            .filter(|(_, c)| c.label.to_lowercase().starts_with(&wanted))
            .map(|(i, c)| (clean(&c.label), Picked::Choice(i)))
            .collect();
        found.extend(
            ask.commands
                .iter()
                .filter(|c| c.label().starts_with(&wanted) || c.word().starts_with(&wanted))
                .map(|c| (c.label().to_owned(), Picked::Command(*c))),
        );
        if found.len() > 1 {
            let names: Vec<String> = found.into_iter().map(|(n, _)| n).collect();
            return Err(format!(
                "`{}` could be {}. Type more of it, or its key.",
                clean(typed),
                either(&names)
            ));
        }
        if let Some((_, picked)) = found.pop() {
            return Ok(picked);
        }
    }
    Err(format!(
        "`{}` is not one of the choices. Type {}.",
        clean(typed),
        keys(ask)
    ))
}

/// Everything that can be typed at a list, in a row.
fn keys(ask: &Choose<'_>) -> String {
    let mut keys: Vec<String> = ask.choices.iter().map(|c| clean(&c.key)).collect();
    keys.extend(ask.commands.iter().map(|c| c.key().to_owned()));
    either(&keys)
}

#[cfg(test)]
mod tests {
    use assure::interview::Choice;

    use super::*;

    const HERE: &[Command] = &[Command::Back, Command::Skip, Command::Guide];

    #[test]
    fn the_environment_asks_for_plain_lines() {
        assert!(wants_plain("dumb", ""));
        assert!(wants_plain("xterm", "1"));
        assert!(!wants_plain("xterm", "0"));
        assert!(!wants_plain("", ""));
    }

    #[test]
    fn commands_are_told_from_text() {
        assert_eq!(read_typed(" :Back ", HERE), Typed::Command(Command::Back));
        assert_eq!(read_typed(":help", &[]), Typed::Help);
        assert_eq!(read_typed(":edit", HERE), Typed::Edit);
        assert_eq!(read_typed("::back", HERE), Typed::Text(":back".into()));
        assert_eq!(read_typed(":) fine", HERE), Typed::Text(":) fine".into()));
        assert_eq!(read_typed(":back to it", HERE), Typed::Text(":back to it".into()));
        assert!(matches!(read_typed(":jump", HERE), Typed::Unknown(s) if s.contains(":back, :skip, :help or :edit")));
    }

    #[test]
    fn texts_are_tidied() {
        assert_eq!(tidy(" a\r\nb\tc\u{1b}[1m\n", TextKind::Line), "a b c[1m");
        assert_eq!(tidy("a\r\n\r\nb\n\n", TextKind::Paragraph), "a\n\nb");
    }

    fn rating() -> Choose<'static> {
        Choose {
            prompt: "Rating",
            choices: vec![
                Choice::new("0", "not in place"),
                Choice::new("2", "established"),
                Choice::new("n", "not applicable"),
            ],
            current: None,
            commands: &[Command::Back, Command::Skip, Command::Pause],
        }
    }

    #[test]
    fn a_choice_is_found_by_key_name_or_beginning() {
        let ask = rating();
        assert_eq!(pick(&ask, "N"), Ok(Picked::Choice(2)));
        assert_eq!(pick(&ask, "Es"), Ok(Picked::Choice(1)));
        assert_eq!(pick(&ask, "not in place"), Ok(Picked::Choice(0)));
        assert_eq!(pick(&ask, "skip"), Ok(Picked::Command(Command::Skip)));
        assert_eq!(pick(&ask, ":pause"), Ok(Picked::Command(Command::Pause)));
        assert_eq!(pick(&ask, "?"), Ok(Picked::List));
        assert!(pick(&ask, "not").is_err_and(|e| e.contains("not in place or not applicable")));
        assert!(pick(&ask, "e").is_err_and(|e| e.contains("0, 2, n, b, s or p")));
        assert!(pick(&ask, "\u{1b}[2J").is_err_and(|e| !e.contains('\u{1b}')));
    }
}
