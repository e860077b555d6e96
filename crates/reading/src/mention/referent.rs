//! What pronouns and definite phrases on a page stand for.

use super::FoundMention;
use crate::lexicon::Names;
use crate::passage::ReadPassage;
use dateline_syntax::{Deprel, Sentence, Upos, Xpos};
use dateline_vocabulary::MentionType;
use std::collections::BTreeMap;

/// Whether a word is a pronoun that may stand for a person or a body named before.
pub(crate) fn is_personal_pronoun(lower: &str) -> bool {
    matches!(
        lower,
        "he" | "she"
            | "him"
            | "her"
            | "his"
            | "hers"
            | "they"
            | "them"
            | "their"
            | "it"
            | "its"
            | "himself"
            | "herself"
            | "themselves"
            | "itself"
            | "who"
            | "whom"
            | "which"
    )
}

/// The pronoun that a form of address goes with.
fn pronoun_of_title(name: &str) -> Option<&'static str> {
    match name.split(' ').next()?.trim_end_matches('.') {
        "Mr" | "Sir" | "Lord" | "King" | "Prince" => Some("he"),
        "Ms" | "Mrs" | "Miss" | "Lady" | "Dame" | "Queen" | "Princess" => Some("she"),
        _ => None,
    }
}

/// Mentions before a pronoun that may be what it stands for.
const MOST_LOOKED_AT: usize = 60;

/// Looks up what was named before a place on the page.
pub(crate) struct Referents<'m> {
    passages: &'m [ReadPassage<'m>],
    mentions: &'m [FoundMention],
    /// What the forms of address on the page tell of each mention: `he`, `she`, or nothing.
    addressed: Vec<Option<&'static str>>,
}

impl<'m> Referents<'m> {
    pub(crate) fn new(
        passages: &'m [ReadPassage<'m>],
        mentions: &'m [FoundMention],
    ) -> Referents<'m> {
        let last_word = |mention: &FoundMention| {
            mention
                .text
                .rsplit(' ')
                .next()
                .unwrap_or_default()
                .to_owned()
        };
        let by_name: BTreeMap<String, &'static str> = mentions
            .iter()
            .filter(|mention| mention.mention_type == MentionType::Person)
            .filter_map(|mention| Some((last_word(mention), pronoun_of_title(&mention.text)?)))
            .collect();
        let addressed = mentions
            .iter()
            .map(|mention| {
                // A rank says nothing, and tells its holder from a namesake with a form of address.
                let first = mention.text.split(' ').next().unwrap_or_default();
                let ranked = pronoun_of_title(&mention.text).is_none()
                    && Names::bundled()
                        .titles
                        .contains(first.trim_end_matches('.'));
                by_name
                    .get(&last_word(mention))
                    .copied()
                    .filter(|_| !ranked)
            })
            .collect();
        Referents {
            passages,
            mentions,
            addressed,
        }
    }

    /// The index of the mention that a pronoun stands for: the subject of the sentences just before, else the
    /// nearest one that fits; nothing that is further than two passages back.
    pub(crate) fn of_pronoun(
        &self,
        passage: usize,
        sentence: usize,
        token: usize,
    ) -> Option<usize> {
        let here = &self.passages[passage].sentences[sentence];
        let lower = here.tokens[token].lower.as_str();
        if matches!(lower, "who" | "whom" | "which") {
            return self.of_relative(passage, sentence, token);
        }
        let fits = |kind: MentionType| match lower {
            "he" | "she" | "him" | "his" | "her" | "hers" | "himself" | "herself" => {
                kind == MentionType::Person
            }
            "they" | "them" | "their" | "themselves" => {
                matches!(kind, MentionType::Group | MentionType::Organization)
            }
            "it" | "its" | "itself" => matches!(
                kind,
                MentionType::Organization
                    | MentionType::Group
                    | MentionType::Place
                    | MentionType::Object
            ),
            _ => false,
        };
        let before = |mention: &FoundMention| {
            (mention.passage, mention.sentence, mention.tokens.end) <= (passage, sentence, token)
                && passage - mention.passage <= 2
        };
        let mut best: Option<(i32, usize)> = None;
        let last = self.in_sentence(passage, sentence).end;
        for idx in last.saturating_sub(MOST_LOOKED_AT)..last {
            let mention = &self.mentions[idx];
            let other_pronoun = match lower {
                "he" | "him" | "his" | "himself" => self.addressed[idx] == Some("she"),
                "she" | "her" | "hers" | "herself" => self.addressed[idx] == Some("he"),
                _ => false,
            };
            if other_pronoun {
                continue;
            }
            if !before(mention) || !fits(mention.mention_type) {
                continue;
            }
            let there = &self.passages[mention.passage].sentences[mention.sentence];
            let n_sentences_back = if mention.passage == passage {
                (sentence - mention.sentence) as i32
            } else {
                // Across passages the distance is the passages between and what is left of the sentences.
                sentence as i32
                    + 1
                    + 2 * (passage - mention.passage - 1) as i32
                    + (self.passages[mention.passage].sentences.len() - 1 - mention.sentence) as i32
            };
            let role = there.tokens[mention.head].deprel;
            let subject = match role {
                Deprel::Nsubj | Deprel::NsubjPass => 6,
                Deprel::OblAgent | Deprel::Obj => 2,
                Deprel::NmodPoss | Deprel::Compound => -2,
                _ => 0,
            };
            // A possessive or a pronoun of place refers to what is nearest; a subject pronoun to the last subject.
            let score = subject - 4 * n_sentences_back;
            if best.is_none_or(|(top, _)| score >= top) {
                best = Some((score, idx));
            }
        }
        best.map(|(_, idx)| idx)
    }

    /// The index of the mention that a phrase is or stands for, by its head: the name itself, the name beside its noun (`the
    /// airline Avero`, `the A380 superjumbo`, `its rival, Avero`), what it counts of (`one of the A380s`), what its pronoun or
    /// its noun with an article goes back to.
    pub(crate) fn of_phrase(&self, passage: usize, sentence: usize, head: usize) -> Option<usize> {
        let here = &self.passages[passage].sentences[sentence];
        if is_personal_pronoun(&here.tokens[head].lower) {
            return self.of_pronoun(passage, sentence, head);
        }
        if let Some(direct) = self.of_head(passage, sentence, head) {
            return Some(direct);
        }
        let names = Names::bundled();
        let noun = &here.tokens[head];
        let is_thing = names.object_nouns.contains(&noun.lemma);
        let is_body = names.body_nouns.contains(&noun.lemma);
        let beside = here.children(head).find_map(|child| {
            let relation = here.tokens[child].deprel;
            let idx = self.of_head(passage, sentence, child)?;
            let fits = match self.mentions[idx].mention_type {
                MentionType::Object => {
                    matches!(relation, Deprel::Appos | Deprel::Flat)
                        || is_thing && matches!(relation, Deprel::Compound | Deprel::Nummod)
                        || relation == Deprel::Nummod && noun.upos == Upos::Propn
                }
                MentionType::Organization | MentionType::Group | MentionType::Facility => {
                    matches!(relation, Deprel::Appos | Deprel::Flat)
                        || is_body && relation == Deprel::Compound && child > head
                }
                _ => false,
            };
            fits.then_some(idx)
        });
        if beside.is_some() {
            return beside;
        }
        let counts = matches!(noun.upos, Upos::Num)
            || matches!(
                noun.lower.as_str(),
                "one" | "some" | "many" | "several" | "first" | "most" | "all"
            );
        if counts
            && let Some(whole) = here.children_with(head, &[Deprel::Nmod]).find(|child| {
                here.child(*child, Deprel::Case)
                    .is_some_and(|case| here.tokens[case].lower == "of")
            })
            && whole > head
        {
            return self.of_phrase(passage, sentence, whole);
        }
        self.of_definite(passage, sentence, head)
    }

    /// The index of the mention that a definite phrase stands for: `the council`, on a page that named the Harbour Council;
    /// `the plane`, for the aircraft named last; `the company`. Nothing where the phrase has a name, a number or a clause of
    /// its own.
    fn of_definite(&self, passage: usize, sentence: usize, head: usize) -> Option<usize> {
        /// Nouns for a body of business, whatever its name.
        const COMPANY: [&str; 13] = [
            "company",
            "firm",
            "airline",
            "carrier",
            "manufacturer",
            "maker",
            "planemaker",
            "carmaker",
            "automaker",
            "retailer",
            "bank",
            "operator",
            "giant",
        ];
        let names = Names::bundled();
        let here = &self.passages[passage].sentences[sentence];
        let noun = &here.tokens[head];
        let pointed = here.children(head).any(|child| {
            matches!(here.tokens[child].lower.as_str(), "the" | "this" | "that")
                && here.tokens[child].deprel == Deprel::Det
        });
        let described = here.children(head).any(|child| {
            matches!(
                here.tokens[child].deprel,
                Deprel::AclRelcl
                    | Deprel::Acl
                    | Deprel::Nummod
                    | Deprel::NmodPoss
                    | Deprel::Appos
                    | Deprel::Nmod
            ) || here.tokens[child].upos == Upos::Propn
                || matches!(
                    here.tokens[child].lower.as_str(),
                    "other" | "same" | "first" | "second" | "next"
                )
        });
        if noun.xpos != Xpos::NN || !pointed || described {
            return None;
        }
        let is_thing = names.object_nouns.contains(&noun.lemma);
        let is_company = COMPANY.contains(&noun.lemma.as_str());
        let last = self.in_sentence(passage, sentence).end;
        let mut best: Option<(i32, usize)> = None;
        for idx in last.saturating_sub(MOST_LOOKED_AT)..last {
            let mention = &self.mentions[idx];
            if (mention.passage, mention.sentence, mention.tokens.end) > (passage, sentence, head) {
                continue;
            }
            let there = &self.passages[mention.passage].sentences[mention.sentence];
            let ends_in_noun = mention
                .text
                .rsplit(' ')
                .next()
                .is_some_and(|last| last.to_lowercase() == noun.lower)
                && mention.text.contains(' ');
            let fits = match mention.mention_type {
                MentionType::Object => is_thing,
                MentionType::Organization => is_company && !names.is_outlet(&mention.text),
                MentionType::Group => noun.lemma == "group",
                _ => false,
            };
            if !(fits || ends_in_noun && mention.mention_type != MentionType::Role) {
                continue;
            }
            let subject = matches!(
                there.tokens[mention.head].deprel,
                Deprel::Nsubj | Deprel::NsubjPass
            );
            let owner = matches!(
                there.tokens[mention.head].deprel,
                Deprel::Compound | Deprel::NmodPoss
            );
            let back = 3 * (passage - mention.passage) as i32
                + if passage == mention.passage {
                    (sentence - mention.sentence) as i32
                } else {
                    0
                };
            let score = if ends_in_noun { 40 } else { 0 } + if subject { 4 } else { 0 }
                - if owner { 3 } else { 0 }
                - 2 * back;
            if best.is_none_or(|(top, _)| score >= top) {
                best = Some((score, idx));
            }
        }
        best.map(|(_, idx)| idx)
    }

    /// The mention that a relative clause hangs on.
    fn of_relative(&self, passage: usize, sentence: usize, token: usize) -> Option<usize> {
        let here = &self.passages[passage].sentences[sentence];
        let clause = here
            .ancestors(token)
            .find(|i| matches!(here.tokens[*i].deprel, Deprel::AclRelcl | Deprel::Acl))?;
        let noun = here.tokens[clause].head?;
        self.of_head(passage, sentence, noun)
    }

    /// The indices of the mentions of a sentence: mentions are in text order.
    pub(crate) fn in_sentence(&self, passage: usize, sentence: usize) -> std::ops::Range<usize> {
        let from = self
            .mentions
            .partition_point(|m| (m.passage, m.sentence) < (passage, sentence));
        let to = self
            .mentions
            .partition_point(|m| (m.passage, m.sentence) <= (passage, sentence));
        from..to
    }

    /// The mention whose head is this token, or the name that stands in apposition to it.
    pub(crate) fn of_head(&self, passage: usize, sentence: usize, head: usize) -> Option<usize> {
        let here: &Sentence = &self.passages[passage].sentences[sentence];
        let in_sentence = self.in_sentence(passage, sentence);
        let at = |token: usize| {
            in_sentence
                .clone()
                .map(|idx| (idx, &self.mentions[idx]))
                .filter(move |(_, m)| m.tokens.contains(&token))
        };
        let smallest = |token: usize| {
            at(token)
                .min_by_key(|(_, m)| (m.mention_type == MentionType::Role, m.tokens.len()))
                .map(|(idx, _)| idx)
        };
        let direct = smallest(head);
        let named = |idx: usize| self.mentions[idx].mention_type == MentionType::Person;
        if direct.is_some_and(named) {
            return direct;
        }
        here.children(head)
            .filter(|child| {
                matches!(
                    here.tokens[*child].deprel,
                    Deprel::Appos | Deprel::Flat | Deprel::Compound
                )
            })
            .filter_map(smallest)
            .find(|idx| named(*idx))
            .or(direct)
    }
}
