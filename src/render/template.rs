//! A council's own template over the data of the JSON report.
//!
//! Every value is text on its way out: escaped for the page or the Markdown that it goes into. Only the template's own words are markup.

mod data;
mod filters;

use std::sync::{Arc, Mutex};

use minijinja::value::Value;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior};

use super::{Format, html, markdown};
use crate::diagnostic::{Diagnostic, nearest};
use crate::escape;
use crate::report::Report;
use data::{Missed, Record};

/// What a template may do at most: enough for some 10,000 answers, and an end to a loop that has none.
const FUEL: u64 = 5_000_000;

/// What a template makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TemplateKind {
    /// A page for a browser.
    Html,
    /// Markdown.
    Markdown,
}

impl TemplateKind {
    /// Every kind.
    pub const ALL: [TemplateKind; 2] = [TemplateKind::Html, TemplateKind::Markdown];

    /// The format of what it makes.
    pub fn format(self) -> &'static Format {
        match self {
            TemplateKind::Html => &html::FORMAT,
            TemplateKind::Markdown => &markdown::FORMAT,
        }
    }

    /// The kind that makes a format, where there is one.
    pub fn of(format: &Format) -> Option<TemplateKind> {
        Self::ALL.into_iter().find(|k| k.format() == format)
    }

    /// The kind that a template's file name says: by its ending, that of a template language left out.
    pub fn by_name(name: &str) -> Option<TemplateKind> {
        let name = name.to_lowercase();
        let name = [".j2", ".jinja", ".jinja2", ".tmpl"]
            .iter()
            .find_map(|e| name.strip_suffix(e))
            .unwrap_or(&name);
        let (_, ending) = name.rsplit_once('.')?;
        super::by_ending(ending).and_then(Self::of)
    }

    /// A template to begin from.
    pub fn starter(self) -> &'static str {
        match self {
            TemplateKind::Html => include_str!("template/report.html"),
            TemplateKind::Markdown => include_str!("template/report.md"),
        }
    }
}

/// Renders a report by a template.
///
/// # Errors
/// The first mistake in it: its place, what it is, and what there is to use.
pub fn render(source: &str, kind: TemplateKind, report: &Report) -> Result<String, Box<Diagnostic>> {
    let missed: Missed = Arc::new(Mutex::new(None));
    let (root, answers) = Record::of_report(report, &missed);
    let mut env = Environment::new();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_debug(true);
    env.set_fuel(Some(FUEL));
    env.set_auto_escape_callback(move |_| match kind {
        TemplateKind::Html => AutoEscape::Html,
        TemplateKind::Markdown => AutoEscape::Custom("markdown".into()),
    });
    env.set_formatter(move |out, state, value| write_value(out, state, value, kind));
    filters::add(&mut env, kind, answers);
    let made = env
        .template_from_named_str("template", source)
        .and_then(|template| template.render(root));
    made.map_err(|error| Box::new(problem(&error, source, &missed)))
}

/// Writes a value as text.
fn write_value(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value, kind: TemplateKind) -> Result<(), Error> {
    let written = if value.is_safe() {
        out.write_str(&value.to_string())
    } else if value.is_none() {
        // Not given: nothing, and not a word of another language.
        Ok(())
    } else {
        out.write_str(&escaped(&value.to_string(), kind))
    };
    written.map_err(Error::from)
}

/// A text that stays text wherever a template puts it.
fn escaped(text: &str, kind: TemplateKind) -> String {
    match kind {
        // It escapes what counts at the beginning of a line too: elsewhere that is shown the same.
        TemplateKind::Markdown => escape::at_line_start(text),
        TemplateKind::Html => {
            let mut out = html::markup::Markup::default();
            out.words(text);
            dead_link(&out.finish().replace('\'', "&#39;"))
        }
    }
}

/// A text that begins like an address which runs something is read the same and is no address any more.
fn dead_link(text: &str) -> String {
    let Some((scheme, rest)) = text.split_once(':') else {
        return text.to_owned();
    };
    let word: String = scheme.chars().filter(|c| c.is_ascii_alphabetic()).collect();
    if ["javascript", "vbscript", "data", "file"].contains(&word.to_lowercase().as_str()) {
        format!("{scheme} :{rest}")
    } else {
        text.to_owned()
    }
}

fn problem(error: &Error, source: &str, missed: &Missed) -> Diagnostic {
    // The innermost: where the mistake is, and not where the block around it begins.
    let mut error = error;
    while let Some(inner) = std::error::Error::source(error).and_then(|e| e.downcast_ref::<Error>()) {
        error = inner;
    }
    let at = error.range().filter(|r| source.get(r.clone()).is_some());
    let said = at.clone().and_then(|r| source.get(r)).unwrap_or_default();
    let detail = error.detail().unwrap_or_default();
    let of = |code, message: String| Diagnostic::error(code, message);
    let found = match error.kind() {
        ErrorKind::UndefinedError => {
            let known = missed.lock().ok().and_then(|m| m.clone());
            match known.filter(|m| said.contains(&m.name)) {
                Some(missed) => {
                    let fields = missed.fields.iter().map(String::as_str);
                    of("unknown-name", format!("there is no `{}` here", missed.name)).help(offer(&missed.name, fields))
                }
                None => of("unknown-name", format!("`{said}` is not there")).help(
                    "a name stands for a field of the report (docs/json.md), for something that the template sets, or for the item of a loop",
                ),
            }
        }
        ErrorKind::UnknownFilter | ErrorKind::UnknownFunction | ErrorKind::UnknownTest | ErrorKind::UnknownMethod => {
            let named = detail.split_whitespace().nth(1).unwrap_or_default();
            let ours = offer(named, filters::NAMES);
            of("unknown-filter", detail.to_owned())
                .help(format!("{ours}; and what the language has: docs/templates.md"))
        }
        ErrorKind::OutOfFuel => of(
            "endless-template",
            "the template does more than any report needs".to_owned(),
        )
        .help("look for a loop inside a loop that runs over all answers again"),
        ErrorKind::TemplateNotFound | ErrorKind::BadInclude => of(
            "template-alone",
            "a template stands alone: it cannot include, import or extend another file".to_owned(),
        )
        .help("put everything into one file"),
        kind => {
            let said = if detail.is_empty() {
                kind.to_string()
            } else {
                detail.to_owned()
            };
            of("bad-template", said).help("docs/templates.md describes the language; `assure report --print-template html` prints a template that works")
        }
    };
    found.at(at.or_else(|| line_range(source, error.line()?)))
}

/// The nearest name, and all there are.
fn offer<'n>(given: &str, names: impl IntoIterator<Item = &'n str> + Clone) -> String {
    let near = nearest(given, names.clone()).map_or_else(String::new, |n| format!("did you mean `{n}`? "));
    let all: Vec<&str> = names.into_iter().collect();
    format!("{near}there is: {}", all.join(", "))
}

/// The bytes of a line, from 1.
fn line_range(source: &str, line: usize) -> Option<std::ops::Range<usize>> {
    let mut start = 0;
    for (i, text) in source.split_inclusive('\n').enumerate() {
        if i + 1 == line {
            return Some(start..start + text.trim_end().len());
        }
        start += text.len();
    }
    None
}
