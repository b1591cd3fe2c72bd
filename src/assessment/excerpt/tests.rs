use super::super::file::AnswerFile;
use super::*;
use crate::assessment::Response;
use crate::checklist::library::Library;

const EXAMPLE: &str = include_str!("../../../examples/ce-2025-26.toml");

/// Changes of one answer, and of what stands beside the answers.
fn changes(checklist: &Checklist, now: &Assessment) -> Vec<Assessment> {
    let mut all = Vec::new();
    let mut head = now.clone();
    head.judgement = Some("A judgement with \"quotes\"\nand [brackets].".to_owned());
    head.assessor.post = Some("Head of something".to_owned());
    all.push(head);
    for question in checklist.questions().step_by(20) {
        let old = now.answer(&question.id).cloned().unwrap_or_default();
        let mut new = old.clone();
        new.finding = Some("Two lines\n[answer.other]\nof a finding".to_owned());
        let mut more = old.clone();
        let pieces = "[[evidence]]\nkind = \"data\"\ntext = \"Table 7\"\n[[action]]\nwhat = \"Mend it\"\n";
        let pieces: Answer = toml::from_str(pieces).unwrap();
        more.evidence.extend(pieces.evidence);
        more.actions.extend(pieces.actions);
        let mut less = Answer::responding(Response::DontKnow);
        less.on = Some(now.updated);
        for answer in [new, more, less] {
            let mut wanted = now.clone();
            wanted.council = Some("Southmoor".to_owned());
            wanted.answers.insert(question.id.clone(), answer);
            all.push(wanted);
        }
    }
    all
}

/// However a change is made, the text is the same, and says the same.
fn same_in_part_and_whole(text: &str, checklist: &Checklist) -> usize {
    let file = AnswerFile::parse(text, checklist)
        .map_err(|e| e.into_iter().next())
        .unwrap();
    let mut in_part = 0;
    for wanted in changes(checklist, file.assessment()) {
        let whole = file.changed_as_whole(&wanted, checklist).unwrap();
        for largest_read_back in [0, usize::MAX] {
            let Some(part) = file.changed_in_part(&wanted, checklist, largest_read_back) else {
                continue;
            };
            in_part += 1;
            assert_eq!(part.text(), whole.text());
            let mut changed = file.clone();
            changed.accept(part);
            assert_eq!(*changed.assessment(), wanted);
            assert_eq!(
                AnswerFile::parse(changed.text(), checklist).unwrap().assessment(),
                &wanted
            );
        }
    }
    in_part
}

fn checklist() -> &'static Checklist {
    Library::shipped().edition("ce", 2022).unwrap()
}

/// The example without some of its answers, by their place among them: those are added then.
fn without(left_out: impl Fn(usize) -> bool) -> String {
    let parts = Parts::of(EXAMPLE).unwrap();
    let answers = parts.answers.iter().enumerate();
    let kept = answers.filter(|(i, _)| !left_out(*i)).map(|(_, (_, text))| *text);
    [parts.head].into_iter().chain(kept).chain([parts.tail]).collect()
}

#[test]
fn a_change_in_part_makes_the_text_that_a_change_of_the_whole_makes() {
    let last = Parts::of(EXAMPLE).unwrap().answers.len() - 1;
    for text in [
        EXAMPLE.to_owned(),
        EXAMPLE.replace('\n', "\r\n"),
        format!("\u{feff}{EXAMPLE}"),
        EXAMPLE.replace("\n[answer.", "\n# About this one.\n\n[answer."),
        without(|i| i < 9) + "\n# The end.\n",
        without(|i| i > last - 9) + "\n# The end.\n\n",
        without(|i| i % 3 == 0) + "[archived.gone]\nrating = 2\n\n[archived.long-gone]\nrating = 1\n",
    ] {
        let in_part = same_in_part_and_whole(&text, checklist());
        assert!(in_part > 16, "{in_part} in:\n{text}");
    }
}

#[test]
fn what_is_written_in_an_unusual_way_is_changed_as_a_whole() {
    let parts = Parts::of(EXAMPLE).unwrap();
    let (first, last) = (parts.answers[0].0, parts.answers[parts.answers.len() - 1].0);
    for text in [
        // No line end at the end; two kinds of them; a heading with quotes; answers in two places.
        EXAMPLE.trim_end().to_owned(),
        EXAMPLE.replacen('\n', "\r\n", 5),
        EXAMPLE.replace("[context]", "[ context ]"),
        EXAMPLE.replace(
            &format!("[answer.{last}]"),
            &format!("[archived.gone]\nrating = 1\n[answer.{last}]"),
        ),
        EXAMPLE.to_owned() + &format!("\n[[answer.{first}.evidence]]\nkind = \"data\"\ntext = \"Late\"\n"),
    ] {
        assert_eq!(same_in_part_and_whole(&text, checklist()), 0, "{text}");
    }
}

#[test]
fn an_answer_taken_away_is_taken_away_from_the_whole() {
    let file = AnswerFile::parse(EXAMPLE, checklist()).unwrap();
    let mut wanted = file.assessment().clone();
    wanted.answers.pop_first();
    assert!(file.changed_in_part(&wanted, checklist(), 0).is_none());
    let change = file.changed(&wanted, checklist()).unwrap();
    let read = AnswerFile::parse(change.text(), checklist()).unwrap();
    assert_eq!(*read.assessment(), wanted);
}
