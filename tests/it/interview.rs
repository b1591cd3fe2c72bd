//! The question loop, driven by a scripted person: the transcript and what was kept are both compared.

use std::collections::VecDeque;

use assure::assessment::{Answer, Assessment, Response};
use assure::checklist::Checklist;
use assure::interview::{
    Choose, Command, Interview, Keeper, Kept, Notice, Outcome, Reply, Respondent, Selection, Write, read_date,
};

use crate::scoring::{day, empty, five, rated};

/// A person who reads from a list: `2` chooses by key, `>text` writes, `:back` commands, `^C` interrupts; at its end the input ends.
#[derive(Default)]
struct Scripted {
    replies: VecDeque<&'static str>,
    transcript: Vec<String>,
}

fn command(word: &str) -> Option<Command> {
    use Command::{Back, Details, Guide, Jump, Pause, Skip};
    [Back, Skip, Jump, Details, Guide, Pause]
        .into_iter()
        .find(|c| c.word() == word)
}

impl Scripted {
    fn next(&mut self, prompt: &str) -> Option<&'static str> {
        let reply = self.replies.pop_front();
        self.transcript
            .push(format!("{prompt} <- {}", reply.unwrap_or("(end)")));
        reply
    }
}

impl Respondent for Scripted {
    fn tell(&mut self, notice: &Notice<'_>) {
        let line = match notice {
            Notice::Opening {
                questions,
                open,
                minutes,
                ..
            } => format!("opening: {questions} questions, {open} open, {minutes} min"),
            Notice::Section { section, number, of } => format!("section {number}/{of} {}", section.id),
            Notice::Context { context, number, of } => format!("context {number}/{of} {}", context.id),
            Notice::Question(p) => format!(
                "[{}/{}] {} ({} min left){}",
                p.number,
                p.of,
                p.question.id,
                p.minutes_left,
                if p.to_confirm { " to confirm" } else { "" }
            ),
            Notice::LastAction { action, number, of, .. } => format!("last action {number}/{of} {}", action.what),
            Notice::Details { question, answer } => format!(
                "details of {}: {} evidence, {} actions",
                question.id,
                answer.evidence.len(),
                answer.actions.len()
            ),
            Notice::Mistake(text) => format!("mistake: {text}"),
            Notice::Line(text) => format!("line: {text}"),
        };
        self.transcript.push(line);
    }

    fn choose(&mut self, ask: &Choose<'_>) -> Reply<usize> {
        match self.next(ask.prompt) {
            None => Reply::End,
            Some("^C") => Reply::Interrupted,
            Some(reply) => match reply.strip_prefix(':') {
                Some(word) => Reply::Command(command(word).unwrap_or_else(|| panic!("no command {word}"))),
                None => Reply::Given(
                    ask.choices
                        .iter()
                        .position(|c| c.key == reply)
                        .unwrap_or_else(|| panic!("no choice `{reply}` at {ask:?}")),
                ),
            },
        }
    }

    fn write(&mut self, ask: &Write<'_>) -> Reply<String> {
        match self.next(ask.prompt) {
            None => Reply::End,
            Some("^C") => Reply::Interrupted,
            Some("=") => Reply::Given(ask.current.to_owned()),
            Some(reply) => match reply.strip_prefix(':') {
                Some(word) => Reply::Command(command(word).unwrap_or_else(|| panic!("no command {word}"))),
                None => Reply::Given(
                    reply
                        .strip_prefix('>')
                        .unwrap_or_else(|| panic!("`{reply}` is no text at {ask:?}"))
                        .to_owned(),
                ),
            },
        }
    }
}

/// Keeps everything it is given; can be told to fail a few times.
#[derive(Default)]
struct Memory {
    kept: Vec<Assessment>,
    fail: usize,
}

impl Keeper for Memory {
    fn keep(&mut self, assessment: &Assessment) -> Result<Kept, String> {
        if self.fail > 0 {
            self.fail -= 1;
            return Err("the disk is full".to_owned());
        }
        self.kept.push(assessment.clone());
        Ok(Kept::default())
    }
}

struct Ended {
    outcome: Outcome,
    assessment: Assessment,
    transcript: Vec<String>,
    kept: Vec<Assessment>,
}

fn interview(c: &Checklist, start: Assessment, selection: Selection, replies: &[&'static str], fail: usize) -> Ended {
    let mut person = Scripted {
        replies: replies.iter().copied().collect(),
        ..Scripted::default()
    };
    let mut memory = Memory {
        fail,
        ..Memory::default()
    };
    let mut run = Interview {
        checklist: c,
        assessment: start,
        selection,
        today: day("2026-11-22"),
        respondent: &mut person,
        keeper: &mut memory,
        last: None,
    };
    let outcome = run.run();
    let assessment = run.assessment;
    Ended {
        outcome,
        assessment,
        transcript: person.transcript,
        kept: memory.kept,
    }
}

fn stated(c: &Checklist) -> Assessment {
    let mut a = empty(c);
    a.context.insert("trust".to_owned(), false);
    a
}

#[test]
fn from_the_first_question_to_the_end() {
    let c = five();
    let start = Assessment {
        council: None,
        ..empty(&c)
    };
    let ended = interview(
        &c,
        start,
        Selection::default(),
        &[
            ">Northmoor",
            ">A. Example",
            ">", // head
            "y", // trust
            "3",
            ">It works.",
            "2",
            ">Audit of 20 cases",
            ">2026-10-01",
            ">https://x.example",
            ">",
            "0", // a: rated 3, evidence
            "1",
            ">It does not.",
            ">Mend it",
            ">Director",
            ">6 months",
            ">Children wait less",
            ">", // b: rated 1, action
            "d",
            ">Nobody counts.",
            ">", // c: don't know
            "x",
            ">There is no board.", // d: not applicable
            "0",
            ">",
            ">", // e: rated 0, nothing more
            "f",
        ],
        0,
    );
    assert_eq!(ended.outcome, Outcome::Finished, "{:#?}", ended.transcript);
    let wanted = [
        "opening: 4 questions, 4 open, 4 min",
        "Council <- >Northmoor",
        "Your name <- >A. Example",
        "Your post <- >",
        "context 1/1 trust",
        "Answer <- y",
        "section 1/2 s",
        "[1/5] a (5 min left)",
        "Rating <- 3",
        "Finding <- >It works.",
        "How do you know? Evidence from <- 2",
        "Evidence <- >Audit of 20 cases",
        "Its date <- >2026-10-01",
        "Link <- >https://x.example",
        "Review by <- >",
        "1 piece of evidence. More from <- 0",
        "[2/5] b (4 min left)",
        "Rating <- 1",
        "Finding <- >It does not.",
        "Action <- >Mend it",
        "Owner <- >Director",
        "Due <- >6 months",
        "Measure <- >Children wait less",
        "Another action <- >",
        "section 2/2 t",
        "[3/5] c (3 min left)",
        "Rating <- d",
        "Finding <- >Nobody counts.",
        "Action <- >",
        "[4/5] d (2 min left)",
        "Answer <- x",
        "Reason <- >There is no board.",
        "[5/5] e (1 min left)",
        "Rating <- 0",
        "Finding <- >",
        "Action <- >",
        "End of the questions <- f",
    ];
    assert_eq!(ended.transcript, wanted);
    let a = &ended.assessment;
    assert_eq!(
        (
            a.council.as_deref(),
            a.assessor.name.as_deref(),
            a.assessor.post.as_deref()
        ),
        (Some("Northmoor"), Some("A. Example"), None)
    );
    assert!(a.context["trust"]);
    let first = &a.answers["a"];
    assert_eq!(
        (first.response, first.finding.as_deref(), first.unfinished, first.on),
        (
            Some(Response::Rated(3)),
            Some("It works."),
            false,
            Some(day("2026-11-22"))
        )
    );
    assert_eq!(
        (
            first.evidence[0].text.as_str(),
            first.evidence[0].date,
            first.evidence[0].link.as_deref()
        ),
        ("Audit of 20 cases", Some(day("2026-10-01")), Some("https://x.example"))
    );
    let second = &a.answers["b"].actions[0];
    assert_eq!(
        (second.owner.as_deref(), second.due, second.measure.as_deref()),
        (Some("Director"), Some(day("2027-05-22")), Some("Children wait less"))
    );
    assert_eq!(a.answers["d"].reason.as_deref(), Some("There is no board."));
    assert!(
        c.questions()
            .all(|q| a.answers[&q.id].asked.as_deref() == Some(Checklist::question_digest(q).as_str()))
    );
    assert_eq!(ended.kept.last(), Some(a), "what is kept is what was answered");
}

#[test]
fn every_confirmed_step_is_kept_at_once() {
    let c = five();
    let replies = ["3", ">It works.", "2", ">Audit", ">2026-10-01", "^C"];
    for n in 1..=replies.len() {
        let mut cut = replies[..n].to_vec();
        if cut.last() != Some(&"^C") {
            cut.push("^C");
        }
        let ended = interview(&c, stated(&c), Selection::default(), &cut, 0);
        assert_eq!(ended.outcome, Outcome::Interrupted);
        let kept = ended.kept.last().unwrap().answers["a"].clone();
        assert!(kept.unfinished, "it is asked again first");
        assert_eq!(kept.response, Some(Response::Rated(3)));
        assert_eq!(kept.finding.is_some(), n >= 2);
        assert_eq!(kept.evidence.len(), usize::from(n >= 4));
        assert_eq!(kept.evidence.first().is_some_and(|e| e.date.is_some()), n >= 5);
    }
}

#[test]
fn resume_at_the_first_open_or_unfinished_question() {
    let c = five();
    let mut a = stated(&c);
    a.answers.insert(
        "a".to_owned(),
        Answer {
            asked: None,
            ..rated(2)
        },
    );
    let ended = interview(&c, a.clone(), Selection::default(), &[], 0);
    assert_eq!(ended.outcome, Outcome::Paused, "the end of input is a pause");
    assert_eq!(ended.transcript[2], "[2/4] b (3 min left)");
    assert_eq!(ended.assessment, a, "and never an answer");
    a.answers.get_mut("a").unwrap().unfinished = true;
    let ended = interview(&c, a.clone(), Selection::default(), &[], 0);
    assert_eq!(ended.transcript[2], "[1/4] a (4 min left)");
    a.answers.insert(
        "a".to_owned(),
        Answer {
            asked: Some("000000000000".to_owned()),
            ..rated(2)
        },
    );
    let ended = interview(&c, a, Selection::default(), &[], 0);
    assert_eq!(ended.transcript[2], "[1/4] a (4 min left) to confirm");
}

#[test]
fn back_skip_jump_guide_pause() {
    let c = five();
    let ended = interview(
        &c,
        stated(&c),
        Selection::default(),
        &[
            ":back", ":skip", ":back", ":guide", ":jump", "2", ":jump", ":back", "1", ":back", ":pause",
        ]
        .map(|r| if r == ":guide" { ":help" } else { r }),
        0,
    );
    assert_eq!(ended.outcome, Outcome::Paused);
    let pages: Vec<&str> = ended
        .transcript
        .iter()
        .filter(|l| l.starts_with('['))
        .map(String::as_str)
        .collect();
    let ids: Vec<&str> = pages.iter().filter_map(|p| p.split(' ').nth(1)).collect();
    assert_eq!(ids, ["a", "b", "a", "a", "c", "c", "c"], "{:#?}", ended.transcript);
    assert!(
        ended
            .transcript
            .contains(&"line: This is the first question.".to_owned())
    );
    let answer = &ended.assessment.answers["c"];
    assert_eq!((answer.response, answer.unfinished), (Some(Response::Rated(1)), true));
}

#[test]
fn a_changed_mind_changes_the_answer_and_loses_nothing() {
    let c = five();
    let mut a = stated(&c);
    for id in ["b", "c", "d"] {
        let asked = Checklist::question_digest(c.question(id).unwrap());
        a.answers.insert(
            id.to_owned(),
            Answer {
                asked: Some(asked),
                ..rated(3)
            },
        );
    }
    let replies = ["2", ">First.", "0", "r", "1", "=", ">Mend it", ":pause"]; // review, and change the first
    let ended = interview(&c, a, Selection::default(), &replies, 0);
    let first = &ended.assessment.answers["a"];
    assert_eq!(
        (first.response, first.finding.as_deref()),
        (Some(Response::Rated(1)), Some("First."))
    );
    assert_eq!(first.actions[0].what, "Mend it");
    assert!(first.unfinished);
}

#[test]
fn not_applicable_has_its_reason_or_is_not_kept() {
    let c = five();
    let ended = interview(
        &c,
        stated(&c),
        Selection::default(),
        &["n", ">", ">  ", ":back", ":pause"],
        0,
    );
    assert!(ended.kept.is_empty());
    assert_eq!(ended.assessment.response("a"), None);
    assert_eq!(
        ended
            .transcript
            .iter()
            .filter(|l| l.starts_with("mistake: This can not be left empty"))
            .count(),
        2
    );
}

#[test]
fn a_date_that_is_none_is_asked_again() {
    let c = five();
    let ended = interview(
        &c,
        stated(&c),
        Selection::default(),
        &["2", ">", "1", ">Data", ">soon", ">31/2/2026", ">1 March 2026", ":pause"],
        0,
    );
    assert_eq!(
        ended.transcript.iter().filter(|l| l.starts_with("mistake: ")).count(),
        2
    );
    assert_eq!(ended.assessment.answers["a"].evidence[0].date, Some(day("2026-03-01")));
}

#[test]
fn dates_as_people_type_them() {
    let today = day("2026-11-22");
    for (text, date) in [
        ("2026-09-30", "2026-09-30"),
        (" 30/9/2026 ", "2026-09-30"),
        ("30.09.2026", "2026-09-30"),
        ("30 September 2026", "2026-09-30"),
        ("1 sep 2026", "2026-09-01"),
        ("Today", "2026-11-22"),
        ("6 months", "2027-05-22"),
        ("1 month", "2026-12-22"),
    ] {
        assert_eq!(read_date(text, today), Ok(day(date)), "{text}");
    }
    for text in ["9/30/2026", "30/9/26", "tomorrow", "2026-02-29", "999 months", ""] {
        assert!(read_date(text, today).is_err(), "{text}");
    }
}

#[test]
fn key_and_section_choose_the_questions() {
    let c = five();
    let ended = interview(
        &c,
        stated(&c),
        Selection {
            key: true,
            section: None,
        },
        &[],
        0,
    );
    assert_eq!(
        ended.transcript,
        [
            "opening: 1 questions, 1 open, 1 min",
            "section 2/2 t",
            "[1/1] c (1 min left)",
            "Rating <- (end)"
        ]
    );
    let ended = interview(
        &c,
        stated(&c),
        Selection {
            key: false,
            section: Some("s".to_owned()),
        },
        &[],
        0,
    );
    assert_eq!(ended.transcript[0], "opening: 2 questions, 2 open, 2 min");
}

#[test]
fn what_can_not_be_saved_is_asked_about() {
    let c = five();
    let ended = interview(
        &c,
        stated(&c),
        Selection::default(),
        &["3", "t", "t", ">f", ":pause"],
        2,
    );
    assert_eq!(ended.outcome, Outcome::Paused);
    assert_eq!(
        ended
            .transcript
            .iter()
            .filter(|l| *l == "mistake: the disk is full")
            .count(),
        2
    );
    assert_eq!(ended.assessment.answers["a"].finding.as_deref(), Some("f"));
    let ended = interview(&c, stated(&c), Selection::default(), &["3", "l"], 9);
    assert_eq!(ended.outcome, Outcome::NotKept);
}

#[test]
fn details_can_be_added_and_removed() {
    let c = five();
    let mut a = stated(&c);
    a.answers.insert(
        "a".to_owned(),
        Answer {
            unfinished: true,
            ..rated(2)
        },
    );
    let replies = [
        ":details",
        "2",
        "2",
        ">Audit",
        ">",
        ">",
        ">",
        "0", // add evidence
        "1",
        ">Found.",
        "4",
        "3",
        ">Do it",
        ">",
        ">",
        ">",
        ">", // finding, private, action
        "6",
        ">Do it well",
        ">Director",
        ">2027-01-01",
        ">Seen",
        "5",
        ">No money", // change the action: dropped
        "5",
        "y",
        "0",
        ":pause", // remove the evidence
    ];
    let ended = interview(&c, a, Selection::default(), &replies, 0);
    assert_eq!(ended.outcome, Outcome::Paused, "{:#?}", ended.transcript);
    let answer = &ended.assessment.answers["a"];
    assert_eq!(
        (answer.evidence.len(), answer.finding.as_deref(), answer.private),
        (0, Some("Found."), true)
    );
    assert_eq!(
        (
            answer.actions[0].what.as_str(),
            answer.actions[0].status.word(),
            answer.actions[0].reason.as_deref()
        ),
        ("Do it well", "dropped", Some("No money"))
    );
}
