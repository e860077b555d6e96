//! Searching the words of all passages.

use crate::column::Columns;
use crate::read::publication;
use crate::{Dossier, DossierError, MATCH_END, MATCH_START};
use dateline_vocabulary::*;
use rusqlite::{Connection, params};

/// A passage that a search found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchHit {
    /// The document.
    pub document: DocumentId,
    /// Its path; the smallest one where it has several.
    pub file: String,
    /// Its outlet.
    pub outlet: Option<String>,
    /// Its headline.
    pub headline: Option<String>,
    /// Its publication date.
    pub published: Publication,
    /// The passage.
    pub passage: PassageId,
    /// What the passage is; a `comment` is a reader's word, not the page's.
    pub role: PassageRole,
    /// Where the passage is, in code points of the document's text.
    pub span: Span,
    /// Words around the first matches. Each match stands between [`MATCH_START`] and [`MATCH_END`], an
    /// ellipsis stands where words were left out, and runs of white space are one space.
    pub snippet: String,
    /// All matches in the passage, in code points of the document's text, in order.
    pub matches: Vec<Span>,
}

/// Code points of a passage that a snippet shows before its first match, at most.
const SNIPPET_BEFORE: usize = 80;

/// Code points of a passage that a snippet shows from its first match on, at most.
const SNIPPET_FROM_MATCH: usize = 160;

impl Dossier {
    /// The passages that hold all words of `query`, the best first, at most `limit`.
    ///
    /// Words in double quotes are a phrase, a word that ends in `*` is the beginning of one. Case and accents
    /// do not matter, other signs separate words, nothing else has a meaning. Readers' comments and residue
    /// are found as well; [`SearchHit::role`] tells. A query without a word finds nothing.
    ///
    /// Ranked by BM25 over the passages, then by passage id.
    pub fn search(&self, query: &str, limit: usize) -> Result<Vec<SearchHit>, DossierError> {
        let Some(expression) = fts_expression(query) else {
            return Ok(Vec::new());
        };
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.read("search", |conn| {
            let mut statement = conn.prepare_cached(
                "SELECT passage.number, passage.text, passage.document,
                    (SELECT min(file) FROM document_file WHERE document_file.document = passage.document),
                    document.outlet, document.headline, document.published_from, document.published_to,
                    document.published_basis, document.published_evidence, document.published_at,
                    document.published_contradicting, passage.id, passage.role,
                    passage.start, passage.\"end\"
                 FROM (SELECT passage_fts.rowid AS number, bm25(passage_fts) AS rank, passage.id
                        FROM passage_fts JOIN passage ON passage.number = passage_fts.rowid
                        WHERE passage_fts MATCH ?1 ORDER BY rank, passage.id LIMIT ?2) AS found
                 JOIN passage ON passage.number = found.number
                 JOIN document ON document.id = passage.document
                 ORDER BY found.rank, passage.id",
            )?;
            let mut rows = statement.query(params![expression, limit])?;
            let mut hits = Vec::new();
            while let Some(row) = rows.next()? {
                let mut columns = Columns::of(row);
                let number: i64 = columns.take()?;
                let text: String = columns.take()?;
                let found = find_matches(conn, &expression, number, &text)?;
                hits.push(SearchHit {
                    document: columns.id()?,
                    file: columns.take()?,
                    outlet: columns.take()?,
                    headline: columns.take()?,
                    published: publication(&mut columns)?,
                    passage: columns.id()?,
                    role: columns.kind()?,
                    span: columns.span()?,
                    snippet: snippet(&text, &found),
                    matches: found,
                });
            }
            for hit in &mut hits {
                for found in &mut hit.matches {
                    found.start = found.start.saturating_add(hit.span.start);
                    found.end = found.end.saturating_add(hit.span.start);
                }
            }
            Ok(hits)
        })
    }
}

/// The user's words as an FTS5 expression in which each is quoted, so that none is read as an operator;
/// `None` when there is no word.
fn fts_expression(query: &str) -> Option<String> {
    let mut terms = Vec::new();
    for (piece_idx, piece) in query.split(['"', '“', '”']).enumerate() {
        // Every other piece stands inside quotes. A quote that is never closed reaches to the end.
        if piece_idx % 2 == 1 {
            terms.push((piece, ""));
        } else {
            for word in piece.split_whitespace() {
                let is_prefix = word.ends_with('*');
                terms.push((word, if is_prefix { "*" } else { "" }));
            }
        }
    }
    let terms: Vec<String> = terms
        .into_iter()
        .filter(|(words, _)| words.contains(char::is_alphanumeric))
        .map(|(words, star)| format!("\"{}\"{star}", words.replace('\0', " ")))
        .collect();
    if terms.is_empty() {
        None
    } else {
        Some(terms.join(" "))
    }
}

/// Where a passage's words match, in code points of the passage.
fn find_matches(
    conn: &Connection,
    expression: &str,
    number: i64,
    text: &str,
) -> rusqlite::Result<Vec<Span>> {
    let (before, after) = (unused(text, '\u{E000}'), unused(text, '\u{F000}'));
    let marked: String = conn
        .prepare_cached("SELECT highlight(passage_fts, 0, ?3, ?4) FROM passage_fts WHERE passage_fts MATCH ?1 AND rowid = ?2")?
        .query_row(params![expression, number, before.to_string(), after.to_string()], |row| row.get(0))?;
    let mut found = Vec::new();
    let (mut n_code_points, mut start) = (0, 0);
    for c in marked.chars() {
        if c == before {
            start = n_code_points;
        } else if c == after {
            found.push(Span {
                start,
                end: n_code_points,
            });
        } else {
            n_code_points += 1;
        }
    }
    Ok(found)
}

/// The first character from `first` on that is not in `text`.
fn unused(text: &str, first: char) -> char {
    // A page could hold any sign, so none can be trusted to be free; a text cannot hold them all, and the
    // planes for private use, searched last, have more than 130,000.
    let mut candidates = (first..='\u{FFFF}')
        .take(0x0F00)
        .chain('\u{F0000}'..='\u{10FFFD}')
        .step_by(1);
    candidates.find(|c| !text.contains(*c)).unwrap_or(first)
}

/// Words around the first matches, which are in code points of `text`.
fn snippet(text: &str, matches: &[Span]) -> String {
    let first = matches.first().map_or(0, |span| span.start as usize);
    let chars: Vec<char> = text
        .chars()
        .take(first.saturating_add(SNIPPET_FROM_MATCH + 1))
        .collect();
    let is_space = |idx: usize| chars.get(idx).is_none_or(|c| c.is_whitespace());

    // Cut between words where there is a gap within reach, else anywhere.
    let earliest = first.saturating_sub(SNIPPET_BEFORE);
    let start = match earliest {
        0 => 0,
        _ => (earliest..first)
            .find(|idx| is_space(*idx))
            .unwrap_or(earliest),
    };
    let latest = first.saturating_add(SNIPPET_FROM_MATCH).min(chars.len());
    let is_whole = chars.len() <= first.saturating_add(SNIPPET_FROM_MATCH);
    let first_end = matches.first().map_or(first, |span| span.end as usize);
    let end = if is_whole {
        latest
    } else {
        (first_end..latest)
            .rev()
            .find(|idx| is_space(*idx))
            .unwrap_or(latest)
    };

    let mut words = String::new();
    if start > 0 {
        words.push('…');
    }
    for (idx, &c) in chars.iter().enumerate().take(end).skip(start) {
        // A match that is cut off here is closed at the end.
        if matches.iter().any(|span| span.start as usize == idx) {
            words.push(MATCH_START);
        }
        match c {
            MATCH_START | MATCH_END => {}
            c if c.is_whitespace() => {
                if !words.ends_with(' ') && !words.is_empty() {
                    words.push(' ');
                }
            }
            c => words.push(c),
        }
        let next = idx + 1;
        let closes =
            |span: &Span| (span.end as usize).min(end) == next && (span.start as usize) < next;
        if matches.iter().any(closes) {
            words.push(MATCH_END);
        }
    }
    let mut words = words.trim_end().to_owned();
    if !is_whole {
        words.push('…');
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_quoted() {
        let cases = [
            ("ferry harbour", Some(r#""ferry" "harbour""#)),
            (r#""night ferry" sank"#, Some(r#""night ferry" "sank""#)),
            ("“night ferry” sank", Some(r#""night ferry" "sank""#)),
            ("harb*", Some(r#""harb*"*"#)),
            ("a OR b", Some(r#""a" "OR" "b""#)),
            (
                "text:ferry NEAR(a, b)",
                Some(r#""text:ferry" "NEAR(a," "b)""#),
            ),
            (r#"say "never clo"#, Some(r#""say" "never clo""#)),
            ("- & * \" ) ", None),
            ("", None),
        ];
        for (query, expression) in cases {
            assert_eq!(fts_expression(query).as_deref(), expression, "{query}");
        }
    }

    #[test]
    fn marks_are_signs_that_the_text_does_not_hold() {
        assert_eq!(unused("plain", '\u{E000}'), '\u{E000}');
        assert_eq!(unused("\u{E000}\u{E001}", '\u{E000}'), '\u{E002}');
        let all: String = ('\u{E000}'..='\u{FFFF}').collect();
        assert_eq!(unused(&all, '\u{E000}'), '\u{F0000}');
    }

    #[test]
    fn a_snippet_shows_the_words_around_the_first_match() {
        let long = format!(
            "{} the  ferry\nsank {}",
            "before ".repeat(30),
            "after ".repeat(60)
        );
        let at = long.find("ferry").unwrap() as u32;
        let shown = snippet(&long, &[Span::new(at, at + 5)]);
        assert!(
            shown.starts_with("… before") || shown.starts_with("…before"),
            "{shown}"
        );
        assert!(shown.contains("the \u{1}ferry\u{2} sank after"), "{shown}");
        assert!(shown.ends_with("after…"), "{shown}");
        assert!(shown.chars().count() < 260, "{shown}");
    }

    #[test]
    fn a_short_passage_is_shown_whole() {
        let cases = [
            (
                "The ferry sank",
                vec![Span::new(4, 9)],
                "The \u{1}ferry\u{2} sank",
            ),
            ("ferry", vec![Span::new(0, 5)], "\u{1}ferry\u{2}"),
            (
                "a \u{1}b\u{2} ferry",
                vec![Span::new(6, 11)],
                "a b \u{1}ferry\u{2}",
            ),
            ("no match", vec![], "no match"),
        ];
        for (text, matches, shown) in cases {
            assert_eq!(snippet(text, &matches), shown);
        }
    }

    #[test]
    fn one_endless_word_is_cut_with_its_mark_closed() {
        let shown = snippet(&"x".repeat(1000), &[Span::new(0, 1000)]);
        assert_eq!(shown.matches(MATCH_START).count(), 1);
        assert_eq!(shown.matches(MATCH_END).count(), 1);
        assert!(shown.ends_with("\u{2}…"), "{shown}");
    }
}
