//! Stances: what a source does with what it says.

use crate::grammar::is_negated;
use crate::lexicon::Cues;
use dateline_syntax::{Deprel, Sentence, Upos};
use dateline_vocabulary::Stance;

/// Verbs of answering, which tell nothing of the world where the answer is refused.
pub(super) fn answers(lemma: &str) -> bool {
    matches!(
        lemma,
        "comment" | "answer" | "respond" | "reply" | "elaborate"
    )
}

/// The stance of a verb cue over its content, and whether the content is kept back.
pub(super) fn of_verb(
    sentence: &Sentence,
    i: usize,
    listed: Stance,
    negated: bool,
    refused: bool,
    content: &[usize],
) -> (Stance, bool) {
    let cues = Cues::bundled();
    let lemma = sentence.tokens[i].lemma.as_str();
    if refused || negated && cues.withheld.contains(lemma) {
        // `has not said whether`, `refused to confirm that`; but `could not confirm` is ignorance.
        let unable = sentence.children(i).any(|child| {
            matches!(
                sentence.tokens[child].lower.as_str(),
                "could" | "can" | "ca"
            )
        });
        return (Stance::Doubts, refused || !unable);
    }
    if lemma == "find" && content_is_denied(sentence, content) {
        return (Stance::Doubts, false);
    }
    match listed {
        Stance::Denies if negated => (Stance::Asserts, false),
        Stance::Asserts
            if negated
                && matches!(
                    lemma,
                    "believe" | "think" | "expect" | "agree" | "accept" | "suspect"
                ) =>
        {
            (Stance::Denies, false)
        }
        Stance::Asserts if lemma != "warn" && content_is_denied(sentence, content) => {
            (Stance::Denies, false)
        }
        Stance::Asserts if asks_whether(sentence, i) => (Stance::Asks, false),
        listed => (listed, false),
    }
}

/// `there is no proof`, `has no links`, `was not involved`: the negative statement of the main clause.
pub(super) fn content_is_denied(sentence: &Sentence, content: &[usize]) -> bool {
    let cues = Cues::bundled();
    let Some(root) = content.iter().copied().find(|k| {
        sentence.tokens[*k]
            .head
            .is_none_or(|head| content.binary_search(&head).is_err())
    }) else {
        return false;
    };
    let no_noun = |noun: usize| {
        cues.denied_nouns.contains(&sentence.tokens[noun].lemma)
            && sentence.children(noun).any(|child| {
                matches!(sentence.tokens[child].lower.as_str(), "no" | "any")
                    && sentence.tokens[child].deprel == Deprel::Det
            })
    };
    let root_negated = is_negated(sentence, root);
    let token = &sentence.tokens[root];
    match token.upos {
        Upos::Noun => no_noun(root) || root_negated && cues.denied_nouns.contains(&token.lemma),
        Upos::Adj => root_negated && cues.denied_adjectives.contains(&token.lemma),
        Upos::Adv => root_negated,
        _ => {
            let direct = sentence
                .children_with(root, &[Deprel::Obj, Deprel::Nsubj])
                .any(no_noun);
            // `did not order it`: a bare past negation answers what was presupposed.
            let did_not = root_negated
                && sentence.children(root).any(|child| {
                    matches!(
                        sentence.tokens[child].lower.as_str(),
                        "did" | "had" | "has" | "have"
                    )
                });
            direct
                || did_not
                || sentence
                    .children(root)
                    .any(|child| sentence.tokens[child].lower == "never")
        }
    }
}

/// `said whether`: a question, told as one.
fn asks_whether(sentence: &Sentence, i: usize) -> bool {
    matches!(
        sentence.tokens[i].lemma.as_str(),
        "ask" | "wonder" | "inquire" | "enquire"
    )
}
