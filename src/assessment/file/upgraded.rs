//! The text of an answer file carried to another edition.

use std::collections::BTreeMap;
use std::mem::take;

use super::{AnswerFile, NotWritable, dates, in_order, parse_document, table};
use crate::assessment::{Answer, Assessment};
use crate::checklist::{Checklist, QuestionId};
use crate::format::patch::{self, FreshBlocks};

/// The head of an answer file, with what a person wrote there: what is wanted of it where its answers go to another edition.
#[derive(Debug)]
pub struct FileHead {
    text: String,
    read: Assessment,
}

impl AnswerFile {
    /// Its head.
    ///
    /// # Errors
    /// If its text cannot be cut there.
    pub fn file_head(&self) -> Result<FileHead, NotWritable> {
        Ok(FileHead {
            text: self.head_text()?,
            read: self.written().head(),
        })
    }

    /// The text without its answers and approvals.
    fn head_text(&self) -> Result<String, NotWritable> {
        let bom = if self.text.starts_with('\u{feff}') {
            "\u{feff}"
        } else {
            ""
        };
        let plain = self.text.trim_start_matches('\u{feff}');
        let mut document = match before_answers(plain).map(parse_document) {
            Some(Ok(head)) => head,
            _ => parse_document(plain)?,
        };
        let root = document.as_table_mut();
        for key in ["answer", "archived", "approval"] {
            root.remove(key);
        }
        document.set_trailing("");
        let mut text = format!("{bom}{document}");
        if self.text.contains("\r\n") {
            text = text.replace('\n', "\r\n");
        }
        Ok(text)
    }
}

impl FileHead {
    /// The answer file with this head and the wanted answers to another edition; the old ones need not be at hand any more.
    ///
    /// Comments between the answers stay behind, in the old file: they may speak of questions that are no longer asked.
    ///
    /// # Errors
    /// If the text would not say exactly what is wanted.
    pub fn with_answers(
        self,
        mut wanted: Assessment,
        checklist: &Checklist,
        checklist_file: Option<&str>,
    ) -> Result<AnswerFile, NotWritable> {
        wanted.checklist_file = checklist_file.map(str::to_owned);
        let Self { text, read: head } = self;
        let order = in_order(checklist);
        // Every answer is new to the text: it is made by itself, and the first shows the others their place.
        let mut blocks = Vec::new();
        let answers = [take(&mut wanted.answers), take(&mut wanted.archived)];
        let mut first_alone = wanted.clone();
        let kinds = [
            ("answer", &mut first_alone.answers),
            ("archived", &mut first_alone.archived),
        ];
        for ((key, first), all) in kinds.into_iter().zip(&answers) {
            blocks.extend(fresh_blocks(key, all, first, &order)?);
        }
        [wanted.answers, wanted.archived] = answers;
        let made = patch::rewritten_with(&text, &table(&head)?, &table(&first_alone)?, &blocks, &order);
        AnswerFile::read_back(made.map_err(NotWritable::because)?, &wanted, checklist)
    }
}

/// The head of a text, where nothing but answers and approvals stands behind the first answer; none where that is not sure.
///
/// A line of a longer text may look like the heading of an answer: then the head does not end where that text ends, and cannot be parsed.
fn before_answers(text: &str) -> Option<&str> {
    let is_heading = |line: &str| {
        ["answer.", "archived.", "approval"]
            .iter()
            .any(|k| line.trim_start_matches('[').starts_with(k))
    };
    let mut lines = text.split_inclusive('\n').scan(0, |at, line| {
        let begins = *at;
        *at += line.len();
        Some((begins, line))
    });
    let (at, _) = lines
        .by_ref()
        .find(|(_, line)| line.starts_with('[') && is_heading(line))?;
    let only_those =
        lines.all(|(_, line)| !line.trim_start().starts_with('[') || line.starts_with('[') && is_heading(line));
    text.get(..at).filter(|_| only_those)
}

/// The blocks of answers that are new to a text. The first of them goes into `first`: it stands in the text like any other value.
fn fresh_blocks(
    under: &str,
    answers: &BTreeMap<QuestionId, Answer>,
    first: &mut BTreeMap<QuestionId, Answer>,
    order: patch::Order<'_>,
) -> Result<Option<FreshBlocks>, NotWritable> {
    let mut all: Vec<(&QuestionId, &Answer)> = answers.iter().collect();
    all.sort_by(|(a, _), (b, _)| order(&[under], a.as_str(), b.as_str()));
    let mut blocks: Option<FreshBlocks> = None;
    for (id, answer) in all {
        let value = patch::document(answer, dates()).map_err(NotWritable::because)?;
        let text = FreshBlocks::block(under, id.as_str(), value, order);
        match &mut blocks {
            Some(blocks) => blocks.others.push_str(&text),
            None => {
                blocks = Some(FreshBlocks {
                    first: text,
                    others: String::new(),
                });
                first.insert(id.clone(), answer.clone());
            }
        }
    }
    Ok(blocks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_ends_before_the_first_answer_where_nothing_else_follows() {
        let head = "format = 1\n\n[context]\nx = true\n\n# Of the first answer.\n";
        let answers =
            "[answer.a]\nrating = 1\n\n[[answer.a.evidence]]\ntext = \"t\"\n\n[archived.b]\nrating = 2\n[[approval]]\n";
        assert_eq!(before_answers(&format!("{head}{answers}")), Some(head));
        assert_eq!(before_answers(&format!("{head}{answers}[assessor]\n")), None);
        assert_eq!(before_answers(&format!("{head}{answers}  [context]\n")), None);
        assert_eq!(before_answers(head), None);
    }
}
