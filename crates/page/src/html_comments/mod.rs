//! Readers' comments by the structure of a page.
//!
//! The words that every comment of a list has, a time or a name, are its anchors. The elements that hold one anchor
//! each are the comments, whatever a site calls them; what the page says around them tells whether they are readers'.

mod anchors;
mod answers;
mod author;
mod body;
mod context;
mod items;
mod moderation;
mod named;
mod outline;
mod page;
mod parts;
mod posted;
mod prose;
mod record;
mod runs;
mod votes;

use crate::article::is_running_text;
use crate::dom::{Dom, NodeId};
use crate::piece::Piece;
use crate::text_comments::time_with_author;
use crate::wording::Posted;
use anchors::Anchor;
use answers::{answerable, answered_items};
use context::{Standing, standing_of};
use dateline_vocabulary::Votes;
use items::{Bounds, Item, items_of};
use named::is_named_comment;
use outline::{IN_ASIDE, IN_DIGEST, Outline};
use page::{CommentPage, NameWords};
use posted::{Told, order_of};
use prose::Prose;
use record::Record;
use std::collections::BTreeMap;
use std::ops::Range;
pub use votes::printed_votes;

/// A comment, or a note of the house among the comments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HtmlComment {
    /// Index of its first piece, for its place on the page.
    pub at: usize,
    /// Who; `None` for a note.
    pub author: Option<String>,
    /// When; `None` for a note.
    pub posted: Option<String>,
    /// Its paragraphs; never empty.
    pub paragraphs: Vec<String>,
    /// Where its words are: indices of pieces, with bytes of their texts.
    pub pieces: Vec<(usize, Range<usize>)>,
    /// Index of the comment that it answers, or that the note stands under; it stands earlier.
    pub reply_to: Option<usize>,
    /// What readers gave it.
    pub votes: Option<Votes>,
    /// Whether these are the house's words, such as that a comment was removed.
    pub is_note: bool,
}

/// Kinds of anchors after this many, those with most anchors first, are not tried.
const MAX_KINDS: usize = 60;
/// Items of a list after this many are left out.
const MAX_ITEMS: usize = 20_000;

/// Finds the comments among the pieces, and the pieces that belong to a comment (true for those).
pub fn find_comments(
    dom: &Dom,
    pieces: &[Piece],
    elements: &[NodeId],
) -> (Vec<HtmlComment>, Vec<bool>) {
    let outline = Outline::of(dom);
    let runs = runs::runs(dom, pieces, &outline);
    let page = CommentPage {
        dom,
        outline: &outline,
        pieces,
        runs: &runs,
    };
    let holds_title = holds_title(dom, elements);
    let bounds = Bounds {
        dom,
        outline: &outline,
        holds_title: &holds_title,
    };
    let mut lists = lists(&page, &bounds, elements);
    for (_, items) in &mut lists {
        items.truncate(MAX_ITEMS);
    }
    set_first_posts_free(&page, &mut lists);
    set_opening_free(&page, &mut lists);
    lists.sort_by_key(|(_, items)| items.first().map_or(0, |item| item.range.start));
    let mut taken = vec![false; pieces.len()];
    let mut found: Vec<HtmlComment> = Vec::new();
    for (standing, items) in &lists {
        let comments = read_list(&page, items, *standing);
        if comments.is_empty() {
            continue;
        }
        let shift = found.len();
        found.extend(comments.into_iter().map(|mut comment| {
            comment.reply_to = comment.reply_to.map(|to| to + shift);
            comment
        }));
        for item in items {
            for run in page.runs_in(&item.range) {
                taken[runs[run].piece] = true;
            }
        }
    }
    (found, taken)
}

/// For each node, whether the title or what says that it is the article's body stands in it.
fn holds_title(dom: &Dom, elements: &[NodeId]) -> Vec<bool> {
    let mut holds = vec![false; dom.len()];
    for &id in elements {
        let body = dom
            .attr(id, "itemprop")
            .is_some_and(|p| p.contains("articleBody"));
        if body || dom.is(id, "h1") {
            for up in std::iter::once(id).chain(dom.ancestors(id)) {
                if std::mem::replace(&mut holds[up as usize], true) {
                    break;
                }
            }
        }
    }
    holds
}

type List = (Standing, Vec<Item>);

/// The lists of comments: by times, then by names, then by what elements say that they are. None overlap.
fn lists(page: &CommentPage<'_>, bounds: &Bounds<'_>, elements: &[NodeId]) -> Vec<List> {
    let mut found: Vec<List> = Vec::new();
    let times = anchors::time_anchors(page);
    take_lists(page, bounds, times, &mut found);
    let free = |anchor: &Anchor, found: &[List]| {
        let place = page.runs[anchor.run].place;
        !found.iter().any(|(_, items)| {
            let after = items.partition_point(|item| item.range.start <= place);
            items[..after]
                .iter()
                .rev()
                .take(600)
                .any(|item| item.range.contains(&place))
        })
    };
    let mut names = anchors::name_anchors(page);
    names.retain(|_, anchors| {
        anchors.retain(|anchor| free(anchor, &found));
        !anchors.is_empty()
    });
    take_lists(page, bounds, names, &mut found);
    if found.is_empty() {
        let items: Vec<Item> = elements
            .iter()
            .copied()
            .filter(|&id| {
                !bounds.holds_title[id as usize]
                    && !page.outline.is_in(id, IN_ASIDE | IN_DIGEST)
                    && is_named_comment(page.dom, id)
            })
            .map(|id| Item {
                range: page.outline.range(id),
                element: id,
                anchor: None,
            })
            .collect();
        if items.len() >= 2 {
            found.push((Standing::Named, items));
        }
    }
    found
}

/// Adds the lists that the anchors of each kind make, those of the best standing and the most comments first.
fn take_lists(
    page: &CommentPage<'_>,
    bounds: &Bounds<'_>,
    kinds: BTreeMap<String, Vec<Anchor>>,
    found: &mut Vec<List>,
) {
    let mut kinds: Vec<Vec<Anchor>> = kinds.into_values().collect();
    kinds.sort_by_key(|anchors| (std::cmp::Reverse(anchors.len()), anchors[0].run));
    let mut ranked: Vec<List> = Vec::new();
    for anchors in kinds.iter().take(MAX_KINDS) {
        let items = items_of(bounds, anchors, page.runs, page.pieces);
        let standing = standing_of(page.dom, page.outline, page.pieces, page.runs, &items);
        ranked.extend(standing.map(|standing| (standing, items)));
    }
    // What leads a list of comments and does not go by their name is what they are about.
    for (standing, items) in &mut ranked {
        if *standing == Standing::Named {
            let n_other = items
                .iter()
                .take_while(|item| !is_named_comment(page.dom, item.element))
                .count();
            items.drain(..n_other);
        }
    }
    ranked.retain(|(_, items)| !items.is_empty());
    ranked.sort_by_key(|(standing, items)| {
        let first = items.first().map_or(0, |item| item.range.start);
        (
            std::cmp::Reverse(*standing),
            std::cmp::Reverse(items.len()),
            first,
        )
    });
    for (standing, items) in ranked {
        let range = whole_range(&items);
        let overlaps = found.iter().any(|(_, other)| {
            let other = whole_range(other);
            range.start < other.end && other.start < range.end
        });
        if !overlaps {
            found.push((standing, items));
        }
    }
}

/// From the first item to the end of the last.
fn whole_range(items: &[Item]) -> Range<u32> {
    let start = items.first().map_or(0, |item| item.range.start);
    start
        ..items
            .iter()
            .map(|item| item.range.end)
            .max()
            .unwrap_or(start)
}

/// Where the posts of a forum are nearly all that the page says, the first one is what the others speak of.
fn set_first_posts_free(page: &CommentPage<'_>, lists: &mut [List]) {
    for (standing, items) in lists.iter_mut() {
        if *standing != Standing::Posts || items.len() < 2 {
            continue;
        }
        let range = whole_range(items);
        let mut outside = 0;
        let mut last_piece = usize::MAX;
        for run in page.runs {
            if run.piece != last_piece && !range.contains(&run.place) {
                let piece = &page.pieces[run.piece];
                outside += if is_running_text(piece) {
                    piece.len()
                } else {
                    0
                };
            }
            last_piece = run.piece;
        }
        let first = page.n_bytes(&items[0].range);
        if outside < 300 && first > outside && first >= 150 && answers::is_flat(page, items) {
            items.remove(0);
        }
    }
}

/// What opens a list, reaches far above the others and holds most of what the page says is what they speak of: on a
/// board of links, the entry itself.
fn set_opening_free(page: &CommentPage<'_>, lists: &mut [List]) {
    for (_, items) in lists.iter_mut() {
        let [first, second, third, ..] = items.as_slice() else {
            continue;
        };
        let depth = |item: &Item| page.dom.ancestors(item.element).take(200).count();
        let above = depth(first) + 4 <= depth(second).min(depth(third));
        let told = page.n_bytes(&first.range);
        let others = page.n_bytes(&second.range) + page.n_bytes(&third.range);
        if above && told >= 300 && told > others {
            items.remove(0);
        }
    }
}

/// Reads the comments of a list.
fn read_list(page: &CommentPage<'_>, items: &[Item], standing: Standing) -> Vec<HtmlComment> {
    let mut names = NameWords::default();
    let mut own = parts::words_of_items(page, items, &mut names);
    let mut records: Vec<Record> = items.iter().map(|_| Record::default()).collect();
    for words in &mut own {
        parts::mark_asides(page, words, &mut names);
    }
    parts::mark_fixed(page, &mut own);
    for (item, words) in items.iter().zip(&mut own) {
        record::mark_times(page, item, words);
    }
    let authors = author::find_authors(page, &mut own, &mut names);
    let bodies = body::body_elements(page, items, &own, &mut names);
    for (k, words) in own.iter_mut().enumerate() {
        records[k].told = record::take_time(page, &items[k], words, bodies[k]);
    }
    let printed: Vec<String> = records
        .iter()
        .filter_map(|record| match &record.told {
            Some(Told::Either { printed, .. }) => Some(printed.clone()),
            _ => None,
        })
        .collect();
    let order = order_of(printed.iter().map(String::as_str)).or_else(|| order_of_list(page, &own));
    for (k, (words, author)) in own.iter_mut().zip(authors).enumerate() {
        let record = &mut records[k];
        record.author = author.or_else(|| author_beside_time(page, words));
        record.author = record
            .author
            .take()
            .or_else(|| author_told(page, items[k].element));
        record.votes = record::take_votes(page, words, bodies[k], &mut names);
        record::take_text(page, words, bodies[k], &mut names, record);
    }
    settle(page, items, records, order, standing)
}

/// The order of day and month by those days of the list that can be read in one way only.
fn order_of_list(page: &CommentPage<'_>, own: &[Vec<parts::Word>]) -> Option<posted::Order> {
    order_of(
        own.iter()
            .flatten()
            .filter(|word| word.kind == parts::Kind::Time)
            .map(|word| page.text(word.run)),
    )
}

/// `Tove wrote on 3 June 2014 at 11:05:` in one.
fn author_beside_time(page: &CommentPage<'_>, words: &[parts::Word]) -> Option<String> {
    words
        .iter()
        .filter(|word| word.kind == parts::Kind::Time)
        .find_map(|word| {
            let text = page.text(word.run).trim_end_matches([':', ' ']);
            match time_with_author(text)? {
                (Some(author), Posted::At(..) | Posted::Relative(_)) => {
                    author::author_name(&author)
                }
                _ => None,
            }
        })
}

/// An author that only an attribute of the comment's element tells.
fn author_told(page: &CommentPage<'_>, element: NodeId) -> Option<String> {
    [
        "data-author",
        "data-author-name",
        "data-username",
        "data-user-name",
        "data-comment-author",
    ]
    .iter()
    .find_map(|attr| page.dom.attr(element, attr))
    .filter(|name| name.len() <= 120)
    .and_then(author::author_name)
}

/// Records as comments and notes, in page order. What has no words gives its place to those that answer it.
fn settle(
    page: &CommentPage<'_>,
    items: &[Item],
    records: Vec<Record>,
    order: Option<posted::Order>,
    standing: Standing,
) -> Vec<HtmlComment> {
    let pointers: Vec<_> = records
        .iter()
        .map(|record| record.pointers.clone())
        .collect();
    let known: Vec<_> = records
        .iter()
        .map(|record| answerable(record.author.clone(), &record.text.paragraphs.concat()))
        .collect();
    let answers = answered_items(page, items, &pointers, &known);
    let signed = |record: &Record| record.author.is_some() || record.told.is_some();
    let any_signed = records.iter().any(signed);
    let n_with_text = records
        .iter()
        .filter(|record| !record.text.paragraphs.is_empty())
        .count();
    let mut place: Vec<Option<usize>> = vec![None; records.len()];
    let mut found: Vec<HtmlComment> = Vec::new();
    let mut seen: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for (k, record) in records.into_iter().enumerate() {
        let answer = answers[k].and_then(|to| place[to]);
        // Where some comments are signed or dated, what is neither is the site's; so is a lone one, or one around a form.
        let bare = !signed(&record) && (any_signed || n_with_text < 2 || record.is_form);
        place[k] = answer;
        let posted = record.told.map(|told| told.posted(order));
        if !record.text.paragraphs.is_empty() && !bare {
            // Some sites print a comment twice, for narrow screens and for wide ones.
            let print: Vec<String> = [record.author.clone(), posted.clone()]
                .into_iter()
                .map(Option::unwrap_or_default)
                .chain(record.text.paragraphs.iter().cloned())
                .collect();
            if let Some(&twin) = seen
                .get(&print)
                .filter(|_| posted.is_some() && standing > Standing::Posts)
            {
                place[k] = Some(twin);
                continue;
            }
            seen.insert(print, found.len());
            place[k] = Some(found.len());
            found.push(HtmlComment {
                author: record.author,
                posted,
                reply_to: answer,
                votes: record.votes,
                ..of_prose(record.text)
            });
        }
        for note in record.notes {
            found.push(HtmlComment {
                reply_to: place[k],
                is_note: true,
                ..of_prose(note)
            });
        }
    }
    found
}

fn of_prose(prose: Prose) -> HtmlComment {
    HtmlComment {
        at: prose.pieces.first().map_or(0, |(piece, _)| *piece),
        paragraphs: prose.paragraphs,
        pieces: prose.pieces,
        ..HtmlComment::default()
    }
}
