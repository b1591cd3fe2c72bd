//! The form for a pen: every question with boxes to tick and lines to write on. It is printed, and it is what is seen without a script.

use super::data::{for_whom, part};
use crate::assessment::{EvidenceKind, RATINGS};
use crate::checklist::AnswerKind;
use crate::form::{Form, FormQuestion};
use crate::render::html::markup::Markup;

/// How many pieces of evidence, and how many actions, a question has room for.
const ROWS: usize = 2;

/// The whole form.
pub fn form(out: &mut Markup, form: &Form) {
    out.raw("<main id=\"paper\">\n<h1>");
    out.text(&form.title);
    out.raw("</h1>\n<p>");
    out.text(&format!("For {}. {}", form.period, for_whom(form)));
    out.raw("</p>\n");
    for text in [part(form), form.note.clone()].into_iter().flatten() {
        paragraph(out, &text);
    }
    paragraph(
        out,
        "Tick one box a question. What is left empty stays open. Never write a child's name or details: the answers can be asked for under freedom of information.",
    );
    let kinds: Vec<&str> = EvidenceKind::ALL.iter().map(|(_, kind)| kind.title()).collect();
    paragraph(out, &format!("Kinds of evidence: {}.", kinds.join(", ")));
    out.raw("<dl class=\"lines\">\n");
    for (label, given) in [
        ("Council", form.council.as_deref()),
        ("Name", None),
        ("Post", None),
        ("Date", None),
    ] {
        out.raw("<div><dt>");
        out.text(label);
        out.raw("</dt><dd>");
        match given {
            Some(text) => out.text(text),
            None => out.raw("<span class=\"write\"></span>"),
        }
        out.raw("</dd></div>\n");
    }
    out.raw("</dl>\n");
    if !form.facts.is_empty() {
        out.raw("<h2>Facts about the council</h2>\n");
        for fact in &form.facts {
            out.raw("<section class=\"asked\">\n<h3>");
            out.text(&fact.text);
            out.raw("</h3>\n");
            if let Some(note) = &fact.note {
                paragraph(out, note);
            }
            boxes(out, &["Yes", "No"]);
            out.raw("</section>\n");
        }
    }
    let mut number = 0;
    for section in &form.sections {
        out.raw("<h2>");
        out.text(&section.title);
        out.raw("</h2>\n");
        if let Some(intro) = &section.intro {
            paragraph(out, intro);
        }
        for q in &section.questions {
            number += 1;
            question(out, form, q, number);
        }
    }
    out.raw("</main>\n");
}

fn paragraph(out: &mut Markup, text: &str) {
    out.raw("<p>");
    out.text(text);
    out.raw("</p>\n");
}

fn boxes(out: &mut Markup, labels: &[&str]) {
    out.raw("<ul class=\"boxes\">\n");
    for label in labels {
        out.raw("<li><span class=\"box\"></span> ");
        out.text(label);
        out.raw("</li>\n");
    }
    out.raw("</ul>\n");
}

fn question(out: &mut Markup, form: &Form, q: &FormQuestion, number: usize) {
    out.raw("<section class=\"asked\">\n<div class=\"together\">\n<h3>");
    out.text(&format!("{number}. {}", q.text));
    out.raw("</h3>\n");
    let fact = q.only_if.as_ref();
    if let Some(fact) = fact.and_then(|id| form.facts.iter().find(|f| f.id == *id)) {
        paragraph(out, &format!("Only where the answer is yes: {}", fact.text));
    }
    paragraph(out, &q.why);
    out.raw("<p>What a good answer can point to:</p>\n<ul>\n");
    for item in &q.look_for {
        out.raw("<li>");
        out.text(item);
        out.raw("</li>\n");
    }
    out.raw("</ul>\n");
    for last in &q.last {
        let when = form.last_period.map_or_else(String::new, |p| format!(" ({p})"));
        let finding = last.finding.as_ref().map_or_else(String::new, |f| format!(". {f}"));
        paragraph(out, &format!("Last year{when}: {}{finding}", last.answered));
    }
    let mut labels: Vec<String> = match q.answer {
        AnswerKind::Graded => RATINGS.iter().map(|(n, word, _)| format!("{n} {word}")).collect(),
        AnswerKind::YesNo => vec!["yes".to_owned(), "no".to_owned()],
    };
    labels.extend(["don't know".to_owned(), "not applicable, because:".to_owned()]);
    boxes(out, &labels.iter().map(String::as_str).collect::<Vec<_>>());
    out.raw("<p>What is known, or why it does not apply:</p>\n<span class=\"write tall\"></span>\n");
    out.raw("</div>\n<div class=\"together\">\n");
    table(
        out,
        &format!("Evidence for question {number}: how it is known"),
        &["Kind", "What it says", "Date", "Where it is"],
    );
    table(
        out,
        &format!("Actions for question {number}: what will be done"),
        &["Owner", "What will be done", "Due", "Measure of success"],
    );
    out.raw("</div>\n</section>\n");
}

/// An empty table; its second column is the widest.
fn table(out: &mut Markup, caption: &str, columns: &[&str]) {
    out.raw("<table>\n<caption>");
    out.text(caption);
    out.raw("</caption>\n<thead>\n<tr>");
    for (n, column) in columns.iter().enumerate() {
        out.raw(if n == 1 {
            "<th scope=\"col\" class=\"wide\">"
        } else {
            "<th scope=\"col\">"
        });
        out.text(column);
        out.raw("</th>");
    }
    out.raw("</tr>\n</thead>\n<tbody>\n");
    for _ in 0..ROWS {
        out.raw("<tr>");
        for _ in columns {
            out.raw("<td></td>");
        }
        out.raw("</tr>\n");
    }
    out.raw("</tbody>\n</table>\n");
}
