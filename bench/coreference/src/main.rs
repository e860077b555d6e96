//! Weaves the documents of a corpus whose events are marked, a topic at a time: to train the weights by which events are
//! joined (`pairs`), and to measure what is joined (`clusters`). README.md tells how.

mod corpus;

use clap::{Parser, Subcommand, ValueEnum};
use corpus::Document;
use dateline_page::{Block, Given, Page, read_page};
use dateline_reading::{Reader, Source};
use dateline_vocabulary::{
    DocumentId, DocumentRecords, EventId, MentionId, PassageRole, Span,
};
use dateline_weave::Weaver;
use std::collections::BTreeMap;
use std::error::Error;
use std::io::Write;
use std::path::PathBuf;

#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Prints, for each pair of gold events that is compared: 1 or 0, whether they are one, the two mentions, and what is weighed.
    Pairs {
        /// The corpus.
        corpus: PathBuf,
        /// From raw text: of the events that are found, those that are marked too.
        #[arg(long)]
        raw: bool,
    },
    /// Writes the gold clusters and those that the weave finds, as JSON objects from mention to cluster.
    Clusters {
        /// The corpus.
        corpus: PathBuf,
        /// What is joined.
        #[arg(long, value_enum, default_value_t = Joined::Events)]
        joined: Joined,
        /// What is woven together.
        #[arg(long, value_enum, default_value_t = Level::Topic)]
        level: Level,
        /// From raw text: the events are those that are found, not those marked.
        #[arg(long)]
        raw: bool,
        /// Joins as in any pile, not as pages that are known to tell one story.
        #[arg(long)]
        pile: bool,
        /// Where the gold clusters go.
        #[arg(long)]
        gold: PathBuf,
        /// Where the clusters found go.
        #[arg(long)]
        found: PathBuf,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Joined {
    /// Events, into happenings.
    Events,
    /// Who and what, and where: always as marked. What has no name and stands for none is joined with what has the same head, on
    /// its page, or in the whole group where the pages tell one story.
    Entities,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Level {
    /// All documents of a topic.
    Topic,
    /// All documents of a subtopic.
    Subtopic,
    /// The whole corpus.
    All,
}

fn main() -> Result<(), Box<dyn Error>> {
    match Arguments::parse().command {
        Command::Pairs { corpus, raw } => pairs(&read_corpus(&corpus)?, raw),
        Command::Clusters {
            corpus,
            joined,
            level,
            raw,
            pile,
            gold,
            found,
        } => {
            let corpus = read_corpus(&corpus)?;
            let (marked, woven) = match joined {
                Joined::Events => clusters(&corpus, level, raw, pile),
                Joined::Entities => entity_clusters(&corpus, level, pile),
            };
            serde_json::to_writer(std::fs::File::create(gold)?, &marked)?;
            serde_json::to_writer(std::fs::File::create(found)?, &woven)?;
            Ok(())
        }
    }
}

fn read_corpus(path: &PathBuf) -> Result<Vec<Document>, Box<dyn Error>> {
    let text = std::fs::read_to_string(path)?;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    Ok(lines.map(corpus::document).collect::<Result<_, _>>()?)
}

/// The documents of each group, in order.
fn groups(documents: &[Document], level: Level) -> BTreeMap<&str, Vec<&Document>> {
    let mut groups: BTreeMap<&str, Vec<&Document>> = BTreeMap::new();
    for document in documents {
        let group = match level {
            Level::Topic => &document.topic,
            Level::Subtopic => &document.subtopic,
            Level::All => "",
        };
        groups.entry(group).or_default().push(document);
    }
    groups
}

/// A page of a document's sentences, each a paragraph; its day is what the page stage makes of its text.
fn page(document: &Document) -> Page {
    let given = Given {
        media_type: Some("text/plain"),
        ..Given::default()
    };
    let read = read_page(document.text.as_bytes(), &given);
    let block = |(k, span): (usize, &Span)| Block {
        role: if k == 0 {
            PassageRole::Headline
        } else {
            PassageRole::Paragraph
        },
        span: *span,
        author: None,
        posted: None,
        reply_to: None,
        part: None,
        votes: None,
        element: None,
    };
    // An address stands first in many documents.
    let is_address = |span: &Span| {
        let line: String = document
            .text
            .chars()
            .skip(span.start as usize)
            .take((span.end - span.start) as usize)
            .collect();
        line.starts_with("http") || line.is_empty()
    };
    let sentences = document.sentences.iter().filter(|span| !is_address(span));
    Page {
        blocks: sentences.enumerate().map(block).collect(),
        text: document.text.clone(),
        ..read
    }
}

/// A document's records, with the events that are marked in it or, from raw text, those that are found.
fn read(document: &Document, raw: bool) -> DocumentRecords {
    if raw {
        return Reader::bundled().read(&source(document), &page(document));
    }
    let events: Vec<Span> = document
        .mentions
        .iter()
        .filter(|mention| mention.kind == "event")
        .map(|mention| mention.span)
        .collect();
    Reader::bundled().read_marked(&source(document), &page(document), &events)
}

fn source(document: &Document) -> Source {
    Source {
        id: DocumentId(document.id.clone()),
        file: document.id.clone(),
        sha256: String::new(),
    }
}

/// The marked mention that each event of a document's records stands for: the first that holds its trigger's beginning.
fn mention_of<'d>(
    document: &'d Document,
    records: &DocumentRecords,
) -> BTreeMap<EventId, &'d corpus::Mention> {
    let mut taken = std::collections::BTreeSet::new();
    let mut found = BTreeMap::new();
    for event in &records.events {
        let holds = |m: &&corpus::Mention| {
            m.kind == "event"
                && m.span.start < event.trigger.span.end
                && m.span.end > event.trigger.span.start
        };
        if let Some(mention) = document
            .mentions
            .iter()
            .filter(holds)
            .find(|m| !taken.contains(&m.id))
        {
            taken.insert(mention.id.clone());
            found.insert(event.id.clone(), mention);
        }
    }
    found
}

fn pairs(documents: &[Document], raw: bool) -> Result<(), Box<dyn Error>> {
    let mut out = std::io::stdout().lock();
    let mut named = false;
    let (mut gold_pairs, mut compared_gold) = (0, 0);
    for documents in groups(documents, Level::Topic).into_values() {
        let mut weaver = Weaver::new();
        let mut mentions = BTreeMap::new();
        for document in &documents {
            let records = read(document, raw);
            mentions.extend(mention_of(document, &records));
            weaver.add(&records);
        }
        let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
        for mention in mentions.values() {
            *sizes.entry(&mention.cluster).or_default() += 1;
        }
        gold_pairs += sizes.values().map(|n| n * (n - 1) / 2).sum::<usize>();
        let (names, compared) = weaver.compared_events();
        if !named {
            writeln!(out, "same\tone\tother\t{}", names.join("\t"))?;
            named = true;
        }
        for (a, b, features) in compared {
            let (Some(a), Some(b)) = (mentions.get(&a), mentions.get(&b)) else {
                continue;
            };
            let same = u8::from(a.cluster == b.cluster);
            compared_gold += usize::from(same);
            let features: Vec<String> = features.iter().map(|x| format!("{x:.4}")).collect();
            writeln!(out, "{same}\t{}\t{}\t{}", a.id, b.id, features.join("\t"))?;
        }
    }
    eprintln!("{compared_gold} of {gold_pairs} gold pairs are compared");
    Ok(())
}

/// From mention to cluster.
type Clusters = BTreeMap<String, String>;

/// The clusters that are marked, and those that the weave finds.
fn clusters(documents: &[Document], level: Level, raw: bool, pile: bool) -> (Clusters, Clusters) {
    let mut gold = Clusters::new();
    let mut found = Clusters::new();
    for (group, documents) in groups(documents, level) {
        let mut weaver = if pile {
            Weaver::new()
        } else {
            Weaver::of_one_story()
        };
        let mut name_of: BTreeMap<EventId, String> = BTreeMap::new();
        for document in &documents {
            for mention in document.mentions.iter().filter(|m| m.kind == "event") {
                // At a narrower level, what is one in several groups is one in each.
                gold.insert(mention.id.clone(), format!("{group} {}", mention.cluster));
                if !raw {
                    // What no passage holds stands alone.
                    found.insert(mention.id.clone(), format!("alone {}", mention.id));
                }
            }
            let records = read(document, raw);
            let mentions = mention_of(document, &records);
            // Only sentences with marks were looked at by those who marked them.
            let looked_at = |span: Span| {
                let here = |s: &&Span| s.start <= span.start && span.start < s.end;
                let sentence = document.sentences.iter().find(here);
                sentence.is_some_and(|s| document.mentions.iter().any(|m| s.contains(m.span)))
            };
            for event in records.events.iter().filter(|e| looked_at(e.trigger.span)) {
                let name = match mentions.get(&event.id) {
                    Some(mention) => mention.id.clone(),
                    None => event.id.to_string(),
                };
                name_of.insert(event.id.clone(), name);
            }
            weaver.add(&records);
        }
        for happening in weaver.finish().happenings {
            for event in &happening.events {
                if let Some(name) = name_of.get(event) {
                    found.insert(name.clone(), happening.id.to_string());
                }
            }
        }
    }
    (gold, found)
}

/// The clusters of persons, bodies, things and places that are marked, and those that Dateline finds of the same phrases.
fn entity_clusters(documents: &[Document], level: Level, pile: bool) -> (Clusters, Clusters) {
    let mut gold = Clusters::new();
    let mut found = Clusters::new();
    for (group, documents) in groups(documents, level) {
        let mut weaver = Weaver::new();
        let mut named: Vec<(String, MentionId, String)> = Vec::new();
        for document in &documents {
            let page = page(document);
            let records = Reader::bundled().read(&source(document), &page);
            let marked: Vec<&corpus::Mention> = (document.mentions.iter())
                .filter(|m| m.kind != "event" && m.kind != "time")
                .collect();
            let spans: Vec<Span> = marked.iter().map(|m| m.span).collect();
            let referents = Reader::bundled().referents(&page, &spans);
            for (mention, referent) in marked.into_iter().zip(referents) {
                gold.insert(mention.id.clone(), format!("{group} {}", mention.cluster));
                let without_name = match &referent {
                    Some(referent) if pile => format!("{} {}", document.id, referent.head),
                    Some(referent) => format!("{group} {}", referent.head),
                    None => format!("alone {}", mention.id),
                };
                let names = referent.and_then(|r| records.mentions.get(r.mention?));
                if let Some(names) = names {
                    named.push((mention.id.clone(), names.id.clone(), without_name));
                } else {
                    found.insert(mention.id.clone(), without_name);
                }
            }
            weaver.add(&records);
        }
        let weaving = weaver.finish();
        for (mention, names, without_name) in named {
            let entity = weaving.entity_of_mention.get(&names);
            let cluster = entity.map_or(without_name, |entity| format!("{group} named {entity}"));
            found.insert(mention, cluster);
        }
    }
    (gold, found)
}
