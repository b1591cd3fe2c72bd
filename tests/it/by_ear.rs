//! The interview by ear, through the binary: how much is said, that nothing is drawn, and that the same replies make the same file.

use std::time::Duration;

use assure::assessment::file::AnswerFile;
use assure::assessment::{Assessment, Assessor};
use assure::checklist::{Checklist, Library, Status};
use assure::interview::{
    AnswerStore, ChoiceRequest, Interview, InterviewOutcome, Memory, Notice, Reply, Respondent, Saved, Selection,
    TextKind, TextRequest,
};

use crate::harness::{Place, TODAY};
use crate::scoring::{day, empty};

/// What a run over the key questions may say.
const MOST_WORDS: usize = 6000;

/// Somebody who answers every question, with one piece of evidence or one action each, and notes what would be typed for it in plain lines.
struct Diligent {
    /// The ratings given, in turn.
    ratings: &'static [&'static str],
    rated: usize,
    /// The question has its piece of evidence, or its action.
    has_piece: bool,
    /// It was rated low.
    is_weak: bool,
    typed: String,
}

impl Diligent {
    fn new(ratings: &'static [&'static str]) -> Self {
        Self {
            ratings,
            rated: 0,
            has_piece: false,
            is_weak: false,
            typed: String::new(),
        }
    }
}

impl Respondent for Diligent {
    fn show(&mut self, _: &Notice<'_>) {}

    fn choose(&mut self, ask: &ChoiceRequest<'_>) -> Reply<usize> {
        let key = |key: &str| ask.choices.iter().position(|c| c.key == key);
        let label = |word: &str| ask.choices.iter().position(|c| c.label.contains(word));
        let is_question = key("na").is_some();
        let place = if is_question {
            let rating = self.ratings[self.rated % self.ratings.len()];
            self.rated += 1;
            self.has_piece = rating == "na";
            self.is_weak = matches!(rating, "0" | "1" | "d");
            key(rating).or_else(|| key(if rating == "0" { "n" } else { "y" }))
        } else {
            match ask.prompt {
                "Task list" => key("g").or_else(|| key("f")),
                "What else" if !std::mem::replace(&mut self.has_piece, true) => {
                    if self.is_weak {
                        key("a")
                    } else {
                        label("audit")
                    }
                }
                "What else" | "Check your answers" => key("0"),
                _ if key("y").is_some() && ask.choices.len() == 2 => key("n"),
                _ => ask.current,
            }
        };
        let place = place.unwrap_or_else(|| panic!("nothing to choose at {ask:?}"));
        self.typed.push_str(&format!("{}\n", ask.choices[place].key));
        Reply::Given(place)
    }

    fn mark(&mut self, _: &ChoiceRequest<'_>) -> Reply<Vec<usize>> {
        self.typed.push('\n');
        Reply::Given(Vec::new())
    }

    fn write(&mut self, ask: &TextRequest<'_>) -> Reply<String> {
        let text = match ask.prompt {
            "Council" => "Northmoor Council",
            "Your name" => "A. Example",
            "Reason" => "Another body does this here.",
            "Finding" => "Nine of ten children saw their social worker in time.",
            "Evidence" => "Audit of twenty cases.\n\nThree were read twice.",
            "Action" => "Read ten more cases.",
            "Owner and date" => "Director, in 6 months",
            "Its date" => "yesterday",
            _ => "",
        };
        assert!(ask.current.is_empty(), "a new answer: {ask:?}");
        let end = if ask.kind == TextKind::Paragraph && !text.is_empty() {
            "\n.\n"
        } else {
            "\n"
        };
        self.typed.push_str(text);
        self.typed.push_str(end);
        Reply::Given(text.to_owned())
    }
}

struct Forgetful;

impl AnswerStore for Forgetful {
    fn save(&mut self, _: &Assessment) -> Result<Saved, String> {
        Ok(Saved::default())
    }
}

/// What the program's own loop makes of a person's replies.
fn scripted(c: &Checklist, person: &mut Diligent) -> Assessment {
    let start = Assessment {
        council: None,
        assessor: Assessor::default(),
        started: day(TODAY),
        updated: day(TODAY),
        ..empty(c)
    };
    let mut run = Interview {
        checklist: c,
        assessment: start,
        selection: Selection {
            key: true,
            ..Selection::default()
        },
        today: day(TODAY),
        elapsed: &|| Duration::ZERO,
        respondent: person,
        store: &mut Forgetful,
        last: None,
        confirmed: Vec::new(),
        memory: Memory::default(),
    };
    assert_eq!(run.run(), InterviewOutcome::Finished);
    run.assessment
}

/// The editions that are asked today.
fn current() -> Vec<&'static Checklist> {
    let library = Library::shipped();
    let current: Vec<&Checklist> = ["ce", "leader", "lmcs", "dcs"]
        .iter()
        .flat_map(|id| library.editions(id).into_iter().filter_map(|e| library.edition(id, e)))
        .filter(|c| c.status == Status::Current)
        .collect();
    assert_eq!(current.len(), 4);
    current
}

/// A key run in plain lines: everything that was said, and the file it made.
fn by_ear(c: &Checklist, typed: &str) -> (String, Assessment) {
    let place = Place::new();
    let name = c.name().to_string();
    let ran = place
        .run_with(&["run", &name, "--key", "--plain", "--file", "a.toml"], typed, &[])
        .exits(0);
    let file = AnswerFile::parse(place.read("a.toml"), c).unwrap_or_else(|e| panic!("{name}: {e:#?}"));
    (ran.out + &ran.err, file.assessment().clone())
}

#[test]
fn a_key_run_says_no_more_than_six_thousand_words_and_draws_nothing() {
    for c in current() {
        let mut person = Diligent::new(&["2"]);
        scripted(c, &mut person);
        let (said, _) = by_ear(c, &person.typed);
        let name = c.name();
        let words = said.split_whitespace().count();
        assert!(words <= MOST_WORDS, "{name}: {words} words");
        assert_eq!(
            said.matches("Question ").count(),
            person.rated,
            "{name}: each question says where it stands"
        );
        assert_eq!(
            said.matches("established: in place").count(),
            1,
            "{name}: the ratings are read once"
        );
        assert_eq!(
            said.matches("9 evidence: complaints").count(),
            1,
            "{name}: so is where evidence comes from"
        );
        for line in said.lines() {
            let first = line.chars().next();
            assert!(first.is_none_or(|c| c.is_alphanumeric()), "{name}: {line}");
            assert!(!line.contains("---") && !line.contains("==="), "{name}: {line}");
            assert!(
                !line.contains(|c: char| "|[]{}<>*`~_".contains(c) || ('\u{2190}'..='\u{25ff}').contains(&c)),
                "{name}: {line}"
            );
        }
        for wanted in ["Score: ", " per cent", "assured: questions ", "Alerts: "] {
            assert!(said.contains(wanted), "{name}: {wanted} in {said}");
        }
    }
}

#[test]
fn the_same_replies_make_the_same_file() {
    for c in current() {
        let mut person = Diligent::new(&["2", "1", "d", "na", "3", "0"]);
        let wanted = scripted(c, &mut person);
        let (_, made) = by_ear(c, &person.typed);
        assert!(person.rated >= 15 && wanted.answers.len() == person.rated);
        assert_eq!(made.answers, wanted.answers, "{}", c.name());
        assert_eq!(
            (&made.context, &made.council, &made.assessor),
            (&wanted.context, &wanted.council, &wanted.assessor)
        );
    }
}

#[test]
fn what_a_page_leaves_out_is_read_when_it_is_asked_for() {
    let place = Place::new();
    place.copy("examples/own-checklist.toml", "own.toml");
    let run = |typed: &str| {
        place
            .run_with(&["run", "own.toml", "--plain", "--file", "x.toml"], typed, &[])
            .exits(0)
            .err
    };
    let said = run("\n\n\nn\ng\n");
    assert!(said.contains("Question 1 of 3, section 1 of 2, "), "{said}");
    assert!(
        !said.contains("Look for:") && !said.contains("pause: save and leave"),
        "{said}"
    );
    let said = run("\n\n\nn\ng\nmore\n?\n");
    let (before, after) = said.split_once("More about question 1.").unwrap();
    assert!(!before.contains("Look for:") && after.contains("Look for:\n"), "{said}");
    assert!(after.contains("Source: "), "{said}");
    assert!(after.contains("p pause: save and leave"), "{said}");
}

#[test]
fn a_setting_keeps_plain_lines_on_and_no_means_no() {
    let place = Place::new();
    let asked = |accessible: &str| {
        place
            .run_with(&["ce", "--file", "x.toml"], "", &[("ACCESSIBLE", accessible)])
            .err
    };
    assert!(asked("1").contains("Council?"));
    for no in ["0", "false", "FALSE", "no", ""] {
        assert!(asked(no).contains("there is no terminal"), "`{no}`");
    }
}
