//! As many commands as `assure` has, each with as many options, and nothing behind them.

use clap::{Arg, ArgAction, Command};

/// What `assure --help` and the helps of its commands show.
const COMMANDS: [(&str, usize); 22] = [
    ("ce", 24),
    ("leader", 24),
    ("lmcs", 24),
    ("dcs", 24),
    ("run", 25),
    ("list", 4),
    ("show", 8),
    ("check", 7),
    ("score", 9),
    ("report", 20),
    ("pack", 10),
    ("diff", 14),
    ("approve", 8),
    ("upgrade", 9),
    ("schema", 3),
    ("trend", 9),
    ("glossary", 5),
    ("quartet", 8),
    ("merge", 8),
    ("comment", 10),
    ("form", 10),
    ("import", 8),
];

/// Names of options, as long as real ones.
const OPTIONS: [&str; 26] = [
    "alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india", "juliett", "kilo", "lima", "mike",
    "november", "oscar", "papa", "quebec", "romeo", "sierra", "tango", "uniform", "victor", "whiskey", "xray", "yankee",
    "zulu",
];

fn main() {
    let mut program = Command::new("floor").version("0.1.0").about("As many commands, and nothing behind them");
    for (name, options) in COMMANDS {
        // As the derived parser of `assure` makes them: all of every command.
        program = program.subcommand(
            Command::new(name).about("What this command would do, in a line").arg(Arg::new("FILE").num_args(0..)).args(
                OPTIONS.iter().take(options).map(|o| {
                    Arg::new(*o).long(*o).action(ArgAction::Set).help("What this option would do, in a line")
                }),
            ),
        );
    }
    let _ = program.get_matches();
}
