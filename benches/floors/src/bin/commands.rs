//! As many commands as `assure` has, each with as many options, and nothing behind them.

use clap::{Arg, ArgAction, Command};

/// What `assure --help` and the helps of its commands show.
const COMMANDS: [(&str, usize); 24] = [
    ("ce", 31),
    ("leader", 31),
    ("lmcs", 31),
    ("dcs", 31),
    ("run", 31),
    ("list", 5),
    ("show", 6),
    ("glossary", 5),
    ("check", 8),
    ("score", 11),
    ("report", 19),
    ("pack", 13),
    ("form", 12),
    ("import", 9),
    ("diff", 13),
    ("approve", 10),
    ("comment", 13),
    ("merge", 13),
    ("upgrade", 9),
    ("schema", 4),
    ("trend", 9),
    ("quartet", 10),
    ("export", 13),
    ("indicators", 18),
];

/// Names of options, as long as real ones.
const OPTIONS: [&str; 31] = [
    "alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india", "juliett", "kilo", "lima", "mike",
    "november", "oscar", "papa", "quebec", "romeo", "sierra", "tango", "uniform", "victor", "whiskey", "xray", "yankee",
    "zulu", "amber", "birch", "cedar", "dove", "elm",
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
