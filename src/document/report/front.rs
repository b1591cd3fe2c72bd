//! What the report opens with in the assessor's words, what inspectors and peers recommended, and when all of it is looked at again.

use super::super::{Block, NONE, Text, day, day_or_none, row, text};
use crate::report::{Audience, RecommendationRecord, Report};

/// Judgement, foreword and context, as far as they are given.
pub(super) fn opening(out: &mut Vec<Block>, r: &Report) {
    for (title, said) in [
        ("Our judgement", &r.judgement),
        ("Foreword", &r.foreword),
        ("Context", &r.setting),
    ] {
        if let Some(said) = said {
            out.push(Block::heading(2, title));
            out.push(Block::UserText(said.clone()));
        }
    }
}

/// The recommendations, where there are some.
pub(super) fn recommendations(out: &mut Vec<Block>, r: &Report) {
    if r.recommendations.is_empty() {
        return;
    }
    out.push(Block::heading(2, "Recommendations of inspectors and peers"));
    let columns = [
        "Source",
        "Recommendation",
        "Where it stands",
        "Owner",
        "Due",
        "Question",
    ];
    let rows = r.recommendations.iter().map(|x| {
        let owner = match &x.recommendation.owner {
            Some(owner) => owner,
            None if r.audience == Audience::Public => "left out",
            None => "no owner",
        };
        row([
            x.recommendation.source.clone(),
            x.recommendation.text.clone(),
            standing(x),
            owner.to_owned(),
            day_or_none(x.recommendation.due),
            x.recommendation
                .question
                .as_ref()
                .map_or(NONE, |id| id.as_str())
                .to_owned(),
        ])
    });
    out.push(Block::table(columns.map(text).into(), rows.collect()));
}

/// How far a recommendation has come, in words.
fn standing(x: &RecommendationRecord) -> String {
    let mut said = x.recommendation.status.word().replace('-', " ");
    if x.overdue {
        said.push_str(", overdue");
    }
    for (before, more) in [("", &x.recommendation.note), ("Effect: ", &x.recommendation.effect)] {
        if let Some(more) = more {
            said.push_str(". ");
            said.push_str(before);
            said.push_str(more.trim_end_matches('.'));
        }
    }
    said
}

/// The day on which the assessment is looked at again, where one is given.
pub(super) fn next_review(out: &mut Vec<Block>, r: &Report) {
    if let Some(date) = r.next_review {
        let said = Text::new().strong("Next review:");
        out.push(Block::paragraph(said.plain(format!(" {}.", day(date)))));
    }
}
