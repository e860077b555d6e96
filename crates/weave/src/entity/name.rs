//! Names as they are compared.

use crate::wording::words;
use dateline_vocabulary::MentionType;

/// Forms of address and ranks that are no part of a name.
const TITLES: &str = " mr mrs ms miss dr prof professor sir lord lady dame gen general lt lieutenant lt-gen lieutenant-general col colonel maj major maj-gen major-general capt captain cmdr commander adm admiral rear vice brig brigadier sgt sergeant cpl corporal marshal commodore president senator sen rep congressman congresswoman gov governor mayor minister ambassador king queen prince princess sheikh sheik emir sultan ayatollah mullah maulana mufti imam pope cardinal archbishop bishop father rev reverend rabbi judge justice chancellor premier chairman secretary commissioner inspector superintendent detective officer constable speaker councillor attorney begum hon ";

/// Places with several everyday names. Fuller gazetteers are for places proper; these stand in nearly every page.
const SAME_PLACES: [(&str, &[&str]); 5] = [
    (
        "united states",
        &["us", "usa", "america", "united states of america"],
    ),
    ("united kingdom", &["uk", "britain", "great britain"]),
    ("european union", &["eu"]),
    ("united arab emirates", &["uae"]),
    ("myanmar", &["burma"]),
];

/// A name as it is compared: what sort of thing, and its words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) kind: Kind,
    pub(super) words: Vec<String>,
    /// GeoNames id, of a place whose name the pages of a pile use of several.
    pub(super) place: Option<u32>,
    /// Set where somebody set it apart from others of its name.
    pub(super) set_apart: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Person,
    /// Organisations and facilities: an embassy is both.
    Body,
    Group,
    Place,
    Object,
}

pub(super) fn key_of(text: &str, mention_type: MentionType) -> Option<Key> {
    let kind = match mention_type {
        MentionType::Person => Kind::Person,
        MentionType::Organization | MentionType::Facility => Kind::Body,
        MentionType::Group => Kind::Group,
        MentionType::Place => Kind::Place,
        MentionType::Object => Kind::Object,
        MentionType::Role | MentionType::Work => return None,
    };
    let mut words: Vec<String> = words(text).collect();
    if words.first().is_some_and(|word| word == "the") {
        words.remove(0);
    }
    match kind {
        Kind::Person => {
            while words.len() > 1 && TITLES.contains(&format!(" {} ", words[0])) {
                words.remove(0);
            }
        }
        Kind::Group => {
            const NOUNS: [&str; 10] = [
                "network",
                "group",
                "militia",
                "faction",
                "movement",
                "rebels",
                "militants",
                "fighters",
                "insurgents",
                "party",
            ];
            while words.len() > 1
                && words
                    .last()
                    .is_some_and(|word| NOUNS.contains(&word.as_str()))
            {
                words.pop();
            }
            if let Some(last) = words.last_mut()
                && last.len() > 4
                && last.ends_with('s')
            {
                last.pop();
            }
        }
        Kind::Place => {
            let whole = words.join(" ");
            if let Some((name, _)) = SAME_PLACES
                .iter()
                .find(|(_, others)| others.contains(&whole.as_str()))
            {
                words = name.split(' ').map(str::to_owned).collect();
            }
        }
        Kind::Object => {
            // `the A380s` are what the A380 is, `787 Dreamliners` what the Dreamliner is; no `Express` is many.
            let numbered = words.iter().any(|word| has_digit(word));
            if let Some(last) = words.last_mut()
                && numbered
                && last.ends_with('s')
                && (has_digit(last) || last.len() > 4 && !last.ends_with("ss"))
            {
                last.pop();
            }
        }
        Kind::Body => {
            // `US Air Force`, `U.S. Air Force`, `United States Air Force`.
            let country = match words.first().map(String::as_str) {
                Some("us" | "usa") => Some(["united", "states"]),
                Some("uk") => Some(["united", "kingdom"]),
                _ => None,
            };
            if let Some(country) = country.filter(|_| words.len() > 1) {
                words.splice(..1, country.map(str::to_owned));
            }
        }
    }
    (!words.is_empty()).then_some(Key {
        kind,
        words,
        place: None,
        set_apart: None,
    })
}

/// The military or police rank before a name, in one spelling.
pub(super) fn rank_of(text: &str) -> Option<String> {
    let first = text.split(' ').next()?.trim_end_matches('.').to_lowercase();
    let rank = match first.as_str() {
        "gen" => "general",
        "col" => "colonel",
        "lt" | "lieutenant" => "lieutenant",
        "maj" => "major",
        "capt" => "captain",
        "adm" => "admiral",
        "cmdr" | "cdr" => "commander",
        "brig" => "brigadier",
        "sgt" => "sergeant",
        "general" | "colonel" | "major" | "captain" | "admiral" | "commander" | "brigadier"
        | "sergeant" | "inspector" | "judge" | "bishop" | "professor" => first.as_str(),
        _ => return None,
    };
    Some(rank.to_owned())
}

pub(super) fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}

pub(super) fn shown(key: &Key) -> String {
    key.words
        .iter()
        .map(|word| capital(word))
        .collect::<Vec<_>>()
        .join(" ")
}

pub(super) fn has_digit(word: &str) -> bool {
    word.chars().any(|c| c.is_ascii_digit())
}

/// The name without ranks and forms of address before it.
pub(crate) fn without_titles(name: &str) -> String {
    let mut rest = name;
    while let Some((first, after)) = rest.split_once(' ') {
        if !TITLES.contains(&format!(" {} ", first.trim_end_matches('.').to_lowercase())) {
            break;
        }
        rest = after;
    }
    rest.to_owned()
}
