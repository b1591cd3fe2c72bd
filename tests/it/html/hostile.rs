//! Text that would be more than text.

use assure::diagnostic::clean;
use assure::document::{Block, ChartKind, Item, Span, Table, Text, Unit, figures, text};
use assure::render::html::html;
use proptest::prelude::*;

use super::page::parse;
use super::{assert_links_lead_somewhere, chart, fold, page_of};

/// What a page could be broken with.
const HOSTILE: &str = "</title></style></script><script>alert(1)</script><img src=x onerror=alert(1)> \"'><svg/onload=x> &lt;b&gt; &amp; <!-- --> ]]> {{x}} \u{202e}\u{1b}[2J\u{0}";

/// What of it is seen.
fn seen() -> String {
    clean(HOSTILE)
}

#[test]
fn hostile_text_comes_out_as_text_in_every_block() {
    let hostile = || Text::from(HOSTILE);
    let mut pieces = Text::new();
    for span in [Span::Strong, Span::Removed, Span::Added, Span::Address] {
        pieces = pieces.plain(" ").span(span(HOSTILE.to_owned()));
    }
    pieces = pieces.plain(" ").span(Span::Reference {
        to: HOSTILE.to_owned(),
        text: HOSTILE.to_owned(),
    });
    let item = Item {
        text: hostile(),
        inside: vec![HOSTILE.into()],
    };
    let charts = [ChartKind::Bars, ChartKind::Stacked, ChartKind::Range].map(|kind| {
        let values: &[Option<u32>] = &[Some(3), None];
        let mut c = chart(kind, Unit::Count, &[HOSTILE, HOSTILE], &[(HOSTILE, values)]);
        (c.headline, c.about, c.rows_are) = (hostile(), hostile(), HOSTILE.to_owned());
        (Block::Chart(c), if kind == ChartKind::Bars { 8 } else { 10 })
    });
    let table = Table {
        caption: Some(hostile()),
        columns: vec![text(HOSTILE), figures(HOSTILE)],
        rows: vec![vec![hostile(), hostile()]],
    };
    for (block, times) in [
        (Block::heading(2, HOSTILE), 1),
        (Block::heading(3, HOSTILE), 1),
        (Block::paragraph(HOSTILE), 1),
        (Block::Paragraph(pieces), 5),
        (Block::UserText(HOSTILE.to_owned()), 1),
        (Block::UserText(format!("- {HOSTILE}\n- {HOSTILE}")), 2),
        (Block::UserText(format!("1. {HOSTILE}\n2. {HOSTILE}")), 2),
        (Block::List(vec![item]), 2),
        (Block::Definitions(vec![(hostile(), hostile())]), 2),
        (Block::Table(table), 5),
        (fold(2, HOSTILE, HOSTILE, vec![Block::paragraph(HOSTILE)]), 2),
        (Block::note(HOSTILE), 1),
        (Block::Verbatim(HOSTILE.to_owned()), 1),
    ]
    .into_iter()
    .chain(charts)
    {
        let page = page_of([block.clone()]);
        for name in ["script", "img", "b"] {
            assert!(page.all(name).is_empty(), "{name} in {block:?}");
        }
        let plain = page_of([]);
        assert_eq!(page.all("style")[0].words(), plain.all("style")[0].words());
        assert_eq!(page.all("title")[0].words(), "Title");
        let words = page.everything();
        // A picture's label is cut to its room; in its table it is whole.
        assert!(
            words.matches(&seen()).count() >= times,
            "{times} times in {block:?}: {words}"
        );
        assert_links_lead_somewhere(&page);
    }
    // Where there are so many that there is a list of contents, each heading stands there too.
    let page = page_of(std::iter::repeat_n(Block::heading(2, HOSTILE), 10));
    assert!(page.everything().matches(&seen()).count() >= 20 && page.all("script").is_empty());
    assert_links_lead_somewhere(&page);
    let page = parse(&html(&[Block::heading(1, HOSTILE)]));
    for name in ["title", "h1"] {
        assert_eq!(page.all(name)[0].words(), seen());
    }
}

#[test]
fn only_a_plain_web_address_is_a_link() {
    let linked = |address: &str| {
        let page = page_of([Block::paragraph(Text::new().plain("x ").address(address))]);
        let paragraph = page.all("main")[0].all("p")[0].clone();
        assert_eq!(paragraph.words(), format!("x {}", clean(address.trim())));
        let links: Vec<String> = paragraph
            .all("a")
            .iter()
            .map(|a| a.attribute("href").to_owned())
            .collect();
        links
    };
    for address in [
        "https://www.gov.uk/a_b?c=1&d=2#e",
        "http://example.org/",
        " https://example.org/(x)*y ",
    ] {
        assert_eq!(linked(address), [address.trim()]);
    }
    for address in [
        "javascript:alert(1)",
        "data:text/html,x",
        "//example.org",
        "https://",
        "https:///x",
        "https://example.org/\"onclick=x",
        "https://example.org/ x",
        "https://exämple.org/",
        "HTTPS://example.org/",
        "mailto:a@example.org",
        "file:///etc/passwd",
        "https://example.org/\u{202e}",
    ] {
        assert_eq!(linked(address), [""; 0], "{address}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn whatever_is_written_is_read_back(words in proptest::collection::vec(any::<char>(), 1..60)) {
        let written: String = words.into_iter().collect();
        let page = page_of([
            Block::paragraph(written.as_str()),
            Block::heading(2, written.as_str()),
            Block::UserText(written.clone()),
            fold(3, &written, written.as_str(), vec![Block::Verbatim(written.clone())]),
        ]);
        let shown: String = clean(&assure::escape::one_line(&written))
            .chars()
            .map(|c| if matches!(c, '\u{fdd0}'..='\u{fdef}') || c as u32 & 0xfffe == 0xfffe { '\u{fffd}' } else { c })
            .collect();
        prop_assert_eq!(page.all("main")[0].all("p")[0].words(), shown.clone());
        prop_assert_eq!(page.all("summary")[0].words(), shown);
        assert_links_lead_somewhere(&page);
    }
}
