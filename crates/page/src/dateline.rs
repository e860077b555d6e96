//! The place, and perhaps agency, that the first paragraph of an article opens with.

use regex::Regex;
use std::sync::LazyLock;

/// `HARBOUR CITY (Agency) -` at the head of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatelineWords {
    /// Bytes of the dateline with its dash or colon.
    pub n_bytes: usize,
    /// Bytes up to where the running text starts.
    pub text_start: usize,
    /// The place as printed; `None` where only the agency stands.
    pub place: Option<String>,
    /// The agency in brackets.
    pub agency: Option<String>,
}

const MONTH_DAY: &str = r"(?:,?\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)?(?:,?\s+(?:on\s+)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+\d{1,2}(?:,\s+\d{4})?|,?\s+\d{1,2}\.?\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*(?:\s+\d{4})?)?";

fn compile(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern of this crate compiles")
}

/// Any capitalised place, made certain by the agency in brackets.
static WITH_AGENCY: LazyLock<Regex> = LazyLock::new(|| {
    compile(&format!(
        r"^((?:\p{{Lu}}[\p{{L}}.'’-]*)(?:[ /](?:\p{{Lu}}[\p{{L}}.'’-]*|de|del|la|do|of|the|al)){{0,4}}(?:,\s+\p{{Lu}}[\p{{L}}.]+(?:\s\p{{Lu}}[\p{{L}}.]+)?){{0,2}}?)?{MONTH_DAY}\s*\((\p{{Lu}}[\p{{L}}\d./& -]{{1,30}}|dpa|afp|ots|ddp)\)\s*(?:[-–—_]+|:)\s+"
    ))
});

/// A place in capitals and a dash.
static CAPITALS: LazyLock<Regex> = LazyLock::new(|| {
    compile(&format!(
        r"^(\p{{Lu}}[\p{{Lu}}.'’-]+(?:[ /][\p{{Lu}}.'’-]+){{0,3}})((?:,\s+\p{{Lu}}[\p{{L}}.]+(?:\s\p{{Lu}}[\p{{L}}.]+)?){{0,2}}?){MONTH_DAY}\s*(?:\s[-–]+\s+|\s?—\s*|--\s*|:\s+)"
    ))
});

/// A capitalised place and a colon.
static COLON: LazyLock<Regex> = LazyLock::new(|| {
    compile(r"^(\p{Lu}[\p{L}'’-]+(?: (?:\p{Lu}[\p{L}'’-]+|de|of|al)){0,2}):\s+[\p{Lu}“”‘’\x22']")
});

/// Words that stand before a colon and are no place.
const NO_PLACES: &[&str] = &[
    "a",
    "also",
    "analysis",
    "announcement",
    "answer",
    "background",
    "breaking",
    "bulletin",
    "caption",
    "click",
    "column",
    "comment",
    "context",
    "correction",
    "credit",
    "disclaimer",
    "disclosure",
    "editor",
    "editorial",
    "exclusive",
    "explained",
    "explainer",
    "fact",
    "file",
    "first",
    "follow",
    "image",
    "interview",
    "just",
    "key",
    "live",
    "media",
    "more",
    "news",
    "note",
    "opinion",
    "photo",
    "picture",
    "podcast",
    "press",
    "profile",
    "q",
    "question",
    "quote",
    "read",
    "related",
    "report",
    "review",
    "see",
    "source",
    "sources",
    "special",
    "statement",
    "story",
    "subject",
    "summary",
    "text",
    "timeline",
    "topic",
    "topics",
    "transcript",
    "update",
    "updated",
    "urgent",
    "verdict",
    "video",
    "warning",
    "watch",
    "what",
    "why",
    "written",
    "by",
    "mr",
    "mrs",
    "ms",
    "dr",
    "president",
    "minister",
    "host",
    "reporter",
    "anchor",
    "about",
    "tags",
    "published",
    "posted",
    "date",
    "time",
    "factbox",
];

fn is_no_place(words: &str) -> bool {
    let lower = words.to_lowercase();
    lower
        .split([' ', '\'', '’', '-'])
        .any(|word| NO_PLACES.contains(&word))
}

/// The dateline at the head of an article's first paragraph.
///
/// A place in mixed case without an agency counts only before a colon, and only if enough text follows for
/// the line to be a paragraph.
pub fn find_dateline(paragraph: &str) -> Option<DatelineWords> {
    let found = |whole: regex::Match<'_>, place: Option<&str>, agency: Option<&str>| {
        let printed = whole.as_str().trim_end();
        Some(DatelineWords {
            n_bytes: printed.len(),
            text_start: whole.end(),
            place: place
                .map(str::trim)
                .filter(|p| !p.is_empty())
                .map(str::to_owned),
            agency: agency.map(|a| a.trim().to_owned()),
        })
    };
    if let Some(c) = WITH_AGENCY.captures(paragraph)
        && let Some(whole) = c.get(0)
        && whole.end() < paragraph.len()
    {
        return found(
            whole,
            c.get(1).map(|m| m.as_str()),
            c.get(2).map(|m| m.as_str()),
        );
    }
    if let Some(c) = CAPITALS.captures(paragraph)
        && let Some(whole) = c.get(0)
        && paragraph.len() > whole.end() + 40
        && !is_no_place(&c[1])
        && c[1].chars().filter(|ch| ch.is_uppercase()).count() >= 3
    {
        let place = format!("{}{}", &c[1], c.get(2).map_or("", |m| m.as_str()));
        return found(whole, Some(&place), None);
    }
    if let Some(c) = COLON.captures(paragraph)
        && paragraph.len() > c[0].len() + 60
        && !is_no_place(&c[1])
    {
        let n_bytes = c[1].len() + 1;
        let gap = paragraph[n_bytes..].len() - paragraph[n_bytes..].trim_start().len();
        return Some(DatelineWords {
            n_bytes,
            text_start: n_bytes + gap,
            place: Some(c[1].to_owned()),
            agency: None,
        });
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_place_and_agency() {
        let tail =
            "The harbour master closed both gates on Monday after the storm had torn away a crane.";
        type PlaceAndAgency = Option<(Option<&'static str>, Option<&'static str>)>;
        let cases: &[(&str, PlaceAndAgency)] = &[
            (
                "PORT ALDER (Norwire) - ",
                Some((Some("PORT ALDER"), Some("Norwire"))),
            ),
            (
                "Port Alder (Norwire) – ",
                Some((Some("Port Alder"), Some("Norwire"))),
            ),
            (
                "PORT ALDER, March 20 (Norwire) — ",
                Some((Some("PORT ALDER"), Some("Norwire"))),
            ),
            (
                "PORT ALDER, Westmark (NW) -- ",
                Some((Some("PORT ALDER, Westmark"), Some("NW"))),
            ),
            ("(Norwire) - ", Some((None, Some("Norwire")))),
            ("PORT ALDER — ", Some((Some("PORT ALDER"), None))),
            (
                "PORT ALDER, Westmark — ",
                Some((Some("PORT ALDER, Westmark"), None)),
            ),
            ("PORT ALDER: ", Some((Some("PORT ALDER"), None))),
            ("Port Alder: ", Some((Some("Port Alder"), None))),
            ("Correction: ", None),
            ("Read more: ", None),
            ("UPDATE: ", None),
            ("Port Alder (pop. 30,000) ", None),
            ("He said in Port Alder: ", None),
            ("", None),
        ];
        for (head, expected) in cases {
            let paragraph = format!("{head}{tail}");
            let found = find_dateline(&paragraph);
            let got = found
                .as_ref()
                .map(|d| (d.place.as_deref(), d.agency.as_deref()));
            assert_eq!(got, *expected, "{head}");
            if let Some(found) = found {
                assert_eq!(&paragraph[found.text_start..], tail);
                assert_eq!(&paragraph[..found.n_bytes], head.trim_end());
            }
        }
    }
}
