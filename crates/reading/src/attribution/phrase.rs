//! The words of a source: where its phrase begins and ends, what it is called, how many it counts, and why it hides.

use super::cue::Cue;
use crate::lexicon::Names;
use crate::passage::{ReadPassage, bytes_of};
use dateline_syntax::{Deprel, Sentence, Upos, Xpos};

/// The tokens of a source: its noun phrase with apposition and relative clause, contiguous round its head.
/// `from` is the first token that may belong to it.
pub(super) fn source_tokens(sentence: &Sentence, head: usize, from: Option<usize>) -> Vec<usize> {
    let mut tokens = sentence.subtree_without(
        head,
        &[
            Deprel::Conj,
            Deprel::Cc,
            Deprel::Case,
            Deprel::Mark,
            Deprel::Parataxis,
            Deprel::Advcl,
            Deprel::Ccomp,
            Deprel::Cop,
            Deprel::Nsubj,
            Deprel::Aux,
            Deprel::Discourse,
        ],
    );
    // Coordinated speakers are one source, when the coordination is short: `Varga and her deputy`.
    for conjunct in sentence.children_with(head, &[Deprel::Conj]) {
        if matches!(sentence.tokens[conjunct].upos, Upos::Noun | Upos::Propn)
            && conjunct.abs_diff(head) <= 12
        {
            tokens.extend(sentence.subtree(conjunct));
        }
    }
    tokens.sort_unstable();
    tokens.dedup();
    if let Some(from) = from {
        tokens.retain(|k| *k >= from);
    }
    crate::grammar::contiguous_round(&mut tokens, head);
    crate::grammar::without_times(sentence, &mut tokens, head);
    trim_punctuation(sentence, &mut tokens);
    tokens
}

/// `Orn, who leads the council, demanded`: an aside between the source and its cue is about the source.
pub(super) fn up_to_cue(sentence: &Sentence, tokens: &mut Vec<usize>, cue: &Cue) {
    let all = &sentence.tokens;
    let Some(cue_start) = cue.words.first().map(|word| word.start) else {
        return;
    };
    let verb = all.partition_point(|token| token.start < cue_start);
    let Some(last) = tokens.last().copied() else {
        return;
    };
    let (opening, closing) = (last + 1, verb.saturating_sub(1));
    if closing <= opening + 1
        || closing - opening > 24
        || all[opening].text != ","
        || all.get(closing).is_none_or(|token| token.text != ",")
    {
        return;
    }
    let aside = &all[opening + 1..closing];
    let relative = matches!(aside[0].lower.as_str(), "who" | "which" | "whose" | "whom");
    let phrase = matches!(
        aside[0].upos,
        Upos::Det | Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num
    ) && !aside
        .iter()
        .any(|token| matches!(token.upos, Upos::Verb | Upos::Aux));
    let dated = aside
        .iter()
        .any(|token| crate::grammar::is_time_word(&token.lower));
    if relative || phrase && !dated {
        tokens.extend(opening..closing);
    }
}

/// `The Port Authority (PA`: the closing bracket goes with the opening one.
pub(super) fn close_bracket(sentence: &Sentence, tokens: &mut Vec<usize>) {
    let n = |mark: &str| {
        tokens
            .iter()
            .filter(|k| sentence.tokens[**k].text == mark)
            .count()
    };
    if n("(") > n(")")
        && let Some(next) = tokens.last().map(|last| last + 1)
        && sentence
            .tokens
            .get(next)
            .is_some_and(|token| token.text == ")")
    {
        tokens.push(next);
    }
}

pub(super) fn trim_punctuation(sentence: &Sentence, tokens: &mut Vec<usize>) {
    let trims = |k: usize| {
        sentence.tokens[k].upos == Upos::Punct || matches!(sentence.tokens[k].upos, Upos::Cconj)
    };
    while tokens.len() > 1 && tokens.last().is_some_and(|k| trims(*k)) {
        tokens.pop();
    }
    while tokens.len() > 1 && tokens.first().is_some_and(|k| trims(*k)) {
        tokens.remove(0);
    }
}

/// What the words of a source (`tokens`, in order, `head` among them) call it: all up to what only tells more of it, a
/// comma, a relative clause, a participle.
pub(super) fn name_in(
    passage: &ReadPassage<'_>,
    sentence: &Sentence,
    tokens: &[usize],
    head: usize,
) -> String {
    let tells_more = |k: usize| {
        let token = &sentence.tokens[k];
        matches!(token.text.as_str(), "," | "(" | "—" | "–" | ";" | ":")
            || matches!(token.xpos, Xpos::WP | Xpos::WDT | Xpos::WPS | Xpos::WRB)
            || token.upos == Upos::Verb
            || matches!(
                token.lower.as_str(),
                "that" | "who" | "whom" | "whose" | "which" | "quoted" | "cited" | "speaking"
            )
    };
    let end = tokens
        .iter()
        .position(|k| *k > head && tells_more(*k))
        .unwrap_or(tokens.len());
    let mut named = tokens[..end].to_vec();
    let possessive = |k: &usize| sentence.tokens[*k].xpos == Xpos::POS;
    while named.len() > 1 && named.last().is_some_and(possessive) {
        named.pop();
    }
    crate::grammar::without_times(sentence, &mut named, head);
    trim_punctuation(sentence, &mut named);
    one_line(&passage.text[bytes_of(sentence, &named)])
}

pub(super) fn without_article(phrase: &str) -> String {
    let cut = phrase.strip_prefix("the ").or(phrase.strip_prefix("The "));
    let mut chars = cut.unwrap_or(phrase).chars();
    match (chars.next(), chars.as_str()) {
        // `A senior official` at the start of a sentence is `a senior official` anywhere else.
        (Some(first), rest)
            if phrase.starts_with("A ")
                || phrase.starts_with("An ")
                || phrase.starts_with("Two ")
                || phrase.starts_with("One ") =>
        {
            first.to_lowercase().collect::<String>() + rest
        }
        _ => cut.unwrap_or(phrase).to_owned(),
    }
}

pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The name without ranks and forms of address before it.
pub(super) fn strip_titles(name: &str) -> &str {
    let titles = &Names::bundled().titles;
    let mut rest = name;
    while let Some((first, after)) = rest.split_once(' ') {
        if !titles.contains(first.trim_end_matches('.')) {
            break;
        }
        rest = after;
    }
    rest
}

/// The countries that a phrase's adjectives name.
pub(super) fn countries(phrase: &str) -> Vec<&'static str> {
    let names = Names::bundled();
    phrase
        .split(' ')
        .filter_map(|word| names.demonyms.get(word))
        .map(String::as_str)
        .collect()
}

pub(super) fn is_spokesperson(lemma: &str) -> bool {
    matches!(lemma, "spokesman" | "spokeswoman" | "spokesperson")
}

/// The number of people that the words of a source give, up to its head: `three people`, `two of the directors`.
pub(super) fn count_in(sentence: &Sentence, tokens: &[usize], head: usize) -> Option<u32> {
    const WORDS: [&str; 12] = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    let words: Vec<&str> = tokens
        .iter()
        .take_while(|k| **k <= head)
        .map(|k| sentence.tokens[*k].lower.as_str())
        .collect();
    let number = |word: &str| {
        let listed = WORDS.iter().position(|listed| *listed == word);
        listed
            .map(|k| k as u32 + 1)
            .or_else(|| word.parse().ok().filter(|n| *n < 1000))
    };
    match words.as_slice() {
        ["half", "a", "dozen", ..] => Some(6),
        ["a", "dozen", _, ..] => Some(12),
        ["a", "pair", ..] | ["both", ..] => Some(2),
        words => words
            .iter()
            .take(4)
            .enumerate()
            .find(|(i, word)| number(word).is_some() && words.get(i + 1) != Some(&"-"))
            .and_then(|(_, word)| number(word)),
    }
}
