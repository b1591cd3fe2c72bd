//! A question's page by ear: where one is, the question, why it matters, and what was said so far. The rest is read when it is asked for.

use assure::interview::QuestionPage;

use super::short::{last_year, so_far};
use super::{NoticeWriter, minutes_left};

impl NoticeWriter {
    pub(super) fn question_aloud(&mut self, page: &QuestionPage<'_>) {
        let question = page.question;
        self.blank();
        self.text(&format!(
            "Question {} of {}, section {} of {}, {}.{}",
            page.number,
            page.of,
            page.section_number,
            page.sections,
            minutes_left(page.minutes_left),
            if question.critical { " Critical." } else { "" }
        ));
        self.strong(&question.text);
        self.text(&format!("Why: {}", question.why));
        if page.to_confirm {
            self.text("To confirm: the question's wording has changed since you answered it.");
        }
        if let Some((period, answers)) = page.last {
            for last in answers {
                self.text(&last_year(question, period, last));
            }
        }
        if let Some(answer) = page.answer.filter(|a| !a.says_nothing()) {
            self.text(&so_far(question, answer));
        }
    }

    /// What the page of a question leaves out.
    pub(super) fn guidance_aloud(&mut self, page: &QuestionPage<'_>) {
        self.blank();
        self.text(&format!("More about question {}.", page.number));
        self.items("Look for:", &page.question.look_for);
        self.everything_else(page);
    }
}
