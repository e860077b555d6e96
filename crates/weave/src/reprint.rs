//! Reprinted text: paragraphs of different documents that are the same words.

use crate::account::Account;
use crate::wording::{fnv, words};
use std::collections::BTreeMap;

/// Words in a shingle.
const SHINGLE: usize = 5;
/// Least number of shingles that tell a paragraph from another.
const LEAST_SHINGLES: usize = 6;
/// Share of the shorter paragraph's shingles that must be shared.
const SHARE: f64 = 0.6;
/// Smallest hashes of a paragraph under which it is looked up (the minima of min-wise hashing, Broder 1997).
const SKETCH: usize = 8;
/// First prints that a paragraph is compared with, for each hash of its sketch: a run of words that stands in more is everybody's.
const MOST_COMPARED: usize = 20;

/// Sorted hashes of the runs of five words of a text.
pub(crate) fn shingles(text: &str) -> Vec<u64> {
    let words: Vec<String> = words(text).collect();
    let mut hashes: Vec<u64> = words
        .windows(SHINGLE)
        .map(|run| fnv(run.iter().flat_map(|word| word.bytes().chain([b' ']))))
        .collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// Which paragraphs are the same text: (document, paragraph) to the first paragraph of its kind.
pub(crate) struct Reprints {
    first: BTreeMap<(usize, usize), (usize, usize)>,
}

impl Reprints {
    /// The first paragraph, in order of document ids, that has this paragraph's text; itself where it stands alone.
    pub(crate) fn first_print(&self, document: usize, paragraph: usize) -> (usize, usize) {
        self.first
            .get(&(document, paragraph))
            .copied()
            .unwrap_or((document, paragraph))
    }
}

/// Finds paragraphs that were printed more than once.
pub(crate) fn find_reprints(accounts: &[Account]) -> Reprints {
    let mut first = BTreeMap::new();
    // Sketch hash to the first prints that have it.
    let mut sketches: BTreeMap<u64, Vec<(usize, usize)>> = BTreeMap::new();
    for (document, account) in accounts.iter().enumerate() {
        for (k, paragraph) in account.paragraphs.iter().enumerate() {
            if paragraph.shingles.len() < LEAST_SHINGLES {
                continue;
            }
            let sketch = &paragraph.shingles[..SKETCH.min(paragraph.shingles.len())];
            let same = sketch
                .iter()
                .filter_map(|hash| sketches.get(hash))
                .flat_map(|prints| prints.iter().take(MOST_COMPARED))
                .copied()
                .filter(|(d, _)| *d != document)
                .find(|(d, p)| {
                    share(&paragraph.shingles, &accounts[*d].paragraphs[*p].shingles) >= SHARE
                });
            match same {
                Some(print) => {
                    first.insert((document, k), print);
                }
                None => {
                    for hash in sketch {
                        sketches.entry(*hash).or_default().push((document, k));
                    }
                }
            }
        }
    }
    Reprints { first }
}

/// Share of the shorter list that lies in the other; both sorted.
fn share(a: &[u64], b: &[u64]) -> f64 {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let shared = short
        .iter()
        .filter(|hash| long.binary_search(hash).is_ok())
        .count();
    shared as f64 / short.len().max(1) as f64
}
