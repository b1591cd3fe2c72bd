//! Mistakes on the command line, told in the words of whoever makes them, with a command that works when it is typed.

use crate::harness::Place;

/// The command that a hint or a tip gives.
#[track_caller]
fn offered<'t>(said: &'t str, before: &str) -> Vec<&'t str> {
    let line = said.lines().find_map(|l| l.split_once(before));
    let (_, command) = line.unwrap_or_else(|| panic!("nothing behind `{before}`: {said}"));
    command.split(' ').skip(1).collect()
}

/// A folder with the files of one council.
fn folder() -> Place {
    let place = Place::new();
    for name in ["quartet", "years", "people", "empty"] {
        std::fs::create_dir(place.at(name)).unwrap();
    }
    for role in ["ce", "dcs", "leader", "lmcs"] {
        let file = format!("{role}-2026-27.toml");
        place.copy(&format!("examples/quartet/{file}"), &format!("quartet/{file}"));
    }
    for year in ["2024-25", "2025-26", "2026-27"] {
        let file = format!("ce-{year}.toml");
        place.copy(&format!("examples/{file}"), &format!("years/{file}"));
    }
    for person in ["director", "night-manager"] {
        place.copy(
            &format!("examples/merge/{person}.toml"),
            &format!("people/{person}.toml"),
        );
    }
    place.copy("examples/own-checklist.toml", "own-checklist.toml");
    place
}

#[test]
fn a_number_of_jobs_says_what_it_is() {
    let place = Place::new();
    place.copy("examples/ce-2025-26-half.toml", "a.toml");
    for wrong in ["0", "x", "-1", "1.5", "", "99999999999999999999"] {
        let said = place.run(&["export", "--jobs", wrong, "a.toml"]).exits(2).err;
        assert!(
            said.contains("write how many files to read at the same time: 1 or more, such as 2."),
            "{wrong}: {said}"
        );
        for word in ["zero", "integer", "digit", "type", "parse"] {
            assert!(!said.contains(word), "{wrong}: {said}");
        }
    }
    place.run(&["export", "--jobs", "2", "a.toml"]).exits(0);
}

#[test]
fn what_was_left_out_is_shown_by_an_example() {
    let place = Place::new();
    for command in [
        "run", "show", "check", "score", "report", "pack", "form", "import", "diff", "approve", "comment", "merge",
        "upgrade", "schema", "trend", "quartet", "export",
    ] {
        let said = place.run(&["--color", "never", command]).exits(2).err;
        let example = offered(&said, "for example: ");
        assert_eq!(example[0], command, "{said}");
        // It has all that the command needs: whatever else is amiss is about the files, which are not there.
        let ran = place.run(&example);
        assert!(
            !ran.err.contains("required arguments") && !ran.err.contains("unexpected argument"),
            "{example:?}: {}",
            ran.err
        );
    }
    place.copy("examples/ce-2025-26-half.toml", "a.toml");
    place
        .run(&offered("for example: assure export . -o answers.csv", "for example: "))
        .exits(0);
    assert!(place.read("answers.csv").lines().count() > 10);
}

#[test]
fn a_folder_in_place_of_files_is_answered_with_its_files() {
    let place = folder();
    for (args, wanted) in [
        (
            &["quartet", "quartet"][..],
            "quartet quartet/ce-2026-27.toml quartet/dcs-2026-27.toml quartet/leader-2026-27.toml quartet/lmcs-2026-27.toml",
        ),
        (
            &["trend", "years"],
            "trend years/ce-2024-25.toml years/ce-2025-26.toml years/ce-2026-27.toml",
        ),
        (
            &["diff", "years", "years"],
            "diff years/ce-2025-26.toml years/ce-2026-27.toml",
        ),
        (
            &["merge", "people"],
            "merge people/director.toml people/night-manager.toml -o together.toml",
        ),
    ] {
        let said = place.run(args).exits(2).err;
        let command = offered(&said, "name the files in it: ");
        assert_eq!(command.join(" "), wanted, "{said}");
        place.run(&command).exits(0);
    }
    for (args, wanted) in [
        (
            &["quartet", "empty"][..],
            "hint: name files, and no folder, such as: assure quartet ce-2026-27.toml ",
        ),
        (
            &["upgrade", "years", "--to", "2026"],
            "hint: name a file in it, such as years/ce-2024-25.toml\n",
        ),
        (&["upgrade", "empty", "--to", "2026"], "hint: name a file in it\n"),
    ] {
        place.run(args).exits(2).says(&["is a folder", wanted]);
    }
}
