//! Answers for programs, the same from the command line and from the browser.

use dateline_dossier::{MATCH_END, MATCH_START, SearchHit, Stats, Unread};
use dateline_views::{PageRef, to_json_line};
use dateline_vocabulary::{PassageId, PassageRole, Span};
use serde::Serialize;
use std::collections::BTreeMap;

/// A passage that holds the words, for programs.
#[derive(Serialize)]
#[serde(tag = "kind", rename = "hit")]
struct HitLine<'h> {
    document: &'h PageRef,
    passage: &'h PassageId,
    role: PassageRole,
    #[serde(flatten)]
    span: Span,
    matches: Vec<[u32; 2]>,
    snippet: String,
}

/// The page of a passage that was found.
pub fn page_of(hit: &SearchHit) -> PageRef {
    PageRef {
        id: hit.document.clone(),
        file: hit.file.clone(),
        outlet: hit.outlet.clone(),
        headline: hit.headline.clone(),
        published: hit.published.clone(),
    }
}

/// A passage that was found, as one line of JSON.
pub fn hit_line(hit: &SearchHit) -> String {
    to_json_line(&HitLine {
        document: &page_of(hit),
        passage: &hit.passage,
        role: hit.role,
        span: hit.span,
        matches: (hit.matches.iter())
            .map(|span| [span.start, span.end])
            .collect(),
        snippet: hit.snippet.replace([MATCH_START, MATCH_END], ""),
    })
}

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

/// How much of everything there is, and which paths gave no page, as one line of JSON.
pub fn stats_line(stats: &Stats, unread: &[Unread]) -> String {
    let counts = stats_counts(stats);
    to_json_line(&StatsLine {
        counts: (counts.iter())
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
    })
}

/// The counts with their names, in the order in which they are printed.
pub fn stats_counts(stats: &Stats) -> Vec<(String, u64)> {
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
