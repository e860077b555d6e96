//! Readers' comments by the structure of a page.

use crate::byline::split_names;
use crate::dom::{Dom, NodeId};
use crate::markup_words as mw;
use crate::piece::Piece;
use crate::printed_date::{find_dates, is_relative_time};
use crate::stamp::{local_iso, parse_stamp};
use crate::wording;
use std::collections::{BTreeMap, BTreeSet};

/// A comment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HtmlComment {
    /// Index of its first piece, for its place on the page.
    pub at: usize,
    /// Who.
    pub author: Option<String>,
    /// When.
    pub posted: Option<String>,
    /// Its paragraphs.
    pub paragraphs: Vec<String>,
    /// Index of the comment it answers.
    pub reply_to: Option<usize>,
}

/// A comment while its pieces are collected.
#[derive(Default)]
struct Item {
    at: usize,
    author: Option<String>,
    posted: Option<String>,
    paragraphs: Vec<String>,
    parent: Option<NodeId>,
    rank: usize,
    /// Whether there are fields to write in: a form, not a comment.
    is_form: bool,
}

/// Finds the comments among the pieces, and the pieces that belong to a comment (true for those).
pub fn find_comments(
    dom: &Dom,
    pieces: &[Piece],
    elements: &[NodeId],
) -> (Vec<HtmlComment>, Vec<bool>) {
    let is_item = comment_items(dom, elements);
    let own_flags: Vec<mw::Flags> = if is_item.contains(&true) {
        (0..dom.len() as NodeId)
            .map(|id| mw::own_flags(dom, id))
            .collect()
    } else {
        Vec::new()
    };
    let mut items: BTreeMap<NodeId, Item> = BTreeMap::new();
    let mut taken = vec![false; pieces.len()];
    for (at, piece) in pieces.iter().enumerate() {
        let own = std::iter::once(piece.element)
            .chain(dom.ancestors(piece.element))
            .find(|&id| is_item[id as usize]);
        let Some(own) = own else { continue };
        taken[at] = true;
        let mut flags = 0;
        let mut time_element = None;
        for id in std::iter::once(piece.element)
            .chain(dom.ancestors(piece.element))
            .take_while(|&id| id != own)
        {
            flags |= own_flags[id as usize];
            if dom.attr(id, "datetime").is_some() {
                time_element = Some(id);
            }
        }
        // The item itself and those around it come first, so that one without words of its own keeps its place.
        let mut chain: Vec<NodeId> = std::iter::once(own)
            .chain(dom.ancestors(own).filter(|&id| is_item[id as usize]))
            .collect();
        chain.reverse();
        for (k, &id) in chain.iter().enumerate() {
            let rank = items.len();
            items.entry(id).or_insert_with(|| Item {
                at,
                rank,
                parent: k.checked_sub(1).map(|up| chain[up]),
                ..Item::default()
            });
        }
        if let Some(item) = items.get_mut(&own) {
            take_piece(dom, item, piece, flags, time_element);
        }
    }
    for &id in elements
        .iter()
        .filter(|&&id| dom.is(id, "textarea") || dom.is(id, "form"))
    {
        for up in dom.ancestors(id) {
            if let Some(item) = items.get_mut(&up) {
                item.is_form = true;
            }
        }
    }
    (settle(dom, items), taken)
}

fn take_piece(
    dom: &Dom,
    item: &mut Item,
    piece: &Piece,
    flags: mw::Flags,
    time_element: Option<NodeId>,
) {
    let text = piece.text.as_str();
    let n = piece.len();
    if item.posted.is_none() && n <= 100 {
        let stamp = time_element
            .and_then(|id| dom.attr(id, "datetime"))
            .and_then(parse_stamp)
            .map(|s| s.to_local());
        let printed = || find_dates(text).first().map(|d| local_iso(d.date, d.time));
        let relative = || Some(text.to_owned()).filter(|t| is_relative_time(t));
        if flags & mw::TIME != 0 || time_element.is_some() || wording::time_line(text).is_some() {
            item.posted = stamp.or_else(printed).or_else(relative);
            if item.posted.is_some() && wording::time_line(text).is_some()
                || flags & mw::TIME != 0 && n <= 40
            {
                return;
            }
        }
    } else if n <= 60 && wording::time_line(text).is_some() {
        return;
    }
    if flags & (mw::USER | mw::BYLINE) != 0 && n <= 80 {
        if item.author.is_none() && text.chars().any(char::is_alphabetic) {
            item.author = author_name(text);
        }
        return;
    }
    let body = flags & mw::BUTTONS == 0
        && !wording::is_residue(text)
        && !is_says(text)
        && wording::without_buttons(text) > 0;
    let shown_date = flags & mw::TIME != 0 && !find_dates(text).is_empty() && n <= 100;
    if body
        && !shown_date
        && !wording::is_comment_boilerplate(text)
        && wording::comment_header(text).is_none()
    {
        item.paragraphs
            .push(text[..wording::without_buttons(text)].to_owned());
    }
}

fn is_says(text: &str) -> bool {
    matches!(
        text.trim_end_matches([':', '.']).to_lowercase().as_str(),
        "says" | "said" | "wrote" | "commented" | "by" | "posted" | "at" | "on" | "in reply to"
    )
}

fn author_name(text: &str) -> Option<String> {
    let mut name = text.trim().trim_end_matches(':').trim();
    for tail in [
        " says",
        " said",
        " wrote",
        " commented",
        " sagt",
        " schreibt",
        " dit",
        " dice",
        " skriver",
    ] {
        name = name.strip_suffix(tail).unwrap_or(name);
    }
    for head in ["By ", "by ", "Posted by ", "Comment by "] {
        name = name.strip_prefix(head).unwrap_or(name);
    }
    let name = name.trim();
    if name.is_empty() {
        split_names(text, None).into_iter().next()
    } else {
        Some(name.to_owned())
    }
}

/// Items as comments, in page order. One without words hands what it knows of author and time to the first one
/// in it, and its place to those in it.
fn settle(dom: &Dom, mut items: BTreeMap<NodeId, Item>) -> Vec<HtmlComment> {
    let mut order: Vec<NodeId> = items.keys().copied().collect();
    order.sort_by_key(|id| items[id].rank);
    let mut heirs: Vec<(NodeId, Option<String>, Option<String>)> = Vec::new();
    for &id in &order {
        let Some(parent) = items[&id].parent else {
            continue;
        };
        if let Some(outer) = items.get_mut(&parent)
            && outer.paragraphs.is_empty()
            && (outer.author.is_some() || outer.posted.is_some())
        {
            heirs.push((id, outer.author.take(), outer.posted.take()));
        }
    }
    for (id, author, posted) in heirs {
        if let Some(item) = items.get_mut(&id) {
            item.author = item.author.take().or(author);
            item.posted = item.posted.take().or(posted);
        }
    }
    let any_signed = items
        .values()
        .any(|item| item.author.is_some() || item.posted.is_some());
    let n_items = items
        .values()
        .filter(|item| !item.paragraphs.is_empty())
        .count();
    let mut place: BTreeMap<NodeId, usize> = BTreeMap::new();
    let mut comments: Vec<HtmlComment> = Vec::new();
    let mut empty: BTreeSet<NodeId> = BTreeSet::new();
    // For each item without words, where the first comment in it stands, and which one that is.
    let mut inner: BTreeMap<NodeId, (Option<NodeId>, usize)> = BTreeMap::new();
    let mut seen: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for id in order {
        let Some(item) = items.get_mut(&id) else {
            continue;
        };
        // Where some comments are signed or dated, what is neither is the site's; so is a lone one, or one around a form.
        let bare = item.author.is_none() && item.posted.is_none();
        let answers = item.parent.and_then(|parent| match inner.get(&parent) {
            // The one around has no words of its own: its words are those of the first in it, and what stands
            // deeper than that one answers it.
            Some(&(first_in, k)) if dom.parent(id) != first_in => Some(k),
            _ => place.get(&parent).copied(),
        });
        if item.paragraphs.is_empty() || bare && (any_signed || n_items < 2 || item.is_form) {
            // Those in it answer what it would have answered.
            if let Some(up) = answers {
                place.insert(id, up);
            }
            empty.insert(id);
            continue;
        }
        if let Some(parent) = item.parent.filter(|parent| empty.contains(parent)) {
            inner
                .entry(parent)
                .or_insert((dom.parent(id), comments.len()));
        }
        // Some sites print a comment twice, for narrow screens and for wide ones.
        let signed = [
            item.author.clone().unwrap_or_default(),
            item.posted.clone().unwrap_or_default(),
        ];
        let print: Vec<String> = signed
            .into_iter()
            .chain(item.paragraphs.iter().cloned())
            .collect();
        if let Some(&twin) = seen.get(&print).filter(|_| item.posted.is_some()) {
            place.insert(id, twin);
            continue;
        }
        seen.insert(print, comments.len());
        place.insert(id, comments.len());
        comments.push(HtmlComment {
            at: item.at,
            author: item.author.take(),
            posted: item.posted.take(),
            paragraphs: std::mem::take(&mut item.paragraphs),
            reply_to: answers,
        });
    }
    comments
}

/// For each node, whether it is one comment.
fn comment_items(dom: &Dom, elements: &[NodeId]) -> Vec<bool> {
    let mut holds_title = vec![false; dom.len()];
    for &id in elements {
        if dom.is(id, "h1")
            || dom
                .attr(id, "itemprop")
                .is_some_and(|p| p.contains("articleBody"))
        {
            for up in std::iter::once(id).chain(dom.ancestors(id)) {
                holds_title[up as usize] = true;
            }
        }
    }
    let mut is_item = vec![false; dom.len()];
    for &id in elements {
        is_item[id as usize] = !holds_title[id as usize] && is_comment_item(dom, id);
    }
    is_item
}

fn is_comment_item(dom: &Dom, id: NodeId) -> bool {
    let Some(name) = dom.name(id) else {
        return false;
    };
    if ![
        "li",
        "div",
        "article",
        "section",
        "tr",
        "dd",
        "details",
        "p",
        "table",
        "blockquote",
    ]
    .contains(&&**name)
    {
        return false;
    }
    if dom
        .attr(id, "itemtype")
        .is_some_and(|t| t.ends_with("/Comment") || t.ends_with("/UserComments"))
        || dom.attr(id, "itemprop") == Some("comment")
    {
        return true;
    }
    if dom.attr(id, "data-comment-id").is_some() {
        return true;
    }
    let is_numbered = dom.attr(id, "id").is_some_and(|element_id| {
        let lower = element_id.to_lowercase();
        lower.split_once("comment").is_some_and(|(_, tail)| {
            let tail = tail.trim_start_matches(['-', '_']);
            !tail.is_empty() && tail.chars().all(|c| c.is_ascii_digit())
        })
    });
    if is_numbered {
        return true;
    }
    let by_class = dom
        .attr(id, "class")
        .is_some_and(|class| class.split_whitespace().any(is_item_class));
    if by_class {
        return true;
    }
    // Entries of a list of comments, whatever they are called.
    (&**name == "li" || &**name == "article")
        && dom.parent(id).is_some_and(|parent| {
            let written = format!(
                "{} {}",
                dom.attr(parent, "class").unwrap_or(""),
                dom.attr(parent, "id").unwrap_or("")
            );
            let words = mw::words_of(&written);
            let list = words.iter().any(|w| w == "commentlist" || w == "comments")
                || words
                    .windows(2)
                    .any(|w| w[0].starts_with("comment") && w[1] == "list");
            list && !words.iter().any(|w| {
                [
                    "popular", "recent", "latest", "widget", "nav", "tabs", "sort",
                ]
                .contains(&w.as_str())
            })
        })
}

/// `comment`, `comment-item`, `c-comment`, `comments__item`, but neither `comments` nor `comment-list` nor `comment-body`.
fn is_item_class(class: &str) -> bool {
    let words = mw::words_of(class);
    let Some(at) = words.iter().position(|w| {
        w == "comment" || w == "comments" || w == "usercomment" || w == "readercomment"
    }) else {
        return false;
    };
    let tail = &words[at + 1..];
    let singular = words[at] != "comments";
    let prefix_ok = at <= 1
        && words[..at].iter().all(|w| {
            w.len() <= 8
                && ![
                    "no", "has", "add", "post", "new", "write", "view", "load", "show", "open",
                    "with", "top", "recent",
                ]
                .contains(&w.as_str())
        });
    let tail_ok = match tail {
        [] => singular,
        [one] => {
            [
                "item",
                "entry",
                "single",
                "node",
                "block",
                "row",
                "card",
                "wrap",
                "wrapper",
                "container",
                "post",
                "box",
                "thread",
                "unit",
            ]
            .contains(&one.as_str())
                && (singular || one == "item" || one == "entry")
        }
        _ => false,
    };
    prefix_ok && tail_ok
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_of_one_comment() {
        for class in [
            "comment",
            "comment-item",
            "c-comment",
            "comments__item",
            "user-comment",
            "CommentItem",
        ] {
            assert!(is_item_class(class), "{class}");
        }
        for class in [
            "comments",
            "comment-list",
            "comment-body",
            "comment-form",
            "commentary",
            "no-comment",
            "comment-count",
            "post-comment",
        ] {
            assert!(!is_item_class(class), "{class}");
        }
    }
}
