//! Two hands on one assessment: what each changed since both had the same, put together.

mod conflict;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::Serialize;

use super::{Answer, Approval, Assessment, IndicatorValue, Recommendation, comment};
use crate::checklist::QuestionId;
pub use conflict::{Difference, MergeConflict, MergeSide};

/// Ours and theirs together, both made from `base`.
///
/// Nothing is decided by force: what only one of them changed is taken from that one, whatever it is.
///
/// # Errors
/// Everything that both changed in different ways, each with its place.
pub fn merge(base: &Assessment, ours: &Assessment, theirs: &Assessment) -> Result<Assessment, Vec<MergeConflict>> {
    merge_deciding(base, ours, theirs, &mut |_| None)
}

/// As [`merge`], where somebody is at hand to say whose side stands.
///
/// # Errors
/// The conflicts that were left undecided.
pub fn merge_deciding(
    base: &Assessment,
    ours: &Assessment,
    theirs: &Assessment,
    decide: &mut dyn FnMut(&MergeConflict) -> Option<MergeSide>,
) -> Result<Assessment, Vec<MergeConflict>> {
    let mut merger = Merger {
        decide,
        undecided: Vec::new(),
    };
    let merged = merger.assessment(base, ours, theirs);
    if merger.undecided.is_empty() {
        Ok(merged)
    } else {
        Err(merger.undecided)
    }
}

/// Puts two sides together, and keeps what nobody has decided.
struct Merger<'d> {
    decide: &'d mut dyn FnMut(&MergeConflict) -> Option<MergeSide>,
    undecided: Vec<MergeConflict>,
}

impl Merger<'_> {
    fn assessment(&mut self, base: &Assessment, ours: &Assessment, theirs: &Assessment) -> Assessment {
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
            indicators,
            answers,
            archived,
            approvals,
            format,
            checklist_file,
        } = base;
        let name = self.value(
            "assessor.name",
            &assessor.name,
            &ours.assessor.name,
            &theirs.assessor.name,
        );
        let post = self.value(
            "assessor.post",
            &assessor.post,
            &ours.assessor.post,
            &theirs.assessor.post,
        );
        Assessment {
            format: self.value("format", format, &ours.format, &theirs.format),
            checklist_file: self.value(
                "checklist_file",
                checklist_file,
                &ours.checklist_file,
                &theirs.checklist_file,
            ),
            checklist: self.value("checklist", checklist, &ours.checklist, &theirs.checklist),
            edition: self.value("edition", edition, &ours.edition, &theirs.edition),
            revision: self.value("revision", revision, &ours.revision, &theirs.revision),
            digest: self.value("digest", digest, &ours.digest, &theirs.digest),
            rule: self.value("rule", rule, &ours.rule, &theirs.rule),
            council: self.value("council", council, &ours.council, &theirs.council),
            period: self.value("period", period, &ours.period, &theirs.period),
            assessor: super::Assessor { name, post },
            context: self.map("context", context, &ours.context, &theirs.context),
            started: self.value("started", started, &ours.started, &theirs.started),
            // The one thing that both always change: it is as young as the younger of the two.
            updated: (*updated).max(ours.updated).max(theirs.updated),
            previous: self.value("previous", previous, &ours.previous, &theirs.previous),
            series_break: self.value("break", series_break, &ours.series_break, &theirs.series_break),
            judgement: self.value("judgement", judgement, &ours.judgement, &theirs.judgement),
            foreword: self.value("foreword", foreword, &ours.foreword, &theirs.foreword),
            setting: self.value("setting", setting, &ours.setting, &theirs.setting),
            next_review: self.value("next_review", next_review, &ours.next_review, &theirs.next_review),
            no_personal_data: merge_set(no_personal_data, &ours.no_personal_data, &theirs.no_personal_data),
            recommendations: self.recommendations(recommendations, &ours.recommendations, &theirs.recommendations),
            indicators: self.indicators(indicators, &ours.indicators, &theirs.indicators),
            answers: self.answers("answer", answers, &ours.answers, &theirs.answers),
            archived: self.answers("archived", archived, &ours.archived, &theirs.archived),
            approvals: self.approvals(approvals, &ours.approvals, &theirs.approvals),
        }
    }

    /// One thing, changed by one of the two or by both alike.
    fn value<T: PartialEq + Clone + Serialize>(&mut self, place: &str, base: &T, ours: &T, theirs: &T) -> T {
        if ours == base || ours == theirs {
            theirs.clone()
        } else if theirs == base {
            ours.clone()
        } else {
            let conflict = MergeConflict::of(place, base, ours, theirs);
            match (self.decide)(&conflict) {
                Some(MergeSide::Theirs) => theirs.clone(),
                Some(MergeSide::Ours) => ours.clone(),
                None => {
                    self.undecided.push(conflict);
                    ours.clone()
                }
            }
        }
    }

    /// Many things under their names, each merged by itself: added, changed or taken away.
    fn map<K: Ord + Clone + ToString, T: PartialEq + Clone + Serialize>(
        &mut self,
        place: &str,
        base: &BTreeMap<K, T>,
        ours: &BTreeMap<K, T>,
        theirs: &BTreeMap<K, T>,
    ) -> BTreeMap<K, T> {
        let names: BTreeSet<&K> = base.keys().chain(ours.keys()).chain(theirs.keys()).collect();
        let mut merged = BTreeMap::new();
        for name in names {
            let at = format!("{place}.{}", name.to_string());
            if let Some(kept) = self.value(&at, &base.get(name), &ours.get(name), &theirs.get(name)) {
                merged.insert(name.clone(), kept.clone());
            }
        }
        merged
    }

    /// Figures, each merged by itself: theirs in their order, and what only ours has behind them.
    fn indicators(
        &mut self,
        base: &[IndicatorValue],
        ours: &[IndicatorValue],
        theirs: &[IndicatorValue],
    ) -> Vec<IndicatorValue> {
        fn by_key(list: &[IndicatorValue]) -> BTreeMap<(&str, NaiveDate), &IndicatorValue> {
            list.iter().map(|v| (v.key(), v)).collect()
        }
        let [base, of_ours, of_theirs] = [base, ours, theirs].map(by_key);
        let mut merged = Vec::new();
        let mut seen = BTreeSet::new();
        for key in theirs.iter().chain(ours).map(IndicatorValue::key) {
            if seen.insert(key) {
                let place = format!("indicator ({}, {})", key.0, key.1);
                merged.extend(
                    self.value(&place, &base.get(&key), &of_ours.get(&key), &of_theirs.get(&key))
                        .copied()
                        .cloned(),
                );
            }
        }
        merged
    }

    /// Answers by question, and beside them what readers say of them: that never stands in an answer's way, nor one comment in another's.
    fn answers(
        &mut self,
        place: &str,
        base: &BTreeMap<QuestionId, Answer>,
        ours: &BTreeMap<QuestionId, Answer>,
        theirs: &BTreeMap<QuestionId, Answer>,
    ) -> BTreeMap<QuestionId, Answer> {
        let names: BTreeSet<&QuestionId> = base.keys().chain(ours.keys()).chain(theirs.keys()).collect();
        let mut merged = BTreeMap::new();
        for name in names {
            let kept = self.answer(
                &format!("{place}.{name}"),
                base.get(name),
                ours.get(name),
                theirs.get(name),
            );
            merged.extend(kept.map(|answer| (name.clone(), answer)));
        }
        merged
    }

    /// One answer, where there is one.
    fn answer(
        &mut self,
        place: &str,
        base: Option<&Answer>,
        ours: Option<&Answer>,
        theirs: Option<&Answer>,
    ) -> Option<Answer> {
        if ours == base || ours == theirs {
            return theirs.cloned();
        }
        if theirs == base {
            return ours.cloned();
        }
        // A block that only holds comments says nothing of its own.
        let own = |answer: Option<&Answer>| answer.map(Answer::own).filter(|own| !own.is_empty());
        let said = self.value(place, &own(base), &own(ours), &own(theirs));
        let nothing = Answer::default();
        let [of_base, of_ours, of_theirs] = [base, ours, theirs].map(|a| a.unwrap_or(&nothing));
        let answer = Answer {
            comments: comment::merged(&of_base.comments, &of_ours.comments, &of_theirs.comments),
            // Confirmations are bound to the words, whoever's they are.
            no_personal_data: merge_set(
                &of_base.no_personal_data,
                &of_ours.no_personal_data,
                &of_theirs.no_personal_data,
            ),
            ..said.unwrap_or_default()
        };
        // A block that one of them took away comes back only with something in it.
        let is_there = ours.is_some() && theirs.is_some();
        (is_there || !answer.is_empty()).then_some(answer)
    }

    /// Approvals: what either added is there, and what one of them withdrew is withdrawn.
    fn approvals(&mut self, base: &[Approval], ours: &[Approval], theirs: &[Approval]) -> Vec<Approval> {
        let find = |list: &[Approval], like: &Approval| list.iter().find(|a| a.key() == like.key()).cloned();
        let mut seen: Vec<&Approval> = Vec::new();
        let mut merged: Vec<Approval> = Vec::new();
        for one in theirs.iter().chain(ours) {
            if !seen.iter().any(|a| a.key() == one.key()) {
                let place = format!("approval ({}, {}, {})", one.name, one.post, one.on);
                merged.extend(self.value(&place, &find(base, one), &find(ours, one), &find(theirs, one)));
                seen.push(one);
            }
        }
        // Which of one post's is the later one, their order says.
        merged.sort_by_key(|a| a.on);
        merged
    }

    /// Recommendations, each merged by itself: theirs in their order, and what only ours has behind them.
    fn recommendations(
        &mut self,
        base: &[Recommendation],
        ours: &[Recommendation],
        theirs: &[Recommendation],
    ) -> Vec<Recommendation> {
        if ours == base || ours == theirs {
            return theirs.to_vec();
        }
        if theirs == base {
            return ours.to_vec();
        }
        let (base, ours, theirs) = (named(base), named(ours), named(theirs));
        let map = |list: &[(RecommendationName, Recommendation)]| list.iter().cloned().collect::<BTreeMap<_, _>>();
        let (base, ours_by_name, theirs_by_name) = (map(&base), map(&ours), map(&theirs));
        let mut merged = Vec::new();
        let mut seen: BTreeSet<&RecommendationName> = BTreeSet::new();
        for (name, one) in theirs.iter().chain(&ours) {
            if seen.insert(name) {
                let place = format!("recommendation ({}: {})", one.source, one.text);
                let sides = (ours_by_name.get(name), theirs_by_name.get(name));
                merged.extend(self.value(&place, &base.get(name), &sides.0, &sides.1).cloned());
            }
        }
        merged
    }
}

/// What a recommendation is told from others by, and which of those that say the same it is.
type RecommendationName = ((String, String), usize);

/// Recommendations under their names: what says the same as one before it is told from that one by its number.
fn named(list: &[Recommendation]) -> Vec<(RecommendationName, Recommendation)> {
    let mut named: Vec<(RecommendationName, Recommendation)> = Vec::new();
    for one in list {
        let before = named.iter().filter(|(_, other)| other.is_same(one)).count();
        named.push(((one.key(), before), one.clone()));
    }
    named
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

#[cfg(test)]
mod tests;
