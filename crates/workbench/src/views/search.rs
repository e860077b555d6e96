//! Search: the passages that hold some words.

use crate::address::{Query, part};
use crate::fault::Fault;
use crate::shell::{Place, Shell, name_address, page_address, words_address};
use crate::{Answer, Desk};
use askama::Template;
use dateline_dossier::{MATCH_END, MATCH_START};
use dateline_views::published_phrase;

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage {
    shell: Shell,
    words: String,
    role: String,
    roles: Vec<(String, usize)>,
    names: Vec<(String, String, String)>,
    hits: Vec<Hit>,
    is_cut: bool,
}

struct Hit {
    href: String,
    outlet: String,
    headline: String,
    published: String,
    role: String,
    /// Words, and whether they were looked for.
    snippet: Vec<(String, bool)>,
}

/// Passages that are shown.
const MOST_HITS: usize = 100;
/// Names that are shown above them.
const MOST_NAMES: u32 = 6;

pub(crate) fn search(desk: &mut Desk<'_>, query: &Query) -> Result<Answer, Fault> {
    let words = query.get("q");
    let role = query.get("role");
    let found = desk.dossier.search(words, MOST_HITS + 1)?;
    let is_cut = found.len() > MOST_HITS;
    let mut roles: Vec<(String, usize)> = Vec::new();
    for hit in found.iter().take(MOST_HITS) {
        let name = hit.role.to_string();
        match roles.iter_mut().find(|(it, _)| *it == name) {
            Some((_, n)) => *n += 1,
            None => roles.push((name, 1)),
        }
    }
    let hits = found
        .into_iter()
        .take(MOST_HITS)
        .filter(|hit| role.is_empty() || hit.role.as_str() == role)
        .map(|hit| Hit {
            href: match hit.matches.first() {
                Some(span) => words_address(&hit.document, *span),
                None => page_address(&hit.document),
            },
            outlet: hit.outlet.unwrap_or_default(),
            headline: hit.headline.unwrap_or(hit.file),
            published: published_phrase(&hit.published),
            role: hit.role.to_string(),
            snippet: snippet(&hit.snippet),
        })
        .collect();
    let names = match words {
        "" => Vec::new(),
        words => desk.dossier.entities_part(None, words, 0, MOST_NAMES)?.1,
    };
    let mut shell = desk.shell("Search", Place::Search);
    shell.query = words.to_owned();
    let page = SearchPage {
        shell,
        words: words.to_owned(),
        role: role.to_owned(),
        roles,
        names: names
            .into_iter()
            .map(|it| (name_address(&it.id), it.name, it.entity_type.to_string()))
            .collect(),
        hits,
        is_cut,
    };
    Ok(Answer::Page(page.render()?))
}

/// A snippet in pieces: words, and whether they were looked for.
fn snippet(marked: &str) -> Vec<(String, bool)> {
    let mut pieces = Vec::new();
    for part in marked.split(MATCH_START) {
        match part.split_once(MATCH_END) {
            Some((matched, rest)) => {
                pieces.push((matched.to_owned(), true));
                pieces.push((rest.to_owned(), false));
            }
            None => pieces.push((part.to_owned(), false)),
        }
    }
    pieces.retain(|(text, _)| !text.is_empty());
    pieces
}

impl SearchPage {
    fn role_address(&self, role: &str) -> String {
        Query::of(&format!("q={}", part(&self.words))).with("/search", "role", role)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snippet_comes_apart_at_its_matches() {
        let marked = format!("the {MATCH_START}ferry{MATCH_END} and {MATCH_START}quay{MATCH_END}");
        let pieces = snippet(&marked);
        let shown: Vec<(&str, bool)> = pieces
            .iter()
            .map(|(text, is)| (text.as_str(), *is))
            .collect();
        assert_eq!(
            shown,
            [
                ("the ", false),
                ("ferry", true),
                (" and ", false),
                ("quay", true)
            ]
        );
    }
}
