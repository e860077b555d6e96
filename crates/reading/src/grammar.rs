//! Small questions about a sentence's tree that several parts of the reading ask.

use crate::passage::token_bytes;
use crate::time::{Grammar, Outlook};
use dateline_syntax::{Deprel, EventKind, Sentence, Upos, Xpos};
use std::ops::Range;

/// The tokens of a sentence that overlap a byte range.
pub(crate) fn tokens_in(sentence: &Sentence, bytes: &Range<usize>) -> Range<usize> {
    let first = sentence
        .tokens
        .partition_point(|token| token.end <= bytes.start);
    let last = sentence
        .tokens
        .partition_point(|token| token.start < bytes.end);
    first..last.max(first)
}

/// The token of a range that the others hang on: the one whose head lies outside.
pub(crate) fn head_in(sentence: &Sentence, tokens: Range<usize>) -> Option<usize> {
    tokens
        .clone()
        .find(|i| {
            sentence.tokens[*i]
                .head
                .is_none_or(|head| !tokens.contains(&head))
        })
        .or(tokens.clone().next())
}

/// The index of the sentence that holds a byte, or the last before it.
pub(crate) fn sentence_at(sentences: &[Sentence], byte: usize) -> usize {
    sentences
        .partition_point(|sentence| sentence.end <= byte)
        .min(sentences.len().saturating_sub(1))
}

/// Whether a predicate is negated by a word of its own.
pub(crate) fn is_negated(sentence: &Sentence, i: usize) -> bool {
    sentence.children(i).any(|child| {
        let token = &sentence.tokens[child];
        matches!(
            token.lower.as_str(),
            "not" | "n't" | "never" | "no" | "nor" | "neither"
        ) && matches!(
            token.deprel,
            Deprel::Advmod | Deprel::Det | Deprel::Cc | Deprel::Discourse
        )
    })
}

/// The lemma of a verb with the particle or the preposition that changes its sense, for looking up: `call for`.
pub(crate) fn lemma_with_particle(sentence: &Sentence, i: usize) -> Option<String> {
    let token = &sentence.tokens[i];
    let particle = sentence
        .child(i, Deprel::CompoundPrt)
        .map(|child| sentence.tokens[child].lower.clone())
        .or_else(|| {
            let next = sentence.tokens.get(i + 1)?;
            matches!(next.upos, Upos::Adp | Upos::Part).then(|| next.lower.clone())
        })?;
    Some(format!("{} {particle}", token.lemma))
}

/// The words that go with a verb as its group: auxiliaries, negation, particle; sorted, the verb included.
pub(crate) fn verb_group(sentence: &Sentence, i: usize) -> Vec<usize> {
    let mut group: Vec<usize> = sentence
        .children(i)
        .filter(|child| {
            let token = &sentence.tokens[*child];
            matches!(
                token.deprel,
                Deprel::Aux | Deprel::AuxPass | Deprel::Cop | Deprel::CompoundPrt
            ) || matches!(token.lower.as_str(), "not" | "n't" | "never")
        })
        .collect();
    group.push(i);
    group.sort_unstable();
    group
}

/// Whether the clause of a verb looks ahead: `will`, `is to`, `plans to`, `begins on`.
pub(crate) fn looks_ahead(sentence: &Sentence, verb: usize) -> bool {
    const FUTURE: [&str; 6] = ["will", "'ll", "wo", "shall", "would", "'d"];
    const PLANNING: [&str; 24] = [
        "plan", "expect", "schedule", "set", "due", "want", "agree", "hope", "intend", "prepare",
        "urge", "aim", "propose", "promise", "vow", "pledge", "threaten", "decide", "order", "ask",
        "be", "go", "likely", "need",
    ];
    const STARTING: [&str; 16] = [
        "begin", "start", "open", "end", "close", "meet", "hold", "face", "vote", "resume",
        "expire", "leave", "arrive", "visit", "return", "take",
    ];
    let token = &sentence.tokens[verb];
    // `was expected in Velmar on Wednesday`
    if matches!(token.lemma.as_str(), "expect" | "schedule" | "slate")
        && token.xpos == Xpos::VBN
        && !sentence.has_child(verb, Deprel::Xcomp)
    {
        return true;
    }
    for child in sentence.children(verb) {
        let aux = &sentence.tokens[child];
        if matches!(aux.deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop) {
            if FUTURE.contains(&aux.lower.as_str()) {
                return true;
            }
            if matches!(aux.xpos, Xpos::VBD)
                || matches!(aux.lower.as_str(), "has" | "have" | "had" | "'ve")
            {
                return false;
            }
        }
    }
    match token.xpos {
        Xpos::VBZ | Xpos::VBP => STARTING.contains(&token.lemma.as_str()),
        Xpos::VB => {
            let governor = token.head.map(|head| sentence.tokens[head].lemma.as_str());
            let infinitive = sentence
                .children(verb)
                .any(|child| sentence.tokens[child].lower == "to");
            infinitive && governor.is_some_and(|lemma| PLANNING.contains(&lemma))
        }
        _ => false,
    }
}

/// The sentences of a passage, as the time rules ask about them.
pub(crate) struct PassageGrammar<'s> {
    sentences: &'s [Sentence],
}

impl<'s> PassageGrammar<'s> {
    pub(crate) fn new(sentences: &'s [Sentence]) -> PassageGrammar<'s> {
        PassageGrammar { sentences }
    }

    /// The sentence of these bytes, and the token in it that they hang on.
    fn place(&self, bytes: &Range<usize>) -> Option<(&'s Sentence, usize)> {
        let sentence = self
            .sentences
            .get(sentence_at(self.sentences, bytes.start))?;
        Some((sentence, head_in(sentence, tokens_in(sentence, bytes))?))
    }
}

impl Grammar for PassageGrammar<'_> {
    fn sentence_at(&self, byte: usize) -> usize {
        sentence_at(self.sentences, byte)
    }

    fn outlook(&self, bytes: &Range<usize>) -> Outlook {
        let Some((sentence, head)) = self.place(bytes) else {
            return Outlook::Back;
        };
        match verb_above(sentence, head) {
            Some(verb) if looks_ahead(sentence, verb) => Outlook::Ahead,
            // `will pay that much under the deal unveiled on Tuesday`.
            Some(verb) if is_done_to_noun(sentence, verb) => Outlook::Back,
            _ if promised_before(sentence, head) => Outlook::Ahead,
            _ => Outlook::Back,
        }
    }

    fn dates_a_saying(&self, bytes: &Range<usize>) -> bool {
        let verb = self
            .place(bytes)
            .and_then(|(sentence, head)| Some(&sentence.tokens[verb_above(sentence, head)?]));
        verb.is_some_and(|verb| verb.event == Some(EventKind::Reporting))
    }
}

/// The verb, or the predicate with a copula, that a token hangs on. What stands before `that` belongs to the verb before it,
/// whatever the tree says: `told staff on Wednesday that it would cut jobs`.
fn verb_above(sentence: &Sentence, i: usize) -> Option<usize> {
    let is_verb = |above: &usize| {
        let token = &sentence.tokens[*above];
        token.upos == Upos::Verb || sentence.has_child(*above, Deprel::Cop)
    };
    let verb = sentence.ancestors(i).find(is_verb)?;
    let outer = || sentence.ancestors(verb).find(is_verb);
    let opens_behind = opens_behind(sentence, i, verb);
    if opens_behind {
        outer().or(Some(verb))
    } else {
        Some(verb)
    }
}

/// Whether the clause of a verb opens behind a token, with `that`.
pub(crate) fn opens_behind(sentence: &Sentence, i: usize, verb: usize) -> bool {
    (i + 1..verb).any(|k| {
        let token = &sentence.tokens[k];
        token.deprel == Deprel::Mark && token.head == Some(verb) && token.lower == "that"
    })
}

/// Whether a verb is a participle behind the noun that it tells of: `the deal unveiled`.
fn is_done_to_noun(sentence: &Sentence, verb: usize) -> bool {
    let token = &sentence.tokens[verb];
    token.deprel == Deprel::Acl && matches!(token.xpos, Xpos::VBN | Xpos::VBD)
}

/// Whether the last verb form before a token that shows its tense is `will` or `shall`: trees of short clauses err.
fn promised_before(sentence: &Sentence, i: usize) -> bool {
    sentence.tokens[..i]
        .iter()
        .rev()
        .find(|token| matches!(token.xpos, Xpos::VBD | Xpos::VBZ | Xpos::VBP | Xpos::MD))
        .is_some_and(|token| matches!(token.lower.as_str(), "will" | "'ll" | "shall"))
}

/// The words of a noun phrase: its subtree without what only adds to it.
pub(crate) fn noun_phrase(sentence: &Sentence, head: usize) -> Vec<usize> {
    let mut tokens = sentence.subtree_without(
        head,
        &[
            Deprel::Punct,
            Deprel::Cc,
            Deprel::Conj,
            Deprel::Case,
            Deprel::Mark,
            Deprel::Parataxis,
            Deprel::AclRelcl,
            Deprel::Acl,
            Deprel::Appos,
            Deprel::Cop,
            Deprel::Nsubj,
            Deprel::NsubjPass,
            Deprel::Aux,
            Deprel::Advcl,
            Deprel::Ccomp,
            Deprel::Xcomp,
            Deprel::Obl,
            Deprel::OblTmod,
            Deprel::Advmod,
            Deprel::Csubj,
            Deprel::Discourse,
            Deprel::Expl,
        ],
    );
    contiguous_round(&mut tokens, head);
    without_times(sentence, &mut tokens, head);
    tokens
}

/// Words that name days, months and spans of time: a phrase that ends in one dates, it does not describe.
pub(crate) fn is_time_word(lower: &str) -> bool {
    const WORDS: [&str; 30] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "today",
        "yesterday",
        "tomorrow",
        "tonight",
        "week",
        "weekend",
        "month",
        "year",
        "morning",
        "evening",
        "night",
    ];
    WORDS.contains(&lower)
}

/// Drops what dates a phrase rather than describes it: `officials | on Thursday`, `a bomb | last Saturday`.
pub(crate) fn without_times(sentence: &Sentence, tokens: &mut Vec<usize>, head: usize) {
    let Some(word) = tokens
        .iter()
        .position(|k| *k > head && is_time_word(&sentence.tokens[*k].lower))
    else {
        return;
    };
    let dated = tokens[word];
    // The day must hang on the phrase itself, by way of nothing but its own preposition and modifiers.
    let hangs_on = sentence.tokens[dated].head;
    if hangs_on.is_none_or(|above| !tokens.contains(&above))
        || matches!(
            sentence.tokens[dated].deprel,
            Deprel::Compound | Deprel::NmodPoss
        )
    {
        return;
    }
    let first = sentence.subtree(dated).first().copied().unwrap_or(dated);
    if first > head {
        tokens.retain(|k| *k < first);
    }
}

/// Keeps the tokens of the run without gaps that holds `head`; a gap may be punctuation inside a name.
pub(crate) fn contiguous_round(tokens: &mut Vec<usize>, head: usize) {
    let Some(at) = tokens.iter().position(|i| *i == head) else {
        return;
    };
    let mut first = at;
    while first > 0 && tokens[first] - tokens[first - 1] <= 2 {
        first -= 1;
    }
    let mut last = at;
    while last + 1 < tokens.len() && tokens[last + 1] - tokens[last] <= 2 {
        last += 1;
    }
    *tokens = tokens[first..=last].to_vec();
}

/// Byte range of a token.
pub(crate) fn at(sentence: &Sentence, i: usize) -> Range<usize> {
    token_bytes(&sentence.tokens[i])
}
