//! What people change in what was woven: a layer of its own, beside what was read and never mixed with it.
//!
//! A correction points at words, not at record ids: ids change when a page is read anew, the words stay.

use crate::{ChangeKind, CorrectionId, Days, DisputeKind, DocumentId, Outcome, RecordKind, Words};
use serde::{Deserialize, Serialize};

/// The words of a record that a correction is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// What was read in the words: a mention, an event (its trigger) or an attribution (its content).
    pub record: RecordKind,
    /// The document that they stand in.
    pub document: DocumentId,
    /// The words.
    #[serde(flatten)]
    pub words: Words,
}

/// One thing that a correction is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// What it was called when the correction was made, for people to read.
    pub label: String,
    /// What it is about, of a dispute.
    pub about: Option<DisputeKind>,
    /// Where it is found again: an entity by its mentions, a happening by its events, a claim by its attributions, a dispute by the
    /// records of its sides, a record by itself.
    pub anchors: Vec<Anchor>,
}

impl Target {
    /// Sets a part of it apart, under a name of its own: what stays, then the part. `None` where nothing would stay.
    pub fn split(self, apart: Vec<Anchor>, label: String) -> Option<[Target; 2]> {
        let rest: Vec<Anchor> = (self.anchors.into_iter())
            .filter(|anchor| !apart.contains(anchor))
            .collect();
        let part = Target {
            label,
            about: None,
            anchors: apart,
        };
        let rest = Target {
            anchors: rest,
            ..self
        };
        (!rest.anchors.is_empty()).then_some([rest, part])
    }
}

/// Who did something, when and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// When: RFC 3339, in UTC, to the second.
    pub at: String,
    /// Who.
    pub by: String,
    /// Why, where they said; of a note, what it says.
    pub why: Option<String>,
}

/// A change that somebody made. Corrections hold in the order in which they were made: where two contradict each other, the later one
/// holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// Record id: `k0001` for the first; empty until it is kept.
    pub id: CorrectionId,
    /// Who made it.
    #[serde(flatten)]
    pub made: Signature,
    /// What was done.
    pub change: ChangeKind,
    /// What it was done to.
    pub what: RecordKind,
    /// Merged: the things that are one. Split: what stays, then what is set apart from it. Otherwise the one thing.
    pub targets: Vec<Target>,
    /// The new name, of what was renamed.
    pub name: Option<String>,
    /// The new days, of what was redated.
    #[serde(flatten)]
    pub days: Days,
    /// Set where it was taken back; it is then kept, and changes nothing.
    pub undone: Option<Signature>,
}

impl Correction {
    /// A correction that is not kept yet and gives neither name nor days.
    pub fn of(
        change: ChangeKind,
        what: RecordKind,
        targets: Vec<Target>,
        made: Signature,
    ) -> Correction {
        Correction {
            id: CorrectionId::from(""),
            made,
            change,
            what,
            targets,
            name: None,
            days: Days::UNKNOWN,
            undone: None,
        }
    }
}

/// What became of a correction when the pile was woven.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effect {
    /// The correction.
    pub correction: CorrectionId,
    /// Whether it holds.
    pub outcome: Outcome,
    /// Why it does not, in words.
    pub detail: Option<String>,
    /// Ids of the woven records that it shaped, sorted.
    pub records: Vec<String>,
}
