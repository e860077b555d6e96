//! The page's words by text node: finer than pieces, since the line above a comment often holds name, time and
//! buttons in one.

use super::outline::Outline;
use crate::dom::{Dom, NodeId, NodeKind, collapse};
use crate::piece::Piece;
use std::ops::Range;

/// The words of one text node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Index of the piece that it is part of.
    pub piece: usize,
    /// Where it is in the piece's text, in bytes.
    pub range: Range<usize>,
    /// The element directly around it.
    pub element: NodeId,
    /// Its place in document order.
    pub place: u32,
}

impl Run {
    /// Its words.
    pub fn text<'p>(&self, pieces: &'p [Piece]) -> &'p str {
        &pieces[self.piece].text[self.range.clone()]
    }
}

/// All runs of the page, in order.
pub fn runs(dom: &Dom, pieces: &[Piece], outline: &Outline) -> Vec<Run> {
    let mut found = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let mut from = 0;
        for &node in &piece.texts {
            let NodeKind::Text(raw) = dom.kind(node) else {
                continue;
            };
            let words = collapse(raw);
            let rest = &piece.text[from..];
            let start = from + (rest.len() - rest.trim_start().len());
            if words.is_empty() || !piece.text[start..].starts_with(&words) {
                continue;
            }
            from = start + words.len();
            found.push(Run {
                piece: at,
                range: start..from,
                element: dom.parent(node).unwrap_or(node),
                place: outline.start(node),
            });
        }
    }
    found
}
