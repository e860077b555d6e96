//! Mends what taggers and parsers of news often get wrong and words alone can tell.
//!
//! An English compound hangs on its last noun, and a clause with `that` or `who` for its subject on the noun before it.

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
    for verb in 0..sentence.tokens.len() {
        hang_relative_clause(sentence, verb);
    }
}

/// `a bomb last Saturday that wounded four`: the clause belongs to the noun before its pronoun.
fn hang_relative_clause(sentence: &mut Sentence, verb: usize) {
    let token = &sentence.tokens[verb];
    if token.upos != Upos::Verb
        || !matches!(
            token.deprel,
            Deprel::Advcl
                | Deprel::Conj
                | Deprel::Parataxis
                | Deprel::Dep
                | Deprel::Obj
                | Deprel::Appos
        )
    {
        return;
    }
    let pronoun = sentence
        .children_with(verb, &[Deprel::Nsubj, Deprel::NsubjPass])
        .find(|child| {
            let word = &sentence.tokens[*child];
            matches!(word.lower.as_str(), "that" | "which" | "who")
                && matches!(word.xpos, Xpos::WDT | Xpos::WP)
                && *child < verb
        });
    let Some(pronoun) = pronoun else { return };
    let noun = (0..pronoun).rev().take(6).find(|k| {
        let word = &sentence.tokens[*k];
        matches!(word.upos, Upos::Noun | Upos::Propn) && !crate::grammar::is_time_word(&word.lower)
    });
    let Some(noun) = noun else { return };
    let before = sentence.tokens[verb].clone();
    sentence.tokens[verb].head = Some(noun);
    sentence.tokens[verb].deprel = Deprel::AclRelcl;
    if !is_tree(sentence) {
        sentence.tokens[verb] = before;
    }
}

/// Whether every token reaches the one root.
fn is_tree(sentence: &Sentence) -> bool {
    let roots = sentence
        .tokens
        .iter()
        .filter(|token| token.head.is_none())
        .count();
    roots == 1
        && (0..sentence.tokens.len()).all(|k| {
            sentence.tokens[sentence.ancestors(k).last().unwrap_or(k)]
                .head
                .is_none()
        })
}

/// The last of the nouns that follow each other from a token on, without anything between.
fn last_of_row(sentence: &Sentence, first: usize) -> usize {
    let tokens = &sentence.tokens;
    let mut last = first;
    while matches!(tokens[last].upos, Upos::Noun | Upos::Propn)
        && tokens.get(last + 1).is_some_and(|next| {
            next.upos == Upos::Noun
                && matches!(next.xpos, Xpos::NN | Xpos::NNS)
                && !crate::grammar::is_time_word(&next.lower)
        })
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
    while first > 0
        && sentence.tokens[first - 1].upos == Upos::Adj
        && sentence.tokens[first - 1].end < sentence.tokens[first].start
    {
        first -= 1;
    }
    let row = first..last;
    // The word of the row that the rest of the sentence sees: the one that hangs outside.
    let Some(seen) = row.clone().find(|k| {
        sentence.tokens[*k]
            .head
            .is_none_or(|head| !(first..=last).contains(&head))
    }) else {
        return;
    };
    let is_subject_or_object = matches!(
        sentence.tokens[seen].deprel,
        Deprel::Nsubj
            | Deprel::NsubjPass
            | Deprel::Obj
            | Deprel::Obl
            | Deprel::Nmod
            | Deprel::Iobj
            | Deprel::Root
            | Deprel::Conj
            | Deprel::OblAgent
    );
    if !is_subject_or_object {
        return;
    }
    let (head, deprel) = (sentence.tokens[seen].head, sentence.tokens[seen].deprel);
    // Where the row hangs below its own last word by a longer way, that way is turned round.
    let below_last = std::iter::once(seen)
        .chain(sentence.ancestors(seen))
        .find(|a| sentence.tokens[*a].head == Some(last));
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
    if let Some(article) = first
        .checked_sub(1)
        .filter(|k| sentence.tokens[*k].upos == Upos::Det)
    {
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
}
