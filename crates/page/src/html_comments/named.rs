//! Elements that say by their names that they are one comment.

use crate::dom::{Dom, NodeId};
use crate::markup_words as mw;

const TAGS: &[&str] = &[
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
];

/// Whether the element says that it is one comment: by microdata or RDFa, a number in its id, or a class.
pub fn is_named_comment(dom: &Dom, id: NodeId) -> bool {
    let Some(name) = dom.name(id) else {
        return false;
    };
    if !TAGS.contains(&&**name) {
        // Elements of a site's own making: `<reader-comment>`.
        return name.contains('-') && name.ends_with("comment");
    }
    let attr = |attr| dom.attr(id, attr);
    if attr("itemtype").is_some_and(|t| t.ends_with("/Comment") || t.ends_with("/UserComments"))
        || attr("itemprop") == Some("comment")
        || attr("typeof").is_some_and(|t| t.split_whitespace().any(|t| t.ends_with(":Comment")))
        || attr("data-comment-id").is_some()
        || attr("data-type") == Some("comment")
    {
        return true;
    }
    let is_numbered = attr("id").is_some_and(|element_id| {
        let lower = element_id.to_lowercase();
        lower.split_once("comment").is_some_and(|(_, tail)| {
            let tail = tail.trim_start_matches(['-', '_']);
            !tail.is_empty() && tail.chars().all(|c| c.is_ascii_digit())
        })
    });
    if is_numbered || attr("class").is_some_and(|c| c.split_whitespace().any(is_item_class)) {
        return true;
    }
    // Entries of a list of comments, whatever they are called.
    matches!(&**name, "li" | "article")
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
        [
            "comment",
            "comments",
            "usercomment",
            "readercomment",
            "kommentar",
            "commentaire",
            "comentario",
            "commento",
            "reactie",
        ]
        .contains(&w.as_str())
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
