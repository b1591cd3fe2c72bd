//! A page with each kind of block, with texts as long and as odd as texts get.

use assure::document::{Block, ChartKind, Item, Span, Text, Unit, figures, names, text};

use super::{chart, fold};

/// A word that no line holds.
fn long() -> String {
    "Llanfair".repeat(63).chars().take(500).collect()
}

/// A chart of each kind, with figures of each size.
pub fn charts() -> Vec<Block> {
    let some = |values: &[u32]| -> Vec<Option<u32>> { values.iter().map(|v| Some(*v)).collect() };
    let stacked = [
        ("Leadership and governance", some(&[8, 2, 3, 1, 0])),
        (
            "Quality of practice, and its effect on the children it is there for",
            some(&[12, 1, 4, 2, 0]),
        ),
        ("Voice", some(&[3, 1, 1, 0, 7])),
        ("Workforce", vec![Some(4), None, Some(1), Some(9), None]),
        ("Nothing at all", vec![None; 5]),
    ];
    let stacked: Vec<(&str, &[Option<u32>])> = stacked.iter().map(|(l, v)| (*l, v.as_slice())).collect();
    let series = ["assured", "asserted", "planned", "exposed or blind spot", "unanswered"];
    let (word, emoji, caps) = (long(), "👩\u{200d}👩\u{200d}👧 ŵ ŷ 家 ".repeat(40), "W".repeat(500));
    let odd: [(&str, &[Option<u32>]); 4] = [
        (&word, &[Some(u32::MAX), Some(0)]),
        (&emoji, &[Some(1), Some(u32::MAX)]),
        (&caps, &[None, Some(3)]),
        ("", &[None, None]),
    ];
    let bars: [(&str, &[Option<u32>]); 4] = [
        ("assured: you say it works and can show it", &[Some(39)]),
        ("asserted: you say it works and cannot show it", &[Some(8)]),
        ("blind spot: nobody can say", &[Some(0)]),
        ("not counted", &[None]),
    ];
    let shares: [(&str, &[Option<u32>]); 5] = [
        ("Leadership and governance", &[Some(595), Some(1000)]),
        ("Getting through at night", &[Some(778), Some(222)]),
        ("The night's work", &[Some(667), Some(667)]),
        ("Work with partners", &[None, Some(333)]),
        ("Thresholds", &[Some(0), None]),
    ];
    let ratings: [(&str, &[Option<u32>]); 2] = [
        ("Is a safe place found for a child at night?", &[Some(2), Some(3)]),
        ("Is the duty line answered quickly?", &[Some(3), Some(0)]),
    ];
    vec![
        chart(ChartKind::Bars, Unit::Count, &["Questions"], &bars),
        chart(ChartKind::Bars, Unit::PerMille, &["Score", "A year before"], &shares),
        chart(ChartKind::Stacked, Unit::Count, &series, &stacked),
        chart(ChartKind::Range, Unit::Count, &["2024-25", "2025-26"], &ratings),
        chart(ChartKind::Range, Unit::Rating, &["2024-25", "2025-26"], &ratings),
        chart(ChartKind::Range, Unit::Rating, &["a", "b"], &odd),
        chart(ChartKind::Range, Unit::PerMille, &["2024-25", "2025-26"], &shares),
        chart(ChartKind::Bars, Unit::Count, &["a", "b"], &odd),
        chart(ChartKind::Stacked, Unit::Count, &[&word, "b"], &odd),
        chart(ChartKind::Range, Unit::PerMille, &["a", &word], &odd),
    ]
    .into_iter()
    .map(Block::Chart)
    .collect()
}

/// The page.
pub fn blocks() -> Vec<Block> {
    let reference = Text::new()
        .plain("See ")
        .span(Span::Reference {
            to: "duty-line".to_owned(),
            text: "the duty line".to_owned(),
        })
        .plain(", and ")
        .address("https://www.gov.uk/government/publications/working-together-to-safeguard-children--2")
        .plain(".");
    let changed = Text::new()
        .plain("Handed over by nine ")
        .span(Span::Removed("on most days.".to_owned()))
        .plain(" ")
        .span(Span::Added("every day.".to_owned()));
    let wide = (0..14).map(|n| figures(format!("Municipal year {}", 2012 + n)));
    let wide = [text("Section")].into_iter().chain(wide).collect();
    let row = |title: &str| {
        let cells = (0..14).map(|n| Text::from(format!("{}.0%", n * 7)));
        [Text::from(title)].into_iter().chain(cells).collect::<Vec<_>>()
    };
    let mut out = vec![
        Block::heading(1, "A sample of every block, 2025-26"),
        Block::paragraph("Northmoor Council · Director of children's services"),
        Block::note("This is a sample. Nothing in it is about a council."),
        Block::heading(2, "Charts"),
    ];
    for block in charts() {
        out.push(block);
        out.push(Block::paragraph("What stands between two charts is a paragraph."));
    }
    out.extend([
        Block::heading(2, "Texts"),
        Block::Paragraph(reference),
        Block::Paragraph(changed),
        Block::UserText("What we found:\n- 14 days\n- 9 days, most in spring\n\n1. Ask\n2. Ask again\n\nPobl ifanc ym Môn: ŵ ŷ â. اردو 12 and 👩\u{200d}🚀.".to_owned()),
        Block::heading(3, "Long"),
        Block::paragraph(long()),
        Block::UserText(long()),
        Block::List(vec![Item { text: long().into(), inside: vec![long().into(), "short".into()] }]),
        Block::Definitions(vec![("Answered by".into(), "A. Example".into()), (long().into(), long().into())]),
        Block::note(long()),
        Block::Verbatim(format!("rating = 4\n         ^ between 0 and 3\n{}", long())),
        Block::heading(3, long()),
        Block::heading(2, "Tables"),
        Block::table(wide, vec![row("Leadership"), row(&long()), row("Voice")]),
        Block::table(
            vec![names(""), text("What"), figures("Pieces")],
            vec![vec!["2024-25".into(), long().into(), "12".into()], vec!["".into(), "".into(), "1".into()]],
        ),
        Block::heading(2, "Folds"),
    ]);
    for (n, title) in [
        "Is the duty line answered quickly?".to_owned(),
        "Is a place found?".to_owned(),
        long(),
    ]
    .into_iter()
    .enumerate()
    {
        let inside = vec![
            Block::paragraph("Rated 2 of 3, assured."),
            Block::UserText("The log shows it.\n\nMost calls are answered within a minute.".to_owned()),
            Block::heading(5, "Evidence"),
            Block::list(["Call log, three months", "Ten test calls"]),
        ];
        let anchor = if n == 0 {
            "duty-line".to_owned()
        } else {
            format!("question-{n}")
        };
        out.push(fold(4, &anchor, title, inside));
    }
    out.push(Block::paragraph("What comes after the folds."));
    out
}
