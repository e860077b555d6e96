//! On which day each entry of a live page was written, where the page prints clocks alone.
//!
//! A page that is written through the night prints `00:15` over one entry and `21:30` over the next. The day comes from the
//! headings between the entries (`Tuesday 4 October`), and where there are none, from the page's own days and the order of the
//! clocks: entries run from the newest to the oldest or the other way, and a clock that breaks the order is another day's.
//! Where the page's own days leave two possible, none is told.

use crate::printed_date::find_dates;
use dateline_vocabulary::{Moment, Publication};
use jiff::ToSpan;
use jiff::civil::{Date, Time};

/// An entry: what its clock shows, and the heading of a day that stands between it and the entry before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clocked {
    /// The time of day.
    pub clock: Option<Time>,
    /// The words of the heading.
    pub day: Option<String>,
}

/// The day of each entry, in the page's order.
pub fn days_of_entries(
    entries: &[Clocked],
    published: &Publication,
    updated: Option<&Moment>,
) -> Vec<Option<Date>> {
    let unknown = vec![None; entries.len()];
    let Some(first_day) = published.days().single() else {
        return unknown;
    };
    let is_newest_first = runs_backwards(entries);
    let mut days: Vec<Option<Date>> = Vec::new();
    for entry in entries {
        let headed = (entry.day.as_deref()).and_then(|words| day_near(words, first_day));
        days.push(headed.or(days.last().copied().flatten()));
    }
    if let Some(known) = days.iter().position(Option::is_some) {
        fill_before(&mut days, known, entries, is_newest_first);
        return days;
    }
    let Some(offsets) = offsets(entries, is_newest_first) else {
        return unknown;
    };
    let (oldest, newest) = (
        offsets.iter().copied().min().unwrap_or(0),
        offsets.iter().copied().max().unwrap_or(0),
    );
    let n_nights = newest - oldest;
    let last_day: Option<Date> = updated.and_then(|m| m.at.get(..10)?.parse().ok());
    let clock_of = |offset: i32| {
        let at = offsets.iter().position(|o| *o == offset)?;
        let there = (0..entries.len()).filter(|&k| offsets[k] == offsets[at]);
        let clocks = there.filter_map(|k| entries[k].clock);
        if offset == oldest {
            clocks.min()
        } else {
            clocks.max()
        }
    };
    let published_clock: Option<Time> =
        (published.at.as_deref()).and_then(|at| at.get(11..16)?.parse().ok());
    let spans_page = last_day.is_some_and(|last| nights(first_day, last) == n_nights);
    let before_all = published_clock.is_some_and(|at| clock_of(oldest).is_some_and(|c| at <= c));
    let after_all = published_clock.is_some_and(|at| clock_of(newest).is_some_and(|c| at >= c));
    let oldest_day = if n_nights == 0 || spans_page || before_all {
        Some(first_day)
    } else if after_all && last_day.is_none() {
        first_day.checked_sub(n_nights.days()).ok()
    } else {
        None
    };
    let Some(oldest_day) = oldest_day else {
        return unknown;
    };
    let of_offset = |offset: &i32| oldest_day.checked_add((offset - oldest).days()).ok();
    offsets.iter().map(of_offset).collect()
}

/// Whether the entries run from the newest to the oldest: whether they then take less time than the other way.
fn runs_backwards(entries: &[Clocked]) -> bool {
    let minutes = |clock: Time| i32::from(clock.hour()) * 60 + i32::from(clock.minute());
    let clocks: Vec<i32> = entries
        .iter()
        .filter_map(|e| e.clock)
        .map(minutes)
        .collect();
    let taken = |gap: fn(&[i32]) -> i32| -> i32 {
        let gaps = clocks.windows(2).map(gap);
        gaps.map(|gap| gap.rem_euclid(24 * 60)).sum()
    };
    taken(|pair| pair[0] - pair[1]) < taken(|pair| pair[1] - pair[0])
}

/// Days of the entries before `known`, each from the entry behind it.
fn fill_before(
    days: &mut [Option<Date>],
    known: usize,
    entries: &[Clocked],
    is_newest_first: bool,
) {
    for k in (0..known).rev() {
        let (Some(day), Some(clock), Some(behind)) =
            (days[k + 1], entries[k].clock, entries[k + 1].clock)
        else {
            return;
        };
        days[k] = if is_newest_first && clock < behind {
            day.tomorrow().ok()
        } else if !is_newest_first && clock > behind {
            day.yesterday().ok()
        } else {
            Some(day)
        };
    }
}

/// How many nights each entry lies after the first on the page; `None` where an entry has no clock.
fn offsets(entries: &[Clocked], is_newest_first: bool) -> Option<Vec<i32>> {
    let clocks: Option<Vec<Time>> = entries.iter().map(|e| e.clock).collect();
    let clocks = clocks.filter(|clocks| !clocks.is_empty())?;
    let mut offsets = vec![0];
    for pair in clocks.windows(2) {
        let last = offsets.last().copied().unwrap_or(0);
        offsets.push(match is_newest_first {
            true if pair[1] > pair[0] => last - 1,
            false if pair[1] < pair[0] => last + 1,
            _ => last,
        });
    }
    Some(offsets)
}

fn nights(from: Date, to: Date) -> i32 {
    from.until(to).map_or(i32::MAX, |span| span.get_days())
}

/// The day that a heading names; where it names no year, the one nearest to the page's own day.
pub fn day_near(words: &str, page: Date) -> Option<Date> {
    let words = words.trim();
    if words.chars().count() > 40 {
        return None;
    }
    let whole = |text: &str| {
        let dates = find_dates(text);
        let [found] = dates.as_slice() else {
            return None;
        };
        // The weekday may stand before it, and nothing else.
        let before = text[..found.range.start].split_whitespace().count();
        (before <= 1 && text[found.range.end..].trim().len() <= 1).then_some(found.date)
    };
    let of_year = |year: i16| whole(&format!("{words} {year}"));
    whole(words).or_else(|| {
        [page.year(), page.year() - 1, page.year() + 1]
            .into_iter()
            .filter_map(of_year)
            .min_by_key(|day| nights(page, *day).abs())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_vocabulary::DateBasis;
    use jiff::civil::date;

    fn entries(page: &[&str]) -> Vec<Clocked> {
        let mut day = None;
        let mut found = Vec::new();
        for line in page {
            match line.parse::<Time>() {
                Ok(clock) => found.push(Clocked {
                    clock: Some(clock),
                    day: day.take(),
                }),
                Err(_) => day = Some((*line).to_owned()),
            }
        }
        found
    }

    #[test]
    fn clocks_fall_on_days() {
        // Page, publication with its time, last change, day of each entry in October 2016.
        type Case<'c> = (&'c [&'c str], &'c str, Option<&'c str>, &'c [Option<i8>]);
        let cases: &[Case<'_>] = &[
            // Newest first across midnight: a heading over the older day.
            (
                &["06:40", "00:15", "Tuesday 4 October", "21:30", "17:52"],
                "2016-10-04T17:50",
                None,
                &[Some(5), Some(5), Some(4), Some(4)],
            ),
            // Oldest first with headings.
            (
                &["4 October", "18:10", "23:30", "5 October", "06:15"],
                "2016-10-04T18:05",
                None,
                &[Some(4), Some(4), Some(5)],
            ),
            // No headings: the page's two days are one night apart.
            (
                &["00:38", "23:41", "21:48"],
                "2016-10-04T21:48",
                Some("2016-10-05T00:41"),
                &[Some(5), Some(4), Some(4)],
            ),
            // One day.
            (&["12:00", "10:00"], "2016-10-04", None, &[Some(4), Some(4)]),
            // Published before all of them.
            (
                &["21:00", "02:00"],
                "2016-10-04T20:00",
                None,
                &[Some(4), Some(5)],
            ),
            // Nothing tells which of its two days the page gives.
            (
                &["21:00", "23:00", "02:00"],
                "2016-10-04",
                None,
                &[None, None, None],
            ),
        ];
        for (page, published, updated, expected) in cases {
            let day: Date = published[..10].parse().expect("a day");
            let mut publication = Publication::day(day, DateBasis::Metadata, "");
            publication.at = (published.len() > 10).then(|| (*published).to_owned());
            let updated = updated.map(|at| Moment {
                at: at.to_owned(),
                evidence: String::new(),
            });
            let found = days_of_entries(&entries(page), &publication, updated.as_ref());
            let days: Vec<Option<i8>> = found.iter().map(|d| d.map(Date::day)).collect();
            assert_eq!(days, *expected, "{page:?}");
        }
    }

    #[test]
    fn headings_of_days() {
        let page = date(2016, 1, 2);
        for (words, expected) in [
            ("Tuesday 4 October", None),
            ("Friday 1 January 2016", Some(date(2016, 1, 1))),
            ("31 December", Some(date(2015, 12, 31))),
            ("Martedì 2 gennaio", Some(date(2016, 1, 2))),
            ("The day of 2 January", None),
            ("Summary", None),
        ] {
            let found = day_near(words, page);
            match expected {
                // The nearest 4 October lies in the year before.
                None if words.contains("October") => assert_eq!(found, Some(date(2015, 10, 4))),
                expected => assert_eq!(found, expected, "{words}"),
            }
        }
    }
}
