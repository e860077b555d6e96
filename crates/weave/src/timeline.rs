//! The timeline: the happenings a reader of the pile would want in order.

use crate::account::{Account, Deed, places_of_events};
use crate::happening::happenings_of_events;
use dateline_vocabulary::{
    Days, Dispute, DisputeKind, Entry, EntryEvent, EventId, Factuality, Happening, HappeningId,
    OrderRelation, Placement, Plover, Precision,
};
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// Builds the timeline: what has days, and what the words put before or after it, in order; the rest last with order 0.
/// What is not told enough for the chronology of the pile stays in that of whoever took part.
pub(crate) fn build_timeline(
    accounts: &[Account],
    happenings: &[Happening],
    disputes: &[Dispute],
) -> Vec<Entry> {
    let where_is = places_of_events(accounts);
    let happening_of = happenings_of_events(happenings);
    let mut disputed: BTreeMap<&HappeningId, BTreeSet<DisputeKind>> = BTreeMap::new();
    for dispute in disputes {
        if let Some(happening) = &dispute.happening {
            disputed.entry(happening).or_default().insert(dispute.about);
        }
    }
    let mut entries: Vec<Entry> = Vec::new();
    for happening in happenings {
        let members: Vec<(usize, &Deed)> = happening
            .events
            .iter()
            .filter_map(|id| where_is.get(id))
            .map(|(d, k)| (*d, &accounts[*d].events[*k]))
            .collect();
        let salient = is_worth_a_line(happening)
            && !members.iter().all(|(_, deed)| deed.in_headline)
            && !members
                .iter()
                .all(|(_, deed)| deed.says.is_some() && deed.plover.is_none());
        let somebody = happening.participants.iter().any(|p| p.entity.is_some())
            && !matches!(
                happening.factuality,
                Factuality::Possible | Factuality::Denied
            );
        if !salient && !somebody {
            continue;
        }
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
            salient,
            placed: placement(happening, &members, &happening_of),
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
    entries.sort_by(|a, b| {
        let key = |e: &Entry| {
            (
                position(e).is_none(),
                position(e),
                e.label.clone(),
                e.happening.clone(),
            )
        };
        key(a).cmp(&key(b))
    });
    number(&mut entries);
    entries
}

/// What a happening without days comes right before or after, by the words of its accounts.
fn placement(
    happening: &Happening,
    members: &[(usize, &Deed)],
    happening_of: &FxHashMap<&EventId, &Happening>,
) -> Option<Placement> {
    if !happening.days.is_unknown() {
        return None;
    }
    let linked = members.iter().flat_map(|(_, deed)| {
        let links = |events: &'_ [EventId], relation| {
            events
                .iter()
                .map(|event| (relation, event.clone()))
                .collect::<Vec<_>>()
        };
        let mut all = links(&deed.after, OrderRelation::After);
        all.extend(links(&deed.before, OrderRelation::Before));
        all
    });
    linked
        .filter_map(|(relation, event)| {
            let other = happening_of.get(&event)?;
            other.days.ends()?;
            Some(Placement {
                relation,
                happening: other.id.clone(),
                days: other.days,
            })
        })
        .min_by_key(|placed| {
            (
                placed.days.n_days(),
                placed.days.from,
                placed.happening.clone(),
            )
        })
}

/// Where an entry stands among those in order: by its days, or right before or after those of another; `None` where
/// nothing tells.
fn position(entry: &Entry) -> Option<(Option<Date>, Option<Date>, i8)> {
    match &entry.placed {
        Some(placed) => {
            let side = if placed.relation == OrderRelation::Before {
                -1
            } else {
                1
            };
            Some((placed.days.from, placed.days.to, side))
        }
        None => entry.from.map(|_| (entry.from, entry.to, 0)),
    }
}

/// Whether a happening is told enough to be a line: dated with somebody or somewhere; or undated, but of a kind that
/// is done rather than said, with two parties named, or one and the place.
fn is_worth_a_line(happening: &Happening) -> bool {
    let named = happening
        .participants
        .iter()
        .filter(|p| p.entity.is_some())
        .count();
    let factual = happening.factuality.is_of_fact();
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

/// Entries that share their place share a number: nothing tells which was first.
fn number(entries: &mut [Entry]) {
    let mut order = 0;
    let mut last = None;
    for entry in entries {
        let Some(here) = position(entry) else {
            continue;
        };
        if last != Some(here) {
            order += 1;
            last = Some(here);
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
