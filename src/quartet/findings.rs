//! What else the roles can learn from one another: blind spots, hidden strengths, what nobody can say, what is said and not shown, and the
//! critical matters.

use std::cmp::Reverse;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::divergence::{Stand, best};
use super::record::{QuartetAnswer, RoleVoice, TopicRow, TopicVoice};
use crate::assessment::{AcceptedRisk, EvidenceKind, Strength};
use crate::checklist::shared::{theme_title, themes, topic_title, topics};
use crate::checklist::{QuestionId, Role, ThemeId, TopicId};
use crate::compare::Side;
use crate::report::Audience;
use crate::score::{Alert, Position, Score};

/// A role that can say something, and what it could show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Witness {
    /// Where it stands with its best evidenced answer.
    #[serde(flatten)]
    pub stand: Stand,
    /// How well the evidence stands.
    pub strength: Strength,
    /// The kinds of its current evidence. Empty where there is none, and where it is withheld.
    pub evidence: Vec<EvidenceKind>,
}

/// What one role cannot say and another rated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BlindSpot {
    /// The topic's id.
    pub topic: TopicId,
    /// The role that cannot say.
    pub role: Role,
    /// The ids of its questions answered with don't know.
    pub questions: Vec<QuestionId>,
    /// Whether one of them is a hard expectation.
    pub critical: bool,
    /// Who rated a question of the topic; whose evidence would help comes first, triangulated before single.
    pub seen_by: Vec<Witness>,
}

/// What one role can show and another cannot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HiddenStrength {
    /// The topic's id.
    pub topic: TopicId,
    /// Who can show it: whose best answer is assured.
    pub shown_by: Vec<Witness>,
    /// Who only says it, calls it weak or does not know: whose best answer is not assured.
    pub hidden_from: Vec<Stand>,
}

/// A topic with the roles that say alike of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TopicRoles {
    /// The topic's id.
    pub topic: TopicId,
    /// The roles that answered.
    pub roles: Vec<Role>,
}

/// A critical question that is an alert for one role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RoleAlert {
    /// Where the role stands; unanswered is an alert too.
    #[serde(flatten)]
    pub stand: Stand,
    /// The question.
    pub text: String,
    /// Whether there is a credible plan.
    pub alert: Alert,
    /// Who accepted the risk, where somebody did; the alert stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub risk_accepted: Option<AcceptedRisk>,
}

/// What the alerts of one topic are about; of questions without a topic, of one theme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CriticalMatter {
    /// The topic's id; of a question with two topics, the first.
    pub topic: Option<TopicId>,
    /// The theme's id, where there is no topic.
    pub theme: Option<ThemeId>,
    /// The title of either.
    pub title: String,
    /// The alerts, in the order of the quartet and of its checklists.
    pub alerts: Vec<RoleAlert>,
}

fn speaking(row: &TopicRow) -> impl Iterator<Item = &RoleVoice> {
    row.roles.iter().filter(|r| r.voice == TopicVoice::Answered)
}

/// The answers of a role that count as answers: rated, or don't know.
fn given(role: &RoleVoice) -> impl Iterator<Item = (Position, &QuartetAnswer)> {
    let answers = role.answers.iter();
    answers.filter_map(|a| a.rank().and(a.standing.position).map(|p| (p, a)))
}

/// The best evidenced of a role's rated answers that are looked at.
fn witness(role: &RoleVoice, these: fn(Position) -> bool) -> Option<Witness> {
    let rated = given(role).filter(|(p, a)| a.standing.rating.is_some() && these(*p));
    let (_, answer) =
        rated.min_by_key(|(_, a)| Reverse((a.standing.evidence_strength, a.rank(), a.standing.rating)))?;
    let mut evidence: Vec<EvidenceKind> = answer
        .evidence
        .iter()
        .filter(|e| e.current)
        .map(|e| e.evidence.kind)
        .collect();
    evidence.sort_unstable();
    evidence.dedup();
    Some(Witness {
        stand: Stand::of(role.role, answer)?,
        strength: answer.standing.evidence_strength,
        evidence,
    })
}

/// Those that another can show something of first; of those the hard expectations; then as the shared list has them.
pub(super) fn blind_spots(topics: &[TopicRow]) -> Vec<BlindSpot> {
    let mut found = Vec::new();
    for row in topics {
        for role in speaking(row) {
            let blind: Vec<&QuartetAnswer> = given(role)
                .filter(|(p, _)| *p == Position::BlindSpot)
                .map(|(_, a)| a)
                .collect();
            let others = speaking(row).filter(|r| r.role != role.role);
            let mut seen_by: Vec<Witness> = others.filter_map(|r| witness(r, |_| true)).collect();
            if blind.is_empty() || seen_by.is_empty() {
                continue;
            }
            seen_by.sort_by_key(|w| Reverse(w.strength));
            found.push(BlindSpot {
                topic: row.id.clone(),
                role: role.role,
                questions: blind.iter().map(|a| a.id.clone()).collect(),
                critical: blind.iter().any(|a| a.critical),
                seen_by,
            });
        }
    }
    let shown = |b: &BlindSpot| b.seen_by.iter().any(|w| w.strength.is_current());
    found.sort_by_key(|b| (!shown(b), !b.critical));
    found
}

/// Those that another calls weak or does not know of first, then those hidden from most roles; then as the shared list has them.
pub(super) fn hidden_strengths(topics: &[TopicRow]) -> Vec<HiddenStrength> {
    let mut found: Vec<HiddenStrength> = topics
        .iter()
        .map(|row| {
            let hidden = speaking(row)
                .filter_map(|r| Stand::of(r.role, best(r)?))
                .filter(|s| s.position != Position::Assured);
            HiddenStrength {
                topic: row.id.clone(),
                shown_by: speaking(row)
                    .filter_map(|r| witness(r, |p| p == Position::Assured))
                    .collect(),
                hidden_from: hidden.collect(),
            }
        })
        .filter(|h| !h.shown_by.is_empty() && !h.hidden_from.is_empty())
        .collect();
    let only_said = |h: &HiddenStrength| h.hidden_from.iter().all(|s| s.position == Position::Asserted);
    found.sort_by_key(|h| (only_said(h), Reverse(h.hidden_from.len())));
    found
}

/// The topics on which every answer that was given is the one position, and so many roles gave one.
fn all_at(topics: &[TopicRow], position: Position, roles: usize) -> Vec<TopicRoles> {
    let alike =
        |row: &&TopicRow| speaking(row).count() >= roles && speaking(row).flat_map(given).all(|(p, _)| p == position);
    topics
        .iter()
        .filter(alike)
        .map(|row| TopicRoles {
            topic: row.id.clone(),
            roles: speaking(row).map(|r| r.role).collect(),
        })
        .collect()
}

pub(super) fn nobody_can_say(topics: &[TopicRow]) -> Vec<TopicRoles> {
    all_at(topics, Position::BlindSpot, 1)
}

pub(super) fn said_not_shown(topics: &[TopicRow]) -> Vec<TopicRoles> {
    all_at(topics, Position::Asserted, 2)
}

/// Matters with an answer that has no credible plan first, then those with one, last those that are still to be answered; of each those
/// that most roles have as an alert; then as the shared lists have them, topics before themes.
pub(super) fn critical_matters(scored: &[(Side<'_>, Score<'_>)], audience: Audience) -> Vec<CriticalMatter> {
    let of_topics = topics().iter().map(|t| (Some(&t.id), None));
    let of_themes = themes().iter().map(|t| (None, Some(&t.id)));
    let mut found: Vec<CriticalMatter> = of_topics
        .chain(of_themes)
        .map(|(topic, theme)| CriticalMatter {
            topic: topic.cloned(),
            theme: theme.cloned(),
            title: topic
                .map(topic_title)
                .or(theme.map(theme_title))
                .unwrap_or_default()
                .to_owned(),
            alerts: alerts(topic, theme, scored, audience),
        })
        .filter(|m| !m.alerts.is_empty())
        .collect();
    let kind = |m: &CriticalMatter| {
        let any = |alert: Alert| {
            let answered = m.alerts.iter().filter(|a| a.stand.position != Position::Unanswered);
            answered.into_iter().any(|a| a.alert == alert)
        };
        if any(Alert::Open) {
            0
        } else if any(Alert::Planned) {
            1
        } else {
            2
        }
    };
    let roles = |m: &CriticalMatter| {
        let mut roles: Vec<Role> = m.alerts.iter().map(|a| a.stand.role).collect();
        roles.dedup();
        roles.len()
    };
    found.sort_by_key(|m| (kind(m), Reverse(roles(m))));
    found
}

/// The alerts whose first topic, or without one whose theme, is the one that is asked for.
fn alerts(
    topic: Option<&TopicId>,
    theme: Option<&ThemeId>,
    scored: &[(Side<'_>, Score<'_>)],
    audience: Audience,
) -> Vec<RoleAlert> {
    let mut found = Vec::new();
    for (side, score) in scored {
        for line in &score.lines {
            let q = line.question;
            let first = q.topic.first();
            let here = first == topic && (first.is_some() || theme == Some(&q.theme));
            let Some(alert) = line.alert.filter(|_| here) else {
                continue;
            };
            let answer = QuartetAnswer::of(line, score.on, audience);
            found.extend(Stand::of(side.checklist.role, &answer).map(|stand| RoleAlert {
                stand,
                text: answer.text,
                alert,
                risk_accepted: answer.standing.risk_accepted,
            }));
        }
    }
    found
}
