//! What the weave makes of a pile.

use crate::*;
use std::collections::BTreeMap;

/// What the pile says together: the output of the weave, kept by the dossier.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Weaving {
    /// Sorted by id.
    pub entities: Vec<Entity>,
    /// The entity of each mention that refers to one.
    pub entity_of_mention: BTreeMap<MentionId, EntityId>,
    /// Sorted by id.
    pub happenings: Vec<Happening>,
    /// The happening of each event.
    pub happening_of_event: BTreeMap<EventId, HappeningId>,
    /// Sorted by id.
    pub claims: Vec<Claim>,
    /// Sorted by id.
    pub disputes: Vec<Dispute>,
    /// The timeline, in order.
    pub timeline: Vec<Entry>,
    /// What became of the corrections, in the order in which they were made.
    pub effects: Vec<Effect>,
}
