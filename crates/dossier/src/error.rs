//! What can go wrong with a dossier, told so that the reader knows what to do.

use rusqlite::ErrorCode;
use std::path::{Path, PathBuf};

/// Why a dossier could not be opened. The file is then as it was before.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenDossierError {
    /// There is no file at the path.
    #[error("there is no dossier at `{}`; make one with `dateline add`, or name another with `--dossier`", path.display())]
    Missing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// Something else lies at the path.
    #[error("`{}` is not a dossier but {found}; it was left as it is: name another file with `--dossier`", path.display())]
    NotADossier {
        /// Where it lies.
        path: PathBuf,
        /// What it is, with its article: `a text file`.
        found: String,
    },
    /// A newer Dateline wrote it.
    #[error("the dossier `{}` is of version {found}, this Dateline knows versions up to {known}; use a newer Dateline", path.display())]
    Newer {
        /// Where it lies.
        path: PathBuf,
        /// Its schema version.
        found: i64,
        /// The newest schema version that this program knows.
        known: i64,
    },
    /// An older Dateline wrote it, and it cannot be brought up to date because it cannot be written to.
    #[error("the dossier `{}` is of version {found} and has to be brought up to version {known}, but cannot be written to; copy it to where you may write", path.display())]
    Older {
        /// Where it lies.
        path: PathBuf,
        /// Its schema version.
        found: i64,
        /// The schema version it should have.
        known: i64,
    },
    /// It is a dossier whose bytes are no longer what was written.
    #[error("the dossier `{}` is damaged ({detail}); restore it from a copy, or move it away and add the pages again", path.display())]
    Damaged {
        /// Where it lies.
        path: PathBuf,
        /// What SQLite or Dateline found.
        detail: String,
    },
    /// Another program is writing to it.
    #[error("the dossier `{}` is in use by another program; wait until that one is done and try again", path.display())]
    Locked {
        /// Where it lies.
        path: PathBuf,
    },
    /// No room is left on the disk.
    #[error("no room is left on the disk for the dossier `{}`; free some space and try again", path.display())]
    Full {
        /// Where it should lie.
        path: PathBuf,
    },
    /// The system refused.
    #[error("cannot open the dossier `{}`; see that the folder exists and that you may read and write there", path.display())]
    Io {
        /// Where it lies.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// SQLite refused.
    #[error("cannot open the dossier `{}`; see that the folder exists and that you may read and write there", path.display())]
    Sql {
        /// Where it lies.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
}

/// Why an open dossier could not do what was asked. What was committed before is there unchanged.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DossierError {
    /// Another program is writing to it, or reading it at length.
    #[error("the dossier `{}` is in use by another program; wait until that one is done and try again", path.display())]
    Locked {
        /// Where it lies.
        path: PathBuf,
    },
    /// No room is left on the disk.
    #[error("no room is left on the disk for the dossier `{}`; nothing is lost: free some space and repeat the command", path.display())]
    Full {
        /// Where it lies.
        path: PathBuf,
    },
    /// The file, or its folder, may not be written to.
    #[error("the dossier `{}` cannot be written to; copy it to where you may write, or change its permissions", path.display())]
    ReadOnly {
        /// Where it lies.
        path: PathBuf,
    },
    /// Its bytes are no longer what was written.
    #[error("the dossier `{}` is damaged ({detail}); see `dateline check`, then restore it from a copy or add the pages again", path.display())]
    Damaged {
        /// Where it lies.
        path: PathBuf,
        /// What was found, and where.
        detail: String,
    },
    /// Records that contradict each other were to be stored. Nothing of them was.
    #[error("cannot keep {record} in the dossier `{}`: {detail}; this is a fault of Dateline, please report it", path.display())]
    Contradiction {
        /// Where the dossier lies.
        path: PathBuf,
        /// The record, such as `document 00ab…` or `happening h00001`.
        record: String,
        /// What does not fit.
        detail: String,
    },
    /// SQLite refused for another reason.
    #[error("cannot {doing} in the dossier `{}`", path.display())]
    Sql {
        /// Where it lies.
        path: PathBuf,
        /// What was being done, as a verb with its object.
        doing: &'static str,
        /// What SQLite said.
        source: rusqlite::Error,
    },
}

/// The sorts of failure that are told apart.
pub(crate) enum Failure {
    Locked,
    Full,
    ReadOnly,
    Damaged(String),
    Other(rusqlite::Error),
}

impl Failure {
    /// Sorts what SQLite said.
    pub(crate) fn of(error: rusqlite::Error) -> Failure {
        match &error {
            rusqlite::Error::SqliteFailure(cause, text) => match cause.code {
                ErrorCode::DatabaseBusy
                | ErrorCode::DatabaseLocked
                | ErrorCode::FileLockingProtocolFailed => Failure::Locked,
                ErrorCode::DiskFull => Failure::Full,
                ErrorCode::ReadOnly => Failure::ReadOnly,
                ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => {
                    Failure::Damaged(text.clone().unwrap_or_else(|| cause.to_string()))
                }
                _ => Failure::Other(error),
            },
            // A value that was stored in one type and read in another, or text that is no longer UTF-8.
            rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::Utf8Error(..) => Failure::Damaged(error.to_string()),
            _ => Failure::Other(error),
        }
    }
}

impl OpenDossierError {
    pub(crate) fn of(path: &Path, error: rusqlite::Error) -> OpenDossierError {
        let path = path.to_owned();
        match Failure::of(error) {
            Failure::Locked => OpenDossierError::Locked { path },
            Failure::Full => OpenDossierError::Full { path },
            Failure::ReadOnly => OpenDossierError::Io {
                path,
                source: std::io::ErrorKind::PermissionDenied.into(),
            },
            Failure::Damaged(detail) => OpenDossierError::Damaged { path, detail },
            Failure::Other(source) => OpenDossierError::Sql { path, source },
        }
    }
}

impl DossierError {
    pub(crate) fn of(path: &Path, doing: &'static str, error: rusqlite::Error) -> DossierError {
        let path = path.to_owned();
        match Failure::of(error) {
            Failure::Locked => DossierError::Locked { path },
            Failure::Full => DossierError::Full { path },
            Failure::ReadOnly => DossierError::ReadOnly { path },
            Failure::Damaged(detail) => DossierError::Damaged { path, detail },
            Failure::Other(source) => DossierError::Sql {
                path,
                doing,
                source,
            },
        }
    }
}
