//! Attributions: who is said to have said what, with the words that say so.
//!
//! By rules over the tree, the quotation marks and the cue lists of `data/cues.toml`, cut and labelled by the
//! conventions of the design: a source takes its apposition and relative clause, a cue is the verb group, a
//! content takes its "that" and its quote marks.

mod anonymity;
mod chain;
mod clause;
mod content;
mod cue;
mod learned;
mod nominal;
mod phrase;
mod quotation;
mod source;
mod stance;
mod subject;
mod verb;

use crate::grammar::{sentence_at, tokens_in};
use crate::lexicon::Cues;
use crate::mention::{FoundMention, Referents};
use crate::passage::ReadPassage;
use dateline_vocabulary::{SourceType, Stance};
use std::ops::Range;

pub(crate) use subject::{is_passive, object_of, source_of as subject_of};

/// Where a source stands, and what it is.
#[derive(Clone, Debug)]
pub(crate) struct FoundSource {
    /// The passage of its words; another one than the content's where a quotation runs over paragraphs.
    pub(crate) passage: usize,
    /// Its words, in bytes of that passage.
    pub(crate) bytes: Range<usize>,
    /// Sentence and token of its head.
    pub(crate) head: (usize, usize),
    /// The mention that it is, or that its pronoun stands for.
    pub(crate) mention: Option<usize>,
    /// What it is called in a chain: a name, or the words that describe it.
    pub(crate) name: String,
    /// What kind of source.
    pub(crate) source_type: Option<SourceType>,
    /// How many people, where the words tell.
    pub(crate) count: Option<u32>,
    /// The stated reason for anonymity: its passage, and the bytes there.
    pub(crate) reason: Option<(usize, Range<usize>)>,
    /// The outlet that stands between this page and the source ("told the Gazette", "quoted in the report").
    pub(crate) via: Option<String>,
}

/// An attribution found on a page.
#[derive(Clone, Debug)]
pub(crate) struct FoundAttribution {
    /// The passage of its content.
    pub(crate) passage: usize,
    /// Whose word; `None` where the words name nobody.
    pub(crate) source: Option<FoundSource>,
    /// The passage of the cue's words.
    pub(crate) cue_passage: usize,
    /// The words that say that it is said, in bytes of their passage; empty for a bare colon or quotation.
    pub(crate) cue: Vec<Range<usize>>,
    /// What is said, in bytes of the passage; sorted and disjoint.
    pub(crate) content: Vec<Range<usize>>,
    /// What the source does with it.
    pub(crate) stance: Stance,
    /// Whether it is kept back.
    pub(crate) withheld: bool,
    /// The attribution that it stands inside.
    pub(crate) within: Option<usize>,
    /// Names from the page's outlet inwards.
    pub(crate) chain: Vec<String>,
}

impl FoundAttribution {
    /// Whether its content holds a byte of a passage.
    pub(crate) fn holds(&self, passage: usize, byte: usize) -> bool {
        self.passage == passage && self.content.iter().any(|range| range.contains(&byte))
    }

    /// Whether all that it says is denied, as by `denied that`; not where the content is a statement with a `not` of its own, which
    /// denies only what stands under that. `passage` is its own.
    pub(crate) fn denies_as_a_whole(&self, passage: &ReadPassage<'_>) -> bool {
        let says_no = |range: &Range<usize>| {
            passage.text[range.clone()]
                .split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'))
                .any(|word| {
                    let word = word.to_lowercase();
                    let word = word.replace('’', "'");
                    matches!(
                        word.as_str(),
                        "not"
                            | "never"
                            | "no"
                            | "nobody"
                            | "nothing"
                            | "none"
                            | "nor"
                            | "neither"
                            | "cannot"
                    ) || word.ends_with("n't")
                })
        };
        let denies = |range: &Range<usize>| {
            let sentence = &passage.sentences[sentence_at(&passage.sentences, range.start)];
            tokens_in(sentence, range).any(|k| Cues::bundled().denies(&sentence.tokens[k].lemma))
        };
        let by_its_cue = self.cue_passage == self.passage && self.cue.iter().any(denies);
        self.stance == Stance::Denies && (by_its_cue || !self.content.iter().any(says_no))
    }

    fn content_len(&self) -> usize {
        self.content.iter().map(|range| range.len()).sum()
    }
}

/// Finds the attributions of a page: in text order of their contents, an outer one before those inside it.
pub(crate) fn find_attributions(
    passages: &[ReadPassage<'_>],
    mentions: &[FoundMention],
    page_outlet: Option<&str>,
) -> Vec<FoundAttribution> {
    let referents = Referents::new(passages, mentions);
    let mut sources = source::Sources::new(passages, mentions, &referents, page_outlet);
    let mut found: Vec<FoundAttribution> = Vec::new();
    for (passage_idx, passage) in passages.iter().enumerate() {
        let first = found.len();
        let cues = cue::find_cues(passage);
        let speaker_before = found
            .iter()
            .rev()
            .find(|a| a.source.is_some() && passage_idx - a.passage <= 1)
            .cloned();
        for cue in cues {
            let source = cue
                .source
                .map(|(sentence, head)| sources.describe(passage_idx, sentence, head, &cue));
            if let Some(source) = &source {
                sources.heard(source);
            }
            found.push(FoundAttribution {
                passage: passage_idx,
                source,
                cue_passage: passage_idx,
                cue: cue.words,
                content: cue.content,
                stance: cue.stance,
                withheld: cue.withheld,
                within: None,
                chain: Vec::new(),
            });
        }
        if let Some(attribution) = quotation::continued(
            passages,
            passage_idx,
            &found[first..],
            speaker_before.as_ref(),
        ) {
            found.push(attribution);
        }
    }
    found.retain(|attribution| !attribution.content.is_empty());
    found.sort_by_key(|a| {
        (
            a.passage,
            a.content[0].start,
            std::cmp::Reverse(a.content_len()),
        )
    });
    found.dedup_by(|a, b| a.passage == b.passage && a.content == b.content && a.cue == b.cue);
    for i in 0..found.len() {
        found[i].within = within(&found, i);
    }
    for i in 0..found.len() {
        adopt_speaker(passages, &mut found, i);
    }
    for i in 0..found.len() {
        found[i].chain = chain::chain_of(&found, i, page_outlet);
    }
    found
}

/// `"We asked them," she said`: the one who speaks is the one who says `we`.
fn adopt_speaker(passages: &[ReadPassage<'_>], found: &mut [FoundAttribution], i: usize) {
    let Some(outer) = found[i].within.and_then(|k| found[k].source.clone()) else {
        return;
    };
    let Some(source) = &mut found[i].source else {
        return;
    };
    let word = passages[source.passage].text[source.bytes.clone()].to_lowercase();
    if matches!(word.as_str(), "i" | "we" | "us" | "me") {
        source.mention = outer.mention;
        source.name = outer.name;
        source.source_type = outer.source_type;
        source.count = outer.count;
        source.reason = source.reason.take().or(outer.reason);
    }
}

/// The smallest attribution whose content holds the cue of this one.
fn within(found: &[FoundAttribution], i: usize) -> Option<usize> {
    let inner = &found[i];
    let anchor = inner
        .cue
        .first()
        .filter(|_| inner.cue_passage == inner.passage)
        .map(|cue| cue.start)?;
    candidates(found, inner.passage, anchor)
        .filter(|k| {
            *k != i
                && found[*k].holds(inner.passage, anchor)
                && found[*k].content_len() > inner.content_len()
        })
        .min_by_key(|k| (found[*k].content_len(), *k))
}

/// Attributions that may hold a byte of a passage: those that begin before it, as far back as any real one reaches.
fn candidates(found: &[FoundAttribution], passage: usize, byte: usize) -> std::ops::Range<usize> {
    const FAR_BACK: usize = 48;
    let end = found.partition_point(|a| {
        (a.passage, a.content.first().map_or(0, |range| range.start)) <= (passage, byte)
    });
    let first = found[..end].partition_point(|a| a.passage < passage);
    first.max(end.saturating_sub(FAR_BACK))..end
}

/// The innermost attribution whose content holds a byte of a passage.
pub(crate) fn innermost_at(
    found: &[FoundAttribution],
    passage: usize,
    byte: usize,
) -> Option<usize> {
    candidates(found, passage, byte)
        .filter(|k| found[*k].holds(passage, byte))
        .min_by_key(|k| (found[*k].content_len(), *k))
}

#[cfg(test)]
mod tests;
