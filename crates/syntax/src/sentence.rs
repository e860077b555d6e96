//! A sentence: its tokens, their parts of speech, and the walks over its tree.

use std::ops::Range;

use crate::labels::{Deprel, EventKind, Kind, Upos, Xpos};
use crate::lemma::lemma;
use crate::split;
use crate::tokenize;

/// The most tokens of a sentence that are kept together.
const LONGEST: usize = 200;

/// What is told of a word by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tag {
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn tag.
    pub xpos: Xpos,
    /// What the phrase that it heads is about; `None` where it heads none.
    pub kind: Option<Kind>,
    /// What it tells as happening, if anything.
    pub event: Option<EventKind>,
}

impl Tag {
    /// Of a word that nothing is known of yet.
    pub const UNKNOWN: Tag = Tag::of(Upos::X, Xpos::Other);

    /// A part of speech alone.
    pub const fn of(upos: Upos, xpos: Xpos) -> Tag {
        Tag {
            upos,
            xpos,
            kind: None,
            event: None,
        }
    }
}

/// One token with its place, its part of speech and its place in the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// First byte, 0-based, in the text that the sentence was cut from.
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
    /// What the phrase that it heads is about; `None` where it heads none.
    pub kind: Option<Kind>,
    /// What it tells as happening, if anything.
    pub event: Option<EventKind>,
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
    /// A sentence of these tokens (byte ranges of `text`, in order) with these tags, one for each; dictionary forms are
    /// looked up. It has no tree yet: every token hangs on the first.
    pub fn tagged(text: &str, tokens: &[Range<usize>], tags: &[Tag]) -> Sentence {
        let token = |(i, (range, tag)): (usize, (&Range<usize>, &Tag))| {
            let word = &text[range.clone()];
            let lower = lower(word);
            Token {
                start: range.start,
                end: range.end,
                text: word.to_owned(),
                lemma: lemma(word, &lower, tag.upos, tag.xpos),
                lower,
                upos: tag.upos,
                xpos: tag.xpos,
                kind: tag.kind,
                event: tag.event,
                head: (i > 0).then_some(0),
                deprel: if i > 0 { Deprel::Dep } else { Deprel::Root },
            }
        };
        Sentence {
            tokens: tokens.iter().zip(tags).enumerate().map(token).collect(),
            start: tokens.first().map_or(0, |range| range.start),
            end: tokens.last().map_or(0, |range| range.end),
        }
    }

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

/// The tokens of each sentence of a passage, as byte ranges of `text`, in order. No sentence is empty, and none has
/// more than 200 tokens: a longer one comes in pieces. Linear in the text.
pub fn sentence_tokens(text: &str) -> Vec<Vec<Range<usize>>> {
    let mut sentences = Vec::new();
    for range in split::sentences(text) {
        let tokens = tokenize::tokens_within(text, range);
        let mut rest = tokens.as_slice();
        while !rest.is_empty() {
            let (piece, later) = rest.split_at(piece_len(text, rest));
            sentences.push(piece.to_vec());
            rest = later;
        }
    }
    sentences
}

/// How many of these tokens stay together: all, or up to the last comma or semicolon in the second half of the first
/// [`LONGEST`].
fn piece_len(text: &str, tokens: &[Range<usize>]) -> usize {
    if tokens.len() <= LONGEST {
        return tokens.len();
    }
    (LONGEST / 2..LONGEST)
        .rev()
        .find(|&i| matches!(&text[tokens[i].clone()], "," | ";"))
        .map_or(LONGEST, |i| i + 1)
}

/// The word in lower case with curly marks made straight and digits kept.
fn lower(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        match c {
            '’' | '‘' | 'ʼ' | '＇' => out.push('\''),
            '“' | '”' | '„' | '«' | '»' => out.push('"'),
            _ if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            _ => out.extend(c.to_lowercase()),
        }
    }
    out
}
