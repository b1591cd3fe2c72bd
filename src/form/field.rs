//! The fields of an answer in a form: one list for what writes a form and what reads it.

/// A field of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FormField {
    /// The rating, yes or no, don't know, or not applicable.
    Response,
    /// Why it does not apply.
    Reason,
    /// What is known.
    Finding,
    /// Whether its texts stay out of a public report.
    Private,
    /// A part of a piece of evidence.
    Evidence(EvidencePart),
    /// A part of an action.
    Action(ActionPart),
}

/// A part of a piece of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EvidencePart {
    /// What kind of knowledge it is.
    Kind,
    /// What it says.
    Text,
    /// Its date.
    Date,
    /// Where it can be found.
    Link,
    /// The day it should be looked at again.
    ReviewBy,
}

/// A part of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ActionPart {
    /// What will be done.
    What,
    /// By whom.
    Owner,
    /// By when.
    Due,
    /// How success will be seen.
    Measure,
    /// How far it has come.
    Status,
}

impl FormField {
    /// Every field with its name in a form: the first of a field is the one that is written, all are read.
    pub const NAMES: [(FormField, &'static str); 17] = [
        (FormField::Response, "Rating"),
        (FormField::Response, "Yes or no"),
        (FormField::Reason, "Reason, if it does not apply"),
        (FormField::Reason, "Reason"),
        (FormField::Finding, "Finding"),
        (FormField::Private, "Private"),
        (FormField::Evidence(EvidencePart::Kind), "Evidence kind"),
        (FormField::Evidence(EvidencePart::Text), "Evidence text"),
        (FormField::Evidence(EvidencePart::Date), "Evidence date"),
        (FormField::Evidence(EvidencePart::Link), "Evidence link"),
        (FormField::Evidence(EvidencePart::ReviewBy), "Evidence review by"),
        (FormField::Action(ActionPart::What), "Action what"),
        (FormField::Action(ActionPart::Owner), "Action owner"),
        (FormField::Action(ActionPart::Due), "Action due"),
        (FormField::Action(ActionPart::Measure), "Action measure"),
        (FormField::Action(ActionPart::Status), "Action status"),
        (FormField::Response, "Answer"),
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::NAMES
            .iter()
            .find(|(f, _)| *f == self)
            .map_or("", |(_, name)| name)
    }

    /// The field of a name, in whatever case and however spaced.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        Self::NAMES
            .iter()
            .find(|(_, n)| n.eq_ignore_ascii_case(&name))
            .map(|(f, _)| *f)
    }
}
