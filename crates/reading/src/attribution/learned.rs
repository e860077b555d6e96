//! Cues that the reading model sees: it tells which words are source, cue and content; what the source does with the
//! content is told by the word that the cue turns on.

use super::cue::Cue;
use super::stance;
use super::subject::{is_passive, source_of};
use super::verb::anonymity;
use crate::grammar::{is_negated, lemma_with_particle, tokens_in};
use crate::lexicon::{Cues, Frame};
use crate::passage::ReadPassage;
use dateline_model::{Attributed, Role};
use dateline_syntax::{Sentence, Upos, Xpos};
use dateline_vocabulary::Stance;
use std::ops::Range;

/// The cues of a passage, in text order.
pub(super) fn learned(passage: &ReadPassage<'_>) -> Vec<Cue> {
    let places: Vec<(usize, usize)> = passage
        .sentences
        .iter()
        .enumerate()
        .flat_map(|(s, sentence)| (0..sentence.tokens.len()).map(move |t| (s, t)))
        .collect();
    passage
        .attributed
        .iter()
        .filter_map(|attributed| cue(passage, &places, attributed))
        .collect()
}

fn cue(
    passage: &ReadPassage<'_>,
    places: &[(usize, usize)],
    attributed: &Attributed,
) -> Option<Cue> {
    let (sentence_idx, anchor) = *places.get(attributed.anchor)?;
    let sentence = &passage.sentences[sentence_idx];
    let bytes = |words: &Range<usize>| {
        let (first, last) = (places[words.start], places[words.end - 1]);
        let start = passage.sentences[first.0].tokens[first.1].start;
        start..passage.sentences[last.0].tokens[last.1].end
    };
    let of = |role: Role| {
        attributed
            .fragments
            .iter()
            .filter(move |fragment| fragment.role == role)
            .map(|fragment| fragment.words.clone())
    };
    let words: Vec<Range<usize>> = of(Role::Cue).map(|words| bytes(&words)).collect();
    let mut content: Vec<Range<usize>> = of(Role::Content)
        .filter_map(|words| trimmed(passage, bytes(&words)))
        .collect();
    content.sort_by_key(|range| range.start);
    if content
        .iter()
        .any(|range| points_away(&passage.text[range.clone()]))
    {
        return None;
    }
    // `With thousands of systems, “there is no one point of failure”`: one statement, whatever stands between.
    content.dedup_by(|next, range| {
        let between = passage.text.get(range.end..next.start);
        let close = between.is_none_or(|between| !between.contains(char::is_alphanumeric));
        if close {
            range.end = range.end.max(next.end);
        }
        close
    });
    let cue_tokens: Vec<usize> = of(Role::Cue)
        .flat_map(|words| words.map(|word| places[word]))
        .filter(|(s, _)| *s == sentence_idx)
        .map(|(_, token)| token)
        .collect();
    let turns_on = turning_word(sentence, &cue_tokens).unwrap_or(anchor);
    let (stance, withheld) = stance_of(sentence, turns_on, &cue_tokens, &content)?;
    let source_words = longest_run(of(Role::Source));
    let source = source_words
        .as_ref()
        .and_then(|words| head(passage, places, words));
    let source_bytes = source_words.map(|words| bytes(&words));
    let head = source
        .filter(|(s, _)| *s == sentence_idx)
        .map(|(_, head)| head);
    Some(Cue {
        sentence: sentence_idx,
        words,
        speaks: Some(turns_on),
        heard_by: heard_by(sentence, &cue_tokens, head),
        source,
        source_bytes,
        content,
        stance,
        withheld,
    })
}

/// The word that a cue turns on: its last listed verb or noun, else its last verb, else its last noun.
fn turning_word(sentence: &Sentence, cue: &[usize]) -> Option<usize> {
    let cues = Cues::bundled();
    let last = |fits: &dyn Fn(usize) -> bool| cue.iter().copied().rev().find(|k| fits(*k));
    let lemma = |k: usize| sentence.tokens[k].lemma.as_str();
    last(&|k| cues.verbs.contains_key(lemma(k)) && sentence.tokens[k].upos == Upos::Verb)
        .or_else(|| {
            last(&|k| cues.nouns.contains_key(lemma(k)) || cues.adjectives.contains_key(lemma(k)))
        })
        .or_else(|| last(&|k| cues.verbs.contains_key(lemma(k))))
        .or_else(|| last(&|k| sentence.tokens[k].upos == Upos::Verb))
        .or_else(|| last(&|k| matches!(sentence.tokens[k].upos, Upos::Noun | Upos::Adj)))
}

/// What the source does with the content; `None` where the words say nothing of the world (`declined to comment`).
fn stance_of(
    sentence: &Sentence,
    turns_on: usize,
    cue: &[usize],
    content: &[Range<usize>],
) -> Option<(Stance, bool)> {
    let cues = Cues::bundled();
    let lemma = sentence.tokens[turns_on].lemma.as_str();
    let refused = cue
        .iter()
        .any(|k| *k != turns_on && cues.refusing.contains(&sentence.tokens[*k].lemma));
    let negated = is_negated(sentence, turns_on);
    let content_tokens: Vec<usize> = content
        .iter()
        .flat_map(|range| tokens_in(sentence, range))
        .filter(|k| *k < sentence.tokens.len())
        .collect();
    let refuses_to_speak = cues.refusing.contains(lemma)
        && content_tokens
            .iter()
            .take(3)
            .any(|k| stance::answers(&sentence.tokens[*k].lemma));
    if (refused || negated) && stance::answers(lemma) || refuses_to_speak {
        return None;
    }
    if anonymity(sentence, turns_on) {
        return None;
    }
    let with_particle = lemma_with_particle(sentence, turns_on);
    let frames = with_particle
        .and_then(|lemma| cues.verbs.get(&lemma))
        .or_else(|| cues.verbs.get(lemma));
    if sentence.tokens[turns_on].upos != Upos::Verb
        && let Some(stance) = cues.nouns.get(lemma).or_else(|| cues.adjectives.get(lemma))
    {
        return Some((*stance, false));
    }
    let listed = match frames.map(Vec::as_slice) {
        // `demanded to know`, `threatened to leave`: an act of one's own.
        Some(frames) => {
            let infinitive = content_tokens
                .first()
                .is_some_and(|k| sentence.tokens[*k].lower == "to");
            let own = frames.iter().find(|(frame, _)| *frame == Frame::Own);
            own.filter(|_| infinitive).unwrap_or(&frames[0]).1
        }
        None => Stance::Asserts,
    };
    Some(stance::of_verb(
        sentence,
        turns_on,
        listed,
        negated,
        refused,
        &content_tokens,
    ))
}

/// `the Echo cited an official as saying`: who passes the source's words on.
fn heard_by(sentence: &Sentence, cue: &[usize], source: Option<usize>) -> Option<usize> {
    let verb = cue
        .iter()
        .copied()
        .find(|k| matches!(sentence.tokens[*k].lemma.as_str(), "cite" | "quote"))?;
    source_of(sentence, verb, is_passive(sentence, verb)).filter(|by| Some(*by) != source)
}

/// The longest of the runs that a role has, where runs with no more than a word between them are one.
fn longest_run(runs: impl Iterator<Item = Range<usize>>) -> Option<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for run in runs {
        match joined.last_mut() {
            Some(last) if run.start <= last.end + 1 => last.end = run.end,
            _ => joined.push(run),
        }
    }
    joined
        .into_iter()
        .max_by_key(|run| (run.len(), std::cmp::Reverse(run.start)))
}

/// The head of a source's words: the last noun before anything that only tells more of it, a comma, a preposition, a
/// clause.
fn head(
    passage: &ReadPassage<'_>,
    places: &[(usize, usize)],
    words: &Range<usize>,
) -> Option<(usize, usize)> {
    let (sentence_idx, first) = *places[words.clone()].first()?;
    let tokens = &passage.sentences[sentence_idx].tokens;
    let end = tokens.len().min(first + words.len());
    let nominal = |k: usize| {
        matches!(
            tokens[k].upos,
            Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num
        ) && !matches!(tokens[k].xpos, Xpos::PRPS | Xpos::WPS)
    };
    let mut found = None;
    let mut last = first;
    for k in first..end {
        let possessive = tokens.get(k + 1).is_some_and(|next| next.xpos == Xpos::POS);
        if nominal(k) && !possessive {
            found = Some(k);
        } else if found.is_some()
            && (matches!(
                tokens[k].upos,
                Upos::Adp | Upos::Verb | Upos::Aux | Upos::Sconj
            ) || matches!(tokens[k].text.as_str(), "," | "(" | "–" | "—" | ";"))
        {
            break;
        }
        if tokens[k].upos != Upos::Punct {
            last = k;
        }
    }
    Some((sentence_idx, found.unwrap_or(last)))
}

/// A content without the marks between it and the rest of the sentence; quotation marks that stand at its edges are
/// part of it. Nothing where no word is left.
fn trimmed(passage: &ReadPassage<'_>, mut bytes: Range<usize>) -> Option<Range<usize>> {
    let between = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '–' | '—' | '-');
    let text = |bytes: &Range<usize>| &passage.text[bytes.clone()];
    bytes.start += text(&bytes).len() - text(&bytes).trim_start_matches(between).len();
    for quote in &passage.quotes {
        // The opening mark alone, or the closing one alone, was left outside.
        let opening = bytes.start.checked_sub(quote.start);
        if opening.is_some_and(|gap| (1..=3).contains(&gap)) && bytes.end > quote.start {
            bytes.start = quote.start;
        }
        let closing = quote.end.checked_sub(bytes.end);
        if closing.is_some_and(|gap| (1..=5).contains(&gap))
            && bytes.start < quote.end
            && !passage.text[bytes.end..quote.end].contains(char::is_alphanumeric)
        {
            bytes.end = quote.end;
        }
    }
    bytes.end = bytes.start + text(&bytes).trim_end_matches(between).len();
    // A full stop that ends the sentence is no part of what was said, unless it stands between the marks.
    let inner = text(&bytes);
    if inner.ends_with('.') && !is_abbreviation(inner) {
        bytes.end -= 1;
    }
    passage.text[bytes.clone()]
        .contains(char::is_alphanumeric)
        .then_some(bytes)
}

/// `They said this on the first day`: what was said stands elsewhere.
fn points_away(content: &str) -> bool {
    matches!(
        content.to_lowercase().as_str(),
        "this" | "that" | "it" | "so" | "these" | "those" | "them" | "as much" | "the same"
    )
}

/// `the U.S.`: the stop belongs to the word.
fn is_abbreviation(text: &str) -> bool {
    text.rsplit(char::is_whitespace)
        .next()
        .is_some_and(|word| word.trim_end_matches('.').contains('.'))
}
