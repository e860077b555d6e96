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
pub(super) fn noun(
    passage: &ReadPassage<'_>,
    sentence_idx: usize,
    sentence: &Sentence,
    i: usize,
) -> Option<Cue> {
    let token = &sentence.tokens[i];
    let stance = *Cues::bundled().nouns.get(&token.lemma)?;
    let clause = sentence
        .children_with(i, &[Deprel::Acl, Deprel::AclRelcl, Deprel::Ccomp])
        .find(|child| {
            sentence.child(*child, Deprel::Mark).is_some_and(|mark| {
                matches!(sentence.tokens[mark].lower.as_str(), "that" | "whether")
            })
        })
        .or_else(|| {
            // `expressed concern that`: parsers hang the clause on the verb as often.
            let verb = maker(sentence, i)?;
            sentence
                .children_with(verb, &[Deprel::Ccomp, Deprel::Advcl])
                .find(|child| {
                    sentence
                        .tokens
                        .get(i + 1)
                        .is_some_and(|that| that.lower == "that")
                        && sentence.child(*child, Deprel::Mark) == Some(i + 1)
                })
        })?;
    let mut clause = sentence.subtree(clause);
    content::without_participle(passage, sentence, &mut clause);
    let content = content::trimmed(passage, sentence, &clause)?;
    // `his claim that`, `a claim by the union that`; or the subject of the verb that makes it.
    let source = sentence
        .child(i, Deprel::NmodPoss)
        .or_else(|| {
            sentence.children_with(i, &[Deprel::Nmod]).find(|child| {
                sentence.child(*child, Deprel::Case).is_some_and(|case| {
                    matches!(
                        sentence.tokens[case].lower.as_str(),
                        "by" | "from" | "of" | "among"
                    )
                })
            })
        })
        .or_else(|| {
            let verb = token.head.filter(|_| token.deprel == Deprel::Obj)?;
            MAKING
                .contains(&sentence.tokens[verb].lemma.as_str())
                .then(|| source_of(sentence, verb, false))
                .flatten()
        });
    let words = maker(sentence, i).map_or_else(
        || vec![at(sentence, i)],
        |verb| {
            let mut words = verb_group(sentence, verb);
            words.push(i);
            content::ranges(sentence, &words)
        },
    );
    Some(Cue {
        sentence: sentence_idx,
        words,
        speaks: None,
        source: source.map(|head| (sentence_idx, head)),
        source_bytes: None,
        content: vec![content],
        stance,
        withheld: false,
        heard_by: None,
    })
}

/// Verbs that make a claim of a noun: `expressed concern that`.
const MAKING: [&str; 14] = [
    "make",
    "issue",
    "give",
    "express",
    "voice",
    "repeat",
    "have",
    "raise",
    "deliver",
    "share",
    "hold",
    "receive",
    "send",
    "reiterate",
];

/// The verb that a noun of saying is made with.
fn maker(sentence: &Sentence, i: usize) -> Option<usize> {
    let verb = sentence.tokens[i]
        .head
        .filter(|verb| sentence.tokens[i].deprel == Deprel::Obj && *verb < i)?;
    MAKING
        .contains(&sentence.tokens[verb].lemma.as_str())
        .then_some(verb)
}

/// `is confident that ...`.
pub(super) fn adjective(
    passage: &ReadPassage<'_>,
    sentence_idx: usize,
    sentence: &Sentence,
    i: usize,
) -> Option<Cue> {
    let token = &sentence.tokens[i];
    let stance = *Cues::bundled().adjectives.get(&token.lemma)?;
    let clause = sentence
        .children_with(i, &[Deprel::Ccomp, Deprel::Advcl])
        .find(|child| {
            sentence.child(*child, Deprel::Mark).is_some_and(|mark| {
                matches!(sentence.tokens[mark].lower.as_str(), "that" | "whether")
            })
        })?;
    let content = content::trimmed(passage, sentence, &sentence.subtree(clause))?;
    let source = sentence
        .child(i, Deprel::Nsubj)
        .filter(|child| !matches!(sentence.tokens[*child].lower.as_str(), "it" | "there"));
    let mut words = verb_group(sentence, i);
    words.sort_unstable();
    Some(Cue {
        sentence: sentence_idx,
        words: content::ranges(sentence, &words),
        speaks: None,
        source: source.map(|head| (sentence_idx, head)),
        source_bytes: None,
        content: vec![content],
        stance,
        withheld: false,
        heard_by: None,
    })
}

/// A headline of the form `Minister: we knew` or `Bridge shut since May: report`.
pub(super) fn colon(
    passage: &ReadPassage<'_>,
    sentence_idx: usize,
    sentence: &Sentence,
) -> Option<Cue> {
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
    let content = content::trimmed(
        passage,
        sentence,
        &sides[1 - which].clone().collect::<Vec<_>>(),
    )?;
    Some(Cue {
        sentence: sentence_idx,
        words: vec![at(sentence, colon)],
        speaks: None,
        source: Some((sentence_idx, sides[which].end - 1)),
        source_bytes: None,
        content: vec![content],
        stance: Stance::Asserts,
        withheld: false,
        heard_by: None,
    })
}

/// `MAYOR: We knew.` at the beginning of a passage, as interviews are printed: the rest of the passage is said.
pub(super) fn turn(
    passage: &ReadPassage<'_>,
    sentence_idx: usize,
    sentence: &Sentence,
) -> Option<Cue> {
    let colon = sentence
        .tokens
        .iter()
        .take(7)
        .position(|token| token.text == ":")
        .filter(|colon| sentence_idx == 0 && *colon > 0)?;
    let speaker = &sentence.tokens[..colon];
    let is_name = speaker.iter().all(|token| {
        token.upos == Upos::Propn || token.text.chars().all(|c| c.is_uppercase() || c == '.')
    });
    let rest = passage.text.get(sentence.tokens[colon].end..)?;
    let said = rest.trim_end();
    let start = passage.text.len() - rest.trim_start().len();
    let end = sentence.tokens[colon].end + said.len();
    if !is_name
        || passage.quote_at(speaker[0].start).is_some()
        || said.split_whitespace().count() < 3
        || start >= end
    {
        return None;
    }
    Some(Cue {
        sentence: sentence_idx,
        words: vec![at(sentence, colon)],
        speaks: Some(colon),
        source: Some((sentence_idx, colon - 1)),
        source_bytes: None,
        content: std::iter::once(start..end).collect(),
        stance: Stance::Asserts,
        withheld: false,
        heard_by: None,
    })
}
