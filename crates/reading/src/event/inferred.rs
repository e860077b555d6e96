//! Days that no words give: a news report tells in its lead, in the past tense, what happened on its own day or the day
//! before, and what people said to it. Background stays undated.
//!
//! In 1,014 event mentions of the gold timelines of SemEval-2015 task 4, 38 % lie on the day of publication and 8 % on the day
//! before; 22 % have no day.

use super::FoundEvent;
use super::trigger::{Trigger, carried_by, is_at_once, is_finite};
use crate::attribution::is_passive;
use crate::grammar::looks_ahead;
use crate::time::FoundTime;
use dateline_syntax::{Deprel, EventKind, Sentence, Upos, Xpos};
use dateline_vocabulary::{Days, PassageRole};
use jiff::civil::Date;

/// Sentences at the top of a report that tell its news rather than what went before.
const LEAD_SENTENCES: usize = 3;

/// The day that a report's lead tells of: the day before publication where the page's own words name that day more often
/// than the day itself, as those of a morning paper do.
pub(super) fn day_of_report(page_day: Date, times: &[Vec<FoundTime>]) -> Option<Date> {
    let before = page_day.yesterday().ok()?;
    let count = |day: Date| {
        times
            .iter()
            .flatten()
            .filter(|time| {
                time.resolved.anchor.is_some() && time.resolved.days.single() == Some(day)
            })
            .count()
    };
    Some(if count(before) > count(page_day) {
        before
    } else {
        page_day
    })
}

/// Where in a report a sentence stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Headline,
    /// The standfirst and the first sentences.
    Lead,
    Body,
}

/// Where a sentence of a passage stands; `before` is how many sentences of paragraphs stand before it on the page.
pub(super) fn place_of(role: PassageRole, before: usize) -> Place {
    match role {
        PassageRole::Headline => Place::Headline,
        PassageRole::Standfirst => Place::Lead,
        PassageRole::Paragraph if before < LEAD_SENTENCES => Place::Lead,
        _ => Place::Body,
    }
}

/// The most days between a report and what its lead names as the day of its story.
const FRESH: i32 = 7;

/// The day of what a lead goes on to tell when it has named these days: the day that they are, where it is fresh; nothing
/// where it is not.
pub(super) fn story_day(news_day: Date, named: Days) -> Option<Date> {
    let day = named.single()?;
    let ago = day.until(news_day).ok()?.get_days();
    (0..=FRESH).contains(&ago).then_some(day)
}

/// What of the news an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// Somebody's word to the report.
    Saying,
    /// What the report tells.
    Deed,
}

/// What of its report's news an event without a day of its own is, if any.
pub(super) fn news(
    sentence: &Sentence,
    trigger: &Trigger,
    event: &FoundEvent,
    place: Place,
) -> Option<Told> {
    if !event.factuality.is_of_fact() {
        return None;
    }
    let verb = telling_verb(sentence, trigger)?;
    let token = &sentence.tokens[verb];
    let auxiliary = |form: &[&str]| {
        sentence
            .children_with(verb, &[Deprel::Aux, Deprel::AuxPass])
            .any(|k| form.contains(&sentence.tokens[k].lower.as_str()))
    };
    if auxiliary(&["had", "'d"]) || looks_ahead(sentence, verb) {
        return None;
    }
    let perfect = auxiliary(&["has", "have", "'ve"]);
    let main = is_main(sentence, verb);
    let is_saying = verb == trigger.token
        && token.event == Some(EventKind::Reporting)
        && is_finite(sentence, verb);
    let past = token.xpos == Xpos::VBD
        || token.xpos == Xpos::VBN
            && (perfect || is_passive(sentence, verb) && auxiliary(&["was", "were"]));
    let present = matches!(token.xpos, Xpos::VBZ | Xpos::VBP);
    let is_news = match place {
        // The present of a headline tells of what was, and its participle of what was done.
        Place::Headline => past || present || token.xpos == Xpos::VBN,
        Place::Lead => past || is_saying && present,
        Place::Body => is_saying && (past || present),
    };
    let told = if is_saying { Told::Saying } else { Told::Deed };
    (main && is_news).then_some(told)
}

/// What goes along with an event has its day: `as the ship was leaving`, `killing four`.
pub(super) fn spread(
    sentence: &Sentence,
    triggers: &[Trigger],
    event_of: &[Option<usize>],
    events: &mut [FoundEvent],
) {
    for (k, trigger) in triggers.iter().enumerate() {
        let token = &sentence.tokens[trigger.token];
        let along = token.deprel == Deprel::Advcl
            && sentence
                .children_with(trigger.token, &[Deprel::Mark])
                .all(|mark| is_at_once(&sentence.tokens[mark].lower))
            && matches!(token.xpos, Xpos::VBG | Xpos::VBD);
        let governor = token
            .head
            .filter(|_| along)
            .and_then(|head| carried_by(triggers, head));
        let (Some(event), Some(governor)) = (event_of[k], governor.and_then(|g| event_of[g]))
        else {
            continue;
        };
        let is_inferred = events[governor].time.is_none();
        let open = events[event].time.is_none() && events[event].days.is_unknown();
        if is_inferred && open && events[event].factuality.is_of_fact() {
            events[event].days = events[governor].days;
        }
    }
}

/// The verb that tells of the event: itself, or the one that an event noun is the subject or object of.
fn telling_verb(sentence: &Sentence, trigger: &Trigger) -> Option<usize> {
    let token = &sentence.tokens[trigger.token];
    if token.upos == Upos::Verb {
        return Some(trigger.token);
    }
    trigger.light.or_else(|| {
        token.head.filter(|head| {
            matches!(
                token.deprel,
                Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj
            ) && sentence.tokens[*head].upos == Upos::Verb
        })
    })
}

/// Whether a verb carries a main clause, or what somebody is said to have said.
fn is_main(sentence: &Sentence, verb: usize) -> bool {
    std::iter::once(verb)
        .chain(sentence.ancestors(verb))
        .map(|at| &sentence.tokens[at])
        .take_while(|token| token.head.is_some())
        .all(|token| {
            matches!(
                token.deprel,
                Deprel::Conj | Deprel::Parataxis | Deprel::Ccomp
            )
        })
}
