//! Cues: the verb, noun, adjective or preposition that says that something is said, and what hangs on it.

use super::{content, stance};
use crate::grammar::{at, is_negated, lemma_with_particle, verb_group};
use crate::lexicon::{Cues, Frame, Names};
use crate::passage::ReadPassage;
use dateline_syntax::{Deprel, Sentence, Upos, Xpos};
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

/// The cues of a sentence.
pub(super) fn find_cues(passage: &ReadPassage<'_>, sentence_idx: usize, sentence: &Sentence) -> Vec<Cue> {
    let mut cues = Vec::new();
    for i in 0..sentence.tokens.len() {
        let token = &sentence.tokens[i];
        let cue = match token.upos {
            _ if token.lower == "according" => according_to(passage, sentence_idx, sentence, i),
            Upos::Verb => verb(passage, sentence_idx, sentence, i),
            Upos::Noun => states_that(passage, sentence_idx, sentence, i).or_else(|| noun(passage, sentence_idx, sentence, i)),
            Upos::Adj => adjective(passage, sentence_idx, sentence, i),
            _ => None,
        };
        cues.extend(cue);
    }
    if passage.role == PassageRole::Headline {
        cues.extend(colon(passage, sentence_idx, sentence));
    }
    cues
}

/// `according to X`: the rest of the sentence is the content.
fn according_to(passage: &ReadPassage<'_>, sentence_idx: usize, sentence: &Sentence, i: usize) -> Option<Cue> {
    let to = sentence.tokens.get(i + 1).filter(|token| token.lower == "to")?;
    let head = first_noun_head(sentence, i + 2)?;
    let mut source = super::source::source_tokens(sentence, head, Some(i + 2));
    // The comma behind the source ends it, unless it opens a clause about the source.
    if let Some(comma) = (head + 1..sentence.tokens.len()).find(|k| sentence.tokens[*k].text == ",") {
        let clause = sentence.tokens.get(comma + 1).is_some_and(|token| matches!(token.lower.as_str(), "who" | "which" | "whose"));
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
        words: vec![sentence.tokens[i].start..to.end],
        speaks: None,
        source: Some((sentence_idx, head)),
        content,
        stance: Stance::Asserts,
        withheld: false,
        heard_by: None,
    })
}

/// The head of the noun phrase that begins at a token: its last noun before anything else follows.
fn first_noun_head(sentence: &Sentence, start: usize) -> Option<usize> {
    let tokens = &sentence.tokens;
    let noun = |i: usize| tokens.get(i).is_some_and(|token| matches!(token.upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num));
    (start..tokens.len().min(start + 14)).find(|i| {
        let next = tokens.get(i + 1);
        noun(*i) && !noun(i + 1) && next.is_none_or(|token| !matches!(token.lower.as_str(), "'s" | "’s" | "'" | "’" | "-" | "&"))
    })
}

/// A verb of the list, with a content of the kind that its frame asks for.
fn verb(passage: &ReadPassage<'_>, sentence_idx: usize, sentence: &Sentence, i: usize) -> Option<Cue> {
    let cues = Cues::bundled();
    let token = &sentence.tokens[i];
    let with_particle = lemma_with_particle(sentence, i).filter(|lemma| cues.verbs.contains_key(lemma));
    let lemma = with_particle.as_deref().unwrap_or(&token.lemma);
    let frames = cues.verbs.get(lemma)?;
    if matches!(token.deprel, Deprel::Amod | Deprel::Case | Deprel::Compound | Deprel::Mark | Deprel::Fixed) {
        return None;
    }
    // `declined to comment` says nothing of the world; `declined to say whether` keeps it back.
    let refuser = token.head.filter(|head| token.deprel == Deprel::Xcomp && cues.refusing.contains(&sentence.tokens[*head].lemma));
    let negated = is_negated(sentence, i);
    if (refuser.is_some() || negated) && token.lemma == "comment" {
        return None;
    }
    let passive = is_passive(sentence, i);
    // Marks divide a sentence more surely than its tree: what a speaker said is not part of who said it.
    let side = |k: usize| passage.quote_at(sentence.tokens[k].start);
    let same_side = |k: &usize| side(*k) == side(i);
    let mut words: Vec<usize> = verb_group(sentence, i).into_iter().filter(same_side).collect();
    let mut source = source_of(sentence, i, passive).filter(same_side);
    if !passive && let Some(speaker) = inverted_subject(passage, sentence, i) {
        source = Some(speaker);
    }
    if token.xpos == Xpos::VBG && i > 0 && sentence.tokens[i - 1].text == "," {
        // `The mayor closed the road that led to it, saying ...`: the subject of the sentence says it.
        source = sentence.root().and_then(|root| source_of(sentence, root, is_passive(sentence, root))).filter(same_side).or(source);
    }
    if anonymity(sentence, i) {
        return None;
    }
    if let Some(refuser) = refuser {
        words.extend(verb_group(sentence, refuser));
        words.extend(sentence.children(i).filter(|child| sentence.tokens[*child].lower == "to"));
        words.sort_unstable();
        source = source_of(sentence, refuser, false);
    }
    if let Some(particle) = with_particle.as_ref().and_then(|_| sentence.tokens.get(i + 1))
        && matches!(particle.lower.as_str(), "out" | "on" | "for" | "of")
        && sentence.has_child(i, Deprel::CompoundPrt)
    {
        words.push(i + 1);
        words.sort_unstable();
        words.dedup();
    }
    // `cited an official as saying`: the source is the one cited.
    if matches!(token.lemma.as_str(), "cite" | "quote")
        && let Some(saying) = (i + 1..sentence.tokens.len()).find(|k| matches!(sentence.tokens[*k].lower.as_str(), "saying" | "warning" | "claiming" | "telling"))
        && sentence.tokens[..saying].last().is_some_and(|token| token.lower == "as")
    {
        let cited = sentence
            .child(i, if passive { Deprel::NsubjPass } else { Deprel::Obj })
            .or_else(|| first_noun_head(sentence, i + 1).filter(|noun| *noun < saying))?;
        let tokens: Vec<usize> = (saying + 1..sentence.tokens.len()).collect();
        let content = content::trimmed(passage, sentence, &content::up_to_clause_end(sentence, saying, &tokens));
        let mut words = vec![sentence.tokens[saying - 1].start..sentence.tokens[saying].end];
        if passive {
            words.insert(0, at(sentence, i));
        }
        return Some(Cue {
            sentence: sentence_idx,
            words,
            speaks: None,
            source: Some((sentence_idx, cited)),
            content: content.into_iter().collect(),
            stance: Stance::Asserts,
            withheld: false,
            heard_by: if passive { None } else { source_of(sentence, i, false) },
        });
    }
    if token.lower == "saying" && i > 0 && sentence.tokens[i - 1].lower == "as" {
        return None; // Handled with its `cited` or `quoted`.
    }
    if !passive
        && let Some((speaker, content)) = trailing_speaker(passage, sentence, i)
    {
        return Some(Cue {
            sentence: sentence_idx,
            words: vec![at(sentence, i)],
            speaks: Some(i),
            source: Some((sentence_idx, speaker)),
            content: vec![content],
            stance: frames[0].1,
            withheld: false,
            heard_by: None,
        });
    }
    for (frame, frame_stance) in frames {
        let Some(content) = content::of_verb(passage, sentence, i, *frame, passive) else { continue };
        let (stance, withheld) = stance::of_verb(sentence, i, *frame_stance, negated, refuser.is_some(), &content.tokens);
        let source = if content.takes_subject { None } else { source };
        return Some(Cue {
            sentence: sentence_idx,
            words: content::ranges(sentence, &words),
            speaks: (*frame == Frame::Clause).then_some(i),
            source: source.map(|head| (sentence_idx, head)),
            content: content.bytes,
            stance,
            withheld,
            heard_by: None,
        });
    }
    // No content in the tree: a quotation beside it may be what was said.
    let speaks = frames.iter().any(|(frame, _)| *frame == Frame::Clause) && !passive && is_speech(lemma);
    (speaks && source.is_some() && refuser.is_none()).then(|| Cue {
        sentence: sentence_idx,
        words: content::ranges(sentence, &words),
        speaks: Some(i),
        source: source.map(|head| (sentence_idx, head)),
        content: Vec::new(),
        stance: frames[0].1,
        withheld: false,
        heard_by: None,
    })
}

/// `"...," said the mayor`: who stands behind a verb that follows a closing mark.
fn inverted_subject(passage: &ReadPassage<'_>, sentence: &Sentence, i: usize) -> Option<usize> {
    let start = sentence.tokens[i].start;
    let closes = passage.quotes.iter().any(|quote| quote.end <= start && passage.text[quote.end..start].trim_matches([' ', ',']).is_empty());
    let next = sentence.tokens.get(i + 1)?;
    let begins_a_phrase = matches!(next.upos, Upos::Det | Upos::Propn | Upos::Noun | Upos::Adj | Upos::Num)
        || next.upos == Upos::Pron && matches!(next.lower.as_str(), "his" | "her" | "its" | "their" | "one");
    if !closes || !begins_a_phrase || crate::grammar::is_time_word(&next.lower) {
        return None;
    }
    first_noun_head(sentence, i + 1)
}

/// `The bridge is shut, reported the Echo.`: verb and speaker close the sentence behind a comma.
fn trailing_speaker(passage: &ReadPassage<'_>, sentence: &Sentence, i: usize) -> Option<(usize, Range<usize>)> {
    let tokens = &sentence.tokens;
    let comma = i.checked_sub(1).filter(|k| tokens[*k].text == "," && *k > 3)?;
    let rest = &tokens[i + 1..];
    let n_words = rest.iter().filter(|token| token.upos != Upos::Punct).count();
    let finite = matches!(tokens[i].xpos, Xpos::VBD | Xpos::VBZ | Xpos::VBP);
    let phrase = rest.first().is_some_and(|token| matches!(token.upos, Upos::Det | Upos::Propn | Upos::Noun | Upos::Adj))
        && !rest.iter().any(|token| matches!(token.upos, Upos::Verb | Upos::Aux | Upos::Sconj));
    if !finite || !phrase || !(1..=10).contains(&n_words) || !is_speech(&tokens[i].lemma) || passage.quote_at(tokens[i].start).is_some() {
        return None;
    }
    let speaker = first_noun_head(sentence, i + 1)?;
    let content = content::trimmed(passage, sentence, &(0..comma).collect::<Vec<_>>())?;
    Some((speaker, content))
}

/// `asked not to be named`: about the source, not about the world.
fn anonymity(sentence: &Sentence, i: usize) -> bool {
    matches!(sentence.tokens[i].lemma.as_str(), "ask" | "request" | "want" | "insist" | "demand" | "prefer")
        && sentence.tokens[i + 1..].iter().take(5).any(|token| matches!(token.lower.as_str(), "named" | "identified" | "anonymity" | "quoted" | "anonymous"))
}

/// Verbs that a quotation can hang on without any other sign.
fn is_speech(lemma: &str) -> bool {
    !matches!(lemma, "know" | "think" | "believe" | "feel" | "find" | "show" | "see" | "hold" | "rule" | "learn" | "hear" | "understand" | "realise" | "realize" | "decide" | "expect" | "hope" | "fear" | "consider")
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
fn doer(sentence: &Sentence, i: usize) -> Option<usize> {
    sentence
        .children_with(i, &[Deprel::OblAgent, Deprel::Obl])
        .find(|child| sentence.child(*child, Deprel::Case).is_some_and(|case| sentence.tokens[case].lower == "by"))
}

/// The object of a verb; a phrase that the tree calls a doer without `by` is one.
pub(crate) fn object_of(sentence: &Sentence, i: usize) -> Option<usize> {
    sentence.child(i, Deprel::Obj).or_else(|| {
        sentence.child(i, Deprel::OblAgent).filter(|child| *child > i && sentence.child(*child, Deprel::Case).is_none())
    })
}

/// The head of the words that name who speaks, by way of the subject.
pub(crate) fn source_of(sentence: &Sentence, i: usize, passive: bool) -> Option<usize> {
    let tokens = &sentence.tokens;
    if passive {
        return doer(sentence, i);
    }
    let subject = |verb: usize| {
        sentence
            .children_with(verb, &[Deprel::Nsubj, Deprel::NsubjPass])
            .find(|child| tokens[*child].deprel != Deprel::Expl && !matches!(tokens[*child].lower.as_str(), "there" | "that" | "what"))
    };
    let mut verb = i;
    for _ in 0..4 {
        if let Some(subject) = subject(verb) {
            return Some(if verb == i { before_apposition(sentence, i, subject) } else { subject });
        }
        let token = &tokens[verb];
        let head = token.head?;
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

/// `Ruiz, the head of the union, said`: where the tree took a word of the apposition for the subject, the name
/// before it is.
fn before_apposition(sentence: &Sentence, verb: usize, subject: usize) -> usize {
    let tokens = &sentence.tokens;
    let comma = |range: Range<usize>| range.rev().find(|k| tokens[*k].text == ",");
    let Some(closing) = comma(subject..verb).filter(|k| verb - k <= 4 && tokens[k + 1..verb].iter().all(|t| t.upos != Upos::Noun && t.upos != Upos::Propn)) else {
        return subject;
    };
    let Some(opening) = comma(0..subject).filter(|k| closing - k <= 14 && *k > 0) else { return subject };
    let name = &tokens[opening - 1];
    if name.upos == Upos::Propn && !tokens[opening + 1..closing].iter().any(|t| t.text == "," || t.upos == Upos::Verb) { opening - 1 } else { subject }
}

/// `The report states that ...`, where the tagger took the verb for a plural noun.
fn states_that(passage: &ReadPassage<'_>, sentence_idx: usize, sentence: &Sentence, i: usize) -> Option<Cue> {
    let tokens = &sentence.tokens;
    let verb = tokens[i].lower.strip_suffix('s')?;
    let frames = Cues::bundled().verbs.get(verb)?;
    let speaker = i.checked_sub(1).filter(|k| matches!(tokens[*k].xpos, Xpos::NN | Xpos::NNP))?;
    tokens.get(i + 1).filter(|token| token.lower == "that")?;
    let end = (i + 2..tokens.len())
        .find(|k| matches!(tokens[*k].text.as_str(), "," | ";") && tokens.get(k + 1).is_some_and(|token| matches!(token.lower.as_str(), "but" | "while" | "although")))
        .unwrap_or(tokens.len());
    let content = content::trimmed(passage, sentence, &(i + 1..end).collect::<Vec<_>>())?;
    Some(Cue {
        sentence: sentence_idx,
        words: vec![at(sentence, i)],
        speaks: Some(i),
        source: Some((sentence_idx, speaker)),
        content: vec![content],
        stance: frames[0].1,
        withheld: false,
        heard_by: None,
    })
}

/// `the accusation that ...`, `a warning that ...`.
fn noun(passage: &ReadPassage<'_>, sentence_idx: usize, sentence: &Sentence, i: usize) -> Option<Cue> {
    let token = &sentence.tokens[i];
    let stance = *Cues::bundled().nouns.get(&token.lemma)?;
    let clause = sentence.children_with(i, &[Deprel::Acl, Deprel::Ccomp]).find(|child| {
        sentence.child(*child, Deprel::Mark).is_some_and(|mark| matches!(sentence.tokens[mark].lower.as_str(), "that" | "whether"))
    })?;
    let mut clause = sentence.subtree(clause);
    content::without_participle(passage, sentence, &mut clause);
    let content = content::trimmed(passage, sentence, &clause)?;
    // `his claim that`, `a claim by the union that`; or the subject of the verb that makes it.
    let source = sentence
        .child(i, Deprel::NmodPoss)
        .or_else(|| {
            sentence.children_with(i, &[Deprel::Nmod]).find(|child| {
                sentence.child(*child, Deprel::Case).is_some_and(|case| matches!(sentence.tokens[case].lower.as_str(), "by" | "from" | "of" | "among"))
            })
        })
        .or_else(|| {
            let verb = token.head.filter(|_| token.deprel == Deprel::Obj)?;
            const MAKING: [&str; 14] = ["make", "issue", "give", "express", "voice", "repeat", "have", "raise", "deliver", "share", "hold", "receive", "send", "reiterate"];
            MAKING.contains(&sentence.tokens[verb].lemma.as_str()).then(|| source_of(sentence, verb, false)).flatten()
        });
    Some(Cue {
        sentence: sentence_idx,
        words: vec![at(sentence, i)],
        speaks: None,
        source: source.map(|head| (sentence_idx, head)),
        content: vec![content],
        stance,
        withheld: false,
        heard_by: None,
    })
}

/// `is confident that ...`.
fn adjective(passage: &ReadPassage<'_>, sentence_idx: usize, sentence: &Sentence, i: usize) -> Option<Cue> {
    let token = &sentence.tokens[i];
    let stance = *Cues::bundled().adjectives.get(&token.lemma)?;
    let clause = sentence.children_with(i, &[Deprel::Ccomp, Deprel::Advcl]).find(|child| {
        sentence.child(*child, Deprel::Mark).is_some_and(|mark| matches!(sentence.tokens[mark].lower.as_str(), "that" | "whether"))
    })?;
    let content = content::trimmed(passage, sentence, &sentence.subtree(clause))?;
    let source = sentence.child(i, Deprel::Nsubj).filter(|child| !matches!(sentence.tokens[*child].lower.as_str(), "it" | "there"));
    let mut words = verb_group(sentence, i);
    words.sort_unstable();
    Some(Cue {
        sentence: sentence_idx,
        words: content::ranges(sentence, &words),
        speaks: None,
        source: source.map(|head| (sentence_idx, head)),
        content: vec![content],
        stance,
        withheld: false,
        heard_by: None,
    })
}

/// A headline of the form `Minister: we knew` or `Bridge shut since May: report`.
fn colon(passage: &ReadPassage<'_>, sentence_idx: usize, sentence: &Sentence) -> Option<Cue> {
    let names = Names::bundled();
    let colon = sentence.tokens.iter().position(|token| token.text == ":")?;
    let sides = [0..colon, colon + 1..sentence.tokens.len()];
    let names_a_source = |side: &Range<usize>| {
        let tokens = &sentence.tokens[side.clone()];
        (1..=4).contains(&tokens.len())
            && tokens.last().is_some_and(|token| {
                let lower = &token.lemma;
                names.is_outlet(&crate::mention::join(sentence, side.clone()))
                    || names.outlet_nouns.contains(lower)
                    || names.work_nouns.contains(lower)
                    || names.role_nouns.contains(lower)
                    || names.anonymous_nouns.contains(lower)
            })
    };
    let which = usize::from(!names_a_source(&sides[0]));
    if !names_a_source(&sides[which]) {
        return None;
    }
    let content = content::trimmed(passage, sentence, &sides[1 - which].clone().collect::<Vec<_>>())?;
    Some(Cue {
        sentence: sentence_idx,
        words: vec![at(sentence, colon)],
        speaks: None,
        source: Some((sentence_idx, sides[which].end - 1)),
        content: vec![content],
        stance: Stance::Asserts,
        withheld: false,
        heard_by: None,
    })
}
