//! Quality notes on what stands in an answer file before its answers.

use super::{Note, NoteKind};
use crate::assessment::personal;
use crate::assessment::{
    ActionStatus, Assessment, JUDGEMENT_CHARACTERS, JUDGEMENT_SENTENCES, Recommendation, sentences,
};
use crate::dates::day;

/// Notes on the judgement, the other texts for the report and the recommendations, in the order of the file.
pub fn front_notes(assessment: &Assessment) -> Vec<Note> {
    let mut out = Vec::new();
    let mut add = |place: &str, kind, text: String| {
        out.push(Note {
            question: place.to_owned(),
            kind,
            text,
        });
    };
    if let Some(judgement) = &assessment.judgement {
        let (said, long) = (sentences(judgement), judgement.chars().count());
        if said > JUDGEMENT_SENTENCES || long > JUDGEMENT_CHARACTERS {
            add(
                "judgement",
                NoteKind::LongJudgement,
                format!(
                    "the judgement has about {said} sentences and {long} characters: say it in {JUDGEMENT_SENTENCES} sentences and {JUDGEMENT_CHARACTERS} characters at most"
                ),
            );
        }
    }
    for (i, r) in assessment.recommendations.iter().enumerate() {
        let place = format!("recommendation.{}", i + 1);
        if let Some((kind, text)) = of_recommendation(r, assessment) {
            add(&place, kind, text);
        }
    }
    let mut noted: Vec<(String, &str)> = Vec::new();
    for hit in personal::find_in_head(assessment) {
        let place = match hit.place.split('.').collect::<Vec<_>>().as_slice() {
            [key @ ("judgement" | "foreword" | "setting")] => (*key).to_owned(),
            ["recommendation", number, _] => format!("recommendation.{number}"),
            _ => continue,
        };
        let noting = (place, hit.what);
        if !noted.contains(&noting) {
            add(
                &noting.0,
                NoteKind::PersonalData,
                format!(
                    "text that looks like {}: this file can be asked for; take out anything that could identify a child",
                    hit.what
                ),
            );
            noted.push(noting);
        }
    }
    out
}

fn of_recommendation(r: &Recommendation, assessment: &Assessment) -> Option<(NoteKind, String)> {
    if r.is_overdue(assessment.updated) {
        let due = r.due.map_or_else(String::new, day);
        return Some((
            NoteKind::OverdueRecommendation,
            format!("the recommendation was due {due}: say what became of it"),
        ));
    }
    match r.status {
        ActionStatus::Open if r.note.is_none() && (r.owner.is_none() || r.due.is_none()) => Some((
            NoteKind::UntrackedRecommendation,
            "the recommendation is not begun: say who sees to it and by when, or where it stands".to_owned(),
        )),
        ActionStatus::Dropped if r.note.is_none() => Some((
            NoteKind::DroppedRecommendation,
            "the recommendation was dropped and no `note` says why".to_owned(),
        )),
        _ => None,
    }
}
