//! Which lists were read in this run: what was heard is not read again unasked.

use assure::interview::{Choice, ChoiceLayout, ChoiceRequest};

/// So many lists are remembered; the oldest is forgotten first.
const MOST: usize = 40;

/// What of a list is to be read.
#[derive(Debug, PartialEq, Eq)]
pub enum ToRead {
    /// Nothing: the very same was read.
    Nothing,
    /// These choices, by their places: the others were read in a list much like it.
    New(Vec<usize>),
    /// All of it.
    Whole,
}

/// The lists that were read.
#[derive(Debug, Default)]
pub struct HeardMenus(Vec<Vec<Choice>>);

impl HeardMenus {
    /// What of a list is to be read now. From here on all of it counts as read.
    pub fn read_now(&mut self, request: &ChoiceRequest<'_>) -> ToRead {
        let choices = &request.choices;
        // A list of tasks or questions: each stands for how far it has come, and somebody asked for it.
        if request.layout == ChoiceLayout::TwoLines {
            return ToRead::Whole;
        }
        let known = |menu: &[Choice]| choices.iter().filter(|c| menu.contains(c)).count();
        let nearest = self.0.iter().enumerate().max_by_key(|(_, menu)| known(menu));
        let Some((place, menu)) = nearest else {
            self.keep(None, choices);
            return ToRead::Whole;
        };
        let new: Vec<usize> = choices
            .iter()
            .enumerate()
            .filter(|(_, choice)| !menu.contains(choice))
            .map(|(i, _)| i)
            .collect();
        if new.is_empty() {
            return ToRead::Nothing;
        }
        // The same list, saying something else now: what it said before is not true any more.
        let same = menu.len() == choices.len()
            && menu
                .iter()
                .zip(choices)
                .all(|(a, b)| a.key == b.key && a.label == b.label);
        self.keep(same.then_some(place), choices);
        if new.len() * 2 < choices.len() {
            ToRead::New(new)
        } else {
            ToRead::Whole
        }
    }

    fn keep(&mut self, instead_of: Option<usize>, choices: &[Choice]) {
        match instead_of.and_then(|i| self.0.get_mut(i)) {
            Some(menu) => *menu = choices.to_vec(),
            None => self.0.push(choices.to_vec()),
        }
        if self.0.len() > MOST {
            self.0.remove(0);
        }
    }
}

/// Keys beside each other.
enum Run<'k> {
    Word(&'k str),
    /// From the first to the last.
    Numbers(u32, u32),
}

/// The keys of choices in few words: `0 to 3, d or na`.
pub fn keys_in_short<'k>(keys: impl IntoIterator<Item = &'k str>) -> String {
    let mut runs: Vec<Run<'k>> = Vec::new();
    for key in keys {
        let number = key.parse::<u32>().ok().filter(|n| n.to_string() == key);
        match (number, runs.last_mut()) {
            (Some(n), Some(Run::Numbers(_, last))) if last.checked_add(1) == Some(n) => *last = n,
            (Some(n), _) => runs.push(Run::Numbers(n, n)),
            (None, _) => runs.push(Run::Word(key)),
        }
    }
    let parts: Vec<String> = runs
        .into_iter()
        .flat_map(|run| match run {
            Run::Word(key) => vec![key.to_owned()],
            Run::Numbers(first, last) if last - first < 2 => (first..=last).map(|n| n.to_string()).collect(),
            Run::Numbers(first, last) => vec![format!("{first} to {last}")],
        })
        .collect();
    match parts.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn menu(choices: &[(&str, &str, &str)]) -> ChoiceRequest<'static> {
        ChoiceRequest {
            prompt: "Which",
            choices: choices.iter().map(|(k, l, h)| Choice::hinted(*k, *l, *h)).collect(),
            ..ChoiceRequest::default()
        }
    }

    #[test]
    fn keys_are_said_in_ranges() {
        for (keys, said) in [
            (&["0", "1", "2", "3", "d", "na"][..], "0 to 3, d or na"),
            (&["y", "n"], "y or n"),
            (&["1", "2"], "1 or 2"),
            (&["1", "2", "d"], "1, 2 or d"),
            (&["1", "2", "3"], "1 to 3"),
            (&["1", "3", "03", "4294967295", "0"], "1, 3, 03, 4294967295 or 0"),
            (&[], ""),
        ] {
            assert_eq!(keys_in_short(keys.iter().copied()), said);
        }
    }

    #[test]
    fn what_was_heard_is_not_read_again_and_what_is_new_is() {
        let mut heard = HeardMenus::default();
        let first = menu(&[("0", "no evidence", ""), ("1", "data", ""), ("2", "audit", "")]);
        let more = menu(&[("0", "no more", ""), ("1", "data", ""), ("2", "audit", "")]);
        assert_eq!(heard.read_now(&first), ToRead::Whole);
        assert_eq!(heard.read_now(&first), ToRead::Nothing);
        assert_eq!(heard.read_now(&more), ToRead::New(vec![0]));
        assert_eq!(heard.read_now(&first), ToRead::Nothing);
        assert_eq!(heard.read_now(&more), ToRead::Nothing);
        assert_eq!(heard.read_now(&menu(&[("1", "go on", "")])), ToRead::Whole);
    }

    #[test]
    fn a_choice_that_says_something_else_now_is_read_each_time() {
        let mut heard = HeardMenus::default();
        let state = |is| menu(&[("1", "Foreword", is), ("2", "Context", "open"), ("3", "Review", "open")]);
        assert_eq!(heard.read_now(&state("open")), ToRead::Whole);
        for is in ["given", "open", "given"] {
            assert_eq!(heard.read_now(&state(is)), ToRead::New(vec![0]), "{is}");
        }
    }

    #[test]
    fn a_list_of_tasks_is_read_whole_each_time() {
        let mut heard = HeardMenus::default();
        let tasks = ChoiceRequest {
            layout: ChoiceLayout::TwoLines,
            ..menu(&[("1", "Roles", "2 of 3 open")])
        };
        assert_eq!(heard.read_now(&tasks), ToRead::Whole);
        assert_eq!(heard.read_now(&tasks), ToRead::Whole);
    }
}
