//! Everything but the answers, put together: what differs and is not settled is left out and listed.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Gatherer, distinct};
use crate::assessment::voice::said_word;
use crate::assessment::{Answer, Assessment, Assessor, IndicatorValue, Period, Recommendation};
use crate::checklist::{AnswerKind, QuestionId};
use crate::dates::day;

impl Gatherer<'_, '_> {
    fn text(&mut self, place: (&str, &str), of: fn(&Assessment) -> &Option<String>) -> Option<String> {
        let said = self.said(|a| of(a).clone());
        self.one(place, said, String::clone)
    }

    /// Everything but the answers.
    pub(super) fn head(&mut self) -> Assessment {
        let assessments = || self.speakers.iter().map(|s| s.assessment);
        let first = assessments().next();
        let alike = |of: fn(&Assessor) -> &Option<String>| {
            let named: Vec<&String> = assessments().filter_map(|a| of(&a.assessor).as_ref()).collect();
            let all = named.len() == self.speakers.len() && named.windows(2).all(|w| w.first() == w.last());
            named.first().filter(|_| all).map(|s| (*s).clone())
        };
        // Several people are no one assessor: they are named voice by voice.
        let assessor = Assessor {
            name: alike(|a| &a.name),
            post: alike(|a| &a.post),
        };
        let today = Period::of;
        let started = assessments().map(|a| a.started).min().unwrap_or_default();
        let confirmed = assessments().flat_map(|a| &a.no_personal_data);
        let period = first.map_or_else(|| today(started), |a| a.period);
        // Who approved one person's answers has not approved what several people's came to.
        let head = Assessment {
            council: assessments().find_map(|a| a.council.clone()),
            updated: assessments().map(|a| a.updated).max().unwrap_or_default(),
            no_personal_data: distinct(confirmed),
            assessor,
            ..Assessment::begun(self.checklist, period, started)
        };
        let mut context = BTreeMap::new();
        for fact in &self.checklist.contexts {
            let said = self.said(|a| a.context.get(&fact.id).copied());
            let words = |yes: &bool| if *yes { "yes" } else { "no" }.to_owned();
            let place = format!("context.{}", fact.id);
            if let Some(answer) = self.one((&place, &fact.text), said, words) {
                context.insert(fact.id.clone(), answer);
            }
        }
        Assessment {
            previous: self.text(("previous", "Last year's answer file"), |a| &a.previous),
            series_break: self.text(("break", "Why the series breaks"), |a| &a.series_break),
            judgement: self.text(("judgement", "The judgement"), |a| &a.judgement),
            foreword: self.text(("foreword", "The foreword"), |a| &a.foreword),
            setting: self.text(("setting", "The council's context"), |a| &a.setting),
            next_review: {
                let said = self.said(|a| a.next_review);
                self.one(("next_review", "The day of the next review"), said, |on| day(*on))
            },
            context,
            recommendations: self.recommendations(),
            indicators: self.indicators(),
            archived: self.archived(),
            ..head
        }
    }

    /// Recommendations in the order in which they are met: one source and one text are one recommendation.
    fn recommendations(&mut self) -> Vec<Recommendation> {
        let mut keys: Vec<(String, String)> = Vec::new();
        for r in self.speakers.iter().flat_map(|s| &s.assessment.recommendations) {
            if !keys.contains(&r.key()) {
                keys.push(r.key());
            }
        }
        let mut kept = Vec::new();
        for key in keys {
            let said = self.said(|a| a.recommendations.iter().find(|r| r.key() == key));
            let Some(title) = said.first().map(|(_, r)| format!("{}: {}", r.source, r.text)) else {
                continue;
            };
            kept.extend(self.one(("recommendation", &title), said, |r| stands(r)).cloned());
        }
        kept
    }

    /// Figures in the order in which they are met: one indicator and one day are one figure.
    fn indicators(&mut self) -> Vec<IndicatorValue> {
        let mut keys: Vec<(String, NaiveDate)> = Vec::new();
        for v in self.speakers.iter().flat_map(|s| &s.assessment.indicators) {
            let (id, on) = v.key();
            if !keys.iter().any(|k| (k.0.as_str(), k.1) == (id, on)) {
                keys.push((id.to_owned(), on));
            }
        }
        let mut kept = Vec::new();
        for key in keys {
            let said = self.said(|a| a.indicators.iter().find(|v| v.key() == (key.0.as_str(), key.1)));
            let title = format!("{}, {}", key.0, day(key.1));
            let words = |v: &&IndicatorValue| match (v.value, v.numerator, v.denominator) {
                (Some(value), ..) => value.to_string(),
                (None, Some(above), Some(below)) => format!("{above} of {below}"),
                (None, Some(count), None) => count.to_string(),
                _ => "no figure".to_owned(),
            };
            kept.extend(self.one(("indicator", &title), said, words).cloned());
        }
        kept
    }

    /// Answers to questions that are no longer asked.
    fn archived(&mut self) -> BTreeMap<QuestionId, Answer> {
        let mut ids: Vec<&QuestionId> = self
            .speakers
            .iter()
            .flat_map(|s| s.assessment.archived.keys())
            .collect();
        ids.sort();
        ids.dedup();
        let mut kept = BTreeMap::new();
        for id in ids {
            let said = self.said(|a| a.archived.get(id));
            let words = |a: &&Answer| match &a.finding {
                Some(finding) => format!("{}: {finding}", said_word(a.response(), AnswerKind::Graded)),
                None => said_word(a.response(), AnswerKind::Graded).to_owned(),
            };
            let place = format!("archived.{id}");
            if let Some(answer) = self.one((&place, &place), said, words) {
                kept.insert(id.clone(), answer.clone());
            }
        }
        kept
    }
}

/// How a recommendation stands, in words.
fn stands(r: &Recommendation) -> String {
    let mut words = vec![r.status.word().to_owned()];
    words.extend(r.owner.as_ref().map(|owner| format!("owner {owner}")));
    words.extend(r.due.map(|due| format!("due {}", day(due))));
    words.extend(r.question.as_ref().map(|id| format!("question {id}")));
    words.extend(r.effect.iter().chain(&r.note).cloned());
    words.join("; ")
}
