use assure::assessment::{Action, Answer, Evidence, EvidenceKind, Response};
use assure::checklist::Library;
use assure::interview::QuestionPage;

use super::*;

fn page(width: Option<usize>, layout: PageLayout) -> Vec<StyledLine> {
    let Some(checklist) = Library::shipped().edition("ce", 2022) else {
        return Vec::new();
    };
    let answer = Answer {
        finding: Some("Bräuche 漢字漢字漢字漢字漢字漢字漢字 \u{1b}[2J and\na second line".into()),
        evidence: vec![Evidence {
            kind: EvidenceKind::Audit,
            text: "x".into(),
            date: None,
            link: None,
            review_by: None,
        }],
        actions: vec![Action {
            what: "act".into(),
            ..Action::default()
        }],
        ..Answer::responding(Some(Response::Rated(2)))
    };
    let mut all = Vec::new();
    for section in &checklist.sections {
        for question in &section.questions {
            all.extend(notice_lines(
                &Notice::Question(QuestionPage {
                    number: 12,
                    of: 48,
                    minutes_left: 1,
                    section_number: 3,
                    sections: 14,
                    section,
                    question,
                    sources: vec![("Title", "one"), ("Title", "two")],
                    answer: Some(&answer),
                    to_confirm: true,
                    last: None,
                    terms: Vec::new(),
                }),
                layout,
                width,
            ));
        }
    }
    all
}

#[test]
fn no_line_is_wider_than_the_screen() {
    for columns in [20, 40, 60, 80, 120] {
        let rows = page(Some(text_width(columns)), PageLayout::Screen);
        assert!(!rows.is_empty());
        for row in rows {
            assert!(
                console::measure_text_width(&row.text) <= columns,
                "{columns}: {}",
                row.text
            );
        }
    }
}

#[test]
fn an_address_or_a_path_is_never_broken() {
    for address in [
        "https://moderngov.northmoor.gov.uk/documents/s12345/Annual%20Self-Evaluation.pdf",
        "/home/somebody/self-assessment/2026-27/evidence/audit-of-twenty-cases.docx",
        r"S:\\Childrens\\Quality\\Audits\\2026\\autumn-audit-of-twenty-cases.xlsx",
    ] {
        let text = format!("Audit of 20 cases. Link: {address} and more words behind it");
        for columns in [20, 40, 80] {
            let rows = wrapped(&text, Some(text_width(columns)));
            assert!(rows.iter().any(|r| r.contains(address)), "{columns}: {rows:#?}");
            assert!(rows.iter().filter(|r| !r.contains(address)).all(|r| r.len() < columns));
            let mut page = NoticeWriter {
                layout: PageLayout::Screen,
                paragraphs: Vec::new(),
            };
            page.items("Evidence:", &[&text]);
            let rows: Vec<StyledLine> = page
                .paragraphs
                .iter()
                .flat_map(|p| p.lines(Some(text_width(columns))))
                .collect();
            assert!(rows.iter().any(|r| r.text.contains(address)), "{columns}");
        }
    }
}

#[test]
fn a_page_says_everything_and_nothing_harmful() {
    let shared = [
        "about 1 minute left",
        "Why: ",
        "Your answer so far: 2, established.",
        "1 piece of evidence.",
        "1 action.",
        "Bräuche",
        "To confirm",
    ];
    for (layout, own) in [
        (PageLayout::Screen, "Look for:"),
        (PageLayout::Plain, "Question 12 of 48, section 3 of 14, "),
    ] {
        let text: Vec<String> = page(None, layout).into_iter().map(|r| r.text).collect();
        let text = text.join("\n");
        for wanted in shared.into_iter().chain([own]) {
            assert!(text.contains(wanted), "{layout:?}: {wanted}");
        }
        assert!(!text.contains('\u{1b}'));
        assert_eq!(text.contains("[12/48]"), layout == PageLayout::Screen);
        assert_eq!(text.contains("Question 12 of 48"), layout == PageLayout::Plain);
    }
}

#[test]
fn plain_lines_have_no_decoration() {
    for row in page(None, PageLayout::Plain) {
        let first = row.text.chars().next();
        assert!(first.is_none_or(|c| c.is_alphanumeric()), "{}", row.text);
    }
}
