//! The arguments of `assure comment`.

use std::path::PathBuf;

use clap::Args as ClapArgs;

// The arguments of `assure comment`.
#[derive(Debug, Clone, ClapArgs)]
pub struct CommentArgs {
    /// The answer file
    pub file: PathBuf,
    /// Who reads; without it the name is asked
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// In which post, or as whom: moderator, critical friend …
    #[arg(long, value_name = "POST")]
    pub post: Option<String>,
    /// Read one section only
    #[arg(long, value_name = "SECTION")]
    pub section: Option<String>,
    /// Read only what is weak: rated 0 or 1, not known, or an alert
    #[arg(long)]
    pub weak: bool,
    /// Read the question of this id alone, answered or not
    #[arg(long, value_name = "ID", conflicts_with_all = ["section", "weak"])]
    pub question: Option<String>,
    /// Write what you say into this file of comments instead of into FILE, so that two people need not share one; one that is there is gone
    /// on with
    #[arg(long, short, value_name = "COMMENTS")]
    pub output: Option<PathBuf>,
    /// Ask nothing: take in the comments of this file, a file of comments or a copy of FILE with comments in it
    #[arg(long, value_name = "COMMENTS", conflicts_with_all = ["name", "post", "section", "weak", "question", "plain", "output"])]
    pub from: Option<PathBuf>,
    /// Plain lines, numbered choices, no cursor movement: for screen readers and for pipes
    #[arg(long)]
    pub plain: bool,
    /// The checklist that was answered, where it is a file of your own and has moved
    #[arg(long, value_name = "CHECKLIST")]
    pub checklist: Option<String>,
}
