//! Mentions: words that name a person, an organisation, a group, a place, a facility, a role, a paper or a thing.
//!
//! By rules over capitals, word lists and the tree. A name is classified by its own words first, then by what
//! stands beside it, then by what the page calls it elsewhere.

mod evidence;
mod referent;
mod role;
mod run;

pub(crate) use referent::{Referents, is_personal_pronoun};
pub(crate) use run::join;

use crate::grammar::head_in;
use crate::lexicon::Names;
use crate::passage::ReadPassage;
use dateline_syntax::{Deprel, Sentence, Upos, Xpos};
use dateline_vocabulary::MentionType;
use evidence::Evidence;
pub(crate) use run::{Casing, Segment, is_title_case, opens_sentence, runs, segments};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A mention found in a passage.
#[derive(Clone, Debug)]
pub(crate) struct FoundMention {
    /// Index of the passage among those read.
    pub(crate) passage: usize,
    /// Index of the sentence in the passage.
    pub(crate) sentence: usize,
    /// Tokens of the sentence.
    pub(crate) tokens: Range<usize>,
    /// Bytes in the passage.
    pub(crate) bytes: Range<usize>,
    /// The token that the others hang on.
    pub(crate) head: usize,
    /// What it names.
    pub(crate) mention_type: MentionType,
    /// The words, with single blanks.
    pub(crate) text: String,
}

/// A name whose type is not settled yet.
struct Candidate {
    passage: usize,
    sentence: usize,
    tokens: Range<usize>,
    segment: Segment,
    text: String,
}

/// Finds the mentions of a page, in text order.
pub(crate) fn find_mentions(passages: &[ReadPassage<'_>]) -> Vec<FoundMention> {
    let casing = Casing::of(passages);
    let mut candidates = Vec::new();
    let mut headlines = Vec::new();
    for (passage_idx, passage) in passages.iter().enumerate() {
        for (sentence_idx, sentence) in passage.sentences.iter().enumerate() {
            let title_case = is_title_case(sentence);
            for run in runs(sentence, &casing) {
                for (tokens, segment) in segments(sentence, run) {
                    let text = join(sentence, tokens.clone());
                    let candidate = Candidate {
                        passage: passage_idx,
                        sentence: sentence_idx,
                        tokens,
                        segment,
                        text,
                    };
                    if title_case {
                        headlines.push(candidate)
                    } else {
                        candidates.push(candidate)
                    }
                }
            }
        }
    }

    let sentence_of =
        |candidate: &Candidate| &passages[candidate.passage].sentences[candidate.sentence];
    let evidence = Evidence::of(
        candidates
            .iter()
            .map(|candidate| (sentence_of(candidate), candidate)),
    );
    let mut known: BTreeMap<String, MentionType> = BTreeMap::new();
    let mut surnames: BTreeMap<String, MentionType> = BTreeMap::new();
    let mut found = Vec::new();
    let mut unsettled = Vec::new();
    for candidate in candidates {
        let sentence = sentence_of(&candidate);
        match classify(sentence, &candidate, &evidence) {
            Some((mention_type, tokens)) => {
                let tokens = with_article(sentence, tokens, mention_type);
                learn(&mut known, &mut surnames, sentence, &tokens, mention_type);
                found.push(found_mention(passages, &candidate, tokens, mention_type));
            }
            None => unsettled.push(candidate),
        }
    }
    for candidate in unsettled.into_iter().chain(headlines) {
        let sentence = sentence_of(&candidate);
        let mention_type = known
            .get(&candidate.text)
            .or_else(|| surnames.get(&candidate.text))
            .copied()
            .or_else(|| plural_of_a_name(sentence, &candidate, &known, &surnames))
            .or_else(|| guess(sentence, &candidate, &evidence));
        if let Some(mention_type) = mention_type {
            let tokens = with_article(sentence, candidate.tokens.clone(), mention_type);
            found.push(found_mention(passages, &candidate, tokens, mention_type));
        }
    }
    found.extend(again_by_number(passages, &found));
    found.extend(role::find_roles(passages, &found));
    found.sort_by_key(|mention| {
        (
            mention.passage,
            mention.bytes.start,
            std::cmp::Reverse(mention.bytes.end),
        )
    });
    found.dedup_by(|a, b| a.passage == b.passage && a.bytes == b.bytes);
    found
}

/// Things named again by their number alone: `the 787`, on a page that names the Boeing 787.
fn again_by_number(passages: &[ReadPassage<'_>], found: &[FoundMention]) -> Vec<FoundMention> {
    let sentence_of =
        |mention: &FoundMention| &passages[mention.passage].sentences[mention.sentence];
    let taken: BTreeSet<(usize, usize, usize)> = found
        .iter()
        .flat_map(|m| m.tokens.clone().map(|k| (m.passage, m.sentence, k)))
        .collect();
    let numbers: BTreeSet<&str> = found
        .iter()
        .filter(|m| m.mention_type == MentionType::Object)
        .flat_map(|m| sentence_of(m).tokens[m.tokens.clone()].iter())
        .map(|token| token.text.trim_end_matches('s'))
        .filter(|text| text.len() >= 3 && text.starts_with(|c: char| c.is_ascii_digit()))
        .collect();
    if numbers.is_empty() {
        return Vec::new();
    }
    let mut again = Vec::new();
    for (passage, p) in passages.iter().enumerate() {
        for (sentence, s) in p.sentences.iter().enumerate() {
            for (i, token) in s.tokens.iter().enumerate() {
                let counts = token.deprel == Deprel::Nummod
                    && token
                        .head
                        .is_some_and(|head| matches!(s.tokens[head].xpos, Xpos::NNS | Xpos::NNPS));
                // `the 787`, `its 787s`, `50 787s`; not `787 percent`, nor a number alone.
                let pointed = token.text.ends_with('s')
                    || s.tokens[..i].last().is_some_and(|before| {
                        before.upos == Upos::Det || before.xpos == Xpos::PRPS
                    });
                if numbers.contains(token.text.trim_end_matches('s'))
                    && pointed
                    && !counts
                    && !taken.contains(&(passage, sentence, i))
                {
                    again.push(FoundMention {
                        passage,
                        sentence,
                        tokens: i..i + 1,
                        bytes: token.start..token.end,
                        head: i,
                        mention_type: MentionType::Object,
                        text: token.text.clone(),
                    });
                }
            }
        }
    }
    again
}

fn found_mention(
    passages: &[ReadPassage<'_>],
    candidate: &Candidate,
    tokens: Range<usize>,
    mention_type: MentionType,
) -> FoundMention {
    let sentence = &passages[candidate.passage].sentences[candidate.sentence];
    FoundMention {
        passage: candidate.passage,
        sentence: candidate.sentence,
        bytes: sentence.tokens[tokens.start].start..sentence.tokens[tokens.end - 1].end,
        head: head_in(sentence, tokens.clone()).unwrap_or(tokens.start),
        text: join(sentence, tokens.clone()),
        tokens,
        mention_type,
    }
}

/// The article belongs to `the Lanterns`, and with a capital to `The Harbour Times`.
fn with_article(
    sentence: &Sentence,
    tokens: Range<usize>,
    mention_type: MentionType,
) -> Range<usize> {
    let Some(before) = tokens.start.checked_sub(1) else {
        return tokens;
    };
    let article = sentence.tokens[before].text.as_str();
    let name = join(sentence, tokens.clone());
    let plural_people = mention_type == MentionType::Group
        && article.eq_ignore_ascii_case("the")
        && tokens.len() == 1
        && name.ends_with('s');
    let outlet = mention_type == MentionType::Organization
        && article == "The"
        && Names::bundled().is_outlet(&name);
    if plural_people || outlet {
        before..tokens.end
    } else {
        tokens
    }
}

/// Remembers a settled name, its last word for persons, and the acronym in brackets behind it.
fn learn(
    known: &mut BTreeMap<String, MentionType>,
    surnames: &mut BTreeMap<String, MentionType>,
    sentence: &Sentence,
    tokens: &Range<usize>,
    mention_type: MentionType,
) {
    known
        .entry(join(sentence, tokens.clone()))
        .or_insert(mention_type);
    if mention_type == MentionType::Person && tokens.len() > 1 {
        surnames
            .entry(sentence.tokens[tokens.end - 1].text.clone())
            .or_insert(mention_type);
        if !Names::bundled()
            .titles
            .contains(sentence.tokens[tokens.start].text.trim_end_matches('.'))
        {
            surnames
                .entry(sentence.tokens[tokens.start].text.clone())
                .or_insert(mention_type);
        }
    }
    // `the Dreamliner`, of the Boeing 787 Dreamliner.
    if mention_type == MentionType::Object && tokens.len() > 1 {
        let last = &sentence.tokens[tokens.end - 1].text;
        if last.chars().count() > 4 && last.chars().all(char::is_alphabetic) {
            surnames.entry(last.clone()).or_insert(mention_type);
        }
    }
    if let [open, acronym, close] = &sentence.tokens
        [tokens.end.min(sentence.tokens.len())..(tokens.end + 3).min(sentence.tokens.len())]
        && open.text == "("
        && close.text == ")"
        && is_acronym(&acronym.text)
        && mention_type != MentionType::Person
    {
        known.insert(acronym.text.clone(), mention_type);
    }
}

fn is_acronym(text: &str) -> bool {
    let letters = text.chars().filter(|c| *c != '.').count();
    (2..=7).contains(&letters)
        && text
            .chars()
            .all(|c| c.is_uppercase() || c == '.' || c == '-')
        && !text.starts_with('-')
}

/// The type that a name's own words and neighbours settle, with its tokens, which may grow by the words that
/// make a group of it (`Haqqani network`).
fn classify(
    sentence: &Sentence,
    candidate: &Candidate,
    evidence: &Evidence,
) -> Option<(MentionType, Range<usize>)> {
    let names = Names::bundled();
    let tokens = candidate.tokens.clone();
    let first = sentence.tokens[tokens.start].text.as_str();
    let last = sentence.tokens[tokens.end - 1].text.as_str();
    let same = |mention_type| Some((mention_type, tokens.clone()));
    match candidate.segment {
        Segment::Person => return same(MentionType::Person),
        Segment::Office => return same(MentionType::Role),
        Segment::Adjective | Segment::Name => {}
    }
    if let Some(grown) = group_noun_after(sentence, &tokens) {
        return Some((MentionType::Group, grown));
    }
    if candidate.segment == Segment::Adjective {
        return None;
    }
    let bare = candidate
        .text
        .strip_prefix("The ")
        .unwrap_or(&candidate.text);
    if names.known_groups.contains(bare) {
        return same(MentionType::Group);
    }
    if names.known_organizations.contains(bare) || names.is_outlet(&candidate.text) {
        return same(MentionType::Organization);
    }
    if names.known_places.contains(bare) {
        return same(MentionType::Place);
    }
    if let Some(country) = names.demonyms.get(bare) {
        // A people: `the Afghans`. The adjective alone names nobody.
        let plural = !country.is_empty()
            && bare.ends_with('s')
            && sentence.tokens[tokens.start].upos != Upos::Adj;
        return if plural {
            same(MentionType::Group)
        } else {
            None
        };
    }
    let title_inside = names.titles.contains(first.trim_end_matches('.')) && tokens.len() > 1;
    let of = (tokens.start + 1..tokens.end).find(|i| sentence.tokens[*i].text == "of");
    let head_word = of.map_or(last, |i| sentence.tokens[i - 1].text.as_str());
    // `the House of Keys` sits in a house and is none.
    if of.is_some() && matches!(head_word, "House" | "Court" | "School" | "Hall") {
        return same(MentionType::Organization);
    }
    for (list, mention_type) in [
        (&names.group, MentionType::Group),
        (&names.organization, MentionType::Organization),
        (&names.facility, MentionType::Facility),
        (&names.work, MentionType::Work),
        (&names.place, MentionType::Place),
        (&names.object, MentionType::Object),
    ] {
        if list.contains(head_word)
            && (tokens.len() > 1
                || sentence.child(tokens.start, Deprel::Det).is_some()
                    && mention_type != MentionType::Place)
        {
            return same(mention_type);
        }
    }
    if names.object_before.contains(first) && tokens.len() > 1
        || tokens
            .clone()
            .any(|i| run::names_a_thing(&sentence.tokens[i].text))
            && evidence.is_of_a_thing(&candidate.text)
    {
        return same(MentionType::Object);
    }
    if names.place_before.contains(first) && tokens.len() > 1 && !title_inside {
        return same(MentionType::Place);
    }
    if names.given.contains(first) && tokens.len() > 1 || title_inside {
        return same(MentionType::Person);
    }
    if names.organization.contains(first) && tokens.len() > 1 {
        return same(MentionType::Organization);
    }
    // `spokeswoman Carla Ruiz`, `Carla Ruiz, a harbour pilot`, `Carla Ruiz, 44,`.
    let before = tokens.start.checked_sub(1).map(|i| &sentence.tokens[i]);
    let human = |lower: &str, lemma: &str| {
        names.role_nouns.contains(lemma)
            || names.anonymous_nouns.contains(lemma)
            || names.role_nouns.contains(lower)
    };
    let lone_acronym = tokens.len() == 1 && is_acronym(last);
    if tokens.len() > 1 || !lone_acronym && before.is_some_and(|token| token.upos == Upos::Noun) {
        if before.is_some_and(|token| token.upos == Upos::Noun && human(&token.lower, &token.lemma))
        {
            return same(MentionType::Person);
        }
        if tokens.len() > 1 && described_as_human(sentence, tokens.end) {
            return same(MentionType::Person);
        }
    }
    if lone_acronym {
        return None; // What it stands for may be told anywhere on the page.
    }
    if tokens.len() > 1 {
        return same(evidence.mention_type(&candidate.text)?);
    }
    None
}

/// Whether an article stands right before.
fn determined(sentence: &Sentence, tokens: &Range<usize>) -> bool {
    tokens.start > 0 && sentence.tokens[tokens.start - 1].upos == Upos::Det
}

/// `, a former pilot`, `, 44,`, ` (who`.
fn described_as_human(sentence: &Sentence, end: usize) -> bool {
    let names = Names::bundled();
    let Some(comma) = sentence.tokens.get(end).filter(|token| token.text == ",") else {
        return sentence
            .tokens
            .get(end)
            .is_some_and(|token| token.lower == "who");
    };
    debug_assert_eq!(comma.text, ",");
    let after = &sentence.tokens[end + 1..(end + 8).min(sentence.tokens.len())];
    after.first().is_some_and(|token| {
        token.lower == "who"
            || token.text.len() == 2 && token.text.chars().all(|c| c.is_ascii_digit())
    }) || after
        .iter()
        .take_while(|token| token.text != ",")
        .any(|token| {
            token.upos == Upos::Noun
                && (names.role_nouns.contains(&token.lemma)
                    || names.anonymous_nouns.contains(&token.lemma))
        })
}

/// `Haqqani network`, `Lantern militia`; also the plural in `Haqqani fighters`, of which the name alone is the group.
fn group_noun_after(sentence: &Sentence, tokens: &Range<usize>) -> Option<Range<usize>> {
    const PART_OF_NAME: [&str; 13] = [
        "network",
        "group",
        "militia",
        "faction",
        "movement",
        "tribe",
        "clan",
        "cartel",
        "gang",
        "party",
        "front",
        "brigade",
        "organisation",
    ];
    const MEMBERS: [&str; 9] = [
        "rebels",
        "militants",
        "fighters",
        "insurgents",
        "guerrillas",
        "gunmen",
        "separatists",
        "tribesmen",
        "militiamen",
    ];
    let names = Names::bundled();
    let next = sentence.tokens.get(tokens.end)?;
    let last = sentence.tokens[tokens.end - 1].text.as_str();
    if names.demonyms.contains_key(last) || names.known_places.contains(last) && tokens.len() == 1 {
        return None;
    }
    let is_news = names.is_outlet(&format!("{last} News")) && names.known_outlets.contains(last);
    if PART_OF_NAME.contains(&next.lower.as_str())
        && !is_news
        && sentence.tokens[tokens.end - 1].end < next.start
    {
        return Some(tokens.start..tokens.end + 1);
    }
    (MEMBERS.contains(&next.lower.as_str()) && !names.given.contains(last)).then(|| tokens.clone())
}

/// `the Haqqanis`: the plural, with an article, of a name that the page knows otherwise.
fn plural_of_a_name(
    sentence: &Sentence,
    candidate: &Candidate,
    known: &BTreeMap<String, MentionType>,
    surnames: &BTreeMap<String, MentionType>,
) -> Option<MentionType> {
    let singular = candidate.text.strip_suffix('s')?;
    let article =
        candidate.tokens.start > 0 && sentence.tokens[candidate.tokens.start - 1].lower == "the";
    let begins_a_group = known.iter().any(|(name, kind)| {
        *kind == MentionType::Group && name.starts_with(&format!("{singular} "))
    });
    (article && (begins_a_group || surnames.contains_key(singular) || known.contains_key(singular))
        || begins_a_group)
        .then_some(MentionType::Group)
}

/// What a single unknown name most likely is, from the slot it stands in; nothing where the slot tells nothing.
fn guess(sentence: &Sentence, candidate: &Candidate, evidence: &Evidence) -> Option<MentionType> {
    if candidate.segment == Segment::Adjective || candidate.tokens.len() != 1 {
        return None;
    }
    let i = candidate.tokens.start;
    let token = &sentence.tokens[i];
    // `Renters`: many people, and no name of one.
    let plural = matches!(token.xpos, Xpos::NNS | Xpos::NNPS);
    let told = evidence
        .mention_type(&candidate.text)
        .filter(|told| !plural || *told != MentionType::Person);
    if is_acronym(&token.text) {
        return told.map(|told| match told {
            MentionType::Place => MentionType::Place,
            _ => MentionType::Organization,
        });
    }
    if Names::bundled().demonyms.contains_key(&token.text)
        || token.text.len() < 3
        || Names::bundled().titles.contains(&token.text)
    {
        return None;
    }
    if token.upos != Upos::Propn || sentence.tokens.len() < 4 {
        return None;
    }
    let article = determined(sentence, &candidate.tokens);
    // `the Yellows`: those of that name.
    if article
        && token.text.ends_with('s')
        && !token.text.ends_with("ss")
        && !is_acronym(&token.text)
    {
        return Some(MentionType::Group);
    }
    told.filter(|told| !article || *told != MentionType::Person)
}

#[cfg(test)]
mod tests;
