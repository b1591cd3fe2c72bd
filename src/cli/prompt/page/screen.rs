//! A question's page on a screen: what is needed to answer it, in as few lines as will do. The rest is behind one key.

use assure::assessment::{Answer, Period};
use assure::checklist::Question;
use assure::interview::{LastAnswer, QuestionPage};

use super::{NoticeWriter, Paragraph, Weight, count, minutes_left, sentence};
use assure::interview::response_text;

/// Lines that an answer takes on the page, last year's or this year's.
const ANSWER_LINES: usize = 2;

impl NoticeWriter {
    pub(super) fn question_on_screen(&mut self, page: &QuestionPage<'_>) {
        let question = page.question;
        self.spare();
        let mut head = format!("{}  [{}/{}]", page.section.title, page.number, page.of);
        for (is, word) in [(question.critical, "critical"), (question.key, "key question")] {
            if is {
                head.push_str(&format!("  {word}"));
            }
        }
        head.push_str(&format!("  {}", minutes_left(page.minutes_left)));
        self.paragraphs.push(Paragraph::headed_rule(&head));
        self.spare();
        self.strong(&question.text);
        self.spare();
        self.text(&format!("Why: {}", question.why));
        self.items("Look for:", &question.look_for);
        if page.to_confirm {
            self.text("To confirm: the question's wording has changed since you answered it.");
        }
        if let Some((period, answers)) = page.last {
            self.spare();
            for last in answers {
                self.in_short(&last_year(question, period, last));
            }
        }
        if let Some(answer) = page.answer.filter(|a| !a.is_empty()) {
            self.spare();
            self.in_short(&so_far(question, answer));
        }
        self.spare();
    }

    /// What the page leaves out.
    pub(super) fn guidance_on_screen(&mut self, page: &QuestionPage<'_>) {
        let question = page.question;
        self.blank();
        self.strong("More about this question");
        if question.critical {
            self.text("Critical: a hard expectation, an alert until it is assured.");
        }
        if question.key {
            self.text("Key question: one of those that a short run asks.");
        }
        self.asides(page);
        if let Some((period, answers)) = page.last {
            for last in answers {
                self.last_year(question, period, last);
            }
        }
        if let Some(answer) = page.answer.filter(|a| !a.is_empty()) {
            self.blank();
            self.details(question, answer);
        }
    }

    /// An empty line, if there is room.
    fn spare(&mut self) {
        self.paragraphs.push(Paragraph::spare());
    }

    fn in_short(&mut self, text: &str) {
        let one_line: Vec<&str> = text.split_whitespace().collect();
        self.paragraphs
            .push(Paragraph::new(&one_line.join(" "), "", Weight::Normal).at_most(ANSWER_LINES));
    }
}

/// What was said last year, in short.
fn last_year(question: &Question, period: Period, last: &LastAnswer) -> String {
    let said = last
        .answer
        .response()
        .map_or_else(|| "left open".to_owned(), |r| response_text(question.answer, r));
    let mut text = format!("Last year ({period}): {said}.");
    if !last.comparable {
        text.push_str(" Its meaning has changed since.");
    } else if last.text != question.text {
        text.push_str(" The words were others then.");
    }
    if let Some(finding) = &last.answer.finding {
        text.push_str(&format!(" {}", sentence(finding)));
    }
    text
}

/// The answer so far, in short.
fn so_far(question: &Question, answer: &Answer) -> String {
    let mut text = match answer.response() {
        Some(response) => format!("Your answer so far: {}.", response_text(question.answer, response)),
        None => "Your answer so far: not rated.".to_owned(),
    };
    for (is, words) in [
        (answer.unfinished, " Not finished."),
        (answer.private, " Kept out of a public report."),
    ] {
        if is {
            text.push_str(words);
        }
    }
    for (n, one, more) in [
        (answer.evidence.len(), "piece of evidence", "pieces of evidence"),
        (answer.actions.len(), "action", "actions"),
    ] {
        if n > 0 {
            text.push_str(&format!(" {}.", count(n, one, more)));
        }
    }
    if let Some(draft) = &answer.draft {
        text.push_str(&format!(
            " Draft of the {}, no answer yet: {}",
            draft.field.title(),
            sentence(&draft.text)
        ));
    }
    if let Some(words) = answer.finding.as_ref().or(answer.reason.as_ref()) {
        text.push_str(&format!(" {}", sentence(words)));
    }
    text
}
