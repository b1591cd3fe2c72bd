//! Several people's answers put together, and two copies of one file: through the program.

use serde_json::Value as Json;

use crate::harness::{Place, Ran, project};

const THREE: [&str; 3] = ["director.toml", "night-manager.toml", "social-worker.toml"];

/// The three people of the example, with their checklist where they look for it.
fn three() -> Place {
    let place = Place::new();
    place.copy("examples/own-checklist.toml", "own.toml");
    for name in THREE {
        let text = project(&format!("examples/merge/{name}"));
        place.put(name, text.replace("../own-checklist.toml", "own.toml"));
    }
    place
}

/// A person's file: the head, and what else stands in it.
fn person(name: &str, rest: &str) -> String {
    let name = if name.is_empty() {
        String::new()
    } else {
        format!("[assessor]\nname = {}\n", toml::Value::from(name))
    };
    format!(
        "format = 1\nchecklist = \"out-of-hours\"\nedition = 2026\nchecklist_file = \"own.toml\"\ncouncil = \"Northmoor Council\"\n\
         period = \"2026-27\"\nstarted = 2026-11-02\nupdated = 2026-11-13\n{}\n{name}{}",
        rest.split("---\n").next().unwrap(),
        rest.split("---\n").nth(1).unwrap_or_default()
    )
}

fn place_with(people: &[(&str, &str, &str)]) -> Place {
    let place = Place::new();
    place.copy("examples/own-checklist.toml", "own.toml");
    for (file, name, rest) in people {
        place.put(file, person(name, &format!("---\n{rest}")));
    }
    place
}

fn json(text: &str) -> Json {
    serde_json::from_str(text).unwrap_or_else(|e| panic!("{e}: {text}"))
}

/// The account as data.
#[track_caller]
fn account(place: &Place, args: &[&str]) -> Json {
    let ran = place.run(&[&["merge", "--format", "json", "--quiet"], args].concat());
    json(&ran.exits(0).out)
}

/// An answer file as data.
fn answers(place: &Place, name: &str) -> Json {
    serde_json::to_value(toml::from_str::<toml::Value>(&place.read(name)).unwrap()).unwrap()
}

/// Refused, with these words, and nothing is written.
#[track_caller]
fn refused(place: &Place, args: &[&str], says: &[&str]) {
    let before = place.files();
    place.run(&[&["merge"], args].concat()).exits(2).says(says);
    assert_eq!(place.files(), before);
}

#[test]
fn what_all_gave_alike_is_agreed_and_nothing_is_averaged() {
    let place = three();
    let a = account(&place, &[THREE[0], THREE[1], THREE[2], "-o", "all.toml"]);
    assert_eq!(a["kind"], "assure-merge");
    for (what, n) in [
        ("questions", 4),
        ("agreed", 1),
        ("unresolved", 3),
        ("unanswered", 0),
        ("taken", 0),
    ] {
        assert_eq!(a[what], n, "{what}");
    }
    // The widest spread first: no and yes, then not in place and established, then developing and established.
    let spread: Vec<(&str, i64, &str)> = a["spread"]
        .as_array()
        .unwrap()
        .iter()
        .map(|q| {
            (
                q["id"].as_str().unwrap(),
                q["range"].as_i64().unwrap(),
                q["outcome"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        spread,
        [
            ("partner-has-records", 3, "unresolved"),
            ("duty-line-answered", 2, "unresolved"),
            ("handover-complete", 1, "unresolved"),
            ("placement-found-at-night", 0, "agreed"),
        ]
    );
    let file = answers(&place, "all.toml");
    let agreed = &file["answer"]["placement-found-at-night"];
    assert_eq!(agreed["rating"], 2);
    assert_eq!(
        agreed["finding"],
        "No child was moved again next day since June.\n\nThree carers are on call each night."
    );
    assert_eq!(agreed["evidence"][0]["text"], "The list of carers on call");
    let names: Vec<&str> = agreed["voice"]
        .as_array()
        .unwrap()
        .iter()
        .map(|v| v["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["A. Example", "B. Example", "C. Example"]);
    // 0 and 2 are not 1: there is no rating, and what was said stands with who said it.
    let open = &file["answer"]["duty-line-answered"];
    assert_eq!(
        (&open["rating"], &open["state"], &open["finding"]),
        (&Json::Null, &Json::Null, &Json::Null)
    );
    assert_eq!(open["voice"][0]["rating"], 2);
    assert_eq!(open["voice"][1]["rating"], 0);
    assert_eq!(
        open["voice"][1]["action"][0]["what"],
        "Count the calls that ring out, for a month"
    );
    assert_eq!(
        open["voice"][2],
        serde_json::json!({ "name": "C. Example" }),
        "who did not answer is kept, too"
    );
    // It counts as unanswered.
    let score = json(&place.run(&["report", "all.toml", "--format", "json"]).quietly());
    assert_eq!(score["overall"]["answered"], 1);
    let check = place.run(&["check", "all.toml"]).exits(0).out;
    assert!(
        check.contains("Unresolved between several voices: 3 questions"),
        "{check}"
    );
    let check = json(&place.run(&["check", "all.toml", "--format", "json"]).quietly());
    assert_eq!(
        check[0]["unresolved"],
        serde_json::json!(["duty-line-answered", "handover-complete", "partner-has-records"])
    );
    for name in THREE {
        let text = project(&format!("examples/merge/{name}")).replace("../own-checklist.toml", "own.toml");
        assert_eq!(place.read(name), text, "the people's own files stay as they are");
    }
}

#[test]
fn the_account_is_said_in_words() {
    let place = three();
    let ran = place.run(&["merge", THREE[0], THREE[1], THREE[2]]).exits(0);
    let plain = ran.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(plain.contains("3 established | established"), "{}", ran.out);
    assert!(plain.contains("1 no (B. Example), 1 yes (A. Example)"), "{}", ran.out);
    assert!(ran.err.contains("Nothing was written"), "{}", ran.err);
    assert_eq!(place.files().len(), 4);
    // On standard output the answers themselves; the account stands beside them.
    let ran = place.run(&["merge", THREE[0], THREE[1], "-o", "-"]).exits(0);
    place.put("piped.toml", &ran.out);
    place.run(&["check", "piped.toml"]).exits(0);
    assert!(ran.err.contains("Answers of 2 people"), "{}", ran.err);
    let html = place
        .run(&["merge", THREE[0], THREE[1], THREE[2], "--format", "html"])
        .exits(0)
        .out;
    assert!(html.contains("1 no (B. Example)"), "{html}");
}

#[test]
fn the_order_of_the_files_decides_nothing() {
    let place = three();
    let standing = |order: [usize; 3]| {
        let files = order.map(|i| THREE[i]);
        let a = account(&place, &files);
        let mut stands: Vec<String> = a["spread"]
            .as_array()
            .unwrap()
            .iter()
            .map(|q| format!("{} {} {} {}", q["id"], q["outcome"], q["state"], q["rating"]))
            .collect();
        stands.sort();
        stands
    };
    let first = standing([0, 1, 2]);
    for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        assert_eq!(standing(order), first, "{order:?}");
    }
}

#[test]
fn one_persons_answers_stand_where_they_were_given() {
    for who in ["b. example", "Night team manager", "night-manager.toml"] {
        let place = three();
        let a = account(&place, &[THREE[0], THREE[1], THREE[2], "--take", who, "-o", "all.toml"]);
        assert_eq!(
            (&a["taken"], &a["agreed"], &a["unresolved"]),
            (&3.into(), &1.into(), &0.into()),
            "{who}"
        );
        let file = answers(&place, "all.toml");
        let answer = &file["answer"]["placement-found-at-night"];
        // Words and all: the director's finding is in the voice alone.
        assert_eq!(answer["finding"], "Three carers are on call each night.");
        assert_eq!(answer["by"], "B. Example");
        assert_eq!(
            answer["voice"][0]["finding"],
            "No child was moved again next day since June."
        );
        assert_eq!(file["answer"]["handover-complete"]["state"], "dont-know");
    }
    // Who did not answer takes nothing from those who did.
    let place = three();
    let a = account(&place, &[THREE[0], THREE[1], THREE[2], "--take", "C. Example"]);
    assert_eq!((&a["taken"], &a["unresolved"]), (&1.into(), &2.into()));
    refused(
        &place,
        &[THREE[0], THREE[1], "--take", "Nobody", "-o", "all.toml"],
        &["nobody of `Nobody`", "A. Example, B. Example"],
    );
}

#[test]
fn what_differs_is_asked_about_and_may_be_left() {
    let ask = |lines: &str| {
        let place = three();
        let args = [
            "merge",
            THREE[0],
            THREE[1],
            THREE[2],
            "-o",
            "all.toml",
            "--interactive",
            "--plain",
        ];
        let ran = place.run_with(&args, lines, &[]).exits(0);
        let file = answers(&place, "all.toml");
        (ran, file)
    };
    // The first, skip, no.
    let (ran, file) = ask("1\ns\n2\n");
    ran.says(&[
        "Difference 1 of 3",
        "established (A. Example)",
        "Next: settle what is unresolved",
    ]);
    assert_eq!(file["answer"]["duty-line-answered"]["rating"], 2);
    assert_eq!(file["answer"]["handover-complete"]["rating"], Json::Null);
    assert_eq!(file["answer"]["partner-has-records"]["rating"], 0);
    // The end of the input leaves the rest.
    let (ran, file) = ask("2\n");
    ran.says(&["What was not settled is left unresolved"]);
    assert_eq!(file["answer"]["duty-line-answered"]["rating"], 0);
    assert_eq!(file["answer"]["partner-has-records"]["rating"], Json::Null);
    // Nobody to ask is told so, and nothing is written.
    refused(
        &three(),
        &[THREE[0], THREE[1], "-o", "all.toml", "--interactive"],
        &["no terminal", "--plain", "--take"],
    );
}

#[test]
fn what_does_not_belong_together_is_refused_by_name() {
    let place = three();
    let two = place.read(THREE[1]);
    for (from, to, says) in [
        ("period = \"2026-27\"", "period = \"2025-26\"", "it is of 2025-26"),
        (
            "council = \"Northmoor Council\"",
            "council = \"Southmoor\"",
            "`Southmoor`",
        ),
    ] {
        place.put("other.toml", two.replace(from, to));
        refused(
            &place,
            &[THREE[0], "other.toml", "-o", "all.toml"],
            &["`other.toml`", says],
        );
    }
    place.copy("examples/ce-2026-27.toml", "ce.toml");
    refused(
        &place,
        &[THREE[0], "ce.toml"],
        &["`ce.toml`", "ce@2026", "out-of-hours@2026"],
    );
    // Another edition of the same words, and other words of the same edition.
    let own = place.read("own.toml");
    place.put("later.toml", own.replace("edition = 2026", "edition = 2027"));
    place.put(
        "other.toml",
        two.replace("own.toml", "later.toml")
            .replace("edition = 2026", "edition = 2027"),
    );
    refused(
        &place,
        &[THREE[0], "other.toml"],
        &["`other.toml`", "out-of-hours@2027"],
    );
    place.put("twin.toml", own.replace("by nine", "by eight"));
    place.put("other.toml", two.replace("own.toml", "twin.toml"));
    refused(&place, &[THREE[0], "other.toml"], &["`other.toml`", "other words"]);
    // No council named goes with any.
    place.put("other.toml", two.replace("council = \"Northmoor Council\"\n", ""));
    assert_eq!(
        account(&place, &["other.toml", THREE[0]])["council"],
        "Northmoor Council"
    );
}

#[test]
fn what_is_no_answer_file_is_told_with_its_place() {
    let place = three();
    refused(&place, &[THREE[0]], &["one file is one person's answers"]);
    refused(&place, &[THREE[0], "./director.toml"], &["named twice"]);
    place.put("empty.toml", "");
    refused(
        &place,
        &[THREE[0], "empty.toml", "-o", "all.toml"],
        &["empty.toml", "the file is empty"],
    );
    place.put(
        "broken.toml",
        person("D", "---\n[answer.handover-complete]\nratng = 2\n"),
    );
    refused(
        &place,
        &[THREE[0], "broken.toml", "-o", "all.toml"],
        &["broken.toml:13:1", "rating"],
    );
    refused(
        &place,
        &[THREE[0], "nowhere.toml"],
        &["there is no file `nowhere.toml`"],
    );
    place.run(&["report", THREE[0], "-o", "r.json"]).exits(0);
    refused(&place, &[THREE[1], "r.json"], &["`r.json` is JSON"]);
    // Put together already.
    place.run(&["merge", THREE[0], THREE[1], "-o", "two.toml"]).exits(0);
    refused(
        &place,
        &["two.toml", THREE[2]],
        &["`two.toml` holds the voices of several people already"],
    );
    // Never over a file, whatever is in it, nor into nowhere, nor as something else.
    refused(
        &place,
        &[THREE[0], THREE[1], "-o", "two.toml"],
        &["`two.toml` is there already"],
    );
    refused(&place, &[THREE[0], THREE[1], "-o", THREE[0]], &["is there already"]);
    refused(
        &place,
        &[THREE[0], THREE[1], "-o", "no/two.toml"],
        &["there is no folder"],
    );
    refused(&place, &[THREE[0], THREE[1], "-o", "two.docx"], &[".toml"]);
}

#[test]
fn what_the_heads_say_differently_is_left_out_and_listed() {
    let place = Place::new();
    place.copy("examples/own-checklist.toml", "own.toml");
    let head = |judgement: &str, fact: bool, owner: &str, more: &str| {
        format!(
            "judgement = \"{judgement}\"\nforeword = \"The same\"\n---\n[context]\nshared-service = {fact}\n\
             [[recommendation]]\nsource = \"Peers\"\ntext = \"Look\"\nowner = \"{owner}\"\n{more}"
        )
    };
    place.put("a.toml", person("Ann", &head("Good", true, "Ann", "")));
    let only = "[[recommendation]]\nsource = \"Ofsted\"\ntext = \"Act\"\n";
    place.put("b.toml", person("Bob", &head("Bad", false, "Bob", only)));
    let a = account(&place, &["a.toml", "b.toml", "-o", "all.toml"]);
    let listed: Vec<&str> = a["left_out"]
        .as_array()
        .unwrap()
        .iter()
        .map(|u| u["place"].as_str().unwrap())
        .collect();
    assert_eq!(listed, ["context.shared-service", "judgement", "recommendation"]);
    assert_eq!(a["left_out"][1]["opinions"][1]["says"], "Bad");
    assert_eq!(a["left_out"][1]["opinions"][1]["voices"][0], "Bob");
    let file = answers(&place, "all.toml");
    assert_eq!((&file["judgement"], &file["context"]), (&Json::Null, &Json::Null));
    assert_eq!(file["foreword"], "The same");
    assert_eq!(file["recommendation"].as_array().unwrap().len(), 1);
    assert_eq!(file["recommendation"][0]["source"], "Ofsted");
    let text = place.run(&["merge", "a.toml", "b.toml"]).exits(0).out;
    for said in [
        "What else differs, and was left out",
        "Ann: Good",
        "Bob: Bad",
        "owner Bob",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    // One person is taken, or each is asked about.
    account(&place, &["a.toml", "b.toml", "--take", "Bob", "-o", "bob.toml"]);
    let file = answers(&place, "bob.toml");
    assert_eq!(
        (&file["judgement"], &file["context"]["shared-service"]),
        (&"Bad".into(), &false.into())
    );
    assert_eq!(file["recommendation"][0]["owner"], "Bob");
    let args = [
        "merge",
        "a.toml",
        "b.toml",
        "-o",
        "asked.toml",
        "--interactive",
        "--plain",
    ];
    place.run_with(&args, "1\n2\n1\n", &[]).exits(0);
    let file = answers(&place, "asked.toml");
    assert_eq!(
        (&file["judgement"], &file["context"]["shared-service"]),
        (&"Bad".into(), &true.into())
    );
    assert_eq!(file["recommendation"][0]["owner"], "Ann");
}

#[test]
fn what_is_private_or_confirmed_stays_so_and_approvals_are_not_carried() {
    let nhs = "Tel. 07700 900123 is ours";
    let place = place_with(&[
        (
            "a.toml",
            "Ann",
            &format!(
                "[answer.handover-complete]\nrating = 2\nfinding = \"{nhs}\"\n[answer.placement-found-at-night]\nrating = 1\n"
            ),
        ),
        (
            "b.toml",
            "Bob",
            "[answer.handover-complete]\nrating = 2\nfinding = \"Seen\"\n[answer.placement-found-at-night]\nrating = 1\nprivate = true\nfinding = \"Hush\"\n",
        ),
    ]);
    // A person confirms that it is no child's number.
    let found = json(&place.run(&["check", "a.toml", "--format", "json"]).exits(0).out);
    let help = found[0]["problems"][0]["help"].as_str().unwrap();
    let digest = help.rsplit('[').next().unwrap().trim_end_matches(']');
    let confirmed = place
        .read("a.toml")
        .replace(nhs, &format!("{nhs}\"\nno_personal_data = [{digest}]\n#\""));
    place.put("a.toml", confirmed.replace("#\"\"", "#"));
    place
        .run(&["approve", "a.toml", "--name", "Chris", "--post", "Chief executive"])
        .exits(0);
    let ran = place.run(&["merge", "a.toml", "b.toml", "-o", "all.toml"]).exits(0);
    assert!(ran.out.contains("Approvals are not carried"), "{}", ran.out);
    let file = answers(&place, "all.toml");
    assert_eq!(file["approval"], Json::Null);
    assert_eq!(file["answer"]["placement-found-at-night"]["private"], true);
    // What was confirmed is confirmed where the texts stand one below the other.
    let check = json(&place.run(&["check", "all.toml", "--format", "json"]).exits(0).out);
    assert_eq!(check[0]["problems"], serde_json::json!([]));
    let public = place.run(&["report", "all.toml", "--public"]).exits(0).out;
    assert!(public.contains(nhs) && !public.contains("Hush"), "{public}");
    for name in ["Ann", "Bob"] {
        assert!(!public.contains(name), "{name}: {public}");
    }
    assert!(public.contains("Voices: 2 established."), "{public}");
    let full = place.run(&["report", "all.toml"]).exits(0).out;
    assert!(full.contains("Voices: 2 established (Ann, Bob)."), "{full}");
}

#[test]
fn answers_that_wait_to_be_confirmed_are_kept_and_not_counted() {
    let place = place_with(&[
        (
            "a.toml",
            "Ann",
            "[answer.handover-complete]\nrating = 2\nasked = \"000000000000\"\n[archived.gone]\nrating = 1\n",
        ),
        (
            "b.toml",
            "Bob",
            "[answer.handover-complete]\nrating = 1\n[archived.gone]\nrating = 2\n[archived.only-bob]\nrating = 2\n",
        ),
    ]);
    let ran = place.run(&["merge", "a.toml", "b.toml", "-o", "all.toml"]).exits(0);
    assert!(ran.out.contains("still to be confirmed"), "{}", ran.out);
    let file = answers(&place, "all.toml");
    let answer = &file["answer"]["handover-complete"];
    assert_eq!(
        (&answer["rating"], &answer["voice"][0]["rating"]),
        (&1.into(), &2.into())
    );
    assert_eq!(answer["voice"][0]["asked"], "000000000000");
    assert!(
        ran.out.contains("archived.gone") && file["archived"]["gone"] == Json::Null,
        "{}",
        ran.out
    );
    assert_eq!(file["archived"]["only-bob"]["rating"], 2);
}

#[test]
fn voices_have_names_that_tell_them_apart_whatever_they_are_called() {
    let rated = "[answer.handover-complete]\nrating = 2\n";
    let hostile = "<script>alert(1)</script> | **x** [y](http://z) \u{202e}";
    let place = place_with(&[
        ("a.toml", "Ann", rated),
        ("b.toml", "ann", rated),
        ("c.toml", "", rated),
        ("d.toml", "Ann (a.toml)", rated),
        ("e.toml", hostile, "[answer.handover-complete]\nrating = 1\n"),
    ]);
    let files = ["a.toml", "b.toml", "c.toml", "d.toml", "e.toml"];
    let a = account(&place, &[&files[..], &["-o", "all.toml"]].concat());
    let names: Vec<&str> = a["voices"]
        .as_array()
        .unwrap()
        .iter()
        .map(|v| v["name"].as_str().unwrap())
        .collect();
    assert_eq!(names[..3], ["Ann (a.toml)", "ann (b.toml)", "c.toml"]);
    let mut distinct = names.clone();
    distinct.sort_unstable();
    distinct.dedup();
    assert_eq!(distinct.len(), 5, "{names:?}");
    place.run(&["check", "all.toml"]).exits(0);
    let html = place
        .run(&[&["merge", "--format", "html"], &files[..]].concat())
        .exits(0)
        .out;
    assert!(
        html.contains("&lt;script&gt;") && !html.contains("<script>alert"),
        "{html}"
    );
    let markdown = place
        .run(&[&["merge", "--format", "markdown"], &files[..]].concat())
        .exits(0)
        .out;
    assert!(
        !markdown.contains("<script>") && !markdown.contains("[y](http"),
        "{markdown}"
    );
    let text = place.run(&[&["merge"], &files[..]].concat()).exits(0).out;
    assert!(!text.contains('\u{202e}'), "{text}");
}

/// Elsewhere such a name cannot be given to a file.
#[cfg(unix)]
#[test]
fn a_files_name_that_cannot_be_seen_becomes_one_that_can() {
    let rated = "[answer.handover-complete]\nrating = 2\n";
    let place = place_with(&[
        ("a\n\u{1b}[31m\u{202e}b.toml", "", rated),
        (" ", "", rated),
        ("c.toml", "", rated),
    ]);
    place
        .run(&["merge", "a\n\u{1b}[31m\u{202e}b.toml", " ", "c.toml", "-o", "all.toml"])
        .exits(0);
    let file = answers(&place, "all.toml");
    let voices = file["answer"]["handover-complete"]["voice"].as_array().unwrap();
    let name = voices[0]["name"].as_str().unwrap();
    assert!(
        name.ends_with("b.toml") && !name.contains(['\n', '\u{1b}', '\u{202e}']),
        "{name:?}"
    );
    assert_eq!(
        (&voices[1]["name"], &voices[2]["name"]),
        (&"no name".into(), &"c.toml".into())
    );
    place.run(&["check", "all.toml"]).exits(0);
}

#[test]
fn groups_stand_side_by_side() {
    let place = Place::new();
    for folder in ["leaders", "staff"] {
        std::fs::create_dir(place.at(folder)).unwrap();
        place.copy("examples/own-checklist.toml", &format!("{folder}/own.toml"));
    }
    let rated = |r: u8| format!("---\n[answer.handover-complete]\nrating = {r}\n");
    place.put("leaders/a.toml", person("Ann", &rated(3)));
    place.put("staff/a.toml", person("Sam", &rated(1)));
    place.put("staff/b.toml", person("Tim", &rated(1)));
    let files = ["leaders/a.toml", "staff/a.toml", "staff/b.toml"];
    let a = account(&place, &[&files[..], &["--by", "folder", "-o", "all.toml"]].concat());
    assert_eq!(a["groups"], serde_json::json!(["leaders", "staff"]));
    assert_eq!(a["spread"][0]["groups"][1]["spread"][0]["count"], 2);
    let text = place
        .run(&[&["merge", "--by", "folder"], &files[..]].concat())
        .exits(0)
        .out;
    assert!(
        text.contains("| leaders") && text.contains("2 developing (Sam"),
        "{text}"
    );
    // The new file stands in another folder, and still finds its checklist.
    place.run(&["check", "all.toml"]).exits(0);
    let full = place.run(&["report", "all.toml"]).exits(0).out;
    assert!(
        full.contains("leaders: 1 embedded (Ann); staff: 2 developing (Sam, Tim)."),
        "{full}"
    );
    let public = place.run(&["report", "all.toml", "--public"]).exits(0).out;
    assert!(public.contains("2 developing, 1 embedded."), "{public}");
    assert!(!public.contains("staff:") && !public.contains("leaders:"), "{public}");
    // By the post, too: who names none is in a group of its own.
    let a = account(&place, &[&files[..], &["--by", "post"]].concat());
    assert_eq!(a["groups"], serde_json::json!(["no post named"]));
}

#[test]
fn two_hundred_people_are_put_together() {
    let place = Place::new();
    place.copy("examples/own-checklist.toml", "own.toml");
    let names: Vec<String> = (0..200).map(|n| format!("p{n}.toml")).collect();
    for (n, name) in names.iter().enumerate() {
        let rest = format!(
            "---\n[answer.handover-complete]\nrating = {}\nfinding = \"Seen by {n}\"\n[answer.duty-line-answered]\nrating = 2\nfinding = \"F{n}\"\n\
             [[answer.duty-line-answered.evidence]]\nkind = \"audit\"\ntext = \"E{n}\"\n",
            n % 3
        );
        place.put(name, person(&format!("Person {n}"), &rest));
    }
    let files: Vec<&str> = names.iter().map(String::as_str).collect();
    let a = account(&place, &[&files[..], &["-o", "all.toml"]].concat());
    assert_eq!(a["voices"].as_array().unwrap().len(), 200);
    assert_eq!(a["spread"][0]["spread"][0]["count"], 67);
    let file = answers(&place, "all.toml");
    assert_eq!(
        file["answer"]["duty-line-answered"]["evidence"]
            .as_array()
            .unwrap()
            .len(),
        200
    );
    place.run(&["check", "all.toml", "--quiet"]).exits(0);
    let text = place.run(&[&["merge"], &files[..]].concat()).exits(0).out;
    assert!(text.contains("and 61 more"), "many names are cut short: {text}");
}

/// A base, and two copies of it, in each of which something else is changed.
fn copies() -> Place {
    let place = Place::new();
    let base = project("examples/ce-2026-27.toml");
    place.put("base.toml", &base);
    place.put(
        "mine.toml",
        base.replacen("status = \"done\"", "status = \"dropped\" # by me", 1) + "\n# the end, by me\n",
    );
    place.put(
        "theirs.toml",
        base.replacen("rating = 2", "rating = 1", 1)
            .replacen("# An example", "# By them\n# An example", 1),
    );
    place
}

const COPIES: [&str; 5] = ["merge", "--base", "base.toml", "mine.toml", "theirs.toml"];

fn with<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&COPIES[..], more].concat()
}

#[test]
fn two_copies_of_one_file_are_put_together_without_loss() {
    let place = copies();
    let ran: Ran = place.run(&with(&["-o", "out.toml"])).exits(0);
    assert!(ran.out.contains("Nothing was changed in two ways"), "{}", ran.out);
    assert!(
        ran.out.contains("Comments of theirs.toml stay in that file: # By them"),
        "{}",
        ran.out
    );
    let mine = place.read("mine.toml");
    assert_eq!(
        place.read("out.toml"),
        mine.replacen("rating = 2", "rating = 1", 1),
        "mine, comments and all, with their change"
    );
    // Only one of the two changed anything: the text of the first copy, byte for byte.
    place.put("theirs.toml", place.read("base.toml"));
    place.run(&with(&["-o", "same.toml"])).exits(0);
    assert_eq!(place.read("same.toml"), mine);
    refused(
        &place,
        &["--base", "base.toml", "mine.toml"],
        &["two copies", "1 were named"],
    );
    refused(
        &place,
        &["--base", "mine.toml", "mine.toml", "theirs.toml"],
        &["named twice"],
    );
    refused(
        &place,
        &["--base", "base.toml", "mine.toml", "theirs.toml", "-o", "base.toml"],
        &["is there already"],
    );
}

#[test]
fn every_conflict_is_listed_and_nothing_is_guessed() {
    let place = copies();
    let base = place.read("base.toml");
    place.put(
        "mine.toml",
        base.replacen("rating = 2", "rating = 1", 1)
            .replace("council = \"Northmoor Council\"", "council = \"Mine\""),
    );
    place.put(
        "theirs.toml",
        base.replacen("rating = 2", "rating = 3", 1)
            .replace("council = \"Northmoor Council\"", "council = \"Theirs\"")
            .replacen("status = \"done\"", "status = \"dropped\"", 1),
    );
    let before = place.files();
    let ran = place.run(&with(&["-o", "out.toml", "--format", "json"])).exits(1);
    ran.says(&["Nothing was written"]);
    let found = json(&place.run(&with(&["--format", "json", "--quiet"])).exits(1).out);
    assert_eq!(found["together"], false);
    let places: Vec<&str> = found["conflicts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| c["place"].as_str().unwrap())
        .collect();
    assert_eq!(places, ["council", "answer.follows-statutory-guidance"]);
    assert_eq!(
        found["conflicts"][1]["differences"],
        serde_json::json!([{ "key": "rating", "base": "2", "ours": "1", "theirs": "3" }])
    );
    let text = place.run(&with(&[])).exits(1).out;
    assert!(
        text.contains("council") && text.contains("Mine") && text.contains("Theirs"),
        "{text}"
    );
    assert_eq!(place.files(), before);
    // One side stands where both changed it; what only the other changed is taken all the same.
    place.run(&with(&["-o", "out.toml", "--take", "mine.toml"])).exits(0);
    assert_eq!(
        place.read("out.toml"),
        place
            .read("mine.toml")
            .replacen("status = \"done\"", "status = \"dropped\"", 1)
    );
    // Both copies name the same assessor: it does not say whose side is meant.
    refused(
        &place,
        &[
            "--base",
            "base.toml",
            "mine.toml",
            "theirs.toml",
            "--take",
            "A. Example",
        ],
        &["which of the two", "--take mine.toml"],
    );
    // Each is asked about.
    place
        .run_with(&with(&["-o", "asked.toml", "--interactive", "--plain"]), "2\n1\n", &[])
        .exits(0);
    let asked = place.read("asked.toml");
    assert!(
        asked.contains("council = \"Theirs\"") && asked.contains("rating = 1"),
        "{asked}"
    );
    // What is not settled to the end is not written.
    place
        .run_with(&with(&["-o", "half.toml", "--interactive", "--plain"]), "2\n", &[])
        .exits(1);
    assert!(!place.files().contains(&"half.toml".to_owned()));
    // Another edition is no copy.
    place.copy("examples/ce-2024-25.toml", "theirs.toml");
    refused(&place, &COPIES[1..], &["`theirs.toml` answers ce@"]);
}

#[test]
fn the_interview_shows_the_voices_and_settles_them() {
    let place = three();
    place
        .run(&["merge", THREE[0], THREE[1], THREE[2], "-o", "all.toml"])
        .exits(0);
    let args = ["run", "own.toml", "--file", "all.toml", "--plain"];
    let ran = place.run_with(&args, "\n2\n:pause\n", &[]);
    assert!(
        ran.err.contains(
            "Voices: 1 not in place (B. Example), 1 established (A. Example), 1 did not answer (C. Example)."
        ),
        "{}",
        ran.err
    );
    let answer = &answers(&place, "all.toml")["answer"]["duty-line-answered"];
    assert_eq!(answer["rating"], 2);
    assert_eq!(answer["voice"].as_array().unwrap().len(), 3, "the voices stay");
}
