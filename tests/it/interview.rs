//! The question loop, driven by a scripted person: the transcript and what was kept are both compared.

use std::collections::VecDeque;
use std::time::Duration;

use assure::assessment::file::AnswerFile;
use assure::assessment::{Answer, Assessment, EvidenceKind, Response};
use assure::checklist::{Change, Checklist, QuestionId};
use assure::interview::{
    AnswerStore, ChoiceRequest, Interview, InterviewCommand, InterviewOutcome, LastAnswer, LastYear, Notice, Reader,
    Reply, Respondent, Saved, Selection, TextRequest, Unconfirmed,
};

use crate::harness::{as_id, golden};
use crate::scoring::{action, day, empty, evidence, five, rated};

/// A person who reads from a list: `2` chooses by key, `>text` writes, `:back` commands, `^C` interrupts; at its end the input ends.
///
/// With `walks` it goes from question to question by itself: it opens last year's actions and goes on wherever the task list and the
/// answers to check offer that, and keeps no record of it.
#[derive(Default)]
pub struct Scripted {
    walks: bool,
    /// How many actions of last year there were when the first of them was opened last; none once all were gone through.
    actions: Option<usize>,
    actions_done: bool,
    replies: VecDeque<&'static str>,
    pub transcript: Vec<String>,
    /// Every list that was offered: key, label, and the hint in brackets.
    lists: Vec<Vec<String>>,
    /// The keys of every choice that was offered.
    offered: Vec<Vec<String>>,
    /// What every text was begun from: what stands, then what does not.
    begun_from: Vec<(String, String)>,
    /// The choice that Enter alone would have made.
    at_enter: Vec<(String, Option<String>)>,
    unsubmitted: Option<String>,
}

fn command(word: &str) -> Option<InterviewCommand> {
    use InterviewCommand::{Back, Details, Guide, Jump, Next, Pause, Skip, Tasks, Undo};
    [Back, Skip, Next, Jump, Tasks, Undo, Details, Guide, Pause]
        .into_iter()
        .find(|c| c.word() == word)
}

impl Scripted {
    /// Replies to everything that is asked.
    pub fn by_hand(replies: &[&'static str]) -> Self {
        Self {
            replies: replies.iter().copied().collect(),
            ..Self::default()
        }
    }

    /// What goes on, at a list that only leads elsewhere.
    fn walk_on(&mut self, ask: &ChoiceRequest<'_>) -> Option<Reply<usize>> {
        let key = |key: &str| ask.choices.iter().position(|c| c.key == key);
        match ask.prompt {
            "Task list" => key("a")
                .filter(|_| !self.actions_done)
                .or_else(|| key("g"))
                .map(Reply::Given),
            "Check your answers" => Some(Reply::Given(0)),
            "Last year's actions" => {
                let many = Some(ask.choices.len());
                if ask.current == Some(0) && std::mem::replace(&mut self.actions, many) == many {
                    self.actions_done = true;
                    return Some(Reply::Command(InterviewCommand::Back));
                }
                ask.current.map(Reply::Given)
            }
            _ => None,
        }
    }

    fn next(&mut self, prompt: &str) -> Option<&'static str> {
        let reply = self.replies.pop_front();
        self.transcript
            .push(format!("{prompt} <- {}", reply.unwrap_or("(end)")));
        reply
    }
}

impl Respondent for Scripted {
    fn show(&mut self, notice: &Notice<'_>) {
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
            Notice::Review { heading, text, lines } => format!("{heading} {text} | {}", lines.join(" | ")),
            Notice::Details { question, answer } => format!(
                "details of {}: {} evidence, {} actions",
                question.id,
                answer.evidence.len(),
                answer.actions.len()
            ),
            Notice::Page { .. } if self.walks => return,
            Notice::Page { title, lines } => format!("page: {title}: {}", lines.join(" ")),
            Notice::Guidance(p) => format!("guidance: {}", p.question.id),
            Notice::Mistake(text) => format!("mistake: {text}"),
            Notice::Line(text) => format!("line: {text}"),
        };
        self.transcript.push(line);
    }

    fn choose(&mut self, ask: &ChoiceRequest<'_>) -> Reply<usize> {
        if self.walks
            && let Some(reply) = self.walk_on(ask)
        {
            return reply;
        }
        self.lists.push(
            ask.choices
                .iter()
                .map(|c| {
                    if c.hint.is_empty() {
                        format!("{} {}", c.key, c.label)
                    } else {
                        format!("{} {} ({})", c.key, c.label, c.hint)
                    }
                })
                .collect(),
        );
        self.offered.push(
            ask.choices
                .iter()
                .map(|c| c.key.clone())
                .chain(ask.commands.iter().map(|c| c.word().to_owned()))
                .collect(),
        );
        self.at_enter.push((
            ask.prompt.to_owned(),
            ask.current.and_then(|i| ask.choices.get(i)).map(|c| c.key.clone()),
        ));
        match self.next(ask.prompt) {
            None => Reply::End,
            Some("^C") => Reply::Interrupted,
            Some(reply) => match reply.strip_prefix(':') {
                Some(jump) if jump.starts_with("jump ") => {
                    self.unsubmitted = jump.strip_prefix("jump ").map(str::to_owned);
                    Reply::Command(InterviewCommand::Jump)
                }
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

    fn mark(&mut self, ask: &ChoiceRequest<'_>) -> Reply<Vec<usize>> {
        self.offered.push(ask.choices.iter().map(|c| c.key.clone()).collect());
        match self.next(ask.prompt) {
            None => Reply::End,
            Some("^C") => Reply::Interrupted,
            Some(reply) => match reply.strip_prefix(':') {
                Some(word) => Reply::Command(command(word).unwrap_or_else(|| panic!("no command {word}"))),
                None => Reply::Given(
                    reply
                        .split(',')
                        .filter(|k| !k.is_empty())
                        .map(|k| {
                            ask.choices
                                .iter()
                                .position(|c| c.key == k)
                                .unwrap_or_else(|| panic!("no choice `{k}`"))
                        })
                        .collect(),
                ),
            },
        }
    }

    fn write(&mut self, ask: &TextRequest<'_>) -> Reply<String> {
        let unconfirmed = match ask.unconfirmed {
            Some(Unconfirmed::Draft(text) | Unconfirmed::Rejected(text)) => text,
            None => "",
        };
        self.begun_from.push((ask.current.to_owned(), unconfirmed.to_owned()));
        match self.next(ask.prompt) {
            None => Reply::End,
            Some("^C") => Reply::Interrupted,
            // Interrupted in the middle of a text.
            Some(reply) if reply.ends_with("^C") => {
                self.unsubmitted = reply.strip_suffix("^C").map(str::to_owned);
                Reply::Interrupted
            }
            // A command behind some of the text.
            Some(reply) if reply.starts_with('>') && reply.contains("|:") => {
                let (text, word) = reply.split_once("|:").unwrap();
                self.unsubmitted = text.strip_prefix('>').map(str::to_owned);
                Reply::Command(command(word).unwrap())
            }
            Some("=") => Reply::Given(
                if unconfirmed.is_empty() {
                    ask.current
                } else {
                    unconfirmed
                }
                .to_owned(),
            ),
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

    fn take_unsubmitted_text(&mut self) -> Option<String> {
        self.unsubmitted.take()
    }
}

/// Keeps everything it is given; can be told to fail a few times.
#[derive(Default)]
pub struct Memory {
    kept: Vec<Assessment>,
    fail: usize,
    /// What somebody else changed before the first save.
    others: Option<fn(&mut Assessment)>,
}

impl AnswerStore for Memory {
    fn save(&mut self, assessment: &Assessment) -> Result<Saved, String> {
        if self.fail > 0 {
            self.fail -= 1;
            return Err("the disk is full".to_owned());
        }
        let mut kept = assessment.clone();
        let merged = self.others.take().map(|change| {
            change(&mut kept);
            kept.clone()
        });
        self.kept.push(kept);
        Ok(Saved { merged, message: None })
    }
}

pub struct Ended {
    pub lists: Vec<Vec<String>>,
    pub begun_from: Vec<(String, String)>,
    pub offered: Vec<Vec<String>>,
    pub at_enter: Vec<(String, Option<String>)>,
    pub outcome: InterviewOutcome,
    pub assessment: Assessment,
    pub transcript: Vec<String>,
    pub kept: Vec<Assessment>,
}

impl Scripted {
    fn ended(self, outcome: InterviewOutcome, assessment: Assessment, kept: Vec<Assessment>) -> Ended {
        Ended {
            lists: self.lists,
            begun_from: self.begun_from,
            offered: self.offered,
            at_enter: self.at_enter,
            outcome,
            assessment,
            transcript: self.transcript,
            kept,
        }
    }
}

pub fn interview(
    c: &Checklist,
    start: Assessment,
    selection: Selection,
    replies: &[&'static str],
    fail: usize,
) -> Ended {
    interview_from(c, start, selection, replies, fail, None)
}

pub fn interview_from(
    c: &Checklist,
    start: Assessment,
    selection: Selection,
    replies: &[&'static str],
    fail: usize,
    last: Option<&LastYear>,
) -> Ended {
    let person = Scripted {
        walks: true,
        replies: replies.iter().copied().collect(),
        ..Scripted::default()
    };
    ended(c, start, selection, person, fail, last)
}

/// The same with a reply for the task list and the answers to check too.
pub fn interview_by_hand(
    c: &Checklist,
    start: Assessment,
    selection: Selection,
    replies: &[&'static str],
    last: Option<&LastYear>,
) -> Ended {
    ended(c, start, selection, Scripted::by_hand(replies), 0, last)
}

fn ended(
    c: &Checklist,
    start: Assessment,
    selection: Selection,
    mut person: Scripted,
    fail: usize,
    last: Option<&LastYear>,
) -> Ended {
    let mut memory = Memory {
        fail,
        ..Memory::default()
    };
    let mut run = Interview {
        checklist: c,
        assessment: start,
        selection,
        today: day("2026-11-22"),
        elapsed: &|| Duration::ZERO,
        respondent: &mut person,
        store: &mut memory,
        last,
        confirmed: Vec::new(),
        memory: Default::default(),
    };
    let outcome = run.run();
    let assessment = run.assessment;
    person.ended(outcome, assessment, memory.kept)
}

/// A review on a day, with what somebody else changed in the file meanwhile, where somebody did.
pub fn review(
    c: &Checklist,
    start: Assessment,
    today: &str,
    replies: &[&'static str],
    others: Option<fn(&mut Assessment)>,
) -> Ended {
    let mut person = Scripted {
        replies: replies.iter().copied().collect(),
        ..Scripted::default()
    };
    let mut memory = Memory {
        others,
        ..Memory::default()
    };
    let mut run = Interview {
        checklist: c,
        assessment: start,
        selection: Selection::default(),
        today: day(today),
        elapsed: &|| Duration::ZERO,
        respondent: &mut person,
        store: &mut memory,
        last: None,
        confirmed: Vec::new(),
        memory: Default::default(),
    };
    let outcome = run.review();
    let assessment = run.assessment;
    person.ended(outcome, assessment, memory.kept)
}

/// A second reader goes through the answers; saving fails so many times first.
pub fn read_by(
    c: &Checklist,
    start: Assessment,
    (selection, reader): (Selection, &Reader),
    replies: &[&'static str],
    fail: usize,
) -> Ended {
    let mut person = Scripted::by_hand(replies);
    let mut memory = Memory {
        fail,
        ..Memory::default()
    };
    let mut run = Interview {
        checklist: c,
        assessment: start,
        selection,
        today: day("2026-12-01"),
        elapsed: &|| Duration::ZERO,
        respondent: &mut person,
        store: &mut memory,
        last: None,
        confirmed: Vec::new(),
        memory: Default::default(),
    };
    let outcome = run.comment(reader);
    let assessment = run.assessment;
    person.ended(outcome, assessment, memory.kept)
}

pub fn stated(c: &Checklist) -> Assessment {
    let mut a = empty(c);
    a.context.insert(as_id("trust"), false);
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
            "k",
            ">https://x.example",
            "0", // a: rated 3, evidence
            "1",
            ">It does not.",
            "a",
            ">Mend it",
            ">Director, 6 months",
            "m",
            ">Children wait less",
            "0", // b: rated 1, action
            "d",
            ">Nobody counts.",
            "0", // c: don't know
            "na",
            ">There is no board.", // d: not applicable
            "0",
            ">",
            "0", // e: rated 0, nothing more
            "f",
        ],
        0,
    );
    assert_eq!(ended.outcome, InterviewOutcome::Finished, "{:#?}", ended.transcript);
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
        "What else <- 2",
        "Evidence <- >Audit of 20 cases",
        "Its date <- >2026-10-01",
        "line: Its date: Thursday 1 October 2026.",
        "line: 1 piece of evidence: case audit, 1 October 2026.",
        "What else <- k",
        "Link <- >https://x.example",
        "What else <- 0",
        "[2/5] b (4 min left)",
        "Rating <- 1",
        "Finding <- >It does not.",
        "What else <- a",
        "Action <- >Mend it",
        "Owner and date <- >Director, 6 months",
        "line: Owner: Director. Due: Saturday 22 May 2027.",
        "line: 1 action: Director, due 22 May 2027.",
        "What else <- m",
        "Measure <- >Children wait less",
        "What else <- 0",
        "section 2/2 t",
        // Three questions in no time at all: the rest is reckoned to take less.
        "[3/5] c (2 min left)",
        "Rating <- d",
        "Finding <- >Nobody counts.",
        "What else <- 0",
        "[4/5] d (2 min left)",
        "Answer <- na",
        "Reason <- >There is no board.",
        "[5/5] e (1 min left)",
        "Rating <- 0",
        "Finding <- >",
        "What else <- 0",
        "Task list <- f",
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
        (first.response(), first.finding.as_deref(), first.unfinished, first.on),
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
            .all(|q| a.answers[&q.id].asked.as_deref() == Some(q.digest()))
    );
    assert_eq!(ended.kept.last(), Some(a), "what is kept is what was answered");
    // The file, written step by step as the interview went.
    let mut file = AnswerFile::create(ended.kept[0].clone(), &c, None).unwrap();
    for step in &ended.kept {
        file.apply(step, &c).unwrap();
    }
    golden("interview.toml", file.text());
    assert_eq!(
        file.text(),
        AnswerFile::create(a.clone(), &c, None).unwrap().text(),
        "and the way there leaves no trace"
    );
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
        assert_eq!(ended.outcome, InterviewOutcome::Interrupted);
        let kept = ended.kept.last().unwrap().answers["a"].clone();
        assert!(kept.unfinished, "it is asked again first");
        assert_eq!(kept.response(), Some(Response::Rated(3)));
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
        as_id("a"),
        Answer {
            asked: None,
            ..rated(2)
        },
    );
    let ended = interview(&c, a.clone(), Selection::default(), &[], 0);
    assert_eq!(ended.outcome, InterviewOutcome::Paused, "the end of input is a pause");
    assert_eq!(ended.transcript[2], "[2/4] b (3 min left)");
    assert_eq!(ended.assessment, a, "and never an answer");
    a.answers.get_mut("a").unwrap().unfinished = true;
    let ended = interview(&c, a.clone(), Selection::default(), &[], 0);
    assert_eq!(ended.transcript[2], "[1/4] a (4 min left)");
    a.answers.insert(
        as_id("a"),
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
    assert_eq!(ended.outcome, InterviewOutcome::Paused);
    let pages: Vec<&str> = ended
        .transcript
        .iter()
        .filter(|l| l.starts_with('['))
        .map(String::as_str)
        .collect();
    let ids: Vec<&str> = pages.iter().filter_map(|p| p.split(' ').nth(1)).collect();
    // What still stands on the screen is not shown again.
    assert_eq!(ids, ["a", "b", "a", "c", "c"], "{:#?}", ended.transcript);
    assert!(
        ended
            .transcript
            .contains(&"line: This is the first question.".to_owned())
    );
    let answer = &ended.assessment.answers["c"];
    assert_eq!((answer.response(), answer.unfinished), (Some(Response::Rated(1)), true));
}

#[test]
fn a_changed_mind_changes_the_answer_and_loses_nothing() {
    let c = five();
    let mut a = stated(&c);
    for id in ["b", "c", "d"] {
        let asked = c.question(&as_id(id)).unwrap().digest().to_owned();
        a.answers.insert(
            as_id(id),
            Answer {
                asked: Some(asked),
                ..rated(3)
            },
        );
    }
    // All answers to check, and the first is changed.
    let replies = [
        "2", ">First.", "0", "0", "0", "c", "1", "1", "=", "a", ">Mend it", ":pause",
    ];
    let replies: Vec<&str> = ["g"].into_iter().chain(replies).collect();
    let ended = interview_by_hand(&c, a, Selection::default(), &replies, None);
    let first = &ended.assessment.answers["a"];
    assert_eq!(
        (first.response(), first.finding.as_deref()),
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
        &["na", ">", ">  ", ":back", ":pause"],
        0,
    );
    assert!(ended.kept.is_empty());
    assert_eq!(ended.assessment.response(&as_id("a")), None);
    assert_eq!(
        ended
            .transcript
            .iter()
            .filter(|l| l.starts_with("mistake: This cannot be left empty"))
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
fn key_and_section_choose_the_questions() {
    let c = five();
    let ended = interview(
        &c,
        stated(&c),
        Selection {
            key: true,
            section: None,
            ..Selection::default()
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
            section: Some(as_id("s")),
            ..Selection::default()
        },
        &[],
        0,
    );
    assert_eq!(ended.transcript[0], "opening: 2 questions, 2 open, 2 min");
}

#[test]
fn what_cannot_be_saved_is_asked_about() {
    let c = five();
    let ended = interview(
        &c,
        stated(&c),
        Selection::default(),
        &["3", "t", "t", ">f", ":pause"],
        2,
    );
    assert_eq!(ended.outcome, InterviewOutcome::Paused);
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
    assert_eq!(ended.outcome, InterviewOutcome::NotSaved);
    assert_eq!(
        ended.assessment.response(&as_id("a")),
        Some(Response::Rated(3)),
        "what was answered is handed back"
    );
}

#[test]
fn details_can_be_added_and_removed() {
    let c = five();
    let mut a = stated(&c);
    a.answers.insert(
        as_id("a"),
        Answer {
            unfinished: true,
            ..rated(2)
        },
    );
    let replies = [
        ":details",
        "2",
        ">Audit",
        ">", // add evidence
        "c",
        "1",
        ">Found.",
        "3",
        "0", // finding, private
        "a",
        ">Do it",
        ">", // add an action
        "c",
        "3",
        "1",
        ">Do it well",
        "2",
        ">Director",
        "5",
        "5",
        ">No money",
        "0", // change it: dropped
        "2",
        "1",
        ">",
        "0",
        ":pause", // leave the evidence out
    ];
    let ended = interview(&c, a, Selection::default(), &replies, 0);
    assert_eq!(ended.outcome, InterviewOutcome::Paused, "{:#?}", ended.transcript);
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

pub fn last_year(c: &Checklist) -> LastYear {
    let of = |id: &str, comparable: bool, answer: Answer| LastAnswer {
        question: as_id(id),
        text: c.question(&as_id(id)).map_or("Gone?", |q| &q.text).to_owned(),
        change: Change::Same,
        comparable,
        asks_the_same: comparable,
        answer,
    };
    let named = |what: &str| assure::assessment::Action {
        what: what.to_owned(),
        ..action("2026-06-01")
    };
    let a = Answer {
        finding: Some("It worked.".to_owned()),
        evidence: vec![
            evidence(EvidenceKind::Audit, "2025-10-01"),
            evidence(EvidenceKind::Voice, "2025-09-01"),
        ],
        ..rated(2)
    };
    let done = assure::assessment::Action {
        status: assure::assessment::ActionStatus::Done,
        ..named("long done")
    };
    let b = Answer {
        actions: vec![named("first"), done, named("second")],
        ..rated(1)
    };
    LastYear {
        period: assure::assessment::Period::parse("2025-26").unwrap(),
        answers: [
            ("a", vec![of("a", true, a)]),
            ("b", vec![of("b", true, b)]),
            ("c", vec![of("c", false, rated(3))]),
        ]
        .map(|(id, l)| (as_id(id), l))
        .into(),
        gone: vec![of(
            "old-one",
            false,
            Answer {
                actions: vec![named("third")],
                ..rated(0)
            },
        )],
        recommendations: Vec::new(),
        texts: Default::default(),
        figures: Vec::new(),
    }
}

#[test]
fn last_year_is_shown_and_never_assumed() {
    let c = five();
    let last = last_year(&c);
    let replies = [
        "1", // first: done, and what came of it
        ">Calls are answered",
        "4",
        ">",
        ">No money", // second: dropped, its reason compulsory
        "3",
        ">3 months", // third: late, with a new date
        "=",
        ">2026-10-10",
        ">", // a: as last year; the audit has a new date, the voice is left out
        ":pause",
    ];
    let ended = interview_from(&c, stated(&c), Selection::default(), &replies, 0, Some(&last));
    assert_eq!(ended.outcome, InterviewOutcome::Paused, "{:#?}", ended.transcript);
    assert!(
        ended.transcript.contains(&"last action 1/3 first".to_owned()),
        "{:#?}",
        ended.transcript
    );
    let first = ended.transcript.iter().position(|l| l.starts_with("[1/")).unwrap();
    assert!(
        ended.transcript[..first].iter().any(|l| l == "last action 1/1 third"),
        "last year's actions come first"
    );
    let a = &ended.assessment.answers["a"];
    assert_eq!(
        (a.response(), a.finding.as_deref(), a.unfinished),
        (Some(Response::Rated(2)), Some("It worked."), false)
    );
    assert_eq!((a.evidence.len(), a.evidence[0].date), (1, Some(day("2026-10-10"))));
    let b = &ended.assessment.answers["b"];
    assert_eq!(b.response(), None, "a rating is never carried by itself");
    let fates: Vec<(&str, &str)> = b.actions.iter().map(|x| (x.what.as_str(), x.status.word())).collect();
    assert_eq!(fates, [("first", "done"), ("second", "dropped")]);
    assert_eq!(b.actions[0].effect.as_deref(), Some("Calls are answered"));
    assert_eq!(b.actions[1].reason.as_deref(), Some("No money"));
    let third = &ended.assessment.archived["old-one"].actions[0];
    assert_eq!((third.status.word(), third.due), ("late", Some(day("2027-02-22"))));
    // Resumed: what was said of is not asked again.
    let again = interview_from(&c, ended.assessment, Selection::default(), &[], 0, Some(&last));
    assert!(
        !again.transcript.iter().any(|l| l.starts_with("last action")),
        "{:#?}",
        again.transcript
    );
}

#[test]
fn as_last_year_is_only_offered_where_it_answers_the_same() {
    let c = five();
    let last = last_year(&c);
    let mut person = Scripted {
        walks: true,
        replies: [":skip", ":skip", ":skip"].into(),
        ..Scripted::default()
    };
    let mut memory = Memory::default();
    let mut run = Interview {
        checklist: &c,
        assessment: Assessment {
            answers: Default::default(),
            ..stated(&c)
        },
        selection: Selection::default(),
        today: day("2026-11-22"),
        elapsed: &|| Duration::ZERO,
        respondent: &mut person,
        store: &mut memory,
        last: Some(&LastYear {
            gone: Vec::new(),
            ..LastYear {
                answers: without_actions(&last),
                ..last.clone()
            }
        }),
        confirmed: Vec::new(),
        memory: Default::default(),
    };
    run.run();
    let offered: Vec<bool> = person
        .offered
        .iter()
        .filter(|o| o.contains(&"d".to_owned()))
        .map(|o| o.contains(&"=".to_owned()))
        .collect();
    // a, b, c, d: the meaning of c has changed, and d has no answer of last year.
    assert_eq!(offered, [true, true, false, false], "{:#?}", person.transcript);
}

fn without_actions(last: &LastYear) -> std::collections::BTreeMap<QuestionId, Vec<LastAnswer>> {
    let mut answers = last.answers.clone();
    for answer in answers.values_mut().flatten() {
        answer.answer.actions.clear();
    }
    answers
}

#[test]
fn what_looks_like_personal_data_is_asked_about_when_it_is_typed() {
    let c = five();
    let typed = ["1", ">Born 12/03/2014", "c", ">Born 12/03/2014, of SO23 8UJ", "k"];
    let ended = interview(&c, stated(&c), Selection::default(), &typed, 0);
    let said = ended.transcript.join("\n");
    assert!(
        said.contains("mistake: This looks like a date of birth: Born 12/03/2014."),
        "{said}"
    );
    assert!(
        said.contains("mistake: This looks like a postcode: SO23 8UJ."),
        "{said}"
    );
    let first = c.questions().next().unwrap();
    let answer = ended.assessment.answer(&first.id).unwrap();
    assert_eq!(answer.finding.as_deref(), Some("Born 12/03/2014, of SO23 8UJ"));
    assert_eq!(
        assure::assessment::personal::find_unconfirmed(&ended.assessment),
        [],
        "confirmed where it was typed"
    );
    // Nothing is kept of it before it is confirmed.
    let ended = interview(
        &c,
        stated(&c),
        Selection::default(),
        &["1", ">Born 12/03/2014", "^C"],
        0,
    );
    assert_eq!(ended.assessment.answer(&first.id).unwrap().finding, None);
    // Changed later, it is asked about again; as it was, it is not.
    let again = [
        &typed[..],
        &[":back", ":back", "1", "=", ":back", ":back", "1", ">Born 13/03/2014"],
    ]
    .concat();
    let ended = interview(&c, stated(&c), Selection::default(), &again, 0);
    let said = ended.transcript.join("\n");
    assert_eq!(said.matches("Personal data <- ").count(), 3, "{said}");
    assert!(said.ends_with("Personal data <- (end)"), "{said}");
}
