//! Witnesses: on whose word a happening or claim rests, each counted once however many pages pass it on.
//!
//! Two accounts have one witness when their chains end in the same named source or body, when they are the same
//! printed text, or when the same outlet is credited for the same anonymous voice. Anonymous voices that might be
//! the same person count apart in `at_most` and together in `at_least`.

use crate::account::{Account, Told};
use crate::entity::Entities;
use crate::few::Few;
use crate::reprint::Reprints;
use crate::wording::{Stem, stems, words};
use dateline_vocabulary::{DocumentId, Independent, SourceType, Witness};
use std::collections::BTreeSet;

/// Where something is told: a document, the attribution that it stands under, the paragraph.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Telling {
    pub(crate) document: usize,
    pub(crate) attribution: Option<usize>,
    pub(crate) paragraph: Option<usize>,
}

impl Telling {
    /// Where an event is told: its document, and its place among the events of it.
    pub(crate) fn of_event(accounts: &[Account], (document, event): (usize, usize)) -> Telling {
        let deed = &accounts[document].events[event];
        Telling {
            document,
            attribution: deed.attribution,
            paragraph: deed.paragraph,
        }
    }

    /// Where something is said: its document, and its place among the attributions of it.
    pub(crate) fn of_attribution(accounts: &[Account], (document, k): (usize, usize)) -> Telling {
        Telling {
            document,
            attribution: Some(k),
            paragraph: accounts[document].attributions[k].paragraph,
        }
    }
}

/// What tells one witness from another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Voice {
    /// An entity: a person, a body, an outlet.
    Entity(usize),
    /// A named thing that is no entity, by its words.
    Named(String),
    /// An anonymous voice: the outlet that heard it, and its description.
    Anonymous {
        heard_by: String,
        description: Few<Stem>,
    },
    /// The page's own word.
    Page(String),
}

/// The witnesses of some tellings, and how many are independent.
pub(crate) fn witnesses(
    tellings: &[Telling],
    accounts: &[Account],
    entities: &Entities,
    reprints: &Reprints,
) -> (Vec<Witness>, Independent) {
    struct Group {
        voice: Voice,
        name: String,
        documents: BTreeSet<DocumentId>,
        prints: BTreeSet<(usize, usize)>,
        reasons: BTreeSet<String>,
    }
    let mut groups: Vec<Group> = Vec::new();
    let mut sorted = tellings.to_vec();
    sorted.sort_by_key(|t| (t.document, t.attribution, t.paragraph));
    for telling in sorted {
        let account = &accounts[telling.document];
        let told = telling.attribution.map(|k| &account.attributions[k]);
        let (voice, name) = voice_of(account, telling.document, told, entities);
        let print = telling
            .paragraph
            .map(|p| reprints.first_print(telling.document, p));
        let same_voice = groups.iter().position(|g| is_same(&g.voice, &voice));
        let same_print = groups.iter().position(|g| {
            print.is_some_and(|print| g.prints.contains(&print))
                && (matches!(voice, Voice::Page(_)) == matches!(g.voice, Voice::Page(_)))
        });
        let at = same_print.or(same_voice).unwrap_or_else(|| {
            groups.push(Group {
                voice: voice.clone(),
                name: name.clone(),
                documents: BTreeSet::new(),
                prints: BTreeSet::new(),
                reasons: BTreeSet::new(),
            });
            groups.len() - 1
        });
        let group = &mut groups[at];
        let elsewhere = !group.documents.is_empty() && !group.documents.contains(&account.id);
        if elsewhere {
            group.reasons.insert(match (&voice, same_print.is_some()) {
                (_, true) => "the same text printed again".to_owned(),
                (Voice::Anonymous { heard_by, .. }, _) if !heard_by.is_empty() => {
                    format!("the same anonymous voice, heard by {heard_by}")
                }
                _ => format!("the same source, {}", group.name),
            });
        }
        group.documents.insert(account.id.clone());
        group.prints.extend(print);
    }
    let anonymous = groups
        .iter()
        .filter(|g| matches!(g.voice, Voice::Anonymous { .. }))
        .count();
    let known = groups.len() - anonymous;
    // Anonymous voices may all be one person, and that person may be one of those who also speak by name.
    let at_least = known.max(usize::from(anonymous > 0)) as u32;
    let independent = Independent {
        at_least,
        at_most: groups.len() as u32,
    };
    let mut list: Vec<Witness> = groups
        .into_iter()
        .map(|g| Witness {
            name: g.name,
            documents: g.documents.into_iter().collect(),
            reasons: g.reasons.into_iter().collect(),
        })
        .collect();
    list.sort();
    (list, independent)
}

fn voice_of(
    account: &Account,
    document: usize,
    told: Option<&Told>,
    entities: &Entities,
) -> (Voice, String) {
    let page = account.printer();
    let own_word = || (Voice::Page(key(&page)), page.clone());
    let Some(told) = told.filter(|told| told.has_source && !told.chain.is_empty()) else {
        return own_word();
    };
    let Some(last) = told.chain.last() else {
        return own_word();
    };
    if key(last) == key(&page) {
        return own_word(); // A page that names itself as its source.
    }
    if told.source_type == Some(SourceType::Anonymous) {
        let heard_by = match told.chain.len() {
            0 | 1 => account.outlet.clone().unwrap_or_default(),
            n => told.chain[n - 2].clone(),
        };
        let name = if heard_by.is_empty() {
            last.clone()
        } else {
            format!("{last} ({heard_by})")
        };
        return (
            Voice::Anonymous {
                heard_by: key(&heard_by),
                description: stems(last),
            },
            name,
        );
    }
    if told.source_type == Some(SourceType::Outlet) {
        // A paper that others credit is the same witness as its own page.
        return (Voice::Page(key(last)), last.clone());
    }
    let entity = told.source_mention.and_then(|m| entities.of(document, m));
    match entity {
        Some(entity) => (Voice::Entity(entity), entities.name(entity).to_owned()),
        None => (Voice::Named(key(last)), last.clone()),
    }
}

/// A name for comparing: lower case, no article.
fn key(name: &str) -> String {
    words(name)
        .filter(|word| word != "the" && word != "a" && word != "an")
        .collect::<Vec<_>>()
        .join(" ")
}

fn is_same(a: &Voice, b: &Voice) -> bool {
    match (a, b) {
        (
            Voice::Anonymous {
                heard_by: x,
                description: d,
            },
            Voice::Anonymous {
                heard_by: y,
                description: e,
            },
        ) => x == y && !x.is_empty() && d.containment(e) >= 0.99,
        (a, b) => a == b,
    }
}

/// The names that the chains of a pile's tellings give, for a side of a dispute: the far end, with who heard it.
fn who(telling: Telling, accounts: &[Account], entities: &Entities) -> String {
    let account = &accounts[telling.document];
    let told = telling.attribution.map(|k| &account.attributions[k]);
    voice_of(account, telling.document, told, entities).1
}

/// The names of some tellings without doubles, in order.
pub(crate) fn who_all(
    tellings: &[Telling],
    accounts: &[Account],
    entities: &Entities,
) -> Vec<String> {
    let names: BTreeSet<String> = tellings
        .iter()
        .map(|telling| who(*telling, accounts, entities))
        .collect();
    names.into_iter().collect()
}
