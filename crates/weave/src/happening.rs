//! Happenings: the events, of one or several documents, that are the same thing in the world.
//!
//! Each event joins the happening whose members it resembles most: the same predicate, shared participants, the
//! same place, days that agree. Days that differ by little do not forbid it when all else agrees: that is how a
//! dispute about the day is found. Meetings, requests and accusations recur between the same people, so undated
//! ones join only within a page or between pages of the same days.

use crate::account::{Account, Deed};
use crate::entity::Entities;
use crate::reprint::Reprints;
use crate::witness::{Telling, witnesses};
use dateline_vocabulary::{
    Days, EventId, Factuality, Happening, HappeningId, MentionType, NamedParticipant,
    ParticipantRole, Plover,
};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Least resemblance that joins two events.
const THRESHOLD: f64 = 2.5;
/// Happenings that an event is compared with, for each key that it shares with them.
const MOST_COMPARED: usize = 32;
/// Members of a happening that an event is compared with: the best dated come first.
const MOST_MEMBERS: usize = 12;

/// Stems of words for people at large: that two attacks hit people does not make them one.
const GENERAL: [&str; 26] = [
    "peopl", "person", "soldier", "officer", "civilian", "troop", "member", "forc", "police",
    "militant", "other", "least", "official", "women", "children", "victim", "worker", "guard",
    "resident", "govern", "thousand", "hundr", "dozen", "american", "countr", "suspect",
];

/// What of an event is compared.
struct Signature {
    document: usize,
    event: usize,
    entities: BTreeSet<usize>,
    /// Entities that are countries, towns and the like: weak evidence.
    places_as_parties: BTreeSet<usize>,
    recipients: BTreeSet<usize>,
    recipient_words: BTreeSet<String>,
    words: BTreeSet<String>,
    place: Option<usize>,
    /// All places that the statement names.
    places: BTreeSet<usize>,
    days: Days,
}

/// Finds the happenings of a pile, sorted by id.
pub(crate) fn find_happenings(
    accounts: &[Account],
    entities: &Entities,
    reprints: &Reprints,
) -> Vec<Happening> {
    let mut signatures: Vec<Signature> = Vec::new();
    for (document, account) in accounts.iter().enumerate() {
        signatures.extend(
            (0..account.events.len()).map(|event| signature(accounts, entities, document, event)),
        );
    }
    let goes_back = going_back(accounts, &mut signatures);
    let deed = |s: &Signature| &accounts[s.document].events[s.event];
    // The best dated first, so that vague accounts join sharp ones; then by document and place in it.
    let mut order: Vec<usize> = (0..signatures.len()).collect();
    order.sort_by_key(|k| {
        (
            signatures[*k].days.n_days().unwrap_or(i32::MAX),
            signatures[*k].document,
            signatures[*k].event,
        )
    });

    let (back, order): (Vec<usize>, Vec<usize>) =
        order.into_iter().partition(|k| goes_back[*k].is_some());
    let mut cluster_of: BTreeMap<usize, usize> = BTreeMap::new();
    let mut clusters: Vec<Vec<usize>> = Vec::new();
    let mut blocks: BTreeMap<Block, Vec<usize>> = BTreeMap::new();
    for k in order {
        let candidate = &signatures[k];
        let keys = block_keys(deed(candidate), candidate);
        let mut near: BTreeSet<usize> = BTreeSet::new();
        for key in &keys {
            if let Some(block) = blocks.get(key) {
                near.extend(block.iter().rev().take(MOST_COMPARED));
            }
        }
        let best = near
            .into_iter()
            .filter_map(|cluster| {
                let mut best: f64 = 0.0;
                for member in clusters[cluster].iter().take(MOST_MEMBERS) {
                    let member = &signatures[*member];
                    match resemblance(accounts, deed(candidate), candidate, deed(member), member) {
                        Resemblance::Like(score) => best = best.max(score),
                        Resemblance::Unlike => {}
                        // One member that it cannot be keeps it from all.
                        Resemblance::Apart => return None,
                    }
                }
                (best >= THRESHOLD).then_some((best, cluster))
            })
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let cluster = match best {
            Some((_, cluster)) => {
                clusters[cluster].push(k);
                cluster
            }
            None => {
                clusters.push(vec![k]);
                clusters.len() - 1
            }
        };
        cluster_of.insert(k, cluster);
        for key in keys {
            let block = blocks.entry(key).or_default();
            if block.last() != Some(&cluster) {
                block.push(cluster);
            }
        }
    }
    for k in back {
        if let Some(cluster) = goes_back[k].and_then(|first| cluster_of.get(&first)) {
            clusters[*cluster].push(k);
        } else {
            clusters.push(vec![k]);
        }
    }
    let mut happenings: Vec<Happening> = clusters
        .iter()
        .map(|members| {
            happening(
                members.iter().map(|k| &signatures[*k]).collect(),
                accounts,
                entities,
                reprints,
            )
        })
        .collect();
    happenings.sort_by(|a, b| a.id.cmp(&b.id));
    happenings
}

/// The event that each one speaks of again, where their days allow it: it is part of whatever that one is part of. One
/// without days has those under which it is spoken of again, so that it is held against others with them.
fn going_back(accounts: &[Account], signatures: &mut [Signature]) -> Vec<Option<usize>> {
    let deed = |s: &Signature| &accounts[s.document].events[s.event];
    let index_of: BTreeMap<&EventId, usize> = signatures
        .iter()
        .enumerate()
        .map(|(k, s)| (&deed(s).id, k))
        .collect();
    let first_of: Vec<Option<usize>> = signatures
        .iter()
        .map(|s| index_of.get(deed(s).again.as_ref()?).copied())
        .collect();
    first_of
        .into_iter()
        .enumerate()
        .map(|(k, first)| {
            let first = first?;
            let (here, there) = (signatures[k].days, signatures[first].days);
            if there.is_unknown() {
                signatures[first].days = here;
            }
            (here.is_unknown() || there.is_unknown() || here.may_coincide(there)).then_some(first)
        })
        .collect()
}

fn signature(
    accounts: &[Account],
    entities: &Entities,
    document: usize,
    event: usize,
) -> Signature {
    let deed = &accounts[document].events[event];
    let mut signature = Signature {
        document,
        event,
        entities: BTreeSet::new(),
        places_as_parties: BTreeSet::new(),
        recipients: BTreeSet::new(),
        recipient_words: BTreeSet::new(),
        words: BTreeSet::new(),
        place: deed
            .place
            .as_ref()
            .and_then(|(_, mention)| entities.of(document, (*mention)?)),
        places: deed
            .around
            .iter()
            .filter_map(|m| entities.of(document, *m))
            .filter(|e| entities.entity_type(*e) == MentionType::Place)
            .collect(),
        days: deed.days,
    };
    for party in &deed.participants {
        match party.mention.and_then(|m| entities.of(document, m)) {
            Some(entity) if entities.entity_type(entity) == MentionType::Place => {
                signature.places_as_parties.insert(entity);
            }
            Some(entity) => {
                signature.entities.insert(entity);
                if party.role == ParticipantRole::Recipient {
                    signature.recipients.insert(entity);
                }
            }
            None => signature.words.extend(party.stems.iter().cloned()),
        }
        if party.role == ParticipantRole::Recipient {
            signature.recipient_words.extend(
                party
                    .stems
                    .iter()
                    .filter(|word| word.len() > 3 && !GENERAL.contains(&word.as_str()))
                    .cloned(),
            );
        }
    }
    signature
}

/// Under what an event is looked up: its predicate with something it shares with the events it may be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Block {
    Party(Option<Plover>, usize),
    Place(Option<Plover>, usize),
    Target(Option<Plover>, String),
}

fn block_keys(deed: &Deed, signature: &Signature) -> Vec<Block> {
    let mut keys: Vec<Block> = signature
        .entities
        .iter()
        .map(|e| Block::Party(deed.plover, *e))
        .collect();
    keys.extend(signature.place.map(|p| Block::Place(deed.plover, p)));
    keys.extend(
        signature
            .recipient_words
            .iter()
            .map(|w| Block::Target(deed.plover, w.clone())),
    );
    keys
}

/// How two events compare.
enum Resemblance {
    /// Nothing forbids that they are one; how much speaks for it.
    Like(f64),
    /// Nothing forbids it and nothing speaks for it.
    Unlike,
    /// They cannot be one.
    Apart,
}

/// Compares two events.
fn resemblance(
    accounts: &[Account],
    a: &Deed,
    sa: &Signature,
    b: &Deed,
    sb: &Signature,
) -> Resemblance {
    if a.plover != b.plover || a.plover.is_none() && a.lemma != b.lemma {
        return Resemblance::Unlike;
    }
    if comes_later(accounts, a, sa, sb) || comes_later(accounts, b, sb, sa) {
        return Resemblance::Apart;
    }
    let mut score = 1.0;
    if crate::wording::stem(&a.lemma) == crate::wording::stem(&b.lemma) {
        score += 0.8;
    }
    let shared = sa.entities.intersection(&sb.entities).count() as f64;
    let shared_places = sa
        .places_as_parties
        .intersection(&sb.places_as_parties)
        .count() as f64;
    score += shared + 0.3 * shared_places;
    let targets = sa.recipient_words.intersection(&sb.recipient_words).count();
    let shared_target = sa.recipients.intersection(&sb.recipients).next().is_some();
    if targets > 0 && !shared_target {
        // The whole of what is hit in the same words says more than one word of it.
        let whole = sa.recipient_words.is_subset(&sb.recipient_words)
            || sb.recipient_words.is_subset(&sa.recipient_words);
        score += if whole { 1.0 } else { 0.7 };
    }
    if !sa.recipients.is_empty() && !sb.recipients.is_empty() && !shared_target && targets == 0 {
        score -= 1.0;
    }
    if let (Some(x), Some(y)) = (sa.place, sb.place) {
        score += if x == y { 0.8 } else { -0.6 };
    }
    let recurs = matches!(
        a.plover,
        Some(
            Plover::Consult
                | Plover::Request
                | Plover::Accuse
                | Plover::Reject
                | Plover::Threaten
                | Plover::Support
                | Plover::Agree
                | Plover::Cooperate
        ) | None
    );
    match (sa.days.ends(), sb.days.ends()) {
        (Some((from_a, to_a)), Some((from_b, to_b))) => {
            let gap = gap_days(from_a, to_a, from_b, to_b);
            score += match gap {
                0 if sa.days.single().is_some() && sb.days.single().is_some() => 1.0,
                0 if sa
                    .days
                    .n_days()
                    .unwrap_or(999)
                    .max(sb.days.n_days().unwrap_or(999))
                    <= 45 =>
                {
                    0.6
                }
                0 => 0.2,
                1..=4 if recurs => -1.0,
                1..=4 => -0.2,
                5..=10 => -1.2,
                _ => return Resemblance::Apart,
            };
            // A day that differs needs a shared place and target, not only shared people.
            let same_place = sa.places.intersection(&sb.places).next().is_some();
            if gap > 0 && !(same_place && (targets > 0 || shared_target)) {
                return Resemblance::Unlike;
            }
        }
        (None, None) | (Some(_), None) | (None, Some(_)) => {
            let same_page = sa.document == sb.document;
            let near_pages = match (
                accounts[sa.document].published.ends(),
                accounts[sb.document].published.ends(),
            ) {
                (Some((f, t)), Some((g, u))) => gap_days(f, t, g, u) <= 4,
                _ => false,
            };
            if recurs && !same_page && !near_pages {
                return Resemblance::Unlike;
            }
            if recurs {
                score -= 0.2;
            }
        }
    }
    // Something besides the predicate and the day must be shared.
    let substance = shared
        + if shared_target || targets > 0 {
            1.0
        } else {
            0.0
        }
        + if sa.place.is_some() && sa.place == sb.place {
            0.5
        } else {
            0.0
        };
    let enough =
        substance >= 0.9 || sa.days.single().is_some() && sa.days == sb.days && substance >= 0.5;
    if enough {
        Resemblance::Like(score)
    } else {
        Resemblance::Unlike
    }
}

/// Whether what a page tells as done lies after the publication of the other page, which tells it as done too.
fn comes_later(accounts: &[Account], deed: &Deed, told: &Signature, other: &Signature) -> bool {
    let done = |deed: &Deed| deed.factuality.is_of_fact();
    let other_deed = &accounts[other.document].events[other.event];
    match (told.days.from, accounts[other.document].published.to) {
        (Some(from), Some(published)) => {
            deed.dated_by_words && done(deed) && done(other_deed) && from > published
        }
        _ => false,
    }
}

fn gap_days(from_a: Date, to_a: Date, from_b: Date, to_b: Date) -> i32 {
    let days = |from: Date, to: Date| {
        from.until(to)
            .map(|span| span.get_days())
            .unwrap_or(i32::MAX)
    };
    if to_a < from_b {
        days(to_a, from_b)
    } else if to_b < from_a {
        days(to_b, from_a)
    } else {
        0
    }
}

fn happening(
    members: Vec<&Signature>,
    accounts: &[Account],
    entities: &Entities,
    reprints: &Reprints,
) -> Happening {
    let deed = |s: &Signature| &accounts[s.document].events[s.event];
    let tellings: Vec<Telling> = members
        .iter()
        .map(|s| Telling {
            document: s.document,
            attribution: deed(s).attribution,
            paragraph: deed(s).paragraph,
        })
        .collect();
    let (witnesses, independent) = witnesses(&tellings, accounts, entities, reprints);
    let mut events: Vec<EventId> = members.iter().map(|s| deed(s).id.clone()).collect();
    events.sort();
    let documents: BTreeSet<_> = members
        .iter()
        .map(|s| accounts[s.document].id.clone())
        .collect();
    let best = best_account(&members, accounts);
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
    for s in &members {
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
        reasons = join_reasons(&members, accounts, entities);
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
fn stands_for(name: &str, words: &str, entity_type: MentionType) -> bool {
    let last = |text: &str| crate::wording::words(text).last().unwrap_or_default();
    entity_type == MentionType::Person || last(words) == last(name) || words.split(' ').count() <= 3
}

/// The member that tells it best: in the text rather than the headline, on the page's own word, dated, with most participants, in a sentence of handy length.
fn best_account<'s>(members: &[&'s Signature], accounts: &[Account]) -> &'s Signature {
    let key = |s: &&Signature| {
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
    members: &[&Signature],
    accounts: &[Account],
    entities: &Entities,
) -> BTreeSet<String> {
    let mut reasons = BTreeSet::new();
    let everywhere: BTreeSet<usize> = members
        .iter()
        .skip(1)
        .fold(members[0].entities.clone(), |all, s| {
            all.intersection(&s.entities).copied().collect()
        });
    for entity in everywhere {
        reasons.insert(format!("all accounts name {}", entities.name(entity)));
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
