//! What is promised of the content of the current editions, over all four roles together.

use std::collections::{BTreeMap, BTreeSet};

use assure::checklist::{self, Checklist, KEY_MINUTES, Library, Question, SourceId, Status, library};

fn parsed(wanted: impl Fn(&library::Shipped) -> bool) -> Vec<Checklist> {
    library::SHIPPED
        .iter()
        .filter(|s| wanted(s))
        .filter_map(|s| Library::shipped().edition(s.id, s.edition).cloned())
        .collect()
}

/// One a role.
fn current() -> Vec<Checklist> {
    let all = parsed(|s| s.status == Status::Current);
    assert_eq!(all.len(), 4);
    all
}

/// Every fault at once: whoever mends a checklist wants the whole list.
fn none(what: &str, faults: &[String]) {
    assert!(faults.is_empty(), "{what}:\n{}", faults.join("\n"));
}

fn each(check: impl Fn(&Checklist, &Question) -> Option<String>) -> Vec<String> {
    let mut faults = Vec::new();
    for c in current() {
        for q in c.questions() {
            faults.extend(check(&c, q).map(|f| format!("{} {}: {f}", c.name(), q.id)));
        }
    }
    faults
}

/// Which roles ask about a topic, and under which themes.
fn by_topic(all: &[Checklist]) -> BTreeMap<&str, BTreeMap<&str, BTreeSet<&str>>> {
    let mut found: BTreeMap<&str, BTreeMap<&str, BTreeSet<&str>>> = BTreeMap::new();
    for t in checklist::topics() {
        found.insert(t.id.as_str(), BTreeMap::new());
    }
    for c in all {
        for q in c.questions() {
            for t in &q.topic {
                let roles = found.entry(t.as_str()).or_default();
                roles.entry(c.id.as_str()).or_default().insert(q.theme.as_str());
            }
        }
    }
    found
}

#[test]
fn a_run_takes_no_longer_than_promised() {
    for c in current() {
        let name = c.name();
        assert!(c.len() <= 80, "{name} has {} questions", c.len());
        assert!(c.key_count() <= 20, "{name} has {} key questions", c.key_count());
        assert!(c.minutes_for(c.key_count()) <= KEY_MINUTES, "{name}: the key run");
        // One to one and a half minutes a question: read, think, rate, note.
        let each = f64::from(c.minutes) / c.len() as f64;
        assert!((1.0..=1.5).contains(&each), "{name}: {each} minutes a question");
    }
}

#[test]
fn a_hard_expectation_is_in_the_key_run_or_says_why_not() {
    none(
        "critical, neither key nor explained",
        &each(|_, q| (q.critical && !q.key && q.not_key_because.is_none()).then(String::new)),
    );
}

#[test]
fn each_question_names_its_inspection_area() {
    none("no area", &each(|_, q| q.area.is_none().then(String::new)));
}

/// One thing can be rated 0 to 3; a feeling or a guess cannot. Only a hard expectation may ask for all: no case without a worker.
#[test]
fn no_question_asks_for_a_feeling_a_guess_or_the_impossible() {
    const FEELINGS: &[&str] = &[
        "are you satisfied",
        "are you confident",
        "have you satisfied yourself",
        "would you",
    ];
    const ALL: &[&str] = &["every child ", "each child ", " always "];
    none(
        "not to be rated",
        &each(|_, q| {
            let text = q.text.to_lowercase();
            let all = if q.critical { &[] } else { ALL };
            let found = FEELINGS.iter().chain(all).find(|a| text.contains(**a));
            (found.is_some() || text.starts_with("would ")).then(|| q.text.clone())
        }),
    );
}

#[test]
fn each_question_can_be_answered_with_something_to_show() {
    none(
        "2 to 4 to look for, 1 to 3 warning signs",
        &each(|_, q| {
            let (shown, warned) = (q.look_for.len(), q.warning_signs.len());
            (!(2..=4).contains(&shown) || !(1..=3).contains(&warned))
                .then(|| format!("{shown} to look for, {warned} warning signs"))
        }),
    );
}

#[test]
fn every_topic_sets_roles_side_by_side() {
    let all = current();
    let topics = by_topic(&all);
    let alone: Vec<String> = topics
        .iter()
        .filter(|(_, roles)| roles.len() < 2)
        .map(|(t, roles)| format!("{t}: {:?}", roles.keys().collect::<Vec<_>>()))
        .collect();
    none("asked of fewer than two roles", &alone);
    assert!(topics.len() >= 36, "{} topics", topics.len());
    let short: Vec<&&str> = topics.iter().filter(|(_, r)| r.len() < 4).map(|(t, _)| t).collect();
    let four = topics.len() - short.len();
    assert!(four >= 30, "{four} topics are asked of all four; not so: {short:?}");
}

/// Else the report by theme would keep apart what the topic brings together.
#[test]
fn a_topic_stands_under_one_theme_that_all_its_roles_share() {
    let all = current();
    let apart: Vec<String> = by_topic(&all)
        .into_iter()
        .filter(|(_, roles)| {
            let mut sets = roles.values();
            let first = sets.next().cloned().unwrap_or_default();
            !roles.is_empty() && sets.fold(first, |a, b| &a & b).is_empty()
        })
        .map(|(t, roles)| format!("{t}: {roles:?}"))
        .collect();
    none("no theme in common", &apart);
}

#[test]
fn a_topic_asks_one_plain_question_under_a_title_that_reads_well() {
    for t in checklist::topics() {
        assert!(t.asks.ends_with('?') && t.asks.matches('?').count() == 1, "{}", t.id);
        for short in ["Send", "Icb", "Dcs", "Lmcs"] {
            assert!(t.title.split(' ').all(|w| w != short), "{}: {}", t.id, t.title);
        }
    }
}

/// The same in every shipped checklist, so that two reports cite the same document in the same words.
#[test]
fn one_document_has_one_id_title_publisher_and_date() {
    let mut known: BTreeMap<SourceId, (String, String, String, String)> = BTreeMap::new();
    let mut ids: BTreeMap<(String, String), (SourceId, String)> = BTreeMap::new();
    let mut faults = Vec::new();
    for c in parsed(|_| true) {
        let name = c.name().to_string();
        for s in &c.sources {
            let said = (s.title.clone(), s.publisher.clone(), s.date.clone(), name.clone());
            let first = known.entry(s.id.clone()).or_insert_with(|| said.clone());
            if (&first.0, &first.1, &first.2) != (&said.0, &said.1, &said.2) {
                faults.push(format!("{}: {said:?} but {first:?}", s.id));
            }
            let document = (s.title.to_lowercase(), s.date.to_lowercase());
            let first = ids.entry(document).or_insert_with(|| (s.id.clone(), name.clone()));
            if first.0 != s.id {
                faults.push(format!(
                    "`{}` is {} in {name} and {} in {}",
                    s.title, s.id, first.0, first.1
                ));
            }
        }
    }
    none("one document, several names", &faults);
}

/// A reader must be able to find the place.
#[test]
fn a_locator_leads_to_a_place() {
    const NOWHERE: &[&str] = &[
        "the", "a", "its", "of", "in", "full", "whole", "page", "article", "minute", "guide", "document", "text",
        "note", "report", "all",
    ];
    let mut faults = Vec::new();
    for c in parsed(|_| true) {
        for q in c.questions() {
            for s in &q.source {
                let locator = s.locator.to_lowercase();
                let mut words = locator.split(|l: char| !l.is_alphanumeric()).filter(|w| !w.is_empty());
                if words.all(|w| NOWHERE.contains(&w)) {
                    faults.push(format!("{} {}: {} `{}`", c.name(), q.id, s.id, s.locator));
                }
            }
        }
    }
    none("locators that lead nowhere", &faults);
}

/// The self-assessment is what a leader makes with this program; the self-evaluation is the council's paper for Ofsted.
#[test]
fn self_evaluation_and_self_assessment_are_not_mixed() {
    none(
        "self-assessment in place of self-evaluation",
        &each(|_, q| {
            [&q.text, &q.why]
                .into_iter()
                .chain(&q.look_for)
                .chain(&q.warning_signs)
                .chain(&q.indicators)
                .find(|t| t.to_lowercase().replace(' ', "-").contains("self-assessment"))
                .cloned()
        }),
    );
    let met = |text: &str| -> Vec<String> {
        assure::glossary::terms_in(text)
            .iter()
            .map(|t| t.term.clone())
            .collect()
    };
    assert_eq!(met("the self-evaluation"), ["self-evaluation"]);
    assert_eq!(met("the self-assessment"), ["self-assessment"]);
}

/// What one role must meet, the others must meet too.
#[test]
fn flags_agree_over_the_roles() {
    let all = current();
    for (topic, critical) in [
        ("test-of-assurance", true),
        ("second-tier", true),
        ("unregistered-placements", true),
        ("high-needs", false),
    ] {
        for c in &all {
            let mut about = c.questions().filter(|q| q.topic.iter().any(|t| t == topic)).peekable();
            if about.peek().is_some() {
                assert_eq!(about.any(|q| q.critical), critical, "{}: {topic}", c.name());
            }
        }
    }
}
