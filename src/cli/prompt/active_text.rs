//! The text that is being typed, for the moment at which a signal ends everything: it is kept as a draft of its answer.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use assure::assessment::{AnswerFile, Draft};
use assure::checklist::{Checklist, QuestionId};
use assure::diagnostic::clean_lines;
use assure::interview::{AnswerField, TextKind};

use super::input::{normalise_text, text_so_far};
use crate::cli::store::write_atomically;

/// How the text that is handed over came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typing {
    /// Key by key: what stands there may be a command that was begun.
    Keys,
    /// In whole lines, already told from commands.
    Lines,
}

struct ActiveText {
    /// Where it belongs: the question, and a draft still without its text. None where no answer can hold it.
    place: Option<(QuestionId, Draft)>,
    kind: TextKind,
    typing: Typing,
    /// What was offered to begin from.
    from: String,
    text: String,
}

static ACTIVE: Mutex<Option<ActiveText>> = Mutex::new(None);

/// A text is asked for.
pub fn begin(draft_field: Option<&AnswerField<'_>>, kind: TextKind, typing: Typing, from: &str) {
    let place = draft_field.map(|s| {
        let draft = Draft {
            field: s.field,
            item: s.item,
            text: String::new(),
        };
        (s.question.clone(), draft)
    });
    *ACTIVE.lock().unwrap_or_else(PoisonError::into_inner) = Some(ActiveText {
        place,
        kind,
        typing,
        from: from.to_owned(),
        text: from.to_owned(),
    });
}

/// It stands so far as this.
pub fn update(text: &str) {
    if let Some(active) = &mut *ACTIVE.lock().unwrap_or_else(PoisonError::into_inner) {
        text.clone_into(&mut active.text);
    }
}

/// It was given, or left for something else.
pub fn end() {
    *ACTIVE.lock().unwrap_or_else(PoisonError::into_inner) = None;
}

/// Keeps what is being typed in the answer file, and says so; none where nothing is.
///
/// For the last act of a program that a signal ends: from here on no text is given any more, so that nothing is saved beside it.
pub fn save_as_draft(path: &Path, checklist: &Checklist) -> Option<String> {
    // Never let go of: whoever gives a text waits here, and the program ends.
    let guard = std::mem::ManuallyDrop::new(ACTIVE.lock().unwrap_or_else(PoisonError::into_inner));
    let Some(active) = guard.as_ref() else {
        drop(std::mem::ManuallyDrop::into_inner(guard));
        return None;
    };
    let text = match active.typing {
        Typing::Keys => normalise_text(&text_so_far(&active.text, &active.from), active.kind),
        Typing::Lines => normalise_text(&active.text, active.kind),
    };
    if text.is_empty() || text == active.from.trim() {
        return None;
    }
    let kept = active
        .place
        .as_ref()
        .is_some_and(|(question, draft)| write(path, checklist, question, draft, &text).is_some());
    Some(if kept {
        "What you were typing is kept as a draft. It is no answer yet: it is offered again when you come back."
            .to_owned()
    } else {
        format!("What you were typing is not kept: {}", clean_lines(&text))
    })
}

fn write(path: &Path, checklist: &Checklist, question: &QuestionId, draft: &Draft, text: &str) -> Option<()> {
    let mut file = AnswerFile::parse(&std::fs::read_to_string(path).ok()?, checklist).ok()?;
    let mut wanted = file.assessment().clone();
    wanted.answers.entry(question.clone()).or_default().draft = Some(Draft {
        text: text.to_owned(),
        ..draft.clone()
    });
    file.apply(&wanted, checklist).ok()?;
    write_atomically(path, file.text().as_bytes()).ok()
}
