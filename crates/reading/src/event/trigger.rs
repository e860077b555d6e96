//! Triggers: the verbs and nouns that stand for an event.

use crate::grammar::lemma_with_particle;
use crate::lexicon::{Cues, Predicates};
use dateline_syntax::{Deprel, Sentence, Upos, Xpos};
use dateline_vocabulary::Plover;

/// A word that stands for an event.
#[derive(Clone, Debug)]
pub(super) struct Trigger {
    /// Its token.
    pub(super) token: usize,
    /// Dictionary form, with the particle that changes its sense.
    pub(super) lemma: String,
    pub(super) plover: Option<Plover>,
    /// The verb that only carries the noun: `held talks`.
    pub(super) light: Option<usize>,
}

/// The triggers of a sentence, in text order.
pub(super) fn find_triggers(sentence: &Sentence) -> Vec<Trigger> {
    let nouns: Vec<Trigger> = (0..sentence.tokens.len())
        .filter_map(|i| noun(sentence, i))
        .collect();
    let mut triggers: Vec<Trigger> = (0..sentence.tokens.len())
        .filter(|i| !nouns.iter().any(|noun| noun.light == Some(*i)))
        .filter_map(|i| verb(sentence, i))
        .collect();
    for noun in nouns {
        // `met in a secret meeting`: one event, told by the verb.
        let governor = sentence.tokens[noun.token].head;
        let told_by_verb = triggers
            .iter()
            .any(|t| Some(t.token) == governor && t.plover.is_some() && t.plover == noun.plover)
            && matches!(
                sentence.tokens[noun.token].deprel,
                Deprel::Obl | Deprel::Nmod
            );
        if !told_by_verb {
            triggers.push(noun);
        }
    }
    triggers.sort_by_key(|trigger| trigger.token);
    triggers
}

fn verb(sentence: &Sentence, i: usize) -> Option<Trigger> {
    let predicates = Predicates::bundled();
    let token = &sentence.tokens[i];
    if token.upos != Upos::Verb
        || matches!(
            token.deprel,
            Deprel::Amod
                | Deprel::Compound
                | Deprel::Case
                | Deprel::Mark
                | Deprel::Fixed
                | Deprel::Aux
                | Deprel::AuxPass
        )
    {
        return None;
    }
    let trigger = |lemma: &str, plover| {
        Some(Trigger {
            token: i,
            lemma: lemma.to_owned(),
            plover,
            light: None,
        })
    };
    if let Some(phrase) = lemma_with_particle(sentence, i) {
        if let Some(plover) = predicates.verbs.get(&phrase) {
            return trigger(&phrase, Some(*plover));
        }
        if predicates.general_verbs.contains(&phrase) {
            return trigger(&phrase, None);
        }
    }
    if let Some(plover) = predicates.verbs.get(&token.lemma) {
        return trigger(&token.lemma, Some(*plover));
    }
    if predicates.general_verbs.contains(&token.lemma) {
        return trigger(&token.lemma, None);
    }
    let cue = Cues::bundled().verbs.contains_key(&token.lemma);
    let told = matches!(token.xpos, Xpos::VBD | Xpos::VBN)
        || sentence
            .children_with(i, &[Deprel::Aux, Deprel::AuxPass])
            .next()
            .is_some();
    let acts = sentence.has_child(i, Deprel::Obj) || sentence.has_child(i, Deprel::NsubjPass);
    (!cue && !predicates.stative.contains(&token.lemma) && told && acts)
        .then(|| trigger(&token.lemma, None))
        .flatten()
}

fn noun(sentence: &Sentence, i: usize) -> Option<Trigger> {
    let predicates = Predicates::bundled();
    let token = &sentence.tokens[i];
    if token.upos != Upos::Noun
        || matches!(
            token.deprel,
            Deprel::Compound | Deprel::Amod | Deprel::Fixed | Deprel::Flat
        )
    {
        return None;
    }
    let with_modifier = i
        .checked_sub(1)
        .map(|k| format!("{} {}", sentence.tokens[k].lower, token.lemma));
    let plover = with_modifier
        .as_ref()
        .and_then(|phrase| predicates.nouns.get(phrase))
        .or_else(|| predicates.nouns.get(&token.lemma))
        .copied();
    let general = predicates.general_nouns.contains(&token.lemma)
        || with_modifier
            .as_ref()
            .is_some_and(|phrase| predicates.general_nouns.contains(phrase));
    if plover.is_none() && !general {
        return None;
    }
    let light = token.head.filter(|verb| {
        let governor = &sentence.tokens[*verb];
        governor.upos == Upos::Verb
            && matches!(token.deprel, Deprel::Obj | Deprel::NsubjPass)
            && (predicates.light.contains(&governor.lemma)
                || lemma_with_particle(sentence, *verb)
                    .is_some_and(|phrase| predicates.light.contains(&phrase)))
    });
    Some(Trigger {
        token: i,
        lemma: token.lemma.clone(),
        plover,
        light,
    })
}
