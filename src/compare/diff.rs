//! Two assessments compared, question by question.

use std::collections::BTreeMap;

use super::chain::{Chain, Link};
use super::comments::comment_changes;
use super::comparison::{Account, Comparison, ComparisonKind, SideRecord};
use super::like_for_like::{LikeForLike, LikeSide};
use super::pair::{Descent, FamilyChange, FamilyMember, NewQuestion, Pair, Withdrawal};
use super::verdict::{Standing, Verdict, judge};
use super::{FORMAT, Side, actions, recommendations, text};
use crate::assessment::{Action, Answer, Evidence, Texts};
use crate::checklist::{Question, QuestionId, SectionId};
use crate::score::{Score, ScoreLine, Tally};

/// Compares two assessments. `chain` leads from the earlier one's edition to the later one's.
pub fn diff(old: Side<'_>, new: Side<'_>, chain: &Chain) -> Comparison {
    let (before, after) = (old.score(), new.score());
    let comparer = PairComparer {
        old,
        new,
        then: by_id(&before),
        now: by_id(&after),
    };
    let (followed, new_actions) = actions::follow(old, new, chain);
    let (recommended, new_recommendations) = recommendations::follow_recommendations(old, new, chain);
    let mut out = Comparison {
        format: FORMAT,
        kind: ComparisonKind::Comparison,
        role: new.checklist.role,
        since: None,
        old: side_record(old, &before),
        new: side_record(new, &after),
        editions: chain.editions.clone(),
        notes: Vec::new(),
        like_for_like: comparer.like_for_like(chain),
        account: account(old, new, chain),
        worse: Vec::new(),
        better: Vec::new(),
        lost_evidence: Vec::new(),
        mixed: Vec::new(),
        otherwise_changed: Vec::new(),
        unchanged: 0,
        actions: followed,
        new_actions,
        recommendations: recommended,
        new_recommendations,
        comments: comment_changes(old.assessment, new.assessment),
        new_questions: Vec::new(),
        withdrawn: Vec::new(),
        not_comparable: Vec::new(),
        families: Vec::new(),
        reworded: Vec::new(),
    };
    for (id, link) in &chain.pairs {
        let (Some(now), Some(then)) = (new.checklist.question(id), old.checklist.question(&link.old)) else {
            continue;
        };
        add_pair(comparer.pair(then, now, link), &mut out);
    }
    // What matters most comes first: hard expectations, then the greater fall or rise.
    let weight = |p: &Pair| (!p.critical, std::cmp::Reverse(distance(p)));
    out.worse.sort_by_key(weight);
    out.better.sort_by_key(weight);
    comparer.add_unpaired(chain, &mut out);
    out
}

/// Puts a pair on the lists that it belongs to.
fn add_pair(pair: Pair, out: &mut Comparison) {
    if !pair.comparable {
        out.not_comparable.push(pair);
        return;
    }
    if pair.reworded() {
        out.reworded.push(pair.clone());
    }
    let list = match pair.verdict {
        Verdict::Worse => &mut out.worse,
        Verdict::Better | Verdict::GainedEvidence => &mut out.better,
        Verdict::LostEvidence => &mut out.lost_evidence,
        Verdict::Mixed if pair.evidence_lost => &mut out.lost_evidence,
        Verdict::Mixed => &mut out.mixed,
        _ if pair.changed() => &mut out.otherwise_changed,
        _ => {
            out.unchanged += 1;
            return;
        }
    };
    list.push(pair);
}

fn distance(pair: &Pair) -> u8 {
    match (pair.old.rating, pair.new.rating) {
        (Some(a), Some(b)) => a.abs_diff(b),
        // From or to don't know.
        _ => pair.old.rating.or(pair.new.rating).map_or(0, |r| r + 1),
    }
}

fn by_id<'a>(score: &Score<'a>) -> BTreeMap<&'a QuestionId, ScoreLine<'a>> {
    score.lines.iter().map(|l| (&l.question.id, *l)).collect()
}

pub(super) fn side_record(side: Side<'_>, score: &Score<'_>) -> SideRecord {
    SideRecord {
        checklist: side.checklist.name(),
        title: side.checklist.title.clone(),
        digest: side.checklist.digest(),
        council: side.assessment.council.clone(),
        period: side.assessment.period.to_string(),
        date: score.on,
        complete: score.is_complete(),
        overall: score.overall,
    }
}

fn account(old: Side<'_>, new: Side<'_>, chain: &Chain) -> Account {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let comparable = chain.pairs.iter().filter(|(_, l)| l.comparable).count();
    Account {
        comparable: count(comparable),
        not_comparable: count(chain.pairs.len() - comparable),
        family_old: count(chain.families.iter().map(|f| f.old.len()).sum()),
        family_new: count(chain.families.iter().map(|f| f.new.len()).sum()),
        withdrawn: count(chain.withdrawn.len()),
        new: count(chain.new_questions.len()),
        old_questions: count(old.checklist.len()),
        new_questions: count(new.checklist.len()),
    }
}

/// Both sides with their scores by question, for comparing question by question.
struct PairComparer<'a> {
    old: Side<'a>,
    new: Side<'a>,
    then: BTreeMap<&'a QuestionId, ScoreLine<'a>>,
    now: BTreeMap<&'a QuestionId, ScoreLine<'a>>,
}

impl<'a> PairComparer<'a> {
    /// Both sides are counted with the later edition's weights and hard expectations: the difference is then ours alone.
    fn like_for_like(&self, chain: &Chain) -> LikeForLike {
        let (mut old, mut new) = (Tally::default(), Tally::default());
        let (mut old_both, mut new_both) = (Tally::default(), Tally::default());
        for (id, link) in chain.pairs.iter().filter(|(_, l)| l.comparable) {
            let (Some(then), Some(now)) = (self.then.get(&link.old), self.now.get(id)) else {
                continue;
            };
            let then = then.counted_as(now.question);
            old.add(&then);
            new.add(now);
            if then.earned.is_some() && now.earned.is_some() {
                old_both.add(&then);
                new_both.add(now);
            }
        }
        LikeForLike {
            questions: new.asked,
            answered_on_both: new_both.answered,
            old: LikeSide::of(&old, &old_both),
            new: LikeSide::of(&new, &new_both),
        }
    }

    fn pair(&self, then: &'a Question, now: &'a Question, link: &Link) -> Pair {
        let (old_line, new_line) = (self.then.get(&then.id), self.now.get(&now.id));
        let mut old = Standing::of(old_line, then.answer);
        let mut new = Standing::of(new_line, now.answer);
        if link.comparable {
            // A hard expectation of the later edition is one for both: an alert that the checklist made is none that we made.
            old.alert = old_line.and_then(|l| l.counted_as(now).alert);
        }
        let verdict = if link.comparable {
            judge(&old, &new)
        } else {
            Verdict::NotComparable
        };
        // What was not asked is not compared, whatever the file keeps of it.
        let nothing = Answer::default();
        let was = old_line.and_then(|l| l.answer).unwrap_or(&nothing);
        let is = new_line.and_then(|l| l.answer).unwrap_or(&nothing);
        let private = was.private || is.private;
        // A text that is not known is no text that changed.
        let known = !(private && (self.old.withheld || self.new.withheld));
        if !known {
            for standing in [&mut old, &mut new] {
                standing.finding = None;
                standing.reason = None;
            }
        }
        if self.old.withheld || self.new.withheld {
            // Who accepted a risk is as little known as who owns an action.
            let texts = if known { Texts::Shown } else { Texts::Withheld };
            for standing in [&mut old, &mut new] {
                standing.risk_accepted = standing.risk_accepted.take().map(|r| r.public(texts));
            }
        }
        let bare = |a: &Action| Action {
            owner: a.owner.clone().filter(|_| !self.old.withheld && !self.new.withheld),
            ..a.clone()
        };
        let same_actions = was.actions.iter().map(bare).eq(is.actions.iter().map(bare));
        let differs = known && text::differ(was.finding.as_deref(), is.finding.as_deref());
        let evidence = |these: &[Evidence], those: &[Evidence]| if known { without(these, those) } else { Vec::new() };
        Pair {
            id: now.id.clone(),
            section: self
                .new
                .checklist
                .section_of(&now.id)
                .map_or_else(|| SectionId::new(""), |s| s.id.clone()),
            theme: now.theme.clone(),
            text: now.text.clone(),
            critical: now.critical,
            was: Descent {
                id: then.id.clone(),
                text: (then.text != now.text).then(|| then.text.clone()),
                change: link.change,
                steps: link.steps.clone(),
            },
            comparable: link.comparable,
            verdict,
            finding: differs.then(|| {
                text::words(
                    was.finding.as_deref().unwrap_or_default(),
                    is.finding.as_deref().unwrap_or_default(),
                )
            }),
            evidence_added: evidence(&is.evidence, &was.evidence),
            evidence_gone: evidence(&was.evidence, &is.evidence),
            evidence_lost: old.asked
                && new.asked
                && old.evidence_strength.is_current()
                && !new.evidence_strength.is_current(),
            actions_changed: known && !same_actions,
            private,
            old,
            new,
        }
    }

    /// What has no single counterpart.
    fn add_unpaired(&self, chain: &Chain, out: &mut Comparison) {
        let (old, new) = (self.old, self.new);
        let private = |answer: Option<&Answer>| answer.is_some_and(|a| a.private);
        let then = |id: &QuestionId| {
            let q = old.checklist.question(id)?;
            Some(FamilyMember {
                id: q.id.clone(),
                text: q.text.clone(),
                standing: Standing::of(self.then.get(&q.id), q.answer),
                private: private(old.assessment.answer(id)),
            })
        };
        let now = |id: &QuestionId| {
            let q = new.checklist.question(id)?;
            Some(FamilyMember {
                id: q.id.clone(),
                text: q.text.clone(),
                standing: Standing::of(self.now.get(&q.id), q.answer),
                private: private(new.assessment.answer(id)),
            })
        };
        for family in &chain.families {
            out.families.push(FamilyChange {
                change: family.change(),
                old: family.old.iter().filter_map(then).collect(),
                new: family.new.iter().filter_map(now).collect(),
            });
        }
        for id in &chain.new_questions {
            if let (Some(member), Some(q)) = (now(id), new.checklist.question(id)) {
                out.new_questions.push(NewQuestion {
                    id: member.id,
                    text: member.text,
                    critical: q.critical,
                    standing: member.standing,
                    private: member.private,
                });
            }
        }
        for question in &chain.withdrawn {
            if let Some(member) = then(&question.id) {
                out.withdrawn.push(Withdrawal {
                    id: member.id,
                    text: member.text,
                    edition: question.edition,
                    reason: question.reason.clone(),
                    standing: member.standing,
                    private: member.private,
                });
            }
        }
    }
}

/// What is in one list and not in the other; of two alike, one answers for one.
fn without(these: &[Evidence], those: &[Evidence]) -> Vec<Evidence> {
    let mut those: Vec<&Evidence> = those.iter().collect();
    let mut left = Vec::new();
    for evidence in these {
        match those.iter().position(|e| *e == evidence) {
            Some(i) => {
                those.swap_remove(i);
            }
            None => left.push(evidence.clone()),
        }
    }
    left.shrink_to_fit();
    left
}
