//! Scores against a treebank.

use super::fit_parser::ParserModel;
use super::fit_tagger::TaggerModel;
use super::treebank::GoldSentence;
use crate::labels::{Deprel, Upos, Xpos};
use crate::{Sentence, Syntax};

/// Shares in percent: of the gold tokens for accuracies, F1 for own tokens.
#[derive(Debug, Clone, Copy, Default)]
pub struct Scores {
    /// Sentences found (own tokens only).
    pub sentences: f64,
    /// Tokens found (own tokens only).
    pub tokens: f64,
    /// Universal parts of speech.
    pub upos: f64,
    /// Penn tags.
    pub xpos: f64,
    /// Dictionary forms (own tokens only).
    pub lemmas: f64,
    /// Heads.
    pub uas: f64,
    /// Heads with relations.
    pub las: f64,
}

/// Scores with the treebank's own sentences and tokens.
pub fn gold_tokens(
    bank: &[&GoldSentence],
    tagger: &TaggerModel,
    parser: Option<&ParserModel>,
    tags: &[(Upos, Xpos)],
) -> Scores {
    let mut scores = Scores::default();
    let mut all = 0.0;
    for sentence in bank {
        let forms: Vec<&str> = sentence.tokens.iter().map(|t| t.form.as_str()).collect();
        let numbers = tagger.tag(&forms);
        for (token, &n) in sentence.tokens.iter().zip(&numbers) {
            all += 1.0;
            scores.upos += f64::from(u8::from(tags[usize::from(n)].0 == token.upos));
            scores.xpos += f64::from(u8::from(tags[usize::from(n)].1 == token.xpos));
        }
        let Some(parser) = parser else { continue };
        let arcs = parser.parse(&forms, &numbers, tags);
        for (token, (head, deprel)) in sentence.tokens.iter().zip(arcs) {
            let same = token.head == head;
            scores.uas += f64::from(u8::from(same));
            scores.las += f64::from(u8::from(same && (head == 0 || token.deprel == deprel)));
        }
    }
    for value in [
        &mut scores.upos,
        &mut scores.xpos,
        &mut scores.uas,
        &mut scores.las,
    ] {
        *value *= 100.0 / f64::max(all, 1.0);
    }
    scores
}

/// One word with its place counted in characters that are not blank.
#[derive(Debug, PartialEq)]
struct Placed<'a> {
    from: usize,
    to: usize,
    upos: Upos,
    xpos: Xpos,
    lemma: &'a str,
    head: Option<(usize, usize)>,
    deprel: Deprel,
}

fn gold_placed<'a>(sentences: &[&'a GoldSentence]) -> (Vec<(usize, usize)>, Vec<Placed<'a>>) {
    let (mut ends, mut words, mut at) = (Vec::new(), Vec::new(), 0);
    for sentence in sentences {
        let start = at;
        let mut places = Vec::new();
        for token in &sentence.tokens {
            let len = token.form.chars().filter(|c| !c.is_whitespace()).count();
            places.push((at, at + len));
            at += len;
        }
        ends.push((start, at));
        for (i, token) in sentence.tokens.iter().enumerate() {
            words.push(Placed {
                from: places[i].0,
                to: places[i].1,
                upos: token.upos,
                xpos: token.xpos,
                lemma: &token.lemma,
                head: token.head.checked_sub(1).map(|h| places[h]),
                deprel: if token.head == 0 {
                    Deprel::Root
                } else {
                    token.deprel
                },
            });
        }
    }
    (ends, words)
}

fn own_placed<'a>(text: &str, sentences: &'a [Sentence]) -> (Vec<(usize, usize)>, Vec<Placed<'a>>) {
    let mut solid = vec![0; text.len() + 1];
    let mut count = 0;
    for (i, c) in text.char_indices() {
        for slot in &mut solid[i..i + c.len_utf8()] {
            *slot = count;
        }
        count += usize::from(!c.is_whitespace());
    }
    solid[text.len()] = count;
    let (mut ends, mut words) = (Vec::new(), Vec::new());
    for sentence in sentences {
        ends.push((solid[sentence.start], solid[sentence.end]));
        for token in &sentence.tokens {
            let head = token.head.map(|h| &sentence.tokens[h]);
            words.push(Placed {
                from: solid[token.start],
                to: solid[token.end],
                upos: token.upos,
                xpos: token.xpos,
                lemma: &token.lemma,
                head: head.map(|h| (solid[h.start], solid[h.end])),
                deprel: token.deprel,
            });
        }
    }
    (ends, words)
}

/// Scores (F1) of the whole reading, paragraph by paragraph, from plain text.
pub fn own_tokens(bank: &[&GoldSentence], syntax: &Syntax) -> Scores {
    let mut paragraphs: Vec<Vec<&GoldSentence>> = Vec::new();
    let mut last = "";
    for &sentence in bank {
        match paragraphs.last_mut() {
            Some(p) if !sentence.starts_paragraph && sentence.document == last => p.push(sentence),
            _ => paragraphs.push(vec![sentence]),
        }
        last = &sentence.document;
    }
    let mut scores = Scores::default();
    let (mut words, mut sentences) = (0.0, 0.0);
    for paragraph in &paragraphs {
        let mut text = String::new();
        for sentence in paragraph {
            for token in &sentence.tokens {
                text.push_str(&token.form);
                if token.space_after {
                    text.push(' ');
                }
            }
        }
        let read = syntax.read(&text);
        let (gold_ends, gold) = gold_placed(paragraph);
        let (own_ends, own) = own_placed(&text, &read);
        // Gold and own count half each: F1 is right / ((gold + own) / 2).
        sentences += (gold_ends.len() + own_ends.len()) as f64 / 2.0;
        words += (gold.len() + own.len()) as f64 / 2.0;
        scores.sentences += own_ends
            .iter()
            .filter(|e| gold_ends.binary_search(e).is_ok())
            .count() as f64;
        for word in &own {
            let Ok(k) = gold.binary_search_by_key(&(word.from, word.to), |g| (g.from, g.to)) else {
                continue;
            };
            let wanted = &gold[k];
            scores.tokens += 1.0;
            scores.upos += f64::from(u8::from(word.upos == wanted.upos));
            scores.xpos += f64::from(u8::from(word.xpos == wanted.xpos));
            scores.lemmas += f64::from(u8::from(word.lemma == wanted.lemma));
            let same = word.head == wanted.head;
            scores.uas += f64::from(u8::from(same));
            scores.las += f64::from(u8::from(same && word.deprel == wanted.deprel));
        }
    }
    scores.sentences *= 100.0 / f64::max(sentences, 1.0);
    for value in [
        &mut scores.tokens,
        &mut scores.upos,
        &mut scores.xpos,
        &mut scores.lemmas,
        &mut scores.uas,
        &mut scores.las,
    ] {
        *value *= 100.0 / f64::max(words, 1.0);
    }
    scores
}
