//! Sources: whose word it is, what kind of source, how many people, and why they are not named.

use super::FoundSource;
use super::chain::OutletNames;
use super::cue::Cue;
use super::phrase::{
    close_bracket, count_in, countries, is_spokesperson, name_in, one_line, source_tokens,
    strip_titles, trim_punctuation, up_to_cue, without_article,
};
use crate::grammar::tokens_in;
use crate::lexicon::{Names, Predicates};
use crate::mention::{FoundMention, Referents, is_personal_pronoun};
use crate::passage::{ReadPassage, bytes_of};
use dateline_syntax::{Deprel, Kind, Sentence, Upos, Xpos};
use dateline_vocabulary::{MentionType, SourceType};
use std::ops::Range;

/// The most words that describe a source in a chain.
const LONGEST_NAME: usize = 9;

/// The tokens of the source with this head, where only the tree tells them.
fn tokens_of_source(
    sentence: &Sentence,
    head: usize,
    cue: &Cue,
    stop: &dyn Fn(usize) -> bool,
) -> Vec<usize> {
    let mut tokens = source_tokens(sentence, head, None);
    if let Some(at) = tokens.iter().position(|k| *k == head) {
        let first = tokens[..at]
            .iter()
            .rposition(|k| stop(*k))
            .map_or(0, |k| k + 1);
        let last = tokens[at..]
            .iter()
            .position(|k| stop(*k))
            .map_or(tokens.len(), |k| at + k);
        tokens = tokens[first..last.max(at + 1)].to_vec();
    }
    trim_punctuation(sentence, &mut tokens);
    up_to_cue(sentence, &mut tokens, cue);
    close_bracket(sentence, &mut tokens);
    tokens
}

/// What kind of source a common noun is: a body, somebody told apart by an office or by what went before, or somebody
/// whom the words do not identify.
fn unnamed(sentence: &Sentence, first: usize, head: usize) -> SourceType {
    let token = &sentence.tokens[head];
    let names = Names::bundled();
    let determiner = |words: &[&str]| {
        sentence.tokens[first.min(head)..head]
            .iter()
            .any(|token| words.contains(&token.lower.as_str()))
    };
    let indefinite = determiner(&[
        "a", "an", "one", "another", "some", "any", "no", "every", "each",
    ]);
    let definite = determiner(&[
        "the", "that", "this", "his", "her", "its", "their", "my", "our", "'s", "'",
    ]);
    // `the President`, `the King`: offices, for all their capitals.
    let office = names.titles.contains(&token.text) || names.role_nouns.contains(&token.lower);
    if names.body_nouns.contains(&token.lemma) || token.upos == Upos::Propn && !office {
        SourceType::Organization
    } else if office && definite || is_spokesperson(&token.lemma) {
        SourceType::Role
    } else if matches!(token.xpos, Xpos::NNS | Xpos::CD)
        || token.kind == Some(Kind::Person) && is_plural(&token.lower)
        || indefinite
        || token.upos == Upos::Pron
        || matches!(
            token.lower.as_str(),
            "many" | "some" | "others" | "those" | "people"
        )
    {
        SourceType::Anonymous
    } else if definite || names.role_nouns.contains(&token.lemma) {
        SourceType::Role
    } else {
        // `police`, `management`: a bare singular stands for a body.
        SourceType::Organization
    }
}

/// Whether a word for people has the look of a plural.
fn is_plural(lower: &str) -> bool {
    lower.ends_with('s') && !lower.ends_with("ss") && !lower.ends_with("us") && lower.len() > 3
}

/// A source without a name, as the page first described it.
struct Unnamed {
    passage: usize,
    sentence: usize,
    head_lemma: String,
    name: String,
    source_type: SourceType,
    is_one: bool,
    reason: Option<(usize, Range<usize>)>,
}

/// Nouns that point back to any one person without a name.
const ANYBODY: [&str; 7] = [
    "man",
    "woman",
    "person",
    "source",
    "official",
    "insider",
    "informant",
];

/// What the page has said of its sources so far.
pub(super) struct Sources<'m> {
    passages: &'m [ReadPassage<'m>],
    mentions: &'m [FoundMention],
    referents: &'m Referents<'m>,
    outlets: OutletNames,
    unnamed: Vec<Unnamed>,
    /// The last source heard: passage, sentence, and what it was.
    last: Option<(usize, usize, FoundSource)>,
}

impl<'m> Sources<'m> {
    pub(super) fn new(
        passages: &'m [ReadPassage<'m>],
        mentions: &'m [FoundMention],
        referents: &'m Referents<'m>,
        page_outlet: Option<&str>,
    ) -> Sources<'m> {
        let outlets = OutletNames::of(mentions, page_outlet);
        Sources {
            passages,
            mentions,
            referents,
            outlets,
            unnamed: Vec::new(),
            last: None,
        }
    }

    /// Remembers a source, for the pronouns and definite phrases that follow.
    pub(super) fn heard(&mut self, source: &FoundSource) {
        let head = &self.passages[source.passage].sentences[source.head.0].tokens[source.head.1];
        if let Some(source_type @ (SourceType::Anonymous | SourceType::Role)) = source.source_type
            && source.name.contains(' ')
        {
            self.unnamed.push(Unnamed {
                passage: source.passage,
                sentence: source.head.0,
                head_lemma: head.lemma.clone(),
                name: source.name.clone(),
                source_type,
                is_one: !matches!(head.xpos, Xpos::NNS | Xpos::NNPS),
                reason: source.reason.clone(),
            });
        }
        self.last = Some((source.passage, source.head.0, source.clone()));
    }

    /// Describes the source whose head is a token of the passage.
    pub(super) fn describe(
        &mut self,
        passage_idx: usize,
        sentence_idx: usize,
        head: usize,
        cue: &Cue,
    ) -> FoundSource {
        let passage = &self.passages[passage_idx];
        let sentence = &passage.sentences[sentence_idx];
        // A source never reaches over its own cue or into its content.
        let stop = |token: usize| {
            let start = sentence.tokens[token].start;
            cue.words.iter().any(|word| word.contains(&start))
                || cue.content.iter().any(|range| range.contains(&start))
        };
        let tokens = match &cue.source_bytes {
            Some(bytes) => {
                let mut tokens: Vec<usize> = tokens_in(sentence, bytes).collect();
                // `a military official | on condition of anonymity`: how it was said is no part of who said it.
                if let Some(at) = tokens.iter().position(|k| on_condition(sentence, *k))
                    && at > 0
                {
                    tokens.truncate(at);
                }
                trim_punctuation(sentence, &mut tokens);
                close_bracket(sentence, &mut tokens);
                tokens
            }
            None => tokens_of_source(sentence, head, cue, &stop),
        };
        let bytes = bytes_of(sentence, &tokens);
        let token = &sentence.tokens[head];
        let text = one_line(&passage.text[bytes.clone()]);

        let mut source = FoundSource {
            passage: passage_idx,
            bytes: bytes.clone(),
            head: (sentence_idx, head),
            mention: None,
            name: text.clone(),
            source_type: None,
            count: count_in(sentence, &tokens, head),
            reason: None,
            // The cue's words are counted in its own sentence, and the source may stand in another.
            via: (sentence_idx == cue.sentence)
                .then(|| self.via(passage_idx, sentence_idx, &tokens, cue))
                .flatten(),
        };
        if is_personal_pronoun(&token.lower) || matches!(token.lower.as_str(), "i" | "we") {
            self.resolve_pronoun(&mut source, passage_idx, sentence_idx, head);
            self.tell_reason(&mut source, bytes, cue);
            return source;
        }
        source.mention = self.referents.of_head(passage_idx, sentence_idx, head);
        // `Police spokesman Dov Marrin`: the name that follows its office belongs to the source.
        let in_sentence = self.referents.in_sentence(passage_idx, sentence_idx);
        let holder = in_sentence.into_iter().find(|m| {
            let mention = &self.mentions[*m];
            mention.mention_type == MentionType::Person
                && mention.bytes.start == source.bytes.end + 1
                && !stop(mention.tokens.start)
        });
        if let Some(holder) = holder {
            source.bytes.end = self.mentions[holder].bytes.end;
            source.mention = Some(holder);
        }
        let names = Names::bundled();
        let first = tokens.first().copied().unwrap_or(head);
        let definite = sentence.tokens[first.min(head)..head].iter().any(|token| {
            matches!(
                token.lower.as_str(),
                "the" | "that" | "this" | "its" | "his" | "her" | "their"
            )
        });
        let phrase = without_article(&name_in(passage, sentence, &tokens, head));
        match source.mention.map(|m| &self.mentions[m]) {
            Some(mention) if mention.mention_type == MentionType::Person => {
                source.source_type = Some(SourceType::Named);
                source.name = self.fullest(mention);
                source.count = None;
            }
            Some(mention)
                if mention.tokens.contains(&head)
                    && mention.mention_type == MentionType::Organization
                    && self.outlets.knows(&mention.text) =>
            {
                source.source_type = Some(SourceType::Outlet);
                source.name = self.outlets.full(&mention.text);
                source.count = None;
            }
            Some(mention)
                if mention.tokens.contains(&head)
                    && matches!(
                        mention.mention_type,
                        MentionType::Organization
                            | MentionType::Group
                            | MentionType::Place
                            | MentionType::Facility
                    ) =>
            {
                source.source_type = Some(SourceType::Organization);
                source.name = self.fullest_body(mention);
                source.count = None;
            }
            Some(mention)
                if mention.mention_type == MentionType::Role
                    && unnamed(sentence, first, head) == SourceType::Role =>
            {
                source.source_type = Some(SourceType::Role);
                source.name = mention.text.clone();
            }
            _ if names.outlet_nouns.contains(&token.lemma) && definite => {
                source.source_type = Some(SourceType::Outlet);
                source.mention = None;
                if let Some(outlet) = self.outlets.before(passage_idx, bytes.start) {
                    source.mention = Some(outlet.mention);
                    source.name = outlet.name;
                }
                source.count = None;
            }
            _ if names.work_nouns.contains(&token.lemma) => {
                self.describe_paper(&mut source, passage_idx, sentence_idx, head)
            }
            _ => {
                let kind = unnamed(sentence, first, head);
                source.source_type = Some(kind);
                source.name = phrase;
                match kind {
                    SourceType::Organization => source.count = None,
                    SourceType::Anonymous => source.mention = None,
                    _ => {}
                }
                if kind != SourceType::Organization
                    && definite
                    && let Some(known) = self.first_description(
                        passage_idx,
                        sentence_idx,
                        &token.lemma,
                        &source.name,
                    )
                {
                    // `the official added`: still the one who was not named before.
                    source.name = known.name.clone();
                    source.source_type = Some(known.source_type);
                    source.reason = known.reason.clone();
                }
                if kind == SourceType::Organization
                    && definite
                    && let Some(body) = self.body_called(passage_idx, bytes.start, &token.lemma)
                {
                    source.mention = Some(body);
                    source.name = self.mentions[body].text.clone();
                }
            }
        }
        if source.source_type == Some(SourceType::Role)
            && definite
            && let Some(holder) = self.holder(passage_idx, sentence_idx, head)
        {
            source.mention = Some(holder);
            source.name = self.fullest(&self.mentions[holder]);
        }
        if source.source_type == Some(SourceType::Role)
            && super::anonymity::keeps_name_back(&passage.text[source.bytes.clone()])
        {
            source.source_type = Some(SourceType::Anonymous);
            source.mention = None;
        }
        self.tell_reason(&mut source, bytes, cue);
        if source.mention.is_none() && source.name.split(' ').count() > LONGEST_NAME {
            // A tree in disorder made a clause of it: what is left is the noun with its modifiers.
            source.name = without_article(&one_line(
                &passage.text[bytes_of(sentence, &crate::grammar::noun_phrase(sentence, head))],
            ));
        }
        source
    }

    /// Why the source, whose own words are `bytes`, is not named: as is said beside it, else as was said when it was first
    /// heard. Who is named is not kept back: a reason beside the name is another's.
    fn tell_reason(&self, source: &mut FoundSource, bytes: Range<usize>, cue: &Cue) {
        let first_heard = source.reason.take();
        if let Some(SourceType::Anonymous | SourceType::Role) = source.source_type {
            let passage = &self.passages[source.passage];
            source.reason = super::anonymity::reason(passage, source.head.0, &bytes, cue)
                .map(|reason| (source.passage, reason))
                .or(first_heard);
        }
    }

    /// A report, a statement, a cable: the word of the outlet or body whose paper it is.
    fn describe_paper(
        &self,
        source: &mut FoundSource,
        passage: usize,
        sentence_idx: usize,
        head: usize,
    ) {
        let sentence = &self.passages[passage].sentences[sentence_idx];
        source.source_type = Some(SourceType::Organization);
        source.count = None;
        let inside = self
            .mentions
            .iter()
            .enumerate()
            .filter(|(_, m)| {
                m.passage == passage
                    && m.bytes.start >= source.bytes.start
                    && m.bytes.end <= source.bytes.end
            })
            .filter(|(_, m)| {
                matches!(
                    m.mention_type,
                    MentionType::Organization
                        | MentionType::Person
                        | MentionType::Group
                        | MentionType::Place
                )
            });
        if let Some((idx, mention)) = inside.min_by_key(|(_, m)| {
            (
                m.mention_type != MentionType::Organization,
                m.tokens.start.abs_diff(head),
            )
        }) {
            source.mention = Some(idx);
            if self.outlets.knows(&mention.text) {
                source.source_type = Some(SourceType::Outlet);
            }
            source.name = match mention.mention_type {
                MentionType::Person => self.fullest(mention),
                _ => self.outlets.full(&mention.text),
            };
            return;
        }
        let lemma = sentence.tokens[head].lemma.as_str();
        let definite = sentence.children(head).any(|child| {
            matches!(
                sentence.tokens[child].lower.as_str(),
                "the" | "its" | "that" | "this"
            )
        });
        if definite
            && matches!(lemma, "report" | "article" | "story" | "dispatch")
            && let Some(outlet) = self.outlets.before(passage, source.bytes.start)
        {
            source.source_type = Some(SourceType::Outlet);
            source.mention = Some(outlet.mention);
            source.name = outlet.name;
        }
    }

    /// Who a pronoun stands for: the last speaker goes on, unless somebody else has been the subject since.
    fn resolve_pronoun(
        &self,
        source: &mut FoundSource,
        passage: usize,
        sentence: usize,
        head: usize,
    ) {
        let lower = self.passages[passage].sentences[sentence].tokens[head]
            .lower
            .clone();
        source.count = None;
        source.source_type = None;
        let antecedent = match lower.as_str() {
            "i" | "we" => None,
            _ => self.referents.of_pronoun(passage, sentence, head),
        };
        let speaker = self.last.as_ref().filter(|(p, s, last)| {
            let recent = passage - p <= 2 && (*p, *s) <= (passage, sentence);
            let fits = match lower.as_str() {
                "he" | "she" => matches!(
                    last.source_type,
                    Some(SourceType::Named | SourceType::Anonymous | SourceType::Role)
                ),
                "they" => last.count != Some(1) && last.source_type != Some(SourceType::Named),
                "it" => matches!(
                    last.source_type,
                    Some(SourceType::Organization | SourceType::Outlet)
                ),
                "i" | "we" | "who" | "which" => false,
                _ => true,
            };
            recent && fits
        });
        let antecedent_at =
            antecedent.map(|idx| (self.mentions[idx].passage, self.mentions[idx].sentence));
        let adopt = |source: &mut FoundSource, last: &FoundSource| {
            source.mention = last.mention;
            source.name = last.name.clone();
            source.source_type = last.source_type;
            source.count = last.count;
            source.reason = last.reason.clone();
            source.via = source.via.take().or_else(|| last.via.clone());
        };
        match (speaker, antecedent) {
            (Some((p, s, last)), _) if antecedent_at.is_none_or(|at| at <= (*p, *s)) => {
                adopt(source, last)
            }
            (_, Some(idx)) => {
                let mention = &self.mentions[idx];
                source.mention = Some(idx);
                source.name = match mention.mention_type {
                    MentionType::Person => self.fullest(mention),
                    _ => mention.text.clone(),
                };
                source.source_type = Some(match mention.mention_type {
                    MentionType::Person => SourceType::Named,
                    MentionType::Role => SourceType::Role,
                    _ if self.outlets.knows(&mention.text) => SourceType::Outlet,
                    _ => SourceType::Organization,
                });
            }
            (Some((_, _, last)), None) => adopt(source, last),
            (None, None) => {
                let noun = if matches!(lower.as_str(), "who" | "which") {
                    // The noun that the clause hangs on describes the source.
                    let here = &self.passages[passage].sentences[sentence];
                    here.ancestors(head)
                        .find(|a| here.tokens[*a].upos == Upos::Noun)
                        .map(|noun| (passage, sentence, noun))
                } else {
                    self.described_before(passage, sentence, head, &lower)
                };
                if let Some((passage, sentence, noun)) = noun {
                    let there = &self.passages[passage].sentences[sentence];
                    let tokens = source_tokens(there, noun, None);
                    let first = tokens.first().copied().unwrap_or(noun);
                    let phrase = name_in(&self.passages[passage], there, &tokens, noun);
                    source.name = without_article(&phrase);
                    source.source_type = Some(unnamed(there, first, noun));
                }
            }
        }
    }

    /// `The lock-keeper leaned on the gate. "Nobody pays," he sighed.`: the common noun that a pronoun stands for, the
    /// last subject of its number and kind in this sentence or the two before.
    fn described_before(
        &self,
        passage: usize,
        sentence: usize,
        head: usize,
        pronoun: &str,
    ) -> Option<(usize, usize, usize)> {
        let (kind, plural) = match pronoun {
            "he" | "she" => (Kind::Person, false),
            "they" => (Kind::Person, true),
            "it" => (Kind::Organization, false),
            _ => return None,
        };
        let before = passage.checked_sub(1).map(|p| {
            let n = self.passages[p].sentences.len();
            (n.saturating_sub(2)..n).map(move |s| (p, s))
        });
        let here = (sentence.saturating_sub(2)..=sentence).map(|s| (passage, s));
        let places: Vec<(usize, usize)> = before.into_iter().flatten().chain(here).collect();
        places.into_iter().rev().take(3).find_map(|(p, s)| {
            let there = &self.passages[p].sentences[s];
            let fits = |k: &usize| {
                let token = &there.tokens[*k];
                ((p, s) != (passage, sentence) || *k < head)
                    && token.upos == Upos::Noun
                    && token.kind == Some(kind)
                    && !Predicates::bundled().nouns.contains_key(&token.lemma)
                    && (token.xpos == Xpos::NNS) == plural
                    && matches!(token.deprel, Deprel::Nsubj | Deprel::NsubjPass)
            };
            (0..there.tokens.len()).find(fits).map(|noun| (p, s, noun))
        })
    }

    /// The first description of an unnamed source that a later `the official` points back to.
    fn first_description(
        &self,
        passage: usize,
        sentence: usize,
        lemma: &str,
        phrase: &str,
    ) -> Option<&Unnamed> {
        let earlier = self
            .unnamed
            .iter()
            .rev()
            .filter(|unnamed| {
                (unnamed.passage, unnamed.sentence) <= (passage, sentence)
                    && passage - unnamed.passage <= 6
            })
            .filter(|unnamed| {
                unnamed.head_lemma == lemma
                    || ANYBODY.contains(&lemma)
                        && unnamed.is_one
                        && unnamed.source_type == SourceType::Anonymous
            });
        // `the American official` can point back to `a senior US official`; `the Pakistani official` cannot.
        let mut fitting = earlier.filter(|unnamed| {
            countries(phrase).is_empty()
                || countries(&unnamed.name).is_empty()
                || countries(phrase) == countries(&unnamed.name)
        });
        fitting.next()
    }

    /// Who holds the office that a definite noun names: the last person before whom the page set it beside, as `Governor
    /// Ruiz` or as `Ruiz, the governor of the province,`. The age of somebody stands for the last person named.
    fn holder(&self, passage: usize, sentence: usize, head: usize) -> Option<usize> {
        let office = &self.passages[passage].sentences[sentence].tokens[head];
        let end = self.mentions.partition_point(|m| {
            (m.passage, m.sentence, m.tokens.start) < (passage, sentence, head)
        });
        (0..end).rev().find(|idx| {
            let mention = &self.mentions[*idx];
            if mention.mention_type != MentionType::Person {
                return false;
            }
            if office.lower.ends_with("-old") {
                return true;
            }
            let tokens = &self.passages[mention.passage].sentences[mention.sentence].tokens;
            let same =
                |k: usize| (mention.passage, mention.sentence, k) != (passage, sentence, head);
            let names = |k: usize| same(k) && tokens[k].lower == office.lower;
            let inside = mention.tokens.start + 1 < mention.tokens.end
                && (mention.tokens.start..mention.tokens.end - 1).any(names);
            let right_before = mention.tokens.start.checked_sub(1).is_some_and(names);
            let comma = |k: usize| tokens.get(k).is_some_and(|token| token.text == ",");
            let plain = |k: &usize| !matches!(tokens[*k].upos, Upos::Verb | Upos::Aux);
            let after = comma(mention.tokens.end)
                && (mention.tokens.end + 1..tokens.len().min(mention.tokens.end + 9))
                    .take_while(plain)
                    .any(names);
            let before = mention.tokens.start.checked_sub(1).is_some_and(comma)
                && (mention.tokens.start.saturating_sub(10)..mention.tokens.start)
                    .rev()
                    .take_while(plain)
                    .any(names);
            inside || right_before || after || before
        })
    }

    /// The body that was named before a place on the page and is now called by its last word: `the college`.
    fn body_called(&self, passage: usize, byte: usize, lemma: &str) -> Option<usize> {
        let end = self
            .mentions
            .partition_point(|m| (m.passage, m.bytes.start) < (passage, byte));
        (0..end).rev().find(|idx| {
            let mention = &self.mentions[*idx];
            mention.mention_type == MentionType::Organization
                && mention
                    .text
                    .rsplit_once(' ')
                    .is_some_and(|(_, last)| last.eq_ignore_ascii_case(lemma))
        })
    }

    /// The fullest form of a body's name on the page up to here: `the Front` is the one that was called `Marun Front`.
    fn fullest_body(&self, mention: &FoundMention) -> String {
        let bare = |text: &str| {
            let cut = text.strip_prefix("The ").or(text.strip_prefix("the "));
            cut.unwrap_or(text).to_owned()
        };
        let short = bare(&mention.text);
        let fuller = self.mentions.iter().find(|m| {
            let full = bare(&m.text);
            let ends = full
                .strip_suffix(&short)
                .is_some_and(|rest| rest.ends_with(' '));
            let begins = full
                .strip_prefix(&short)
                .is_some_and(|rest| rest.starts_with(' '));
            m.mention_type == MentionType::Organization
                && (m.passage, m.bytes.start) < (mention.passage, mention.bytes.start)
                && (ends || begins)
        });
        fuller.map_or_else(|| mention.text.clone(), |m| m.text.clone())
    }

    /// The fullest form of a person's name on the page.
    fn fullest(&self, mention: &FoundMention) -> String {
        let last = mention.text.rsplit(' ').next().unwrap_or(&mention.text);
        let words = |m: &FoundMention| strip_titles(&m.text).split(' ').count();
        if words(mention) > 1 {
            return strip_titles(&mention.text).to_owned();
        }
        self.mentions
            .iter()
            .filter(|m| {
                m.mention_type == MentionType::Person
                    && words(m) > 1
                    && m.text.rsplit(' ').next() == Some(last)
            })
            .map(|m| strip_titles(&m.text).to_owned())
            .next()
            .unwrap_or_else(|| mention.text.clone())
    }

    /// The outlet through which the source was heard: `told the Gazette`, `quoted in the report`.
    fn via(
        &self,
        passage: usize,
        sentence_idx: usize,
        tokens: &[usize],
        cue: &Cue,
    ) -> Option<String> {
        let sentence = &self.passages[passage].sentences[sentence_idx];
        let names = Names::bundled();
        let mut spots: Vec<usize> = cue.heard_by.into_iter().collect();
        if let Some(verb) = cue.speaks {
            spots.extend(
                sentence
                    .children_with(verb, &[Deprel::Obj, Deprel::Iobj])
                    .filter(|child| !tokens.contains(child)),
            );
            spots.extend(
                sentence
                    .children_with(verb, &[Deprel::Obl])
                    .filter(|child| {
                        sentence.child(*child, Deprel::Case).is_some_and(|case| {
                            matches!(
                                sentence.tokens[case].lower.as_str(),
                                "to" | "in" | "with" | "on"
                            )
                        })
                    }),
            );
        }
        if cue.speaks.is_some() {
            let outside = |k: &usize| {
                cue.content
                    .iter()
                    .all(|range| !range.contains(&sentence.tokens[*k].start))
            };
            spots.extend(
                (0..sentence.tokens.len())
                    .filter(|k| {
                        sentence.tokens[*k].lemma == "interview"
                            && sentence.tokens[*k].upos == Upos::Noun
                    })
                    .filter(outside),
            );
        }
        for k in tokens {
            if matches!(
                sentence.tokens[*k].lower.as_str(),
                "quoted" | "cited" | "interviewed"
            ) {
                spots.extend(sentence.subtree(*k).into_iter().filter(|noun| {
                    noun > k && matches!(sentence.tokens[*noun].upos, Upos::Noun | Upos::Propn)
                }));
            }
        }
        let by_tree = spots.into_iter().find_map(|spot| {
            let token = &sentence.tokens[spot];
            let here = &self.mentions[self.referents.in_sentence(passage, sentence_idx)];
            let named = here
                .iter()
                .find(|m| m.tokens.contains(&spot) && self.outlets.knows(&m.text));
            if let Some(mention) = named {
                return Some(self.outlets.full(&mention.text));
            }
            // `in an interview with Radio Vessel`
            let spoken_to = here.iter().find(|m| {
                token.lemma == "interview"
                    && (spot + 1..spot + 8).contains(&m.tokens.start)
                    && self.outlets.knows(&m.text)
            });
            if let Some(mention) = spoken_to {
                return Some(self.outlets.full(&mention.text));
            }
            let stands_for_outlet = names.outlet_nouns.contains(&token.lemma)
                || token.lower == "it" && cue.heard_by == Some(spot)
                || matches!(
                    token.lemma.as_str(),
                    "report" | "article" | "story" | "interview"
                );
            stands_for_outlet
                .then(|| {
                    self.outlets
                        .before(passage, token.start)
                        .map(|outlet| outlet.name)
                })
                .flatten()
        });
        by_tree.or_else(|| self.outlet_addressed(passage, sentence_idx, tokens, cue))
    }

    /// An outlet that stands in the sentence where the one who was told stands: behind the cue, or behind `to`, `in`,
    /// `with`, or before `quotes`.
    fn outlet_addressed(
        &self,
        passage: usize,
        sentence_idx: usize,
        source: &[usize],
        cue: &Cue,
    ) -> Option<String> {
        let sentence = &self.passages[passage].sentences[sentence_idx];
        let here = self.referents.in_sentence(passage, sentence_idx);
        let addressed = self.mentions[here].iter().find(|m| {
            let told = cue
                .content
                .iter()
                .any(|range| range.contains(&m.bytes.start));
            let is_source = source.first() == Some(&m.tokens.start);
            let before = (0..m.tokens.start)
                .rev()
                .find(|k| sentence.tokens[*k].upos != Upos::Det);
            let behind = before.is_some_and(|k| {
                let token = &sentence.tokens[k];
                cue.words.iter().any(|word| word.contains(&token.start))
                    || matches!(
                        token.lower.as_str(),
                        "to" | "in" | "with" | "by" | "from" | "for" | "via" | "told"
                    )
            });
            let quotes = sentence.tokens.get(m.tokens.end).is_some_and(|token| {
                matches!(
                    token.lemma.as_str(),
                    "quote" | "cite" | "interview" | "have"
                ) && source.contains(&m.tokens.end)
            });
            !told && !is_source && (behind || quotes) && self.outlets.knows(&m.text)
        });
        addressed.map(|mention| self.outlets.full(&mention.text))
    }
}

/// Whether `on condition of` begins at a token.
fn on_condition(sentence: &Sentence, at: usize) -> bool {
    let words = ["on", "condition", "of"];
    let here = &sentence.tokens[at..sentence.tokens.len().min(at + words.len())];
    here.iter().map(|token| token.lower.as_str()).eq(words)
}
