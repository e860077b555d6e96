//! What the words of an attributed content tell by themselves: that it denies, accuses, asks, or is about ties.

use crate::few::Few;
use crate::wording::{Stem, words};

/// What a content is like, as far as an answer to it goes.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tenor {
    /// It leaves open what it is about (`when it starts`, `whether they met`): nobody asserted that.
    pub(crate) is_open: bool,
    /// Its words say that something is not so.
    pub(crate) says_no: bool,
    /// It speaks of an accusation.
    pub(crate) accuses: bool,
    /// It is about dealings between two sides: support, ties, shelter.
    pub(crate) is_of_ties: bool,
}

impl Tenor {
    /// Of a content with these stems.
    pub(crate) fn of(content: &str, stems: &Few<Stem>) -> Tenor {
        Tenor {
            is_open: is_open(content),
            says_no: says_no(content),
            accuses: is_accusing(content),
            is_of_ties: is_of_ties(stems),
        }
    }
}

/// Whether words accuse, or speak of an accusation: `accused`, `the allegation`, `blames`.
pub(crate) fn is_accusing(text: &str) -> bool {
    const BEGINNINGS: [&str; 4] = ["accus", "alleg", "blam", "suspect"];
    words(text).any(|word| BEGINNINGS.iter().any(|it| word.starts_with(it)))
}

fn is_open(content: &str) -> bool {
    let first = words(content).next();
    first.is_some_and(|word| {
        matches!(
            word.as_str(),
            "when" | "where" | "whether" | "who" | "what" | "why" | "how" | "if" | "which"
        )
    })
}

fn says_no(content: &str) -> bool {
    words(content).any(|word| {
        matches!(
            word.as_str(),
            "not" | "never" | "no" | "none" | "nobody" | "nothing" | "cannot" | "neither"
        ) || word.ends_with("n't")
            || word.ends_with("n’t")
    })
}

fn is_of_ties(stems: &Few<Stem>) -> bool {
    const TIES: [&str; 18] = [
        "link",
        "tie",
        "support",
        "back",
        "connection",
        "contact",
        "arm",
        "fund",
        "help",
        "shelter",
        "haven",
        "aid",
        "relationship",
        "involvement",
        "train",
        "suppl",
        "financ",
        "dealing",
    ];
    TIES.iter().any(|word| stems.contains(&Stem::of(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_open_and_what_says_no_is_told_by_its_words() {
        for content in ["when it starts", "Whether they met", "“who gave the order”"] {
            assert!(is_open(content), "{content}");
        }
        for content in ["that it starts when they meet", "the talks", ""] {
            assert!(!is_open(content), "{content}");
        }
        for content in [
            "has never met him",
            "they did not meet",
            "it doesn’t pay",
            "no proof",
        ] {
            assert!(says_no(content), "{content}");
        }
        for content in ["he noted the notice", "nobles met", ""] {
            assert!(!says_no(content), "{content}");
        }
    }
}
