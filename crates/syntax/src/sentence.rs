//! A read sentence: its tokens and the walks over its tree.

use crate::labels::{Deprel, Upos, Xpos};

/// One token with its place, its part of speech and its place in the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// First byte, 0-based, in the text given to [`crate::Syntax::read`].
    pub start: usize,
    /// One past the last byte, in the same text.
    pub end: usize,
    /// The token as written.
    pub text: String,
    /// The token in lower case, curly apostrophes made straight.
    pub lower: String,
    /// Dictionary form; lower case unless a name.
    pub lemma: String,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn tag.
    pub xpos: Xpos,
    /// Index of the head in the sentence; `None` for the root.
    pub head: Option<usize>,
    /// Relation to the head; [`Deprel::Root`] exactly where `head` is `None`.
    pub deprel: Deprel,
}

/// A sentence: at least one token, exactly one root, every token reachable from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// The tokens in text order.
    pub tokens: Vec<Token>,
    /// First byte, 0-based, in the text read.
    pub start: usize,
    /// One past the last byte, in the same text.
    pub end: usize,
}

impl Sentence {
    /// Index of the root; `None` only for a sentence made by hand without one.
    pub fn root(&self) -> Option<usize> {
        self.tokens.iter().position(|t| t.head.is_none())
    }

    /// The tokens whose head is `i`, in text order.
    pub fn children(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        self.tokens
            .iter()
            .enumerate()
            .filter(move |(_, t)| t.head == Some(i))
            .map(|(j, _)| j)
    }

    /// The children of `i` with one of these relations, in text order.
    pub fn children_with<'a>(
        &'a self,
        i: usize,
        deprels: &'a [Deprel],
    ) -> impl Iterator<Item = usize> + 'a {
        self.children(i)
            .filter(move |&j| deprels.contains(&self.tokens[j].deprel))
    }

    /// The first child of `i` with this relation.
    pub fn child(&self, i: usize, deprel: Deprel) -> Option<usize> {
        self.children(i).find(|&j| self.tokens[j].deprel == deprel)
    }

    /// Whether `i` has a child with this relation.
    pub fn has_child(&self, i: usize, deprel: Deprel) -> bool {
        self.child(i, deprel).is_some()
    }

    /// `i` and everything below it, sorted; empty where `i` is out of range. Linear in the sentence.
    pub fn subtree(&self, i: usize) -> Vec<usize> {
        self.subtree_without(i, &[])
    }

    /// As [`Sentence::subtree`], leaving out children of `i` itself (and what hangs below them) that
    /// have one of these relations: a clause without its conjuncts, a name without its appositions.
    pub fn subtree_without(&self, i: usize, left_out: &[Deprel]) -> Vec<usize> {
        if i >= self.tokens.len() {
            return Vec::new();
        }
        // 0 unknown, 1 below `i`, 2 not below it. Each token's path is walked once.
        let mut state = vec![0_u8; self.tokens.len()];
        state[i] = 1;
        let mut path = Vec::new();
        for j in 0..self.tokens.len() {
            let mut at = j;
            path.clear();
            let answer = loop {
                if state[at] != 0 {
                    break state[at];
                }
                path.push(at);
                match self.tokens[at].head {
                    Some(h) if h == i && left_out.contains(&self.tokens[at].deprel) => break 2,
                    Some(h) if h < self.tokens.len() && path.len() <= self.tokens.len() => at = h,
                    _ => break 2,
                }
            };
            for &p in &path {
                state[p] = answer;
            }
        }
        (0..state.len()).filter(|&j| state[j] == 1).collect()
    }

    /// The heads above `i`, nearest first, ending with the root. Ends on any tree, even a broken one.
    pub fn ancestors(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        let mut at = self.tokens.get(i).and_then(|t| t.head);
        let mut left = self.tokens.len();
        std::iter::from_fn(move || {
            let here = at.filter(|&h| h < self.tokens.len())?;
            left = left.checked_sub(1)?;
            at = self.tokens[here].head;
            Some(here)
        })
    }

    /// Whether `i` is strictly below `ancestor`.
    pub fn is_descendant(&self, i: usize, ancestor: usize) -> bool {
        self.ancestors(i).any(|a| a == ancestor)
    }

    /// First and one-past-last byte of the subtree of `i` in the text read; `None` out of range.
    pub fn subtree_bytes(&self, i: usize) -> Option<std::ops::Range<usize>> {
        let below = self.subtree(i);
        let first = *below.first()?;
        let last = *below.last()?;
        Some(self.tokens[first].start..self.tokens[last].end)
    }
}
