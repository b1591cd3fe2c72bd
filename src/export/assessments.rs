//! One row an assessment.

use super::column::{self, Date, ExportColumn, ExportValue, Number, Percentage, Text, YesNo, always, maybe};
use super::{ExportTexts, Exported, OfAnswers, OfAssessment};
use crate::assessment::Answer;
use crate::score::Tally;

pub(super) struct AssessmentRow<'a> {
    of: &'a Exported<'a>,
}

impl OfAssessment for AssessmentRow<'_> {
    fn of(&self) -> &Exported<'_> {
        self.of
    }
}

impl AssessmentRow<'_> {
    fn overall(&self) -> &Tally {
        &self.of.score.overall
    }
}

impl OfAnswers for AssessmentRow<'_> {
    fn answers(&self) -> impl Iterator<Item = &Answer> {
        self.of.score.lines.iter().filter_map(|l| l.answer)
    }
}

pub(super) fn rows<'a>(of: &'a Exported<'a>) -> impl Iterator<Item = AssessmentRow<'a>> {
    std::iter::once(AssessmentRow { of })
}

pub(super) fn columns<'a>(texts: ExportTexts) -> Vec<ExportColumn<AssessmentRow<'a>>> {
    let mut all = column::head();
    all.extend(which_one());
    all.extend(sums());
    all.extend(positions());
    all.extend(column::evidence());
    all.extend(column::actions());
    all.extend(what_stands_behind());
    if texts == ExportTexts::Included {
        all.extend(what_was_written());
    }
    all
}

fn which_one<'a>() -> Vec<ExportColumn<AssessmentRow<'a>>> {
    vec![
        maybe("revision", Number, "the checklist's revision that was answered", |r| {
            ExportValue::number(r.of.assessment.revision)
        }),
        always("rule", Text, "the scoring rule", |r| {
            ExportValue::Word(&r.of.assessment.rule)
        }),
        always("started", Date, "the day on which it was begun", |r| {
            ExportValue::Date(r.of.assessment.started)
        }),
        always(
            "complete",
            YesNo,
            "every applicable question is answered and every context fact stated",
            |r| ExportValue::YesNo(r.of.score.is_complete()),
        ),
        always("context_open", Number, "context facts that are not stated", |r| {
            ExportValue::count(r.of.score.open_context.len())
        }),
    ]
}

fn sums<'a>() -> Vec<ExportColumn<AssessmentRow<'a>>> {
    vec![
        always("asked", Number, "questions asked", |r| {
            ExportValue::Number(r.overall().asked)
        }),
        always("applicable", Number, "asked, less not applicable", |r| {
            ExportValue::Number(r.overall().applicable)
        }),
        always("answered", Number, "rated or don't know", |r| {
            ExportValue::Number(r.overall().answered)
        }),
        always("rated", Number, "rated 0 to 3", |r| {
            ExportValue::Number(r.overall().rated)
        }),
        always("earned", Number, "points earned over the answered", |r| {
            ExportValue::Number(r.overall().earned)
        }),
        always("possible", Number, "points possible over the answered", |r| {
            ExportValue::Number(r.overall().possible)
        }),
        always("open_possible", Number, "points possible over the unanswered", |r| {
            ExportValue::Number(r.overall().open_possible)
        }),
        maybe(
            "score",
            Percentage,
            "earned ÷ possible; empty while nothing is answered",
            |r| ExportValue::per_mille(r.overall().score()),
        ),
        maybe(
            "coverage",
            Percentage,
            "answered ÷ applicable; empty where nothing applies",
            |r| ExportValue::per_mille(r.overall().coverage()),
        ),
        maybe("lowest", Percentage, "the score if all open questions were 0", |r| {
            ExportValue::per_mille(r.overall().lowest())
        }),
        maybe("highest", Percentage, "the score if all open questions were 3", |r| {
            ExportValue::per_mille(r.overall().highest())
        }),
        always("alerts", Number, "critical, applicable and not assured", |r| {
            ExportValue::Number(r.overall().alerts)
        }),
        always("alerts_with_plan", Number, "those of them with a credible plan", |r| {
            ExportValue::Number(r.overall().alerts_with_plan)
        }),
        always("key_asked", Number, "key questions asked", |r| {
            ExportValue::Number(r.of.score.key.asked)
        }),
        always("key_answered", Number, "those of them that are answered", |r| {
            ExportValue::Number(r.of.score.key.answered)
        }),
        always("key_earned", Number, "points earned over them", |r| {
            ExportValue::Number(r.of.score.key.earned)
        }),
        always("key_possible", Number, "points possible over them", |r| {
            ExportValue::Number(r.of.score.key.possible)
        }),
    ]
}

fn positions<'a>() -> Vec<ExportColumn<AssessmentRow<'a>>> {
    vec![
        always("assured", Number, "rated 2 or 3, with current evidence", |r| {
            ExportValue::Number(r.overall().positions.assured)
        }),
        always("asserted", Number, "rated 2 or 3, without current evidence", |r| {
            ExportValue::Number(r.overall().positions.asserted)
        }),
        always("planned", Number, "rated 0 or 1, with a credible action", |r| {
            ExportValue::Number(r.overall().positions.planned)
        }),
        always("exposed", Number, "rated 0 or 1, without a credible action", |r| {
            ExportValue::Number(r.overall().positions.exposed)
        }),
        always("blind_spot", Number, "don't know", |r| {
            ExportValue::Number(r.overall().positions.blind_spot)
        }),
        always("not_applicable", Number, "outside the count, with a reason", |r| {
            ExportValue::Number(r.overall().positions.not_applicable)
        }),
        always("unanswered", Number, "still open", |r| {
            ExportValue::Number(r.overall().positions.unanswered)
        }),
    ]
}

fn what_stands_behind<'a>() -> Vec<ExportColumn<AssessmentRow<'a>>> {
    vec![
        always(
            "recommendations_open",
            Number,
            "recommendations of inspectors and peers that are not done or dropped",
            |r| {
                let all = r.of.assessment.recommendations.iter();
                ExportValue::count(all.filter(|x| x.status.is_open()).count())
            },
        ),
        always("recommendations_overdue", Number, "those whose date is past", |r| {
            let all = r.of.assessment.recommendations.iter();
            ExportValue::count(all.filter(|x| x.is_overdue(r.of.score.on)).count())
        }),
        always(
            "indicators",
            Number,
            "values of early-warning figures in the file",
            |r| ExportValue::count(r.of.assessment.indicators.len()),
        ),
        always(
            "approvals",
            Number,
            "approvals that stand: not withdrawn, and the newest of their post",
            |r| {
                let a = r.of.assessment;
                ExportValue::count((0..a.approvals.len()).filter(|i| a.approval_stands(*i)).count())
            },
        ),
        always(
            "archived",
            Number,
            "answers kept to questions that are no longer asked",
            |r| ExportValue::count(r.of.assessment.archived.len()),
        ),
    ]
}

fn what_was_written<'a>() -> Vec<ExportColumn<AssessmentRow<'a>>> {
    vec![
        maybe("assessor", Text, "who answered", |r| {
            ExportValue::text(r.of.assessment.assessor.name.as_deref())
        }),
        maybe("post", Text, "in which post", |r| {
            ExportValue::text(r.of.assessment.assessor.post.as_deref())
        }),
        maybe("judgement", Text, "what the whole amounts to", |r| {
            ExportValue::text(r.of.assessment.judgement.as_deref())
        }),
        maybe("foreword", Text, "a foreword", |r| {
            ExportValue::text(r.of.assessment.foreword.as_deref())
        }),
        maybe("setting", Text, "the council, for a reader from outside", |r| {
            ExportValue::text(r.of.assessment.setting.as_deref())
        }),
        maybe("series_break", Text, "why the series breaks with this year", |r| {
            ExportValue::text(r.of.assessment.series_break.as_deref())
        }),
    ]
}
