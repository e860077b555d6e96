//! The lines of the timeline as a table that is sorted by any of its columns.

use crate::Desk;
use crate::address::Query;
use crate::fault::Fault;
use crate::shell::{name_address, record_address};
use dateline_dossier::LinesBy;
use dateline_views::{chain_in_steps, entry_marks, when};
use dateline_vocabulary::Entry;
use std::collections::BTreeSet;

/// The columns: what an address calls them, their heading, and what they sort by.
const COLUMNS: [(&str, &str, LinesBy); 7] = [
    ("when", "When", LinesBy::Time),
    ("what", "What", LinesBy::Statement),
    ("type", "Type", LinesBy::Type),
    ("who", "Who", LinesBy::Who),
    ("where", "Where", LinesBy::Place),
    ("sources", "Sources", LinesBy::Sources),
    ("pages", "Pages", LinesBy::Pages),
];

/// Wordings of whom or what a line is about, where it names nobody; the rest is with the happening.
const MOST_WORDINGS: usize = 2;

/// The table, one row a line.
pub(crate) struct Table {
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Row>,
}

/// A column's head.
pub(crate) struct Column {
    pub(crate) name: &'static str,
    /// Where the table is sorted by it, and where it is already, the other way round.
    pub(crate) href: String,
    /// `ascending`, `descending` or `none`, as `aria-sort` has it.
    pub(crate) sorted: &'static str,
}

/// A line.
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) when: String,
    pub(crate) label: String,
    pub(crate) href: String,
    pub(crate) chain: String,
    pub(crate) marks: Vec<String>,
    pub(crate) by_people: Vec<String>,
    pub(crate) plover: String,
    /// Names and, of those that are somebody, their addresses.
    pub(crate) who: Vec<(String, Option<String>)>,
    pub(crate) place: String,
    pub(crate) at_least: u32,
    pub(crate) at_most: u32,
    pub(crate) n_pages: usize,
}

/// How an address wants lines sorted: `when`, or `-pages` from the most on.
pub(crate) fn sort_of(query: &Query) -> Result<(LinesBy, bool), Fault> {
    let asked = query.get("sort");
    let name = asked.strip_prefix('-').unwrap_or(asked);
    match COLUMNS.iter().find(|(column, ..)| *column == name) {
        Some((.., by)) => Ok((*by, name.len() < asked.len())),
        None if asked.is_empty() => Ok((LinesBy::Time, false)),
        None => Err(Fault::Wrong(format!(
            "The table has no column `{name}`; it is sorted by {}.",
            COLUMNS.map(|(column, ..)| column).join(", ")
        ))),
    }
}

impl Table {
    pub(crate) fn of(desk: &Desk<'_>, entries: Vec<Entry>, query: &Query) -> Result<Table, Fault> {
        let changes = desk.changes()?;
        let (sorted_by, descending) = sort_of(query)?;
        let column = |(key, name, by): (&str, &'static str, LinesBy)| {
            let is_it = by == sorted_by;
            // Counts are asked for from the greatest on.
            let first = matches!(by, LinesBy::Sources | LinesBy::Pages);
            let down = if is_it { !descending } else { first };
            let sort = format!("{}{key}", if down { "-" } else { "" });
            Column {
                name,
                href: query.changed(
                    "/timeline",
                    &[("as", "table"), ("sort", &sort), ("skip", "")],
                ),
                sorted: match (is_it, descending) {
                    (false, _) => "none",
                    (true, false) => "ascending",
                    (true, true) => "descending",
                },
            }
        };
        let row = |entry: Entry| {
            // Somebody, as far as anybody is; else the first wordings of whom or what it was about.
            let mut named = BTreeSet::new();
            let mut who: Vec<_> = (entry.participants.iter())
                .filter(|it| named.insert(it.name.to_lowercase()))
                .collect();
            match who.iter().any(|it| it.entity.is_some()) {
                true => who.retain(|it| it.entity.is_some()),
                false => who.truncate(MOST_WORDINGS),
            }
            let pages: BTreeSet<_> = entry.events.iter().map(|event| &event.document).collect();
            Row {
                id: entry.happening.to_string(),
                when: when(&entry),
                href: record_address(entry.happening.as_str()).unwrap_or_default(),
                chain: chain_in_steps(&entry.chain),
                marks: entry_marks(&entry),
                by_people: changes.marks(entry.happening.as_str()),
                plover: entry.plover.map_or(String::new(), |it| it.to_string()),
                who: who
                    .into_iter()
                    .map(|it| (it.name.clone(), it.entity.as_ref().map(name_address)))
                    .collect(),
                place: entry.place.clone().unwrap_or_default(),
                at_least: entry.independent.at_least,
                at_most: entry.independent.at_most,
                n_pages: pages.len(),
                label: entry.label,
            }
        };
        Ok(Table {
            columns: COLUMNS.into_iter().map(column).collect(),
            rows: entries.into_iter().map(row).collect(),
        })
    }
}
