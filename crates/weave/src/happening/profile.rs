//! What of an event is compared with others.

use crate::account::{Account, Deed};
use crate::entity::Entities;
use crate::wording::{is_function_word, stem, words};
use dateline_model::{Meaning, Words};
use dateline_vocabulary::{Days, Factuality, MentionType, ParticipantRole, Plover};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Words of a page that tell what it is about, at most.
const MOST_TOPICS: usize = 80;

/// An event as it is compared.
pub(super) struct Profile {
    /// Index of the document among the accounts.
    pub(super) document: usize,
    /// Index of the event among those of the account.
    pub(super) event: usize,
    pub(super) predicate: Rc<Predicate>,
    /// What the trigger means as it is written; the whole of what was marked, where more than a word was.
    pub(super) surface: Rc<Meaning>,
    pub(super) plover: Option<Plover>,
    /// Who takes part, places aside, by role.
    pub(super) agents: BTreeSet<usize>,
    pub(super) recipients: BTreeSet<usize>,
    pub(super) others: BTreeSet<usize>,
    /// Countries, towns and the like that take part: weak evidence.
    pub(super) places_as_parties: BTreeSet<usize>,
    /// Stems of the words of those who take part without a name.
    pub(super) agent_words: BTreeSet<String>,
    pub(super) recipient_words: BTreeSet<String>,
    pub(super) place: Option<usize>,
    /// All places that the statement names, and all else that it names.
    pub(super) places: BTreeSet<usize>,
    pub(super) named: BTreeSet<usize>,
    pub(super) numbers: BTreeSet<String>,
    pub(super) days: Days,
    pub(super) dated_by_words: bool,
    /// The days that the words of its statement give anything, where they give it none itself.
    pub(super) days_around: Days,
    pub(super) factuality: Factuality,
    /// The statement's words without the predicate's, weighted by rarity; of length 1.
    pub(super) statement: Weighted,
    /// The page's words, likewise.
    pub(super) topics: Rc<Weighted>,
    pub(super) in_headline: bool,
    /// Where the statement begins, in code points of the document.
    pub(super) statement_at: u32,
    /// Events on its page told with its predicate, itself among them.
    pub(super) told_with_it: usize,
    /// Whether the words tell it from one told before: `another attack`.
    pub(super) is_another: bool,
}

impl Profile {
    /// Who takes part by name, places aside.
    pub(super) fn parties(&self) -> BTreeSet<usize> {
        let named = [&self.agents, &self.recipients, &self.others];
        named.into_iter().flatten().copied().collect()
    }
}

/// What a lemma is and means.
pub(super) struct Predicate {
    /// Of the lemma, the same in every pile.
    pub(super) id: u64,
    pub(super) stem_id: u64,
    pub(super) stem: String,
    pub(super) meaning: Meaning,
    pub(super) rarity: f32,
}

/// Stems with weights, in the order of the stems' hashes: sums come out the same on every machine and in every pile.
#[derive(Clone, Debug, Default)]
pub(crate) struct Weighted(Vec<(u64, f32)>);

impl Weighted {
    /// Stems of words that carry a topic, each as often as it stands, weighted by how rare it is.
    pub(crate) fn of<'w>(texts: impl IntoIterator<Item = &'w str>, most: usize) -> Weighted {
        let rare = Words::bundled();
        let mut counts: BTreeMap<String, (u32, f32)> = BTreeMap::new();
        for text in texts {
            for word in words(text).filter(|word| !is_function_word(word)) {
                let seen = counts
                    .entry(stem(&word))
                    .or_insert_with(|| (0, rare.rarity(&word)));
                seen.0 += 1;
            }
        }
        let mut weights: Vec<(u64, f32)> = counts
            .into_iter()
            .map(|(stem, (n, rarity))| (fnv(&stem), (1.0 + (n as f32).ln()) * rarity * rarity))
            .collect();
        weights.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        weights.truncate(most);
        weights.sort_by_key(|(stem, _)| *stem);
        let length = weights.iter().map(|(_, w)| w * w).sum::<f32>().sqrt();
        if length > 0.0 {
            weights.iter_mut().for_each(|(_, w)| *w /= length);
        }
        Weighted(weights)
    }

    /// How alike two are, from 0 to 1: the cosine.
    pub(crate) fn likeness(&self, other: &Weighted) -> f32 {
        let (mut a, mut b) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut sum = 0.0;
        while let (Some((x, v)), Some((y, w))) = (a.peek(), b.peek()) {
            match x.cmp(y) {
                std::cmp::Ordering::Less => {
                    a.next();
                }
                std::cmp::Ordering::Greater => {
                    b.next();
                }
                std::cmp::Ordering::Equal => {
                    sum += v * w;
                    a.next();
                    b.next();
                }
            }
        }
        sum
    }

    /// Stems in it.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The weightiest stems' hashes, at most so many, the weightiest first.
    pub(crate) fn heaviest(&self, most: usize) -> Vec<u64> {
        let mut all = self.0.clone();
        all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        all.into_iter().take(most).map(|(stem, _)| stem).collect()
    }
}

/// FNV-1a, the same on every machine.
pub(super) fn fnv(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The topics of a page, from its passages that are evidence.
pub(crate) fn topics<'w>(texts: impl IntoIterator<Item = &'w str>) -> Weighted {
    Weighted::of(texts, MOST_TOPICS)
}

/// The profiles of all events, by document and place in it.
pub(super) fn profiles(accounts: &[Account], entities: &Entities) -> Vec<Profile> {
    let rare = Words::bundled();
    let mut predicates: BTreeMap<&str, Rc<Predicate>> = BTreeMap::new();
    let mut surfaces: BTreeMap<String, Rc<Meaning>> = BTreeMap::new();
    let mut all = Vec::new();
    for (document, account) in accounts.iter().enumerate() {
        let topics = Rc::new(account.topics.clone());
        let mut stems: BTreeMap<String, usize> = BTreeMap::new();
        for deed in &account.events {
            *stems.entry(stem(&deed.lemma)).or_default() += 1;
        }
        for (event, deed) in account.events.iter().enumerate() {
            let predicate = predicates.entry(&deed.lemma).or_insert_with(|| {
                Rc::new(Predicate {
                    id: fnv(&deed.lemma),
                    stem_id: fnv(&stem(&deed.lemma)),
                    stem: stem(&deed.lemma),
                    meaning: rare.meaning(&deed.lemma),
                    rarity: rare.rarity(&deed.lemma),
                })
            });
            let surface = surfaces
                .entry(deed.trigger.text.to_lowercase())
                .or_insert_with(|| Rc::new(rare.meaning(&deed.trigger.text)));
            let (predicate, surface) = (Rc::clone(predicate), Rc::clone(surface));
            let told = (predicate, surface, &topics);
            let mut profile = profile(entities, document, event, deed, told);
            profile.told_with_it = stems[&profile.predicate.stem];
            if !deed.dated_by_words {
                let dated = |other: &&Deed| {
                    other.dated_by_words && other.statement.span == deed.statement.span
                };
                profile.days_around = account
                    .events
                    .iter()
                    .find(dated)
                    .map_or(Days::UNKNOWN, |other| other.days);
            }
            all.push(profile);
        }
    }
    all
}

fn profile(
    entities: &Entities,
    document: usize,
    event: usize,
    deed: &Deed,
    (predicate, surface, topics): (Rc<Predicate>, Rc<Meaning>, &Rc<Weighted>),
) -> Profile {
    let around = || deed.around.iter().filter_map(|m| entities.of(document, *m));
    let is_place = |e: &usize| entities.entity_type(*e) == MentionType::Place;
    let trigger = &deed.trigger;
    let at = |c: u32| c.saturating_sub(deed.statement.span.start) as usize;
    let (before, after): (String, String) = {
        let text = &deed.statement.text;
        (
            text.chars().take(at(trigger.span.start)).collect(),
            text.chars().skip(at(trigger.span.end)).collect(),
        )
    };
    let is_another = words(&before).last().is_some_and(|word| {
        matches!(
            word.as_str(),
            "another" | "second" | "third" | "new" | "fresh" | "further"
        )
    });
    let mut profile = Profile {
        document,
        event,
        predicate,
        surface,
        plover: deed.plover,
        agents: BTreeSet::new(),
        recipients: BTreeSet::new(),
        others: BTreeSet::new(),
        places_as_parties: BTreeSet::new(),
        agent_words: BTreeSet::new(),
        recipient_words: BTreeSet::new(),
        place: deed
            .place
            .as_ref()
            .and_then(|(_, mention)| entities.of(document, (*mention)?)),
        places: around().filter(is_place).collect(),
        named: around().filter(|e| !is_place(e)).collect(),
        numbers: words(&deed.statement.text)
            .filter(|word| word.starts_with(|c: char| c.is_ascii_digit()))
            .collect(),
        days: deed.days,
        dated_by_words: deed.dated_by_words,
        days_around: Days::UNKNOWN,
        factuality: deed.factuality,
        statement: Weighted::of([before.as_str(), after.as_str()], usize::MAX),
        topics: Rc::clone(topics),
        in_headline: deed.in_headline,
        statement_at: deed.statement.span.start,
        told_with_it: 1,
        is_another,
    };
    for party in &deed.participants {
        let (names, stems) = match party.role {
            ParticipantRole::Agent => (&mut profile.agents, &mut profile.agent_words),
            ParticipantRole::Recipient => (&mut profile.recipients, &mut profile.recipient_words),
            ParticipantRole::Other => (&mut profile.others, &mut profile.agent_words),
        };
        match party.mention.and_then(|m| entities.of(document, m)) {
            Some(entity) if is_place(&entity) => {
                profile.places_as_parties.insert(entity);
            }
            Some(entity) => {
                names.insert(entity);
            }
            None if party.role != ParticipantRole::Other => {
                stems.extend(party.stems.iter().cloned());
            }
            None => {}
        }
    }
    profile
}
