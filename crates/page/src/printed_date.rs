//! Days as pages print them, and stamps as machines write them. Nothing is guessed: where a day and a month
//! can be told apart neither by their size nor by their form, there is no date.

use jiff::civil::{Date, Time};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// A day found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedDate {
    /// Bytes of the day, without the time.
    pub day_range: Range<usize>,
    /// Bytes of the day and the time that follows it.
    pub range: Range<usize>,
    /// The day.
    pub date: Date,
    /// The time of day, where one stands beside it.
    pub time: Option<Time>,
}

/// Names of months in the languages that Latin-script news pages are mostly written in, lower case, without points.
const MONTHS: [&[&str]; 12] = [
    &[
        "january", "jan", "januar", "jänner", "janvier", "janv", "enero", "ene", "gennaio", "gen",
        "janeiro", "januari", "styczeń",
    ],
    &[
        "february",
        "feb",
        "februar",
        "februari",
        "février",
        "fevrier",
        "févr",
        "febrero",
        "febbraio",
        "fevereiro",
        "fev",
    ],
    &[
        "march", "mar", "märz", "mrz", "mars", "marzo", "março", "maart", "mrt", "marts",
    ],
    &["april", "apr", "avril", "avr", "abril", "abr", "aprile"],
    &["may", "mai", "mayo", "maggio", "mag", "maio", "mei", "maj"],
    &[
        "june", "jun", "juni", "juin", "junio", "giugno", "giu", "junho",
    ],
    &[
        "july", "jul", "juli", "juillet", "juil", "julio", "luglio", "lug", "julho",
    ],
    &[
        "august", "aug", "août", "aout", "agosto", "ago", "augustus", "augusti",
    ],
    &[
        "september",
        "sep",
        "sept",
        "septembre",
        "septiembre",
        "settembre",
        "setembro",
    ],
    &[
        "october", "oct", "oktober", "okt", "octobre", "octubre", "ottobre", "ott", "outubro",
        "out",
    ],
    &["november", "nov", "novembre", "noviembre", "novembro"],
    &[
        "december",
        "dec",
        "dezember",
        "dez",
        "décembre",
        "decembre",
        "déc",
        "diciembre",
        "dic",
        "dicembre",
        "dezembro",
        "desember",
        "des",
    ],
];

fn month(word: &str) -> Option<i8> {
    let word = word.trim_end_matches('.').to_lowercase();
    MONTHS
        .iter()
        .position(|names| names.contains(&word.as_str()))
        .map(|k| k as i8 + 1)
}

/// Month words as an alternation, longest first so that `sept` is not read as `sep`.
fn month_pattern() -> String {
    let mut names: Vec<&str> = MONTHS
        .iter()
        .flat_map(|names| names.iter().copied())
        .collect();
    names.sort_by_key(|name| (std::cmp::Reverse(name.len()), *name));
    names.join("|")
}

fn compile(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern of this crate compiles")
}

static NAMED: LazyLock<[Regex; 3]> = LazyLock::new(|| {
    let months = month_pattern();
    [
        // October 6th, 2011
        compile(&format!(
            r"(?i)\b({months})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+(\d{{4}})\b"
        )),
        // 6 October 2011, 6th of October, 2011, 6. Oktober 2011, 6-Oct-2011
        compile(&format!(
            r"(?i)\b(\d{{1,2}})(?:st|nd|rd|th|er|º|°|\.)?[\s/-]+(?:(?:of|de)\s+)?({months})\.?[\s,/-]+(?:(?:de|del)\s+)?(\d{{4}})\b"
        )),
        // 2011, October 6; 2011 Oct 6th
        compile(&format!(
            r"(?i)\b(\d{{4}})[\s,-]+({months})\.?[\s-]+(\d{{1,2}})(?:st|nd|rd|th)?\b"
        )),
    ]
});

static YEAR_FIRST: LazyLock<Regex> =
    LazyLock::new(|| compile(r"\b(\d{4})([-/.年])\s?(\d{1,2})[-/.月]\s?(\d{1,2})(?:日|T|\b)"));

static NUMBERS: LazyLock<Regex> =
    LazyLock::new(|| compile(r"\b(\d{1,2})([-/.])\s?(\d{1,2})([-/.])\s?(\d{4})\b"));

static TIME_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    compile(
        r"(?i)^[\s,/|•·–—T-]*(?:(?:at|um|kl\.?|à|alle|ore)\s+)?(\d{1,2})(?:[:.h](\d{2}))?(?::\d{2}(?:\.\d+)?)?\s*(am|pm|a\.m\.|p\.m\.)?(?:\s*(?:Uhr|hrs?))?(\b|[^\d]|$)",
    )
});

fn plausible(year: i16) -> bool {
    (1700..=2100).contains(&year)
}

fn day(year: &str, month: i8, day: &str) -> Option<Date> {
    let year: i16 = year.parse().ok()?;
    let day: i8 = day.parse().ok()?;
    if plausible(year) {
        Date::new(year, month, day).ok()
    } else {
        None
    }
}

/// The time of day that stands right behind a day, with the number of bytes up to its end.
fn time_after(text: &str) -> Option<(Time, usize)> {
    let found = TIME_AFTER.captures(text)?;
    let mut hour: i8 = found[1].parse().ok()?;
    let half = found
        .get(3)
        .map(|m| m.as_str().to_ascii_lowercase().replace('.', ""));
    // A bare number is an hour only with am or pm.
    let minute: i8 = match (found.get(2), &half) {
        (Some(m), _) => m.as_str().parse().ok()?,
        (None, Some(_)) => 0,
        (None, None) => return None,
    };
    match half.as_deref() {
        Some("pm") if hour < 12 => hour += 12,
        Some("am") if hour == 12 => hour = 0,
        _ => {}
    }
    let end = found.get(4).map_or(0, |m| m.start());
    Some((Time::new(hour, minute, 0, 0).ok()?, end))
}

/// All days that the text prints in full, in order. A day without its year is none.
pub fn find_dates(text: &str) -> Vec<PrintedDate> {
    let mut found: Vec<(Range<usize>, Option<Date>)> = Vec::new();
    for c in NAMED[0].captures_iter(text) {
        found.push((whole(&c), month(&c[1]).and_then(|m| day(&c[3], m, &c[2]))));
    }
    for c in NAMED[1].captures_iter(text) {
        found.push((whole(&c), month(&c[2]).and_then(|m| day(&c[3], m, &c[1]))));
    }
    for c in NAMED[2].captures_iter(text) {
        found.push((whole(&c), month(&c[2]).and_then(|m| day(&c[1], m, &c[3]))));
    }
    for c in YEAR_FIRST.captures_iter(text) {
        found.push((
            whole(&c),
            c[3].parse().ok().and_then(|m| day(&c[1], m, &c[4])),
        ));
    }
    for c in NUMBERS.captures_iter(text) {
        if c[2] == c[4] {
            found.push((whole(&c), of_numbers(&c[1], &c[2], &c[3], &c[5])));
        }
    }
    found.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let mut dates: Vec<PrintedDate> = Vec::new();
    let mut taken = 0;
    for (range, date) in found {
        let Some(date) = date else { continue };
        if range.start < taken {
            continue;
        }
        let (time, n) = match time_after(&text[range.end..]) {
            Some((time, n)) => (Some(time), n),
            None => (None, 0),
        };
        taken = range.end + n;
        dates.push(PrintedDate {
            day_range: range.clone(),
            range: range.start..taken,
            date,
            time,
        });
    }
    dates
}

fn whole(c: &regex::Captures<'_>) -> Range<usize> {
    c.get(0).map_or(0..0, |m| m.range())
}

/// `14/03/2017` is a day, `03/04/2017` is none: it may be either of two. With points the day comes first everywhere.
fn of_numbers(first: &str, separator: &str, second: &str, year: &str) -> Option<Date> {
    let (a, b): (i8, i8) = (first.parse().ok()?, second.parse().ok()?);
    if separator == "." || a > 12 || a == b {
        day(year, b, first)
    } else if b > 12 {
        day(year, a, second)
    } else {
        None
    }
}

/// A stamp as machines write it: ISO 8601 and its sloppy kin, RFC 2822. The day is the one written, in its own zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The day as written.
    pub date: Date,
    /// The time as written.
    pub time: Option<Time>,
    /// Minutes east of UTC, where the stamp says.
    pub offset_minutes: Option<i32>,
}

static ISO: LazyLock<Regex> = LazyLock::new(|| {
    compile(
        r"^(\d{4})-?(\d{2})-?(\d{2})(?:[T\s_]+(\d{1,2}):?(\d{2})(?::?(\d{2}))?(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?(?:$|[^\d])",
    )
});

static OFFSET: LazyLock<Regex> = LazyLock::new(|| compile(r"\s([+-])(\d{2}):?(\d{2})\b"));

/// Reads a stamp.
pub fn parse_stamp(text: &str) -> Option<Stamp> {
    let text = text.trim();
    if let Some(c) = ISO.captures(text) {
        let date = day(&c[1], c[2].parse().ok()?, &c[3])?;
        let number = |k: usize| c.get(k).and_then(|m| m.as_str().parse::<i8>().ok());
        let time = number(4).and_then(|h| {
            Time::new(h, number(5).unwrap_or(0), number(6).unwrap_or(0).min(59), 0).ok()
        });
        let offset_minutes = c.get(7).and_then(|m| match m.as_str() {
            "Z" | "UTC" | "GMT" => Some(0),
            sign => {
                let digits: String = sign.chars().filter(char::is_ascii_digit).collect();
                let (h, m) = digits.split_at(2);
                let minutes = h.parse::<i32>().ok()? * 60 + m.parse::<i32>().unwrap_or(0);
                Some(if sign.starts_with('-') {
                    -minutes
                } else {
                    minutes
                })
            }
        });
        return Some(Stamp {
            date,
            time,
            offset_minutes,
        });
    }
    let found = find_dates(text).into_iter().next()?;
    let offset_minutes = OFFSET.captures(&text[found.day_range.end..]).and_then(|c| {
        let minutes = c[2].parse::<i32>().ok()? * 60 + c[3].parse::<i32>().ok()?;
        Some(if &c[1] == "-" { -minutes } else { minutes })
    });
    Some(Stamp {
        date: found.date,
        time: found.time,
        offset_minutes,
    })
}

impl Stamp {
    /// Minutes since year 0, in UTC, where the zone is known.
    pub fn instant_minutes(&self) -> Option<i64> {
        let time = self.time?;
        let days = Date::new(1700, 1, 1)
            .ok()?
            .until(self.date)
            .ok()?
            .get_days();
        let minutes =
            i64::from(days) * 1440 + i64::from(time.hour()) * 60 + i64::from(time.minute());
        Some(minutes - i64::from(self.offset_minutes?))
    }

    /// ISO 8601 local time, without the zone.
    pub fn to_local(&self) -> String {
        local_iso(self.date, self.time)
    }
}

/// `2011-10-06T15:50`, or the day alone.
pub fn local_iso(date: Date, time: Option<Time>) -> String {
    match time {
        Some(t) => format!("{date}T{:02}:{:02}", t.hour(), t.minute()),
        None => date.to_string(),
    }
}

static RELATIVE: LazyLock<Regex> = LazyLock::new(|| {
    compile(
        r"(?i)^(?:about |over |almost )?(?:\d+|an?|one|two|a few)\s*(?:s|m|min|mins|h|hr|hrs|d|w|y|seconds?|minutes?|hours?|days?|weeks?|months?|years?|mo)\s+ago\b|^(?:yesterday|today|just now)$",
    )
});

/// Whether the words are a time counted back from when the page was saved, such as `3 hours ago`.
pub fn is_relative_time(text: &str) -> bool {
    RELATIVE.is_match(text.trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    fn only(text: &str) -> Option<(Date, Option<Time>)> {
        let found = find_dates(text);
        assert!(found.len() < 2, "{text}: {found:?}");
        found.first().map(|d| (d.date, d.time))
    }

    #[test]
    fn reads_days_as_pages_print_them() {
        type DayAndTime = Option<(Date, Option<Time>)>;
        let cases: &[(&str, DayAndTime)] = &[
            ("Published: June 3, 2014", Some((date(2014, 6, 3), None))),
            (
                "Jun 3rd, 2014 - 3:50PM",
                Some((date(2014, 6, 3), Some(time(15, 50, 0, 0)))),
            ),
            (
                "June 3, 2014 / 12:05 AM / 9 years ago",
                Some((date(2014, 6, 3), Some(time(0, 5, 0, 0)))),
            ),
            (
                "3 June 2014 at 18.20",
                Some((date(2014, 6, 3), Some(time(18, 20, 0, 0)))),
            ),
            (
                "3. Juni 2014, 8:01 Uhr",
                Some((date(2014, 6, 3), Some(time(8, 1, 0, 0)))),
            ),
            ("le 1er août 2014", Some((date(2014, 8, 1), None))),
            ("3 de junio de 2014", Some((date(2014, 6, 3), None))),
            (
                "Tue, 3 Jun 2014 07:00:00 +0200",
                Some((date(2014, 6, 3), Some(time(7, 0, 0, 0)))),
            ),
            (
                "2014-06-03T10:11:12Z",
                Some((date(2014, 6, 3), Some(time(10, 11, 0, 0)))),
            ),
            ("2014年6月3日", Some((date(2014, 6, 3), None))),
            (
                "03.06.2014 10:11",
                Some((date(2014, 6, 3), Some(time(10, 11, 0, 0)))),
            ),
            ("23/06/2014", Some((date(2014, 6, 23), None))),
            ("06/23/2014", Some((date(2014, 6, 23), None))),
            ("06/06/2014", Some((date(2014, 6, 6), None))),
            ("2014, June 3rd", Some((date(2014, 6, 3), None))),
            ("3/Jun/2014", Some((date(2014, 6, 3), None))),
            (
                "Tuesday the 3rd of June, 2014",
                Some((date(2014, 6, 3), None)),
            ),
            // Either of two days, no day at all, or none that is whole.
            ("03/06/2014", None),
            ("June 31, 2014", None),
            ("June 2014", None),
            ("June 3", None),
            ("in 2014, 30 people", None),
            ("room 3-2014", None),
            ("version 1.2.3", None),
            ("June 3, 2014 2 comments", Some((date(2014, 6, 3), None))),
        ];
        for (text, expected) in cases {
            assert_eq!(only(text), *expected, "{text}");
        }
    }

    #[test]
    fn a_stamp_keeps_its_own_day() {
        let late = parse_stamp("2014-06-03T23:30:00-05:00").expect("a stamp");
        assert_eq!(
            (late.date, late.offset_minutes),
            (date(2014, 6, 3), Some(-300))
        );
        let same = parse_stamp("2014-06-04T04:30:00Z").expect("a stamp");
        assert_eq!(late.instant_minutes(), same.instant_minutes());
        assert_eq!(late.to_local(), "2014-06-03T23:30");
        assert_eq!(
            parse_stamp("Tue, 03 Jun 2014 23:30:00 +0200")
                .expect("a stamp")
                .offset_minutes,
            Some(120)
        );
        assert_eq!(
            parse_stamp("20140603").map(|s| s.date),
            Some(date(2014, 6, 3))
        );
        assert_eq!(parse_stamp("1401795000"), None);
        assert_eq!(parse_stamp("soon"), None);
    }

    #[test]
    fn knows_relative_times() {
        for text in ["3 hours ago", "an hour ago", "8 years ago", "Yesterday"] {
            assert!(is_relative_time(text), "{text}");
        }
        for text in ["ago", "3 hours", "It was 3 hours ago"] {
            assert!(!is_relative_time(text), "{text}");
        }
    }
}
