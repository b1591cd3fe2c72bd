//! One text, one choice inside an answer: asked until it is given, and never lost while it is typed.

use super::navigation::Transition;
use super::{
    AnswerField, Choice, ChoiceLayout, ChoiceRequest, Interview, InterviewCommand, InterviewOutcome, Notice, Reply,
    TextKind, TextRequest, Unconfirmed,
};
use crate::assessment::{Answer, Draft, Field, personal};
use crate::checklist::Question;

/// What can be done instead of giving a detail.
const DETAIL_COMMANDS: &[InterviewCommand] = &[
    InterviewCommand::Back,
    InterviewCommand::Skip,
    InterviewCommand::Jump,
    InterviewCommand::Tasks,
    InterviewCommand::Guide,
    InterviewCommand::Pause,
];

/// Why a step was not given.
pub(super) enum StepExit {
    /// Back to the step before, in the same answer.
    Back,
    /// Away from the answer.
    Leave(Transition),
}

/// One step inside an answer.
pub(super) type StepResult<T> = Result<T, StepExit>;

/// Where a text belongs: what of it was begun is kept there.
pub(super) struct AnswerFieldMut<'x> {
    pub question: &'x Question,
    pub answer: &'x mut Answer,
    pub field: Field,
    /// Which piece of evidence or action, from 0; none for a new one.
    pub item: Option<usize>,
}

impl AnswerFieldMut<'_> {
    fn number(&self) -> Option<u32> {
        self.item.and_then(|i| u32::try_from(i + 1).ok())
    }

    pub(super) fn draft(&self) -> Option<&Draft> {
        let number = self.number();
        self.answer
            .draft
            .as_ref()
            .filter(|d| d.field == self.field && d.item == number)
    }
}

/// What came of a menu.
pub(super) enum MenuReply {
    /// A choice, by its place.
    Chosen(usize),
    /// A wish to know more before choosing.
    Guide,
}

/// A text to ask for.
#[derive(Clone, Copy)]
pub(super) struct TextPrompt<'t> {
    pub prompt: &'t str,
    pub about: &'t str,
    pub current: &'t str,
    pub kind: TextKind,
}

impl<'a> Interview<'a> {
    pub(super) fn save_step(&mut self, question: &Question, answer: Answer) -> StepResult<()> {
        match self.save_answer(question, answer) {
            None => Ok(()),
            Some(outcome) => Err(StepExit::Leave(Transition::Leave(outcome))),
        }
    }

    pub(super) fn ask_text(
        &mut self,
        mut target: Option<AnswerFieldMut<'_>>,
        request: &TextPrompt<'_>,
    ) -> StepResult<String> {
        let draft = target
            .as_ref()
            .and_then(|target| target.draft())
            .map(|d| d.text.clone());
        self.ask_text_from(&mut target, request, draft.as_deref().map(Unconfirmed::Draft))
    }

    /// As [`Interview::ask_text`], from a text that does not stand.
    pub(super) fn ask_text_from(
        &mut self,
        target: &mut Option<AnswerFieldMut<'_>>,
        request: &TextPrompt<'_>,
        unconfirmed: Option<Unconfirmed<'_>>,
    ) -> StepResult<String> {
        let mut typed = request.current.to_owned();
        loop {
            match self.respondent.write(&TextRequest {
                prompt: request.prompt,
                about: request.about,
                current: &typed,
                unconfirmed,
                draft_field: target.as_ref().map(|target| AnswerField {
                    question: &target.question.id,
                    field: target.field,
                    item: target.number(),
                }),
                kind: request.kind,
                commands: DETAIL_COMMANDS,
            }) {
                Reply::Given(text) => {
                    let text = text.trim().to_owned();
                    if !self.passes_privacy_check(&text, request.kind)? {
                        typed = text;
                        continue;
                    }
                    if let Some(target) = target
                        && target.draft().is_some()
                    {
                        target.answer.draft = None;
                    }
                    return Ok(text);
                }
                Reply::Command(InterviewCommand::Guide) => self.respondent.show(&Notice::Line(request.about)),
                // The words of a jump say where to; what came with another command was begun as the text.
                Reply::Command(command) => {
                    if command != InterviewCommand::Jump
                        && let Some(target) = target
                        && let Some(outcome) = self.save_draft(target, request.current)
                    {
                        return Err(StepExit::Leave(Transition::Leave(outcome)));
                    }
                    return Err(match command {
                        InterviewCommand::Back => StepExit::Back,
                        other => StepExit::Leave(self.transition_for(other)),
                    });
                }
                Reply::End => return Err(self.leave_with_draft(target, request.current, InterviewOutcome::Paused)),
                Reply::Interrupted => {
                    return Err(self.leave_with_draft(target, request.current, InterviewOutcome::Interrupted));
                }
            }
        }
    }

    /// Whether a text can stay as it is: nothing in it looks like personal data, or the person says that it is none.
    pub(super) fn passes_privacy_check(&mut self, text: &str, kind: TextKind) -> StepResult<bool> {
        let mut signs = personal::signs(text);
        // One line is a name, a link or an owner: how to reach a colleague is no child's.
        signs.retain(|s| kind == TextKind::Paragraph || !s.is_contact());
        let digest = personal::digest(text);
        let before = &self.assessment.answers;
        let known = self.confirmed.contains(&digest)
            || self.assessment.no_personal_data.contains(&digest)
            || before.values().any(|a| a.no_personal_data.contains(&digest));
        if signs.is_empty() || known {
            return Ok(true);
        }
        for sign in &signs {
            self.respondent.show(&Notice::Mistake(&format!(
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

    /// Keeps what was typed of a text when the interview ends inside it, or says that it is not kept.
    fn leave_with_draft(
        &mut self,
        target: &mut Option<AnswerFieldMut<'_>>,
        current: &str,
        outcome: InterviewOutcome,
    ) -> StepExit {
        let outcome = match target {
            Some(target) => self.save_draft(target, current).unwrap_or(outcome),
            None => {
                self.show_unsubmitted_text();
                outcome
            }
        };
        StepExit::Leave(Transition::Leave(outcome))
    }

    /// A text that was begun where no answer can hold it.
    pub(super) fn show_unsubmitted_text(&mut self) {
        if let Some(text) = self.respondent.take_unsubmitted_text().filter(|t| !t.trim().is_empty()) {
            self.respondent
                .show(&Notice::Line(&format!("What you were typing is not kept: {text}")));
        }
    }

    fn save_draft(&mut self, target: &mut AnswerFieldMut<'_>, current: &str) -> Option<InterviewOutcome> {
        let text = self.respondent.take_unsubmitted_text()?;
        let text = text.trim();
        if text.is_empty() || text == current.trim() {
            return None;
        }
        let draft = Draft {
            field: target.field,
            item: target.number(),
            text: text.to_owned(),
        };
        let mut wanted = self.assessment.clone();
        // Only the draft: nothing else of the answer was said just now, not even that it still stands.
        let answer = wanted.answers.entry(target.question.id.clone()).or_default();
        let before = answer.draft.replace(draft.clone());
        target.answer.draft = Some(draft.clone());
        if let Some(before) = before.filter(|b| b.field != draft.field || b.item != draft.item) {
            self.respondent.show(&Notice::Line(&format!(
                "The {} begun before is not kept any more: {}",
                before.field.title(),
                before.text
            )));
        }
        let outcome = self.save(wanted);
        if outcome.is_none() {
            self.respondent.show(&Notice::Line(
                "What you were typing is kept as a draft. It is no answer yet: it is offered again when you come back.",
            ));
        }
        outcome
    }

    pub(super) fn ask_required_text(
        &mut self,
        mut target: Option<AnswerFieldMut<'_>>,
        request: &TextPrompt<'_>,
    ) -> StepResult<String> {
        loop {
            let again = target.as_mut().map(|target| AnswerFieldMut {
                question: target.question,
                answer: &mut *target.answer,
                field: target.field,
                item: target.item,
            });
            let text = self.ask_text(again, request)?;
            if !text.is_empty() {
                return Ok(text);
            }
            self.respondent.show(&Notice::Mistake(
                "This cannot be left empty. To leave the question open, skip it.",
            ));
        }
    }

    pub(super) fn ask_choice(
        &mut self,
        prompt: &str,
        choices: Vec<Choice>,
        current: Option<usize>,
    ) -> StepResult<usize> {
        loop {
            match self.ask_menu(prompt, choices.clone(), current)? {
                MenuReply::Chosen(i) => return Ok(i),
                MenuReply::Guide => self.respondent.show(&Notice::Line(
                    "Choose one, or go back one step, skip to the next question, or pause: what is confirmed is saved.",
                )),
            }
        }
    }

    /// As [`Interview::ask_choice`], where there is more to say about what is asked.
    pub(super) fn ask_menu(
        &mut self,
        prompt: &str,
        choices: Vec<Choice>,
        current: Option<usize>,
    ) -> StepResult<MenuReply> {
        self.ask_menu_with(prompt, choices, current, DETAIL_COMMANDS)
    }

    /// The same with other things that can be done instead.
    pub(super) fn ask_menu_with(
        &mut self,
        prompt: &str,
        choices: Vec<Choice>,
        current: Option<usize>,
        commands: &[InterviewCommand],
    ) -> StepResult<MenuReply> {
        let request = ChoiceRequest {
            prompt,
            choices,
            current,
            commands,
            layout: ChoiceLayout::Keys,
        };
        match self.respondent.choose(&request) {
            Reply::Given(i) => Ok(MenuReply::Chosen(i)),
            Reply::Command(InterviewCommand::Guide) => Ok(MenuReply::Guide),
            Reply::Command(InterviewCommand::Back) => Err(StepExit::Back),
            Reply::Command(command) => Err(StepExit::Leave(self.transition_for(command))),
            Reply::End => Err(StepExit::Leave(Transition::Leave(InterviewOutcome::Paused))),
            Reply::Interrupted => Err(StepExit::Leave(Transition::Leave(InterviewOutcome::Interrupted))),
        }
    }
}
