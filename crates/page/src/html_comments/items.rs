//! From anchors to comments: the elements, or the runs of siblings, that hold one anchor each.

use super::anchors::{Anchor, own_kind, without_digits};
use super::named::is_named_comment;
use super::outline::{IN_COMMENTS, Outline};
use super::runs::Run;
use crate::dom::{Dom, NodeId};
use crate::piece::Piece;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Elements around an anchor after this many are not looked at.
const MAX_LEVELS: usize = 30;
/// So many anchors decide which elements are the comments.
const N_DECIDING: usize = 300;

/// Features after this many, the most common first, are not tried.
const MAX_FEATURES: usize = 160;

/// One comment, as a place on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its places in document order; items nest or stand apart.
    pub range: Range<u32>,
    /// The element that holds it, or the first of the siblings that make it up.
    pub element: NodeId,
    /// The element with its time or its name; `None` for an element that is only like the others.
    pub anchor: Option<NodeId>,
}

/// What can be part of a comment and what cannot: for each node, whether the title or the article's body is in it.
pub struct Bounds<'d> {
    /// The page.
    pub dom: &'d Dom,
    /// Its order.
    pub outline: &'d Outline,
    /// For each node.
    pub holds_title: &'d [bool],
}

/// The features of elements as numbers.
#[derive(Default)]
struct Features {
    numbers: BTreeMap<String, u32>,
    of: BTreeMap<NodeId, Vec<u32>>,
}

/// The feature of saying by its name that it is a comment.
const NAMED: u32 = 0;

impl Features {
    fn of(&mut self, dom: &Dom, id: NodeId) -> &[u32] {
        if !self.of.contains_key(&id) {
            let mut found = Vec::new();
            if is_named_comment(dom, id) {
                found.push(NAMED);
            }
            for feature in written_features(dom, id) {
                let next = self.numbers.len() as u32 + 1;
                found.push(*self.numbers.entry(feature).or_insert(next));
            }
            self.of.insert(id, found);
        }
        self.of.get(&id).map_or(&[], Vec::as_slice)
    }
}

fn written_features(dom: &Dom, id: NodeId) -> Vec<String> {
    let Some(tag) = dom.name(id) else {
        return Vec::new();
    };
    let mut found: Vec<String> = Vec::new();
    let class = dom.attr(id, "class").unwrap_or("");
    for token in class.split_whitespace().take(8).map(without_digits) {
        if token.len() > 1
            && !["odd", "even", "clearfix", "first", "last"].contains(&token.as_str())
        {
            found.push(format!("{tag}.{token}"));
        }
    }
    if let Some(name) = dom.attr(id, "id")
        && name.bytes().any(|b| b.is_ascii_digit())
    {
        found.push(format!("{tag}#{}", without_digits(name)));
    }
    for name in [
        "data-id",
        "data-post-id",
        "data-author",
        "data-uuid",
        "data-parent-id",
    ] {
        if dom.attr(id, name).is_some() {
            found.push(format!("{tag}[{name}]"));
        }
    }
    if let Some(up) = dom.parent(id) {
        found.push(format!("{tag}<{}", own_kind(dom, up)));
    }
    found
}

/// How well a choice of features tells the comments apart: how many elements hold just one anchor, less those that
/// hold several, and how much of the page they cover.
type Fit = (i64, u64);

struct Chooser<'a> {
    chains: Vec<Vec<(NodeId, Vec<u32>)>>,
    outline: &'a Outline,
}

impl Chooser<'_> {
    /// For each anchor, the nearest element around it that has one of the features.
    fn members(&self, set: &[u32]) -> BTreeMap<NodeId, usize> {
        let mut members = BTreeMap::new();
        for chain in &self.chains {
            let hit = chain
                .iter()
                .find(|(_, features)| features.iter().any(|f| set.contains(f)));
            if let Some((id, _)) = hit {
                *members.entry(*id).or_insert(0) += 1;
            }
        }
        members
    }

    /// Whether a wider choice adds an element with others in it: a comment with answers. What stands elsewhere and
    /// alone is no comment of the list.
    fn encloses(&self, set: &[u32], wider: &[u32]) -> bool {
        let before = self.members(set);
        self.members(wider)
            .keys()
            .filter(|id| !before.contains_key(id))
            .any(|&id| {
                let range = self.outline.range(id);
                before
                    .keys()
                    .any(|&other| range.contains(&self.outline.start(other)))
            })
    }

    fn fit(&self, set: &[u32]) -> Fit {
        let members = self.members(set);
        let one = members.values().filter(|&&n| n == 1).count() as i64;
        let more = members.len() as i64 - one;
        let mut ranges: Vec<Range<u32>> = members
            .iter()
            .filter(|(_, n)| **n == 1)
            .map(|(&id, _)| self.outline.range(id))
            .collect();
        ranges.sort_by_key(|r| r.start);
        let (mut covered, mut to) = (0u64, 0u32);
        for range in ranges {
            covered += u64::from(range.end.saturating_sub(range.start.max(to)));
            to = to.max(range.end);
        }
        (one - 2 * more, covered)
    }
}

/// The features that most anchors stand alone in, and the best fit: of elements that hold more than a name and a time,
/// unless those are much fewer.
fn choose(
    bounds: &Bounds<'_>,
    anchors: &[Anchor],
    runs: &[Run],
    features: &mut Features,
) -> Option<(Vec<u32>, Fit)> {
    let whole = choose_among(bounds, anchors, runs, 3, features);
    let any = choose_among(bounds, anchors, runs, 0, features);
    match (whole, any) {
        (Some(whole), Some(any)) if whole.1.0 >= 2 && whole.1.0 * 10 >= any.1.0 * 8 => Some(whole),
        (_, any) => any,
    }
}

/// The same, among elements that hold at least so many runs.
fn choose_among(
    bounds: &Bounds<'_>,
    anchors: &[Anchor],
    runs: &[Run],
    n_runs: usize,
    features: &mut Features,
) -> Option<(Vec<u32>, Fit)> {
    let Bounds {
        dom,
        outline,
        holds_title,
    } = *bounds;
    let held = |id: NodeId| {
        let range = outline.range(id);
        let place = |at: u32| runs.partition_point(|run| run.place < at);
        place(range.end) - place(range.start)
    };
    let chains: Vec<Vec<(NodeId, Vec<u32>)>> = anchors
        .iter()
        .take(N_DECIDING)
        .map(|anchor| {
            std::iter::once(anchor.element)
                .chain(dom.ancestors(anchor.element))
                .take(MAX_LEVELS)
                .take_while(|&id| !holds_title[id as usize] && !dom.is(id, "body"))
                .skip_while(|&id| held(id) < n_runs)
                .map(|id| (id, features.of(dom, id).to_vec()))
                .collect()
        })
        .collect();
    let chooser = Chooser { chains, outline };
    let mut all: BTreeMap<u32, usize> = BTreeMap::new();
    for (_, features) in chooser.chains.iter().flatten() {
        for &f in features {
            *all.entry(f).or_insert(0) += 1;
        }
    }
    let mut common: Vec<(usize, u32)> = all.into_iter().map(|(f, n)| (n, f)).collect();
    common.sort_by_key(|&(n, f)| (std::cmp::Reverse(n), f));
    common.truncate(MAX_FEATURES);
    let mut ranked: Vec<(Fit, u32)> = common
        .into_iter()
        .map(|(_, f)| (chooser.fit(&[f]), f))
        .collect();
    ranked.sort_by_key(|&((one, covered), f)| (std::cmp::Reverse((one, covered)), f));
    // Elements that hold several anchors may be comments with answers in them: told by those that hold one.
    ranked.truncate(24);
    let mut best: Option<(Vec<u32>, Fit)> = None;
    for &(fit, first) in ranked.iter().take(6) {
        let (mut set, mut fit) = (vec![first], fit);
        for _ in 0..2 {
            let more = ranked
                .iter()
                .filter(|(_, f)| !set.contains(f))
                .map(|&(_, f)| {
                    let mut wider = set.clone();
                    wider.push(f);
                    (chooser.fit(&wider), std::cmp::Reverse(f), wider)
                })
                .filter(|(wider_fit, _, wider)| {
                    wider_fit.0 > fit.0 + 1 || wider_fit.0 > fit.0 && chooser.encloses(&set, wider)
                })
                .max();
            let Some((wider_fit, _, wider)) = more else {
                break;
            };
            (set, fit) = (wider, wider_fit);
        }
        if best.as_ref().is_none_or(|(_, b)| fit > *b) {
            best = Some((set, fit));
        }
    }
    best
}

/// The comments that the anchors belong to, in page order.
pub fn items_of(
    bounds: &Bounds<'_>,
    anchors: &[Anchor],
    runs: &[Run],
    pieces: &[Piece],
) -> Vec<Item> {
    let Bounds {
        dom,
        outline,
        holds_title,
    } = *bounds;
    let mut features = Features::default();
    let mut set = match choose(bounds, anchors, runs, &mut features) {
        Some((set, (one, _))) if one >= 2 => set,
        // One alone must say that it is one, or stand in a place for comments.
        _ => {
            let mut lone: Vec<Item> = anchors
                .iter()
                .take(50)
                .filter_map(|anchor| lone_item(bounds, anchor))
                .collect();
            lone.sort_by_key(|item| item.range.start);
            lone.dedup_by_key(|item| item.range.clone());
            return if lone.len() == 1 { lone } else { Vec::new() };
        }
    };
    let mut of_anchor: BTreeMap<NodeId, NodeId> = BTreeMap::new();
    let member = |set: &[u32], features: &mut Features, element: NodeId| {
        std::iter::once(element)
            .chain(dom.ancestors(element))
            .take(MAX_LEVELS)
            .take_while(|&id| !holds_title[id as usize])
            .find(|&id| features.of(dom, id).iter().any(|f| set.contains(f)))
    };
    for anchor in anchors {
        if let Some(id) = member(&set, &mut features, anchor.element) {
            of_anchor.entry(id).or_insert(anchor.element);
        }
    }
    let mut items: Vec<Item> = of_anchor
        .iter()
        .map(|(&id, &anchor)| Item {
            range: outline.range(id),
            element: id,
            anchor: Some(anchor),
        })
        .collect();
    items.sort_by_key(|item| item.range.start);
    if let Some(cut) = by_siblings(bounds, &items, runs, pieces) {
        return cut;
    }
    // Comments that have lost their anchor, such as removed ones.
    set.retain(|&f| {
        f == NAMED
            || features
                .numbers
                .iter()
                .any(|(name, &n)| n == f && name.contains(['.', '#']))
    });
    let (first, last) = (&items[0], &items[items.len() - 1]);
    let around = dom
        .ancestors(first.element)
        .take(MAX_LEVELS)
        .find(|&up| outline.range(up).contains(&outline.start(last.element)));
    let kinds: BTreeSet<String> = items
        .iter()
        .map(|item| own_kind(dom, item.element))
        .collect();
    if let Some(around) = around.filter(|_| !set.is_empty()) {
        let more: Vec<NodeId> = dom
            .elements_in(around)
            .filter(|&id| {
                id != around
                    && !of_anchor.contains_key(&id)
                    && !holds_title[id as usize]
                    && kinds.contains(&own_kind(dom, id))
                    && features.of(dom, id).iter().any(|f| set.contains(f))
            })
            .take(items.len() + 1)
            .collect();
        if more.len() <= items.len() {
            items.extend(more.into_iter().map(|id| Item {
                range: outline.range(id),
                element: id,
                anchor: None,
            }));
            items.sort_by_key(|item| item.range.start);
        }
    }
    items
}

/// The element that a lone anchor's comment is.
fn lone_item(bounds: &Bounds<'_>, anchor: &Anchor) -> Option<Item> {
    let Bounds {
        dom,
        outline,
        holds_title,
    } = *bounds;
    let mut around = std::iter::once(anchor.element)
        .chain(dom.ancestors(anchor.element))
        .take(MAX_LEVELS)
        .take_while(|&id| !holds_title[id as usize])
        .collect::<Vec<_>>()
        .into_iter();
    let mut named: Option<NodeId> = None;
    let mut entry: Option<NodeId> = None;
    for id in around.by_ref() {
        if is_named_comment(dom, id) {
            named = Some(id);
        }
        if entry.is_none()
            && outline.is_in(id, IN_COMMENTS)
            && (dom.is(id, "li") || dom.is(id, "article"))
        {
            entry = Some(id);
        }
    }
    let element = named.or(entry)?;
    Some(Item {
        range: outline.range(element),
        element,
        anchor: Some(anchor.element),
    })
}

/// Where the words of the comments stand beside the elements that hold the anchors, not in them: the siblings from
/// one anchor to the next, as in `<dt>Ann said</dt><dd>Words</dd>`.
fn by_siblings(
    bounds: &Bounds<'_>,
    items: &[Item],
    runs: &[Run],
    pieces: &[Piece],
) -> Option<Vec<Item>> {
    let Bounds { dom, outline, .. } = *bounds;
    let mass = |range: Range<u32>| -> usize {
        let from = runs.partition_point(|r| r.place < range.start);
        runs[from..]
            .iter()
            .take_while(|r| r.place < range.end)
            .map(|r| r.text(pieces).len())
            .sum()
    };
    let mut by_parent: BTreeMap<NodeId, Vec<&Item>> = BTreeMap::new();
    for item in items {
        // The element may stand alone in one of its own.
        by_parent
            .entry(dom.parent(item.element)?)
            .or_default()
            .push(item);
    }
    let (&parent, group) = by_parent
        .iter()
        .max_by_key(|(id, g)| (g.len(), std::cmp::Reverse(**id)))?;
    if group.len() < 2 || group.len() * 3 < items.len() * 2 {
        return None;
    }
    let own: usize = group.iter().map(|item| mass(item.range.clone())).sum();
    let between: usize = group
        .windows(2)
        .map(|w| mass(w[0].range.end..w[1].range.start))
        .sum();
    let n_gaps = group
        .windows(2)
        .filter(|w| mass(w[0].range.end..w[1].range.start) > 0)
        .count();
    // Names and times are short: the words between them are more, in nearly every gap.
    if between * group.len() <= own * (group.len() - 1) || n_gaps * 10 < (group.len() - 1) * 8 {
        return None;
    }
    let children: Vec<NodeId> = dom
        .children(parent)
        .filter(|&id| dom.name(id).is_some())
        .collect();
    let is_head: BTreeSet<NodeId> = group.iter().map(|item| item.element).collect();
    let at: Vec<usize> = (0..children.len())
        .filter(|&k| is_head.contains(&children[k]))
        .collect();
    let kind = |k: usize| {
        let mark = if is_head.contains(&children[k]) {
            "@"
        } else {
            ""
        };
        format!("{}{mark}", own_kind(dom, children[k]))
    };
    // What stands once between any two anchors may open a comment.
    let segments: Vec<Vec<String>> = at
        .windows(2)
        .map(|w| (w[0] + 1..=w[1]).map(kind).collect())
        .collect();
    let opens = |kind: &String| {
        let n = segments
            .iter()
            .filter(|s| s.iter().filter(|k| *k == kind).count() == 1)
            .count();
        n * 10 >= segments.len() * 9
    };
    let (first, last) = (*at.first()?, *at.last()?);
    let mut open = first;
    while open > 0 && opens(&kind(open - 1)) && kind(open - 1) != kind(first) && first - open < 6 {
        open -= 1;
    }
    let text_after = mass(outline.range(children[last]).end..outline.range(parent).end);
    let text_before = mass(outline.range(parent).start..outline.range(children[first]).start);
    let mut starts: Vec<usize> = Vec::new();
    if open < first {
        let opener = kind(open);
        starts.extend((open..=last).filter(|&k| kind(k) == opener));
    } else if text_after == 0 && text_before > 0 && first > 0 {
        // The anchor closes its comment.
        starts.push(first - 1);
        starts.extend(at[..at.len() - 1].iter().map(|k| k + 1));
    } else {
        starts = at.clone();
    }
    let mut cut: Vec<Item> = Vec::new();
    for (n, &k) in starts.iter().enumerate() {
        let next = starts.get(n + 1).copied();
        let end = match next {
            Some(next) => outline.range(children[next]).start,
            // The last one is as long as the longest before it.
            None => {
                let longest = starts.windows(2).map(|w| w[1] - w[0]).max().unwrap_or(1);
                let to = (k + longest - 1).max(last).min(children.len() - 1);
                outline.range(children[to]).end
            }
        };
        let range = outline.range(children[k]).start..end;
        let first_in = group.partition_point(|item| item.range.start < range.start);
        let anchor = group
            .get(first_in)
            .filter(|item| range.contains(&item.range.start))
            .and_then(|item| item.anchor);
        cut.push(Item {
            range,
            element: children[k],
            anchor,
        });
    }
    Some(cut)
}
