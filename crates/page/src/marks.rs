//! What each element of a page tells of itself: by what it is, its attributes, and the words of its names.

use crate::dom::{Dom, NodeId, NodeKind};
use crate::markup_words::{self as mw, Flags, NameTold};
use std::collections::HashMap;

/// The flags of one element by itself. Worked out once for a page, and then looked up.
pub fn own_flags(dom: &Dom, id: NodeId) -> Flags {
    marks(dom, id) & mw::OF_ELEMENTS
}

/// Which place on the page the element's name says that it is: [`mw::ASIDE`], [`mw::TALK`], [`mw::DIGEST`].
pub fn named_place(dom: &Dom, id: NodeId) -> Flags {
    marks(dom, id) & (mw::ASIDE | mw::TALK | mw::DIGEST)
}

/// How plainly an element says that it holds the article's body, up to 4; 0 where it does not.
pub fn says_body(dom: &Dom, id: NodeId) -> u8 {
    (marks(dom, id) >> BODY_SHIFT) as u8
}

/// Above the flags of an element, in three bits, stands how plainly it says that it holds the body.
const BODY_SHIFT: u32 = 29;

fn marks(dom: &Dom, id: NodeId) -> u32 {
    let all = dom.marks.get_or_init(|| {
        // Most names of a page stand on it many times.
        let mut names: HashMap<&str, NameTold> = HashMap::new();
        (0..dom.len() as NodeId)
            .map(|id| {
                marks_of(dom, id, |name| {
                    *names.entry(name).or_insert_with(|| NameTold::of(name))
                })
            })
            .collect()
    });
    all.get(id as usize).copied().unwrap_or(0)
}

/// The marks of one element; `told` reads a class or an id.
fn marks_of<'d>(dom: &'d Dom, id: NodeId, mut told: impl FnMut(&'d str) -> NameTold) -> u32 {
    let NodeKind::Element { name, attrs } = dom.kind(id) else {
        return 0;
    };
    let mut flags = match &*name.local {
        "nav" | "footer" | "aside" | "dialog" | "menu" => mw::BOILERPLATE,
        "figure" | "picture" => mw::FIGURE,
        "figcaption" => mw::FIGURE | mw::CAPTION,
        "caption" => mw::CAPTION,
        "time" => mw::TIME,
        "li" | "dd" | "dt" => mw::ITEM,
        "p" => mw::PARAGRAPH,
        "blockquote" => mw::QUOTE,
        "button" => mw::BUTTONS,
        _ => 0,
    };
    let mut body = match &*name.local {
        "article" => 2,
        "main" => 1,
        _ => 0,
    };
    let (mut class, mut element_id) = (NameTold::default(), NameTold::default());
    for attr in attrs {
        let value: &str = &attr.value;
        match &*attr.name.local {
            "class" => class = told(value),
            "id" => element_id = told(value),
            "hidden" => flags |= mw::HIDDEN,
            "aria-hidden" if value == "true" => flags |= mw::HIDDEN,
            "style" if is_hidden_by(value) => flags |= mw::HIDDEN,
            "role" if value == "main" => body = body.max(1),
            "role" if ROLES_ASIDE.contains(&value) => flags |= mw::BOILERPLATE,
            "itemprop" if value.contains("articleBody") => {
                flags |= mw::BODY;
                body = 4;
            }
            "itemprop" => flags |= of_property(value),
            "rel" if value.split_whitespace().any(|r| r == "author") => {
                flags |= mw::BYLINE | mw::USER;
            }
            _ => {}
        }
    }
    let named = class.with_id(element_id);
    if named & mw::NAMED_BODY != 0 {
        body = body.max(3);
    }
    flags | named & !mw::NAMED_BODY | body << BODY_SHIFT
}

/// Roles of elements that are no part of what a page tells.
const ROLES_ASIDE: &[&str] = &[
    "navigation",
    "banner",
    "contentinfo",
    "complementary",
    "dialog",
    "search",
    "menu",
    "toolbar",
];

fn of_property(itemprop: &str) -> Flags {
    match itemprop {
        "author" | "creator" => mw::BYLINE | mw::USER,
        "datePublished" | "dateCreated" | "dateModified" | "commentTime" => mw::TIME,
        "caption" => mw::CAPTION,
        "copyrightHolder" | "copyrightNotice" => mw::CREDIT,
        _ => 0,
    }
}

fn is_hidden_by(style: &str) -> bool {
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    style.contains("display:none") || style.contains("visibility:hidden")
}
