//! What stands in the cells that are read.

use crate::assessment::RATINGS;
use crate::checklist::AnswerKind;
use crate::dates::day;
use crate::form::{Form, FormQuestion, LastGiven};

/// What can be chosen as an answer.
pub(super) fn responses(kind: AnswerKind) -> Vec<&'static str> {
    const GRADED: [&str; 4] = ["0 - not in place", "1 - developing", "2 - established", "3 - embedded"];
    debug_assert!(
        RATINGS
            .iter()
            .zip(GRADED)
            .all(|((n, word, _), said)| said == format!("{n} - {word}"))
    );
    let mut words = match kind {
        AnswerKind::Graded => GRADED.to_vec(),
        AnswerKind::YesNo => vec!["yes", "no"],
    };
    words.extend(["don't know", "not applicable"]);
    words
}

/// The question, and what belongs to it.
pub(super) fn text_of(form: &Form, question: &FormQuestion) -> String {
    let mut marks = Vec::new();
    marks.extend(question.key.then(|| "key question".to_owned()));
    marks.extend(
        question
            .critical
            .then(|| "a hard expectation: an alert until it is assured".to_owned()),
    );
    if question.weight != 1 {
        marks.push(format!("counts {} times", question.weight));
    }
    let fact = question
        .only_if
        .as_ref()
        .and_then(|id| form.facts.iter().find(|f| f.id == *id));
    marks.extend(fact.map(|f| format!("only where this is so: {}", f.text)));
    if marks.is_empty() {
        return question.text.clone();
    }
    format!("{}\n({})", question.text, marks.join("; "))
}

/// Why it is asked, and what to look for.
pub(super) fn guidance_of(question: &FormQuestion) -> String {
    let mut parts = vec![format!("Why it matters: {}", question.why)];
    let mut list = |title: &str, items: &[String]| {
        if !items.is_empty() {
            parts.push(format!("{title}\n- {}", items.join("\n- ")));
        }
    };
    list("What a good answer can point to:", &question.look_for);
    list("Warning signs:", &question.warning_signs);
    parts.join("\n")
}

/// Last year's answer.
pub(super) fn last_of(last: &LastGiven) -> String {
    let mut lines = vec![last.answered.clone()];
    if !last.comparable {
        lines.push("(to a question that asked something else)".to_owned());
    }
    lines.extend(last.worded.as_ref().map(|text| format!("The question was: {text}")));
    lines.extend(last.reason.as_ref().map(|text| format!("Reason: {text}")));
    lines.extend(last.finding.as_ref().map(|text| format!("Finding: {text}")));
    for e in &last.evidence {
        let date = e.date.map_or_else(|| "undated".to_owned(), day);
        lines.push(format!("Evidence, {}, {date}: {}", e.kind.title(), e.text));
    }
    for a in &last.actions {
        let due = a.due.map_or_else(String::new, |d| format!(", due {}", day(d)));
        lines.push(format!("Action: {}{due} ({})", a.what, a.status.word()));
    }
    lines.join("\n")
}
