//! What looks like personal data of a child: found in a text, and confirmed by a person to be none.
//!
//! Nothing here knows a child; it knows forms. A form alone that is everywhere in such texts (a date, a period, a section of an
//! Act, a postcode district, a web address) is no sign.

mod signs;

use std::ops::Range;

use super::{AcceptedRisk, Action, Answer, Assessment, Evidence};
use crate::format::digest::short;
use crate::format::source::{self, Node, Value};

pub use signs::{Sign, signs};

/// One place of an assessment with a text that looks like personal data, and that nobody has confirmed to be none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonalDataHit {
    /// The dotted path in the answer file: `answer.workforce.evidence.2.text`.
    pub place: String,
    /// What it looks like.
    pub what: &'static str,
    /// The piece of the text that does.
    pub piece: String,
    /// The digest that confirms the text.
    pub digest: String,
    /// The answer is private, or it is a comment: a public report leaves the text out.
    pub private: bool,
    /// It stands in the archive, which a report does not print.
    pub archived: bool,
    /// It stands in what a review kept of the answer, or in what one of several voices said, which no report prints.
    pub unprinted: bool,
    keys: Vec<String>,
}

impl PersonalDataHit {
    /// Of a text that every report prints.
    fn of(keys: Vec<String>, sign: &Sign, text: &str) -> Self {
        Self {
            place: keys.join("."),
            what: sign.what,
            piece: text.get(sign.range.clone()).unwrap_or_default().to_owned(),
            digest: digest(text),
            private: false,
            archived: false,
            unprinted: false,
            keys,
        }
    }

    /// Where it stands in an answer file's text, as near as can be told.
    pub fn span(&self, file: &str) -> Option<Range<usize>> {
        let table = source::parse_toml(file).ok()?;
        let (first, rest) = self.keys.split_first()?;
        let mut at: &Node = &table.get(first)?.node;
        for key in rest {
            at = match &at.value {
                Value::Table(table) => &table.get(key)?.node,
                Value::List(list) => list.get(key.parse::<usize>().ok()?.checked_sub(1)?)?,
                _ => return None,
            };
        }
        let span = at.span.clone()?;
        let inside = file.get(span.clone()).and_then(|t| t.find(&self.piece));
        Some(inside.map_or(span.clone(), |i| span.start + i..span.start + i + self.piece.len()))
    }
}

/// The digest by which a text is confirmed. It is bound to every letter: another text wants another word.
pub fn digest(text: &str) -> String {
    short(text.as_bytes(), 12)
}

/// A text with its path in the answer.
type PlacedText<'a> = (Vec<String>, &'a str);

/// The texts of an answer that could hold a sign, each with its path in the answer: those that a report prints, then those that a review kept,
/// those of voices, and last what readers say of it.
fn texts(answer: &Answer) -> Vec<PlacedText<'_>> {
    let mut found = Vec::new();
    let said = (answer.reason.as_deref(), answer.finding.as_deref());
    add_texts(
        &mut found,
        &[],
        said,
        answer.risk_accepted.as_ref(),
        (&answer.evidence, &answer.actions),
    );
    for (i, e) in answer.earlier.iter().enumerate() {
        let under = [EARLIER.to_owned(), (i + 1).to_string()];
        let said = (e.reason.as_deref(), e.finding.as_deref());
        add_texts(
            &mut found,
            &under,
            said,
            e.risk_accepted.as_ref(),
            (&e.evidence, &e.actions),
        );
    }
    for (i, v) in answer.voices.iter().enumerate() {
        let under = [VOICE.to_owned(), (i + 1).to_string()];
        let said = (v.reason.as_deref(), v.finding.as_deref());
        add_texts(
            &mut found,
            &under,
            said,
            v.risk_accepted.as_ref(),
            (&v.evidence, &v.actions),
        );
    }
    for (i, comment) in answer.comments.iter().enumerate() {
        let at = |keys: &[&str]| -> Vec<String> {
            let of = [COMMENT.to_owned(), (i + 1).to_string()];
            of.into_iter().chain(keys.iter().map(|k| (*k).to_owned())).collect()
        };
        found.push((at(&["text"]), comment.text.as_str()));
        for (j, reply) in comment.replies.iter().enumerate() {
            found.push((at(&["reply", &(j + 1).to_string(), "text"]), &reply.text));
        }
    }
    found
}

/// The key of what readers say.
const COMMENT: &str = "comment";

/// The key of what a review kept.
const EARLIER: &str = "earlier";
/// The key of what each of several people said.
const VOICE: &str = "voice";

fn add_texts<'a>(
    found: &mut Vec<PlacedText<'a>>,
    under: &[String],
    (reason, finding): (Option<&'a str>, Option<&'a str>),
    risk: Option<&'a AcceptedRisk>,
    (evidence, actions): (&'a [Evidence], &'a [Action]),
) {
    let mut add = |keys: &[&str], text: Option<&'a str>| {
        // Nearly every text is done with here, before its place is written down.
        if let Some(text) = text.filter(|text| signs::may_hold(text)) {
            let keys = under.iter().cloned().chain(keys.iter().map(|k| (*k).to_owned()));
            found.push((keys.collect(), text));
        }
    };
    add(&["reason"], reason);
    add(&["finding"], finding);
    add(&["risk_accepted", "reason"], risk.and_then(|r| r.reason.as_deref()));
    for (i, e) in evidence.iter().enumerate() {
        let n = (i + 1).to_string();
        add(&["evidence", &n, "text"], Some(&e.text));
        add(&["evidence", &n, "link"], e.link.as_deref());
    }
    for (i, a) in actions.iter().enumerate() {
        let n = (i + 1).to_string();
        for (key, text) in a.texts() {
            add(&["action", &n, key], Some(text));
        }
        for (j, moved) in a.moved.iter().enumerate() {
            let m = (j + 1).to_string();
            add(&["action", &n, "moved", &m, "reason"], Some(&moved.reason));
        }
    }
}

/// What an answer's own texts look like that nobody has confirmed: its path in the answer, and the sign. What readers say of it is no part
/// of it.
pub fn in_answer(answer: &Answer) -> Vec<(String, &'static str)> {
    unconfirmed(answer)
        .into_iter()
        .filter(|(keys, ..)| keys.first().is_none_or(|k| k != COMMENT))
        .map(|(keys, sign, _)| (keys.join("."), sign.what))
        .collect()
}

/// Puts beside an answer what a person has confirmed of its texts.
pub fn confirm(answer: &mut Answer, confirmed: &[String]) {
    let new: Vec<String> = unconfirmed(answer).iter().map(|(_, _, text)| digest(text)).collect();
    for digest in new {
        if confirmed.contains(&digest) && !answer.no_personal_data.contains(&digest) {
            answer.no_personal_data.push(digest);
        }
    }
}

/// Whether a text of an answer is no personal data: nothing in it looks like it, or a person has confirmed it.
pub fn is_confirmed(answer: &Answer, text: &str) -> bool {
    signs(text).is_empty() || answer.no_personal_data.contains(&digest(text))
}

fn unconfirmed(answer: &Answer) -> Vec<(Vec<String>, Sign, &str)> {
    texts(answer)
        .into_iter()
        .flat_map(|(keys, text)| signs(text).into_iter().map(move |s| (keys.clone(), s, text)))
        .filter(|(_, _, text)| !answer.no_personal_data.contains(&digest(text)))
        .collect()
}

/// The texts of the head, of the recommendations and of the indicators that a report prints, each with its path in the file.
fn head_texts(assessment: &Assessment) -> Vec<(Vec<String>, &str)> {
    let head = [
        (&["council"][..], assessment.council.as_deref()),
        (&["break"], assessment.series_break.as_deref()),
        (&["assessor", "post"], assessment.assessor.post.as_deref()),
    ];
    let mut texts: Vec<(Vec<String>, &str)> = head
        .into_iter()
        .filter_map(|(keys, text)| Some((keys.iter().map(|k| (*k).to_owned()).collect(), text?)))
        .collect();
    let opening = assessment.opening_texts();
    texts.extend(opening.map(|(key, text)| (vec![key.to_owned()], text)));
    for (i, recommendation) in assessment.recommendations.iter().enumerate() {
        let path = |key: &str| vec!["recommendation".to_owned(), (i + 1).to_string(), key.to_owned()];
        texts.extend(recommendation.texts().map(|(key, text)| (path(key), text)));
    }
    for (i, value) in assessment.indicators.iter().enumerate() {
        texts.extend(value.texts().map(|(key, text)| {
            let place = ["indicator".to_owned(), (i + 1).to_string()];
            let keys = key.split('.').map(str::to_owned);
            (place.into_iter().chain(keys).collect(), text)
        }));
    }
    texts
}

/// Puts into the head what a person has confirmed of its texts.
pub fn confirm_head(assessment: &mut Assessment, confirmed: &[String]) {
    let texts = head_texts(assessment);
    let new: Vec<String> = texts
        .iter()
        .map(|(_, text)| digest(text))
        .filter(|d| confirmed.contains(d))
        .collect();
    for digest in new {
        if !assessment.no_personal_data.contains(&digest) {
            assessment.no_personal_data.push(digest);
        }
    }
}

/// The places of the head and of the recommendations that look like personal data and are not confirmed.
pub fn find_in_head(assessment: &Assessment) -> Vec<PersonalDataHit> {
    let mut found = Vec::new();
    let confirmed = |text: &str| assessment.no_personal_data.contains(&digest(text));
    for (keys, text) in head_texts(assessment) {
        for sign in signs(text).iter().filter(|_| !confirmed(text)) {
            found.push(PersonalDataHit::of(keys.clone(), sign, text));
        }
    }
    found
}

/// Every place of an assessment that looks like personal data and is not confirmed, the head first.
pub fn find_unconfirmed(assessment: &Assessment) -> Vec<PersonalDataHit> {
    let mut found = find_in_head(assessment);
    let confirmed = |text: &str| assessment.no_personal_data.contains(&digest(text));
    for (i, approval) in assessment.approvals.iter().enumerate() {
        let text = approval.reason.as_deref().unwrap_or_default();
        for sign in signs(text).iter().filter(|_| !confirmed(text)) {
            let keys = ["approval".to_owned(), (i + 1).to_string(), "reason".to_owned()];
            found.push(PersonalDataHit {
                // A public report leaves it out.
                private: true,
                ..PersonalDataHit::of(keys.into(), sign, text)
            });
        }
    }
    for (block, answers) in [("answer", &assessment.answers), ("archived", &assessment.archived)] {
        for (id, answer) in answers {
            for (keys, sign, text) in unconfirmed(answer) {
                let unprinted = keys.first().is_some_and(|k| k == EARLIER || k == VOICE);
                let comment = keys.first().is_some_and(|k| k == COMMENT);
                let keys = [block.to_owned(), id.to_string()].into_iter().chain(keys).collect();
                found.push(PersonalDataHit {
                    // No public report has a comment.
                    private: answer.private || comment,
                    archived: block == "archived",
                    unprinted,
                    ..PersonalDataHit::of(keys, &sign, text)
                });
            }
        }
    }
    found
}
