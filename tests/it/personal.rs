//! What looks like personal data of a child, and what does not; where it is said, and how it is settled.

use assure::assessment::personal::signs;

use crate::harness::Place;

#[test]
fn what_looks_like_personal_data() {
    for (text, what, piece) in [
        ("She was born 12/03/2014 in care", "a date of birth", "born 12/03/2014"),
        ("dob 12.3.14", "a date of birth", "dob 12.3.14"),
        ("DOB: 12-03-2014", "a date of birth", "DOB: 12-03-2014"),
        ("D.O.B. 12 March 2014", "a date of birth", "D.O.B. 12 March 2014"),
        (
            "date of birth: 12 March 2014",
            "a date of birth",
            "date of birth: 12 March 2014",
        ),
        (
            "Date of birth is 12th of March 2014",
            "a date of birth",
            "Date of birth is 12th of March 2014",
        ),
        (
            "born on Tuesday 4 Nov 2014",
            "a date of birth",
            "born on Tuesday 4 Nov 2014",
        ),
        ("born on March 12, 2014", "a date of birth", "born on March 12, 2014"),
        ("dob 2014-03-12", "a date of birth", "dob 2014-03-12"),
        ("dob 12032014", "a date of birth", "dob 12032014"),
        ("Child B, 12/03/2014 (dob)", "a date of birth", "12/03/2014 (dob"),
        ("birthday 1/9/2015", "a date of birth", "birthday 1/9/2015"),
        ("She lives in SO23 8UJ now", "a postcode", "SO23 8UJ"),
        ("at so23 8uj", "a postcode", "so23 8uj"),
        ("EC1A 1BB", "a postcode", "EC1A 1BB"),
        ("SO238UJ", "a postcode", "SO238UJ"),
        ("M1 1AE", "a postcode", "M1 1AE"),
        ("NHS number 943 476 5919", "an NHS number", "943 476 5919"),
        ("9434765919", "an NHS number", "9434765919"),
        ("943-476-5919", "an NHS number", "943-476-5919"),
        ("NHS no 943 476 5918", "an NHS number", "943 476 5918"),
        ("UPN H801200001001", "a unique pupil number", "H801200001001"),
        ("call her on 07700 900123", "a telephone number", "07700 900123"),
        ("+44 7700 900123", "a telephone number", "+44 7700 900123"),
        ("tel (01962) 555 123", "a telephone number", "01962) 555 123"),
        ("020 7946 0018", "a telephone number", "020 7946 0018"),
        ("ask mum@example.org.", "an e-mail address", "mum@example.org"),
        ("Case number 204417 waited", "a case number", "Case number 204417"),
        ("Jamie, aged 7, waited", "a child's name and age", "Jamie, aged 7"),
    ] {
        let found = signs(text);
        let found: Vec<(&str, &str)> = found.iter().map(|s| (s.what, &text[s.range.clone()])).collect();
        assert_eq!(found, [(what, piece)], "{text}");
    }
    let both = signs("Born 12/03/2014, of SO23 8UJ: jo@example.org");
    assert_eq!(
        both.iter().map(|s| s.what).collect::<Vec<_>>(),
        ["a date of birth", "a postcode", "an e-mail address"]
    );
}

#[test]
fn what_is_everywhere_in_such_texts_is_none() {
    for text in [
        "12/03/2026 audit",
        "Audit of 12 March 2026",
        "2026-27",
        "Children born between 1 April 2019 and 31 March 2020",
        "Children born before 12/03/2014",
        "born 1 September 2014 to 31 August 2015",
        "Babies born in 2025 were seen within 10 days",
        "The date of birth was missing in 12 of 40 records",
        "The plan was born in March",
        "Visits in SO23 and SO24",
        "Section 47 enquiries rose 12%",
        "s47 3rd quarter, E1 2nd row",
        "Children Act 1989, s17(10) and s20",
        "https://www.example.gov.uk/SO23%208UJ/9434765919?mail=a@example.org",
        "see www.example.org/07700900123",
        "Rated by 12 of 30 teams",
        "In 2026-27 we saw 1234567890 things",
        "£01234567890",
        "Childline 0800 1111, the council 0300 555 1386",
        "Children aged 7 wait longest",
        "The case number rose from 1200 to 1500",
        "01/02/2026, 02/03/2026, 03/04/2026",
        "Form 9 4 3 476 5919",
        "Q1 2nd, Q2 3rd: 14 to 17",
        "85% of 1,204 children @ week 6",
        "ce@2026",
        "Paragraphs 2.14.3 and 12.3.14",
    ] {
        assert_eq!(signs(text), [], "{text}");
    }
}

#[test]
fn any_text_is_taken() {
    for text in [
        "",
        "@",
        "a@",
        "é@ü.öö",
        "dob",
        "born",
        "12",
        "0",
        "+44",
        "SO23 ",
        "\u{a0}12\u{a0}3",
        "dob ٣/٤/٢٠١٥",
        "date of",
    ] {
        for sign in signs(text) {
            assert!(text.get(sign.range).is_some(), "{text}");
        }
    }
}

const ANSWERS: &str = "format = 1\nchecklist = \"ce\"\nedition = 2026\nperiod = \"2026-27\"\nstarted = 2026-11-01\nupdated = 2026-11-22\n\n\
    [answer.quartet-works]\nrating = 1\nfinding = \"One child, born 12/03/2014, waited.\"\n\n\
    [[answer.quartet-works.evidence]]\nkind = \"voice\"\ntext = \"Her mother, of SO23 8UJ\"\ndate = 2026-11-01\n";

/// What `check` says has to be added to confirm a text.
fn digest_of(place: &Place, what: &str) -> String {
    let json = place.run(&["check", "a.toml", "--format", "json"]).exits(0).out;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let problem = json[0]["problems"]
        .as_array()
        .unwrap()
        .iter()
        .find(|p| p["message"].as_str().unwrap().contains(what))
        .unwrap()
        .clone();
    assert_eq!(problem["severity"], "warning");
    let help = problem["help"].as_str().unwrap().to_owned();
    help.split("no_personal_data = [\"").nth(1).unwrap()[..12].to_owned()
}

#[test]
fn a_public_report_waits_until_each_place_is_settled() {
    let place = Place::new();
    place.put("a.toml", ANSWERS);
    let said = place.run(&["check", "a.toml"]).exits(0).out;
    for part in [
        "a.toml:10:",
        "a.toml:14:",
        "born 12/03/2014",
        "SO23 8UJ",
        "2 texts look like personal data",
    ] {
        assert!(said.contains(part), "`{part}` is not in: {said}");
    }
    for args in [
        &["report", "a.toml", "--public", "-o", "r.md"][..],
        &["report", "a.toml", "--public"],
        &["report", "a.toml", "--public", "--format", "json"],
        &["ce", "--no-input", "--file", "a.toml", "--public"],
        &["ce", "--no-input", "--answers", "a.toml", "--public"],
    ] {
        let ran = place
            .run(args)
            .exits(2)
            .says(&["born 12/03/2014", "SO23 8UJ", "assure check"]);
        assert_eq!(ran.out, "");
        assert_eq!(place.files(), ["a.toml"]);
    }
    place
        .run(&["report", "a.toml", "--public"])
        .exits(2)
        .says(&["a.toml:10:", "a.toml:14:"]);
    place.run(&["report", "a.toml"]).exits(0);
    // Confirmed for one place, the other is still there.
    let (birth, code) = (digest_of(&place, "born"), digest_of(&place, "SO23"));
    let confirm =
        |digests: &str| ANSWERS.replace("rating = 1\n", &format!("rating = 1\nno_personal_data = [{digests}]\n"));
    place.put("a.toml", confirm(&format!("\"{birth}\"")));
    let ran = place
        .run(&["report", "a.toml", "--public"])
        .exits(2)
        .says(&["SO23 8UJ"]);
    assert!(!ran.err.contains("born"), "{}", ran.err);
    let both = confirm(&format!("\"{birth}\", \"{code}\""));
    place.put("a.toml", &both);
    place.run(&["report", "a.toml", "--public"]).exits(0);
    assert!(!place.run(&["check", "a.toml"]).exits(0).out.contains("personal data"));
    // It is bound to the words.
    place.put("a.toml", both.replace("12/03/2014", "13/03/2014"));
    place
        .run(&["report", "a.toml", "--public"])
        .exits(2)
        .says(&["born 13/03/2014"]);
    // Kept private, it is withheld.
    place.put(
        "a.toml",
        ANSWERS.replace("rating = 1\n", "rating = 1\nprivate = true\n"),
    );
    let out = place.run(&["report", "a.toml", "--public"]).exits(0).out;
    assert!(!out.contains("2014") && !out.contains("SO23"), "{out}");
    // What the head says is printed too.
    place.put(
        "a.toml",
        confirm(&format!("\"{birth}\", \"{code}\"")).replace("period =", "break = \"Moved to SO23 8UJ\"\nperiod ="),
    );
    place
        .run(&["report", "a.toml", "--public"])
        .exits(2)
        .says(&["a.toml:4:", "break"]);
    let moved = digest_of(&place, "break");
    place.put(
        "a.toml",
        format!("no_personal_data = [\"{moved}\"]\n{}", place.read("a.toml")),
    );
    place.run(&["report", "a.toml", "--public"]).exits(0);
}

#[test]
fn last_years_texts_are_printed_too() {
    let place = Place::new();
    place.put("a.toml", ANSWERS);
    let clean = ANSWERS.replace("born 12/03/2014, ", "").replace(", of SO23 8UJ", "");
    place.put(
        "b.toml",
        clean
            .replace("2026-27", "2027-28")
            .replace("updated = 2026", "updated = 2027"),
    );
    place
        .run(&["report", "b.toml", "--previous", "a.toml", "--public"])
        .exits(2)
        .says(&["a.toml:10:", "born 12/03/2014"]);
    place.run(&["report", "b.toml", "--public"]).exits(0);
}

/// The head is asked for before anything else, and goes into the report like the rest.
#[test]
fn the_head_is_looked_at_when_it_is_typed_and_confirmed_there() {
    let place = Place::new();
    let typed = "Northmoor\n\nDirector of SO23 8UJ\nk\n";
    let ran = place
        .run_with(&["ce", "--plain", "--file", "a.toml"], typed, &[])
        .exits(0);
    assert!(ran.err.contains("This looks like a postcode: SO23 8UJ"), "{}", ran.err);
    assert!(place.read("a.toml").contains("post = \"Director of SO23 8UJ\""));
    place.run(&["report", "a.toml", "--public"]).exits(0);
    // Opened again and saved, it is still confirmed.
    place
        .run_with(&["ce", "--plain", "--file", "a.toml"], "n\n", &[])
        .exits(0);
    place.run(&["report", "a.toml", "--public"]).exits(0);
}
