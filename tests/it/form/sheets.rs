//! Forms as workbooks: what a person and their programs do to them, and what they are told.

use super::fill::{Book, Typed, workbook};
use crate::harness::{Place, Ran};

fn place() -> Place {
    let place = Place::new();
    place
        .run(&["form", "ce", "--council", "Northmoor", "-o", "f.xlsx"])
        .exits(0);
    place
}

fn import(place: &Place, work: impl FnOnce(&mut Book)) -> Ran {
    let form = std::fs::read(place.at("f.xlsx")).unwrap();
    place.put("g.xlsx", workbook(&form, work));
    place.run(&["import", "g.xlsx", "--file", "a.toml"])
}

#[test]
fn cells_are_taken_as_they_are_filled() {
    let place = place();
    import(&place, |book| {
        book.put("Start", ("Filled in by", "Northmoor"), "Pat Smith");
        book.put("Facts", ("trust", "Yes or no"), "No");
        let ids = book.questions();
        let mut put = |id: &str, column: &str, value: Typed| book.put("Questions", (id, column), value);
        put(&ids[0], "Rating", "2 - established".into());
        put(&ids[0], "Action 1 what", "Do it".into());
        put(&ids[0], "Action 1 due", Typed::Date("2027-03-31".parse().unwrap()));
        put(&ids[0], "Action 1 measure", Typed::Number(3.0));
        put(&ids[0], "Evidence 3 kind", "audit".into());
        put(&ids[0], "Evidence 3 text", "=1+1 is no formula".into());
        put(&ids[0], "Evidence 3 date", "30/9/2026".into());
        put(&ids[1], "Rating", Typed::Number(0.0));
    })
    .exits(0)
    .says(&["g.xlsx: 2 answers taken, 78 left open"]);
    let answers = place.read("a.toml");
    for part in [
        "council = \"Northmoor\"",
        "name = \"Pat Smith\"",
        "trust = false",
        "rating = 2",
        "due = 2027-03-31",
        "measure = \"3\"",
        "kind = \"audit\"\ntext = \"=1+1 is no formula\"\ndate = 2026-09-30",
        "rating = 0",
    ] {
        assert!(answers.contains(part), "{part}: {answers}");
    }
    // Once more it changes nothing.
    place
        .run(&["import", "g.xlsx", "--file", "a.toml"])
        .exits(0)
        .says(&["0 answers taken, 2 there already"]);
    assert_eq!(place.read("a.toml"), answers);
}

#[test]
fn everything_that_cannot_be_read_is_told_with_sheet_and_cell() {
    let place = place();
    import(&place, |book| {
        let ids = book.questions();
        let mut put = |id: &str, column: &str, value: Typed| book.put("Questions", (id, column), value);
        put(&ids[0], "Rating", Typed::Number(1.5));
        put(&ids[1], "Finding", Typed::Formula("1+1".into()));
        put(&ids[2], "Evidence 1 kind", "audt".into());
        put(&ids[2], "Evidence 1 text", "x".into());
        put(&ids[3], "Action 1 what", "x".into());
        put(&ids[3], "Action 1 due", "31 June 2026".into());
        put(&ids[4], "Action 2 what", "x".into());
        put(&ids[4], "Action 2 due", Typed::Text("46000".into()));
        let (row, _) = book.find("Questions", &ids[5], "Rating");
        book.put_at("Questions", (row, 0), "lead-member-hole-remit");
        let (row, _) = book.find("Questions", &ids[6], "Rating");
        book.put_at("Questions", (row, 0), ids[7].as_str());
        book.put("Questions", (&ids[6], "Rating"), Typed::Number(0.0));
        book.put("Questions", (&ids[7], "Rating"), Typed::Number(0.0));
        book.put("More evidence", ("Question", "Evidence text"), "Text of the evidence");
        book.put_at("More actions", (3, 1), "nobody's action");
        book.put("Facts", ("trust", "Yes or no"), "maybe");
        let cell =
            |(row, column): (u32, u32)| format!("{}{}", char::from(b'A' + u8::try_from(column).unwrap()), row + 1);
        let merged = [
            book.find("Questions", &ids[9], "Finding"),
            book.find("Questions", &ids[10], "Finding"),
        ]
        .map(cell);
        book.edit("Questions", |sheet| {
            let area = format!(
                "<mergeCells count=\"1\"><mergeCell ref=\"{}:{}\"/></mergeCells>",
                merged[0], merged[1]
            );
            sheet.replacen("<dataValidations", &format!("{area}<dataValidations"), 1)
        });
    })
    .exits(2)
    .says(&[
        "`1.5` is no rating",
        "sheet Questions, cell D3",
        "holds a formula",
        "sheet Questions, cell F4",
        "`audt` is no kind of evidence",
        "did you mean `audit`?",
        "June 2026 has 30 days",
        "`46000`",
        "sheet Questions, cell A8",
        "is answered a second time here",
        "the column `Evidence text` is not there any more",
        "row 4 of the sheet More actions names no question",
        "sheet Facts, cell C2",
        "cells F12:F13",
        "merged",
    ]);
    assert!(!place.at("a.toml").exists());
}

#[test]
fn rows_may_be_sorted_and_taken_out_and_columns_moved() {
    let place = place();
    import(&place, |book| {
        book.put_first("Rating", Typed::Number(1.0));
        book.edit("Questions", |sheet| {
            // The rows turned round, below their headings, and some taken out: each with its numbers anew.
            let (before, rest) = sheet.split_once("<sheetData>").unwrap();
            let (data, behind) = rest.split_once("</sheetData>").unwrap();
            let mut rows: Vec<&str> = data.split_inclusive("</row>").collect();
            let head = rows.remove(0);
            rows.reverse();
            rows.drain(10..15);
            let mut out = head.to_owned();
            for (n, row) in (2..).zip(rows) {
                let old = row.split("r=\"").nth(1).unwrap().split('"').next().unwrap();
                let renumbered = row.replacen(&format!("r=\"{old}\""), &format!("r=\"{n}\""), 1);
                let cells: Vec<String> = renumbered
                    .split("<c r=\"")
                    .enumerate()
                    .map(|(i, cell)| {
                        if i == 0 {
                            cell.to_owned()
                        } else {
                            cell.replacen(old, &n.to_string(), 1)
                        }
                    })
                    .collect();
                out.push_str(&cells.join("<c r=\""));
            }
            format!("{before}<sheetData>{out}</sheetData>{behind}")
        });
    })
    .exits(0)
    .says(&["1 answer taken"]);
    assert!(
        place
            .read("a.toml")
            .contains("[answer.follows-statutory-guidance]\nrating = 1")
    );
}

#[test]
fn a_column_of_ones_own_is_told_before_its_text_is_lost() {
    let place = place();
    import(&place, |book| {
        book.put_first("Rating", Typed::Number(1.0));
        let first = book.questions()[0].clone();
        let (row, _) = book.find("Questions", &first, "Reference");
        book.edit("Questions", |sheet| {
            let begins = format!("<row r=\"{}\"", row + 1);
            let cell = format!(
                "<c r=\"AZ{}\" t=\"inlineStr\"><is><t>A note</t></is></c></row>",
                row + 1
            );
            let (before, behind) = sheet.split_once(&begins).unwrap();
            format!("{before}{begins}{}", behind.replacen("</row>", &cell, 1))
        });
    })
    .exits(2)
    .says(&["this column is none of the form's", "sheet Questions, cell AZ3"]);
}

#[test]
fn what_is_no_workbook_of_ours_is_refused_in_words() {
    let place = place();
    let form = std::fs::read(place.at("f.xlsx")).unwrap();
    let with = |name: &str, content: Vec<u8>| workbook(&form, |book| book.add_part(name, content));
    let encrypted: Vec<u8> = [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &[0; 600]]
        .concat()
        .into_iter()
        .chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let bomb = with("xl/media/image1.png", vec![0; 100 << 20]);
    assert!(bomb.len() < 1 << 20);
    let many = workbook(&form, |book| {
        for n in 0..500 {
            book.add_part(&format!("xl/x{n}"), Vec::new());
        }
    });
    place.run(&["form", "ce", "-o", "f.md"]).exits(0);
    place.copy("examples/ce-2025-26.toml", "last.toml");
    place.run(&["report", "last.toml", "-o", "report.xlsx"]).exits(0);
    place.run(&["report", "last.toml", "-o", "report.docx"]).exits(0);
    let cases: [(&str, Vec<u8>, &str); 10] = [
        ("macros.xlsm", with("xl/vbaProject.bin", vec![1]), "has macros in it"),
        ("secret.xlsx", encrypted, "is encrypted with a password"),
        (
            "old.xls",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old".to_vec(),
            "of an old kind",
        ),
        ("bomb.xlsx", bomb, "unpacks to more than 32 MiB"),
        ("many.xlsx", many, "no form has more than 500"),
        ("cut.xlsx", form[..form.len() / 2].to_vec(), "is a broken workbook"),
        (
            "text.xlsx",
            place.read("f.md").into_bytes(),
            "called a workbook, and is plain text",
        ),
        ("book.md", form.clone(), "called a text, and is an office file"),
        (
            "other.xlsx",
            std::fs::read(place.at("report.xlsx")).unwrap(),
            "no form of this program",
        ),
        (
            "word.docx",
            std::fs::read(place.at("report.docx")).unwrap(),
            "is a Word document",
        ),
    ];
    for (name, bytes, why) in cases {
        place.put(name, bytes);
        place.run(&["import", name, "--file", "a.toml"]).exits(2).says(&[
            &format!("`{name}` "),
            why,
            "nothing was written",
            "hint:",
        ]);
    }
    place
        .run(&["import", "f.xlsx", "--file", "a.toml"])
        .exits(2)
        .says(&["no question is answered in `f.xlsx`"]);
    assert!(!place.at("a.toml").exists());
}

#[test]
fn the_workbook_is_protected_without_a_password_and_has_its_lists() {
    let place = place();
    let form = std::fs::read(place.at("f.xlsx")).unwrap();
    let mut seen = 0;
    workbook(&form, |book| {
        for (sheet, wanted) in [
            ("Start", vec!["<sheetProtection "]),
            (
                "Facts",
                vec!["<sheetProtection ", "type=\"list\"", "\"yes,no\"", "state=\"frozen\""],
            ),
            (
                "Questions",
                vec![
                    "<sheetProtection ",
                    "2 - established",
                    "data,audit,voice",
                    "type=\"date\"",
                    "xSplit=\"2\" ySplit=\"1\"",
                ],
            ),
            (
                "More evidence",
                vec!["<sheetProtection ", "Questions!$A$2:$A$", "type=\"date\""],
            ),
            ("More actions", vec!["<sheetProtection ", "under-way"]),
        ] {
            book.edit(sheet, |text| {
                for part in wanted {
                    assert!(text.contains(part), "{sheet}: {part}");
                }
                assert!(!text.contains("password=") && !text.contains("hashValue="), "{sheet}");
                seen += 1;
                text.to_owned()
            });
        }
    });
    assert_eq!(seen, 5);
}
