//! The timeline: the happenings a reader of the pile would want in order.

use crate::account::{Account, Deed};
use dateline_vocabulary::{
    Days, Dispute, DisputeKind, Entry, EntryEvent, EventId, Factuality, Happening, HappeningId,
    Plover, Precision,
};
use std::collections::{BTreeMap, BTreeSet};

/// Builds the timeline: dated entries in order, undated ones last with order 0.
pub(crate) fn build_timeline(
    accounts: &[Account],
    happenings: &[Happening],
    disputes: &[Dispute],
) -> Vec<Entry> {
    let mut where_is: BTreeMap<&EventId, (usize, usize)> = BTreeMap::new();
    for (document, account) in accounts.iter().enumerate() {
        for (k, deed) in account.events.iter().enumerate() {
            where_is.insert(&deed.id, (document, k));
        }
    }
    let mut disputed: BTreeMap<&HappeningId, BTreeSet<DisputeKind>> = BTreeMap::new();
    for dispute in disputes {
        if let Some(happening) = &dispute.happening {
            disputed.entry(happening).or_default().insert(dispute.about);
        }
    }
    let mut entries: Vec<Entry> = Vec::new();
    for happening in happenings.iter().filter(|h| is_worth_a_line(h)) {
        let members: Vec<(usize, &Deed)> = happening
            .events
            .iter()
            .filter_map(|id| where_is.get(id))
            .map(|(d, k)| (*d, &accounts[*d].events[*k]))
            .collect();
        // The chain of the account that the label is taken from.
        let told_by = members
            .iter()
            .find(|(_, deed)| crate::happening::readable(&deed.statement.text) == happening.label)
            .or(members.first());
        let chain = told_by.map_or(Vec::new(), |(d, deed)| match deed.attribution {
            Some(a) => accounts[*d].attributions[a].chain.clone(),
            None => accounts[*d].outlet.clone().into_iter().collect(),
        });
        entries.push(Entry {
            order: 0,
            from: happening.days.from,
            to: happening.days.to,
            precision: precision(happening.days),
            label: happening.label.clone(),
            happening: happening.id.clone(),
            plover: happening.plover,
            factuality: happening.factuality,
            disputed: disputed
                .get(&happening.id)
                .map(|kinds| kinds.iter().copied().collect())
                .unwrap_or_default(),
            inferred: happening.inferred,
            place: happening.place.clone(),
            participants: happening.participants.clone(),
            chain,
            independent: happening.independent,
            events: members
                .iter()
                .map(|(d, deed)| EntryEvent {
                    id: deed.id.clone(),
                    document: accounts[*d].id.clone(),
                    words: deed.trigger.clone(),
                })
                .collect(),
        });
    }
    let mut entries = one_line_a_statement(entries);
    entries.sort_by(|a, b| {
        let key = |e: &Entry| {
            (
                e.from.is_none(),
                e.from,
                e.to,
                e.label.clone(),
                e.happening.clone(),
            )
        };
        key(a).cmp(&key(b))
    });
    number(&mut entries);
    entries
}

/// Whether a happening is told enough to be a line: dated with somebody or somewhere; or undated, but of a kind that
/// is done rather than said, with two parties named, or one and the place.
fn is_worth_a_line(happening: &Happening) -> bool {
    let named = happening
        .participants
        .iter()
        .filter(|p| p.entity.is_some())
        .count();
    let factual = matches!(
        happening.factuality,
        Factuality::Happened | Factuality::Reported
    );
    if happening.days.is_unknown() {
        let done = matches!(
            happening.plover,
            Some(
                Plover::Consult
                    | Plover::Concede
                    | Plover::Cooperate
                    | Plover::Retreat
                    | Plover::Accuse
                    | Plover::Protest
                    | Plover::Sanction
                    | Plover::Mobilize
                    | Plover::Coerce
                    | Plover::Assault
            )
        );
        return factual && done && named + usize::from(happening.place.is_some()) >= 2 && named > 0;
    }
    let told = !happening.participants.is_empty() || happening.place.is_some();
    told && happening.factuality != Factuality::Possible
        && (happening.plover.is_some() || named > 0 || happening.documents.len() > 1)
}

/// Happenings that one sentence tells of one day are one line: the reader needs the sentence once.
fn one_line_a_statement(entries: Vec<Entry>) -> Vec<Entry> {
    let mut lines: BTreeMap<(Days, String), Entry> = BTreeMap::new();
    for entry in entries {
        let key = (
            Days {
                from: entry.from,
                to: entry.to,
            },
            entry.label.clone(),
        );
        match lines.entry(key) {
            std::collections::btree_map::Entry::Vacant(place) => {
                place.insert(entry);
            }
            std::collections::btree_map::Entry::Occupied(mut place) => {
                let rank = |e: &Entry| {
                    (
                        e.disputed.is_empty(),
                        e.plover.is_none(),
                        std::cmp::Reverse(e.events.len()),
                        std::cmp::Reverse(e.participants.len()),
                        e.happening.clone(),
                    )
                };
                let (mut kept, other) = if rank(&entry) < rank(place.get()) {
                    (entry, place.get().clone())
                } else {
                    (place.get().clone(), entry)
                };
                kept.events.extend(other.events);
                kept.events.sort_by(|a, b| a.id.cmp(&b.id));
                kept.events.dedup_by(|a, b| a.id == b.id);
                place.insert(kept);
            }
        }
    }
    // What a sentence tells of a day need not be told again as undated.
    let dated: BTreeSet<String> = lines
        .values()
        .filter(|e| e.from.is_some())
        .map(|e| e.label.clone())
        .collect();
    lines
        .into_values()
        .filter(|e| e.from.is_some() || !dated.contains(&e.label))
        .collect()
}

/// Entries that share their days share a number: nothing tells which was first.
fn number(entries: &mut [Entry]) {
    let mut order = 0;
    let mut last = None;
    for entry in entries.iter_mut().filter(|entry| entry.from.is_some()) {
        let days = (entry.from, entry.to);
        if last != Some(days) {
            order += 1;
            last = Some(days);
        }
        entry.order = order;
    }
}

fn precision(days: Days) -> Precision {
    match days.n_days() {
        None if days.is_unknown() => Precision::Unknown,
        Some(1) => Precision::Day,
        Some(2..=7) => Precision::Week,
        Some(8..=31) => Precision::Month,
        Some(32..=366) => Precision::Year,
        _ => Precision::Longer,
    }
}
