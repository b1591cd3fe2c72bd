//! The name that a slip of the keys was meant for.

/// The longest text for which a near name is looked for: no name of ours is half as long, and the comparison grows with the
/// square of the length.
pub const LONGEST_SLIP: usize = 160;

/// The nearest of the names, where one is near enough to be meant.
pub fn nearest<'a>(given: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if given.len() > LONGEST_SLIP {
        return None;
    }
    let given = given.to_lowercase();
    names
        .into_iter()
        .map(|n| (strsim::jaro_winkler(&given, &n.to_lowercase()), n))
        .filter(|(score, _)| *score >= 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, n)| n)
}
