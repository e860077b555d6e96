//! Keeping what people changed: a layer of its own that adding pages and weaving anew leave as it is.

use crate::column::{Columns, day, json};
use crate::digest;
use crate::write::Refused;
use crate::{Dossier, DossierError};
use dateline_vocabulary::{
    Anchor, ChangeKind, Correction, CorrectionId, DocumentId, Effect, Outcome, RecordKind,
    Signature, Target,
};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeSet;

impl Dossier {
    /// All corrections in the order in which they were made, those that were taken back among them.
    pub fn corrections(&self) -> Result<Vec<Correction>, DossierError> {
        self.read("read the corrections", corrections)
    }

    /// Keeps a correction; its `id` is not looked at. Gives the id that it was kept under. What was woven before is no
    /// longer up to date.
    pub fn correct(&mut self, correction: &Correction) -> Result<CorrectionId, DossierError> {
        self.write("keep a correction", |conn| keep(conn, correction))
    }

    /// Keeps a note on the record that has the id `on` now. It changes nothing, so that what was woven stays up to date.
    pub fn note(&mut self, note: &Correction, on: &str) -> Result<CorrectionId, DossierError> {
        self.write("keep a note", |conn| {
            let id = keep(conn, note)?;
            crate::weave::insert_effect(
                conn,
                &Effect {
                    correction: id.clone(),
                    outcome: Outcome::Applied,
                    detail: None,
                    records: vec![on.to_owned()],
                },
            )?;
            Ok(id)
        })
    }

    /// Takes a correction back: it is kept, and changes nothing any more. Gives whether it held until now; `None` where there is none
    /// of that id.
    pub fn undo_correction(
        &mut self,
        id: &CorrectionId,
        undone: &Signature,
    ) -> Result<Option<bool>, DossierError> {
        self.write("take back a correction", |conn| {
            let sql = format!("{SELECT} WHERE id = ?1");
            let found = conn
                .query_row(&sql, [id.as_str()], |row| correction(&mut Columns::of(row)))
                .optional()?;
            let Some(mut correction) = found else {
                return Ok(None);
            };
            if correction.undone.is_some() {
                return Ok(Some(false));
            }
            correction.undone = Some(undone.clone());
            conn.execute(
                "UPDATE correction SET undone = ?2, digest = ?3 WHERE id = ?1",
                params![
                    id.as_str(),
                    json(undone),
                    digest::of_correction(&correction)
                ],
            )?;
            // What became of a note is known without weaving.
            if correction.change == ChangeKind::Note {
                conn.execute(
                    "DELETE FROM correction_effect WHERE correction = ?1",
                    [id.as_str()],
                )?;
            }
            Ok::<_, Refused>(Some(true))
        })
    }
}

fn keep(conn: &Connection, correction: &Correction) -> Result<CorrectionId, Refused> {
    let last: Option<String> = conn
        .query_row(
            "SELECT id FROM correction ORDER BY length(id) DESC, id DESC LIMIT 1",
            [],
            |row| row.get(0),
        )
        .optional()?;
    let number = last
        .and_then(|id| id.trim_start_matches('k').parse::<u32>().ok())
        .unwrap_or(0);
    let mut correction = Correction {
        id: CorrectionId(format!("k{:04}", number + 1)),
        ..correction.clone()
    };
    // What is set apart is kept whole.
    let is_part = |n: usize| correction.change == ChangeKind::Split && n == 1;
    for (n, target) in correction.targets.iter_mut().enumerate() {
        if correction.what == RecordKind::Entity && !is_part(n) {
            target.anchors.truncate(MOST_MENTIONS);
        }
    }
    conn.execute(
        "INSERT INTO correction (id, at, by, why, change, what, targets, name, \"from\", \"to\", undone, digest)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        params![
            correction.id.as_str(),
            correction.made.at,
            correction.made.by,
            correction.made.why,
            correction.change.as_str(),
            correction.what.as_str(),
            json(&correction.targets),
            correction.name,
            day(correction.days.from),
            day(correction.days.to),
            correction.undone.as_ref().map(json),
            digest::of_correction(&correction),
        ],
    )?;
    Ok(correction.id)
}

/// Mentions that an entity is found again by, at most: one for each name on each page, the fullest names first.
const MOST_MENTIONS: usize = 60;

/// The words of the events of a happening.
const OF_EVENTS: &str =
    "SELECT 'event', document, trigger_start, trigger_end, trigger_text FROM event ";

/// The words of attributions: what they say.
const OF_ATTRIBUTIONS: &str =
    "SELECT 'attribution', document, content_start, content_end, content_text FROM attribution ";

/// The words of mentions.
const OF_MENTIONS: &str = "SELECT 'mention', document, start, \"end\", text FROM mention ";

impl Dossier {
    /// What a correction of the record with this id is about: an entity, a happening, a claim, a dispute, or a single mention, event
    /// or attribution; with the id that it has now. A happening and a claim are named after one of their records, so that an id they
    /// had before leads to them as well. `None` where there is no such record.
    pub fn target(&self, id: &str) -> Result<Option<(String, RecordKind, Target)>, DossierError> {
        self.read("look for a record", |conn| {
            let id = current_id(conn, id)?;
            for kind in RecordKind::ALL {
                if let Some(target) = target(conn, *kind, &id)? {
                    return Ok(Some((id, *kind, target)));
                }
            }
            Ok(None)
        })
    }

    /// The part of an entity, a happening or a claim that stands on one page, by all its records there.
    pub fn part_on_page(
        &self,
        whole: RecordKind,
        id: &str,
        page: &DocumentId,
    ) -> Result<Vec<Anchor>, DossierError> {
        self.read("look for the records of a page", |conn| {
            let (select, of_whole) = match whole {
                RecordKind::Entity => (
                    OF_MENTIONS,
                    "SELECT mention FROM mention_entity WHERE entity = ?1",
                ),
                RecordKind::Happening => (
                    OF_EVENTS,
                    "SELECT event FROM happening_event WHERE happening = ?1",
                ),
                RecordKind::Claim => (
                    OF_ATTRIBUTIONS,
                    "SELECT attribution FROM claim_attribution WHERE claim = ?1",
                ),
                _ => return Ok(Vec::new()),
            };
            let sql = format!("{select} WHERE document = ?2 AND id IN ({of_whole}) ORDER BY id");
            anchors(conn, &sql, &[id, page.as_str()])
        })
    }

    /// The woven records whose ids begin so, at most `most`, each with what it is called.
    pub fn ids_that_begin(
        &self,
        beginning: &str,
        most: usize,
    ) -> Result<Vec<(String, String)>, DossierError> {
        self.read("look for records", |conn| {
            let mut statement = conn.prepare_cached(
                "SELECT * FROM (SELECT id, name FROM entity
                    UNION ALL SELECT id, label FROM happening
                    UNION ALL SELECT id, label FROM claim
                    UNION ALL SELECT id, subject FROM dispute)
                 WHERE substr(id, 1, length(?1)) = ?1 ORDER BY id LIMIT ?2",
            )?;
            let rows = statement.query_map(params![beginning, most as i64], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
            rows.collect()
        })
    }

    /// The mentions of an entity under one of its names.
    pub fn part_of_name(&self, entity: &str, name: &str) -> Result<Vec<Anchor>, DossierError> {
        self.read("look for mentions", |conn| {
            let sql = format!(
                "{OF_MENTIONS} WHERE text = ?2 AND id IN (SELECT mention FROM mention_entity WHERE entity = ?1) ORDER BY id"
            );
            anchors(conn, &sql, &[entity, name])
        })
    }
}

/// The id of the happening or claim that holds the record which `id` is named after; any other id as it is.
fn current_id(conn: &Connection, id: &str) -> rusqlite::Result<String> {
    let named_after = |prefix: &str, sql: &str| -> rusqlite::Result<Option<String>> {
        match id.strip_prefix(prefix) {
            Some(record) => conn
                .prepare_cached(sql)?
                .query_row([record], |row| row.get(0))
                .optional(),
            None => Ok(None),
        }
    };
    let happening = named_after(
        "h-",
        "SELECT happening FROM happening_event WHERE event = ?1",
    )?;
    let claim = named_after(
        "c-",
        "SELECT claim FROM claim_attribution WHERE attribution = ?1",
    )?;
    Ok(happening.or(claim).unwrap_or_else(|| id.to_owned()))
}

/// The words of records, by a query that begins with `OF_EVENTS`, `OF_ATTRIBUTIONS` or `OF_MENTIONS`.
fn anchors(conn: &Connection, sql: &str, values: &[&str]) -> rusqlite::Result<Vec<Anchor>> {
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map(rusqlite::params_from_iter(values), |row| {
        let mut columns = Columns::of(row);
        Ok(Anchor {
            record: columns.kind()?,
            document: columns.id()?,
            words: columns.words()?,
        })
    })?;
    rows.collect()
}

fn target(conn: &Connection, kind: RecordKind, id: &str) -> rusqlite::Result<Option<Target>> {
    let label = match kind {
        RecordKind::Entity => "SELECT name, NULL FROM entity WHERE id = ?1",
        RecordKind::Happening => "SELECT label, NULL FROM happening WHERE id = ?1",
        RecordKind::Claim => "SELECT label, NULL FROM claim WHERE id = ?1",
        RecordKind::Dispute => "SELECT subject, about FROM dispute WHERE id = ?1",
        RecordKind::Mention => "SELECT text, NULL FROM mention WHERE id = ?1",
        RecordKind::Event => "SELECT statement_text, NULL FROM event WHERE id = ?1",
        RecordKind::Attribution => "SELECT content_text, NULL FROM attribution WHERE id = ?1",
    };
    let found = conn.prepare_cached(label)?.query_row([id], |row| {
        let mut columns = Columns::of(row);
        Ok((columns.take::<String>()?, columns.kind_if_any()?))
    });
    let Some((label, about)) = found.optional()? else {
        return Ok(None);
    };
    let of = |select: &str, which: &str| anchors(conn, &format!("{select} {which}"), &[id]);
    let anchors = match kind {
        RecordKind::Entity => of(
            OF_MENTIONS,
            "WHERE id IN (
                    SELECT min(mention.id) FROM mention_entity JOIN mention ON mention.id = mention_entity.mention
                    WHERE entity = ?1 GROUP BY document, text)
                 ORDER BY length(text) DESC, id",
        )?,
        RecordKind::Happening => of(
            OF_EVENTS,
            "WHERE id IN (SELECT event FROM happening_event WHERE happening = ?1) ORDER BY id",
        )?,
        RecordKind::Claim => of(
            OF_ATTRIBUTIONS,
            "WHERE id IN (SELECT attribution FROM claim_attribution WHERE claim = ?1) ORDER BY id",
        )?,
        RecordKind::Dispute => {
            let of_sides = "WHERE id IN (
                SELECT value FROM dispute_side, json_each(records) WHERE dispute = ?1) ORDER BY id";
            let mut both = of(OF_EVENTS, of_sides)?;
            both.extend(of(OF_ATTRIBUTIONS, of_sides)?);
            both
        }
        RecordKind::Mention => of(OF_MENTIONS, "WHERE id = ?1")?,
        RecordKind::Event => of(OF_EVENTS, "WHERE id = ?1")?,
        RecordKind::Attribution => of(OF_ATTRIBUTIONS, "WHERE id = ?1")?,
    };
    Ok(Some(Target {
        label,
        about,
        anchors,
    }))
}

const SELECT: &str = "SELECT id, at, by, why, change, what, targets, name, \"from\", \"to\", undone, digest FROM correction";

/// All corrections, by id.
pub(crate) fn corrections(conn: &Connection) -> rusqlite::Result<Vec<Correction>> {
    let mut statement = conn.prepare_cached(&format!("{SELECT} ORDER BY length(id), id"))?;
    let rows = statement.query_map([], |row| correction(&mut Columns::of(row)))?;
    rows.collect()
}

/// The ids of all notes. What became of them is known without weaving, and no part of what was woven.
pub(crate) fn notes(conn: &Connection) -> rusqlite::Result<BTreeSet<CorrectionId>> {
    ids(conn, "SELECT id FROM correction WHERE change = 'note'")
}

/// The ids of the notes that were taken back.
pub(crate) fn notes_taken_back(conn: &Connection) -> rusqlite::Result<BTreeSet<CorrectionId>> {
    let sql = "SELECT id FROM correction WHERE change = 'note' AND undone IS NOT NULL";
    ids(conn, sql)
}

fn ids(conn: &Connection, sql: &str) -> rusqlite::Result<BTreeSet<CorrectionId>> {
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| Columns::of(row).id())?;
    rows.collect()
}

/// The ids of corrections that are not what was written.
pub(crate) fn damaged(conn: &Connection) -> rusqlite::Result<Vec<CorrectionId>> {
    let mut statement = conn.prepare(&format!("{SELECT} ORDER BY id"))?;
    let rows = statement.query_map([], |row| {
        let mut columns = Columns::of(row);
        let correction = correction(&mut columns)?;
        let digest: digest::Digest = columns.take()?;
        let is_sound = digest == digest::of_correction(&correction);
        Ok((!is_sound).then_some(correction.id))
    })?;
    rows.filter_map(Result::transpose).collect()
}

fn correction(columns: &mut Columns<'_>) -> rusqlite::Result<Correction> {
    Ok(Correction {
        id: columns.id()?,
        made: Signature {
            at: columns.take()?,
            by: columns.take()?,
            why: columns.take()?,
        },
        change: columns.kind()?,
        what: columns.kind()?,
        targets: columns.json()?,
        name: columns.take()?,
        days: columns.days()?,
        undone: columns.json_if_any()?,
    })
}
