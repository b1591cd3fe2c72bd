//! One integration binary: the library through its public face, and the real program through its streams and a real terminal.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    missing_docs,
    reason = "tests stop at the first surprise"
)]

mod answer_file;
mod approve;
mod by_ear;
mod checklist_rules;
mod cli;
mod commands;
mod comment;
mod compare;
mod compare_cli;
mod content;
mod coverage;
mod docs;
mod every_format;
mod export;
mod form;
mod front;
#[path = "../../examples/generate/model.rs"]
mod generate;
mod glossary;
mod harness;
mod house;
mod html;
mod indicators;
mod interview;
mod interview_details;
mod interview_tasks;
mod length;
mod merge_files;
mod mistakes;
mod moved;
mod outputs;
mod pack;
mod page_form;
mod personal;
mod pty;
mod quartet;
mod readme;
mod report;
mod review;
mod scoring;
mod sheets;
mod shipped;
mod stress;
mod templates;
mod text;
mod together;
mod word;
