//! The arguments of `assure merge`.

use std::path::PathBuf;

use assure::render::Format;
use clap::{Args as ClapArgs, ValueEnum};

use super::OwnChecklists;
use super::values::formats;

// Files to put together, and who decides where they differ.
#[derive(Debug, Clone, ClapArgs)]
pub struct MergeArgs {
    /// The answer files, one a person; with --base two copies of one file
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The file that two copies began from: what either changed stands, and what both changed in two ways is listed
    #[arg(long, value_name = "FILE", conflicts_with = "by")]
    pub base: Option<PathBuf>,
    /// Where to keep the answers put together, never over a file that is there; `-` is standard output. Without it they are only shown
    #[arg(long, short, value_name = "OUT")]
    pub output: Option<PathBuf>,
    /// Let this person's answers stand wherever they gave one: the name, the post or the file; with --base only where both changed it
    #[arg(long, value_name = "PERSON")]
    pub take: Option<String>,
    /// Ask about everything on which they differ
    #[arg(long)]
    pub interactive: bool,
    /// Ask in plain lines, for screen readers and for pipes
    #[arg(long, requires = "interactive")]
    pub plain: bool,
    /// Set groups side by side, such as staff and leaders
    #[arg(long, value_name = "GROUPS")]
    pub by: Option<VoiceGroups>,
    /// The format of what is shown; the answers themselves are always an answer file
    #[arg(long, value_parser = formats(), default_value = "text")]
    pub format: &'static Format,
    #[command(flatten)]
    pub own: OwnChecklists,
}

/// What makes voices a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum VoiceGroups {
    /// The folder that the files are in
    Folder,
    /// The post in the head of each file
    Post,
}
