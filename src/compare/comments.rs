//! What became of the comments of second readers between two assessments, in figures.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::assessment::{Assessment, Comment};

/// The comments of the later assessment beside those of the earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CommentChanges {
    /// How many the earlier assessment did not have.
    pub new: u32,
    /// How many were settled since, of those that both have.
    pub settled: u32,
    /// How many of the later assessment's are not settled.
    pub open: u32,
}

impl CommentChanges {
    /// For a person: `3 new, 1 settled since, 4 not settled`.
    pub fn words(self) -> String {
        format!(
            "{} new, {} settled since, {} not settled",
            self.new, self.settled, self.open
        )
    }
}

/// What became of them; none where neither side has any. A year takes over no comment of the year before: all of its own are new.
pub fn comment_changes(old: &Assessment, new: &Assessment) -> Option<CommentChanges> {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let all = |a: &Assessment| -> usize { a.answers.values().map(|x| x.comments.len()).sum() };
    if all(old) + all(new) == 0 {
        return None;
    }
    let mut changes = CommentChanges {
        new: 0,
        settled: 0,
        open: count(new.comment_count().open),
    };
    for (id, answer) in &new.answers {
        let before: &[Comment] = old.answer(id).map_or(&[], |a| &a.comments);
        for comment in &answer.comments {
            match before.iter().find(|c| c.is_same(comment)) {
                None => changes.new += 1,
                Some(then) => changes.settled += u32::from(then.is_open() && !comment.is_open()),
            }
        }
    }
    Some(changes)
}
