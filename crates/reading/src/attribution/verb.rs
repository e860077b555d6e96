//! Verbs as cues, each in the frame that its list gives it.

use super::cue::Cue;
use super::subject::{
    beside, first_noun_head, inverted_subject, is_passive, is_speech, source_of, subject_before,
    trailing_speaker,
};
use super::{content, stance};
use crate::grammar::{at, is_negated, lemma_with_particle, verb_group};
use crate::lexicon::{Cues, Frame, Names};
use crate::passage::ReadPassage;
use dateline_syntax::{Deprel, Sentence, Upos, Xpos};
use dateline_vocabulary::Stance;

/// A verb of the list, with a content of the kind that its frame asks for.
pub(super) fn verb(
    passage: &ReadPassage<'_>,
    sentence_idx: usize,
    sentence: &Sentence,
    i: usize,
) -> Option<Cue> {
    let cues = Cues::bundled();
    let token = &sentence.tokens[i];
    let with_particle =
        lemma_with_particle(sentence, i).filter(|lemma| cues.verbs.contains_key(lemma));
    let lemma = with_particle.as_deref().unwrap_or(&token.lemma);
    let frames = cues.verbs.get(lemma)?;
    if matches!(
        token.deprel,
        Deprel::Amod | Deprel::Case | Deprel::Compound | Deprel::Mark | Deprel::Fixed
    ) {
        return None;
    }
    // `declined to comment` says nothing of the world; `declined to say whether` keeps it back.
    let refuser = token.head.filter(|head| {
        token.deprel == Deprel::Xcomp && cues.refusing.contains(&sentence.tokens[*head].lemma)
    });
    let negated = is_negated(sentence, i);
    if (refuser.is_some() || negated) && super::stance::answers(&token.lemma) {
        return None;
    }
    // `expressed concern that` is told by its noun.
    if sentence.children_with(i, &[Deprel::Obj]).any(|object| {
        super::nominal::noun(passage, sentence_idx, sentence, object)
            .is_some_and(|cue| cue.words.len() > 1 || cue.words[0].contains(&token.start))
    }) {
        return None;
    }
    let passive = is_passive(sentence, i);
    // Marks divide a sentence more surely than its tree: what a speaker said is not part of who said it.
    let side = |k: usize| passage.quote_at(sentence.tokens[k].start);
    let same_side = |k: &usize| side(*k) == side(i);
    let mut words: Vec<usize> = verb_group(sentence, i)
        .into_iter()
        .filter(same_side)
        .collect();
    let mut source = source_of(sentence, i, passive).filter(same_side);
    if !passive && let Some(speaker) = inverted_subject(passage, sentence, i) {
        source = Some(speaker);
    }
    if token.xpos == Xpos::VBG && i > 0 && sentence.tokens[i - 1].text == "," {
        // `The mayor closed the road that led to it, saying ...`: the subject of the sentence says it.
        source = sentence
            .root()
            .and_then(|root| source_of(sentence, root, is_passive(sentence, root)))
            .filter(same_side)
            .or(source);
    }
    if !passive && source.is_none_or(|head| head < i) {
        source = beside(passage, sentence, i, source);
    }
    if token.xpos == Xpos::VBG
        && token.deprel == Deprel::Acl
        && source.is_some_and(|head| !can_think(sentence, head))
    {
        // `are holding back the decision fearing that`: it is not the decision that fears.
        source = subject_before(passage, sentence, i);
    }
    if anonymity(sentence, i)
        || side(i).is_some() && speaks_for_oneself(sentence, i, source, frames[0].1)
    {
        return None;
    }
    if let Some(refuser) = refuser {
        words.extend(verb_group(sentence, refuser));
        words.extend(
            sentence
                .children(i)
                .filter(|child| sentence.tokens[*child].lower == "to"),
        );
        words.sort_unstable();
        source = source_of(sentence, refuser, false);
    }
    if with_particle.is_some()
        && (sentence.has_child(i, Deprel::CompoundPrt)
            || lemma == "call for"
            || frames.iter().any(|(frame, _)| *frame == Frame::Topic))
    {
        words.push(i + 1);
        words.sort_unstable();
        words.dedup();
    }
    // `cited an official as saying`: the source is the one cited.
    if matches!(token.lemma.as_str(), "cite" | "quote")
        && let Some(saying) = (i + 1..sentence.tokens.len()).find(|k| {
            matches!(
                sentence.tokens[*k].lower.as_str(),
                "saying" | "warning" | "claiming" | "telling"
            )
        })
        && sentence.tokens[..saying]
            .last()
            .is_some_and(|token| token.lower == "as")
    {
        let cited = sentence
            .child(
                i,
                if passive {
                    Deprel::NsubjPass
                } else {
                    Deprel::Obj
                },
            )
            .or_else(|| first_noun_head(sentence, i + 1).filter(|noun| *noun < saying))?;
        let tokens: Vec<usize> = (saying + 1..sentence.tokens.len()).collect();
        let content = content::trimmed(
            passage,
            sentence,
            &content::up_to_clause_end(sentence, saying, &tokens),
        );
        let mut words: Vec<_> =
            std::iter::once(sentence.tokens[saying - 1].start..sentence.tokens[saying].end)
                .collect();
        if passive {
            words.insert(0, at(sentence, i));
        }
        return Some(Cue {
            sentence: sentence_idx,
            words,
            speaks: None,
            source: Some((sentence_idx, cited)),
            source_bytes: None,
            content: content.into_iter().collect(),
            stance: Stance::Asserts,
            withheld: false,
            heard_by: if passive {
                None
            } else {
                source_of(sentence, i, false)
            },
        });
    }
    if token.lower == "saying" && i > 0 && sentence.tokens[i - 1].lower == "as" {
        return None; // Handled with its `cited` or `quoted`.
    }
    if !passive
        && frames[0].0 == Frame::Clause
        && let Some((speaker, content)) = trailing_speaker(passage, sentence, i)
    {
        return Some(Cue {
            sentence: sentence_idx,
            words: vec![at(sentence, i)],
            speaks: Some(i),
            source: Some((sentence_idx, speaker)),
            source_bytes: None,
            content: vec![content],
            stance: frames[0].1,
            withheld: false,
            heard_by: None,
        });
    }
    let refused = refuser.is_some();
    for (frame, frame_stance) in frames {
        // Between marks, what `he wants` or `talks about` is no second voice.
        let weak = matches!(frame, Frame::Infinitive | Frame::Topic)
            || *frame == Frame::Object && *frame_stance == Stance::Asserts;
        if side(i).is_some() && weak {
            continue;
        }
        // `a plan meant to praise the mayor` praises nobody yet.
        if token.xpos == Xpos::VB
            && !refused
            && (*frame != Frame::Clause || source.is_none())
            && sentence
                .children(i)
                .any(|to| sentence.tokens[to].lower == "to")
            && !after_light_verb(sentence, i)
        {
            continue;
        }
        let Some(mut content) = content::of_verb(passage, sentence, i, *frame, passive, source)
        else {
            continue;
        };
        let (stance, withheld) = stance::of_verb(
            sentence,
            i,
            *frame_stance,
            negated,
            refused,
            &content.tokens,
        );
        let source = if content.takes_subject { None } else { source };
        // `"...," said the analyst, who advised them`: the one who speaks is no part of what is said.
        if let Some(speaker) = source
            .filter(|head| *head > i)
            .map(|head| sentence.tokens[head].start)
            && content.bytes.iter().any(|range| !range.contains(&speaker))
        {
            content.bytes.retain(|range| !range.contains(&speaker));
        }
        return Some(Cue {
            sentence: sentence_idx,
            words: content::ranges(sentence, &words),
            speaks: (*frame == Frame::Clause).then_some(i),
            source: source.map(|head| (sentence_idx, head)),
            source_bytes: None,
            content: content.bytes,
            stance,
            withheld,
            heard_by: None,
        });
    }
    // No content in the tree: a quotation beside it may be what was said.
    let speaks = frames
        .iter()
        .any(|(frame, _)| matches!(frame, Frame::Clause | Frame::Quotation))
        && !passive
        && is_speech(lemma);
    (speaks && source.is_some() && refuser.is_none()).then(|| Cue {
        sentence: sentence_idx,
        words: content::ranges(sentence, &words),
        speaks: Some(i),
        source: source.map(|head| (sentence_idx, head)),
        source_bytes: None,
        content: Vec::new(),
        stance: frames[0].1,
        withheld: false,
        heard_by: None,
    })
}

/// Whether a noun can be a speaker: a name, people, a body, a paper.
fn can_think(sentence: &Sentence, head: usize) -> bool {
    let token = &sentence.tokens[head];
    let names = Names::bundled();
    token.upos != Upos::Noun
        || [
            &names.anonymous_nouns,
            &names.role_nouns,
            &names.body_nouns,
            &names.work_nouns,
            &names.outlet_nouns,
        ]
        .iter()
        .any(|list| list.contains(&token.lemma))
        || token.lemma.ends_with("er")
        || token.lemma.ends_with("ist")
}

/// `went on to praise`, `continued to deny`, `is expected to announce`: the infinitive is what is done.
fn after_light_verb(sentence: &Sentence, i: usize) -> bool {
    let governor = sentence.tokens[i]
        .head
        .map(|head| sentence.tokens[head].lemma.as_str());
    matches!(
        governor,
        Some(
            "go" | "continue"
                | "begin"
                | "start"
                | "proceed"
                | "appear"
                | "seem"
                | "have"
                | "come"
                | "rush"
                | "move"
                | "expect"
        )
    )
}

/// `"I think it is shut," she said`: between marks, `I think` is no other voice than that of the one who speaks.
fn speaks_for_oneself(
    sentence: &Sentence,
    i: usize,
    source: Option<usize>,
    stance: Stance,
) -> bool {
    let token = &sentence.tokens[i];
    let first_person = source
        .is_some_and(|head| matches!(sentence.tokens[head].lower.as_str(), "i" | "we" | "you"));
    let told_then = matches!(token.xpos, Xpos::VBD | Xpos::VBN) && is_speech(&token.lemma);
    first_person && !told_then && stance == Stance::Asserts
}

/// `asked not to be named`: about the source, not about the world.
pub(super) fn anonymity(sentence: &Sentence, i: usize) -> bool {
    matches!(
        sentence.tokens[i].lemma.as_str(),
        "ask" | "request" | "want" | "insist" | "demand" | "prefer"
    ) && sentence.tokens[i + 1..].iter().take(5).any(|token| {
        matches!(
            token.lower.as_str(),
            "named" | "identified" | "anonymity" | "quoted" | "anonymous"
        )
    })
}

/// `The report states that ...`, where the tagger took the verb for a plural noun.
pub(super) fn states_that(
    passage: &ReadPassage<'_>,
    sentence_idx: usize,
    sentence: &Sentence,
    i: usize,
) -> Option<Cue> {
    let tokens = &sentence.tokens;
    let verb = tokens[i].lower.strip_suffix('s')?;
    let frames = Cues::bundled().verbs.get(verb)?;
    let speaker = i
        .checked_sub(1)
        .filter(|k| matches!(tokens[*k].xpos, Xpos::NN | Xpos::NNP))?;
    tokens.get(i + 1).filter(|token| token.lower == "that")?;
    let end = (i + 2..tokens.len())
        .find(|k| {
            matches!(tokens[*k].text.as_str(), "," | ";")
                && tokens.get(k + 1).is_some_and(|token| {
                    matches!(token.lower.as_str(), "but" | "while" | "although")
                })
        })
        .unwrap_or(tokens.len());
    let content = content::trimmed(passage, sentence, &(i + 1..end).collect::<Vec<_>>())?;
    Some(Cue {
        sentence: sentence_idx,
        words: vec![at(sentence, i)],
        speaks: Some(i),
        source: Some((sentence_idx, speaker)),
        source_bytes: None,
        content: vec![content],
        stance: frames[0].1,
        withheld: false,
        heard_by: None,
    })
}
