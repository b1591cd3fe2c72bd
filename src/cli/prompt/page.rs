//! What is shown, as lines of text: with a little order for the eye on a screen, or plain, without any decoration, as it is read aloud.

mod aloud;
mod paragraph;
mod question;
mod screen;
mod short;
mod wrap;

use assure::assessment::Assessment;
use assure::checklist::{Checklist, Section, Status};
use assure::interview::Notice;
use assure::interview::count;

pub use paragraph::Paragraph;
pub use wrap::{cut, text_width, wrapped};

/// For whom it is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageLayout {
    /// On a screen: rules, bullets, indents.
    Screen,
    /// Read aloud, or through a pipe: sentences only.
    Plain,
}

/// How a line stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// It does not.
    Normal,
    /// In bold, where there is such a thing.
    Strong,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StyledLine {
    /// Its text, safe to print, no wider than was asked for; only an address or a path may be, because it stays whole.
    pub text: String,
    /// Whether it stands out.
    pub weight: Weight,
}

impl StyledLine {
    /// A line that does not stand out.
    pub fn normal(text: String) -> Self {
        Self {
            text,
            weight: Weight::Normal,
        }
    }

    /// An empty line.
    pub fn blank() -> Self {
        Self::normal(String::new())
    }
}

/// A notice as lines. Without a width nothing is wrapped.
pub fn notice_lines(notice: &Notice<'_>, layout: PageLayout, width: Option<usize>) -> Vec<StyledLine> {
    notice_paragraphs(notice, layout)
        .iter()
        .flat_map(|p| p.lines(width))
        .collect()
}

/// A notice, not yet in lines of a width.
pub fn notice_paragraphs(notice: &Notice<'_>, layout: PageLayout) -> Vec<Paragraph> {
    let mut page = NoticeWriter {
        layout,
        paragraphs: Vec::new(),
    };
    match notice {
        Notice::Opening {
            checklist,
            assessment,
            questions,
            open,
            minutes,
        } => page.opening(checklist, assessment, *questions, *open, *minutes),
        Notice::Section { section, number, of } => page.section(section, *number, *of),
        Notice::Context { context, number, of } => {
            page.rule();
            page.text(&format!("About your council, {number} of {of}."));
            page.blank();
            page.strong(&context.text);
            if let Some(note) = &context.note {
                page.text(note);
            }
        }
        Notice::Page { title, lines } => {
            page.rule();
            page.strong(title);
            for line in *lines {
                page.text(line);
            }
        }
        Notice::Question(question) if layout == PageLayout::Screen => page.question_on_screen(question),
        Notice::Question(question) => page.question_aloud(question),
        Notice::Guidance(question) if layout == PageLayout::Screen => page.guidance_on_screen(question),
        Notice::Guidance(question) => page.guidance_aloud(question),
        Notice::LastAction {
            period,
            question,
            action,
            number,
            of,
        } => {
            page.rule();
            page.text(&format!("Last year's action, {number} of {of}, {period}."));
            page.blank();
            page.strong(&action.what);
            let owner = action.owner.as_deref().unwrap_or("nobody named");
            let due = action
                .due
                .map_or_else(|| "no date".to_owned(), |d| d.format("%-d %B %Y").to_string());
            page.text(&format!("Owner: {owner}. Due: {due}."));
            if let Some(measure) = &action.measure {
                page.text(&format!("Success was to be seen by: {}", sentence(measure)));
            }
            page.text(&format!("It belonged to: {question}"));
        }
        Notice::Review { heading, text, lines } => {
            page.rule();
            page.text(heading);
            page.blank();
            page.strong(text);
            lines.iter().for_each(|line| page.text(&sentence(line)));
        }
        Notice::Details { question, answer } => {
            page.blank();
            page.strong(&question.text);
            page.details(question, answer);
        }
        Notice::Mistake(text) => page.text(&format!("Attention: {text}")),
        Notice::Line(text) => page.text(text),
    }
    page.paragraphs
}

/// A text with a full stop behind it, where it has no stop of its own.
pub fn sentence(text: &str) -> String {
    let text = text.trim_end();
    if text.is_empty() || text.ends_with(['.', '!', '?', ':', '…']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

fn minutes_left(minutes: u32) -> String {
    match minutes {
        0 => "no minutes left".to_owned(),
        1 => "about 1 minute left".to_owned(),
        n => format!("about {n} minutes left"),
    }
}

struct NoticeWriter {
    layout: PageLayout,
    paragraphs: Vec<Paragraph>,
}

impl NoticeWriter {
    fn push(&mut self, text: &str, indent: &str, weight: Weight) {
        self.paragraphs.push(Paragraph::new(text, indent, weight));
    }

    fn blank(&mut self) {
        self.paragraphs.push(Paragraph::blank());
    }

    /// Where something new begins.
    fn rule(&mut self) {
        self.blank();
        if self.layout == PageLayout::Screen {
            self.paragraphs.push(Paragraph::rule());
        }
    }

    fn text(&mut self, text: &str) {
        self.push(text, "", Weight::Normal);
    }

    fn strong(&mut self, text: &str) {
        self.push(text, "", Weight::Strong);
    }

    fn items<S: AsRef<str>>(&mut self, title: &str, items: &[S]) {
        if items.is_empty() {
            return;
        }
        self.text(title);
        for item in items {
            match self.layout {
                PageLayout::Screen => self.push(item.as_ref(), "- ", Weight::Normal),
                PageLayout::Plain => self.text(&sentence(item.as_ref())),
            }
        }
    }

    /// Items that are spoken of by their number.
    fn numbered(&mut self, title: &str, items: &[String]) {
        if items.is_empty() {
            return;
        }
        self.text(title);
        for (i, item) in items.iter().enumerate() {
            self.push(item, &format!("{}. ", i + 1), Weight::Normal);
        }
    }

    fn opening(&mut self, checklist: &Checklist, assessment: &Assessment, questions: usize, open: usize, minutes: u32) {
        self.blank();
        self.strong(&checklist.title);
        self.text(&format!(
            "For: {}. Checklist {}, for the year {}.",
            checklist.role.title(),
            checklist.name(),
            assessment.period
        ));
        match checklist.status {
            Status::Current => {}
            Status::Superseded => self.text("A later edition has taken this one's place."),
            Status::Historic => self.text("This is a historic edition: it names bodies and duties that are no more."),
        }
        if let Some(council) = &assessment.council {
            self.text(&format!("Council: {council}."));
        }
        if let Some(note) = &checklist.note {
            self.blank();
            self.text(note);
        }
        self.blank();
        let all = count(questions, "question", "questions");
        self.text(&match open {
            0 => format!("{all}, all answered."),
            _ if open == questions => format!("{all}, {}.", minutes_left(minutes)),
            _ => format!("{all}, {open} of them open, {}.", minutes_left(minutes)),
        });
        self.text("Every answer is saved as soon as it is given: pause whenever you like, and go on later.");
    }

    fn section(&mut self, section: &Section, number: usize, of: usize) {
        self.rule();
        self.strong(&format!("Section {number} of {of}: {}", section.title));
        if let Some(intro) = &section.intro {
            self.text(intro);
        }
    }
}

#[cfg(test)]
mod tests;
