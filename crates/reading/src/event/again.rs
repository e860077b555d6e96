//! Events spoken of again: `the attack`, on a page that told of an attack.

use super::trigger::Trigger;
use super::{FoundEvent, FoundParticipant};
use dateline_syntax::{Deprel, Sentence, Upos};
use dateline_vocabulary::{Factuality, Plover};

/// Passages that an event may be told before and be spoken of as known still.
const PASSAGES_BACK: usize = 12;
/// Events before a noun that it may go back to.
const MOST_LOOKED_AT: usize = 200;

/// The event that a noun with an article goes back to: the last one told by the same noun, else the last of its type, with
/// somebody or somewhere; `events` are those before it on the page. Nothing where the noun says more of itself than its
/// article: another attack may be meant.
pub(super) fn told_before(
    sentence: &Sentence,
    trigger: &Trigger,
    participants: &[FoundParticipant],
    passage: usize,
    events: &[FoundEvent],
) -> Option<usize> {
    let token = &sentence.tokens[trigger.token];
    let definite = sentence
        .children_with(trigger.token, &[Deprel::Det])
        .any(|det| {
            matches!(
                sentence.tokens[det].lower.as_str(),
                "the" | "this" | "that" | "these"
            )
        });
    let bare = sentence.children(trigger.token).all(|child| {
        matches!(
            sentence.tokens[child].deprel,
            Deprel::Det | Deprel::Case | Deprel::Punct | Deprel::Conj | Deprel::Cc
        )
    });
    if token.upos != Upos::Noun || !definite || !bare || !participants.is_empty() {
        return None;
    }
    let known = |event: &FoundEvent| {
        (!event.participants.is_empty() || event.place.is_some() || event.again.is_some())
            && !matches!(event.factuality, Factuality::Denied)
    };
    let before = || {
        events
            .iter()
            .enumerate()
            .rev()
            .take(MOST_LOOKED_AT)
            .take_while(|(_, event)| passage - event.passage <= PASSAGES_BACK)
            .filter(|(_, event)| known(event))
    };
    let by_noun = before().find(|(_, event)| event.lemma == trigger.lemma);
    // What recurs between the same people must be called the same.
    let once = matches!(
        trigger.plover,
        Some(Plover::Assault | Plover::Protest | Plover::Coerce)
    );
    let of_type = || before().find(|(_, event)| once && event.plover == trigger.plover);
    let (found, event) = by_noun.or_else(of_type)?;
    // Back to where it was first told.
    Some(event.again.unwrap_or(found))
}

/// `The raid killed four`: one event in two words, which the verb tells. `event_of` holds the event of each trigger that is
/// kept.
pub(super) fn told_by_verb(
    sentence: &Sentence,
    triggers: &[Trigger],
    event_of: &[Option<usize>],
    events: &mut [FoundEvent],
) {
    for (k, trigger) in triggers.iter().enumerate() {
        let token = &sentence.tokens[trigger.token];
        if token.upos != Upos::Noun
            || token.deprel != Deprel::Nsubj
            || trigger.plover != Some(Plover::Assault)
        {
            continue;
        }
        let verb = token.head.and_then(|head| {
            triggers
                .iter()
                .position(|other| other.token == head && other.plover == trigger.plover)
        });
        let (Some(noun), Some(verb)) = (event_of[k], verb.and_then(|verb| event_of[verb])) else {
            continue;
        };
        let agree = events[noun].days.is_unknown()
            || events[verb].days.is_unknown()
            || events[noun].days == events[verb].days;
        if agree && events[noun].again.is_none() {
            events[noun].again = Some(verb);
        }
    }
}
