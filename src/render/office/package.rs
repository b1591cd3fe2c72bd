//! The package that a .docx or an .xlsx is: a zip archive of parts. The same parts always give the same bytes.

use std::io::{Cursor, Read, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::render::seal;

/// A part: its name and its bytes.
pub type PackagePart = (String, Vec<u8>);

/// The part that says of what type each part is.
pub const TYPES: &str = "[Content_Types].xml";
/// The part that says what the package is.
pub const RELATIONS: &str = "_rels/.rels";
/// The folder of what is said about the document: its title, its seal.
const PROPERTIES: &str = "docProps/";

/// More than this is nobody's report: a small archive can hold any amount of nothing.
const LARGEST: u64 = 128 << 20;
/// So is what has more parts than this.
const MOST: usize = 500;

/// Packs parts, in the order in which they are given.
pub fn pack(parts: &[PackagePart]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::with_capacity(64 * 1024)));
    // One time for every part, the first that an archive can name: the same report is the same file on any day.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for (name, bytes) in parts {
        // Memory takes whatever is written to it; a part beyond 4 GiB is no report's.
        let _ = zip.start_file(name.as_str(), options);
        let _ = zip.write_all(bytes);
    }
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}

/// The parts of a package in their order; none where it is no archive, a broken one, or one that unfolds beyond all measure.
pub fn unpack(bytes: &[u8]) -> Option<Vec<PackagePart>> {
    unpack_within(bytes, LARGEST)
}

fn unpack_within(bytes: &[u8], mut left: u64) -> Option<Vec<PackagePart>> {
    let mut zip = open(bytes)?;
    let mut parts = Vec::with_capacity(zip.len());
    for index in 0..zip.len() {
        let (name, content) = part(&mut zip, index, left)?;
        left -= content.len() as u64;
        parts.push((name, content));
    }
    Some(parts)
}

fn open(bytes: &[u8]) -> Option<ZipArchive<Cursor<&[u8]>>> {
    let zip = ZipArchive::new(Cursor::new(bytes)).ok()?;
    (zip.len() <= MOST).then_some(zip)
}

/// One part, where it is no longer than that. What the archive says of its length is not believed.
fn part(zip: &mut ZipArchive<Cursor<&[u8]>>, index: usize, most: u64) -> Option<PackagePart> {
    let file = zip.by_index(index).ok()?;
    let name = file.name().ok()?.into_owned();
    let mut content = Vec::new();
    file.take(most + 1).read_to_end(&mut content).ok()?;
    (content.len() as u64 <= most).then_some((name, content))
}

/// Whether nothing stands before the first part or behind the last: an archive may have both, and no program shows them.
pub fn is_bare(bytes: &[u8]) -> bool {
    let end = bytes.len().checked_sub(22).and_then(|at| bytes.get(at..));
    bytes.starts_with(b"PK\x03\x04") && end.is_some_and(|end| end.starts_with(b"PK\x05\x06"))
}

/// The digest of what a document says: over every part but those about it, by name, each with its name and its own digest.
pub fn digest(parts: &[PackagePart]) -> String {
    let mut said: Vec<&PackagePart> = parts
        .iter()
        .filter(|(name, _)| name != TYPES && name != RELATIONS && !name.starts_with(PROPERTIES))
        .collect();
    said.sort();
    let mut all = Vec::new();
    for (name, bytes) in said {
        all.extend((name.len() as u64).to_le_bytes());
        all.extend(name.as_bytes());
        all.extend(seal::digest(bytes).into_bytes());
    }
    seal::digest(&all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts() -> Vec<PackagePart> {
        [("a.xml", "<a/>"), ("b/c.xml", "<b/>"), (TYPES, "<Types/>")]
            .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))
            .into()
    }

    #[test]
    fn what_is_packed_is_unpacked_and_the_same_each_time() {
        let packed = pack(&parts());
        assert_eq!(packed, pack(&parts()));
        assert_eq!(unpack(&packed).unwrap(), parts());
        assert!(is_bare(&packed));
        assert!(!is_bare(&[packed.as_slice(), b"x"].concat()));
        assert!(!is_bare(&[b"x", packed.as_slice()].concat()));
    }

    #[test]
    fn the_digest_is_of_names_and_contents_in_any_order() {
        let mut turned = parts();
        turned.reverse();
        assert_eq!(digest(&parts()), digest(&turned));
        for changed in [0, 1] {
            let mut other = parts();
            other[changed].1.push(b' ');
            assert_ne!(digest(&parts()), digest(&other));
            let mut other = parts();
            other[changed].0.push('x');
            assert_ne!(digest(&parts()), digest(&other));
        }
        let mut about = parts();
        about[2].1.push(b' ');
        about.push(("docProps/custom.xml".to_owned(), Vec::new()));
        assert_eq!(digest(&parts()), digest(&about));
    }

    #[test]
    fn a_broken_or_hostile_archive_is_none() {
        let packed = pack(&parts());
        for cut in 0..packed.len() {
            assert_eq!(unpack(&packed[..cut]), None);
        }
        for at in 0..packed.len() {
            let mut broken = packed.clone();
            broken[at] ^= 0xff;
            let _ = unpack(&broken);
        }
        assert_eq!(unpack(b"PK\x03\x04 not an archive"), None);
        let bomb = pack(&[("a".to_owned(), vec![0; 500_000]), ("b".to_owned(), vec![0; 500_001])]);
        assert!(bomb.len() < 10_000);
        assert!(unpack_within(&bomb, 1_000_001).is_some());
        assert_eq!(unpack_within(&bomb, 1_000_000), None);
        assert_eq!(unpack_within(&bomb, 400_000), None);
        let many: Vec<PackagePart> = (0..=MOST).map(|n| (n.to_string(), Vec::new())).collect();
        assert_eq!(unpack(&pack(&many)), None);
    }
}
