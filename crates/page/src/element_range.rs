//! Where on the page, as saved, the words of a passage stand.

use crate::dom::{Dom, NodeId, NodeKind, ROOT, Step, is_unseen_sign};
use crate::piece::Piece;
use dateline_vocabulary::ElementRange;
use html5ever::local_name;
use std::collections::BTreeMap;
use std::ops::Range;

/// For each node of a page, what its address needs.
pub struct ElementIndex {
    /// Code points of the page's `textContent` before the node.
    text_start: Vec<u32>,
    /// Its place among the elements of its name in its parent, from 1.
    nth: Vec<u32>,
}

impl ElementIndex {
    /// Counts through the page once.
    pub fn of(dom: &Dom) -> ElementIndex {
        let mut index = ElementIndex {
            text_start: vec![0; dom.len()],
            nth: vec![0; dom.len()],
        };
        let mut n_text = 0;
        let mut seen: BTreeMap<(NodeId, &str), u32> = BTreeMap::new();
        dom.walk(ROOT, |step| {
            let Step::Enter(id) = step else { return true };
            index.text_start[id as usize] = n_text;
            match dom.kind(id) {
                NodeKind::Text(text) => n_text += text.chars().count() as u32,
                NodeKind::Element { name, .. } => {
                    if let Some(parent) = dom.parent(id) {
                        let n = seen.entry((parent, &name.local)).or_default();
                        *n += 1;
                        index.nth[id as usize] = *n;
                    }
                    // What is in a template is no text of the elements around it.
                    return name.local != local_name!("template");
                }
                NodeKind::Other => {}
            }
            true
        });
        index
    }

    /// Where the words stand that begin in the first and end in the last of `pieces`; of each piece the bytes of its
    /// text. `None` without a piece.
    pub fn range(&self, dom: &Dom, pieces: &[(&Piece, Range<usize>)]) -> Option<ElementRange> {
        let (first, last) = (pieces.first()?, pieces.last()?);
        let element = pieces
            .iter()
            .map(|(piece, _)| piece.element)
            .reduce(|a, b| common(dom, a, b))?;
        let start = self.text_at(dom, first.0, first.1.start)?;
        let end = self.text_before(dom, last.0, last.1.end)?;
        let base = self.text_start[element as usize];
        Some(ElementRange {
            path: self.path(dom, element),
            start: start.checked_sub(base)?,
            end: end.checked_sub(base)?,
        })
    }

    /// XPath of an element: names with their place among their like; `html` and `body` stand alone.
    fn path(&self, dom: &Dom, element: NodeId) -> String {
        let mut steps: Vec<String> = std::iter::once(element)
            .chain(dom.ancestors(element))
            .filter_map(|id| {
                let name = dom.name(id)?;
                Some(match &**name {
                    "html" | "body" => name.to_string(),
                    // A name that XPath could read otherwise: by its place in the tree of names.
                    odd if odd.contains(|c: char| !c.is_ascii_alphanumeric() && c != '-') => {
                        format!(
                            "*[name()='{}'][{}]",
                            odd.replace('\'', ""),
                            self.nth[id as usize]
                        )
                    }
                    plain => format!("{plain}[{}]", self.nth[id as usize]),
                })
            })
            .collect();
        steps.reverse();
        format!("/{}", steps.join("/"))
    }

    /// The place in the page's `textContent` of the sign at byte `at` of the piece's text.
    fn text_at(&self, dom: &Dom, piece: &Piece, at: usize) -> Option<u32> {
        let n_before = piece
            .text
            .get(..at)?
            .chars()
            .filter(|c| !c.is_whitespace())
            .count();
        self.nth_sign(dom, piece, n_before)
    }

    /// The place just behind the last sign before byte `end` of the piece's text.
    fn text_before(&self, dom: &Dom, piece: &Piece, end: usize) -> Option<u32> {
        let n = piece
            .text
            .get(..end)?
            .chars()
            .filter(|c| !c.is_whitespace())
            .count();
        Some(self.nth_sign(dom, piece, n.checked_sub(1)?)? + 1)
    }

    /// The place of the piece's sign number `n`, white space not counted.
    fn nth_sign(&self, dom: &Dom, piece: &Piece, n: usize) -> Option<u32> {
        let mut left = n;
        for &node in &piece.texts {
            let NodeKind::Text(text) = dom.kind(node) else {
                continue;
            };
            for (k, c) in text.chars().enumerate() {
                if is_unseen_sign(c) {
                    continue;
                }
                if left == 0 {
                    return Some(self.text_start[node as usize] + k as u32);
                }
                left -= 1;
            }
        }
        None
    }
}

/// The innermost element around both.
fn common(dom: &Dom, a: NodeId, b: NodeId) -> NodeId {
    if a == b {
        return a;
    }
    let around = |id| {
        let mut chain: Vec<NodeId> = std::iter::once(id).chain(dom.ancestors(id)).collect();
        chain.reverse();
        chain
    };
    around(a)
        .into_iter()
        .zip(around(b))
        .take_while(|(x, y)| x == y)
        .last()
        .map_or(ROOT, |(x, _)| x)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse_html::parse_html;
    use crate::piece::pieces;

    fn ranges(html: &str) -> Vec<(String, String)> {
        let (dom, _) = parse_html(html);
        let index = ElementIndex::of(&dom);
        let all = dom.elements(ROOT);
        pieces(&dom)
            .iter()
            .map(|piece| {
                let range = index.range(&dom, &[(piece, 0..piece.text.len())]).unwrap();
                let element = all
                    .iter()
                    .find(|&&id| index.path(&dom, id) == range.path)
                    .unwrap();
                let mut content = String::new();
                dom.walk(*element, |step| {
                    if let Step::Enter(id) = step
                        && let NodeKind::Text(text) = dom.kind(id)
                    {
                        content.push_str(text);
                    }
                    true
                });
                let words = content
                    .chars()
                    .skip(range.start as usize)
                    .take((range.end - range.start) as usize)
                    .collect();
                (range.path, words)
            })
            .collect()
    }

    #[test]
    fn words_are_found_again_in_their_element() {
        let html = "<div><script>x = 1;</script><p> The dam\n <b>broke</b>. </p><p>Nobody<br><br>knew</div>";
        let expected = [
            ("/html/body/div[1]/p[1]", "The dam\n broke."),
            ("/html/body/div[1]/p[2]", "Nobody"),
            ("/html/body/div[1]/p[2]", "knew"),
        ];
        let found = ranges(html);
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|(p, w)| (p.as_str(), w.as_str()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_spans_elements_has_the_one_around_them() {
        let (dom, _) = parse_html("<ul><li><p>One</p><p>two</p></li></ul>");
        let found = pieces(&dom);
        let both: Vec<(&Piece, Range<usize>)> =
            found.iter().map(|p| (p, 0..p.text.len())).collect();
        let range = ElementIndex::of(&dom).range(&dom, &both).unwrap();
        assert_eq!(range.path, "/html/body/ul[1]/li[1]");
        assert_eq!((range.start, range.end), (0, 6));
    }
}
