//! The first sheet: what the workbook is, and how to read it.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::super::office::line;
use super::super::sheet::{Cell, Sheet};
use super::cells::{Styles, height, printable, put};
use crate::checklist::Status;
use crate::document::report::approvals;
use crate::report::{Audience, Report, Scope};

/// The widths of its columns, in digits.
const TERMS: u8 = 26;
const FACTS: u8 = 92;

/// What the workbook is called.
pub(super) fn title(r: &Report) -> String {
    let scope = match r.scope {
        Scope::Whole => "",
        Scope::Key => ": the key questions",
    };
    line(&format!("Self-assessment of children's services, {}{scope}", r.period))
}

/// Writes it.
pub(super) fn write(worksheet: &mut Worksheet, r: &Report, sheets: &[Sheet], styles: &Styles) -> Result<(), XlsxError> {
    worksheet.set_name("About")?;
    worksheet.set_column_width(0, TERMS)?;
    worksheet.set_column_width(1, FACTS)?;
    worksheet.write_string_with_format(0, 0, title(r), &styles.title)?;
    let head = ["Fact", "What it is"];
    for (at, said) in (0..).zip(head) {
        worksheet.write_string_with_format(1, at, said, &styles.header)?;
    }
    let mut rows = facts(r);
    rows.extend(how_to_read(r, sheets));
    for (row, (term, cell)) in (2..).zip(rows) {
        worksheet.write_string_with_format(row, 0, line(&term), &styles.term)?;
        put(worksheet, (row, 1), &cell, styles)?;
        worksheet.set_row_height(row, height(&[(&Cell::Text(term), TERMS), (&cell, FACTS)]))?;
    }
    printable(worksheet);
    Ok(())
}

fn facts(r: &Report) -> Vec<(String, Cell)> {
    let text = |text: &str| Cell::Text(text.to_owned());
    let given = |text: &Option<String>| text.as_deref().map(str::to_owned);
    let who: Vec<String> = [given(&r.assessor.name), given(&r.assessor.post)]
        .into_iter()
        .flatten()
        .collect();
    let or_not_named = |said: String| {
        if said.is_empty() {
            text("not named")
        } else {
            Cell::Text(said)
        }
    };
    let c = &r.checklist;
    let audience = match r.audience {
        Audience::Full => "everybody who may see all of it: names, owners and private answers are in it",
        Audience::Public => {
            "the public: names, owners of actions and the texts of private answers are left out; every figure counts them"
        }
    };
    let mut facts = vec![
        ("Council", or_not_named(r.council.clone().unwrap_or_default())),
        ("Role", text(c.role.title())),
        ("Answered by", or_not_named(who.join(", "))),
        ("Municipal year", text(&r.period)),
        ("Begun", Cell::Date(r.started)),
        ("Last changed", Cell::Date(r.date)),
        ("Complete", Cell::YesNo(r.complete)),
        ("For", text(audience)),
        ("Checklist", text(&c.title)),
        (
            "Edition",
            Cell::Text(format!("{}@{}, revision {}", c.id, c.edition, c.revision)),
        ),
        ("Checklist digest", text(&c.digest)),
        ("Scoring rule", text(&r.rule)),
        ("Program", text(&r.program)),
    ];
    facts.extend(c.extends.as_ref().map(|base| ("Extends", Cell::Text(base.to_string()))));
    if c.status != Status::Current {
        let said = format!(
            "{}: there is a later one, or its duties are no longer in force",
            c.status.word()
        );
        facts.push(("Status of the edition", Cell::Text(said)));
    }
    let break_ = r
        .series_break
        .as_deref()
        .map(|said| ("A break in the series", text(said)));
    facts.extend(break_);
    facts.extend(r.judgement.as_deref().map(|said| ("Judgement", text(said))));
    facts.extend(
        r.approvals
            .iter()
            .map(|a| ("Approval", Cell::Text(approvals::in_a_line(r, a)))),
    );
    facts.extend(r.next_review.map(|day| ("Next review", Cell::Date(day))));
    facts.extend(c.note.as_deref().map(|said| ("About the checklist", text(said))));
    facts.into_iter().map(|(term, cell)| (term.to_owned(), cell)).collect()
}

fn how_to_read(r: &Report, sheets: &[Sheet]) -> Vec<(String, Cell)> {
    let mut rows = vec![(
        "What it is not",
        "An inspection result, an audit opinion, or a prediction of one: it is what the person named above says, and what they can show."
            .to_owned(),
    )];
    if r.scope == Scope::Key {
        let (asked, others) = (r.overall.asked, r.outside.len());
        let said = format!(
            "It covers the {asked} key questions, and every figure is over those. {others} others were not part of it."
        );
        rows.push(("A key run", said));
    }
    rows.extend([
        (
            "Positions",
            "assured: rated 2 or 3 and shown by current evidence. asserted: rated 2 or 3 without it. planned: rated 0 or 1 with a credible action. exposed: rated 0 or 1 without one. blind spot: don't know.".to_owned(),
        ),
        (
            "Score",
            "Points earned (rating × weight) of the points possible (3 × weight) over the questions answered. Don't know earns 0; not applicable is left out; an unanswered question is left out and held against coverage.".to_owned(),
        ),
        (
            "How evidence counts",
            "Current: dated, at most 12 months old on the day of the last change, and not past its review date. Triangulated: current, of two kinds or more, one of them from outside line management.".to_owned(),
        ),
        (
            "On paper",
            "A sheet is printed as wide as a page, with the columns that are read; those behind them are for looking up and filtering.".to_owned(),
        ),
        (
            "An empty cell",
            "Not known, not given, or left out; never 0.".to_owned(),
        ),
    ]);
    if r.previous.is_some() {
        let said = "What changed is in the report as Word, Markdown or JSON; this workbook has this year only.";
        rows.push(("Since last year", said.to_owned()));
    }
    if !r.not_asked.is_empty() {
        rows.push((
            "Not asked",
            format!("Switched off by the facts stated: {}.", r.not_asked.join(", ")),
        ));
    }
    if r.archived > 0 {
        let said = format!(
            "{} answers to questions of earlier editions are kept in the answer file.",
            r.archived
        );
        rows.push(("Archived", said));
    }
    let told = sheets.iter().map(|s| (format!("Sheet {}", s.name), s.about.to_owned()));
    let rows = rows.into_iter().map(|(term, said)| (term.to_owned(), said));
    told.chain(rows).map(|(term, said)| (term, Cell::Text(said))).collect()
}
