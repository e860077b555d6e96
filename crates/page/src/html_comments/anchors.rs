//! The words that every comment of a list has beside its text: a time, or a name. Where they stand tells where the
//! comments are.

use super::outline::{IN_ASIDE, IN_DIGEST};
use super::page::CommentPage;
use super::posted::{machine_time, printed_time};
use super::runs::Run;
use crate::dom::{Dom, NodeId};
use crate::marks;
use crate::markup_words as mw;
use std::collections::BTreeMap;

/// Anchors of a page after this many are not looked at.
const MAX_ANCHORS: usize = 20_000;

/// An element with a time or a name, and nothing much else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The element directly around the words.
    pub element: NodeId,
    /// Index of the run.
    pub run: usize,
}

/// What the anchors of one list have in common: the element's name and class, or, without a class, also those of the
/// element around it.
pub fn kind_of(dom: &Dom, id: NodeId) -> String {
    let mut kind = own_kind(dom, id);
    if dom.attr(id, "class").is_none()
        && let Some(up) = dom.parent(id)
    {
        kind.push('<');
        kind.push_str(&own_kind(dom, up));
    }
    kind
}

/// The element's name and its first class without numbers: `div.comment-body`.
pub fn own_kind(dom: &Dom, id: NodeId) -> String {
    let mut kind = dom.name(id).map_or(String::new(), |name| name.to_string());
    let class = dom.attr(id, "class").unwrap_or("");
    if let Some(first) = class.split_whitespace().map(without_digits).find(|token| {
        !token.is_empty() && !["odd", "even", "alt", "first", "last"].contains(&token.as_str())
    }) {
        kind.push('.');
        kind.push_str(&first);
    }
    kind
}

/// A class or id without its numbers: `comment-1204` is of one kind with `comment-1205`. A digit in the midst of
/// letters is part of the name.
pub fn without_digits(token: &str) -> String {
    if !token.bytes().any(|b| b.is_ascii_digit()) {
        return token.chars().take(60).collect();
    }
    let chars: Vec<char> = token.chars().take(60).collect();
    let mut kept = String::with_capacity(chars.len());
    let mut k = 0;
    while k < chars.len() {
        let n = chars[k..].iter().take_while(|c| c.is_ascii_digit()).count();
        let set_off = k > 0 && matches!(chars[k - 1], '-' | '_');
        if n >= 3 || n > 0 && set_off {
            k += n;
        } else {
            kept.extend(&chars[k..k + n.max(1)]);
            k += n.max(1);
        }
    }
    kept
}

/// Anchors of times by their kind, in page order; asides are left out.
pub fn time_anchors(page: &CommentPage<'_>) -> BTreeMap<String, Vec<Anchor>> {
    anchors(page, 200, |element, text| {
        reads_as_time(page.dom, element, text)
    })
}

/// Anchors of names by their kind, in page order; asides are left out.
pub fn name_anchors(page: &CommentPage<'_>) -> BTreeMap<String, Vec<Anchor>> {
    let names = |id: NodeId| marks::own_flags(page.dom, id) & (mw::USER | mw::BYLINE) != 0;
    anchors(page, 120, |element, text| {
        text.chars().any(char::is_alphabetic)
            && std::iter::once(element)
                .chain(page.dom.ancestors(element).take(1))
                .any(names)
    })
}

/// The runs of no more than `longest` bytes that `is_anchor` tells by element and words, by their kind.
fn anchors(
    page: &CommentPage<'_>,
    longest: usize,
    is_anchor: impl Fn(NodeId, &str) -> bool,
) -> BTreeMap<String, Vec<Anchor>> {
    let mut found: BTreeMap<String, Vec<Anchor>> = BTreeMap::new();
    let told = page.runs.iter().enumerate().filter(|(k, run)| {
        let text = page.text(*k);
        text.len() <= longest
            && !page.outline.is_in(run.element, IN_ASIDE | IN_DIGEST)
            && is_anchor(run.element, text)
    });
    for (run, &Run { element, .. }) in told.take(MAX_ANCHORS) {
        found
            .entry(kind_of(page.dom, element))
            .or_default()
            .push(Anchor { element, run });
    }
    found
}

/// Whether the words, or the attributes of the elements close around them, tell a time.
pub fn reads_as_time(dom: &Dom, element: NodeId, text: &str) -> bool {
    let marked = is_marked_time(dom, element);
    if printed_time(text, marked).is_some() {
        return true;
    }
    if text.chars().count() > 60 {
        return false;
    }
    // `<abbr title="2010-03-02 07:51">07:51</abbr>` needs no other mark.
    if text.chars().count() <= 40 && machine_time(dom, element).0.is_some() {
        return true;
    }
    let mut around = std::iter::once(element).chain(dom.ancestors(element).take(1));
    marked && around.any(|id| machine_time(dom, id).0.is_some())
}

/// Whether the element, or the one around it, says that it holds a time.
pub fn is_marked_time(dom: &Dom, element: NodeId) -> bool {
    std::iter::once(element)
        .chain(dom.ancestors(element).take(1))
        .any(|id| marks::own_flags(dom, id) & mw::TIME != 0 || dom.attr(id, "datetime").is_some())
}
