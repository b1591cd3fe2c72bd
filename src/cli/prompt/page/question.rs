//! What stands to a question, whichever way its page is shown: what helps to answer it, and what was said to it, last year and so far.

use assure::assessment::voice::said_word;
use assure::assessment::{Answer, Comment, Evidence, Period, Voice};
use assure::checklist::{Question, ThenNow};
use assure::interview::{LastAnswer, QuestionPage, response_text};

use super::{NoticeWriter, sentence};
use assure::interview::count;

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

fn comment_then(comment: &Comment, question: &Question) -> String {
    let rate = comment.would_rate;
    let rate = rate.map_or_else(String::new, |r| format!(" Would rate it {}.", r.words(question.answer)));
    format!("{}: {}{rate}", comment.who(), sentence(&comment.text))
}

impl NoticeWriter {
    /// All that a page leaves out, whichever way it is shown.
    pub(super) fn everything_else(&mut self, page: &QuestionPage<'_>) {
        let question = page.question;
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
        if let Some(answer) = page.answer.filter(|a| !a.says_nothing()) {
            self.blank();
            self.details(question, answer);
        }
    }

    /// Signs, terms and sources.
    fn asides(&mut self, page: &QuestionPage<'_>) {
        let question = page.question;
        self.items("Warning signs:", &question.warning_signs);
        self.items("Indicators worth having at hand:", &question.indicators);
        let terms: Vec<String> = question.then_now.iter().map(then_now).collect();
        self.items("Terms that have changed:", &terms);
        self.sources(&page.sources);
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
    pub(super) fn last_year(&mut self, question: &Question, period: Period, last: &LastAnswer) {
        self.blank();
        let said = last
            .answer
            .response()
            .map_or_else(|| "left open".to_owned(), |r| response_text(question.answer, r));
        self.text(&format!("Last year, {period}: {said}."));
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
            .map(|a| format!("{} Status: {}.", sentence(&a.what), a.status.word().replace('-', " ")))
            .collect();
        self.items("Actions then:", &actions);
        let comments = last.answer.comments.iter().filter(|c| c.is_open());
        let comments: Vec<String> = comments.map(|c| comment_then(c, question)).collect();
        self.items("What readers said then, and nobody settled:", &comments);
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
            Some(response) => format!("Your answer so far: {}.", response_text(question.answer, response)),
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
    pub(super) fn details(&mut self, question: &Question, answer: &Answer) {
        self.so_far(question, answer);
        let evidence: Vec<String> = answer.evidence.iter().map(evidence_text).collect();
        self.numbered("Evidence:", &evidence);
        let voices: Vec<String> = answer.voices.iter().map(|v| voice(question, v)).collect();
        self.items("What each voice said:", &voices);
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
                if let Some((title, said)) = a.ending() {
                    text.push_str(&format!(" {}: {}", title, sentence(said)));
                }
                text
            })
            .collect();
        self.numbered("Actions:", &actions);
    }
}

/// What one of several people said.
fn voice(question: &Question, voice: &Voice) -> String {
    let mut text = format!("{}: {}.", voice.name, said_word(voice.response(), question.answer));
    if let Some(words) = voice.finding.as_ref().or(voice.reason.as_ref()) {
        text.push_str(&format!(" {}", sentence(words)));
    }
    text
}

fn then_now(term: &ThenNow) -> String {
    let mut text = format!("then {}; now {} since {}.", term.then, term.now, term.when);
    if let Some(note) = &term.note {
        text.push_str(&format!(" {note}"));
    }
    text
}
