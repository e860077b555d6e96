//! Entities: the same person, body, group or place under its several names.
//!
//! Names are compared, not guessed at: a person's single name goes to the one full name on its page that ends in it,
//! spelling variants must agree in the other part of the name, an acronym must be the initials of a name. Every
//! join leaves a readable reason.

use crate::account::Account;
use crate::correction::{Corrections, Edit, Groups, Item};
use crate::geography::{Meant, bare, places_of};
use crate::wording::{edit_distance, slug, words};
use dateline_vocabulary::{
    DocumentId, Effect, Entity, EntityId, Location, MentionId, MentionType, RecordKind,
};
use std::collections::{BTreeMap, BTreeSet};

/// Forms of address and ranks that are no part of a name.
const TITLES: &str = " mr mrs ms miss dr prof professor sir lord lady dame gen general lt lieutenant lt-gen lieutenant-general col colonel maj major maj-gen major-general capt captain cmdr commander adm admiral rear vice brig brigadier sgt sergeant cpl corporal marshal commodore president senator sen rep congressman congresswoman gov governor mayor minister ambassador king queen prince princess sheikh sheik emir sultan ayatollah mullah maulana mufti imam pope cardinal archbishop bishop father rev reverend rabbi judge justice chancellor premier chairman secretary commissioner inspector superintendent detective officer constable speaker councillor attorney begum hon ";

/// Places with several everyday names. Fuller gazetteers are for places proper; these stand in nearly every page.
const SAME_PLACES: [(&str, &[&str]); 5] = [
    (
        "united states",
        &["us", "usa", "america", "united states of america"],
    ),
    ("united kingdom", &["uk", "britain", "great britain"]),
    ("european union", &["eu"]),
    ("united arab emirates", &["uae"]),
    ("myanmar", &["burma"]),
];

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
                location: record.location,
                reasons: record.reasons.into_iter().collect(),
            })
            .collect()
    }
}

/// A name as it is compared: what sort of thing, and its words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    kind: Kind,
    words: Vec<String>,
    /// GeoNames id, of a place whose name the pages of a pile use of several.
    place: Option<u32>,
    /// Set where somebody set it apart from others of its name.
    set_apart: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Person,
    /// Organisations and facilities: an embassy is both.
    Body,
    Group,
    Place,
    Object,
}

fn key_of(text: &str, mention_type: MentionType) -> Option<Key> {
    let kind = match mention_type {
        MentionType::Person => Kind::Person,
        MentionType::Organization | MentionType::Facility => Kind::Body,
        MentionType::Group => Kind::Group,
        MentionType::Place => Kind::Place,
        MentionType::Object => Kind::Object,
        MentionType::Role | MentionType::Work => return None,
    };
    let mut words: Vec<String> = words(text).collect();
    if words.first().is_some_and(|word| word == "the") {
        words.remove(0);
    }
    match kind {
        Kind::Person => {
            while words.len() > 1 && TITLES.contains(&format!(" {} ", words[0])) {
                words.remove(0);
            }
        }
        Kind::Group => {
            const NOUNS: [&str; 10] = [
                "network",
                "group",
                "militia",
                "faction",
                "movement",
                "rebels",
                "militants",
                "fighters",
                "insurgents",
                "party",
            ];
            while words.len() > 1
                && words
                    .last()
                    .is_some_and(|word| NOUNS.contains(&word.as_str()))
            {
                words.pop();
            }
            if let Some(last) = words.last_mut()
                && last.len() > 4
                && last.ends_with('s')
            {
                last.pop();
            }
        }
        Kind::Place => {
            let whole = words.join(" ");
            if let Some((name, _)) = SAME_PLACES
                .iter()
                .find(|(_, others)| others.contains(&whole.as_str()))
            {
                words = name.split(' ').map(str::to_owned).collect();
            }
        }
        Kind::Object => {
            // `the A380s` are what the A380 is, `787 Dreamliners` what the Dreamliner is; no `Express` is many.
            let numbered = words.iter().any(|word| has_digit(word));
            if let Some(last) = words.last_mut()
                && numbered
                && last.ends_with('s')
                && (has_digit(last) || last.len() > 4 && !last.ends_with("ss"))
            {
                last.pop();
            }
        }
        Kind::Body => {
            // `US Air Force`, `U.S. Air Force`, `United States Air Force`.
            let country = match words.first().map(String::as_str) {
                Some("us" | "usa") => Some(["united", "states"]),
                Some("uk") => Some(["united", "kingdom"]),
                _ => None,
            };
            if let Some(country) = country.filter(|_| words.len() > 1) {
                words.splice(..1, country.map(str::to_owned));
            }
        }
    }
    (!words.is_empty()).then_some(Key {
        kind,
        words,
        place: None,
        set_apart: None,
    })
}

/// Groups of keys that are one entity.
struct Joins {
    parent: BTreeMap<Key, Key>,
    reasons: Vec<(Key, String)>,
}

impl Joins {
    fn root(&self, key: &Key) -> Key {
        let mut at = key;
        while let Some(up) = self.parent.get(at) {
            at = up;
        }
        at.clone()
    }

    fn join(&mut self, a: &Key, b: &Key, reason: String) {
        let (a, b) = (self.root(a), self.root(b));
        if a != b {
            // The longer name is the root; ties go to the smaller one.
            let (root, child) = if (b.words.len(), &a) > (a.words.len(), &b) {
                (b, a)
            } else {
                (a, b)
            };
            self.reasons.push((root.clone(), reason));
            self.parent.insert(child, root);
        }
    }
}

/// Finds the entities of a pile, and tells what became of the corrections of entities.
pub(crate) fn find_entities(
    accounts: &[Account],
    corrections: &Corrections,
) -> (Entities, Vec<Effect>) {
    let mut joins = Joins {
        parent: BTreeMap::new(),
        reasons: Vec::new(),
    };
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
    let full: BTreeSet<Key> = all
        .iter()
        .filter(|key| key.kind == Kind::Person && key.words.len() > 1)
        .map(|key| (*key).clone())
        .collect();
    let ends_in = |name: &str, among: &BTreeSet<Key>| -> BTreeSet<Key> {
        among
            .iter()
            .filter(|key| key.words.last().is_some_and(|last| last == name))
            .map(|key| joins.root(key))
            .collect()
    };
    let by_last: BTreeMap<String, BTreeSet<Key>> = full
        .iter()
        .filter_map(|key| key.words.last())
        .map(|last| (last.clone(), ends_in(last, &full)))
        .collect();
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
                        .get(name)
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
                        .get(name)
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
    let offices = join_offices(accounts, &mut roots, &mut reasons);
    for ((document, k), key) in offices {
        roots[document][k].get_or_insert(key);
    }
    let edits = corrections.edits(RecordKind::Entity, accounts);
    if edits.is_empty() {
        let entities = build(accounts, &roots, reasons, &locations, &BTreeMap::new());
        return (entities, Vec::new());
    }
    correct(accounts, roots, reasons, &locations, &edits)
}

/// The entities as people corrected them.
fn correct(
    accounts: &[Account],
    mut roots: Vec<Vec<Option<Key>>>,
    mut reasons: Vec<(Key, String)>,
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
    let entities = build(accounts, &roots, reasons, &locations, &names);
    let id = |group: usize| {
        let (document, k) = *groups.members[group].first()?;
        Some(entities.id(entities.of(document, k)?).to_string())
    };
    let effects = groups.effects(edits, id);
    (entities, effects)
}

/// Where the places are. A name that means one place on one page and another on another page is that of two.
fn locate(accounts: &[Account], keys: &mut [Vec<Option<Key>>]) -> BTreeMap<Key, Meant> {
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

/// The bodies of a page by the one fuller name on it that ends in theirs: `the Air Force`, of the United States Air Force.
fn fuller_on_page(page: &[Option<Key>]) -> BTreeMap<&Key, &Key> {
    let bodies: BTreeSet<&Key> = page
        .iter()
        .flatten()
        .filter(|key| key.kind == Kind::Body && key.words.len() > 1)
        .collect();
    let mut by_last: BTreeMap<&str, Vec<&Key>> = BTreeMap::new();
    for key in &bodies {
        by_last
            .entry(&key.words[key.words.len() - 1])
            .or_default()
            .push(key);
    }
    let mut fuller = BTreeMap::new();
    for key in bodies {
        let mut others = by_last[key.words[key.words.len() - 1].as_str()]
            .iter()
            .filter(|other| {
                other.words.len() > key.words.len() && other.words.ends_with(&key.words)
            });
        if let (Some(other), None) = (others.next(), others.next()) {
            fuller.insert(key, *other);
        }
    }
    fuller
}

/// The military or police rank before a name, in one spelling.
fn rank_of(text: &str) -> Option<String> {
    let first = text.split(' ').next()?.trim_end_matches('.').to_lowercase();
    let rank = match first.as_str() {
        "gen" => "general",
        "col" => "colonel",
        "lt" | "lieutenant" => "lieutenant",
        "maj" => "major",
        "capt" => "captain",
        "adm" => "admiral",
        "cmdr" | "cdr" => "commander",
        "brig" => "brigadier",
        "sgt" => "sergeant",
        "general" | "colonel" | "major" | "captain" | "admiral" | "commander" | "brigadier"
        | "sergeant" | "inspector" | "judge" | "bishop" | "professor" => first.as_str(),
        _ => return None,
    };
    Some(rank.to_owned())
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}

/// Full names that agree: same last and first word; or one differs by its spelling only.
fn join_persons(all: &BTreeSet<&Key>, joins: &mut Joins) {
    let full: Vec<&Key> = all
        .iter()
        .copied()
        .filter(|key| key.kind == Kind::Person && key.words.len() > 1)
        .collect();
    let mut blocks: BTreeMap<(u8, String), Vec<&Key>> = BTreeMap::new();
    for key in &full {
        blocks
            .entry((0, key.words[key.words.len() - 1].clone()))
            .or_default()
            .push(key);
        blocks
            .entry((1, key.words[0].clone()))
            .or_default()
            .push(key);
    }
    for ((which, _), block) in &blocks {
        for (k, a) in block.iter().enumerate() {
            // A very common name would make this quadratic; names sort, so variants are near each other.
            for b in block.iter().skip(k + 1).take(60) {
                let (first_a, first_b) = (&a.words[0], &b.words[0]);
                let (last_a, last_b) = (&a.words[a.words.len() - 1], &b.words[b.words.len() - 1]);
                let variant = |x: &str, y: &str| {
                    x.len().min(y.len()) >= 5
                        && edit_distance(x, y, 1) <= 1
                        && x.chars().next() == y.chars().next()
                };
                if *which == 0 {
                    let initial = first_a.len() == 1 && first_b.starts_with(first_a.as_str())
                        || first_b.len() == 1 && first_a.starts_with(first_b.as_str());
                    if first_a == first_b {
                        joins.join(
                            a,
                            b,
                            format!(
                                "`{}` and `{}` share first and last name",
                                shown(a),
                                shown(b)
                            ),
                        );
                    } else if variant(first_a, first_b) {
                        joins.join(
                            a,
                            b,
                            format!(
                                "`{}` and `{}` are spellings of one name",
                                shown(a),
                                shown(b)
                            ),
                        );
                    } else if initial {
                        joins.join(
                            a,
                            b,
                            format!("`{}` is an initial of `{}`", shown(a), shown(b)),
                        );
                    }
                } else if last_a != last_b && variant(last_a, last_b) {
                    joins.join(
                        a,
                        b,
                        format!(
                            "`{}` and `{}` are spellings of one name",
                            shown(a),
                            shown(b)
                        ),
                    );
                }
            }
        }
    }
}

fn shown(key: &Key) -> String {
    key.words
        .iter()
        .map(|word| capital(word))
        .collect::<Vec<_>>()
        .join(" ")
}

/// Acronyms and the names they stand for; `Directorate of X` and X.
fn join_bodies(all: &BTreeSet<&Key>, joins: &mut Joins) {
    let named: Vec<&Key> = all
        .iter()
        .copied()
        .filter(|key| matches!(key.kind, Kind::Body | Kind::Group))
        .collect();
    let mut by_initials: BTreeMap<(Kind, String), Vec<&Key>> = BTreeMap::new();
    for key in named.iter().filter(|key| key.words.len() > 1) {
        let initials: String = key
            .words
            .iter()
            .filter(|word| !matches!(word.as_str(), "of" | "the" | "and" | "for"))
            .filter_map(|word| word.chars().next())
            .collect();
        by_initials
            .entry((key.kind, initials))
            .or_default()
            .push(key);
    }
    for key in &named {
        if key.words.len() == 1
            && (2..=6).contains(&key.words[0].chars().count())
            && let Some([full]) = by_initials
                .get(&(key.kind, key.words[0].clone()))
                .map(Vec::as_slice)
        {
            let reason = format!(
                "`{}` are the initials of `{}`",
                key.words[0].to_uppercase(),
                shown(full)
            );
            joins.join(key, full, reason);
        }
        if key.kind == Kind::Body && key.words.len() > 3 && key.words[1] == "of" {
            let rest = Key {
                kind: Kind::Body,
                words: key.words[2..].to_vec(),
                place: None,
                set_apart: None,
            };
            if rest.words.len() > 1 && all.contains(&rest) {
                joins.join(
                    key,
                    &rest,
                    format!(
                        "`{}` is `{}` with its office spelled out",
                        shown(key),
                        shown(&rest)
                    ),
                );
            }
        }
    }
}

/// `European Aeronautic Defence and Space (EADS)`: what stands in brackets behind a name is short for it, where its letters
/// are letters of the name in their order, and where the pile has it behind no other.
fn join_bracketed(accounts: &[Account], keys: &[Vec<Option<Key>>], joins: &mut Joins) {
    let mut behind: BTreeMap<&Key, BTreeMap<&Key, String>> = BTreeMap::new();
    for (account, page) in accounts.iter().zip(keys) {
        for (k, short) in account.mentions.iter().enumerate() {
            let Some(long) = k.checked_sub(1).map(|before| &account.mentions[before]) else {
                continue;
            };
            if !short.in_brackets || long.span.end + 2 != short.span.start {
                continue;
            }
            if let (Some(a), Some(b)) = (&page[k], &page[k - 1])
                && a.kind == b.kind
                && a.words.len() == 1
                && a.words[0].len() <= 8
                && b.words.len() > 1
            {
                let name = b.words.join(" ");
                let mut letters = name.chars();
                let in_order = a.words[0].chars().all(|c| letters.any(|other| other == c));
                if in_order && name.chars().next() == a.words[0].chars().next() {
                    let reason =
                        format!("`{}` stands in brackets behind `{}`", short.text, long.text);
                    behind.entry(a).or_default().entry(b).or_insert(reason);
                }
            }
        }
    }
    for (short, names) in behind {
        let roots: BTreeSet<Key> = names.keys().map(|name| joins.root(name)).collect();
        if let (1, Some((long, reason))) = (roots.len(), names.into_iter().next()) {
            joins.join(short, long, reason);
        }
    }
}

fn has_digit(word: &str) -> bool {
    word.chars().any(|c| c.is_ascii_digit())
}

/// A thing by part of its name: `A380` is the Airbus A380, `Boeing 787` the Boeing 787 Dreamliner, where the pile names only
/// one that it may be. A further designation makes another thing of it: `A330 MRTT`.
fn join_objects(all: &BTreeSet<&Key>, joins: &mut Joins) {
    let things: Vec<&Key> = all
        .iter()
        .copied()
        .filter(|key| key.kind == Kind::Object)
        .collect();
    let mut by_word: BTreeMap<&str, Vec<&Key>> = BTreeMap::new();
    for key in &things {
        let words: BTreeSet<&str> = key.words.iter().map(String::as_str).collect();
        for word in words {
            by_word.entry(word).or_default().push(key);
        }
    }
    // `Boeing 787` and `787 Dreamliner`, where the pile has one maker and one name of the number.
    for (number, of_number) in by_word.iter().filter(|(word, _)| has_digit(word)) {
        let two: Vec<&Key> = of_number
            .iter()
            .copied()
            .filter(|key| {
                key.words.len() == 2 && key.words.iter().filter(|w| has_digit(w)).count() == 1
            })
            .collect();
        let (names, makers): (Vec<&Key>, Vec<&Key>) =
            two.into_iter().partition(|key| key.words[0] == **number);
        if let ([maker], [name]) = (makers.as_slice(), names.as_slice()) {
            let reason = format!("`{}` and `{}` share the number", shown(maker), shown(name));
            joins.join(maker, name, reason);
        }
    }
    for short in &things {
        // Those that hold its rarest word.
        let holding = short
            .words
            .iter()
            .map(|word| &by_word[word.as_str()])
            .min_by_key(|keys| keys.len());
        let longer: Vec<&Key> = holding
            .into_iter()
            .flatten()
            .copied()
            .filter(|long| {
                let Some(at) = long
                    .words
                    .windows(short.words.len())
                    .position(|part| part == short.words)
                else {
                    return false;
                };
                let (before, after) = (&long.words[..at], &long.words[at + short.words.len()..]);
                long.words.len() > short.words.len()
                    && !before.iter().chain(after).any(|word| has_digit(word))
                    && short
                        .words
                        .iter()
                        .chain(after)
                        .any(|word| has_digit(word) || word.len() > 5)
                    && after.iter().all(|word| word.len() > 4)
            })
            .collect();
        let roots: BTreeSet<Key> = longer.iter().map(|key| joins.root(key)).collect();
        if let ([long, ..], 1) = (longer.as_slice(), roots.len()) {
            let reason = format!("`{}` is short for `{}`", shown(short), shown(long));
            joins.join(short, long, reason);
        }
    }
}

/// Offices that stand right beside a person's name on a page (`army chief General Orlo`, `Orlo, the army chief`) refer
/// to that person there. Returns the entity key of each role mention.
fn join_offices(
    accounts: &[Account],
    roots: &mut [Vec<Option<Key>>],
    reasons: &mut Vec<(Key, String)>,
) -> BTreeMap<(usize, usize), Key> {
    let mut offices = BTreeMap::new();
    for (document, account) in accounts.iter().enumerate() {
        let mut on_page: BTreeMap<String, Key> = BTreeMap::new();
        for (k, mention) in account.mentions.iter().enumerate() {
            if mention.mention_type != MentionType::Role {
                continue;
            }
            let beside = account.mentions.iter().enumerate().find(|(_, other)| {
                let after = other.span.start >= mention.span.end
                    && other.span.start - mention.span.end <= 2;
                // `Orlo, chief`, `Orlo, a chief`, `Orlo, the chief`: articles are not part of a role's words.
                let apposed = mention.span.start >= other.span.end
                    && matches!(mention.span.start - other.span.end, 2 | 4 | 6);
                other.mention_type == MentionType::Person && (after || apposed)
            });
            if let Some((person, _)) = beside
                && let Some(root) = roots[document][person].clone()
            {
                reasons.push((
                    root.clone(),
                    format!("`{}` stands beside the name", mention.text),
                ));
                on_page.insert(mention.text.to_lowercase(), root.clone());
                offices.insert((document, k), root);
            }
        }
        for (k, mention) in account.mentions.iter().enumerate() {
            if mention.mention_type == MentionType::Role
                && let Some(root) = on_page.get(&mention.text.to_lowercase())
            {
                offices.entry((document, k)).or_insert_with(|| root.clone());
            }
        }
    }
    offices
}

/// The entities that these keys of mentions make; `names` are those that people gave them.
fn build(
    accounts: &[Account],
    roots: &[Vec<Option<Key>>],
    reasons: Vec<(Key, String)>,
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

/// The name without ranks and forms of address before it.
pub(crate) fn without_titles(name: &str) -> String {
    let mut rest = name;
    while let Some((first, after)) = rest.split_once(' ') {
        if !TITLES.contains(&format!(" {} ", first.trim_end_matches('.').to_lowercase())) {
            break;
        }
        rest = after;
    }
    rest.to_owned()
}
