//! `assure`: assurance checklists and self-assessment for the leaders of children's services.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
