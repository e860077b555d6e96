//! Reading back what was woven.

use crate::column::Columns;
use crate::{Dossier, DossierError};
use dateline_vocabulary::*;
use rusqlite::{Connection, Row, ToSql};
use std::collections::BTreeMap;

/// All records of a table.
const BY_ID: &str = "ORDER BY id";

impl Dossier {
    /// The timeline in its order, as it was last woven.
    pub fn timeline(&self) -> Result<Vec<Entry>, DossierError> {
        self.read("read the timeline", |conn| {
            entries(conn, "ORDER BY line", &[])
        })
    }

    /// The entities by ascending id, as they were last woven.
    pub fn entities(&self) -> Result<Vec<Entity>, DossierError> {
        self.read("read the entities", |conn| entities(conn, BY_ID, &[]))
    }

    /// The happenings by ascending id, as they were last woven.
    pub fn happenings(&self) -> Result<Vec<Happening>, DossierError> {
        self.read("read the happenings", |conn| happenings(conn, BY_ID, &[]))
    }

    /// The claims by ascending id, as they were last woven.
    pub fn claims(&self) -> Result<Vec<Claim>, DossierError> {
        self.read("read the claims", |conn| claims(conn, BY_ID, &[]))
    }

    /// What became of the corrections when they were last woven in, in the order in which they were made.
    pub fn effects(&self) -> Result<Vec<Effect>, DossierError> {
        self.read("read what became of the corrections", effects)
    }

    /// The disputes by ascending id, as they were last woven.
    pub fn disputes(&self) -> Result<Vec<Dispute>, DossierError> {
        self.read("read the disputes", |conn| disputes(conn, BY_ID, &[]))
    }
}

impl Dossier {
    /// What was woven, as it is handed on: without which record went into what, and without what became of corrections.
    pub fn woven(&self) -> Result<Weaving, DossierError> {
        Ok(Weaving {
            entities: self.entities()?,
            happenings: self.happenings()?,
            claims: self.claims()?,
            disputes: self.disputes()?,
            timeline: self.timeline()?,
            ..Weaving::default()
        })
    }

    /// The events and attributions that the sides of these disputes rest on.
    pub fn records_of_sides(
        &self,
        disputes: &[Dispute],
    ) -> Result<(Vec<Event>, Vec<Attribution>), DossierError> {
        let (mut events, mut attributions) = (Vec::new(), Vec::new());
        let sides = disputes.iter().flat_map(|it| &it.sides);
        for id in sides.flat_map(|side| &side.records) {
            // Record ids end in the letter of their kind and a number: `….e00001`.
            match id.rsplit_once('.') {
                Some((_, last)) if last.starts_with('e') => events.push(EventId(id.clone())),
                Some((_, last)) if last.starts_with('a') => {
                    attributions.push(AttributionId(id.clone()))
                }
                _ => {}
            }
        }
        Ok((self.events(&events)?, self.attributions(&attributions)?))
    }
}

/// Everything that was woven.
pub(crate) fn weaving(conn: &Connection) -> rusqlite::Result<Weaving> {
    Ok(Weaving {
        entities: entities(conn, BY_ID, &[])?,
        entity_of_mention: pairs(conn, "SELECT mention, entity FROM mention_entity")?,
        happenings: happenings(conn, BY_ID, &[])?,
        happening_of_event: pairs(conn, "SELECT event, happening FROM event_happening")?,
        claims: claims(conn, BY_ID, &[])?,
        disputes: disputes(conn, BY_ID, &[])?,
        timeline: entries(conn, "ORDER BY line", &[])?,
        effects: effects(conn)?,
    })
}

/// Rows of two ids.
fn pairs<K, V>(conn: &Connection, sql: &str) -> rusqlite::Result<BTreeMap<K, V>>
where
    K: From<String> + Ord,
    V: From<String>,
{
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| {
        let mut columns = Columns::of(row);
        Ok((columns.id()?, columns.id()?))
    })?;
    rows.collect()
}

/// The lists that belong to the records of a table: rows of a table beside it, whose first column is the
/// record's key, in order.
fn lists<K, V>(
    conn: &Connection,
    sql: &str,
    values: &[&dyn ToSql],
    mut value: impl FnMut(&mut Columns<'_>) -> rusqlite::Result<V>,
) -> rusqlite::Result<BTreeMap<K, Vec<V>>>
where
    K: rusqlite::types::FromSql + Ord,
{
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query(values)?;
    let mut lists: BTreeMap<K, Vec<V>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let mut columns = Columns::of(row);
        let key = columns.take()?;
        lists.entry(key).or_default().push(value(&mut columns)?);
    }
    Ok(lists)
}

/// All rows of `sql`, each with its id to look up its lists by.
fn all<R>(
    conn: &Connection,
    sql: &str,
    values: &[&dyn ToSql],
    record: impl FnMut(&Row<'_>) -> rusqlite::Result<R>,
) -> rusqlite::Result<Vec<R>> {
    conn.prepare_cached(sql)?
        .query_map(values, record)?
        .collect()
}

fn named_participant(columns: &mut Columns<'_>) -> rusqlite::Result<NamedParticipant> {
    Ok(NamedParticipant {
        role: columns.kind()?,
        name: columns.take()?,
        entity: columns.id_if_any()?,
    })
}

fn witness(columns: &mut Columns<'_>) -> rusqlite::Result<Witness> {
    Ok(Witness {
        name: columns.take()?,
        documents: columns.json()?,
        reasons: columns.json()?,
    })
}

fn independent(columns: &mut Columns<'_>) -> rusqlite::Result<Independent> {
    Ok(Independent {
        at_least: columns.take()?,
        at_most: columns.take()?,
    })
}

/// The entities that `which` chooses from their table, in its order.
pub(crate) fn entities(
    conn: &Connection,
    which: &str,
    values: &[&dyn ToSql],
) -> rusqlite::Result<Vec<Entity>> {
    let mut aliases: BTreeMap<String, Vec<String>> = lists(
        conn,
        &format!(
            "SELECT entity, alias FROM entity_alias WHERE entity IN (SELECT id FROM entity {which}) ORDER BY entity, position"
        ),
        values,
        |columns| columns.take(),
    )?;
    let mut roles: BTreeMap<String, Vec<HeldRole>> = lists(
        conn,
        &format!(
            "SELECT entity, role, \"from\", \"to\", documents FROM entity_role WHERE entity IN (SELECT id FROM entity {which}) ORDER BY entity, position"
        ),
        values,
        |columns| {
            Ok(HeldRole {
                role: columns.take()?,
                days: columns.days()?,
                documents: columns.json()?,
            })
        },
    )?;
    let mut documents: BTreeMap<String, Vec<DocumentId>> = lists(
        conn,
        &format!(
            "SELECT entity, document FROM entity_document WHERE entity IN (SELECT id FROM entity {which}) ORDER BY entity, position"
        ),
        values,
        |columns| columns.id(),
    )?;
    all(
        conn,
        &format!("SELECT id, type, name, reasons, location FROM entity {which}"),
        values,
        |row| {
            let mut columns = Columns::of(row);
            let id: String = columns.take()?;
            Ok(Entity {
                aliases: aliases.remove(&id).unwrap_or_default(),
                roles: roles.remove(&id).unwrap_or_default(),
                documents: documents.remove(&id).unwrap_or_default(),
                id: EntityId(id),
                entity_type: columns.kind()?,
                name: columns.take()?,
                reasons: columns.json()?,
                location: columns.json_if_any()?,
            })
        },
    )
}

/// The happenings that `which` chooses from their table, in its order.
pub(crate) fn happenings(
    conn: &Connection,
    which: &str,
    values: &[&dyn ToSql],
) -> rusqlite::Result<Vec<Happening>> {
    let mut participants: BTreeMap<String, Vec<NamedParticipant>> = lists(
        conn,
        &format!(
            "SELECT happening, role, name, entity FROM happening_participant WHERE happening IN (SELECT id FROM happening {which}) ORDER BY happening, position"
        ),
        values,
        named_participant,
    )?;
    let mut events: BTreeMap<String, Vec<EventId>> = lists(
        conn,
        &format!(
            "SELECT happening, event FROM happening_event WHERE happening IN (SELECT id FROM happening {which}) ORDER BY happening, position"
        ),
        values,
        |columns| columns.id(),
    )?;
    let mut documents: BTreeMap<String, Vec<DocumentId>> = lists(
        conn,
        &format!(
            "SELECT happening, document FROM happening_document WHERE happening IN (SELECT id FROM happening {which}) ORDER BY happening, position"
        ),
        values,
        |columns| columns.id(),
    )?;
    let mut witnesses: BTreeMap<String, Vec<Witness>> = lists(
        conn,
        &format!(
            "SELECT happening, name, documents, reasons FROM happening_witness WHERE happening IN (SELECT id FROM happening {which}) ORDER BY happening, position"
        ),
        values,
        witness,
    )?;
    let sql = format!(
        "SELECT id, label, plover, \"from\", \"to\", inferred, place, factuality, at_least, at_most, reasons
         FROM happening {which}"
    );
    all(conn, &sql, values, |row| {
        let mut columns = Columns::of(row);
        let id: String = columns.take()?;
        Ok(Happening {
            participants: participants.remove(&id).unwrap_or_default(),
            events: events.remove(&id).unwrap_or_default(),
            documents: documents.remove(&id).unwrap_or_default(),
            witnesses: witnesses.remove(&id).unwrap_or_default(),
            id: HappeningId(id),
            label: columns.take()?,
            plover: columns.kind_if_any()?,
            days: columns.days()?,
            inferred: columns.take()?,
            place: columns.take()?,
            factuality: columns.kind()?,
            independent: independent(&mut columns)?,
            reasons: columns.json()?,
        })
    })
}

/// The claims that `which` chooses from their table, in its order.
pub(crate) fn claims(
    conn: &Connection,
    which: &str,
    values: &[&dyn ToSql],
) -> rusqlite::Result<Vec<Claim>> {
    let mut attributions: BTreeMap<String, Vec<AttributionId>> = lists(
        conn,
        &format!(
            "SELECT claim, attribution FROM claim_attribution WHERE claim IN (SELECT id FROM claim {which}) ORDER BY claim, position"
        ),
        values,
        |columns| columns.id(),
    )?;
    let mut documents: BTreeMap<String, Vec<DocumentId>> = lists(
        conn,
        &format!(
            "SELECT claim, document FROM claim_document WHERE claim IN (SELECT id FROM claim {which}) ORDER BY claim, position"
        ),
        values,
        |columns| columns.id(),
    )?;
    let mut witnesses: BTreeMap<String, Vec<Witness>> = lists(
        conn,
        &format!(
            "SELECT claim, name, documents, reasons FROM claim_witness WHERE claim IN (SELECT id FROM claim {which}) ORDER BY claim, position"
        ),
        values,
        witness,
    )?;
    all(
        conn,
        &format!("SELECT id, label, at_least, at_most, reasons FROM claim {which}"),
        values,
        |row| {
            let mut columns = Columns::of(row);
            let id: String = columns.take()?;
            Ok(Claim {
                attributions: attributions.remove(&id).unwrap_or_default(),
                documents: documents.remove(&id).unwrap_or_default(),
                witnesses: witnesses.remove(&id).unwrap_or_default(),
                id: ClaimId(id),
                label: columns.take()?,
                independent: independent(&mut columns)?,
                reasons: columns.json()?,
            })
        },
    )
}

/// The disputes that `which` chooses from their table, in its order.
pub(crate) fn disputes(
    conn: &Connection,
    which: &str,
    values: &[&dyn ToSql],
) -> rusqlite::Result<Vec<Dispute>> {
    let sql = format!(
        "SELECT dispute, value, stance, who, records, documents FROM dispute_side
         WHERE dispute IN (SELECT id FROM dispute {which}) ORDER BY dispute, position"
    );
    let mut sides: BTreeMap<String, Vec<Side>> = lists(conn, &sql, values, |columns| {
        Ok(Side {
            value: columns.take()?,
            stance: columns.kind_if_any()?,
            who: columns.json()?,
            records: columns.json()?,
            documents: columns.json()?,
        })
    })?;
    all(
        conn,
        &format!("SELECT id, about, subject, happening FROM dispute {which}"),
        values,
        |row| {
            let mut columns = Columns::of(row);
            let id: String = columns.take()?;
            Ok(Dispute {
                sides: sides.remove(&id).unwrap_or_default(),
                id: DisputeId(id),
                about: columns.kind()?,
                subject: columns.take()?,
                happening: columns.id_if_any()?,
            })
        },
    )
}

fn effects(conn: &Connection) -> rusqlite::Result<Vec<Effect>> {
    let sql = "SELECT correction, outcome, detail, records FROM correction_effect ORDER BY length(correction), correction";
    all(conn, sql, &[], |row| {
        let mut columns = Columns::of(row);
        Ok(Effect {
            correction: columns.id()?,
            outcome: columns.kind()?,
            detail: columns.take()?,
            records: columns.json()?,
        })
    })
}

/// The lines of the timeline that `which` chooses from their table, in its order.
pub(crate) fn entries(
    conn: &Connection,
    which: &str,
    values: &[&dyn ToSql],
) -> rusqlite::Result<Vec<Entry>> {
    let mut participants: BTreeMap<String, Vec<NamedParticipant>> = lists(
        conn,
        &format!(
            "SELECT happening, role, name, entity FROM timeline_participant WHERE happening IN (SELECT happening FROM timeline {which}) ORDER BY happening, position"
        ),
        values,
        named_participant,
    )?;
    let sql = format!(
        "SELECT happening, event, document, start, \"end\", text FROM timeline_event
         WHERE happening IN (SELECT happening FROM timeline {which}) ORDER BY happening, position"
    );
    let mut events: BTreeMap<String, Vec<EntryEvent>> = lists(conn, &sql, values, |columns| {
        Ok(EntryEvent {
            id: columns.id()?,
            document: columns.id()?,
            words: columns.words()?,
        })
    })?;
    let sql = format!(
        "SELECT happening, \"order\", \"from\", \"to\", precision, label, plover, factuality, disputed,
            inferred, place, chain, at_least, at_most, salient, placed
         FROM timeline {which}"
    );
    all(conn, &sql, values, |row| {
        let mut columns = Columns::of(row);
        let happening: String = columns.take()?;
        Ok(Entry {
            participants: participants.remove(&happening).unwrap_or_default(),
            events: events.remove(&happening).unwrap_or_default(),
            happening: HappeningId(happening),
            order: columns.take()?,
            from: columns.day()?,
            to: columns.day()?,
            precision: columns.word()?,
            label: columns.take()?,
            plover: columns.kind_if_any()?,
            factuality: columns.kind()?,
            disputed: columns.json()?,
            inferred: columns.take()?,
            place: columns.take()?,
            chain: columns.json()?,
            independent: independent(&mut columns)?,
            salient: columns.take()?,
            placed: columns.json_if_any()?,
        })
    })
}
