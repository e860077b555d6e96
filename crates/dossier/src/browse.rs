//! Parts of what was woven, a screenful at a time, so that a large dossier is read as quickly as a small one.

use crate::column::{Columns, day};
use crate::woven::{claims, disputes, entities, entries, happenings};
use crate::{Dossier, DossierError};
use dateline_vocabulary::*;
use rusqlite::{Connection, OptionalExtension, ToSql, params};
use std::collections::{BTreeMap, HashMap};

/// Which lines of the timeline are asked for. The default asks for the chronology of the pile.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LinesWanted {
    /// Lines that may lie in these days; an undated one does not, as soon as either end is given.
    pub days: Days,
    /// Lines in which this entity takes part, those that are not of the pile's chronology among them.
    pub entity: Option<EntityId>,
    /// Lines whose place holds these words.
    pub place: Option<String>,
    /// Lines of this type.
    pub plover: Option<Plover>,
    /// Lines with at least that many certainly independent witnesses.
    pub min_sources: u32,
    /// Lines that something is disputed about.
    pub disputed: bool,
}

/// What is so of a row that may lie between the days `?2` and `?3`; an undated one does not, as soon as either is given.
macro_rules! may_lie_between {
    () => {
        "(?2 IS NULL OR (coalesce(\"from\", \"to\") IS NOT NULL AND coalesce(\"to\", '9999-12-31') >= ?2))
         AND (?3 IS NULL OR (coalesce(\"from\", \"to\") IS NOT NULL AND coalesce(\"from\", '0000-01-01') <= ?3))"
    };
}

/// What is so of a line that is wanted; its values are those of [`LinesWanted::values`].
pub(crate) const WANTED: &str = concat!(
    "(?1 IS NOT NULL OR salient = 1)
    AND (?1 IS NULL OR happening IN (SELECT happening FROM timeline_participant WHERE entity = ?1))
    AND ",
    may_lie_between!(),
    "
    AND (?4 IS NULL OR instr(lower(place), lower(?4)))
    AND (?5 IS NULL OR plover = ?5)
    AND at_least >= ?6
    AND (NOT ?7 OR disputed <> '[]')"
);

impl LinesWanted {
    pub(crate) fn values(&self) -> [Box<dyn ToSql>; 7] {
        [
            Box::new(self.entity.as_ref().map(|id| id.as_str().to_owned())),
            Box::new(day(self.days.from)),
            Box::new(day(self.days.to)),
            Box::new(self.place.clone()),
            Box::new(self.plover.map(Plover::as_str)),
            Box::new(self.min_sources),
            Box::new(self.disputed),
        ]
    }
}

/// Those whose ids stand in a list in JSON.
const CHOSEN: &str = "WHERE id IN (SELECT value FROM json_each(?1))";

/// The ids that a query chooses. Records lie in several tables: a choice that costs something is made once, and not for each.
fn chosen(conn: &Connection, sql: &str, values: &[&dyn ToSql]) -> rusqlite::Result<Vec<String>> {
    conn.prepare_cached(sql)?
        .query_map(values, |row| row.get(0))?
        .collect()
}

/// Records in the order of their ids in a list.
fn in_order<R>(mut records: Vec<R>, ids: &[String], id: impl Fn(&R) -> &str) -> Vec<R> {
    let at: HashMap<&str, usize> = (ids.iter().enumerate())
        .map(|(k, id)| (id.as_str(), k))
        .collect();
    records.sort_by_key(|record| at.get(id(record)).copied());
    records
}

/// The lines of these happenings in the order of the timeline.
fn lines_of(conn: &Connection, happenings: &impl serde::Serialize) -> rusqlite::Result<Vec<Entry>> {
    entries(
        conn,
        "WHERE happening IN (SELECT value FROM json_each(?1)) ORDER BY line",
        &[&crate::column::json(happenings)],
    )
}

/// What lines of the timeline are sorted by; those that have none of it come last, and those alike in the order of the timeline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LinesBy {
    /// When it was: the order of the timeline.
    #[default]
    Time,
    /// Its words.
    Statement,
    /// The type of event.
    Type,
    /// The name of the first who takes part.
    Who,
    /// Its place.
    Place,
    /// How many witnesses there are at least.
    Sources,
    /// How many pages tell it.
    Pages,
}

impl LinesBy {
    fn key(self) -> &'static str {
        match self {
            LinesBy::Time => "line",
            LinesBy::Statement => "label",
            LinesBy::Type => "plover",
            LinesBy::Who => {
                "(SELECT name FROM timeline_participant AS named WHERE named.happening = timeline.happening ORDER BY position LIMIT 1)"
            }
            LinesBy::Place => "place",
            LinesBy::Sources => "at_least",
            LinesBy::Pages => {
                "(SELECT count(DISTINCT document) FROM timeline_event AS told WHERE told.happening = timeline.happening)"
            }
        }
    }
}

/// Which pages are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PagesWanted {
    /// All.
    All,
    /// Those without any day of publication.
    Undated,
    /// Those that could not be read, or only in part.
    WithProblem,
}

/// How many lines begin in a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthCount {
    /// `2017-03`.
    pub month: String,
    /// Lines.
    pub lines: u32,
}

impl Dossier {
    /// Lines of the timeline in their order: at most `most`, after the first `skipped`.
    pub fn timeline_part(
        &self,
        wanted: &LinesWanted,
        skipped: u32,
        most: u32,
    ) -> Result<Vec<Entry>, DossierError> {
        self.timeline_sorted(wanted, LinesBy::Time, false, skipped, most)
    }

    /// Lines of the timeline sorted by something, from the greatest on where `descending`: at most `most`, after the first `skipped`.
    pub fn timeline_sorted(
        &self,
        wanted: &LinesWanted,
        by: LinesBy,
        descending: bool,
        skipped: u32,
        most: u32,
    ) -> Result<Vec<Entry>, DossierError> {
        self.read("read the timeline", |conn| {
            let key = by.key();
            let way = if descending { "DESC" } else { "ASC" };
            let sql = match by {
                LinesBy::Time => format!(
                    "SELECT happening FROM timeline WHERE {WANTED} ORDER BY line {way} LIMIT ?9 OFFSET ?8"
                ),
                _ => format!(
                    "SELECT happening FROM (SELECT happening, line, {key} AS key FROM timeline WHERE {WANTED})
                     ORDER BY key IS NULL, key {way}, line LIMIT ?9 OFFSET ?8"
                ),
            };
            let mut values = Vec::from(wanted.values());
            values.push(Box::new(skipped));
            values.push(Box::new(most));
            let values: Vec<&dyn ToSql> = values.iter().map(|value| &**value).collect();
            let ids = chosen(conn, &sql, &values)?;
            Ok(in_order(lines_of(conn, &ids)?, &ids, |line| line.happening.as_str()))
        })
    }

    /// The lines of the timeline that are of these happenings, in its order.
    pub fn timeline_of(&self, happenings: &[HappeningId]) -> Result<Vec<Entry>, DossierError> {
        self.read("read the timeline", |conn| {
            let ids: Vec<&str> = happenings.iter().map(HappeningId::as_str).collect();
            lines_of(conn, &ids)
        })
    }

    /// How many lines are wanted, and of those that have days, how many begin in each month.
    pub fn timeline_months(
        &self,
        wanted: &LinesWanted,
    ) -> Result<(u32, Vec<MonthCount>), DossierError> {
        self.read("count the timeline", |conn| {
            let sql = format!(
                "SELECT substr(coalesce(\"from\", \"to\"), 1, 7) AS month, count(*) FROM timeline
                 WHERE {WANTED} GROUP BY month ORDER BY month"
            );
            let values = wanted.values();
            let values: Vec<&dyn ToSql> = values.iter().map(|value| &**value).collect();
            let mut statement = conn.prepare_cached(&sql)?;
            let mut rows = statement.query(&*values)?;
            let (mut all, mut months) = (0, Vec::new());
            while let Some(row) = rows.next()? {
                let (month, lines): (Option<String>, u32) = (row.get(0)?, row.get(1)?);
                all += lines;
                months.extend(month.map(|month| MonthCount { month, lines }));
            }
            Ok((all, months))
        })
    }

    /// Entities of a type, or of all, whose names hold `words`: those that stand on most pages first; and how many there are.
    pub fn entities_part(
        &self,
        kind: Option<MentionType>,
        words: &str,
        skipped: u32,
        most: u32,
    ) -> Result<(u32, Vec<Entity>), DossierError> {
        self.read("read the entities", |conn| {
            let wanted = "(?1 IS NULL OR type = ?1) AND (?2 = '' OR instr(lower(name), lower(?2)) OR EXISTS
                (SELECT 1 FROM entity_alias WHERE entity = entity.id AND instr(lower(alias), lower(?2))))";
            let kind = kind.map(MentionType::as_str);
            let all: u32 = conn
                .prepare_cached(&format!("SELECT count(*) FROM entity WHERE {wanted}"))?
                .query_row(params![kind, words], |row| row.get(0))?;
            let sql = format!(
                "SELECT id FROM entity WHERE {wanted}
                 ORDER BY (SELECT count(*) FROM entity_document WHERE entity = entity.id) DESC, name, id
                 LIMIT ?4 OFFSET ?3"
            );
            let ids = chosen(conn, &sql, &[&kind, &words, &skipped, &most])?;
            let part = entities(conn, CHOSEN, &[&crate::column::json(&ids)])?;
            Ok((all, in_order(part, &ids, |entity| entity.id.as_str())))
        })
    }

    /// Documents with an empty text, the latest published first, undated ones last; and how many there are.
    pub fn pages_part(
        &self,
        wanted: PagesWanted,
        skipped: u32,
        most: u32,
    ) -> Result<(u32, Vec<Document>), DossierError> {
        self.read("list the documents", |conn| {
            let wanted = match wanted {
                PagesWanted::All => "1",
                PagesWanted::Undated => "published_from IS NULL AND published_to IS NULL",
                PagesWanted::WithProblem => "problem IS NOT NULL",
            };
            let sql = format!("SELECT count(*) FROM document WHERE {wanted}");
            let all = conn.prepare_cached(&sql)?.query_row([], |row| row.get(0))?;
            let which = format!(
                "WHERE {wanted} ORDER BY coalesce(published_from, published_to) DESC NULLS LAST, id LIMIT ?1 OFFSET ?2"
            );
            Ok((all, crate::read::heads(conn, &which, params![most, skipped])?))
        })
    }

    /// These documents with an empty text, in the order asked for; ids that are not here are left out.
    pub fn document_heads(&self, ids: &[DocumentId]) -> Result<Vec<Document>, DossierError> {
        self.read("read documents", |conn| {
            ids.iter()
                .filter_map(|id| crate::read::head(conn, id).transpose())
                .collect()
        })
    }

    /// An entity.
    pub fn entity(&self, id: &EntityId) -> Result<Option<Entity>, DossierError> {
        self.read("read an entity", |conn| {
            Ok(entities(conn, "WHERE id = ?1", &[&id.as_str()])?.pop())
        })
    }

    /// A happening.
    pub fn happening(&self, id: &HappeningId) -> Result<Option<Happening>, DossierError> {
        self.read("read a happening", |conn| {
            Ok(happenings(conn, "WHERE id = ?1", &[&id.as_str()])?.pop())
        })
    }

    /// Claims whose words hold `words`, those with the most witnesses first; and how many there are.
    pub fn claims_part(
        &self,
        words: &str,
        skipped: u32,
        most: u32,
    ) -> Result<(u32, Vec<Claim>), DossierError> {
        self.read("read the claims", |conn| {
            let wanted = "(?1 = '' OR instr(lower(label), lower(?1)))";
            let all: u32 = conn
                .prepare_cached(&format!("SELECT count(*) FROM claim WHERE {wanted}"))?
                .query_row([words], |row| row.get(0))?;
            // Pages are counted only for claims with as many witnesses as the last that is shown.
            let sql = format!(
                "SELECT id FROM claim WHERE {wanted} AND at_least >= coalesce(
                    (SELECT at_least FROM claim WHERE {wanted} ORDER BY at_least DESC LIMIT 1 OFFSET ?2 + ?3 - 1), 0)
                 ORDER BY at_least DESC, (SELECT count(*) FROM claim_document WHERE claim = claim.id) DESC, id
                 LIMIT ?3 OFFSET ?2"
            );
            let ids = chosen(conn, &sql, &[&words, &skipped, &most])?;
            let part = claims(conn, CHOSEN, &[&crate::column::json(&ids)])?;
            Ok((all, in_order(part, &ids, |claim| claim.id.as_str())))
        })
    }

    /// A claim.
    pub fn claim(&self, id: &ClaimId) -> Result<Option<Claim>, DossierError> {
        self.read("read a claim", |conn| {
            Ok(claims(conn, "WHERE id = ?1", &[&id.as_str()])?.pop())
        })
    }

    /// The claim that an attribution is part of.
    pub fn claim_of(&self, attribution: &AttributionId) -> Result<Option<ClaimId>, DossierError> {
        self.read("look for a claim", |conn| {
            conn.prepare_cached("SELECT claim FROM claim_attribution WHERE attribution = ?1")?
                .query_row([attribution.as_str()], |row| Columns::of(row).id())
                .optional()
        })
    }

    /// Disputes about a sort of thing, or about anything; and how many there are.
    pub fn disputes_part(
        &self,
        about: Option<DisputeKind>,
        skipped: u32,
        most: u32,
    ) -> Result<(u32, Vec<Dispute>), DossierError> {
        self.read("read the disputes", |conn| {
            let about = about.map(DisputeKind::as_str);
            let wanted = "(?1 IS NULL OR about = ?1)";
            let all: u32 = conn
                .prepare_cached(&format!("SELECT count(*) FROM dispute WHERE {wanted}"))?
                .query_row([about], |row| row.get(0))?;
            let which = format!("WHERE {wanted} ORDER BY id LIMIT ?3 OFFSET ?2");
            let part = disputes(conn, &which, &[&about, &skipped, &most])?;
            Ok((all, part))
        })
    }

    /// The disputes about a happening.
    pub fn disputes_of(&self, happening: &HappeningId) -> Result<Vec<Dispute>, DossierError> {
        self.read("read the disputes", |conn| {
            disputes(
                conn,
                "WHERE happening = ?1 ORDER BY id",
                &[&happening.as_str()],
            )
        })
    }

    /// A dispute.
    pub fn dispute(&self, id: &DisputeId) -> Result<Option<Dispute>, DossierError> {
        self.read("read a dispute", |conn| {
            Ok(disputes(conn, "WHERE id = ?1", &[&id.as_str()])?.pop())
        })
    }

    /// The names of these entities, in the order asked for; ids that are not here are left out.
    pub fn names_of(&self, ids: &[EntityId]) -> Result<Vec<(EntityId, String)>, DossierError> {
        self.read("read names", |conn| {
            let mut statement = conn.prepare_cached("SELECT name FROM entity WHERE id = ?1")?;
            let mut names = Vec::new();
            for id in ids {
                let name = statement
                    .query_row([id.as_str()], |row| row.get(0))
                    .optional()?;
                names.extend(name.map(|name| (id.clone(), name)));
            }
            Ok(names)
        })
    }

    /// Pairs of entities that take part in one happening of a type, or of any type, those with the most such happenings first: who met, accused or
    /// attacked whom. Only happenings that may lie in `days`.
    pub fn pairs(
        &self,
        plover: Option<Plover>,
        days: Days,
        most: u32,
    ) -> Result<Vec<Pair>, DossierError> {
        self.read("read who had to do with whom", |conn| {
            pairs(conn, plover, days, most)
        })
    }
}

/// Two entities that take part in the same happenings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// One of them: the one who acts, where one acts on the other.
    pub one: EntityId,
    /// Its name.
    pub one_name: String,
    /// The other.
    pub other: EntityId,
    /// Its name.
    pub other_name: String,
    /// Whether one acts on the other, in all of the happenings.
    pub is_directed: bool,
    /// The happenings: id, type, first day.
    pub happenings: Vec<(HappeningId, String, Option<String>)>,
}

fn pairs(
    conn: &Connection,
    plover: Option<Plover>,
    days: Days,
    most: u32,
) -> rusqlite::Result<Vec<Pair>> {
    // A place takes part in much that it has nothing to do with.
    let somebody: Vec<(String, String)> = conn
        .prepare_cached("SELECT id, name FROM entity WHERE type <> 'place' ORDER BY id")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let index: HashMap<&str, usize> = (somebody.iter().enumerate())
        .map(|(k, (id, _))| (id.as_str(), k))
        .collect();
    let mut statement = conn.prepare_cached(concat!(
        "SELECT happening.id, plover, coalesce(\"from\", \"to\"), role, entity
         FROM happening JOIN happening_participant ON happening = happening.id
         WHERE (plover = ?1 OR ?1 IS NULL AND plover IS NOT NULL) AND role <> 'other' AND entity IS NOT NULL
            AND factuality IN ('happened', 'reported')
            AND ",
        may_lie_between!(),
        "
         ORDER BY happening.id",
    ))?;
    let mut rows = statement.query(params![
        plover.map(Plover::as_str),
        day(days.from),
        day(days.to)
    ])?;
    // By those who take part: whether they do so in different roles everywhere, and in what, by its place in `happenings`. To let SQLite
    // join the table with itself takes six times as long.
    let mut found: BTreeMap<(usize, usize), (bool, Vec<usize>)> = BTreeMap::new();
    let mut happenings: Vec<(HappeningId, String, Option<String>)> = Vec::new();
    let mut taking_part: Vec<(ParticipantRole, usize)> = Vec::new();
    while let Some(row) = rows.next()? {
        let mut columns = Columns::of(row);
        let happening: HappeningId = columns.id()?;
        if happenings.last().is_none_or(|last| last.0 != happening) {
            happenings.push((happening, columns.take()?, columns.take()?));
            taking_part.clear();
        } else {
            columns.take::<String>()?;
            columns.take::<Option<String>>()?;
        }
        let here = happenings.len() - 1;
        let role: ParticipantRole = columns.kind()?;
        let Some(entity) = index.get(columns.take::<String>()?.as_str()) else {
            continue;
        };
        for (other_role, other) in taking_part.iter().filter(|(_, other)| other != entity) {
            let (one, two) = ((role, *entity), (*other_role, *other));
            let (first, second) = (one.min(two), one.max(two));
            let (is_directed, of_pair) =
                (found.entry((first.1, second.1))).or_insert_with(|| (true, Vec::new()));
            *is_directed &= first.0 != second.0;
            if of_pair.last() != Some(&here) {
                of_pair.push(here);
            }
        }
        taking_part.push((role, *entity));
    }
    let pair = |((a, b), (is_directed, of_pair)): ((usize, usize), (bool, Vec<usize>))| {
        let named = |k: usize| (EntityId(somebody[k].0.clone()), somebody[k].1.clone());
        let ((one, one_name), (other, other_name)) = (named(a), named(b));
        let of_pair = of_pair.iter().map(|k| happenings[*k].clone());
        let mut pair = Pair {
            one,
            one_name,
            other,
            other_name,
            is_directed,
            happenings: of_pair.collect(),
        };
        (pair.happenings).sort_by(|a, b| (&a.2, &a.0).cmp(&(&b.2, &b.0)));
        pair
    };
    let mut pairs: Vec<Pair> = found.into_iter().map(pair).collect();
    pairs.sort_by(|a, b| {
        let names = |pair: &Pair| (pair.one_name.clone(), pair.other_name.clone());
        (b.happenings.len().cmp(&a.happenings.len())).then_with(|| names(a).cmp(&names(b)))
    });
    pairs.truncate(most as usize);
    Ok(pairs)
}
