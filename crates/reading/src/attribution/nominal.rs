//! Cues that are no verbs: "the claim that", "is confident that", the colon of a headline.

use super::content;
use super::cue::Cue;
use super::subject::source_of;
use crate::grammar::{at, verb_group};
use crate::lexicon::{Cues, Names};
use crate::passage::ReadPassage;
use dateline_syntax::{Deprel, Sentence, Upos};
use dateline_vocabulary::Stance;
use std::ops::Range;

/// `the accusation that ...`, `a warning that ...`.
pub(super) fn noun(passage: &ReadPassage<'_>, sentence_idx: usize, sentence: &Sentence, i: usize) -> Option<Cue> {
    let token = &sentence.tokens[i];
    let stance = *Cues::bundled().nouns.get(&token.lemma)?;
    let clause = sentence.children_with(i, &[Deprel::Acl, Deprel::Ccomp]).find(|child| {
        sentence.child(*child, Deprel::Mark).is_some_and(|mark| matches!(sentence.tokens[mark].lower.as_str(), "that" | "whether"))
    })?;
    let mut clause = sentence.subtree(clause);
    content::without_participle(passage, sentence, &mut clause);
    let content = content::trimmed(passage, sentence, &clause)?;
    // `his claim that`, `a claim by the union that`; or the subject of the verb that makes it.
    let source = sentence
        .child(i, Deprel::NmodPoss)
        .or_else(|| {
            sentence.children_with(i, &[Deprel::Nmod]).find(|child| {
                sentence.child(*child, Deprel::Case).is_some_and(|case| matches!(sentence.tokens[case].lower.as_str(), "by" | "from" | "of" | "among"))
            })
        })
        .or_else(|| {
            let verb = token.head.filter(|_| token.deprel == Deprel::Obj)?;
            const MAKING: [&str; 14] = ["make", "issue", "give", "express", "voice", "repeat", "have", "raise", "deliver", "share", "hold", "receive", "send", "reiterate"];
            MAKING.contains(&sentence.tokens[verb].lemma.as_str()).then(|| source_of(sentence, verb, false)).flatten()
        });
    Some(Cue {
        sentence: sentence_idx,
        words: vec![at(sentence, i)],
        speaks: None,
        source: source.map(|head| (sentence_idx, head)),
        content: vec![content],
        stance,
        withheld: false,
        heard_by: None,
    })
}

/// `is confident that ...`.
pub(super) fn adjective(passage: &ReadPassage<'_>, sentence_idx: usize, sentence: &Sentence, i: usize) -> Option<Cue> {
    let token = &sentence.tokens[i];
    let stance = *Cues::bundled().adjectives.get(&token.lemma)?;
    let clause = sentence.children_with(i, &[Deprel::Ccomp, Deprel::Advcl]).find(|child| {
        sentence.child(*child, Deprel::Mark).is_some_and(|mark| matches!(sentence.tokens[mark].lower.as_str(), "that" | "whether"))
    })?;
    let content = content::trimmed(passage, sentence, &sentence.subtree(clause))?;
    let source = sentence.child(i, Deprel::Nsubj).filter(|child| !matches!(sentence.tokens[*child].lower.as_str(), "it" | "there"));
    let mut words = verb_group(sentence, i);
    words.sort_unstable();
    Some(Cue {
        sentence: sentence_idx,
        words: content::ranges(sentence, &words),
        speaks: None,
        source: source.map(|head| (sentence_idx, head)),
        content: vec![content],
        stance,
        withheld: false,
        heard_by: None,
    })
}

/// A headline of the form `Minister: we knew` or `Bridge shut since May: report`.
pub(super) fn colon(passage: &ReadPassage<'_>, sentence_idx: usize, sentence: &Sentence) -> Option<Cue> {
    let names = Names::bundled();
    let colon = sentence.tokens.iter().position(|token| token.text == ":")?;
    let sides = [0..colon, colon + 1..sentence.tokens.len()];
    let names_a_source = |side: &Range<usize>| {
        let tokens = &sentence.tokens[side.clone()];
        (1..=4).contains(&tokens.len())
            && tokens.last().is_some_and(|token| {
                let lower = &token.lemma;
                names.is_outlet(&crate::mention::join(sentence, side.clone()))
                    || names.outlet_nouns.contains(lower)
                    || names.work_nouns.contains(lower)
                    || names.role_nouns.contains(lower)
                    || names.anonymous_nouns.contains(lower)
            })
    };
    let which = usize::from(!names_a_source(&sides[0]));
    if !names_a_source(&sides[which]) {
        return None;
    }
    let content = content::trimmed(passage, sentence, &sides[1 - which].clone().collect::<Vec<_>>())?;
    Some(Cue {
        sentence: sentence_idx,
        words: vec![at(sentence, colon)],
        speaks: None,
        source: Some((sentence_idx, sides[which].end - 1)),
        content: vec![content],
        stance: Stance::Asserts,
        withheld: false,
        heard_by: None,
    })
}
