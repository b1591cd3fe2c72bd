//! The tables of fields in `docs/`: made from the types that read and write the files, so that nothing lists a field a second time.

use std::fmt::Write as _;

use assure::assessment::{Assessment, CommentFile};
use assure::checklist::{Checklist, Overlay, Theme, Topic};
use assure::compare::copies::Copies;
use assure::compare::gathering::Gathering;
use assure::compare::indicators::IndicatorPage;
use assure::compare::trend::Trend;
use assure::format::schema::published;
use assure::glossary::Term;
use assure::indicators::IndicatorFile;
use assure::quartet::Quartet;
use assure::report::Report;
use serde_json::Value as Json;

use crate::harness::{project, root};

/// The pages that have tables of fields.
const PAGES: [&str; 7] = [
    "answer-file.md",
    "checklist-format.md",
    "glossary-format.md",
    "indicators.md",
    "json.md",
    "quartet.md",
    "merge.md",
];
const BEGIN: &str = "<!-- fields of: ";
const BEGIN_ENDS: &str = " -->";
const END: &str = "<!-- end of fields -->";

/// A kind of file.
struct Kind {
    name: &'static str,
    schema: Json,
    /// Whether the program writes it: then nothing is needed of anybody, and null says something.
    written: bool,
}

fn kinds() -> Vec<Kind> {
    let kind = |name, schema, written| Kind { name, schema, written };
    vec![
        kind("checklist", published::<Checklist>(), false),
        kind("overlay", published::<Overlay>(), false),
        kind("themes", published::<Vec<Theme>>(), false),
        kind("topics", published::<Vec<Topic>>(), false),
        kind("glossary", published::<Vec<Term>>(), false),
        kind("answers", published::<Assessment>(), false),
        kind("comments", published::<CommentFile>(), false),
        kind("report", published::<Report>(), true),
        kind("indicators", published::<IndicatorFile>(), false),
        kind("figures", published::<IndicatorPage>(), true),
        kind("trend", published::<Trend>(), true),
        kind("quartet", published::<Quartet>(), true),
        kind("merge", published::<Gathering>(), true),
        kind("copies", published::<Copies>(), true),
    ]
}

/// Where a table stands: `<!-- fields of: KIND TYPE without OTHER -->`, with no type for the whole file, and without the fields that a
/// type has from another.
struct Marker {
    page: &'static str,
    heading: String,
    kind: String,
    name: String,
    without: Option<String>,
}

impl Marker {
    fn read(page: &'static str, heading: &str, line: &str) -> Option<Self> {
        let words: Vec<&str> = line
            .strip_prefix(BEGIN)?
            .strip_suffix(BEGIN_ENDS)?
            .split_whitespace()
            .collect();
        let (kind, name, without) = match words.as_slice() {
            [kind] => (kind, "", None),
            [kind, name] => (kind, *name, None),
            [kind, name, "without", other] => (kind, *name, Some((*other).to_owned())),
            _ => panic!("{page}: `{line}`: write `{BEGIN}KIND TYPE without OTHER{BEGIN_ENDS}`"),
        };
        Some(Self {
            page,
            heading: heading.to_owned(),
            kind: (*kind).to_owned(),
            name: name.to_owned(),
            without,
        })
    }
}

/// Every table of every page.
fn markers() -> Vec<Marker> {
    let mut found = Vec::new();
    for page in PAGES {
        let mut heading = String::new();
        for line in project(&format!("docs/{page}")).lines() {
            if let Some(text) = line.strip_prefix('#') {
                text.trim_start_matches('#').trim().clone_into(&mut heading);
            }
            found.extend(Marker::read(page, &heading, line));
        }
    }
    found
}

/// Makes the tables of one page.
struct Writer<'a> {
    page: &'static str,
    kind: &'a Kind,
    kinds: &'a [Kind],
    markers: &'a [Marker],
    faults: Vec<String>,
}

impl<'a> Writer<'a> {
    fn definition(&self, name: &str) -> &'a Json {
        let schema = &self.kind.schema;
        let found = if name.is_empty() {
            Some(schema)
        } else {
            schema["$defs"].get(name)
        };
        found.unwrap_or_else(|| panic!("{}: `{}` has no type `{name}`", self.page, self.kind.name))
    }

    fn table(&mut self, marker: &Marker) -> String {
        let shape = self.definition(&marker.name);
        if shape.get("properties").is_none() {
            return self.words_table(marker, shape);
        }
        let left_out = marker.without.as_deref().map(|other| self.fields_of_other(other));
        let needed: Vec<&str> = shape["required"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Json::as_str)
            .collect();
        let mut table = String::from(if self.kind.written {
            "| field | value | meaning |\n|---|---|---|\n"
        } else {
            "| key | needed | value | meaning |\n|---|---|---|---|\n"
        });
        for (key, field) in shape["properties"].as_object().unwrap() {
            if left_out.is_some_and(|other| other.get(key).is_some()) {
                continue;
            }
            let meaning = self.meaning(&format!("`{key}` of `{} {}`", marker.kind, marker.name), field);
            let value = self.value(field);
            let _ = if self.kind.written {
                writeln!(table, "| `{key}` | {value} | {meaning} |")
            } else {
                let needed = if needed.contains(&key.as_str()) { "yes" } else { "" };
                writeln!(table, "| `{key}` | {needed} | {value} | {meaning} |")
            };
        }
        table
    }

    /// The fields of a type that has its own table, in whichever kind of file.
    fn fields_of_other(&mut self, name: &str) -> &'a Json {
        let (kinds, markers) = (self.kinds, self.markers);
        let table = markers.iter().find(|m| m.name == name && m.without.is_none());
        let kind = table.and_then(|m| kinds.iter().find(|k| k.name == m.kind));
        let kind = kind.unwrap_or_else(|| panic!("{}: no page has a table for `{name}`", self.page));
        &kind.schema["$defs"][name]["properties"]
    }

    /// The words that a value can have, and what each of them means.
    fn words_table(&mut self, marker: &Marker, shape: &Json) -> String {
        let mut table = String::from("| word | meaning |\n|---|---|\n");
        let listed = shape["oneOf"].as_array();
        for word in listed.unwrap_or_else(|| panic!("`{} {}` has neither fields nor words", marker.kind, marker.name)) {
            let name = word["const"].as_str().unwrap();
            let meaning = self.meaning(&format!("`{name}` of `{} {}`", marker.kind, marker.name), word);
            let _ = writeln!(table, "| `{name}` | {meaning} |");
        }
        table
    }

    fn meaning(&mut self, what: &str, field: &Json) -> String {
        let text = field["description"].as_str().unwrap_or_default();
        if text.is_empty() {
            self.faults.push(format!(
                "{what} has no description: write it as the doc comment of its field"
            ));
        }
        let one_line: Vec<&str> = text.split_whitespace().collect();
        let text = one_line.join(" ").replace('|', "\\|");
        text.strip_suffix('.').unwrap_or(&text).to_owned()
    }

    /// What a value can be, in words.
    fn value(&mut self, field: &Json) -> String {
        let mut value = self.forms(field);
        match &field["default"] {
            _ if self.kind.written => {}
            Json::String(word) => {
                let _ = write!(value, "; `{word}` where it is left out");
            }
            Json::Number(number) => {
                let _ = write!(value, "; {number} where it is left out");
            }
            _ => {}
        }
        value
    }

    fn forms(&mut self, field: &Json) -> String {
        if let Some(several) = self.list_or_single(field) {
            return several;
        }
        let words = self.alternatives(field);
        match words.split_last() {
            Some((last, before)) if !before.is_empty() => format!("{} or {last}", before.join(", ")),
            _ => words.concat(),
        }
    }

    /// A list, or a single item in a list's place.
    fn list_or_single(&mut self, field: &Json) -> Option<String> {
        let [list, item] = field["anyOf"].as_array()?.as_slice() else {
            return None;
        };
        (list.get("items") == Some(item)).then(|| format!("{}, or a single one", self.alternatives(list).concat()))
    }

    /// What stands for a value, each way by itself.
    fn alternatives(&mut self, form: &Json) -> Vec<String> {
        let mut words = if let Some(any) = form["anyOf"].as_array() {
            any.iter().flat_map(|f| self.alternatives(f)).collect()
        } else if let Some(name) = form["$ref"].as_str().and_then(|r| r.strip_prefix("#/$defs/")) {
            self.reference(name)
        } else if let Some(words) = words_of(form) {
            words
        } else if has_type(form, "array") {
            vec![format!("{}: {}", list(form), self.forms(&form["items"]))]
        } else if has_type(form, "object") {
            let values = form.get("additionalProperties").filter(|a| a.is_object());
            let values = values.unwrap_or_else(|| panic!("a table without a type of its own: {form}"));
            vec![format!("by name: {}", self.forms(values))]
        } else if has_type(form, "boolean") {
            vec!["`true`".to_owned(), "`false`".to_owned()]
        } else if has_type(form, "integer") {
            vec![whole_number(form)]
        } else if has_type(form, "number") {
            vec!["number".to_owned()]
        } else if has_type(form, "string") {
            vec![text(form)]
        } else {
            Vec::new()
        };
        if self.kind.written && has_type(form, "null") {
            words.push("null".to_owned());
        }
        words
    }

    /// A type of its own: the words it can be, or where its table stands.
    fn reference(&mut self, name: &str) -> Vec<String> {
        let shape = self.definition(name);
        // Of this kind of file on this page, else on this page, else of another.
        let rank = |m: &&Marker| (m.page != self.page, m.kind != self.kind.name);
        let table = self.markers.iter().filter(|m| m.name == name).min_by_key(rank);
        if let Some(m) = table {
            let page = if m.page == self.page { "" } else { m.page };
            return vec![format!("[{}]({page}#{})", m.heading, anchor(&m.heading))];
        }
        if let Some(words) = words_of(shape) {
            return words;
        }
        if shape.get("properties").is_none() {
            return self.alternatives(shape);
        }
        let fault = format!(
            "no page has a table for `{kind} {name}`: write a heading and `{BEGIN}{kind} {name}{BEGIN_ENDS}` with `{END}` below it",
            kind = self.kind.name
        );
        self.faults.push(fault);
        Vec::new()
    }
}

fn has_type(form: &Json, name: &str) -> bool {
    match &form["type"] {
        Json::String(one) => one == name,
        Json::Array(several) => several.iter().any(|t| t == name),
        _ => false,
    }
}

/// The words that are allowed, where only some are.
fn words_of(form: &Json) -> Option<Vec<String>> {
    let one = form.get("const").into_iter();
    let listed = form["enum"].as_array().into_iter().flatten();
    let described = form["oneOf"].as_array().into_iter().flatten().map(|w| &w["const"]);
    let words = one.chain(listed).chain(described).filter_map(Json::as_str);
    let words: Vec<String> = words.map(|w| format!("`{w}`")).collect();
    (!words.is_empty()).then_some(words)
}

fn list(form: &Json) -> String {
    match (form["minItems"].as_u64(), form["maxItems"].as_u64()) {
        (None | Some(0), None) => "list".to_owned(),
        (least, Some(most)) => format!("list of {} to {most}", least.unwrap_or(0)),
        (Some(least), None) => format!("list of at least {least}"),
    }
}

fn whole_number(form: &Json) -> String {
    match (form["minimum"].as_i64(), form["maximum"].as_i64()) {
        (Some(a), Some(b)) if a == b => format!("`{a}`"),
        // The most that a type holds is no limit of the format.
        (_, Some(65_535 | 1_000_000)) | (_, None) => match form["minimum"].as_i64() {
            Some(least) if least > 0 => format!("whole number from {least}"),
            _ => "whole number".to_owned(),
        },
        (Some(a), Some(b)) => format!("whole number from {a} to {b}"),
        (None, Some(b)) => format!("whole number up to {b}"),
    }
}

fn text(form: &Json) -> String {
    let most = form["maxLength"]
        .as_u64()
        .map(|n| format!(", at most {n} characters"))
        .unwrap_or_default();
    if form["format"] == "date" {
        return "date".to_owned();
    }
    let what = match form["pattern"].as_str() {
        None => "text",
        // Any text that is not blank.
        Some(_) if form["minLength"] == 1 && most.is_empty() => "text",
        Some(r"^\S(.*\S)?$") => "one line of text",
        Some("^[a-z][a-z0-9]*(-[a-z0-9]+)*$") => "id",
        Some(r"^[^?]*\?$") => "text with one `?`, at its end",
        Some("^https?://") => "web address, `https://` or `http://`",
        Some(r"^\d{4}(-\d{2}(-\d{2})?)?$") => "`YYYY-YY`, `YYYY` or `YYYY-MM-DD`",
        Some("^[0-9]{4}-[0-9]{2}$") => "`YYYY-YY`",
        Some("^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$") => "`YYYY`, `YYYY-MM` or `YYYY-MM-DD`",
        Some(_) if form["minLength"] == 1 => "text",
        Some(pattern) => panic!("say in docs.rs what a text of the pattern {pattern} is"),
    };
    format!("{what}{most}")
}

/// A heading's name in a link, as the usual renderers make it.
fn anchor(heading: &str) -> String {
    heading
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

#[test]
fn the_tables_of_fields_follow_from_the_types() {
    let (kinds, markers) = (kinds(), markers());
    let mut faults = Vec::new();
    for kind in &kinds {
        // An editor shows the descriptions, the types' own too, and knows no Rust.
        let text = kind.schema.to_string();
        if let Some(link) = text.find("[`") {
            let (_, from) = text.split_at(link);
            let start: String = from.chars().take(60).collect();
            faults.push(format!(
                "a description of `{}` links into the program: {start}",
                kind.name
            ));
        }
        if kind.schema.get("properties").is_some() && !markers.iter().any(|m| m.kind == kind.name && m.name.is_empty())
        {
            faults.push(format!("no page has a table for the head of `{}`", kind.name));
        }
    }
    for page in PAGES {
        let stands = project(&format!("docs/{page}"));
        let (mut made, mut lines) = (String::new(), stands.lines());
        while let Some(line) = lines.next() {
            made.push_str(line);
            made.push('\n');
            let Some(marker) = Marker::read(page, "", line) else {
                continue;
            };
            let kind = kinds.iter().find(|k| k.name == marker.kind);
            let mut writer = Writer {
                page,
                kind: kind.unwrap_or_else(|| panic!("{page}: no kind of file `{}`", marker.kind)),
                kinds: &kinds,
                markers: &markers,
                faults: Vec::new(),
            };
            let _ = write!(made, "\n{}\n{END}\n", writer.table(&marker));
            faults.append(&mut writer.faults);
            assert!(lines.any(|l| l == END), "{page}: `{line}` has no `{END}` below it");
        }
        if std::env::var_os("GOLDEN").is_some_and(|v| v == "overwrite") {
            std::fs::write(root().join("docs").join(page), &made).unwrap();
        } else if let Some((is, should)) = stands.lines().zip(made.lines()).find(|(is, should)| is != should) {
            faults.push(format!(
                "docs/{page} is not what the types say:\n  it says: {is}\n  it should say: {should}\nChange the doc comment of the field, \
                 not the page, then: GOLDEN=overwrite cargo test tables_of_fields"
            ));
        } else if stands.replace("\r\n", "\n") != made {
            faults.push(format!(
                "docs/{page} has lines missing: GOLDEN=overwrite cargo test tables_of_fields"
            ));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
