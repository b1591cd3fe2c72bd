//! The form as plain text, to be filled in with whatever edits text: a block a question, a line a field.
//!
//! What a person types stands behind a field's name, on as many lines as they like; all that is ours to read begins with `>` or `#`. How
//! it is read back, `form::text` says.

use std::fmt::Write as _;

use super::FormFormat;
use crate::assessment::{EvidenceKind, RATINGS};
use crate::checklist::AnswerKind;
use crate::dates::day;
use crate::diagnostic::clean;
use crate::escape::{inline, one_line, web_address};
use crate::form::{Form, FormQuestion, LastGiven};
use crate::render::Seal;

/// The format.
pub const FORMAT: FormFormat = FormFormat {
    name: "markdown",
    about: "Plain text (Markdown): opens in any editor",
    endings: &["md", "markdown", "txt"],
    seal: Some(Seal::LastLine),
    write: |form| markdown(form).into_bytes(),
};

/// A form as text, ending in a line end.
pub fn markdown(form: &Form) -> String {
    let mut out = String::with_capacity(64 * 1024);
    head(&mut out, form);
    if !form.facts.is_empty() {
        out.push_str("## Facts\n\n");
        guide(&mut out, "Each switches questions on or off: yes or no.");
        out.push('\n');
        for fact in &form.facts {
            let _ = writeln!(out, "### [fact {}] {}\n", fact.id, said(&fact.text));
            if let Some(note) = &fact.note {
                guide(&mut out, &said(note));
                out.push('\n');
            }
            out.push_str("Answer:\n\n");
        }
    }
    let (mut number, total) = (0, form.questions().count());
    for section in &form.sections {
        let _ = writeln!(out, "## {}\n", said(&section.title));
        if let Some(intro) = &section.intro {
            guide(&mut out, &said(intro));
            out.push('\n');
        }
        for asked in &section.questions {
            number += 1;
            question(&mut out, form, asked, (number, total));
        }
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// Foreign text in one line: nothing in it begins a line of the form, and nothing in it is markup. A plain web address stays readable: the
/// form is looked at as text.
fn said(text: &str) -> String {
    let word = |word: &str| {
        let address = word.trim_end_matches(['.', ',', ';', ')']);
        match web_address(address) {
            Some(_) => word.to_owned(),
            None => inline(word),
        }
    };
    one_line(text).split(' ').map(word).collect::<Vec<_>>().join(" ")
}

fn guide(out: &mut String, line: &str) {
    let _ = writeln!(out, "> {line}");
}

fn head(out: &mut String, form: &Form) {
    let _ = writeln!(out, "# {}\n", said(&form.title));
    let who = form.role.title().to_lowercase();
    let total = form.questions().count();
    let all = if total < form.of_questions {
        format!("{total} of the {} questions", form.of_questions)
    } else {
        format!("{total} questions")
    };
    guide(
        out,
        &format!("A form for the {who}: {all}, about {} minutes.", form.minutes),
    );
    if let Some(note) = &form.note {
        guide(out, &said(note));
    }
    guide(out, "");
    guide(out, "How to fill it in:");
    guide(out, "");
    for line in how_to(form) {
        guide(out, &line);
    }
    out.push_str("\n## About this form\n\n");
    let _ = writeln!(out, "Form: {}", form.line());
    let _ = writeln!(out, "Municipal year: {}", form.period);
    let council = form
        .council
        .as_deref()
        .map_or_else(String::new, |c| format!(" {}", clean(&one_line(c))));
    let _ = writeln!(out, "Council:{council}");
    out.push_str("Filled in by:\nPost:\n\n");
}

fn how_to(form: &Form) -> Vec<String> {
    let ratings: Vec<String> = RATINGS.iter().map(|(n, word, _)| format!("{n} {word}")).collect();
    let kinds: Vec<String> = EvidenceKind::ALL
        .iter()
        .map(|(word, kind)| match kind.title() {
            title if title == *word => title.to_owned(),
            title => format!("{word} ({title})"),
        })
        .collect();
    let mut lines = vec![
        "- Write behind the colon of a line; further lines may follow below it. What is left empty stays open.".to_owned(),
        format!(
            "- Rating: {}. For a question of fact: yes or no. Or: don't know; or: not applicable, with a reason.",
            ratings.join(", ")
        ),
        format!("- Evidence kind: {}.", kinds.join(", ")),
        "- Dates as you write them: 31/3/2027 or 31 March 2027, the day first.".to_owned(),
        "- More evidence, or more actions: copy the four lines of one and put them below it.".to_owned(),
        "- Leave the lines that begin with `#` as they are: they say which question an answer belongs to. A line of your own that begins with `#`, or with the name of a field and a colon: put a backslash (`\\`) before it.".to_owned(),
        "- Never write a child's name or details: the answers can be asked for under freedom of information.".to_owned(),
        "- Save it as plain text, and send it back.".to_owned(),
    ];
    if let Some(period) = form.last_period {
        lines.push(format!(
            "- What was answered in {period} is shown for comparison. It is not taken over: rate afresh."
        ));
    }
    lines
}

fn question(out: &mut String, form: &Form, q: &FormQuestion, (number, total): (usize, usize)) {
    let _ = writeln!(out, "### [{}] {}\n", q.id, said(&q.text));
    let mut marks = vec![format!("Question {number} of {total}")];
    marks.extend(q.key.then(|| "key question".to_owned()));
    marks.extend(
        q.critical
            .then(|| "a hard expectation: an alert until it is assured".to_owned()),
    );
    if q.weight != 1 {
        marks.push(format!("counts {} times", q.weight));
    }
    guide(out, &format!("{} · ref {}", marks.join(" · "), q.asked));
    if let Some(fact) = q
        .only_if
        .as_ref()
        .and_then(|id| form.facts.iter().find(|f| f.id == *id))
    {
        guide(out, &format!("Only where this is so: {}", said(&fact.text)));
    }
    guide(out, "");
    guide(out, &format!("Why it matters: {}", said(&q.why)));
    let mut list = |title: &str, items: &[String]| {
        if !items.is_empty() {
            guide(out, "");
            guide(out, title);
            guide(out, "");
            for item in items {
                guide(out, &format!("- {}", said(item)));
            }
        }
    };
    list("What a good answer can point to:", &q.look_for);
    list("Warning signs:", &q.warning_signs);
    for last in &q.last {
        last_year(out, form, last);
    }
    out.push('\n');
    let rating = match q.answer {
        AnswerKind::Graded => "Rating",
        AnswerKind::YesNo => "Yes or no",
    };
    let _ = writeln!(out, "{rating}:");
    out.push_str("Reason, if it does not apply:\n");
    out.push_str("Finding:\n\n");
    out.push_str("Evidence kind:\nEvidence text:\nEvidence date:\nEvidence link:\n\n");
    out.push_str("Action what:\nAction owner:\nAction due:\nAction measure:\n\n");
}

fn last_year(out: &mut String, form: &Form, last: &LastGiven) {
    guide(out, "");
    let period = form
        .last_period
        .map_or_else(|| "Last year".to_owned(), |p| p.to_string());
    let mut line = format!("In {period}: {}", last.answered);
    if !last.comparable {
        line.push_str(" (to a question that asked something else)");
    }
    guide(out, &line);
    let mut item = |term: &str, text: &str| guide(out, &format!("- {term}: {}", said(text)));
    if let Some(text) = &last.worded {
        item("The question was", text);
    }
    if let Some(text) = &last.reason {
        item("Reason", text);
    }
    if let Some(text) = &last.finding {
        item("Finding", text);
    }
    for e in &last.evidence {
        let date = e.date.map_or_else(|| "undated".to_owned(), day);
        item("Evidence", &format!("{}, {date}: {}", e.kind.title(), e.text));
    }
    for a in &last.actions {
        let mut line = a.what.clone();
        if let Some(owner) = &a.owner {
            let _ = write!(line, "; by {owner}");
        }
        if let Some(due) = a.due {
            let _ = write!(line, "; due {}", day(due));
        }
        let _ = write!(line, " ({})", a.status.word());
        item("Action", &line);
    }
}
