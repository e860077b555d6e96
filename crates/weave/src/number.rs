//! Numbers of the dead and the hurt, as a statement gives them.

use crate::wording::words;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Counted {
    Killed,
    Wounded,
}

impl Counted {
    /// The word for people.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Counted::Killed => "killed",
            Counted::Wounded => "wounded",
        }
    }
}

/// Words that may stand between a number and the word that says what became of those counted.
const REACH: usize = 6;

/// The exact numbers in a statement. A bound (`at least`, `more than`, `up to`, `about`) is no exact number: it
/// contradicts little.
pub(crate) fn casualties(statement: &str) -> Vec<(Counted, u32)> {
    let words: Vec<String> = words(statement).collect();
    let mut found = Vec::new();
    for (k, word) in words.iter().enumerate() {
        let Some((counted, number_follows)) = casualty_word(word) else {
            continue;
        };
        let number_at =
            |at: usize| Some((at, number(&words[at]).filter(|_| !is_date(&words, at))?));
        let after = (k + 1..words.len().min(k + 1 + REACH)).find_map(number_at);
        let before = (k.saturating_sub(REACH)..k).rev().find_map(number_at);
        // `killed four officers`, but `four officers were killed and nine wounded`.
        let passive = !word.ends_with("ing") && k > 0 && matches!(words[k - 1].as_str(), "were" | "was" | "been" | "left" | "are" | "and")
            || word == "dead"
            || word == "died"
            // `five killed and eleven wounded`.
            || k > 0 && !word.ends_with("ing") && number_at(k - 1).is_some();
        let chosen = if passive || !number_follows {
            before.or(after.filter(|_| number_follows && !passive))
        } else {
            after
        };
        if let Some((at, n)) = chosen
            && !is_bound(&words[..at])
            && !words[at.min(k)..at.max(k)]
                .iter()
                .any(|between| casualty_word(between).is_some_and(|(other, _)| other != counted))
        {
            found.push((counted, n));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn casualty_word(word: &str) -> Option<(Counted, bool)> {
    Some(match word {
        "killed" | "killing" | "kills" => (Counted::Killed, true),
        "dead" | "died" => (Counted::Killed, false),
        "wounded" | "wounding" | "injured" | "injuring" | "wounds" | "hurt" => {
            (Counted::Wounded, true)
        }
        _ => return None,
    })
}

fn number(word: &str) -> Option<u32> {
    const WORDS: [&str; 20] = [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    WORDS
        .iter()
        .position(|w| *w == word)
        .map(|k| k as u32 + 1)
        .or_else(|| word.parse().ok().filter(|n| *n < 100_000))
}

/// Whether a number is a day or a year.
fn is_date(words: &[String], at: usize) -> bool {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let is_month = |k: usize| {
        words.get(k).is_some_and(|word| {
            word.len() >= 3
                && MONTHS.iter().any(|month| {
                    word.starts_with(month)
                        && (word.len() <= 4 || word.ends_with(['y', 'h', 'l', 'e', 't', 'r']))
                })
        })
    };
    let year = words[at].len() == 4 && (words[at].starts_with("19") || words[at].starts_with("20"));
    year || at > 0 && is_month(at - 1)
        || words[at].bytes().all(|b| b.is_ascii_digit()) && is_month(at + 1)
}

/// Whether the words before a number make a bound of it.
fn is_bound(before: &[String]) -> bool {
    let last = |k: usize| {
        before
            .len()
            .checked_sub(k)
            .map_or("", |at| before[at].as_str())
    };
    matches!(
        last(1),
        "about"
            | "around"
            | "nearly"
            | "almost"
            | "over"
            | "some"
            | "approximately"
            | "least"
            | "than"
            | "most"
    ) || matches!((last(2), last(1)), ("up", "to") | ("as", "many"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Counted::{Killed, Wounded};

    #[test]
    fn counts_are_read_and_bounds_left_alone() {
        for (statement, expected) in [
            (
                "Gunmen stormed the mill, killing four guards and wounding nine people.",
                vec![(Killed, 4), (Wounded, 9)],
            ),
            (
                "The attack killed five officers, the hospital said.",
                vec![(Killed, 5)],
            ),
            (
                "Five people were killed and eleven wounded.",
                vec![(Killed, 5), (Wounded, 11)],
            ),
            (
                "Seven of the garrison are dead, the column said.",
                vec![(Killed, 7)],
            ),
            ("At least four people were killed.", vec![]),
            (
                "The attack on March 14 killed four officers.",
                vec![(Killed, 4)],
            ),
            (
                "On Aug. 21, 2009, a bomb killed 23 people.",
                vec![(Killed, 23)],
            ),
            ("The raid on the third floor killed nobody.", vec![]),
            ("It killed more than 30 people.", vec![]),
        ] {
            assert_eq!(casualties(statement), expected, "{statement}");
        }
    }
}
