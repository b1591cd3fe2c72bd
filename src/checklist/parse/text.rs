//! Texts and ids of a checklist: how long, what shape, one question a question.

use crate::node::Fields;

/// One question a question: one question mark, at its end.
pub fn question_text(f: &Fields<'_>) -> String {
    let Some(text) = f.required_text("text") else {
        return String::new();
    };
    let made = limited(f, "text", Some(text), 240).unwrap_or_default();
    match text.matches('?').count() {
        1 if text.ends_with('?') => {}
        0 => f.wrong("text", "question-mark", "a question ends in a question mark", "no `?`"),
        1 => f.wrong(
            "text",
            "question-mark",
            "a question ends in its question mark",
            "`?` before the end",
        ),
        _ => f.wrong_help(
            "text",
            "two-questions",
            "two questions in one: `?` stands more than once",
            "make it two questions, each with an id of its own",
        ),
    }
    made
}

/// Text of at most so many characters, not blank, without control characters.
pub fn limited(f: &Fields<'_>, name: &'static str, text: Option<&str>, most: usize) -> Option<String> {
    let text = text?;
    text_fault(text, most).map_or_else(
        || Some(text.to_owned()),
        |fault| {
            f.wrong(
                name,
                fault.0,
                format!("`{}` {}", f.path(name), fault.1),
                fault.1.clone(),
            );
            Some(text.to_owned())
        },
    )
}

pub fn text_fault(text: &str, most: usize) -> Option<(&'static str, String)> {
    let count = text.chars().count();
    if text.trim().is_empty() {
        Some(("empty", "is empty".to_owned()))
    } else if count > most {
        Some(("too-long", format!("has {count} characters; the most is {most}")))
    } else if text.chars().any(|c| c.is_control() && c != '\n') {
        Some(("control-character", "holds a control character".to_owned()))
    } else {
        None
    }
}

pub fn list_of(f: &Fields<'_>, name: &'static str, most: usize) -> Vec<String> {
    let texts: Vec<String> = f.texts(name).into_iter().map(str::to_owned).collect();
    for (i, text) in texts.iter().enumerate() {
        if let Some((code, fault)) = text_fault(text, most) {
            f.wrong(
                name,
                code,
                format!("`{}`, item {}, {fault}", f.path(name), i + 1),
                fault.clone(),
            );
        }
    }
    texts
}

/// Whether this can be an id.
pub fn is_id(text: &str) -> bool {
    text.len() <= 60
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && !text.ends_with('-')
        && !text.contains("--")
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

pub fn id_field(f: &Fields<'_>, name: &'static str) -> Option<String> {
    let id = f.required_text(name)?;
    if !is_id(id) {
        f.wrong_help(
            name,
            "bad-id",
            format!("`{}` is no id", id.escape_debug()),
            "an id has lower-case letters, digits and single hyphens, starts with a letter, and has at most 60 characters",
        );
    }
    Some(id.to_owned())
}
