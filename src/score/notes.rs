//! Quality notes: what a critical friend would say about the answers.

use serde::Serialize;

use super::{Line, Score};
use crate::assessment::{Answer, EvidenceKind, Response, Strength};

/// What kind of note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteKind {
    /// A strong rating without evidence.
    StrongWithoutEvidence,
    /// All evidence is performance data: it shows how much, not what changed for children.
    DataAlone,
    /// All evidence is stale.
    StaleEvidence,
    /// Evidence without a date.
    UndatedEvidence,
    /// Evidence of a day after the assessment.
    FutureEvidence,
    /// A weak rating without the weakness named.
    WeakWithoutFinding,
    /// An action without owner, date or measure.
    IncompleteAction,
    /// An action due more than 12 months ahead.
    FarAction,
    /// An open action whose date is past.
    OverdueAction,
    /// An action dropped without a reason.
    DroppedWithoutReason,
    /// Not applicable without a reason.
    NoReason,
    /// Text that looks like personal data of a child.
    PersonalData,
    /// An answer to a question that the context switches off.
    SwitchedOff,
    /// An answer given to other words than the question has now.
    ToConfirm,
}

/// One quality note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// The question.
    pub question: String,
    /// What kind of note.
    pub kind: NoteKind,
    /// What is noticed and what to do, in a sentence.
    pub text: String,
}

/// Every quality note, in the order of the checklist.
pub fn notes(score: &Score<'_>) -> Vec<Note> {
    let mut notes = Vec::new();
    for line in &score.lines {
        if let Some(answer) = line.answer {
            of_answer(line, answer, score, &mut notes);
        }
    }
    notes
}

fn of_answer(line: &Line<'_>, answer: &Answer, score: &Score<'_>, notes: &mut Vec<Note>) {
    let on = score.on;
    let mut add = |kind: NoteKind, text: String| {
        notes.push(Note {
            question: line.question.id.clone(),
            kind,
            text,
        })
    };
    let rating = match answer.response {
        Some(Response::Rated(r)) => Some(r),
        _ => None,
    };
    if line.to_confirm {
        add(
            NoteKind::ToConfirm,
            "the question's wording changed since this was answered: confirm or change the answer".to_owned(),
        );
    }
    if rating.is_some_and(|r| r >= 2) && line.strength == Strength::None {
        add(
            NoteKind::StrongWithoutEvidence,
            "rated 2 or 3 and nothing shows it: name the evidence".to_owned(),
        );
    }
    if line.strength == Strength::Stale {
        add(
            NoteKind::StaleEvidence,
            "all evidence is older than 12 months, past its review date, undated or dated ahead: look again".to_owned(),
        );
    }
    if !answer.evidence.is_empty() && answer.evidence.iter().all(|e| e.kind == EvidenceKind::Data) {
        add(
            NoteKind::DataAlone,
            "evidence from data alone: add what audit, children, families or partners say".to_owned(),
        );
    }
    for (i, e) in answer.evidence.iter().enumerate() {
        match e.date {
            None => add(
                NoteKind::UndatedEvidence,
                format!("evidence {} has no date, so it does not count as current", i + 1),
            ),
            Some(d) if d > on => add(
                NoteKind::FutureEvidence,
                format!(
                    "evidence {} is dated {d}, after the assessment ({on}), so it does not count as current",
                    i + 1
                ),
            ),
            _ => {}
        }
    }
    if rating.is_some_and(|r| r <= 1) && answer.finding.is_none() {
        add(
            NoteKind::WeakWithoutFinding,
            "rated 0 or 1 without a finding: name the weakness".to_owned(),
        );
    }
    for (i, action) in answer.actions.iter().enumerate() {
        let n = i + 1;
        if action.status.is_open() {
            let given = |t: &Option<String>| t.as_deref().is_some_and(|t| !t.trim().is_empty());
            let missing: Vec<&str> = [
                ("owner", given(&action.owner)),
                ("due date", action.due.is_some()),
                ("measure of success", given(&action.measure)),
            ]
            .iter()
            .filter(|(_, there)| !there)
            .map(|(name, _)| *name)
            .collect();
            if !missing.is_empty() {
                add(
                    NoteKind::IncompleteAction,
                    format!(
                        "action {n} has no {}: the plan is not credible yet",
                        missing.join(", no ")
                    ),
                );
            }
            if action.is_overdue(on) {
                add(
                    NoteKind::OverdueAction,
                    format!(
                        "action {n} was due {}: say what became of it",
                        action.due.map_or_else(String::new, |d| d.to_string())
                    ),
                );
            } else if missing.is_empty() && !action.is_credible(on) {
                add(
                    NoteKind::FarAction,
                    format!("action {n} is due more than 12 months after the assessment: name a nearer step"),
                );
            }
        } else if action.status == crate::assessment::ActionStatus::Dropped && action.reason.is_none() {
            add(
                NoteKind::DroppedWithoutReason,
                format!("action {n} was dropped without a reason"),
            );
        }
    }
    if answer.response == Some(Response::NotApplicable) && answer.reason.is_none() {
        add(NoteKind::NoReason, "not applicable without a reason".to_owned());
    }
    if let Some(what) = texts(answer).find_map(looks_personal) {
        add(
            NoteKind::PersonalData,
            format!(
                "text that looks like {what}: this file can be asked for; take out anything that could identify a child"
            ),
        );
    }
}

fn texts(answer: &Answer) -> impl Iterator<Item = &str> {
    answer
        .finding
        .iter()
        .chain(answer.reason.iter())
        .map(String::as_str)
        .chain(
            answer
                .evidence
                .iter()
                .flat_map(|e| std::iter::once(e.text.as_str()).chain(e.link.as_deref())),
        )
        .chain(answer.actions.iter().flat_map(|a| {
            std::iter::once(a.what.as_str())
                .chain(a.measure.as_deref())
                .chain(a.reason.as_deref())
        }))
}

/// What a text looks like that ought not to be there: a date of birth, an NHS or other long number, an age with a name, an address.
fn looks_personal(text: &str) -> Option<&'static str> {
    // Each of these holds a figure; most texts hold none.
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !(c.is_alphanumeric() || c == '\''))
        .filter(|w| !w.is_empty())
        .collect();
    let originals: Vec<&str> = text
        .split(|c: char| !(c.is_alphanumeric() || c == '\''))
        .filter(|w| !w.is_empty())
        .collect();
    if ["date of birth", "born on", "d.o.b"].iter().any(|p| lower.contains(p)) || words.contains(&"dob") {
        return Some("a date of birth");
    }
    let digits_and_spaces: Vec<String> = text
        .split(|c: char| !(c.is_ascii_digit() || c == ' ' || c == '-'))
        .map(|run| run.chars().filter(char::is_ascii_digit).collect())
        .collect();
    if lower.contains("nhs n") && digits_and_spaces.iter().any(|d| d.len() == 10)
        || digits_and_spaces.iter().any(|d| is_nhs_number(d))
    {
        return Some("an NHS number");
    }
    let numbered = ["case number", "case no", "case ref", "person id", "child id", "upn "];
    if numbered.iter().any(|p| lower.contains(p)) && digits_and_spaces.iter().any(|d| d.len() >= 4) {
        return Some("a case number");
    }
    if words.windows(2).any(|w| matches!(w, [a, b] if is_postcode(a, b))) {
        return Some("a postcode");
    }
    // "child A (Jamie, 7)", "Jamie, aged 7": a capitalised word, then an age.
    let aged = originals.windows(3).any(|w| match w {
        [name, aged, age] => {
            name.chars().next().is_some_and(char::is_uppercase)
                && !matches!(
                    *name,
                    "Children"
                        | "Child"
                        | "Those"
                        | "People"
                        | "Pupils"
                        | "All"
                        | "Everyone"
                        | "Leavers"
                        | "Students"
                        | "Girls"
                        | "Boys"
                        | "Anyone"
                )
                && aged.eq_ignore_ascii_case("aged")
                && age.parse::<u32>().is_ok_and(|n| n <= 18)
        }
        _ => false,
    });
    aged.then_some("a child's name and age")
}

/// Ten digits with a right check digit (NHS number, modulus 11).
fn is_nhs_number(digits: &str) -> bool {
    if digits.len() != 10 {
        return false;
    }
    let values: Vec<u32> = digits.chars().filter_map(|c| c.to_digit(10)).collect();
    let Some((check, rest)) = values.split_last() else {
        return false;
    };
    let sum: u32 = rest.iter().zip((2..=10).rev()).map(|(d, w)| d * w).sum();
    match 11 - sum % 11 {
        11 => *check == 0 && sum > 0,
        10 => false,
        n => *check == n,
    }
}

/// A British postcode in two words: `so23`, `8uj`.
fn is_postcode(outward: &str, inward: &str) -> bool {
    let o = outward.as_bytes();
    let i = inward.as_bytes();
    let outward_fits = (2..=4).contains(&o.len())
        && o.first().is_some_and(u8::is_ascii_alphabetic)
        && o.iter().skip(1).any(u8::is_ascii_digit);
    let inward_fits =
        matches!(i, [d, a, b] if d.is_ascii_digit() && a.is_ascii_alphabetic() && b.is_ascii_alphabetic());
    outward_fits && inward_fits
}
