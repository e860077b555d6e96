//! Stances: what a source does with what it says.

use crate::grammar::is_negated;
use crate::lexicon::Cues;
use dateline_syntax::{Deprel, Sentence, Upos, Xpos};
use dateline_vocabulary::Stance;

/// Verbs of answering, which tell nothing of the world where the answer is refused.
pub(super) fn answers(lemma: &str) -> bool {
    matches!(
        lemma,
        "comment" | "answer" | "respond" | "reply" | "elaborate"
    )
}

/// What the words of a cue say together where no verb says it alone: `has yet to say`, `saw no sign of`, `is not sure`.
pub(super) fn of_words(sentence: &Sentence, cue: &[usize]) -> Option<(Stance, bool)> {
    let cues = Cues::bundled();
    let words: Vec<&str> = cue
        .iter()
        .map(|k| sentence.tokens[*k].lower.as_str())
        .collect();
    let lemmas: Vec<&str> = cue
        .iter()
        .map(|k| sentence.tokens[*k].lemma.as_str())
        .collect();
    let has = |word: &str| words.contains(&word);
    let any = |list: &std::collections::HashSet<String>| lemmas.iter().any(|l| list.contains(*l));
    let negated = has("not") || has("n't") || has("never") || has("cannot");
    if lemmas.iter().any(|lemma| answers(lemma)) {
        return None; // Who does not answer says nothing of the world.
    }
    let keeps = any(&cues.withheld);
    if keeps && (any(&cues.refusing) || has("yet") && has("to") || has("neither") && has("nor")) {
        return Some((Stance::Doubts, true));
    }
    let nothing = has("no") || has("nothing") || has("little") || negated && has("any");
    if nothing && any(&cues.kept_nouns) && lemmas.contains(&"give") {
        return Some((Stance::Doubts, true));
    }
    if nothing && any(&cues.evidence_nouns)
        || has("nothing") && any(&cues.evidence_verbs)
        || negated && any(&cues.sure)
    {
        return Some((Stance::Doubts, false));
    }
    if has("unable") && keeps {
        return Some((Stance::Doubts, false));
    }
    None
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
    if lemma == "warn" && binds_itself(sentence, content) {
        return (Stance::Threatens, false);
    }
    let answers_back = matches!(
        lemma,
        "retort" | "insist" | "maintain" | "counter" | "reply"
    );
    if answers_back && is_negative(sentence, content) {
        return (Stance::Denies, false);
    }
    if listed == Stance::Asserts && !negated && is_order(sentence, content) {
        return (Stance::Asks, false);
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

/// `that it would strike`: what the speaker will do.
fn binds_itself(sentence: &Sentence, content: &[usize]) -> bool {
    let word = |i: usize| content.get(i).map(|k| sentence.tokens[*k].lower.as_str());
    let first = usize::from(word(0) == Some("that"));
    let will = |i: usize| matches!(word(i), Some("would" | "will" | "'ll" | "'d"));
    let quoted = matches!(word(0), Some("\"" | "'"));
    matches!(word(first), Some("it" | "he" | "she" | "they" | "we" | "i")) && will(first + 1)
        || quoted && (1..content.len()).any(|i| matches!(word(i), Some("we" | "i")) && will(i + 1))
}

/// `No one touched it`, `There is no second key`: a negative that answers what somebody else has said.
fn is_negative(sentence: &Sentence, content: &[usize]) -> bool {
    let words = content
        .iter()
        .map(|k| &sentence.tokens[*k])
        .filter(|token| token.upos != Upos::Punct && token.lower != "that");
    if words.clone().count() < 4 {
        return false;
    }
    let first: Vec<&str> = words.take(4).map(|token| token.lower.as_str()).collect();
    match first.as_slice() {
        ["nobody" | "nothing" | "never" | "none" | "neither", ..] | ["no", "one", ..] => true,
        [.., "is" | "was" | "are" | "were", "no"] | [_, "is" | "was" | "are" | "were", "no", _] => {
            true
        }
        words => words.contains(&"n't") || words.contains(&"not"),
    }
}

/// `“Show us the tapes.”`: a quotation that begins with a bare verb asks for something.
fn is_order(sentence: &Sentence, content: &[usize]) -> bool {
    let quoted = content
        .first()
        .is_some_and(|k| matches!(sentence.tokens[*k].lower.as_str(), "\"" | "'"));
    let verb = content
        .iter()
        .copied()
        .find(|k| sentence.tokens[*k].upos != Upos::Punct);
    quoted
        && verb.is_some_and(|k| {
            sentence.tokens[k].xpos == Xpos::VB
                && !matches!(
                    sentence.tokens[k].lemma.as_str(),
                    "let" | "thank" | "look" | "see"
                )
                && !sentence.has_child(k, Deprel::Nsubj)
                && !sentence.has_child(k, Deprel::Aux)
                && !content.iter().any(|k| sentence.tokens[*k].lower == "i")
        })
}

/// `there is no proof`, `has no links`, `was not involved`: the negative statement of the main clause.
pub(super) fn content_is_denied(sentence: &Sentence, content: &[usize]) -> bool {
    let cues = Cues::bundled();
    let Some(root) = content.iter().copied().find(|k| {
        let token = &sentence.tokens[*k];
        let outside = |head: usize| content.binary_search(&head).is_err();
        token.upos != Upos::Punct && token.head.is_none_or(outside)
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
    // `it has no links`, whatever the tree makes of it.
    let plain = content.windows(2).position(|pair| {
        matches!(sentence.tokens[pair[0]].lemma.as_str(), "be" | "have")
            && sentence.tokens[pair[1]].lower == "no"
    });
    if let Some(at) = plain.filter(|at| *at < 4)
        && content[at + 2..]
            .iter()
            .take(3)
            .any(|k| cues.denied_nouns.contains(&sentence.tokens[*k].lemma))
    {
        return true;
    }
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
                })
                // `have not yet made that leap` answers nobody.
                && !(sentence.children(root)).any(|child| sentence.tokens[child].lower == "yet");
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
