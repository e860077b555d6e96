//! Days as pages print them. Nothing is guessed: where day and month can be told apart neither by their size, nor by
//! their form, nor by a weekday beside them, there is no day, but two.

use crate::printed_clock::{clock_before, clock_behind, weekday_before, weekday_behind};
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
    /// Minutes east of UTC, where a zone stands behind the time.
    pub offset_minutes: Option<i32>,
}

/// A day of which digits alone do not tell what is day and what is month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EitherDate {
    /// The day, its time left out.
    pub range: Range<usize>,
    /// Read with the day first.
    pub day_first: Date,
    /// Read with the month first.
    pub month_first: Date,
}

/// Names of months in the languages that Latin-script news pages are mostly written in, lower case, without points.
const MONTHS: [&[&str]; 12] = [
    &[
        "january",
        "jan",
        "januar",
        "jänner",
        "janvier",
        "janv",
        "enero",
        "ene",
        "gennaio",
        "gen",
        "janeiro",
        "januari",
        "styczeń",
        "stycznia",
        "ocak",
        "января",
        "ledna",
        "leden",
        "січня",
        "tammikuuta",
        "január",
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
        "lutego",
        "şubat",
        "февраля",
        "února",
        "únor",
        "лютого",
        "helmikuuta",
        "február",
    ],
    &[
        "march",
        "mar",
        "märz",
        "mrz",
        "mars",
        "marzo",
        "março",
        "maart",
        "mrt",
        "marts",
        "marca",
        "mart",
        "марта",
        "března",
        "březen",
        "березня",
        "maaliskuuta",
        "március",
    ],
    &[
        "april",
        "apr",
        "avril",
        "avr",
        "abril",
        "abr",
        "aprile",
        "kwietnia",
        "nisan",
        "апреля",
        "dubna",
        "duben",
        "квітня",
        "huhtikuuta",
    ],
    &[
        "may",
        "mai",
        "mayo",
        "maggio",
        "mag",
        "maio",
        "mei",
        "maj",
        "maja",
        "mayıs",
        "мая",
        "května",
        "květen",
        "травня",
        "toukokuuta",
        "május",
    ],
    &[
        "june",
        "jun",
        "juni",
        "juin",
        "junio",
        "giugno",
        "giu",
        "junho",
        "czerwca",
        "haziran",
        "июня",
        "června",
        "červen",
        "червня",
        "kesäkuuta",
        "június",
    ],
    &[
        "july",
        "jul",
        "juli",
        "juillet",
        "juil",
        "julio",
        "luglio",
        "lug",
        "julho",
        "lipca",
        "temmuz",
        "июля",
        "července",
        "červenec",
        "липня",
        "heinäkuuta",
        "július",
    ],
    &[
        "august",
        "aug",
        "août",
        "aout",
        "agosto",
        "ago",
        "augustus",
        "augusti",
        "sierpnia",
        "ağustos",
        "августа",
        "srpna",
        "srpen",
        "серпня",
        "elokuuta",
        "augusztus",
    ],
    &[
        "september",
        "sep",
        "sept",
        "septembre",
        "septiembre",
        "settembre",
        "setembro",
        "września",
        "eylül",
        "сентября",
        "září",
        "вересня",
        "syyskuuta",
        "szeptember",
    ],
    &[
        "october",
        "oct",
        "oktober",
        "okt",
        "octobre",
        "octubre",
        "ottobre",
        "ott",
        "outubro",
        "out",
        "października",
        "ekim",
        "октября",
        "října",
        "říjen",
        "жовтня",
        "lokakuuta",
        "október",
    ],
    &[
        "november",
        "nov",
        "novembre",
        "noviembre",
        "novembro",
        "listopada",
        "kasım",
        "ноября",
        "listopad",
        "листопада",
        "marraskuuta",
    ],
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
        "grudnia",
        "aralık",
        "декабря",
        "prosince",
        "prosinec",
        "грудня",
        "joulukuuta",
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

/// All days that the text prints in full, in order. A day without its year is none, and neither is one of which
/// nothing tells day and month apart.
pub fn find_dates(text: &str) -> Vec<PrintedDate> {
    // Most texts hold no year.
    if !has_four_digits(text) {
        return Vec::new();
    }
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
    for (range, reading) in numeric(text) {
        if let Reading::One(date) = reading {
            found.push((range, Some(date)));
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
        let clock = clock_behind(&text[range.end..]);
        let before = taken;
        taken = range.end + clock.map_or(0, |clock| clock.n_bytes);
        let clock = clock.or_else(|| clock_before(&text[before..range.start]));
        dates.push(PrintedDate {
            day_range: range.clone(),
            range: range.start..taken,
            date,
            time: clock.map(|clock| clock.time),
            offset_minutes: clock.and_then(|clock| clock.offset_minutes),
        });
    }
    dates
}

/// All days of the text that can be read two ways.
pub fn find_either(text: &str) -> Vec<EitherDate> {
    if !has_four_digits(text) {
        return Vec::new();
    }
    let either = |(range, reading)| match reading {
        Reading::Either(day_first, month_first) => Some(EitherDate {
            range,
            day_first,
            month_first,
        }),
        Reading::One(_) => None,
    };
    numeric(text).filter_map(either).collect()
}

fn has_four_digits(text: &str) -> bool {
    text.as_bytes()
        .windows(4)
        .any(|w| w.iter().all(u8::is_ascii_digit))
}

/// What three numbers in a row can be.
enum Reading {
    One(Date),
    /// The day first, the month first.
    Either(Date, Date),
}

/// The days in digits with the year last.
fn numeric(text: &str) -> impl Iterator<Item = (Range<usize>, Reading)> + '_ {
    NUMBERS.captures_iter(text).filter_map(|c| {
        if c[2] != c[4] {
            return None;
        }
        let range = whole(&c);
        let reading = match of_numbers(&c[1], &c[2], &c[3], &c[5])? {
            Reading::Either(day_first, month_first) => {
                // A weekday beside it fits one of the two at most, unless both fall on the same.
                let weekday = weekday_before(&text[..range.start])
                    .or_else(|| weekday_behind(&text[range.end..]));
                let fits = |date: Date| weekday == Some(date.weekday());
                match (fits(day_first), fits(month_first)) {
                    (true, false) => Reading::One(day_first),
                    (false, true) => Reading::One(month_first),
                    _ => Reading::Either(day_first, month_first),
                }
            }
            one @ Reading::One(_) => one,
        };
        Some((range, reading))
    })
}

fn whole(c: &regex::Captures<'_>) -> Range<usize> {
    c.get(0).map_or(0..0, |m| m.range())
}

/// `14/03/2017` is one day, `03/04/2017` either of two. With points the day comes first everywhere.
fn of_numbers(first: &str, separator: &str, second: &str, year: &str) -> Option<Reading> {
    let (a, b): (i8, i8) = (first.parse().ok()?, second.parse().ok()?);
    if separator == "." || a > 12 || a == b {
        day(year, b, first).map(Reading::One)
    } else if b > 12 {
        day(year, a, second).map(Reading::One)
    } else {
        Some(Reading::Either(day(year, b, first)?, day(year, a, second)?))
    }
}

static RELATIVE: LazyLock<Regex> = LazyLock::new(|| {
    compile(
        r"(?i)^(?:about |over |almost )?(?:\d+|an?|one|two|a few)\s*(?:s|m|min|mins|h|hr|hrs|d|w|y|seconds?|minutes?|hours?|days?|weeks?|months?|years?|mo)\s+ago\b|^(?:yesterday|today|just now|gestern|heute|hier|aujourd’hui|ayer|hoy|ieri|oggi|ontem|hoje|gisteren|vandaag|igår|i går|idag|i dag|wczoraj|dzisiaj|dziś|včera|dnes)$|^(?:vor|il y a|hace|há|för|for|przed)\s+(?:etwa |circa |environ |unos |cerca de |cirka |ca\.? )?(?:\d+|ein(?:er|em)?|une?|una?|um|uma|en|et|ett)\s+\p{L}{1,12}\.?(?:\s+(?:sedan|siden))?$|^(?:ca\.? )?(?:\d+|un[ao]?|een|en|ett|et)\s+\p{L}{1,12}\.?\s+(?:geleden|sedan|siden|fa|atrás|temu|sitten)$|^\d+\s?(?:tim|min|std|uur|dgn?|godz|ore?|sett|sem|ugek?|timer|dager?|dagar?|veckor?)\.?$",
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
                Some((date(2014, 6, 3), Some(time(10, 11, 12, 0)))),
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
    fn a_weekday_tells_day_and_month_apart() {
        for (text, expected) in [
            ("Thu 03/04/2014", Some(date(2014, 4, 3))),
            ("Tuesday, 03/04/2014 - 14:32", Some(date(2014, 3, 4))),
            ("jueves 03/04/2014", Some(date(2014, 4, 3))),
            ("03/04/2014 (Tue)", Some(date(2014, 3, 4))),
            // It falls on neither.
            ("Fri 03/04/2014", None),
            ("03/04/2014", None),
        ] {
            assert_eq!(only(text).map(|(d, _)| d), expected, "{text}");
        }
        let either = find_either("on 03/04/2014 and 23/04/2014");
        assert_eq!(
            either
                .iter()
                .map(|e| (e.day_first, e.month_first))
                .collect::<Vec<_>>(),
            [(date(2014, 4, 3), date(2014, 3, 4))]
        );
        // 1 February and 2 January 2010 are a Monday and a Saturday.
        assert_eq!(find_either("Monday 01/02/2010"), []);
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
