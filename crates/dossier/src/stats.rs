//! How much of everything there is.

use crate::{Dossier, DossierError, schema};
use dateline_vocabulary::PassageRole;
use rusqlite::Connection;
use std::collections::BTreeMap;

/// How much of everything is in a dossier.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Documents.
    pub documents: u64,
    /// Documents of which nothing could be read: they have a problem and no passage.
    pub unreadable: u64,
    /// Documents that could not be read, or only in part.
    pub with_problem: u64,
    /// Documents without any day of publication.
    pub undated: u64,
    /// Paths under which the documents are known.
    pub files: u64,
    /// Paths from which no page could be had.
    pub unread: u64,
    /// Passages by role; a role of which there is none is left out.
    pub passages: BTreeMap<PassageRole, u64>,
    /// Readers' comments; they are also counted among the passages.
    pub comments: u64,
    /// Mentions.
    pub mentions: u64,
    /// Time expressions.
    pub times: u64,
    /// Attributions.
    pub attributions: u64,
    /// Events.
    pub events: u64,
    /// Entities.
    pub entities: u64,
    /// Happenings.
    pub happenings: u64,
    /// Claims.
    pub claims: u64,
    /// Disputes.
    pub disputes: u64,
    /// Lines of the timeline.
    pub timeline: u64,
    /// Whether the woven counts are those of exactly the documents that are here.
    pub woven: bool,
    /// Size of the file.
    pub file_bytes: u64,
    /// Version of the schema.
    pub schema_version: i64,
}

impl Dossier {
    /// Counts everything.
    pub fn stats(&self) -> Result<Stats, DossierError> {
        let file_bytes = std::fs::metadata(&self.path)
            .map(|metadata| metadata.len())
            .unwrap_or(0);
        self.read("count the records", |conn| {
            let count = |from: &str| count(conn, from);
            let mut statement = conn.prepare_cached("SELECT role, count(*) FROM passage GROUP BY role")?;
            let roles = statement.query_map([], |row| {
                let mut columns = crate::column::Columns::of(row);
                Ok((columns.kind()?, columns.take::<i64>()?.unsigned_abs()))
            })?;
            let passages: BTreeMap<PassageRole, u64> = roles.collect::<Result<_, _>>()?;
            Ok(Stats {
                documents: count("document")?,
                unreadable: count(
                    "document WHERE problem IS NOT NULL
                        AND NOT EXISTS (SELECT 1 FROM passage WHERE passage.document = document.id)",
                )?,
                with_problem: count("document WHERE problem IS NOT NULL")?,
                undated: count("document WHERE published_from IS NULL AND published_to IS NULL")?,
                files: count("document_file")?,
                unread: count("unread")?,
                comments: passages.get(&PassageRole::Comment).copied().unwrap_or(0),
                passages,
                mentions: count("mention")?,
                times: count("time")?,
                attributions: count("attribution")?,
                events: count("event")?,
                entities: count("entity")?,
                happenings: count("happening")?,
                claims: count("claim")?,
                disputes: count("dispute")?,
                timeline: count("timeline")?,
                woven: self.is_woven_now(conn)?,
                file_bytes,
                schema_version: schema::version(conn)?,
            })
        })
    }
}

fn count(conn: &Connection, from: &str) -> rusqlite::Result<u64> {
    let count: i64 = conn.query_row(&format!("SELECT count(*) FROM {from}"), [], |row| {
        row.get(0)
    })?;
    Ok(count.unsigned_abs())
}
