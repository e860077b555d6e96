//! The timeline in lanes: what happened to each of several people, at several places, or as several outlets tell it.

use crate::browse::{LinesWanted, WANTED};
use crate::column::Columns;
use crate::{Dossier, DossierError};
use dateline_vocabulary::{Days, EntityId, HappeningId};
use jiff::civil::Date;
use rusqlite::ToSql;

/// What lines share that lie in one lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LanesBy {
    /// A person, body, group or thing that takes part.
    Name,
    /// A place.
    Place,
    /// An outlet that tells it.
    Outlet,
}

/// The lines of the timeline that share something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// What it is called.
    pub name: String,
    /// The entity, of a lane by name.
    pub entity: Option<EntityId>,
    /// How many lines with days it has.
    pub lines: u32,
    /// These lines in the order of the timeline, at most as many as were asked for.
    pub marks: Vec<LaneMark>,
}

/// A line in a lane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaneMark {
    /// The happening.
    pub happening: HappeningId,
    /// A readable statement in a page's own words.
    pub label: String,
    /// When; one end at least is known.
    pub days: Days,
    /// Whether the day is inferred.
    pub inferred: bool,
    /// Whether something is disputed about it.
    pub disputed: bool,
    /// When it was first printed, as far as is known.
    pub printed: Option<Date>,
}

impl LanesBy {
    /// Rows of a line, what it is in the lane of, and how that is called.
    fn members(self) -> &'static str {
        match self {
            LanesBy::Name => {
                "SELECT DISTINCT line, entity AS key, entity.name AS name FROM timeline_participant
                 JOIN entity ON entity.id = entity AND entity.type <> 'place'"
            }
            LanesBy::Place => {
                "SELECT line, place AS key, place AS name FROM timeline WHERE place IS NOT NULL"
            }
            LanesBy::Outlet => {
                "SELECT DISTINCT line, outlet AS key, outlet AS name FROM timeline_event
                 JOIN document ON document.id = document WHERE outlet IS NOT NULL"
            }
        }
    }
}

impl Dossier {
    /// The lanes with the most lines, at most `most_lanes`, each with at most `most_marks` of its lines. Lines without days lie in none.
    pub fn timeline_lanes(
        &self,
        wanted: &LinesWanted,
        by: LanesBy,
        most_lanes: u32,
        most_marks: u32,
    ) -> Result<Vec<Lane>, DossierError> {
        self.read("read the timeline", |conn| {
            let from = format!(
                "WITH member AS MATERIALIZED ({}), shown AS MATERIALIZED (
                    SELECT * FROM timeline WHERE {WANTED} AND coalesce(\"from\", \"to\") IS NOT NULL)",
                by.members()
            );
            let sql = format!(
                "{from} SELECT key, name, count(*) AS n FROM shown JOIN member USING (line)
                 GROUP BY key ORDER BY n DESC, name, key LIMIT ?8"
            );
            let asked = wanted.values();
            let asked: Vec<&dyn ToSql> = asked.iter().map(|value| &**value).collect();
            let values = [asked.as_slice(), &[&most_lanes]].concat();
            let mut statement = conn.prepare_cached(&sql)?;
            let keys: Vec<(String, String, u32)> = statement
                .query_map(&*values, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
                .collect::<Result<_, _>>()?;
            let sql = format!(
                "{from} SELECT happening, label, \"from\", \"to\", inferred, disputed <> '[]',
                    (SELECT min(coalesce(published_from, published_to)) FROM timeline_event
                     JOIN document ON document.id = document WHERE timeline_event.line = shown.line)
                 FROM shown JOIN member USING (line) WHERE key = ?9 ORDER BY shown.line LIMIT ?8"
            );
            let mut statement = conn.prepare_cached(&sql)?;
            let mut lanes = Vec::new();
            for (key, name, lines) in keys {
                let values = [asked.as_slice(), &[&most_marks, &key]].concat();
                let marks = statement.query_map(&*values, |row| {
                    let mut columns = Columns::of(row);
                    Ok(LaneMark {
                        happening: columns.id()?,
                        label: columns.take()?,
                        days: columns.days()?,
                        inferred: columns.take()?,
                        disputed: columns.take()?,
                        printed: columns.day()?,
                    })
                })?;
                let marks = marks.collect::<Result<_, _>>()?;
                lanes.push(Lane {
                    name,
                    lines,
                    marks,
                    entity: (by == LanesBy::Name).then(|| key.into()),
                });
            }
            Ok(lanes)
        })
    }
}
