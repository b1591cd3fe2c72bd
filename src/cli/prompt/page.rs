//! What is shown, as lines of text: with a little order for the eye, or for the ear without any decoration.

use assure::assessment::{Answer, Assessment, Evidence, Period, Response, rating_word};
use assure::checklist::{AnswerKind, Checklist, Question, Section, Status, ThenNow};
use assure::diagnostic::clean_lines;
use assure::interview::{LastAnswer, Notice, QuestionPage};

/// For whom it is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
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

/// The widest that text is comfortable to read.
const WIDEST: usize = 100;
/// Narrower than this, text is cut by the terminal rather than by us.
const NARROWEST: usize = 20;

/// The width that text is wrapped to in so many columns.
pub fn text_width(columns: usize) -> usize {
    // The last column is left free: some Windows consoles go to the next line by themselves once it is filled.
    columns.saturating_sub(1).clamp(NARROWEST, WIDEST)
}

/// A notice as lines. Without a width nothing is wrapped.
pub fn notice_lines(notice: &Notice<'_>, layout: Layout, width: Option<usize>) -> Vec<StyledLine> {
    let mut page = NoticeWriter {
        layout,
        width,
        rows: Vec::new(),
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
        Notice::Question(question) => page.question(question),
        Notice::LastAction {
            period,
            question,
            action,
            number,
            of,
        } => {
            page.rule();
            page.text(&format!("Last year's action, {number} of {of} ({period})."));
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
        Notice::Details { question, answer } => {
            page.blank();
            page.strong(&question.text);
            page.details(question, answer);
        }
        Notice::Mistake(text) => page.text(&format!("Attention: {text}")),
        Notice::Line(text) => page.text(text),
    }
    page.rows
}

/// Lines are broken at spaces only: a web address, a path or a question's id stays in one piece.
fn options<'a>(width: usize) -> textwrap::Options<'a> {
    textwrap::Options::new(width)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .break_words(false)
}

/// A web address or a path: broken, it could be neither followed nor copied.
fn is_address(word: &str) -> bool {
    word.contains("://") || word.contains(['/', '\\', '@']) || word.starts_with("www.")
}

/// A text in lines of a width. What is too long for one is broken; an address is left to the terminal, which keeps it whole.
fn lines(text: &str, width: usize, indent: &str, next: &str) -> Vec<String> {
    let whole = options(width).initial_indent(indent).subsequent_indent(next);
    let mut lines = Vec::new();
    for line in textwrap::wrap(text, whole) {
        if textwrap::core::display_width(&line) <= width || line.split(' ').any(is_address) {
            lines.push(line.trim_end().to_owned());
        } else {
            let broken = options(width).break_words(true).subsequent_indent(next);
            lines.extend(
                textwrap::wrap(&line, broken)
                    .into_iter()
                    .map(|l| l.trim_end().to_owned()),
            );
        }
    }
    lines
}

/// A text as lines.
pub fn wrapped(text: &str, width: Option<usize>) -> Vec<String> {
    let text = clean_lines(text);
    match width {
        Some(width) => lines(&text, width, "", ""),
        None => text.lines().map(str::to_owned).collect(),
    }
}

/// `1 question`, `2 questions`.
fn count(n: usize, one: &str, more: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { more })
}

/// A text with a full stop behind it, where it has no stop of its own.
fn sentence(text: &str) -> String {
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

/// What was answered, in words.
fn answered(kind: AnswerKind, response: Response) -> String {
    match (response, kind) {
        (Response::Rated(0), AnswerKind::YesNo) => "no".to_owned(),
        (Response::Rated(_), AnswerKind::YesNo) => "yes".to_owned(),
        (Response::Rated(r), AnswerKind::Graded) => format!("{r}, {}", rating_word(r)),
        (Response::DontKnow, _) => "don't know".to_owned(),
        (Response::NotApplicable, _) => "not applicable".to_owned(),
    }
}

fn evidence_text(evidence: &Evidence) -> String {
    let mut text = format!("{}: {}", evidence.kind.title(), sentence(&evidence.text));
    if let Some(date) = evidence.date {
        text.push_str(&format!(" Dated {}.", date.format("%-d %B %Y")));
    }
    if let Some(date) = evidence.review_by {
        text.push_str(&format!(" Review by {}.", date.format("%-d %B %Y")));
    }
    if let Some(link) = &evidence.link {
        text.push_str(&format!(" Link: {link}"));
    }
    text
}

struct NoticeWriter {
    layout: Layout,
    width: Option<usize>,
    rows: Vec<StyledLine>,
}

impl NoticeWriter {
    fn push(&mut self, text: &str, indent: &str, weight: Weight) {
        let text = clean_lines(text.trim_end());
        let next = " ".repeat(indent.len());
        match self.width {
            Some(width) => self.rows.extend(
                lines(&text, width, indent, &next)
                    .into_iter()
                    .map(|text| StyledLine { text, weight }),
            ),
            None => {
                for (i, line) in text.lines().enumerate() {
                    let indent = if i == 0 { indent } else { &next };
                    self.rows.push(StyledLine {
                        text: format!("{indent}{line}"),
                        weight,
                    });
                }
            }
        }
    }

    fn blank(&mut self) {
        self.rows.push(StyledLine {
            text: String::new(),
            weight: Weight::Normal,
        });
    }

    /// Where something new begins.
    fn rule(&mut self) {
        self.blank();
        if self.layout == Layout::Screen {
            self.rows.push(StyledLine {
                text: "-".repeat(self.width.unwrap_or(WIDEST)),
                weight: Weight::Normal,
            });
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
                Layout::Screen => self.push(item.as_ref(), "- ", Weight::Normal),
                Layout::Plain => self.text(&sentence(item.as_ref())),
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

    fn question(&mut self, page: &QuestionPage<'_>) {
        let question = page.question;
        self.rule();
        let left = minutes_left(page.minutes_left);
        self.text(&match self.layout {
            Layout::Screen => format!("{}  [{}/{}]  {left}", page.section.title, page.number, page.of),
            Layout::Plain => format!(
                "Question {} of {}, {left}. Section: {}",
                page.number,
                page.of,
                sentence(&page.section.title)
            ),
        });
        if question.critical {
            self.text("Critical: a hard expectation, an alert until it is assured.");
        }
        if question.key {
            self.text("Key question.");
        }
        self.blank();
        self.strong(&question.text);
        self.blank();
        self.text(&format!("Why it matters: {}", question.why));
        self.items("Look for:", &question.look_for);
        self.items("Warning signs:", &question.warning_signs);
        self.items("Indicators worth having at hand:", &question.indicators);
        let terms: Vec<String> = question.then_now.iter().map(then_now).collect();
        self.items("Terms that have changed:", &terms);
        self.sources(&page.sources);
        if page.to_confirm {
            self.blank();
            self.text("To confirm: the question's wording has changed since you answered it.");
        }
        if let Some((period, answers)) = page.last {
            for last in answers {
                self.last_year(question, period, last);
            }
        }
        if let Some(answer) = page.answer.filter(|a| !a.is_empty()) {
            self.blank();
            self.so_far(question, answer);
        }
        self.terms(&page.terms);
    }

    /// What the words of the field stand for.
    fn terms(&mut self, terms: &[&assure::glossary::Term]) {
        if terms.is_empty() {
            return;
        }
        let terms: Vec<String> = terms.iter().map(|t| t.brief()).collect();
        self.blank();
        self.text(&format!("Terms: {}.", terms.join("; ")));
    }

    /// What was said last year, to this question or to the one it was.
    fn last_year(&mut self, question: &Question, period: Period, last: &LastAnswer) {
        self.blank();
        let said = last
            .answer
            .response()
            .map_or_else(|| "left open".to_owned(), |r| answered(question.answer, r));
        self.text(&format!("Last year ({period}): {said}."));
        if last.text != question.text {
            self.text(&format!("The question was then: {}", last.text));
        }
        if !last.comparable {
            self.text("Its meaning has changed since: an answer then is no answer now.");
        }
        if let Some(finding) = &last.answer.finding {
            self.text(&format!("Finding then: {}", sentence(finding)));
        }
        let evidence: Vec<String> = last.answer.evidence.iter().map(evidence_text).collect();
        self.items("Evidence then:", &evidence);
        let actions: Vec<String> = last
            .answer
            .actions
            .iter()
            .map(|a| format!("{} ({})", a.what, a.status.word().replace('-', " ")))
            .collect();
        self.items("Actions then:", &actions);
    }

    /// Places of the same document stand together.
    fn sources(&mut self, sources: &[(&str, &str)]) {
        let mut by_title: Vec<(&str, Vec<&str>)> = Vec::new();
        for (title, locator) in sources {
            match by_title.iter_mut().find(|(t, _)| t == title) {
                Some((_, places)) => places.push(locator),
                None => by_title.push((title, vec![locator])),
            }
        }
        for (title, places) in by_title {
            let places: Vec<&str> = places.into_iter().filter(|p| !p.is_empty()).collect();
            self.text(&if places.is_empty() {
                format!("Source: {title}")
            } else {
                format!("Source: {title}: {}", places.join("; "))
            });
        }
    }

    /// The answer in short.
    fn so_far(&mut self, question: &Question, answer: &Answer) {
        let mut line = match answer.response() {
            Some(response) => format!("Your answer so far: {}.", answered(question.answer, response)),
            None => "Your answer so far: not rated.".to_owned(),
        };
        if !answer.evidence.is_empty() {
            let pieces = count(answer.evidence.len(), "piece of evidence", "pieces of evidence");
            line.push_str(&format!(" {pieces}."));
        }
        if answer.private {
            line.push_str(" Kept out of a public report.");
        }
        if answer.unfinished {
            line.push_str(" Not finished.");
        }
        self.strong(&line);
        if let Some(draft) = &answer.draft {
            self.text(&format!(
                "Draft of the {}, no answer yet: {}",
                draft.field.title(),
                draft.text
            ));
        }
        self.words(answer);
        self.actions(answer);
    }

    /// Everything that was said.
    fn details(&mut self, question: &Question, answer: &Answer) {
        self.so_far(question, answer);
        let evidence: Vec<String> = answer.evidence.iter().map(evidence_text).collect();
        self.numbered("Evidence:", &evidence);
        if let Some(by) = &answer.by {
            self.text(&format!("Answered by: {by}"));
        }
        if let Some(on) = answer.on {
            self.text(&format!("Last changed: {}", on.format("%-d %B %Y")));
        }
    }

    fn words(&mut self, answer: &Answer) {
        if let Some(reason) = &answer.reason {
            self.text(&format!("Reason: {reason}"));
        }
        if let Some(finding) = &answer.finding {
            self.text(&format!("Finding: {finding}"));
        }
    }

    fn actions(&mut self, answer: &Answer) {
        let actions: Vec<String> = answer
            .actions
            .iter()
            .map(|a| {
                let mut text = sentence(&a.what);
                match &a.owner {
                    Some(owner) => text.push_str(&format!(" Owner: {}", sentence(owner))),
                    None => text.push_str(" No owner."),
                }
                match a.due {
                    Some(due) => text.push_str(&format!(" Due {}.", due.format("%-d %B %Y"))),
                    None => text.push_str(" No date."),
                }
                if let Some(measure) = &a.measure {
                    text.push_str(&format!(" Measure: {}", sentence(measure)));
                }
                text.push_str(&format!(" Status: {}.", a.status.word().replace('-', " ")));
                if let Some(reason) = &a.reason {
                    text.push_str(&format!(" Why: {}", sentence(reason)));
                }
                text
            })
            .collect();
        self.numbered("Actions:", &actions);
    }
}

fn then_now(term: &ThenNow) -> String {
    let mut text = format!("then {}; now {} (since {}).", term.then, term.now, term.when);
    if let Some(note) = &term.note {
        text.push_str(&format!(" {note}"));
    }
    text
}

#[cfg(test)]
mod tests {
    use assure::assessment::{Action, EvidenceKind};
    use assure::checklist::Library;

    use super::*;

    fn page(width: Option<usize>, layout: Layout) -> Vec<StyledLine> {
        let Some(checklist) = Library::shipped().edition("ce", 2022) else {
            return Vec::new();
        };
        let answer = Answer {
            finding: Some("Bräuche 漢字漢字漢字漢字漢字漢字漢字 \u{1b}[2J and\na second line".into()),
            evidence: vec![Evidence {
                kind: EvidenceKind::Audit,
                text: "x".into(),
                date: None,
                link: None,
                review_by: None,
            }],
            actions: vec![Action {
                what: "act".into(),
                ..Action::default()
            }],
            ..Answer::responding(Some(Response::Rated(2)))
        };
        let mut all = Vec::new();
        for section in &checklist.sections {
            for question in &section.questions {
                all.extend(notice_lines(
                    &Notice::Question(QuestionPage {
                        number: 12,
                        of: 48,
                        minutes_left: 1,
                        section,
                        question,
                        sources: vec![("Title", "one"), ("Title", "two")],
                        answer: Some(&answer),
                        to_confirm: true,
                        last: None,
                        terms: Vec::new(),
                    }),
                    layout,
                    width,
                ));
            }
        }
        all
    }

    #[test]
    fn no_line_is_wider_than_the_screen() {
        for columns in [20, 40, 60, 80, 120] {
            let rows = page(Some(text_width(columns)), Layout::Screen);
            assert!(!rows.is_empty());
            for row in rows {
                assert!(
                    console::measure_text_width(&row.text) <= columns,
                    "{columns}: {}",
                    row.text
                );
            }
        }
    }

    #[test]
    fn an_address_or_a_path_is_never_broken() {
        for address in [
            "https://moderngov.northmoor.gov.uk/documents/s12345/Annual%20Self-Evaluation.pdf",
            "/home/somebody/self-assessment/2026-27/evidence/audit-of-twenty-cases.docx",
            r"S:\\Childrens\\Quality\\Audits\\2026\\autumn-audit-of-twenty-cases.xlsx",
        ] {
            let text = format!("Audit of 20 cases. Link: {address} and more words behind it");
            for columns in [20, 40, 80] {
                let rows = wrapped(&text, Some(text_width(columns)));
                assert!(rows.iter().any(|r| r.contains(address)), "{columns}: {rows:#?}");
                assert!(rows.iter().filter(|r| !r.contains(address)).all(|r| r.len() < columns));
                let mut page = NoticeWriter {
                    layout: Layout::Screen,
                    width: Some(text_width(columns)),
                    rows: Vec::new(),
                };
                page.items("Evidence:", &[&text]);
                assert!(page.rows.iter().any(|r| r.text.contains(address)), "{columns}");
            }
        }
    }

    #[test]
    fn a_page_says_everything_and_nothing_harmful() {
        for layout in [Layout::Screen, Layout::Plain] {
            let text: Vec<String> = page(None, layout).into_iter().map(|r| r.text).collect();
            let text = text.join("\n");
            for wanted in [
                "about 1 minute left",
                "Why it matters: ",
                "Look for:",
                "Warning signs:",
                "Source: Title: one; two",
                "Your answer so far: 2, established. 1 piece of evidence.",
                "Finding: Bräuche",
                "1. act. No owner. No date. Status: open.",
                "To confirm",
            ] {
                assert!(text.contains(wanted), "{wanted}");
            }
            assert!(!text.contains('\u{1b}'));
            assert_eq!(text.contains("[12/48]"), layout == Layout::Screen);
            assert_eq!(text.contains("Question 12 of 48"), layout == Layout::Plain);
        }
    }

    #[test]
    fn plain_lines_have_no_decoration() {
        for row in page(None, Layout::Plain) {
            let first = row.text.chars().next();
            assert!(first.is_none_or(|c| c.is_alphanumeric()), "{}", row.text);
        }
    }
}
