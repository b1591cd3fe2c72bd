//! A text that was begun and not confirmed.

/// The part of an answer that a text belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// Why it is not applicable.
    Reason,
    /// What is known.
    Finding,
    /// What a piece of evidence shows.
    Evidence,
    /// A piece of evidence's date.
    Date,
    /// Where a piece of evidence can be read.
    Link,
    /// When a piece of evidence is to be looked at again.
    ReviewBy,
    /// What will be done.
    Action,
    /// Who will do it.
    Owner,
    /// By when.
    Due,
    /// How success will be seen.
    Measure,
    /// Why an action was dropped.
    Dropped,
}

impl Field {
    /// Every field with its word in files.
    pub const ALL: [(&'static str, Field); 11] = [
        ("reason", Field::Reason),
        ("finding", Field::Finding),
        ("evidence", Field::Evidence),
        ("date", Field::Date),
        ("link", Field::Link),
        ("review_by", Field::ReviewBy),
        ("action", Field::Action),
        ("owner", Field::Owner),
        ("due", Field::Due),
        ("measure", Field::Measure),
        ("dropped", Field::Dropped),
    ];

    /// The word in files.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, f)| *f == self).map_or("", |(w, _)| w)
    }

    /// What a person calls it.
    pub fn title(self) -> &'static str {
        match self {
            Field::Reason => "reason",
            Field::Finding => "finding",
            Field::Evidence => "evidence",
            Field::Date => "date of the evidence",
            Field::Link => "link of the evidence",
            Field::ReviewBy => "review date of the evidence",
            Field::Action => "action",
            Field::Owner => "owner of the action",
            Field::Due => "due date of the action",
            Field::Measure => "measure of the action",
            Field::Dropped => "reason why the action was dropped",
        }
    }
}

/// A text that was begun and not confirmed, when the interview was interrupted in the middle of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What it was to become.
    pub field: Field,
    /// Of which piece of evidence or action, from 1; none for a new one.
    pub item: Option<u32>,
    /// The text as it was typed so far.
    pub text: String,
}
