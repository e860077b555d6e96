//! Windows: the runs of sentences that the encoder reads at once.
//!
//! A window holds one or more paragraphs: a mark, the pieces of the first, a mark, the pieces of the next, and so on. A
//! paragraph goes into the open window where it fits whole; else a new one begins. A paragraph that fits in none is
//! parted between sentences. A sentence is never parted: one that fits in no window has a longer one to itself.
//! `training/model/corpora.py` packs in the same way.

use std::ops::Range;

use crate::wordpiece::{Shape, WordPiece};

/// Pieces in a window, marks included.
const WINDOW: usize = 192;
/// Pieces that the encoder can take at most.
pub(crate) const LONGEST: usize = 512;

/// A run of sentences of one or more paragraphs.
#[derive(Debug, Default)]
pub(crate) struct Window {
    /// The numbers of its pieces.
    pub(crate) pieces: Vec<u32>,
    /// The look of the word that each piece belongs to.
    pub(crate) shapes: Vec<Shape>,
    /// Its sentences, in order.
    pub(crate) sentences: Vec<Placed>,
}

/// Where a sentence lies.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Placed {
    /// Its paragraph.
    pub(crate) paragraph: usize,
    /// Its number in the paragraph.
    pub(crate) sentence: usize,
    /// The first piece of each of its words, counted from the start of the window.
    pub(crate) first: Vec<usize>,
}

impl Window {
    fn mark(&mut self, piece: u32) {
        self.pieces.push(piece);
        self.shapes.push(Shape::None);
    }

    fn end_paragraph(&mut self, end: u32) {
        if self.pieces.last().is_some_and(|last| *last != end) {
            self.mark(end);
        }
    }
}

/// Packs paragraphs (each a list of sentences, each a list of words) in order.
pub(crate) fn pack(paragraphs: &[Vec<Vec<&str>>], wordpiece: &WordPiece) -> Vec<Window> {
    let mut windows = Vec::new();
    let mut open = Window::default();
    let mut close = |open: &mut Window| {
        let window = std::mem::take(open);
        if !window.sentences.is_empty() {
            windows.push(window);
        }
    };
    for (paragraph, sentences) in paragraphs.iter().enumerate() {
        let cut: Vec<Cut> = sentences
            .iter()
            .map(|words| Cut::of(words, wordpiece))
            .collect();
        let length: usize = cut.iter().map(|sentence| sentence.pieces.len()).sum();
        if open.pieces.len() + length + 1 > WINDOW {
            close(&mut open);
        }
        for (sentence, cut) in cut.into_iter().enumerate() {
            if open.pieces.len() + cut.pieces.len() + 1 > WINDOW {
                open.end_paragraph(wordpiece.end);
                close(&mut open);
            }
            if open.pieces.is_empty() {
                open.mark(wordpiece.start);
            }
            let from = open.pieces.len();
            let first = cut.words.iter().map(|word| from + word.start).collect();
            open.pieces.extend(cut.pieces);
            open.shapes.extend(cut.shapes);
            open.sentences.push(Placed {
                paragraph,
                sentence,
                first,
            });
        }
        open.end_paragraph(wordpiece.end);
    }
    close(&mut open);
    windows
}

/// A sentence cut into pieces.
struct Cut {
    pieces: Vec<u32>,
    shapes: Vec<Shape>,
    /// The pieces of each word.
    words: Vec<Range<usize>>,
}

impl Cut {
    /// Of each word only the first piece where the sentence is too long for the encoder, and of the words only those
    /// that it can take: callers give no sentence of more than 200.
    fn of(words: &[&str], wordpiece: &WordPiece) -> Cut {
        let mut pieces: Vec<Vec<u32>> = words.iter().map(|word| wordpiece.pieces(word)).collect();
        if pieces.iter().map(Vec::len).sum::<usize>() + 2 > LONGEST {
            for pieces in &mut pieces {
                pieces.truncate(1);
            }
            pieces.truncate(LONGEST - 2);
        }
        let mut cut = Cut {
            pieces: Vec::new(),
            shapes: Vec::new(),
            words: Vec::new(),
        };
        for (word, pieces) in words.iter().zip(pieces) {
            let start = cut.pieces.len();
            cut.shapes
                .extend(std::iter::repeat_n(Shape::of(word), pieces.len()));
            cut.pieces.extend(pieces);
            cut.words.push(start..cut.pieces.len());
        }
        cut
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn marks() -> WordPiece {
        let pieces = ["[CLS]", "[SEP]", "[UNK]", "a", "##a"];
        WordPiece::new(pieces.map(Into::into).into()).expect("the marks are there")
    }

    proptest! {
        #[test]
        fn every_sentence_lies_in_one_window(
            paragraphs in proptest::collection::vec(
                proptest::collection::vec(
                    proptest::collection::vec("a{1,14}|b", 1..200),
                    1..4,
                ),
                0..6,
            ),
        ) {
            let words: Vec<Vec<Vec<&str>>> = paragraphs
                .iter()
                .map(|p| p.iter().map(|s| s.iter().map(String::as_str).collect()).collect())
                .collect();
            let mut expected = words.iter().enumerate().flat_map(|(p, sentences)| {
                sentences.iter().enumerate().map(move |(s, words)| (p, s, words.len()))
            });
            for window in pack(&words, &marks()) {
                prop_assert_eq!(window.pieces.len(), window.shapes.len());
                prop_assert!(window.pieces.len() <= LONGEST);
                prop_assert!(window.pieces.len() <= WINDOW || window.sentences.len() == 1);
                prop_assert_eq!(window.pieces[0], 0);
                prop_assert_eq!(*window.pieces.last().expect("a window has pieces"), 1);
                let mut last = 0;
                for placed in &window.sentences {
                    let found = (placed.paragraph, placed.sentence, placed.first.len());
                    prop_assert_eq!(Some(found), expected.next());
                    for first in &placed.first {
                        prop_assert!(*first > last && window.pieces[*first] >= 2);
                        last = *first;
                    }
                }
            }
            prop_assert_eq!(expected.next(), None);
        }
    }
}
