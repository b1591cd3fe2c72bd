//! One of a few, or of many: what can be chosen, and how it is found.

use super::InterviewCommand;

/// One thing to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is typed for it in plain mode.
    pub key: String,
    /// What it is, short.
    pub label: String,
    /// More about it, for those who have room to read it.
    pub hint: String,
    /// The hint only reminds of what stands on the page already, and may be cut short.
    pub reminds: bool,
    /// What else it is found by where choices are searched, its id first, where it has one; it is not shown.
    pub found_by: String,
}

impl Choice {
    /// A choice without a hint.
    pub fn new(key: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            label: label.into(),
            hint: String::new(),
            reminds: false,
            found_by: String::new(),
        }
    }

    /// A choice with a hint.
    pub fn hinted(key: impl Into<String>, label: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            label: label.into(),
            hint: hint.into(),
            reminds: false,
            found_by: String::new(),
        }
    }

    /// A choice with a hint that only reminds of what stands on the page already.
    pub fn reminding(key: impl Into<String>, label: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            reminds: true,
            ..Self::hinted(key, label, hint)
        }
    }

    /// The same, found by these words too, of which the first is its id.
    pub fn also_found_by(self, words: impl Into<String>) -> Self {
        Self {
            found_by: words.into(),
            ..self
        }
    }

    /// Whether everything that was typed stands in it, in whatever order and case. Nothing stands in everything.
    pub fn is_found_by(&self, typed: &str) -> bool {
        let text = format!("{} {} {}", self.label, self.hint, self.found_by).to_lowercase();
        typed.to_lowercase().split_whitespace().all(|word| text.contains(word))
    }

    /// Whether what was typed is its id, and not only a part of it.
    pub fn is_named(&self, typed: &str) -> bool {
        let id = self.found_by.split_whitespace().next();
        id.is_some_and(|id| id.eq_ignore_ascii_case(typed.trim()))
    }
}

/// How choices are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ChoiceLayout {
    /// A few, with a key each, a line each.
    #[default]
    Keys,
    /// Two lines each: the label, and the hint below it, whole. There may be many.
    TwoLines,
    /// Many, found by typing words of what [`Choice::is_found_by`] looks at.
    Search,
}

/// A question with a few answers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChoiceRequest<'a> {
    /// A short prompt: `Rating`.
    pub prompt: &'a str,
    /// The choices.
    pub choices: Vec<Choice>,
    /// The choice that stands now; there is none for a new question, and then Enter alone chooses nothing.
    pub current: Option<usize>,
    /// What can be done instead.
    pub commands: &'a [InterviewCommand],
    /// How the choices are laid out.
    pub layout: ChoiceLayout,
}

impl ChoiceRequest<'_> {
    /// The places of the choices that have all that was typed, in their order; one that is named by its id comes first.
    pub fn found_by(&self, typed: &str) -> Vec<usize> {
        let mut found: Vec<usize> = (0..self.choices.len())
            .filter(|i| self.choices.get(*i).is_some_and(|c| c.is_found_by(typed)))
            .collect();
        found.sort_by_key(|i| self.choices.get(*i).is_none_or(|c| !c.is_named(typed)));
        found
    }
}
