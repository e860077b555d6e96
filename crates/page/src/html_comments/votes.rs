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
    "favor",
    "gusta",
    "gostei",
    "curtir",
    "curtidas",
    "aime",
    "piace",
    "utile",
    "hilfreich",
    "empfehlen",
    "empfehlungen",
    "daumen",
    "leuk",
    "eens",
    "gilla",
    "gillar",
    "liker",
    "lubię",
    "zgadzam",
    "clap",
    "claps",
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
    "contra",
    "contre",
    "runter",
    "oneens",
];
/// Words that turn the one way into the other: `no me gusta`, `Não gostei`.
const NOT: &[&str] = &[
    "no", "not", "não", "non", "nicht", "niet", "pas", "inte", "ikke", "nie",
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
    let (up, down) = match (has(UP), has(DOWN)) {
        (true, false) if has(NOT) => (false, true),
        told => told,
    };
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

/// The votes in a line that holds nothing else: `Like 57   Dislike 2`, `Agree (31) Disagree (0)`.
pub fn printed_votes(line: &str) -> Option<Votes> {
    static PAIR: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^[\s|·•/,]*(\p{L}[\p{L}’' ]{1,24}?)\s*[:(]?\s*(\d{1,6})\)?")
            .expect("a pattern of this crate compiles")
    });
    let mut tally = Tally::default();
    let mut rest = line.trim();
    while !rest.is_empty() {
        let pair = PAIR.captures(rest)?;
        let words: Vec<String> = pair[1].split_whitespace().map(str::to_lowercase).collect();
        tally.add(way_of(&words)?, pair[2].parse().ok()?);
        rest = rest[pair[0].len()..].trim_start();
    }
    tally.votes()
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
    fn lines_of_votes() {
        let up_and_down = |up, down| {
            Some(Votes {
                up: Some(up),
                down: Some(down),
                score: None,
            })
        };
        for (line, votes) in [
            ("Like 57   Dislike 2", up_and_down(57, 2)),
            ("Agree (31) Disagree (0)", up_and_down(31, 0)),
            ("A favor: 63 | En contra: 2", up_and_down(63, 2)),
            ("Me gusta 4 No me gusta 1", up_and_down(4, 1)),
            ("Like Dislike", None),
            ("Like 57 Reply", None),
            ("Room 12", None),
        ] {
            assert_eq!(printed_votes(line), votes, "{line}");
        }
    }

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
