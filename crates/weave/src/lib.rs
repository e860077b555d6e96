//! The weave: what a pile of pages says together.
//!
//! [`Weaver`] takes the records of all documents, one at a time and in any order, keeps of each only what it needs
//! to compare, and [`Weaver::finish`] gives the entities, happenings, claims, disputes and the timeline. The result
//! depends on the set of documents alone: they are sorted by id before anything is compared.
//!
//! It never says what is true. It joins what is told of the same thing, says why, and counts on whose word.

mod account;
mod blocks;
mod claim;
mod content;
mod correction;
mod dispute;
mod entity;
mod few;
mod geography;
mod happening;
mod neighbours;
mod quantity;
mod reprint;
mod timeline;
mod weighted;
mod witness;
mod wording;

use account::Account;
use correction::Corrections;
use dateline_vocabulary::{Correction, CorrectionId, DocumentRecords, EventId, Weaving};
use entity::Entities;
use happening::Caution;
use neighbours::Neighbours;
use reprint::Reprints;

/// What happenings and claims are made from.
#[derive(Clone, Copy)]
struct Pile<'p> {
    accounts: &'p [Account],
    entities: &'p Entities,
    reprints: &'p Reprints,
    neighbours: &'p Neighbours,
}

/// Two events, and what is weighed of them.
pub type ComparedEvents = (EventId, EventId, Vec<f32>);

/// Collects documents and weaves them.
pub struct Weaver {
    accounts: Vec<Account>,
    caution: Caution,
    corrections: Corrections,
}

impl Default for Weaver {
    fn default() -> Weaver {
        Weaver {
            accounts: Vec::new(),
            caution: Caution::PILE,
            corrections: Corrections::default(),
        }
    }
}

impl Weaver {
    /// A weaver without documents.
    pub fn new() -> Weaver {
        Weaver::default()
    }

    /// A weaver for undated pages that are known to tell one story in a few events: it joins more readily than is good for a pile.
    pub fn of_one_story() -> Weaver {
        Weaver {
            caution: Caution::ONE_STORY,
            ..Weaver::default()
        }
    }

    /// A weaver that heeds what people changed, in the order in which they did; corrections that were taken back change nothing.
    pub fn corrected(corrections: impl IntoIterator<Item = Correction>) -> Weaver {
        Weaver {
            corrections: Corrections::of(corrections),
            ..Weaver::default()
        }
    }

    /// Takes in a document. The order of documents does not matter; one id must not be added twice.
    pub fn add(&mut self, records: &DocumentRecords) {
        let records = self.corrections.read(records);
        let account = Account::of(&records, |event| self.corrections.redated(event));
        self.accounts.push(account);
    }

    /// What is weighed of each pair of events that [`Weaver::finish`] would compare, with a name for each number: for training
    /// the weights by which it joins them.
    pub fn compared_events(mut self) -> (&'static [&'static str], Vec<ComparedEvents>) {
        self.accounts.sort_by(|a, b| a.id.cmp(&b.id));
        let (entities, _) = entity::find_entities(&self.accounts, &self.corrections);
        let pairs = happening::compared_pairs(&self.accounts, &entities);
        (&happening::FEATURES, pairs)
    }

    /// Weaves everything that was added.
    pub fn finish(mut self) -> Weaving {
        self.accounts.sort_by(|a, b| a.id.cmp(&b.id));
        let accounts = &self.accounts;
        let corrections = &self.corrections;
        let mut effects = corrections.effects_on_records();
        let (entities, of_entities) = entity::find_entities(accounts, corrections);
        let reprints = reprint::find_reprints(accounts);
        let neighbours = Neighbours::of(accounts, &entities);
        let pile = Pile {
            accounts,
            entities: &entities,
            reprints: &reprints,
            neighbours: &neighbours,
        };
        let (happenings, of_happenings) =
            happening::find_happenings(pile, self.caution, corrections);
        let (claims, of_claims) = claim::find_claims(pile, corrections);
        let mut disputes = dispute::find_disputes(pile, &happenings);
        let of_disputes = corrections.settle(&mut disputes);
        for more in [of_entities, of_happenings, of_claims, of_disputes] {
            effects.extend(more);
        }
        let number = |id: &CorrectionId| (id.as_str().len(), id.clone());
        effects.sort_by_key(|effect| number(&effect.correction));
        let timeline = timeline::build_timeline(accounts, &happenings, &disputes);
        Weaving {
            entity_of_mention: entities.of_mention_ids(accounts),
            entities: entities.into_records(accounts),
            happening_of_event: happenings
                .iter()
                .flat_map(|h| h.events.iter().map(|event| (event.clone(), h.id.clone())))
                .collect(),
            happenings,
            claims,
            disputes,
            timeline,
            effects,
        }
    }
}

/// Enters in a document's records what its mentions refer to and what its events are part of.
pub fn apply(weaving: &Weaving, records: &mut DocumentRecords) {
    for mention in &mut records.mentions {
        mention.entity = weaving.entity_of_mention.get(&mention.id).cloned();
    }
    for event in &mut records.events {
        event.happening = weaving.happening_of_event.get(&event.id).cloned();
    }
}

#[cfg(test)]
mod tests;
