//! Forms as text: what a person does to them, and what they are told.

use crate::harness::{Place, Ran};

/// A folder with an empty form.
fn place() -> Place {
    let place = Place::new();
    place.run(&["form", "ce", "-o", "f.md"]).exits(0);
    place
}

/// The first piece of a text changed; a field's name where it begins a line, not where the instructions have it.
fn first(text: &str, from: &str, to: &str) -> String {
    let line = if from.ends_with(':') { "\n" } else { "" };
    let from = format!("{line}{from}");
    assert!(text.contains(&from), "{from}");
    text.replacen(&from, &format!("{line}{to}"), 1)
}

/// Fills the form by replacing pieces of it, and reads it.
fn import(place: &Place, replace: &[(&str, &str)], more: &[&str]) -> Ran {
    let mut text = place.read("f.md");
    for (from, to) in replace {
        text = first(&text, from, to);
    }
    place.put("g.md", text);
    let args: Vec<&str> = ["import", "g.md", "--file", "a.toml"]
        .into_iter()
        .chain(more.iter().copied())
        .collect();
    place.run(&args)
}

#[test]
fn ratings_are_taken_as_people_write_them() {
    for (said, wanted) in [
        ("2", "rating = 2"),
        ("2 - established", "rating = 2"),
        ("2 – Established", "rating = 2"),
        ("2, established", "rating = 2"),
        ("ESTABLISHED", "rating = 2"),
        ("0 (not in place)", "rating = 0"),
        ("don’t know", "state = \"dont-know\""),
        ("Don't know", "state = \"dont-know\""),
    ] {
        let place = place();
        import(&place, &[("Rating:", &format!("Rating: {said}"))], &[]).exits(0);
        assert!(place.read("a.toml").contains(wanted), "{said}");
    }
    for (said, why) in [
        ("4", "`4` is no rating"),
        ("2 - embedded", "no rating"),
        ("yes", "`yes` is no rating"),
        ("good", "no rating"),
        ("not applicable", "without a reason"),
        ("2\n3", "no rating"),
    ] {
        let place = place();
        import(&place, &[("Rating:", &format!("Rating: {said}"))], &[])
            .exits(2)
            .says(&[why, "g.md:", "help:"]);
        assert!(!place.at("a.toml").exists(), "{said}");
    }
    for (said, wanted) in [("Yes", 3), ("no", 0)] {
        let place = place();
        import(&place, &[("Yes or no:", &format!("Yes or no: {said}"))], &[]).exits(0);
        assert!(place.read("a.toml").contains(&format!("rating = {wanted}")));
    }
    import(&place(), &[("Yes or no:", "Yes or no: 2")], &[])
        .exits(2)
        .says(&["answers no question of fact"]);
}

#[test]
fn days_are_british_and_mean_the_same_on_any_day() {
    let fill = |date: &str| {
        let place = place();
        let ran = import(
            &place,
            &[
                ("Rating:", "Rating: 1"),
                ("Evidence kind:", "Evidence kind: Children and families"),
                ("Evidence text:", "Evidence text: Ten said so"),
                ("Evidence date:", &format!("Evidence date: {date}")),
            ],
            &[],
        );
        (place, ran)
    };
    for date in [
        "3/4/2026",
        "3 April 2026",
        "03.04.26",
        "Friday 3 April 2026",
        "2026-04-03",
    ] {
        let (place, ran) = fill(date);
        ran.exits(0);
        assert!(place.read("a.toml").contains("date = 2026-04-03"), "{date}");
    }
    for date in [
        "yesterday",
        "last Friday",
        "3 April",
        "in 3 weeks",
        "4/31/2026",
        "31 June 2026",
        "Monday 3 April 2026",
        "soon",
    ] {
        let (place, ran) = fill(date);
        ran.exits(2).says(&["error[date]", "write day, month and year"]);
        assert!(!place.at("a.toml").exists(), "{date}");
    }
}

#[test]
fn everything_that_cannot_be_read_is_told_at_once_and_nothing_is_written() {
    let place = place();
    let ran = import(
        &place,
        &[
            ("Municipal year: 2026-27", "Municipal year: 2026"),
            ("Answer:", "Answer: perhaps"),
            (
                "### [fact shared-dcs]",
                "### [fact shared-dc] x\n\nAnswer: yes\n\n### [fact shared-dcs]",
            ),
            ("Rating:", "Rating: 7"),
            ("Finding:", "Finding: fine\nFinding: twice"),
            ("Evidence text:", "Evidence text: without a kind"),
            ("Action owner:", "Action owner: nobody does nothing"),
            ("[childrens-rights-understood]", "[childrens-rights-understod]"),
        ],
        &[],
    )
    .exits(2);
    ran.says(&[
        "`2026` is no period",
        "`perhaps` is neither yes nor no",
        "`shared-dc` is no fact of ce@2026",
        "did you mean `shared-dcs`?",
        "`7` is no rating",
        "`Finding` stands twice",
        "does not say of what kind",
        "does not say what will be done",
        "did you mean `childrens-rights-understood`?",
        "errors in `g.md`; the file was left untouched",
    ]);
    assert!(!place.at("a.toml").exists());
}

#[test]
fn text_that_belongs_nowhere_and_headings_of_ones_own_are_told() {
    let place = place();
    import(&place, &[("Rating:", "What we know is this.\nRating: 1")], &[])
        .exits(2)
        .says(&["belongs to no field", "g.md:"]);
    for line in ["# Our view", "## Our view", "### Our view"] {
        import(&place, &[("Finding:", &format!("Finding: as follows\n{line}"))], &[])
            .exits(2)
            .says(&["`Our view` is no heading of this form", "backslash"]);
        // With a backslash it is a person's own line.
        import(
            &place,
            &[("Finding:", &format!("Finding: as follows\n\\{line}\nand on"))],
            &["--replace"],
        )
        .exits(0);
        assert!(place.read("a.toml").contains(&format!("as follows\n{line}\nand on")));
    }
}

#[test]
fn what_editors_do_to_a_text_does_no_harm() {
    let place = place();
    let text = place.read("f.md");
    // Windows line ends, a byte order mark, bold names, lists, blanks at the end of lines, escaped brackets, no seal.
    let worked = first(&text, "Rating:", "**Rating:** 2  ");
    let worked = first(&worked, "Finding:", "- **Finding**: We know.  \n\n  It is so.")
        .replace("### [follows", "### \\[follows")
        .replace('\n', "\r\n");
    let worked = format!("\u{feff}{}", worked.split("<!-- made by").next().unwrap());
    place.put("g.md", worked);
    place.run(&["import", "g.md", "--file", "a.toml"]).exits(0);
    let answers = place.read("a.toml");
    assert!(
        answers.contains("rating = 2") && answers.contains("We know.  \n\n  It is so."),
        "{answers}"
    );
    // A block taken out is a question left open.
    let (before, rest) = text.split_once("### [childrens-rights-understood]").unwrap();
    let behind = rest.split_once("\n### [").unwrap().1;
    place.put("g.md", first(&format!("{before}### [{behind}"), "Rating:", "Rating: 1"));
    place
        .run(&["import", "g.md", "--file", "b.toml"])
        .exits(0)
        .says(&["1 answer taken, 78 left open"]);
}

#[test]
fn the_same_question_twice_is_told_and_an_empty_copy_is_not() {
    let place = place();
    let text = first(&place.read("f.md"), "Rating:", "Rating: 1");
    let block = text.split("\n### [").nth(5).unwrap();
    let copy = format!("\n### [{block}");
    assert!(block.starts_with("follows-statutory-guidance") && block.contains("Rating: 1"));
    let body = text.split("\n<!-- made").next().unwrap();
    place.put("g.md", format!("{body}{copy}"));
    place
        .run(&["import", "g.md", "--file", "a.toml"])
        .exits(2)
        .says(&["`follows-statutory-guidance` is answered a second time"]);
    place.put("g.md", format!("{body}{}", copy.replace("Rating: 1", "Rating:")));
    place.run(&["import", "g.md", "--file", "a.toml"]).exits(0);
}

#[test]
fn what_stands_already_is_changed_only_where_that_is_said() {
    let place = place();
    import(
        &place,
        &[("Rating:", "Rating: 1"), ("Filled in by:", "Filled in by: Pat")],
        &[],
    )
    .exits(0);
    let before = place.read("a.toml");
    import(&place, &[("Rating:", "Rating: 2")], &[])
        .exits(2)
        .says(&["follows-statutory-guidance (stands: 1; given: 2)", "--replace"]);
    import(&place, &[("Rating:", "Rating: 1"), ("Answer:", "Answer: no")], &[]).exits(0);
    import(&place, &[("Rating:", "Rating: 1"), ("Answer:", "Answer: yes")], &[])
        .exits(2)
        .says(&["states the fact trust as yes, and no stands already"]);
    assert!(before.contains("name = \"Pat\""));
    import(
        &place,
        &[
            ("Rating:", "Rating: 2"),
            ("Filled in by:", "Filled in by: Chris\nPost: Deputy\nPost:"),
        ],
        &["--replace"],
    )
    .exits(0)
    .says(&["1 of them in the place of another"]);
    let after = place.read("a.toml");
    // Whose answer it is, where it is not the assessor's.
    assert!(
        after.contains("rating = 2\nby = \"Chris\"") || after.contains("by = \"Chris, Deputy\""),
        "{after}"
    );
    assert!(after.contains("name = \"Pat\""));
    // Approved answers stay, unless that is said too.
    place
        .run(&["approve", "a.toml", "--name", "Ann", "--post", "Leader"])
        .exits(0);
    import(&place, &[("Rating:", "Rating: 3")], &["--replace"])
        .exits(2)
        .says(&["are approved", "--change-approved"]);
    import(&place, &[("Rating:", "Rating: 3")], &["--replace", "--change-approved"]).exits(0);
}

#[test]
fn several_forms_are_put_together_and_contradictions_are_told() {
    let place = place();
    let text = place.read("f.md");
    let parts: Vec<&str> = text.splitn(3, "\nRating:").collect();
    let form = |who: &str, first: &str, second: &str| {
        format!(
            "{}\nRating: {first}{}\nRating: {second}{}",
            parts[0], parts[1], parts[2]
        )
        .replacen("Filled in by:", &format!("Filled in by: {who}"), 1)
    };
    place
        .put("one.md", form("Pat", "1", ""))
        .put("two.md", form("Chris", "1", "2"))
        .put("three.md", form("Kim", "3", "0"));
    place
        .run(&["import", "one.md", "two.md", "--file", "a.toml"])
        .exits(0)
        .says(&[
            "one.md: 1 answer taken, 79 left open",
            "two.md: 1 answer taken, 1 there already, 78 left open",
        ]);
    let answers = place.read("a.toml");
    assert!(
        answers.contains("name = \"Pat\"") && answers.matches("by = \"Chris\"").count() == 1,
        "{answers}"
    );
    place
        .run(&[
            "import",
            "one.md",
            "two.md",
            "three.md",
            "--file",
            "b.toml",
            "--replace",
        ])
        .exits(2)
        .says(&[
            "contradict each other",
            "follows-statutory-guidance (one.md: 1; three.md: 3)",
            "childrens-rights-understood (two.md: 2; three.md: 0)",
            "nothing was written",
        ]);
    assert!(!place.at("b.toml").exists());
}

#[test]
fn a_form_of_another_edition_or_year_is_refused() {
    let place = place();
    place.run(&["form", "ce@2022", "-o", "old.md"]).exits(0);
    let old = first(&place.read("old.md"), "Rating:", "Rating: 1");
    place.put("old.md", &old);
    import(&place, &[("Rating:", "Rating: 1")], &[]).exits(0);
    place.run(&["import", "old.md", "--file", "a.toml"]).exits(2).says(&[
        "`old.md` is a form of ce@2022, not of ce@2026",
        "assure import old.md --file ce-2022.toml",
        "assure upgrade ce-2022.toml --to 2026",
    ]);
    // And what it says to do works.
    place.run(&["import", "old.md", "--file", "ce-2022.toml"]).exits(0);
    place.run(&["upgrade", "ce-2022.toml", "--to", "2026"]).exits(0);
    import(
        &place,
        &[
            ("Municipal year: 2026-27", "Municipal year: 2025-26"),
            ("Rating:", "Rating: 1"),
        ],
        &[],
    )
    .exits(2)
    .says(&["is for 2025-26", "for 2026-27"]);
    import(&place, &[("Form: 1 ", "Form: 2 "), ("Rating:", "Rating: 1")], &[])
        .exits(2)
        .says(&["format 2", "newer assure"]);
    // Made before the questions were worded otherwise.
    let reworded = [
        ("ref fe41a848556a", "ref 000000000000"),
        ("sha256:30f5", "sha256:00f5"),
        ("Rating:", "Rating: 1"),
    ];
    import(&place, &reworded, &[])
        .exits(2)
        .says(&["reworded", "follows-statutory-guidance", "--accept-changed"]);
    import(&place, &reworded, &["--accept-changed"]).exits(0);
}

#[test]
fn toml_and_json_are_read_as_answers_are() {
    let place = place();
    place
        .put(
            "x.toml",
            "checklist = \"ce\"\nedition = 2026\n[answer.follows-statutory-guidance]\nrating = 1\n",
        )
        .put(
            "x.json",
            "{\"answer\": {\"childrens-rights-understood\": {\"rating\": 2}}}",
        )
        .put("bad.toml", "[answer.follows-statutory-guidnce]\nrating = 1\n")
        .put("bad.md", first(&place.read("f.md"), "Rating:", "Rating: 9"));
    place
        .run(&["import", "x.toml", "x.json", "--file", "a.toml"])
        .exits(0)
        .says(&["x.toml: 1 answer taken", "x.json: 1 answer taken"]);
    // What is wrong with all of them is told together.
    place
        .run(&["import", "bad.toml", "bad.md", "--file", "b.toml", "--checklist", "ce"])
        .exits(2)
        .says(&[
            "bad.toml:1",
            "follows-statutory-guidance",
            "bad.md:",
            "`9` is no rating",
        ]);
    assert!(!place.at("b.toml").exists());
    place
        .run(&["import", "x.json", "--file", "c.toml"])
        .exits(2)
        .says(&["which checklist", "--checklist"]);
    place
        .run(&["import", "x.toml", "--file", "c.xlsx"])
        .exits(2)
        .says(&["c.xlsx", ".toml"]);
}

#[test]
fn what_looks_like_personal_data_is_said() {
    let place = place();
    import(
        &place,
        &[("Finding:", "Finding: Born 12/03/2014, a child of ours.")],
        &[],
    )
    .exits(0)
    .says(&["1 text looks like personal data", "assure check a.toml"]);
    import(
        &place,
        &[("Rating:", "Rating: 1"), ("Finding:", "Finding: All well.")],
        &["--replace", "--quiet"],
    )
    .exits(0);
}

#[test]
fn files_that_are_no_forms_are_refused_in_words() {
    let place = place();
    place
        .put("empty.md", " \n")
        .put("utf16.md", [0xff, 0xfe, b'x', 0])
        .put("latin.md", b"Form: \xe9".as_slice());
    for (name, why) in [
        ("empty.md", "`empty.md` is empty"),
        ("utf16.md", "UTF-16"),
        ("latin.md", "latin.md:1:7: not UTF-8"),
        ("gone.md", "there is no file `gone.md`"),
    ] {
        place.run(&["import", name, "--file", "a.toml"]).exits(2).says(&[why]);
    }
    assert!(!place.at("a.toml").exists());
    place.put("huge.md", vec![b'x'; (16 << 20) + 1]);
    place
        .run(&["import", "huge.md", "--file", "a.toml"])
        .exits(2)
        .says(&["larger than 16 MiB"]);
}
