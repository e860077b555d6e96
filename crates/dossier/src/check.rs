//! Whether everything is there as it was written.

use crate::column::Columns;
use crate::digest::{self, Digest};
use crate::error::Failure;
use crate::{Dossier, DossierError, Unread, correction, read, schema, woven, write};
use dateline_vocabulary::{CodePoints, DocumentId, DocumentRecords};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OptionalExtension};

/// What [`Dossier::check`] found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckReport {
    /// Documents that were looked at.
    pub documents: u64,
    /// What is wrong, a line each, naming the document or the file; empty when all is well.
    pub damage: Vec<String>,
}

/// A damaged page can break thousands of entries; so many lines of SQLite's own checks are enough.
const MOST_LINES: i64 = 100;

impl Dossier {
    /// Looks at every byte that holds content: SQLite's own checks of its structure, references and search
    /// index, then the digest of every document, of every path, of every correction, and of the weaving, computed anew from what
    /// is stored. Changes nothing.
    ///
    /// # Errors
    /// Only when it could not look, such as [`DossierError::Locked`]. Damage is not an error but in the report.
    pub fn check(&self) -> Result<CheckReport, DossierError> {
        let doing = "check";
        let failed = |error| DossierError::of(&self.path, doing, error);
        let mut report = CheckReport::default();
        // A check of the search index counts as writing. Where that is forbidden it is done on a copy.
        let copy = match self.conn.is_readonly("main").map_err(failed)? {
            true => absorb(&mut report, "the file", copy_to_memory(&self.conn)).map_err(failed)?,
            false => None,
        };
        let file = self.path.display().to_string();
        check_search_index(copy.as_ref().unwrap_or(&self.conn), &file, &mut report)
            .map_err(failed)?;
        self.read(doing, |conn| {
            check_structure(conn, &file, &mut report)?;
            check_documents(conn, &mut report)?;
            check_unread(conn, &mut report)?;
            check_corrections(conn, &mut report)?;
            check_weaving(conn, &mut report)
        })?;
        Ok(report)
    }
}

/// Turns damage into a line of the report; other errors stay errors.
fn absorb<T>(
    report: &mut CheckReport,
    what: &str,
    result: rusqlite::Result<T>,
) -> rusqlite::Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) => {
            let told = error.to_string();
            match Failure::of(error) {
                Failure::Damaged(detail) => {
                    report.damage.push(format!("{what}: {detail}"));
                    Ok(None)
                }
                // A table or column that is gone because the catalogue is damaged.
                Failure::Other(rusqlite::Error::SqlInputError { .. }) => {
                    report.damage.push(format!("{what}: {told}"));
                    Ok(None)
                }
                Failure::Other(rusqlite::Error::SqliteFailure(cause, _))
                    if cause.code == rusqlite::ErrorCode::Unknown =>
                {
                    report.damage.push(format!("{what}: {told}"));
                    Ok(None)
                }
                Failure::Other(error) => Err(error),
                Failure::Locked => Err(busy()),
                Failure::Full | Failure::ReadOnly => {
                    report.damage.push(format!("{what}: {told}"));
                    Ok(None)
                }
            }
        }
    }
}

impl Dossier {
    /// Writes a copy of the dossier to a file that is not there yet, as it is at one moment.
    pub fn copy_to(&self, path: &std::path::Path) -> Result<(), DossierError> {
        self.read("copy the dossier", |conn| {
            let mut copy = Connection::open(path)?;
            Backup::new(conn, &mut copy)?.run_to_completion(
                PAGES_AT_ONCE,
                std::time::Duration::ZERO,
                None,
            )?;
            // Where the dossier is shared, its copy is one file all the same.
            copy.pragma_update(None, "journal_mode", "DELETE")
        })
    }
}

/// Pages of the file that are copied in one step.
const PAGES_AT_ONCE: std::ffi::c_int = 4096;

fn busy() -> rusqlite::Error {
    rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY), None)
}

fn copy_to_memory(conn: &Connection) -> rusqlite::Result<Connection> {
    let mut copy = Connection::open_in_memory()?;
    let backup = Backup::new(conn, &mut copy)?;
    match backup.step(-1)? {
        StepResult::Done => {
            drop(backup);
            Ok(copy)
        }
        _ => Err(busy()),
    }
}

fn check_search_index(
    conn: &Connection,
    file: &str,
    report: &mut CheckReport,
) -> rusqlite::Result<()> {
    // Rank 1 also compares the index with the passages.
    let sql = "INSERT INTO passage_fts (passage_fts, rank) VALUES ('integrity-check', 1)";
    let what = format!("the search index of `{file}`");
    absorb(report, &what, conn.execute(sql, [])).map(|_| ())
}

/// What SQLite itself can find, and whether the tables are those of this version.
fn check_structure(
    conn: &Connection,
    file: &str,
    report: &mut CheckReport,
) -> rusqlite::Result<()> {
    let structure = (|| {
        let mut statement = conn.prepare(&format!("PRAGMA integrity_check({MOST_LINES})"))?;
        let lines = statement.query_map([], |row| row.get::<_, String>(0))?;
        lines.collect::<Result<Vec<_>, _>>()
    })();
    for line in absorb(report, &format!("`{file}`"), structure)?
        .into_iter()
        .flatten()
    {
        if line != "ok" {
            report
                .damage
                .push(format!("`{file}`: {}", line.replace('\n', "; ")));
        }
    }

    let references = (|| {
        let mut statement = conn.prepare("PRAGMA foreign_key_check")?;
        let lines = statement.query_map([], |row| {
            let (table, parent): (String, String) = (row.get(0)?, row.get(2)?);
            Ok(format!(
                "a row of table `{table}` refers to a row of `{parent}` that is not there"
            ))
        })?;
        lines
            .take(MOST_LINES as usize)
            .collect::<Result<Vec<_>, _>>()
    })();
    for line in absorb(report, &format!("`{file}`"), references)?
        .into_iter()
        .flatten()
    {
        report.damage.push(format!("`{file}`: {line}"));
    }

    let expected = schema::expected_definitions()?;
    if let Some(found) = absorb(report, &format!("`{file}`"), schema::definitions(conn))? {
        for ((sort, name), definition) in &expected {
            match found.get(&(sort.clone(), name.clone())) {
                Some(same) if same == definition => {}
                Some(_) => report.damage.push(format!(
                    "`{file}`: the {sort} `{name}` is defined otherwise"
                )),
                None => report
                    .damage
                    .push(format!("`{file}`: the {sort} `{name}` is missing")),
            }
        }
        for (sort, name) in found.keys().filter(|key| !expected.contains_key(key)) {
            report.damage.push(format!(
                "`{file}`: there is a {sort} `{name}` that Dateline did not make"
            ));
        }
    }
    Ok(())
}

/// Each document against its digest.
fn check_documents(conn: &Connection, report: &mut CheckReport) -> rusqlite::Result<()> {
    let ids = (|| {
        // Not from the index alone, which could have lost a row that the table still has.
        let mut statement = conn.prepare("SELECT id FROM document NOT INDEXED")?;
        let ids = statement.query_map([], |row| row.get::<_, String>(0))?;
        ids.collect::<Result<Vec<_>, _>>()
    })();
    let mut ids = absorb(report, "the table of documents", ids)?.unwrap_or_default();
    ids.sort();
    for id in ids {
        report.documents += 1;
        let id = DocumentId(id);
        let what = format!("document `{id}`");
        if let Some(damage) = absorb(report, &what, document_damage(conn, &id))?.flatten() {
            let file = absorb(report, &what, smallest_file(conn, &id))?
                .flatten()
                .unwrap_or_default();
            report.damage.push(format!("{what} (`{file}`): {damage}"));
        }
    }
    Ok(())
}

fn smallest_file(conn: &Connection, id: &DocumentId) -> rusqlite::Result<Option<String>> {
    conn.query_row(
        "SELECT min(file) FROM document_file WHERE document = ?1",
        [id.as_str()],
        |row| row.get(0),
    )
}

/// What is wrong with a document, if anything.
fn document_damage(conn: &Connection, id: &DocumentId) -> rusqlite::Result<Option<String>> {
    let Some(records) = read::records(conn, id, false)? else {
        return Ok(Some("it cannot be found by its id".to_owned()));
    };
    let (stored, stored_files): (Digest, Digest) = conn
        .prepare_cached("SELECT digest, files_digest FROM document WHERE id = ?1")?
        .query_row([id.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?;
    if digest::of_document(&records) != stored {
        return Ok(Some(
            "the page or its records are not what was added".to_owned(),
        ));
    }
    let mut files = Digest::default();
    let mut statement =
        conn.prepare_cached("SELECT file FROM document_file WHERE document = ?1")?;
    let mut rows = statement.query([id.as_str()])?;
    while let Some(row) = rows.next()? {
        digest::combine(&mut files, &digest::of_file(row.get_ref(0)?.as_str()?));
    }
    if files != stored_files {
        return Ok(Some("its paths are not those that were added".to_owned()));
    }
    passages_damage(conn, &records)
}

/// The words of a passage stand in the document and, for the search, with the passage: they must be the same.
fn passages_damage(
    conn: &Connection,
    records: &DocumentRecords,
) -> rusqlite::Result<Option<String>> {
    let document = &records.document;
    let index = CodePoints::of(&document.text);
    let mut statement = conn.prepare_cached("SELECT text FROM passage WHERE id = ?1")?;
    for passage in &records.passages {
        let words: Option<String> = statement
            .query_row([passage.id.as_str()], |row| row.get(0))
            .optional()?;
        if words.as_deref()
            != Some(&write::searchable(
                index.slice(&document.text, passage.span),
            ))
        {
            return Ok(Some(format!(
                "the words of passage `{}` are not those of the page",
                passage.id
            )));
        }
    }
    Ok(None)
}

fn check_unread(conn: &Connection, report: &mut CheckReport) -> rusqlite::Result<()> {
    let unread = (|| {
        let mut statement =
            conn.prepare("SELECT file, reason, digest FROM unread ORDER BY file")?;
        let rows = statement.query_map([], |row| {
            let mut columns = Columns::of(row);
            let one = Unread {
                file: columns.take()?,
                reason: columns.take()?,
            };
            Ok((
                digest::of_unread(&one) == columns.take::<Digest>()?,
                one.file,
            ))
        })?;
        rows.collect::<Result<Vec<_>, _>>()
    })();
    for (is_sound, file) in absorb(report, "the table of unread paths", unread)?
        .into_iter()
        .flatten()
    {
        if !is_sound {
            report.damage.push(format!(
                "the note on the unread path `{file}` is not what was written"
            ));
        }
    }
    Ok(())
}

fn check_corrections(conn: &Connection, report: &mut CheckReport) -> rusqlite::Result<()> {
    let damaged = absorb(
        report,
        "the table of corrections",
        correction::damaged(conn),
    )?;
    for id in damaged.into_iter().flatten() {
        report
            .damage
            .push(format!("correction `{id}` is not what was made"));
    }
    Ok(())
}

fn check_weaving(conn: &Connection, report: &mut CheckReport) -> rusqlite::Result<()> {
    let sound = (|| {
        let stored: Option<(i64, Vec<u8>, Vec<u8>)> = conn
            .query_row(
                "SELECT version, documents, digest FROM weaving",
                [],
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
            )
            .optional()?;
        let mut weaving = woven::weaving(conn)?;
        let notes = crate::correction::notes(conn)?;
        weaving.effects.retain(|it| !notes.contains(&it.correction));
        let of_records = digest::of_woven_records(&weaving);
        let known: Vec<(String, String, Vec<u8>)> = conn
            .prepare("SELECT sort, id, digest FROM woven_record ORDER BY sort, id")?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let is_known = known.len() == of_records.len()
            && known
                .iter()
                .zip(&of_records)
                .all(|(here, ((sort, id), digest))| {
                    here.0 == *sort && here.1 == *id && here.2 == digest
                });
        Ok(match stored {
            Some((version, documents, digest)) => {
                is_known
                    && digest::of_weaving(&weaving, &of_records, &notes, version, &documents)[..]
                        == digest
            }
            None => weaving == Default::default(),
        })
    })();
    if absorb(report, "what was woven", sound)? == Some(false) {
        report.damage.push(
            "what was woven is not what was stored; `dateline check --mend` weaves it anew"
                .to_owned(),
        );
    }
    Ok(())
}
