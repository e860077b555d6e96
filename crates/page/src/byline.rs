//! Names out of a byline.

use regex::Regex;
use std::sync::LazyLock;

static JOINT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\s*(?:,\s*and\s+|,\s*|;\s*|\s\|\s|\s•\s|\s&\s|\s(?:and|und|et|y|e|og|och|en|with|mit|/)\s)\s*")
        .expect("a pattern of this crate compiles")
});

static LEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?i:(?:by|written by|words by|von|par|di|por|door|af|text|author|authors|autor|autoren|story by|report by|reported by)[:\s]+)+")
        .expect("a pattern of this crate compiles")
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
    let mut names: Vec<String> = Vec::new();
    for part in JOINT.split(&byline) {
        let name = part
            .trim()
            .trim_matches(|c: char| !c.is_alphanumeric() && c != '.' && c != ')')
            .trim_end_matches('.')
            .trim();
        // "in Port Alder" tells where, not who.
        let name = name
            .split(" in ")
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
            ("", &[]),
        ];
        for (byline, names) in cases {
            assert_eq!(split_names(byline, Some("Alder Post")), *names, "{byline}");
        }
    }
}
