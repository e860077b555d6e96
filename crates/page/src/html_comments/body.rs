//! Which element of each comment holds its text.

use super::anchors::own_kind;
use super::items::Item;
use super::outline::any_in;
use super::page::{CommentPage, NameWords};
use super::parts::{Kind, Word};
use crate::dom::NodeId;
use std::collections::BTreeMap;

const BODY_WORDS: &[&str] = &[
    "content",
    "body",
    "text",
    "md",
    "bbwrapper",
    "usercontent",
    "commenttext",
    "commentbody",
    "commentcontent",
    "messagebody",
    "posttext",
    "description",
    "cooked",
];
const HOLDERS: &[&str] = &[
    "div",
    "td",
    "section",
    "article",
    "dd",
    "span",
    "blockquote",
    "p",
];

/// How an element of one comment stands beside its like in the others.
#[derive(Default)]
struct Share {
    mass: usize,
    n_items: usize,
    /// In how many comments it holds the longest run.
    n_longest: usize,
    depth: usize,
    told: bool,
    twice: bool,
    last: Option<(usize, NodeId)>,
}

/// For each comment, the element that holds its text: one of the same kind, at the same depth, in each of them. `None`
/// where there is no such element, as where the text stands in the comment's own.
pub fn body_elements(
    page: &CommentPage<'_>,
    items: &[Item],
    own: &[Vec<Word>],
    names: &mut NameWords,
) -> Vec<Option<NodeId>> {
    let mut shares: BTreeMap<String, Share> = BTreeMap::new();
    let (mut whole, mut n_items) = (0usize, 0usize);
    for (k, words) in own.iter().enumerate() {
        let texts = || words.iter().filter(|w| w.kind == Kind::Text);
        let longest = texts().map(|w| page.text(w.run).len()).max().unwrap_or(0);
        let any = longest > 0;
        let mut longest_seen = false;
        for word in texts() {
            let mass = page.text(word.run).len();
            let is_longest =
                mass == longest && !std::mem::replace(&mut longest_seen, mass == longest);
            whole += mass;
            for (up, &id) in word.chain.iter().rev().enumerate() {
                let Some(tag) = page.dom.name(id) else {
                    continue;
                };
                if !HOLDERS.contains(&&**tag) {
                    continue;
                }
                let inline = matches!(&**tag, "p" | "blockquote");
                let told = any_in(names.of(page.dom, id), BODY_WORDS);
                if inline && !told {
                    continue;
                }
                let share = shares
                    .entry(format!("{up} {}", own_kind(page.dom, id)))
                    .or_default();
                share.depth = up;
                share.told = told;
                share.mass += mass;
                share.n_longest += usize::from(is_longest);
                match share.last {
                    Some((item, element)) if item == k => share.twice |= element != id,
                    _ => share.n_items += 1,
                }
                share.last = Some((k, id));
            }
        }
        n_items += usize::from(any);
    }
    let once = |s: &&Share| !s.twice && s.n_items * 10 >= n_items * 6;
    // Where elements say that they hold a text, the innermost of those that hold most of it.
    let most = shares
        .values()
        .filter(once)
        .filter(|s| s.told && s.mass * 100 >= whole * 40)
        .map(|s| s.mass)
        .max();
    // Where they do not, the innermost that holds the longest words of nearly every comment.
    let fits = |s: &Share| {
        most.is_some_and(|most| s.told && s.mass * 100 >= most * 75)
            || s.n_items * 10 >= n_items * 9
                && s.n_longest * 4 >= n_items * 3
                && s.mass * 100 >= whole * 55
    };
    let chosen: Option<String> = shares
        .iter()
        .filter(|(_, s)| once(s) && fits(s))
        .max_by_key(|(kind, s)| (s.depth, s.mass, std::cmp::Reverse((*kind).clone())))
        .map(|(kind, _)| kind.clone());
    let Some(chosen) = chosen else {
        return vec![None; items.len()];
    };
    own.iter()
        .map(|words| {
            words.iter().find_map(|word| {
                word.chain
                    .iter()
                    .rev()
                    .enumerate()
                    .find(|&(up, &id)| format!("{up} {}", own_kind(page.dom, id)) == chosen)
                    .map(|(_, &id)| id)
            })
        })
        .collect()
}
