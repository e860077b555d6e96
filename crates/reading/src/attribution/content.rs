//! Contents: the words that hang on a cue.

use super::clause::is_mark;
use crate::lexicon::{Cues, Frame};
use crate::passage::ReadPassage;
use dateline_syntax::{Deprel, Sentence, Upos, Xpos};
use std::ops::Range;

/// What hangs on a verb.
pub(super) struct Content {
    /// Its words, in bytes of the passage.
    pub(super) bytes: Vec<Range<usize>>,
    /// Its tokens, sorted.
    pub(super) tokens: Vec<usize>,
    /// Whether the verb's subject is part of it (`the road is said to be open`).
    pub(super) takes_subject: bool,
}

/// The content of a verb in a frame, or nothing where the tree has none.
pub(super) fn of_verb(
    passage: &ReadPassage<'_>,
    sentence: &Sentence,
    i: usize,
    frame: Frame,
    passive: bool,
    speaker: Option<usize>,
) -> Option<Content> {
    let tokens = &sentence.tokens;
    let child = |deprels: &[Deprel]| {
        sentence
            .children(i)
            .filter(|c| deprels.contains(&tokens[*c].deprel))
            .collect::<Vec<_>>()
    };
    let introduced_by = |c: usize, words: &[&str]| {
        sentence
            .children_with(c, &[Deprel::Case, Deprel::Mark])
            .any(|case| words.contains(&tokens[case].lower.as_str()))
    };
    let object = || super::subject::object_of(sentence, i);
    let clause = || sentence.child(i, Deprel::Ccomp);
    let mut takes_subject = false;
    let mut heads: Vec<usize> = Vec::new();
    match frame {
        Frame::Clause => {
            let told = passive
                && matches!(
                    tokens[i].lemma.as_str(),
                    "tell" | "inform" | "notify" | "assure" | "warn"
                );
            let speaks_before = speaker.is_some_and(|head| head < i) && !passive;
            if speaks_before
                && let Some(around) =
                    speaker.and_then(|head| super::clause::around(passage, sentence, i, head))
            {
                return content(passage, around, sentence, false);
            }
            let ahead = if speaks_before || told {
                super::clause::after(passage, sentence, i)
            } else {
                None
            };
            if let Some(behind) = &ahead
                && clause().map_or_else(
                    || {
                        super::subject::is_speech(&tokens[i].lemma)
                            || tokens[behind[0]].lower == "that"
                    },
                    |clause| clause > i,
                )
            {
                return content(passage, behind.clone(), sentence, false);
            }
            if let Some(clause) = clause() {
                heads.push(clause);
            } else if let Some(mut quoted) = parenthetical(sentence, i) {
                without_speaker(passage, sentence, i, &mut quoted);
                return content(passage, quoted, sentence, false)
                    .map(|found| marked_only(passage, sentence, i, found));
            } else if let Some(infinitive) = sentence.child(i, Deprel::Xcomp) {
                const HEARSAY: [&str; 14] = [
                    "say",
                    "believe",
                    "report",
                    "think",
                    "expect",
                    "know",
                    "allege",
                    "claim",
                    "understand",
                    "hope",
                    "suspect",
                    "fear",
                    "estimate",
                    "assume",
                ];
                if !HEARSAY.contains(&tokens[i].lemma.as_str()) {
                    return None;
                }
                heads.push(infinitive);
                if passive {
                    heads.extend(
                        sentence
                            .child(i, Deprel::NsubjPass)
                            .or_else(|| sentence.child(i, Deprel::Nsubj)),
                    );
                    takes_subject = true;
                }
            }
        }
        Frame::Object => {
            if passive {
                return None;
            }
            // Only a search that was in vain says something: `found no evidence of it`.
            if tokens[i].lemma == "find"
                && !object().is_some_and(|found| finds_nothing(sentence, i, found))
            {
                return None;
            }
            match object().or_else(clause) {
                Some(object) if !is_empty_object(sentence, object) => heads.push(object),
                _ => heads.extend(sentence.child(i, Deprel::Xcomp)),
            }
        }
        Frame::Charge => {
            if passive
                && tokens[i].deprel == Deprel::Acl
                && !sentence.has_child(i, Deprel::AuxPass)
                && tokens[i].lemma == "charge"
            {
                return None;
            }
            let charged = if passive {
                sentence.child(i, Deprel::NsubjPass)
            } else {
                object()
            };
            let with = child(&[Deprel::Obl, Deprel::Advcl, Deprel::Ccomp, Deprel::Xcomp])
                .into_iter()
                .filter(|c| introduced_by(*c, &["of", "for", "with", "over"]) && *c > i)
                .collect::<Vec<_>>();
            // Parsers hang the `of ...` on the one charged as often as on the verb.
            let inside = charged.is_some_and(|charged| {
                sentence.children(charged).any(|c| {
                    matches!(tokens[c].deprel, Deprel::Acl | Deprel::Nmod | Deprel::Advcl)
                        && introduced_by(c, &["of", "for", "with", "over"])
                })
            });
            let charged = charged?;
            if with.is_empty() && !inside {
                // `was accused by residents of hiding it`: behind the one who accuses.
                let of = (i + 1..tokens.len())
                    .find(|k| tokens[*k].lower == "of")
                    .filter(|_| passive && tokens[i].lemma == "accuse")?;
                let mut own = sentence.subtree(charged);
                own.retain(|k| *k < i);
                own.extend(of..tokens.len());
                return content(passage, own, sentence, false);
            }
            heads.push(charged);
            heads.extend(with);
        }
        Frame::Request => {
            let asked = object();
            let what = child(&[Deprel::Xcomp, Deprel::Ccomp, Deprel::Advcl])
                .into_iter()
                .filter(|c| {
                    *c > i && (tokens[*c].deprel != Deprel::Advcl || introduced_by(*c, &["to"]))
                })
                .collect::<Vec<_>>();
            let called_for = child(&[Deprel::Obl]).into_iter().find(|c| {
                introduced_by(*c, &["for", "on"])
                    && matches!(
                        tokens[i].lemma.as_str(),
                        "call" | "ask" | "appeal" | "press" | "push" | "plead" | "lobby"
                    )
            });
            match (asked, what.is_empty(), called_for) {
                (_, false, _) => {
                    heads.extend(asked);
                    heads.extend(what);
                }
                (None, _, Some(called_for))
                    if tokens.get(i + 1).is_some_and(|next| next.lower == "for") =>
                {
                    let mut own = sentence.subtree(called_for);
                    own.retain(|k| *k > i + 1);
                    return content(passage, own, sentence, false);
                }
                (_, _, Some(called_for)) => {
                    heads.extend(asked);
                    heads.push(called_for);
                }
                (Some(asked), _, _)
                    if matches!(
                        tokens[i].lemma.as_str(),
                        "demand" | "request" | "seek" | "urge"
                    ) =>
                {
                    heads.push(asked)
                }
                _ => return None,
            }
        }
        Frame::Own => {
            if passive {
                return None;
            }
            let what = sentence.child(i, Deprel::Xcomp).or_else(clause);
            // `a delay that threatens the harvest` is nobody's word.
            let thing = object()
                .filter(|object| {
                    !sentence
                        .children(*object)
                        .any(|no| tokens[no].lower == "no")
                })
                .filter(|object| {
                    !is_empty_object(sentence, *object) && tokens[i].lemma != "threaten"
                });
            heads.extend(what.or(thing));
        }
        Frame::Infinitive => {
            if passive {
                return None;
            }
            // `declined to comment` and its like are told by the verb below.
            heads.extend(sentence.child(i, Deprel::Xcomp).filter(|what| {
                *what > i
                    && sentence.children(*what).any(|to| tokens[to].lower == "to")
                    && !Cues::bundled().withheld.contains(&tokens[*what].lemma)
            }));
        }
        Frame::Topic => {
            if passive {
                return None;
            }
            let preposition = tokens.get(i + 1)?;
            heads.extend(
                child(&[Deprel::Obl, Deprel::Advcl, Deprel::Nmod])
                    .into_iter()
                    .find(|c| *c > i + 1 && introduced_by(*c, &[preposition.lower.as_str()])),
            );
            let mut own: Vec<usize> = sentence.subtree(*heads.first()?);
            own.retain(|k| *k > i + 1);
            return content(passage, own, sentence, false);
        }
        Frame::Quotation => return None,
        Frame::Portray => {
            if !passive && let Some(called) = called(sentence, i) {
                return content(passage, called, sentence, false);
            }
            let portrayed = if passive {
                sentence.child(i, Deprel::NsubjPass)
            } else {
                object()
            }?;
            let as_what = child(&[Deprel::Obl, Deprel::Advcl, Deprel::Xcomp])
                .into_iter()
                .find(|c| {
                    *c > i
                        && (introduced_by(*c, &["as"])
                            || tokens[*c].deprel == Deprel::Xcomp
                                && matches!(
                                    tokens[i].lemma.as_str(),
                                    "call" | "label" | "term" | "brand" | "dub"
                                ))
                })?;
            takes_subject = false;
            heads.push(portrayed);
            heads.push(as_what);
        }
    }
    if heads.is_empty() {
        return None;
    }
    let mut own = Vec::new();
    for head in heads {
        own.extend(sentence.subtree(head));
    }
    own.sort_unstable();
    own.dedup();
    own.retain(|k| *k != i);
    if frame == Frame::Clause {
        without_speaker(passage, sentence, i, &mut own);
    }
    if frame == Frame::Clause
        && !takes_subject
        && own
            .first()
            .is_some_and(|k| *k > i && is_circumstance(sentence, *k))
    {
        return None;
    }
    if matches!(frame, Frame::Object | Frame::Topic) {
        up_to_next_clause(passage, sentence, &mut own);
    }
    content(passage, own, sentence, takes_subject)
}

/// `"We kept it," its spokesman, Yann Orlo, said`: between the closing mark and the verb stands who speaks.
fn without_speaker(passage: &ReadPassage<'_>, sentence: &Sentence, i: usize, own: &mut Vec<usize>) {
    let all = &sentence.tokens;
    let Some(quote) = own
        .first()
        .and_then(|k| passage.quote_at(all[*k].start))
        .filter(|quote| quote.end <= all[i].start)
    else {
        return;
    };
    let between = |k: usize| all[k].start >= quote.end && k < i;
    if !(0..i)
        .any(|k| between(k) && matches!(all[k].xpos, Xpos::VBD | Xpos::VBZ | Xpos::VBP | Xpos::MD))
    {
        own.retain(|k| !between(*k));
    }
}

/// `found no evidence`, `did not find any sign`.
fn finds_nothing(sentence: &Sentence, i: usize, found: usize) -> bool {
    let det = |words: &[&str]| {
        sentence
            .children(found)
            .any(|child| words.contains(&sentence.tokens[child].lower.as_str()))
    };
    Cues::bundled()
        .denied_nouns
        .contains(&sentence.tokens[found].lemma)
        && (det(&["no"]) || det(&["any"]) && crate::grammar::is_negated(sentence, i))
}

/// `said as she left`, `said on Monday`: when and where it was said, not what.
fn is_circumstance(sentence: &Sentence, first: usize) -> bool {
    // `said at least six had landed`: a number, not a place.
    let counts = sentence.tokens.get(first + 1).is_some_and(|next| {
        matches!(
            next.lower.as_str(),
            "least" | "most" | "many" | "much" | "few"
        )
    });
    !counts
        && matches!(
            sentence.tokens[first].lower.as_str(),
            "as" | "after"
                | "before"
                | "while"
                | "when"
                | "where"
                | "because"
                | "since"
                | "during"
                | "on"
                | "at"
        )
}

/// An object ends where the sentence goes on with a clause of its own.
fn up_to_next_clause(passage: &ReadPassage<'_>, sentence: &Sentence, tokens: &mut Vec<usize>) {
    let all = &sentence.tokens;
    let cut = tokens.iter().position(|k| {
        all[*k].text == ","
            && passage.quote_at(all[*k].start).is_none()
            && all.get(*k + 1).is_some_and(|next| {
                let joins = matches!(
                    next.lower.as_str(),
                    "and"
                        | "but"
                        | "while"
                        | "as"
                        | "just"
                        | "because"
                        | "though"
                        | "although"
                        | "after"
                );
                let begins = matches!(next.upos, Upos::Det | Upos::Pron | Upos::Propn)
                    && !matches!(next.lower.as_str(), "who" | "which" | "whose");
                (joins || begins)
                    && all[*k + 1..].iter().take(8).any(|token| {
                        matches!(token.xpos, Xpos::VBD | Xpos::VBZ | Xpos::VBP | Xpos::MD)
                    })
            })
    });
    if let Some(cut) = cut.filter(|cut| *cut > 0) {
        tokens.truncate(cut);
    }
}

/// `called the plan "a gift"`, `called him a fool`: the one called and what they are called, where no tree tells the two apart.
fn called(sentence: &Sentence, i: usize) -> Option<Vec<usize>> {
    let tokens = &sentence.tokens;
    if !matches!(
        tokens[i].lemma.as_str(),
        "call" | "label" | "term" | "brand" | "dub" | "deem"
    ) {
        return None;
    }
    let first = i + 1;
    let opens = tokens.get(first).is_some_and(|token| {
        matches!(
            token.upos,
            Upos::Pron | Upos::Det | Upos::Propn | Upos::Noun | Upos::Adj
        ) || is_mark(&token.text)
    });
    // What somebody is called begins with an article or a mark of its own, behind the one called.
    let name = (first + 1..tokens.len().min(first + 16))
        .take_while(|k| !matches!(tokens[*k].text.as_str(), "," | ";" | "." | ":"))
        .find(|k| matches!(tokens[*k].lower.as_str(), "a" | "an") || is_mark(&tokens[*k].text))?;
    let plain = tokens[first..name].iter().all(|token| {
        token.upos != Upos::Verb && !matches!(token.lower.as_str(), "for" | "on" | "to")
    });
    if !opens || !plain {
        return None;
    }
    let end = (name..tokens.len())
        .find(|k| {
            matches!(tokens[*k].text.as_str(), ";" | "." | ",")
                || tokens[*k].upos == Upos::Sconj
                || tokens[*k].lower == "and"
                    && tokens
                        .get(*k + 1)
                        .is_some_and(|next| next.upos == Upos::Verb)
        })
        .unwrap_or(tokens.len());
    Some((first..end).collect())
}

fn content(
    passage: &ReadPassage<'_>,
    mut tokens: Vec<usize>,
    sentence: &Sentence,
    takes_subject: bool,
) -> Option<Content> {
    without_participle(passage, sentence, &mut tokens);
    let mut bytes = Vec::new();
    for run in runs(&tokens) {
        bytes.extend(trimmed(passage, sentence, run));
    }
    (!bytes.is_empty()).then_some(Content {
        bytes,
        tokens,
        takes_subject,
    })
}

/// Cuts `, saying ...` at the end: it goes on with the sentence, not with what is said in it.
pub(super) fn without_participle(
    passage: &ReadPassage<'_>,
    sentence: &Sentence,
    tokens: &mut Vec<usize>,
) {
    let first = tokens.first().map_or(0, |k| sentence.tokens[*k].start);
    let cut = tokens.iter().position(|k| {
        let token = &sentence.tokens[*k];
        *k > 0
            && token.xpos == Xpos::VBG
            && sentence.tokens[*k - 1].text == ","
            && Cues::bundled().verbs.contains_key(&token.lemma)
            && passage.quote_at(token.start) == passage.quote_at(first)
    });
    if let Some(cut) = cut.filter(|cut| *cut > 2) {
        tokens.truncate(cut);
    }
}

/// `The road, the mayor said, is open`: the verb stands beside what is said, as an aside to it.
fn parenthetical(sentence: &Sentence, i: usize) -> Option<Vec<usize>> {
    let tokens = &sentence.tokens;
    let token = &tokens[i];
    if token.deprel != Deprel::Parataxis || !sentence.has_child(i, Deprel::Nsubj) {
        return None;
    }
    let said = token.head?;
    let aside = sentence.subtree(i);
    let first = *aside.first()?;
    // An aside is set off by a comma or a quotation mark.
    let set_off =
        first == 0 || tokens[first].upos == Upos::Punct || tokens[first - 1].upos == Upos::Punct;
    set_off.then(|| {
        sentence
            .subtree(said)
            .into_iter()
            .filter(|k| !aside.contains(k))
            .collect()
    })
}

/// Beside an aside, what stands between marks is what was said; a clause behind the speaker is not.
fn marked_only(
    passage: &ReadPassage<'_>,
    sentence: &Sentence,
    i: usize,
    mut found: Content,
) -> Content {
    let all: usize = found.bytes.iter().map(|range| range.len()).sum();
    let in_marks = |range: &Range<usize>| -> usize {
        passage
            .quotes
            .iter()
            .map(|quote| {
                range
                    .end
                    .min(quote.end)
                    .saturating_sub(range.start.max(quote.start))
            })
            .sum()
    };
    let marked: usize = found.bytes.iter().map(in_marks).sum();
    let outside = passage.quote_at(sentence.tokens[i].start).is_none();
    if outside && marked * 2 > all {
        found.bytes.retain(|range| in_marks(range) > 0);
    }
    found
}

/// An object that says nothing by itself: `told reporters`, `said it`.
fn is_empty_object(sentence: &Sentence, object: usize) -> bool {
    let token = &sentence.tokens[object];
    token.upos == Upos::Pron
        || token.lemma == "reporter"
        || token.lemma == "journalist"
        || token.lemma == "comment"
}

/// The runs of consecutive tokens, a gap of one punctuation mark not counting.
fn runs(tokens: &[usize]) -> impl Iterator<Item = &[usize]> {
    tokens.chunk_by(|a, b| b - a <= 1)
}

/// The byte ranges of some tokens, one a run.
pub(super) fn ranges(sentence: &Sentence, tokens: &[usize]) -> Vec<Range<usize>> {
    runs(tokens)
        .map(|run| sentence.tokens[run[0]].start..sentence.tokens[run[run.len() - 1]].end)
        .collect()
}

/// The bytes of a run of tokens without the punctuation at its ends, but with quotation marks that belong to it.
pub(super) fn trimmed(
    passage: &ReadPassage<'_>,
    sentence: &Sentence,
    tokens: &[usize],
) -> Option<Range<usize>> {
    let tokens = &sentence.tokens[*tokens.first()?..=*tokens.last()?];
    let keeps = |token: &dateline_syntax::Token| token.upos != Upos::Punct && !is_mark(&token.text);
    let first = tokens.iter().position(keeps)?;
    let last = tokens.iter().rposition(keeps)?;
    // A conjunction that hangs in the air at the beginning is not content.
    let first = if tokens[first].upos == Upos::Cconj && first < last {
        first + 1
    } else {
        first
    };
    let first = (first..=last).find(|k| keeps(&tokens[*k]))?;
    let mut start = tokens[first].start;
    let mut end = tokens[last].end;
    for quote in &passage.quotes {
        // Take a mark whose words the content begins or ends with.
        let opens = text_between(passage.text, quote.start, start)
            .is_some_and(|gap| gap.len() <= 8 && gap.chars().count() <= 2);
        if opens && quote.end > start && quote.start < start {
            start = quote.start;
        }
        let closes = text_between(passage.text, end, quote.end).is_some_and(|gap| {
            gap.len() <= 12 && gap.chars().count() <= 3 && gap.chars().all(|c| !c.is_alphanumeric())
        });
        if closes && quote.start < end && quote.end > end {
            end = quote.end;
        }
    }
    (start < end).then_some(start..end)
}

fn text_between(text: &str, start: usize, end: usize) -> Option<&str> {
    if start <= end {
        text.get(start..end)
    } else {
        None
    }
}

/// Of the tokens after `cue`, those up to the end of the clause: a stop, a semicolon, or the end of the quotation
/// that the cue stands in.
pub(super) fn up_to_clause_end(sentence: &Sentence, cue: usize, tokens: &[usize]) -> Vec<usize> {
    let below = sentence.subtree(cue);
    let in_tree: Vec<usize> = tokens
        .iter()
        .copied()
        .filter(|k| below.binary_search(k).is_ok())
        .collect();
    if in_tree.len() > 2 {
        return in_tree;
    }
    tokens
        .iter()
        .copied()
        .take_while(|k| !matches!(sentence.tokens[*k].text.as_str(), ";" | "." | "?" | "!"))
        .collect()
}
