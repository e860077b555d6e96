//! Triggers: the verbs and nouns that stand for an event.

use crate::grammar::{head_in, is_negated, lemma_with_particle, tokens_in};
use crate::lexicon::{Cues, Predicates};
use dateline_syntax::{Deprel, EventKind, Sentence, Upos, Xpos};
use dateline_vocabulary::Plover;
use std::ops::Range;

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
    /// Its words, in bytes of the passage, where somebody has marked them.
    pub(super) marked: Option<Range<usize>>,
}

impl Trigger {
    /// Its words, in bytes of the passage: a verb takes the particle right behind it, `took off`.
    pub(super) fn bytes(&self, sentence: &Sentence) -> Range<usize> {
        if let Some(marked) = &self.marked {
            return marked.clone();
        }
        let word = &sentence.tokens[self.token];
        let particle = sentence
            .child(self.token, Deprel::CompoundPrt)
            .filter(|k| *k == self.token + 1);
        word.start..particle.map_or(word.end, |k| sentence.tokens[k].end)
    }
}

/// The trigger that a token is or carries, by its index.
pub(super) fn carried_by(triggers: &[Trigger], token: usize) -> Option<usize> {
    triggers
        .iter()
        .position(|trigger| trigger.token == token || trigger.light == Some(token))
}

/// Whether a clause with this word tells of the same time as what it goes with.
pub(super) fn is_at_once(lower: &str) -> bool {
    matches!(lower, "when" | "as" | "while")
}

/// The triggers of a sentence that somebody has marked, in text order: for each marked run of bytes the word that the others
/// in it hang on.
pub(super) fn marked_triggers(sentence: &Sentence, marks: &[Range<usize>]) -> Vec<Trigger> {
    let mut triggers: Vec<Trigger> = marks
        .iter()
        .filter_map(|mark| {
            let token = head_in(sentence, tokens_in(sentence, mark))?;
            let found = verb(sentence, token).or_else(|| noun(sentence, token));
            let mut trigger = found.unwrap_or_else(|| Trigger {
                token,
                lemma: sentence.tokens[token].lemma.clone(),
                plover: None,
                light: None,
                marked: None,
            });
            trigger.marked = Some(mark.clone());
            Some(trigger)
        })
        .collect();
    triggers.sort_by_key(|trigger| trigger.token);
    triggers.dedup_by_key(|trigger| trigger.token);
    triggers
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
            )
            // `signed an agreement`.
            || sentence.tokens[noun.token].deprel == Deprel::Obj
                && triggers
                    .iter()
                    .any(|t| Some(t.token) == governor && t.lemma == "sign");
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
            marked: None,
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
    // `requested anonymity` asks the reporter; so do `Asked whether ..., he said` and `asked about it`.
    let of_the_reporting = crate::attribution::object_of(sentence, i)
        .is_some_and(|object| sentence.tokens[object].lemma == "anonymity")
        || token.lemma == "ask" && token.xpos == Xpos::VBN && token.deprel == Deprel::Advcl;
    if of_the_reporting {
        return None;
    }
    if let Some(plover) = predicates.verbs.get(&token.lemma) {
        // `The embassy recalls that ...` recalls nobody.
        let says = Cues::bundled().verbs.contains_key(&token.lemma)
            && sentence.has_child(i, Deprel::Ccomp)
            && !is_verbal(*plover);
        return trigger(&token.lemma, (!says).then_some(*plover));
    }
    if predicates.general_verbs.contains(&token.lemma) {
        return trigger(&token.lemma, None);
    }
    // What no list knows: what the model takes for a deed, and the saying of something by somebody.
    let cue = Cues::bundled().verbs.contains_key(&token.lemma);
    let happens = match token.event {
        Some(EventKind::Occurrence) => true,
        Some(EventKind::Reporting) => cue && is_finite(sentence, i),
        Some(EventKind::State) | None => false,
    };
    happens.then(|| trigger(&token.lemma, None)).flatten()
}

/// Whether events of a type are words rather than deeds.
fn is_verbal(plover: Plover) -> bool {
    matches!(
        plover,
        Plover::Agree
            | Plover::Consult
            | Plover::Support
            | Plover::Request
            | Plover::Accuse
            | Plover::Reject
            | Plover::Threaten
    )
}

/// Verbs that say nothing of whether their object took place, when they are denied.
const PRESUPPOSING: [&str; 7] = [
    "order", "attend", "join", "plan", "command", "direct", "witness",
];

/// Whether a verb stands in a finite form, of its own or by an auxiliary.
pub(super) fn is_finite(sentence: &Sentence, i: usize) -> bool {
    matches!(sentence.tokens[i].xpos, Xpos::VBD | Xpos::VBZ | Xpos::VBP)
        || sentence
            .children_with(i, &[Deprel::Aux, Deprel::AuxPass])
            .next()
            .is_some()
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
    let happens = token.event == Some(EventKind::Occurrence);
    if plover.is_none() && !general && !happens {
        return None;
    }
    // `did not order the attack`: the attack that everybody knows of took place all the same.
    let is_known = sentence.children_with(i, &[Deprel::Det]).any(|child| {
        matches!(
            sentence.tokens[child].lower.as_str(),
            "the" | "this" | "that" | "these" | "those"
        )
    });
    let light = token.head.filter(|verb| {
        let governor = &sentence.tokens[*verb];
        governor.upos == Upos::Verb
            && !(is_known
                && token.deprel == Deprel::Obj
                && PRESUPPOSING.contains(&governor.lemma.as_str())
                && is_negated(sentence, *verb))
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
        marked: None,
    })
}
