//! Which comment a comment answers: by the ids of parents, links to them, depths told in numbers, by standing in or
//! under another, and by the words it quotes. Never by a name alone.

use super::items::Item;
use super::page::{CommentPage, first_elements};
use crate::article::letters;
use crate::dom::{Dom, NodeId};
use crate::markup_words::name_words;
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static DEPTH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:^|[-_])(?:depth|level|lvl|indent|indentation|nesting|nest|tier)[-_a-z]{0,8}?[-_]?(\d{1,3})$")
        .expect("a pattern of this crate compiles")
});

static INDENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:margin|padding)(?:-left|-inline-start)\s*:\s*(\d{1,4})(?:\.\d+)?\s*(?:px|em|rem|%|pt)")
        .expect("a pattern of this crate compiles")
});

/// What a comment itself tells of the one that it answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pointers {
    /// Targets of links that lead to it.
    pub links: Vec<String>,
    /// Words that it quotes, letters alone, with whose they are, where that is told.
    pub quotes: Vec<(Option<String>, String)>,
}

/// What the search knows of an earlier comment.
pub struct Answerable {
    /// Who wrote it.
    pub author: Option<String>,
    /// Its text, letters alone.
    pub letters: String,
}

const PARENT_ATTRS: &[&str] = &[
    "data-parent-id",
    "data-parent",
    "data-parentid",
    "data-parent-comment-id",
    "data-comment-parent",
    "data-reply-to",
    "data-reply-to-id",
    "data-replyto",
    "data-in-reply-to",
    "parent-id",
    "parentid",
    "data-parent-comment",
];

/// Attributes that an element's own id stands in.
const ID_ATTRS: &[&str] = &[
    "id",
    "name",
    "data-comment-id",
    "data-id",
    "data-post-id",
    "data-commentid",
    "data-uuid",
    "comment-id",
    "data-content-uuid",
    "data-fullname",
];

/// Elements of one comment that its ids are looked for in.
const N_LOOKED_AT: usize = 40;

/// For each item, the item that it answers.
pub fn answered_items(
    page: &CommentPage<'_>,
    items: &[Item],
    pointers: &[Pointers],
    known: &[Answerable],
) -> Vec<Option<usize>> {
    let around = enclosing(items);
    let (ids, parents) = ids_and_parents(page, items);
    let depths = depths(page, items);
    let find = |target: &str, before: usize| -> Option<usize> {
        keys(target)
            .into_iter()
            .find_map(|key| ids.get(&key).copied())
            .filter(|&k| k != before)
    };
    let mut by_depth: Vec<(i64, usize)> = Vec::new();
    let mut by_place: Vec<usize> = Vec::new();
    let mut answers: Vec<Option<usize>> = Vec::with_capacity(items.len());
    let mut by_author: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for k in 0..items.len() {
        let shallower = depths.as_ref().map(|depths| {
            by_depth.retain(|&(depth, _)| depth < depths[k]);
            let parent = by_depth.last().map(|&(_, at)| at);
            by_depth.push((depths[k], k));
            parent
        });
        let under = stands_under(page, items, k, &mut by_place);
        let told = parents[k].as_deref().map(|id| find(id, k));
        let linked = pointers[k].links.iter().find_map(|link| find(link, k));
        let structural = shallower.flatten().or(around[k]).or(under);
        let answer = match told {
            // An attribute that names no comment of the page says that it answers none; unless it stands in one.
            Some(told) => told.or(structural),
            None => linked
                .or(structural)
                .or_else(|| quoted(&pointers[k], &by_author, known)),
        };
        // Only a comment that stands earlier is answered.
        answers.push(answer.filter(|&to| to < k));
        if let Some(author) = &known[k].author {
            by_author.entry(author.to_lowercase()).or_default().push(k);
        }
    }
    answers
}

/// Whether none of the comments stands in another or tells that it is deeper.
pub fn is_flat(page: &CommentPage<'_>, items: &[Item]) -> bool {
    enclosing(items).iter().all(Option::is_none) && depths(page, items).is_none()
}

/// For each item, the innermost one around it.
fn enclosing(items: &[Item]) -> Vec<Option<usize>> {
    let mut open: Vec<usize> = Vec::new();
    items
        .iter()
        .enumerate()
        .map(|(k, item)| {
            while open
                .last()
                .is_some_and(|&o| items[o].range.end < item.range.end)
            {
                open.pop();
            }
            let around = open.last().copied();
            open.push(k);
            around
        })
        .collect()
}

/// The earlier comment beside whose element stands, as its next sibling or behind it, the element that holds this one:
/// `<div>comment</div><div class="indented"><div>answer</div></div>`.
fn stands_under(
    page: &CommentPage<'_>,
    items: &[Item],
    k: usize,
    open: &mut Vec<usize>,
) -> Option<usize> {
    let depth = |k: usize| page.outline.depth(items[k].element);
    open.retain(|&o| depth(o) < depth(k));
    let parent = open.last().copied().filter(|&o| {
        let levels = usize::from(depth(k) - depth(o));
        if levels > 8 {
            return false;
        }
        let Some(beside) = page.dom.ancestors(items[k].element).take(levels).last() else {
            return false;
        };
        page.outline.start(beside) > items[o].range.start
            && page.dom.parent(beside) == page.dom.parent(items[o].element)
            && !super::outline::any_in(
                &name_words(page.dom, beside),
                &[
                    "featured",
                    "pick",
                    "picks",
                    "selected",
                    "highlight",
                    "highlighted",
                    "pinned",
                    "top",
                ],
            )
    });
    open.push(k);
    parent
}

/// The ways to write an id: as it is, and by its last number.
fn keys(id: &str) -> Vec<String> {
    let id = id.rsplit('#').next().unwrap_or(id).trim().to_lowercase();
    if id.is_empty() || id.len() > 120 {
        return Vec::new();
    }
    let mut keys = vec![id.clone()];
    let tail: String = id
        .chars()
        .rev()
        .take_while(char::is_ascii_alphanumeric)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    let digits = tail.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
        keys.push(format!("№{}", digits));
    } else if tail.len() >= 5 && tail.bytes().any(|b| b.is_ascii_digit()) {
        keys.push(format!("№{tail}"));
    }
    keys
}

type Ids = BTreeMap<String, usize>;

fn ids_and_parents(page: &CommentPage<'_>, items: &[Item]) -> (Ids, Vec<Option<String>>) {
    let mut ids = Ids::new();
    let mut parents = vec![None; items.len()];
    for (k, item) in items.iter().enumerate() {
        let until = items
            .get(k + 1)
            .map_or(item.range.end, |next| next.range.start.min(item.range.end));
        let mut looked_at: Vec<NodeId> = first_elements(page.dom, item.element, N_LOOKED_AT)
            .into_iter()
            .take_while(|&id| page.outline.start(id) < until || id == item.element)
            .collect();
        // A bare anchor may stand right before the comment.
        let mut before = page.dom.previous(item.element);
        for _ in 0..2 {
            if let Some(id) = before {
                if page.dom.is(id, "a") {
                    looked_at.push(id);
                }
                before = page.dom.previous(id);
            }
        }
        for &id in &looked_at {
            for value in ID_ATTRS.iter().filter_map(|a| page.dom.attr(id, a)) {
                for key in keys(value) {
                    ids.entry(key).or_insert(k);
                }
            }
        }
        parents[k] = looked_at
            .iter()
            .take(6)
            .find_map(|&id| parent_told(page.dom, id));
    }
    (ids, parents)
}

fn parent_told(dom: &Dom, id: NodeId) -> Option<String> {
    let attr = PARENT_ATTRS.iter().find_map(|a| dom.attr(id, a));
    let item = || {
        (dom.attr(id, "itemprop") == Some("parentItem"))
            .then(|| {
                ["href", "content", "itemid", "resource"]
                    .iter()
                    .find_map(|a| dom.attr(id, a))
            })
            .flatten()
    };
    attr.or_else(item).map(str::to_owned)
}

/// How deep each comment says that it is, where they say it and differ in it.
fn depths(page: &CommentPage<'_>, items: &[Item]) -> Option<Vec<i64>> {
    let told: Vec<Option<i64>> = items.iter().map(|item| depth_told(page, item)).collect();
    let n_told = told.iter().flatten().count();
    if n_told * 3 < items.len() * 2 {
        return None;
    }
    let depths: Vec<i64> = told.into_iter().map(|d| d.unwrap_or(0)).collect();
    let differ = depths.iter().any(|d| *d != depths[0]);
    differ.then_some(depths)
}

fn depth_told(page: &CommentPage<'_>, item: &Item) -> Option<i64> {
    let dom = page.dom;
    let of_element = |id: NodeId| -> Option<i64> {
        for attr in [
            "data-depth",
            "data-level",
            "data-indent",
            "aria-level",
            "data-nesting",
            "indent",
        ] {
            if let Some(n) = dom
                .attr(id, attr)
                .and_then(|v| v.trim().parse::<i64>().ok())
            {
                return Some(n);
            }
        }
        let class = dom.attr(id, "class").unwrap_or("");
        let by_class = class
            .split_whitespace()
            .find_map(|token| DEPTH.captures(token)?[1].parse::<i64>().ok());
        by_class.or_else(|| {
            let style = dom.attr(id, "style")?;
            INDENT.captures(style)?[1].parse::<i64>().ok()
        })
    };
    if let Some(depth) = of_element(item.element) {
        return Some(depth);
    }
    if let Some(parent) = dom.parent(item.element)
        && dom
            .children(parent)
            .take(40)
            .filter(|&c| dom.name(c).is_some())
            .take(2)
            .count()
            == 1
        && let Some(depth) = of_element(parent)
    {
        return Some(depth);
    }
    // A cell or an invisible picture may push the comment to the right.
    first_elements(dom, item.element, 24)
        .into_iter()
        .skip(1)
        .take_while(|&id| page.outline.start(id) < item.range.end)
        .find_map(|id| {
            if dom.is(id, "img") {
                let thin = dom
                    .attr(id, "height")
                    .is_some_and(|h| matches!(h, "0" | "1" | "2"));
                let blank = dom.attr(id, "src").is_some_and(|src| {
                    let file = src.rsplit('/').next().unwrap_or(src).to_lowercase();
                    [
                        "s.", "spacer", "blank", "pixel", "clear", "trans", "shim", "dot",
                    ]
                    .iter()
                    .any(|w| file.starts_with(w))
                });
                let width = dom.attr(id, "width").filter(|_| thin || blank)?;
                width.trim_end_matches("px").parse::<i64>().ok()
            } else {
                of_element(id)
            }
        })
}

/// The latest earlier comment that the quoted words are from: of the writer that the quotation names.
fn quoted(
    pointers: &Pointers,
    by_author: &BTreeMap<String, Vec<usize>>,
    known: &[Answerable],
) -> Option<usize> {
    pointers.quotes.iter().find_map(|(name, words)| {
        if words.chars().count() < 8 {
            return None;
        }
        let theirs = by_author.get(&name.as_deref()?.to_lowercase())?;
        theirs
            .iter()
            .rev()
            .take(200)
            .copied()
            .find(|&k| known[k].letters.contains(words.as_str()))
    })
}

/// The letters of a text as [`Answerable`] has them.
pub fn answerable(author: Option<String>, text: &str) -> Answerable {
    Answerable {
        author,
        letters: letters(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_that_tell_a_depth() {
        for (class, depth) in [
            ("depth-2", Some("2")),
            ("vf3-comment--depth-0", Some("0")),
            ("comment_level-3", Some("3")),
            ("wpd_comment_level-1", Some("1")),
            ("indent-4", Some("4")),
            ("post-12", None),
            ("levelheaded", None),
        ] {
            let found = DEPTH.captures(class).map(|c| c[1].to_owned());
            assert_eq!(found.as_deref(), depth, "{class}");
        }
    }

    #[test]
    fn ids_by_their_numbers() {
        assert_eq!(keys("#comment-12"), ["comment-12", "№12"]);
        assert_eq!(keys("t1_e1697"), ["t1_e1697", "№1697"]);
        assert_eq!(keys("respond"), ["respond"]);
    }
}
