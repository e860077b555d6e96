//! The visible text of a page as a flat list of pieces: what stands between two block borders.

use crate::dom::{Dom, NodeId, NodeKind, ROOT, Step, collapse};
use crate::marks;
use crate::markup_words::{self as mw, Flags};
use crate::wording::ends_sentence;

/// A run of text without a block border in it.
#[derive(Clone, Debug)]
pub struct Piece {
    /// The innermost block element around it, or the inline one that set it apart.
    pub element: NodeId,
    /// Its words, white space collapsed; never empty.
    pub text: String,
    /// How many of its characters are in links.
    pub n_linked: usize,
    /// Flags of all elements around it.
    pub flags: Flags,
    /// The text nodes that its words come from, in order.
    pub texts: Vec<NodeId>,
}

impl Piece {
    /// Number of characters.
    pub fn len(&self) -> usize {
        self.text.chars().count()
    }

    /// Share of its characters that are in links.
    pub fn link_share(&self) -> f64 {
        self.n_linked as f64 / self.len().max(1) as f64
    }

    /// Whether any of the flags is set.
    pub fn has(&self, flags: Flags) -> bool {
        self.flags & flags != 0
    }

    /// Whether it is, or stands in, a heading.
    pub fn is_heading(&self, dom: &Dom) -> bool {
        let heads = |id: NodeId| {
            dom.name(id)
                .is_some_and(|name| matches!(&**name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6"))
        };
        heads(self.element) || dom.ancestors(self.element).take(3).any(heads)
    }
}

/// Elements whose content no reader sees as text.
const UNSEEN: &[&str] = &[
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "head",
    "select", "input", "textarea", "canvas", "video", "audio", "datalist", "map", "progress",
    "meter",
];

/// Whether no reader sees what is in the element. A template that declares a shadow tree is shown where it stands.
fn is_unseen(dom: &Dom, id: NodeId) -> bool {
    dom.name(id).is_some_and(|name| UNSEEN.contains(&&**name))
        && dom.attr(id, "shadowrootmode").is_none()
}

/// Elements that stand in a line.
pub const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "mark", "nobr", "q", "ruby", "s", "samp", "small", "span",
    "rb", "rp", "rt", "rtc", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
    "img", "picture", "source", "amp-img", "button",
];

/// Bytes of running text, more than which no standfirst has.
const LONGEST_STANDFIRST: usize = 700;

/// All pieces of the page, in document order.
pub fn pieces(dom: &Dom) -> Vec<Piece> {
    let mass = text_mass(dom);
    let whole = mass[ROOT as usize];
    let holds_article = holds_article(dom);
    let in_form = boxes_of_forms(dom);
    let mut walk = Collector {
        found: Vec::new(),
        text: String::new(),
        texts: Vec::new(),
        n_linked: 0,
        flags: 0,
        element: ROOT,
        n_breaks: 0,
    };
    // For each open element: (element, flags and block element around it, whether it is a link, whether it is a border).
    let mut open: Vec<(NodeId, Flags, NodeId, bool, bool)> = Vec::new();
    let mut n_links = 0usize;
    dom.walk(ROOT, |step| match step {
        Step::Enter(id) => match dom.kind(id) {
            NodeKind::Text(text) => {
                walk.add(id, text, n_links > 0);
                true
            }
            NodeKind::Other => true,
            NodeKind::Element { name, .. } => {
                let name: &str = &name.local;
                if is_unseen(dom, id) || name == "rt" && !is_bracketed(dom, id) {
                    return false;
                }
                if name == "br" {
                    walk.line_break();
                    return false;
                }
                let mut own = marks::own_flags(dom, id);
                // What holds much of the page's running text is no menu, and nothing that a reader is not to see.
                if mass[id as usize] * 5 > whole * 2 && mass[id as usize] > 400 {
                    own &= !(mw::BOILERPLATE
                        | mw::HIDDEN
                        | mw::FIGURE
                        | mw::CAPTION
                        | mw::CREDIT
                        | mw::BYLINE
                        | mw::TIME
                        | mw::STANDFIRST
                        | mw::BUTTONS
                        | mw::ITEM);
                }
                if in_form[id as usize] {
                    own |= mw::BOILERPLATE;
                }
                // A standfirst is a sentence or two; what says so and holds more is the opening of the text.
                if mass[id as usize] > LONGEST_STANDFIRST {
                    own &= !mw::STANDFIRST;
                }
                if holds_article[id as usize] {
                    own &= !(mw::COMMENTS | mw::BOILERPLATE | mw::HIDDEN);
                }
                if own & mw::HIDDEN != 0 {
                    return false;
                }
                let telling =
                    mw::CREDIT | mw::BYLINE | mw::TIME | mw::USER | mw::BUTTONS | mw::CAPTION;
                let in_paragraph =
                    walk.flags & mw::PARAGRAPH != 0 && walk.flags & mw::COMMENTS == 0;
                let inline = INLINE.contains(&name);
                let border = !inline || own & telling & !walk.flags != 0 && !in_paragraph;
                let own = if inline && in_paragraph {
                    own & mw::CREDIT
                } else {
                    own
                };
                open.push((id, walk.flags, walk.element, name == "a", border));
                n_links += usize::from(name == "a");
                if border {
                    walk.flush();
                    walk.element = id;
                    // A table in a paragraph, as old pages have it, is not of the paragraph.
                    if name == "td" || name == "th" {
                        walk.flags &= !mw::PARAGRAPH;
                    }
                    walk.flags |= own;
                }
                true
            }
        },
        Step::Leave(id) => {
            if let Some(&(top, flags, element, link, border)) = open.last()
                && top == id
            {
                open.pop();
                n_links -= usize::from(link);
                if border {
                    walk.flush();
                    (walk.flags, walk.element) = (flags, element);
                }
            }
            true
        }
    });
    walk.flush();
    walk.found
}

struct Collector {
    found: Vec<Piece>,
    text: String,
    texts: Vec<NodeId>,
    n_linked: usize,
    flags: Flags,
    element: NodeId,
    n_breaks: u32,
}

impl Collector {
    fn add(&mut self, node: NodeId, text: &str, linked: bool) {
        let blank = text.trim().is_empty();
        if !blank {
            self.n_breaks = 0;
            self.texts.push(node);
        }
        if linked {
            self.n_linked += if blank {
                0
            } else {
                text.trim().chars().count()
            };
        }
        self.text.push_str(text);
    }

    /// Two breaks in a row are the border of a paragraph; so is one after a whole sentence or a short line, where
    /// no paragraph element is around.
    fn line_break(&mut self) {
        self.n_breaks += 1;
        let so_far = self.text.trim();
        let in_paragraph = self.flags & (mw::PARAGRAPH | mw::CAPTION) != 0;
        let ended = ends_sentence(so_far) && so_far.len() >= if in_paragraph { 120 } else { 1 };
        let short = !in_paragraph
            && self.flags & mw::COMMENTS == 0
            && so_far.len() < 100
            && !so_far.ends_with(',');
        if self.n_breaks >= 2 || ended && self.flags & mw::COMMENTS == 0 || short {
            let n_breaks = self.n_breaks;
            self.flush();
            self.n_breaks = n_breaks;
        } else {
            self.text.push(' ');
        }
    }

    fn flush(&mut self) {
        let text = collapse(&self.text);
        if !text.is_empty() {
            self.found.push(Piece {
                element: self.element,
                text,
                n_linked: self.n_linked,
                flags: self.flags,
                texts: std::mem::take(&mut self.texts),
            });
        }
        self.text.clear();
        self.texts.clear();
        (self.n_linked, self.n_breaks) = (0, 0);
    }
}

/// Whether the reading of a sign stands in brackets for those who cannot set it above: `<rp>(</rp><rt>…</rt>`. Without
/// them it would run into the sign.
fn is_bracketed(dom: &Dom, id: NodeId) -> bool {
    dom.previous(id).is_some_and(|before| dom.is(before, "rp"))
}

/// Bytes of text, more than which no box around a form has.
const LARGEST_FORM: usize = 500;

/// For each node, whether it is a box around fields to fill in, with little text: sign-up boxes, polls, searches.
fn boxes_of_forms(dom: &Dom) -> Vec<bool> {
    let mut is_box = vec![false; dom.len()];
    let mut n_text = vec![0usize; dom.len()];
    let mut fields: Vec<NodeId> = Vec::new();
    dom.walk(ROOT, |step| match step {
        Step::Enter(id) => {
            match dom.kind(id) {
                NodeKind::Text(text) => n_text[id as usize] = text.trim().len(),
                NodeKind::Element { .. } if is_unseen(dom, id) && !dom.is(id, "input") => {
                    return false;
                }
                _ => {}
            }
            let hidden = matches!(dom.attr(id, "type"), Some("hidden" | "button" | "submit"));
            if dom.is(id, "input") && !hidden {
                fields.push(id);
            }
            true
        }
        Step::Leave(id) => {
            if let Some(parent) = dom.parent(id) {
                n_text[parent as usize] += n_text[id as usize];
            }
            true
        }
    });
    for id in fields {
        for up in dom.ancestors(id).take(4) {
            if n_text[up as usize] > LARGEST_FORM || dom.is(up, "body") || dom.is(up, "html") {
                break;
            }
            is_box[up as usize] = true;
        }
    }
    is_box
}

/// For each node, whether the title or what says that it is the article's body stands in it.
fn holds_article(dom: &Dom) -> Vec<bool> {
    let mut holds = vec![false; dom.len()];
    for id in dom.elements(ROOT) {
        if dom.is(id, "h1") || marks::says_body(dom, id) >= 3 {
            for up in std::iter::once(id).chain(dom.ancestors(id)) {
                if std::mem::replace(&mut holds[up as usize], true) {
                    break;
                }
            }
        }
    }
    holds
}

/// For each node, the characters of running text in it: outside links, in paragraphs or long runs.
fn text_mass(dom: &Dom) -> Vec<usize> {
    let mut mass = vec![0usize; dom.len()];
    let (mut n_links, mut n_paragraphs) = (0usize, 0usize);
    dom.walk(ROOT, |step| {
        match step {
            Step::Enter(id) => match dom.kind(id) {
                NodeKind::Text(text) => {
                    let n = text.len();
                    if n_links == 0 && (n_paragraphs > 0 || n >= 80) && !text.trim().is_empty() {
                        mass[id as usize] = n;
                    }
                }
                NodeKind::Element { name, .. } => {
                    if is_unseen(dom, id) {
                        return false;
                    }
                    n_links += usize::from(&*name.local == "a");
                    n_paragraphs += usize::from(&*name.local == "p");
                }
                NodeKind::Other => {}
            },
            Step::Leave(id) => {
                n_links -= usize::from(dom.is(id, "a"));
                n_paragraphs -= usize::from(dom.is(id, "p"));
            }
        }
        if let Step::Leave(id) = step
            && let Some(parent) = dom.parent(id)
        {
            mass[parent as usize] += mass[id as usize];
        }
        true
    });
    mass
}
