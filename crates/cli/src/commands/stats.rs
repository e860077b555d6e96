//! `dateline stats`: how much of everything there is.

use crate::args::Everywhere;
use crate::command_error::{CommandError, Outcome};
use crate::output::Output;
use crate::weaving::open_woven;
use dateline_dossier::{Stats, Unread};
use dateline_views::{one_line, to_json_line};
use serde::Serialize;
use std::collections::BTreeMap;

/// The counts, for programs.
#[derive(Serialize)]
#[serde(tag = "kind", rename = "stats")]
struct StatsLine<'s> {
    #[serde(flatten)]
    counts: BTreeMap<&'s str, u64>,
    woven: bool,
    schema_version: i64,
    unread: Vec<UnreadLine<'s>>,
}

/// A path that gave no page.
#[derive(Serialize)]
struct UnreadLine<'s> {
    file: &'s str,
    reason: &'s str,
}

/// Prints the counts, and which paths gave no page.
pub fn run(everywhere: &Everywhere, out: &mut Output) -> Result<Outcome, CommandError> {
    let dossier = open_woven(&everywhere.dossier)?;
    let (stats, unread) = (dossier.stats()?, dossier.unread()?);
    let counts = counts(&stats);
    if everywhere.json {
        out.print(&to_json_line(&StatsLine {
            counts: counts
                .iter()
                .map(|(name, count)| (name.as_str(), *count))
                .collect(),
            woven: stats.woven,
            schema_version: stats.schema_version,
            unread: unread
                .iter()
                .map(|it| UnreadLine {
                    file: &it.file,
                    reason: &it.reason,
                })
                .collect(),
        }))?;
        return Ok(Outcome::Done);
    }
    for (name, count) in &counts {
        out.print(&format!("{:<28} {count:>12}\n", name.replace('_', " ")))?;
    }
    for Unread { file, reason } in &unread {
        out.print(&format!(
            "could not be read: {}: {}\n",
            one_line(file),
            one_line(reason)
        ))?;
    }
    Ok(Outcome::Done)
}

/// The counts with their names, in the order in which they are printed.
fn counts(stats: &Stats) -> Vec<(String, u64)> {
    let mut counts = vec![
        ("documents", stats.documents),
        ("unreadable_documents", stats.unreadable),
        ("documents_with_a_problem", stats.with_problem),
        ("undated_documents", stats.undated),
        ("files", stats.files),
        ("files_without_a_page", stats.unread),
    ];
    counts.extend([
        ("mentions", stats.mentions),
        ("times", stats.times),
        ("attributions", stats.attributions),
        ("events", stats.events),
        ("entities", stats.entities),
        ("happenings", stats.happenings),
        ("claims", stats.claims),
        ("disputes", stats.disputes),
        ("timeline_entries", stats.timeline),
        ("bytes", stats.file_bytes),
    ]);
    let mut counts: Vec<(String, u64)> = counts
        .into_iter()
        .map(|(name, count)| (name.to_owned(), count))
        .collect();
    let passages = stats
        .passages
        .iter()
        .map(|(role, count)| (format!("passages_{role}"), *count));
    counts.splice(6..6, passages);
    counts
}
