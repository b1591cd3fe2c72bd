//! What was said to a question, in short: for the page, where there is more behind a key.

use assure::assessment::voice::{said_word, some_names, spread};
use assure::assessment::{Answer, Period};
use assure::checklist::Question;
use assure::interview::{LastAnswer, response_text};

use super::sentence;
use assure::interview::count;

/// What was said last year, in short.
pub(super) fn last_year(question: &Question, period: Period, last: &LastAnswer) -> String {
    let said = last
        .answer
        .response()
        .map_or_else(|| "left open".to_owned(), |r| response_text(question.answer, r));
    let mut text = format!("Last year, {period}: {said}.");
    if !last.comparable {
        text.push_str(" Its meaning has changed since.");
    } else if last.text != question.text {
        text.push_str(" The words were others then.");
    }
    if let Some(finding) = &last.answer.finding {
        text.push_str(&format!(" {}", sentence(finding)));
    }
    text
}

/// The answer so far, in short.
pub(super) fn so_far(question: &Question, answer: &Answer) -> String {
    let mut text = match answer.response() {
        Some(response) => format!("Your answer so far: {}.", response_text(question.answer, response)),
        None => "Your answer so far: not rated.".to_owned(),
    };
    for (is, words) in [
        (answer.unfinished, " Not finished."),
        (answer.private, " Kept out of a public report."),
    ] {
        if is {
            text.push_str(words);
        }
    }
    for (n, one, more) in [
        (answer.evidence.len(), "piece of evidence", "pieces of evidence"),
        (answer.actions.len(), "action", "actions"),
    ] {
        if n > 0 {
            text.push_str(&format!(" {}.", count(n, one, more)));
        }
    }
    if let Some(draft) = &answer.draft {
        text.push_str(&format!(
            " Draft of the {}, no answer yet: {}",
            draft.field.title(),
            sentence(&draft.text)
        ));
    }
    if !answer.voices.is_empty() {
        text.push_str(&format!(" Voices: {}.", voices(question, answer)));
    }
    if let Some(words) = answer.finding.as_ref().or(answer.reason.as_ref()) {
        text.push_str(&format!(" {}", sentence(words)));
    }
    text
}

/// How several people answered, whose answers were put together.
fn voices(question: &Question, answer: &Answer) -> String {
    let said = answer.voices.iter().map(|v| (v.response(), v.name.as_str()));
    let parts = spread(said).into_iter().map(|(response, names)| {
        let word = said_word(response, question.answer);
        format!("{} {word} ({})", names.len(), some_names(&names))
    });
    parts.collect::<Vec<_>>().join(", ")
}
