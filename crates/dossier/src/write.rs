//! Adding documents, and noting the paths from which none could be had.

use crate::column::{day, json, pairs};
use crate::consistency::contradiction;
use crate::digest::{self, Digest};
use crate::{Dossier, DossierError, Unread};
use dateline_vocabulary::*;
use rusqlite::{Connection, TransactionBehavior, params};

impl Dossier {
    /// Adds documents with their readings, all of them or, on an error, none.
    ///
    /// Adding is idempotent: a document whose id is known only gains the path it was read from. The note that
    /// no page could be had from a path is taken away when one is added from there. Gives the number of
    /// documents that were new. What was woven before is no longer up to date when one was.
    ///
    /// # Errors
    /// [`DossierError::Contradiction`] when the records of a document do not fit each other.
    pub fn add(&mut self, documents: &[DocumentRecords]) -> Result<usize, DossierError> {
        for records in documents {
            if let Some(detail) = contradiction(records) {
                let record = format!("document `{}`", records.document.id);
                return Err(DossierError::Contradiction {
                    path: self.path.clone(),
                    record,
                    detail,
                });
            }
        }
        let path = self.path.clone();
        self.write("add documents", |conn| {
            let mut n_new = 0;
            for records in documents {
                let document = &records.document;
                if is_known(conn, &document.id)? {
                    add_file(conn, &document.id, &document.file)?;
                } else {
                    insert_records(conn, records).map_err(|error| match taken_id(&error) {
                        Some(detail) => Refused::Told(DossierError::Contradiction {
                            path: path.clone(),
                            record: format!("document `{}`", document.id),
                            detail,
                        }),
                        None => Refused::Sql(error),
                    })?;
                    n_new += 1;
                }
                conn.prepare_cached("DELETE FROM unread WHERE file = ?1")?
                    .execute([&document.file])?;
            }
            Ok(n_new)
        })
    }

    /// Notes paths from which no page could be had; a path noted before gets the new reason.
    pub fn note_unread(&mut self, unread: &[Unread]) -> Result<(), DossierError> {
        self.write("note unread paths", |conn| {
            let mut statement = conn.prepare_cached(
                "INSERT INTO unread (file, reason, digest) VALUES (?1, ?2, ?3)
                 ON CONFLICT (file) DO UPDATE SET reason = excluded.reason, digest = excluded.digest",
            )?;
            for one in unread {
                statement.execute(params![one.file, one.reason, digest::of_unread(one)])?;
            }
            Ok(())
        })
    }

    /// Does `work` in one transaction, which is taken back when it fails.
    pub(crate) fn write<T>(
        &mut self,
        doing: &'static str,
        work: impl FnOnce(&Connection) -> Result<T, Refused>,
    ) -> Result<T, DossierError> {
        let Dossier { path, conn, .. } = self;
        let failed = |error| DossierError::of(path, doing, error);
        // The lock is taken at once: a transaction that reads first could not wait for another writer.
        let tx = conn
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(failed)?;
        let done = work(&tx).map_err(|refused| match refused {
            Refused::Sql(error) => failed(error),
            Refused::Told(error) => error,
        })?;
        tx.commit().map_err(failed)?;
        Ok(done)
    }
}

/// Why work in a transaction stopped.
pub(crate) enum Refused {
    /// SQLite said so.
    Sql(rusqlite::Error),
    /// Already told in the words of the dossier.
    Told(DossierError),
}

impl From<rusqlite::Error> for Refused {
    fn from(error: rusqlite::Error) -> Refused {
        Refused::Sql(error)
    }
}

/// What SQLite says when an id is taken or a reference leads nowhere.
pub(crate) fn taken_id(error: &rusqlite::Error) -> Option<String> {
    match error {
        rusqlite::Error::SqliteFailure(cause, text)
            if cause.code == rusqlite::ErrorCode::ConstraintViolation =>
        {
            Some(text.clone().unwrap_or_else(|| cause.to_string()))
        }
        _ => None,
    }
}

fn is_known(conn: &Connection, id: &DocumentId) -> rusqlite::Result<bool> {
    conn.prepare_cached("SELECT 1 FROM document WHERE id = ?1")?
        .exists([id.as_str()])
}

/// Notes the path; gives whether it is new.
fn insert_file(conn: &Connection, id: &DocumentId, file: &str) -> rusqlite::Result<bool> {
    conn.prepare_cached(
        "INSERT INTO document_file (document, file) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
    )?
    .execute(params![id.as_str(), file])
    .map(|n_rows| n_rows > 0)
}

/// Notes that a document, which is there, was read from `file`.
fn add_file(conn: &Connection, id: &DocumentId, file: &str) -> rusqlite::Result<()> {
    if insert_file(conn, id, file)? {
        let mut combined: Digest = conn
            .prepare_cached("SELECT files_digest FROM document WHERE id = ?1")?
            .query_row([id.as_str()], |row| row.get(0))?;
        digest::combine(&mut combined, &digest::of_file(file));
        conn.prepare_cached("UPDATE document SET files_digest = ?2 WHERE id = ?1")?
            .execute(params![id.as_str(), combined])?;
    }
    Ok(())
}

/// A passage's words as they are stored for reading and searching: SQLite's own functions stop at a NUL.
pub(crate) fn searchable(words: &str) -> String {
    words.replace('\0', "\u{FFFD}")
}

/// Computes the digests of all documents anew, after a migration, and drops the weaving, whose own digests lean on
/// them. What was damaged before goes unnoticed from then on; that is the price of new fields.
pub(crate) fn digest_anew(conn: &Connection) -> rusqlite::Result<()> {
    let ids: Vec<String> = conn
        .prepare("SELECT id FROM document ORDER BY id")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for id in ids {
        if let Some(records) = crate::read::records(conn, &DocumentId(id), false)? {
            conn.prepare_cached("UPDATE document SET digest = ?2 WHERE id = ?1")?
                .execute(params![
                    records.document.id.as_str(),
                    digest::of_document(&records)
                ])?;
        }
    }
    crate::weave::clear(conn)
}

/// Stores a new document and all its records.
fn insert_records(conn: &Connection, records: &DocumentRecords) -> rusqlite::Result<()> {
    let document = &records.document;
    let id = document.id.as_str();
    let published = &document.published;
    conn.prepare_cached(
        "INSERT INTO document (id, sha256, media_type, outlet, headline, bylines, dateline, published_from,
            published_to, published_basis, published_evidence, published_at, published_contradicting, language, url,
            problem, section, updated, captured, partial, evidence, digest, files_digest, text)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22,
            ?23, ?24)",
    )?
    .execute(params![
        id,
        document.sha256,
        document.media_type,
        document.outlet,
        document.headline,
        json(&document.bylines),
        document.dateline,
        day(published.from),
        day(published.to),
        published.basis.as_str(),
        published.evidence,
        published.at,
        json(&published.contradicting),
        document.language,
        document.url,
        document.problem,
        document.section,
        document.updated.as_ref().map(json),
        document.captured.as_ref().map(json),
        document.partial,
        json(&document.evidence),
        digest::of_document(records),
        digest::of_file(&document.file),
        document.text,
    ])?;
    insert_file(conn, &document.id, &document.file)?;
    insert_passages(conn, document, &records.passages)?;
    insert_mentions_and_times(conn, records)?;
    insert_attributions(conn, &records.attributions)?;
    insert_events(conn, &records.events)
}

fn insert_passages(
    conn: &Connection,
    document: &Document,
    passages: &[Passage],
) -> rusqlite::Result<()> {
    let index = CodePoints::of(&document.text);
    let mut statement = conn.prepare_cached(
        "INSERT INTO passage (id, document, position, role, start, \"end\", author, posted, reply_to, part,
            votes, element, text)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
    )?;
    let mut words_statement =
        conn.prepare_cached("INSERT INTO passage_fts (rowid, text) VALUES (?1, ?2)")?;
    for (position, passage) in (0i64..).zip(passages) {
        let words = searchable(index.slice(&document.text, passage.span));
        statement.execute(params![
            passage.id.as_str(),
            passage.document.as_str(),
            position,
            passage.role.as_str(),
            passage.span.start,
            passage.span.end,
            passage.author,
            passage.posted,
            passage.reply_to.as_ref().map(PassageId::as_str),
            passage.part.map(PassagePart::as_str),
            passage.votes.as_ref().map(json),
            passage.element.as_ref().map(json),
            words,
        ])?;
        words_statement.execute(params![conn.last_insert_rowid(), words])?;
    }
    Ok(())
}

fn insert_mentions_and_times(conn: &Connection, records: &DocumentRecords) -> rusqlite::Result<()> {
    let mut statement = conn.prepare_cached(
        "INSERT INTO mention (id, document, position, start, \"end\", text, type)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for (position, mention) in (0i64..).zip(&records.mentions) {
        statement.execute(params![
            mention.id.as_str(),
            mention.document.as_str(),
            position,
            mention.words.span.start,
            mention.words.span.end,
            mention.words.text,
            mention.mention_type.as_str(),
        ])?;
    }
    let mut statement = conn.prepare_cached(
        "INSERT INTO time (id, document, position, start, \"end\", text, type, value, \"from\", \"to\", rule, anchor)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?;
    for (position, time) in (0i64..).zip(&records.times) {
        statement.execute(params![
            time.id.as_str(),
            time.document.as_str(),
            position,
            time.words.span.start,
            time.words.span.end,
            time.words.text,
            time.timex_type.as_str(),
            time.value,
            day(time.days.from),
            day(time.days.to),
            time.rule,
            time.anchor,
        ])?;
    }
    Ok(())
}

fn insert_attributions(conn: &Connection, attributions: &[Attribution]) -> rusqlite::Result<()> {
    let mut statement = conn.prepare_cached(
        "INSERT INTO attribution (id, document, position, source_start, source_end, source_text, source_spans,
            source_mention, cue_start, cue_end, cue_text, cue_spans, content_start, content_end, content_text,
            content_spans, source_type, stance, withheld, count, reason, within, chain)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21,
            ?22, ?23)",
    )?;
    for (position, attribution) in (0i64..).zip(attributions) {
        let source = attribution.source.as_ref().map(|source| &source.words);
        let source_mention = attribution
            .source
            .as_ref()
            .and_then(|source| source.mention.as_ref());
        let cue = attribution.cue.as_ref();
        let content = &attribution.content;
        statement.execute(params![
            attribution.id.as_str(),
            attribution.document.as_str(),
            position,
            source.map(|words| words.hull.start),
            source.map(|words| words.hull.end),
            source.map(|words| &words.text),
            source.map(|words| pairs(&words.spans)),
            source_mention.map(MentionId::as_str),
            cue.map(|words| words.hull.start),
            cue.map(|words| words.hull.end),
            cue.map(|words| &words.text),
            cue.map(|words| pairs(&words.spans)),
            content.hull.start,
            content.hull.end,
            content.text,
            pairs(&content.spans),
            attribution.source_type.map(SourceType::as_str),
            attribution.stance.as_str(),
            attribution.withheld,
            attribution.count,
            attribution.reason,
            attribution.within.as_ref().map(AttributionId::as_str),
            json(&attribution.chain),
        ])?;
    }
    Ok(())
}

fn insert_events(conn: &Connection, events: &[Event]) -> rusqlite::Result<()> {
    let mut statement = conn.prepare_cached(
        "INSERT INTO event (id, document, position, trigger_start, trigger_end, trigger_text, lemma, plover,
            place_mention, place_start, place_end, place_text, \"from\", \"to\", time, factuality, attribution,
            statement_start, statement_end, statement_text, \"order\", again, mode)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23)",
    )?;
    let mut participant_statement = conn.prepare_cached(
        "INSERT INTO participant (event, position, role, mention, start, \"end\", text)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for (position, event) in (0i64..).zip(events) {
        let place = event.place.as_ref();
        statement.execute(params![
            event.id.as_str(),
            event.document.as_str(),
            position,
            event.trigger.span.start,
            event.trigger.span.end,
            event.trigger.text,
            event.lemma,
            event.plover.map(Plover::as_str),
            place
                .and_then(|place| place.mention.as_ref())
                .map(MentionId::as_str),
            place.map(|place| place.words.span.start),
            place.map(|place| place.words.span.end),
            place.map(|place| &place.words.text),
            day(event.days.from),
            day(event.days.to),
            event.time.as_ref().map(TimeId::as_str),
            event.factuality.as_str(),
            event.attribution.as_ref().map(AttributionId::as_str),
            event.statement.span.start,
            event.statement.span.end,
            event.statement.text,
            json(&event.order),
            event.again.as_ref().map(EventId::as_str),
            event.mode,
        ])?;
        for (position, participant) in (0i64..).zip(&event.participants) {
            participant_statement.execute(params![
                event.id.as_str(),
                position,
                participant.role.as_str(),
                participant.mention.as_ref().map(MentionId::as_str),
                participant.words.span.start,
                participant.words.span.end,
                participant.words.text,
            ])?;
        }
    }
    Ok(())
}
