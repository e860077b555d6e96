//! Chains: from the page's own outlet inwards to the one who is said to know.

use super::FoundAttribution;
use crate::lexicon::Names;
use crate::mention::FoundMention;
use std::collections::BTreeMap;

/// An outlet named on the page.
#[derive(Clone, Debug)]
pub(super) struct Outlet {
    /// Its mention.
    pub(crate) mention: usize,
    /// Its fullest name on the page.
    pub(crate) name: String,
}

/// The outlets that a page names, where, and by which full name.
#[derive(Clone, Debug, Default)]
pub(super) struct OutletNames {
    /// In text order: passage, byte, mention, text. The page's own outlet is not among them.
    seen: Vec<(usize, usize, usize, String)>,
    full: BTreeMap<String, String>,
}

impl OutletNames {
    pub(crate) fn of(mentions: &[FoundMention], page_outlet: Option<&str>) -> OutletNames {
        let names = Names::bundled();
        let mut outlets = OutletNames::default();
        let all: Vec<&str> = mentions
            .iter()
            .map(|m| m.text.as_str())
            .filter(|text| names.is_outlet(text))
            .chain(page_outlet)
            .collect();
        for (idx, mention) in mentions.iter().enumerate() {
            // `the Post` is an outlet where the page names, or is of, `The Harbour Post`.
            let is_last_word = || all.iter().any(|full| is_last_word_of(&mention.text, full));
            if !names.is_outlet(&mention.text) && !is_last_word() {
                continue;
            }
            // `NYT` is spelled out elsewhere on the page as `The New York Times`.
            let full = all
                .iter()
                .copied()
                .filter(|full| full.len() > mention.text.len())
                .filter(|full| {
                    is_short_for(&mention.text, full) || is_last_word_of(&mention.text, full)
                })
                .max_by_key(|full| full.len());
            outlets.full.insert(
                mention.text.clone(),
                full.unwrap_or(&mention.text).to_owned(),
            );
            if !page_outlet.is_some_and(|own| same_outlet(own, &mention.text)) {
                outlets.seen.push((
                    mention.passage,
                    mention.bytes.start,
                    idx,
                    mention.text.clone(),
                ));
            }
        }
        outlets
    }

    /// Whether a name is that of an outlet, by its form or by what the page calls one.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.full.contains_key(name) || Names::bundled().is_outlet(name)
    }

    /// The outlet's fullest name on the page.
    pub(crate) fn full(&self, name: &str) -> String {
        self.full
            .get(name)
            .cloned()
            .unwrap_or_else(|| name.to_owned())
    }

    /// The last other outlet named before a place on the page.
    pub(crate) fn before(&self, passage: usize, byte: usize) -> Option<Outlet> {
        let k = self
            .seen
            .partition_point(|(p, b, _, _)| (*p, *b) < (passage, byte));
        let (_, _, mention, text) = self.seen.get(k.checked_sub(1)?)?;
        Some(Outlet {
            mention: *mention,
            name: self.full(text),
        })
    }
}

/// Whether a name is the last word of an outlet's: `Post` of `The Harbour Post`.
fn is_last_word_of(short: &str, full: &str) -> bool {
    let short = short.trim_start_matches("The ");
    Names::bundled().outlet_last.contains(short)
        && full
            .rsplit_once(' ')
            .is_some_and(|(before, last)| last == short && before != "The" && before != "the")
}

/// Whether a name is the initials of another, or its end without the article.
fn is_short_for(short: &str, full: &str) -> bool {
    let words: Vec<&str> = full
        .split(' ')
        .filter(|word| *word != "The" && *word != "the")
        .collect();
    let initials: String = words
        .iter()
        .filter_map(|word| word.chars().next())
        .filter(|c| c.is_uppercase())
        .collect();
    initials == short.replace('.', "") && short.len() > 1 || words.join(" ") == short
}

fn same_outlet(a: &str, b: &str) -> bool {
    let bare = |name: &str| {
        name.trim_start_matches("The ")
            .trim_start_matches("the ")
            .to_lowercase()
    };
    bare(a) == bare(b)
        || is_short_for(a, b)
        || is_short_for(b, a)
        || is_last_word_of(a, b)
        || is_last_word_of(b, a)
}

/// The chain of an attribution: the page's outlet, the sources that it stands inside, the outlet that its own
/// source spoke to, and that source.
pub(super) fn chain_of(
    found: &[FoundAttribution],
    i: usize,
    page_outlet: Option<&str>,
) -> Vec<String> {
    let mut inwards = vec![i];
    let mut at = i;
    while let Some(outer) = found[at].within {
        if inwards.contains(&outer) {
            break;
        }
        inwards.push(outer);
        at = outer;
    }
    let mut chain: Vec<String> = page_outlet.map(str::to_owned).into_iter().collect();
    for k in inwards.into_iter().rev() {
        let Some(source) = &found[k].source else {
            continue;
        };
        for name in source.via.iter().chain([&source.name]) {
            let repeated = chain
                .last()
                .is_some_and(|last| last == name || same_outlet(last, name));
            let already_via = source.via.as_ref() == Some(name)
                && chain.iter().any(|known| same_outlet(known, name));
            if !repeated && !already_via && !name.is_empty() {
                chain.push(name.clone());
            }
        }
    }
    chain
}
