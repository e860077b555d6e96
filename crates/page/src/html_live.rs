//! The entries of a live page, each with its own time.

use crate::article::is_running_text;
use crate::dom::{Dom, NodeId};
use crate::live_days::{Clocked, day_near, days_of_entries};
use crate::markup_words as mw;
use crate::part::Part;
use crate::piece::Piece;
use crate::printed_clock::clock_in;
use crate::printed_date::{find_dates, is_relative_time};
use crate::stamp::{local_iso, parse_stamp};
use crate::wording;
use dateline_vocabulary::{Moment, PassagePart, Publication};
use std::collections::BTreeMap;
use std::ops::Range;

/// Fewer entries than this are no live page.
const MIN_ENTRIES: usize = 3;
/// Pieces at the head of an entry among which its time stands.
const HEAD: usize = 6;
/// Steps up from a time within which its entry is looked for.
const REACH: usize = 8;
/// Steps up from a piece within which the entry is looked for that holds it.
const DEEP: usize = 64;

/// The entries of a live page; none on other pages.
#[derive(Debug, Default)]
pub struct LiveEntries {
    /// Entries: pieces, and the time as ISO 8601 or as printed.
    entries: Vec<(Range<usize>, String)>,
}

/// What may be the head of an entry.
struct Opening {
    entry: NodeId,
    /// The piece with its time.
    at: usize,
    time: String,
}

impl LiveEntries {
    /// Finds them among the pieces of the article: three siblings or more of one name and class, each of which opens
    /// with a time and holds running text.
    pub fn of(dom: &Dom, pieces: &[Piece], article: Range<usize>) -> LiveEntries {
        // For each place where entries may stand, the entries: where each begins, and its time.
        let mut groups: BTreeMap<(NodeId, String), Vec<Opening>> = BTreeMap::new();
        for at in article.clone() {
            let piece = &pieces[at];
            if piece.has(mw::COMMENTS) || piece.len() > 60 {
                continue;
            }
            let Some(time) = time_of(dom, piece) else {
                continue;
            };
            let around: Vec<NodeId> = std::iter::once(piece.element)
                .chain(dom.ancestors(piece.element))
                .take(REACH)
                .collect();
            for pair in around.windows(2) {
                let (entry, parent) = (pair[0], pair[1]);
                let group = groups.entry((parent, kind_of(dom, entry))).or_default();
                if group.last().is_none_or(|last| last.entry != entry) {
                    let time = time.clone();
                    group.push(Opening { entry, at, time });
                }
            }
        }
        let inside = |at: usize, entry: NodeId| dom.stands_in(pieces[at].element, entry, DEEP);
        let mut best: Vec<(Range<usize>, String)> = Vec::new();
        for group in groups.into_values().filter(|g| g.len() >= MIN_ENTRIES) {
            let mut entries: Vec<(Range<usize>, String)> = Vec::new();
            for Opening { entry, at, time } in group {
                let start = (at.saturating_sub(HEAD).max(article.start)..=at)
                    .find(|&k| inside(k, entry))
                    .unwrap_or(at);
                let opens = start == article.start || !inside(start - 1, entry);
                let n = (start..article.end)
                    .take_while(|&k| inside(k, entry))
                    .count();
                let tells = (start..start + n).any(|k| is_running_text(&pieces[k]));
                if opens && tells {
                    entries.push((start..start + n, time));
                }
            }
            let covers = |entries: &[(Range<usize>, String)]| -> usize {
                entries.iter().map(|(range, _)| range.len()).sum()
            };
            if entries.len() >= MIN_ENTRIES && covers(&entries) > covers(&best) {
                best = entries;
            }
        }
        if best.is_empty() {
            best = in_a_row(dom, pieces, article);
        }
        LiveEntries { entries: best }
    }

    /// Tells the day of each entry of which the page prints the clock alone, in the parts written of it.
    pub fn date(
        &self,
        parts: &mut [Part],
        pieces: &[Piece],
        published: &Publication,
        updated: Option<&Moment>,
    ) {
        let Some(page) = published.days().single() else {
            return;
        };
        let clock = |time: &str| wording::is_clock(time).then(|| clock_in(time))?;
        let mut from =
            (self.entries.first()).map_or(0, |(range, _)| range.start.saturating_sub(HEAD));
        let clocked: Vec<Clocked> = (self.entries.iter())
            .map(|(range, time)| {
                let between = &pieces[from.min(range.start)..range.start];
                from = range.start;
                let heading = between
                    .iter()
                    .rev()
                    .find(|p| day_near(&p.text, page).is_some());
                Clocked {
                    clock: clock(time).map(|clock| clock.time),
                    day: heading.map(|p| p.text.clone()),
                }
            })
            .collect();
        let days = days_of_entries(&clocked, published, updated);
        let mut entry = 0;
        for part in parts
            .iter_mut()
            .filter(|p| p.part == Some(PassagePart::LiveEntry))
        {
            let Some(posted) = &part.posted else { continue };
            // Parts stand in the order of the entries.
            let Some(ahead) = self.entries[entry..]
                .iter()
                .position(|(_, time)| time == posted)
            else {
                continue;
            };
            entry += ahead;
            if let (Some(day), Some(clock)) = (days[entry], clocked[entry].clock) {
                part.posted = Some(local_iso(day, Some(clock)));
            }
        }
    }

    /// The time of the entry that holds piece `at`.
    pub fn time_of(&self, at: usize) -> Option<&str> {
        let k = self
            .entries
            .partition_point(|(range, _)| range.start <= at)
            .checked_sub(1)?;
        let (range, time) = &self.entries[k];
        range.contains(&at).then_some(time.as_str())
    }
}

/// Entries that no element holds: times of one sort in one element, each with running text behind it, as in a list
/// of definitions.
fn in_a_row(dom: &Dom, pieces: &[Piece], article: Range<usize>) -> Vec<(Range<usize>, String)> {
    let mut groups: BTreeMap<(NodeId, String), Vec<(usize, String)>> = BTreeMap::new();
    for at in article.clone() {
        let piece = &pieces[at];
        if piece.has(mw::COMMENTS) || piece.len() > 60 {
            continue;
        }
        if let Some(time) = time_of(dom, piece)
            && let Some(parent) = dom.parent(piece.element)
        {
            // The lists of several days stand beside each other.
            let kind = format!("{} {}", kind_of(dom, parent), kind_of(dom, piece.element));
            let around = dom.parent(parent).unwrap_or(parent);
            let around = dom.parent(around).unwrap_or(around);
            groups.entry((around, kind)).or_default().push((at, time));
        }
    }
    let Some(group) = groups.into_values().max_by_key(Vec::len) else {
        return Vec::new();
    };
    let ends = group.iter().skip(1).map(|(at, _)| *at);
    let entries: Vec<(Range<usize>, String)> = group
        .iter()
        .zip(ends.chain([article.end]))
        .filter(|((at, _), end)| pieces[*at..*end].iter().any(is_running_text))
        .map(|((at, time), end)| (*at..end, time.clone()))
        .collect();
    let told = entries.len() >= MIN_ENTRIES && entries.len() * 2 > group.len();
    if told { entries } else { Vec::new() }
}

/// Siblings with the same are of one sort.
fn kind_of(dom: &Dom, id: NodeId) -> String {
    let class = dom.attr(id, "class").unwrap_or("");
    let first = class.split_whitespace().next().unwrap_or("");
    format!("{}.{first}", dom.name(id).map_or("", |name| &**name))
}

/// The time that a short piece gives, if it does nothing else.
fn time_of(dom: &Dom, piece: &Piece) -> Option<String> {
    let stamp = (piece.texts.iter().take(3))
        .flat_map(|&text| dom.ancestors(text).take(4))
        .find_map(|id| dom.attr(id, "datetime"))
        .and_then(parse_stamp)
        .map(|stamp| stamp.to_local());
    if let Some(stamp) = stamp.filter(|_| piece.has(mw::TIME)) {
        return Some(stamp);
    }
    let text = piece.text.as_str();
    if wording::is_clock(text) || is_relative_time(text) {
        return Some(text.to_owned());
    }
    wording::time_line(text)?;
    find_dates(text).first().map(|d| local_iso(d.date, d.time))
}
