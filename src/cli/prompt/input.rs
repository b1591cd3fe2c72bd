//! What was typed, told apart: a text, a command, one of a list.

use assure::diagnostic::clean;
use assure::interview::{ChoiceRequest, InterviewCommand, TextKind};

/// What was typed where a text was wanted.
#[derive(Debug, PartialEq, Eq)]
pub enum TextInput {
    /// A text, still as it was typed.
    Text(String),
    /// A command that is possible here.
    Command(InterviewCommand),
    /// A jump to where these words lead.
    Jump(String),
    /// Help with what can be typed.
    Help,
    /// The text is wanted in an editor.
    Edit,
    /// Begins like a command and is none here: the sentence to say.
    Unknown(String),
}

/// Tells a text from a command. What begins with a colon and a word is never a text: `::` begins one with a colon.
pub fn parse_text_input(line: &str, commands: &[InterviewCommand]) -> TextInput {
    let trimmed = line.trim_start();
    if let Some(rest) = trimmed.strip_prefix("::") {
        return TextInput::Text(format!(":{rest}"));
    }
    let Some(after) = trimmed.strip_prefix(':') else {
        return TextInput::Text(line.to_owned());
    };
    if after.trim() == "?" {
        return TextInput::Help;
    }
    let end = after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len());
    let (word, rest) = after.split_at(end);
    if word.is_empty() {
        return TextInput::Text(line.to_owned());
    }
    let (word, rest) = (word.to_lowercase(), rest.trim());
    let command = commands.iter().copied().find(|c| goes_by_name(*c, &word));
    match (word.as_str(), command, rest) {
        ("edit", _, "") => TextInput::Edit,
        (w, _, "") if w == InterviewCommand::Guide.word() => TextInput::Help,
        (_, Some(command), "") => TextInput::Command(command),
        (_, Some(InterviewCommand::Jump), words)
            if after.get(end..).is_some_and(|r| r.starts_with(char::is_whitespace)) =>
        {
            TextInput::Jump(words.to_owned())
        }
        (w, found, _) => {
            let why = if found.is_some() || w == "edit" || w == InterviewCommand::Guide.word() {
                format!("`:{w}` stands on a line of its own")
            } else {
                format!("`:{w}` is not possible here")
            };
            TextInput::Unknown(format!(
                "{why}, and nothing is saved: type {}. To begin the text itself with a colon, type two: `::{w}`.",
                text_commands(commands)
            ))
        }
    }
}

/// A text as it would be given, of what was typed so far on a line that began as `from`. A command that was begun is none.
pub fn text_so_far(typed: &str, from: &str) -> String {
    if !from.is_empty() && typed.starts_with(from) {
        return typed.to_owned();
    }
    match parse_text_input(typed, &[]) {
        TextInput::Text(text) => text,
        _ => String::new(),
    }
}

/// Whether a command goes by a name. Who says skip where next stands means it, and the other way round.
fn goes_by_name(command: InterviewCommand, name: &str) -> bool {
    command.word() == name
        || command.key() == name
        || command.label() == name
        || match command {
            InterviewCommand::Next => InterviewCommand::Skip.word() == name || InterviewCommand::Skip.key() == name,
            InterviewCommand::Skip => InterviewCommand::Next.word() == name,
            _ => false,
        }
}

/// The words behind a jump that was typed at a list: `jump workforce`, `:j workforce`.
pub fn jump_words(request: &ChoiceRequest<'_>, typed: &str) -> Option<String> {
    let typed = typed.trim();
    let (word, words) = typed
        .strip_prefix(':')
        .unwrap_or(typed)
        .split_once(char::is_whitespace)?;
    let jump = InterviewCommand::Jump;
    let is_jump = word.eq_ignore_ascii_case(jump.word()) || word.eq_ignore_ascii_case(jump.key());
    // `jump to a question or section` is the command's own name.
    (is_jump && request.commands.contains(&jump) && !jump.label().starts_with(&typed.to_lowercase()))
        .then(|| words.trim().to_owned())
}

/// The commands inside a text, in a row: `:back, :skip, :help or :edit`.
pub fn text_commands(commands: &[InterviewCommand]) -> String {
    let mut words: Vec<String> = commands.iter().map(|c| format!(":{}", c.word())).collect();
    if !commands.contains(&InterviewCommand::Guide) {
        words.push(format!(":{}", InterviewCommand::Guide.word()));
    }
    words.push(":edit".to_owned());
    joined_with_or(&words)
}

/// What each command inside a text does, a line each.
pub fn text_help(commands: &[InterviewCommand]) -> Vec<String> {
    let mut lines: Vec<String> = commands
        .iter()
        .filter_map(|c| {
            let does = match c {
                InterviewCommand::Back => "goes back one step",
                InterviewCommand::Skip => "leaves this open and goes on",
                InterviewCommand::Next => "goes on",
                InterviewCommand::Jump => {
                    "goes to another question or section; words of it can follow, as in :jump workforce"
                }
                InterviewCommand::Tasks => "goes to the list of tasks",
                InterviewCommand::Undo => "takes the last answer back",
                InterviewCommand::Details => "shows what you said so far, to change it",
                InterviewCommand::Pause => "saves and leaves",
                InterviewCommand::Guide => return None,
            };
            Some(format!(":{} {does}", c.word()))
        })
        .collect();
    lines.push(":edit opens the text in your editor".to_owned());
    lines.push(":help shows this and what is asked".to_owned());
    lines.push("::back is the text `:back` itself: two colons begin a text with one".to_owned());
    lines
}

/// `a, b or c`.
fn joined_with_or(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// A typed or pasted text as it is kept: no control characters, and one line where one is wanted.
pub fn normalise_text(text: &str, kind: TextKind) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let kept: String = text
        .chars()
        .filter_map(|c| match (c, kind) {
            ('\n', TextKind::Paragraph) => Some('\n'),
            ('\n' | '\t', _) => Some(' '),
            // Nobody means them, and a file with them cannot be shown.
            (c, _) if c.is_control() || c == '\u{feff}' => None,
            (c, _) => Some(c),
        })
        .collect();
    kept.trim().to_owned()
}

/// What was picked from a list by typing.
#[derive(Debug, PartialEq, Eq)]
pub enum ListInput {
    /// A choice, by its place in the list.
    Choice(usize),
    /// A command that is possible here.
    Command(InterviewCommand),
    /// `?` where the guidance cannot be shown: the list again.
    List,
}

/// Finds what was typed among the choices and the commands: a key, a name, or a beginning that only one of them has.
pub fn parse_list_input(request: &ChoiceRequest<'_>, typed: &str) -> Result<ListInput, String> {
    let typed = typed.trim();
    let wanted = typed
        .strip_prefix(':')
        .filter(|t| !t.is_empty())
        .unwrap_or(typed)
        .to_lowercase();
    let choice = |test: &dyn Fn(&str, &str) -> bool| {
        request
            .choices
            .iter()
            .position(|c| test(&c.key.to_lowercase(), &c.label.to_lowercase()))
    };
    if let Some(i) = choice(&|key, _| key == wanted).or_else(|| choice(&|_, label| label == wanted)) {
        return Ok(ListInput::Choice(i));
    }
    if let Some(command) = request.commands.iter().find(|c| goes_by_name(**c, &wanted)) {
        return Ok(ListInput::Command(*command));
    }
    if wanted == InterviewCommand::Guide.key() || wanted == InterviewCommand::Guide.word() {
        return Ok(ListInput::List);
    }
    if wanted.chars().count() >= 2 {
        let mut found: Vec<(String, ListInput)> = request
            .choices
            .iter()
            .enumerate()
            .filter(|(_, c)| c.label.to_lowercase().starts_with(&wanted))
            .map(|(i, c)| (clean(&c.label), ListInput::Choice(i)))
            .collect();
        found.extend(
            request
                .commands
                .iter()
                .filter(|c| c.label().starts_with(&wanted) || c.word().starts_with(&wanted))
                .map(|c| (c.label().to_owned(), ListInput::Command(*c))),
        );
        if found.len() > 1 {
            let names: Vec<String> = found.into_iter().map(|(n, _)| n).collect();
            return Err(format!(
                "`{}` could be {}. Type more of it, or its key.",
                clean(typed),
                joined_with_or(&names)
            ));
        }
        if let Some((_, picked)) = found.pop() {
            return Ok(picked);
        }
    }
    if wanted == "n" && request.choices.iter().any(|c| c.key == "na") {
        return Err(format!(
            "`n` means no, and nothing else. Type na for not applicable, or {}.",
            key_list(request)
        ));
    }
    Err(format!(
        "`{}` is not one of the choices. Type {}.",
        clean(typed),
        key_list(request)
    ))
}

/// The choices that a line names by their keys: `1, 3 5`; `-` or nothing names none.
///
/// # Errors
/// Says which word is no key.
pub fn parse_marks(request: &ChoiceRequest<'_>, typed: &str) -> Result<Vec<usize>, String> {
    let mut marked = Vec::new();
    for word in typed.split([',', ' ', ';']).filter(|w| !w.is_empty() && *w != "-") {
        match request.choices.iter().position(|c| c.key.eq_ignore_ascii_case(word)) {
            Some(i) if !marked.contains(&i) => marked.push(i),
            Some(_) => {}
            None => {
                return Err(format!(
                    "`{}` is not one of the choices, and nothing is marked. Type the keys of those you mean, such as 1, 3, or a hyphen for none.",
                    clean(word)
                ));
            }
        }
    }
    marked.sort_unstable();
    Ok(marked)
}

/// Everything that can be typed at a list, in a row.
pub fn key_list(request: &ChoiceRequest<'_>) -> String {
    let mut keys: Vec<String> = request.choices.iter().map(|c| clean(&c.key)).collect();
    keys.extend(request.commands.iter().map(|c| c.key().to_owned()));
    joined_with_or(&keys)
}

#[cfg(test)]
mod tests {
    use assure::interview::{Choice, ChoiceLayout};

    use super::*;

    const HERE: &[InterviewCommand] = &[InterviewCommand::Back, InterviewCommand::Skip, InterviewCommand::Guide];

    #[test]
    fn commands_are_told_from_text() {
        assert_eq!(
            parse_text_input(" :Back ", HERE),
            TextInput::Command(InterviewCommand::Back)
        );
        assert_eq!(parse_text_input(":help", &[]), TextInput::Help);
        assert_eq!(parse_text_input(":edit", HERE), TextInput::Edit);
        assert_eq!(parse_text_input("::back", HERE), TextInput::Text(":back".into()));
        assert_eq!(parse_text_input(":) fine", HERE), TextInput::Text(":) fine".into()));
        assert_eq!(parse_text_input(": fine", HERE), TextInput::Text(": fine".into()));
        assert_eq!(parse_text_input(":10 of 12", HERE), TextInput::Text(":10 of 12".into()));
        assert_eq!(
            parse_text_input("::back to it\n:x", HERE),
            TextInput::Text(":back to it\n:x".into())
        );
        assert_eq!(parse_text_input("::) fine", HERE), TextInput::Text(":) fine".into()));
        assert_eq!(
            parse_text_input(":next", HERE),
            TextInput::Command(InterviewCommand::Skip)
        );
        assert!(
            matches!(parse_text_input(":jump", HERE), TextInput::Unknown(s) if s.contains(":back, :skip, :help or :edit"))
        );
    }

    #[test]
    fn what_begins_like_a_command_is_never_a_text() {
        for text in [
            ":jump workforce",
            ":back to it",
            ":foo",
            " :Foo bar",
            ":smile: good",
            ":edit this",
            ":help me",
            ":foo\nand more",
        ] {
            let read = parse_text_input(text, HERE);
            assert!(
                matches!(&read, TextInput::Unknown(s) if s.contains("nothing is saved") && s.contains("`::")),
                "{text}: {read:?}"
            );
        }
        let jump = &[InterviewCommand::Jump];
        assert_eq!(
            parse_text_input(":jump Workforce", jump),
            TextInput::Jump("Workforce".into())
        );
        assert!(matches!(parse_text_input(":jump-start", jump), TextInput::Unknown(_)));
        assert_eq!(
            parse_text_input(":jump", jump),
            TextInput::Command(InterviewCommand::Jump)
        );
    }

    #[test]
    fn a_command_that_was_begun_is_no_text() {
        assert_eq!(text_so_far("half a sen", ""), "half a sen");
        assert_eq!(text_so_far(":ba", ""), "");
        assert_eq!(text_so_far(":jump work", "old"), "");
        assert_eq!(text_so_far("::ba", ""), ":ba");
        assert_eq!(text_so_far(":fine and more", ":fine"), ":fine and more");
    }

    #[test]
    fn a_jump_at_a_list_can_say_where() {
        let request = ChoiceRequest {
            commands: &[InterviewCommand::Jump],
            ..rating()
        };
        assert_eq!(
            jump_words(&request, ":jump the workforce").as_deref(),
            Some("the workforce")
        );
        assert_eq!(jump_words(&request, "J 3").as_deref(), Some("3"));
        assert_eq!(jump_words(&request, "jump"), None);
        assert_eq!(jump_words(&request, "jump to a question"), None);
        assert_eq!(jump_words(&rating(), "jump workforce"), None);
    }

    #[test]
    fn texts_are_tidied() {
        assert_eq!(normalise_text(" a\r\nb\tc\u{1b}[1m\n", TextKind::Line), "a b c[1m");
        assert_eq!(normalise_text("a\r\n\r\nb\n\n", TextKind::Paragraph), "a\n\nb");
    }

    fn rating() -> ChoiceRequest<'static> {
        ChoiceRequest {
            prompt: "Rating",
            choices: vec![
                Choice::new("0", "not in place"),
                Choice::new("2", "established"),
                Choice::new("na", "not applicable"),
            ],
            current: None,
            commands: &[InterviewCommand::Back, InterviewCommand::Skip, InterviewCommand::Pause],
            layout: ChoiceLayout::Keys,
        }
    }

    #[test]
    fn a_choice_is_found_by_key_name_or_beginning() {
        let request = rating();
        assert_eq!(parse_list_input(&request, "NA"), Ok(ListInput::Choice(2)));
        assert!(
            parse_list_input(&request, "n")
                .is_err_and(|e| e.contains("`n` means no") && e.contains("na for not applicable"))
        );
        assert_eq!(parse_list_input(&request, "Es"), Ok(ListInput::Choice(1)));
        assert_eq!(parse_list_input(&request, "not in place"), Ok(ListInput::Choice(0)));
        assert_eq!(
            parse_list_input(&request, "skip"),
            Ok(ListInput::Command(InterviewCommand::Skip))
        );
        assert_eq!(
            parse_list_input(&request, ":pause"),
            Ok(ListInput::Command(InterviewCommand::Pause))
        );
        assert_eq!(parse_list_input(&request, "?"), Ok(ListInput::List));
        assert!(parse_list_input(&request, "not").is_err_and(|e| e.contains("not in place or not applicable")));
        assert!(parse_list_input(&request, "e").is_err_and(|e| e.contains("0, 2, na, b, s or p")));
        assert!(parse_list_input(&request, "\u{1b}[2J").is_err_and(|e| !e.contains('\u{1b}')));
    }
}
