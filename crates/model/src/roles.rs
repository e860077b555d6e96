//! Attributions as the model sees them: the words that begin a cue, and from each of them the role of every word of the
//! paragraph.

use crate::tree::{SentenceScores, argmax, dot};
use crate::weights::Weights;

/// Labels of a word seen from a cue: none, then for source, cue and content one for a fragment's first word and one for
/// the rest.
pub(crate) const LABELS: usize = 7;
/// Steps of distance between a cue and a word, half of them before it.
pub(crate) const DISTANCES: usize = 24;

/// Words before and behind a cue that can belong to it: the model was shown no more of a page at once, and what lies
/// farther off would cost the square of a paragraph's length.
const REACH: usize = 256;

/// A word begins a cue where it is at least this likely.
const LIKELY: f32 = 0.45;

/// What a word is to a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Of the one whose words these are.
    Source,
    /// Of the words that say that somebody says something.
    Cue,
    /// Of what is said.
    Content,
}

/// A run of words with one role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fragment {
    /// What the words are.
    pub role: Role,
    /// The words, counted through the paragraph.
    pub words: std::ops::Range<usize>,
}

/// A cue with what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attributed {
    /// The first word of the cue, counted through the paragraph.
    pub anchor: usize,
    /// Source, cue and content, in text order.
    pub fragments: Vec<Fragment>,
}

/// The attributions of a paragraph: its sentences follow each other.
pub(crate) fn attributed(weights: &Weights, sentences: &[SentenceScores]) -> Vec<Attributed> {
    let columns = &weights.columns;
    let words: Vec<(&SentenceScores, usize)> = sentences
        .iter()
        .flat_map(|sentence| (0..sentence.words()).map(move |word| (sentence, word)))
        .collect();
    let mut found = Vec::new();
    for (anchor, (sentence, word)) in words.iter().enumerate() {
        if sigmoid(sentence.part(*word, &columns.anchor)[0]) < LIKELY {
            continue;
        }
        let from_anchor = sentence.part(*word, &columns.role_anchor);
        let first = anchor.saturating_sub(REACH);
        let rows: Vec<[f32; LABELS]> = words
            .iter()
            .enumerate()
            .take(anchor + REACH)
            .skip(first)
            .map(|(i, (sentence, word))| {
                let distance = weights.distance.row(distance_number(anchor, i));
                let joined: Vec<f32> = sentence
                    .part(*word, &columns.role_word)
                    .iter()
                    .zip(from_anchor)
                    .zip(distance)
                    .map(|((w, a), d)| (w + a + d).max(0.0))
                    .collect();
                log_softmax(std::array::from_fn(|label| {
                    dot(weights.role.row(label), &joined) + weights.role_bias.row(0)[label]
                }))
            })
            .collect();
        found.push(Attributed {
            anchor,
            fragments: fragments(&best_row(&rows), first),
        });
    }
    found
}

fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

fn log_softmax(scores: [f32; LABELS]) -> [f32; LABELS] {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    let sum: f32 = scores.iter().map(|s| (s - most).exp()).sum();
    scores.map(|s| s - most - sum.ln())
}

/// 0 for the cue itself, then a number for each step of a logarithmic scale, before and after apart.
fn distance_number(anchor: usize, word: usize) -> usize {
    let half = DISTANCES / 2;
    let size = anchor.abs_diff(word);
    if size == 0 {
        return 0;
    }
    let step = ((size as f32).log2() * 1.5).floor() as usize;
    let step = step.min(half - 2) + 1;
    if word < anchor { step + half } else { step }
}

/// The likeliest row of labels in which no fragment goes on that did not begin (Viterbi).
fn best_row(rows: &[[f32; LABELS]]) -> Vec<usize> {
    let goes_on = |label: usize| label >= 2 && label.is_multiple_of(2);
    let may_follow =
        |before: usize, label: usize| !goes_on(label) || before == label || before + 1 == label;
    let Some(first) = rows.first() else {
        return Vec::new();
    };
    let mut best: [f32; LABELS] =
        std::array::from_fn(|label| if goes_on(label) { -1e4 } else { first[label] });
    let mut back: Vec<[usize; LABELS]> = Vec::with_capacity(rows.len());
    for row in &rows[1..] {
        let from: [usize; LABELS] = std::array::from_fn(|label| {
            let scores: [f32; LABELS] = std::array::from_fn(|before| {
                if may_follow(before, label) {
                    best[before]
                } else {
                    f32::MIN
                }
            });
            argmax(&scores)
        });
        best = std::array::from_fn(|label| best[from[label]] + row[label]);
        back.push(from);
    }
    let mut labels = vec![argmax(&best)];
    for from in back.iter().rev() {
        let last = labels[labels.len() - 1];
        labels.push(from[last]);
    }
    labels.reverse();
    labels
}

/// The runs of labels; the first label is that of the word with this number.
fn fragments(labels: &[usize], first: usize) -> Vec<Fragment> {
    let mut fragments: Vec<Fragment> = Vec::new();
    for (word, label) in (first..).zip(labels) {
        let role = match label {
            1 | 2 => Role::Source,
            3 | 4 => Role::Cue,
            5 | 6 => Role::Content,
            _ => continue,
        };
        match fragments.last_mut() {
            Some(last)
                if label.is_multiple_of(2) && last.role == role && last.words.end == word =>
            {
                last.words.end += 1;
            }
            _ => fragments.push(Fragment {
                role,
                words: word..word + 1,
            }),
        }
    }
    fragments
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn distances_grow_and_know_their_side() {
        let ahead: Vec<usize> = (0..300).map(|word| distance_number(0, word)).collect();
        assert!(ahead.is_sorted());
        assert_eq!((ahead[0], ahead[1], ahead[2]), (0, 1, 2));
        assert_eq!(ahead[299], DISTANCES / 2 - 1);
        for (word, number) in ahead.iter().enumerate().skip(1) {
            assert_eq!(distance_number(word, 0), number + DISTANCES / 2);
        }
    }

    #[test]
    fn fragments_end_where_the_next_begins() {
        let fragments = fragments(&[0, 1, 2, 3, 5, 6, 5, 0, 6], 0);
        let found: Vec<_> = fragments
            .iter()
            .map(|fragment| (fragment.role, fragment.words.clone()))
            .collect();
        assert_eq!(
            found,
            [
                (Role::Source, 1..3),
                (Role::Cue, 3..4),
                (Role::Content, 4..6),
                (Role::Content, 6..7),
                (Role::Content, 8..9),
            ]
        );
    }

    proptest! {
        #[test]
        fn no_fragment_goes_on_that_did_not_begin(
            rows in proptest::collection::vec(proptest::array::uniform7(-9_i32..9), 0..12),
        ) {
            let rows: Vec<[f32; LABELS]> = rows.iter().map(|row| row.map(|x| x as f32)).collect();
            let labels = best_row(&rows);
            prop_assert_eq!(labels.len(), rows.len());
            let mut before = 0;
            for label in labels {
                if label >= 2 && label.is_multiple_of(2) {
                    prop_assert!(before == label || before + 1 == label);
                }
                before = label;
            }
        }
    }
}
