//! The first thing asked of every question: its rating, or another response.

use super::navigation::Transition;
use super::{Choice, ChoiceLayout, ChoiceRequest, Interview, InterviewCommand, InterviewOutcome, Reply};
use crate::assessment::drift::is_to_confirm;
use crate::assessment::{RATINGS, Response, rating_word};
use crate::checklist::{AnswerKind, Question};

/// What was answered, in words: `2, established`, `yes`, `don't know`.
pub fn response_text(kind: AnswerKind, response: Response) -> String {
    match (response, kind) {
        (Response::Rated(0), AnswerKind::YesNo) => "no".to_owned(),
        (Response::Rated(_), AnswerKind::YesNo) => "yes".to_owned(),
        (Response::Rated(r), AnswerKind::Graded) => format!("{r}, {}", rating_word(r)),
        (Response::DontKnow, _) => "don't know".to_owned(),
        (Response::NotApplicable, _) => "not applicable".to_owned(),
    }
}

/// What was given to a question.
pub(super) enum QuestionReply {
    /// A response.
    Response(Response),
    /// Last year's answer once more.
    AsLastYear,
}

/// Every answer that a question of a kind takes, each with how it is chosen.
pub(super) fn response_choices(kind: AnswerKind) -> Vec<(Choice, Response)> {
    let mut choices: Vec<(Choice, Response)> = match kind {
        AnswerKind::Graded => RATINGS
            .iter()
            .map(|(r, word, hint)| (Choice::hinted(r.to_string(), *word, *hint), Response::Rated(*r)))
            .collect(),
        AnswerKind::YesNo => vec![
            (Choice::new("y", "yes"), Response::Rated(3)),
            (Choice::new("n", "no"), Response::Rated(0)),
        ],
    };
    choices.push((
        Choice::hinted("d", "don't know", "nobody can say: a blind spot, worth naming"),
        Response::DontKnow,
    ));
    choices.push((
        // Not `n`: that is "no", everywhere.
        Choice::hinted("na", "not applicable", "a reason is asked for and printed"),
        Response::NotApplicable,
    ));
    choices
}

/// What can be done instead of rating a question.
const RATING_COMMANDS: &[InterviewCommand] = &[
    InterviewCommand::Skip,
    InterviewCommand::Back,
    InterviewCommand::Jump,
    InterviewCommand::Tasks,
    InterviewCommand::Undo,
    InterviewCommand::Details,
    InterviewCommand::Guide,
    InterviewCommand::Pause,
];

impl<'a> Interview<'a> {
    /// The first thing asked of every question.
    pub(super) fn ask_response(&mut self, question: &'a Question) -> Result<QuestionReply, Transition> {
        let choices = response_choices(question.answer);
        let now = self.assessment.response(&question.id);
        let to_confirm = self
            .assessment
            .answer(&question.id)
            .is_some_and(|a| is_to_confirm(question, a));
        let answered = self.assessment.answer(&question.id).is_some_and(|a| !a.says_nothing());
        let done = !self.is_open(question);
        let possible = self.possible(RATING_COMMANDS);
        let commands: Vec<InterviewCommand> = possible
            .into_iter()
            .filter(|c| *c != InterviewCommand::Details || answered)
            .map(|c| {
                if c == InterviewCommand::Skip && done {
                    InterviewCommand::Next
                } else {
                    c
                }
            })
            .collect();
        let mut shown: Vec<Choice> = choices.iter().map(|(c, _)| c.clone()).collect();
        // Shown, not assumed: it is chosen like any other answer, and only where it answers the same thing.
        let unfinished = self.assessment.answer(&question.id).is_some_and(|a| a.unfinished);
        if (now.is_none() || unfinished)
            && let Some(last) = self.last.and_then(|l| l.to_repeat(&question.id))
            && let Some((word, _)) = choices.iter().find(|(_, r)| Some(*r) == last.answer.response())
        {
            shown.push(Choice::new("=", format!("as last year: {}", word.label)));
        }
        let request = ChoiceRequest {
            prompt: if question.answer == AnswerKind::YesNo {
                "Answer"
            } else {
                "Rating"
            },
            choices: shown,
            // To other words an old rating would be given again by a mere Enter: it is chosen, or it does not stand.
            current: choices.iter().position(|(_, r)| Some(*r) == now && !to_confirm),
            commands: &commands,
            layout: ChoiceLayout::Keys,
        };
        match self.respondent.choose(&request) {
            Reply::Given(i) => Ok(choices
                .get(i)
                .map_or(QuestionReply::AsLastYear, |(_, r)| QuestionReply::Response(*r))),
            Reply::Command(InterviewCommand::Details) => Err(self.ask_details(question)),
            Reply::Command(command) => Err(self.transition_for(command)),
            Reply::End => Err(Transition::Leave(InterviewOutcome::Paused)),
            Reply::Interrupted => Err(Transition::Leave(InterviewOutcome::Interrupted)),
        }
    }
}
