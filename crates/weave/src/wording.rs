//! Wordings made comparable: words without case, endings and function words.

use crate::few::Few;
use std::collections::HashSet;
use std::sync::OnceLock;

/// The stem of a word, by its hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Stem {
    hash: u64,
    /// Its length in bytes: the shortest tell nothing.
    pub(crate) len: u8,
}

impl Stem {
    /// Of a stem as [`stem`] gives it.
    pub(crate) fn of(stem: &str) -> Stem {
        Stem {
            hash: fnv(stem.bytes()),
            len: u8::try_from(stem.len()).unwrap_or(u8::MAX),
        }
    }
}

/// The content words of a text, as stems.
pub(crate) fn stems(text: &str) -> Few<Stem> {
    words(text)
        .filter(|word| !is_function_word(word))
        .map(|word| Stem::of(&stem(&word)))
        .collect()
}

/// The words of a text in lower case, possessive endings dropped.
pub(crate) fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '.')))
        .map(|word| {
            let word = word
                .trim_matches(['\'', '’', '.'])
                .to_lowercase()
                .replace('.', "");
            word.strip_suffix("'s")
                .or(word.strip_suffix("’s"))
                .map(str::to_owned)
                .unwrap_or(word)
        })
        .filter(|word| !word.is_empty())
}

/// A crude stem, enough to bring `attack`, `attacks`, `attacked` and `attacking` together.
pub(crate) fn stem(word: &str) -> String {
    let cut = |suffix: &str, least: usize| {
        word.strip_suffix(suffix)
            .filter(|rest| rest.chars().count() >= least)
    };
    let base = cut("ings", 4)
        .or_else(|| cut("ing", 4))
        .or_else(|| cut("ies", 3))
        .or_else(|| cut("ied", 3))
        .or_else(|| cut("ed", 4))
        .or_else(|| cut("es", 4))
        .or_else(|| {
            word.strip_suffix('s')
                .filter(|rest| rest.chars().count() >= 3 && !rest.ends_with('s'))
        })
        .or_else(|| cut("e", 4))
        .or_else(|| cut("y", 4))
        .unwrap_or(word);
    base.to_owned()
}

/// Edits (insert, delete, replace) that turn one word into the other, counted up to `most` + 1.
pub(crate) fn edit_distance(a: &str, b: &str, most: usize) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > most {
        return most + 1;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let next = (diagonal + usize::from(x != y))
                .min(row[j] + 1)
                .min(row[j + 1] + 1);
            diagonal = row[j + 1];
            row[j + 1] = next;
        }
    }
    row[b.len()]
}

/// FNV-1a, the same on every machine.
pub(crate) fn fnv(bytes: impl IntoIterator<Item = u8>) -> u64 {
    bytes.into_iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// A text on one line, with single blanks.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text as part of an id: lower-case letters and digits, words joined by hyphens.
pub(crate) fn slug(text: &str) -> String {
    let joined = words(text)
        .map(|word| word.replace(['\'', '’'], ""))
        .collect::<Vec<_>>()
        .join("-");
    if joined.is_empty() {
        "unnamed".to_owned()
    } else {
        joined.chars().take(60).collect()
    }
}

/// Words that carry no topic.
pub(crate) fn is_function_word(lower: &str) -> bool {
    const WORDS: &str = "a an the and or but nor so of in on at to for from by with about as into over under between against during after before since until than then that this these those it its he she they them his her their him we us our you your i my me who whom whose which what when where why how is are was were be been being am has have had having do does did not no n't will would can could may might must shall should there here also only just more most very much many some any all both each other such own same too out up down off again further once said say says told tell according one";
    static SET: OnceLock<HashSet<&'static str>> = OnceLock::new();
    SET.get_or_init(|| WORDS.split(' ').collect())
        .contains(lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_fall_away() {
        let same = ["attack", "attacks", "attacked", "attacking"];
        assert!(same.iter().all(|word| stem(word) == "attack"));
        assert_eq!(stem("press"), "press");
        assert_eq!(stem("parties"), stem("party"));
    }

    #[test]
    fn distances_stop_counting() {
        assert_eq!(edit_distance("dalgat", "dalghat", 2), 1);
        assert_eq!(edit_distance("pervez", "parvez", 2), 1);
        assert_eq!(edit_distance("orlo", "petraeus", 2), 3);
    }
}
