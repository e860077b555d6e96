//! What stands side by side in a pile, and which places cannot be the same.

use crate::account::Account;
use crate::entity::Entities;
use dateline_vocabulary::{Degrees, Location, MentionType};
use std::collections::BTreeSet;

/// Characters between two names that stand side by side: `Mobile, Alabama`, `the Column's commander, Ilyas Venn`.
const BESIDE: u32 = 24;
/// Degrees by which two places must be apart to be two: a suburb is not another town.
const APART: f64 = 0.5;

/// Which entities stand side by side somewhere in the pile: one may be a part of the other, or belong to it. And which are towns.
pub(crate) struct Neighbours {
    side_by_side: BTreeSet<(usize, usize)>,
    /// By entity.
    towns: Vec<bool>,
}

impl Neighbours {
    /// Of a pile.
    pub(crate) fn of(accounts: &[Account], entities: &Entities) -> Neighbours {
        let mut pairs = BTreeSet::new();
        for (document, account) in accounts.iter().enumerate() {
            for (k, two) in account.mentions.windows(2).enumerate() {
                let (here, next) = (entities.of(document, k), entities.of(document, k + 1));
                if let (Some(a), Some(b)) = (here, next)
                    && two[1].span.start <= two[0].span.end + BESIDE
                    && a != b
                {
                    pairs.insert((a.min(b), a.max(b)));
                }
            }
        }
        Neighbours {
            side_by_side: pairs,
            towns: (0..entities.len())
                .map(|entity| is_town(entity, entities))
                .collect(),
        }
    }

    /// Whether they do.
    pub(crate) fn are(&self, a: usize, b: usize) -> bool {
        self.side_by_side.contains(&(a.min(b), a.max(b)))
    }

    /// Whether two places are two towns, as far as the pile and the gazetteer know: what stands beside the other may be the country
    /// that it lies in.
    pub(crate) fn are_two_towns(&self, a: usize, b: usize, entities: &Entities) -> bool {
        let far = || match (entities.location(a), entities.location(b)) {
            (Some(x), Some(y)) => are_apart(x, y),
            _ => true,
        };
        a != b && self.towns[a] && self.towns[b] && far() && !self.are(a, b)
    }

    /// Whether it is a place that may be a town: no country, as far as is known, and no spot within a town.
    pub(crate) fn is_town(&self, entity: usize) -> bool {
        self.towns[entity]
    }
}

fn is_town(entity: usize, entities: &Entities) -> bool {
    let is_point = match entities.location(entity) {
        Some(location) => location.latitude.is_some(),
        None => !is_venue(entities.name(entity)),
    };
    is_point && entities.entity_type(entity) == MentionType::Place
}

/// Whether a name is that of a spot within a town, by its first or last word: it does not gainsay the town.
fn is_venue(name: &str) -> bool {
    const VENUES: [&str; 36] = [
        "airport",
        "avenue",
        "barracks",
        "base",
        "bridge",
        "building",
        "camp",
        "centre",
        "center",
        "church",
        "club",
        "college",
        "court",
        "embassy",
        "gate",
        "hall",
        "hospital",
        "hotel",
        "house",
        "inn",
        "market",
        "ministry",
        "mosque",
        "palace",
        "park",
        "prison",
        "quay",
        "road",
        "school",
        "square",
        "stadium",
        "station",
        "street",
        "tower",
        "university",
        "villa",
    ];
    let words: Vec<String> = crate::wording::words(name).collect();
    let ends = [words.first(), words.last()];
    ends.into_iter()
        .flatten()
        .any(|word| VENUES.contains(&word.as_str()))
}

/// Whether two places of the gazetteer are too far from each other to be taken for one.
fn are_apart(x: &Location, y: &Location) -> bool {
    let far = |a: Option<Degrees>, b: Option<Degrees>| {
        a.zip(b)
            .is_some_and(|(a, b)| (a.to_f64() - b.to_f64()).abs() > APART)
    };
    far(x.latitude, y.latitude) || far(x.longitude, y.longitude)
}
