//! What readers gave a comment: counts beside words, names of elements and labels that tell which way they go.

use dateline_vocabulary::Votes;
use regex::Regex;
use std::sync::LazyLock;

static COUNT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[^\d+−–-]{0,24}?([+−–-]?)\s?(\d{1,3}(?:[.,]\d{3})+|\d{1,7})(?:[.,](\d))?\s?([kK])?\b\D{0,24}$")
        .expect("a pattern of this crate compiles")
});

/// The way that a count goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// For the comment.
    Up,
    /// Against it.
    Down,
    /// The balance.
    Score,
}

const UP: &[&str] = &[
    "up",
    "upvote",
    "upvotes",
    "like",
    "likes",
    "thumbsup",
    "thumbup",
    "recommend",
    "recommended",
    "recommends",
    "recommendations",
    "positive",
    "plus",
    "agree",
    "heart",
    "hearts",
    "reaction",
    "reactions",
    "reacts",
    "helpful",
    "voteup",
    "respect",
    "kudos",
    "gefällt",
    "ilike",
    "liked",
];
const DOWN: &[&str] = &[
    "down",
    "downvote",
    "downvotes",
    "dislike",
    "dislikes",
    "thumbsdown",
    "thumbdown",
    "negative",
    "minus",
    "disagree",
    "unhelpful",
    "votedown",
];
const SCORE: &[&str] = &[
    "score",
    "points",
    "point",
    "karma",
    "total",
    "rating",
    "vote",
    "votes",
    "balance",
    "votecount",
];

/// The way that words tell; those of an element's names, of its label, or printed.
pub fn way_of(words: &[String]) -> Option<Way> {
    let has = |list: &[&str]| words.iter().any(|w| list.contains(&w.as_str()));
    let (up, down) = (has(UP), has(DOWN));
    if has(&["score", "points", "karma", "total"]) || up && down {
        Some(Way::Score)
    } else if down {
        Some(Way::Down)
    } else if up {
        Some(Way::Up)
    } else if has(SCORE) {
        Some(Way::Score)
    } else {
        None
    }
}

/// The number in words that hold hardly anything else: `412`, `+8`, `1,903 points`, `1.2k`.
pub fn count_in(text: &str) -> Option<i64> {
    if text.len() > 60 {
        return None;
    }
    let c = COUNT.captures(text.trim())?;
    let whole = c[2].replace(['.', ','], "").parse::<i64>().ok()?;
    let tenths = c.get(3).and_then(|m| m.as_str().parse::<i64>().ok());
    let n = match (c.get(4), tenths) {
        (Some(_), tenths) => whole * 1000 + tenths.unwrap_or(0) * 100,
        (None, Some(_)) => return None,
        (None, None) => whole,
    };
    Some(if c[1].is_empty() || &c[1] == "+" {
        n
    } else {
        -n
    })
}

/// Counts while they are collected.
#[derive(Default)]
pub struct Tally {
    ups: Vec<i64>,
    downs: Vec<i64>,
    scores: Vec<i64>,
}

impl Tally {
    /// Takes a count.
    pub fn add(&mut self, way: Way, n: i64) {
        match way {
            Way::Up => self.ups.push(n),
            Way::Down => self.downs.push(n.abs()),
            Way::Score => self.scores.push(n),
        }
    }

    /// The votes, or none. Where a page prints what the score would be with one vote more and one less, too, the
    /// score is the one in the middle.
    pub fn votes(mut self) -> Option<Votes> {
        self.scores.sort_unstable();
        let score = self.scores.get(self.scores.len() / 2).copied();
        let votes = Votes {
            up: self.ups.first().copied(),
            down: self.downs.first().copied(),
            score,
        };
        (votes != Votes::default()).then_some(votes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts() {
        for (text, n) in [
            ("412", Some(412)),
            ("+8", Some(8)),
            ("-6 points", Some(-6)),
            ("1,903 points", Some(1903)),
            ("1.2k", Some(1200)),
            ("Like (3)", Some(3)),
            ("3 people", Some(3)),
            ("Like", None),
            ("2 of 3 people", None),
        ] {
            assert_eq!(count_in(text), n, "{text}");
        }
    }
}
