//! What a text is about: its words, each with a weight.

use crate::wording::{fnv, is_function_word, stem, words};
use dateline_model::Words;
use std::collections::BTreeMap;

/// Words of a page that tell what it is about, at most.
const MOST_TOPICS: usize = 80;

/// Stems with weights, in the order of the stems' hashes: sums come out the same on every machine and in every pile.
#[derive(Clone, Debug, Default)]
pub(crate) struct Weighted(Vec<(u64, f32)>);

impl Weighted {
    /// Stems of words that carry a topic, each as often as it stands, weighted by how rare it is.
    pub(crate) fn of<'w>(texts: impl IntoIterator<Item = &'w str>, most: usize) -> Weighted {
        let rare = Words::bundled();
        let mut counts: BTreeMap<String, (u32, f32)> = BTreeMap::new();
        for text in texts {
            for word in words(text).filter(|word| !is_function_word(word)) {
                let seen = counts
                    .entry(stem(&word))
                    .or_insert_with(|| (0, rare.rarity(&word)));
                seen.0 += 1;
            }
        }
        let mut weights: Vec<(u64, f32)> = counts
            .into_iter()
            .map(|(stem, (n, rarity))| {
                (fnv(stem.bytes()), (1.0 + (n as f32).ln()) * rarity * rarity)
            })
            .collect();
        weights.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        weights.truncate(most);
        weights.sort_by_key(|(stem, _)| *stem);
        let length = weights.iter().map(|(_, w)| w * w).sum::<f32>().sqrt();
        if length > 0.0 {
            weights.iter_mut().for_each(|(_, w)| *w /= length);
        }
        Weighted(weights)
    }

    /// How alike two are, from 0 to 1: the cosine.
    pub(crate) fn likeness(&self, other: &Weighted) -> f32 {
        let (mut a, mut b) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut sum = 0.0;
        while let (Some((x, v)), Some((y, w))) = (a.peek(), b.peek()) {
            match x.cmp(y) {
                std::cmp::Ordering::Less => {
                    a.next();
                }
                std::cmp::Ordering::Greater => {
                    b.next();
                }
                std::cmp::Ordering::Equal => {
                    sum += v * w;
                    a.next();
                    b.next();
                }
            }
        }
        sum
    }

    /// What a page is about, from its passages that are evidence.
    pub(crate) fn topics<'w>(texts: impl IntoIterator<Item = &'w str>) -> Weighted {
        Weighted::of(texts, MOST_TOPICS)
    }

    /// Stems in it.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The weightiest stems' hashes, at most so many, the weightiest first.
    pub(crate) fn heaviest(&self, most: usize) -> Vec<u64> {
        let mut all = self.0.clone();
        all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        all.into_iter().take(most).map(|(stem, _)| stem).collect()
    }
}
