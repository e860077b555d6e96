//! Cues: the verb, noun, adjective or preposition that says that something is said, and what hangs on it.

use super::content;
use super::nominal::{adjective, colon, noun, turn};
use super::subject::first_noun_head;
use super::verb::{states_that, verb};
use crate::passage::ReadPassage;
use dateline_syntax::{Sentence, Upos, Xpos};
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
    /// The words of the source, where they are known apart from its head's tree.
    pub(super) source_bytes: Option<Range<usize>>,
    /// What is said; empty until a quotation is found for it.
    pub(super) content: Vec<Range<usize>>,
    pub(super) stance: Stance,
    pub(super) withheld: bool,
    /// The head of the one who heard the source, where the cue tells: `the Echo cited an official as saying`.
    pub(super) heard_by: Option<usize>,
}

/// The cues of a passage: those that the model sees, and by rules those inside their contents and the forms of print that
/// stand for a cue, such as a headline's colon, where the model sees none.
pub(super) fn find_cues(passage: &ReadPassage<'_>) -> Vec<Cue> {
    let mut cues = super::learned::learned(passage);
    let mut ruled: Vec<Cue> = Vec::new();
    for (sentence_idx, sentence) in passage.sentences.iter().enumerate() {
        ruled.extend(by_rules(passage, sentence_idx, sentence));
    }
    super::quotation::complete(passage, &mut ruled);
    ruled.retain(|inner| {
        let Some(anchor) = inner.words.first() else {
            return false;
        };
        let holds = |ranges: &[Range<usize>]| ranges.iter().any(|r| r.contains(&anchor.start));
        if cues.iter().any(|known| holds(&known.words)) {
            return false;
        }
        let in_content = cues.iter().any(|outer| holds(&outer.content));
        let is_print = passage.text[anchor.clone()].ends_with(':');
        in_content || is_print && cues.iter().all(|cue| cue.sentence != inner.sentence)
    });
    cues.extend(ruled);
    let own: Vec<bool> = cues
        .iter()
        .map(|inner| is_own_act(passage, inner, &cues))
        .collect();
    let mut own = own.into_iter();
    cues.retain(|_| own.next() != Some(true));
    pass_on(passage, &mut cues);
    cues.retain(|cue| !cue.content.is_empty());
    // In the order in which they are read: who spoke last is who `he` is.
    cues.sort_by_key(|cue| cue.words.first().map_or(0, |word| word.start));
    cues
}

/// `denied ordering the shelling`: an act of the speaker's own at the head of what he says, and no word of another.
fn is_own_act(passage: &ReadPassage<'_>, inner: &Cue, cues: &[Cue]) -> bool {
    let tokens = &passage.sentences[inner.sentence].tokens;
    let first = inner.words.first().map(|words| words.start);
    let Some(verb) = tokens.iter().find(|token| Some(token.start) == first) else {
        return false;
    };
    let heads_content = |outer: &Cue| {
        outer.content.iter().any(|range| {
            let before = passage.text.get(range.start..verb.start);
            before.is_some_and(|before| matches!(before.trim(), "" | "to" | "having"))
        }) && outer.words.iter().all(|words| !words.contains(&verb.start))
    };
    matches!(verb.xpos, Xpos::VBG | Xpos::VB) && cues.iter().any(heads_content)
}

/// `the Echo quoted an official as saying that`: one attribution, whose source was heard by the Echo. What the Echo
/// said loses its content.
fn pass_on(passage: &ReadPassage<'_>, cues: &mut [Cue]) {
    let says = |cue: &Cue| {
        let words = cue.words.first().map(|word| &passage.text[word.clone()]);
        words.is_some_and(|words| words.starts_with("as ") || words == "saying")
    };
    for inner in 0..cues.len() {
        let Some(at) = cues[inner].words.first().map(|word| word.start) else {
            continue;
        };
        if !says(&cues[inner]) {
            continue;
        }
        let outer = cues.iter().position(|outer| {
            let lemma = outer
                .speaks
                .map(|k| passage.sentences[outer.sentence].tokens[k].lemma.as_str());
            matches!(lemma, Some("quote" | "cite"))
                && outer.sentence == cues[inner].sentence
                && outer.content.iter().any(|range| range.contains(&at))
        });
        if let Some(outer) = outer {
            let here = cues[inner].sentence;
            let by = cues[outer].source.filter(|(s, _)| *s == here);
            cues[inner].heard_by = by.map(|(_, head)| head);
            cues[outer].content.clear();
        }
    }
}

/// The most tokens that a sentence is looked through for cues: what is longer is a table or a list, no sentence, and
/// costs the square of its length.
const LONGEST_SENTENCE: usize = 600;

/// The cues of a sentence, by rules.
fn by_rules(passage: &ReadPassage<'_>, sentence_idx: usize, sentence: &Sentence) -> Vec<Cue> {
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
        source_bytes: None,
        content,
        stance: Stance::Asserts,
        withheld: false,
        heard_by: None,
    })
}
