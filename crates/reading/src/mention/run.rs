//! Runs of capitalised words, and their segments: `Pakistan | Army Chief | General Ashfaq Kayani` is three names.

use crate::lexicon::Names;
use crate::passage::ReadPassage;
use dateline_syntax::{Deprel, Sentence, Upos, Xpos};
use dateline_vocabulary::PassageRole;
use std::collections::HashSet;
use std::ops::Range;

/// What a page does with its words: needed to tell a name at the start of a sentence from any other word there.
#[derive(Default)]
pub(crate) struct Casing {
    lower: HashSet<String>,
    capital_inside: HashSet<String>,
}

impl Casing {
    /// The casing of a page's words, its headline and other lines in title case apart.
    pub(crate) fn of(passages: &[ReadPassage<'_>]) -> Casing {
        let mut casing = Casing::default();
        for passage in passages
            .iter()
            .filter(|passage| passage.role != PassageRole::Headline)
        {
            passage
                .sentences
                .iter()
                .filter(|sentence| !is_title_case(sentence))
                .for_each(|sentence| casing.take(sentence));
        }
        casing
    }

    /// Takes in the words of a sentence.
    fn take(&mut self, sentence: &Sentence) {
        for (i, token) in sentence.tokens.iter().enumerate() {
            if is_capitalised(&token.text) {
                if i > 0 && !opens_sentence(sentence, i) {
                    self.capital_inside.insert(token.text.clone());
                }
            } else {
                self.lower.insert(token.text.clone());
            }
        }
    }

    /// Whether the page writes a word large where its place does not ask for it.
    pub(crate) fn is_written_large(&self, text: &str) -> bool {
        self.capital_inside.contains(text)
    }

    fn is_name(&self, text: &str, lower: &str) -> bool {
        self.capital_inside.contains(text) || !self.lower.contains(lower)
    }
}

pub(crate) fn is_capitalised(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_uppercase)
}

/// Whether most words of a line begin with a capital, as in many headlines: capitals then tell nothing.
pub(crate) fn is_title_case(sentence: &Sentence) -> bool {
    if sentence
        .tokens
        .last()
        .is_some_and(|token| token.text == ".")
    {
        return false; // Titles have no full stop; a sentence of names has one.
    }
    let words = sentence
        .tokens
        .iter()
        .filter(|token| token.text.len() > 3 && token.text.chars().all(char::is_alphabetic));
    let (mut capital, mut all) = (0, 0);
    for token in words {
        all += 1;
        capital += usize::from(is_capitalised(&token.text));
    }
    all > 2 && capital * 10 >= all * 7
}

/// Whether a token is the first word of its sentence or of a quotation in it.
pub(crate) fn opens_sentence(sentence: &Sentence, i: usize) -> bool {
    sentence.tokens[..i]
        .iter()
        .rev()
        .find(|token| token.text.chars().any(char::is_alphanumeric))
        .is_none()
        || i > 0
            && matches!(
                sentence.tokens[i - 1].text.as_str(),
                "“" | "\"" | "‘" | ":" | "``" | "•" | "–" | "—"
            )
}

/// `US$`, `SGD1.75`.
fn is_money(text: &str) -> bool {
    text.contains(['$', '€', '£', '¥'])
        || text.contains('.') && text.ends_with(|c: char| c.is_ascii_digit())
}

/// Whether a token can be part of a name.
fn names_something(sentence: &Sentence, i: usize, casing: &Casing) -> bool {
    let token = &sentence.tokens[i];
    if !is_capitalised(&token.text)
        || token.text == "I"
        || is_money(&token.text)
        || crate::grammar::is_time_word(&token.lower)
            && token.lower != "may"
            && token.lower != "march"
    {
        return false;
    }
    if matches!(token.lower.as_str(), "may" | "march")
        && i > 0
        && matches!(
            sentence.tokens[i - 1].lower.as_str(),
            "in" | "since" | "last" | "by" | "of" | "until" | "on" | "late" | "early" | "mid"
        )
    {
        return false;
    }
    if !opens_sentence(sentence, i) {
        // A capitalised function word inside a sentence is the start of a title or an echo of one.
        return !matches!(
            token.upos,
            Upos::Pron | Upos::Aux | Upos::Cconj | Upos::Sconj | Upos::Det | Upos::Intj
        ) || Names::bundled().known_places.contains(&token.text)
            || Names::bundled().known_organizations.contains(&token.text);
    }
    let names = Names::bundled();
    if names.known_places.contains(&token.text)
        || names.titles.contains(&token.text)
        || names.given.contains(&token.text)
        || names.known_organizations.contains(&token.text)
        || names.known_outlets.contains(&token.text)
        || names.demonyms.contains_key(&token.text)
    {
        return !matches!(
            token.lower.as_str(),
            "will" | "may" | "time" | "said" | "general" | "many"
        ) || token.upos == Upos::Propn;
    }
    let next_is_capital = sentence
        .tokens
        .get(i + 1)
        .is_some_and(|next| is_capitalised(&next.text));
    match token.upos {
        Upos::Propn => casing.is_name(&token.text, &token.lower),
        // The tagger is unsure of unknown names: capitals elsewhere on the page, or right after, decide.
        Upos::Noun | Upos::Adj | Upos::Verb | Upos::X => {
            casing.capital_inside.contains(&token.text) && !casing.lower.contains(&token.lower)
                || next_is_capital
                    && !casing.lower.contains(&token.lower)
                    && token.upos != Upos::Verb
        }
        _ => false,
    }
}

/// The runs of name words in a sentence, as token ranges.
pub(crate) fn runs(sentence: &Sentence, casing: &Casing) -> Vec<Range<usize>> {
    let names = Names::bundled();
    let tokens = &sentence.tokens;
    let glued = |i: usize| i > 0 && i < tokens.len() && tokens[i - 1].end == tokens[i].start;
    let mut runs = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        let opens_with_particle = matches!(
            tokens[i].text.as_str(),
            "al" | "el" | "bin" | "ibn" | "van" | "von"
        ) && tokens.get(i + 1).is_some_and(|next| {
            is_capitalised(&next.text)
                || next.text == "-"
                    && tokens
                        .get(i + 2)
                        .is_some_and(|after| is_capitalised(&after.text))
        });
        if !opens_with_particle
            && !opens_with_number(sentence, i)
            && !names_something(sentence, i, casing)
        {
            i += 1;
            continue;
        }
        let start = i;
        let mut end = i + 1;
        while end < tokens.len() {
            let capital = |k: usize| {
                tokens
                    .get(k)
                    .is_some_and(|token| is_capitalised(&token.text) && token.upos != Upos::Pron)
            };
            let last = tokens[end - 1].text.as_str();
            if is_designation(sentence, start..end, end) {
                end += 1;
                continue;
            }
            if tokens[end].text == "-" && glued(end) && glued(end + 1) {
                // `Inter-Services`, `Lashkar-e-Taiba`, `KC-45`; but not the `-led` of `U.S.-led`.
                let part = &tokens[end + 1];
                if part.text.starts_with(|c: char| c.is_ascii_digit()) && last.len() <= 4 {
                    end += 2;
                    continue;
                }
                if is_capitalised(&part.text)
                    || part.text.len() <= 2
                        && tokens.get(end + 2).is_some_and(|token| token.text == "-")
                {
                    end += 2;
                    continue;
                }
                break;
            }
            if capital(end) && !matches!(tokens[end].upos, Upos::Punct) {
                end += 1;
                continue;
            }
            if names.particles.contains(&tokens[end].text)
                && (capital(end + 1)
                    || tokens.get(end + 1).is_some_and(|t| t.text == "-") && capital(end + 2))
            {
                end += 2;
                continue;
            }
            if tokens[end].text == "." && glued(end) && last.len() <= 2 && capital(end + 1) {
                end += 2;
                continue;
            }
            if tokens[end].text == "&" && capital(end + 1) {
                end += 2;
                continue;
            }
            if tokens[end].text == "of" && heads_a_name(last) {
                let skip = usize::from(
                    tokens
                        .get(end + 1)
                        .is_some_and(|token| token.lower == "the"),
                );
                if capital(end + 1 + skip) {
                    end += 2 + skip;
                    continue;
                }
            }
            if tokens[end].text == "and"
                && matches!(
                    tokens[start].text.as_str(),
                    "Ministry" | "Department" | "Office" | "Bureau"
                )
                && tokens[start..end].iter().any(|token| token.text == "of")
                && capital(end + 1)
            {
                end += 2;
                continue;
            }
            break;
        }
        // A particle that swallowed nothing, a hyphen at the end: give back.
        while end > start + 1
            && !is_capitalised(&tokens[end - 1].text)
            && tokens[end - 1].text.chars().all(|c| !c.is_alphanumeric())
        {
            end -= 1;
        }
        runs.push(start..end);
        i = end;
    }
    runs
}

/// Whether a name begins with a number: `787 Dreamliner`; not what counts, as `100 Dreamliners`.
fn opens_with_number(sentence: &Sentence, i: usize) -> bool {
    let token = &sentence.tokens[i];
    let Some(next) = sentence.tokens.get(i + 1) else {
        return false;
    };
    let bound = |deprel| matches!(deprel, Deprel::Flat | Deprel::Compound);
    token.text.len() == 3
        && token.text.bytes().all(|byte| byte.is_ascii_digit())
        && is_capitalised(&next.text)
        && next.upos == Upos::Propn
        && next.xpos == Xpos::NNP
        && (token.head == Some(i + 1) && bound(token.deprel)
            || next.head == Some(i) && bound(next.deprel))
}

/// Whether a number goes on a name as the designation of a thing: `Boeing 777`, `Boeing 737s`; not what counts the noun
/// behind it, a year, or the number of an article.
fn is_designation(sentence: &Sentence, name: Range<usize>, i: usize) -> bool {
    let token = &sentence.tokens[i];
    let digits = token.text.chars().take_while(char::is_ascii_digit).count();
    let rest = &token.text[digits..];
    let of_a_thing = (2..=4).contains(&digits)
        && (rest.is_empty() || rest == "s" || rest.len() <= 3 && rest.starts_with('-'))
        && !(rest.is_empty() && digits == 4 && matches!(&token.text[..2], "18" | "19" | "20"));
    let goes_on =
        |head: usize| (i + 1..=head).all(|k| is_capitalised(&sentence.tokens[k].text)) && head > i;
    let hangs_on_name = token
        .head
        .is_some_and(|head| name.contains(&head) || goes_on(head))
        || name.clone().any(|k| sentence.tokens[k].head == Some(i));
    let first = sentence.tokens[name.start].text.as_str();
    of_a_thing
        && hangs_on_name
        && !Names::bundled().numbered.contains(first)
        && !crate::grammar::is_time_word(&sentence.tokens[i - 1].lower)
}

/// Whether a word is the designation of a thing: `A380`, `F-16`, `S-300s`, or digits alone.
pub(crate) fn names_a_thing(word: &str) -> bool {
    let has = |test: fn(char) -> bool| word.chars().any(test);
    word.len() <= 8
        && has(|c| c.is_ascii_digit())
        && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        && !(word.starts_with('G') && word[1..].chars().all(|c| c.is_ascii_digit()))
}

/// Whether a name may go on with `of ...` after this word.
fn heads_a_name(word: &str) -> bool {
    let names = Names::bundled();
    names.organization.contains(word)
        || names.group.contains(word)
        || names.place.contains(word)
        || names.facility.contains(word)
        || names.role_nouns.contains(&word.to_lowercase())
        || matches!(
            word,
            "Chiefs"
                | "Isle"
                | "Bay"
                | "Bank"
                | "Joint"
                | "House"
                | "Strait"
                | "Horn"
                | "Republic"
                | "States"
        )
}

/// What a segment of a run is, as far as the run itself shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Segment {
    /// A name of something yet to be told.
    Name,
    /// A person's name that a title or an office stands before.
    Person,
    /// A capitalised office: `Defense Secretary`.
    Office,
    /// An adjective of a country; no name of its own.
    Adjective,
}

/// Cuts a run into segments.
pub(crate) fn segments(sentence: &Sentence, run: Range<usize>) -> Vec<(Range<usize>, Segment)> {
    let names = Names::bundled();
    let text = |i: usize| sentence.tokens[i].text.as_str();
    let mut out = Vec::new();
    let mut start = run.start;
    let is_title = |i: usize| names.titles.contains(text(i).trim_end_matches('.'));
    let is_role = |i: usize| {
        names.role_nouns.contains(&sentence.tokens[i].lower)
            && (text(i).len() > 3 || text(i).chars().all(char::is_uppercase))
    };
    let whole_is_body = |from: usize| {
        let last = text(run.end - 1);
        names.organization.contains(last) || names.group.contains(last) || names.facility.contains(last) || names.place.contains(last)
    } && !(from..run.end).any(|i| names.given.contains(text(i)) && i + 1 < run.end);

    // An adjective of a country before a name that is not of a body: `Pakistani President`.
    if run.len() > 1 && names.demonyms.contains_key(text(start)) && !whole_is_body(start) {
        let is_place = names.known_places.contains(text(start));
        let begins_known = names
            .known_places
            .contains(&join(sentence, start..(start + 2).min(run.end)));
        if !begins_known {
            out.push((
                start..start + 1,
                if is_place {
                    Segment::Name
                } else {
                    Segment::Adjective
                },
            ));
            start += 1;
        }
    } else if run.len() > 1
        && names.known_places.contains(text(start))
        && (start + 1..run.end).any(|i| is_title(i) || is_role(i))
        && !whole_is_body(start)
    {
        out.push((start..start + 1, Segment::Name));
        start += 1;
    }
    if start == run.end {
        return out;
    }

    // An office: words up to the last office word before the name of its holder.
    let mut office_end = start;
    let mut i = start;
    while i < run.end {
        if is_role(i) && !(i == start && is_title(i) && i + 1 < run.end && text(i + 1) != "of") {
            office_end = i + 1;
            if i + 2 < run.end && text(i + 1) == "of" {
                let mut k = i + 2;
                k += 1; // At least one word of the office: `of State`.
                while k < run.end
                    && !is_title(k)
                    && !names.given.contains(text(k))
                    && (names.organization.contains(text(k)) || text(k) == "of" || text(k) == "the")
                {
                    k += 1;
                }
                office_end = k;
                i = k;
                continue;
            }
        }
        i += 1;
    }
    if office_end > start && !whole_is_body(start) {
        let office_len = office_end - start;
        let single_title = office_len == 1 && is_title(start) && office_end < run.end;
        if !single_title {
            // Trailing titles (`Chief of Army Staff General X`) belong to the person.
            let mut cut = office_end;
            while cut > start + 1
                && cut < run.end
                && is_title(cut - 1)
                && !is_role_head(sentence, cut - 1)
            {
                cut -= 1;
            }
            out.push((start..cut, Segment::Office));
            if cut < run.end {
                out.push((cut..run.end, Segment::Person));
            }
            return out;
        }
    }
    if is_title(start) && start + 1 < run.end && !whole_is_body(start) {
        out.push((start..run.end, Segment::Person));
        return out;
    }
    // A title inside: `Mossad | General Levi`.
    if let Some(k) = (start + 1..run.end.saturating_sub(1))
        .find(|k| is_title(*k) && !is_title(*k - 1))
        .filter(|_| !whole_is_body(start))
    {
        out.push((start..k, Segment::Name));
        out.push((k..run.end, Segment::Person));
        return out;
    }
    out.push((start..run.end, Segment::Name));
    out
}

/// `Secretary`, `Minister`: words that end an office rather than begin a name.
fn is_role_head(sentence: &Sentence, i: usize) -> bool {
    matches!(
        sentence.tokens[i].text.as_str(),
        "Secretary"
            | "Minister"
            | "Premier"
            | "Chancellor"
            | "Ambassador"
            | "Chairman"
            | "Speaker"
            | "Commissioner"
            | "President"
            | "Governor"
            | "Mayor"
            | "Commander"
    )
}

/// The words of a token range, joined as the text has them but with single blanks.
pub(crate) fn join(sentence: &Sentence, tokens: Range<usize>) -> String {
    let mut out = String::new();
    let mut end = None;
    for token in &sentence.tokens[tokens] {
        if end.is_some_and(|end| end < token.start) {
            out.push(' ');
        }
        out.push_str(&token.text);
        end = Some(token.end);
    }
    out
}
