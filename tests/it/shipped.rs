//! The shipped checklists, and every figure that is said of them.

use assure::checklist::{self, AnswerKind, KEY_MINUTES, Library, Status, library, lineage, shared};

use crate::harness::{Place, project, root};

#[test]
fn the_index_agrees_with_the_files() {
    let mut files: Vec<String> = std::fs::read_dir(root().join("checklists"))
        .unwrap()
        .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|n| {
            n.ends_with(".toml")
                && !["themes.toml", "topics.toml", "glossary.toml", "indicators.toml"].contains(&n.as_str())
        })
        .collect();
    files.sort();
    let mut named: Vec<String> = library::SHIPPED
        .iter()
        .map(|s| format!("{}-{}.toml", s.id, s.edition))
        .collect();
    named.sort();
    assert_eq!(named, files, "every file is shipped and every shipped one is a file");
    for s in library::SHIPPED {
        let text = project(&format!("checklists/{}-{}.toml", s.id, s.edition));
        let c = checklist::parse(&text, &Library::shipped()).unwrap_or_else(|e| panic!("{}: {e:#?}", s.name()));
        let shipped = Library::shipped().edition(s.id, s.edition).unwrap();
        assert_eq!(*shipped, c, "{}: the program holds what the file says", s.name());
        assert_eq!(s.digest, c.digest(), "{}", s.name());
        let digests: Vec<&str> = c.questions().map(|q| q.digest()).collect();
        let known: Vec<&str> = s.question_digests.lines().collect();
        assert_eq!(known, digests, "{}", s.name());
        assert_eq!(
            (c.id.as_str(), c.edition, c.role, c.status, c.title.as_str()),
            (s.id, s.edition, s.role, s.status, s.title)
        );
        assert_eq!(
            (c.len(), c.key_count(), c.minutes),
            (s.questions, s.key, s.minutes),
            "{}",
            s.name()
        );
        assert_eq!(c.minutes_for(c.key_count()), s.key_minutes());
    }
}

#[test]
fn each_is_of_the_promised_size() {
    for s in library::SHIPPED {
        let c = Library::shipped().edition(s.id, s.edition).unwrap();
        assert!((40..=80).contains(&c.len()), "{} has {}", s.name(), c.len());
        assert!(
            (15..=20).contains(&c.key_count()),
            "{} has {} key",
            s.name(),
            c.key_count()
        );
        assert!(c.minutes_for(c.key_count()) <= KEY_MINUTES);
        assert!(c.questions().any(|q| q.critical));
        for edition in lineage::editions_named(c) {
            assert!(
                Library::shipped().edition(&c.id, edition).is_some(),
                "{} descends from {edition}, which is not shipped",
                s.name()
            );
        }
    }
}

#[test]
fn themes_are_valid_and_the_shared_list() {
    let themes = shared::parse_themes(&project("checklists/themes.toml")).unwrap();
    assert_eq!(themes, checklist::themes());
}

#[test]
fn topics_are_valid_and_the_shared_list() {
    let topics = shared::parse_topics(&project("checklists/topics.toml")).unwrap();
    assert_eq!(topics, checklist::topics());
    let place = Place::new();
    place.copy("checklists/topics.toml", "topics.toml");
    place.copy("checklists/themes.toml", "themes.toml");
    let said = place.run(&["check", "topics.toml", "themes.toml"]).quietly();
    assert!(
        said.contains(&format!("topics.toml: valid, {} topics", topics.len())),
        "{said}"
    );
    assert!(said.contains("themes.toml: valid, "), "{said}");
}

#[test]
fn every_shipped_one_can_be_shown_and_checked() {
    let place = Place::new();
    for s in library::SHIPPED {
        let name = s.name().to_string();
        let shown = place.run(&["show", &name]).quietly();
        let c = Library::shipped().resolve(&name).unwrap();
        for q in c.questions() {
            assert!(shown.contains(q.id.as_str()), "{}", q.id);
            place.copy(&format!("checklists/{}-{}.toml", s.id, s.edition), "c.toml");
        }
        let first = &c.questions().next().unwrap().id;
        assert!(
            place
                .run(&["show", &name, first.as_str()])
                .quietly()
                .contains("Why it matters")
        );
        assert!(place.run(&["check", "c.toml"]).quietly().contains("valid"));
    }
}

/// What the four leaders are compared by.
#[test]
fn the_themes_of_the_quartet_stand_in_all_four_current_editions() {
    let current: Vec<_> = library::SHIPPED
        .iter()
        .filter(|s| s.status == Status::Current)
        .collect();
    assert_eq!(current.len(), 4);
    for s in current {
        let c = Library::shipped().edition(s.id, s.edition).unwrap();
        for theme in [
            "voice",
            "workforce",
            "leadership",
            "performance-data",
            "partnership",
            "statutory-role",
            "appointment",
            "corporate-parenting",
            "send",
            "finance",
            "cases-and-complaints",
            "audit",
        ] {
            assert!(
                c.questions().any(|q| q.theme == theme),
                "{} asks nothing about {theme}",
                s.name()
            );
        }
    }
}

/// The 2026 editions are ours, and say what they are no substitute for.
#[test]
fn todays_editions_name_the_guidance_in_force() {
    for name in ["ce@2026", "lmcs@2026", "dcs@2026"] {
        let note = Library::shipped()
            .resolve(name)
            .unwrap()
            .note
            .as_deref()
            .unwrap_or_default();
        assert!(
            note.contains("April 2013")
                && note.contains("gov.uk/government/publications/directors-of-childrens-services"),
            "{name}: {note}"
        );
        assert!(note.contains("no substitute"), "{name}: {note}");
    }
}

#[test]
fn every_shipped_one_can_be_answered_from_the_first_question_to_the_report() {
    for s in library::SHIPPED {
        let c = Library::shipped().resolve(&s.name().to_string()).unwrap();
        let mut lines = vec!["Northmoor".to_owned(), String::new(), String::new()];
        lines.extend(c.contexts.iter().map(|_| "n".to_owned()));
        let (mut asked, mut earned) = (0, 0);
        // The task list; each section's answers, and all of them, to look through.
        lines.push(String::new());
        for section in &c.sections {
            let before = asked;
            for q in section.questions.iter().filter(|q| q.only_if.is_none()) {
                asked += 1;
                let yes_no = q.answer == AnswerKind::YesNo;
                if asked % 8 == 1 {
                    // Rated, with nothing more to say.
                    lines.extend([if yes_no { "y" } else { "2" }.to_owned(), String::new(), "0".to_owned()]);
                    earned += if yes_no { 3 } else { 2 } * q.weight;
                } else {
                    lines.extend(["na".to_owned(), "Not here.".to_owned(), ".".to_owned()]);
                }
            }
            if asked > before {
                lines.push(String::new());
            }
        }
        lines.push(String::new());
        lines.push("f\n".to_owned());
        let place = Place::new();
        let name = s.name().to_string();
        let ran = place
            .run_with(
                &["run", &name, "--plain", "--file", "a.toml", "--format", "json"],
                &lines.join("\n"),
                &[],
            )
            .exits(0);
        assert!(ran.err.contains(&format!("Question {asked} of {asked}")), "{}", ran.err);
        let report: serde_json::Value = serde_json::from_str(&place.read("a.json")).unwrap();
        assert_eq!(
            (
                report["overall"]["asked"].as_u64(),
                report["overall"]["earned"].as_u64()
            ),
            (Some(asked), Some(u64::from(earned))),
            "{name}"
        );
        assert_eq!(report["complete"], true, "{name}");
    }
}
