//! The dossier: one SQLite file that keeps every page and reading, and what was woven from them.
//!
//! This is the only crate that knows SQL. What lies in the file, table by table, is in `SCHEMA.md` beside it.
//!
//! - Whatever was committed survives: a killed program, a full disk or a power cut take back at most the
//!   slice that was being added, and adding it again completes the dossier.
//! - What is read back is what was added, and does not depend on the order of adding.
//! - What people corrected is a layer of its own, and stays whatever is added or woven anew.
//! - [`Dossier::check`] finds any changed bit of the content.

mod browse;
mod check;
mod column;
mod consistency;
mod correction;
mod digest;
mod error;
mod find;
mod lanes;
mod open;
mod read;
mod schema;
mod search;
mod stats;
mod weave;
mod woven;
mod write;

pub use browse::{LinesBy, LinesWanted, MonthCount, PagesWanted, Pair};
pub use check::CheckReport;
pub use error::{DossierError, OpenDossierError};
pub use lanes::{Lane, LaneMark, LanesBy};
pub use schema::{APPLICATION_ID, SCHEMA_VERSION};
pub use search::SearchHit;
pub use stats::Stats;
pub use weave::MadeFrom;

use std::path::PathBuf;

/// The version of the weave. It goes up whenever the weave makes something else of the same documents, so
/// that an older weaving is known to be out of date.
pub const WEAVE_VERSION: i64 = 9;

/// Stands before a match in [`SearchHit::snippet`], and nowhere else in it.
pub const MATCH_START: char = '\u{1}';

/// Stands after a match in [`SearchHit::snippet`], and nowhere else in it.
pub const MATCH_END: char = '\u{2}';

/// An open dossier.
#[derive(Debug)]
pub struct Dossier {
    path: PathBuf,
    conn: rusqlite::Connection,
    /// What [`Dossier::is_woven`] found last, and the state of the file that it holds for.
    woven: std::cell::Cell<Option<(read::FileState, bool)>>,
}

/// A path from which no page could be had: it vanished, may not be read, or leads in a circle.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unread {
    /// The path, as the user gave it.
    pub file: String,
    /// Why, for people to read.
    pub reason: String,
}

/// Whether a document is in the dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holding {
    /// It is not there.
    No,
    /// It is there, and known under this path.
    Yes,
    /// It is there, but not yet known under this path.
    OtherFile,
}

#[cfg(test)]
mod tests;
