//! Civil days: closed intervals that may be open on either side.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// An interval of civil days, both ends included. `None` is unknown: an interval with only `from` means
/// "not before", one with neither is unknown altogether.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Days {
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
}

impl Days {
    /// Nothing is known.
    pub const UNKNOWN: Days = Days {
        from: None,
        to: None,
    };

    /// One single day.
    pub fn day(day: Date) -> Days {
        Days {
            from: Some(day),
            to: Some(day),
        }
    }

    /// All days from `from` to `to`.
    pub fn between(from: Date, to: Date) -> Days {
        Days {
            from: Some(from),
            to: Some(to),
        }
    }

    /// Whether nothing is known.
    pub fn is_unknown(self) -> bool {
        self.from.is_none() && self.to.is_none()
    }

    /// The day, when it is a single one.
    pub fn single(self) -> Option<Date> {
        if self.from == self.to {
            self.from
        } else {
            None
        }
    }

    /// Both ends, when both are known.
    pub fn ends(self) -> Option<(Date, Date)> {
        Some((self.from?, self.to?))
    }

    /// Number of days, when both ends are known; at least 1.
    pub fn n_days(self) -> Option<i32> {
        let (from, to) = self.ends()?;
        Some(from.until(to).map(|span| span.get_days()).unwrap_or(0) + 1)
    }

    /// Days from the end of the earlier to the beginning of the later, when all ends are known; 0 where they touch or overlap.
    pub fn days_apart(self, other: Days) -> Option<i32> {
        let are_known = self.ends().is_some() && other.ends().is_some();
        are_known.then(|| self.at_least_apart(other))
    }

    /// Days that lie between them whatever an unknown end is; 0 where they may be the same.
    pub fn at_least_apart(self, other: Days) -> i32 {
        let between = |end: Option<Date>, start: Option<Date>| {
            let gap = end.zip(start).filter(|(end, start)| end < start);
            gap.map_or(0, |(end, start)| {
                end.until(start).map_or(i32::MAX, |span| span.get_days())
            })
        };
        between(self.to, other.from).max(between(other.to, self.from))
    }

    /// Whether the two may be the same day as far as is known: they overlap, an unknown end reaching everywhere.
    pub fn may_coincide(self, other: Days) -> bool {
        let before = |end: Option<Date>, start: Option<Date>| matches!((end, start), (Some(e), Some(s)) if e < s);
        !before(self.to, other.from) && !before(other.to, self.from)
    }
}

/// A day, a month or a year, such as `2011-10-06`, `2011-10` or `2011`.
impl FromStr for Days {
    type Err = NoDays;

    fn from_str(text: &str) -> Result<Days, NoDays> {
        let parse = |text: &str| {
            // More would be read as a day with a time, or with a sign.
            let is_shaped = text.bytes().enumerate().all(|(n, byte)| match n {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
            (is_shaped.then(|| text.parse::<Date>().ok()).flatten()).ok_or(NoDays)
        };
        match text.len() {
            4 => parse(&format!("{text}-01-01"))
                .map(|first| Days::between(first, first.last_of_year())),
            7 => parse(&format!("{text}-01"))
                .map(|first| Days::between(first, first.last_of_month())),
            10 => parse(text).map(Days::day),
            _ => Err(NoDays),
        }
    }
}

/// A text is neither a day nor a month nor a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoDays;

impl fmt::Display for NoDays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected a day, month or year such as 2011-10-06, 2011-10 or 2011")
    }
}

impl std::error::Error for NoDays {}

/// Where a publication date comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateBasis {
    /// The page's own data for machines, its address, or what was given with the input.
    Metadata,
    /// A date that the page prints for its readers.
    Printed,
    /// Bounds that follow from what the text itself dates.
    Inferred,
    /// Nothing tells.
    Unknown,
}

impl DateBasis {
    /// The basis as exported.
    pub fn as_str(self) -> &'static str {
        match self {
            DateBasis::Metadata => "metadata",
            DateBasis::Printed => "printed",
            DateBasis::Inferred => "inferred",
            DateBasis::Unknown => "unknown",
        }
    }
}

/// A day or an instant that a page, or what it was saved in, gives.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Moment {
    /// ISO 8601, as fine as it is given and in its own zone: `2014-06-03`, `2014-06-03T08:15`,
    /// `2014-06-03T08:15:00+02:00`.
    pub at: String,
    /// The words or the tag that gave it, such as `meta article:modified_time`.
    pub evidence: String,
}

/// When a page was published, and how that is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publication {
    /// First possible day.
    pub from: Option<Date>,
    /// Last possible day; `None` with an inferred `from` means "not before".
    pub to: Option<Date>,
    /// What it rests on.
    pub basis: DateBasis,
    /// The words or the tag that gave it, such as `Published: October 6, 2011` or `meta article:published_time`.
    pub evidence: Option<String>,
    /// The time of publication, where one is given with it: ISO 8601 in the zone that the page names, if any.
    pub at: Option<String>,
    /// What else on the page would put its publication on another day, the more trustworthy first.
    pub contradicting: Vec<Moment>,
}

impl Publication {
    /// Nothing on the page tells.
    pub fn unknown() -> Publication {
        Publication {
            from: None,
            to: None,
            basis: DateBasis::Unknown,
            evidence: None,
            at: None,
            contradicting: Vec::new(),
        }
    }

    /// A known day.
    pub fn day(day: Date, basis: DateBasis, evidence: impl Into<String>) -> Publication {
        Publication {
            from: Some(day),
            to: Some(day),
            basis,
            evidence: Some(evidence.into()),
            at: None,
            contradicting: Vec::new(),
        }
    }

    /// The interval.
    pub fn days(&self) -> Days {
        Days {
            from: self.from,
            to: self.to,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn open_intervals_may_coincide_with_what_follows() {
        let not_before = Days {
            from: Some(date(2012, 7, 1)),
            to: None,
        };
        assert!(not_before.may_coincide(Days::day(date(2012, 8, 3))));
        assert!(!not_before.may_coincide(Days::day(date(2012, 6, 30))));
        assert!(Days::UNKNOWN.may_coincide(not_before));
    }

    #[test]
    fn what_has_no_end_is_as_far_apart_as_it_must_be() {
        let not_before = Days {
            from: Some(date(2012, 7, 1)),
            to: None,
        };
        let day = |year, month, day| Days::day(date(year, month, day));
        assert_eq!(not_before.at_least_apart(day(2012, 6, 28)), 3);
        assert_eq!(day(2011, 7, 1).at_least_apart(not_before), 366);
        assert_eq!(not_before.at_least_apart(day(2013, 1, 1)), 0);
        assert_eq!(Days::UNKNOWN.at_least_apart(not_before), 0);
        let (a, b) = (day(2012, 1, 1), day(2012, 3, 1));
        assert_eq!(Some(a.at_least_apart(b)), a.days_apart(b));
    }

    #[test]
    fn a_week_has_seven_days() {
        assert_eq!(
            Days::between(date(2011, 9, 26), date(2011, 10, 2)).n_days(),
            Some(7)
        );
    }
}
