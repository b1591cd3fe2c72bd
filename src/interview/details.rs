//! What a rating asks for: the reason, the finding, how it is known, what will be done.

use chrono::NaiveDate;

use super::session::Next;
use super::{Choice, Choose, Command, Interview, Notice, Outcome, Reply, TextKind, Write};
use crate::assessment::{Action, ActionStatus, Answer, Evidence, EvidenceKind, Response, personal};
use crate::checklist::Question;

/// What can be done instead of giving a detail.
const AT_DETAIL: &[Command] = &[
    Command::Back,
    Command::Skip,
    Command::Jump,
    Command::Guide,
    Command::Pause,
];

/// One step of the details: what was given, or where to go instead.
type Step<T> = Result<T, Next>;

impl<'a> Interview<'a> {
    /// The details that a response asks for. Every confirmed step is kept at once.
    pub(super) fn follow_up(&mut self, question: &'a Question, response: Response) -> Next {
        match self.follow_up_steps(question, response) {
            Ok(()) => Next::Forward,
            Err(next) => next,
        }
    }

    fn follow_up_steps(&mut self, question: &'a Question, response: Response) -> Step<()> {
        let mut answer = self.assessment.answer(&question.id).cloned().unwrap_or_default();
        if response == Response::NotApplicable {
            // The file has no such answer without its reason, so nothing is kept before it.
            let reason = self.ask_compulsory(
                "Reason",
                "Why does it not apply? A sentence; it is printed in the report.",
                answer.reason.as_deref().unwrap_or(""),
                TextKind::Paragraph,
            )?;
            answer.response = Some(response);
            answer.reason = Some(reason);
            answer.unfinished = false;
            return self.kept(question, answer);
        }
        answer.response = Some(response);
        answer.reason = None;
        answer.unfinished = true;
        self.kept(question, answer.clone())?;

        let about = match response {
            Response::Rated(0 | 1) => {
                "What do you know? Name the weakness and what it means for children, in a sentence or two. Empty leaves it out."
            }
            Response::DontKnow => "What is not known, and why? A sentence. Empty leaves it out.",
            _ => "What do you know? The effect on children, in a sentence or two, not a count. Empty leaves it out.",
        };
        let finding = self.ask_text(
            "Finding",
            about,
            answer.finding.as_deref().unwrap_or(""),
            TextKind::Paragraph,
        )?;
        answer.finding = Some(finding).filter(|t| !t.is_empty());
        self.kept(question, answer.clone())?;

        match response {
            Response::Rated(2 | 3) => self.ask_evidence(question, &mut answer)?,
            _ => self.ask_actions(question, &mut answer)?,
        }
        answer.unfinished = false;
        self.kept(question, answer)
    }

    pub(super) fn kept(&mut self, question: &Question, answer: Answer) -> Step<()> {
        match self.keep_answer(question, answer) {
            None => Ok(()),
            Some(outcome) => Err(Next::Leave(outcome)),
        }
    }

    /// Back from a detail is the rating of the same question; the others mean what they mean everywhere.
    fn leave_detail(&mut self, command: Command) -> Next {
        match command {
            Command::Back => Next::Again,
            other => self.obey(other),
        }
    }

    fn ask_text(&mut self, prompt: &str, about: &str, current: &str, kind: TextKind) -> Step<String> {
        let mut typed = current.to_owned();
        loop {
            let current = typed.as_str();
            match self.respondent.write(&Write {
                prompt,
                about,
                current,
                kind,
                commands: AT_DETAIL,
            }) {
                Reply::Given(text) => {
                    let text = text.trim().to_owned();
                    if self.may_stand(&text, kind)? {
                        return Ok(text);
                    }
                    typed = text;
                }
                Reply::Command(Command::Guide) => self.respondent.tell(&Notice::Line(about)),
                Reply::Command(command) => return Err(self.leave_detail(command)),
                Reply::End => return Err(Next::Leave(Outcome::Paused)),
                Reply::Interrupted => return Err(Next::Leave(Outcome::Interrupted)),
            }
        }
    }

    /// Whether a text can stay as it is: nothing in it looks like personal data, or the person says that it is none.
    pub(super) fn may_stand(&mut self, text: &str, kind: TextKind) -> Step<bool> {
        let mut signs = personal::signs(text);
        // One line is a name, a link or an owner: how to reach a colleague is no child's.
        signs.retain(|s| kind == TextKind::Paragraph || !s.is_contact());
        let digest = personal::digest(text);
        let before = &self.assessment.answers;
        let known = self.confirmed.contains(&digest) || before.values().any(|a| a.no_personal_data.contains(&digest));
        if signs.is_empty() || known {
            return Ok(true);
        }
        for sign in &signs {
            self.respondent.tell(&Notice::Mistake(&format!(
                "This looks like {}: {}. The file can be asked for: nothing in it may identify a child.",
                sign.what,
                text.get(sign.range.clone()).unwrap_or_default()
            )));
        }
        let choices = vec![
            Choice::new("c", "change the text"),
            Choice::new("k", "keep it: it is no personal data of a child"),
        ];
        let kept = self.ask_choice("Personal data", choices, None)? == 1;
        if kept {
            self.confirmed.push(digest);
        }
        Ok(kept)
    }

    pub(super) fn ask_compulsory(&mut self, prompt: &str, about: &str, current: &str, kind: TextKind) -> Step<String> {
        loop {
            let text = self.ask_text(prompt, about, current, kind)?;
            if !text.is_empty() {
                return Ok(text);
            }
            self.respondent.tell(&Notice::Mistake(
                "This can not be left empty. To leave the question open, skip it.",
            ));
        }
    }

    pub(super) fn ask_date(
        &mut self,
        prompt: &str,
        about: &str,
        current: Option<NaiveDate>,
    ) -> Step<Option<NaiveDate>> {
        let mut shown = current.map_or_else(String::new, |d| d.to_string());
        loop {
            let text = self.ask_text(prompt, about, &shown, TextKind::Line)?;
            if text.is_empty() {
                return Ok(None);
            }
            match read_date(&text, self.today) {
                Ok(date) => return Ok(Some(date)),
                Err(message) => {
                    self.respondent.tell(&Notice::Mistake(&message));
                    shown = text;
                }
            }
        }
    }

    fn ask_choice(&mut self, prompt: &str, choices: Vec<Choice>, current: Option<usize>) -> Step<usize> {
        let ask = Choose {
            prompt,
            choices,
            current,
            commands: AT_DETAIL,
        };
        loop {
            match self.respondent.choose(&ask) {
                Reply::Given(i) => return Ok(i),
                Reply::Command(Command::Guide) => {
                    self.respondent.tell(&Notice::Line("Choose one, or go back to the rating, skip to the next question, or pause: what is confirmed is saved."));
                }
                Reply::Command(command) => return Err(self.leave_detail(command)),
                Reply::End => return Err(Next::Leave(Outcome::Paused)),
                Reply::Interrupted => return Err(Next::Leave(Outcome::Interrupted)),
            }
        }
    }

    /// How it is known: pieces of evidence, until there are no more.
    fn ask_evidence(&mut self, question: &Question, answer: &mut Answer) -> Step<()> {
        loop {
            let have = answer.evidence.len();
            let prompt = match have {
                0 => "How do you know? Evidence from".to_owned(),
                1 => "1 piece of evidence. More from".to_owned(),
                n => format!("{n} pieces of evidence. More from"),
            };
            let none = if have == 0 {
                "no evidence to name"
            } else {
                "no more: next question"
            };
            let mut choices = vec![Choice::new("0", none)];
            choices.extend(EvidenceKind::ALL.iter().enumerate().map(|(i, (word, kind))| {
                let title = kind.title();
                let label = if title == *word {
                    title.to_owned()
                } else {
                    format!("{word}: {title}")
                };
                Choice::new((i + 1).to_string(), label)
            }));
            let chosen = self.ask_choice(&prompt, choices, Some(0))?;
            let Some((_, kind)) = chosen.checked_sub(1).and_then(|i| EvidenceKind::ALL.get(i)) else {
                return Ok(());
            };
            let text = self.ask_text(
                "Evidence",
                "What does it show, in a sentence? Empty adds none.",
                "",
                TextKind::Paragraph,
            )?;
            if text.is_empty() {
                continue;
            }
            answer.evidence.push(Evidence {
                kind: *kind,
                text,
                date: None,
                link: None,
                review_by: None,
            });
            self.kept(question, answer.clone())?;
            let today = self.today;
            let date = self.ask_date(
                "Its date",
                "Of what day is it? Such as 2026-09-30, or today.",
                Some(today),
            )?;
            self.last_evidence(question, answer, |e| e.date = date)?;
            let link = self.ask_text(
                "Link",
                "Where can it be read? A link or a file's name. Empty leaves it out.",
                "",
                TextKind::Line,
            )?;
            self.last_evidence(question, answer, |e| e.link = Some(link).filter(|t| !t.is_empty()))?;
            let review = self.ask_date(
                "Review by",
                "By when should it be looked at again? Empty: 12 months after its date.",
                None,
            )?;
            self.last_evidence(question, answer, |e| e.review_by = review)?;
        }
    }

    fn last_evidence(
        &mut self,
        question: &Question,
        answer: &mut Answer,
        change: impl FnOnce(&mut Evidence),
    ) -> Step<()> {
        if let Some(evidence) = answer.evidence.last_mut() {
            change(evidence);
        }
        self.kept(question, answer.clone())
    }

    /// What will be done: actions, until there are no more.
    fn ask_actions(&mut self, question: &Question, answer: &mut Answer) -> Step<()> {
        loop {
            let (about, again) = match answer.actions.len() {
                0 => (
                    "What will be done about it in the next 12 months? Empty: nothing is planned.".to_owned(),
                    false,
                ),
                1 => (
                    "1 action stands. What else will be done? Empty: nothing more.".to_owned(),
                    true,
                ),
                n => (
                    format!("{n} actions stand. What else will be done? Empty: nothing more."),
                    true,
                ),
            };
            let what = self.ask_text(
                if again { "Another action" } else { "Action" },
                &about,
                "",
                TextKind::Paragraph,
            )?;
            if what.is_empty() {
                return Ok(());
            }
            answer.actions.push(Action {
                what,
                ..Action::default()
            });
            self.kept(question, answer.clone())?;
            let owner = self.ask_text(
                "Owner",
                "Who will see to it? A post says more than a name. Without an owner the plan is not credible.",
                "",
                TextKind::Line,
            )?;
            self.last_action(question, answer, |a| a.owner = Some(owner).filter(|t| !t.is_empty()))?;
            let due = self.ask_date(
                "Due",
                "By when? Such as 2027-03-31, or 6 months. A credible plan is due within 12 months.",
                None,
            )?;
            self.last_action(question, answer, |a| a.due = due)?;
            let measure = self.ask_text(
                "Measure",
                "How will you see that it worked for children?",
                "",
                TextKind::Paragraph,
            )?;
            self.last_action(question, answer, |a| {
                a.measure = Some(measure).filter(|t| !t.is_empty())
            })?;
        }
    }

    fn last_action(&mut self, question: &Question, answer: &mut Answer, change: impl FnOnce(&mut Action)) -> Step<()> {
        if let Some(action) = answer.actions.last_mut() {
            change(action);
        }
        self.kept(question, answer.clone())
    }

    /// Everything said to a question so far, to look at and to change.
    pub(super) fn ask_details(&mut self, question: &'a Question) -> Next {
        loop {
            match self.details_step(question) {
                Ok(true) => {}
                Ok(false) => return Next::Again,
                Err(next) => return next,
            }
        }
    }

    /// One change; false when there is nothing more to change.
    fn details_step(&mut self, question: &'a Question) -> Step<bool> {
        let mut answer = self.assessment.answer(&question.id).cloned().unwrap_or_default();
        self.respondent.tell(&Notice::Details {
            question,
            answer: &answer,
        });
        let mut choices = vec![
            Choice::new("0", "done"),
            Choice::new("1", "change the finding"),
            Choice::new("2", "add evidence"),
            Choice::new("3", "add an action"),
            Choice::new(
                "4",
                if answer.private {
                    "show it in a public report"
                } else {
                    "keep it out of a public report"
                },
            ),
        ];
        let fixed = choices.len();
        for (i, evidence) in answer.evidence.iter().enumerate() {
            choices.push(Choice::hinted(
                (choices.len()).to_string(),
                format!("remove evidence {}", i + 1),
                evidence.text.clone(),
            ));
        }
        let evidence_end = choices.len();
        for (i, action) in answer.actions.iter().enumerate() {
            choices.push(Choice::hinted(
                (choices.len()).to_string(),
                format!("change action {}", i + 1),
                action.what.clone(),
            ));
        }
        let chosen = self.ask_choice("Change", choices, Some(0))?;
        match chosen {
            0 => return Ok(false),
            1 => {
                let finding = self.ask_text(
                    "Finding",
                    "What do you know? Empty removes it.",
                    answer.finding.as_deref().unwrap_or(""),
                    TextKind::Paragraph,
                )?;
                answer.finding = Some(finding).filter(|t| !t.is_empty());
                self.kept(question, answer)?;
            }
            2 => self.ask_evidence(question, &mut answer)?,
            3 => self.ask_actions(question, &mut answer)?,
            4 => {
                answer.private = !answer.private;
                self.kept(question, answer)?;
            }
            n if n < evidence_end => {
                let which = n - fixed;
                let sure = self.ask_choice(
                    "Remove it",
                    vec![Choice::new("n", "no, keep it"), Choice::new("y", "yes, remove it")],
                    Some(0),
                )?;
                if sure == 1 && which < answer.evidence.len() {
                    answer.evidence.remove(which);
                    self.kept(question, answer)?;
                }
            }
            n => self.change_action(question, answer, n - evidence_end)?,
        }
        Ok(true)
    }

    fn change_action(&mut self, question: &Question, mut answer: Answer, which: usize) -> Step<()> {
        let Some(mut action) = answer.actions.get(which).cloned() else {
            return Ok(());
        };
        action.what = self.ask_compulsory("Action", "What will be done?", &action.what, TextKind::Paragraph)?;
        let owner = self.ask_text(
            "Owner",
            "Who will see to it?",
            action.owner.as_deref().unwrap_or(""),
            TextKind::Line,
        )?;
        action.owner = Some(owner).filter(|t| !t.is_empty());
        action.due = self.ask_date("Due", "By when?", action.due)?;
        let measure = self.ask_text(
            "Measure",
            "How will you see that it worked for children?",
            action.measure.as_deref().unwrap_or(""),
            TextKind::Paragraph,
        )?;
        action.measure = Some(measure).filter(|t| !t.is_empty());
        let choices = ActionStatus::ALL
            .iter()
            .enumerate()
            .map(|(i, (word, _))| Choice::new((i + 1).to_string(), word.replace('-', " ")))
            .collect();
        let current = ActionStatus::ALL.iter().position(|(_, s)| *s == action.status);
        let chosen = self.ask_choice("Status", choices, current)?;
        action.status = ActionStatus::ALL.get(chosen).map_or(action.status, |(_, s)| *s);
        action.reason = if action.status == ActionStatus::Dropped {
            Some(self.ask_compulsory(
                "Reason",
                "Why was it dropped?",
                action.reason.as_deref().unwrap_or(""),
                TextKind::Paragraph,
            )?)
        } else {
            None
        };
        if let Some(place) = answer.actions.get_mut(which) {
            *place = action;
        }
        self.kept(question, answer)
    }
}

/// A date as people type it: `2026-09-30`, `30/9/2026`, `30 September 2026`, `today`, `6 months`.
///
/// # Errors
/// A sentence that says what is understood.
pub fn read_date(text: &str, today: NaiveDate) -> Result<NaiveDate, String> {
    let text = text.trim().to_lowercase();
    if text == "today" {
        return Ok(today);
    }
    if let Some(months) = text.strip_suffix("months").or_else(|| text.strip_suffix("month"))
        && let Ok(n @ 0..=120) = months.trim().parse::<u32>()
        && let Some(date) = today.checked_add_months(chrono::Months::new(n))
    {
        return Ok(date);
    }
    ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y"]
        .iter()
        .find_map(|form| NaiveDate::parse_from_str(&text, form).ok())
        .filter(|d| (1990..2100).contains(&chrono::Datelike::year(d)))
        .ok_or_else(|| {
            format!(
                "`{}` is no date this program understands: write 2026-09-30, 30/9/2026, 30 September 2026 or today",
                text.escape_debug()
            )
        })
}
