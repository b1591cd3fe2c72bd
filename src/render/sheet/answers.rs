//! One row a question.

use super::{Cell, Sheet, SheetColumn, column, sheet};
use crate::checklist::AnswerKind;
use crate::checklist::shared::theme_title;
use crate::report::{AnswerRecord, Audience, Report, SectionRecord, answer_text, plan_text, voices_text};

/// A question with its section, and whom the report is for.
#[derive(Clone, Copy)]
pub(super) struct AnswerRow<'a> {
    pub audience: Audience,
    pub section: &'a SectionRecord,
    pub answer: &'a AnswerRecord,
}

/// Every question in the order of the checklist.
pub(super) fn rows(report: &Report) -> impl Iterator<Item = AnswerRow<'_>> {
    let audience = report.audience;
    report.sections.iter().flat_map(move |section| {
        section.answers.iter().map(move |answer| AnswerRow {
            audience,
            section,
            answer,
        })
    })
}

/// The answers.
pub fn answers(report: &Report) -> Sheet {
    sheet(
        "Answers",
        "One row a question, in the order of the checklist.",
        (columns(), PRINTED),
        rows(report),
    )
}

/// What the column of the audience holds: a file of one table has no other place to say it.
pub(super) const COPY: &str = "`full`, or `public`: names, owners and the texts of private answers are left out";

/// The columns for a page of paper: the first ones.
const PRINTED: usize = 8;

fn columns<'a>() -> Vec<SheetColumn<AnswerRow<'a>>> {
    vec![
        column("section", "Section", 22, "the section's title", |r| {
            Cell::text(&r.section.title)
        }),
        column(
            "question_id",
            "Question id",
            16,
            "the question's id, the same each year",
            |r| Cell::text(r.answer.id.as_str()),
        ),
        column("question", "Question", 44, "its words", |r| Cell::text(&r.answer.text)),
        column(
            "answer",
            "Answer",
            15,
            "`0 not in place` to `3 embedded`, `yes`, `no`, `don't know`, `not applicable` or `unanswered`",
            |r| Cell::text(answer_text(r.answer)),
        ),
        column("position", "Position", 14, "what it amounts to", |r| {
            Cell::text(r.answer.position.title())
        }),
        column(
            "finding",
            "Finding",
            60,
            "what is known; empty in a public report where it is private",
            |r| Cell::text_or_empty(&r.answer.finding),
        ),
        column(
            "evidence_strength",
            "Evidence strength",
            14,
            "`none`, `stale`, `single` or `triangulated`",
            |r| Cell::text(r.answer.evidence_strength.word()),
        ),
        column("alert", "Alert", 8, "critical, applicable, and not assured", |r| {
            Cell::YesNo(r.answer.alert.is_some())
        }),
        column("theme", "Theme", 18, "the theme's title", |r| {
            Cell::text(theme_title(&r.answer.theme))
        }),
        column("kind", "Kind", 9, "`graded` or `yes/no`", |r| {
            Cell::text(match r.answer.answer {
                AnswerKind::Graded => "graded",
                AnswerKind::YesNo => "yes/no",
            })
        }),
        column(
            "rating",
            "Rating",
            9,
            "0 to 3, where it was rated; a `yes` is 3, a `no` 0",
            |r| r.answer.rating.map_or(Cell::Empty, |n| Cell::Number(u32::from(n))),
        ),
        column("reason", "Reason", 24, "why it is not applicable", |r| {
            Cell::text_or_empty(&r.answer.reason)
        }),
        column(
            "evidence_pieces",
            "Evidence pieces",
            10,
            "how many pieces of evidence are shown",
            |r| Cell::count(r.answer.evidence.len()),
        ),
        column(
            "evidence_current",
            "Current pieces",
            10,
            "how many of them are current",
            |r| Cell::count(r.answer.evidence.iter().filter(|e| e.current).count()),
        ),
        column("actions", "Actions", 10, "how many actions are shown", |r| {
            Cell::count(r.answer.actions.len())
        }),
        column("weight", "Weight", 9, "how much it counts", |r| {
            Cell::Number(r.answer.weight)
        }),
        column(
            "earned",
            "Points earned",
            9,
            "rating × weight; empty while unanswered or not applicable",
            |r| r.answer.earned.map_or(Cell::Empty, Cell::Number),
        ),
        column("possible", "Points possible", 10, "3 × weight", |r| {
            Cell::Number(r.answer.possible)
        }),
        column("critical", "Critical", 10, "a hard expectation", |r| {
            Cell::YesNo(r.answer.critical)
        }),
        column("key", "Key", 8, "one of the key questions", |r| {
            Cell::YesNo(r.answer.key)
        }),
        column(
            "alert_plan",
            "Plan for the alert",
            15,
            "what an alert's plan amounts to",
            |r| {
                r.answer
                    .alert
                    .map_or(Cell::Empty, |alert| Cell::text(plan_text(r.answer, alert)))
            },
        ),
        column(
            "risk_accepted",
            "Risk accepted",
            26,
            "who accepted the risk, when and why; without the name in a public report. No figure moves by it",
            |r| {
                let risk = r.answer.risk_accepted.as_ref();
                risk.map_or(Cell::Empty, |risk| Cell::text(risk.words()))
            },
        ),
        column(
            "voices",
            "Voices",
            26,
            "how each of several people answered, where their answers were put together; without names in a public report",
            |r| {
                let voices = voices_text(r.answer).join("; ");
                if voices.is_empty() {
                    Cell::Empty
                } else {
                    Cell::text(voices)
                }
            },
        ),
        column(
            "to_confirm",
            "To be confirmed",
            11,
            "given to other words than the question has now",
            |r| Cell::YesNo(r.answer.to_confirm),
        ),
        column(
            "unfinished",
            "Unfinished",
            12,
            "the interview stopped inside this answer",
            |r| Cell::YesNo(r.answer.unfinished),
        ),
        column(
            "private",
            "Private",
            9,
            "left out of a public report, but for its figures",
            |r| Cell::YesNo(r.answer.private),
        ),
        column(
            "answered_by",
            "Answered by",
            18,
            "who gave it; empty in a public report",
            |r| Cell::text_or_empty(&r.answer.by),
        ),
        column("answered_on", "Answered on", 13, "when it was last changed", |r| {
            Cell::date(r.answer.on)
        }),
        column(
            "sources",
            "Sources",
            30,
            "what the question rests on: the source's id and the place in it",
            |r| {
                let cited = r.answer.source.iter().map(|c| format!("{} {}", c.id, c.locator));
                Cell::text(cited.collect::<Vec<_>>().join("; "))
            },
        ),
        column("copy", "Copy", 9, COPY, |r| Cell::text(r.audience.word())),
    ]
}
