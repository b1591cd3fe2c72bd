//! What single functions take, on the full example: `cargo bench`.

#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "it stops at the first surprise, and nobody links to it"
)]

use assure::assessment::file::AnswerFile;
use assure::assessment::{Assessment, Response};
use assure::checklist::{Checklist, Library, QuestionId};
use assure::compare::{Side, chain, diff};
use assure::document::report::{Grouping, Layout, page};
use assure::export::{Export, ExportFormat, ExportRows, ExportTexts};
use assure::render::markdown;
use assure::report::{Audience, Report, report, to_json};
use assure::score::score;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

const EXAMPLE: &str = include_str!("../examples/ce-2025-26.toml");
const LAST_YEAR: &str = include_str!("../examples/ce-2024-25.toml");

fn checklist(edition: u16) -> &'static Checklist {
    Library::shipped().edition("ce", edition).unwrap()
}

fn example() -> AnswerFile {
    AnswerFile::parse(EXAMPLE, checklist(2022)).unwrap()
}

fn made(assessment: &Assessment) -> Report {
    report(checklist(2022), assessment, Audience::Full, "assure")
}

#[divan::bench]
fn parse_an_answer_file() -> AnswerFile {
    AnswerFile::parse(black_box(EXAMPLE), checklist(2022)).unwrap()
}

#[divan::bench]
fn parse_a_checklist(bencher: Bencher<'_, '_>) {
    let text = include_str!("../checklists/ce-2026.toml");
    bencher.bench(|| assure::checklist::parse(black_box(text), &Library::shipped()).unwrap());
}

#[divan::bench]
fn score_it(bencher: Bencher<'_, '_>) {
    let file = example();
    bencher.bench(|| score(checklist(2022), black_box(file.assessment())).overall);
}

#[divan::bench]
fn make_the_report(bencher: Bencher<'_, '_>) {
    let file = example();
    bencher.bench(|| made(black_box(file.assessment())));
}

#[divan::bench]
fn write_it_as_markdown(bencher: Bencher<'_, '_>) {
    let report = made(example().assessment());
    bencher.bench(|| markdown::markdown(&page(black_box(&report), Layout::Full(Grouping::Section))));
}

#[divan::bench]
fn write_it_as_json(bencher: Bencher<'_, '_>) {
    let report = made(example().assessment());
    bencher.bench(|| to_json(black_box(&report)));
}

#[divan::bench]
fn rows_of_an_export(bencher: Bencher<'_, '_>) {
    let file = example();
    let export = Export {
        rows: ExportRows::Answers,
        texts: ExportTexts::LeftOut,
        format: ExportFormat::Csv,
    };
    bencher.bench(|| {
        let mut rows = Vec::new();
        export.add("a.toml", checklist(2022), black_box(file.assessment()), &mut rows);
        rows
    });
}

/// One answer changed, in the text, and read back: what a save does besides the disk.
#[divan::bench]
fn change_an_answer(bencher: Bencher<'_, '_>) {
    let file = example();
    let mut wanted = file.assessment().clone();
    wanted
        .answers
        .get_mut(&QuestionId::new("quartet-works"))
        .unwrap()
        .respond(Response::Rated(1));
    bencher
        .with_inputs(|| file.clone())
        .bench_refs(|file| file.apply(black_box(&wanted), checklist(2022)).unwrap());
}

#[divan::bench]
fn compare_two_years(bencher: Bencher<'_, '_>) {
    let then = AnswerFile::parse(LAST_YEAR, checklist(2019)).unwrap();
    let now = example();
    let way = chain(checklist(2019), checklist(2022), &[]).unwrap();
    bencher.bench(|| {
        let then = Side::new(checklist(2019), black_box(then.assessment()));
        diff(then, Side::new(checklist(2022), now.assessment()), &way)
    });
}
