//! Whether a page holds only the beginning of its article.

use crate::article::{ArticleRange, is_running_text};
use crate::json_ld::LinkedArticle;
use crate::markup_words as mw;
use crate::piece::Piece;
use crate::wording;

/// Pieces behind the article within which a word on paying can belong to it.
const BEHIND: usize = 30;
/// Code points of running text, fewer than which a page for those who pay is taken to be cut.
const SHORT: usize = 2500;

/// What tells that the article is cut: the words that ask to pay or to sign in, where the text ends in the middle of
/// a sentence, or is short. `None` where the article is whole as far as the page tells.
///
/// Many pages for those who pay hold the whole text, so that the mark of a paywall alone tells nothing.
pub fn find_partial(
    pieces: &[Piece],
    article: Option<&ArticleRange>,
    linked: &LinkedArticle,
) -> Option<String> {
    let article = article?;
    let inside = &pieces[article.start..article.end];
    let is_text = |piece: &Piece| is_running_text(piece) && !wording::is_paywall(&piece.text);
    let last = inside.iter().rposition(is_text)?;
    let n: usize = inside
        .iter()
        .filter(|p| is_running_text(p))
        .map(Piece::len)
        .sum();
    let end = inside[last].text.trim_end();
    let breaks_off = ends_open(end);
    let from = article.start + last;
    let asks = pieces[from..]
        .iter()
        .take(BEHIND + article.end - from)
        .take_while(|p| !p.has(mw::COMMENTS))
        .find(|p| wording::is_paywall(&p.text));
    let paid = linked.is_free == Some(false);
    match asks {
        // "You have 57 % of this article left" leaves no doubt.
        Some(asks) if breaks_off || n < SHORT || asks.text.contains('%') => Some(asks.text.clone()),
        None if paid && breaks_off && inside[last].len() > 80 => Some(format!(
            "JSON-LD isAccessibleForFree false, and the text ends in “{}”",
            tail(end)
        )),
        _ => None,
    }
}

/// Whether the text ends in the middle of a sentence, or with dots.
fn ends_open(text: &str) -> bool {
    text.ends_with('…')
        || text.ends_with("...")
        || text.ends_with("[…]")
        || !wording::ends_sentence(text)
}

fn tail(text: &str) -> &str {
    let start = text
        .char_indices()
        .rev()
        .take(30)
        .last()
        .map_or(0, |(at, _)| at);
    &text[start..]
}
