//! The tagger: one combined tag (universal and Penn) a token, left to right.

use crate::hash::feature;
use crate::labels::{Upos, Xpos};
use crate::table::Table;
use crate::words::{Look, NO_WORD};

/// A tag as the tables number it: a pair of universal part of speech and Penn tag.
pub type Tag = (Upos, Xpos);

/// Number given to the tag before the first token.
const NO_TAG: u32 = 300;

/// The features of token `i`, with the two tags before it.
pub(crate) fn features(looks: &[Look], i: usize, before: [u32; 2], out: &mut Vec<u32>) {
    out.clear();
    let at = |j: isize| -> &Look {
        usize::try_from(i as isize + j)
            .ok()
            .and_then(|k| looks.get(k))
            .unwrap_or(&NO_WORD)
    };
    let (w, p1, p2, n1, n2) = (at(0), at(-1), at(-2), at(1), at(2));
    let [t1, t2] = before;
    let first = u32::from(i == 0);
    let mut template = 0;
    let mut push = |parts: [u32; 4]| {
        out.push(feature(template, parts));
        template += 1;
    };
    push([w.word, 0, 0, 0]);
    push([w.word, w.case, first, 0]);
    push([w.suffixes[0], w.case, 0, 0]);
    push([w.suffixes[1], w.case, 0, 0]);
    push([w.suffixes[2], 0, 0, 0]);
    push([w.suffixes[2], w.case, first, 0]);
    push([w.suffixes[3], 0, 0, 0]);
    push([w.prefixes[0], 0, 0, 0]);
    push([w.prefixes[1], 0, 0, 0]);
    push([w.prefixes[2], 0, 0, 0]);
    push([w.prefixes[3], w.suffixes[1], 0, 0]);
    push([w.shape, first, 0, 0]);
    push([w.shape, n1.case, p1.case, 0]);
    push([t1, w.case, 0, 0]);
    push([t1, t2, 0, 0]);
    push([t1, w.word, 0, 0]);
    push([t1, t2, w.word, 0]);
    push([t1, w.suffixes[2], w.case, 0]);
    push([t1, w.suffixes[1], n1.word, 0]);
    push([p1.word, 0, 0, 0]);
    push([p1.word, w.word, 0, 0]);
    push([p1.word, w.suffixes[2], 0, 0]);
    push([p2.word, t1, 0, 0]);
    push([p2.word, p1.word, w.suffixes[1], 0]);
    push([n1.word, 0, 0, 0]);
    push([n1.word, w.word, 0, 0]);
    push([n1.word, w.suffixes[2], 0, 0]);
    push([n1.word, t1, 0, 0]);
    push([n1.suffixes[2], w.suffixes[1], n1.case, 0]);
    push([n1.suffixes[2], w.word, n1.case, 0]);
    push([n1.suffixes[1], t1, w.suffixes[1], n1.case]);
    push([n1.shape, w.case, 0, 0]);
    push([n1.word, n2.word, w.suffixes[1], 0]);
    push([n2.word, w.word, 0, 0]);
    push([n2.suffixes[2], n1.suffixes[2], w.suffixes[1], 0]);
    push([p1.suffixes[2], w.suffixes[2], n1.suffixes[2], 0]);
}

/// Tags the tokens with numbers into `tags`; greedy, linear.
pub(crate) fn tag(table: &Table, classes: usize, looks: &[Look]) -> Vec<u8> {
    let mut out = Vec::with_capacity(looks.len());
    let mut found = Vec::with_capacity(48);
    let mut before = [NO_TAG; 2];
    let mut scores = [0_i32; 256];
    for i in 0..looks.len() {
        features(looks, i, before, &mut found);
        scores[..classes].fill(0);
        table.add(&found, &mut scores);
        let mut best = 0;
        for c in 1..classes {
            if scores[c] > scores[best] {
                best = c;
            }
        }
        out.push(best as u8);
        before = [best as u32, before[0]];
    }
    out
}

/// The two tags before the first token.
#[cfg(feature = "train")]
pub(crate) const START: [u32; 2] = [NO_TAG; 2];
