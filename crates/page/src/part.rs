//! Blocks while they are found: byte ranges, which become code points at the end.

use crate::Block;
use dateline_vocabulary::{CodePoints, ElementRange, PassagePart, PassageRole, Votes};
use std::ops::Range;

/// A block with its place in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub role: PassageRole,
    /// Where it is, in bytes.
    pub range: Range<usize>,
    /// Comments only.
    pub author: Option<String>,
    /// Comments and entries of live pages.
    pub posted: Option<String>,
    /// Index of the comment that it answers or stands under.
    pub reply_to: Option<usize>,
    /// What it is beside its role.
    pub part: Option<PassagePart>,
    /// Comments only.
    pub votes: Option<Votes>,
    /// HTML only.
    pub element: Option<ElementRange>,
}

impl Part {
    /// A part without an author.
    pub fn new(role: PassageRole, range: Range<usize>) -> Part {
        Part {
            role,
            range,
            author: None,
            posted: None,
            reply_to: None,
            part: None,
            votes: None,
            element: None,
        }
    }
}

/// The parts as blocks: in text order, blank ones and overlapping ones left out, offsets in code points,
/// and answers only to comments that stand earlier.
pub fn into_blocks(text: &str, parts: Vec<Part>) -> Vec<Block> {
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|&k| (parts[k].range.start, parts[k].range.end));
    let index = CodePoints::of(text);
    let mut place: Vec<Option<usize>> = vec![None; parts.len()];
    let mut blocks: Vec<Block> = Vec::new();
    let mut taken = 0;
    for k in order {
        let part = &parts[k];
        let Some(words) = text.get(part.range.clone()) else {
            continue;
        };
        if part.range.start < taken || words.trim().is_empty() {
            continue;
        }
        let start = part.range.start + (words.len() - words.trim_start().len());
        let end = start + words.trim().len();
        taken = end;
        let reply_to = part
            .reply_to
            .and_then(|to| place.get(to).copied().flatten());
        let reply_to = reply_to.filter(|&to| {
            blocks
                .get(to)
                .is_some_and(|b: &Block| b.role == PassageRole::Comment)
        });
        place[k] = Some(blocks.len());
        blocks.push(Block {
            role: part.role,
            span: index.span(start..end),
            author: part.author.clone(),
            posted: part.posted.clone(),
            reply_to,
            part: part.part,
            votes: part.votes,
            element: part.element.clone(),
        });
    }
    blocks
}

/// Whether the words are only the mark of a list, a heading, a quotation or emphasis.
fn is_mark(words: &str) -> bool {
    let number = words
        .strip_suffix(['.', ')'])
        .is_some_and(|n| n.len() <= 4 && n.bytes().all(|b| b.is_ascii_digit()));
    number || words.chars().all(|c| "#*_>|-–—•◦▪‣·●○".contains(c))
}

/// The parts of `text` that no part covers, line by line, as residue; marks alone are left out.
pub fn residue_between(text: &str, parts: &[Part]) -> Vec<Part> {
    let mut taken: Vec<Range<usize>> = parts
        .iter()
        .map(|p| p.range.clone())
        .filter(|r| r.start < r.end)
        .collect();
    taken.sort_by_key(|r| r.start);
    taken.push(text.len()..text.len());
    let mut found = Vec::new();
    let mut from = 0;
    for range in taken {
        if range.start > from {
            let gap = &text[from..range.start];
            let mut at = from;
            for line in gap.split_inclusive('\n') {
                let start = at + (line.len() - line.trim_start().len());
                if !is_mark(line.trim()) {
                    found.push(Part::new(
                        PassageRole::Residue,
                        start..start + line.trim().len(),
                    ));
                }
                at += line.len();
            }
        }
        from = from.max(range.end);
    }
    found
}
