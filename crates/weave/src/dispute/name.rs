//! What accounts of one happening name differently: where it was, or who did it.

use super::{event_side, of_happening};
use crate::account::Account;
use crate::entity::Entities;
use crate::happening::{recurs, stands_for};
use crate::neighbours::Neighbours;
use dateline_vocabulary::{Dispute, DisputeKind, Happening, MentionType, ParticipantRole, Side};
use std::collections::{BTreeMap, BTreeSet};

/// Accounts that put one happening at places which cannot be the same.
pub(super) fn about_place(
    happening: &Happening,
    members: &[(usize, usize)],
    accounts: &[Account],
    entities: &Entities,
    neighbours: &Neighbours,
) -> Option<Dispute> {
    let place = |(document, event): (usize, usize)| {
        let deed = &accounts[document].events[event];
        let (_, mention) = deed
            .place
            .as_ref()
            .filter(|_| deed.factuality.is_of_fact())?;
        entities.of(document, (*mention)?)
    };
    let mut named = by_name(members, place)?;
    named.retain(|place, _| neighbours.is_town(*place));
    if named.len() < 2 {
        return None;
    }
    let differ = |a: usize, b: usize| neighbours.are_two_towns(a, b, entities);
    let sides = sides(named, differ, accounts, entities)?;
    Some(of_happening(happening, DisputeKind::Place, "place", sides))
}

/// Accounts that have one deed done by different people or bodies.
pub(super) fn about_doer(
    happening: &Happening,
    members: &[(usize, usize)],
    accounts: &[Account],
    entities: &Entities,
    neighbours: &Neighbours,
) -> Option<Dispute> {
    // What is said or agreed has as many doers as take part.
    if recurs(happening.plover) {
        return None;
    }
    let doer = |(document, event): (usize, usize)| {
        let deed = &accounts[document].events[event];
        let is_told = deed.factuality.is_of_fact();
        let mut doers = (deed.participants.iter())
            .filter(|party| is_told && party.role == ParticipantRole::Agent)
            .filter_map(|party| {
                let doer = entities.of(document, party.mention?)?;
                let kind = entities.entity_type(doer);
                let is_doer = kind != MentionType::Place
                    && stands_for(entities.name(doer), &party.text, kind);
                is_doer.then_some(doer)
            });
        // Several do it together.
        doers.next().filter(|_| doers.next().is_none())
    };
    let named = by_name(members, doer)?;
    let is_person = |e: usize| entities.entity_type(e) == MentionType::Person;
    let words =
        |e: usize| -> BTreeSet<String> { crate::wording::words(entities.name(e)).collect() };
    let differ = |a: usize, b: usize| {
        is_person(a) == is_person(b) && !neighbours.are(a, b) && words(a).is_disjoint(&words(b))
    };
    let sides = sides(named, differ, accounts, entities)?;
    Some(of_happening(
        happening,
        DisputeKind::Participant,
        "participant",
        sides,
    ))
}

/// Accounts by what they name; nothing where a page names two: it tells of both, and the two are not at odds.
fn by_name(
    members: &[(usize, usize)],
    name: impl Fn((usize, usize)) -> Option<usize>,
) -> Option<BTreeMap<usize, Vec<(usize, usize)>>> {
    let mut named: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    let mut of_page: BTreeMap<usize, usize> = BTreeMap::new();
    for member in members {
        if let Some(entity) = name(*member) {
            if *of_page.entry(member.0).or_insert(entity) != entity {
                return None;
            }
            named.entry(entity).or_default().push(*member);
        }
    }
    (named.len() > 1).then_some(named)
}

/// The sides, where each differs from all others and no account of one names another.
fn sides(
    named: BTreeMap<usize, Vec<(usize, usize)>>,
    differ: impl Fn(usize, usize) -> bool,
    accounts: &[Account],
    entities: &Entities,
) -> Option<Vec<Side>> {
    let all: Vec<usize> = named.keys().copied().collect();
    let names_another = |entity: usize, (document, event): (usize, usize)| {
        let around = accounts[document].events[event].around.iter();
        let mut around = around.filter_map(|mention| entities.of(document, *mention));
        around.any(|other| other != entity && all.contains(&other))
    };
    let at_odds = named.iter().all(|(entity, members)| {
        all.iter().all(|it| it == entity || differ(*it, *entity))
            && !members.iter().any(|member| names_another(*entity, *member))
    });
    at_odds.then(|| {
        named
            .into_iter()
            .map(|(entity, members)| {
                let name = entities.name(entity).to_owned();
                event_side(name, None, &members, accounts, entities)
            })
            .collect()
    })
}
