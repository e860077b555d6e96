//! The word lists of `data/`, read once.

use dateline_vocabulary::{Plover, Stance};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::OnceLock;

/// A list of the data files: comma-separated, line breaks are blanks.
fn entries(list: &str) -> impl Iterator<Item = String> + '_ {
    list.split(',')
        .map(|entry| entry.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|entry| !entry.is_empty())
}

pub(crate) fn set(list: &str) -> HashSet<String> {
    entries(list).collect()
}

/// Word lists for names (`data/names.toml`, `data/places.toml`).
pub(crate) struct Names {
    pub(crate) titles: HashSet<String>,
    pub(crate) particles: HashSet<String>,
    pub(crate) given: HashSet<String>,
    pub(crate) organization: HashSet<String>,
    pub(crate) known_organizations: HashSet<String>,
    pub(crate) group: HashSet<String>,
    pub(crate) known_groups: HashSet<String>,
    pub(crate) facility: HashSet<String>,
    pub(crate) work: HashSet<String>,
    pub(crate) object: HashSet<String>,
    pub(crate) object_before: HashSet<String>,
    pub(crate) numbered: HashSet<String>,
    pub(crate) object_nouns: HashSet<String>,
    pub(crate) place: HashSet<String>,
    pub(crate) place_before: HashSet<String>,
    pub(crate) known_places: HashSet<String>,
    pub(crate) outlet_last: HashSet<String>,
    pub(crate) outlet_first: HashSet<String>,
    pub(crate) known_outlets: HashSet<String>,
    pub(crate) outlet_nouns: HashSet<String>,
    pub(crate) work_nouns: HashSet<String>,
    pub(crate) role_nouns: HashSet<String>,
    pub(crate) anonymous_nouns: HashSet<String>,
    pub(crate) body_nouns: HashSet<String>,
    /// Adjectives of countries and their plural peoples: `Afghan`, `Afghans`; each with its country.
    pub(crate) demonyms: HashMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NamesFile {
    titles: String,
    particles: String,
    given: String,
    organization: String,
    known_organizations: String,
    group: String,
    known_groups: String,
    facility: String,
    work: String,
    object: String,
    object_before: String,
    numbered: String,
    object_nouns: String,
    place: String,
    place_before: String,
    outlet_last: String,
    outlet_first: String,
    known_outlets: String,
    outlet_nouns: String,
    work_nouns: String,
    role_nouns: String,
    anonymous_nouns: String,
    body_nouns: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlacesFile {
    countries: String,
    places: String,
}

impl Names {
    pub(crate) fn bundled() -> &'static Names {
        static NAMES: OnceLock<Names> = OnceLock::new();
        NAMES.get_or_init(|| {
            let file: NamesFile = toml::from_str(include_str!("../data/names.toml"))
                .expect("names.toml is well-formed: a test reads it");
            let places: PlacesFile = toml::from_str(include_str!("../data/places.toml"))
                .expect("places.toml is well-formed: a test reads it");
            let mut known_places = set(&places.places);
            let mut demonyms = HashMap::new();
            for line in places
                .countries
                .lines()
                .filter(|line| !line.trim().is_empty())
            {
                let fields: Vec<&str> = line.split(';').collect();
                let names: Vec<String> = entries(fields[0]).collect();
                for word in fields[1..].iter().flat_map(|field| entries(field)) {
                    demonyms.insert(word, names[0].clone());
                }
                known_places.extend(names);
            }
            Names {
                titles: set(&file.titles),
                particles: set(&file.particles),
                given: set(&file.given),
                organization: set(&file.organization),
                known_organizations: set(&file.known_organizations),
                group: set(&file.group),
                known_groups: set(&file.known_groups),
                facility: set(&file.facility),
                work: set(&file.work),
                object: set(&file.object),
                object_before: set(&file.object_before),
                numbered: set(&file.numbered),
                object_nouns: set(&file.object_nouns),
                place: set(&file.place),
                place_before: set(&file.place_before),
                known_places,
                outlet_last: set(&file.outlet_last),
                outlet_first: set(&file.outlet_first),
                known_outlets: set(&file.known_outlets),
                outlet_nouns: set(&file.outlet_nouns),
                work_nouns: set(&file.work_nouns),
                role_nouns: set(&file.role_nouns),
                anonymous_nouns: set(&file.anonymous_nouns),
                body_nouns: set(&file.body_nouns),
                demonyms,
            }
        })
    }

    /// Whether a name is that of a news outlet.
    pub(crate) fn is_outlet(&self, name: &str) -> bool {
        let name = name
            .strip_prefix("The ")
            .or(name.strip_prefix("the "))
            .unwrap_or(name);
        if self.known_outlets.contains(name) {
            return true;
        }
        let words: Vec<&str> = name.split(' ').collect();
        words.len() > 1
            && (words
                .last()
                .is_some_and(|word| self.outlet_last.contains(*word))
                || words
                    .first()
                    .is_some_and(|word| self.outlet_first.contains(*word)))
    }
}

/// What the content of a cue may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Frame {
    Clause,
    Object,
    Request,
    Charge,
    Portray,
    Own,
    Infinitive,
    Topic,
    Quotation,
}

/// Words that say that something is said (`data/cues.toml`).
pub(crate) struct Cues {
    /// The frames and stances of a verb, in the order of the file.
    pub(crate) verbs: HashMap<String, Vec<(Frame, Stance)>>,
    pub(crate) nouns: HashMap<String, Stance>,
    pub(crate) adjectives: HashMap<String, Stance>,
    pub(crate) withheld: HashSet<String>,
    pub(crate) refusing: HashSet<String>,
    pub(crate) kept_nouns: HashSet<String>,
    pub(crate) evidence_nouns: HashSet<String>,
    pub(crate) evidence_verbs: HashSet<String>,
    pub(crate) sure: HashSet<String>,
    pub(crate) wishing: HashSet<String>,
    pub(crate) denied_nouns: HashSet<String>,
    pub(crate) denied_adjectives: HashSet<String>,
}

#[derive(Deserialize)]
struct CuesFile {
    verbs: Vec<CueVerbs>,
    nouns: BTreeMap<Stance, String>,
    adjectives: BTreeMap<Stance, String>,
    negated: Negated,
}

#[derive(Deserialize)]
struct CueVerbs {
    frame: Frame,
    stance: Stance,
    lemmas: String,
}

#[derive(Deserialize)]
struct Negated {
    withheld: String,
    refusing: String,
    kept_nouns: String,
    evidence_nouns: String,
    evidence_verbs: String,
    sure: String,
    wishing: String,
    denied_nouns: String,
    denied_adjectives: String,
}

impl Cues {
    /// Whether a word denies what is said by it.
    pub(crate) fn denies(&self, lemma: &str) -> bool {
        let frames = self.verbs.get(lemma).into_iter().flatten();
        let mut stances = (frames.map(|(_, stance)| stance))
            .chain(self.nouns.get(lemma))
            .chain(self.adjectives.get(lemma));
        stances.any(|stance| *stance == Stance::Denies)
    }

    pub(crate) fn bundled() -> &'static Cues {
        static CUES: OnceLock<Cues> = OnceLock::new();
        CUES.get_or_init(|| {
            let file: CuesFile = toml::from_str(include_str!("../data/cues.toml"))
                .expect("cues.toml is well-formed: a test reads it");
            let mut verbs: HashMap<String, Vec<(Frame, Stance)>> = HashMap::new();
            for group in &file.verbs {
                for lemma in entries(&group.lemmas) {
                    verbs
                        .entry(lemma)
                        .or_default()
                        .push((group.frame, group.stance));
                }
            }
            let by_word = |lists: &BTreeMap<Stance, String>| {
                lists
                    .iter()
                    .flat_map(|(stance, list)| entries(list).map(|word| (word, *stance)))
                    .collect()
            };
            Cues {
                verbs,
                nouns: by_word(&file.nouns),
                adjectives: by_word(&file.adjectives),
                withheld: set(&file.negated.withheld),
                refusing: set(&file.negated.refusing),
                kept_nouns: set(&file.negated.kept_nouns),
                evidence_nouns: set(&file.negated.evidence_nouns),
                evidence_verbs: set(&file.negated.evidence_verbs),
                sure: set(&file.negated.sure),
                wishing: set(&file.negated.wishing),
                denied_nouns: set(&file.negated.denied_nouns),
                denied_adjectives: set(&file.negated.denied_adjectives),
            }
        })
    }
}

/// Predicates that tell of events (`data/predicates.toml`).
pub(crate) struct Predicates {
    /// PLOVER type by verb lemma, or by lemma and particle.
    pub(crate) verbs: HashMap<String, Plover>,
    /// PLOVER type by noun lemma, or by modifier and lemma.
    pub(crate) nouns: HashMap<String, Plover>,
    pub(crate) general_verbs: HashSet<String>,
    pub(crate) general_nouns: HashSet<String>,
    pub(crate) light: HashSet<String>,
    pub(crate) stative: HashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PredicatesFile {
    #[serde(rename = "type")]
    types: Vec<PloverWords>,
    general: GeneralWords,
    light: VerbWords,
    stative: VerbWords,
}

#[derive(Deserialize)]
struct PloverWords {
    plover: Plover,
    verbs: String,
    nouns: String,
}

#[derive(Deserialize)]
struct GeneralWords {
    verbs: String,
    nouns: String,
}

#[derive(Deserialize)]
struct VerbWords {
    verbs: String,
}

impl Predicates {
    pub(crate) fn bundled() -> &'static Predicates {
        static PREDICATES: OnceLock<Predicates> = OnceLock::new();
        PREDICATES.get_or_init(|| {
            let file: PredicatesFile = toml::from_str(include_str!("../data/predicates.toml"))
                .expect("predicates.toml is well-formed: a test reads it");
            let mut verbs = HashMap::new();
            let mut nouns = HashMap::new();
            for words in &file.types {
                verbs.extend(entries(&words.verbs).map(|lemma| (lemma, words.plover)));
                nouns.extend(entries(&words.nouns).map(|lemma| (lemma, words.plover)));
            }
            Predicates {
                verbs,
                nouns,
                general_verbs: set(&file.general.verbs),
                general_nouns: set(&file.general.nouns),
                light: set(&file.light.verbs),
                stative: set(&file.stative.verbs),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_lists_are_well_formed() {
        assert!(Names::bundled().titles.contains("Lt-Gen"));
        assert_eq!(
            Names::bundled().demonyms.get("Afghans").map(String::as_str),
            Some("Afghanistan")
        );
        assert_eq!(
            Cues::bundled().verbs["deny"],
            [(Frame::Object, Stance::Denies)]
        );
        assert_eq!(Predicates::bundled().verbs["meet"], Plover::Consult);
    }

    #[test]
    fn outlets_are_known_by_name_or_by_form() {
        let names = Names::bundled();
        for outlet in [
            "Reuters",
            "The New York Times",
            "Harbour Gazette",
            "Radio Vessel",
        ] {
            assert!(names.is_outlet(outlet), "{outlet}");
        }
        for other in ["Times", "Press Secretary", "Port Authority", "Mirror"] {
            assert!(!names.is_outlet(other), "{other}");
        }
    }
}
