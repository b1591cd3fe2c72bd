//! From a file's text to a valid checklist, or to every problem it has.

mod descent;
mod text;

use std::collections::BTreeMap;
use std::ops::Range;

use super::{
    AnswerKind, Area, Checklist, Citation, Context, KEY_MINUTES, Library, Question, RestsOn, Role, Section, Source,
    Status, ThenNow, Withdrawn, lineage, overlay,
};
use crate::diagnostic::{Diagnostic, Problems, nearest};
use crate::node::{self, Fields};
use descent::{edition_before, lineage_of};
use text::{id_field, limited, list_of, question_text};

/// The newest format this program reads.
pub const FORMAT: i64 = 1;

/// A checklist's parts before they are known to fit together.
pub struct Raw {
    pub id: String,
    pub revision: u32,
    pub title: String,
    pub note: Option<String>,
    pub minutes: Option<u32>,
    pub sources: Vec<Source>,
    pub contexts: Vec<Context>,
    pub sections: Vec<RawSection>,
}

/// A section before it is known whether it stands alone or adds to a shipped one.
pub struct RawSection {
    pub id: String,
    pub span: Option<Range<usize>>,
    pub title: Option<String>,
    pub intro: Option<String>,
    pub questions: Vec<Question>,
}

/// Where things stand, for problems that only show when the whole file is known.
#[derive(Default)]
struct Places {
    /// (kind, id) → every place it is defined.
    defined: BTreeMap<(&'static str, String), Vec<Option<Range<usize>>>>,
    /// Uses of contexts and sources: (kind, id, span, place).
    used: Vec<(&'static str, String, Option<Range<usize>>, String)>,
    minutes: Option<Range<usize>>,
    withdrawn: BTreeMap<(u16, String), Option<Range<usize>>>,
    edition: Option<Range<usize>>,
}

/// Reads a checklist or an overlay.
///
/// `library` gives the shipped checklists: an overlay extends one, and lineage is checked against the editions in it.
///
/// # Errors
/// Every problem of the file, in the order of the file.
pub fn parse(text: &str, library: &Library) -> Result<Checklist, Vec<Diagnostic>> {
    parse_after(text, library, &[])
}

/// The same, where lineage is also checked against earlier editions that are known besides the library's.
///
/// # Errors
/// As [`parse`].
pub fn parse_after(text: &str, library: &Library, known: &[Checklist]) -> Result<Checklist, Vec<Diagnostic>> {
    let table = node::parse_toml(text)?;
    let problems = Problems::default();
    let head = Fields::new(&table, Some(0..0), "", &problems);

    // The format number is read loosely first: nothing else of a newer file is judged by this program's rules.
    if let Some(node) = table.get("format").map(|e| &e.node)
        && let node::Value::Integer(given) = node.value
        && given > FORMAT
    {
        return Err(vec![
            Diagnostic::error(
                "newer-format",
                format!("this checklist has format {given}; this program reads format {FORMAT}"),
            )
            .at(node.span.clone())
            .in_place("format")
            .help("use a newer assure; the file was left untouched"),
        ]);
    }
    head.required_integer("format", 1, FORMAT);

    let mut places = Places::default();
    let checklist = if table.get("extend").is_some() {
        parse_overlay(&head, library, &mut places, &problems)
    } else {
        parse_whole(&head, &mut places, &problems)
    };
    head.finish();
    if let Some(checklist) = &checklist {
        check_whole(checklist, &places, library, known, &problems);
    }
    match checklist {
        Some(checklist) if !problems.any_error() => Ok(checklist),
        _ => Err(problems.into_sorted()),
    }
}

fn parse_overlay(head: &Fields<'_>, library: &Library, places: &mut Places, problems: &Problems) -> Option<Checklist> {
    let wanted = head.required_text("extend");
    let raw = parse_parts(head, places, problems, true);
    let wanted = wanted?;
    let base = match library.resolve(wanted) {
        Ok(base) => base,
        Err(message) => {
            head.wrong_help(
                "extend",
                "unknown-checklist",
                format!("no shipped checklist `{wanted}` to extend"),
                message,
            );
            return None;
        }
    };
    if library.ids().any(|id| id == raw.id) {
        head.wrong(
            "id",
            "overlay",
            format!("`{}` is a shipped checklist's id; an overlay has its own", raw.id),
            "choose another",
        );
    }
    Some(overlay::extend(&base, raw, problems))
}

fn parse_whole(head: &Fields<'_>, places: &mut Places, problems: &Problems) -> Option<Checklist> {
    let edition = head
        .required_integer("edition", 1989, 2999)
        .and_then(|i| u16::try_from(i).ok());
    places.edition = head.get("edition").and_then(|n| n.span.clone());
    if head.get("role").is_none() {
        head.missing("role");
    }
    let role = head.one_of("role", &Role::ALL);
    if head.get("status").is_none() {
        head.missing("status");
    }
    let status = head.one_of("status", &Status::ALL);
    if head.get("minutes").is_none() {
        head.missing("minutes");
    }
    let raw = parse_parts(head, places, problems, false);
    let edition = edition?;
    for fields in head.tables("withdrawn", false) {
        let earlier = edition_before(&fields, edition);
        let id = fields.required_text("id").unwrap_or_default().to_owned();
        let reason = limited(&fields, "reason", fields.required_text("reason"), 600);
        if let Some(earlier) = earlier
            && places
                .withdrawn
                .insert((earlier, id.clone()), fields.span.clone())
                .is_some()
        {
            fields.wrong(
                "id",
                "lineage",
                format!("`{id}` of {earlier} is withdrawn twice"),
                "already withdrawn",
            );
        }
        let _ = reason;
        fields.finish();
    }
    let withdrawn = head
        .tables("withdrawn", false)
        .iter()
        .filter_map(|f| {
            Some(Withdrawn {
                edition: quiet_integer(f, "edition").and_then(|i| u16::try_from(i).ok())?,
                id: quiet_text(f, "id")?.to_owned(),
                reason: quiet_text(f, "reason")?.to_owned(),
            })
        })
        .collect();
    Some(Checklist {
        id: raw.id,
        edition,
        revision: raw.revision,
        extends: None,
        role: role?,
        title: raw.title,
        status: status?,
        minutes: raw.minutes.unwrap_or(1),
        note: raw.note,
        sources: raw.sources,
        contexts: raw.contexts,
        sections: raw
            .sections
            .into_iter()
            .map(|s| Section {
                id: s.id,
                title: s.title.unwrap_or_default(),
                intro: s.intro,
                questions: s.questions,
            })
            .collect(),
        withdrawn,
    })
}

fn quiet_text<'a>(fields: &Fields<'a>, name: &str) -> Option<&'a str> {
    match fields.entries().iter().find(|e| e.name == name).map(|e| &e.node.value) {
        Some(node::Value::Text(s)) => Some(s),
        _ => None,
    }
}

fn quiet_integer(fields: &Fields<'_>, name: &str) -> Option<i64> {
    match fields.entries().iter().find(|e| e.name == name).map(|e| &e.node.value) {
        Some(node::Value::Integer(i)) => Some(*i),
        _ => None,
    }
}

fn parse_parts(head: &Fields<'_>, places: &mut Places, problems: &Problems, is_overlay: bool) -> Raw {
    let id = id_field(head, "id").unwrap_or_default();
    let revision = head
        .required_integer("revision", 1, 1_000_000)
        .and_then(|i| u32::try_from(i).ok())
        .unwrap_or(1);
    let title = limited(head, "title", head.required_text("title"), 120).unwrap_or_default();
    let note = limited(head, "note", head.text("note"), 600);
    let minutes = head.integer("minutes", 1, 600).and_then(|i| u32::try_from(i).ok());
    places.minutes = head.get("minutes").and_then(|n| n.span.clone());

    let source_tables = head.tables("source", false);
    if source_tables.is_empty() && !is_overlay {
        head.missing("source");
    }
    let sources = source_tables.into_iter().map(|f| source(f, places)).collect();
    let contexts = head
        .tables("context", false)
        .into_iter()
        .map(|f| context(f, places))
        .collect();
    let section_tables = head.tables("section", false);
    if section_tables.is_empty() {
        head.missing("section");
    }
    let edition = quiet_integer(head, "edition")
        .and_then(|i| u16::try_from(i).ok())
        .unwrap_or(u16::MAX);
    let sections = section_tables
        .into_iter()
        .map(|f| section(f, edition, is_overlay, places, problems))
        .collect();
    Raw {
        id,
        revision,
        title,
        note,
        minutes,
        sources,
        contexts,
        sections,
    }
}

fn source(f: Fields<'_>, places: &mut Places) -> Source {
    let made = Source {
        id: defined(&f, "source", places),
        title: limited(&f, "title", f.required_text("title"), 300).unwrap_or_default(),
        publisher: limited(&f, "publisher", f.required_text("publisher"), 200).unwrap_or_default(),
        date: limited(&f, "date", f.required_text("date"), 100).unwrap_or_default(),
        url: limited(&f, "url", f.text("url"), 600),
        note: limited(&f, "note", f.text("note"), 600),
    };
    if let Some(url) = &made.url
        && !(url.starts_with("https://") || url.starts_with("http://"))
    {
        f.wrong(
            "url",
            "url",
            "an address must begin with https:// or http://",
            "not an address",
        );
    }
    f.finish();
    made
}

fn context(f: Fields<'_>, places: &mut Places) -> Context {
    let made = Context {
        id: defined(&f, "context", places),
        text: question_text(&f),
        note: limited(&f, "note", f.text("note"), 600),
    };
    f.finish();
    made
}

fn section(f: Fields<'_>, edition: u16, is_overlay: bool, places: &mut Places, problems: &Problems) -> RawSection {
    let id = defined(&f, "section", places);
    let title = if is_overlay {
        f.text("title")
    } else {
        f.required_text("title")
    };
    let title = limited(&f, "title", title, 120);
    let intro = limited(&f, "intro", f.text("intro"), 600);
    let tables = f.tables("question", false);
    if tables.is_empty() {
        f.missing("question");
    }
    let questions = tables
        .into_iter()
        .map(|q| question(q, edition, places, problems))
        .collect();
    let span = f.span.clone();
    f.finish();
    RawSection {
        id,
        span,
        title,
        intro,
        questions,
    }
}

fn question(f: Fields<'_>, edition: u16, places: &mut Places, problems: &Problems) -> Question {
    let id = defined(&f, "question", places);
    let mut f = f;
    if !id.is_empty() {
        // A readable path: the id says more than the number of the table.
        f.place = format!("question.{id}");
    }
    let text = question_text(&f);
    let why = limited(&f, "why", f.required_text("why"), 600).unwrap_or_default();
    if f.get("look_for").is_none() {
        f.missing("look_for");
    } else if f.texts("look_for").is_empty() {
        f.wrong(
            "look_for",
            "empty",
            format!("`{}` must name at least one thing", f.path("look_for")),
            "empty",
        );
    }
    let look_for = list_of(&f, "look_for", 240);
    let warning_signs = list_of(&f, "warning_signs", 240);
    let theme = theme(&f);
    let topic = topics_of(&f);
    let area = f.one_of("area", &Area::ALL);
    let answer = f.one_of("answer", &AnswerKind::ALL).unwrap_or(AnswerKind::Graded);
    let key = f.boolean("key").unwrap_or(false);
    let critical = f.boolean("critical").unwrap_or(false);
    let not_key_because = limited(&f, "not_key_because", f.text("not_key_because"), 240);
    if not_key_because.is_some() && (key || !critical) {
        f.wrong(
            "not_key_because",
            "not-key-because",
            "`not_key_because` says why a `critical` question is not part of the key run; this one is `key`, or not `critical`",
            "take this line away",
        );
    }
    let weight = f
        .integer("weight", 1, 10)
        .and_then(|i| u32::try_from(i).ok())
        .unwrap_or(1);
    let only_if = f.text("only_if").map(str::to_owned);
    if let Some(context) = &only_if {
        let span = f.get("only_if").and_then(|n| n.span.clone());
        places.used.push(("context", context.clone(), span, f.path("only_if")));
    }
    let citations = f.tables("source", true);
    let rests_on = f.one_of("rests_on", &RestsOn::ALL);
    match (citations.is_empty(), rests_on) {
        (true, None) => f.missing("source"),
        (false, Some(RestsOn::Practice)) => f.wrong(
            "rests_on",
            "rests-on",
            "`rests_on = \"practice\"` is for a question that no document stands behind; this one cites a source",
            "take away this line, or the source",
        ),
        _ => {}
    }
    let source = citations
        .into_iter()
        .map(|c| {
            let id = c.required_text("id").unwrap_or_default().to_owned();
            if !id.is_empty() {
                let span = c.get("id").and_then(|n| n.span.clone());
                places.used.push(("source", id.clone(), span, c.path("id")));
            }
            let locator = limited(&c, "locator", c.required_text("locator"), 120).unwrap_or_default();
            c.finish();
            Citation { id, locator }
        })
        .collect();
    let indicators = list_of(&f, "indicators", 160);
    let then_now = f.tables("then_now", true).into_iter().map(then_now).collect();
    let was = lineage_of(&f, edition, problems);
    f.finish();
    Question {
        id,
        text,
        why,
        look_for,
        warning_signs,
        theme,
        topic,
        area,
        answer,
        key,
        critical,
        not_key_because,
        weight,
        only_if,
        source,
        rests_on,
        indicators,
        then_now,
        was,
    }
}

fn then_now(f: Fields<'_>) -> ThenNow {
    let when = f.required_text("when").unwrap_or_default().to_owned();
    let digits = |s: &str, n: usize| s.len() == n && s.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = when.split('-').collect();
    let fine = match parts.as_slice() {
        [y] => digits(y, 4),
        [y, m] => digits(y, 4) && digits(m, 2) && format!("{y}-{m}-01").parse::<chrono::NaiveDate>().is_ok(),
        [_, _, _] => when.len() == 10 && when.parse::<chrono::NaiveDate>().is_ok(),
        _ => false,
    };
    if !fine && !when.is_empty() {
        f.wrong(
            "when",
            "date",
            "`when` must be a year, a month or a day: \"2019\", \"2019-09\" or \"2019-09-29\"",
            "not such a date",
        );
    }
    let made = ThenNow {
        then: limited(&f, "then", f.required_text("then"), 200).unwrap_or_default(),
        now: limited(&f, "now", f.required_text("now"), 400).unwrap_or_default(),
        when,
        note: limited(&f, "note", f.text("note"), 400),
    };
    f.finish();
    made
}

fn theme(f: &Fields<'_>) -> String {
    let Some(given) = f.required_text("theme") else {
        return String::new();
    };
    let themes = super::themes();
    if themes.iter().any(|t| t.id == given) {
        return given.to_owned();
    }
    let names: Vec<&str> = themes.iter().map(|t| t.id.as_str()).collect();
    let mut help = format!("themes: {}", names.join(", "));
    if let Some(near) = nearest(given, names.iter().copied()) {
        help = format!("did you mean `{near}`? {help}");
    }
    f.wrong_help(
        "theme",
        "unknown-theme",
        format!("`{given}` is no theme of themes.toml"),
        help,
    );
    given.to_owned()
}

/// The topics a question shares with other roles: one id or a list of at most two.
fn topics_of(f: &Fields<'_>) -> Vec<String> {
    let given: Vec<&str> = match f.get("topic").map(|n| &n.value) {
        None => return Vec::new(),
        Some(node::Value::Text(_)) => f.text("topic").into_iter().collect(),
        Some(_) => f.texts("topic"),
    };
    if given.is_empty() || given.len() > 2 {
        f.wrong(
            "topic",
            "too-many-topics",
            "`topic` names one topic or two",
            "one id, or a list of two",
        );
    }
    let names: Vec<&str> = super::topics().iter().map(|t| t.id.as_str()).collect();
    for (i, id) in given.iter().enumerate() {
        if given.iter().take(i).any(|earlier| earlier == id) {
            f.wrong(
                "topic",
                "duplicate-id",
                format!("topic `{id}` is named twice"),
                "already named",
            );
        }
        if !names.contains(id) {
            let mut help = format!("topics: {}", names.join(", "));
            if let Some(near) = nearest(id, names.iter().copied()) {
                help = format!("did you mean `{near}`? {help}");
            }
            f.wrong_help(
                "topic",
                "unknown-topic",
                format!("`{id}` is no topic of topics.toml"),
                help,
            );
        }
    }
    given.into_iter().map(str::to_owned).collect()
}

fn defined(f: &Fields<'_>, kind: &'static str, places: &mut Places) -> String {
    let id = id_field(f, "id").unwrap_or_default();
    if !id.is_empty() {
        let span = f.get("id").and_then(|n| n.span.clone());
        places.defined.entry((kind, id.clone())).or_default().push(span);
    }
    id
}

fn check_whole(checklist: &Checklist, places: &Places, library: &Library, known: &[Checklist], problems: &Problems) {
    for ((kind, id), spans) in &places.defined {
        for span in spans.iter().skip(1) {
            problems.push(
                Diagnostic::error("duplicate-id", format!("{kind} id `{id}` is used twice"))
                    .at(span.clone())
                    .in_place(format!("{kind}.{id}"))
                    .label("already used above"),
            );
        }
    }
    for (kind, id, span, place) in &places.used {
        let names: Vec<&str> = match *kind {
            "context" => checklist.contexts.iter().map(|c| c.id.as_str()).collect(),
            _ => checklist.sources.iter().map(|s| s.id.as_str()).collect(),
        };
        if names.contains(&id.as_str()) {
            continue;
        }
        let code = if *kind == "context" {
            "unknown-context"
        } else {
            "unknown-source"
        };
        let mut help = if names.is_empty() {
            format!("no [[{kind}]] is declared")
        } else {
            format!("declared: {}", names.join(", "))
        };
        if let Some(near) = nearest(id, names.iter().copied()) {
            help = format!("did you mean `{near}`? {help}");
        }
        problems.push(
            Diagnostic::error(code, format!("{kind} `{id}` is not declared"))
                .at(span.clone())
                .in_place(place.clone())
                .help(help),
        );
    }
    if !checklist.is_empty() {
        let minutes = checklist.minutes_for(checklist.key_count());
        if minutes > KEY_MINUTES {
            problems.push(
                Diagnostic::error(
                    "key-run",
                    format!(
                        "the key run takes {minutes} minutes ({} of {} questions at {} minutes in all); the most is {KEY_MINUTES}",
                        checklist.key_count(),
                        checklist.len(),
                        checklist.minutes
                    ),
                )
                .at(places.minutes.clone())
                .in_place("minutes")
                .help("mark fewer questions as `key`, or mend `minutes`"),
            );
        }
    }
    let named = lineage::editions_named(checklist);
    let mut earlier: Vec<Checklist> = named
        .iter()
        .filter_map(|edition| library.edition(&checklist.id, *edition))
        .collect();
    for other in known {
        // One that is reached over an edition between is accounted for there.
        let named_or_passed = named.contains(&other.edition) || !named.iter().any(|e| *e > other.edition);
        if other.id == checklist.id
            && checklist.extends.is_none()
            && other.edition < checklist.edition
            && named_or_passed
            && !earlier.iter().any(|e| e.edition == other.edition)
        {
            earlier.push(other.clone());
        }
    }
    for earlier in &earlier {
        for problem in lineage::check(earlier, checklist) {
            let at = places
                .defined
                .get(&("question", problem.place.clone()))
                .and_then(|s| s.first().cloned().flatten())
                .or_else(|| {
                    places
                        .withdrawn
                        .get(&(earlier.edition, problem.place.clone()))
                        .cloned()
                        .flatten()
                })
                // What is missing stands nowhere: the edition that ought to account for it does.
                .or_else(|| places.edition.clone());
            problems.push(Diagnostic { span: at, ..problem });
        }
    }
}
