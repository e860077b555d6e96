//! The timeline: what happened, in order.

use super::lanes::{Lanes, lanes};
use super::table::{Table, sort_of};
use super::{MOST, kind, range};
use crate::address::Query;
use crate::fault::Fault;
use crate::shell::{Paging, Place, Shell, name_address, record_address, skipped, words_address};
use crate::{Answer, Desk};
use askama::Template;
use dateline_dossier::{LinesWanted, MonthCount};
use dateline_views::{
    chain_in_steps, entry_marks, one_entry_a_statement, sources_phrase, when, who_and_where,
};
use dateline_vocabulary::{Entity, Entry, Plover};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Template)]
#[template(path = "timeline.html")]
struct TimelinePage {
    shell: Shell,
    from: String,
    to: String,
    who: String,
    place: String,
    plover: String,
    min_sources: String,
    disputed: bool,
    plovers: &'static [Plover],
    /// Whom the name that was asked for means.
    meant: Option<(String, String)>,
    nobody: bool,
    bars: Vec<Bar>,
    lanes: Option<Lanes>,
    days: Vec<Day>,
    /// The same lines, where they are asked for as a table.
    table: Option<Table>,
    /// Where they are shown the other way.
    other_way: String,
    /// Where the lines that are shown are saved as a brief.
    brief: String,
    paging: Paging,
}

/// The lines of a day, or of several.
pub(crate) struct Day {
    pub(crate) when: String,
    pub(crate) lines: Vec<Line>,
}

/// A line of the timeline.
pub(crate) struct Line {
    pub(crate) id: String,
    pub(crate) label: String,
    pub(crate) href: String,
    pub(crate) about: Vec<String>,
    pub(crate) chain: String,
    pub(crate) sources: String,
    pub(crate) marks: Vec<String>,
    pub(crate) by_people: Vec<String>,
    pub(crate) evidence: Vec<Evidence>,
}

/// Words that a line rests on.
pub(crate) struct Evidence {
    pub(crate) href: String,
    pub(crate) name: String,
    pub(crate) title: String,
}

/// How much begins in a period: a bar, in the units of the drawing.
struct Bar {
    href: String,
    title: String,
    from: String,
    to: String,
    x: u32,
    y: u32,
    height: u32,
}

/// Height of the drawing, and the width of a bar with the room beside it.
const HEIGHT: u32 = 48;
const STEP: u32 = 12;
/// Bars in the drawing, at most.
const MOST_BARS: i64 = 100;
/// Pages that are named beside a line; the rest is with the happening.
const MOST_EVIDENCE: usize = 4;

pub(crate) fn timeline(desk: &mut Desk<'_>, query: &Query) -> Result<Answer, Fault> {
    let (wanted, meant) = wanted(desk, query)?;
    let who = query.get("who");
    let nobody = !who.is_empty() && meant.is_none();
    let (all, months) = desk.dossier.timeline_months(&wanted)?;
    let as_table = query.get("as") == "table";
    // A list is in the order of time: its lines lie under their days.
    let (by, descending) = match as_table {
        true => sort_of(query)?,
        false => Default::default(),
    };
    let entries = (desk.dossier).timeline_sorted(&wanted, by, descending, skipped(query), MOST)?;
    let paging = Paging::of(query, "/timeline", MOST, entries.len(), all);
    let (days, table, lanes, other_way) = if as_table {
        let table = Table::of(desk, entries, query)?;
        let list = query.changed("/timeline", &[("as", ""), ("sort", ""), ("skip", "")]);
        (Vec::new(), Some(table), None, list)
    } else {
        let days = days_of(desk, one_entry_a_statement(entries))?;
        let table = query.changed("/timeline", &[("as", "table"), ("lanes", ""), ("skip", "")]);
        (days, None, lanes(desk, query, &wanted)?, table)
    };
    let page = TimelinePage {
        shell: desk.shell("Timeline", Place::Timeline),
        from: query.get("from").to_owned(),
        to: query.get("to").to_owned(),
        who: who.to_owned(),
        place: query.get("place").to_owned(),
        plover: query.get("type").to_owned(),
        min_sources: query.get("sources").to_owned(),
        disputed: wanted.disputed,
        plovers: Plover::ALL,
        meant: meant.map(|entity| (entity.name.clone(), name_address(&entity.id))),
        nobody,
        bars: bars(&months, query),
        lanes,
        days,
        table,
        other_way,
        brief: query.with("/export/brief", "skip", ""),
        paging,
    };
    Ok(Answer::Page(page.render()?))
}

/// Which lines are asked for, and whom the name that was asked for means.
pub(crate) fn wanted(
    desk: &Desk<'_>,
    query: &Query,
) -> Result<(LinesWanted, Option<Entity>), Fault> {
    let meant = meant(desk, query.get("who"))?;
    let wanted = LinesWanted {
        days: range(query.get("from"), query.get("to"))?,
        entity: meant.as_ref().map(|entity| entity.id.clone()),
        place: Some(query.get("place").to_owned()).filter(|place| !place.is_empty()),
        plover: kind(query.get("type"))?,
        min_sources: query.get("sources").parse().unwrap_or(0),
        disputed: !query.get("disputed").is_empty(),
    };
    Ok((wanted, meant))
}

/// Whom a name means: an entity by its id, or the one of that name that stands on most pages.
fn meant(desk: &Desk<'_>, who: &str) -> Result<Option<Entity>, Fault> {
    if who.is_empty() {
        return Ok(None);
    }
    if let Some(entity) = desk.dossier.entity(&who.into())? {
        return Ok(Some(entity));
    }
    Ok(desk.dossier.entities_part(None, who, 0, 1)?.1.pop())
}

/// Entries under their days.
pub(crate) fn days_of(desk: &Desk<'_>, entries: Vec<Entry>) -> Result<Vec<Day>, Fault> {
    let documents = entries
        .iter()
        .flat_map(|entry| entry.events.iter().map(|it| &it.document));
    let sources = desk.sources(documents)?;
    let changes = desk.changes()?;
    let mut days: Vec<Day> = Vec::new();
    for entry in entries {
        let when = when(&entry);
        let mut pages = BTreeSet::new();
        let first_of_page: Vec<_> = (entry.events.iter())
            .filter_map(|event| Some((event, sources.get(&event.document)?)))
            .filter(|(event, _)| pages.insert(&event.document))
            .collect();
        let more = first_of_page.len().saturating_sub(MOST_EVIDENCE);
        let mut evidence: Vec<Evidence> = (first_of_page.iter().take(MOST_EVIDENCE))
            .map(|(event, source)| Evidence {
                href: words_address(&event.document, event.words.span),
                name: source.name().to_owned(),
                title: format!("{}, {}", source.headline, source.published),
            })
            .collect();
        let href = record_address(entry.happening.as_str()).unwrap_or_default();
        if more > 0 {
            evidence.push(Evidence {
                href: href.clone(),
                name: format!("{more} more"),
                title: String::new(),
            });
        }
        let line = Line {
            id: entry.happening.to_string(),
            href,
            about: who_and_where(&entry),
            chain: chain_in_steps(&entry.chain),
            sources: sources_phrase(entry.independent),
            marks: entry_marks(&entry),
            by_people: changes.marks(entry.happening.as_str()),
            evidence,
            label: entry.label,
        };
        match days.last_mut() {
            Some(day) if day.when == when => day.lines.push(line),
            _ => days.push(Day {
                when,
                lines: vec![line],
            }),
        }
    }
    Ok(days)
}

/// The months as bars on an even axis, months without a line among them; years or decades, where there are too many.
fn bars(months: &[MonthCount], query: &Query) -> Vec<Bar> {
    let number = |month: &MonthCount| -> Option<i64> {
        let (year, month) = month.month.rsplit_once('-')?;
        Some(year.parse::<i64>().ok()? * 12 + month.parse::<i64>().ok()? - 1)
    };
    let counts: Vec<(i64, u32)> = months
        .iter()
        .filter_map(|it| Some((number(it)?, it.lines)))
        .collect();
    let (Some((first, _)), Some((last, _))) = (counts.first(), counts.last()) else {
        return Vec::new();
    };
    let span = [1, 12, 120, 1200]
        .into_iter()
        .find(|span| last.div_euclid(*span) - first.div_euclid(*span) < MOST_BARS)
        .unwrap_or(12_000);
    let (first, last) = (
        first.div_euclid(span),
        last.div_euclid(span)
            .min(first.div_euclid(span) + MOST_BARS),
    );
    let mut lines: BTreeMap<i64, u32> = (first..=last).map(|period| (period, 0)).collect();
    for (month, n) in counts {
        *lines.entry(month.div_euclid(span)).or_default() += n;
    }
    let most = lines.values().copied().max().unwrap_or(1).max(1);
    let root = |n: u32| f64::from(n).sqrt();
    // The end of a period is that of its last month or year.
    let name = |month: i64| match span {
        1 => format!(
            "{:04}-{:02}",
            month.div_euclid(12),
            month.rem_euclid(12) + 1
        ),
        _ => format!("{:04}", month.div_euclid(12)),
    };
    (0..)
        .zip(lines)
        .map(|(k, (period, n))| {
            // By the square root, so that a month with little is seen beside one with much.
            let height = match n {
                0 => 0,
                n => ((root(n) / root(most) * f64::from(HEIGHT - 2)) as u32).max(2),
            };
            let (from, to) = (name(period * span), name((period + 1) * span - 1));
            Bar {
                href: query.changed("/timeline", &[("from", &from), ("to", &to), ("skip", "")]),
                title: match from == to {
                    true => format!("{from}: {n}"),
                    false => format!("{from} to {to}: {n}"),
                },
                from,
                to,
                x: k * STEP,
                y: HEIGHT - height,
                height,
            }
        })
        .collect()
}

impl TimelinePage {
    fn has_lines(&self) -> bool {
        !self.days.is_empty() || self.table.as_ref().is_some_and(|it| !it.rows.is_empty())
    }

    fn width(&self) -> u32 {
        self.bars.len() as u32 * STEP
    }

    fn first_bar(&self) -> &str {
        self.bars.first().map_or("", |bar| &bar.from)
    }

    fn last_bar(&self) -> &str {
        self.bars.last().map_or("", |bar| &bar.to)
    }
}
