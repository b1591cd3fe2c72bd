//! One decision about colour and width, made once for each stream. No meaning is carried by colour alone.

use super::args::ColourWhen;
use super::screen::Stream;

/// How output looks.
#[derive(Debug, Clone, Copy)]
pub struct OutputStyle {
    /// Colour on standard output.
    pub colour_out: bool,
    /// Colour on standard error.
    pub colour_err: bool,
    /// Columns of standard output.
    pub width_out: usize,
    /// Columns of standard error.
    pub width_err: usize,
    /// No progress and no hints.
    pub quiet: bool,
}

/// Columns where nothing says how many there are.
const WIDTH: usize = 100;

impl OutputStyle {
    /// Decides from the flag, the environment and the two streams.
    pub fn decide(when: ColourWhen, quiet: bool) -> Self {
        let set = |name: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|t| t == "dumb");
        let colour = |terminal: bool| match when {
            ColourWhen::Always => true,
            ColourWhen::Never => false,
            ColourWhen::Auto => terminal && !set("NO_COLOR") && !dumb,
        };
        let (out, err) = (Stream::Out.is_terminal(), Stream::Err.is_terminal());
        Self {
            colour_out: colour(out),
            colour_err: colour(err),
            width_out: width(&Stream::Out.term(), out),
            width_err: width(&Stream::Err.term(), err),
            quiet,
        }
    }
}

fn width(term: &console::Term, terminal: bool) -> usize {
    let asked = std::env::var("COLUMNS")
        .ok()
        .and_then(|c| c.parse::<usize>().ok())
        .filter(|c| (20..=1000).contains(c));
    let seen = if terminal {
        term.size_checked()
            .map(|(_, columns)| usize::from(columns))
            .filter(|c| *c > 0)
    } else {
        None
    };
    seen.or(asked).unwrap_or(WIDTH).max(20)
}
