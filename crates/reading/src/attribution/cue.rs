//! Cues: the verb, noun, adjective or preposition that says that something is said, and what hangs on it.

use super::content;
use super::nominal::{adjective, colon, noun, turn};
use super::subject::first_noun_head;
use super::verb::{states_that, verb};
use crate::passage::ReadPassage;
use dateline_syntax::{Sentence, Upos};
use dateline_vocabulary::{PassageRole, Stance};
use std::ops::Range;

/// A cue with what hangs on it, in bytes of the passage.
#[derive(Clone, Debug)]
pub(super) struct Cue {
    /// Index of its sentence.
    pub(super) sentence: usize,
    /// Its words.
    pub(super) words: Vec<Range<usize>>,
    /// Its main token, for speech cues that a quotation may hang on.
    pub(super) speaks: Option<usize>,
    /// Sentence and token of the source's head.
    pub(super) source: Option<(usize, usize)>,
    /// What is said; empty until a quotation is found for it.
    pub(super) content: Vec<Range<usize>>,
    pub(super) stance: Stance,
    pub(super) withheld: bool,
    /// The head of the one who heard the source, where the cue tells: `the Echo cited an official as saying`.
    pub(super) heard_by: Option<usize>,
}

/// The most tokens that a sentence is looked through for cues: what is longer is a table or a list, no sentence, and
/// costs the square of its length.
const LONGEST_SENTENCE: usize = 600;

/// The cues of a sentence.
pub(super) fn find_cues(
    passage: &ReadPassage<'_>,
    sentence_idx: usize,
    sentence: &Sentence,
) -> Vec<Cue> {
    let mut cues = Vec::new();
    if sentence.tokens.len() > LONGEST_SENTENCE {
        return cues;
    }
    for i in 0..sentence.tokens.len() {
        let token = &sentence.tokens[i];
        let cue = match token.upos {
            _ if token.lower == "according" => according_to(passage, sentence_idx, sentence, i),
            Upos::Verb => verb(passage, sentence_idx, sentence, i),
            Upos::Noun => states_that(passage, sentence_idx, sentence, i)
                .or_else(|| noun(passage, sentence_idx, sentence, i)),
            Upos::Adj => adjective(passage, sentence_idx, sentence, i),
            _ => None,
        };
        cues.extend(cue);
    }
    if passage.role == PassageRole::Headline {
        cues.extend(colon(passage, sentence_idx, sentence));
    } else {
        cues.extend(turn(passage, sentence_idx, sentence));
    }
    cues
}

/// `according to X`: the rest of the sentence is the content.
fn according_to(
    passage: &ReadPassage<'_>,
    sentence_idx: usize,
    sentence: &Sentence,
    i: usize,
) -> Option<Cue> {
    let to = sentence
        .tokens
        .get(i + 1)
        .filter(|token| token.lower == "to")?;
    let head = first_noun_head(sentence, i + 2)?;
    let mut source = super::phrase::source_tokens(sentence, head, Some(i + 2));
    // The comma behind the source ends it, unless it opens a clause about the source.
    if let Some(comma) = (head + 1..sentence.tokens.len()).find(|k| sentence.tokens[*k].text == ",")
    {
        let clause = sentence
            .tokens
            .get(comma + 1)
            .is_some_and(|token| matches!(token.lower.as_str(), "who" | "which" | "whose"));
        if !clause {
            source.retain(|k| *k < comma);
        }
    }
    let source_end = *source.last()?;
    let mut content = Vec::new();
    // What stands before, and what stands after the source; a bare conjunction before is no content.
    let before: Vec<usize> = (0..i).collect();
    let after: Vec<usize> = (source_end + 1..sentence.tokens.len()).collect();
    for side in [before, after] {
        content.extend(content::trimmed(passage, sentence, &side));
    }
    content.retain(|range| range.len() > 12);
    (!content.is_empty()).then_some(Cue {
        sentence: sentence_idx,
        words: std::iter::once(sentence.tokens[i].start..to.end).collect(),
        speaks: None,
        source: Some((sentence_idx, head)),
        content,
        stance: Stance::Asserts,
        withheld: false,
        heard_by: None,
    })
}
