//! The words all stages of Dateline share: spans, ids, days, and the records of the exchange form.
//!
//! This crate knows nothing of files, HTML, SQL or language. Every other crate depends on it, and it
//! depends on none of them. A term that a user meets (attribution, happening, witness) has its type here.

mod correction;
mod days;
mod id;
mod kind;
mod record;
mod span;
mod weaving;

pub use correction::{Anchor, Correction, Effect, Signature, Target};
pub use days::{DateBasis, Days, Moment, NoDays, Publication};
pub use id::{
    AttributionId, ClaimId, CorrectionId, DisputeId, DocumentId, EntityId, EventId, HappeningId,
    MentionId, PassageId, TimeId, hex,
};
pub use kind::{
    ChangeKind, DisputeKind, Factuality, MentionType, OrderRelation, Outcome, ParticipantRole,
    PassagePart, PassageRole, Plover, RecordKind, SourceType, Stance, TimexType, UnknownKind,
};
pub use record::{
    Attribution, Claim, Degrees, Dispute, Document, DocumentRecords, ElementRange, Entity, Entry,
    EntryEvent, Event, EventOrder, Fragments, Happening, HeldRole, Independent, Location, Mention,
    NamedParticipant, Origins, Participant, Passage, PlaceWords, Placement, Precision, Side,
    SourceWords, Time, Votes, Witness, Words,
};
pub use span::{CodePoints, Span};
pub use weaving::Weaving;
