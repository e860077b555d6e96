//! `dateline timeline`: what happened, in order.

use super::{Changes, page_refs};
use crate::args::{Everywhere, TimelineArgs, TimelineFormat};
use crate::command_error::{CommandError, Outcome};
use crate::output::{Output, look, tell};
use crate::weaving::open_woven;
use dateline_dossier::Dossier;
use dateline_views::{
    Account, Line, Table, TimelineFilter, select_entries, timeline_html, timeline_text,
    to_json_line,
};
use dateline_vocabulary::{AttributionId, Days, Entry, Event, EventId, Weaving};
use std::collections::BTreeMap;

/// Prints the entries that are wanted.
pub fn run(
    everywhere: &Everywhere,
    args: &TimelineArgs,
    out: &mut Output,
) -> Result<Outcome, CommandError> {
    let dossier = open_woven(&everywhere.dossier)?;
    let filter = TimelineFilter {
        days: Days {
            from: args.from.and_then(|days| days.from),
            to: args.to.and_then(|days| days.to),
        },
        who: args.who.clone(),
        place: args.place.clone(),
        plover: args.types.clone(),
        min_sources: args.min_sources,
    };
    let entities = if args.who.is_some() {
        dossier.entities()?
    } else {
        Vec::new()
    };
    let entries = select_entries(dossier.timeline()?, &filter, &entities);
    let changes = Changes::of(&dossier, everywhere)?;
    let format = if everywhere.json {
        TimelineFormat::Jsonl
    } else {
        args.format
    };
    match format {
        TimelineFormat::Text if entries.is_empty() => {
            tell(if filter == TimelineFilter::default() {
                "the timeline is empty"
            } else {
                "no entry of the timeline is such"
            });
        }
        TimelineFormat::Text => {
            let pages = page_refs(&dossier)?;
            out.print(&timeline_text(&entries, &pages, &changes.beside(), look()))?
        }
        TimelineFormat::Html => {
            let documents = dossier.document_list()?;
            let accounts = accounts_of(&dossier, &entries)?;
            let beside = changes.beside();
            out.print(&timeline_html(&entries, &accounts, &documents, &beside))?
        }
        TimelineFormat::Jsonl => {
            for entry in &entries {
                out.print(&to_json_line(&Line::Entry(entry)))?;
            }
        }
        TimelineFormat::Csv => {
            out.print(&Table::Timeline.header())?;
            out.print(&Table::Timeline.weaving_rows(&Weaving {
                timeline: entries,
                ..Weaving::default()
            }))?;
        }
    }
    Ok(Outcome::Done)
}

/// The words that each event of these entries rests on, and on whose word.
pub(super) fn accounts_of(
    dossier: &Dossier,
    entries: &[Entry],
) -> Result<BTreeMap<EventId, Account>, CommandError> {
    let ids = entries
        .iter()
        .flat_map(|entry| &entry.events)
        .map(|it| it.id.clone());
    let events = dossier.events(&ids.collect::<Vec<_>>())?;
    let attributions: Vec<AttributionId> = events
        .iter()
        .filter_map(|event| event.attribution.clone())
        .collect();
    let chains: BTreeMap<AttributionId, Vec<String>> = dossier
        .attributions(&attributions)?
        .into_iter()
        .map(|attribution| (attribution.id, attribution.chain))
        .collect();
    let account = |event: Event| {
        let chain = event.attribution.as_ref().and_then(|id| chains.get(id));
        let account = Account {
            statement: event.statement,
            chain: chain.cloned().unwrap_or_default(),
        };
        (event.id, account)
    };
    Ok(events.into_iter().map(account).collect())
}
