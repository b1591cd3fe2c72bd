//! The shipped checklists, and every figure that is said of them.

use assure::checklist::{self, KEY_MINUTES, Library, library, lineage};

use crate::harness::{Place, project, root};

#[test]
fn the_index_agrees_with_the_files() {
    let mut files: Vec<String> = std::fs::read_dir(root().join("checklists"))
        .unwrap()
        .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|n| n.ends_with(".toml") && n != "themes.toml" && n != "glossary.toml")
        .collect();
    files.sort();
    let mut named: Vec<String> = library::SHIPPED
        .iter()
        .map(|s| format!("{}-{}.toml", s.id, s.edition))
        .collect();
    named.sort();
    assert_eq!(named, files, "every file is shipped and every shipped one is a file");
    for s in library::SHIPPED {
        assert_eq!(s.text, project(&format!("checklists/{}-{}.toml", s.id, s.edition)));
        let c = checklist::parse(s.text, &Library::shipped()).unwrap_or_else(|e| panic!("{}: {e:#?}", s.name()));
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
        let c = checklist::parse(s.text, &Library::empty()).unwrap();
        assert!((40..=70).contains(&c.len()), "{} has {}", s.name(), c.len());
        assert!(
            (15..=20).contains(&c.key_count()),
            "{} has {} key",
            s.name(),
            c.key_count()
        );
        assert!(c.minutes_for(c.key_count()) <= KEY_MINUTES);
        assert!(c.questions().any(|q| q.critical));
        for edition in lineage::editions_named(&c) {
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
    let themes = library::parse_themes(&project("checklists/themes.toml")).unwrap();
    assert_eq!(themes, library::themes());
}

#[test]
fn every_shipped_one_can_be_shown_and_checked() {
    let place = Place::new();
    for s in library::SHIPPED {
        let name = s.name().to_string();
        let shown = place.run(&["show", &name]).quietly();
        let c = Library::shipped().resolve(&name).unwrap();
        for q in c.questions() {
            assert!(shown.contains(&q.id), "{}", q.id);
            place.copy(&format!("checklists/{}-{}.toml", s.id, s.edition), "c.toml");
        }
        let first = &c.questions().next().unwrap().id;
        assert!(place.run(&["show", &name, first]).quietly().contains("Why it matters"));
        assert!(place.run(&["check", "c.toml"]).quietly().contains("valid"));
    }
}
