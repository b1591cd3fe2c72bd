//! The library behind `assure`: checklists, answers, scoring, comparison, the interview and the report.
//!
//! It has no terminal, no clock, no environment and no files: text and bytes go in and come out, and today is a parameter.

pub mod assessment;
pub mod checklist;
pub mod compare;
pub mod dates;
pub mod diagnostic;
pub mod document;
pub mod escape;
pub mod export;
pub mod form;
pub mod format;
pub mod glossary;
pub mod indicators;
pub mod interview;
pub mod quartet;
pub mod render;
pub mod report;
pub mod score;
