//! What of an event is compared with others.

use crate::account::{Account, Deed};
use crate::entity::Entities;
use crate::few::Few;
use crate::weighted::Weighted;
use crate::wording::{Stem, fnv, stem, words};
use dateline_model::{Meaning, Words};
use dateline_vocabulary::{Days, Factuality, MentionType, ParticipantRole, Plover};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// An event as it is compared.
pub(super) struct Profile {
    /// Index of the document among the accounts.
    pub(super) document: usize,
    /// Index of the event among those of the account.
    pub(super) event: usize,
    pub(super) predicate: Arc<Predicate>,
    /// What the trigger means as it is written; the whole of what was marked, where more than a word was.
    pub(super) surface: Arc<Meaning>,
    pub(super) plover: Option<Plover>,
    /// Who takes part, places aside, by role.
    pub(super) agents: Few<usize>,
    pub(super) recipients: Few<usize>,
    /// All of them, in whatever role.
    pub(super) parties: Few<usize>,
    /// Countries, towns and the like that take part: weak evidence.
    pub(super) places_as_parties: Few<usize>,
    /// The one place that is acted on: a town that is stormed.
    pub(super) target_place: Option<usize>,
    /// Stems of the words of those who take part without a name.
    pub(super) agent_words: Few<Stem>,
    pub(super) recipient_words: Few<Stem>,
    pub(super) place: Option<usize>,
    /// All places that the statement names, and all else that it names.
    pub(super) places: Few<usize>,
    pub(super) named: Few<usize>,
    /// Hashes of the numbers in the statement.
    pub(super) numbers: Few<u64>,
    pub(super) days: Days,
    pub(super) dated_by_words: bool,
    /// The days that the words of its statement give anything, where they give it none itself.
    pub(super) days_around: Days,
    pub(super) factuality: Factuality,
    /// The statement's words without the predicate's, weighted by rarity; of length 1.
    pub(super) statement: Weighted,
    /// The page's words, likewise.
    pub(super) topics: Arc<Weighted>,
    pub(super) in_headline: bool,
    /// Where the statement begins, in code points of the document.
    pub(super) statement_at: u32,
    /// Events on its page told with its predicate, itself among them.
    pub(super) told_with_it: usize,
    /// How little the predicate tells it from others, from 0 to 1: one that its page uses again and again, or that everybody uses.
    pub(super) vagueness: f32,
    /// Whether the words tell it from one told before: `another attack`.
    pub(super) is_another: bool,
}

impl Profile {
    /// Whether nothing tells who took part or where.
    pub(super) fn untold(&self) -> bool {
        self.parties.is_empty()
            && self.place.is_none()
            && self.agent_words.is_empty()
            && self.recipient_words.is_empty()
    }
}

/// What a lemma is and means.
pub(super) struct Predicate {
    /// Of the lemma, the same in every pile.
    pub(super) id: u64,
    pub(super) stem_id: u64,
    pub(super) meaning: Meaning,
    pub(super) rarity: f32,
}

/// The profiles of all events, by document and place in it.
pub(super) fn profiles(accounts: &[Account], entities: &Entities) -> Vec<Profile> {
    let rare = Words::bundled();
    let deeds = || accounts.iter().flat_map(|account| &account.events);
    let lemmas: BTreeSet<&str> = deeds().map(|deed| deed.lemma.as_str()).collect();
    let predicates: HashMap<&str, Arc<Predicate>> = (lemmas.into_par_iter())
        .map(|lemma| {
            let predicate = Predicate {
                id: fnv(lemma.bytes()),
                stem_id: stem_id(lemma),
                meaning: rare.meaning(lemma),
                rarity: rare.rarity(lemma),
            };
            (lemma, Arc::new(predicate))
        })
        .collect();
    let triggers: BTreeSet<&str> = deeds().map(|deed| deed.trigger.text.as_str()).collect();
    let surfaces: HashMap<&str, Arc<Meaning>> = (triggers.into_par_iter())
        .map(|trigger| (trigger, Arc::new(rare.meaning(trigger))))
        .collect();
    let of_page = |(document, account): (usize, &Account)| {
        let topics = Arc::new(account.topics.clone());
        let mut told_with: BTreeMap<u64, usize> = BTreeMap::new();
        for deed in &account.events {
            let predicate = &predicates[deed.lemma.as_str()];
            *told_with.entry(predicate.stem_id).or_default() += 1;
        }
        let profile = |(event, deed): (usize, &Deed)| {
            let predicate = Arc::clone(&predicates[deed.lemma.as_str()]);
            let surface = Arc::clone(&surfaces[deed.trigger.text.as_str()]);
            let told = (predicate, surface, &topics);
            let mut profile = profile(entities, document, event, deed, told);
            profile.told_with_it = told_with[&profile.predicate.stem_id];
            let often = 1.0 - 1.0 / profile.told_with_it as f32;
            let common = ((0.5 - profile.predicate.rarity) * 4.0).clamp(0.0, 1.0);
            profile.vagueness = often.max(common);
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
            profile
        };
        let events = account.events.iter().enumerate();
        events.map(profile).collect::<Vec<_>>()
    };
    let pages = accounts.par_iter().enumerate();
    pages.flat_map_iter(of_page).collect()
}

fn stem_id(lemma: &str) -> u64 {
    fnv(stem(lemma).bytes())
}

fn profile(
    entities: &Entities,
    document: usize,
    event: usize,
    deed: &Deed,
    (predicate, surface, topics): (Arc<Predicate>, Arc<Meaning>, &Arc<Weighted>),
) -> Profile {
    let around = || deed.around.iter().filter_map(|m| entities.of(document, *m));
    let is_place = |e: &usize| entities.entity_type(*e) == MentionType::Place;
    let trigger = &deed.trigger;
    let [before, _, after] = deed.statement.around(trigger.span);
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
        agents: Few::default(),
        recipients: Few::default(),
        parties: Few::default(),
        places_as_parties: Few::default(),
        target_place: None,
        agent_words: Few::default(),
        recipient_words: Few::default(),
        place: deed
            .place
            .as_ref()
            .and_then(|(_, mention)| entities.of(document, (*mention)?)),
        places: around().filter(is_place).collect(),
        named: around().filter(|e| !is_place(e)).collect(),
        numbers: words(&deed.statement.text)
            .filter(|word| word.starts_with(|c: char| c.is_ascii_digit()))
            .map(|word| fnv(word.bytes()))
            .collect(),
        days: deed.days,
        dated_by_words: deed.dated_by_words,
        days_around: Days::UNKNOWN,
        factuality: deed.factuality,
        statement: Weighted::of([before.as_str(), after.as_str()], usize::MAX),
        topics: Arc::clone(topics),
        in_headline: deed.in_headline,
        statement_at: deed.statement.span.start,
        told_with_it: 1,
        vagueness: 0.0,
        is_another,
    };
    let (mut agents, mut recipients, mut others) = (Vec::new(), Vec::new(), Vec::new());
    let (mut agent_words, mut recipient_words) = (Vec::new(), Vec::new());
    let (mut places, mut targets) = (Vec::new(), Vec::new());
    for party in &deed.participants {
        let (names, stems) = match party.role {
            ParticipantRole::Agent => (&mut agents, &mut agent_words),
            ParticipantRole::Recipient => (&mut recipients, &mut recipient_words),
            ParticipantRole::Other => (&mut others, &mut agent_words),
        };
        match party.mention.and_then(|m| entities.of(document, m)) {
            Some(entity) if is_place(&entity) => {
                places.push(entity);
                targets.extend((party.role == ParticipantRole::Recipient).then_some(entity));
            }
            Some(entity) => names.push(entity),
            None if party.role != ParticipantRole::Other => {
                stems.extend(party.stems.iter().copied());
            }
            None => {}
        }
    }
    let named = [&agents, &recipients, &others];
    profile.parties = named.into_iter().flatten().copied().collect();
    profile.agents = agents.into_iter().collect();
    profile.recipients = recipients.into_iter().collect();
    profile.target_place = match targets.as_slice() {
        [one] => Some(*one),
        _ => None,
    };
    profile.places_as_parties = places.into_iter().collect();
    profile.agent_words = agent_words.into_iter().collect();
    profile.recipient_words = recipient_words.into_iter().collect();
    profile
}
