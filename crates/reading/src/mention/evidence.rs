//! What a name names, by all that a page shows of it: what the model takes it for where it stands, and what stands beside
//! it. The same words are one thing on one page, so their places are counted together.

use super::run::{is_capitalised, names_a_thing};
use super::{Candidate, Segment, described_as_human, determined, is_acronym, join};
use crate::lexicon::{Cues, Names};
use dateline_syntax::{Deprel, Kind, Sentence, Upos, Xpos};
use dateline_vocabulary::MentionType;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// How much speaks for each of person, organization, place, thing, and for no name of any of them. Weights were set on the names of
/// `testset/mentions`, dev.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Weighed {
    person: f32,
    organization: f32,
    place: f32,
    object: f32,
    other: f32,
}

impl Weighed {
    fn add(&mut self, more: Weighed) {
        self.person += more.person;
        self.organization += more.organization;
        self.place += more.place;
        self.object += more.object;
        self.other += more.other;
    }
}

/// What speaks for each name of a page.
pub(super) struct Evidence(BTreeMap<String, Weighed>);

/// The endings that make an adjective of a country's name.
const OF_A_COUNTRY: [&str; 7] = ["n", "an", "ian", "ese", "ish", "i", "er"];

impl Evidence {
    /// Counts the places of all names together.
    pub(super) fn of<'a>(
        candidates: impl Iterator<Item = (&'a Sentence, &'a Candidate)>,
    ) -> Evidence {
        let mut evidence: BTreeMap<String, Weighed> = BTreeMap::new();
        let mut capitals: BTreeSet<&'a str> = BTreeSet::new();
        let mut last: Option<&Sentence> = None;
        for (sentence, candidate) in candidates {
            let of_name = evidence.entry(candidate.text.clone()).or_default();
            of_name.add(by_model(sentence, &candidate.tokens));
            of_name.add(by_neighbours(sentence, &candidate.tokens));
            if candidate.segment == Segment::Office
                && let Some(body) = body_of_office(sentence, &candidate.tokens)
            {
                evidence.entry(body).or_default().organization += 2.0;
            }
            // `the Republic of Ostrenia`: what stands behind `of` in a name is mostly a place.
            if let Some((_, place)) = candidate.text.rsplit_once(" of ") {
                evidence.entry(place.to_owned()).or_default().place += 1.5;
            }
            if last.is_none_or(|last| !std::ptr::eq(last, sentence)) {
                let words = sentence.tokens.iter().map(|token| token.text.as_str());
                capitals.extend(words.filter(|word| is_capitalised(word)));
                last = Some(sentence);
            }
        }
        // Where the page says `Ostrenian` too, `Ostrenia` is a country, and `Ostrenian` names nobody.
        let mut adjectives = Vec::new();
        for (name, weighed) in &mut evidence {
            if name.len() <= 3 || name.contains(' ') {
                continue;
            }
            let stem = name.trim_end_matches(['a', 'e', 'o', 'y']);
            let forms = OF_A_COUNTRY
                .iter()
                .flat_map(|ending| [format!("{name}{ending}"), format!("{stem}{ending}")]);
            let said: Vec<String> = forms
                .filter(|form| form.len() > name.len() && capitals.contains(form.as_str()))
                .collect();
            if !said.is_empty() {
                weighed.place += 2.0;
                adjectives.extend(said);
            }
        }
        for adjective in adjectives {
            evidence.entry(adjective).or_default().other += 3.0;
        }
        Evidence(evidence)
    }

    /// What most speaks for; `None` where the name is of something else, an event or a law, and where nothing tells.
    pub(super) fn mention_type(&self, name: &str) -> Option<MentionType> {
        let weighed = self.0.get(name)?;
        [
            (weighed.person, Some(MentionType::Person)),
            (weighed.organization, Some(MentionType::Organization)),
            (weighed.place, Some(MentionType::Place)),
            (weighed.object, Some(MentionType::Object)),
            (weighed.other, None),
        ]
        .into_iter()
        .filter(|(weight, _)| *weight > 0.0)
        .max_by(|a, b| a.0.total_cmp(&b.0))?
        .1
    }

    /// Whether a name that looks like a thing's designation is one: not a road, a group of states, an event or an outbreak.
    pub(super) fn is_of_a_thing(&self, name: &str) -> bool {
        self.0.get(name).is_none_or(|weighed| {
            let others = [weighed.place, weighed.other, weighed.organization - 0.5];
            others.iter().all(|other| weighed.object >= *other)
        })
    }
}

/// What the model takes a name for: by its noun before `of`, by its first word where that is a person's, else by the last
/// word that heads anything.
fn by_model(sentence: &Sentence, tokens: &Range<usize>) -> Weighed {
    let kind = |i: usize| sentence.tokens[i].kind;
    let of = (tokens.start + 1..tokens.end).find(|i| sentence.tokens[*i].text == "of");
    let told = match of {
        Some(of) => kind(of - 1),
        None => kind(tokens.start)
            .filter(|first| *first == Kind::Person)
            .or_else(|| tokens.clone().rev().find_map(kind)),
    };
    let mut weighed = Weighed::default();
    match told {
        // It takes most unknown words for persons, and persons come with more than one word when they are new.
        Some(Kind::Person) if tokens.len() == 1 => weighed.person = 0.25,
        Some(Kind::Person) => weighed.person = 0.8,
        Some(Kind::Organization) => weighed.organization = 1.0,
        Some(Kind::Place) => weighed.place = 1.2,
        Some(Kind::Event | Kind::Time) => weighed.other = 1.5,
        Some(Kind::Object) => weighed.object = 0.8,
        Some(Kind::Abstract) => weighed.other = 0.8,
        _ => {}
    }
    weighed
}

/// The name before an office of business: `Ryanair` of `Ryanair CEO`.
fn body_of_office(sentence: &Sentence, tokens: &Range<usize>) -> Option<String> {
    const OF_BUSINESS: [&str; 6] = [
        "ceo",
        "chief",
        "spokesman",
        "spokeswoman",
        "executive",
        "chairman",
    ];
    let office = tokens.clone().find(|i| {
        Names::bundled()
            .role_nouns
            .contains(&sentence.tokens[*i].lower)
    })?;
    let of_business = OF_BUSINESS.contains(&sentence.tokens[office].lower.as_str());
    (of_business && office > tokens.start).then(|| join(sentence, tokens.start..office))
}

/// What the words beside a name tell.
fn by_neighbours(sentence: &Sentence, tokens: &Range<usize>) -> Weighed {
    let names = Names::bundled();
    let lower = |i: Option<usize>| {
        i.and_then(|i| sentence.tokens.get(i))
            .map_or("", |token| token.lower.as_str())
    };
    let before = tokens.start.checked_sub(1);
    let before2 = tokens.start.checked_sub(2);
    let article = determined(sentence, tokens);
    let behind = tokens.end;
    let mut weighed = Weighed::default();
    match lower(before) {
        "in" | "near" | "outside" | "across" | "throughout" | "around" | "inside" => {
            weighed.place += 1.6;
        }
        "at" | "from" | "to" | "into" | "off" | "via" => weighed.place += 0.5,
        "between" => weighed.place += 0.8,
        "of" => {
            weighed.place += 0.4;
            // `the port of X`, `north of X`
            if matches!(
                lower(before2),
                "town"
                    | "city"
                    | "village"
                    | "port"
                    | "capital"
                    | "province"
                    | "region"
                    | "district"
                    | "island"
                    | "coast"
                    | "north"
                    | "south"
                    | "east"
                    | "west"
                    | "people"
                    | "outskirts"
                    | "republic"
                    | "suburb"
                    | "part"
            ) {
                weighed.place += 2.0;
            }
        }
        _ => {}
    }
    if article {
        weighed.person -= 2.0;
        weighed.organization += 0.5;
    }
    // Not the spokesman of one: `the spokesman of the navy, Emil Orn,`.
    let is_body = |i: usize| {
        let token = &sentence.tokens[i];
        let of_an_office = token
            .head
            .is_some_and(|head| names.role_nouns.contains(&sentence.tokens[head].lemma));
        names.body_nouns.contains(&token.lemma) && !of_an_office
    };
    // `the airline Avero`, `the airline, Avero, said`.
    if before.is_some_and(is_body)
        || lower(before) == "," && before2.is_some_and(is_body) && lower(Some(behind)) == ","
        || matches!(lower(Some(behind)), "inc" | "ltd" | "plc" | "corp" | "gmbh")
    {
        weighed.organization += 2.0;
    } else if let Some(noun) = before.map(|i| &sentence.tokens[i])
        && noun.upos == Upos::Noun
        && (names.role_nouns.contains(&noun.lemma) || noun.kind == Some(Kind::Person))
    {
        weighed.person += 1.5;
    }
    if described_as_human(sentence, tokens.end) {
        weighed.person += 2.0;
    }
    if matches!(lower(Some(behind)), "'s" | "'") {
        match lower(Some(behind + 1)) {
            "army" | "government" | "capital" | "parliament" | "president" | "coast" | "border"
            | "economy" | "navy" | "ambassador" | "embassy" => weighed.place += 2.0,
            "chief" | "headquarters" | "board" | "shares" | "customers" | "staff" | "members"
            | "chairman" | "owner" => weighed.organization += 1.5,
            office if names.role_nouns.contains(office) => weighed.place += 0.8,
            "foreign" | "interior" | "finance" | "prime" | "defence" | "defense" => {
                weighed.place += 1.2;
            }
            "wife" | "husband" | "son" | "daughter" | "mother" | "father" | "lawyer" | "death" => {
                weighed.person += 1.5;
            }
            _ => {}
        }
    }
    match lower(Some(behind)) {
        "airport" | "city" | "district" | "region" | "province" | "town" | "village" | "port"
        | "harbour" | "county" | "coast" | "island" => weighed.place += 1.6,
        "official" | "officials" | "diplomat" | "diplomats" | "soldier" | "soldiers" | "troops"
        | "police" | "residents" | "authorities" => {
            weighed.place += 1.0;
            weighed.person -= 1.0;
        }
        "shares" | "executives" | "employees" | "staff" | "spokesman" | "spokeswoman" | "ceo"
        | "chief" | "chairman" | "shareholders" | "customers" | "passengers" => {
            weighed.organization += 1.2;
        }
        _ => {}
    }
    // `, Odeya (Sellick Press) —`: where a report was written.
    let opens_report = tokens.start <= 3
        && sentence.tokens.len() > behind
        && matches!(sentence.tokens[behind].text.as_str(), "(" | "—" | "–")
        && sentence.tokens[..tokens.start]
            .iter()
            .all(|token| token.text == "," || token.text.chars().all(char::is_uppercase));
    if opens_report {
        weighed.place += 2.0;
    }
    // Two or three plain words are a person's name more often than any other.
    let plain = |i: usize| {
        let text = &sentence.tokens[i].text;
        is_capitalised(text) && text.chars().skip(1).all(|c| c.is_lowercase() || c == '-')
    };
    if (2..=3).contains(&tokens.len()) && tokens.clone().all(plain) && !article {
        weighed.person += 0.7;
    }
    let last = &sentence.tokens[tokens.end - 1];
    if names_a_thing(&last.text) {
        let lettered = last.text.starts_with(char::is_alphabetic);
        weighed.object += if lettered { 1.8 } else { 1.6 };
    }
    if tokens.len() == 1 && is_acronym(&last.text) {
        weighed.person -= 1.0;
    }
    if matches!(last.deprel, Deprel::Nsubj)
        && !article
        && let Some(verb) = last.head.map(|head| &sentence.tokens[head])
        && Cues::bundled().verbs.contains_key(&verb.lemma)
        && matches!(verb.xpos, Xpos::VBD | Xpos::VBZ)
    {
        weighed.person += 0.6;
        weighed.organization += 0.3;
    }
    weighed
}
