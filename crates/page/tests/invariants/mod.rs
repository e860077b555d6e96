//! What holds for every page, whatever the bytes. Shared with the fuzz targets.

use dateline_page::Page;
use dateline_vocabulary::{CodePoints, PassagePart, PassageRole};

/// Blocks lie in the text, in order, apart from each other; an answer is to an earlier comment; what only comments
/// have, only comments have; an element's range is as long as the words that it holds.
pub fn check(page: &Page) {
    let index = CodePoints::of(&page.text);
    let mut end = 0;
    for (k, block) in page.blocks.iter().enumerate() {
        let span = block.span;
        assert!(
            span.start >= end && span.end > span.start && span.end <= index.len(),
            "block {k} at {span:?}, the one before ends at {end}"
        );
        end = span.end;
        assert!(
            !index.slice(&page.text, span).trim().is_empty(),
            "block {k}"
        );
        let is_comment = block.role == PassageRole::Comment;
        let is_moderation = block.part == Some(PassagePart::Moderation);
        if let Some(to) = block.reply_to {
            assert!(is_comment || is_moderation, "block {k}");
            assert!(
                to < k && page.blocks[to].role == PassageRole::Comment,
                "block {k} answers {to}"
            );
        }
        if !is_comment {
            assert!(block.author.is_none() && block.votes.is_none(), "block {k}");
            // Entries of live pages have a time, whatever else they are.
            assert!(block.posted.is_none() || block.part.is_some(), "block {k}");
        }
        if let Some(element) = &block.element {
            assert!(element.path.starts_with('/'), "block {k}: {}", element.path);
            assert!(element.start < element.end, "block {k}: {element:?}");
        }
    }
    let is_headline = |block: &&dateline_page::Block| block.role == PassageRole::Headline;
    assert!(page.blocks.iter().filter(is_headline).count() <= 1);
    let published = &page.published;
    if let (Some(from), Some(to)) = (published.from, published.to) {
        assert!(from <= to, "{published:?}");
    }
}
