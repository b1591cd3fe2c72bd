//! The part of an answer file that a change touches, worked on in place of the whole.
//!
//! An answer's blocks stand by themselves: what is said of one question is no part of another. So the blocks of the answers that stay as
//! they are need not be parsed and made anew at every save. They are left out, what is left is a small answer file of its own, and when
//! that is changed they are put back where they stood, byte for byte.

use std::collections::{BTreeSet, HashSet};

use super::{Answer, Assessment};
use crate::checklist::{Checklist, QuestionId};
use crate::format::blocks::blocks;

/// An answer file without most of its answers.
pub(super) struct Excerpt<'t> {
    /// Its text: an answer file too.
    pub text: String,
    /// What the text says.
    pub now: Assessment,
    /// What it is to say.
    pub wanted: Assessment,
    /// The whole.
    whole: Parts<'t>,
    /// The ids of the answers that it has.
    kept: BTreeSet<&'t str>,
}

/// An answer file's text in parts.
struct Parts<'t> {
    head: &'t str,
    /// By question, in the order of the text.
    answers: Vec<(&'t str, &'t str)>,
    /// What stands behind the last answer.
    tail: &'t str,
}

impl<'t> Parts<'t> {
    /// None where the answers do not stand together, each in one place and under headings of its own.
    fn of(text: &'t str) -> Option<Self> {
        let mut answers: Vec<(&str, usize)> = Vec::new();
        let mut seen = HashSet::new();
        let (mut end, mut tail) = (0, None);
        for block in blocks(text)? {
            match block.heading {
                Some(("answer", id)) => {
                    let id = id.filter(|_| tail.is_none())?;
                    if answers.last().is_none_or(|(last, _)| *last != id) {
                        if !seen.insert(id) {
                            return None;
                        }
                        answers.push((id, end));
                    }
                }
                _ if answers.is_empty() => {}
                _ => {
                    tail.get_or_insert(end);
                }
            }
            end += block.text.len();
        }
        let tail = tail.unwrap_or(text.len());
        let ends = answers.iter().skip(1).map(|(_, start)| *start).chain([tail]);
        let first = answers.first().map_or(tail, |(_, start)| *start);
        Some(Self {
            head: text.get(..first)?,
            answers: answers
                .iter()
                .zip(ends)
                .map(|((id, start), end)| Some((*id, text.get(*start..end)?)))
                .collect::<Option<_>>()?,
            tail: text.get(tail..)?,
        })
    }
}

impl<'t> Excerpt<'t> {
    /// Of a text that says `now`, what is needed to make it say `wanted`. None where the whole has to be worked on: an answer is taken
    /// away, the file is written in an unusual way, or nothing would be left out.
    pub(super) fn of(text: &'t str, now: &Assessment, wanted: &Assessment, checklist: &Checklist) -> Option<Self> {
        // Mixed line ends are made the same everywhere. Dates in an answer may be no later than the day of the last change.
        if !has_one_line_end(text) || wanted.updated < now.updated {
            return None;
        }
        let whole = Parts::of(text)?;
        let changed: Vec<(&QuestionId, &Answer)> = wanted
            .answers
            .iter()
            .filter(|(id, answer)| now.answers.get(*id) != Some(*answer))
            .collect();
        let added: BTreeSet<&QuestionId> = changed
            .iter()
            .map(|(id, _)| *id)
            .filter(|id| !now.answers.contains_key(*id))
            .collect();
        if now.answers.len() != whole.answers.len() || now.answers.len() + added.len() != wanted.answers.len() {
            return None;
        }
        let mut needed = predecessors(wanted, &added, checklist);
        needed.extend(changed.iter().map(|(id, _)| id.as_str()));
        // Where answers stand in the file, and what comes before all of them.
        needed.extend(whole.answers.first().map(|(id, _)| *id));
        let kept: Vec<(&str, &str)> = whole
            .answers
            .iter()
            .copied()
            .filter(|(id, _)| needed.contains(id))
            .collect();
        if kept.is_empty() || kept.len() == whole.answers.len() {
            return None;
        }
        let blocks = kept.iter().map(|(_, text)| *text);
        let text: String = [whole.head].into_iter().chain(blocks).chain([whole.tail]).collect();
        Some(Self {
            text,
            now: with_answers(now, &needed),
            wanted: with_answers(wanted, &needed),
            kept: kept.into_iter().map(|(id, _)| id).collect(),
            whole,
        })
    }

    /// The whole again, of the changed text of this part. None where the answers do not stand in it as they stood.
    pub(super) fn put_back(&self, changed: &str) -> Option<String> {
        let changed_parts = Parts::of(changed)?;
        let left_out: usize = self.whole.answers.iter().map(|(_, text)| text.len()).sum();
        let mut made = String::with_capacity(changed.len() + left_out);
        made.push_str(changed_parts.head);
        let mut answers = changed_parts.answers.iter().peekable();
        // What is added stands right behind the answer that it follows, or before all of them.
        let mut push_added = |made: &mut String, kept: Option<&str>| {
            if let Some(kept) = kept {
                let (_, text) = answers.next_if(|(id, _)| *id == kept)?;
                made.push_str(text);
            }
            while let Some((_, text)) = answers.next_if(|(id, _)| !self.kept.contains(id)) {
                made.push_str(text);
            }
            Some(())
        };
        push_added(&mut made, None)?;
        for (id, text) in &self.whole.answers {
            if self.kept.contains(id) {
                push_added(&mut made, Some(id))?;
            } else {
                made.push_str(text);
            }
        }
        made.push_str(changed_parts.tail);
        answers.next().is_none().then_some(made)
    }
}

/// Whether all lines of a text end alike, the last one too.
fn has_one_line_end(text: &str) -> bool {
    let returns = text.bytes().filter(|b| *b == b'\r').count();
    text.ends_with('\n')
        && (returns == 0 || (returns == text.matches("\r\n").count() && returns == text.matches('\n').count()))
}

/// The answers that those which are added follow in the order of the checklist.
fn predecessors<'a>(wanted: &'a Assessment, added: &BTreeSet<&QuestionId>, checklist: &Checklist) -> HashSet<&'a str> {
    let mut found = HashSet::new();
    if added.is_empty() {
        return found;
    }
    // As `in_order` has it, without comparing ten thousand ids: what the checklist does not ask stands behind it.
    let unknown = wanted.answers.keys().filter(|id| checklist.question(id).is_none());
    let asked = checklist
        .questions()
        .filter_map(|q| Some(wanted.answers.get_key_value(&q.id)?.0));
    let mut stood = None;
    for id in asked.chain(unknown) {
        if added.contains(id) {
            found.extend(stood);
        } else {
            stood = Some(id.as_str());
        }
    }
    found
}

/// The same with some of its answers; the others are not even copied.
fn with_answers(a: &Assessment, needed: &HashSet<&str>) -> Assessment {
    let answers = a.answers.iter().filter(|(id, _)| needed.contains(id.as_str()));
    Assessment {
        answers: answers.map(|(id, answer)| (id.clone(), answer.clone())).collect(),
        archived: a.archived.clone(),
        approvals: a.approvals.clone(),
        ..a.head()
    }
}

#[cfg(test)]
mod tests;
