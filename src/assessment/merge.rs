//! Two hands on one assessment: what each changed since both had the same, put together.

use std::collections::{BTreeMap, BTreeSet};

use super::{Answer, Approval, Assessment, Recommendation, comment};
use crate::checklist::QuestionId;

/// Ours and theirs together, both made from `base`; none where both changed the same thing in different ways.
///
/// Nothing is decided by force: what only one of them changed is taken from that one, whatever it is.
pub fn merge(base: &Assessment, ours: &Assessment, theirs: &Assessment) -> Option<Assessment> {
    // Taken apart without `..`: a new field does not compile until somebody has said how it is merged.
    let Assessment {
        checklist,
        edition,
        revision,
        digest,
        rule,
        council,
        period,
        assessor,
        context,
        started,
        updated,
        previous,
        series_break,
        judgement,
        foreword,
        setting,
        next_review,
        no_personal_data,
        recommendations,
        answers,
        archived,
        approvals,
        format,
        checklist_file,
    } = base;
    let name = merge_value(&assessor.name, &ours.assessor.name, &theirs.assessor.name)?;
    let post = merge_value(&assessor.post, &ours.assessor.post, &theirs.assessor.post)?;
    Some(Assessment {
        format: merge_value(format, &ours.format, &theirs.format)?,
        checklist_file: merge_value(checklist_file, &ours.checklist_file, &theirs.checklist_file)?,
        checklist: merge_value(checklist, &ours.checklist, &theirs.checklist)?,
        edition: merge_value(edition, &ours.edition, &theirs.edition)?,
        revision: merge_value(revision, &ours.revision, &theirs.revision)?,
        digest: merge_value(digest, &ours.digest, &theirs.digest)?,
        rule: merge_value(rule, &ours.rule, &theirs.rule)?,
        council: merge_value(council, &ours.council, &theirs.council)?,
        period: merge_value(period, &ours.period, &theirs.period)?,
        assessor: super::Assessor { name, post },
        context: merge_map(context, &ours.context, &theirs.context)?,
        started: merge_value(started, &ours.started, &theirs.started)?,
        // The one thing that both always change: it is as young as the younger of the two.
        updated: (*updated).max(ours.updated).max(theirs.updated),
        previous: merge_value(previous, &ours.previous, &theirs.previous)?,
        series_break: merge_value(series_break, &ours.series_break, &theirs.series_break)?,
        judgement: merge_value(judgement, &ours.judgement, &theirs.judgement)?,
        foreword: merge_value(foreword, &ours.foreword, &theirs.foreword)?,
        setting: merge_value(setting, &ours.setting, &theirs.setting)?,
        next_review: merge_value(next_review, &ours.next_review, &theirs.next_review)?,
        no_personal_data: merge_set(no_personal_data, &ours.no_personal_data, &theirs.no_personal_data),
        recommendations: merge_recommendations(recommendations, &ours.recommendations, &theirs.recommendations)?,
        answers: merge_answers(answers, &ours.answers, &theirs.answers)?,
        archived: merge_answers(archived, &ours.archived, &theirs.archived)?,
        approvals: merge_approvals(approvals, &ours.approvals, &theirs.approvals)?,
    })
}

/// One thing, changed by one of the two or by both alike.
fn merge_value<T: PartialEq + Clone>(base: &T, ours: &T, theirs: &T) -> Option<T> {
    if ours == base || ours == theirs {
        Some(theirs.clone())
    } else if theirs == base {
        Some(ours.clone())
    } else {
        None
    }
}

/// A set of things: what either added is there, what either took away is not.
fn merge_set(base: &[String], ours: &[String], theirs: &[String]) -> Vec<String> {
    let taken = |x: &String| base.contains(x) && !(ours.contains(x) && theirs.contains(x));
    let mut all: Vec<String> = Vec::new();
    for x in theirs.iter().chain(ours) {
        if !taken(x) && !all.contains(x) {
            all.push(x.clone());
        }
    }
    all
}

/// Answers by question, and beside them what readers say of them: that never stands in an answer's way, nor one comment in another's.
fn merge_answers(
    base: &BTreeMap<QuestionId, Answer>,
    ours: &BTreeMap<QuestionId, Answer>,
    theirs: &BTreeMap<QuestionId, Answer>,
) -> Option<BTreeMap<QuestionId, Answer>> {
    let names: BTreeSet<&QuestionId> = base.keys().chain(ours.keys()).chain(theirs.keys()).collect();
    let mut merged = BTreeMap::new();
    for name in names {
        let kept = merge_answer(base.get(name), ours.get(name), theirs.get(name))?;
        merged.extend(kept.map(|answer| (name.clone(), answer)));
    }
    Some(merged)
}

/// One answer, where there is one.
fn merge_answer(base: Option<&Answer>, ours: Option<&Answer>, theirs: Option<&Answer>) -> Option<Option<Answer>> {
    if let Some(merged) = merge_value(&base, &ours, &theirs) {
        return Some(merged.cloned());
    }
    let nothing = Answer::default();
    let [of_base, of_ours, of_theirs] = [base, ours, theirs].map(|a| a.unwrap_or(&nothing));
    let said = merge_value(&of_base.own(), &of_ours.own(), &of_theirs.own())?;
    let answer = Answer {
        comments: comment::merged(&of_base.comments, &of_ours.comments, &of_theirs.comments),
        // Confirmations are bound to the words, whoever's they are.
        no_personal_data: merge_set(
            &of_base.no_personal_data,
            &of_ours.no_personal_data,
            &of_theirs.no_personal_data,
        ),
        ..said
    };
    // A block that one of them took away comes back only with something in it.
    let is_there = merge_value(&base.is_some(), &ours.is_some(), &theirs.is_some())?;
    Some((is_there || !answer.is_empty()).then_some(answer))
}

/// Approvals: what either added is there, and what one of them withdrew is withdrawn.
fn merge_approvals(base: &[Approval], ours: &[Approval], theirs: &[Approval]) -> Option<Vec<Approval>> {
    let find = |list: &[Approval], like: &Approval| list.iter().find(|a| a.key() == like.key()).cloned();
    let mut merged: Vec<Approval> = Vec::new();
    for one in theirs.iter().chain(ours) {
        if find(&merged, one).is_none() {
            merged.extend(merge_value(&find(base, one), &find(ours, one), &find(theirs, one))?);
        }
    }
    // Which of one post's is the later one, their order says.
    merged.sort_by_key(|a| a.on);
    Some(merged)
}

/// What a recommendation is told from others by, and which of those that say the same it is.
type RecommendationName = ((String, String), usize);

/// Recommendations, each merged by itself: theirs in their order, and what only ours has behind them.
fn merge_recommendations(
    base: &[Recommendation],
    ours: &[Recommendation],
    theirs: &[Recommendation],
) -> Option<Vec<Recommendation>> {
    if ours == base || theirs == base || ours == theirs {
        return merge_value(&base, &ours, &theirs).map(<[Recommendation]>::to_vec);
    }
    // What says the same as one before it is told from that one by its number.
    let named = |list: &[Recommendation]| -> Vec<(RecommendationName, Recommendation)> {
        let mut named: Vec<(RecommendationName, Recommendation)> = Vec::new();
        for one in list {
            let before = named.iter().filter(|(_, other)| other.is_same(one)).count();
            named.push(((one.key(), before), one.clone()));
        }
        named
    };
    let (base, ours, theirs) = (named(base), named(ours), named(theirs));
    let map = |list: &[(RecommendationName, Recommendation)]| list.iter().cloned().collect::<BTreeMap<_, _>>();
    let mut merged = merge_map(&map(&base), &map(&ours), &map(&theirs))?;
    let order = theirs.iter().chain(&ours).map(|(name, _)| name);
    Some(order.filter_map(|name| merged.remove(name)).collect())
}

/// Many things under their names, each merged by itself: added, changed or taken away.
fn merge_map<K: Ord + Clone, T: PartialEq + Clone>(
    base: &BTreeMap<K, T>,
    ours: &BTreeMap<K, T>,
    theirs: &BTreeMap<K, T>,
) -> Option<BTreeMap<K, T>> {
    let names: BTreeSet<&K> = base.keys().chain(ours.keys()).chain(theirs.keys()).collect();
    let mut merged = BTreeMap::new();
    for name in names {
        if let Some(kept) = merge_value(&base.get(name), &ours.get(name), &theirs.get(name))? {
            merged.insert(name.clone(), kept.clone());
        }
    }
    Some(merged)
}

#[cfg(test)]
mod tests;
