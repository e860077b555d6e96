//! Mends what taggers and parsers of news often get wrong and words alone can tell.
//!
//! An English compound hangs on its last noun, and a clause with `that` or `who` for its subject on the noun before it.

use crate::lexicon::Predicates;
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
    for i in 0..sentence.tokens.len() {
        mark_infinitive(sentence, i);
        hang_preposition(sentence, i);
        name_conjunct(sentence, i);
        hang_relative_clause(sentence, i);
        hang_target(sentence, i);
        name_doer(sentence, i);
        hang_of(sentence, i);
        hang_object(sentence, i);
    }
}

/// `are due to hold talks`: a `to` before a bare verb is that verb's, and `due to` no preposition there.
fn mark_infinitive(sentence: &mut Sentence, i: usize) {
    if sentence.tokens[i].lower != "to" {
        return;
    }
    let verb = (i + 1..sentence.tokens.len().min(i + 3))
        .find(|k| sentence.tokens[*k].upos != Upos::Adv)
        .filter(|k| sentence.tokens[*k].xpos == Xpos::VB);
    if let Some(verb) = verb.filter(|verb| sentence.tokens[i].head != Some(*verb)) {
        hang(sentence, i, verb, Deprel::Mark);
        (sentence.tokens[i].upos, sentence.tokens[i].xpos) = (Upos::Part, Xpos::TO);
    }
}

/// `gunmen of the Column attacked`: what stands behind `of` is nobody's subject, but belongs to the noun before it.
fn hang_of(sentence: &mut Sentence, i: usize) {
    let of = sentence
        .child(i, Deprel::Case)
        .filter(|case| *case < i && sentence.tokens[*case].lower == "of");
    let is_subject = matches!(sentence.tokens[i].deprel, Deprel::Nsubj | Deprel::NsubjPass);
    let noun = of.and_then(|of| of.checked_sub(1)).filter(|noun| {
        matches!(
            sentence.tokens[*noun].upos,
            Upos::Noun | Upos::Propn | Upos::Num
        )
    });
    if let Some(noun) = noun.filter(|_| is_subject) {
        hang(sentence, i, noun, Deprel::Nmod);
    }
}

/// `attacked the house on Tuesday, killing four guards`: a verb that has its object leaves what stands behind a participle to the
/// participle.
fn hang_object(sentence: &mut Sentence, i: usize) {
    let tokens = &sentence.tokens;
    let Some(verb) = tokens[i].head.filter(|verb| *verb < i) else {
        return;
    };
    if tokens[i].deprel != Deprel::Obj {
        return;
    }
    let has_another = sentence
        .children_with(verb, &[Deprel::Obj])
        .any(|other| other < i);
    let participle = (verb + 1..i).rev().take(6).find(|k| {
        tokens[*k].xpos == Xpos::VBG
            && tokens[*k].deprel == Deprel::Advcl
            && tokens[*k].head == Some(verb)
    });
    let Some(participle) = participle.filter(|_| has_another) else {
        return;
    };
    let only_modifiers = tokens[participle + 1..i].iter().all(|token| {
        matches!(
            token.upos,
            Upos::Det | Upos::Num | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Adv
        )
    });
    if only_modifiers && sentence.child(participle, Deprel::Obj).is_none() {
        hang(sentence, i, participle, Deprel::Obj);
    }
}

/// A preposition stands before its phrase: one that hangs on a word before it goes to the head of what follows.
fn hang_preposition(sentence: &mut Sentence, i: usize) {
    let token = &sentence.tokens[i];
    if token.upos != Upos::Adp
        || token.deprel != Deprel::Case
        || token.head.is_none_or(|head| head > i)
    {
        return;
    }
    let end = sentence.tokens.len().min(i + 12);
    let phrase = (i + 1..end)
        .take_while(|k| {
            let word = &sentence.tokens[*k];
            !matches!(word.upos, Upos::Verb | Upos::Aux | Upos::Punct | Upos::Adp)
                || word.text == "-"
        })
        .filter(|k| {
            let word = &sentence.tokens[*k];
            matches!(word.upos, Upos::Noun | Upos::Propn | Upos::Pron)
                && word.head.is_none_or(|head| head <= i)
                && !crate::grammar::is_time_word(&word.lower)
        })
        .last();
    let Some(phrase) = phrase else { return };
    if sentence.child(phrase, Deprel::Case).is_none() {
        hang(sentence, i, phrase, Deprel::Case);
    }
}

/// `Petraeus and the head of the forces`: what follows an `and` is another one.
fn name_conjunct(sentence: &mut Sentence, i: usize) {
    let is_apposition = sentence.tokens[i].deprel == Deprel::Appos;
    let joined = sentence
        .child(i, Deprel::Cc)
        .is_some_and(|cc| cc < i && sentence.tokens[cc].lower == "and");
    if is_apposition && joined {
        sentence.tokens[i].deprel = Deprel::Conj;
    }
}

/// `carry out the attack on the embassy`: what follows a noun of doing by `on`, `against`, `by`, `between` is the noun's.
fn hang_target(sentence: &mut Sentence, noun: usize) {
    let token = &sentence.tokens[noun];
    if token.upos != Upos::Noun || !Predicates::bundled().nouns.contains_key(&token.lemma) {
        return;
    }
    let Some(preposition) = sentence
        .tokens
        .get(noun + 1)
        .filter(|next| matches!(next.lower.as_str(), "on" | "against" | "by" | "between"))
    else {
        return;
    };
    let Some(target) = preposition.head.filter(|head| *head > noun + 1) else {
        return;
    };
    let word = &sentence.tokens[target];
    let dated = crate::grammar::is_time_word(&word.lower);
    if word.head == token.head && matches!(word.upos, Upos::Noun | Upos::Propn) && !dated {
        hang(sentence, target, noun, Deprel::Nmod);
    }
}

/// `helped them carry it out`: the pronoun before a bare verb does what it tells.
fn name_doer(sentence: &mut Sentence, verb: usize) {
    let Some(before) = verb.checked_sub(1) else {
        return;
    };
    let pronoun = &sentence.tokens[before];
    let is_object = matches!(pronoun.lower.as_str(), "them" | "him" | "her" | "us" | "me");
    if sentence.tokens[verb].xpos == Xpos::VB
        && is_object
        && pronoun.head == Some(verb)
        && pronoun.deprel == Deprel::Obj
    {
        sentence.tokens[before].deprel = Deprel::Nsubj;
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
    hang(sentence, verb, noun, Deprel::AclRelcl);
}

/// Hangs a token on another, unless that would make the tree none.
fn hang(sentence: &mut Sentence, i: usize, head: usize, deprel: Deprel) {
    let token = &mut sentence.tokens[i];
    let before = (token.head, token.deprel);
    (token.head, token.deprel) = (Some(head), deprel);
    if !is_tree(sentence) {
        let token = &mut sentence.tokens[i];
        (token.head, token.deprel) = before;
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
    use dateline_model::ReadingModel;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_mended_tree_is_a_tree(words in prop::collection::vec("(official|US|said|the|report|of|on|Monday|militant|leaders|met|,|and)", 1..30)) {
            for mut sentence in ReadingModel::bundled().sentences(&words.join(" ")) {
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
