//! Which entries of the timeline are wanted.

use super::entry_days;
use crate::names::{find_entities, name_holds};
use dateline_vocabulary::{Days, DocumentId, Entity, EntityId, Entry, Plover};
use std::cmp::Reverse;
use std::collections::btree_map::Entry::{Occupied, Vacant};
use std::collections::{BTreeMap, BTreeSet};

/// What a reader asks of the timeline. The default asks for the chronology of the pile.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TimelineFilter {
    /// Entries that may lie in these days; an undated entry does not, as soon as either end is given.
    pub days: Days,
    /// Entries in which the entity of this name takes part; where no entity has it, somebody whose words hold it.
    pub who: Option<String>,
    /// Entries whose place holds these words.
    pub place: Option<String>,
    /// Entries of one of these types; all where empty.
    pub plover: Vec<Plover>,
    /// Entries with at least that many certainly independent witnesses.
    pub min_sources: u32,
}

/// The entries that are wanted, in their order, counted anew from 1: entries that shared a number still do, those without
/// a place keep 0. Without a name asked for they are those of the pile's chronology; of somebody, all in which they take part.
/// What one sentence tells of one day is one entry.
pub fn select_entries(
    entries: Vec<Entry>,
    filter: &TimelineFilter,
    entities: &[Entity],
) -> Vec<Entry> {
    let people: Option<BTreeSet<&EntityId>> = filter.who.as_deref().map(|who| {
        find_entities(entities, who)
            .into_iter()
            .map(|entity| &entity.id)
            .collect()
    });
    let kept: Vec<Entry> = entries
        .into_iter()
        .filter(|entry| is_wanted(entry, filter, people.as_ref()))
        .collect();
    let mut kept = one_entry_a_statement(kept);
    let (mut last_old, mut last_new) = (0, 0);
    for entry in &mut kept {
        if entry.order != 0 {
            if entry.order != last_old {
                last_old = entry.order;
                last_new += 1;
            }
            entry.order = last_new;
        }
    }
    kept
}

/// Puts together what one sentence tells of one day, in one order: the reader needs the sentence once, and not again as
/// undated. The foremost happening gives the entry; what the others rest on, who took part and what is disputed goes with it.
pub fn one_entry_a_statement(entries: Vec<Entry>) -> Vec<Entry> {
    let mut dated: BTreeMap<String, BTreeSet<DocumentId>> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| entry.order != 0) {
        let documents = entry.events.iter().map(|event| event.document.clone());
        dated
            .entry(entry.label.clone())
            .or_default()
            .extend(documents);
    }
    let mut sentences: Vec<Vec<Entry>> = Vec::new();
    let mut at: BTreeMap<(u32, String), usize> = BTreeMap::new();
    for entry in entries {
        let told_with_a_day = dated.get(&entry.label).is_some_and(|documents| {
            entry
                .events
                .iter()
                .any(|event| documents.contains(&event.document))
        });
        if entry.order == 0 && told_with_a_day {
            continue;
        }
        match at.entry((entry.order, entry.label.clone())) {
            Vacant(place) => {
                place.insert(sentences.len());
                sentences.push(vec![entry]);
            }
            Occupied(place) => sentences[*place.get()].push(entry),
        }
    }
    sentences.into_iter().map(foremost).collect()
}

/// The foremost of the entries of a sentence, with what the others add.
fn foremost(mut entries: Vec<Entry>) -> Entry {
    entries.sort_by_cached_key(rank);
    let mut entries = entries.into_iter();
    let mut first = entries.next().expect("a sentence has an entry");
    for other in entries {
        first.events.extend(other.events);
        first.participants.extend(other.participants);
        first.disputed.extend(other.disputed);
    }
    first.events.sort_by(|a, b| a.id.cmp(&b.id));
    first.events.dedup_by(|a, b| a.id == b.id);
    first.participants.sort();
    first
        .participants
        .dedup_by(|a, b| a.name == b.name && a.entity == b.entity);
    first.disputed.sort();
    first.disputed.dedup();
    first
}

/// Which of several happenings a sentence is foremost about: the least.
fn rank(entry: &Entry) -> impl Ord + use<> {
    (
        !entry.salient,
        entry.disputed.is_empty(),
        entry.plover.is_none(),
        Reverse(entry.events.len()),
        Reverse(entry.participants.len()),
        entry.happening.clone(),
    )
}

fn is_wanted(entry: &Entry, filter: &TimelineFilter, people: Option<&BTreeSet<&EntityId>>) -> bool {
    let days = entry_days(entry);
    let in_days =
        filter.days.is_unknown() || (!days.is_unknown() && days.may_coincide(filter.days));
    let by_who = match (&filter.who, people) {
        (Some(who), Some(people)) => entry.participants.iter().any(|participant| {
            participant
                .entity
                .as_ref()
                .is_some_and(|id| people.contains(id))
                || people.is_empty() && name_holds(&participant.name, who)
        }),
        _ => true,
    };
    let at_place = (filter.place.as_deref()).is_none_or(|wanted| {
        entry
            .place
            .as_deref()
            .is_some_and(|place| name_holds(place, wanted))
    });
    let of_type = filter.plover.is_empty()
        || entry
            .plover
            .is_some_and(|plover| filter.plover.contains(&plover));
    (entry.salient || filter.who.is_some())
        && in_days
        && by_who
        && at_place
        && of_type
        && entry.independent.at_least >= filter.min_sources
}

#[cfg(test)]
mod tests {
    use super::super::samples::{entry, participant};
    use super::*;
    use dateline_vocabulary::{DisputeKind, EntryEvent, MentionType, Words};
    use jiff::civil::date;

    fn pile() -> Vec<Entry> {
        let mut first = entry(1, "2011-09-10", "2011-09-10", "first");
        first.place = Some("the port of Lorne".into());
        first.participants = vec![participant("the general", Some("e1"))];
        let mut second = entry(2, "2011-09-26", "2011-10-02", "second");
        second.plover = Some(Plover::Consult);
        second.independent.at_least = 2;
        let mut third = entry(2, "2011-09-26", "2011-10-02", "third");
        third.participants = vec![participant("Ilse Quint", None)];
        let open = entry(4, "2012-07-01", "", "open");
        let undated = entry(0, "", "", "undated");
        vec![first, second, third, open, undated]
    }

    #[test]
    fn filter_cases() {
        let days = |from, to| TimelineFilter {
            days: Days { from, to },
            ..TimelineFilter::default()
        };
        let all = TimelineFilter::default();
        let cases: Vec<(&str, TimelineFilter, &[&str])> = vec![
            (
                "all",
                all.clone(),
                &["1 first", "2 second", "2 third", "3 open", "0 undated"],
            ),
            (
                "from inside a week",
                days(Some(date(2011, 10, 1)), None),
                &["1 second", "1 third", "2 open"],
            ),
            ("to", days(None, Some(date(2011, 9, 10))), &["1 first"]),
            (
                "day after the week",
                days(Some(date(2011, 10, 3)), Some(date(2011, 10, 3))),
                &[],
            ),
            (
                "open end reaches on",
                days(Some(date(2015, 1, 1)), None),
                &["1 open"],
            ),
            (
                "alias",
                TimelineFilter {
                    who: Some("marsh".into()),
                    ..all.clone()
                },
                &["1 first"],
            ),
            (
                "own words",
                TimelineFilter {
                    who: Some("quint".into()),
                    ..all.clone()
                },
                &["1 third"],
            ),
            (
                "place",
                TimelineFilter {
                    place: Some("LORNE".into()),
                    ..all.clone()
                },
                &["1 first"],
            ),
            (
                "part of a word",
                TimelineFilter {
                    place: Some("lor".into()),
                    ..all.clone()
                },
                &[],
            ),
            (
                "type",
                TimelineFilter {
                    plover: vec![Plover::Consult],
                    ..all.clone()
                },
                &["1 second"],
            ),
            (
                "sources",
                TimelineFilter {
                    min_sources: 2,
                    ..all
                },
                &["1 second"],
            ),
        ];
        let entities = [Entity {
            id: "e1".into(),
            entity_type: MentionType::Person,
            name: "Gen. Oda Marsh".into(),
            aliases: vec!["the general".into()],
            roles: Vec::new(),
            location: None,
            documents: vec![],
            reasons: vec![],
        }];
        for (name, filter, expected) in cases {
            let kept: Vec<String> = select_entries(pile(), &filter, &entities)
                .iter()
                .map(|entry| format!("{} {}", entry.order, entry.label))
                .collect();
            assert_eq!(kept, expected, "{name}");
        }
    }

    #[test]
    fn what_is_not_salient_belongs_to_those_who_took_part() {
        let mut said = entry(1, "2011-09-10", "2011-09-10", "Marsh said so");
        said.salient = false;
        said.participants = vec![participant("Oda Marsh", Some("e1"))];
        let who = TimelineFilter {
            who: Some("Marsh".into()),
            ..TimelineFilter::default()
        };
        let entities = [Entity {
            id: "e1".into(),
            entity_type: MentionType::Person,
            name: "Oda Marsh".into(),
            aliases: vec![],
            roles: Vec::new(),
            location: None,
            documents: vec![],
            reasons: vec![],
        }];
        let all = TimelineFilter::default();
        assert!(select_entries(vec![said.clone()], &all, &entities).is_empty());
        assert_eq!(select_entries(vec![said], &who, &entities).len(), 1);
    }

    #[test]
    fn a_sentence_stands_once_a_day_with_all_that_it_tells() {
        let told = |order, day: &str, happening: &str, name: &str| {
            let mut entry = entry(order, day, day, "They met and signed");
            entry.happening = happening.into();
            entry.participants = vec![participant(name, None)];
            entry.events = vec![EntryEvent {
                id: happening.into(),
                document: "d".into(),
                words: Words::default(),
            }];
            entry
        };
        let mut disputed = told(1, "2011-09-10", "h2", "Quint");
        disputed.disputed = vec![DisputeKind::Date];
        let entries = vec![
            told(1, "2011-09-10", "h1", "Marsh"),
            disputed,
            told(2, "2011-09-11", "h3", "Marsh"),
            told(0, "", "h4", "Marsh"),
        ];
        let kept = select_entries(entries, &TimelineFilter::default(), &[]);
        let of: Vec<(&str, usize, usize)> = kept
            .iter()
            .map(|e| (e.happening.as_str(), e.events.len(), e.participants.len()))
            .collect();
        assert_eq!(of, [("h2", 2, 2), ("h3", 1, 1)]);
    }
}
