//! Following questions from one edition of a checklist to a later one.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Refusal;
use crate::checklist::{Change, Checklist, EditionName, QuestionId, lineage};

/// One step of a question's descent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Step")]
pub struct LineageStep {
    /// The edition that made the change.
    pub edition: u16,
    /// What it did.
    pub change: Change,
    /// Whether it left the meaning alone.
    pub comparable: bool,
}

/// A later question's descent from one earlier question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The earlier question's id.
    pub old: QuestionId,
    /// The whole descent in one word.
    pub change: Change,
    /// Whether an answer then and an answer now answer the same thing.
    ///
    /// True only if every step is, and the descent is one to one: an answer to one question is not comparable with answers to two.
    pub comparable: bool,
    /// Every step, oldest first; none within one edition.
    pub steps: Vec<LineageStep>,
}

impl Link {
    /// Whether it asks the same all the way, in other words at most.
    ///
    /// Decided step by step: narrowed and widened again is reworded in one word, and yet nobody answered the question that came of it.
    pub fn asks_the_same(&self) -> bool {
        self.comparable
            && self
                .steps
                .iter()
                .all(|s| matches!(s.change, Change::Same | Change::Reworded))
    }
}

/// Questions that were split or merged, each reached from every other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Family {
    /// The earlier questions, in the order of their checklist.
    pub old: Vec<QuestionId>,
    /// The later ones, in the order of theirs.
    pub new: Vec<QuestionId>,
}

impl Family {
    /// One became several, or several became one (or several others).
    pub fn change(&self) -> Change {
        if self.old.len() == 1 {
            Change::Split
        } else {
            Change::Merged
        }
    }
}

/// An earlier question without a successor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithdrawnQuestion {
    /// Its id.
    pub id: QuestionId,
    /// The edition that withdrew it.
    pub edition: u16,
    /// Why.
    pub reason: String,
}

/// What became of every question of an edition in a later one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// The earlier edition.
    pub old: EditionName,
    /// The later one.
    pub new: EditionName,
    /// Every edition from one to the other, both ends included.
    pub editions: Vec<u16>,
    /// One to one: the later question's id and its descent, in the order of the later checklist.
    pub pairs: Vec<(QuestionId, Link)>,
    /// Split and merged.
    pub families: Vec<Family>,
    /// Later questions without a predecessor.
    pub new_questions: Vec<QuestionId>,
    /// Earlier questions without a successor.
    pub withdrawn: Vec<WithdrawnQuestion>,
    links: BTreeMap<QuestionId, Vec<Link>>,
    /// The other way round: the later questions that an earlier one lives on in, in the order of their ids.
    followers: BTreeMap<QuestionId, Vec<QuestionId>>,
}

impl Chain {
    /// The earlier questions that a later one descends from.
    pub fn predecessors(&self, new: &QuestionId) -> &[Link] {
        self.links.get(new).map_or(&[], Vec::as_slice)
    }

    /// The later questions that an earlier one lives on in.
    pub fn successors(&self, old: &QuestionId) -> impl Iterator<Item = &QuestionId> {
        self.followers.get(old).into_iter().flatten()
    }
}

/// Follows every question of `old` to `new`. `between` holds whatever other editions are known; those that are not needed do no harm.
///
/// # Errors
/// Another checklist, a later edition given as the earlier one, or lineage that does not lead from one to the other.
pub fn chain(old: &Checklist, new: &Checklist, between: &[Checklist]) -> Result<Chain, Refusal> {
    if old.base_id() != new.base_id() {
        return Err(Refusal::OtherChecklist {
            old: old.name(),
            new: new.name(),
        });
    }
    if old.edition > new.edition {
        return Err(Refusal::Backwards {
            old: old.name(),
            new: new.name(),
        });
    }
    let path = edition_path(old, new, between)?;
    let mut reached: BTreeMap<QuestionId, Vec<Link>> = old
        .questions()
        .map(|q| {
            let itself = Link {
                old: q.id.clone(),
                change: Change::Same,
                comparable: true,
                steps: Vec::new(),
            };
            (q.id.clone(), vec![itself])
        })
        .collect();
    let mut reasons: BTreeMap<QuestionId, (u16, String)> = BTreeMap::new();
    for step in path.windows(2) {
        let [earlier, later] = step else { continue };
        let problems = lineage::check(earlier, later);
        if !problems.is_empty() {
            return Err(Refusal::BrokenLineage {
                earlier: earlier.name(),
                later: later.name(),
                problems: problems.into_iter().map(|p| p.message).collect(),
            });
        }
        for w in later.withdrawn.iter().filter(|w| w.edition == earlier.edition) {
            for link in reached.get(&w.id).into_iter().flatten() {
                reasons.insert(link.old.clone(), (later.edition, w.reason.clone()));
            }
        }
        reached = follow_edition(&reached, earlier.edition, later);
    }
    if path.len() == 1 {
        // One edition on both sides. They differ only where one of the two is an overlay.
        reached.retain(|id, _| new.question(id).is_some());
    }
    Ok(classify(old, new, &path, reached, &reasons))
}

/// The editions from `old` to `new`: backwards from the newest, always by its longest stride that does not pass the target.
fn edition_path<'a>(
    old: &'a Checklist,
    new: &'a Checklist,
    between: &'a [Checklist],
) -> Result<Vec<&'a Checklist>, Refusal> {
    let mut path = vec![new];
    let mut at = new;
    while at.edition > old.edition {
        let named = lineage::editions_named(at);
        if named.contains(&old.edition) {
            path.push(old);
            break;
        }
        let Some(next) = named.into_iter().find(|e| *e > old.edition && *e < at.edition) else {
            return Err(Refusal::NoLineage {
                edition: at.name(),
                earlier: old.name(),
            });
        };
        let Some(found) = between
            .iter()
            .find(|c| c.edition == next && c.base_id() == new.base_id())
        else {
            return Err(Refusal::UnknownEdition {
                edition: EditionName {
                    id: new.base_id().to_owned(),
                    edition: next,
                },
                between: (old.name(), new.name()),
            });
        };
        path.push(found);
        at = found;
    }
    path.reverse();
    Ok(path)
}

/// Carries every descent over one more edition.
fn follow_edition(
    reached: &BTreeMap<QuestionId, Vec<Link>>,
    from: u16,
    later: &Checklist,
) -> BTreeMap<QuestionId, Vec<Link>> {
    let mut next: BTreeMap<QuestionId, Vec<Link>> = BTreeMap::new();
    for q in later.questions() {
        for w in q.was.iter().filter(|w| w.edition == from) {
            for link in reached.get(&w.id).into_iter().flatten() {
                let mut link = link.clone();
                link.comparable &= w.is_comparable();
                link.steps.push(LineageStep {
                    edition: later.edition,
                    change: w.change,
                    comparable: w.is_comparable(),
                });
                let links = next.entry(q.id.clone()).or_default();
                // Split once and merged again: two paths from one question to another are one descent, and not comparable.
                match links.iter_mut().find(|l| l.old == link.old) {
                    Some(known) => {
                        known.comparable = false;
                        known.steps.extend(link.steps);
                        known.steps.sort_by_key(|s| (s.edition, s.change.word()));
                        known.steps.dedup();
                    }
                    None => links.push(link),
                }
            }
        }
    }
    next
}

/// Several steps in one word. Narrowed and widened again is another wording: neither direction would be true of the whole.
fn summary(steps: &[LineageStep]) -> Change {
    let any = |change: Change| steps.iter().any(|s| s.change == change);
    if any(Change::Merged) {
        Change::Merged
    } else if any(Change::Split) {
        Change::Split
    } else if any(Change::Narrowed) && any(Change::Widened) {
        Change::Reworded
    } else {
        [Change::Narrowed, Change::Widened, Change::Reworded]
            .into_iter()
            .find(|c| any(*c))
            .unwrap_or(Change::Same)
    }
}

/// Tells one to one, split and merged, new and withdrawn apart.
fn classify(
    old: &Checklist,
    new: &Checklist,
    path: &[&Checklist],
    mut links: BTreeMap<QuestionId, Vec<Link>>,
    reasons: &BTreeMap<QuestionId, (u16, String)>,
) -> Chain {
    for (id, links) in &mut links {
        for link in links {
            link.change = summary(&link.steps);
            let kind = |c: &Checklist, id: &QuestionId| c.question(id).map(|q| q.answer);
            // A yes or no is no grade: the ratings would look alike and mean different things.
            if matches!(link.change, Change::Split | Change::Merged) || kind(old, &link.old) != kind(new, id) {
                link.comparable = false;
            }
        }
    }
    let mut followers: BTreeMap<QuestionId, Vec<QuestionId>> = BTreeMap::new();
    for (id, links) in &links {
        for link in links {
            followers.entry(link.old.clone()).or_default().push(id.clone());
        }
    }
    let (places_then, places_now) = (places(old), places(new));
    let mut pairs = Vec::new();
    let mut families = Vec::new();
    let mut new_questions = Vec::new();
    let mut placed: BTreeSet<&QuestionId> = BTreeSet::new();
    for q in new.questions() {
        let mine = links.get(&q.id).map_or(&[][..], Vec::as_slice);
        match mine {
            [] => new_questions.push(q.id.clone()),
            [link] if followers.get(&link.old).is_some_and(|f| f.len() == 1) => {
                pairs.push((q.id.clone(), link.clone()));
            }
            _ if placed.contains(&q.id) => {}
            _ => {
                let family = family_of(&q.id, &links, &followers);
                families.push(Family {
                    old: in_order(&places_then, &family.0),
                    new: in_order(&places_now, &family.1),
                });
                placed.extend(family.1);
            }
        }
    }
    let withdrawn = old
        .questions()
        .filter(|q| !followers.contains_key(&q.id))
        .map(|q| {
            let (edition, reason) = reasons
                .get(&q.id)
                .cloned()
                .unwrap_or_else(|| (new.edition, format!("{} does not ask it", new.name())));
            WithdrawnQuestion {
                id: q.id.clone(),
                edition,
                reason,
            }
        })
        .collect();
    // In a family no link is one to one, whatever its own steps say.
    let family_members: BTreeSet<QuestionId> = families.iter().flat_map(|f| f.new.iter().cloned()).collect();
    for (_, links) in links.iter_mut().filter(|(id, _)| family_members.contains(*id)) {
        for link in links {
            link.comparable = false;
        }
    }
    Chain {
        old: old.name(),
        new: new.name(),
        editions: path.iter().map(|c| c.edition).collect(),
        pairs,
        families,
        new_questions,
        withdrawn,
        links,
        followers,
    }
}

/// Everything that hangs together with one later question.
fn family_of<'a>(
    id: &'a QuestionId,
    links: &'a BTreeMap<QuestionId, Vec<Link>>,
    followers: &'a BTreeMap<QuestionId, Vec<QuestionId>>,
) -> (BTreeSet<&'a QuestionId>, BTreeSet<&'a QuestionId>) {
    let (mut old, mut new) = (BTreeSet::new(), BTreeSet::from([id]));
    let mut todo = vec![id];
    while let Some(id) = todo.pop() {
        for link in links.get(id).into_iter().flatten() {
            if old.insert(&link.old) {
                for other in followers.get(&link.old).into_iter().flatten() {
                    if new.insert(other) {
                        todo.push(other);
                    }
                }
            }
        }
    }
    (old, new)
}

/// Where each question of a checklist stands.
fn places(checklist: &Checklist) -> HashMap<&QuestionId, usize> {
    checklist.questions().zip(0..).map(|(q, at)| (&q.id, at)).collect()
}

/// Those ids that a checklist has, in its order.
fn in_order(places: &HashMap<&QuestionId, usize>, ids: &BTreeSet<&QuestionId>) -> Vec<QuestionId> {
    let mut known: Vec<(usize, &QuestionId)> = ids.iter().filter_map(|id| Some((*places.get(*id)?, *id))).collect();
    known.sort_unstable();
    known.into_iter().map(|(_, id)| id.clone()).collect()
}
