//! The text of an answer file carried to another edition.

use std::collections::BTreeMap;
use std::mem::take;

use toml_edit::DocumentMut;

use super::{AnswerFile, NotWritable, dates, in_order, parse_document, table};
use crate::assessment::{Answer, Assessment};
use crate::checklist::{Checklist, QuestionId};
use crate::format::blocks::{TextBlock, blocks};
use crate::format::patch::{self, FreshBlocks};

/// The head of an answer file, with what a person wrote there: what is wanted of it where its answers go to another edition.
#[derive(Debug)]
pub struct FileHead {
    document: DocumentMut,
    read: Assessment,
    /// Whether the text begins with a byte order mark.
    has_mark: bool,
    has_windows_line_ends: bool,
}

impl AnswerFile {
    /// Its head.
    ///
    /// # Errors
    /// If its text cannot be parsed.
    pub fn file_head(&self) -> Result<FileHead, NotWritable> {
        Ok(FileHead {
            document: self.head_document()?,
            read: self.written().head(),
            has_mark: self.text.starts_with('\u{feff}'),
            has_windows_line_ends: self.text.contains("\r\n"),
        })
    }

    /// The text without its answers and approvals.
    fn head_document(&self) -> Result<DocumentMut, NotWritable> {
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
        Ok(document)
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
        let order = in_order(checklist);
        // Every answer is new to the text: it is made by itself, and the first shows the others their place.
        let mut blocks = Vec::new();
        let (answers, archived) = (take(&mut wanted.answers), take(&mut wanted.archived));
        let mut first_alone = wanted.clone();
        let asked = in_order_of(checklist, &answers);
        blocks.extend(fresh_blocks("answer", asked, &mut first_alone.answers, &order)?);
        blocks.extend(fresh_blocks(
            "archived",
            archived.iter(),
            &mut first_alone.archived,
            &order,
        )?);
        (wanted.answers, wanted.archived) = (answers, archived);
        let head = table(&self.read)?;
        let made = patch::rewritten_with(self.document, &head, &table(&first_alone)?, &blocks, &order);
        let mut made = made.map_err(NotWritable::because)?;
        if self.has_windows_line_ends {
            made = made.replace('\n', "\r\n");
        }
        if self.has_mark {
            made.insert(0, '\u{feff}');
        }
        AnswerFile::read_back(made, &wanted, checklist)
    }
}

/// The head of a text, where nothing but answers and approvals stands behind the first answer; none where that is not sure.
fn before_answers(text: &str) -> Option<&str> {
    let is_of_answers =
        |block: &TextBlock<'_>| matches!(block.heading, Some(("answer" | "archived", Some(_)) | ("approval", _)));
    let blocks = blocks(text)?;
    let first = blocks.iter().position(is_of_answers)?;
    let (head, behind) = blocks.split_at_checked(first)?;
    // The comments above the first heading stand in its block.
    let comments = behind.first()?.text.split_inclusive('\n');
    let comments = comments.take_while(|line| !line.trim_start().starts_with('['));
    let end = head.iter().map(|block| block.text).chain(comments).map(str::len).sum();
    text.get(..end).filter(|_| behind.iter().all(is_of_answers))
}

/// Answers in the order of the checklist; what it does not ask, behind it.
fn in_order_of<'a>(
    checklist: &Checklist,
    answers: &'a BTreeMap<QuestionId, Answer>,
) -> impl Iterator<Item = (&'a QuestionId, &'a Answer)> {
    let asked = checklist.questions().filter_map(|q| answers.get_key_value(&q.id));
    let others = answers.iter().filter(|(id, _)| checklist.question(id).is_none());
    asked.chain(others)
}

/// The blocks of answers that are new to a text. The first of them goes into `first`: it stands in the text like any other value.
fn fresh_blocks<'a>(
    under: &str,
    answers: impl Iterator<Item = (&'a QuestionId, &'a Answer)>,
    first: &mut BTreeMap<QuestionId, Answer>,
    order: patch::Order<'_>,
) -> Result<Option<FreshBlocks>, NotWritable> {
    let mut blocks: Option<FreshBlocks> = None;
    for (id, answer) in answers {
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
