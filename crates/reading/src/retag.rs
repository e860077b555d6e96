//! Mends parts of speech where the words beside a word leave no doubt, before its sentence is parsed.

use crate::lexicon::{Cues, Names, Predicates};
use crate::mention::Casing;
use dateline_syntax::{Sentence, Upos, Xpos};

/// Nouns for people that taggers take for adjectives when no noun follows.
const PEOPLE: [&str; 8] = [
    "official",
    "militant",
    "insurgent",
    "academic",
    "executive",
    "representative",
    "chief",
    "commander",
];

fn singular(lower: &str, xpos: Xpos) -> String {
    let stem = lower.strip_suffix('s').filter(|_| xpos == Xpos::NNS);
    stem.unwrap_or(lower).to_owned()
}

/// Mends the tags of a sentence.
pub(crate) fn retag(sentence: &mut Sentence, casing: &Casing) {
    for i in 0..sentence.tokens.len() {
        let better = better_tag(sentence, i).or_else(|| opening_plural(sentence, i, casing));
        if let Some((upos, xpos)) = better {
            let token = &mut sentence.tokens[i];
            (token.upos, token.xpos) = (upos, xpos);
            if upos == Upos::Noun {
                token.lemma = singular(&token.lower, xpos);
            }
        }
    }
}

/// `Shepherds on the plateau fear that`: a plural that only its place writes large. A name would be written so again, or
/// stand beside another.
fn opening_plural(sentence: &Sentence, i: usize, casing: &Casing) -> Option<(Upos, Xpos)> {
    let token = &sentence.tokens[i];
    let next = sentence.tokens.get(i + 1)?;
    let plural = token.lower.len() > 3
        && token.lower.ends_with('s')
        && !token.lower.ends_with("ss")
        && token.text.chars().skip(1).all(char::is_lowercase);
    let alone = matches!(next.upos, Upos::Verb | Upos::Aux | Upos::Adp | Upos::Adv)
        && next.text.starts_with(char::is_lowercase);
    // A singular verb has no plural for its subject.
    let agrees = next.xpos != Xpos::VBZ && !matches!(next.lower.as_str(), "was" | "is" | "has");
    let names = Names::bundled();
    let known = names.given.contains(&token.text)
        || names.known_places.contains(&token.text)
        || names.known_organizations.contains(&token.text)
        || names.known_outlets.contains(&token.text)
        || names.demonyms.contains_key(&token.text);
    (token.upos == Upos::Propn
        && plural
        && alone
        && agrees
        && !known
        && crate::mention::opens_sentence(sentence, i)
        && !casing.is_written_large(&token.text))
    .then_some((Upos::Noun, Xpos::NNS))
}

fn better_tag(sentence: &Sentence, i: usize) -> Option<(Upos, Xpos)> {
    let token = &sentence.tokens[i];
    let upos = |k: Option<usize>| {
        k.and_then(|k| sentence.tokens.get(k))
            .map(|token| token.upos)
    };
    let previous = upos(i.checked_sub(1));
    let next = upos(Some(i + 1));
    let noun = Some((Upos::Noun, Xpos::NN));
    // `categorically denies`: no past form ends so.
    if token.upos == Upos::Verb
        && matches!(token.xpos, Xpos::VBD | Xpos::VBN)
        && token.lower.ends_with("ly")
    {
        return Some((Upos::Adv, Xpos::RB));
    }
    // `did not fire first`: behind `did` or `would` stands a verb.
    let helped = sentence.tokens[..i]
        .iter()
        .rev()
        .take(3)
        .find(|before| !matches!(before.lower.as_str(), "not" | "n't" | "never" | "also"))
        .is_some_and(|before| {
            before.xpos == Xpos::MD || before.upos == Upos::Aux && before.lemma == "do"
        });
    if helped
        && token.xpos == Xpos::NN
        && token.text.starts_with(char::is_lowercase)
        && !matches!(next, Some(Upos::Verb | Upos::Aux))
    {
        return Some((Upos::Verb, Xpos::VB));
    }
    // `three people familiar with the matter`.
    if matches!(token.lower.as_str(), "familiar" | "close" | "privy")
        && token.upos != Upos::Adj
        && matches!(previous, Some(Upos::Noun | Upos::Pron))
        && sentence
            .tokens
            .get(i + 1)
            .is_some_and(|next| matches!(next.lower.as_str(), "with" | "to"))
    {
        return Some((Upos::Adj, Xpos::JJ));
    }
    let noun_follows = matches!(next, Some(Upos::Noun | Upos::Propn));

    // `a senior Norland official`.
    if token.upos == Upos::Noun
        && noun_follows
        && matches!(token.lower.as_str(), "senior" | "junior" | "former" | "top")
    {
        return Some((Upos::Adj, Xpos::JJ));
    }
    // `a US official said`, `the ISI chief held`.
    if !noun_follows
        && next != Some(Upos::Adj)
        && !matches!(token.upos, Upos::Noun | Upos::Propn)
        && PEOPLE.contains(&token.lower.as_str())
    {
        return noun;
    }
    if token.upos == Upos::Adj && !noun_follows && next != Some(Upos::Adj) {
        // `the Embassy compound in`: no adjective stands behind a name and before a preposition.
        let glued = i > 0 && sentence.tokens[i - 1].end + 1 == token.start;
        if token.xpos == Xpos::JJ
            && previous == Some(Upos::Propn)
            && glued
            && next == Some(Upos::Adp)
            && token.text.chars().all(char::is_lowercase)
        {
            return noun;
        }
    }
    // `the customs house on`: a bare verb form of no known verb, in a row of nouns.
    if matches!(token.xpos, Xpos::VB | Xpos::VBP)
        && matches!(previous, Some(Upos::Noun | Upos::Propn))
        && matches!(
            upos(i.checked_sub(2)),
            Some(Upos::Det | Upos::Propn | Upos::Adj)
        )
        && matches!(
            next,
            None | Some(Upos::Adp | Upos::Punct | Upos::Cconj | Upos::Aux | Upos::Part | Upos::Adv)
        )
        && !is_known_verb(&token.lemma)
    {
        return noun;
    }
    // A name is not written small.
    if token.upos == Upos::Propn
        && token.text.chars().count() > 3
        && token.text.starts_with(char::is_lowercase)
    {
        return noun;
    }
    if token.xpos == Xpos::VBG {
        // `a secret meeting in`: a participle would not stand between these.
        let in_noun_slot = matches!(
            previous,
            Some(Upos::Det | Upos::Adj | Upos::Num | Upos::Noun)
        ) && matches!(
            next,
            None | Some(Upos::Adp | Upos::Punct | Upos::Cconj | Upos::Aux | Upos::Sconj)
        );
        if in_noun_slot && Predicates::bundled().nouns.contains_key(&token.lower) {
            return noun;
        }
        // `the visiting minister`.
        if previous == Some(Upos::Det) && noun_follows {
            return Some((Upos::Adj, Xpos::JJ));
        }
    }
    // `Ruiz, the chairman, accused the union`: a participle with an object and no auxiliary is a past tense.
    if token.xpos == Xpos::VBN && token.upos == Upos::Verb {
        let auxiliary = sentence.tokens[i.saturating_sub(4)..i]
            .iter()
            .any(|before| before.upos == Upos::Aux);
        let subject = matches!(
            previous,
            Some(Upos::Noun | Upos::Propn | Upos::Pron | Upos::Punct)
        ) && sentence.tokens[..i]
            .last()
            .is_some_and(|before| before.upos != Upos::Punct || before.text == ",");
        let object = matches!(next, Some(Upos::Det | Upos::Propn | Upos::Pron))
            && sentence.tokens.get(i + 1).is_some_and(|token| {
                !crate::grammar::is_time_word(&token.lower) && token.lower != "that"
            });
        if !auxiliary && subject && object {
            return Some((Upos::Verb, Xpos::VBD));
        }
    }
    None
}

fn is_known_verb(lemma: &str) -> bool {
    let predicates = Predicates::bundled();
    predicates.verbs.contains_key(lemma)
        || [
            &predicates.general_verbs,
            &predicates.stative,
            &predicates.light,
        ]
        .into_iter()
        .any(|list| list.contains(lemma))
        || Cues::bundled().verbs.contains_key(lemma)
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_model::ReadingModel;

    #[track_caller]
    fn check(text: &str, word: &str, expected: Xpos) {
        let mut sentence = ReadingModel::bundled().sentences(text).remove(0);
        retag(&mut sentence, &Casing::default());
        let token = sentence
            .tokens
            .iter()
            .find(|token| token.lower == word)
            .expect("the word is in the sentence");
        assert_eq!(token.xpos, expected, "{text}");
    }

    #[test]
    fn the_words_beside_decide() {
        check(
            "A senior Norlander official, who asked for silence, said the road was shut.",
            "official",
            Xpos::NN,
        );
        check(
            "They spoke at a secret meeting in Velm last week.",
            "meeting",
            Xpos::NN,
        );
        check(
            "The visiting Ostran minister left on Monday.",
            "visiting",
            Xpos::JJ,
        );
        check("They are meeting in Velm.", "meeting", Xpos::VBG);
        check(
            "The man accused of the theft was freed.",
            "accused",
            Xpos::VBN,
        );
    }
}
