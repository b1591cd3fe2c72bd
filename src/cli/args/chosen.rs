//! Questions chosen by how they stand, or by id.

use assure::interview::AnswerFilter;
use clap::Args as ClapArgs;

// Which questions to go to.
#[derive(Debug, Clone, Default, ClapArgs)]
#[group(id = "chosen", multiple = true, conflicts_with_all = ["no_input", "blank"])]
pub struct ChosenQuestions {
    /// Go to the question of this id first
    #[arg(long, value_name = "ID", conflicts_with_all = ["open", "weak"])]
    pub question: Option<String>,
    /// Ask only what is still open
    #[arg(long)]
    pub open: bool,
    /// Ask only what is weak: rated 0 or 1, not known, or an alert
    #[arg(long, conflicts_with = "open")]
    pub weak: bool,
}

impl ChosenQuestions {
    /// How the questions have to stand.
    pub fn only(&self) -> AnswerFilter {
        match (self.open, self.weak) {
            (true, _) => AnswerFilter::Open,
            (false, true) => AnswerFilter::Weak,
            (false, false) => AnswerFilter::All,
        }
    }
}
