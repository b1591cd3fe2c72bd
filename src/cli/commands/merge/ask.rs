//! Whoever settles what differs, asked one thing after the other.

use assure::assessment::voice::some_names;
use assure::compare::gathering::Unsettled;
use assure::interview::{Choice, ChoiceLayout, ChoiceRequest, InterviewCommand, Notice, Reply, Respondent};

use super::super::CommandContext;
use crate::cli::args::MergeArgs;
use crate::cli::failure::error_with_hint;
use crate::cli::output::say;
use crate::cli::prompt::{self, PromptMode};

/// A person who is asked, until they have had enough.
pub struct Settling {
    respondent: Option<Box<dyn Respondent>>,
    asked: usize,
    of: usize,
    ended: Option<End>,
}

/// Why nothing more is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The rest is left as it is.
    Enough,
    /// Ctrl-C.
    Interrupted,
}

impl Settling {
    /// Opens the terminal for so many questions; nobody is asked where there are none, or where it is not wanted.
    ///
    /// # Errors
    /// There is no terminal, and plain lines were not asked for.
    pub fn open(of: usize, args: &MergeArgs, context: &CommandContext<'_>) -> anyhow::Result<Self> {
        let mut settling = Self {
            respondent: None,
            asked: 0,
            of,
            ended: None,
        };
        if !args.interactive || of == 0 {
            return Ok(settling);
        }
        prompt::signals::install(|| say("Interrupted: nothing was written."));
        let mode = PromptMode::of(args.plain);
        let opened = prompt::open(context.style.colour_err, mode).map_err(|e| {
            error_with_hint(
                e.to_string(),
                "use --plain to answer line by line, also from a pipe; or name whose answers stand with --take PERSON",
            )
        })?;
        settling.respondent = Some(opened.respondent);
        Ok(settling)
    }

    /// Asks which opinion stands; none leaves it open.
    pub fn ask(&mut self, unsettled: &Unsettled) -> Option<usize> {
        let respondent = self.respondent.as_mut().filter(|_| self.ended.is_none())?;
        self.asked += 1;
        let title = format!("Difference {} of {}", self.asked, self.of.max(self.asked));
        respondent.show(&Notice::Page {
            title: &title,
            lines: &[format!("{} ({})", unsettled.title, unsettled.place)],
        });
        let choices = unsettled.opinions.iter().zip(1..).map(|(opinion, n): (_, u32)| {
            let names = some_names(&opinion.voices);
            // A word or two say what it is; a text stands below the names.
            if opinion.says.chars().count() <= 40 && !opinion.says.contains('\n') {
                let label = format!("{} ({names})", opinion.says);
                Choice::hinted(n.to_string(), label, opinion.findings.join(" / "))
            } else {
                Choice::hinted(n.to_string(), names, opinion.says.clone())
            }
        });
        let request = ChoiceRequest {
            prompt: "What stands",
            choices: choices.collect(),
            current: None,
            commands: &[InterviewCommand::Skip, InterviewCommand::Pause],
            layout: ChoiceLayout::TwoLines,
        };
        match respondent.choose(&request) {
            Reply::Given(at) => Some(at),
            Reply::Command(InterviewCommand::Pause) | Reply::End => {
                self.ended = Some(End::Enough);
                None
            }
            Reply::Interrupted => {
                self.ended = Some(End::Interrupted);
                None
            }
            Reply::Command(_) => None,
        }
    }

    /// Gives the terminal back, and says how it ended.
    pub fn close(self) -> Option<End> {
        let Self { respondent, ended, .. } = self;
        drop(respondent);
        if ended == Some(End::Interrupted) {
            prompt::signals::leave();
        }
        ended
    }
}
