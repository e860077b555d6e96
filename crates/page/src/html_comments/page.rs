//! What the search for comments works on.

use super::outline::Outline;
use super::runs::Run;
use crate::dom::{Dom, NodeId};
use crate::markup_words::{name_words, words_of};
use crate::piece::Piece;
use std::collections::BTreeMap;
use std::ops::Range;

/// A page, cut up.
pub struct CommentPage<'d> {
    /// Its elements.
    pub dom: &'d Dom,
    /// Their order and what is around them.
    pub outline: &'d Outline,
    /// Its visible text.
    pub pieces: &'d [Piece],
    /// The same, by text node.
    pub runs: &'d [Run],
}

impl CommentPage<'_> {
    /// The words of a run.
    pub fn text(&self, run: usize) -> &str {
        self.runs[run].text(self.pieces)
    }

    /// The runs in places of the page.
    pub fn runs_in(&self, places: &Range<u32>) -> Range<usize> {
        let place = |at: u32| self.runs.partition_point(|run| run.place < at);
        place(places.start)..place(places.end)
    }

    /// Bytes of the words in places of the page.
    pub fn n_bytes(&self, places: &Range<u32>) -> usize {
        self.runs_in(places).map(|run| self.text(run).len()).sum()
    }
}

/// An element and those in it, in document order, up to a number of them; nodes of other kinds count.
pub fn first_elements(dom: &Dom, top: NodeId, n: usize) -> Vec<NodeId> {
    let mut found = vec![top];
    let mut open = vec![dom.children(top)];
    for _ in 1..n {
        let next = loop {
            match open.last_mut().map(Iterator::next) {
                None => return found,
                Some(None) => {
                    open.pop();
                }
                Some(Some(id)) => break id,
            }
        };
        if dom.name(next).is_some() {
            found.push(next);
            open.push(dom.children(next));
        }
    }
    found
}

/// The words of elements' names, read once.
#[derive(Default)]
pub struct NameWords {
    known: BTreeMap<NodeId, Vec<String>>,
}

impl NameWords {
    /// Words of class, id, and of what the element is for those who cannot see it.
    pub fn of(&mut self, dom: &Dom, id: NodeId) -> &[String] {
        self.known.entry(id).or_insert_with(|| {
            let mut words = name_words(dom, id);
            // The names of custom elements are their page's own.
            if let Some(name) = dom.name(id).filter(|name| name.contains('-')) {
                words.extend(words_of(name));
            }
            for attr in ["itemprop", "aria-label", "role", "data-testid"] {
                if let Some(value) = dom.attr(id, attr).filter(|v| v.len() <= 60) {
                    words.extend(words_of(value));
                }
            }
            words
        })
    }
}
