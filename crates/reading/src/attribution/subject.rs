//! Who speaks: the subject of a verb, and where the tree fails, the words that stand where a speaker stands.

use super::content;
use crate::passage::ReadPassage;
use dateline_syntax::{Deprel, Sentence, Upos, Xpos};
use std::ops::Range;

/// The head of the noun phrase that begins at a token: its last noun before anything else follows.
pub(super) fn first_noun_head(sentence: &Sentence, start: usize) -> Option<usize> {
    let tokens = &sentence.tokens;
    let mut head = None;
    for (i, token) in tokens
        .iter()
        .enumerate()
        .take(tokens.len().min(start + 16))
        .skip(start)
    {
        match token.upos {
            Upos::Noun | Upos::Propn | Upos::Num
                if !crate::grammar::is_time_word(&token.lower) || head.is_none() =>
            {
                head = Some(i)
            }
            Upos::Pron if head.is_none() && token.xpos != Xpos::PRPS => return Some(i),
            Upos::Det | Upos::Pron if head.is_none() => {}
            Upos::Adj => {}
            _ if matches!(token.lower.as_str(), "'s" | "'" | "-" | "&") => {}
            _ => break,
        }
    }
    head
}

/// `"...," said the mayor`: who stands behind a verb that follows a closing mark.
pub(super) fn inverted_subject(
    passage: &ReadPassage<'_>,
    sentence: &Sentence,
    i: usize,
) -> Option<usize> {
    let start = sentence.tokens[i].start;
    let closes = passage.quotes.iter().any(|quote| {
        quote.end <= start
            && passage.text[quote.end..start]
                .trim_matches([' ', ','])
                .is_empty()
    });
    let next = sentence.tokens.get(i + 1)?;
    let begins_a_phrase = matches!(
        next.upos,
        Upos::Det | Upos::Propn | Upos::Noun | Upos::Adj | Upos::Num
    ) || next.upos == Upos::Pron
        && matches!(next.lower.as_str(), "his" | "her" | "its" | "their" | "one");
    if !closes || !begins_a_phrase || crate::grammar::is_time_word(&next.lower) {
        return None;
    }
    first_noun_head(sentence, i + 1)
}

/// `The bridge is shut, reported the Echo.`: verb and speaker close the sentence behind a comma.
pub(super) fn trailing_speaker(
    passage: &ReadPassage<'_>,
    sentence: &Sentence,
    i: usize,
) -> Option<(usize, Range<usize>)> {
    let tokens = &sentence.tokens;
    let comma = i
        .checked_sub(1)
        .filter(|k| tokens[*k].text == "," && *k > 3)?;
    let rest = &tokens[i + 1..];
    let n_words = rest
        .iter()
        .filter(|token| token.upos != Upos::Punct)
        .count();
    let finite = matches!(tokens[i].xpos, Xpos::VBD | Xpos::VBZ | Xpos::VBP);
    let phrase = rest.first().is_some_and(|token| {
        matches!(token.upos, Upos::Det | Upos::Propn | Upos::Noun | Upos::Adj)
    }) && !rest
        .iter()
        .any(|token| matches!(token.upos, Upos::Verb | Upos::Aux | Upos::Sconj));
    if !finite
        || !phrase
        || !(1..=10).contains(&n_words)
        || !is_speech(&tokens[i].lemma)
        || passage.quote_at(tokens[i].start).is_some()
    {
        return None;
    }
    let speaker = first_noun_head(sentence, i + 1)?;
    // `The spokesman, Emil Orn, rejected the charge`: the verb has its subject before it.
    let stands_alone = tokens[..comma]
        .iter()
        .any(|token| matches!(token.xpos, Xpos::VBD | Xpos::VBZ | Xpos::VBP | Xpos::MD));
    if !stands_alone {
        return None;
    }
    let content = content::trimmed(passage, sentence, &(0..comma).collect::<Vec<_>>())?;
    Some((speaker, content))
}

/// Verbs that a quotation can hang on without any other sign.
pub(super) fn is_speech(lemma: &str) -> bool {
    !matches!(
        lemma,
        "know"
            | "think"
            | "believe"
            | "feel"
            | "find"
            | "show"
            | "see"
            | "hold"
            | "rule"
            | "learn"
            | "hear"
            | "understand"
            | "realise"
            | "realize"
            | "decide"
            | "expect"
            | "hope"
            | "fear"
            | "consider"
    )
}

/// Whether a verb is in the passive voice.
pub(crate) fn is_passive(sentence: &Sentence, i: usize) -> bool {
    let participle = sentence.tokens[i].xpos == Xpos::VBN;
    sentence.has_child(i, Deprel::AuxPass)
        || participle && doer(sentence, i).is_some()
        // `the man accused of it`, but not `the general, accused them of it`.
        || participle && matches!(sentence.tokens[i].deprel, Deprel::Acl | Deprel::Amod) && object_of(sentence, i).is_none()
}

/// Who a passive says did it: the phrase with `by`.
pub(super) fn doer(sentence: &Sentence, i: usize) -> Option<usize> {
    sentence
        .children_with(i, &[Deprel::OblAgent, Deprel::Obl])
        .find(|child| {
            sentence
                .child(*child, Deprel::Case)
                .is_some_and(|case| sentence.tokens[case].lower == "by")
        })
}

/// The object of a verb; a phrase that the tree calls a doer without `by` is one.
pub(crate) fn object_of(sentence: &Sentence, i: usize) -> Option<usize> {
    sentence.child(i, Deprel::Obj).or_else(|| {
        sentence
            .child(i, Deprel::OblAgent)
            .filter(|child| *child > i && sentence.child(*child, Deprel::Case).is_none())
    })
}

/// What one has or makes in order to do something oneself.
const PLANS: [&str; 24] = [
    "ability",
    "accord",
    "agreement",
    "attempt",
    "bid",
    "chance",
    "contract",
    "deal",
    "decision",
    "effort",
    "measure",
    "money",
    "move",
    "opportunity",
    "option",
    "pact",
    "plan",
    "pledge",
    "promise",
    "right",
    "step",
    "time",
    "treaty",
    "vow",
];

/// The head of the words that name who speaks, by way of the subject.
pub(crate) fn source_of(sentence: &Sentence, i: usize, passive: bool) -> Option<usize> {
    let tokens = &sentence.tokens;
    if passive {
        return doer(sentence, i);
    }
    let subject = |verb: usize| {
        sentence
            .children_with(verb, &[Deprel::Nsubj, Deprel::NsubjPass])
            .find(|child| {
                tokens[*child].deprel != Deprel::Expl
                    && !matches!(tokens[*child].lower.as_str(), "there" | "that" | "what")
            })
    };
    if subject(i).is_none()
        && let Some(name) = name_before_apposition(sentence, i)
    {
        return Some(name);
    }
    let mut verb = i;
    for _ in 0..4 {
        if let Some(subject) = subject(verb) {
            return Some(if verb == i {
                before_apposition(sentence, i, subject)
            } else {
                subject
            });
        }
        let token = &tokens[verb];
        let head = token.head?;
        // `urged them to leave`: they leave. `promised them to leave` is the exception, and `signed a contract to leave`.
        if token.deprel == Deprel::Xcomp
            && let Some(object) = sentence
                .child(head, Deprel::Obj)
                .filter(|_| tokens[head].lemma != "promise" && token.xpos == Xpos::VB)
                .filter(|object| !PLANS.contains(&tokens[*object].lemma.as_str()))
        {
            return Some(object);
        }
        match token.deprel {
            // The subject of the verb that it goes on from.
            Deprel::Conj | Deprel::Xcomp | Deprel::Advcl | Deprel::Parataxis => verb = head,
            // `a statement saying`, `officials familiar with it said`.
            Deprel::Acl | Deprel::AclRelcl => return Some(before_apposition(sentence, verb, head)),
            _ => return None,
        }
    }
    None
}

/// `After Ruiz, the head of the union, accused them`: the name that an apposition parts from its verb.
fn name_before_apposition(sentence: &Sentence, verb: usize) -> Option<usize> {
    let tokens = &sentence.tokens;
    let finite = matches!(tokens[verb].xpos, Xpos::VBD | Xpos::VBZ | Xpos::VBP);
    let closing = verb
        .checked_sub(1)
        .filter(|k| finite && tokens[*k].text == ",")?;
    let opening = (closing.saturating_sub(14)..closing)
        .rev()
        .find(|k| tokens[*k].text == ",")?;
    let describes = tokens[opening + 1..closing]
        .iter()
        .all(|token| !matches!(token.upos, Upos::Verb | Upos::Aux | Upos::Cconj));
    opening
        .checked_sub(1)
        .filter(|k| describes && tokens[*k].upos == Upos::Propn)
}

/// `Ruiz, the head of the union, said`: where the tree took a word of the apposition for the subject, the name
/// before it is.
pub(super) fn before_apposition(sentence: &Sentence, verb: usize, subject: usize) -> usize {
    let tokens = &sentence.tokens;
    let comma = |range: Range<usize>| range.rev().find(|k| tokens[*k].text == ",");
    let Some(closing) = comma(subject..verb).filter(|k| {
        verb - k <= 4
            && tokens[k + 1..verb]
                .iter()
                .all(|t| t.upos != Upos::Noun && t.upos != Upos::Propn)
    }) else {
        return subject;
    };
    let Some(opening) = comma(0..subject).filter(|k| closing - k <= 14 && *k > 0) else {
        return subject;
    };
    let name = &tokens[opening - 1];
    if name.upos == Upos::Propn
        && !tokens[opening + 1..closing]
            .iter()
            .any(|t| t.text == "," || t.upos == Upos::Verb)
    {
        opening - 1
    } else {
        subject
    }
}

/// `Ruiz, who leads the union,` and `Ruiz (Port Party)`: of a phrase that closes at a token, the noun before the aside.
fn before_aside(sentence: &Sentence, closing: usize) -> Option<usize> {
    let tokens = &sentence.tokens;
    let opening = match tokens[closing].text.as_str() {
        "," => ",",
        ")" => "(",
        "—" => "—",
        "–" => "–",
        _ => return None,
    };
    let open = (closing.saturating_sub(24)..closing)
        .rev()
        .find(|k| tokens[*k].text == opening)?;
    let before = open.checked_sub(1)?;
    // A comma may stand between more phrases than one: the first of the row is the name.
    let name = if matches!(tokens[before].upos, Upos::Noun | Upos::Propn) {
        before
    } else {
        return None;
    };
    (closing - open > 1).then_some(name)
}

/// The speaker by place: the noun or pronoun right before a verb's group is its subject, unless it is inside the
/// phrase of the subject that the tree gives.
pub(super) fn beside(
    passage: &ReadPassage<'_>,
    sentence: &Sentence,
    i: usize,
    by_tree: Option<usize>,
) -> Option<usize> {
    let tokens = &sentence.tokens;
    if !matches!(
        tokens[i].xpos,
        Xpos::VBD | Xpos::VBZ | Xpos::VBP | Xpos::VB | Xpos::VBN
    ) {
        return by_tree;
    }
    let same_side =
        |k: usize| passage.quote_at(tokens[k].start) == passage.quote_at(tokens[i].start);
    let mut at = i;
    while at > 0
        && (matches!(tokens[at - 1].upos, Upos::Aux | Upos::Adv | Upos::Part)
            && tokens[at - 1].lower != "to"
            || tokens[at - 1].lower == "n't")
    {
        at -= 1;
    }
    // `WASHINGTON — The mayor`: a place of writing is no speaker.
    let by_tree = by_tree.filter(|k| {
        !(*k == 0
            && tokens[0].text.len() > 3
            && tokens[0].text.chars().all(char::is_uppercase)
            && tokens.get(1).is_some_and(|next| next.upos == Upos::Punct))
    });
    let by_tree = by_tree.filter(|k| {
        matches!(
            tokens[*k].upos,
            Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Det | Upos::Sym | Upos::X
        ) || tokens[*k].upos == Upos::Adj && sentence.has_child(*k, Deprel::Det)
    });
    let Some(mut word) = at.checked_sub(1).filter(|k| same_side(*k)) else {
        return by_tree;
    };
    if by_tree.is_none()
        && let Some(name) = before_aside(sentence, word)
    {
        word = name;
    }
    let pronoun = matches!(
        tokens[word].lower.as_str(),
        "he" | "she" | "they" | "it" | "we" | "i"
    );
    let noun = matches!(tokens[word].upos, Upos::Noun | Upos::Propn)
        && !crate::grammar::is_time_word(&tokens[word].lower);
    if !pronoun && !noun || matches!(tokens[i].xpos, Xpos::VB | Xpos::VBN) && at == i {
        return by_tree.or_else(|| subject_before(passage, sentence, i));
    }
    if let Some(subject) = by_tree
        && (subject == word
            || subject < word
                && (sentence.is_descendant(word, subject)
                    || !tokens[subject..word]
                        .iter()
                        .any(|t| t.text == "," || t.upos == Upos::Verb)))
    {
        return by_tree;
    }
    // Up to the head of the phrase that the word ends.
    let mut head = word;
    while let Some(above) = tokens[head].head.filter(|above| {
        *above < i
            && same_side(*above)
            && matches!(tokens[*above].upos, Upos::Noun | Upos::Propn)
            && matches!(
                tokens[head].deprel,
                Deprel::Nmod | Deprel::Flat | Deprel::Compound | Deprel::Appos
            )
            && !tokens[(*above).min(head)..(*above).max(head)]
                .iter()
                .any(|t| t.text == "," || t.upos == Upos::Verb)
    }) {
        head = above;
    }
    // `A statement issued by the embassy`: the phrase round a participle that the word hangs on.
    let participle = tokens[head].head.filter(|verb| {
        *verb < head
            && matches!(tokens[*verb].xpos, Xpos::VBN | Xpos::VBG)
            && tokens[*verb..head].iter().all(|t| t.text != ",")
    });
    if let Some(noun) = participle.and_then(|verb| {
        tokens[verb].head.filter(|noun| {
            *noun < verb
                && matches!(tokens[*noun].upos, Upos::Noun | Upos::Propn)
                && same_side(*noun)
                && matches!(tokens[verb].deprel, Deprel::Acl | Deprel::AclRelcl)
        })
    }) {
        head = noun;
    }
    Some(before_prepositions(sentence, head))
}

/// `An official involved in defence policy said`: from the noun that stands before a verb to the noun that the
/// whole phrase is about, by way of the prepositions in it.
fn before_prepositions(sentence: &Sentence, noun: usize) -> usize {
    let tokens = &sentence.tokens;
    let mut head = noun;
    for _ in 0..4 {
        let mut start = head;
        while start > 0
            && (matches!(
                tokens[start - 1].upos,
                Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num
            ) || matches!(tokens[start - 1].lower.as_str(), "'s" | "-"))
        {
            start -= 1;
        }
        let Some(preposition) = start.checked_sub(1).filter(|k| {
            tokens[*k].upos == Upos::Adp
                && matches!(
                    tokens[*k].lower.as_str(),
                    "of" | "in" | "for" | "with" | "on" | "to" | "from" | "at"
                )
        }) else {
            break;
        };
        let mut before = preposition.checked_sub(1);
        // `involved in`, `familiar with`, `close to`.
        if before.is_some_and(|k| matches!(tokens[k].xpos, Xpos::VBN | Xpos::VBG | Xpos::JJ)) {
            before = before.and_then(|k| k.checked_sub(1));
        }
        match before.filter(|k| {
            matches!(tokens[*k].upos, Upos::Noun | Upos::Propn)
                && !crate::grammar::is_time_word(&tokens[*k].lower)
        }) {
            Some(outer) => head = outer,
            None => break,
        }
    }
    head
}

/// The subject of the last verb before one that has none of its own: `She left at noon and, in the square, told them`.
pub(super) fn subject_before(
    passage: &ReadPassage<'_>,
    sentence: &Sentence,
    i: usize,
) -> Option<usize> {
    let tokens = &sentence.tokens;
    let side = passage.quote_at(tokens[i].start);
    (i.saturating_sub(40)..i)
        .rev()
        .filter(|k| {
            matches!(tokens[*k].deprel, Deprel::Nsubj | Deprel::NsubjPass)
                && matches!(tokens[*k].upos, Upos::Noun | Upos::Propn | Upos::Pron)
        })
        .find(|k| {
            passage.quote_at(tokens[*k].start) == side
                && tokens[*k].head.is_some_and(|verb| verb <= i)
        })
}
