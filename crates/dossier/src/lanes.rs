//! The timeline in lanes: what happened to each of several people, at several places, or as several outlets tell it.

use crate::browse::{LinesWanted, WANTED};
use crate::column::Columns;
use crate::{Dossier, DossierError};
use dateline_vocabulary::{Days, EntityId, HappeningId};
use jiff::civil::Date;
use rusqlite::{Connection, ToSql};
use std::collections::HashMap;

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
    /// What it is called; `None` for the pages that name no outlet.
    pub name: Option<String>,
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
    /// Keys of lanes and the happenings whose lines lie in them.
    fn members(self) -> &'static str {
        match self {
            LanesBy::Name => {
                "SELECT entity, happening FROM timeline_participant WHERE entity IS NOT NULL"
            }
            LanesBy::Place => "SELECT place, happening FROM timeline WHERE place IS NOT NULL",
            LanesBy::Outlet => "SELECT document, happening FROM timeline_event",
        }
    }

    /// What keys belong to, and how that is called.
    fn names(self) -> Option<&'static str> {
        match self {
            LanesBy::Name => Some("SELECT id, id, name FROM entity WHERE type <> 'place'"),
            LanesBy::Place => None,
            LanesBy::Outlet => {
                Some("SELECT id, coalesce(outlet, ''), coalesce(outlet, '') FROM document")
            }
        }
    }
}

/// What is called so, and its lines.
type Named = ((String, String), Vec<i64>);

impl Dossier {
    /// The lanes with the most lines, at most `most_lanes`, each with at most `most_marks` of its lines. Lines without days lie in none.
    pub fn timeline_lanes(
        &self,
        wanted: &LinesWanted,
        by: LanesBy,
        most_lanes: usize,
        most_marks: usize,
    ) -> Result<Vec<Lane>, DossierError> {
        self.read("read the timeline", |conn| {
            let mut lanes = lines_by(conn, wanted, by)?;
            lanes.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then(a.0.cmp(&b.0)));
            // What no outlet tells comes last, and is not left out.
            let nobodys = lanes.iter().position(|((name, _), _)| name.is_empty());
            let nobodys = nobodys.map(|at| lanes.remove(at));
            lanes.truncate(most_lanes.saturating_sub(usize::from(nobodys.is_some())));
            lanes.extend(nobodys);
            let printed = printing_days(conn)?;
            let lane = |((name, key), lines): Named| {
                let marks = (lines.iter().take(most_marks)).map(|line| mark(conn, &printed, *line));
                Ok(Lane {
                    name: Some(name).filter(|name| !name.is_empty()),
                    lines: lines.len() as u32,
                    marks: marks.collect::<rusqlite::Result<_>>()?,
                    entity: (by == LanesBy::Name).then(|| key.into()),
                })
            };
            lanes.into_iter().map(lane).collect()
        })
    }
}

/// The lines with days that are wanted, by what they share. One walk along the lines: to ask anew for each lane takes many times as long.
fn lines_by(conn: &Connection, wanted: &LinesWanted, by: LanesBy) -> rusqlite::Result<Vec<Named>> {
    let mut lanes: Vec<Named> = Vec::new();
    let mut lane_of: HashMap<(String, String), usize> = HashMap::new();
    let mut lane_named = |name: (String, String), lanes: &mut Vec<Named>| {
        *lane_of.entry(name).or_insert_with_key(|name| {
            lanes.push((name.clone(), Vec::new()));
            lanes.len() - 1
        })
    };
    let mut lane_of_key: HashMap<String, usize> = HashMap::new();
    if let Some(sql) = by.names() {
        let mut statement = conn.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let lane = lane_named((row.get(2)?, row.get(1)?), &mut lanes);
            lane_of_key.insert(row.get(0)?, lane);
        }
    }
    let sql = format!(
        "SELECT happening, line FROM timeline WHERE {WANTED} AND coalesce(\"from\", \"to\") IS NOT NULL"
    );
    let asked = wanted.values();
    let asked: Vec<&dyn ToSql> = asked.iter().map(|value| &**value).collect();
    let mut statement = conn.prepare_cached(&sql)?;
    // Looked up here: to ask SQLite for the line of each of half a million members takes six times as long.
    let shown: HashMap<String, i64> = statement
        .query_map(&*asked, |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let mut statement = conn.prepare_cached(by.members())?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let Some(&line) = shown.get(row.get_ref(1)?.as_str()?) else {
            continue;
        };
        let key = row.get_ref(0)?.as_str()?;
        let lane = match by.names() {
            Some(_) => lane_of_key.get(key).copied(),
            None => Some(lane_named((key.to_owned(), key.to_owned()), &mut lanes)),
        };
        if let Some(lane) = lane {
            lanes[lane].1.push(line);
        }
    }
    for (_, lines) in &mut lanes {
        lines.sort_unstable();
        lines.dedup();
    }
    lanes.retain(|(_, lines)| !lines.is_empty());
    Ok(lanes)
}

/// The first day on which each page may have been printed, by its id.
fn printing_days(conn: &Connection) -> rusqlite::Result<HashMap<String, Date>> {
    let sql = "SELECT coalesce(published_from, published_to), id FROM document
               WHERE coalesce(published_from, published_to) IS NOT NULL";
    let mut days = HashMap::new();
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let mut columns = Columns::of(row);
        let day = columns.day()?;
        days.extend(day.zip(Some(columns.take()?)).map(|(day, id)| (id, day)));
    }
    Ok(days)
}

fn mark(
    conn: &Connection,
    printed: &HashMap<String, Date>,
    line: i64,
) -> rusqlite::Result<LaneMark> {
    let sql = "SELECT happening, label, \"from\", \"to\", inferred, disputed <> '[]' FROM timeline WHERE line = ?1";
    let mut mark = conn.prepare_cached(sql)?.query_row([line], |row| {
        let mut columns = Columns::of(row);
        Ok(LaneMark {
            happening: columns.id()?,
            label: columns.take()?,
            days: columns.days()?,
            inferred: columns.take()?,
            disputed: columns.take()?,
            printed: None,
        })
    })?;
    let mut statement =
        conn.prepare_cached("SELECT document FROM timeline_event WHERE happening = ?1")?;
    let mut rows = statement.query([mark.happening.as_str()])?;
    while let Some(row) = rows.next()? {
        let day = printed.get(row.get_ref(0)?.as_str()?).copied();
        mark.printed = [mark.printed, day].into_iter().flatten().min();
    }
    Ok(mark)
}
