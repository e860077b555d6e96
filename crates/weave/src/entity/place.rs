//! Where the places are.

use super::name::{Key, Kind};
use crate::account::Account;
use crate::geography::{Meant, bare, places_of};
use dateline_vocabulary::Location;
use std::collections::BTreeMap;

/// Where the places are. A name that means one place on one page and another on another page is that of two.
pub(super) fn locate(accounts: &[Account], keys: &mut [Vec<Option<Key>>]) -> BTreeMap<Key, Meant> {
    let meant: Vec<BTreeMap<&str, Meant>> = accounts.iter().map(places_of).collect();
    let at = |document: usize, text: &str| meant[document].get(bare(text));
    let mut all: BTreeMap<Key, BTreeMap<u32, Location>> = BTreeMap::new();
    let mut open: BTreeMap<Key, usize> = BTreeMap::new();
    for (document, page) in keys.iter().enumerate() {
        for (key, mention) in page.iter().zip(&accounts[document].mentions) {
            let Some(key) = key.as_ref().filter(|key| key.kind == Kind::Place) else {
                continue;
            };
            match at(document, &mention.text) {
                Some(Meant::One(place)) => {
                    let of_name = all.entry(key.clone()).or_default();
                    of_name
                        .entry(place.geonames)
                        .or_insert_with(|| place.clone());
                }
                Some(Meant::OneOf(n)) => {
                    let most = open.entry(key.clone()).or_default();
                    *most = (*most).max(*n);
                }
                None => {}
            }
        }
    }
    for (document, page) in keys.iter_mut().enumerate() {
        for (key, mention) in page.iter_mut().zip(&accounts[document].mentions) {
            if let Some(key) = key
                && all.get(key).is_some_and(|places| places.len() > 1)
                && let Some(Meant::One(place)) = at(document, &mention.text)
            {
                key.place = Some(place.geonames);
            }
        }
    }
    let mut locations: BTreeMap<Key, Meant> = open
        .into_iter()
        .map(|(key, n)| (key, Meant::OneOf(n)))
        .collect();
    for (key, places) in all {
        let several = places.len() > 1;
        for (id, place) in places {
            let key = Key {
                place: several.then_some(id),
                ..key.clone()
            };
            locations.insert(key, Meant::One(place));
        }
    }
    locations
}
