//! Opening and creating the file.
//!
//! The journal mode is SQLite's rollback journal (`DELETE`), not WAL: the dossier is one file whenever nobody
//! writes to it, it can be read on a read-only medium and on a network folder, and any SQLite program opens it
//! without laying files beside it. The price, that readers wait while a slice is committed, is small: slices
//! are few and short. A killed writer leaves a journal, from which the next opener restores the last commit.
//! Only while a dossier is shared ([`Dossier::share`]), by people who look and a program that writes for minutes, a
//! write-ahead log lies beside it; whoever opens it next without sharing it puts it back into one file.
//! `synchronous = FULL` keeps the file whole through a power cut as well.

use crate::error::OpenDossierError;
use crate::{Dossier, DossierError, schema};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::time::Duration;

/// How long another program's lock is waited for.
const PATIENCE: Duration = Duration::from_secs(5);

/// The same, of a dossier that is shared: as long as storing a large weaving may take.
const PATIENCE_OF_MANY: Duration = Duration::from_secs(60);

/// Pages kept in memory: 32 MiB, room for a slice of a few hundred documents before a commit.
pub(crate) const CACHE_KIB: i64 = 32 * 1024;

/// Likewise while a weaving is stored, whose rows stand all over the file: as much as is needed, up to 256 MiB.
pub(crate) const CACHE_OF_WEAVING_KIB: i64 = 256 * 1024;

/// Prepared statements kept, more than there are.
const N_STATEMENTS: usize = 96;

/// What every SQLite file starts with.
const SQLITE_MAGIC: &[u8; 16] = b"SQLite format 3\0";

impl Dossier {
    /// Opens the dossier at `path`, or makes an empty one where there is no file, or one of no bytes.
    ///
    /// A file that is no dossier is not touched.
    pub fn open_or_create(path: &Path) -> Result<Dossier, OpenDossierError> {
        open(path, true, PATIENCE)
    }

    /// Opens the dossier at `path`, which must exist; for reading only where it may not be written to.
    ///
    /// A file that is no dossier is not touched.
    pub fn open(path: &Path) -> Result<Dossier, OpenDossierError> {
        open(path, false, PATIENCE)
    }

    /// Lets others read while one writes, from now on and as long as anybody has the dossier open; until then a file named like it
    /// with `-wal` holds what was written last. Does nothing where it may not be written to.
    ///
    /// # Errors
    /// Where the disk fails, or somebody is writing all the while.
    pub fn share(&mut self) -> Result<(), DossierError> {
        let share = || {
            if !self.conn.is_readonly("main")? {
                self.conn.busy_timeout(PATIENCE_OF_MANY)?;
                self.conn.pragma_update(None, "journal_mode", "WAL")?;
                // Who has read holds on to the log: until then the next opener would end it.
                has_tables(&self.conn)?;
            }
            Ok(())
        };
        share().map_err(|error| DossierError::of(&self.path, "share the dossier", error))
    }

    /// Puts a dossier that was shared back into one file, where nobody else has it open.
    pub fn stop_sharing(&mut self) {
        back_into_one_file(&self.conn, PATIENCE);
    }
}

/// Opens with a patience of one's own.
pub(crate) fn open(
    path: &Path,
    create: bool,
    patience: Duration,
) -> Result<Dossier, OpenDossierError> {
    // To SQLite, no name and names such as `:memory:` are no files.
    if path.as_os_str().is_empty() {
        return Err(OpenDossierError::Io {
            path: path.to_owned(),
            source: std::io::ErrorKind::NotFound.into(),
        });
    }
    if path.as_os_str().as_encoded_bytes().starts_with(b":") {
        return open(&Path::new(".").join(path), create, patience);
    }
    let is_new = match first_bytes(path) {
        Ok(bytes) => {
            let is_new = bytes.is_empty() && create;
            if !is_new {
                see_that_it_is_a_dossier(path, &bytes)?;
            }
            is_new
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            if !create {
                return Err(OpenDossierError::Missing {
                    path: path.to_owned(),
                });
            }
            true
        }
        Err(error) if path.is_dir() => {
            drop(error);
            return Err(OpenDossierError::NotADossier {
                path: path.to_owned(),
                found: "a folder".to_owned(),
            });
        }
        Err(source) => {
            return Err(OpenDossierError::Io {
                path: path.to_owned(),
                source,
            });
        }
    };
    connect(path, is_new, patience)
}

/// Connects to what looks like a dossier, or to a file that is to become one.
fn connect(path: &Path, is_new: bool, patience: Duration) -> Result<Dossier, OpenDossierError> {
    let failed = |error| OpenDossierError::of(path, error);
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if is_new {
        flags |= OpenFlags::SQLITE_OPEN_CREATE;
    }
    // SQLite itself falls back to reading only where the system forbids writing.
    let mut conn = Connection::open_with_flags(path, flags).map_err(failed)?;
    conn.busy_timeout(patience).map_err(failed)?;
    prepare(&conn).map_err(failed)?;

    let found = schema::version(&conn).map_err(failed)?;
    let known = schema::SCHEMA_VERSION;
    if found > known {
        return Err(OpenDossierError::Newer {
            path: path.to_owned(),
            found,
            known,
        });
    }
    if found < known {
        if found < 0 || (found == 0) == has_tables(&conn).map_err(failed)? {
            let detail = format!("its schema version is {found}, which does not fit what is in it");
            return Err(OpenDossierError::Damaged {
                path: path.to_owned(),
                detail,
            });
        }
        if conn.is_readonly("main").map_err(failed)? {
            return Err(match found {
                0 => OpenDossierError::Io {
                    path: path.to_owned(),
                    source: std::io::ErrorKind::PermissionDenied.into(),
                },
                _ => OpenDossierError::Older {
                    path: path.to_owned(),
                    found,
                    known,
                },
            });
        }
        schema::migrate(&mut conn, schema::MIGRATIONS).map_err(failed)?;
    }
    back_into_one_file(&conn, patience);
    // The catalogue is read now, so that a file whose first pages are broken is refused here.
    has_tables(&conn).map_err(failed)?;
    Ok(Dossier {
        path: path.to_owned(),
        conn,
        woven: Default::default(),
    })
}

/// Settings of a connection; none of them changes the file.
fn prepare(conn: &Connection) -> rusqlite::Result<()> {
    // A dossier may come from somebody else: nothing in it may run more than plain SQL.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    conn.execute_batch(
        "PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON; PRAGMA synchronous = FULL;",
    )?;
    // Intermediate results stay out of the system's folder for temporary files, which others may read.
    conn.execute_batch("PRAGMA temp_store = MEMORY;")?;
    keep_in_memory(conn, CACHE_KIB)?;
    conn.set_prepared_statement_cache_capacity(N_STATEMENTS);
    Ok(())
}

/// Keeps as many pages of the file in memory as go into so many KiB.
pub(crate) fn keep_in_memory(conn: &Connection, kib: i64) -> rusqlite::Result<()> {
    conn.pragma_update(None, "cache_size", -kib)
}

/// Ends a write-ahead log that sharing left behind. Where somebody is sharing the dossier now, or it may not be written to, it stays:
/// it is as good. Afterwards others are waited for with `patience`.
fn back_into_one_file(conn: &Connection, patience: Duration) {
    let mode = conn.pragma_query_value(None, "journal_mode", |row| row.get::<_, String>(0));
    if mode.is_ok_and(|mode| mode == "wal") && conn.busy_timeout(Duration::ZERO).is_ok() {
        let _ = conn.pragma_update(None, "journal_mode", "DELETE");
        let _ = conn.busy_timeout(patience);
    }
}

fn has_tables(conn: &Connection) -> rusqlite::Result<bool> {
    conn.query_row("SELECT count(*) > 0 FROM sqlite_schema", [], |row| {
        row.get(0)
    })
}

/// The first 100 bytes, the header of a SQLite file; fewer where the file is shorter.
fn first_bytes(path: &Path) -> std::io::Result<Vec<u8>> {
    // Opening a pipe or a device could wait for ever.
    let metadata = std::fs::metadata(path)?;
    if !metadata.is_file() {
        return Err(std::io::Error::other("not a regular file"));
    }
    let mut bytes = Vec::with_capacity(100);
    File::open(path)?.take(100).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Refuses what is no dossier, by its bytes alone.
fn see_that_it_is_a_dossier(path: &Path, header: &[u8]) -> Result<(), OpenDossierError> {
    let refuse = |found: &str| {
        Err(OpenDossierError::NotADossier {
            path: path.to_owned(),
            found: found.to_owned(),
        })
    };
    if !header.starts_with(SQLITE_MAGIC) {
        return refuse(what_it_looks_like(header));
    }
    match header.get(68..72) {
        Some(mark) if mark == schema::APPLICATION_ID.to_be_bytes() => Ok(()),
        Some(_) => refuse("a SQLite file of another program"),
        None => Err(OpenDossierError::Damaged {
            path: path.to_owned(),
            detail: format!("only {} bytes are left of it", header.len()),
        }),
    }
}

/// What the first bytes look like, with an article.
fn what_it_looks_like(header: &[u8]) -> &'static str {
    let starts = |magic: &[u8]| header.starts_with(magic);
    let trimmed = header.trim_ascii_start();
    if header.is_empty() {
        "an empty file"
    } else if starts(b"PK\x03\x04") {
        "a zip file"
    } else if starts(b"\x1F\x8B") {
        "a gzip file"
    } else if starts(b"%PDF") {
        "a PDF file"
    } else if starts(b"WARC/") {
        "a WARC file"
    } else if trimmed.starts_with(b"<") {
        "an HTML or XML page"
    } else if header.contains(&0) {
        "a file of another kind"
    } else {
        "a text file"
    }
}
