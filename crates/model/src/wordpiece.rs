//! Words to word pieces, as the encoder was pre-trained on them, and the look of a word.
//!
//! `training/model/wordpiece.py` does the same; the cases of `weights/pieces.json` come from there.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A longer row of letters is an unknown word.
const LONGEST_WORD: usize = 100;
/// More pieces of one word tell nothing more.
const MOST_PIECES: usize = 12;

/// How a word is written. The pieces are lower case, so each is told the look of its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Shape {
    /// No word: a mark between paragraphs.
    None,
    /// `officials`.
    Lower,
    /// `Monday`, `A`.
    Title,
    /// `NATO`.
    Upper,
    /// `McCain`, `iPhone`.
    Mixed,
    /// `1,500`.
    Number,
    /// Punctuation and signs.
    Other,
}

impl Shape {
    /// The look of a word.
    pub(crate) fn of(word: &str) -> Shape {
        let mut letters = 0;
        let mut uppers = 0;
        let mut starts_upper = false;
        let mut digits = false;
        for c in word.chars() {
            digits |= c.is_ascii_digit();
            if c.is_alphabetic() {
                starts_upper |= letters == 0 && c.is_uppercase();
                letters += 1;
                uppers += usize::from(c.is_uppercase());
            }
        }
        match (letters, uppers) {
            (0, _) if digits => Shape::Number,
            (0, _) => Shape::Other,
            (_, 0) => Shape::Lower,
            (letters, uppers) if letters == uppers && letters > 1 => Shape::Upper,
            (_, 1) if starts_upper => Shape::Title,
            _ => Shape::Mixed,
        }
    }
}

/// The vocabulary of pieces.
#[derive(Debug)]
pub(crate) struct WordPiece {
    numbers: HashMap<Box<str>, u32>,
    /// The piece that begins a window.
    pub(crate) start: u32,
    /// The piece that ends a paragraph.
    pub(crate) end: u32,
    unknown: u32,
    /// The commonest word: before it stand marks and letters.
    pub(crate) commonest: u32,
}

impl WordPiece {
    /// The vocabulary with these pieces, numbered in order; `None` where a mark is missing.
    pub(crate) fn new(pieces: Vec<Box<str>>) -> Option<WordPiece> {
        let numbers: HashMap<Box<str>, u32> = pieces.into_iter().zip(0..).collect();
        Some(WordPiece {
            start: *numbers.get("[CLS]")?,
            end: *numbers.get("[SEP]")?,
            unknown: *numbers.get("[UNK]")?,
            commonest: numbers.get("the").copied().unwrap_or_default(),
            numbers,
        })
    }

    /// Pieces in the vocabulary.
    pub(crate) fn len(&self) -> usize {
        self.numbers.len()
    }

    /// The number of a word in small letters without marks, where it is a piece.
    pub(crate) fn whole(&self, word: &str) -> Option<u32> {
        let is_plain = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
        is_plain.then(|| self.numbers.get(word).copied()).flatten()
    }

    /// The numbers of a word's pieces: from one to twelve.
    pub(crate) fn pieces(&self, word: &str) -> Vec<u32> {
        let mut pieces = Vec::new();
        for part in parts(word) {
            self.cut(&part, &mut pieces);
            if pieces.len() >= MOST_PIECES {
                break;
            }
        }
        if pieces.is_empty() {
            pieces.push(self.unknown);
        }
        pieces.truncate(MOST_PIECES);
        pieces
    }

    /// The longest known piece first; unknown where no row of pieces spells the part.
    fn cut(&self, part: &str, pieces: &mut Vec<u32>) {
        let kept = pieces.len();
        if part.chars().count() > LONGEST_WORD {
            pieces.push(self.unknown);
            return;
        }
        let mut start = 0;
        let mut piece = String::new();
        while start < part.len() {
            let ends = part[start..]
                .char_indices()
                .map(|(at, c)| start + at + c.len_utf8());
            let found = ends.rev().find_map(|end| {
                piece.clear();
                if start > 0 {
                    piece.push_str("##");
                }
                piece.push_str(&part[start..end]);
                Some((end, *self.numbers.get(piece.as_str())?))
            });
            let Some((end, number)) = found else {
                pieces.truncate(kept);
                pieces.push(self.unknown);
                return;
            };
            pieces.push(number);
            start = end;
        }
    }
}

/// The word in lower case, without accents, cut around each punctuation mark.
fn parts(word: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut open = false;
    for c in word.to_lowercase().nfd().filter(|c| !is_combining_mark(*c)) {
        if is_punctuation(c) {
            parts.push(c.to_string());
            open = false;
        } else if c.is_whitespace() || c.is_control() {
            open = false;
        } else if open && let Some(last) = parts.last_mut() {
            last.push(c);
        } else {
            parts.push(c.to_string());
            open = true;
        }
    }
    parts
}

/// ASCII signs, and what Unicode calls punctuation in the blocks that news pages use.
fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c,
            '\u{a1}' | '\u{a7}' | '\u{ab}' | '\u{b6}' | '\u{b7}' | '\u{bb}' | '\u{bf}' | '\u{37e}' | '\u{387}'
            | '\u{55a}'..='\u{55f}' | '\u{589}' | '\u{58a}' | '\u{5be}' | '\u{5c0}' | '\u{5c3}' | '\u{5f3}' | '\u{5f4}'
            | '\u{60c}' | '\u{60d}' | '\u{61b}' | '\u{61e}' | '\u{61f}' | '\u{66a}'..='\u{66d}' | '\u{6d4}'
            | '\u{964}' | '\u{965}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{2043}' | '\u{2045}'..='\u{2051}'
            | '\u{2053}'..='\u{205e}' | '\u{207d}' | '\u{207e}' | '\u{208d}' | '\u{208e}' | '\u{2308}'..='\u{230b}'
            | '\u{2329}' | '\u{232a}' | '\u{2768}'..='\u{2775}' | '\u{27e6}'..='\u{27ef}' | '\u{2983}'..='\u{2998}'
            | '\u{2e00}'..='\u{2e5d}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}'
            | '\u{30fb}' | '\u{ff01}'..='\u{ff03}' | '\u{ff05}'..='\u{ff0a}' | '\u{ff0c}'..='\u{ff0f}' | '\u{ff1a}'
            | '\u{ff1b}' | '\u{ff1f}' | '\u{ff20}' | '\u{ff3b}'..='\u{ff3d}' | '\u{ff3f}' | '\u{ff5b}' | '\u{ff5d}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(vocabulary: &[&str], word: &str) -> Vec<u32> {
        let mut all: Vec<Box<str>> = ["[CLS]", "[SEP]", "[UNK]"].map(Into::into).into();
        all.extend(vocabulary.iter().map(|piece| Box::from(*piece)));
        WordPiece::new(all)
            .expect("the marks are there")
            .pieces(word)
    }

    #[test]
    fn the_longest_piece_comes_first() {
        let vocabulary = ["un", "##avail", "##able", "una", "##vailable", "-", "cafe"];
        assert_eq!(pieces(&vocabulary, "Unavailable"), [6, 7]);
        assert_eq!(pieces(&vocabulary, "un-able"), [3, 8, 2]);
        assert_eq!(pieces(&vocabulary, "CAFÉ"), [9]);
        assert_eq!(pieces(&vocabulary, "xyz"), [2]);
        assert_eq!(pieces(&vocabulary, "\u{301}"), [2]);
        assert_eq!(pieces(&["a", "##a"], &"a".repeat(99)).len(), MOST_PIECES);
        assert_eq!(pieces(&["a", "##a"], &"a".repeat(101)), [2]);
    }

    #[test]
    fn cuts_as_the_trainer_does() {
        let reading: &[u8] = include_bytes!("../weights/reading.bin");
        let weights = crate::weights::Weights::unpack(reading.into()).expect("the file is whole");
        let cases: Vec<(String, Vec<u32>, u8)> =
            serde_json::from_str(include_str!("../weights/pieces.json")).expect("cases");
        assert!(cases.len() > 30);
        for (word, pieces, shape) in cases {
            assert_eq!(weights.wordpiece.pieces(&word), pieces, "{word}");
            assert_eq!(Shape::of(&word) as u8, shape, "{word}");
        }
    }

    #[test]
    fn looks() {
        let cases = [
            ("officials", Shape::Lower),
            ("Monday", Shape::Title),
            ("A", Shape::Title),
            ("NATO", Shape::Upper),
            ("U.S.", Shape::Upper),
            ("McCain", Shape::Mixed),
            ("1,500", Shape::Number),
            ("’s", Shape::Lower),
            ("“", Shape::Other),
            ("€", Shape::Other),
        ];
        for (word, shape) in cases {
            assert_eq!(Shape::of(word), shape, "{word}");
        }
    }
}
