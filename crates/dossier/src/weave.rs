//! Storing what was woven.

use crate::column::{day, json, precision};
use crate::digest::RecordDigests;
use crate::write::{Refused, taken_id};
use crate::{Dossier, DossierError, WEAVE_VERSION, digest, open, read};
use dateline_vocabulary::*;
use rusqlite::{Connection, Params, params};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

/// All tables of the weaving, those that refer to others first.
const WOVEN_TABLES: [&str; 22] = [
    "weaving",
    "woven_record",
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
            open::keep_in_memory(conn, open::CACHE_OF_WEAVING_KIB)?;
            if conn.query_row("SELECT count(*) FROM weaving", [], |row| row.get(0)) == Ok(0) {
                clear(conn)?;
            }
            // Of a note that was made since, the weaving knows nothing.
            conn.execute(
                "DELETE FROM correction_effect WHERE correction NOT IN (
                    SELECT id FROM correction WHERE change = 'note' AND undone IS NULL)",
                [],
            )?;
            let mut at = String::new();
            let of_records = digest::of_woven_records(weaving);
            insert(conn, weaving, &of_records, &mut at).map_err(|refused| match refused {
                Refused::Sql(error) => match taken_id(&error) {
                    Some(detail) => contradiction(&path, &at, detail),
                    None => Refused::Sql(error),
                },
                Refused::Told(error) => Refused::Told(error),
            })?;
            let n_records = weaving.entities.len()
                + weaving.happenings.len()
                + weaving.claims.len()
                + weaving.disputes.len()
                + weaving.timeline.len();
            if of_records.len() < n_records {
                let detail = "an id stands twice".to_owned();
                return Err(contradiction(&path, "the weaving", detail));
            }
            let documents = &made_from.0;
            let notes = crate::correction::notes(conn)?;
            let digest =
                digest::of_weaving(weaving, &of_records, &notes, WEAVE_VERSION, documents);
            conn.execute(
                "INSERT OR REPLACE INTO weaving (id, version, documents, digest) VALUES (1, ?1, ?2, ?3)",
                params![WEAVE_VERSION, documents, digest],
            )?;
            Ok(())
        })?;
        self.read("store the weaving", |conn| {
            open::keep_in_memory(conn, open::CACHE_KIB)
        })
    }

    /// Forgets what was woven, so that nothing of it is taken for what is to be stored: the next weaving is written whole.
    pub fn forget_weaving(&mut self) -> Result<(), DossierError> {
        self.write("forget what was woven", |conn| Ok(clear(conn)?))
    }
}

fn contradiction(path: &Path, record: &str, detail: String) -> Refused {
    Refused::Told(DossierError::Contradiction {
        path: path.to_owned(),
        record: record.to_owned(),
        detail,
    })
}

/// Empties all tables of the weaving.
pub(crate) fn clear(conn: &Connection) -> rusqlite::Result<()> {
    for table in WOVEN_TABLES {
        conn.execute(&format!("DELETE FROM {table}"), [])?;
    }
    Ok(())
}

/// Inserts a row.
fn put(conn: &Connection, sql: &str, values: impl Params) -> rusqlite::Result<()> {
    conn.prepare_cached(sql)?.execute(values).map(|_| ())
}

/// Inserts a row, or changes the one whose first column is the same. (A row replaced would be a row deleted, and all that refers
/// to it looked through.)
fn upsert(table: &str, columns: &[&str]) -> String {
    let named = |column: &&str| format!("\"{column}\"");
    let key = named(&columns[0]);
    let all = columns.iter().map(named).collect::<Vec<_>>().join(", ");
    let places = vec!["?"; columns.len()].join(", ");
    let changes = columns[1..]
        .iter()
        .map(|column| format!("\"{column}\" = excluded.\"{column}\""));
    let changes = changes.collect::<Vec<_>>().join(", ");
    format!(
        "INSERT INTO {table} ({all}) VALUES ({places}) ON CONFLICT ({key}) DO UPDATE SET {changes}"
    )
}

/// A sort of records that the weave makes, as it is stored.
struct Sort {
    table: &'static str,
    /// The column of its id in its table, and in those of its lists.
    id: &'static str,
    of: &'static str,
    /// Tables of what it has several of.
    lists: &'static [&'static str],
}

const ENTITY: Sort = Sort {
    table: "entity",
    id: "id",
    of: "entity",
    lists: &["entity_document", "entity_role", "entity_alias"],
};
const HAPPENING: Sort = Sort {
    table: "happening",
    id: "id",
    of: "happening",
    lists: &[
        "happening_witness",
        "happening_document",
        "happening_event",
        "happening_participant",
    ],
};
const CLAIM: Sort = Sort {
    table: "claim",
    id: "id",
    of: "claim",
    lists: &["claim_witness", "claim_document", "claim_attribution"],
};
const DISPUTE: Sort = Sort {
    table: "dispute",
    id: "id",
    of: "dispute",
    lists: &["dispute_side"],
};
const TIMELINE: Sort = Sort {
    table: "timeline",
    id: "happening",
    of: "happening",
    lists: &["timeline_event", "timeline_participant"],
};

impl Sort {
    /// Makes room for what changed: the lists of what is new, other than before or gone are emptied, and digests entered. Gives
    /// the ids of what is to be written, and of what is gone.
    fn compare(
        &self,
        conn: &Connection,
        digests: &RecordDigests,
    ) -> rusqlite::Result<(BTreeSet<String>, Vec<String>)> {
        let mut stored: BTreeMap<String, Vec<u8>> = conn
            .prepare_cached("SELECT id, digest FROM woven_record WHERE sort = ?1")?
            .query_map([self.table], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let mut changed = BTreeSet::new();
        for ((_, id), digest) in digests.iter().filter(|((sort, _), _)| *sort == self.table) {
            if stored.remove(id).is_some_and(|before| before == digest) {
                continue;
            }
            put(
                conn,
                "INSERT OR REPLACE INTO woven_record (sort, id, digest) VALUES (?1, ?2, ?3)",
                params![self.table, id, digest],
            )?;
            changed.insert(id.clone());
        }
        let gone: Vec<String> = stored.into_keys().collect();
        for id in changed.iter().chain(&gone) {
            for list in self.lists {
                put(
                    conn,
                    &format!("DELETE FROM {list} WHERE {} = ?1", self.of),
                    [id],
                )?;
            }
        }
        Ok((changed, gone))
    }

    /// Takes out what is gone, when nothing refers to it any more.
    fn remove(&self, conn: &Connection, gone: &[String]) -> rusqlite::Result<()> {
        for id in gone {
            put(
                conn,
                &format!("DELETE FROM {} WHERE {} = ?1", self.table, self.id),
                [id],
            )?;
            put(
                conn,
                "DELETE FROM woven_record WHERE sort = ?1 AND id = ?2",
                params![self.table, id],
            )?;
        }
        Ok(())
    }
}

/// Makes what is stored what was woven, writing only what is not there yet. `at` tells, on an error, which record it was about.
fn insert(
    conn: &Connection,
    weaving: &Weaving,
    digests: &RecordDigests,
    at: &mut String,
) -> Result<(), Refused> {
    let (entities, entities_gone) = ENTITY.compare(conn, digests)?;
    let (happenings, happenings_gone) = HAPPENING.compare(conn, digests)?;
    let (claims, claims_gone) = CLAIM.compare(conn, digests)?;
    let (disputes, disputes_gone) = DISPUTE.compare(conn, digests)?;
    let (entries, entries_gone) = TIMELINE.compare(conn, digests)?;
    for entity in &weaving.entities {
        if entities.contains(entity.id.as_str()) {
            *at = format!("entity `{}`", entity.id);
            insert_entity(conn, entity)?;
        }
    }
    insert_pairs(conn, ["mention", "entity"], &weaving.entity_of_mention, at)?;
    for happening in &weaving.happenings {
        if happenings.contains(happening.id.as_str()) {
            *at = format!("happening `{}`", happening.id);
            insert_happening(conn, happening)?;
        }
    }
    insert_pairs(
        conn,
        ["event", "happening"],
        &weaving.happening_of_event,
        at,
    )?;
    for claim in &weaving.claims {
        if claims.contains(claim.id.as_str()) {
            *at = format!("claim `{}`", claim.id);
            insert_claim(conn, claim)?;
        }
    }
    for dispute in &weaving.disputes {
        if disputes.contains(dispute.id.as_str()) {
            *at = format!("dispute `{}`", dispute.id);
            insert_dispute(conn, dispute)?;
        }
    }
    let lines = lines_of_happenings(conn)?;
    // Rows in the order of their keys are written beside each other.
    let mut timeline: Vec<(i64, &Entry)> = (1..).zip(&weaving.timeline).collect();
    timeline.sort_unstable_by_key(|(_, entry)| &entry.happening);
    for (line, entry) in timeline {
        let happening = entry.happening.as_str();
        *at = format!("line {line} of the timeline, of happening `{happening}`");
        if entries.contains(happening) {
            insert_entry(conn, line, entry)?;
        } else if lines.get(happening) != Some(&(line, entry.order)) {
            put(
                conn,
                "UPDATE timeline SET line = ?2, \"order\" = ?3 WHERE happening = ?1",
                params![happening, line, entry.order],
            )?;
        }
    }
    for (sort, gone) in [
        (DISPUTE, disputes_gone),
        (TIMELINE, entries_gone),
        (CLAIM, claims_gone),
        (HAPPENING, happenings_gone),
        (ENTITY, entities_gone),
    ] {
        *at = format!("what is no {} any more", sort.table);
        sort.remove(conn, &gone)?;
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

/// The line and the order of each happening of the timeline, as they are stored.
fn lines_of_happenings(conn: &Connection) -> rusqlite::Result<HashMap<String, (i64, u32)>> {
    conn.prepare_cached("SELECT happening, line, \"order\" FROM timeline")?
        .query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?
        .collect()
}

/// Makes the rows of two ids what they should be: what each record of a sort went into.
fn insert_pairs<K: AsRef<str> + Ord, V: AsRef<str>>(
    conn: &Connection,
    [what, whole]: [&str; 2],
    pairs: &BTreeMap<K, V>,
    at: &mut String,
) -> rusqlite::Result<()> {
    let table = format!("{what}_{whole}");
    let mut stored: HashMap<String, String> = conn
        .prepare_cached(&format!("SELECT {what}, {whole} FROM {table}"))?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let sql = format!("INSERT OR REPLACE INTO {table} ({what}, {whole}) VALUES (?1, ?2)");
    for (key, value) in pairs {
        let (key, value) = (key.as_ref(), value.as_ref());
        if stored.remove(key).is_none_or(|before| before != value) {
            *at = format!("{what} `{key}` of {whole} `{value}`");
            put(conn, &sql, params![key, value])?;
        }
    }
    let gone: BTreeSet<String> = stored.into_keys().collect();
    for key in gone {
        put(
            conn,
            &format!("DELETE FROM {table} WHERE {what} = ?1"),
            [key],
        )?;
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
        &upsert("entity", &["id", "type", "name", "reasons", "location"]),
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
        &upsert(
            "happening",
            &[
                "id",
                "label",
                "plover",
                "from",
                "to",
                "inferred",
                "place",
                "factuality",
                "at_least",
                "at_most",
                "reasons",
            ],
        ),
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
        &upsert("claim", &["id", "label", "at_least", "at_most", "reasons"]),
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
        &upsert("dispute", &["id", "about", "subject", "happening"]),
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
    let happening = entry.happening.as_str();
    put(
        conn,
        &upsert(
            "timeline",
            &[
                "happening",
                "line",
                "order",
                "from",
                "to",
                "precision",
                "label",
                "plover",
                "factuality",
                "disputed",
                "inferred",
                "place",
                "chain",
                "at_least",
                "at_most",
                "salient",
                "placed",
            ],
        ),
        params![
            happening,
            line,
            entry.order,
            day(entry.from),
            day(entry.to),
            precision(entry.precision),
            entry.label,
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
            "INSERT INTO timeline_participant (happening, position, role, name, entity) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![
                happening,
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
            "INSERT INTO timeline_event (happening, position, event, document, start, \"end\", text)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                happening,
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
