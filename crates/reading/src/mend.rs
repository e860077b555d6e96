//! Mends what taggers and parsers of news often get wrong and words alone can tell.
//!
//! Words for people and for events that took the tag of an adjective or a participle get their own back, before the
//! sentence is parsed again. After it, an English compound is hung on its last noun: in `a senior US official said`, `official` is
//! taken for an adjective and `US` for the speaker; here the row of nouns is hung on its last word again.

use crate::lexicon::Names;
use dateline_syntax::{Deprel, Sentence, Upos, Xpos};

/// Mends the tree of a sentence in place. It stays a tree.
pub(crate) fn mend(sentence: &mut Sentence) {
    for first in 0..sentence.tokens.len() {
        let last = last_of_row(sentence, first);
        if last > first && (first == 0 || last_of_row(sentence, first - 1) != last) {
            let before = sentence.tokens.clone();
            hang_on_last(sentence, first, last);
            if !is_tree(sentence) {
                sentence.tokens = before; // The tree was too far off for this to mend it.
            }
        }
    }
}

/// Mends parts of speech, before the sentence is parsed again. Whether anything changed.
pub(crate) fn retag(sentence: &mut Sentence) -> bool {
    let before: Vec<Upos> = sentence.tokens.iter().map(|token| token.upos).collect();
    retag_people(sentence);
    let nouns = &crate::lexicon::Predicates::bundled().nouns;
    for i in 0..sentence.tokens.len() {
        let previous = i.checked_sub(1).map(|k| sentence.tokens[k].upos);
        let next = sentence.tokens.get(i + 1).map(|next| next.upos);
        let token = &mut sentence.tokens[i];
        // `a secret meeting in`: a participle would not stand between these.
        let in_noun_slot = matches!(previous, Some(Upos::Det | Upos::Adj | Upos::Num | Upos::Noun))
            && matches!(next, None | Some(Upos::Adp | Upos::Punct | Upos::Cconj | Upos::Aux | Upos::Sconj));
        let is_event = token.xpos == Xpos::VBG && nouns.contains_key(&token.lower);
        // A name is not written small.
        let small_name = token.upos == Upos::Propn && token.text.chars().next().is_some_and(char::is_lowercase) && token.text.len() > 3;
        if in_noun_slot && is_event || small_name {
            token.upos = Upos::Noun;
            token.xpos = Xpos::NN;
            token.lemma.clone_from(&token.lower);
        }
    }
    sentence.tokens.iter().zip(before).any(|(token, upos)| token.upos != upos)
}

/// Whether every token reaches the one root.
fn is_tree(sentence: &Sentence) -> bool {
    let roots = sentence.tokens.iter().filter(|token| token.head.is_none()).count();
    roots == 1
        && (0..sentence.tokens.len()).all(|k| sentence.tokens[sentence.ancestors(k).last().unwrap_or(k)].head.is_none())
}

/// `a US official said`: a word for people with an adjective's tag and no noun behind it is a noun.
fn retag_people(sentence: &mut Sentence) {
    let names = Names::bundled();
    for i in 0..sentence.tokens.len() {
        let noun_follows = sentence.tokens.get(i + 1).is_some_and(|next| matches!(next.upos, Upos::Noun | Upos::Propn));
        let token = &mut sentence.tokens[i];
        if token.upos == Upos::Adj && !noun_follows && matches!(token.lower.as_str(), "official" | "militant" | "insurgent" | "academic" | "executive" | "representative") {
            debug_assert!(names.anonymous_nouns.contains(&token.lower) || names.role_nouns.contains(&token.lower));
            token.upos = Upos::Noun;
            token.xpos = Xpos::NN;
            token.lemma.clone_from(&token.lower);
        }
    }
}

/// The last of the nouns that follow each other from a token on, without anything between.
fn last_of_row(sentence: &Sentence, first: usize) -> usize {
    let tokens = &sentence.tokens;
    let mut last = first;
    while matches!(tokens[last].upos, Upos::Noun | Upos::Propn)
        && tokens.get(last + 1).is_some_and(|next| next.upos == Upos::Noun && matches!(next.xpos, Xpos::NN | Xpos::NNS) && !crate::grammar::is_time_word(&next.lower))
        && tokens[last].end + 1 == tokens[last + 1].start
    {
        last += 1;
    }
    last
}

/// Hangs the row `first..=last` on its last token, where the tree hangs it on an earlier one.
fn hang_on_last(sentence: &mut Sentence, first: usize, last: usize) {
    // Adjectives before the row belong to it, and one of them may have been taken for its head.
    let mut first = first;
    while first > 0 && sentence.tokens[first - 1].upos == Upos::Adj && sentence.tokens[first - 1].end < sentence.tokens[first].start {
        first -= 1;
    }
    let row = first..last;
    // The word of the row that the rest of the sentence sees: the one that hangs outside.
    let Some(seen) = row.clone().find(|k| sentence.tokens[*k].head.is_none_or(|head| !(first..=last).contains(&head))) else { return };
    let is_subject_or_object = matches!(
        sentence.tokens[seen].deprel,
        Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::Obl | Deprel::Nmod | Deprel::Iobj | Deprel::Root | Deprel::Conj | Deprel::OblAgent
    );
    if !is_subject_or_object {
        return;
    }
    let (head, deprel) = (sentence.tokens[seen].head, sentence.tokens[seen].deprel);
    // Where the row hangs below its own last word by a longer way, that way is turned round.
    let below_last = std::iter::once(seen).chain(sentence.ancestors(seen)).find(|a| sentence.tokens[*a].head == Some(last));
    if let Some(between) = below_last.filter(|a| *a != seen) {
        let (above, relation) = (sentence.tokens[last].head, sentence.tokens[last].deprel);
        sentence.tokens[between].head = above;
        sentence.tokens[between].deprel = relation;
    } else if sentence.tokens[seen].head == Some(last) {
        return;
    }
    sentence.tokens[last].head = head;
    sentence.tokens[last].deprel = deprel;
    for k in 0..sentence.tokens.len() {
        if sentence.tokens[k].head == Some(seen) && k != last {
            sentence.tokens[k].head = Some(last);
        }
    }
    // An article that a tree in disorder hung on the verb.
    if let Some(article) = first.checked_sub(1).filter(|k| sentence.tokens[*k].upos == Upos::Det) {
        sentence.tokens[article].head = Some(last);
    }
    for k in row {
        if !(first..=last).contains(&sentence.tokens[k].head.unwrap_or(usize::MAX)) || k == seen {
            sentence.tokens[k].head = Some(last);
            sentence.tokens[k].deprel = Deprel::Compound;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_syntax::Syntax;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_mended_tree_is_a_tree(words in prop::collection::vec("(official|US|said|the|report|of|on|Monday|militant|leaders|met|,|and)", 1..30)) {
            for mut sentence in Syntax::bundled().read(&words.join(" ")) {
                mend(&mut sentence);
                let roots = sentence.tokens.iter().filter(|token| token.head.is_none()).count();
                prop_assert_eq!(roots, 1);
                for k in 0..sentence.tokens.len() {
                    let top = sentence.ancestors(k).last().unwrap_or(k);
                    prop_assert!(sentence.tokens[top].head.is_none(), "token {} reaches no root", k);
                }
            }
        }
    }

    #[test]
    fn officials_speak() {
        let mut sentence = Syntax::bundled().read("A senior Norlander official, who asked for silence, said the road was shut.").remove(0);
        mend(&mut sentence);
        let official = sentence.tokens.iter().position(|token| token.lower == "official").expect("it is in the sentence");
        assert_eq!(sentence.tokens[official].upos, Upos::Noun);
    }
}
