//! Places of events.

use super::trigger::Trigger;
use crate::grammar::noun_phrase;
use crate::mention::FoundMention;
use crate::passage::bytes_of;
use dateline_syntax::{Deprel, Sentence, Upos};
use dateline_vocabulary::MentionType;
use std::ops::Range;

const AT: [&str; 12] = [
    "in",
    "at",
    "near",
    "outside",
    "inside",
    "across",
    "off",
    "around",
    "over",
    "along",
    "throughout",
    "on",
];

/// The words of the place, in bytes of the passage, and the mention that names it.
pub(super) fn find_place<'m>(
    sentence: &Sentence,
    trigger: &Trigger,
    triggers: &[Trigger],
    mentions: &[&'m FoundMention],
) -> Option<(Range<usize>, Option<&'m FoundMention>)> {
    let names_place = |i: usize| {
        mentions
            .iter()
            .copied()
            .filter(|m| {
                m.tokens.contains(&i)
                    && matches!(m.mention_type, MentionType::Place | MentionType::Facility)
            })
            .min_by_key(|m| m.tokens.len())
    };
    let preposition = |i: usize| {
        sentence
            .child(i, Deprel::Case)
            .map_or("", |case| sentence.tokens[case].lower.as_str())
    };
    let owners: Vec<usize> = [Some(trigger.token), trigger.light]
        .into_iter()
        .flatten()
        .collect();
    let other_event = |i: usize| {
        triggers
            .iter()
            .any(|t| t.token == i && !owners.contains(&i))
    };
    let mut candidates = Vec::new();
    for i in 0..sentence.tokens.len() {
        let token = &sentence.tokens[i];
        if !matches!(token.deprel, Deprel::Obl | Deprel::Nmod | Deprel::Conj)
            || !matches!(token.upos, Upos::Propn | Upos::Noun)
        {
            continue;
        }
        let word = preposition(i);
        let mention = names_place(i);
        if !AT.contains(&word)
            || word == "on" && mention.is_none_or(|m| m.mention_type != MentionType::Place)
        {
            continue;
        }
        let Some(mention) = mention else { continue };
        // The nearest event above it is this one.
        let mut steps = 0;
        let mine = sentence.ancestors(i).find(|a| {
            steps += 1;
            owners.contains(a) || other_event(*a)
        });
        match mine {
            Some(a) if owners.contains(&a) => candidates.push((steps, i, mention)),
            // What stands in another event's phrase below the verb that tells of this one.
            Some(a)
                if sentence.is_descendant(a, trigger.token)
                    && sentence.tokens[a].deprel == Deprel::Nsubj =>
            {
                candidates.push((steps + 10, i, mention))
            }
            _ => {}
        }
    }
    // `people were killed there`: where the sentence was last.
    let there = (owners.iter())
        .flat_map(|owner| sentence.children_with(*owner, &[Deprel::Advmod]))
        .find(|child| sentence.tokens[*child].lower == "there");
    if let Some(there) = there.filter(|_| candidates.is_empty()) {
        let before = (0..there).rev().find_map(|i| Some((i, names_place(i)?)));
        candidates.extend(before.map(|(i, mention)| (0, i, mention)));
    }
    let root = sentence
        .ancestors(trigger.token)
        .all(|a| sentence.tokens[a].upos == Upos::Aux || trigger.light == Some(a));
    if candidates.is_empty() && root {
        // The only place that the sentence sets anything in.
        let mut all = (0..sentence.tokens.len())
            .filter(|i| AT[..9].contains(&preposition(*i)))
            .filter_map(|i| Some((i, names_place(i)?)));
        if let (Some((i, mention)), None) = (all.next(), all.next())
            && !sentence.ancestors(i).any(other_event)
        {
            candidates.push((20, i, mention));
        }
    }
    let (_, i, mention) = candidates
        .into_iter()
        .min_by_key(|(steps, i, _)| (*steps, *i))?;
    let tokens = noun_phrase(sentence, i);
    let mut tokens: Vec<usize> = tokens
        .into_iter()
        .filter(|k| sentence.tokens[*k].upos != Upos::Det || *k > i)
        .collect();
    // A preposition at the end belongs to what follows.
    while tokens.last().is_some_and(|k| {
        *k > i
            && matches!(
                sentence.tokens[*k].upos,
                Upos::Adp | Upos::Punct | Upos::Cconj
            )
    }) {
        tokens.pop();
    }
    if tokens.is_empty() {
        tokens.push(i);
    }
    Some((bytes_of(sentence, &tokens), Some(mention)))
}
