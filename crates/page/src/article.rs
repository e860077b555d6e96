//! Where the article is on the page: the element that holds its running text.

use crate::dom::{Dom, NodeId, ROOT};
use crate::marks;
use crate::markup_words as mw;
use crate::piece::Piece;
use crate::wording::{ends_sentence, is_copyright, is_promotion};

/// The pieces of the article's running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleRange {
    /// The element that holds it.
    pub container: NodeId,
    /// Index of its first piece.
    pub start: usize,
    /// One past the index of its last piece.
    pub end: usize,
}

/// Whether a piece reads like running text of an article.
pub fn is_running_text(piece: &Piece) -> bool {
    let out = mw::BOILERPLATE | mw::COMMENTS | mw::CAPTION | mw::CREDIT | mw::BUTTONS;
    !piece.has(out)
        && piece.len() >= 40
        && piece.link_share() < 0.4
        && (piece.has(mw::PARAGRAPH) || ends_sentence(&piece.text) || piece.len() > 150)
        && !is_copyright(&piece.text)
        && !is_promotion(&piece.text)
}

/// Finds the article: an element that says it is the body, or the smallest one that holds most of the running
/// text of the page; `known` are the letters of
/// the body as the page's data for machines has it.
pub fn find_article(dom: &Dom, pieces: &[Piece], known: Option<&str>) -> Option<ArticleRange> {
    let mut sums = vec![0usize; dom.len()];
    for piece in pieces.iter().filter(|p| is_running_text(p)) {
        let mut weight = piece.len();
        if let Some(known) = known {
            let head: String = letters(&piece.text).chars().take(40).collect();
            weight = if known.contains(&head) {
                weight * 4
            } else {
                weight / 2
            };
        }
        if piece.has(mw::BODY) {
            weight *= 2;
        }
        sums[piece.element as usize] += weight;
        for id in dom.ancestors(piece.element) {
            sums[id as usize] += weight;
        }
    }
    let whole = sums[ROOT as usize];
    if whole == 0 {
        return of_scraps(pieces);
    }
    let share = |id: NodeId| sums[id as usize] as f64 / whole as f64;
    let mut candidates: Vec<NodeId> = Vec::new();
    for piece in pieces.iter().filter(|p| is_running_text(p)) {
        for id in std::iter::once(piece.element).chain(dom.ancestors(piece.element)) {
            if candidates.contains(&id) {
                break;
            }
            if dom.name(id).is_some() && marks::says_body(dom, id) > 0 {
                candidates.push(id);
            }
        }
        if candidates.len() > 200 {
            break;
        }
    }
    let told = candidates
        .iter()
        .copied()
        .filter(|&id| {
            share(id)
                >= if marks::says_body(dom, id) >= 3 {
                    0.25
                } else {
                    0.4
                }
        })
        .max_by(|&a, &b| {
            marks::says_body(dom, a)
                .cmp(&marks::says_body(dom, b))
                .then(sums[a as usize].cmp(&sums[b as usize]))
                .then(b.cmp(&a))
        });
    let mut container = told.unwrap_or(ROOT);
    container = with_its_kind(dom, container, &candidates);
    // What says plainly that it is the body is taken at its word.
    while marks::says_body(dom, container) < 3 {
        let heaviest = dom
            .children(container)
            .max_by_key(|&child| (sums[child as usize], std::cmp::Reverse(child)));
        match heaviest {
            Some(child)
                if sums[child as usize] as f64 >= 0.9 * sums[container as usize] as f64
                    && dom.children(child).next().is_some() =>
            {
                // One paragraph alone is no container.
                if dom.is(child, "p") || dom.is(child, "li") {
                    break;
                }
                container = child;
            }
            _ => break,
        }
    }
    let inside = |piece: &Piece| dom.stands_in(piece.element, container, usize::MAX);
    let start = pieces.iter().position(inside)?;
    let end = pieces.iter().rposition(inside)? + 1;
    Some(ArticleRange {
        container,
        start,
        end,
    })
}

/// Whether a piece of a page without running text says something all the same: `<p>The dam broke.</p>`.
pub fn is_scrap(piece: &Piece) -> bool {
    let out = mw::BOILERPLATE | mw::COMMENTS | mw::CAPTION | mw::CREDIT | mw::BUTTONS;
    !piece.has(out)
        && ends_sentence(&piece.text)
        && piece.text.contains(' ')
        && piece.link_share() < 0.4
        && !is_copyright(&piece.text)
        && !is_promotion(&piece.text)
}

/// The article of a page that holds no more than a scrap of one.
fn of_scraps(pieces: &[Piece]) -> Option<ArticleRange> {
    Some(ArticleRange {
        container: ROOT,
        start: pieces.iter().position(is_scrap)?,
        end: pieces.iter().rposition(is_scrap)? + 1,
    })
}

/// The element around `container` and those of `candidates` that are marked just like it: some sites cut the body
/// into several parts. `container` itself where it is the only one, or where the parts have little in common.
fn with_its_kind(dom: &Dom, container: NodeId, candidates: &[NodeId]) -> NodeId {
    if marks::says_body(dom, container) < 3 {
        return container;
    }
    // Where each paragraph says that it is of the body, its class may count them.
    let mark = |id: NodeId| {
        let class = dom.attr(id, "class").filter(|_| !dom.is(id, "p"));
        (class, dom.attr(id, "itemprop"))
    };
    let mut around = container;
    for &id in candidates
        .iter()
        .filter(|&&id| id != container && mark(id) == mark(container))
    {
        let outer: Vec<NodeId> = std::iter::once(id).chain(dom.ancestors(id)).collect();
        let common = std::iter::once(around)
            .chain(dom.ancestors(around))
            .find(|up| outer.contains(up));
        match common {
            Some(common)
                if !dom.is(common, "body")
                    && !dom.is(common, "html")
                    && !dom.is(common, "main")
                    && common != ROOT =>
            {
                around = common
            }
            _ => return container,
        }
    }
    around
}

/// Letters and digits alone, in lower case.
pub fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
