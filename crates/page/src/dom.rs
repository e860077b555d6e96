//! A page's elements and texts as a flat arena, in the order of creation; no walk over it recurses.

use html5ever::{Attribute, LocalName, local_name};
use std::cell::OnceCell;

/// Index of a node in its [`Dom`].
pub type NodeId = u32;

/// The node above all others.
pub const ROOT: NodeId = 0;

const NONE: NodeId = NodeId::MAX;

/// What a node is.
#[derive(Debug)]
pub enum NodeKind {
    /// The document, a fragment, or something without text of its own, such as an HTML comment.
    Other,
    /// An element with its attributes in order.
    Element {
        name: html5ever::QualName,
        attrs: Vec<Attribute>,
    },
    /// Characters.
    Text(String),
}

#[derive(Debug)]
struct Node {
    kind: NodeKind,
    parent: NodeId,
    first: NodeId,
    last: NodeId,
    previous: NodeId,
    next: NodeId,
}

/// A tree of nodes.
#[derive(Debug)]
pub struct Dom {
    nodes: Vec<Node>,
    /// What the marks of each node tell, once somebody asked: see `marks::own_flags`.
    pub(crate) marks: OnceCell<Vec<u32>>,
}

/// A step of a walk: into a node, and, for elements, out of it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The node begins.
    Enter(NodeId),
    /// All nodes inside it have been walked.
    Leave(NodeId),
}

impl Dom {
    /// A tree with only the root.
    pub fn new() -> Dom {
        let mut dom = Dom {
            nodes: Vec::new(),
            marks: OnceCell::new(),
        };
        dom.add(NodeKind::Other);
        dom
    }

    /// Number of nodes.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// A new node that stands nowhere yet.
    pub fn add(&mut self, kind: NodeKind) -> NodeId {
        let id = self.nodes.len() as NodeId;
        self.nodes.push(Node {
            kind,
            parent: NONE,
            first: NONE,
            last: NONE,
            previous: NONE,
            next: NONE,
        });
        id
    }

    /// What the node is.
    pub fn kind(&self, id: NodeId) -> &NodeKind {
        &self.nodes[id as usize].kind
    }

    /// What the node is, to change it.
    pub fn kind_mut(&mut self, id: NodeId) -> &mut NodeKind {
        &mut self.nodes[id as usize].kind
    }

    /// The node it stands in.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        some(self.nodes[id as usize].parent)
    }

    /// The last node in it.
    pub fn last_child(&self, id: NodeId) -> Option<NodeId> {
        some(self.nodes[id as usize].last)
    }

    /// The node before it.
    pub fn previous(&self, id: NodeId) -> Option<NodeId> {
        some(self.nodes[id as usize].previous)
    }

    /// The nodes in it, in order.
    pub fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let mut next = self.nodes[id as usize].first;
        std::iter::from_fn(move || {
            let id = some(next)?;
            next = self.nodes[id as usize].next;
            Some(id)
        })
    }

    /// The nodes around it, innermost first, the root last.
    pub fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let mut next = self.nodes[id as usize].parent;
        std::iter::from_fn(move || {
            let id = some(next)?;
            next = self.nodes[id as usize].parent;
            Some(id)
        })
    }

    /// Whether the node is `up`, or stands in it no more than `reach` steps down.
    pub fn stands_in(&self, id: NodeId, up: NodeId, reach: usize) -> bool {
        id == up || self.ancestors(id).take(reach).any(|around| around == up)
    }

    /// Puts `child` at the end of `parent`.
    pub fn append(&mut self, parent: NodeId, child: NodeId) {
        self.detach(child);
        let last = self.nodes[parent as usize].last;
        let node = &mut self.nodes[child as usize];
        node.parent = parent;
        node.previous = last;
        match some(last) {
            Some(last) => self.nodes[last as usize].next = child,
            None => self.nodes[parent as usize].first = child,
        }
        self.nodes[parent as usize].last = child;
    }

    /// Puts `child` just before `sibling`, if that stands anywhere.
    pub fn insert_before(&mut self, sibling: NodeId, child: NodeId) {
        let Some(parent) = self.parent(sibling) else {
            return;
        };
        self.detach(child);
        let previous = self.nodes[sibling as usize].previous;
        let node = &mut self.nodes[child as usize];
        node.parent = parent;
        node.previous = previous;
        node.next = sibling;
        self.nodes[sibling as usize].previous = child;
        match some(previous) {
            Some(previous) => self.nodes[previous as usize].next = child,
            None => self.nodes[parent as usize].first = child,
        }
    }

    /// Takes the node, with all in it, out of where it stands.
    pub fn detach(&mut self, id: NodeId) {
        let Node {
            parent,
            previous,
            next,
            ..
        } = self.nodes[id as usize];
        let Some(parent) = some(parent) else { return };
        match some(previous) {
            Some(previous) => self.nodes[previous as usize].next = next,
            None => self.nodes[parent as usize].first = next,
        }
        match some(next) {
            Some(next) => self.nodes[next as usize].previous = previous,
            None => self.nodes[parent as usize].last = previous,
        }
        let node = &mut self.nodes[id as usize];
        (node.parent, node.previous, node.next) = (NONE, NONE, NONE);
    }

    /// Walks `top` and all in it, in document order; `into` tells which elements to walk into.
    pub fn walk(&self, top: NodeId, mut visit: impl FnMut(Step) -> bool) {
        let mut at = top;
        loop {
            let into = visit(Step::Enter(at));
            let first = self.nodes[at as usize].first;
            if into && first != NONE {
                at = first;
                continue;
            }
            if into {
                visit(Step::Leave(at));
            }
            loop {
                if at == top {
                    return;
                }
                if let Some(next) = some(self.nodes[at as usize].next) {
                    at = next;
                    break;
                }
                let Some(parent) = self.parent(at) else {
                    return;
                };
                visit(Step::Leave(parent));
                at = parent;
            }
        }
    }

    /// All elements in `top`, itself included, in document order.
    pub fn elements(&self, top: NodeId) -> Vec<NodeId> {
        self.elements_in(top).collect()
    }

    /// The same, one after the other, for those who need but a few.
    pub fn elements_in(&self, top: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(Some(top), move |&id| self.after(id, top))
            .filter(|&id| self.name(id).is_some())
    }

    /// The node after this one in document order, in `top`.
    fn after(&self, id: NodeId, top: NodeId) -> Option<NodeId> {
        let mut at = id;
        let mut next = some(self.nodes[at as usize].first);
        while next.is_none() && at != top {
            next = some(self.nodes[at as usize].next);
            at = self.parent(at)?;
        }
        next
    }

    /// The element's name, without its namespace.
    pub fn name(&self, id: NodeId) -> Option<&LocalName> {
        match self.kind(id) {
            NodeKind::Element { name, .. } => Some(&name.local),
            _ => None,
        }
    }

    /// Whether the node is an element of that name.
    pub fn is(&self, id: NodeId, name: &str) -> bool {
        self.name(id).is_some_and(|n| &**n == name)
    }

    /// The value of an attribute.
    pub fn attr(&self, id: NodeId, attr: &str) -> Option<&str> {
        match self.kind(id) {
            NodeKind::Element { attrs, .. } => attrs
                .iter()
                .find(|a| &*a.name.local == attr)
                .map(|a| &*a.value),
            _ => None,
        }
    }

    /// The characters in `top`, scripts and styles left out, white space collapsed.
    pub fn text(&self, top: NodeId) -> String {
        let mut text = String::new();
        self.walk(top, |step| {
            let (Step::Enter(id) | Step::Leave(id)) = step;
            match self.kind(id) {
                NodeKind::Text(t) if step == Step::Enter(id) => text.push_str(t),
                NodeKind::Element { name, .. } => match name.local {
                    local_name!("script")
                    | local_name!("style")
                    | local_name!("noscript")
                    | local_name!("template") => {
                        return false;
                    }
                    local_name!("br")
                    | local_name!("p")
                    | local_name!("div")
                    | local_name!("li") => text.push(' '),
                    _ => {}
                },
                NodeKind::Other | NodeKind::Text(_) => {}
            }
            true
        });
        collapse(&text)
    }

    /// The characters directly in an element, such as the data of a script, as they stand.
    pub fn raw_text(&self, id: NodeId) -> String {
        self.children(id)
            .filter_map(|child| match self.kind(child) {
                NodeKind::Text(t) => Some(t.as_str()),
                _ => None,
            })
            .collect()
    }
}

fn some(id: NodeId) -> Option<NodeId> {
    if id == NONE { None } else { Some(id) }
}

/// Whether the character has neither looks nor width.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{feff}' | '\u{ad}' | '\u{2060}' | '\0')
}

/// Whether [`collapse`] drops the character or makes it part of a blank.
pub fn is_unseen_sign(c: char) -> bool {
    is_invisible(c) || c.is_whitespace() || c.is_control()
}

/// White space of any kind and length as one blank, none at the ends; invisible characters gone.
pub fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        match c {
            c if is_invisible(c) => {}
            c if is_unseen_sign(c) => gap = true,
            c => {
                if gap && !out.is_empty() {
                    out.push(' ');
                }
                gap = false;
                out.push(c);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn collapses_white_space_of_every_kind() {
        assert_eq!(collapse("  a\u{a0}\n b\u{200b}c\t"), "a bc");
        assert_eq!(collapse(" \n "), "");
    }

    #[test]
    fn moves_nodes_and_keeps_the_links_whole() {
        let mut dom = Dom::new();
        let ids: Vec<NodeId> = (0..4)
            .map(|k| dom.add(NodeKind::Text(k.to_string())))
            .collect();
        for &id in &ids {
            dom.append(ROOT, id);
        }
        dom.insert_before(ids[0], ids[3]);
        dom.detach(ids[1]);
        assert_eq!(dom.text(ROOT), "302");
        assert_eq!(
            dom.children(ROOT).collect::<Vec<_>>(),
            [ids[3], ids[0], ids[2]]
        );
        assert_eq!(dom.last_child(ROOT), Some(ids[2]));
    }

    #[test]
    fn stands_in_what_is_close_enough_around() {
        let mut dom = Dom::new();
        let ids: Vec<NodeId> = (0..3).map(|_| dom.add(NodeKind::Other)).collect();
        for (&up, &id) in std::iter::once(&ROOT).chain(&ids).zip(&ids) {
            dom.append(up, id);
        }
        for (id, up, reach, stands) in [
            (ids[2], ids[2], 0, true),
            (ids[2], ids[1], 0, false),
            (ids[2], ids[0], 1, false),
            (ids[2], ids[0], 2, true),
            (ids[2], ROOT, 64, true),
            (ids[0], ids[2], 64, false),
        ] {
            assert_eq!(dom.stands_in(id, up, reach), stands, "{id} in {up}");
        }
    }
}
