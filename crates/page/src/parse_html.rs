//! HTML to [`Dom`] by html5ever, with bounds on what a hostile page can cost.
//!
//! The tree builder's work grows with the square of the depth and the tokenizer's with the square of the
//! attributes of one tag, so both are bounded before they reach it.

use crate::dom::{Dom, NodeId, NodeKind, ROOT};
use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, Namespace, QualName, TokenizerResult};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

/// Elements nested deeper than this become text of the element at this depth.
pub const MAX_DEPTH: usize = 512;
/// Nodes after this many are left out, and that is told.
pub const MAX_NODES: usize = 250_000;
/// Bytes of text after this many are left out, and that is told.
pub const MAX_TEXT: usize = 4 << 20;
/// Attributes of one tag after this many are left out.
pub const MAX_ATTRIBUTES: usize = 256;

/// Parses a page. The second value tells that it was not read to its end, for it had more than [`MAX_NODES`] nodes,
/// more than [`MAX_TEXT`] bytes of text, or markup that no page has.
pub fn parse_html(html: &str) -> (Dom, bool) {
    let sink = DomSink {
        dom: RefCell::new(Dom::new()),
        full: Cell::new(false),
        n_text: Cell::new(0),
    };
    let builder = TreeBuilder::new(
        sink,
        TreeBuilderOpts {
            scripting_enabled: true,
            ..Default::default()
        },
    );
    let tokenizer = Tokenizer::new(DepthGuard::new(builder), TokenizerOpts::default());
    let queue = BufferQueue::default();
    let (html, hostile) = with_few_attributes(html);
    let mut rest: &str = &html;
    while !rest.is_empty() && !tokenizer.sink.builder.sink.full.get() {
        let (chunk, after) = rest.split_at(boundary(rest, 1 << 16));
        rest = after;
        queue.push_back(StrTendril::from_slice(chunk));
        // The tokenizer stops after each script, which nobody runs here, and at each word on the encoding, which is known.
        while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
    }
    tokenizer.end();
    let sink = tokenizer.sink.builder.sink;
    (sink.dom.into_inner(), hostile || sink.full.get())
}

/// The page with the tail of every tag that has more than [`MAX_ATTRIBUTES`] words cut off.
///
/// Every `<` before a letter is taken for the start of a tag, since only the tokenizer knows which ones are in
/// scripts. Where that costs more than a page of markup can, the page ends; the second value tells so.
fn with_few_attributes(html: &str) -> (Cow<'_, str>, bool) {
    let bytes = html.as_bytes();
    let mut budget = 8 * bytes.len() + (1 << 16);
    let mut kept = String::new();
    let (mut kept_to, mut at) = (0, 0);
    while let Some(found) = html[at..].find('<') {
        at += found + 1;
        if !bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let tag = scan_tag(&html[at..]);
        if budget < tag.n_bytes {
            kept.push_str(&html[kept_to..at - 1]);
            return (Cow::Owned(kept), true);
        }
        budget -= tag.n_bytes;
        if let Some(cut) = tag.too_many_from {
            kept.push_str(&html[kept_to..at + cut]);
            at += tag.n_bytes;
            kept_to = at;
        }
    }
    if kept_to == 0 {
        return (Cow::Borrowed(html), false);
    }
    kept.push_str(&html[kept_to..]);
    (Cow::Owned(kept), false)
}

/// The first character boundary at or after `at`, or the end.
fn boundary(text: &str, at: usize) -> usize {
    (at..text.len())
        .find(|&k| text.is_char_boundary(k))
        .unwrap_or(text.len())
}

/// A tag as the tokenizer would see it.
struct ScannedTag {
    /// Bytes up to its `>`, or the end.
    n_bytes: usize,
    /// Where the first word too many starts.
    too_many_from: Option<usize>,
}

fn scan_tag(text: &str) -> ScannedTag {
    let bytes = text.as_bytes();
    let (mut n_words, mut value_next, mut in_word) = (0, false, false);
    let mut too_many_from = None;
    let mut k = 0;
    while let Some(&b) = bytes.get(k) {
        if b == b'>' {
            return ScannedTag {
                n_bytes: k,
                too_many_from,
            };
        }
        if b.is_ascii_whitespace() || b == b'/' {
            in_word = false;
        } else if (b == b'"' || b == b'\'') && value_next {
            // Most of a page's markup is in quotes.
            let Some(n_quoted) = text[k + 1..].find(char::from(b)) else {
                break;
            };
            k += n_quoted + 2;
            (value_next, in_word) = (false, false);
            continue;
        } else if !in_word {
            in_word = true;
            n_words += 1;
            if n_words > MAX_ATTRIBUTES && too_many_from.is_none() {
                too_many_from = Some(k);
            }
        }
        value_next = b == b'=' || (value_next && b.is_ascii_whitespace());
        k += 1;
    }
    ScannedTag {
        n_bytes: bytes.len(),
        too_many_from,
    }
}

/// Passes tokens on to the tree builder, but for start tags that would nest too deep and their end tags.
struct DepthGuard {
    builder: TreeBuilder<NodeId, DomSink>,
    /// Elements that are open as far as the tags tell, outermost first.
    open: RefCell<Vec<LocalName>>,
    /// How many start tags of a name were dropped, whose end tags must go too.
    dropped: RefCell<BTreeMap<LocalName, u32>>,
}

/// Elements that never hold others, or whose content is no markup: they pass at any depth.
const LEAVES: &[&str] = &[
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "param",
    "source",
    "track",
    "wbr",
    "script",
    "style",
    "title",
    "textarea",
    "xmp",
    "iframe",
    "noembed",
    "noframes",
    "noscript",
    "plaintext",
    "html",
    "head",
    "body",
    "frameset",
    "frame",
];

/// Elements that a second one of their kind closes, with what the search for the first stops at.
fn closed_by(name: &str) -> (&'static [&'static str], &'static [&'static str]) {
    match name {
        "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => (
            &["p", "h1", "h2", "h3", "h4", "h5", "h6"],
            &[
                "div",
                "table",
                "td",
                "li",
                "button",
                "section",
                "article",
                "blockquote",
            ],
        ),
        "li" => (&["li"], &["ul", "ol", "table", "td", "button"]),
        "dd" | "dt" => (&["dd", "dt"], &["dl", "table", "td", "button"]),
        "option" | "optgroup" => (&["option"], &["select"]),
        "tr" => (&["tr"], &["table"]),
        "td" | "th" => (&["td", "th"], &["tr", "table"]),
        "tbody" | "thead" | "tfoot" => (&["tbody", "thead", "tfoot"], &["table"]),
        _ => (&[], &[]),
    }
}

impl DepthGuard {
    fn new(builder: TreeBuilder<NodeId, DomSink>) -> DepthGuard {
        DepthGuard {
            builder,
            open: RefCell::new(Vec::new()),
            dropped: RefCell::new(BTreeMap::new()),
        }
    }

    /// Whether the tree builder is to see the tag.
    fn admit(&self, tag: &Tag) -> bool {
        let name: &str = &tag.name;
        if LEAVES.contains(&name) {
            return true;
        }
        let mut open = self.open.borrow_mut();
        let mut dropped = self.dropped.borrow_mut();
        match tag.kind {
            TagKind::StartTag => {
                let (same, stop) = closed_by(name);
                if !same.is_empty() {
                    let mut reach = open.iter().rev().take_while(|n| !stop.contains(&&***n));
                    if let Some(up) = reach.position(|n| same.contains(&&**n)) {
                        let keep = open.len() - up - 1;
                        open.truncate(keep);
                    }
                }
                if open.len() < MAX_DEPTH {
                    open.push(tag.name.clone());
                } else if same.is_empty() {
                    *dropped.entry(tag.name.clone()).or_default() += 1;
                    return false;
                }
            }
            TagKind::EndTag => {
                if let Some(n) = dropped.get_mut(&tag.name).filter(|n| **n > 0) {
                    *n -= 1;
                    return false;
                }
                if let Some(at) = open.iter().rposition(|n| *n == tag.name) {
                    open.truncate(at);
                }
            }
        }
        true
    }
}

impl TokenSink for DepthGuard {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line_number: u64) -> TokenSinkResult<NodeId> {
        if self.builder.sink.full.get() {
            return TokenSinkResult::Continue;
        }
        if let Token::TagToken(tag) = &token
            && !self.admit(tag)
        {
            return TokenSinkResult::Continue;
        }
        self.builder.process_token(token, line_number)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// What the tree builder builds into.
struct DomSink {
    dom: RefCell<Dom>,
    full: Cell<bool>,
    /// Bytes of text so far.
    n_text: Cell<usize>,
}

/// The two halves of an element's name.
#[derive(Debug)]
struct OwnName(Namespace, LocalName);

impl ElemName for OwnName {
    fn ns(&self) -> &Namespace {
        &self.0
    }

    fn local_name(&self) -> &LocalName {
        &self.1
    }
}

impl DomSink {
    fn add(&self, kind: NodeKind) -> NodeId {
        let mut dom = self.dom.borrow_mut();
        if dom.len() >= MAX_NODES {
            self.full.set(true);
        }
        dom.add(kind)
    }

    /// The node to put in: a new text node, or none where the text went to the end of `before`.
    fn place(&self, before: Option<NodeId>, child: NodeOrText<NodeId>) -> Option<NodeId> {
        match child {
            NodeOrText::AppendNode(id) => Some(id),
            NodeOrText::AppendText(text) => {
                self.n_text.set(self.n_text.get() + text.len());
                if self.n_text.get() > MAX_TEXT {
                    self.full.set(true);
                }
                if let Some(before) = before
                    && let NodeKind::Text(already) = self.dom.borrow_mut().kind_mut(before)
                {
                    already.push_str(&text);
                    return None;
                }
                Some(self.add(NodeKind::Text(text.to_string())))
            }
        }
    }
}

impl TreeSink for DomSink {
    type Handle = NodeId;
    type Output = Dom;
    type ElemName<'a> = OwnName;

    fn finish(self) -> Dom {
        self.dom.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        ROOT
    }

    fn elem_name(&self, target: &NodeId) -> OwnName {
        match self.dom.borrow().kind(*target) {
            NodeKind::Element { name, .. } => OwnName(name.ns.clone(), name.local.clone()),
            // The tree builder asks for names of elements only; an empty name matches none of its rules.
            _ => OwnName(Namespace::from(""), LocalName::from("")),
        }
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> NodeId {
        self.add(NodeKind::Element { name, attrs })
    }

    fn create_comment(&self, _: StrTendril) -> NodeId {
        self.add(NodeKind::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        self.add(NodeKind::Other)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        let before = self.dom.borrow().last_child(*parent);
        if let Some(id) = self.place(before, child) {
            self.dom.borrow_mut().append(*parent, id);
        }
    }

    fn append_based_on_parent_node(
        &self,
        element: &NodeId,
        prev_element: &NodeId,
        child: NodeOrText<NodeId>,
    ) {
        let stands = self.dom.borrow().parent(*element).is_some();
        if stands {
            self.append_before_sibling(element, child);
        } else {
            self.append(prev_element, child);
        }
    }

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        let before = self.dom.borrow().previous(*sibling);
        if let Some(id) = self.place(before, child) {
            self.dom.borrow_mut().insert_before(*sibling, id);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        *target
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn add_attrs_if_missing(&self, target: &NodeId, more: Vec<Attribute>) {
        if let NodeKind::Element { attrs, .. } = self.dom.borrow_mut().kind_mut(*target) {
            for attr in more {
                if attrs.len() < MAX_ATTRIBUTES && attrs.iter().all(|a| a.name != attr.name) {
                    attrs.push(attr);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.dom.borrow_mut().detach(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        let children: Vec<NodeId> = self.dom.borrow().children(*node).collect();
        let mut dom = self.dom.borrow_mut();
        for child in children {
            dom.append(*new_parent, child);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn depth(dom: &Dom) -> usize {
        (0..dom.len() as NodeId)
            .map(|id| dom.ancestors(id).count())
            .max()
            .unwrap_or(0)
    }

    #[test]
    fn bounds_the_depth_and_keeps_the_text() {
        let html = format!(
            "{}<p>one</p><p>two</p>{}",
            "<div>".repeat(5000),
            "</div>".repeat(5000)
        );
        let (dom, full) = parse_html(&html);
        assert!(!full);
        assert!(depth(&dom) < MAX_DEPTH + 10, "{}", depth(&dom));
        assert_eq!(dom.text(ROOT), "one two");
        assert_eq!(
            dom.elements(ROOT)
                .into_iter()
                .filter(|&id| dom.is(id, "p"))
                .count(),
            2
        );
    }

    #[test]
    fn paragraphs_that_nobody_closes_do_not_nest() {
        let (dom, _) = parse_html(&"<p>a<table><tr><td>b<tr><td>c</table>".repeat(2000));
        assert_eq!(
            dom.elements(ROOT)
                .into_iter()
                .filter(|&id| dom.is(id, "td"))
                .count(),
            4000
        );
    }

    #[test]
    fn bounds_the_attributes_of_a_tag() {
        let many: String = (0..5000).map(|k| format!(" a{k}=\"x > y\"")).collect();
        let (dom, _) = parse_html(&format!(
            "<p id=first{many}>words</p> <b title='a b c'>more</b>"
        ));
        assert_eq!(dom.text(ROOT), "words more");
        let p = dom
            .elements(ROOT)
            .into_iter()
            .find(|&id| dom.is(id, "p"))
            .expect("a paragraph");
        assert_eq!(dom.attr(p, "id"), Some("first"));
        assert!(
            matches!(dom.kind(p), NodeKind::Element { attrs, .. } if attrs.len() <= MAX_ATTRIBUTES)
        );
    }

    #[test]
    fn scripts_are_data_and_do_not_stop_the_page() {
        let (dom, _) = parse_html("<script>if (a<b) { '</p>' }</script><p>after</p>");
        assert_eq!(dom.text(ROOT), "after");
    }
}
