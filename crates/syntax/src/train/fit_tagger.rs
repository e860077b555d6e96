//! Training of the tagger.

use std::collections::BTreeMap;

use super::perceptron::{Perceptron, Random, Rows, Settings, Weights, quantise};
use super::treebank::{GoldSentence, GoldToken};
use crate::labels::{Upos, Xpos};
use crate::table::Table;
use crate::tagger::{self, START};
use crate::words::{self, Look};

/// A trained tagger.
#[derive(Debug)]
pub struct TaggerModel {
    pub(crate) rows: Rows,
    table: Table,
    classes: usize,
}

impl TaggerModel {
    /// The tags of these forms, as numbers in the tag set.
    pub fn tag(&self, forms: &[&str]) -> Vec<u8> {
        tagger::tag(&self.table, self.classes, &looks(forms.iter().copied()))
    }
}

pub(crate) fn looks<'a>(forms: impl Iterator<Item = &'a str>) -> Vec<Look> {
    let pairs: Vec<(&str, String)> = forms.map(|f| (f, words::lower(f))).collect();
    words::look_all(pairs.iter().map(|(f, lower)| (*f, lower.as_str())))
}

/// The combined tags worth telling apart: those seen at least ten times, in order.
pub fn tag_set(bank: &[GoldSentence]) -> Vec<(Upos, Xpos)> {
    let mut counts: BTreeMap<(Upos, Xpos), usize> = BTreeMap::new();
    for token in bank.iter().flat_map(|s| &s.tokens) {
        *counts.entry((token.upos, token.xpos)).or_default() += 1;
    }
    counts.retain(|_, n| *n >= 10);
    counts.into_keys().collect()
}

/// The number of a token's tag: itself, or the nearest with the same Penn tag or part of speech.
pub(crate) fn tag_number(tags: &[(Upos, Xpos)], token: &GoldToken) -> u8 {
    let find = |f: &dyn Fn(&(Upos, Xpos)) -> bool| tags.iter().position(f);
    find(&|t| *t == (token.upos, token.xpos))
        .or_else(|| find(&|t| t.1 == token.xpos))
        .or_else(|| find(&|t| t.0 == token.upos))
        .unwrap_or(0) as u8
}

/// Copies of a sentence as headlines and banners write it, and with curly quotation marks.
fn disguises(forms: &[String], random: &mut Random) -> Option<Vec<String>> {
    let capitalised = |f: &String| {
        let mut chars = f.chars();
        chars.next().map_or(String::new(), |c| {
            c.to_uppercase().chain(chars).collect::<String>()
        })
    };
    match random.below(100) {
        0..=9 => Some(forms.iter().map(|f| f.to_uppercase()).collect()),
        10..=17 => Some(
            forms
                .iter()
                .map(|f| {
                    if f.len() > 3 {
                        capitalised(f)
                    } else {
                        f.clone()
                    }
                })
                .collect(),
        ),
        18..=20 => Some(forms.iter().map(|f| f.to_lowercase()).collect()),
        21..=32 => {
            let mut open = false;
            let curly = forms.iter().map(|f| match f.as_str() {
                "\"" => {
                    open = !open;
                    if open { "“" } else { "”" }.to_owned()
                }
                _ => f.replace('\'', "’"),
            });
            let curly: Vec<String> = curly.collect();
            (curly.as_slice() != forms).then_some(curly)
        }
        _ => None,
    }
}

fn train(bank: &[&GoldSentence], tags: &[(Upos, Xpos)], settings: &Settings, seed: u64) -> Weights {
    let mut random = Random::new(seed);
    let mut examples: Vec<(Vec<Look>, Vec<u8>)> = Vec::new();
    for sentence in bank {
        let forms: Vec<String> = sentence.tokens.iter().map(|t| t.form.clone()).collect();
        let gold: Vec<u8> = sentence
            .tokens
            .iter()
            .map(|t| tag_number(tags, t))
            .collect();
        if let Some(disguised) = disguises(&forms, &mut random) {
            examples.push((looks(disguised.iter().map(String::as_str)), gold.clone()));
        }
        examples.push((looks(forms.iter().map(String::as_str)), gold));
    }
    let mut perceptron = Perceptron::default();
    let mut found = Vec::new();
    let mut scores = vec![0; tags.len()];
    for _ in 0..settings.epochs {
        random.shuffle(&mut examples);
        for (looks, gold) in &examples {
            let mut before = START;
            for (i, &right) in gold.iter().enumerate() {
                tagger::features(looks, i, before, &mut found);
                found.retain(|_| !random.chance(settings.drop));
                perceptron.score(&found, &mut scores);
                let mut best = 0;
                for c in 1..scores.len() {
                    if scores[c] > scores[best] {
                        best = c;
                    }
                }
                if best as u8 != right {
                    perceptron.learn(&found, right, best as u8);
                }
                perceptron.tick();
                before = [best as u32, before[0]];
            }
        }
    }
    perceptron.averaged(2)
}

/// Trains a tagger.
pub fn fit_tagger(
    bank: &[&GoldSentence],
    tags: &[(Upos, Xpos)],
    settings: &Settings,
) -> TaggerModel {
    let trainings = (1..=settings.seeds)
        .map(|s| train(bank, tags, settings, s))
        .collect();
    let rows = quantise(trainings, settings.keep);
    let table = Table::from_rows(rows.iter().map(|(k, r)| (*k, r.as_slice())));
    TaggerModel {
        rows,
        table,
        classes: tags.len(),
    }
}

/// Tags the training data by taggers that have not seen it: each fifth by the other four.
pub fn jackknife(
    bank: &[GoldSentence],
    tags: &[(Upos, Xpos)],
    settings: &Settings,
) -> Vec<Vec<u8>> {
    let mut documents: Vec<&str> = bank.iter().map(|s| s.document.as_str()).collect();
    documents.dedup();
    let fold: BTreeMap<&str, usize> = documents
        .iter()
        .enumerate()
        .map(|(i, d)| (*d, i % 5))
        .collect();
    let fold_of = |s: &GoldSentence| fold.get(s.document.as_str()).copied().unwrap_or(0);
    let models: Vec<TaggerModel> = (0..5)
        .map(|k| {
            let others: Vec<&GoldSentence> = bank.iter().filter(|s| fold_of(s) != k).collect();
            fit_tagger(&others, tags, settings)
        })
        .collect();
    bank.iter()
        .map(|s| {
            let forms: Vec<&str> = s.tokens.iter().map(|t| t.form.as_str()).collect();
            models[fold_of(s)].tag(&forms)
        })
        .collect()
}
