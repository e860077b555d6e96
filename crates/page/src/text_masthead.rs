//! The name that heads a text page, and the title that is not the name.

use crate::byline::same_outlet;
use crate::naming::{
    heads_statement, is_kind_of_paper, is_name_like, names_body, names_outlet, part_title,
};
use crate::text_form::same_words;
use crate::text_lines::TextLine;
use crate::text_menus::is_menu_row;
use crate::wording;
use std::ops::Range;

/// How many lines may stand before the running text.
const N_HEAD: usize = 16;

/// What the head of a text page tells of its outlet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextMasthead {
    /// The name.
    pub outlet: String,
    /// Lines that hold nothing but the name, or the name and the title again.
    pub name_lines: Vec<usize>,
    /// The line that holds name and title, with the bytes of the title in the text.
    pub title: Option<(usize, Range<usize>)>,
    /// Whether the name is a body's and what follows its own paper.
    pub is_body: bool,
}

/// Finds it in the lines of the page's head.
pub fn find_masthead(text: &str, lines: &[TextLine]) -> Option<TextMasthead> {
    let words = |k: usize| lines[k].words(text);
    let n_head = (0..lines.len().min(N_HEAD))
        .find(|&k| words(k).chars().count() >= 90 && wording::ends_sentence(words(k)))
        .unwrap_or(lines.len().min(N_HEAD));
    let is_title = |k: usize| is_title_like(words(k));
    of_title(text, lines, n_head)
        .or_else(|| {
            let k = (0..n_head).find(|&k| !wording::is_residue(words(k)))?;
            let name = words(k);
            let title_follows = (k + 1..n_head).any(is_title);
            let is_body = names_body(name) && speaks_for_itself(text, lines, k, n_head);
            let is_outlet = names_outlet(name) && !text_of_others(lines, text, k, name)
                || is_name_like(name, 5)
                    && (names_itself(text, lines, k, name) || is_periodical(lines, text, k));
            (title_follows && (is_outlet || is_body)).then(|| TextMasthead {
                outlet: name.to_owned(),
                name_lines: vec![k],
                title: None,
                is_body: is_body && !is_outlet,
            })
        })
        .filter(|m| m.outlet.chars().count() <= 80)
}

/// A name, perhaps with a motto below it, over a row of menu, with a title under the row.
///
/// `furniture` tells of each line whether it is taken out; the name's lines are counted without those.
pub fn name_over_menu(text: &str, lines: &[TextLine], furniture: &[bool]) -> Option<TextMasthead> {
    let words = |k: usize| lines[k].words(text);
    let head = lines.len().min(12);
    let n_head = (0..head).find(|&k| words(k).chars().count() >= 90);
    let row = (0..n_head.unwrap_or(head)).rfind(|&k| furniture[k] && is_menu_row(words(k)))?;
    let above: Vec<usize> = (0..row).filter(|&k| !furniture[k]).collect();
    let below: Vec<usize> = (row + 1..lines.len())
        .filter(|&k| !furniture[k])
        .take(8)
        .collect();
    let is_text = |k: usize| words(k).chars().count() >= 60 && wording::ends_sentence(words(k));
    let is_short = |k: usize| {
        words(k).chars().count() <= 60
            && is_title_like(words(k))
            && !wording::ends_sentence(words(k))
    };
    let title_follows = below
        .first()
        .is_some_and(|&k| is_title_like(words(k)) && !is_text(k))
        && below.iter().skip(1).any(|&k| is_text(k));
    let is_name = (1..=3).contains(&above.len())
        && above.iter().all(|&k| is_short(k))
        && words(above[0]).split_whitespace().count() <= 6
        && words(above[0]).starts_with(char::is_uppercase);
    (is_name && title_follows).then(|| TextMasthead {
        outlet: words(above[0]).to_owned(),
        name_lines: (0..above.len()).collect(),
        title: None,
        is_body: false,
    })
}

/// A title line with the name at its end or head.
fn of_title(text: &str, lines: &[TextLine], n_head: usize) -> Option<TextMasthead> {
    for k in 0..n_head {
        let line = lines[k].words(text);
        if wording::date_line(line).is_some() || wording::byline_words(line).is_some() {
            continue;
        }
        let alone = |name: &str| {
            (0..n_head).any(|j| j != k && same_outlet(lines[j].words(text), name))
                || names_itself(text, lines, k, name)
        };
        let printed =
            |title: &str| (0..n_head).any(|j| j != k && same_words(lines[j].words(text), title));
        let first = lines[..k]
            .iter()
            .all(|l| wording::is_residue(l.words(text)));
        if let Some(parts) = first.then(|| title_of_name(line)).flatten() {
            let start = lines[k].content().start + line.find(parts.1).unwrap_or(0);
            if !printed(parts.1) {
                return Some(TextMasthead {
                    outlet: parts.0.to_owned(),
                    name_lines: Vec::new(),
                    title: Some((k, start..start + parts.1.len())),
                    is_body: false,
                });
            }
        }
        let Some(parts) = part_title(line, &alone, &printed) else {
            continue;
        };
        // Text alone bears out less than a page's markup: the name must be one, or stand alone elsewhere.
        if !(names_outlet(parts.outlet) || alone(parts.outlet) || printed(parts.article)) {
            continue;
        }
        let start = lines[k].content().start + line.find(parts.article).unwrap_or(0);
        let again = printed(parts.article);
        let mut name_lines: Vec<usize> = (0..n_head)
            .filter(|&j| j != k && same_outlet(lines[j].words(text), parts.outlet))
            .collect();
        if again {
            name_lines.push(k);
        }
        // A trail of sections that ends in the title.
        let is_trail = |line: &str| {
            [" » ", " > ", " › ", " / ", " | ", " :: "].iter().any(|s| {
                line.rsplit_once(s)
                    .is_some_and(|(_, tail)| same_words(tail, parts.article))
            })
        };
        name_lines.extend((0..n_head).filter(|&j| j != k && is_trail(lines[j].words(text))));
        return Some(TextMasthead {
            outlet: parts.outlet.to_owned(),
            name_lines,
            title: (!again).then(|| (k, start..start + parts.article.len())),
            is_body: false,
        });
    }
    None
}

/// `Bridge falls into river - The Alder Post`, where the name is plainly one: its end after a separator, five words
/// and more before it, as no headline has it.
fn title_of_name(line: &str) -> Option<(&str, &str)> {
    [" - ", " – ", " — "].iter().find_map(|separator| {
        let (article, name) = line.rsplit_once(separator)?;
        let (article, name) = (article.trim(), name.trim());
        (names_outlet(name) && article.split_whitespace().count() >= 4).then_some((name, article))
    })
}

/// Whether a line may be the title of an article.
pub fn is_title_like(line: &str) -> bool {
    let n = line.chars().count();
    (4..=220).contains(&n)
        && line.chars().any(char::is_alphabetic)
        && !wording::is_residue(line)
        && wording::date_line(line).is_none()
        && wording::byline_words(line).is_none()
        && crate::signature::signature(line).is_none()
        && !line.ends_with([',', ';', ':'])
}

/// Whether the page says that it appeared in, or belongs to, what bears the name.
fn names_itself(text: &str, lines: &[TextLine], but: usize, name: &str) -> bool {
    // Only the page's ends tell it; a long page is not searched.
    let ends = (0..lines.len()).filter(|&k| k != but && (k < 20 || k + 20 > lines.len()));
    ends.into_iter().any(|k| {
        let line = lines[k].words(text);
        wording::appeared_in(line).is_some_and(|outlet| same_outlet(outlet, name))
            || wording::published_in(line).is_some_and(|(outlet, _)| same_outlet(&outlet, name))
            || wording::copyright_owner(line).is_some_and(|owner| same_outlet(&owner, name))
    })
}

/// Whether the first lines below tell that the name is a paper's: `Bulletin of the …`, `No. 14`.
fn is_periodical(lines: &[TextLine], text: &str, k: usize) -> bool {
    lines.iter().skip(k + 1).take(3).any(|line| {
        let line = line.words(text);
        line.chars().count() <= 120 && wording::is_periodical_line(line)
    })
}

/// Whether a headline tells of an outlet rather than standing under its name.
fn text_of_others(lines: &[TextLine], text: &str, k: usize, name: &str) -> bool {
    // "New Chief Takes Post" is said again in the text or not at all; a masthead is set apart by what follows it.
    let next = lines.get(k + 1).map(|l| l.words(text));
    next.is_some_and(|n| n.chars().count() >= 90) || name.split_whitespace().count() > 5
}

/// Whether a body's name heads its own paper: a word such as "statement" follows, or the text speaks of it by that name.
fn speaks_for_itself(text: &str, lines: &[TextLine], k: usize, n_head: usize) -> bool {
    let says_paper = (k + 1..n_head).any(|j| heads_statement(lines[j].words(text)));
    let name = lines[k].words(text).to_lowercase();
    let again = lines
        .iter()
        .skip(k + 1)
        .take(60)
        .any(|line| line.words(text).to_lowercase().contains(&name));
    says_paper || again && name.split_whitespace().count() >= 3
}

/// Whether the line is one of capitals alone, such as a name or a place between headline and text.
pub fn is_capitals(line: &str) -> bool {
    let n_letters = line.chars().filter(|c| c.is_alphabetic()).count();
    n_letters >= 3
        && line.chars().count() <= 40
        && line.split_whitespace().count() <= 4
        && line.chars().all(|c| {
            c.is_uppercase()
                || c == ' '
                || ".'’-,".contains(c)
                || c.is_alphabetic() && !c.is_lowercase()
        })
        && !line.ends_with([',', '-'])
        && !is_kind_of_paper(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text_lines::lines;

    #[test]
    fn finds_the_name_over_a_page() {
        let tail = "\nThe harbour master closed both gates on Monday after the storm had torn away a crane and two boats.\nNobody was hurt.\n";
        type NameAndTitle<'t> = (&'t str, Option<&'t str>);
        let cases: &[(&str, Option<NameAndTitle<'_>>)] = &[
            (
                "The Alder Post\n3 June 2014\nBridge falls into river",
                Some(("The Alder Post", None)),
            ),
            (
                "Lantern\nBridge falls into river | Lantern\nBridge falls into river",
                Some(("Lantern", None)),
            ),
            (
                "Lantern » Bridge falls into river\nBridge falls into river",
                Some(("Lantern", None)),
            ),
            (
                "Bridge falls into river - The Alder Post",
                Some(("The Alder Post", Some("Bridge falls into river"))),
            ),
            (
                "MINISTRY OF WORKS\nQUAYFORD\nPRESS STATEMENT No. 4",
                Some(("MINISTRY OF WORKS", None)),
            ),
            (
                "THE OAR\nBulletin of the Ferrymen, Alder branch\nTHE TALKS",
                Some(("THE OAR", None)),
            ),
            ("Bridge falls into river\nMayor blames the railway", None),
            ("Bridge falls - mayor blames railway", None),
            ("New chief takes post", None),
            (
                "Ministry of Works Denies All\nMayor blames the railway",
                None,
            ),
            ("Quayford Bridge\nThe third of three parts", None),
        ];
        for (head, expected) in cases {
            let text = format!("{head}{tail}");
            let found = find_masthead(&text, &lines(&text, 0));
            let got = found.as_ref().map(|m| {
                (
                    m.outlet.as_str(),
                    m.title.as_ref().map(|(_, r)| &text[r.clone()]),
                )
            });
            assert_eq!(got, *expected, "{head}");
        }
    }

    #[test]
    fn capitals_alone() {
        for line in ["PORT ALDER", "ANN LEE", "J. O'DELL"] {
            assert!(is_capitals(line), "{line}");
        }
        for line in [
            "Port Alder",
            "PRESS RELEASE",
            "THE BRIDGE FALLS AND NOBODY CARES",
            "A 4",
        ] {
            assert!(!is_capitals(line), "{line}");
        }
    }
}
