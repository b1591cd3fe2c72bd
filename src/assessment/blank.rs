//! An empty answer file to fill in by hand, the questions as comments.

use std::fmt::Write as _;

use super::file::{PREFACE, quoted};
use super::{Assessment, EvidenceKind, RATINGS};
use crate::checklist::{AnswerKind, Checklist, Question, Section};

/// The columns that a comment keeps to.
const WIDTH: usize = 110;

/// An answer file with every question as comments and nothing answered. It is valid as it stands.
///
/// `wanted` says which questions it has; the others can be added by hand, or answered in the interview.
pub fn blank(
    checklist: &Checklist,
    head: &Assessment,
    checklist_file: Option<&str>,
    wanted: &dyn Fn(&Section, &Question) -> bool,
) -> String {
    let mut out = String::from(PREFACE);
    comment(&mut out, "");
    comment(
        &mut out,
        &format!(
            "{} ({}), for {}.",
            checklist.title,
            checklist.name(),
            checklist.role.title().to_lowercase()
        ),
    );
    if let Some(note) = &checklist.note {
        comment(&mut out, note);
    }
    let total = checklist.questions().count();
    let asked = checklist
        .sections
        .iter()
        .flat_map(|s| s.questions.iter().filter(|q| wanted(s, q)))
        .count();
    if asked < total {
        comment(
            &mut out,
            &format!("{asked} of its {total} questions are in this file; the others stay open."),
        );
    }
    comment(&mut out, "");
    comment(
        &mut out,
        "How to fill it in: take the # away from a line and complete it. An answer has either a rating",
    );
    for (rating, word, hint) in RATINGS {
        comment(&mut out, &format!("  rating = {rating}   {word}: {hint}"));
    }
    comment(&mut out, "or, where nobody can say,  state = \"dont-know\"");
    comment(
        &mut out,
        "or, where it does not apply,  state = \"not-applicable\"  and  reason = \"why\".",
    );
    comment(
        &mut out,
        "A finding says what is known. Evidence says how it is known, one block a piece:",
    );
    comment(&mut out, "  [[answer.THE-QUESTION.evidence]]");
    let kinds: Vec<&str> = EvidenceKind::ALL.iter().map(|(word, _)| *word).collect();
    comment(&mut out, &format!("  kind = \"audit\"   one of: {}", kinds.join(", ")));
    comment(&mut out, "  text = \"what it shows\"");
    comment(
        &mut out,
        &format!(
            "  date = {}   its day; optional: link = \"…\", review_by = a day",
            head.updated
        ),
    );
    comment(
        &mut out,
        "An action says what will be done, one block an action; without owner, due and measure a plan is not credible:",
    );
    comment(&mut out, "  [[answer.THE-QUESTION.action]]");
    comment(
        &mut out,
        "  what = \"…\"  owner = \"…\"  measure = \"how success will be seen\"   each on a line of its own",
    );
    comment(
        &mut out,
        &format!(
            "  due = {}   and status, where it is not open: under-way, late, done, dropped (with reason)",
            head.updated
        ),
    );
    comment(
        &mut out,
        "A weakness whose risk somebody accepts says so on a line of its own:",
    );
    comment(
        &mut out,
        &format!(
            "  risk_accepted = {{ by = \"a name or a post\", on = {}, reason = \"…\" }}",
            head.updated
        ),
    );
    comment(
        &mut out,
        "Blocks of evidence and actions stand right below the answer they belong to.",
    );
    out.push('\n');

    let _ = writeln!(out, "format = 1");
    let _ = writeln!(out, "checklist = {}", quoted(&head.checklist));
    let _ = writeln!(out, "edition = {}", head.edition);
    let _ = writeln!(out, "revision = {}", checklist.revision);
    if let Some(path) = checklist_file {
        let _ = writeln!(out, "checklist_file = {}", quoted(path));
    }
    let _ = writeln!(out, "digest = {}", quoted(&checklist.digest()));
    let _ = writeln!(out, "rule = {}", quoted(&head.rule));
    match &head.council {
        Some(council) => {
            let _ = writeln!(out, "council = {}", quoted(council));
        }
        None => out.push_str("# council = \"\"\n"),
    }
    let _ = writeln!(out, "period = {}", quoted(&head.period.to_string()));
    let _ = writeln!(out, "started = {}", head.started);
    let _ = writeln!(
        out,
        "# The day of the last change: evidence and due dates are reckoned from it, so move it when you answer."
    );
    let _ = writeln!(out, "updated = {}", head.updated);
    front(&mut out);
    out.push_str("\n[assessor]\n");
    for (key, value) in [("name", &head.assessor.name), ("post", &head.assessor.post)] {
        match value {
            Some(text) => {
                let _ = writeln!(out, "{key} = {}", quoted(text));
            }
            None => {
                let _ = writeln!(out, "# {key} = \"\"");
            }
        }
    }
    if !checklist.contexts.is_empty() {
        out.push_str("\n# Facts that switch questions on: true or false. Until a fact is stated the assessment is not complete.\n[context]\n");
        for context in &checklist.contexts {
            comment(&mut out, &context.text);
            if let Some(note) = &context.note {
                comment(&mut out, note);
            }
            let _ = writeln!(out, "# {} = false", context.id);
        }
    }
    recommendation(&mut out, head);
    let mut number = 0;
    for (index, section) in checklist.sections.iter().enumerate() {
        if !section.questions.iter().any(|q| wanted(section, q)) {
            continue;
        }
        out.push_str("\n\n");
        comment(&mut out, &format!("==== {}. {} ====", index + 1, section.title));
        if let Some(intro) = &section.intro {
            comment(&mut out, intro);
        }
        for q in section.questions.iter().filter(|q| wanted(section, q)) {
            number += 1;
            out.push('\n');
            let mut marks = Vec::new();
            if q.key {
                marks.push("key".to_owned());
            }
            if q.critical {
                marks.push("critical".to_owned());
            }
            if q.weight > 1 {
                marks.push(format!("counts {} times", q.weight));
            }
            if let Some(context) = &q.only_if {
                marks.push(format!("asked only where `{context}` is true"));
            }
            let marks = if marks.is_empty() {
                String::new()
            } else {
                format!(" ({})", marks.join(", "))
            };
            comment(&mut out, &format!("[{number}/{asked}] {}{marks}", q.text));
            comment(&mut out, &format!("Why: {}", q.why));
            for x in &q.look_for {
                comment(&mut out, &format!("Look for: {x}"));
            }
            for x in &q.warning_signs {
                comment(&mut out, &format!("Warning sign: {x}"));
            }
            let _ = writeln!(out, "[answer.{}]", q.id);
            out.push_str(match q.answer {
                AnswerKind::Graded => "# rating = \n",
                AnswerKind::YesNo => "# rating =        # 3 for yes, 0 for no\n",
            });
            out.push_str("# finding = \"\"\n");
        }
    }
    out
}

/// The assessor's own texts for the report, left open.
fn front(out: &mut String) {
    for (about, line) in [
        (
            "Texts for the report, each optional. What it all amounts to for children, in three sentences:",
            "judgement = \"\"",
        ),
        ("A foreword in your own words:", "foreword = \"\""),
        (
            "The council for a reader from outside: children in the area, people, systems, reorganisation:",
            "setting = \"\"",
        ),
        ("The day on which this is looked at again:", "next_review = "),
    ] {
        comment(out, about);
        let _ = writeln!(out, "# {line}");
    }
}

/// How a recommendation is written down.
fn recommendation(out: &mut String, head: &Assessment) {
    out.push('\n');
    comment(
        out,
        "What inspectors and peers recommended, one block a recommendation; optional: question (an id), owner, due, effect, note:",
    );
    for line in [
        "[[recommendation]]".to_owned(),
        "source = \"Ofsted inspection, March 2025\"".to_owned(),
        "text = \"\"".to_owned(),
        format!("due = {}", head.updated),
        "status = \"open\"   or under-way, late, done, dropped".to_owned(),
    ] {
        let _ = writeln!(out, "# {line}");
    }
}

/// A comment of as many lines as it takes.
fn comment(out: &mut String, text: &str) {
    let text = crate::diagnostic::clean(text);
    if text.trim().is_empty() {
        out.push_str("#\n");
        return;
    }
    for line in textwrap::wrap(&text, WIDTH) {
        let _ = writeln!(out, "# {line}");
    }
}
