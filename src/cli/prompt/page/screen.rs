//! A question's page on a screen: what is needed to answer it, in as few lines as will do. The rest is behind one key.

use assure::interview::QuestionPage;

use super::short::{last_year, so_far};
use super::{NoticeWriter, Paragraph, Weight, minutes_left};

/// Lines that an answer takes on the page, last year's or this year's.
const ANSWER_LINES: usize = 2;

impl NoticeWriter {
    pub(super) fn question_on_screen(&mut self, page: &QuestionPage<'_>) {
        let question = page.question;
        self.spare();
        // That it is a key question stands behind the key for more.
        let critical = if question.critical { "  critical" } else { "" };
        let place = format!("[{}/{}]{critical}", page.number, page.of);
        self.paragraphs.push(Paragraph::headed_rule(
            &page.section.title,
            &[
                &format!("{place}  {}", minutes_left(page.minutes_left)),
                &format!("{place}  {} min left", page.minutes_left),
                &place,
            ],
        ));
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
        if let Some(answer) = page.answer.filter(|a| !a.says_nothing()) {
            self.spare();
            self.in_short(&so_far(question, answer));
        }
        self.spare();
    }

    /// What the page leaves out.
    pub(super) fn guidance_on_screen(&mut self, page: &QuestionPage<'_>) {
        self.blank();
        self.strong("More about this question");
        self.everything_else(page);
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
