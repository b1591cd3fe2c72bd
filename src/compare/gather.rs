//! Several people's answers to one checklist, put together: each voice is kept with its name, what all who answered gave alike is agreed,
//! and nothing is averaged or guessed.

mod account;
mod head;

use super::gathering::{Gathering, Opinion, QuestionSpread, SpreadOutcome, Unsettled};
use super::{FORMAT, council_key};
use crate::assessment::drift::is_to_confirm;
use crate::assessment::voice::said_word;
use crate::assessment::{AcceptedRisk, Answer, Assessment, Response, State, Voice, personal};
use crate::checklist::{Checklist, Question};
use crate::score::is_asked;

/// One of those whose answers are put together.
#[derive(Debug, Clone)]
pub struct Speaker<'a> {
    /// The name that tells this voice from every other.
    pub name: String,
    /// The group that it belongs to, where groups are set side by side.
    pub group: Option<String>,
    /// What this person answered.
    pub assessment: &'a Assessment,
}

/// Answers put together: the assessment, and what became of everything.
#[derive(Debug, Clone)]
pub struct Gathered {
    /// The agreed answers, with every voice.
    pub assessment: Assessment,
    /// The account of it.
    pub account: Gathering,
}

/// Says why two assessments cannot be put together; nothing where they can.
///
/// Revisions of an edition may differ: that a question asks something else is looked at answer by answer.
pub fn why_apart(first: &Assessment, other: &Assessment) -> Option<String> {
    if (&first.checklist, first.edition) != (&other.checklist, other.edition) {
        return Some(format!(
            "it answers {}@{}, and the first file {}@{}",
            other.checklist, other.edition, first.checklist, first.edition
        ));
    }
    if first.period != other.period {
        return Some(format!(
            "it is of {}, and the first file of {}",
            other.period, first.period
        ));
    }
    match (&first.council, &other.council) {
        (Some(a), Some(b)) if council_key(a) != council_key(b) => {
            Some(format!("it is of the council `{b}`, and another of `{a}`"))
        }
        _ => None,
    }
}

/// Puts the answers of several people together.
///
/// `take` is the place of the speaker whose answers stand, where given. `decide` is asked what else they differ on, and says which opinion
/// stands; none leaves it unresolved: an answer then counts as unanswered, anything else is left out.
pub fn gather(
    checklist: &Checklist,
    speakers: &[Speaker<'_>],
    take: Option<usize>,
    decide: &mut dyn FnMut(&Unsettled) -> Option<usize>,
) -> Gathered {
    let mut gatherer = Gatherer {
        checklist,
        speakers,
        take,
        decide,
        left_out: Vec::new(),
    };
    let mut assessment = gatherer.head();
    let mut spreads: Vec<QuestionSpread> = Vec::new();
    let mut unanswered = 0;
    for question in checklist.questions() {
        let (answer, outcome) = gatherer.answer(question);
        match outcome {
            Some(outcome) => spreads.push(gatherer.spread(question, &answer, outcome)),
            None if is_asked(question, &assessment.context) => unanswered += 1,
            None => {}
        }
        if !answer.is_empty() {
            assessment.answers.insert(question.id.clone(), answer);
        }
    }
    // Stable: what spreads alike stays in the order of the checklist.
    spreads.sort_by_key(|s| {
        std::cmp::Reverse((
            s.range,
            s.spread.iter().filter(|a| a.state != State::Unanswered).count(),
        ))
    });
    let of = |outcome| spreads.iter().filter(|s| s.outcome == outcome).count() as u32;
    let account = Gathering {
        format: FORMAT,
        kind: "assure-merge",
        checklist: checklist.name(),
        council: assessment.council.clone(),
        period: assessment.period.to_string(),
        voices: gatherer.summaries(),
        groups: gatherer.groups().into_iter().map(str::to_owned).collect(),
        questions: spreads.len() as u32 + unanswered,
        agreed: of(SpreadOutcome::Agreed),
        taken: of(SpreadOutcome::Taken),
        chosen: of(SpreadOutcome::Chosen),
        unresolved: of(SpreadOutcome::Unresolved),
        unanswered,
        notes: gatherer.notes(),
        left_out: gatherer.left_out,
        spread: spreads,
    };
    Gathered { assessment, account }
}

struct Gatherer<'a, 'd> {
    checklist: &'a Checklist,
    speakers: &'a [Speaker<'a>],
    take: Option<usize>,
    decide: &'d mut dyn FnMut(&Unsettled) -> Option<usize>,
    left_out: Vec<Unsettled>,
}

/// Things that were said, each with the places of those who said it.
type SaidBy<T> = Vec<(usize, T)>;

/// What comes of something that several people said.
enum Settled<T> {
    /// Nobody said anything.
    Nothing,
    /// All who said anything say this.
    Alike(T),
    /// They differ, and the person who was named says this.
    Taken(T),
    /// They differ, and this was chosen.
    Chosen(T),
    /// They differ.
    Open(Unsettled),
}

impl<'a> Gatherer<'a, '_> {
    fn name(&self, at: usize) -> String {
        self.speakers.get(at).map_or_else(String::new, |s| s.name.clone())
    }

    /// Settles what several people said; `opinion` puts it into words.
    fn settle<T: PartialEq>(
        &mut self,
        (place, title): (&str, &str),
        said: SaidBy<T>,
        opinion: impl Fn(&T) -> String,
        findings: impl Fn(usize) -> Option<String>,
    ) -> Settled<T> {
        let mut distinct: Vec<(T, Vec<usize>)> = Vec::new();
        for (who, what) in said {
            match distinct.iter_mut().find(|(other, _)| *other == what) {
                Some((_, all)) => all.push(who),
                None => distinct.push((what, vec![who])),
            }
        }
        if distinct.len() < 2 {
            return distinct
                .pop()
                .map_or(Settled::Nothing, |(what, _)| Settled::Alike(what));
        }
        if let Some(take) = self.take
            && let Some(at) = distinct.iter().position(|(_, who)| who.contains(&take))
        {
            return Settled::Taken(distinct.swap_remove(at).0);
        }
        let unsettled = Unsettled {
            place: place.to_owned(),
            title: title.to_owned(),
            opinions: distinct
                .iter()
                .map(|(what, who)| Opinion {
                    says: opinion(what),
                    voices: who.iter().map(|at| self.name(*at)).collect(),
                    findings: who.iter().filter_map(|at| findings(*at)).collect(),
                })
                .collect(),
        };
        match (self.decide)(&unsettled).filter(|at| *at < distinct.len()) {
            Some(at) => Settled::Chosen(distinct.swap_remove(at).0),
            None => Settled::Open(unsettled),
        }
    }

    /// Something of the head: what differs and is not settled is left out and listed.
    fn one<T: PartialEq>(
        &mut self,
        (place, title): (&str, &str),
        said: SaidBy<T>,
        opinion: impl Fn(&T) -> String,
    ) -> Option<T> {
        match self.settle((place, title), said, opinion, |_| None) {
            Settled::Nothing => None,
            Settled::Alike(what) | Settled::Taken(what) | Settled::Chosen(what) => Some(what),
            Settled::Open(unsettled) => {
                self.left_out.push(unsettled);
                None
            }
        }
    }

    fn said<T>(&self, of: impl Fn(&'a Assessment) -> Option<T>) -> SaidBy<T> {
        let speakers = self.speakers.iter().enumerate();
        speakers.filter_map(|(at, s)| Some((at, of(s.assessment)?))).collect()
    }

    /// What a speaker answered to a question as it is asked now; none where that is still to be confirmed.
    fn response(&self, at: usize, question: &Question) -> Option<Response> {
        let answer = self.speakers.get(at)?.assessment.answer(&question.id)?;
        answer.response().filter(|_| !is_to_confirm(question, answer))
    }

    /// The answer that stands, with every voice; and what became of it, where anybody answered.
    fn answer(&mut self, question: &Question) -> (Answer, Option<SpreadOutcome>) {
        let speakers = self.speakers;
        let of = |at: usize| speakers.get(at).and_then(|s| s.assessment.answer(&question.id));
        let said: SaidBy<Response> = (0..speakers.len())
            .filter_map(|at| Some((at, self.response(at, question)?)))
            .collect();
        let given: Vec<(usize, Response)> = said.clone();
        let place = format!("answer.{}", question.id);
        let words = |r: &Response| said_word(Some(*r), question.answer).to_owned();
        let findings = |at: usize| of(at).and_then(|a| a.reason.clone().or(a.finding.clone()));
        let (response, outcome) = match self.settle((&place, &question.text), said, words, findings) {
            Settled::Nothing => (None, None),
            Settled::Alike(r) => (Some(r), Some(SpreadOutcome::Agreed)),
            Settled::Taken(r) => (Some(r), Some(SpreadOutcome::Taken)),
            Settled::Chosen(r) => (Some(r), Some(SpreadOutcome::Chosen)),
            Settled::Open(_) => (None, Some(SpreadOutcome::Unresolved)),
        };
        let who: Vec<usize> = match self.take.filter(|take| given.iter().any(|(at, _)| at == take)) {
            Some(take) => vec![take],
            None => given
                .iter()
                .filter(|(_, r)| Some(*r) == response)
                .map(|(at, _)| *at)
                .collect(),
        };
        let mut answer = self.together(question, &who, response);
        let all: Vec<&Answer> = (0..speakers.len()).filter_map(of).collect();
        answer.private = all.iter().any(|a| a.private);
        answer
            .no_personal_data
            .extend(all.iter().flat_map(|a| a.no_personal_data.clone()));
        answer.no_personal_data = distinct(answer.no_personal_data.iter());
        answer.voices = self.voices(question);
        (answer, outcome)
    }

    /// The answers of those who gave the same, in one: each text and each piece once.
    fn together(&mut self, question: &Question, who: &[usize], response: Option<Response>) -> Answer {
        let speakers = self.speakers;
        let of = |at: &usize| speakers.get(*at).and_then(|s| s.assessment.answer(&question.id));
        let given: Vec<&Answer> = who.iter().filter_map(of).collect();
        let mut confirmed = Vec::new();
        let mut joined = |pick: fn(&Answer) -> Option<&String>, between: &str| {
            let parts: Vec<(&Answer, &String)> = given.iter().filter_map(|a| Some((*a, pick(a)?))).collect();
            let texts = distinct(parts.iter().map(|(_, text)| *text));
            let text = (!texts.is_empty()).then(|| texts.join(between))?;
            // A confirmation is bound to the words: these are the same words, one below the other.
            let looks = texts.len() > 1 && !personal::signs(&text).is_empty();
            if looks && parts.iter().all(|(a, text)| personal::is_confirmed(a, text)) {
                confirmed.push(personal::digest(&text));
            }
            Some(text)
        };
        let (reason, finding) = (
            joined(|a| a.reason.as_ref(), "; "),
            joined(|a| a.finding.as_ref(), "\n\n"),
        );
        let risks: SaidBy<AcceptedRisk> = who
            .iter()
            .filter_map(|at| Some((*at, of(at)?.risk_accepted.clone()?)))
            .collect();
        let place = format!("answer.{}.risk_accepted", question.id);
        let by = match (who, given.as_slice()) {
            ([at], [answer]) => answer.by.clone().or_else(|| Some(self.name(*at))),
            _ => None,
        };
        Answer {
            reason,
            finding,
            no_personal_data: confirmed,
            unfinished: given.iter().any(|a| a.unfinished),
            by,
            on: given.iter().filter_map(|a| a.on).max(),
            asked: response.map(|_| question.digest().to_owned()),
            risk_accepted: self.one((&place, &question.text), risks, AcceptedRisk::words),
            evidence: distinct(given.iter().flat_map(|a| &a.evidence)),
            actions: distinct(given.iter().flat_map(|a| &a.actions)),
            ..Answer::responding(response)
        }
    }

    /// Every voice on a question; none at all where nobody said anything.
    fn voices(&self, question: &Question) -> Vec<Voice> {
        let voice = |s: &Speaker<'_>| {
            let answer = s.assessment.answer(&question.id);
            let mut voice = Voice::of(&s.name, s.group.as_deref(), answer);
            voice.asked = answer
                .filter(|a| is_to_confirm(question, a))
                .and_then(|a| a.asked.clone());
            voice
        };
        let voices: Vec<Voice> = self.speakers.iter().map(voice).collect();
        let silent = |v: &Voice| *v == Voice::of(&v.name, v.group.as_deref(), None);
        if voices.iter().all(silent) { Vec::new() } else { voices }
    }
}

/// Each thing once, in the order in which they come.
fn distinct<'t, T: Clone + PartialEq + 't>(all: impl IntoIterator<Item = &'t T>) -> Vec<T> {
    let mut out: Vec<T> = Vec::new();
    for item in all {
        if !out.contains(item) {
            out.push(item.clone());
        }
    }
    out
}
