//! Which attribution of an answer is which of the gold.

use super::record::Attribution;
use super::words::{Touched, Words, likeness};
use std::cmp::Ordering;

/// The least likeness of contents.
const SAME_CONTENT: f64 = 0.5;

/// For each of the gold its counterpart in the answer, and the other way round.
#[derive(Debug, PartialEq, Eq)]
pub struct Pairing {
    /// For each of the gold, the number of its counterpart.
    pub of_gold: Vec<Option<usize>>,
    /// For each of the answer, the number of its counterpart.
    pub of_found: Vec<Option<usize>>,
}

struct Spans {
    source: Touched,
    cue: Touched,
    content: Touched,
}

fn spans(words: &Words, attributions: &[Attribution]) -> Vec<Spans> {
    attributions
        .iter()
        .map(|attribution| Spans {
            source: words.touched(&attribution.source),
            cue: words.touched(&attribution.cue),
            content: words.touched(&attribution.content),
        })
        .collect()
}

/// Pairs one to one, the most alike contents first. Two can be a pair when their contents are alike by half, their
/// sources share a word or are both missing, and their cues share a word.
pub fn pair(words: &Words, gold: &[Attribution], found: &[Attribution]) -> Pairing {
    let (gold, found) = (spans(words, gold), spans(words, found));
    let mut candidates: Vec<(f64, usize, usize)> = Vec::new();
    for (g, wanted) in gold.iter().enumerate() {
        for (f, given) in found.iter().enumerate() {
            let alike = likeness(&wanted.content, &given.content);
            let both_sourceless = wanted.source.is_empty() && given.source.is_empty();
            let same_source = both_sourceless || !wanted.source.is_disjoint(&given.source);
            if alike >= SAME_CONTENT && same_source && !wanted.cue.is_disjoint(&given.cue) {
                candidates.push((alike, g, f));
            }
        }
    }
    let order = |a: &(f64, usize, usize), b: &(f64, usize, usize)| -> Ordering {
        b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2)))
    };
    candidates.sort_by(order);
    let mut pairing = Pairing {
        of_gold: vec![None; gold.len()],
        of_found: vec![None; found.len()],
    };
    for (_, g, f) in candidates {
        if pairing.of_gold[g].is_none() && pairing.of_found[f].is_none() {
            pairing.of_gold[g] = Some(f);
            pairing.of_found[f] = Some(g);
        }
    }
    pairing
}

#[cfg(test)]
mod tests {
    use super::super::record::Run;
    use super::*;

    fn attribution(source: &[Run], cue: &[Run], content: &[Run]) -> Attribution {
        Attribution {
            source: source.to_vec(),
            cue: cue.to_vec(),
            content: content.to_vec(),
            ..Attribution::default()
        }
    }

    #[test]
    fn pairs_share_content_source_and_cue() {
        //              0         1         2         3         4
        //              0123456789012345678901234567890123456789012345678
        let words = Words::of("Dell said the old pier fell and Vos denied it all");
        let gold = [attribution(&[[0, 4]], &[[5, 9]], &[[10, 27]])];
        for (found, is_pair) in [
            (attribution(&[[0, 4]], &[[5, 9]], &[[10, 27]]), true),
            (attribution(&[[0, 4]], &[[5, 9]], &[[10, 49]]), true),
            (attribution(&[[0, 4]], &[[5, 9]], &[[10, 13]]), false),
            (attribution(&[[32, 35]], &[[5, 9]], &[[10, 27]]), false),
            (attribution(&[], &[[5, 9]], &[[10, 27]]), false),
            (attribution(&[[0, 4]], &[[36, 42]], &[[10, 27]]), false),
            (attribution(&[[0, 4]], &[], &[[10, 27]]), false),
        ] {
            let pairing = pair(&words, &gold, std::slice::from_ref(&found));
            assert_eq!(pairing.of_gold[0].is_some(), is_pair, "{found:?}");
        }
    }

    #[test]
    fn the_most_alike_pair_first_and_each_once() {
        let words = Words::of("Dell said the old pier fell");
        let whole = attribution(&[], &[[5, 9]], &[[10, 27]]);
        let part = attribution(&[], &[[5, 9]], &[[10, 22]]);
        let pairing = pair(
            &words,
            std::slice::from_ref(&part),
            &[whole.clone(), part.clone()],
        );
        assert_eq!(pairing.of_gold, [Some(1)]);
        assert_eq!(pairing.of_found, [None, Some(0)]);
        let pairing = pair(&words, &[whole.clone(), part.clone()], &[part, whole]);
        assert_eq!(pairing.of_gold, [Some(1), Some(0)]);
    }
}
