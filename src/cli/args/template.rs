//! A council's own template.

use std::path::PathBuf;

use assure::render::template::TemplateKind;
use clap::Args as ClapArgs;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

// A template for the report.
#[derive(Debug, Clone, ClapArgs)]
pub struct TemplateArgs {
    /// Make the report by a template of your own: Markdown or HTML over the data of the JSON report
    #[arg(long, value_name = "FILE", conflicts_with_all = ["brief", "by"])]
    pub template: Option<PathBuf>,
    /// Print a template to begin from
    #[arg(long, value_name = "KIND", value_parser = kinds(), conflicts_with_all = ["files", "template"])]
    pub print_template: Option<TemplateKind>,
}

fn kinds() -> impl TypedValueParser<Value = TemplateKind> {
    let named = |name: &str| TemplateKind::ALL.into_iter().find(|k| k.format().name == name);
    PossibleValuesParser::new(TemplateKind::ALL.map(|k| PossibleValue::new(k.format().name).help(k.format().about)))
        .try_map(move |name| named(&name).ok_or("there is no such template"))
}
