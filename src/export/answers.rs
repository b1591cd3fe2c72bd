//! One row a question that was asked.

use super::column::{self, Date, ExportColumn, ExportValue, Number, Text, Word, YesNo, always, maybe, words};
use super::{ExportTexts, Exported, OfAnswers, OfAssessment, OfQuestion};
use crate::assessment::{Answer, Evidence, State, Strength};
use crate::checklist::AnswerKind;
use crate::report::state_of;
use crate::score::ScoreLine;

pub(super) struct AnswerRow<'a> {
    of: &'a Exported<'a>,
    line: &'a ScoreLine<'a>,
}

impl OfAssessment for AnswerRow<'_> {
    fn of(&self) -> &Exported<'_> {
        self.of
    }
}

impl OfQuestion for AnswerRow<'_> {
    fn line(&self) -> &ScoreLine<'_> {
        self.line
    }
}

impl OfAnswers for AnswerRow<'_> {
    fn answers(&self) -> impl Iterator<Item = &Answer> {
        self.line.answer.into_iter()
    }
}

impl AnswerRow<'_> {
    fn answer(&self) -> Option<&Answer> {
        self.line.answer
    }

    fn evidence(&self) -> &[Evidence] {
        self.answer().map_or(&[], |a| &a.evidence)
    }

    fn is(&self, what: impl Fn(&Answer) -> bool) -> ExportValue<'static> {
        ExportValue::YesNo(self.answer().is_some_and(what))
    }
}

pub(super) fn rows<'a>(of: &'a Exported<'a>) -> impl Iterator<Item = AnswerRow<'a>> {
    of.score.lines.iter().map(move |line| AnswerRow { of, line })
}

pub(super) fn columns<'a>(texts: ExportTexts) -> Vec<ExportColumn<AnswerRow<'a>>> {
    let mut all = column::head();
    all.extend(column::question());
    all.extend(what_was_answered());
    all.push(evidence_strength());
    all.extend(column::evidence());
    all.extend(column::actions());
    if texts == ExportTexts::Included {
        all.extend(what_was_written());
    }
    all
}

fn what_was_answered<'a>() -> Vec<ExportColumn<AnswerRow<'a>>> {
    vec![
        always("kind", words!(AnswerKind::ALL), "what kind of answer it takes", |r| {
            ExportValue::Word(r.line.question.answer.word())
        }),
        always("key", YesNo, "part of the key run", |r| {
            ExportValue::YesNo(r.line.question.key)
        }),
        always("critical", YesNo, "a hard expectation", |r| {
            ExportValue::YesNo(r.line.question.critical)
        }),
        always("weight", Number, "how much it counts", |r| {
            ExportValue::Number(r.line.question.weight)
        }),
        always("state", words!(State::ALL), "what was answered", |r| {
            ExportValue::Word(state_of(r.line.response).0.word())
        }),
        maybe("rating", Number, "0 to 3, where it was rated; yes is 3, no is 0", |r| {
            ExportValue::number(state_of(r.line.response).1.map(u32::from))
        }),
        maybe(
            "earned",
            Number,
            "points: rating × weight, 0 for don't know; empty while unanswered or not applicable",
            |r| ExportValue::number(r.line.earned),
        ),
        always("possible", Number, "points possible: 3 × weight", |r| {
            ExportValue::Number(r.line.question.max_points())
        }),
        maybe(
            "answered_on",
            Date,
            "the day on which the answer was last changed",
            |r| ExportValue::date(r.answer().and_then(|a| a.on)),
        ),
        always(
            "to_confirm",
            YesNo,
            "given to other words than the question has now: it counts as unanswered",
            |r| ExportValue::YesNo(r.line.to_confirm),
        ),
        always(
            "unresolved",
            YesNo,
            "open because several people's answers differ",
            |r| ExportValue::YesNo(r.line.response.is_none() && r.answer().is_some_and(|a| !a.voices.is_empty())),
        ),
        always("private", YesNo, "its texts stay out of a public report", |r| {
            r.is(|a| a.private)
        }),
        always("risk_accepted", YesNo, "somebody accepted the risk", |r| {
            r.is(|a| a.risk_accepted.is_some())
        }),
    ]
}

fn evidence_strength<'a>() -> ExportColumn<AnswerRow<'a>> {
    always(
        "evidence_strength",
        Word(|| Strength::ALL.iter().map(|s| s.word()).collect()),
        "how well its evidence stands",
        |r| ExportValue::Word(r.line.strength.word()),
    )
}

fn what_was_written<'a>() -> Vec<ExportColumn<AnswerRow<'a>>> {
    vec![
        always("question_text", Text, "the question's words", |r| {
            ExportValue::text(Some(&r.line.question.text))
        }),
        maybe("finding", Text, "what is known", |r| {
            ExportValue::text(r.answer().and_then(|a| a.finding.as_deref()))
        }),
        maybe("reason", Text, "why it is not applicable", |r| {
            ExportValue::text(r.answer().and_then(|a| a.reason.as_deref()))
        }),
        maybe("evidence", Text, "what its evidence says, a line a piece", |r| {
            let lines: Vec<&str> = r.evidence().iter().map(|e| e.text.as_str()).collect();
            if lines.is_empty() {
                ExportValue::Empty
            } else {
                ExportValue::Text(lines.join("\n").into())
            }
        }),
        maybe("answered_by", Text, "who gave it, where it was not the assessor", |r| {
            ExportValue::text(r.answer().and_then(|a| a.by.as_deref()))
        }),
    ]
}
