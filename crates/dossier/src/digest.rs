//! Digests of what is stored, so that `check` finds every changed bit.
//!
//! A digest is the SHA-256 of the records' JSON, one a line, in the order of the dossier. Left out is what is
//! not the document's own: its path (several can lead to it, see [`of_file`]) and what the weave fills in.

use dateline_vocabulary::*;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufWriter, Write};

/// A SHA-256.
pub(crate) type Digest = [u8; 32];

/// Digests what is fed, a line at a time. JSON comes in crumbs, so they are gathered first.
struct Hasher(BufWriter<Sha256>);

impl Hasher {
    fn new() -> Hasher {
        Hasher(BufWriter::new(Sha256::new()))
    }

    /// Feeds `record` as a line.
    fn feed(&mut self, sort: &str, record: &impl Serialize) {
        const TAKES_ALL: &str = "a digest takes every byte";
        self.0.write_all(sort.as_bytes()).expect(TAKES_ALL);
        serde_json::to_writer(&mut self.0, record)
            .expect("a record has text keys, and a digest takes every byte");
        self.0.write_all(b"\n").expect(TAKES_ALL);
    }

    fn finish(self) -> Digest {
        self.0
            .into_inner()
            .expect("a digest takes every byte")
            .finalize()
            .into()
    }
}

/// The digest of a document and all its records.
pub(crate) fn of_document(records: &DocumentRecords) -> Digest {
    let mut hasher = Hasher::new();
    let DocumentRecords {
        document,
        passages,
        mentions,
        times,
        attributions,
        events,
    } = records;
    // Every field is named, so that a new one cannot be forgotten here.
    let Document {
        id,
        file: _,
        sha256,
        media_type,
        outlet,
        headline,
        bylines,
        dateline,
        published,
        language,
        url,
        problem,
        section,
        updated,
        captured,
        partial,
        evidence,
        text,
    } = document;
    let own = (
        id, sha256, media_type, outlet, headline, bylines, dateline, published, language, url,
        problem, text,
    );
    hasher.feed("document ", &own);
    hasher.feed("more ", &(section, updated, captured, partial, evidence));
    for passage in passages {
        hasher.feed("passage ", passage);
    }
    for mention in mentions {
        hasher.feed(
            "mention ",
            &Mention {
                entity: None,
                ..mention.clone()
            },
        );
    }
    for time in times {
        hasher.feed("time ", time);
    }
    for attribution in attributions {
        hasher.feed("attribution ", attribution);
    }
    for event in events {
        hasher.feed(
            "event ",
            &Event {
                happening: None,
                ..event.clone()
            },
        );
    }
    hasher.finish()
}

/// The digest of one path of a document. Those of several paths are combined by [`combine`].
pub(crate) fn of_file(file: &str) -> Digest {
    Sha256::digest(file.as_bytes()).into()
}

/// Combines digests whatever their order, and one more at any time: by exclusive or.
pub(crate) fn combine(into: &mut Digest, other: &Digest) {
    for (a, b) in into.iter_mut().zip(other) {
        *a ^= b;
    }
}

/// The digest of a path from which no page could be had.
pub(crate) fn of_unread(unread: &crate::Unread) -> Digest {
    let mut hasher = Hasher::new();
    hasher.feed("unread ", &(&unread.file, &unread.reason));
    hasher.finish()
}

/// The digest of a correction.
pub(crate) fn of_correction(correction: &Correction) -> Digest {
    let mut hasher = Hasher::new();
    hasher.feed("correction ", correction);
    hasher.finish()
}

/// The digest of which documents there are, and under which paths, in order of their ids, and of which corrections hold.
pub(crate) struct DocumentSet(Hasher);

impl DocumentSet {
    /// No document yet.
    pub(crate) fn new() -> DocumentSet {
        DocumentSet(Hasher::new())
    }

    /// Takes the next document with its smallest path.
    pub(crate) fn take(&mut self, id: &str, file: &str) {
        self.0.feed("", &(id, file));
    }

    /// Takes the next correction that holds; after the documents.
    pub(crate) fn take_correction(&mut self, id: &str) {
        self.0.feed("correction ", &id);
    }

    /// The digest.
    pub(crate) fn finish(self) -> Digest {
        self.0.finish()
    }
}

/// The digest of each record of a weaving, by its sort, as its table is called, and its id.
pub(crate) type RecordDigests = BTreeMap<(&'static str, String), Digest>;

/// The digests of the records that were woven. Those of the lines of the timeline leave out where in it they stand.
pub(crate) fn of_woven_records(weaving: &Weaving) -> RecordDigests {
    fn of(record: &impl Serialize) -> Digest {
        let mut hasher = Hasher::new();
        hasher.feed("", record);
        hasher.finish()
    }
    let mut digests = RecordDigests::new();
    for it in &weaving.entities {
        digests.insert(("entity", it.id.to_string()), of(it));
    }
    for it in &weaving.happenings {
        digests.insert(("happening", it.id.to_string()), of(it));
    }
    for it in &weaving.claims {
        digests.insert(("claim", it.id.to_string()), of(it));
    }
    for it in &weaving.disputes {
        digests.insert(("dispute", it.id.to_string()), of(it));
    }
    for entry in &weaving.timeline {
        let anywhere = Entry {
            order: 0,
            ..entry.clone()
        };
        digests.insert(("timeline", entry.happening.to_string()), of(&anywhere));
    }
    digests
}

/// The digest of a whole weaving, with the version of the weave and the documents that it was woven from.
pub(crate) fn of_weaving(
    weaving: &Weaving,
    of_records: &RecordDigests,
    notes: &BTreeSet<CorrectionId>,
    version: i64,
    documents: &[u8],
) -> Digest {
    let mut hasher = Hasher::new();
    let Weaving {
        entities: _,
        entity_of_mention,
        happenings: _,
        happening_of_event,
        claims: _,
        disputes: _,
        timeline,
        effects,
    } = weaving;
    hasher.feed("weaving ", &(version, documents));
    for record in of_records {
        hasher.feed("record ", &record);
    }
    for pair in entity_of_mention {
        hasher.feed("mention_entity ", &pair);
    }
    for pair in happening_of_event {
        hasher.feed("event_happening ", &pair);
    }
    for entry in timeline {
        hasher.feed("line ", &(entry.order, &entry.happening));
    }
    for effect in effects.iter().filter(|it| !notes.contains(&it.correction)) {
        hasher.feed("effect ", effect);
    }
    hasher.finish()
}
