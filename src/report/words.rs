//! What stands in a report, in words for a person.

use super::{AnswerRecord, VoiceRecord};
use crate::assessment::voice::{said_word, some_names, spread};
use crate::assessment::{State, rating_word};
use crate::checklist::AnswerKind;
use crate::score::{Alert, Position};

/// What was answered, for a person: `2 established`, `yes`, `don't know`.
pub fn answer_text(a: &AnswerRecord) -> String {
    response_words(a.state, a.rating, a.answer)
}

/// The same of the parts of an answer.
pub fn response_words(state: State, rating: Option<u8>, kind: AnswerKind) -> String {
    match (state, rating, kind) {
        (State::Rated, Some(r), AnswerKind::YesNo) => if r == 3 { "yes" } else { "no" }.to_owned(),
        (State::Rated, Some(r), AnswerKind::Graded) => format!("{r} {}", rating_word(r)),
        (State::DontKnow, ..) => "don't know".to_owned(),
        (State::NotApplicable, ..) => "not applicable".to_owned(),
        _ => "unanswered".to_owned(),
    }
}

/// What an alert's plan amounts to, for a person.
pub fn plan_text(a: &AnswerRecord, alert: Alert) -> &'static str {
    match (a.position, alert) {
        (Position::Unanswered, _) => "still to be answered",
        (_, Alert::Planned) => "credible plan",
        (_, Alert::Open) => "no credible plan",
    }
}

/// How many questions wait for a fact, for a person.
pub fn waiting(questions: usize) -> String {
    match questions {
        1 => "1 question waits on it".to_owned(),
        n => format!("{n} questions wait on it"),
    }
}

/// Whether several people answered, and neither do they agree nor has anybody settled it.
pub fn is_unresolved(a: &AnswerRecord) -> bool {
    a.state == State::Unanswered && !a.to_confirm && a.voices.iter().any(|v| v.state != State::Unanswered)
}

/// How several people answered, for a person, a line a group: `1 developing (Ann Example), 2 established (Bob Example, C. Example)`. Names
/// are there where the copy has them.
pub fn voices_text(a: &AnswerRecord) -> Vec<String> {
    let mut groups: Vec<Option<&str>> = Vec::new();
    for voice in &a.voices {
        if !groups.contains(&voice.group.as_deref()) {
            groups.push(voice.group.as_deref());
        }
    }
    let line = |group: &Option<&str>| {
        let of_group = a.voices.iter().filter(|v| v.group.as_deref() == *group);
        let words = voices_line(of_group, a);
        group.map_or_else(|| words.clone(), |group| format!("{group}: {words}"))
    };
    groups.iter().map(line).collect()
}

fn voices_line<'a>(voices: impl Iterator<Item = &'a VoiceRecord>, a: &AnswerRecord) -> String {
    let parts = spread(voices.map(|v| (v.response(), v)))
        .into_iter()
        .map(|(response, who)| {
            let names: Vec<&str> = who.iter().filter_map(|v| v.name.as_deref()).collect();
            let said = format!("{} {}", who.len(), said_word(response, a.answer));
            if names.is_empty() {
                said
            } else {
                format!("{said} ({})", some_names(&names))
            }
        });
    parts.collect::<Vec<_>>().join(", ")
}
