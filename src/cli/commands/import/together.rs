//! Several forms into one assessment: by the rule for two hands on one file. All begin from the assessment as it stands; what one of them
//! says is taken from that one, and what two say in different ways is nobody's to decide but a person's.

use assure::assessment::take_over::{OnClash, response_words, says_the_same};
use assure::assessment::{Answer, Assessment, merge};
use assure::checklist::{Checklist, ContextId, QuestionId};
use assure::document::check::count;

use super::forms::GivenForm;
use super::{ChangeRights, CommandContext, take_over};
use crate::cli::failure::error_with_hint;

/// What came of it.
pub struct TakenForms {
    /// The assessment with all of them in it.
    pub assessment: Assessment,
    /// A line for each form.
    pub said: Vec<String>,
}

/// Takes forms into an assessment.
///
/// # Errors
/// The answers that two forms give in different ways; those that stand already and say something else. Nothing is taken then.
pub fn taken(
    base: &Assessment,
    mut given: Vec<GivenForm>,
    checklist: &Checklist,
    rights: &ChangeRights,
    context: &CommandContext<'_>,
) -> anyhow::Result<TakenForms> {
    refuse_contradictions(&given)?;
    refuse_other_facts(base, &given, rights)?;
    // What only one can be, the first that says it is: the council and the assessor. Their own file's is never changed.
    let mut begun = base.clone();
    for form in &given {
        let (head, new) = (&form.answers, &mut begun);
        new.council = new.council.take().or_else(|| head.council.clone());
        if new.assessor.name.is_none() {
            new.assessor.name.clone_from(&head.assessor.name);
            new.assessor.post = new.assessor.post.take().or_else(|| head.assessor.post.clone());
        }
    }
    let mut said = other_councils(&given, &begun);
    let mut merged = begun.clone();
    for form in &mut given {
        sign(form, &begun);
        let in_form = form.answers.answers.values().filter(|a| !a.is_empty()).count();
        let there = |id: &QuestionId, answer: &Answer| merged.answer(id).is_some_and(|old| says_the_same(old, answer));
        form.answers
            .answers
            .retain(|id, answer| !answer.is_empty() && !there(id, answer));
        said.push(account(form, in_form, &begun));
        let mut ours = begun.clone();
        take_over(&mut ours, &form.answers, checklist, rights, context)?;
        merged = merge(&begun, &ours, &merged).map_err(|conflicts| {
            let places: Vec<&str> = conflicts.iter().map(|c| c.place.as_str()).collect();
            error_with_hint(
                format!(
                    "`{}` says something else than the file before it ({}); nothing was written",
                    form.path.display(),
                    places.join(", ")
                ),
                "import the files one by one: what stands first stays",
            )
        })?;
    }
    Ok(TakenForms {
        assessment: merged,
        said,
    })
}

/// A note for each form of a council that is called otherwise: it may be another, or the same by a shorter name.
fn other_councils(given: &[GivenForm], begun: &Assessment) -> Vec<String> {
    let Some(ours) = &begun.council else { return Vec::new() };
    let other = |form: &GivenForm| {
        let theirs = form.answers.council.as_ref()?;
        (!theirs.trim().eq_ignore_ascii_case(ours.trim())).then(|| {
            format!(
                "note: `{}` names the council {theirs}; the answer file stays with {ours}",
                form.path.display()
            )
        })
    };
    given.iter().filter_map(other).collect()
}

/// Refuses what two forms say in different ways, whatever may be replaced: which of them is right, only a person knows.
fn refuse_contradictions(given: &[GivenForm]) -> anyhow::Result<()> {
    let mut found = Vec::new();
    for (at, form) in given.iter().enumerate() {
        for earlier in given.iter().take(at) {
            let (ours, theirs) = (&form.answers, &earlier.answers);
            let both = |what: &str, a: &str, b: &str| {
                format!("{what} ({}: {b}; {}: {a})", earlier.path.display(), form.path.display())
            };
            for (id, answer) in ours.answers.iter().filter(|(_, a)| !a.is_empty()) {
                if let Some(other) = theirs.answer(id).filter(|o| !o.is_empty() && !says_the_same(o, answer)) {
                    let (a, b) = (response_words(answer), response_words(other));
                    let details = if a == b { ", its details differ" } else { "" };
                    found.push(both(&format!("{id}{details}"), &a, &b));
                }
            }
            for (id, is) in &ours.context {
                if theirs.context.get(id).is_some_and(|other| other != is) {
                    let word = |is: bool| if is { "yes" } else { "no" };
                    found.push(both(&format!("the fact {id}"), word(*is), word(!*is)));
                }
            }
        }
    }
    if found.is_empty() {
        return Ok(());
    }
    Err(error_with_hint(
        format!("the forms contradict each other: {}", found.join(", ")),
        "nothing was written; settle it with those who filled them in, or import them one by one: what stands first stays",
    ))
}

/// Refuses facts that stand already and are stated otherwise: they switch questions on and off.
fn refuse_other_facts(base: &Assessment, given: &[GivenForm], rights: &ChangeRights) -> anyhow::Result<()> {
    if rights.on_clash == OnClash::Replace {
        return Ok(());
    }
    let mut found = Vec::new();
    for form in given {
        let other = |(id, is): &(&ContextId, &bool)| base.context.get(*id).is_some_and(|stands| stands != *is);
        found.extend(form.answers.context.iter().filter(other).map(|(id, is)| {
            let (is, stands) = if *is { ("yes", "no") } else { ("no", "yes") };
            format!("{id} (stands: {stands}; {}: {is})", form.path.display())
        }));
    }
    if found.is_empty() {
        return Ok(());
    }
    Err(error_with_hint(
        format!("facts stand already and are stated otherwise: {}", found.join(", ")),
        "nothing was changed; --replace lets what the forms say take its place",
    ))
}

/// Says whose an answer is, where it is not the assessor's.
fn sign(form: &mut GivenForm, begun: &Assessment) {
    let who = &form.answers.assessor;
    let same = |a: &str, b: &str| a.trim().eq_ignore_ascii_case(b.trim());
    let Some(name) = &who.name else { return };
    if form.questions.is_none()
        || begun
            .assessor
            .name
            .as_deref()
            .is_some_and(|assessor| same(assessor, name))
    {
        return;
    }
    let by = match &who.post {
        Some(post) => format!("{name}, {post}"),
        None => name.clone(),
    };
    for answer in form.answers.answers.values_mut().filter(|a| !a.is_empty()) {
        answer.by.get_or_insert_with(|| by.clone());
    }
}

/// What became of a form, in a line.
fn account(form: &GivenForm, in_form: usize, begun: &Assessment) -> String {
    let answers = &form.answers.answers;
    let replaced = answers.keys().filter(|id| begun.response(id).is_some()).count();
    let mut parts = vec![format!("{} taken", count(answers.len(), "answer"))];
    if replaced > 0 {
        parts.push(format!("{replaced} of them in the place of another"));
    }
    if in_form > answers.len() {
        parts.push(format!("{} there already", in_form - answers.len()));
    }
    if let Some(open) = form.questions.and_then(|n| n.checked_sub(in_form)).filter(|n| *n > 0) {
        parts.push(format!("{open} left open"));
    }
    format!("{}: {}", form.path.display(), parts.join(", "))
}
