//! Storing what was woven.

use crate::column::{day, json, precision};
use crate::write::{Refused, taken_id};
use crate::{Dossier, DossierError, WEAVE_VERSION, digest, read};
use dateline_vocabulary::*;
use rusqlite::{Connection, Params, params};

/// All tables of the weaving, those that refer to others first.
const WOVEN_TABLES: [&str; 21] = [
    "weaving",
    "timeline_event",
    "timeline_participant",
    "timeline",
    "dispute_side",
    "dispute",
    "claim_witness",
    "claim_document",
    "claim_attribution",
    "claim",
    "event_happening",
    "happening_witness",
    "happening_document",
    "happening_event",
    "happening_participant",
    "happening",
    "mention_entity",
    "entity_document",
    "entity_role",
    "entity_alias",
    "entity",
];

/// Which documents and corrections a weaving was made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MadeFrom(digest::Digest);

impl Dossier {
    /// Stores a weaving of the documents that are here, in place of the one before.
    ///
    /// # Errors
    /// [`DossierError::Contradiction`] when it refers to a record that is not here, or an id stands twice.
    pub fn store_weaving(&mut self, weaving: &Weaving) -> Result<(), DossierError> {
        let made_from = self.to_weave()?;
        self.store_weaving_of(weaving, &made_from)
    }

    /// What there is to weave now: the documents and the corrections that hold. To be asked for before they are read.
    pub fn to_weave(&self) -> Result<MadeFrom, DossierError> {
        self.read("see what there is to weave", |conn| {
            read::document_set(conn).map(MadeFrom)
        })
    }

    /// Likewise, of a weaving that was made from what there was some time ago: what came since then leaves it out of date.
    pub fn store_weaving_of(
        &mut self,
        weaving: &Weaving,
        made_from: &MadeFrom,
    ) -> Result<(), DossierError> {
        let path = self.path.clone();
        self.write("store the weaving", |conn| {
            for table in WOVEN_TABLES {
                conn.execute(&format!("DELETE FROM {table}"), [])?;
            }
            // Of a note that was made since, the weaving knows nothing.
            conn.execute(
                "DELETE FROM correction_effect WHERE correction NOT IN (
                    SELECT id FROM correction WHERE change = 'note' AND undone IS NULL)",
                [],
            )?;
            let mut at = String::new();
            insert(conn, weaving, &mut at).map_err(|error| match taken_id(&error) {
                Some(detail) => Refused::Told(DossierError::Contradiction {
                    path,
                    record: at,
                    detail,
                }),
                None => Refused::Sql(error),
            })?;
            let documents = &made_from.0;
            let notes = crate::correction::notes(conn)?;
            let digest = digest::of_weaving(weaving, &notes, WEAVE_VERSION, documents);
            conn.execute(
                "INSERT INTO weaving (id, version, documents, digest) VALUES (1, ?1, ?2, ?3)",
                params![WEAVE_VERSION, documents, digest],
            )?;
            Ok(())
        })
    }
}

/// Inserts a row.
fn put(conn: &Connection, sql: &str, values: impl Params) -> rusqlite::Result<()> {
    conn.prepare_cached(sql)?.execute(values).map(|_| ())
}

/// Inserts everything. `at` tells, on an error, which record it was about.
fn insert(conn: &Connection, weaving: &Weaving, at: &mut String) -> rusqlite::Result<()> {
    for entity in &weaving.entities {
        *at = format!("entity `{}`", entity.id);
        insert_entity(conn, entity)?;
    }
    for (mention, entity) in &weaving.entity_of_mention {
        *at = format!("mention `{mention}` of entity `{entity}`");
        let values = params![mention.as_str(), entity.as_str()];
        put(
            conn,
            "INSERT INTO mention_entity (mention, entity) VALUES (?1, ?2)",
            values,
        )?;
    }
    for happening in &weaving.happenings {
        *at = format!("happening `{}`", happening.id);
        insert_happening(conn, happening)?;
    }
    for (event, happening) in &weaving.happening_of_event {
        *at = format!("event `{event}` of happening `{happening}`");
        let values = params![event.as_str(), happening.as_str()];
        put(
            conn,
            "INSERT INTO event_happening (event, happening) VALUES (?1, ?2)",
            values,
        )?;
    }
    for claim in &weaving.claims {
        *at = format!("claim `{}`", claim.id);
        insert_claim(conn, claim)?;
    }
    for dispute in &weaving.disputes {
        *at = format!("dispute `{}`", dispute.id);
        insert_dispute(conn, dispute)?;
    }
    for (line, entry) in (1i64..).zip(&weaving.timeline) {
        *at = format!(
            "line {line} of the timeline, of happening `{}`",
            entry.happening
        );
        insert_entry(conn, line, entry)?;
    }
    let taken_back = crate::correction::notes_taken_back(conn)?;
    for effect in &weaving.effects {
        if taken_back.contains(&effect.correction) {
            continue;
        }
        *at = format!("effect of correction `{}`", effect.correction);
        insert_effect(conn, effect)?;
    }
    Ok(())
}

/// Keeps what became of a correction.
pub(crate) fn insert_effect(conn: &Connection, effect: &Effect) -> rusqlite::Result<()> {
    put(
        conn,
        "INSERT OR REPLACE INTO correction_effect (correction, outcome, detail, records) VALUES (?1, ?2, ?3, ?4)",
        params![
            effect.correction.as_str(),
            effect.outcome.as_str(),
            effect.detail,
            json(&effect.records)
        ],
    )
}

fn insert_entity(conn: &Connection, entity: &Entity) -> rusqlite::Result<()> {
    let id = entity.id.as_str();
    put(
        conn,
        "INSERT INTO entity (id, type, name, reasons, location) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![
            id,
            entity.entity_type.as_str(),
            entity.name,
            json(&entity.reasons),
            entity.location.as_ref().map(json),
        ],
    )?;
    for (position, alias) in (0i64..).zip(&entity.aliases) {
        let values = params![id, position, alias];
        put(
            conn,
            "INSERT INTO entity_alias (entity, position, alias) VALUES (?1, ?2, ?3)",
            values,
        )?;
    }
    for (position, held) in (0i64..).zip(&entity.roles) {
        put(
            conn,
            "INSERT INTO entity_role (entity, position, role, \"from\", \"to\", documents) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                id,
                position,
                held.role,
                day(held.days.from),
                day(held.days.to),
                json(&held.documents)
            ],
        )?;
    }
    for (position, document) in (0i64..).zip(&entity.documents) {
        let values = params![id, position, document.as_str()];
        put(
            conn,
            "INSERT INTO entity_document (entity, position, document) VALUES (?1, ?2, ?3)",
            values,
        )?;
    }
    Ok(())
}

fn insert_happening(conn: &Connection, happening: &Happening) -> rusqlite::Result<()> {
    let id = happening.id.as_str();
    put(
        conn,
        "INSERT INTO happening (id, label, plover, \"from\", \"to\", inferred, place, factuality, at_least, at_most,
            reasons)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        params![
            id,
            happening.label,
            happening.plover.map(Plover::as_str),
            day(happening.days.from),
            day(happening.days.to),
            happening.inferred,
            happening.place,
            happening.factuality.as_str(),
            happening.independent.at_least,
            happening.independent.at_most,
            json(&happening.reasons),
        ],
    )?;
    for (position, participant) in (0i64..).zip(&happening.participants) {
        put(
            conn,
            "INSERT INTO happening_participant (happening, position, role, name, entity) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![
                id,
                position,
                participant.role.as_str(),
                participant.name,
                entity_of(participant)
            ],
        )?;
    }
    for (position, event) in (0i64..).zip(&happening.events) {
        let values = params![id, position, event.as_str()];
        put(
            conn,
            "INSERT INTO happening_event (happening, position, event) VALUES (?1, ?2, ?3)",
            values,
        )?;
    }
    for (position, document) in (0i64..).zip(&happening.documents) {
        let values = params![id, position, document.as_str()];
        put(
            conn,
            "INSERT INTO happening_document (happening, position, document) VALUES (?1, ?2, ?3)",
            values,
        )?;
    }
    for (position, witness) in (0i64..).zip(&happening.witnesses) {
        put(
            conn,
            "INSERT INTO happening_witness (happening, position, name, documents, reasons) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![
                id,
                position,
                witness.name,
                json(&witness.documents),
                json(&witness.reasons)
            ],
        )?;
    }
    Ok(())
}

fn insert_claim(conn: &Connection, claim: &Claim) -> rusqlite::Result<()> {
    let id = claim.id.as_str();
    put(
        conn,
        "INSERT INTO claim (id, label, at_least, at_most, reasons) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![
            id,
            claim.label,
            claim.independent.at_least,
            claim.independent.at_most,
            json(&claim.reasons)
        ],
    )?;
    for (position, attribution) in (0i64..).zip(&claim.attributions) {
        let values = params![id, position, attribution.as_str()];
        put(
            conn,
            "INSERT INTO claim_attribution (claim, position, attribution) VALUES (?1, ?2, ?3)",
            values,
        )?;
    }
    for (position, document) in (0i64..).zip(&claim.documents) {
        let values = params![id, position, document.as_str()];
        put(
            conn,
            "INSERT INTO claim_document (claim, position, document) VALUES (?1, ?2, ?3)",
            values,
        )?;
    }
    for (position, witness) in (0i64..).zip(&claim.witnesses) {
        put(
            conn,
            "INSERT INTO claim_witness (claim, position, name, documents, reasons) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![
                id,
                position,
                witness.name,
                json(&witness.documents),
                json(&witness.reasons)
            ],
        )?;
    }
    Ok(())
}

fn insert_dispute(conn: &Connection, dispute: &Dispute) -> rusqlite::Result<()> {
    let id = dispute.id.as_str();
    put(
        conn,
        "INSERT INTO dispute (id, about, subject, happening) VALUES (?1, ?2, ?3, ?4)",
        params![
            id,
            dispute.about.as_str(),
            dispute.subject,
            dispute.happening.as_ref().map(HappeningId::as_str)
        ],
    )?;
    for (position, side) in (0i64..).zip(&dispute.sides) {
        put(
            conn,
            "INSERT INTO dispute_side (dispute, position, value, stance, who, records, documents)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                id,
                position,
                side.value,
                side.stance.map(Stance::as_str),
                json(&side.who),
                json(&side.records),
                json(&side.documents),
            ],
        )?;
    }
    Ok(())
}

fn insert_entry(conn: &Connection, line: i64, entry: &Entry) -> rusqlite::Result<()> {
    put(
        conn,
        "INSERT INTO timeline (line, \"order\", \"from\", \"to\", precision, label, happening, plover, factuality,
            disputed, inferred, place, chain, at_least, at_most, salient, placed)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
        params![
            line,
            entry.order,
            day(entry.from),
            day(entry.to),
            precision(entry.precision),
            entry.label,
            entry.happening.as_str(),
            entry.plover.map(Plover::as_str),
            entry.factuality.as_str(),
            json(&entry.disputed),
            entry.inferred,
            entry.place,
            json(&entry.chain),
            entry.independent.at_least,
            entry.independent.at_most,
            entry.salient,
            entry.placed.as_ref().map(json),
        ],
    )?;
    for (position, participant) in (0i64..).zip(&entry.participants) {
        put(
            conn,
            "INSERT INTO timeline_participant (line, position, role, name, entity) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![
                line,
                position,
                participant.role.as_str(),
                participant.name,
                entity_of(participant)
            ],
        )?;
    }
    for (position, event) in (0i64..).zip(&entry.events) {
        put(
            conn,
            "INSERT INTO timeline_event (line, position, event, document, start, \"end\", text)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                line,
                position,
                event.id.as_str(),
                event.document.as_str(),
                event.words.span.start,
                event.words.span.end,
                event.words.text,
            ],
        )?;
    }
    Ok(())
}

fn entity_of(participant: &NamedParticipant) -> Option<&str> {
    participant.entity.as_ref().map(EntityId::as_str)
}
