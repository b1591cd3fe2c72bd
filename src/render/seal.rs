//! The seal: a digest that a file carries of itself, by which the program knows its own unedited work and writes over nothing else.

use twox_hash::XxHash3_128;

use super::office::package::{self, PackagePart};
use super::office::xml::Xml;

/// What the last line of a sealed text begins with: a comment to Markdown and to HTML.
const MARK: &str = "<!-- made by assure; unedited as long as this fits: ";

/// A text with its seal as the last line.
pub fn sealed(mut text: String) -> String {
    let seal = digest(text.as_bytes());
    for part in ["\n", MARK, &seal, " -->\n"] {
        text.push_str(part);
    }
    text
}

/// Whether a file is a report of this program that nobody has edited since: nothing changed, above the seal or below it.
pub fn is_unedited(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"PK") {
        return is_unedited_package(bytes);
    }
    std::str::from_utf8(bytes).is_ok_and(is_unedited_text)
}

fn is_unedited_text(text: &str) -> bool {
    if let Some(at) = text.rfind(MARK) {
        let body = text.get(..at).and_then(|b| b.strip_suffix('\n')).unwrap_or("");
        return sealed(body.to_owned()) == text;
    }
    // JSON is for programs: one that says it is ours is ours.
    serde_json::from_str::<serde_json::Value>(text).is_ok_and(|v| {
        let kind = v.get("kind").and_then(|k| k.as_str());
        matches!(kind, Some("assure-report" | "assure-comparison" | "assure-trend"))
    })
}

/// A digest against edits that nobody means to hide: XXH3 of 128 bits, the same on every machine. Whoever wanted to could seal an edited
/// file anew, whatever the digest, so that a cryptographic one would only take longer.
pub(super) fn digest(bytes: &[u8]) -> String {
    format!("{:032x}", XxHash3_128::oneshot(bytes))
}

/// Where an office document keeps its seal: among the properties that a person can add to it.
const CUSTOM: &str = "docProps/custom.xml";
/// The property's name.
const PROPERTY: &str = "assure-seal";

/// An office document with its seal as a property. Bytes that are none come back as they are.
pub fn sealed_package(bytes: Vec<u8>) -> Vec<u8> {
    let Some(mut parts) = package::unpack(&bytes) else {
        return bytes;
    };
    let seal = property(&package::digest(&parts));
    parts.retain(|(name, _)| name != CUSTOM);
    for (name, part) in &mut parts {
        let (end, told) = match name.as_str() {
            package::TYPES => (
                "</Types>",
                format!(
                    r#"<Override PartName="/{CUSTOM}" ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/>"#
                ),
            ),
            package::RELATIONS => (
                "</Relationships>",
                format!(
                    r#"<Relationship Id="rIdSeal" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties" Target="{CUSTOM}"/>"#
                ),
            ),
            _ => continue,
        };
        let text = String::from_utf8_lossy(part);
        if let Some(before) = text.trim_end().strip_suffix(end) {
            *part = [before, told.as_str(), end].concat().into_bytes();
        }
    }
    parts.push((CUSTOM.to_owned(), seal));
    package::pack(&parts)
}

/// A program that saves the document writes its parts anew, and keeps the property: the two do not fit any more.
fn is_unedited_package(bytes: &[u8]) -> bool {
    let fits = |parts: Vec<PackagePart>| {
        let seal = parts.iter().find(|(name, _)| name == CUSTOM);
        seal.is_some_and(|(_, seal)| *seal == property(&package::digest(&parts)))
    };
    package::is_bare(bytes) && package::unpack(bytes).is_some_and(fits)
}

/// The part with the seal.
fn property(digest: &str) -> Vec<u8> {
    let spaces = [
        (
            "xmlns",
            "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
        ),
        (
            "xmlns:vt",
            "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
        ),
    ];
    // The number of the format that a person's properties are in, and the first that such a property may have.
    let own = [
        ("fmtid", "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"),
        ("pid", "2"),
        ("name", PROPERTY),
    ];
    Xml::file("Properties", &spaces, |x| {
        x.element("property", &own, |x| x.element("vt:lpwstr", &[], |x| x.text(digest)));
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts() -> Vec<PackagePart> {
        [
            (package::TYPES, "<Types></Types>"),
            (package::RELATIONS, "<Relationships></Relationships>"),
            ("word/document.xml", "<w/>"),
        ]
        .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))
        .into()
    }

    #[test]
    fn a_package_is_known_until_a_part_is_changed_added_or_taken_away() {
        let bare = package::pack(&parts());
        assert!(!is_unedited(&bare), "without a seal it is anybody's");
        let made = sealed_package(bare);
        assert!(is_unedited(&made));
        assert_eq!(made, sealed_package(package::pack(&parts())));
        let parts = package::unpack(&made).unwrap();
        let types = String::from_utf8(parts[0].1.clone()).unwrap();
        assert!(types.contains("/docProps/custom.xml"), "{types}");
        let edits: [fn(&mut Vec<PackagePart>); 5] = [
            |p| p[2].1.push(b' '),
            |p| p.push(("word/comments.xml".to_owned(), b"<c/>".to_vec())),
            |p| {
                p.remove(2);
            },
            |p| p[2].0 = "word/other.xml".to_owned(),
            |p| {
                p.retain(|(n, _)| n != CUSTOM);
            },
        ];
        for edit in edits {
            let mut edited = parts.clone();
            edit(&mut edited);
            assert!(!is_unedited(&package::pack(&edited)));
        }
        assert!(!is_unedited(&[made.as_slice(), b"x"].concat()));
        assert!(!is_unedited(&[b"PKx", made.as_slice()].concat()));
        assert_eq!(sealed_package(b"no package".to_vec()), b"no package");
    }
}
