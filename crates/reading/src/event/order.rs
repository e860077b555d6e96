//! Order without a day: what a sentence puts before or after what it tells.

use super::trigger::{Trigger, carried_by};
use super::{FoundEvent, FoundOrder};
use dateline_syntax::{Deprel, Sentence};
use dateline_vocabulary::OrderRelation;

/// Enters in the events of a sentence which is before which: `resigned after the vote`, `before he left, he sold it`,
/// `following talks`, `ahead of the visit`. `event_of` holds the event of each trigger that is kept.
pub(super) fn put_in_order(
    sentence: &Sentence,
    triggers: &[Trigger],
    event_of: &[Option<usize>],
    events: &mut [FoundEvent],
) {
    for (dependent, trigger) in triggers.iter().enumerate() {
        // A noun under its light verb hangs where the verb does.
        let carrier = trigger.light.unwrap_or(trigger.token);
        let Some((word, is_after)) = [trigger.token, carrier]
            .into_iter()
            .find_map(|token| ordering_word(sentence, token))
        else {
            continue;
        };
        let governor = sentence
            .ancestors(carrier)
            .find_map(|above| carried_by(triggers, above))
            .filter(|governor| *governor != dependent);
        let (Some(dependent), Some(governor)) = (
            event_of[dependent],
            governor.and_then(|governor| event_of[governor]),
        ) else {
            continue;
        };
        let (earlier, later) = if is_after {
            (dependent, governor)
        } else {
            (governor, dependent)
        };
        let bytes = crate::grammar::at(sentence, word);
        for (event, relation, other) in [
            (earlier, OrderRelation::Before, later),
            (later, OrderRelation::After, earlier),
        ] {
            events[event].order.push(FoundOrder {
                relation,
                event: other,
                bytes: bytes.clone(),
            });
        }
    }
}

/// The word that puts a clause or a noun in order, and whether what it hangs on comes after it.
fn ordering_word(sentence: &Sentence, token: usize) -> Option<(usize, bool)> {
    if !matches!(
        sentence.tokens[token].deprel,
        Deprel::Advcl | Deprel::Obl | Deprel::Nmod
    ) {
        return None;
    }
    sentence
        .children_with(token, &[Deprel::Mark, Deprel::Case])
        .find_map(|word| match sentence.tokens[word].lower.as_str() {
            "after" | "following" | "since" | "once" => Some((word, true)),
            "before" | "until" | "till" => Some((word, false)),
            // `ahead of the visit`, `prior to the vote`.
            "of" | "to" => {
                let before = word.checked_sub(1)?;
                matches!(sentence.tokens[before].lower.as_str(), "ahead" | "prior")
                    .then_some((before, false))
            }
            _ => None,
        })
}
