//! `assure schema`

use assure::assessment::{Assessment, CommentFile};
use assure::checklist::{Checklist, Overlay};
use assure::compare::indicators::IndicatorPage;
use assure::export::{ExportRows, schema};
use assure::format::schema::published;
use assure::indicators::IndicatorFile;
use assure::quartet::Quartet;
use assure::report::{Report, to_json};

use crate::cli::args::SchemaKind;
use crate::cli::output::{CommandOutcome, print};

/// Prints the JSON Schema of a kind of file.
pub fn run(file: SchemaKind) -> anyhow::Result<CommandOutcome> {
    let schema = match file {
        SchemaKind::Checklist => published::<Checklist>(),
        SchemaKind::Overlay => published::<Overlay>(),
        SchemaKind::Answers => published::<Assessment>(),
        SchemaKind::Comments => published::<CommentFile>(),
        SchemaKind::Report => published::<Report>(),
        SchemaKind::Quartet => published::<Quartet>(),
        SchemaKind::Indicators => published::<IndicatorFile>(),
        SchemaKind::Figures => published::<IndicatorPage>(),
        SchemaKind::ExportAnswers => schema(ExportRows::Answers),
        SchemaKind::ExportActions => schema(ExportRows::Actions),
        SchemaKind::ExportAssessments => schema(ExportRows::Assessments),
    };
    print(&to_json(&schema))?;
    Ok(CommandOutcome::Done)
}
