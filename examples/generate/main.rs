//! Writes realistic assessments of invented councils, for measuring and for trying: the same seed writes the same files.
//!
//! `cargo run --release --example generate -- FOLDER --councils 153 --years 10`
//!
//! A folder a region, a folder a council, a file a role and year; and `councils.csv`, which says what region a council is in.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a program of its own, beside the library and not in it"
)]

mod model;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use clap::Parser;

use model::{Council, Country};

/// Writes realistic assessments of invented councils
#[derive(Debug, Parser)]
struct Args {
    /// The folder to write into; it is made, and has to be empty
    folder: PathBuf,
    /// The same seed writes the same files
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many councils; England has 153 that answer for children's services
    #[arg(long, default_value_t = 153)]
    councils: usize,
    /// How many years each of them answers
    #[arg(long, default_value_t = 1)]
    years: u16,
    /// The last of them: the year in which it begins
    #[arg(long, default_value_t = 2026, value_parser = clap::value_parser!(u16).range(1990..2900))]
    last: u16,
    /// Which offices answer
    #[arg(long, value_delimiter = ',', default_value = "ce,leader,lmcs,dcs")]
    roles: Vec<String>,
}

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(written) => {
            eprintln!("{written} assessments written");
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("error: {why}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> Result<usize, String> {
    let said = |e: std::io::Error| e.to_string();
    fs::create_dir_all(&args.folder).map_err(said)?;
    if fs::read_dir(&args.folder).map_err(said)?.next().is_some() {
        return Err(format!("`{}` is not empty", args.folder.display()));
    }
    let country = Country::new(args.seed);
    let councils: Vec<Council> = (0..args.councils).map(|i| country.council(i)).collect();
    let mut regions = String::from("council,region\n");
    for council in &councils {
        regions.push_str(&format!("{},{}\n", council.name, council.region));
    }
    fs::write(args.folder.join("councils.csv"), regions).map_err(said)?;

    // A council at a time, taken by whichever thread is free.
    let (next, written) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let work = || -> Result<(), String> {
        while let Some(council) = councils.get(next.fetch_add(1, Ordering::Relaxed)) {
            written.fetch_add(council_files(&country, council, args)?, Ordering::Relaxed);
        }
        Ok(())
    };
    thread::scope(|scope| {
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let all: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        all.into_iter()
            .try_for_each(|t| t.join().unwrap_or_else(|_| Err("a thread ended early".to_owned())))
    })?;
    Ok(written.into_inner())
}

fn council_files(country: &Country, council: &Council, args: &Args) -> Result<usize, String> {
    let slug = |name: &str| name.to_lowercase().replace(' ', "-");
    let folder = args.folder.join(slug(council.region)).join(slug(&council.name));
    fs::create_dir_all(&folder).map_err(|e| e.to_string())?;
    let mut written = 0;
    for role in &args.roles {
        for year in args.last.saturating_sub(args.years.saturating_sub(1))..=args.last {
            let text = country.answer_file(council, role, year)?;
            let name = format!("{role}-{year}.toml");
            fs::write(Path::new(&folder).join(name), text).map_err(|e| e.to_string())?;
            written += 1;
        }
    }
    Ok(written)
}
