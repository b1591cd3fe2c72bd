//! What invented councils answer: by a seed, so that the same seed always gives the same answers.
//!
//! A council is better at some topics than at others, and the country too; what it is like moves a little each year, and each office sees it
//! in its own way. From that come rating, evidence and actions, so that there is something to find in the rows.

use assure::assessment::{
    Action, ActionStatus, Answer, Assessment, Assessor, Evidence, EvidenceKind, Period, Response, file::AnswerFile,
};
use assure::checklist::{AnswerKind, Checklist, Library, Question};
use chrono::{Days, NaiveDate};
use fastrand::Rng;

const REGIONS: [&str; 9] = [
    "North East",
    "North West",
    "Yorkshire and the Humber",
    "East Midlands",
    "West Midlands",
    "East of England",
    "London",
    "South East",
    "South West",
];

const BEGINNINGS: [&str; 24] = [
    "Alder", "Ash", "Birch", "Black", "Bright", "Clay", "Cold", "Elm", "Fair", "Green", "Hazel", "High", "Holm",
    "Kings", "Lang", "Marl", "North", "Oak", "Red", "Stan", "Thorn", "Under", "West", "Whit",
];

const ENDINGS: [&str; 24] = [
    "bourne", "bridge", "brook", "bury", "combe", "cross", "dale", "field", "ford", "gate", "ham", "hurst", "ley",
    "low", "mere", "moor", "port", "shaw", "stead", "stow", "ton", "well", "wick", "wood",
];

/// An invented country.
pub struct Country {
    seed: u64,
}

/// An invented council.
pub struct Council {
    number: u64,
    /// Its name.
    pub name: String,
    /// The region that it is in.
    pub region: &'static str,
}

impl Country {
    /// The country of a seed.
    pub fn new(seed: u64) -> Self {
        Self { seed }
    }

    /// One of its councils.
    pub fn council(&self, number: usize) -> Council {
        let (b, e) = (BEGINNINGS.len(), ENDINGS.len());
        let pair = number % (b * e);
        // Neighbours in the list have neither half of their names in common.
        let beginning = pick(&BEGINNINGS, pair);
        let ending = pick(&ENDINGS, pair / b + pair);
        let round = number / (b * e);
        let last = if round == 0 {
            String::new()
        } else {
            format!(" {}", round + 1)
        };
        Council {
            number: number as u64,
            name: format!("{beginning}{ending}{last} Council"),
            region: pick(&REGIONS, number),
        }
    }

    /// The answer file of an office of a council in a municipal year, as the program itself writes it.
    ///
    /// # Errors
    /// No such office.
    pub fn answer_file(&self, council: &Council, role: &str, year: u16) -> Result<String, String> {
        let library = Library::shipped();
        let editions = library.editions(role);
        let edition = editions.iter().copied().filter(|e| *e <= year).max();
        let edition = edition.or_else(|| editions.iter().copied().min());
        let checklist = edition.and_then(|e| library.edition(role, e));
        let checklist = checklist.ok_or_else(|| format!("there is no checklist of `{role}`"))?;
        let assessment = self.assessment(council, role, year, checklist)?;
        let file = AnswerFile::create(assessment, checklist, None).map_err(|e| e.message)?;
        Ok(file.text().to_owned())
    }

    fn assessment(
        &self,
        council: &Council,
        role: &str,
        year: u16,
        checklist: &Checklist,
    ) -> Result<Assessment, String> {
        let period = Period::parse(&format!("{year}-{:02}", (year + 1) % 100))?;
        let mut rng = self.rng(&[council.number, word(role), u64::from(year)]);
        let day = NaiveDate::from_ymd_opt(i32::from(year), 10, 1).ok_or("no such year")? + Days::new(rng.u64(0..60));
        let mut made = Assessment {
            council: Some(council.name.clone()),
            assessor: Assessor {
                name: None,
                post: Some(checklist.role.title().to_owned()),
            },
            updated: day + Days::new(rng.u64(1..20)),
            ..Assessment::begun(checklist, period, day)
        };
        for context in &checklist.contexts {
            made.context.insert(context.id.clone(), rng.bool());
        }
        // One in twenty files is not finished.
        let stops_after = if rng.u8(0..20) == 0 {
            rng.usize(10..60)
        } else {
            usize::MAX
        };
        let asked = checklist
            .questions()
            .filter(|q| q.only_if.as_ref().is_none_or(|id| made.context.get(id) == Some(&true)));
        for question in asked.take(stops_after) {
            let answer = self.answer(council, role, year, made.updated, question);
            made.answers.insert(question.id.clone(), answer);
        }
        Ok(made)
    }

    /// How well a thing stands in a council in a year, as an office sees it: about 0 to 1.
    fn quality(&self, council: &Council, role: &str, year: u16, question: &Question) -> f64 {
        let topic = question.topic.first().map_or(question.theme.as_str(), |t| t.as_str());
        let part = |of: &[u64], spread: f64| (self.rng(of).f64() - 0.5) * spread;
        let (c, t, r) = (council.number, word(topic), word(role));
        let region = word(council.region);
        let years = f64::from(year) - 2028.0;
        0.56 + part(&[1, t], 0.35)
            + part(&[2, c], 0.4)
            + part(&[3, c, t], 0.35)
            + part(&[4, c, t, r], 0.3)
            // Each region goes its own way in each topic, and each council in all of them.
            + years * part(&[5, region, t], 0.04)
            + years * part(&[6, c], 0.03)
            + part(&[7, c, t, r, u64::from(year)], 0.15)
            + part(&[8, c, word(question.id.as_str())], 0.3)
    }

    fn answer(&self, council: &Council, role: &str, year: u16, on: NaiveDate, question: &Question) -> Answer {
        let quality = self.quality(council, role, year, question);
        let ids = [council.number, word(role), u64::from(year), word(question.id.as_str())];
        let mut rng = self.rng(&ids);
        let mut answer = Answer {
            on: Some(on - Days::new(rng.u64(0..20))),
            asked: Some(question.digest().to_owned()),
            private: rng.u8(0..40) == 0,
            ..Answer::default()
        };
        let chance = rng.f64();
        if chance < 0.02 {
            answer.respond(Response::NotApplicable);
            answer.reason = Some(finding(&mut rng));
            return answer;
        }
        if chance < 0.02 + 0.12 * (1.0 - quality).max(0.0) {
            answer.respond(Response::DontKnow);
            answer.finding = Some(finding(&mut rng));
            return answer;
        }
        let rating = match (quality * 4.0).floor() {
            q if q < 1.0 => 0,
            q if q < 2.0 => 1,
            q if q < 3.0 => 2,
            _ => 3,
        };
        let rating = match question.answer {
            AnswerKind::Graded => rating,
            AnswerKind::YesNo => {
                if rating >= 2 {
                    3
                } else {
                    0
                }
            }
        };
        answer.respond(Response::Rated(rating));
        answer.finding = Some(finding(&mut rng));
        for _ in 0..rng.usize(0..=usize::from(rating) + 1) {
            answer.evidence.push(evidence(&mut rng, on));
        }
        let wanted = if rating < 2 {
            rng.usize(0..3)
        } else {
            usize::from(rng.u8(0..5) == 0)
        };
        for _ in 0..wanted {
            answer.actions.push(action(&mut rng, on));
        }
        answer
    }

    /// Chance that depends on the seed and on these alone.
    fn rng(&self, of: &[u64]) -> Rng {
        Rng::with_seed(of.iter().fold(self.seed, |seed, part| mix(seed ^ part)))
    }
}

fn evidence(rng: &mut Rng, on: NaiveDate) -> Evidence {
    let (_, kind) = pick(&EvidenceKind::ALL, rng.usize(..));
    Evidence {
        kind,
        text: text(rng, &[&SHOWN, &WHERE, &SEEN]),
        // One in five is older than a year by now.
        date: Some(on - Days::new(rng.u64(3..450))),
        link: None,
        review_by: None,
    }
}

fn action(rng: &mut Rng, on: NaiveDate) -> Action {
    let (_, status) = pick(&ActionStatus::ALL, rng.usize(..));
    let ended = !status.is_open();
    Action {
        what: text(rng, &[&DOES, &WHAT, &FOR_WHOM]),
        owner: (rng.u8(0..8) > 0).then(|| pick(&OWNERS, rng.usize(..)).to_owned()),
        due: Some(if ended {
            on - Days::new(rng.u64(1..300))
        } else {
            on + Days::new(rng.u64(0..330)) - Days::new(30)
        }),
        measure: (rng.u8(0..6) > 0).then(|| text(rng, &[&MEASURES, &WHERE])),
        status,
        reason: (status == ActionStatus::Dropped).then(|| text(rng, &[&SEEN, &WHERE])),
        effect: (status == ActionStatus::Done && rng.bool()).then(|| text(rng, &[&SHOWN, &SEEN])),
        moved: Vec::new(),
    }
}

/// A sentence or two, each with a figure.
fn finding(rng: &mut Rng) -> String {
    let sentences: Vec<String> = (0..rng.usize(1..=2))
        .map(|_| text(rng, &[&SHOWN, &WHERE, &SEEN]))
        .collect();
    sentences.join(" ")
}

/// A sentence of pieces, with a figure where one has a place for it.
fn text(rng: &mut Rng, pieces: &[&[&str]]) -> String {
    let words: Vec<&str> = pieces.iter().map(|p| pick(p, rng.usize(..))).collect();
    let figure = rng.u16(2..90).to_string();
    format!("{}.", words.join(" ").replace('#', &figure))
}

#[allow(clippy::indexing_slicing, reason = "every list of this file has something in it")]
fn pick<T: Copy>(list: &[T], at: usize) -> T {
    list[at % list.len()]
}

/// A word as a number that says the same on every machine.
fn word(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Neighbouring numbers to far ones.
fn mix(number: u64) -> u64 {
    let n = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let n = (n ^ (n >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let n = (n ^ (n >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    n ^ (n >> 31)
}

const SHOWN: [&str; 8] = [
    "Of # cases read by the audit team, most show that the child was seen alone",
    "In # of the conversations that I had with social workers, the same concern came up",
    "The monthly figures put # families beyond the time that we set ourselves",
    "Children told the participation team # times that they want fewer changes of worker",
    "The partnership's own review of # referrals agrees with what managers say",
    "Staff in # posts say that supervision happens and helps them to think",
    "The last # decisions of the panel were read beside what became of the children",
    "Foster carers of # children describe help that comes when they ask for it",
];

const WHERE: [&str; 6] = [
    "in the west locality, where most posts are filled again",
    "across the four localities, with one of them far behind",
    "at the front door and in the teams behind it",
    "among children with a plan and those looked after",
    "for families who wait longest, at weekends above all",
    "among young people who have left care in the last two years",
];

const SEEN: [&str; 6] = [
    "and the difference to children can be seen in their own words",
    "but nobody has yet asked whether it changed anything for them",
    "and the board has had it in front of it twice since spring",
    "while the figures behind it are # weeks old when they reach us",
    "and # in a hundred of the plans say what has to be different",
    "though what we know rests on one team's account of itself",
];

const DOES: [&str; 6] = [
    "Agree",
    "Read and discuss",
    "Put in place",
    "Test",
    "Bring to the board",
    "Set out in writing",
];

const WHAT: [&str; 6] = [
    "one way of asking children what the help has changed",
    "a monthly look at # cases by somebody from outside the line",
    "what each partner does when a visit is late",
    "the plan for the # posts that are hardest to fill",
    "a rule for when a worry goes to the director the same day",
    "what the council does as a parent for those who leave care",
];

const FOR_WHOM: [&str; 4] = [
    "for children on a plan",
    "for children in care and their carers",
    "with the teams in the west locality",
    "with health, police and schools",
];

const OWNERS: [&str; 6] = [
    "Director of children's services",
    "Head of service, front door",
    "Principal social worker",
    "Head of performance",
    "Monitoring officer",
    "Chief finance officer",
];

const MEASURES: [&str; 4] = [
    "In a sample of #, no child waits longer than a working day",
    "Children say in their own words what has changed, # of them by spring",
    "Audit finds # in a hundred plans that say what has to be different",
    "Fewer than # cases are late in any month of the quarter",
];
