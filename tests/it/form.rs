//! Forms: made, filled in as a person would, and read back.

mod fill;
mod round_trip;
mod sheets;
mod text;

use crate::harness::{Place, project};

#[test]
fn a_form_is_made_in_the_format_that_its_name_asks_for() {
    let place = Place::new();
    for name in ["f.xlsx", "f.md", "f.txt"] {
        place
            .run(&["form", "ce", "-o", name])
            .exits(0)
            .says(&[&format!("Form: {name} (80 questions"), "assure import FORM --file"]);
    }
    assert_eq!(place.read("f.md"), place.read("f.txt"));
    assert!(place.read("f.md").starts_with("# Chief executive"));
    assert!(std::fs::read(place.at("f.xlsx")).unwrap().starts_with(b"PK"));
    // Without a name it is text, and goes on.
    assert_eq!(place.run(&["form", "ce"]).quietly(), place.read("f.md"));
    place
        .run(&["form", "ce", "-o", "f.pdf"])
        .exits(2)
        .says(&["f.pdf", ".xlsx", ".md"]);
    place
        .run(&["form", "ce", "-o", "f.md", "--format", "xlsx"])
        .exits(2)
        .says(&["not what `--format xlsx` writes"]);
    place.run(&["form", "nobody"]).exits(2).says(&["no checklist `nobody`"]);
}

#[test]
fn the_same_form_is_the_same_file_and_asks_what_is_asked_for() {
    let place = Place::new();
    for format in ["xlsx", "markdown"] {
        let make = |name: &str, more: &[&str]| {
            let args: Vec<&str> = ["form", "ce", "--format", format, "-o", name]
                .into_iter()
                .chain(more.iter().copied())
                .collect();
            place.run(&args).exits(0);
            std::fs::read(place.at(name)).unwrap()
        };
        assert!(make("one", &[]) == make("two", &["--today", "2026-12-24"]));
        assert!(make("three", &["--key"]) != make("one", &[]));
        for name in ["one", "two", "three"] {
            std::fs::remove_file(place.at(name)).unwrap();
        }
    }
    let key = place.run(&["form", "ce", "--key"]).quietly();
    let one = place.run(&["form", "ce", "--section", "voice"]).quietly();
    let questions = |text: &str| text.matches("\n### [").count() - text.matches("\n### [fact ").count();
    assert!((5..60).contains(&questions(&key)) && (2..20).contains(&questions(&one)));
    assert!(key.contains("of the 80 questions"));
    assert!(!one.contains("## Statutory roles"));
    place
        .run(&["form", "ce", "--section", "voyce"])
        .exits(2)
        .says(&["did you mean `voice`"]);
}

#[test]
fn a_form_that_somebody_fills_in_is_never_written_over() {
    let place = Place::new();
    for name in ["f.md", "f.xlsx"] {
        place.run(&["form", "ce", "-o", name]).exits(0);
        // Untouched, it can be made anew.
        place.run(&["form", "ce", "--key", "-o", name]).exits(0);
    }
    let text = place.read("f.md").replacen("\nRating:", "\nRating: 2", 1);
    place.put("f.md", &text);
    let filled = fill::workbook(&std::fs::read(place.at("f.xlsx")).unwrap(), |sheet| {
        sheet.put_first("Rating", fill::Typed::Number(2.0));
    });
    place.put("f.xlsx", &filled);
    for name in ["f.md", "f.xlsx"] {
        place
            .run(&["form", "ce", "-o", name])
            .exits(2)
            .says(&["is there already", "filled in", "--output"]);
    }
    assert_eq!(place.read("f.md"), text);
    assert!(std::fs::read(place.at("f.xlsx")).unwrap() == filled);
    // Nor what is no form at all.
    place.copy("examples/ce-2025-26.toml", "answers.md");
    place
        .run(&["form", "ce", "-o", "answers.md"])
        .exits(2)
        .says(&["holds answers"]);
}

#[test]
fn last_year_is_shown_beside_and_never_the_answer() {
    let place = Place::new();
    place.copy("examples/ce-2025-26.toml", "last.toml");
    let text = place.read("last.toml");
    let finding = "full council agreed in May 2024";
    assert!(text.contains(finding));
    let form = place.run(&["form", "ce", "--from", "last.toml"]).quietly();
    assert!(form.contains(finding) && form.contains("> In 2025-26: 2, established"));
    assert!(form.contains("Council: Northmoor Council\n"));
    // Read back as it is, nothing is answered by it.
    place.put("form.md", &form);
    place
        .run(&["import", "form.md", "--file", "a.toml"])
        .exits(2)
        .says(&["no question is answered in `form.md`"]);
    assert!(!place.at("a.toml").exists());
    // A private answer's texts go round in no form.
    let private = text.replacen("\nfinding = ", "\nprivate = true\nfinding = ", 1);
    place.put("last.toml", private);
    let form = place.run(&["form", "ce", "--from", "last.toml"]).quietly();
    assert!(!form.contains(finding) && form.contains("> In 2025-26: 2, established"));
    place
        .run(&["form", "ce", "--from", "last.toml", "--period", "2025-26"])
        .exits(2)
        .says(&["which is not before 2025-26"]);
    place
        .run(&["form", "ce", "--from", "last.toml", "--council", "Southmoor"])
        .exits(2)
        .says(&["two councils"]);
}

#[test]
fn a_form_of_a_checklist_of_ones_own_comes_back_with_it() {
    let place = Place::new();
    place.put("own.toml", project("examples/own-checklist.toml"));
    place.run(&["form", "own.toml", "-o", "f.md"]).exits(0);
    let text = place.read("f.md");
    let text = text.replacen("\nRating:", "\nRating: established", 1);
    place.put("f.md", text.replacen("\nAnswer:", "\nAnswer: no", 1));
    place
        .run(&["import", "f.md", "--file", "a.toml"])
        .exits(2)
        .says(&["out-of-hours", "--checklist PATH"]);
    place
        .run(&["import", "f.md", "--file", "a.toml", "--checklist", "own.toml"])
        .exits(0);
    let answers = place.read("a.toml");
    assert!(answers.contains("checklist_file = \"own.toml\"") && answers.contains("shared-service = false"));
    place.run(&["check", "a.toml"]).exits(0);
    // Now the answer file says which checklist it is.
    place
        .run(&["import", "f.md", "--file", "a.toml"])
        .exits(0)
        .says(&["0 answers taken, 1 there already, 3 left open"]);
}
