//! A line that tells who wrote, for whom, where and when, all at once: `Ann Lee, The Alder Post, Quayford, 3 June 2014`.

use crate::byline::{TITLES, split_names};
use crate::naming::{is_name_like, names_outlet};
use crate::printed_date::find_dates;
use jiff::civil::Date;
use regex::Regex;
use std::sync::LazyLock;

/// What such a line tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The day, and whether the line calls it that of an update.
    pub date: Date,
    /// Whether the day is one of an update.
    pub is_update: bool,
    /// Who wrote.
    pub names: Vec<String>,
    /// For whom.
    pub outlet: Option<String>,
    /// Where.
    pub place: Option<String>,
}

/// The line's own label, and a weekday or a time beside the day.
static BESIDE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:(?:first |last )?(?:published|posted|submitted|updated|issued|dated|written|filed|reported)(?: on| at)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)\b[.,:]?|\b\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\.?)?|\b\d{1,2}\s?[ap]\.?m\b\.?|\b(?:GMT|UTC|BST|CET|CEST|EST|EDT|on|at)\b")
        .expect("a pattern of this crate compiles")
});

/// Where one thing ends and the next begins. Capitals tell "By Ann Lee" from a word inside of a name.
static BORDER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\s*(?:[,;|·•–—/()\[\]]|\s-{1,2}\s|^-{1,2}\s|\s-{1,2}$|\b(?:by|By|BY|for|in|from|via|From our (?:own |special |foreign |staff )?(?:correspondent|reporter)(?: in)?)\b:?)\s*")
        .expect("a pattern of this crate compiles")
});

/// Reads such a line; `None` where it has no day, more than one, or words that belong to none of this.
pub fn signature(line: &str) -> Option<Signature> {
    let line = line
        .trim()
        .trim_matches(|c: char| matches!(c, '*' | '_' | '(' | ')' | '[' | ']' | '.' | '~'));
    if line.chars().count() > 140 {
        return None;
    }
    let dates = find_dates(line);
    let [date] = dates.as_slice() else {
        return None;
    };
    let lower = line.to_lowercase();
    let is_update = lower.contains("updat") || lower.contains("modif");
    let mut names: Vec<String> = Vec::new();
    let (mut outlet, mut places) = (None, Vec::new());
    let mut first_loose: Option<String> = None;
    let mut said_by = false;
    let (head, tail) = (&line[..date.range.start], &line[date.range.end..]);
    // A sentence may hold a day and capitals; it has other words too.
    for half in [head, tail] {
        let half = BESIDE.replace_all(half, " ");
        let mut from = 0;
        let mut by = false;
        let mut within = false;
        let borders = BORDER
            .find_iter(&half)
            .map(|m| (m.start(), m.end(), m.as_str().trim().to_lowercase()))
            .chain([(half.len(), half.len(), String::new())]);
        for (start, end, border) in borders {
            let part = half[from..start]
                .trim()
                .trim_matches(['.', ':', '*', '_'])
                .trim();
            from = end;
            if part.chars().any(char::is_alphabetic) {
                let n_words = part.split_whitespace().count();
                let is_title = part
                    .split_whitespace()
                    .any(|w| TITLES.contains(&w.to_lowercase().trim_matches(['.', ','])));
                if is_title {
                    if n_words > 5 {
                        return None;
                    }
                } else if !is_name_like(part, 5) {
                    return None;
                } else if names_outlet(part) {
                    outlet.get_or_insert(part.to_owned());
                } else if by {
                    names.extend(split_names(part, None));
                } else if within {
                    places.push(part.to_owned());
                } else if first_loose.is_none() && n_words >= 2 {
                    first_loose = Some(part.to_owned());
                } else {
                    places.push(part.to_owned());
                }
                by = false;
                within = false;
            }
            by |= border.starts_with("by") || border.starts_with("from our");
            within |= border == "in";
            said_by |= by;
        }
    }
    if let Some(loose) = first_loose {
        // Two capitalised words alone may be a person or a place; beside an outlet or a place they are the person.
        if !said_by && (outlet.is_some() || !places.is_empty()) {
            names.extend(split_names(&loose, None));
        } else if said_by {
            places.insert(0, loose);
        }
    }
    Some(Signature {
        date: date.date,
        is_update,
        names,
        outlet,
        place: if places.len() == 1 {
            places.pop()
        } else {
            None
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn tells_who_for_whom_where_and_when() {
        type Told<'t> = (&'t [&'t str], Option<&'t str>, Option<&'t str>);
        let cases: &[(&str, Option<Told<'_>>)] = &[
            (
                "*Ann Lee, The Alder Post, Quayford, 3 June 2014*",
                Some((&["Ann Lee"], Some("The Alder Post"), Some("Quayford"))),
            ),
            ("Quayford, 3 June 2014", Some((&[], None, Some("Quayford")))),
            ("By Ann Lee, 3 June 2014", Some((&["Ann Lee"], None, None))),
            ("June 3, 2014 by Ann Lee", Some((&["Ann Lee"], None, None))),
            (
                "Posted on June 3, 2014 by Ann Lee in Quayford",
                Some((&["Ann Lee"], None, Some("Quayford"))),
            ),
            (
                "Tuesday 3 June 2014 | Alder Weekly",
                Some((&[], Some("Alder Weekly"), None)),
            ),
            ("Port Alder, 3 June 2014", Some((&[], None, None))),
            ("On June 3, 2014 the bridge fell", None),
            ("The lock was closed on 3 June 2014", None),
            ("3 June 2014 to 5 June 2014", None),
            ("By Ann Lee", None),
        ];
        for (line, expected) in cases {
            let read = signature(line);
            let told = read.as_ref().map(|s| {
                let names: Vec<&str> = s.names.iter().map(String::as_str).collect();
                (names, s.outlet.as_deref(), s.place.as_deref())
            });
            assert_eq!(told, expected.map(|(n, o, p)| (n.to_vec(), o, p)), "{line}");
            assert!(read.is_none_or(|s| s.date == date(2014, 6, 3)), "{line}");
        }
    }
}
