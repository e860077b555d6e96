//! Names out of a byline.

use crate::naming::is_name_like;
use crate::text_menus::is_menu_word;
use regex::Regex;
use std::sync::LazyLock;

static JOINT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\s*(?:,\s*and\s+|,\s*|;\s*|\s\|\s|\s•\s|\s&\s|\s(?:and|und|et|y|e|og|och|en|with|mit|/)\s)\s*")
        .expect("a pattern of this crate compiles")
});

static LEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?i:(?:by|written by|words by|posted by|submitted by|von|par|di|por|door|av|af|text|texte|texto|testo|tekst|author|authors|autor|autorin|autoren|autorin/autor|autores|auteur|auteurs|autore|autori|forfatter|story by|report by|reported by|reporting by|redaktion\s*:|interview|interview by|research and writing|words|propos recueillis par)(?:\s*:\s*|\s+))+")
        .expect("a pattern of this crate compiles")
});

/// Where the pictures come from, behind the writer: `Text: Ann Lee Fotos: Bo Ek`.
static PICTURES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)[\s,;|/(-]+(?:fotos?|photos?|photographs?|pictures?|bilder|bild|grafik|graphics?|illustrations?|video|images?)(?:\s*:|\s+(?:by|von|de|par)\b).*$")
        .expect("a pattern of this crate compiles")
});

/// The writer's sign behind the name: `Ann Lee (ale)`.
static SIGN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\s*\(\p{Ll}{1,5}\.?\)$").expect("a pattern of this crate compiles")
});

/// Words that stand beside a name and are none.
pub const TITLES: &[&str] = &[
    "staff",
    "writer",
    "reporter",
    "correspondent",
    "editor",
    "contributor",
    "columnist",
    "editor-in-chief",
    "bureau",
    "chief",
    "senior",
    "journalist",
    "photographer",
    "producer",
    "redaktion",
    "redakteur",
    "redakteurin",
    "follow",
    "email",
    "updated",
    "published",
    "min",
    "read",
    "ago",
    "minutes",
    "hours",
];

/// The names of a byline, in order, each once. A part that is no name (a title, an address, the outlet itself) is left out.
pub fn split_names(byline: &str, outlet: Option<&str>) -> Vec<String> {
    let byline = LEAD.replace(byline.trim(), "");
    let byline = PICTURES.replace(&byline, "");
    let mut names: Vec<String> = Vec::new();
    for part in JOINT.split(&byline) {
        let part = SIGN.replace(part.trim(), "");
        let name = part
            .trim_matches(|c: char| !c.is_alphanumeric() && c != '.' && c != ')')
            .trim_end_matches('.')
            .trim();
        // "in Port Alder" tells where, not who.
        let name = name
            .split(" in ")
            .next()
            .unwrap_or("")
            .split(" IN ")
            .next()
            .unwrap_or("")
            .split(" for ")
            .next()
            .unwrap_or("")
            .trim();
        if is_name(name)
            && !outlet.is_some_and(|o| same_outlet(o, name))
            && !names.iter().any(|n| n.eq_ignore_ascii_case(name))
        {
            names.push(name.to_owned());
        }
    }
    names
}

/// Who wrote what a news agency sends out, from the line at its end: `(Reporting by Ann Lee in Quayford; Writing by Bo Ek;
/// Editing by Cy Du)`. Editors are not among them.
pub fn wire_authors(credit: &str) -> Vec<String> {
    static WROTE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^\W*(?:additional )?(?:reporting|writing|reported|written)(?: and writing)? by\s+")
            .expect("a pattern of this crate compiles")
    });
    let mut names: Vec<String> = Vec::new();
    for clause in credit.split(';') {
        let Some(lead) = WROTE.find(clause) else {
            continue;
        };
        let of_clause = split_names(clause[lead.end()..].trim_end_matches([')', '.']), None);
        names.extend(of_clause.into_iter().filter(|name| name.contains(' ')));
    }
    names.sort_by_key(|name| credit.find(name.as_str()));
    names.dedup();
    names
}

/// Whether the name is that of the outlet, give or take its article and its domain.
pub fn same_outlet(outlet: &str, name: &str) -> bool {
    let bare = |text: &str| {
        let lower: String = text.to_lowercase();
        let lower = lower.strip_prefix("the ").unwrap_or(&lower);
        let lower =
            lower.rsplit_once('.').map_or(
                lower,
                |(head, tail)| if tail.len() <= 4 { head } else { lower },
            );
        lower
            .chars()
            .filter(|c| c.is_alphanumeric())
            .collect::<String>()
    };
    bare(outlet) == bare(name)
}

/// Small words inside of names of people.
const PARTICLES: &[&str] = &[
    "de", "da", "do", "dos", "das", "del", "della", "di", "du", "des", "la", "le", "van", "von",
    "vom", "zu", "zur", "der", "den", "ter", "ten", "te", "bin", "ibn", "bint", "al", "el", "y",
    "e", "af", "av", "und", "of", "ud", "ul", "ap", "st",
];

/// Words of offices: what holds one of them is nobody's name.
const OFFICES: &str = "admin administrator webmaster editor editors editorial newsroom newsdesk desk staff team \
    correspondent reporter contributor redaktion redaktionen redaksjonen redaktionens redazione redacción redação \
    redactie rédaction redakcja";

/// Words that name nobody where nothing else is said.
const VAGUE: &str = "online agencies agency agenturen agentur guest nachrichten nyheter noticias news web wire unknown \
    anonymous none foto photo video archiv archive autor author authors writer admin";

/// Words that systems put where nobody is named.
const NOBODY: &str = "admin administrator webmaster root user guest unknown anonymous none null undefined author authors autor \
    autoren writer editor redaktion";

/// Whether a name out of a byline can be an author's: no words of a sentence, no office, not the site itself.
pub fn is_author(name: &str, sites: &[&str]) -> bool {
    if SMALL_AGENCIES.contains(&name) {
        return true;
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let lower = name.to_lowercase();
    let is_one_of = |list: &str, word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        list.split_whitespace().any(|w| w == word)
    };
    let plain = words
        .iter()
        .filter(|w| w.starts_with(char::is_lowercase) && !PARTICLES.contains(w))
        .count();
    plain == 0
        && !lower.split([' ', '-']).any(|w| is_one_of(OFFICES, w))
        && !lower.split([' ', '-']).all(|w| is_one_of(VAGUE, w))
        && !lower.contains(".com")
        && !sites.iter().any(|site| is_of_site(name, site))
}

/// Whether what a page's data names as its author can be a body: no address, no account of a system, and not nobody.
pub fn is_body(name: &str) -> bool {
    let lower = name.to_lowercase();
    let names_nobody = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        NOBODY.split_whitespace().any(|w| w == word)
    };
    (2..=60).contains(&name.chars().count())
        && name.chars().any(char::is_alphabetic)
        && !name.contains(['@', '/', '<', '>', '{', '='])
        && !lower.split_whitespace().all(names_nobody)
}

/// Whether nothing but the name of a person stands there: two words to four, none of them a menu's.
pub fn is_person(name: &str, sites: &[&str]) -> bool {
    (2..=4).contains(&name.split_whitespace().count())
        && is_name_like(name, 4)
        && name
            .chars()
            .all(|c| c.is_alphabetic() || " .'’-".contains(c))
        && !name.split_whitespace().any(is_menu_word)
        && is_author(name, sites)
}

/// Whether the name is that of the site, or begins with it: `Lantern`, `Lantern Nachrichten`.
fn is_of_site(name: &str, site: &str) -> bool {
    if same_outlet(site, name) {
        return true;
    }
    let letters = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let site = site.split(['.', '/']).next().unwrap_or(site);
    let (first, rest) = name.split_once(' ').unwrap_or((name, ""));
    let site = letters(site.strip_prefix("The ").unwrap_or(site));
    // "Post" may be a family's name, so a site of one word must come first.
    site.len() >= 2
        && (letters(first) == site && !rest.is_empty()
            || site.contains(&letters(name)) && !name.contains(' ') && letters(name).len() >= 3
            || site.len() >= 8 && letters(name).starts_with(&site))
}

/// Whether a name tells enough by itself: two words, or a script that sets none apart.
pub fn is_full(name: &str) -> bool {
    name.contains(' ')
        || SMALL_AGENCIES.contains(&name)
        || name.chars().filter(|c| is_wide(*c)).count() >= 2
        || name.len() <= 5 && name.chars().all(char::is_uppercase)
}

fn is_wide(c: char) -> bool {
    matches!(u32::from(c), 0x3040..=0x30ff | 0x3400..=0x9fff | 0xac00..=0xd7af)
}

/// Agencies that write themselves in lower case.
const SMALL_AGENCIES: &[&str] = &[
    "dpa", "afp", "ots", "apa", "sid", "sda", "epd", "kna", "ansa", "efe", "lusa", "epa", "ntb",
];

fn is_name(name: &str) -> bool {
    if SMALL_AGENCIES.contains(&name) {
        return true;
    }
    let n_chars = name.chars().count();
    let words: Vec<&str> = name.split_whitespace().collect();
    (2..=60).contains(&n_chars)
        && words.len() <= 6
        && name.chars().any(char::is_alphabetic)
        && name.chars().filter(|c| c.is_ascii_digit()).count() <= 1
        && !words.iter().any(|w| w.bytes().all(|b| b.is_ascii_digit()))
        && !name.contains(['@', '/', '<', '>', '{', '=', ':', '?', '!'])
        && !name.to_lowercase().starts_with("http")
        && !name.to_lowercase().contains("www.")
        && !words
            .iter()
            .any(|word| TITLES.contains(&word.to_lowercase().trim_end_matches('.')))
        && !words
            .iter()
            .all(|word| word.chars().next().is_some_and(char::is_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_names_and_leaves_titles_out() {
        let cases: &[(&str, &[&str])] = &[
            (
                "By Ann Lee and Bo Ek, Norwire",
                &["Ann Lee", "Bo Ek", "Norwire"],
            ),
            ("By ANN LEE, Staff Writer", &["ANN LEE"]),
            ("Ann Lee in Port Alder and Bo Ek", &["Ann Lee", "Bo Ek"]),
            (
                "Von Ann Lee, Bo Ek und Cy Du",
                &["Ann Lee", "Bo Ek", "Cy Du"],
            ),
            ("By The Alder Post", &[]),
            ("ann@example.org", &[]),
            ("Ann Lee/dpa, dpa", &["dpa"]),
            ("Alder Broadcasting (www.alder.example)", &[]),
            ("Ann Lee, Ann Lee", &["Ann Lee"]),
            ("Text: Ann Lee Fotos: Bo Ek", &["Ann Lee"]),
            ("Ann Lee (ale), Bo Ek (boe)", &["Ann Lee", "Bo Ek"]),
            ("Autorin/Autor Ann Lee", &["Ann Lee"]),
            (
                "Research and writing: Ann Lee and Bo Ek",
                &["Ann Lee", "Bo Ek"],
            ),
            ("ANN LEE IN STORMEN", &["ANN LEE"]),
            ("Ann Lee for Norwire", &["Ann Lee"]),
            ("", &[]),
        ];
        for (byline, names) in cases {
            assert_eq!(split_names(byline, Some("Alder Post")), *names, "{byline}");
        }
    }

    #[test]
    fn agencies_tell_who_wrote_at_the_end() {
        let cases: &[(&str, &[&str])] = &[
            (
                "(Reporting by Ann Lee in Port Alder and Bo Ek in Quayford; Editing by Cy Du)",
                &["Ann Lee", "Bo Ek"],
            ),
            (
                "(Additional reporting by Ann Lee; Writing by Bo Ek; Editing by Cy Du)",
                &["Ann Lee", "Bo Ek"],
            ),
            ("(Editing by Cy Du)", &[]),
            ("Photo: Ann Lee", &[]),
        ];
        for (credit, names) in cases {
            assert_eq!(wire_authors(credit), *names, "{credit}");
        }
    }

    #[test]
    fn knows_who_is_no_author() {
        let sites = ["Lantern.example", "The Alder Post", "n-tor.de"];
        for name in [
            "Ann Lee",
            "Jan van der Berg",
            "ANN LEE",
            "Norwire",
            "dpa",
            "松岡大地",
            "Emily Post",
            "Comet Agency",
        ] {
            assert!(is_author(name, &sites), "{name}");
        }
        for name in [
            "Alder Post",
            "Lantern Nachrichten",
            "n-tor NACHRICHTEN",
            "Send mail to the writer",
            "Web Desk",
            "Redaktion",
            "admin",
        ] {
            assert!(!is_author(name, &sites), "{name}");
        }
    }

    #[test]
    fn knows_which_body_can_be_the_author() {
        for name in [
            "The Alder Post",
            "alder.example",
            "Lantern Redaktion",
            "松岡新聞",
        ] {
            assert!(is_body(name), "{name}");
        }
        for name in [
            "admin",
            "Redaktion",
            "Unknown Author",
            "https://alder.example/staff",
            "a@alder.example",
            "12",
        ] {
            assert!(!is_body(name), "{name}");
        }
    }
}
