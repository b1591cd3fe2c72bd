//! The offices that checklists are put to.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The office a checklist is put to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Chief executive.
    Ce,
    /// Council leader, or elected mayor.
    Leader,
    /// Lead member for children's services.
    Lmcs,
    /// Director of children's services.
    Dcs,
}

impl Role {
    /// Every role with its short name, in the order of the quartet.
    pub const ALL: [(&'static str, Role); 4] = [
        ("ce", Role::Ce),
        ("leader", Role::Leader),
        ("lmcs", Role::Lmcs),
        ("dcs", Role::Dcs),
    ];

    /// The short name.
    pub fn id(self) -> &'static str {
        match self {
            Role::Ce => "ce",
            Role::Leader => "leader",
            Role::Lmcs => "lmcs",
            Role::Dcs => "dcs",
        }
    }

    /// The name in full.
    pub fn title(self) -> &'static str {
        match self {
            Role::Ce => "Chief executive",
            Role::Leader => "Council leader",
            Role::Lmcs => "Lead member for children's services",
            Role::Dcs => "Director of children's services",
        }
    }

    /// The name in two words at most, for the heading of a column.
    pub fn short_title(self) -> &'static str {
        match self {
            Role::Ce => "Chief executive",
            Role::Leader => "Leader",
            Role::Lmcs => "Lead member",
            Role::Dcs => "Director",
        }
    }
}
