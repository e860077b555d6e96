//! Quotations: marks on the page tell more surely than any tree what was said.

use super::FoundAttribution;
use super::cue::Cue;
use crate::grammar::{sentence_at, tokens_in};
use crate::passage::ReadPassage;
use dateline_syntax::Upos;
use dateline_vocabulary::Stance;
use std::ops::Range;

/// Least number of words between marks that makes a quotation of its own; less are words held with tongs.
const LEAST_WORDS: usize = 4;

/// Gives each quotation of a passage to the cue that it belongs to, and widens contents that cut one.
pub(super) fn complete(passage: &ReadPassage<'_>, cues: &mut Vec<Cue>) {
    for cue in cues.iter_mut() {
        widen(passage, cue);
    }
    for quote in &passage.quotes {
        let covered = cues.iter().any(|cue| {
            cue.content
                .iter()
                .any(|range| overlap(range, quote) * 2 > quote.len())
        });
        if covered {
            continue;
        }
        if n_words(&passage.text[quote.clone()]) < LEAST_WORDS {
            // `"The pumps failed," she said, "and nobody came."`
            let split = cues.iter_mut().find(|cue| {
                let end = cue.words.iter().map(|word| word.end).max().unwrap_or(0);
                cue.speaks.is_some()
                    && end <= quote.start
                    && passage.text[end..quote.start].trim() == ","
                    && cue.content.iter().any(|range| {
                        range.end < end
                            && passage.quotes.iter().any(|said| overlap(range, said) > 0)
                    })
            });
            if let Some(cue) = split {
                cue.content.push(quote.clone());
                merge(&mut cue.content);
            }
            continue;
        }
        if let Some(cue) = speaker_beside(passage, cues, quote) {
            let cue = &mut cues[cue];
            cue.content.push(quote.clone());
            merge(&mut cue.content);
        }
    }
    for cue in cues.iter_mut() {
        deny_as_quoted(passage, cue);
    }
    // A speech cue that was left without anything said is none.
    cues.retain(|cue| !cue.content.is_empty());
}

/// `"We did not fire first," he said`: what is quoted before its cue is looked at for its negation, too.
fn deny_as_quoted(passage: &ReadPassage<'_>, cue: &mut Cue) {
    let Some(first) = cue.content.first() else {
        return;
    };
    let sentence = &passage.sentences[sentence_at(&passage.sentences, first.start)];
    if cue.speaks.is_none()
        || cue.stance != Stance::Asserts
        || passage.quote_at(first.start).is_none()
    {
        return;
    }
    let tokens: Vec<usize> = tokens_in(sentence, first).collect();
    if super::stance::content_is_denied(sentence, &tokens) {
        cue.stance = Stance::Denies;
    }
}

/// A content that takes part of a quotation takes all of it, when the cue stands outside; when it stands inside,
/// the content ends with the quotation.
fn widen(passage: &ReadPassage<'_>, cue: &mut Cue) {
    let Some(first) = cue.words.first().cloned() else {
        return;
    };
    for range in &mut cue.content {
        for quote in &passage.quotes {
            if quote.contains(&first.start) {
                // `"We think they know," she said`: what `think` governs lies inside the marks.
                let start = range.start.max(quote.start);
                let end = range.end.min(quote.end);
                if start < end {
                    *range = start..end;
                }
            } else if overlap(range, quote) * 2 > quote.len()
                || overlap(range, quote) > 0 && n_words(&passage.text[quote.clone()]) >= LEAST_WORDS
            {
                let cut_by_cue = cue
                    .words
                    .iter()
                    .any(|word| quote.start <= word.start && word.end <= quote.end);
                if !cut_by_cue {
                    let widened = range.start.min(quote.start)..range.end.max(quote.end);
                    // Never across the cue itself.
                    let crosses = cue
                        .words
                        .iter()
                        .any(|word| widened.start <= word.start && word.end <= widened.end)
                        && !cue
                            .words
                            .iter()
                            .any(|word| range.start <= word.start && word.end <= range.end);
                    if !crosses {
                        *range = widened;
                    }
                }
            }
        }
    }
    merge(&mut cue.content);
}

/// The cue whose speaker said a quotation that no tree tied to one.
fn speaker_beside(passage: &ReadPassage<'_>, cues: &[Cue], quote: &Range<usize>) -> Option<usize> {
    let here = sentence_at(&passage.sentences, quote.start);
    let here_end = sentence_at(&passage.sentences, quote.end.saturating_sub(1));
    let outside = |cue: &Cue| {
        cue.words
            .first()
            .is_some_and(|word| passage.quote_at(word.start).is_none())
    };
    let distance = |cue: &Cue| {
        cue.words.first().map_or(usize::MAX, |word| {
            if word.start >= quote.end {
                word.start - quote.end
            } else {
                quote.start.saturating_sub(word.end)
            }
        })
    };
    // `The mayor was blunt. She said: “...”`, the splitter having ended the sentence at the colon.
    let announced = (0..cues.len()).rev().find(|k| {
        let cue = &cues[*k];
        cue.speaks.is_some()
            && outside(cue)
            && cue.sentence <= here
            && cue
                .words
                .iter()
                .map(|word| word.end)
                .max()
                .is_some_and(|end| {
                    end <= quote.start
                        && quote.start - end < 120
                        && passage.text[end..quote.start]
                            .trim_end()
                            .ends_with([':', ','])
                        && !passage.text[end..quote.start].contains(['.', '“', '"', '?'])
                })
    });
    if announced.is_some_and(|k| {
        cues[k].content.is_empty() || passage.text[..quote.start].trim_end().ends_with(':')
    }) {
        return announced;
    }
    // In the same sentence first: a speech verb close to the marks.
    let same = (0..cues.len())
        .filter(|k| {
            cues[*k].sentence >= here
                && cues[*k].sentence <= here_end
                && cues[*k].speaks.is_some()
                && outside(&cues[*k])
                && distance(&cues[*k]) < 90
        })
        .min_by_key(|k| (distance(&cues[*k]), *k));
    if same.is_some() {
        return same;
    }
    // `"Is it?" asked the mayor.`: the splitter may have ended the sentence at the closing mark.
    let next = (0..cues.len())
        .filter(|k| {
            cues[*k].sentence == here_end + 1 && cues[*k].speaks.is_some() && outside(&cues[*k])
        })
        .filter(|k| {
            cues[*k]
                .words
                .first()
                .is_some_and(|word| word.start >= quote.end && word.start - quote.end < 50)
        })
        .filter(|_| {
            passage.text[quote.end..]
                .trim_start()
                .starts_with(char::is_lowercase)
        })
        .min();
    if next.is_some() {
        return next;
    }
    // `"A," she said. "B."`: the speaker goes on, when the passage has only quoted words since.
    let before = (0..cues.len())
        .filter(|k| {
            let cue = &cues[*k];
            cue.sentence < here
                && cue.content.iter().any(|range| {
                    passage
                        .quotes
                        .iter()
                        .any(|quote| overlap(range, quote) * 2 > quote.len())
                })
        })
        .max_by_key(|k| (cues[*k].sentence, *k))?;
    let end_of_last = cues[before]
        .content
        .iter()
        .map(|range| range.end)
        .chain(cues[before].words.iter().map(|word| word.end))
        .max()?;
    let between = sentence_at(&passage.sentences, end_of_last.saturating_sub(1));
    (here <= between + 1).then_some(before)
}

/// A passage that is one quotation, without a cue of its own, goes on with the words of the speaker before.
pub(super) fn continued(
    passages: &[ReadPassage<'_>],
    passage_idx: usize,
    own: &[FoundAttribution],
    before: Option<&FoundAttribution>,
) -> Option<FoundAttribution> {
    let passage = &passages[passage_idx];
    let outside_quotes = |a: &FoundAttribution| {
        a.cue
            .first()
            .is_none_or(|cue| passage.quote_at(cue.start).is_none())
    };
    if !passage.is_quotation()
        || own
            .iter()
            .any(|a| outside_quotes(a) && !a.content.is_empty())
    {
        return None;
    }
    let before = before.filter(|a| a.passage < passage_idx)?;
    let quoted_before = {
        let there = &passages[before.passage];
        before
            .content
            .iter()
            .any(|range| there.quotes.iter().any(|quote| overlap(range, quote) > 0))
    };
    let words = passage
        .sentences
        .iter()
        .flat_map(|s| &s.tokens)
        .filter(|token| token.upos != Upos::Punct)
        .count();
    if !quoted_before || words < LEAST_WORDS {
        return None;
    }
    let mut content = passage.quotes.clone();
    merge(&mut content);
    Some(FoundAttribution {
        passage: passage_idx,
        content,
        within: None,
        chain: Vec::new(),
        stance: Stance::Asserts,
        withheld: false,
        ..before.clone()
    })
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

fn n_words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Sorts ranges and joins those that touch or overlap.
fn merge(ranges: &mut Vec<Range<usize>>) {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges.drain(..) {
        match merged.last_mut() {
            Some(last) if range.start <= last.end + 1 => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    *ranges = merged;
}
