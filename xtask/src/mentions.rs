//! Scores the names that Dateline finds on the pages of `testset/mentions`, and what it takes each for.

use crate::project::{Outcome, Profile, dateline, read_articles, read_text, root};
use crate::split::SplitWish;
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A mention: code points of the page's text, and what it names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Mention {
    start: usize,
    end: usize,
    kind: String,
}

/// A page of the set.
struct MarkedPage {
    id: String,
    text: String,
    mentions: Vec<Mention>,
}

/// Scores and prints the table.
pub fn run(binary: Option<PathBuf>, wish: &SplitWish) -> Outcome {
    let splits = wish.splits()?;
    let set = root().join("testset/mentions");
    let mut pages = Vec::new();
    for split in splits {
        pages.extend(pages_of(&read_text(
            &set.join(format!("pages.{split}.txt")),
        )?)?);
    }
    let found = mentions_of_dateline(&dateline(binary, Profile::Dev)?, &pages)?;
    let mut table = Table::default();
    for page in &pages {
        let found = found.get(&page.id).map_or(&[][..], Vec::as_slice);
        let found = without_articles(&page.text, found);
        let page = &MarkedPage {
            id: page.id.clone(),
            text: page.text.clone(),
            mentions: without_articles(&page.text, &page.mentions),
        };
        table.add(page, &found);
        if wish.faults {
            tell_faults(page, &found);
        }
    }
    table.print();
    Ok(())
}

/// Whether an article before a name belongs to it is a matter of taste: neither side is held to it.
fn without_articles(text: &str, mentions: &[Mention]) -> Vec<Mention> {
    const ARTICLE: usize = "the ".len();
    mentions
        .iter()
        .map(|mention| {
            let first: String = text.chars().skip(mention.start).take(ARTICLE).collect();
            let has_article = first.eq_ignore_ascii_case("the ");
            Mention {
                start: mention.start + if has_article { ARTICLE } else { 0 },
                ..mention.clone()
            }
        })
        .collect()
}

/// Reads `=== id`, a headline and paragraphs, with mentions as `[words|type]`; a role may hold others.
fn pages_of(file: &str) -> Outcome<Vec<MarkedPage>> {
    file.split("=== ")
        .skip(1)
        .map(|page| {
            let (id, marked) = page.split_once('\n').unwrap_or((page, ""));
            unmarked(marked.trim().trim_start_matches("# "))
                .map(|(text, mentions)| MarkedPage {
                    id: id.trim().to_owned(),
                    text,
                    mentions,
                })
                .map_err(|what| format!("testset/mentions, page {id}: {what}"))
        })
        .collect()
}

fn unmarked(marked: &str) -> Outcome<(String, Vec<Mention>)> {
    let mut text = String::new();
    let mut length = 0;
    let mut open: Vec<usize> = Vec::new();
    let mut mentions = Vec::new();
    let mut rest = marked;
    while let Some(c) = rest.chars().next() {
        match c {
            '[' => open.push(length),
            '|' => {
                let end = rest.find(']').ok_or("a mark is not closed")?;
                mentions.push(Mention {
                    start: open.pop().ok_or("a mark is not opened")?,
                    end: length,
                    kind: rest[1..end].to_owned(),
                });
                rest = &rest[end..];
            }
            c => {
                text.push(c);
                length += 1;
            }
        }
        rest = &rest[rest.chars().next().map_or(0, char::len_utf8)..];
    }
    if !open.is_empty() {
        return Err("a mark is not closed".to_owned());
    }
    mentions.sort();
    Ok((text, mentions))
}

#[derive(Deserialize)]
struct Line {
    kind: String,
    id: String,
    #[serde(default)]
    document: String,
    #[serde(default)]
    start: usize,
    #[serde(default)]
    end: usize,
    #[serde(rename = "type", default)]
    mention_type: String,
}

/// What the binary finds, by the page's id.
fn mentions_of_dateline(
    binary: &Path,
    pages: &[MarkedPage],
) -> Outcome<BTreeMap<String, Vec<Mention>>> {
    let articles = pages
        .iter()
        .map(|page| json!({"id": page.id, "text": page.text}));
    let answer = read_articles(binary, articles)?;
    let mut found: BTreeMap<String, Vec<Mention>> = BTreeMap::new();
    for line in answer.lines() {
        let line: Line =
            serde_json::from_str(line).map_err(|error| format!("the binary's answer: {error}"))?;
        match line.kind.as_str() {
            "document" => {
                found.entry(line.id).or_default();
            }
            "mention" => found.entry(line.document).or_default().push(Mention {
                start: line.start,
                end: line.end,
                kind: line.mention_type,
            }),
            _ => {}
        }
    }
    Ok(found)
}

/// Counts by type: right, found, in the gold.
#[derive(Default)]
struct Table {
    by_type: BTreeMap<String, [usize; 3]>,
    /// Right in their words, whatever their type.
    same_words: usize,
    /// Right in their type, with words that overlap; each of the gold once.
    overlapping: usize,
}

impl Table {
    fn add(&mut self, page: &MarkedPage, found: &[Mention]) {
        for mention in found {
            let counts = self.by_type.entry(mention.kind.clone()).or_default();
            counts[1] += 1;
            counts[0] += usize::from(page.mentions.contains(mention));
            self.same_words += usize::from(page.mentions.iter().any(|m| same_words(m, mention)));
        }
        for mention in &page.mentions {
            self.by_type.entry(mention.kind.clone()).or_default()[2] += 1;
            let overlaps = |m: &Mention| {
                m.kind == mention.kind && m.start < mention.end && mention.start < m.end
            };
            self.overlapping += usize::from(found.iter().any(overlaps));
        }
    }

    fn print(&self) {
        println!("{:14} {:>6} {:>6} {:>6}", "", "P", "R", "F1");
        let mut all = [0; 3];
        for (kind, counts) in &self.by_type {
            println!("{}", row(kind, counts));
            for (sum, count) in all.iter_mut().zip(counts) {
                *sum += count;
            }
        }
        println!("{}", row("all", &all));
        println!(
            "{}",
            row("  words alone", &[self.same_words, all[1], all[2]])
        );
        let share = 100.0 * self.overlapping as f64 / all[2].max(1) as f64;
        println!("of the gold, {share:.1} % are found with their type and words that overlap");
    }
}

fn row(name: &str, [right, found, gold]: &[usize; 3]) -> String {
    let share = |of: &usize| 100.0 * *right as f64 / (*of).max(1) as f64;
    let f1 = 200.0 * *right as f64 / (found + gold).max(1) as f64;
    let (p, r) = (share(found), share(gold));
    format!("{name:14} {p:6.1} {r:6.1} {f1:6.1}  {right} right, {found} found, {gold} in the gold")
}

fn same_words(a: &Mention, b: &Mention) -> bool {
    (a.start, a.end) == (b.start, b.end)
}

fn tell_faults(page: &MarkedPage, found: &[Mention]) {
    let words = |m: &Mention| -> String {
        let text = page.text.chars();
        text.skip(m.start).take(m.end - m.start).collect()
    };
    for mention in &page.mentions {
        if found.contains(mention) {
            continue;
        }
        let as_what = match found.iter().find(|m| same_words(m, mention)) {
            Some(other) => format!("taken for {}", other.kind),
            None => "missed".to_owned(),
        };
        println!(
            "{}: {as_what}: {} ({})",
            page.id,
            words(mention),
            mention.kind
        );
    }
    for mention in found {
        if !page.mentions.iter().any(|m| same_words(m, mention)) {
            println!("{}: false: {} ({})", page.id, words(mention), mention.kind);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_come_off() {
        let (text, mentions) = unmarked("Ann Holt, [[Skarn|place] chair|role].").unwrap();
        assert_eq!(text, "Ann Holt, Skarn chair.");
        let spans: Vec<_> = mentions.iter().map(|m| (m.start, m.end)).collect();
        assert_eq!(spans, [(10, 15), (10, 21)]);
        assert!(unmarked("[open").is_err());
        assert!(unmarked("open|place]").is_err());
    }

    /// The set's own promises: known types, ids in order, no mark left over.
    #[test]
    fn the_gold_is_whole() {
        const TYPES: [&str; 8] = [
            "person",
            "organization",
            "group",
            "place",
            "facility",
            "role",
            "work",
            "object",
        ];
        for split in crate::split::SPLITS {
            let file = root().join(format!("testset/mentions/pages.{split}.txt"));
            let pages = pages_of(&read_text(&file).unwrap()).unwrap();
            assert_eq!(pages.len(), 10);
            for page in &pages {
                assert!(!page.text.contains(['[', ']', '|']), "{}", page.id);
                for mention in &page.mentions {
                    assert!(TYPES.contains(&mention.kind.as_str()), "{}", mention.kind);
                    assert!(mention.start < mention.end);
                }
            }
        }
    }
}
