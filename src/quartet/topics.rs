//! The rows: every topic with what each role says of it, and every theme with how each role's answers stand.

use super::divergence;
use super::record::{QuartetAnswer, RoleTheme, RoleVoice, ThemeRow, TopicOutcome, TopicRow, TopicVoice};
use crate::checklist::shared::{Topic, themes, topics};
use crate::checklist::{Question, QuestionId, Role, ThemeId};
use crate::compare::Side;
use crate::report::Audience;
use crate::score::{Position, Score};

/// The topics that at least one of the checklists has, in the order of the shared list.
pub(super) fn topic_rows(scored: &[(Side<'_>, Score<'_>)], audience: Audience) -> Vec<TopicRow> {
    topics()
        .iter()
        .map(|topic| topic_row(topic, scored, audience))
        .filter(|row| {
            row.roles
                .iter()
                .any(|r| !matches!(r.voice, TopicVoice::NotAsked | TopicVoice::NotGiven))
        })
        .collect()
}

fn topic_row(topic: &Topic, scored: &[(Side<'_>, Score<'_>)], audience: Audience) -> TopicRow {
    let roles: Vec<RoleVoice> = Role::ALL
        .iter()
        .map(
            |(_, role)| match scored.iter().find(|(s, _)| s.checklist.role == *role) {
                Some((side, score)) => role_voice(topic, side, score, audience),
                None => RoleVoice {
                    role: *role,
                    voice: TopicVoice::NotGiven,
                    answers: Vec::new(),
                    switched_off: Vec::new(),
                },
            },
        )
        .collect();
    let outcome = match roles.iter().filter(|r| r.voice == TopicVoice::Answered).count() {
        0 => TopicOutcome::NoVoice,
        1 => TopicOutcome::OneVoice,
        _ if divergence::pairs(&roles).is_empty() => TopicOutcome::NotDiverging,
        _ => TopicOutcome::Diverging,
    };
    TopicRow {
        id: topic.id.clone(),
        title: topic.title.clone(),
        asks: topic.asks.clone(),
        outcome,
        roles,
    }
}

fn role_voice(topic: &Topic, side: &Side<'_>, score: &Score<'_>, audience: Audience) -> RoleVoice {
    let has = |q: &Question| q.topic.contains(&topic.id);
    let lines = score.lines.iter().filter(|l| has(l.question));
    let answers: Vec<QuartetAnswer> = lines.map(|l| QuartetAnswer::of(l, score.on, audience)).collect();
    let asked = |q: &Question| answers.iter().any(|a| a.id == q.id);
    let off = side.checklist.questions().filter(|q| has(q) && !asked(q));
    let switched_off: Vec<QuestionId> = off.map(|q| q.id.clone()).collect();
    RoleVoice {
        role: side.checklist.role,
        voice: voice(&answers, switched_off.is_empty()),
        answers,
        switched_off,
    }
}

/// An answer speaks for the role whatever is open or does not apply beside it; what is open comes before what does not apply.
fn voice(answers: &[QuartetAnswer], none_is_off: bool) -> TopicVoice {
    let at = |p: Position| answers.iter().any(|a| a.standing.position == Some(p));
    if answers.iter().any(|a| a.rank().is_some()) {
        TopicVoice::Answered
    } else if at(Position::Unanswered) {
        TopicVoice::Unanswered
    } else if at(Position::NotApplicable) {
        TopicVoice::DoesNotApply
    } else if none_is_off {
        TopicVoice::NotAsked
    } else {
        TopicVoice::SwitchedOff
    }
}

/// The themes that at least one role is asked of, in the order of the shared list.
pub(super) fn theme_rows(scored: &[(Side<'_>, Score<'_>)]) -> Vec<ThemeRow> {
    themes()
        .iter()
        .map(|theme| ThemeRow {
            id: theme.id.clone(),
            title: theme.title.clone(),
            roles: scored
                .iter()
                .filter_map(|(side, score)| role_theme(&theme.id, side, score))
                .collect(),
        })
        .filter(|row| !row.roles.is_empty())
        .collect()
}

fn role_theme(theme: &ThemeId, side: &Side<'_>, score: &Score<'_>) -> Option<RoleTheme> {
    let sums = score.themes.get(theme)?;
    let without = score
        .lines
        .iter()
        .filter(|l| l.question.theme == *theme && l.question.topic.is_empty());
    Some(RoleTheme {
        role: side.checklist.role,
        asked: sums.asked,
        positions: sums.positions,
        alerts: sums.alerts,
        without_topic: without.map(|l| l.question.id.clone()).collect(),
    })
}
