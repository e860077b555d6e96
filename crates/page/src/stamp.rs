//! Instants as machines write them: ISO 8601 and its sloppy kin, RFC 2822, seconds since 1970.

use crate::printed_date::find_dates;
use jiff::civil::{Date, Time};
use regex::Regex;
use std::sync::LazyLock;

/// A day, with the time and the zone as far as they are written. The day is the one written, in its own zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The day as written.
    pub date: Date,
    /// The time as written.
    pub time: Option<Time>,
    /// Minutes east of UTC, where the stamp says.
    pub offset_minutes: Option<i32>,
}

fn compile(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern of this crate compiles")
}

static ISO: LazyLock<Regex> = LazyLock::new(|| {
    compile(
        r"^(\d{4})-?(\d{2})-?(\d{2})(?:[T\s_]+(\d{1,2}):?(\d{2})(?::?(\d{2}))?(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?(?:$|[^\d])",
    )
});

/// Reads a stamp.
pub fn parse_stamp(text: &str) -> Option<Stamp> {
    let text = text.trim();
    if let Some(c) = ISO.captures(text) {
        let number = |k: usize| c.get(k).and_then(|m| m.as_str().parse::<i8>().ok());
        let year: i16 = c[1].parse().ok()?;
        if !(1700..=2100).contains(&year) {
            return None;
        }
        let date = Date::new(year, number(2)?, number(3)?).ok()?;
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
    Some(Stamp {
        date: found.date,
        time: found.time,
        offset_minutes: found.offset_minutes,
    })
}

/// Reads seconds or milliseconds since 1970, as pages give them beside their scripts. Only what is past 1990 is taken
/// for such: shorter numbers are something else.
pub fn parse_epoch(text: &str) -> Option<Stamp> {
    let text = text.trim();
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let seconds = match text.len() {
        9 | 10 => text.parse::<i64>().ok()?,
        13 => text.parse::<i64>().ok()? / 1000,
        _ => return None,
    };
    if seconds < 631_152_000 {
        return None;
    }
    let days = i32::try_from(seconds / 86_400).ok()?;
    let date = Date::new(1970, 1, 1)
        .ok()?
        .checked_add(jiff::Span::new().days(days))
        .ok()?;
    let rest = seconds % 86_400;
    let time = Time::new(
        (rest / 3600) as i8,
        (rest % 3600 / 60) as i8,
        (rest % 60) as i8,
        0,
    )
    .ok()?;
    Some(Stamp {
        date,
        time: Some(time),
        offset_minutes: Some(0),
    })
}

impl Stamp {
    /// Minutes since the year 1700 on the clock of its own zone, where it has a time.
    pub fn clock_minutes(&self) -> Option<i64> {
        let time = self.time?;
        let days = Date::new(1700, 1, 1)
            .ok()?
            .until(self.date)
            .ok()?
            .get_days();
        Some(i64::from(days) * 1440 + i64::from(time.hour()) * 60 + i64::from(time.minute()))
    }

    /// Minutes since the year 1700, in UTC, where the zone is known.
    pub fn instant_minutes(&self) -> Option<i64> {
        Some(self.clock_minutes()? - i64::from(self.offset_minutes?))
    }

    /// ISO 8601 local time, without the zone.
    pub fn to_local(&self) -> String {
        local_iso(self.date, self.time)
    }

    /// ISO 8601 as fine as it is given, in its own zone: `2014-06-03`, `2014-06-03T08:15`,
    /// `2014-06-03T08:15:00+02:00`.
    pub fn to_iso(&self) -> String {
        let Some(time) = self.time else {
            return self.date.to_string();
        };
        let minutes = local_iso(self.date, self.time);
        match self.offset_minutes {
            None if time.second() == 0 => minutes,
            None => format!("{minutes}:{:02}", time.second()),
            Some(0) => format!("{minutes}:{:02}Z", time.second()),
            Some(offset) => format!(
                "{minutes}:{:02}{}{:02}:{:02}",
                time.second(),
                if offset < 0 { '-' } else { '+' },
                offset.abs() / 60,
                offset.abs() % 60
            ),
        }
    }
}

/// `2011-10-06T15:50`, or the day alone.
pub fn local_iso(date: Date, time: Option<Time>) -> String {
    match time {
        Some(t) => format!("{date}T{:02}:{:02}", t.hour(), t.minute()),
        None => date.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

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
            parse_stamp("20140603").map(|s| s.date),
            Some(date(2014, 6, 3))
        );
        assert_eq!(parse_stamp("1401795000"), None);
        assert_eq!(parse_stamp("soon"), None);
    }

    #[test]
    fn a_stamp_is_written_as_fine_as_it_was_given() {
        for (written, iso) in [
            ("2014-06-03", "2014-06-03"),
            ("2014-06-03 08:15", "2014-06-03T08:15"),
            ("2014-06-03T08:15:42", "2014-06-03T08:15:42"),
            ("2014-06-03T08:15:42.389Z", "2014-06-03T08:15:42Z"),
            ("20140603T081500+0200", "2014-06-03T08:15:00+02:00"),
            ("2014-06-03 08:15:00 -03:30", "2014-06-03T08:15:00-03:30"),
            (
                "Tue, 03 Jun 2014 23:30:00 +0200",
                "2014-06-03T23:30:00+02:00",
            ),
            (
                "Tue Jun 03 2014 08:15:33 GMT+0200 (Central European Summer Time)",
                "2014-06-03T08:15:33+02:00",
            ),
        ] {
            let stamp = parse_stamp(written).map(|s| s.to_iso());
            assert_eq!(stamp.as_deref(), Some(iso), "{written}");
        }
    }

    #[test]
    fn reads_seconds_since_1970() {
        for (written, iso) in [
            ("1401811500", Some("2014-06-03T16:05:00Z")),
            ("1401811500000", Some("2014-06-03T16:05:00Z")),
            ("20140603", None),
            ("3", None),
            ("14018115000000", None),
            ("", None),
        ] {
            assert_eq!(
                parse_epoch(written).map(|s| s.to_iso()).as_deref(),
                iso,
                "{written}"
            );
        }
    }
}
