//! Markdown.

use super::{Format, Rendering, Seal, ended};
use crate::diagnostic::clean;
use crate::document::{Block, ColumnKind, Item, Span, Table, Text};
use crate::escape::{link, push_at_line_start, push_inline, push_paragraphs};

/// The format.
pub const FORMAT: Format = Format {
    name: "markdown",
    about: "Markdown",
    endings: &["md", "markdown"],
    seal: Some(Seal::LastLine),
    source: Rendering::Running(push_blocks),
};

/// A document as Markdown, ending in a line end.
pub fn markdown(blocks: &[Block]) -> String {
    let mut out = String::with_capacity(16 * 1024);
    push_blocks(&mut out, blocks);
    ended(out)
}

fn push_blocks(out: &mut String, blocks: &[Block]) {
    for b in blocks.iter().filter(|b| !b.is_only_a_picture()) {
        push_block(out, b);
        out.push('\n');
    }
}

fn push_block(out: &mut String, block: &Block) {
    match block {
        Block::Heading(level, text) => push_heading(out, *level, text),
        Block::Paragraph(text) => push_line(out, "", text),
        Block::UserText(text) => {
            push_paragraphs(out, text);
            out.push('\n');
        }
        Block::List(items) => push_list(out, items, 0),
        Block::Definitions(terms) => {
            out.push_str("| | |\n|---|---|\n");
            for (term, text) in terms {
                push_row(out, [term, text], push_inside);
            }
        }
        Block::Table(t) => push_table(out, t),
        Block::Chart(chart) => {
            push_line(out, "", &chart.headline);
            out.push('\n');
            push_table(out, &chart.table());
        }
        Block::Fold(fold) => {
            push_heading(out, fold.level, &fold.title);
            for inside in &fold.blocks {
                out.push('\n');
                push_block(out, inside);
            }
        }
        Block::Note(text) => push_line(out, "> ", text),
        Block::Verbatim(text) => {
            // A fence is longer than any run of its sign inside.
            let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
            let fence = "`".repeat(longest.max(2) + 1);
            out.extend([&fence, "\n"]);
            for line in text.lines() {
                out.extend([clean(line).as_str(), "\n"]);
            }
            out.extend([&fence, "\n"]);
        }
    }
}

fn push_heading(out: &mut String, level: u8, text: &Text) {
    out.extend(std::iter::repeat_n('#', usize::from(level).clamp(1, 6)));
    out.push(' ');
    push_inside(out, text);
    out.push('\n');
}

/// A line of its own, behind what it begins with.
fn push_line(out: &mut String, begins: &str, text: &Text) {
    out.push_str(begins);
    push_text(out, text, At::LineStart);
    out.push('\n');
}

fn push_list(out: &mut String, items: &[Item], depth: usize) {
    for item in items {
        out.extend(std::iter::repeat_n("  ", depth));
        push_line(out, "- ", &item.text);
        push_list(out, &item.inside, depth + 1);
    }
}

fn push_table(out: &mut String, table: &Table) {
    if let Some(caption) = &table.caption {
        push_line(out, "", caption);
        out.push('\n');
    }
    push_row(out, &table.columns, |out, column| push_inline(out, &column.title));
    out.push('|');
    for column in &table.columns {
        out.push_str(if column.kind == ColumnKind::Figures {
            "---:|"
        } else {
            "---|"
        });
    }
    out.push('\n');
    for row in &table.rows {
        push_row(out, row, push_inside);
    }
}

fn push_row<T>(out: &mut String, cells: impl IntoIterator<Item = T>, push: impl Fn(&mut String, T)) {
    out.push('|');
    for cell in cells {
        out.push(' ');
        let from = out.len();
        push(out, cell);
        // Nothing stands between single spaces.
        out.push_str(if out.len() == from { "|" } else { " |" });
    }
    out.push('\n');
}

/// Where a text stands: at the beginning of a line, what only counts there is to count for nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    LineStart,
    Inside,
}

fn push_inside(out: &mut String, text: &Text) {
    push_text(out, text, At::Inside);
}

/// A text behind what is there, without a space at its end.
fn push_text(out: &mut String, text: &Text, at: At) {
    let from = out.len();
    for span in text.spans() {
        match span {
            Span::Plain(text) | Span::Reference { text, .. } => {
                let begins = out.len() == from;
                if !begins && text.starts_with(char::is_whitespace) {
                    out.push(' ');
                }
                if begins && at == At::LineStart {
                    push_at_line_start(out, text);
                } else {
                    push_inline(out, text);
                }
                if text.ends_with(char::is_whitespace) && !(out.len() > from && out.ends_with(' ')) {
                    out.push(' ');
                }
            }
            Span::Strong(text) | Span::Added(text) => push_marked(out, "**", text),
            Span::Removed(text) => push_marked(out, "~~", text),
            Span::Address(address) => out.push_str(&link(address)),
        }
    }
    let pushed = out.get(from..).unwrap_or_default();
    out.truncate(from + pushed.trim_end().len());
}

/// A text between marks. A mark around nothing, or with a space inside, is no mark to a reader of Markdown.
fn push_marked(out: &mut String, mark: &str, text: &str) {
    let from = out.len();
    out.push_str(mark);
    push_inline(out, text);
    if out.len() == from + mark.len() {
        out.truncate(from);
    } else {
        out.push_str(mark);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{figures, names, text};
    use crate::escape::{at_line_start, inline};

    const HOSTILE: &str = "- **x** | <b>y</b>\n# z";

    #[test]
    fn each_block_reads_as_written_and_holds_hostile_text_as_text() {
        let safe = inline(HOSTILE);
        let first = at_line_start(HOSTILE);
        assert!(first.starts_with("\\-") && !first.contains('\n'), "{first}");
        let inside = Item {
            text: HOSTILE.into(),
            inside: vec![HOSTILE.into()],
        };
        for (block, wanted) in [
            (Block::heading(2, HOSTILE), format!("## {safe}\n")),
            (Block::heading(9, "x"), "###### x\n".to_owned()),
            (Block::paragraph(HOSTILE), format!("{first}\n")),
            (Block::note(HOSTILE), format!("> {first}\n")),
            (Block::List(vec![inside]), format!("- {first}\n  - {first}\n")),
            (
                Block::Definitions(vec![(HOSTILE.into(), HOSTILE.into())]),
                format!("| | |\n|---|---|\n| {safe} | {safe} |\n"),
            ),
            (
                Block::table(
                    vec![names(""), figures(HOSTILE), text("b")],
                    vec![vec![HOSTILE.into(), "1".into(), "".into()]],
                ),
                format!("| | {safe} | b |\n|---|---:|---|\n| {safe} | 1 | |\n"),
            ),
        ] {
            assert_eq!(markdown(&[block]), wanted);
        }
        let users = markdown(&[Block::UserText(HOSTILE.to_owned())]);
        assert!(!users.contains("<b>") && !users.contains("\n# z"), "{users}");
    }

    #[test]
    fn the_spaces_between_pieces_are_kept_and_marks_hold_no_space() {
        let text = Text::new()
            .strong(" a* ")
            .plain(" b ")
            .span(Span::Removed("c".into()))
            .span(Span::Added(String::new()))
            .plain(" d ")
            .address("https://example.org/a")
            .address(" javascript:x ");
        let out = markdown(&[Block::paragraph(text)]);
        assert!(out.starts_with("**a\\*** b ~~c~~ d <https://example.org/a>"), "{out}");
        assert!(!out.contains("<javascript"), "{out}");
    }
}
