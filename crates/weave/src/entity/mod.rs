//! Entities: the same person, body, group or place under its several names.
//!
//! Names are compared, not guessed at: a person's single name goes to the one full name on its page that ends in it,
//! spelling variants must agree in the other part of the name, an acronym must be the initials of a name. Every
//! join leaves a readable reason. Names as they are compared are [`name`]'s matter, which of them are one [`join`]'s; who is meant
//! by an office, [`office`]'s; where a place is, [`place`]'s.

mod join;
mod name;
mod office;
mod place;

use crate::account::Account;
use crate::correction::{Corrections, Edit, Groups, Item};
use crate::geography::Meant;
use crate::wording::slug;
use dateline_vocabulary::{
    DocumentId, Effect, Entity, EntityId, HeldRole, Location, MentionId, MentionType, RecordKind,
};
use join::{Joins, fuller_on_page, join_bodies, join_bracketed, join_objects, join_persons};
use name::{Key, Kind, capital, key_of, rank_of, shown, without_titles};
use office::{Held, Offices};
use place::locate;
use std::collections::{BTreeMap, BTreeSet};

/// The entities of a pile.
pub(crate) struct Entities {
    /// Entity of each mention, by document and mention index.
    of_mention: Vec<Vec<Option<usize>>>,
    records: Vec<Record>,
}

struct Record {
    id: EntityId,
    entity_type: MentionType,
    name: String,
    aliases: BTreeSet<String>,
    documents: BTreeSet<usize>,
    roles: Vec<HeldRole>,
    location: Option<Location>,
    reasons: BTreeSet<String>,
}

impl Entities {
    /// The entity of a mention, as an index that sorts like the entity's id.
    pub(crate) fn of(&self, document: usize, mention: usize) -> Option<usize> {
        self.of_mention[document][mention]
    }

    pub(crate) fn id(&self, entity: usize) -> &EntityId {
        &self.records[entity].id
    }

    pub(crate) fn name(&self, entity: usize) -> &str {
        &self.records[entity].name
    }

    pub(crate) fn entity_type(&self, entity: usize) -> MentionType {
        self.records[entity].entity_type
    }

    pub(crate) fn len(&self) -> usize {
        self.records.len()
    }

    pub(crate) fn location(&self, entity: usize) -> Option<&Location> {
        self.records[entity].location.as_ref()
    }

    pub(crate) fn of_mention_ids(&self, accounts: &[Account]) -> BTreeMap<MentionId, EntityId> {
        let mut map = BTreeMap::new();
        for (document, account) in accounts.iter().enumerate() {
            for (k, mention) in account.mentions.iter().enumerate() {
                if let Some(entity) = self.of(document, k) {
                    map.insert(mention.id.clone(), self.records[entity].id.clone());
                }
            }
        }
        map
    }

    pub(crate) fn into_records(self, accounts: &[Account]) -> Vec<Entity> {
        let ids = |documents: &BTreeSet<usize>| -> Vec<DocumentId> {
            documents.iter().map(|d| accounts[*d].id.clone()).collect()
        };
        self.records
            .into_iter()
            .map(|record| Entity {
                documents: ids(&record.documents),
                id: record.id,
                entity_type: record.entity_type,
                name: record.name,
                aliases: record.aliases.into_iter().collect(),
                roles: record.roles,
                location: record.location,
                reasons: record.reasons.into_iter().collect(),
            })
            .collect()
    }
}

/// Finds the entities of a pile, and tells what became of the corrections of entities.
pub(crate) fn find_entities(
    accounts: &[Account],
    corrections: &Corrections,
) -> (Entities, Vec<Effect>) {
    let mut joins = Joins::default();
    let mut keys: Vec<Vec<Option<Key>>> = accounts
        .iter()
        .map(|account| {
            account
                .mentions
                .iter()
                .map(|m| key_of(&m.text, m.mention_type))
                .collect()
        })
        .collect();
    let locations = locate(accounts, &mut keys);
    let all: BTreeSet<&Key> = keys.iter().flatten().flatten().collect();
    join_persons(&all, &mut joins);
    join_bodies(&all, &mut joins);
    join_objects(&all, &mut joins);
    join_bracketed(accounts, &keys, &mut joins);

    // The ranks that stand before full names: `Col. Varga` is the colonel of that name, not the minister.
    let mut ranks: BTreeMap<Key, BTreeSet<String>> = BTreeMap::new();
    for (account, page) in accounts.iter().zip(&keys) {
        for (mention, key) in account.mentions.iter().zip(page) {
            let full = key
                .as_ref()
                .filter(|key| key.kind == Kind::Person && key.words.len() > 1);
            if let (Some(key), Some(rank)) = (full, rank_of(&mention.text)) {
                ranks.entry(joins.root(key)).or_default().insert(rank);
            }
        }
    }

    // A person's single name belongs to a full name on its page, else to the only one in the pile.
    let full = all
        .iter()
        .filter(|key| key.kind == Kind::Person && key.words.len() > 1);
    let ends_in = |name: &str, among: &BTreeSet<Key>| -> BTreeSet<Key> {
        among
            .iter()
            .filter(|key| key.words.last().is_some_and(|last| last == name))
            .map(|key| joins.root(key))
            .collect()
    };
    let mut by_last: BTreeMap<&str, BTreeSet<Key>> = BTreeMap::new();
    for key in full {
        if let Some(last) = key.words.last() {
            by_last.entry(last).or_default().insert(joins.root(key));
        }
    }
    let mut roots: Vec<Vec<Option<Key>>> = Vec::with_capacity(keys.len());
    let mut single_reasons = Vec::new();
    for (account, page) in accounts.iter().zip(&keys) {
        let on_page: BTreeSet<Key> = page
            .iter()
            .flatten()
            .filter(|key| key.kind == Kind::Person && key.words.len() > 1)
            .cloned()
            .collect();
        let fuller = fuller_on_page(page);
        let resolved = page
            .iter()
            .zip(&account.mentions)
            .map(|(key, mention)| {
                let key = key.as_ref()?;
                if key.kind == Kind::Body {
                    let Some(full) = fuller.get(key) else {
                        return Some(joins.root(key));
                    };
                    let root = joins.root(full);
                    let reason =
                        format!("`{}` stands for `{}` on its page", shown(key), shown(full));
                    single_reasons.push((root.clone(), reason));
                    return Some(root);
                }
                if key.kind != Kind::Person || key.words.len() > 1 {
                    return Some(joins.root(key));
                }
                let name = &key.words[0];
                if let Some(rank) = rank_of(&mention.text) {
                    let holders: BTreeSet<&Key> = by_last
                        .get(name.as_str())
                        .into_iter()
                        .flatten()
                        .filter(|root| ranks.get(*root).is_some_and(|held| held.contains(&rank)))
                        .collect();
                    if holders.len() == 1 {
                        return holders.into_iter().next().cloned();
                    }
                }
                let here = ends_in(name, &on_page);
                let first_name: BTreeSet<Key> = on_page
                    .iter()
                    .filter(|full| full.words[0] == *name)
                    .map(|full| joins.root(full))
                    .collect();
                let found = match (here.len(), first_name.len()) {
                    (1, _) => here.into_iter().next(),
                    (0, 1) => first_name.into_iter().next(),
                    (0, 0) => by_last
                        .get(name.as_str())
                        .filter(|roots| roots.len() == 1)
                        .and_then(|roots| roots.iter().next().cloned()),
                    _ => None,
                };
                match found {
                    Some(root) => {
                        single_reasons.push((
                            root.clone(),
                            format!(
                                "`{}` alone stands for the full name that ends in it",
                                capital(name)
                            ),
                        ));
                        Some(root)
                    }
                    None => Some(key.clone()),
                }
            })
            .collect();
        roots.push(resolved);
    }
    let mut reasons = joins
        .reasons
        .iter()
        .map(|(key, reason)| (joins.root(key), reason.clone()))
        .collect::<Vec<_>>();
    reasons.extend(single_reasons);
    let (held, of_offices) = Offices::of(accounts, &roots).enter(&mut roots);
    reasons.extend(of_offices);
    let edits = corrections.edits(RecordKind::Entity, accounts);
    if edits.is_empty() {
        let entities = build(
            accounts,
            &roots,
            reasons,
            &held,
            &locations,
            &BTreeMap::new(),
        );
        return (entities, Vec::new());
    }
    correct(accounts, roots, reasons, &held, &locations, &edits)
}

/// The entities as people corrected them.
fn correct(
    accounts: &[Account],
    mut roots: Vec<Vec<Option<Key>>>,
    mut reasons: Vec<(Key, String)>,
    held: &Held,
    locations: &BTreeMap<Key, Meant>,
    edits: &[Edit<'_>],
) -> (Entities, Vec<Effect>) {
    let mut of_key: BTreeMap<&Key, Vec<Item>> = BTreeMap::new();
    for (document, page) in roots.iter().enumerate() {
        for (k, key) in page.iter().enumerate() {
            if let Some(key) = key {
                of_key.entry(key).or_default().push((document, k));
            }
        }
    }
    let mut keys: Vec<Key> = of_key.keys().map(|key| (*key).clone()).collect();
    let members: Vec<Vec<Item>> = of_key.into_values().collect();
    let firsts: Vec<Item> = members.iter().map(|it| it[0]).collect();
    let mut groups = Groups::of(members);
    for (group, from) in groups.edit(edits) {
        let set_apart = Some(group as u32);
        keys.push(Key {
            set_apart,
            ..keys[from].clone()
        });
    }
    // What was known of a name that was joined to another is known of that one.
    let mut locations = locations.clone();
    let now: BTreeMap<Key, Key> = (firsts.iter().enumerate())
        .filter_map(|(group, first)| {
            let into = groups.of_most(&[*first])?;
            Some((keys[group].clone(), keys[into].clone()))
        })
        .collect();
    for (was, is) in now.iter().filter(|(was, is)| was != is) {
        if let Some(place) = locations.get(was).cloned() {
            locations.entry(is.clone()).or_insert(place);
        }
    }
    for (key, _) in &mut reasons {
        if let Some(is) = now.get(key) {
            *key = is.clone();
        }
    }
    let whole = groups.whole(edits);
    let mut names: BTreeMap<Key, String> = BTreeMap::new();
    for (group, members) in groups.members.iter().enumerate() {
        let said = whole.get(&group);
        let rejected = said.is_some_and(|said| said.rejected);
        for (document, k) in members {
            roots[*document][*k] = (!rejected).then(|| keys[group].clone());
        }
        if let Some(said) = said {
            let more = said.reasons.iter().cloned();
            reasons.extend(more.map(|reason| (keys[group].clone(), reason)));
            if let Some(name) = said.name {
                names.insert(keys[group].clone(), name.to_owned());
            }
        }
    }
    let entities = build(accounts, &roots, reasons, held, &locations, &names);
    let id = |group: usize| {
        let (document, k) = *groups.members[group].first()?;
        Some(entities.id(entities.of(document, k)?).to_string())
    };
    let effects = groups.effects(edits, id);
    (entities, effects)
}

/// The entities that these keys of mentions make; `names` are those that people gave them.
fn build(
    accounts: &[Account],
    roots: &[Vec<Option<Key>>],
    reasons: Vec<(Key, String)>,
    held: &Held,
    locations: &BTreeMap<Key, Meant>,
    names: &BTreeMap<Key, String>,
) -> Entities {
    struct Draft {
        texts: BTreeMap<String, usize>,
        types: BTreeMap<MentionType, usize>,
        documents: BTreeSet<usize>,
        roles: BTreeSet<String>,
    }
    let mut drafts: BTreeMap<&Key, Draft> = BTreeMap::new();
    let key_at = |document: usize, k: usize| roots[document][k].as_ref();
    for (document, account) in accounts.iter().enumerate() {
        for (k, mention) in account.mentions.iter().enumerate() {
            let Some(key) = key_at(document, k) else {
                continue;
            };
            let draft = drafts.entry(key).or_insert_with(|| Draft {
                texts: BTreeMap::new(),
                types: BTreeMap::new(),
                documents: BTreeSet::new(),
                roles: BTreeSet::new(),
            });
            draft.documents.insert(document);
            if mention.mention_type == MentionType::Role {
                draft.roles.insert(mention.text.clone());
            } else {
                *draft.texts.entry(mention.text.clone()).or_default() += 1;
                *draft.types.entry(mention.mention_type).or_default() += 1;
            }
        }
    }
    let mut roles = held.roles(accounts, roots);
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut records: Vec<(Key, Record)> = Vec::new();
    for (key, draft) in drafts {
        let Some((entity_type, _)) = draft
            .types
            .iter()
            .max_by_key(|(kind, n)| (**n, std::cmp::Reverse(**kind)))
        else {
            continue;
        };
        let bare = |text: &str| {
            if key.kind == Kind::Person {
                without_titles(text)
            } else {
                text.strip_prefix("the ").unwrap_or(text).to_owned()
            }
        };
        // The fullest name, the one most used among equals.
        let name = draft
            .texts
            .iter()
            .max_by_key(|(text, n)| {
                (
                    bare(text).split(' ').count(),
                    **n,
                    std::cmp::Reverse(text.to_string()),
                )
            })
            .map(|(text, _)| bare(text))
            .unwrap_or_default();
        let mut aliases: BTreeSet<String> =
            draft.texts.keys().cloned().chain(draft.roles).collect();
        // The id goes by what was read, so that it stays when somebody gives it another name.
        let base = format!("{}-{}", entity_type.as_str(), slug(&name));
        let mut id = base.clone();
        let mut n = 2;
        while !taken.insert(id.clone()) {
            id = format!("{base}-{n}");
            n += 1;
        }
        let name = match names.get(key) {
            Some(given) => {
                aliases.insert(name);
                given.clone()
            }
            None => name,
        };
        aliases.remove(&name);
        let record = Record {
            id: EntityId(id),
            entity_type: *entity_type,
            name,
            aliases,
            documents: draft.documents,
            roles: roles.remove(key).unwrap_or_default(),
            location: match locations.get(key) {
                Some(Meant::One(place)) => Some(place.clone()),
                _ => None,
            },
            reasons: match locations.get(key) {
                Some(Meant::OneOf(n)) if *n > 1 => BTreeSet::from([format!(
                    "one of {n} places of that name; nothing tells which"
                )]),
                _ => BTreeSet::new(),
            },
        };
        records.push((key.clone(), record));
    }
    records.sort_by(|a, b| a.1.id.cmp(&b.1.id));
    let index: BTreeMap<Key, usize> = records
        .iter()
        .enumerate()
        .map(|(k, (key, _))| (key.clone(), k))
        .collect();
    for (key, reason) in reasons {
        if let Some(k) = index.get(&key) {
            records[*k].1.reasons.insert(reason);
        }
    }
    let of_mention = (0..accounts.len())
        .map(|document| {
            (0..accounts[document].mentions.len())
                .map(|k| key_at(document, k).and_then(|key| index.get(key).copied()))
                .collect()
        })
        .collect();
    Entities {
        of_mention,
        records: records.into_iter().map(|(_, record)| record).collect(),
    }
}
