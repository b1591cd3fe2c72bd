//! The checklists that are shipped inside the program, and the themes they share.

use std::sync::OnceLock;

use super::{Checklist, EditionName, Role, Status, parse};
use crate::diagnostic::{Diagnostic, Problems, nearest};
use crate::node::{self, Fields};

/// What is known of a shipped checklist without parsing it, so that `assure list` parses nothing.
///
/// A test compares every figure with the file.
#[derive(Debug, Clone, Copy)]
pub struct Shipped {
    /// The checklist's id.
    pub id: &'static str,
    /// The year its content stands for.
    pub edition: u16,
    /// Whom it is put to.
    pub role: Role,
    /// Whether it is the one to use.
    pub status: Status,
    /// Its title.
    pub title: &'static str,
    /// How many questions it has.
    pub questions: usize,
    /// How many of them are key.
    pub key: usize,
    /// Minutes of a full run.
    pub minutes: u32,
    /// The file's text.
    pub text: &'static str,
}

impl Shipped {
    /// Its edition's name.
    pub fn name(&self) -> EditionName {
        EditionName {
            id: self.id.to_owned(),
            edition: self.edition,
        }
    }

    /// Minutes of the key run.
    pub fn key_minutes(&self) -> u32 {
        let all = self.questions.max(1) as u64;
        u32::try_from((u64::from(self.minutes) * self.key as u64).div_ceil(all)).unwrap_or(u32::MAX)
    }
}

/// Every shipped checklist, by role and edition.
pub static SHIPPED: &[Shipped] = &[
    Shipped {
        id: "ce",
        edition: 2019,
        role: Role::Ce,
        status: Status::Superseded,
        title: "Chief executive: assurance on children's services (2019)",
        questions: 61,
        key: 19,
        minutes: 70,
        text: include_str!("../../checklists/ce-2019.toml"),
    },
    Shipped {
        id: "ce",
        edition: 2022,
        role: Role::Ce,
        status: Status::Superseded,
        title: "Chief executive: assurance on children's services (2022)",
        questions: 69,
        key: 20,
        minutes: 75,
        text: include_str!("../../checklists/ce-2022.toml"),
    },
    Shipped {
        id: "ce",
        edition: 2026,
        role: Role::Ce,
        status: Status::Current,
        title: "Chief executive: assurance on children's services (2026)",
        questions: 69,
        key: 20,
        minutes: 75,
        text: include_str!("../../checklists/ce-2026.toml"),
    },
    Shipped {
        id: "leader",
        edition: 2024,
        role: Role::Leader,
        status: Status::Current,
        title: "Council leader: improving outcomes for children",
        questions: 70,
        key: 20,
        minutes: 85,
        text: include_str!("../../checklists/leader-2024.toml"),
    },
    Shipped {
        id: "lmcs",
        edition: 2009,
        role: Role::Lmcs,
        status: Status::Historic,
        title: "Lead member for children's services: the statutory guidance of 2009",
        questions: 70,
        key: 19,
        minutes: 90,
        text: include_str!("../../checklists/lmcs-2009.toml"),
    },
    Shipped {
        id: "lmcs",
        edition: 2026,
        role: Role::Lmcs,
        status: Status::Current,
        title: "Lead member for children's services: what to ask today",
        questions: 80,
        key: 19,
        minutes: 96,
        text: include_str!("../../checklists/lmcs-2026.toml"),
    },
    Shipped {
        id: "dcs",
        edition: 2009,
        role: Role::Dcs,
        status: Status::Historic,
        title: "Director of children's services: the statutory guidance of 2009",
        questions: 70,
        key: 20,
        minutes: 85,
        text: include_str!("../../checklists/dcs-2009.toml"),
    },
    Shipped {
        id: "dcs",
        edition: 2026,
        role: Role::Dcs,
        status: Status::Current,
        title: "Director of children's services: what to ask today",
        questions: 70,
        key: 20,
        minutes: 85,
        text: include_str!("../../checklists/dcs-2026.toml"),
    },
];

/// Where checklists are looked up by name.
#[derive(Debug, Clone, Copy)]
pub struct Library {
    shipped: &'static [Shipped],
}

impl Library {
    /// The checklists inside the program.
    pub fn shipped() -> Self {
        Self { shipped: SHIPPED }
    }

    /// No checklists: for parsing a shipped one, whose lineage the tests have checked.
    pub fn empty() -> Self {
        Self { shipped: &[] }
    }

    /// Every entry.
    pub fn entries(&self) -> &'static [Shipped] {
        self.shipped
    }

    /// The ids, each once.
    pub fn ids(&self) -> impl Iterator<Item = &'static str> {
        let mut ids: Vec<&str> = self.shipped.iter().map(|s| s.id).collect();
        ids.sort_unstable();
        ids.dedup();
        ids.into_iter()
    }

    /// The editions of a checklist, oldest first.
    pub fn editions(&self, id: &str) -> Vec<u16> {
        let mut editions: Vec<u16> = self.shipped.iter().filter(|s| s.id == id).map(|s| s.edition).collect();
        editions.sort_unstable();
        editions
    }

    /// A shipped edition, parsed.
    pub fn edition(&self, id: &str, edition: u16) -> Option<Checklist> {
        let shipped = self.shipped.iter().find(|s| s.id == id && s.edition == edition)?;
        // The tests parse every shipped file, so this can not fail in a released program.
        parse(shipped.text, &Library::empty()).ok()
    }

    /// `ce` (the newest edition) or `ce@2022`.
    ///
    /// # Errors
    /// A sentence that says what there is, with the nearest name.
    pub fn resolve(&self, name: &str) -> Result<Checklist, String> {
        let (id, edition) = match name.split_once('@') {
            Some((id, edition)) => (id, Some(edition)),
            None => (name, None),
        };
        let editions = self.editions(id);
        let Some(newest) = editions.last() else {
            let ids: Vec<&str> = self.ids().collect();
            let near = nearest(id, ids.iter().copied()).map_or(String::new(), |n| format!("did you mean `{n}`? "));
            return Err(format!(
                "{near}there is: {}; a file of your own is named by its path, such as `./our-checklist.toml`",
                ids.join(", ")
            ));
        };
        let wanted = match edition {
            None => *newest,
            Some(text) => match text.parse::<u16>().ok().filter(|e| editions.contains(e)) {
                Some(edition) => edition,
                None => {
                    let names: Vec<String> = editions.iter().map(|e| format!("{id}@{e}")).collect();
                    return Err(format!(
                        "`{id}` has no edition `{text}`; there is: {}",
                        names.join(", ")
                    ));
                }
            },
        };
        self.edition(id, wanted)
            .ok_or_else(|| format!("the shipped file of {id}@{wanted} is not valid: please report it"))
    }
}

/// What questions are about, across the roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// Permanent id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it covers.
    pub about: String,
}

/// The shared list of themes, from `checklists/themes.toml`.
pub fn themes() -> &'static [Theme] {
    static THEMES: OnceLock<Vec<Theme>> = OnceLock::new();
    // The tests parse the shipped file, so the fallback is never seen.
    THEMES.get_or_init(|| parse_themes(include_str!("../../checklists/themes.toml")).unwrap_or_default())
}

/// A theme's title; the id itself where there is no such theme.
pub fn theme_title(id: &str) -> &str {
    themes().iter().find(|t| t.id == id).map_or(id, |t| t.title.as_str())
}

/// What two roles or more are asked, narrower than a theme: the rows in which four roles' answers can be set side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// Permanent id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The question that the roles have in common.
    pub asks: String,
}

/// The shared list of topics, from `checklists/topics.toml`.
pub fn topics() -> &'static [Topic] {
    static TOPICS: OnceLock<Vec<Topic>> = OnceLock::new();
    // The tests parse the shipped file, so the fallback is never seen.
    TOPICS.get_or_init(|| parse_topics(include_str!("../../checklists/topics.toml")).unwrap_or_default())
}

/// A topic's title; the id itself where there is no such topic.
pub fn topic_title(id: &str) -> &str {
    topics().iter().find(|t| t.id == id).map_or(id, |t| t.title.as_str())
}

/// Reads a list of topics.
///
/// # Errors
/// Every problem of the file.
pub fn parse_topics(text: &str) -> Result<Vec<Topic>, Vec<Diagnostic>> {
    let list = shared_list(text, "topic", "asks")?;
    Ok(list
        .into_iter()
        .map(|(id, title, asks)| Topic { id, title, asks })
        .collect())
}

/// Reads a list of themes.
///
/// # Errors
/// Every problem of the file.
pub fn parse_themes(text: &str) -> Result<Vec<Theme>, Vec<Diagnostic>> {
    let list = shared_list(text, "theme", "about")?;
    Ok(list
        .into_iter()
        .map(|(id, title, about)| Theme { id, title, about })
        .collect())
}

/// Themes and topics are the same kind of file: a table of ids, each with a title and a sentence under a name of its own.
fn shared_list(
    text: &str,
    table: &'static str,
    sentence: &'static str,
) -> Result<Vec<(String, String, String)>, Vec<Diagnostic>> {
    let parsed = node::parse_toml(text)?;
    let problems = Problems::default();
    let head = Fields::new(&parsed, Some(0..0), "", &problems);
    head.required_integer("format", 1, 1);
    let mut list: Vec<(String, String, String)> = Vec::new();
    for f in head.tables(table, false) {
        let id = f.required_text("id").unwrap_or_default().to_owned();
        if list.iter().any(|(earlier, _, _)| *earlier == id) {
            f.wrong(
                "id",
                "duplicate-id",
                format!("{table} id `{id}` is used twice"),
                "already used above",
            );
        }
        let title = f.required_text("title").unwrap_or_default().to_owned();
        let sentence = f.required_text(sentence).unwrap_or_default().to_owned();
        f.finish();
        list.push((id, title, sentence));
    }
    head.finish();
    if problems.any_error() {
        Err(problems.into_sorted())
    } else {
        Ok(list)
    }
}
