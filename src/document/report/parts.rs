//! How the questions stand by section and by theme: a picture and a table of each.

use super::super::sums::{self, Rows};
use super::super::{Block, Chart, ChartKind, Unit, WithoutPictures};
use crate::report::Report;
use crate::score::{Position, Profile, Tally};

/// How many themes are drawn: as many as are read on a printed page.
const THEMES: usize = 12;

pub(super) fn by_section(out: &mut Vec<Block>, r: &Report) {
    out.push(Block::heading(2, "By section and theme"));
    let sections: Vec<(&str, &Tally)> = r.sections.iter().map(|s| (s.title.as_str(), &s.sums)).collect();
    let themes: Vec<(&str, &Tally)> = r.themes.iter().map(|t| (t.title.as_str(), &t.sums)).collect();
    out.extend(positions_chart(Rows::Sections, &sections, sections.len()));
    out.push(sums::table(Rows::Sections, sections.into_iter()));
    // Those with most to do are drawn.
    let mut sorted = themes.clone();
    sorted.sort_by_key(|(_, sums)| {
        let p = &sums.positions;
        std::cmp::Reverse((
            without_plan(p),
            p.count(Position::Planned) + p.count(Position::Asserted),
        ))
    });
    out.extend(positions_chart(Rows::Themes, &sorted, THEMES));
    out.push(sums::table(Rows::Themes, themes.into_iter()));
}

/// How many questions are weak without a plan, or unknown.
fn without_plan(p: &Profile) -> u32 {
    p.count(Position::Exposed) + p.count(Position::BlindSpot)
}

/// How the questions of the first sections or themes stand, as a picture: the table that follows it has the figures of all.
fn positions_chart(of: Rows, all: &[(&str, &Tally)], most: usize) -> Option<Block> {
    if all.is_empty() {
        return None;
    }
    let (rows_are, each, many) = match of {
        Rows::Sections => ("Section", "section", "sections"),
        Rows::Themes => ("Theme", "theme", "themes"),
    };
    let exposed = all.iter().filter(|(_, sums)| without_plan(&sums.positions) > 0).count();
    let headline = match (exposed, all.len()) {
        (0, _) => format!("No {each} is exposed or has a blind spot"),
        (1, n) => format!("1 of {n} {many} is exposed or has blind spots"),
        (n, all) => format!("{n} of {all} {many} are exposed or have blind spots"),
    };
    let about = match all.len().saturating_sub(most) {
        0 => format!("Questions of each {each} by position; questions that do not apply are left out."),
        rest => format!(
            "Questions of {most} {many} by position, those with most to do first; the other {rest} are in the table below."
        ),
    };
    let rows = all.iter().take(most).map(|(title, sums)| {
        let p = &sums.positions;
        let counts = [
            p.count(Position::Assured),
            p.count(Position::Asserted),
            p.count(Position::Planned),
            without_plan(p),
            p.count(Position::Unanswered),
        ];
        ((*title).to_owned(), counts.map(Some).to_vec())
    });
    let series = ["assured", "asserted", "planned", "exposed or blind spot", "unanswered"];
    Some(Block::Chart(Chart {
        headline: headline.into(),
        about: about.into(),
        kind: ChartKind::Stacked,
        unit: Unit::Count,
        without_pictures: WithoutPictures::TableBelow,
        rows_are: rows_are.to_owned(),
        series: series.map(str::to_owned).to_vec(),
        rows: rows.collect(),
    }))
}
