//! Which place a page means: by what stands beside the name, by the countries that the page names, and only then by how
//! many people live there. What stays open stays ambiguous.

use crate::account::Account;
use dateline_gazetteer::{Gazetteer, Place, PlaceKind};
use dateline_vocabulary::{Degrees, Location, MentionType};
use std::collections::{BTreeMap, BTreeSet};

/// How many times as many people must live in one of several places of a name than in the next for the name alone to mean it.
const MUCH_LARGER: u64 = 8;
/// The fewest people of a town that its name alone can mean: smaller places of the name may be in no gazetteer.
const WELL_KNOWN: u64 = 100_000;
/// The most countries that a page can be said to be about.
const COUNTRIES_OF_A_PAGE: usize = 12;

/// What a page means by the name of a place.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Meant {
    /// One place.
    One(Location),
    /// One of so many, and nothing tells which.
    OneOf(usize),
}

/// What a page means by each name of a place that is known, by the name as written.
pub(crate) fn places_of(account: &Account) -> BTreeMap<&str, Meant> {
    let gazetteer = Gazetteer::bundled();
    let mut candidates: BTreeMap<&str, Vec<Place<'_>>> = BTreeMap::new();
    let mut beside: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut last: Option<(&str, u32)> = None;
    let places = account
        .mentions
        .iter()
        .filter(|mention| mention.mention_type == MentionType::Place);
    for mention in places {
        let name = bare(&mention.text);
        candidates
            .entry(name)
            .or_insert_with(|| gazetteer.places(name));
        // `Mobile, Alabama`
        if let Some((before, end)) = last
            && mention.span.start == end + 2
            && mention.after_comma
        {
            beside.entry(before).or_default().insert(name);
        }
        last = Some((name, mention.span.end));
    }
    candidates.retain(|_, places| !places.is_empty());

    let mut page = Page::default();
    for places in candidates.values() {
        match places.as_slice() {
            [first, ..] if first.kind == PlaceKind::Country => {
                page.countries.insert(first.country);
            }
            [first, ..] if first.kind == PlaceKind::State => {
                page.states.insert(first.state);
            }
            _ => {}
        }
    }
    candidates
        .iter()
        .map(|(name, places)| {
            let container = beside.get(name).into_iter().flatten();
            let within: Vec<&Place<'_>> = container
                .filter_map(|container| candidates.get(container))
                .flatten()
                .collect();
            (*name, choose(places, &within, &page))
        })
        .collect()
}

/// The countries and states that a page names.
#[derive(Default)]
struct Page<'g> {
    countries: BTreeSet<&'g str>,
    states: BTreeSet<&'g str>,
}

/// The name without its article.
pub(crate) fn bare(name: &str) -> &str {
    name.strip_prefix("the ")
        .or(name.strip_prefix("The "))
        .unwrap_or(name)
}

/// Chooses among the places of a name; `within` are those that a name right behind it may mean.
fn choose(places: &[Place<'_>], within: &[&Place<'_>], page: &Page<'_>) -> Meant {
    let one = |place: &Place<'_>, reason: String| Meant::One(location(place, reason));
    let narrowest = |chosen: &[&Place<'_>], reason: &str| {
        largest_of(chosen, 2).map(|place| one(place, reason.to_owned()))
    };
    let named_with: Vec<Meant> = within
        .iter()
        .filter_map(|container| {
            let lies_in: Vec<&Place<'_>> = places
                .iter()
                .filter(|place| match container.kind {
                    PlaceKind::Country => {
                        place.country == container.country && place.id != container.id
                    }
                    PlaceKind::State => place.state == container.state && place.id != container.id,
                    PlaceKind::Town => false,
                })
                .collect();
            narrowest(&lies_in, &format!("named with {}", container.name))
        })
        .collect();
    let ids: BTreeSet<u32> = named_with
        .iter()
        .filter_map(|meant| match meant {
            Meant::One(place) => Some(place.geonames),
            Meant::OneOf(_) => None,
        })
        .collect();
    match (ids.len(), named_with.into_iter().next()) {
        (1, Some(meant)) => return meant,
        (n, Some(_)) => return Meant::OneOf(n),
        (_, None) => {}
    }
    let state = places.iter().find(|p| p.kind == PlaceKind::State);
    if let Some(country) = places.iter().find(|p| p.kind == PlaceKind::Country) {
        // `Georgia` may be either; `Mexico` and `Singapore` are countries first.
        return match state {
            Some(_) => Meant::OneOf(2),
            None => one(country, "a country's name".to_owned()),
        };
    }
    let towns: Vec<&Place<'_>> = places
        .iter()
        .filter(|p| p.kind == PlaceKind::Town)
        .collect();
    if let Some(state) = state {
        // `Washington` and `New York` are cities first.
        let city = towns
            .first()
            .is_some_and(|town| town.people >= 5 * WELL_KNOWN);
        if !city {
            return one(state, "a state's name".to_owned());
        }
    }
    let of_page: Vec<&Place<'_>> = towns
        .iter()
        .copied()
        .filter(|town| page.countries.contains(town.country) || page.states.contains(town.state))
        .collect();
    let in_states: Vec<&Place<'_>> = of_page
        .iter()
        .copied()
        .filter(|town| page.states.contains(town.state))
        .collect();
    let about = page.countries.len() <= COUNTRIES_OF_A_PAGE;
    let by_page = |chosen: &[&Place<'_>]| {
        let place = largest_of(chosen, 5).filter(|_| about)?;
        // A page that names France may still mean the Paris of the world, but not the Springfield of one of its towns.
        let outshone = towns
            .iter()
            .any(|other| other.people >= 50 * place.people.max(1) && other.people >= WELL_KNOWN);
        let where_to = if page.states.contains(place.state) {
            place.state
        } else {
            place.country_name
        };
        (!outshone).then(|| one(place, format!("the page names {where_to}")))
    };
    if let Some(meant) = by_page(&in_states).or_else(|| by_page(&of_page)) {
        return meant;
    }
    match largest_of(&towns, MUCH_LARGER) {
        Some(place) if place.people >= WELL_KNOWN => {
            let reason = if towns.len() == 1 {
                "the only known town of that name".to_owned()
            } else {
                format!("by far the largest of {} towns of that name", towns.len())
            };
            one(place, reason)
        }
        _ => Meant::OneOf(towns.len().max(1)),
    }
}

/// The largest of several places, where it has `times` as many people as the next.
fn largest_of<'p, 'g>(places: &[&'p Place<'g>], times: u64) -> Option<&'p Place<'g>> {
    let mut by_people: Vec<&'p Place<'g>> = places.to_vec();
    by_people.sort_by_key(|place| (std::cmp::Reverse(place.people), place.id));
    match by_people.as_slice() {
        [only] => Some(only),
        [first, second, ..] => (first.people >= times * second.people.max(1)).then_some(*first),
        [] => None,
    }
}

fn location(place: &Place<'_>, reason: String) -> Location {
    Location {
        geonames: place.id,
        name: place.name.to_owned(),
        country: place.country.to_owned(),
        latitude: place.point.map(|(latitude, _)| Degrees::of(latitude)),
        longitude: place.point.map(|(_, longitude)| Degrees::of(longitude)),
        reason,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is meant by the first of these names, on a page that names them in this order; a name that begins with a comma
    /// stands right behind the one before it.
    fn meant(names: &[&str]) -> String {
        let mut at = 0;
        let mut mentions = Vec::new();
        for name in names {
            let (gap, name) = match name.strip_prefix(", ") {
                Some(name) => (2, name),
                None => (20, *name),
            };
            let start = at + gap;
            let end = start + name.len() as u32;
            at = end;
            mentions.push(crate::account::NamedMention {
                id: format!("m{start}").into(),
                text: name.to_owned(),
                mention_type: MentionType::Place,
                span: dateline_vocabulary::Span { start, end },
                in_brackets: false,
                after_comma: gap == 2,
            });
        }
        let account = Account::of_mentions(mentions);
        let first = names[0];
        match places_of(&account).get(bare(first)) {
            Some(Meant::One(place)) => {
                format!("{} {}: {}", place.name, place.country, place.reason)
            }
            Some(Meant::OneOf(n)) => format!("one of {n}"),
            None => "unknown".to_owned(),
        }
    }

    #[test]
    fn context_decides_and_people_only_where_it_is_silent() {
        let cases: &[(&[&str], &str)] = &[
            (
                &["Paris"],
                "Paris FR: by far the largest of 8 towns of that name",
            ),
            (&["Paris", ", Texas"], "Paris US: named with Texas"),
            (
                &["Paris", "Texas"],
                "Paris FR: by far the largest of 8 towns of that name",
            ),
            (&["Mobile", ", Alabama"], "Mobile US: named with Alabama"),
            (
                &["Benghazi"],
                "Benghazi LY: the only known town of that name",
            ),
            (&["Benghazi", "Libya"], "Benghazi LY: the page names Libya"),
            (&["the United States"], "United States US: a country's name"),
            (&["Singapore"], "Singapore SG: a country's name"),
            (
                &["Washington", "Pakistan"],
                "Washington US: by far the largest of 10 towns of that name",
            ),
            (&["Alabama"], "Alabama US: a state's name"),
            (&["Georgia"], "one of 2"),
            (&["Springfield"], "one of 12"),
            (
                &["Springfield", "Illinois"],
                "Springfield US: the page names IL",
            ),
            (
                &["Birmingham", "England", "United Kingdom"],
                "Birmingham GB: the page names United Kingdom",
            ),
            (
                &["Birmingham", "Alabama"],
                "Birmingham US: the page names AL",
            ),
            (
                &["Hyderabad", "Pakistan"],
                "Hyderabad PK: the page names Pakistan",
            ),
            (
                &["Hyderabad", "India"],
                "Hyderabad IN: the page names India",
            ),
            (&["Hyderabad", "India", "Pakistan"], "one of 2"),
            (
                &["Springfield", ", Illinois", "Springfield", ", Missouri"],
                "one of 2",
            ),
            (&["Port Seren", "Maravel"], "unknown"),
        ];
        for (names, expected) in cases {
            assert_eq!(meant(names), *expected, "{names:?}");
        }
    }
}
