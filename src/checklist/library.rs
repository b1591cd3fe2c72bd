//! The checklists that are shipped inside the program.

use std::sync::OnceLock;

use super::known::Known;
use super::{Checklist, EditionName, Role, Status};
use crate::diagnostic::nearest;
use crate::format::{read_shipped, shipped_digests, shipped_json};

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
    /// Its digest; see [`Checklist::digest`].
    pub digest: &'static str,
    /// What its file says, as JSON.
    pub json: &'static str,
    /// The digests of its questions, a line each; see [`Question::digest`](super::Question::digest).
    pub question_digests: &'static str,
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
        digest: "sha256:0574ba1561119020942b25031931ee11379a73994d6c82381634cf0cc21f1d69",
        json: shipped_json!("ce-2019"),
        question_digests: shipped_digests!("ce-2019"),
    },
    Shipped {
        id: "ce",
        edition: 2022,
        role: Role::Ce,
        status: Status::Superseded,
        title: "Chief executive: assurance on children's services (2022)",
        questions: 72,
        key: 20,
        minutes: 80,
        digest: "sha256:868fabc62d4a69355f6876444e02384ade31c7c5b5cf6bff9f0874b6f6565900",
        json: shipped_json!("ce-2022"),
        question_digests: shipped_digests!("ce-2022"),
    },
    Shipped {
        id: "ce",
        edition: 2026,
        role: Role::Ce,
        status: Status::Current,
        title: "Chief executive: assurance on children's services (2026)",
        questions: 80,
        key: 20,
        minutes: 95,
        digest: "sha256:30f5b6500ad169f90c80befbcf9363e89b4dc5731bd7706b0109cee6474919cb",
        json: shipped_json!("ce-2026"),
        question_digests: shipped_digests!("ce-2026"),
    },
    Shipped {
        id: "leader",
        edition: 2024,
        role: Role::Leader,
        status: Status::Current,
        title: "Council leader: improving outcomes for children",
        questions: 80,
        key: 20,
        minutes: 95,
        digest: "sha256:6f058014b611b9e24dc496b6475226c35cf1f3e3aa0806ab82eb3a033d6cc4c3",
        json: shipped_json!("leader-2024"),
        question_digests: shipped_digests!("leader-2024"),
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
        digest: "sha256:11dc70473c9565738a0c01ac807e8d2780250aa9b125a1c844694f41998cf0be",
        json: shipped_json!("lmcs-2009"),
        question_digests: shipped_digests!("lmcs-2009"),
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
        digest: "sha256:b1d09eaa1029fe03421572eb2def05b0e98d6cdecf1dc49f2fb485643a072dd7",
        json: shipped_json!("lmcs-2026"),
        question_digests: shipped_digests!("lmcs-2026"),
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
        digest: "sha256:a046400a618c6a9fdb08a0174577ad4f548614f5fdb2ad54a3f0ce05eec4db0f",
        json: shipped_json!("dcs-2009"),
        question_digests: shipped_digests!("dcs-2009"),
    },
    Shipped {
        id: "dcs",
        edition: 2026,
        role: Role::Dcs,
        status: Status::Current,
        title: "Director of children's services: what to ask today",
        questions: 80,
        key: 20,
        minutes: 96,
        digest: "sha256:1e4a688ecc9cacee3fbc89218eb39a9dc219b1bf1e6f05f1cf8a1e15f0a7a90b",
        json: shipped_json!("dcs-2026"),
        question_digests: shipped_digests!("dcs-2026"),
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

    /// A shipped edition. Each is read once in a run, whoever asks for it.
    pub fn edition(&self, id: &str, edition: u16) -> Option<&'static Checklist> {
        static READ: [OnceLock<Option<Checklist>>; SHIPPED.len()] = [const { OnceLock::new() }; SHIPPED.len()];
        let index = self.shipped.iter().position(|s| s.id == id && s.edition == edition)?;
        let shipped = self.shipped.get(index)?;
        // The tests read every shipped file, so this cannot fail in a released program.
        READ.get(index)?
            .get_or_init(|| {
                let mut checklist: Checklist = read_shipped(shipped.json)?;
                let questions = checklist.sections.iter_mut().flat_map(|s| &mut s.questions);
                for (question, digest) in questions.zip(shipped.question_digests.lines()) {
                    question.know_digest(digest);
                }
                Some(Checklist {
                    known_digest: Known::from(shipped.digest.to_owned()),
                    ..checklist
                })
            })
            .as_ref()
    }

    /// `ce` (the newest edition) or `ce@2022`.
    ///
    /// # Errors
    /// A sentence that says what there is, with the nearest name.
    pub fn resolve(&self, name: &str) -> Result<&'static Checklist, String> {
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
