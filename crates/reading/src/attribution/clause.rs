//! What follows a verb of saying, by its place in the sentence: trees of long sentences break, places do not.

use super::subject::is_speech;
use crate::grammar::is_time_word;
use crate::lexicon::Cues;
use crate::passage::ReadPassage;
use dateline_syntax::{Deprel, Sentence, Upos, Xpos};

/// The tokens of the clause behind a verb of saying whose speaker stands before it; `None` where no clause begins there.
pub(super) fn after(
    passage: &ReadPassage<'_>,
    sentence: &Sentence,
    i: usize,
) -> Option<Vec<usize>> {
    let tokens = &sentence.tokens;
    let first = beginning(passage, sentence, i)?;
    let end = end_of(passage, sentence, i, first);
    let is_clause = match tokens[first].lower.as_str() {
        "that" | "whether" | "if" | "how" | "why" | "what" | "when" | "where" => end > first + 2,
        _ => {
            let opens = matches!(
                tokens[first].upos,
                Upos::Det | Upos::Pron | Upos::Propn | Upos::Noun | Upos::Num | Upos::Adj
            ) || tokens[first].xpos == Xpos::VBG
                || is_mark(&tokens[first].text);
            let finite = (first..end).find(|k| {
                matches!(
                    tokens[*k].xpos,
                    Xpos::VBD | Xpos::VBZ | Xpos::VBP | Xpos::MD
                )
            });
            // `said the officials, who asked for silence`: the verb is that of a clause about the speaker.
            let about_speaker = |verb: usize| {
                (first..verb).any(|k| {
                    tokens[k].text == ","
                        && tokens.get(k + 1).is_some_and(|next| {
                            matches!(next.lower.as_str(), "who" | "which" | "whose" | "whom")
                        })
                })
            };
            opens && finite.is_some_and(|verb| !about_speaker(verb))
        }
    };
    is_clause.then(|| (first..end).collect())
}

/// Where the clause behind a verb begins: behind adverbs, days, the one addressed and the occasion.
fn beginning(passage: &ReadPassage<'_>, sentence: &Sentence, i: usize) -> Option<usize> {
    let tokens = &sentence.tokens;
    let here = passage.quote_at(tokens[i].start);
    // `told reporters on Monday that`: what stands before an early `that` is not said.
    let that = (i + 1..tokens.len().min(i + 14))
        .find(|k| tokens[*k].lower == "that" && tokens[*k].upos == Upos::Sconj)
        .filter(|that| {
            tokens[i + 1..*that].iter().all(|token| {
                !matches!(token.xpos, Xpos::VBD | Xpos::VBZ | Xpos::VBP | Xpos::MD)
                    && passage.quote_at(token.start) == here
                    && !matches!(token.text.as_str(), ":" | ";")
            })
        });
    if that.is_some() {
        return that;
    }
    let mut at = i + 1;
    if matches!(
        tokens[i].lemma.as_str(),
        "tell" | "assure" | "inform" | "remind" | "warn" | "convince" | "notify" | "advise"
    ) {
        // The one addressed.
        let addressed = sentence
            .children_with(i, &[Deprel::Obj, Deprel::Iobj])
            .find(|child| *child > i && *child - i <= 6)?;
        at = addressed + 1;
    }
    while at < tokens.len() {
        let token = &tokens[at];
        let day = is_time_word(&token.lower)
            || token.lower == "on"
                && tokens
                    .get(at + 1)
                    .is_some_and(|next| is_time_word(&next.lower));
        if day
            || token.upos == Upos::Adv
                && !matches!(token.lower.as_str(), "how" | "why" | "when" | "where")
        {
            at += 1;
        } else {
            break;
        }
    }
    (at < tokens.len() && !matches!(tokens[at].text.as_str(), "," | "." | "?" | "!" | ";" | ":"))
        .then_some(at)
}

/// Where it ends: before a contrast, before what the speaker goes on to say with another verb, before who else says so.
pub(super) fn end_of(
    passage: &ReadPassage<'_>,
    sentence: &Sentence,
    i: usize,
    first: usize,
) -> usize {
    let tokens = &sentence.tokens;
    let cues = Cues::bundled();
    let own_side = passage.quote_at(tokens[i].start);
    for k in first + 1..tokens.len() {
        let side = passage.quote_at(tokens[k].start);
        if own_side.is_some() && side != own_side {
            return k;
        }
        if side.is_some() && own_side.is_none() {
            continue;
        }
        let Some(next) = tokens.get(k + 1) else { break };
        let goes_on_with = |verb: usize| {
            tokens.get(verb).is_some_and(|token| {
                token.upos == Upos::Verb && cues.verbs.contains_key(&token.lemma)
            })
        };
        if tokens[k].text == "," {
            let contrast = matches!(
                next.lower.as_str(),
                "while" | "although" | "though" | "whereas" | "according"
            );
            let participle = next.xpos == Xpos::VBG && goes_on_with(k + 1);
            let other = next.lower == "but" || next.lower == "and";
            let another_verb = other
                && matches!(
                    tokens.get(k + 2).map(|token| token.xpos),
                    Some(Xpos::VBD | Xpos::VBZ | Xpos::VBP)
                )
                && goes_on_with(k + 2);
            // `..., but the driver said`: another voice, or the same one again.
            let next_voice = other
                && tokens[k + 2..]
                    .iter()
                    .take(9)
                    .take_while(|token| {
                        !matches!(token.text.as_str(), "," | ";") && token.upos != Upos::Sconj
                    })
                    .find(|token| token.upos == Upos::Verb)
                    .is_some_and(|token| {
                        matches!(token.xpos, Xpos::VBD | Xpos::VBZ | Xpos::VBP)
                            && is_speech(&token.lemma)
                            && cues.verbs.contains_key(&token.lemma)
                    });
            if contrast || participle || another_verb || next_voice {
                return k;
            }
        }
        // `says he respects it but argues that`
        if matches!(tokens[k].lower.as_str(), "and" | "but")
            && goes_on_with(k + 1)
            && tokens[k + 1].xpos == tokens[i].xpos
            && tokens[k + 1].head == Some(i)
        {
            return k;
        }
        if tokens[k].lower == "according" && next.lower == "to" {
            return k;
        }
    }
    tokens.len()
}

/// The tokens round an aside, `The road, the mayor said, is shut`, or before one that ends the sentence,
/// `The road is shut, the mayor said on Monday`; `None` where the verb and its speaker are no aside.
pub(super) fn around(
    passage: &ReadPassage<'_>,
    sentence: &Sentence,
    i: usize,
    speaker: usize,
) -> Option<Vec<usize>> {
    let tokens = &sentence.tokens;
    if !is_speech(&tokens[i].lemma) || speaker >= i || passage.quote_at(tokens[i].start).is_some() {
        return None;
    }
    let opening = (speaker.saturating_sub(6)..speaker)
        .rev()
        .find(|k| tokens[*k].text == ",")
        .filter(|k| *k > 0)?;
    if tokens[opening..i]
        .iter()
        .any(|token| token.upos == Upos::Verb)
        || passage.quote_at(tokens[opening - 1].start).is_some()
    {
        return None;
    }
    let mut closing = i + 1;
    while tokens.get(closing).is_some_and(|token| {
        token.lower == "on" || is_time_word(&token.lower) || token.upos == Upos::Adv
    }) {
        closing += 1;
    }
    let finite = |token: &dateline_syntax::Token| {
        matches!(token.xpos, Xpos::VBD | Xpos::VBZ | Xpos::VBP | Xpos::MD)
    };
    let before: Vec<usize> = (0..opening).collect();
    if before
        .iter()
        .any(|k| passage.quote_at(tokens[*k].start).is_some())
    {
        return None;
    }
    let ends = tokens
        .get(closing)
        .is_none_or(|token| matches!(token.text.as_str(), "." | "?" | "!"));
    let goes_on = tokens.get(closing).is_some_and(|token| token.text == ",")
        && closing + 2 < tokens.len()
        && passage.quote_at(tokens[closing + 1].start).is_none();
    if ends && before.iter().any(|k| finite(&tokens[*k])) {
        return Some(before);
    }
    // What stands before must want the rest: a verb that follows the aside at once, or none before it.
    let wants_more = goes_on
        && before.len() > 1
        && !before.iter().any(|k| finite(&tokens[*k]))
        && tokens[closing + 1..].iter().take(3).any(finite);
    wants_more.then(|| {
        before
            .into_iter()
            .chain(closing + 1..end_of(passage, sentence, i, closing + 1))
            .collect()
    })
}

pub(super) fn is_mark(text: &str) -> bool {
    matches!(text, "“" | "”" | "\"" | "‘" | "’" | "''" | "``")
}
