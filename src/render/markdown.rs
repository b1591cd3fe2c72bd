//! Markdown.

use super::{Format, Rendering, Seal, ended};
use crate::diagnostic::clean;
use crate::document::{Block, ColumnKind, Item, Span, Table, Text};
use crate::escape::{at_line_start, inline, link, paragraphs};

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
        Block::Heading(level, text) => {
            let level = "#".repeat(usize::from(*level).clamp(1, 6));
            push_line(out, &[&level, " ", &spans(text)]);
        }
        Block::Paragraph(text) => push_line(out, &[&first(text)]),
        Block::UserText(text) => push_line(out, &[&paragraphs(text)]),
        Block::List(items) => list(out, items, ""),
        Block::Definitions(terms) => {
            push_line(out, &["| | |\n|---|---|"]);
            for (term, text) in terms {
                push_row(out, [spans(term), spans(text)]);
            }
        }
        Block::Table(t) => table(out, t),
        Block::Chart(chart) => {
            push_line(out, &[&first(&chart.headline), "\n"]);
            table(out, &chart.table());
        }
        Block::Fold(fold) => {
            push_block(out, &Block::Heading(fold.level, fold.title.clone()));
            for inside in &fold.blocks {
                out.push('\n');
                push_block(out, inside);
            }
        }
        Block::Note(text) => push_line(out, &["> ", &first(text)]),
        Block::Verbatim(text) => {
            // A fence is longer than any run of its sign inside.
            let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
            let fence = "`".repeat(longest.max(2) + 1);
            push_line(out, &[&fence]);
            for line in text.lines() {
                push_line(out, &[&clean(line)]);
            }
            push_line(out, &[&fence]);
        }
    }
}

fn push_line(out: &mut String, parts: &[&str]) {
    out.extend(parts.iter().copied());
    out.push('\n');
}

fn list(out: &mut String, items: &[Item], indent: &str) {
    for item in items {
        push_line(out, &[indent, "- ", &first(&item.text)]);
        list(out, &item.inside, &format!("{indent}  "));
    }
}

fn table(out: &mut String, table: &Table) {
    if let Some(caption) = &table.caption {
        push_line(out, &[&first(caption), "\n"]);
    }
    push_row(out, table.columns.iter().map(|c| inline(&c.title)));
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
        push_row(out, row.iter().map(spans));
    }
}

fn push_row(out: &mut String, cells: impl IntoIterator<Item = String>) {
    out.push('|');
    for cell in cells {
        if !cell.is_empty() {
            out.extend([" ", &cell]);
        }
        out.push_str(" |");
    }
    out.push('\n');
}

/// A line's text where what only counts at the beginning of a line is to count for nothing.
fn first(text: &Text) -> String {
    line(text, true)
}

fn spans(text: &Text) -> String {
    line(text, false)
}

fn line(text: &Text, at_start: bool) -> String {
    let mut out = String::new();
    for span in text.spans() {
        // A mark around nothing, or with a space inside, is no mark to a reader of Markdown.
        let marked = |out: &mut String, mark: &str, text: &str| {
            let text = inline(text);
            if !text.is_empty() {
                out.extend([mark, text.as_str(), mark]);
            }
        };
        match span {
            Span::Plain(text) | Span::Reference { text, .. } => {
                if !out.is_empty() && text.starts_with(char::is_whitespace) {
                    out.push(' ');
                }
                out.push_str(&if at_start && out.is_empty() {
                    at_line_start(text)
                } else {
                    inline(text)
                });
                if text.ends_with(char::is_whitespace) && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            Span::Strong(text) | Span::Added(text) => marked(&mut out, "**", text),
            Span::Removed(text) => marked(&mut out, "~~", text),
            Span::Address(address) => out.push_str(&link(address)),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{figures, names, text};

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
