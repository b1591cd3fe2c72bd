//! Three years and more: one council's assessments in a row.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use schemars::JsonSchema;
use serde::Serialize;

use super::comparison::SideRecord;
use super::diff::side_record;
use super::indicators::{IndicatorReport, series};
use super::like_for_like::LikeSide;
use super::{Chain, FORMAT, Refusal, Side, chain, check_same_series, council_key};
use crate::checklist::{Checklist, EditionName, QuestionId, Role, ThemeId, shared};
use crate::indicators::Known;
use crate::report::Audience;
use crate::score::{ScoreLine, Tally};

/// One year.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct TrendPoint {
    /// Which assessment, with the sums over its own questions.
    #[serde(flatten)]
    pub side: SideRecord,
    /// The sums over the questions that all years share.
    pub like_for_like: LikeSide,
}

/// Why a year cannot simply be read on from the one before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SeriesBreak {
    /// The last year before it.
    pub after: String,
    /// The first year after it.
    pub before: String,
    /// Why, a sentence a reason.
    pub why: Vec<String>,
}

/// A section or a theme over the years.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct TrendRow {
    /// Its id in the newest edition.
    pub id: String,
    /// Its title there.
    pub title: String,
    /// How many of its questions all years share.
    pub questions: u32,
    /// How many of those are answered in every year: the score rests on them.
    pub answered_in_all: u32,
    /// Year by year.
    pub points: Vec<LikeSide>,
}

/// A series of assessments.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Trend {
    /// The format number of this structure: `1`.
    pub format: u32,
    /// What kind of file it is.
    #[schemars(extend("const" = "assure-trend"))]
    pub kind: &'static str,
    /// Whom the checklists are put to.
    pub role: Role,
    /// The newest edition: sections and themes are named as it names them.
    pub checklist: EditionName,
    /// The council's name, as the newest file has it.
    pub council: Option<String>,
    /// Questions that are comparable through all editions and were asked in every year.
    pub questions: u32,
    /// Those of them answered in every year: the scores rest on them.
    pub answered_in_all: u32,
    /// The years, oldest first.
    pub points: Vec<TrendPoint>,
    /// Where the series breaks.
    pub breaks: Vec<SeriesBreak>,
    /// Each section of the newest edition over the years.
    pub sections: Vec<TrendRow>,
    /// Each theme over the years.
    pub themes: Vec<TrendRow>,
    /// The figures that give early warning, where the files have some.
    #[serde(skip_serializing_if = "IndicatorReport::is_empty")]
    #[schemars(with = "IndicatorReport")]
    pub indicators: IndicatorReport,
    /// What a reader ought to know first, a sentence each.
    pub notes: Vec<String>,
}

/// Sets assessments in a row, oldest first. `between` holds whatever other editions are known.
///
/// # Errors
/// Fewer than two, two of one year, different roles, councils or checklists, or lineage that does not lead from one to the next.
pub fn trend(sides: &[Side<'_>], between: &[Checklist]) -> Result<Trend, Refusal> {
    let mut sides = sides.to_vec();
    sides.sort_by_key(|s| (s.assessment.period, s.checklist.edition));
    let Some(newest) = sides.last().copied() else {
        return Err(Refusal::TooFew);
    };
    if sides.len() < 2 {
        return Err(Refusal::TooFew);
    }
    let mut notes = Vec::new();
    let mut breaks = Vec::new();
    let mut known = between.to_vec();
    known.extend(sides.iter().map(|s| s.checklist.clone()));
    for two in sides.windows(2) {
        let [a, b] = two else { continue };
        for note in check_same_series(*a, *b)? {
            let note = format!("{}: {note}", b.assessment.period);
            // A break is drawn where it stands, and need not be said twice.
            if b.assessment.series_break.is_none() {
                notes.push(note);
            }
        }
        if a.assessment.period == b.assessment.period {
            return Err(Refusal::SamePeriod(a.assessment.period.to_string()));
        }
        breaks.extend(break_between(*a, *b, &chain(a.checklist, b.checklist, &known)?));
    }
    let chains: Vec<Chain> = sides
        .iter()
        .map(|s| chain(s.checklist, newest.checklist, &known))
        .collect::<Result<_, _>>()?;
    let scores: Vec<_> = sides.iter().map(Side::score).collect();
    // Of each year the earlier question that a question of the newest checklist can be compared with, and the line of it.
    let comparable: Vec<HashMap<&QuestionId, &ScoreLine<'_>>> = chains
        .iter()
        .zip(&scores)
        .map(|(chain, score)| {
            let lines: HashMap<&QuestionId, &ScoreLine<'_>> = score.lines.iter().map(|l| (&l.question.id, l)).collect();
            let pairs = chain.pairs.iter().filter(|(_, link)| link.comparable);
            pairs
                .filter_map(|(id, link)| Some((id, *lines.get(&link.old)?)))
                .collect()
        })
        .collect();

    let mut all = YearTallies::new(sides.len());
    let mut sections: BTreeMap<usize, YearTallies> = BTreeMap::new();
    let mut themes: BTreeMap<&ThemeId, YearTallies> = BTreeMap::new();
    for (at, section) in newest.checklist.sections.iter().enumerate() {
        for q in &section.questions {
            // The line of this question in every year, or none at all.
            let lines: Option<Vec<ScoreLine<'_>>> = comparable
                .iter()
                .map(|year| year.get(&q.id).map(|line| line.counted_as(q)))
                .collect();
            if let Some(lines) = lines {
                all.add(&lines);
                sections
                    .entry(at)
                    .or_insert_with(|| YearTallies::new(lines.len()))
                    .add(&lines);
                themes
                    .entry(&q.theme)
                    .or_insert_with(|| YearTallies::new(lines.len()))
                    .add(&lines);
            }
        }
    }
    let points = sides
        .iter()
        .zip(&scores)
        .zip(all.sides())
        .map(|((s, score), like_for_like)| TrendPoint {
            side: side_record(*s, score),
            like_for_like,
        })
        .collect();
    notes.dedup();
    Ok(Trend {
        format: FORMAT,
        kind: "assure-trend",
        role: newest.checklist.role,
        checklist: newest.checklist.name(),
        council: newest.assessment.council.clone(),
        questions: all.questions(),
        answered_in_all: all.answered(),
        points,
        breaks,
        sections: sections
            .iter()
            .filter_map(|(at, sum)| {
                let section = newest.checklist.sections.get(*at)?;
                Some(sum.row(section.id.as_str(), &section.title))
            })
            .collect(),
        themes: themes
            .iter()
            .map(|(id, sum)| sum.row(id.as_str(), shared::theme_title(id)))
            .collect(),
        indicators: series(
            &sides.iter().map(|s| s.assessment).collect::<Vec<_>>(),
            &Known::default(),
            Audience::Full,
        ),
        notes,
    })
}

/// The same questions, year by year.
struct YearTallies {
    all: Vec<Tally>,
    answered_in_all: Vec<Tally>,
}

impl YearTallies {
    fn new(years: usize) -> Self {
        Self {
            all: vec![Tally::default(); years],
            answered_in_all: vec![Tally::default(); years],
        }
    }

    fn add(&mut self, lines: &[ScoreLine<'_>]) {
        for (tally, line) in self.all.iter_mut().zip(lines) {
            tally.add(line);
        }
        if lines.iter().all(|l| l.earned.is_some()) {
            for (tally, line) in self.answered_in_all.iter_mut().zip(lines) {
                tally.add(line);
            }
        }
    }

    fn questions(&self) -> u32 {
        self.all.first().map_or(0, |t| t.asked)
    }

    fn answered(&self) -> u32 {
        self.answered_in_all.first().map_or(0, |t| t.asked)
    }

    fn sides(&self) -> Vec<LikeSide> {
        self.all
            .iter()
            .zip(&self.answered_in_all)
            .map(|(all, both)| LikeSide::of(all, both))
            .collect()
    }

    fn row(&self, id: &str, title: &str) -> TrendRow {
        TrendRow {
            id: id.to_owned(),
            title: title.to_owned(),
            questions: self.questions(),
            answered_in_all: self.answered(),
            points: self.sides(),
        }
    }
}

/// The break between two years, where there is one: what the newer file says, another council, or an edition that asks something else.
fn break_between(old: Side<'_>, new: Side<'_>, chain: &Chain) -> Option<SeriesBreak> {
    let mut why = Vec::new();
    why.extend(new.assessment.series_break.clone());
    if let (Some(a), Some(b)) = (&old.assessment.council, &new.assessment.council)
        && council_key(a) != council_key(b)
    {
        why.push(format!("the council was {a} and is {b}"));
    }
    let followed: BTreeSet<&QuestionId> = chain
        .pairs
        .iter()
        .filter(|(_, l)| l.comparable)
        .map(|(_, l)| &l.old)
        .collect();
    if followed.len() < old.checklist.len() || followed.len() < new.checklist.len() {
        why.push(format!(
            "the edition changed from {} to {}: {} questions go on comparable, of {} then and {} now",
            old.checklist.name(),
            new.checklist.name(),
            followed.len(),
            old.checklist.len(),
            new.checklist.len()
        ));
    }
    (!why.is_empty()).then(|| SeriesBreak {
        after: old.assessment.period.to_string(),
        before: new.assessment.period.to_string(),
        why,
    })
}
