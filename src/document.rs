//! What is said, once for every format: a document is a list of blocks, made from finished data by the builders in this folder and turned
//! into bytes by the renderers in [`crate::render`].
//!
//! Nothing in a block is escaped: every text, ours or a user's, is text, and each renderer makes sure that it comes out as such.

pub mod approve;
pub mod check;
pub mod checklist;
pub mod comparison;
pub mod glossary;
pub mod indicators;
pub mod merge;
pub mod pack;
pub mod quartet;
pub mod report;
pub mod score;
pub mod sums;
pub mod trend;
pub mod upgrade;

use chrono::NaiveDate;

use crate::assessment::rating_word;

pub use crate::dates::day;

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    /// Text as it is.
    Plain(String),
    /// Text that stands out.
    Strong(String),
    /// Text that was taken out.
    Removed(String),
    /// Text that was put in.
    Added(String),
    /// A web address, a link where it is a plain one.
    Address(String),
    /// Text that leads to a part of the same document, by its anchor.
    Reference {
        /// The part's anchor.
        to: String,
        /// The text.
        text: String,
    },
}

/// A line of text: for a heading, a paragraph, an item or a cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text(Vec<Span>);

impl Text {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Its pieces.
    pub fn spans(&self) -> &[Span] {
        &self.0
    }

    /// With more text behind.
    #[must_use]
    pub fn plain(mut self, text: impl AsRef<str> + Into<String>) -> Self {
        // Neighbours are one piece, so that a renderer sees what its characters stand beside.
        match self.0.last_mut() {
            Some(Span::Plain(before)) => before.push_str(text.as_ref()),
            _ => return self.span(Span::Plain(text.into())),
        }
        self
    }

    /// With more that stands out.
    #[must_use]
    pub fn strong(self, text: impl Into<String>) -> Self {
        self.span(Span::Strong(text.into()))
    }

    /// With a web address.
    #[must_use]
    pub fn address(self, text: impl Into<String>) -> Self {
        self.span(Span::Address(text.into()))
    }

    /// With text that leads to a part of the document.
    #[must_use]
    pub fn reference(self, to: impl Into<String>, text: impl Into<String>) -> Self {
        let (to, text) = (to.into(), text.into());
        self.span(Span::Reference { to, text })
    }

    /// With another text behind.
    #[must_use]
    pub fn then(self, more: Text) -> Self {
        more.0.into_iter().fold(self, |text, span| match span {
            Span::Plain(plain) => text.plain(plain),
            other => text.span(other),
        })
    }

    /// With a piece behind.
    #[must_use]
    pub fn span(mut self, span: Span) -> Self {
        // Most lines are one piece; the usual growth begins at four places.
        if self.0.is_empty() {
            self.0.reserve_exact(1);
        }
        self.0.push(span);
        self
    }
}

impl<T: Into<String>> From<T> for Text {
    fn from(text: T) -> Self {
        Text(vec![Span::Plain(text.into())])
    }
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What it says.
    pub text: Text,
    /// The list inside it.
    pub inside: Vec<Item>,
}

impl<T: Into<String>> From<T> for Item {
    fn from(text: T) -> Self {
        Text::from(text).into()
    }
}

impl From<Text> for Item {
    fn from(text: Text) -> Self {
        Item {
            text,
            inside: Vec::new(),
        }
    }
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Text, which is broken into lines where it has to be.
    Text,
    /// Figures, which stand to the right and are never broken.
    Figures,
    /// Short names, which are never broken.
    Names,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub title: String,
    /// What it holds.
    pub kind: ColumnKind,
}

/// A column of text.
pub fn text(title: impl Into<String>) -> Column {
    let (title, kind) = (title.into(), ColumnKind::Text);
    Column { title, kind }
}

/// A column of figures.
pub fn figures(title: impl Into<String>) -> Column {
    let (title, kind) = (title.into(), ColumnKind::Figures);
    Column { title, kind }
}

/// A column of short names.
pub fn names(title: impl Into<String>) -> Column {
    let (title, kind) = (title.into(), ColumnKind::Names);
    Column { title, kind }
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What it shows, where that is not said before it.
    pub caption: Option<Text>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, a cell a column.
    pub rows: Vec<Vec<Text>>,
}

/// How a chart shows its figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartKind {
    /// One bar a row, of one colour: the first series.
    Bars,
    /// One bar a row, the series one behind the other: at most four, and a fifth that is only outlined, for what is still open.
    Stacked,
    /// From the first series to the second, on one line a row: then and now.
    Range,
}

/// What a chart's figures count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Things.
    Count,
    /// Thousandths of a whole, shown as per cent with one decimal.
    PerMille,
    /// Ratings from 0 to 3: the picture says them in words, the table in figures.
    Rating,
    /// Tenths of whatever it is, shown with one decimal.
    Tenths,
}

/// What stands for a chart in a format without pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WithoutPictures {
    /// The table of its figures.
    Table,
    /// Nothing: the figures can be read from a table elsewhere.
    Nothing,
    /// Nothing: the same figures stand in the table that follows it, which is all that paper needs too.
    TableBelow,
}

/// A picture of figures. The table of the same figures is made from it, so that the two agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// The finding, in ten words at most.
    pub headline: Text,
    /// What is shown, of what and when, in a sentence.
    pub about: Text,
    /// How.
    pub kind: ChartKind,
    /// What the figures count.
    pub unit: Unit,
    /// What stands for it where there are no pictures.
    pub without_pictures: WithoutPictures,
    /// What the rows are: the heading of the table's first column.
    pub rows_are: String,
    /// The series.
    pub series: Vec<String>,
    /// The rows: a label, and a figure a series where there is one.
    pub rows: Vec<(String, Vec<Option<u32>>)>,
}

impl Chart {
    /// A figure as it is written.
    pub fn figure(&self, value: Option<u32>) -> String {
        match (self.unit, value) {
            (_, None) => NONE.to_owned(),
            (Unit::Count | Unit::Rating, Some(n)) => n.to_string(),
            (Unit::PerMille, some) => crate::score::percent(some),
            (Unit::Tenths, Some(n)) => format!("{}.{}", n / 10, n % 10),
        }
    }

    /// The same figures as a table.
    pub fn table(&self) -> Table {
        let columns = [text(&self.rows_are)]
            .into_iter()
            .chain(self.series.iter().map(figures))
            .collect();
        let rows = self.rows.iter().map(|(label, values)| {
            let cells = values.iter().map(|v| Text::from(self.figure(*v)));
            [Text::from(label)].into_iter().chain(cells).collect()
        });
        Table {
            caption: Some(self.about.clone()),
            columns,
            rows: rows.collect(),
        }
    }
}

/// The word of a rating; none of what is no rating.
pub fn rating(rating: u32) -> &'static str {
    u8::try_from(rating).map_or("", rating_word)
}

/// A part that a format can fold away and lead to: a question with its answer, or an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fold {
    /// The level of its title as a heading.
    pub level: u8,
    /// Its name in addresses: the same each year.
    pub anchor: String,
    /// Its title.
    pub title: Text,
    /// What is inside.
    pub blocks: Vec<Block>,
}

/// A block of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading; 1 is the document's own.
    Heading(u8, Text),
    /// A paragraph.
    Paragraph(Text),
    /// A text that a user wrote, with the paragraphs and lists that are in it.
    UserText(String),
    /// A list.
    List(Vec<Item>),
    /// Terms, each with what there is to say of it.
    Definitions(Vec<(Text, Text)>),
    /// A table.
    Table(Table),
    /// A chart; a format without pictures shows its figures.
    Chart(Chart),
    /// A part that can be folded away.
    Fold(Fold),
    /// What a reader ought to know first.
    Note(Text),
    /// Lines that stand as they are, each character below its neighbour: a piece of a file with a mark under a word.
    Verbatim(String),
}

impl Block {
    /// A heading.
    pub fn heading(level: u8, text: impl Into<Text>) -> Self {
        Block::Heading(level, text.into())
    }

    /// A paragraph.
    pub fn paragraph(text: impl Into<Text>) -> Self {
        Block::Paragraph(text.into())
    }

    /// A note.
    pub fn note(text: impl Into<Text>) -> Self {
        Block::Note(text.into())
    }

    /// A list of what makes items.
    pub fn list<T: Into<Item>>(items: impl IntoIterator<Item = T>) -> Self {
        Block::List(items.into_iter().map(Into::into).collect())
    }

    /// Whether a format without pictures leaves it out: its figures stand elsewhere.
    pub fn is_only_a_picture(&self) -> bool {
        matches!(self, Block::Chart(c) if c.without_pictures != WithoutPictures::Table)
    }

    /// A table without a caption.
    pub fn table(columns: Vec<Column>, rows: Vec<Vec<Text>>) -> Self {
        Block::Table(Table {
            caption: None,
            columns,
            rows,
        })
    }
}

/// How many headings a document has at most that is read without a list of contents: those of two pages.
const FEW_HEADINGS: usize = 9;

/// Whether a document is so short that a list of contents would only take room.
pub fn is_short(blocks: &[Block]) -> bool {
    let folds = blocks.iter().any(|b| matches!(b, Block::Fold(_)));
    let headings = blocks.iter().filter(|b| matches!(b, Block::Heading(2 | 3, _))).count();
    !folds && headings <= FEW_HEADINGS
}

/// A row of cells that are plain text.
pub fn row<const N: usize>(cells: [String; N]) -> Vec<Text> {
    cells.into_iter().map(Text::from).collect()
}

/// A date, or that there is none.
pub fn day_or_none(date: Option<NaiveDate>) -> String {
    date.map_or_else(|| "no date".to_owned(), day)
}

/// Where text is missing in a cell.
pub const NONE: &str = "–";
