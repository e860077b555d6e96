//! Where each node of a page stands: its place in document order, and what the elements around it tell.

use crate::dom::{Dom, NodeId, ROOT, Step};
use crate::marks;
use crate::markup_words as mw;
use std::ops::Range;

/// In an element that says that it holds readers' comments.
pub const IN_COMMENTS: u8 = 1;
/// In a menu, a sidebar, a list of other articles.
pub const IN_ASIDE: u8 = 1 << 1;
/// In an element that says that it holds the article's body.
pub const IN_BODY: u8 = 1 << 2;
/// In a list of the comments that a site got last or likes most.
pub const IN_DIGEST: u8 = 1 << 3;

/// Places and surroundings of all nodes.
pub struct Outline {
    start: Vec<u32>,
    end: Vec<u32>,
    depth: Vec<u16>,
    around: Vec<u8>,
}

impl Outline {
    /// Walks the page once.
    pub fn of(dom: &Dom) -> Outline {
        let n = dom.len();
        let mut outline = Outline {
            start: vec![0; n],
            end: vec![0; n],
            depth: vec![0; n],
            around: vec![0; n],
        };
        let mut next = 0u32;
        dom.walk(ROOT, |step| {
            match step {
                Step::Enter(id) => {
                    let k = id as usize;
                    outline.start[k] = next;
                    next += 1;
                    outline.end[k] = next;
                    if let Some(up) = dom.parent(id) {
                        outline.depth[k] = outline.depth[up as usize].saturating_add(1);
                        outline.around[k] = outline.around[up as usize];
                    }
                    if dom.name(id).is_some() {
                        outline.around[k] = standing(dom, id, outline.around[k]);
                    }
                }
                Step::Leave(id) => outline.end[id as usize] = next,
            }
            true
        });
        outline
    }

    /// The node's place in document order.
    pub fn start(&self, id: NodeId) -> u32 {
        self.start[id as usize]
    }

    /// The places of the node and all in it.
    pub fn range(&self, id: NodeId) -> Range<u32> {
        self.start[id as usize]..self.end[id as usize]
    }

    /// How many nodes are around it.
    pub fn depth(&self, id: NodeId) -> u16 {
        self.depth[id as usize]
    }

    /// Whether it stands in what one of the bits says, or is that.
    pub fn is_in(&self, id: NodeId, bits: u8) -> bool {
        self.around[id as usize] & bits != 0
    }
}

/// Whether any of the words is in the list.
pub fn any_in(words: &[String], list: &[&str]) -> bool {
    words.iter().any(|w| list.contains(&w.as_str()))
}

fn standing(dom: &Dom, id: NodeId, around: u8) -> u8 {
    let tag = dom.name(id).map_or("", |name| &**name);
    if matches!(tag, "body" | "html" | "main") {
        return around;
    }
    let around = if marks::says_body(dom, id) >= 3 {
        around | IN_BODY
    } else {
        around
    };
    let named = marks::named_place(dom, id);
    let names_comments = marks::own_flags(dom, id) & mw::COMMENTS != 0
        || tag.contains("comments")
        || named & mw::TALK != 0;
    if names_comments {
        // Within a list of comments nothing is a digest.
        return if named & mw::DIGEST != 0 && around & IN_COMMENTS == 0 {
            around | IN_DIGEST
        } else {
            around & !IN_ASIDE | IN_COMMENTS
        };
    }
    let aside = matches!(tag, "nav" | "aside")
        || named & mw::ASIDE != 0
        || matches!(
            dom.attr(id, "role"),
            Some("navigation" | "complementary" | "banner" | "contentinfo")
        );
    if around & IN_COMMENTS == 0 && aside {
        around | IN_ASIDE
    } else {
        around
    }
}
