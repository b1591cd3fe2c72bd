//! The arguments of `assure indicators`.

use std::path::PathBuf;

use clap::Args as ClapArgs;

use super::comparing::{ComparisonTarget, OwnChecklists};

// The arguments of `assure indicators`.
#[derive(Debug, Clone, ClapArgs)]
pub struct IndicatorsArgs {
    /// Answer files or JSON reports of one council, in any order; without any, the indicators are listed
    pub files: Vec<PathBuf>,
    /// Say what an indicator counts, where it is published and what to mind
    #[arg(long, value_name = "ID", conflicts_with = "files")]
    pub show: Option<String>,
    /// A file of your council's own indicators
    #[arg(long, value_name = "FILE")]
    pub indicators: Option<PathBuf>,
    /// Withhold small counts and what rests on them, and leave out who owns a target
    #[arg(long)]
    pub public: bool,
    /// Take values from your own extract, CSV or an Excel workbook, or England's from a national release's CSV, into the answer file named by --file
    #[arg(long, value_name = "EXTRACT", requires = "file", conflicts_with_all = ["files", "show", "public"])]
    pub import: Option<PathBuf>,
    /// The answer file that --import writes the values into
    #[arg(long, value_name = "ANSWERS", requires = "import")]
    pub file: Option<PathBuf>,
    /// Your region, as a national release that --import reads names it: its figures are set beside yours, as England's are
    #[arg(long, value_name = "NAME", requires = "import")]
    pub region: Option<String>,
    /// A statistical neighbour, as a national release that --import reads names it; once for each
    #[arg(long = "neighbour", value_name = "COUNCIL", requires = "import")]
    pub neighbours: Vec<String>,
    /// Let --import change values that stand in the answer file already
    #[arg(long, requires = "import")]
    pub replace: bool,
    /// Let --import change values although somebody has approved the answers: the approval will say what changed since
    #[arg(long, requires = "import")]
    pub change_approved: bool,
    #[command(flatten)]
    pub written: ComparisonTarget,
    #[command(flatten)]
    pub own: OwnChecklists,
}
