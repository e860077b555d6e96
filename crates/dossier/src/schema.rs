//! What the file looks like inside, and how an older file is brought up to date.

use crate::write;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::collections::BTreeMap;

/// Marks the file as a dossier: `PRAGMA application_id`, big-endian at byte 68 of the file. `Dtln` in ASCII.
pub const APPLICATION_ID: i32 = 0x4474_6C6E;

/// Takes the schema one version further: the first makes version 1 out of nothing.
pub(crate) type Migration = fn(&Transaction<'_>) -> rusqlite::Result<()>;

/// All migrations, oldest first. What was released is never edited; a change is appended.
///
/// A migration is SQL alone; [`migrate`] computes the digests anew after the last one.
pub(crate) const MIGRATIONS: &[Migration] = &[
    |tx| tx.execute_batch(include_str!("schema.sql")),
    |tx| tx.execute_batch(include_str!("schema_2.sql")),
    |tx| tx.execute_batch(include_str!("schema_3.sql")),
    |tx| tx.execute_batch(include_str!("schema_4.sql")),
    |tx| tx.execute_batch(include_str!("schema_5.sql")),
    |tx| tx.execute_batch(include_str!("schema_6.sql")),
    |tx| tx.execute_batch(include_str!("schema_7.sql")),
];

/// The newest schema version that this program knows, kept as `PRAGMA user_version`.
pub const SCHEMA_VERSION: i64 = MIGRATIONS.len() as i64;

/// Brings the schema from version `from` to the end of `migrations`, each step in a transaction of its own,
/// so that a step is there whole or not at all; with the last one the digests are computed anew, since a record with
/// a new field has another digest, and the weaving is to be made again. Does nothing when another program did it meanwhile.
pub(crate) fn migrate(conn: &mut Connection, migrations: &[Migration]) -> rusqlite::Result<()> {
    loop {
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let version = version(&tx)?;
        let Some(migration) = usize::try_from(version)
            .ok()
            .and_then(|done| migrations.get(done))
        else {
            return Ok(());
        };
        tx.pragma_update(None, "application_id", APPLICATION_ID)?;
        migration(&tx)?;
        if version >= 1 && version as usize + 1 == migrations.len() {
            write::digest_anew(&tx)?;
        }
        tx.pragma_update(None, "user_version", version + 1)?;
        tx.commit()?;
    }
}

/// The file's schema version.
pub(crate) fn version(conn: &Connection) -> rusqlite::Result<i64> {
    conn.query_row("PRAGMA user_version", [], |row| row.get(0))
}

/// The definitions of all tables, indexes and views, by sort and name.
pub(crate) fn definitions(
    conn: &Connection,
) -> rusqlite::Result<BTreeMap<(String, String), Option<String>>> {
    let mut statement = conn.prepare("SELECT type, name, sql FROM sqlite_schema")?;
    let rows = statement.query_map([], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)))?;
    rows.collect()
}

/// The definitions as they should be.
pub(crate) fn expected_definitions() -> rusqlite::Result<BTreeMap<(String, String), Option<String>>>
{
    let mut conn = Connection::open_in_memory()?;
    migrate(&mut conn, MIGRATIONS)?;
    definitions(&conn)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: Migration =
        |tx| tx.execute_batch("CREATE TABLE two (x TEXT) STRICT; DROP VIEW pages");
    const HALF: Migration =
        |tx| tx.execute_batch("CREATE TABLE half (x TEXT) STRICT; CREATE TABLE half (y TEXT)");

    fn tables(conn: &Connection) -> Vec<String> {
        definitions(conn)
            .unwrap()
            .into_keys()
            .map(|(_, name)| name)
            .collect()
    }

    #[test]
    fn an_older_file_gets_what_is_new() {
        let mut conn = Connection::open_in_memory().unwrap();
        migrate(&mut conn, MIGRATIONS).unwrap();
        assert_eq!(version(&conn).unwrap(), SCHEMA_VERSION);
        let more: Vec<Migration> = MIGRATIONS.iter().copied().chain([TWO]).collect();
        migrate(&mut conn, &more).unwrap();
        assert_eq!(version(&conn).unwrap(), SCHEMA_VERSION + 1);
        assert!(
            tables(&conn).contains(&"two".to_owned())
                && !tables(&conn).contains(&"pages".to_owned())
        );
    }

    #[test]
    fn a_step_that_fails_half_way_leaves_nothing() {
        let mut conn = Connection::open_in_memory().unwrap();
        let broken: Vec<Migration> = MIGRATIONS.iter().copied().chain([HALF]).collect();
        migrate(&mut conn, &broken).unwrap_err();
        assert_eq!(version(&conn).unwrap(), SCHEMA_VERSION);
        assert!(!tables(&conn).contains(&"half".to_owned()));
    }

    #[test]
    fn the_mark_of_a_dossier_is_ascii() {
        assert_eq!(&APPLICATION_ID.to_be_bytes(), b"Dtln");
    }
}
