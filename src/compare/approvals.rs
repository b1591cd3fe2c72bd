//! What a comparison says of approvals that no longer fit.

use crate::report::ApprovalRecord;

/// A sentence for each standing approval of either side since which something changed. It names the post alone: a comparison can be public.
pub fn approval_notes(old: &[ApprovalRecord], new: &[ApprovalRecord]) -> Vec<String> {
    let of = |name: &'static str, records: &[ApprovalRecord]| -> Vec<String> {
        let outdated = records.iter().filter(|a| a.is_outdated());
        outdated.map(|a| note(name, a)).collect()
    };
    [of("earlier", old), of("later", new)].concat()
}

fn note(side: &str, a: &ApprovalRecord) -> String {
    let mut changed: Vec<&str> = a.changed_since.iter().map(|id| id.as_str()).collect();
    if a.head_changed {
        changed.push("something outside the answers");
    }
    format!(
        "The {side} file no longer fits its approval of {} ({}). Changed since: {}.",
        crate::dates::day(a.on),
        a.post,
        changed.join(", ")
    )
}
