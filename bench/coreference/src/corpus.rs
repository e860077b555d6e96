//! The corpora: ECB+ and the Gun Violence Corpus, one JSON object a line.

use dateline_vocabulary::Span;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A token of ECB+: its number in the document, its sentence, its words.
#[derive(Deserialize)]
struct Token {
    id: u32,
    s: u32,
    t: String,
}

/// A sentence: the numbers of its tokens, or the tokens themselves.
#[derive(Deserialize)]
#[serde(untagged)]
enum Tokens {
    Numbers(Vec<u32>),
    Words(Vec<String>),
}

#[derive(Deserialize)]
struct Sentence {
    id: u32,
    tokens: Tokens,
}

#[derive(Deserialize)]
struct Marked {
    id: String,
    kind: String,
    cluster: String,
    sentence: u32,
    #[serde(default)]
    tokens: Vec<u32>,
    start: Option<u32>,
    end: Option<u32>,
    curated: Option<bool>,
}

#[derive(Deserialize)]
struct Line {
    id: String,
    topic: String,
    subtopic: Option<String>,
    sentences: Vec<Sentence>,
    #[serde(default)]
    tokens: Vec<Token>,
    mentions: Vec<Marked>,
}

/// A gold mention.
pub struct Mention {
    /// Unique in the corpus.
    pub id: String,
    /// `event`, `human`, `location`, ...
    pub kind: String,
    /// What it is a mention of.
    pub cluster: String,
    /// Its words, in code points of the document.
    pub span: Span,
}

/// A document, made into running text again.
pub struct Document {
    /// Its name.
    pub id: String,
    /// Its topic.
    pub topic: String,
    /// Its subtopic; the topic where the corpus has none.
    pub subtopic: String,
    /// Its text, a sentence a line.
    pub text: String,
    /// The sentences, in code points.
    pub sentences: Vec<Span>,
    /// The mentions that were checked.
    pub mentions: Vec<Mention>,
}

/// Reads a document from its line.
///
/// # Errors
/// Where the line is not of the form.
pub fn document(line: &str) -> Result<Document, serde_json::Error> {
    let line: Line = serde_json::from_str(line)?;
    let words: BTreeMap<u32, (u32, String)> = line
        .tokens
        .into_iter()
        .map(|t| (t.id, (t.s, t.t)))
        .collect();
    let mut text = String::new();
    let mut length = 0_u32;
    let mut sentences = Vec::new();
    // Of each token, by sentence and number.
    let mut spans: BTreeMap<(u32, u32), Span> = BTreeMap::new();
    for sentence in &line.sentences {
        let tokens: Vec<(u32, &str)> = match &sentence.tokens {
            Tokens::Numbers(numbers) => numbers
                .iter()
                .filter_map(|n| Some((*n, words.get(n)?.1.as_str())))
                .collect(),
            Tokens::Words(words) => (0..).zip(words.iter().map(String::as_str)).collect(),
        };
        let start = length;
        let mut before = "";
        let mut quoted = false;
        for (number, word) in tokens {
            let opens = word == "\"" && !quoted;
            let closes = word == "\"" && quoted;
            quoted ^= word == "\"";
            let joined = length == start
                || closes
                || matches!(before, "(" | "[" | "$" | "“" | "‘" | "opening")
                || matches!(
                    word.chars().next(),
                    Some('.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '%' | '”' | '’' | '\'')
                )
                || word == "n't"
                || word == "n’t";
            if !joined {
                text.push(' ');
                length += 1;
            }
            let from = length;
            text.push_str(word);
            length += word.chars().count() as u32;
            spans.insert(
                (sentence.id, number),
                Span {
                    start: from,
                    end: length,
                },
            );
            before = if opens { "opening" } else { word };
        }
        sentences.push(Span { start, end: length });
        text.push('\n');
        length += 1;
    }
    let mentions = line
        .mentions
        .into_iter()
        .filter(|m| m.curated.unwrap_or(true))
        .filter_map(|m| {
            let numbers: Vec<u32> = match (m.start, m.end) {
                (Some(start), Some(end)) => (start..=end).collect(),
                _ => m.tokens,
            };
            let of = |n: &u32| spans.get(&(m.sentence, *n)).copied();
            let span = Span {
                start: numbers.iter().find_map(of)?.start,
                end: numbers.iter().rev().find_map(of)?.end,
            };
            Some(Mention {
                id: format!("{}/{}", line.id, m.id),
                kind: m.kind,
                cluster: m.cluster,
                span,
            })
        })
        .collect();
    Ok(Document {
        subtopic: line.subtopic.unwrap_or_else(|| line.topic.clone()),
        topic: line.topic,
        id: line.id,
        text,
        sentences,
        mentions,
    })
}
