//! Which comment of an answer is which of the gold.

use super::answer::{Comment, letters};
use std::collections::BTreeMap;

/// Two texts are the same comment when they share this much of the longer one, counted in words.
const ALIKE: f64 = 0.85;

/// For each comment of the gold the place of its counterpart in the answer. Each counterpart is taken once, equal
/// texts in the order of the page. Comments without words, removed ones, are left out.
pub fn counterparts(gold: &[Comment], found: &[Comment]) -> Vec<Option<usize>> {
    let mut free: Vec<bool> = found.iter().map(|c| !letters(&c.text).is_empty()).collect();
    let mut pairs: Vec<Option<usize>> = vec![None; gold.len()];
    // Equal texts first, so that a near match does not take what is another's.
    for least in [1.0, ALIKE] {
        for (k, comment) in gold.iter().enumerate() {
            if pairs[k].is_some() || letters(&comment.text).is_empty() {
                continue;
            }
            let hit = (0..found.len())
                .find(|&j| free[j] && likeness(&comment.text, &found[j].text) >= least);
            if let Some(j) = hit {
                free[j] = false;
                pairs[k] = Some(j);
            }
        }
    }
    pairs
}

/// Words that both have, as a share of the longer one's.
pub fn likeness(a: &str, b: &str) -> f64 {
    let bag = |text: &str| {
        let mut bag: BTreeMap<String, usize> = BTreeMap::new();
        let words = text.split_whitespace().map(letters);
        for word in words.filter(|w| !w.is_empty()) {
            *bag.entry(word).or_default() += 1;
        }
        bag
    };
    let (a, b) = (bag(a), bag(b));
    let n = |bag: &BTreeMap<String, usize>| bag.values().sum::<usize>();
    let shared: usize = a
        .iter()
        .map(|(word, n)| *n.min(b.get(word).unwrap_or(&0)))
        .sum();
    shared as f64 / n(&a).max(n(&b)).max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_comment_has_one_counterpart() {
        let comments = |texts: &[&str]| -> Vec<Comment> {
            let comment = |text: &&str| Comment {
                text: (*text).to_owned(),
                ..Comment::default()
            };
            texts.iter().map(comment).collect()
        };
        let gold = comments(&[
            "Well said.",
            "",
            "Well said.",
            "The gates have been shut since May",
            "No",
        ]);
        let found = comments(&[
            "Well said",
            "The gates have been shut since May, Reply",
            "Yes",
            "well said.",
        ]);
        assert_eq!(
            counterparts(&gold, &found),
            [Some(0), None, Some(3), Some(1), None]
        );
    }
}
