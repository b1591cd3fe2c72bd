//! Questions to talk through where roles diverge: made by rule from who stands where, the same in every format.

use super::divergence::{Reach, RolePair};
use super::record::{QuartetAnswer, RoleVoice, TopicRow, TopicVoice};
use crate::assessment::rating_word;
use crate::checklist::Role;
use crate::score::Position;

/// A role as it is spoken of.
fn the(role: Role) -> &'static str {
    match role {
        Role::Ce => "the chief executive",
        Role::Leader => "the leader",
        Role::Lmcs => "the lead member",
        Role::Dcs => "the director",
    }
}

/// Several roles as they are spoken of: `the leader and the director`.
fn all(roles: &[Role]) -> String {
    let names: Vec<&str> = roles.iter().map(|r| the(*r)).collect();
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        Some((last, _)) => (*last).to_owned(),
        None => String::new(),
    }
}

fn any(role: &RoleVoice, what: fn(&QuartetAnswer) -> bool) -> bool {
    role.voice == TopicVoice::Answered && role.answers.iter().any(what)
}

/// The questions for a topic on which these pairs diverge, the furthest apart first.
pub(super) fn talk(row: &TopicRow, between: &[RolePair]) -> Vec<String> {
    let Some(widest) = between.first() else {
        return Vec::new();
    };
    let (high, low) = (widest.higher.role, widest.lower.role);
    let mut out = match widest.reach {
        Reach::AssuredExposed => vec![
            format!(
                "What does the evidence of {} show, and has {} seen it?",
                the(high),
                the(low)
            ),
            format!("What does {} see that this evidence does not reach?", the(low)),
        ],
        Reach::AssuredUnknown => vec![
            format!(
                "What does {} know that has not reached {}, and by which route should it?",
                the(high),
                the(low)
            ),
            format!("What would {} have to see in order to say for themselves?", the(low)),
        ],
        Reach::ThreeRatings | Reach::TwoRatings => {
            let word = |rating: Option<u8>| rating.map_or("", rating_word);
            vec![format!(
                "What does {} point to for \"{}\", and {} for \"{}\"?",
                the(high),
                word(widest.higher.rating),
                the(low),
                word(widest.lower.rating)
            )]
        }
    };
    if widest.in_part {
        out.push("Their best answers are close: do the ones that are apart speak of the same thing?".to_owned());
    } else if widest.reach != Reach::AssuredUnknown {
        out.push("Do both speak of the same children, the same teams and the same months?".to_owned());
    }
    let roles = |what: fn(&QuartetAnswer) -> bool| -> Vec<Role> {
        row.roles.iter().filter(|r| any(r, what)).map(|r| r.role).collect()
    };
    let mut blind = roles(|a| a.standing.position == Some(Position::BlindSpot));
    // Of the one that cannot say it is asked above already.
    blind.retain(|r| widest.reach != Reach::AssuredUnknown || *r != low);
    if !blind.is_empty() {
        out.push(format!("How would {} come to know?", all(&blind)));
    }
    let asserted = roles(|a| a.standing.position == Some(Position::Asserted));
    if !asserted.is_empty() {
        out.push(format!("By what could {} show what they say?", all(&asserted)));
    }
    let planned = roles(|a| a.standing.position == Some(Position::Planned));
    let elsewhere = row
        .roles
        .iter()
        .filter(|r| r.voice == TopicVoice::Answered && !planned.contains(&r.role));
    let unaware: Vec<Role> = elsewhere.map(|r| r.role).collect();
    if !planned.is_empty() && !unaware.is_empty() {
        let verb = if let [_] = unaware.as_slice() { "Does" } else { "Do" };
        out.push(format!(
            "{verb} {} know of the plan of {}?",
            all(&unaware),
            all(&planned)
        ));
    }
    out
}
