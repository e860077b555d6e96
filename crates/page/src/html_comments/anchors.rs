//! The words that every comment of a list has beside its text: a time, or a name. Where they stand tells where the
//! comments are.

use super::outline::{IN_ASIDE, IN_DIGEST, Outline};
use super::posted::{machine_time, printed_time};
use super::runs::Run;
use crate::dom::{Dom, NodeId};
use crate::markup_words as mw;
use crate::piece::Piece;
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
pub fn time_anchors(
    dom: &Dom,
    pieces: &[Piece],
    runs: &[Run],
    outline: &Outline,
) -> BTreeMap<String, Vec<Anchor>> {
    let mut found: BTreeMap<String, Vec<Anchor>> = BTreeMap::new();
    let mut n = 0;
    for (k, run) in runs.iter().enumerate() {
        let text = run.text(pieces);
        if text.len() > 200 || n >= MAX_ANCHORS || outline.is_in(run.element, IN_ASIDE | IN_DIGEST)
        {
            continue;
        }
        if reads_as_time(dom, outline, run.element, text) {
            n += 1;
            found
                .entry(kind_of(dom, run.element))
                .or_default()
                .push(Anchor {
                    element: run.element,
                    run: k,
                });
        }
    }
    found
}

/// Whether the words, or the attributes of the elements close around them, tell a time.
pub fn reads_as_time(dom: &Dom, outline: &Outline, element: NodeId, text: &str) -> bool {
    let marked = is_marked_time(dom, outline, element);
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
pub fn is_marked_time(dom: &Dom, outline: &Outline, element: NodeId) -> bool {
    std::iter::once(element)
        .chain(dom.ancestors(element).take(1))
        .any(|id| outline.own(id) & mw::TIME != 0 || dom.attr(id, "datetime").is_some())
}

/// Anchors of names by their kind.
pub fn name_anchors(
    dom: &Dom,
    pieces: &[Piece],
    runs: &[Run],
    outline: &Outline,
) -> BTreeMap<String, Vec<Anchor>> {
    let mut found: BTreeMap<String, Vec<Anchor>> = BTreeMap::new();
    let mut n = 0;
    for (k, run) in runs.iter().enumerate() {
        let text = run.text(pieces);
        if text.len() > 120
            || n >= MAX_ANCHORS
            || outline.is_in(run.element, IN_ASIDE | IN_DIGEST)
            || !text.chars().any(char::is_alphabetic)
        {
            continue;
        }
        let named = std::iter::once(run.element)
            .chain(dom.ancestors(run.element).take(1))
            .any(|id| outline.own(id) & (mw::USER | mw::BYLINE) != 0);
        if named {
            n += 1;
            found
                .entry(kind_of(dom, run.element))
                .or_default()
                .push(Anchor {
                    element: run.element,
                    run: k,
                });
        }
    }
    found
}
