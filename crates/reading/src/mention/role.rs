//! Roles: common nouns for an office that tell who it is (`the CIA chief`, `Pakistan's top military officer`).

use super::{FoundMention, join};
use crate::grammar::noun_phrase;
use crate::lexicon::Names;
use crate::passage::{ReadPassage, bytes_of};
use dateline_syntax::{Deprel, Sentence, Upos, Xpos};
use dateline_vocabulary::MentionType;

/// Finds role mentions; `found` are the names, which roles may hold.
pub(super) fn find_roles(
    passages: &[ReadPassage<'_>],
    found: &[FoundMention],
) -> Vec<FoundMention> {
    let names = Names::bundled();
    let mut roles = Vec::new();
    for (passage_idx, passage) in passages.iter().enumerate() {
        for (sentence_idx, sentence) in passage.sentences.iter().enumerate() {
            for (i, token) in sentence.tokens.iter().enumerate() {
                let singular =
                    matches!(token.xpos, Xpos::NN | Xpos::NNP) && token.upos == Upos::Noun;
                if !singular || !names.role_nouns.contains(&token.lemma) || !tells_who(sentence, i)
                {
                    continue;
                }
                let taken = found.iter().any(|mention| {
                    mention.passage == passage_idx
                        && mention.sentence == sentence_idx
                        && mention.tokens.contains(&i)
                });
                let mut tokens = noun_phrase(sentence, i);
                // The article is not part of the name, nor is a name that follows its office.
                while tokens.first().is_some_and(|k| {
                    *k < i
                        && matches!(
                            sentence.tokens[*k].upos,
                            Upos::Det | Upos::Punct | Upos::Num
                        )
                }) {
                    tokens.remove(0);
                }
                while tokens.last().is_some_and(|k| {
                    *k > i
                        && sentence.tokens[*k].deprel != Deprel::Nmod
                        && !under_nmod(sentence, *k, i)
                }) {
                    tokens.pop();
                }
                let (Some(first), Some(last)) = (tokens.first().copied(), tokens.last().copied())
                else {
                    continue;
                };
                if taken || last - first > 12 {
                    continue;
                }
                roles.push(FoundMention {
                    passage: passage_idx,
                    sentence: sentence_idx,
                    bytes: bytes_of(sentence, &tokens),
                    tokens: first..last + 1,
                    head: i,
                    mention_type: MentionType::Role,
                    text: join(sentence, first..last + 1),
                });
            }
        }
    }
    roles
}

fn under_nmod(sentence: &Sentence, k: usize, head: usize) -> bool {
    sentence
        .ancestors(k)
        .take_while(|a| *a != head)
        .any(|a| sentence.tokens[a].deprel == Deprel::Nmod)
}

/// Whether the words beside an office noun tell whose office it is: a possessor, a name, a body, `of ...`.
fn tells_who(sentence: &Sentence, i: usize) -> bool {
    let names = Names::bundled();
    let indefinite = sentence.children(i).any(|child| {
        matches!(
            sentence.tokens[child].lower.as_str(),
            "a" | "an" | "some" | "any" | "another" | "every" | "one"
        )
    });
    if indefinite {
        return false;
    }
    sentence.children(i).any(|child| {
        let token = &sentence.tokens[child];
        match token.deprel {
            Deprel::NmodPoss => true,
            Deprel::Compound | Deprel::Amod => {
                matches!(token.upos, Upos::Propn)
                    || names.demonyms.contains_key(&token.text)
                    || names.body_nouns.contains(&token.lemma)
                    || matches!(
                        token.lower.as_str(),
                        "foreign" | "prime" | "interior" | "defence" | "defense" | "finance"
                    )
            }
            Deprel::Nmod => {
                token.upos == Upos::Propn
                    && sentence.child(child, Deprel::Case).is_some_and(|case| {
                        matches!(
                            sentence.tokens[case].lower.as_str(),
                            "of" | "to" | "in" | "for"
                        )
                    })
            }
            _ => false,
        }
    })
}
