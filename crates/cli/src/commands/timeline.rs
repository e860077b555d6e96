//! `dateline timeline`: what happened, in order.

use super::{beside, page_refs};
use crate::args::{Everywhere, TimelineArgs, TimelineFormat};
use crate::command_error::{CommandError, Outcome};
use crate::output::{Output, look, tell};
use crate::weaving::open_woven;
use dateline_views::{Line, Table, TimelineFilter, select_entries, timeline_text, to_json_line};
use dateline_vocabulary::{Days, Weaving};
use dateline_workbench::brief;

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
            out.print(&timeline_text(
                &entries,
                &pages,
                &beside(&dossier, everywhere)?,
                look(),
            ))?
        }
        TimelineFormat::Html => {
            out.print(&brief(&dossier, &entries)?)?;
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
