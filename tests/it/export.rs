//! Rows of many assessments, on the real program: what is in them, what is not, and what becomes of a broken file among good ones.

mod folders;
mod rows;

use std::fs;

use crate::generate::Country;
use crate::harness::Place;

/// A folder with the answer files of some invented councils, a folder a council; the same each time.
fn councils(place: &Place, count: usize) {
    let country = Country::new(7);
    for council in (0..count).map(|i| country.council(i)) {
        let folder = place.at("all").join(&council.name);
        fs::create_dir_all(&folder).unwrap();
        for role in ["ce", "dcs"] {
            let text = country.answer_file(&council, role, 2026).unwrap();
            fs::write(folder.join(format!("{role}.toml")), text).unwrap();
        }
    }
}

/// The rows of JSON Lines.
fn lines(text: &str) -> Vec<serde_json::Value> {
    text.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}
