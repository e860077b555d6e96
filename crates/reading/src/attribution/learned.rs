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
use dateline_syntax::{Deprel, Sentence, Upos, Xpos};
use dateline_vocabulary::Stance;
use std::ops::Range;

/// The longest gap in a content, in bytes, that is an oversight.
const LONGEST_GAP: usize = 80;

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
    let mut words: Vec<Range<usize>> = of(Role::Cue).map(|words| bytes(&words)).collect();
    let mut content: Vec<Range<usize>> = of(Role::Content)
        .filter_map(|words| trimmed(passage, bytes(&words)))
        .collect();
    content.sort_by_key(|range| range.start);
    content.retain(|range| !super::anonymity::only_keeps_name_back(&passage.text[range.clone()]));
    if content
        .iter()
        .all(|range| points_away(&passage.text[range.clone()]))
    {
        return None;
    }
    // `With thousands of systems, “there is no one point of failure”`: one statement, whatever stands between.
    let others: Vec<Range<usize>> = of(Role::Source)
        .chain(of(Role::Cue))
        .map(|words| bytes(&words))
        .collect();
    content.dedup_by(|next, range| {
        let gap = range.end..next.start;
        let between = passage.text.get(gap.clone());
        // Only who says it, that it is said, and what marks set off stands inside what is said.
        let unbroken = between.is_some_and(|between| {
            let marks = [',', ';', '—', '–', '(', ')', '“', '”', '"', ':'];
            !between.contains(marks)
                && gap.len() < LONGEST_GAP
                && others
                    .iter()
                    .all(|o| o.end <= gap.start || o.start >= gap.end)
        });
        let close =
            unbroken || between.is_none_or(|between| !between.contains(char::is_alphanumeric));
        if close {
            range.end = range.end.max(next.end);
        }
        close
    });
    let mut cue_tokens: Vec<usize> = of(Role::Cue)
        .flat_map(|words| words.map(|word| places[word]))
        .filter(|(s, _)| *s == sentence_idx)
        .map(|(_, token)| token)
        .collect();
    if let Some(end) = kept_back(sentence, &cue_tokens, &content)
        .or_else(|| told_by_noun(sentence, &cue_tokens, &content))
    {
        // `declined | to say whether`, `voiced | concern that`: verb and noun belong to the cue.
        // The cue may go on in another sentence: its words here are those before what is added.
        let added = sentence.tokens[end].end;
        if let Some(here) = words.iter_mut().rfind(|words| words.start < added) {
            here.end = added;
        }
        cue_tokens.extend(cue_tokens.last().map_or(end, |last| last + 1)..=end);
        content[0].start = sentence.tokens[end + 1].start;
    }
    let turns_on = turning_word(sentence, &cue_tokens).unwrap_or(anchor);
    let (stance, withheld) = stance_of(sentence, turns_on, &cue_tokens, &content)?;
    let source_words = longest_run(of(Role::Source))
        .or_else(|| {
            // `…, said the harbour master`: who stands right behind the verb is not what he says.
            let inverted = inverted_source(passage, places, attributed)?;
            let bytes = bytes(&inverted);
            content.retain(|range| range.start + 1 < bytes.start || range.start >= bytes.end);
            Some(inverted)
        })
        .map(|words| whole(passage, places, words, (sentence_idx, &cue_tokens)))
        .filter(|words| !words.is_empty())
        .filter(|words| !is_expletive(sentence, &places[words.clone()], &cue_tokens));
    let source_words = source_words.map(|words| {
        let Some(start) = antecedent(passage, places, &words, &content) else {
            return words;
        };
        // `According to a report, the official, who saw it, said`: the official belongs to what the report says.
        let at = places[start];
        content[0].start = passage.sentences[at.0].tokens[at.1].start;
        words.start..start - 1
    });
    let quoted = quoted_as(sentence, &cue_tokens);
    let heard_from = source_words.clone().filter(|_| quoted.is_some());
    let source_words = match &quoted {
        Some(quoted) => {
            // `It quoted a deckhand as saying`: the deckhand's word, heard by it.
            let verb = cue_tokens[0]..quoted.start;
            let saying = quoted.end..cue_tokens[cue_tokens.len() - 1] + 1;
            words = [verb, saying]
                .map(|part| sentence.tokens[part.start].start..sentence.tokens[part.end - 1].end)
                .to_vec();
            let first = places
                .iter()
                .position(|place| *place == (sentence_idx, quoted.start));
            first.map(|first| first..first + quoted.len())
        }
        None => source_words,
    };
    let source = source_words
        .as_ref()
        .and_then(|words| head(passage, places, words))
        .or_else(|| subject(passage, sentence_idx, turns_on));
    let source_bytes = source_words.map(|words| bytes(&words));
    let head = source
        .filter(|(s, _)| *s == sentence_idx)
        .map(|(_, head)| head);
    Some(Cue {
        sentence: sentence_idx,
        words,
        speaks: Some(turns_on),
        heard_by: heard_from
            .and_then(|words| self::head(passage, places, &words))
            .filter(|(s, _)| *s == sentence_idx)
            .map(|(_, head)| head)
            .or_else(|| heard_by(sentence, &cue_tokens, head)),
        source,
        source_bytes,
        content,
        stance,
        withheld,
    })
}

/// Who stands between `quoted` and `as saying` in a cue.
fn quoted_as(sentence: &Sentence, cue: &[usize]) -> Option<Range<usize>> {
    let token = |k: usize| &sentence.tokens[k];
    let verb = *cue
        .iter()
        .find(|k| matches!(token(**k).lemma.as_str(), "quote" | "cite"))?;
    let as_saying = *cue.iter().find(|k| {
        token(**k).lower == "as"
            && sentence
                .tokens
                .get(**k + 1)
                .is_some_and(|t| t.xpos == Xpos::VBG)
    })?;
    let mut between = verb + 1..as_saying;
    let somebody = between
        .clone()
        .any(|k| matches!(token(k).upos, Upos::Noun | Upos::Propn | Upos::Pron));
    let in_cue = between.all(|k| cue.contains(&k));
    (somebody && in_cue).then_some(verb + 1..as_saying)
}

/// The verb of saying at the head of a content that a verb of refusing stands before: `declined to say whether`.
fn kept_back(sentence: &Sentence, cue: &[usize], content: &[Range<usize>]) -> Option<usize> {
    let cues = Cues::bundled();
    let last = *cue.last()?;
    let to = last + 1;
    let verb = to + 1;
    let [first, ..] = content else { return None };
    let refuses = cues.refusing.contains(&sentence.tokens[last].lemma);
    let lemma = &sentence.tokens.get(verb)?.lemma;
    let says = cues.withheld.contains(lemma) && !stance::answers(lemma);
    let more = sentence.tokens.get(verb + 1)?;
    (refuses
        && says
        && sentence.tokens[to].lower == "to"
        && sentence.tokens[to].start == first.start
        && more.end <= first.end)
        .then_some(verb)
}

/// The noun at the head of a content that only carries it: `voiced concern that`.
fn told_by_noun(sentence: &Sentence, cue: &[usize], content: &[Range<usize>]) -> Option<usize> {
    let last = *cue.last()?;
    let [first, ..] = content else { return None };
    let carries = matches!(
        sentence.tokens[last].lemma.as_str(),
        "express" | "voice" | "raise" | "issue" | "make" | "repeat" | "reiterate" | "share"
    );
    let noun = (last + 1..sentence.tokens.len().min(last + 4)).find(|k| {
        let token = &sentence.tokens[*k];
        token.upos == Upos::Noun && Cues::bundled().nouns.contains_key(&token.lemma)
    })?;
    let that = sentence.tokens.get(noun + 1)?;
    (carries
        && that.lower == "that"
        && first.start <= sentence.tokens[noun].start
        && that.end <= first.end)
        .then_some(noun)
}

/// Where a content begins with a pronoun whose noun ended up behind a comma at the end of the source: the first word of
/// that noun's phrase.
fn antecedent(
    passage: &ReadPassage<'_>,
    places: &[(usize, usize)],
    source: &Range<usize>,
    content: &[Range<usize>],
) -> Option<usize> {
    let content = content.first()?;
    let token = |word: usize| {
        let (sentence, token) = places[word];
        &passage.sentences[sentence].tokens[token]
    };
    let relative = passage.text[content.clone()]
        .split(|c: char| !c.is_alphabetic())
        .next()
        .is_some_and(|word| matches!(word, "who" | "which" | "whose" | "whom"));
    let last = source
        .clone()
        .rev()
        .find(|word| token(*word).upos != Upos::Punct)?;
    let between = passage.text.get(token(last).end..content.start)?;
    let comma = (source.start..last)
        .rev()
        .find(|word| token(*word).text == ",")?;
    (relative && between.trim() == "," && comma > source.start).then_some(comma + 1)
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
    let lemmas = || cue.iter().map(|k| sentence.tokens[*k].lemma.as_str());
    if lemmas().any(stance::answers) && lemmas().any(|lemma| cues.refusing.contains(lemma)) {
        return None;
    }
    if let Some(stance) = stance::of_words(sentence, cue) {
        return Some(stance);
    }
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
            if !infinitive && cues.wishing.contains(lemma) {
                Stance::Asks
            } else {
                own.filter(|_| infinitive).unwrap_or(&frames[0]).1
            }
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

/// A last part of a content that stands right behind a verb of speech, while the rest stands before it, and begins as a
/// phrase for somebody does: that one speaks.
fn inverted_source(
    passage: &ReadPassage<'_>,
    places: &[(usize, usize)],
    attributed: &Attributed,
) -> Option<Range<usize>> {
    let of = |role: Role| {
        let fragments = attributed.fragments.iter();
        fragments
            .filter(move |fragment| fragment.role == role)
            .map(|fragment| fragment.words.clone())
    };
    let cue = of(Role::Cue).next_back()?;
    let behind = of(Role::Content).find(|words| words.start == cue.end)?;
    let before = of(Role::Content).any(|words| words.end <= cue.start);
    let (sentence, verb) = places[cue.end - 1];
    let tokens = &passage.sentences[sentence].tokens;
    let next = tokens.get(verb + 1)?;
    let somebody = matches!(next.upos, Upos::Det | Upos::Propn | Upos::Noun | Upos::Adj)
        && !matches!(next.lower.as_str(), "that" | "this");
    let speaks = matches!(
        tokens[verb].lemma.as_str(),
        "say" | "add" | "write" | "report"
    );
    let quoted = passage.quote_at(next.start).is_some();
    (before && somebody && speaks && !quoted).then_some(behind)
}

/// Who speaks by the tree, where the model saw nobody: the subject of an active verb that the sentence turns on.
fn subject(
    passage: &ReadPassage<'_>,
    sentence_idx: usize,
    turns_on: usize,
) -> Option<(usize, usize)> {
    let sentence = &passage.sentences[sentence_idx];
    let token = &sentence.tokens[turns_on];
    let finite = matches!(token.xpos, Xpos::VBD | Xpos::VBZ | Xpos::VBP);
    if !finite || is_passive(sentence, turns_on) {
        return None;
    }
    let source = source_of(sentence, turns_on, false)?;
    let noun = &sentence.tokens[source];
    let side = |k: usize| passage.quote_at(sentence.tokens[k].start);
    (matches!(noun.upos, Upos::Noun | Upos::Propn | Upos::Pron) && side(source) == side(turns_on))
        .then_some((sentence_idx, source))
}

/// `It was reported that`: nobody is named who does.
fn is_expletive(sentence: &Sentence, source: &[(usize, usize)], cue: &[usize]) -> bool {
    let [(_, word)] = source else {
        return false;
    };
    let passive = cue.iter().any(|k| sentence.tokens[*k].lemma == "be")
        && cue.iter().any(|k| sentence.tokens[*k].xpos == Xpos::VBN);
    passive && matches!(sentence.tokens[*word].lower.as_str(), "it" | "there")
}

/// `Pakistani | officials`: a source that ends before the noun that its last word belongs to, with that noun.
fn whole(
    passage: &ReadPassage<'_>,
    places: &[(usize, usize)],
    words: Range<usize>,
    cue: (usize, &[usize]),
) -> Range<usize> {
    let (sentence_idx, last) = places[words.end - 1];
    let tokens = &passage.sentences[sentence_idx].tokens;
    let (cue_sentence, cue) = cue;
    // `A nurse who | asked not to be named | said`: the clause goes up to what it is asked about, the cue.
    if words.len() > 1 && matches!(tokens[last].xpos, Xpos::WP | Xpos::WDT) {
        let is_here = cue_sentence == sentence_idx;
        let cue = cue
            .first()
            .filter(|cue| is_here && **cue > last + 1 && **cue - last <= 24);
        return match cue {
            Some(cue) => words.start..words.end + (cue - last - 1),
            None => words.start..words.end - 1,
        };
    }
    let modifies = tokens[last].upos != Upos::Pron
        && matches!(
            tokens[last].deprel,
            Deprel::Amod | Deprel::Compound | Deprel::Det | Deprel::Nummod
        );
    match tokens[last].head.filter(|head| modifies && *head > last) {
        Some(noun) if noun - last <= 3 && tokens[noun].upos != Upos::Verb => {
            words.start..words.end + (noun - last)
        }
        _ => words,
    }
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
        // `the warden's clerk`, but `the warden's` alone is the warden.
        let possessive = k + 2 < end && tokens[k + 1].xpos == Xpos::POS;
        let quoted = matches!(tokens[k].lower.as_str(), "quoted" | "cited");
        if nominal(k) && !possessive && !quoted && tokens[k].upos != Upos::Punct {
            found = Some(k);
        } else if found.is_some()
            && (matches!(
                tokens[k].upos,
                Upos::Adp | Upos::Verb | Upos::Aux | Upos::Sconj
            ) || quoted
                || matches!(tokens[k].text.as_str(), "," | "(" | "–" | "—" | ";"))
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
