//! Which events are compared at all: those that share something that few others have.
//!
//! Each event stands in a block for each pair of things that tell it (its predicate with somebody named, its predicate
//! with a word the page is about, two rare words of its statement, ...), and is compared with those next to it in time there
//! ([`Blocks`]).

use super::profile::Profile;
use crate::account::Account;
use crate::blocks::{Blocks, key};
use crate::wording::fnv;
use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// Neighbours in a block that an event is compared with, on each side.
const NEIGHBOURS: usize = 10;
/// Rare words of a statement, and words a page is about, that make blocks.
const STATEMENT_WORDS: usize = 4;
const TOPICS: usize = 6;
/// Words that two pages of one story share two of.
const STORY_TOPICS: usize = 8;
/// Pages next to it in time that a page is taken together with, on each side, for each two words that it shares with them.
const STORY_NEIGHBOURS: usize = 6;
/// Pages that a page is taken together with, at most: those most like it.
const MOST_ALIKE: usize = 12;
/// Least likeness of the words of two pages of one story.
const STORY: f32 = 0.12;
/// Least likeness of meaning of two predicates that are compared.
const PREDICATES: f32 = 0.2;

/// The pairs to compare of these events, as indices into `profiles`, the smaller first; sorted, each once.
pub(super) fn candidates(
    accounts: &[Account],
    profiles: &[Profile],
    events: &[usize],
) -> Vec<(u32, u32)> {
    let day_of =
        |p: &Profile| -> Option<Date> { p.days.from.or(accounts[p.document].published.from) };
    let mut order: Vec<usize> = events.to_vec();
    order.sort_by_key(|k| {
        (
            day_of(&profiles[*k]),
            profiles[*k].document,
            profiles[*k].event,
        )
    });
    let in_time = order.iter().map(|k| *k as u32).collect();
    let mut pairs = Blocks::of(in_time, |k| keys(&profiles[k as usize]))
        .pairs(NEIGHBOURS, |known, a, b| {
            may_be_one(&profiles[a as usize], &profiles[b as usize], known)
        });
    in_one_story(profiles, &order, &mut pairs);
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
}

/// Whether two predicates, by their ids, are not altogether different in meaning.
type Known = FxHashMap<(u64, u64), bool>;

/// Whether the predicates of two events are not altogether different; `known` keeps what was found of two predicates.
fn may_be_one(a: &Profile, b: &Profile, known: &mut Known) -> bool {
    if a.plover.is_some() && a.plover == b.plover || a.predicate.stem_id == b.predicate.stem_id {
        return true;
    }
    let (x, y) = (a.predicate.id, b.predicate.id);
    *known
        .entry((x.min(y), x.max(y)))
        .or_insert_with(|| a.predicate.meaning.likeness(&b.predicate.meaning) >= PREDICATES)
}

/// The pairs of events of pages that tell one story.
fn in_one_story(profiles: &[Profile], order: &[usize], pairs: &mut Vec<(u32, u32)>) {
    // The events of each page, and the pages in order of time.
    let mut events_of: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut pages: Vec<usize> = Vec::new();
    for k in order {
        let events = events_of.entry(profiles[*k].document).or_default();
        if events.is_empty() {
            pages.push(profiles[*k].document);
        }
        events.push(*k);
    }
    let topics = |page: usize| &profiles[events_of[&page][0]].topics;
    let in_time = pages.iter().map(|page| *page as u32).collect();
    let blocks = Blocks::of(in_time, |page| {
        let topics = topics(page as usize).heaviest(STORY_TOPICS);
        let two = topics.iter().enumerate().flat_map(|(at, a)| {
            let rest = topics[at + 1..].iter();
            rest.map(move |b| key(*a.min(b), *a.max(b)))
        });
        two.collect::<Vec<u64>>()
    });
    let mut near: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (a, b) in blocks.pairs(STORY_NEIGHBOURS, |(), _, _| true) {
        near.entry(a as usize).or_default().insert(b as usize);
        near.entry(b as usize).or_default().insert(a as usize);
    }
    let most_alike = |(page, others): (&usize, &BTreeSet<usize>)| {
        let mut alike: Vec<(f32, usize)> = others
            .iter()
            .map(|other| (topics(*page).likeness(topics(*other)), *other))
            .filter(|(likeness, _)| *likeness >= STORY)
            .collect();
        alike.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        alike.truncate(MOST_ALIKE);
        let page = *page;
        alike
            .into_iter()
            .map(move |(_, other)| (page.min(other), page.max(other)))
    };
    let together: BTreeSet<(usize, usize)> = near.par_iter().flat_map_iter(most_alike).collect();
    let together: Vec<(usize, usize)> = together.into_iter().collect();
    let of_two_pages = |known: &mut Known, (a, b): &(usize, usize)| {
        let (events_a, events_b) = (&events_of[a], &events_of[b]);
        let all = events_a
            .iter()
            .flat_map(|k| events_b.iter().map(move |j| (*k, *j)));
        let may_be = all.filter(|(k, j)| may_be_one(&profiles[*k], &profiles[*j], known));
        let may_be = may_be.map(|(k, j)| (k.min(j) as u32, k.max(j) as u32));
        may_be.collect::<Vec<_>>()
    };
    let found: Vec<Vec<(u32, u32)>> = (together.par_iter())
        .map_init(Known::default, of_two_pages)
        .collect();
    pairs.extend(found.into_iter().flatten());
}

/// The blocks that an event stands in.
fn keys(profile: &Profile) -> Vec<u64> {
    let lemma = profile.predicate.stem_id;
    let plover = profile.plover.map(|p| fnv(p.as_str().bytes()));
    let mut keys = Vec::new();
    let mut put = |kind: u64, a: u64, b: u64| keys.push(key(key(kind, a), b));
    let heavy = profile.statement.heaviest(STATEMENT_WORDS);
    let topics = profile.topics.heaviest(TOPICS);
    let parties = profile.parties.iter().chain(profile.named.iter());
    for entity in parties.map(|e| *e as u64) {
        put(1, lemma, entity);
        if let Some(plover) = plover {
            put(2, plover, entity);
        }
        for word in &heavy {
            put(3, entity, *word);
        }
    }
    for place in profile
        .place
        .iter()
        .chain(profile.places.iter())
        .map(|e| *e as u64)
    {
        put(1, lemma, place);
        if let Some(plover) = plover {
            put(2, plover, place);
        }
    }
    for word in topics.iter().chain(&heavy) {
        put(4, lemma, *word);
        if let Some(plover) = plover {
            put(5, plover, *word);
        }
    }
    for (at, a) in heavy.iter().enumerate() {
        for b in &heavy[at + 1..] {
            put(6, *a.min(b), *a.max(b));
        }
    }
    // What a page tells of one thing again and again.
    put(7, profile.document as u64, 0);
    keys
}
