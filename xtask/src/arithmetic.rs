//! How this machine sums: the reading model rounds what it computes, sums in floating point come out a little differently where
//! more numbers are added at once, and a word near a border then falls on the other side.
//!
//! What the model reads is compared word for word where it was made with the same instructions, and as a whole elsewhere.

use crate::project::{Outcome, read_text, root, write_text};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Least share of words that two texts of one meaning share, made on machines that sum differently. Between processors with
/// AVX2 and with SSE alone, on the examples: see CONTRIBUTING.md.
const LEAST_SHARED: f64 = 0.9;

/// The instructions of this machine, as far as they tell how sums come out.
fn of_this_machine() -> &'static str {
    #[cfg(target_arch = "x86_64")]
    {
        use std::arch::is_x86_feature_detected as has;
        let wide = has!("avx512f") && has!("avx512vl") && has!("avx512bw") && has!("avx512dq");
        if wide {
            "x86-64 with AVX-512"
        } else if has!("avx2") && has!("fma") {
            "x86-64 with AVX2"
        } else {
            "x86-64"
        }
    }
    #[cfg(not(target_arch = "x86_64"))]
    {
        std::env::consts::ARCH
    }
}

fn path() -> PathBuf {
    root().join("xtask/golden/made_on.txt")
}

/// Notes that what the model reads was written on this machine.
pub fn note() -> Outcome {
    write_text(&path(), &format!("{}\n", of_this_machine()))
}

/// Whether it was written on a machine that sums as this one does.
pub fn is_the_same() -> Outcome<bool> {
    Ok(read_text(&path())?.trim() == of_this_machine())
}

/// Whether a text is what was expected: to the letter where it was `written_here`, else by most of its words.
pub fn agrees(expected: &str, found: &str, written_here: bool) -> bool {
    expected == found || !written_here && shared(expected, found) >= LEAST_SHARED
}

/// Twice the words that two texts share, by the words that they have.
fn shared(a: &str, b: &str) -> f64 {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for word in a.split_whitespace() {
        counts.entry(word).or_default().0 += 1;
    }
    for word in b.split_whitespace() {
        counts.entry(word).or_default().1 += 1;
    }
    let both: usize = counts.values().map(|(a, b)| a.min(b)).sum();
    let all: usize = counts.values().map(|(a, b)| a + b).sum();
    if all == 0 {
        1.0
    } else {
        2.0 * both as f64 / all as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elsewhere_most_of_the_words_are_enough() {
        let (ten, nine) = ("a b c d e f g h i j", "a b c d e f g h i  x");
        assert!(agrees(ten, nine, false) && !agrees(ten, nine, true));
        assert!(!agrees(ten, "a b c d e f g h x y", false));
        assert!(agrees("", "", true) && !agrees("", "a", false));
    }
}
