//! One decision about colour and width, made once for each stream. No meaning is carried by colour alone.

use super::args::ColourWhen;
use super::screen::Stream;

/// Whether a stream is written to in colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// With colour and weight.
    On,
    /// Text alone.
    Off,
}

impl Colour {
    /// Whether there is any.
    pub fn is_on(self) -> bool {
        self == Colour::On
    }
}

/// How output looks.
#[derive(Debug, Clone, Copy)]
pub struct OutputStyle {
    /// Colour on standard output.
    pub colour_out: Colour,
    /// Colour on standard error.
    pub colour_err: Colour,
    /// Columns of standard output.
    pub width_out: usize,
    /// Columns of standard error.
    pub width_err: usize,
    /// No progress and no hints.
    pub quiet: bool,
    /// Standard error is a terminal that can draw a line anew.
    pub redraws: bool,
}

/// Columns where nothing says how many there are.
const WIDTH: usize = 100;

impl OutputStyle {
    /// Decides from the flag for colour, the environment and the two streams; not quiet, as long as nobody asks for that.
    pub fn decide(when: ColourWhen) -> Self {
        let set = |name: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|t| t == "dumb");
        let colour = |stream: Stream| match when {
            ColourWhen::Always => Colour::On,
            ColourWhen::Auto if stream.is_terminal() && !set("NO_COLOR") && !dumb => Colour::On,
            ColourWhen::Auto | ColourWhen::Never => Colour::Off,
        };
        Self {
            colour_out: colour(Stream::Out),
            colour_err: colour(Stream::Err),
            width_out: width(Stream::Out),
            width_err: width(Stream::Err),
            quiet: false,
            redraws: Stream::Err.is_terminal() && !dumb,
        }
    }
}

/// The columns of a stream.
pub fn width(stream: Stream) -> usize {
    let asked = std::env::var("COLUMNS")
        .ok()
        .and_then(|c| c.parse::<usize>().ok())
        .filter(|c| (20..=1000).contains(c));
    let seen = if stream.is_terminal() {
        stream
            .term()
            .size_checked()
            .map(|(_, columns)| usize::from(columns))
            .filter(|c| *c > 0)
    } else {
        None
    };
    seen.or(asked).unwrap_or(WIDTH).max(20)
}
