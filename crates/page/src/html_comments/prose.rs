//! The words of a comment as paragraphs.

use super::page::CommentPage;
use super::parts::Word;
use crate::dom::NodeId;
use crate::piece::INLINE;
use crate::wording;
use std::ops::Range;

/// Paragraphs, and where their words are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose {
    /// The paragraphs.
    pub paragraphs: Vec<String>,
    /// Where they come from: the index of a piece, and bytes of its text.
    pub pieces: Vec<(usize, Range<usize>)>,
}

/// Runs of one piece that follow each other.
struct Stretch {
    piece: usize,
    range: Range<usize>,
    last_run: usize,
    /// The blocks that it begins and ends in.
    blocks: (NodeId, NodeId),
}

/// The words as paragraphs: one for each piece, but what only a mark in the line sets apart stays together. Buttons
/// stuck to the end are cut off.
pub fn prose(page: &CommentPage<'_>, words: &[&Word]) -> Prose {
    let mut stretches: Vec<Stretch> = Vec::new();
    for word in words {
        let run = &page.runs[word.run];
        let block = block_of(page, run.element);
        match stretches.last_mut() {
            Some(last) if last.piece == run.piece && last.last_run + 1 == word.run => {
                last.range.end = run.range.end;
                last.last_run = word.run;
                last.blocks.1 = block;
            }
            _ => stretches.push(Stretch {
                piece: run.piece,
                range: run.range.clone(),
                last_run: word.run,
                blocks: (block, block),
            }),
        }
    }
    let mut found = Prose::default();
    for (k, stretch) in stretches.iter().enumerate() {
        let text = page.pieces[stretch.piece].text[stretch.range.clone()].trim();
        let before = k.checked_sub(1).map(|before| &stretches[before]);
        let goes_on = before.is_some_and(|before| goes_on(page, before, stretch));
        match found.paragraphs.last_mut().filter(|_| goes_on) {
            Some(paragraph) => {
                if !text.starts_with(['.', ',', ';', ':', '!', '?', ')']) {
                    paragraph.push(' ');
                }
                paragraph.push_str(text);
            }
            None => found.paragraphs.push(text.to_owned()),
        }
        found.pieces.push((stretch.piece, stretch.range.clone()));
    }
    cut_buttons(page, &mut found);
    found
}

fn goes_on(page: &CommentPage<'_>, before: &Stretch, next: &Stretch) -> bool {
    if before.piece == next.piece {
        return true;
    }
    let inline = |piece: usize| {
        page.dom
            .name(page.pieces[piece].element)
            .is_some_and(|name| INLINE.contains(&&**name))
    };
    before.piece + 1 == next.piece
        && before.blocks.1 == next.blocks.0
        && (inline(before.piece) || inline(next.piece))
}

/// The innermost element around that does not stand in a line.
fn block_of(page: &CommentPage<'_>, id: NodeId) -> NodeId {
    std::iter::once(id)
        .chain(page.dom.ancestors(id))
        .take(40)
        .find(|&id| {
            page.dom
                .name(id)
                .is_none_or(|name| !INLINE.contains(&&**name))
        })
        .unwrap_or(id)
}

fn cut_buttons(page: &CommentPage<'_>, found: &mut Prose) {
    while let (Some(paragraph), Some((piece, range))) =
        (found.paragraphs.last_mut(), found.pieces.last_mut())
    {
        let kept = wording::without_buttons(paragraph);
        if kept == paragraph.len() {
            return;
        }
        paragraph.truncate(kept);
        let text = &page.pieces[*piece].text[range.clone()];
        range.end = range.start + wording::without_buttons(text);
        if range.start >= range.end {
            found.pieces.pop();
        }
        if !paragraph.is_empty() {
            return;
        }
        found.paragraphs.pop();
    }
}
