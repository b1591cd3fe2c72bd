//! What indicators there are, and what one of them counts.

use crate::document::{Block, NONE, Text, names, text};
use crate::indicators::Indicator;

/// The list of indicators, to choose from.
pub fn list<'i>(all: impl Iterator<Item = &'i Indicator>) -> Vec<Block> {
    let mut out = vec![
        Block::heading(1, "Indicators"),
        Block::paragraph(
            "Figures that give early warning. Their values stand in the answer file as [[indicator]] blocks; docs/indicators.md says how. No threshold is in here that a source does not give.",
        ),
    ];
    let rows = all.map(|i| {
        let england = i.england.as_ref();
        vec![
            Text::from(&i.id),
            i.name.as_str().into(),
            i.unit.title().into(),
            i.period.title().into(),
            england.map_or(NONE.into(), |e| format!("{} ({})", i.unit.figure(e.value), e.of).into()),
        ]
    });
    let columns = vec![names("Id"), text("Name"), text("In"), text("For"), text("England")];
    out.push(Block::table(columns, rows.collect()));
    out
}

/// One indicator in full.
pub fn definition(i: &Indicator) -> Vec<Block> {
    let mut facts: Vec<(Text, Text)> = vec![("Id".into(), i.id.as_str().into())];
    // The whole first: what is counted is mostly a part of it.
    facts.extend(i.denominator.as_deref().map(|d| ("Over".into(), d.into())));
    facts.push(("Counted".into(), i.numerator.as_str().into()));
    facts.extend([
        ("Given as".into(), i.unit.title().into()),
        (
            "For".into(),
            format!("{}, written as in {}", i.period.title(), i.period.example()).into(),
        ),
        (
            "Direction".into(),
            format!("{}; this is convention", i.good.words()).into(),
        ),
        ("Source".into(), i.origin().into()),
    ]);
    facts.extend(
        i.address
            .as_deref()
            .map(|a| (Text::from("Address"), Text::new().address(a))),
    );
    facts.extend(i.england.as_ref().map(|e| {
        (
            Text::from("England"),
            format!("{}, {}", i.unit.figure(e.value), e.of).into(),
        )
    }));
    if i.none_allowed {
        facts.push(("Absolute".into(), "the guides accept none at all".into()));
    }
    if !i.never_compared_with.is_empty() {
        facts.push(("Never compared with".into(), i.never_compared_with.join(", ").into()));
    }
    if !i.questions.is_empty() {
        facts.push(("Counts as data for".into(), i.questions.join(", ").into()));
    }
    let mut out = vec![Block::heading(1, &i.name), Block::Definitions(facts)];
    if !i.cautions.is_empty() {
        out.push(Block::paragraph("Mind:"));
        out.push(Block::list(i.cautions.iter().map(String::as_str)));
    }
    out
}
