//! Character ranges, and the bridge between code points and bytes.

use serde::{Deserialize, Serialize};

/// A range of a document's text: Unicode code points, start included, end excluded.
///
/// `text[start:end]` in Python, and `substr(text, start + 1, end - start)` in SQLite, are the words.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Span {
    /// First code point, counted from 0.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
}

impl Span {
    /// The range from `start` up to, not including, `end`.
    pub fn new(start: u32, end: u32) -> Span {
        debug_assert!(start <= end, "a span cannot end before it starts");
        Span { start, end }
    }

    /// Number of code points.
    pub fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether the range holds nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies inside this range; equal ranges contain each other.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two ranges share at least one code point.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// Converts between byte offsets and code points of one text, in logarithmic time.
///
/// Holds one entry per character that is longer than a byte, so plain English text costs next to nothing.
#[derive(Clone, Debug, Default)]
pub struct CodePoints {
    /// For each multi-byte character: (byte just after it, code points up to there).
    after: Vec<(u32, u32)>,
    n_bytes: u32,
    n_code_points: u32,
}

impl CodePoints {
    /// Indexes `text`, which must be shorter than 4 GiB.
    pub fn of(text: &str) -> CodePoints {
        let mut after = Vec::new();
        let mut n_code_points = 0;
        for (byte, c) in text.char_indices() {
            n_code_points += 1;
            if c.len_utf8() > 1 {
                after.push(((byte + c.len_utf8()) as u32, n_code_points));
            }
        }
        CodePoints {
            after,
            n_bytes: text.len() as u32,
            n_code_points,
        }
    }

    /// Number of code points in the text.
    pub fn len(&self) -> u32 {
        self.n_code_points
    }

    /// Whether the text is empty.
    pub fn is_empty(&self) -> bool {
        self.n_code_points == 0
    }

    /// The code point at a byte offset. An offset past the end gives the end; one inside a character
    /// gives a code point of that character or the next, never a panic.
    pub fn at_byte(&self, byte: usize) -> u32 {
        let byte = (byte as u32).min(self.n_bytes);
        let k = self.after.partition_point(|&(b, _)| b <= byte);
        match k {
            0 => byte,
            _ => self.after[k - 1].1 + (byte - self.after[k - 1].0),
        }
        .min(self.n_code_points)
    }

    /// The byte offset of a code point. A code point past the end gives the end.
    pub fn to_byte(&self, code_point: u32) -> usize {
        let code_point = code_point.min(self.n_code_points);
        let k = self.after.partition_point(|&(_, n)| n <= code_point);
        let byte = match k {
            0 => code_point,
            _ => self.after[k - 1].0 + (code_point - self.after[k - 1].1),
        };
        byte as usize
    }

    /// The span of a byte range.
    pub fn span(&self, bytes: std::ops::Range<usize>) -> Span {
        Span {
            start: self.at_byte(bytes.start),
            end: self.at_byte(bytes.end),
        }
    }

    /// The words of a span.
    pub fn slice<'t>(&self, text: &'t str, span: Span) -> &'t str {
        text.get(self.to_byte(span.start)..self.to_byte(span.end))
            .unwrap_or("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn bytes_and_code_points_agree_with_a_plain_count(text in "[a-c’é🙂 ]{0,40}") {
            let index = CodePoints::of(&text);
            for (n, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(index.at_byte(byte), n as u32);
                prop_assert_eq!(index.to_byte(n as u32), byte);
            }
            prop_assert_eq!(index.at_byte(text.len()), text.chars().count() as u32);
            prop_assert_eq!(index.to_byte(index.len()), text.len());
        }
    }

    #[test]
    fn slices_words_after_curly_quotes() {
        let text = "“Never,” she said";
        let index = CodePoints::of(text);
        assert_eq!(index.slice(text, Span::new(9, 12)), "she");
    }

    #[test]
    fn offsets_past_the_end_are_the_end() {
        let index = CodePoints::of("né");
        assert_eq!(index.at_byte(99), 2);
        assert_eq!(index.to_byte(99), 3);
    }
}
