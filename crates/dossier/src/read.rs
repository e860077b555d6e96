//! Reading documents and their records back, exactly as they were added.

use crate::column::Columns;
use crate::digest::DocumentSet;
use crate::{Dossier, DossierError, Holding, Unread, WEAVE_VERSION};
use dateline_vocabulary::*;
use rusqlite::{Connection, OptionalExtension, Row, params};

/// The columns of a document; the text is put in by who asks for it.
macro_rules! document_columns {
    () => {
        "SELECT id, (SELECT min(file) FROM document_file WHERE document_file.document = document.id), sha256,
            media_type, outlet, headline, bylines, dateline, published_from, published_to, published_basis,
            published_evidence, published_at, published_contradicting, language, url, problem, section, updated,
            captured, partial, evidence"
    };
}

macro_rules! attribution_columns {
    () => {
        "SELECT id, document, source_start, source_end, source_text, source_spans, source_mention, cue_start,
            cue_end, cue_text, cue_spans, content_start, content_end, content_text, content_spans, source_type,
            stance, withheld, count, reason, within, chain
         FROM attribution "
    };
}

macro_rules! event_columns {
    () => {
        "SELECT id, document, trigger_start, trigger_end, trigger_text, lemma, plover, place_mention, place_start,
            place_end, place_text, \"from\", \"to\", time, factuality, attribution, statement_start, statement_end,
            statement_text, event.\"order\", again, mode, event_happening.happening
         FROM event LEFT JOIN event_happening ON ?2 AND event_happening.event = event.id "
    };
}

/// Counts of changes to the file: the same counts, the same content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FileState {
    by_others: i64,
    by_us: u64,
}

impl Dossier {
    /// Whether a document is here, and known under the path `file`.
    pub fn holds(&self, id: &DocumentId, file: &str) -> Result<Holding, DossierError> {
        self.read("look for a document", |conn| {
            let mut statement = conn.prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM document_file WHERE document = ?1 AND file = ?2)
                 FROM document WHERE id = ?1",
            )?;
            let under_this_path: Option<bool> = statement
                .query_row(params![id.as_str(), file], |row| row.get(0))
                .optional()?;
            Ok(match under_this_path {
                None => Holding::No,
                Some(true) => Holding::Yes,
                Some(false) => Holding::OtherFile,
            })
        })
    }

    /// The paths from which no page could be had, in byte order.
    pub fn unread(&self) -> Result<Vec<Unread>, DossierError> {
        self.read("read the unread paths", |conn| {
            let mut statement =
                conn.prepare_cached("SELECT file, reason FROM unread ORDER BY file")?;
            let rows = statement.query_map([], |row| {
                Ok(Unread {
                    file: row.get(0)?,
                    reason: row.get(1)?,
                })
            })?;
            rows.collect()
        })
    }

    /// Hands each document with its records to `each`, by ascending id, one at a time.
    ///
    /// `mention.entity` and `event.happening` are filled in when the weaving is up to date, see
    /// [`Dossier::is_woven`].
    pub fn for_each_document(
        &self,
        each: &mut dyn FnMut(DocumentRecords),
    ) -> Result<(), DossierError> {
        self.read("read the documents", |conn| {
            let woven = self.is_woven_now(conn)?;
            let mut statement = conn.prepare_cached(concat!(
                document_columns!(),
                ", text FROM document ORDER BY id"
            ))?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                each(records_of(conn, document(row)?, woven)?);
            }
            Ok(())
        })
    }

    /// Hands each document with its records to `each`, as [`Dossier::for_each_document`] does; after a failure of `each` no more.
    pub fn try_for_each_document<E: From<DossierError>>(
        &self,
        mut each: impl FnMut(DocumentRecords) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut done = Ok(());
        self.for_each_document(&mut |records| {
            if done.is_ok() {
                done = each(records);
            }
        })?;
        done
    }

    /// The documents with these ids, in the order asked for; ids that are not here are left out.
    pub fn documents(&self, ids: &[DocumentId]) -> Result<Vec<DocumentRecords>, DossierError> {
        self.read("read documents", |conn| {
            let woven = self.is_woven_now(conn)?;
            ids.iter()
                .filter_map(|id| records(conn, id, woven).transpose())
                .collect()
        })
    }

    /// All documents by ascending id, with an empty text.
    pub fn document_list(&self) -> Result<Vec<Document>, DossierError> {
        self.read("list the documents", |conn| {
            let mut statement = conn.prepare_cached(concat!(
                document_columns!(),
                ", '' FROM document ORDER BY id"
            ))?;
            statement.query_map([], document)?.collect()
        })
    }

    /// The attributions with these ids, in the order asked for; ids that are not here are left out.
    pub fn attributions(&self, ids: &[AttributionId]) -> Result<Vec<Attribution>, DossierError> {
        self.read("read attributions", |conn| {
            let mut statement =
                conn.prepare_cached(concat!(attribution_columns!(), "WHERE id = ?1"))?;
            let mut one =
                |id: &AttributionId| statement.query_row([id.as_str()], attribution).optional();
            ids.iter().filter_map(|id| one(id).transpose()).collect()
        })
    }

    /// The events with these ids, in the order asked for; ids that are not here are left out.
    pub fn events(&self, ids: &[EventId]) -> Result<Vec<Event>, DossierError> {
        self.read("read events", |conn| {
            let woven = self.is_woven_now(conn)?;
            let mut statement = conn.prepare_cached(concat!(event_columns!(), "WHERE id = ?1"))?;
            let mut takers = conn.prepare_cached(
                "SELECT event, role, mention, start, \"end\", text FROM participant WHERE event = ?1 ORDER BY position",
            )?;
            let mut events = Vec::new();
            for id in ids {
                if let Some(mut event) = statement.query_row(params![id.as_str(), woven], event).optional()? {
                    let rows = takers.query_map([id.as_str()], participant)?;
                    event.participants = rows.map(|row| row.map(|(_, taker)| taker)).collect::<Result<_, _>>()?;
                    events.push(event);
                }
            }
            Ok(events)
        })
    }

    /// Whether what was woven is of exactly the documents that are here, and by this version of the weave.
    pub fn is_woven(&self) -> Result<bool, DossierError> {
        self.read("see what was woven", |conn| self.is_woven_now(conn))
    }

    /// See [`Dossier::is_woven`]. Looked up once for a state of the file, since it goes through all documents.
    pub(crate) fn is_woven_now(&self, conn: &Connection) -> rusqlite::Result<bool> {
        let by_others = conn
            .prepare_cached("PRAGMA data_version")?
            .query_row([], |row| row.get(0))?;
        let state = FileState {
            by_others,
            by_us: conn.total_changes(),
        };
        match self.woven.get() {
            Some((known, woven)) if known == state => Ok(woven),
            _ => {
                let woven = is_woven(conn)?;
                self.woven.set(Some((state, woven)));
                Ok(woven)
            }
        }
    }

    /// Does `work` on one unchanging state of the file.
    pub(crate) fn read<T>(
        &self,
        doing: &'static str,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, DossierError> {
        let failed = |error| DossierError::of(&self.path, doing, error);
        // A transaction inside `each` of `for_each_document` is the outer one.
        if !self.conn.is_autocommit() {
            return work(&self.conn).map_err(failed);
        }
        let tx = self.conn.unchecked_transaction().map_err(failed)?;
        work(&tx).map_err(failed)
    }
}

/// See [`Dossier::is_woven`].
fn is_woven(conn: &Connection) -> rusqlite::Result<bool> {
    let woven: Option<(i64, Vec<u8>)> = conn
        .prepare_cached("SELECT version, documents FROM weaving")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    match woven {
        Some((WEAVE_VERSION, of)) => Ok(of == document_set(conn)?),
        _ => Ok(false),
    }
}

/// The digest of what a weaving is made from: which documents are here, under which path each is shown, and which corrections hold; notes change nothing.
pub(crate) fn document_set(conn: &Connection) -> rusqlite::Result<crate::digest::Digest> {
    let mut statement = conn.prepare_cached(
        "SELECT document, min(file) FROM document_file GROUP BY document ORDER BY document",
    )?;
    let mut rows = statement.query([])?;
    let mut set = DocumentSet::new();
    while let Some(row) = rows.next()? {
        set.take(row.get_ref(0)?.as_str()?, row.get_ref(1)?.as_str()?);
    }
    let mut statement = conn.prepare_cached(
        "SELECT id FROM correction WHERE undone IS NULL AND change <> 'note' ORDER BY id",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        set.take_correction(row.get_ref(0)?.as_str()?);
    }
    Ok(set.finish())
}

/// The documents that `which` chooses, with an empty text, in its order.
pub(crate) fn heads(
    conn: &Connection,
    which: &str,
    values: &[&dyn rusqlite::ToSql],
) -> rusqlite::Result<Vec<Document>> {
    let sql = format!("{}, '' FROM document {which}", document_columns!());
    conn.prepare_cached(&sql)?
        .query_map(values, document)?
        .collect()
}

/// One document with an empty text, if it is here.
pub(crate) fn head(conn: &Connection, id: &DocumentId) -> rusqlite::Result<Option<Document>> {
    conn.prepare_cached(concat!(
        document_columns!(),
        ", '' FROM document WHERE id = ?1"
    ))?
    .query_row([id.as_str()], document)
    .optional()
}

/// One document with its records, if it is here.
pub(crate) fn records(
    conn: &Connection,
    id: &DocumentId,
    woven: bool,
) -> rusqlite::Result<Option<DocumentRecords>> {
    conn.prepare_cached(concat!(
        document_columns!(),
        ", text FROM document WHERE id = ?1"
    ))?
    .query_row([id.as_str()], document)
    .optional()?
    .map(|document| records_of(conn, document, woven))
    .transpose()
}

/// The records of a document that was read already.
fn records_of(
    conn: &Connection,
    document: Document,
    woven: bool,
) -> rusqlite::Result<DocumentRecords> {
    let id = document.id.as_str();
    let passages = conn
        .prepare_cached(
            "SELECT id, document, role, start, \"end\", author, posted, reply_to, part, votes, element
             FROM passage WHERE document = ?1 ORDER BY position",
        )?
        .query_map([id], passage)?
        .collect::<Result<_, _>>()?;
    let mentions = conn
        .prepare_cached(
            "SELECT id, document, start, \"end\", text, type, mention_entity.entity
             FROM mention LEFT JOIN mention_entity ON ?2 AND mention_entity.mention = mention.id
             WHERE document = ?1 ORDER BY position",
        )?
        .query_map(params![id, woven], mention)?
        .collect::<Result<_, _>>()?;
    let times = conn
        .prepare_cached(
            "SELECT id, document, start, \"end\", text, type, value, \"from\", \"to\", rule, anchor
             FROM time WHERE document = ?1 ORDER BY position",
        )?
        .query_map([id], time)?
        .collect::<Result<_, _>>()?;
    let attributions = conn
        .prepare_cached(concat!(
            attribution_columns!(),
            "WHERE document = ?1 ORDER BY position"
        ))?
        .query_map([id], attribution)?
        .collect::<Result<_, _>>()?;
    let events = events_of(conn, id, woven)?;
    Ok(DocumentRecords {
        document,
        passages,
        mentions,
        times,
        attributions,
        events,
    })
}

/// The events of a document with their participants.
fn events_of(conn: &Connection, document: &str, woven: bool) -> rusqlite::Result<Vec<Event>> {
    let mut events: Vec<Event> = conn
        .prepare_cached(concat!(
            event_columns!(),
            "WHERE document = ?1 ORDER BY position"
        ))?
        .query_map(params![document, woven], event)?
        .collect::<Result<_, _>>()?;
    let mut statement = conn.prepare_cached(
        "SELECT event, role, participant.mention, participant.start, participant.\"end\", participant.text
         FROM event CROSS JOIN participant ON participant.event = event.id
         WHERE event.document = ?1 ORDER BY event.position, participant.position",
    )?;
    let mut rows = statement.query([document])?;
    // Both come in order of the events, so one walk along the events is enough.
    let mut event_idx = 0;
    while let Some(row) = rows.next()? {
        let (id, taker) = participant(row)?;
        while events.get(event_idx).is_some_and(|event| event.id != id) {
            event_idx += 1;
        }
        if let Some(event) = events.get_mut(event_idx) {
            event.participants.push(taker);
        }
    }
    Ok(events)
}

fn document(row: &Row<'_>) -> rusqlite::Result<Document> {
    let mut columns = Columns::of(row);
    Ok(Document {
        id: columns.id()?,
        file: columns.take()?,
        sha256: columns.take()?,
        media_type: columns.take()?,
        outlet: columns.take()?,
        headline: columns.take()?,
        bylines: columns.json()?,
        dateline: columns.take()?,
        published: publication(&mut columns)?,
        language: columns.take()?,
        url: columns.take()?,
        problem: columns.take()?,
        section: columns.take()?,
        updated: columns.json_if_any()?,
        captured: columns.json_if_any()?,
        partial: columns.take()?,
        evidence: columns.json()?,
        text: columns.take()?,
    })
}

/// The next six columns as a publication date.
pub(crate) fn publication(columns: &mut Columns<'_>) -> rusqlite::Result<Publication> {
    Ok(Publication {
        from: columns.day()?,
        to: columns.day()?,
        basis: columns.word()?,
        evidence: columns.take()?,
        at: columns.take()?,
        contradicting: columns.json()?,
    })
}

fn passage(row: &Row<'_>) -> rusqlite::Result<Passage> {
    let mut columns = Columns::of(row);
    Ok(Passage {
        id: columns.id()?,
        document: columns.id()?,
        role: columns.kind()?,
        span: columns.span()?,
        author: columns.take()?,
        posted: columns.take()?,
        reply_to: columns.id_if_any()?,
        part: columns.kind_if_any()?,
        votes: columns.json_if_any()?,
        element: columns.json_if_any()?,
    })
}

fn mention(row: &Row<'_>) -> rusqlite::Result<Mention> {
    let mut columns = Columns::of(row);
    Ok(Mention {
        id: columns.id()?,
        document: columns.id()?,
        words: columns.words()?,
        mention_type: columns.kind()?,
        entity: columns.id_if_any()?,
    })
}

fn time(row: &Row<'_>) -> rusqlite::Result<Time> {
    let mut columns = Columns::of(row);
    Ok(Time {
        id: columns.id()?,
        document: columns.id()?,
        words: columns.words()?,
        timex_type: columns.kind()?,
        value: columns.take()?,
        days: columns.days()?,
        rule: columns.take()?,
        anchor: columns.take()?,
    })
}

fn attribution(row: &Row<'_>) -> rusqlite::Result<Attribution> {
    let mut columns = Columns::of(row);
    let id = columns.id()?;
    let document = columns.id()?;
    let source_words = columns.fragments_if_any()?;
    let mention = columns.id_if_any()?;
    Ok(Attribution {
        id,
        document,
        source: source_words.map(|words| SourceWords { words, mention }),
        cue: columns.fragments_if_any()?,
        content: columns.fragments()?,
        source_type: columns.kind_if_any()?,
        stance: columns.kind()?,
        withheld: columns.take()?,
        count: columns.take()?,
        reason: columns.take()?,
        within: columns.id_if_any()?,
        chain: columns.json()?,
    })
}

fn event(row: &Row<'_>) -> rusqlite::Result<Event> {
    let mut columns = Columns::of(row);
    let id = columns.id()?;
    let document = columns.id()?;
    let trigger = columns.words()?;
    let lemma = columns.take()?;
    let plover = columns.kind_if_any()?;
    let mention = columns.id_if_any()?;
    let place_words = columns.words_if_any()?;
    Ok(Event {
        id,
        document,
        trigger,
        lemma,
        plover,
        participants: Vec::new(),
        place: place_words.map(|words| PlaceWords { mention, words }),
        days: columns.days()?,
        time: columns.id_if_any()?,
        factuality: columns.kind()?,
        attribution: columns.id_if_any()?,
        statement: columns.words()?,
        order: columns.json()?,
        again: columns.id_if_any()?,
        mode: columns.take()?,
        happening: columns.id_if_any()?,
    })
}

fn participant(row: &Row<'_>) -> rusqlite::Result<(EventId, Participant)> {
    let mut columns = Columns::of(row);
    let event = columns.id()?;
    Ok((
        event,
        Participant {
            role: columns.kind()?,
            mention: columns.id_if_any()?,
            words: columns.words()?,
        },
    ))
}
