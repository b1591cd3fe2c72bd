//! A second reader: what is said of the answers, by whom, what the author makes of it, and that no answer is touched by it.

use std::fmt::Write as _;
use std::io::Read as _;

use assure::assessment::{Answer, AnswerFile, Assessment, Comment, CommentReply, Response, WouldRate};
use assure::checklist::Checklist;
use assure::interview::{AnswerFilter, Begin, InterviewOutcome, Reader, Selection};
use serde_json::Value as Json;

use crate::harness::{Place, as_id, keep_snippet, project};
use crate::interview::{Ended, interview_by_hand, read_by, stated};
use crate::scoring::{action, day, five, rated};
use crate::together::Talk;

/// `a` and `d` shown, `b` weak with a plan, `c` and what follows open.
fn autumn(c: &Checklist) -> Assessment {
    let mut a = stated(c);
    let mut weak = rated(1);
    weak.finding = Some("Children wait.".to_owned());
    weak.actions = vec![action("2027-04-30")];
    let mut shown = rated(3);
    shown.finding = Some("It works.".to_owned());
    for (id, answer) in [("a", shown), ("b", weak), ("d", rated(3))] {
        let on = Some(day("2026-11-10"));
        a.answers.insert(as_id(id), Answer { on, ..answer });
    }
    a
}

fn okafor() -> Reader {
    Reader {
        name: Some("R. Okafor".to_owned()),
        post: Some("Critical friend".to_owned()),
    }
}

fn reads(selection: Selection, reader: &Reader, replies: &[&'static str]) -> Ended {
    let c = five();
    let start = autumn(&c);
    let ended = read_by(&c, start.clone(), (selection, reader), replies, 0);
    for kept in ended.kept.iter().chain([&ended.assessment]) {
        // Whatever was kept can be written, says the same when it is read again, and differs in comments alone.
        let file = AnswerFile::create(kept.clone(), &c, None).unwrap();
        assert_eq!(AnswerFile::parse(file.text(), &c).unwrap().assessment(), kept);
        assert_eq!(without_comments(kept), without_comments(&start));
    }
    ended
}

fn without_comments(a: &Assessment) -> Assessment {
    let mut a = a.clone();
    for answer in a.answers.values_mut() {
        *answer = answer.own();
    }
    a.answers.retain(|_, answer| !answer.is_empty());
    a
}

fn said<'a>(ended: &'a Ended, id: &str) -> Vec<&'a str> {
    let answer = ended.assessment.answers.get(id);
    answer.map_or(Vec::new(), |a| a.comments.iter().map(|c| c.text.as_str()).collect())
}

/// The headings of what was shown.
fn headings(ended: &Ended) -> Vec<&str> {
    let shown = ended.transcript.iter().filter_map(|l| l.split(" | ").next());
    shown
        .filter(|l| !l.contains(" <- ") && (l.starts_with("Answer ") || l.starts_with("Comment ")))
        .collect()
}

#[track_caller]
fn tells(ended: &Ended, words: &str) {
    let told = ended.transcript.iter().any(|l| l.contains(words));
    assert!(told, "{words}: {:#?}", ended.transcript);
}

fn comment(by: &str, text: &str) -> Comment {
    Comment {
        by: by.to_owned(),
        post: None,
        on: day("2026-11-20"),
        text: text.to_owned(),
        would_rate: None,
        settled: None,
        replies: Vec::new(),
    }
}

#[test]
fn a_reader_passes_on_comments_or_would_rate_otherwise() {
    let replies = ["=", "1", ">Seen by night?", "2", "n", ">Only by day."];
    let ended = reads(Selection::default(), &okafor(), &replies);
    assert_eq!(ended.outcome, InterviewOutcome::Finished);
    assert_eq!(headings(&ended).len(), 3, "{:#?}", ended.transcript);
    tells(&ended, "3 answers to read");
    // The answer, as it stands, and what a critical friend would say.
    tells(&ended, "Finding: Children wait.");
    tells(&ended, "Action (");
    tells(&ended, "A critical friend would say: ");
    assert!(said(&ended, "a").is_empty());
    let of_b = &ended.assessment.answers["b"].comments[0];
    let mut wanted = comment("R. Okafor", "Seen by night?");
    wanted.post = Some("Critical friend".to_owned());
    wanted.on = day("2026-12-01");
    assert_eq!(*of_b, wanted);
    wanted.text = "Only by day.".to_owned();
    wanted.would_rate = Some(WouldRate::Rated(0));
    assert_eq!(ended.assessment.answers["d"].comments, [wanted]);
    // Each is saved as soon as it is said, and the day of the last change stays.
    assert_eq!(ended.kept.len(), 2);
    assert_eq!(ended.assessment.updated, autumn(&five()).updated);
}

#[test]
fn enter_alone_says_nothing_and_writes_nothing() {
    let ended = reads(Selection::default(), &okafor(), &["=", "=", "="]);
    assert_eq!(ended.outcome, InterviewOutcome::Finished);
    assert!(ended.kept.is_empty());
    for (prompt, enter) in &ended.at_enter {
        assert_eq!((prompt.as_str(), enter.as_deref()), ("Your comment", Some("=")));
    }
    // An empty text is left out, and what was answered is no other rating.
    let ended = reads(Selection::default(), &okafor(), &["1", ">", "2", "3", "=", "=", "="]);
    assert!(ended.kept.is_empty());
    tells(&ended, "That is what was answered");
}

#[test]
fn what_was_said_is_seen_again_and_can_be_taken_back() {
    let replies = [
        "1", ">Once.", ":back", "1", ">Once.", ":back", "1", ">Twice.", ":back", "3", "=", "=", "=",
    ];
    let ended = reads(Selection::default(), &okafor(), &replies);
    tells(
        &ended,
        "Comment of R. Okafor, Critical friend, 1 December 2026: Once. | Not settled.",
    );
    tells(&ended, "You have said this already");
    tells(&ended, "Taken back.");
    assert_eq!(said(&ended, "a"), ["Once."]);
    // Nobody takes back what another said.
    let c = five();
    let mut start = autumn(&c);
    start.answers.get_mut("a").unwrap().comments = vec![comment("B. Other", "Mine.")];
    let ended = read_by(&c, start, (Selection::default(), &okafor()), &["=", "=", "="], 0);
    assert!(ended.offered.iter().all(|keys| !keys.contains(&"3".to_owned())));
}

#[test]
fn a_section_what_is_weak_or_one_question_alone() {
    let c = five();
    let section = c.sections[1].id.clone();
    let of = |id: &str| c.section_of(&as_id(id)).unwrap().id == section;
    let there = ["a", "b", "d"].iter().filter(|id| of(id)).count();
    let selection = Selection {
        section: Some(section.clone()),
        ..Selection::default()
    };
    let ended = reads(selection, &okafor(), &[]);
    tells(&ended, &format!("{there} answer"));
    let weak = Selection {
        only: AnswerFilter::Weak,
        ..Selection::default()
    };
    let ended = reads(weak, &okafor(), &["1", ">Why?"]);
    assert!(
        headings(&ended).iter().all(|h| !h.ends_with(" a?")),
        "{:?}",
        headings(&ended)
    );
    assert_eq!(said(&ended, "b"), ["Why?"]);
    // An open question can be commented too, by name and by a jump.
    let one = Selection {
        question: Some(as_id("c")),
        ..Selection::default()
    };
    let ended = reads(one, &okafor(), &["2", "d", ">Nobody asked."]);
    tells(&ended, "Not answered.");
    assert_eq!(ended.outcome, InterviewOutcome::Finished);
    assert_eq!(
        ended.assessment.answers["c"].comments[0].would_rate,
        Some(WouldRate::DontKnow)
    );
    assert_eq!(ended.assessment.answers["c"].response(), None);
    let ended = reads(Selection::default(), &okafor(), &[":jump c?", "1", ">And this?", "="]);
    assert_eq!(said(&ended, "c"), ["And this?"]);
    assert_eq!(
        headings(&ended).last().unwrap().chars().nth(7),
        Some('4'),
        "{:?}",
        headings(&ended)
    );
}

#[test]
fn who_reads_is_asked_and_nobody_comments_without_a_name() {
    let nobody = Reader::default();
    let replies = [">", ">A. Second", ":back", "=", ">Moderator", "1", ">Is it?", "=", "="];
    let ended = reads(Selection::default(), &nobody, &replies);
    tells(&ended, "A comment says whose it is");
    let first = &ended.assessment.answers["a"].comments[0];
    assert_eq!(
        (first.by.as_str(), first.post.as_deref()),
        ("A. Second", Some("Moderator"))
    );
    // Without a post, and left before a name was given.
    let ended = reads(Selection::default(), &nobody, &[">A. Second", ">", "1", ">Is it?"]);
    assert_eq!(ended.assessment.answers["a"].comments[0].post, None);
    let ended = reads(Selection::default(), &nobody, &[":pause"]);
    assert_eq!((ended.outcome, ended.kept.len()), (InterviewOutcome::Paused, 0));
}

#[test]
fn whatever_ends_it_in_the_middle_keeps_what_was_saved_and_nothing_else() {
    for (replies, outcome) in [
        (&["1", ">Kept.", "1", ">Half a^C"][..], InterviewOutcome::Interrupted),
        (&["1", ">Kept.", "1"], InterviewOutcome::Paused),
        (&["1", ">Kept.", ":pause"], InterviewOutcome::Paused),
        (&["1", ">Kept.", "^C"], InterviewOutcome::Interrupted),
        (&["1", ">Kept.", "2", "^C"], InterviewOutcome::Interrupted),
    ] {
        let ended = reads(Selection::default(), &okafor(), replies);
        assert_eq!(ended.outcome, outcome, "{replies:?}");
        assert_eq!(ended.kept.len(), 1);
        assert_eq!(said(&ended, "a"), ["Kept."]);
        assert!(said(&ended, "b").is_empty());
    }
    let ended = reads(Selection::default(), &okafor(), &["1", ">Half a^C"]);
    tells(&ended, "What you were typing is not kept: >Half a");
    // A full disk asks what to do.
    let c = five();
    let full = |replies: &[&'static str]| read_by(&c, autumn(&c), (Selection::default(), &okafor()), replies, 1);
    let ended = full(&["1", ">Kept.", "t", "=", "="]);
    assert_eq!((ended.outcome, ended.kept.len()), (InterviewOutcome::Finished, 1));
    let ended = full(&["1", ">Lost.", "l"]);
    assert_eq!((ended.outcome, ended.kept.len()), (InterviewOutcome::NotSaved, 0));
    assert_eq!(said(&ended, "a"), ["Lost."], "it can still be shown");
}

#[test]
fn a_comment_with_personal_data_is_asked_about_as_a_finding_is() {
    let text = ">Ring 07700 900123 about her.";
    let ended = reads(Selection::default(), &okafor(), &["1", text, "k", "=", "="]);
    let a = &ended.assessment.answers["a"];
    assert_eq!(
        (a.comments.len(), a.no_personal_data.len()),
        (1, 1),
        "{:#?}",
        ended.transcript
    );
    let place = Place::new();
    place.copy("examples/ce-2025-26.toml", "a.toml");
    let input = "1\nRing 07700 900123 about her.\n.\n";
    let args = ["comment", "a.toml", "--name", "R. Okafor", "--plain"];
    place.run_with(&args, &format!("{input}k\np\n"), &[]).exits(0);
    assert!(place.read("a.toml").contains("Ring 07700"));
    // Written by hand nobody was asked, and the check says so; a public report has no comment, and is not kept back.
    place.put(
        "a.toml",
        with_comment(&project("examples/ce-2025-26.toml"), "Ring 07700 900456 about her."),
    );
    let checked = place.run(&["check", "a.toml"]).exits(0);
    assert!(checked.out.contains("telephone number"), "{}", checked.out);
    let public = place.run(&["report", "a.toml", "--public"]).exits(0);
    assert!(!public.out.contains("07700") && !public.out.contains("telephone number"));
}

/// The example with a comment by hand on its first answer.
fn with_comment(text: &str, said: &str) -> String {
    let id = first(text);
    let at = text.find(&format!("[answer.{id}]")).unwrap();
    let end = at + text[at + 1..].find("\n[answer.").unwrap() + 1;
    let block = format!(
        "\n[[answer.{id}.comment]]\nby = \"R. Okafor\"\npost = \"Critical friend\"\non = 2026-12-01\ntext = \"{said}\"\nwould_rate = 1\n"
    );
    format!("{}{block}{}", &text[..end], &text[end..])
}

/// The id of a file's first answer.
fn first(text: &str) -> &str {
    text.split("\n[answer.").nth(1).unwrap().split(']').next().unwrap()
}

/// Two comments of `a`, one of `b`, one of those of `a` settled.
fn commented(c: &Checklist) -> Assessment {
    let mut a = autumn(c);
    a.assessor.name = Some("A. Author".to_owned());
    let settled = Comment {
        settled: Some(day("2026-11-21")),
        ..comment("B. Other", "Settled already.")
    };
    a.answers.get_mut("a").unwrap().comments = vec![comment("R. Okafor", "Seen by night?"), settled];
    a.answers.get_mut("b").unwrap().comments = vec![Comment {
        would_rate: Some(WouldRate::Rated(0)),
        ..comment("R. Okafor", "Not even that.")
    }];
    a
}

fn author(start: Assessment, replies: &[&'static str]) -> Ended {
    let selection = Selection {
        begin: Begin::Comments,
        ..Selection::default()
    };
    interview_by_hand(&five(), start, selection, replies, None)
}

#[test]
fn the_author_goes_through_what_is_not_settled() {
    let c = five();
    let replies = ["2", ">I asked the night team.", "3", "=", ":pause"];
    let ended = author(commented(&c), &replies);
    let shown = headings(&ended);
    assert!(shown[0].starts_with("Comment 1 of 2"), "{shown:?}");
    assert!(shown.last().unwrap().starts_with("Comment 2 of 2"), "{shown:?}");
    tells(
        &ended,
        "Comment of R. Okafor, 20 November 2026: Not even that. | Would rate it 0, not in place. Not settled.",
    );
    tells(&ended, "Reply of ");
    tells(&ended, "That was the last of them. 1 is not settled.");
    let first = &ended.assessment.answers["a"].comments[0];
    assert_eq!(first.settled, Some(day("2026-11-22")));
    let reply = CommentReply {
        by: "A. Author".to_owned(),
        on: day("2026-11-22"),
        text: "I asked the night team.".to_owned(),
    };
    assert_eq!(first.replies, [reply]);
    // No answer changed, and so not the day either.
    assert_eq!(without_comments(&ended.assessment), without_comments(&commented(&c)));
    // The task list leads there as long as one waits.
    let list = ended.lists.last().unwrap();
    assert!(
        list.contains(&"r what the second reader said (1 comment not settled)".to_owned()),
        "{list:?}"
    );
    let ended = author(autumn(&c), &[":pause"]);
    tells(&ended, "No comment waits to be settled.");
    assert!(ended.lists[0].iter().all(|l| !l.starts_with("r ")));
}

#[test]
fn what_is_said_of_a_question_that_is_switched_off_and_what_is_said_twice_can_be_settled() {
    let c = five();
    let mut start = autumn(&c);
    let off = c.questions().find(|q| q.only_if.is_some()).unwrap().id.clone();
    let twice = comment("R. Okafor", "Said twice.");
    start.answers.get_mut("a").unwrap().comments = vec![twice.clone(), twice];
    let of_off = start.answers.entry(off.clone()).or_default();
    of_off.comments = vec![comment("R. Okafor", "Not asked.")];
    let ended = author(start, &["3", "=", "1", "3", ":pause"]);
    tells(&ended, "Every comment is settled.");
    tells(&ended, "switch this question off");
    assert!(ended.assessment.answers["a"].comments.iter().all(|c| !c.is_open()));
    assert!(ended.assessment.answers[&off].comments.iter().all(|c| !c.is_open()));
}

#[test]
fn the_author_changes_the_answer_as_in_the_interview_and_comes_back_to_the_comment() {
    let c = five();
    let replies = [
        "1",
        "2",
        ">It works by day.",
        "0",
        "3",
        "=",
        "r",
        ":list",
        ":undo",
        ":list",
        "f",
    ];
    let ended = author(commented(&c), &replies);
    assert_eq!(ended.outcome, InterviewOutcome::Finished, "{:#?}", ended.transcript);
    tells(&ended, "Finding: It works by day.");
    tells(&ended, "Taken back: the answer");
    // The answer is taken back, and what was settled stays settled: it is no part of the answer.
    assert_eq!(ended.assessment.response(&as_id("a")), Some(Response::Rated(3)));
    assert_eq!(ended.assessment.answers["a"].finding.as_deref(), Some("It works."));
    assert!(!ended.assessment.answers["a"].comments[0].is_open());
    assert_eq!(ended.assessment.answers["a"].comments.len(), 2);
}

#[test]
fn one_who_is_not_named_is_asked_who_replies_once() {
    let c = five();
    let mut start = commented(&c);
    start.assessor = assure::assessment::Assessor::default();
    let replies = [
        "2",
        ">",
        ">B. Other",
        ">So it is.",
        "=",
        "2",
        ">And this.",
        "=",
        ":pause",
    ];
    let ended = author(start, &replies);
    for id in ["a", "b"] {
        let by: Vec<&str> = ended.assessment.answers[id].comments[0]
            .replies
            .iter()
            .map(|r| r.by.as_str())
            .collect();
        assert_eq!(by, ["B. Other"], "{id}");
    }
}

const READER: [&str; 7] = [
    "comment",
    "a.toml",
    "--name",
    "R. Okafor",
    "--post",
    "Critical friend",
    "--plain",
];

fn place() -> Place {
    let place = Place::new();
    place.copy("examples/ce-2025-26.toml", "a.toml");
    place
}

#[test]
fn an_approval_does_not_cover_comments_and_nobody_is_asked_about_it() {
    let place = place();
    let approve = [
        "approve",
        "a.toml",
        "--name",
        "Ann Example",
        "--post",
        "Chief executive",
    ];
    place.run(&approve).exits(0);
    let before = place.read("a.toml");
    let ran = place.run_with(&READER, "1\nIs it seen by night?\n.\np\n", &[]).exits(0);
    assert!(!ran.err.contains("approved"), "{}", ran.err);
    ran.says(&[
        "1 comment made. In all: 1 comment by 1 reader, none settled.",
        "Next: the author goes through them: assure ce --file a.toml --comments",
    ]);
    let after = place.read("a.toml");
    let id = first(&before);
    let block = format!(
        "\n[[answer.{id}.comment]]\nby = \"R. Okafor\"\npost = \"Critical friend\"\non = 2026-11-22\ntext = \"Is it seen by night?\"\n"
    );
    // With the block taken out again the file is as it was.
    assert_eq!(
        after.replacen(&block, "", 1).split_whitespace().collect::<Vec<_>>(),
        before.split_whitespace().collect::<Vec<_>>()
    );
    let report = place.run(&["report", "a.toml"]).quietly();
    assert!(report.contains("Nothing has changed since."), "{report}");
    // Approved once more it is the same approval.
    let again = place.run(&approve).exits(0);
    assert!(again.out.contains("is approved already"), "{}", again.out);
}

#[test]
fn the_report_has_it_beside_the_answer_and_the_public_copy_has_none_of_it() {
    let place = place();
    let text = with_comment(&project("examples/ce-2025-26.toml"), "Is it seen by night?");
    let reply = "\n[[answer.X.comment.reply]]\nby = \"A. Author\"\non = 2026-12-02\ntext = \"By the rota.\"\n";
    let end = text.find("would_rate = 1\n").unwrap() + "would_rate = 1\n".len();
    let reply = reply.replace('X', first(&text));
    place.put("b.toml", format!("{}{reply}{}", &text[..end], &text[end..]));
    let report = place.run(&["report", "b.toml"]).quietly();
    let of_answer = "Comments of second readers:\n\n- **R. Okafor, Critical friend, 1 December 2026**: Is it seen by night?\n  - Reply of A. Author, 2 December 2026: By the rota.\n  - Would rate it 1, developing. Not settled.\n";
    assert!(report.contains(of_answer), "{report}");
    assert!(report.contains("1 comment by 1 reader, none settled"));
    let brief = place.run(&["report", "b.toml", "--brief"]).quietly();
    assert!(
        brief.contains("Read by others: 1 comment by 1 reader, none settled."),
        "{brief}"
    );
    // The figures do not move by it.
    let score = |file: &str| place.run(&["score", file, "--format", "json"]).quietly();
    let figures = |file: &str| serde_json::from_str::<Json>(&score(file)).unwrap()["overall"].clone();
    assert_eq!(figures("a.toml"), figures("b.toml"));
    // A public copy is that of the answers without a comment, byte for byte.
    for format in ["markdown", "html", "json", "csv", "xlsx", "docx", "text"] {
        let public = |file: &str| {
            let args = ["report", file, "--public", "--format", format];
            place.command(&args).output().unwrap().stdout
        };
        assert!(public("a.toml") == public("b.toml"), "{format}");
    }
    let json: Json = serde_json::from_str(&place.run(&["report", "b.toml", "--format", "json"]).quietly()).unwrap();
    let answers = json["sections"][0]["answers"].as_array().unwrap();
    let comment = answers.iter().find_map(|a| a["comments"].get(0)).unwrap();
    assert_eq!(
        (&comment["by"], &comment["would_rate"]),
        (&"R. Okafor".into(), &1.into())
    );
    // What a JSON report tells of comments comes back out of it.
    place.put("b.json", place.run(&["report", "b.toml", "--format", "json"]).quietly());
    let diff = place.run(&["diff", "a.toml", "b.json"]).quietly();
    assert!(
        diff.contains("Comments of second readers: 1 new, 0 settled since, 1 not settled"),
        "{diff}"
    );
}

#[test]
fn diff_says_in_short_what_was_said_and_settled_since_a_day() {
    let place = Place::new();
    let text = with_comment(&project("examples/ce-2026-27.toml"), "Is it seen by night?");
    let settled = text.replace("would_rate = 1\n", "would_rate = 1\nsettled = 2026-12-05\n");
    place.put("a.toml", settled);
    let since = |date: &str| {
        let ran = place.run(&["diff", "a.toml", "--since", date, "--summary", "--today", "2027-01-10"]);
        ran.exits(0).out
    };
    assert!(
        since("2026-11-30").contains("1 new, 0 settled since, 0 not settled"),
        "{}",
        since("2026-11-30")
    );
    assert!(since("2026-12-02").contains("0 new, 1 settled since, 0 not settled"));
    assert!(since("2026-12-06").contains("0 new, 0 settled since, 0 not settled"));
}

#[test]
fn comments_go_into_a_file_of_their_own_and_are_taken_in_once() {
    let place = place();
    let before = place.read("a.toml");
    let out = [&READER[..], &["-o", "c.toml"]].concat();
    place
        .run_with(&out, "1\nIs it seen by night?\n.\n1\nAnd\n\nthis?\n.\np\n", &[])
        .exits(0)
        .says(&["assure comment a.toml --from c.toml", "saved in c.toml"]);
    assert_eq!(place.read("a.toml"), before, "the answers are not written");
    let checked = place.run(&["check", "c.toml"]).quietly();
    assert_eq!(checked, "c.toml: valid, 2 comments by 1 reader, none settled\n");
    // Gone on with: what was said is seen, can be taken back, and notes of a person's own stay.
    let own = format!("{}\n# My own note.\n", place.read("c.toml"));
    place.put("c.toml", &own);
    place.run_with(&out, "3\n1\nBetter said.\n.\np\n", &[]).exits(0).says(&[
        "Comment of R. Okafor, Critical friend, 22 November 2026: Is it seen by night?",
        "Taken back.",
    ]);
    let comments = place.read("c.toml");
    assert!(comments.contains("# My own note.") && comments.contains("Better said.") && !comments.contains("night"));
    // Alone, the program tells of answers and never of a file of comments.
    let home = place.run(&[]).quietly();
    assert!(home.contains("a.toml") && !home.contains("c.toml"), "{home}");
    let taken = place.run(&["comment", "a.toml", "--from", "c.toml"]).exits(0);
    assert_eq!(
        taken.out,
        "a.toml: 2 comments taken in. In all: 2 comments by 1 reader, none settled.\n"
    );
    let after = place.read("a.toml");
    assert!(after.contains("Better said."));
    let home = place.run(&[]).quietly();
    let tells = "2 comments are not settled: assure ce --file a.toml --comments";
    assert!(home.contains(tells), "{home}");
    let checked = place.run(&["check", "a.toml"]).exits(0).out;
    assert!(
        checked.contains("\nRead by others: 2 comments by 1 reader, none settled.\n"),
        "{checked}"
    );
    let tip = place.run(&["c.toml"]).exits(2);
    tip.says(&["assure comment ANSWERS --from c.toml"]);
    let again = place.run(&["comment", "a.toml", "--from", "c.toml"]).exits(0);
    assert!(
        again.out.contains("no new comment; 2 comments were there already"),
        "{}",
        again.out
    );
    assert_eq!(place.read("a.toml"), after);
    // What stands in the answer file itself is shown, and is not taken back by a file of comments.
    place
        .run_with(&[&READER[..], &["-o", "d.toml"]].concat(), "3\n=\np\n", &[])
        .exits(0)
        .says(&["stands in the answer file itself"]);
    assert!(!place.files().contains(&"d.toml".to_owned()), "{:?}", place.files());
    assert_eq!(place.read("a.toml"), after);
}

#[test]
fn the_example_of_a_file_of_comments_fits_its_answers() {
    let place = Place::new();
    place
        .copy("examples/ce-2026-27.toml", "a.toml")
        .copy("examples/comments.toml", "c.toml");
    let taken = place.run(&["comment", "a.toml", "--from", "c.toml"]).exits(0);
    assert!(taken.out.starts_with("a.toml: 2 comments taken in."), "{}", taken.out);
    // A file with Windows's line ends keeps them.
    place.put("w.toml", place.read("a.toml").replace('\n', "\r\n"));
    place.put("d.toml", place.read("c.toml").replace("R. Okafor", "B. Other"));
    place.run(&["comment", "w.toml", "--from", "d.toml"]).exits(0);
    let windows = place.read("w.toml");
    assert_eq!(windows.matches("B. Other").count(), 2);
    assert_eq!(windows.matches('\n').count(), windows.matches("\r\n").count());
}

#[test]
fn a_copy_with_comments_gives_its_comments_and_nothing_else() {
    let place = place();
    let copy = with_comment(&project("examples/ce-2025-26.toml"), "Is it seen by night?");
    // The reader has changed an answer by hand too: that is none of a reader's business.
    place.put("copy.toml", copy.replacen("\nrating = 2\n", "\nrating = 0\n", 1));
    let taken = place.run(&["comment", "a.toml", "--from", "copy.toml"]).exits(0);
    assert!(taken.out.starts_with("a.toml: 1 comment taken in."), "{}", taken.out);
    assert_eq!(place.read("a.toml"), copy);
    // A reply and the settling of what is there are taken over.
    let more = copy.replace("would_rate = 1\n", "would_rate = 1\nsettled = 2026-12-05\n");
    place.put("copy.toml", &more);
    let taken = place.run(&["comment", "a.toml", "--from", "copy.toml"]).exits(0);
    assert!(taken.out.contains("more was said to 1 comment"), "{}", taken.out);
    assert_eq!(place.read("a.toml"), more);
}

const COMMENTS: &str =
    "format = 1\nkind = \"assure-comments\"\nchecklist = \"ce\"\nedition = 2022\nperiod = \"2025-26\"\n";

#[test]
fn what_is_wrong_with_a_file_of_comments_is_told_with_its_place_and_nothing_is_taken_in() {
    let place = place();
    let text = place.read("a.toml");
    let id = first(&text);
    let block = |rest: &str| format!("[[answer.{id}.comment]]\non = 2026-12-01\n{rest}\n");
    let good = block("by = \"A\"\ntext = \"x\"");
    let cases = [
        (
            COMMENTS.replace("\"ce\"", "\"dcs\"") + &good,
            "other-checklist",
            "c.toml:3:13",
        ),
        (
            COMMENTS.replace("2022", "2026") + &good,
            "other-checklist",
            "c.toml:4:11",
        ),
        (
            COMMENTS.replace("2025-26", "2024-25") + &good,
            "other-period",
            "c.toml:5:10",
        ),
        (
            format!("council = \"Elsewhere\"\n{COMMENTS}{good}"),
            "other-council",
            "c.toml:1:11",
        ),
        (
            format!("{COMMENTS}{good}\n[[answer.nowhere.comment]]\nby = \"A\"\non = 2026-12-01\ntext = \"x\""),
            "unknown-question",
            "`nowhere`",
        ),
        (
            format!("{COMMENTS}{good}{}", block("text = \"x\"")),
            "missing-key",
            "has no `by`",
        ),
        (
            COMMENTS.to_owned() + &block("by = \" \"\ntext = \"x\""),
            "empty",
            "c.toml:8:6",
        ),
        (
            COMMENTS.to_owned() + &block("by = \"A\""),
            "missing-key",
            "has no `text`",
        ),
        (
            COMMENTS.to_owned() + &block("by = \"A\"\ntext = \"x\"\nwould_rate = 4"),
            "rating",
            "c.toml:10:14",
        ),
        (
            COMMENTS.to_owned() + &block("by = \"A\"\ntext = \"x\"\nrating = 2"),
            "unknown-key",
            "`rating`",
        ),
        (
            format!("{COMMENTS}[answer.{id}]\nrating = 2"),
            "unknown-key",
            "`rating`",
        ),
        (COMMENTS.replace("format = 1", "format = 2"), "newer-format", "format 2"),
        (format!("{COMMENTS}[[answer."), "syntax", "c.toml:6"),
        (String::new(), "is empty", "there are no comments in it"),
        ("{}".to_owned(), "is JSON", "TOML"),
        (project("examples/ce-2026-27.toml"), "other-checklist", "c.toml:"),
    ];
    keep_snippet("comments", "valid", &(COMMENTS.to_owned() + &good));
    for (comments, code, where_) in cases {
        place.put("c.toml", &comments);
        if comments.contains("assure-comments") {
            keep_snippet("comments", code, &comments);
        }
        let ran = place.run(&["comment", "a.toml", "--from", "c.toml"]).exits(2);
        assert!(
            ran.err.contains(code) && ran.err.contains(where_),
            "{code}, {where_}:\n{}",
            ran.err
        );
        assert_eq!(ran.out, "");
        assert_eq!(place.read("a.toml"), text, "{code}");
    }
    place.run(&["comment", "a.toml", "--from", "nowhere.toml"]).exits(2);
    place.put("c.toml", format!("{COMMENTS}{}", block("by = \"A\"")));
    place.run(&["check", "c.toml"]).exits(1);
    // Nor does one's own file begin over somebody's other one.
    for name in ["a.toml", "c.toml", "-", "c.md"] {
        let ran = place
            .run_with(&[&READER[..], &["-o", name]].concat(), "1\nx\n.\n", &[])
            .exits(2);
        assert!(!ran.err.contains("Your comment"), "{name}: {}", ran.err);
    }
    assert_eq!(place.read("a.toml"), text);
    assert_eq!(place.files(), ["a.toml", "c.toml"]);
}

#[test]
fn a_comment_by_hand_needs_a_name_a_day_and_a_text() {
    let place = place();
    let text = with_comment(&project("examples/ce-2025-26.toml"), "x");
    for (from, to, said) in [
        ("by = \"R. Okafor\"\n", "", "has no `by`"),
        ("text = \"x\"\n", "text = \"\"\n", "comment[1].text` is empty"),
        ("on = 2026-12-01\n", "on = 2026-13-01\n", "2026-13-01"),
        (
            "would_rate = 1",
            "would_rate = \"maybe\"",
            "must be 0, 1, 2, 3 or `dont-know`",
        ),
        ("would_rate = 1", "settled = true", "settled"),
    ] {
        place.put("b.toml", text.replacen(from, to, 1));
        let ran = place.run(&["check", "b.toml"]).exits(1);
        assert!(ran.out.contains(said), "{said}: {}", ran.out);
    }
    place.put("b.toml", text.replace("would_rate = 1", "would_rate = \"don't know\""));
    let report = place.run(&["report", "b.toml"]).quietly();
    assert!(report.contains("Would rate it don't know. Not settled."));
    let schema: Json = serde_json::from_str(&place.run(&["schema", "comments"]).quietly()).unwrap();
    assert_eq!(schema["properties"]["kind"]["$ref"], "#/$defs/Kind");
}

#[test]
fn somebody_comments_while_the_author_answers_and_both_stand() {
    let place = place();
    let mut talk = Talk::start(&place, &READER);
    talk.wait("Your comment?");
    // The author's change comes in beside the program, as from a shared drive.
    let text = place.read("a.toml");
    let changed = text.replacen("\nrating = 2\n", "\nrating = 1\n", 1);
    place.put("a.toml", with_comment(&changed, "Said by another."));
    talk.send("1\nIs it seen by night?\n.\n").wait("both changes are kept");
    talk.send("p\n").wait("In all: 2 comments by 1 reader");
    drop(talk);
    let after = place.read("a.toml");
    for said in ["Is it seen by night?", "Said by another."] {
        assert!(after.contains(said), "{said}");
    }
    assert_eq!(
        after.matches("\nrating = 1\n").count(),
        changed.matches("\nrating = 1\n").count()
    );
    place.run(&["check", "a.toml"]).exits(0);
}

#[test]
fn what_a_file_of_comments_does_not_take_is_kept_elsewhere_and_said() {
    let place = place();
    std::fs::create_dir(place.at("tmp")).unwrap();
    let mut command = place.command(&[&READER[..], &["-o", "c.toml"]].concat());
    command
        .env("TMPDIR", place.at("tmp"))
        .stdout(std::process::Stdio::piped());
    let mut talk = Talk::of(command);
    talk.wait("Your comment?");
    std::fs::create_dir(place.at("c.toml")).unwrap();
    talk.send("1\nIs it seen by night?\n.\n")
        .wait("could not save")
        .wait("what you said is in");
    // Mended meanwhile, it is saved after all, and the copy goes.
    std::fs::remove_dir(place.at("c.toml")).unwrap();
    talk.send("t\n").wait("Kept beside the answer.");
    assert!(place.read("c.toml").contains("Is it seen by night?"));
    assert_eq!(std::fs::read_dir(place.at("tmp")).unwrap().count(), 0);
    std::fs::remove_file(place.at("c.toml")).unwrap();
    std::fs::create_dir(place.at("c.toml")).unwrap();
    talk.send("1\nAnd this?\n.\n").wait("could not save").send("l\n");
    let mut out = String::new();
    talk.stdout().unwrap().read_to_string(&mut out).unwrap();
    let (code, said) = talk.end();
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("the last comment could not be saved"), "{said}");
    // Both were said in this run, and the file that has to be sent is there as text.
    place.put("out.toml", &out);
    let taken = place.run(&["comment", "a.toml", "--from", "out.toml"]).exits(0);
    assert!(
        taken.out.starts_with("a.toml: 2 comments taken in."),
        "{}\n{out}",
        taken.out
    );
}

#[test]
fn an_upgrade_loses_no_comment_and_the_archive_keeps_its_own() {
    let place = place();
    let text = place.read("a.toml");
    let ids: Vec<&str> = text
        .split("\n[answer.")
        .skip(1)
        .map(|b| b.split(']').next().unwrap())
        .collect();
    let mut comments = COMMENTS.to_owned();
    for id in &ids {
        let _ = write!(
            comments,
            "[[answer.{id}.comment]]\nby = \"A\"\non = 2026-03-01\ntext = \"On {id}\"\n"
        );
    }
    place.put("c.toml", &comments);
    place.run(&["comment", "a.toml", "--from", "c.toml"]).exits(0);
    place
        .run(&["upgrade", "a.toml", "--to", "2026", "-o", "b.toml"])
        .exits(0);
    let upgraded = place.read("b.toml");
    for id in &ids {
        assert!(upgraded.contains(&format!("\"On {id}\"")), "{id}");
    }
    let archived: Vec<&str> = upgraded
        .split("\n[archived.")
        .skip(1)
        .map(|b| b.split(']').next().unwrap())
        .collect();
    assert!(!archived.is_empty());
    for id in &archived {
        assert!(upgraded.contains(&format!("[[archived.{id}.comment]]")), "{id}");
    }
    place.run(&["check", "b.toml"]).exits(0);
    // A comment on what is archived finds it there; nothing asks about it.
    let more = format!(
        "[[answer.{}.comment]]\nby = \"B\"\non = 2026-03-02\ntext = \"Late\"\n",
        archived[0]
    );
    place.put("c.toml", COMMENTS.replace("2022", "2026") + &more);
    let counted = |file: &str| {
        let report = place.run(&["report", file]).quietly();
        report
            .split("| Read by others | ")
            .nth(1)
            .unwrap()
            .split(' ')
            .next()
            .unwrap()
            .to_owned()
    };
    let before = counted("b.toml");
    place.run(&["comment", "b.toml", "--from", "c.toml"]).exits(0);
    assert!(place.read("b.toml").contains("\"Late\""));
    assert_eq!(counted("b.toml"), before);
}

#[test]
fn the_next_years_interview_shows_what_nobody_settled() {
    let place = Place::new();
    let text = with_comment(&project("examples/ce-2026-27.toml"), "Is it seen by night?");
    place.put("last.toml", &text);
    let first = first(&text).to_owned();
    let args = [
        "ce",
        "--from",
        "last.toml",
        "--period",
        "2027-28",
        "--file",
        "new.toml",
        "--question",
        &first,
    ];
    let args = [&args[..], &["--plain", "--today", "2027-10-01"]].concat();
    let hear = || place.run_with(&args, "Northmoor\nA\nB\ny\ny\ny\ny\ny\nmore\np\n", &[]);
    let heard = hear();
    let said = "R. Okafor, Critical friend, 1 December 2026: Is it seen by night? Would rate it 1, developing.";
    heard.says(&["What readers said then, and nobody settled:", said]);
    place.put(
        "last.toml",
        text.replace("would_rate = 1\n", "would_rate = 1\nsettled = 2026-12-05\n"),
    );
    std::fs::remove_file(place.at("new.toml")).unwrap_or_default();
    let heard = hear();
    assert!(
        heard.err.contains("More about question") && !heard.err.contains("seen by night"),
        "{}",
        heard.err
    );
}

#[test]
fn five_hundred_comments_are_read_merged_and_printed() {
    let place = place();
    let text = place.read("a.toml");
    let id = first(&text);
    let mut comments = COMMENTS.to_owned();
    for n in 0..500 {
        let _ = write!(
            comments,
            "[[answer.{id}.comment]]\nby = \"Reader {}\"\non = 2026-12-01\ntext = \"Number {n}.\"\n",
            n % 7
        );
    }
    place.put("c.toml", &comments);
    let taken = place.run(&["comment", "a.toml", "--from", "c.toml"]).exits(0);
    assert!(
        taken.out.contains("500 comments by 7 readers, none settled"),
        "{}",
        taken.out
    );
    place.run(&["comment", "a.toml", "--from", "c.toml"]).exits(0);
    let report = place.run(&["report", "a.toml"]).quietly();
    assert_eq!(report.matches("\n- **Reader ").count(), 500);
    let ce = ["ce", "--file", "a.toml", "--comments", "--plain"];
    place
        .run_with(&ce, "3\n=\np\n", &[])
        .exits(0)
        .says(&["Comment 1 of 500", "Settled.", "Comment 3 of 500"]);
    assert_eq!(place.read("a.toml").matches("\nsettled = ").count(), 1);
}

#[test]
fn what_cannot_be_commented_says_why() {
    let place = place();
    place.put("r.json", place.run(&["report", "a.toml", "--format", "json"]).quietly());
    let before = place.files();
    for (args, said) in [
        (&["comment", "-", "--plain"][..], "standard input is none"),
        (&["comment", "r.json", "--plain"], "is JSON"),
        (&["comment", "nowhere.toml", "--plain"], "nowhere.toml"),
        (&["comment", "a.toml", "--name", " ", "--plain"], "--name is empty"),
        (
            &["comment", "a.toml", "--section", "nowhere", "--plain"],
            "no section `nowhere`",
        ),
        (&["comment", "a.toml", "--question", "nowhere", "--plain"], "nowhere"),
        (
            &["comment", "a.toml", "--from", "c.toml", "--name", "A"],
            "cannot be used with",
        ),
        (&["comment", "a.toml"], "there is no terminal"),
        (
            &["ce", "--comments", "--file", "new.toml", "--plain"],
            "no answer file `new.toml`",
        ),
        (
            &["ce", "--comments", "--review", "--file", "a.toml"],
            "cannot be used with",
        ),
    ] {
        let ran = place.run(args).exits(2);
        assert!(ran.err.contains(said), "{said}: {}", ran.err);
        assert_eq!(place.files(), before, "{args:?}");
    }
    // A file with nothing in it to read.
    place.run(&["ce", "--blank", "-o", "blank.toml"]).exits(0);
    let ran = place.run(&["comment", "blank.toml", "--name", "A", "--plain"]).exits(0);
    ran.says(&["There is no answer to read in this choice of questions."]);
}
