//! A happening's record, from the events that it joins.

use super::profile::Profile;
use crate::account::Account;
use crate::entity::Entities;
use crate::few::Few;
use crate::reprint::Reprints;
use crate::witness::{Telling, witnesses};
use dateline_vocabulary::{
    Days, EventId, Factuality, Happening, HappeningId, MentionType, NamedParticipant,
    ParticipantRole,
};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// The happening that these events are; there is at least one.
pub(super) fn happening(
    members: &[&Profile],
    accounts: &[Account],
    entities: &Entities,
    reprints: &Reprints,
) -> Happening {
    let deed = |s: &Profile| &accounts[s.document].events[s.event];
    let tellings: Vec<Telling> = members
        .iter()
        .map(|s| Telling::of_event(accounts, (s.document, s.event)))
        .collect();
    let (witnesses, independent) = witnesses(&tellings, accounts, entities, reprints);
    let mut events: Vec<EventId> = members.iter().map(|s| deed(s).id.clone()).collect();
    events.sort();
    let documents: BTreeSet<_> = members
        .iter()
        .map(|s| accounts[s.document].id.clone())
        .collect();
    let best = best_account(members, accounts);
    let days = common_days(members.iter().map(|s| s.days));
    let rank = |f: Factuality| match f {
        Factuality::Happened => 0,
        Factuality::Reported => 1,
        Factuality::Planned => 2,
        Factuality::Possible => 3,
        Factuality::Denied => 4,
    };
    let place = most_frequent(members.iter().filter_map(|s| {
        let (text, mention) = deed(s).place.as_ref()?;
        Some(
            mention
                .and_then(|m| entities.of(s.document, m))
                .map_or_else(|| text.clone(), |e| entities.name(e).to_owned()),
        )
    }));
    let mut participants: BTreeMap<(String, Option<usize>), ParticipantRole> = BTreeMap::new();
    for s in members {
        for party in &deed(s).participants {
            let entity = party
                .mention
                .and_then(|m| entities.of(s.document, m))
                .filter(|e| stands_for(entities.name(*e), &party.text, entities.entity_type(*e)));
            let name = entity.map_or_else(|| party.text.clone(), |e| entities.name(e).to_owned());
            let role = participants.entry((name, entity)).or_insert(party.role);
            *role = (*role).min(party.role);
        }
    }
    let mut participants: Vec<NamedParticipant> = participants
        .into_iter()
        .map(|((name, entity), role)| NamedParticipant {
            role,
            name,
            entity: entity.map(|e| entities.id(e).clone()),
        })
        .collect();
    participants.sort();
    let mut reasons = BTreeSet::new();
    if members.len() > 1 {
        reasons = join_reasons(members, accounts, entities);
    }
    Happening {
        id: HappeningId(format!("h-{}", events[0])),
        label: readable(&deed(best).statement.text),
        plover: deed(best).plover,
        days,
        inferred: !days.is_unknown() && !members.iter().any(|s| deed(s).dated_by_words),
        place,
        participants,
        factuality: members
            .iter()
            .map(|s| deed(s).factuality)
            .min_by_key(|f| rank(*f))
            .unwrap_or(Factuality::Reported),
        events,
        documents: documents.into_iter().collect(),
        witnesses,
        independent,
        reasons: reasons.into_iter().collect(),
    }
}

/// A statement on one line, without a quotation mark that has lost its partner.
pub(crate) fn readable(statement: &str) -> String {
    let mut text = crate::wording::one_line(statement);
    let count = |text: &str, marks: &[char]| text.matches(marks).count();
    if count(&text, &['"']) % 2 == 1 {
        text = match text.strip_prefix('"') {
            Some(rest) => rest.to_owned(),
            None => text.replacen('"', "", 1),
        };
    }
    match (count(&text, &['“']), count(&text, &['”'])) {
        (opens, closes) if opens > closes => text.replacen('“', "", 1),
        (opens, closes) if closes > opens => text.replacen('”', "", 1),
        _ => text,
    }
}

/// Whether a participant's words are the entity itself and not something of it (`the Embassy compound`, `Orlo's aide`).
pub(crate) fn stands_for(name: &str, words: &str, entity_type: MentionType) -> bool {
    let last = |text: &str| crate::wording::words(text).last().unwrap_or_default();
    entity_type == MentionType::Person || last(words) == last(name) || words.split(' ').count() <= 3
}

/// The member that tells it best: in the text rather than the headline, on the page's own word, dated, with most participants, in a sentence of handy length.
fn best_account<'s>(members: &[&'s Profile], accounts: &[Account]) -> &'s Profile {
    let key = |s: &&Profile| {
        let deed = &accounts[s.document].events[s.event];
        let len = deed.statement.text.chars().count();
        let handy = (50..=240).contains(&len);
        let factual = deed.factuality.is_of_fact();
        // A trigger late in its sentence is told there by the way.
        let by_the_way =
            (deed.trigger.span.start - deed.statement.span.start.min(deed.trigger.span.start)) / 60;
        (
            deed.in_headline,
            !factual,
            !deed.dated_by_words,
            by_the_way,
            s.days.n_days().unwrap_or(i32::MAX),
            !handy,
            std::cmp::Reverse(deed.participants.len()),
            s.document,
            s.event,
        )
    };
    members
        .iter()
        .min_by_key(|s| key(s))
        .copied()
        .expect("a happening has at least one event")
}

/// The days that all dated accounts agree on; the hull of all where they disagree.
fn common_days(all: impl Iterator<Item = Days>) -> Days {
    let ends: Vec<(Date, Date)> = all.filter_map(Days::ends).collect();
    let (Some(from), Some(to)) = (
        ends.iter().map(|e| e.0).max(),
        ends.iter().map(|e| e.1).min(),
    ) else {
        return Days::UNKNOWN;
    };
    if from <= to {
        return Days::between(from, to);
    }
    let hull = ends
        .iter()
        .map(|e| e.0)
        .min()
        .zip(ends.iter().map(|e| e.1).max());
    hull.map_or(Days::UNKNOWN, |(from, to)| Days::between(from, to))
}

fn most_frequent(items: impl Iterator<Item = String>) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for item in items {
        *counts.entry(item).or_default() += 1;
    }
    counts
        .into_iter()
        .max_by_key(|(name, n)| (*n, std::cmp::Reverse(name.clone())))
        .map(|(name, _)| name)
}

fn join_reasons(
    members: &[&Profile],
    accounts: &[Account],
    entities: &Entities,
) -> BTreeSet<String> {
    let mut reasons = BTreeSet::new();
    let everywhere: Few<usize> = members
        .iter()
        .skip(1)
        .fold(members[0].parties.clone(), |all, s| {
            all.shared(&s.parties).copied().collect()
        });
    for entity in everywhere.iter() {
        reasons.insert(format!("all accounts name {}", entities.name(*entity)));
    }
    if let Some(place) = members[0].place
        && members.iter().all(|s| s.place == Some(place))
    {
        reasons.insert(format!("all accounts are set in {}", entities.name(place)));
    }
    let lemmas: BTreeSet<&str> = members
        .iter()
        .map(|s| accounts[s.document].events[s.event].lemma.as_str())
        .collect();
    reasons.insert(format!(
        "told with the words {}",
        lemmas.into_iter().collect::<Vec<_>>().join(", ")
    ));
    reasons
}
