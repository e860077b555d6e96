//! The scorer's own words, so that no tool's way of cutting text has the advantage.

use super::record::Run;
use std::collections::BTreeSet;

/// The words of a text: runs of letters, digits and `_`, with single `'`, `’`, `.`, `-`, `&` between them.
pub struct Words {
    text: Vec<char>,
    words: Vec<Run>,
}

/// What a span touches: words by number, or, where it touches none, marks by place.
pub type Touched = BTreeSet<Unit>;

/// A word or, in a span without one (a colon for a cue), a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// The number of the word.
    Word(usize),
    /// The code point at which the mark stands.
    Mark(usize),
}

impl Words {
    /// Cuts a text into words.
    pub fn of(text: &str) -> Words {
        let text: Vec<char> = text.chars().collect();
        let mut words: Vec<Run> = Vec::new();
        let mut at = 0;
        while at < text.len() {
            if !is_letter(text[at]) {
                at += 1;
                continue;
            }
            let start = at;
            while at < text.len() && (is_letter(text[at]) || joins(&text, at)) {
                at += 1;
            }
            words.push([start, at]);
        }
        Words { text, words }
    }

    /// What the runs touch.
    pub fn touched(&self, runs: &[Run]) -> Touched {
        let mut touched = Touched::new();
        for &[start, end] in runs {
            let first = self.words.partition_point(|word| word[1] <= start);
            for (number, word) in self.words.iter().enumerate().skip(first) {
                if word[0] >= end {
                    break;
                }
                touched.insert(Unit::Word(number));
            }
        }
        if touched.is_empty() {
            for &[start, end] in runs {
                let marks = self.text.iter().enumerate().take(end).skip(start);
                touched.extend(
                    marks
                        .filter(|(_, c)| !c.is_whitespace())
                        .map(|(at, _)| Unit::Mark(at)),
                );
            }
        }
        touched
    }

    /// The runs as they stand, for people.
    pub fn show(&self, runs: &[Run]) -> String {
        let run = |&[start, end]: &Run| -> String {
            let chars = self.text.iter().take(end).skip(start);
            chars.map(|c| if *c == '\n' { ' ' } else { *c }).collect()
        };
        match runs {
            [] => "-".to_owned(),
            _ => runs.iter().map(run).collect::<Vec<_>>().join(" … "),
        }
    }
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Whether a mark ties two letters into one word.
fn joins(text: &[char], at: usize) -> bool {
    matches!(text[at], '\'' | '’' | '.' | '-' | '&')
        && at > 0
        && is_letter(text[at - 1])
        && text.get(at + 1).is_some_and(|c| is_letter(*c))
}

/// How alike two sets are, 0 to 1: the harmonic mean of the shares that each has in common with the other.
pub fn likeness<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> f64 {
    let common = a.intersection(b).count();
    match a.len() + b.len() {
        0 => 0.0,
        both => 2.0 * common as f64 / both as f64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_as_people_read_them() {
        let text = "“Don’t,” said Mr. O'Brien-Bá: U.S. rail’s 4.5% a & b.";
        let words = Words::of(text);
        let shown: Vec<String> = words.words.iter().map(|run| words.show(&[*run])).collect();
        assert_eq!(
            shown,
            [
                "Don’t",
                "said",
                "Mr",
                "O'Brien-Bá",
                "U.S",
                "rail’s",
                "4.5",
                "a",
                "b"
            ]
        );
    }

    #[test]
    fn a_span_touches_words_or_else_marks() {
        let words = Words::of("Dell: “No,” she said.");
        for (runs, units) in [
            (vec![[6, 11]], vec![Unit::Word(1)]),
            (vec![[7, 14]], vec![Unit::Word(1), Unit::Word(2)]),
            (vec![[0, 4], [12, 15]], vec![Unit::Word(0), Unit::Word(2)]),
            (vec![[4, 6]], vec![Unit::Mark(4)]),
            (vec![[90, 95]], vec![]),
            (vec![], vec![]),
        ] {
            let touched: Vec<Unit> = words.touched(&runs).into_iter().collect();
            assert_eq!(touched, units, "{runs:?}");
        }
    }
}
