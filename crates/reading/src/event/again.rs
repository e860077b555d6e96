//! Events spoken of again: `the attack`, on a page that told of an attack.

use super::trigger::Trigger;
use super::{FoundEvent, FoundParticipant};
use dateline_syntax::{Deprel, Sentence, Upos};
use dateline_vocabulary::{Factuality, Plover};

/// Passages that an event may be told before and be spoken of as known still.
const PASSAGES_BACK: usize = 12;

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
            Deprel::Det
                | Deprel::Case
                | Deprel::Punct
                | Deprel::Acl
                | Deprel::AclRelcl
                | Deprel::Conj
                | Deprel::Cc
        )
    });
    if token.upos != Upos::Noun || !definite || !bare || !participants.is_empty() {
        return None;
    }
    let known = |event: &FoundEvent| {
        passage - event.passage <= PASSAGES_BACK
            && (!event.participants.is_empty() || event.place.is_some() || event.again.is_some())
            && !matches!(event.factuality, Factuality::Denied)
    };
    let by_noun = events
        .iter()
        .rposition(|event| known(event) && event.lemma == trigger.lemma);
    // What recurs between the same people must be called the same.
    let once = matches!(
        trigger.plover,
        Some(
            Plover::Assault
                | Plover::Protest
                | Plover::Coerce
                | Plover::Consult
                | Plover::Agree
                | Plover::Cooperate
        )
    );
    let found = by_noun.or_else(|| {
        events
            .iter()
            .rposition(|event| known(event) && once && event.plover == trigger.plover)
    })?;
    // Back to where it was first told.
    Some(events[found].again.unwrap_or(found))
}
