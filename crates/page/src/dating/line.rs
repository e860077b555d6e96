//! The days that a printed line gives, and what the line calls each of them.

use crate::printed_clock::clock_in;
use crate::printed_date::{find_dates, find_either};
use crate::signature::signature;
use crate::stamp::Stamp;
use crate::wording;
use dateline_vocabulary::{DateBasis, Moment, Publication};

/// What a line calls a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// Nothing, or the day of publication.
    Published,
    /// The day of first publication: the page came out again since.
    First,
    /// The day of a change.
    Update,
}

/// A day in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineDay {
    /// The day, with the time and zone beside it.
    pub stamp: Stamp,
    /// What the line calls it.
    pub label: Label,
}

/// Words, in lower case, before the day on which a user of a forum joined it.
const MEMBER: &[&str] = &[
    "registered",
    "member since",
    "joined",
    "mitglied seit",
    "registriert",
    "dabei seit",
    "inscrit",
    "inscription",
    "geregistreerd",
    "lid sinds",
    "iscritto",
    "registrado",
    "registo",
    "dołączył",
    "rejestracja",
    "medlem sedan",
    "medlem siden",
    "registrerad",
];

const FIRST: &[&str] = &[
    "first",
    "originally",
    "original",
    "erstmals",
    "zuerst",
    "ursprünglich",
    "initialement",
    "originalmente",
    "originariamente",
];

/// Whether the line is there to tell when: it prints a day, its label and little else.
pub fn tells_when(line: &str) -> bool {
    line.chars().count() <= 240
        && (wording::date_line(line).is_some()
            || !wording::ends_sentence(line)
                && (wording::day_among_bits(line).is_some()
                    || wording::labelled_day(line).is_some()
                    || signature(line).is_some()
                    || is_labelled(line)))
}

/// Whether a short line with one day calls itself one of publication, whatever else it holds.
fn is_labelled(line: &str) -> bool {
    let lower = line.to_lowercase();
    line.chars().count() <= 160
        && [
            "published",
            "posted",
            "started",
            "submitted by",
            "veröffentlicht",
            "publié",
            "publicado",
            "pubblicato",
            "publisert",
            "publicerad",
            "gepubliceerd",
        ]
        .iter()
        .any(|label| lower.contains(label))
        && find_dates(line).len() == 1
}

/// The days of a line in order. A change of which only the time is told falls on the day before it: `3 June 2014,
/// 08:15, updated at 14:02`.
pub fn days_of_line(line: &str) -> Vec<LineDay> {
    let mut days: Vec<LineDay> = Vec::new();
    let mut before = 0;
    for found in find_dates(line) {
        let label = line[before..found.range.start].to_lowercase();
        // Since when somebody is a member says nothing of the page.
        if MEMBER.iter().any(|word| label.contains(word)) {
            before = found.range.end;
            continue;
        }
        let label = if wording::says_update(&label) {
            Label::Update
        } else if FIRST.iter().any(|word| label.contains(word)) {
            Label::First
        } else {
            Label::Published
        };
        before = found.range.end;
        days.push(LineDay {
            stamp: Stamp {
                date: found.date,
                time: found.time,
                offset_minutes: found.offset_minutes,
            },
            label,
        });
    }
    let rest = &line[before..];
    if let [day] = days.as_slice()
        && day.label != Label::Update
        && wording::says_update(&rest.to_lowercase())
        && let Some(clock) = clock_in(rest)
    {
        let stamp = Stamp {
            date: day.stamp.date,
            time: Some(clock.time),
            offset_minutes: clock.offset_minutes,
        };
        days.push(LineDay {
            stamp,
            label: Label::Update,
        });
    }
    days
}

/// The two days that a line with one day in digits may mean, as what contradicts an unknown publication. `None` where
/// the line is clear, or tells of a change.
pub fn two_readings(line: &str) -> Option<Publication> {
    let [either] = <[_; 1]>::try_from(find_either(line)).ok()?;
    let clear = line.replacen(
        &line[either.range.clone()],
        &either.day_first.to_string(),
        1,
    );
    if days_of_line(&clear)
        .iter()
        .all(|day| day.label == Label::Update)
    {
        return None;
    }
    let mut unknown = Publication::unknown();
    let readings = [either.day_first, either.month_first];
    unknown.contradicting.extend(readings.map(|date| Moment {
        at: date.to_string(),
        evidence: format!("{line}: day and month cannot be told apart"),
    }));
    Some(unknown)
}

/// The day that a printed line gives, such as `Published: June 3, 2014`.
pub fn day_of_line(line: &str) -> Option<Publication> {
    let date = match wording::date_line(line) {
        Some(found) => found.published?.0,
        // A line with a label, such as a byline, may print the day beside other words.
        None if is_labelled(line) && !wording::says_update(&line.to_lowercase()) => {
            find_dates(line).first()?.date
        }
        None => return None,
    };
    Some(Publication::day(date, DateBasis::Printed, line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_what_a_line_calls_its_days() {
        let read = |line: &str| -> Vec<(String, Label)> {
            assert!(tells_when(line), "{line}");
            days_of_line(line)
                .into_iter()
                .map(|day| (day.stamp.to_iso(), day.label))
                .collect()
        };
        let (published, first, update) = (Label::Published, Label::First, Label::Update);
        let cases: &[(&str, &[(&str, Label)])] = &[
            ("Published: June 3, 2014", &[("2014-06-03", published)]),
            (
                "Published 3 June 2014 08:15 GMT | Updated 4 June 2014 09:20 GMT",
                &[
                    ("2014-06-03T08:15:00Z", published),
                    ("2014-06-04T09:20:00Z", update),
                ],
            ),
            (
                "Publié le 3 juin 2014 à 08h15, mis à jour à 14h02",
                &[
                    ("2014-06-03T08:15", published),
                    ("2014-06-03T14:02", update),
                ],
            ),
            (
                "Sist oppdatert: 14. juni 2014 kl. 09:48",
                &[("2014-06-14T09:48", update)],
            ),
            ("First published on June 3, 2014", &[("2014-06-03", first)]),
            (
                "Posted by Ann Lee on 3 June 2014 at 8:15 pm",
                &[("2014-06-03T20:15", published)],
            ),
            ("Ann Lee / 3 June 2014", &[("2014-06-03", published)]),
        ];
        for (line, expected) in cases {
            let expected: Vec<(String, Label)> = expected
                .iter()
                .map(|(iso, label)| ((*iso).to_owned(), *label))
                .collect();
            assert_eq!(read(line), expected, "{line}");
        }
        for line in [
            "The bridge fell on June 3, 2014.",
            "Updated rules of June 3, 2014 for all ferries on the river",
            "03/04/14",
        ] {
            assert!(!tells_when(line), "{line}");
        }
    }
}
