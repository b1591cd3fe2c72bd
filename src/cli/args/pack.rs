//! The arguments of `assure pack`.

use std::path::PathBuf;

use clap::{ArgAction, Args as ClapArgs};

use super::values::overwrite;
use super::{GroupBy, LastYearArgs, Overwrite, OwnChecklist};

// The arguments of `assure pack`.
#[derive(Debug, Clone, ClapArgs)]
pub struct PackArgs {
    /// The answer file
    pub file: PathBuf,
    /// The folder to write into; it is made where there is none. Without it: beside FILE, named after it
    #[arg(long, short, value_name = "FOLDER")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub last_year: LastYearArgs,
    /// The key questions only; the data are whole all the same
    #[arg(long)]
    pub key: bool,
    /// By what the answers are grouped
    #[arg(long, value_name = "GROUPS", default_value = "section")]
    pub by: GroupBy,
    /// Leave the public copy out
    #[arg(long)]
    pub no_public: bool,
    /// Write over files that this program did not make, or that were edited since
    #[arg(long, action = ArgAction::SetTrue, value_parser = overwrite())]
    pub force: Overwrite,
    #[command(flatten)]
    pub own: OwnChecklist,
}
