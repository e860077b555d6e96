//! Order without a day: what a sentence puts before or after what it tells.

use super::trigger::Trigger;
use dateline_syntax::{Deprel, Sentence};

/// Two triggers of a sentence, by their indices, and the token that orders them.
pub(super) struct Link {
    pub(super) earlier: usize,
    pub(super) later: usize,
    pub(super) word: usize,
}

/// The links of a sentence: `resigned after the vote`, `before he left, he sold it`, `following talks`, `ahead of the visit`.
pub(super) fn find_order(sentence: &Sentence, triggers: &[Trigger]) -> Vec<Link> {
    let mut links = Vec::new();
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
            .find_map(|above| {
                triggers
                    .iter()
                    .position(|t| t.token == above || t.light == Some(above))
            })
            .filter(|governor| *governor != dependent);
        let Some(governor) = governor else { continue };
        let (earlier, later) = if is_after {
            (dependent, governor)
        } else {
            (governor, dependent)
        };
        links.push(Link {
            earlier,
            later,
            word,
        });
    }
    links
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
