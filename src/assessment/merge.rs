//! Two hands on one assessment: what each changed since both had the same, put together.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Approval, Assessment, IndicatorValue, Recommendation};

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
        indicators,
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
        indicators: merge_indicators(indicators, &ours.indicators, &theirs.indicators)?,
        answers: merge_map(answers, &ours.answers, &theirs.answers)?,
        archived: merge_map(archived, &ours.archived, &theirs.archived)?,
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

/// Figures, each year of each merged by itself: theirs in their order, and what only ours has behind them.
fn merge_indicators(
    base: &[IndicatorValue],
    ours: &[IndicatorValue],
    theirs: &[IndicatorValue],
) -> Option<Vec<IndicatorValue>> {
    fn map(list: &[IndicatorValue]) -> BTreeMap<(&str, NaiveDate), IndicatorValue> {
        list.iter().map(|v| (v.key(), v.clone())).collect()
    }
    let mut merged = merge_map(&map(base), &map(ours), &map(theirs))?;
    let order = theirs.iter().chain(ours).map(IndicatorValue::key);
    Some(order.filter_map(|key| merged.remove(&key)).collect())
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
mod tests {
    use super::*;
    use crate::assessment::{Answer, Assessor, Period, RULE, Response};
    use crate::checklist::{ContextId, QuestionId};

    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, d).unwrap()
    }

    fn base() -> Assessment {
        Assessment {
            format: 1,
            checklist_file: None,
            checklist: "ce".into(),
            edition: 2026,
            revision: Some(1),
            digest: Some("d".into()),
            rule: RULE.into(),
            council: None,
            period: Period::of(day(1)),
            assessor: Assessor::default(),
            context: BTreeMap::new(),
            started: day(1),
            updated: day(1),
            previous: None,
            series_break: None,
            judgement: None,
            foreword: None,
            setting: None,
            next_review: None,
            no_personal_data: Vec::new(),
            recommendations: vec![Recommendation {
                source: "Peers".into(),
                text: "Look".into(),
                ..Recommendation::default()
            }],
            indicators: vec![value("sw-agency", 2024), value("sw-agency", 2025)],
            answers: ["gone", "reviewed"].map(|id| (QuestionId::new(id), rated(1))).into(),
            archived: BTreeMap::new(),
            approvals: vec![approval("Ann", 1)],
        }
    }

    fn approval(name: &str, on: u32) -> Approval {
        Approval {
            name: name.into(),
            post: "Chief executive".into(),
            on: day(on),
            open: 0,
            withdrawn: None,
            reason: None,
            digest: "sha256:d".into(),
            head: "h".into(),
            answered: BTreeMap::new(),
        }
    }

    fn value(id: &str, year: i32) -> IndicatorValue {
        let text = format!(r#"{{ "id": "{id}", "period": "{year}-09-30", "value": 12.5 }}"#);
        serde_json::from_str(&text).unwrap()
    }

    fn rated(r: u8) -> Answer {
        Answer::responding(Response::Rated(r))
    }

    type Edit = fn(&mut Assessment, bool);

    /// Every field, with two ways to change it.
    const CHANGES: [(&str, Edit); 25] = [
        ("checklist", |a, x| a.checklist = if x { "x" } else { "y" }.into()),
        ("edition", |a, x| a.edition = 2027 + u16::from(x)),
        ("revision", |a, x| a.revision = x.then_some(2)),
        ("digest", |a, x| a.digest = x.then(|| "e".into())),
        ("rule", |a, x| a.rule = if x { "x" } else { "y" }.into()),
        ("council", |a, x| {
            a.council = Some(if x { "x" } else { "y" }.into());
        }),
        ("period", |a, x| {
            a.period = Period::of(NaiveDate::from_ymd_opt(2030 + i32::from(x), 6, 1).unwrap());
        }),
        ("assessor name", |a, x| {
            a.assessor.name = Some(if x { "x" } else { "y" }.into());
        }),
        ("assessor post", |a, x| {
            a.assessor.post = Some(if x { "x" } else { "y" }.into());
        }),
        ("context", |a, x| {
            a.context.insert(ContextId::new("trust"), x);
        }),
        ("started", |a, x| a.started = day(2 + u32::from(x))),
        ("previous", |a, x| {
            a.previous = Some(if x { "x" } else { "y" }.into());
        }),
        ("series_break", |a, x| {
            a.series_break = Some(if x { "x" } else { "y" }.into());
        }),
        ("judgement", |a, x| {
            a.judgement = Some(if x { "x" } else { "y" }.into());
        }),
        ("foreword", |a, x| {
            a.foreword = Some(if x { "x" } else { "y" }.into());
        }),
        ("setting", |a, x| {
            a.setting = Some(if x { "x" } else { "y" }.into());
        }),
        ("next_review", |a, x| a.next_review = Some(day(20 + u32::from(x)))),
        ("a recommendation", |a, x| {
            if let Some(first) = a.recommendations.first_mut() {
                first.note = Some(if x { "x" } else { "y" }.into());
            }
        }),
        ("a figure", |a, x| {
            if let Some(first) = a.indicators.first_mut() {
                first.note = Some(if x { "x" } else { "y" }.into());
            }
        }),
        ("a new figure", |a, x| {
            let mut new = value("sw-vacancy", 2025);
            new.note = x.then(|| "x".into());
            a.indicators.push(new);
        }),
        ("answers", |a, x| {
            a.answers.insert(QuestionId::new("new"), rated(u8::from(x)));
        }),
        ("archived", |a, x| {
            a.archived.insert(QuestionId::new("old"), rated(u8::from(x)));
        }),
        ("an approval withdrawn", |a, x| {
            a.approvals[0].reason = Some(if x { "x" } else { "y" }.into());
        }),
        ("an answer reviewed, and what it was kept", |a, x| {
            if let Some(answer) = a.answers.get_mut("reviewed") {
                let was = answer.clone();
                answer.respond(Response::Rated(if x { 0 } else { 2 }));
                crate::assessment::earlier::keep(answer, &was, day(20));
            }
        }),
        ("an answer taken away", |a, x| {
            if x {
                a.answers.remove("gone");
            } else {
                a.answers.insert(QuestionId::new("gone"), rated(3));
            }
        }),
    ];

    #[test]
    fn what_one_of_them_changed_is_kept_whatever_it_is() {
        for (field, change) in CHANGES {
            let mut changed = base();
            change(&mut changed, true);
            assert_ne!(changed, base(), "{field}");
            assert_eq!(merge(&base(), &changed, &base()).as_ref(), Some(&changed), "{field}");
            assert_eq!(merge(&base(), &base(), &changed).as_ref(), Some(&changed), "{field}");
            assert_eq!(merge(&base(), &changed, &changed).as_ref(), Some(&changed), "{field}");
        }
    }

    #[test]
    fn what_both_changed_in_two_ways_is_decided_by_nobody() {
        for (field, change) in CHANGES {
            let (mut ours, mut theirs) = (base(), base());
            change(&mut ours, true);
            change(&mut theirs, false);
            assert_eq!(merge(&base(), &ours, &theirs), None, "{field}");
        }
    }

    #[test]
    fn two_changes_of_different_things_stand_together() {
        for (i, (first, a)) in CHANGES.iter().enumerate() {
            for (second, b) in CHANGES.iter().skip(i + 1) {
                let (mut ours, mut theirs, mut both) = (base(), base(), base());
                a(&mut ours, true);
                b(&mut theirs, true);
                a(&mut both, true);
                b(&mut both, true);
                assert_eq!(merge(&base(), &ours, &theirs), Some(both), "{first}, {second}");
            }
        }
    }

    #[test]
    fn what_either_confirmed_is_confirmed() {
        let (mut ours, mut theirs) = (base(), base());
        ours.no_personal_data.push("a".into());
        theirs.no_personal_data.push("b".into());
        let merged = merge(&base(), &ours, &theirs).unwrap();
        assert_eq!(merged.no_personal_data, ["b", "a"]);
        // Taken away by one, it is gone.
        assert_eq!(
            merge(&merged, &merged, &ours).map(|m| m.no_personal_data),
            Some(vec!["a".to_owned()])
        );
    }

    #[test]
    fn no_approval_is_lost() {
        let (mut ours, mut theirs) = (base(), base());
        ours.approvals.push(approval("Bea", 3));
        theirs.approvals[0].withdrawn = Some(day(2));
        theirs.approvals.push(approval("Cem", 2));
        let merged = merge(&base(), &ours, &theirs).unwrap().approvals;
        let names: Vec<&str> = merged.iter().map(|a| a.name.as_str()).collect();
        assert_eq!(names, ["Ann", "Cem", "Bea"]);
        assert_eq!(merged[0].withdrawn, Some(day(2)));
        // Taken out by one, it is out.
        ours.approvals.remove(0);
        let merged = merge(&base(), &ours, &base()).unwrap().approvals;
        assert_eq!(merged, ours.approvals);
    }

    #[test]
    fn the_younger_date_stands() {
        let (mut ours, mut theirs) = (base(), base());
        ours.updated = day(5);
        theirs.updated = day(9);
        assert_eq!(merge(&base(), &ours, &theirs).map(|m| m.updated), Some(day(9)));
    }
}
