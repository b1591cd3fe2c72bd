//! Carrying answers to a later edition, losing none.

mod joining;

use std::collections::{BTreeMap, BTreeSet};

use super::chain::{Chain, Link};
use super::recommendations::carried;
use super::{Refusal, Side};
use crate::assessment::drift::is_to_confirm;
use crate::assessment::{Answer, Assessment, Response};
use crate::checklist::{Change, Checklist, ContextId, EditionName, Question, QuestionId};
use joining::{merge_agreeing, rating_fits, to_confirm, without_rating};

/// Where an old answer went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MoveOutcome {
    /// To the same question, and it counts.
    Carried,
    /// To a question that asks something else: it counts as unanswered until someone confirms it.
    ToConfirm,
    /// To the archive.
    Archived,
}

/// An old answer and where it went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovedAnswer {
    /// The old question.
    pub old: QuestionId,
    /// Where it went.
    pub outcome: MoveOutcome,
    /// The new questions, or the key in the archive.
    pub to: Vec<QuestionId>,
    /// What the checklist did.
    pub change: Option<Change>,
    /// Why it was not simply carried.
    pub why: Option<String>,
}

/// An upgrade, with every old answer accounted for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upgrade {
    /// The new assessment.
    pub assessment: Assessment,
    /// From which edition.
    pub from: EditionName,
    /// To which.
    pub to: EditionName,
    /// Every edition from one to the other, both ends included.
    pub editions: Vec<u16>,
    /// Every old answer, in the order of the old checklist.
    pub moved: Vec<MovedAnswer>,
    /// Answers in the old file that are not empty: the sum to reach.
    pub answers: usize,
    /// Questions that the old edition did not have.
    pub new_questions: Vec<QuestionId>,
    /// Recommendations that spoke to a question which was split or is withdrawn, and speak to none now: their words.
    pub unlinked: Vec<String>,
    /// Facts that the new edition does not ask.
    pub context_left: Vec<ContextId>,
    /// Facts that only the new edition asks.
    pub context_new: Vec<ContextId>,
    /// The posts whose approvals stand in the old file: they were given to the old edition, and stay there.
    pub approved_by: Vec<String>,
}

impl Upgrade {
    /// How many old answers ended so.
    pub fn count(&self, outcome: MoveOutcome) -> usize {
        self.moved.iter().filter(|m| m.outcome == outcome).count()
    }

    /// Whether carried + to confirm + archived are all the old answers, each once, and every one stands where it is said to.
    pub fn reconciles(&self) -> bool {
        let once: BTreeSet<&QuestionId> = self.moved.iter().map(|m| &m.old).collect();
        once.len() == self.answers
            && self.moved.len() == self.answers
            && self.moved.iter().all(|m| {
                let place = if m.outcome == MoveOutcome::Archived {
                    &self.assessment.archived
                } else {
                    &self.assessment.answers
                };
                !m.to.is_empty() && m.to.iter().all(|id| place.contains_key(id))
            })
    }
}

/// Carries an assessment to the edition that `chain` leads to.
///
/// An answer is carried if its question is the same or only reworded, and comparable. It goes to confirm if the question asks something
/// else now, under the new id and with the digest of the question it was given to. It is archived if its question has no successor, if
/// its rating does not fit the new question's kind, or if several questions were merged and their answers disagree: no rating is made
/// up, and the new question stays open, with their findings, evidence and open actions for whoever answers it.
///
/// # Errors
/// The same edition.
pub fn upgrade(old: Side<'_>, new: &Checklist, chain: &Chain) -> Result<Upgrade, Refusal> {
    if chain.editions.len() < 2 {
        return Err(Refusal::SameEdition(chain.old.clone()));
    }
    let mut builder = UpgradeBuilder {
        old,
        new,
        answers: Vec::new(),
        archived: old.assessment.archived.clone(),
        moved: BTreeMap::new(),
    };
    for (id, link) in &chain.pairs {
        builder.pair(id, link);
    }
    for family in &chain.families {
        builder.family(&family.new, chain);
    }
    for question in &chain.withdrawn {
        builder.archive(
            &question.id,
            None,
            format!("withdrawn in {}: {}", question.edition, question.reason),
        );
    }
    let has = |c: &Checklist, id: &ContextId| c.contexts.iter().any(|x| x.id == *id);
    let stated = &old.assessment.context;
    let recommended = &old.assessment.recommendations;
    let assessment = Assessment {
        checklist: new.id.clone(),
        edition: new.edition,
        revision: Some(new.revision),
        digest: Some(new.digest()),
        context: stated
            .iter()
            .filter(|(id, _)| has(new, id))
            .map(|(id, yes)| (id.clone(), *yes))
            .collect(),
        recommendations: recommended.iter().map(|r| carried(r, chain)).collect(),
        answers: builder.answers.into_iter().collect(),
        archived: builder.archived,
        // Given to other questions: they stay in the old file, which stays as it is.
        approvals: Vec::new(),
        ..old.assessment.head()
    };
    let mut moved = Vec::new();
    for q in old.checklist.questions() {
        moved.extend(builder.moved.remove(&q.id));
    }
    Ok(Upgrade {
        assessment,
        from: chain.old.clone(),
        to: chain.new.clone(),
        editions: chain.editions.clone(),
        moved,
        answers: old.assessment.answers.values().filter(|a| !a.is_empty()).count(),
        new_questions: chain.new_questions.clone(),
        unlinked: recommended
            .iter()
            .filter(|r| r.question.is_some() && carried(r, chain).question.is_none())
            .map(|r| r.text.clone())
            .collect(),
        context_left: stated.keys().filter(|id| !has(new, id)).cloned().collect(),
        context_new: new
            .contexts
            .iter()
            .filter(|c| !stated.contains_key(&c.id))
            .map(|c| c.id.clone())
            .collect(),
        approved_by: old.assessment.standing_approvals().map(|a| a.post.clone()).collect(),
    })
}

/// What an upgrade has carried and archived so far.
struct UpgradeBuilder<'a> {
    old: Side<'a>,
    new: &'a Checklist,
    /// No question twice. Made a map at the end: put in one by one, entries leave a tree that is half empty.
    answers: Vec<(QuestionId, Answer)>,
    archived: BTreeMap<QuestionId, Answer>,
    moved: BTreeMap<QuestionId, MovedAnswer>,
}

impl<'a> UpgradeBuilder<'a> {
    /// An old answer with its question; an empty block of a form is none.
    fn given(&self, id: &QuestionId) -> Option<(&'a Question, &'a Answer)> {
        let answer = self.old.assessment.answer(id).filter(|a| !a.is_empty())?;
        Some((self.old.checklist.question(id)?, answer))
    }

    fn pair(&mut self, id: &QuestionId, link: &Link) {
        let (Some((then, answer)), Some(now)) = (self.given(&link.old), self.new.question(id)) else {
            return;
        };
        if !rating_fits(answer, now) {
            let why = "its rating does not fit: the question asks yes or no now".to_owned();
            self.archive(&link.old, Some(link.change), why);
            return;
        }
        let kept_meaning = link.asks_the_same();
        let waiting = is_to_confirm(then, answer);
        let (outcome, answer, why) = if kept_meaning && !waiting {
            let mut answer = answer.clone();
            if answer.response().is_some() {
                answer.asked = Some(now.digest().to_owned());
            }
            // What was said to the words of then stands for those of now, as the answer itself does.
            let then = then.digest().to_owned();
            for earlier in &mut answer.earlier {
                if earlier.asked.as_ref().is_none_or(|asked| *asked == then) {
                    earlier.asked = answer.asked.clone();
                }
            }
            (MoveOutcome::Carried, answer, None)
        } else {
            let why = if waiting {
                "it waited to be confirmed already".to_owned()
            } else if link.change == Change::Reworded || link.change == Change::Same {
                "the question's meaning changed".to_owned()
            } else {
                format!("the question was {}", link.change.word())
            };
            (MoveOutcome::ToConfirm, to_confirm(then, answer, now), Some(why))
        };
        self.answers.push((id.clone(), answer));
        self.record_move(&link.old, outcome, id, Some(link.change), why);
    }

    /// Split and merged questions: each later one is given what its predecessors agree on.
    fn family(&mut self, later: &[QuestionId], chain: &Chain) {
        // An answer that no successor took is archived once all of them were looked at.
        let mut refused: BTreeMap<QuestionId, (Change, String)> = BTreeMap::new();
        for id in later {
            let Some(now) = self.new.question(id) else { continue };
            let links = chain.predecessors(id);
            let given: Vec<(&Link, &Question, &Answer)> = links
                .iter()
                .filter_map(|l| self.given(&l.old).map(|(q, a)| (l, q, a)))
                .collect();
            let responses: BTreeSet<Response> = given.iter().filter_map(|(_, _, a)| a.response()).collect();
            if responses.len() > 1 || given.iter().any(|(_, _, a)| !rating_fits(a, now)) {
                for (link, _, _) in &given {
                    let what = if responses.len() > 1 {
                        "the answers disagree"
                    } else {
                        "its rating does not fit a yes or no"
                    };
                    let why = format!(
                        "{} into {id}, and {what}: {id} is open, with whatever findings, evidence and open actions there are",
                        link.change.word()
                    );
                    refused.entry(link.old.clone()).or_insert((link.change, why));
                }
                let rest = without_rating(&given, now);
                if !rest.is_empty() {
                    self.answers.push((id.clone(), rest));
                }
                continue;
            }
            if let Some(answer) = merge_agreeing(&given, now) {
                self.answers.push((id.clone(), answer));
            }
            for (link, _, _) in &given {
                let why = format!("the question was {}", link.change.word());
                self.record_move(&link.old, MoveOutcome::ToConfirm, id, Some(link.change), Some(why));
            }
        }
        for (old, (change, why)) in refused {
            if !self.moved.contains_key(&old) {
                self.archive(&old, Some(change), why);
            }
        }
    }

    fn archive(&mut self, old: &QuestionId, change: Option<Change>, why: String) {
        let Some((_, answer)) = self.given(old) else { return };
        // Ids are never reused; should a checklist of one's own do so all the same, no answer pushes out another.
        let key = (0..)
            .map(|n| match n {
                0 => old.clone(),
                1 => QuestionId::new(format!("{old}-{}", self.old.checklist.edition)),
                n => QuestionId::new(format!("{old}-{}-{n}", self.old.checklist.edition)),
            })
            .find(|key| !self.archived.contains_key(key))
            .unwrap_or_else(|| old.clone());
        self.archived.insert(key.clone(), answer.clone());
        self.record_move(old, MoveOutcome::Archived, &key, change, Some(why));
    }

    fn record_move(
        &mut self,
        old: &QuestionId,
        outcome: MoveOutcome,
        to: &QuestionId,
        change: Option<Change>,
        why: Option<String>,
    ) {
        self.moved
            .entry(old.clone())
            .or_insert_with(|| MovedAnswer {
                old: old.clone(),
                outcome,
                to: Vec::new(),
                change,
                why,
            })
            .to
            .push(to.clone());
    }
}
