//! When a comment was posted: what the attributes of its time say, else what is printed.

use crate::dom::{Dom, NodeId, NodeKind};
use crate::printed_date::{find_dates, is_relative_time};
use crate::stamp::{local_iso, parse_stamp};
use crate::wording;
use jiff::civil::{Date, Time, Weekday};
use regex::Regex;
use std::sync::LazyLock;

/// What a page tells of when a comment was posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// In ISO 8601 local time, by the day alone where `false`.
    At(String, bool),
    /// A day written in numbers, of which the first or the second is the month.
    Either {
        /// The first number.
        first: i8,
        /// The second number.
        second: i8,
        /// The year.
        year: i16,
        /// The time of day.
        time: Option<Time>,
        /// As printed.
        printed: String,
    },
    /// Relative, or without its year, as printed.
    Printed(String),
}

/// In which order a list of comments writes day and month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// `23/06/2014`
    DayFirst,
    /// `06/23/2014`
    MonthFirst,
}

static RELATIVE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)^[\s(·•|-]*(?:
        (?:posted|edited)?\s*(?:about|over|almost|around|less\ than)?\s*(?:\d+|an?|one|a\ few)\s*(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?|mo|mos|months?|y|yrs?|years?)(?:[\s,]+(?:and\s+)?\d+\s*(?:mins?|minutes?|hrs?|hours?|days?|secs?|seconds?|weeks?|months?))?(?:\s+ago)?
        |vor\s+(?:\d+|einer|einem|wenigen)\s+\p{L}+
        |il\s+y\s+a\s+(?:environ\s+)?(?:\d+|une?|quelques)\s+\p{L}+
        |(?:hace|há)\s+(?:\d+|una?|uma?|unos)\s+\p{L}+
        |(?:för|for)\s+(?:\d+|en|et|ett|ei)\s+\p{L}+\s+(?:sedan|siden)
        |(?:\d+|een|en|et|un[ao]?|um[ao]?)\s+\p{L}+\s+(?:geleden|sedan|siden|fa|atrás|temu|önce|назад)
        |(?:yesterday|today|just\ now|now|gestern|heute|hier|aujourd[’']hui|ayer|hoy|ieri|oggi|ontem|hoje|gisteren|vandaag|i\ går|i\ dag)(?:[\s,]+(?:at|um|à|a\ las|om|kl\.?|alle)?\s*\d{1,2}[:.h]\d{2}(?:\s*[ap]m|\s*uhr)?)?
        )[\s)·•|.]*$",
    )
    .expect("a pattern of this crate compiles")
});

static EITHER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(\p{L}*\.?),?[^\d]{0,24}\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})\b(.{0,24})$")
        .expect("a pattern of this crate compiles")
});

static CLOCK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(\d{1,2})[:.](\d{2})(?::\d{2})?\s*([ap]\.?m)?")
        .expect("a pattern of this crate compiles")
});

/// `Wed Sep 26 09:12:17 2018 UTC`
static YEAR_LAST: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(\p{L}{3,9})\s+(\d{1,2})\s+(\d{2}:\d{2})(?::\d{2})?\s+(\d{4})\b")
        .expect("a pattern of this crate compiles")
});

/// A time counted back from when the page was saved, in any of some languages.
pub fn is_relative(text: &str) -> bool {
    text.chars().count() <= 40 && (is_relative_time(text) || RELATIVE.is_match(text))
}

/// What is printed, where the words are hardly more than a time; `marked` where the element says that it is one.
pub fn printed_time(text: &str, marked: bool) -> Option<Told> {
    let n = text.chars().count();
    if n > 100 {
        return None;
    }
    if is_relative(text) {
        let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
        let bare = bare
            .strip_prefix("Posted ")
            .or_else(|| bare.strip_prefix("posted "));
        let bare = bare.unwrap_or(text.trim_matches(|c: char| !c.is_alphanumeric()));
        return Some(Told::Printed(bare.to_owned()));
    }
    if let Some(found) = find_dates(text).first() {
        let outside = format!(
            "{} {}",
            &text[..found.range.start],
            &text[found.range.end..]
        );
        let n_words = outside
            .split_whitespace()
            .filter(|w| w.chars().any(char::is_alphabetic))
            .count();
        if !(n_words <= 6 || marked) {
            return None;
        }
        // The clock may stand before the day.
        let time = found.time.or_else(|| clock(&text[..found.range.start]));
        return Some(Told::At(local_iso(found.date, time), time.is_some()));
    }
    if let Some(found) = either(text) {
        return Some(found);
    }
    let has_digit = text.chars().any(|c| c.is_ascii_digit());
    (marked && n <= 40 && has_digit && !wording::ends_sentence(text))
        .then(|| Told::Printed(text.to_owned()))
}

fn clock(text: &str) -> Option<Time> {
    let c = CLOCK.captures(text)?;
    let mut hour: i8 = c[1].parse().ok()?;
    match c.get(3).map(|m| m.as_str().to_ascii_lowercase()) {
        Some(half) if half.starts_with('p') && hour < 12 => hour += 12,
        Some(half) if half.starts_with('a') && hour == 12 => hour = 0,
        _ => {}
    }
    Time::new(hour, c[2].parse().ok()?, 0, 0).ok()
}

fn either(text: &str) -> Option<Told> {
    let c = EITHER.captures(text.trim())?;
    let (first, second): (i8, i8) = (c[2].parse().ok()?, c[3].parse().ok()?);
    let year: i16 = c[4].parse().ok()?;
    let year = if year < 100 { 2000 + year } else { year };
    let time = clock(&c[5]);
    let of = |order| day(order, first, second, year);
    let days = [of(Order::DayFirst), of(Order::MonthFirst)];
    let weekday = weekday(&c[1]);
    let mut fits = days
        .into_iter()
        .flatten()
        .filter(|day| weekday.is_none_or(|w| day.weekday() == w));
    let only = fits.next()?;
    if fits.next().is_some_and(|other| other != only) {
        let printed = text.trim().to_owned();
        return Some(Told::Either {
            first,
            second,
            year,
            time,
            printed,
        });
    }
    Some(Told::At(local_iso(only, time), time.is_some()))
}

fn day(order: Order, first: i8, second: i8, year: i16) -> Option<Date> {
    match order {
        Order::DayFirst => Date::new(year, second, first).ok(),
        Order::MonthFirst => Date::new(year, first, second).ok(),
    }
}

fn weekday(word: &str) -> Option<Weekday> {
    let head: String = word.chars().take(3).collect::<String>().to_lowercase();
    Some(match head.as_str() {
        "mon" => Weekday::Monday,
        "tue" | "die" => Weekday::Tuesday,
        "wed" | "mit" => Weekday::Wednesday,
        "thu" | "don" => Weekday::Thursday,
        "fri" | "fre" => Weekday::Friday,
        "sat" | "sam" => Weekday::Saturday,
        "sun" | "son" => Weekday::Sunday,
        _ => return None,
    })
}

/// The order that the days of a list have, where one of them can be read in one order only.
pub fn order_of<'t>(printed: impl Iterator<Item = &'t str>) -> Option<Order> {
    for text in printed {
        if let Some(c) = EITHER.captures(text.trim())
            && let (Ok(first), Ok(second)) = (c[2].parse::<i8>(), c[3].parse::<i8>())
            && (first > 12) != (second > 12)
        {
            return Some(if first > 12 {
                Order::DayFirst
            } else {
                Order::MonthFirst
            });
        }
    }
    None
}

impl Told {
    /// As records have it; a day in numbers by the order of its list, and as printed where that is not known.
    pub fn posted(self, order: Option<Order>) -> String {
        match self {
            Told::At(iso, _) => iso,
            Told::Printed(words) => words,
            Told::Either {
                first,
                second,
                year,
                time,
                printed,
            } => order
                .and_then(|order| day(order, first, second, year))
                .map_or(printed, |day| local_iso(day, time)),
        }
    }
}

/// What the attributes of an element say of a time, in the zone that they are written in: first where that is told
/// in words or with a zone, second where it is only a number of seconds, which is read as UTC.
pub fn machine_time(dom: &Dom, element: NodeId) -> (Option<Told>, Option<Told>) {
    let NodeKind::Element { attrs, .. } = dom.kind(element) else {
        return (None, None);
    };
    let told = |value: &str| {
        let value = value.trim();
        let n_digits = value.bytes().filter(u8::is_ascii_digit).count();
        if value.len() > 80 || n_digits < 3 {
            return None;
        }
        if let Some(c) = YEAR_LAST.captures(value) {
            let turned = format!("{} {} {} {}", &c[1], &c[2], &c[4], &c[3]);
            return parse_stamp(&turned).map(|s| Told::At(s.to_local(), s.time.is_some()));
        }
        parse_stamp(value).map(|s| Told::At(s.to_local(), s.time.is_some()))
    };
    let named = |name: &str| {
        attrs
            .iter()
            .find(|a| &*a.name.local == name)
            .and_then(|a| told(&a.value))
    };
    let dated = ["itemprop", "property"].iter().any(|a| {
        dom.attr(element, a)
            .is_some_and(|v| v.contains("date") || v.contains("created") || v == "commentTime")
    });
    let best = named("datetime")
        .or_else(|| named("content").filter(|_| dated))
        .or_else(|| named("title"));
    let mut seconds = None;
    let mut other = None;
    for attr in attrs.iter().filter(|a| a.name.local.starts_with("data-")) {
        let name = &attr.name.local["data-".len()..];
        let telling = ["time", "date", "created", "posted", "published"]
            .iter()
            .any(|w| name.contains(w));
        if !telling {
            continue;
        }
        let value = attr.value.trim();
        let digits = matches!(value.len(), 10 | 13) && value.bytes().all(|b| b.is_ascii_digit());
        if digits {
            seconds = seconds.or_else(|| of_seconds(value));
        } else if value.contains('-') {
            other = other.or_else(|| told(value));
        }
    }
    (best.or(other), seconds)
}

fn of_seconds(digits: &str) -> Option<Told> {
    let number: i64 = digits.get(..10)?.parse().ok()?;
    let moment = jiff::Timestamp::from_second(number).ok()?;
    let local = moment.to_zoned(jiff::tz::TimeZone::UTC).datetime();
    Some(Told::At(local_iso(local.date(), Some(local.time())), true))
}

/// When, by the element around the printed words, the few elements around that, and the words.
pub fn time_at(dom: &Dom, element: NodeId, printed: Option<Told>) -> Option<Told> {
    let mut seconds = None;
    let mut best = None;
    for id in std::iter::once(element).chain(dom.ancestors(element).take(2)) {
        let (told, counted) = machine_time(dom, id);
        seconds = seconds.or(counted);
        best = told;
        if best.is_some() {
            break;
        }
    }
    match (best, printed) {
        // A stamp may give the day alone where the words give the clock too.
        (Some(Told::At(day, false)), Some(Told::At(full, true))) if full.starts_with(&day) => {
            Some(Told::At(full, true))
        }
        (Some(best), _) => Some(best),
        (None, Some(Told::At(iso, known))) => Some(Told::At(iso, known)),
        (None, printed) => seconds.or(printed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dom::ROOT;
    use crate::parse_html::parse_html;

    #[test]
    fn printed_times() {
        let at = |iso: &str| Some(Told::At(iso.to_owned(), iso.contains('T')));
        let printed = |words: &str| Some(Told::Printed(words.to_owned()));
        for (text, expected) in [
            ("Posted on 3 June 2014 at 10:15", at("2014-06-03T10:15")),
            ("10:15 am, 3 June 2014", at("2014-06-03T10:15")),
            ("Tue, 06/03/2014 - 20:14", at("2014-06-03T20:14")),
            ("vor 2 Tagen", printed("vor 2 Tagen")),
            ("· 5 hrs", printed("5 hrs")),
            ("Posted 3 hours ago", printed("3 hours ago")),
            ("gestern, 10:15 Uhr", printed("gestern, 10:15 Uhr")),
            ("1 day 2 hours ago", printed("1 day 2 hours ago")),
            ("3 apples", None),
            ("Ann Lee", None),
        ] {
            assert_eq!(printed_time(text, false), expected, "{text}");
        }
    }

    #[test]
    fn a_list_tells_which_number_is_the_month() {
        let told = printed_time("03/06/2014 10:15", false).expect("a time");
        let posted = |order| told.clone().posted(order);
        assert_eq!(posted(Some(Order::DayFirst)), "2014-06-03T10:15");
        assert_eq!(posted(Some(Order::MonthFirst)), "2014-03-06T10:15");
        assert_eq!(posted(None), "03/06/2014 10:15");
        let list = ["03/06/2014 10:15", "13/06/2014 10:15"];
        assert_eq!(order_of(list.into_iter()), Some(Order::DayFirst));
    }

    #[test]
    fn attributes_know_better_than_words() {
        for (html, expected) in [
            (
                "<time datetime='2014-06-03T23:30:00-05:00'>3 hours ago</time>",
                "2014-06-03T23:30",
            ),
            (
                "<a title='Tue Jun 03 09:12:17 2014 UTC'>3 hours ago</a>",
                "2014-06-03T09:12",
            ),
            (
                "<abbr data-utime='1401795000' >3 hours ago</abbr>",
                "2014-06-03T11:30",
            ),
            (
                "<abbr title='Direct link'>3 hours ago</abbr>",
                "3 hours ago",
            ),
            (
                "<time datetime='2014-06-03'>3 June 2014, 10:15</time>",
                "2014-06-03T10:15",
            ),
        ] {
            let (dom, _) = parse_html(html);
            let element = *dom.elements(ROOT).last().expect("an element");
            let told = time_at(&dom, element, printed_time(&dom.text(element), true));
            assert_eq!(
                told.map(|t| t.posted(None)).as_deref(),
                Some(expected),
                "{html}"
            );
        }
    }
}
