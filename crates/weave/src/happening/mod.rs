//! Happenings: the events, of one or several documents, that are the same thing in the world.
//!
//! Which events are compared at all is [`candidates`]' matter; how likely two are to be one, [`likeness`]' with the days as a
//! witness of their own ([`days`]); from pairs to clusters it goes by joining the most alike ([`clusters`]). An event that its page
//! speaks of again, and one printed again in the same words, goes with the first telling.

mod candidates;
mod clusters;
mod days;
mod likeness;
mod profile;
mod record;

use crate::Pile;
use crate::account::Account;
use crate::correction::{Corrections, Edit, Groups, Item, Whole};
use crate::entity::Entities;
use candidates::candidates;
use clusters::{Extent, Pair};
use dateline_vocabulary::{ChangeKind, Effect, EventId, Happening, RecordKind};
pub(crate) use days::recurs;
pub(crate) use likeness::FEATURES;
use likeness::{Pages, Shared};
use profile::{Profile, profiles};
use rayon::prelude::*;
pub(crate) use record::{readable, stands_for};
use rustc_hash::FxHashMap;
use std::collections::{BTreeSet, HashMap};

/// How readily events are joined.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Caution {
    /// Least likelihood, as [`clusters`] counts it, that makes two clusters one.
    threshold: f64,
    /// The share of the best pair in the likelihood of two clusters; the mean of all pairs has the rest.
    best: f64,
    /// What is taken from the log-odds of two events that share nothing but their predicates and what their pages are about.
    groundless: f32,
    /// What is added where they are of one kind and share all that is asked for.
    of_one_kind: f32,
    /// Whether days are heeded: they tell nothing on pages of which nobody knows when they were printed.
    heeds_days: bool,
    /// Whether what was done to two towns is kept apart, and what was in two, unless the day and those who take part are the same.
    tells_towns_apart: bool,
    /// Whether sayings of different things are kept apart, whoever speaks.
    tells_sayings_apart: bool,
}

impl Caution {
    /// For any pile: two things stay two until the pages give a reason to take them for one.
    pub(crate) const PILE: Caution = Caution {
        threshold: 0.5,
        best: 0.5,
        groundless: 2.5,
        of_one_kind: 0.7,
        heeds_days: true,
        tells_towns_apart: true,
        tells_sayings_apart: true,
    };
    /// For undated pages that are known to tell one story in a few events, as in the corpus that the weights come from: as the
    /// network says.
    pub(crate) const ONE_STORY: Caution = Caution {
        threshold: 0.3,
        best: 0.0,
        groundless: 0.0,
        of_one_kind: 0.0,
        heeds_days: false,
        tells_towns_apart: false,
        tells_sayings_apart: false,
    };
}

/// What must be shared besides the predicate, on two pages and on one, as [`Shared::grounds`] counts.
const GROUNDS: f32 = 0.8;
const GROUNDS_ON_A_PAGE: f32 = 1.2;
/// What of it is taken where the predicate is told once on each page.
const LEAST_VAGUE: f32 = 0.6;
/// Least share of words of what two people say for their saying it to be one.
const SAME_WORDS: f64 = 0.3;
/// Pairs that are weighed in one go.
const RUN: usize = 1 << 14;
/// Words that carry a topic that a statement must have to be known again when it is printed elsewhere.
const LEAST_REPRINTED: usize = 5;

/// The log-odds that two events are one, their days aside: the network's, less where they share too little of their own for the
/// predicate to tell what is meant.
fn log_odds(a: &Profile, b: &Profile, pages: &mut Pages, caution: Caution) -> f32 {
    let (needed, least_vague) = if a.document == b.document {
        // A page that speaks of an event again mostly says so; see `first_tellings`.
        (GROUNDS_ON_A_PAGE, 1.0)
    } else {
        (GROUNDS, LEAST_VAGUE)
    };
    let shared = Shared::of(a, b, pages);
    let lacking = (needed - shared.grounds).max(0.0) / needed;
    let vague = shared.vagueness.max(least_vague);
    let of_one_kind = a.plover.is_some() && a.plover == b.plover && lacking == 0.0;
    likeness::log_odds(&likeness::features(a, b, &shared)) - caution.groundless * lacking * vague
        + if of_one_kind {
            caution.of_one_kind
        } else {
            0.0
        }
}

/// Whether two events are sayings of different things: then they are two, whoever speaks. An accusation or a demand is known by
/// whom it is against as well.
fn sayings_differ(accounts: &[Account], a: &Profile, b: &Profile) -> bool {
    let deed = |p: &Profile| &accounts[p.document].events[p.event];
    let told = |p: &Profile| {
        deed(p)
            .says
            .map(|k| &accounts[p.document].attributions[k].stems)
    };
    match (told(a), told(b)) {
        (Some(x), Some(y)) if a.plover.is_none() || b.plover.is_none() => x.jaccard(y) < SAME_WORDS,
        _ => false,
    }
}

/// Finds the happenings of a pile, sorted by id, and tells what became of the corrections of happenings.
pub(crate) fn find_happenings(
    Pile {
        accounts,
        entities,
        reprints,
        neighbours,
    }: Pile<'_>,
    caution: Caution,
    corrections: &Corrections,
) -> (Vec<Happening>, Vec<Effect>) {
    let mut profiles = profiles(accounts, entities);
    let edits = corrections.edits(RecordKind::Happening, accounts);
    let apart = kept_apart(&edits, &profiles);
    let first_telling = first_tellings(accounts, &mut profiles, &apart);
    let firsts: Vec<usize> = (0..profiles.len())
        .filter(|k| first_telling[*k] == *k)
        .collect();
    // Where each of them stands among them.
    let mut place_of: Vec<u32> = vec![u32::MAX; profiles.len()];
    for (place, k) in (0..).zip(&firsts) {
        place_of[*k] = place;
    }
    let weighed = |pages: &mut Pages, (a, b): &(u32, u32)| {
        let (a, b) = (*a as usize, *b as usize);
        let at = (place_of[a], place_of[b]);
        let (a, b) = (&profiles[a], &profiles[b]);
        if caution.tells_sayings_apart && sayings_differ(accounts, a, b) {
            return (at, Pair::Apart);
        }
        let two_towns = |x: Option<usize>, y: Option<usize>| {
            let both = x.zip(y).filter(|_| caution.tells_towns_apart);
            both.is_some_and(|(x, y)| neighbours.are_two_towns(x, y, entities))
        };
        if two_towns(a.target_place, b.target_place)
            || two_towns(a.place, b.place) && !days::would_be_at_odds(a, b)
        {
            return (at, Pair::Apart);
        }
        let days = if caution.heeds_days {
            days::witness(accounts, a, b)
        } else {
            days::Witness::Weighs(0.0)
        };
        let pair = match days {
            days::Witness::Apart => Pair::Apart,
            days::Witness::Weighs(weight) => {
                let odds = log_odds(a, b, pages, caution) + weight;
                Pair::Likely(1.0 / (1.0 + (-odds).exp()))
            }
        };
        (at, pair)
    };
    // In runs, so that what is found of two pages serves all pairs of their events: these stand beside each other.
    let mut pairs: Vec<((u32, u32), Pair)> = (candidates(accounts, &profiles, &firsts)
        .par_chunks(RUN))
    .flat_map_iter(|run| {
        let mut pages = Pages::default();
        run.iter().map(move |pair| weighed(&mut pages, pair))
    })
    .collect();
    // The last word on a pair is the one that holds.
    let of_firsts = apart.iter().map(|(a, b)| (place_of[*a], place_of[*b]));
    let of_firsts = of_firsts.filter(|(a, b)| *a.max(b) < u32::MAX);
    pairs.extend(of_firsts.map(|at| (at, Pair::Apart)));
    let extents: Vec<Option<Extent>> = (firsts.iter().map(|k| &profiles[*k]))
        .map(|p| {
            let days = p.days.ends().filter(|_| p.dated_by_words);
            days.filter(|_| caution.heeds_days).map(Extent::of)
        })
        .collect();
    let found = clusters::clusters(
        &extents,
        &pairs,
        caution.best,
        caution.threshold,
        days::MOST_APART,
    );
    let mut cluster_of = vec![0; profiles.len()];
    for (cluster, members) in found.iter().enumerate() {
        for member in members {
            cluster_of[firsts[*member]] = cluster;
        }
    }
    let mut members: Vec<Vec<Item>> = vec![Vec::new(); found.len()];
    let mut profile_of: HashMap<Item, &Profile> = HashMap::new();
    for (k, profile) in profiles.iter().enumerate() {
        let item = (profile.document, profile.event);
        members[cluster_of[first_telling[k]]].push(item);
        profile_of.insert(item, profile);
    }
    let mut groups = Groups::of(members);
    groups.edit(&edits);
    let make = |members: &[Item], said: Option<&Whole<'_>>| {
        let members: Vec<&Profile> = members.iter().map(|item| profile_of[item]).collect();
        let mut happening = record::happening(&members, accounts, entities, reprints);
        if let Some(said) = said {
            happening.label = said.name.map_or(happening.label, str::to_owned);
            if let Some(days) = said.days {
                happening.days = days;
                happening.inferred = false;
            }
            happening.reasons.extend(said.reasons.iter().cloned());
        }
        happening
    };
    groups.records(&edits, make, |happening| &happening.id)
}

/// The pairs of events that people set apart, and did not join later, as indices into `profiles`, the smaller first.
fn kept_apart(edits: &[Edit<'_>], profiles: &[Profile]) -> BTreeSet<(usize, usize)> {
    let mut apart = BTreeSet::new();
    if edits.is_empty() {
        return apart;
    }
    let index: HashMap<Item, usize> = profiles
        .iter()
        .enumerate()
        .map(|(k, p)| ((p.document, p.event), k))
        .collect();
    let pairs = |xs: &[Item], ys: &[Item]| -> Vec<(usize, usize)> {
        xs.iter()
            .flat_map(|x| ys.iter().map(|y| (index[x], index[y])))
            .filter(|(a, b)| a != b)
            .map(|(a, b)| (a.min(b), a.max(b)))
            .collect()
    };
    for edit in edits {
        match (edit.correction.change, edit.targets.as_slice()) {
            (ChangeKind::Split, [rest, part]) => apart.extend(pairs(rest, part)),
            (ChangeKind::Merge, targets) => {
                let all = targets.concat();
                for pair in pairs(&all, &all) {
                    apart.remove(&pair);
                }
            }
            _ => {}
        }
    }
    apart
}

/// The happening of each event.
pub(crate) fn happenings_of_events(happenings: &[Happening]) -> FxHashMap<&EventId, &Happening> {
    happenings
        .iter()
        .flat_map(|happening| happening.events.iter().map(move |event| (event, happening)))
        .collect()
}

/// What [`likeness`] sees of each pair that is compared, with the ids of the two events: for training it.
pub(crate) fn compared_pairs(
    accounts: &[Account],
    entities: &Entities,
) -> Vec<(EventId, EventId, Vec<f32>)> {
    let profiles = profiles(accounts, entities);
    let all: Vec<usize> = (0..profiles.len()).collect();
    let mut pages = Pages::default();
    let id = |p: &Profile| accounts[p.document].events[p.event].id.clone();
    candidates(accounts, &profiles, &all)
        .into_iter()
        .map(|(a, b)| {
            let (a, b) = (&profiles[a as usize], &profiles[b as usize]);
            let shared = Shared::of(a, b, &mut pages);
            (id(a), id(b), likeness::features(a, b, &shared).to_vec())
        })
        .collect()
}

/// The first telling of what each event tells: itself, the event of its page that it speaks of again where their days allow
/// it, or the same words on a page before it. A first telling without days has those under which it is spoken of again, so
/// that it is held against others with them.
fn first_tellings(
    accounts: &[Account],
    profiles: &mut [Profile],
    apart: &BTreeSet<(usize, usize)>,
) -> Vec<usize> {
    let deed = |p: &Profile| &accounts[p.document].events[p.event];
    let index_of: FxHashMap<&EventId, usize> = profiles
        .iter()
        .enumerate()
        .map(|(k, p)| (&deed(p).id, k))
        .collect();
    let again: Vec<Option<usize>> = profiles
        .iter()
        .map(|p| index_of.get(deed(p).again.as_ref()?).copied())
        .collect();
    let mut first: Vec<usize> = (0..profiles.len()).collect();
    // A statement, where in it the event stands, and when it was: to the first that has them.
    let mut printed: FxHashMap<(&str, u32, dateline_vocabulary::Days), usize> =
        FxHashMap::default();
    for k in 0..profiles.len() {
        // An event is told before it is spoken of again, so what it goes back to is settled.
        let told_before = again[k].filter(|told| *told < k).map(|told| first[told]);
        if let Some(told) = told_before.filter(|told| !apart.contains(&(*told, k))) {
            let (here, there) = (profiles[k].days, profiles[told].days);
            if there.is_unknown() {
                profiles[told].days = here;
            }
            if here.is_unknown() || there.is_unknown() || here.may_coincide(there) {
                first[k] = told;
                continue;
            }
        }
        let profile = &profiles[k];
        let deed = deed(profile);
        if profile.statement.len() >= LEAST_REPRINTED {
            let at =
                deed.trigger.span.start - deed.statement.span.start.min(deed.trigger.span.start);
            let key = (deed.statement.text.as_str(), at, profile.days);
            let told = *printed.entry(key).or_insert(k);
            if profiles[told].document != profile.document && !apart.contains(&(told, k)) {
                first[k] = told;
            }
        }
    }
    first
}
