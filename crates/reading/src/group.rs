//! Runs of words that are one word to the grammar of their sentence: names, times, hyphened compounds.
//!
//! A parser trained on little text loses its way inside `Lt. Gen. Marko Varga` or `the Ostrenia-backed`. What these
//! runs are is known without it, so it is told.

use crate::grammar::tokens_in;
use crate::mention::{Casing, Segment, is_title_case, runs, segments};
use dateline_syntax::{Sentence, Upos, Xpos};
use std::ops::Range;

/// A run of tokens that is one word to the grammar of its sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Group {
    /// Indices of the tokens in the sentence; at least one.
    pub(crate) tokens: Range<usize>,
    /// What the run is, to the grammar.
    pub(crate) upos: Upos,
    /// Its Penn tag.
    pub(crate) xpos: Xpos,
}

/// The groups of a sentence, in order. `times` are the time expressions of its passage, in bytes.
pub(crate) fn find_groups(
    sentence: &Sentence,
    casing: &Casing,
    times: &[Range<usize>],
) -> Vec<Group> {
    let mut groups: Vec<Group> = times
        .iter()
        .filter(|time| time.start >= sentence.start && time.end <= sentence.end)
        .map(|time| tokens_in(sentence, time))
        .filter(|tokens| !tokens.is_empty())
        .map(|tokens| time_group(sentence, tokens))
        .collect();
    if !is_title_case(sentence) {
        for run in runs(sentence, casing) {
            groups.extend(name_groups(sentence, run));
        }
    }
    groups.extend(hyphened(sentence));
    groups.sort_by_key(|group| (group.tokens.start, std::cmp::Reverse(group.tokens.end)));
    let mut end = 0;
    groups.retain(|group| {
        let free = group.tokens.start >= end;
        if free {
            end = group.tokens.end;
        }
        free
    });
    groups
}

/// The names of a run; an office and its holder are one, an adjective of a country is none.
fn name_groups(sentence: &Sentence, run: Range<usize>) -> Vec<Group> {
    let mut groups: Vec<(Range<usize>, Segment)> = Vec::new();
    for (tokens, segment) in segments(sentence, run) {
        match groups.last_mut() {
            Some((office, Segment::Office)) if segment == Segment::Person => {
                *office = office.start..tokens.end
            }
            _ if segment == Segment::Adjective => {}
            _ => groups.push((tokens, segment)),
        }
    }
    groups
        .into_iter()
        .map(|(tokens, _)| Group {
            tokens,
            upos: Upos::Propn,
            xpos: Xpos::NNP,
        })
        .collect()
}

/// A time is a noun behind its preposition or before what it describes (`Tuesday's raid`), else an adverb.
fn time_group(sentence: &Sentence, tokens: Range<usize>) -> Group {
    let before = tokens.start.checked_sub(1).map(|i| sentence.tokens[i].upos);
    let after = sentence.tokens.get(tokens.end);
    let bound = matches!(
        before,
        Some(Upos::Adp | Upos::Det | Upos::Adj | Upos::Sconj)
    ) || after.is_some_and(|token| {
        matches!(token.upos, Upos::Noun | Upos::Propn | Upos::Adj)
            || matches!(token.lower.as_str(), "'s" | "'")
    });
    if bound {
        Group {
            tokens,
            upos: Upos::Noun,
            xpos: Xpos::NN,
        }
    } else {
        Group {
            tokens,
            upos: Upos::Adv,
            xpos: Xpos::RB,
        }
    }
}

/// `back-to-back`, `Ostrenia-backed`: words joined by hyphens without blanks.
fn hyphened(sentence: &Sentence) -> Vec<Group> {
    let tokens = &sentence.tokens;
    let glued = |i: usize| tokens[i - 1].end == tokens[i].start;
    let mut groups = Vec::new();
    let mut i = 0;
    while i + 2 < tokens.len() {
        let mut end = i + 1;
        while end + 1 < tokens.len() && tokens[end].text == "-" && glued(end) && glued(end + 1) {
            end += 2;
        }
        if end > i + 1 {
            let before_noun = tokens
                .get(end)
                .is_some_and(|next| matches!(next.upos, Upos::Noun | Upos::Propn | Upos::Adj));
            let (upos, xpos) = match tokens[end - 1].upos {
                _ if before_noun => (Upos::Adj, Xpos::JJ),
                Upos::Propn => (Upos::Propn, Xpos::NNP),
                Upos::Verb | Upos::Adj => (Upos::Adj, Xpos::JJ),
                _ => (Upos::Noun, tokens[end - 1].xpos),
            };
            groups.push(Group {
                tokens: i..end,
                upos,
                xpos,
            });
            i = end;
        } else {
            i += 1;
        }
    }
    groups
}
